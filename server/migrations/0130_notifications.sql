-- What people were told, one row per person and happening. Texts are made from kind and data when they are read.
CREATE TABLE notification (
  id         uuid PRIMARY KEY,
  -- Rises with each row; what a browser has already seen is told by it.
  seq        bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  user_id    uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
  kind       text NOT NULL,
  -- What it is about. The same person is told of the same kind and subject once.
  subject    text NOT NULL,
  data       jsonb NOT NULL,
  link       text,
  -- False when the person chose not to see this kind in the inbox.
  shown      boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL,
  read_at    timestamptz,
  UNIQUE (user_id, kind, subject)
);
CREATE INDEX notification_inbox ON notification (user_id, seq DESC) WHERE shown;
CREATE INDEX notification_unread ON notification (user_id) WHERE shown AND read_at IS NULL;
CREATE INDEX notification_age ON notification (created_at);

-- The mail server of this installation; at most one row.
CREATE TABLE mail_server (
  singleton       boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  host            text NOT NULL,
  port            int NOT NULL CHECK (port BETWEEN 1 AND 65535),
  security        text NOT NULL CHECK (security IN ('tls', 'starttls', 'none')),
  username        text,
  password_sealed bytea,
  from_address    text NOT NULL,
  active          boolean NOT NULL DEFAULT true,
  updated_by      text NOT NULL,
  updated_at      timestamptz NOT NULL
);

-- Robots of group chats. The address holds the robot's key and is encrypted like its signing secret.
CREATE TABLE chat_robot (
  id            uuid PRIMARY KEY,
  provider      text NOT NULL CHECK (provider IN ('wecom', 'dingtalk', 'feishu')),
  name          text NOT NULL,
  kinds         text[] NOT NULL,
  locale        text NOT NULL CHECK (locale IN ('zh-CN', 'en')),
  url_host      text NOT NULL,
  url_sealed    bytea NOT NULL,
  secret_sealed bytea,
  active        boolean NOT NULL DEFAULT true,
  -- When the provider accepts the next message: keeps to its rate over all processes.
  next_slot_at  timestamptz NOT NULL DEFAULT '-infinity',
  created_by    text NOT NULL,
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL
);
COMMENT ON COLUMN chat_robot.kinds IS 'kinds of notifications that are posted to the group';

-- The outbox: what has to leave the house, to whom and what became of it. Its id is the message id.
CREATE TABLE notification_delivery (
  id              uuid PRIMARY KEY,
  channel         text NOT NULL CHECK (channel IN ('email', 'robot')),
  user_id         uuid REFERENCES app_user ON DELETE CASCADE,
  robot_id        uuid REFERENCES chat_robot ON DELETE CASCADE,
  kind            text NOT NULL,
  subject         text NOT NULL,
  data            jsonb NOT NULL,
  link            text,
  -- waiting: for the daily digest; sending: claimed by a worker.
  status          text NOT NULL CHECK (status IN ('waiting', 'pending', 'sending', 'delivered', 'digested', 'failed')),
  attempts        int NOT NULL DEFAULT 0,
  next_attempt_at timestamptz,
  give_up_at      timestamptz NOT NULL,
  claimed_at      timestamptz,
  slot_at         timestamptz,
  recipient       text,
  sent_subject    text,
  sent_body       text,
  answer_code     text,
  last_error      jsonb,
  created_at      timestamptz NOT NULL,
  delivered_at    timestamptz,
  CHECK ((channel = 'email') = (user_id IS NOT NULL)),
  CHECK ((channel = 'robot') = (robot_id IS NOT NULL)),
  UNIQUE NULLS NOT DISTINCT (channel, user_id, robot_id, kind, subject)
);
COMMENT ON COLUMN notification_delivery.last_error IS 'why the last attempt failed, in both languages';
COMMENT ON COLUMN notification_delivery.slot_at IS 'the place in the robot''s rate that was given to the next attempt';
CREATE INDEX notification_delivery_due ON notification_delivery (next_attempt_at) WHERE status = 'pending';
CREATE INDEX notification_delivery_claimed ON notification_delivery (claimed_at) WHERE status = 'sending';
CREATE INDEX notification_delivery_waiting ON notification_delivery (user_id) WHERE status = 'waiting';
CREATE INDEX notification_delivery_age ON notification_delivery (created_at);
CREATE INDEX notification_delivery_robot ON notification_delivery (robot_id) WHERE robot_id IS NOT NULL;

-- What each person wants to be told, and how. No row: as the program proposes.
CREATE TABLE notification_preference (
  user_id     uuid PRIMARY KEY REFERENCES app_user ON DELETE CASCADE,
  -- {"hold_opened": {"app": true, "email": "now" | "digest" | "off"}}; kinds that are missing: as proposed.
  choices     jsonb NOT NULL DEFAULT '{}',
  quiet_from  text CHECK (quiet_from ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  quiet_until text CHECK (quiet_until ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  quiet_days  boolean NOT NULL DEFAULT false,
  digest_at   text NOT NULL DEFAULT '08:30' CHECK (digest_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  updated_at  timestamptz NOT NULL,
  CHECK ((quiet_from IS NULL) = (quiet_until IS NULL))
);
COMMENT ON COLUMN notification_preference.quiet_days IS 'no mail on days off either: it comes on the next working day';

-- Changed texts; the highest version is in force. Empty texts: back to the program's own.
CREATE TABLE notification_template (
  kind       text NOT NULL,
  locale     text NOT NULL CHECK (locale IN ('zh-CN', 'en')),
  version    int NOT NULL CHECK (version > 0),
  title      text,
  body       text,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (kind, locale, version),
  CHECK ((title IS NULL) = (body IS NULL))
);

INSERT INTO audit_coverage (table_name, capture, reason) VALUES
  ('notification', 'none', 'what people were told; each row is written once and then only marked as read'),
  ('notification_delivery', 'none', 'outbox with its own delivery log');
INSERT INTO audit_coverage (table_name, object_type, object_lookup, object_columns, quiet, hot) VALUES
  ('mail_server',             'mail-server',             NULL,   NULL,            '{updated_at}', false),
  ('chat_robot',              'chat-robot',              NULL,   '{name}',        '{updated_at,next_slot_at}', true),
  ('notification_preference', 'notification-preference', 'user', '{user_id}',     '{updated_at}', false),
  ('notification_template',   'notification-template',   NULL,   '{kind,locale}', '{}', false);

-- Tells connected browsers that a list changed, so that counts in the menu are live. A wake-up only: who misses it asks
-- again a little later.
CREATE FUNCTION tell_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('xinheng_live', TG_ARGV[0]);
  RETURN NULL;
END $$;
CREATE TRIGGER live_insert AFTER INSERT ON hold FOR EACH STATEMENT EXECUTE FUNCTION tell_changed('holds');
CREATE TRIGGER live_update AFTER UPDATE OF status ON hold FOR EACH STATEMENT EXECUTE FUNCTION tell_changed('holds');
CREATE TRIGGER live_insert AFTER INSERT ON limit_proposal FOR EACH STATEMENT EXECUTE FUNCTION tell_changed('proposals');
CREATE TRIGGER live_update AFTER UPDATE OF status ON limit_proposal FOR EACH STATEMENT EXECUTE FUNCTION tell_changed('proposals');
