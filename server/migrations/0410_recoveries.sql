-- What happens when collecting ends: debts handed over to court or to an agency, written off, recovered after that, and
-- what was learnt from them. An item is an instalment of an invoice (exposure_item).

CREATE TABLE hand_over (
  id           uuid PRIMARY KEY,
  number       bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  customer_id  uuid NOT NULL REFERENCES customer,
  kind         text NOT NULL CHECK (kind IN ('lawsuit', 'arbitration', 'payment-order', 'agency')),
  handler      text NOT NULL,
  firm         text,
  reference    text,
  currency     char(3) NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  reason       text NOT NULL,
  stage        text NOT NULL CHECK (stage IN ('prepared', 'filed', 'accepted', 'judged', 'enforcement', 'closed')),
  stage_on     date NOT NULL,
  opened_on    date NOT NULL,
  opened_by    text NOT NULL,
  opened_at    timestamptz NOT NULL,
  outcome      text CHECK (outcome IN ('paid', 'partly', 'settled', 'uncollectible', 'lost', 'withdrawn')),
  closed_on    date,
  closed_by    text,
  closed_at    timestamptz,
  CHECK ((stage = 'closed') = (closed_at IS NOT NULL)),
  CHECK ((closed_at IS NULL) = (outcome IS NULL) AND (closed_at IS NULL) = (closed_on IS NULL))
) WITH (fillfactor = 80);
COMMENT ON COLUMN hand_over.handler IS 'the colleague who looks after it';
COMMENT ON COLUMN hand_over.firm IS 'law firm, agency, court or arbitration commission';
COMMENT ON COLUMN hand_over.reference IS 'number that the court, the commission or the agency gave it; the latest known';
CREATE INDEX hand_over_newest ON hand_over (opened_at DESC, id DESC);
CREATE INDEX hand_over_customer ON hand_over (customer_id, opened_at DESC);

CREATE TABLE hand_over_item (
  hand_over_id uuid NOT NULL REFERENCES hand_over,
  account_id   uuid NOT NULL,
  document_id  uuid NOT NULL,
  item_no      int NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  current      boolean NOT NULL DEFAULT true,
  PRIMARY KEY (hand_over_id, document_id, item_no)
);
COMMENT ON COLUMN hand_over_item.amount_minor IS 'what was open when it was handed over';
COMMENT ON COLUMN hand_over_item.current IS 'the case is open: an item is with one case at a time';
CREATE UNIQUE INDEX hand_over_item_current ON hand_over_item (document_id, item_no) WHERE current;
CREATE INDEX hand_over_item_account ON hand_over_item (account_id) WHERE current;

-- Steps of a case in the order in which they were noted. Append-only.
CREATE TABLE hand_over_step (
  hand_over_id uuid NOT NULL REFERENCES hand_over,
  customer_id  uuid NOT NULL,
  seq          int NOT NULL CHECK (seq > 0),
  stage        text NOT NULL,
  on_day       date NOT NULL,
  reference    text,
  note         text,
  noted_by     text NOT NULL,
  noted_at     timestamptz NOT NULL,
  PRIMARY KEY (hand_over_id, seq)
);
CREATE TRIGGER hand_over_step_append_only BEFORE UPDATE OR DELETE ON hand_over_step
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What a case costs. Append-only: a wrong amount is corrected by one of the opposite sign.
CREATE TABLE hand_over_cost (
  id           uuid PRIMARY KEY,
  hand_over_id uuid NOT NULL REFERENCES hand_over,
  customer_id  uuid NOT NULL,
  on_day       date NOT NULL,
  kind         text NOT NULL CHECK (kind IN ('court-fee', 'preservation', 'lawyer', 'commission', 'enforcement', 'travel', 'other')),
  currency     char(3) NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
  note         text,
  noted_by     text NOT NULL,
  noted_at     timestamptz NOT NULL
);
CREATE INDEX hand_over_cost_case ON hand_over_cost (hand_over_id, on_day);
CREATE TRIGGER hand_over_cost_append_only BEFORE UPDATE OR DELETE ON hand_over_cost
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- For which reasons a debt is written off, and what tax rules ask to be shown for a deduction. Edited by administrators.
CREATE TABLE write_off_reason (
  code            text PRIMARY KEY CHECK (code ~ '^[a-z][a-z0-9_-]{0,39}$'),
  name_zh         text NOT NULL,
  name_en         text NOT NULL,
  source_zh       text NOT NULL,
  source_en       text NOT NULL,
  overdue_months  int CHECK (overdue_months BETWEEN 1 AND 240),
  amount_max_minor bigint CHECK (amount_max_minor > 0),
  evidence        text[] NOT NULL,
  position        int NOT NULL,
  active          boolean NOT NULL DEFAULT true,
  updated_by      text,
  updated_at      timestamptz
);
COMMENT ON COLUMN write_off_reason.overdue_months IS 'each item must be past due for so long';
COMMENT ON COLUMN write_off_reason.amount_max_minor IS 'largest single item, in minor units of the base currency';
COMMENT ON COLUMN write_off_reason.evidence IS 'what the file for the tax authority must hold, beside the explanation';
INSERT INTO write_off_reason (code, name_zh, name_en, source_zh, source_en, overdue_months, amount_max_minor, evidence, position) VALUES
  ('overdue-3y', '逾期三年以上', 'Overdue for more than three years', '税务总局公告2011年第25号第二十三条', 'STA Announcement 25/2011, Art. 23', 36, NULL, '{contract,invoice,demand,special-report}', 1),
  ('small-1y', '逾期一年以上的小额应收', 'Small, overdue for more than one year', '税务总局公告2011年第25号第二十四条（单笔不超过5万元或年度收入总额万分之一）', 'STA Announcement 25/2011, Art. 24 (each at most 50,000 yuan or 0.01 % of yearly revenue)', 12, 5000000, '{contract,invoice,demand,special-report}', 2),
  ('bankruptcy', '债务人破产清算', 'Debtor bankrupt', '税务总局公告2011年第25号第二十二条（二）', 'STA Announcement 25/2011, Art. 22 (2)', NULL, NULL, '{contract,invoice,bankruptcy-notice}', 3),
  ('judgment', '经诉讼、仲裁仍无法收回', 'Not recovered by suit or arbitration', '税务总局公告2011年第25号第二十二条（三）', 'STA Announcement 25/2011, Art. 22 (3)', NULL, NULL, '{contract,invoice,judgment}', 4),
  ('deregistered', '债务人注销、吊销', 'Debtor deregistered or its licence revoked', '税务总局公告2011年第25号第二十二条（四）', 'STA Announcement 25/2011, Art. 22 (4)', NULL, NULL, '{contract,invoice,deregistration}', 5),
  ('death', '债务人死亡、失踪', 'Debtor dead or missing', '税务总局公告2011年第25号第二十二条（五）', 'STA Announcement 25/2011, Art. 22 (5)', NULL, NULL, '{contract,invoice,death-certificate}', 6),
  ('restructuring', '债务重组', 'Debt restructured', '税务总局公告2011年第25号第二十二条（六）', 'STA Announcement 25/2011, Art. 22 (6)', NULL, NULL, '{contract,invoice,restructuring,debtor-tax-statement}', 7),
  ('force-majeure', '自然灾害、战争等不可抗力', 'Force majeure', '税务总局公告2011年第25号第二十二条（七）', 'STA Announcement 25/2011, Art. 22 (7)', NULL, NULL, '{contract,invoice,disaster-statement,waiver}', 8),
  ('commercial', '商业决定（不作税前扣除）', 'Commercial decision (no tax deduction)', '企业内部规定', 'Rules of the enterprise', NULL, NULL, '{invoice,demand}', 9);

CREATE TABLE write_off (
  id            uuid PRIMARY KEY,
  number        bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  customer_id   uuid NOT NULL REFERENCES customer,
  hand_over_id  uuid REFERENCES hand_over,
  reason_code   text NOT NULL REFERENCES write_off_reason,
  explanation   text NOT NULL,
  currency      char(3) NOT NULL,
  amount_minor  bigint NOT NULL CHECK (amount_minor > 0),
  written_minor bigint NOT NULL DEFAULT 0 CHECK (written_minor BETWEEN 0 AND amount_minor),
  recovered_minor bigint NOT NULL DEFAULT 0 CHECK (recovered_minor BETWEEN 0 AND written_minor),
  status        text NOT NULL CHECK (status IN ('requested', 'written-off', 'rejected', 'withdrawn')),
  requested_on  date NOT NULL,
  requested_by  text NOT NULL,
  requested_at  timestamptz NOT NULL,
  ended_on      date,
  ended_by      text,
  ended_at      timestamptz,
  end_reason    text,
  CHECK ((status = 'requested') = (ended_at IS NULL) AND (ended_at IS NULL) = (ended_on IS NULL)),
  CHECK ((status = 'written-off') = (written_minor > 0))
) WITH (fillfactor = 80);
COMMENT ON COLUMN write_off.written_minor IS 'what was still open of the amount asked for when it was approved';
COMMENT ON COLUMN write_off.recovered_minor IS 'what came in after it';
CREATE INDEX write_off_newest ON write_off (requested_at DESC, id DESC);
CREATE INDEX write_off_customer ON write_off (customer_id, requested_at DESC);
CREATE INDEX write_off_ended ON write_off (ended_on) WHERE status = 'written-off';

CREATE TABLE write_off_item (
  write_off_id  uuid NOT NULL REFERENCES write_off,
  account_id    uuid NOT NULL,
  document_id   uuid NOT NULL,
  item_no       int NOT NULL,
  position      int NOT NULL CHECK (position > 0),
  amount_minor  bigint NOT NULL CHECK (amount_minor > 0),
  written_minor bigint NOT NULL DEFAULT 0 CHECK (written_minor BETWEEN 0 AND amount_minor),
  recovered_minor bigint NOT NULL DEFAULT 0 CHECK (recovered_minor BETWEEN 0 AND written_minor),
  version       bigint NOT NULL DEFAULT 0,
  current       boolean NOT NULL DEFAULT true,
  PRIMARY KEY (write_off_id, document_id, item_no)
) WITH (fillfactor = 80);
COMMENT ON COLUMN write_off_item.document_id IS 'the invoice';
COMMENT ON COLUMN write_off_item.position IS 'last part of the number of its write-off document';
COMMENT ON COLUMN write_off_item.version IS 'of its write-off document; each recovery makes a new one';
COMMENT ON COLUMN write_off_item.current IS 'asked for and not decided: an item has one such request at a time';
CREATE UNIQUE INDEX write_off_item_current ON write_off_item (document_id, item_no) WHERE current;
CREATE INDEX write_off_item_account ON write_off_item (account_id);
CREATE INDEX write_off_item_item ON write_off_item (document_id, item_no);

-- Money that came in for what had been written off: the write-off is lowered by it and the receipt settles the invoice.
CREATE TABLE recovery (
  id           uuid PRIMARY KEY,
  write_off_id uuid NOT NULL REFERENCES write_off,
  account_id   uuid NOT NULL,
  document_id  uuid NOT NULL,
  item_no      int NOT NULL,
  receipt_id   uuid NOT NULL REFERENCES document,
  match_id     uuid NOT NULL,
  currency     char(3) NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  on_day       date NOT NULL,
  note         text,
  recorded_by  text NOT NULL,
  recorded_at  timestamptz NOT NULL,
  undone_on    date,
  undone_by    text,
  undone_at    timestamptz,
  undo_reason  text,
  CHECK ((undone_at IS NULL) = (undone_on IS NULL) AND (undone_at IS NULL) = (undo_reason IS NULL)),
  FOREIGN KEY (write_off_id, document_id, item_no) REFERENCES write_off_item
) WITH (fillfactor = 80);
CREATE INDEX recovery_write_off ON recovery (write_off_id, recorded_at);
CREATE INDEX recovery_day ON recovery (on_day) WHERE undone_at IS NULL;

-- Which kind of evidence a file is for a case or a write-off. Append-only.
CREATE TABLE recovery_evidence (
  subject     text NOT NULL CHECK (subject IN ('hand-over', 'write-off')),
  subject_id  uuid NOT NULL,
  customer_id uuid NOT NULL,
  kind        text NOT NULL,
  file_id     uuid NOT NULL REFERENCES evidence_file,
  attached_by text NOT NULL,
  attached_at timestamptz NOT NULL,
  PRIMARY KEY (subject, subject_id, kind, file_id)
);
CREATE INDEX recovery_evidence_file ON recovery_evidence (file_id);
CREATE TRIGGER recovery_evidence_append_only BEFORE UPDATE OR DELETE ON recovery_evidence
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE bad_debt_cause (
  code     text PRIMARY KEY CHECK (code ~ '^[a-z][a-z0-9_-]{0,39}$'),
  name_zh  text NOT NULL,
  name_en  text NOT NULL,
  position int NOT NULL
);
INSERT INTO bad_debt_cause (code, name_zh, name_en, position) VALUES
  ('unchecked',       '授信前未充分调查',       'Not enough known before credit was given', 1),
  ('limit-too-high',  '额度或账期过宽',         'Limit or terms too generous',              2),
  ('exception',       '例外放行、越权审批',     'Released or approved as an exception',     3),
  ('warning-ignored', '预警未处理',             'Warning not acted on',                     4),
  ('kept-shipping',   '逾期后继续发货',         'Shipped on although overdue',              5),
  ('late-collection', '催收过晚',               'Collected too late',                       6),
  ('evidence-gap',    '合同、签收等证据不足',   'Contract or proof of delivery missing',    7),
  ('dispute',         '质量或价格争议未解决',   'Dispute not settled',                      8),
  ('security',        '担保缺失或失效',         'Security missing or lapsed',               9),
  ('limitation',      '诉讼时效届满',           'Limitation period over',                  10),
  ('insolvency',      '客户经营恶化、破产',     'Customer insolvent',                      11),
  ('affiliate',       '关联企业牵连',           'Drawn down by an affiliate',              12),
  ('industry',        '行业下行',               'Industry in decline',                     13),
  ('fraud',           '欺诈',                   'Fraud',                                   14),
  ('other',           '其他',                   'Other',                                   15);

-- What was learnt from a bad debt. What was visible beforehand is kept as it was found when the case was written.
CREATE TABLE bad_debt_case (
  id           uuid PRIMARY KEY,
  number       bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  customer_id  uuid NOT NULL REFERENCES customer,
  write_off_id uuid NOT NULL UNIQUE REFERENCES write_off,
  industry     text,
  grade        text,
  currency     char(3) NOT NULL,
  loss_minor   bigint NOT NULL CHECK (loss_minor > 0),
  happened     text NOT NULL,
  lessons      text NOT NULL,
  rule         text,
  causes       text[] NOT NULL CHECK (cardinality(causes) > 0),
  signals      jsonb NOT NULL,
  first_signal_on date,
  written_by   text NOT NULL,
  written_at   timestamptz NOT NULL,
  changed_by   text,
  changed_at   timestamptz
) WITH (fillfactor = 80);
COMMENT ON COLUMN bad_debt_case.industry IS 'of the customer when the case was written';
COMMENT ON COLUMN bad_debt_case.grade IS 'of the customer when the case was written';
COMMENT ON COLUMN bad_debt_case.rule IS 'which rule would have stopped it';
COMMENT ON COLUMN bad_debt_case.signals IS 'grades, warnings, missed promises, releases and approvals known before the loss, the earliest first';
CREATE INDEX bad_debt_case_newest ON bad_debt_case (written_at DESC, id DESC);
CREATE INDEX bad_debt_case_customer ON bad_debt_case (customer_id);
CREATE INDEX bad_debt_case_causes ON bad_debt_case USING gin (causes);

-- What is handed over is asked for by nobody else: it comes before disputes, plans and promises.
CREATE OR REPLACE FUNCTION paused_items(on_day date)
RETURNS TABLE (document_id uuid, item_no int, reason text, paused_minor bigint, until_on date) LANGUAGE sql STABLE AS $$
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
$$;

SELECT scope_attach();

INSERT INTO audit_coverage (table_name, object_type, object_lookup, object_columns, quiet, hot) VALUES
  ('hand_over',        'customer', 'customer', '{customer_id}', '{}', false),
  ('write_off',        'customer', 'customer', '{customer_id}', '{}', false),
  ('bad_debt_case',    'customer', 'customer', '{customer_id}', '{}', false),
  ('write_off_reason', 'write-off-reason', NULL, '{code}', '{}', false),
  ('bad_debt_cause',   'bad-debt-cause', NULL, '{code}', '{}', false);
INSERT INTO audit_coverage (table_name, capture, reason) VALUES
  ('hand_over_item',    'none', 'written with its case and ends with it'),
  ('hand_over_step',    'none', 'append-only, holds who noted what and when'),
  ('hand_over_cost',    'none', 'append-only, holds who noted what and when'),
  ('write_off_item',    'none', 'written with its write-off; what follows is in the ledger'),
  ('recovery',          'none', 'holds who recorded and undid it; the ledger has both'),
  ('recovery_evidence', 'none', 'append-only, holds who attached what and when');
