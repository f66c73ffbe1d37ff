package matching

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"ourdays/internal/area/directory"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/pence"
)

// Rule names why something is left out of a week, or what speaks for or
// against a week. What is left out has a text brokerage.why_not.X.
type Rule string

// The rules that leave something out, in the order in which they are told.
const (
	RuleTheirs   Rule = "theirs"
	RuleDeclined Rule = "declined" // its provider said no
	RuleAge      Rule = "age"
	RuleGroup    Rule = "group"
	RuleTier     Rule = "tier"
	RuleAccess   Rule = "access"
	RuleNoTimes  Rule = "no_times"
	RuleNotFree  Rule = "not_free"
	RuleClash    Rule = "clash"
	RuleFar      Rule = "far"
	RulePlaces   Rule = "places"
	RuleSupport  Rule = "support"
	RuleRate     Rule = "rate"
	RuleBudget   Rule = "budget"
)

// Rules lists those that leave something out, in the order in which they are told.
func Rules() []Rule {
	return []Rule{RuleTheirs, RuleDeclined, RuleAge, RuleGroup, RuleTier, RuleAccess, RuleNoTimes, RuleNotFree,
		RuleClash, RuleFar, RulePlaces, RuleSupport, RuleRate, RuleBudget}
}

// Exclusion is one rule that leaves a candidate out, with the value that it
// found and the limit that the value broke.
type Exclusion struct {
	Rule  Rule
	Value int64
	Limit int64
	Word  string       // of the text: access facts or groups, with spaces between, what clashes, or why not
	Easy  string       // what clashes, as it is called in Easy Read
	On    clock.Date   // when it was declined, or when its series could begin
	By    clock.Date   // the last day on which that is early enough
	Days  []clock.Date // that are full
}

// Equal reports whether two say the same.
func (e Exclusion) Equal(o Exclusion) bool {
	return e.Rule == o.Rule && e.Value == o.Value && e.Limit == o.Limit && e.Word == o.Word &&
		e.Easy == o.Easy && e.On == o.On && e.By == o.By &&
		slices.Equal(e.Days, o.Days)
}

// IsAskedFor reports whether it is AskedFor.
func (e Exclusion) IsAskedFor() bool { return e.Rule == AskedFor.Rule && e.Word == AskedFor.Word }

// When the parts of a day begin that people are free in, in minutes; the last
// bound is after midnight for sessions that pass it.
var partBounds = [4]int{0, 12 * 60, 17 * 60, 48 * 60}

// Spill is how many minutes a session may reach into a part in which the
// person is not free: nobody refuses a class for ending at ten past twelve.
const Spill = 30

// covers reports whether somebody is free at the slot; when nobody asked, they
// are.
func covers(f people.Free, s Slot) bool {
	if f == 0 {
		return true
	}
	for part := range 3 {
		in := min(s.End, partBounds[part+1]) - max(s.Start, partBounds[part])
		if in > Spill && !f.Has(s.Day, part) {
			return false
		}
	}
	return true
}

// Slot is a time of the week.
type Slot struct {
	Day        int // Monday 0
	Start, End int // minutes of the day
	What       string
	Easy       string // what it is called in Easy Read
}

// part is the part of the day in which it begins.
func (s Slot) part() int {
	for part := range 2 {
		if s.Start < partBounds[part+1] {
			return part
		}
	}
	return 2
}

// GapMinutes is what somebody needs between two things on a day.
const GapMinutes = 30

// Clashes reports whether there is too little time between the two; exactly
// the gap is enough.
func (s Slot) Clashes(t Slot) bool {
	return s.Day == t.Day && s.Start < t.End+GapMinutes && t.Start < s.End+GapMinutes
}

func SlotOf(ses directory.Session, what, easy string) Slot {
	return Slot{Day: DayOf(ses.Date), Start: ses.Start, End: ses.End, What: what, Easy: easy}
}

// DayOf counts from Monday.
func DayOf(d clock.Date) int { return (int(d.Weekday()) + 6) % 7 }

// WeekdayOf turns it back.
func WeekdayOf(day int) time.Weekday { return time.Weekday((day + 1) % 7) }

// Aim is one outcome of the plan.
type Aim struct {
	ID      string
	Words   string
	CareAct []string
	Said    Said // what the words speak of
}

// Wish is what is known of a person when a week is put together; it holds no
// name and no address.
type Wish struct {
	Age           int
	Group         string // the primary reason for support; empty when nobody said
	Tier          int
	Needs         directory.Access
	Free          people.Free
	Busy          []Slot     // what they do already
	Latest        clock.Date // the last day on which a place may begin; none: with the week
	Going         []string   // the schedules of it
	Asked         []string   // those of it whose providers have not said yes yet
	Declined      []Declined
	RunningOut    []RunningOut
	Lat, Lng      float64
	TravelMinutes int // one way, at most; 0 when nobody asked
	Ratio         int // people per worker; 0 needs none
	Weekly        pence.Pence
	Kinds         []string
	Wishes        Said        // what they like, want and are good at
	Wants         Said        // what they want alone
	When          people.When // when they wish for it
	Aims          []Aim
	MinUnits      int // of the whole week
	MaxUnits      int
	Had           int                 // half days of what they go to already
	Friends       map[string][]string // names of friends by schedule
}

// Declined is a schedule in which a provider declined a place of the weeks that are
// put together anew: the person's need is the same, and so would be the answer.
type Declined struct {
	ScheduleID string
	On         clock.Date
	Words      string // of the provider
}

// RunningOut is a schedule that the person goes to until a day that is set, or to
// which they booked a place alone. It can be agreed anew for the time after, and
// their own place there becomes one of the series.
type RunningOut struct {
	ScheduleID string
	Slots      []Slot
}

// busyBeside gives when the person is somewhere else than at a schedule.
func (w Wish) busyBeside(scheduleID string) []Slot {
	busy := w.Busy
	for _, r := range w.RunningOut {
		if r.ScheduleID != scheduleID {
			busy = append(slices.Clip(busy), r.Slots...)
		}
	}
	return busy
}

// Rate is a price agreed in the framework for an activity.
type Rate struct {
	Ratio     int
	Price     pence.Pence
	Benchmark pence.Pence
}

// Candidate is one schedule that might become part of a week.
type Candidate struct {
	directory.Offered
	Slots   []Slot // of one week
	Minutes int    // one way
	Rate    Rate
	Rated   bool // a rate is agreed, or none is needed
	Own     bool // open to all: the person pays the provider
	Rates   []Rate
}

// NewCandidate works out what choosing needs of an offered schedule. The week
// is the one that starts on that Monday.
func NewCandidate(w Wish, o directory.Offered, rates []Rate, monday clock.Date) Candidate {
	c := Candidate{Offered: o}
	for _, ses := range o.Sessions {
		if ses.Date.Monday() == monday {
			c.Slots = append(c.Slots, SlotOf(ses, o.Activity.Title, o.Activity.EasyTitle))
		}
	}
	if o.Location.ID != "" {
		c.Minutes = Minutes(w.Lat, w.Lng, o.Location.Lat, o.Location.Lng)
	}
	c.price(w, rates)
	return c
}

// NewSketch is a candidate as far as it is asked and weighed before it is read
// whole; the rules that the store has asked find nothing in it.
func NewSketch(w Wish, o directory.Sketch, rates []Rate) Candidate {
	c := Candidate{Offered: directory.Offered{Schedule: directory.Schedule{ID: o.ScheduleID},
		Activity: directory.Activity{ID: o.ActivityID, Kind: o.Kind, For: o.Audience, OwnPrice: o.OwnPrice,
			Tiers: o.Tiers, Outcomes: o.Outcomes}}}
	for _, t := range o.Times {
		c.Slots = append(c.Slots, Slot{Day: DayOf(t.Day), Start: t.StartMinute, End: t.EndMinute})
	}
	c.price(w, rates)
	c.Minutes = Minutes(w.Lat, w.Lng, o.Lat, o.Lng)
	return c
}

// price finds who pays what for the candidate.
func (c *Candidate) price(w Wish, rates []Rate) {
	c.Rates = rates
	c.Rate, c.Rated = BestRate(rates, w.Ratio)
	if !c.Rated && c.Activity.Tiers == 0 {
		c.Rated, c.Own = true, true
	}
}

// BestRate picks the cheapest agreed rate that gives at least the support a
// person needs: a rate of 1:3 serves somebody who needs 1:4, and not the other
// way round. Ratio 0 needs no support, so any rate serves.
func BestRate(rates []Rate, ratio int) (Rate, bool) {
	best, found := Rate{}, false
	for _, r := range rates {
		enough := ratio == 0 || r.Ratio > 0 && r.Ratio <= ratio
		if enough && (!found || r.Price < best.Price) {
			best, found = r, true
		}
	}
	return best, found
}

// WeekCost is what the council pays for the candidate a week.
func (c Candidate) WeekCost() pence.Pence {
	if c.Own {
		return 0
	}
	return c.Rate.Price * pence.Pence(len(c.Slots))
}

// OwnWeek is what the person pays the provider a week.
func (c Candidate) OwnWeek() pence.Pence {
	if !c.Own {
		return 0
	}
	return c.Activity.OwnPrice * pence.Pence(len(c.Slots))
}

// fullDay is from how many minutes a session is a full day, two units.
const fullDay = 5 * 60

// Units counts the half days of the candidate's week.
func (c Candidate) Units() int {
	n := 0
	for _, s := range c.Slots {
		n++
		if s.End-s.Start >= fullDay {
			n++
		}
	}
	return n
}

// Travel minutes are estimated from the straight line: roads are about 1.3
// times as long, a minibus or bus goes 25 km an hour from door to door, and
// getting in and out takes five minutes.
const (
	detour      = 1.3
	kmPerHour   = 25.0
	doorMinutes = 5
	earthKm     = 6371.0
	noWay       = 1e-6 // minutes: two databases' averages of one point differ by less
)

// Minutes estimates the way from one point to another; a point that nobody
// knows is no way at all.
func Minutes(lat1, lng1, lat2, lng2 float64) int {
	if lat1 == 0 || lat2 == 0 {
		return 0
	}
	rad := math.Pi / 180
	a := math.Pow(math.Sin((lat2-lat1)*rad/2), 2) +
		math.Cos(lat1*rad)*math.Cos(lat2*rad)*math.Pow(math.Sin((lng2-lng1)*rad/2), 2)
	km := 2 * earthKm * math.Asin(math.Sqrt(a))
	return doorMinutes + int(math.Ceil(km*detour/kmPerHour*60-noWay))
}

// SupportOf is the part of a worker that somebody takes, in sixtieths.
func SupportOf(ratio int) int {
	if ratio == 0 {
		return 0
	}
	return directory.WholeWorker / ratio
}

// AskedFor is RuleTheirs for a place to which its provider has not said yes yet.
var AskedFor = Exclusion{Rule: RuleTheirs, Word: "asked"}

// WhyNot lists every rule that leaves the candidate out, in the order of the
// rules; an empty list means that it fits. What the person goes to already has
// that one reason: their own place is no clash, and fills nothing.
func WhyNot(w Wish, c Candidate) []Exclusion {
	if slices.Contains(w.Asked, c.Schedule.ID) {
		return []Exclusion{AskedFor}
	}
	if slices.Contains(w.Going, c.Schedule.ID) {
		return []Exclusion{{Rule: RuleTheirs}}
	}
	var out []Exclusion
	for _, rule := range []func(Wish, Candidate) (Exclusion, bool){
		declined, tooYoungOrOld, forOthers, wrongTier, LacksAccess, noTimes, notFree, clash, tooFar, noPlaces,
		noSupport, noRate, overBudget,
	} {
		if e, broken := rule(w, c); broken {
			out = append(out, e)
		}
	}
	return out
}

func declined(w Wish, c Candidate) (Exclusion, bool) {
	i := slices.IndexFunc(w.Declined, func(d Declined) bool { return d.ScheduleID == c.Schedule.ID })
	if i < 0 {
		return Exclusion{}, false
	}
	return Exclusion{Rule: RuleDeclined, On: w.Declined[i].On, Word: w.Declined[i].Words}, true
}

func tooYoungOrOld(w Wish, c Candidate) (Exclusion, bool) {
	e := Exclusion{Rule: RuleAge, Value: int64(w.Age), Limit: int64(c.Activity.AgeFrom)}
	if w.Age < c.Activity.AgeFrom {
		return e, true
	}
	e.Limit = int64(c.Activity.AgeTo)
	return e, c.Activity.AgeTo > 0 && w.Age > c.Activity.AgeTo
}

// forOthers holds for an activity that is meant for groups of which the person
// is in none.
func forOthers(w Wish, c Candidate) (Exclusion, bool) {
	if w.Group == "" || len(c.Activity.For) == 0 || c.Activity.For.Has(w.Group) {
		return Exclusion{}, false
	}
	return Exclusion{Rule: RuleGroup, Value: int64(len(c.Activity.For)),
		Word: strings.Join(c.Activity.For, " ")}, true
}

func wrongTier(w Wish, c Candidate) (Exclusion, bool) {
	return Exclusion{Rule: RuleTier, Value: int64(w.Tier), Limit: int64(c.Activity.Tiers)},
		!c.Activity.OpenTo(w.Tier)
}

func LacksAccess(w Wish, c Candidate) (Exclusion, bool) {
	if c.Location.ID == "" {
		return Exclusion{}, false
	}
	missing := w.Needs &^ (c.Location.Access | c.Activity.Access)
	if missing == 0 {
		return Exclusion{}, false
	}
	return Exclusion{Rule: RuleAccess, Value: int64(missing), Limit: int64(w.Needs),
		Word: strings.Join(missing.Words(), " ")}, true
}

func noTimes(_ Wish, c Candidate) (Exclusion, bool) {
	return Exclusion{Rule: RuleNoTimes}, len(c.Slots) == 0
}

func notFree(w Wish, c Candidate) (Exclusion, bool) {
	for _, s := range c.Slots {
		if !covers(w.Free, s) {
			return Exclusion{Rule: RuleNotFree, Value: int64(s.Day), Limit: int64(s.Start)}, true
		}
	}
	return Exclusion{}, false
}

func clash(w Wish, c Candidate) (Exclusion, bool) {
	for _, s := range c.Slots {
		for _, b := range w.busyBeside(c.Schedule.ID) {
			if s.Clashes(b) {
				return Exclusion{Rule: RuleClash, Value: int64(s.Day), Limit: int64(b.Start), Word: b.What,
					Easy: b.Easy}, true
			}
		}
	}
	return Exclusion{}, false
}

// AboutTown is by how many minutes a way may be longer than somebody said: it
// is reckoned from the middle of their town, which may be as far from home.
const AboutTown = 10

func tooFar(w Wish, c Candidate) (Exclusion, bool) {
	e := Exclusion{Rule: RuleFar, Value: int64(c.Minutes), Limit: int64(w.TravelMinutes)}
	return e, w.TravelMinutes > 0 && c.Minutes > w.TravelMinutes+AboutTown
}

func noRate(w Wish, c Candidate) (Exclusion, bool) {
	return Exclusion{Rule: RuleRate, Value: int64(w.Ratio)}, !c.Rated
}

func overBudget(w Wish, c Candidate) (Exclusion, bool) {
	e := Exclusion{Rule: RuleBudget, Value: int64(c.WeekCost()), Limit: int64(w.Weekly)}
	return e, c.WeekCost() > w.Weekly
}

// speaksOf reports whether the candidate is about what the aim's words speak
// of. Words are a guess: they add points, and cover nothing by themselves.
func (c Candidate) speaksOf(a Aim) bool { return saidOf(c.Activity).Speaks(a.Said) }

// Covers lists the aims that the candidate helps with, by the Care Act outcome
// that both are tied to.
func (c Candidate) Covers(aims []Aim) []Aim {
	var found []Aim
	for _, a := range aims {
		if len(c.linksTo(a)) > 0 {
			found = append(found, a)
		}
	}
	return found
}

// linksTo lists the Care Act outcomes that both the candidate and the aim are tied to.
func (c Candidate) linksTo(a Aim) (codes []string) {
	for _, code := range a.CareAct {
		if slices.Contains(c.Activity.Outcomes, code) {
			codes = append(codes, code)
		}
	}
	return codes
}

// asks gives what the words ask for. Whoever wants to cook for their friends asks for
// cooking: friends are what is asked for where nothing else is.
func (a Aim) asks() Said {
	if a.Said&^ofFriends != 0 {
		return a.Said &^ ofFriends
	}
	return a.Said
}

// AskedFor reports whether the candidate helps with an outcome of the person and is
// about what its words speak of.
func (c Candidate) AskedFor(aims []Aim) bool { return slices.ContainsFunc(aims, c.answers) }

// answers reports whether the candidate helps with the aim and is about what
// its words speak of: only then a page says that it was asked for.
func (c Candidate) answers(a Aim) bool {
	return len(c.linksTo(a)) > 0 && saidOf(c.Activity).Speaks(a.asks())
}

// atWished reports whether the candidate is at the time that the person wished for:
// with what they want then, where their words say what, or with anything.
func (w Wish) atWished(c Candidate) bool {
	if !w.When.Said() || w.Wants != 0 && !saidOf(c.Activity).Speaks(w.Wants) {
		return false
	}
	return slices.ContainsFunc(c.Slots, func(s Slot) bool {
		return (w.When.Day == 0 || w.When.Day == s.Day+1) && (w.When.Part == 0 || w.When.Part == s.part()+1)
	})
}

// Community reports whether the activity is one of the community's own.
func (c Candidate) Community() bool { return OfCommunity(c.Organisation) }

func OfCommunity(o directory.Organisation) bool { return o.Kind == "community" || o.Kind == "leisure" }

// String names the exclusion in tests and logs.
func (e Exclusion) String() string {
	return fmt.Sprintf("%s %d/%d %s %v", e.Rule, e.Value, e.Limit, e.Word, e.Days)
}
