-- Figures of the whole book that take long to add up, kept until something that they contain changes.
CREATE TABLE book_figure (
  as_of       date PRIMARY KEY,
  sums        jsonb NOT NULL,
  recorded_at timestamptz NOT NULL
);
COMMENT ON TABLE book_figure IS 'forgotten when standings are worked out of customers whose receivables changed on or before the day';

INSERT INTO audit_coverage (table_name, capture, reason)
VALUES ('book_figure', 'none', 'projection of open items and invoices for home pages; no row says more than the ledger');

-- What was invoiced in a period is added up from the index alone.
CREATE INDEX document_sales ON document (document_on) INCLUDE (currency, total_minor, account_id)
  WHERE type = 'invoice' AND status <> 'cancelled';
