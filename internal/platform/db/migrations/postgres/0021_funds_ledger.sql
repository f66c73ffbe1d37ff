-- +goose Up
CREATE TABLE budget (
    id        text NOT NULL PRIMARY KEY,
    person_id text NOT NULL REFERENCES person (id),
    starts    date NOT NULL,
    until     date NOT NULL,
    weekly    bigint NOT NULL,
    allocated bigint NOT NULL,
    available bigint NOT NULL CHECK (available >= 0),
    held      bigint NOT NULL CHECK (held >= 0),
    committed bigint NOT NULL CHECK (committed >= 0),
    spent     bigint NOT NULL CHECK (spent >= 0),
    CHECK (available + held + committed + spent = allocated)
);
CREATE INDEX budget_person ON budget (person_id, starts);

CREATE TABLE posting (
    key       text NOT NULL PRIMARY KEY,
    at        timestamptz NOT NULL,
    budget_id text NOT NULL REFERENCES budget (id),
    debit     text NOT NULL,
    credit    text NOT NULL,
    amount    bigint NOT NULL CHECK (amount > 0)
);
CREATE INDEX posting_budget ON posting (budget_id);

-- +goose Down
DROP TABLE posting;
DROP TABLE budget;
