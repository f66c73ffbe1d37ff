package brokerage_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// extended gives an unplanned house places of Jo's for whose further sessions nobody has booked
// yet, and their ids.
func (h *house) extended(t *testing.T) []string {
	t.Helper()
	h.planFor(t, clock.D(2027, 5, 30))
	h.began()
	w := h.agreed("Bowling", "Cooking", "Garden")
	w.Until = clock.D(2027, 5, 30)
	list, err := h.takeOver(t, access.System, w)
	must(t, err)
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		return h.directory.ExtendSessions(ctx, tx, clock.D(2027, 1, 31))
	})
	var ids []string
	for _, p := range list {
		ids = append(ids, p.ID)
	}
	slices.Sort(ids)
	return ids
}

// A place that another placement has in the same session is a fault, which is told.
// It was taken for another process that was first.
func TestWhatIsWrongWithOnePlacementStopsNoOther(t *testing.T) {
	eachUnplanned(t, func(t *testing.T, h *house) {
		ids := h.extended(t)
		h.harm(t, `INSERT INTO booking (id, person_id, session_id, placement_id, status, ratio, support, price, own_price, budget_id,
			outcomes, day, made) SELECT 'other', p.person_id, s.id, 'another', 'confirmed', 0, 0, 0, 0, '', '[]', s.day, b.made
			FROM placement p JOIN session s ON s.schedule_id = p.schedule_id AND s.day >= '2027-01-25'
			JOIN booking b ON b.id = (SELECT min(id) FROM booking) WHERE p.id = $1`, ids[1])
		kept, err := h.brokerage.Keep(t.Context(), access.System)
		if kept.Booked != 2 || err == nil || !strings.Contains(err.Error(), ids[1]) {
			t.Errorf("kept %+v, %v", kept, err)
		}
	})
}

// Several processes keep at once: each session is booked once, and none of them
// meets a fault.
func TestPlacementsAreKeptOnceByManyProcesses(t *testing.T) {
	eachUnplanned(t, func(t *testing.T, h *house) {
		ids := h.extended(t)
		booked := make([]int, 4)
		race(t, len(booked), func(i int) error {
			kept, err := h.brokerage.Keep(context.Background(), access.System)
			booked[i] = kept.Booked
			if err != nil {
				t.Errorf("a process kept %+v, %v", kept, err)
			}
			return err
		})
		sum := 0
		for _, n := range booked {
			sum += n
		}
		if sum != len(ids) || h.taken(t) != 9*len(ids) {
			t.Errorf("%v placements were kept, %d places are taken", booked, h.taken(t))
		}
		h.check(t)
	})
}

// What Keep asks costs what is due, however many places a council has agreed or ended:
// SQLite finds it by indexes, as PostgreSQL can.
func TestKeepReadsWhatIsDueAndNotEveryPlacement(t *testing.T) {
	h := onSQLite(t, unplanned)
	h.extended(t)
	before := h.d.Texts()
	if _, err := h.brokerage.Keep(t.Context(), access.System); err != nil {
		t.Fatal(err)
	}
	asked := 0
	for _, text := range h.d.Texts() {
		flat := strings.Join(strings.Fields(text), " ")
		if slices.Contains(before, text) || !strings.Contains(flat, "FROM placement WHERE") {
			continue
		}
		asked++
		args := slices.Repeat([]any{"2026-12-01"}, 1+strings.Count(flat, "$2"))
		for _, step := range dbtest.Plan(t, h.d, text, args...) {
			if strings.HasPrefix(step, "SCAN ") {
				t.Errorf("%s: %s", step, flat)
			}
		}
	}
	if asked < 3 {
		t.Errorf("Keep asks %d statements of placements", asked)
	}
}
