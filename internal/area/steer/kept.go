package steer

import (
	"slices"
	"strconv"
	"strings"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/pence"
)

// The sums that are kept, each by day, provider and tier.
const (
	sumSpent = "spent" // what registers owe, by the month of the session
	sumOpen  = "open"  // booked with a going placement and not settled, by day
	// by how much the cost changes of that day of the week, from that day on
	sumAhead     = "ahead"
	sumCommitted = "committed" // what agreed placements still commit
	sumPlaces    = "places"    // going placements
	sumWeek      = "week"      // what they cost a week
	sumPeople    = "people"    // people with a going placement: of a provider, of a tier, at all
	sumInHouse   = "people_in_house"
	sumExternal  = "people_external"
	sumBoth      = "people_both"
)

// noDay is where a sum stands that has no day.
var noDay = clock.D(1970, 1, 1)

// sumKey names one kept sum. Without a provider it is of all of them; tier 0
// is every tier.
type sumKey struct {
	What string
	Day  clock.Date
	Org  string `db:"organisation_id"`
	Tier int
}

// sums are amounts, or changes of amounts, in pence or in heads.
type sums map[sumKey]int64

// add adds an amount; what comes to nothing is not kept.
func (s sums) add(what string, day clock.Date, org string, tier int, n int64) {
	k := sumKey{what, day, org, tier}
	if s[k] += n; s[k] == 0 {
		delete(s, k)
	}
}

// less takes other sums away.
func (s sums) less(other sums) {
	for k, n := range other {
		s.add(k.What, k.Day, k.Org, k.Tier, -n)
	}
}

// sorted gives the keys in one order, so that two transactions that write the
// same sums wait for one another and never each for the other.
func (s sums) sorted() []sumKey {
	keys := make([]sumKey, 0, len(s))
	for k := range s {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b sumKey) int {
		return cmpOf(strings.Compare(a.What, b.What), a.Day.DaysSince(b.Day), strings.Compare(a.Org, b.Org),
			a.Tier-b.Tier)
	})
	return keys
}

func cmpOf(all ...int) int {
	for _, n := range all {
		if n != 0 {
			return n
		}
	}
	return 0
}

// counted is an agreed placement as the sums count it.
type counted struct {
	PlacementID    string
	PersonID       string
	OrganisationID string
	InHouse        int
	Tier           int
	Going          int
	Week           pence.Pence
	Total          pence.Pence
	StartsOn       clock.Date
	EndsOn         clock.Date
	Days           int // of its ordinary week, as bits from 1 for Monday on
}

// withDays counts placements with the days of their schedules, of which many share one.
func withDays(list []agreedPlace) []counted {
	known := map[directoryRule]int{}
	all := make([]counted, len(list))
	for i, p := range list {
		rule := directoryRule{p.Rule, p.Begins}
		days, ok := known[rule]
		if !ok {
			days = rule.days()
			known[rule] = days
		}
		all[i] = p.counted
		all[i].Days = days
	}
	return all
}

// directoryRule is when a schedule happens, as far as its ordinary week asks.
type directoryRule struct {
	rule   string
	begins clock.Date
}

// days are the days of its ordinary week, as bits.
func (r directoryRule) days() (bits int) {
	for _, day := range (directory.Schedule{RRule: r.rule, From: r.begins}).Weekdays() {
		bits |= 1 << day
	}
	return bits
}

// shares is what the agreed placements of one person come to in the sums,
// without what stands in bookings. What a person comes to together, as being
// counted once, is why it is one person's.
func shares(list []counted) sums {
	s := sums{}
	inside, outside := false, false
	orgs, tiers := map[string]bool{}, map[int]bool{}
	for _, c := range list {
		s.add(sumCommitted, noDay, c.OrganisationID, c.Tier, int64(c.Total))
		if c.Going == 0 {
			continue
		}
		s.add(sumPlaces, noDay, c.OrganisationID, c.Tier, 1)
		s.add(sumWeek, noDay, c.OrganisationID, c.Tier, int64(c.Week))
		s.addAhead(c)
		inside, outside = inside || c.InHouse == 1, outside || c.InHouse == 0
		orgs[c.OrganisationID], tiers[c.Tier] = true, true
	}
	for org := range orgs {
		s.add(sumPeople, noDay, org, 0, 1)
	}
	for tier := range tiers {
		s.add(sumPeople, noDay, "", tier, 1)
	}
	for what, is := range map[string]bool{sumPeople: inside || outside, sumInHouse: inside, sumExternal: outside,
		sumBoth: inside && outside} {
		if is {
			s.add(what, noDay, "", 0, 1)
		}
	}
	return s
}

// addAhead adds what a placement costs on each of its days of the week: from the first such
// day on, and no more after its last.
func (s sums) addAhead(c counted) {
	for _, p := range byDay(c.Week, c.Days) {
		s.add(sumAhead, firstOn(c.StartsOn, p.day), c.OrganisationID, c.Tier, int64(p.cost))
		s.add(sumAhead, firstOn(c.EndsOn.AddDays(1), p.day), c.OrganisationID, c.Tier, -int64(p.cost))
	}
}

// monthOf is where the sum of a month stands.
func monthOf(d clock.Date) clock.Date { return clock.D(d.Year, d.Month, 1) }

// weekly turns the changes of what days of the week cost into what the going placements
// cost on them from then on.
func weekly(changes []DayMoney) []Weekly {
	var list []Weekly
	for _, c := range changes {
		list = append(list, Weekly{InHouse: c.InHouse, From: c.Day, To: endless, Cost: c.Amount})
	}
	return list
}

// endless is after every year that is asked about.
var endless = clock.D(9999, 12, 31)

// isKept reports whether the money of a filter is that of kept sums: those of
// providers, tiers and kinds in whole months.
func (f Filter) isKept() bool {
	return f.Group == "" && f.Place == "" && f.Span.From.Day == 1 && f.Span.To.AddDays(1).Day == 1
}

// narrowed counts by how many things a kept filter is narrowed. People are
// counted by one of them only.
func (f Filter) narrowed() int {
	n := 0
	for _, is := range []bool{f.Org != "", f.Tier != 0, f.Kind != ""} {
		if is {
			n++
		}
	}
	return n
}

// tables are the lines of the page of spend, by what they group and their key.
type tables struct {
	lines  map[[2]string]*Line
	all    Line
	groups Groups
}

// newTables lays sums out as lines.
func newTables(list []sumLine) tables {
	t := tables{lines: map[[2]string]*Line{}}
	heads := map[string]int{}
	for _, s := range list {
		switch {
		case s.What == sumPeople && s.Org != "":
			t.at("org", s.Org).People = int(s.Amount)
		case s.What == sumPeople && s.Tier != 0:
			t.at("tier", strconv.Itoa(s.Tier)).People = int(s.Amount)
		case s.Org == "":
			heads[s.What] = int(s.Amount)
		default:
			t.add(s)
		}
	}
	t.all.People = heads[sumPeople]
	t.groups = Groups{InHouse: heads[sumInHouse] - heads[sumBoth], External: heads[sumExternal] - heads[sumBoth],
		Both: heads[sumBoth]}
	for kind, what := range map[string]string{InHouse: sumInHouse, External: sumExternal} {
		if l := t.lines[[2]string{"kind", kind}]; l != nil {
			l.People = heads[what]
		}
	}
	return t
}

// at gives a line, making it when it is not there.
func (t tables) at(by, key string) *Line {
	k := [2]string{by, key}
	if t.lines[k] == nil {
		t.lines[k] = &Line{Key: key}
	}
	return t.lines[k]
}

// add adds a sum of one provider and tier to every line that holds it.
func (t *tables) add(s sumLine) {
	org, kind, tier := t.at("org", s.Org), t.at("kind", kindOf(s.InHouse)), t.at("tier", strconv.Itoa(s.Tier))
	org.Name, org.InHouse, kind.InHouse = s.Name, s.InHouse, s.InHouse
	for _, l := range []*Line{org, kind, tier, &t.all} {
		l.addSum(s)
	}
}

func (l *Line) addSum(s sumLine) {
	switch s.What {
	case sumPlaces:
		l.Places += int(s.Amount)
	case sumWeek:
		l.Week += pence.Pence(s.Amount)
	case sumSpent:
		l.Spent += pence.Pence(s.Amount)
	case sumCommitted:
		l.Committed += pence.Pence(s.Amount)
	}
}

// list gives the lines of a grouping: providers in the order of what a week
// costs, the others in that of their keys.
func (t tables) list(by string) []Line {
	var list []Line
	for k, l := range t.lines {
		if k[0] == by {
			list = append(list, *l)
		}
	}
	slices.SortFunc(list, func(x, y Line) int {
		if x.Week != y.Week && by == "org" {
			return int(min(max(y.Week-x.Week, -1), 1))
		}
		return strings.Compare(x.Key, y.Key)
	})
	return list
}

// line gives the one line of a filter that is narrowed by one thing or none.
func (t tables) line(f Filter) Line {
	var l *Line
	switch {
	case f.Org != "":
		l = t.lines[[2]string{"org", f.Org}]
	case f.Tier != 0:
		l = t.lines[[2]string{"tier", strconv.Itoa(f.Tier)}]
	case f.Kind != "":
		l = t.lines[[2]string{"kind", f.Kind}]
	default:
		l = &t.all
	}
	if l == nil {
		return Line{}
	}
	return *l
}
