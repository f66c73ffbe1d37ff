package demo_test

import (
	"context"
	"testing"
	"time"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/steer"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// agreesAsStored adds up what is stored: who has a going place with whom, and
// what the sessions of a usual week cost at the price that was agreed.
func agreesAsStored(t *testing.T, house *apptest.House, people int64) {
	t.Helper()
	const report = 556
	today, _ := clock.London(dbtest.Start())
	week := today.Monday().AddDays(14) // without a bank holiday
	for _, side := range []struct {
		is   string
		year int64
	}{{"= 'in_house'", 370_000_000}, {"<> 'in_house'", 190_000_000}} {
		got := 52 * apptest.Stored[int64](t, house,
			`SELECT CAST(SUM(r.price) AS bigint) FROM placement p JOIN organisation o ON o.id = p.organisation_id
			JOIN rate r ON r.activity_id = p.activity_id AND r.ratio = p.ratio JOIN session s ON s.schedule_id = p.schedule_id
			WHERE p.status IN ('accepted', 'active') AND o.kind `+side.is+` AND s.day >= $1 AND s.day < $2`, week, week.AddDays(7))
		want := side.year * people / report
		if 100*got < 99*want || 100*got > 101*want {
			t.Errorf("places with %s cost %d pence a year and should cost %d", side.is, got, want)
		}
	}
	served := func(having string) int64 {
		return apptest.Stored[int64](t, house,
			`SELECT COUNT(*) FROM (SELECT p.person_id FROM placement p JOIN organisation o ON o.id = p.organisation_id
			WHERE p.status IN ('accepted', 'active') GROUP BY p.person_id HAVING `+having+`) AS t`)
	}
	const inHouse, other = `SUM(CASE WHEN o.kind = 'in_house' THEN 1 ELSE 0 END)`, `SUM(CASE WHEN o.kind = 'in_house' THEN 0 ELSE 1 END)`
	external, both := (people*197+report/2)/report, (people*44+report/2)/report
	for having, want := range map[string]int64{inHouse + ` = 0`: external, other + ` = 0`: people - external - both,
		inHouse + ` > 0 AND ` + other + ` > 0`: both} {
		if got := served(having); got != want {
			t.Errorf("%d people have places of which %s, want %d", got, having, want)
		}
	}
}

// reachesAsFar holds the borough to its places and weeks: about sixty
// locations, registers in each of the eight weeks behind, and regular places
// booked in this week and each of the four ahead.
func reachesAsFar(t *testing.T, house *apptest.House) {
	t.Helper()
	if n := apptest.Stored[int](t, house, `SELECT COUNT(*) FROM location`); n < 55 || n > 65 {
		t.Errorf("%d locations", n)
	}
	today, _ := clock.London(dbtest.Start())
	for week := -8; week <= 4; week++ {
		monday := today.Monday().AddDays(7 * week)
		text := `SELECT COUNT(*) FROM booking WHERE placement_id <> '' AND day >= $1 AND day < $2 AND status = 'confirmed'`
		if week < 0 {
			text = `SELECT COUNT(*) FROM booking WHERE attendance <> '' AND day >= $1 AND day < $2`
		}
		if n := apptest.Stored[int](t, house, text, monday, monday.AddDays(7)); n < 100 {
			t.Errorf("week %d has %d places that were attended or are booked", week, n)
		}
	}
	if n := apptest.Stored[int](t, house, `SELECT COUNT(*) FROM booking WHERE day < $1`, today.Monday().AddDays(-7*8)); n != 0 {
		t.Errorf("%d bookings are older than eight weeks", n)
	}
}

// readsLikeAPlace looks for what a reader of the records would not believe.
func readsLikeAPlace(t *testing.T, house *apptest.House) {
	t.Helper()
	none := map[string]string{
		"a note twice of one person": `SELECT COUNT(*) FROM (SELECT 1 AS one FROM booking WHERE note <> '' GROUP BY person_id, note HAVING COUNT(*) > 1) AS t`,
		"who comes and stays in": `SELECT COUNT(*) FROM review v JOIN review_score s ON s.review_id = v.id
			WHERE v.way = 'keep' AND s.score < -1`,
		"a review without a reason":          `SELECT COUNT(*) FROM review WHERE reason = ''`,
		"a change without the person's view": `SELECT COUNT(*) FROM review WHERE own_words = '' AND (way <> 'keep')`,
		"a name left open":                   `SELECT COUNT(*) FROM review WHERE reason LIKE '%{%' OR own_words LIKE '%{%' OR exit_plan LIKE '%{%'`,
		"a tier without a reason":            `SELECT COUNT(*) FROM plan WHERE tier > 0 AND tier_reason = ''`,
		"a goal met that is not": `SELECT COUNT(*) FROM review v JOIN review_score s ON s.review_id = v.id
			WHERE (v.ending = 'goal_met' OR s.closed = 1) AND s.score < 1`,
		"an end that leaves a place": `SELECT COUNT(*) FROM review v JOIN placement p ON p.person_id = v.person_id
			WHERE v.way = 'end' AND p.status IN ('accepted', 'active')`,
		"a referral before its plan": `SELECT COUNT(*) FROM referral r JOIN plan p ON p.id = r.plan_id WHERE r.made < p.made`,
		"a place before its referral": `SELECT COUNT(*) FROM placement l JOIN referral r ON r.id = l.referral_id
			WHERE CAST(l.starts_on AS text) < substr(CAST(r.made AS text), 1, 10)`,
		"a place before a plan that no review decided anew": `SELECT COUNT(*) FROM placement l JOIN referral r ON r.id = l.referral_id
			JOIN plan p ON p.id = r.plan_id WHERE l.starts_on < p.decided_on
			AND NOT EXISTS (SELECT 1 FROM review v WHERE v.plan_id = p.id AND v.way = 'change_tier')`,
		"something on at Christmas": `SELECT COUNT(*) FROM session WHERE substr(CAST(day AS text), 6) IN ('12-25', '12-26', '01-01')`,
		"a day on which a tenth was agreed or taken over": `SELECT COUNT(*) FROM (SELECT 1 AS one FROM plan GROUP BY substr(CAST(made AS text), 1, 10)
			HAVING COUNT(*) > 9 UNION ALL SELECT 1 FROM assessment GROUP BY starts HAVING COUNT(*) > 9) AS t`,
		"a tier that does not fit the support": `SELECT COUNT(*) FROM plan JOIN person ON person.id = plan.person_id WHERE plan.tier > 0
			AND plan.tier <> CASE WHEN ratio IN (1, 2) THEN 1 WHEN ratio IN (3, 4) THEN 2 ELSE 3 END`,
	}
	for what, query := range none {
		if n := apptest.Stored[int](t, house, query); n != 0 {
			t.Errorf("%s: %d", what, n)
		}
	}
	spreadsOut(t, house)
	worksOnWorkdays(t, house)
	made := day(apptest.Stored[clock.Instant](t, house, `SELECT made FROM council_budget`))
	if year := steer.YearOf(day(dbtest.Start())); made != year.From {
		t.Errorf("the budget of the year from %s was set on %s", year.From, made)
	}
	some := map[string]string{
		"reviews that change the tier":           `SELECT COUNT(*) FROM review WHERE way = 'change_tier'`,
		"plans that ended because goals are met": `SELECT COUNT(*) FROM review WHERE ending = 'goal_met'`,
		"places that ended with them":            `SELECT COUNT(*) FROM placement WHERE status = 'ended'`,
	}
	for what, query := range some {
		if n := apptest.Stored[int](t, house, query); n < 1 {
			t.Errorf("%s: %d", what, n)
		}
	}
}

// spreadsOut holds reviews to what a service is like: most people have come further, a good
// part stand where they stood, some have gone back; and what is written of those says so.
func spreadsOut(t *testing.T, house *apptest.House) {
	t.Helper()
	count := func(where string) int {
		return apptest.Stored[int](t, house, `SELECT COUNT(*) FROM review v WHERE `+where)
	}
	all := count("1 = 1")
	for what, c := range map[string]struct{ n, least, most int }{
		"came further":       {count("v.t_score > v.t_baseline"), 50, 75},
		"stand where before": {count("v.t_score = v.t_baseline"), 15, 35},
		"went back":          {count("v.t_score < v.t_baseline"), 5, 20},
	} {
		if share := 100 * c.n / all; share < c.least || share > c.most {
			t.Errorf("%s: %d of %d reviews, not %d to %d of a hundred", what, c.n, all, c.least, c.most)
		}
	}
	const kept = `v.way = 'keep' AND v.t_score < v.t_baseline AND `
	if n := count(kept + `v.face IN ('good', 'ok')`); n > 0 {
		t.Errorf("%d went back and are happy with it", n)
	}
	if n := count(kept + `EXISTS (SELECT 1 FROM review_score s JOIN booking b ON b.towards = s.outcome_id
		WHERE s.review_id = v.id AND s.score = -1 AND b.note LIKE '%first time%')`); n > 0 {
		t.Errorf("of %d who went back a register tells a first success", n)
	}
}

// worksOnWorkdays holds what somebody in an office does, or is to do by a day, to days on
// which offices are open.
func worksOnWorkdays(t *testing.T, house *apptest.House) {
	t.Helper()
	for what, query := range map[string]string{"a review is due": `SELECT next_review FROM plan WHERE ended_on IS NULL AND tier > 0`,
		"a tier was decided": `SELECT decided_on FROM plan WHERE tier > 0`, "a review was held": `SELECT held FROM review`,
		"a budget began": `SELECT starts FROM budget`} {
		var days []clock.Date
		if err := house.DB.Read(t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
			days, err = db.All[clock.Date](ctx, tx, query)
			return err
		}); err != nil || len(days) == 0 {
			t.Fatalf("%s: %d days, %v", what, len(days), err)
		}
		for _, day := range days {
			if at := day.Weekday(); at == time.Saturday || at == time.Sunday {
				t.Errorf("%s on %s, a %s", what, day, at)
			}
		}
	}
}

func day(i clock.Instant) clock.Date {
	d, _ := clock.London(i)
	return d
}
