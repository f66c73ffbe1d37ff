package weekplan

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
)

// Explanation is what a plan says about itself: for each person why this week,
// and what stood against sessions they like more, where one more place or seat
// would help, and how fairly the weeks are spread.
type Explanation struct {
	People   []PersonWhy `json:"people"`
	Places   []Worth     `json:"places"`  // the ten sessions where one more place is worth most
	Workers  []Worth     `json:"workers"` // the same for one more worker
	Seats    []Worth     `json:"seats"`   // the ten transport rows where one more seat is worth most
	Fairness Fairness    `json:"fairness,omitzero"`
	// Untold is the number of people who have no reasons here, because time ended or
	// the caller stopped it; then there may be no places, workers and seats either.
	Untold int `json:"untold,omitempty"`
}

// PersonWhy says what speaks for a person's week and what it lacks, and for
// each session that they like more than the least liked of it, the rule that
// stood against it.
type PersonWhy struct {
	Person  int          `json:"person"`
	Why     []Reason     `json:"why"`
	Against []WhyAgainst `json:"against"`
}

// Reason is a Fact about a week by name.
type Reason struct {
	Name string `json:"name"`
	N    int    `json:"n"`
	Of   int    `json:"of"`
}

// WhyAgainst is Against by name, with the price of the place: points that others would
// give up for it, an average over many plans; and what it could be had for, if anything.
type WhyAgainst struct {
	Session int    `json:"session"`
	Rule    string `json:"rule"`
	N       int    `json:"n"`
	Of      int    `json:"of"`
	Price   int    `json:"price"`
	// Instead is there when the session could be had in place of others of the week.
	Instead *Exchange `json:"instead,omitempty"`
}

// Worth is the most points that one more place or seat can bring, by the
// prices of the bound. The true gain may be less.
type Worth struct {
	What   int     `json:"what"` // session or transport row
	Points float64 `json:"points"`
}

// ruleNames are the rules as a file names them.
var ruleNames = map[Code]string{RuleFull: "full", RuleStaff: "staff", RuleSeat: "seat", RuleSeatTaken: "seat",
	RuleClash: "clash",
	RuleDay:   "day", RuleActivity: "activity", RuleUnits: "units", RuleBudget: "budget", RulePoints: "points",
	RuleFriends: "friends"}

// reasonNames are the reasons for a week, and what it lacks, as a file names
// them.
var reasonNames = map[Code]string{WhyPoints: "points", WhyUtility: "utility", WhyMusts: "musts",
	WhyUnits: "units", WhyPrice: "price",
	WhyFriends: "friends", WhyNow: "now", GivesMust: "lacks_must", GivesUnits: "lacks_units"}

// AskerOf returns one person of an instance, and what is free for them when
// everybody else has the weeks of a plan, as Options wants it. With nil for
// the weeks everything is free.
func AskerOf(in *Instance, weeks [][]int32, person int) (Asker, Offer) {
	o := in.offer()
	for i := range weeks {
		if i != person {
			o.take(&in.People[i], weeks[i], 1)
		}
	}
	a := in.asker(person)
	if weeks != nil {
		a.meet(in, weeks, int32(person))
	}
	return a, o
}

// offer is the whole of an instance's sessions and seats, all free.
func (in *Instance) offer() Offer {
	o := Offer{MaxPerDay: in.MaxPerDay, MaxPerAct: in.MaxPerAct, Gap: in.Gap, Weights: in.Weights}
	for _, s := range in.Sessions {
		o.Sessions = append(o.Sessions, OfferSession{Day: int(s.Day), Start: int(s.Start), End: int(s.End),
			Units: int(s.Units),
			Act:   int(s.Act), Outcomes: s.Outcomes, Community: s.Units == 1, FreePlaces: int(s.Places),
			FreeLoad: int(staffLoad(s))})
	}
	for _, r := range in.Transport {
		o.FreeSeats = append(o.FreeSeats, int(r.Cap))
	}
	return o
}

// asker is one person of an instance, friends left out.
func (in *Instance) asker(person int) Asker {
	p := &in.People[person]
	a := Asker{Min: int(p.Min), Max: int(p.Max), Budget: int(p.Budget), Theta: int(p.Theta)}
	for _, m := range p.Must {
		a.Must = append(a.Must, int(m))
	}
	for _, x := range p.Opts {
		c := Choice{Session: int(x.S), Utility: int(x.U), Price: int(x.Price), Load: int(x.W), Row: int(x.T),
			Now: slices.Contains(p.Cur, x.S)}
		a.Choices = append(a.Choices, c)
	}
	return a
}

// take uses up what one person's week needs, times times: with -1 it gives it back.
func (o *Offer) take(p *Person, week []int32, times int) {
	for _, x := range p.Opts {
		if _, in := slices.BinarySearch(week, x.S); in {
			o.Sessions[x.S].FreePlaces -= times
			o.Sessions[x.S].FreeLoad -= times * int(x.W)
			if x.T >= 0 {
				o.FreeSeats[x.T] -= times
			}
		}
	}
}

// meet counts the friends present at each choice.
func (a *Asker) meet(in *Instance, weeks [][]int32, person int32) {
	for _, t := range in.Friends {
		friend := t.P + t.Q - person
		if t.P != person && t.Q != person || t.T == 0 {
			continue
		}
		for k := range a.Choices {
			if _, there := slices.BinarySearch(weeks[friend], int32(a.Choices[k].Session)); there {
				a.Choices[k].Friends++
				a.Choices[k].Together += int(t.W)
			}
		}
	}
}

// Explain explains a plan that Solve returned, or of it the weeks of some people alone. It
// takes time for each person's options, and none for sessions that are not open to them.
// When ctx ends it leaves off and says how much is untold.
func (p *Plan) Explain(ctx context.Context, only ...int) Explanation {
	e := Explanation{People: []PersonWhy{}, Places: []Worth{}, Workers: []Worth{}, Seats: []Worth{}}
	if len(only) == 0 {
		p.worths(ctx, &e)
	}
	left := p.run.b.in.offer() // by the plan, to whoever asks
	for i := range p.Weeks {
		left.take(&p.run.b.in.People[i], p.Weeks[i], 1)
	}
	asked := slices.Sorted(slices.Values(only))
	if len(only) == 0 {
		asked = everybody(len(p.Weeks))
	}
	for n, i := range asked {
		if ctx.Err() != nil {
			e.Untold = len(asked) - n
			break
		}
		who := &p.run.b.in.People[i]
		left.take(who, p.Weeks[i], -1)
		e.People = append(e.People, p.why(i, left))
		left.take(who, p.Weeks[i], 1)
	}
	if len(only) == 0 {
		e.Fairness = p.Fairness(ctx)
	}
	return e
}

func everybody(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

// worths values one more place and worker of each session, and one more seat of each
// row; when ctx ends before all are known it names none, for the best may be missing.
func (p *Plan) worths(ctx context.Context, e *Explanation) {
	b, d := p.run.b, p.run.dual
	k := d.desk[0]
	var places, workers, seats []Worth
	for s := range b.in.Sessions {
		if ctx.Err() != nil {
			return
		}
		x := &b.in.Sessions[s]
		now := d.session(k, d.proven, s)
		place, worker := hallOf(x, b.scale), hallOf(x, b.scale)
		place.places++
		worker.staff++
		places = gain(places, s, k, place, now, b.scale)
		workers = gain(workers, s, k, worker, now, b.scale)
	}
	for r := range b.in.Transport {
		if price := d.proven.z[d.proven.seat+r]; price > 0 {
			seats = append(seats, Worth{r, float64(price) / float64(b.scale)})
		}
	}
	e.Places, e.Workers, e.Seats = topTen(places), topTen(workers), topTen(seats)
}

// gain adds what a session's roster would earn more in a larger hall.
func gain(list []Worth, s int, k *desk, h hall, now, scale int64) []Worth {
	if more, _ := k.roster.solve(h, k.bids); more > now {
		list = append(list, Worth{s, float64(more-now) / float64(scale)})
	}
	return list
}

func topTen(list []Worth) []Worth {
	slices.SortStableFunc(list, func(a, b Worth) int {
		switch {
		case a.Points > b.Points:
			return -1
		case a.Points < b.Points:
			return 1
		}
		return a.What - b.What
	})
	return append([]Worth{}, list[:min(10, len(list))]...)
}

// why says what speaks for a person's week, and names what stood against each
// session they like more; left is what the others' weeks leave.
func (p *Plan) why(i int, left Offer) PersonWhy {
	liked := p.likedMore(i)
	ch := &chooser{a: p.run.b.in.asker(i), o: left, ties: p.ties(i), asks: liked}
	ch.open()
	w := ch.week(ch.foundOf(p.Weeks[i]))
	why := PersonWhy{Person: i, Why: []Reason{}, Against: []WhyAgainst{}}
	for _, f := range append(w.Why, w.GivesUp...) {
		why.Why = append(why.Why, Reason{reasonNames[f.Code], f.N, f.Of})
	}
	for _, x := range w.Against {
		why.Against = append(why.Against, WhyAgainst{x.Session, ruleNames[x.Fact.Code], x.Fact.N, x.Fact.Of,
			liked[x.Session], p.exchange(ch, w, x.Session)})
	}
	return why
}

// ties returns where a person's friends are in the plan.
func (p *Plan) ties(i int) []tieSeen {
	b := p.run.b
	var list []tieSeen
	for _, e := range b.ends[b.endAt[i]:b.endAt[i+1]] {
		t := b.in.Friends[e.tie]
		list = append(list, tieSeen{p.Weeks[int(t.P+t.Q)-i], int(t.W), int(t.T)})
	}
	return list
}

// likedMore returns the sessions a person likes more than the least liked of
// their week, each with its price: all sessions, when the week is empty.
func (p *Plan) likedMore(i int) map[int]int {
	b, z := p.run.b, p.run.dual.proven
	opts := b.in.People[i].Opts
	least := int32(math.MaxInt32)
	for _, o := range opts {
		if _, mine := slices.BinarySearch(p.Weeks[i], o.S); mine {
			least = min(least, o.U)
		}
	}
	liked := map[int]int{}
	for j, o := range opts {
		if o.U > least || len(p.Weeks[i]) == 0 {
			liked[int(o.S)] = int(z.z[int(b.first[i])+j] / b.scale)
		}
	}
	return liked
}

// foundOf is a week given as rising sessions.
func (c *chooser) foundOf(sessions []int32) found {
	var f found
	for j, i := range c.choice {
		if _, in := slices.BinarySearch(sessions, int32(c.a.Choices[i].Session)); in {
			f.week = append(f.week, int16(j))
		}
	}
	f.value = c.task.value(f.week)
	return f
}

// Write puts the explanation as JSON.
func (e Explanation) Write(w io.Writer) error {
	out := json.NewEncoder(w)
	out.SetIndent("", " ")
	if err := out.Encode(e); err != nil {
		return fmt.Errorf("write explanation: %w", err)
	}
	return nil
}
