package weekplan

import (
	"context"
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"time"
)

// ticking is a clock that goes on by so much each time it is read, so that a
// run that looks at it ends without anybody waiting.
func ticking(step time.Duration) func() time.Duration {
	var reads atomic.Int64
	return func() time.Duration { return time.Duration(reads.Add(1)) * step }
}

func TestARunSaysWhyItEnded(t *testing.T) {
	easy := &Instance{MaxPerDay: 1, MaxPerAct: 1, Sessions: []Session{{Places: 1, StaffMax: 1, Load: 60, Units: 1, Start: 600, End: 700}},
		People: []Person{{Max: 1, Opts: []Opt{{S: 0, U: 50, T: -1}}}}}
	hard := func() *Instance { return crowded(rand.New(rand.NewPCG(1, 3))) }
	for _, c := range []struct {
		name string
		in   *Instance
		set  Settings
		want Status
	}{
		{"no better plan can be", easy, Settings{Rounds: 50}, StatusOptimal},
		{"nor when a gap was asked for", easy, Settings{Rounds: 50, Gap: 5}, StatusOptimal},
		{"nor when there was time left", easy, Settings{Limit: time.Minute, Elapsed: ticking(time.Millisecond)}, StatusOptimal},
		{"the gap asked for is reached", hard(), Settings{Rounds: 50, Gap: 0.9}, StatusGap},
		{"the gap is reached with time left", hard(), Settings{Limit: time.Minute, Elapsed: ticking(time.Millisecond), Gap: 0.9}, StatusGap},
		{"the time is over", hard(), Settings{Limit: time.Second, Elapsed: ticking(20 * time.Millisecond)}, StatusTime},
		{"the time was over before it began", hard(), Settings{Limit: time.Second, Elapsed: ticking(time.Minute), Gap: 0.001}, StatusTime},
		{"the rounds are over", hard(), Settings{Rounds: 1}, StatusTime},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.set.Seed, c.set.Workers = 1, 1
			heard := 0
			c.set.Progress = func(p Progress) {
				if heard++; p.Bound < p.Objective || p.Done < 0 || p.Done > 1 {
					t.Errorf("report %d: %+v", heard, p)
				}
			}
			p := Solve(context.Background(), c.in, c.set)
			if p.Status != c.want {
				t.Errorf("ended with %q, objective %d, bound %d, gap %v; want %q", p.Status, p.Objective, p.Bound, p.Gap, c.want)
			}
			if c.want == StatusOptimal != (p.Objective == p.Bound) {
				t.Errorf("%q with objective %d and bound %d", p.Status, p.Objective, p.Bound)
			}
			if c.want == StatusGap && p.Gap > c.set.Gap || p.Bound < p.Objective || heard == 0 {
				t.Errorf("gap %v after %d reports", p.Gap, heard)
			}
		})
	}
	t.Run("somebody stopped it", func(t *testing.T) {
		ctx, stop := context.WithCancel(context.Background())
		stop()
		if p := Solve(ctx, hard(), Settings{Rounds: 50, Workers: 1}); p.Status != StatusStopped {
			t.Errorf("ended with %q", p.Status)
		}
	})
}

// Somebody who watches a bar takes it for how much is left: it fills once.
func TestARunTellsHowFarItIsOnce(t *testing.T) {
	for _, set := range []Settings{
		{Rounds: 3}, {Rounds: 30}, {Rounds: 30, Keep: true},
		{Limit: 20 * time.Second, Elapsed: ticking(time.Millisecond)}, {Limit: 20 * time.Second, Elapsed: ticking(time.Millisecond), Keep: true},
	} {
		var told []float64
		set.Seed, set.Workers = 1, 1
		set.Progress = func(p Progress) { told = append(told, p.Done) }
		p := Solve(context.Background(), crowded(rand.New(rand.NewPCG(1, 3))), set)
		for k, done := range told {
			if done < 0 || done > 1 || k > 0 && done < told[k-1] {
				t.Fatalf("by %d rounds or %v, keep %v, report %d says %v: %v", set.Rounds, set.Limit, set.Keep, k, done, told)
			}
		}
		if len(told) < 3 || p.Status == StatusTime && told[len(told)-1] < 0.7 {
			t.Errorf("by %d rounds or %v, keep %v it told %v", set.Rounds, set.Limit, set.Keep, told)
		}
	}
}

// What is ended while it is warm settles for a moment of the clock, and no longer.
func TestARunThatIsEndedEarlySettles(t *testing.T) {
	in := lively(rand.New(rand.NewPCG(7, 8)))
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var ended, last Progress
	p := Solve(ctx, in, Settings{Limit: 20 * time.Second, Seed: 1, Workers: 1, Elapsed: ticking(time.Millisecond), Progress: func(p Progress) {
		if last = p; p.Done > 0.6 && ended.Done == 0 {
			ended = p
			stop()
		}
	}})
	took := p.Seconds - ended.Elapsed.Seconds()
	if p.Status != StatusStopped || took < chilling.Seconds() || took > 2*chilling.Seconds() || p.Objective < last.Objective {
		t.Errorf("%s %v s after it was ended, worth %d and before %d", p.Status, took, p.Objective, last.Objective)
	}
}
