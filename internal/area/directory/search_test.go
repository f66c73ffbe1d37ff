package directory_test

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// town fills a place with a few activities that differ in every facet.
func town(t testing.TB, d *db.DB) *place {
	p := newPlace(t, d)
	bowling := p.activity(t, directory.Activity{Title: "Ten-pin bowling with the Tuesday crew", OwnPrice: 600,
		Text: "Bowling in good company. Ramps are there.", Access: directory.Hoist})
	p.weekly(t, bowling.ID, "TU", 14*60, 10, 60)
	choir := p.activity(t, directory.Activity{Title: "Makaton choir", Kind: "music", Online: directory.Both,
		Text: "We sing and sign.", For: db.List{"learning_disability"}})
	p.weekly(t, choir.ID, "WE", 18*60+30, 12, 0)
	p.activity(t, directory.Activity{Title: "Football for all", Kind: "sport", OwnPrice: 200, Text: "Come and kick a ball.",
		For: db.List{"autism"}})
	farm := p.activity(t, directory.Activity{Title: "Small animals at Oak Farm", Kind: "work", OwnPrice: 900, Text: "Rabbits and hens."})
	p.weekly(t, farm.ID, "SA", 10*60, 8, 0)
	p.activity(t, directory.Activity{Title: "Hidden bowling", Status: directory.Draft})
	return p
}

func TestSearch(t *testing.T) {
	const bowling, choir = "Ten-pin bowling with the Tuesday crew", "Makaton choir"
	const football, farm = "Football for all", "Small animals at Oak Farm"
	cases := []struct {
		says string
		q    directory.Query
		want []string
	}{
		{"nothing asked gives all, soonest first, those without times last", directory.Query{}, []string{bowling, choir, farm, football}},
		{"a word of the title", directory.Query{Words: "bowling"}, []string{bowling}},
		{"another form of the word", directory.Query{Words: "bowl"}, []string{bowling}},
		{"a word that means the same", directory.Query{Words: "soccer"}, []string{football}},
		{"a slip of the keys", directory.Query{Words: "boling"}, []string{bowling}},
		{"two letters swapped", directory.Query{Words: "fotoball"}, []string{football}},
		{"the beginning of a word", directory.Query{Words: "mak"}, []string{choir}},
		{"all of several words", directory.Query{Words: "animals farm"}, []string{farm}},
		{"some of several words when none has all", directory.Query{Words: "choir rabbits"}, []string{choir, farm}},
		{"a word of the text, and idle words beside it", directory.Query{Words: "something to do with hens"}, []string{farm}},
		{"the organisation", directory.Query{Words: "lanes", Kind: "music"}, []string{choir}},
		{"a word nobody uses", directory.Query{Words: "xylophonists"}, nil},
		{"a kind", directory.Query{Kind: "sport"}, []string{bowling, football}},
		{"a town", directory.Query{Town: "Crewe"}, []string{bowling, choir, farm}},
		{"another town", directory.Query{Town: "Nantwich"}, nil},
		{"the evening", directory.Query{Part: directory.Evening}, []string{choir}},
		{"the weekend", directory.Query{Part: directory.Weekend}, []string{farm}},
		{"an access fact of the location", directory.Query{Access: directory.StepFree}, []string{bowling, choir, farm}},
		{"access facts of activity and location together", directory.Query{Access: directory.StepFree | directory.Hoist}, []string{bowling}},
		{"free", directory.Query{Free: true}, []string{choir}},
		{"at most so much", directory.Query{MaxPrice: 600}, []string{bowling, choir, football}},
		{"on-line", directory.Query{Online: true}, []string{choir}},
		{"for whom, and what is for everyone", directory.Query{Group: "autism"}, []string{bowling, farm, football}},
		{"words and a filter", directory.Query{Words: "bowling", Free: true}, nil},
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := town(t, d)
		for _, c := range cases {
			p.in(t, func(ctx context.Context, tx *db.Tx) error {
				f, err := p.s.Search(ctx, tx, c.q)
				var got []string
				for _, h := range f.Hits {
					got = append(got, h.Activity.Title)
				}
				if err == nil && (f.Total != len(c.want) || !same(got, c.want)) {
					t.Errorf("%s: got %q (%d), want %q", c.says, got, f.Total, c.want)
				}
				return err
			})
		}
	})
}

func same(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func TestSearchShowsTheNextSessionAsTimePasses(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := town(t, d)
		next := func() directory.Session {
			var f directory.Found
			p.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
				f, err = p.s.Search(ctx, tx, directory.Query{Words: "bowling"})
				return err
			})
			if len(f.Hits) != 1 || !f.Hits[0].HasNext {
				t.Fatalf("found %+v", f)
			}
			return f.Hits[0].Next
		}
		if got := next().Date; got != clock.D(2026, 11, 24) {
			t.Errorf("this morning the next is %s", got)
		}
		d.SetClock(clock.Fixed(clock.At(clock.D(2026, 11, 24), 15*60)))
		if got := next().Date; got != clock.D(2026, 12, 1) {
			t.Errorf("once it began the next is %s", got)
		}
	})
}

func TestWhatIsWithdrawnCannotBeFound(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := town(t, d)
		a := p.activity(t, directory.Activity{Title: "Pottery", Kind: "arts"})
		count := func() (n int) {
			p.in(t, func(ctx context.Context, tx *db.Tx) error {
				f, err := p.s.Search(ctx, tx, directory.Query{Words: "pottery"})
				n = f.Total
				return err
			})
			return n
		}
		if n := count(); n != 1 {
			t.Errorf("published: found %d", n)
		}
		a.Status = directory.Ended
		p.activity(t, a)
		if n := count(); n != 0 {
			t.Errorf("ended: found %d", n)
		}
	})
}

func TestAWordFindsWhatGoesByAnotherName(t *testing.T) {
	called := []string{"Soft clay", "Poems in the chapel", "Dog walkers", "Makaton for all", "Outing to the sea", "Pony paces",
		"Budgeting at home", "Evening lessons"}
	cases := map[string]string{"pottery": "Soft clay", "ceramics": "Soft clay", "poetry": "Poems in the chapel", "pets": "Dog walkers",
		"signing": "Makaton for all", "day trips": "Outing to the sea", "horses": "Pony paces", "money": "Budgeting at home",
		"college": "Evening lessons"}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := newPlace(t, d)
		for _, title := range called {
			p.activity(t, directory.Activity{Title: title, Text: "Come in."})
		}
		for typed, want := range cases {
			if f := p.search(t, directory.Query{Words: typed}); f.Total == 0 || f.Hits[0].Activity.Title != want {
				t.Errorf("%q finds %d and not first %q: %+v", typed, f.Total, want, f.Hits)
			}
		}
		if f := p.search(t, directory.Query{Words: "pottery"}); f.Total != 1 {
			t.Errorf("pottery finds %d activities", f.Total)
		}
	})
}

func TestWhatHasNoWordFindsNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := town(t, d)
		for _, typed := range []string{"🎨", "?!", "…", "🎳 🎳", strings.Repeat("x", 150)} {
			for _, q := range []directory.Query{{Words: typed}, {Words: typed, Kind: "sport"}} {
				if f := p.search(t, q); f.Total != 0 || len(f.Hits) != 0 || !f.Wordless {
					t.Errorf("%q finds %d, wordless is %v", typed, f.Total, f.Wordless)
				}
			}
		}
		for typed, want := range map[string]int{"": 4, "  ": 4, "something to do": 4, "bowling 🎳": 1, "xylophonists": 0} {
			if f := p.search(t, directory.Query{Words: typed}); f.Total != want || f.Wordless {
				t.Errorf("%q finds %d, want %d, wordless is %v", typed, f.Total, want, f.Wordless)
			}
		}
	})
}

func TestAPageBehindTheLastIsTheLast(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := newPlace(t, d)
		for i := range directory.PerPage + 2 {
			p.activity(t, directory.Activity{Title: "Chess " + strings.Repeat("i", i), Text: "A quiet game."})
		}
		for _, words := range []string{"", "chess", "chess xylophonists"} {
			last := p.search(t, directory.Query{Words: words, Page: 2})
			for _, page := range []int{3, 9999, math.MaxInt} {
				f := p.search(t, directory.Query{Words: words, Page: page})
				if f.Page != 2 || f.Pages != 2 || len(f.Hits) != 2 || f.Hits[0].Activity.ID != last.Hits[0].Activity.ID {
					t.Errorf("%q: page %d is page %d of %d with %d activities", words, page, f.Page, f.Pages, len(f.Hits))
				}
			}
		}
		if f := p.search(t, directory.Query{Words: "xylophonists", Page: 7}); f.Page != 1 || f.Total != 0 {
			t.Errorf("of nothing it shows page %d", f.Page)
		}
	})
}

func (p *place) search(t *testing.T, q directory.Query) (f directory.Found) {
	t.Helper()
	p.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
		f, err = p.s.Search(ctx, tx, q)
		return err
	})
	return f
}

// shelf is a small directory in which words stand where they mislead: in the name
// of a place, in passing, in the other half of a kind, and inside other words.
func shelf(t *testing.T, d *db.DB) *place {
	p := newPlace(t, d)
	for _, a := range []directory.Activity{
		{Title: "Drumming", Kind: "music", Text: "Loud, with both hands."},
		{Title: "The band", Kind: "music", Text: "Bass, keys and a patient drummer."},
		{Title: "Stage fright club", Kind: "music", Text: "Say your name to the back wall."},
		{Title: "Big choir", Kind: "music", Text: "Sixty voices."},
		{Title: "Swim lengths", Kind: "sport", Text: "Two lanes."},
		{Title: "Pool room", Kind: "sport", Text: "Two tables and a bridge stick."},
		{Title: "Splash", Kind: "sport", Text: "Swimmers of every age, with music under the water."},
		{Title: "Supper club", Kind: "discos", Text: "Curry and rice."},
		{Title: "Late disco", Kind: "discos", Text: "A proper night out."},
		{Title: "Tea dance", Kind: "discos", Text: "A waltz and a scone."},
		{Title: "Print with letters", Kind: "arts", Text: "Cards and posters."},
		{Title: "Painting", Kind: "arts", Text: "Easels at any height."},
		{Title: "Songs we know", Kind: "music", Text: "The carers have a corner."},
		{Title: "Village whist", Kind: "friends", Text: "Cards on Mondays. There is room for your car."},
		{Title: "Bake day", Kind: "learning", Text: "Bread from flour."},
	} {
		a = p.activity(t, a)
		if a.Title == "Bake day" {
			p.weekly(t, a.ID, "SA", 10*60, 8, 0)
		}
	}
	return p
}

func TestSearchPutsFirstWhatFitsBestAndLeavesOutWhatNobodyWouldUnderstand(t *testing.T) {
	cases := []struct {
		typed string
		want  []string // of one rank in any order between "|"
	}{
		{"drum", []string{"Drumming", "The band"}},
		{"drummers", []string{"Drumming", "The band"}},
		{"swim", []string{"Swim lengths", "Splash"}},
		{"swiming", []string{"Swim lengths", "Splash"}},
		{"pool", []string{"Pool room"}},
		{"drama", []string{"Stage fright club"}},
		{"music", []string{"Big choir|Drumming|Songs we know|The band", "Splash"}},
		{"choir", []string{"Big choir", "Songs we know"}},
		{"disco", []string{"Late disco", "Tea dance"}},
		{"eating out", []string{"Supper club"}},
		{"painting", []string{"Painting"}},
		{"carer", []string{"Songs we know"}},
		{"car", []string{"Village whist"}},
		{"baking", []string{"Bake day"}},
		{"baking saturday", []string{"Bake day"}},
		{"weekend", []string{"Bake day"}},
		{"mornings", []string{"Bake day"}},
		{"help with baking", []string{"Bake day"}},
		{"art class", []string{"Painting|Print with letters"}},
		{"club", []string{"Stage fright club|Supper club"}},
		{"print", []string{"Print with letters"}},
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := shelf(t, d)
		for _, c := range cases {
			f := p.search(t, directory.Query{Words: c.typed})
			var got []string
			for _, h := range f.Hits {
				got = append(got, h.Activity.Title)
			}
			if !inRanks(got, c.want) {
				t.Errorf("%q finds %q, want %q", c.typed, got, c.want)
			}
		}
	})
}

// A day and a time of day that are asked for together are those of one session; what is
// called by a day's name is found by it, whenever it is.
func TestADayAndATimeOfDayAreThoseOfOneSession(t *testing.T) {
	const tuesday, twice, friday, sunday, text = "Clay", "Chess", "Friday Night Club", "Sunday lunch out", "Village hall open house"
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := newPlace(t, d)
		add := func(title, about string, times ...string) {
			a := p.activity(t, directory.Activity{Title: title, Text: about})
			for _, at := range times {
				start := map[string]int{"morning": 10, "afternoon": 14, "evening": 19}[at[3:]] * 60
				p.weekly(t, a.ID, at[:2], start, 8, 0)
			}
		}
		add(tuesday, "Pots and bowls.", "TU evening")
		add(twice, "A board and a clock.", "TU morning", "TH evening")
		add(friday, "Records and lights.", "TH evening")
		add(sunday, "A roast.", "WE afternoon")
		add(text, "On a Tuesday evening, once in a while.")
		add("Morning song", "All that is sung.", "MO morning")
		for _, c := range []struct {
			says string
			q    directory.Query
			want []string
		}{
			{"one session has both, and so has what says so and has no times", directory.Query{Words: "tuesday evening"},
				[]string{text, tuesday}},
			{"the other way round, and in many", directory.Query{Words: "evenings tuesdays"}, []string{text, tuesday}},
			{"the other time of that day, and no song of the morning", directory.Query{Words: "tuesday morning"}, []string{twice}},
			{"a beginning of the day's name", directory.Query{Words: "tues morning"}, []string{twice}},
			{"a word beside them", directory.Query{Words: "chess thursday evening"}, []string{twice}},
			{"the day typed and the time chosen", directory.Query{Words: "tuesday", Part: directory.Evening}, []string{tuesday}},
			{"the time typed and the days chosen", directory.Query{Words: "evening", Part: directory.Weekend}, nil},
			{"a day alone", directory.Query{Words: "tuesday"}, []string{text, twice + "|" + tuesday}},
			{"a title with a day's name, on another day", directory.Query{Words: "friday club"}, []string{friday}},
			{"and with its time", directory.Query{Words: "friday evening"}, []string{friday}},
			{"a title, with a time that is not its own", directory.Query{Words: "sunday lunch"}, []string{sunday}},
			{"the title's day and the session's time", directory.Query{Words: "sunday afternoon"}, []string{sunday}},
		} {
			f := p.search(t, c.q)
			var got []string
			for _, h := range f.Hits {
				got = append(got, h.Activity.Title)
			}
			if f.Loosened || !inRanks(got, c.want) {
				t.Errorf("%s: %q finds %q (loosened: %v), want %q", c.says, c.q.Words, got, f.Loosened, c.want)
			}
		}
		if f := p.search(t, directory.Query{Words: "thursday morning"}); !f.Loosened || f.Total != 3 {
			t.Errorf("no session is on a Thursday morning: %d found, loosened: %v", f.Total, f.Loosened)
		}
		if f := p.search(t, directory.Query{Words: "tuesdy evening"}); len(f.Instead) != 1 || f.Instead[0] != "tuesday" || f.Total != 2 {
			t.Errorf("misspelt it is taken for %q and finds %d", f.Instead, f.Total)
		}
	})
}

// inRanks reports whether titles come in the order of the ranks, of which each
// is titles in any order.
func inRanks(got, ranks []string) bool {
	for _, r := range ranks {
		rank := strings.Split(r, "|")
		if len(got) < len(rank) {
			return false
		}
		here := slices.Sorted(slices.Values(got[:len(rank)]))
		if !slices.Equal(here, rank) {
			return false
		}
		got = got[len(rank):]
	}
	return len(got) == 0
}
