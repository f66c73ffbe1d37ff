-- +goose Up
-- Whether the person reads the reason of a step too. What providers wrote before their
-- form said so was for workers, and stays with them.
ALTER TABLE referral_step ADD COLUMN told boolean NOT NULL DEFAULT false;

-- +goose Down
ALTER TABLE referral_step DROP COLUMN told;
