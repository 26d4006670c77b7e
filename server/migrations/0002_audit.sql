-- Refuses changes of tables that are a record of what happened.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

-- Who changed what, when and why. Append-only; ids are time-ordered.
CREATE TABLE audit_record (
  id          uuid PRIMARY KEY,
  at          timestamptz NOT NULL,
  actor_kind  text NOT NULL CHECK (actor_kind IN ('user', 'api-key', 'system')),
  actor_id    text NOT NULL,
  actor       text NOT NULL,
  action      text NOT NULL,
  object_type text NOT NULL,
  object_id   text NOT NULL,
  before      jsonb,
  after       jsonb,
  reason      text
);
COMMENT ON COLUMN audit_record.actor IS 'a username, key:<name> or system, as it was called then';
CREATE INDEX audit_record_object ON audit_record (object_type, object_id, id DESC);
CREATE INDEX audit_record_actor ON audit_record (actor, id DESC);
CREATE TRIGGER audit_record_append_only BEFORE UPDATE OR DELETE ON audit_record
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_record_no_truncate BEFORE TRUNCATE ON audit_record
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
