package demo_test

import (
	"context"
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/demo"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// Whoever opens the brokers' list is to find people for whom there is something to find:
// a list on which nothing can be done teaches nobody what a broker does.
func TestTheBrokersFindWeeksForNearlyAllWhoAreWithThem(t *testing.T) {
	d := dbtest.SQLite(t)
	house := apptest.New(t, d)
	if err := demo.Build(t.Context(), house.Rooms(), demo.Options{People: 200}); err != nil {
		t.Fatal(err)
	}
	broker, rooms := house.Persona(t, "Amara Osei"), house.Rooms()
	broker.Kind, broker.Roles = access.Worker, []access.Role{access.RoleBroker}
	var list []brokerage.ReferralLine
	err := d.Read(t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		list, _, err = rooms.Brokerage.Work(ctx, tx, broker, []brokerage.Status{brokerage.Submitted, brokerage.WithBroker}, 1)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var none []string
	few := 0
	for _, r := range list {
		if r.Status == brokerage.Submitted {
			if err := rooms.Brokerage.TakeOn(t.Context(), broker, r.ID); err != nil {
				t.Fatal(err)
			}
		}
		made, err := rooms.Brokerage.MakeOptions(t.Context(), broker, r.ID)
		if err != nil {
			t.Fatal(err)
		}
		if len(made) == 0 {
			none = append(none, r.Name+" "+r.Label())
		}
		if len(made) < 3 {
			few++
		}
		t.Logf("%s %s %s: %d", r.Label(), r.Name, r.Status, len(made))
	}
	coordinator := house.Persona(t, "Rhys Calder")
	if n := apptest.Stored[int](t, house, `SELECT COUNT(*) FROM tie WHERE actor_id = $1 AND relation = 'allocated'`, coordinator.ID); n < 3 {
		t.Errorf("the coordinator knows %d people", n)
	}
	const tenth = 10
	if len(list) < tenth || tenth*len(none) > len(list) {
		t.Errorf("of %d people with a broker, no week fits %d: %s", len(list), len(none), strings.Join(none, ", "))
	}
	if 4*few > len(list) {
		t.Errorf("of %d people with a broker, %d have fewer than three weeks to choose from", len(list), few)
	}
}
