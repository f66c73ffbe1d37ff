package main

import (
	"strings"
	"testing"
	"time"
)

func TestWhoWaitsForALargeBoroughHearsHowFarItIs(t *testing.T) {
	for name, c := range map[string]struct {
		while time.Duration
		want  string
	}{
		"every day":              {0, "  1 of 3 days are written\n  2 of 3 days are written\n"},
		"nothing before its due": {time.Hour, ""},
	} {
		var out strings.Builder
		tell := tellEvery(c.while, &out)
		tell(1, 3)
		tell(2, 3)
		if out.String() != c.want {
			t.Errorf("%s: said %q, want %q", name, out.String(), c.want)
		}
	}
}
