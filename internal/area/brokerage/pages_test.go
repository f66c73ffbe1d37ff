package brokerage_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/area/people"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// The whole journey, as people press it: each page leads to the next one.
func TestTheJourneyFromReferralToPlacementOnPages(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		worker, broker, person := h.as(t, h.worker), h.as(t, h.broker), h.as(t, h.person).InStandardWords()
		approver, provider := h.as(t, h.approver), h.as(t, h.provider)

		refer := "/people/" + h.jo + "/refer"
		page := worker.Get(refer)
		page.Shows(t, "Make friends", "Cook for myself", "Tier 2")
		to := worker.Press(page, refer, nil).Location
		worker.Get(to).Shows(t, "Referral R-0001", "Submitted", "A broker takes the referral on.")

		broker.Get("/referrals").Shows(t, "R-0001", "Jo B.")
		builder := broker.Press(broker.Get(to), to+"/take", nil).Location
		broker.Press(broker.Get(builder), to+"/options", nil)
		page = broker.Get(builder)
		page.Shows(t, "Build a week for Jo", "Does not have what they need", "Helps with", "of £164 a week", "Outcomes covered")
		show(t, broker, page, to)

		person.Get("/me/choose")
		choose := "/me/choose/" + strings.TrimPrefix(to, "/referrals/")
		page = person.Get(choose + "?voice=en-easy")
		page.Shows(t, "Which week do you like?", "Week 1", "We do not know your price yet.", "I like none of these", "Help me", "Make friends")
		week := linkAfter(t, page, choose+"/")
		person.Press(person.Get(week), week, url.Values{"why": {"friends"}})
		person.Get(choose).Shows(t, "Thank you. A manager checks the week now.")

		approval := "/approvals/" + strings.TrimPrefix(to, "/referrals/")
		approver.Get("/approvals").Shows(t, "R-0001")
		page = approver.Get(approval)
		approver.Press(page, approval, nil)
		t.Run("one's own second window is led to what was decided", func(t *testing.T) {
			again := approver.Press(page, approval, url.Values{"form": {"another-press"}})
			if again.Location != approval {
				t.Errorf("got %d %s", again.Code, again.Location)
			}
		})
		t.Run("a second press has the first one's apptest.Page", func(t *testing.T) {
			if again := approver.Press(page, approval, nil); again.Location != "/approvals" {
				t.Errorf("got %d %s", again.Code, again.Location)
			}
		})
		for range h.placements(t) {
			page = provider.Get("/provider/offers")
			page.Shows(t, "Jo", "Support 1:3")
			provider.Press(page, actionEnding(t, page, "/accept"), nil)
		}
		worker.Get(to).Shows(t, "Placed", "I go with friends", "All places accepted, last by")
		worker.Get("/placements/"+h.placements(t)[0].ID).Shows(t, "Accepted", "£40")
		h.check(t)
	})
}

// show shows the first week that is not shown.
func show(t *testing.T, broker *apptest.Visitor, page apptest.Page, referral string) {
	t.Helper()
	for _, f := range apptest.All(page.Doc, "form") {
		for _, a := range f.Attr {
			if a.Key == "action" && strings.HasPrefix(a.Val, referral+"/options/") && strings.HasSuffix(a.Val, "/show") {
				broker.Press(page, a.Val, nil)
				return
			}
		}
	}
	t.Fatal("no week can be shown")
}

func actionEnding(t *testing.T, page apptest.Page, end string) string {
	t.Helper()
	for _, f := range apptest.All(page.Doc, "form") {
		for _, a := range f.Attr {
			if a.Key == "action" && strings.HasSuffix(a.Val, end) {
				return a.Val
			}
		}
	}
	t.Fatalf("no form for %s", end)
	return ""
}

func linkAfter(t *testing.T, page apptest.Page, start string) string {
	t.Helper()
	for _, l := range apptest.All(page.Doc, "a") {
		for _, a := range l.Attr {
			if a.Key == "href" && strings.HasPrefix(a.Val, start) && !strings.HasSuffix(a.Val, "/none") {
				return a.Val
			}
		}
	}
	t.Fatalf("no link to %s", start)
	return ""
}

func TestAReferralWithoutOutcomesIsRefusedOnItsPage(t *testing.T) {
	h := onSQLite(t, unplanned)
	v := h.as(t, h.worker)
	refer := "/people/" + h.jo + "/refer"
	v.Get(refer).Shows(t, "No tier is decided yet Budget Nobody has said yet")
	p := v.Press(v.Get(refer), refer, nil)
	if p.Code != http.StatusUnprocessableEntity || !strings.Contains(p.Body, "<title>Error:") {
		t.Errorf("got %d", p.Code)
	}
}

// A form of a page that was open for more than a week is refused with what was typed, and
// pressed again from there it is kept once.
func TestAFormOfAnOldPageIsRefusedWithWhatWasTyped(t *testing.T) {
	h := onSQLite(t, planned)
	plan := "/people/" + h.jo + "/plan"
	page := h.as(t, h.worker).Get(plan)
	typed := url.Values{"words": {"Grow my own beans"}, "care_act": {"O9"}, "baseline": {"-1"}, "importance": {"1"}, "difficulty": {"1"}}
	for i, level := range []string{"none", "one", "some", "many", "a field"} {
		typed["scale_"+strconv.Itoa(i)] = []string{level}
	}
	h.d.SetClock(clock.Fixed(dbtest.Start().Add(db.PressesKept + time.Minute)))
	worker := h.as(t, h.worker) // whoever was idle for long signs in again
	old := worker.Press(page, plan+"/outcomes", typed)
	old.Shows(t, "This page was open for more than 7 days")
	if old.Code != http.StatusUnprocessableEntity || !strings.Contains(old.Body, "Grow my own beans") {
		t.Fatalf("got %d", old.Code)
	}
	lacks(t, worker.Get(plan), "Grow my own beans")
	if p := worker.Press(old, plan+"/outcomes", typed); p.Location != plan {
		t.Fatalf("pressed again: %d %s", p.Code, p.Text)
	}
	worker.Get(plan).Shows(t, "Grow my own beans")
}

// Whatever lacks is told at once, each with the way to where it is mended: of a
// person without a plan, and of a plan without one of the two.
func TestARefusedReferralLeadsToAllThatLacks(t *testing.T) {
	h := onSQLite(t, unplanned)
	v := h.as(t, h.worker)
	refer, plan := "/people/"+h.jo+"/refer", "/people/"+h.jo+"/plan"
	lacking := func(says string, outcome, tier bool) {
		t.Helper()
		p := v.Press(v.Get(refer), refer, nil)
		for where, want := range map[string]bool{"#words": outcome, "#tier": tier} {
			if strings.Contains(p.Body, `href="`+plan+where+`"`) != want {
				t.Errorf("%s: a link to %s should be there: %v", says, where, want)
			}
		}
	}
	lacking("no plan", true, true)
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		_, err := h.Plans.AddOutcome(ctx, tx, h.worker, plans.Outcome{PersonID: h.jo, Words: "Make friends", CareAct: db.List{"O7"},
			Scale: db.List{"alone", "one friend", "two friends", "three friends", "many friends"}, Baseline: -2})
		return err
	})
	lacking("no tier", false, true)
	h.harm(t, `UPDATE plan SET tier = 2, ended_on = '2026-11-23'`)
	lacking("a plan that has ended", true, false)
	h.harm(t, `UPDATE plan SET tier = 0, ended_on = NULL`)
	for _, where := range []string{`id="words"`, `id="tier"`} {
		if page := v.Get(plan); !strings.Contains(page.Body, where) {
			t.Errorf("the plan's page has no %s", where)
		}
	}
}

// Whose plan is with a broker is not referred again: the plan and the form lead
// to the referral that is open.
func TestAPlanWithAnOpenReferralLeadsToIt(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		worker, plan, refer := h.as(t, h.worker), "/people/"+h.jo+"/plan", "/people/"+h.jo+"/refer"
		before := worker.Get(plan)
		before.Shows(t, "Plan of Joanna Bright", "Refer to a broker")
		if !strings.Contains(before.Body, "<title>Plan of Joanna Bright") {
			t.Error("the title does not say whose plan it is")
		}
		lacks(t, before, "R-0001")
		r := h.withBroker(t)
		for _, path := range []string{plan, refer} {
			p := worker.Get(path)
			p.Shows(t, "A broker is asked already to find a week for this plan.", "Referral R-0001", "With a broker")
			if !strings.Contains(p.Body, `href="/referrals/`+r.ID+`"`) || strings.Contains(p.Body, `href="`+refer+`"`) || strings.Contains(p.Body,
				`action="`+refer+`"`) {
				t.Errorf("%s: %s", path, p.Text)
			}
		}
		must(t, h.showByHand(t, r.ID, "Bowling"))
		shown := worker.Get(plan) // the week is found, and waits for the person
		shown.Shows(t, "Referral R-0001", "The person chooses a week.")
		lacks(t, shown, "A broker is asked already")
		must(t, h.brokerage.Finish(t.Context(), h.worker, r.ID, "withdrawn"))
		again := worker.Get(plan)
		again.Shows(t, "Refer to a broker")
		lacks(t, again, "R-0001")
	})
}

func TestFormsKeepWhatWasTypedAndTellWhatIsWrong(t *testing.T) {
	h := onSQLite(t, planned)
	r, _ := h.toChosen(t)
	v := h.as(t, h.approver)
	p := v.Press(v.Get("/approvals/"+r.ID), "/approvals/"+r.ID+"/refuse", url.Values{"reason": {"dear"}})
	if p.Code != http.StatusUnprocessableEntity || !strings.Contains(p.Body, `value="dear"`) {
		t.Errorf("got %d %s", p.Code, p.Text)
	}
	p.Shows(t, "Write a reason of at least a few words.")
}

func TestPagesAreClosedToWhoeverHasNoPartInThem(t *testing.T) {
	h := onSQLite(t, planned)
	list := h.toOffered(t)
	r := list[0].ReferralID
	stranger := h.as(t, h.actor(t, access.Actor{Name: "Far Away", Kind: access.Worker, Roles: []access.Role{access.RoleSocialWorker}}))
	other := h.as(t, h.actor(t, access.Actor{Name: "Somebody Else", Kind: access.Person, Roles: []access.Role{access.RolePerson},
		PersonID: "else"}))
	rival := h.as(t, h.actor(t, access.Actor{Name: "Rival", Kind: access.Staff, Roles: []access.Role{access.RoleProvider},
		OrganisationID: "rival"}))
	for _, k := range []struct {
		who  *apptest.Visitor
		path string
	}{{stranger, "/referrals/" + r}, {stranger, "/people/" + h.jo + "/refer"}, {stranger, "/placements/" + list[0].ID},
		{other, "/me/choose/" + r},
		{other, "/referrals/" + r}, {rival, "/referrals/" + r}, {h.as(t, h.provider), "/referrals/" + r},
		{h.as(t, h.person), "/referrals/" + r}} {
		if p := k.who.Get(k.path); p.Code != http.StatusForbidden {
			t.Errorf("%s: %d", k.path, p.Code)
		}
	}
	if p := rival.Get("/provider/offers"); strings.Contains(p.Text, "Jo") {
		t.Error("another provider sees the offer")
	}
	if p := rival.Post("/provider/offers/"+list[0].ID+"/accept", url.Values{"form": {"k"}}); p.Code != http.StatusForbidden {
		t.Errorf("another provider accepted: %d", p.Code)
	}
}

func TestPagesSpeakOnlyFromTheCatalogue(t *testing.T) {
	h := onSQLite(t, planned)
	r, o := h.toChosen(t)
	look := func(who access.Actor, paths ...string) {
		v := h.as(t, who)
		for _, path := range paths {
			for _, voice := range []string{"pseudo", "en-easy", "en"} {
				p := v.Get(path + "?voice=" + voice)
				if p.Code != http.StatusOK || strings.Contains(p.Text, "«") {
					t.Errorf("%s in %s: %d %s", path, voice, p.Code, p.Text)
				}
				if voice != "pseudo" {
					continue
				}
				if found := apptest.Unbracketed(p.Doc); len(found) > 0 {
					t.Errorf("%s: %q", path, found)
				}
			}
		}
	}
	ref := "/referrals/" + r.ID
	look(h.worker, "/referrals", ref)
	look(h.broker, ref, ref+"/options")
	look(h.approver, "/approvals", "/approvals/"+r.ID)
	look(h.person, "/me/choose/"+r.ID, "/me/choose/"+r.ID+"/none", "/me/choose/"+r.ID+"/"+o.ID)
	must(t, h.brokerage.Approve(t.Context(), h.approver, r.ID, o.ID))
	look(h.provider, "/provider/offers")
	p := h.placements(t)[0]
	must(t, h.brokerage.Accept(t.Context(), h.provider, p.ID))
	look(h.worker, "/placements/"+p.ID)
}

func TestAWorkListShowsWhatIsOpenAPageAtATime(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		first, err := h.brokerage.Refer(t.Context(), h.worker, h.jo)
		must(t, err)
		h.in(t, func(ctx context.Context, tx *db.Tx) error {
			for n := range 30 {
				_, err := tx.Exec(ctx, `INSERT INTO referral (id, number, person_id, plan_id, status, referred_by, made)
					SELECT id || '-' || CAST($1 AS text), number + $2, person_id, plan_id, 'ended', referred_by, made FROM referral WHERE id = $3`,
					fmt.Sprint(n), n+1, first.ID)
				if err != nil {
					return err
				}
			}
			return nil
		})
		lines, more := h.work(t, []brokerage.Status{brokerage.Ended}, 1)
		if len(lines) != 25 || !more || lines[0].Number != first.Number+30 {
			t.Errorf("the first page has %d lines, more %t", len(lines), more)
		}
		lines, more = h.work(t, []brokerage.Status{brokerage.Ended}, 2)
		if len(lines) != 5 || more || lines[4].Number != first.Number+1 || lines[4].Name == "" {
			t.Errorf("the second page has %d lines, more %t", len(lines), more)
		}
		if lines, _ = h.work(t, brokerage.Open(), 1); len(lines) != 1 || lines[0].ID != first.ID {
			t.Errorf("open are %v", lines)
		}
	})
}

func TestAWorkListBeginsWithWhoIsToStartSoonest(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		jo, err := h.brokerage.Refer(t.Context(), h.worker, h.jo)
		must(t, err)
		starts := []clock.NullDate{clock.SomeDate(clock.D(2026, 12, 21)), {}, clock.SomeDate(clock.D(2026, 12, 1))}
		h.in(t, func(ctx context.Context, tx *db.Tx) error {
			for n, on := range starts {
				p, err := h.people.Add(ctx, tx, access.System, people.Person{GivenName: "Sam", FamilyName: "Achebe",
					Born: clock.D(1990, 1, 1), Ratio: 3})
				if err != nil {
					return err
				}
				must(t, h.access.Tie(ctx, tx, access.Tie{Role: access.RoleBroker, PersonID: p.ID, Relation: access.Referred,
					Starts: clock.D(2026, 11, 1), Source: "test"}))
				_, err = tx.Exec(ctx, `INSERT INTO referral (id, number, person_id, plan_id, status, referred_by, start_by, made)
					SELECT id || '-' || CAST($1 AS text), number + $2, CAST($3 AS text), plan_id, 'submitted', referred_by, $4, made FROM referral WHERE id = $5`,
					fmt.Sprint(n), n+1, p.ID, on, jo.ID)
				if err != nil {
					return err
				}
			}
			return nil
		})
		lines, _ := h.work(t, brokerage.Open(), 1)
		var got []int64
		for _, l := range lines {
			got = append(got, l.Number-jo.Number)
		}
		// Jo is to start on 7 December; who has no date yet comes last
		if want := []int64{3, 0, 1, 2}; !slices.Equal(got, want) {
			t.Errorf("the list begins with %v, want %v", got, want)
		}
	})
}

var (
	outOf   = regexp.MustCompile(`Of (\d+) times of activities that were looked at, (\d+) fit and (\d+) do not`)
	ofGroup = regexp.MustCompile(`\((\d+)\)\s*</span>`)
)

func TestTheBuilderCountsEachTimeOnceAndSaysInWhatWeeksDiffer(t *testing.T) {
	h := onSQLite(t, planned)
	r := h.withBroker(t)
	v := h.as(t, h.broker)
	path := "/referrals/" + r.ID + "/options"
	v.Press(v.Get(path), path, nil)
	page := v.Get(path)
	said := outOf.FindStringSubmatch(page.Text)
	if said == nil {
		t.Fatalf("no sum is told: %s", page.Text)
	}
	number := func(s string) int {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	sum := 0
	_, aside, _ := strings.Cut(page.Body, "<h2 class=\"govuk-heading-m\">Why not")
	for _, g := range ofGroup.FindAllStringSubmatch(aside, -1) {
		sum += number(g[1])
	}
	if sum == 0 || sum != number(said[3]) || number(said[1]) != number(said[2])+number(said[3]) {
		t.Errorf("told %v, and the groups come to %d", said[1:], sum)
	}
	if !regexp.MustCompile(`Week 2: (the only one|the cheapest|unlike week)`).MatchString(page.Text) {
		t.Errorf("week 2 does not say in what it differs: %s", page.Text)
	}
}

func TestTheBuilderSaysThatFewWeeksDifferAndWhatWouldOpenMore(t *testing.T) {
	for voice, want := range map[string][]string{
		"":        {"Only 1 week fits: no other really differs from it.", "Too far: 30 times", "Not free then: 1 time"},
		"en-easy": {"We found 1 week only.", "30 times"},
	} {
		page := apptest.New(t, dbtest.SQLite(t)).Anyone(t).Get("/design/brokerage/week-builder-few?voice=" + voice)
		page.Shows(t, want...)
	}
}

func TestFewWeeksAreToldWhileTheWeekMayChangeAndNoLonger(t *testing.T) {
	h := onSQLite(t, planned)
	r, o := h.toChosen(t)
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `DELETE FROM referral_item WHERE option_id <> $1`, o.ID); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `UPDATE activity SET tiers = 1 WHERE id NOT IN (SELECT schedule.activity_id FROM referral_item
			JOIN schedule ON schedule.id = referral_item.schedule_id)`)
		return err
	})
	broker, path := h.as(t, h.broker), "/referrals/"+r.ID+"/options"
	broker.Get(path).Shows(t, "really differ")
	must(t, h.brokerage.Approve(t.Context(), h.approver, r.ID, o.ID))
	if p := broker.Get(path); strings.Contains(p.Text, "really differ") {
		t.Error("it says of a week that is agreed how few others there are")
	}
}
