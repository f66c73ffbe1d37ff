package matching

import (
	"fmt"
	"math"
	"slices"

	"ourdays/internal/engine/weekplan"
	"ourdays/internal/platform/pence"
)

// The points by which the planner compares weeks before a person sees any.
// What a week lacks weighs as in the borough's plan: an outcome that nothing
// helps with, and each half day below the assessed least.
const (
	PointsMissed = 2000
	PointsShort  = 750
	pointsGoing  = 100 // each session
	pointsHelps  = 60  // each outcome that a session helps with
	pointsWords  = 250 // each outcome whose words it is about: cooking for who wants to cook
	pointsWished = 90  // it is about what the person likes or is good at
	pointsLiked  = 80
	pointsWhen   = 40 // it is when they wished for it
	PointsFriend = 120
	pointsMinute = 1  // off for each minute there
	farMinutes   = 45 // from which on a way is long
	pointsFar    = 4  // off for each minute beyond that, on top
	MaxPerDay    = 2
	MaxPerAct    = 1
	mostUnits    = 14 // half days of a week, where nobody assessed a most
	FewOptions   = 3
	mostOptions  = 5
	askedFor     = 24 // weeks of the engine, from which those that differ are kept
)

// pencePerPoint sets money against the rest: a pound is a point.
const pencePerPoint pence.Pence = 100

// Points values one candidate by itself, friends left out.
func (w Wish) Points(c Candidate) int {
	n := pointsGoing + pointsHelps*len(c.Covers(w.Aims)) -
		pointsMinute*c.Minutes - pointsFar*max(0, c.Minutes-farMinutes)
	for _, a := range w.Aims {
		if c.speaksOf(a) {
			n += pointsWords
		}
	}
	if saidOf(c.Activity).Speaks(w.Wishes) {
		n += pointsWished
	}
	if slices.Contains(w.Kinds, c.Activity.Kind) {
		n += pointsLiked
	}
	if w.atWished(c) {
		n += pointsWhen
	}
	return n - int((c.WeekCost()+c.OwnWeek())/pencePerPoint)
}

// Compose puts together up to five weeks that really differ, from the candidates
// that fit; the planner's engine searches them exactly. Where the offer is small
// they are fewer: a week that only looks like another is no choice. It takes
// those that happen once a week, now and usually: others a broker can add by hand. The engine
// sees numbers only, and no name.
func Compose(w Wish, fitting []Candidate) ([]Week, error) {
	fitting = slices.DeleteFunc(slices.Clone(fitting), func(c Candidate) bool {
		return len(c.Slots) != 1 || len(c.Usual().Slots) > 1
	})
	if len(fitting) == 0 {
		return nil, nil
	}
	offer := w.scored(fitting)
	weeks, _, err := w.search(offer, askedFor)
	if err != nil {
		return nil, err
	}
	kept := w.differing(weeksOf(weeks))
	if len(kept) == 0 || len(kept) >= FewOptions {
		return kept, nil
	}
	return w.apart(offer, kept)
}

// scored is a candidate with its points, which take reading its words.
type scored struct {
	Candidate
	points int
}

func (w Wish) scored(fitting []Candidate) (list []scored) {
	for _, c := range fitting {
		list = append(list, scored{c, w.Points(c)})
	}
	return list
}

// valued is a week with its points.
type valued struct {
	Week
	points int
}

func weeksOf(list []valued) []Week {
	var weeks []Week
	for _, v := range list {
		weeks = append(weeks, v.Week)
	}
	return weeks
}

// search asks the engine for the best weeks, and leaves out the empty one; the search
// is not whole where the engine cut it short.
func (w Wish) search(offered []scored, most int) (weeks []valued, whole bool, err error) {
	asker, offer := w.ask(offered)
	found, err := weekplan.Options(asker, offer, most)
	if err != nil {
		return nil, false, fmt.Errorf("compose weeks: %w", err)
	}
	for _, f := range found.Weeks {
		k := valued{points: f.Points}
		for _, n := range f.Sessions {
			k.Week = append(k.Week, offered[n].Candidate)
		}
		if len(k.Week) > 0 {
			weeks = append(weeks, k)
		}
	}
	return weeks, found.Complete, nil
}

// What is spent on further weeks in one call, since somebody waits for it and options
// are made inside a transaction.
const (
	// mostSearches is how many offers are searched, half of them beside the first
	// week. Small offers with up to three things a week need 15. With more it can take
	// 80 to be sure, which is given up: of 150 offers at random with up to seven, four
	// lack a week that there is.
	mostSearches = 24
	// cutShort is for how many searches one counts that the engine cut short. It
	// takes a tenth of a second or more, where others take a few milliseconds.
	cutShort = 6
)

// apart looks for further weeks where the engine's list, which ends at weeks a
// quarter below the best, has few that differ: often they are the best week on
// other days, or with one thing changed. The best of those without a part of the
// first week is kept as long as one differs; then of those without a part of either.
func (w Wish) apart(offer []scored, kept []Week) ([]Week, error) {
	b := beside{Wish: w, offer: w.thinned(offer), kept: kept}
	err := b.look()
	return b.kept, err
}

// beside is the search for weeks beside those that are kept.
type beside struct {
	Wish
	offer []scored
	kept  []Week
	tried [][]int // what was searched
	left  int     // searches
}

// rest is a part of the offer.
type rest struct {
	of   []int                // places in the offer, rising
	out  func(Candidate) bool // what is still to be left out of it, or nil
	best valued               // its best week; before it is searched, that of what it is a rest of
}

// look searches beside the first week, then beside the second too.
func (b *beside) look() (err error) {
	all := rest{best: valued{b.kept[0], math.MaxInt}}
	for i := range b.offer {
		all.of = append(all.of, i)
	}
	rests := []rest{all}
	for n := 0; n < len(b.kept) && len(b.kept) < FewOptions; n++ {
		b.left += mostSearches / 2
		if rests, err = b.without(rests, bars(b.kept[n])); err != nil {
			return err
		}
	}
	return nil
}

// without searches each of some rests without each of some parts, the most promising
// first, keeps the best that differ, and gives those searched.
func (b *beside) without(rests []rest, parts []func(Candidate) bool) (done []rest, err error) {
	var open []rest
	for _, r := range rests {
		for _, part := range parts {
			if slices.ContainsFunc(r.best.Week, part) { // otherwise its best week stays the best
				open = append(open, rest{r.of, part, r.best})
			}
		}
	}
	for len(open) > 0 && len(b.kept) < FewOptions {
		n := foremost(open)
		r := open[n]
		open = slices.Delete(open, n, n+1)
		if r.out == nil {
			b.keep(r.best.Week)
			done = append(done, r)
			continue
		}
		found, err := b.searched(r)
		if err != nil {
			return nil, err
		}
		open = append(open, found...)
	}
	return done, nil
}

// foremost is the rest whose week has, or can have, the most points.
func foremost(open []rest) (n int) {
	for i, r := range open {
		more := r.best.points - open[n].best.points
		if more > 0 || more == 0 && r.out == nil && open[n].out != nil {
			n = i
		}
	}
	return n
}

// keep keeps a week that is another choice.
func (b *beside) keep(k Week) {
	if b.stands(b.kept[0], k) && b.differs(b.kept, k) {
		b.kept = append(b.kept, k)
	}
}

// searched gives the rest with its best week; none where it has no week, was tried
// before, or enough were searched.
func (b *beside) searched(r rest) ([]rest, error) {
	if b.left <= 0 {
		return nil, nil
	}
	r.of = slices.DeleteFunc(slices.Clone(r.of), func(i int) bool { return r.out(b.offer[i].Candidate) })
	same := func(t []int) bool { return slices.Equal(t, r.of) }
	if len(r.of) == 0 || slices.ContainsFunc(b.tried, same) {
		return nil, nil
	}
	b.tried = append(b.tried, r.of)
	var offer []scored
	for _, i := range r.of {
		offer = append(offer, b.offer[i])
	}
	weeks, whole, err := b.search(offer, 1)
	if b.left--; !whole {
		b.left -= cutShort - 1
	}
	if err != nil || len(weeks) == 0 {
		return nil, err
	}
	return []rest{{of: r.of, best: weeks[0]}}, nil
}

// timesADay is how many times of one activity on one day are looked at for further
// weeks: another hour is no other choice, and many of them are long to search.
const timesADay = 3

// thinned leaves of each activity on each day the times that promise most.
func (w Wish) thinned(offer []scored) []scored {
	list := slices.Clone(offer)
	worth := func(c scored) int { return c.points + PointsFriend*len(w.Friends[c.Schedule.ID]) }
	slices.SortStableFunc(list, func(a, b scored) int { return worth(b) - worth(a) })
	type key struct {
		act string
		day int
	}
	n := map[key]int{}
	return slices.DeleteFunc(list, func(c scored) bool {
		k := key{c.Activity.ID, c.Slots[0].Day}
		n[k]++
		return n[k] > timesADay
	})
}

// bars gives what to leave out to find another week than the first: all that it does,
// what it does in its first half, and in its second; all but one thing; and one thing,
// with half of the rest on other days.
func bars(first Week) []func(Candidate) bool {
	half := (len(first) + 1) / 2
	acts := func(of Week) func(Candidate) bool {
		return func(c Candidate) bool { return !of.news(Week{c}) }
	}
	all := []func(Candidate) bool{acts(first), acts(first[:half]), acts(first[len(first)-half:])}
	for i := range first {
		turned := slices.Concat(first[i:], first[:i])
		gone, moved := acts(turned[:1]), turned[1:half]
		all = append(all, acts(turned[1:]), func(c Candidate) bool {
			return gone(c) || shared(moved, Week{c}) > 0
		})
	}
	return all
}

// stands reports whether a week is worth showing beside the first one: it has at
// least half of its half days, and helps with an outcome where that one does.
func (w Wish) stands(first, k Week) bool {
	return 2*k.Units() >= first.Units() && (w.helps(k) || !w.helps(first))
}

func (w Wish) helps(k Week) bool {
	return slices.ContainsFunc(k, func(c Candidate) bool { return w.bits(c) != 0 })
}

// differing keeps the weeks that really differ from every one before them.
func (w Wish) differing(weeks []Week) []Week {
	var kept []Week
	for _, k := range weeks {
		if len(kept) < mostOptions && w.differs(kept, k) {
			kept = append(kept, k)
		}
	}
	return kept
}

// cheaperBy is from which saving a week is another choice for its price.
const cheaperBy pence.Pence = 500

// differs reports whether a week is another choice than each of those kept: it
// shares at most half with every one and has something to do that it has not, or
// it has something new and is the cheapest by far, meets friends more often than
// any, or is the only one of community activities alone. A part of another week is
// none, on whatever days, nor is the same on other days for its own sake.
func (w Wish) differs(kept []Week, k Week) bool {
	alike, part, cheaper, friendlier, community := false, false, true, true, k.community()
	for _, o := range kept {
		n := shared(o, k)
		less := !o.news(k) && k.news(o)
		alike, part = alike || 2*n > len(k) || !o.news(k), part || n == len(k) || less
		cheaper = cheaper && k.cost()+k.own()+cheaperBy <= o.cost()+o.own()
		friendlier = friendlier && w.meetings(k) > w.meetings(o)
		community = community && !o.community()
	}
	return !alike || !part && (cheaper || friendlier || community)
}

// news reports whether the other week has an activity that this one has not, on
// whatever day.
func (k Week) news(other Week) bool {
	return slices.ContainsFunc(other, func(c Candidate) bool {
		return !slices.ContainsFunc(k, func(d Candidate) bool { return d.Activity.ID == c.Activity.ID })
	})
}

// meetings counts how often friends are met in a week.
func (w Wish) meetings(k Week) (n int) {
	for _, f := range FriendsOf(w, k) {
		n += int(f.Value)
	}
	return n
}

// community reports whether all of the week is the community's own.
func (k Week) community() bool {
	return len(k) > 0 && !slices.ContainsFunc(k, func(c Candidate) bool { return !c.Community() })
}

// shared counts what of the week stands in the other: the same activity on the
// same day, since another hour of it is no other choice to who chooses.
func shared(o, k Week) int {
	same := 0
	for _, c := range k {
		if slices.ContainsFunc(o, func(d Candidate) bool {
			return d.Activity.ID == c.Activity.ID && d.Slots[0].Day == c.Slots[0].Day
		}) {
			same++
		}
	}
	return same
}

// ask turns a wish and its candidates into the engine's question; outcomes are
// numbered as the aims are.
func (w Wish) ask(offered []scored) (weekplan.Asker, weekplan.Offer) {
	a := weekplan.Asker{Min: max(0, w.MinUnits-w.Had), Max: mostUnits, Budget: int(w.Weekly)}
	if w.MaxUnits > 0 {
		a.Max = max(1, w.MaxUnits-w.Had) // who asks for something new gets it, and who approves is told
	}
	for i := range w.Aims {
		a.Must = append(a.Must, i)
	}
	o := weekplan.Offer{MaxPerDay: MaxPerDay, MaxPerAct: MaxPerAct, Gap: GapMinutes,
		Weights: weekplan.Weights{Must: PointsMissed, Short: PointsShort}}
	acts := map[string]int{}
	for i, c := range offered {
		act, known := acts[c.Activity.ID]
		if !known {
			act = len(acts)
			acts[c.Activity.ID] = act
		}
		s := c.Slots[0]
		o.Sessions = append(o.Sessions, weekplan.OfferSession{Day: s.Day, Start: s.Start, End: s.End,
			Units: c.Units(), Act: act,
			Outcomes: w.bits(c.Candidate), Community: c.Community(), FreePlaces: 1, FreeLoad: SupportOf(w.Ratio)})
		friends := len(w.Friends[c.Schedule.ID])
		a.Choices = append(a.Choices, weekplan.Choice{Session: i, Utility: c.points, Price: int(c.WeekCost()),
			Load: SupportOf(w.Ratio), Row: -1, Friends: friends, Together: PointsFriend * friends})
	}
	return a, o
}

// bits is the set of aims that the candidate helps with.
func (w Wish) bits(c Candidate) uint64 {
	var set uint64
	for i, a := range w.Aims {
		if len(c.Covers([]Aim{a})) > 0 {
			set |= 1 << i
		}
	}
	return set
}

// ClashIn finds what of the week the candidate clashes with; the same activity
// at another time counts as such, since nobody goes to one class twice.
func ClashIn(k Week, c Candidate) (Exclusion, bool) {
	for _, in := range k {
		for _, s := range in.Slots {
			for _, t := range c.Slots {
				if in.Activity.ID == c.Activity.ID || t.Clashes(s) {
					return Exclusion{Rule: RuleClash, Value: int64(t.Day), Limit: int64(s.Start), Word: in.Activity.Title,
						Easy: in.Activity.EasyTitle}, true
				}
			}
		}
	}
	return Exclusion{}, false
}
