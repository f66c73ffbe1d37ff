-- +goose Up
-- When somebody wishes for what they want: a day from 1 Monday, a part of it from 1
-- morning; 0 is any.
ALTER TABLE person ADD COLUMN wants_day INTEGER NOT NULL DEFAULT 0 CHECK (wants_day BETWEEN 0 AND 7);
ALTER TABLE person ADD COLUMN wants_part INTEGER NOT NULL DEFAULT 0 CHECK (wants_part BETWEEN 0 AND 3);

-- +goose Down
ALTER TABLE person DROP COLUMN wants_part;
ALTER TABLE person DROP COLUMN wants_day;
