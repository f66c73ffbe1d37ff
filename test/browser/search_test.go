package browser

import (
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/pence"
)

// Anyone searches by words, kind, place, part of the day, access, price and
// "from home", opens what was found, and is told what they need to know.
func TestAnyoneFindsAnActivity(t *testing.T) {
	Twice(t, apptest.Filled, func(t *testing.T, w *town) {
		v := w.Anyone().OnAPhone()
		v.Open("/").Sees("What would you like to do?").NeverScrollsSideways()
		v.Open("/activities").Fill("Search for an activity", "swimming").Press("Search").Sees("Warm water swim").SeesNot(
			"Makaton choir").NeverScrollsSideways()

		v.Open("/activities").Unfold("More ways to search").
			Fill("Kind of activity", "Music and drama").Fill("Town", "Sandbach").Fill("When", "In the evening").Press("Show activities").
			Sees("Makaton choir", "1 activity").SeesNot("Warm water swim")
		v.Open("/activities").Unfold("More ways to search").Fill("Price", "Free").Choose("Step-free").Press("Show activities")
		w.finds(v, `activity_find.price = 0 AND activity_find.access % 2 = 1`)
		steep := stored[string](w, `SELECT min(a.title) FROM activity a JOIN activity_find f ON f.activity_id = a.id
			WHERE f.access % 2 = 0 AND f.next_starts <> ''`)
		v.Open("/activities").Fill("Search for an activity", steep).Press("Search").Sees(steep).
			Unfold("More ways to search").Choose("Step-free").Press("Show activities").SeesNot(steep)
		v.Open("/activities").Unfold("More ways to search").Choose("I can join from home").Press("Show activities").Sees("On-line").SeesNot(
			"Warm water swim")
		v.Open("/activities?q=zzyzx").Sees("We found nothing", "See all activities")
		w.finds(v.Open("/activities?kind=x&town=Nowhere&part=never&price=lots&access=y&for=nobody&page=-3"), "1 = 1") // a link from elsewhere

		v.Open("/activities?q=makaton").Follow("Makaton choir").NeverScrollsSideways().
			Sees("What it is", "Next times", w.placesLeft("Makaton choir"), "How to get there", "Good to know", "Step-free",
				w.checked("Makaton choir"), i18n.Price(i18n.Standard, pence.Pence(stored[int](w, `SELECT own_price FROM activity WHERE title = 'Makaton choir'`))))
		if n := v.Pictures("main"); n == 0 {
			t.Error("no picture of the activity is seen")
		}
		words := v.Text()
		v.Press("Easy Read").Sees("Signing choir")
		if got := v.Text(); got == words || strings.Contains(got, "Makaton choir") && !strings.Contains(got, "Signing choir") {
			t.Error("Easy Read says the same words")
		}
		if v.Count("html.easy-read") != 1 {
			t.Error("the page does not know that it is Easy Read")
		}
	})
}

// finds holds the list that a search shows to the activities that are stored so: their
// number, and the first of them by name.
func (w *town) finds(v *visitor, so string) {
	w.t.Helper()
	of := ` FROM activity JOIN activity_find ON activity_id = id WHERE status = 'published' AND ` + so
	n := stored[int](w, `SELECT count(*)`+of)
	if n == 0 {
		w.t.Fatalf("no activity is so: %s", so)
	}
	v.Sees(i18n.N(i18n.Standard, "site.found", n))
	if n < 10 {
		v.Sees(stored[string](w, `SELECT min(title)`+of), stored[string](w, `SELECT max(title)`+of))
	}
}

// placesLeft is what is said of the next session of an activity.
func (w *town) placesLeft(title string) string {
	w.t.Helper()
	return i18n.N(i18n.Standard, "site.places", stored[int](w, `SELECT places - taken FROM session WHERE id = (SELECT min(s.id) FROM session s
		JOIN activity a ON a.id = s.activity_id WHERE a.title = $1 AND s.starts = (SELECT min(n.starts) FROM session n
		WHERE n.activity_id = a.id AND n.status = 'open' AND n.starts > $2))`, title, w.now()))
}

// checked is what is said of the day on which somebody last checked an activity.
func (w *town) checked(title string) string {
	w.t.Helper()
	ago := clock.Today(w.DB.Clock()).DaysSince(stored[clock.Date](w, `SELECT checked FROM activity WHERE title = $1`, title))
	switch {
	case ago == 0:
		return i18n.T(i18n.Standard, "site.checked.today")
	case ago < 7:
		return i18n.N(i18n.Standard, "site.checked.days", ago)
	}
	return i18n.N(i18n.Standard, "site.checked.weeks", ago/7)
}

func TestPagesForEverybodyAreSoundInBothVoices(t *testing.T) {
	Twice(t, apptest.Filled, func(t *testing.T, w *town) {
		for _, voice := range []i18n.Voice{i18n.Standard, i18n.Easy} {
			v := w.Anyone().OnAPhone()
			for _, path := range []string{"/", "/activities", "/help", "/help/choose", "/accessibility", "/privacy", "/credits", "/sign-in"} {
				v.Open(path + "?voice=" + string(voice)).NeverScrollsSideways()
			}
			v.Refuses("/no-such-page?voice="+string(voice), 404)
		}
	})
}
