-- +goose Up
CREATE TABLE budget (
    id        TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    starts    TEXT NOT NULL,
    until     TEXT NOT NULL,
    weekly    INTEGER NOT NULL,
    allocated INTEGER NOT NULL,
    available INTEGER NOT NULL CHECK (available >= 0),
    held      INTEGER NOT NULL CHECK (held >= 0),
    committed INTEGER NOT NULL CHECK (committed >= 0),
    spent     INTEGER NOT NULL CHECK (spent >= 0),
    CHECK (available + held + committed + spent = allocated)
) STRICT;
CREATE INDEX budget_person ON budget (person_id, starts);

CREATE TABLE posting (
    key       TEXT NOT NULL PRIMARY KEY,
    at        TEXT NOT NULL,
    budget_id TEXT NOT NULL REFERENCES budget (id),
    debit     TEXT NOT NULL,
    credit    TEXT NOT NULL,
    amount    INTEGER NOT NULL CHECK (amount > 0)
) STRICT;
CREATE INDEX posting_budget ON posting (budget_id);

-- +goose Down
DROP TABLE posting;
DROP TABLE budget;
