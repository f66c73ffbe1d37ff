package weekplan

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"time"
)

// Settings say how far Solve goes.
type Settings struct {
	// Limit ends the run; 0 for no limit. Elapsed must then be given.
	Limit time.Duration
	// Elapsed is the time since the caller began, reading the file included.
	Elapsed func() time.Duration
	// Rounds, when above 0, ends the run after that many rounds and leaves the
	// clock out of it: same instance, seed and rounds give the same plan on
	// any number of workers.
	Rounds int
	// Gap ends the run once (bound - objective)/|bound| is no larger.
	Gap     float64
	Seed    uint64
	Workers int
	// Keep starts from the weeks of today, lists what can be had for few moves
	// and gives the plan with the fewest people moved for most of the gain.
	Keep bool
	// LockPeople keep their weeks of today. Whoever attends one of LockSessions
	// today keeps that place; the rest of their week may change. See CheckLocks.
	LockPeople, LockSessions []int
	// Progress, when given, hears of every round.
	Progress func(Progress)
}

// Progress is where a run stands.
type Progress struct {
	Elapsed          time.Duration
	Done             float64 // share of the time or rounds gone, 0 to 1, and never less than before
	Objective, Bound int64   // points
}

// Gap returns how far the objective may be from the best, as a share of the
// bound; 0 when they are equal.
func (p Progress) Gap() float64 { return gapOf(p.Objective, p.Bound) }

func gapOf(objective, bound int64) float64 {
	switch {
	case bound == objective:
		return 0
	case bound == 0:
		return float64(bound - objective)
	}
	return float64(bound-objective) / math.Abs(float64(bound))
}

// solver is one run.
type solver struct {
	set   Settings
	ctx   context.Context
	b     *borough
	crew  *crew
	pools []pool
	state *state
	dual  *dual
	best  *weekBook
	worth int64 // of best, in points
	why   Status
	keeps []keepPlan    // with Keep: the plans from few moves to many
	next  time.Duration // when meanwhile is due
}

// Status says why a run ended.
type Status string

const (
	StatusOptimal Status = "optimal" // bound and objective differ by less than a point
	StatusGap     Status = "gap"     // the gap asked for was reached
	StatusTime    Status = "time"    // the time or the rounds are over
	StatusStopped Status = "stopped" // the caller's context ended
)

// Solve plans the borough until the settings or ctx end it. The plan is always
// feasible and the bound always proven, however early the run ends.
func Solve(ctx context.Context, in *Instance, set Settings) *Plan {
	given, held := in, int64(0)
	if set.Keep {
		in, held = in.holding(set.LockPeople, set.LockSessions)
	}
	b := newBorough(in)
	b.given, b.held = given, held
	if set.Keep {
		b.lock(set.LockPeople)
	}
	r := &solver{set: set, ctx: ctx, b: b, crew: &crew{max(1, set.Workers)}, pools: newPools(b), why: StatusTime}
	r.state = newState(b, r.pools)
	r.state.search.stop = func() bool { return r.over(1) }
	share := r.proofShare()
	r.dual = newDual(b, r.pools, r.crew, func() bool { return r.over(share + r.grace()) })
	if set.Keep {
		r.startFromNow()
		r.giveWay()
		r.keepToday()
	}
	r.best = r.state.weeks.clone() // not the empty weeks, which may be worth more and keep no lock
	r.worth = b.objective(r.best)
	began := r.elapsed()
	r.greedy(nil)
	r.tell(0)
	r.dual.known = r.known()
	r.next = r.elapsed() + max(time.Second, littleOf*(r.elapsed()-began))
	if set.Keep {
		r.path()
		return r.plan()
	}
	r.prove()
	r.improve()
	return r.plan()
}

// known is what the best plan is worth, had it all that it lacks, in fixed point.
func (r *solver) known() int64 {
	sum := (r.worth + r.b.held) * r.b.scale
	for i := range r.pools {
		sum += r.b.lack(i, r.best.of(i))
	}
	return sum
}

// over tells whether a share of the time has gone or the caller wants an end. All
// workers ask it, so it notes nothing.
func (r *solver) over(share float64) bool {
	if r.ctx.Err() != nil {
		return true
	}
	return r.set.Rounds == 0 && r.set.Limit > 0 && r.set.Elapsed() >= time.Duration(share*float64(r.set.Limit))
}

// reached tells whether the gap is small enough to stop.
func (r *solver) reached() bool {
	bound := r.dual.points()
	switch {
	case bound < r.worth: // Plan.Fault tells
	case bound == r.worth:
		r.why = StatusOptimal
	case gapOf(r.worth, bound) <= r.set.Gap:
		r.why = StatusGap
	default:
		return false
	}
	return true
}

// tell says how far the run is: by the clock where there is one, and by its rounds else.
func (r *solver) tell(done float64) {
	if r.set.Rounds == 0 && r.set.Limit > 0 {
		done = r.done(0)
	}
	if r.set.Progress != nil {
		r.set.Progress(Progress{Elapsed: r.elapsed(), Done: done, Objective: r.worth, Bound: r.dual.points()})
	}
}

// elapsed is how old the run is, where there is a clock.
func (r *solver) elapsed() time.Duration {
	if r.set.Elapsed == nil {
		return 0
	}
	return r.set.Elapsed()
}

// littleOf is how many times what a plan of prices takes must have gone before one is
// made in between.
const littleOf = 20

// note keeps the plan when it is the best so far, and what must stay has stayed.
func (r *solver) note() {
	if v := r.b.objective(r.state.weeks); v > r.worth && r.keepsPlaces(r.state.weeks) {
		r.worth = v
		r.best.copyFrom(r.state.weeks)
	}
}

// startFromNow seats everybody where they are today, as far as it is still
// possible: first whose week must stay, then whose places must, then the
// others. The pools get to know those weeks.
func (r *solver) startFromNow() {
	b := r.b
	for _, fixed := range []bool{true, false} {
		for i := range b.in.People {
			week := b.current(i)
			if !fixed {
				week = b.in.heldToday(i, r.set.LockSessions)
			}
			if b.fixed(i) == fixed {
				r.seat(i, week)
			}
		}
	}
	for i := range b.in.People {
		before := slices.Clone(r.state.weeks.of(i))
		r.state.takeOut(i)
		if !r.seat(i, b.current(i)) {
			r.seat(i, before)
		}
	}
}

// seat gives person i, whose week is empty, some of today's sessions, when
// that is still possible.
func (r *solver) seat(i int, week []uint16) bool {
	r.state.value(i)
	if !r.b.feasible(i, week) || !r.state.fits(i, week) {
		return false
	}
	r.pools[i].add(r.b, i, week, r.state.real)
	r.state.putIn(i, week)
	return true
}

// greedy gives everybody whose week is empty, in random order, the best week
// left: searched, or with a guide chosen from the pools.
func (r *solver) greedy(g *guide) {
	rng := rand.New(rand.NewPCG(r.set.Seed, 7))
	s := r.state
	for n, i := range rng.Perm(len(r.b.in.People)) {
		if n&15 == 0 && r.over(1) {
			break
		}
		if len(s.weeks.of(i)) > 0 || s.b.fixed(i) {
			continue
		}
		s.value(i)
		felt := s.real[:len(r.b.in.People[i].Opts)]
		if g != nil {
			felt = mix(s, g, i, 0.8)
		}
		s.putIn(i, s.searchWeek(i, felt))
	}
	r.note()
}

// mix fills felt with a mixture of worth now and worth at the prices.
func mix(s *state, g *guide, i int, share float64) []int64 {
	felt := s.felt[:len(s.b.in.People[i].Opts)]
	priced := g.of(s.b, i)
	for j := range felt {
		felt[j] = s.real[j]
		if felt[j] > never {
			felt[j] += int64(share * float64(priced[j]-felt[j]))
		}
	}
	return felt
}

// proofShare is the share of the time that goes into the bound: half of a
// short run, an eighth of a very long one.
func (r *solver) proofShare() float64 {
	if r.set.Limit <= 0 {
		return 0.5
	}
	enough := 4.0 * math.Max(1, r.b.size()) // seconds on two cores
	if r.b.floors() == 0 {
		enough *= withoutFloors
	}
	return math.Max(0.12, math.Min(0.5, enough/r.set.Limit.Seconds()))
}

// proofRounds is the share of a run by rounds that the bound takes, about.
const proofRounds = 0.5

// withoutFloors is how much longer the bound falls where nobody has a floor: the first
// steps have no aim but a guess. What the demo exports ends a minute at a gap of 4 %
// then, and at 10 % without, with plans of the same worth.
const withoutFloors = 5

// size is how large a borough is, by people or what is open to them, against one of 556
// people.
func (b *borough) size() float64 {
	return math.Max(float64(len(b.in.People))/556, float64(len(b.owner))/26_300)
}

// grace is the share of the time by which a round of the bound may pass
// proofShare: what a cut round has done is lost, and in the first second of a
// borough a round is worth more than the annealing it costs.
func (r *solver) grace() float64 {
	if r.set.Limit <= 0 {
		return 0
	}
	return math.Min(0.15, 0.15*math.Max(1, r.b.size())/r.set.Limit.Seconds())
}

// prove lowers the bound for its share of the run. It begins no round that
// would be cut.
func (r *solver) prove() {
	share := r.proofShare()
	rounds := 6 + r.set.Rounds/8
	began, took := r.done(0), 0.0
	for k := 0; r.set.Rounds == 0 || k < rounds; k++ {
		if r.over(share) || r.reached() || r.set.Rounds == 0 && began+took > share+r.grace() || !r.dual.round() {
			return
		}
		r.tell(float64(k+1) / float64(rounds) * proofRounds)
		if r.dual.stalls > mostStalls {
			return
		}
		r.meanwhile()
		now := r.done(k)
		took, began = now-began, now
		if k == 0 {
			took *= firstRound // the other rounds need no start
		}
	}
}

// meanwhile makes a plan of the prices so far while the bound is being proved, for
// whoever ends the run before it is improved: where that takes little of the run, and
// each time the run is four times as old. Runs by rounds have the time to wait.
func (r *solver) meanwhile() {
	if r.set.Rounds > 0 || r.set.Limit <= 0 || r.set.Elapsed() < r.next {
		return
	}
	g := newGuide(r.b, r.pools, r.dual.proven, r.crew)
	r.replan(g)
	p := newParts(r.state, g, r.crew, r.set.Seed)
	for range cooled {
		p.anneal(partSteps, r.b.temperature(lateShare), func() bool { return r.over(1) })
	}
	r.note()
	r.next = 4 * r.set.Elapsed()
}

// cooled is how many rounds of annealing such a plan has, at the end of what is warm.
const cooled = 2

// firstRound is about the time of the second round against the first.
const firstRound = 0.4

// mostStalls ends the work on the bound: the steps have come to nothing so
// often.
const mostStalls = 4

// Temperatures of the annealing, in points where options are worth usualWorth
// on average, and steps of one round. It is warm for long, for a unit or a
// must-have that is missing must move from person to person until it finds an
// end, and then cools fast.
const (
	warmest    = 100.0
	warm       = 20.0 // when lateShare of the annealing is over
	lateShare  = 0.85
	coldest    = 1.0
	mild       = 40.0 // at first, where the points set the scale
	usualWorth = 65.0
	partSteps  = 300
)

// temperature returns how warm it is after a share of the annealing, in fixed
// point.
func (b *borough) temperature(done float64) float64 {
	unit := b.usual * float64(b.scale)
	switch {
	case b.usual != 1:
		return unit * mild * math.Pow(coldest/mild, done)
	case done < lateShare:
		return unit * warmest * math.Pow(warm/warmest, done/lateShare)
	}
	return unit * warm * math.Pow(coldest/warm, (done-lateShare)/(1-lateShare))
}

// usualPoints returns how much options are worth, against usualWorth. Where
// people have floors and must-haves, their weights set the scale, and it is 1.
func (in *Instance) usualPoints() float64 {
	var sum, n float64
	for i := range in.People {
		p := &in.People[i]
		if p.Theta > 0 || len(p.Must) > 0 {
			return 1
		}
		for _, o := range p.Opts {
			sum, n = sum+float64(abs(int64(o.U))), n+1
		}
	}
	return math.Max(sum/math.Max(n, 1)/usualWorth, 0.01)
}

// improve anneals the plan for the rest of the run.
func (r *solver) improve() {
	if len(r.b.in.People) == 0 || r.over(1) || r.reached() {
		return
	}
	g := newGuide(r.b, r.pools, r.dual.proven, r.crew)
	r.replan(g)
	h := newHerd(r.state, g, r.crew, r.set.Seed)
	began := r.done(0)
	for k := 0; !r.over(1) && !r.reached(); k++ {
		done := (r.done(k) - began) / (1 - began)
		if done >= 1 {
			return
		}
		h.anneal(partSteps, r.b.temperature(done), func() bool { return r.over(1) })
		if weeks, worth := h.best(); worth > r.worth {
			r.worth = worth
			r.best.copyFrom(weeks)
		}
		r.tell(proofRounds + (1-proofRounds)*r.done(k+1))
	}
	r.chill(h)
}

// chilling is what a run that is ended early may still take to let its plan settle.
const chilling = 150 * time.Millisecond

// mostChilled is up to what size, see borough.size, that is done: of more people a round
// alone takes longer.
const mostChilled = 20

// chill cools at once what an early end leaves warm: what a plan was to gain at the end of
// its cooling is had for the greater part in the first steps of it. Rounds ask no clock.
func (r *solver) chill(h *herd) {
	if r.ctx.Err() == nil || r.set.Rounds > 0 || r.set.Elapsed == nil || r.b.size() > mostChilled {
		return
	}
	until := r.elapsed() + chilling
	late := func() bool { return r.elapsed() >= until }
	for !late() && !r.reached() {
		h.anneal(partSteps, r.b.temperature(1), late)
		if weeks, worth := h.best(); worth > r.worth {
			r.worth = worth
			r.best.copyFrom(weeks)
		}
	}
}

// replan places everybody anew with the prices on; the better plan stays.
func (r *solver) replan(g *guide) {
	before := r.b.objective(r.state.weeks)
	for i := range r.b.in.People {
		r.state.weeks.set(i, nil)
	}
	r.state.recount()
	r.greedy(g)
	if r.b.objective(r.state.weeks) < before {
		r.state.weeks.copyFrom(r.best)
		r.state.recount()
	}
}

// done returns the share of the run that has gone after k rounds of improving.
func (r *solver) done(k int) float64 {
	if r.set.Rounds > 0 {
		return float64(k) / float64(r.set.Rounds)
	}
	if r.set.Limit <= 0 {
		return math.Min(0.99, float64(k)/1000)
	}
	return math.Min(1, r.set.Elapsed().Seconds()/r.set.Limit.Seconds())
}

// current returns person i's week of today, as places among their options.
func (b *borough) current(i int) []uint16 {
	var week []uint16
	p := &b.in.People[i]
	for j, o := range p.Opts {
		for _, c := range p.Cur {
			if c == o.S {
				week = append(week, uint16(j))
			}
		}
	}
	return week
}

// feasible tells whether a week keeps the person's own rules.
func (b *borough) feasible(i int, week []uint16) bool {
	p, in := &b.in.People[i], b.in
	var units, price int64 // a week of today may be long, and is not yet known to be possible
	for k, j := range week {
		s := &in.Sessions[p.Opts[j].S]
		units, price = units+int64(s.Units), price+int64(p.Opts[j].Price)
		day, act := 1, 1
		for _, m := range week[:k] {
			o := &in.Sessions[p.Opts[m].S]
			if o.Day == s.Day {
				day++
				if clash(s.Start, s.End, o.Start, o.End, int32(in.Gap)) {
					return false
				}
			}
			if o.Act == s.Act && o.Units == 1 && s.Units == 1 {
				act++
			}
		}
		if day > in.MaxPerDay || s.Units == 1 && act > in.MaxPerAct {
			return false
		}
	}
	return units <= int64(p.Max) && price <= int64(p.Budget)
}

// fits tells whether a week has room in the state, whose values are filled.
func (s *state) fits(i int, week []uint16) bool {
	for _, j := range week {
		if s.real[j] <= never {
			return false
		}
	}
	return s.excess(i, week) < -never
}
