-- +goose Up
-- Weeks that were shown before their referral came back to its broker, while something of
-- what was chosen is had or still asked for, are weeks of before, as the program makes them.
UPDATE referral_option SET status = 'past' WHERE status = 'shown'
    AND referral_id IN (SELECT id FROM referral WHERE status = 'with_broker')
    AND EXISTS (SELECT 1 FROM placement WHERE placement.referral_id = referral_option.referral_id
        AND placement.status NOT IN ('declined', 'withdrawn'));

-- +goose Down
UPDATE referral_option SET status = 'shown' WHERE status = 'past';
