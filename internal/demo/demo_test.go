package demo_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/directory"
	"ourdays/internal/demo"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/i18n"
)

func TestTheBorough(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := apptest.New(t, d)
		if err := demo.Fill(t.Context(), house.Rooms()); err != nil {
			t.Fatal(err)
		}
		t.Run("keeps every invariant", func(t *testing.T) {
			if faults, err := house.Check(t.Context()); err != nil || len(faults) > 0 {
				t.Errorf("%v, %v", faults, err)
			}
		})
		t.Run("is found by what people look for", func(t *testing.T) {
			for words, title := range map[string]string{"bowling": "Ten-pin bowling", "signing choir": "Makaton choir", "donkeys": "Morning round",
				"swimmming": "Warm water swim", "dementia": "Songs we know"} {
				house.Anyone(t).Get("/activities?q="+strings.ReplaceAll(words, " ", "+")).Shows(t, title)
			}
		})
		t.Run("holds no text outside the catalogue but its own words", func(t *testing.T) {
			for _, path := range []string{"/", "/activities", "/activities?kind=sport"} {
				if found := apptest.Unbracketed(house.Anyone(t).Get(path + sep(path) + "voice=pseudo").Doc); len(found) > 0 {
					t.Errorf("%s: %q", path, found)
				}
			}
		})
		t.Run("lets a visitor be anybody", func(t *testing.T) {
			house.Anyone(t).Get("/sign-in").Shows(t, "Amara Osei", "Broker", "Beth Farrow", "Provider")
		})
	})
}

func TestTheWholeBoroughKeepsEveryInvariant(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := apptest.New(t, d)
		var told []int
		tell := func(days, of int) { told = append(told, of-days) }
		if err := demo.Build(t.Context(), house.Rooms(), demo.Options{People: 60, Told: tell}); err != nil {
			t.Fatal(err)
		}
		if days := len(told); days < 300 || told[0] != days || told[days-1] != 1 {
			t.Errorf("of %d days it was told that so many are left: %v", days, told)
		}
		if faults, err := house.Check(t.Context()); err != nil || len(faults) > 0 {
			t.Errorf("%v, %v", faults, err)
		}
		if now := d.Clock()(); now != dbtest.Start() {
			t.Errorf("the clock was left at %s", now)
		}
		meetsAFullWeek(t, house)
		agreesAsStored(t, house, 60)
		reachesAsFar(t, house)
		readsLikeAPlace(t, house)
	})
}

// meetsAFullWeek presses the first name on the sign-in page, as somebody does
// who is new to the demo.
func meetsAFullWeek(t *testing.T, house *apptest.House) {
	t.Helper()
	page := house.Anyone(t).Get("/sign-in")
	full, choose, fresh := strings.Index(page.Text, "with a full week"), strings.Index(page.Text, "chooses a week"), strings.Index(page.Text,
		"new: no week yet")
	if full < 0 || choose < full || fresh < choose || strings.Index(page.Text, "Jo B.") < choose {
		t.Errorf("the page offers a week, a choice and a beginning at %d, %d, %d: %s", full, choose, fresh, page.Text)
	}
	_, rest, _ := strings.Cut(page.Body, `name="actor" value="`)
	id, _, _ := strings.Cut(rest, `"`)
	person := apptest.Stored[string](t, house, `SELECT person_id FROM actor WHERE id = $1`, id)
	today, _ := clock.London(dbtest.Start())
	for _, week := range []clock.Date{today.Monday(), today.Monday().AddDays(7)} {
		n := apptest.Stored[int](t, house, `SELECT COUNT(DISTINCT day) FROM booking WHERE person_id = $1 AND day >= $2 AND day < $3
			AND status IN ('confirmed', 'recorded')`, person, week, week.AddDays(7))
		if n < 3 {
			t.Errorf("the first name has %d days with something in the week of %s", n, week)
		}
	}
}

func TestASizeThatTheBoroughIsNotMadeForIsRefused(t *testing.T) {
	for _, n := range []int{-1, 1, 49, 50_001} {
		if (demo.Options{People: n}).Check() == nil {
			t.Errorf("%d people are let in", n)
		}
	}
}

func sep(path string) string {
	if strings.Contains(path, "?") {
		return "&"
	}
	return "?"
}

// numbers are what the two voices must agree on, in figures or in words.
var numbers = strings.NewReplacer("one", "1", "two", "2", "three", "3", "four", "4", "five", "5", "six", "6", "seven", "7",
	"eight", "8", "nine", "9", "ten", "10", "twelve", "12")

var (
	figure  = regexp.MustCompile(`\d+`)
	weekday = regexp.MustCompile(`Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday`)
	ending  = regexp.MustCompile(`[.!?] `)
)

func TestNoTwoActivitiesShareASentenceInEitherVoice(t *testing.T) {
	seen := map[string]string{}
	for _, o := range demo.Texts() {
		sentences := append(strings.Split(o.Easy, "\n"), ending.Split(o.Text, -1)...)
		for _, s := range sentences {
			s = strings.Trim(strings.ToLower(s), " .!?")
			if other := seen[s]; other != "" {
				t.Errorf("%s and %s share %q", o.Title, other, s)
			}
			seen[s] = o.Title
		}
	}
	if len(seen) < 1000 {
		t.Errorf("only %d sentences were looked at", len(seen))
	}
}

func TestEasyReadIsShortAndAgreesWithTheText(t *testing.T) {
	for _, o := range demo.Texts() {
		lines := strings.Split(o.Easy, "\n")
		if hard := i18n.HardWords(o.Easy); len(hard) > 0 {
			t.Errorf("%s: Easy Read says %v", o.Title, hard)
		}
		if len(lines) < 2 {
			t.Errorf("%s: Easy Read has %d lines", o.Title, len(lines))
		}
		for _, line := range lines {
			if n := len(strings.Fields(line)); n > 10 {
				t.Errorf("%s: %d words in %q", o.Title, n, line)
			}
			for _, n := range figure.FindAllString(line, -1) {
				if !strings.Contains(numbers.Replace(strings.ToLower(o.Text)), n) {
					t.Errorf("%s: Easy Read says %s, the text does not: %q", o.Title, n, o.Text)
				}
			}
			for _, day := range weekday.FindAllString(line, -1) {
				if !strings.Contains(o.Text+o.Title, day) {
					t.Errorf("%s: Easy Read says %s, the text does not", o.Title, day)
				}
			}
		}
	}
}

func TestThereIsMuchOfEveryKind(t *testing.T) {
	of := map[string]int{}
	for _, o := range demo.Texts() {
		of[o.Kind]++
	}
	for _, kind := range directory.Kinds() {
		if of[kind] < 30 {
			t.Errorf("only %d activities are of the kind %s", of[kind], kind)
		}
	}
}

// A list that shows one picture many times tells nobody who cannot read which is
// which. Two names can stand for one picture, so the drawings are counted.
func TestAtMostTwoActivitiesOfAKindShowOnePicture(t *testing.T) {
	list, err := os.ReadFile("../platform/assets/symbols.txt")
	if err != nil {
		t.Fatal(err)
	}
	drawn := map[string]string{}
	for _, line := range strings.Split(string(list), "\n") {
		name, code, _ := strings.Cut(line, " ")
		drawn[name] = code
	}
	shown := map[[2]string][]string{}
	for _, o := range demo.Texts() {
		if drawn[o.Picture] == "" {
			t.Errorf("%s shows %q, which is not in the list of symbols", o.Title, o.Picture)
		}
		of := [2]string{o.Kind, drawn[o.Picture]}
		if shown[of] = append(shown[of], o.Title); len(shown[of]) > 2 {
			t.Errorf("%q of %s show one picture", shown[of], o.Kind)
		}
	}
}
