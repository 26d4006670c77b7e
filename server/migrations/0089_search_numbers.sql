-- The search over everything finds a document or a hold by the beginning of its number. The index serves equality too.
DROP INDEX document_number;
CREATE INDEX document_number ON document (number text_pattern_ops);
CREATE INDEX hold_number ON hold (document_number text_pattern_ops);
