package brokerage_test

import (
	"context"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

func TestWhatTheRecordSaysOfTimesAndWaysLeavesOut(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		asked := func(free people.Free, minutes int, town string) {
			var jo people.Person
			h.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
				jo, err = h.people.Load(ctx, tx, h.jo)
				return err
			})
			jo.Free, jo.TravelMinutes, jo.Town = free, minutes, town
			h.in(t, func(ctx context.Context, tx *db.Tx) error { return h.people.UpdateProfile(ctx, tx, h.worker, jo) })
		}
		h.in(t, func(ctx context.Context, tx *db.Tx) error { // a town some 19 km from Crewe
			_, err := h.directory.AddLocation(ctx, tx, access.System, directory.Location{OrganisationID: h.org, Name: "Library",
				Town: "Macclesfield",
				Lat:  53.22, Lng: -2.25})
			return err
		})
		r, err := h.brokerage.Refer(ctx, h.worker, h.jo)
		must(t, err)
		must(t, h.brokerage.TakeOn(ctx, h.broker, r.ID))
		o, err := h.brokerage.NewWeek(ctx, h.broker, r.ID)
		must(t, err)
		add := func() error { return h.brokerage.AddItem(ctx, h.broker, o.ID, h.schedule["Cooking"]) } // Monday morning, Crewe

		asked(people.FreeAt(0, 1)|people.FreeAt(2, 0), 0, "Crewe")
		refused(t, add(), fail.Invalid, "brokerage.why_not.not_free")
		asked(people.FreeAt(0, 0), 45, "Macclesfield")
		refused(t, add(), fail.Invalid, "brokerage.why_not.far")
		asked(people.FreeAt(0, 0), 90, "Macclesfield")
		must(t, add())
		must(t, h.brokerage.RemoveItem(ctx, h.broker, o.ID, h.schedule["Cooking"]))
		asked(people.FreeAt(0, 0), 15, "a village that nobody knows")
		must(t, add())
	})
}
