-- +goose Up
-- One plan of a person runs. Two workers who agreed the first outcome at once
-- each opened one; the newest is the one that every page shows, so it takes the
-- outcomes of the others, and they end.
UPDATE outcome SET plan_id = (SELECT p.id FROM plan p WHERE p.person_id = outcome.person_id ORDER BY p.made DESC, p.id DESC LIMIT 1)
WHERE plan_id IN (SELECT o.id FROM plan o JOIN plan n ON n.person_id = o.person_id AND (n.made > o.made OR (n.made = o.made AND n.id > o.id))
	WHERE o.ended_on IS NULL AND n.ended_on IS NULL);
UPDATE plan SET ended_on = CAST(made AS date) WHERE ended_on IS NULL AND EXISTS
	(SELECT 1 FROM plan n WHERE n.person_id = plan.person_id AND (n.made > plan.made OR (n.made = plan.made AND n.id > plan.id)));
CREATE UNIQUE INDEX plan_running ON plan (person_id) WHERE ended_on IS NULL;

-- +goose Down
DROP INDEX plan_running;
