package funds

import (
	"testing"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/fail"
)

func TestAPensionAgeThatCannotBeIsRefusedAndTheRecordSetsIt(t *testing.T) {
	for _, k := range []struct {
		age    int
		ticked bool
		fits   bool
	}{{85, false, false}, {85, true, true}, {68, false, false}, {67, false, true}, {66, true, true}, {60, true, true}, {59, true, false}, {37, false, true}} {
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
