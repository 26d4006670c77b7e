-- Instalments of which it was told that they are overdue. One that is given a later due day is told of again.
CREATE TABLE overdue_notice (
  account_id  uuid NOT NULL,
  document_id uuid NOT NULL,
  item_no     int NOT NULL,
  due_on      date NOT NULL,
  told_at     timestamptz NOT NULL,
  PRIMARY KEY (account_id, document_id, item_no, due_on)
);
