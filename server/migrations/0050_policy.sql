-- Credit policies as versioned documents; the newest valid version is in force. A version never changes.
CREATE TABLE credit_policy (
  version     int PRIMARY KEY CHECK (version > 0),
  content     jsonb NOT NULL,
  valid_from  timestamptz NOT NULL,
  created_by  text NOT NULL,
  created_at  timestamptz NOT NULL
);

-- A limit and terms that somebody may put in force: computed by a policy, or asked for by a person.
CREATE TABLE limit_proposal (
  id                uuid PRIMARY KEY,
  kind              text NOT NULL CHECK (kind IN ('policy', 'request')),
  status            text NOT NULL CHECK (status IN ('open', 'accepted', 'rejected', 'superseded')),
  group_id          uuid NOT NULL,
  account_id        uuid NOT NULL REFERENCES credit_account,
  customer_id       uuid NOT NULL REFERENCES customer,
  segment_id        uuid NOT NULL REFERENCES credit_segment,
  run_id            uuid,
  policy_version    int REFERENCES credit_policy,
  rating_id         uuid,
  grade             text,
  as_of             date NOT NULL,
  currency          char(3) NOT NULL,
  current_mode      text NOT NULL CHECK (current_mode IN ('none', 'unlimited', 'amount')),
  current_minor     bigint,
  current_net_days  int,
  proposed_mode     text NOT NULL CHECK (proposed_mode IN ('unlimited', 'amount')),
  line_kind         text CHECK (line_kind IN ('base', 'temporary', 'seasonal', 'secured')),
  proposed_minor    bigint CHECK (proposed_minor >= 0),
  valid_from        date,
  valid_to          date,
  proposed_net_days int CHECK (proposed_net_days BETWEEN 0 AND 3650),
  review_on         date,
  change_minor      bigint NOT NULL,
  attention         text CHECK (attention IN ('fx_rate_missing')),
  steps             jsonb NOT NULL,
  request_reason    text,
  submitted_by      text NOT NULL,
  created_at        timestamptz NOT NULL,
  decided_by        text,
  decided_at        timestamptz,
  decision_reason   text,
  limit_line_id     uuid,
  CHECK ((kind = 'policy') = (policy_version IS NOT NULL)),
  CHECK ((status IN ('accepted', 'rejected')) = (decided_by IS NOT NULL))
) WITH (fillfactor = 80);
COMMENT ON COLUMN limit_proposal.current_minor IS 'base limit in force when proposed; null without one';
COMMENT ON COLUMN limit_proposal.attention IS 'why a person must look before it is accepted; not accepted in bulk by filter';
COMMENT ON COLUMN limit_proposal.steps IS 'how the policy came to the amount, step by step';
CREATE UNIQUE INDEX limit_proposal_open_policy ON limit_proposal (account_id) WHERE kind = 'policy' AND status = 'open';
CREATE INDEX limit_proposal_status ON limit_proposal (status, created_at DESC, id);
CREATE INDEX limit_proposal_account ON limit_proposal (account_id, created_at DESC);
