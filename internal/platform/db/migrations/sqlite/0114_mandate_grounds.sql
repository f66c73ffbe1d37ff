-- +goose Up
-- What a mandate rests on, when it is looked at again, and how it ended.
ALTER TABLE mandate ADD COLUMN related TEXT NOT NULL DEFAULT '';
ALTER TABLE mandate ADD COLUMN said_on TEXT;
ALTER TABLE mandate ADD COLUMN said_how TEXT NOT NULL DEFAULT '';
ALTER TABLE mandate ADD COLUMN paper TEXT NOT NULL DEFAULT '';
ALTER TABLE mandate ADD COLUMN review_on TEXT;
ALTER TABLE mandate ADD COLUMN given_by TEXT NOT NULL DEFAULT '';
ALTER TABLE mandate ADD COLUMN ended TEXT;
ALTER TABLE mandate ADD COLUMN end_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE mandate ADD COLUMN ended_by TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE mandate DROP COLUMN ended_by;
ALTER TABLE mandate DROP COLUMN end_reason;
ALTER TABLE mandate DROP COLUMN ended;
ALTER TABLE mandate DROP COLUMN given_by;
ALTER TABLE mandate DROP COLUMN review_on;
ALTER TABLE mandate DROP COLUMN paper;
ALTER TABLE mandate DROP COLUMN said_how;
ALTER TABLE mandate DROP COLUMN said_on;
ALTER TABLE mandate DROP COLUMN related;
