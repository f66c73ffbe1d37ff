package brokerage_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// harm changes what is stored behind a week's back.
func (h *house) harm(t *testing.T, text string, args ...any) {
	t.Helper()
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, text, args...)
		return err
	})
}

// What changes after a week was made, what the pages then say of Bowling or of
// the whole, to staff and to the person, and whether somebody may approve it all the
// same.
var changes = []struct {
	name, harm, told, yours string
	barred                  bool
}{
	{"the person needs a hoist now", `UPDATE person SET needs = needs + 2`, "Does not have what they need: Hoist.",
		"It does not have what you need: Hoist.", true},
	{"the activity is for another tier", `UPDATE activity SET tiers = 8 WHERE title = 'Bowling'`, "Not for tier 2.",
		"It is not for people with your kind of support.", true},
	{"the activity is withdrawn", `UPDATE activity SET status = 'withdrawn' WHERE title = 'Bowling'`, "Not offered any more.",
		"It is not offered any more.", true},
	{"no session is left", `UPDATE session SET status = 'cancelled' WHERE activity_id = (SELECT id FROM activity WHERE title = 'Bowling')`,
		"Not offered any more.", "It is not offered any more.", true},
	{"the person is free on Mondays only", `UPDATE person SET free = 7`, "Not free on Tuesday at 2pm.",
		"You are not free on Tuesday at 2pm.", false},
	{"the activity is for younger people", `UPDATE activity SET age_to = 30 WHERE title = 'Bowling'`, "Age 36 is outside the limit of 30.",
		"You are 36. It is for people of another age.", false},
	{"a session is full",
		`UPDATE session SET taken = places WHERE id = (SELECT max(s.id) FROM session s JOIN activity a ON a.id = s.activity_id
		WHERE a.title = 'Bowling' AND s.day >= '2026-11-30' AND s.day < '2027-01-20')`, "No places left in 1 of 8 sessions: Tuesday 19 January.",
		"There is no place left for you in 1 of 8 sessions: Tuesday 19 January.", false},
	{"the person needs a worker to themselves now", `UPDATE person SET ratio = 1`, "Support 1:3 is too little: 1:1 is needed.",
		"You need more support now than this week has.", true},
	{"the plan gives less", `UPDATE plan SET weekly = 3000`, "£40 a week is over the £30 that is left.",
		"£40 a week is more than the £30 that is left of your budget.", false},
}

// handMade is a week of one activity, saved by hand and not shown yet.
func (h *house) handMade(t *testing.T, referralID, title string) brokerage.Option {
	t.Helper()
	o, err := h.brokerage.NewWeek(t.Context(), h.broker, referralID)
	must(t, err)
	must(t, h.brokerage.AddItem(t.Context(), h.broker, o.ID, h.schedule[title]))
	must(t, h.brokerage.SaveOption(t.Context(), h.broker, o.ID))
	return o
}

func (h *house) withBroker(t *testing.T) brokerage.Referral {
	t.Helper()
	r, err := h.brokerage.Refer(t.Context(), h.worker, h.jo)
	must(t, err)
	must(t, h.brokerage.TakeOn(t.Context(), h.broker, r.ID))
	return r
}

func TestAWeekThatFitsNoLongerIsRefusedWhereItIsPressed(t *testing.T) {
	for _, k := range changes {
		t.Run(k.name, func(t *testing.T) {
			eachHouse(t, func(t *testing.T, h *house) {
				r := h.withBroker(t)
				shown, saved := h.handMade(t, r.ID, "Bowling"), h.handMade(t, r.ID, "Bowling")
				must(t, h.brokerage.Show(t.Context(), h.broker, shown.ID))
				broker, person := h.as(t, h.broker), h.as(t, h.person).InStandardWords()
				builder, choose := "/referrals/"+r.ID+"/options", "/me/choose/"+r.ID
				table := broker.Get(builder + "?option=" + saved.ID)
				lacks(t, table, "no longer fits")
				form := person.Get(choose + "/" + shown.ID)

				h.harm(t, k.harm)
				broker.Get(builder+"?option="+saved.ID).Shows(t, "no longer fits", k.told)
				p := broker.Press(table, builder+"/"+saved.ID+"/show", nil)
				p.Shows(t, "This week does not fit any more.", k.told, "The week as hours")
				if p.Code != http.StatusConflict || h.stored(t, `SELECT status FROM referral_option WHERE id = $1`, saved.ID) != brokerage.OptionSaved {
					t.Errorf("shown all the same: %d", p.Code)
				}
				refused(t, h.brokerage.Show(t.Context(), h.broker, saved.ID), fail.Conflict, "brokerage.refused.not_fitting")

				p = person.Press(form, choose+"/"+shown.ID, url.Values{"why": {"near"}})
				p.Shows(t, "This week does not fit any more.", k.yours)
				if p.Code != http.StatusConflict || h.referral(t, r.ID).Status != brokerage.Shown {
					t.Errorf("chosen all the same: %d", p.Code)
				}
				p = person.Get(choose)
				p.Shows(t, "This week can no longer be chosen", k.yours, "None of these weeks can be had any more.")
				lacks(t, p, "Choose week 1")
			})
		})
	}
}

func TestWhatNobodyCanApproveAwayIsNotApproved(t *testing.T) {
	for _, k := range changes {
		t.Run(k.name, func(t *testing.T) {
			eachHouse(t, func(t *testing.T, h *house) {
				r := h.withBroker(t)
				o := h.handMade(t, r.ID, "Bowling")
				must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
				must(t, h.brokerage.Choose(t.Context(), h.person, o.ID, "near", ""))
				approver, path := h.as(t, h.approver), "/approvals/"+r.ID
				form := approver.Get(path)
				lacks(t, form, "What no longer fits")

				h.harm(t, k.harm)
				approver.Get(path).Shows(t, "What no longer fits", k.told)
				p := approver.Press(form, path, nil)
				if !k.barred {
					if p.Code != http.StatusSeeOther || h.referral(t, r.ID).Status != brokerage.Approved {
						t.Errorf("the approver may weigh this: %d %s", p.Code, p.Text)
					}
					return
				}
				p.Shows(t, "This week cannot be approved", k.told, "Do not approve")
				if p.Code != http.StatusConflict || h.referral(t, r.ID).Status != brokerage.Chosen || h.budget(t).Held != 0 {
					t.Errorf("approved all the same: %d", p.Code)
				}
			})
		})
	}
}

func TestAllReasonsAreToldOfEachSession(t *testing.T) {
	h := onSQLite(t, planned)
	r := h.withBroker(t)
	o := h.handMade(t, r.ID, "Bowling")
	must(t, h.brokerage.AddItem(t.Context(), h.broker, o.ID, h.schedule["Cooking"]))
	for _, n := range []int{0, 4, 5} {
		h.harm(t, changes[n].harm)
	}
	broker, path := h.as(t, h.broker), "/referrals/"+r.ID+"/options"
	p := broker.Press(broker.Get(path+"?option="+o.ID), path+"/"+o.ID+"/show", nil)
	p.Shows(t, "Bowling: Age 36 is outside the limit of 30. Does not have what they need: Hoist. Not free on Tuesday at 2pm.",
		"Cooking: Does not have what they need: Hoist.")
}

// The places of a week that is agreed are the person's own: they neither clash
// with themselves nor are looked at again.
func TestOnesOwnPlacesAreNoMisfits(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		list := h.toOffered(t)
		r := list[0].ReferralID
		broker := h.as(t, h.broker)
		for _, p := range list[1:] {
			must(t, h.brokerage.Accept(t.Context(), h.provider, p.ID))
		}
		h.harm(t, `UPDATE session SET places = taken, support = support_taken WHERE taken > 0`)
		lacks(t, broker.Get("/referrals/"+r), "no longer fits")
		must(t, h.brokerage.Decline(t.Context(), h.provider, list[0].ID, "The group is closed until May."))
		p := broker.Get("/referrals/" + r + "/options?option=" + list[0].OptionID)
		p.Shows(t, "They go to this already.")
		for _, title := range []string{"Bowling", "Choir", "Cooking", "Garden", "Lunch club"} {
			lacks(t, p, title+": Clashes with "+title)
			if strings.Contains(p.Text, title+": No places left") {
				t.Errorf("the person's own place at %s fills it", title)
			}
		}
	})
}

// Who tries an activity before they agree to come has a place in it, which is
// the last one here.
func TestAPlaceThatIsTheirsAlreadyIsFreeToThem(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r := h.withBroker(t)
		o := h.handMade(t, r.ID, "Bowling")
		full := `UPDATE session SET taken = places, support = support_taken WHERE day = '2026-12-08' AND activity_id = (SELECT id FROM activity WHERE title = 'Bowling')`
		h.in(t, func(ctx context.Context, tx *db.Tx) error {
			return h.Bookings.BookSeries(ctx, tx, access.System, bookings.Series{PersonID: h.jo, ScheduleID: h.schedule["Bowling"],
				From: clock.D(2026, 12, 8), To: clock.D(2026, 12, 8), Ratio: 3})
		})
		h.harm(t, full)
		must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
		h.harm(t, `UPDATE booking SET status = 'cancelled'`)
		refused(t, h.brokerage.Choose(t.Context(), h.person, o.ID, "near", ""), fail.Conflict, "brokerage.refused.not_fitting")
	})
}

// The page of the person speaks to them, names all that is missing, and in the
// words of their voice.
func TestThePersonIsToldInTheirOwnWordsWhyAWeekCannotBeHad(t *testing.T) {
	h := onSQLite(t, planned)
	r := h.withBroker(t)
	o := h.handMade(t, r.ID, "Bowling")
	must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
	h.harm(t, `UPDATE location SET access = 0`)
	h.harm(t, `UPDATE activity SET access = 0`)
	h.harm(t, `UPDATE person SET needs = needs + 2, free = 7`)
	choose, path := h.as(t, h.person), "/me/choose/"+r.ID
	for _, page := range []string{path, path + "/" + o.ID} {
		choose.Get(page).Shows(t, "You need: No steps, Hoist to lift people. They do not have it there. You are not free on Tuesday.")
	}
	choose.InStandardWords()
	for _, page := range []string{path, path + "/" + o.ID} {
		choose.Get(page).Shows(t, "It does not have what you need: Step-free, Hoist. You are not free on Tuesday at 2pm.")
	}
}

func TestATryThatFindsNothingLeavesTheWeeksOfBefore(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r := h.withBroker(t)
		made, err := h.brokerage.MakeOptions(t.Context(), h.broker, r.ID)
		must(t, err)
		h.harm(t, `UPDATE person SET needs = needs + 2`)
		broker, path := h.as(t, h.broker), "/referrals/"+r.ID+"/options"
		p := broker.Press(broker.Get(path), path, nil)
		if n := h.stored(t, `SELECT count(*) FROM referral_option WHERE referral_id = $1 AND status = 'saved'`, r.ID); len(made) == 0 ||
			n == "0" {
			t.Errorf("of %d weeks %s are left", len(made), n)
		}
		broker.Get(p.Location).Shows(t, "No week fits.", "Week 1", "no longer fits")
	})
}

func lacks(t *testing.T, p apptest.Page, text string) {
	t.Helper()
	if p.Code != http.StatusOK || strings.Contains(p.Text, text) {
		t.Errorf("%d, and it says %q: %s", p.Code, text, p.Text)
	}
}
