package brokerage_test

import (
	"strings"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/platform/fail"
)

// Whoever builds a week and whoever approves it read its half days beside the least
// and the most of the plan, and what the plan pays; more than the most is a warning.
func TestAWeekIsSetBesideTheHalfDaysAndTheMoneyOfThePlan(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r := h.withBroker(t)
		o := h.handMade(t, r.ID, "Bowling")
		must(t, h.brokerage.AddItem(t.Context(), h.broker, o.ID, h.schedule["Cooking"]))
		must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
		must(t, h.brokerage.Choose(t.Context(), h.person, o.ID, "near", ""))
		builder, approval := "/referrals/"+r.ID+"/options?option="+o.ID, "/approvals/"+r.ID
		for who, path := range map[string]string{"broker": builder, "approver": approval} {
			a := map[string]access.Actor{"broker": h.broker, "approver": h.approver}[who]
			h.harm(t, `UPDATE plan SET max_units = 4`)
			p := h.as(t, a).Get(path)
			p.Shows(t, "2; the plan says 2 to 4", "£164")
			lacks(t, p, "More half days than the plan says")
			h.harm(t, `UPDATE plan SET min_units = 1, max_units = 1`)
			h.as(t, a).Get(path).Shows(t, "More half days than the plan says: 2 a week, at most 1. Whoever approves")
			h.harm(t, `UPDATE plan SET min_units = 2`)
		}
		w := h.as(t, h.approver)
		h.as(t, h.broker).Get("/referrals/"+r.ID).Shows(t, "More half days than the plan says")
		w.Get(approval).Shows(t, "Budget a week, by the plan £164", "Half days a week, by the plan 2 to 1",
			"must write why. Why more half days than the plan says? Approve this week")

		cost := brokerage.Costs{Now: 8000, Most: 8000}
		for _, why := range []string{"", "  no "} {
			refused(t, h.brokerage.ApproveAt(t.Context(), h.approver, r.ID, o.ID, cost, why), fail.Invalid, "")
		}
		must(t, h.brokerage.ApproveAt(t.Context(), h.approver, r.ID, o.ID, cost, "Two short days are one for them."))
		w.Get(approval).Shows(t, "Approval of R-0001", "You approved this on", "Two short days are one for them.")
	})
}

// A person reads it too, before they choose and while the manager looks, where the plan
// says fewer: the manager may then say no. Once it is agreed it changes nothing.
func TestAPersonReadsThatAWeekHasMoreHalfDaysThanTheirPlan(t *testing.T) {
	h := onSQLite(t, planned)
	r := h.withBroker(t)
	o := h.handMade(t, r.ID, "Bowling")
	must(t, h.brokerage.AddItem(t.Context(), h.broker, o.ID, h.schedule["Cooking"]))
	must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
	pat := h.as(t, h.helper(t, access.MaySee, access.MayChoose)).InStandardWords()
	jo, chosen := h.as(t, h.person), "/me/choose/"+r.ID
	const standard, easy = "more half days than your plan: 2, where the plan says at most 1.", "Your plan has fewer half days than this"
	lacks(t, jo.InStandardWords().Get(chosen+"/"+o.ID), "half days")
	h.harm(t, `UPDATE plan SET min_units = 1, max_units = 1`)
	look := func(path string) {
		t.Helper()
		jo.InStandardWords().Get(path).Shows(t, standard, "may say no.")
		h.as(t, h.person).Get(path+"?voice=en-easy").Shows(t, easy)
		pat.Get(path).Shows(t, "more half days than the plan of Jo B.: 2, where it says")
	}
	look(chosen + "/" + o.ID)
	must(t, h.brokerage.Choose(t.Context(), h.person, o.ID, "near", ""))
	look(chosen)
	must(t, h.brokerage.ApproveAt(t.Context(), h.approver, r.ID, o.ID, brokerage.Costs{Now: 8000, Most: 8000},
		"Two short days are one for them."))
	lacks(t, jo.InStandardWords().Get(chosen), "half days")
}

// The grid and the benchmark are of the usual week: that one session is off changes
// neither.
func TestOneSessionOffTakesNothingOutOfTheBuilder(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r := h.withBroker(t)
		o := h.handMade(t, r.ID, "Bowling")
		h.harm(t, firstOff)
		p := h.as(t, h.broker).Get("/referrals/" + r.ID + "/options?option=" + o.ID)
		p.Shows(t, "Bowling Bowling hall Support 1:3 £40", "Benchmark £42")
	})
}

// What is not on in the first week, at Christmas or every fortnight, can be added,
// and counts as it usually is.
func TestWhatIsNotOnInTheFirstWeekIsAddedAsItUsuallyIs(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r := h.withBroker(t)
		o := h.handMade(t, r.ID, "Garden")
		h.harm(t, firstOff)
		builder := "/referrals/" + r.ID + "/options?option=" + o.ID
		p := h.as(t, h.broker).Get(builder + "&q=bowling")
		if !strings.Contains(p.Body, `value="`+h.schedule["Bowling"]+`"`) {
			t.Errorf("the builder does not offer it: %s", p.Text)
		}
		must(t, h.brokerage.AddItem(t.Context(), h.broker, o.ID, h.schedule["Bowling"]))
		h.as(t, h.broker).Get(builder).Shows(t, "Bowling Bowling hall Support 1:3 £40", "£80 of £164 a week")
		must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
	})
}

// A week has one number, whoever reads it: those that are shown come first, in the order
// in which they were, and keep it; those that are saved are counted after them, anew with
// each that is shown, so that the person never reads of a week 4 among two.
func TestEverybodyReadsTheSameNumberOnAWeek(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r := h.withBroker(t)
		bowling, garden := h.handMade(t, r.ID, "Bowling"), h.handMade(t, r.ID, "Garden") // week 1 and week 2
		person, broker := "/me/choose/"+r.ID, "/referrals/"+r.ID
		reads := func(path string, who access.Actor, says ...string) {
			h.as(t, who).Get(path+"?voice=en").Shows(t, says...)
		}
		reads(broker, h.broker, "Week 1: the only one with Bowling saved", "Week 2: ")
		must(t, h.brokerage.Show(t.Context(), h.broker, garden.ID)) // what nobody sees yet moves down
		reads(person+"/"+garden.ID, h.person, "Why do you like week 1?", "Garden")
		reads(broker+"/options", h.broker, "Week 1: the only one with Garden", "Week 2: the only one with Bowling")
		reads(broker, h.broker, "Week 1: the only one with Garden shown", "Week 2: the only one with Bowling saved")

		must(t, h.brokerage.Show(t.Context(), h.broker, bowling.ID))
		reads(person+"/"+garden.ID, h.person, "Why do you like week 1?")
		reads(person+"/"+bowling.ID, h.person, "Why do you like week 2?", "Bowling")
		reads(broker, h.broker, "Week 1: the only one with Garden shown", "Week 2: the only one with Bowling shown",
			"Week 1 shown by", "Week 2 shown by")
		must(t, h.brokerage.Choose(t.Context(), h.person, bowling.ID, "near", ""))
		reads("/approvals/"+r.ID, h.approver, "Week 2: the only one with Bowling")
		reads(person, h.person, "Week 2")
	})
}

// What a week costs less or more than the others is told of the weeks as they are: a broker
// may have changed another one since, and a week with nothing in it is beside none.
func TestAWeekIsToldBesideTheOthersAsTheyAreNow(t *testing.T) {
	h := onSQLite(t, planned)
	ctx := t.Context()
	r := h.withBroker(t)
	garden, both := h.handMade(t, r.ID, "Garden"), h.handMade(t, r.ID, "Bowling")
	must(t, h.brokerage.AddItem(ctx, h.broker, both.ID, h.schedule["Garden"]))
	empty, err := h.brokerage.NewWeek(ctx, h.broker, r.ID)
	must(t, err)
	v, path := h.as(t, h.broker), "/referrals/"+r.ID
	cheapest, dearest := "The cheapest of these, by up to £", "a week more than the cheapest"
	pages := []string{path, path + "/options?option=" + garden.ID, path + "/options?option=" + both.ID, path + "/options?option=" + empty.ID}
	tells := func(says ...int) {
		t.Helper()
		for i, at := range pages {
			page := v.Get(at)
			if strings.Count(page.Text, cheapest) != says[i]%10 || strings.Count(page.Text, dearest) != says[i]/10 {
				t.Errorf("%s: %s", at, page.Text)
			}
		}
	}
	tells(11, 1, 10, 0)
	must(t, h.brokerage.RemoveItem(ctx, h.broker, both.ID, h.schedule["Bowling"]))
	tells(0, 0, 0, 0) // the same week twice
}

func TestAWeekThatNobodyWasShownIsThrownAway(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		r := h.withBroker(t)
		garden, bowling := h.handMade(t, r.ID, "Garden"), h.handMade(t, r.ID, "Bowling")
		refused(t, h.brokerage.DropOption(ctx, h.worker, garden.ID), fail.Forbidden, "access.refused.role")
		v, path := h.as(t, h.broker), "/referrals/"+r.ID+"/options"
		at := path + "/" + garden.ID + "/drop"
		if p := v.Press(v.Get(path+"?option="+garden.ID), at, nil); p.Location != path {
			t.Errorf("it leads to %q: %s", p.Location, p.Text)
		}
		page := v.Get(path)
		page.Shows(t, "The week is gone.", "Week 1")
		if strings.Contains(page.Text, "Week 2") || !strings.Contains(page.Body, bowling.ID) || strings.Contains(page.Body, garden.ID) {
			t.Errorf("it is still there: %s", page.Text)
		}
		refused(t, h.brokerage.DropOption(ctx, h.broker, garden.ID), fail.NotFound, "fail.not_found")
		h.check(t)
	})
}
