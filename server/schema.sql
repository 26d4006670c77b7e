-- Generated from server/migrations; see server/test/schema.db.test.ts. Not run by anything.

CREATE EXTENSION pg_trgm;

CREATE TABLE account_aging (
  account_id uuid NOT NULL,
  currency character(3) NOT NULL,
  customer_id uuid NOT NULL,
  customer_code text NOT NULL,
  segment_id uuid NOT NULL,
  buckets_minor bigint[] NOT NULL,
  unapplied_minor bigint NOT NULL,
  CONSTRAINT account_aging_pkey PRIMARY KEY (account_id, currency)
);
COMMENT ON COLUMN account_aging.buckets_minor IS 'not due, then by the bounds of the organisation';
CREATE INDEX account_aging_customer ON public.account_aging USING btree (customer_id);
CREATE POLICY scoped ON account_aging TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

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
CREATE TRIGGER standing_inserted AFTER INSERT ON public.account_exposure REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_standing_of_accounts();
CREATE TRIGGER standing_updated AFTER UPDATE ON public.account_exposure REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_standing_of_accounts();
CREATE POLICY scoped ON account_exposure TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

CREATE TABLE account_review (
  account_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  since_on date NOT NULL,
  next_on date,
  basis text NOT NULL,
  CONSTRAINT account_review_pkey PRIMARY KEY (account_id),
  CONSTRAINT account_review_basis_check CHECK ((basis = ANY (ARRAY['grade'::text, 'account'::text])))
);
COMMENT ON COLUMN account_review.since_on IS 'day of the last review, or since when the account is reviewed at all';
COMMENT ON COLUMN account_review.next_on IS 'null: never by itself';
COMMENT ON COLUMN account_review.basis IS 'whether the grade says so, or the account an earlier day';
CREATE INDEX account_review_customer ON public.account_review USING btree (customer_id);
CREATE INDEX account_review_next ON public.account_review USING btree (next_on, account_id);
CREATE POLICY scoped ON account_review TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

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
  failures integer DEFAULT 0 NOT NULL,
  locked_at timestamp with time zone,
  successor_user_id uuid,
  CONSTRAINT app_user_pkey PRIMARY KEY (id),
  CONSTRAINT app_user_username_key UNIQUE (username),
  CONSTRAINT app_user_manager_user_id_fkey FOREIGN KEY (manager_user_id) REFERENCES app_user(id),
  CONSTRAINT app_user_successor_user_id_fkey FOREIGN KEY (successor_user_id) REFERENCES app_user(id),
  CONSTRAINT app_user_check CHECK ((manager_user_id <> id)),
  CONSTRAINT app_user_check1 CHECK ((successor_user_id <> id)),
  CONSTRAINT app_user_locale_check CHECK ((locale = ANY (ARRAY['zh-CN'::text, 'en'::text]))),
  CONSTRAINT app_user_username_check CHECK ((username = lower(username)))
);
COMMENT ON COLUMN app_user.demo_password IS 'true while the publicly known password of the demo book is in use';
COMMENT ON COLUMN app_user.successor_user_id IS 'of somebody who has left: who was named to take over; null when nobody was';
CREATE UNIQUE INDEX app_user_email ON public.app_user USING btree (lower(email)) WHERE (email IS NOT NULL);
CREATE TRIGGER audit_delete AFTER DELETE ON public.app_user REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'user', '', '{username}', '{password_hash,phone}', '{updated_at,failures}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.app_user REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'user', '', '{username}', '{password_hash,phone}', '{updated_at,failures}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.app_user FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'user', '', '{username}', '{password_hash,phone}', '{updated_at,failures}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.app_user REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'user', '', '{username}', '{password_hash,phone}', '{updated_at,failures}', 'rows');

CREATE TABLE approval_attachment (
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  name text NOT NULL,
  media_type text NOT NULL,
  size integer NOT NULL,
  content bytea NOT NULL,
  uploaded_by text NOT NULL,
  uploaded_at timestamp with time zone NOT NULL,
  CONSTRAINT approval_attachment_pkey PRIMARY KEY (id),
  CONSTRAINT approval_attachment_case_id_fkey FOREIGN KEY (case_id) REFERENCES approval_case(id),
  CONSTRAINT approval_attachment_size_check CHECK ((size > 0))
);
CREATE INDEX approval_attachment_case ON public.approval_attachment USING btree (case_id);
CREATE TRIGGER approval_attachment_append_only BEFORE DELETE OR UPDATE ON public.approval_attachment FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_delete AFTER DELETE ON public.approval_attachment REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'approval-attachment', '', '{id}', '{content}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.approval_attachment REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'approval-attachment', '', '{id}', '{content}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.approval_attachment FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'approval-attachment', '', '{id}', '{content}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.approval_attachment REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'approval-attachment', '', '{id}', '{content}', '{}', 'rows');

CREATE TABLE approval_case (
  id uuid NOT NULL,
  number bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  subject text NOT NULL,
  object_id text NOT NULL,
  title_zh text NOT NULL,
  title_en text NOT NULL,
  status text NOT NULL,
  flow_code text NOT NULL,
  flow_version integer NOT NULL,
  submitter text NOT NULL,
  barred text[] NOT NULL,
  owner_username text,
  customer_code text,
  customer_name text,
  segment_code text,
  amount_minor bigint,
  currency character(3),
  over_limit_bp integer,
  days integer,
  reason text,
  fields jsonb NOT NULL,
  request jsonb NOT NULL,
  snapshot jsonb NOT NULL,
  arrivals jsonb NOT NULL,
  returns integer NOT NULL,
  submitted_at timestamp with time zone NOT NULL,
  closed_at timestamp with time zone,
  due_at timestamp with time zone,
  urged_at timestamp with time zone,
  closing jsonb,
  caretaker text,
  CONSTRAINT approval_case_pkey PRIMARY KEY (id),
  CONSTRAINT approval_case_number_key UNIQUE (number),
  CONSTRAINT approval_case_flow_code_flow_version_fkey FOREIGN KEY (flow_code, flow_version) REFERENCES approval_flow_version(flow_code, version),
  CONSTRAINT approval_case_check CHECK (((status = 'running'::text) = (closed_at IS NULL))),
  CONSTRAINT approval_case_check1 CHECK (((amount_minor IS NULL) = (currency IS NULL))),
  CONSTRAINT approval_case_status_check CHECK ((status = ANY (ARRAY['running'::text, 'approved'::text, 'rejected'::text, 'withdrawn'::text, 'void'::text])))
);
COMMENT ON COLUMN approval_case.barred IS 'who may not decide: the submitter, and who made what is decided on';
COMMENT ON COLUMN approval_case.request IS 'what the subject needs to put the request in force';
COMMENT ON COLUMN approval_case.snapshot IS 'the figures as they were on submission';
COMMENT ON COLUMN approval_case.closing IS 'the dossier as it was when the case ended';
COMMENT ON COLUMN approval_case.caretaker IS 'who looks after the request since whoever submitted it has left';
CREATE INDEX approval_case_caretaker ON public.approval_case USING btree (caretaker, submitted_at DESC) WHERE (caretaker IS NOT NULL);
CREATE INDEX approval_case_customer ON public.approval_case USING btree (customer_code, submitted_at DESC);
CREATE INDEX approval_case_due ON public.approval_case USING btree (due_at) WHERE (status = 'running'::text);
CREATE INDEX approval_case_flow ON public.approval_case USING btree (flow_code, flow_version) WHERE (status = 'running'::text);
CREATE UNIQUE INDEX approval_case_running ON public.approval_case USING btree (subject, object_id) WHERE (status = 'running'::text);
CREATE INDEX approval_case_submitted ON public.approval_case USING btree (submitted_at DESC, id DESC);
CREATE INDEX approval_case_submitter ON public.approval_case USING btree (submitter, submitted_at DESC);
CREATE TRIGGER audit_delete AFTER DELETE ON public.approval_case REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'approval-case', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.approval_case REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'approval-case', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.approval_case FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'approval-case', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.approval_case REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'approval-case', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER live_insert AFTER INSERT ON public.approval_case FOR EACH STATEMENT EXECUTE FUNCTION tell_changed('approvals');
CREATE TRIGGER live_update AFTER UPDATE OF status ON public.approval_case FOR EACH STATEMENT EXECUTE FUNCTION tell_changed('approvals');

CREATE TABLE approval_copy (
  case_id uuid NOT NULL,
  username text NOT NULL,
  node_id text,
  copied_at timestamp with time zone NOT NULL,
  read_at timestamp with time zone,
  CONSTRAINT approval_copy_pkey PRIMARY KEY (case_id, username),
  CONSTRAINT approval_copy_case_id_fkey FOREIGN KEY (case_id) REFERENCES approval_case(id)
);
CREATE INDEX approval_copy_inbox ON public.approval_copy USING btree (username, copied_at DESC, case_id DESC);
CREATE INDEX approval_copy_unread ON public.approval_copy USING btree (username) WHERE (read_at IS NULL);
CREATE TRIGGER audit_delete AFTER DELETE ON public.approval_copy REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{case_id,username}', 'approval-copy', '', '{case_id,username}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.approval_copy REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{case_id,username}', 'approval-copy', '', '{case_id,username}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.approval_copy FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{case_id,username}', 'approval-copy', '', '{case_id,username}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.approval_copy REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{case_id,username}', 'approval-copy', '', '{case_id,username}', '{}', '{}', 'rows');
CREATE TRIGGER live_insert AFTER INSERT ON public.approval_copy FOR EACH STATEMENT EXECUTE FUNCTION tell_changed('approvals');
CREATE TRIGGER live_update AFTER UPDATE OF read_at ON public.approval_copy FOR EACH STATEMENT EXECUTE FUNCTION tell_changed('approvals');

CREATE TABLE approval_event (
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  actor text NOT NULL,
  kind text NOT NULL,
  node_id text,
  comment text,
  mentions text[] DEFAULT '{}'::text[] NOT NULL,
  attachments uuid[] DEFAULT '{}'::uuid[] NOT NULL,
  detail jsonb DEFAULT '{}'::jsonb NOT NULL,
  CONSTRAINT approval_event_pkey PRIMARY KEY (id),
  CONSTRAINT approval_event_case_id_fkey FOREIGN KEY (case_id) REFERENCES approval_case(id)
);
CREATE INDEX approval_event_case ON public.approval_event USING btree (case_id, id);
CREATE TRIGGER approval_event_append_only BEFORE DELETE OR UPDATE ON public.approval_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_delete AFTER DELETE ON public.approval_event REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'approval-event', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.approval_event REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'approval-event', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.approval_event FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'approval-event', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.approval_event REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'approval-event', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER live_insert AFTER INSERT ON public.approval_event FOR EACH STATEMENT EXECUTE FUNCTION tell_changed('approvals');

CREATE TABLE approval_flow (
  code text NOT NULL,
  subject text NOT NULL,
  priority integer DEFAULT 100 NOT NULL,
  active boolean DEFAULT true NOT NULL,
  built_in boolean DEFAULT false NOT NULL,
  current_version integer,
  draft jsonb,
  draft_revision integer DEFAULT 0 NOT NULL,
  draft_saved_at timestamp with time zone,
  draft_saved_by text,
  created_at timestamp with time zone NOT NULL,
  created_by text NOT NULL,
  CONSTRAINT approval_flow_pkey PRIMARY KEY (code)
);
COMMENT ON COLUMN approval_flow.priority IS 'of several flows of a subject the first whose start condition holds is taken';
COMMENT ON COLUMN approval_flow.built_in IS 'comes with the program and serves what no other flow serves';
CREATE INDEX approval_flow_subject ON public.approval_flow USING btree (subject, priority, code);
CREATE TRIGGER audit_delete AFTER DELETE ON public.approval_flow REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code}', 'approval-flow', '', '{code}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.approval_flow REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code}', 'approval-flow', '', '{code}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.approval_flow FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code}', 'approval-flow', '', '{code}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.approval_flow REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code}', 'approval-flow', '', '{code}', '{}', '{}', 'rows');

CREATE TABLE approval_flow_version (
  flow_code text NOT NULL,
  version integer NOT NULL,
  content jsonb NOT NULL,
  note text,
  published_at timestamp with time zone NOT NULL,
  published_by text NOT NULL,
  CONSTRAINT approval_flow_version_pkey PRIMARY KEY (flow_code, version),
  CONSTRAINT approval_flow_version_flow_code_fkey FOREIGN KEY (flow_code) REFERENCES approval_flow(code),
  CONSTRAINT approval_flow_version_version_check CHECK ((version > 0))
);
CREATE TRIGGER approval_flow_version_append_only BEFORE DELETE OR UPDATE ON public.approval_flow_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_delete AFTER DELETE ON public.approval_flow_version REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{flow_code,version}', 'approval-flow-version', '', '{flow_code,version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.approval_flow_version REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{flow_code,version}', 'approval-flow-version', '', '{flow_code,version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.approval_flow_version FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{flow_code,version}', 'approval-flow-version', '', '{flow_code,version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.approval_flow_version REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{flow_code,version}', 'approval-flow-version', '', '{flow_code,version}', '{}', '{}', 'rows');

CREATE TABLE approval_step (
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  seq integer NOT NULL,
  visit_id uuid NOT NULL,
  node_id text NOT NULL,
  stage integer NOT NULL,
  slot integer NOT NULL,
  username text NOT NULL,
  on_behalf_of text,
  kind text NOT NULL,
  status text NOT NULL,
  before_step uuid,
  opened_at timestamp with time zone NOT NULL,
  decided_at timestamp with time zone,
  decided_by text,
  comment text,
  conditions jsonb,
  late boolean DEFAULT false NOT NULL,
  working_minutes integer,
  earlier_step uuid,
  CONSTRAINT approval_step_pkey PRIMARY KEY (id),
  CONSTRAINT approval_step_case_id_seq_key UNIQUE (case_id, seq),
  CONSTRAINT approval_step_case_id_fkey FOREIGN KEY (case_id) REFERENCES approval_case(id),
  CONSTRAINT approval_step_earlier_step_fkey FOREIGN KEY (earlier_step) REFERENCES approval_step(id),
  CONSTRAINT approval_step_visit_id_fkey FOREIGN KEY (visit_id) REFERENCES approval_visit(id),
  CONSTRAINT approval_step_check CHECK (((status = ANY (ARRAY['waiting'::text, 'open'::text])) = (decided_at IS NULL))),
  CONSTRAINT approval_step_kind_check CHECK ((kind = ANY (ARRAY['approver'::text, 'deputy'::text, 'delegate'::text, 'added'::text, 'escalation'::text, 'assigned'::text, 'revision'::text]))),
  CONSTRAINT approval_step_status_check CHECK ((status = ANY (ARRAY['waiting'::text, 'open'::text, 'approved'::text, 'rejected'::text, 'returned'::text, 'delegated'::text, 'escalated'::text, 'superseded'::text])))
);
COMMENT ON COLUMN approval_step.conditions IS 'smaller amount, earlier last day, security {kind, amount, dueOn, note, confirmed}; null: as it was asked for';
COMMENT ON COLUMN approval_step.working_minutes IS 'from opening to decision, in working time';
COMMENT ON COLUMN approval_step.earlier_step IS 'the same person''s approval by which this turn was passed over';
CREATE INDEX approval_step_decided ON public.approval_step USING btree (decided_at) WHERE (decided_by IS NOT NULL);
CREATE INDEX approval_step_done ON public.approval_step USING btree (decided_by, decided_at DESC, id DESC) WHERE (decided_by IS NOT NULL);
CREATE INDEX approval_step_open ON public.approval_step USING btree (case_id) WHERE (status = 'open'::text);
CREATE INDEX approval_step_todo ON public.approval_step USING btree (username, opened_at DESC, id DESC) WHERE (status = 'open'::text);
CREATE INDEX approval_step_visit ON public.approval_step USING btree (visit_id);
CREATE TRIGGER audit_delete AFTER DELETE ON public.approval_step REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'approval-step', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.approval_step REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'approval-step', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.approval_step FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'approval-step', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.approval_step REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'approval-step', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER live_insert AFTER INSERT ON public.approval_step FOR EACH STATEMENT EXECUTE FUNCTION tell_changed('approvals');
CREATE TRIGGER live_update AFTER UPDATE OF status ON public.approval_step FOR EACH STATEMENT EXECUTE FUNCTION tell_changed('approvals');

CREATE TABLE approval_visit (
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  seq integer NOT NULL,
  node_id text NOT NULL,
  round integer NOT NULL,
  status text NOT NULL,
  entered_at timestamp with time zone NOT NULL,
  left_at timestamp with time zone,
  plan jsonb NOT NULL,
  stage integer NOT NULL,
  needed integer NOT NULL,
  vetoing boolean NOT NULL,
  covered boolean NOT NULL,
  unassigned boolean NOT NULL,
  fallback boolean NOT NULL,
  escalated boolean NOT NULL,
  due_at timestamp with time zone,
  timer_kind text,
  timer_at timestamp with time zone,
  branch text,
  CONSTRAINT approval_visit_pkey PRIMARY KEY (id),
  CONSTRAINT approval_visit_case_id_seq_key UNIQUE (case_id, seq),
  CONSTRAINT approval_visit_case_id_fkey FOREIGN KEY (case_id) REFERENCES approval_case(id),
  CONSTRAINT approval_visit_check CHECK (((status = 'active'::text) = (left_at IS NULL))),
  CONSTRAINT approval_visit_check1 CHECK (((timer_kind IS NULL) = (timer_at IS NULL))),
  CONSTRAINT approval_visit_check2 CHECK (((timer_at IS NULL) OR (status = 'active'::text))),
  CONSTRAINT approval_visit_status_check CHECK ((status = ANY (ARRAY['active'::text, 'passed'::text, 'rejected'::text, 'returned'::text, 'cancelled'::text, 'expired'::text]))),
  CONSTRAINT approval_visit_timer_kind_check CHECK ((timer_kind = ANY (ARRAY['remind'::text, 'due'::text])))
);
CREATE INDEX approval_visit_timer ON public.approval_visit USING btree (timer_at) WHERE (timer_at IS NOT NULL);
CREATE INDEX approval_visit_unassigned ON public.approval_visit USING btree (case_id) WHERE unassigned;
CREATE TRIGGER audit_delete AFTER DELETE ON public.approval_visit REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'approval-visit', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.approval_visit REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'approval-visit', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.approval_visit FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'approval-visit', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.approval_visit REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'approval-visit', '', '{id}', '{}', '{}', 'rows');

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

CREATE TABLE book_figure (
  as_of date NOT NULL,
  sums jsonb NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT book_figure_pkey PRIMARY KEY (as_of)
);
COMMENT ON TABLE book_figure IS 'forgotten when standings are worked out of customers whose receivables changed on or before the day';

CREATE TABLE chat_robot (
  id uuid NOT NULL,
  provider text NOT NULL,
  name text NOT NULL,
  kinds text[] NOT NULL,
  locale text NOT NULL,
  url_host text NOT NULL,
  url_sealed bytea NOT NULL,
  secret_sealed bytea,
  active boolean DEFAULT true NOT NULL,
  next_slot_at timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
  created_by text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT chat_robot_pkey PRIMARY KEY (id),
  CONSTRAINT chat_robot_locale_check CHECK ((locale = ANY (ARRAY['zh-CN'::text, 'en'::text]))),
  CONSTRAINT chat_robot_provider_check CHECK ((provider = ANY (ARRAY['wecom'::text, 'dingtalk'::text, 'feishu'::text])))
);
COMMENT ON COLUMN chat_robot.kinds IS 'kinds of notifications that are posted to the group';
CREATE TRIGGER audit_delete AFTER DELETE ON public.chat_robot REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'chat-robot', '', '{name}', '{url_sealed,secret_sealed}', '{updated_at,next_slot_at}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.chat_robot REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'chat-robot', '', '{name}', '{url_sealed,secret_sealed}', '{updated_at,next_slot_at}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.chat_robot FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'chat-robot', '', '{name}', '{url_sealed,secret_sealed}', '{updated_at,next_slot_at}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.chat_robot FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.provider IS DISTINCT FROM new.provider) OR (old.name IS DISTINCT FROM new.name) OR (old.kinds IS DISTINCT FROM new.kinds) OR (old.locale IS DISTINCT FROM new.locale) OR (old.url_host IS DISTINCT FROM new.url_host) OR (old.url_sealed IS DISTINCT FROM new.url_sealed) OR (old.secret_sealed IS DISTINCT FROM new.secret_sealed) OR (old.active IS DISTINCT FROM new.active) OR (old.created_by IS DISTINCT FROM new.created_by) OR (old.created_at IS DISTINCT FROM new.created_at))) EXECUTE FUNCTION audit_capture('{id}', 'chat-robot', '', '{name}', '{url_sealed,secret_sealed}', '{updated_at,next_slot_at}', 'rows');

CREATE TABLE control_rules (
  version integer NOT NULL,
  content jsonb NOT NULL,
  valid_from timestamp with time zone NOT NULL,
  created_by text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  content_hash text GENERATED ALWAYS AS (md5((content)::text)) STORED NOT NULL,
  CONSTRAINT control_rules_pkey PRIMARY KEY (version)
);
CREATE TRIGGER audit_delete AFTER DELETE ON public.control_rules REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{version}', 'control-rules', '', '{version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.control_rules REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{version}', 'control-rules', '', '{version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.control_rules FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{version}', 'control-rules', '', '{version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.control_rules REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{version}', 'control-rules', '', '{version}', '{}', '{}', 'rows');
CREATE TRIGGER holds_looked_at AFTER INSERT ON public.control_rules FOR EACH STATEMENT EXECUTE FUNCTION queue_evaluation_of_all_holds();

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
  forced_hold_until date,
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
COMMENT ON COLUMN credit_account.forced_hold_until IS 'last day of the forced hold; null: until it is cleared';
CREATE INDEX credit_account_group ON public.credit_account USING btree (group_id, segment_id);
CREATE INDEX credit_account_segment ON public.credit_account USING btree (segment_id, customer_id);
CREATE TRIGGER audit_delete AFTER DELETE ON public.credit_account REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'account', 'account', '{id}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.credit_account REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'account', 'account', '{id}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.credit_account FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'account', 'account', '{id}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.credit_account REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'account', 'account', '{id}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER holds_looked_at AFTER UPDATE ON public.credit_account FOR EACH ROW WHEN (((old.status IS DISTINCT FROM new.status) OR (old.forced_hold IS DISTINCT FROM new.forced_hold) OR (old.forced_hold_until IS DISTINCT FROM new.forced_hold_until) OR (old.net_days IS DISTINCT FROM new.net_days))) EXECUTE FUNCTION queue_evaluation_of_customer();
CREATE TRIGGER standing_inserted AFTER INSERT ON public.credit_account REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_standing_of_customers();
CREATE TRIGGER standing_updated AFTER UPDATE ON public.credit_account REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_standing_of_customers();
CREATE POLICY scoped ON credit_account TO xinheng_scoped, xinheng_scoped_segments USING ((id IN ( SELECT scope_accounts() AS scope_accounts))) WITH CHECK ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

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
  facts json NOT NULL,
  result json NOT NULL,
  submitted_by text NOT NULL,
  decided_at timestamp with time zone NOT NULL,
  xid bigint DEFAULT ((pg_current_xact_id())::text)::bigint NOT NULL,
  CONSTRAINT credit_decision_pkey PRIMARY KEY (id),
  CONSTRAINT credit_decision_amount_minor_check CHECK ((amount_minor > 0)),
  CONSTRAINT credit_decision_checkpoint_check CHECK ((checkpoint = ANY (ARRAY['order'::text, 'delivery'::text, 'invoice'::text]))),
  CONSTRAINT credit_decision_outcome_check CHECK ((outcome = ANY (ARRAY['approved'::text, 'warned'::text, 'held'::text, 'rejected'::text]))),
  CONSTRAINT credit_decision_trigger_check CHECK ((trigger = ANY (ARRAY['check'::text, 'document'::text, 'release'::text, 're-evaluation'::text])))
);
COMMENT ON COLUMN credit_decision.binding IS 'false for a pure question that took nothing';
COMMENT ON COLUMN credit_decision.xid IS 'number of the transaction that decided; for those older than this column, of the migration';
CREATE INDEX credit_decision_account ON public.credit_decision USING btree (account_id, decided_at DESC);
CREATE INDEX credit_decision_document ON public.credit_decision USING btree (source, document_number, document_type, document_version) WHERE binding;
CREATE INDEX credit_decision_newest ON public.credit_decision USING btree (decided_at DESC, id DESC);
CREATE INDEX credit_decision_outcome ON public.credit_decision USING btree (outcome, decided_at DESC, id DESC) WHERE (outcome <> 'approved'::text);
CREATE INDEX credit_decision_xid ON public.credit_decision USING brin (xid) WITH (pages_per_range='16');
CREATE TRIGGER credit_decision_append_only BEFORE DELETE OR UPDATE ON public.credit_decision FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER credit_decision_no_truncate BEFORE TRUNCATE ON public.credit_decision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE POLICY scoped ON credit_decision TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

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
CREATE POLICY scoped ON credit_group TO xinheng_scoped, xinheng_scoped_segments USING ((id IN ( SELECT scope_groups() AS scope_groups))) WITH CHECK (true);

CREATE TABLE credit_policy (
  version integer NOT NULL,
  content jsonb NOT NULL,
  valid_from timestamp with time zone NOT NULL,
  created_by text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  cancelled_at timestamp with time zone,
  cancelled_by text,
  cancel_reason text,
  CONSTRAINT credit_policy_pkey PRIMARY KEY (version),
  CONSTRAINT credit_policy_check CHECK (((cancelled_at IS NULL) = (cancelled_by IS NULL))),
  CONSTRAINT credit_policy_check1 CHECK (((cancelled_at IS NULL) OR (cancelled_at < valid_from))),
  CONSTRAINT credit_policy_version_check CHECK ((version > 0))
);
COMMENT ON COLUMN credit_policy.cancelled_at IS 'taken back before it came into force; it never does';
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
CREATE TRIGGER holds_looked_at AFTER UPDATE ON public.credit_segment FOR EACH ROW WHEN (((old.unapplied_lowers_exposure <> new.unapplied_lowers_exposure) OR (old.horizon_days IS DISTINCT FROM new.horizon_days) OR (new.auto_release AND (NOT old.auto_release)))) EXECUTE FUNCTION queue_evaluation_of_all_holds();
CREATE TRIGGER standing_updated AFTER UPDATE ON public.credit_segment FOR EACH ROW WHEN ((old.unapplied_lowers_exposure <> new.unapplied_lowers_exposure)) EXECUTE FUNCTION note_standing_of_segment();

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
  forced_hold text,
  forced_hold_until date,
  CONSTRAINT customer_pkey PRIMARY KEY (id),
  CONSTRAINT customer_code_key UNIQUE (code),
  CONSTRAINT customer_group_id_fkey FOREIGN KEY (group_id) REFERENCES credit_group(id),
  CONSTRAINT customer_check CHECK (((forced_hold IS NOT NULL) OR (forced_hold_until IS NULL))),
  CONSTRAINT customer_status_check CHECK ((status = ANY (ARRAY['active'::text, 'inactive'::text, 'blacklisted'::text]))),
  CONSTRAINT customer_uscc_check_check CHECK ((uscc_check = ANY (ARRAY['valid'::text, 'failed'::text, 'malformed'::text])))
);
COMMENT ON COLUMN customer.search_key IS 'lower-case name, full pinyin, pinyin initials, code and USCC, separated by spaces';
COMMENT ON COLUMN customer.forced_hold IS 'why every order is held, in all segments; null: none is';
COMMENT ON COLUMN customer.forced_hold_until IS 'last day; null: until it is cleared';
CREATE INDEX customer_forced_hold ON public.customer USING btree (forced_hold_until) WHERE (forced_hold_until IS NOT NULL);
CREATE INDEX customer_group ON public.customer USING btree (group_id);
CREATE INDEX customer_industry ON public.customer USING btree (industry, id);
CREATE INDEX customer_name ON public.customer USING btree (name, code);
CREATE INDEX customer_owner ON public.customer USING btree (owner_username, code);
CREATE INDEX customer_search ON public.customer USING gin (search_key gin_trgm_ops);
CREATE TRIGGER audit_delete AFTER DELETE ON public.customer REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', '', '{code}', '{custom_fields}', '{updated_at,search_key}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.customer REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', '', '{code}', '{custom_fields}', '{updated_at,search_key}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.customer FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', '', '{code}', '{custom_fields}', '{updated_at,search_key}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.customer REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', '', '{code}', '{custom_fields}', '{updated_at,search_key}', 'rows');
CREATE TRIGGER forced_holds_looked_at AFTER UPDATE OF forced_hold, forced_hold_until ON public.customer FOR EACH ROW WHEN (((old.forced_hold IS DISTINCT FROM new.forced_hold) OR (old.forced_hold_until IS DISTINCT FROM new.forced_hold_until))) EXECUTE FUNCTION queue_evaluation_of_customer();
CREATE TRIGGER holds_looked_at AFTER UPDATE OF status, industry ON public.customer FOR EACH ROW WHEN (((old.status IS DISTINCT FROM new.status) OR (old.industry IS DISTINCT FROM new.industry))) EXECUTE FUNCTION queue_evaluation_of_customer();
CREATE TRIGGER rerating_updated AFTER UPDATE ON public.customer FOR EACH ROW WHEN ((old.status <> new.status)) EXECUTE FUNCTION mark_rerating_of_customer();
CREATE TRIGGER standing_inserted AFTER INSERT ON public.customer REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_standing_of_customer();
CREATE TRIGGER standing_updated AFTER UPDATE ON public.customer REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_standing_of_customer();
CREATE POLICY scoped ON customer TO xinheng_scoped_segments USING ((id IN ( SELECT scope_customers() AS scope_customers))) WITH CHECK (((owner_username = ANY (( SELECT scope_owners() AS scope_owners)::text[])) OR (id IN ( SELECT scope_customers_by_segment() AS scope_customers_by_segment))));
CREATE POLICY scoped_owners ON customer TO xinheng_scoped USING ((owner_username = ANY (( SELECT scope_owners() AS scope_owners)::text[]))) WITH CHECK ();

CREATE TABLE customer_bank_account (
  id uuid NOT NULL,
  customer_id uuid NOT NULL,
  holder text NOT NULL,
  bank text NOT NULL,
  currency character(3) NOT NULL,
  number_sealed bytea NOT NULL,
  number_masked text NOT NULL,
  updated_by text NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT customer_bank_account_pkey PRIMARY KEY (id),
  CONSTRAINT customer_bank_account_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id)
);
CREATE INDEX customer_bank_account_customer ON public.customer_bank_account USING btree (customer_id);
CREATE TRIGGER audit_delete AFTER DELETE ON public.customer_bank_account REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{number_sealed}', '{updated_at,updated_by}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.customer_bank_account REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{number_sealed}', '{updated_at,updated_by}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.customer_bank_account FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{number_sealed}', '{updated_at,updated_by}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.customer_bank_account REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{number_sealed}', '{updated_at,updated_by}', 'rows');
CREATE POLICY scoped ON customer_bank_account TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE customer_contact (
  id uuid NOT NULL,
  customer_id uuid NOT NULL,
  name text NOT NULL,
  role text,
  email text,
  phone_sealed bytea,
  phone_masked text,
  identity_sealed bytea,
  identity_masked text,
  updated_by text NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT customer_contact_pkey PRIMARY KEY (id),
  CONSTRAINT customer_contact_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT customer_contact_check CHECK (((phone_sealed IS NULL) = (phone_masked IS NULL))),
  CONSTRAINT customer_contact_check1 CHECK (((identity_sealed IS NULL) = (identity_masked IS NULL)))
);
COMMENT ON COLUMN customer_contact.identity_sealed IS 'number of the identity card, of legal representatives and guarantors';
CREATE INDEX customer_contact_customer ON public.customer_contact USING btree (customer_id);
CREATE TRIGGER audit_delete AFTER DELETE ON public.customer_contact REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{phone_sealed,identity_sealed}', '{updated_at,updated_by}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.customer_contact REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{phone_sealed,identity_sealed}', '{updated_at,updated_by}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.customer_contact FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{phone_sealed,identity_sealed}', '{updated_at,updated_by}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.customer_contact REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{phone_sealed,identity_sealed}', '{updated_at,updated_by}', 'rows');
CREATE POLICY scoped ON customer_contact TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE customer_rating_current (
  customer_id uuid NOT NULL,
  rating_id uuid NOT NULL,
  score integer NOT NULL,
  grade text NOT NULL,
  coverage integer NOT NULL,
  alert boolean NOT NULL,
  as_of date NOT NULL,
  rated_at timestamp with time zone NOT NULL,
  grade_changed_on date,
  rated_grade text,
  features_hash text,
  scale_grade text,
  CONSTRAINT customer_rating_current_pkey PRIMARY KEY (customer_id),
  CONSTRAINT customer_rating_current_scale_grade_check CHECK ((scale_grade = ANY (ARRAY['AAA'::text, 'AA'::text, 'A'::text, 'BBB'::text, 'BB'::text, 'B'::text, 'CCC'::text, 'CC'::text, 'C'::text])))
);
COMMENT ON COLUMN customer_rating_current.grade_changed_on IS 'day of the last change from one grade to another; null while the first one lasts';
COMMENT ON COLUMN customer_rating_current.rated_grade IS 'what the scorecard said, where an override or a cool-down keeps another grade; null before 0270';
COMMENT ON COLUMN customer_rating_current.features_hash IS 'of the features last written to feature_snapshot';
COMMENT ON COLUMN customer_rating_current.scale_grade IS 'letter on a scale of nine; null: the scorecard has five grades, or people have set the grade';
CREATE INDEX customer_rating_grade ON public.customer_rating_current USING btree (grade, score DESC);
CREATE TRIGGER holds_looked_at AFTER UPDATE ON public.customer_rating_current FOR EACH ROW WHEN (((old.grade IS DISTINCT FROM new.grade) OR (old.coverage IS DISTINCT FROM new.coverage))) EXECUTE FUNCTION queue_evaluation_of_rating();
CREATE TRIGGER holds_looked_at_new AFTER INSERT ON public.customer_rating_current FOR EACH ROW EXECUTE FUNCTION queue_evaluation_of_rating();
CREATE TRIGGER standing_inserted AFTER INSERT ON public.customer_rating_current REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_standing_of_customers();
CREATE TRIGGER standing_updated AFTER UPDATE ON public.customer_rating_current REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_standing_of_customers();
CREATE POLICY scoped ON customer_rating_current TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE customer_standing (
  customer_id uuid NOT NULL,
  code text NOT NULL,
  owner_username text,
  status text NOT NULL,
  industry text,
  group_id uuid NOT NULL,
  segment_ids uuid[] NOT NULL,
  grade text,
  score integer,
  exposure_minor bigint,
  is_overdue boolean NOT NULL,
  overdue_minor bigint,
  is_unlimited boolean NOT NULL,
  limit_minor bigint,
  utilisation_bp integer,
  true_from date NOT NULL,
  true_until date NOT NULL,
  CONSTRAINT customer_standing_pkey PRIMARY KEY (customer_id)
);
COMMENT ON COLUMN customer_standing.exposure_minor IS 'null: a rate is missing; so are overdue_minor and limit_minor';
COMMENT ON COLUMN customer_standing.limit_minor IS 'sum of the limits in force; null without any, and when one account is unlimited';
COMMENT ON COLUMN customer_standing.utilisation_bp IS 'exposure of the accounts with a limit, in basis points of these limits';
COMMENT ON COLUMN customer_standing.true_until IS 'first day on which a due day, a limit or a rate may make it wrong without any write';
CREATE UNIQUE INDEX customer_standing_code ON public.customer_standing USING btree (code) INCLUDE (customer_id);
CREATE INDEX customer_standing_exposure ON public.customer_standing USING btree (exposure_minor DESC NULLS LAST, code);
CREATE INDEX customer_standing_from ON public.customer_standing USING btree (true_from);
CREATE INDEX customer_standing_limit ON public.customer_standing USING btree ((((limit_minor IS NULL) AND (NOT is_unlimited))), is_unlimited DESC, limit_minor DESC NULLS LAST, code);
CREATE INDEX customer_standing_overdue ON public.customer_standing USING btree (overdue_minor DESC NULLS LAST, code);
CREATE INDEX customer_standing_score ON public.customer_standing USING btree (score DESC NULLS LAST, code);
CREATE INDEX customer_standing_until ON public.customer_standing USING btree (true_until);
CREATE INDEX customer_standing_utilisation ON public.customer_standing USING btree (utilisation_bp DESC NULLS LAST, code);
CREATE POLICY scoped ON customer_standing TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE decision_leaf (
  batch_no integer NOT NULL,
  position integer NOT NULL,
  decision_id uuid NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT decision_leaf_pkey PRIMARY KEY (batch_no, "position"),
  CONSTRAINT decision_leaf_decision_id_key UNIQUE (decision_id)
);
COMMENT ON TABLE decision_leaf IS 'hash of each sealed decision; the root of a batch stands in the audit entry decisions.sealed of its number';
CREATE TRIGGER decision_leaf_append_only BEFORE DELETE OR UPDATE ON public.decision_leaf FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER decision_leaf_no_truncate BEFORE TRUNCATE ON public.decision_leaf FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

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
CREATE INDEX document_number ON public.document USING btree (number text_pattern_ops);
CREATE INDEX document_sales ON public.document USING btree (document_on) INCLUDE (currency, total_minor, account_id) WHERE ((type = 'invoice'::text) AND (status <> 'cancelled'::text));
CREATE TRIGGER audit_delete AFTER DELETE ON public.document REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'document', '', '{source,type,number}', '{}', '{open_minor,ledger_seq,recorded_at,group_id}', 'statements');
CREATE TRIGGER audit_insert AFTER INSERT ON public.document REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'document', '', '{source,type,number}', '{}', '{open_minor,ledger_seq,recorded_at,group_id}', 'statements');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.document FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'document', '', '{source,type,number}', '{}', '{open_minor,ledger_seq,recorded_at,group_id}', 'statements');
CREATE TRIGGER audit_update AFTER UPDATE ON public.document FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.account_id IS DISTINCT FROM new.account_id) OR (old.source IS DISTINCT FROM new.source) OR (old.type IS DISTINCT FROM new.type) OR (old.number IS DISTINCT FROM new.number) OR (old.version IS DISTINCT FROM new.version) OR (old.status IS DISTINCT FROM new.status) OR (old.document_on IS DISTINCT FROM new.document_on) OR (old.currency IS DISTINCT FROM new.currency) OR (old.total_minor IS DISTINCT FROM new.total_minor) OR (old.disputed IS DISTINCT FROM new.disputed) OR (old.lines IS DISTINCT FROM new.lines))) EXECUTE FUNCTION audit_capture('{id}', 'document', '', '{source,type,number}', '{}', '{open_minor,ledger_seq,recorded_at,group_id}', 'statements');
CREATE TRIGGER rerating_inserted AFTER INSERT ON public.document REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_rerating_of_documents();
CREATE TRIGGER rerating_updated AFTER UPDATE ON public.document REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_rerating_of_documents();
CREATE POLICY scoped ON document TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

CREATE TABLE document_draft (
  kind text NOT NULL,
  content jsonb NOT NULL,
  base_version integer NOT NULL,
  revision integer NOT NULL,
  saved_by text NOT NULL,
  saved_at timestamp with time zone NOT NULL,
  CONSTRAINT document_draft_pkey PRIMARY KEY (kind),
  CONSTRAINT document_draft_kind_check CHECK ((kind = ANY (ARRAY['policy'::text, 'control-rules'::text]))),
  CONSTRAINT document_draft_revision_check CHECK ((revision > 0))
);
COMMENT ON COLUMN document_draft.revision IS 'rises with each save; who saves names the one they saw';
CREATE TRIGGER audit_delete AFTER DELETE ON public.document_draft REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{kind}', 'document-draft', '', '{kind}', '{}', '{revision,saved_at}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.document_draft REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{kind}', 'document-draft', '', '{kind}', '{}', '{revision,saved_at}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.document_draft FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{kind}', 'document-draft', '', '{kind}', '{}', '{revision,saved_at}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.document_draft REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{kind}', 'document-draft', '', '{kind}', '{}', '{revision,saved_at}', 'rows');

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
CREATE POLICY scoped ON document_link TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

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
CREATE POLICY scoped ON exposure_entry TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

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
CREATE TRIGGER standing_deleted AFTER DELETE ON public.exposure_item REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_standing_of_receivables();
CREATE TRIGGER standing_inserted AFTER INSERT ON public.exposure_item REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_standing_of_receivables();
CREATE TRIGGER standing_updated AFTER UPDATE ON public.exposure_item REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_standing_of_receivables();
CREATE POLICY scoped ON exposure_item TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

CREATE TABLE external_identity (
  issuer text NOT NULL,
  subject text NOT NULL,
  user_id uuid NOT NULL,
  linked_at timestamp with time zone NOT NULL,
  CONSTRAINT external_identity_pkey PRIMARY KEY (issuer, subject),
  CONSTRAINT external_identity_user_id_issuer_key UNIQUE (user_id, issuer),
  CONSTRAINT external_identity_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id)
);
CREATE TRIGGER audit_delete AFTER DELETE ON public.external_identity REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{issuer,subject}', 'user', 'user', '{user_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.external_identity REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{issuer,subject}', 'user', 'user', '{user_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.external_identity FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{issuer,subject}', 'user', 'user', '{user_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.external_identity REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{issuer,subject}', 'user', 'user', '{user_id}', '{}', '{}', 'rows');

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
CREATE TRIGGER rerating_inserted AFTER INSERT ON public.fact REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_rerating_of_facts();
CREATE POLICY scoped ON fact TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE feature_snapshot (
  customer_id uuid NOT NULL,
  as_of date NOT NULL,
  values jsonb NOT NULL,
  stale jsonb NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT feature_snapshot_pkey PRIMARY KEY (customer_id, as_of)
);
COMMENT ON COLUMN feature_snapshot."values" IS 'as a rating would have seen them: by feature of the catalogue';
CREATE POLICY scoped ON feature_snapshot TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE forced_order_hold (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  source text NOT NULL,
  document_number text NOT NULL,
  reason text NOT NULL,
  until_on date,
  placed_by text NOT NULL,
  placed_at timestamp with time zone NOT NULL,
  lifted_by text,
  lifted_at timestamp with time zone,
  CONSTRAINT forced_order_hold_pkey PRIMARY KEY (id)
);
COMMENT ON COLUMN forced_order_hold.until_on IS 'last day; null: until it is lifted';
CREATE UNIQUE INDEX forced_order_hold_current ON public.forced_order_hold USING btree (source, document_number) WHERE (lifted_at IS NULL);
CREATE TRIGGER audit_delete AFTER DELETE ON public.forced_order_hold REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'forced-order-hold', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.forced_order_hold REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'forced-order-hold', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.forced_order_hold FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'forced-order-hold', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.forced_order_hold REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'forced-order-hold', '', '{id}', '{}', '{}', 'rows');
CREATE POLICY scoped ON forced_order_hold TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

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
CREATE TRIGGER holds_looked_at AFTER INSERT OR UPDATE ON public.fx_rate FOR EACH STATEMENT EXECUTE FUNCTION queue_evaluation_of_all_holds();
CREATE TRIGGER standing_inserted AFTER INSERT ON public.fx_rate REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_standing_of_rates();
CREATE TRIGGER standing_updated AFTER UPDATE ON public.fx_rate REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_standing_of_rates();

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
CREATE POLICY scoped ON group_account TO xinheng_scoped, xinheng_scoped_segments USING ((group_id IN ( SELECT scope_groups() AS scope_groups)));

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
CREATE POLICY scoped ON group_exposure TO xinheng_scoped, xinheng_scoped_segments USING ((group_id IN ( SELECT scope_groups() AS scope_groups)));

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
  assignee text,
  assigned_by text,
  assigned_at timestamp with time zone,
  release_void_at timestamp with time zone,
  release_void_reason text,
  close_code text,
  CONSTRAINT hold_pkey PRIMARY KEY (id),
  CONSTRAINT hold_amount_minor_check CHECK ((amount_minor > 0)),
  CONSTRAINT hold_status_check CHECK ((status = ANY (ARRAY['open'::text, 'released'::text, 'rejected'::text, 'superseded'::text])))
);
COMMENT ON COLUMN hold.release_void_at IS 'since when the release counts no more: the order grew, or was stopped by order';
COMMENT ON COLUMN hold.close_code IS 'of a rejected hold: code of the catalogue in domain/reject-reasons.ts';
CREATE INDEX hold_account ON public.hold USING btree (account_id, opened_at DESC);
CREATE INDEX hold_closed_release ON public.hold USING btree (closed_at) WHERE (status = 'released'::text);
CREATE INDEX hold_document ON public.hold USING btree (source, document_number, document_type, opened_at DESC);
CREATE INDEX hold_group_open ON public.hold USING btree (group_id) WHERE (status = 'open'::text);
CREATE INDEX hold_number ON public.hold USING btree (document_number text_pattern_ops);
CREATE INDEX hold_number_search ON public.hold USING gin (lower(document_number) gin_trgm_ops);
CREATE INDEX hold_open_amount ON public.hold USING btree (amount_minor, id) WHERE (status = 'open'::text);
CREATE INDEX hold_open_assignee ON public.hold USING btree (assignee, opened_at) WHERE ((status = 'open'::text) AND (assignee IS NOT NULL));
CREATE UNIQUE INDEX hold_open_document ON public.hold USING btree (source, document_type, document_number) WHERE (status = 'open'::text);
CREATE INDEX hold_open_opened ON public.hold USING btree (opened_at, id) WHERE (status = 'open'::text);
CREATE INDEX hold_open_rank ON public.hold USING btree (((ready_since IS NULL)), ((release_requested_at IS NULL)), (((opened_at AT TIME ZONE 'UTC'::text))::date), amount_minor DESC, id) WHERE (status = 'open'::text);
CREATE INDEX hold_status ON public.hold USING btree (status, opened_at DESC);
CREATE TRIGGER audit_delete AFTER DELETE ON public.hold REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'hold', '', '{id}', '{}', '{evaluated_at,group_id}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.hold REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'hold', '', '{id}', '{}', '{evaluated_at,group_id}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.hold FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'hold', '', '{id}', '{}', '{evaluated_at,group_id}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.hold FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.account_id IS DISTINCT FROM new.account_id) OR (old.decision_id IS DISTINCT FROM new.decision_id) OR (old.checkpoint IS DISTINCT FROM new.checkpoint) OR (old.source IS DISTINCT FROM new.source) OR (old.document_type IS DISTINCT FROM new.document_type) OR (old.document_number IS DISTINCT FROM new.document_number) OR (old.document_version IS DISTINCT FROM new.document_version) OR (old.amount_minor IS DISTINCT FROM new.amount_minor) OR (old.currency IS DISTINCT FROM new.currency) OR (old.net_days IS DISTINCT FROM new.net_days) OR (old.ship_on IS DISTINCT FROM new.ship_on) OR (old.reasons IS DISTINCT FROM new.reasons) OR (old.status IS DISTINCT FROM new.status) OR (old.ready_since IS DISTINCT FROM new.ready_since) OR (old.submitted_by IS DISTINCT FROM new.submitted_by) OR (old.opened_at IS DISTINCT FROM new.opened_at) OR (old.release_requested_by IS DISTINCT FROM new.release_requested_by) OR (old.release_requested_at IS DISTINCT FROM new.release_requested_at) OR (old.release_request_reason IS DISTINCT FROM new.release_request_reason) OR (old.closed_by IS DISTINCT FROM new.closed_by) OR (old.closed_at IS DISTINCT FROM new.closed_at) OR (old.close_reason IS DISTINCT FROM new.close_reason) OR (old.released_minor IS DISTINCT FROM new.released_minor) OR (old.released_until IS DISTINCT FROM new.released_until) OR (old.assignee IS DISTINCT FROM new.assignee) OR (old.assigned_by IS DISTINCT FROM new.assigned_by) OR (old.assigned_at IS DISTINCT FROM new.assigned_at) OR (old.release_void_at IS DISTINCT FROM new.release_void_at) OR (old.release_void_reason IS DISTINCT FROM new.release_void_reason) OR (old.close_code IS DISTINCT FROM new.close_code))) EXECUTE FUNCTION audit_capture('{id}', 'hold', '', '{id}', '{}', '{evaluated_at,group_id}', 'rows');
CREATE TRIGGER live_insert AFTER INSERT ON public.hold FOR EACH STATEMENT EXECUTE FUNCTION tell_changed('holds');
CREATE TRIGGER live_update AFTER UPDATE OF status ON public.hold FOR EACH STATEMENT EXECUTE FUNCTION tell_changed('holds');
CREATE POLICY scoped ON hold TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

CREATE TABLE hold_event (
  id uuid NOT NULL,
  hold_id uuid NOT NULL,
  account_id uuid NOT NULL,
  kind text NOT NULL,
  by text NOT NULL,
  at timestamp with time zone NOT NULL,
  seq bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  note text,
  concerned text[] DEFAULT '{}'::text[] NOT NULL,
  amount_minor bigint,
  currency character(3),
  day date,
  CONSTRAINT hold_event_pkey PRIMARY KEY (id),
  CONSTRAINT hold_event_hold_id_fkey FOREIGN KEY (hold_id) REFERENCES hold(id),
  CONSTRAINT hold_event_kind_check CHECK ((kind = ANY (ARRAY['claimed'::text, 'assigned'::text, 'left'::text, 'noted'::text, 'prepayment_requested'::text, 'prepayment_received'::text, 'prepayment_withdrawn'::text, 'part_released'::text, 'ready'::text, 'stopped_again'::text, 'release_void'::text])))
);
COMMENT ON COLUMN hold_event.concerned IS 'usernames: the assignee, or who is mentioned in a note';
CREATE INDEX hold_event_hold ON public.hold_event USING btree (hold_id, seq);
CREATE TRIGGER audit_delete AFTER DELETE ON public.hold_event REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'hold-event', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.hold_event REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'hold-event', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.hold_event FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'hold-event', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.hold_event REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'hold-event', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER hold_event_append_only BEFORE DELETE OR UPDATE ON public.hold_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER live_insert AFTER INSERT ON public.hold_event FOR EACH STATEMENT EXECUTE FUNCTION tell_changed('holds');
CREATE POLICY scoped ON hold_event TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

CREATE TABLE hold_prepayment (
  id uuid NOT NULL,
  hold_id uuid NOT NULL,
  account_id uuid NOT NULL,
  amount_minor bigint NOT NULL,
  currency character(3) NOT NULL,
  due_on date NOT NULL,
  note text,
  status text NOT NULL,
  requested_by text NOT NULL,
  requested_at timestamp with time zone NOT NULL,
  received_minor bigint DEFAULT 0 NOT NULL,
  received_at timestamp with time zone,
  CONSTRAINT hold_prepayment_pkey PRIMARY KEY (id),
  CONSTRAINT hold_prepayment_hold_id_fkey FOREIGN KEY (hold_id) REFERENCES hold(id),
  CONSTRAINT hold_prepayment_amount_minor_check CHECK ((amount_minor > 0)),
  CONSTRAINT hold_prepayment_received_minor_check CHECK ((received_minor >= 0)),
  CONSTRAINT hold_prepayment_status_check CHECK ((status = ANY (ARRAY['open'::text, 'received'::text, 'withdrawn'::text])))
);
CREATE INDEX hold_prepayment_account ON public.hold_prepayment USING btree (account_id);
CREATE UNIQUE INDEX hold_prepayment_current ON public.hold_prepayment USING btree (hold_id) WHERE (status <> 'withdrawn'::text);
CREATE TRIGGER audit_delete AFTER DELETE ON public.hold_prepayment REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'hold-prepayment', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.hold_prepayment REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'hold-prepayment', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.hold_prepayment FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'hold-prepayment', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.hold_prepayment REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'hold-prepayment', '', '{id}', '{}', '{}', 'rows');
CREATE POLICY scoped ON hold_prepayment TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

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

CREATE TABLE identity_provider (
  singleton boolean DEFAULT true NOT NULL,
  issuer text NOT NULL,
  client_id text NOT NULL,
  client_secret_sealed bytea NOT NULL,
  token_auth text NOT NULL,
  label text NOT NULL,
  claim text NOT NULL,
  match_by text NOT NULL,
  create_role text,
  active boolean NOT NULL,
  updated_by text NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT identity_provider_pkey PRIMARY KEY (singleton),
  CONSTRAINT identity_provider_create_role_fkey FOREIGN KEY (create_role) REFERENCES role(code),
  CONSTRAINT identity_provider_match_by_check CHECK ((match_by = ANY (ARRAY['email'::text, 'username'::text]))),
  CONSTRAINT identity_provider_singleton_check CHECK (singleton),
  CONSTRAINT identity_provider_token_auth_check CHECK ((token_auth = ANY (ARRAY['basic'::text, 'post'::text])))
);
CREATE TRIGGER audit_delete AFTER DELETE ON public.identity_provider REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{singleton}', 'identity-provider', '', '{singleton}', '{client_secret_sealed,token_auth}', '{updated_at}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.identity_provider REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{singleton}', 'identity-provider', '', '{singleton}', '{client_secret_sealed,token_auth}', '{updated_at}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.identity_provider FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{singleton}', 'identity-provider', '', '{singleton}', '{client_secret_sealed,token_auth}', '{updated_at}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.identity_provider REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{singleton}', 'identity-provider', '', '{singleton}', '{client_secret_sealed,token_auth}', '{updated_at}', 'rows');

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
CREATE TRIGGER audit_delete AFTER DELETE ON public.incompatible_roles REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{role_a,role_b}', 'role', '', '{role_a,role_b}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.incompatible_roles REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{role_a,role_b}', 'role', '', '{role_a,role_b}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.incompatible_roles FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{role_a,role_b}', 'role', '', '{role_a,role_b}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.incompatible_roles REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{role_a,role_b}', 'role', '', '{role_a,role_b}', '{}', '{}', 'rows');

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
CREATE TRIGGER standing_inserted AFTER INSERT ON public.limit_line REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_standing_of_accounts();
CREATE TRIGGER standing_updated AFTER UPDATE ON public.limit_line REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_standing_of_accounts();
CREATE POLICY scoped ON limit_line TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

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
  granted jsonb,
  automatic boolean DEFAULT false NOT NULL,
  undone_at timestamp with time zone,
  undone_by text,
  CONSTRAINT limit_proposal_pkey PRIMARY KEY (id),
  CONSTRAINT limit_proposal_account_id_fkey FOREIGN KEY (account_id) REFERENCES credit_account(id),
  CONSTRAINT limit_proposal_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT limit_proposal_policy_version_fkey FOREIGN KEY (policy_version) REFERENCES credit_policy(version),
  CONSTRAINT limit_proposal_segment_id_fkey FOREIGN KEY (segment_id) REFERENCES credit_segment(id),
  CONSTRAINT limit_proposal_attention_check CHECK ((attention = 'fx_rate_missing'::text)),
  CONSTRAINT limit_proposal_check CHECK (((kind = 'policy'::text) = (policy_version IS NOT NULL))),
  CONSTRAINT limit_proposal_check1 CHECK (((status = ANY (ARRAY['accepted'::text, 'rejected'::text])) = (decided_by IS NOT NULL))),
  CONSTRAINT limit_proposal_check2 CHECK (((NOT automatic) OR (status = 'accepted'::text))),
  CONSTRAINT limit_proposal_check3 CHECK ((((undone_at IS NULL) = (undone_by IS NULL)) AND ((undone_at IS NULL) OR automatic))),
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
COMMENT ON COLUMN limit_proposal.granted IS 'customer class, payment terms, price tier, security, review and approval path of the policy''s row; null of requests and of older proposals';
COMMENT ON COLUMN limit_proposal.automatic IS 'put in force by the policy itself, within its bounds';
CREATE INDEX limit_proposal_account ON public.limit_proposal USING btree (account_id, created_at DESC);
CREATE INDEX limit_proposal_automatic ON public.limit_proposal USING btree (account_id, decided_at DESC) WHERE automatic;
CREATE UNIQUE INDEX limit_proposal_open_policy ON public.limit_proposal USING btree (account_id) WHERE ((kind = 'policy'::text) AND (status = 'open'::text));
CREATE INDEX limit_proposal_status ON public.limit_proposal USING btree (status, created_at DESC, id);
CREATE TRIGGER audit_delete AFTER DELETE ON public.limit_proposal REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'account', 'account', '{account_id}', '{}', '{group_id}', 'statements');
CREATE TRIGGER audit_insert AFTER INSERT ON public.limit_proposal REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'account', 'account', '{account_id}', '{}', '{group_id}', 'statements');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.limit_proposal FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'account', 'account', '{account_id}', '{}', '{group_id}', 'statements');
CREATE TRIGGER audit_update AFTER UPDATE ON public.limit_proposal REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'account', 'account', '{account_id}', '{}', '{group_id}', 'statements');
CREATE TRIGGER live_insert AFTER INSERT ON public.limit_proposal FOR EACH STATEMENT EXECUTE FUNCTION tell_changed('proposals');
CREATE TRIGGER live_update AFTER UPDATE OF status ON public.limit_proposal FOR EACH STATEMENT EXECUTE FUNCTION tell_changed('proposals');
CREATE POLICY scoped ON limit_proposal TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

CREATE TABLE mail_server (
  singleton boolean DEFAULT true NOT NULL,
  host text NOT NULL,
  port integer NOT NULL,
  security text NOT NULL,
  username text,
  password_sealed bytea,
  from_address text NOT NULL,
  active boolean DEFAULT true NOT NULL,
  updated_by text NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT mail_server_pkey PRIMARY KEY (singleton),
  CONSTRAINT mail_server_port_check CHECK (((port >= 1) AND (port <= 65535))),
  CONSTRAINT mail_server_security_check CHECK ((security = ANY (ARRAY['tls'::text, 'starttls'::text, 'none'::text]))),
  CONSTRAINT mail_server_singleton_check CHECK (singleton)
);
CREATE TRIGGER audit_delete AFTER DELETE ON public.mail_server REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{singleton}', 'mail-server', '', '{singleton}', '{password_sealed}', '{updated_at}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.mail_server REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{singleton}', 'mail-server', '', '{singleton}', '{password_sealed}', '{updated_at}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.mail_server FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{singleton}', 'mail-server', '', '{singleton}', '{password_sealed}', '{updated_at}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.mail_server REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{singleton}', 'mail-server', '', '{singleton}', '{password_sealed}', '{updated_at}', 'rows');

CREATE TABLE model_dataset (
  id uuid NOT NULL,
  name text NOT NULL,
  source text NOT NULL,
  file_name text NOT NULL,
  bytes bigint NOT NULL,
  sha256 text NOT NULL,
  columns jsonb NOT NULL,
  row_count integer NOT NULL,
  definition jsonb,
  created_by text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT model_dataset_pkey PRIMARY KEY (id),
  CONSTRAINT model_dataset_bytes_check CHECK ((bytes > 0)),
  CONSTRAINT model_dataset_check CHECK (((source = 'book'::text) = (definition IS NOT NULL))),
  CONSTRAINT model_dataset_row_count_check CHECK ((row_count > 0)),
  CONSTRAINT model_dataset_source_check CHECK ((source = ANY (ARRAY['file'::text, 'book'::text])))
);
COMMENT ON COLUMN model_dataset.definition IS 'how a sample was drawn from the book: target, days, exclusions';
CREATE INDEX model_dataset_created ON public.model_dataset USING btree (created_at DESC, id DESC);
CREATE TRIGGER audit_delete AFTER DELETE ON public.model_dataset REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'model-dataset', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.model_dataset REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'model-dataset', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.model_dataset FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'model-dataset', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.model_dataset REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'model-dataset', '', '{id}', '{}', '{}', 'rows');

CREATE TABLE model_dataset_chunk (
  dataset_id uuid NOT NULL,
  chunk_no integer NOT NULL,
  bytes bytea NOT NULL,
  CONSTRAINT model_dataset_chunk_pkey PRIMARY KEY (dataset_id, chunk_no),
  CONSTRAINT model_dataset_chunk_dataset_id_fkey FOREIGN KEY (dataset_id) REFERENCES model_dataset(id) ON DELETE CASCADE
);

CREATE TABLE model_score (
  id uuid NOT NULL,
  rating_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  model_id uuid NOT NULL,
  used_as text NOT NULL,
  as_of date NOT NULL,
  pd double precision NOT NULL,
  score double precision NOT NULL,
  reasons jsonb NOT NULL,
  scored_at timestamp with time zone NOT NULL,
  CONSTRAINT model_score_pkey PRIMARY KEY (id),
  CONSTRAINT model_score_model_id_fkey FOREIGN KEY (model_id) REFERENCES rating_model(id),
  CONSTRAINT model_score_pd_check CHECK (((pd >= (0)::double precision) AND (pd <= (1)::double precision))),
  CONSTRAINT model_score_used_as_check CHECK ((used_as = ANY (ARRAY['champion'::text, 'challenger'::text])))
);
COMMENT ON COLUMN model_score.reasons IS 'the contributions that moved it most, with the values that the model read';
CREATE INDEX model_score_customer ON public.model_score USING btree (customer_id, scored_at DESC);
CREATE INDEX model_score_model ON public.model_score USING btree (model_id, scored_at DESC);
CREATE INDEX model_score_rating ON public.model_score USING btree (rating_id);
CREATE TRIGGER audit_delete AFTER DELETE ON public.model_score REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'statements');
CREATE TRIGGER audit_insert AFTER INSERT ON public.model_score REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'statements');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.model_score FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'statements');
CREATE TRIGGER audit_update AFTER UPDATE ON public.model_score REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'statements');
CREATE TRIGGER model_score_append_only BEFORE DELETE OR UPDATE ON public.model_score FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE POLICY scoped ON model_score TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE model_training (
  id uuid NOT NULL,
  dataset_id uuid NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  settings jsonb NOT NULL,
  status text NOT NULL,
  done integer DEFAULT 0 NOT NULL,
  total integer,
  failure jsonb,
  model_id uuid,
  requested_by text NOT NULL,
  requested_at timestamp with time zone NOT NULL,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  CONSTRAINT model_training_pkey PRIMARY KEY (id),
  CONSTRAINT model_training_dataset_id_fkey FOREIGN KEY (dataset_id) REFERENCES model_dataset(id),
  CONSTRAINT model_training_model_id_fkey FOREIGN KEY (model_id) REFERENCES rating_model(id),
  CONSTRAINT model_training_check CHECK (((status = 'done'::text) = (model_id IS NOT NULL))),
  CONSTRAINT model_training_check1 CHECK (((status = ANY (ARRAY['done'::text, 'failed'::text, 'cancelled'::text])) = (finished_at IS NOT NULL))),
  CONSTRAINT model_training_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
);
COMMENT ON COLUMN model_training.failure IS 'code and values of the refusal that ended it';
CREATE INDEX model_training_requested ON public.model_training USING btree (requested_at DESC, id DESC);
CREATE TRIGGER audit_delete AFTER DELETE ON public.model_training REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'model-training', '', '{id}', '{}', '{done,total}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.model_training REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'model-training', '', '{id}', '{}', '{done,total}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.model_training FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'model-training', '', '{id}', '{}', '{done,total}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.model_training FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.dataset_id IS DISTINCT FROM new.dataset_id) OR (old.code IS DISTINCT FROM new.code) OR (old.name IS DISTINCT FROM new.name) OR (old.settings IS DISTINCT FROM new.settings) OR (old.status IS DISTINCT FROM new.status) OR (old.failure IS DISTINCT FROM new.failure) OR (old.model_id IS DISTINCT FROM new.model_id) OR (old.requested_by IS DISTINCT FROM new.requested_by) OR (old.requested_at IS DISTINCT FROM new.requested_at) OR (old.started_at IS DISTINCT FROM new.started_at) OR (old.finished_at IS DISTINCT FROM new.finished_at))) EXECUTE FUNCTION audit_capture('{id}', 'model-training', '', '{id}', '{}', '{done,total}', 'rows');

CREATE TABLE monitoring_plan (
  subject text NOT NULL,
  active boolean NOT NULL,
  cadence text NOT NULL,
  owner_username text,
  horizon_months integer NOT NULL,
  overdue_days integer NOT NULL,
  thresholds jsonb NOT NULL,
  updated_by text NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT monitoring_plan_pkey PRIMARY KEY (subject),
  CONSTRAINT monitoring_plan_cadence_check CHECK ((cadence = ANY (ARRAY['weekly'::text, 'monthly'::text]))),
  CONSTRAINT monitoring_plan_horizon_months_check CHECK (((horizon_months >= 1) AND (horizon_months <= 36))),
  CONSTRAINT monitoring_plan_overdue_days_check CHECK (((overdue_days >= 1) AND (overdue_days <= 365)))
);
COMMENT ON COLUMN monitoring_plan.subject IS 'scorecard, or the id of a model; without a row the standard plan holds';
CREATE TRIGGER audit_delete AFTER DELETE ON public.monitoring_plan REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{subject}', 'monitoring-plan', '', '{subject}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.monitoring_plan REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{subject}', 'monitoring-plan', '', '{subject}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.monitoring_plan FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{subject}', 'monitoring-plan', '', '{subject}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.monitoring_plan REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{subject}', 'monitoring-plan', '', '{subject}', '{}', '{updated_at}', 'rows');

CREATE TABLE monitoring_run (
  id uuid NOT NULL,
  subject text NOT NULL,
  version integer NOT NULL,
  as_of date NOT NULL,
  ran_at timestamp with time zone NOT NULL,
  status text NOT NULL,
  figures jsonb NOT NULL,
  CONSTRAINT monitoring_run_pkey PRIMARY KEY (id),
  CONSTRAINT monitoring_run_status_check CHECK ((status = ANY (ARRAY['green'::text, 'amber'::text, 'red'::text])))
);
COMMENT ON COLUMN monitoring_run.version IS 'of the scorecard or model that was looked at';
CREATE INDEX monitoring_run_subject ON public.monitoring_run USING btree (subject, ran_at DESC);
CREATE TRIGGER monitoring_run_append_only BEFORE DELETE OR UPDATE ON public.monitoring_run FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE notification (
  id uuid NOT NULL,
  seq bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  user_id uuid NOT NULL,
  kind text NOT NULL,
  subject text NOT NULL,
  data jsonb NOT NULL,
  link text,
  shown boolean DEFAULT true NOT NULL,
  created_at timestamp with time zone NOT NULL,
  read_at timestamp with time zone,
  CONSTRAINT notification_pkey PRIMARY KEY (id),
  CONSTRAINT notification_seq_key UNIQUE (seq),
  CONSTRAINT notification_user_id_kind_subject_key UNIQUE (user_id, kind, subject),
  CONSTRAINT notification_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id) ON DELETE CASCADE
);
CREATE INDEX notification_age ON public.notification USING btree (created_at);
CREATE INDEX notification_inbox ON public.notification USING btree (user_id, seq DESC) WHERE shown;
CREATE INDEX notification_unread ON public.notification USING btree (user_id) WHERE (shown AND (read_at IS NULL));

CREATE TABLE notification_delivery (
  id uuid NOT NULL,
  channel text NOT NULL,
  user_id uuid,
  robot_id uuid,
  kind text NOT NULL,
  subject text NOT NULL,
  data jsonb NOT NULL,
  link text,
  status text NOT NULL,
  attempts integer DEFAULT 0 NOT NULL,
  next_attempt_at timestamp with time zone,
  give_up_at timestamp with time zone NOT NULL,
  claimed_at timestamp with time zone,
  slot_at timestamp with time zone,
  recipient text,
  sent_subject text,
  sent_body text,
  answer_code text,
  last_error jsonb,
  created_at timestamp with time zone NOT NULL,
  delivered_at timestamp with time zone,
  secret_sealed bytea,
  CONSTRAINT notification_delivery_pkey PRIMARY KEY (id),
  CONSTRAINT notification_delivery_channel_user_id_robot_id_kind_subject_key UNIQUE NULLS NOT DISTINCT (channel, user_id, robot_id, kind, subject),
  CONSTRAINT notification_delivery_robot_id_fkey FOREIGN KEY (robot_id) REFERENCES chat_robot(id) ON DELETE CASCADE,
  CONSTRAINT notification_delivery_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id) ON DELETE CASCADE,
  CONSTRAINT notification_delivery_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'robot'::text]))),
  CONSTRAINT notification_delivery_check CHECK (((channel = 'email'::text) = (user_id IS NOT NULL))),
  CONSTRAINT notification_delivery_check1 CHECK (((channel = 'robot'::text) = (robot_id IS NOT NULL))),
  CONSTRAINT notification_delivery_status_check CHECK ((status = ANY (ARRAY['waiting'::text, 'pending'::text, 'sending'::text, 'delivered'::text, 'digested'::text, 'failed'::text])))
);
COMMENT ON COLUMN notification_delivery.slot_at IS 'the place in the robot''s rate that was given to the next attempt';
COMMENT ON COLUMN notification_delivery.last_error IS 'why the last attempt failed, in both languages';
COMMENT ON COLUMN notification_delivery.secret_sealed IS 'a link that only the receiver may read; erased when sent or given up';
CREATE INDEX notification_delivery_age ON public.notification_delivery USING btree (created_at);
CREATE INDEX notification_delivery_claimed ON public.notification_delivery USING btree (claimed_at) WHERE (status = 'sending'::text);
CREATE INDEX notification_delivery_due ON public.notification_delivery USING btree (next_attempt_at) WHERE (status = 'pending'::text);
CREATE INDEX notification_delivery_robot ON public.notification_delivery USING btree (robot_id) WHERE (robot_id IS NOT NULL);
CREATE INDEX notification_delivery_waiting ON public.notification_delivery USING btree (user_id) WHERE (status = 'waiting'::text);

CREATE TABLE notification_preference (
  user_id uuid NOT NULL,
  choices jsonb DEFAULT '{}'::jsonb NOT NULL,
  quiet_from text,
  quiet_until text,
  quiet_days boolean DEFAULT false NOT NULL,
  digest_at text DEFAULT '08:30'::text NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT notification_preference_pkey PRIMARY KEY (user_id),
  CONSTRAINT notification_preference_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id) ON DELETE CASCADE,
  CONSTRAINT notification_preference_check CHECK (((quiet_from IS NULL) = (quiet_until IS NULL))),
  CONSTRAINT notification_preference_digest_at_check CHECK ((digest_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'::text)),
  CONSTRAINT notification_preference_quiet_from_check CHECK ((quiet_from ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'::text)),
  CONSTRAINT notification_preference_quiet_until_check CHECK ((quiet_until ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'::text))
);
COMMENT ON COLUMN notification_preference.quiet_days IS 'no mail on days off either: it comes on the next working day';
CREATE TRIGGER audit_delete AFTER DELETE ON public.notification_preference REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{user_id}', 'notification-preference', 'user', '{user_id}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.notification_preference REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{user_id}', 'notification-preference', 'user', '{user_id}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.notification_preference FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{user_id}', 'notification-preference', 'user', '{user_id}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.notification_preference REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{user_id}', 'notification-preference', 'user', '{user_id}', '{}', '{updated_at}', 'rows');

CREATE TABLE notification_template (
  kind text NOT NULL,
  locale text NOT NULL,
  version integer NOT NULL,
  title text,
  body text,
  created_by text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT notification_template_pkey PRIMARY KEY (kind, locale, version),
  CONSTRAINT notification_template_check CHECK (((title IS NULL) = (body IS NULL))),
  CONSTRAINT notification_template_locale_check CHECK ((locale = ANY (ARRAY['zh-CN'::text, 'en'::text]))),
  CONSTRAINT notification_template_version_check CHECK ((version > 0))
);
CREATE TRIGGER audit_delete AFTER DELETE ON public.notification_template REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{kind,locale,version}', 'notification-template', '', '{kind,locale}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.notification_template REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{kind,locale,version}', 'notification-template', '', '{kind,locale}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.notification_template FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{kind,locale,version}', 'notification-template', '', '{kind,locale}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.notification_template REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{kind,locale,version}', 'notification-template', '', '{kind,locale}', '{}', '{}', 'rows');

CREATE TABLE organisation (
  singleton boolean DEFAULT true NOT NULL,
  name text DEFAULT ''::text NOT NULL,
  time_zone text DEFAULT 'Asia/Shanghai'::text NOT NULL,
  base_currency character(3) DEFAULT 'CNY'::bpchar NOT NULL,
  demo_book boolean DEFAULT false NOT NULL,
  aging_bounds integer[] DEFAULT '{30,60,90,180,365}'::integer[] NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  sensitive_fields text[] DEFAULT '{}'::text[] NOT NULL,
  CONSTRAINT organisation_pkey PRIMARY KEY (singleton),
  CONSTRAINT organisation_singleton_check CHECK (singleton)
);
COMMENT ON COLUMN organisation.sensitive_fields IS 'names of custom fields of customers that are masked';
CREATE TRIGGER audit_delete AFTER DELETE ON public.organisation REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{singleton}', 'organisation', '', '{name}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.organisation REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{singleton}', 'organisation', '', '{name}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.organisation FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{singleton}', 'organisation', '', '{name}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.organisation REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{singleton}', 'organisation', '', '{name}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER standing_updated AFTER UPDATE ON public.organisation FOR EACH ROW WHEN (((old.base_currency <> new.base_currency) OR (old.aging_bounds <> new.aging_bounds))) EXECUTE FUNCTION note_standing_of_all();

CREATE TABLE overdue_notice (
  account_id uuid NOT NULL,
  document_id uuid NOT NULL,
  item_no integer NOT NULL,
  due_on date NOT NULL,
  told_at timestamp with time zone NOT NULL,
  CONSTRAINT overdue_notice_pkey PRIMARY KEY (account_id, document_id, item_no, due_on)
);
CREATE POLICY scoped ON overdue_notice TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

CREATE TABLE password_history (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  password_hash text NOT NULL,
  replaced_at timestamp with time zone NOT NULL,
  CONSTRAINT password_history_pkey PRIMARY KEY (id),
  CONSTRAINT password_history_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id)
);
CREATE INDEX password_history_user ON public.password_history USING btree (user_id, replaced_at DESC);
CREATE TRIGGER audit_delete AFTER DELETE ON public.password_history REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'user', 'user', '{user_id}', '{password_hash}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.password_history REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'user', 'user', '{user_id}', '{password_hash}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.password_history FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'user', 'user', '{user_id}', '{password_hash}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.password_history REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'user', 'user', '{user_id}', '{password_hash}', '{}', 'rows');

CREATE TABLE password_reset (
  token_hash bytea NOT NULL,
  user_id uuid NOT NULL,
  requested_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  used_at timestamp with time zone,
  CONSTRAINT password_reset_pkey PRIMARY KEY (token_hash),
  CONSTRAINT password_reset_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id)
);
CREATE INDEX password_reset_user ON public.password_reset USING btree (user_id, requested_at DESC);
CREATE TRIGGER audit_delete AFTER DELETE ON public.password_reset REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{}', 'user', 'user', '{user_id}', '{token_hash}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.password_reset REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{}', 'user', 'user', '{user_id}', '{token_hash}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.password_reset FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{}', 'user', 'user', '{user_id}', '{token_hash}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.password_reset REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{}', 'user', 'user', '{user_id}', '{token_hash}', '{}', 'rows');

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

CREATE TABLE publication_request (
  id uuid NOT NULL,
  kind text NOT NULL,
  content jsonb NOT NULL,
  base_version integer NOT NULL,
  valid_from timestamp with time zone,
  status text NOT NULL,
  version integer,
  submitted_by text NOT NULL,
  submitted_at timestamp with time zone NOT NULL,
  CONSTRAINT publication_request_pkey PRIMARY KEY (id),
  CONSTRAINT publication_request_check CHECK (((status = 'published'::text) = (version IS NOT NULL))),
  CONSTRAINT publication_request_kind_check CHECK ((kind = ANY (ARRAY['control-rules'::text, 'policy'::text]))),
  CONSTRAINT publication_request_status_check CHECK ((status = ANY (ARRAY['open'::text, 'published'::text, 'rejected'::text, 'withdrawn'::text])))
);
CREATE TRIGGER audit_delete AFTER DELETE ON public.publication_request REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'publication-request', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.publication_request REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'publication-request', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.publication_request FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'publication-request', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.publication_request REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'publication-request', '', '{id}', '{}', '{}', 'rows');

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
  cause jsonb,
  CONSTRAINT rating_pkey PRIMARY KEY (id),
  CONSTRAINT rating_scorecard_code_scorecard_version_fkey FOREIGN KEY (scorecard_code, scorecard_version) REFERENCES scorecard(code, version),
  CONSTRAINT rating_coverage_check CHECK (((coverage >= 0) AND (coverage <= 10000))),
  CONSTRAINT rating_score_check CHECK (((score >= 0) AND (score <= 10000)))
);
COMMENT ON COLUMN rating.score IS 'hundredths of a point';
COMMENT ON COLUMN rating.coverage IS 'basis points of the weight of all indicators that were known and fresh';
COMMENT ON COLUMN rating.cause IS 'why it was made: kind, what it concerns, how many events came together; null before 0270';
CREATE INDEX rating_customer ON public.rating USING btree (customer_id, rated_at DESC, id DESC);
CREATE TRIGGER audit_delete AFTER DELETE ON public.rating REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'statements');
CREATE TRIGGER audit_insert AFTER INSERT ON public.rating REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'statements');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.rating FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'statements');
CREATE TRIGGER audit_update AFTER UPDATE ON public.rating REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'statements');
CREATE TRIGGER rating_append_only BEFORE DELETE OR UPDATE ON public.rating FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE POLICY scoped ON rating TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE rating_deferral (
  rating_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  kept_grade text NOT NULL,
  rated_grade text NOT NULL,
  deferred_on date NOT NULL,
  until_on date NOT NULL,
  status text NOT NULL,
  closed_at timestamp with time zone,
  CONSTRAINT rating_deferral_pkey PRIMARY KEY (rating_id),
  CONSTRAINT rating_deferral_status_check CHECK ((status = ANY (ARRAY['open'::text, 'due'::text, 'taken'::text, 'dropped'::text])))
);
COMMENT ON COLUMN rating_deferral.until_on IS 'first day on which the better grade may count';
COMMENT ON COLUMN rating_deferral.status IS 'due: the customer is about to be rated again; dropped: a later rating took its place';
CREATE INDEX rating_deferral_customer ON public.rating_deferral USING btree (customer_id, until_on);
CREATE UNIQUE INDEX rating_deferral_open ON public.rating_deferral USING btree (customer_id) WHERE (status = ANY (ARRAY['open'::text, 'due'::text]));
CREATE INDEX rating_deferral_until ON public.rating_deferral USING btree (until_on) WHERE (status = 'open'::text);
CREATE POLICY scoped ON rating_deferral TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE rating_model (
  id uuid NOT NULL,
  code text NOT NULL,
  version integer NOT NULL,
  method text NOT NULL,
  source text NOT NULL,
  dataset_id uuid,
  document_sha256 text NOT NULL,
  features text[] NOT NULL,
  auc double precision,
  status text NOT NULL,
  status_since timestamp with time zone NOT NULL,
  created_by text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  validated_by text,
  validated_at timestamp with time zone,
  validation_note text,
  approved_for text,
  approved_by text,
  approved_at timestamp with time zone,
  asked_use text,
  asked_from timestamp with time zone,
  asked_by text,
  planned_use text,
  planned_from timestamp with time zone,
  CONSTRAINT rating_model_pkey PRIMARY KEY (id),
  CONSTRAINT rating_model_code_version_key UNIQUE (code, version),
  CONSTRAINT rating_model_code_fkey FOREIGN KEY (code) REFERENCES rating_model_family(code),
  CONSTRAINT rating_model_dataset_id_fkey FOREIGN KEY (dataset_id) REFERENCES model_dataset(id),
  CONSTRAINT rating_model_approved_for_check CHECK ((approved_for = ANY (ARRAY['champion'::text, 'challenger'::text]))),
  CONSTRAINT rating_model_asked_use_check CHECK ((asked_use = ANY (ARRAY['champion'::text, 'challenger'::text]))),
  CONSTRAINT rating_model_check CHECK (((validated_by IS NULL) = (validated_at IS NULL))),
  CONSTRAINT rating_model_check1 CHECK (((status = ANY (ARRAY['draft'::text, 'retired'::text])) OR (validated_at IS NOT NULL))),
  CONSTRAINT rating_model_check2 CHECK (((status <> ALL (ARRAY['approved'::text, 'champion'::text, 'challenger'::text])) OR (approved_for IS NOT NULL))),
  CONSTRAINT rating_model_check3 CHECK (((status <> 'champion'::text) OR (approved_for = 'champion'::text))),
  CONSTRAINT rating_model_check4 CHECK (((planned_use IS NULL) = (planned_from IS NULL))),
  CONSTRAINT rating_model_check5 CHECK (((asked_use IS NULL) = (asked_by IS NULL))),
  CONSTRAINT rating_model_method_check CHECK ((method = ANY (ARRAY['scorecard'::text, 'gbm'::text]))),
  CONSTRAINT rating_model_planned_use_check CHECK ((planned_use = ANY (ARRAY['champion'::text, 'challenger'::text]))),
  CONSTRAINT rating_model_source_check CHECK ((source = ANY (ARRAY['trained'::text, 'imported'::text]))),
  CONSTRAINT rating_model_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'validated'::text, 'approved'::text, 'champion'::text, 'challenger'::text, 'retired'::text]))),
  CONSTRAINT rating_model_version_check CHECK ((version > 0))
);
COMMENT ON COLUMN rating_model.auc IS 'on cases that it was not fitted on, for lists; the report has the rest';
COMMENT ON COLUMN rating_model.asked_use IS 'what an approval that runs is asked for';
CREATE UNIQUE INDEX rating_model_champion ON public.rating_model USING btree (code) WHERE (status = 'champion'::text);
CREATE INDEX rating_model_in_use ON public.rating_model USING btree (status) WHERE (status = ANY (ARRAY['champion'::text, 'challenger'::text]));
CREATE INDEX rating_model_planned ON public.rating_model USING btree (planned_from) WHERE (planned_from IS NOT NULL);
CREATE TRIGGER audit_delete AFTER DELETE ON public.rating_model REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'model', '', '{code,version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.rating_model REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'model', '', '{code,version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.rating_model FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'model', '', '{code,version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.rating_model REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'model', '', '{code,version}', '{}', '{}', 'rows');
CREATE TRIGGER rating_model_identity BEFORE UPDATE ON public.rating_model FOR EACH ROW EXECUTE FUNCTION keep_model_identity();

CREATE TABLE rating_model_document (
  model_id uuid NOT NULL,
  document json NOT NULL,
  recipe json NOT NULL,
  holdout json NOT NULL,
  CONSTRAINT rating_model_document_pkey PRIMARY KEY (model_id),
  CONSTRAINT rating_model_document_model_id_fkey FOREIGN KEY (model_id) REFERENCES rating_model(id)
);
CREATE TRIGGER rating_model_document_append_only BEFORE DELETE OR UPDATE ON public.rating_model_document FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE rating_model_event (
  id uuid NOT NULL,
  model_id uuid NOT NULL,
  seq bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  kind text NOT NULL,
  became text NOT NULL,
  by text NOT NULL,
  at timestamp with time zone NOT NULL,
  note text,
  detail jsonb DEFAULT '{}'::jsonb NOT NULL,
  CONSTRAINT rating_model_event_pkey PRIMARY KEY (id),
  CONSTRAINT rating_model_event_model_id_fkey FOREIGN KEY (model_id) REFERENCES rating_model(id)
);
CREATE INDEX rating_model_event_model ON public.rating_model_event USING btree (model_id, seq);
CREATE TRIGGER rating_model_event_append_only BEFORE DELETE OR UPDATE ON public.rating_model_event FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE rating_model_family (
  code text NOT NULL,
  name text NOT NULL,
  created_by text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT rating_model_family_pkey PRIMARY KEY (code)
);
CREATE TRIGGER audit_delete AFTER DELETE ON public.rating_model_family REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code}', 'model', '', '{code}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.rating_model_family REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code}', 'model', '', '{code}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.rating_model_family FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code}', 'model', '', '{code}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.rating_model_family REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code}', 'model', '', '{code}', '{}', '{}', 'rows');

CREATE TABLE rating_model_report (
  id uuid NOT NULL,
  model_id uuid NOT NULL,
  dataset_id uuid,
  report json NOT NULL,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT rating_model_report_pkey PRIMARY KEY (id),
  CONSTRAINT rating_model_report_dataset_id_fkey FOREIGN KEY (dataset_id) REFERENCES model_dataset(id),
  CONSTRAINT rating_model_report_model_id_fkey FOREIGN KEY (model_id) REFERENCES rating_model(id)
);
CREATE INDEX rating_model_report_model ON public.rating_model_report USING btree (model_id, made_at DESC);
CREATE TRIGGER rating_model_report_append_only BEFORE DELETE OR UPDATE ON public.rating_model_report FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE rating_move (
  id uuid NOT NULL,
  customer_id uuid NOT NULL,
  rating_id uuid NOT NULL,
  from_grade text,
  to_grade text NOT NULL,
  rated_grade text NOT NULL,
  notches integer NOT NULL,
  from_score integer,
  to_score integer NOT NULL,
  line_crossed text,
  deferred_until date,
  veto boolean NOT NULL,
  cause jsonb NOT NULL,
  moved_at timestamp with time zone NOT NULL,
  effects jsonb,
  effects_at timestamp with time zone,
  CONSTRAINT rating_move_pkey PRIMARY KEY (id),
  CONSTRAINT rating_move_check CHECK (((effects IS NULL) = (effects_at IS NULL))),
  CONSTRAINT rating_move_line_crossed_check CHECK ((line_crossed = ANY (ARRAY['down'::text, 'up'::text])))
);
COMMENT ON COLUMN rating_move.rated_grade IS 'what the scorecard said; better than to_grade while the cool-down lasts';
COMMENT ON COLUMN rating_move.notches IS 'grades up (positive) or down (negative); 0: the grade that counts stayed';
CREATE INDEX rating_move_customer ON public.rating_move USING btree (customer_id, moved_at DESC);
CREATE INDEX rating_move_newest ON public.rating_move USING btree (moved_at DESC, id DESC);
CREATE INDEX rating_move_waiting ON public.rating_move USING btree (moved_at, id) WHERE (effects_at IS NULL);
CREATE POLICY scoped ON rating_move TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE rating_overlay (
  id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  industries text[] NOT NULL,
  regions text[] NOT NULL,
  segments text[] NOT NULL,
  grades text[] NOT NULL,
  points integer NOT NULL,
  notches integer NOT NULL,
  valid_from date NOT NULL,
  valid_until date NOT NULL,
  reason text NOT NULL,
  status text NOT NULL,
  requested_by text NOT NULL,
  requested_at timestamp with time zone NOT NULL,
  decided_by text,
  decided_at timestamp with time zone,
  ended_on date,
  ended_by text,
  ended_reason text,
  CONSTRAINT rating_overlay_pkey PRIMARY KEY (id),
  CONSTRAINT rating_overlay_check CHECK (((points = 0) <> (notches = 0))),
  CONSTRAINT rating_overlay_check1 CHECK ((valid_from <= valid_until)),
  CONSTRAINT rating_overlay_check2 CHECK (((status = 'requested'::text) = (decided_at IS NULL))),
  CONSTRAINT rating_overlay_check3 CHECK (((ended_on IS NULL) OR ((status = 'approved'::text) AND (ended_reason IS NOT NULL)))),
  CONSTRAINT rating_overlay_kind_check CHECK ((kind = ANY (ARRAY['seasonal'::text, 'market'::text]))),
  CONSTRAINT rating_overlay_notches_check CHECK (((notches >= '-2'::integer) AND (notches <= 2))),
  CONSTRAINT rating_overlay_points_check CHECK (((points >= '-2000'::integer) AND (points <= 2000))),
  CONSTRAINT rating_overlay_status_check CHECK ((status = ANY (ARRAY['requested'::text, 'approved'::text, 'rejected'::text])))
);
COMMENT ON TABLE rating_overlay IS 'empty lists of a scope mean everybody; lists that are not empty must all hold';
COMMENT ON COLUMN rating_overlay.points IS 'hundredths of a point that are added to the score; either these or notches';
COMMENT ON COLUMN rating_overlay.notches IS 'grades up (positive) or down (negative)';
COMMENT ON COLUMN rating_overlay.ended_on IS 'the first day on which it counts no more, when people ended it early';
CREATE INDEX rating_overlay_dates ON public.rating_overlay USING btree (valid_from, valid_until) WHERE (status = 'approved'::text);
CREATE TRIGGER audit_delete AFTER DELETE ON public.rating_overlay REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'rating-overlay', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.rating_overlay REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'rating-overlay', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.rating_overlay FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'rating-overlay', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.rating_overlay REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'rating-overlay', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER rating_overlay_content BEFORE UPDATE ON public.rating_overlay FOR EACH ROW EXECUTE FUNCTION refuse_change_of_overlay();
CREATE TRIGGER rating_overlay_kept BEFORE DELETE ON public.rating_overlay FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE rating_override (
  id uuid NOT NULL,
  customer_id uuid NOT NULL,
  rating_id uuid NOT NULL,
  model_grade text NOT NULL,
  grade text NOT NULL,
  reason text NOT NULL,
  valid_until date NOT NULL,
  status text NOT NULL,
  requested_by text NOT NULL,
  requested_at timestamp with time zone NOT NULL,
  decided_at timestamp with time zone,
  CONSTRAINT rating_override_pkey PRIMARY KEY (id),
  CONSTRAINT rating_override_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT rating_override_status_check CHECK ((status = ANY (ARRAY['requested'::text, 'active'::text, 'rejected'::text, 'withdrawn'::text, 'ended'::text])))
);
CREATE UNIQUE INDEX rating_override_active ON public.rating_override USING btree (customer_id) WHERE (status = 'active'::text);
CREATE INDEX rating_override_customer ON public.rating_override USING btree (customer_id, requested_at DESC);
CREATE TRIGGER audit_delete AFTER DELETE ON public.rating_override REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'rating-override', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.rating_override REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'rating-override', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.rating_override FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'rating-override', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.rating_override REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'rating-override', '', '{id}', '{}', '{}', 'rows');
CREATE POLICY scoped ON rating_override TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

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

CREATE TABLE refit_settings (
  only_one boolean DEFAULT true NOT NULL,
  settings jsonb NOT NULL,
  updated_by text NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT refit_settings_pkey PRIMARY KEY (only_one),
  CONSTRAINT refit_settings_only_one_check CHECK (only_one)
);
CREATE TRIGGER audit_delete AFTER DELETE ON public.refit_settings REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{only_one}', 'refit-settings', '', '{only_one}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.refit_settings REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{only_one}', 'refit-settings', '', '{only_one}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.refit_settings FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{only_one}', 'refit-settings', '', '{only_one}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.refit_settings REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{only_one}', 'refit-settings', '', '{only_one}', '{}', '{updated_at}', 'rows');

CREATE TABLE rerating_clock (
  kind text NOT NULL,
  through_on date NOT NULL,
  CONSTRAINT rerating_clock_pkey PRIMARY KEY (kind)
);

CREATE TABLE rerating_mark (
  customer_id uuid NOT NULL,
  cause text NOT NULL,
  detail text,
  object_id uuid,
  noted_at timestamp with time zone DEFAULT now() NOT NULL
);
COMMENT ON COLUMN rerating_mark.cause IS 'fact, document, overdue, large_order, schedule, cool_down_over';
COMMENT ON COLUMN rerating_mark.detail IS 'item of the fact, type of the document, days overdue';
CREATE POLICY scoped ON rerating_mark TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE rerating_policy (
  version integer NOT NULL,
  content jsonb NOT NULL,
  valid_from timestamp with time zone NOT NULL,
  reason text,
  created_by text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT rerating_policy_pkey PRIMARY KEY (version),
  CONSTRAINT rerating_policy_version_check CHECK ((version > 0))
);
CREATE TRIGGER audit_delete AFTER DELETE ON public.rerating_policy REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{version}', 'rerating-policy', '', '{version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.rerating_policy REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{version}', 'rerating-policy', '', '{version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.rerating_policy FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{version}', 'rerating-policy', '', '{version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.rerating_policy REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{version}', 'rerating-policy', '', '{version}', '{}', '{}', 'rows');

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
CREATE POLICY scoped ON reservation TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

CREATE TABLE review_task (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  reason text NOT NULL,
  due_on date NOT NULL,
  status text NOT NULL,
  role text,
  assignee text,
  opened_at timestamp with time zone NOT NULL,
  completed_by text,
  completed_at timestamp with time zone,
  note text,
  rating_id uuid,
  CONSTRAINT review_task_pkey PRIMARY KEY (id),
  CONSTRAINT review_task_check CHECK (((status = 'done'::text) = (completed_at IS NOT NULL))),
  CONSTRAINT review_task_reason_check CHECK ((reason = ANY (ARRAY['calendar'::text, 'grade_change'::text]))),
  CONSTRAINT review_task_status_check CHECK ((status = ANY (ARRAY['open'::text, 'done'::text])))
);
COMMENT ON COLUMN review_task.role IS 'whose work it is while nobody has been named';
CREATE INDEX review_task_customer ON public.review_task USING btree (customer_id, opened_at DESC);
CREATE INDEX review_task_due ON public.review_task USING btree (status, due_on, id);
CREATE UNIQUE INDEX review_task_open ON public.review_task USING btree (account_id) WHERE (status = 'open'::text);
CREATE TRIGGER audit_delete AFTER DELETE ON public.review_task REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'review-task', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.review_task REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'review-task', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.review_task FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'review-task', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.review_task REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'review-task', '', '{id}', '{}', '{}', 'rows');
CREATE POLICY scoped ON review_task TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

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

CREATE TABLE scope_mechanism (
  by_role boolean NOT NULL
);
COMMENT ON TABLE scope_mechanism IS 'one row: whether narrowed transactions take a role or only a setting';
CREATE TRIGGER audit_delete AFTER DELETE ON public.scope_mechanism REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{}', 'scope-mechanism', '', '{}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.scope_mechanism REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{}', 'scope-mechanism', '', '{}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.scope_mechanism FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{}', 'scope-mechanism', '', '{}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.scope_mechanism REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{}', 'scope-mechanism', '', '{}', '{}', '{}', 'rows');

CREATE TABLE scorecard (
  code text NOT NULL,
  version integer NOT NULL,
  content jsonb NOT NULL,
  valid_from timestamp with time zone NOT NULL,
  created_by text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  report jsonb,
  CONSTRAINT scorecard_pkey PRIMARY KEY (code, version),
  CONSTRAINT scorecard_version_check CHECK ((version > 0))
);
COMMENT ON COLUMN scorecard.report IS 'the validation that this version was published with; null for versions of before there were reports';
CREATE TRIGGER audit_delete AFTER DELETE ON public.scorecard REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code,version}', 'scorecard', '', '{code,version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.scorecard REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code,version}', 'scorecard', '', '{code,version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.scorecard FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code,version}', 'scorecard', '', '{code,version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.scorecard REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code,version}', 'scorecard', '', '{code,version}', '{}', '{}', 'rows');

CREATE TABLE scorecard_draft (
  id uuid NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  content jsonb NOT NULL,
  base_version integer NOT NULL,
  revision integer DEFAULT 1 NOT NULL,
  status text NOT NULL,
  report jsonb,
  valid_from timestamp with time zone,
  reason text,
  version integer,
  created_by text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_by text NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  submitted_by text,
  CONSTRAINT scorecard_draft_pkey PRIMARY KEY (id),
  CONSTRAINT scorecard_draft_check CHECK (((status = 'published'::text) = (version IS NOT NULL))),
  CONSTRAINT scorecard_draft_check1 CHECK (((status <> ALL (ARRAY['validated'::text, 'submitted'::text, 'published'::text])) OR (report IS NOT NULL))),
  CONSTRAINT scorecard_draft_check2 CHECK (((status <> 'submitted'::text) OR (submitted_by IS NOT NULL))),
  CONSTRAINT scorecard_draft_revision_check CHECK ((revision > 0)),
  CONSTRAINT scorecard_draft_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'validated'::text, 'submitted'::text, 'published'::text, 'dropped'::text])))
);
COMMENT ON COLUMN scorecard_draft.base_version IS 'the newest version when the draft was begun or last brought up to date';
COMMENT ON COLUMN scorecard_draft.report IS 'validation of this very content: checks, and what it changes on the book';
CREATE INDEX scorecard_draft_open ON public.scorecard_draft USING btree (updated_at DESC) WHERE (status = ANY (ARRAY['draft'::text, 'validated'::text, 'submitted'::text]));
CREATE TRIGGER audit_delete AFTER DELETE ON public.scorecard_draft REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'scorecard-draft', '', '{id}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.scorecard_draft REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'scorecard-draft', '', '{id}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.scorecard_draft FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'scorecard-draft', '', '{id}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.scorecard_draft REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'scorecard-draft', '', '{id}', '{}', '{updated_at}', 'rows');

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

CREATE TABLE sign_in_log (
  id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  username text NOT NULL,
  outcome text NOT NULL,
  method text NOT NULL,
  address text NOT NULL,
  user_agent text NOT NULL,
  CONSTRAINT sign_in_log_pkey PRIMARY KEY (id),
  CONSTRAINT sign_in_log_method_check CHECK ((method = ANY (ARRAY['password'::text, 'totp'::text, 'recovery-code'::text, 'single-sign-on'::text, 'reset-link'::text]))),
  CONSTRAINT sign_in_log_outcome_check CHECK ((outcome = ANY (ARRAY['signed-in'::text, 'wrong-password'::text, 'wrong-code'::text, 'locked'::text, 'inactive'::text, 'throttled'::text, 'unknown-person'::text, 'not-matched'::text, 'password-reset'::text])))
);
CREATE INDEX sign_in_log_newest ON public.sign_in_log USING btree (id DESC);
CREATE INDEX sign_in_log_username ON public.sign_in_log USING btree (username, id DESC);

CREATE TABLE sign_in_rules (
  singleton boolean DEFAULT true NOT NULL,
  password_min integer DEFAULT 10 NOT NULL,
  refuse_common boolean DEFAULT true NOT NULL,
  reuse_after integer DEFAULT 5 NOT NULL,
  idle_minutes integer DEFAULT 720 NOT NULL,
  session_hours integer DEFAULT 168 NOT NULL,
  attempts_max integer DEFAULT 5 NOT NULL,
  failures_max integer DEFAULT 10 NOT NULL,
  reset_minutes integer DEFAULT 30 NOT NULL,
  updated_by text,
  updated_at timestamp with time zone,
  CONSTRAINT sign_in_rules_pkey PRIMARY KEY (singleton),
  CONSTRAINT sign_in_rules_attempts_max_check CHECK (((attempts_max >= 3) AND (attempts_max <= 20))),
  CONSTRAINT sign_in_rules_failures_max_check CHECK (((failures_max >= 3) AND (failures_max <= 100))),
  CONSTRAINT sign_in_rules_idle_minutes_check CHECK (((idle_minutes >= 5) AND (idle_minutes <= 10080))),
  CONSTRAINT sign_in_rules_password_min_check CHECK (((password_min >= 8) AND (password_min <= 64))),
  CONSTRAINT sign_in_rules_reset_minutes_check CHECK (((reset_minutes >= 5) AND (reset_minutes <= 1440))),
  CONSTRAINT sign_in_rules_reuse_after_check CHECK (((reuse_after >= 0) AND (reuse_after <= 24))),
  CONSTRAINT sign_in_rules_session_hours_check CHECK (((session_hours >= 1) AND (session_hours <= 720))),
  CONSTRAINT sign_in_rules_singleton_check CHECK (singleton)
);
COMMENT ON COLUMN sign_in_rules.reuse_after IS 'a password is not used again before so many others were; 0: at once';
COMMENT ON COLUMN sign_in_rules.attempts_max IS 'wrong passwords for one username from one address in 15 minutes';
COMMENT ON COLUMN sign_in_rules.failures_max IS 'wrong passwords in a row, from wherever, that lock the account';
CREATE TRIGGER audit_delete AFTER DELETE ON public.sign_in_rules REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{singleton}', 'sign-in-rules', '', '{singleton}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.sign_in_rules REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{singleton}', 'sign-in-rules', '', '{singleton}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.sign_in_rules FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{singleton}', 'sign-in-rules', '', '{singleton}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.sign_in_rules REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{singleton}', 'sign-in-rules', '', '{singleton}', '{}', '{updated_at}', 'rows');

CREATE TABLE simulated_account (
  simulation_id uuid NOT NULL,
  account_id uuid NOT NULL,
  change text NOT NULL,
  grade text NOT NULL,
  grade_after text NOT NULL,
  currency character(3) NOT NULL,
  now_minor bigint,
  now_days integer,
  before_minor bigint NOT NULL,
  before_days integer NOT NULL,
  after_minor bigint NOT NULL,
  after_days integer NOT NULL,
  exposure_minor bigint,
  difference_base_minor bigint,
  loss_before_minor bigint,
  loss_after_minor bigint,
  granted_before jsonb,
  granted_after jsonb,
  CONSTRAINT simulated_account_pkey PRIMARY KEY (simulation_id, account_id),
  CONSTRAINT simulated_account_account_id_fkey FOREIGN KEY (account_id) REFERENCES credit_account(id),
  CONSTRAINT simulated_account_simulation_id_fkey FOREIGN KEY (simulation_id) REFERENCES simulation(id) ON DELETE CASCADE,
  CONSTRAINT simulated_account_change_check CHECK ((change = ANY (ARRAY['raised'::text, 'cut'::text, 'terms'::text])))
);
COMMENT ON COLUMN simulated_account.grade_after IS 'another grade where a scorecard is tried';
COMMENT ON COLUMN simulated_account.now_minor IS 'the base limit in force, whoever set it';
COMMENT ON COLUMN simulated_account.before_minor IS 'what the policy in force gives';
COMMENT ON COLUMN simulated_account.difference_base_minor IS 'after less before in the base currency; NULL without a rate, like the losses';
CREATE INDEX simulated_account_difference ON public.simulated_account USING btree (simulation_id, difference_base_minor);
CREATE POLICY scoped ON simulated_account TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

CREATE TABLE simulated_check (
  simulation_id uuid NOT NULL,
  decision_id uuid NOT NULL,
  account_id uuid NOT NULL,
  decided_at timestamp with time zone NOT NULL,
  before text NOT NULL,
  after text NOT NULL,
  reasons jsonb NOT NULL,
  amount_base_minor bigint,
  became text NOT NULL,
  loss_base_minor bigint,
  CONSTRAINT simulated_check_pkey PRIMARY KEY (simulation_id, decision_id),
  CONSTRAINT simulated_check_account_id_fkey FOREIGN KEY (account_id) REFERENCES credit_account(id),
  CONSTRAINT simulated_check_simulation_id_fkey FOREIGN KEY (simulation_id) REFERENCES simulation(id) ON DELETE CASCADE,
  CONSTRAINT simulated_check_after_check CHECK ((after = ANY (ARRAY['approved'::text, 'warned'::text, 'held'::text, 'rejected'::text]))),
  CONSTRAINT simulated_check_became_check CHECK ((became = ANY (ARRAY['paid'::text, 'open'::text, 'bad'::text, 'not-billed'::text]))),
  CONSTRAINT simulated_check_before_check CHECK ((before = ANY (ARRAY['approved'::text, 'warned'::text, 'held'::text, 'rejected'::text])))
);
COMMENT ON COLUMN simulated_check.reasons IS 'what stood against the order under the changed document, or before when nothing does';
COMMENT ON COLUMN simulated_check.became IS 'bad: written off, or more than 90 days past due';
CREATE INDEX simulated_check_decided ON public.simulated_check USING btree (simulation_id, decided_at DESC);
CREATE POLICY scoped ON simulated_check TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

CREATE TABLE simulation (
  id uuid NOT NULL,
  kind text NOT NULL,
  content jsonb NOT NULL,
  base_version integer NOT NULL,
  from_on date,
  to_on date,
  status text NOT NULL,
  done integer DEFAULT 0 NOT NULL,
  total integer,
  summary jsonb,
  failure text,
  requested_by text NOT NULL,
  requested_at timestamp with time zone NOT NULL,
  finished_at timestamp with time zone,
  CONSTRAINT simulation_pkey PRIMARY KEY (id),
  CONSTRAINT simulation_check CHECK (((from_on IS NULL) = (to_on IS NULL))),
  CONSTRAINT simulation_check1 CHECK ((from_on <= to_on)),
  CONSTRAINT simulation_check2 CHECK (((status = 'done'::text) = (summary IS NOT NULL))),
  CONSTRAINT simulation_kind_check CHECK ((kind = ANY (ARRAY['policy'::text, 'control-rules'::text, 'scorecard'::text]))),
  CONSTRAINT simulation_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
);
COMMENT ON COLUMN simulation.base_version IS 'the version in force that it is compared with';
CREATE INDEX simulation_requested ON public.simulation USING btree (requested_at DESC);

CREATE TABLE standing_change (
  account_id uuid,
  customer_id uuid,
  receivables boolean NOT NULL,
  CONSTRAINT standing_change_check CHECK ((num_nonnulls(account_id, customer_id) = 1))
);
COMMENT ON COLUMN standing_change.receivables IS 'open items changed, so that the aging has to be worked out again too';

CREATE TABLE subject_aging (
  kind text NOT NULL,
  subject_id uuid NOT NULL,
  currency character(3) NOT NULL,
  code text NOT NULL,
  buckets_minor bigint[] NOT NULL,
  total_minor bigint NOT NULL,
  overdue_minor bigint NOT NULL,
  unapplied_minor bigint NOT NULL,
  CONSTRAINT subject_aging_pkey PRIMARY KEY (kind, subject_id, currency),
  CONSTRAINT subject_aging_kind_check CHECK ((kind = ANY (ARRAY['customer'::text, 'group'::text])))
);
COMMENT ON TABLE subject_aging IS 'sums over all accounts of a customer or group: never shown to whoever sees a part of the book';
CREATE INDEX subject_aging_code ON public.subject_aging USING btree (kind, code, currency);
CREATE INDEX subject_aging_overdue ON public.subject_aging USING btree (kind, overdue_minor DESC, code, currency);
CREATE INDEX subject_aging_total ON public.subject_aging USING btree (kind, total_minor DESC, code, currency);
CREATE POLICY scoped ON subject_aging TO xinheng_scoped, xinheng_scoped_segments USING (false);

CREATE TABLE user_recovery_code (
  user_id uuid NOT NULL,
  code_hash bytea NOT NULL,
  used_at timestamp with time zone,
  CONSTRAINT user_recovery_code_pkey PRIMARY KEY (user_id, code_hash),
  CONSTRAINT user_recovery_code_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id)
);
CREATE TRIGGER audit_delete AFTER DELETE ON public.user_recovery_code REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{user_id}', 'user', 'user', '{user_id}', '{code_hash}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.user_recovery_code REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{user_id}', 'user', 'user', '{user_id}', '{code_hash}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.user_recovery_code FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{user_id}', 'user', 'user', '{user_id}', '{code_hash}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.user_recovery_code REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{user_id}', 'user', 'user', '{user_id}', '{code_hash}', '{}', 'rows');

CREATE TABLE user_session (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  token_hash bytea NOT NULL,
  created_at timestamp with time zone NOT NULL,
  seen_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  address text DEFAULT ''::text NOT NULL,
  user_agent text DEFAULT ''::text NOT NULL,
  method text DEFAULT 'password'::text NOT NULL,
  CONSTRAINT user_session_pkey PRIMARY KEY (id),
  CONSTRAINT user_session_token_hash_key UNIQUE (token_hash),
  CONSTRAINT user_session_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id) ON DELETE CASCADE,
  CONSTRAINT user_session_method_check CHECK ((method = ANY (ARRAY['password'::text, 'single-sign-on'::text])))
);
CREATE INDEX user_session_expiry ON public.user_session USING btree (expires_at);
CREATE INDEX user_session_user ON public.user_session USING btree (user_id);
CREATE TRIGGER audit_delete AFTER DELETE ON public.user_session REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'user', 'user', '{user_id}', '{token_hash}', '{seen_at}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.user_session REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'user', 'user', '{user_id}', '{token_hash}', '{seen_at}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.user_session FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'user', 'user', '{user_id}', '{token_hash}', '{seen_at}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.user_session FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.user_id IS DISTINCT FROM new.user_id) OR (old.token_hash IS DISTINCT FROM new.token_hash) OR (old.created_at IS DISTINCT FROM new.created_at) OR (old.expires_at IS DISTINCT FROM new.expires_at) OR (old.address IS DISTINCT FROM new.address) OR (old.user_agent IS DISTINCT FROM new.user_agent) OR (old.method IS DISTINCT FROM new.method))) EXECUTE FUNCTION audit_capture('{id}', 'user', 'user', '{user_id}', '{token_hash}', '{seen_at}', 'rows');

CREATE TABLE user_totp (
  user_id uuid NOT NULL,
  secret_sealed bytea NOT NULL,
  confirmed_at timestamp with time zone,
  last_step bigint DEFAULT 0 NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT user_totp_pkey PRIMARY KEY (user_id),
  CONSTRAINT user_totp_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id)
);
COMMENT ON COLUMN user_totp.last_step IS 'the latest time step whose code was used: each code works once';
CREATE TRIGGER audit_delete AFTER DELETE ON public.user_totp REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{user_id}', 'user', 'user', '{user_id}', '{secret_sealed}', '{last_step}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.user_totp REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{user_id}', 'user', 'user', '{user_id}', '{secret_sealed}', '{last_step}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.user_totp FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{user_id}', 'user', 'user', '{user_id}', '{secret_sealed}', '{last_step}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.user_totp FOR EACH ROW WHEN (((old.user_id IS DISTINCT FROM new.user_id) OR (old.secret_sealed IS DISTINCT FROM new.secret_sealed) OR (old.confirmed_at IS DISTINCT FROM new.confirmed_at) OR (old.created_at IS DISTINCT FROM new.created_at))) EXECUTE FUNCTION audit_capture('{user_id}', 'user', 'user', '{user_id}', '{secret_sealed}', '{last_step}', 'rows');

CREATE TABLE validation_run (
  id uuid NOT NULL,
  kind text NOT NULL,
  settings jsonb NOT NULL,
  status text NOT NULL,
  done integer DEFAULT 0 NOT NULL,
  total integer,
  result jsonb,
  failure jsonb,
  requested_by text NOT NULL,
  requested_at timestamp with time zone NOT NULL,
  finished_at timestamp with time zone,
  CONSTRAINT validation_run_pkey PRIMARY KEY (id),
  CONSTRAINT validation_run_check CHECK (((status = 'done'::text) = (result IS NOT NULL))),
  CONSTRAINT validation_run_check1 CHECK (((status = 'failed'::text) = (failure IS NOT NULL))),
  CONSTRAINT validation_run_kind_check CHECK ((kind = ANY (ARRAY['back-test'::text, 'money'::text, 'refit'::text]))),
  CONSTRAINT validation_run_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
);
COMMENT ON COLUMN validation_run.failure IS 'code and values of the refusal that ended it';
CREATE INDEX validation_run_requested ON public.validation_run USING btree (kind, requested_at DESC);
CREATE TRIGGER validation_run_ended BEFORE DELETE OR UPDATE ON public.validation_run FOR EACH ROW EXECUTE FUNCTION refuse_change_of_ended_run();

CREATE TABLE warning_signal (
  id uuid NOT NULL,
  customer_id uuid NOT NULL,
  kind text NOT NULL,
  status text NOT NULL,
  rating_id uuid NOT NULL,
  line integer NOT NULL,
  previous_score integer,
  score integer NOT NULL,
  grade text NOT NULL,
  veto boolean NOT NULL,
  cause jsonb NOT NULL,
  raised_at timestamp with time zone NOT NULL,
  recovered_at timestamp with time zone,
  assignee text,
  note text,
  acknowledged_by text,
  acknowledged_at timestamp with time zone,
  closed_by text,
  closed_at timestamp with time zone,
  CONSTRAINT warning_signal_pkey PRIMARY KEY (id),
  CONSTRAINT warning_signal_check CHECK (((status = 'closed'::text) = (closed_at IS NOT NULL))),
  CONSTRAINT warning_signal_kind_check CHECK ((kind = 'low_score'::text)),
  CONSTRAINT warning_signal_status_check CHECK ((status = ANY (ARRAY['open'::text, 'acknowledged'::text, 'closed'::text])))
);
COMMENT ON COLUMN warning_signal.line IS 'hundredths of a point, as are the scores';
COMMENT ON COLUMN warning_signal.recovered_at IS 'when the score came back above the line; whoever deals with it closes it';
CREATE UNIQUE INDEX warning_signal_current ON public.warning_signal USING btree (customer_id, kind) WHERE (status <> 'closed'::text);
CREATE INDEX warning_signal_customer ON public.warning_signal USING btree (customer_id, raised_at DESC);
CREATE INDEX warning_signal_newest ON public.warning_signal USING btree (status, raised_at DESC, id DESC);
CREATE TRIGGER audit_delete AFTER DELETE ON public.warning_signal REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'warning-signal', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.warning_signal REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'warning-signal', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.warning_signal FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'warning-signal', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.warning_signal REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'warning-signal', '', '{id}', '{}', '{}', 'rows');
CREATE POLICY scoped ON warning_signal TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

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

CREATE TABLE working_day (
  day date NOT NULL,
  working boolean NOT NULL,
  name text NOT NULL,
  CONSTRAINT working_day_pkey PRIMARY KEY (day)
);
COMMENT ON TABLE working_day IS 'exceptions to the calendar that comes with the program';
CREATE TRIGGER audit_delete AFTER DELETE ON public.working_day REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{day}', 'working-day', '', '{day}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.working_day REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{day}', 'working-day', '', '{day}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.working_day FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{day}', 'working-day', '', '{day}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.working_day REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{day}', 'working-day', '', '{day}', '{}', '{}', 'rows');

CREATE TABLE working_hours (
  id boolean DEFAULT true NOT NULL,
  intervals jsonb NOT NULL,
  CONSTRAINT working_hours_pkey PRIMARY KEY (id),
  CONSTRAINT working_hours_id_check CHECK (id)
);
COMMENT ON COLUMN working_hours.intervals IS 'rising [from, to) times of day, for example [["09:00","12:00"],["13:30","18:00"]]';
CREATE TRIGGER audit_delete AFTER DELETE ON public.working_hours REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'working-hours', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.working_hours REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'working-hours', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.working_hours FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'working-hours', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.working_hours REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'working-hours', '', '{id}', '{}', '{}', 'rows');

CREATE VIEW reports_to AS
 SELECT id AS user_id,
    COALESCE(manager_user_id, ( WITH RECURSIVE above AS (
                 SELECT parent_id,
                    manager_user_id,
                    0 AS depth
                   FROM (position_holder h
                     JOIN department d ON ((id = department_id)))
                  WHERE ((user_id = id) AND main)
                UNION ALL
                 SELECT parent_id,
                    manager_user_id,
                    (above_1.depth + 1)
                   FROM (above above_1
                     JOIN department d ON ((id = above_1.parent_id)))
                  WHERE (above_1.depth < 30)
                )
         SELECT manager_user_id
           FROM above
          WHERE (manager_user_id <> id)
          ORDER BY depth
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
      coalesce(k.columns, '{}') AS keys, coalesce(v.object_columns, k.columns, '{}') AS object_columns, s.secret
    FROM pg_class c
    LEFT JOIN audit_coverage v ON v.table_name = c.relname
    CROSS JOIN LATERAL (
      SELECT ARRAY(SELECT a.attname::text FROM pg_attribute a
                   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                     AND (a.atttypid = 'bytea'::regtype OR a.attname = ANY (v.secret)
                          OR a.attname ~ '(password_hash|secret|token|sealed|cipher|recovery_code|key_hash)')
                   ORDER BY a.attnum) AS secret) s
    LEFT JOIN LATERAL (
      SELECT array_agg(a.attname::text ORDER BY x.n) AS columns
      FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS x (attnum, n)
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.attnum
      WHERE i.indrelid = c.oid AND i.indisprimary AND a.attname <> ALL (s.secret)) k ON true
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
  SELECT jsonb_object_agg(o.key, CASE WHEN o.key = ANY (secret) AND o.value <> 'null' THEN '"[hidden]"' ELSE o.value END)
           || CASE WHEN bool_or(o.key LIKE '%\_minor') AND was ? 'currency'
                THEN jsonb_build_object('currency', was -> 'currency') ELSE '{}' END,
         jsonb_object_agg(o.key, CASE WHEN o.key = ANY (secret) AND became -> o.key <> 'null' THEN '"[hidden]"' ELSE became -> o.key END)
           || CASE WHEN bool_or(o.key LIKE '%\_minor') AND was ? 'currency'
                THEN jsonb_build_object('currency', became -> 'currency') ELSE '{}' END
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

CREATE OR REPLACE FUNCTION public.enter_scope(owners text, segments text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM set_config('xinheng.scope_owners', owners, true), set_config('xinheng.scope_segments', segments, true);
  IF (SELECT by_role FROM scope_mechanism) THEN
    PERFORM set_config('role', CASE segments WHEN '' THEN 'xinheng_scoped' ELSE 'xinheng_scoped_segments' END, true);
  ELSE
    PERFORM set_config('xinheng.narrowed', 'on', true);
  END IF;
END $function$
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

CREATE OR REPLACE FUNCTION public.keep_model_identity()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF (OLD.id, OLD.code, OLD.version, OLD.method, OLD.source, OLD.dataset_id, OLD.document_sha256, OLD.features, OLD.created_by, OLD.created_at)
     IS DISTINCT FROM
     (NEW.id, NEW.code, NEW.version, NEW.method, NEW.source, NEW.dataset_id, NEW.document_sha256, NEW.features, NEW.created_by, NEW.created_at)
  THEN
    RAISE EXCEPTION 'a model never changes, only its status does' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $function$
;

CREATE OR REPLACE FUNCTION public.leave_scope()
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF (SELECT by_role FROM scope_mechanism) THEN
    PERFORM set_config('role', 'none', true);
  ELSE
    PERFORM set_config('xinheng.narrowed', 'off', true);
  END IF;
END $function$
;

CREATE OR REPLACE FUNCTION public.mark_rerating_of_customer()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  INSERT INTO rerating_mark (customer_id, cause, detail)
  SELECT r.customer_id, 'fact', 'customer_status' FROM customer_rating_current r WHERE r.customer_id = NEW.id;
  IF FOUND THEN PERFORM wake_rerating('500 milliseconds'); END IF;
  RETURN NULL;
END $function$
;

CREATE OR REPLACE FUNCTION public.mark_rerating_of_documents()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  INSERT INTO rerating_mark (customer_id, cause, detail, object_id)
  SELECT a.customer_id, 'document', d.type, (array_agg(d.id))[1] FROM changed d JOIN credit_account a ON a.id = d.account_id
  WHERE EXISTS (SELECT FROM customer_rating_current r WHERE r.customer_id = a.customer_id)
  GROUP BY a.customer_id, d.type;
  IF FOUND THEN PERFORM wake_rerating('2 seconds'); END IF;
  RETURN NULL;
END $function$
;

CREATE OR REPLACE FUNCTION public.mark_rerating_of_facts()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  INSERT INTO rerating_mark (customer_id, cause, detail, object_id)
  SELECT f.customer_id, 'fact', f.item, (array_agg(f.id))[1] FROM changed f
  WHERE EXISTS (SELECT FROM customer_rating_current r WHERE r.customer_id = f.customer_id)
  GROUP BY f.customer_id, f.item;
  IF FOUND THEN PERFORM wake_rerating('500 milliseconds'); END IF;
  RETURN NULL;
END $function$
;

CREATE OR REPLACE FUNCTION public.note_standing_of_accounts()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
BEGIN
  INSERT INTO standing_change (account_id, receivables) SELECT DISTINCT account_id, false FROM changed;
  RETURN NULL;
END $function$
;

CREATE OR REPLACE FUNCTION public.note_standing_of_all()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
BEGIN
  INSERT INTO standing_change (customer_id, receivables) SELECT id, true FROM customer;
  RETURN NULL;
END $function$
;

CREATE OR REPLACE FUNCTION public.note_standing_of_customer()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
BEGIN
  INSERT INTO standing_change (customer_id, receivables) SELECT DISTINCT id, false FROM changed;
  RETURN NULL;
END $function$
;

CREATE OR REPLACE FUNCTION public.note_standing_of_customers()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
BEGIN
  INSERT INTO standing_change (customer_id, receivables) SELECT DISTINCT customer_id, false FROM changed;
  RETURN NULL;
END $function$
;

CREATE OR REPLACE FUNCTION public.note_standing_of_rates()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
DECLARE
  concerned text[] := ARRAY(
    SELECT from_currency FROM changed UNION SELECT to_currency FROM changed EXCEPT SELECT base_currency FROM organisation);
BEGIN
  INSERT INTO standing_change (account_id, receivables)
  SELECT id, false FROM credit_account WHERE currency = ANY(concerned)
  UNION
  SELECT account_id, false FROM account_exposure WHERE currency = ANY(concerned);
  RETURN NULL;
END $function$
;

CREATE OR REPLACE FUNCTION public.note_standing_of_receivables()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
BEGIN
  INSERT INTO standing_change (account_id, receivables)
  SELECT DISTINCT account_id, true FROM changed WHERE bucket IN ('receivables', 'unapplied');
  RETURN NULL;
END $function$
;

CREATE OR REPLACE FUNCTION public.note_standing_of_segment()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
BEGIN
  INSERT INTO standing_change (account_id, receivables)
  SELECT id, false FROM credit_account WHERE segment_id = NEW.id;
  RETURN NULL;
END $function$
;

CREATE OR REPLACE FUNCTION public.queue_evaluation_of_all_holds()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  IF EXISTS (SELECT FROM hold WHERE status = 'open') THEN
    PERFORM queue_job('evaluate-open-holds', '{}', NULL, NULL, 'evaluate-open-holds');
  END IF;
  RETURN NULL;
END $function$
;

CREATE OR REPLACE FUNCTION public.queue_evaluation_of_customer()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  PERFORM queue_hold_evaluation(ARRAY[NEW.group_id]);
  RETURN NULL;
END $function$
;

CREATE OR REPLACE FUNCTION public.queue_evaluation_of_rating()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  PERFORM queue_hold_evaluation(ARRAY(SELECT group_id FROM customer WHERE id = NEW.customer_id));
  RETURN NULL;
END $function$
;

CREATE OR REPLACE FUNCTION public.queue_hold_evaluation(groups uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  waiting uuid;
BEGIN
  FOR waiting IN SELECT DISTINCT h.group_id FROM hold h WHERE h.status = 'open' AND h.group_id = ANY(groups) LOOP
    PERFORM queue_job('evaluate-holds', json_build_object('groupId', waiting), NULL, NULL, 'evaluate-holds:' || waiting);
  END LOOP;
END $function$
;

CREATE OR REPLACE FUNCTION public.queue_job(identifier text, payload json, run_at timestamp with time zone, max_attempts smallint, job_key text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT graphile_worker.add_job(identifier := $1, payload := $2, run_at := $3, max_attempts := $4, job_key := $5);
$function$
;

CREATE OR REPLACE FUNCTION public.queue_jobs(identifier text, payloads json[])
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT count(*) FROM graphile_worker.add_jobs(ARRAY(
    SELECT ROW($1, p, NULL, NULL, NULL, NULL, NULL, NULL)::graphile_worker.job_spec FROM unnest($2) AS p));
$function$
;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $function$
;

CREATE OR REPLACE FUNCTION public.refuse_change_of_ended_run()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF OLD.status IN ('done', 'failed', 'cancelled') THEN
    RAISE EXCEPTION 'the validation run % has ended', OLD.id;
  END IF;
  RETURN NEW;
END $function$
;

CREATE OR REPLACE FUNCTION public.refuse_change_of_overlay()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF (NEW.name, NEW.kind, NEW.industries, NEW.regions, NEW.segments, NEW.grades, NEW.points, NEW.notches, NEW.valid_from,
      NEW.valid_until, NEW.reason, NEW.requested_by, NEW.requested_at)
    IS DISTINCT FROM
     (OLD.name, OLD.kind, OLD.industries, OLD.regions, OLD.segments, OLD.grades, OLD.points, OLD.notches, OLD.valid_from,
      OLD.valid_until, OLD.reason, OLD.requested_by, OLD.requested_at) THEN
    RAISE EXCEPTION 'the overlay % never changes', OLD.id;
  END IF;
  RETURN NEW;
END $function$
;

CREATE OR REPLACE FUNCTION public.scope_accounts()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT a.id FROM customer c JOIN credit_account a ON a.customer_id = c.id
  WHERE c.owner_username = ANY (scope_owners())
  UNION ALL
  SELECT id FROM credit_account WHERE segment_id = ANY (scope_segments())
$function$
;

CREATE OR REPLACE FUNCTION public.scope_attach()
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  found record;
BEGIN
  FOR found IN
    SELECT c.oid::regclass AS name, array_agg(a.attname::text) AS columns
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relrowsecurity
      AND a.attname IN ('account_id', 'customer_id', 'group_id')
      AND c.relname <> 'standing_change' -- a queue of ids, worked off for everybody by whoever reads first
    GROUP BY c.oid ORDER BY c.oid
  LOOP
    PERFORM scope_table(found.name, CASE
      WHEN 'account_id' = ANY (found.columns) THEN 'account_id IN (SELECT scope_accounts())'
      WHEN 'customer_id' = ANY (found.columns) THEN 'customer_id IN (SELECT scope_customers())'
      ELSE 'group_id IN (SELECT scope_groups())' END);
  END LOOP;
END $function$
;

CREATE OR REPLACE FUNCTION public.scope_customers()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT id FROM customer WHERE owner_username = ANY (scope_owners())
  UNION ALL
  SELECT customer_id FROM credit_account WHERE segment_id = ANY (scope_segments())
$function$
;

CREATE OR REPLACE FUNCTION public.scope_customers_by_segment()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT customer_id FROM credit_account WHERE segment_id = ANY (scope_segments())
$function$
;

CREATE OR REPLACE FUNCTION public.scope_groups()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT group_id FROM customer WHERE owner_username = ANY (scope_owners())
  UNION ALL
  SELECT group_id FROM credit_account WHERE segment_id = ANY (scope_segments())
$function$
;

CREATE OR REPLACE FUNCTION public.scope_open()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  SELECT coalesce(current_setting('xinheng.narrowed', true), '') <> 'on'
$function$
;

CREATE OR REPLACE FUNCTION public.scope_owners()
 RETURNS text[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  SELECT string_to_array(nullif(current_setting('xinheng.scope_owners', true), ''), E'\n')
$function$
;

CREATE OR REPLACE FUNCTION public.scope_segments()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  SELECT ARRAY(SELECT id FROM credit_segment
    WHERE code = ANY (string_to_array(nullif(current_setting('xinheng.scope_segments', true), ''), E'\n')))
$function$
;

CREATE OR REPLACE FUNCTION public.scope_table(name regclass, shown text, kept text DEFAULT NULL::text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', name);
  EXECUTE format('DROP POLICY IF EXISTS scoped ON %s', name);
  IF (SELECT by_role FROM scope_mechanism) THEN
    EXECUTE format('CREATE POLICY scoped ON %s TO xinheng_scoped, xinheng_scoped_segments USING (%s) WITH CHECK (%s)',
      name, shown, coalesce(kept, shown));
  ELSE
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY scoped ON %s USING ((SELECT scope_open()) OR %s) WITH CHECK ((SELECT scope_open()) OR %s)',
      name, shown, coalesce(kept, shown));
  END IF;
END $function$
;

CREATE OR REPLACE FUNCTION public.tell_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM pg_notify('xinheng_live', TG_ARGV[0]);
  RETURN NULL;
END $function$
;

CREATE OR REPLACE FUNCTION public.wake_rerating(wait interval)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  this text := pg_current_xact_id()::text;
BEGIN
  IF current_setting('xinheng.rerating_woken', true) IS DISTINCT FROM this THEN
    PERFORM set_config('xinheng.rerating_woken', this, true), queue_job('re-rate-marked', '{}', now() + wait, 5::smallint, NULL);
  END IF;
END $function$
;

CREATE AGGREGATE sum_minor(bigint) (SFUNC = int8pl, STYPE = bigint, COMBINEFUNC = int8pl, PARALLEL = SAFE);
