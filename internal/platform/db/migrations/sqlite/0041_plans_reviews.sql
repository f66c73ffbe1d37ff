-- +goose Up
ALTER TABLE plan ADD COLUMN decided_on TEXT;
ALTER TABLE plan ADD COLUMN next_review TEXT;
ALTER TABLE plan ADD COLUMN enablement_weeks INTEGER NOT NULL DEFAULT 0 CHECK (enablement_weeks >= 0);
ALTER TABLE plan ADD COLUMN enablement_from TEXT;
ALTER TABLE plan ADD COLUMN enablement_until TEXT;
ALTER TABLE plan ADD COLUMN clock_runs INTEGER NOT NULL DEFAULT 0 CHECK (clock_runs IN (0, 1));
ALTER TABLE plan ADD COLUMN ended_on TEXT;
UPDATE plan SET next_review = start_by WHERE tier > 0;
CREATE INDEX plan_next_review ON plan (next_review) WHERE ended_on IS NULL;
ALTER TABLE outcome ADD COLUMN importance INTEGER NOT NULL DEFAULT 1 CHECK (importance BETWEEN 1 AND 3);
ALTER TABLE outcome ADD COLUMN difficulty INTEGER NOT NULL DEFAULT 1 CHECK (difficulty BETWEEN 1 AND 3);
ALTER TABLE outcome ADD COLUMN closed_on TEXT;

CREATE TABLE review (
    id               TEXT NOT NULL PRIMARY KEY,
    plan_id          TEXT NOT NULL REFERENCES plan (id),
    person_id        TEXT NOT NULL REFERENCES person (id),
    number           INTEGER NOT NULL,
    held             TEXT NOT NULL,
    worker_id        TEXT NOT NULL,
    worker           TEXT NOT NULL,
    own_words        TEXT NOT NULL,
    face             TEXT NOT NULL CHECK (face IN ('', 'good', 'ok', 'bad')),
    said_how         TEXT NOT NULL,
    present          TEXT NOT NULL,
    way              TEXT NOT NULL,
    from_tier        INTEGER NOT NULL CHECK (from_tier BETWEEN 1 AND 3),
    to_tier          INTEGER NOT NULL CHECK (to_tier BETWEEN 1 AND 3),
    reason           TEXT NOT NULL,
    weekly           INTEGER NOT NULL,
    min_units        INTEGER NOT NULL,
    max_units        INTEGER NOT NULL,
    start_by         TEXT,
    exit_plan        TEXT NOT NULL,
    agreed_by        TEXT NOT NULL,
    ending           TEXT NOT NULL,
    next_review      TEXT,
    enablement_until TEXT,
    t_score          INTEGER NOT NULL,
    t_baseline       INTEGER NOT NULL,
    achieved         TEXT NOT NULL,
    made             TEXT NOT NULL,
    UNIQUE (plan_id, number)
) STRICT;
CREATE INDEX review_person ON review (person_id, held);
CREATE INDEX review_held ON review (held);

CREATE TABLE review_score (
    review_id  TEXT NOT NULL REFERENCES review (id),
    outcome_id TEXT NOT NULL REFERENCES outcome (id),
    baseline   INTEGER NOT NULL CHECK (baseline BETWEEN -2 AND 2),
    score      INTEGER NOT NULL CHECK (score BETWEEN -2 AND 2),
    weight     INTEGER NOT NULL CHECK (weight BETWEEN 1 AND 9),
    closed     INTEGER NOT NULL CHECK (closed IN (0, 1)),
    note       TEXT NOT NULL,
    PRIMARY KEY (review_id, outcome_id)
) STRICT;

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
