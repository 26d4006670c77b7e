-- Reads as of a past day subtract what happened later; only the two buckets of a customer's balance are read so.
CREATE INDEX exposure_entry_balance_later ON exposure_entry (effective_on)
  WHERE bucket IN ('receivables', 'unapplied');
