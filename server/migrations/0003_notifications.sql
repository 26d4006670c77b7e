-- Who wants to be told of which events. The secret that signs deliveries is encrypted with the installation's key.
CREATE TABLE webhook_subscription (
  id            uuid PRIMARY KEY,
  name          text NOT NULL,
  url           text NOT NULL,
  events        text[] NOT NULL CHECK (cardinality(events) > 0),
  secret_sealed bytea NOT NULL,
  active        boolean NOT NULL DEFAULT true,
  created_by    text NOT NULL,
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL
);

-- The outbox: one row per event and subscriber, written in the transaction that caused the event.
CREATE TABLE webhook_delivery (
  id              uuid PRIMARY KEY,
  subscription_id uuid NOT NULL REFERENCES webhook_subscription ON DELETE CASCADE,
  event           text NOT NULL,
  payload         jsonb NOT NULL,
  status          text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'delivered', 'failed')),
  attempts        int NOT NULL DEFAULT 0,
  next_attempt_at timestamptz,
  give_up_at      timestamptz NOT NULL,
  response_status int,
  last_error      text,
  created_at      timestamptz NOT NULL,
  delivered_at    timestamptz,
  CHECK ((status = 'pending') = (next_attempt_at IS NOT NULL))
);
CREATE INDEX webhook_delivery_subscription ON webhook_delivery (subscription_id, id DESC);
CREATE INDEX webhook_delivery_pending ON webhook_delivery (next_attempt_at) WHERE status = 'pending';

-- Worker processes that are alive. Jobs locked by one that is not are unlocked and run again.
CREATE TABLE worker_process (
  worker_id  text PRIMARY KEY,
  started_at timestamptz NOT NULL DEFAULT now(),
  seen_at    timestamptz NOT NULL DEFAULT now()
);
