-- What is agreed about open items: promises to pay, instalment plans, disputes; and the log of every contact. An item is
-- an instalment of an invoice (exposure_item): what is agreed concerns exactly it.

CREATE TABLE arrangement_settings (
  id                    boolean PRIMARY KEY DEFAULT true CHECK (id),
  promise_grace_days    int NOT NULL DEFAULT 3 CHECK (promise_grace_days BETWEEN 0 AND 60),
  promise_days_max      int NOT NULL DEFAULT 60 CHECK (promise_days_max BETWEEN 1 AND 730),
  broken_promise_months int NOT NULL DEFAULT 12 CHECK (broken_promise_months BETWEEN 1 AND 60),
  plan_grace_days       int NOT NULL DEFAULT 5 CHECK (plan_grace_days BETWEEN 0 AND 60),
  dispute_days          int NOT NULL DEFAULT 15 CHECK (dispute_days BETWEEN 1 AND 365),
  updated_by            text,
  updated_at            timestamptz
);
COMMENT ON COLUMN arrangement_settings.promise_days_max IS 'how far ahead a promise may lie';
COMMENT ON COLUMN arrangement_settings.broken_promise_months IS 'how long a broken promise counts in credit control';
COMMENT ON COLUMN arrangement_settings.dispute_days IS 'days until a dispute is to be settled, where nobody says another day';
INSERT INTO arrangement_settings DEFAULT VALUES;

ALTER TABLE credit_segment ADD COLUMN disputed_counts_overdue boolean NOT NULL DEFAULT true;
COMMENT ON COLUMN credit_segment.disputed_counts_overdue IS 'whether disputed amounts past due count as overdue in credit control';

-- The source's own word and ours, beside what follows from both: a document stays disputed while either says so.
ALTER TABLE document ADD COLUMN disputed_by_source boolean NOT NULL DEFAULT false,
  ADD COLUMN dispute_open boolean NOT NULL DEFAULT false;
UPDATE document SET disputed_by_source = true WHERE disputed;
ALTER TABLE document ADD CONSTRAINT document_disputed CHECK (disputed = (disputed_by_source OR dispute_open));
COMMENT ON COLUMN document.disputed_by_source IS 'as the newest accepted version says';
COMMENT ON COLUMN document.dispute_open IS 'a dispute was opened here and is not settled';
CREATE INDEX document_disputed_by_source ON document (account_id) WHERE disputed_by_source;

CREATE TABLE promise (
  id             uuid PRIMARY KEY,
  customer_id    uuid NOT NULL REFERENCES customer,
  currency       char(3) NOT NULL,
  amount_minor   bigint NOT NULL CHECK (amount_minor > 0),
  pay_on         date NOT NULL,
  grace_days     int NOT NULL CHECK (grace_days >= 0),
  until_on       date NOT NULL,
  made_on        date NOT NULL,
  promised_by    text,
  note           text,
  contact_id     uuid,
  status         text NOT NULL CHECK (status IN ('open', 'kept', 'partly', 'broken', 'lapsed', 'cancelled')),
  received_minor bigint NOT NULL DEFAULT 0 CHECK (received_minor >= 0),
  created_by     text NOT NULL,
  created_at     timestamptz NOT NULL,
  ended_on       date,
  ended_at       timestamptz,
  ended_by       text,
  end_reason     text,
  CHECK (until_on = pay_on + grace_days),
  CHECK (pay_on >= made_on),
  CHECK ((status = 'open') = (ended_at IS NULL)),
  CHECK ((status = 'open') = (ended_on IS NULL))
) WITH (fillfactor = 80);
COMMENT ON COLUMN promise.until_on IS 'last day on which the money may come';
COMMENT ON COLUMN promise.status IS 'partly: less than promised came in time; lapsed: nothing was left to pay, by credit notes or write-offs';
COMMENT ON COLUMN promise.received_minor IS 'receipts on its items since it was made and in time, at most what was promised of each';
CREATE INDEX promise_open ON promise (until_on, id) WHERE status = 'open';
CREATE INDEX promise_customer ON promise (customer_id, created_at DESC);
CREATE INDEX promise_missed ON promise (customer_id, ended_on) WHERE status IN ('broken', 'partly');

CREATE TABLE promise_item (
  promise_id     uuid NOT NULL REFERENCES promise,
  account_id     uuid NOT NULL,
  document_id    uuid NOT NULL,
  item_no        int NOT NULL,
  amount_minor   bigint NOT NULL CHECK (amount_minor > 0),
  open_minor     bigint NOT NULL CHECK (open_minor >= amount_minor),
  paid_before_minor bigint NOT NULL CHECK (paid_before_minor >= 0),
  received_minor bigint NOT NULL DEFAULT 0 CHECK (received_minor >= 0),
  current        boolean NOT NULL DEFAULT true,
  PRIMARY KEY (promise_id, document_id, item_no)
) WITH (fillfactor = 80);
COMMENT ON COLUMN promise_item.open_minor IS 'what was open when it was promised';
COMMENT ON COLUMN promise_item.paid_before_minor IS 'what receipts had settled of the item when it was promised';
COMMENT ON COLUMN promise_item.current IS 'the promise is open: an item has at most one';
CREATE UNIQUE INDEX promise_item_current ON promise_item (document_id, item_no) WHERE current;
CREATE INDEX promise_item_account ON promise_item (account_id) WHERE current;

CREATE TABLE dispute_reason (
  code     text PRIMARY KEY CHECK (code ~ '^[a-z][a-z0-9_-]{0,39}$'),
  name_zh  text NOT NULL,
  name_en  text NOT NULL,
  position int NOT NULL,
  active   boolean NOT NULL DEFAULT true
);
INSERT INTO dispute_reason (code, name_zh, name_en, position) VALUES
  ('quality',    '质量问题',       'Quality of the goods',        1),
  ('quantity',   '数量不符',       'Quantity differs',            2),
  ('price',      '价格不符',       'Price differs',               3),
  ('delivery',   '未收到货物',     'Goods not received',          4),
  ('late',       '交货延迟',       'Delivered late',              5),
  ('invoice',    '发票有误',       'Faulty invoice',              6),
  ('terms',      '账期或返利不符', 'Terms or rebate differ',      7),
  ('paid',       '客户称已付款',   'Customer says it is paid',    8),
  ('acceptance', '尚未验收',       'Not accepted yet',            9),
  ('other',      '其他',           'Other',                      10);

CREATE TABLE dispute (
  id           uuid PRIMARY KEY,
  number       bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  customer_id  uuid NOT NULL REFERENCES customer,
  currency     char(3) NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  reason_code  text NOT NULL REFERENCES dispute_reason,
  description  text NOT NULL,
  status       text NOT NULL CHECK (status IN ('opened', 'in_work', 'resolved_for_us', 'resolved_for_customer', 'withdrawn')),
  owner        text,
  due_on       date NOT NULL,
  contact_id   uuid,
  opened_on    date NOT NULL,
  opened_by    text NOT NULL,
  opened_at    timestamptz NOT NULL,
  ended_on     date,
  ended_at     timestamptz,
  ended_by     text,
  resolution   text,
  credit_note_source text,
  credit_note_number text,
  CHECK ((status IN ('opened', 'in_work')) = (ended_at IS NULL)),
  CHECK ((ended_at IS NULL) = (ended_on IS NULL)),
  CHECK ((credit_note_source IS NULL) = (credit_note_number IS NULL)),
  CHECK (credit_note_number IS NULL OR status = 'resolved_for_customer')
) WITH (fillfactor = 80);
COMMENT ON COLUMN dispute.due_on IS 'day by which it is to be settled';
CREATE INDEX dispute_open ON dispute (due_on, id) WHERE status IN ('opened', 'in_work');
CREATE INDEX dispute_owner ON dispute (owner, due_on) WHERE status IN ('opened', 'in_work');
CREATE INDEX dispute_customer ON dispute (customer_id, opened_at DESC);

CREATE TABLE dispute_item (
  dispute_id   uuid NOT NULL REFERENCES dispute,
  account_id   uuid NOT NULL,
  document_id  uuid NOT NULL,
  item_no      int NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  open_minor   bigint NOT NULL CHECK (open_minor >= amount_minor),
  current      boolean NOT NULL DEFAULT true,
  PRIMARY KEY (dispute_id, document_id, item_no)
);
COMMENT ON COLUMN dispute_item.amount_minor IS 'the part that is disputed; the rest is owed as before';
CREATE UNIQUE INDEX dispute_item_current ON dispute_item (document_id, item_no) WHERE current;
CREATE INDEX dispute_item_account ON dispute_item (account_id) WHERE current;

CREATE TABLE instalment_plan (
  id                uuid PRIMARY KEY,
  number            bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  customer_id       uuid NOT NULL REFERENCES customer,
  currency          char(3) NOT NULL,
  amount_minor      bigint NOT NULL CHECK (amount_minor > 0),
  reason            text NOT NULL,
  grace_days        int NOT NULL CHECK (grace_days >= 0),
  status            text NOT NULL CHECK (status IN ('requested', 'approved', 'active', 'completed', 'broken', 'rejected', 'withdrawn', 'cancelled')),
  guarantor_consent text CHECK (guarantor_consent IN ('no_guarantee', 'consented', 'not_asked')),
  guarantor_note    text,
  commitment_id     uuid,
  contact_id        uuid,
  requested_on      date NOT NULL,
  requested_by      text NOT NULL,
  requested_at      timestamptz NOT NULL,
  activated_on      date,
  activated_by      text,
  activated_at      timestamptz,
  received_minor    bigint NOT NULL DEFAULT 0 CHECK (received_minor >= 0),
  ended_on          date,
  ended_at          timestamptz,
  ended_by          text,
  end_reason        text,
  CHECK ((status IN ('requested', 'approved', 'active')) = (ended_at IS NULL)),
  CHECK ((ended_at IS NULL) = (ended_on IS NULL)),
  CHECK (status NOT IN ('active', 'completed', 'broken') OR (activated_at IS NOT NULL AND guarantor_consent IS NOT NULL AND commitment_id IS NOT NULL))
) WITH (fillfactor = 80);
COMMENT ON COLUMN instalment_plan.status IS 'approved: may be put in force once the commitment is signed and the guarantor question answered';
COMMENT ON COLUMN instalment_plan.guarantor_consent IS 'Civil Code Art. 695: an extension without the guarantor''s written consent leaves the guarantee period as it was';
COMMENT ON COLUMN instalment_plan.commitment_id IS 'evidence file: the written commitment of the debtor';
CREATE INDEX instalment_plan_customer ON instalment_plan (customer_id, requested_at DESC);
CREATE INDEX instalment_plan_current ON instalment_plan (status, id) WHERE status IN ('requested', 'approved', 'active');

CREATE TABLE instalment_plan_item (
  plan_id      uuid NOT NULL REFERENCES instalment_plan,
  account_id   uuid NOT NULL,
  document_id  uuid NOT NULL,
  item_no      int NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  paid_before_minor bigint NOT NULL CHECK (paid_before_minor >= 0),
  received_minor bigint NOT NULL DEFAULT 0 CHECK (received_minor >= 0),
  current      boolean NOT NULL DEFAULT true,
  PRIMARY KEY (plan_id, document_id, item_no)
) WITH (fillfactor = 80);
COMMENT ON COLUMN instalment_plan_item.amount_minor IS 'the whole open amount when the plan was requested';
CREATE UNIQUE INDEX instalment_plan_item_current ON instalment_plan_item (document_id, item_no) WHERE current;
CREATE INDEX instalment_plan_item_account ON instalment_plan_item (account_id) WHERE current;

CREATE TABLE instalment_plan_rate (
  plan_id        uuid NOT NULL REFERENCES instalment_plan,
  rate_no        int NOT NULL CHECK (rate_no > 0),
  due_on         date NOT NULL,
  amount_minor   bigint NOT NULL CHECK (amount_minor > 0),
  received_minor bigint NOT NULL DEFAULT 0 CHECK (received_minor BETWEEN 0 AND amount_minor),
  PRIMARY KEY (plan_id, rate_no)
) WITH (fillfactor = 80);
COMMENT ON COLUMN instalment_plan_rate.received_minor IS 'what came in fills the rates in their order';

-- Files that prove something, by content. Append-only.
CREATE TABLE evidence_file (
  id          uuid PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customer,
  name        text NOT NULL,
  size        int NOT NULL CHECK (size > 0),
  sha256      bytea NOT NULL CHECK (length(sha256) = 32),
  content     bytea NOT NULL,
  uploaded_by text NOT NULL,
  uploaded_at timestamptz NOT NULL
);
CREATE INDEX evidence_file_customer ON evidence_file (customer_id, uploaded_at DESC);
CREATE TRIGGER evidence_file_append_only BEFORE UPDATE OR DELETE ON evidence_file
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE evidence_link (
  file_id     uuid NOT NULL REFERENCES evidence_file,
  customer_id uuid NOT NULL,
  object_type text NOT NULL CHECK (object_type IN ('contact', 'promise', 'dispute', 'instalment-plan')),
  object_id   uuid NOT NULL,
  linked_by   text NOT NULL,
  linked_at   timestamptz NOT NULL,
  PRIMARY KEY (object_type, object_id, file_id)
);
CREATE INDEX evidence_link_file ON evidence_link (file_id);
CREATE TRIGGER evidence_link_append_only BEFORE UPDATE OR DELETE ON evidence_link
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The bytes of a text in UTF-8, whatever the encoding of the database.
CREATE FUNCTION convert_to_utf8(text) RETURNS bytea LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT convert_to($1, 'UTF8')
$$;

-- Every contact with a customer about what is owed: messages of strategies, calls, visits, answers. What was said stays;
-- only what became of it (delivery, arrival, proof) is filled in later.
CREATE TABLE contact (
  id             uuid PRIMARY KEY,
  customer_id    uuid NOT NULL REFERENCES customer,
  at             timestamptz NOT NULL,
  by             text NOT NULL,
  channel        text NOT NULL CHECK (channel IN ('email', 'sms', 'wecom', 'dingtalk', 'feishu', 'letter', 'phone', 'in-app', 'visit')),
  direction      text NOT NULL CHECK (direction IN ('out', 'in')),
  outcome        text CHECK (outcome IN ('reached', 'no_answer', 'promised', 'disputed', 'refused', 'call_back', 'wrong_contact', 'plan', 'paid')),
  contact_person_id uuid,
  recipient      text,
  recipient_role text,
  subject        text,
  body           text,
  content_hash   bytea GENERATED ALWAYS AS (sha256(convert_to_utf8(coalesce(subject, '') || E'\n' || coalesce(body, '')))) STORED,
  delivery       text CHECK (delivery IN ('queued', 'sent', 'delivered', 'opened', 'failed', 'bounced')),
  failure        text,
  sent_at        timestamptz,
  arrived_at     timestamptz,
  receipt        text,
  proof_grade    text NOT NULL CHECK (proof_grade IN ('signed', 'receipt', 'should-arrive', 'call', 'none')),
  interrupts_limitation boolean NOT NULL DEFAULT false,
  next_on        date,
  next_step      text,
  run_id         uuid,
  step_ref       text,
  dedupe_key     text UNIQUE
) WITH (fillfactor = 80);
COMMENT ON COLUMN contact.by IS 'a username, or strategy:<code> for what a run sent';
COMMENT ON COLUMN contact.recipient IS 'address or name as it may be shown; a phone number is masked here';
COMMENT ON COLUMN contact.content_hash IS 'SHA-256 of subject, a line feed and body, in UTF-8';
COMMENT ON COLUMN contact.receipt IS 'what the carrier or platform answered: message id, tracking number';
COMMENT ON COLUMN contact.proof_grade IS 'what can be shown to a court: signed > receipt > should-arrive > call > none';
COMMENT ON COLUMN contact.run_id IS 'the strategy run that sent it; null: a person';
COMMENT ON COLUMN contact.dedupe_key IS 'who repeats the same contact after a crash finds it here';
CREATE INDEX contact_customer ON contact (customer_id, at DESC, id DESC);
CREATE INDEX contact_by ON contact (by, at DESC);
CREATE INDEX contact_run ON contact (run_id) WHERE run_id IS NOT NULL;
CREATE INDEX contact_underway ON contact (delivery, at) WHERE delivery IN ('queued', 'sent');

CREATE TABLE contact_item (
  contact_id  uuid NOT NULL REFERENCES contact,
  account_id  uuid NOT NULL,
  document_id uuid NOT NULL,
  item_no     int NOT NULL,
  currency    char(3) NOT NULL,
  open_minor  bigint NOT NULL,
  PRIMARY KEY (contact_id, document_id, item_no)
);
COMMENT ON COLUMN contact_item.open_minor IS 'what was open of the item then';
CREATE INDEX contact_item_item ON contact_item (document_id, item_no);
CREATE TRIGGER contact_item_append_only BEFORE UPDATE OR DELETE ON contact_item
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Calls and other steps that somebody has to take by a day: from a strategy, or from the last contact.
CREATE TABLE collection_task (
  id          uuid PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customer,
  kind        text NOT NULL CHECK (kind IN ('call', 'visit', 'letter', 'follow_up')),
  due_on      date NOT NULL,
  assignee    text,
  role        text,
  text        text NOT NULL,
  status      text NOT NULL CHECK (status IN ('open', 'done', 'cancelled')),
  contact_id  uuid,
  run_id      uuid,
  dedupe_key  text UNIQUE,
  created_by  text NOT NULL,
  created_at  timestamptz NOT NULL,
  ended_by    text,
  ended_at    timestamptz,
  CHECK ((status = 'open') = (ended_at IS NULL))
);
COMMENT ON COLUMN collection_task.text IS 'what to do; of a call its script';
COMMENT ON COLUMN collection_task.contact_id IS 'the contact it followed from';
CREATE INDEX collection_task_open ON collection_task (customer_id, due_on) WHERE status = 'open';
CREATE INDEX collection_task_assignee ON collection_task (assignee, due_on) WHERE status = 'open';

-- Who collects from a customer, where it is not the owner.
CREATE TABLE collection_assignment (
  customer_id uuid PRIMARY KEY REFERENCES customer,
  collector   text NOT NULL,
  assigned_by text NOT NULL,
  assigned_at timestamptz NOT NULL
);
CREATE INDEX collection_assignment_collector ON collection_assignment (collector);

ALTER TABLE customer ADD COLUMN broken_promises int NOT NULL DEFAULT 0 CHECK (broken_promises >= 0);
COMMENT ON COLUMN customer.broken_promises IS 'promises broken within arrangement_settings.broken_promise_months; counted again nightly';
CREATE TRIGGER holds_looked_at_promises AFTER UPDATE OF broken_promises ON customer FOR EACH ROW
  WHEN (OLD.broken_promises > NEW.broken_promises) EXECUTE FUNCTION queue_evaluation_of_customer();

-- The open items, and how much of each, that nobody is to be asked for on a day, and until when. Parts of one item never
-- sum to more than is open of it: what is disputed comes first, then what a plan covers, then what is promised. Open
-- amounts are today's. A dispute stated by the source alone concerns all of the document.
CREATE FUNCTION paused_items(on_day date)
RETURNS TABLE (document_id uuid, item_no int, reason text, paused_minor bigint, until_on date) LANGUAGE sql STABLE AS $$
  WITH asked AS (
    SELECT di.account_id, di.document_id, di.item_no, 1 AS place, 'disputed' AS reason, di.amount_minor, NULL::date AS until_on
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
$$;

INSERT INTO audit_coverage (table_name, object_type, object_lookup, object_columns, quiet, hot) VALUES
  ('promise',               'customer', 'customer', '{customer_id}', '{received_minor}', false),
  ('dispute',               'customer', 'customer', '{customer_id}', '{}', false),
  ('instalment_plan',       'customer', 'customer', '{customer_id}', '{received_minor}', false),
  ('collection_task',       'customer', 'customer', '{customer_id}', '{}', false),
  ('collection_assignment', 'customer', 'customer', '{customer_id}', '{assigned_by,assigned_at}', false),
  ('evidence_file',         'customer', 'customer', '{customer_id}', '{}', false);
INSERT INTO audit_coverage (table_name, capture, reason, object_type, object_lookup, object_columns, quiet) VALUES
  ('contact', 'statements', 'a record of its own, written by the thousand by a strategy run; what becomes of it is recorded row by row',
    'customer', 'customer', '{customer_id}', '{}'),
  ('contact_item', 'none', 'append-only part of a contact', NULL, NULL, NULL, '{}'),
  ('promise_item', 'none', 'written with its promise; what came in follows from the ledger', NULL, NULL, NULL, '{}'),
  ('dispute_item', 'none', 'written with its dispute and ends with it', NULL, NULL, NULL, '{}'),
  ('instalment_plan_item', 'none', 'written with its plan and ends with it', NULL, NULL, NULL, '{}'),
  ('instalment_plan_rate', 'none', 'written with its plan; what came in follows from the ledger', NULL, NULL, NULL, '{}'),
  ('evidence_link', 'none', 'append-only, holds who linked what and when', NULL, NULL, NULL, '{}');
UPDATE audit_coverage SET quiet = quiet || '{broken_promises}'::text[] WHERE table_name = 'customer';
UPDATE audit_coverage SET quiet = quiet || '{disputed_by_source,dispute_open}'::text[] WHERE table_name = 'document';
