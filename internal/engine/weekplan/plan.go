package weekplan

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Plan is everybody's week with its proof.
type Plan struct {
	Name      string
	Objective int64 // points, exactly as the model defines them
	Bound     int64 // no feasible plan has a higher objective
	Gap       float64
	Seconds   float64
	Status    Status
	Weeks     [][]int32 // by person: session numbers, rising
	Summary   Summary
	Moves     []Trade // with Settings.Keep: what can be had for so many moves

	run *solver // behind the explanation
}

// Summary is for the reader of a plan.
type Summary struct {
	Utility     int64 `json:"utility"`
	Friendship  int64 `json:"friendship"`
	Staff       int64 `json:"staff"` // points paid for workers
	MustsMissed int   `json:"musts_missed"`
	UnitsShort  int   `json:"units_short"`
	Moved       int   `json:"moved"` // people whose week is not today's
	BelowFloor  int   `json:"below_floor"`
	// WorstOff is the person with the least share of their floor, theta, and
	// WorstShare that share; -1 and nothing where nobody has a floor.
	WorstOff   int      `json:"worst_off"`
	WorstShare *float64 `json:"worst_share,omitempty"`
	// LockedPeople keep their weeks, and places in LockedSessions stay: the bound
	// is of the plans that keep them too.
	LockedPeople   int `json:"locked_people,omitempty"`
	LockedSessions int `json:"locked_sessions,omitempty"`
	// Fairness is there when a fairer plan was made beside this one.
	Fairness *Beside `json:"fairness,omitempty"`
}

// plan makes the solver's best week book a Plan.
func (r *solver) plan() *Plan {
	var moves []Trade
	if len(r.keeps) > 0 {
		moves = r.settleKeeps()
	}
	p := &Plan{Name: r.b.in.Name, Objective: r.worth, Bound: r.bound(), Status: r.why, Moves: moves}
	p.Gap = gapOf(p.Objective, p.Bound)
	switch {
	case r.ctx.Err() != nil && (r.why == StatusTime || r.set.Keep):
		p.Status = StatusStopped
	case p.Bound == p.Objective:
		p.Status = StatusOptimal
	case r.why != StatusTime && p.Gap > r.set.Gap:
		p.Status = StatusTime // with Keep another plan than the one that was near enough
	}
	if r.set.Elapsed != nil && r.set.Rounds == 0 {
		p.Seconds = r.set.Elapsed().Seconds()
	}
	p.Weeks = make([][]int32, len(r.b.in.People))
	for i := range p.Weeks {
		p.Weeks[i] = r.b.sessions(i, r.best.of(i))
	}
	p.run = r
	r.b.in = r.b.given // what follows tells of people as they are
	p.Summary = r.b.summary(r.best)
	p.Summary.LockedPeople, p.Summary.LockedSessions = len(r.set.LockPeople), len(r.set.LockSessions)
	return p
}

// sessions returns a week as rising session numbers.
func (b *borough) sessions(i int, week []uint16) []int32 {
	list := make([]int32, 0, len(week))
	for _, j := range week {
		list = append(list, b.in.People[i].Opts[j].S)
		for k := len(list) - 1; k > 0 && list[k-1] > list[k]; k-- {
			list[k-1], list[k] = list[k], list[k-1]
		}
	}
	return list
}

func (b *borough) summary(weeks *weekBook) Summary {
	in := b.in
	s := Summary{Friendship: b.friendship(weeks), WorstOff: -1}
	load := make([]int64, len(in.Sessions))
	for i := range in.People {
		p := &in.People[i]
		var units, utility int64
		var outcomes uint64
		for _, j := range weeks.of(i) {
			o := &p.Opts[j]
			utility += int64(o.U)
			units += int64(in.Sessions[o.S].Units)
			outcomes |= in.Sessions[o.S].Outcomes
			load[o.S] += int64(o.W)
		}
		s.Utility += utility
		s.UnitsShort += int(max(0, int64(p.Min)-units))
		for _, m := range p.Must {
			if outcomes>>m&1 == 0 {
				s.MustsMissed++
			}
		}
		if utility < p.Theta {
			s.BelowFloor++
		}
		if p.Theta > 0 {
			if share := float64(utility) / float64(p.Theta); s.WorstOff < 0 || share < *s.WorstShare {
				s.WorstOff, s.WorstShare = i, &share
			}
		}
		if !b.unmoved(i, weeks.of(i)) {
			s.Moved++
		}
	}
	for n, x := range in.Sessions {
		s.Staff += int64(x.StaffCost) * ((load[n] + int64(x.Load) - 1) / int64(x.Load))
	}
	return s
}

// unmoved tells whether a week is today's.
func (b *borough) unmoved(i int, week []uint16) bool {
	p := &b.in.People[i]
	if len(week) != len(p.Cur) {
		return false
	}
	for _, j := range week {
		kept := false
		for _, c := range p.Cur {
			kept = kept || c == p.Opts[j].S
		}
		if !kept {
			return false
		}
	}
	return true
}

// ErrBound means that the program is wrong: a plan is worth more than the bound
// that no plan should beat.
var ErrBound = errors.New("internal error: the plan is worth more than its bound")

// Fault returns ErrBound, with the numbers, when the bound cannot be right.
func (p *Plan) Fault() error {
	if p.Bound < p.Objective {
		return fmt.Errorf("%w: objective %d, bound %d", ErrBound, p.Objective, p.Bound)
	}
	return nil
}

// Write puts the plan as JSON, one person a line; never one with a Fault.
func (p *Plan) Write(w io.Writer) error {
	if err := p.Fault(); err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	head, err := json.Marshal(map[string]string{"name": p.Name, "status": string(p.Status)})
	if err != nil {
		return fmt.Errorf("write plan: %w", err)
	}
	fmt.Fprintf(out, "%s,\n\"objective\":%d,\"bound\":%d,\"gap\":%.6f,\"seconds\":%.2f,\n\"people\":[",
		head[:len(head)-1], p.Objective, p.Bound, p.Gap, p.Seconds)
	for i, week := range p.Weeks {
		if i > 0 {
			fmt.Fprint(out, ",")
		}
		list, err := json.Marshal(week)
		if err != nil {
			return fmt.Errorf("write plan: %w", err)
		}
		fmt.Fprintf(out, "\n{\"sessions\":%s}", list)
	}
	summary, err := json.Marshal(p.Summary)
	if err != nil {
		return fmt.Errorf("write plan: %w", err)
	}
	fmt.Fprintf(out, "\n],\n\"summary\":%s", summary)
	if p.Moves != nil {
		list, err := json.Marshal(p.Moves)
		if err != nil {
			return fmt.Errorf("write plan: %w", err)
		}
		fmt.Fprintf(out, ",\n\"moves\":%s", list)
	}
	fmt.Fprintln(out, "}")
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write plan: %w", err)
	}
	return nil
}
