package brokerage

import (
	"context"

	"ourdays/internal/area/bookings"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

// isAhead is a session of a placement that is to come, takes place, and is not booked.
const isAhead = `s.schedule_id = placement.schedule_id AND s.status = 'open' AND s.day > $1
	AND s.day >= placement.open_from AND s.day <= placement.ends_on
	AND NOT EXISTS (SELECT 1 FROM booking b WHERE b.placement_id = placement.id AND b.day = s.day
		AND (b.status <> 'cancelled' OR b.attendance <> ''))`

// hasRoom is a session that has room for what a placement takes: support, and a place,
// unless the person has one there already.
const hasRoom = `(s.support_taken + CASE WHEN placement.ratio > 0 THEN 60 / placement.ratio ELSE 0 END <= s.support
	AND (s.taken < s.places OR EXISTS (SELECT 1 FROM booking b WHERE b.person_id = placement.person_id
		AND b.session_id = s.id AND b.status IN ('confirmed', 'recorded'))))`

// isElsewhere is a session at whose hour the person of a placement goes somewhere else.
const isElsewhere = `EXISTS (SELECT 1 FROM booking b JOIN session o ON o.id = b.session_id
	WHERE b.person_id = placement.person_id AND b.day = s.day AND b.status = 'confirmed'
	AND b.session_id <> s.id AND o.status = 'open' AND o.starts < s.ends AND o.ends > s.starts)`

// hasOpenDays finds agreed places by their index, and none whose open days are further
// ahead than sessions are made.
const hasOpenDays = `placement.status IN ('accepted', 'active', 'suspended', 'ended')
	AND placement.open_from <= placement.ends_on
	AND placement.open_from <= (SELECT MAX(made_up_to) FROM schedule)`

// placementsOpen lists those of which an open day is over, or has room by now.
func placementsOpen(ctx context.Context, tx *db.Tx, today clock.Date) ([]Placement, error) {
	return db.All[Placement](ctx, tx, `SELECT `+placementColumns+` FROM placement WHERE `+hasOpenDays+`
		AND (placement.open_from < $1 OR placement.status IN ('accepted', 'active') AND EXISTS (
			SELECT 1 FROM session s WHERE `+isAhead+` AND `+hasRoom+` AND NOT `+isElsewhere+`))
		ORDER BY placement.open_from, placement.id`, today)
}

// placementsFull lists those that wait for room in a coming session.
func placementsFull(ctx context.Context, tx *db.Tx, today clock.Date) ([]string, error) {
	return db.All[string](ctx, tx, `SELECT placement.id FROM placement WHERE `+hasOpenDays+`
		AND placement.status IN ('accepted', 'active') AND EXISTS (
			SELECT 1 FROM session s WHERE `+isAhead+` AND NOT `+hasRoom+` AND NOT `+isElsewhere+`)
		ORDER BY placement.open_from, placement.id`, today)
}

// waitingOf lists what some people's places have no booking for, of the sessions that
// are made and ahead, in the order of their days.
func waitingOf(ctx context.Context, tx *db.Tx, today clock.Date, people []string) ([]waitingDay, error) {
	return db.All[waitingDay](ctx, tx, `SELECT placement.id AS placement_id, placement.person_id,
		placement.activity_id, s.day, CASE WHEN `+isElsewhere+` THEN 1 ELSE 0 END AS clash,
		CASE WHEN `+hasRoom+` THEN 1 ELSE 0 END AS room,
		CASE WHEN EXISTS (SELECT 1 FROM booking b WHERE b.person_id = placement.person_id AND b.session_id = s.id
			AND b.status = 'confirmed') THEN 1 ELSE 0 END AS own
		FROM placement JOIN session s ON `+isAhead+` WHERE placement.status IN ('accepted', 'active')
		AND placement.person_id IN (`+db.In(2, len(people))+`) ORDER BY s.day, s.starts, placement.id`,
		append([]any{today}, db.Anys(people)...)...)
}

// openOn lists the places that go on of which a day may be open.
func openOn(ctx context.Context, tx *db.Tx, scheduleID string, day clock.Date) ([]string, error) {
	return db.All[string](ctx, tx, `SELECT id FROM placement WHERE schedule_id = $1
		AND status IN ('accepted', 'active') AND open_from <= $2 AND ends_on >= $2 ORDER BY id`, scheduleID, day)
}

// goingOn lists the places that go on of which a day of a schedule is one.
func goingOn(ctx context.Context, tx *db.Tx, scheduleID string, day clock.Date) ([]string, error) {
	return db.All[string](ctx, tx, `SELECT id FROM placement WHERE schedule_id = $1
		AND status IN ('accepted', 'active') AND starts_on <= $2 AND ends_on >= $2 ORDER BY id`, scheduleID, day)
}

// setOpenFrom writes the first open day of a placement that waits for the transaction.
func setOpenFrom(ctx context.Context, tx *db.Tx, p Placement) error {
	_, err := tx.Exec(ctx, `UPDATE placement SET open_from = $1 WHERE id = $2`, p.OpenFrom, p.ID)
	return err
}

// agreedSchedules lists the schedules of agreed places that go on.
func agreedSchedules(ctx context.Context, tx *db.Tx) ([]string, error) {
	return db.All[string](ctx, tx, `SELECT DISTINCT schedule_id FROM placement
		WHERE status IN ('accepted', 'active') ORDER BY schedule_id`)
}

// bookedDay is a day on which a place is booked that is not decided as a whole before.
type bookedDay struct {
	PlacementID string
	Day         clock.Date
}

// bookedOpen lists the days from the first open one on on which places that go on are
// booked.
func bookedOpen(ctx context.Context, tx *db.Tx) ([]bookedDay, error) {
	return db.All[bookedDay](ctx, tx, `SELECT b.placement_id, b.day FROM placement p
		JOIN booking b ON b.placement_id = p.id AND b.day >= p.open_from
		WHERE p.status IN ('accepted', 'active') AND (b.status <> 'cancelled' OR b.attendance <> '')
		ORDER BY b.placement_id, b.day`)
}

// pricesOfGoing gives what places that go on cost from later days on.
func pricesOfGoing(ctx context.Context, tx *db.Tx) (map[string]bookings.Prices, error) {
	list, err := db.All[priceStep](ctx, tx, `SELECT l.placement_id, l.starts, l.price FROM placement
		JOIN placement_price l ON l.placement_id = placement.id
		WHERE placement.status IN ('accepted', 'active') ORDER BY l.placement_id, l.starts`)
	return byPlacement(list), err
}

// eachCommitted reads every agreed placement with what its bookings are worth.
func eachCommitted(ctx context.Context, tx *db.Tx, f func(committedPlace) error) error {
	return db.Each(ctx, tx, f, `SELECT `+placementColumns+`, (SELECT COALESCE(CAST(SUM(b.price) AS bigint), 0)
		FROM booking b WHERE b.placement_id = placement.id
		AND (b.status <> 'cancelled' OR b.attendance <> '')) AS worth
		FROM placement WHERE status IN ('accepted', 'active', 'suspended', 'ended') ORDER BY id`)
}
