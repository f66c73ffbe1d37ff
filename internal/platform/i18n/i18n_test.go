package i18n_test

import (
	"strings"
	"testing"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/i18n"
)

func TestDatesTimesAndPricesReadAsPeopleSayThem(t *testing.T) {
	v := i18n.Standard
	for got, want := range map[string]string{
		i18n.Date(v, clock.D(2026, 11, 24)):           "Tuesday 24 November",
		i18n.DateYear(v, clock.D(2027, 1, 5)):         "5 January 2027",
		i18n.Times(v, 14*60, 16*60):                   "2pm to 4pm",
		i18n.Times(v, 11*60+30, 12*60):                "11:30am to midday",
		i18n.Times(v, 18*60+30, 24*60):                "6:30pm to midnight",
		i18n.TimeOfDay(v, 5):                          "12:05am",
		i18n.Price(v, 0):                              "Free",
		i18n.Price(v, 600):                            "£6",
		i18n.Price(v, 1250):                           "£12.50",
		i18n.T(i18n.Pseudo, "date.midday"):            "⟦midday⟧",
		i18n.T(v, "no.such.key"):                      "«no.such.key»",
		i18n.Price(i18n.Pseudo, 600):                  "⟦£6⟧",
		i18n.Date(i18n.Pseudo, clock.D(2026, 11, 24)): "⟦Tuesday 24 November⟧",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestAWordOfBothVoicesIsSaidInTheOneThatIsRead(t *testing.T) {
	title := i18n.Both{Standard: "Ten-pin bowling", Easy: "Bowling"}
	for v, want := range map[i18n.Voice]string{i18n.Standard: "Ten-pin bowling is full on Friday",
		i18n.Easy: "Bowling has no place on Friday"} {
		if got := i18n.T(v, "brokerage.refused.no_longer_place", "what", title, "date", "Friday"); !strings.HasPrefix(got, want) {
			t.Errorf("%s says %q", v, got)
		}
	}
	bare := i18n.Both{Standard: "Chess"}
	if got := i18n.T(i18n.Easy, "brokerage.refused.no_longer_place", "what", bare, "date", "Friday"); got[:5] != "Chess" {
		t.Errorf("without a word of its own Easy Read says %q", got)
	}
}
