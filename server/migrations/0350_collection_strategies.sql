-- Collection strategies: versioned documents, the texts of their steps, the runs that carry them out, and what was sent.

ALTER TABLE document_draft DROP CONSTRAINT document_draft_kind_check,
  ADD CONSTRAINT document_draft_kind_check CHECK (kind IN ('policy', 'control-rules', 'collection-strategies'));
ALTER TABLE publication_request DROP CONSTRAINT publication_request_kind_check,
  ADD CONSTRAINT publication_request_kind_check CHECK (kind IN ('control-rules', 'policy', 'collection-strategies'));

CREATE TABLE collection_strategies (
  version    int PRIMARY KEY CHECK (version > 0),
  content    jsonb NOT NULL,
  valid_from timestamptz NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL
);
COMMENT ON TABLE collection_strategies IS 'all strategies of the organisation as one document; the newest version is in force';
CREATE TRIGGER collection_strategies_append_only BEFORE UPDATE OR DELETE ON collection_strategies
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A new installation sends nothing until somebody has said so.
CREATE TABLE dunning_settings (
  singleton  boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  mode       text NOT NULL DEFAULT 'off' CHECK (mode IN ('off', 'dry', 'live')),
  updated_by text,
  updated_at timestamptz
);
COMMENT ON COLUMN dunning_settings.mode IS 'off: no run by itself; dry: runs are computed and recorded, nothing leaves; live: messages leave';
INSERT INTO dunning_settings DEFAULT VALUES;

-- Changed and own texts; the highest version is in force.
CREATE TABLE dunning_template (
  code       text NOT NULL CHECK (code ~ '^[a-z][a-z0-9-]{0,39}$'),
  locale     text NOT NULL CHECK (locale IN ('zh-CN', 'en')),
  version    int NOT NULL CHECK (version > 0),
  name_zh    text NOT NULL,
  name_en    text NOT NULL,
  subject    text NOT NULL,
  body       text NOT NULL,
  sms        jsonb,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (code, locale, version)
);
COMMENT ON COLUMN dunning_template.sms IS 'how the SMS platform knows the text: its template number, and our variables in the order of its places';
CREATE TRIGGER dunning_template_append_only BEFORE UPDATE OR DELETE ON dunning_template
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE sms_account (
  singleton     boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  provider      text NOT NULL CHECK (provider IN ('aliyun', 'tencent')),
  endpoint      text NOT NULL,
  region        text NOT NULL,
  access_key_id text NOT NULL,
  secret_sealed bytea NOT NULL,
  sign_name     text NOT NULL,
  app_id        text,
  active        boolean NOT NULL DEFAULT true,
  updated_by    text NOT NULL,
  updated_at    timestamptz NOT NULL,
  CHECK (provider <> 'tencent' OR app_id IS NOT NULL)
);

CREATE TABLE dunning_run (
  id               uuid PRIMARY KEY,
  mode             text NOT NULL CHECK (mode IN ('dry', 'live')),
  on_day           date NOT NULL,
  strategy_version int NOT NULL REFERENCES collection_strategies,
  scheduled        boolean NOT NULL DEFAULT false,
  status           text NOT NULL CHECK (status IN ('running', 'done', 'failed')),
  customers        int NOT NULL DEFAULT 0,
  contacts         int NOT NULL DEFAULT 0,
  items            int NOT NULL DEFAULT 0,
  by_channel       jsonb NOT NULL DEFAULT '{}',
  asides           jsonb NOT NULL DEFAULT '{}',
  error            text,
  started_by       text NOT NULL,
  started_at       timestamptz NOT NULL,
  finished_at      timestamptz,
  CHECK ((status = 'running') = (finished_at IS NULL))
) WITH (fillfactor = 80);
COMMENT ON COLUMN dunning_run.asides IS 'how many items were set aside, by reason';
COMMENT ON COLUMN dunning_run.scheduled IS 'the run of the day: there is one for each mode, and who finds it unfinished goes on with it';
CREATE UNIQUE INDEX dunning_run_of_day ON dunning_run (on_day, mode) WHERE scheduled;
CREATE INDEX dunning_run_newest ON dunning_run (started_at DESC, id DESC);

-- One message or task for one customer, gathering items: outbox and record in one. Written in the transaction that plans
-- it, so that it is sent if and only if it was planned.
CREATE TABLE dunning_message (
  id               uuid PRIMARY KEY,
  run_id           uuid NOT NULL REFERENCES dunning_run,
  customer_id      uuid NOT NULL REFERENCES customer,
  channel          text NOT NULL CHECK (channel IN ('email', 'sms', 'letter', 'phone', 'in-app')),
  on_day           date NOT NULL,
  strategy_code    text NOT NULL,
  strategy_version int NOT NULL,
  step_code        text NOT NULL,
  template_code    text NOT NULL,
  template_version int NOT NULL,
  locale           text NOT NULL CHECK (locale IN ('zh-CN', 'en')),
  credit_effect    text NOT NULL CHECK (credit_effect IN ('none', 'block-orders', 'freeze')),
  escalate_to      text,
  needs_approval   boolean NOT NULL,
  totals           jsonb NOT NULL,
  title            text NOT NULL,
  body             text NOT NULL,
  sms              jsonb,
  status           text NOT NULL CHECK (status IN ('to_approve', 'to_print', 'pending', 'sending', 'sent', 'delivered',
                     'failed', 'bounced', 'unclear', 'withdrawn', 'rejected')),
  attempts         int NOT NULL DEFAULT 0,
  next_attempt_at  timestamptz,
  give_up_at       timestamptz NOT NULL,
  claimed_at       timestamptz,
  person_id        uuid,
  recipient        text,
  answer_code      text,
  receipt          text,
  last_error       jsonb,
  created_at       timestamptz NOT NULL,
  sent_at          timestamptz,
  ended_at         timestamptz,
  decided_by       text,
  decided_at       timestamptz,
  decision_reason  text
) WITH (fillfactor = 80);
COMMENT ON COLUMN dunning_message.status IS 'unclear: the program stopped between handing over and noting it, somebody says which it was; withdrawn: settled or paused before it left';
COMMENT ON COLUMN dunning_message.recipient IS 'address as it may be shown; a phone number is masked here';
COMMENT ON COLUMN dunning_message.receipt IS 'what the platform knows the message by';
CREATE UNIQUE INDEX dunning_message_day ON dunning_message (customer_id, channel, on_day) WHERE status <> 'withdrawn';
CREATE INDEX dunning_message_newest ON dunning_message (created_at DESC, id DESC);
CREATE INDEX dunning_message_run ON dunning_message (run_id, id);
CREATE INDEX dunning_message_recent ON dunning_message (customer_id, on_day DESC);
CREATE INDEX dunning_message_due ON dunning_message (next_attempt_at) WHERE status = 'pending';
CREATE INDEX dunning_message_claimed ON dunning_message (claimed_at) WHERE status = 'sending';
CREATE INDEX dunning_message_waiting ON dunning_message (status, created_at) WHERE status IN ('to_approve', 'to_print', 'unclear', 'failed');

CREATE TABLE dunning_message_item (
  message_id    uuid NOT NULL REFERENCES dunning_message,
  account_id    uuid NOT NULL,
  document_id   uuid NOT NULL,
  item_no       int NOT NULL,
  number        text NOT NULL,
  due_on        date NOT NULL,
  currency      char(3) NOT NULL,
  open_minor    bigint NOT NULL CHECK (open_minor > 0),
  asked_minor   bigint NOT NULL CHECK (asked_minor > 0 AND asked_minor <= open_minor),
  step_code     text NOT NULL,
  step_days     int NOT NULL,
  channel       text NOT NULL,
  on_day        date NOT NULL,
  counts        boolean NOT NULL DEFAULT true,
  PRIMARY KEY (message_id, document_id, item_no, step_code)
) WITH (fillfactor = 80);
COMMENT ON COLUMN dunning_message_item.counts IS 'false once its message was withdrawn: the step is then to be done again';
COMMENT ON COLUMN dunning_message_item.step_days IS 'where the step stands: days after the due day';
-- The same step asks for the same instalment once, whatever becomes of versions, runs and workers; a new due day is a new claim.
CREATE UNIQUE INDEX dunning_message_item_once ON dunning_message_item (document_id, item_no, due_on, step_code) WHERE counts;

-- What a dry run would have done: the same as a message, without anything leaving. Forgotten after 90 days.
CREATE TABLE dunning_planned (
  run_id        uuid NOT NULL REFERENCES dunning_run ON DELETE CASCADE,
  customer_id   uuid NOT NULL REFERENCES customer,
  channel       text NOT NULL,
  strategy_code text NOT NULL,
  step_code     text NOT NULL,
  approval      boolean NOT NULL,
  totals        jsonb NOT NULL,
  items         jsonb NOT NULL,
  PRIMARY KEY (run_id, customer_id, channel)
);
COMMENT ON COLUMN dunning_planned.items IS 'document, item_no, number, due_on, currency, open_minor, asked_minor and step_code of each item';

-- Customers whom no strategy contacts.
CREATE TABLE collection_exclusion (
  customer_id uuid PRIMARY KEY REFERENCES customer,
  reason      text NOT NULL,
  until_on    date,
  created_by  text NOT NULL,
  created_at  timestamptz NOT NULL
);

INSERT INTO audit_coverage (table_name, capture, reason) VALUES
  ('collection_strategies', 'none', 'append-only versions; their publication is recorded as an action'),
  ('dunning_template', 'none', 'append-only versions with their author; each change is recorded as an action'),
  ('dunning_run', 'none', 'a record of its own: who started it, when and what came of it'),
  ('dunning_message', 'none', 'outbox with its own log; what people decide about it is recorded as an action'),
  ('dunning_message_item', 'none', 'written with its message'),
  ('dunning_planned', 'none', 'result of a dry run, which changes nothing');
INSERT INTO audit_coverage (table_name, object_type, object_lookup, object_columns, quiet, hot, secret) VALUES
  ('dunning_settings', 'dunning-settings', NULL, NULL, '{updated_at,updated_by}', false, '{}'),
  ('sms_account', 'sms-account', NULL, NULL, '{updated_at,updated_by}', false, '{secret_sealed}'),
  ('collection_exclusion', 'customer', 'customer', '{customer_id}', '{}', false, '{}');
