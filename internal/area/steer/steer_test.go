package steer_test

import (
	"context"
	"encoding/csv"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/area/steer"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

func (b *borough) figures(t *testing.T) steer.Figures {
	t.Helper()
	var v steer.Figures
	must(t, b.DB.Read(t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		v, err = b.Steer.Spend(ctx, tx, b.commissioner)
		return err
	}))
	return v
}

// ledger adds up the budgets of everybody.
func (b *borough) ledger(t *testing.T) (spent, committed pence.Pence) {
	t.Helper()
	b.in(t, func(ctx context.Context, tx *db.Tx) error {
		spent, committed = 0, 0
		for _, id := range b.people {
			budget, _, err := b.Funds.BudgetOf(ctx, tx, id, clock.D(2026, 12, 1))
			if err != nil {
				return err
			}
			spent += budget.Spent
			committed += budget.Committed
		}
		return nil
	})
	return spent, committed
}

func TestFiguresAreTheLedgersAndTheRowsBehindThem(t *testing.T) {
	eachBorough(t, func(t *testing.T, b *borough) {
		b.runUntil(t, clock.D(2026, 12, 16))
		v := b.figures(t)
		if v.Groups != (steer.Groups{InHouse: 3, External: 3, Both: 2}) {
			t.Errorf("the groups are %+v", v.Groups)
		}
		// six places in-house at £40 and six outside at £30 or £25, each once a week
		if v.All.People != 8 || v.All.Places != 12 || v.All.Week != 6*4000+3*3000+3*2500 || v.All.Year() != v.All.Week*52 {
			t.Errorf("all: %+v", v.All)
		}
		spent, committed := b.ledger(t)
		if v.All.Spent != spent || v.All.Committed != committed || spent == 0 || committed == 0 {
			t.Errorf("spent %s, ledger %s; committed %s, ledger %s", v.All.Spent, spent, v.All.Committed, committed)
		}
		for name, lines := range map[string][]steer.Line{"kinds": v.Kinds, "orgs": v.Orgs, "tiers": v.Tiers} {
			var sum steer.Line
			for _, l := range lines {
				sum.Places, sum.Week, sum.Spent, sum.Committed = sum.Places+l.Places, sum.Week+l.Week, sum.Spent+l.Spent, sum.Committed+l.Committed
			}
			if sum.Places != v.All.Places || sum.Week != v.All.Week || sum.Spent != v.All.Spent || sum.Committed != v.All.Committed {
				t.Errorf("%s add up to %+v, want %+v", name, sum, v.All)
			}
		}
		var months steer.Money
		for _, m := range v.Months {
			months.InHouse += m.Spent.InHouse
			months.External += m.Spent.External
		}
		if months.Sum() != v.All.Spent {
			t.Errorf("months add up to %s, want %s", months.Sum(), v.All.Spent)
		}
		b.everyFilter(t, v)
		if faults, err := b.Check(t.Context()); err != nil || len(faults) > 0 {
			t.Errorf("%v, %v", faults, err)
		}
	})
}

// everyFilter holds each figure to the rows of the list that it leads to, and
// to those of the whole list where so few people stand behind it that it lists
// none.
func (b *borough) everyFilter(t *testing.T, v steer.Figures) {
	t.Helper()
	filters := []steer.Filter{{}, {Kind: steer.InHouse}, {Kind: steer.External}, {Tier: 1}, {Tier: 2}, {Tier: 3}, {Group: steer.Both},
		{Group: steer.InHouse}, {Group: steer.External}}
	for _, id := range b.org {
		filters = append(filters, steer.Filter{Org: id})
	}
	whole := b.listed(t, steer.Filter{Span: v.Year.Whole()})
	if whole.going.Few || whole.agreed.Few {
		t.Fatal("all people together are too few to be listed")
	}
	kinds := map[string][2]bool{}
	for _, p := range whole.going.Places {
		k := kinds[p.PersonID]
		k[p.InHouse] = true
		kinds[p.PersonID] = k
	}
	for _, f := range filters {
		f.Span = v.Year.Whole()
		found := b.listed(t, f)
		going, agreed := only(f, whole.going.Places, kinds), only(f, whole.agreed.Places, kinds)
		found.agree(t, f, going, agreed)
		if few := distinct(going) > 0 && distinct(going) < 5; found.going.Few != few || few && len(found.people.People) > 0 {
			t.Errorf("%+v: %d people go there, few is %v, %d are listed one by one", f, distinct(going), found.going.Few, len(found.people.People))
		}
		if few := distinct(agreed) > 0 && distinct(agreed) < 5; found.agreed.Few != few {
			t.Errorf("%+v: %d people ever went there, few is %v", f, distinct(agreed), found.agreed.Few)
		}
	}
}

// found is what the lists behind a figure hold.
type found struct {
	going, agreed steer.PlaceList
	people        steer.PersonList
	sessions      []steer.Session
}

func (b *borough) listed(t *testing.T, f steer.Filter) found {
	t.Helper()
	var v found
	must(t, b.DB.Read(t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		all := steer.Part{Most: 1000}
		if v.going, err = b.Steer.Places(ctx, tx, b.commissioner, f, true, all); err != nil {
			return err
		}
		if v.agreed, err = b.Steer.Places(ctx, tx, b.commissioner, f, false, all); err != nil {
			return err
		}
		if v.people, err = b.Steer.PeopleIn(ctx, tx, b.commissioner, f, all); err != nil {
			return err
		}
		v.sessions, _, _, err = b.Steer.Sessions(ctx, tx, b.commissioner, f, all)
		return err
	}))
	return v
}

// agree holds the sum of a figure to the rows that belong to it.
func (v found) agree(t *testing.T, f steer.Filter, going, agreed []steer.Place) {
	t.Helper()
	sum := v.going.Sum
	rows := steer.Line{People: distinct(going), Places: len(going)}
	for _, p := range going {
		rows.Week += p.Week
	}
	for _, p := range agreed {
		rows.Committed += p.Committed
		rows.Spent += p.Spent
	}
	var atSessions, ofPeople pence.Pence
	var week steer.Money
	for _, s := range v.sessions {
		atSessions += s.Spent
	}
	for _, p := range going {
		if p.InHouse == 1 {
			week.InHouse += p.Week
		} else {
			week.External += p.Week
		}
	}
	if v.people.Week != week {
		t.Errorf("%+v: a week is %+v by kind of provider, the rows come to %+v", f, v.people.Week, week)
	}
	for _, p := range v.people.People {
		ofPeople += p.InHouse + p.External
	}
	if len(v.people.People) == 0 {
		ofPeople = sum.Week
	}
	if rows.People != sum.People || rows.Places != sum.Places || rows.Week != sum.Week || rows.Spent != sum.Spent ||
		rows.Committed != sum.Committed ||
		atSessions != sum.Spent || ofPeople != sum.Week {
		t.Errorf("%+v: the rows come to %+v (sessions %s, people %s), the figure says %+v", f, rows, atSessions, ofPeople, sum)
	}
	for _, list := range []struct {
		of   steer.PlaceList
		want []steer.Place
	}{{v.going, going}, {v.agreed, agreed}} {
		if list.of.Few {
			list.want = nil
		}
		if !slices.EqualFunc(list.of.Places, list.want, func(a, b steer.Place) bool { return a.ID == b.ID }) || list.of.Count != len(list.want) {
			t.Errorf("%+v: %d places are listed of %d, want %d", f, len(list.of.Places), list.of.Count, len(list.want))
		}
	}
}

// only picks the rows of a filter as a reader would.
func only(f steer.Filter, list []steer.Place, kinds map[string][2]bool) []steer.Place {
	var some []steer.Place
	for _, p := range list {
		k := kinds[p.PersonID]
		group := map[[2]bool]string{{false, true}: steer.InHouse, {true, false}: steer.External, {true, true}: steer.Both}[k]
		kind := map[int]string{1: steer.InHouse, 0: steer.External}[p.InHouse]
		if (f.Org == "" || f.Org == p.OrgID) && (f.Tier == 0 || f.Tier == p.Tier) && (f.Kind == "" || f.Kind == kind) &&
			(f.Group == "" || f.Group == group) {
			some = append(some, p)
		}
	}
	return some
}

func distinct(list []steer.Place) int {
	seen := map[string]bool{}
	for _, p := range list {
		seen[p.PersonID] = true
	}
	return len(seen)
}

// One nameless person's places side by side tell who it is.
func TestNobodyIsSingledOut(t *testing.T) {
	b := onSQLite(t)
	v := b.As(t, b.commissioner)
	all, place := v.Get("/steer/places"), b.placesOf(t, b.people[0])[0]
	if one := v.Get("/steer/places?with=" + place); one.Text != all.Text {
		t.Errorf("every place of one person is shown together: %s", one.Text)
	}
	people := v.Get("/steer/people")
	if people.Shows(t, "Person 8"); strings.Contains(people.Body, "with=") {
		t.Error("the list leads from a nameless person to everything they do")
	}
	for _, path := range []string{"/steer/people?group=both", "/steer/people?place=" + place} {
		few := v.Get(path)
		if few.Shows(t, "Fewer than 5 people stand behind this figure."); strings.Contains(few.Text, "Person 1") {
			t.Errorf("%s lists them: %s", path, few.Text)
		}
	}
	if p := v.Get("/steer/people.csv?group=both"); strings.Contains(p.Body, "Person 1") {
		t.Errorf("the file lists them: %s", p.Body)
	}
	for _, query := range []string{"group=both", "place=" + place, "org=" + b.org["Clay & Co"], "tier=3"} {
		for _, show := range []string{"", "&show=agreed", "&show=expected"} {
			few := v.Get("/steer/places?" + query + show)
			if few.Shows(t, "Fewer than 5 people stand behind this figure."); strings.Contains(few.Body, `href="/steer/places/`) ||
				strings.Contains(few.Text, "Pottery") {
				t.Errorf("%s%s lists their places: %s", query, show, few.Text)
			}
			if p := v.Get("/steer/places.csv?" + query + show); strings.Contains(p.Body, "Pottery") || strings.Count(p.Body, "\n") != 2 {
				t.Errorf("the file %s%s lists their places: %s", query, show, p.Body)
			}
		}
	}
}

func TestRegistersLeftOpenAreTold(t *testing.T) {
	b := onSQLite(t)
	b.runUntil(t, clock.D(2026, 12, 4))
	b.DB.SetClock(clock.Fixed(clock.At(clock.D(2026, 12, 14), 9*60)))
	if v := b.figures(t); v.Late != 0 {
		t.Errorf("%s is late while every session of the last days is closed or a week old at most", v.Late)
	}
	b.DB.SetClock(clock.Fixed(clock.At(clock.D(2026, 12, 16), 9*60)))
	v := b.figures(t) // four went bowling on Tuesday 8 December, at £40
	if v.Late != 4*4000 {
		t.Errorf("%s is late, want what bowling on 8 December costs", v.Late)
	}
	b.As(t, b.commissioner).Get("/steer/spend").Shows(t,
		"Registers from before 9 December 2026 are not closed. £160 of them counts as expected and not as spent.",
		"Expected stops on 31 March.")
}

func TestThePeoplesFootHoldsEveryColumn(t *testing.T) {
	b := onSQLite(t)
	p := b.As(t, b.commissioner).Get("/steer/people.csv")
	foot := strings.Split(strings.TrimSpace(p.Body), "\n")
	if got, want := foot[len(foot)-1], "8 people,,12,12480.00,8580.00,21060.00"; got != want {
		t.Errorf("the foot is %q, want %q", got, want)
	}
}

func TestASuspendedAndAnEndedPlaceStayInWhatWasSpent(t *testing.T) {
	eachBorough(t, func(t *testing.T, b *borough) {
		b.runUntil(t, clock.D(2026, 12, 11))
		before := b.figures(t)
		ids := b.placesOf(t, b.people[0])
		b.in(t, func(ctx context.Context, tx *db.Tx) error {
			return b.Brokerage.EndPlacement(ctx, tx, b.worker, ids[0], clock.D(2026, 12, 11), "moved_on")
		})
		must(t, b.Brokerage.Suspend(t.Context(), b.worker, b.placesOf(t, b.people[3])[0], "In hospital for a while"))
		after := b.figures(t)
		if after.All.Spent != before.All.Spent || after.All.People != before.All.People-2 || after.All.Week != before.All.Week-7000 {
			t.Errorf("before %+v, after %+v", before.All, after.All)
		}
		if _, committed := b.ledger(t); after.All.Committed != committed || committed >= before.All.Committed {
			t.Errorf("committed %s, ledger %s", after.All.Committed, committed)
		}
		b.everyFilter(t, after)
	})
}

func (b *borough) placesOf(t *testing.T, personID string) []string {
	t.Helper()
	var ids []string
	b.in(t, func(ctx context.Context, tx *db.Tx) error {
		list, err := b.Brokerage.PlacementsOf(ctx, tx, personID)
		ids = nil
		for _, p := range list {
			ids = append(ids, p.ID)
		}
		return err
	})
	return ids
}

var pounds = regexp.MustCompile(`£[\d,]+(\.\d\d)?`)

func TestFromAFigureDownToAPosting(t *testing.T) {
	eachBorough(t, func(t *testing.T, b *borough) {
		b.runUntil(t, clock.D(2026, 12, 16))
		v := b.As(t, b.commissioner)
		page := v.Get("/steer/spend")
		page.Shows(t, "Spend and people", "2026 to 2027", "newest register closed", "Not set", "In-house", "External providers", "Both kinds",
			"Oak Farm", "Clay & Co", "1 Specialist",
			"Transport and food are not in these figures.")
		links, sums := 0, 0
		for _, a := range apptest.All(page.Doc, "a") {
			for _, at := range a.Attr {
				if at.Key != "href" || !strings.HasPrefix(at.Val, "/steer/") {
					continue
				}
				links++
				p := v.Get(at.Val)
				if p.Code != http.StatusOK || strings.Contains(p.Text, "«") {
					t.Errorf("%s: %d", at.Val, p.Code)
				}
				sums += sumBehind(t, apptest.Seen(a), at.Val, p)
			}
		}
		if links < 40 || sums < 30 {
			t.Errorf("only %d figures lead anywhere, %d to their own sum", links, sums)
		}
		farm := v.Get("/steer/sessions?org=" + b.org["Oak Farm"])
		farm.Shows(t, "Sessions behind the figure", "Farming", "Oak Farm 2026 to 2027", "2 sessions")
		v.Get("/steer/sessions?org=nobody").Shows(t, "No provider that we know", "0 sessions")
		session := v.Get(href(t, farm, "/steer/sessions/"))
		session.Shows(t, "Farming", "The ledger holds the same amounts.", "Name hidden", "attended:", "Came")
		if strings.Contains(session.Text, "Person A") || strings.Contains(session.Text, "Person D") {
			t.Error("a name is shown to somebody who may not see it")
		}
		place := v.Get(href(t, session, "/steer/places/"))
		place.Shows(t, "Farming", "Oak Farm", "£30", "1 outcome")
		if got := pounds.FindString(place.Text); got == "" {
			t.Error("a place without money")
		}
	})
}

// sumBehind holds a figure in a table to the sum of what is listed behind it, and
// counts one; a link that is no figure, or a mean, counts none.
func sumBehind(t *testing.T, figure, path string, p apptest.Page) int {
	t.Helper()
	figure, of, leads := strings.Cut(figure, " ") // what it is of is heard
	if !leads || !numeral.MatchString(figure) || !strings.Contains(of, ", ") || strings.HasPrefix(of, "A person, a week") {
		return 0
	}
	for _, foot := range apptest.All(p.Doc, "tfoot") {
		if slices.Contains(strings.Fields(apptest.Seen(foot)), figure) {
			return 1
		}
		t.Errorf("%s says %s of %s, and behind it is %s", path, figure, of, apptest.Seen(foot))
	}
	return 0
}

var numeral = regexp.MustCompile(`^£?[0-9,]+(\.[0-9]{2})?$`)

// href finds a link of the page's main part.
func href(t *testing.T, p apptest.Page, start string) string {
	t.Helper()
	for _, a := range apptest.All(p.Doc, "a") {
		for _, at := range a.Attr {
			if at.Key == "href" && strings.HasPrefix(at.Val, start) && !strings.HasSuffix(at.Val, ".csv") {
				return at.Val
			}
		}
	}
	t.Fatalf("no link to %s on %s", start, p.Text)
	return ""
}

func TestWhoMaySeeARecordSeesItsNameAndThatIsAudited(t *testing.T) {
	b := onSQLite(t)
	b.runUntil(t, clock.D(2026, 12, 16))
	both := b.Actor(t, access.Actor{Name: "Two Hats", Kind: access.Worker, Roles: []access.Role{access.RoleCommissioner,
		access.RoleSocialWorker}})
	b.in(t, func(ctx context.Context, tx *db.Tx) error { return b.People.Allocate(ctx, tx, b.people[3], both.ID) })
	v := b.As(t, both)
	session := v.Get(href(t, v.Get("/steer/sessions?org="+b.org["Oak Farm"]), "/steer/sessions/"))
	session.Shows(t, "Person D", "Name hidden")
	if strings.Contains(session.Text, "Person F") {
		t.Error("a name beyond the worker's own people")
	}
	person := b.As(t, b.Actor(t, access.Actor{Name: "Person D", Kind: access.Person, Roles: []access.Role{access.RolePerson},
		PersonID: b.people[3]}))
	person.Get("/me/who-looked").Shows(t, "Two Hats")
}

func TestSpendIsClosedToOtherRoles(t *testing.T) {
	b := onSQLite(t)
	for _, who := range []access.Actor{b.worker, b.broker, b.approver} {
		v := b.As(t, who)
		for _, path := range []string{"/steer/spend", "/steer/spend.csv?table=kinds", "/steer/places", "/steer/people", "/steer/sessions",
			"/steer/outcomes", "/steer/budget"} {
			if p := v.Get(path); p.Code != http.StatusForbidden {
				t.Errorf("%s at %s: %d", who.Name, path, p.Code)
			}
		}
		if p := v.Post("/steer/budget", url.Values{"in_house": {"1"}, "form": {"k"}}); p.Code != http.StatusForbidden {
			t.Errorf("%s set a budget: %d", who.Name, p.Code)
		}
		err := b.DB.Read(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			_, err := b.Steer.Spend(ctx, tx, who)
			return err
		})
		if fail.KindOf(err) != fail.Forbidden {
			t.Errorf("the verb let %s in: %v", who.Name, err)
		}
	}
}

func TestTheCouncilsBudgetIsSetAndKept(t *testing.T) {
	eachBorough(t, func(t *testing.T, b *borough) {
		v := b.As(t, b.commissioner)
		page := v.Get("/steer/budget")
		wrong := v.Press(page, "/steer/budget", url.Values{"in_house": {"lots"}, "external": {"1900000"}, "reason": {"why"}})
		if wrong.Code != http.StatusUnprocessableEntity || !strings.Contains(wrong.Body, `value="lots"`) || !strings.Contains(wrong.Body,
			`value="why"`) {
			t.Errorf("got %d", wrong.Code)
		}
		wrong.Shows(t, "Enter an amount in pounds", "Say where the budget was decided")
		if v.Press(page, "/steer/budget", url.Values{"in_house": {"37,00"}, "external": {"1"},
			"reason": {"why"}}).Code != http.StatusUnprocessableEntity {
			t.Error("a comma that is out of place was overlooked")
		}
		form := url.Values{"in_house": {"£3,700,000"}, "external": {"1900000.00"}, "reason": {"Council meeting of 24 February"}}
		if p := v.Press(page, "/steer/budget", form); p.Location != "/steer/spend" {
			t.Fatalf("led to %d %s", p.Code, p.Text)
		}
		if p := v.Press(page, "/steer/budget", form); p.Location != "/steer/spend" {
			t.Errorf("a second press led to %d", p.Code)
		}
		v.Get("/steer/spend").Shows(t, "£5.60m", "Set by Ruth Pemberton", "Budget £467k a month", "under the budget")
		v.Get("/steer/budget").Shows(t, "Council meeting of 24 February", "£3,700,000", "£5,600,000")
		want := b.figures(t).Expected()
		b.in(t, func(ctx context.Context, tx *db.Tx) error {
			c, err := b.Steer.Council(ctx, tx, tx.Today())
			if !c.Set || c.InHouse.Budget != 370000000 || c.InHouse.Agreed != want.InHouse || c.External.Agreed != want.External {
				t.Errorf("an approver reads %+v, want %+v", c, want)
			}
			return err
		})
		if got := len(b.figures(t).Budgets); got != 1 {
			t.Errorf("%d budgets after two presses", got)
		}
	})
}

func TestEveryTableIsAFileWithTheSameSums(t *testing.T) {
	b := onSQLite(t)
	b.runUntil(t, clock.D(2026, 12, 16))
	v := b.As(t, b.commissioner)
	all := b.figures(t).All
	for path, want := range map[string]string{"/steer/spend.csv?table=kinds": all.Spent.String(),
		"/steer/spend.csv?table=providers": all.Committed.String(),
		"/steer/spend.csv?table=tiers":     all.Year().String(), "/steer/spend.csv?table=months": all.Spent.String(),
		"/steer/places.csv":             all.Year().String(),
		"/steer/places.csv?show=agreed": all.Committed.String(), "/steer/people.csv": all.Year().String(),
		"/steer/sessions.csv": all.Spent.String()} {
		p := v.Get(path)
		if p.Code != http.StatusOK || !strings.HasPrefix(p.Header.Get("Content-Type"), "text/csv") {
			t.Errorf("%s: %d %s", path, p.Code, p.Header.Get("Content-Type"))
			continue
		}
		rows, err := csv.NewReader(strings.NewReader(p.Body)).ReadAll()
		if err != nil || len(rows) < 2 {
			t.Errorf("%s: %d rows, %v", path, len(rows), err)
			continue
		}
		if path == "/steer/spend.csv?table=months" {
			continue // spent stands by kind there
		}
		if strings.Contains(p.Body, "Outcomes") {
			t.Errorf("%s has a column of links: %s", path, p.Body)
		}
		if last := strings.Join(rows[len(rows)-1], " "); !strings.Contains(last, want) {
			t.Errorf("%s ends in %s, want %s", path, last, want)
		}
	}
	if p := v.Get("/steer/spend.csv?table=none"); p.Code != http.StatusNotFound {
		t.Errorf("a table that is not there: %d", p.Code)
	}
}

func TestOutcomesAreShownByGroupsThatExposeNobody(t *testing.T) {
	eachBorough(t, func(t *testing.T, b *borough) {
		b.review(t, func(i int) int { return i%3 - 1 })
		var o steer.Outcomes
		must(t, b.DB.Read(t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
			o, err = b.Steer.Outcomes(ctx, tx, b.commissioner)
			return err
		}))
		if o.All.People != 8 || o.All.Up != 5 || o.All.Down != 0 || o.All.Fully != 5 || o.All.NotMet != 3 || o.All.MeanBaseline() != 4000 {
			t.Errorf("all: %+v", o.All)
		}
		for _, r := range o.Tiers { // tiers 1 and 3 have fewer than five people, tier 2 has five
			if (r.Key == "2") == r.Suppressed {
				t.Errorf("tier %s with %d people is hidden: %v", r.Key, r.People, r.Suppressed)
			}
		}
		b.listsReviewsInParts(t)
		v := b.As(t, b.commissioner)
		page := v.Get("/steer/outcomes")
		page.Shows(t, "fewer than 5", "Weaverdale Days", "2 Personalised support")
		b.leadsToSessions(t, page, o)
		v.Get("/steer/reviews?tier=2").Shows(t, "Reviews behind the figure", "24 November 2026", "Keep the tier and the week")
		for _, path := range []string{"/steer/reviews?tier=1", "/steer/reviews.csv?tier=3", "/steer/reviews?org=" + b.org["Oak Farm"],
			"/steer/reviews?tier=2&org=" + b.org["Weaverdale Days"]} {
			if p := v.Get(path); p.Code != http.StatusForbidden {
				t.Errorf("%s: %d", path, p.Code)
			}
		}
	})
}

// leadsToSessions follows an outcome's figure to its reviews, and the group of each
// row to its sessions, which are those that its spend has behind it.
func (b *borough) leadsToSessions(t *testing.T, page apptest.Page, o steer.Outcomes) {
	t.Helper()
	v := b.As(t, b.commissioner)
	for _, r := range o.Tiers {
		at := "/steer/sessions?tier=" + r.Key
		if leads := strings.Contains(page.Body, `href="`+at+`"`); leads == r.Suppressed {
			t.Errorf("tier %s of %d people leads to its sessions: %v", r.Key, r.People, leads)
		}
	}
	page.Shows(t, fmt.Sprintf("2 Personalised support and community activities %d", o.Tiers[1].People))
	reviews := v.Get(href(t, page, "/steer/reviews?tier=2"))
	if n := len(apptest.All(apptest.All(reviews.Doc, "tbody")[0], "tr")); n != o.Tiers[1].People {
		t.Errorf("%d reviews behind a figure of %d", n, o.Tiers[1].People)
	}
	v.Get(href(t, reviews, "/steer/sessions?tier=2")).Shows(t, "Sessions behind the figure", "2 Personalised support")
}

// listsReviewsInParts reads all reviews at once and three at a time.
func (b *borough) listsReviewsInParts(t *testing.T) {
	t.Helper()
	must(t, b.DB.Read(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		whole, n, err := b.Steer.Reviews(ctx, tx, b.commissioner, steer.Filter{}, steer.Part{Most: 100})
		if err != nil || n != 8 || len(whole) != 8 {
			t.Errorf("%d of %d reviews, %v", len(whole), n, err)
		}
		var all []steer.Told
		for skip := 0; skip < n; skip += 3 {
			part, _, err := b.Steer.Reviews(ctx, tx, b.commissioner, steer.Filter{}, steer.Part{Most: 3, Skip: skip})
			if err != nil {
				return err
			}
			all = append(all, part...)
		}
		if !slices.Equal(all, whole) {
			t.Errorf("in parts %v, at once %v", all, whole)
		}
		if _, n, err := b.Steer.Reviews(ctx, tx, b.commissioner, steer.Filter{Tier: 2}, steer.PartOf(1)); err != nil || n != 5 {
			t.Errorf("tier 2 has %d reviews, %v", n, err)
		}
		return nil
	}))
}

func TestSteerPagesSpeakOnlyFromTheCatalogue(t *testing.T) {
	b := onSQLite(t)
	b.runUntil(t, clock.D(2026, 12, 16))
	v := b.As(t, b.commissioner)
	v.Press(v.Get("/steer/budget"), "/steer/budget", url.Values{"in_house": {"3700"}, "external": {"1900"}, "reason": {"Council meeting"}})
	session := href(t, v.Get("/steer/sessions"), "/steer/sessions/")
	for _, path := range []string{"/steer/spend", "/steer/places", "/steer/places?show=agreed&kind=external&tier=2",
		"/steer/places?show=expected&month=2027-01", "/steer/people?group=both",
		"/steer/sessions?month=2026-12", session, "/steer/places/" + b.placesOf(t, b.people[0])[0], "/steer/outcomes", "/steer/budget"} {
		sign := "?"
		if strings.Contains(path, "?") {
			sign = "&"
		}
		for _, voice := range []string{"pseudo", "en-easy", "en"} {
			p := v.Get(path + sign + "voice=" + voice)
			if p.Code != http.StatusOK || strings.Contains(p.Text, "«") {
				t.Errorf("%s in %s: %d %s", path, voice, p.Code, p.Text)
			}
			if found := apptest.Unbracketed(p.Doc); voice == "pseudo" && len(found) > 0 {
				t.Errorf("%s: %q", path, found)
			}
		}
	}
}
