-- Bills of exchange come in files, too, as the electronic bill system exports them.
ALTER TABLE import_run DROP CONSTRAINT import_run_kind_check;
ALTER TABLE import_run ADD CONSTRAINT import_run_kind_check
  CHECK (kind IN ('customers', 'facts', 'orders', 'invoices', 'receipts', 'limits', 'margins', 'bank-lines', 'bills'));
