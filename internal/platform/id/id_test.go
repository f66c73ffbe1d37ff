package id_test

import (
	"testing"

	"ourdays/internal/platform/id"
)

func TestIdsAreDistinctSixteenLettersLong(t *testing.T) {
	s := id.Random()
	seen := map[string]bool{}
	for range 10000 {
		n := s.New()
		if len(n) != 16 || seen[n] {
			t.Fatalf("bad id %q", n)
		}
		seen[n] = true
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
