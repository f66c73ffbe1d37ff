package demo

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"ourdays/internal/area/directory"
	"ourdays/internal/area/people"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/pence"
)

// thought makes a borough up, on the day of the tests.
func thought(t *testing.T, size int, seed uint64) *borough {
	t.Helper()
	b, err := think(Options{People: size, Seed: seed}, clock.D(2026, 11, 24))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// within reports whether a is b, but for one in a hundred.
func within(a, b pence.Pence) bool { return 100*(a-b) <= b && 100*(b-a) <= b }

func TestTheBoroughAgreesWithTheReportAtEverySize(t *testing.T) {
	for size, seeds := range map[int]uint64{50: 5, 60: 5, DefaultPeople: 5, 1500: 5, 5000: 1} {
		for seed := range seeds {
			b := thought(t, size, seed+1)
			var week [2]pence.Pence
			served := map[[2]bool]int{}
			for _, d := range b.people {
				week[0], week[1] = week[0]+d.costOn(0), week[1]+d.costOn(1)
				served[[2]bool{d.costOn(0) > 0, d.costOn(1) > 0}]++
			}
			for side, year := range []pence.Pence{yearInHouse, yearExternal} {
				want := year.MulDiv(int64(size), DefaultPeople, pence.Nearest)
				for _, weeks := range []int64{5200, 5214} {
					if got := week[side].MulDiv(weeks, 100, pence.Nearest); !within(got, want) {
						t.Errorf("%d people, seed %d: side %d costs %s a year and should cost %s", size, seed, side, got, want)
					}
				}
			}
			want := map[[2]bool]int{{false, true}: parts(size, onlyExternal), {true, true}: parts(size, servedByBoth)}
			want[[2]bool{true, false}] = size - want[[2]bool{false, true}] - want[[2]bool{true, true}]
			for which, n := range want {
				if served[which] != n {
					t.Errorf("%d people, seed %d: %d are served by %v, want %d", size, seed, served[which], which, n)
				}
			}
		}
	}
}

// contradictions lists what a reader of a person's record would not believe.
func (b *borough) contradictions(d *dweller) []string {
	var all []string
	say := func(wrong bool, what string) {
		if wrong {
			all = append(all, what)
		}
	}
	bounds := ages[d.SupportReason]
	say(d.age < 18 || !d.persona && (d.age < bounds[0]-1 || d.age > bounds[1]+1), "the age does not fit the reason for support")
	say(d.tier == 1 && d.Ratio != 1 && d.Ratio != 2 || d.tier == 2 && d.Ratio != 3 && d.Ratio != 4 || d.tier == 3 && d.Ratio != 0 &&
		d.Ratio < 6,
		"the tier does not fit the support")
	say(d.Needs&people.Hoist != 0 && d.tier != 1, "somebody with a hoist is not in tier 1")
	say(!slices.Contains(d.town.wards, d.Ward) && !d.persona, "the ward is not of the town")
	say(!strings.HasPrefix(d.Postcode, d.town.postcode+" ") && !d.persona, "the postcode is not of the town")
	say(len(d.groups) == 0, "no place")
	say(d.units() > mostUnits, "more half days than a week has")
	for i, g := range d.goes() {
		say(d.distance(g) > near[2], g.offer.title+" is too far away")
		say(!d.persona && directory.Access(d.Needs)&^g.site.Access != 0, g.offer.title+" lacks what the person needs")
		say(len(g.offer.groups) > 0 && !slices.Contains(g.offer.groups, d.SupportReason), g.offer.title+" is meant for others")
		say(g.offer.tiers != 0 && g.offer.tiers&(1<<d.tier) == 0, g.offer.title+" is not for the tier")
		say(d.age < g.offer.ageFrom || g.offer.ageTo > 0 && d.age > g.offer.ageTo, g.offer.title+" is for another age")
		say(!d.persona && d.wouldNot(g.offer, g.slot), g.offer.title+" is not for somebody like that")
		for _, h := range slices.Concat(d.goes()[i+1:], d.alone) {
			say(g.slot.clashes(h.slot), g.offer.title+" clashes with "+h.offer.title)
			far := g.site.key != "" && h.site.key != "" && km(g.site.Lat, g.site.Lng, h.site.Lat, h.site.Lng) > 8
			say(far && g.slot.clashesWithin(h.slot, 50), "no time for the way from "+g.offer.title+" to "+h.offer.title)
		}
	}
	say(d.Free != 0 && d.inUse()&^d.Free != 0, "goes somewhere when not free")
	say(d.TravelMinutes > 0 && d.farthest() > d.TravelMinutes, "travels longer than they will")
	say(len(d.goals) == 0, "no outcome")
	for _, goal := range d.goals {
		helped := slices.ContainsFunc(d.goes(), func(g *group) bool { return goal.aim.helped(g.offer) })
		say(!helped && !d.persona, "nothing helps with: "+goal.words)
		say(!goal.aim.suits(d), "not somebody who says: "+goal.words)
	}
	for _, e := range d.friends {
		mutual := slices.Contains(e.friends, d)
		say(!mutual, "a friend does not know of it")
		say(len(e.groups) > 0 && !d.meets(e), "friends who never meet")
	}
	for _, kind := range d.Kinds {
		does := slices.ContainsFunc(d.groups, func(g *group) bool { return g.offer.kind == kind })
		say(!does && !d.persona, "likes "+kind+" and never does it")
	}
	b.untrue(d, say)
	for _, h := range d.helpers {
		say(h.basis == "parent" && d.age >= 60, "a parent of somebody so old")
	}
	return all
}

// untrue says what of the person's own words, of the reason of their tier and
// of their review does not hold for them.
func (b *borough) untrue(d *dweller, say func(bool, string)) {
	words := d.GoodAt + d.Likes + d.HowToTalk + d.reason
	for _, lists := range []map[string][]string{b.said, b.reasons} {
		for _, lines := range lists {
			for _, line := range lines {
				if n := readNote(line); len(n.tags) > 0 && !d.persona && !n.holds(d) {
					say(strings.Contains(words, d.named(n.text)), "says or is said: "+line)
				}
			}
		}
	}
	say(len(d.reason) < 30 || strings.Contains(d.reason, "{"), "the tier has no reason: "+d.reason)
	rule := d.because()
	say(rule.Tier != d.tier, "another tier than is recommended, for no reason")
	section := rule.Rule
	if section != "hoist" {
		section += " " + d.SupportReason
	}
	ofRule := slices.ContainsFunc(b.reasons[section], func(line string) bool {
		return strings.HasPrefix(d.reason, d.named(readNote(line).text))
	})
	say(!ofRule, "the reason is not that of the rule "+section+": "+d.reason)
	t := d.turn
	say(t.way == plans.ChangeTier && (t.tier == d.tier || tierOf(t.ratio) != t.tier), "the review changes to what does not fit")
	say(t.way == plans.ChangeTier && d.Needs&people.Hoist != 0, "steps down from a hoist")
	say(t.tier == plans.Enablement && !d.is("working"), "begins enablement after working age")
	say(t.way == plans.Extend && d.tier != plans.Enablement, "more time for what has no end")
	say((d.over != nil) != (t.of == "over"), "a place ends and nobody says so")
	say(d.over != nil && !d.goals[len(d.goals)-1].aim.helped(d.over.offer), "the place that ends is not for the goal that is met")
	say((t.way == plans.End) != !d.leaves.IsZero(), "leaves without an end, or ends without leaving")
}

func TestNobodyContradictsThemselves(t *testing.T) {
	for size, seeds := range map[int]uint64{50: 4, DefaultPeople: 4, 5000: 1} {
		for seed := range seeds {
			b := thought(t, size, seed+1)
			for _, d := range b.served() {
				for _, what := range b.contradictions(d) {
					t.Errorf("of %d, seed %d: %s, %d, %s, tier %d: %s", size, seed+1, d.FullName(), d.age, d.SupportReason, d.tier, what)
				}
			}
		}
	}
}

// What there is of everything, so that a borough with an empty side is noticed.
func TestThereIsSomethingOfEverySide(t *testing.T) {
	b := thought(t, DefaultPeople, 1)
	n := map[string]int{}
	for _, f := range b.firms {
		n["firm "+f.Kind]++
	}
	for _, o := range b.offers {
		for _, of := range o.groupsOf {
			for _, g := range of {
				n["session"] += len(g.slot.days)
				for what, is := range map[string]bool{"by day": g.slot.start < 17*60, "evening": g.slot.start >= 17*60,
					"on-line": o.online != directory.InPerson} {
					if is {
						n[what] += len(g.slot.days)
					}
				}
				for _, day := range g.slot.days {
					n["weekend"] += day / 5
				}
			}
		}
	}
	for _, d := range b.people {
		for what, is := range map[string]bool{"helped": len(d.helpers) > 0, "friends": len(d.friends) > 0,
			"how to talk": d.HowToTalk != "", "Easy Read": d.EasyRead, "access": d.Needs != 0} {
			if is {
				n[what]++
			}
		}
	}
	for what, most := range map[string][2]int{"firm in_house": {1, 1}, "firm independent": {18, 22}, "firm community": {8, 14},
		"firm leisure": {2, 4},
		"by day":       {400, 570}, "evening": {35, 150}, "weekend": {40, 150}, "on-line": {8, 60},
		"helped": {150, 556}, "friends": {200, 556}, "how to talk": {300, 556}, "Easy Read": {100, 500}, "access": {100, 450}} {
		if n[what] < most[0] || n[what] > most[1] {
			t.Errorf("%s: %d, want %d to %d", what, n[what], most[0], most[1])
		}
	}
}

// Ofcom keeps these numbers for drama; nobody can have an address in .example.
func TestNobodyRealCanBeReached(t *testing.T) {
	b := thought(t, DefaultPeople, 1)
	drama := regexp.MustCompile(`^(01632 960 ?\d{3}|07700 900 ?\d{3})$`)
	reached := func(who, phone, mail string) {
		if phone != "" && !drama.MatchString(phone) {
			t.Errorf("%s has the telephone %s", who, phone)
		}
		if mail != "" && !strings.HasSuffix(mail, ".example") {
			t.Errorf("%s has the address %s", who, mail)
		}
	}
	n := 0
	for _, f := range b.firms {
		reached(f.Name, f.Phone, f.Email)
		n++
	}
	for _, d := range slices.Concat(b.people, b.newcomers, b.leavers) {
		reached(d.FullName(), d.Phone, "")
		n++
	}
	if n < DefaultPeople {
		t.Errorf("only %d were looked at", n)
	}
}

// unbooked are words, of either voice, of what one comes to without a booking.
var unbooked = regexp.MustCompile(`(?i)no need to book|(not|never) (need|have) to book|need not book|without (a )?booking|no booking|` +
	`\bdrop(ped|s|ping)?[- ]in\b|\bjust (come|turn up)\b|\bturn up\b|\bwalk in\b|whoever comes|come when(ever)? you like|come and go`)

// unbookable lists what an activity says against the booking that its page
// offers: whoever meets at times with so many places is booked.
func (o *offer) unbookable() []string {
	if len(o.slots) == 0 || o.places == 0 {
		return nil
	}
	return unbooked.FindAllString(strings.Join([]string{o.title, o.easyTitle, o.text, o.easy}, "\n"), -1)
}

func TestNoActivityContradictsItsBooking(t *testing.T) {
	b := thought(t, DefaultPeople, 1)
	booked := 0
	for _, o := range b.offers {
		if len(o.slots) > 0 && o.places > 0 {
			booked++
		}
		for _, said := range o.unbookable() {
			t.Errorf("%s is booked and says %q", o.title, said)
		}
	}
	if booked < 200 {
		t.Errorf("only %d activities are booked", booked)
	}
	for _, words := range []string{"You do not need to book. Just come along.", "No need to book.", "Drop in for tea.",
		"Come when you like."} {
		for _, o := range []offer{{text: words}, {easy: words}} {
			o.slots, o.places = make([]slot, 1), 8
			if len(o.unbookable()) == 0 {
				t.Errorf("%q may be said of what is booked", words)
			}
			if o.places = 0; len(o.unbookable()) > 0 {
				t.Errorf("%q may not be said of what is not booked", words)
			}
		}
	}
}

func TestNoGroupIsLargerThanItsPlacesAndSupport(t *testing.T) {
	b := thought(t, 1500, 1)
	full, empty := 0, 0
	for _, o := range b.offers {
		for _, of := range o.groupsOf {
			for _, g := range of {
				if g.taken > g.places() || g.load > g.support() || g.taken < len(g.who) {
					t.Errorf("%s: %d of %d places, %d sixtieths of %d teams of %d workers", o.title, g.taken, g.places(), g.load, g.teams, o.workers)
				}
				if g.teams > 1 && g.site.Capacity > 0 && g.places() > g.site.Capacity {
					t.Errorf("%s: %d places of %d teams where %d have room", o.title, g.places(), g.teams, g.site.Capacity)
				}
				if g.taken == g.places() {
					full++
				}
				if g.taken == 0 {
					empty++
				}
			}
		}
	}
	if full < 10 || empty < 1 {
		t.Errorf("%d groups are full and %d are empty: there should be some of both", full, empty)
	}
}

func TestTheSameSeedThinksOfTheSameBorough(t *testing.T) {
	a, b, c := thought(t, 200, 7), thought(t, 200, 7), thought(t, 200, 8)
	differs := false
	for i, d := range a.people {
		e := b.people[i]
		if d.FullName() != e.FullName() || d.cost != e.cost || d.Likes != e.Likes || d.money != e.money || len(d.groups) != len(e.groups) {
			t.Fatalf("%s and %s", d.FullName(), e.FullName())
		}
		differs = differs || d.FullName() != c.people[i].FullName()
	}
	if !differs {
		t.Error("another seed thinks of the same people")
	}
}

func TestTheTiersAreThoseOfTheReport(t *testing.T) {
	for _, size := range []int{100, DefaultPeople, 5000} {
		n := map[int]int{}
		for _, d := range thought(t, size, 1).people {
			n[d.tier]++
		}
		for tier, percent := range map[int]int{1: 30, 2: 50, 3: 20} {
			if got := 100 * float64(n[tier]) / float64(size); got < float64(percent)-2 || got > float64(percent)+2 {
				t.Errorf("of %d people %.1f%% are in tier %d, want about %d%%", size, got, tier, percent)
			}
		}
	}
}

func TestFirstReviewsChangeWhatAPlausibleShareHas(t *testing.T) {
	for seed := range uint64(4) {
		b := thought(t, DefaultPeople, seed+1)
		n := map[string]int{}
		for _, d := range b.served() {
			n[d.turn.of]++
		}
		changed := len(b.people) - n[""]
		if share := 100 * changed / len(b.people); share < 8 || share > 25 {
			t.Errorf("seed %d: %d of a hundred reviews change something", seed+1, share)
		}
		for _, of := range []string{"down 1", "down 2", "up 2", "up 3", "extend", "week", "over", "end moved_on", "end withdrawn"} {
			if n[of] == 0 {
				t.Errorf("seed %d: no review is of the kind %q: %v", seed+1, of, n)
			}
		}
	}
}

func TestNobodyHearsTheSameReasonAsEverybody(t *testing.T) {
	n := map[string]int{}
	for _, d := range thought(t, DefaultPeople, 1).people {
		n[strings.ReplaceAll(d.reason, d.KnownAs, "")]++
	}
	for reason, times := range n {
		if times > DefaultPeople/50 {
			t.Errorf("%d people have their tier for one reason: %s", times, reason)
		}
	}
}

func TestThereIsANoteForEveryAimAtEveryActivity(t *testing.T) {
	b := thought(t, DefaultPeople, 1)
	for _, d := range b.served() {
		for _, g := range d.goes() {
			for _, goal := range d.goals {
				fit := 0
				for _, n := range goal.aim.notes {
					if n.holdsAt(d, g) && !slices.Contains(n.tags, again) {
						fit++
					}
				}
				if goal.aim.helped(g.offer) && fit < 4 {
					t.Errorf("%s at %s, %s: %d notes", goal.aim.name, g.offer.title, g.offer.symbol, fit)
				}
			}
		}
	}
}
