package charging_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"ourdays/internal/engine/charging"
)

// letters are results of every kind, for rules that hold of each letter.
func letters(t *testing.T) map[string]charging.Result {
	return map[string]charging.Result{
		"a published example": assess(t, example(t, "peter.json")),
		"a low cost":          assess(t, example(t, "peter-2025.json")),
		"savings": assess(t, `{"date":"2025-06-02",`+anybody+`,"capital":{"own":"16500","joint":"100"},`+income("uc 150 month",
			"earnings 50 week")+cost),
		"too much saved":        assess(t, `{"date":"2025-06-02",`+anybody+`,"capital":{"own":"30000","joint":"0"}`+cost),
		"nothing told":          assess(t, head+`"disclosed":false`+cost),
		"nothing left":          assess(t, head+income("uc 50 week")+cost),
		"nothing at all":        assess(t, head+`"dre":[]}`),
		"too little to collect": assess(t, policy(`"minimum_charge":"5.00","share_of_disposable":"0.5"`)+income("pension 113.74 week")+cost),
		"a share":               assess(t, policy(`"share_of_disposable":"0.5","mig_weekly":"120"`)+income("pension 180 week")+cost),
		"only free services": assess(t, head+income("pension 500 week")+
			`,"services":[{"kind":"reablement","weekly_cost":"300","free":true}]}`),
		"a free service": assess(t, head+income("pension 500 week")+
			`,"services":[{"kind":"reablement","weekly_cost":"300","free":true},{"kind":"day","weekly_cost":"20"}]}`),
		"light touch, rich":  assess(t, head+`"light_touch":{"ground":"above_limit","consent":true}`+cost),
		"light touch, small": assess(t, head+`"light_touch":{"ground":"small_charge","consent":true}`+cost),
		"light touch, benefits": assess(t, head+income("uc 91.20 week")+`,"light_touch":{"ground":"means_tested_benefits_only","consent":true}`+
			cost),
		"no services yet":      assess(t, head+income("uc 150 week")+`}`),
		"no services, rich":    assess(t, `{"date":"2025-06-02",`+anybody+`,"capital":{"own":"30000"}}`),
		"no services, refused": assess(t, head+`"disclosed":false}`),
		"a family": assess(t, person(`"age":30,"household":"lone_parent","premiums":["carer"],"children":2,"pension_age":false`)+
			income("uc 400 week")+cost),
	}
}

var money = regexp.MustCompile(`£\d+(,\d{3})*(\.\d\d)?`)

func figures(l charging.Letter) []string {
	var all []string
	for _, f := range money.FindAllString(l.String(), -1) {
		f = strings.TrimSuffix(f, ".00")
		if !slices.Contains(all, f) {
			all = append(all, f)
		}
	}
	slices.Sort(all)
	return all
}

func TestBothLettersHoldTheSameFigures(t *testing.T) {
	for name, r := range letters(t) {
		standard, easy := figures(charging.Write(r, charging.Standard)), figures(charging.Write(r, charging.Easy))
		for _, f := range easy {
			if !slices.Contains(standard, f) {
				t.Errorf("%s: only Easy Read says %s", name, f)
			}
		}
		if len(r.Services) > 0 && !slices.Contains(easy, strings.TrimSuffix(r.WeeklyCharge.Format(), ".00")) {
			t.Errorf("%s: Easy Read does not say what is paid, %s", name, r.WeeklyCharge.Format())
		}
	}
}

func TestLettersSpeakInShortSentences(t *testing.T) {
	for name, r := range letters(t) {
		short(t, name, func(v charging.Voice) charging.Letter { return charging.Write(r, v) })
	}
}

// short holds both voices of a letter to the limits of their sentences.
func short(t *testing.T, name string, write func(charging.Voice) charging.Letter) {
	t.Helper()
	for voice, most := range map[charging.Voice]int{charging.Standard: 20, charging.Easy: 15} {
		words := 0
		for _, s := range write(voice).Sections {
			for _, p := range s.Paragraphs {
				words += len(strings.Fields(p))
				for _, sentence := range strings.SplitAfter(p, ". ") {
					if n := len(strings.Fields(sentence)); n > most {
						t.Errorf("%s: %d words in %q", name, n, sentence)
					}
				}
			}
		}
		if voice == charging.Easy && words > 250 {
			t.Errorf("%s: %d words of Easy Read", name, words)
		}
	}
}

func TestAPrintedLetterFitsItsPaper(t *testing.T) {
	for name, r := range letters(t) {
		for _, v := range []charging.Voice{charging.Standard, charging.Easy} {
			for _, line := range strings.Split(charging.Write(r, v).String(), "\n") {
				if n := len([]rune(line)); n > 72 {
					t.Errorf("%s: %d letters in %q", name, n, line)
				}
			}
		}
	}
}

func TestEveryLetterSaysHowToDisagree(t *testing.T) {
	for name, r := range letters(t) {
		for _, v := range []charging.Voice{charging.Standard, charging.Easy} {
			text := strings.Join(strings.Fields(charging.Write(r, v).String()), " ")
			for _, says := range []string{"If you think it is wrong", "advocate", "complaint", "Ombudsman"} {
				if !strings.Contains(text, says) {
					t.Errorf("%s: the letter does not say %q", name, says)
				}
			}
		}
	}
}

// What a frightened person asks first is how much of their money is left.
func TestALetterSaysWhatIsLeftAndNotToGiveUpCare(t *testing.T) {
	all := letters(t)
	for name, says := range map[string][2]string{
		"a published example": {"After you pay, £244 of it is still yours.", "After you pay you have £244."},
		"no services yet": {"Even when you pay the most, £112.50 of it is still yours.",
			"You always keep £112.50 of it. Some weeks you keep more."},
		"too much saved": {"Please do not give up any of your care", "Please do not stop your care."},
	} {
		for i, v := range []charging.Voice{charging.Standard, charging.Easy} {
			if text := strings.Join(strings.Fields(charging.Write(all[name], v).String()), " "); !strings.Contains(text, says[i]) {
				t.Errorf("%s: the letter does not say %q: %s", name, says[i], text)
			}
		}
	}
	if text := charging.Write(all["nothing left"], charging.Standard).String(); strings.Contains(text, "worried about paying") {
		t.Errorf("who pays nothing is told not to worry about paying: %s", text)
	}
	for _, name := range []string{"nothing left", "nothing at all", "too much saved", "only free services"} {
		text := strings.Join(strings.Fields(charging.Write(all[name], charging.Standard).String()), " ")
		if strings.Contains(text, "of it is still yours") {
			t.Errorf("%s: the letter says what is left after nothing is paid, or all: %s", name, text)
		}
	}
}

// What a letter shows as counted adds up to what counts, whatever is left out.
func TestOnlyWhatCountsIsShownAsCounted(t *testing.T) {
	r := assess(t, head+`"night_care":false,`+income("earnings 50 week", "attendance_allowance 110.40 week", "uc 100 week")+cost)
	want := []charging.Row{{Label: "Attendance Allowance: the part that counts", Amount: "£73.90"},
		{Label: "Universal Credit", Amount: "£100.00"},
		{Label: "What we counted", Amount: "£173.90", Total: true}}
	for _, s := range charging.Write(r, charging.Standard).Sections {
		if s.Key == "counted" && !slices.Equal(s.Rows, want) {
			t.Errorf("counted are %v, want %v", s.Rows, want)
		}
	}
}

func TestALetterSaysWhatDecided(t *testing.T) {
	all := letters(t)
	for name, says := range map[string]string{
		"too much saved":        "You have savings of £30,000. The limit is £23,250.",
		"nothing told":          "You can tell us later.",
		"a low cost":            "You never pay more than your services cost.",
		"no services yet":       "The most you pay in any week is £37.50.",
		"no services, rich":     "You pay the full cost of any care we arrange for you.",
		"too little to collect": "We do not ask for less than £5 a week.",
		"light touch, rich":     "You can ask us for a full assessment at any time.",
		"light touch, small":    "The charge is small",
		"light touch, benefits": "This is called a light-touch assessment.",
		"savings":               "Money that you earn from work does not make you pay more for your care.",
		"a free service":        "You never pay for a free service.",
		"only free services":    "You pay nothing: £0 a week. Your services are free.",
		"nothing left":          "What you keep is more than what we counted.",
		"a published example":   "Some yearly amounts in this letter still have to be confirmed.",
	} {
		if text := strings.Join(strings.Fields(charging.Write(all[name], charging.Standard).String()), " "); !strings.Contains(text, says) {
			t.Errorf("%s: the letter does not say %q: %s", name, says, text)
		}
	}
}

func TestThePartsOfALetterHaveTheSameKeysInBothVoices(t *testing.T) {
	for name, r := range letters(t) {
		standard, easy := charging.Write(r, charging.Standard), charging.Write(r, charging.Easy)
		for i, s := range standard.Sections {
			if s.Key == "" || s.Heading == "" || s.Key != easy.Sections[i].Key {
				t.Errorf("%s: part %d is %q and %q", name, i, s.Key, easy.Sections[i].Key)
			}
		}
	}
}

func TestTheLetterIsNotForWarnings(t *testing.T) {
	r := assess(t, head+income("earnigs 120 week")+cost)
	if text := charging.Write(r, charging.Standard).String(); strings.Contains(text, "$.") || len(r.Warnings) == 0 {
		t.Errorf("a path stands in the letter, or nothing was warned of: %s", text)
	}
}
