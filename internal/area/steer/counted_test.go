package steer

import "testing"

// A page counts as far as it shows, and no further than it must; a file counts what it holds.
func TestSessionsAreCountedUpToANumber(t *testing.T) {
	for part, want := range map[Part]int{PartOf(1): mostCounted, PartOf(1 + mostCounted/pageRows): mostCounted + pageRows,
		{Most: fileRows}: fileRows} {
		if got := part.counted(); got != want {
			t.Errorf("of %+v %d are counted, want %d", part, got, want)
		}
	}
}
