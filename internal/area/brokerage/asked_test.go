package brokerage_test

import (
	"context"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/db"
)

// Jo wants to cook. Lunch is tied to that by the Care Act and is no cooking: the broker
// reads which activity helps, that it is not what the words ask for, and that what is
// has no place; Jo's page claims nothing.
func TestAnOutcomeInTheirOwnWordsIsNotMetByACodeAlone(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.fill(t, h.schedule["Cooking"], 2)
		r := h.withBroker(t)
		o := h.handMade(t, r.ID, "Lunch club")
		builder, choose := "/referrals/"+r.ID+"/options?option="+o.ID, "/me/choose/"+r.ID
		h.as(t, h.broker).Get(builder).Shows(t,
			"Nothing in it is what these words ask for. Only the Care Act outcome “Eating and drinking well” ties it to them (1 a week): Cook for myself · through Lunch club",
			"Cook for myself 1 session · through Lunch club None is what these words ask for",
			"Helps with (1 a week): Make friends · through Lunch club",
			"Close to what the person asked for, and does not fit: Cooking Cooking hall Mon 10am: No places left in 1 of ")

		must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
		jo := h.as(t, h.person)
		p := jo.Get(choose + "?voice=en")
		p.Shows(t, "None of these weeks has anything for this yet: Cook for myself")
		lacks(t, p, "help with what you want: Make friends Cook for myself")
		jo.Get(choose+"?voice=en-easy").Shows(t, "No week helps with: Cook for myself")
	})
}

// Jo wants to make friends, and Sam, who is one, bowls. Whoever chooses and whoever brokers
// read the same: bowling helps with that; without Sam it does not.
func TestAFriendWhoGoesHelpsWithWordsAboutFriendsOnEveryPage(t *testing.T) {
	for _, friends := range []bool{true, false} {
		eachHouse(t, func(t *testing.T, h *house) {
			h.began()
			sam := h.sam(t)
			for _, link := range [][2]string{{h.jo, sam}, {sam, h.jo}} {
				if friends {
					h.in(t, func(ctx context.Context, tx *db.Tx) error {
						return h.people.SayFriend(ctx, tx, access.System, link[0], link[1])
					})
				}
			}
			r := h.withBroker(t)
			o := h.handMade(t, r.ID, "Bowling")
			must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
			builder := h.as(t, h.broker).Get("/referrals/" + r.ID + "/options?option=" + o.ID)
			jo := h.as(t, h.person)
			choice, easy := jo.Get("/me/choose/"+r.ID+"?voice=en"), jo.Get("/me/choose/"+r.ID+"?voice=en-easy")
			if !friends {
				builder.Shows(t, "Make friends 1 session · through Bowling None is what these words ask for")
				choice.Shows(t, "None of these weeks has anything for this yet: Make friends")
				easy.Shows(t, "No week helps with: Make friends")
				return
			}
			builder.Shows(t, "Make friends 1 session · through Bowling", "With a friend (1 a week): Sam R.",
				"Helps with (1 a week): Make friends · through Bowling")
			lacks(t, builder, "Make friends 1 session · through Bowling None is what")
			choice.Shows(t, "meant to help with what you want: Make friends", "Friends who go: Sam R.")
			lacks(t, easy, "No week helps with: Make friends")
		})
	}
}

// Where another week has it, that is said; and where every week has it, too.
func TestThePersonReadsWhichOfTheirWishesTheWeeksServe(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r := h.withBroker(t)
		must(t, h.showByHand(t, r.ID, "Cooking"))
		path := "/me/choose/" + r.ID + "?voice=en"
		p := h.as(t, h.person).Get(path)
		p.Shows(t, "help with what you want: Cook for myself", "None of these weeks has anything for this yet: Make friends")
		must(t, h.showByHand(t, r.ID, "Lunch club"))
		p = h.as(t, h.person).Get(path)
		p.Shows(t, "help with what you want: Make friends Cook for myself",
			"Week 1 1 activity a week Only this week has Cooking .", "It helps with: Cook for myself Nobody",
			"Only this week has Lunch club .", "It helps with: Make friends Nobody")
		if p := h.as(t, h.person).Get("/me/choose?voice=en-easy"); p.Location != "/me/choose/"+r.ID+"?voice=en-easy" {
			t.Errorf("the link led to %q", p.Location)
		}
		h.as(t, h.person).Get("/me/choose/"+r.ID+"?voice=en-easy").Shows(t, "Each week has 1 activity.", "Week 1 Only this week has Cooking .",
			"It helps with: Cook for myself", "It helps with: Make friends")
		lacks(t, h.as(t, h.broker).Get("/referrals/"+r.ID+"/options"), "Close to what the person asked for, and does not fit")
	})
}
