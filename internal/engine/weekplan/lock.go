package weekplan

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// ErrLock means that a week or a place cannot stay as it is.
var ErrLock = errors.New("cannot lock")

// CheckLocks tells of every person and session to lock that is not there or has nothing to
// keep, and of every rule that the weeks and places of today that must stay break, each
// alone and all together, then with the people by whom. Every error that is joined wraps
// ErrLock.
func CheckLocks(in *Instance, people, sessions []int) error {
	l := locks{in: in, heads: map[int32][]holder{}, seats: map[int32][]holder{}}
	people, sessions = once(people), once(sessions)
	for _, i := range people {
		if i < 0 || i >= len(in.People) {
			l.add("there is no person %d: the file has %s", i, numbersUpTo(len(in.People)))
			continue
		}
		l.person(i)
	}
	for _, s := range sessions {
		if s < 0 || s >= len(in.Sessions) {
			l.add("there is no session %d: the file has %s", s, numbersUpTo(len(in.Sessions)))
		} else if !in.attended(int32(s)) {
			l.add("%s: nobody attends it today, so there is no place to keep", in.sessionAt(int32(s)))
		}
	}
	for i := range in.People {
		if !slices.Contains(people, i) {
			l.places(i, sessions)
		}
	}
	l.shared()
	return errors.Join(l.faults...)
}

// numbersUpTo says how the things of a list are numbered.
func numbersUpTo(n int) string {
	if n == 0 {
		return "none"
	}
	return fmt.Sprintf("0 to %d", n-1)
}

func (in *Instance) attended(session int32) bool {
	return slices.ContainsFunc(in.People, func(p Person) bool { return slices.Contains(p.Cur, session) })
}

// locks gathers what stands against what is to stay, and what that uses up.
type locks struct {
	in     *Instance
	faults []error
	heads  map[int32][]holder // by session
	seats  map[int32][]holder // by row
}

// holder is somebody who is to keep a place, and what it takes.
type holder struct {
	person int
	opt    Opt
}

func (l *locks) add(format string, args ...any) {
	l.faults = append(l.faults, fmt.Errorf("%w: %s", ErrLock, fmt.Sprintf(format, args...)))
}

// person asks whether the whole week of today can stay.
func (l *locks) person(i int) {
	cur := l.in.People[i].Cur
	if len(cur) == 0 {
		l.add("person %d has no week today, so there is none to keep", i)
		return
	}
	l.stays(i, cur, "today's week", "has")
}

// places asks whether somebody's places of today in some sessions can stay.
func (l *locks) places(i int, sessions []int) {
	var held []int32
	for _, s := range l.in.People[i].Cur {
		if slices.Contains(sessions, int(s)) {
			held = append(held, s)
		}
	}
	l.stays(i, held, "the places to keep", "have")
}

// stays tells which of a person's sessions are closed to them now, and which of their own
// rules the others break.
func (l *locks) stays(i int, sessions []int32, what, has string) {
	p := &l.in.People[i]
	var week []Opt
	for _, s := range sessions {
		k := slices.IndexFunc(p.Opts, func(o Opt) bool { return o.S == s })
		if k < 0 {
			l.add("person %d: %s of %s is not open to them now", i, l.in.sessionAt(s), what)
			continue
		}
		o := p.Opts[k]
		week = append(week, o)
		l.heads[s] = append(l.heads[s], holder{i, o})
		if o.T >= 0 {
			l.seats[o.T] = append(l.seats[o.T], holder{i, o})
		}
	}
	for _, broken := range l.in.breaks(p, week) {
		l.add("person %d: %s %s %s", i, what, has, broken)
	}
}

// breaks says which of a person's own rules a week breaks.
func (in *Instance) breaks(p *Person, week []Opt) []string {
	var told []string
	add := func(format string, args ...any) { told = append(told, fmt.Sprintf(format, args...)) }
	var units, price int64
	days, acts := map[int32]int{}, map[int32]int{}
	for k, o := range week {
		s := &in.Sessions[o.S]
		for _, m := range week[:k] {
			b := &in.Sessions[m.S]
			if b.Day == s.Day && clash(s.Start, s.End, b.Start, b.End, int32(in.Gap)) {
				add("less than %d minutes between %s and %s", in.Gap, in.sessionAt(m.S), in.sessionAt(o.S))
			}
		}
		units, price = units+int64(s.Units), price+int64(o.Price)
		days[s.Day]++
		if s.Units == 1 {
			acts[s.Act]++
		}
	}
	for _, d := range sorted(days) {
		if days[d] > in.MaxPerDay {
			add("%d sessions on %s, at most %d", days[d], dayNames[d], in.MaxPerDay)
		}
	}
	for _, a := range sorted(acts) {
		if acts[a] > in.MaxPerAct {
			add("%d half-day sessions of activity %d, at most %d", acts[a], a, in.MaxPerAct)
		}
	}
	if units > int64(p.Max) {
		add("%d units, at most %d", units, p.Max)
	}
	if price > int64(p.Budget) {
		add("a price of %s, and the budget is %s", pounds(int(price)), pounds(int(p.Budget)))
	}
	return told
}

// shared tells where all that is to stay is more than there is, and who holds it: one of
// them has to be left out.
func (l *locks) shared() {
	for _, s := range sorted(l.heads) {
		x, all, name := &l.in.Sessions[s], l.heads[s], l.in.sessionAt(s)
		if len(all) > int(x.Places) {
			l.add("%s: %d people are to keep their places, and it has %d: %s", name, len(all), x.Places,
				held(all, func(holder) string { return "" }))
		}
		var load int64
		for _, h := range all {
			load += int64(h.opt.W)
		}
		if carry := int64(x.StaffMax) * int64(x.Load); load > carry {
			l.add("%s: who is to keep a place needs support of %d, and its workers carry %d: %s", name, load, carry,
				held(all, func(h holder) string { return fmt.Sprintf(" needs %d", h.opt.W) }))
		}
	}
	for _, r := range sorted(l.seats) {
		if has, all := l.in.Transport[r].Cap, l.seats[r]; len(all) > int(has) {
			l.add("transport %s: who is to keep a place needs %d seats, and it has %d: %s", l.in.rowAt(r), len(all),
				has, held(all, func(h holder) string { return fmt.Sprintf(" for session %d", h.opt.S) }))
		}
	}
}

// held names who holds something, each with what for.
func held(all []holder, what func(holder) string) string {
	names := make([]string, len(all))
	for k, h := range all {
		names[k] = fmt.Sprintf("person %d%s", h.person, what(h))
	}
	return strings.Join(names, ", ")
}

// once is a list with each number once.
func once(list []int) []int { return slices.Compact(slices.Sorted(slices.Values(list))) }

// sorted are the keys of a map in their order.
func sorted[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
