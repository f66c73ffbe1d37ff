package weekplan

import (
	"math/rand/v2"
	"testing"
)

// handOn is three people, three sessions of one place: the first can only go
// where the second is, the second also where the third is, the third also to
// the last, to which a row must have a seat.
func handOn(seats int32) *state {
	in := &Instance{Weights: Weights{Must: 2000, Short: 750, Fair: 1}, MaxPerDay: 1, MaxPerAct: 2}
	for d := range int32(3) {
		in.Sessions = append(in.Sessions, Session{Day: d, Start: 600, End: 660, Units: 1, Places: 1, StaffMax: 1, Load: 60})
	}
	in.Transport = []Row{{Cap: seats}}
	at := func(s, u, row int32) Opt { return Opt{S: s, U: u, T: row} }
	for _, opts := range [][]Opt{{at(0, 40, -1)}, {at(0, 60, -1), at(1, 50, -1)}, {at(1, 60, -1), at(2, 50, 0)}} {
		in.People = append(in.People, Person{Min: 1, Max: 1, Opts: opts})
	}
	b := newBorough(in)
	s := newState(b, newPools(b))
	s.putIn(1, []uint16{0})
	s.putIn(2, []uint16{0})
	return s
}

func TestARelayBringsAPlaceThroughSeveralPeople(t *testing.T) {
	for _, c := range []struct {
		seats  int32
		gained int64
	}{{1, 40 + 750 - 10 - 10}, {0, 0}} {
		s := handOn(c.seats)
		a := &annealer{s: s, people: []int32{0, 1, 2}, rng: rand.New(rand.NewPCG(1, 1))}
		before := s.b.objective(s.weeks)
		gained := a.relay(0)
		if after := s.b.objective(s.weeks); gained != c.gained*s.b.scale || after-before != c.gained {
			t.Errorf("with %d seats the relay says it gained %d, and the plan gained %d; want %d", c.seats, gained/s.b.scale, after-before, c.gained)
		}
		whole(t, s)
	}
}
