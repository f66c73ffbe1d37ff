package demo

import (
	"slices"

	"ourdays/internal/area/bookings"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/people"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/pence"
)

// group is one schedule of an activity, with who has a regular place in it.
type group struct {
	offer *offer
	slot  slot
	site  site
	hall  *hall
	teams int // of workers, each with as many places as the activity has
	taken int
	seats int // that are offered in the end
	load  int // sixtieths of a worker
	who   []*dweller
	// inHouse is what the council runs itself.
	inHouse bool
	at      int    // its place in the list of open groups
	no      int    // which slot of its activity
	id      string // of its schedule
}

// openGroups starts one group in each slot of each activity.
func (b *borough) openGroups() {
	b.openHalls()
	for _, o := range b.offers {
		for _, ratio := range people.Ratios {
			o.prices[ratio] = o.priceOf(ratio, o.hour())
		}
		for range o.slots {
			o.groupsOf = append(o.groupsOf, nil)
		}
		for i := range o.slots {
			b.openGroup(o, i)
		}
	}
}

// openGroup starts another group of a slot; the one before it is full.
func (b *borough) openGroup(o *offer, i int) *group {
	g := &group{offer: o, slot: o.slots[i], site: b.sites[o.at], hall: b.halls[o.at],
		inHouse: b.firmOf(o.org).Kind == "in_house", teams: 1, at: len(b.openList), no: i}
	if n := len(o.groupsOf[i]); n > 0 {
		g.at = o.groupsOf[i][n-1].at
		b.openList[g.at] = g
	} else {
		b.openList = append(b.openList, g)
	}
	o.groupsOf[i] = append(o.groupsOf[i], g)
	return g
}

func (b *borough) firmOf(key string) firm {
	i := slices.IndexFunc(b.firms, func(f firm) bool { return f.key == key })
	return b.firms[i]
}

// mostGroups is how many parallel groups a slot may have: as many as are
// needed where the council buys places, and for what is open to everybody one
// for each borough of the usual size.
func (b *borough) mostGroups(o *offer) int {
	if o.tiers != 0 {
		return 1 + b.size
	}
	return b.times()
}

// room reports whether the group has a place and support for one more.
func (g *group) room(d *dweller) bool {
	return g.taken < g.places() && g.load+bookings.SupportOf(d.Ratio) <= g.support()
}

// The price of an hour of a worker (CE 5.8 of the report: £16.00 one to one),
// and what an hour costs beside the worker; the latter is assumed, so that a
// shared day costs £30 to £70 as in the report.
const (
	workerHour = pence.Pence(1600)
	roomHour   = pence.Pence(300)
	dearHour   = pence.Pence(360)
)

// dear are the organisations that cost more than the benchmark, and why.
var dear = map[string]string{
	"hoof":    "Ponies, and a second trained handler, are part of every session.",
	"senses":  "A nurse is on the premises throughout.",
	"towpath": "The boat sails with a licensed skipper as well as the workers.",
}

// priceOf is what a place costs the council a session.
func (o *offer) priceOf(ratio int, hour pence.Pence) pence.Pence {
	minutes := int64(o.slots[0].end - o.slots[0].start)
	price := hour.MulDiv(minutes, 60, pence.Up)
	if o.tiers == 0 {
		price += o.price
	}
	if ratio > 0 {
		price += workerHour.MulDiv(minutes, 60*int64(ratio), pence.Up)
	}
	return price
}

func (o *offer) hour() pence.Pence {
	if dear[o.org] != "" {
		return dearHour
	}
	return roomHour
}

// weekPrice is what the person's place in the group costs a week.
func (g *group) weekPrice(d *dweller) pence.Pence {
	return g.offer.prices[d.Ratio] * pence.Pence(len(g.slot.days))
}

// Yearly cost of what is in-house and of what is not (the report, 6.2).
const (
	yearInHouse  = pence.Pence(370_000_000)
	yearExternal = pence.Pence(190_000_000)
)

// weeksOfYear lies between 52 and the 52.18 of the calendar, so that both ways
// of counting a year agree with the report within one percent.
const weeksOfYear = 5209 // hundredths

// weightOfRatio is about what a week costs, in pounds, by how many share a
// worker.
var weightOfRatio = map[int]int64{1: 330, 2: 275, 3: 178, 4: 158, 6: 98, 8: 88, 0: 50}

// setWants shares the report's yearly cost out between the people: each gets
// about what their support needs, and all of it together is the whole.
func (b *borough) setWants() {
	var sum [2]int64
	weight := make([][2]int64, len(b.people))
	for i, d := range b.people {
		w := weightOfRatio[d.Ratio] * int64(75+b.rnd.IntN(51))
		switch d.side {
		case inHouse:
			weight[i][0] = w
		case external:
			weight[i][1] = w
		case both:
			weight[i] = [2]int64{w / 2, w / 2}
		}
		sum[0], sum[1] = sum[0]+weight[i][0], sum[1]+weight[i][1]
	}
	for side, year := range []pence.Pence{yearInHouse, yearExternal} {
		week := year.MulDiv(100*int64(b.size), weeksOfYear*DefaultPeople, pence.Nearest)
		for i, d := range b.people {
			d.wants[side] = week.MulDiv(weight[i][side], sum[side], pence.Nearest)
		}
	}
}

// placeWeek gives a person their regular places. What one week costs too much
// or too little the next person's makes up for, so that the whole is met.
func (b *borough) placeWeek(d *dweller) {
	for _, side := range []int{1, 0} { // the base days fit round what is elsewhere
		if d.wants[side] == 0 {
			continue
		}
		bound := d.wants[side] / 3
		taken := min(max(b.carry[side], -bound), bound)
		b.carry[side] -= taken
		left := d.wants[side] + taken - d.costOn(side)
		for {
			g := b.best(d, side, left)
			if g == nil {
				break
			}
			left -= g.weekPrice(d)
			b.join(d, g)
		}
		b.carry[side] += left
	}
	b.likedKinds(d)
}

// balance brings the whole yearly cost of a side to what it should be: where it
// is too little some people get one place more, where it is too much one less.
func (b *borough) balance(side int) {
	same := 0
	for i := 0; i < 3*len(b.people) && same < len(b.people); i++ {
		d := b.people[i*7919%len(b.people)]
		if d.wants[side] == 0 || len(d.pinned) > 0 || !b.adjust(d, side) {
			same++
			continue
		}
		same = 0
	}
}

// adjust gives one person a place more or less when that brings the whole
// nearer, and says whether it did.
func (b *borough) adjust(d *dweller, side int) bool {
	if left := b.carry[side]; left < 0 {
		for _, g := range d.groups {
			if price := g.weekPrice(d); g.side() == side && price < -2*left && len(d.groups) > 2 {
				b.leaveGroup(d, g)
				b.carry[side] += price
				return true
			}
		}
		return false
	}
	d.slack = 1 // rather one place more than a whole that does not agree
	g := b.best(d, side, b.carry[side])
	if g == nil {
		return false
	}
	b.join(d, g)
	b.carry[side] -= g.weekPrice(d)
	b.likedKinds(d)
	return true
}

// leaveGroup takes the person's place in the group back.
func (b *borough) leaveGroup(d *dweller, g *group) {
	g.taken--
	g.hall.add(g.slot, -1)
	g.load -= bookings.SupportOf(d.Ratio)
	not := func(e *dweller) bool { return e == d }
	g.who = slices.DeleteFunc(g.who, not)
	d.groups = slices.DeleteFunc(d.groups, func(h *group) bool { return h == g })
	d.cost -= g.weekPrice(d)
	b.likedKinds(d)
}

// costOn is what the person's places cost a week on a side.
func (d *dweller) costOn(side int) (sum pence.Pence) {
	for _, g := range d.groups {
		if g.side() == side {
			sum += g.weekPrice(d)
		}
	}
	return sum
}

func (g *group) side() int {
	if g.inHouse {
		return 0
	}
	return 1
}

// join gives the person a place in the group.
func (b *borough) join(d *dweller, g *group) {
	g.taken++
	g.hall.add(g.slot, 1)
	g.load += bookings.SupportOf(d.Ratio)
	g.who = append(g.who, d)
	d.groups = append(d.groups, g)
	d.cost += g.weekPrice(d)
}

// pinAll gives the named people their places before others fill them.
func (b *borough) pinAll() {
	for _, d := range b.people {
		for _, title := range d.pinned {
			if g := b.pin(d, title); g != nil {
				b.join(d, g)
			}
		}
	}
}

// pin finds the group of an activity that a named person goes to.
func (b *borough) pin(d *dweller, title string) *group {
	for _, g := range b.openList {
		if g.offer.title == title && g.room(d) && !d.busy(g) {
			return g
		}
	}
	return nil
}

// clashes reports whether nobody could go to both groups if this one met at these
// hours, the way between them counted.
func (g *group) clashes(h *group, s slot) bool {
	between := gap
	if g.site.key != "" && h.site.key != "" &&
		km(g.site.Lat, g.site.Lng, h.site.Lat, h.site.Lng) >= longWay {
		between = wayGap
	}
	return s.clashesWithin(h.slot, between)
}

func (d *dweller) busy(g *group) bool {
	if slices.ContainsFunc(d.kept, g.slot.clashes) {
		return true
	}
	in := func(h *group) bool { return g.clashes(h, g.slot) }
	return slices.ContainsFunc(d.groups, in) || slices.ContainsFunc(d.alone, in)
}

// best finds the group that suits the person best and whose cost brings the
// week nearer to what it should cost; nil when none does.
func (b *borough) best(d *dweller, side int, left pence.Pence) *group {
	first := !slices.ContainsFunc(d.groups, func(g *group) bool { return g.side() == side })
	var found *group
	for _, far := range near {
		if found = b.bestWithin(d, side, left, far, first); found != nil || !first && d.slack == 0 {
			break
		}
	}
	if found != nil && !found.room(d) {
		found = b.openGroup(found.offer, found.no)
	}
	return found
}

func (b *borough) bestWithin(d *dweller, side int, left pence.Pence, far float64, first bool) *group {
	var found *group
	top := 0
	for _, g := range b.openList {
		price := g.weekPrice(d)
		if d.side == both && len(g.slot.days) > 2 {
			continue // the week has two halves
		}
		if g.inHouse != (side == 0) || !first && price > 2*left || price == 0 || d.distance(g) > far ||
			!b.may(d, g) {
			continue
		}
		if n := b.suits(d, g, left); found == nil || n > top {
			found, top = g, n
		}
	}
	return found
}

// near is how many kilometres people go, and what they put up with where
// nothing else is there for them.
var near = []float64{13, 24, 60}

// may reports whether nothing stands against the person going to the group: the
// rules by which a broker's week leaves things out, and what nobody would do.
func (b *borough) may(d *dweller, g *group) bool {
	o := g.offer
	switch {
	case d.may&o.aims == 0, o.tiers != 0 && o.tiers&(1<<d.tier) == 0,
		len(o.groups) > 0 && !slices.Contains(o.groups, d.SupportReason):
		return false
	case o.workers == 0 && d.Ratio > 0,
		o.workers > 0 && o.workers*directory.WholeWorker < bookings.SupportOf(d.Ratio):
		return false
	case d.age < o.ageFrom, o.ageTo > 0 && d.age > o.ageTo, directory.Access(d.Needs)&^g.site.Access != 0:
		return false
	case d.full(g), d.timesAt(o) >= 2, d.busy(g):
		return false
	case !g.room(d) && len(o.groupsOf[g.no]) >= b.mostGroups(o):
		return false
	}
	return !d.wouldNot(o, g.slot) && !d.tiring(g, g.slot) && g.hall.holds(g.slot, 1)
}

// A week holds at most so many places and half days. Of those who are served by
// both, what is elsewhere takes half of it.
const (
	mostPlaces = 7
	mostUnits  = 10
)

// full reports whether the person's week has no room for the group.
func (d *dweller) full(g *group) bool {
	places, units := mostPlaces+d.slack, mostUnits
	if d.side == both && !g.inHouse {
		places, units = places/2, units/2
	}
	return len(d.groups) >= places || d.units()+g.slot.units() > units
}

// distance is the way to the group in kilometres, worked out once for each
// place.
func (d *dweller) distance(g *group) float64 {
	if g.site.key == "" {
		return 0
	}
	far, known := d.ways[g.site.key]
	if !known {
		far = km(d.lat, d.lng, g.site.Lat, g.site.Lng)
		d.ways[g.site.key] = far
	}
	return far
}

func (d *dweller) timesAt(o *offer) int {
	n := 0
	for _, g := range d.groups {
		if g.offer == o {
			n++
		}
	}
	return n
}

func (d *dweller) units() int {
	n := 0
	for _, g := range d.groups {
		n += g.slot.units()
	}
	return n
}

// lively is what very old people and people with dementia are not seen at, rowdy
// what nobody does who draws a pension, fiddly what dementia takes first,
// footed what needs legs, skilled what asks for working nearly alone, and looked
// and heard what needs eyes or ears.
var (
	lively = []string{"disco", "football", "basketball", "gym", "drum", "cycling", "party", "game",
		"horse"}
	footed  = []string{"football", "basketball", "walking", "disco"}
	rowdy   = []string{"disco", "basketball"}
	fiddly  = []string{"tablet", "computer", "camera", "online", "phone", "science"}
	skilled = []string{"office", "job", "library", "shop", "bus", "house", "money", "key", "repair", "recycle"}
	looked  = []string{"cinema", "painting", "photography", "pencil", "museum", "camera"}
	heard   = []string{"choir", "microphone", "piano", "radio", "guitar", "drum", "phone"}
	evening = 17 * 60
)

// wouldNot says what no list rules out and nobody would believe.
func (d *dweller) wouldNot(o *offer, s slot) bool {
	in := func(list []string) bool { return slices.Contains(list, o.symbol) }
	frail := d.frail()
	switch {
	case in(d.shuns), slices.Contains(d.shuns, o.title):
		return true
	case d.Needs&people.Quiet != 0 && in(loud), d.age >= pensionAge && in(rowdy):
		return true
	case d.SupportReason == "dementia" && in(fiddly), frail && d.Needs&people.StepFree != 0 && in(footed):
		return true
	case frail && (in(lively) || in(skilled) || o.kind == "work" && o.symbol != "gardening" ||
		s.start >= evening):
		return true
	case d.Needs&people.Hoist != 0 && in(footed):
		return true
	case d.Needs&people.StepFree != 0 && (o.symbol == "football" ||
		d.SupportReason == "physical" && o.symbol == "walking" && o.picture != "shoes"):
		return true
	case d.tier == plans.Specialist && d.Ratio <= 2 &&
		(in(skilled) || o.kind == "work" && !slices.Contains([]string{"gardening", "animals", "farm"}, o.symbol)):
		return true
	case d.SupportReason == "sensory" && (d.sense() == "sight" && in(looked) || d.sense() == "hearing" &&
		in(heard)):
		return true
	case d.age >= pensionAge && (o.symbol == "job" || o.symbol == "office"):
		return true
	}
	return false
}

// frail is who is very old or has dementia.
func (d *dweller) frail() bool { return d.SupportReason == "dementia" || d.age >= 75 }

// tiring reports whether somebody frail would be out on more than five days of the week
// with the group at these hours.
func (d *dweller) tiring(g *group, s slot) bool {
	if !d.frail() {
		return false
	}
	var on [7]bool
	n := 0
	add := func(days []int) {
		for _, day := range days {
			if !on[day] {
				on[day] = true
				n++
			}
		}
	}
	add(s.days)
	for _, list := range [][]*group{d.groups, d.alone} {
		for _, h := range list {
			if h != g {
				add(h.slot.days)
			}
		}
	}
	return n > workdays
}

// suits weighs how well a group suits the person.
func (b *borough) suits(d *dweller, g *group, left pence.Pence) int {
	n := b.rnd.IntN(30) - int(3*d.distance(g))
	if slices.Contains(d.Kinds, g.offer.kind) {
		n += 25
	}
	if g.site.Town == d.Town {
		n += 25
	}
	for _, e := range g.who {
		if e.circle == d.circle {
			n += 22
		}
	}
	if len(g.offer.groups) > 0 {
		n += 12
	}
	if d.timesAt(g.offer) > 0 {
		n -= 15
	}
	if d.tier == plans.Enablement && slices.Contains(g.offer.outcomes, "O8") {
		n += 20
	}
	if d.SupportReason == "mental_health" && g.slot.beforeEleven() {
		n -= 25 // mornings are hard for many
	}
	if !g.room(d) { // rather an hour that is there than another one beside it
		n -= 60 * len(g.offer.groupsOf[g.no]) / b.times()
	}
	return n + b.shape(d, g, left)
}

// shape weighs what a week looks like: first something that fills a good part
// of it, then smaller things round it; a week that is the same every day is for
// a few.
func (b *borough) shape(d *dweller, g *group, left pence.Pence) int {
	price := g.weekPrice(d)
	switch {
	case len(g.slot.days) == 5 && !d.whole:
		return -70
	case price > left:
		return -int((price - left) / 100)
	}
	need := max(left/pence.Pence(min(3, mostPlaces+1-len(d.groups))), 1)
	return int(90 * min(price, need) / need)
}

// likedKinds keeps the kinds of what the person does.
func (b *borough) likedKinds(d *dweller) {
	if len(d.pinned) > 0 {
		return
	}
	d.Kinds = nil
	for _, g := range d.groups {
		if !slices.Contains(d.Kinds, g.offer.kind) && len(d.Kinds) < 3 {
			d.Kinds = append(d.Kinds, g.offer.kind)
		}
	}
}

// bookAlone lets some people book what is open to everybody by themselves, so
// that the town's own groups fill up too.
func (b *borough) bookAlone() {
	for _, d := range b.people {
		if d.tier == plans.Specialist || d.SupportReason == "dementia" || !chance(b.rnd, 34) {
			continue
		}
		var found *group
		top := 0
		for _, g := range b.openList {
			if g.offer.tiers != 0 || !g.room(d) || d.distance(g) > near[0] || !b.may(d, g) {
				continue
			}
			n := b.rnd.IntN(20) + 12*g.taken - int(4*d.distance(g))
			if slices.Contains(d.Kinds, g.offer.kind) {
				n += 20
			}
			if found == nil || n > top {
				found, top = g, n
			}
		}
		if found != nil {
			found.taken++
			found.hall.add(found.slot, 1)
			d.alone = append(d.alone, found)
		}
	}
}
