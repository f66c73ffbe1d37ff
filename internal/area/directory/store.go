package directory

import (
	"context"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

const organisationColumns = `id, name, kind, email, phone, web, about, source, source_id`

func saveOrganisation(ctx context.Context, tx *db.Tx, o Organisation) error {
	_, err := tx.Exec(ctx, `INSERT INTO organisation (`+organisationColumns+`)
		VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, email = excluded.email,
		phone = excluded.phone, web = excluded.web, about = excluded.about,
		source = excluded.source, source_id = excluded.source_id`,
		o.ID, o.Name, o.Kind, o.Email, o.Phone, o.Web, o.About, o.Source, o.SourceID)
	return err
}

func organisationByID(ctx context.Context, tx *db.Tx, id string) (Organisation, error) {
	return db.One[Organisation](ctx, tx, `SELECT `+organisationColumns+` FROM organisation WHERE id = $1`, id)
}

func organisationBySource(ctx context.Context, tx *db.Tx,
	source, sourceID string) (Organisation, bool, error) {
	return db.Maybe[Organisation](ctx, tx, `SELECT `+organisationColumns+` FROM organisation
		WHERE source = $1 AND source_id = $2 AND source <> ''`, source, sourceID)
}

func organisationsByID(ctx context.Context, tx *db.Tx, ids []string) ([]Organisation, error) {
	return db.All[Organisation](ctx, tx, `SELECT `+organisationColumns+` FROM organisation WHERE id IN (`+
		db.In(1, len(ids))+`)`, db.Anys(ids)...)
}

func allOrganisations(ctx context.Context, tx *db.Tx) ([]Organisation, error) {
	return db.All[Organisation](ctx, tx, `SELECT `+organisationColumns+` FROM organisation ORDER BY name, id`)
}

const locationColumns = `id, organisation_id, name, address, town, ward, postcode, lat, lng, access,
	how_to_get_there, easy_how_to, capacity`

func saveLocation(ctx context.Context, tx *db.Tx, l Location) error {
	_, err := tx.Exec(ctx, `INSERT INTO location (`+locationColumns+`)
		VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, address = excluded.address, town = excluded.town,
		ward = excluded.ward, postcode = excluded.postcode, lat = excluded.lat, lng = excluded.lng,
		access = excluded.access, how_to_get_there = excluded.how_to_get_there,
		easy_how_to = excluded.easy_how_to, capacity = excluded.capacity`,
		l.ID, l.OrganisationID, l.Name, l.Address, l.Town, l.Ward, l.Postcode, l.Lat, l.Lng, int64(l.Access),
		l.HowToGetThere, l.EasyHowTo, l.Capacity)
	return err
}

func locationByID(ctx context.Context, tx *db.Tx, id string) (Location, error) {
	return db.One[Location](ctx, tx, `SELECT `+locationColumns+` FROM location WHERE id = $1`, id)
}

func placesOfOrganisation(ctx context.Context, tx *db.Tx, id string) (int, error) {
	return db.One[int](ctx, tx, `SELECT COUNT(DISTINCT s.location_id) FROM activity a
		JOIN schedule s ON s.activity_id = a.id WHERE a.organisation_id = $1`, id)
}

// sitesOfOrganisation lists the locations at which a provider's activities meet.
func sitesOfOrganisation(ctx context.Context, tx *db.Tx, id string) ([]Location, error) {
	return db.All[Location](ctx, tx, `SELECT `+locationColumns+` FROM location WHERE id IN (
		SELECT s.location_id FROM activity a JOIN schedule s ON s.activity_id = a.id WHERE a.organisation_id = $1)`, id)
}

func locationsByID(ctx context.Context, tx *db.Tx, ids []string) ([]Location, error) {
	return db.All[Location](ctx, tx, `SELECT `+locationColumns+` FROM location WHERE id IN (`+
		db.In(1, len(ids))+`)`, db.Anys(ids)...)
}

// townCentre is the middle of a town's places that are on the map, 0 and 0
// when there are none.
func townCentre(ctx context.Context, tx *db.Tx, town string) (point, error) {
	return db.One[point](ctx, tx, `SELECT COALESCE(avg(lat), 0) AS lat, COALESCE(avg(lng), 0) AS lng
		FROM location WHERE town = $1 AND lat <> 0`, town)
}

func mappedTowns(ctx context.Context, tx *db.Tx) ([]string, error) {
	return db.All[string](ctx, tx, `SELECT town FROM location WHERE lat <> 0 AND town <> '' GROUP BY town
		ORDER BY town`)
}

func allLocations(ctx context.Context, tx *db.Tx) ([]Location, error) {
	return db.All[Location](ctx, tx, `SELECT `+locationColumns+` FROM location ORDER BY id`)
}

// activitiesAt lists the activities that happen at a location.
func activitiesAt(ctx context.Context, tx *db.Tx, locationID string) ([]string, error) {
	return db.All[string](ctx, tx, `SELECT DISTINCT activity_id FROM schedule
		WHERE location_id = $1`, locationID)
}

const activityColumns = `id, organisation_id, kind, symbol, title, easy_title, description, easy_text,
	audience,
	age_from, age_to, own_price, price_known, tiers, outcomes, online, drop_in, statutory, access, checked,
	status, source, source_id`

// activityRow is an activity whose day of checking may be missing.
type activityRow struct {
	Activity
	CheckedOn clock.NullDate `db:"checked"`
}

func (r activityRow) activity() Activity {
	a := r.Activity
	a.Checked = r.CheckedOn.V
	return a
}

func activitiesOf(rows []activityRow, err error) ([]Activity, error) {
	all := make([]Activity, len(rows))
	for i, r := range rows {
		all[i] = r.activity()
	}
	return all, err
}

func saveActivity(ctx context.Context, tx *db.Tx, a Activity) error {
	_, err := tx.Exec(ctx, `INSERT INTO activity (`+activityColumns+`)
		VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23)
		ON CONFLICT (id) DO UPDATE SET organisation_id = excluded.organisation_id, kind = excluded.kind,
		symbol = excluded.symbol, title = excluded.title, easy_title = excluded.easy_title,
		description = excluded.description, easy_text = excluded.easy_text, audience = excluded.audience,
		age_from = excluded.age_from, age_to = excluded.age_to, own_price = excluded.own_price,
		price_known = excluded.price_known, tiers = excluded.tiers, outcomes = excluded.outcomes,
		online = excluded.online, drop_in = excluded.drop_in, statutory = excluded.statutory,
		access = excluded.access, checked = excluded.checked, status = excluded.status`,
		a.ID, a.OrganisationID, a.Kind, a.Symbol, a.Title, a.EasyTitle, a.Text, a.EasyText, a.For,
		a.AgeFrom, a.AgeTo, a.OwnPrice, a.PriceKnown, a.Tiers, a.Outcomes, a.Online, a.DropIn, a.Statutory,
		int64(a.Access), clock.SomeDate(a.Checked), a.Status, a.Source, a.SourceID)
	return err
}

func activityByID(ctx context.Context, tx *db.Tx, id string) (Activity, error) {
	r, err := db.One[activityRow](ctx, tx, `SELECT `+activityColumns+` FROM activity WHERE id = $1`, id)
	return r.activity(), err
}

func activitiesByID(ctx context.Context, tx *db.Tx, ids []string) ([]Activity, error) {
	return activitiesOf(db.All[activityRow](ctx, tx, `SELECT `+activityColumns+` FROM activity WHERE id IN (`+
		db.In(1, len(ids))+`)`, db.Anys(ids)...))
}

func activitiesOfOrganisation(ctx context.Context, tx *db.Tx, organisationID string) ([]Activity, error) {
	return activitiesOf(db.All[activityRow](ctx, tx, `SELECT `+activityColumns+` FROM activity
		WHERE organisation_id = $1 ORDER BY title, id`, organisationID))
}

func publishedActivities(ctx context.Context, tx *db.Tx) ([]Activity, error) {
	return activitiesOf(db.All[activityRow](ctx, tx, `SELECT `+activityColumns+` FROM activity
		WHERE status = $1 ORDER BY id`, Published))
}

const scheduleColumns = `id, activity_id, location_id, rrule, start_minute, end_minute, starts_on, until_on,
	left_out, places, support, online_at, made_up_to`

func insertSchedule(ctx context.Context, tx *db.Tx, s Schedule) error {
	_, err := tx.Exec(ctx, `INSERT INTO schedule (`+scheduleColumns+`)
		VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)`,
		s.ID, s.ActivityID, s.LocationID, s.RRule, s.Start, s.End, s.From, s.Until, s.Except, s.Places, s.Support,
		s.OnlineAt, s.MadeUpTo)
	return err
}

func scheduleByID(ctx context.Context, tx *db.Tx, id string) (Schedule, error) {
	return db.One[Schedule](ctx, tx, `SELECT `+scheduleColumns+` FROM schedule WHERE id = $1`, id)
}

func schedulesByID(ctx context.Context, tx *db.Tx, ids []string) ([]Schedule, error) {
	return db.All[Schedule](ctx, tx, `SELECT `+scheduleColumns+` FROM schedule WHERE id IN (`+
		db.In(1, len(ids))+`)`, db.Anys(ids)...)
}

func schedulesOfActivity(ctx context.Context, tx *db.Tx, activityID string) ([]Schedule, error) {
	return db.All[Schedule](ctx, tx, `SELECT `+scheduleColumns+` FROM schedule WHERE activity_id = $1
		ORDER BY start_minute, id`, activityID)
}

// scheduleToExtend is a schedule with the organisation that its sessions name.
type scheduleToExtend struct {
	Schedule
	OrganisationID string
}

// schedulesToExtend gives those whose sessions are not made up to a day, by id
// and after one id, as many as are asked for.
func schedulesToExtend(ctx context.Context, tx *db.Tx, upTo clock.Date, after string,
	most int) ([]scheduleToExtend, error) {
	return db.All[scheduleToExtend](ctx, tx, `SELECT schedule.id, schedule.activity_id, location_id, rrule,
		start_minute, end_minute, starts_on, until_on, left_out, places, support, online_at, made_up_to,
		activity.organisation_id
		FROM schedule JOIN activity ON activity.id = schedule.activity_id
		WHERE activity.status = $1 AND (made_up_to IS NULL OR made_up_to < $2)
		AND (until_on IS NULL OR made_up_to IS NULL OR made_up_to < until_on)
		AND schedule.id > $3
		ORDER BY schedule.id LIMIT $4`, Published, upTo, after, most)
}

func publishedSchedules(ctx context.Context, tx *db.Tx, from clock.Date) ([]Schedule, error) {
	return db.All[Schedule](ctx, tx, `SELECT schedule.id, schedule.activity_id, location_id, rrule,
		start_minute, end_minute, starts_on, until_on, left_out, places, support, online_at, made_up_to
		FROM schedule JOIN activity ON activity.id = schedule.activity_id
		WHERE activity.status = $1 AND (until_on IS NULL OR until_on >= $2) ORDER BY schedule.id`, Published, from)
}

const publishedColumns = `SELECT schedule.id, schedule.activity_id, location_id, rrule,
	start_minute, end_minute, starts_on, until_on, left_out, places, support, online_at, made_up_to
	FROM schedule JOIN activity ON activity.id = schedule.activity_id
	WHERE activity.status = $1 AND (until_on IS NULL OR until_on >= $2)`

func publishedAmong(ctx context.Context, tx *db.Tx, ids []string, from clock.Date) ([]Schedule, error) {
	return db.All[Schedule](ctx, tx, publishedColumns+`
		AND schedule.id IN (`+db.In(3, len(ids))+`)`, append([]any{Published, from}, db.Anys(ids)...)...)
}

func firstPublished(ctx context.Context, tx *db.Tx, from clock.Date, most int) ([]string, error) {
	return db.All[string](ctx, tx, `SELECT schedule.id FROM schedule
		JOIN activity ON activity.id = schedule.activity_id
		WHERE activity.status = $1 AND (until_on IS NULL OR until_on >= $2)
		ORDER BY schedule.id LIMIT $3`, Published, from, most)
}

// openIn is a session of a schedule that can be gone to, in a span of days.
const openIn = ` FROM session ses WHERE ses.schedule_id = s.id AND ses.status = 'open' AND ses.day >= $1
	AND ses.day <= `

// fittingRow is a schedule with one of its times in the first week.
type fittingRow struct {
	Sketch
	Time
}

func fitting(ctx context.Context, tx *db.Tx, a Ask) ([]fittingRow, error) {
	return db.All[fittingRow](ctx, tx, `SELECT s.id AS schedule_id, a.id AS activity_id, a.kind, a.audience,
		a.own_price, a.tiers, a.outcomes,
		COALESCE(l.lat, 0) AS lat, COALESCE(l.lng, 0) AS lng, one.day, one.start_minute, one.end_minute
		FROM schedule s JOIN activity a ON a.id = s.activity_id LEFT JOIN location l ON l.id = s.location_id
		JOIN session one ON one.schedule_id = s.id AND one.status = 'open' AND one.day >= $1 AND one.day <= $2
		WHERE a.status = $4 AND (s.until_on IS NULL OR s.until_on >= $1) AND (a.tiers = 0 OR a.tiers & $5 <> 0)
		AND a.age_from <= $6 AND (a.age_to = 0 OR a.age_to >= $6) AND (l.id IS NULL
		OR (l.access | a.access) & $7 = $7)
		AND NOT EXISTS (SELECT 1`+openIn+`$3 AND (ses.taken >= ses.places OR ses.support - ses.support_taken < $8)
			AND NOT EXISTS (SELECT 1 FROM session n WHERE n.schedule_id = s.id AND n.status = 'open'
				AND n.day > ses.day AND n.day <= $9))
		ORDER BY s.id, one.day`, a.From, a.From.AddDays(6), a.To, Published, int64(1)<<a.Tier, a.Age,
		int64(a.Needs), a.Load, a.Latest)
}

func sessionsOfSchedules(ctx context.Context, tx *db.Tx, ids []string,
	from, to clock.Date) ([]Session, error) {
	return db.All[Session](ctx, tx, `SELECT `+sessionColumns+` FROM session WHERE day >= $1 AND day <= $2
		AND schedule_id IN (`+db.In(3, len(ids))+`) ORDER BY starts,
		id`, append([]any{from, to}, db.Anys(ids)...)...)
}

func setMadeUpTo(ctx context.Context, tx *db.Tx, scheduleID string, day clock.Date) error {
	_, err := tx.Exec(ctx, `UPDATE schedule SET made_up_to = $1 WHERE id = $2`, day, scheduleID)
	return err
}

// madeColumns are those that making a session fills; the last is filled by what
// becomes of it.
const (
	madeColumns = `id, schedule_id, activity_id, organisation_id, location_id, day, start_minute, end_minute,
	starts, ends, places, taken, support, support_taken, status`
	sessionColumns = madeColumns + `, changed`
)

// rowsAtOnce bounds a multi-row insert.
const rowsAtOnce = 100

func insertSessions(ctx context.Context, tx *db.Tx, all []Session) error {
	for len(all) > 0 {
		batch := all[:min(rowsAtOnce, len(all))]
		all = all[len(batch):]
		var args []any
		for _, s := range batch {
			args = append(args, s.ID, s.ScheduleID, s.ActivityID, s.OrganisationID, s.LocationID, s.Date,
				s.Start, s.End,
				s.Starts, s.Ends, s.Places, s.Taken, s.Support, s.SupportTaken, s.Status)
		}
		_, err := tx.Exec(ctx, `INSERT INTO session (`+madeColumns+`) VALUES `+db.Values(len(batch), 15)+`
			ON CONFLICT (schedule_id, day) DO NOTHING`, args...)
		if err != nil {
			return err
		}
	}
	return nil
}

// takePlaces adds to what is taken when it fits, and says whether it did.
func takePlaces(ctx context.Context, tx *db.Tx, sessionID string, places, support int) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE session SET taken = taken + $1, support_taken = support_taken + $2
		WHERE id = $3 AND status = $4 AND taken + $1 <= places AND support_taken + $2 <= support`,
		places, support, sessionID, SessionOpen)
	return n == 1, err
}

// takeAfter adds a place to what was taken of a session that has begun, and widens it
// where it was full.
func takeAfter(ctx context.Context, tx *db.Tx, sessionID string, support int) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE session SET taken = taken + 1, support_taken = support_taken + $1,
		places = CASE WHEN places < taken + 1 THEN taken + 1 ELSE places END,
		support = CASE WHEN support < support_taken + $1 THEN support_taken + $1 ELSE support END
		WHERE id = $2 AND status = $3 AND starts <= $4`, support, sessionID, SessionOpen, tx.Now)
	return n == 1, err
}

// takeInEach takes a place in each of the sessions that has room for it, and
// says in how many; fewer than asked is for the transaction to undo.
func takeInEach(ctx context.Context, tx *db.Tx, ids []string, support int) (int, error) {
	n, err := tx.Exec(ctx, `UPDATE session SET taken = taken + 1, support_taken = support_taken + $1
		WHERE status = $2 AND taken + 1 <= places AND support_taken + $1 <= support
		AND id IN (`+db.In(3, len(ids))+`)`,
		append([]any{support, SessionOpen}, db.Anys(ids)...)...)
	return int(n), err
}

// givePlaces takes away from what is taken when so much is taken.
func givePlaces(ctx context.Context, tx *db.Tx, sessionID string, places, support int) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE session SET taken = taken - $1, support_taken = support_taken - $2
		WHERE id = $3 AND taken >= $1 AND support_taken >= $2`, places, support, sessionID)
	return n == 1, err
}

func setSessionStatus(ctx context.Context, tx *db.Tx, sessionID, status string) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE session SET status = $1, changed = $2 WHERE id = $3
		AND status <> $1`, status, tx.Now, sessionID)
	return n == 1, err
}

func sessionByID(ctx context.Context, tx *db.Tx, id string) (Session, error) {
	return db.One[Session](ctx, tx, `SELECT `+sessionColumns+` FROM session WHERE id = $1`, id)
}

func sessionsByID(ctx context.Context, tx *db.Tx, ids []string) ([]Session, error) {
	return db.All[Session](ctx, tx, `SELECT `+sessionColumns+` FROM session WHERE id IN (`+
		db.In(1, len(ids))+`)`, db.Anys(ids)...)
}

func sessionsOfSchedule(ctx context.Context, tx *db.Tx, scheduleID string,
	from, to clock.Date) ([]Session, error) {
	return db.All[Session](ctx, tx, `SELECT `+sessionColumns+` FROM session
		WHERE schedule_id = $1 AND day >= $2 AND day <= $3 ORDER BY starts`, scheduleID, from, to)
}

func sessionsBetween(ctx context.Context, tx *db.Tx, from, to clock.Date) ([]Session, error) {
	return db.All[Session](ctx, tx, `SELECT `+sessionColumns+` FROM session
		WHERE day >= $1 AND day <= $2 ORDER BY starts, id`, from, to)
}

func sessionsOfOrganisation(ctx context.Context, tx *db.Tx, organisationID, locationID string,
	from, to clock.Date, most int) ([]Session, error) {
	return db.All[Session](ctx, tx, `SELECT `+sessionColumns+` FROM session
		WHERE organisation_id = $1 AND day >= $2 AND day <= $3 AND ($4 = '*' OR location_id = $4)
		ORDER BY day, starts, id LIMIT $5`, organisationID, from, to, locationID, most)
}

// comingSessions lists an activity's next open sessions.
func comingSessions(ctx context.Context, tx *db.Tx, activityID string, most int) ([]Session, error) {
	return db.All[Session](ctx, tx, `SELECT `+sessionColumns+` FROM session
		WHERE activity_id = $1 AND starts > $2 AND status = $3 ORDER BY starts, id LIMIT $4`,
		activityID, tx.Now, SessionOpen, most)
}

// oversold lists sessions that break what must always hold, for the check.
func oversold(ctx context.Context, tx *db.Tx) ([]Session, error) {
	return db.All[Session](ctx, tx, `SELECT `+sessionColumns+` FROM session
		WHERE taken > places OR taken < 0 OR support_taken > support OR support_taken < 0 ORDER BY id`)
}
