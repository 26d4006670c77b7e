-- A scorecard that people are working on. What is approved is the content as it was submitted, with its report.
CREATE TABLE scorecard_draft (
  id           uuid PRIMARY KEY,
  code         text NOT NULL,
  name         text NOT NULL,
  content      jsonb NOT NULL,
  base_version int NOT NULL,
  revision     int NOT NULL DEFAULT 1 CHECK (revision > 0),
  status       text NOT NULL CHECK (status IN ('draft', 'validated', 'submitted', 'published', 'dropped')),
  report       jsonb,
  valid_from   timestamptz,
  reason       text,
  version      int,
  created_by   text NOT NULL,
  created_at   timestamptz NOT NULL,
  updated_by   text NOT NULL,
  updated_at   timestamptz NOT NULL,
  submitted_by text,
  CHECK ((status = 'published') = (version IS NOT NULL)),
  CHECK (status NOT IN ('validated', 'submitted', 'published') OR report IS NOT NULL),
  CHECK (status <> 'submitted' OR submitted_by IS NOT NULL)
);
COMMENT ON COLUMN scorecard_draft.base_version IS 'the newest version when the draft was begun or last brought up to date';
COMMENT ON COLUMN scorecard_draft.report IS 'validation of this very content: checks, and what it changes on the book';
CREATE INDEX scorecard_draft_open ON scorecard_draft (updated_at DESC) WHERE status IN ('draft', 'validated', 'submitted');

-- Nothing goes live without its report; what came before reports has none.
ALTER TABLE scorecard ADD COLUMN report jsonb;
COMMENT ON COLUMN scorecard.report IS 'the validation that this version was published with; null for versions of before there were reports';
