-- Open holds by age and their number from one index, also where thousands were opened at the same instant.
CREATE INDEX hold_open_opened ON hold (opened_at, id) WHERE status = 'open';
