-- Whose work an open hold is. While a hold is open, released_minor and released_until are of a part that may ship.
ALTER TABLE hold
  ADD COLUMN assignee text,
  ADD COLUMN assigned_by text,
  ADD COLUMN assigned_at timestamptz,
  ADD COLUMN release_void_at timestamptz,
  ADD COLUMN release_void_reason text;
COMMENT ON COLUMN hold.release_void_at IS 'since when the release counts no more: the order grew, or was stopped by order';
CREATE INDEX hold_open_assignee ON hold (assignee, (opened_at)) WHERE status = 'open' AND assignee IS NOT NULL;
CREATE INDEX hold_closed_release ON hold (closed_at) WHERE status = 'released';

-- What people and the program did about a hold, besides opening and closing it. Append-only.
CREATE TABLE hold_event (
  id         uuid PRIMARY KEY,
  hold_id    uuid NOT NULL REFERENCES hold,
  account_id uuid NOT NULL,
  kind       text NOT NULL CHECK (kind IN ('claimed', 'assigned', 'left', 'noted', 'prepayment_requested',
    'prepayment_received', 'prepayment_withdrawn', 'part_released', 'ready', 'stopped_again', 'release_void')),
  by         text NOT NULL,
  at         timestamptz NOT NULL,
  seq        bigint GENERATED ALWAYS AS IDENTITY,
  note       text,
  concerned  text[] NOT NULL DEFAULT '{}',
  amount_minor bigint,
  currency   char(3),
  day        date
);
COMMENT ON COLUMN hold_event.concerned IS 'usernames: the assignee, or who is mentioned in a note';
CREATE INDEX hold_event_hold ON hold_event (hold_id, seq);
CREATE TRIGGER hold_event_append_only BEFORE UPDATE OR DELETE ON hold_event
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Money that was asked for before the goods go; one open request per hold.
CREATE TABLE hold_prepayment (
  id           uuid PRIMARY KEY,
  hold_id      uuid NOT NULL REFERENCES hold,
  account_id   uuid NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  currency     char(3) NOT NULL,
  due_on       date NOT NULL,
  note         text,
  status       text NOT NULL CHECK (status IN ('open', 'received', 'withdrawn')),
  requested_by text NOT NULL,
  requested_at timestamptz NOT NULL,
  received_minor bigint NOT NULL DEFAULT 0 CHECK (received_minor >= 0),
  received_at  timestamptz
);
CREATE UNIQUE INDEX hold_prepayment_current ON hold_prepayment (hold_id) WHERE status <> 'withdrawn';
CREATE INDEX hold_prepayment_account ON hold_prepayment (account_id);

-- Orders that somebody stopped by name, whatever the rules say.
CREATE TABLE forced_order_hold (
  id              uuid PRIMARY KEY,
  account_id      uuid NOT NULL,
  source          text NOT NULL,
  document_number text NOT NULL,
  reason          text NOT NULL,
  until_on        date,
  placed_by       text NOT NULL,
  placed_at       timestamptz NOT NULL,
  lifted_by       text,
  lifted_at       timestamptz
);
COMMENT ON COLUMN forced_order_hold.until_on IS 'last day; null: until it is lifted';
CREATE UNIQUE INDEX forced_order_hold_current ON forced_order_hold (source, document_number) WHERE lifted_at IS NULL;

ALTER TABLE credit_account ADD COLUMN forced_hold_until date;
COMMENT ON COLUMN credit_account.forced_hold_until IS 'last day of the forced hold; null: until it is cleared';

-- Whatever may let a held order pass has the open holds looked at again, on every code path: one waiting job per group.
CREATE FUNCTION queue_hold_evaluation(groups uuid[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  waiting uuid;
BEGIN
  FOR waiting IN SELECT DISTINCT h.group_id FROM hold h WHERE h.status = 'open' AND h.group_id = ANY(groups) LOOP
    PERFORM queue_job('evaluate-holds', json_build_object('groupId', waiting), NULL, NULL, 'evaluate-holds:' || waiting);
  END LOOP;
END $$;

CREATE FUNCTION queue_evaluation_of_all_holds() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM hold WHERE status = 'open') THEN
    PERFORM queue_job('evaluate-open-holds', '{}', NULL, NULL, 'evaluate-open-holds');
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION queue_evaluation_of_customer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM queue_hold_evaluation(ARRAY[NEW.group_id]);
  RETURN NULL;
END $$;

CREATE FUNCTION queue_evaluation_of_rating() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM queue_hold_evaluation(ARRAY(SELECT group_id FROM customer WHERE id = NEW.customer_id));
  RETURN NULL;
END $$;

CREATE TRIGGER holds_looked_at AFTER UPDATE OF status, industry ON customer FOR EACH ROW
  WHEN (OLD.status IS DISTINCT FROM NEW.status OR OLD.industry IS DISTINCT FROM NEW.industry)
  EXECUTE FUNCTION queue_evaluation_of_customer();
CREATE TRIGGER holds_looked_at AFTER UPDATE ON credit_account FOR EACH ROW
  WHEN (OLD.status IS DISTINCT FROM NEW.status OR OLD.forced_hold IS DISTINCT FROM NEW.forced_hold
    OR OLD.forced_hold_until IS DISTINCT FROM NEW.forced_hold_until OR OLD.net_days IS DISTINCT FROM NEW.net_days)
  EXECUTE FUNCTION queue_evaluation_of_customer();
CREATE TRIGGER holds_looked_at_new AFTER INSERT ON customer_rating_current FOR EACH ROW
  EXECUTE FUNCTION queue_evaluation_of_rating();
CREATE TRIGGER holds_looked_at AFTER UPDATE ON customer_rating_current FOR EACH ROW
  WHEN (OLD.grade IS DISTINCT FROM NEW.grade OR OLD.coverage IS DISTINCT FROM NEW.coverage)
  EXECUTE FUNCTION queue_evaluation_of_rating();
CREATE TRIGGER holds_looked_at AFTER INSERT OR UPDATE ON fx_rate FOR EACH STATEMENT
  EXECUTE FUNCTION queue_evaluation_of_all_holds();
CREATE TRIGGER holds_looked_at AFTER INSERT ON control_rules FOR EACH STATEMENT
  EXECUTE FUNCTION queue_evaluation_of_all_holds();
CREATE TRIGGER holds_looked_at AFTER UPDATE ON credit_segment FOR EACH ROW
  WHEN (OLD.unapplied_lowers_exposure <> NEW.unapplied_lowers_exposure
    OR OLD.horizon_days IS DISTINCT FROM NEW.horizon_days OR (NEW.auto_release AND NOT OLD.auto_release))
  EXECUTE FUNCTION queue_evaluation_of_all_holds();
