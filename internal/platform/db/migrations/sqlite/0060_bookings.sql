-- +goose Up
CREATE TABLE booking (
    id           TEXT NOT NULL PRIMARY KEY,
    person_id    TEXT NOT NULL REFERENCES person (id),
    session_id   TEXT NOT NULL REFERENCES session (id),
    placement_id TEXT NOT NULL,
    status       TEXT NOT NULL CHECK (status IN ('confirmed', 'cancelled')),
    ratio        INTEGER NOT NULL,
    support      INTEGER NOT NULL,
    price        INTEGER NOT NULL,
    budget_id    TEXT NOT NULL,
    outcomes     TEXT NOT NULL,
    day          TEXT NOT NULL,
    made         TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX booking_live ON booking (person_id, session_id) WHERE status = 'confirmed';
CREATE INDEX booking_session ON booking (session_id);
CREATE INDEX booking_person ON booking (person_id, day);
CREATE INDEX booking_placement ON booking (placement_id, day);

-- +goose Down
DROP TABLE booking;
