package demo

import (
	"context"

	"ourdays/internal/platform/clock"
)

// arrive thinks of those who are on the way to a week: Jo first.
func (b *borough) arrive() {
	jo := named[0]
	b.acquaint(&jo)
	jo.persona = true
	for _, d := range b.people {
		if d.FullName() == "Samuel Achebe" || d.FullName() == "Carys Llŷr" {
			jo.friends = append(jo.friends, d)
			d.friends = append(d.friends, &jo)
		}
	}
	b.newcomers = append(b.newcomers, &jo)
}

// arriveOn does what happens to newcomers on a day.
func (w *writer) arriveOn(ctx context.Context, day clock.Date) error { return nil }
