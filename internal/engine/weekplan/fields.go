package weekplan

import (
	"fmt"
	"slices"
)

// field is one key that an object of the file may have.
type field[T any] struct {
	key  string
	need bool
	read func(s *scanner, x *T) // nil where the file may say it and nothing here asks
}

const needed = true

// fill reads an object by the list of what it may have, and tells what it lacks, what it
// has twice, and what looks like a slip; it returns whether a key was there. Of a value
// that is no object nothing more is said.
func fill[T any](s *scanner, x *T, fields []field[T]) (has func(key string) bool) {
	var seen uint32
	var unknown []string
	known := len(s.faults)
	s.object(func(key string) {
		at := slices.IndexFunc(fields, func(f field[T]) bool { return f.key == key })
		switch {
		case at < 0:
			unknown = append(unknown, key)
			s.skip()
			return
		case seen>>at&1 == 1:
			s.fault("stands twice")
		}
		seen |= 1 << at
		if fields[at].read == nil {
			s.skip()
			return
		}
		fields[at].read(s, x)
	})
	if !s.dead && (seen != 0 || len(unknown) > 0 || len(s.faults) == known) {
		lacks(s, fields, seen, unknown)
	}
	return func(key string) bool {
		at := slices.IndexFunc(fields, func(f field[T]) bool { return f.key == key })
		return at >= 0 && seen>>at&1 == 1
	}
}

// lacks tells of keys that are not known and of those that are missing. Of what is not
// known, a file of a later program may have anything; what is nearly a key that is
// missing is a slip, and silence would take the key's value for 0.
func lacks[T any](s *scanner, fields []field[T], seen uint32, unknown []string) {
	var absent []string
	for at, f := range fields {
		if seen>>at&1 == 0 {
			absent = append(absent, f.key)
		}
	}
	meant := make([]string, 0, len(unknown))
	for _, key := range unknown {
		near := nearest(key, absent)
		if near == "" {
			s.ignored(key)
			continue
		}
		meant = append(meant, near)
		s.faults = append(s.faults, Fault{s.under(key), slipOf(near)})
	}
	for at, f := range fields {
		if f.need && seen>>at&1 == 0 && !slices.Contains(meant, f.key) {
			s.faults = append(s.faults, Fault{s.under(f.key), "is missing"})
		}
	}
}

// slipOf is what is said of a key that is nearly another.
func slipOf(key string) string { return fmt.Sprintf("is not known; did you mean %s?", key) }

// small reads a whole number from lo to hi into what to gives.
func small[T any](to func(x *T) *int32, lo, hi int64) func(s *scanner, x *T) {
	return func(s *scanner, x *T) { *to(x) = int32(s.integer(lo, hi)) }
}

// count is small for what is kept as an int.
func count[T any](to func(x *T) *int, lo, hi int64) func(s *scanner, x *T) {
	return func(s *scanner, x *T) { *to(x) = int(s.integer(lo, hi)) }
}

// large is small for what is kept as an int64.
func large[T any](to func(x *T) *int64, lo, hi int64) func(s *scanner, x *T) {
	return func(s *scanner, x *T) { *to(x) = s.integer(lo, hi) }
}

// coordinate reads a number with a fraction.
func coordinate[T any](to func(x *T) *float64) func(s *scanner, x *T) {
	return func(s *scanner, x *T) { *to(x) = s.float() }
}

var instanceFields = []field[Instance]{
	{"name", false, func(s *scanner, in *Instance) { in.Name = s.text() }},
	{"seed", false, large(func(in *Instance) *int64 { return &in.Seed }, -1<<62, 1<<62)},
	{"scenario", false, func(s *scanner, in *Instance) { in.Scenario = s.text() }},
	{"weights", needed, func(s *scanner, in *Instance) { fill(s, &in.Weights, weightFields) }},
	{"max_per_day", needed, count(func(in *Instance) *int { return &in.MaxPerDay }, 1, maxUnits)},
	{"max_per_act", needed, count(func(in *Instance) *int { return &in.MaxPerAct }, 1, maxUnits)},
	{"gap", needed, count(func(in *Instance) *int { return &in.Gap }, 0, maxMinute)},
	{"venues", false, func(s *scanner, in *Instance) {
		s.array(func() {
			in.venues++
			s.skip()
		})
	}},
	{"sessions", needed, func(s *scanner, in *Instance) {
		s.array(func() {
			x := Session{Load: 1}
			fill(s, &x, sessionFields)
			in.Sessions = append(in.Sessions, x)
		})
	}},
	{"transport", false, func(s *scanner, in *Instance) {
		s.array(func() {
			var x Row
			fill(s, &x, rowFields)
			in.Transport = append(in.Transport, x)
		})
	}},
	{"people", needed, func(s *scanner, in *Instance) { s.array(func() { in.readPerson(s) }) }},
	{"friends", false, func(s *scanner, in *Instance) {
		s.array(func() {
			var x Tie
			fill(s, &x, tieFields)
			in.Friends = append(in.Friends, x)
		})
	}},
}

var weightFields = []field[Weights]{
	{"must", false, large(func(w *Weights) *int64 { return &w.Must }, 0, maxPoints)},
	{"short", false, large(func(w *Weights) *int64 { return &w.Short }, 0, maxPoints)},
	{"fair", false, large(func(w *Weights) *int64 { return &w.Fair }, 0, maxFair)},
}

var sessionFields = []field[Session]{
	{"venue", false, small(func(x *Session) *int32 { return &x.Venue }, 0, 1<<30)},
	{"act", false, small(func(x *Session) *int32 { return &x.Act }, 0, 1<<30)},
	{"day", needed, small(func(x *Session) *int32 { return &x.Day }, 0, maxMonday)},
	{"start", needed, small(func(x *Session) *int32 { return &x.Start }, 0, maxMinute)},
	{"end", needed, small(func(x *Session) *int32 { return &x.End }, 0, maxMinute)},
	{"units", needed, small(func(x *Session) *int32 { return &x.Units }, 0, maxUnits)},
	{"places", needed, small(func(x *Session) *int32 { return &x.Places }, 0, maxCount)},
	{"staff_max", false, small(func(x *Session) *int32 { return &x.StaffMax }, 0, maxCount)},
	{"load", false, small(func(x *Session) *int32 { return &x.Load }, 1, maxCount)},
	{"staff_cost", false, small(func(x *Session) *int32 { return &x.StaffCost }, 0, maxPoints)},
	{"outcomes", false, func(s *scanner, x *Session) { x.Outcomes = uint64(s.integer(0, 1<<62)) }},
	{"tiers", false, nil},
	{"price", false, nil},
}

var rowFields = []field[Row]{
	{"town", false, small(func(x *Row) *int32 { return &x.Town }, 0, 1<<30)},
	{"day", false, small(func(x *Row) *int32 { return &x.Day }, 0, maxMonday)},
	{"cap", needed, small(func(x *Row) *int32 { return &x.Cap }, 0, maxCount)},
}

var personFields = []field[Person]{
	{"tier", false, small(func(x *Person) *int32 { return &x.Tier }, 0, 1<<30)},
	{"town", false, small(func(x *Person) *int32 { return &x.Town }, 0, 1<<30)},
	{"x", false, coordinate(func(x *Person) *float64 { return &x.X })},
	{"y", false, coordinate(func(x *Person) *float64 { return &x.Y })},
	{"needs", false, nil},
	{"min", false, small(func(x *Person) *int32 { return &x.Min }, 0, maxUnits)},
	{"max", needed, small(func(x *Person) *int32 { return &x.Max }, 0, maxUnits)},
	{"budget", false, small(func(x *Person) *int32 { return &x.Budget }, 0, maxPence)},
	{"must", false, func(s *scanner, x *Person) {
		s.array(func() { x.Must = append(x.Must, int32(s.integer(0, maxOutcome))) })
	}},
	{"theta", false, large(func(x *Person) *int64 { return &x.Theta }, -maxPoints, maxPoints)},
	{"cur", false, func(s *scanner, x *Person) {
		s.array(func() { x.Cur = append(x.Cur, int32(s.integer(0, 1<<30))) })
	}},
	{"opts", needed, func(s *scanner, x *Person) {
		x.Opts = make([]Opt, 0, 64)
		s.array(func() {
			o := Opt{T: -1}
			fill(s, &o, optFields)
			x.Opts = append(x.Opts, o)
		})
		x.Opts = append([]Opt(nil), x.Opts...)
	}},
}

var optFields = []field[Opt]{
	{"s", needed, small(func(x *Opt) *int32 { return &x.S }, 0, 1<<30)},
	{"u", needed, small(func(x *Opt) *int32 { return &x.U }, -maxPoints, maxPoints)},
	{"price", false, small(func(x *Opt) *int32 { return &x.Price }, 0, maxPence)},
	{"w", false, small(func(x *Opt) *int32 { return &x.W }, 0, maxCount)},
	{"t", false, small(func(x *Opt) *int32 { return &x.T }, -1, 1<<30)},
	{"km", false, small(func(x *Opt) *int32 { return &x.Km }, 0, 1<<30)},
}

var tieFields = []field[Tie]{
	{"p", needed, small(func(x *Tie) *int32 { return &x.P }, 0, 1<<30)},
	{"q", needed, small(func(x *Tie) *int32 { return &x.Q }, 0, 1<<30)},
	{"w", needed, small(func(x *Tie) *int32 { return &x.W }, 0, maxPoints)},
	{"t", needed, small(func(x *Tie) *int32 { return &x.T }, 0, maxCount)},
}

// readPerson reads one person. Who has a budget to keep and no word of it could have
// nothing that costs.
func (in *Instance) readPerson(s *scanner) {
	var x Person
	known := len(s.faults)
	has := fill(s, &x, personFields)
	priced := slices.ContainsFunc(x.Opts, func(o Opt) bool { return o.Price > 0 })
	slip := func(f Fault) bool { return f.Message == slipOf("budget") }
	if priced && !has("budget") && !s.dead && !slices.ContainsFunc(s.faults[known:], slip) {
		s.faults = append(s.faults, Fault{s.under("budget"), "is missing, and there are prices to be paid from it"})
	}
	in.People = append(in.People, x)
}
