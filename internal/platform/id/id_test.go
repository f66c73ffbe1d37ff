package id_test

import (
	"testing"

	"ourdays/internal/platform/id"
)

// What is made in one moment keeps its order: the steps of a history are listed by it.
func TestIdsRiseAndAreSixteenLettersLong(t *testing.T) {
	s, last := id.Random(), ""
	for range 200_000 {
		n := s.New()
		if len(n) != 16 || n <= last {
			t.Fatalf("%q follows %q", n, last)
		}
		last = n
	}
}

func TestTheSameSeedGivesTheSameIdsInRisingOrder(t *testing.T) {
	a, b := id.Seeded(1), id.Seeded(1)
	last := ""
	for range 1000 {
		x := a.New()
		if x != b.New() || x <= last {
			t.Fatalf("id %q after %q", x, last)
		}
		last = x
	}
	if id.Seeded(2).New() == id.Seeded(1).New() {
		t.Error("another seed gives the same id")
	}
}
