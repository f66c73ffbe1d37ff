package charging_test

import (
	"strings"
	"testing"

	"ourdays/internal/engine/charging"
)

func TestComparingNamesTheLinesThatMovedAndWhy(t *testing.T) {
	base, full := head+income("uc 150.00 week")+cost, head+`"disclosed":false`+cost
	for _, c := range []struct{ says, before, after, name, why, moved string }{
		{"more income", base, head + income("uc 160.00 week") + cost, "Universal Credit", "the amount changed", "10.00"},
		{"a new income", base, head + income("uc 150.00 week", "pension 10 week") + cost, "Pension", "new", "10.00"},
		{"an income that stopped", head + income("uc 150.00 week", "pension 10 week") + cost, base, "Pension", "it stopped", "-10.00"},
		{"savings", base, `{"date":"2025-06-02",` + anybody + `,"capital":{"own":"14251","joint":"0"},` + income("uc 150.00 week") + cost,
			"Income from savings", "savings went from £0 to £14,251", "1.00"},
		{"a birthday", strings.Replace(base, `"age":40`, `"age":24`, 1), base, "Kept to live on: basic amount",
			"the age, household, premiums or policy changed", "-112.50"},
		{"a new year", strings.Replace(base, "2025-06-02", "2024-06-03", 1), base, "Kept to live on: basic amount",
			"the yearly amount for 2025-26 in place of 2024-25", "-1.90"},
		{"fewer services", base, strings.Replace(base, "200.00", "20.00", 1), "Limit: what the week costs",
			"the week's services cost £20 in place of £200", "-17.50"},
		{"a dearer service at full cost", full, strings.Replace(full, "200.00", "220.00", 1), "Day", "its cost changed", "20.00"},
		{"a second service at full cost", full, strings.Replace(full, `"services":[`,
			`"services":[{"kind":"evening","weekly_cost":"30.00"},`, 1), "Evening", "a new service", "30.00"},
		{"refusal", base, strings.Replace(base, `"income"`, `"disclosed":false,"income"`, 1), "Day", "a new service", ""},
	} {
		t.Run(c.says, func(t *testing.T) {
			cmp := charging.Compare(assess(t, c.before), assess(t, c.after))
			for _, ch := range cmp.Changes {
				if ch.Name == c.name && (c.moved == "" || ch.Why == c.why && ch.Difference.String() == c.moved) {
					return
				}
			}
			t.Errorf("no change %q of %s (%s) in\n%s", c.name, c.moved, c.why, cmp)
		})
	}
	if text := charging.Compare(assess(t, base), assess(t, base)).String(); !strings.Contains(text, "No line changed.") {
		t.Errorf("the same twice: %s", text)
	}
}

// Assessments that are kept hold no week's services: the most is compared.
func TestWithoutServicesTheMostIsCompared(t *testing.T) {
	base := head + income("uc 150.00 week", "dla_care 73.90 week") + "}"
	cmp := charging.Compare(assess(t, base), assess(t, strings.Replace(base, "150.00", "160.00", 1)))
	if !cmp.OfMaximum() || cmp.Difference() != 1000 || len(cmp.Changes) != 1 || !strings.Contains(cmp.String(), "at most £121.40") {
		t.Errorf("got %s", cmp)
	}
	for _, c := range []struct {
		idea charging.Idea
		net  string
		says string
	}{
		{charging.Idea{Does: charging.Job, Kind: "earnings", Amount: 12000, Every: charging.Week}, "120.00",
			"The most you would pay in a week £111.40"},
		{charging.Idea{Does: charging.Benefit, Kind: "uc", Amount: 1000, Every: charging.Week}, "0.00",
			"The most you would pay in a week £121.40"},
		{charging.Idea{Does: charging.NewExpense, Kind: "heating", Amount: 500, Every: charging.Week}, "5.00",
			"The most you would pay in a week £106.40"},
	} {
		b, err := charging.WhatIf(read(t, base), c.idea)
		if err != nil {
			t.Fatal(err)
		}
		if text := strings.Join(strings.Fields(b.String()), " "); b.Net().String() != c.net || !strings.Contains(text, c.says) {
			t.Errorf("%+v: net %s, %s", c.idea, b.Net(), text)
		}
	}
	full, err := charging.WhatIf(read(t, head+`"disclosed":false}`), charging.Idea{Does: charging.Job, Kind: "earnings", Amount: 12000,
		Every: charging.Week})
	if text := full.Write(charging.Standard).String(); err != nil || strings.Contains(text, "£0.00") || !strings.Contains(text,
		"You pay the full cost") {
		t.Errorf("full cost: %v, %s", err, text)
	}
}

func TestAJobLeavesEveryPennyOfItsPay(t *testing.T) {
	b, err := charging.WhatIf(read(t, head+income("uc 150.00 week")+cost), charging.Idea{Does: charging.Job, Kind: "earnings", Amount: 12000,
		Every: charging.Week})
	if err != nil || b.Net() != 12000 || b.Difference() != 0 {
		t.Errorf("left %s of 120.00, %v", b.Net(), err)
	}
	for _, says := range []string{"Earnings from work are left out", "You would be £120 a week better off", "benefits check"} {
		if text := strings.Join(strings.Fields(b.String()), " "); !strings.Contains(text, says) {
			t.Errorf("does not say %q: %s", says, text)
		}
	}
}

func TestIdeas(t *testing.T) {
	base := head + income("dla_care 150.00 week") + cost
	for _, c := range []struct{ idea, file, charge, net, note string }{
		{"job=600/month", base, "37.50", "138.46", "Earnings from work are left out"},
		{"benefit:state_pension=20", base, "57.50", "0.00", "Some benefits count"},
		{"benefit:pip_mobility=29.20/week", base, "37.50", "29.20", "Some benefits count"},
		{"expense:laundry=5.00/week", base, "32.50", "5.00", "Keep the bills."},
		{"expense:laundry=5.00/week", head + income("uc 150 week") + cost, "37.50", "0.00", "Disability expenses count only beside"},
		{"expense:laundry=5.00/week", strings.Replace(base, "200.00", "20.00", 1), "20.00", "0.00", "The expense changes nothing today"},
		{"job=50/week", head + `"disclosed":false` + cost, "200.00", "50.00", "You pay the full cost"},
	} {
		t.Run(c.idea, func(t *testing.T) {
			idea, err := charging.ParseIdea(c.idea)
			if err != nil {
				t.Fatal(err)
			}
			b, err := charging.WhatIf(read(t, c.file), idea)
			if err != nil {
				t.Fatal(err)
			}
			short(t, c.idea, b.Write)
			if b.After.WeeklyCharge.String() != c.charge || b.Net().String() != c.net || !strings.Contains(strings.Join(b.Notes(), " "), c.note) {
				t.Errorf("charge %s, net %s, notes %q; want %s, %s, %q", b.After.WeeklyCharge, b.Net(), b.Notes(), c.charge, c.net, c.note)
			}
		})
	}
	for _, bad := range []string{"", "job", "job=5/day", "job=x/week", "benefit=5/week", "expense:=5/week", "prize:x=5/week"} {
		if _, err := charging.ParseIdea(bad); err == nil {
			t.Errorf("%q was taken for an idea", bad)
		}
	}
}
