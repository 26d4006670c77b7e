-- A document may arrive in an older version than the one checked: then the reservation keeps what the checked one asks beyond it.
ALTER TABLE reservation ADD COLUMN document_version bigint;
ALTER TABLE reservation ADD COLUMN covers_minor bigint;
COMMENT ON COLUMN reservation.document_version IS 'version of the document that was checked; null before this was kept';
COMMENT ON COLUMN reservation.covers_minor IS 'amount that was checked; amount_minor is what of it is not recorded yet';
