package app_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/demo"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// action finds the first form of a page whose address ends in one of the endings.
func action(t *testing.T, p apptest.Page, endings ...string) string {
	t.Helper()
	for _, f := range apptest.All(p.Doc, "form") {
		for _, a := range f.Attr {
			for _, e := range endings {
				if a.Key == "action" && strings.HasSuffix(a.Val, e) {
					return a.Val
				}
			}
		}
	}
	t.Fatalf("the page has no form for %v: %s", endings, p.Text)
	return ""
}

func linkTo(t *testing.T, p apptest.Page, prefix string) string {
	t.Helper()
	_, rest, ok := strings.Cut(p.Body, `href="`+prefix)
	if !ok {
		t.Fatalf("the page has no link to %s: %s", prefix, p.Text)
	}
	end, _, _ := strings.Cut(rest, `"`)
	return prefix + end
}

// The main job on the demo borough: from Jo's outcome to a booked, funded week.
func TestTheMainJobFromAnOutcomeToABookedFundedWeek(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := apptest.New(t, d)
		if err := demo.Fill(t.Context(), house.Rooms()); err != nil {
			t.Fatal(err)
		}
		worker := house.As(t, persona(t, house, "Dina Okafor"))
		path := linkTo(t, worker.Get("/people?q=bright"), "/people/0")
		plan := path + "/plan"

		t.Run("a referral without an outcome and a tier is refused with both reasons", func(t *testing.T) {
			page := worker.Get(path + "/refer")
			if strings.Contains(page.Body, `action="`+path+`/refer"`) {
				page = worker.Press(page, path+"/refer", nil)
			}
			page.Shows(t, "outcome", "tier")
		})
		agree(t, worker, plan, "I want to cook my own tea.", "O1")
		agree(t, worker, plan, "I want more friends.", "O7")
		worker.Get(plan).Shows(t, "I want to cook my own tea.", "2 Personalised support", "Shares a worker with others (one worker to 3 people)")
		t.Run("a decision with faults keeps what was typed", func(t *testing.T) {
			p := worker.Press(worker.Get(plan), plan+"/tier", url.Values{"tier": {"1"}, "weekly": {"lots"}, "min_units": {"2"}, "max_units": {"1"},
				"start_by": {"2020-01-01"}})
			if p.Code != http.StatusUnprocessableEntity || !strings.Contains(p.Body, `value="lots"`) {
				t.Errorf("got %d", p.Code)
			}
			p.Shows(t, "Say why the tier is not the recommended one", "Enter an amount in pounds", "Enter a date from today on")
		})
		worker.Press(worker.Get(plan), plan+"/tier", url.Values{"tier": {"2"}, "reason": {""}, "weekly": {"£164"}, "min_units": {"2"},
			"max_units": {"4"}, "start_by": {"2026-12-07"}})
		worker.Get(plan).Shows(t, "The plan is ready.")
		t.Run("what was recommended when it was decided stays, and today's answer stands apart", func(t *testing.T) {
			before := worker.Get(plan)
			if before.Shows(t, "Recommended when it was decided"); strings.Contains(before.Text, "With today") {
				t.Error("the same answer is told twice")
			}
			if !strings.Contains(before.Body, `value="12"`) {
				t.Error("the usual weeks of enablement became others by themselves")
			}
			change := func(ratio int) {
				err := house.DB.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
					_, err := tx.Exec(ctx, `UPDATE person SET ratio = $1 WHERE id = $2`, ratio, strings.TrimPrefix(path, "/people/"))
					return err
				})
				if err != nil {
					t.Fatal(err)
				}
			}
			change(1)
			worker.Get(plan).Shows(t,
				"Recommended when it was decided 2 Personalised support and community activities Shares a worker with others (one worker to 3 people)",
				"With today’s facts 1 Specialist", "One worker to 1: close support")
			change(3)
		})
		referral := worker.Press(worker.Get(path+"/refer"), path+"/refer", nil).Location

		broker := house.As(t, persona(t, house, "Amara Osei"))
		builder := broker.Press(broker.Get(referral), referral+"/take", nil).Location
		broker.Press(broker.Get(builder), referral+"/options", nil)
		page := broker.Get(builder)
		page.Shows(t, "Build a week for Jo", "of £164 a week", "Why not")
		broker.Press(page, action(t, page, "/show"), nil)

		jo := house.As(t, persona(t, house, "Jo B.")).InStandardWords()
		choose := "/me/choose/" + strings.TrimPrefix(referral, "/referrals/")
		page = jo.Get(choose + "?voice=en-easy")
		page.Shows(t, "Which week do you like?", "I like none of these", "Help me")
		week := linkTo(t, page, choose+"/0")
		jo.Press(jo.Get(week), week, url.Values{"why": {"friends"}})
		jo.Get(choose).Shows(t, "Thank you. A manager checks the week now.")

		approver := house.As(t, persona(t, house, "Helen Marsh"))
		approval := "/approvals/" + strings.TrimPrefix(referral, "/referrals/")
		if p := approver.Press(approver.Get(approval), approval, nil); p.Location != "/approvals" {
			t.Fatalf("approving led to %d %s", p.Code, p.Text)
		}
		accepted := acceptAll(t, house)
		if accepted == 0 {
			t.Fatal("no provider had anything to accept")
		}
		worker.Get(referral).Shows(t, "Placed")
		t.Run("the week is booked, and the money stands", func(t *testing.T) {
			jo.Get("/me/week?from=2026-12-07&voice=en-easy").Shows(t, "My week", "7 December")
			if p := jo.Get("/me/week?from=2026-12-07"); strings.Contains(p.Text, "Nothing is booked") {
				t.Errorf("the week is empty: %s", p.Text)
			}
			if faults, err := house.Check(t.Context()); err != nil || len(faults) > 0 {
				t.Errorf("%v, %v", faults, err)
			}
		})
	})
}

func agree(t *testing.T, worker *apptest.Visitor, plan, words, code string) {
	t.Helper()
	p := worker.Press(worker.Get(plan), plan+"/outcomes", url.Values{"words": {words}, "care_act": {code}, "baseline": {"-1"},
		"scale_0": {"not at all"}, "scale_1": {"with a lot of help"}, "scale_2": {"with some help"}, "scale_3": {"nearly alone"},
		"scale_4": {"alone"}})
	if p.Location != plan {
		t.Fatalf("agreeing led to %d %s", p.Code, p.Text)
	}
}

// acceptAll lets every provider of the borough accept what is offered to it.
func acceptAll(t *testing.T, house *apptest.House) int {
	t.Helper()
	n := 0
	for _, name := range demo.Providers() {
		provider := house.As(t, persona(t, house, name))
		for range 12 {
			page := provider.Get("/provider/offers")
			if !strings.Contains(page.Body, `/accept"`) {
				break
			}
			provider.Press(page, action(t, page, "/accept"), nil)
			n++
		}
	}
	return n
}
