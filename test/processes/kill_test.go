package processes_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"ourdays/internal/platform/db/dbtest"
)

// hands is how many write outcomes while one more books and cancels.
const hands = 3

// Whatever was acknowledged before a kill is there after it, once: outcomes
// that a worker agrees, and a place that a person books and gives back again.
// What was under way may have happened or not, but not half; the database holds
// every invariant.
func TestNothingAcknowledgedIsLostWhenTheProcessIsKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("a hundred kills take a minute")
	}
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		database, _ := town(t)
		isKilled(t, database, 100)
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		database := dbtest.PostgresAddress(t)
		must(t, "demo", "--db", database, "--people", "60", "--no-serve")
		isKilled(t, database, 25) // the server that keeps the data is not what dies
	})
}

// isKilled kills the process that serves a database under load, so many times.
func isKilled(t *testing.T, database string, kills int) {
	t.Helper()
	moment := rand.New(rand.NewPCG(1, 2))
	var kept []string
	place := &booker{}
	for n := range kills {
		s := serve(t, database)
		dina, jo := newBrowser(t), newBrowser(t)
		dina.as(s, "Dina Okafor")
		jo.as(s, "Jo B.")
		place.standsAsAcknowledged(jo, s)
		plan := aPlan(t, dina, s)
		var booking sync.WaitGroup
		place.first = sync.OnceFunc(func() { time.AfterFunc(time.Duration(moment.IntN(200))*time.Millisecond, s.strike) })
		booking.Go(func() { place.press(jo, s, n) })
		kept = append(kept, press(dina, s, plan, n)...)
		booking.Wait()
		s.kill()
	}
	if len(kept) < kills || place.acknowledged < kills {
		t.Errorf("only %d outcomes and %d bookings were acknowledged: the load is too light to prove anything", len(kept), place.acknowledged)
	}
	s := serve(t, database)
	dina, jo := newBrowser(t), newBrowser(t)
	dina.as(s, "Dina Okafor")
	jo.as(s, "Jo B.")
	place.standsAsAcknowledged(jo, s)
	page := dina.get(s, aPlan(t, dina, s)).body
	for _, words := range kept {
		if n := agreed(page, words); n != 1 {
			t.Errorf("%q was acknowledged and stands %d times", words, n)
		}
	}
	if code := s.stop(); code != 0 {
		t.Errorf("stopped with %d", code)
	}
	if out := must(t, "check", "--db", database); !strings.Contains(out, "every invariant holds") {
		t.Error(out)
	}
	t.Logf("%d kills; acknowledged and kept: %d outcomes, %d bookings and cancellings", kills, len(kept), place.acknowledged)
}

// press agrees outcomes until the process is gone and gives what was acknowledged.
func press(b *browser, s *server, plan string, round int) []string {
	var mu sync.Mutex
	var kept []string
	var wg sync.WaitGroup
	for hand := range hands {
		wg.Go(func() {
			for i := 0; ; i++ {
				words := fmt.Sprintf("Kill %d hand %d press %d.", round, hand, i)
				form := outcome(words)
				form.Set("form", fmt.Sprintf("kill-%d-%d-%d", round, hand, i))
				a, err := b.try(http.MethodPost, s.base+plan+"/outcomes", form)
				if err != nil {
					return
				}
				if a.code == http.StatusSeeOther {
					mu.Lock()
					kept = append(kept, words)
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	return kept
}

// booker books one place and gives it back, in turn.
type booker struct {
	session      string // where the form leads
	booking      string // the booking's page, once there is one
	booked       bool   // as last acknowledged
	underWay     bool   // the next step was sent and not answered
	acknowledged int
	first        func() // of what was acknowledged since the process began: the load is on, it may die
}

// standsAsAcknowledged fails unless the place stands as the last answer said,
// or as the step says that was under way. It finds a session at first.
func (p *booker) standsAsAcknowledged(b *browser, s *server) {
	b.t.Helper()
	if p.session == "" {
		p.session = aFreeSession(b, s)
	}
	if p.booking == "" {
		return
	}
	page := b.get(s, p.booking).body
	stands := strings.Contains(page, p.booking+"/cancel")
	if stands == strings.Contains(page, p.booking+"/again") {
		b.t.Fatalf("the booking is neither kept nor cancelled: %s", page)
	}
	if stands != p.booked && !p.underWay {
		b.t.Errorf("the place was acknowledged as booked %t and stands as %t", p.booked, stands)
	}
	p.booked, p.underWay = stands, false
}

func (p *booker) press(b *browser, s *server, round int) {
	for i := 0; ; i++ {
		to := p.session
		switch {
		case p.booked:
			to = p.booking + "/cancel"
		case p.booking != "":
			to = p.booking + "/again"
		}
		p.underWay = true
		a, err := b.try(http.MethodPost, s.base+to, url.Values{"form": {fmt.Sprintf("book-%d-%d", round, i)}})
		if err != nil {
			return
		}
		p.underWay = false
		if a.code != http.StatusSeeOther {
			continue // too fast: nothing happened
		}
		if p.booking == "" {
			p.booking = a.location
		}
		p.booked = !p.booked
		p.acknowledged++
		p.first()
	}
}

// aFreeSession finds a session that the person may book.
func aFreeSession(b *browser, s *server) string {
	b.t.Helper()
	activity := regexp.MustCompile(`href="(/activities/0[^"?]+)"`)
	form := regexp.MustCompile(`action="(/sessions/[^"]+/book)"`)
	for page := 1; page < 20; page++ {
		for _, link := range activity.FindAllStringSubmatch(b.get(s, fmt.Sprintf("/activities?page=%d", page)).body, -1) {
			if found := form.FindStringSubmatch(b.get(s, link[1]).body); found != nil {
				return found[1]
			}
		}
	}
	b.t.Fatal("nothing can be booked")
	return ""
}
