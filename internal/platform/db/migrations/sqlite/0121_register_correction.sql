-- +goose Up
-- What was corrected in a closed register: who, when, why, what stood there
-- before and what stands there since. A line that follows from the correction
-- of another (a run of absence that begins or ends elsewhere) names it.
CREATE TABLE register_correction (
    id          TEXT NOT NULL PRIMARY KEY,
    booking_id  TEXT NOT NULL REFERENCES booking (id),
    prior       TEXT NOT NULL,
    at          TEXT NOT NULL,
    actor_id    TEXT NOT NULL,
    actor       TEXT NOT NULL,
    council     INTEGER NOT NULL CHECK (council IN (0, 1)),
    reason      TEXT NOT NULL CHECK (reason <> ''),
    follows     TEXT NOT NULL,
    was_code    TEXT NOT NULL,
    was_towards TEXT NOT NULL,
    was_note    TEXT NOT NULL,
    was_paid    INTEGER NOT NULL CHECK (was_paid >= 0),
    code        TEXT NOT NULL,
    towards     TEXT NOT NULL,
    note        TEXT NOT NULL,
    paid        INTEGER NOT NULL CHECK (paid >= 0),
    UNIQUE (booking_id, prior)
) STRICT;
-- The newest correction of a line, empty without any.
ALTER TABLE booking ADD COLUMN correction_id TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE booking DROP COLUMN correction_id;
DROP TABLE register_correction;
