-- +goose Up
-- The first day of a place that is committed and not decided yet: neither booked, nor
-- over without a place. Of a place from before it is the day from which its sessions
-- were first committed: its own first, or that on which it was taken over. Keep goes on
-- from there, and frees what nobody could book.
ALTER TABLE placement ADD COLUMN open_from TEXT NOT NULL DEFAULT '1970-01-01';
UPDATE placement SET open_from = max(starts_on, COALESCE((
	SELECT max(date(s.at, CASE WHEN substr(s.at, 6, 2) BETWEEN '04' AND '10' THEN '+1 hour' ELSE '+0 hours' END))
		FROM referral_step s WHERE s.thing_id = placement.id AND s.act = 'take_over'), starts_on));
CREATE INDEX placement_open ON placement (open_from)
	WHERE status IN ('accepted', 'active', 'suspended', 'ended') AND open_from <= ends_on;

-- +goose Down
DROP INDEX placement_open;
ALTER TABLE placement DROP COLUMN open_from;
