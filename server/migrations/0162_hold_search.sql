-- A search among the holds finds a part of an order's number; customers are found by their own index.
CREATE INDEX hold_number_search ON hold USING gin (lower(document_number) gin_trgm_ops);
