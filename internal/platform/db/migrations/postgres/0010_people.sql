-- +goose Up
CREATE TABLE person (
    id             text NOT NULL PRIMARY KEY,
    given_name     text NOT NULL,
    family_name    text NOT NULL,
    known_as       text NOT NULL,
    born           date NOT NULL,
    town           text NOT NULL,
    ward           text NOT NULL,
    postcode       text NOT NULL,
    phone          text NOT NULL,
    email          text NOT NULL,
    needs          bigint NOT NULL,
    support_reason text NOT NULL,
    easy_read      boolean NOT NULL,
    ratio          bigint NOT NULL,
    good_at        text NOT NULL,
    likes          text NOT NULL,
    wants          text NOT NULL,
    how_to_talk    text NOT NULL,
    kinds          text NOT NULL,
    folded         text NOT NULL
);
CREATE INDEX person_folded ON person (folded, id);

CREATE TABLE mandate (
    id           text NOT NULL PRIMARY KEY,
    person_id    text NOT NULL REFERENCES person (id),
    supporter_id text NOT NULL REFERENCES actor (id),
    basis        text NOT NULL,
    may          text NOT NULL,
    starts       date NOT NULL,
    until        date
);
CREATE INDEX mandate_person ON mandate (person_id);

-- +goose Down
DROP TABLE mandate;
DROP TABLE person;
