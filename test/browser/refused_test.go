package browser

import (
	"sync"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"ourdays/internal/app/apptest"
)

// The refused twins of the main job: what must not happen, and what is said.
func TestWhatTheMainJobRefuses(t *testing.T) {
	refused := func(says string, s apptest.Stage, does func(w *town)) {
		t.Run(says, func(t *testing.T) {
			t.Parallel()
			does(Town(t, s))
		})
	}
	refused("a referral without an outcome and a tier", apptest.Filled, func(w *town) {
		dina := w.As("Dina Okafor")
		dina.Open("/people/"+w.jo()+"/refer").Sees("outcome", "tier")
		if dina.Count("form[action$='/refer']") > 0 {
			dina.PressExpecting(422, "Refer to brokerage").Sees("Agree a plan with outcomes and a tier first.")
		}
		Stored(w, 0, `SELECT count(*) FROM referral WHERE person_id = $1`, w.jo())
	})
	refused("the wrong role", apptest.Shown, func(w *town) {
		w.As("Amara Osei").Refuses("/people/"+w.jo()+"/plan", 403)
		w.As("Jo B.").OnAPhone().Refuses("/referrals/"+w.referral(), 403)
		w.As("Sam A.").Refuses("/me/choose/"+w.referral(), 403)
		w.As("Beth Farrow").Refuses("/approvals", 403)
		w.As("Ruth Pemberton").Refuses("/people/"+w.jo(), 403)
	})
	refused("a page of before, and says what has happened since", apptest.Chosen, func(w *town) {
		one, other := w.As("Helen Marsh"), w.As("Helen Marsh")
		one.Open("/approvals/" + w.referral())
		other.Open("/approvals/" + w.referral()).Press("Approve this week")
		one.PressExpecting(409, "Approve this week").Sees("This has changed since you opened the page.")
		Stored(w, 1, `SELECT count(*) FROM referral_step WHERE act = 'approve' AND thing_id = $1`, w.referral())
		w.Sound()
	})
	refused("a second effect of a second press, and gives the same answer", apptest.Shown, func(w *town) {
		jo := w.As("Jo B.").InEasyRead().OnAPhone()
		jo.Open("/me/choose").Follow("Choose week 1").PressTwice("It is near").Sees("Your choice")
		Stored(w, 1, `SELECT count(*) FROM referral_step WHERE act = 'choose' AND thing_id = $1`, w.referral())
		Stored(w, "chosen near", `SELECT status || ' ' || why FROM referral WHERE id = $1`, w.referral())
	})
	refused("an acceptance when there are no places left", apptest.Approved, func(w *town) {
		placement, who := firstOffer(w)
		fill(w, `UPDATE session SET taken = places WHERE schedule_id = (SELECT schedule_id FROM placement WHERE id = $1)`, placement)
		w.As(who).Open("/provider/offers").PressExpecting(409, "Accept this place")
		Stored(w, "offered", `SELECT status FROM placement WHERE id = $1`, placement)
		Stored(w, 0, `SELECT count(*) FROM booking WHERE placement_id = $1`, placement)
	})
	refused("an approval when there is no money", apptest.Chosen, func(w *town) {
		fill(w, `UPDATE budget SET available = 0, spent = allocated - held - committed WHERE person_id = $1`, w.jo())
		w.As("Helen Marsh").Open("/approvals/"+w.referral()).PressExpecting(409, "Approve this week")
		Stored(w, "chosen", `SELECT status FROM referral WHERE id = $1`, w.referral())
		Stored(w, 0, `SELECT count(*) FROM placement WHERE person_id = $1`, w.jo())
	})
}

// A supporter whose mandate allows it chooses, and it is kept that they did.
func TestASupporterChooses(t *testing.T) {
	Twice(t, apptest.Shown, func(t *testing.T, w *town) {
		grace := w.As("Grace Bright").OnAPhone()
		grace.Open("/me/choose").NeverScrollsSideways().Sees("We write down that you helped.").Follow("Choose week 1").Press("It is near")
		Stored(w, "Grace Bright", `SELECT helped_by FROM referral WHERE id = $1`, w.referral())
		w.As("Jo B.").InEasyRead().Open("/me/choose/" + w.referral()).Sees("Who helped you: Grace Bright")
	})
}

// pressAtOnce presses the same button in two browsers: one is answered, and the
// other is told that somebody was first. It gives them in that order.
func pressAtOnce(t *testing.T, words string, one, other *visitor) (first, late *visitor) {
	t.Helper()
	var wg sync.WaitGroup
	errs := make([]error, 2)
	for i, v := range []*visitor{one, other} {
		button := v.find("press", words, nil)
		wg.Go(func() {
			_, errs[i] = chromedp.Run(v.patient(), chromedp.WaitEvent(page.LoadEventFired, nil, chromedp.Click(chromedp.JSPath(button))))
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
	if codes := one.heard.status() + other.heard.status(); codes != 200+409 {
		t.Fatalf("the two were answered %d and %d, want 200 and 409", one.heard.status(), other.heard.status())
	}
	if one.heard.status() == 409 {
		return other, one
	}
	return one, other
}

// Two people press at once for the last place: one is going, and the other is
// told so in plain words, with where to look next.
func TestTwoPeoplePressAtOnceForTheLastPlace(t *testing.T) {
	w := Town(t, apptest.Filled)
	names := [2]string{"Jo B.", "Carys L."}
	ids := [2]string{}
	for i, name := range names {
		ids[i] = stored[string](w, `SELECT person_id FROM actor WHERE kind = 'person' AND name = $1`, name)
	}
	session := stored[string](w, `SELECT min(s.id) FROM session s JOIN activity a ON a.id = s.activity_id
		WHERE a.tiers = 0 AND a.status = 'published' AND s.status = 'open' AND s.taken < s.places AND s.day = (SELECT min(d.day) FROM session d
		JOIN activity b ON b.id = d.activity_id WHERE b.tiers = 0 AND b.status = 'published' AND d.status = 'open' AND d.starts > $1
		AND NOT EXISTS (SELECT 1 FROM booking k WHERE k.day = d.day AND k.person_id IN ($2, $3)))`, w.now(), ids[0], ids[1])
	fill(w, `UPDATE session SET places = taken + 1 WHERE id = $1`, session)
	one, other := w.As(names[0]).InEasyRead().OnAPhone(), w.As(names[1]).InEasyRead().OnAPhone()
	one.Open("/sessions/" + session + "/book")
	other.Open("/sessions/" + session + "/book")
	first, late := pressAtOnce(t, one.Says("site.book"), one, other)
	first.Sees(first.Says("bookings.flash.booked"))
	late.Sees(late.Says("bookings.book.not")).NeverScrollsSideways().Axe().Follow(late.Says("bookings.book.others")).SeesNot(late.Says("bookings.book.not"))
	Stored(w, 1, `SELECT count(*) FROM booking WHERE session_id = $1 AND status = 'confirmed' AND person_id IN ('`+ids[0]+`', '`+ids[1]+`')`, session)
	w.Sound()
}

// Two browsers of one provider accept at once the last place: one does, and the
// other is told so.
func TestTwoBrowsersAcceptAtOnceTheLastPlace(t *testing.T) {
	w := Town(t, apptest.Approved)
	placement, who := firstOffer(w)
	one, other := w.As(who), w.As(who)
	one.Open("/provider/offers")
	other.Open("/provider/offers")
	pressAtOnce(t, "Accept this place", one, other)
	Stored(w, 1, `SELECT count(*) FROM referral_step WHERE act = 'accept' AND thing_id = $1`, placement)
	Stored(w, true, `SELECT count(*) = count(DISTINCT session_id) AND count(*) > 0 FROM booking WHERE placement_id = $1`, placement)
	w.Sound()
}

// Errors are sound in both voices, too: what is wrong is said, leads to its
// field, and what was typed is kept.
func TestErrorsAreSoundInBothVoices(t *testing.T) {
	for _, c := range []struct {
		says, who, page, action string
		s                       apptest.Stage
	}{
		{"signing in", "", "/sign-in", "/sign-in", apptest.Filled},
		{"opening a record without a reason", "Rhys Calder", "/people/{person}", "/open", apptest.Planned},
		{"a profile without a name", "Dina Okafor", "/people/add", "/people/add", apptest.Filled},
		{"an outcome without words", "Dina Okafor", "/people/{person}/plan", "/plan/outcomes", apptest.Filled},
		{"a review without scores", "Dina Okafor", "/people/{person}/review", "/review", apptest.Attended},
		{"a refusal without a reason", "Helen Marsh", "/approvals/{id}", "/refuse", apptest.Chosen},
	} {
		t.Run(c.says, func(t *testing.T) {
			t.Parallel()
			w := Town(t, c.s)
			for _, easy := range []bool{false, true} {
				v := w.Anyone()
				if c.who != "" {
					v = w.As(c.who)
				}
				if easy {
					v.InEasyRead()
				}
				v.goTo(w.Address(t, c.page))
				v.Send(c.action).answers(422)
				if v.Count(".govuk-error-summary a[href^='#']") == 0 {
					v.fatalf("no error leads to its field")
				}
			}
		})
	}
}

// firstOffer gives Jo's first offered placement, and who may accept it.
func firstOffer(w *town) (placement, who string) {
	w.t.Helper()
	placement = stored[string](w, `SELECT min(id) FROM placement WHERE person_id = $1 AND status = 'offered'`, w.jo())
	who = stored[string](w, `SELECT min(actor.name) FROM actor JOIN placement ON placement.organisation_id = actor.organisation_id
		WHERE placement.id = $1 AND kind = 'staff'`, placement)
	// only this one waits, so that the page has one button
	fill(w, `UPDATE placement SET status = 'proposed' WHERE status = 'offered' AND id <> $1`, placement)
	return placement, who
}
