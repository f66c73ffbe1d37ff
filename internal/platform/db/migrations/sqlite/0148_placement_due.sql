-- +goose Up
-- What time asks of placements is asked every few minutes: those that begin by a day, those
-- whose last day is over, and up to which day sessions are made.
CREATE INDEX placement_begins ON placement (starts_on) WHERE status = 'accepted';
CREATE INDEX placement_ends ON placement (ends_on) WHERE status IN ('accepted', 'active', 'suspended');
CREATE INDEX schedule_made ON schedule (made_up_to);

-- +goose Down
DROP INDEX schedule_made;
DROP INDEX placement_ends;
DROP INDEX placement_begins;
