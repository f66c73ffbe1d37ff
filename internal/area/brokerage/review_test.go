package brokerage_test

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// toPlaced takes Jo to places that their provider accepted.
func (h *house) toPlaced(t *testing.T) []brokerage.Placement {
	t.Helper()
	for _, p := range h.toOffered(t) {
		must(t, h.brokerage.Accept(t.Context(), h.provider, p.ID))
	}
	return h.placements(t)
}

func (h *house) outcomes(t *testing.T) []plans.Outcome {
	t.Helper()
	var list []plans.Outcome
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		p, _, err := h.Plans.Current(ctx, tx, h.jo)
		if err != nil {
			return err
		}
		list, err = h.Plans.OutcomesOf(ctx, tx, p.ID)
		return err
	})
	return list
}

// review is a review with all outcomes as expected, to be changed by a test.
func (h *house) review(t *testing.T, way plans.Way) plans.Review {
	t.Helper()
	r := plans.Review{PersonID: h.jo, Number: 1, Held: clock.D(2026, 11, 24), OwnWords: "More singing.", Face: "ok", SaidHow: "spoke",
		Present: "Jo, Dina",
		Way:     way, Reason: "Jo asks for another week.", NextReview: clock.SomeDate(clock.D(2027, 2, 1))}
	for _, o := range h.outcomes(t) {
		r.Scores = append(r.Scores, plans.Score{OutcomeID: o.ID, Score: 0})
	}
	return r
}

func (h *house) hold(t *testing.T, r plans.Review) error {
	t.Helper()
	return h.d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := h.Plans.Review(ctx, tx, h.worker, r)
		return err
	})
}

func TestAReviewThatEndsThePlanEndsEveryPlaceAndFreesItsMoney(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.toPlaced(t)
		r := h.review(t, plans.End)
		r.Ending = "goal_met"
		refused(t, h.hold(t, r), fail.Invalid, "") // without the last day
		r.LastDay = clock.D(2026, 11, 24)
		must(t, h.hold(t, r))
		for _, p := range h.placements(t) {
			if p.Status != brokerage.Ended {
				t.Errorf("a place is %s", p.Status)
			}
		}
		if b := h.budget(t); b.Committed != 0 || b.Held != 0 || b.Available != b.Allocated {
			t.Errorf("the budget is %+v", b)
		}
		if n := h.taken(t); n != 0 {
			t.Errorf("%d places are still taken", n)
		}
		_, err := h.brokerage.Refer(t.Context(), h.worker, h.jo)
		if fail.KindOf(err) != fail.Invalid {
			t.Errorf("an ended plan was referred: %v", err)
		}
		h.check(t)
	})
}

func TestEveryPlaceGoesOnToTheLastDayOfAPlanThatEnds(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.toPlaced(t)
		worker, path := h.as(t, h.worker), "/people/"+h.jo+"/review"
		page := worker.Get(path)
		page.Shows(t, "Choir , Tuesday, 3pm to 5pm", "If you decide to end the plan, every place in this list ends with it, ticked or not.")
		form := h.fields(t, "end")
		form.Set("ending", "goal_met")
		wrong := worker.Press(page, path, form)
		if wrong.Code != http.StatusUnprocessableEntity {
			t.Fatalf("without the last day: %d %s", wrong.Code, wrong.Location)
		}
		wrong.Shows(t, "Enter the last day at the places that end")
		last := clock.D(2026, 12, 20)
		form.Set("last_day", last.String())
		if kept := worker.Press(page, path, form); kept.Code != http.StatusSeeOther {
			t.Fatalf("keeping: %d %s", kept.Code, kept.Text)
		}
		for _, p := range h.placements(t) {
			if !p.Leaving() || p.Ending != "goal_met" || p.To != last {
				t.Errorf("a place is %s to %s, and ends as %q", p.Status, p.To, p.Ending)
			}
		}
		if b := h.budget(t); b.Committed == 0 || h.taken(t) == 0 {
			t.Errorf("nothing is left until the last day: %+v, %d taken", b, h.taken(t))
		}
		plan := worker.Get("/people/" + h.jo + "/plan")
		plan.Shows(t, "The plan ended on 24 November 2026. Nobody can be referred from it.")
		if strings.Contains(plan.Text, "A referral needs at least one outcome") {
			t.Error("it asks for what the plan has")
		}
		h.check(t)
		h.keepOn(t, last.AddDays(1))
		for _, p := range h.placements(t) {
			if p.Status != brokerage.Ended || p.To != last {
				t.Errorf("after its last day a place is %s to %s", p.Status, p.To)
			}
		}
		h.check(t)
	})
}

func TestAReviewThatChangesTheWeekGoesBackToTheBroker(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		list := h.toPlaced(t)
		r := h.review(t, plans.ChangeTier)
		r.ToTier, r.Weekly, r.MinUnits, r.MaxUnits, r.StartBy = 1, 30000, 3, 5, clock.SomeDate(clock.D(2026, 12, 14))
		r.EndPlaces, r.LastDay = []string{list[0].ID}, clock.D(2026, 12, 13)
		must(t, h.hold(t, r))
		ref := h.referral(t, list[0].ReferralID)
		if ref.Status != brokerage.WithBroker || ref.OptionID != "" || ref.StartBy != clock.D(2026, 12, 14) || ref.BrokerID != h.broker.ID {
			t.Errorf("the referral is %+v", ref)
		}
		for _, p := range h.placements(t) {
			if p.Status != brokerage.Accepted || p.Leaving() != (p.ID == list[0].ID) {
				t.Errorf("a place is %s, and it ends: %v", p.Status, p.Leaving())
			}
		}
		if _, err := h.brokerage.MakeOptions(t.Context(), h.broker, ref.ID); err != nil {
			t.Errorf("the broker begins anew: %v", err)
		}
		h.check(t)
	})
}

// Of three half days Jo keeps two, and the review ended one: new weeks have one more, and not
// what was ended; and Jo reads that the rest stays.
func TestWeeksMadeAfterAReviewCountWhatStays(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		list := h.toPlaced(t)
		r := h.review(t, plans.ChangeWeek)
		r.Weekly, r.MinUnits, r.MaxUnits, r.StartBy = 30000, 3, 3, clock.SomeDate(clock.D(2026, 12, 14))
		r.EndPlaces, r.LastDay = []string{list[0].ID}, clock.D(2026, 12, 13)
		must(t, h.hold(t, r))
		h.in(t, func(ctx context.Context, tx *db.Tx) error {
			return h.addActivity(ctx, tx, "Sewing", "arts", "TH", 900, db.List{"O7"}, directory.StepFree)
		})
		ref := h.referral(t, list[0].ReferralID)
		made, err := h.brokerage.MakeOptions(t.Context(), h.broker, ref.ID)
		if err != nil || len(made) == 0 {
			t.Errorf("the broker begins anew: %d weeks, %v", len(made), err)
		}
		for _, o := range made {
			if o.Has(list[0].ScheduleID) || o.Units != 1 {
				t.Errorf("a week of %d half days beside the two that stay, with what was ended: %v", o.Units, o.Has(list[0].ScheduleID))
			}
		}
		jo, choose := h.as(t, h.person), "/me/choose/"+ref.ID
		jo.Get(choose+"?voice=en").Shows(t, "A part of your week changes, and the rest stays.", "You have a place here: ")
		p := jo.Get(choose + "?voice=en-easy")
		p.Shows(t, "Some things in your week change. The rest stays. We look for new things now.", "You have a place here. ")
		lacks(t, p, "you cannot have these weeks")
		h.check(t)
	})
}

// The weeks of the first round once stood on the person's page in full, could not be
// chosen, and counted among the five that may be shown, so that a second round ended it.
func TestWeeksOfBeforeTheReviewAreChosenFromNoMore(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		list := h.toPlaced(t)
		referral := list[0].ReferralID
		first := apptest.Stored[string](t, h.House, `SELECT id FROM referral_option WHERE status = 'shown' ORDER BY n LIMIT 1`)
		for n := 7; n < 10; n++ { // as many as may be shown: two were
			h.harm(t, `INSERT INTO referral_option (id, referral_id, n, status) VALUES ($1, $2, $3, 'shown')`, "w"+strconv.Itoa(n), referral, n)
		}
		r := h.review(t, plans.ChangeWeek)
		r.Weekly, r.MinUnits, r.MaxUnits, r.StartBy = 30000, 3, 5, clock.SomeDate(clock.D(2026, 12, 14))
		r.EndPlaces, r.LastDay = []string{list[0].ID}, clock.D(2026, 12, 13)
		must(t, h.hold(t, r))
		h.in(t, func(ctx context.Context, tx *db.Tx) error {
			return h.addActivity(ctx, tx, "Sewing", "arts", "TH", 900, db.List{"O7"}, directory.StepFree)
		})
		must(t, h.showByHand(t, referral, "Sewing"))
		jo, broker := h.as(t, h.person), h.as(t, h.broker)
		for _, voice := range []string{"en", "en-easy"} {
			page := jo.Get("/me/choose/" + referral + "?voice=" + voice)
			page.Shows(t, "Sewing", "eek 6")
			for _, before := range []string{"eek 1", "eek 2", first} {
				lacks(t, page, before)
			}
		}
		refused(t, h.brokerage.Choose(t.Context(), h.person, first, "friends", ""), fail.NotFound, "")
		refused(t, h.brokerage.Show(t.Context(), h.broker, first), fail.Conflict, "")
		broker.Get("/referrals/"+referral).Shows(t, "Weeks from before", "Week 1", "Week 5", "Week 6")
		h.check(t)
	})
}

func TestAReviewWithoutAnOpenReferralMakesOne(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r := h.review(t, plans.ChangeWeek)
		r.Weekly, r.MinUnits, r.MaxUnits, r.StartBy = 12000, 1, 2, clock.SomeDate(clock.D(2026, 12, 14))
		must(t, h.hold(t, r))
		h.as(t, h.broker).Get("/referrals").Shows(t, "R-0001", "Submitted")
	})
}

func TestAReviewTakesBackWhatWasOfferedFromTheOldPlan(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		list := h.toOffered(t)
		r := h.review(t, plans.ChangeWeek)
		r.Weekly, r.MinUnits, r.MaxUnits, r.StartBy = 12000, 1, 2, clock.SomeDate(clock.D(2026, 12, 14))
		must(t, h.hold(t, r))
		for _, p := range h.placements(t) {
			if p.Status != brokerage.Withdrawn {
				t.Errorf("an offer is %s", p.Status)
			}
		}
		if b := h.budget(t); b.Held != 0 {
			t.Errorf("%s are still held", b.Held)
		}
		if got := h.referral(t, list[0].ReferralID); got.Status != brokerage.WithBroker {
			t.Errorf("the referral is %s", got.Status)
		}
		h.check(t)
	})
}

func TestAPlaceOfSomebodyElseRefusesTheWholeReview(t *testing.T) {
	h := onSQLite(t, planned)
	h.toPlaced(t)
	r := h.review(t, plans.ChangeWeek)
	r.Weekly, r.MinUnits, r.MaxUnits, r.StartBy = 12000, 1, 3, clock.SomeDate(clock.D(2026, 12, 14))
	r.EndPlaces, r.LastDay = []string{"nobody's"}, clock.D(2026, 12, 13)
	refused(t, h.hold(t, r), fail.NotFound, "")
	r.EndPlaces = nil
	must(t, h.hold(t, r)) // the number is still free: nothing was kept
}

// fields fills the form of a review as a worker would.
func (h *house) fields(t *testing.T, way string) url.Values {
	t.Helper()
	v := url.Values{"held": {"2026-11-24"}, "own_words": {"I want more singing, less bus."}, "face": {"good"}, "said_how": {"signed"},
		"present": {"Jo, her sister, Dina"}, "way": {way}, "reason": {"Jo asks for another week."}, "next_review": {"2027-02-01"}, "tier": {"2"},
		"weekly": {"120.00"}, "min_units": {"1"}, "max_units": {"2"}, "start_by": {"2026-12-14"}}
	for _, o := range h.outcomes(t) {
		v.Add("outcome", o.ID)
		v.Set("score_"+o.ID, "1")
		v.Set("note_"+o.ID, "Sang with two others.")
	}
	return v
}

func TestAReviewOnItsPages(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.toPlaced(t)
		worker, person := h.as(t, h.worker), h.as(t, h.person).InStandardWords()
		path := "/people/" + h.jo + "/review"
		plan := "/people/" + h.jo + "/plan"
		worker.Get(plan).Shows(t, "Hold a review", "The next review is due by", "Less than expected less now", "The week for this plan is found.")
		page := worker.Get(path)
		page.Shows(t, "Review with", "Make friends", "Cook for myself", "(at the start)", "End any of these places?", "How it went",
			"Came 0 times")

		t.Run("an empty form is told every fault and keeps what was typed", func(t *testing.T) {
			wrong := worker.Press(page, path, url.Values{"reason": {"dunno"}, "way": {"change_week"}, "weekly": {"lots"}, "held": {"yesterday"}})
			if wrong.Code != http.StatusUnprocessableEntity || !strings.Contains(wrong.Body, `value="lots"`) || !strings.Contains(wrong.Body,
				"dunno") ||
				!strings.Contains(wrong.Body, `value="yesterday"`) {
				t.Errorf("got %d", wrong.Code)
			}
			wrong.Shows(t, "Enter a date such as", "Write what the person says", "Choose the face", "Choose where this outcome stands now",
				"Write the reason for the decision", "Enter an amount in pounds", "Enter the next review")
		})
		t.Run("a place without its last day is told at the field, and stays ticked", func(t *testing.T) {
			f := h.fields(t, "keep")
			f.Set("end_place", h.placements(t)[0].ID)
			f.Set("last_day", "soon")
			wrong := worker.Press(page, path, f)
			if wrong.Code != http.StatusUnprocessableEntity || strings.Count(wrong.Body, " checked") != 5 { // a place, two scores, a face, a way
				t.Errorf("got %d with %d ticks", wrong.Code, strings.Count(wrong.Body, " checked"))
			}
			wrong.Shows(t, "That is later than the rule")
			for _, part := range []string{`value="soon"`, `aria-describedby="last_day-hint last_day-error"`, `id="last_day-error"`,
				`href="#last_day"`} {
				if !strings.Contains(wrong.Body, part) {
					t.Errorf("the page lacks %s", part)
				}
			}
		})
		kept := worker.Press(page, path, h.fields(t, "change_week"))
		if kept.Code != http.StatusSeeOther || !strings.HasPrefix(kept.Location, "/people/"+h.jo+"/reviews/") {
			t.Fatalf("keeping led to %d %s %s", kept.Code, kept.Location, kept.Text)
		}
		t.Run("a second press has the first one's answer", func(t *testing.T) {
			if again := worker.Press(page, path, h.fields(t, "change_week")); again.Location != kept.Location {
				t.Errorf("got %d %s", again.Code, again.Location)
			}
		})
		t.Run("a stale page is told so", func(t *testing.T) {
			f := h.fields(t, "keep")
			f.Set("form", "another-press")
			again := worker.Press(page, path, f)
			if again.Code != http.StatusConflict {
				t.Errorf("got %d", again.Code)
			}
			again.Shows(t, "Somebody has kept this review already.")
		})
		worker.Get(kept.Location).Shows(t, "I want more singing, less bus.", "In signs", "Jo, her sister, Dina", "Change the week",
			"T-score: 62.40, from 37.60", "All outcomes reached")
		late := "That is later than the rule: the first check of a plan is due by 19 January 2027, 8 weeks after it is agreed"
		worker.Get(plan).Shows(t, "The next review is due by 1 February 2027", late)
		worker.Get("/people/"+h.jo+"/plan").Shows(t, "Earlier reviews", "24 November 2026: Change the week",
			"The tier and the week are changed at a review.", "Less than expected less (at the start)", "More than expected more now")
		worker.Get(plan+"?voice=en-easy").Shows(t, "more now", "less (at the start)")
		worker.Get(path+"?voice=en").Shows(t, "more (at the last review)", "less (at the start)")
		h.as(t, h.broker).Get("/referrals").Shows(t, "With a broker")
		person.Get("/me/outcomes?voice=en-easy").Shows(t, "Make friends", "You are here", "What you said", "I want more singing, less bus.",
			"Your week will change.")
		h.check(t)
	})
}

func TestReviewsAreClosedToWhoeverHasNoPartInThem(t *testing.T) {
	h := onSQLite(t, planned)
	r := h.review(t, plans.Keep)
	must(t, h.hold(t, r))
	var id string
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		list, err := h.Plans.ReviewsOf(ctx, tx, h.jo)
		id = list[0].ID
		return err
	})
	stranger := h.as(t, h.actor(t, access.Actor{Name: "Far Away", Kind: access.Worker, Roles: []access.Role{access.RoleSocialWorker}}))
	other := h.as(t, h.actor(t, access.Actor{Name: "Else", Kind: access.Person, Roles: []access.Role{access.RolePerson}, PersonID: "else"}))
	form, kept := "/people/"+h.jo+"/review", "/people/"+h.jo+"/reviews/"+id
	for _, k := range []struct {
		who  *apptest.Visitor
		path string
		code int
	}{{stranger, form, http.StatusForbidden}, {stranger, kept, http.StatusForbidden}, {h.as(t, h.broker), form, http.StatusForbidden},
		{h.as(t, h.provider), kept, http.StatusForbidden}, {h.as(t, h.person), kept, http.StatusForbidden},
		{other, "/reviews", http.StatusForbidden},
		{h.as(t, h.worker), "/people/" + h.jo + "/reviews/none", http.StatusNotFound}, {h.as(t, h.worker), kept, http.StatusOK}} {
		if p := k.who.Get(k.path); p.Code != k.code {
			t.Errorf("%s: %d, want %d", k.path, p.Code, k.code)
		}
	}
	if p := stranger.Post(form, h.fields(t, "keep")); p.Code != http.StatusForbidden {
		t.Errorf("somebody without a tie kept a review: %d", p.Code)
	}
	if p := other.Get("/me/outcomes"); strings.Contains(p.Text, "Make friends") {
		t.Error("somebody else reads Jo's outcomes")
	}
}

func TestReviewPagesSpeakOnlyFromTheCatalogue(t *testing.T) {
	h := onSQLite(t, planned)
	h.toPlaced(t)
	r := h.review(t, plans.ChangeTier)
	r.ToTier, r.Weekly, r.MinUnits, r.MaxUnits, r.StartBy = 3, 12000, 1, 2, clock.SomeDate(clock.D(2026, 12, 14))
	must(t, h.hold(t, r))
	h.d.SetClock(clock.Fixed(clock.At(clock.D(2027, 1, 20), 600)))
	var id string
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		list, err := h.Plans.ReviewsOf(ctx, tx, h.jo)
		id = list[0].ID
		return err
	})
	for path, who := range map[string]access.Actor{"/reviews": h.worker, "/people/" + h.jo + "/plan": h.worker,
		"/people/" + h.jo + "/review":        h.worker,
		"/people/" + h.jo + "/reviews/" + id: h.worker, "/me/outcomes": h.person} {
		v := h.as(t, who)
		for _, voice := range []string{"pseudo", "en-easy", "en"} {
			p := v.Get(path + "?voice=" + voice)
			if p.Code != http.StatusOK || strings.Contains(p.Text, "«") {
				t.Errorf("%s in %s: %d %s", path, voice, p.Code, p.Text)
			}
			if found := apptest.Unbracketed(p.Doc); voice == "pseudo" && len(found) > 0 {
				t.Errorf("%s: %q", path, found)
			}
		}
	}
	h.as(t, h.worker).Get("/reviews").Shows(t, "Joanna Bright", "Enablement, week 6, until 7 March 2027")
}

func TestWhoLowersABudgetIsToldWhatThePlacesCost(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.toPlaced(t)
		var sum pence.Pence
		places := h.placements(t)
		for _, p := range places {
			sum += p.WeekCost
		}
		worker, path := h.as(t, h.worker), "/people/"+h.jo+"/review"
		form := worker.Get(path)
		form.Shows(t, "The places cost "+sum.Format()+" a week together")
		f := h.fields(t, "change_week")
		f.Set("weekly", "1.00")
		kept := worker.Press(form, path, f)
		worker.Get(kept.Location).Shows(t, "The places that stay cost "+sum.Format()+" a week, "+(sum-100).Format()+" more than the new budget.")
		t.Run("so is the broker who puts a new week together", func(t *testing.T) {
			list := h.as(t, h.broker).Get("/referrals?voice=en")
			_, rest, _ := strings.Cut(list.Body, `href="/referrals/0`)
			id, _, _ := strings.Cut("0"+rest, `"`)
			h.as(t, h.broker).Get("/referrals/"+id+"/options").Shows(t, "The places that they have cost "+sum.Format()+" a week, "+
				(sum-100).Format()+" more than the budget.")
		})
		t.Run("nothing ends by it", func(t *testing.T) {
			for i, p := range h.placements(t) {
				if p.Status != places[i].Status || p.To != places[i].To {
					t.Errorf("a place is %s until %s now", p.Status, p.To)
				}
			}
			h.check(t)
		})
	})
}

func TestWhatIsNotGoingOnCostsNothing(t *testing.T) {
	h := onSQLite(t, planned)
	list := h.toOffered(t)
	cost := func() (sum pence.Pence) {
		h.in(t, func(ctx context.Context, tx *db.Tx) error {
			above, err := h.brokerage.AboveAfter(ctx, tx, h.jo, tx.Today())
			sum = above.Cost
			return err
		})
		return sum
	}
	if got := cost(); got != 0 {
		t.Errorf("places that are only offered cost %s", got.Format())
	}
	for _, p := range list {
		must(t, h.brokerage.Accept(t.Context(), h.provider, p.ID))
	}
	var want pence.Pence
	for _, p := range list {
		want += p.WeekCost
	}
	if got := cost(); got != want || want == 0 {
		t.Errorf("they cost %s, want %s", got.Format(), want.Format())
	}
	h.d.SetClock(clock.Fixed(clock.At(list[0].From.AddDays(1), 12*60)))
	_, err := h.brokerage.Keep(t.Context(), access.System)
	must(t, err)
	must(t, h.brokerage.Suspend(t.Context(), h.worker, list[0].ID, "In hospital for some weeks."))
	if got := cost(); got != want-list[0].WeekCost {
		t.Errorf("with one of them suspended they cost %s", got.Format())
	}
}

func TestPlacesThatAllEndAreNotWarnedOf(t *testing.T) {
	h := onSQLite(t, planned)
	h.toPlaced(t)
	var ends []string
	for _, p := range h.placements(t) {
		ends = append(ends, p.ID)
	}
	worker, path := h.as(t, h.worker), "/people/"+h.jo+"/review"
	f := h.fields(t, "change_week")
	f.Set("weekly", "1.00")
	f["end_place"] = ends
	f.Set("last_day", "2026-12-20")
	page := worker.Get(worker.Press(worker.Get(path), path, f).Location)
	page.Shows(t, "The review is kept")
	if strings.Contains(page.Text, "more than the new budget") {
		t.Error("it warns of places that all end")
	}
}

// The form offered a year on at every review, also in the week in which the plan was made.
func TestAReviewOffersTheNextByTheRules(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		path := "/people/" + h.jo + "/review"
		offers := func(says, day string) {
			t.Helper()
			page := h.as(t, h.worker).Get(path)
			page.Shows(t, says)
			if !strings.Contains(page.Body, `value="`+day+`"`) {
				t.Errorf("it does not offer %s", day)
			}
		}
		offers("The first check of this plan is due by 19 January 2027.", "19/1/2027")
		h.placedIn(t, "Bowling")
		h.harm(t, `UPDATE plan SET decided_on = '2026-09-01'`)
		offers("Support has not begun yet: the next review is due 8 weeks after its first day, by 25 January 2027.", "25/1/2027") // bowling is on Tuesdays
		h.harm(t, `UPDATE placement SET starts_on = '2026-11-17'`)
		offers("The next review is due within 12 months, by 24 November 2027.", "24/11/2027")
		h.as(t, h.worker).Get(path+"?voice=en-easy").Shows(t, "Meet again within 12 months.")
	})
}
