-- +goose Up
CREATE TABLE person (
    id             TEXT NOT NULL PRIMARY KEY,
    given_name     TEXT NOT NULL,
    family_name    TEXT NOT NULL,
    known_as       TEXT NOT NULL,
    born           TEXT NOT NULL,
    town           TEXT NOT NULL,
    ward           TEXT NOT NULL,
    postcode       TEXT NOT NULL,
    phone          TEXT NOT NULL,
    email          TEXT NOT NULL,
    needs          INTEGER NOT NULL,
    support_reason TEXT NOT NULL,
    easy_read      INTEGER NOT NULL,
    ratio          INTEGER NOT NULL,
    good_at        TEXT NOT NULL,
    likes          TEXT NOT NULL,
    wants          TEXT NOT NULL,
    how_to_talk    TEXT NOT NULL,
    kinds          TEXT NOT NULL,
    folded         TEXT NOT NULL
) STRICT;
CREATE INDEX person_folded ON person (folded, id);

CREATE TABLE mandate (
    id           TEXT NOT NULL PRIMARY KEY,
    person_id    TEXT NOT NULL REFERENCES person (id),
    supporter_id TEXT NOT NULL REFERENCES actor (id),
    basis        TEXT NOT NULL,
    may          TEXT NOT NULL,
    starts       TEXT NOT NULL,
    until        TEXT
) STRICT;
CREATE INDEX mandate_person ON mandate (person_id);

-- +goose Down
DROP TABLE mandate;
DROP TABLE person;
