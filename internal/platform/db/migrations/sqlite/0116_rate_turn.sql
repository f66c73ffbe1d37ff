-- +goose Up
-- Who agreed a rate and when, and how often an activity's rates have changed,
-- so that a form that was opened on older ones is refused.
ALTER TABLE rate ADD COLUMN set_by TEXT NOT NULL DEFAULT '';
ALTER TABLE rate ADD COLUMN set_on TEXT;
CREATE TABLE rate_turn (
    activity_id TEXT    NOT NULL PRIMARY KEY REFERENCES activity (id),
    turn        INTEGER NOT NULL
) STRICT;

-- +goose Down
DROP TABLE rate_turn;
ALTER TABLE rate DROP COLUMN set_on;
ALTER TABLE rate DROP COLUMN set_by;
