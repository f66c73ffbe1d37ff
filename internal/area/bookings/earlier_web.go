package bookings

import (
	"context"
	"net/url"
	"strconv"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/web"
)

// earlierPath is the list of registers of days that are over.
const earlierPath = "/registers"

// earlierView is a page of earlier registers, and for the council the providers
// that it can choose from.
type earlierView struct {
	Earlier
	council   bool
	providers []directory.Organisation
	today     clock.Date
}

func (s *Service) getEarlier(c *web.Ctx, a access.Actor) error {
	v := earlierView{council: ofCouncil(a)}
	err := s.DB.Read(c.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		v.today = tx.Today()
		org := c.Query("provider")
		if v.council {
			if v.providers, err = s.Directory.Organisations(ctx, tx); err != nil || org == "" {
				return err
			}
		}
		month, page := v.today, 1
		if d, err := clock.ParseDate(c.Query("month") + "-01"); err == nil && !d.After(v.today) {
			month = d
		}
		if n, err := strconv.Atoi(c.Query("page")); err == nil && n > 1 && n < 1000 {
			page = n
		}
		v.Earlier, err = s.EarlierOf(ctx, tx, a, org, month, page)
		return err
	})
	if err != nil {
		return err
	}
	return c.Render(earlierPage(c, v))
}

// at is the address of a page of a month of the same provider.
func (v earlierView) at(month clock.Date, page int) string {
	q := url.Values{"month": {month.String()[:len("2026-01")]}}
	if v.council {
		q.Set("provider", v.Organisation.ID)
	}
	if page > 1 {
		q.Set("page", strconv.Itoa(page))
	}
	return earlierPath + "?" + q.Encode()
}
