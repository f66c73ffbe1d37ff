-- +goose Up
CREATE TABLE booking (
    id           text NOT NULL PRIMARY KEY,
    person_id    text NOT NULL REFERENCES person (id),
    session_id   text NOT NULL REFERENCES session (id),
    placement_id text NOT NULL,
    status       text NOT NULL CHECK (status IN ('confirmed', 'cancelled')),
    ratio        bigint NOT NULL,
    support      bigint NOT NULL,
    price        bigint NOT NULL,
    budget_id    text NOT NULL,
    outcomes     text NOT NULL,
    day          date NOT NULL,
    made         timestamptz NOT NULL
);
CREATE UNIQUE INDEX booking_live ON booking (person_id, session_id) WHERE status = 'confirmed';
CREATE INDEX booking_session ON booking (session_id);
CREATE INDEX booking_person ON booking (person_id, day);
CREATE INDEX booking_placement ON booking (placement_id, day);

-- +goose Down
DROP TABLE booking;
