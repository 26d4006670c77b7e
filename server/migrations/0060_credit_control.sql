-- Control rules as versioned documents; the newest valid one is in force.
CREATE TABLE control_rules (
  version      int PRIMARY KEY,
  content      jsonb NOT NULL,
  valid_from   timestamptz NOT NULL,
  created_by   text NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT now()
);

-- One evaluation at a control point: the facts it saw and what it answered. Append-only.
CREATE TABLE credit_decision (
  id               uuid PRIMARY KEY,
  group_id         uuid NOT NULL,
  account_id       uuid NOT NULL,
  checkpoint       text NOT NULL CHECK (checkpoint IN ('order', 'delivery', 'invoice')),
  source           text NOT NULL,
  document_type    text NOT NULL,
  document_number  text NOT NULL,
  document_version bigint NOT NULL,
  amount_minor     bigint NOT NULL CHECK (amount_minor > 0),
  currency         char(3) NOT NULL,
  outcome          text NOT NULL CHECK (outcome IN ('approved', 'warned', 'held', 'rejected')),
  binding          boolean NOT NULL,
  trigger          text NOT NULL CHECK (trigger IN ('check', 'document', 'release', 're-evaluation')),
  reservation_id   uuid,
  hold_id          uuid,
  rules_version    int NOT NULL,
  facts            jsonb NOT NULL,
  result           jsonb NOT NULL,
  submitted_by     text NOT NULL,
  decided_at       timestamptz NOT NULL
);
COMMENT ON COLUMN credit_decision.binding IS 'false for a pure question that took nothing';
CREATE INDEX credit_decision_document ON credit_decision (source, document_number, document_type, document_version) WHERE binding;
CREATE INDEX credit_decision_account ON credit_decision (account_id, decided_at DESC);
CREATE INDEX credit_decision_decided ON credit_decision (decided_at DESC);
CREATE TRIGGER credit_decision_append_only BEFORE UPDATE OR DELETE ON credit_decision
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A stopped order and what became of it.
CREATE TABLE hold (
  id                uuid PRIMARY KEY,
  group_id          uuid NOT NULL,
  account_id        uuid NOT NULL,
  decision_id       uuid NOT NULL,
  checkpoint        text NOT NULL,
  source            text NOT NULL,
  document_type     text NOT NULL,
  document_number   text NOT NULL,
  document_version  bigint NOT NULL,
  amount_minor      bigint NOT NULL CHECK (amount_minor > 0),
  currency          char(3) NOT NULL,
  net_days          int,
  ship_on           date,
  reasons           jsonb NOT NULL,
  status            text NOT NULL CHECK (status IN ('open', 'released', 'rejected', 'superseded')),
  ready_since       timestamptz,
  evaluated_at      timestamptz,
  submitted_by      text NOT NULL,
  opened_at         timestamptz NOT NULL,
  release_requested_by text,
  release_requested_at timestamptz,
  release_request_reason text,
  closed_by         text,
  closed_at         timestamptz,
  close_reason      text,
  released_minor    bigint,
  released_until    date
);
CREATE UNIQUE INDEX hold_open_document ON hold (source, document_type, document_number) WHERE status = 'open';
CREATE INDEX hold_status ON hold (status, opened_at DESC);
CREATE INDEX hold_account ON hold (account_id, opened_at DESC);
CREATE INDEX hold_document ON hold (source, document_number, document_type, opened_at DESC);
CREATE INDEX hold_group_open ON hold (group_id) WHERE status = 'open';
