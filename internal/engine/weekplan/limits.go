package weekplan

import (
	"fmt"
	"math"
	"slices"
)

// What one person's week may be chosen from. Real boroughs open some 50
// sessions to a person, which make about 120 ways to spend the days of a week.
const (
	maxOpts = 2000
	maxWays = 20_000 // of spending one day; with them nobody can attend more than 14 sessions on it
)

// maxWeek is more sessions than any week can hold: it has at most maxUnits a day.
const maxWeek = 7 * maxUnits

// How sums are kept from overflow. Let "one" be all points that one person's
// week, the ties of that person and the workers of one session can come to, and
// "all" the same for everybody. Read refuses files in which one is above maxOne
// or all above maxAll; borough.weigh takes the finest fixed point with which they
// still are not. Prices are at most borough.top, so that all prices of a person
// and a session on every option, and of every seat, come to less than 2^59, and
// those in one week to 2*maxWeek*2^44 < 2^55. A tie's price is part of what the tie is worth.
// So a bound, which adds people, rosters, seats and ties, is less than 2^58+2^59.
// In the search of one week a penny's price times the budget adds less than 2^52,
// and tolls, whose steps are at most maxAim, less than 2^60. All that stays
// below 2^62, and what may not be chosen, at never and noFloor, stays apart from
// all that may.
const (
	maxOne = 1 << 50
	maxAll = 1 << 57
	maxAim = 1 << 48
)

// shut tells whether a person can never take an option, whatever others have.
// Such options stay in the lists, for their numbers count, but out of the search.
func (in *Instance) shut(p *Person, o *Opt) bool { return in.barred(p, o) != "" }

// magnitude bounds the sums of points that can arise, for everybody and for
// each person alone with the dearest session, friends included.
func (in *Instance) magnitude() (all float64, one []float64) {
	one = make([]float64, len(in.People))
	load := make([]float64, len(in.Sessions))
	for i := range in.People {
		p := &in.People[i]
		mine := float64(in.Weights.Short)*float64(p.Min) + float64(in.Weights.Must)*float64(len(p.Must))
		fair := math.Abs(float64(p.Theta))
		for k := range p.Opts {
			if o := &p.Opts[k]; !in.shut(p, o) {
				mine += 2 * math.Abs(float64(o.U))
				fair += math.Abs(float64(o.U))
				load[o.S] += float64(o.W)
			}
		}
		one[i] = mine + fair*float64(in.Weights.Fair) + float64(kappas[0])
	}
	for _, t := range in.Friends {
		meetings := min(len(in.People[t.P].Opts), len(in.People[t.Q].Opts), maxWeek)
		worth := float64(t.W) * float64(meetings+2)
		one[t.P], one[t.Q] = one[t.P]+worth, one[t.Q]+worth
	}
	dearest := 0.0
	for s, x := range in.Sessions {
		cost := float64(x.StaffCost) * min(float64(x.StaffMax), load[s]/float64(x.Load)+1)
		dearest, all = max(dearest, cost), all+cost
	}
	for i := range one {
		all += one[i]
		one[i] += dearest
	}
	return all, one
}

// sizeFaults tells what is more than can be weighed or added.
func (in *Instance) sizeFaults(add func(message, path string, at ...any)) {
	all, one := in.magnitude()
	for i, points := range one {
		if points > maxOne {
			add("has more points at stake, friends and workers included, than can be added exactly", "people[%d]", i)
		}
	}
	if all > maxAll {
		add("have more points at stake than can be added exactly", "people")
	}
}

// span is when a session is.
type span struct{ start, end int32 }

// manyWays tells whether there are more than maxWays to spend a day with at
// most so many sessions of a list, of which no two clash.
func manyWays(day []span, gap int32, perDay int) bool {
	n := len(day)
	if n <= 14 || perDay <= 1 && n < maxWays || perDay == 2 && n < 200 {
		return false // not even without clashes
	}
	slices.SortFunc(day, func(a, b span) int {
		if a.start != b.start {
			return int(a.start - b.start)
		}
		return int(a.end - b.end)
	})
	// Sessions that do not clash follow each other: ways[k] counts those that end with k.
	ways, next := make([]int, n), make([]int, n)
	for k := range ways {
		ways[k] = 1
	}
	total := n + 1
	for range min(perDay, n) - 1 {
		clear(next)
		found := 0
		for k := range day {
			for j := range k {
				if day[j].end+gap <= day[k].start {
					next[k] += ways[j]
				}
			}
			if found += next[k]; total+found > maxWays {
				return true
			}
		}
		if found == 0 {
			return false
		}
		total += found
		ways, next = next, ways
	}
	return false
}

// choiceFaults tells of more than can be weighed for one person.
func (in *Instance) choiceFaults(i int, add func(message, path string, at ...any)) {
	p := &in.People[i]
	if len(p.Opts) > maxOpts {
		add(fmt.Sprintf("%d sessions for one person, more than %d", len(p.Opts), maxOpts), "people[%d].opts", i)
		return
	}
	var days [7][]span
	for _, o := range p.Opts {
		if int(o.S) < len(in.Sessions) {
			s := &in.Sessions[o.S]
			days[s.Day] = append(days[s.Day], span{s.Start, s.End})
		}
	}
	for d, list := range days {
		if manyWays(list, int32(in.Gap), in.MaxPerDay) {
			add(fmt.Sprintf("more than %d ways to spend one day, %s", maxWays, dayNames[d]), "people[%d].opts", i)
		}
	}
}
