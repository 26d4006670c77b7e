-- Generated from server/migrations; see server/test/schema.db.test.ts. Not run by anything.

CREATE EXTENSION pg_trgm;

CREATE TABLE accessory_item (
  account_id uuid NOT NULL,
  document_id uuid NOT NULL,
  item_no integer NOT NULL,
  main_document_id uuid NOT NULL,
  main_item_no integer NOT NULL,
  CONSTRAINT accessory_item_pkey PRIMARY KEY (document_id, item_no),
  CONSTRAINT accessory_item_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id),
  CONSTRAINT accessory_item_main_document_id_fkey FOREIGN KEY (main_document_id) REFERENCES document(id)
);
COMMENT ON TABLE accessory_item IS 'instalment item_no of document_id is interest on instalment main_item_no of main_document_id';
CREATE INDEX accessory_item_main ON public.accessory_item USING btree (main_document_id, main_item_no);
CREATE TRIGGER accessory_item_append_only BEFORE DELETE OR UPDATE ON public.accessory_item FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE POLICY scoped ON accessory_item TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

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

CREATE TABLE aging_snapshot (
  id uuid NOT NULL,
  kind text NOT NULL,
  as_of date NOT NULL,
  bounds integer[] NOT NULL,
  totals jsonb NOT NULL,
  note text,
  taken_by text NOT NULL,
  taken_at timestamp with time zone NOT NULL,
  CONSTRAINT aging_snapshot_pkey PRIMARY KEY (id),
  CONSTRAINT aging_snapshot_bounds_check CHECK (((cardinality(bounds) >= 1) AND (cardinality(bounds) <= 12))),
  CONSTRAINT aging_snapshot_kind_check CHECK ((kind = ANY (ARRAY['monthly'::text, 'on-demand'::text])))
);
COMMENT ON COLUMN aging_snapshot.totals IS 'per currency: accounts, open items, sums of buckets and steps, unapplied; proved against the ledger when taken';
CREATE UNIQUE INDEX aging_snapshot_month ON public.aging_snapshot USING btree (as_of) WHERE (kind = 'monthly'::text);
CREATE INDEX aging_snapshot_newest ON public.aging_snapshot USING btree (as_of DESC, taken_at DESC);
CREATE TRIGGER aging_snapshot_append_only BEFORE DELETE OR UPDATE ON public.aging_snapshot FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_delete AFTER DELETE ON public.aging_snapshot REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'aging-snapshot', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.aging_snapshot REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'aging-snapshot', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.aging_snapshot FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'aging-snapshot', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.aging_snapshot REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'aging-snapshot', '', '{id}', '{}', '{}', 'rows');

CREATE TABLE aging_snapshot_line (
  snapshot_id uuid NOT NULL,
  account_id uuid NOT NULL,
  currency character(3) NOT NULL,
  buckets_minor bigint[] NOT NULL,
  steps_minor bigint[] NOT NULL,
  unapplied_minor bigint NOT NULL,
  items integer NOT NULL,
  CONSTRAINT aging_snapshot_line_pkey PRIMARY KEY (snapshot_id, account_id, currency),
  CONSTRAINT aging_snapshot_line_account_id_fkey FOREIGN KEY (account_id) REFERENCES credit_account(id),
  CONSTRAINT aging_snapshot_line_snapshot_id_fkey FOREIGN KEY (snapshot_id) REFERENCES aging_snapshot(id) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT aging_snapshot_line_steps_minor_check CHECK ((cardinality(steps_minor) = 15)),
  CONSTRAINT aging_snapshot_line_unapplied_minor_check CHECK ((unapplied_minor <= 0))
);
COMMENT ON COLUMN aging_snapshot_line.buckets_minor IS 'by due date: not due, then by the bounds of the snapshot';
COMMENT ON COLUMN aging_snapshot_line.steps_minor IS 'by due date: not due, 1-30, 31-60 … 361-390 days, more than 390';
COMMENT ON COLUMN aging_snapshot_line.items IS 'open receivable items';
CREATE TRIGGER aging_snapshot_line_append_only BEFORE DELETE OR UPDATE ON public.aging_snapshot_line FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE POLICY scoped ON aging_snapshot_line TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

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

CREATE TABLE arrangement_settings (
  id boolean DEFAULT true NOT NULL,
  promise_grace_days integer DEFAULT 3 NOT NULL,
  promise_days_max integer DEFAULT 60 NOT NULL,
  broken_promise_months integer DEFAULT 12 NOT NULL,
  plan_grace_days integer DEFAULT 5 NOT NULL,
  dispute_days integer DEFAULT 15 NOT NULL,
  updated_by text,
  updated_at timestamp with time zone,
  CONSTRAINT arrangement_settings_pkey PRIMARY KEY (id),
  CONSTRAINT arrangement_settings_broken_promise_months_check CHECK (((broken_promise_months >= 1) AND (broken_promise_months <= 60))),
  CONSTRAINT arrangement_settings_dispute_days_check CHECK (((dispute_days >= 1) AND (dispute_days <= 365))),
  CONSTRAINT arrangement_settings_id_check CHECK (id),
  CONSTRAINT arrangement_settings_plan_grace_days_check CHECK (((plan_grace_days >= 0) AND (plan_grace_days <= 60))),
  CONSTRAINT arrangement_settings_promise_days_max_check CHECK (((promise_days_max >= 1) AND (promise_days_max <= 730))),
  CONSTRAINT arrangement_settings_promise_grace_days_check CHECK (((promise_grace_days >= 0) AND (promise_grace_days <= 60)))
);
COMMENT ON COLUMN arrangement_settings.promise_days_max IS 'how far ahead a promise may lie';
COMMENT ON COLUMN arrangement_settings.broken_promise_months IS 'how long a broken promise counts in credit control';
COMMENT ON COLUMN arrangement_settings.dispute_days IS 'days until a dispute is to be settled, where nobody says another day';
CREATE TRIGGER audit_delete AFTER DELETE ON public.arrangement_settings REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'arrangement-settings', '', '{id}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.arrangement_settings REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'arrangement-settings', '', '{id}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.arrangement_settings FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'arrangement-settings', '', '{id}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.arrangement_settings REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'arrangement-settings', '', '{id}', '{}', '{updated_at}', 'rows');

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
  CONSTRAINT authority_kind_check CHECK ((kind = ANY (ARRAY['interest-waiver'::text, 'hold-release'::text, 'limit-change'::text, 'temporary-limit'::text, 'credit-opening'::text, 'rating-override'::text, 'publication'::text, 'instalment-plan'::text, 'write-off'::text]))),
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

CREATE TABLE bad_debt_case (
  id uuid NOT NULL,
  number bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  customer_id uuid NOT NULL,
  write_off_id uuid NOT NULL,
  industry text,
  grade text,
  currency character(3) NOT NULL,
  loss_minor bigint NOT NULL,
  happened text NOT NULL,
  lessons text NOT NULL,
  rule text,
  causes text[] NOT NULL,
  signals jsonb NOT NULL,
  first_signal_on date,
  written_by text NOT NULL,
  written_at timestamp with time zone NOT NULL,
  changed_by text,
  changed_at timestamp with time zone,
  CONSTRAINT bad_debt_case_pkey PRIMARY KEY (id),
  CONSTRAINT bad_debt_case_number_key UNIQUE (number),
  CONSTRAINT bad_debt_case_write_off_id_key UNIQUE (write_off_id),
  CONSTRAINT bad_debt_case_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT bad_debt_case_write_off_id_fkey FOREIGN KEY (write_off_id) REFERENCES write_off(id),
  CONSTRAINT bad_debt_case_causes_check CHECK ((cardinality(causes) > 0)),
  CONSTRAINT bad_debt_case_loss_minor_check CHECK ((loss_minor > 0))
);
COMMENT ON COLUMN bad_debt_case.industry IS 'of the customer when the case was written';
COMMENT ON COLUMN bad_debt_case.grade IS 'of the customer when the case was written';
COMMENT ON COLUMN bad_debt_case.rule IS 'which rule would have stopped it';
COMMENT ON COLUMN bad_debt_case.signals IS 'grades, warnings, missed promises, releases and approvals known before the loss, the earliest first';
CREATE INDEX bad_debt_case_causes ON public.bad_debt_case USING gin (causes);
CREATE INDEX bad_debt_case_customer ON public.bad_debt_case USING btree (customer_id);
CREATE INDEX bad_debt_case_newest ON public.bad_debt_case USING btree (written_at DESC, id DESC);
CREATE TRIGGER audit_delete AFTER DELETE ON public.bad_debt_case REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.bad_debt_case REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.bad_debt_case FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.bad_debt_case REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE POLICY scoped ON bad_debt_case TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE bad_debt_cause (
  code text NOT NULL,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  position integer NOT NULL,
  active boolean DEFAULT true NOT NULL,
  CONSTRAINT bad_debt_cause_pkey PRIMARY KEY (code),
  CONSTRAINT bad_debt_cause_code_check CHECK ((code ~ '^[a-z][a-z0-9_-]{0,39}$'::text))
);
CREATE TRIGGER audit_delete AFTER DELETE ON public.bad_debt_cause REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code}', 'bad-debt-cause', '', '{code}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.bad_debt_cause REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code}', 'bad-debt-cause', '', '{code}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.bad_debt_cause FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code}', 'bad-debt-cause', '', '{code}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.bad_debt_cause REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code}', 'bad-debt-cause', '', '{code}', '{}', '{}', 'rows');

CREATE TABLE bank_line (
  id uuid NOT NULL,
  bank_account text NOT NULL,
  bank_ref text NOT NULL,
  segment_id uuid NOT NULL,
  booked_on date NOT NULL,
  currency character(3) NOT NULL,
  amount_minor bigint NOT NULL,
  payer_name text NOT NULL,
  payer_account_hash text,
  payer_account_masked text,
  reference text NOT NULL,
  state text DEFAULT 'open'::text NOT NULL,
  customer_id uuid,
  identified_by text,
  confidence_bp integer,
  document_id uuid,
  recorded_times integer DEFAULT 0 NOT NULL,
  note text,
  decided_by text,
  decided_at timestamp with time zone,
  imported_by text NOT NULL,
  imported_at timestamp with time zone NOT NULL,
  CONSTRAINT bank_line_pkey PRIMARY KEY (id),
  CONSTRAINT bank_line_bank_account_bank_ref_key UNIQUE (bank_account, bank_ref),
  CONSTRAINT bank_line_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT bank_line_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id),
  CONSTRAINT bank_line_segment_id_fkey FOREIGN KEY (segment_id) REFERENCES credit_segment(id),
  CONSTRAINT bank_line_amount_minor_check CHECK ((amount_minor > 0)),
  CONSTRAINT bank_line_check CHECK (((state = 'recorded'::text) = (document_id IS NOT NULL))),
  CONSTRAINT bank_line_check1 CHECK (((state <> 'recorded'::text) OR (customer_id IS NOT NULL))),
  CONSTRAINT bank_line_check2 CHECK (((payer_account_hash IS NULL) = (payer_account_masked IS NULL))),
  CONSTRAINT bank_line_confidence_bp_check CHECK (((confidence_bp >= 0) AND (confidence_bp <= 10000))),
  CONSTRAINT bank_line_identified_by_check CHECK ((identified_by = ANY (ARRAY['reference'::text, 'account'::text, 'name'::text, 'learned'::text, 'person'::text]))),
  CONSTRAINT bank_line_state_check CHECK ((state = ANY (ARRAY['open'::text, 'recorded'::text, 'set_aside'::text])))
);
COMMENT ON COLUMN bank_line.bank_account IS 'our own account; its last characters are enough';
COMMENT ON COLUMN bank_line.customer_id IS 'who paid: sure when recorded, a suggestion while open';
COMMENT ON COLUMN bank_line.recorded_times IS 'how often a receipt was recorded from it: part of the next receipt''s number';
CREATE INDEX bank_line_booked ON public.bank_line USING btree (booked_on DESC, id DESC);
CREATE UNIQUE INDEX bank_line_document ON public.bank_line USING btree (document_id) WHERE (document_id IS NOT NULL);
CREATE INDEX bank_line_open ON public.bank_line USING btree (id) WHERE (state = 'open'::text);
CREATE TRIGGER audit_delete AFTER DELETE ON public.bank_line REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'bank-line', '', '{bank_account,bank_ref}', '{}', '{customer_id,identified_by,confidence_bp,document_id,recorded_times,state}', 'statements');
CREATE TRIGGER audit_insert AFTER INSERT ON public.bank_line REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'bank-line', '', '{bank_account,bank_ref}', '{}', '{customer_id,identified_by,confidence_bp,document_id,recorded_times,state}', 'statements');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.bank_line FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'bank-line', '', '{bank_account,bank_ref}', '{}', '{customer_id,identified_by,confidence_bp,document_id,recorded_times,state}', 'statements');
CREATE TRIGGER audit_update AFTER UPDATE ON public.bank_line FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.bank_account IS DISTINCT FROM new.bank_account) OR (old.bank_ref IS DISTINCT FROM new.bank_ref) OR (old.segment_id IS DISTINCT FROM new.segment_id) OR (old.booked_on IS DISTINCT FROM new.booked_on) OR (old.currency IS DISTINCT FROM new.currency) OR (old.amount_minor IS DISTINCT FROM new.amount_minor) OR (old.payer_name IS DISTINCT FROM new.payer_name) OR (old.payer_account_hash IS DISTINCT FROM new.payer_account_hash) OR (old.payer_account_masked IS DISTINCT FROM new.payer_account_masked) OR (old.reference IS DISTINCT FROM new.reference) OR (old.note IS DISTINCT FROM new.note) OR (old.decided_by IS DISTINCT FROM new.decided_by) OR (old.decided_at IS DISTINCT FROM new.decided_at) OR (old.imported_by IS DISTINCT FROM new.imported_by) OR (old.imported_at IS DISTINCT FROM new.imported_at))) EXECUTE FUNCTION audit_capture('{id}', 'bank-line', '', '{bank_account,bank_ref}', '{}', '{customer_id,identified_by,confidence_bp,document_id,recorded_times,state}', 'statements');
CREATE POLICY scoped ON bank_line TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE bill (
  id uuid NOT NULL,
  number text NOT NULL,
  sub_range text DEFAULT ''::text NOT NULL,
  document_number text NOT NULL,
  kind text NOT NULL,
  account_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  currency character(3) NOT NULL,
  amount_minor bigint NOT NULL,
  counted_minor bigint NOT NULL,
  drawer text NOT NULL,
  acceptor text NOT NULL,
  issued_on date NOT NULL,
  received_on date NOT NULL,
  matures_on date NOT NULL,
  reference text DEFAULT ''::text NOT NULL,
  state text NOT NULL,
  recourse boolean DEFAULT true NOT NULL,
  receipt_document_id uuid NOT NULL,
  exposure_document_id uuid,
  last_seq integer NOT NULL,
  in_force_seq integer NOT NULL,
  effective_on date NOT NULL,
  recorded_by text NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT bill_pkey PRIMARY KEY (id),
  CONSTRAINT bill_document_number_key UNIQUE (document_number),
  CONSTRAINT bill_exposure_document_id_key UNIQUE (exposure_document_id),
  CONSTRAINT bill_receipt_document_id_key UNIQUE (receipt_document_id),
  CONSTRAINT bill_account_id_fkey FOREIGN KEY (account_id) REFERENCES credit_account(id),
  CONSTRAINT bill_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT bill_exposure_document_id_fkey FOREIGN KEY (exposure_document_id) REFERENCES document(id),
  CONSTRAINT bill_receipt_document_id_fkey FOREIGN KEY (receipt_document_id) REFERENCES document(id),
  CONSTRAINT bill_amount_minor_check CHECK ((amount_minor > 0)),
  CONSTRAINT bill_check CHECK (((counted_minor >= 0) AND (counted_minor <= amount_minor))),
  CONSTRAINT bill_check1 CHECK (((issued_on <= received_on) AND (issued_on < matures_on))),
  CONSTRAINT bill_check2 CHECK (((counted_minor > 0) = (exposure_document_id IS NOT NULL))),
  CONSTRAINT bill_check3 CHECK ((in_force_seq <= last_seq)),
  CONSTRAINT bill_kind_check CHECK ((kind = ANY (ARRAY['bank'::text, 'commercial'::text]))),
  CONSTRAINT bill_state_check CHECK ((state = ANY (ARRAY['held'::text, 'presented'::text, 'discounted'::text, 'endorsed'::text, 'paid'::text, 'dishonoured'::text, 'withdrawn'::text])))
);
COMMENT ON COLUMN bill.sub_range IS 'part of a bill that can be divided; empty: the whole bill';
COMMENT ON COLUMN bill.counted_minor IS 'what counts as exposure to the customer until the bill is paid, by the settings on the day of receipt';
COMMENT ON COLUMN bill.recourse IS 'passed on: whoever holds it can come back to us while it is not paid';
COMMENT ON COLUMN bill.in_force_seq IS 'the last event that was not taken back';
COMMENT ON COLUMN bill.effective_on IS 'day of the last entry in the ledger; later events are entered no earlier';
CREATE INDEX bill_customer ON public.bill USING btree (customer_id, matures_on);
CREATE INDEX bill_maturity ON public.bill USING btree (matures_on, id);
CREATE UNIQUE INDEX bill_once ON public.bill USING btree (number, sub_range) WHERE (state <> 'withdrawn'::text);
CREATE INDEX bill_unpaid ON public.bill USING btree (matures_on, id) WHERE (state = ANY (ARRAY['held'::text, 'presented'::text]));
CREATE TRIGGER audit_delete AFTER DELETE ON public.bill REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'bill', '', '{number}', '{}', '{last_seq,in_force_seq,effective_on}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.bill REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'bill', '', '{number}', '{}', '{last_seq,in_force_seq,effective_on}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.bill FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'bill', '', '{number}', '{}', '{last_seq,in_force_seq,effective_on}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.bill REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'bill', '', '{number}', '{}', '{last_seq,in_force_seq,effective_on}', 'rows');
CREATE POLICY scoped ON bill TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

CREATE TABLE bill_event (
  bill_id uuid NOT NULL,
  seq integer NOT NULL,
  account_id uuid NOT NULL,
  act text NOT NULL,
  on_day date NOT NULL,
  from_state text,
  to_state text NOT NULL,
  from_recourse boolean NOT NULL,
  before_seq integer NOT NULL,
  party text,
  charge_minor bigint,
  reason text,
  done_by text NOT NULL,
  done_at timestamp with time zone NOT NULL,
  CONSTRAINT bill_event_pkey PRIMARY KEY (bill_id, seq),
  CONSTRAINT bill_event_bill_id_fkey FOREIGN KEY (bill_id) REFERENCES bill(id),
  CONSTRAINT bill_event_act_check CHECK ((act = ANY (ARRAY['receive'::text, 'present'::text, 'discount'::text, 'endorse'::text, 'pay'::text, 'dishonour'::text, 'withdraw'::text, 'undo'::text]))),
  CONSTRAINT bill_event_charge_minor_check CHECK ((charge_minor >= 0))
);
COMMENT ON COLUMN bill_event.before_seq IS 'the event that was in force before; an undoing returns to what was before that which it takes back';
COMMENT ON COLUMN bill_event.party IS 'who discounted it, to whom it was endorsed';
COMMENT ON COLUMN bill_event.charge_minor IS 'what the discount cost';
CREATE TRIGGER bill_event_append_only BEFORE DELETE OR UPDATE ON public.bill_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE POLICY scoped ON bill_event TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

CREATE TABLE bill_settings (
  version integer NOT NULL,
  bank_bp integer NOT NULL,
  commercial_bp integer NOT NULL,
  warn_days integer NOT NULL,
  saved_by text NOT NULL,
  saved_at timestamp with time zone NOT NULL,
  CONSTRAINT bill_settings_pkey PRIMARY KEY (version),
  CONSTRAINT bill_settings_bank_bp_check CHECK (((bank_bp >= 0) AND (bank_bp <= 10000))),
  CONSTRAINT bill_settings_commercial_bp_check CHECK (((commercial_bp >= 0) AND (commercial_bp <= 10000))),
  CONSTRAINT bill_settings_warn_days_check CHECK (((warn_days >= 1) AND (warn_days <= 90)))
);
CREATE TRIGGER audit_delete AFTER DELETE ON public.bill_settings REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{version}', 'bill-settings', '', '{version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.bill_settings REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{version}', 'bill-settings', '', '{version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.bill_settings FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{version}', 'bill-settings', '', '{version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.bill_settings REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{version}', 'bill-settings', '', '{version}', '{}', '{}', 'rows');
CREATE TRIGGER bill_settings_append_only BEFORE DELETE OR UPDATE ON public.bill_settings FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE book_figure (
  as_of date NOT NULL,
  sums jsonb NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT book_figure_pkey PRIMARY KEY (as_of)
);
COMMENT ON TABLE book_figure IS 'forgotten when standings are worked out of customers whose receivables changed on or before the day';

CREATE TABLE cash_forecast (
  as_of date NOT NULL,
  account_id uuid NOT NULL,
  currency character(3) NOT NULL,
  week_no smallint NOT NULL,
  expected_minor bigint NOT NULL,
  variance double precision NOT NULL,
  CONSTRAINT cash_forecast_pkey PRIMARY KEY (as_of, account_id, currency, week_no),
  CONSTRAINT cash_forecast_expected_minor_check CHECK ((expected_minor >= 0)),
  CONSTRAINT cash_forecast_variance_check CHECK ((variance >= (0)::double precision)),
  CONSTRAINT cash_forecast_week_no_check CHECK (((week_no >= 0) AND (week_no <= 26)))
);
CREATE TRIGGER cash_forecast_append_only BEFORE UPDATE ON public.cash_forecast FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE POLICY scoped ON cash_forecast TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

CREATE TABLE cash_forecast_run (
  as_of date NOT NULL,
  kind text NOT NULL,
  model_version integer,
  items integer NOT NULL,
  scale double precision NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT cash_forecast_run_pkey PRIMARY KEY (as_of),
  CONSTRAINT cash_forecast_run_kind_check CHECK ((kind = ANY (ARRAY['live'::text, 'back-cast'::text]))),
  CONSTRAINT cash_forecast_run_scale_check CHECK ((scale > (0)::double precision))
);
COMMENT ON COLUMN cash_forecast_run.kind IS 'back-cast: worked out later from nothing but what was known on that day';
COMMENT ON COLUMN cash_forecast_run.scale IS 'standard deviations on either side that the band of 80 % spans';

CREATE TABLE cash_match (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  document_id uuid NOT NULL,
  method text NOT NULL,
  confidence_bp integer NOT NULL,
  grounds jsonb NOT NULL,
  state text NOT NULL,
  automatic boolean DEFAULT false NOT NULL,
  currency character(3) NOT NULL,
  amount_minor bigint NOT NULL,
  granted_minor bigint DEFAULT 0 NOT NULL,
  granted_kind text,
  granted_document_id uuid,
  signature text NOT NULL,
  run_id uuid,
  proposed_at timestamp with time zone NOT NULL,
  decided_by text,
  decided_at timestamp with time zone,
  undone_by text,
  undone_at timestamp with time zone,
  reason text,
  CONSTRAINT cash_match_pkey PRIMARY KEY (id),
  CONSTRAINT cash_match_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id),
  CONSTRAINT cash_match_granted_document_id_fkey FOREIGN KEY (granted_document_id) REFERENCES document(id),
  CONSTRAINT cash_match_amount_minor_check CHECK ((amount_minor > 0)),
  CONSTRAINT cash_match_check CHECK (((granted_minor > 0) = (granted_kind IS NOT NULL))),
  CONSTRAINT cash_match_check1 CHECK (((state = ANY (ARRAY['accepted'::text, 'rejected'::text, 'undone'::text])) <= (decided_at IS NOT NULL))),
  CONSTRAINT cash_match_check2 CHECK (((state = 'undone'::text) = (undone_at IS NOT NULL))),
  CONSTRAINT cash_match_confidence_bp_check CHECK (((confidence_bp >= 0) AND (confidence_bp <= 10000))),
  CONSTRAINT cash_match_granted_kind_check CHECK ((granted_kind = ANY (ARRAY['discount'::text, 'fee'::text]))),
  CONSTRAINT cash_match_granted_minor_check CHECK ((granted_minor >= 0)),
  CONSTRAINT cash_match_method_check CHECK ((method = ANY (ARRAY['designation'::text, 'exact'::text, 'sum'::text, 'order'::text, 'manual'::text]))),
  CONSTRAINT cash_match_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'accepted'::text, 'rejected'::text, 'undone'::text, 'superseded'::text])))
);
COMMENT ON COLUMN cash_match.granted_minor IS 'the difference that the customer need not pay: early-payment discount, bank fee';
COMMENT ON COLUMN cash_match.signature IS 'what is applied to what: a match that was turned down is not proposed again';
CREATE INDEX cash_match_account ON public.cash_match USING btree (account_id) WHERE (state = 'accepted'::text);
CREATE INDEX cash_match_document ON public.cash_match USING btree (document_id, proposed_at DESC);
CREATE UNIQUE INDEX cash_match_proposed ON public.cash_match USING btree (document_id) WHERE (state = 'proposed'::text);
CREATE INDEX cash_match_queue ON public.cash_match USING btree (confidence_bp DESC, id) WHERE (state = 'proposed'::text);
CREATE TRIGGER audit_delete AFTER DELETE ON public.cash_match REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'cash-match', '', '{id}', '{}', '{confidence_bp}', 'statements');
CREATE TRIGGER audit_insert AFTER INSERT ON public.cash_match REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'cash-match', '', '{id}', '{}', '{confidence_bp}', 'statements');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.cash_match FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'cash-match', '', '{id}', '{}', '{confidence_bp}', 'statements');
CREATE TRIGGER audit_update AFTER UPDATE ON public.cash_match REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'cash-match', '', '{id}', '{}', '{confidence_bp}', 'statements');
CREATE POLICY scoped ON cash_match TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

CREATE TABLE cash_match_item (
  match_id uuid NOT NULL,
  account_id uuid NOT NULL,
  invoice_id uuid NOT NULL,
  item_no integer NOT NULL,
  amount_minor bigint NOT NULL,
  granted_minor bigint DEFAULT 0 NOT NULL,
  CONSTRAINT cash_match_item_pkey PRIMARY KEY (match_id, invoice_id, item_no),
  CONSTRAINT cash_match_item_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES document(id),
  CONSTRAINT cash_match_item_match_id_fkey FOREIGN KEY (match_id) REFERENCES cash_match(id),
  CONSTRAINT cash_match_item_amount_minor_check CHECK ((amount_minor > 0)),
  CONSTRAINT cash_match_item_granted_minor_check CHECK ((granted_minor >= 0))
);
CREATE INDEX cash_match_item_invoice ON public.cash_match_item USING btree (invoice_id);
CREATE TRIGGER cash_match_item_append_only BEFORE DELETE OR UPDATE ON public.cash_match_item FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE POLICY scoped ON cash_match_item TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

CREATE TABLE cash_outlook (
  account_id uuid NOT NULL,
  currency character(3) NOT NULL,
  week_no smallint NOT NULL,
  as_of date NOT NULL,
  expected_minor bigint NOT NULL,
  variance double precision NOT NULL,
  CONSTRAINT cash_outlook_pkey PRIMARY KEY (account_id, currency, week_no),
  CONSTRAINT cash_outlook_expected_minor_check CHECK ((expected_minor >= 0)),
  CONSTRAINT cash_outlook_variance_check CHECK ((variance >= (0)::double precision)),
  CONSTRAINT cash_outlook_week_no_check CHECK (((week_no >= 0) AND (week_no <= 26)))
);
COMMENT ON COLUMN cash_outlook.week_no IS 'the week of as_of is 0; 26 stands for everything later';
COMMENT ON COLUMN cash_outlook.variance IS 'in minor units squared; accounts are taken as independent, so variances of accounts add up';
CREATE POLICY scoped ON cash_outlook TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

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

CREATE TABLE claim_letter (
  id uuid NOT NULL,
  number bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  customer_id uuid NOT NULL,
  language text NOT NULL,
  written_on date NOT NULL,
  pay_by date NOT NULL,
  items jsonb NOT NULL,
  totals jsonb NOT NULL,
  pdf bytea NOT NULL,
  content_hash text NOT NULL,
  written_by text NOT NULL,
  written_at timestamp with time zone NOT NULL,
  CONSTRAINT claim_letter_pkey PRIMARY KEY (id),
  CONSTRAINT claim_letter_number_key UNIQUE (number),
  CONSTRAINT claim_letter_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT claim_letter_language_check CHECK ((language = ANY (ARRAY['zh'::text, 'en'::text])))
);
COMMENT ON COLUMN claim_letter.items IS 'the receivables that the letter demands: document, instalment, open amount';
COMMENT ON COLUMN claim_letter.content_hash IS 'SHA-256 of the PDF';
CREATE INDEX claim_letter_customer ON public.claim_letter USING btree (customer_id, written_at DESC);
CREATE TRIGGER audit_delete AFTER DELETE ON public.claim_letter REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'claim-letter', '', '{id}', '{pdf}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.claim_letter REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'claim-letter', '', '{id}', '{pdf}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.claim_letter FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'claim-letter', '', '{id}', '{pdf}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.claim_letter REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'claim-letter', '', '{id}', '{pdf}', '{}', 'rows');
CREATE TRIGGER claim_letter_append_only BEFORE DELETE OR UPDATE ON public.claim_letter FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE POLICY scoped ON claim_letter TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE claim_rules (
  version integer NOT NULL,
  content jsonb NOT NULL,
  valid_from date NOT NULL,
  source text NOT NULL,
  created_by text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT claim_rules_pkey PRIMARY KEY (version),
  CONSTRAINT claim_rules_version_check CHECK ((version > 0))
);
CREATE TRIGGER audit_delete AFTER DELETE ON public.claim_rules REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{version}', 'claim-rules', '', '{version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.claim_rules REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{version}', 'claim-rules', '', '{version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.claim_rules FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{version}', 'claim-rules', '', '{version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.claim_rules REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{version}', 'claim-rules', '', '{version}', '{}', '{}', 'rows');
CREATE TRIGGER claim_rules_append_only BEFORE DELETE OR UPDATE ON public.claim_rules FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE claim_terms (
  id uuid NOT NULL,
  customer_id uuid NOT NULL,
  account_id uuid NOT NULL,
  document_id uuid,
  valid_from date NOT NULL,
  contract text,
  signed_on date,
  debtor_kind text,
  creditor_sme boolean,
  sme_declared boolean,
  agreed_percent numeric(9,5),
  agreed_per text,
  one_debt boolean,
  source text NOT NULL,
  recorded_by text NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  seq bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  CONSTRAINT claim_terms_pkey PRIMARY KEY (id),
  CONSTRAINT claim_terms_account_id_fkey FOREIGN KEY (account_id) REFERENCES credit_account(id),
  CONSTRAINT claim_terms_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT claim_terms_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id),
  CONSTRAINT claim_terms_agreed_per_check CHECK ((agreed_per = ANY (ARRAY['year'::text, 'day'::text]))),
  CONSTRAINT claim_terms_agreed_percent_check CHECK (((agreed_percent >= (0)::numeric) AND (agreed_percent <= (1000)::numeric))),
  CONSTRAINT claim_terms_check CHECK (((agreed_percent IS NULL) = (agreed_per IS NULL))),
  CONSTRAINT claim_terms_debtor_kind_check CHECK ((debtor_kind = ANY (ARRAY['public_body'::text, 'institution'::text, 'large_enterprise'::text, 'sme'::text, 'other'::text])))
);
COMMENT ON COLUMN claim_terms.document_id IS 'null: for every invoice of the account';
COMMENT ON COLUMN claim_terms.creditor_sme IS 'whether we were a small or medium enterprise at signing; null: not known';
COMMENT ON COLUMN claim_terms.one_debt IS 'whether the instalments of an invoice are one debt; null: as the rules say';
CREATE INDEX claim_terms_account ON public.claim_terms USING btree (account_id, valid_from DESC);
CREATE INDEX claim_terms_customer ON public.claim_terms USING btree (customer_id);
CREATE INDEX claim_terms_document ON public.claim_terms USING btree (document_id) WHERE (document_id IS NOT NULL);
CREATE TRIGGER audit_delete AFTER DELETE ON public.claim_terms REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'claim-terms', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.claim_terms REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'claim-terms', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.claim_terms FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'claim-terms', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.claim_terms REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'claim-terms', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER claim_terms_append_only BEFORE DELETE OR UPDATE ON public.claim_terms FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE POLICY scoped ON claim_terms TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

CREATE TABLE collection_assignment (
  customer_id uuid NOT NULL,
  collector text NOT NULL,
  assigned_by text NOT NULL,
  assigned_at timestamp with time zone NOT NULL,
  CONSTRAINT collection_assignment_pkey PRIMARY KEY (customer_id),
  CONSTRAINT collection_assignment_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id)
);
CREATE INDEX collection_assignment_collector ON public.collection_assignment USING btree (collector);
CREATE TRIGGER audit_delete AFTER DELETE ON public.collection_assignment REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{customer_id}', 'customer', 'customer', '{customer_id}', '{}', '{assigned_by,assigned_at}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.collection_assignment REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{customer_id}', 'customer', 'customer', '{customer_id}', '{}', '{assigned_by,assigned_at}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.collection_assignment FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{customer_id}', 'customer', 'customer', '{customer_id}', '{}', '{assigned_by,assigned_at}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.collection_assignment REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{customer_id}', 'customer', 'customer', '{customer_id}', '{}', '{assigned_by,assigned_at}', 'rows');
CREATE POLICY scoped ON collection_assignment TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE collection_exclusion (
  customer_id uuid NOT NULL,
  reason text NOT NULL,
  until_on date,
  created_by text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT collection_exclusion_pkey PRIMARY KEY (customer_id),
  CONSTRAINT collection_exclusion_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id)
);
CREATE TRIGGER audit_delete AFTER DELETE ON public.collection_exclusion REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{customer_id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.collection_exclusion REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{customer_id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.collection_exclusion FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{customer_id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.collection_exclusion REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{customer_id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE POLICY scoped ON collection_exclusion TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE collection_strategies (
  version integer NOT NULL,
  content jsonb NOT NULL,
  valid_from timestamp with time zone NOT NULL,
  created_by text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT collection_strategies_pkey PRIMARY KEY (version),
  CONSTRAINT collection_strategies_version_check CHECK ((version > 0))
);
COMMENT ON TABLE collection_strategies IS 'all strategies of the organisation as one document; the newest version is in force';
CREATE TRIGGER collection_strategies_append_only BEFORE DELETE OR UPDATE ON public.collection_strategies FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE collection_task (
  id uuid NOT NULL,
  customer_id uuid NOT NULL,
  kind text NOT NULL,
  due_on date NOT NULL,
  assignee text,
  role text,
  text text NOT NULL,
  status text NOT NULL,
  contact_id uuid,
  run_id uuid,
  dedupe_key text,
  created_by text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  ended_by text,
  ended_at timestamp with time zone,
  CONSTRAINT collection_task_pkey PRIMARY KEY (id),
  CONSTRAINT collection_task_dedupe_key_key UNIQUE (dedupe_key),
  CONSTRAINT collection_task_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT collection_task_check CHECK (((status = 'open'::text) = (ended_at IS NULL))),
  CONSTRAINT collection_task_kind_check CHECK ((kind = ANY (ARRAY['call'::text, 'visit'::text, 'letter'::text, 'follow_up'::text]))),
  CONSTRAINT collection_task_status_check CHECK ((status = ANY (ARRAY['open'::text, 'done'::text, 'cancelled'::text])))
);
COMMENT ON COLUMN collection_task.text IS 'what to do; of a call its script';
COMMENT ON COLUMN collection_task.contact_id IS 'the contact it followed from';
CREATE INDEX collection_task_assignee ON public.collection_task USING btree (assignee, due_on) WHERE (status = 'open'::text);
CREATE INDEX collection_task_open ON public.collection_task USING btree (customer_id, due_on) WHERE (status = 'open'::text);
CREATE TRIGGER audit_delete AFTER DELETE ON public.collection_task REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.collection_task REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.collection_task FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.collection_task REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE POLICY scoped ON collection_task TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE contact (
  id uuid NOT NULL,
  customer_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  by text NOT NULL,
  channel text NOT NULL,
  direction text NOT NULL,
  outcome text,
  contact_person_id uuid,
  recipient text,
  recipient_role text,
  subject text,
  body text,
  content_hash bytea GENERATED ALWAYS AS (sha256(convert_to_utf8(((COALESCE(subject, ''::text) || '
'::text) || COALESCE(body, ''::text))))) STORED,
  delivery text,
  failure text,
  sent_at timestamp with time zone,
  arrived_at timestamp with time zone,
  receipt text,
  proof_grade text NOT NULL,
  interrupts_limitation boolean DEFAULT false NOT NULL,
  next_on date,
  next_step text,
  run_id uuid,
  step_ref text,
  dedupe_key text,
  CONSTRAINT contact_pkey PRIMARY KEY (id),
  CONSTRAINT contact_dedupe_key_key UNIQUE (dedupe_key),
  CONSTRAINT contact_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT contact_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'sms'::text, 'wecom'::text, 'dingtalk'::text, 'feishu'::text, 'letter'::text, 'phone'::text, 'in-app'::text, 'visit'::text]))),
  CONSTRAINT contact_delivery_check CHECK ((delivery = ANY (ARRAY['queued'::text, 'sent'::text, 'delivered'::text, 'opened'::text, 'failed'::text, 'bounced'::text]))),
  CONSTRAINT contact_direction_check CHECK ((direction = ANY (ARRAY['out'::text, 'in'::text]))),
  CONSTRAINT contact_outcome_check CHECK ((outcome = ANY (ARRAY['reached'::text, 'no_answer'::text, 'promised'::text, 'disputed'::text, 'refused'::text, 'call_back'::text, 'wrong_contact'::text, 'plan'::text, 'paid'::text]))),
  CONSTRAINT contact_proof_grade_check CHECK ((proof_grade = ANY (ARRAY['signed'::text, 'receipt'::text, 'should-arrive'::text, 'call'::text, 'none'::text])))
);
COMMENT ON COLUMN contact.by IS 'a username, or strategy:<code> for what a run sent';
COMMENT ON COLUMN contact.recipient IS 'address or name as it may be shown; a phone number is masked here';
COMMENT ON COLUMN contact.content_hash IS 'SHA-256 of subject, a line feed and body, in UTF-8';
COMMENT ON COLUMN contact.receipt IS 'what the carrier or platform answered: message id, tracking number';
COMMENT ON COLUMN contact.proof_grade IS 'what can be shown to a court: signed > receipt > should-arrive > call > none';
COMMENT ON COLUMN contact.run_id IS 'the strategy run that sent it; null: a person';
COMMENT ON COLUMN contact.dedupe_key IS 'who repeats the same contact after a crash finds it here';
CREATE INDEX contact_by ON public.contact USING btree (by, at DESC);
CREATE INDEX contact_customer ON public.contact USING btree (customer_id, at DESC, id DESC);
CREATE INDEX contact_run ON public.contact USING btree (run_id) WHERE (run_id IS NOT NULL);
CREATE INDEX contact_underway ON public.contact USING btree (delivery, at) WHERE (delivery = ANY (ARRAY['queued'::text, 'sent'::text]));
CREATE TRIGGER audit_delete AFTER DELETE ON public.contact REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{content_hash}', '{}', 'statements');
CREATE TRIGGER audit_insert AFTER INSERT ON public.contact REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{content_hash}', '{}', 'statements');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.contact FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{content_hash}', '{}', 'statements');
CREATE TRIGGER audit_update AFTER UPDATE ON public.contact REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{content_hash}', '{}', 'statements');
CREATE POLICY scoped ON contact TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE contact_item (
  contact_id uuid NOT NULL,
  account_id uuid NOT NULL,
  document_id uuid NOT NULL,
  item_no integer NOT NULL,
  currency character(3) NOT NULL,
  open_minor bigint NOT NULL,
  CONSTRAINT contact_item_pkey PRIMARY KEY (contact_id, document_id, item_no),
  CONSTRAINT contact_item_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES contact(id)
);
COMMENT ON COLUMN contact_item.open_minor IS 'what was open of the item then';
CREATE INDEX contact_item_item ON public.contact_item USING btree (document_id, item_no);
CREATE TRIGGER contact_item_append_only BEFORE DELETE OR UPDATE ON public.contact_item FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE POLICY scoped ON contact_item TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

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
  disputed_counts_overdue boolean DEFAULT true NOT NULL,
  CONSTRAINT credit_segment_pkey PRIMARY KEY (id),
  CONSTRAINT credit_segment_code_key UNIQUE (code),
  CONSTRAINT credit_segment_horizon_days_check CHECK ((horizon_days >= 0)),
  CONSTRAINT credit_segment_reservation_days_check CHECK (((reservation_days >= 1) AND (reservation_days <= 365)))
);
COMMENT ON COLUMN credit_segment.disputed_counts_overdue IS 'whether disputed amounts past due count as overdue in credit control';
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
  broken_promises integer DEFAULT 0 NOT NULL,
  CONSTRAINT customer_pkey PRIMARY KEY (id),
  CONSTRAINT customer_code_key UNIQUE (code),
  CONSTRAINT customer_group_id_fkey FOREIGN KEY (group_id) REFERENCES credit_group(id),
  CONSTRAINT customer_broken_promises_check CHECK ((broken_promises >= 0)),
  CONSTRAINT customer_check CHECK (((forced_hold IS NOT NULL) OR (forced_hold_until IS NULL))),
  CONSTRAINT customer_status_check CHECK ((status = ANY (ARRAY['active'::text, 'inactive'::text, 'blacklisted'::text]))),
  CONSTRAINT customer_uscc_check_check CHECK ((uscc_check = ANY (ARRAY['valid'::text, 'failed'::text, 'malformed'::text])))
);
COMMENT ON COLUMN customer.search_key IS 'name, full pinyin, pinyin initials, code and USCC in lower case and half width, separated by spaces';
COMMENT ON COLUMN customer.forced_hold IS 'why every order is held, in all segments; null: none is';
COMMENT ON COLUMN customer.forced_hold_until IS 'last day; null: until it is cleared';
COMMENT ON COLUMN customer.broken_promises IS 'promises broken within arrangement_settings.broken_promise_months; counted again nightly';
CREATE INDEX customer_forced_hold ON public.customer USING btree (forced_hold_until) WHERE (forced_hold_until IS NOT NULL);
CREATE INDEX customer_group ON public.customer USING btree (group_id);
CREATE INDEX customer_industry ON public.customer USING btree (industry, id);
CREATE INDEX customer_name ON public.customer USING btree (name, code);
CREATE INDEX customer_owner ON public.customer USING btree (owner_username, code);
CREATE INDEX customer_search ON public.customer USING gin (search_key gin_trgm_ops);
CREATE TRIGGER audit_delete AFTER DELETE ON public.customer REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', '', '{code}', '{custom_fields}', '{updated_at,search_key,broken_promises}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.customer REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', '', '{code}', '{custom_fields}', '{updated_at,search_key,broken_promises}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.customer FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', '', '{code}', '{custom_fields}', '{updated_at,search_key,broken_promises}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.customer REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', '', '{code}', '{custom_fields}', '{updated_at,search_key,broken_promises}', 'rows');
CREATE TRIGGER forced_holds_looked_at AFTER UPDATE OF forced_hold, forced_hold_until ON public.customer FOR EACH ROW WHEN (((old.forced_hold IS DISTINCT FROM new.forced_hold) OR (old.forced_hold_until IS DISTINCT FROM new.forced_hold_until))) EXECUTE FUNCTION queue_evaluation_of_customer();
CREATE TRIGGER holds_looked_at AFTER UPDATE OF status, industry ON public.customer FOR EACH ROW WHEN (((old.status IS DISTINCT FROM new.status) OR (old.industry IS DISTINCT FROM new.industry))) EXECUTE FUNCTION queue_evaluation_of_customer();
CREATE TRIGGER holds_looked_at_promises AFTER UPDATE OF broken_promises ON public.customer FOR EACH ROW WHEN ((old.broken_promises > new.broken_promises)) EXECUTE FUNCTION queue_evaluation_of_customer();
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
CREATE INDEX customer_rating_current_letter ON public.customer_rating_current USING btree (scale_grade) WHERE (scale_grade IS NOT NULL);
CREATE INDEX customer_rating_grade ON public.customer_rating_current USING btree (grade, score DESC);
CREATE TRIGGER holds_looked_at AFTER UPDATE ON public.customer_rating_current REFERENCING OLD TABLE AS before NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION queue_evaluation_of_rated_again();
CREATE TRIGGER holds_looked_at_new AFTER INSERT ON public.customer_rating_current REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION queue_evaluation_of_rated();
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

CREATE TABLE customer_status_past (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  customer_id uuid NOT NULL,
  status text NOT NULL,
  until_at timestamp with time zone NOT NULL,
  CONSTRAINT customer_status_past_pkey PRIMARY KEY (id),
  CONSTRAINT customer_status_past_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id)
);
COMMENT ON COLUMN customer_status_past.until_at IS 'the instant at which another status began';
CREATE INDEX customer_status_past_until ON public.customer_status_past USING btree (customer_id, until_at);
CREATE TRIGGER customer_status_past_kept BEFORE DELETE OR UPDATE ON public.customer_status_past FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE POLICY scoped ON customer_status_past TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

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

CREATE TABLE deduction (
  match_id uuid NOT NULL,
  account_id uuid NOT NULL,
  invoice_id uuid NOT NULL,
  item_no integer NOT NULL,
  amount_minor bigint NOT NULL,
  reason_code text NOT NULL,
  note text NOT NULL,
  dispute_id uuid NOT NULL,
  taken_by text NOT NULL,
  taken_at timestamp with time zone NOT NULL,
  CONSTRAINT deduction_pkey PRIMARY KEY (dispute_id),
  CONSTRAINT deduction_dispute_id_fkey FOREIGN KEY (dispute_id) REFERENCES dispute(id),
  CONSTRAINT deduction_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES document(id),
  CONSTRAINT deduction_match_id_fkey FOREIGN KEY (match_id) REFERENCES cash_match(id),
  CONSTRAINT deduction_amount_minor_check CHECK ((amount_minor > 0))
);
COMMENT ON TABLE deduction IS 'its reason and amount are those of its dispute, which says what became of it';
CREATE INDEX deduction_account ON public.deduction USING btree (account_id);
CREATE INDEX deduction_match ON public.deduction USING btree (match_id, invoice_id, item_no);
CREATE INDEX deduction_taken ON public.deduction USING btree (taken_at DESC, dispute_id DESC);
CREATE TRIGGER deduction_append_only BEFORE DELETE OR UPDATE ON public.deduction FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE POLICY scoped ON deduction TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

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

CREATE TABLE dispute (
  id uuid NOT NULL,
  number bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  customer_id uuid NOT NULL,
  currency character(3) NOT NULL,
  amount_minor bigint NOT NULL,
  reason_code text NOT NULL,
  description text NOT NULL,
  status text NOT NULL,
  owner text,
  due_on date NOT NULL,
  contact_id uuid,
  opened_on date NOT NULL,
  opened_by text NOT NULL,
  opened_at timestamp with time zone NOT NULL,
  ended_on date,
  ended_at timestamp with time zone,
  ended_by text,
  resolution text,
  credit_note_source text,
  credit_note_number text,
  CONSTRAINT dispute_pkey PRIMARY KEY (id),
  CONSTRAINT dispute_number_key UNIQUE (number),
  CONSTRAINT dispute_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT dispute_reason_code_fkey FOREIGN KEY (reason_code) REFERENCES dispute_reason(code),
  CONSTRAINT dispute_amount_minor_check CHECK ((amount_minor > 0)),
  CONSTRAINT dispute_check CHECK (((status = ANY (ARRAY['opened'::text, 'in_work'::text])) = (ended_at IS NULL))),
  CONSTRAINT dispute_check1 CHECK (((ended_at IS NULL) = (ended_on IS NULL))),
  CONSTRAINT dispute_check2 CHECK (((credit_note_source IS NULL) = (credit_note_number IS NULL))),
  CONSTRAINT dispute_check3 CHECK (((credit_note_number IS NULL) OR (status = 'resolved_for_customer'::text))),
  CONSTRAINT dispute_status_check CHECK ((status = ANY (ARRAY['opened'::text, 'in_work'::text, 'resolved_for_us'::text, 'resolved_for_customer'::text, 'withdrawn'::text])))
);
COMMENT ON COLUMN dispute.due_on IS 'day by which it is to be settled';
CREATE INDEX dispute_customer ON public.dispute USING btree (customer_id, opened_at DESC);
CREATE INDEX dispute_open ON public.dispute USING btree (due_on, id) WHERE (status = ANY (ARRAY['opened'::text, 'in_work'::text]));
CREATE INDEX dispute_owner ON public.dispute USING btree (owner, due_on) WHERE (status = ANY (ARRAY['opened'::text, 'in_work'::text]));
CREATE TRIGGER audit_delete AFTER DELETE ON public.dispute REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.dispute REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.dispute FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.dispute REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE POLICY scoped ON dispute TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE dispute_item (
  dispute_id uuid NOT NULL,
  account_id uuid NOT NULL,
  document_id uuid NOT NULL,
  item_no integer NOT NULL,
  amount_minor bigint NOT NULL,
  open_minor bigint NOT NULL,
  current boolean DEFAULT true NOT NULL,
  CONSTRAINT dispute_item_pkey PRIMARY KEY (dispute_id, document_id, item_no),
  CONSTRAINT dispute_item_dispute_id_fkey FOREIGN KEY (dispute_id) REFERENCES dispute(id),
  CONSTRAINT dispute_item_amount_minor_check CHECK ((amount_minor > 0)),
  CONSTRAINT dispute_item_check CHECK ((open_minor >= amount_minor))
);
COMMENT ON COLUMN dispute_item.amount_minor IS 'the part that is disputed; the rest is owed as before';
CREATE INDEX dispute_item_account ON public.dispute_item USING btree (account_id) WHERE current;
CREATE UNIQUE INDEX dispute_item_current ON public.dispute_item USING btree (document_id, item_no) WHERE current;
CREATE POLICY scoped ON dispute_item TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

CREATE TABLE dispute_reason (
  code text NOT NULL,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  position integer NOT NULL,
  active boolean DEFAULT true NOT NULL,
  CONSTRAINT dispute_reason_pkey PRIMARY KEY (code),
  CONSTRAINT dispute_reason_code_check CHECK ((code ~ '^[a-z][a-z0-9_-]{0,39}$'::text))
);
CREATE TRIGGER audit_delete AFTER DELETE ON public.dispute_reason REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code}', 'dispute-reason', '', '{code}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.dispute_reason REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code}', 'dispute-reason', '', '{code}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.dispute_reason FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code}', 'dispute-reason', '', '{code}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.dispute_reason REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code}', 'dispute-reason', '', '{code}', '{}', '{}', 'rows');

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
  disputed_by_source boolean DEFAULT false NOT NULL,
  dispute_open boolean DEFAULT false NOT NULL,
  CONSTRAINT document_pkey PRIMARY KEY (id),
  CONSTRAINT document_source_type_number_key UNIQUE (source, type, number),
  CONSTRAINT document_account_id_fkey FOREIGN KEY (account_id) REFERENCES credit_account(id),
  CONSTRAINT document_disputed CHECK ((disputed = (disputed_by_source OR dispute_open))),
  CONSTRAINT document_status_check CHECK ((status = ANY (ARRAY['open'::text, 'closed'::text, 'cancelled'::text]))),
  CONSTRAINT document_total_minor_check CHECK ((total_minor >= 0)),
  CONSTRAINT document_type_check CHECK ((type = ANY (ARRAY['order'::text, 'delivery'::text, 'invoice'::text, 'receipt'::text, 'credit-note'::text, 'write-off'::text, 'bill'::text])))
);
COMMENT ON COLUMN document.open_minor IS 'signed sum of the open amounts of its items, in the document currency';
COMMENT ON COLUMN document.disputed_by_source IS 'as the newest accepted version says';
COMMENT ON COLUMN document.dispute_open IS 'a dispute was opened here and is not settled';
CREATE INDEX document_account ON public.document USING btree (account_id, type, document_on);
CREATE INDEX document_disputed_by_source ON public.document USING btree (account_id) WHERE disputed_by_source;
CREATE INDEX document_invoice_number ON public.document USING btree (number) WHERE (type = 'invoice'::text);
CREATE INDEX document_invoices ON public.document USING btree (document_on DESC, id DESC) WHERE (type = 'invoice'::text);
CREATE INDEX document_newest ON public.document USING btree (document_on DESC, id DESC);
CREATE INDEX document_number ON public.document USING btree (number text_pattern_ops);
CREATE INDEX document_open_invoices ON public.document USING btree (document_on DESC, id DESC) WHERE ((type = 'invoice'::text) AND (open_minor <> 0));
CREATE INDEX document_open_receipts ON public.document USING btree (document_on DESC, id DESC) WHERE ((type = ANY (ARRAY['receipt'::text, 'credit-note'::text])) AND (open_minor <> 0));
CREATE INDEX document_receipts ON public.document USING btree (document_on DESC, id DESC) WHERE (type = ANY (ARRAY['receipt'::text, 'credit-note'::text]));
CREATE INDEX document_sales ON public.document USING btree (document_on) INCLUDE (currency, total_minor, account_id) WHERE ((type = 'invoice'::text) AND (status <> 'cancelled'::text));
CREATE TRIGGER audit_delete AFTER DELETE ON public.document REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'document', '', '{source,type,number}', '{}', '{open_minor,ledger_seq,recorded_at,group_id,disputed_by_source,dispute_open}', 'statements');
CREATE TRIGGER audit_insert AFTER INSERT ON public.document REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'document', '', '{source,type,number}', '{}', '{open_minor,ledger_seq,recorded_at,group_id,disputed_by_source,dispute_open}', 'statements');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.document FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'document', '', '{source,type,number}', '{}', '{open_minor,ledger_seq,recorded_at,group_id,disputed_by_source,dispute_open}', 'statements');
CREATE TRIGGER audit_update AFTER UPDATE ON public.document FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.account_id IS DISTINCT FROM new.account_id) OR (old.source IS DISTINCT FROM new.source) OR (old.type IS DISTINCT FROM new.type) OR (old.number IS DISTINCT FROM new.number) OR (old.version IS DISTINCT FROM new.version) OR (old.status IS DISTINCT FROM new.status) OR (old.document_on IS DISTINCT FROM new.document_on) OR (old.currency IS DISTINCT FROM new.currency) OR (old.total_minor IS DISTINCT FROM new.total_minor) OR (old.disputed IS DISTINCT FROM new.disputed) OR (old.lines IS DISTINCT FROM new.lines))) EXECUTE FUNCTION audit_capture('{id}', 'document', '', '{source,type,number}', '{}', '{open_minor,ledger_seq,recorded_at,group_id,disputed_by_source,dispute_open}', 'statements');
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
  CONSTRAINT document_draft_kind_check CHECK ((kind = ANY (ARRAY['policy'::text, 'control-rules'::text, 'collection-strategies'::text]))),
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
  match_id uuid,
  CONSTRAINT document_link_pkey PRIMARY KEY (account_id, document_id, link_no),
  CONSTRAINT document_link_amount_minor_check CHECK ((amount_minor >= 0)),
  CONSTRAINT document_link_check CHECK (((applied_minor >= 0) AND (applied_minor <= amount_minor)))
);
COMMENT ON COLUMN document_link.from_item_no IS 'line of the order or delivery, instalment of a match; null means the whole invoice, oldest due first';
COMMENT ON COLUMN document_link.applied_minor IS 'what the source could give; the rest waits for an invoice not known yet';
COMMENT ON COLUMN document_link.match_id IS 'the office''s match that made the link; null: stated by the document itself';
CREATE INDEX document_link_from ON public.document_link USING btree (account_id, from_number, from_type);
CREATE INDEX document_link_match ON public.document_link USING btree (match_id) WHERE (match_id IS NOT NULL);
CREATE POLICY scoped ON document_link TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

CREATE TABLE dunning_message (
  id uuid NOT NULL,
  run_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  channel text NOT NULL,
  on_day date NOT NULL,
  strategy_code text NOT NULL,
  strategy_version integer NOT NULL,
  step_code text NOT NULL,
  template_code text NOT NULL,
  template_version integer NOT NULL,
  locale text NOT NULL,
  credit_effect text NOT NULL,
  escalate_to text,
  needs_approval boolean NOT NULL,
  totals jsonb NOT NULL,
  title text NOT NULL,
  body text NOT NULL,
  sms jsonb,
  status text NOT NULL,
  attempts integer DEFAULT 0 NOT NULL,
  next_attempt_at timestamp with time zone,
  give_up_at timestamp with time zone NOT NULL,
  claimed_at timestamp with time zone,
  person_id uuid,
  recipient text,
  answer_code text,
  receipt text,
  last_error jsonb,
  created_at timestamp with time zone NOT NULL,
  sent_at timestamp with time zone,
  ended_at timestamp with time zone,
  decided_by text,
  decided_at timestamp with time zone,
  decision_reason text,
  carrier text,
  receipt_look_at timestamp with time zone,
  receipt_looks integer DEFAULT 0 NOT NULL,
  arrived_at timestamp with time zone,
  opened_at timestamp with time zone,
  statement_id uuid,
  CONSTRAINT dunning_message_pkey PRIMARY KEY (id),
  CONSTRAINT dunning_message_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT dunning_message_run_id_fkey FOREIGN KEY (run_id) REFERENCES dunning_run(id),
  CONSTRAINT dunning_message_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES statement_request(id),
  CONSTRAINT dunning_message_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'sms'::text, 'letter'::text, 'phone'::text, 'in-app'::text]))),
  CONSTRAINT dunning_message_credit_effect_check CHECK ((credit_effect = ANY (ARRAY['none'::text, 'block-orders'::text, 'freeze'::text]))),
  CONSTRAINT dunning_message_locale_check CHECK ((locale = ANY (ARRAY['zh-CN'::text, 'en'::text]))),
  CONSTRAINT dunning_message_status_check CHECK ((status = ANY (ARRAY['to_approve'::text, 'to_print'::text, 'pending'::text, 'sending'::text, 'sent'::text, 'delivered'::text, 'failed'::text, 'bounced'::text, 'unclear'::text, 'withdrawn'::text, 'rejected'::text])))
);
COMMENT ON COLUMN dunning_message.status IS 'unclear: the program stopped between handing over and noting it, somebody says which it was; withdrawn: settled or paused before it left';
COMMENT ON COLUMN dunning_message.recipient IS 'address as it may be shown; a phone number is masked here';
COMMENT ON COLUMN dunning_message.receipt IS 'what the platform knows the message by';
COMMENT ON COLUMN dunning_message.carrier IS 'the SMS platform that took it: only that one can be asked for its receipt';
COMMENT ON COLUMN dunning_message.receipt_look_at IS 'when the platform is asked next what became of it; null: not, or no more';
COMMENT ON COLUMN dunning_message.arrived_at IS 'when it reached the other side, as the carrier says; at the latest when its link was opened';
COMMENT ON COLUMN dunning_message.statement_id IS 'the statement behind the link in its text';
CREATE INDEX dunning_message_carrier_receipt ON public.dunning_message USING btree (carrier, receipt) WHERE ((carrier IS NOT NULL) AND (receipt IS NOT NULL));
CREATE INDEX dunning_message_claimed ON public.dunning_message USING btree (claimed_at) WHERE (status = 'sending'::text);
CREATE UNIQUE INDEX dunning_message_day ON public.dunning_message USING btree (customer_id, channel, on_day) WHERE (status <> 'withdrawn'::text);
CREATE INDEX dunning_message_due ON public.dunning_message USING btree (next_attempt_at) WHERE (status = 'pending'::text);
CREATE INDEX dunning_message_newest ON public.dunning_message USING btree (created_at DESC, id DESC);
CREATE INDEX dunning_message_receipt ON public.dunning_message USING btree (receipt_look_at) WHERE ((status = 'sent'::text) AND (receipt_look_at IS NOT NULL));
CREATE INDEX dunning_message_recent ON public.dunning_message USING btree (customer_id, on_day DESC);
CREATE INDEX dunning_message_run ON public.dunning_message USING btree (run_id, id);
CREATE INDEX dunning_message_sms_fault ON public.dunning_message USING btree (created_at DESC, id DESC) WHERE ((channel = 'sms'::text) AND (last_error IS NOT NULL));
CREATE UNIQUE INDEX dunning_message_statement ON public.dunning_message USING btree (statement_id) WHERE (statement_id IS NOT NULL);
CREATE INDEX dunning_message_waiting ON public.dunning_message USING btree (status, created_at) WHERE (status = ANY (ARRAY['to_approve'::text, 'to_print'::text, 'unclear'::text, 'failed'::text]));
CREATE POLICY scoped ON dunning_message TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE dunning_message_item (
  message_id uuid NOT NULL,
  account_id uuid NOT NULL,
  document_id uuid NOT NULL,
  item_no integer NOT NULL,
  number text NOT NULL,
  due_on date NOT NULL,
  currency character(3) NOT NULL,
  open_minor bigint NOT NULL,
  asked_minor bigint NOT NULL,
  step_code text NOT NULL,
  step_days integer NOT NULL,
  channel text NOT NULL,
  on_day date NOT NULL,
  counts boolean DEFAULT true NOT NULL,
  CONSTRAINT dunning_message_item_pkey PRIMARY KEY (message_id, document_id, item_no, step_code),
  CONSTRAINT dunning_message_item_message_id_fkey FOREIGN KEY (message_id) REFERENCES dunning_message(id),
  CONSTRAINT dunning_message_item_check CHECK (((asked_minor > 0) AND (asked_minor <= open_minor))),
  CONSTRAINT dunning_message_item_open_minor_check CHECK ((open_minor > 0))
);
COMMENT ON COLUMN dunning_message_item.step_days IS 'where the step stands: days after the due day';
COMMENT ON COLUMN dunning_message_item.counts IS 'false once its message was withdrawn: the step is then to be done again';
CREATE UNIQUE INDEX dunning_message_item_once ON public.dunning_message_item USING btree (document_id, item_no, due_on, step_code) WHERE counts;
CREATE POLICY scoped ON dunning_message_item TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

CREATE TABLE dunning_planned (
  run_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  channel text NOT NULL,
  strategy_code text NOT NULL,
  step_code text NOT NULL,
  approval boolean NOT NULL,
  totals jsonb NOT NULL,
  items jsonb NOT NULL,
  CONSTRAINT dunning_planned_pkey PRIMARY KEY (run_id, customer_id, channel),
  CONSTRAINT dunning_planned_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT dunning_planned_run_id_fkey FOREIGN KEY (run_id) REFERENCES dunning_run(id) ON DELETE CASCADE
);
COMMENT ON COLUMN dunning_planned.items IS 'document, item_no, number, due_on, currency, open_minor, asked_minor and step_code of each item';
CREATE POLICY scoped ON dunning_planned TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE dunning_run (
  id uuid NOT NULL,
  mode text NOT NULL,
  on_day date NOT NULL,
  strategy_version integer NOT NULL,
  scheduled boolean DEFAULT false NOT NULL,
  status text NOT NULL,
  customers integer DEFAULT 0 NOT NULL,
  contacts integer DEFAULT 0 NOT NULL,
  items integer DEFAULT 0 NOT NULL,
  by_channel jsonb DEFAULT '{}'::jsonb NOT NULL,
  asides jsonb DEFAULT '{}'::jsonb NOT NULL,
  error text,
  started_by text NOT NULL,
  started_at timestamp with time zone NOT NULL,
  finished_at timestamp with time zone,
  CONSTRAINT dunning_run_pkey PRIMARY KEY (id),
  CONSTRAINT dunning_run_strategy_version_fkey FOREIGN KEY (strategy_version) REFERENCES collection_strategies(version),
  CONSTRAINT dunning_run_check CHECK (((status = 'running'::text) = (finished_at IS NULL))),
  CONSTRAINT dunning_run_mode_check CHECK ((mode = ANY (ARRAY['dry'::text, 'live'::text]))),
  CONSTRAINT dunning_run_status_check CHECK ((status = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text])))
);
COMMENT ON COLUMN dunning_run.scheduled IS 'the run of the day: there is one for each mode, and who finds it unfinished goes on with it';
COMMENT ON COLUMN dunning_run.asides IS 'how many items were set aside, by reason';
CREATE INDEX dunning_run_newest ON public.dunning_run USING btree (started_at DESC, id DESC);
CREATE UNIQUE INDEX dunning_run_of_day ON public.dunning_run USING btree (on_day, mode) WHERE scheduled;

CREATE TABLE dunning_settings (
  singleton boolean DEFAULT true NOT NULL,
  mode text DEFAULT 'off'::text NOT NULL,
  updated_by text,
  updated_at timestamp with time zone,
  CONSTRAINT dunning_settings_pkey PRIMARY KEY (singleton),
  CONSTRAINT dunning_settings_mode_check CHECK ((mode = ANY (ARRAY['off'::text, 'dry'::text, 'live'::text]))),
  CONSTRAINT dunning_settings_singleton_check CHECK (singleton)
);
COMMENT ON COLUMN dunning_settings.mode IS 'off: no run by itself; dry: runs are computed and recorded, nothing leaves; live: messages leave';
CREATE TRIGGER audit_delete AFTER DELETE ON public.dunning_settings REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{singleton}', 'dunning-settings', '', '{singleton}', '{}', '{updated_at,updated_by}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.dunning_settings REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{singleton}', 'dunning-settings', '', '{singleton}', '{}', '{updated_at,updated_by}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.dunning_settings FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{singleton}', 'dunning-settings', '', '{singleton}', '{}', '{updated_at,updated_by}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.dunning_settings REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{singleton}', 'dunning-settings', '', '{singleton}', '{}', '{updated_at,updated_by}', 'rows');

CREATE TABLE dunning_template (
  code text NOT NULL,
  locale text NOT NULL,
  version integer NOT NULL,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  subject text NOT NULL,
  body text NOT NULL,
  sms jsonb,
  created_by text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT dunning_template_pkey PRIMARY KEY (code, locale, version),
  CONSTRAINT dunning_template_code_check CHECK ((code ~ '^[a-z][a-z0-9-]{0,39}$'::text)),
  CONSTRAINT dunning_template_locale_check CHECK ((locale = ANY (ARRAY['zh-CN'::text, 'en'::text]))),
  CONSTRAINT dunning_template_version_check CHECK ((version > 0))
);
COMMENT ON COLUMN dunning_template.sms IS 'how the SMS platform knows the text: its template number, and our variables in the order of its places';
CREATE TRIGGER dunning_template_append_only BEFORE DELETE OR UPDATE ON public.dunning_template FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE evidence_file (
  id uuid NOT NULL,
  customer_id uuid NOT NULL,
  name text NOT NULL,
  size integer NOT NULL,
  sha256 bytea NOT NULL,
  content bytea NOT NULL,
  uploaded_by text NOT NULL,
  uploaded_at timestamp with time zone NOT NULL,
  CONSTRAINT evidence_file_pkey PRIMARY KEY (id),
  CONSTRAINT evidence_file_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT evidence_file_sha256_check CHECK ((length(sha256) = 32)),
  CONSTRAINT evidence_file_size_check CHECK ((size > 0))
);
CREATE INDEX evidence_file_customer ON public.evidence_file USING btree (customer_id, uploaded_at DESC);
CREATE TRIGGER audit_delete AFTER DELETE ON public.evidence_file REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{sha256,content}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.evidence_file REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{sha256,content}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.evidence_file FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{sha256,content}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.evidence_file REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{sha256,content}', '{}', 'rows');
CREATE TRIGGER evidence_file_append_only BEFORE DELETE OR UPDATE ON public.evidence_file FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE POLICY scoped ON evidence_file TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE evidence_link (
  file_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  object_type text NOT NULL,
  object_id uuid NOT NULL,
  linked_by text NOT NULL,
  linked_at timestamp with time zone NOT NULL,
  CONSTRAINT evidence_link_pkey PRIMARY KEY (object_type, object_id, file_id),
  CONSTRAINT evidence_link_file_id_fkey FOREIGN KEY (file_id) REFERENCES evidence_file(id),
  CONSTRAINT evidence_link_object_type_check CHECK ((object_type = ANY (ARRAY['contact'::text, 'promise'::text, 'dispute'::text, 'instalment-plan'::text])))
);
CREATE INDEX evidence_link_file ON public.evidence_link USING btree (file_id);
CREATE TRIGGER evidence_link_append_only BEFORE DELETE OR UPDATE ON public.evidence_link FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE POLICY scoped ON evidence_link TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

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

CREATE TABLE forecast_check (
  id uuid NOT NULL,
  as_of date NOT NULL,
  ran_at timestamp with time zone NOT NULL,
  status text NOT NULL,
  figures jsonb NOT NULL,
  CONSTRAINT forecast_check_pkey PRIMARY KEY (id),
  CONSTRAINT forecast_check_status_check CHECK ((status = ANY (ARRAY['green'::text, 'amber'::text, 'red'::text])))
);
CREATE INDEX forecast_check_ran ON public.forecast_check USING btree (ran_at DESC);
CREATE TRIGGER forecast_check_append_only BEFORE DELETE OR UPDATE ON public.forecast_check FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE forecast_mark (
  account_id uuid NOT NULL
);
CREATE POLICY scoped ON forecast_mark TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

CREATE TABLE forecast_model (
  id uuid NOT NULL,
  version integer NOT NULL,
  as_of date NOT NULL,
  hold_out_from date NOT NULL,
  document_sha256 text NOT NULL,
  status text NOT NULL,
  status_since timestamp with time zone NOT NULL,
  status_by text NOT NULL,
  asked_by text,
  verdict jsonb NOT NULL,
  trained_by text NOT NULL,
  trained_at timestamp with time zone NOT NULL,
  CONSTRAINT forecast_model_pkey PRIMARY KEY (id),
  CONSTRAINT forecast_model_version_key UNIQUE (version),
  CONSTRAINT forecast_model_check CHECK (((asked_by IS NULL) OR (status = 'candidate'::text))),
  CONSTRAINT forecast_model_status_check CHECK ((status = ANY (ARRAY['candidate'::text, 'in-use'::text, 'retired'::text]))),
  CONSTRAINT forecast_model_version_check CHECK ((version > 0))
);
COMMENT ON COLUMN forecast_model.as_of IS 'nothing that happened on this day or later was known to it';
COMMENT ON COLUMN forecast_model.hold_out_from IS 'first day of the weeks on which the verdict rests; what was judged there had learned from earlier days only';
COMMENT ON COLUMN forecast_model.asked_by IS 'who asked for its use, while the approval runs';
COMMENT ON COLUMN forecast_model.verdict IS 'how the hold-out judged it against the model in use and the baseline';
CREATE UNIQUE INDEX forecast_model_in_use ON public.forecast_model USING btree ((true)) WHERE (status = 'in-use'::text);
CREATE TRIGGER audit_delete AFTER DELETE ON public.forecast_model REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'forecast-model', '', '{version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.forecast_model REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'forecast-model', '', '{version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.forecast_model FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'forecast-model', '', '{version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.forecast_model REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'forecast-model', '', '{version}', '{}', '{}', 'rows');
CREATE TRIGGER forecast_model_identity BEFORE UPDATE ON public.forecast_model FOR EACH ROW EXECUTE FUNCTION keep_forecast_identity();

CREATE TABLE forecast_model_document (
  model_id uuid NOT NULL,
  document text NOT NULL,
  past text NOT NULL,
  recipe jsonb NOT NULL,
  CONSTRAINT forecast_model_document_pkey PRIMARY KEY (model_id),
  CONSTRAINT forecast_model_document_model_id_fkey FOREIGN KEY (model_id) REFERENCES forecast_model(id)
);
COMMENT ON COLUMN forecast_model_document.document IS 'JSON, as it was hashed';
COMMENT ON COLUMN forecast_model_document.past IS 'the same fitted on what was known before the hold-out; past forecasts are worked out with it';
CREATE TRIGGER forecast_model_document_append_only BEFORE DELETE OR UPDATE ON public.forecast_model_document FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE forecast_state (
  one boolean DEFAULT true NOT NULL,
  as_of date NOT NULL,
  model_version integer,
  items integer NOT NULL,
  scale double precision NOT NULL,
  baseline jsonb NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT forecast_state_pkey PRIMARY KEY (one),
  CONSTRAINT forecast_state_one_check CHECK (one),
  CONSTRAINT forecast_state_scale_check CHECK ((scale > (0)::double precision))
);
COMMENT ON COLUMN forecast_state.baseline IS 'how the book pays without a model, for what is forecast again between two nights';

CREATE TABLE forecast_track (
  account_id uuid NOT NULL,
  document_id uuid NOT NULL,
  item_no integer NOT NULL,
  made_on date NOT NULL,
  method text NOT NULL,
  model_version integer,
  due_on date NOT NULL,
  q10_on date,
  q50_on date,
  q90_on date,
  p_late double precision NOT NULL,
  settled_on date,
  closed_on date,
  CONSTRAINT forecast_track_pkey PRIMARY KEY (account_id, document_id, item_no),
  CONSTRAINT forecast_track_method_check CHECK ((method = ANY (ARRAY['model'::text, 'customer'::text, 'segment'::text, 'book'::text]))),
  CONSTRAINT forecast_track_p_late_check CHECK (((p_late >= (0)::double precision) AND (p_late <= (1)::double precision)))
);
COMMENT ON COLUMN forecast_track.closed_on IS 'the day on which nothing was open any more; without settled_on no money did it';
CREATE INDEX forecast_track_open ON public.forecast_track USING btree (account_id) WHERE (closed_on IS NULL);
CREATE INDEX forecast_track_settled ON public.forecast_track USING btree (settled_on) WHERE (settled_on IS NOT NULL);
CREATE POLICY scoped ON forecast_track TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

CREATE TABLE forecast_training (
  id uuid NOT NULL,
  settings jsonb NOT NULL,
  status text NOT NULL,
  done integer DEFAULT 0 NOT NULL,
  total integer,
  failure jsonb,
  model_id uuid,
  requested_by text NOT NULL,
  requested_at timestamp with time zone NOT NULL,
  finished_at timestamp with time zone,
  CONSTRAINT forecast_training_pkey PRIMARY KEY (id),
  CONSTRAINT forecast_training_model_id_fkey FOREIGN KEY (model_id) REFERENCES forecast_model(id),
  CONSTRAINT forecast_training_check CHECK (((status = 'done'::text) = (model_id IS NOT NULL))),
  CONSTRAINT forecast_training_check1 CHECK (((status = ANY (ARRAY['done'::text, 'failed'::text, 'cancelled'::text])) = (finished_at IS NOT NULL))),
  CONSTRAINT forecast_training_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
);
CREATE UNIQUE INDEX forecast_training_one ON public.forecast_training USING btree ((true)) WHERE (status = ANY (ARRAY['queued'::text, 'running'::text]));
CREATE INDEX forecast_training_requested ON public.forecast_training USING btree (requested_at DESC, id DESC);
CREATE TRIGGER audit_delete AFTER DELETE ON public.forecast_training REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'forecast-training', '', '{id}', '{}', '{done,total}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.forecast_training REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'forecast-training', '', '{id}', '{}', '{done,total}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.forecast_training FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'forecast-training', '', '{id}', '{}', '{done,total}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.forecast_training FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.settings IS DISTINCT FROM new.settings) OR (old.status IS DISTINCT FROM new.status) OR (old.failure IS DISTINCT FROM new.failure) OR (old.model_id IS DISTINCT FROM new.model_id) OR (old.requested_by IS DISTINCT FROM new.requested_by) OR (old.requested_at IS DISTINCT FROM new.requested_at) OR (old.finished_at IS DISTINCT FROM new.finished_at))) EXECUTE FUNCTION audit_capture('{id}', 'forecast-training', '', '{id}', '{}', '{done,total}', 'rows');

CREATE TABLE funding_rate (
  id uuid NOT NULL,
  valid_from date NOT NULL,
  rate_basis_points integer NOT NULL,
  source text NOT NULL,
  recorded_by text NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT funding_rate_pkey PRIMARY KEY (id),
  CONSTRAINT funding_rate_rate_basis_points_check CHECK (((rate_basis_points >= 0) AND (rate_basis_points <= 10000)))
);
CREATE TRIGGER audit_delete AFTER DELETE ON public.funding_rate REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'funding-rate', '', '{valid_from}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.funding_rate REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'funding-rate', '', '{valid_from}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.funding_rate FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'funding-rate', '', '{valid_from}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.funding_rate REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'funding-rate', '', '{valid_from}', '{}', '{}', 'rows');
CREATE TRIGGER funding_rate_kept BEFORE DELETE OR UPDATE ON public.funding_rate FOR EACH ROW EXECUTE FUNCTION refuse_change();

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

CREATE TABLE guarantee (
  id uuid NOT NULL,
  customer_id uuid NOT NULL,
  document_id uuid,
  guarantor text NOT NULL,
  guarantor_code text,
  mode text NOT NULL,
  contract text,
  signed_on date,
  agreed_kind text NOT NULL,
  agreed_months integer,
  agreed_until date,
  max_amount boolean NOT NULL,
  determined_on date,
  amount_minor bigint,
  currency character(3),
  approval_case bigint,
  evidence text NOT NULL,
  recorded_by text NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT guarantee_pkey PRIMARY KEY (id),
  CONSTRAINT guarantee_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT guarantee_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id),
  CONSTRAINT guarantee_agreed_kind_check CHECK ((agreed_kind = ANY (ARRAY['none'::text, 'until_paid'::text, 'months'::text, 'until'::text]))),
  CONSTRAINT guarantee_agreed_months_check CHECK (((agreed_months >= 1) AND (agreed_months <= 600))),
  CONSTRAINT guarantee_amount_minor_check CHECK ((amount_minor > 0)),
  CONSTRAINT guarantee_check CHECK (((agreed_kind = 'months'::text) = (agreed_months IS NOT NULL))),
  CONSTRAINT guarantee_check1 CHECK (((agreed_kind = 'until'::text) = (agreed_until IS NOT NULL))),
  CONSTRAINT guarantee_check2 CHECK (((amount_minor IS NULL) = (currency IS NULL))),
  CONSTRAINT guarantee_check3 CHECK ((max_amount OR (determined_on IS NULL))),
  CONSTRAINT guarantee_mode_check CHECK ((mode = ANY (ARRAY['general'::text, 'joint'::text, 'unspecified'::text])))
);
COMMENT ON COLUMN guarantee.document_id IS 'null: for all debts of the customer';
COMMENT ON COLUMN guarantee.guarantor_code IS 'when the guarantor is a customer too';
COMMENT ON COLUMN guarantee.determined_on IS 'of a guarantee up to an amount: when its debts were fixed';
COMMENT ON COLUMN guarantee.approval_case IS 'number of the approval that asked for this security';
CREATE INDEX guarantee_customer ON public.guarantee USING btree (customer_id);
CREATE TRIGGER audit_delete AFTER DELETE ON public.guarantee REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'guarantee', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.guarantee REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'guarantee', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.guarantee FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'guarantee', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.guarantee REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'guarantee', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER guarantee_append_only BEFORE DELETE OR UPDATE ON public.guarantee FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE POLICY scoped ON guarantee TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE guarantee_act (
  id uuid NOT NULL,
  guarantee_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  document_id uuid,
  kind text NOT NULL,
  on_day date NOT NULL,
  evidence text NOT NULL,
  recorded_by text NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT guarantee_act_pkey PRIMARY KEY (id),
  CONSTRAINT guarantee_act_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT guarantee_act_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id),
  CONSTRAINT guarantee_act_guarantee_id_fkey FOREIGN KEY (guarantee_id) REFERENCES guarantee(id),
  CONSTRAINT guarantee_act_kind_check CHECK ((kind = ANY (ARRAY['sued_debtor'::text, 'demanded_guarantor'::text, 'consented'::text, 'released'::text])))
);
COMMENT ON COLUMN guarantee_act.document_id IS 'null: for every debt that the guarantee covers';
CREATE INDEX guarantee_act_guarantee ON public.guarantee_act USING btree (guarantee_id, on_day);
CREATE TRIGGER audit_delete AFTER DELETE ON public.guarantee_act REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'guarantee-act', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.guarantee_act REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'guarantee-act', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.guarantee_act FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'guarantee-act', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.guarantee_act REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'guarantee-act', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER guarantee_act_append_only BEFORE DELETE OR UPDATE ON public.guarantee_act FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE POLICY scoped ON guarantee_act TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE hand_over (
  id uuid NOT NULL,
  number bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  customer_id uuid NOT NULL,
  kind text NOT NULL,
  handler text NOT NULL,
  firm text,
  reference text,
  currency character(3) NOT NULL,
  amount_minor bigint NOT NULL,
  reason text NOT NULL,
  stage text NOT NULL,
  stage_on date NOT NULL,
  opened_on date NOT NULL,
  opened_by text NOT NULL,
  opened_at timestamp with time zone NOT NULL,
  outcome text,
  closed_on date,
  closed_by text,
  closed_at timestamp with time zone,
  CONSTRAINT hand_over_pkey PRIMARY KEY (id),
  CONSTRAINT hand_over_number_key UNIQUE (number),
  CONSTRAINT hand_over_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT hand_over_amount_minor_check CHECK ((amount_minor > 0)),
  CONSTRAINT hand_over_check CHECK (((stage = 'closed'::text) = (closed_at IS NOT NULL))),
  CONSTRAINT hand_over_check1 CHECK ((((closed_at IS NULL) = (outcome IS NULL)) AND ((closed_at IS NULL) = (closed_on IS NULL)))),
  CONSTRAINT hand_over_kind_check CHECK ((kind = ANY (ARRAY['lawsuit'::text, 'arbitration'::text, 'payment-order'::text, 'agency'::text]))),
  CONSTRAINT hand_over_outcome_check CHECK ((outcome = ANY (ARRAY['paid'::text, 'partly'::text, 'settled'::text, 'uncollectible'::text, 'lost'::text, 'withdrawn'::text]))),
  CONSTRAINT hand_over_stage_check CHECK ((stage = ANY (ARRAY['prepared'::text, 'filed'::text, 'accepted'::text, 'judged'::text, 'enforcement'::text, 'closed'::text])))
);
COMMENT ON COLUMN hand_over.handler IS 'the colleague who looks after it';
COMMENT ON COLUMN hand_over.firm IS 'law firm, agency, court or arbitration commission';
COMMENT ON COLUMN hand_over.reference IS 'number that the court, the commission or the agency gave it; the latest known';
CREATE INDEX hand_over_customer ON public.hand_over USING btree (customer_id, opened_at DESC);
CREATE INDEX hand_over_newest ON public.hand_over USING btree (opened_at DESC, id DESC);
CREATE TRIGGER audit_delete AFTER DELETE ON public.hand_over REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.hand_over REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.hand_over FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.hand_over REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE POLICY scoped ON hand_over TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE hand_over_cost (
  id uuid NOT NULL,
  hand_over_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  on_day date NOT NULL,
  kind text NOT NULL,
  currency character(3) NOT NULL,
  amount_minor bigint NOT NULL,
  note text,
  noted_by text NOT NULL,
  noted_at timestamp with time zone NOT NULL,
  CONSTRAINT hand_over_cost_pkey PRIMARY KEY (id),
  CONSTRAINT hand_over_cost_hand_over_id_fkey FOREIGN KEY (hand_over_id) REFERENCES hand_over(id),
  CONSTRAINT hand_over_cost_amount_minor_check CHECK ((amount_minor <> 0)),
  CONSTRAINT hand_over_cost_kind_check CHECK ((kind = ANY (ARRAY['court-fee'::text, 'preservation'::text, 'lawyer'::text, 'commission'::text, 'enforcement'::text, 'travel'::text, 'other'::text])))
);
CREATE INDEX hand_over_cost_case ON public.hand_over_cost USING btree (hand_over_id, on_day);
CREATE TRIGGER hand_over_cost_append_only BEFORE DELETE OR UPDATE ON public.hand_over_cost FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE POLICY scoped ON hand_over_cost TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE hand_over_item (
  hand_over_id uuid NOT NULL,
  account_id uuid NOT NULL,
  document_id uuid NOT NULL,
  item_no integer NOT NULL,
  amount_minor bigint NOT NULL,
  current boolean DEFAULT true NOT NULL,
  CONSTRAINT hand_over_item_pkey PRIMARY KEY (hand_over_id, document_id, item_no),
  CONSTRAINT hand_over_item_hand_over_id_fkey FOREIGN KEY (hand_over_id) REFERENCES hand_over(id),
  CONSTRAINT hand_over_item_amount_minor_check CHECK ((amount_minor > 0))
);
COMMENT ON COLUMN hand_over_item.amount_minor IS 'what was open when it was handed over';
COMMENT ON COLUMN hand_over_item.current IS 'the case is open: an item is with one case at a time';
CREATE INDEX hand_over_item_account ON public.hand_over_item USING btree (account_id) WHERE current;
CREATE UNIQUE INDEX hand_over_item_current ON public.hand_over_item USING btree (document_id, item_no) WHERE current;
CREATE POLICY scoped ON hand_over_item TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

CREATE TABLE hand_over_step (
  hand_over_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  seq integer NOT NULL,
  stage text NOT NULL,
  on_day date NOT NULL,
  reference text,
  note text,
  noted_by text NOT NULL,
  noted_at timestamp with time zone NOT NULL,
  CONSTRAINT hand_over_step_pkey PRIMARY KEY (hand_over_id, seq),
  CONSTRAINT hand_over_step_hand_over_id_fkey FOREIGN KEY (hand_over_id) REFERENCES hand_over(id),
  CONSTRAINT hand_over_step_seq_check CHECK ((seq > 0))
);
CREATE TRIGGER hand_over_step_append_only BEFORE DELETE OR UPDATE ON public.hand_over_step FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE POLICY scoped ON hand_over_step TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

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
  CONSTRAINT import_run_kind_check CHECK ((kind = ANY (ARRAY['customers'::text, 'facts'::text, 'orders'::text, 'invoices'::text, 'receipts'::text, 'limits'::text, 'margins'::text, 'bank-lines'::text, 'bills'::text]))),
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

CREATE TABLE instalment_plan (
  id uuid NOT NULL,
  number bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  customer_id uuid NOT NULL,
  currency character(3) NOT NULL,
  amount_minor bigint NOT NULL,
  reason text NOT NULL,
  grace_days integer NOT NULL,
  status text NOT NULL,
  guarantor_consent text,
  guarantor_note text,
  commitment_id uuid,
  contact_id uuid,
  requested_on date NOT NULL,
  requested_by text NOT NULL,
  requested_at timestamp with time zone NOT NULL,
  activated_on date,
  activated_by text,
  activated_at timestamp with time zone,
  received_minor bigint DEFAULT 0 NOT NULL,
  ended_on date,
  ended_at timestamp with time zone,
  ended_by text,
  end_reason text,
  CONSTRAINT instalment_plan_pkey PRIMARY KEY (id),
  CONSTRAINT instalment_plan_number_key UNIQUE (number),
  CONSTRAINT instalment_plan_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT instalment_plan_amount_minor_check CHECK ((amount_minor > 0)),
  CONSTRAINT instalment_plan_check CHECK (((status = ANY (ARRAY['requested'::text, 'approved'::text, 'active'::text])) = (ended_at IS NULL))),
  CONSTRAINT instalment_plan_check1 CHECK (((ended_at IS NULL) = (ended_on IS NULL))),
  CONSTRAINT instalment_plan_check2 CHECK (((status <> ALL (ARRAY['active'::text, 'completed'::text, 'broken'::text])) OR ((activated_at IS NOT NULL) AND (guarantor_consent IS NOT NULL) AND (commitment_id IS NOT NULL)))),
  CONSTRAINT instalment_plan_grace_days_check CHECK ((grace_days >= 0)),
  CONSTRAINT instalment_plan_guarantor_consent_check CHECK ((guarantor_consent = ANY (ARRAY['no_guarantee'::text, 'consented'::text, 'not_asked'::text]))),
  CONSTRAINT instalment_plan_received_minor_check CHECK ((received_minor >= 0)),
  CONSTRAINT instalment_plan_status_check CHECK ((status = ANY (ARRAY['requested'::text, 'approved'::text, 'active'::text, 'completed'::text, 'broken'::text, 'rejected'::text, 'withdrawn'::text, 'cancelled'::text])))
);
COMMENT ON COLUMN instalment_plan.status IS 'approved: may be put in force once the commitment is signed and the guarantor question answered';
COMMENT ON COLUMN instalment_plan.guarantor_consent IS 'Civil Code Art. 695: an extension without the guarantor''s written consent leaves the guarantee period as it was';
COMMENT ON COLUMN instalment_plan.commitment_id IS 'evidence file: the written commitment of the debtor';
CREATE INDEX instalment_plan_current ON public.instalment_plan USING btree (status, id) WHERE (status = ANY (ARRAY['requested'::text, 'approved'::text, 'active'::text]));
CREATE INDEX instalment_plan_customer ON public.instalment_plan USING btree (customer_id, requested_at DESC);
CREATE TRIGGER audit_delete AFTER DELETE ON public.instalment_plan REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{received_minor}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.instalment_plan REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{received_minor}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.instalment_plan FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{received_minor}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.instalment_plan REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{received_minor}', 'rows');
CREATE POLICY scoped ON instalment_plan TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE instalment_plan_item (
  plan_id uuid NOT NULL,
  account_id uuid NOT NULL,
  document_id uuid NOT NULL,
  item_no integer NOT NULL,
  amount_minor bigint NOT NULL,
  paid_before_minor bigint NOT NULL,
  received_minor bigint DEFAULT 0 NOT NULL,
  current boolean DEFAULT true NOT NULL,
  CONSTRAINT instalment_plan_item_pkey PRIMARY KEY (plan_id, document_id, item_no),
  CONSTRAINT instalment_plan_item_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES instalment_plan(id),
  CONSTRAINT instalment_plan_item_amount_minor_check CHECK ((amount_minor > 0)),
  CONSTRAINT instalment_plan_item_paid_before_minor_check CHECK ((paid_before_minor >= 0)),
  CONSTRAINT instalment_plan_item_received_minor_check CHECK ((received_minor >= 0))
);
COMMENT ON COLUMN instalment_plan_item.amount_minor IS 'the whole open amount when the plan was requested';
CREATE INDEX instalment_plan_item_account ON public.instalment_plan_item USING btree (account_id) WHERE current;
CREATE UNIQUE INDEX instalment_plan_item_current ON public.instalment_plan_item USING btree (document_id, item_no) WHERE current;
CREATE POLICY scoped ON instalment_plan_item TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

CREATE TABLE instalment_plan_rate (
  plan_id uuid NOT NULL,
  rate_no integer NOT NULL,
  due_on date NOT NULL,
  amount_minor bigint NOT NULL,
  received_minor bigint DEFAULT 0 NOT NULL,
  CONSTRAINT instalment_plan_rate_pkey PRIMARY KEY (plan_id, rate_no),
  CONSTRAINT instalment_plan_rate_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES instalment_plan(id),
  CONSTRAINT instalment_plan_rate_amount_minor_check CHECK ((amount_minor > 0)),
  CONSTRAINT instalment_plan_rate_check CHECK (((received_minor >= 0) AND (received_minor <= amount_minor))),
  CONSTRAINT instalment_plan_rate_rate_no_check CHECK ((rate_no > 0))
);
COMMENT ON COLUMN instalment_plan_rate.received_minor IS 'what came in fills the rates in their order';

CREATE TABLE interest_note (
  id uuid NOT NULL,
  number bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  customer_id uuid NOT NULL,
  account_id uuid NOT NULL,
  currency character(3) NOT NULL,
  amount_minor bigint NOT NULL,
  until_on date NOT NULL,
  due_on date NOT NULL,
  issued_by text NOT NULL,
  issued_at timestamp with time zone NOT NULL,
  cancelled_by text,
  cancelled_at timestamp with time zone,
  cancel_reason text,
  CONSTRAINT interest_note_pkey PRIMARY KEY (id),
  CONSTRAINT interest_note_number_key UNIQUE (number),
  CONSTRAINT interest_note_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT interest_note_id_fkey FOREIGN KEY (id) REFERENCES document(id),
  CONSTRAINT interest_note_amount_minor_check CHECK ((amount_minor > 0)),
  CONSTRAINT interest_note_check CHECK ((((cancelled_at IS NULL) = (cancelled_by IS NULL)) AND ((cancelled_at IS NULL) = (cancel_reason IS NULL))))
);
COMMENT ON TABLE interest_note IS 'its id is that of its invoice in the ledger';
COMMENT ON COLUMN interest_note.until_on IS 'interest up to and with this day is billed';
CREATE INDEX interest_note_customer ON public.interest_note USING btree (customer_id);
CREATE INDEX interest_note_newest ON public.interest_note USING btree (issued_at DESC, id DESC);
CREATE TRIGGER audit_delete AFTER DELETE ON public.interest_note REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.interest_note REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.interest_note FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.interest_note REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE POLICY scoped ON interest_note TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

CREATE TABLE interest_note_item (
  note_id uuid NOT NULL,
  item_no integer NOT NULL,
  customer_id uuid NOT NULL,
  amount_minor bigint NOT NULL,
  calculation json NOT NULL,
  content_hash text NOT NULL,
  CONSTRAINT interest_note_item_pkey PRIMARY KEY (note_id, item_no),
  CONSTRAINT interest_note_item_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT interest_note_item_note_id_fkey FOREIGN KEY (note_id) REFERENCES interest_note(id),
  CONSTRAINT interest_note_item_amount_minor_check CHECK ((amount_minor > 0))
);
COMMENT ON COLUMN interest_note_item.content_hash IS 'SHA-256 of the text of the calculation';
CREATE TRIGGER interest_note_item_append_only BEFORE DELETE OR UPDATE ON public.interest_note_item FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE POLICY scoped ON interest_note_item TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE interest_waiver (
  id uuid NOT NULL,
  number bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  customer_id uuid NOT NULL,
  currency character(3) NOT NULL,
  amount_minor bigint NOT NULL,
  until_on date NOT NULL,
  reason text NOT NULL,
  status text NOT NULL,
  requested_by text NOT NULL,
  requested_at timestamp with time zone NOT NULL,
  decided_by text,
  decided_at timestamp with time zone,
  note text,
  reason_code text,
  CONSTRAINT interest_waiver_pkey PRIMARY KEY (id),
  CONSTRAINT interest_waiver_number_key UNIQUE (number),
  CONSTRAINT interest_waiver_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT interest_waiver_reason_code_fkey FOREIGN KEY (reason_code) REFERENCES waiver_reason(code),
  CONSTRAINT interest_waiver_amount_minor_check CHECK ((amount_minor > 0)),
  CONSTRAINT interest_waiver_check CHECK (((status = 'requested'::text) = (decided_at IS NULL))),
  CONSTRAINT interest_waiver_check1 CHECK (((decided_at IS NULL) = (decided_by IS NULL))),
  CONSTRAINT interest_waiver_status_check CHECK ((status = ANY (ARRAY['requested'::text, 'granted'::text, 'rejected'::text, 'withdrawn'::text])))
);
COMMENT ON COLUMN interest_waiver.until_on IS 'interest up to and with this day is given up; what accrues later is owed';
COMMENT ON COLUMN interest_waiver.note IS 'what whoever decided wrote';
CREATE INDEX interest_waiver_customer ON public.interest_waiver USING btree (customer_id, requested_at DESC);
CREATE INDEX interest_waiver_newest ON public.interest_waiver USING btree (requested_at DESC, id DESC);
CREATE TRIGGER audit_delete AFTER DELETE ON public.interest_waiver REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.interest_waiver REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.interest_waiver FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.interest_waiver REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE POLICY scoped ON interest_waiver TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE interest_waiver_item (
  waiver_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  account_id uuid NOT NULL,
  document_id uuid NOT NULL,
  item_no integer NOT NULL,
  open_minor bigint NOT NULL,
  amount_minor bigint NOT NULL,
  calculation json NOT NULL,
  content_hash text NOT NULL,
  pending boolean DEFAULT true NOT NULL,
  CONSTRAINT interest_waiver_item_pkey PRIMARY KEY (waiver_id, document_id, item_no),
  CONSTRAINT interest_waiver_item_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT interest_waiver_item_waiver_id_fkey FOREIGN KEY (waiver_id) REFERENCES interest_waiver(id),
  CONSTRAINT interest_waiver_item_amount_minor_check CHECK ((amount_minor > 0)),
  CONSTRAINT interest_waiver_item_check CHECK ((amount_minor <= open_minor)),
  CONSTRAINT interest_waiver_item_open_minor_check CHECK ((open_minor > 0))
);
COMMENT ON COLUMN interest_waiver_item.open_minor IS 'interest that was owed when the waiver was asked for';
COMMENT ON COLUMN interest_waiver_item.content_hash IS 'SHA-256 of the text of the calculation';
COMMENT ON COLUMN interest_waiver_item.pending IS 'the waiver is not decided: an instalment has at most one such';
CREATE INDEX interest_waiver_item_document ON public.interest_waiver_item USING btree (document_id, item_no);
CREATE UNIQUE INDEX interest_waiver_item_pending ON public.interest_waiver_item USING btree (document_id, item_no) WHERE pending;
CREATE POLICY scoped ON interest_waiver_item TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

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

CREATE TABLE limitation_clock (
  account_id uuid NOT NULL,
  document_id uuid NOT NULL,
  item_no integer NOT NULL,
  customer_id uuid NOT NULL,
  due_on date NOT NULL,
  starts_on date NOT NULL,
  cause text NOT NULL,
  expires_on date,
  proof_missing_list text NOT NULL,
  warned_stage integer,
  computed_at timestamp with time zone NOT NULL,
  CONSTRAINT limitation_clock_pkey PRIMARY KEY (account_id, document_id, item_no),
  CONSTRAINT limitation_clock_cause_check CHECK ((cause = ANY (ARRAY['due'::text, 'payment'::text, 'demand'::text, 'consent'::text, 'suit'::text, 'suit_ended'::text])))
);
COMMENT ON COLUMN limitation_clock.expires_on IS 'null: a suit is pending';
COMMENT ON COLUMN limitation_clock.proof_missing_list IS 'kinds of proof, with commas';
COMMENT ON COLUMN limitation_clock.warned_stage IS 'the line, in days before the end, of which people were warned last';
CREATE INDEX limitation_clock_customer ON public.limitation_clock USING btree (customer_id, expires_on);
CREATE INDEX limitation_clock_expiry ON public.limitation_clock USING btree (expires_on, document_id, item_no);
CREATE POLICY scoped ON limitation_clock TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

CREATE TABLE limitation_event (
  id uuid NOT NULL,
  act_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  account_id uuid NOT NULL,
  document_id uuid NOT NULL,
  item_no integer,
  kind text NOT NULL,
  on_day date NOT NULL,
  channel text NOT NULL,
  proof_grade text,
  recipient text,
  recipient_role text,
  content_hash text,
  evidence text NOT NULL,
  origin text NOT NULL,
  letter_id uuid,
  recorded_by text NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT limitation_event_pkey PRIMARY KEY (id),
  CONSTRAINT limitation_event_account_id_fkey FOREIGN KEY (account_id) REFERENCES credit_account(id),
  CONSTRAINT limitation_event_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT limitation_event_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id),
  CONSTRAINT limitation_event_channel_check CHECK ((channel = ANY (ARRAY['letter'::text, 'email'::text, 'sms'::text, 'wecom'::text, 'dingtalk'::text, 'feishu'::text, 'call'::text, 'visit'::text, 'statement'::text, 'promise'::text, 'plan'::text, 'court'::text, 'newspaper'::text, 'other'::text]))),
  CONSTRAINT limitation_event_check CHECK (((proof_grade IS NULL) = (kind = ANY (ARRAY['suit'::text, 'suit_ended'::text])))),
  CONSTRAINT limitation_event_kind_check CHECK ((kind = ANY (ARRAY['demand'::text, 'consent'::text, 'suit'::text, 'suit_ended'::text]))),
  CONSTRAINT limitation_event_proof_grade_check CHECK ((proof_grade = ANY (ARRAY['signed'::text, 'receipt'::text, 'should_arrive'::text, 'call_only'::text])))
);
COMMENT ON COLUMN limitation_event.act_id IS 'one act, such as a letter, may concern several debts';
COMMENT ON COLUMN limitation_event.item_no IS 'null: every instalment of the document';
COMMENT ON COLUMN limitation_event.content_hash IS 'SHA-256 of what was sent or signed';
COMMENT ON COLUMN limitation_event.origin IS 'who told: manual, or statement:<id> and the like, once per document';
COMMENT ON COLUMN limitation_event.letter_id IS 'the claim_letter that was delivered';
CREATE INDEX limitation_event_customer ON public.limitation_event USING btree (customer_id, on_day DESC);
CREATE INDEX limitation_event_document ON public.limitation_event USING btree (document_id, on_day);
CREATE UNIQUE INDEX limitation_event_origin ON public.limitation_event USING btree (origin, document_id, COALESCE(item_no, 0)) WHERE (origin <> 'manual'::text);
CREATE TRIGGER audit_delete AFTER DELETE ON public.limitation_event REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'limitation-event', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.limitation_event REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'limitation-event', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.limitation_event FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'limitation-event', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.limitation_event REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'limitation-event', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER limitation_event_append_only BEFORE DELETE OR UPDATE ON public.limitation_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE POLICY scoped ON limitation_event TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

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

CREATE TABLE matching_run (
  id uuid NOT NULL,
  status text NOT NULL,
  lines_total integer DEFAULT 0 NOT NULL,
  lines_done integer DEFAULT 0 NOT NULL,
  recorded integer DEFAULT 0 NOT NULL,
  total integer DEFAULT 0 NOT NULL,
  done integer DEFAULT 0 NOT NULL,
  matched integer DEFAULT 0 NOT NULL,
  proposed integer DEFAULT 0 NOT NULL,
  failure text,
  requested_by text NOT NULL,
  requested_at timestamp with time zone NOT NULL,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  CONSTRAINT matching_run_pkey PRIMARY KEY (id),
  CONSTRAINT matching_run_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text])))
);
COMMENT ON COLUMN matching_run.lines_total IS 'open bank lines; recorded: receipts made of them';
COMMENT ON COLUMN matching_run.total IS 'receipts and credit notes that are not fully applied';
CREATE INDEX matching_run_latest ON public.matching_run USING btree (requested_at DESC, id DESC);
CREATE UNIQUE INDEX matching_run_waiting ON public.matching_run USING btree ((true)) WHERE (status = 'queued'::text);
CREATE TRIGGER audit_delete AFTER DELETE ON public.matching_run REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'matching-run', '', '{id}', '{}', '{lines_total,lines_done,recorded,total,done,matched,proposed}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.matching_run REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'matching-run', '', '{id}', '{}', '{lines_total,lines_done,recorded,total,done,matched,proposed}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.matching_run FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'matching-run', '', '{id}', '{}', '{lines_total,lines_done,recorded,total,done,matched,proposed}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.matching_run FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.status IS DISTINCT FROM new.status) OR (old.failure IS DISTINCT FROM new.failure) OR (old.requested_by IS DISTINCT FROM new.requested_by) OR (old.requested_at IS DISTINCT FROM new.requested_at) OR (old.started_at IS DISTINCT FROM new.started_at) OR (old.finished_at IS DISTINCT FROM new.finished_at))) EXECUTE FUNCTION audit_capture('{id}', 'matching-run', '', '{id}', '{}', '{lines_total,lines_done,recorded,total,done,matched,proposed}', 'rows');

CREATE TABLE matching_settings (
  version integer NOT NULL,
  content jsonb NOT NULL,
  saved_by text NOT NULL,
  saved_at timestamp with time zone NOT NULL,
  CONSTRAINT matching_settings_pkey PRIMARY KEY (version)
);
CREATE TRIGGER audit_delete AFTER DELETE ON public.matching_settings REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{version}', 'matching-settings', '', '{version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.matching_settings REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{version}', 'matching-settings', '', '{version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.matching_settings FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{version}', 'matching-settings', '', '{version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.matching_settings REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{version}', 'matching-settings', '', '{version}', '{}', '{}', 'rows');
CREATE TRIGGER matching_settings_append_only BEFORE DELETE OR UPDATE ON public.matching_settings FOR EACH ROW EXECUTE FUNCTION refuse_change();

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
  trial_of uuid,
  CONSTRAINT model_training_pkey PRIMARY KEY (id),
  CONSTRAINT model_training_dataset_id_fkey FOREIGN KEY (dataset_id) REFERENCES model_dataset(id),
  CONSTRAINT model_training_model_id_fkey FOREIGN KEY (model_id) REFERENCES rating_model(id),
  CONSTRAINT model_training_trial_of_fkey FOREIGN KEY (trial_of) REFERENCES rating_model(id),
  CONSTRAINT model_training_check CHECK (((status = 'done'::text) = (model_id IS NOT NULL))),
  CONSTRAINT model_training_check1 CHECK (((status = ANY (ARRAY['done'::text, 'failed'::text, 'cancelled'::text])) = (finished_at IS NOT NULL))),
  CONSTRAINT model_training_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
);
COMMENT ON COLUMN model_training.failure IS 'code and values of the refusal that ended it';
COMMENT ON COLUMN model_training.trial_of IS 'the model that is tried on the data; null: a new one is trained';
CREATE INDEX model_training_requested ON public.model_training USING btree (requested_at DESC, id DESC);
CREATE INDEX model_training_trial ON public.model_training USING btree (trial_of) WHERE (trial_of IS NOT NULL);
CREATE TRIGGER audit_delete AFTER DELETE ON public.model_training REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'model-training', '', '{id}', '{}', '{done,total}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.model_training REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'model-training', '', '{id}', '{}', '{done,total}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.model_training FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'model-training', '', '{id}', '{}', '{done,total}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.model_training FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.dataset_id IS DISTINCT FROM new.dataset_id) OR (old.code IS DISTINCT FROM new.code) OR (old.name IS DISTINCT FROM new.name) OR (old.settings IS DISTINCT FROM new.settings) OR (old.status IS DISTINCT FROM new.status) OR (old.failure IS DISTINCT FROM new.failure) OR (old.model_id IS DISTINCT FROM new.model_id) OR (old.requested_by IS DISTINCT FROM new.requested_by) OR (old.requested_at IS DISTINCT FROM new.requested_at) OR (old.started_at IS DISTINCT FROM new.started_at) OR (old.finished_at IS DISTINCT FROM new.finished_at) OR (old.trial_of IS DISTINCT FROM new.trial_of))) EXECUTE FUNCTION audit_capture('{id}', 'model-training', '', '{id}', '{}', '{done,total}', 'rows');

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

CREATE TABLE payer_alias (
  kind text NOT NULL,
  alias text NOT NULL,
  customer_id uuid NOT NULL,
  times integer NOT NULL,
  last_confirmed_at timestamp with time zone NOT NULL,
  CONSTRAINT payer_alias_pkey PRIMARY KEY (kind, alias, customer_id),
  CONSTRAINT payer_alias_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT payer_alias_kind_check CHECK ((kind = ANY (ARRAY['name'::text, 'account'::text]))),
  CONSTRAINT payer_alias_times_check CHECK ((times > 0))
);
COMMENT ON COLUMN payer_alias.alias IS 'the name without spaces and signs, or the hash of the account';
CREATE INDEX payer_alias_customer ON public.payer_alias USING btree (customer_id);
CREATE POLICY scoped ON payer_alias TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE payer_profile (
  customer_id uuid NOT NULL,
  as_of date NOT NULL,
  segment text NOT NULL,
  paid_count integer NOT NULL,
  late_share double precision,
  median_days double precision,
  spread_days double precision,
  weekday smallint,
  weekday_share double precision,
  weekday_weeks integer NOT NULL,
  CONSTRAINT payer_profile_pkey PRIMARY KEY (customer_id),
  CONSTRAINT payer_profile_segment_check CHECK ((segment = ANY (ARRAY['early'::text, 'on-time'::text, 'late'::text, 'erratic'::text, 'thin'::text]))),
  CONSTRAINT payer_profile_weekday_check CHECK (((weekday >= 1) AND (weekday <= 7)))
);
COMMENT ON COLUMN payer_profile.weekday IS 'ISO weekday on which payments usually arrive; null where the evidence is not enough';
CREATE POLICY scoped ON payer_profile TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE payment_forecast (
  account_id uuid NOT NULL,
  document_id uuid NOT NULL,
  item_no integer NOT NULL,
  customer_id uuid NOT NULL,
  as_of date NOT NULL,
  method text NOT NULL,
  model_version integer,
  paid_count integer NOT NULL,
  currency character(3) NOT NULL,
  open_minor bigint NOT NULL,
  due_on date NOT NULL,
  q10_on date,
  q50_on date,
  q90_on date,
  p_late double precision NOT NULL,
  p_late_30 double precision NOT NULL,
  p_late_90 double precision NOT NULL,
  p_next_30 double precision NOT NULL,
  parts jsonb NOT NULL,
  reasons jsonb NOT NULL,
  CONSTRAINT payment_forecast_pkey PRIMARY KEY (account_id, document_id, item_no),
  CONSTRAINT payment_forecast_check CHECK (((p_late_30 >= (0)::double precision) AND (p_late_30 <= p_late))),
  CONSTRAINT payment_forecast_check1 CHECK (((p_late_90 >= (0)::double precision) AND (p_late_90 <= p_late_30))),
  CONSTRAINT payment_forecast_check2 CHECK (((method = 'model'::text) = (model_version IS NOT NULL))),
  CONSTRAINT payment_forecast_check3 CHECK ((q10_on >= as_of)),
  CONSTRAINT payment_forecast_check4 CHECK (((q10_on <= q50_on) AND (q50_on <= q90_on))),
  CONSTRAINT payment_forecast_check5 CHECK ((((q50_on IS NULL) OR (q10_on IS NOT NULL)) AND ((q90_on IS NULL) OR (q50_on IS NOT NULL)))),
  CONSTRAINT payment_forecast_method_check CHECK ((method = ANY (ARRAY['model'::text, 'customer'::text, 'segment'::text, 'book'::text]))),
  CONSTRAINT payment_forecast_open_minor_check CHECK ((open_minor > 0)),
  CONSTRAINT payment_forecast_p_late_check CHECK (((p_late >= (0)::double precision) AND (p_late <= (1)::double precision))),
  CONSTRAINT payment_forecast_p_next_30_check CHECK (((p_next_30 >= (0)::double precision) AND (p_next_30 <= (1)::double precision))),
  CONSTRAINT payment_forecast_parts_check CHECK ((jsonb_array_length(parts) = 27))
);
COMMENT ON COLUMN payment_forecast.q50_on IS 'expected pay day; null: not within a year';
COMMENT ON COLUMN payment_forecast.p_next_30 IS 'probability of payment within thirty days';
COMMENT ON COLUMN payment_forecast.parts IS 'millionths of a payment by week, the week of as_of first, everything after 26 weeks last';
CREATE INDEX payment_forecast_customer ON public.payment_forecast USING btree (customer_id);
CREATE POLICY scoped ON payment_forecast TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

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

CREATE TABLE promise (
  id uuid NOT NULL,
  customer_id uuid NOT NULL,
  currency character(3) NOT NULL,
  amount_minor bigint NOT NULL,
  pay_on date NOT NULL,
  grace_days integer NOT NULL,
  until_on date NOT NULL,
  made_on date NOT NULL,
  promised_by text,
  note text,
  contact_id uuid,
  status text NOT NULL,
  received_minor bigint DEFAULT 0 NOT NULL,
  created_by text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  ended_on date,
  ended_at timestamp with time zone,
  ended_by text,
  end_reason text,
  CONSTRAINT promise_pkey PRIMARY KEY (id),
  CONSTRAINT promise_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT promise_amount_minor_check CHECK ((amount_minor > 0)),
  CONSTRAINT promise_check CHECK ((until_on = (pay_on + grace_days))),
  CONSTRAINT promise_check1 CHECK ((pay_on >= made_on)),
  CONSTRAINT promise_check2 CHECK (((status = 'open'::text) = (ended_at IS NULL))),
  CONSTRAINT promise_check3 CHECK (((status = 'open'::text) = (ended_on IS NULL))),
  CONSTRAINT promise_grace_days_check CHECK ((grace_days >= 0)),
  CONSTRAINT promise_received_minor_check CHECK ((received_minor >= 0)),
  CONSTRAINT promise_status_check CHECK ((status = ANY (ARRAY['open'::text, 'kept'::text, 'partly'::text, 'broken'::text, 'lapsed'::text, 'cancelled'::text])))
);
COMMENT ON COLUMN promise.until_on IS 'last day on which the money may come';
COMMENT ON COLUMN promise.status IS 'partly: less than promised came in time; lapsed: nothing was left to pay, by credit notes or write-offs';
COMMENT ON COLUMN promise.received_minor IS 'receipts on its items since it was made and in time, at most what was promised of each';
CREATE INDEX promise_customer ON public.promise USING btree (customer_id, created_at DESC);
CREATE INDEX promise_missed ON public.promise USING btree (customer_id, ended_on) WHERE (status = ANY (ARRAY['broken'::text, 'partly'::text]));
CREATE INDEX promise_open ON public.promise USING btree (until_on, id) WHERE (status = 'open'::text);
CREATE TRIGGER audit_delete AFTER DELETE ON public.promise REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{received_minor}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.promise REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{received_minor}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.promise FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{received_minor}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.promise REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{received_minor}', 'rows');
CREATE POLICY scoped ON promise TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE promise_item (
  promise_id uuid NOT NULL,
  account_id uuid NOT NULL,
  document_id uuid NOT NULL,
  item_no integer NOT NULL,
  amount_minor bigint NOT NULL,
  open_minor bigint NOT NULL,
  paid_before_minor bigint NOT NULL,
  received_minor bigint DEFAULT 0 NOT NULL,
  current boolean DEFAULT true NOT NULL,
  CONSTRAINT promise_item_pkey PRIMARY KEY (promise_id, document_id, item_no),
  CONSTRAINT promise_item_promise_id_fkey FOREIGN KEY (promise_id) REFERENCES promise(id),
  CONSTRAINT promise_item_amount_minor_check CHECK ((amount_minor > 0)),
  CONSTRAINT promise_item_check CHECK ((open_minor >= amount_minor)),
  CONSTRAINT promise_item_paid_before_minor_check CHECK ((paid_before_minor >= 0)),
  CONSTRAINT promise_item_received_minor_check CHECK ((received_minor >= 0))
);
COMMENT ON COLUMN promise_item.open_minor IS 'what was open when it was promised';
COMMENT ON COLUMN promise_item.paid_before_minor IS 'what receipts had settled of the item when it was promised';
COMMENT ON COLUMN promise_item.current IS 'the promise is open: an item has at most one';
CREATE INDEX promise_item_account ON public.promise_item USING btree (account_id) WHERE current;
CREATE UNIQUE INDEX promise_item_current ON public.promise_item USING btree (document_id, item_no) WHERE current;
CREATE POLICY scoped ON promise_item TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

CREATE TABLE provision_assessment (
  id uuid NOT NULL,
  customer_id uuid NOT NULL,
  loss_bp integer NOT NULL,
  reason text NOT NULL,
  evidence text NOT NULL,
  valid_from date NOT NULL,
  assessed_by text NOT NULL,
  assessed_at timestamp with time zone NOT NULL,
  ended_on date,
  ended_by text,
  ended_reason text,
  CONSTRAINT provision_assessment_pkey PRIMARY KEY (id),
  CONSTRAINT provision_assessment_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT provision_assessment_check CHECK ((ended_on >= valid_from)),
  CONSTRAINT provision_assessment_check1 CHECK ((((ended_on IS NULL) = (ended_by IS NULL)) AND ((ended_on IS NULL) = (ended_reason IS NULL)))),
  CONSTRAINT provision_assessment_loss_bp_check CHECK (((loss_bp >= 0) AND (loss_bp <= 10000)))
);
COMMENT ON COLUMN provision_assessment.loss_bp IS 'expected loss in basis points of everything that the customer owes';
COMMENT ON COLUMN provision_assessment.ended_on IS 'the first day on which it counts no more';
CREATE INDEX provision_assessment_customer ON public.provision_assessment USING btree (customer_id, valid_from);
CREATE UNIQUE INDEX provision_assessment_running ON public.provision_assessment USING btree (customer_id) WHERE (ended_on IS NULL);
CREATE TRIGGER audit_delete AFTER DELETE ON public.provision_assessment REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.provision_assessment REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.provision_assessment FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.provision_assessment REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE POLICY scoped ON provision_assessment TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE provision_line (
  run_id uuid NOT NULL,
  account_id uuid NOT NULL,
  currency character(3) NOT NULL,
  bucket_no integer NOT NULL,
  method text NOT NULL,
  risk_group text NOT NULL,
  open_minor bigint NOT NULL,
  set_off_minor bigint NOT NULL,
  base_minor bigint NOT NULL,
  loss_bp integer NOT NULL,
  provision_minor bigint NOT NULL,
  CONSTRAINT provision_line_pkey PRIMARY KEY (run_id, account_id, currency, bucket_no),
  CONSTRAINT provision_line_account_id_fkey FOREIGN KEY (account_id) REFERENCES credit_account(id),
  CONSTRAINT provision_line_run_id_fkey FOREIGN KEY (run_id) REFERENCES provision_run(id) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT provision_line_base_minor_check CHECK ((base_minor >= 0)),
  CONSTRAINT provision_line_bucket_no_check CHECK ((bucket_no >= 0)),
  CONSTRAINT provision_line_check CHECK (((set_off_minor >= 0) AND (set_off_minor <= open_minor))),
  CONSTRAINT provision_line_check1 CHECK (((provision_minor >= 0) AND (provision_minor <= base_minor))),
  CONSTRAINT provision_line_loss_bp_check CHECK (((loss_bp >= 0) AND (loss_bp <= 10000))),
  CONSTRAINT provision_line_method_check CHECK ((method = ANY (ARRAY['matrix'::text, 'individual'::text, 'internal'::text]))),
  CONSTRAINT provision_line_open_minor_check CHECK ((open_minor > 0))
);
COMMENT ON COLUMN provision_line.bucket_no IS 'place in the buckets of the matrix, 0 is not due';
COMMENT ON COLUMN provision_line.set_off_minor IS 'credits of the account set off against this bucket, in its currency';
COMMENT ON COLUMN provision_line.base_minor IS 'what is left, in the base currency';
COMMENT ON COLUMN provision_line.loss_bp IS 'rate of the matrix times the forward-looking factor, or the individual loss';
CREATE TRIGGER provision_line_append_only BEFORE DELETE OR UPDATE ON public.provision_line FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE POLICY scoped ON provision_line TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

CREATE TABLE provision_matrix (
  version integer NOT NULL,
  content jsonb NOT NULL,
  valid_from date NOT NULL,
  reason text NOT NULL,
  created_by text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT provision_matrix_pkey PRIMARY KEY (version),
  CONSTRAINT provision_matrix_version_check CHECK ((version > 0))
);
CREATE TRIGGER audit_delete AFTER DELETE ON public.provision_matrix REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{version}', 'provision-matrix', '', '{version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.provision_matrix REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{version}', 'provision-matrix', '', '{version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.provision_matrix FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{version}', 'provision-matrix', '', '{version}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.provision_matrix REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{version}', 'provision-matrix', '', '{version}', '{}', '{}', 'rows');
CREATE TRIGGER provision_matrix_append_only BEFORE DELETE OR UPDATE ON public.provision_matrix FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE provision_movement (
  run_id uuid NOT NULL,
  account_id uuid NOT NULL,
  opening_minor bigint NOT NULL,
  charge_minor bigint NOT NULL,
  release_minor bigint NOT NULL,
  write_off_minor bigint NOT NULL,
  closing_minor bigint NOT NULL,
  recovered_minor bigint DEFAULT 0 NOT NULL,
  CONSTRAINT provision_movement_pkey PRIMARY KEY (run_id, account_id),
  CONSTRAINT provision_movement_account_id_fkey FOREIGN KEY (account_id) REFERENCES credit_account(id),
  CONSTRAINT provision_movement_run_id_fkey FOREIGN KEY (run_id) REFERENCES provision_run(id) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT provision_movement_adds_up CHECK ((((((opening_minor + charge_minor) - release_minor) - write_off_minor) + recovered_minor) = closing_minor)),
  CONSTRAINT provision_movement_charge_minor_check CHECK ((charge_minor >= 0)),
  CONSTRAINT provision_movement_check1 CHECK (((charge_minor = 0) OR (release_minor = 0))),
  CONSTRAINT provision_movement_closing_minor_check CHECK ((closing_minor >= 0)),
  CONSTRAINT provision_movement_opening_minor_check CHECK ((opening_minor >= 0)),
  CONSTRAINT provision_movement_recovered_minor_check CHECK ((recovered_minor >= 0)),
  CONSTRAINT provision_movement_release_minor_check CHECK ((release_minor >= 0)),
  CONSTRAINT provision_movement_write_off_minor_check CHECK ((write_off_minor >= 0))
);
CREATE TRIGGER provision_movement_append_only BEFORE DELETE OR UPDATE ON public.provision_movement FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE POLICY scoped ON provision_movement TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

CREATE TABLE provision_run (
  id uuid NOT NULL,
  as_of date NOT NULL,
  matrix_version integer NOT NULL,
  matrix jsonb NOT NULL,
  base_currency character(3) NOT NULL,
  rates jsonb NOT NULL,
  factor_bp integer NOT NULL,
  previous_id uuid,
  totals jsonb NOT NULL,
  note text,
  status text NOT NULL,
  computed_by text NOT NULL,
  computed_at timestamp with time zone NOT NULL,
  decided_by text,
  decided_at timestamp with time zone,
  decided_reason text,
  CONSTRAINT provision_run_pkey PRIMARY KEY (id),
  CONSTRAINT provision_run_previous_id_fkey FOREIGN KEY (previous_id) REFERENCES provision_run(id),
  CONSTRAINT provision_run_check CHECK ((((status = 'draft'::text) = (decided_at IS NULL)) AND ((decided_at IS NULL) = (decided_by IS NULL)))),
  CONSTRAINT provision_run_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'approved'::text, 'rejected'::text])))
);
COMMENT ON COLUMN provision_run.matrix_version IS '0: the built-in matrix';
COMMENT ON COLUMN provision_run.matrix IS 'the matrix as it was used';
COMMENT ON COLUMN provision_run.rates IS 'exchange rates into the base currency that were used';
COMMENT ON COLUMN provision_run.factor_bp IS 'forward-looking factor; 10000 changes nothing';
COMMENT ON COLUMN provision_run.previous_id IS 'the approved run whose closing balance is the opening of this one';
COMMENT ON COLUMN provision_run.totals IS 'what was provided for by method, risk group and bucket, and the movement by segment';
CREATE UNIQUE INDEX provision_run_approved ON public.provision_run USING btree (as_of) WHERE (status = 'approved'::text);
CREATE INDEX provision_run_newest ON public.provision_run USING btree (as_of DESC, computed_at DESC);
CREATE TRIGGER audit_delete AFTER DELETE ON public.provision_run REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'provision-run', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.provision_run REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'provision-run', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.provision_run FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'provision-run', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.provision_run REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'provision-run', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER provision_run_content BEFORE UPDATE ON public.provision_run FOR EACH ROW EXECUTE FUNCTION refuse_change_of_provision_run();
CREATE TRIGGER provision_run_kept BEFORE DELETE ON public.provision_run FOR EACH ROW EXECUTE FUNCTION refuse_change();

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
  CONSTRAINT publication_request_kind_check CHECK ((kind = ANY (ARRAY['control-rules'::text, 'policy'::text, 'collection-strategies'::text]))),
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
  CONSTRAINT rating_model_method_check CHECK ((method = ANY (ARRAY['scorecard'::text, 'gbm'::text, 'linear'::text]))),
  CONSTRAINT rating_model_planned_use_check CHECK ((planned_use = ANY (ARRAY['champion'::text, 'challenger'::text]))),
  CONSTRAINT rating_model_source_check CHECK ((source = ANY (ARRAY['trained'::text, 'imported'::text, 'onnx'::text]))),
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

CREATE TABLE reconciliation (
  id uuid NOT NULL,
  source text NOT NULL,
  as_of date NOT NULL,
  level text NOT NULL,
  covers text NOT NULL,
  totals jsonb NOT NULL,
  note text,
  stated_by text NOT NULL,
  stated_at timestamp with time zone NOT NULL,
  CONSTRAINT reconciliation_pkey PRIMARY KEY (id),
  CONSTRAINT reconciliation_covers_check CHECK ((covers = ANY (ARRAY['receivables'::text, 'balance'::text]))),
  CONSTRAINT reconciliation_level_check CHECK ((level = ANY (ARRAY['account'::text, 'document'::text])))
);
COMMENT ON COLUMN reconciliation.source IS 'documents of this source are compared';
COMMENT ON COLUMN reconciliation.covers IS 'balance: unapplied credits too';
COMMENT ON COLUMN reconciliation.totals IS 'per currency: rows, items and sums on both sides';
CREATE INDEX reconciliation_newest ON public.reconciliation USING btree (as_of DESC, stated_at DESC);
CREATE TRIGGER audit_delete AFTER DELETE ON public.reconciliation REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'reconciliation', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.reconciliation REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'reconciliation', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.reconciliation FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'reconciliation', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.reconciliation REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'reconciliation', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER reconciliation_append_only BEFORE DELETE OR UPDATE ON public.reconciliation FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE reconciliation_difference (
  id uuid NOT NULL,
  reconciliation_id uuid NOT NULL,
  account_id uuid,
  customer_code text NOT NULL,
  segment_code text NOT NULL,
  currency character(3) NOT NULL,
  document_number text,
  kind text NOT NULL,
  their_items integer,
  their_minor bigint NOT NULL,
  our_items integer NOT NULL,
  our_minor bigint NOT NULL,
  state text DEFAULT 'open'::text NOT NULL,
  reason text,
  changed_by text,
  changed_at timestamp with time zone,
  CONSTRAINT reconciliation_difference_pkey PRIMARY KEY (id),
  CONSTRAINT reconciliation_difference_account_id_fkey FOREIGN KEY (account_id) REFERENCES credit_account(id),
  CONSTRAINT reconciliation_difference_reconciliation_id_fkey FOREIGN KEY (reconciliation_id) REFERENCES reconciliation(id) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT reconciliation_difference_check CHECK (((state = 'open'::text) OR (reason IS NOT NULL))),
  CONSTRAINT reconciliation_difference_check1 CHECK (((changed_by IS NULL) = (changed_at IS NULL))),
  CONSTRAINT reconciliation_difference_kind_check CHECK ((kind = ANY (ARRAY['missing-here'::text, 'missing-there'::text, 'amount'::text, 'count'::text]))),
  CONSTRAINT reconciliation_difference_state_check CHECK ((state = ANY (ARRAY['open'::text, 'explained'::text, 'resolved'::text])))
);
COMMENT ON COLUMN reconciliation_difference.account_id IS 'null: we know no such account';
COMMENT ON COLUMN reconciliation_difference.their_items IS 'null: they did not say';
CREATE UNIQUE INDEX reconciliation_difference_key ON public.reconciliation_difference USING btree (reconciliation_id, customer_code, segment_code, currency, COALESCE(document_number, ''::text));
CREATE INDEX reconciliation_difference_of ON public.reconciliation_difference USING btree (reconciliation_id, state, id);
CREATE TRIGGER audit_delete AFTER DELETE ON public.reconciliation_difference REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'reconciliation', '', '{reconciliation_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.reconciliation_difference REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'reconciliation', '', '{reconciliation_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.reconciliation_difference FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'reconciliation', '', '{reconciliation_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.reconciliation_difference REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'reconciliation', '', '{reconciliation_id}', '{}', '{}', 'rows');
CREATE TRIGGER reconciliation_difference_content BEFORE UPDATE ON public.reconciliation_difference FOR EACH ROW EXECUTE FUNCTION refuse_change_of_difference();
CREATE TRIGGER reconciliation_difference_kept BEFORE DELETE ON public.reconciliation_difference FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE POLICY scoped ON reconciliation_difference TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

CREATE TABLE recovery (
  id uuid NOT NULL,
  write_off_id uuid NOT NULL,
  account_id uuid NOT NULL,
  document_id uuid NOT NULL,
  item_no integer NOT NULL,
  receipt_id uuid NOT NULL,
  match_id uuid NOT NULL,
  currency character(3) NOT NULL,
  amount_minor bigint NOT NULL,
  on_day date NOT NULL,
  note text,
  recorded_by text NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  undone_on date,
  undone_by text,
  undone_at timestamp with time zone,
  undo_reason text,
  CONSTRAINT recovery_pkey PRIMARY KEY (id),
  CONSTRAINT recovery_receipt_id_fkey FOREIGN KEY (receipt_id) REFERENCES document(id),
  CONSTRAINT recovery_write_off_id_document_id_item_no_fkey FOREIGN KEY (write_off_id, document_id, item_no) REFERENCES write_off_item(write_off_id, document_id, item_no),
  CONSTRAINT recovery_write_off_id_fkey FOREIGN KEY (write_off_id) REFERENCES write_off(id),
  CONSTRAINT recovery_amount_minor_check CHECK ((amount_minor > 0)),
  CONSTRAINT recovery_check CHECK ((((undone_at IS NULL) = (undone_on IS NULL)) AND ((undone_at IS NULL) = (undo_reason IS NULL))))
);
CREATE INDEX recovery_day ON public.recovery USING btree (on_day) WHERE (undone_at IS NULL);
CREATE INDEX recovery_write_off ON public.recovery USING btree (write_off_id, recorded_at);
CREATE POLICY scoped ON recovery TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

CREATE TABLE recovery_evidence (
  subject text NOT NULL,
  subject_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  kind text NOT NULL,
  file_id uuid NOT NULL,
  attached_by text NOT NULL,
  attached_at timestamp with time zone NOT NULL,
  CONSTRAINT recovery_evidence_pkey PRIMARY KEY (subject, subject_id, kind, file_id),
  CONSTRAINT recovery_evidence_file_id_fkey FOREIGN KEY (file_id) REFERENCES evidence_file(id),
  CONSTRAINT recovery_evidence_subject_check CHECK ((subject = ANY (ARRAY['hand-over'::text, 'write-off'::text])))
);
CREATE INDEX recovery_evidence_file ON public.recovery_evidence USING btree (file_id);
CREATE TRIGGER recovery_evidence_append_only BEFORE DELETE OR UPDATE ON public.recovery_evidence FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE POLICY scoped ON recovery_evidence TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE reference_rate (
  kind text NOT NULL,
  valid_from date NOT NULL,
  percent numeric(8,4) NOT NULL,
  source text NOT NULL,
  verified boolean NOT NULL,
  updated_by text NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT reference_rate_pkey PRIMARY KEY (kind, valid_from),
  CONSTRAINT reference_rate_kind_check CHECK ((kind = ANY (ARRAY['lpr_1y'::text, 'pboc_benchmark_1y'::text]))),
  CONSTRAINT reference_rate_percent_check CHECK (((percent >= (0)::numeric) AND (percent <= (100)::numeric)))
);
COMMENT ON COLUMN reference_rate.percent IS 'percent per year, as published';
COMMENT ON COLUMN reference_rate.verified IS 'somebody compared it with the publication';
CREATE TRIGGER audit_delete AFTER DELETE ON public.reference_rate REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{kind,valid_from}', 'reference-rate', '', '{kind,valid_from}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.reference_rate REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{kind,valid_from}', 'reference-rate', '', '{kind,valid_from}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.reference_rate FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{kind,valid_from}', 'reference-rate', '', '{kind,valid_from}', '{}', '{updated_at}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.reference_rate REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{kind,valid_from}', 'reference-rate', '', '{kind,valid_from}', '{}', '{updated_at}', 'rows');

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
COMMENT ON COLUMN rerating_mark.cause IS 'fact, document, overdue, large_order, first, schedule, cool_down_over';
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
  document_version bigint,
  covers_minor bigint,
  CONSTRAINT reservation_pkey PRIMARY KEY (id),
  CONSTRAINT reservation_amount_minor_check CHECK ((amount_minor > 0)),
  CONSTRAINT reservation_status_check CHECK ((status = ANY (ARRAY['active'::text, 'consumed'::text, 'released'::text, 'expired'::text, 'replaced'::text])))
);
COMMENT ON COLUMN reservation.document_version IS 'version of the document that was checked; null before this was kept';
COMMENT ON COLUMN reservation.covers_minor IS 'amount that was checked; amount_minor is what of it is not recorded yet';
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

CREATE TABLE sales_margin (
  id uuid NOT NULL,
  customer_id uuid NOT NULL,
  segment_id uuid NOT NULL,
  month_on date NOT NULL,
  currency character(3) NOT NULL,
  revenue_minor bigint NOT NULL,
  margin_minor bigint NOT NULL,
  source text NOT NULL,
  recorded_by text NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT sales_margin_pkey PRIMARY KEY (id),
  CONSTRAINT sales_margin_customer_id_segment_id_month_on_currency_key UNIQUE (customer_id, segment_id, month_on, currency),
  CONSTRAINT sales_margin_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT sales_margin_segment_id_fkey FOREIGN KEY (segment_id) REFERENCES credit_segment(id),
  CONSTRAINT sales_margin_month_on_check CHECK ((EXTRACT(day FROM month_on) = (1)::numeric))
);
COMMENT ON COLUMN sales_margin.month_on IS 'first day of the month';
COMMENT ON COLUMN sales_margin.margin_minor IS 'revenue less the cost of what was sold; may be below zero';
CREATE INDEX sales_margin_month ON public.sales_margin USING btree (month_on, customer_id);
CREATE TRIGGER audit_delete AFTER DELETE ON public.sales_margin REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{recorded_by,recorded_at}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.sales_margin REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{recorded_by,recorded_at}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.sales_margin FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{recorded_by,recorded_at}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.sales_margin REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{recorded_by,recorded_at}', 'rows');
CREATE POLICY scoped ON sales_margin TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

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

CREATE TABLE sms_account (
  singleton boolean DEFAULT true NOT NULL,
  provider text NOT NULL,
  endpoint text NOT NULL,
  region text NOT NULL,
  access_key_id text NOT NULL,
  secret_sealed bytea NOT NULL,
  sign_name text NOT NULL,
  app_id text,
  active boolean DEFAULT true NOT NULL,
  updated_by text NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT sms_account_pkey PRIMARY KEY (singleton),
  CONSTRAINT sms_account_check CHECK (((provider <> 'tencent'::text) OR (app_id IS NOT NULL))),
  CONSTRAINT sms_account_provider_check CHECK ((provider = ANY (ARRAY['aliyun'::text, 'tencent'::text]))),
  CONSTRAINT sms_account_singleton_check CHECK (singleton)
);
CREATE TRIGGER audit_delete AFTER DELETE ON public.sms_account REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{singleton}', 'sms-account', '', '{singleton}', '{secret_sealed}', '{updated_at,updated_by}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.sms_account REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{singleton}', 'sms-account', '', '{singleton}', '{secret_sealed}', '{updated_at,updated_by}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.sms_account FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{singleton}', 'sms-account', '', '{singleton}', '{secret_sealed}', '{updated_at,updated_by}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.sms_account REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{singleton}', 'sms-account', '', '{singleton}', '{secret_sealed}', '{updated_at,updated_by}', 'rows');

CREATE TABLE sms_receipt_address (
  provider text NOT NULL,
  token_hash bytea NOT NULL,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  told_at timestamp with time zone,
  settled bigint DEFAULT 0 NOT NULL,
  CONSTRAINT sms_receipt_address_pkey PRIMARY KEY (provider),
  CONSTRAINT sms_receipt_address_provider_check CHECK ((provider = ANY (ARRAY['aliyun'::text, 'tencent'::text])))
);
COMMENT ON COLUMN sms_receipt_address.token_hash IS 'SHA-256 of the last part of the address, which is shown once';
COMMENT ON COLUMN sms_receipt_address.told_at IS 'when the platform came last';
COMMENT ON COLUMN sms_receipt_address.settled IS 'messages whose end it told';
CREATE TRIGGER audit_delete AFTER DELETE ON public.sms_receipt_address REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{provider}', 'sms-account', '', '{provider}', '{token_hash}', '{told_at,settled}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.sms_receipt_address REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{provider}', 'sms-account', '', '{provider}', '{token_hash}', '{told_at,settled}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.sms_receipt_address FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{provider}', 'sms-account', '', '{provider}', '{token_hash}', '{told_at,settled}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.sms_receipt_address REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{provider}', 'sms-account', '', '{provider}', '{token_hash}', '{told_at,settled}', 'rows');

CREATE TABLE standing_change (
  account_id uuid,
  customer_id uuid,
  receivables boolean NOT NULL,
  CONSTRAINT standing_change_check CHECK ((num_nonnulls(account_id, customer_id) = 1))
);
COMMENT ON COLUMN standing_change.receivables IS 'open items changed, so that the aging has to be worked out again too';

CREATE TABLE statement_batch (
  id uuid NOT NULL,
  from_on date NOT NULL,
  as_of date NOT NULL,
  language text NOT NULL,
  customers integer NOT NULL,
  created_by text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  finished_at timestamp with time zone,
  CONSTRAINT statement_batch_pkey PRIMARY KEY (id),
  CONSTRAINT statement_batch_check CHECK ((from_on <= as_of)),
  CONSTRAINT statement_batch_customers_check CHECK ((customers > 0)),
  CONSTRAINT statement_batch_language_check CHECK ((language = ANY (ARRAY['zh'::text, 'en'::text])))
);
COMMENT ON COLUMN statement_batch.finished_at IS 'when the last statement was made; null: some are still to be made';
CREATE INDEX statement_batch_creator ON public.statement_batch USING btree (created_by, created_at DESC);
CREATE TRIGGER audit_delete AFTER DELETE ON public.statement_batch REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'statement-batch', '', '{id}', '{}', '{finished_at}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.statement_batch REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'statement-batch', '', '{id}', '{}', '{finished_at}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.statement_batch FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'statement-batch', '', '{id}', '{}', '{finished_at}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.statement_batch REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'statement-batch', '', '{id}', '{}', '{finished_at}', 'rows');

CREATE TABLE statement_batch_file (
  batch_id uuid NOT NULL,
  place integer NOT NULL,
  customer_id uuid NOT NULL,
  pdf bytea,
  failed text,
  CONSTRAINT statement_batch_file_pkey PRIMARY KEY (batch_id, place),
  CONSTRAINT statement_batch_file_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES statement_batch(id) ON DELETE CASCADE,
  CONSTRAINT statement_batch_file_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT statement_batch_file_check CHECK (((pdf IS NULL) OR (failed IS NULL))),
  CONSTRAINT statement_batch_file_failed_check CHECK ((failed = 'statement_too_long'::text))
);
COMMENT ON COLUMN statement_batch_file.failed IS 'why there is none: code of a refusal';
CREATE INDEX statement_batch_file_waiting ON public.statement_batch_file USING btree (batch_id, place) WHERE ((pdf IS NULL) AND (failed IS NULL));
CREATE POLICY scoped ON statement_batch_file TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE statement_dispute (
  id uuid NOT NULL,
  statement_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  source text NOT NULL,
  document_type text NOT NULL,
  number text NOT NULL,
  item_no integer NOT NULL,
  currency character(3) NOT NULL,
  open_minor bigint NOT NULL,
  claimed_minor bigint,
  reason text NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT statement_dispute_pkey PRIMARY KEY (id),
  CONSTRAINT statement_dispute_statement_id_source_document_type_number__key UNIQUE (statement_id, source, document_type, number, item_no),
  CONSTRAINT statement_dispute_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT statement_dispute_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES statement_request(id)
);
COMMENT ON COLUMN statement_dispute.claimed_minor IS 'what the customer holds to be open; null: nothing said';
CREATE TRIGGER audit_delete AFTER DELETE ON public.statement_dispute REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'statement-dispute', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.statement_dispute REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'statement-dispute', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.statement_dispute FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'statement-dispute', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.statement_dispute REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'statement-dispute', '', '{id}', '{}', '{}', 'rows');
CREATE TRIGGER statement_dispute_append_only BEFORE DELETE OR UPDATE ON public.statement_dispute FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE POLICY scoped ON statement_dispute TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE statement_dispute_outcome (
  statement_dispute_id uuid NOT NULL,
  statement_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  outcome text NOT NULL,
  dispute_id uuid,
  noted_at timestamp with time zone NOT NULL,
  CONSTRAINT statement_dispute_outcome_pkey PRIMARY KEY (statement_dispute_id),
  CONSTRAINT statement_dispute_outcome_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT statement_dispute_outcome_dispute_id_fkey FOREIGN KEY (dispute_id) REFERENCES dispute(id),
  CONSTRAINT statement_dispute_outcome_statement_dispute_id_fkey FOREIGN KEY (statement_dispute_id) REFERENCES statement_dispute(id),
  CONSTRAINT statement_dispute_outcome_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES statement_request(id),
  CONSTRAINT statement_dispute_outcome_check CHECK (((dispute_id IS NULL) = (outcome = ANY (ARRAY['settled'::text, 'no_receivable'::text])))),
  CONSTRAINT statement_dispute_outcome_outcome_check CHECK ((outcome = ANY (ARRAY['opened'::text, 'joined'::text, 'settled'::text, 'no_receivable'::text])))
);
COMMENT ON COLUMN statement_dispute_outcome.outcome IS 'opened: a dispute of its own; joined: a dispute held the instalment already; settled: nothing was open any more; no_receivable: a line without an instalment, such as an unapplied receipt';
CREATE INDEX statement_dispute_outcome_dispute ON public.statement_dispute_outcome USING btree (dispute_id) WHERE (dispute_id IS NOT NULL);
CREATE INDEX statement_dispute_outcome_statement ON public.statement_dispute_outcome USING btree (statement_id);
CREATE TRIGGER statement_dispute_outcome_append_only BEFORE DELETE OR UPDATE ON public.statement_dispute_outcome FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE POLICY scoped ON statement_dispute_outcome TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE statement_file (
  id uuid NOT NULL,
  statement_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  name text NOT NULL,
  size integer NOT NULL,
  content bytea NOT NULL,
  content_hash text NOT NULL,
  uploaded_at timestamp with time zone NOT NULL,
  CONSTRAINT statement_file_pkey PRIMARY KEY (id),
  CONSTRAINT statement_file_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT statement_file_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES statement_request(id),
  CONSTRAINT statement_file_size_check CHECK ((size > 0))
);
CREATE INDEX statement_file_statement ON public.statement_file USING btree (statement_id);
CREATE TRIGGER audit_delete AFTER DELETE ON public.statement_file REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'statement-file', '', '{id}', '{content}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.statement_file REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'statement-file', '', '{id}', '{content}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.statement_file FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'statement-file', '', '{id}', '{content}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.statement_file REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'statement-file', '', '{id}', '{content}', '{}', 'rows');
CREATE TRIGGER statement_file_append_only BEFORE DELETE OR UPDATE ON public.statement_file FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE POLICY scoped ON statement_file TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE statement_request (
  id uuid NOT NULL,
  customer_id uuid NOT NULL,
  from_on date NOT NULL,
  as_of date NOT NULL,
  language text NOT NULL,
  way text NOT NULL,
  recipient text,
  status text NOT NULL,
  token_hash bytea,
  expires_at timestamp with time zone NOT NULL,
  content jsonb,
  content_hash text,
  closing jsonb DEFAULT '[]'::jsonb NOT NULL,
  attempts integer DEFAULT 0 NOT NULL,
  failure jsonb,
  created_by text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  sent_at timestamp with time zone,
  opened_at timestamp with time zone,
  answered_at timestamp with time zone,
  answered_by text,
  answered_role text,
  answer_comment text,
  answered_from text,
  CONSTRAINT statement_request_pkey PRIMARY KEY (id),
  CONSTRAINT statement_request_token_hash_key UNIQUE (token_hash),
  CONSTRAINT statement_request_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT statement_request_check CHECK ((from_on <= as_of)),
  CONSTRAINT statement_request_check1 CHECK (((content IS NULL) = (content_hash IS NULL))),
  CONSTRAINT statement_request_check2 CHECK (((status = ANY (ARRAY['confirmed'::text, 'disputed'::text])) = (answered_at IS NOT NULL))),
  CONSTRAINT statement_request_language_check CHECK ((language = ANY (ARRAY['zh'::text, 'en'::text]))),
  CONSTRAINT statement_request_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'sending'::text, 'sent'::text, 'opened'::text, 'confirmed'::text, 'disputed'::text, 'failed'::text, 'withdrawn'::text]))),
  CONSTRAINT statement_request_way_check CHECK ((way = ANY (ARRAY['mail'::text, 'link'::text])))
);
COMMENT ON COLUMN statement_request.token_hash IS 'SHA-256 of the token of the newest link; the token itself is not kept';
COMMENT ON COLUMN statement_request.content_hash IS 'SHA-256 of the content as it was shown';
COMMENT ON COLUMN statement_request.closing IS 'closing balance by currency, for lists';
COMMENT ON COLUMN statement_request.answered_from IS 'address from which the answer came';
CREATE INDEX statement_request_customer ON public.statement_request USING btree (customer_id, as_of DESC);
CREATE INDEX statement_request_newest ON public.statement_request USING btree (created_at DESC, id DESC);
CREATE TRIGGER audit_delete AFTER DELETE ON public.statement_request REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'statement-request', '', '{id}', '{token_hash}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.statement_request REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'statement-request', '', '{id}', '{token_hash}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.statement_request FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'statement-request', '', '{id}', '{token_hash}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.statement_request REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'statement-request', '', '{id}', '{token_hash}', '{}', 'rows');
CREATE POLICY scoped ON statement_request TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

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

CREATE TABLE waiver_reason (
  code text NOT NULL,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  position integer NOT NULL,
  active boolean DEFAULT true NOT NULL,
  CONSTRAINT waiver_reason_pkey PRIMARY KEY (code),
  CONSTRAINT waiver_reason_code_check CHECK ((code ~ '^[a-z][a-z0-9_-]{0,39}$'::text))
);
CREATE TRIGGER audit_delete AFTER DELETE ON public.waiver_reason REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code}', 'waiver-reason', '', '{code}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.waiver_reason REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code}', 'waiver-reason', '', '{code}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.waiver_reason FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code}', 'waiver-reason', '', '{code}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.waiver_reason REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code}', 'waiver-reason', '', '{code}', '{}', '{}', 'rows');

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

CREATE TABLE write_off (
  id uuid NOT NULL,
  number bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  customer_id uuid NOT NULL,
  hand_over_id uuid,
  reason_code text NOT NULL,
  explanation text NOT NULL,
  currency character(3) NOT NULL,
  amount_minor bigint NOT NULL,
  written_minor bigint DEFAULT 0 NOT NULL,
  recovered_minor bigint DEFAULT 0 NOT NULL,
  status text NOT NULL,
  requested_on date NOT NULL,
  requested_by text NOT NULL,
  requested_at timestamp with time zone NOT NULL,
  ended_on date,
  ended_by text,
  ended_at timestamp with time zone,
  end_reason text,
  CONSTRAINT write_off_pkey PRIMARY KEY (id),
  CONSTRAINT write_off_number_key UNIQUE (number),
  CONSTRAINT write_off_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  CONSTRAINT write_off_hand_over_id_fkey FOREIGN KEY (hand_over_id) REFERENCES hand_over(id),
  CONSTRAINT write_off_reason_code_fkey FOREIGN KEY (reason_code) REFERENCES write_off_reason(code),
  CONSTRAINT write_off_amount_minor_check CHECK ((amount_minor > 0)),
  CONSTRAINT write_off_check CHECK (((written_minor >= 0) AND (written_minor <= amount_minor))),
  CONSTRAINT write_off_check1 CHECK (((recovered_minor >= 0) AND (recovered_minor <= written_minor))),
  CONSTRAINT write_off_check2 CHECK ((((status = 'requested'::text) = (ended_at IS NULL)) AND ((ended_at IS NULL) = (ended_on IS NULL)))),
  CONSTRAINT write_off_check3 CHECK (((status = 'written-off'::text) = (written_minor > 0))),
  CONSTRAINT write_off_status_check CHECK ((status = ANY (ARRAY['requested'::text, 'written-off'::text, 'rejected'::text, 'withdrawn'::text])))
);
COMMENT ON COLUMN write_off.written_minor IS 'what was still open of the amount asked for when it was approved';
COMMENT ON COLUMN write_off.recovered_minor IS 'what came in after it';
CREATE INDEX write_off_customer ON public.write_off USING btree (customer_id, requested_at DESC);
CREATE INDEX write_off_ended ON public.write_off USING btree (ended_on) WHERE (status = 'written-off'::text);
CREATE INDEX write_off_newest ON public.write_off USING btree (requested_at DESC, id DESC);
CREATE TRIGGER audit_delete AFTER DELETE ON public.write_off REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.write_off REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.write_off FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.write_off REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{id}', 'customer', 'customer', '{customer_id}', '{}', '{}', 'rows');
CREATE POLICY scoped ON write_off TO xinheng_scoped, xinheng_scoped_segments USING ((customer_id IN ( SELECT scope_customers() AS scope_customers)));

CREATE TABLE write_off_item (
  write_off_id uuid NOT NULL,
  account_id uuid NOT NULL,
  document_id uuid NOT NULL,
  item_no integer NOT NULL,
  position integer NOT NULL,
  amount_minor bigint NOT NULL,
  written_minor bigint DEFAULT 0 NOT NULL,
  recovered_minor bigint DEFAULT 0 NOT NULL,
  version bigint DEFAULT 0 NOT NULL,
  current boolean DEFAULT true NOT NULL,
  CONSTRAINT write_off_item_pkey PRIMARY KEY (write_off_id, document_id, item_no),
  CONSTRAINT write_off_item_write_off_id_fkey FOREIGN KEY (write_off_id) REFERENCES write_off(id),
  CONSTRAINT write_off_item_amount_minor_check CHECK ((amount_minor > 0)),
  CONSTRAINT write_off_item_check CHECK (((written_minor >= 0) AND (written_minor <= amount_minor))),
  CONSTRAINT write_off_item_check1 CHECK (((recovered_minor >= 0) AND (recovered_minor <= written_minor))),
  CONSTRAINT write_off_item_position_check CHECK (("position" > 0))
);
COMMENT ON COLUMN write_off_item.document_id IS 'the invoice';
COMMENT ON COLUMN write_off_item."position" IS 'last part of the number of its write-off document';
COMMENT ON COLUMN write_off_item.version IS 'of its write-off document; each recovery makes a new one';
COMMENT ON COLUMN write_off_item.current IS 'asked for and not decided: an item has one such request at a time';
CREATE INDEX write_off_item_account ON public.write_off_item USING btree (account_id);
CREATE UNIQUE INDEX write_off_item_current ON public.write_off_item USING btree (document_id, item_no) WHERE current;
CREATE INDEX write_off_item_item ON public.write_off_item USING btree (document_id, item_no);
CREATE POLICY scoped ON write_off_item TO xinheng_scoped, xinheng_scoped_segments USING ((account_id IN ( SELECT scope_accounts() AS scope_accounts)));

CREATE TABLE write_off_reason (
  code text NOT NULL,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  source_zh text NOT NULL,
  source_en text NOT NULL,
  overdue_months integer,
  amount_max_minor bigint,
  evidence text[] NOT NULL,
  position integer NOT NULL,
  active boolean DEFAULT true NOT NULL,
  updated_by text,
  updated_at timestamp with time zone,
  CONSTRAINT write_off_reason_pkey PRIMARY KEY (code),
  CONSTRAINT write_off_reason_amount_max_minor_check CHECK ((amount_max_minor > 0)),
  CONSTRAINT write_off_reason_code_check CHECK ((code ~ '^[a-z][a-z0-9_-]{0,39}$'::text)),
  CONSTRAINT write_off_reason_overdue_months_check CHECK (((overdue_months >= 1) AND (overdue_months <= 240)))
);
COMMENT ON COLUMN write_off_reason.overdue_months IS 'each item must be past due for so long';
COMMENT ON COLUMN write_off_reason.amount_max_minor IS 'largest single item, in minor units of the base currency';
COMMENT ON COLUMN write_off_reason.evidence IS 'what the file for the tax authority must hold, beside the explanation';
CREATE TRIGGER audit_delete AFTER DELETE ON public.write_off_reason REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code}', 'write-off-reason', '', '{code}', '{}', '{}', 'rows');
CREATE TRIGGER audit_insert AFTER INSERT ON public.write_off_reason REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code}', 'write-off-reason', '', '{code}', '{}', '{}', 'rows');
CREATE TRIGGER audit_truncate AFTER TRUNCATE ON public.write_off_reason FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code}', 'write-off-reason', '', '{code}', '{}', '{}', 'rows');
CREATE TRIGGER audit_update AFTER UPDATE ON public.write_off_reason REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('{code}', 'write-off-reason', '', '{code}', '{}', '{}', 'rows');

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
    FROM (
      SELECT (array_agg(data) FILTER (WHERE NOT is_new))[1] AS was, (array_agg(data) FILTER (WHERE is_new))[1] AS became
      FROM (SELECT row_number() OVER () AS no, false AS is_new, to_jsonb(t) AS data FROM old_rows t
            UNION ALL
            SELECT row_number() OVER (), true, to_jsonb(t) FROM new_rows t) of_both
      GROUP BY no ORDER BY no) n
    CROSS JOIN LATERAL audit_change(n.was, n.became, secret, quiet) c, audit_actor(NULL) a;
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

CREATE OR REPLACE FUNCTION public.convert_to_utf8(text)
 RETURNS bytea
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  SELECT convert_to($1, 'UTF8')
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

CREATE OR REPLACE FUNCTION public.keep_forecast_identity()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF (OLD.id, OLD.version, OLD.as_of, OLD.hold_out_from, OLD.document_sha256, OLD.verdict, OLD.trained_by, OLD.trained_at)
     IS DISTINCT FROM
     (NEW.id, NEW.version, NEW.as_of, NEW.hold_out_from, NEW.document_sha256, NEW.verdict, NEW.trained_by, NEW.trained_at)
  THEN
    RAISE EXCEPTION 'a forecast model never changes, only its status does' USING ERRCODE = 'restrict_violation';
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
  WITH noted AS (
    INSERT INTO standing_change (account_id, receivables)
    SELECT DISTINCT account_id, true FROM changed WHERE bucket IN ('receivables', 'unapplied')
    RETURNING account_id)
  INSERT INTO forecast_mark SELECT account_id FROM noted;
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

CREATE OR REPLACE FUNCTION public.paused_items(on_day date)
 RETURNS TABLE(document_id uuid, item_no integer, reason text, paused_minor bigint, until_on date)
 LANGUAGE sql
 STABLE
AS $function$
  WITH asked AS (
    SELECT hi.account_id, hi.document_id, hi.item_no, 0 AS place, 'handed_over' AS reason, i.open_minor AS amount_minor,
      NULL::date AS until_on
    FROM hand_over_item hi JOIN hand_over h ON h.id = hi.hand_over_id
    JOIN exposure_item i ON i.account_id = hi.account_id AND i.document_id = hi.document_id AND i.item_no = hi.item_no
    WHERE hi.current AND h.opened_on <= on_day AND i.open_minor > 0
    UNION ALL
    SELECT di.account_id, di.document_id, di.item_no, 1, 'disputed', di.amount_minor, NULL
    FROM dispute_item di JOIN dispute d ON d.id = di.dispute_id
    WHERE di.current AND d.opened_on <= on_day
    UNION ALL
    SELECT i.account_id, i.document_id, i.item_no, 1, 'disputed', i.amount_minor, NULL
    FROM document d JOIN exposure_item i ON i.account_id = d.account_id AND i.document_id = d.id
    WHERE d.disputed_by_source AND i.bucket = 'receivables' AND i.open_minor > 0
      AND NOT EXISTS (SELECT FROM dispute_item di WHERE di.document_id = d.id AND di.item_no = i.item_no AND di.current)
    UNION ALL
    SELECT pi.account_id, pi.document_id, pi.item_no, 2, 'planned', pi.amount_minor,
      (SELECT max(r.due_on) FROM instalment_plan_rate r WHERE r.plan_id = p.id) + p.grace_days
    FROM instalment_plan p JOIN instalment_plan_item pi ON pi.plan_id = p.id
    WHERE p.status = 'active' AND pi.current AND p.activated_on <= on_day
    UNION ALL
    SELECT pi.account_id, pi.document_id, pi.item_no, 3, 'promised', pi.amount_minor - pi.received_minor, p.until_on
    FROM promise p JOIN promise_item pi ON pi.promise_id = p.id
    WHERE p.status = 'open' AND pi.current AND p.made_on <= on_day AND p.until_on >= on_day
  ), ranked AS (
    SELECT a.document_id, a.item_no, a.reason, a.until_on, a.amount_minor, i.open_minor,
      coalesce(sum(a.amount_minor) OVER (PARTITION BY a.document_id, a.item_no ORDER BY a.place
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::bigint AS before_minor
    FROM asked a JOIN exposure_item i ON i.account_id = a.account_id AND i.document_id = a.document_id AND i.item_no = a.item_no
    WHERE i.bucket = 'receivables' AND i.open_minor > 0 AND a.amount_minor > 0
  )
  SELECT document_id, item_no, reason, LEAST(amount_minor, open_minor - before_minor), until_on
  FROM ranked WHERE before_minor < open_minor
$function$
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

CREATE OR REPLACE FUNCTION public.queue_evaluation_of_rated()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  PERFORM queue_hold_evaluation(ARRAY(
    SELECT DISTINCT c.group_id FROM changed JOIN customer c ON c.id = changed.customer_id));
  RETURN NULL;
END $function$
;

CREATE OR REPLACE FUNCTION public.queue_evaluation_of_rated_again()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  PERFORM queue_hold_evaluation(ARRAY(
    SELECT DISTINCT c.group_id
    FROM (SELECT customer_id, grade, coverage FROM changed
          EXCEPT SELECT customer_id, grade, coverage FROM before) other
    JOIN customer c ON c.id = other.customer_id));
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

CREATE OR REPLACE FUNCTION public.refuse_change_of_difference()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF (NEW.reconciliation_id, NEW.customer_code, NEW.segment_code, NEW.currency, NEW.document_number, NEW.kind,
      NEW.their_items, NEW.their_minor, NEW.our_items, NEW.our_minor)
    IS DISTINCT FROM
     (OLD.reconciliation_id, OLD.customer_code, OLD.segment_code, OLD.currency, OLD.document_number, OLD.kind,
      OLD.their_items, OLD.their_minor, OLD.our_items, OLD.our_minor) THEN
    RAISE EXCEPTION 'what differed in % never changes', OLD.id;
  END IF;
  RETURN NEW;
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

CREATE OR REPLACE FUNCTION public.refuse_change_of_provision_run()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF (NEW.as_of, NEW.matrix_version, NEW.matrix, NEW.base_currency, NEW.rates, NEW.factor_bp, NEW.previous_id, NEW.totals,
      NEW.note, NEW.computed_by, NEW.computed_at)
    IS DISTINCT FROM
     (OLD.as_of, OLD.matrix_version, OLD.matrix, OLD.base_currency, OLD.rates, OLD.factor_bp, OLD.previous_id, OLD.totals,
      OLD.note, OLD.computed_by, OLD.computed_at)
    OR OLD.status IN ('approved', 'rejected') THEN
    RAISE EXCEPTION 'the provision run % never changes', OLD.id;
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
