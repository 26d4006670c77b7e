-- Causes of bad debts are retired like the reasons for write-offs and disputes; waivers of late interest get reasons that can
-- be counted, beside the words of whoever asks. Waivers of before have none.
ALTER TABLE bad_debt_cause ADD COLUMN active boolean NOT NULL DEFAULT true;

CREATE TABLE waiver_reason (
  code     text PRIMARY KEY CHECK (code ~ '^[a-z][a-z0-9_-]{0,39}$'),
  name_zh  text NOT NULL,
  name_en  text NOT NULL,
  position int NOT NULL,
  active   boolean NOT NULL DEFAULT true
);
INSERT INTO waiver_reason (code, name_zh, name_en, position) VALUES
  ('good-customer', '长期合作、信用良好',   'Good customer of long standing',       1),
  ('settlement',    '一次性结清本金',       'Principal paid at once',               2),
  ('plan',          '达成分期还款',         'Instalment plan agreed',               3),
  ('our-fault',     '我方原因（开票、交货）', 'Our own fault (invoice, delivery)',  4),
  ('dispute',       '争议协商让步',         'Conceded in a dispute',                5),
  ('small',         '金额小、催收不经济',   'Small, not worth collecting',          6),
  ('hardship',      '客户经营困难',         'Customer in difficulties',             7),
  ('other',         '其他',                 'Other',                                8);
ALTER TABLE interest_waiver ADD COLUMN reason_code text REFERENCES waiver_reason;

INSERT INTO audit_coverage (table_name, object_type, object_lookup, object_columns) VALUES
  ('waiver_reason', 'waiver-reason', NULL, '{code}');
SELECT scope_attach();
