-- An invoice without a due date and without agreed terms falls due on its own day, for checks as for aging.
UPDATE exposure_item i SET due_on = i.document_on WHERE i.bucket = 'receivables' AND i.due_on IS NULL;
