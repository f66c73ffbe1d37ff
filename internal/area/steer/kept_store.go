package steer

import (
	"context"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

const countedColumns = `placement_id, person_id, organisation_id, in_house, tier, going, week, total,
	starts_on, ends_on, days`

// rowsAtOnce bounds one statement's arguments.
const rowsAtOnce = 40

// takeTurn makes others who change the sums of these people wait until the
// transaction ends; what is read afterwards holds what they did before.
func takeTurn(ctx context.Context, tx *db.Tx, people []string) error {
	for len(people) > 0 {
		part := people[:min(rowsAtOnce, len(people))]
		people = people[len(part):]
		_, err := tx.Exec(ctx, `INSERT INTO spend_person (person_id) VALUES `+db.Values(len(part), 1)+`
			ON CONFLICT (person_id) DO UPDATE SET person_id = excluded.person_id`, db.Anys(part)...)
		if err != nil {
			return err
		}
	}
	return nil
}

// countedByID finds placements that the sums count.
func countedByID(ctx context.Context, tx *db.Tx, ids []string) (map[string]counted, error) {
	by := map[string]counted{}
	for len(ids) > 0 {
		part := ids[:min(rowsAtOnce, len(ids))]
		ids = ids[len(part):]
		list, err := db.All[counted](ctx, tx, `SELECT `+countedColumns+` FROM spend_place
			WHERE placement_id IN (`+db.In(1, len(part))+`)`, db.Anys(part)...)
		if err != nil {
			return nil, err
		}
		for _, c := range list {
			by[c.PlacementID] = c
		}
	}
	return by, nil
}

func countedOf(ctx context.Context, tx *db.Tx, personID string) ([]counted, error) {
	return db.All[counted](ctx, tx, `SELECT `+countedColumns+` FROM spend_place WHERE person_id = $1
		ORDER BY placement_id`, personID)
}

func countCounted(ctx context.Context, tx *db.Tx) (int, error) {
	return db.One[int](ctx, tx, `SELECT COUNT(*) FROM spend_place`)
}

const agreedColumns = `SELECT p.id AS placement_id, p.person_id, p.organisation_id,
	` + inHouse + ` AS in_house, plan.tier,
	CASE WHEN ` + isGoing + ` THEN 1 ELSE 0 END AS going, p.week_cost AS week, p.total, p.starts_on, p.ends_on,
	0 AS days, h.rrule AS rule, h.starts_on AS begins
	FROM` + places + `JOIN schedule h ON h.id = p.schedule_id WHERE ` + isAgreed + ` AND p.funding = 'budget'`

// agreedPlace is a placement as it is, with what its schedule says of its days.
type agreedPlace struct {
	counted
	Rule   string
	Begins clock.Date
}

// agreedOf reads a person's placements as they are.
func agreedOf(ctx context.Context, tx *db.Tx, personID string) ([]counted, error) {
	list, err := db.All[agreedPlace](ctx, tx, agreedColumns+` AND p.person_id = $1 ORDER BY p.id`, personID)
	return withDays(list), err
}

func agreedOfAll(ctx context.Context, tx *db.Tx) ([]counted, error) {
	list, err := db.All[agreedPlace](ctx, tx, agreedColumns+` ORDER BY p.person_id, p.id`)
	return withDays(list), err
}

// saveCounted keeps placements as the sums count them now.
func saveCounted(ctx context.Context, tx *db.Tx, list []counted) error {
	for len(list) > 0 {
		part := list[:min(rowsAtOnce, len(list))]
		list = list[len(part):]
		var args []any
		for _, c := range part {
			args = append(args, c.PlacementID, c.PersonID, c.OrganisationID, c.InHouse, c.Tier, c.Going, c.Week,
				c.Total, c.StartsOn, c.EndsOn, c.Days)
		}
		_, err := tx.Exec(ctx, `INSERT INTO spend_place (`+countedColumns+`) VALUES `+db.Values(len(part), 11)+`
			ON CONFLICT (placement_id) DO UPDATE SET in_house = excluded.in_house, tier = excluded.tier,
			going = excluded.going, week = excluded.week,
			total = excluded.total, starts_on = excluded.starts_on, ends_on = excluded.ends_on,
			days = excluded.days`, args...)
		if err != nil {
			return err
		}
	}
	return nil
}

// addSums adds changes to the sums.
func addSums(ctx context.Context, tx *db.Tx, moved sums) error {
	keys := moved.sorted()
	for len(keys) > 0 {
		part := keys[:min(rowsAtOnce, len(keys))]
		keys = keys[len(part):]
		var args []any
		for _, k := range part {
			args = append(args, k.What, k.Day, k.Org, k.Tier, moved[k])
		}
		_, err := tx.Exec(ctx, `INSERT INTO spend_sum (what, day, organisation_id, tier, amount)
			VALUES `+db.Values(len(part), 5)+`
			ON CONFLICT (what, day, organisation_id, tier) DO UPDATE
			SET amount = spend_sum.amount + excluded.amount`, args...)
		if err != nil {
			return err
		}
	}
	return nil
}

// bookedDay is what a placement's bookings come to on a day.
type bookedDay struct {
	PlacementID string
	Day         clock.Date
	Spent       pence.Pence
	Open        pence.Pence
	Settled     pence.Pence
}

const bookedColumns = `SELECT b.placement_id, b.day, SUM(b.paid) AS spent, SUM(CASE
	WHEN b.status = 'confirmed' THEN b.price ELSE 0 END) AS open,
	SUM(CASE WHEN b.status <> 'confirmed' AND b.attendance <> '' AND (b.status = 'recorded'
	OR b.attendance = 'provider_cancelled' OR g.session_id IS NOT NULL) THEN b.price ELSE 0 END) AS settled
	FROM booking b LEFT JOIN register g ON g.session_id = b.session_id WHERE b.price > 0 AND `

func bookedWith(ctx context.Context, tx *db.Tx, placementID string) ([]bookedDay, error) {
	return db.All[bookedDay](ctx, tx, bookedColumns+`b.placement_id = $1 GROUP BY b.placement_id, b.day
		ORDER BY b.day`, placementID)
}

func eachBooked(ctx context.Context, tx *db.Tx, f func(bookedDay) error) error {
	return db.Each(ctx, tx, f, bookedColumns+`b.placement_id <> '' GROUP BY b.placement_id, b.day
		ORDER BY b.placement_id, b.day`)
}

func dropKept(ctx context.Context, tx *db.Tx) error {
	if _, err := tx.Exec(ctx, `DELETE FROM spend_sum`); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `DELETE FROM spend_place`)
	return err
}

// markBuilt marks the sums as built and says whether it did; a mark that is
// there is only renewed when that is asked for.
func markBuilt(ctx context.Context, tx *db.Tx, again bool) (bool, error) {
	then := `NOTHING`
	if again {
		then = `UPDATE SET at = excluded.at`
	}
	n, err := tx.Exec(ctx, `INSERT INTO spend_built (id, at) VALUES (1, $1) ON CONFLICT (id) DO `+then, tx.Now)
	return n == 1, err
}

type keptSum struct {
	sumKey
	Amount int64
}

func keptSums(ctx context.Context, tx *db.Tx) ([]keptSum, error) {
	return db.All[keptSum](ctx, tx, `SELECT what, day, organisation_id, tier, amount FROM spend_sum
		WHERE amount <> 0
		ORDER BY what, day, organisation_id, tier`)
}

// sumLine is a kept sum with its provider; without one it is of all.
type sumLine struct {
	What    string
	Org     string
	Name    string
	InHouse int
	Tier    int
	Amount  int64
}

const ofProvider = ` FROM spend_sum s JOIN organisation o ON o.id = s.organisation_id WHERE `

// standing reads the sums that have no day: what is going and committed now.
func standing(ctx context.Context, tx *db.Tx) ([]sumLine, error) {
	return db.All[sumLine](ctx, tx, `SELECT s.what, s.organisation_id AS org, COALESCE(o.name, '') AS name,
		`+inHouse+` AS in_house, s.tier, s.amount
		FROM spend_sum s LEFT JOIN organisation o ON o.id = s.organisation_id
		WHERE s.what IN ('committed', 'places', 'week', 'people', 'people_in_house', 'people_external',
		'people_both') AND s.day = $1 AND s.amount <> 0
		ORDER BY s.organisation_id, s.tier, s.what`, noDay)
}

// spentIn reads what was spent in whole months, by provider and tier.
func spentIn(ctx context.Context, tx *db.Tx, s Span) ([]sumLine, error) {
	return db.All[sumLine](ctx, tx, `SELECT 'spent' AS what, s.organisation_id AS org, o.name,
		`+inHouse+` AS in_house, s.tier, CAST(SUM(s.amount) AS bigint) AS amount`+ofProvider+`
		s.what = 'spent' AND s.day >= $1 AND s.day <= $2 AND s.amount <> 0
		GROUP BY s.organisation_id, o.name, o.kind, s.tier
		ORDER BY s.organisation_id, s.tier`, s.From, s.To)
}

// keptDays reads one kind of sums by kind of provider and day.
func keptDays(ctx context.Context, tx *db.Tx, what string, s Span, f Filter) ([]DayMoney, error) {
	return db.All[DayMoney](ctx, tx, `SELECT `+inHouse+` AS in_house, s.day,
		CAST(SUM(s.amount) AS bigint) AS amount`+ofProvider+`
		s.what = $1 AND s.day >= $2 AND s.day <= $3 AND s.amount <> 0 AND ($4 = '' OR s.organisation_id = $4)
		AND ($5 = 0 OR s.tier = $5)`+f.ofKind()+`
		GROUP BY `+inHouse+`, s.day ORDER BY s.day`, what, s.From, s.To, f.Org, f.Tier)
}
