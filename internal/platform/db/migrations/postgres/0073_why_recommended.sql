-- +goose Up
-- Why a tier was recommended when it was decided: the rule and its value.
ALTER TABLE plan ADD COLUMN because text NOT NULL DEFAULT '';
ALTER TABLE plan ADD COLUMN because_value bigint NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE plan DROP COLUMN because_value;
ALTER TABLE plan DROP COLUMN because;
