package browser

import (
	"context"
	"time"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

func refersTooSoon(w *town) {
	amara := w.As("Amara Osei")
	amara.Refuses("/people/"+w.jo()+"/plan", 403).Sees(amara.Says("access.refused.role"))
	w.As("Ruth Pemberton").Refuses("/people/"+w.jo(), 403)

	dina := w.As("Dina Okafor")
	dina.Open("/people/"+w.jo()+"/refer").PressExpecting(422, "Refer to brokerage").Sees("Agree at least one outcome first",
		"Decide the tier first")
	Stored(w, 0, `SELECT count(*) FROM referral WHERE person_id = $1`, w.jo())
}

// plansTwice agrees an outcome and decides by two presses, and decides from a
// page of before: the decision of the other worker stands, and is shown.
func plansTwice(w *town) {
	noor := access.Actor{Name: "Noor Aziz", Kind: access.Worker, Roles: []access.Role{access.RoleSocialWorker}}
	noor = w.Actor(w.t, noor)
	w.shares(noor)
	plan := "/people/" + w.jo() + "/plan"
	dina, before := w.As("Dina Okafor"), w.As("Noor Aziz")
	dina.Open(plan).Fill("What the person wants to change", "I want more friends.").Choose("Family, friends and relationships").
		Fill("Much less than expected", "not at all").Fill("Less than expected", "with a lot of help").Fill("As expected", "with some help").
		Fill("More than expected", "nearly alone").Fill("Much more than expected", "alone").
		PressTwice("Agree this outcome").Sees("I want more friends.")
	Stored(w, 1, `SELECT count(*) FROM outcome WHERE person_id = $1`, w.jo())

	before.Open(plan)
	decides := func(v *visitor, weekly string) *visitor {
		return v.Fill("Tier", "2 Personalised support and community activities").Fill("Indicative budget, pounds a week", weekly).
			Fill("Half days a week, at least", "2").Fill("Half days a week, at most", "4").Fill("Starts by", "2026-12-07")
	}
	decides(dina, "164.00").PressTwice("Decide").Sees("The plan is ready.")
	decides(before, "92.00").PressExpecting(409, "Decide").Sees("Somebody has decided this since you opened the page.",
		"This is decided now.", "Dina Okafor on", "£164").Axe()
	Stored(w, "2 16400 Dina Okafor", `SELECT tier || ' ' || weekly || ' ' || decided_by FROM plan WHERE person_id = $1`, w.jo())
	before.Press("Decide") // knowing it: what was typed is still there
	Stored(w, "2 9200 Noor Aziz", `SELECT tier || ' ' || weekly || ' ' || decided_by FROM plan WHERE person_id = $1`, w.jo())
}

// shares ties a second worker to Jo.
func (w *town) shares(a access.Actor) {
	w.t.Helper()
	if err := w.DB.InTx(w.t.Context(), func(ctx context.Context, tx *db.Tx) error {
		return w.People.Allocate(ctx, tx, w.jo(), a.ID)
	}); err != nil {
		w.t.Fatal(err)
	}
}

// refersTwice presses again what is referred already, and lets two brokers take
// the referral on at once.
func refersTwice(w *town) {
	dina, before := w.As("Dina Okafor"), w.As("Dina Okafor")
	before.Open("/people/" + w.jo() + "/refer")
	dina.Open("/people/" + w.jo() + "/refer").PressTwice("Refer to brokerage").Sees("R-0001")
	before.PressExpecting(409, "Refer to brokerage").Sees("This person has an open referral already.", "R-0001")
	Stored(w, 1, `SELECT count(*) FROM referral WHERE person_id = $1`, w.jo())
	Stored(w, "submitted", `SELECT status FROM referral WHERE id = $1`, w.referral())

	w.Actor(w.t, access.Actor{Name: "Marcus Bell", Kind: access.Worker, Roles: []access.Role{access.RoleBroker}})
	one, other := w.As("Amara Osei"), w.As("Marcus Bell")
	one.Open("/referrals/" + w.referral())
	other.Open("/referrals/" + w.referral())
	first, late := pressAtOnce(w.t, "Take this referral on", one, other)
	first.Sees("Build a week for Jo")
	late.Sees("This has changed since you opened the page. "+first.name+" has had this referral since", "Taken on by "+first.name).SeesNot(
		"Take this referral on")
	Stored(w, "with_broker "+first.name, `SELECT status || ' ' || actor.name FROM referral JOIN actor ON actor.id = broker_id
		WHERE referral.id = $1`, w.referral())
	Stored(w, 1, `SELECT count(*) FROM referral_step WHERE act = 'take' AND thing_id = $1`, w.referral())
}

// week is one of the weeks that were made for Jo, by its number: those that are shown
// come first.
func (w *town) week(n int) string {
	w.t.Helper()
	return stored[string](w, `SELECT id FROM referral_option WHERE referral_id = $1
		ORDER BY CASE WHEN status = 'shown' THEN 0 ELSE 1 END, n LIMIT 1 OFFSET $2`, w.referral(), n-1)
}

// allTaken leaves no place at what a week has, until freed.
func (w *town) allTaken(week string) {
	w.t.Helper()
	fill(w, `UPDATE session SET taken = places WHERE schedule_id IN (SELECT schedule_id FROM referral_item WHERE option_id = $1)`, week)
}

// freed gives the places back that nobody has.
func (w *town) freed() {
	w.t.Helper()
	fill(w, `UPDATE session SET taken = (SELECT count(*) FROM booking WHERE session_id = session.id AND status <> 'cancelled')`)
}

// agreed sets what a week of Jo's may cost.
func (w *town) agreed(weekly int) {
	w.t.Helper()
	fill(w, `UPDATE plan SET weekly = $1 WHERE person_id = $2`, weekly, w.jo())
}

const (
	show     = "Show this week to the person"
	joHas    = 16400 // pence a week that are agreed for Jo
	onePenny = 1
)

// showsTooMuch shows what does not fit any more, and changes what was shown.
func showsTooMuch(w *town) {
	amara := w.As("Amara Osei")
	builder := "/referrals/" + w.referral() + "/options"
	amara.Open(builder).PressTwice("Make weeks that fit").Sees("Helps with")
	made := stored[int](w, `SELECT count(*) FROM referral_option WHERE referral_id = $1`, w.referral())
	if made < 3 || made > 5 {
		w.t.Errorf("%d weeks were made by two presses, want three to five", made)
	}
	amara.Open(builder + "?option=" + w.week(1))
	w.allTaken(w.week(1))
	w.agreed(onePenny)
	amara.PressExpecting(409, show).Sees("This week does not fit any more.", "No places left in", "The whole week")
	w.freed()
	w.agreed(joHas)
	Stored(w, made, `SELECT count(*) FROM referral_option WHERE status = 'saved' AND referral_id = $1`, w.referral())

	for i, button := range []string{show, "Remove", "Add"} {
		week := w.week(i + 1)
		amara.Open(builder + "?option=" + week)
		w.Press(w.t, "Amara Osei", builder+"?option="+week, builder+"/"+week+"/show", nil) // at another desk
		items := stored[int](w, `SELECT count(*) FROM referral_item WHERE option_id = $1`, week)
		amara.PressExpecting(409, button).Sees("The person has seen this week. It stays as it is.").SeesNot(show)
		Stored(w, items, `SELECT count(*) FROM referral_item WHERE option_id = $1`, week)
	}
	Stored(w, 3, `SELECT count(*) FROM referral_option WHERE status = 'shown' AND referral_id = $1`, w.referral())
}

// mandate sets what Jo's supporter may do for her.
func (w *town) mandate(may string) {
	w.t.Helper()
	fill(w, `UPDATE tie SET scope = $1 WHERE source LIKE 'mandate:%' AND person_id = $2`, may, w.jo())
}

const (
	allAllowed = `["see","choose","book"]`
	onlySees   = `["see"]`
)

// choosesWrongly lets the wrong people choose, chooses what is gone, and ends
// with a supporter who may: it is kept who helped, and the first choice stands.
func choosesWrongly(w *town) {
	choose := "/me/choose/" + w.referral()
	w.As("Sam A.").Refuses(choose, 403)
	jo, grace := w.As("Jo B.").InEasyRead().OnAPhone(), w.As("Grace Bright").OnAPhone()
	jo.Refuses("/referrals/"+w.referral(), 403)
	grace.Open(choose + "/" + w.week(1))
	w.mandate(onlySees)
	grace.PressExpecting(403, "It is near")
	grace.Refuses(choose, 403)
	w.mandate(allAllowed)

	jo.Open(choose + "/" + w.week(1))
	w.allTaken(w.week(1))
	jo.PressExpecting(409, "It is near").NeverScrollsSideways().Sees(jo.Says("brokerage.choose.unfit"), "It is full on")
	w.freed()
	jo.Open(choose + "/" + w.week(1))
	w.agreed(onePenny)
	jo.PressExpecting(409, "It is near").Sees(jo.Says("brokerage.choose.unfit"), "It costs too much: £")
	w.agreed(joHas)
	Stored(w, "shown", `SELECT status || why || option_id FROM referral WHERE id = $1`, w.referral())

	jo.Open(choose + "/" + w.week(2))
	grace.Open("/me/choose").NeverScrollsSideways().Sees("We write down that you helped.").
		Follow("Choose week 1").PressTwice("It is near").Sees("The choice of Jo B.")
	jo.PressExpecting(409, "Good days for me").Sees("Grace Bright chose another week before. We kept that one.")
	Stored(w, "chosen near Grace Bright", `SELECT status || ' ' || why || ' ' || helped_by FROM referral WHERE id = $1`, w.referral())
	Stored(w, w.week(1), `SELECT option_id FROM referral WHERE id = $1`, w.referral())
	Stored(w, 1, `SELECT count(*) FROM referral_step WHERE act = 'choose' AND thing_id = $1`, w.referral())
	jo.Open(choose).Sees("Who helped you: Grace Bright")
}

// approvesWrongly presses with no right to, no limit and no money, and at last
// in two browsers at once and once more on a page of before.
func approvesWrongly(w *town) {
	approval := "/approvals/" + w.referral()
	beth, dina := w.As("Beth Farrow"), w.As("Dina Okafor")
	beth.Refuses("/approvals", 403).Sees(beth.Says("access.refused.role"))
	dina.Refuses(approval, 403).Sees(dina.Says("access.refused.role"))

	mona := w.Actor(w.t, access.Actor{Name: "Mona Quayle", Kind: access.Worker, Roles: []access.Role{access.RoleApprover},
		ApprovalLimit: 500_00})
	helen, before, other := w.As("Helen Marsh"), w.As("Helen Marsh"), w.As(mona.Name)
	for _, no := range []struct {
		code          int
		change, again string // what bars it, and what unbars it
		says          string
	}{
		{403, `UPDATE actor SET approval_limit = 100 WHERE name = 'Helen Marsh'`,
			`UPDATE actor SET approval_limit = 50000 WHERE name = 'Helen Marsh'`, "You can approve up to £1."},
		{403, `UPDATE referral SET referred_by = (SELECT id FROM actor WHERE name = 'Helen Marsh')`,
			`UPDATE referral SET referred_by = (SELECT id FROM actor WHERE name = 'Dina Okafor')`,
			"You made this referral. Somebody else must approve it."},
		{409, `UPDATE budget SET available = 0, spent = allocated - held - committed`,
			`UPDATE budget SET available = allocated - held - committed, spent = 0`,
			"There is not enough left in the budget."},
	} {
		helen.Open(approval)
		fill(w, no.change)
		helen.PressExpecting(no.code, "Approve this week").Sees(no.says)
		Stored(w, "chosen", `SELECT status || approved_by FROM referral WHERE id = $1`, w.referral())
		Stored(w, 0, `SELECT count(*) FROM placement WHERE person_id = $1`, w.jo())
		fill(w, no.again)
	}
	before.Open(approval)
	helen.Open(approval)
	other.Open(approval)
	first, late := pressAtOnce(w.t, "Approve this week", helen, other)
	first.SeesNot("R-0001")
	changed := "This has changed since you opened the page. " + first.name + " approved this on"
	late.Sees(changed).SeesNot("Approve this week")
	code, says := 409, changed
	if first == helen { // before is her own other window, which is told of no problem
		code, says = 200, "You approved this on"
	}
	before.PressExpecting(code, "Approve this week").Sees(says).SeesNot("Approve this week")
	Stored(w, "approved "+first.name, `SELECT status || ' ' || actor.name FROM referral JOIN actor ON actor.id = approved_by
		WHERE referral.id = $1`, w.referral())
	Stored(w, 1, `SELECT count(*) FROM referral_step WHERE act = 'approve' AND thing_id = $1`, w.referral())
	Stored(w, true, `SELECT count(*) = (SELECT count(*) FROM referral_item WHERE option_id = $2) FROM placement WHERE person_id = $1`, w.jo(),
		w.week(1))
}

// offer leaves one of Jo's offered places waiting, so that its page has one
// button, and gives who may accept it.
func offer(w *town) (placement, who string) {
	w.t.Helper()
	fill(w, `UPDATE placement SET status = 'offered' WHERE status = 'proposed' AND person_id = $1`, w.jo())
	placement = stored[string](w, `SELECT min(id) FROM placement WHERE person_id = $1 AND status = 'offered'`, w.jo())
	who = stored[string](w, `SELECT min(actor.name) FROM actor JOIN placement ON placement.organisation_id = actor.organisation_id
		WHERE placement.id = $1 AND kind = 'staff'`, placement)
	fill(w, `UPDATE placement SET status = 'proposed' WHERE status = 'offered' AND id <> $1`, placement)
	return placement, who
}

// elsewhere is staff of a provider at which Jo has no place.
func elsewhere(w *town) string {
	w.t.Helper()
	return stored[string](w, `SELECT min(name) FROM actor WHERE kind = 'staff'
		AND organisation_id NOT IN (SELECT organisation_id FROM placement WHERE person_id = $1)`, w.jo())
}

// acceptsWrongly accepts what is full, at once in two browsers, and twice.
func acceptsWrongly(w *town) {
	w.As(elsewhere(w)).Open("/provider/offers").SeesNot("Accept this place", ": Jo")
	placement, who := offer(w)
	ivy := w.Actor(w.t, access.Actor{Name: "Ivy Lowe", Kind: access.Staff, Roles: []access.Role{access.RoleProvider},
		OrganisationID: stored[string](w, `SELECT organisation_id FROM placement WHERE id = $1`, placement)})
	one, other := w.As(who), w.As(ivy.Name)
	one.Open("/provider/offers")
	w.allTaken(w.week(1))
	one.PressExpecting(409, "Accept this place").Sees(": Jo")
	Stored(w, "offered", `SELECT status FROM placement WHERE id = $1`, placement)
	Stored(w, 0, `SELECT count(*) FROM booking WHERE placement_id = $1`, placement)
	Stored(w, true, `SELECT held > 0 AND committed = 0 FROM budget WHERE person_id = $1`, w.jo())
	w.freed()

	other.Open("/provider/offers")
	one.Open("/provider/offers")
	_, late := pressAtOnce(w.t, "Accept this place", one, other)
	late.Sees("This has changed since you opened the page.").SeesNot("Accept this place")
	Stored(w, 1, `SELECT count(*) FROM referral_step WHERE act = 'accept' AND thing_id = $1`, placement)
	Stored(w, true, `SELECT count(*) = count(DISTINCT session_id) AND count(*) > 0 FROM booking WHERE placement_id = $1`, placement)

	second, who := offer(w)
	w.As(who).Open("/provider/offers").PressTwice("Accept this place").Sees("Every session is booked and the money is committed.")
	Stored(w, 1, `SELECT count(*) FROM referral_step WHERE act = 'accept' AND thing_id = $1`, second)
	Stored(w, true, `SELECT count(*) = count(DISTINCT session_id) AND count(*) > 0 FROM booking WHERE placement_id = $1`, second)
	fill(w, `UPDATE placement SET status = 'offered' WHERE status = 'proposed' AND person_id = $1`, w.jo())
}

// at lets something be pressed at another time than it was opened.
func (w *town) at(when clock.Instant, press func()) {
	w.t.Helper()
	now := w.now()
	w.DB.SetClock(clock.Fixed(when))
	press()
	w.DB.SetClock(clock.Fixed(now))
}

// recordsWrongly takes a register and says how it went: too soon, as the wrong
// person, twice, and on a page of before.
func recordsWrongly(w *town) {
	moveOn(w)
	session, who := w.LastSession(w.t)
	begins := stored[clock.Instant](w, `SELECT starts FROM session WHERE id = $1`, session)
	ends := stored[clock.Instant](w, `SELECT ends FROM session WHERE id = $1`, session)
	register := "/provider/sessions/" + session + "/register"
	w.As(elsewhere(w)).OnAPhone().Refuses(register, 403).SeesNot("Bright")
	staff, before := w.As(who).OnAPhone(), w.As(who).OnAPhone()
	before.Open(register).Press("Everybody came")
	w.at(begins.Add(time.Minute), func() { // a form of much later would be no form of ours
		staff.Open(register).Sees("Everybody has an answer, and nothing is recorded yet.") // the other page marked them
	})
	w.at(begins.Add(-time.Minute), func() {
		staff.PressExpecting(409, "Close the register").NeverScrollsSideways().
			Sees("The register was not closed", "The register opens when the session begins.")
	})
	Stored(w, 0, `SELECT count(*) FROM register WHERE session_id = $1`, session)
	staff.Open(register).PressTwice("Close the register").Sees("The register is closed.")
	paid := stored[int](w, `SELECT spent FROM budget WHERE person_id = $1`, w.jo())
	before.PressExpecting(409, "Close the register").Sees("The register was not closed",
		"This register is closed already. Nothing was changed.")
	Stored(w, paid, `SELECT spent FROM budget WHERE person_id = $1`, w.jo())
	Stored(w, paid, `SELECT paid FROM booking WHERE session_id = $1 AND person_id = $2`, session, w.jo())

	booking := "/me/bookings/" + w.josBooking(session)
	w.As("Sam A.").OnAPhone().Refuses(booking, 403).SeesNot("How was it?")
	jo := w.As("Jo B.").InEasyRead().OnAPhone()
	jo.Open(booking)
	w.at(ends.Add(-time.Minute), func() {
		jo.PressExpecting(409, "Good").Sees(jo.Says("bookings.refused.not_over")).NeverScrollsSideways()
	})
	Stored(w, "", `SELECT feeling FROM booking WHERE session_id = $1 AND person_id = $2`, session, w.jo())
	jo.Open(booking).PressTwice("Good")
	Stored(w, "good", `SELECT feeling FROM booking WHERE session_id = $1 AND person_id = $2`, session, w.jo())
	coming := stored[string](w, `SELECT min(id) FROM booking WHERE person_id = $1 AND status = 'confirmed' AND day > '2026-12-11'`, w.jo())
	jo.Open("/me/bookings/" + coming).SeesNot("How was it?")
}

// looksWrongly looks at somebody else's week, and makes an address for their
// calendar: only who may book for Jo makes one, and only one is made.
func looksWrongly(w *town) {
	sam := w.As("Sam A.").OnAPhone()
	sam.Refuses("/people/"+w.jo()+"/week", 403)
	w.As(elsewhere(w)).Refuses("/me/calendar", 403)
	jo, grace := w.As("Jo B.").InEasyRead().OnAPhone(), w.As("Grace Bright").OnAPhone()
	w.mandate(onlySees)
	grace.Open("/me/calendar").Sees(grace.Says("bookings.feed.may_not")).SeesNot(grace.Says("bookings.feed.make"))
	w.mandate(allAllowed)
	grace.Open("/me/calendar")
	address := jo.Open("/me/calendar").PressTwice(jo.Says("bookings.feed.make")).calendarAddress()
	grace.PressExpecting(409, grace.Says("bookings.feed.make")).Sees(grace.Says("bookings.feed.moved_on"))
	Stored(w, 1, `SELECT count(*) FROM calendar_feed`)
	if n := len(w.calendar(address)); n == 0 {
		w.t.Error("the address of the first press opens nothing")
	}
	jo.Press(jo.Says("bookings.feed.stop")).Sees(jo.Says("bookings.feed.stopped"))
	w.noCalendar(address)
}

// tellsReview fills in the form of Jo's review, but for what is decided.
func tellsReview(v *visitor) {
	v.t.Helper()
	v.Choose("As expected: with some help", "I want to cook my own tea.").Choose("More than expected: nearly alone", "I want more friends.").
		Fill("What shows it", "She cooked twice.", "I want to cook my own tea.").Fill("What shows it", "Two friends come to tea.",
		"I want more friends.").
		Fill("In the person's words", "I made chips. I want to do it again.").Choose("Good").Fill("How the person said it", "In speech").
		Fill("Who was there", "Jo and Dina")
}

// steersWrongly opens the figures as everybody whose work they are not, and sets a
// budget that cannot be.
func steersWrongly(w *town) {
	for who, path := range map[string]string{"Dina Okafor": "/steer/spend", "Helen Marsh": "/steer/sessions", "Tomasz Lis": "/steer/budget",
		"Jo B.": "/steer/outcomes"} {
		v := w.As(who)
		v.Refuses(path, 403).Sees(v.Says("access.refused.role"))
	}
	ruth := w.As("Ruth Pemberton")
	ruth.Refuses("/people/"+w.jo(), 403).SeesNot("Bright")
	before := stored[int](w, `SELECT count(*) FROM council_budget`)
	ruth.Open("/steer/budget")
	ruth.Send("/steer/budget").answers(422)
	Stored(w, before, `SELECT count(*) FROM council_budget`)
	ruth.Open("/steer/spend?tier=9&month=never&org=x&kind=y").SeesNot("Joanna") // a link from elsewhere
}

// reviewsWrongly reviews as the wrong person, twice, and on a page of before.
// The review that counts changes the tier and ends a place.
func reviewsWrongly(w *town) {
	review := "/people/" + w.jo() + "/review"
	amara := w.As("Amara Osei")
	amara.Refuses(review, 403).Sees(amara.Says("access.refused.role"))
	dina, before := w.As("Dina Okafor"), w.As("Dina Okafor")
	before.Open(review)
	ended := stored[string](w, `SELECT min(id) FROM placement WHERE person_id = $1 AND status = 'active'`, w.jo())
	title := stored[string](w, `SELECT title FROM activity JOIN placement ON activity_id = activity.id WHERE placement.id = $1`, ended)
	tellsReview(dina.Open(review))
	dina.Choose("Change the tier").Fill("Reason", "She needs more than others can give her.").
		Unfold("If the tier or the week changes: the new week").Fill("Tier", "1 Specialist").
		Choose(title).Fill("Last day there", "2026-12-18").Fill("Next review by", "2027-06-11").
		PressTwice("Keep this review").Sees("Change the tier", "I made chips.")
	before.PressExpecting(409, "Keep this review").Sees("Somebody has kept this review already. Look at the plan again.")

	Stored(w, "change_tier 2 1", `SELECT way || ' ' || from_tier || ' ' || to_tier FROM review WHERE person_id = $1`, w.jo())
	Stored(w, "1 She needs more than others can give her.", `SELECT tier || ' ' || tier_reason FROM plan WHERE person_id = $1`, w.jo())
	// The place goes on until then, and ends the day after.
	Stored(w, "active 2026-12-18", `SELECT status || ' ' || ends_on FROM placement WHERE id = $1 AND ending <> ''`, ended)
	Stored(w, 0, `SELECT count(*) FROM booking WHERE placement_id = $1 AND status = 'confirmed' AND day > '2026-12-18'`, ended)
	jo := w.As("Jo B.").InEasyRead().OnAPhone()
	jo.Open("/me/outcomes").Sees("I made chips.")
	easy := stored[string](w, `SELECT easy_title FROM activity WHERE title = $1`, title)
	jo.Open("/me/week?from=2026-12-21").Sees("Your last day at "+easy+" is ", "After that you do not go there.").SeesNot("You go to: " + easy)
	endsIt(w, jo)
}

// endsIt keeps a further review, which ends the plan: nothing goes on.
func endsIt(w *town, jo *visitor) {
	w.t.Helper()
	dina := w.As("Dina Okafor")
	tellsReview(dina.Open("/people/" + w.jo() + "/review"))
	dina.Fill("Last day there", "2026-12-11").Choose("End the plan").Fill("Reason", "She has what she wanted, and needs us no more.").
		Unfold(dina.Says("plans.review.if_end")).Fill("Why the plan ends", "The goals are met").Press("Keep this review")
	Stored(w, "2 end", `SELECT count(*) || ' ' || max(CASE number WHEN 2 THEN way END) FROM review WHERE person_id = $1`, w.jo())
	Stored(w, 0, `SELECT count(*) FROM placement WHERE person_id = $1 AND status NOT IN ('ended', 'withdrawn')`, w.jo())
	Stored(w, 0, `SELECT count(*) FROM booking WHERE person_id = $1 AND status = 'confirmed' AND day > '2026-12-11'`, w.jo())
	Stored(w, true, `SELECT held = 0 AND committed = (SELECT sum(price) FROM booking WHERE person_id = $1 AND status = 'confirmed')
		FROM budget WHERE person_id = $1`, w.jo()) // what took place and waits for its register
	dina.Open("/people/" + w.jo() + "/plan").SeesNot(dina.Says("plans.review.start"))
	jo.Open("/me/outcomes").Sees(jo.Says("plans.own.way.end"))
}
