package browser

import (
	"sync"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"ourdays/internal/app/apptest"
)

// The refused twins of the main job: for each part of it what must not happen,
// what is said instead, and that nothing is stored of it. Each town holds the
// twins of one part, so that its people need not sign in again for each.
func TestWhatTheMainJobRefuses(t *testing.T) {
	for _, part := range []struct {
		of   string
		from apptest.Stage
		does func(w *town)
	}{
		{"a plan and its referral", apptest.Filled, refersTooSoon},
		{"agreeing an outcome and a tier, twice and by two workers", apptest.Filled, plansTwice},
		{"referring twice, and two brokers at one referral", apptest.Planned, refersTwice},
		{"putting weeks together", apptest.Referred, showsTooMuch},
		{"choosing", apptest.Shown, choosesWrongly},
		{"approving", apptest.Chosen, approvesWrongly},
		{"accepting", apptest.Approved, acceptsWrongly},
		{"the register and how it went", apptest.Placed, recordsWrongly},
		{"the week and its calendar", apptest.Placed, looksWrongly},
		{"the figures, and the review", apptest.Attended, func(w *town) { steersWrongly(w); reviewsWrongly(w) }},
	} {
		t.Run(part.of, func(t *testing.T) {
			t.Parallel()
			Twice(t, part.from, func(_ *testing.T, w *town) {
				part.does(w)
				w.Sound()
			})
		})
	}
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
	Twice(t, apptest.Filled, pressForTheLastPlace)
}

func pressForTheLastPlace(t *testing.T, w *town) {
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
	late.Sees(late.Says("bookings.book.not")).NeverScrollsSideways().Axe().Follow(late.Says("bookings.book.others")).SeesNot(
		late.Says("bookings.book.not"))
	Stored(w, 1, `SELECT count(*) FROM booking WHERE session_id = $1 AND status = 'confirmed' AND person_id IN ('`+ids[0]+`', '`+ids[1]+
		`')`, session)
	w.Sound()
}

// Errors are sound in both voices, too: what is wrong is said, leads to its
// field, and what was typed is kept.
func TestErrorsAreSoundInBothVoices(t *testing.T) {
	type form struct{ says, who, page, action string }
	for stage, forms := range map[apptest.Stage][]form{
		apptest.Filled: {
			{"signing in", "", "/sign-in", "/sign-in"},
			{"a profile without a name", "Dina Okafor", "/people/add", "/people/add"},
			{"an outcome without words", "Dina Okafor", "/people/{person}/plan", "/plan/outcomes"},
		},
		apptest.Planned:  {{"opening a record without a reason", "Rhys Calder", "/people/{person}", "/open"}},
		apptest.Attended: {{"a review without scores", "Dina Okafor", "/people/{person}/review", "/review"}},
		apptest.Chosen:   {{"a refusal without a reason", "Helen Marsh", "/approvals/{id}", "/refuse"}},
	} {
		t.Run(stage.String(), func(t *testing.T) {
			t.Parallel()
			Twice(t, stage, func(t *testing.T, town *town) {
				for _, f := range forms {
					t.Run(f.says, func(t *testing.T) { town.in(t).errsInBothVoices(f.who, f.page, f.action) })
				}
			})
		})
	}
}

// errsInBothVoices sends a form with nothing in it, in one voice and the other.
func (w *town) errsInBothVoices(who, page, action string) {
	w.t.Helper()
	v := w.Anyone()
	if who != "" {
		v = w.As(who)
	}
	for _, voice := range []func() *visitor{func() *visitor { return v }, v.InEasyRead} {
		voice().goTo(w.Address(w.t, page))
		v.Send(action).answers(422)
		if v.Count(".govuk-error-summary a[href^='#']") == 0 {
			v.fatalf("no error leads to its field")
		}
	}
}
