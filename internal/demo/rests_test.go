package demo

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"ourdays/internal/area/people"
	"ourdays/internal/platform/clock"
)

// timeClaims are words about the week, with what must hold of who says them or of
// whom they are said. They are written here a second time, and not read from the
// data files, so that a line without its mark is found.
var timeClaims = []struct {
	words string
	holds func(*dweller) bool
}{
	{"at the weekend too|weekends are long", func(d *dweller) bool { return d.onDay(5) || d.onDay(6) }},
	{"go out on a Saturday", func(d *dweller) bool { return d.onDay(5) }},
	{"market on a Saturday", func(d *dweller) bool { return !d.onDay(5) }},
	{"on Sundays as well|on a Sunday", func(d *dweller) bool { return !d.onDay(6) }},
	{"cinema in the evening", func(d *dweller) bool { return d.between(17, 24) }},
	{"Evenings and noise", func(d *dweller) bool { return !d.between(17, 24) }},
	{"Mornings are hard", func(d *dweller) bool { return !d.between(0, 11) }},
	{"Two settled mornings", func(d *dweller) bool { return d.between(0, 12) && d.days() > 1 }},
	{"tires quickly", func(d *dweller) bool { return !d.out(func(s slot) bool { return s.end-s.start >= 5*60 }) }},
	{"know me when I come in the morning|have a morning for|getting up early", func(d *dweller) bool { return d.between(0, 12) }},
	{"out every day", func(d *dweller) bool { return d.days() >= 5 }},
	{"two days a week|company twice a week", func(d *dweller) bool { return d.days() == 2 || d.days() == 3 }},
	{"loud bangs|Noise and crowds", func(d *dweller) bool { return !d.seenAt([]string{"drum", "disco", "party", "bowling"}) || d.persona }},
	{"do not like the cold", func(d *dweller) bool { return !d.seenAt([]string{"gardening", "farm", "walking", "cycling"}) }},
	{"two trained people|arm's reach", func(d *dweller) bool { return d.Ratio == 1 }},
	{"two workers|two familiar workers", func(*dweller) bool { return false }},
	{"shared among four|group of four well", func(d *dweller) bool { return d.Ratio == 4 }},
	{"nowhere since the fall|until the spring|since the sight went|times last year", func(d *dweller) bool {
		return d.since.IsZero() || d.today.DaysSince(d.since) < 366
	}},
	{"just left college", func(d *dweller) bool { return d.age < 24 }},
	{"my mum", func(d *dweller) bool { return d.age < 60 || d.persona }},
}

func (d *dweller) onDay(day int) bool {
	return d.out(func(s slot) bool { return slices.Contains(s.days, day) })
}

func (d *dweller) between(from, to int) bool {
	return d.out(func(s slot) bool { return s.start >= from*60 && s.start < to*60 })
}

// record is everything that is said by or of the person but in registers.
func (d *dweller) record() string {
	all := []string{d.GoodAt, d.Likes, d.Wants, d.HowToTalk, d.reason}
	for _, g := range d.goals {
		all = append(all, g.words)
	}
	return strings.Join(all, "\n")
}

func TestNobodySaysWhatTheirWeekContradicts(t *testing.T) {
	heard, said := map[string]int{}, map[string]*regexp.Regexp{}
	for _, c := range timeClaims {
		said[c.words] = regexp.MustCompile(c.words)
	}
	for size, seeds := range map[int]uint64{FewestPeople: 3, DefaultPeople: 4, 5000: 1} {
		for seed := range seeds {
			for _, d := range thought(t, size, seed+1).served() {
				record := d.record()
				for _, c := range timeClaims {
					if !said[c.words].MatchString(record) {
						continue
					}
					if heard[c.words]++; !c.holds(d) {
						t.Errorf("of %d, seed %d: %s does not hold of %s: %s", size, seed+1, c.words, d.FullName(), d.record())
					}
				}
			}
		}
	}
	for _, c := range timeClaims {
		if heard[c.words] == 0 && c.words != "two workers|two familiar workers" {
			t.Errorf("nobody says %q", c.words)
		}
	}
}

// careers are words of what somebody did all their working life.
var careers = regexp.MustCompile(`taught infants|drove a bus|shirts at the mill|kept the books|on the railway|nursed on the wards|` +
	`corner shop|school dinners|half the hedges`)

func TestOnePersonHasOneCareer(t *testing.T) {
	some := 0
	for seed := range uint64(6) {
		for _, d := range thought(t, DefaultPeople, seed+1).served() {
			n := len(careers.FindAllString(d.GoodAt, -1))
			if some += n; n > 1 {
				t.Errorf("%s: %s", d.FullName(), d.GoodAt)
			}
		}
	}
	if some == 0 {
		t.Error("nobody tells of a career")
	}
}

func TestFreeTimesFollowTheWords(t *testing.T) {
	late, wished := 0, 0
	for seed := range uint64(6) {
		b := thought(t, DefaultPeople, seed+1)
		for _, d := range slices.Concat(b.served(), b.newcomers) {
			if d.persona {
				continue
			}
			if strings.Contains(d.HowToTalk, "Mornings are hard") {
				for day := range 7 {
					if late++; d.Free.Has(day, 0) && !d.inUse().Has(day, 0) {
						t.Errorf("%s is free in the morning: %s", d.FullName(), d.HowToTalk)
					}
				}
			}
			if d.WantsDay == 0 {
				continue
			}
			wished++
			at := people.FreeAt(d.WantsDay-1, d.WantsPart-1)
			helped := slices.ContainsFunc(d.goes(), func(g *group) bool {
				return d.goals[0].aim.helped(g.offer) && g.slot.free()&at != 0
			})
			if len(d.goes()) > 0 && !helped || d.Free != 0 && d.Free&at == 0 {
				t.Errorf("%s wishes for %q on day %d in part %d", d.FullName(), d.goals[0].words, d.WantsDay, d.WantsPart)
			}
		}
	}
	if late == 0 || wished < 100 {
		t.Errorf("%d mornings of late sleepers and %d wished hours were looked at", late, wished)
	}
}

func TestEveryPlaceServesAnOutcomeOfItsPerson(t *testing.T) {
	for _, size := range []int{FewestPeople, DefaultPeople, 5000} {
		b, n := thought(t, size, 1), map[int]int{}
		for _, d := range b.served() {
			n[len(d.goals)]++
			for _, g := range d.goes() {
				if !d.persona && !d.aimsAt(g) {
					t.Errorf("%s of %s serves none of their outcomes", g.offer.title, d.FullName())
				}
			}
		}
		t.Logf("of %d people so many have so many outcomes: %v", size, n)
	}
}

// lastTime are words that need an earlier week.
var lastTime = regexp.MustCompile(`(?i)last week|last time|last month|a few weeks ago|than before|where we had stopped|last session`)

func TestRegistersSayWhatFitsTheAimAndNothingTwice(t *testing.T) {
	b := thought(t, DefaultPeople, 1)
	different, lines := map[string]bool{}, 0
	for _, d := range b.served() {
		said := map[string]bool{}
		for week := range weeksBehind {
			for _, g := range d.goes() {
				for _, day := range g.slot.days {
					on := b.begin.AddDays(7*week + day)
					for _, goal := range d.goals {
						if !goal.aim.helped(g.offer) || !chance(b.rnd, 38) {
							continue
						}
						line := b.noteOf(d, goal.aim, g, on)
						if line == "" {
							continue
						}
						if lines++; said[line] {
							t.Errorf("twice of %s: %s", d.FullName(), line)
						}
						said[line], different[line] = true, true
						b.fitsTheRegister(t, d, goal.aim, g, on, line)
					}
				}
			}
		}
	}
	t.Logf("%d different lines of %d", len(different), lines)
	if lines < 8000 || 3*len(different) < lines {
		t.Errorf("there are %d different lines of %d", len(different), lines)
	}
}

func (b *borough) fitsTheRegister(t *testing.T, d *dweller, a aim, g *group, on clock.Date, line string) {
	t.Helper()
	core := slices.ContainsFunc(a.notes, func(n note) bool {
		return strings.Contains(line, n.text) && n.holdsAt(d, g)
	})
	if !core {
		t.Errorf("%s at %s says nothing of %q: %s", d.FullName(), g.offer.title, a.name, line)
	}
	if on.Before(b.begin.AddDays(7)) && lastTime.MatchString(line) {
		t.Errorf("in the first week of %s at %s: %s", d.FullName(), g.offer.title, line)
	}
}
