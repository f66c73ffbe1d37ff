package app_test

import (
	"net/url"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db/dbtest"
)

// An example that has gone by misleads: it is told by the clock, in both voices.
func TestTheExampleOfADayFollowsTheClock(t *testing.T) {
	d := dbtest.SQLite(t)
	house := apptest.New(t, d)
	officer := house.Actor(t, access.Actor{Name: "Tomasz", Kind: access.Worker, Roles: []access.Role{access.RoleFinance}})
	worker := house.Actor(t, access.Actor{Name: "Dina", Kind: access.Worker, Roles: []access.Role{access.RoleSocialWorker}})
	for _, on := range []struct {
		today             clock.Date
		soon, bornExample string
	}{{clock.D(2026, 11, 24), "8/12/2026", "24/11/1986"}, {clock.D(2028, 2, 29), "14/3/2028", "29/2/1988"},
		{clock.D(2029, 12, 20), "3/1/2030", "20/12/1989"}} {
		d.SetClock(clock.Fixed(clock.At(on.today, 9*60)))
		for _, says := range []struct{ voice, hint, refused string }{{"en", "Day, month and year, such as ", "Enter a date such as "},
			{"en-easy", "Write it like this: ", "Write a date. For example "}} {
			v := house.As(t, officer)
			v.Post("/voice", url.Values{"voice": {says.voice}})
			page := v.Get("/finance/policy")
			page.Shows(t, says.hint+on.soon)
			v.Press(page, "/finance/policy", url.Values{"from": {"soon"}}).Shows(t, says.hint+on.soon, says.refused+on.soon)
			w := house.As(t, worker)
			w.Post("/voice", url.Values{"voice": {says.voice}})
			page = w.Get("/people/add")
			page.Shows(t, says.hint+on.bornExample)
			w.Press(page, "/people/add", url.Values{"born": {"long ago"}}).Shows(t, says.hint+on.bornExample, says.refused+on.bornExample)
		}
	}
}
