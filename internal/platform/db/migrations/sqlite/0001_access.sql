-- +goose Up
CREATE TABLE form_press (
    key     TEXT NOT NULL PRIMARY KEY,
    actor   TEXT NOT NULL,
    pressed TEXT NOT NULL,
    answer  TEXT NOT NULL
) STRICT;

CREATE TABLE job (
    id       TEXT NOT NULL PRIMARY KEY,
    kind     TEXT NOT NULL,
    body     TEXT NOT NULL,
    due      TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    leased   TEXT,
    done     TEXT,
    trouble  TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX job_due ON job (due) WHERE done IS NULL;

CREATE TABLE actor (
    id              TEXT NOT NULL PRIMARY KEY,
    kind            TEXT NOT NULL,
    name            TEXT NOT NULL,
    email           TEXT NOT NULL UNIQUE,
    roles           TEXT NOT NULL,
    person_id       TEXT NOT NULL DEFAULT '',
    organisation_id TEXT NOT NULL DEFAULT '',
    approval_limit  INTEGER NOT NULL DEFAULT 0,
    voice           TEXT NOT NULL DEFAULT 'en',
    active          INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX actor_person ON actor (person_id);

CREATE TABLE sign_in_link (
    hash    TEXT NOT NULL PRIMARY KEY,
    actor_id TEXT NOT NULL REFERENCES actor (id),
    made    TEXT NOT NULL,
    expires TEXT NOT NULL,
    used    TEXT
) STRICT;
CREATE INDEX sign_in_link_actor ON sign_in_link (actor_id, made);

CREATE TABLE session_token (
    hash     TEXT NOT NULL PRIMARY KEY,
    actor_id TEXT NOT NULL REFERENCES actor (id),
    made     TEXT NOT NULL,
    seen     TEXT NOT NULL,
    ends     TEXT NOT NULL,
    helping  TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX session_token_actor ON session_token (actor_id);

CREATE TABLE tie (
    id              TEXT NOT NULL PRIMARY KEY,
    actor_id        TEXT NOT NULL DEFAULT '',
    organisation_id TEXT NOT NULL DEFAULT '',
    role            TEXT NOT NULL DEFAULT '',
    person_id       TEXT NOT NULL,
    relation        TEXT NOT NULL,
    scope           TEXT NOT NULL DEFAULT '[]',
    starts          TEXT NOT NULL,
    until           TEXT,
    source          TEXT NOT NULL,
    UNIQUE (source, person_id)
) STRICT;
CREATE INDEX tie_person ON tie (person_id);
CREATE INDEX tie_actor ON tie (actor_id, person_id);
CREATE INDEX tie_organisation ON tie (organisation_id, person_id);

CREATE TABLE audit (
    id        TEXT NOT NULL PRIMARY KEY,
    at        TEXT NOT NULL,
    actor_id  TEXT NOT NULL,
    actor     TEXT NOT NULL,
    person_id TEXT NOT NULL,
    act       TEXT NOT NULL,
    thing     TEXT NOT NULL,
    reason    TEXT NOT NULL DEFAULT '',
    seal_no   INTEGER,
    seal      TEXT
) STRICT;
CREATE UNIQUE INDEX audit_seal ON audit (seal_no);
CREATE INDEX audit_person ON audit (person_id, at);
CREATE INDEX audit_unsealed ON audit (id) WHERE seal_no IS NULL;

-- +goose Down
DROP TABLE audit;
DROP TABLE tie;
DROP TABLE session_token;
DROP TABLE sign_in_link;
DROP TABLE actor;
DROP TABLE job;
DROP TABLE form_press;
