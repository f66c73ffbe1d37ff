package brokerage_test

import (
	"testing"

	"ourdays/internal/area/access"
)

// One provider's no takes one part of a week: the person reads which, what they have
// and what is still asked, where they chose and in their week; and a broker is told
// that they go only where a provider said yes.
func TestAPersonIsToldWhichPartOfTheirWeekIsGone(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.harm(t, `UPDATE activity SET easy_title = title`)
		list := h.toOffered(t)
		if len(list) < 3 {
			t.Fatalf("%d places", len(list))
		}
		jo, broker := h.as(t, h.person), h.as(t, h.broker)
		choose := "/me/choose/" + list[0].ReferralID
		named := func(i int) string {
			return h.stored(t, `SELECT title FROM activity WHERE id = $1`, list[i].ActivityID)
		}
		gone, has, asked := named(0), named(1), named(2)

		must(t, h.brokerage.Accept(t.Context(), h.provider, list[1].ID))
		for _, path := range []string{choose, "/me/week"} {
			p := jo.Get(path + "?voice=en")
			p.Shows(t, "Your week is agreed. Some providers have still to say", "You have a place here: "+has, "wait for the answer: ")
			lacks(t, p, "there is no place for you here")
			jo.Get(path+"?voice=en-easy").Shows(t, "You have some of your places now.", "You have a place here. "+has)
		}

		must(t, h.brokerage.Decline(t.Context(), h.provider, list[0].ID, "The group is closed until May."))
		for _, path := range []string{choose, "/me/week"} {
			p := jo.Get(path + "?voice=en")
			p.Shows(t, "because there is no place for you here: "+gone, "Oak Farm said no: The group is closed until May.",
				"You have a place here: "+has, "wait for the answer: "+asked)
			lacks(t, p, "the weeks no longer hold")
			p = jo.Get(path + "?voice=en-easy")
			p.Shows(t, "There is no place for you here. "+gone, "Oak Farm said no: The group is closed until May.",
				"You have a place here. "+has, "said yes or no yet. "+asked)
			lacks(t, p, "you cannot have these weeks")
		}
		p := broker.Get("/referrals/" + list[0].ReferralID)
		p.Shows(t, has+" : They go to this already.", asked+" : A place is offered already; its provider has not answered yet.")
		lacks(t, p, asked+" : They go to this already.")
		broker.Get("/referrals/"+list[0].ReferralID+"/options?option="+list[0].OptionID).Shows(t,
			"A place is offered already; its provider has not answered yet.")
	})
}

// What a provider wrote before its form said that the person reads it was for workers: the
// person and who helps read who said no, and the worker can say why.
func TestWordsThatWereForWorkersStayWithThem(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		pat := h.helper(t, access.MaySee, access.MayChoose)
		h.harm(t, `UPDATE activity SET easy_title = title`)
		r, p := h.offeredBowling(t)
		const why = "She shouts at the others."
		must(t, h.brokerage.Decline(t.Context(), h.provider, p.ID, why))
		h.harm(t, `UPDATE referral_step SET told = $1`, false) // as the migration left it
		jo, helper, broker := h.as(t, h.person), h.as(t, pat), h.as(t, h.broker)
		for _, path := range []string{"/me/choose/" + r.ID, "/me/week"} {
			for voice, said := range map[string]string{"en": "Oak Farm said no. Your worker can tell you why.",
				"en-easy": "Oak Farm said no. Ask your worker why."} {
				page := jo.Get(path + "?voice=" + voice)
				page.Shows(t, said)
				lacks(t, page, why)
			}
		}
		page := helper.Get("/me/choose/" + r.ID + "?voice=en")
		page.Shows(t, "Oak Farm said no. The worker of Jo B. can say why.")
		lacks(t, page, why)
		for _, path := range []string{"/referrals", "/referrals/" + r.ID} {
			broker.Get(path).Shows(t, "Oak Farm said no: "+why)
		}
	})
}

// When nothing of the week is left the person, who helps, and the broker read what was
// declined, by whom and why, and what happens next; until other weeks are chosen.
func TestWhatWasDeclinedIsSaidWhereNothingIsLeft(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.harm(t, `UPDATE activity SET easy_title = title`)
		r, p := h.offeredBowling(t)
		jo, broker := h.as(t, h.person), h.as(t, h.broker)
		h.as(t, h.provider).Get("/provider/offers").Shows(t, "If you decline, why? The person reads this too.")
		must(t, h.brokerage.Decline(t.Context(), h.provider, p.ID, "The lanes are closed."))
		const said = "Oak Farm said no: The lanes are closed."
		for _, path := range []string{"/me/choose/" + r.ID, "/me/week"} {
			jo.Get(path+"?voice=en").Shows(t, "Your broker looks for something else with you", "Bowling", said)
			jo.Get(path+"?voice=en-easy").Shows(t, "We look for something else for you.", said)
		}
		broker.Get("/referrals").Shows(t, "Bowling : "+said, "The broker puts weeks together")
		broker.Get("/referrals/"+r.ID).Shows(t, "Of the week that was chosen this was declined: Bowling : "+said, "Find something else for it.")
		h.as(t, h.broker).Get("/referrals/"+r.ID+"?voice=en-easy").Shows(t, "Find something else now.")
		must(t, h.showByHand(t, r.ID, "Garden"))
		lacks(t, broker.Get("/referrals"), said)
	})
}
