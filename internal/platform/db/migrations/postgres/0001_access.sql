-- +goose Up
CREATE TABLE form_press (
    key     text NOT NULL PRIMARY KEY,
    actor   text NOT NULL,
    pressed timestamptz NOT NULL,
    answer  text NOT NULL
);

CREATE TABLE job (
    id       text NOT NULL PRIMARY KEY,
    kind     text NOT NULL,
    body     text NOT NULL,
    due      timestamptz NOT NULL,
    attempts bigint NOT NULL DEFAULT 0,
    leased   timestamptz,
    done     timestamptz,
    trouble  text NOT NULL DEFAULT ''
);
CREATE INDEX job_due ON job (due) WHERE done IS NULL;

CREATE TABLE actor (
    id              text NOT NULL PRIMARY KEY,
    kind            text NOT NULL,
    name            text NOT NULL,
    email           text NOT NULL UNIQUE,
    roles           text NOT NULL,
    person_id       text NOT NULL DEFAULT '',
    organisation_id text NOT NULL DEFAULT '',
    approval_limit  bigint NOT NULL DEFAULT 0,
    voice           text NOT NULL DEFAULT 'en',
    active          boolean NOT NULL DEFAULT TRUE
);
CREATE INDEX actor_person ON actor (person_id);

CREATE TABLE sign_in_link (
    hash    text NOT NULL PRIMARY KEY,
    actor_id text NOT NULL REFERENCES actor (id),
    made    timestamptz NOT NULL,
    expires timestamptz NOT NULL,
    used    timestamptz
);
CREATE INDEX sign_in_link_actor ON sign_in_link (actor_id, made);

CREATE TABLE session_token (
    hash     text NOT NULL PRIMARY KEY,
    actor_id text NOT NULL REFERENCES actor (id),
    made     timestamptz NOT NULL,
    seen     timestamptz NOT NULL,
    ends     timestamptz NOT NULL,
    helping  text NOT NULL DEFAULT ''
);
CREATE INDEX session_token_actor ON session_token (actor_id);

CREATE TABLE tie (
    id              text NOT NULL PRIMARY KEY,
    actor_id        text NOT NULL DEFAULT '',
    organisation_id text NOT NULL DEFAULT '',
    role            text NOT NULL DEFAULT '',
    person_id       text NOT NULL,
    relation        text NOT NULL,
    scope           text NOT NULL DEFAULT '[]',
    starts          date NOT NULL,
    until           date,
    source          text NOT NULL,
    UNIQUE (source, person_id)
);
CREATE INDEX tie_person ON tie (person_id);
CREATE INDEX tie_actor ON tie (actor_id, person_id);
CREATE INDEX tie_organisation ON tie (organisation_id, person_id);

CREATE TABLE audit (
    id        text NOT NULL PRIMARY KEY,
    at        timestamptz NOT NULL,
    actor_id  text NOT NULL,
    actor     text NOT NULL,
    person_id text NOT NULL,
    act       text NOT NULL,
    thing     text NOT NULL,
    reason    text NOT NULL DEFAULT '',
    seal_no   bigint,
    seal      text
);
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
