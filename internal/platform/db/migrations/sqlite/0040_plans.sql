-- +goose Up
CREATE TABLE plan (
    id          TEXT NOT NULL PRIMARY KEY,
    person_id   TEXT NOT NULL REFERENCES person (id),
    tier        INTEGER NOT NULL CHECK (tier BETWEEN 0 AND 3),
    recommended INTEGER NOT NULL,
    tier_reason TEXT NOT NULL,
    weekly      INTEGER NOT NULL,
    min_units   INTEGER NOT NULL,
    max_units   INTEGER NOT NULL,
    start_by    TEXT,
    decided_by  TEXT NOT NULL,
    made        TEXT NOT NULL
) STRICT;
CREATE INDEX plan_person ON plan (person_id, made);

CREATE TABLE outcome (
    id        TEXT NOT NULL PRIMARY KEY,
    plan_id   TEXT NOT NULL REFERENCES plan (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    words     TEXT NOT NULL,
    care_act  TEXT NOT NULL,
    scale     TEXT NOT NULL,
    baseline  INTEGER NOT NULL CHECK (baseline BETWEEN -2 AND 2)
) STRICT;
CREATE INDEX outcome_plan ON outcome (plan_id);

-- +goose Down
DROP TABLE outcome;
DROP TABLE plan;
