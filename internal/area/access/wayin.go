package access

import (
	"fmt"

	"ourdays/internal/platform/clock"
)

// WayIn is what lets a person themself sign in: the address to which a link is
// sent. The zero value is a person who has none.
type WayIn struct {
	ID     string
	Email  string // empty: they sign in by a code on paper
	Active bool
	Used   clock.NullInstant // when they last came in
	Code   clock.NullInstant // until when a code on paper works; none when there is none
}

// Marks are what a way in looks like; when it was used does not change them.
func (w WayIn) Marks() string {
	return HashSecret(fmt.Sprintf("%q", []any{w.ID, w.Email, w.Active}))[:16]
}
