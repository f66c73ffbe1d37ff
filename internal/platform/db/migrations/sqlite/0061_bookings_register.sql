-- +goose Up
CREATE TABLE booking_next (
    id           TEXT NOT NULL PRIMARY KEY,
    person_id    TEXT NOT NULL REFERENCES person (id),
    session_id   TEXT NOT NULL REFERENCES session (id),
    placement_id TEXT NOT NULL,
    status       TEXT NOT NULL CHECK (status IN ('confirmed', 'cancelled', 'recorded')),
    ratio        INTEGER NOT NULL,
    support      INTEGER NOT NULL,
    price        INTEGER NOT NULL CHECK (price >= 0),
    own_price    INTEGER NOT NULL DEFAULT 0 CHECK (own_price >= 0),
    budget_id    TEXT NOT NULL,
    outcomes     TEXT NOT NULL,
    day          TEXT NOT NULL,
    made         TEXT NOT NULL,
    attendance   TEXT NOT NULL DEFAULT '',
    towards      TEXT NOT NULL DEFAULT '',
    note         TEXT NOT NULL DEFAULT '',
    feeling      TEXT NOT NULL DEFAULT '' CHECK (feeling IN ('', 'good', 'ok', 'bad')),
    paid         INTEGER NOT NULL DEFAULT 0 CHECK (paid >= 0 AND paid <= price),
    charged      INTEGER NOT NULL DEFAULT 0 CHECK (charged IN (0, 1)),
    CHECK (status <> 'recorded' OR attendance <> '')
) STRICT;
INSERT INTO booking_next (id, person_id, session_id, placement_id, status, ratio, support, price, budget_id, outcomes, day, made)
    SELECT id, person_id, session_id, placement_id, status, ratio, support, price, budget_id, outcomes, day, made FROM booking;
DROP TABLE booking;
ALTER TABLE booking_next RENAME TO booking;
CREATE UNIQUE INDEX booking_live ON booking (person_id, session_id) WHERE status IN ('confirmed', 'recorded');
CREATE INDEX booking_session ON booking (session_id);
CREATE INDEX booking_person ON booking (person_id, day);
CREATE INDEX booking_placement ON booking (placement_id, day);
CREATE TABLE register (
    session_id TEXT NOT NULL PRIMARY KEY REFERENCES session (id),
    closed     TEXT NOT NULL,
    actor_id   TEXT NOT NULL
) STRICT;
CREATE TABLE calendar_feed (
    person_id TEXT NOT NULL PRIMARY KEY REFERENCES person (id),
    secret    TEXT NOT NULL UNIQUE,
    made      TEXT NOT NULL
) STRICT;

-- +goose Down
DROP TABLE calendar_feed;
DROP TABLE register;
CREATE TABLE booking_before (
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
INSERT INTO booking_before (id, person_id, session_id, placement_id, status, ratio, support, price, budget_id, outcomes, day, made)
    SELECT id, person_id, session_id, placement_id, CASE status WHEN 'recorded' THEN 'confirmed' ELSE status END, ratio, support, price, budget_id,
        outcomes, day, made FROM booking;
DROP TABLE booking;
ALTER TABLE booking_before RENAME TO booking;
CREATE UNIQUE INDEX booking_live ON booking (person_id, session_id) WHERE status = 'confirmed';
CREATE INDEX booking_session ON booking (session_id);
CREATE INDEX booking_person ON booking (person_id, day);
CREATE INDEX booking_placement ON booking (placement_id, day);
