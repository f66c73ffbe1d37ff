package brokerage_test

import (
	"context"
	"fmt"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

// Whoever chooses reads of each session when it is, where, and how long the way
// is, in either voice.
func TestTheChoiceTellsWhenWhereAndHowLongTheWayIs(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
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
			v.Get(path+"?voice=en-easy").Shows(t, "Tuesday 2pm Skittles 5 minutes")
			v.Get(path+"/"+week+"?voice=en-easy").Shows(t, "Tuesday 2pm to 4pm Skittles Bowling hall, Crewe Getting there takes about 5 minutes")
		}
		h.harm(t, `UPDATE person SET town = 'Nowhere'`)
		h.as(t, h.person).Get(path+"?voice=en").Shows(t, "We do not know yet how long it takes to get there")
		h.harm(t, `UPDATE schedule SET location_id = ''`)
		h.as(t, h.person).Get(path+"?voice=en").Shows(t, "Bowling Oak Farm On-line: no travel")
	})
}

// Who builds the week reads what rules times and ways out, or that nobody asked.
func TestTheBuilderTellsWhatTheRecordAllows(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
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
		lacks(t, p, "Change this in the record") // a broker reads it, and changes nothing there
		p = broker.Get(path + "?q=riding")
		p.Shows(t, "What was found", "Riding", "Does not have what they need", "5 minutes")
		broker.Get(path+"?q=zzz").Shows(t, "Nothing was found")
	})
}

// My week says what waits: weeks for the person's choice, the chosen one for
// somebody's yes; a supporter who may not choose is not sent there.
func TestMyWeekTellsThatWeeksWaitAndWhatBecomesOfTheChoice(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
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
		for _, voice := range []string{"en", "en-easy"} {
			lacks(t, jo.Get("/me/choose/"+r.ID+"/"+o.ID+"?voice="+voice), "The price is good") // nobody knows it
		}

		must(t, h.brokerage.Choose(t.Context(), h.person, o.ID, "near", ""))
		p = jo.Get("/me/week?voice=en")
		p.Shows(t, "A manager checks the week now.")
		lacks(t, p, waits)
	})
}

// assessed gives Jo a checked assessment of one income a week, and says what she
// can be asked for a week at most.
func (h *house) assessed(t *testing.T, income string) pence.Pence {
	t.Helper()
	officer := h.actor(t, access.Actor{Name: "Tomasz Lis", Kind: access.Worker, Roles: []access.Role{access.RoleFinance}})
	second := h.actor(t, access.Actor{Name: "Ann Vale", Kind: access.Worker, Roles: []access.Role{access.RoleFinance}})
	as, err := h.Funds.Record(t.Context(), officer, h.jo, `{"date":"2026-11-23","person":{"age":36,"household":"single","premiums":[],
		"children":0,"pension_age":false},"income":[{"kind":"uc","amount":"`+income+`","every":"week"}]}`)
	must(t, err)
	must(t, h.Funds.Check(t.Context(), second, h.jo, as.ID))
	return as.Maximum
}

// A week costs the person the smaller of what they contribute and what it costs.
// Whoever helps them to choose sees it only with a mandate for their money.
func TestTheChoiceSaysWhatAWeekCostsThePerson(t *testing.T) {
	for _, c := range []struct {
		says, income       string
		most, price        pence.Pence
		standard, easyRead string
	}{
		{"less than the week costs: their contribution", "140.40", 2000, 2000, "You pay £20 a week", "You pay £20"},
		{"more than the week costs: the week", "190.40", 7000, 4000, "You pay £40 a week", "You pay £40"},
		{"nothing that they could be asked for", "100.00", 0, 0, "You pay £0 a week", "You pay £0"},
	} {
		t.Run(c.says, func(t *testing.T) {
			eachHouse(t, func(t *testing.T, h *house) {
				if most := h.assessed(t, c.income); most != c.most {
					t.Fatalf("the contribution is %s, want %s", most, c.most)
				}
				r := h.withBroker(t)
				o := h.handMade(t, r.ID, "Bowling")
				must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
				want := fmt.Sprintf("%d 4000", c.price)
				if got := h.stored(t, `SELECT price || ' ' || week_cost FROM referral_option WHERE id = $1`, o.ID); got != want {
					t.Errorf("the price and the cost of the week are %s, want %s", got, want)
				}
				path := "/me/choose/" + r.ID
				sees, may := h.helper(t, access.MayChoose), h.helper(t, access.MayChoose, access.MayMoney)
				for _, voice := range []struct{ name, says string }{{"en", c.standard}, {"en-easy", c.easyRead}} {
					for _, who := range []access.Actor{h.person, may} {
						h.as(t, who).Get(path+"?voice="+voice.name).Shows(t, voice.says)
					}
					lacks(t, h.as(t, sees).Get(path+"?voice="+voice.name), "You pay")
				}
				h.as(t, h.person).Get(path+"/"+o.ID+"?voice=en").Shows(t, "The price is good")
				lacks(t, h.as(t, sees).Get(path+"/"+o.ID+"?voice=en"), "The price is good")
				must(t, h.brokerage.Choose(t.Context(), h.person, o.ID, "near", ""))
				h.as(t, h.person).Get(path+"?voice=en").Shows(t, "Your choice", c.standard)
				lacks(t, h.as(t, sees).Get(path+"?voice=en"), "You pay")
			})
		})
	}
}

// helper is somebody with a mandate for Jo.
func (h *house) helper(t *testing.T, may ...string) access.Actor {
	t.Helper()
	a := h.actor(t, access.Actor{Name: "Pat Helper", Kind: access.Supporter, Roles: []access.Role{access.RoleSupporter}, PersonID: h.jo})
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		return h.access.Tie(ctx, tx, access.Tie{ActorID: a.ID, PersonID: h.jo, Relation: access.Mandate, Scope: db.List(may),
			Source: "m:" + a.ID})
	})
	return a
}

// Two weeks that differ only in what they cost the person are not told apart by it
// to a helper who may not see their money.
func TestTheNameOfAWeekTellsAHelperNoPrice(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.assessed(t, "187.00")
		r := h.withBroker(t)
		one, two := h.handMade(t, r.ID, "Bowling"), h.handMade(t, r.ID, "Bowling")
		h.harm(t, `UPDATE referral_option SET price = 1000 WHERE id = $1`, two.ID)
		for _, o := range []brokerage.Option{one, two} {
			must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
		}
		path := "/me/choose/" + r.ID + "?voice=en"
		h.as(t, h.person).Get(path).Shows(t, "£30")
		lacks(t, h.as(t, h.helper(t, access.MayChoose)).Get(path), "£")
	})
}

func TestWhyAWeekIsTooDearTellsAHelperNoAmount(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r := h.withBroker(t)
		must(t, h.showByHand(t, r.ID, "Bowling"))
		h.harm(t, `UPDATE plan SET weekly = 1000`)
		path := "/me/choose/" + r.ID + "?voice="
		h.as(t, h.person).Get(path+"en").Shows(t, "is more than the £10 that is left of your budget")
		sees, may := h.helper(t, access.MayChoose), h.helper(t, access.MayChoose, access.MayMoney)
		h.as(t, may).Get(path+"en").Shows(t, "is more than the £10 that is left of your budget")
		for voice, says := range map[string]string{"en": "It costs more than is left of the budget.", "en-easy": "It costs too much."} {
			page := h.as(t, sees).Get(path + voice)
			page.Shows(t, says)
			lacks(t, page, "£")
		}
	})
}
