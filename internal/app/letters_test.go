package app_test

import (
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
)

// The demo's mailbox shows each letter of how far a week is, to the person and to who
// may choose for them, with a way to the page that it is about.
func TestTheMailboxShowsTheLettersOfAWeek(t *testing.T) {
	for stage, want := range map[apptest.Stage][]string{
		apptest.Shown:    {"You can choose a week now", "Weeks are ready to choose from, for somebody you help"},
		apptest.Approved: {"Your week is agreed", "A week is agreed for somebody you help"},
	} {
		t.Run(stage.String(), func(t *testing.T) {
			house := apptest.At(t, stage)
			if err := house.RunJobs(t.Context()); err != nil {
				t.Fatal(err)
			}
			box := house.Anyone(t).Get("/demo/mailbox")
			box.Shows(t, want...)
			if !strings.Contains(box.Body, `href="/me/choose"`) || !strings.Contains(box.Body, `href="/me/people"`) {
				t.Error("a letter leads nowhere")
			}
		})
	}
	t.Run("declined", func(t *testing.T) {
		house := apptest.At(t, apptest.Approved)
		letHelp(t, house, access.MaySee)
		declineOne(t, house)
		if err := house.RunJobs(t.Context()); err != nil {
			t.Fatal(err)
		}
		box := house.Anyone(t).Get("/demo/mailbox")
		box.Shows(t, "There is no place for you in one thing", "One place cannot be had for somebody you help")
		for _, l := range house.Box.Letters() {
			if strings.Contains(l.Subject, "no place for you") && l.To != apptest.Stored[string](t, house,
				`SELECT email FROM actor WHERE name = 'Jo B.'`) {
				t.Errorf("a letter went to %s", l.To)
			}
		}
	})
}
