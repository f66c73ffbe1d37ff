-- +goose Up
ALTER TABLE plan ADD COLUMN decided_on date;
ALTER TABLE plan ADD COLUMN next_review date;
ALTER TABLE plan ADD COLUMN enablement_weeks bigint NOT NULL DEFAULT 0 CHECK (enablement_weeks >= 0);
ALTER TABLE plan ADD COLUMN enablement_from date;
ALTER TABLE plan ADD COLUMN enablement_until date;
ALTER TABLE plan ADD COLUMN clock_runs bigint NOT NULL DEFAULT 0 CHECK (clock_runs IN (0, 1));
ALTER TABLE plan ADD COLUMN ended_on date;
UPDATE plan SET next_review = start_by WHERE tier > 0;
CREATE INDEX plan_next_review ON plan (next_review) WHERE ended_on IS NULL;
ALTER TABLE outcome ADD COLUMN importance bigint NOT NULL DEFAULT 1 CHECK (importance BETWEEN 1 AND 3);
ALTER TABLE outcome ADD COLUMN difficulty bigint NOT NULL DEFAULT 1 CHECK (difficulty BETWEEN 1 AND 3);
ALTER TABLE outcome ADD COLUMN closed_on date;

CREATE TABLE review (
    id               text NOT NULL PRIMARY KEY,
    plan_id          text NOT NULL REFERENCES plan (id),
    person_id        text NOT NULL REFERENCES person (id),
    number           bigint NOT NULL,
    held             date NOT NULL,
    worker_id        text NOT NULL,
    worker           text NOT NULL,
    own_words        text NOT NULL,
    face             text NOT NULL CHECK (face IN ('', 'good', 'ok', 'bad')),
    said_how         text NOT NULL,
    present          text NOT NULL,
    way              text NOT NULL,
    from_tier        bigint NOT NULL CHECK (from_tier BETWEEN 1 AND 3),
    to_tier          bigint NOT NULL CHECK (to_tier BETWEEN 1 AND 3),
    reason           text NOT NULL,
    weekly           bigint NOT NULL,
    min_units        bigint NOT NULL,
    max_units        bigint NOT NULL,
    start_by         date,
    exit_plan        text NOT NULL,
    agreed_by        text NOT NULL,
    ending           text NOT NULL,
    next_review      date,
    enablement_until date,
    t_score          bigint NOT NULL,
    t_baseline       bigint NOT NULL,
    achieved         text NOT NULL,
    made             timestamptz NOT NULL,
    UNIQUE (plan_id, number)
);
CREATE INDEX review_person ON review (person_id, held);
CREATE INDEX review_held ON review (held);

CREATE TABLE review_score (
    review_id  text NOT NULL REFERENCES review (id),
    outcome_id text NOT NULL REFERENCES outcome (id),
    baseline   bigint NOT NULL CHECK (baseline BETWEEN -2 AND 2),
    score      bigint NOT NULL CHECK (score BETWEEN -2 AND 2),
    weight     bigint NOT NULL CHECK (weight BETWEEN 1 AND 9),
    closed     bigint NOT NULL CHECK (closed IN (0, 1)),
    note       text NOT NULL,
    PRIMARY KEY (review_id, outcome_id)
);

-- +goose Down
DROP TABLE review_score;
DROP TABLE review;
DROP INDEX plan_next_review;
ALTER TABLE plan DROP COLUMN decided_on;
ALTER TABLE plan DROP COLUMN next_review;
ALTER TABLE plan DROP COLUMN enablement_weeks;
ALTER TABLE plan DROP COLUMN enablement_from;
ALTER TABLE plan DROP COLUMN enablement_until;
ALTER TABLE plan DROP COLUMN clock_runs;
ALTER TABLE plan DROP COLUMN ended_on;
ALTER TABLE outcome DROP COLUMN importance;
ALTER TABLE outcome DROP COLUMN difficulty;
ALTER TABLE outcome DROP COLUMN closed_on;
