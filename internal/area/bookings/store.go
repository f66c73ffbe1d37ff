package bookings

import (
	"context"

	"ourdays/internal/area/directory"
	"ourdays/internal/area/framework"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// madeColumns are those that making a booking fills; the others are filled by
// what becomes of it.
const (
	madeColumns = `id, person_id, session_id, placement_id, status, ratio, support, price, own_price,
		budget_id, outcomes, day, made, made_by, waits_for`
	bookingColumns = madeColumns + `, attendance, towards, note, feeling, paid, charged, changed_by,
		feeling_by, changes, changed, correction_id, turn, off_from,
		times_on`
	madeCount = 15
)

func (b Booking) made() []any {
	return []any{b.ID, b.PersonID, b.SessionID, b.PlacementID, b.Status, b.Ratio, b.Support, b.Price, b.OwnPrice,
		b.BudgetID, b.Outcomes, b.Day, b.Made, b.MadeBy, b.WaitsFor}
}

// rowsAtOnce bounds one statement's arguments.
const rowsAtOnce = 200

func insertBookings(ctx context.Context, tx *db.Tx, list []Booking) error {
	for len(list) > 0 {
		part := list[:min(rowsAtOnce, len(list))]
		list = list[len(part):]
		var args []any
		for _, b := range part {
			args = append(args, b.made()...)
		}
		if _, err := tx.Exec(ctx, `INSERT INTO booking (`+madeColumns+`)
			VALUES `+db.Values(len(part), madeCount), args...); err != nil {
			return err
		}
	}
	return nil
}

func liveOfPlacement(ctx context.Context, tx *db.Tx, placementID string, from clock.Date) ([]Booking, error) {
	return db.All[Booking](ctx, tx, `SELECT `+bookingColumns+` FROM booking
		WHERE placement_id = $1 AND day >= $2 AND status = 'confirmed' ORDER BY day, id`, placementID, from)
}

// lockOfPlacement lets who writes one of the placement's places wait until this
// transaction ends, and waits for who does: what is read next is as it stands. Who read
// one before finds its turn over; nobody's calendar is told.
func lockOfPlacement(ctx context.Context, tx *db.Tx, placementID string, from clock.Date) error {
	_, err := tx.Exec(ctx, `UPDATE booking SET turn = turn + 1
		WHERE placement_id = $1 AND day >= $2`, placementID, from)
	return err
}

// lockBooking does so for one place, if there is one.
func lockBooking(ctx context.Context, tx *db.Tx, id string) error {
	_, err := tx.Exec(ctx, `UPDATE booking SET turn = turn + 1 WHERE id = $1`, id)
	return err
}

// cancelOfPlacement cancels what stands. What its person had cancelled, which a register
// would have settled, is cancelled with the placement instead: to a calendar that is
// nothing new.
func cancelOfPlacement(ctx context.Context, tx *db.Tx, placementID string, from clock.Date) error {
	if err := endLost(ctx, tx, placementID, from); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `UPDATE booking SET attendance = '', waits_for = ''
		WHERE placement_id = $1 AND day >= $2 AND status = 'cancelled'
		AND attendance <> 'provider_cancelled'`, placementID, from); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `UPDATE booking SET status = 'cancelled', attendance = '', waits_for = '',
		changes = changes + 1, changed = $1
		WHERE placement_id = $2 AND day >= $3 AND status = 'confirmed'`, tx.Now, placementID, from)
	return err
}

// inSeries is a place that counts in its placement: it is booked, its register has
// settled it, its session was called off, or its person cancelled it and the register
// settles it still. What was cancelled with the placement does not.
const inSeries = `(status <> 'cancelled' OR attendance <> '')`

// isUnsettled is such a place that nothing has settled, where no register is closed.
const isUnsettled = `(status = 'confirmed' OR status = 'cancelled' AND attendance <> ''
	AND attendance <> 'provider_cancelled')`

// worthFrom adds up the places of a placement from a day on of which something is true.
func worthFrom(ctx context.Context, tx *db.Tx, placementID string, from clock.Date,
	is string) (pence.Pence, error) {
	return db.One[pence.Pence](ctx, tx, `SELECT CAST(COALESCE(SUM(price), 0) AS bigint) FROM booking
		WHERE placement_id = $1 AND day >= $2 AND `+is, placementID, from)
}

// daysFrom gives the days of a placement's places from a day on of which something is
// true.
func daysFrom(ctx context.Context, tx *db.Tx, placementID string, from clock.Date,
	is string) ([]clock.Date, error) {
	return db.All[clock.Date](ctx, tx, `SELECT day FROM booking WHERE placement_id = $1 AND day >= $2
		AND `+is+` ORDER BY day`, placementID, from)
}

// priceFrom lets a placement's sessions from a day on cost a price, but for those that
// ended with a placement or were called off: no register settles them.
func priceFrom(ctx context.Context, tx *db.Tx, placementID string, from PriceFrom) error {
	_, err := tx.Exec(ctx, `UPDATE booking SET price = $1 WHERE placement_id = $2 AND day >= $3
		AND `+isUnsettled, from.Price, placementID, from.Starts)
	return err
}

// lastDayOf leaves out what ended with the placement or was called off: no register
// settles it.
func lastDayOf(ctx context.Context, tx *db.Tx, placementID string) (clock.NullDate, error) {
	return db.One[clock.NullDate](ctx, tx, `SELECT max(day) FROM booking WHERE placement_id = $1
		AND (status <> $2 OR attendance NOT IN ('', 'provider_cancelled'))`,
		placementID, Cancelled)
}

// placesBetween gives the live bookings of some days, and those that their
// person cancelled; what ended with its placement is no news to anybody.
func placesBetween(ctx context.Context, tx *db.Tx, personID string, from, to clock.Date) ([]Booking, error) {
	return db.All[Booking](ctx, tx, `SELECT `+bookingColumns+` FROM booking
		WHERE person_id = $1 AND day >= $2 AND day <= $3 AND (status <> 'cancelled' OR attendance <> '')
		ORDER BY day, id`, personID, from, to)
}

// liveBetween gives a person's live bookings of some days.
func liveBetween(ctx context.Context, tx *db.Tx, personID string, from, to clock.Date) ([]Booking, error) {
	return db.All[Booking](ctx, tx, `SELECT `+bookingColumns+` FROM booking
		WHERE person_id = $1 AND day >= $2 AND day <= $3 AND status <> 'cancelled' ORDER BY id`, personID, from, to)
}

// liveIn gives a person's live bookings in some sessions.
func liveIn(ctx context.Context, tx *db.Tx, personID string, sessions []string) ([]Booking, error) {
	var found []Booking
	for len(sessions) > 0 {
		part := sessions[:min(rowsAtOnce, len(sessions))]
		sessions = sessions[len(part):]
		list, err := db.All[Booking](ctx, tx, `SELECT `+bookingColumns+` FROM booking WHERE person_id = $1
			AND session_id IN (`+
			db.In(2, len(part))+`) AND status IN ('confirmed',
				'recorded')`, append([]any{personID}, db.Anys(part)...)...)
		if err != nil {
			return nil, err
		}
		found = append(found, list...)
	}
	return found, nil
}

// dearestAhead gives the highest price of a person's coming places.
func dearestAhead(ctx context.Context, tx *db.Tx, personID string, from clock.Date) (pence.Pence, error) {
	return db.One[pence.Pence](ctx, tx, `SELECT coalesce(max(price), 0) FROM booking
		WHERE person_id = $1 AND day >= $2 AND status = 'confirmed'`, personID, from)
}

type inSession struct{ SessionID, PersonID string }

func whoIsIn(ctx context.Context, tx *db.Tx, people, sessions []string) ([]inSession, error) {
	args := append(db.Anys(people), db.Anys(sessions)...)
	return db.All[inSession](ctx, tx, `SELECT session_id, person_id FROM booking
		WHERE person_id IN (`+db.In(1, len(people))+`) AND session_id IN (`+db.In(len(people)+1, len(sessions))+`)
		AND status <> 'cancelled' ORDER BY session_id, person_id`, args...)
}

func schedulesOf(ctx context.Context, tx *db.Tx, personID string, from, to clock.Date) ([]string, error) {
	return db.All[string](ctx, tx, `SELECT DISTINCT s.schedule_id FROM booking b
		JOIN session s ON s.id = b.session_id
		WHERE b.person_id = $1 AND b.day >= $2 AND b.day <= $3 AND b.status <> 'cancelled'
		ORDER BY s.schedule_id`, personID, from, to)
}

type miscount struct {
	ID    string
	Taken int
	Live  int
}

func miscounted(ctx context.Context, tx *db.Tx) ([]miscount, error) {
	return db.All[miscount](ctx, tx, `SELECT s.id, s.taken, count(b.id) AS live FROM session s
		LEFT JOIN booking b ON b.session_id = s.id AND b.status <> 'cancelled'
		GROUP BY s.id, s.taken HAVING s.taken <> count(b.id) ORDER BY s.id`)
}

// insertOnce writes a booking unless the person has a live one at the session.
func insertOnce(ctx context.Context, tx *db.Tx, b Booking) (bool, error) {
	n, err := tx.Exec(ctx, `INSERT INTO booking (`+madeColumns+`) VALUES `+db.Values(1, madeCount)+`
		ON CONFLICT (person_id, session_id) WHERE status IN ('confirmed', 'recorded') DO NOTHING`, b.made()...)
	return n == 1, err
}

func bookingByID(ctx context.Context, tx *db.Tx, id string) (Booking, error) {
	return db.One[Booking](ctx, tx, `SELECT `+bookingColumns+` FROM booking WHERE id = $1`, id)
}

func liveBooking(ctx context.Context, tx *db.Tx, personID, sessionID string) (Booking, error) {
	return db.One[Booking](ctx, tx, `SELECT `+bookingColumns+` FROM booking
		WHERE person_id = $1 AND session_id = $2 AND status <> 'cancelled'`, personID, sessionID)
}

// moveBooking makes a step of a booking that was locked and read (lockBooking). What it
// waits for is b's. Another live place of the person at the session is a Conflict.
func moveBooking(ctx context.Context, tx *db.Tx, b Booking, to Status, code framework.Code, by string) error {
	n, err := tx.Exec(ctx, `UPDATE booking SET status = $1, attendance = $2, changed_by = $3,
		changes = changes + 1, changed = $4, waits_for = $7
		WHERE id = $5 AND status = $6`, to, code, by, tx.Now, b.ID, b.Status, b.WaitsFor)
	if err == nil && n == 0 || db.IsUnique(err) {
		return fail.New(fail.Conflict, "bookings.refused.moved_on")
	}
	return err
}

// joinSeries gives a place that its person booked alone to a series; of two who
// do so at once, or when it is cancelled meanwhile, one is refused.
func joinSeries(ctx context.Context, tx *db.Tx, id string, series Series, day clock.Date) error {
	n, err := tx.Exec(ctx, `UPDATE booking SET placement_id = $1, ratio = $2, support = $3, price = $4,
		own_price = 0, budget_id = $5, outcomes = $6, turn = turn + 1
		WHERE id = $7 AND placement_id = '' AND status = 'confirmed'`,
		series.PlacementID, series.Ratio, SupportOf(series.Ratio), series.Prices.On(day), series.BudgetID,
		series.Outcomes, id)
	if err == nil && n == 0 {
		return fail.New(fail.Conflict, "bookings.refused.moved_on")
	}
	return err
}

// saveFeeling keeps how a place went; by is who helps, or empty. What a helper says is
// never written over the person's own word (Booking.OwnWord), also where the two press at
// once: the row is asked as it is written.
func saveFeeling(ctx context.Context, tx *db.Tx, id string, f Feeling, by string) error {
	n, err := tx.Exec(ctx, `UPDATE booking SET feeling = $1, feeling_by = $2
		WHERE id = $3 AND ($2 = '' OR feeling = '' OR feeling_by <> '')`, f, by, id)
	if err == nil && n == 0 {
		return fail.New(fail.Conflict, "bookings.refused.said_self")
	}
	return err
}

// settledFrom counts the places of a placement whose register is closed: also those
// that the person had cancelled, which it settled too.
func settledFrom(ctx context.Context, tx *db.Tx, placementID string, from clock.Date) (int, error) {
	return db.One[int](ctx, tx, `SELECT count(*) FROM booking WHERE placement_id = $1 AND day >= $2
		AND (status = 'recorded' OR attendance <> ''
		AND session_id IN (SELECT session_id FROM register))`, placementID, from)
}

// costBetween adds up what the council pays for a person's places in some days:
// those that are booked, and of those with a register the ones that count in the
// person's contribution.
func costBetween(ctx context.Context, tx *db.Tx, personID string, from, to clock.Date) (pence.Pence, error) {
	return db.One[pence.Pence](ctx, tx, `SELECT CAST(COALESCE(SUM(price), 0) AS bigint) FROM booking
		WHERE person_id = $1 AND day >= $2 AND day <= $3 AND (status = 'confirmed'
		OR charged = 1)`, personID, from, to)
}

// takeTurn makes the bookings of one person wait for one another until the
// transaction ends: the row is locked by whoever wrote it.
func takeTurn(ctx context.Context, tx *db.Tx, personID string) error {
	_, err := tx.Exec(ctx, `INSERT INTO booking_turn (person_id, turn) VALUES ($1, 1)
		ON CONFLICT (person_id) DO UPDATE SET turn = booking_turn.turn + 1`, personID)
	return err
}

// overlapping counts the person's other places at the time of a session. One that
// passes midnight meets what is on the next day, and none the day after that
// (directory.Schedule.Check).
func overlapping(ctx context.Context, tx *db.Tx, b Booking, ses directory.Session) (int, error) {
	return db.One[int](ctx, tx, `SELECT count(*) FROM booking b JOIN session s ON s.id = b.session_id
		WHERE b.person_id = $1 AND b.day >= $2 AND b.day <= $3 AND b.status = 'confirmed'
		AND b.session_id <> $4 AND s.status = 'open' AND s.starts < $5 AND s.ends > $6`, b.PersonID,
		ses.Date.AddDays(-1), ses.Date.AddDays(1), ses.ID, ses.Ends, ses.Starts)
}

// hoursOf gives when a person goes somewhere in some days.
func hoursOf(ctx context.Context, tx *db.Tx, personID string, from, to clock.Date) ([]hours, error) {
	return db.All[hours](ctx, tx, `SELECT b.session_id, b.day, s.starts, s.ends FROM booking b
		JOIN session s ON s.id = b.session_id
		WHERE b.person_id = $1 AND b.day >= $2 AND b.day <= $3 AND b.status = 'confirmed' AND s.status = 'open'
		ORDER BY b.day, b.id`, personID, from, to)
}

// unsaidDays gives those of some days on which a person went somewhere that is over, of
// which no face was given; the newest first.
func unsaidDays(ctx context.Context, tx *db.Tx, personID string, from, to clock.Date) ([]clock.Date, error) {
	return db.All[clock.Date](ctx, tx, `SELECT DISTINCT b.day FROM booking b JOIN session s ON s.id = b.session_id
		WHERE b.person_id = $1 AND b.day >= $2 AND b.day <= $3 AND b.feeling = '' AND s.status = 'open'
		AND s.ends <= $4 AND (b.status = 'confirmed' OR b.status = 'recorded' AND b.attendance IN ($5, $6))
		ORDER BY b.day DESC`, personID, from, to, tx.Now, framework.Attended, framework.PartAttended)
}

// ownBetween gives the sessions of some days that a person booked alone.
func ownBetween(ctx context.Context, tx *db.Tx, personID string, from, to clock.Date) ([]string, error) {
	return db.All[string](ctx, tx, `SELECT session_id FROM booking
		WHERE person_id = $1 AND day >= $2 AND day <= $3 AND status = 'confirmed' AND placement_id = ''
		ORDER BY day, id`, personID, from, to)
}

// nextDay is the first day after another on which somebody is booked for what is still ahead
// and not called off.
func nextDay(ctx context.Context, tx *db.Tx, personID string, after clock.Date) (clock.Date, bool, error) {
	return db.Maybe[clock.Date](ctx, tx, `SELECT booking.day FROM booking
		JOIN session ON session.id = booking.session_id AND session.status = 'open'
		WHERE booking.person_id = $1 AND booking.day > $2 AND booking.day >= $3 AND session.starts > $4
		AND booking.status = 'confirmed' ORDER BY booking.day LIMIT 1`, personID, after, tx.Today(), tx.Now)
}

type pair struct {
	ID, Other string
	Day       clock.Date
}

// doubled gives the pairs of confirmed bookings of one person that overlap: on one day,
// or where the first passes midnight.
func doubled(ctx context.Context, tx *db.Tx) ([]pair, error) {
	return db.All[pair](ctx, tx, `SELECT a.id, b.id AS other, a.day FROM booking a
		JOIN booking b ON b.person_id = a.person_id AND b.day = a.day AND b.id > a.id
		JOIN session s ON s.id = a.session_id JOIN session t ON t.id = b.session_id
		WHERE a.status = 'confirmed' AND b.status = 'confirmed' AND s.status = 'open' AND t.status = 'open'
		AND s.starts < t.ends AND s.ends > t.starts
		UNION ALL SELECT a.id, b.id AS other, a.day FROM session s
		JOIN booking a ON a.session_id = s.id JOIN booking b ON b.person_id = a.person_id AND b.day > a.day
		JOIN session t ON t.id = b.session_id
		WHERE s.end_minute > 1440 AND a.status = 'confirmed' AND b.status = 'confirmed' AND s.status = 'open'
		AND t.status = 'open' AND s.ends > t.starts ORDER BY 1, 2`)
}

func liveAmong(ctx context.Context, tx *db.Tx, personID string, sessionIDs []string) ([]Booking, error) {
	return db.All[Booking](ctx, tx, `SELECT `+bookingColumns+` FROM booking WHERE person_id = $1
		AND status <> 'cancelled'
		AND session_id IN (`+db.In(2, len(sessionIDs))+`)
		ORDER BY id`, append([]any{personID}, db.Anys(sessionIDs)...)...)
}
