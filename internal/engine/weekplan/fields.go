package weekplan

import (
	"slices"

	"ourdays/internal/engine/weekplan/strict"
)

var instanceFields = []strict.Field[Instance]{
	strict.May("name", func(s *strict.Scanner, in *Instance) { in.Name = s.Text() }),
	strict.May("seed", strict.Large(func(in *Instance) *int64 { return &in.Seed }, -1<<62, 1<<62)),
	strict.May("scenario", func(s *strict.Scanner, in *Instance) { in.Scenario = s.Text() }),
	strict.Need("weights", func(s *strict.Scanner, in *Instance) { strict.Fill(s, &in.Weights, weightFields) }),
	strict.Need("max_per_day", strict.Count(func(in *Instance) *int { return &in.MaxPerDay }, 1, maxUnits)),
	strict.Need("max_per_act", strict.Count(func(in *Instance) *int { return &in.MaxPerAct }, 1, maxUnits)),
	strict.Need("gap", strict.Count(func(in *Instance) *int { return &in.Gap }, 0, maxMinute)),
	strict.May("venues", func(s *strict.Scanner, in *Instance) {
		s.Array(func() {
			in.venues++
			strict.Fill(s, new(spot), venueFields)
		})
	}),
	strict.Need("sessions", func(s *strict.Scanner, in *Instance) {
		s.Array(func() { in.readSession(s) })
	}),
	strict.Else("transport", "none", func(s *strict.Scanner, in *Instance) {
		s.Array(func() {
			var x Row
			strict.Fill(s, &x, rowFields)
			in.Transport = append(in.Transport, x)
		})
	}),
	strict.Need("people", func(s *strict.Scanner, in *Instance) { s.Array(func() { in.readPerson(s) }) }),
	strict.Else("friends", "none", func(s *strict.Scanner, in *Instance) {
		s.Array(func() {
			var x Tie
			strict.Fill(s, &x, tieFields)
			in.Friends = append(in.Friends, x)
		})
	}),
}

// spot is where a venue lies: it is read, so that a slip is told, and not kept.
type spot struct{ x, y float64 }

// venueFields are what a venue may have.
var venueFields = []strict.Field[spot]{
	strict.May("x", strict.Fraction(func(v *spot) *float64 { return &v.x })),
	strict.May("y", strict.Fraction(func(v *spot) *float64 { return &v.y })),
	strict.Unasked[spot]("town"),
	strict.Unasked[spot]("kind"),
	strict.Unasked[spot]("feat"),
}

var weightFields = []strict.Field[Weights]{
	strict.Else("must", "0", strict.Large(func(w *Weights) *int64 { return &w.Must }, 0, maxPoints)),
	strict.Else("short", "0", strict.Large(func(w *Weights) *int64 { return &w.Short }, 0, maxPoints)),
	strict.Else("fair", "0", strict.Large(func(w *Weights) *int64 { return &w.Fair }, 0, maxFair)),
}

var sessionFields = []strict.Field[Session]{
	strict.Else("venue", "0", strict.Small(func(x *Session) *int32 { return &x.Venue }, 0, 1<<30)),
	strict.Else("act", "0", strict.Small(func(x *Session) *int32 { return &x.Act }, 0, 1<<30)),
	strict.Need("day", strict.Small(func(x *Session) *int32 { return &x.Day }, 0, maxMonday)),
	strict.Need("start", strict.Small(func(x *Session) *int32 { return &x.Start }, 0, maxMinute)),
	strict.Need("end", strict.Small(func(x *Session) *int32 { return &x.End }, 0, maxMinute)),
	strict.Need("units", strict.Small(func(x *Session) *int32 { return &x.Units }, 0, maxUnits)),
	strict.Need("places", strict.Small(func(x *Session) *int32 { return &x.Places }, 0, maxCount)),
	strict.Else("staff_max", "0", strict.Small(func(x *Session) *int32 { return &x.StaffMax }, 0, maxCount)),
	strict.Else("load", "1", strict.Small(func(x *Session) *int32 { return &x.Load }, 1, maxCount)),
	strict.Else("staff_cost", "0", strict.Small(func(x *Session) *int32 { return &x.StaffCost }, 0, maxPoints)),
	strict.Else("outcomes", "none", func(s *strict.Scanner, x *Session) {
		x.Outcomes = uint64(s.Integer(0, 1<<62))
	}),
	strict.Unasked[Session]("tiers"),
	strict.Unasked[Session]("price"),
}

var rowFields = []strict.Field[Row]{
	strict.Else("town", "0", strict.Small(func(x *Row) *int32 { return &x.Town }, 0, 1<<30)),
	strict.Else("day", "0", strict.Small(func(x *Row) *int32 { return &x.Day }, 0, maxMonday)),
	strict.Need("cap", strict.Small(func(x *Row) *int32 { return &x.Cap }, 0, maxCount)),
}

var personFields = []strict.Field[Person]{
	strict.Else("tier", "0", strict.Small(func(x *Person) *int32 { return &x.Tier }, 0, 1<<30)),
	strict.Else("town", "0", strict.Small(func(x *Person) *int32 { return &x.Town }, 0, 1<<30)),
	strict.May("x", strict.Fraction(func(x *Person) *float64 { return &x.X })),
	strict.May("y", strict.Fraction(func(x *Person) *float64 { return &x.Y })),
	strict.Unasked[Person]("needs"),
	strict.Else("min", "0", strict.Small(func(x *Person) *int32 { return &x.Min }, 0, maxUnits)),
	strict.Need("max", strict.Small(func(x *Person) *int32 { return &x.Max }, 0, maxUnits)),
	strict.Else("budget", "0", strict.Small(func(x *Person) *int32 { return &x.Budget }, 0, maxPence)),
	strict.Else("must", "none", func(s *strict.Scanner, x *Person) {
		s.Array(func() { x.Must = append(x.Must, int32(s.Integer(0, maxOutcome))) })
	}),
	strict.Else("theta", "0", strict.Large(func(x *Person) *int64 { return &x.Theta }, -maxPoints, maxPoints)),
	strict.Else("cur", "none", func(s *strict.Scanner, x *Person) {
		s.Array(func() { x.Cur = append(x.Cur, int32(s.Integer(0, 1<<30))) })
	}),
	strict.Need("opts", func(s *strict.Scanner, x *Person) {
		x.Opts = make([]Opt, 0, 64)
		s.Array(func() {
			o := Opt{T: -1}
			strict.Fill(s, &o, optFields)
			x.Opts = append(x.Opts, o)
		})
		x.Opts = append([]Opt(nil), x.Opts...)
	}),
}

var optFields = []strict.Field[Opt]{
	strict.Need("s", strict.Small(func(x *Opt) *int32 { return &x.S }, 0, 1<<30)),
	strict.Need("u", strict.Small(func(x *Opt) *int32 { return &x.U }, -maxPoints, maxPoints)),
	strict.Else("price", "0", strict.Small(func(x *Opt) *int32 { return &x.Price }, 0, maxPence)),
	strict.Else("w", "0", strict.Small(func(x *Opt) *int32 { return &x.W }, 0, maxCount)),
	strict.Else("t", "-1, which needs no seat", strict.Small(func(x *Opt) *int32 { return &x.T }, -1, 1<<30)),
	strict.May("km", strict.Small(func(x *Opt) *int32 { return &x.Km }, 0, 1<<30)),
}

var tieFields = []strict.Field[Tie]{
	strict.Need("p", strict.Small(func(x *Tie) *int32 { return &x.P }, 0, 1<<30)),
	strict.Need("q", strict.Small(func(x *Tie) *int32 { return &x.Q }, 0, 1<<30)),
	strict.Need("w", strict.Small(func(x *Tie) *int32 { return &x.W }, 0, maxPoints)),
	strict.Need("t", strict.Small(func(x *Tie) *int32 { return &x.T }, 0, maxCount)),
}

// readSession reads one session, and keeps what it does not say of its workers: where
// people need support nothing can be planned without.
func (in *Instance) readSession(s *strict.Scanner) {
	x, known := Session{Load: 1}, len(s.Faults)
	has := strict.Fill(s, &x, sessionFields)
	for _, key := range []string{"staff_max", "load"} {
		if !has(key) && !s.Dead() && len(s.Faults) == known {
			in.unsaid = append(in.unsaid, unsaid{int32(len(in.Sessions)), key})
		}
	}
	in.Sessions = append(in.Sessions, x)
}

// unsaid is a key that a session does not have.
type unsaid struct {
	session int32
	key     string
}

// readPerson reads one person. Who has a budget to keep and no word of it could have
// nothing that costs.
func (in *Instance) readPerson(s *strict.Scanner) {
	var x Person
	known := len(s.Faults)
	has := strict.Fill(s, &x, personFields)
	priced := slices.ContainsFunc(x.Opts, func(o Opt) bool { return o.Price > 0 })
	slip := func(f Fault) bool { return f.Message == strict.SlipOf("budget") }
	if priced && !has("budget") && !s.Dead() && !slices.ContainsFunc(s.Faults[known:], slip) {
		s.Add(s.Under("budget"), "is missing, and there are prices to be paid from it")
	}
	in.People = append(in.People, x)
}
