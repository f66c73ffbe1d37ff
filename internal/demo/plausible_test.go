package demo

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"ourdays/internal/area/people"
)

// boroughs thinks up a few boroughs of several sizes and seeds.
func boroughs(t *testing.T, look func(*testing.T, *borough)) {
	t.Helper()
	for size, seeds := range map[int]uint64{FewestPeople: 3, DefaultPeople: 4, 2000: 1} {
		for seed := range seeds {
			look(t, thought(t, size, seed+1))
		}
	}
}

func (b *borough) called(t *testing.T, name string) *dweller {
	t.Helper()
	i := slices.IndexFunc(b.people, func(d *dweller) bool { return d.FullName() == name })
	if i < 0 {
		t.Fatalf("%s is not served", name)
	}
	return b.people[i]
}

func TestWhoIsNamedHasAPlaceForEveryOutcome(t *testing.T) {
	boroughs(t, func(t *testing.T, b *borough) {
		for _, d := range b.people {
			if !d.persona {
				continue
			}
			for _, g := range d.goals {
				if g.aim.name == "" || !slices.ContainsFunc(d.groups, func(h *group) bool { return g.aim.helped(h.offer) }) {
					t.Errorf("of %d, seed %d: nothing in the week of %s helps with %q", b.size, b.seed, d.FullName(), g.words)
				}
			}
			for _, g := range d.groups {
				if !d.aimsAt(g) {
					t.Errorf("of %d, seed %d: %s of %s serves none of their outcomes", b.size, b.seed, g.offer.title, d.FullName())
				}
			}
		}
	})
}

func TestWhoIsNamedDoesWhatTheySay(t *testing.T) {
	at := func(d *dweller, symbols ...string) bool { return d.seenAt(symbols) }
	boroughs(t, func(t *testing.T, b *borough) {
		wrong := func(is bool, what string) {
			t.Helper()
			if is {
				t.Errorf("of %d, seed %d: %s", b.size, b.seed, what)
			}
		}
		sam, peggy, imran, walt := b.called(t, "Samuel Achebe"), b.called(t, "Margaret Dunne"), b.called(t, "Imran Yousaf"),
			b.called(t, "Walter Finch")
		wrong(at(sam, "bus"), "Sam, who knows every bus, is taught to ride one")
		wrong(!at(sam, "job", "office", "library"), "Sam, who wants a job, goes nowhere for it")
		wrong(peggy.wish() != "I want to keep playing." || !at(peggy, "piano"), "Peggy wants to keep playing, and does not")
		wrong(peggy.out(slot.inEvening), "Peggy is out in the evening")
		wrong(peggy.days() > 5 || at(peggy, "swimming"), "Peggy, 82, is out on more than five days, or swims")
		wrong(!strings.Contains(strings.Join(peggy.goals[0].aim.scale, " "), "I play a tune"), "Peggy's playing is measured by listening")
		wrong(walt.sense() != "sight" || at(walt, looked...), "Walt, who sees little, goes to what one looks at")
		wrong(!strings.Contains(walt.wish(), "leeks"), "Walt's first outcome is not about leeks")
		swims := slices.ContainsFunc(imran.groups, func(g *group) bool {
			return g.offer.symbol == "swimming" && slices.Contains(g.slot.days, imran.WantsDay-1) && g.slot.partOfDay() == imran.WantsPart-1
		})
		wrong(!swims, "Imran wishes to swim at another time than he swims")
		prayers := slot{days: []int{4}, start: 13 * 60, end: 14 * 60}
		wrong(imran.out(prayers.clashes), "Imran goes somewhere during Friday prayers")
	})
}

// banging are sorts of activity that are loud, and quietly are words of who cannot
// have it loud. Both are written here a second time.
var (
	banging = []string{"drum", "disco", "party", "bowling", "basketball", "dancing", "guitar", "football"}
	quietly = regexp.MustCompile(`(?i)quiet rooms|a quiet morning|loud bangs|noise and crowds|sound is the difficulty|turn the music off`)
)

func TestNobodyWhoNeedsQuietIsBookedWhereItIsLoud(t *testing.T) {
	need, say := 0, 0
	boroughs(t, func(t *testing.T, b *borough) {
		for _, d := range b.served() {
			words := d.record()
			for _, g := range d.everywhere() {
				switch {
				case d.Needs&people.Quiet != 0:
					if need++; slices.Contains(banging, g.offer.symbol) {
						t.Errorf("%s needs quiet and goes to %s", d.FullName(), g.offer.title)
					}
				case quietly.MatchString(words):
					if say++; slices.Contains(banging[:5], g.offer.symbol) {
						t.Errorf("%s goes to %s and says: %s", d.FullName(), g.offer.title, words)
					}
				}
			}
		}
	})
	if need < 50 || say < 50 {
		t.Errorf("%d places of who needs quiet and %d of who says so were looked at", need, say)
	}
}

func TestHelpersAreCalledWhatTheyAre(t *testing.T) {
	boroughs(t, func(t *testing.T, b *borough) {
		for _, d := range b.served() {
			for _, h := range d.helpers {
				family := strings.HasSuffix(h.name, " "+d.FamilyName)
				if h.basis == "asked" && family && h.related == "" {
					t.Errorf("%s, of one name with %s, is called a friend", h.name, d.FullName())
				}
				given, _, _ := strings.Cut(h.name, " ")
				man := slices.Contains([]string{"my dad", "my son", "my brother"}, h.related)
				if man != (h.related != "" && slices.Contains(men, given)) {
					t.Errorf("%s is %s", h.name, h.related)
				}
			}
		}
	})
	for _, list := range []string{"given middle", "given asia", "given east", "given africa"} {
		if b := thought(t, FewestPeople, 1); !slices.ContainsFunc(b.names[list], func(s string) bool { return slices.Contains(men, s) }) {
			t.Errorf("of %s nobody is a man", list)
		}
	}
}

func TestNobodyOldOrFrailGoesWhereNobodyWouldSeeThem(t *testing.T) {
	boroughs(t, func(t *testing.T, b *borough) {
		for _, d := range b.served() {
			for _, g := range d.everywhere() {
				in := func(list ...string) bool { return slices.Contains(list, g.offer.symbol) }
				dementia := d.SupportReason == "dementia"
				frail := dementia || d.age >= 75
				if d.age >= 66 && in("disco", "basketball") || dementia && in("tablet", "computer", "camera", "online") ||
					d.SupportReason == "sensory" && d.sense() == "hearing" && in("choir", "microphone", "radio") ||
					frail && d.Needs&people.StepFree != 0 && in("walking") || frail && g.slot.start >= 17*60 {
					t.Errorf("%s, %d, %s, goes to %s at %d", d.FullName(), d.age, d.SupportReason, g.offer.title, g.slot.start/60)
				}
			}
		}
	})
}

func TestNobodyFrailIsOutOnMoreThanFiveDays(t *testing.T) {
	boroughs(t, func(t *testing.T, b *borough) {
		for _, d := range b.served() {
			if frail := d.SupportReason == "dementia" || d.age >= 75; frail && d.days() > 5 && d.over == nil {
				t.Errorf("of %d: %s, %d, %s, is out on %d days", b.size, d.FullName(), d.age, d.SupportReason, d.days())
			}
		}
	})
}

// Who wants to go out on a Saturday, and has no week yet, is free then and wishes for it.
func TestWhoWantsASaturdayCanHaveOne(t *testing.T) {
	said := 0
	for seed := range uint64(20) {
		for _, d := range thought(t, 200, seed+1).newcomers[1:] {
			if !strings.Contains(d.wish(), "Saturday") {
				continue
			}
			said++
			if d.WantsDay != 6 || d.Free != 0 && !d.Free.Has(5, d.WantsPart-1) {
				t.Errorf("seed %d: %s wants a Saturday and wishes for day %d, free at %x", seed+1, d.FullName(), d.WantsDay, d.Free)
			}
		}
	}
	if said == 0 {
		t.Error("nobody wants to go out on a Saturday")
	}
}

func TestWordsHaveTheScaleThatMeasuresThem(t *testing.T) {
	for _, a := range must(aims()) {
		for words, scale := range a.own {
			if len(scale) != len(a.scale) || a.in(words).scale[0] != scale[0] || a.in("other words").scale[0] != a.scale[0] {
				t.Errorf("%s has the scale %v", words, a.in(words).scale)
			}
		}
		if a.name == "calm" && (len(a.own) != len(a.words) || slices.Contains(a.codes, "O2") || slices.Contains(a.codes, "O3")) {
			t.Error("who wants to be calm, or to say yes and no, is measured by how they wash")
		}
	}
}

func TestNoOutcomeIsEverybodysWord(t *testing.T) {
	for seed := range uint64(3) {
		n := map[string]int{}
		for _, d := range thought(t, DefaultPeople, seed+1).people {
			for _, g := range d.goals {
				n[g.words]++
			}
		}
		for words, times := range n {
			if times > DefaultPeople*9/100 {
				t.Errorf("seed %d: %d people say %q", seed+1, times, words)
			}
		}
	}
}

// What a review says of an activity or of a day holds of the rest of the week.
func TestReviewsDoNotContradictTheWeek(t *testing.T) {
	over := 0
	boroughs(t, func(t *testing.T, b *borough) {
		for _, d := range b.people {
			if d.over == nil {
				continue
			}
			over++
			if d.timesAt(d.over.offer) > 0 {
				t.Errorf("%s no longer needs %s and goes on with it", d.FullName(), d.over.offer.title)
			}
			if d.goals[len(d.goals)-1].aim.wide() {
				t.Errorf("%s is done with %q", d.FullName(), d.goals[len(d.goals)-1].words)
			}
		}
	})
	if over < 20 {
		t.Errorf("only %d places end", over)
	}
	for _, line := range must(sections("reviews.txt"))["week"] {
		if strings.Contains(line, "another day") && !slices.Contains(readNote(line).tags, "free-day") {
			t.Errorf("who is out every day may say %q", line)
		}
	}
}

func TestWhoHelpsAllTheirLifeIsNotTheirChild(t *testing.T) {
	boroughs(t, func(t *testing.T, b *borough) {
		for _, d := range b.served() {
			for _, h := range d.helpers {
				if d.tier == 1 && d.SupportReason == "learning_disability" && slices.Contains([]string{"my son", "my daughter"}, h.related) {
					t.Errorf("%s helps %s, tier 1, %s, and is %s", h.name, d.FullName(), d.SupportReason, h.related)
				}
			}
		}
	})
}
