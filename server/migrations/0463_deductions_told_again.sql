-- What was kept back may be told again once its dispute was withdrawn: by hand, or because the bill behind the receipt was
-- withdrawn by mistake and stands again. The latest one of an item of a match counts.
ALTER TABLE deduction DROP CONSTRAINT deduction_pkey;
ALTER TABLE deduction DROP CONSTRAINT deduction_dispute_id_key;
ALTER TABLE deduction ADD PRIMARY KEY (dispute_id);
CREATE INDEX deduction_match ON deduction (match_id, invoice_id, item_no);
