-- +goose Up
-- Who helped: the name of somebody who acted for the person, or empty.
ALTER TABLE booking ADD COLUMN made_by text NOT NULL DEFAULT '';
ALTER TABLE booking ADD COLUMN changed_by text NOT NULL DEFAULT '';
ALTER TABLE booking ADD COLUMN feeling_by text NOT NULL DEFAULT '';
-- What a calendar needs to know that its event has changed (RFC 5545, 3.8.7).
ALTER TABLE booking ADD COLUMN changes bigint NOT NULL DEFAULT 0 CHECK (changes >= 0);
ALTER TABLE booking ADD COLUMN changed timestamptz;
ALTER TABLE register ADD COLUMN actor text NOT NULL DEFAULT '';
-- One row a person: bookings that a person makes themself wait for one another
-- here, so that two at the same time cannot both be free of a clash.
CREATE TABLE booking_turn (
    person_id text NOT NULL PRIMARY KEY REFERENCES person (id),
    turn      bigint NOT NULL
);

-- +goose Down
DROP TABLE booking_turn;
ALTER TABLE register DROP COLUMN actor;
ALTER TABLE booking DROP COLUMN changed;
ALTER TABLE booking DROP COLUMN changes;
ALTER TABLE booking DROP COLUMN feeling_by;
ALTER TABLE booking DROP COLUMN changed_by;
ALTER TABLE booking DROP COLUMN made_by;
