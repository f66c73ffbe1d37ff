-- +goose Up
CREATE TABLE plan (
    id          text NOT NULL PRIMARY KEY,
    person_id   text NOT NULL REFERENCES person (id),
    tier        bigint NOT NULL CHECK (tier BETWEEN 0 AND 3),
    recommended bigint NOT NULL,
    tier_reason text NOT NULL,
    weekly      bigint NOT NULL,
    min_units   bigint NOT NULL,
    max_units   bigint NOT NULL,
    start_by    date,
    decided_by  text NOT NULL,
    made        timestamptz NOT NULL
);
CREATE INDEX plan_person ON plan (person_id, made);

CREATE TABLE outcome (
    id        text NOT NULL PRIMARY KEY,
    plan_id   text NOT NULL REFERENCES plan (id),
    person_id text NOT NULL REFERENCES person (id),
    words     text NOT NULL,
    care_act  text NOT NULL,
    scale     text NOT NULL,
    baseline  bigint NOT NULL CHECK (baseline BETWEEN -2 AND 2)
);
CREATE INDEX outcome_plan ON outcome (plan_id);

-- +goose Down
DROP TABLE outcome;
DROP TABLE plan;
