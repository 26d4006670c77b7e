-- Policies, scorecards and control rules are tried before they bite: what a changed document would do to the limits of
-- the book, and what it would have done to past orders. Results are computed and may be deleted; nothing is decided by them.
CREATE TABLE simulation (
  id           uuid PRIMARY KEY,
  kind         text NOT NULL CHECK (kind IN ('policy', 'control-rules', 'scorecard')),
  content      jsonb NOT NULL,
  base_version integer NOT NULL,
  from_on      date,
  to_on        date,
  status       text NOT NULL CHECK (status IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  done         integer NOT NULL DEFAULT 0,
  total        integer,
  summary      jsonb,
  failure      text,
  requested_by text NOT NULL,
  requested_at timestamptz NOT NULL,
  finished_at  timestamptz,
  CHECK ((from_on IS NULL) = (to_on IS NULL)),
  CHECK (from_on <= to_on),
  CHECK ((status = 'done') = (summary IS NOT NULL))
);
COMMENT ON COLUMN simulation.base_version IS 'the version in force that it is compared with';
CREATE INDEX simulation_requested ON simulation (requested_at DESC);

-- Accounts whose limit or terms would be others than by the documents in force.
CREATE TABLE simulated_account (
  simulation_id         uuid NOT NULL REFERENCES simulation ON DELETE CASCADE,
  account_id            uuid NOT NULL REFERENCES credit_account,
  change                text NOT NULL CHECK (change IN ('raised', 'cut', 'terms')),
  grade                 text NOT NULL,
  grade_after           text NOT NULL,
  currency              char(3) NOT NULL,
  now_minor             bigint,
  now_days              integer,
  before_minor          bigint NOT NULL,
  before_days           integer NOT NULL,
  after_minor           bigint NOT NULL,
  after_days            integer NOT NULL,
  exposure_minor        bigint,
  difference_base_minor bigint,
  loss_before_minor     bigint,
  loss_after_minor      bigint,
  PRIMARY KEY (simulation_id, account_id)
);
COMMENT ON COLUMN simulated_account.grade_after IS 'another grade where a scorecard is tried';
COMMENT ON COLUMN simulated_account.now_minor IS 'the base limit in force, whoever set it';
COMMENT ON COLUMN simulated_account.before_minor IS 'what the policy in force gives';
COMMENT ON COLUMN simulated_account.difference_base_minor IS 'after less before in the base currency; NULL without a rate, like the losses';
CREATE INDEX simulated_account_difference ON simulated_account (simulation_id, difference_base_minor);

-- Past orders whose answer would have been another one.
CREATE TABLE simulated_check (
  simulation_id     uuid NOT NULL REFERENCES simulation ON DELETE CASCADE,
  decision_id       uuid NOT NULL,
  account_id        uuid NOT NULL REFERENCES credit_account,
  decided_at        timestamptz NOT NULL,
  before            text NOT NULL CHECK (before IN ('approved', 'warned', 'held', 'rejected')),
  after             text NOT NULL CHECK (after IN ('approved', 'warned', 'held', 'rejected')),
  reasons           jsonb NOT NULL,
  amount_base_minor bigint,
  became            text NOT NULL CHECK (became IN ('paid', 'open', 'bad', 'not-billed')),
  loss_base_minor   bigint,
  PRIMARY KEY (simulation_id, decision_id)
);
COMMENT ON COLUMN simulated_check.reasons IS 'what stood against the order under the changed document, or before when nothing does';
COMMENT ON COLUMN simulated_check.became IS 'bad: written off, or more than 90 days past due';
CREATE INDEX simulated_check_decided ON simulated_check (simulation_id, decided_at DESC);

-- One unpublished change of each document, which the people who may write it share.
CREATE TABLE document_draft (
  kind         text PRIMARY KEY CHECK (kind IN ('policy', 'control-rules')),
  content      jsonb NOT NULL,
  base_version integer NOT NULL,
  revision     integer NOT NULL CHECK (revision > 0),
  saved_by     text NOT NULL,
  saved_at     timestamptz NOT NULL
);
COMMENT ON COLUMN document_draft.revision IS 'rises with each save; who saves names the one they saw';

INSERT INTO audit_coverage (table_name, capture, reason) VALUES
  ('simulation',        'none', 'computed on request, which is recorded; changes nothing and is forgotten after 90 days'),
  ('simulated_account', 'none', 'result of a simulation'),
  ('simulated_check',   'none', 'result of a simulation');
INSERT INTO audit_coverage (table_name, object_type, object_lookup, object_columns, quiet, hot) VALUES
  ('document_draft', 'document-draft', NULL, '{kind}', '{revision,saved_at}', false);
SELECT scope_attach();
