package demo

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"

	"ourdays/internal/area/directory"
	"ourdays/internal/area/framework"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/pence"
)

// DefaultPeople is how many the council serves in table 6.2 of the report.
const DefaultPeople = 556

// Of DefaultPeople: who is served in-house only, by others only, and by both
// (the report, 6.2; the three exclude one another).
const (
	onlyInHouse  = 315
	onlyExternal = 197
	servedByBoth = 44
)

// borough is everything that is thought up before anything is written. It is
// pure: the same seed gives the same borough on the same day.
type borough struct {
	rnd     *rand.Rand
	today   clock.Date
	begin   clock.Date // the Monday of the first registers
	first   clock.Date // the day of the oldest plan
	size    int
	offers  []*offer
	sites   map[string]site
	halls   map[string]*hall
	firms   []firm
	aims    []aim
	said    map[string][]string
	notes   map[string][]note   // what stands round a line of a register, by where and kind of activity
	reasons map[string][]string // of tiers and reviews
	seed    uint64
	couples bool // whether anybody lives in one
	names   map[string][]string
	named   map[string]bool

	openList []*group       // the newest group of every slot; older ones are full
	carry    [2]pence.Pence // what the weeks so far cost too little, in-house and elsewhere

	people    []*dweller // who is served
	newcomers []*dweller // who is on the way; Jo is the first
	social    int        // how many social workers there are
	leavers   []*dweller // whose plan ended in the weeks behind
}

// weeksBehind is how much attendance there is, and weeksAhead how far ahead
// people are booked: as far as the directory makes sessions.
const (
	weeksBehind = 8
	weeksAhead  = 8
)

// newBorough is a borough with its words and without people.
func newBorough(o Options, today clock.Date) (*borough, error) {
	b := &borough{rnd: rand.New(rand.NewPCG(o.Seed, 0x0da7_5)), today: today,
		begin: today.Monday().AddDays(-7 * weeksBehind),
		size:  o.People, seed: o.Seed, notes: map[string][]note{}, sites: map[string]site{},
		named: map[string]bool{}}
	b.couples = couplesKnown(today)
	err := b.read()
	return b, err
}

// think makes a borough up.
func think(o Options, today clock.Date) (*borough, error) {
	b, err := newBorough(o, today)
	if err != nil {
		return nil, err
	}
	b.openGroups()
	b.populate()
	circles := b.circles()
	b.pinAll()
	for _, circle := range circles {
		for _, d := range circle {
			b.placeWeek(d)
		}
	}
	for side := range b.carry {
		b.balance(side)
	}
	b.pack()
	b.spread()
	b.befriend()
	b.bookAlone()
	for _, d := range b.people {
		b.settleAims(d)
	}
	b.arrive()
	b.turns()
	b.bend()
	b.allocate()
	b.closeEmpty()
	b.seat()
	for _, d := range b.people { // nobody finds words before all of the week is known
		b.finish(d)
	}
	b.askWhen(o.Seed)
	b.explain()
	b.follow()
	return b, nil
}

// finish gives the person what follows from what they do.
func (b *borough) finish(d *dweller) {
	d.since = b.sinceOf(d)
	b.leave(d)
	if d.GoodAt != "" {
		return // somebody with a name of their own in the tables
	}
	b.speak(d)
	b.helpers(d)
	d.money = b.circumstances(d)
}

// enoughWeeks is in which week, from the first registers, enablement begins at the
// latest whose review already changes something.
const enoughWeeks = 1

// sinceOf is when the person's week began: years ago, or lately for the twelve
// weeks of enablement.
func (b *borough) sinceOf(d *dweller) clock.Date {
	if d.tier == plans.Enablement {
		week := b.rnd.IntN(7) - 2
		if d.turn.of != "" {
			week = min(week, enoughWeeks)
		}
		return d.notOnMonday(b.begin.AddDays(7 * week))
	}
	since := b.begin.AddDays(-7 * (4 + b.rnd.IntN(300)))
	if grown := clock.D(d.Born.Year+18, d.Born.Month, 1).AddDays(31).Monday(); since.Before(grown) {
		since = grown
	}
	if since.After(b.begin) {
		since = b.begin
	}
	return since
}

// notOnMonday gives the day of the same week on which the person begins enablement, which
// runs for whole weeks: the days on which it is looked at are working days then.
func (d *dweller) notOnMonday(day clock.Date) clock.Date {
	return day.Monday().AddDays(1 + d.Born.Day%(workdays-1))
}

// leave thinks of holidays and stays in hospital: nearly half go away for one
// of the weeks behind, and a few are in hospital for two.
func (b *borough) leave(d *dweller) {
	d.away = map[clock.Date]framework.Code{}
	week := b.begin.AddDays(7 * b.rnd.IntN(weeksBehind))
	switch {
	case d.age >= 65 && chance(b.rnd, 6) || chance(b.rnd, 1):
		d.away[week], d.away[week.AddDays(7)] = framework.Hospital, framework.Hospital
	case chance(b.rnd, 45):
		d.away[week] = framework.Holiday
	}
}

// caseload is about how many people one social worker is there for: those who are served,
// those on the way, and those who left in the last weeks.
const caseload = 30

// roomOf is how many people the social worker of this number has: some work fewer days.
func roomOf(worker int) int { return caseload - 4 + worker*5%9 }

// allocate shares the people out among the social workers. Dina knows those whom the
// guide names and every second of those on the way; the rest goes by where they live.
func (b *borough) allocate() {
	var rest []*dweller
	has := 0
	for i, d := range slices.Concat(b.newcomers, b.served()) {
		if d.worker = 0; d.persona || i < len(b.newcomers) && i%2 == 0 {
			has++
		} else {
			rest = append(rest, d)
		}
	}
	slices.SortStableFunc(rest, func(x, y *dweller) int {
		return cmp.Or(cmp.Compare(x.Town, y.Town), cmp.Compare(x.Ward, y.Ward))
	})
	worker := 0
	for _, d := range rest {
		if has >= roomOf(worker) {
			worker, has = worker+1, 0
		}
		d.worker = worker
		has++
	}
	b.social = worker + 1
}

// read loads the words.
func (b *borough) read() error {
	var err error
	if b.offers, err = offers(); err != nil {
		return err
	}
	if b.firms, err = firms(); err != nil {
		return err
	}
	list, err := sites()
	if err != nil {
		return err
	}
	for _, s := range list {
		b.sites[s.key] = s
	}
	if b.aims, err = aims(); err != nil {
		return err
	}
	if b.said, err = sections("people.txt"); err != nil {
		return err
	}
	if b.reasons, err = sections("reasons.txt"); err != nil {
		return err
	}
	atReviews, err := sections("reviews.txt")
	if err != nil {
		return err
	}
	maps.Copy(b.reasons, atReviews)
	ofKinds, err := sections("notes.txt")
	if err != nil {
		return err
	}
	for _, kind := range append(directory.Kinds(), anyKind) {
		for _, where := range []string{"before ", "after "} {
			for _, line := range ofKinds[where+kind] {
				b.notes[where+kind] = append(b.notes[where+kind], readNote(line))
			}
		}
	}
	lists, err := sections("names.txt")
	b.names = map[string][]string{}
	for name, lines := range lists {
		b.names[name] = words(lines)
	}
	for _, d := range named {
		b.named[d.FullName()] = true
	}
	for i, a := range b.aims {
		for _, o := range b.offers {
			if a.draws(o) {
				o.aims |= 1 << i
			}
		}
	}
	return err
}

// mayAim notes which aims suit the person.
func (b *borough) mayAim(d *dweller) {
	d.may = 0
	for i, a := range b.aims {
		if a.suits(d) {
			d.may |= 1 << i
		}
	}
}

// quota splits the people into sides and tiers: 30 in a hundred in tier 1, 50
// in tier 2, 20 in tier 3 (the report, 5.5), the highest needs mostly in-house.
var tiersOfSide = map[side][3]int{inHouse: {38, 48, 14}, external: {16, 54, 30}, both: {32, 48, 20}}

// populate makes the people of every side and tier, the named ones among them.
func (b *borough) populate() {
	n := map[side]int{external: parts(b.size, onlyExternal), both: parts(b.size, servedByBoth)}
	n[inHouse] = b.size - n[external] - n[both]
	known := map[side][]*dweller{}
	for i, one := range named {
		if i == 0 {
			continue // Jo is on the way
		}
		d := one
		b.acquaint(&d)
		known[d.side] = append(known[d.side], &d)
	}
	for _, s := range []side{inHouse, external, both} {
		for _, tier := range b.tiersFor(s, n[s]) {
			if at := slices.IndexFunc(known[s], func(d *dweller) bool { return d.tier == tier }); at >= 0 {
				b.people = append(b.people, known[s][at])
				known[s] = slices.Delete(known[s], at, at+1)
				continue
			}
			b.people = append(b.people, b.conceive(s, tier))
		}
	}
}

// acquaint fills what the table of named people leaves out.
func (b *borough) acquaint(d *dweller) {
	d.age, d.steady, d.ways, d.today = d.Age(b.today), 94, map[string]float64{}, b.today
	d.persona = true
	d.goals, d.helpers = slices.Clone(d.goals), slices.Clone(d.helpers)
	for i, g := range d.goals {
		for _, a := range b.aims {
			if a.hasWords(g.words) {
				d.goals[i].aim = a.in(g.words)
			}
		}
	}
	for _, t := range towns {
		if t.name == d.Town {
			d.town, d.lat, d.lng = t, t.lat, t.lng
		}
	}
	b.mayAim(d)
}

// parts is a share of the report's people, for this size.
func parts(size, of int) int { return (size*of + DefaultPeople/2) / DefaultPeople }

// tiersFor lists the tiers of n people of a side.
func (b *borough) tiersFor(s side, n int) []int {
	var list []int
	for i := range n {
		at := (2*i + 1) * 50 / n // the middle of each hundredth
		switch mix := tiersOfSide[s]; {
		case at < mix[0]:
			list = append(list, plans.Specialist)
		case at < mix[0]+mix[1]:
			list = append(list, plans.Personalised)
		default:
			list = append(list, plans.Enablement)
		}
	}
	return list
}

// circles puts people of one side, one town and about one age together: up to
// four who may become friends. The circles come in a mixed order.
func (b *borough) circles() [][]*dweller {
	list := slices.Clone(b.people)
	slices.SortStableFunc(list, func(x, y *dweller) int {
		return cmp.Or(cmp.Compare(x.side, y.side), cmp.Compare(x.Town, y.Town), cmp.Compare(x.age, y.age))
	})
	var all [][]*dweller
	for len(list) > 0 {
		n := 1
		most := 2 + b.rnd.IntN(3)
		for n < len(list) && n < most && list[n].Town == list[0].Town && list[n].side == list[0].side &&
			list[n].age-list[0].age < 14 {
			n++
		}
		for _, d := range list[:n] {
			d.circle = len(all) + 1
		}
		all = append(all, list[:n])
		list = list[n:]
	}
	b.rnd.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	b.setWants()
	return all
}

// befriend makes friends of those of a circle who go to the same things.
func (b *borough) befriend() {
	of := map[int][]*dweller{}
	for _, d := range b.people {
		of[d.circle] = append(of[d.circle], d)
	}
	for _, d := range b.people {
		for _, e := range of[d.circle] {
			if d != e && !slices.Contains(d.friends, e) && d.meets(e) {
				d.friends, e.friends = append(d.friends, e), append(e.friends, d)
			}
		}
	}
}

// meets reports whether the two go to the same group.
func (d *dweller) meets(e *dweller) bool {
	return slices.ContainsFunc(d.groups, func(g *group) bool { return slices.Contains(e.groups, g) })
}

// settleAims gives the person outcomes until each of their places helps with one:
// two or three for most, and at least two where so many fit.
func (b *borough) settleAims(d *dweller) {
	if len(d.groups) == 0 {
		panic(fmt.Sprintf("nothing is on for %s: %s, tier %d, 1:%d, %d years, %s", d.FullName(), d.SupportReason,
			d.tier, d.Ratio, d.age, d.Town))
	}
	for _, g := range d.groups {
		if !d.aimsAt(g) {
			b.addGoal(d, g)
		}
	}
	const least = 2
	for _, g := range d.groups {
		if len(d.goals) < least {
			b.addGoal(d, g)
		}
	}
	if len(d.goals) == 0 {
		panic(fmt.Sprintf("no aim fits %s, who goes to %s", d.FullName(), d.groups[0].offer.title))
	}
}

// aimsAt reports whether the group helps with an outcome that the person has.
func (d *dweller) aimsAt(g *group) bool {
	return slices.ContainsFunc(d.goals, func(of goal) bool { return of.aim.helped(g.offer) })
}

// ownGoals is how many outcomes are about something of the person's own, before
// one is wide enough for all the rest of the week.
const ownGoals = 2

// addGoal adds an outcome that the group helps with, if one fits that the person
// does not have yet: a special one first, and then one of those with which most of
// the places help that help with none so far.
func (b *borough) addGoal(d *dweller, g *group) {
	var fit []aim
	most := 0
	for _, a := range b.aims {
		if !a.fits(d, g.offer) || len(a.said(d, g)) == 0 ||
			slices.ContainsFunc(d.goals, func(g goal) bool { return g.aim.name == a.name }) {
			continue
		}
		n := b.unhelped(d, a)
		if first := len(d.goals) < ownGoals; first && a.wide() {
			n = 0
		} else if first {
			n = 1
		}
		if n > most {
			most, fit = n, nil
		}
		if n == most {
			fit = append(fit, a)
		}
	}
	if len(fit) == 0 {
		return
	}
	a := pick(b.rnd, fit)
	words := pick(b.rnd, a.said(d, g))
	d.goals = append(d.goals, goal{aim: a.in(words), words: words, baseline: -1 - b.rnd.IntN(2)})
}

// unhelped counts the person's places that help with this aim, and with none that
// the person has.
func (b *borough) unhelped(d *dweller, a aim) (n int) {
	for _, h := range d.groups {
		if a.helped(h.offer) && !d.aimsAt(h) {
			n++
		}
	}
	return n
}
