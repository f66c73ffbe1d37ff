-- +goose Up
-- A place of enablement ends with its clock, and moves when the clock does.
ALTER TABLE placement ADD COLUMN on_clock INTEGER NOT NULL DEFAULT 0;
UPDATE placement SET on_clock = 1 WHERE status IN ('proposed', 'offered', 'accepted', 'active', 'suspended') AND EXISTS
	(SELECT 1 FROM plan WHERE plan.person_id = placement.person_id AND plan.tier = 3 AND plan.ended_on IS NULL
		AND plan.enablement_until = placement.ends_on);

-- +goose Down
ALTER TABLE placement DROP COLUMN on_clock;
