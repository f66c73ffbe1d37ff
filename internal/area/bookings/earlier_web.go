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

// earlierView is a page of earlier registers, what is asked of it, and for the council
// the providers that it can choose from.
type earlierView struct {
	Earlier
	sift      sift
	council   bool
	providers []directory.Organisation
	today     clock.Date
}

func (s *Service) getEarlier(c *web.Ctx, a access.Actor) error {
	v := earlierView{council: ofCouncil(a), sift: siftIn(c)}
	err := s.DB.Read(c.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		v.today = tx.Today()
		ask := askedIn(c, v.today, v.sift)
		if v.council {
			if v.providers, err = s.Directory.Organisations(ctx, tx); err != nil || ask.OrganisationID == "" {
				return err
			}
		}
		whose := ask.OrganisationID
		if !v.council {
			whose = a.OrganisationID
		}
		if v.sift.sites, err = s.Directory.SitesOf(ctx, tx, whose); err != nil {
			return err
		}
		if !v.sift.known() { // a place that was theirs, or another's: the list is of everywhere, as its form says
			v.sift.place, ask.Place = "", ""
		}
		v.Earlier, err = s.EarlierOf(ctx, tx, a, ask)
		return err
	})
	if err != nil {
		return err
	}
	if len(v.Open) == 0 && v.OpenPage > 1 { // the last of the page was closed meanwhile
		return c.See(v.openAt(1))
	}
	if v.sift.unread && v.Organisation.ID != "" {
		return c.Invalid(earlierPage(c, v), c.WithUnread(nil))
	}
	return c.Render(earlierPage(c, v))
}

// askedIn reads what the address asks for.
func askedIn(c *web.Ctx, today clock.Date, v sift) Asked {
	ask := Asked{OrganisationID: c.Query("provider"), Place: v.place, Day: v.day, Month: today,
		OpenPage: pageIn(c, "open"), Page: pageIn(c, "page")}
	if d, err := clock.ParseDate(c.Query("month") + "-01"); err == nil && !d.After(today) {
		ask.Month = d
	}
	return ask
}

// pageIn is the page of a list that the address asks for, the first if it is none.
func pageIn(c *web.Ctx, name string) int {
	if n, err := strconv.Atoi(c.Query(name)); err == nil && n > 1 && n < 1000 {
		return n
	}
	return 1
}

// at is the address of a page of a month of the same provider, place and day.
func (v earlierView) at(month clock.Date, page int) string {
	q := v.query()
	q.Set("month", month.String()[:len("2026-01")])
	if page > 1 {
		q.Set("page", strconv.Itoa(page))
	}
	return earlierPath + "?" + q.Encode()
}

// openAt is the address of a page of those that are not closed.
func (v earlierView) openAt(page int) string {
	q := v.query()
	q.Set("open", strconv.Itoa(page))
	return earlierPath + "?" + q.Encode()
}

func (v earlierView) query() url.Values {
	q := url.Values{}
	for name, value := range map[string]string{"place": v.sift.place, "day": v.sift.typed} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if v.council {
		q.Set("provider", v.Organisation.ID)
	}
	return q
}
