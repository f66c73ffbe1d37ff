-- +goose Up
-- Each word of a person's name, so that a list narrowed by words reads those people and no others.
CREATE TABLE person_name (
    word      text COLLATE "C" NOT NULL,
    person_id text NOT NULL REFERENCES person (id),
    PRIMARY KEY (word, person_id)
);
CREATE INDEX person_name_person ON person_name (person_id);
INSERT INTO person_name (word, person_id)
    SELECT DISTINCT word, id FROM person, regexp_split_to_table(folded, ' +') AS word WHERE word <> '';

-- +goose Down
DROP TABLE person_name;
