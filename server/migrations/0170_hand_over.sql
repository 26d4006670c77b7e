-- Who takes over from somebody who has left: open work goes there, and what would come later too.
ALTER TABLE app_user ADD COLUMN successor_user_id uuid REFERENCES app_user;
ALTER TABLE app_user ADD CHECK (successor_user_id <> id);
COMMENT ON COLUMN app_user.successor_user_id IS 'of somebody who has left: who was named to take over; null when nobody was';

ALTER TABLE approval_case ADD COLUMN caretaker text;
COMMENT ON COLUMN approval_case.caretaker IS 'who looks after the request since whoever submitted it has left';
CREATE INDEX approval_case_caretaker ON approval_case (caretaker, submitted_at DESC) WHERE caretaker IS NOT NULL;
CREATE INDEX approval_step_open ON approval_step (case_id) WHERE status = 'open';
