package steer

import (
	"context"
	"strconv"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

// orgName is empty where there is no such organisation.
func orgName(ctx context.Context, tx *db.Tx, id string) (string, error) {
	name, _, err := db.Maybe[string](ctx, tx, `SELECT name FROM organisation WHERE id = $1`, id)
	return name, err
}

// places joins a placement with its provider and its plan's tier.
const places = ` placement p JOIN organisation o ON o.id = p.organisation_id
	JOIN referral r ON r.id = p.referral_id
	JOIN plan ON plan.id = r.plan_id `

const (
	isGoing  = `p.status IN ('accepted', 'active')`
	isAgreed = `p.status IN ('accepted', 'active', 'suspended', 'ended')`
	inHouse  = `CASE WHEN o.kind = 'in_house' THEN 1 ELSE 0 END`
	// settled is what a closed register took out of a placement's commitment, or the
	// calling off of a session.
	settled = `(SELECT COALESCE(SUM(b.price), 0) FROM booking b WHERE b.placement_id = p.id AND b.price > 0
		AND b.status <> 'confirmed'
		AND b.attendance <> '' AND (b.status = 'recorded' OR b.attendance = 'provider_cancelled'
		OR EXISTS (SELECT 1 FROM register g
		WHERE g.session_id = b.session_id)))`
	// spends is a booking whose money a register spent.
	spends = `b.paid > 0 AND b.day >= $1 AND b.day <= $2`
	// spentOf is what registers spent of a placement.
	spentOf = `(SELECT COALESCE(SUM(b.paid), 0) FROM booking b WHERE b.placement_id = p.id AND ` + spends + `)`
)

// joins brings to a placement no more than the filter's conditions ask of.
func (f Filter) joins() string {
	text := " "
	if f.Kind != "" {
		text += `JOIN organisation o ON o.id = p.organisation_id `
	}
	if f.Tier != 0 {
		text += `JOIN referral r ON r.id = p.referral_id JOIN plan ON plan.id = r.plan_id `
	}
	return text
}

// where writes the filter's conditions, with placeholders from $first on.
func (f Filter) where(first int) (string, []any) {
	text, args := ` AND p.funding = 'budget'`, []any{}
	add := func(on bool, condition string, arg any) {
		if on {
			args = append(args, arg)
			text += " AND " + condition + "$" + strconv.Itoa(first+len(args)-1)
		}
	}
	add(f.Org != "", "p.organisation_id = ", f.Org)
	add(f.Tier != 0, "plan.tier = ", f.Tier)
	add(f.Place != "", "p.id = ", f.Place)
	text += f.ofKind()
	if having, ok := groupHaving[f.Group]; ok {
		text += ` AND p.person_id IN (SELECT gp.person_id FROM placement gp
			JOIN organisation go ON go.id = gp.organisation_id
			WHERE gp.status IN ('accepted', 'active') AND gp.funding = 'budget' GROUP BY gp.person_id
			HAVING ` + having + `)`
	}
	return text, args
}

// ofKind is the condition on the kind of provider.
func (f Filter) ofKind() string {
	switch f.Kind {
	case InHouse:
		return ` AND o.kind = 'in_house'`
	case External:
		return ` AND o.kind <> 'in_house'`
	}
	return ""
}

const anyInHouse, anyExternal = `MAX(CASE WHEN go.kind = 'in_house' THEN 1 ELSE 0 END)`, `MAX(CASE
	WHEN go.kind = 'in_house' THEN 0 ELSE 1 END)`

var groupHaving = map[string]string{
	InHouse:  anyExternal + ` = 0`,
	External: anyInHouse + ` = 0`,
	Both:     anyInHouse + ` = 1 AND ` + anyExternal + ` = 1`,
}

// goingIn counts people, places and the cost of a week, row by row.
func goingIn(ctx context.Context, tx *db.Tx, f Filter) (Line, error) {
	where, args := f.where(1)
	return db.One[Line](ctx, tx, `SELECT COUNT(DISTINCT p.person_id) AS people, COUNT(*) AS places,
		CAST(COALESCE(SUM(p.week_cost), 0) AS bigint) AS week
		FROM`+places+`WHERE `+isGoing+where, args...)
}

// moneyIn adds up, placement by placement, what registers spent on the filter's
// days and what is committed.
func moneyIn(ctx context.Context, tx *db.Tx, f Filter) (spent, committed pence.Pence, err error) {
	where, args := f.where(3)
	row, err := db.One[struct{ Spent, Committed pence.Pence }](ctx, tx, `SELECT CAST(COALESCE(SUM(`+spentOf+`),
		0) AS bigint) AS spent,
		CAST(COALESCE(SUM(p.total - `+settled+`), 0) AS bigint) AS committed FROM`+places+`WHERE `+isAgreed+where,
		append([]any{f.Span.From, f.Span.To}, args...)...)
	return row.Spent, row.Committed, err
}

func spentDays(ctx context.Context, tx *db.Tx, f Filter) ([]DayMoney, error) {
	where, args := f.where(3)
	return db.All[DayMoney](ctx, tx, `SELECT `+inHouse+` AS in_house, b.day,
		SUM(b.paid) AS amount FROM`+places+`JOIN booking b ON b.placement_id = p.id
		WHERE `+spends+where+` GROUP BY `+inHouse+`, b.day`, append([]any{f.Span.From, f.Span.To}, args...)...)
}

// openDays adds up bookings that no register has settled, before a day.
func openDays(ctx context.Context, tx *db.Tx, f Filter, before clock.Date) ([]DayMoney, error) {
	where, args := f.where(3)
	return db.All[DayMoney](ctx, tx, `SELECT `+inHouse+` AS in_house, b.day,
		SUM(b.price) AS amount FROM`+places+`JOIN booking b ON b.placement_id = p.id
		WHERE b.status = 'confirmed' AND b.price > 0 AND b.day >= $1 AND b.day < $2 AND `+isGoing+where+`
		GROUP BY `+inHouse+`, b.day`,
		append([]any{f.Span.From, before}, args...)...)
}

// runAhead is what placements of the same days, on schedules of the same rule, cost a week.
type runAhead struct {
	InHouse  int
	StartsOn clock.Date
	EndsOn   clock.Date
	Rule     string
	Begins   clock.Date
	Week     pence.Pence
}

// weeksAhead adds up the going placements that run after a day, by their days.
func weeksAhead(ctx context.Context, tx *db.Tx, f Filter, after clock.Date) ([]Weekly, error) {
	where, args := f.where(2)
	list, err := db.All[runAhead](ctx, tx, `SELECT `+inHouse+` AS in_house, p.starts_on, p.ends_on,
		h.rrule AS rule, h.starts_on AS begins, SUM(p.week_cost) AS week FROM`+places+`
		JOIN schedule h ON h.id = p.schedule_id WHERE `+isGoing+` AND p.ends_on >= $1`+where+`
		GROUP BY `+inHouse+`, p.starts_on, p.ends_on, h.rrule, h.starts_on`, append([]any{after}, args...)...)
	var all []Weekly
	for _, r := range list {
		for _, p := range byDay(r.Week, directoryRule{r.Rule, r.Begins}.days()) {
			all = append(all, Weekly{r.InHouse, firstOn(r.StartsOn, p.day), r.EndsOn, p.cost})
		}
	}
	return all, err
}

// Place is a placement in a list. It names nobody.
type Place struct {
	ID        string
	OrgID     string
	Org       string
	InHouse   int
	Title     string
	Tier      int
	Status    string
	Ratio     int
	UnitPrice pence.Pence
	From      clock.Date `db:"starts_on"`
	To        clock.Date `db:"ends_on"`
	Week      pence.Pence
	Spent     pence.Pence
	Committed pence.Pence
	Open      pence.Pence // bookings before next Monday that no register settled
	PersonID  string
	Outcomes  db.List
	Rule      string // of its schedule
	Begins    clock.Date
}

// Ref is the short name of a placement on screen.
func (p Place) Ref() string { return ref(p.ID) }

func ref(id string) string { return id[max(0, len(id)-6):] }

const placeColumns = `p.id, p.organisation_id AS org_id, o.name AS org, ` + inHouse + ` AS in_house,
	a.title, plan.tier, p.status, p.ratio, p.unit_price,
	p.starts_on, p.ends_on, p.week_cost AS week, p.person_id, p.outcomes,
	(SELECT h.rrule FROM schedule h WHERE h.id = p.schedule_id) AS rule,
	(SELECT h.starts_on FROM schedule h WHERE h.id = p.schedule_id) AS begins, CASE WHEN ` + isAgreed + `
	THEN p.total - ` + settled + ` ELSE 0 END AS committed,
	` + spentOf + ` AS spent,
	(SELECT COALESCE(SUM(b.price), 0) FROM booking b WHERE b.placement_id = p.id AND b.status = 'confirmed'
	AND b.price > 0
		AND b.day >= $1 AND b.day <= $2 AND b.day < $3) AS open`

// placesIn lists placements of a filter: going ones, or all that were agreed.
// The part is chosen before anything is added up.
func placesIn(ctx context.Context, tx *db.Tx, f Filter, going bool, before clock.Date,
	most, skip int) ([]Place, error) {
	state := isAgreed
	if going {
		state = isGoing
	}
	where, args := f.where(6)
	return db.All[Place](ctx, tx, `SELECT `+placeColumns+` FROM`+places+`JOIN activity a ON a.id = p.activity_id
		WHERE p.id IN (SELECT p.id FROM placement p`+f.joins()+`WHERE `+state+where+`
		ORDER BY p.week_cost DESC, p.id LIMIT $4 OFFSET $5)
		ORDER BY p.week_cost DESC, p.id`, append([]any{f.Span.From, f.Span.To, before, most, skip}, args...)...)
}

func placeByID(ctx context.Context, tx *db.Tx, id string, s Span, before clock.Date) (Place, error) {
	return db.One[Place](ctx, tx, `SELECT `+placeColumns+` FROM`+places+
		`JOIN activity a ON a.id = p.activity_id WHERE p.id = $4`,
		s.From, s.To, before, id)
}

func countPlaces(ctx context.Context, tx *db.Tx, f Filter, going bool) (int, error) {
	state := isAgreed
	if going {
		state = isGoing
	}
	where, args := f.where(1)
	return db.One[int](ctx, tx, `SELECT COUNT(*) FROM placement p`+f.joins()+`WHERE `+state+where, args...)
}

// agreedHeads counts the people of agreed placements, up to as many as are
// listed one by one.
func agreedHeads(ctx context.Context, tx *db.Tx, f Filter) (int, error) {
	where, args := f.where(2)
	return db.One[int](ctx, tx, `SELECT COUNT(*) FROM (SELECT DISTINCT p.person_id
		FROM placement p`+f.joins()+`WHERE `+isAgreed+where+` LIMIT $1) AS t`,
		append([]any{fewest}, args...)...)
}

// Someone is a person in a list: where they go, and no name.
type Someone struct {
	Tier     int
	Places   int
	InHouse  pence.Pence // a week
	External pence.Pence
}

func peopleIn(ctx context.Context, tx *db.Tx, f Filter, most, skip int) ([]Someone, error) {
	where, args := f.where(3)
	return db.All[Someone](ctx, tx, `SELECT MIN(plan.tier) AS tier, COUNT(*) AS places,
		SUM(CASE WHEN o.kind = 'in_house' THEN p.week_cost ELSE 0 END) AS in_house,
		SUM(CASE WHEN o.kind = 'in_house' THEN 0 ELSE p.week_cost END) AS external
		FROM`+places+`WHERE `+isGoing+where+` GROUP BY p.person_id
		ORDER BY SUM(p.week_cost) DESC, MIN(p.id) LIMIT $1 OFFSET $2`,
		append([]any{most, skip}, args...)...)
}

// Session is a session in a list: what registers spent at it.
type Session struct {
	ID      string
	Day     clock.Date
	Start   int `db:"start_minute"`
	End     int `db:"end_minute"`
	Title   string
	OrgID   string
	Org     string
	Places  int
	Spent   pence.Pence
	Offered int      `db:"offered"`
	Taken   int      `db:"taken"`
	Mended  []Mended `db:"-"` // what was corrected there, for the page of the session
}

// at joins the bookings of a session that spend and that the filter holds.
func (f Filter) at() string {
	return ` FROM booking b JOIN placement p ON p.id = b.placement_id` + f.joins() + `WHERE b.paid > 0`
}

// spentAt is the condition on a session at which the filter's places spent: of
// one placement or provider, whose sessions are few, found from the bookings;
// otherwise asked of each session, because most of them are in.
func (f Filter) spentAt(where string) string {
	if f.Place != "" || f.Org != "" {
		return `s.id IN (SELECT b.session_id` + f.at() + where + `)`
	}
	return `EXISTS (SELECT 1` + f.at() + ` AND b.session_id = s.id` + where + `)`
}

// sessionsIn goes back from the newest day, and stops when it has enough; what
// those sessions cost is added up then.
func sessionsIn(ctx context.Context, tx *db.Tx, f Filter, most, skip int) ([]Session, error) {
	where, args := f.where(5)
	list, err := db.All[Session](ctx, tx, `SELECT s.id, s.day, s.start_minute, s.end_minute, a.title,
		so.id AS org_id, so.name AS org, s.places AS offered, s.taken,
		0 AS places, 0 AS spent FROM session s JOIN activity a ON a.id = s.activity_id
		JOIN organisation so ON so.id = s.organisation_id
		WHERE s.day >= $1 AND s.day <= $2 AND `+f.spentAt(where)+`
		ORDER BY s.day DESC, s.starts DESC, s.id DESC LIMIT $3 OFFSET $4`,
		append([]any{f.Span.From, f.Span.To, most, skip}, args...)...)
	if err != nil {
		return nil, err
	}
	return list, addSpent(ctx, tx, f, list)
}

type spentAt struct {
	SessionID string
	Places    int
	Spent     pence.Pence
}

// askedRows is of how many sessions one statement asks.
const askedRows = 100

// addSpent adds to each session what the filter's places spent at it.
func addSpent(ctx context.Context, tx *db.Tx, f Filter, list []Session) error {
	by := map[string]*Session{}
	var ids []string
	for i := range list {
		by[list[i].ID], ids = &list[i], append(ids, list[i].ID)
	}
	for len(ids) > 0 {
		part := ids[:min(askedRows, len(ids))]
		ids = ids[len(part):]
		where, args := f.where(1 + len(part))
		err := db.Each(ctx, tx, func(s spentAt) error {
			by[s.SessionID].Places, by[s.SessionID].Spent = s.Places, s.Spent
			return nil
		}, `SELECT b.session_id, COUNT(*) AS places, SUM(b.paid) AS spent`+f.at()+`
			AND b.session_id IN (`+db.In(1, len(part))+`)`+where+`
			GROUP BY b.session_id`, append(db.Anys(part), args...)...)
		if err != nil {
			return err
		}
	}
	return nil
}

// countSessions counts them, up to a number.
func countSessions(ctx context.Context, tx *db.Tx, f Filter, most int) (int, error) {
	where, args := f.where(4)
	return db.One[int](ctx, tx, `SELECT COUNT(*) FROM (SELECT s.id FROM session s
		WHERE s.day >= $1 AND s.day <= $2 AND `+f.spentAt(where)+` LIMIT $3) AS t`,
		append([]any{f.Span.From, f.Span.To, most}, args...)...)
}

func sessionByID(ctx context.Context, tx *db.Tx, id string) (Session, error) {
	return db.One[Session](ctx, tx, `SELECT s.id, s.day, s.start_minute, s.end_minute, a.title, o.id AS org_id,
		o.name AS org,
		0 AS places, 0 AS spent, s.places AS offered, s.taken
		FROM session s JOIN activity a ON a.id = s.activity_id JOIN organisation o ON o.id = s.organisation_id
		WHERE s.id = $1`, id)
}

// Attended is one place at a session: what became of it, and its posting.
type Attended struct {
	BookingID  string
	PlaceID    string
	PersonID   string
	Tier       int
	Status     string
	Attendance string
	Ratio      int
	Price      pence.Pence
	Paid       pence.Pence
	Towards    string // the Care Act outcomes that the register's line is about
	Posted     pence.Pence
	PostedAt   clock.NullInstant
	PostKey    string
	// CorrectionID is the newest correction of what the register says, or empty.
	CorrectionID string
}

// Mended is a correction of what a register owes, with what it posted. Why is
// about a person and stays in their record.
type Mended struct {
	ID      string
	PlaceID string
	At      clock.Instant
	Council int
	WasCode string
	WasPaid pence.Pence
	Code    string
	Paid    pence.Pence
	BackKey string // of the posting that takes the old one back, or empty
	PostKey string // of the one that is right since, or empty
}

// mendedAt lists the corrections at a session that changed what is owed, or what
// became of a place, the oldest first.
func mendedAt(ctx context.Context, tx *db.Tx, sessionID string, f Filter) ([]Mended, error) {
	where, args := f.where(2)
	return db.All[Mended](ctx, tx, `SELECT c.id, p.id AS place_id, c.at, c.council, c.was_code, c.was_paid, c.code,
		c.paid, COALESCE(k.key, '') AS back_key, COALESCE(l.key, '') AS post_key
		FROM`+places+`JOIN booking b ON b.placement_id = p.id JOIN register_correction c ON c.booking_id = b.id
		LEFT JOIN posting k ON k.key = 'attended-back:' || c.id
		LEFT JOIN posting l ON l.key = 'attended:' || c.id
		WHERE b.session_id = $1 AND b.correction_id <> '' AND (c.was_code <> c.code OR c.was_paid <> c.paid)`+where+`
		ORDER BY c.at, c.id`, append([]any{sessionID}, args...)...)
}

func attendedAt(ctx context.Context, tx *db.Tx, sessionID string, f Filter) ([]Attended, error) {
	where, args := f.where(2)
	return db.All[Attended](ctx, tx, `SELECT b.id AS booking_id, p.id AS place_id, b.person_id, plan.tier,
		b.status, b.attendance, b.ratio, b.price, b.paid,
		COALESCE(oc.care_act, '') AS towards, b.correction_id,
		COALESCE(l.amount, 0) + COALESCE((SELECT s.amount FROM (`+shifted+` WHERE c.booking_id = b.id
		GROUP BY c.booking_id) s), 0) AS posted, l.at AS posted_at, COALESCE(l.key,
		'') AS post_key
		FROM`+places+`JOIN booking b ON b.placement_id = p.id LEFT JOIN outcome oc ON oc.id = b.towards LEFT
		JOIN posting l ON l.key = 'attended:' || b.id
		WHERE b.session_id = $1`+where+` ORDER BY b.id`, append([]any{sessionID}, args...)...)
}

// newestRegister is when a register was last closed.
func newestRegister(ctx context.Context, tx *db.Tx) (clock.NullInstant, error) {
	at, found, err := db.Maybe[clock.Instant](ctx, tx, `SELECT closed FROM register
		ORDER BY closed DESC LIMIT 1`)
	return clock.NullInstant{V: at, Valid: found}, err
}

func insertBudget(ctx context.Context, tx *db.Tx, b Budget) error {
	_, err := tx.Exec(ctx, `INSERT INTO council_budget (id, year_from, in_house, external, reason, actor, made)
		VALUES `+db.Values(1, 7),
		b.ID, b.YearFrom, b.InHouse, b.External, b.Reason, b.Actor, b.Made)
	return err
}

// budgetsOf lists what was set for a year, the newest first.
func budgetsOf(ctx context.Context, tx *db.Tx, from clock.Date) ([]Budget, error) {
	return db.All[Budget](ctx, tx, `SELECT id, year_from, in_house, external, reason, actor, made
		FROM council_budget
		WHERE year_from = $1 ORDER BY made DESC, id DESC`, from)
}

// says is what holds of a review with a result: a figure counts by it, and its list
// is narrowed by it.
var says = map[Result]string{
	Further: `v.t_score > v.t_baseline`,
	Back:    `v.t_score < v.t_baseline`,
	Fully:   `v.achieved = 'fully'`,
	Partly:  `v.achieved = 'partially'`,
	NotMet:  `v.achieved = 'not_met'`,
}

func countOf(r Result) string { return `SUM(CASE WHEN ` + says[r] + ` THEN 1 ELSE 0 END) AS ` }

var reachColumns = `COUNT(*) AS people, SUM(v.t_score) AS t, SUM(v.t_baseline) AS baseline, ` +
	countOf(Fully) + `fully, ` + countOf(Partly) + `partially, ` + countOf(NotMet) + `not_met, ` +
	countOf(Further) + `up, ` + countOf(Back) + `down`

// lastReview keeps of a person's reviews since a day only the newest.
const lastReview = ` review v WHERE v.held >= $1 AND NOT EXISTS (SELECT 1 FROM review w
	WHERE w.person_id = v.person_id
	AND (w.made > v.made OR w.made = v.made AND w.id > v.id))`

func reachByTier(ctx context.Context, tx *db.Tx, since clock.Date) ([]Reach, error) {
	return db.All[Reach](ctx, tx, `SELECT CAST(v.from_tier AS text) AS key, '' AS name,
		`+reachColumns+` FROM`+lastReview+`
		GROUP BY v.from_tier ORDER BY v.from_tier`, since)
}

// reachByOrg counts a person with each provider that they went to.
func reachByOrg(ctx context.Context, tx *db.Tx, since clock.Date) ([]Reach, error) {
	return db.All[Reach](ctx, tx, `SELECT o.id AS key, o.name, `+reachColumns+` FROM organisation o JOIN (
		SELECT DISTINCT organisation_id, person_id FROM placement
		WHERE status IN ('accepted', 'active', 'suspended', 'ended') AND ends_on >= $1) AS t
		ON t.organisation_id = o.id JOIN`+joinReview+` GROUP BY o.id, o.name ORDER BY o.name, o.id`, since)
}

const joinReview = ` review v ON v.person_id = t.person_id AND v.held >= $1 AND NOT EXISTS (SELECT 1
	FROM review w WHERE w.person_id = v.person_id
	AND (w.made > v.made OR w.made = v.made AND w.id > v.id))`

// Told is a review in a list. It names nobody.
type Told struct {
	Held      clock.Date
	Tier      int
	ToTier    int
	TScore    int
	TBaseline int
	Achieved  string
	Way       string
}

func reviewsIn(ctx context.Context, tx *db.Tx, since clock.Date, f Filter, p Part) ([]Told, error) {
	narrowed := ``
	if is := says[f.Result]; is != "" {
		narrowed = ` AND ` + is
	}
	return db.All[Told](ctx, tx, `SELECT v.held, v.from_tier AS tier, v.to_tier, v.t_score, v.t_baseline,
		v.achieved, v.way FROM`+lastReview+`
		AND ($2 = 0 OR v.from_tier = $2) AND ($3 = '' OR EXISTS (SELECT 1 FROM placement p
		WHERE p.person_id = v.person_id AND p.organisation_id = $3
			AND p.status IN ('accepted', 'active', 'suspended', 'ended') AND p.ends_on >= $1))`+narrowed+`
		ORDER BY v.t_score - v.t_baseline DESC, v.held, v.id LIMIT $4 OFFSET $5`, since, f.Tier, f.Org, p.Most,
		p.Skip)
}

// shifted is what corrections of a place posted: what is right since, less what
// was taken back.
const shifted = `SELECT c.booking_id, CAST(SUM(CASE WHEN m.key = 'attended:' || c.id THEN m.amount
	ELSE -m.amount END) AS bigint) AS amount FROM register_correction c
	JOIN posting m ON m.key IN ('attended:' || c.id, 'attended-back:' || c.id)`

// unposted counts money of closed registers that the ledger has otherwise.
func unposted(ctx context.Context, tx *db.Tx) ([]string, error) {
	return db.All[string](ctx, tx, `SELECT b.id FROM booking b LEFT JOIN posting l ON l.key = 'attended:' || b.id
		LEFT JOIN (`+shifted+` GROUP BY c.booking_id) s ON s.booking_id = b.id
		WHERE (b.paid > 0 OR b.correction_id <> '') AND b.placement_id <> '' AND b.budget_id <> ''
		AND COALESCE(l.amount, 0) + COALESCE(s.amount, 0) <> b.paid ORDER BY b.id`)
}

type committedApart struct {
	BudgetID string
	Stored   pence.Pence
	Rows     pence.Pence
}

// committedOtherwise lists budgets whose commitment is not that of its placements.
func committedOtherwise(ctx context.Context, tx *db.Tx) ([]committedApart, error) {
	return db.All[committedApart](ctx, tx, `SELECT g.id AS budget_id, g.committed AS stored,
		COALESCE(SUM(p.total - `+settled+`), 0) AS rows
		FROM budget g LEFT JOIN placement p ON p.budget_id = g.id AND `+isAgreed+` AND p.funding = 'budget'
		GROUP BY g.id, g.committed HAVING g.committed <> COALESCE(SUM(p.total - `+settled+`), 0) ORDER BY g.id`)
}
