-- Generated from server/migrations; see server/test/schema.db.test.ts. Not run by anything.

CREATE EXTENSION pg_trgm;

CREATE TABLE account_exposure (
  account_id uuid NOT NULL,
  currency character(3) NOT NULL,
  group_id uuid NOT NULL,
  segment_id uuid NOT NULL,
  reserved_minor bigint DEFAULT 0 NOT NULL,
  open_orders_minor bigint DEFAULT 0 NOT NULL,
  delivered_not_billed_minor bigint DEFAULT 0 NOT NULL,
  receivables_minor bigint DEFAULT 0 NOT NULL,
  bills_minor bigint DEFAULT 0 NOT NULL,
  unapplied_minor bigint DEFAULT 0 NOT NULL,
  CONSTRAINT account_exposure_pkey PRIMARY KEY (account_id, currency),
  CONSTRAINT account_exposure_bills_minor_check CHECK ((bills_minor >= 0)),
  CONSTRAINT account_exposure_delivered_not_billed_minor_check CHECK ((delivered_not_billed_minor >= 0)),
  CONSTRAINT account_exposure_open_orders_minor_check CHECK ((open_orders_minor >= 0)),
  CONSTRAINT account_exposure_receivables_minor_check CHECK ((receivables_minor >= 0)),
  CONSTRAINT account_exposure_reserved_minor_check CHECK ((reserved_minor >= 0)),
  CONSTRAINT account_exposure_unapplied_minor_check CHECK ((unapplied_minor <= 0))
);

CREATE TABLE api_key (
  id uuid NOT NULL,
  name text NOT NULL,
  hint text NOT NULL,
  key_hash bytea NOT NULL,
  scopes text[] NOT NULL,
  created_by text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  last_used_at timestamp with time zone,
  CONSTRAINT api_key_pkey PRIMARY KEY (id),
  CONSTRAINT api_key_key_hash_key UNIQUE (key_hash),
  CONSTRAINT api_key_scopes_check CHECK ((cardinality(scopes) > 0))
);
COMMENT ON COLUMN api_key.hint IS 'the first characters of the key, to recognise it by';
CREATE TRIGGER audit_delete AFTER DELETE ON public.api_key REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'api-key', '', '{id}', '{key_hash}', '{last_used_at}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.api_key REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'api-key', '', '{id}', '{key_hash}', '{last_used_at}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.api_key FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'api-key', '', '{id}', '{key_hash}', '{last_used_at}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.api_key FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.name IS DISTINCT FROM new.name) OR (old.hint IS DISTINCT FROM new.hint) OR (old.key_hash IS DISTINCT FROM new.key_hash) OR (old.scopes IS DISTINCT FROM new.scopes) OR (old.created_by IS DISTINCT FROM new.created_by) OR (old.created_at IS DISTINCT FROM new.created_at) OR (old.expires_at IS DISTINCT FROM new.expires_at) OR (old.revoked_at IS DISTINCT FROM new.revoked_at))) EXECUTE FUNCTION audit_capture('{id}', 'api-key', '', '{id}', '{key_hash}', '{last_used_at}', 'rows');

CREATE TABLE app_user (
  id uuid NOT NULL,
  username text NOT NULL,
  display_name text NOT NULL,
  password_hash text NOT NULL,
  demo_password boolean DEFAULT false NOT NULL,
  locale text DEFAULT 'zh-CN'::text NOT NULL,
  active boolean DEFAULT true NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  manager_user_id uuid,
  email text,
  phone text,
  CONSTRAINT app_user_pkey PRIMARY KEY (id),
  CONSTRAINT app_user_username_key UNIQUE (username),
  CONSTRAINT app_user_manager_user_id_fkey FOREIGN KEY (manager_user_id) REFERENCES app_user(id),
  CONSTRAINT app_user_check CHECK ((manager_user_id <> id)),
  CONSTRAINT app_user_locale_check CHECK ((locale = ANY (ARRAY['zh-CN'::text, 'en'::text]))),
  CONSTRAINT app_user_username_check CHECK ((username = lower(username)))
);
COMMENT ON COLUMN app_user.demo_password IS 'true while the publicly known password of the demo book is in use';
CREATE UNIQUE INDEX app_user_email ON public.app_user USING btree (lower(email)) WHERE (email IS NOT NULL);
CREATE TRIGGER audit_delete AFTER DELETE ON public.app_user REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'user', '', '{username}', '{password_hash}', '{updated_at}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.app_user REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'user', '', '{username}', '{password_hash}', '{updated_at}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.app_user FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'user', '', '{username}', '{password_hash}', '{updated_at}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.app_user REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'user', '', '{username}', '{password_hash}', '{updated_at}', 'rows');

CREATE TABLE audit_batch (
  batch_no integer NOT NULL,
  sealed_at timestamp with time zone NOT NULL,
  entries integer NOT NULL,
  horizon xid8 NOT NULL,
  snapshot_end xid8 NOT NULL,
  last_id bigint NOT NULL,
  oldest_start timestamp with time zone,
  root bytea NOT NULL,
  previous bytea NOT NULL,
  chain bytea NOT NULL,
  CONSTRAINT audit_batch_pkey PRIMARY KEY (batch_no),
  CONSTRAINT audit_batch_batch_no_check CHECK ((batch_no > 0)),
  CONSTRAINT audit_batch_entries_check CHECK ((entries > 0))
);
COMMENT ON COLUMN audit_batch.horizon IS 'entries of transactions below it are in this batch or an earlier one: all of them had ended';
COMMENT ON COLUMN audit_batch.snapshot_end IS 'number of the transaction that sealed: those that began to write later have a higher one';
COMMENT ON COLUMN audit_batch.last_id IS 'largest entry number seen before snapshot_end was given out: a later transaction cannot have one as small';
COMMENT ON COLUMN audit_batch.oldest_start IS 'start of the oldest transaction that was running: what is sealed later cannot be older; null when unknown';
CREATE INDEX audit_batch_last_id ON public.audit_batch USING btree (last_id, batch_no);
CREATE TRIGGER audit_batch_append_only BEFORE DELETE OR UPDATE ON public.audit_batch FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_batch_no_truncate BEFORE TRUNCATE ON public.audit_batch FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE audit_coverage (
  table_name text NOT NULL,
  capture text DEFAULT 'rows'::text NOT NULL,
  reason text,
  object_type text,
  object_lookup text,
  object_columns text[],
  secret text[] DEFAULT '{}'::text[] NOT NULL,
  quiet text[] DEFAULT '{}'::text[] NOT NULL,
  hot boolean DEFAULT false NOT NULL,
  CONSTRAINT audit_coverage_pkey PRIMARY KEY (table_name),
  CONSTRAINT audit_coverage_capture_check CHECK ((capture = ANY (ARRAY['rows'::text, 'statements'::text, 'none'::text]))),
  CONSTRAINT audit_coverage_check CHECK (((capture = 'rows'::text) OR (reason IS NOT NULL))),
  CONSTRAINT audit_coverage_object_lookup_check CHECK ((object_lookup = ANY (ARRAY['account'::text, 'customer'::text, 'user'::text, 'segment'::text, 'group'::text])))
);
COMMENT ON COLUMN audit_coverage.capture IS 'rows: each row with what it was and became; statements: one entry for the rows that a statement inserts, changed rows each; none';
COMMENT ON COLUMN audit_coverage.reason IS 'why it is not captured row by row';
COMMENT ON COLUMN audit_coverage.object_lookup IS 'the object that people know the row by, found by the id in the first of object_columns';
COMMENT ON COLUMN audit_coverage.secret IS 'columns that are hidden, besides every bytea and every column whose name speaks of a secret';
COMMENT ON COLUMN audit_coverage.quiet IS 'columns whose change alone is not recorded';
COMMENT ON COLUMN audit_coverage.hot IS 'often updated in quiet columns only: updates are looked at before any trigger runs';

CREATE TABLE audit_entry (
  xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  at timestamp with time zone DEFAULT now() NOT NULL,
  kind text NOT NULL,
  actor_kind text NOT NULL,
  actor_id text NOT NULL,
  actor text NOT NULL,
  request_id text,
  action text NOT NULL,
  object_type text NOT NULL,
  object_id text NOT NULL,
  table_name text,
  row_key text,
  before jsonb,
  after jsonb,
  reason text,
  acted_at timestamp with time zone,
  CONSTRAINT audit_entry_pkey PRIMARY KEY (id),
  CONSTRAINT audit_entry_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['user'::text, 'api-key'::text, 'system'::text, 'anonymous'::text, 'database'::text]))),
  CONSTRAINT audit_entry_kind_check CHECK ((kind = ANY (ARRAY['action'::text, 'row'::text, 'rows'::text, 'access'::text])))
);
COMMENT ON COLUMN audit_entry.at IS 'start of the transaction by the clock of the database';
COMMENT ON COLUMN audit_entry.actor IS 'a username, key:<name>, job:<name>, command:<account>, as it was called then; the database role where the program said nothing';
COMMENT ON COLUMN audit_entry.object_id IS 'the code by which people know the object, or its key';
COMMENT ON COLUMN audit_entry.before IS 'of a row: the changed columns only; secrets are hidden';
COMMENT ON COLUMN audit_entry.acted_at IS 'when the program says that it acted; null for what triggers recorded';
CREATE INDEX audit_entry_action ON public.audit_entry USING btree (action, at);
CREATE INDEX audit_entry_actor ON public.audit_entry USING btree (actor, at);
CREATE INDEX audit_entry_at ON public.audit_entry USING btree (at);
CREATE INDEX audit_entry_object ON public.audit_entry USING btree (object_type, object_id, at);
CREATE INDEX audit_entry_request ON public.audit_entry USING btree (request_id) WHERE (request_id IS NOT NULL);
CREATE INDEX audit_entry_xid ON public.audit_entry USING btree (xid);
CREATE TRIGGER audit_entry_append_only BEFORE DELETE OR UPDATE ON public.audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON public.audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE audit_leaf (
  batch_no integer NOT NULL,
  position integer NOT NULL,
  entry_id bigint NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT audit_leaf_pkey PRIMARY KEY (batch_no, "position"),
  CONSTRAINT audit_leaf_entry_id_key UNIQUE (entry_id)
);
CREATE TRIGGER audit_leaf_append_only BEFORE DELETE OR UPDATE ON public.audit_leaf FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_leaf_no_truncate BEFORE TRUNCATE ON public.audit_leaf FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE audit_verification (
  id uuid NOT NULL,
  status text NOT NULL,
  requested_by text NOT NULL,
  requested_at timestamp with time zone NOT NULL,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  done bigint DEFAULT 0 NOT NULL,
  total bigint DEFAULT 0 NOT NULL,
  result jsonb,
  CONSTRAINT audit_verification_pkey PRIMARY KEY (id),
  CONSTRAINT audit_verification_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'running'::text, 'clean'::text, 'findings'::text, 'failed'::text])))
);
CREATE INDEX audit_verification_newest ON public.audit_verification USING btree (requested_at DESC);
CREATE UNIQUE INDEX audit_verification_waiting ON public.audit_verification USING btree ((true)) WHERE (status = 'queued'::text);

CREATE TABLE authority (
  id uuid NOT NULL,
  user_id uuid,
  role_code text,
  kind text NOT NULL,
  segment_code text,
  unlimited boolean DEFAULT false NOT NULL,
  amount_minor bigint,
  currency character(3),
  over_limit_bp integer,
  days_max integer,
  valid_from date,
  valid_until date,
  updated_by text NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT authority_pkey PRIMARY KEY (id),
  CONSTRAINT authority_role_code_fkey FOREIGN KEY (role_code) REFERENCES role(code),
  CONSTRAINT authority_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id),
  CONSTRAINT authority_amount_minor_check CHECK ((amount_minor >= 0)),
  CONSTRAINT authority_check CHECK ((num_nonnulls(user_id, role_code) = 1)),
  CONSTRAINT authority_check1 CHECK (((unlimited = (amount_minor IS NULL)) AND ((amount_minor IS NULL) = (currency IS NULL)))),
  CONSTRAINT authority_check2 CHECK ((valid_until >= valid_from)),
  CONSTRAINT authority_days_max_check CHECK ((days_max >= 0)),
  CONSTRAINT authority_kind_check CHECK ((kind = ANY (ARRAY['hold-release'::text, 'limit-change'::text, 'temporary-limit'::text, 'credit-opening'::text, 'rating-override'::text, 'publication'::text]))),
  CONSTRAINT authority_over_limit_bp_check CHECK ((over_limit_bp >= 0))
);
COMMENT ON COLUMN authority.segment_code IS 'null: in every segment';
COMMENT ON COLUMN authority.over_limit_bp IS 'how far the exposure may go over the limit, in basis points of the limit; null: any';
COMMENT ON COLUMN authority.days_max IS 'longest validity of what is granted; null: any';
CREATE UNIQUE INDEX authority_once ON public.authority USING btree (COALESCE((user_id)::text, role_code), ((user_id IS NULL)), kind, COALESCE(segment_code, ''::text), COALESCE(valid_from, '-infinity'::date));
CREATE TRIGGER audit_delete AFTER DELETE ON public.authority REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'authority', '', '{id}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.authority REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'authority', '', '{id}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.authority FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'authority', '', '{id}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.authority REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'authority', '', '{id}', '{}', '{updated_at}', 'rows');

CREATE TABLE control_rules (
  version integer NOT NULL,
  content jsonb NOT NULL,
  valid_from timestamp with time zone NOT NULL,
  created_by text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT control_rules_pkey PRIMARY KEY (version)
);
CREATE TRIGGER audit_delete AFTER DELETE ON public.control_rules REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{version}', 'control-rules', '', '{version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.control_rules REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{version}', 'control-rules', '', '{version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.control_rules FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{version}', 'control-rules', '', '{version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.control_rules REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{version}', 'control-rules', '', '{version}', '{}', '{}', 'rows');

CREATE TABLE credit_account (
  id uuid NOT NULL,
  group_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  segment_id uuid NOT NULL,
  currency character(3) NOT NULL,
  limit_mode text DEFAULT 'none'::text NOT NULL,
  status text DEFAULT 'active'::text NOT NULL,
  net_days integer,
  forced_hold text,
  review_on date,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT credit_account_pkey PRIMARY KEY (id),
  CONSTRAINT credit_account_customer_id_segment_id_key UNIQUE (customer_id, segment_id),
  CONSTRAINT credit_account_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT credit_account_group_id_fkey FOREIGN KEY (group_id) REFERENCES credit_group(id),
  CONSTRAINT credit_account_segment_id_fkey FOREIGN KEY (segment_id) REFERENCES credit_segment(id),
  CONSTRAINT credit_account_limit_mode_check CHECK ((limit_mode = ANY (ARRAY['none'::text, 'unlimited'::text, 'amount'::text]))),
  CONSTRAINT credit_account_net_days_check CHECK (((net_days >= 0) AND (net_days <= 3650))),
  CONSTRAINT credit_account_status_check CHECK ((status = ANY (ARRAY['active'::text, 'frozen'::text, 'blocked'::text])))
);
COMMENT ON COLUMN credit_account.forced_hold IS 'reason why every order is held until it is cleared';
CREATE INDEX credit_account_group ON public.credit_account USING btree (group_id, segment_id);
CREATE TRIGGER audit_delete AFTER DELETE ON public.credit_account REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'account', 'account', '{id}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.credit_account REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'account', 'account', '{id}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.credit_account FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'account', 'account', '{id}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.credit_account REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'account', 'account', '{id}', '{}', '{updated_at}', 'rows');

CREATE TABLE credit_decision (
  id uuid NOT NULL,
  group_id uuid NOT NULL,
  account_id uuid NOT NULL,
  checkpoint text NOT NULL,
  source text NOT NULL,
  document_type text NOT NULL,
  document_number text NOT NULL,
  document_version bigint NOT NULL,
  amount_minor bigint NOT NULL,
  currency character(3) NOT NULL,
  outcome text NOT NULL,
  binding boolean NOT NULL,
  trigger text NOT NULL,
  reservation_id uuid,
  hold_id uuid,
  rules_version integer NOT NULL,
  facts jsonb NOT NULL,
  result jsonb NOT NULL,
  submitted_by text NOT NULL,
  decided_at timestamp with time zone NOT NULL,
  CONSTRAINT credit_decision_pkey PRIMARY KEY (id),
  CONSTRAINT credit_decision_amount_minor_check CHECK ((amount_minor > 0)),
  CONSTRAINT credit_decision_checkpoint_check CHECK ((checkpoint = ANY (ARRAY['order'::text, 'delivery'::text, 'invoice'::text]))),
  CONSTRAINT credit_decision_outcome_check CHECK ((outcome = ANY (ARRAY['approved'::text, 'warned'::text, 'held'::text, 'rejected'::text]))),
  CONSTRAINT credit_decision_trigger_check CHECK ((trigger = ANY (ARRAY['check'::text, 'document'::text, 'release'::text, 're-evaluation'::text])))
);
COMMENT ON COLUMN credit_decision.binding IS 'false for a pure question that took nothing';
CREATE INDEX credit_decision_account ON public.credit_decision USING btree (account_id, decided_at DESC);
CREATE INDEX credit_decision_document ON public.credit_decision USING btree (source, document_number, document_type, document_version) WHERE binding;
CREATE INDEX credit_decision_newest ON public.credit_decision USING btree (decided_at DESC, id DESC);
CREATE TRIGGER credit_decision_append_only BEFORE DELETE OR UPDATE ON public.credit_decision FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE credit_group (
  id uuid NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  lone boolean NOT NULL,
  lock_count bigint DEFAULT 0 NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT credit_group_pkey PRIMARY KEY (id),
  CONSTRAINT credit_group_code_key UNIQUE (code)
);
CREATE TRIGGER audit_delete AFTER DELETE ON public.credit_group REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'group', '', '{code}', '{}', '{lock_count}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.credit_group REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'group', '', '{code}', '{}', '{lock_count}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.credit_group FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'group', '', '{code}', '{}', '{lock_count}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.credit_group FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.code IS DISTINCT FROM new.code) OR (old.name IS DISTINCT FROM new.name) OR (old.lone IS DISTINCT FROM new.lone) OR (old.created_at IS DISTINCT FROM new.created_at))) EXECUTE FUNCTION audit_capture('{id}', 'group', '', '{code}', '{}', '{lock_count}', 'rows');

CREATE TABLE credit_policy (
  version integer NOT NULL,
  content jsonb NOT NULL,
  valid_from timestamp with time zone NOT NULL,
  created_by text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT credit_policy_pkey PRIMARY KEY (version),
  CONSTRAINT credit_policy_version_check CHECK ((version > 0))
);
CREATE TRIGGER audit_delete AFTER DELETE ON public.credit_policy REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{version}', 'policy', '', '{version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.credit_policy REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{version}', 'policy', '', '{version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.credit_policy FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{version}', 'policy', '', '{version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.credit_policy REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{version}', 'policy', '', '{version}', '{}', '{}', 'rows');

CREATE TABLE credit_segment (
  id uuid NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  currency character(3) NOT NULL,
  time_zone text DEFAULT 'Asia/Shanghai'::text NOT NULL,
  reservation_days integer DEFAULT 7 NOT NULL,
  over_delivery_allowed boolean DEFAULT false NOT NULL,
  unapplied_lowers_exposure boolean DEFAULT true NOT NULL,
  horizon_days integer,
  auto_release boolean DEFAULT false NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT credit_segment_pkey PRIMARY KEY (id),
  CONSTRAINT credit_segment_code_key UNIQUE (code),
  CONSTRAINT credit_segment_horizon_days_check CHECK ((horizon_days >= 0)),
  CONSTRAINT credit_segment_reservation_days_check CHECK (((reservation_days >= 1) AND (reservation_days <= 365)))
);
CREATE TRIGGER audit_delete AFTER DELETE ON public.credit_segment REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'segment', '', '{code}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.credit_segment REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'segment', '', '{code}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.credit_segment FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'segment', '', '{code}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.credit_segment REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'segment', '', '{code}', '{}', '{updated_at}', 'rows');

CREATE TABLE customer (
  id uuid NOT NULL,
  group_id uuid NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  search_key text NOT NULL,
  uscc text,
  uscc_check text,
  industry text,
  region text,
  owner_username text,
  founded_on date,
  registered_capital_minor bigint,
  registered_capital_currency character(3),
  status text DEFAULT 'active'::text NOT NULL,
  custom_fields jsonb DEFAULT '{}'::jsonb NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT customer_pkey PRIMARY KEY (id),
  CONSTRAINT customer_code_key UNIQUE (code),
  CONSTRAINT customer_group_id_fkey FOREIGN KEY (group_id) REFERENCES credit_group(id),
  CONSTRAINT customer_status_check CHECK ((status = ANY (ARRAY['active'::text, 'inactive'::text, 'blacklisted'::text]))),
  CONSTRAINT customer_uscc_check_check CHECK ((uscc_check = ANY (ARRAY['valid'::text, 'failed'::text, 'malformed'::text])))
);
COMMENT ON COLUMN customer.search_key IS 'lower-case name, full pinyin, pinyin initials, code and USCC, separated by spaces';
CREATE INDEX customer_group ON public.customer USING btree (group_id);
CREATE INDEX customer_name ON public.customer USING btree (name, code);
CREATE INDEX customer_owner ON public.customer USING btree (owner_username, code);
CREATE INDEX customer_search ON public.customer USING gin (search_key gin_trgm_ops);
CREATE TRIGGER audit_delete AFTER DELETE ON public.customer REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', '', '{code}', '{}', '{updated_at,search_key}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.customer REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', '', '{code}', '{}', '{updated_at,search_key}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.customer FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', '', '{code}', '{}', '{updated_at,search_key}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.customer REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', '', '{code}', '{}', '{updated_at,search_key}', 'rows');

CREATE TABLE customer_rating_current (
  customer_id uuid NOT NULL,
  rating_id uuid NOT NULL,
  score integer NOT NULL,
  grade text NOT NULL,
  coverage integer NOT NULL,
  alert boolean NOT NULL,
  as_of date NOT NULL,
  rated_at timestamp with time zone NOT NULL,
  CONSTRAINT customer_rating_current_pkey PRIMARY KEY (customer_id)
);
CREATE INDEX customer_rating_grade ON public.customer_rating_current USING btree (grade, score DESC);

CREATE TABLE department (
  id uuid NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  parent_id uuid,
  manager_user_id uuid,
  active boolean DEFAULT true NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT department_pkey PRIMARY KEY (id),
  CONSTRAINT department_code_key UNIQUE (code),
  CONSTRAINT department_manager_user_id_fkey FOREIGN KEY (manager_user_id) REFERENCES app_user(id),
  CONSTRAINT department_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES department(id),
  CONSTRAINT department_check CHECK ((parent_id <> id)),
  CONSTRAINT department_kind_check CHECK ((kind = ANY (ARRAY['legal-entity'::text, 'department'::text])))
);
CREATE INDEX department_parent ON public.department USING btree (parent_id);
CREATE TRIGGER audit_delete AFTER DELETE ON public.department REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'department', '', '{code}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.department REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'department', '', '{code}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.department FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'department', '', '{code}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.department REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'department', '', '{code}', '{}', '{updated_at}', 'rows');

CREATE TABLE deputy (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  deputy_user_id uuid NOT NULL,
  starts_on date NOT NULL,
  ends_on date NOT NULL,
  note text,
  created_by text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT deputy_pkey PRIMARY KEY (id),
  CONSTRAINT deputy_deputy_user_id_fkey FOREIGN KEY (deputy_user_id) REFERENCES app_user(id),
  CONSTRAINT deputy_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id),
  CONSTRAINT deputy_check CHECK ((user_id <> deputy_user_id)),
  CONSTRAINT deputy_check1 CHECK ((ends_on >= starts_on))
);
CREATE INDEX deputy_deputy ON public.deputy USING btree (deputy_user_id, ends_on);
CREATE INDEX deputy_user ON public.deputy USING btree (user_id, ends_on);
CREATE TRIGGER audit_delete AFTER DELETE ON public.deputy REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'user', 'user', '{user_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.deputy REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'user', 'user', '{user_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.deputy FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'user', 'user', '{user_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.deputy REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'user', 'user', '{user_id}', '{}', '{}', 'rows');

CREATE TABLE document (
  id uuid NOT NULL,
  group_id uuid NOT NULL,
  account_id uuid NOT NULL,
  source text NOT NULL,
  type text NOT NULL,
  number text NOT NULL,
  version bigint NOT NULL,
  status text NOT NULL,
  document_on date NOT NULL,
  currency character(3) NOT NULL,
  total_minor bigint NOT NULL,
  open_minor bigint NOT NULL,
  disputed boolean DEFAULT false NOT NULL,
  lines jsonb NOT NULL,
  ledger_seq integer NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT document_pkey PRIMARY KEY (id),
  CONSTRAINT document_source_type_number_key UNIQUE (source, type, number),
  CONSTRAINT document_account_id_fkey FOREIGN KEY (account_id) REFERENCES credit_account(id),
  CONSTRAINT document_status_check CHECK ((status = ANY (ARRAY['open'::text, 'closed'::text, 'cancelled'::text]))),
  CONSTRAINT document_total_minor_check CHECK ((total_minor >= 0)),
  CONSTRAINT document_type_check CHECK ((type = ANY (ARRAY['order'::text, 'delivery'::text, 'invoice'::text, 'receipt'::text, 'credit-note'::text, 'write-off'::text])))
);
COMMENT ON COLUMN document.open_minor IS 'signed sum of the open amounts of its items, in the document currency';
CREATE INDEX document_account ON public.document USING btree (account_id, type, document_on);
CREATE INDEX document_newest ON public.document USING btree (document_on DESC, id DESC);
CREATE INDEX document_number ON public.document USING btree (number);
CREATE TRIGGER audit_delete AFTER DELETE ON public.document REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'document', '', '{source,type,number}', '{}', '{open_minor,ledger_seq,recorded_at,group_id}', 'statements');
CREATE TRIGGER audit_insert AFTER INSERT ON public.document REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'document', '', '{source,type,number}', '{}', '{open_minor,ledger_seq,recorded_at,group_id}', 'statements');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.document FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'document', '', '{source,type,number}', '{}', '{open_minor,ledger_seq,recorded_at,group_id}', 'statements');
CREATE TRIGGER audit_update AFTER UPDATE ON public.document FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.account_id IS DISTINCT FROM new.account_id) OR (old.source IS DISTINCT FROM new.source) OR (old.type IS DISTINCT FROM new.type) OR (old.number IS DISTINCT FROM new.number) OR (old.version IS DISTINCT FROM new.version) OR (old.status IS DISTINCT FROM new.status) OR (old.document_on IS DISTINCT FROM new.document_on) OR (old.currency IS DISTINCT FROM new.currency) OR (old.total_minor IS DISTINCT FROM new.total_minor) OR (old.disputed IS DISTINCT FROM new.disputed) OR (old.lines IS DISTINCT FROM new.lines))) EXECUTE FUNCTION audit_capture('{id}', 'document', '', '{source,type,number}', '{}', '{open_minor,ledger_seq,recorded_at,group_id}', 'statements');

CREATE TABLE document_link (
  account_id uuid NOT NULL,
  document_id uuid NOT NULL,
  link_no integer NOT NULL,
  group_id uuid NOT NULL,
  source text NOT NULL,
  from_type text NOT NULL,
  from_number text NOT NULL,
  from_item_no integer,
  amount_minor bigint NOT NULL,
  applied_minor bigint NOT NULL,
  on_day date NOT NULL,
  CONSTRAINT document_link_pkey PRIMARY KEY (account_id, document_id, link_no),
  CONSTRAINT document_link_amount_minor_check CHECK ((amount_minor >= 0)),
  CONSTRAINT document_link_check CHECK (((applied_minor >= 0) AND (applied_minor <= amount_minor)))
);
COMMENT ON COLUMN document_link.from_item_no IS 'line of the order or delivery; null means the whole invoice, oldest due first';
COMMENT ON COLUMN document_link.applied_minor IS 'what the source could give; the rest waits for an invoice not known yet';
CREATE INDEX document_link_from ON public.document_link USING btree (account_id, from_number, from_type);

CREATE TABLE exposure_entry (
  account_id uuid NOT NULL,
  document_id uuid NOT NULL,
  item_no integer NOT NULL,
  seq integer NOT NULL,
  group_id uuid NOT NULL,
  segment_id uuid NOT NULL,
  bucket text NOT NULL,
  currency character(3) NOT NULL,
  delta_minor bigint NOT NULL,
  effective_on date NOT NULL,
  cause_id uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT exposure_entry_pkey PRIMARY KEY (account_id, document_id, item_no, seq),
  CONSTRAINT exposure_entry_delta_minor_check CHECK ((delta_minor <> 0))
);
COMMENT ON COLUMN exposure_entry.cause_id IS 'document, reservation or regrouping that caused the change';
CREATE INDEX exposure_entry_balance_later ON public.exposure_entry USING btree (effective_on) WHERE (bucket = ANY (ARRAY['receivables'::text, 'unapplied'::text]));
CREATE INDEX exposure_entry_group ON public.exposure_entry USING btree (group_id, segment_id, effective_on);
CREATE TRIGGER exposure_entry_append_only BEFORE DELETE OR UPDATE ON public.exposure_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE exposure_item (
  account_id uuid NOT NULL,
  document_id uuid NOT NULL,
  item_no integer NOT NULL,
  group_id uuid NOT NULL,
  bucket text NOT NULL,
  currency character(3) NOT NULL,
  amount_minor bigint NOT NULL,
  open_minor bigint NOT NULL,
  document_on date NOT NULL,
  due_on date,
  ship_on date,
  CONSTRAINT exposure_item_pkey PRIMARY KEY (account_id, document_id, item_no),
  CONSTRAINT exposure_item_amount_minor_check CHECK ((amount_minor >= 0)),
  CONSTRAINT exposure_item_bucket_check CHECK ((bucket = ANY (ARRAY['reserved'::text, 'open_orders'::text, 'delivered_not_billed'::text, 'receivables'::text, 'bills'::text, 'unapplied'::text]))),
  CONSTRAINT exposure_item_check CHECK (
CASE bucket
    WHEN 'unapplied'::text THEN (open_minor <= 0)
    ELSE (open_minor >= 0)
END)
);
CREATE INDEX exposure_item_due ON public.exposure_item USING btree (account_id, due_on) INCLUDE (open_minor, currency) WHERE ((bucket = 'receivables'::text) AND (open_minor <> 0));
CREATE INDEX exposure_item_oldest ON public.exposure_item USING btree (COALESCE(due_on, document_on), document_id, item_no) WHERE ((bucket = ANY (ARRAY['receivables'::text, 'unapplied'::text])) AND (open_minor <> 0));
CREATE INDEX exposure_item_oldest_document ON public.exposure_item USING btree (document_on, document_id, item_no) WHERE ((bucket = ANY (ARRAY['receivables'::text, 'unapplied'::text])) AND (open_minor <> 0));
CREATE INDEX exposure_item_open ON public.exposure_item USING btree (account_id, bucket) WHERE (open_minor <> 0);
CREATE INDEX exposure_item_unapplied ON public.exposure_item USING btree (account_id) INCLUDE (open_minor, currency) WHERE ((bucket = 'unapplied'::text) AND (open_minor <> 0));

CREATE TABLE fact (
  id uuid NOT NULL,
  customer_id uuid NOT NULL,
  item text NOT NULL,
  value_number numeric(24,6),
  value_text text,
  unit text NOT NULL,
  source text NOT NULL,
  valid_on date NOT NULL,
  period_months smallint DEFAULT 0 NOT NULL,
  evidence text,
  confidence smallint DEFAULT 100 NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  recorded_by text NOT NULL,
  superseded_at timestamp with time zone,
  CONSTRAINT fact_pkey PRIMARY KEY (id),
  CONSTRAINT fact_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT fact_check CHECK (((value_number IS NULL) <> (value_text IS NULL))),
  CONSTRAINT fact_check1 CHECK (((superseded_at IS NULL) OR (superseded_at >= recorded_at))),
  CONSTRAINT fact_confidence_check CHECK (((confidence >= 0) AND (confidence <= 100))),
  CONSTRAINT fact_period_months_check CHECK (((period_months >= 0) AND (period_months <= 24)))
);
COMMENT ON COLUMN fact.unit IS 'currency of an amount (in major units), else percent, count, years, points, flag, day or text';
COMMENT ON COLUMN fact.period_months IS 'length of the period that a flow covers, which ends on valid_on; 0 for what holds at a day';
COMMENT ON COLUMN fact.confidence IS 'percent; the surer of two sources of the same day wins';
CREATE UNIQUE INDEX fact_believed ON public.fact USING btree (customer_id, item, source, valid_on, period_months) WHERE (superseded_at IS NULL);
CREATE INDEX fact_customer_item ON public.fact USING btree (customer_id, item, valid_on DESC);
CREATE TRIGGER audit_delete AFTER DELETE ON public.fact REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{superseded_at}', 'statements');
CREATE TRIGGER audit_insert AFTER INSERT ON public.fact REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{superseded_at}', 'statements');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.fact FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{superseded_at}', 'statements');
CREATE TRIGGER audit_update AFTER UPDATE ON public.fact FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.customer_id IS DISTINCT FROM new.customer_id) OR (old.item IS DISTINCT FROM new.item) OR (old.value_number IS DISTINCT FROM new.value_number) OR (old.value_text IS DISTINCT FROM new.value_text) OR (old.unit IS DISTINCT FROM new.unit) OR (old.source IS DISTINCT FROM new.source) OR (old.valid_on IS DISTINCT FROM new.valid_on) OR (old.period_months IS DISTINCT FROM new.period_months) OR (old.evidence IS DISTINCT FROM new.evidence) OR (old.confidence IS DISTINCT FROM new.confidence) OR (old.recorded_at IS DISTINCT FROM new.recorded_at) OR (old.recorded_by IS DISTINCT FROM new.recorded_by))) EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{superseded_at}', 'statements');
CREATE TRIGGER fact_only_superseded BEFORE DELETE OR UPDATE ON public.fact FOR EACH ROW EXECUTE FUNCTION fact_only_superseded();

CREATE TABLE fx_rate (
  rate_type text DEFAULT 'spot'::text NOT NULL,
  from_currency character(3) NOT NULL,
  to_currency character(3) NOT NULL,
  valid_from date NOT NULL,
  rate numeric(24,10) NOT NULL,
  recorded_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT fx_rate_pkey PRIMARY KEY (rate_type, from_currency, to_currency, valid_from),
  CONSTRAINT fx_rate_rate_check CHECK ((rate > (0)::numeric))
);
CREATE TRIGGER audit_delete AFTER DELETE ON public.fx_rate REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{rate_type,from_currency,to_currency,valid_from}', 'fx-rate', '', '{from_currency,to_currency}', '{}', '{recorded_at}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.fx_rate REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{rate_type,from_currency,to_currency,valid_from}', 'fx-rate', '', '{from_currency,to_currency}', '{}', '{recorded_at}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.fx_rate FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{rate_type,from_currency,to_currency,valid_from}', 'fx-rate', '', '{from_currency,to_currency}', '{}', '{recorded_at}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.fx_rate REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{rate_type,from_currency,to_currency,valid_from}', 'fx-rate', '', '{from_currency,to_currency}', '{}', '{recorded_at}', 'rows');

CREATE TABLE group_account (
  group_id uuid NOT NULL,
  segment_id uuid NOT NULL,
  currency character(3) NOT NULL,
  limit_mode text NOT NULL,
  limit_minor bigint,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT group_account_pkey PRIMARY KEY (group_id, segment_id),
  CONSTRAINT group_account_group_id_fkey FOREIGN KEY (group_id) REFERENCES credit_group(id),
  CONSTRAINT group_account_segment_id_fkey FOREIGN KEY (segment_id) REFERENCES credit_segment(id),
  CONSTRAINT group_account_check CHECK (((limit_mode = 'amount'::text) = (limit_minor IS NOT NULL))),
  CONSTRAINT group_account_limit_minor_check CHECK ((limit_minor >= 0)),
  CONSTRAINT group_account_limit_mode_check CHECK ((limit_mode = ANY (ARRAY['none'::text, 'unlimited'::text, 'amount'::text])))
);
CREATE TRIGGER audit_delete AFTER DELETE ON public.group_account REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{group_id,segment_id}', 'group', 'group', '{group_id}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.group_account REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{group_id,segment_id}', 'group', 'group', '{group_id}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.group_account FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{group_id,segment_id}', 'group', 'group', '{group_id}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.group_account REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{group_id,segment_id}', 'group', 'group', '{group_id}', '{}', '{updated_at}', 'rows');

CREATE TABLE group_exposure (
  group_id uuid NOT NULL,
  segment_id uuid NOT NULL,
  currency character(3) NOT NULL,
  reserved_minor bigint DEFAULT 0 NOT NULL,
  open_orders_minor bigint DEFAULT 0 NOT NULL,
  delivered_not_billed_minor bigint DEFAULT 0 NOT NULL,
  receivables_minor bigint DEFAULT 0 NOT NULL,
  bills_minor bigint DEFAULT 0 NOT NULL,
  unapplied_minor bigint DEFAULT 0 NOT NULL,
  CONSTRAINT group_exposure_pkey PRIMARY KEY (group_id, segment_id, currency),
  CONSTRAINT group_exposure_bills_minor_check CHECK ((bills_minor >= 0)),
  CONSTRAINT group_exposure_delivered_not_billed_minor_check CHECK ((delivered_not_billed_minor >= 0)),
  CONSTRAINT group_exposure_open_orders_minor_check CHECK ((open_orders_minor >= 0)),
  CONSTRAINT group_exposure_receivables_minor_check CHECK ((receivables_minor >= 0)),
  CONSTRAINT group_exposure_reserved_minor_check CHECK ((reserved_minor >= 0)),
  CONSTRAINT group_exposure_unapplied_minor_check CHECK ((unapplied_minor <= 0))
);

CREATE TABLE hold (
  id uuid NOT NULL,
  group_id uuid NOT NULL,
  account_id uuid NOT NULL,
  decision_id uuid NOT NULL,
  checkpoint text NOT NULL,
  source text NOT NULL,
  document_type text NOT NULL,
  document_number text NOT NULL,
  document_version bigint NOT NULL,
  amount_minor bigint NOT NULL,
  currency character(3) NOT NULL,
  net_days integer,
  ship_on date,
  reasons jsonb NOT NULL,
  status text NOT NULL,
  ready_since timestamp with time zone,
  evaluated_at timestamp with time zone,
  submitted_by text NOT NULL,
  opened_at timestamp with time zone NOT NULL,
  release_requested_by text,
  release_requested_at timestamp with time zone,
  release_request_reason text,
  closed_by text,
  closed_at timestamp with time zone,
  close_reason text,
  released_minor bigint,
  released_until date,
  CONSTRAINT hold_pkey PRIMARY KEY (id),
  CONSTRAINT hold_amount_minor_check CHECK ((amount_minor > 0)),
  CONSTRAINT hold_status_check CHECK ((status = ANY (ARRAY['open'::text, 'released'::text, 'rejected'::text, 'superseded'::text])))
);
CREATE INDEX hold_account ON public.hold USING btree (account_id, opened_at DESC);
CREATE INDEX hold_document ON public.hold USING btree (source, document_number, document_type, opened_at DESC);
CREATE INDEX hold_group_open ON public.hold USING btree (group_id) WHERE (status = 'open'::text);
CREATE INDEX hold_open_amount ON public.hold USING btree (amount_minor, id) WHERE (status = 'open'::text);
CREATE UNIQUE INDEX hold_open_document ON public.hold USING btree (source, document_type, document_number) WHERE (status = 'open'::text);
CREATE INDEX hold_open_rank ON public.hold USING btree (((ready_since IS NULL)), ((release_requested_at IS NULL)), (((opened_at AT TIME ZONE 'UTC'::text))::date), amount_minor DESC, id) WHERE (status = 'open'::text);
CREATE INDEX hold_status ON public.hold USING btree (status, opened_at DESC);
CREATE TRIGGER audit_delete AFTER DELETE ON public.hold REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'hold', '', '{id}', '{}', '{evaluated_at,group_id}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.hold REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'hold', '', '{id}', '{}', '{evaluated_at,group_id}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.hold FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'hold', '', '{id}', '{}', '{evaluated_at,group_id}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.hold FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.account_id IS DISTINCT FROM new.account_id) OR (old.decision_id IS DISTINCT FROM new.decision_id) OR (old.checkpoint IS DISTINCT FROM new.checkpoint) OR (old.source IS DISTINCT FROM new.source) OR (old.document_type IS DISTINCT FROM new.document_type) OR (old.document_number IS DISTINCT FROM new.document_number) OR (old.document_version IS DISTINCT FROM new.document_version) OR (old.amount_minor IS DISTINCT FROM new.amount_minor) OR (old.currency IS DISTINCT FROM new.currency) OR (old.net_days IS DISTINCT FROM new.net_days) OR (old.ship_on IS DISTINCT FROM new.ship_on) OR (old.reasons IS DISTINCT FROM new.reasons) OR (old.status IS DISTINCT FROM new.status) OR (old.ready_since IS DISTINCT FROM new.ready_since) OR (old.submitted_by IS DISTINCT FROM new.submitted_by) OR (old.opened_at IS DISTINCT FROM new.opened_at) OR (old.release_requested_by IS DISTINCT FROM new.release_requested_by) OR (old.release_requested_at IS DISTINCT FROM new.release_requested_at) OR (old.release_request_reason IS DISTINCT FROM new.release_request_reason) OR (old.closed_by IS DISTINCT FROM new.closed_by) OR (old.closed_at IS DISTINCT FROM new.closed_at) OR (old.close_reason IS DISTINCT FROM new.close_reason) OR (old.released_minor IS DISTINCT FROM new.released_minor) OR (old.released_until IS DISTINCT FROM new.released_until))) EXECUTE FUNCTION audit_capture('{id}', 'hold', '', '{id}', '{}', '{evaluated_at,group_id}', 'rows');

CREATE TABLE idempotency_key (
  scope bytea NOT NULL,
  fingerprint bytea NOT NULL,
  owner uuid NOT NULL,
  lease_until timestamp with time zone NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  status integer,
  content_type text,
  body text,
  CONSTRAINT idempotency_key_pkey PRIMARY KEY (scope),
  CONSTRAINT idempotency_key_status_check CHECK (((status >= 200) AND (status <= 499)))
);
COMMENT ON COLUMN idempotency_key.scope IS 'hash of caller, method, path and key';
COMMENT ON COLUMN idempotency_key.fingerprint IS 'hash of query and body: the same key must mean the same request';
COMMENT ON COLUMN idempotency_key.lease_until IS 'until then the request is taken to be running; afterwards it may be taken over';
CREATE INDEX idempotency_key_created ON public.idempotency_key USING btree (created_at);

CREATE TABLE import_chunk (
  import_id uuid NOT NULL,
  chunk_no integer NOT NULL,
  bytes bytea NOT NULL,
  CONSTRAINT import_chunk_pkey PRIMARY KEY (import_id, chunk_no),
  CONSTRAINT import_chunk_import_id_fkey FOREIGN KEY (import_id) REFERENCES import_run(id) ON DELETE CASCADE
);

CREATE TABLE import_fault (
  import_id uuid NOT NULL,
  fault_no integer NOT NULL,
  row_no integer NOT NULL,
  column_name text NOT NULL,
  value text NOT NULL,
  code text NOT NULL,
  expected_zh text NOT NULL,
  expected_en text NOT NULL,
  CONSTRAINT import_fault_pkey PRIMARY KEY (import_id, fault_no),
  CONSTRAINT import_fault_import_id_fkey FOREIGN KEY (import_id) REFERENCES import_run(id) ON DELETE CASCADE
);

CREATE TABLE import_layout (
  kind text NOT NULL,
  layout_hash text NOT NULL,
  settings jsonb NOT NULL,
  updated_by text NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT import_layout_pkey PRIMARY KEY (kind, layout_hash)
);
CREATE TRIGGER audit_delete AFTER DELETE ON public.import_layout REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{kind,layout_hash}', 'import-layout', '', '{kind,layout_hash}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.import_layout REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{kind,layout_hash}', 'import-layout', '', '{kind,layout_hash}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.import_layout FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{kind,layout_hash}', 'import-layout', '', '{kind,layout_hash}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.import_layout REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{kind,layout_hash}', 'import-layout', '', '{kind,layout_hash}', '{}', '{updated_at}', 'rows');

CREATE TABLE import_run (
  id uuid NOT NULL,
  kind text NOT NULL,
  file_name text NOT NULL,
  file_bytes bigint NOT NULL,
  file_hash text NOT NULL,
  layout_hash text NOT NULL,
  analysis jsonb NOT NULL,
  settings jsonb NOT NULL,
  status text NOT NULL,
  mode text,
  rows_total integer NOT NULL,
  rows_read integer DEFAULT 0 NOT NULL,
  rows_applied integer DEFAULT 0 NOT NULL,
  rows_unchanged integer DEFAULT 0 NOT NULL,
  rows_faulty integer DEFAULT 0 NOT NULL,
  totals jsonb DEFAULT '[]'::jsonb NOT NULL,
  failure jsonb,
  created_by text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  finished_at timestamp with time zone,
  CONSTRAINT import_run_pkey PRIMARY KEY (id),
  CONSTRAINT import_run_kind_check CHECK ((kind = ANY (ARRAY['customers'::text, 'facts'::text, 'orders'::text, 'invoices'::text, 'receipts'::text, 'limits'::text]))),
  CONSTRAINT import_run_mode_check CHECK ((mode = ANY (ARRAY['valid-rows'::text, 'all-or-nothing'::text]))),
  CONSTRAINT import_run_status_check CHECK ((status = ANY (ARRAY['analysed'::text, 'validating'::text, 'validated'::text, 'running'::text, 'finished'::text, 'failed'::text])))
);
COMMENT ON COLUMN import_run.totals IS 'sum of the amounts of readable rows per currency';
COMMENT ON COLUMN import_run.failure IS 'why the import as a whole failed, in both languages';
CREATE INDEX import_run_created ON public.import_run USING btree (created_at DESC, id DESC);
CREATE TRIGGER audit_delete AFTER DELETE ON public.import_run REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'import', '', '{id}', '{}', '{rows_read,rows_applied,rows_unchanged,rows_faulty,updated_at}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.import_run REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'import', '', '{id}', '{}', '{rows_read,rows_applied,rows_unchanged,rows_faulty,updated_at}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.import_run FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'import', '', '{id}', '{}', '{rows_read,rows_applied,rows_unchanged,rows_faulty,updated_at}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.import_run FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.kind IS DISTINCT FROM new.kind) OR (old.file_name IS DISTINCT FROM new.file_name) OR (old.file_bytes IS DISTINCT FROM new.file_bytes) OR (old.file_hash IS DISTINCT FROM new.file_hash) OR (old.layout_hash IS DISTINCT FROM new.layout_hash) OR (old.analysis IS DISTINCT FROM new.analysis) OR (old.settings IS DISTINCT FROM new.settings) OR (old.status IS DISTINCT FROM new.status) OR (old.mode IS DISTINCT FROM new.mode) OR (old.rows_total IS DISTINCT FROM new.rows_total) OR (old.totals IS DISTINCT FROM new.totals) OR (old.failure IS DISTINCT FROM new.failure) OR (old.created_by IS DISTINCT FROM new.created_by) OR (old.created_at IS DISTINCT FROM new.created_at) OR (old.finished_at IS DISTINCT FROM new.finished_at))) EXECUTE FUNCTION audit_capture('{id}', 'import', '', '{id}', '{}', '{rows_read,rows_applied,rows_unchanged,rows_faulty,updated_at}', 'rows');

CREATE TABLE incompatible_roles (
  role_a text NOT NULL,
  role_b text NOT NULL,
  reason text NOT NULL,
  created_by text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT incompatible_roles_pkey PRIMARY KEY (role_a, role_b),
  CONSTRAINT incompatible_roles_role_a_fkey FOREIGN KEY (role_a) REFERENCES role(code) ON DELETE CASCADE,
  CONSTRAINT incompatible_roles_role_b_fkey FOREIGN KEY (role_b) REFERENCES role(code) ON DELETE CASCADE,
  CONSTRAINT incompatible_roles_check CHECK ((role_a < role_b))
);
CREATE TRIGGER audit_delete AFTER DELETE ON public.incompatible_roles REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{role_a,role_b}', 'incompatible-roles', '', '{role_a,role_b}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.incompatible_roles REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{role_a,role_b}', 'incompatible-roles', '', '{role_a,role_b}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.incompatible_roles FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{role_a,role_b}', 'incompatible-roles', '', '{role_a,role_b}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.incompatible_roles REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{role_a,role_b}', 'incompatible-roles', '', '{role_a,role_b}', '{}', '{}', 'rows');

CREATE TABLE limit_line (
  id uuid NOT NULL,
  group_id uuid NOT NULL,
  account_id uuid NOT NULL,
  kind text NOT NULL,
  amount_minor bigint NOT NULL,
  currency character(3) NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  reason text NOT NULL,
  created_by text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  revoked_at timestamp with time zone,
  CONSTRAINT limit_line_pkey PRIMARY KEY (id),
  CONSTRAINT limit_line_account_id_fkey FOREIGN KEY (account_id) REFERENCES credit_account(id),
  CONSTRAINT limit_line_amount_minor_check CHECK ((amount_minor >= 0)),
  CONSTRAINT limit_line_check CHECK (((valid_to IS NULL) OR (valid_to >= valid_from))),
  CONSTRAINT limit_line_kind_check CHECK ((kind = ANY (ARRAY['base'::text, 'temporary'::text, 'seasonal'::text, 'secured'::text])))
);
CREATE INDEX limit_line_account ON public.limit_line USING btree (account_id, valid_from DESC) WHERE (revoked_at IS NULL);
CREATE TRIGGER audit_delete AFTER DELETE ON public.limit_line REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'account', 'account', '{account_id}', '{}', '{group_id}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.limit_line REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'account', 'account', '{account_id}', '{}', '{group_id}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.limit_line FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'account', 'account', '{account_id}', '{}', '{group_id}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.limit_line REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'account', 'account', '{account_id}', '{}', '{group_id}', 'rows');

CREATE TABLE limit_proposal (
  id uuid NOT NULL,
  kind text NOT NULL,
  status text NOT NULL,
  group_id uuid NOT NULL,
  account_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  segment_id uuid NOT NULL,
  run_id uuid,
  policy_version integer,
  rating_id uuid,
  grade text,
  as_of date NOT NULL,
  currency character(3) NOT NULL,
  current_mode text NOT NULL,
  current_minor bigint,
  current_net_days integer,
  proposed_mode text NOT NULL,
  line_kind text,
  proposed_minor bigint,
  valid_from date,
  valid_to date,
  proposed_net_days integer,
  review_on date,
  change_minor bigint NOT NULL,
  attention text,
  steps jsonb NOT NULL,
  request_reason text,
  submitted_by text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  decided_by text,
  decided_at timestamp with time zone,
  decision_reason text,
  limit_line_id uuid,
  CONSTRAINT limit_proposal_pkey PRIMARY KEY (id),
  CONSTRAINT limit_proposal_account_id_fkey FOREIGN KEY (account_id) REFERENCES credit_account(id),
  CONSTRAINT limit_proposal_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT limit_proposal_policy_version_fkey FOREIGN KEY (policy_version) REFERENCES credit_policy(version),
  CONSTRAINT limit_proposal_segment_id_fkey FOREIGN KEY (segment_id) REFERENCES credit_segment(id),
  CONSTRAINT limit_proposal_attention_check CHECK ((attention = 'fx_rate_missing'::text)),
  CONSTRAINT limit_proposal_check CHECK (((kind = 'policy'::text) = (policy_version IS NOT NULL))),
  CONSTRAINT limit_proposal_check1 CHECK (((status = ANY (ARRAY['accepted'::text, 'rejected'::text])) = (decided_by IS NOT NULL))),
  CONSTRAINT limit_proposal_current_mode_check CHECK ((current_mode = ANY (ARRAY['none'::text, 'unlimited'::text, 'amount'::text]))),
  CONSTRAINT limit_proposal_kind_check CHECK ((kind = ANY (ARRAY['policy'::text, 'request'::text]))),
  CONSTRAINT limit_proposal_line_kind_check CHECK ((line_kind = ANY (ARRAY['base'::text, 'temporary'::text, 'seasonal'::text, 'secured'::text]))),
  CONSTRAINT limit_proposal_proposed_minor_check CHECK ((proposed_minor >= 0)),
  CONSTRAINT limit_proposal_proposed_mode_check CHECK ((proposed_mode = ANY (ARRAY['unlimited'::text, 'amount'::text]))),
  CONSTRAINT limit_proposal_proposed_net_days_check CHECK (((proposed_net_days >= 0) AND (proposed_net_days <= 3650))),
  CONSTRAINT limit_proposal_status_check CHECK ((status = ANY (ARRAY['open'::text, 'accepted'::text, 'rejected'::text, 'superseded'::text])))
);
COMMENT ON COLUMN limit_proposal.current_minor IS 'base limit in force when proposed; null without one';
COMMENT ON COLUMN limit_proposal.attention IS 'why a person must look before it is accepted; not accepted in bulk by filter';
COMMENT ON COLUMN limit_proposal.steps IS 'how the policy came to the amount, step by step';
CREATE INDEX limit_proposal_account ON public.limit_proposal USING btree (account_id, created_at DESC);
CREATE UNIQUE INDEX limit_proposal_open_policy ON public.limit_proposal USING btree (account_id) WHERE ((kind = 'policy'::text) AND (status = 'open'::text));
CREATE INDEX limit_proposal_status ON public.limit_proposal USING btree (status, created_at DESC, id);
CREATE TRIGGER audit_delete AFTER DELETE ON public.limit_proposal REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'account', 'account', '{account_id}', '{}', '{group_id}', 'statements');
CREATE TRIGGER audit_insert AFTER INSERT ON public.limit_proposal REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'account', 'account', '{account_id}', '{}', '{group_id}', 'statements');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.limit_proposal FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'account', 'account', '{account_id}', '{}', '{group_id}', 'statements');
CREATE TRIGGER audit_update AFTER UPDATE ON public.limit_proposal REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'account', 'account', '{account_id}', '{}', '{group_id}', 'statements');

CREATE TABLE organisation (
  singleton boolean DEFAULT true NOT NULL,
  name text DEFAULT ''::text NOT NULL,
  time_zone text DEFAULT 'Asia/Shanghai'::text NOT NULL,
  base_currency character(3) DEFAULT 'CNY'::bpchar NOT NULL,
  demo_book boolean DEFAULT false NOT NULL,
  aging_bounds integer[] DEFAULT '{30,60,90,180,365}'::integer[] NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT organisation_pkey PRIMARY KEY (singleton),
  CONSTRAINT organisation_singleton_check CHECK (singleton)
);
CREATE TRIGGER audit_delete AFTER DELETE ON public.organisation REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{singleton}', 'organisation', '', '{name}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.organisation REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{singleton}', 'organisation', '', '{name}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.organisation FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{singleton}', 'organisation', '', '{name}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.organisation REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{singleton}', 'organisation', '', '{name}', '{}', '{updated_at}', 'rows');

CREATE TABLE overdue_notice (
  account_id uuid NOT NULL,
  document_id uuid NOT NULL,
  item_no integer NOT NULL,
  due_on date NOT NULL,
  told_at timestamp with time zone NOT NULL,
  CONSTRAINT overdue_notice_pkey PRIMARY KEY (account_id, document_id, item_no, due_on)
);

CREATE TABLE position (
  code text NOT NULL,
  name text NOT NULL,
  active boolean DEFAULT true NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT position_pkey PRIMARY KEY (code)
);
CREATE TRIGGER audit_delete AFTER DELETE ON public."position" REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code}', 'position', '', '{code}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public."position" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code}', 'position', '', '{code}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public."position" FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code}', 'position', '', '{code}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public."position" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code}', 'position', '', '{code}', '{}', '{updated_at}', 'rows');

CREATE TABLE position_holder (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  department_id uuid NOT NULL,
  position_code text NOT NULL,
  main boolean DEFAULT false NOT NULL,
  CONSTRAINT position_holder_pkey PRIMARY KEY (id),
  CONSTRAINT position_holder_user_id_department_id_position_code_key UNIQUE (user_id, department_id, position_code),
  CONSTRAINT position_holder_department_id_fkey FOREIGN KEY (department_id) REFERENCES department(id),
  CONSTRAINT position_holder_position_code_fkey FOREIGN KEY (position_code) REFERENCES "position"(code),
  CONSTRAINT position_holder_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id)
);
CREATE INDEX position_holder_department ON public.position_holder USING btree (department_id);
CREATE UNIQUE INDEX position_holder_main ON public.position_holder USING btree (user_id) WHERE main;
CREATE INDEX position_holder_position ON public.position_holder USING btree (position_code, department_id);
CREATE TRIGGER audit_delete AFTER DELETE ON public.position_holder REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'user', 'user', '{user_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.position_holder REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'user', 'user', '{user_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.position_holder FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'user', 'user', '{user_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.position_holder REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'user', 'user', '{user_id}', '{}', '{}', 'rows');

CREATE TABLE rating (
  id uuid NOT NULL,
  customer_id uuid NOT NULL,
  scorecard_code text NOT NULL,
  scorecard_version integer NOT NULL,
  as_of date NOT NULL,
  known_at timestamp with time zone NOT NULL,
  inputs jsonb NOT NULL,
  score integer NOT NULL,
  grade text NOT NULL,
  coverage integer NOT NULL,
  alert boolean NOT NULL,
  result jsonb NOT NULL,
  run_id uuid,
  rated_by text NOT NULL,
  rated_at timestamp with time zone NOT NULL,
  CONSTRAINT rating_pkey PRIMARY KEY (id),
  CONSTRAINT rating_scorecard_code_scorecard_version_fkey FOREIGN KEY (scorecard_code, scorecard_version) REFERENCES scorecard(code, version),
  CONSTRAINT rating_coverage_check CHECK (((coverage >= 0) AND (coverage <= 10000))),
  CONSTRAINT rating_score_check CHECK (((score >= 0) AND (score <= 10000)))
);
COMMENT ON COLUMN rating.score IS 'hundredths of a point';
COMMENT ON COLUMN rating.coverage IS 'basis points of the weight of all indicators that were known and fresh';
CREATE INDEX rating_customer ON public.rating USING btree (customer_id, rated_at DESC, id DESC);
CREATE TRIGGER audit_delete AFTER DELETE ON public.rating REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'statements');
CREATE TRIGGER audit_insert AFTER INSERT ON public.rating REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'statements');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.rating FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'statements');
CREATE TRIGGER audit_update AFTER UPDATE ON public.rating REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'statements');
CREATE TRIGGER rating_append_only BEFORE DELETE OR UPDATE ON public.rating FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE rating_run (
  id uuid NOT NULL,
  as_of date NOT NULL,
  status text NOT NULL,
  total integer,
  done integer DEFAULT 0 NOT NULL,
  grades_changed integer DEFAULT 0 NOT NULL,
  failure text,
  requested_by text NOT NULL,
  requested_at timestamp with time zone NOT NULL,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  CONSTRAINT rating_run_pkey PRIMARY KEY (id),
  CONSTRAINT rating_run_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text])))
);
CREATE INDEX rating_run_requested ON public.rating_run USING btree (requested_at DESC);
CREATE TRIGGER audit_delete AFTER DELETE ON public.rating_run REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'rating-run', '', '{id}', '{}', '{done,total,grades_changed}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.rating_run REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'rating-run', '', '{id}', '{}', '{done,total,grades_changed}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.rating_run FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'rating-run', '', '{id}', '{}', '{done,total,grades_changed}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.rating_run FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.as_of IS DISTINCT FROM new.as_of) OR (old.status IS DISTINCT FROM new.status) OR (old.failure IS DISTINCT FROM new.failure) OR (old.requested_by IS DISTINCT FROM new.requested_by) OR (old.requested_at IS DISTINCT FROM new.requested_at) OR (old.started_at IS DISTINCT FROM new.started_at) OR (old.finished_at IS DISTINCT FROM new.finished_at))) EXECUTE FUNCTION audit_capture('{id}', 'rating-run', '', '{id}', '{}', '{done,total,grades_changed}', 'rows');

CREATE TABLE reservation (
  id uuid NOT NULL,
  group_id uuid NOT NULL,
  account_id uuid NOT NULL,
  source text NOT NULL,
  type text NOT NULL,
  number text NOT NULL,
  amount_minor bigint NOT NULL,
  currency character(3) NOT NULL,
  status text NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  ledger_seq integer DEFAULT 1 NOT NULL,
  created_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  CONSTRAINT reservation_pkey PRIMARY KEY (id),
  CONSTRAINT reservation_amount_minor_check CHECK ((amount_minor > 0)),
  CONSTRAINT reservation_status_check CHECK ((status = ANY (ARRAY['active'::text, 'consumed'::text, 'released'::text, 'expired'::text, 'replaced'::text])))
);
CREATE UNIQUE INDEX reservation_active ON public.reservation USING btree (source, type, number) WHERE (status = 'active'::text);
CREATE INDEX reservation_expiry ON public.reservation USING btree (expires_at) WHERE (ended_at IS NULL);

CREATE TABLE role (
  code text NOT NULL,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  permissions text[],
  built_in boolean DEFAULT false NOT NULL,
  default_scope text DEFAULT 'all'::text NOT NULL,
  totp_required boolean DEFAULT false NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT role_pkey PRIMARY KEY (code),
  CONSTRAINT role_check CHECK ((built_in = (permissions IS NULL))),
  CONSTRAINT role_code_check CHECK ((code ~ '^[a-z][a-z0-9-]{1,39}$'::text)),
  CONSTRAINT role_default_scope_check CHECK ((default_scope = ANY (ARRAY['own'::text, 'team'::text, 'department'::text, 'segment'::text, 'all'::text])))
);
COMMENT ON COLUMN role.permissions IS 'null for a built-in role: as the program says';
CREATE TRIGGER audit_delete AFTER DELETE ON public.role REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code}', 'role', '', '{code}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.role REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code}', 'role', '', '{code}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.role FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code}', 'role', '', '{code}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.role REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code}', 'role', '', '{code}', '{}', '{updated_at}', 'rows');

CREATE TABLE role_assignment (
  user_id uuid NOT NULL,
  role_code text NOT NULL,
  scope text NOT NULL,
  department_id uuid,
  segment_codes text[] DEFAULT '{}'::text[] NOT NULL,
  main boolean NOT NULL,
  CONSTRAINT role_assignment_pkey PRIMARY KEY (user_id, role_code),
  CONSTRAINT role_assignment_department_id_fkey FOREIGN KEY (department_id) REFERENCES department(id),
  CONSTRAINT role_assignment_role_code_fkey FOREIGN KEY (role_code) REFERENCES role(code),
  CONSTRAINT role_assignment_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id),
  CONSTRAINT role_assignment_check CHECK (((scope = 'segment'::text) = (cardinality(segment_codes) > 0))),
  CONSTRAINT role_assignment_check1 CHECK (((department_id IS NULL) OR (scope = 'department'::text))),
  CONSTRAINT role_assignment_scope_check CHECK ((scope = ANY (ARRAY['own'::text, 'team'::text, 'department'::text, 'segment'::text, 'all'::text])))
);
COMMENT ON COLUMN role_assignment.main IS 'the role that names the person; everybody has exactly one';
CREATE UNIQUE INDEX role_assignment_main ON public.role_assignment USING btree (user_id) WHERE main;
CREATE INDEX role_assignment_role ON public.role_assignment USING btree (role_code);
CREATE TRIGGER audit_delete AFTER DELETE ON public.role_assignment REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{user_id,role_code}', 'user', 'user', '{user_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.role_assignment REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{user_id,role_code}', 'user', 'user', '{user_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.role_assignment FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{user_id,role_code}', 'user', 'user', '{user_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.role_assignment REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{user_id,role_code}', 'user', 'user', '{user_id}', '{}', '{}', 'rows');

CREATE TABLE schema_migration (
  name text NOT NULL,
  hash text NOT NULL,
  applied_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT schema_migration_pkey PRIMARY KEY (name)
);

CREATE TABLE scorecard (
  code text NOT NULL,
  version integer NOT NULL,
  content jsonb NOT NULL,
  valid_from timestamp with time zone NOT NULL,
  created_by text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT scorecard_pkey PRIMARY KEY (code, version),
  CONSTRAINT scorecard_version_check CHECK ((version > 0))
);
CREATE TRIGGER audit_delete AFTER DELETE ON public.scorecard REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code,version}', 'scorecard', '', '{code,version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.scorecard REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code,version}', 'scorecard', '', '{code,version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.scorecard FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code,version}', 'scorecard', '', '{code,version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.scorecard REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code,version}', 'scorecard', '', '{code,version}', '{}', '{}', 'rows');

CREATE TABLE setup_token (
  token_hash bytea NOT NULL,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  used_at timestamp with time zone,
  CONSTRAINT setup_token_pkey PRIMARY KEY (token_hash)
);

CREATE TABLE sign_in_attempt (
  key text NOT NULL,
  attempts integer NOT NULL,
  started_at timestamp with time zone NOT NULL,
  CONSTRAINT sign_in_attempt_pkey PRIMARY KEY (key)
);

CREATE TABLE user_session (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  token_hash bytea NOT NULL,
  created_at timestamp with time zone NOT NULL,
  seen_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT user_session_pkey PRIMARY KEY (id),
  CONSTRAINT user_session_token_hash_key UNIQUE (token_hash),
  CONSTRAINT user_session_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id) ON DELETE CASCADE
);
CREATE INDEX user_session_expiry ON public.user_session USING btree (expires_at);
CREATE INDEX user_session_user ON public.user_session USING btree (user_id);
CREATE TRIGGER audit_delete AFTER DELETE ON public.user_session REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'user', 'user', '{user_id}', '{token_hash}', '{seen_at}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.user_session REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'user', 'user', '{user_id}', '{token_hash}', '{seen_at}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.user_session FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'user', 'user', '{user_id}', '{token_hash}', '{seen_at}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.user_session FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.user_id IS DISTINCT FROM new.user_id) OR (old.token_hash IS DISTINCT FROM new.token_hash) OR (old.created_at IS DISTINCT FROM new.created_at) OR (old.expires_at IS DISTINCT FROM new.expires_at))) EXECUTE FUNCTION audit_capture('{id}', 'user', 'user', '{user_id}', '{token_hash}', '{seen_at}', 'rows');

CREATE TABLE webhook_delivery (
  id uuid NOT NULL,
  subscription_id uuid NOT NULL,
  event text NOT NULL,
  payload jsonb NOT NULL,
  status text DEFAULT 'pending'::text NOT NULL,
  attempts integer DEFAULT 0 NOT NULL,
  next_attempt_at timestamp with time zone,
  give_up_at timestamp with time zone NOT NULL,
  response_status integer,
  last_error text,
  created_at timestamp with time zone NOT NULL,
  delivered_at timestamp with time zone,
  CONSTRAINT webhook_delivery_pkey PRIMARY KEY (id),
  CONSTRAINT webhook_delivery_subscription_id_fkey FOREIGN KEY (subscription_id) REFERENCES webhook_subscription(id) ON DELETE CASCADE,
  CONSTRAINT webhook_delivery_check CHECK (((status = 'pending'::text) = (next_attempt_at IS NOT NULL))),
  CONSTRAINT webhook_delivery_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'delivered'::text, 'failed'::text])))
);
CREATE INDEX webhook_delivery_pending ON public.webhook_delivery USING btree (next_attempt_at) WHERE (status = 'pending'::text);
CREATE INDEX webhook_delivery_subscription ON public.webhook_delivery USING btree (subscription_id, id DESC);

CREATE TABLE webhook_subscription (
  id uuid NOT NULL,
  name text NOT NULL,
  url text NOT NULL,
  events text[] NOT NULL,
  secret_sealed bytea NOT NULL,
  active boolean DEFAULT true NOT NULL,
  created_by text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT webhook_subscription_pkey PRIMARY KEY (id),
  CONSTRAINT webhook_subscription_events_check CHECK ((cardinality(events) > 0))
);
CREATE TRIGGER audit_delete AFTER DELETE ON public.webhook_subscription REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'webhook', '', '{id}', '{secret_sealed}', '{updated_at}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.webhook_subscription REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'webhook', '', '{id}', '{secret_sealed}', '{updated_at}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.webhook_subscription FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'webhook', '', '{id}', '{secret_sealed}', '{updated_at}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.webhook_subscription REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'webhook', '', '{id}', '{secret_sealed}', '{updated_at}', 'rows');

CREATE TABLE worker_process (
  worker_id text NOT NULL,
  started_at timestamp with time zone DEFAULT now() NOT NULL,
  seen_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT worker_process_pkey PRIMARY KEY (worker_id)
);

CREATE VIEW reports_to AS
 SELECT id AS user_id,
    COALESCE(manager_user_id, ( WITH RECURSIVE above AS (
                 SELECT d.parent_id,
                    d.manager_user_id,
                    0 AS depth
                   FROM (position_holder h
                     JOIN department d ON ((d.id = h.department_id)))
                  WHERE ((h.user_id = u.id) AND h.main)
                UNION ALL
                 SELECT d.parent_id,
                    d.manager_user_id,
                    (above_1.depth + 1)
                   FROM (above above_1
                     JOIN department d ON ((d.id = above_1.parent_id)))
                  WHERE (above_1.depth < 30)
                )
         SELECT above.manager_user_id
           FROM above
          WHERE (above.manager_user_id <> u.id)
          ORDER BY above.depth
         LIMIT 1)) AS manager_id
   FROM app_user u;

CREATE OR REPLACE FUNCTION public.audit_actor(row_data jsonb, OUT kind text, OUT id text, OUT name text)
 RETURNS record
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  kind := nullif(current_setting('xinheng.actor_kind', true), '');
  id := nullif(current_setting('xinheng.actor_id', true), '');
  name := nullif(current_setting('xinheng.actor', true), '');
  IF kind IS NULL OR id IS NULL OR name IS NULL THEN
    kind := 'database';
    id := session_user;
    name := session_user;
  ELSIF kind = 'system' AND name = 'batch' AND row_data ->> 'submitted_by' IS NOT NULL THEN
    name := row_data ->> 'submitted_by';
    kind := CASE WHEN name = 'system' THEN 'system' WHEN name LIKE 'key:%' THEN 'api-key' ELSE 'user' END;
    id := name;
  END IF;
END $function$
;

CREATE OR REPLACE FUNCTION public.audit_attach()
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  t record;
  call text;
  loud text;
BEGIN
  FOR t IN
    SELECT c.oid, c.relname AS name, coalesce(v.capture, 'rows') AS capture, coalesce(v.hot, false) AS hot,
      coalesce(v.quiet, ARRAY(SELECT a.attname::text FROM pg_attribute a
                              WHERE a.attrelid = c.oid AND a.attname = 'updated_at' AND NOT a.attisdropped)) AS quiet,
      coalesce(v.object_type, replace(c.relname, '_', '-')) AS object_type, v.object_lookup,
      coalesce(k.columns, '{}') AS keys, coalesce(v.object_columns, k.columns, '{}') AS object_columns,
      ARRAY(SELECT a.attname::text FROM pg_attribute a
            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
              AND (a.atttypid = 'bytea'::regtype OR a.attname = ANY (v.secret)
                   OR a.attname ~ '(password_hash|secret|token|sealed|cipher|recovery_code|key_hash)')
            ORDER BY a.attnum) AS secret
    FROM pg_class c
    LEFT JOIN audit_coverage v ON v.table_name = c.relname
    LEFT JOIN LATERAL (
      SELECT array_agg(a.attname::text ORDER BY x.n) AS columns
      FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS x (attnum, n)
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.attnum
      WHERE i.indrelid = c.oid AND i.indisprimary) k ON true
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    ORDER BY c.relname
  LOOP
    EXECUTE format('DROP TRIGGER IF EXISTS audit_insert ON %1$I; DROP TRIGGER IF EXISTS audit_update ON %1$I;
      DROP TRIGGER IF EXISTS audit_delete ON %1$I; DROP TRIGGER IF EXISTS audit_truncate ON %1$I', t.name);
    CONTINUE WHEN t.capture = 'none';
    call := format('EXECUTE FUNCTION audit_capture(%L, %L, %L, %L, %L, %L, %L)', t.keys, t.object_type,
                   coalesce(t.object_lookup, ''), t.object_columns, t.secret, t.quiet, t.capture);
    EXECUTE format('CREATE TRIGGER audit_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows
      FOR EACH STATEMENT %s', t.name, call);
    EXECUTE format('CREATE TRIGGER audit_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS old_rows
      FOR EACH STATEMENT %s', t.name, call);
    EXECUTE format('CREATE TRIGGER audit_truncate AFTER TRUNCATE ON %I FOR EACH STATEMENT %s', t.name, call);
    IF t.hot THEN
      SELECT string_agg(format('OLD.%1$I IS DISTINCT FROM NEW.%1$I', a.attname), ' OR ' ORDER BY a.attnum) INTO loud
      FROM pg_attribute a
      WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> ALL (t.quiet);
      EXECUTE format('CREATE TRIGGER audit_update AFTER UPDATE ON %I FOR EACH ROW WHEN (%s) %s', t.name, loud, call);
    ELSE
      EXECUTE format('CREATE TRIGGER audit_update AFTER UPDATE ON %I REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
        FOR EACH STATEMENT %s', t.name, call);
    END IF;
  END LOOP;
END $function$
;

CREATE OR REPLACE FUNCTION public.audit_capture()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
DECLARE
  keys text[] := TG_ARGV[0];
  type_of_object text := TG_ARGV[1];
  lookup text := nullif(TG_ARGV[2], '');
  object_columns text[] := TG_ARGV[3];
  secret text[] := TG_ARGV[4];
  quiet text[] := TG_ARGV[5];
  request text := nullif(current_setting('xinheng.request_id', true), '');
  why text := nullif(current_setting('xinheng.reason', true), '');
BEGIN
  IF TG_OP = 'INSERT' AND TG_ARGV[6] = 'statements' THEN
    INSERT INTO audit_entry (kind, actor_kind, actor_id, actor, request_id, action, object_type, object_id, table_name, after, reason)
    SELECT 'rows', a.kind, a.id, a.name, request, 'insert', type_of_object, '*', TG_TABLE_NAME,
           jsonb_build_object('rows', n.rows), why
    FROM (SELECT count(*) AS rows FROM new_rows) n, audit_actor(NULL) a
    WHERE n.rows > 0;
  ELSIF TG_OP = 'INSERT' THEN
    INSERT INTO audit_entry (kind, actor_kind, actor_id, actor, request_id, action, object_type, object_id, table_name, row_key, after, reason)
    SELECT 'row', a.kind, a.id, a.name, request, 'insert', type_of_object,
           audit_object(lookup, r.data, object_columns, audit_key(r.data, keys)), TG_TABLE_NAME, audit_key(r.data, keys),
           audit_masked(r.data, secret), why
    FROM (SELECT to_jsonb(n) AS data FROM new_rows n) r CROSS JOIN LATERAL audit_actor(r.data) a;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO audit_entry (kind, actor_kind, actor_id, actor, request_id, action, object_type, object_id, table_name, row_key, before, reason)
    SELECT 'row', a.kind, a.id, a.name, request, 'delete', type_of_object,
           audit_object(lookup, r.data, object_columns, audit_key(r.data, keys)), TG_TABLE_NAME, audit_key(r.data, keys),
           audit_masked(r.data, secret), why
    FROM (SELECT to_jsonb(o) AS data FROM old_rows o) r, audit_actor(NULL) a;
  ELSIF TG_OP = 'UPDATE' AND TG_LEVEL = 'ROW' THEN
    INSERT INTO audit_entry (kind, actor_kind, actor_id, actor, request_id, action, object_type, object_id, table_name, row_key, before, after, reason)
    SELECT 'row', a.kind, a.id, a.name, request, 'update', type_of_object,
           audit_object(lookup, r.became, object_columns, audit_key(r.became, keys)), TG_TABLE_NAME,
           audit_key(r.became, keys), c.before, c.after, why
    FROM (SELECT to_jsonb(OLD) AS was, to_jsonb(NEW) AS became) r
    CROSS JOIN LATERAL audit_change(r.was, r.became, secret, quiet) c, audit_actor(NULL) a;
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO audit_entry (kind, actor_kind, actor_id, actor, request_id, action, object_type, object_id, table_name, row_key, before, after, reason)
    SELECT 'row', a.kind, a.id, a.name, request, 'update', type_of_object,
           audit_object(lookup, n.became, object_columns, audit_key(n.became, keys)), TG_TABLE_NAME,
           audit_key(n.became, keys), c.before, c.after, why
    FROM (SELECT row_number() OVER () AS no, to_jsonb(t) AS was FROM old_rows t) o
    JOIN (SELECT row_number() OVER () AS no, to_jsonb(t) AS became FROM new_rows t) n USING (no)
    CROSS JOIN LATERAL audit_change(o.was, n.became, secret, quiet) c, audit_actor(NULL) a;
  ELSE
    INSERT INTO audit_entry (kind, actor_kind, actor_id, actor, request_id, action, object_type, object_id, table_name, reason)
    SELECT 'rows', a.kind, a.id, a.name, request, 'truncate', type_of_object, '*', TG_TABLE_NAME, why FROM audit_actor(NULL) a;
  END IF;
  RETURN NULL;
END $function$
;

CREATE OR REPLACE FUNCTION public.audit_change(was jsonb, became jsonb, secret text[], quiet text[])
 RETURNS TABLE(before jsonb, after jsonb)
 LANGUAGE sql
 STABLE
AS $function$
  SELECT jsonb_object_agg(o.key, CASE WHEN o.key = ANY (secret) AND o.value <> 'null' THEN '"[hidden]"' ELSE o.value END),
         jsonb_object_agg(o.key, CASE WHEN o.key = ANY (secret) AND became -> o.key <> 'null' THEN '"[hidden]"' ELSE became -> o.key END)
  FROM jsonb_each(was) o
  WHERE became -> o.key IS DISTINCT FROM o.value
  HAVING bool_or(o.key <> ALL (quiet))
$function$
;

CREATE OR REPLACE FUNCTION public.audit_key(row_data jsonb, columns text[])
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
BEGIN
  IF cardinality(columns) = 1 THEN RETURN row_data ->> columns[1]; END IF;
  RETURN (SELECT coalesce(string_agg(coalesce(row_data ->> name, ''), '/' ORDER BY n), '*')
          FROM unnest(columns) WITH ORDINALITY AS c (name, n));
END $function$
;

CREATE OR REPLACE FUNCTION public.audit_masked(row_data jsonb, secret text[])
 RETURNS jsonb
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
BEGIN
  IF NOT row_data ?| secret THEN RETURN row_data; END IF;
  RETURN row_data || (SELECT jsonb_object_agg(name, CASE jsonb_typeof(row_data -> name)
                                                      WHEN 'null' THEN 'null'::jsonb ELSE '"[hidden]"'::jsonb END)
                      FROM unnest(secret) AS s (name) WHERE row_data ? name);
END $function$
;

CREATE OR REPLACE FUNCTION public.audit_object(lookup text, row_data jsonb, columns text[], row_key text)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  found text;
  key uuid;
BEGIN
  IF lookup IS NULL THEN RETURN coalesce(audit_key(row_data, columns), row_key); END IF;
  key := (row_data ->> columns[1])::uuid;
  CASE lookup
    WHEN 'account' THEN
      SELECT c.code || '/' || s.code INTO found FROM credit_account a JOIN customer c ON c.id = a.customer_id
      JOIN credit_segment s ON s.id = a.segment_id WHERE a.id = key;
    WHEN 'customer' THEN SELECT c.code INTO found FROM customer c WHERE c.id = key;
    WHEN 'user' THEN SELECT u.username INTO found FROM app_user u WHERE u.id = key;
    WHEN 'segment' THEN SELECT s.code INTO found FROM credit_segment s WHERE s.id = key;
    WHEN 'group' THEN SELECT g.code INTO found FROM credit_group g WHERE g.id = key;
  END CASE;
  RETURN coalesce(found, row_key);
END $function$
;

CREATE OR REPLACE FUNCTION public.bounded_basis_points(part numeric, whole numeric)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  SELECT CASE WHEN whole > 0 THEN greatest(-10000000, least(10000000, round(10000 * part / whole))) END::int
$function$
;

CREATE OR REPLACE FUNCTION public.fact_only_superseded()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.superseded_at IS NOT NULL
     OR to_jsonb(NEW) - 'superseded_at' IS DISTINCT FROM to_jsonb(OLD) - 'superseded_at' THEN
    RAISE EXCEPTION 'a fact is never changed, only superseded' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $function$
;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $function$
;

CREATE AGGREGATE sum_minor(bigint) (SFUNC = int8pl, STYPE = bigint, COMBINEFUNC = int8pl, PARALLEL = SAFE);
