-- What late interest and the legal clocks compute with: dated versions of a document, each with its source.
CREATE TABLE claim_rules (
  version    int PRIMARY KEY CHECK (version > 0),
  content    jsonb NOT NULL,
  valid_from date NOT NULL,
  source     text NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE TRIGGER claim_rules_append_only BEFORE UPDATE OR DELETE ON claim_rules
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Published rates of interest; each is valid until the next of its kind.
CREATE TABLE reference_rate (
  kind        text NOT NULL CHECK (kind IN ('lpr_1y', 'pboc_benchmark_1y')),
  valid_from  date NOT NULL,
  percent     numeric(8, 4) NOT NULL CHECK (percent BETWEEN 0 AND 100),
  source      text NOT NULL,
  verified    boolean NOT NULL,
  updated_by  text NOT NULL,
  updated_at  timestamptz NOT NULL,
  PRIMARY KEY (kind, valid_from)
);
COMMENT ON COLUMN reference_rate.percent IS 'percent per year, as published';
COMMENT ON COLUMN reference_rate.verified IS 'somebody compared it with the publication';
INSERT INTO reference_rate (kind, valid_from, percent, source, verified, updated_by, updated_at)
SELECT 'lpr_1y', day::date, percent, '全国银行间同业拆借中心公布的一年期贷款市场报价利率（随程序提供，未核对原文）', false, 'system', now()
FROM (VALUES ('2019-08-20', 4.25), ('2019-09-20', 4.20), ('2019-11-20', 4.15), ('2020-02-20', 4.05), ('2020-04-20', 3.85),
  ('2021-12-20', 3.80), ('2022-01-20', 3.70), ('2022-08-22', 3.65), ('2023-06-20', 3.55), ('2023-08-21', 3.45),
  ('2024-07-22', 3.35), ('2024-10-21', 3.10), ('2025-05-20', 3.00)) AS known (day, percent)
UNION ALL
SELECT 'pboc_benchmark_1y', day::date, percent, '中国人民银行一年期贷款基准利率（随程序提供，未核对原文）', false, 'system', now()
FROM (VALUES ('2012-07-06', 6.00), ('2014-11-22', 5.60), ('2015-03-01', 5.35), ('2015-05-11', 5.10), ('2015-06-28', 4.85),
  ('2015-08-26', 4.60), ('2015-10-24', 4.35)) AS known (day, percent);

-- What a contract says, of an account or of one invoice: which rule of late interest holds, and what proves it.
-- Append-only: the newest statement whose day has come counts, one of the invoice before one of the account.
CREATE TABLE claim_terms (
  id            uuid PRIMARY KEY,
  customer_id   uuid NOT NULL REFERENCES customer,
  account_id    uuid NOT NULL REFERENCES credit_account,
  document_id   uuid REFERENCES document,
  valid_from    date NOT NULL,
  contract      text,
  signed_on     date,
  debtor_kind   text CHECK (debtor_kind IN ('public_body', 'institution', 'large_enterprise', 'sme', 'other')),
  creditor_sme  boolean,
  sme_declared  boolean,
  agreed_percent numeric(9, 5) CHECK (agreed_percent BETWEEN 0 AND 1000),
  agreed_per    text CHECK (agreed_per IN ('year', 'day')),
  one_debt      boolean,
  source        text NOT NULL,
  recorded_by   text NOT NULL,
  recorded_at   timestamptz NOT NULL,
  seq           bigint GENERATED ALWAYS AS IDENTITY,
  CHECK ((agreed_percent IS NULL) = (agreed_per IS NULL))
);
COMMENT ON COLUMN claim_terms.document_id IS 'null: for every invoice of the account';
COMMENT ON COLUMN claim_terms.creditor_sme IS 'whether we were a small or medium enterprise at signing; null: not known';
COMMENT ON COLUMN claim_terms.one_debt IS 'whether the instalments of an invoice are one debt; null: as the rules say';
CREATE INDEX claim_terms_account ON claim_terms (account_id, valid_from DESC);
CREATE INDEX claim_terms_document ON claim_terms (document_id) WHERE document_id IS NOT NULL;
CREATE INDEX claim_terms_customer ON claim_terms (customer_id);
CREATE TRIGGER claim_terms_append_only BEFORE UPDATE OR DELETE ON claim_terms
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What may begin a limitation period anew, with what proves it. Append-only; payments are read from the ledger.
CREATE TABLE limitation_event (
  id             uuid PRIMARY KEY,
  act_id         uuid NOT NULL,
  customer_id    uuid NOT NULL REFERENCES customer,
  account_id     uuid NOT NULL REFERENCES credit_account,
  document_id    uuid NOT NULL REFERENCES document,
  item_no        int,
  kind           text NOT NULL CHECK (kind IN ('demand', 'consent', 'suit', 'suit_ended')),
  on_day         date NOT NULL,
  channel        text NOT NULL CHECK (channel IN ('letter', 'email', 'sms', 'wecom', 'dingtalk', 'feishu', 'call', 'visit', 'statement', 'promise', 'plan', 'court', 'newspaper', 'other')),
  proof_grade    text CHECK (proof_grade IN ('signed', 'receipt', 'should_arrive', 'call_only')),
  recipient      text,
  recipient_role text,
  content_hash   text,
  evidence       text NOT NULL,
  origin         text NOT NULL,
  letter_id      uuid,
  recorded_by    text NOT NULL,
  recorded_at    timestamptz NOT NULL,
  CHECK ((proof_grade IS NULL) = (kind IN ('suit', 'suit_ended')))
);
COMMENT ON COLUMN limitation_event.act_id IS 'one act, such as a letter, may concern several debts';
COMMENT ON COLUMN limitation_event.item_no IS 'null: every instalment of the document';
COMMENT ON COLUMN limitation_event.content_hash IS 'SHA-256 of what was sent or signed';
COMMENT ON COLUMN limitation_event.letter_id IS 'the claim_letter that was delivered';
COMMENT ON COLUMN limitation_event.origin IS 'who told: manual, or statement:<id> and the like, once per document';
CREATE INDEX limitation_event_document ON limitation_event (document_id, on_day);
CREATE INDEX limitation_event_customer ON limitation_event (customer_id, on_day DESC);
CREATE UNIQUE INDEX limitation_event_origin ON limitation_event (origin, document_id, coalesce(item_no, 0)) WHERE origin <> 'manual';
CREATE TRIGGER limitation_event_append_only BEFORE UPDATE OR DELETE ON limitation_event
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- When the limitation period of each open receivable ends, as computed last. Rebuilt from due days, ledger and events.
CREATE TABLE limitation_clock (
  account_id  uuid NOT NULL,
  document_id uuid NOT NULL,
  item_no     int NOT NULL,
  customer_id uuid NOT NULL,
  due_on      date NOT NULL,
  starts_on   date NOT NULL,
  cause       text NOT NULL CHECK (cause IN ('due', 'payment', 'demand', 'consent', 'suit', 'suit_ended')),
  expires_on  date,
  proof_missing_list text NOT NULL,
  warned_stage int,
  computed_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, document_id, item_no)
) WITH (fillfactor = 80);
COMMENT ON COLUMN limitation_clock.proof_missing_list IS 'kinds of proof, with commas';
COMMENT ON COLUMN limitation_clock.expires_on IS 'null: a suit is pending';
COMMENT ON COLUMN limitation_clock.warned_stage IS 'the line, in days before the end, of which people were warned last';
CREATE INDEX limitation_clock_expiry ON limitation_clock (expires_on, document_id, item_no);
CREATE INDEX limitation_clock_customer ON limitation_clock (customer_id, expires_on);

-- Who answers for a customer's debts, and how long.
CREATE TABLE guarantee (
  id             uuid PRIMARY KEY,
  customer_id    uuid NOT NULL REFERENCES customer,
  document_id    uuid REFERENCES document,
  guarantor      text NOT NULL,
  guarantor_code text,
  mode           text NOT NULL CHECK (mode IN ('general', 'joint', 'unspecified')),
  contract       text,
  signed_on      date,
  agreed_kind    text NOT NULL CHECK (agreed_kind IN ('none', 'until_paid', 'months', 'until')),
  agreed_months  int CHECK (agreed_months BETWEEN 1 AND 600),
  agreed_until   date,
  max_amount     boolean NOT NULL,
  determined_on  date,
  amount_minor   bigint CHECK (amount_minor > 0),
  currency       char(3),
  approval_case  bigint,
  evidence       text NOT NULL,
  recorded_by    text NOT NULL,
  recorded_at    timestamptz NOT NULL,
  CHECK ((agreed_kind = 'months') = (agreed_months IS NOT NULL)),
  CHECK ((agreed_kind = 'until') = (agreed_until IS NOT NULL)),
  CHECK ((amount_minor IS NULL) = (currency IS NULL)),
  CHECK (max_amount OR determined_on IS NULL)
);
COMMENT ON COLUMN guarantee.document_id IS 'null: for all debts of the customer';
COMMENT ON COLUMN guarantee.guarantor_code IS 'when the guarantor is a customer too';
COMMENT ON COLUMN guarantee.determined_on IS 'of a guarantee up to an amount: when its debts were fixed';
COMMENT ON COLUMN guarantee.approval_case IS 'number of the approval that asked for this security';
CREATE INDEX guarantee_customer ON guarantee (customer_id);
CREATE TRIGGER guarantee_append_only BEFORE UPDATE OR DELETE ON guarantee
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE guarantee_act (
  id           uuid PRIMARY KEY,
  guarantee_id uuid NOT NULL REFERENCES guarantee,
  customer_id  uuid NOT NULL REFERENCES customer,
  document_id  uuid REFERENCES document,
  kind         text NOT NULL CHECK (kind IN ('sued_debtor', 'demanded_guarantor', 'consented', 'released')),
  on_day       date NOT NULL,
  evidence     text NOT NULL,
  recorded_by  text NOT NULL,
  recorded_at  timestamptz NOT NULL
);
COMMENT ON COLUMN guarantee_act.document_id IS 'null: for every debt that the guarantee covers';
CREATE INDEX guarantee_act_guarantee ON guarantee_act (guarantee_id, on_day);
CREATE TRIGGER guarantee_act_append_only BEFORE UPDATE OR DELETE ON guarantee_act
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Letters that demand payment, exactly as they were written. Append-only.
CREATE TABLE claim_letter (
  id           uuid PRIMARY KEY,
  number       bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  customer_id  uuid NOT NULL REFERENCES customer,
  language     text NOT NULL CHECK (language IN ('zh', 'en')),
  written_on   date NOT NULL,
  pay_by       date NOT NULL,
  items        jsonb NOT NULL,
  totals       jsonb NOT NULL,
  pdf          bytea NOT NULL,
  content_hash text NOT NULL,
  written_by   text NOT NULL,
  written_at   timestamptz NOT NULL
);
COMMENT ON COLUMN claim_letter.items IS 'the receivables that the letter demands: document, instalment, open amount';
COMMENT ON COLUMN claim_letter.content_hash IS 'SHA-256 of the PDF';
CREATE INDEX claim_letter_customer ON claim_letter (customer_id, written_at DESC);
CREATE TRIGGER claim_letter_append_only BEFORE UPDATE OR DELETE ON claim_letter
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

SELECT scope_attach();
INSERT INTO audit_coverage (table_name, capture, reason) VALUES
  ('limitation_clock', 'none', 'computed from due days, the ledger and recorded events');
