package directory

import (
	"time"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/web"
)

// SampleCards are three coming sessions with all that pages show of them: with
// room, with few places left, and full. They stand in galleries of this area
// and of those above.
func SampleCards() []Card {
	monday := clock.D(2026, time.November, 23)
	lanes := Location{ID: "lanes", Name: "Junction Lanes", Address: "4 Signal Street", Town: "Crewe",
		Postcode: "CW1 9ZZ",
		Access:   StepFree | AccessibleToilet, HowToGetThere: "Bus 8 stops outside.",
		EasyHowTo: "Take bus 8. It stops at the door."}
	farm := Location{ID: "farm", Name: "Long Lane Farm", Town: "Nantwich", Access: Parking}
	lane := Organisation{ID: "o1", Name: "Junction Leisure", Phone: "01632 960 201",
		Email: "ask@junction.example",
		Web:   "https://junction.example/"}
	cards := []Card{
		{Activity: Activity{ID: "bowling", Kind: "sport", Symbol: "bowling",
			Title:     "Ten-pin bowling with the Tuesday crew",
			EasyTitle: "Bowling",
			Text:      "Two games and a drink, with ramps for whoever wants one.",
			EasyText:  "You go bowling.\nYou can use a ramp.\nYou have a drink.",
			OwnPrice:  600, PriceKnown: true, Access: StepFree, Checked: monday.AddDays(-3), DropIn: true,
			For:     db.List{Groups()[0]},
			AgeFrom: 18},
			Session: Session{ID: "s1", Date: monday.AddDays(1), Start: 14 * 60, End: 16 * 60,
				Places: 12, Taken: 2},
			Location:     lanes,
			Organisation: lane},
		{Activity: Activity{ID: "choir", Kind: "music", Symbol: "music", Title: "Makaton choir",
			EasyTitle:  "Singing and signing",
			PriceKnown: true,
			Text:       "Songs with signs. No need to read music.", Online: Both, Access: HearingLoop | Quiet,
			Checked: monday},
			Session: Session{ID: "s2", Date: monday.AddDays(2), Start: 18*60 + 30, End: 20 * 60, Places: 20,
				Taken: 18}, Location: lanes,
			Organisation: lane},
		{Activity: Activity{ID: "farm", Kind: "work", Symbol: "animals", Title: "Small animals at the farm",
			EasyTitle: "Farm animals",
			Tiers:     1 << 2,
			Text:      "Feed and clean. Bring wellies.", EasyText: "You feed the animals."},
			Session: Session{ID: "s3", Date: monday.AddDays(5), Start: 10 * 60, End: 13 * 60,
				Places: 6, Taken: 6},
			Location:     farm,
			Organisation: lane},
	}
	for i, c := range cards {
		cards[i].Activity.Status = Published
		cards[i].Session.ActivityID, cards[i].Session.LocationID = c.Activity.ID, c.Location.ID
		cards[i].Session.Starts, cards[i].Session.Ends = clock.At(c.Session.Date, c.Session.Start), clock.At(
			c.Session.Date, c.Session.End)
	}
	return cards
}

// Samples are the states of this area's pages, for the gallery.
func Samples() []web.Sample {
	var list []Activity
	for _, c := range SampleCards() {
		list = append(list, c.Activity)
	}
	words := Rewriting{Title: list[0].Title, EasyTitle: list[0].EasyTitle, Text: list[0].Text,
		EasyText:     list[0].EasyText,
		CheckedToday: true}
	return []web.Sample{
		{Area: "directory", Name: "our-activities", Make: func(c *web.Ctx) web.Page { return ownPage(c, list) }},
		{Area: "directory", Name: "our-activities-none", Make: func(c *web.Ctx) web.Page {
			return ownPage(c, nil)
		}},
		{Area: "directory", Name: "words", Make: func(c *web.Ctx) web.Page {
			return rewritePage(c, "bowling", words)
		}},
		{Area: "directory", Name: "words-refused", Make: func(c *web.Ctx) web.Page {
			p := rewritePage(c, "bowling", Rewriting{Text: words.Text})
			p.Errors = []fail.Field{{Name: "title", Key: "directory.refused.title_empty"},
				{Name: "text", Key: "directory.refused.text_long"}}
			return p
		}},
	}
}
