-- One audit trail. What the program says it did (kind 'action'), what changed in the rows ('row', 'rows': captured by
-- triggers, so that no code path can forget it), and what was looked at ('access'). Entries of one transaction have the
-- same xid, those of one request the same request_id.
CREATE TABLE audit_entry (
  -- First, so that a transaction has its number before the entry has its own: see audit_batch.
  xid         xid8 NOT NULL DEFAULT pg_current_xact_id(),
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at          timestamptz NOT NULL DEFAULT now(),
  kind        text NOT NULL CHECK (kind IN ('action', 'row', 'rows', 'access')),
  actor_kind  text NOT NULL CHECK (actor_kind IN ('user', 'api-key', 'system', 'anonymous', 'database')),
  actor_id    text NOT NULL,
  actor       text NOT NULL,
  request_id  text,
  action      text NOT NULL,
  object_type text NOT NULL,
  object_id   text NOT NULL,
  table_name  text,
  row_key     text,
  before      jsonb,
  after       jsonb,
  reason      text,
  acted_at    timestamptz
);
COMMENT ON COLUMN audit_entry.at IS 'start of the transaction by the clock of the database';
COMMENT ON COLUMN audit_entry.actor IS 'a username, key:<name>, job:<name>, command:<account>, as it was called then; the database role where the program said nothing';
COMMENT ON COLUMN audit_entry.object_id IS 'the code by which people know the object, or its key';
COMMENT ON COLUMN audit_entry.before IS 'of a row: the changed columns only; secrets are hidden';
COMMENT ON COLUMN audit_entry.acted_at IS 'when the program says that it acted; null for what triggers recorded';

CREATE INDEX audit_entry_at ON audit_entry (at);
CREATE INDEX audit_entry_object ON audit_entry (object_type, object_id, at);
CREATE INDEX audit_entry_actor ON audit_entry (actor, at);
CREATE INDEX audit_entry_action ON audit_entry (action, at);
CREATE INDEX audit_entry_request ON audit_entry (request_id) WHERE request_id IS NOT NULL;
CREATE INDEX audit_entry_xid ON audit_entry (xid);

INSERT INTO audit_entry (at, kind, actor_kind, actor_id, actor, action, object_type, object_id, before, after, reason, acted_at)
SELECT at, 'action', actor_kind, actor_id, actor, action, object_type, object_id, before, after, reason, at
FROM audit_record ORDER BY id;
DROP TABLE audit_record;

CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- How each table is captured. A table that is not named here is captured row by row.
CREATE TABLE audit_coverage (
  table_name     text PRIMARY KEY,
  capture        text NOT NULL DEFAULT 'rows' CHECK (capture IN ('rows', 'statements', 'none')),
  reason         text,
  object_type    text,
  object_lookup  text CHECK (object_lookup IN ('account', 'customer', 'user', 'segment', 'group')),
  object_columns text[],
  secret         text[] NOT NULL DEFAULT '{}',
  quiet          text[] NOT NULL DEFAULT '{}',
  hot            boolean NOT NULL DEFAULT false,
  CHECK (capture = 'rows' OR reason IS NOT NULL)
);
COMMENT ON COLUMN audit_coverage.capture IS 'rows: each row with what it was and became; statements: one entry for the rows that a statement inserts, changed rows each; none';
COMMENT ON COLUMN audit_coverage.reason IS 'why it is not captured row by row';
COMMENT ON COLUMN audit_coverage.object_lookup IS 'the object that people know the row by, found by the id in the first of object_columns';
COMMENT ON COLUMN audit_coverage.secret IS 'columns that are hidden, besides every bytea and every column whose name speaks of a secret';
COMMENT ON COLUMN audit_coverage.quiet IS 'columns whose change alone is not recorded';
COMMENT ON COLUMN audit_coverage.hot IS 'often updated in quiet columns only: updates are looked at before any trigger runs';

INSERT INTO audit_coverage (table_name, capture, reason) VALUES
  ('audit_entry', 'none', 'is the audit trail'),
  ('audit_coverage', 'none', 'belongs to the schema; changed by migrations only'),
  ('audit_batch', 'none', 'seals the audit trail; append-only and chained'),
  ('audit_leaf', 'none', 'seals the audit trail; append-only and chained'),
  ('audit_verification', 'none', 'progress and result of verifications; whoever starts one is recorded as an action'),
  ('schema_migration', 'none', 'belongs to the schema; names and hashes are compared at every start'),
  ('worker_process', 'none', 'which processes are alive; no business data'),
  ('idempotency_key', 'none', 'answers kept for repeated requests; what the request did is recorded'),
  ('sign_in_attempt', 'none', 'counters that slow down guessing; deleted after minutes'),
  ('setup_token', 'none', 'one-time token of the first start; its key is a hash; what it was used for is recorded as an action'),
  ('credit_decision', 'none', 'append-only itself, holds its submitter and the facts it saw; on the path of every check'),
  ('exposure_entry', 'none', 'append-only ledger itself, each entry names its cause; proved against its projections'),
  ('exposure_item', 'none', 'function of the documents; each change is an entry of the ledger'),
  ('document_link', 'none', 'function of the documents; each effect is an entry of the ledger'),
  ('account_exposure', 'none', 'projection of the ledger, reconciled nightly'),
  ('group_exposure', 'none', 'projection of the ledger, reconciled nightly'),
  ('reservation', 'none', 'opened and ended by entries of the ledger and by decisions; on the path of every check'),
  ('customer_rating_current', 'none', 'projection of the append-only ratings'),
  ('customer_standing', 'none', 'projection of documents, limits, ratings and rates for lists'),
  ('account_aging', 'none', 'projection of open items for lists'),
  ('standing_change', 'none', 'queue of what that projection has to work out again'),
  ('webhook_delivery', 'none', 'outbox with its own delivery log; on the path of every check'),
  ('overdue_notice', 'none', 'which notices were already sent; derived from open documents'),
  ('import_chunk', 'none', 'bytes of uploaded files; their hash stands in import_run'),
  ('import_fault', 'none', 'faulty rows of an import, rebuilt by each validation');

INSERT INTO audit_coverage (table_name, capture, reason, object_type, object_lookup, object_columns, quiet, hot) VALUES
  ('document', 'statements', 'imported by the million and kept as they are: one entry per statement; amendments are recorded row by row',
    'document', NULL, '{source,type,number}', '{open_minor,ledger_seq,recorded_at,group_id}', true),
  ('fact', 'statements', 'immutable rows with source, recorder and time; a row is only ever superseded by a new one',
    'customer', 'customer', '{customer_id}', '{superseded_at}', true),
  ('rating', 'statements', 'immutable rows with inputs, rater and time; the whole book is rated every night',
    'customer', 'customer', '{customer_id}', '{}', false),
  ('limit_proposal', 'statements', 'computed for the whole book every night; each decision on one is recorded row by row',
    'account', 'account', '{account_id}', '{group_id}', false);

INSERT INTO audit_coverage (table_name, object_type, object_lookup, object_columns, quiet, hot) VALUES
  ('organisation',         'organisation',         NULL,       '{name}',           '{updated_at}', false),
  ('app_user',             'user',                 NULL,       '{username}',       '{updated_at}', false),
  ('user_session',         'user',                 'user',     '{user_id}',        '{seen_at}', true),
  ('api_key',              'api-key',              NULL,       NULL,               '{last_used_at}', true),
  ('webhook_subscription', 'webhook',              NULL,       NULL,               '{updated_at}', false),
  ('customer',             'customer',             NULL,       '{code}',           '{updated_at,search_key}', false),
  ('credit_group',         'group',                NULL,       '{code}',           '{lock_count}', true),
  ('credit_segment',       'segment',              NULL,       '{code}',           '{updated_at}', false),
  ('credit_account',       'account',              'account',  '{id}',             '{updated_at}', false),
  ('group_account',        'group',                'group',    '{group_id}',       '{updated_at}', false),
  ('limit_line',           'account',              'account',  '{account_id}',     '{group_id}', false),
  ('fx_rate',              'fx-rate',              NULL,       '{from_currency,to_currency}', '{recorded_at}', false),
  ('hold',                 'hold',                 NULL,       NULL,               '{evaluated_at,group_id}', true),
  ('control_rules',        'control-rules',        NULL,       NULL,               '{}', false),
  ('credit_policy',        'policy',               NULL,       NULL,               '{}', false),
  ('scorecard',            'scorecard',            NULL,       '{code,version}',   '{}', false),
  ('rating_run',           'rating-run',           NULL,       NULL,               '{done,total,grades_changed}', true),
  ('import_run',           'import',               NULL,       NULL,               '{rows_read,rows_applied,rows_unchanged,rows_faulty,updated_at}', true),
  ('import_layout',        'import-layout',        NULL,       NULL,               '{updated_at}', false),
  -- Tables of later migrations that belong to an object which people know by name.
  ('role',                 'role',                 NULL,       '{code}',           '{updated_at}', false),
  ('department',           'department',           NULL,       '{code}',           '{updated_at}', false),
  ('position',             'position',             NULL,       '{code}',           '{updated_at}', false),
  ('position_holder',      'user',                 'user',     '{user_id}',        '{}', false),
  ('role_assignment',      'user',                 'user',     '{user_id}',        '{}', false),
  ('deputy',               'user',                 'user',     '{user_id}',        '{}', false),
  ('authority',            'authority',            NULL,       NULL,               '{updated_at}', false);
