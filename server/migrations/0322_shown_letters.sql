-- On a scale of nine the customer list is narrowed by the letter that it shows.
CREATE INDEX customer_rating_current_letter ON customer_rating_current (scale_grade) WHERE scale_grade IS NOT NULL;
