package browser

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/pence"
)

// The main job, as one journey: from what Jo wants to change to a week that is
// booked and paid for. Each part leaves something stored that the next person's
// page shows.
func TestTheMainJob(t *testing.T) {
	Twice(t, apptest.Filled, func(t *testing.T, w *town) {
		for _, part := range []struct {
			says string
			does func(w *town)
		}{
			{"a social worker agrees outcomes and a tier, and refers", refers},
			{"a broker puts weeks together and shows them", shows},
			{"the person chooses a week and says why", chooses},
			{"an approver agrees", approves},
			{"the providers accept, and the week is booked and paid for", accepts},
			{"the person sees their week, on screen and on paper", seesTheWeek},
			{"the provider takes the register on a telephone", takesTheRegister},
			{"the person says how it went", saysHow},
			{"the worker reviews with the person", reviews},
			{"a commissioner opens the figures down to the sessions", steers},
		} {
			ended := false
			t.Run(part.says, func(t *testing.T) {
				part.does(w.in(t))
				ended = true
			})
			if !ended {
				return // the next person would have nothing to go on
			}
		}
	})
}

// What Dina writes down for Jo, as Jo says it.
const (
	strength = "I am good at laying a table for six."
	wish     = "I want to cook my own tea. I want Sam to come."
)

func refers(w *town) {
	dina := w.As("Dina Okafor")
	dina.Open("/people").Fill("Find one of your people by name", "bright").Press("Find").Follow("Bright, Joanna")
	dina.Sees("Use signs and pictures.", "I want to cook my own tea.").Follow("Change the record")
	dina.Fill("What I am good at", strength).Fill("What I want", wish).Press("Keep").Sees(strength, wish, "Use signs and pictures.")
	Stored(w, strength+wish, `SELECT good_at || wants FROM person WHERE id = $1`, w.jo())
	w.As("Jo B.").InEasyRead().OnAPhone().Open("/me/profile").NeverScrollsSideways().Sees("I am good at", strength, "I want", wish)
	dina.Follow("Open the plan")
	dina.Sees("No outcome is agreed yet.", "Recommended")

	for _, outcome := range []struct{ words, careAct string }{
		{"I want to cook my own tea.", "Eating and drinking well"}, {"I want more friends.", "Family, friends and relationships"},
	} {
		dina.Fill("What the person wants to change", outcome.words).Choose(outcome.careAct).
			Fill("Much less than expected", "not at all").Fill("Less than expected", "with a lot of help").Fill("As expected", "with some help").
			Fill("More than expected", "nearly alone").Fill("Much more than expected", "alone").
			Fill("Where the person is now", "Less than expected").Press("Agree this outcome").Sees(outcome.words)
	}
	Stored(w, 2, `SELECT count(*) FROM outcome WHERE person_id = $1 AND baseline = -1`, w.jo())
	Stored(w, `["O1"] I want to cook my own tea., ["O7"] I want more friends.`, `SELECT group_concat(care_act || ' ' || words, ', ')
		FROM (SELECT * FROM outcome WHERE person_id = $1 ORDER BY id)`, w.jo())
	Stored(w, 2, `SELECT count(*) FROM outcome WHERE person_id = $1
		AND scale = '["not at all","with a lot of help","with some help","nearly alone","alone"]'`, w.jo())
	dina.Sees("Shares a worker with others (one worker to 3 people)").
		Fill("Tier", "2 Personalised support and community activities").Fill("Indicative budget, pounds a week", "164.00").
		Fill("Half days a week, at least", "2").Fill("Half days a week, at most", "4").Fill("Starts by", "2026-12-07").Press("Decide")
	Stored(w, "2 16400", `SELECT tier || ' ' || weekly FROM plan WHERE person_id = $1`, w.jo())

	dina.Sees("The plan is ready.").Follow("Refer to a broker").Press("Refer to brokerage")
	Stored(w, "submitted", `SELECT status FROM referral WHERE id = $1`, w.referral())
	w.As("Amara Osei").Open("/referrals").Sees("R-0001", "Jo B.", "Submitted", "A broker takes the referral on.")
}

// samGoes lets Jo's friend book a place for the first day of her week.
func samGoes(w *town) {
	w.t.Helper()
	session := stored[string](w, `SELECT min(s.id) FROM session s JOIN activity a ON a.id = s.activity_id
		WHERE a.title = 'Cards and chatter' AND s.day = '2026-12-03'`)
	w.Press(w.t, "Sam A.", "/sessions/"+session+"/book", "/sessions/"+session+"/book", nil)
}

func shows(w *town) {
	samGoes(w)
	amara := w.As("Amara Osei")
	amara.Open("/referrals").Follow("R-0001").Sees("I want to cook my own tea.").Press("Take this referral on")
	amara.Sees("Build a week for Jo", "£0 of £164 a week").Press("Make weeks that fit")
	made := stored[int](w, `SELECT count(*) FROM referral_option WHERE referral_id = $1`, w.referral())
	if made < 3 || made > 5 {
		w.t.Fatalf("%d weeks were made, want three to five", made)
	}
	amara.Sees("Helps with", "Why not…").Sees("of £164 a week")

	before := costShown(amara)
	amara.Press("Remove")
	if after := costShown(amara); after == before {
		w.t.Errorf("the week's cost stays %s when something is taken out of it", before)
	}
	amara.Press("Add")
	amara.Press("Show this week to the person").Sees("The person can see this week")
	for n := range made - 1 {
		amara.Follow(amara.Says("brokerage.option.name", "n", n+2)).Press("Show this week to the person")
	}
	Stored(w, made, `SELECT count(*) FROM referral_option WHERE status = 'shown' AND referral_id = $1`, w.referral())
	Stored(w, "shown", `SELECT status FROM referral WHERE id = $1`, w.referral())
	w.As("Jo B.").InEasyRead().OnAPhone().Open("/me/choose").Sees("Which week do you like?")
}

// costShown is the part of the budget that the week builder says is used.
func costShown(v *visitor) string {
	v.t.Helper()
	before, _, found := strings.Cut(v.Text(), " of £164 a week")
	if !found {
		v.fatalf("the builder does not show the budget")
	}
	return before[strings.LastIndex(before, " ")+1:]
}

func chooses(w *town) {
	jo := w.As("Jo B.").InEasyRead().OnAPhone()
	jo.Open("/me/choose").NeverScrollsSideways().Sees("Which week do you like?", "You pay £", "Friends who go: Sam A.",
		"I like none of these", "Help me")
	if n := jo.Pictures(".choice"); n < 6 {
		w.t.Errorf("only %d pictures show the weeks", n)
	}
	Stored(w, true, `SELECT min(price) > 0 AND min(price_known) = 1 AND max(price - week_cost) <= 0 FROM referral_option WHERE referral_id = $1
		AND status = 'shown'`, w.referral())
	for n := range stored[int](w, `SELECT count(*) FROM referral_option WHERE referral_id = $1 AND status = 'shown'`, w.referral()) {
		pays := stored[int](w, `SELECT price + own_week FROM referral_option WHERE id = $1`, w.week(n+1))
		jo.Sees("You pay " + i18n.Money(i18n.Easy, pence.Pence(pays)) + " each week Choose week " + strconv.Itoa(n+1))
	}
	jo.Follow("Choose week 2").NeverScrollsSideways().Sees("Why do you like week 2?").
		Press("Good days for me").Sees("Your choice", "Friends who go: Sam A.")
	Stored(w, "chosen days", `SELECT status || ' ' || why FROM referral WHERE id = $1`, w.referral())
	Stored(w, w.week(2), `SELECT option_id FROM referral WHERE id = $1`, w.referral())
	Stored(w, "", `SELECT helped_by FROM referral WHERE id = $1`, w.referral())
	w.As("Helen Marsh").Open("/approvals").Follow("R-0001").Sees("Why it was chosen", "The days are good for me", "Week chosen by Jo B.")
}

func approves(w *town) {
	helen := w.As("Helen Marsh")
	helen.Open("/approvals").Sees("You can approve weeks that cost up to £500").Follow("R-0001").PressTwice("Approve this week").SeesNot("R-0001")
	Stored(w, 1, `SELECT count(*) FROM referral_step WHERE act = 'approve' AND thing_id = $1`, w.referral())
	Stored(w, "approved", `SELECT status FROM referral WHERE id = $1`, w.referral())
	Stored(w, true, `SELECT held > 0 AND committed = 0 FROM budget WHERE person_id = $1`, w.jo())
	Stored(w, 0, `SELECT count(*) FROM placement WHERE status <> 'offered' AND person_id = $1`, w.jo())
	who := stored[string](w,
		`SELECT min(actor.name) FROM placement JOIN actor ON actor.organisation_id = placement.organisation_id AND actor.kind = 'staff'
		WHERE placement.person_id = $1`, w.jo())
	w.As(who).Open("/provider/offers").Sees("Places offered to you", ": Jo", "Support", "Easy Read")
}

func accepts(w *town) {
	for {
		next := stored[string](w, `SELECT coalesce(min(actor.name), '') FROM placement
			JOIN actor ON actor.organisation_id = placement.organisation_id AND actor.kind = 'staff' WHERE placement.status = 'offered' AND placement.person_id = $1`, w.jo())
		if next == "" {
			break
		}
		w.As(next).Open("/provider/offers").Press("Accept this place").Sees("Every session is booked and the money is committed.")
	}
	Stored(w, "placed", `SELECT status FROM referral WHERE id = $1`, w.referral())
	Stored(w, true, `SELECT held = 0 AND committed > 0 FROM budget WHERE person_id = $1`, w.jo())
	Stored(w, true, `SELECT count(*) > 8 FROM booking WHERE person_id = $1 AND status = 'confirmed'`, w.jo())
	w.Sound()
	amara := w.As("Amara Osei")
	amara.Open("/referrals").Sees("People who have their week")
	amara.Open("/referrals/" + w.referral()).Sees("Placed")
}

func seesTheWeek(w *town) {
	jo := w.As("Jo B.").InEasyRead().OnAPhone()
	jo.Open("/me/week?from=2026-12-07").NeverScrollsSideways().Sees("My week", "December", "This week you pay the council £")
	day := "/me/week?day=" + stored[string](w, `SELECT min(day) FROM booking WHERE person_id = $1 AND day >= '2026-12-07'`, w.jo())
	jo.Open(day).NeverScrollsSideways().Sees("You go to:")
	if n := jo.Pictures("main"); n == 0 {
		w.t.Error("the week has no pictures")
	}
	jo.Follow("See more").Sees("I cannot go")
	jo.Open(day).Follow(jo.Says("site.week.next"))
	jo.Open("/me/week?day=2026-12-03").Sees("Sam A. goes too.")
	jo.Open("/me/week/print?from=2026-11-30").Sees("You go to:", "Sam A. goes too.", "Do you need help? Are you ill? Call 01632 960 100.").OnPaper()
	readsTheCalendar(w, jo)
}

// readsTheCalendar gives Jo's week to a calendar program. It opens her week and
// nobody else's, and no more when she has made a new address.
func readsTheCalendar(w *town, jo *visitor) {
	w.t.Helper()
	address := jo.Open("/me/calendar").NeverScrollsSideways().Press(jo.Says("bookings.feed.make")).calendarAddress()
	want := stored[string](w, `SELECT group_concat(event, char(10)) FROM (SELECT s.starts || ' ' || a.easy_title AS event FROM booking b
		JOIN session s ON s.id = b.session_id JOIN activity a ON a.id = s.activity_id WHERE b.person_id = $1 AND b.status = 'confirmed' ORDER BY event)`, w.jo())
	if got := strings.Join(w.calendar(address), "\n"); got != want {
		w.t.Errorf("the calendar has\n%s\nwant\n%s", got, want)
	}
	cut := strings.LastIndex(address, "/") + 1
	other := "0"
	if address[cut:cut+1] == other {
		other = "1"
	}
	w.noCalendar(address[:cut] + other + address[cut+1:]) // somebody else's, as far as this program knows
	again := jo.Press(jo.Says("bookings.feed.renew")).calendarAddress()
	w.noCalendar(address)
	if len(w.calendar(again)) == 0 {
		w.t.Error("the new address opens nothing")
	}
}

// moveOn lets seventeen days pass: the places begin, and some sessions are over.
func moveOn(w *town) {
	w.t.Helper()
	w.DB.SetClock(clock.Fixed(dbtest.Start().Add(17*24*time.Hour + 11*time.Hour)))
	if _, err := w.Brokerage.Keep(w.t.Context(), access.System); err != nil {
		w.t.Fatal(err)
	}
}

const cooked = "Jo led the group and said what she wants next."

func takesTheRegister(w *town) {
	moveOn(w)
	session, who := w.LastSession(w.t)
	staff := w.As(who).OnAPhone()
	staff.Open("/provider/sessions").NeverScrollsSideways().Sees("Registers of earlier days to close:")
	staff.Open("/provider/sessions/"+session+"/register").NeverScrollsSideways().Sees("Joanna Bright", "Everybody came")
	staff.PressExpecting(422, "Close the register").NeverScrollsSideways().Sees("Choose what happened for Joanna Bright")
	Stored(w, 0, `SELECT count(*) FROM register WHERE session_id = $1`, session)
	staff.Press("Everybody came").NeverScrollsSideways().Sees("Everybody without an answer is now marked")
	staff.Unfold("Needs, other answers, a line")
	if staff.Count("select[name^=towards_]") > 0 { // the place is for several outcomes
		staff.Fill("Which outcome did they work on?", "I want more friends.").Fill("What they did, in one line", cooked)
	} else {
		staff.Fill("One line on what they did towards", cooked)
	}
	staff.Press("Close the register").Sees("The register is closed.")
	Stored(w, "recorded attended "+cooked,
		`SELECT status || ' ' || attendance || ' ' || note FROM booking WHERE session_id = $1 AND person_id = $2`,
		session, w.jo())
	Stored(w, true, `SELECT spent > 0 FROM budget WHERE person_id = $1`, w.jo())
	w.Sound()
	w.As("Jo B.").InEasyRead().OnAPhone().Open("/me/bookings/" + w.josBooking(session)).Sees("How was it?")
}

// josBooking is Jo's place at a session.
func (w *town) josBooking(session string) string {
	w.t.Helper()
	return stored[string](w, `SELECT id FROM booking WHERE session_id = $1 AND person_id = $2`, session, w.jo())
}

func saysHow(w *town) {
	session, _ := w.LastSession(w.t)
	jo := w.As("Jo B.").InEasyRead().OnAPhone()
	jo.Open("/me/bookings/" + w.josBooking(session))
	if n := jo.Pictures("form"); n < 3 {
		w.t.Errorf("%d faces to choose from", n)
	}
	jo.Press("Good")
	Stored(w, "good", `SELECT feeling FROM booking WHERE session_id = $1 AND person_id = $2`, session, w.jo())
	w.As("Dina Okafor").Open("/people/"+w.jo()+"/review").Sees("Came 1 time", "Said it was good 1 time")
}

func reviews(w *town) {
	dina := w.As("Dina Okafor")
	dina.Open("/people").Fill("Find one of your people by name", "bright").Press("Find").Follow("Bright, Joanna").Follow("Open the plan")
	dina.Follow(dina.Says("plans.review.start")).Sees("Review with Joanna Bright", cooked)
	tellsReview(dina)
	dina.Choose("Keep the tier and the week").Fill("Reason", "It goes well and should go on.").
		Fill("Next review by", "2027-06-11").Press("Keep this review").Sees("I made chips.")
	Stored(w, "keep good", `SELECT way || ' ' || face FROM review WHERE person_id = $1`, w.jo())
	Stored(w, 1, `SELECT sum(score) FROM review_score JOIN review ON review.id = review_id WHERE person_id = $1`, w.jo())
	w.As("Jo B.").InEasyRead().OnAPhone().Open("/me/outcomes").NeverScrollsSideways().Sees("What I want to change", "You are here",
		"I made chips.")
}

func steers(w *town) {
	ruth := w.As("Ruth Pemberton")
	ruth.Open("/steer/spend").Sees("Spent", "Committed")
	spent := pence.Pence(stored[int](w, `SELECT sum(spent) FROM budget`))
	if spent == 0 {
		w.t.Fatal("nothing is spent")
	}
	sum := i18n.Money(i18n.Standard, spent)
	ruth.Follow(sum).Sees("Sessions behind the figure", sum).SeesNot("Joanna", "Bright, ")
	day := stored[clock.Date](w, `SELECT max(day) FROM booking WHERE paid > 0`)
	posting := stored[string](w,
		`SELECT min(l.key) FROM posting l JOIN booking b ON l.key = 'attended:' || b.id WHERE b.paid > 0 AND b.day = $1`, day)
	ruth.Follow(i18n.DateYear(i18n.Standard, day)).Sees("What became of each place", "The ledger holds the same amounts.", posting).SeesNot(
		"Joanna")

	// what is committed, and who is behind it, lead to the places and the people
	committed := i18n.Money(i18n.Standard, pence.Pence(stored[int](w, `SELECT sum(committed) FROM budget`)))
	ruth.Open("/steer/spend").Follow(committed).Sees("Places behind the figure", committed).SeesNot("Joanna", "Bright, ")
	ruth.Open("/steer/spend").Follow("1", "2 Personalised support and community activities").
		Sees("People behind the figure", ruth.Says("steer.people.few", "n", 5)).SeesNot("Joanna", "Bright, ")

	// only Jo's places have been paid for, so her tier's figure is the same sum
	ruth.Open("/steer/spend").Follow(sum, "2 Personalised support and community activities").
		Sees("Sessions behind the figure", "2 Personalised support and community activities", sum).SeesNot("Joanna")
	const paidFor = ` FROM booking JOIN session ON session.id = session_id JOIN organisation ON organisation.id = session.organisation_id WHERE paid > 0`
	provider := stored[string](w, `SELECT min(name)`+paidFor)
	paid := i18n.Money(i18n.Standard, pence.Pence(stored[int](w, `SELECT sum(paid)`+paidFor+` AND name = $1`, provider)))
	ruth.Open("/steer/spend").Follow(paid, provider).Sees("Sessions behind the figure", paid, provider).SeesNot("Joanna")
	Stored(w, 1, `SELECT count(*) FROM review`)
	ruth.Open("/steer/spend").Follow("Outcomes by tier and provider").
		Sees("By tier", "By provider", "fewer than 5").SeesNot("Joanna") // one person's outcomes are nobody's statistics
}
