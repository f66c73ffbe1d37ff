package weekplan

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

// Limits on numbers in a file. With those in limits.go no sum can overflow.
const (
	maxPoints = 100_000_000
	maxFair   = 1000
	maxPence  = 10_000_000
	maxCount  = 1_000_000
	maxMinute = 24 * 60
	maxUnits  = 100
	maxMonday = 6 // the last day of the week, from 0
)

// Fault is something wrong in a file, with the JSON path of its place.
type Fault struct {
	Path    string `json:"path"`
	Message string `json:"message"`
}

// String says the fault with its place, if it has one: the whole file has none.
func (f Fault) String() string {
	if f.Path == "" {
		return f.Message
	}
	return f.Path + ": " + f.Message
}

// Faults are all faults of one file; as an error it says them line by line.
type Faults []Fault

func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, x := range f {
		lines[i] = x.String()
	}
	return strings.Join(lines, "\n")
}

// Read takes an instance from its file. The error is of type Faults when the
// file is at fault, and lists everything wrong in it.
func Read(r io.Reader) (*Instance, error) {
	s := newScanner(r)
	in := &Instance{Sessions: nil, People: nil}
	seen := map[string]bool{}
	s.object(func(key string) {
		if seen[key] {
			s.fault("stands twice")
		}
		seen[key] = true
		readInstance(s, in, key)
	})
	s.end()
	if !s.dead && (len(seen) > 0 || len(s.faults) == 0) {
		for _, key := range []string{"weights", "max_per_day", "max_per_act", "gap", "sessions", "people"} {
			if !seen[key] {
				s.faults = append(s.faults, Fault{key, "is missing"})
			}
		}
		for _, f := range s.faults {
			delete(seen, f.Path) // what stands there is no list
		}
		s.faults = append(s.faults, in.faults(seen)...)
		if len(s.faults) == 0 {
			in.sizeFaults(func(message, path string, at ...any) {
				s.faults = append(s.faults, Fault{fmt.Sprintf(path, at...), message})
			})
		}
	}
	if len(s.faults) > 0 {
		return nil, s.faults
	}
	return in, nil
}

func readInstance(s *scanner, in *Instance, key string) {
	switch key {
	case "name":
		in.Name = s.text()
	case "seed":
		in.Seed = s.integer(-1<<62, 1<<62)
	case "scenario":
		in.Scenario = s.text()
	case "weights":
		s.object(func(key string) { readWeights(s, &in.Weights, key) })
	case "max_per_day":
		in.MaxPerDay = int(s.integer(0, maxUnits))
	case "max_per_act":
		in.MaxPerAct = int(s.integer(0, maxUnits))
	case "gap":
		in.Gap = int(s.integer(0, maxMinute))
	case "sessions":
		s.array(func() { in.Sessions = append(in.Sessions, readSession(s)) })
	case "transport":
		s.array(func() { in.Transport = append(in.Transport, readRow(s)) })
	case "people":
		s.array(func() { in.People = append(in.People, readPerson(s)) })
	case "friends":
		s.array(func() { in.Friends = append(in.Friends, readTie(s)) })
	default:
		s.skip()
	}
}

func readWeights(s *scanner, w *Weights, key string) {
	switch key {
	case "must":
		w.Must = s.integer(0, maxPoints)
	case "short":
		w.Short = s.integer(0, maxPoints)
	case "fair":
		w.Fair = s.integer(0, maxFair)
	default:
		s.skip()
	}
}

func (s *scanner) small(to *int32, lo, hi int64) { *to = int32(s.integer(lo, hi)) }

// whole reads an object of which some fields must stand; of a value that is no object
// nothing more is said.
func (s *scanner) whole(field func(key string), needs ...string) {
	var has uint8
	known := len(s.faults)
	s.object(func(key string) {
		has |= 1 << max(0, slices.Index(needs, key)+1)
		field(key)
	})
	for k, key := range needs {
		if has>>(k+1)&1 == 0 && (has != 0 || len(s.faults) == known) && !s.dead {
			s.faults = append(s.faults, Fault{string(s.path) + "." + key, "is missing"})
		}
	}
}

func readSession(s *scanner) Session {
	x := Session{Load: 1}
	s.whole(func(key string) {
		switch key {
		case "venue":
			s.small(&x.Venue, 0, 1<<30)
		case "act":
			s.small(&x.Act, 0, 1<<30)
		case "day":
			s.small(&x.Day, 0, maxMonday)
		case "start":
			s.small(&x.Start, 0, maxMinute)
		case "end":
			s.small(&x.End, 0, maxMinute)
		case "units":
			s.small(&x.Units, 0, maxUnits)
		case "places":
			s.small(&x.Places, 0, maxCount)
		case "staff_max":
			s.small(&x.StaffMax, 0, maxCount)
		case "load":
			s.small(&x.Load, 1, maxCount)
		case "staff_cost":
			s.small(&x.StaffCost, 0, maxPoints)
		case "outcomes":
			x.Outcomes = uint64(s.integer(0, 1<<62))
		default:
			s.skip()
		}
	}, "day", "start", "end", "units", "places")
	return x
}

func readRow(s *scanner) Row {
	var x Row
	s.whole(func(key string) {
		switch key {
		case "town":
			s.small(&x.Town, 0, 1<<30)
		case "day":
			s.small(&x.Day, 0, maxMonday)
		case "cap":
			s.small(&x.Cap, 0, maxCount)
		default:
			s.skip()
		}
	}, "cap")
	return x
}

func readPerson(s *scanner) Person {
	var x Person
	s.whole(func(key string) {
		switch key {
		case "tier":
			s.small(&x.Tier, 0, 1<<30)
		case "town":
			s.small(&x.Town, 0, 1<<30)
		case "x":
			x.X = s.float()
		case "y":
			x.Y = s.float()
		case "min":
			s.small(&x.Min, 0, maxUnits)
		case "max":
			s.small(&x.Max, 0, maxUnits)
		case "budget":
			s.small(&x.Budget, 0, maxPence)
		case "must":
			s.array(func() { x.Must = append(x.Must, int32(s.integer(0, 61))) })
		case "theta":
			x.Theta = s.integer(-maxPoints, maxPoints)
		case "cur":
			s.array(func() { x.Cur = append(x.Cur, int32(s.integer(0, 1<<30))) })
		case "opts":
			x.Opts = make([]Opt, 0, 64)
			s.array(func() { x.Opts = append(x.Opts, readOpt(s)) })
			x.Opts = append([]Opt(nil), x.Opts...)
		default:
			s.skip()
		}
	}, "max", "opts")
	return x
}

func readOpt(s *scanner) Opt {
	x := Opt{T: -1}
	s.whole(func(key string) {
		switch key {
		case "s":
			s.small(&x.S, 0, 1<<30)
		case "u":
			s.small(&x.U, -maxPoints, maxPoints)
		case "price":
			s.small(&x.Price, 0, maxPence)
		case "w":
			s.small(&x.W, 0, maxCount)
		case "t":
			s.small(&x.T, -1, 1<<30)
		case "km":
			s.small(&x.Km, 0, 1<<30)
		default:
			s.skip()
		}
	}, "s", "u")
	return x
}

func readTie(s *scanner) Tie {
	var x Tie
	s.whole(func(key string) {
		switch key {
		case "p":
			s.small(&x.P, 0, 1<<30)
		case "q":
			s.small(&x.Q, 0, 1<<30)
		case "w":
			s.small(&x.W, 0, maxPoints)
		case "t":
			s.small(&x.T, 0, maxCount)
		default:
			s.skip()
		}
	}, "p", "q", "w", "t")
	return x
}

// faults checks what only the whole file can tell: numbers that point at
// something, and things that may stand once. Of a list that is missing nothing more is
// said than that, however many numbers point into it.
func (in *Instance) faults(has map[string]bool) Faults {
	var all Faults
	add := func(message, path string, at ...any) {
		all = append(all, Fault{fmt.Sprintf(path, at...), message})
	}
	for i, s := range in.Sessions {
		if s.End < s.Start {
			add("ends before it starts", "sessions[%d].end", i)
		}
	}
	sessions, n := listed(has["sessions"], in.Sessions), listed(has["people"], in.People)
	for i := range in.People {
		in.personFaults(i, sessions, add)
	}
	for i, t := range in.Friends {
		if t.P >= n {
			add("there is no such person", "friends[%d].p", i)
		}
		if t.Q >= n {
			add("there is no such person", "friends[%d].q", i)
		}
		if t.P == t.Q {
			add("is the same person as p", "friends[%d].q", i)
		}
	}
	return all
}

// listed is the number from which on nothing in a list is numbered; none when the list
// is missing.
func listed[T any](has bool, list []T) int32 {
	if !has {
		return math.MaxInt32
	}
	return int32(len(list))
}

func (in *Instance) personFaults(i int, sessions int32, add func(message, path string, at ...any)) {
	p, rows := &in.People[i], int32(len(in.Transport))
	var musts uint64
	for k, m := range p.Must {
		if musts>>m&1 == 1 {
			add("stands twice for this person", "people[%d].must[%d]", i, k)
		}
		musts |= 1 << m
	}
	in.choiceFaults(i, add)
	seen := make(map[int32]bool, len(p.Opts))
	for k, o := range p.Opts {
		if o.S >= sessions {
			add("there is no such session", "people[%d].opts[%d].s", i, k)
		}
		if seen[o.S] {
			add("stands twice for this person", "people[%d].opts[%d].s", i, k)
		}
		seen[o.S] = true
		if o.T >= rows {
			add("there is no such transport row", "people[%d].opts[%d].t", i, k)
		}
	}
	for k, c := range p.Cur {
		if c >= sessions {
			add("there is no such session", "people[%d].cur[%d]", i, k)
		}
		if slices.Contains(p.Cur[:k], c) {
			add("stands twice for this person", "people[%d].cur[%d]", i, k)
		}
	}
}
