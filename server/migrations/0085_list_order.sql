-- The whole book's open items, oldest first: by the day from which age counts, and by document day.
CREATE INDEX exposure_item_oldest ON exposure_item (coalesce(due_on, document_on), document_id, item_no)
  WHERE bucket IN ('receivables', 'unapplied') AND open_minor <> 0;
CREATE INDEX exposure_item_oldest_document ON exposure_item (document_on, document_id, item_no)
  WHERE bucket IN ('receivables', 'unapplied') AND open_minor <> 0;

-- Open holds by amount, and by what should be worked on first.
CREATE INDEX hold_open_amount ON hold (amount_minor, id) WHERE status = 'open';
CREATE INDEX hold_open_rank ON hold ((ready_since IS NULL), (release_requested_at IS NULL),
  ((opened_at AT TIME ZONE 'UTC')::date), amount_minor DESC, id) WHERE status = 'open';
