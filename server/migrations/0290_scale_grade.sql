-- A scorecard may have nine grades (GB/T 22116). `grade` stays as which of the five it counts; beside it stands the letter.
ALTER TABLE customer_rating_current ADD COLUMN scale_grade text
  CHECK (scale_grade = ANY (ARRAY['AAA', 'AA', 'A', 'BBB', 'BB', 'B', 'CCC', 'CC', 'C']));
COMMENT ON COLUMN customer_rating_current.scale_grade IS
  'letter on a scale of nine; null: the scorecard has five grades, or people have set the grade';
