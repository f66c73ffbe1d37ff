package bookings

import (
	"context"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/web"
)

// BookPath is where a place at a session is booked.
func BookPath(sessionID string) string { return "/sessions/" + sessionID + "/book" }

// getBook asks once more, for those who came from elsewhere, such as the
// sign-in page. Who has the place already is shown it.
func (s *Service) getBook(c *web.Ctx, a access.Actor) error {
	v, err := s.loadOffer(c, a)
	if err != nil {
		return err
	}
	if v.mine != "" {
		return c.See(BookingPath(v.mine))
	}
	return c.Render(bookPage(c, v.card, v.elsewhere))
}

// offer is a session that somebody may book.
type offer struct {
	card      directory.Card
	mine      string // the person's booking of it, if there is one
	elsewhere bool   // the person goes somewhere else at its time
}

func (s *Service) loadOffer(c *web.Ctx, a access.Actor) (offer, error) {
	id := c.Path("id")
	var v offer
	if a.PersonID == "" {
		return v, nobodyFor(a)
	}
	err := s.DB.InTx(db.WithFormKey(c.Context(), nil), func(ctx context.Context, tx *db.Tx) error {
		cards, err := s.Directory.Cards(ctx, tx, []string{id})
		if err != nil {
			return err
		}
		if len(cards) == 0 || cards[0].Activity.Status != directory.Published {
			return fail.New(fail.NotFound, "fail.not_found")
		}
		v.card = cards[0]
		all, err := s.Mine(ctx, tx, a, []string{id})
		if err != nil {
			return err
		}
		v.mine = all[id]
		other, err := s.Elsewhere(ctx, tx, a, []directory.Session{v.card.Session})
		_, v.elsewhere = other[id]
		return err
	})
	return v, err
}

// postBook books with one press. What stands against it is told with a way on:
// to other times, or to the week that it clashes with.
func (s *Service) postBook(c *web.Ctx, a access.Actor) error {
	v, err := s.loadOffer(c, a)
	if err != nil {
		return err
	}
	b, err := s.Book(c.Context(), a, c.Path("id"), a.PersonID)
	if err != nil {
		onKey, on := "bookings.book.others", "/activities/"+v.card.Activity.ID
		if e, ok := fail.As(err); ok && e.Key == "bookings.refused.clash" {
			onKey, on = "bookings.book.week", WeekPath(v.card.Session.Date)
		} else if ok && e.Key == db.TooOld {
			on = BookPath(v.card.Session.ID)
		}
		return stale(c, web.Page{Title: c.T("bookings.book.not"), NoIndex: true}, err, onKey, on)
	}
	web.WhoseFlash(c, "bookings.flash.booked", "bookings.flash_of.booked")
	return c.See(BookingPath(b.ID))
}
