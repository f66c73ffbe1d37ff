package brokerage_test

import (
	"context"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// Whoever chooses reads of each session when it is, where, and how long the way
// is, in either voice.
func TestTheChoiceTellsWhenWhereAndHowLongTheWayIs(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		h.harm(t, `UPDATE person SET town = 'Crewe'`)
		h.harm(t, `UPDATE activity SET easy_title = 'Skittles' WHERE title = 'Bowling'`)
		r := h.withBroker(t)
		must(t, h.showByHand(t, r.ID, "Bowling"))
		helper := h.actor(t, access.Actor{Name: "Pat Helper", Kind: access.Supporter, Roles: []access.Role{access.RoleSupporter}, PersonID: h.jo})
		h.in(t, func(ctx context.Context, tx *db.Tx) error {
			return h.access.Tie(ctx, tx, access.Tie{ActorID: helper.ID, PersonID: h.jo, Relation: access.Mandate, Scope: db.List{access.MayChoose},
				Source: "m"})
		})
		path, week := "/me/choose/"+r.ID, h.stored(t, `SELECT id FROM referral_option WHERE referral_id = $1`, r.ID)
		for _, who := range []access.Actor{h.person, helper} {
			v := h.as(t, who)
			v.Get(path+"?voice=en").Shows(t, "Tuesday 2pm to 4pm Bowling Bowling hall, Crewe About 5 minutes to get there")
			v.Get(path+"?voice=en-easy").Shows(t, "Tuesday 2pm Skittles Crewe : 5 minutes")
			v.Get(path+"/"+week+"?voice=en-easy").Shows(t, "Tuesday 2pm to 4pm Skittles Bowling hall, Crewe It takes about 5 minutes")
		}
		h.harm(t, `UPDATE person SET town = 'Nowhere'`)
		h.as(t, h.person).Get(path+"?voice=en").Shows(t, "We do not know yet how long it takes to get there")
		h.harm(t, `UPDATE schedule SET location_id = ''`)
		h.as(t, h.person).Get(path+"?voice=en").Shows(t, "Bowling Oak Farm On-line: no travel")
	})
}

// Who builds the week reads what rules times and ways out, or that nobody asked.
func TestTheBuilderTellsWhatTheRecordAllows(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		r := h.withBroker(t)
		broker, path := h.as(t, h.broker), "/referrals/"+r.ID+"/options"
		p := broker.Get(path)
		p.Shows(t, "Nobody has asked yet when they are free", "Nobody has asked yet how far they travel", "Nobody has said where they live")
		h.harm(t, `UPDATE person SET free = 15, travel_minutes = 30, town = 'Atlantis'`)
		broker.Get(path).Shows(t, "Free: Mon: morning, afternoon, evening; Tue: morning. A session may reach up to 30 minutes beyond.",
			"Travels up to 30 minutes one way.", "10 minutes more are allowed.", "Atlantis is not on our map")
		h.harm(t, `UPDATE person SET town = 'Crewe'`)
		p = broker.Get(path)
		lacks(t, p, "is not on our map")
		p.Shows(t, "Change this in the record")
		p = broker.Get(path + "?q=riding")
		p.Shows(t, "What was found", "Riding", "Does not have what they need", "5 minutes")
		broker.Get(path+"?q=zzz").Shows(t, "Nothing was found")
	})
}

// My week says what waits: weeks for the person's choice, the chosen one for
// somebody's yes; a supporter who may not choose is not sent there.
func TestMyWeekTellsThatWeeksWaitAndWhatBecomesOfTheChoice(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		r := h.withBroker(t)
		helper := h.actor(t, access.Actor{Name: "Pat Helper", Kind: access.Supporter, Roles: []access.Role{access.RoleSupporter}, PersonID: h.jo})
		h.in(t, func(ctx context.Context, tx *db.Tx) error {
			return h.access.Tie(ctx, tx, access.Tie{ActorID: helper.ID, PersonID: h.jo, Relation: access.Mandate, Scope: db.List{access.MaySee},
				Source: "m"})
		})
		const waits, find = "Weeks are waiting for you", "You can look for something to do"
		jo := h.as(t, h.person)
		p := jo.Get("/me/week?voice=en")
		p.Shows(t, find)
		lacks(t, p, waits)

		o := h.handMade(t, r.ID, "Bowling")
		must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
		p = jo.Get("/me/week?voice=en")
		p.Shows(t, waits, "See the weeks and choose")
		lacks(t, p, find)
		jo.Get("/me/week?voice=en-easy").Shows(t, "You can choose one now.", "Choose a week")
		lacks(t, h.as(t, helper).Get("/me/week?voice=en"), waits)
		lacks(t, jo.Get("/me/choose/"+r.ID+"/"+o.ID+"?voice=en"), "I go with friends") // nobody she knows goes

		must(t, h.brokerage.Choose(t.Context(), h.person, o.ID, "near", ""))
		p = jo.Get("/me/week?voice=en")
		p.Shows(t, "A manager checks the week now.")
		lacks(t, p, waits)
	})
}
