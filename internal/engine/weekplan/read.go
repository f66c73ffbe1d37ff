package weekplan

import (
	"fmt"
	"io"
	"math"
	"slices"

	"ourdays/internal/engine/weekplan/strict"
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

	maxOutcome = 61
)

// Fault is something wrong in a file, with the JSON path of its place, and Faults are all
// of one file; as an error they say them line by line.
type (
	Fault  = strict.Fault
	Faults = strict.Faults
)

// Read takes an instance from its file. The error is of type Faults when the
// file is at fault, and lists everything wrong in it.
func Read(r io.Reader) (*Instance, error) {
	s := strict.New(r)
	in := &Instance{}
	has := strict.Fill(s, in, instanceFields)
	s.End()
	if !s.Dead() {
		told := s.Told()
		lists := func(key string) bool { return has(key) && !told(key) } // what is at fault there is no list
		s.Faults = append(s.Faults, in.faults(lists, told)...)
	}
	if len(s.Faults) == 0 {
		in.sizeFaults(func(message, path string, at ...any) {
			s.Add(fmt.Sprintf(path, at...), message)
		})
	}
	if len(s.Faults) > 0 {
		return nil, s.Faults
	}
	in.missing = s.Missing()
	in.notes = slices.Concat(s.Strange, in.unplannable())
	return in, nil
}

// faults checks what only the whole file can tell: numbers that point at
// something, and things that may stand once. Of a list that is missing, and of a number
// of which something is told already, nothing more is said.
func (in *Instance) faults(has func(list string) bool, told func(path string) bool) Faults {
	var all Faults
	add := func(message, path string, at ...any) {
		if path = fmt.Sprintf(path, at...); !told(path) {
			all = append(all, Fault{Path: path, Message: message})
		}
	}
	for i, s := range in.Sessions {
		if s.End <= s.Start && !told(fmt.Sprintf("sessions[%d].start", i)) {
			// One of no minutes would not clash with itself, and a week could have it twice.
			add("must be after start", "sessions[%d].end", i)
		}
		if has("venues") && int(s.Venue) >= in.venues {
			add("there is no such venue", "sessions[%d].venue", i)
		}
	}
	in.staffFaults(add)
	sessions, n := listed(has("sessions"), in.Sessions), listed(has("people"), in.People)
	for i := range in.People {
		if p := in.People[i]; p.Min > p.Max && !told(fmt.Sprintf("people[%d].max", i)) {
			add(fmt.Sprintf("is %d, above max, %d", p.Min, p.Max), "people[%d].min", i)
		}
		in.personFaults(i, sessions, add)
	}
	for i, t := range in.Friends {
		if t.P >= n {
			add("there is no such person", "friends[%d].p", i)
		}
		if t.Q >= n {
			add("there is no such person", "friends[%d].q", i)
		}
		if t.P == t.Q && !told(fmt.Sprintf("friends[%d].p", i)) {
			add("is the same person as p", "friends[%d].q", i)
		}
	}
	return all
}

// staffFaults tells of sessions that say nothing of their workers, and need some: nobody
// with support could go, or a worker would carry next to nothing.
func (in *Instance) staffFaults(add func(message, path string, at ...any)) {
	if len(in.unsaid) == 0 {
		return
	}
	supported := map[int32]int{}
	for i := range in.People {
		for _, o := range in.People[i].Opts {
			if o.W > 0 {
				supported[o.S]++
			}
		}
	}
	for _, u := range in.unsaid {
		if n := supported[u.session]; n > 0 {
			add(fmt.Sprintf("is missing, and workers have to support %d of those who could go", n), "sessions[%d].%s",
				u.session, u.key)
		}
	}
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
