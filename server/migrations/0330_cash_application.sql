-- What the office applies of a receipt or credit note, beside what the document itself states.
ALTER TABLE document_link ADD COLUMN match_id uuid;
COMMENT ON COLUMN document_link.match_id IS 'the office''s match that made the link; null: stated by the document itself';
COMMENT ON COLUMN document_link.from_item_no IS 'line of the order or delivery, instalment of a match; null means the whole invoice, oldest due first';
CREATE INDEX document_link_match ON document_link (match_id) WHERE match_id IS NOT NULL;
CREATE INDEX document_receipts ON document (document_on DESC, id DESC) WHERE type IN ('receipt', 'credit-note');
CREATE INDEX document_invoices ON document (document_on DESC, id DESC) WHERE type = 'invoice';
CREATE INDEX document_open_receipts ON document (document_on DESC, id DESC)
  WHERE type IN ('receipt', 'credit-note') AND open_minor <> 0;
CREATE INDEX document_open_invoices ON document (document_on DESC, id DESC) WHERE type = 'invoice' AND open_minor <> 0;
CREATE INDEX document_invoice_number ON document (number) WHERE type = 'invoice';

-- Money that came in, as the bank states it. The payer's account is kept as its hash and what may be shown of it.
CREATE TABLE bank_line (
  id                   uuid PRIMARY KEY,
  bank_account         text NOT NULL,
  bank_ref             text NOT NULL,
  segment_id           uuid NOT NULL REFERENCES credit_segment,
  booked_on            date NOT NULL,
  currency             char(3) NOT NULL,
  amount_minor         bigint NOT NULL CHECK (amount_minor > 0),
  payer_name           text NOT NULL,
  payer_account_hash   text,
  payer_account_masked text,
  reference            text NOT NULL,
  state                text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'recorded', 'set_aside')),
  customer_id          uuid REFERENCES customer,
  identified_by        text CHECK (identified_by IN ('reference', 'account', 'name', 'learned', 'person')),
  confidence_bp        int CHECK (confidence_bp BETWEEN 0 AND 10000),
  document_id          uuid REFERENCES document,
  recorded_times       int NOT NULL DEFAULT 0,
  note                 text,
  decided_by           text,
  decided_at           timestamptz,
  imported_by          text NOT NULL,
  imported_at          timestamptz NOT NULL,
  UNIQUE (bank_account, bank_ref),
  CHECK ((state = 'recorded') = (document_id IS NOT NULL)),
  CHECK (state <> 'recorded' OR customer_id IS NOT NULL),
  CHECK ((payer_account_hash IS NULL) = (payer_account_masked IS NULL))
) WITH (fillfactor = 85);
COMMENT ON COLUMN bank_line.bank_account IS 'our own account; its last characters are enough';
COMMENT ON COLUMN bank_line.customer_id IS 'who paid: sure when recorded, a suggestion while open';
COMMENT ON COLUMN bank_line.recorded_times IS 'how often a receipt was recorded from it: part of the next receipt''s number';
CREATE INDEX bank_line_booked ON bank_line (booked_on DESC, id DESC);
CREATE INDEX bank_line_open ON bank_line (id) WHERE state = 'open';
CREATE UNIQUE INDEX bank_line_document ON bank_line (document_id) WHERE document_id IS NOT NULL;

-- Names and accounts from which a customer has paid: former names, payers on its behalf.
CREATE TABLE payer_alias (
  kind              text NOT NULL CHECK (kind IN ('name', 'account')),
  alias             text NOT NULL,
  customer_id       uuid NOT NULL REFERENCES customer,
  times             int NOT NULL CHECK (times > 0),
  last_confirmed_at timestamptz NOT NULL,
  PRIMARY KEY (kind, alias, customer_id)
);
COMMENT ON COLUMN payer_alias.alias IS 'the name without spaces and signs, or the hash of the account';
CREATE INDEX payer_alias_customer ON payer_alias (customer_id);

-- Which receipt or credit note settles which instalments, why, and what became of it.
CREATE TABLE cash_match (
  id                    uuid PRIMARY KEY,
  account_id            uuid NOT NULL,
  document_id           uuid NOT NULL REFERENCES document,
  method                text NOT NULL CHECK (method IN ('designation', 'exact', 'sum', 'order', 'manual')),
  confidence_bp         int NOT NULL CHECK (confidence_bp BETWEEN 0 AND 10000),
  grounds               jsonb NOT NULL,
  state                 text NOT NULL CHECK (state IN ('proposed', 'accepted', 'rejected', 'undone', 'superseded')),
  automatic             boolean NOT NULL DEFAULT false,
  currency              char(3) NOT NULL,
  amount_minor          bigint NOT NULL CHECK (amount_minor > 0),
  granted_minor         bigint NOT NULL DEFAULT 0 CHECK (granted_minor >= 0),
  granted_kind          text CHECK (granted_kind IN ('discount', 'fee')),
  granted_document_id   uuid REFERENCES document,
  signature             text NOT NULL,
  run_id                uuid,
  proposed_at           timestamptz NOT NULL,
  decided_by            text,
  decided_at            timestamptz,
  undone_by             text,
  undone_at             timestamptz,
  reason                text,
  CHECK ((granted_minor > 0) = (granted_kind IS NOT NULL)),
  CHECK ((state IN ('accepted', 'rejected', 'undone')) <= (decided_at IS NOT NULL)),
  CHECK ((state = 'undone') = (undone_at IS NOT NULL))
) WITH (fillfactor = 85);
COMMENT ON COLUMN cash_match.granted_minor IS 'the difference that the customer need not pay: early-payment discount, bank fee';
COMMENT ON COLUMN cash_match.signature IS 'what is applied to what: a match that was turned down is not proposed again';
CREATE UNIQUE INDEX cash_match_proposed ON cash_match (document_id) WHERE state = 'proposed';
CREATE INDEX cash_match_queue ON cash_match (confidence_bp DESC, id) WHERE state = 'proposed';
CREATE INDEX cash_match_document ON cash_match (document_id, proposed_at DESC);
CREATE INDEX cash_match_account ON cash_match (account_id) WHERE state = 'accepted';

CREATE TABLE cash_match_item (
  match_id      uuid NOT NULL REFERENCES cash_match,
  account_id    uuid NOT NULL,
  invoice_id    uuid NOT NULL REFERENCES document,
  item_no       int NOT NULL,
  amount_minor  bigint NOT NULL CHECK (amount_minor > 0),
  granted_minor bigint NOT NULL DEFAULT 0 CHECK (granted_minor >= 0),
  PRIMARY KEY (match_id, invoice_id, item_no)
);
CREATE INDEX cash_match_item_invoice ON cash_match_item (invoice_id);
CREATE TRIGGER cash_match_item_append_only BEFORE UPDATE OR DELETE ON cash_match_item
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What may be matched without a person, and how much difference is granted. The latest version counts.
CREATE TABLE matching_settings (
  version  int PRIMARY KEY,
  content  jsonb NOT NULL,
  saved_by text NOT NULL,
  saved_at timestamptz NOT NULL
);
CREATE TRIGGER matching_settings_append_only BEFORE UPDATE OR DELETE ON matching_settings
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE matching_run (
  id            uuid PRIMARY KEY,
  status        text NOT NULL CHECK (status IN ('queued', 'running', 'done', 'failed')),
  lines_total   int NOT NULL DEFAULT 0,
  lines_done    int NOT NULL DEFAULT 0,
  recorded      int NOT NULL DEFAULT 0,
  total         int NOT NULL DEFAULT 0,
  done          int NOT NULL DEFAULT 0,
  matched       int NOT NULL DEFAULT 0,
  proposed      int NOT NULL DEFAULT 0,
  failure       text,
  requested_by  text NOT NULL,
  requested_at  timestamptz NOT NULL,
  started_at    timestamptz,
  finished_at   timestamptz
);
COMMENT ON COLUMN matching_run.lines_total IS 'open bank lines; recorded: receipts made of them';
COMMENT ON COLUMN matching_run.total IS 'receipts and credit notes that are not fully applied';
CREATE INDEX matching_run_latest ON matching_run (requested_at DESC, id DESC);
CREATE UNIQUE INDEX matching_run_waiting ON matching_run ((true)) WHERE status = 'queued';

ALTER TABLE import_run DROP CONSTRAINT import_run_kind_check;
ALTER TABLE import_run ADD CONSTRAINT import_run_kind_check
  CHECK (kind IN ('customers', 'facts', 'orders', 'invoices', 'receipts', 'limits', 'margins', 'bank-lines'));

INSERT INTO audit_coverage (table_name, capture, reason) VALUES
  ('cash_match_item', 'none', 'append-only parts of a match, which is recorded with its amounts'),
  ('payer_alias', 'none', 'learned from matches, each of which is recorded');
INSERT INTO audit_coverage (table_name, capture, reason, object_type, object_lookup, object_columns, quiet, hot) VALUES
  ('bank_line', 'statements', 'imported by the thousand and kept as stated; what people decide about a line is recorded row by row',
    'bank-line', NULL, '{bank_account,bank_ref}', '{customer_id,identified_by,confidence_bp,document_id,recorded_times,state}', true),
  ('cash_match', 'statements', 'made by the thousand in a run, one entry per statement; each later change is recorded row by row',
    'cash-match', NULL, '{id}', '{confidence_bp}', false);
INSERT INTO audit_coverage (table_name, object_type, object_lookup, object_columns, quiet, hot) VALUES
  ('matching_settings', 'matching-settings', NULL, '{version}', '{}', false),
  ('matching_run', 'matching-run', NULL, '{id}', '{lines_total,lines_done,recorded,total,done,matched,proposed}', true);
SELECT scope_attach();
