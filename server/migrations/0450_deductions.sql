-- What a customer kept back when paying, with the reason given: of an item of a match, in dispute for exactly that amount.
CREATE TABLE deduction (
  match_id     uuid NOT NULL REFERENCES cash_match,
  account_id   uuid NOT NULL,
  invoice_id   uuid NOT NULL REFERENCES document,
  item_no      int NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  reason_code  text NOT NULL,
  note         text NOT NULL,
  dispute_id   uuid NOT NULL UNIQUE REFERENCES dispute,
  taken_by     text NOT NULL,
  taken_at     timestamptz NOT NULL,
  PRIMARY KEY (match_id, invoice_id, item_no)
);
COMMENT ON TABLE deduction IS 'its reason and amount are those of its dispute, which says what became of it';
CREATE INDEX deduction_taken ON deduction (taken_at DESC, dispute_id DESC);
CREATE INDEX deduction_account ON deduction (account_id);
CREATE TRIGGER deduction_append_only BEFORE UPDATE OR DELETE ON deduction
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Why customers pay less, beside the reasons for not paying; what an organisation has of its own stays.
UPDATE dispute_reason SET position = position + 4
WHERE position >= (SELECT position FROM dispute_reason WHERE code = 'other')
  AND EXISTS (SELECT FROM dispute_reason WHERE code = 'other');
INSERT INTO dispute_reason (code, name_zh, name_en, position)
SELECT q.code, q.zh, q.en, coalesce((SELECT position FROM dispute_reason WHERE code = 'other') - 5,
  (SELECT coalesce(max(position), 0) FROM dispute_reason)) + q.place
FROM (VALUES
  ('freight',     '运费扣款',       'Freight deducted',        1),
  ('rebate',      '返利、折扣扣款', 'Rebate or discount',      2),
  ('bank-charge', '银行手续费',     'Bank charges',            3),
  ('withholding', '代扣税款',       'Tax withheld',            4)) AS q (code, zh, en, place)
ON CONFLICT (code) DO NOTHING;

INSERT INTO audit_coverage (table_name, capture, reason) VALUES
  ('deduction', 'none', 'append-only; its match and its dispute are captured themselves');
SELECT scope_attach();
