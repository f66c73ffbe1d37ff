package funds

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/i18n"
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
