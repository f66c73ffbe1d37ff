-- +goose Up
ALTER TABLE booking DROP CONSTRAINT booking_status_check;
ALTER TABLE booking ADD CONSTRAINT booking_status_check CHECK (status IN ('confirmed', 'cancelled', 'recorded'));
ALTER TABLE booking ADD CHECK (price >= 0);
ALTER TABLE booking ADD COLUMN own_price bigint NOT NULL DEFAULT 0 CHECK (own_price >= 0);
ALTER TABLE booking ADD COLUMN attendance text NOT NULL DEFAULT '';
ALTER TABLE booking ADD COLUMN towards text NOT NULL DEFAULT '';
ALTER TABLE booking ADD COLUMN note text NOT NULL DEFAULT '';
ALTER TABLE booking ADD COLUMN feeling text NOT NULL DEFAULT '' CHECK (feeling IN ('', 'good', 'ok', 'bad'));
ALTER TABLE booking ADD COLUMN paid bigint NOT NULL DEFAULT 0;
ALTER TABLE booking ADD COLUMN charged bigint NOT NULL DEFAULT 0 CHECK (charged IN (0, 1));
ALTER TABLE booking ADD CHECK (paid >= 0 AND paid <= price);
ALTER TABLE booking ADD CHECK (status <> 'recorded' OR attendance <> '');
DROP INDEX booking_live;
CREATE UNIQUE INDEX booking_live ON booking (person_id, session_id) WHERE status IN ('confirmed', 'recorded');
CREATE TABLE register (
    session_id text NOT NULL PRIMARY KEY REFERENCES session (id),
    closed     timestamptz NOT NULL,
    actor_id   text NOT NULL
);
CREATE TABLE calendar_feed (
    person_id text NOT NULL PRIMARY KEY REFERENCES person (id),
    secret    text NOT NULL UNIQUE,
    made      timestamptz NOT NULL
);

-- +goose Down
DROP TABLE calendar_feed;
DROP TABLE register;
UPDATE booking SET status = 'confirmed' WHERE status = 'recorded';
DROP INDEX booking_live;
CREATE UNIQUE INDEX booking_live ON booking (person_id, session_id) WHERE status = 'confirmed';
ALTER TABLE booking DROP COLUMN own_price, DROP COLUMN attendance, DROP COLUMN towards, DROP COLUMN note, DROP COLUMN feeling,
    DROP COLUMN paid, DROP COLUMN charged;
ALTER TABLE booking DROP CONSTRAINT booking_price_check;
ALTER TABLE booking DROP CONSTRAINT booking_status_check;
ALTER TABLE booking ADD CONSTRAINT booking_status_check CHECK (status IN ('confirmed', 'cancelled'));
