package jobs_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/jobs"
)

const letter = "to jo@home.example: https://ourdays.example/sign-in/secret"

func runner(d *db.DB, do jobs.Handler) *jobs.Runner {
	return &jobs.Runner{DB: d, Log: slog.New(slog.NewTextHandler(&bytes.Buffer{}, nil)), Handlers: map[string]jobs.Handler{"letter": do}}
}

func add(t *testing.T, d *db.DB, kind string, bodies ...string) {
	t.Helper()
	err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		for _, b := range bodies {
			if err := jobs.Add(ctx, tx, kind, b); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// runs does what is due, and fails unless as many jobs succeed as they should.
func runs(t *testing.T, r *jobs.Runner, want int) {
	t.Helper()
	if n, err := r.RunDue(t.Context()); err != nil || n != want {
		t.Errorf("%d jobs were run, %v; want %d", n, err, want)
	}
}

// kept is what the database holds of the only job.
type kept struct {
	Body, Trouble string
	Attempts      int
	Waiting       int
	GivenUp       int
}

func stored(t *testing.T, d *db.DB) (k kept) {
	t.Helper()
	err := d.Read(t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		if k, err = db.One[kept](ctx, tx, `SELECT body, trouble, attempts, 0 AS waiting, 0 AS given_up FROM job`); err != nil {
			return err
		}
		c, err := jobs.Count(ctx, tx)
		k.Waiting, k.GivenUp = c.Waiting, c.GivenUp
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// later puts the clock to a time after the start.
func later(d *db.DB, after time.Duration) { d.SetClock(clock.Fixed(dbtest.Start().Add(after))) }

func TestAJobIsDoneOnceAndItsBodyIsForgotten(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var got []string
		r := runner(d, func(_ context.Context, body string) error { got = append(got, body); return nil })
		add(t, d, "letter", letter)
		runs(t, r, 1)
		later(d, time.Hour)
		runs(t, r, 0)
		if len(got) != 1 || got[0] != letter {
			t.Errorf("the handler got %q", got)
		}
		if k := stored(t, d); k != (kept{Attempts: 1}) {
			t.Errorf("what is kept of it: %+v", k)
		}
	})
}

func TestWhatAWorkerHoldsNoOtherTakes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		took := 0
		other := runner(d, func(context.Context, string) error { took++; return nil })
		slow := runner(d, func(context.Context, string) error {
			runs(t, other, 0)
			later(d, 2*time.Minute)
			runs(t, other, 0)
			later(d, 2*time.Minute+time.Second) // the first worker is taken for dead
			runs(t, other, 1)
			return nil
		})
		add(t, d, "letter", letter)
		runs(t, slow, 1)
		if took != 1 {
			t.Errorf("the other took it %d times", took)
		}
	})
}

// A worker that was taken for dead may yet come back and say that it failed:
// that is not for it to say any more.
func TestWhoLostAJobDoesNotGiveItBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		taken, lost, gone := make(chan struct{}), make(chan struct{}), make(chan struct{})
		first := runner(d, func(context.Context, string) error {
			close(taken)
			<-lost
			return errors.New("the mail server does not answer")
		})
		second := runner(d, func(context.Context, string) error {
			close(lost)
			<-gone
			later(d, 3*time.Minute)
			runs(t, runner(d, func(context.Context, string) error { return nil }), 0)
			return nil
		})
		add(t, d, "letter", letter)
		go func() {
			defer close(gone)
			runs(t, first, 0)
		}()
		<-taken
		later(d, 2*time.Minute+time.Second)
		runs(t, second, 1)
		if k := stored(t, d); k != (kept{Attempts: 2}) {
			t.Errorf("what is kept of it: %+v", k)
		}
	})
}

func TestManyWorkersDoEachJobOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var bodies []string
		for i := range 30 {
			bodies = append(bodies, fmt.Sprint(i))
		}
		add(t, d, "letter", bodies...)
		var mu sync.Mutex
		times := map[string]int{}
		var workers sync.WaitGroup
		for range 4 {
			workers.Go(func() {
				_, err := runner(d, func(_ context.Context, body string) error {
					mu.Lock()
					defer mu.Unlock()
					times[body]++
					return nil
				}).RunDue(t.Context())
				if err != nil {
					t.Error(err)
				}
			})
		}
		workers.Wait()
		for _, b := range bodies {
			if times[b] != 1 {
				t.Errorf("job %s was done %d times", b, times[b])
			}
		}
	})
}

func TestAJobThatFailsIsTriedEightTimesEachTimeLater(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		tried := 0
		r := runner(d, func(context.Context, string) error { tried++; return errors.New("the mail server does not answer") })
		add(t, d, "letter", letter)
		at := time.Duration(0)
		for n := range 8 {
			if n > 0 {
				at += time.Second << (n - 1) // 1, 2, 4 … 64 seconds
				later(d, at-time.Millisecond)
				runs(t, r, 0)
				later(d, at)
			}
			runs(t, r, 0)
			if tried != n+1 {
				t.Fatalf("after %v it was tried %d times, want %d", at, tried, n+1)
			}
			if k := stored(t, d); (k.Body == "") != (n == 7) || (k.Waiting == 0) != (n == 7) || (k.GivenUp == 1) != (n == 7) {
				t.Errorf("after %d tries %+v is kept of it", n+1, k)
			}
		}
		later(d, 24*time.Hour)
		runs(t, r, 0)
		if k := stored(t, d); tried != 8 || k.Waiting != 0 || k.GivenUp != 1 || k.Trouble != "the mail server does not answer" {
			t.Errorf("tried %d times; what is kept of it: %+v", tried, k)
		}
	})
}

func TestAJobThatNobodyKnowsIsToldAndKept(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := runner(d, nil)
		add(t, d, "pigeon", letter)
		runs(t, r, 0)
		if k := stored(t, d); k.Body != letter || k.Waiting != 1 || k.Trouble != `no handler for jobs of kind "pigeon"` {
			t.Errorf("what is kept of it: %+v", k)
		}
	})
}

func TestAJobWhoseWorkerDiedInTheLastTryIsForgottenToo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		add(t, d, "letter", letter)
		fails := runner(d, func(context.Context, string) error { return errors.New("the mail server does not answer") })
		at := time.Duration(0)
		for n := range 7 {
			runs(t, fails, 0)
			at += time.Second << n
			later(d, at)
		}
		dies, cancel := context.WithCancel(t.Context())
		last := runner(d, func(context.Context, string) error { cancel(); return nil })
		if _, err := last.RunDue(dies); err == nil {
			t.Fatal("the worker lived")
		}
		if k := stored(t, d); k.Attempts != 8 || k.Body != letter || k.Waiting != 1 || k.GivenUp != 0 {
			t.Fatalf("the last try left %+v", k)
		}
		later(d, at+2*time.Minute)
		runs(t, fails, 0)
		if stored(t, d).Body == "" {
			t.Error("it was forgotten while its worker might still live")
		}
		later(d, at+2*time.Minute+time.Second)
		runs(t, fails, 0)
		if k := stored(t, d); k != (kept{Attempts: 8, GivenUp: 1, Trouble: "the worker died in the last try"}) {
			t.Errorf("what is kept of it: %+v", k)
		}
	})
}

func TestAJobThatARuleBeforeThisKeptIsForgottenToo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		add(t, d, "letter", letter)
		if err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, `UPDATE job SET attempts = 8, trouble = 'no answer'`)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		runs(t, runner(d, func(context.Context, string) error { return nil }), 0)
		if k := stored(t, d); k != (kept{Attempts: 8, GivenUp: 1, Trouble: "no answer"}) {
			t.Errorf("what is kept of it: %+v", k)
		}
	})
}
