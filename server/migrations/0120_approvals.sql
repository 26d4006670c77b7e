-- Flows that decide on requests. What is in force is the version named here; a draft is edited beside it.
CREATE TABLE approval_flow (
  code            text PRIMARY KEY,
  subject         text NOT NULL,
  priority        int NOT NULL DEFAULT 100,
  active          boolean NOT NULL DEFAULT true,
  built_in        boolean NOT NULL DEFAULT false,
  current_version int,
  draft           jsonb,
  draft_revision  int NOT NULL DEFAULT 0,
  draft_saved_at  timestamptz,
  draft_saved_by  text,
  created_at      timestamptz NOT NULL,
  created_by      text NOT NULL
);
COMMENT ON COLUMN approval_flow.priority IS 'of several flows of a subject the first whose start condition holds is taken';
COMMENT ON COLUMN approval_flow.built_in IS 'comes with the program and serves what no other flow serves';
CREATE INDEX approval_flow_subject ON approval_flow (subject, priority, code);

-- Published documents. Append-only: a case keeps the version it started with.
CREATE TABLE approval_flow_version (
  flow_code    text NOT NULL REFERENCES approval_flow,
  version      int NOT NULL CHECK (version > 0),
  content      jsonb NOT NULL,
  note         text,
  published_at timestamptz NOT NULL,
  published_by text NOT NULL,
  PRIMARY KEY (flow_code, version)
);
CREATE TRIGGER approval_flow_version_append_only BEFORE UPDATE OR DELETE ON approval_flow_version
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- One request on its way through a flow. Its row is the lock of everything that belongs to it.
CREATE TABLE approval_case (
  id             uuid PRIMARY KEY,
  number         bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  subject        text NOT NULL,
  object_id      text NOT NULL,
  title_zh       text NOT NULL,
  title_en       text NOT NULL,
  status         text NOT NULL CHECK (status IN ('running', 'approved', 'rejected', 'withdrawn', 'void')),
  flow_code      text NOT NULL,
  flow_version   int NOT NULL,
  submitter      text NOT NULL,
  barred         text[] NOT NULL,
  owner_username text,
  customer_code  text,
  customer_name  text,
  segment_code   text,
  amount_minor   bigint,
  currency       char(3),
  over_limit_bp  int,
  days           int,
  reason         text,
  fields         jsonb NOT NULL,
  request        jsonb NOT NULL,
  snapshot       jsonb NOT NULL,
  arrivals       jsonb NOT NULL,
  returns        int NOT NULL,
  submitted_at   timestamptz NOT NULL,
  closed_at      timestamptz,
  due_at         timestamptz,
  urged_at       timestamptz,
  FOREIGN KEY (flow_code, flow_version) REFERENCES approval_flow_version,
  CHECK ((status = 'running') = (closed_at IS NULL)),
  CHECK ((amount_minor IS NULL) = (currency IS NULL))
);
COMMENT ON COLUMN approval_case.barred IS 'who may not decide: the submitter, and who made what is decided on';
COMMENT ON COLUMN approval_case.request IS 'what the subject needs to put the request in force';
COMMENT ON COLUMN approval_case.snapshot IS 'the figures as they were on submission';
CREATE UNIQUE INDEX approval_case_running ON approval_case (subject, object_id) WHERE status = 'running';
CREATE INDEX approval_case_submitter ON approval_case (submitter, submitted_at DESC);
CREATE INDEX approval_case_submitted ON approval_case (submitted_at DESC, id DESC);
CREATE INDEX approval_case_customer ON approval_case (customer_code, submitted_at DESC);
CREATE INDEX approval_case_flow ON approval_case (flow_code, flow_version) WHERE status = 'running';
CREATE INDEX approval_case_due ON approval_case (due_at) WHERE status = 'running';

-- One stay of a case at a node, with the time limit that runs there.
CREATE TABLE approval_visit (
  id         uuid PRIMARY KEY,
  case_id    uuid NOT NULL REFERENCES approval_case,
  seq        int NOT NULL,
  node_id    text NOT NULL,
  round      int NOT NULL,
  status     text NOT NULL CHECK (status IN ('active', 'passed', 'rejected', 'returned', 'cancelled', 'expired')),
  entered_at timestamptz NOT NULL,
  left_at    timestamptz,
  plan       jsonb NOT NULL,
  stage      int NOT NULL,
  needed     int NOT NULL,
  vetoing    boolean NOT NULL,
  covered    boolean NOT NULL,
  unassigned boolean NOT NULL,
  fallback   boolean NOT NULL,
  escalated  boolean NOT NULL,
  due_at     timestamptz,
  timer_kind text CHECK (timer_kind IN ('remind', 'due')),
  timer_at   timestamptz,
  branch     text,
  UNIQUE (case_id, seq),
  CHECK ((status = 'active') = (left_at IS NULL)),
  CHECK ((timer_kind IS NULL) = (timer_at IS NULL)),
  CHECK (timer_at IS NULL OR status = 'active')
);
CREATE INDEX approval_visit_timer ON approval_visit (timer_at) WHERE timer_at IS NOT NULL;
CREATE INDEX approval_visit_unassigned ON approval_visit (case_id) WHERE unassigned;

-- One person's turn.
CREATE TABLE approval_step (
  id              uuid PRIMARY KEY,
  case_id         uuid NOT NULL REFERENCES approval_case,
  seq             int NOT NULL,
  visit_id        uuid NOT NULL REFERENCES approval_visit,
  node_id         text NOT NULL,
  stage           int NOT NULL,
  slot            int NOT NULL,
  username        text NOT NULL,
  on_behalf_of    text,
  kind            text NOT NULL CHECK (kind IN ('approver', 'deputy', 'delegate', 'added', 'escalation', 'assigned', 'revision')),
  status          text NOT NULL CHECK (status IN ('waiting', 'open', 'approved', 'rejected', 'returned', 'delegated', 'escalated', 'superseded')),
  before_step     uuid,
  opened_at       timestamptz NOT NULL,
  decided_at      timestamptz,
  decided_by      text,
  comment         text,
  conditions      jsonb,
  late            boolean NOT NULL DEFAULT false,
  working_minutes int,
  UNIQUE (case_id, seq),
  CHECK ((status IN ('waiting', 'open')) = (decided_at IS NULL))
);
COMMENT ON COLUMN approval_step.working_minutes IS 'from opening to decision, in working time';
CREATE INDEX approval_step_todo ON approval_step (username, opened_at DESC, id DESC) WHERE status = 'open';
CREATE INDEX approval_step_done ON approval_step (decided_by, decided_at DESC, id DESC) WHERE decided_by IS NOT NULL;
CREATE INDEX approval_step_visit ON approval_step (visit_id);
CREATE INDEX approval_step_decided ON approval_step (decided_at) WHERE decided_by IS NOT NULL;

-- 抄送: who was told, and whether they looked.
CREATE TABLE approval_copy (
  case_id   uuid NOT NULL REFERENCES approval_case,
  username  text NOT NULL,
  node_id   text,
  copied_at timestamptz NOT NULL,
  read_at   timestamptz,
  PRIMARY KEY (case_id, username)
);
CREATE INDEX approval_copy_inbox ON approval_copy (username, copied_at DESC, case_id DESC);
CREATE INDEX approval_copy_unread ON approval_copy (username) WHERE read_at IS NULL;

-- What people and the program did and said, in order. Append-only.
CREATE TABLE approval_event (
  id          uuid PRIMARY KEY,
  case_id     uuid NOT NULL REFERENCES approval_case,
  at          timestamptz NOT NULL,
  actor       text NOT NULL,
  kind        text NOT NULL,
  node_id     text,
  comment     text,
  mentions    text[] NOT NULL DEFAULT '{}',
  attachments uuid[] NOT NULL DEFAULT '{}',
  detail      jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX approval_event_case ON approval_event (case_id, id);
CREATE TRIGGER approval_event_append_only BEFORE UPDATE OR DELETE ON approval_event
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Files given with a comment.
CREATE TABLE approval_attachment (
  id          uuid PRIMARY KEY,
  case_id     uuid NOT NULL REFERENCES approval_case,
  name        text NOT NULL,
  media_type  text NOT NULL,
  size        int NOT NULL CHECK (size > 0),
  content     bytea NOT NULL,
  uploaded_by text NOT NULL,
  uploaded_at timestamptz NOT NULL
);
CREATE INDEX approval_attachment_case ON approval_attachment (case_id);
CREATE TRIGGER approval_attachment_append_only BEFORE UPDATE OR DELETE ON approval_attachment
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- When the organisation works: hours of a working day, and the days that differ from the national calendar.
CREATE TABLE working_hours (
  id        boolean PRIMARY KEY DEFAULT true CHECK (id),
  intervals jsonb NOT NULL
);
COMMENT ON COLUMN working_hours.intervals IS 'rising [from, to) times of day, for example [["09:00","12:00"],["13:30","18:00"]]';
INSERT INTO working_hours (intervals) VALUES ('[["09:00","12:00"],["13:30","18:30"]]');

CREATE TABLE working_day (
  day     date PRIMARY KEY,
  working boolean NOT NULL,
  name    text NOT NULL
);
COMMENT ON TABLE working_day IS 'exceptions to the calendar that comes with the program';

-- Requests to publish rules and policies, which wait for approval.
CREATE TABLE publication_request (
  id           uuid PRIMARY KEY,
  kind         text NOT NULL CHECK (kind IN ('control-rules', 'policy')),
  content      jsonb NOT NULL,
  base_version int NOT NULL,
  valid_from   timestamptz,
  status       text NOT NULL CHECK (status IN ('open', 'published', 'rejected', 'withdrawn')),
  version      int,
  submitted_by text NOT NULL,
  submitted_at timestamptz NOT NULL,
  CHECK ((status = 'published') = (version IS NOT NULL))
);

-- A grade set by people instead of the scorecard's, until a day.
CREATE TABLE rating_override (
  id           uuid PRIMARY KEY,
  customer_id  uuid NOT NULL REFERENCES customer,
  rating_id    uuid NOT NULL,
  model_grade  text NOT NULL,
  grade        text NOT NULL,
  reason       text NOT NULL,
  valid_until  date NOT NULL,
  status       text NOT NULL CHECK (status IN ('requested', 'active', 'rejected', 'withdrawn', 'ended')),
  requested_by text NOT NULL,
  requested_at timestamptz NOT NULL,
  decided_at   timestamptz
);
CREATE UNIQUE INDEX rating_override_active ON rating_override (customer_id) WHERE status = 'active';
CREATE INDEX rating_override_customer ON rating_override (customer_id, requested_at DESC);
SELECT scope_table('rating_override', 'customer_id IN (SELECT scope_customers())');
