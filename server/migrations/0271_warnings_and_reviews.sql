-- A customer who fell below the early-warning score, until somebody has dealt with it; at most one open per customer.
CREATE TABLE warning_signal (
  id              uuid PRIMARY KEY,
  customer_id     uuid NOT NULL,
  kind            text NOT NULL CHECK (kind = 'low_score'),
  status          text NOT NULL CHECK (status IN ('open', 'acknowledged', 'closed')),
  rating_id       uuid NOT NULL,
  line            int NOT NULL,
  previous_score  int,
  score           int NOT NULL,
  grade           text NOT NULL,
  veto            boolean NOT NULL,
  cause           jsonb NOT NULL,
  raised_at       timestamptz NOT NULL,
  recovered_at    timestamptz,
  assignee        text,
  note            text,
  acknowledged_by text,
  acknowledged_at timestamptz,
  closed_by       text,
  closed_at       timestamptz,
  CHECK ((status = 'closed') = (closed_at IS NOT NULL))
);
COMMENT ON COLUMN warning_signal.line IS 'hundredths of a point, as are the scores';
COMMENT ON COLUMN warning_signal.recovered_at IS 'when the score came back above the line; whoever deals with it closes it';
CREATE UNIQUE INDEX warning_signal_current ON warning_signal (customer_id, kind) WHERE status <> 'closed';
CREATE INDEX warning_signal_newest ON warning_signal (status, raised_at DESC, id DESC);
CREATE INDEX warning_signal_customer ON warning_signal (customer_id, raised_at DESC);

-- When each account of a rated customer is reviewed next.
CREATE TABLE account_review (
  account_id  uuid PRIMARY KEY,
  customer_id uuid NOT NULL,
  since_on    date NOT NULL,
  next_on     date,
  basis       text NOT NULL CHECK (basis IN ('grade', 'account'))
) WITH (fillfactor = 80);
COMMENT ON COLUMN account_review.since_on IS 'day of the last review, or since when the account is reviewed at all';
COMMENT ON COLUMN account_review.next_on IS 'null: never by itself';
COMMENT ON COLUMN account_review.basis IS 'whether the grade says so, or the account an earlier day';
CREATE INDEX account_review_next ON account_review (next_on, account_id);
CREATE INDEX account_review_customer ON account_review (customer_id);
INSERT INTO audit_coverage (table_name, capture, reason)
VALUES ('account_review', 'none', 'follows from ratings, settings and completed reviews');

-- A review to be done; at most one open per account.
CREATE TABLE review_task (
  id           uuid PRIMARY KEY,
  account_id   uuid NOT NULL,
  customer_id  uuid NOT NULL,
  reason       text NOT NULL CHECK (reason IN ('calendar', 'grade_change')),
  due_on       date NOT NULL,
  status       text NOT NULL CHECK (status IN ('open', 'done')),
  role         text,
  assignee     text,
  opened_at    timestamptz NOT NULL,
  completed_by text,
  completed_at timestamptz,
  note         text,
  rating_id    uuid,
  CHECK ((status = 'done') = (completed_at IS NOT NULL))
);
COMMENT ON COLUMN review_task.role IS 'whose work it is while nobody has been named';
CREATE UNIQUE INDEX review_task_open ON review_task (account_id) WHERE status = 'open';
CREATE INDEX review_task_due ON review_task (status, due_on, id);
CREATE INDEX review_task_customer ON review_task (customer_id, opened_at DESC);
