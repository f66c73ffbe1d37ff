-- +goose Up
-- What was corrected in a closed register: who, when, why, what stood there
-- before and what stands there since. A line that follows from the correction
-- of another (a run of absence that begins or ends elsewhere) names it.
CREATE TABLE register_correction (
    id          text NOT NULL PRIMARY KEY,
    booking_id  text NOT NULL REFERENCES booking (id),
    prior       text NOT NULL,
    at          timestamptz NOT NULL,
    actor_id    text NOT NULL,
    actor       text NOT NULL,
    council     bigint NOT NULL CHECK (council IN (0, 1)),
    reason      text NOT NULL CHECK (reason <> ''),
    follows     text NOT NULL,
    was_code    text NOT NULL,
    was_towards text NOT NULL,
    was_note    text NOT NULL,
    was_paid    bigint NOT NULL CHECK (was_paid >= 0),
    code        text NOT NULL,
    towards     text NOT NULL,
    note        text NOT NULL,
    paid        bigint NOT NULL CHECK (paid >= 0),
    UNIQUE (booking_id, prior)
);
-- The newest correction of a line, empty without any.
ALTER TABLE booking ADD COLUMN correction_id text NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE booking DROP COLUMN correction_id;
DROP TABLE register_correction;
