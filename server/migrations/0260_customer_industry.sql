-- Peers of a customer are those of the same industry.
CREATE INDEX customer_industry ON customer (industry, id);
