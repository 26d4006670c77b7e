-- Reads as of a past day subtract what happened later; only the two buckets of a customer's balance are read so.
CREATE INDEX exposure_entry_balance_later ON exposure_entry (effective_on)
  WHERE bucket IN ('receivables', 'unapplied');

-- Credits that lower a customer's balance, read beside the receivables of exposure_item_due.
CREATE INDEX exposure_item_unapplied ON exposure_item (account_id) INCLUDE (open_minor, currency)
  WHERE bucket = 'unapplied' AND open_minor <> 0;

-- Exact sum of minor units that stays bigint: sum(bigint) is numeric, which costs more than everything else in an
-- aging. More than bigint holds is an error, never a wrong amount.
CREATE AGGREGATE sum_minor (bigint) (sfunc = int8pl, stype = bigint, combinefunc = int8pl, parallel = safe);
