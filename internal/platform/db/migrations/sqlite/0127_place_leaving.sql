-- +goose Up
-- A place that is ended goes on until its last day; why it ends is kept with it, and
-- the same schedule can be agreed for the time after.
ALTER TABLE placement ADD COLUMN ending TEXT NOT NULL DEFAULT '';
DROP INDEX placement_once;
CREATE UNIQUE INDEX placement_once ON placement (person_id, schedule_id)
	WHERE status IN ('proposed', 'offered', 'accepted', 'active', 'suspended') AND ending = '';
UPDATE placement SET ending = COALESCE((SELECT s.reason FROM referral_step s WHERE s.thing_id = placement.id AND s.act = 'finish'
	ORDER BY s.id DESC LIMIT 1), '') WHERE status = 'ended';
-- What was ended with a last day that is still to come, and comes until then.
UPDATE placement SET status = 'active', ending = CASE ending WHEN '' THEN 'moved_on' ELSE ending END
	WHERE status = 'ended' AND ends_on > date('now') AND EXISTS (SELECT 1 FROM booking b
	WHERE b.placement_id = placement.id AND b.day > date('now') AND b.status = 'confirmed');
UPDATE placement SET ends_on = date('now') WHERE status = 'ended' AND ends_on > date('now');

-- +goose Down
DROP INDEX placement_once;
UPDATE placement SET status = 'ended' WHERE status IN ('accepted', 'active', 'suspended') AND ending <> '';
CREATE UNIQUE INDEX placement_once ON placement (person_id, schedule_id)
    WHERE status IN ('proposed', 'offered', 'accepted', 'active', 'suspended');
ALTER TABLE placement DROP COLUMN ending;
