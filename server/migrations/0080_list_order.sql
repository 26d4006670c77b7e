-- The order of lists over the whole book, newest first, so that a page reads no more rows than it shows.
CREATE INDEX document_newest ON document (document_on DESC, id DESC);
CREATE INDEX document_number ON document (number);
DROP INDEX credit_decision_decided;
CREATE INDEX credit_decision_newest ON credit_decision (decided_at DESC, id DESC);
