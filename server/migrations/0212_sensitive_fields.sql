-- Which custom fields of customers are sensitive: masked like phones, shown one at a time for a reason.
ALTER TABLE organisation ADD COLUMN sensitive_fields text[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN organisation.sensitive_fields IS 'names of custom fields of customers that are masked';

-- The captured row would show them in clear; the entry of the change itself has every field, the sensitive ones masked.
UPDATE audit_coverage SET secret = '{custom_fields}' WHERE table_name = 'customer';
