package weekplan

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"
)

// Asker is one person who wants to choose a week. No name, no number of
// theirs: only what the choice depends on.
type Asker struct {
	Choices  []Choice
	Min, Max int   // assessed units
	Budget   int   // pence a week
	Must     []int // outcome numbers the week must cover, 0 to 61
	Theta    int   // fairness floor in points of utility; 0 when none
}

// Choice is one session open to the asker. What is not listed is not allowed.
type Choice struct {
	Session  int // place in Offer.Sessions, each at most once
	Utility  int // points for attending; may be negative
	Price    int // pence off the budget
	Load     int // support load, in the unit of OfferSession.FreeLoad
	Row      int // place in Offer.FreeSeats, -1 when no seat is needed
	Friends  int // friends who attend now
	Together int // points for being with them
	Now      bool
}

// OfferSession is a session with what is free in it now.
type OfferSession struct {
	Day, Start, End int // day from 0 Monday; minutes of the day
	Units, Act      int
	Outcomes        uint64 // bit mask of outcome numbers
	Community       bool   // a community activity rather than a centre day
	FreePlaces      int
	FreeLoad        int // support load that the workers there can still carry
}

// Offer is what the borough has free, and the rules of a week.
type Offer struct {
	Sessions             []OfferSession
	FreeSeats            []int
	MaxPerDay, MaxPerAct int
	Gap                  int // minutes between two sessions of a day
	Weights              Weights
}

// Kind says why a week is in the list.
type Kind int

const (
	KindBest      Kind = iota // no week is worth more
	KindDifferent             // shares at most half its sessions with any week before it
	KindCheapest              // costs less than any other near-best week
	KindFriends               // has more meetings with friends
	KindCommunity             // only community activities
)

// Code names one reason, one thing given up or one rule; the page has words
// for each.
type Code int

// Reasons for a week. N is the number in them, Of what it is measured against.
const (
	WhyPoints    Code = iota // N points in all
	WhyUtility               // N points of utility, Of theta
	WhyMusts                 // N must-haves covered, Of all
	WhyUnits                 // N units, Of the assessed maximum
	WhyPrice                 // N pence, Of the budget
	WhyFriends               // N meetings with friends
	WhyNow                   // N sessions kept, Of those attended now and listed
	GivesUtility             // N points of utility fewer than the best week
	GivesMust                // outcome N is not covered
	GivesUnits               // N units short of the minimum
	GivesFriends             // N meetings fewer than the week with most friends
	GivesMoney               // N pence dearer than the cheapest listed
	GivesNow                 // session N, attended now, is not in it
)

// Rules that stand against a session. N is the number in them.
const (
	RuleFull      Code = iota + 100 // no place is free
	RuleStaff                       // N units of load free, Of needed
	RuleSeat                        // no seat is free on transport row N
	RuleSeatTaken                   // the last free seat of row N goes to another session of this week
	RuleClash                       // clashes with session N of the week
	RuleDay                         // the day has N sessions already
	RuleActivity                    // the activity is in the week N times already
	RuleUnits                       // the week would have N units, Of the maximum
	RuleBudget                      // the week would cost N pence, Of the budget
	RulePoints                      // nothing forbids it; adding it loses N points
	RuleFriends                     // better for the person, but for N meetings with friends, worth Of points; from Explain
)

// Fact is a code with its numbers.
type Fact struct {
	Code  Code
	N, Of int
}

// Against is what stood against one session that a week leaves out.
type Against struct {
	Session int
	Fact    Fact
}

// Week is one week that the asker could have.
type Week struct {
	Kind     Kind
	Sessions []int // rising
	Points   int   // the objective: utility and friends, less what is lacking
	Utility  int
	Units    int
	Price    int
	Friends  int // meetings with friends
	Why      []Fact
	GivesUp  []Fact
	Against  []Against // every choice not in it, in the order of the choices
}

// Weeks is the answer to an asker.
type Weeks struct {
	Weeks []Week
	// Complete is false when the search was cut short: the first week is still
	// the best found, but another might be as good.
	Complete bool
}

// ErrOffer means that a choice points outside the offer or that a number makes
// no sense.
var ErrOffer = errors.New("choices do not fit the offer")

const (
	optionScale = 1 << 10
	hardNodes   = 60_000
	mostLooked  = 1 << 26 // day plans looked at, in all: a third of a second
)

// Options returns up to k weeks for one person, the best first: each is
// feasible under clashes, budget, units, activities, transport and what is
// free, and differs from those before it in more than half its sessions or is
// named for what it is best at. The best week is exact.
func Options(a Asker, o Offer, k int) (Weeks, error) {
	if err := a.check(o); err != nil {
		return Weeks{}, err
	}
	c := &chooser{a: a, o: o, k: k}
	c.open()
	c.desk = lists.Get().(*listDesk)
	defer lists.Put(c.desk)
	c.collect()
	c.pick()
	return Weeks{c.describe(), c.complete}, nil
}

// maxAsked is the most points at stake for one asker, far from overflow in the
// fixed point of Options.
const maxAsked = 1 << 40

// check refuses what points outside the offer, makes no sense, or is more than
// can be searched or added; the limits are those of a file.
func (a Asker) check(o Offer) error {
	switch {
	case a.Max < 0 || a.Max > maxUnits || a.Min < 0 || a.Min > maxUnits || a.Budget > maxPence,
		len(a.Must) > 62 || slices.ContainsFunc(a.Must, func(m int) bool { return m < 0 || m > 61 }),
		len(a.Choices) > maxOpts || beyond(a.Theta, maxPoints),
		o.MaxPerDay < 0 || o.MaxPerDay > maxUnits || o.MaxPerAct < 0 || o.MaxPerAct > maxUnits,
		o.Gap < 0 || o.Gap > maxMinute || !o.Weights.sound():
		return ErrOffer
	}
	seen := make(map[int]bool, len(a.Choices))
	points, utility := float64(a.Min)*float64(o.Weights.Short)+float64(len(a.Must))*float64(o.Weights.Must), 0.0
	var days [7][]span
	for _, c := range a.Choices {
		outside := c.Session < 0 || c.Session >= len(o.Sessions) || c.Row >= len(o.FreeSeats)
		if !outside && o.Sessions[c.Session].End <= o.Sessions[c.Session].Start {
			return fmt.Errorf("%w: session %d does not end after it starts, so nothing would clash with it", ErrOffer,
				c.Session)
		}
		if outside || seen[c.Session] || !c.sound() || !o.Sessions[c.Session].sound() {
			return ErrOffer
		}
		seen[c.Session] = true
		s := &o.Sessions[c.Session]
		days[s.Day] = append(days[s.Day], span{int32(s.Start), int32(s.End)})
		points += math.Abs(float64(c.Utility)) + math.Abs(float64(c.Together))
		utility += math.Abs(float64(c.Utility))
	}
	if points+float64(o.Weights.Fair)*(utility+math.Abs(float64(a.Theta))) > maxAsked {
		return ErrOffer
	}
	for _, day := range days {
		if manyWays(day, int32(o.Gap), o.MaxPerDay) {
			return ErrOffer
		}
	}
	return nil
}

// beyond tells whether a number is further from 0 than a limit.
func beyond(n, limit int) bool { return n < -limit || n > limit }

// sound tells whether the numbers of a choice are within the limits.
func (c *Choice) sound() bool {
	return c.Price >= 0 && c.Price <= maxPence && c.Load >= 0 && !beyond(c.Utility, maxPoints) &&
		!beyond(c.Together, maxPoints)
}

// sound tells whether the numbers of a session are within the limits; it may end
// after midnight.
func (s *OfferSession) sound() bool {
	return s.Day >= 0 && s.Day <= maxMonday && s.Units >= 0 && s.Units <= maxUnits && s.Start >= 0 &&
		s.End > s.Start && s.End <= 2*maxMinute
}

// sound tells whether the weights are within the limits.
func (w Weights) sound() bool {
	return w.Must >= 0 && w.Must <= maxPoints && w.Short >= 0 && w.Short <= maxPoints && w.Fair >= 0 &&
		w.Fair <= maxFair
}

// chooser is the work of one call of Options.
type chooser struct {
	a        Asker
	o        Offer
	ties     []tieSeen   // when the choices do not say who is met
	asks     map[int]int // nil, or the sessions for which a rule is asked
	k        int
	task     task
	choice   []int // the choice behind each item
	complete bool
	desk     *listDesk
	seen     int // weeks of the desk's list that are settled, the best first
	kept     []found
}

// listDesk is scratch space of one call; tables are large, so the next call
// takes them over.
type listDesk struct {
	search weekSearch
	bands  bands
	list   []found // near-best weeks
	arena  []int16 // behind them
}

var lists = sync.Pool{New: func() any { return new(listDesk) }}

type found struct {
	value int64
	kind  Kind
	week  []int16
}

// open turns the choices that have room into the items of a task.
func (c *chooser) open() {
	w := c.o.Weights
	c.task = task{
		min: int32(c.a.Min), max: int32(c.a.Max), budget: int32(max(c.a.Budget, 0)), musts: len(c.a.Must),
		theta: int64(c.a.Theta) * optionScale, short: w.Short * optionScale, must: w.Must * optionScale,
		fair:   w.Fair,
		perDay: c.o.MaxPerDay, perAct: c.o.MaxPerAct, gap: int32(c.o.Gap), allows: c.seated,
	}
	acts := map[int]int32{}
	for i, ch := range c.a.Choices {
		if _, shut := c.closed(ch); shut {
			continue
		}
		s := c.o.Sessions[ch.Session]
		x := item{
			v: int64(ch.Utility+ch.Together) * optionScale, u: int64(ch.Utility) * optionScale, price: int32(ch.Price),
			start: int32(s.Start), end: int32(s.End), units: int32(s.Units), act: -1, day: int8(s.Day),
		}
		if s.Units == 1 {
			if _, ok := acts[s.Act]; !ok {
				acts[s.Act] = int32(len(acts))
			}
			x.act = acts[s.Act]
		}
		for b, m := range c.a.Must {
			x.must |= s.Outcomes >> m & 1 << b
		}
		c.task.items = append(c.task.items, x)
		c.choice = append(c.choice, i)
	}
}

// closed tells why a choice is not open now, whatever the week.
func (c *chooser) closed(ch Choice) (Fact, bool) {
	s := c.o.Sessions[ch.Session]
	switch {
	case s.FreePlaces < 1:
		return Fact{Code: RuleFull}, true
	case ch.Load > s.FreeLoad:
		return Fact{RuleStaff, s.FreeLoad, ch.Load}, true
	case ch.Row >= 0 && c.o.FreeSeats[ch.Row] < 1:
		return Fact{RuleSeat, ch.Row, 0}, true
	}
	return Fact{}, false
}

// seated tells whether a week asks no more seats than are free.
func (c *chooser) seated(week []int16) bool {
	for i, j := range week {
		row := c.a.Choices[c.choice[j]].Row
		if row < 0 {
			continue
		}
		n := 1
		for _, other := range week[:i] {
			if c.a.Choices[c.choice[other]].Row == row {
				n++
			}
		}
		if n > c.o.FreeSeats[row] {
			return false
		}
	}
	return true
}

// The bands in which near-best weeks are listed: farBelow is where the last
// ends, as a share of the best, and bandsDown how many there are.
const (
	farBelow  = 0.25
	bandsDown = 16
)

// collect finds the best week and lists the others from there downwards, until
// k of them differ.
func (c *chooser) collect() {
	w, rho := &c.desk.search, int64(0)
	asked := 0
	w.stop = func() bool { asked++; return asked > mostLooked/askEvery }
	defer func() { w.stop = nil }()
	first := w.solve(&c.task, &rho, searchLimits{floor: noFloor, soft: hardNodes, hard: hardNodes}, nil)
	c.complete = first.upper == first.value
	best := found{first.value, KindBest, slices.Clone(first.week)}
	slices.Sort(best.week)
	c.kept = []found{best}
	if c.k == 1 {
		return
	}
	span := int64(farBelow * float64(max(best.value, -best.value, 100*optionScale)))
	b := &c.desk.bands
	b.begin(w, &c.task, &rho, best.value, best.value-span-1, hardNodes, c.keep)
	c.desk.list, c.desk.arena, c.kept = c.desk.list[:0], c.desk.arena[:0], c.kept[:0]
	for k := int64(1); k <= bandsDown && len(c.kept) < c.k; k++ {
		if !b.next(best.value - span*k/bandsDown - 1) {
			c.complete = false
			c.pickDifferent(b.lowest)
			break
		}
		c.pickDifferent(b.floor)
	}
	c.desk.list = c.desk.list[:c.seen]
	if len(c.kept) == 0 {
		c.kept = append(c.kept, best)
	}
}

// keep lists a week, its items rising.
func (c *chooser) keep(value int64, week []int16) {
	k := c.desk
	from := len(k.arena)
	k.arena = append(k.arena, week...)
	slices.Sort(k.arena[from:])
	k.list = append(k.list, found{value: value, week: k.arena[from:]})
}

// pickDifferent goes on through the list, down to a floor, and keeps greedily
// each week that shares at most half of its sessions with every week kept, the
// best first.
func (c *chooser) pickDifferent(floor int64) {
	list := c.desk.list
	slices.SortFunc(list[c.seen:], func(a, b found) int {
		if a.value != b.value {
			return sign(b.value - a.value)
		}
		return slices.Compare(a.week, b.week)
	})
	for ; c.seen < len(list) && list[c.seen].value > floor && len(c.kept) < c.k; c.seen++ {
		f := list[c.seen]
		if c.near(f) {
			continue
		}
		f.kind = KindDifferent
		if len(c.kept) == 0 {
			f.kind = KindBest
		}
		c.kept = append(c.kept, f)
	}
}

// near tells whether a week shares more than half of its sessions with one
// that is kept.
func (c *chooser) near(f found) bool {
	for _, g := range c.kept {
		shared := 0
		for _, j := range f.week {
			if slices.Contains(g.week, j) {
				shared++
			}
		}
		if 2*shared > len(f.week) || len(f.week) == 0 {
			return true
		}
	}
	return false
}

// pick settles the list: the best, then the named ones, then the different.
func (c *chooser) pick() {
	if len(c.kept) == 0 || c.k < 2 {
		return
	}
	rest := slices.Clone(c.kept[1:])
	c.kept = c.kept[:1]
	c.name(KindCheapest, func(f found) int { return -c.price(f.week) })
	c.name(KindFriends, func(f found) int { return c.friends(f.week) })
	c.name(KindCommunity, c.community)
	for _, f := range rest {
		if len(c.kept) >= c.k {
			break
		}
		if !c.holds(f) {
			c.kept = append(c.kept, f)
		}
	}
	slices.SortStableFunc(c.kept, func(a, b found) int { return sign(b.value - a.value) })
}

// name keeps the listed week that is best at something, when it beats the best
// week there.
func (c *chooser) name(kind Kind, measure func(found) int) {
	if len(c.kept) >= c.k {
		return
	}
	top, at := measure(c.kept[0]), -1
	for i, f := range c.desk.list {
		if m := measure(f); m > top {
			top, at = m, i
		}
	}
	if at < 0 || c.holds(c.desk.list[at]) {
		return
	}
	f := c.desk.list[at]
	f.kind = kind
	c.kept = append(c.kept, f)
}

func (c *chooser) holds(f found) bool {
	return slices.ContainsFunc(c.kept, func(g found) bool { return slices.Equal(g.week, f.week) })
}

func (c *chooser) price(week []int16) int {
	sum := 0
	for _, j := range week {
		sum += c.a.Choices[c.choice[j]].Price
	}
	return sum
}

func (c *chooser) friends(week []int16) int {
	sum := 0
	for _, j := range week {
		sum += c.a.Choices[c.choice[j]].Friends
	}
	return sum
}

// community is 1 for a week of community activities only.
func (c *chooser) community(f found) int {
	for _, j := range f.week {
		if !c.o.Sessions[c.a.Choices[c.choice[j]].Session].Community {
			return 0
		}
	}
	return min(1, len(f.week))
}

func sign(x int64) int {
	switch {
	case x < 0:
		return -1
	case x > 0:
		return 1
	}
	return 0
}
