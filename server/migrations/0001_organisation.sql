-- The organisation that runs this installation: exactly one row.
CREATE TABLE organisation (
  singleton       boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  name            text NOT NULL DEFAULT '',
  time_zone       text NOT NULL DEFAULT 'Asia/Shanghai',
  base_currency   char(3) NOT NULL DEFAULT 'CNY',
  demo_book       boolean NOT NULL DEFAULT false,
  aging_bounds    int[] NOT NULL DEFAULT '{30,60,90,180,365}',
  updated_at      timestamptz NOT NULL DEFAULT now()
);
INSERT INTO organisation DEFAULT VALUES;
