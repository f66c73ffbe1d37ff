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
	card, mine, err := s.loadOffer(c, a)
	if err != nil {
		return err
	}
	if mine != "" {
		return c.See(BookingPath(mine))
	}
	return c.Render(bookPage(c, card))
}

// loadOffer gives a session, and the person's booking of it if there is one.
func (s *Service) loadOffer(c *web.Ctx, a access.Actor) (directory.Card, string, error) {
	id, mine := c.Path("id"), ""
	var card directory.Card
	if a.PersonID == "" {
		return card, "", nobodyFor(a)
	}
	err := s.DB.InTx(db.WithFormKey(c.Context(), nil), func(ctx context.Context, tx *db.Tx) error {
		cards, err := s.Directory.Cards(ctx, tx, []string{id})
		if err != nil {
			return err
		}
		if len(cards) == 0 || cards[0].Activity.Status != directory.Published {
			return fail.New(fail.NotFound, "fail.not_found")
		}
		card = cards[0]
		all, err := s.Mine(ctx, tx, a, []string{id})
		mine = all[id]
		return err
	})
	return card, mine, err
}

// postBook books with one press. What stands against it is told with a way on:
// to other times, or to the week that it clashes with.
func (s *Service) postBook(c *web.Ctx, a access.Actor) error {
	card, _, err := s.loadOffer(c, a)
	if err != nil {
		return err
	}
	b, err := s.Book(c.Context(), a, c.Path("id"), a.PersonID)
	if err != nil {
		onKey, on := "bookings.book.others", "/activities/"+card.Activity.ID
		if e, ok := fail.As(err); ok && e.Key == "bookings.refused.clash" {
			onKey, on = "bookings.book.week", WeekPath(card.Session.Date)
		} else if ok && e.Key == db.TooOld {
			on = BookPath(card.Session.ID)
		}
		return stale(c, web.Page{Title: c.T("bookings.book.not"), NoIndex: true}, err, onKey, on)
	}
	web.WhoseFlash(c, "bookings.flash.booked", "bookings.flash_of.booked")
	return c.See(BookingPath(b.ID))
}
