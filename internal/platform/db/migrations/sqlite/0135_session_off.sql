-- +goose Up
-- Why a session was called off: for those who were going, and for who asks later.
CREATE TABLE session_off (
    session_id TEXT NOT NULL PRIMARY KEY REFERENCES session (id),
    reason     TEXT NOT NULL,
    words      TEXT NOT NULL DEFAULT '',
    actor_id   TEXT NOT NULL,
    actor      TEXT NOT NULL,
    at         TEXT NOT NULL
) STRICT;
-- What is settled without a register is known by its code.
DROP INDEX booking_settled;
CREATE INDEX booking_settled ON booking (placement_id, session_id, status, attendance, price)
    WHERE status <> 'confirmed' AND attendance <> '' AND price > 0;

-- +goose Down
DROP INDEX booking_settled;
CREATE INDEX booking_settled ON booking (placement_id, session_id, status, price) WHERE status <> 'confirmed' AND attendance <> '' AND price > 0;
DROP TABLE session_off;
