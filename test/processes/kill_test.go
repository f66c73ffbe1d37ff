package processes_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// kills is how often the process is killed under load.
const kills = 100

// hands is how many forms are under way when it happens.
const hands = 3

// Whatever was acknowledged before a kill is there after it, once, and the
// database holds every invariant.
func TestNothingAcknowledgedIsLostWhenTheProcessIsKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("a hundred kills take half a minute")
	}
	database := "sqlite:" + filepath.Join(t.TempDir(), "killed.db")
	must(t, "demo", "--db", database, "--people", "60", "--no-serve")
	moment := rand.New(rand.NewPCG(1, 2))
	var kept []string
	for n := range kills {
		s := serve(t, database)
		dina := newBrowser(t)
		dina.as(s, "Dina Okafor")
		plan := aPlan(t, dina, s)
		time.AfterFunc(time.Duration(20+moment.IntN(180))*time.Millisecond, s.strike)
		kept = append(kept, press(dina, s, plan, n)...)
		s.kill()
	}
	if len(kept) < kills {
		t.Errorf("only %d presses were acknowledged: the load is too light to prove anything", len(kept))
	}
	s := serve(t, database)
	dina := newBrowser(t)
	dina.as(s, "Dina Okafor")
	page := dina.get(s, aPlan(t, dina, s)).body
	lost := 0
	for _, words := range kept {
		if strings.Count(page, words) != 1 {
			lost++
		}
	}
	if lost > 0 {
		t.Errorf("of %d acknowledged presses %d are lost or doubled", len(kept), lost)
	}
	if code := s.stop(); code != 0 {
		t.Errorf("stopped with %d", code)
	}
	if out := must(t, "check", "--db", database); !strings.Contains(out, "every invariant holds") {
		t.Error(out)
	}
	t.Logf("%d kills, %d presses acknowledged, none lost", kills, len(kept))
}

// press keeps pressing until the process is gone and gives what was acknowledged.
func press(b *browser, s *server, plan string, round int) []string {
	var mu sync.Mutex
	var kept []string
	var wg sync.WaitGroup
	for hand := range hands {
		wg.Go(func() {
			for i := 0; ; i++ {
				words := fmt.Sprintf("Kill %d hand %d press %d.", round, hand, i)
				form := outcome(words)
				form.Set("form", fmt.Sprintf("kill-%d-%d-%d-%d", round, hand, i, time.Now().UnixNano()))
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
