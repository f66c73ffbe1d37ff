package funds

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"ourdays/internal/engine/charging"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/pence"
)

func TestAPensionAgeThatCannotBeIsRefusedAndTheRecordSetsIt(t *testing.T) {
	for _, k := range []struct {
		age    int
		ticked bool
		fits   bool
	}{{85, false, false}, {85, true, true}, {68, false, false}, {67, false, true}, {66, true, true}, {60, true, true}, {59, true, false},
		{37, false, true}} {
		if err := (form{PensionAge: k.ticked}).checkAge(k.age); (err == nil) != k.fits {
			t.Errorf("aged %d, of pension age %t: %v", k.age, k.ticked, err)
		}
	}
	for age, want := range map[int]bool{85: true, 68: true, 67: false, 37: false} {
		if got := newForm(clock.D(2026, 11, 26), age).PensionAge; got != want {
			t.Errorf("a new form for somebody of %d says %t", age, got)
		}
	}
}

func TestWhatAFormCanBeWrongAboutIsToldInWordsOfItsOwn(t *testing.T) {
	line := func(amount, left string) []row { return []row{{Kind: "uc", Amount: amount, Every: "week", Left: left}} }
	for _, k := range []struct {
		says, field, key string
		on               int // the year
		form             form
	}{
		{"a letter for a nought", "income_0_amount", "funds.wrong.unreadable", 2025, form{Income: line("12O", "")}},
		{"no amount", "income_0_amount", "funds.wrong.unreadable", 2025, form{Income: line("", "")}},
		{"an amount beyond all numbers", "capital_own", "funds.wrong.unreadable", 2025, form{Own: "99999999999999999999"}},
		{"savings in another currency", "capital_own", "funds.wrong.unreadable", 2025, form{Own: "$90"}},
		{"a guarantee in words", "mig_weekly", "funds.wrong.unreadable", 2025, form{MIG: "the usual"}},
		{"an amount that nobody has", "capital_joint", "funds.wrong.too_much", 2025, form{Joint: "99999999999999"}},
		{"children in words", "how_many_children", "funds.wrong.not_whole", 2025, form{Children: "two"}},
		{"a hundred children", "how_many_children", "funds.wrong.too_many", 2025, form{Children: "100"}},
		{"an amount without a kind", "dre_0_kind", "funds.wrong.unnamed", 2025, form{DRE: []row{{Amount: "5", Every: "week"}}}},
		{"more left out than there is", "income_0_disregard", "funds.wrong.leaves_more", 2025, form{Income: line("5", "6")}},
		{"a light touch that nobody agreed to", "light_touch_consent", "funds.wrong.no_consent", 2025, form{Ground: "small_charge"}},
		{"savings before their limits are known", "date", "funds.wrong.no_limits", 2009, form{Own: "20000", MIG: "100"}},
		{"a household that there is not", "household", "funds.wrong.not_listed", 2025, form{Household: "commune"}},
		{"a span that there is not", "income_0_every", "funds.wrong.not_listed", 2025,
			form{Income: []row{{Kind: "uc", Amount: "5", Every: "day"}}}},
		{"a year to come", "date", "funds.wrong.no_table", 2030, form{}},
		{"a premium that the law's table lacks", "premiums", "funds.wrong.no_guarantee", 2025,
			form{Household: "couple", Premiums: []string{"enhanced_disability"}}},
	} {
		t.Run(k.says, func(t *testing.T) {
			f := k.form
			f.Disclosed = true
			if f.Household == "" {
				f.Household = "single"
			}
			text, err := f.circumstances(clock.D(k.on, 6, 2), 40, Policy{})
			if err != nil {
				t.Fatal(err)
			}
			_, _, err = Compute(text)
			e, refused := fail.As(asFields(err))
			if !refused || len(e.Fields) != 1 || e.Fields[0].Name != k.field || e.Fields[0].Key != k.key {
				t.Errorf("%s: got %v, want %s at %s", text, asFields(err), k.key, k.field)
			}
		})
	}
}

// An assessment that was kept may be one that the engine reads no more, or that
// has no figures on another day: April's page tells it in words of its own, in
// both voices.
func TestWhatAKeptAssessmentIsWrongAboutIsToldInBothVoices(t *testing.T) {
	words := regexp.MustCompile(`must|not a field|is missing|\$|"`) // of the engine, for files
	for _, text := range []string{`{`, `{"person":{"age":40}}`,
		`{"date":"2025-06-02","person":{"age":"forty","household":"commune","premiums":["x"]},"oddity":1}`,
		`{"date":"2025-06-02","person":{"age":40,"household":"single"},"capital":{"own":"-1.00"},"light_touch":{"ground":"x","consent":false}}`} {
		_, _, err := Compute(text)
		e, refused := fail.As(asFields(err))
		if !refused || len(e.Fields) == 0 {
			t.Errorf("%s: %v", text, err)
			continue
		}
		for _, f := range e.Fields {
			for _, v := range []i18n.Voice{i18n.Standard, i18n.Easy} {
				if said := i18n.T(v, f.Key, f.Args...); said == "" || strings.Contains(said, f.Key) || words.MatchString(said) {
					t.Errorf("%s at %s: %q", f.Key, f.Name, said)
				}
			}
		}
	}
}

func TestWhatIsWrongIsToldInTheOrderOfTheForm(t *testing.T) {
	f := form{Disclosed: true, Household: "single", Own: "abc", Children: "two",
		Income: []row{{Amount: "12O", Every: "week"}, {Amount: "5", Every: "week", Left: "x"}}}
	_, err := f.check(clock.D(2026, 6, 2), true, 40, Policy{})
	e, _ := fail.As(err)
	var got []string
	for _, at := range e.Fields {
		got = append(got, at.Name)
	}
	want := []string{"how_many_children", "capital_own", "income_0_kind", "income_0_amount", "income_1_kind", "income_1_disregard"}
	if !slices.Equal(got, want) {
		t.Errorf("told at %v, want %v", got, want)
	}
}

func TestWhatTheFormSaysReachesTheAssessment(t *testing.T) {
	at := clock.D(2026, 6, 2)
	base := form{Household: "couple", Disclosed: true}
	plain, err := base.circumstances(at, 40, Policy{})
	if err != nil {
		t.Fatal(err)
	}
	for says, k := range map[string]struct {
		turn func(f *form)
		want string
	}{
		"care at night":               {func(f *form) { f.NightCare = "yes" }, `"night_care":true`},
		"no care at night":            {func(f *form) { f.NightCare = "no" }, `"night_care":false`},
		"a guarantee for this person": {func(f *form) { f.MIG = "120" }, `"policy":{"mig_weekly":"120.00"}`},
		"a partner of pension age":    {func(f *form) { f.PartnerPensionAge = true }, `"partner_pension_age":true`},
		"a light touch, with consent": {func(f *form) { f.Ground, f.Consent = "small_charge", true },
			`"light_touch":{"consent":true,"ground":"small_charge"}`},
		"one who did not tell":           {func(f *form) { f.Disclosed = false }, `"disclosed":false`},
		"children, who are not the rule": {func(f *form) { f.Children = "2" }, `"children":2`},
	} {
		f := base
		k.turn(&f)
		text, err := f.circumstances(at, 40, Policy{})
		if err != nil || !strings.Contains(text, k.want) || strings.Contains(plain, k.want) {
			t.Errorf("%s: %v, %s", says, err, text)
		}
	}
	alone := form{Household: "single", PartnerPensionAge: true}
	if text, err := alone.circumstances(at, 40, Policy{}); err != nil || strings.Contains(text, `"partner_pension_age":true`) {
		t.Errorf("somebody alone has a partner of pension age: %v, %s", err, text)
	}
}

func TestAFormIsUntouchedUntilSomethingIsSaid(t *testing.T) {
	if !(&form{Disclosed: true, Household: "single", Income: make([]row, incomeRows)}).untouched() {
		t.Error("a new form was touched")
	}
	for says, f := range map[string]form{
		"no savings": {Own: "0", Disclosed: true}, "a premium": {Premiums: []string{"carer"}, Disclosed: true},
		"a row":                    {DRE: []row{{Kind: "laundry"}}, Disclosed: true},
		"they do not tell":         {},
		"a partner of pension age": {Disclosed: true, PartnerPensionAge: true},
		"a light touch's consent":  {Disclosed: true, Consent: true},
	} {
		if f.untouched() {
			t.Errorf("%s: untouched", says)
		}
	}
}

func TestAFaultOfTheEngineIsToldAtTheFormsField(t *testing.T) {
	for path, want := range map[string]string{"$": "date", "$.person": "date", "$.date": "date", "$.income[1].amount": "income_1_amount",
		"$.person.premiums[0]": "premiums", "$.person.children": "how_many_children", "$.capital.own": "capital_own",
		"$.policy.mig_weekly": "mig_weekly", "$.light_touch.consent": "light_touch_consent"} {
		if got := fieldOf(path); got != want {
			t.Errorf("%s is told at %s, want %s", path, got, want)
		}
	}
}

func TestAResultAgreesOnlyWithThePricesThatWereKept(t *testing.T) {
	kept := Assessment{Maximum: 5000, Minimum: 300}
	result := func(maximum, minimum pence.Pence, full bool) charging.Result {
		return charging.Result{FullCost: full, Minimum: minimum, Means: &charging.Means{Maximum: maximum}}
	}
	for _, k := range []struct {
		says string
		r    charging.Result
		want bool
	}{
		{"the same", result(5000, 300, false), true}, {"another maximum", result(5001, 300, false), false},
		{"another minimum", result(5000, 301, false), false}, {"now the full cost", result(5000, 300, true), false},
	} {
		if got := kept.Agrees(k.r); got != k.want {
			t.Errorf("%s: %t", k.says, got)
		}
	}
}

func TestAPolicyGoesAsFarAsItsBounds(t *testing.T) {
	for _, k := range []struct {
		minimum, standard pence.Pence
		share             string
		wrong             int
	}{{0, 0, "0", 0}, {100_000, 100_000, "1", 0}, {-1, 0, "1", 1}, {100_001, 0, "1", 1}, {0, -1, "1", 1}, {0, 100_001, "1", 1},
		{-1, -1, "1.01", 3}} {
		e, _ := fail.As(Policy{Minimum: k.minimum, Standard: k.standard, Share: k.share}.Check())
		if got := fieldCount(e); got != k.wrong {
			t.Errorf("%+v: %d wrong", k, got)
		}
	}
}

func fieldCount(e *fail.Error) int {
	if e == nil {
		return 0
	}
	return len(e.Fields)
}
