package brokerage_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/mail"
)

// letters takes what waits to be sent, by whom it goes to: its subjects.
func (h *house) letters(t *testing.T) map[string][]string {
	t.Helper()
	sent := map[string][]string{}
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		all, err := db.All[string](ctx, tx, `SELECT body FROM job WHERE kind = $1 ORDER BY id`, access.MailJob)
		if err != nil {
			return err
		}
		for _, body := range all {
			var l mail.Letter
			if err := json.Unmarshal([]byte(body), &l); err != nil {
				return err
			}
			for _, private := range append(titles(), "Jo", "Bright", "Pat", "Oak") {
				if strings.Contains(l.Subject+l.Text, private) {
					t.Errorf("a letter says %q: %s", private, body)
				}
			}
			who := nameAt(ctx, t, tx, l.To)
			sent[who] = append(sent[who], l.Subject)
		}
		_, err = tx.Exec(ctx, `DELETE FROM job WHERE kind = $1`, access.MailJob)
		return err
	})
	return sent
}

func titles() (all []string) {
	for _, o := range offered {
		all = append(all, o.title)
	}
	return all
}

func nameAt(ctx context.Context, t *testing.T, tx *db.Tx, email string) string {
	t.Helper()
	name, err := db.One[string](ctx, tx, `SELECT name FROM actor WHERE email = $1`, email)
	if err != nil {
		t.Fatalf("a letter goes to %s: %v", email, err)
	}
	return name
}

// goes holds the letters since the last look to what is wanted: to Jo, who reads Easy
// Read, to a helper who may choose, and to nobody else.
func (h *house) goes(t *testing.T, when, toJo, toHelper string) {
	t.Helper()
	want := map[string][]string{}
	if toJo != "" {
		want["Jo Bright"], want["Pat Helper"] = []string{toJo}, []string{toHelper}
	}
	if got := h.letters(t); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s: letters are %v, want %v", when, got, want)
	}
}

// withHelpers gives the house a helper of Jo's who may choose, one who may only see,
// and no letter waiting.
func (h *house) withHelpers(t *testing.T) {
	t.Helper()
	for name, may := range map[string]string{"Pat Helper": access.MayChoose, "Kit Looks": access.MaySee} {
		a := h.actor(t, access.Actor{Name: name, Kind: access.Supporter, Roles: []access.Role{access.RoleSupporter}})
		h.in(t, func(ctx context.Context, tx *db.Tx) error {
			return h.access.Tie(ctx, tx, access.Tie{ActorID: a.ID, PersonID: h.jo, Relation: access.Mandate,
				Scope: db.List{access.MaySee, may}, Source: name})
		})
	}
	h.letters(t)
}

func TestJoAndWhoMayChooseForHerAreWrittenToWhenWeeksAreReady(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.withHelpers(t)
		r := h.withBroker(t)
		first, second := h.handMade(t, r.ID, "Bowling"), h.handMade(t, r.ID, "Garden")
		h.goes(t, "before anything is shown", "", "")
		if err := h.brokerage.Show(t.Context(), h.worker, first.ID); fail.KindOf(err) != fail.Forbidden {
			t.Errorf("a social worker shows it: %v", err)
		}
		empty, err := h.brokerage.NewWeek(t.Context(), h.broker, r.ID)
		must(t, err)
		if err := h.brokerage.Show(t.Context(), h.broker, empty.ID); fail.KindOf(err) != fail.Invalid {
			t.Errorf("an empty week is shown: %v", err)
		}
		h.goes(t, "refused", "", "")
		must(t, h.brokerage.Show(t.Context(), h.broker, first.ID))
		h.goes(t, "shown", "You can choose a week now", "Weeks are ready to choose from, for somebody you help")
		refused(t, h.brokerage.Show(t.Context(), h.broker, first.ID), fail.Conflict, "brokerage.refused.shown_already")
		must(t, h.brokerage.Show(t.Context(), h.broker, second.ID))
		h.goes(t, "pressed twice, and a second week shown", "", "")
		must(t, h.brokerage.LikeNone(t.Context(), h.person, r.ID, "days"))
		must(t, h.showByHand(t, r.ID, "Cooking"))
		h.goes(t, "shown anew", "You can choose a week now", "Weeks are ready to choose from, for somebody you help")
	})
}

func TestTheyAreWrittenToWhenTheWeekIsAgreedAndWhenItIsNot(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.withHelpers(t)
		r, o := h.toChosen(t)
		h.letters(t)
		if err := h.brokerage.Refuse(t.Context(), h.approver, r.ID, "no"); fail.KindOf(err) != fail.Invalid {
			t.Errorf("without a reason: %v", err)
		}
		if err := h.brokerage.Approve(t.Context(), h.broker, r.ID, o.ID); fail.KindOf(err) != fail.Forbidden {
			t.Errorf("a broker approves: %v", err)
		}
		h.goes(t, "refused", "", "")
		must(t, h.brokerage.Refuse(t.Context(), h.approver, r.ID, "Too far for her."))
		h.goes(t, "not agreed", "We did not say yes to your week", "A week was not agreed for somebody you help")
		refused(t, h.brokerage.Refuse(t.Context(), h.approver, r.ID, "Too far for her."), fail.Conflict, "")
		h.goes(t, "not agreed twice", "", "")
		must(t, h.showByHand(t, r.ID, "Cooking"))
		week := h.stored(t, `SELECT max(id) FROM referral_option WHERE referral_id = $1 AND status = 'shown'`, r.ID)
		must(t, h.brokerage.Choose(t.Context(), h.person, week, "near", ""))
		h.letters(t)
		h.spendAllBut(t, 0)
		if err := h.brokerage.Approve(t.Context(), h.approver, r.ID, week); err == nil {
			t.Error("a week is agreed that no money is left for")
		}
		h.goes(t, "no money", "", "")
	})
}

func TestTheyAreWrittenToWhenTheWeekIsAgreedAndAPlaceIsDeclined(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.withHelpers(t)
		r, o := h.toChosen(t)
		h.letters(t)
		must(t, h.brokerage.Approve(t.Context(), h.approver, r.ID, o.ID))
		h.goes(t, "agreed", "Your week is agreed", "A week is agreed for somebody you help")
		refused(t, h.brokerage.Approve(t.Context(), h.approver, r.ID, o.ID), fail.Conflict, "")
		h.goes(t, "agreed twice", "", "")
		places := h.placements(t)
		if len(places) < 2 {
			t.Fatalf("%d places are offered", len(places))
		}
		decline := func(p brokerage.Placement, why string) error {
			return h.brokerage.Decline(t.Context(), h.provider, p.ID, why)
		}
		if err := decline(places[0], "no"); fail.KindOf(err) != fail.Invalid {
			t.Errorf("declined without a reason: %v", err)
		}
		h.goes(t, "refused", "", "")
		last := len(places) - 1
		for _, p := range places[:last] {
			must(t, decline(p, "No room this month."))
			h.goes(t, "declined", "There is no place for you in one thing", "One place cannot be had for somebody you help")
			refused(t, decline(p, "No room this month."), fail.Conflict, "")
			h.goes(t, "declined twice", "", "")
		}
		must(t, decline(places[last], "No room this month."))
		h.goes(t, "declined too, and nothing is left", "There is no place for you in this week",
			"There is no place in the week of somebody you help")
	})
}

func TestTheyAreWrittenToWhenAllPlacesAreAccepted(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.withHelpers(t)
		list := h.toOffered(t)
		h.letters(t)
		for i, p := range list {
			h.goes(t, "while some are asked for", "", "")
			must(t, h.brokerage.Accept(t.Context(), h.provider, p.ID))
			refused(t, h.brokerage.Accept(t.Context(), h.provider, p.ID), fail.Conflict, "")
			if i == len(list)-1 {
				h.goes(t, "all are accepted", "You have all the places in your week", "Somebody you help has all the places of their week")
			}
		}
	})
}

func TestTheyAreWrittenToWhenAReviewOrANewRateHandsTheWeekBack(t *testing.T) {
	const toJo, toPat = "We look for new weeks for you", "A broker looks at the week of somebody you help again"
	eachHouse(t, func(t *testing.T, h *house) {
		h.withHelpers(t)
		h.toPlaced(t)
		h.letters(t)
		r := h.review(t, plans.ChangeWeek)
		refused(t, h.hold(t, r), fail.Invalid, "") // without a day and a budget
		h.goes(t, "a review that is refused", "", "")
		r.Weekly, r.MinUnits, r.MaxUnits, r.StartBy = 30000, 1, 6, clock.SomeDate(clock.D(2026, 12, 14))
		must(t, h.hold(t, r))
		h.goes(t, "a review changes the week", toJo, toPat)
	})
	eachHouse(t, func(t *testing.T, h *house) {
		h.withHelpers(t)
		ended := h.toPlaced(t)[0]
		h.letters(t)
		r := h.review(t, plans.ChangeWeek)
		r.Weekly, r.MinUnits, r.MaxUnits, r.StartBy = 30000, 1, 6, clock.SomeDate(clock.D(2026, 12, 14))
		r.EndPlaces, r.LastDay = []string{ended.ID}, clock.D(2026, 11, 24)
		must(t, h.hold(t, r))
		for _, untrue := range []string{"Nothing that", "stops nothing", "the same things"} {
			if n := h.stored(t, `SELECT count(*) FROM job WHERE body LIKE $1`, "%"+untrue+"%"); n != "0" {
				t.Errorf("a place ends with the review, and %s letters say %q", n, untrue)
			}
		}
		h.goes(t, "a review changes the week and ends a place", toJo, toPat)
	})
	eachHouse(t, func(t *testing.T, h *house) {
		h.withHelpers(t)
		_, p := h.offeredBowling(t)
		must(t, h.brokerage.Accept(t.Context(), h.provider, p.ID))
		h.bowlingAt(t, 4500, midway)
		h.spendAllBut(t, 1999) // four sessions cost £20 more
		h.letters(t)
		_, err := h.lift(t, ros, p.ActivityID)
		must(t, err)
		h.goes(t, "a new rate that the budget has no money for", toJo, toPat)
	})
}

// Whom no letter reaches, nor anybody who may choose for them, stands in the broker's
// list as somebody to ring, with the number that is recorded.
func TestABrokerReadsWhomToRingBecauseNoLetterReachesThem(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r := h.withBroker(t)
		must(t, h.showByHand(t, r.ID, "Bowling"))
		h.letters(t)
		v, path := h.as(t, h.broker), "/referrals/"+r.ID
		if p := v.Get("/referrals"); strings.Contains(p.Text, "Ring them") {
			t.Errorf("she has an address: %s", p.Text)
		}
		h.harm(t, `UPDATE actor SET email = 'none:' || id WHERE id = $1`, h.person.ID) // she signs in by a code on paper
		v.Get("/referrals").Shows(t, "Ring them")
		v.Get(path).Shows(t, "No letter reaches Jo", "no telephone number is recorded")
		h.harm(t, `UPDATE person SET phone = '01632 960 777' WHERE id = $1`, h.jo)
		v.Get(path).Shows(t, "No letter reaches Jo", "01632 960 777")
		h.letters(t)
		must(t, h.brokerage.LikeNone(t.Context(), h.person, r.ID, "days"))
		must(t, h.showByHand(t, r.ID, "Garden"))
		if got := h.letters(t); len(got) > 0 {
			t.Errorf("letters go to %v", got)
		}
		pat := h.actor(t, access.Actor{Name: "Pat Helper", Kind: access.Supporter, Roles: []access.Role{access.RoleSupporter}})
		for _, may := range []string{access.MaySee, access.MayChoose} {
			h.in(t, func(ctx context.Context, tx *db.Tx) error {
				return h.access.Tie(ctx, tx, access.Tie{ActorID: pat.ID, PersonID: h.jo, Relation: access.Mandate,
					Scope: db.List{access.MaySee, may}, Source: "m"})
			})
			list, _ := h.work(t, brokerage.Open(), 1)
			i := slices.IndexFunc(list, func(l brokerage.ReferralLine) bool { return l.ID == r.ID })
			if ring := list[i].Ring; ring != (may == access.MaySee) {
				t.Errorf("a helper may %s, and she is to be rung: %v", may, ring)
			}
		}
	})
}

// A helper has no record that says how they read: the switch that they turned last
// says it, for letters and for the next time that they sign in.
func TestAHelperWhoTurnedToEasyReadIsWrittenToInEasyRead(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		pat := h.helper(t, access.MaySee, access.MayChoose)
		r := h.withBroker(t)
		v := h.as(t, pat)
		subject := func() string {
			h.letters(t)
			must(t, h.showByHand(t, r.ID, "Bowling"))
			sent := h.letters(t)["Pat Helper"]
			must(t, h.brokerage.LikeNone(t.Context(), h.person, r.ID, "days"))
			return strings.Join(sent, ", ")
		}
		for _, k := range []struct{ voice, want, offers string }{
			{"en-easy", "You help somebody. They can choose a week now.", "Standard words"},
			{"en", "Weeks are ready to choose from, for somebody you help", "Easy Read"},
		} {
			if p := v.Post("/voice", url.Values{"voice": {k.voice}}); p.Location == "" {
				t.Fatalf("the switch: %d %s", p.Code, p.Text)
			}
			if got := subject(); got != k.want {
				t.Errorf("in %s: %q", k.voice, got)
			}
			h.as(t, pat).Get("/me/people").Shows(t, k.offers)
		}
	})
}
