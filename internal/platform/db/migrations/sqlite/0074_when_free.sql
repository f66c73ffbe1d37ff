-- +goose Up
-- When a person is free (bit day x 3 + part of the day, Monday 0; 0: nobody
-- asked) and how many minutes one way they travel at most (0: nobody asked).
ALTER TABLE person ADD COLUMN free INTEGER NOT NULL DEFAULT 0;
ALTER TABLE person ADD COLUMN travel_minutes INTEGER NOT NULL DEFAULT 0;
CREATE INDEX location_town ON location (town);

-- +goose Down
DROP INDEX location_town;
ALTER TABLE person DROP COLUMN travel_minutes;
ALTER TABLE person DROP COLUMN free;
