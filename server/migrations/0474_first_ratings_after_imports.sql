-- The end of an import marks the customers who were never rated and of whom it left facts or documents.
COMMENT ON COLUMN rerating_mark.cause IS 'fact, document, overdue, large_order, first, schedule, cool_down_over';
