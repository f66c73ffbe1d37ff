// Package event carries word uphill: a lower area publishes what happened, a
// higher one that app subscribed handles it at once, in the same transaction.
// A handler's error refuses the whole act. Events answer no questions.
package event

import (
	"context"
	"fmt"
	"reflect"

	"ourdays/internal/platform/db"
)

// Bus knows who listens. It is wired once, at start-up, by app.
type Bus struct{ handlers map[reflect.Type][]any }

// New makes a bus on which nobody listens.
func New() *Bus { return &Bus{handlers: map[reflect.Type][]any{}} }

type handler[E any] func(context.Context, *db.Tx, E) error

// On subscribes a handler to the events of its type.
func On[E any](b *Bus, h func(context.Context, *db.Tx, E) error) {
	k := reflect.TypeFor[E]()
	b.handlers[k] = append(b.handlers[k], handler[E](h))
}

// Publish hands the event to its handlers, in the order in which they
// subscribed, inside the transaction. The first error stops and is returned.
func Publish[E any](ctx context.Context, tx *db.Tx, b *Bus, e E) error {
	for _, h := range b.handlers[reflect.TypeFor[E]()] {
		if err := h.(handler[E])(ctx, tx, e); err != nil {
			return fmt.Errorf("on %T: %w", e, err)
		}
	}
	return nil
}
