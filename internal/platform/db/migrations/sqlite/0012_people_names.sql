-- +goose Up
-- Each word of a person's name, so that a list narrowed by words reads those people and no others.
CREATE TABLE person_name (
    word      TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES person (id),
    PRIMARY KEY (word, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_name_person ON person_name (person_id);
INSERT INTO person_name (word, person_id)
    WITH RECURSIVE cut (id, word, rest) AS (
        SELECT id, '', folded || ' ' FROM person
        UNION ALL
        SELECT id, substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1) FROM cut WHERE rest <> '')
    SELECT DISTINCT word, id FROM cut WHERE word <> '';

-- +goose Down
DROP TABLE person_name;
