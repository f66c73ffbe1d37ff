-- +goose Up
-- Rises whenever somebody locks a booking to write it. How often it was cancelled or
-- taken back, which calendars are told, is a number of its own (changes).
ALTER TABLE booking ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE booking DROP COLUMN turn;
