package strict

import "testing"

func TestAWordIsNearTheOneKeyItMayBe(t *testing.T) {
	keys := []string{"min", "max", "budget", "staff_max", "staff_cost", "t", "w", "max_per_day", "max_per_act"}
	for word, want := range map[string]string{"budgets": "budget", "bugdet": "budget", "bdget": "budget", "money": "", "mix": "",
		"mn": "min", "Max": "max", "staffmax": "staff_max", "StaffMax": "staff_max", "staff_mox": "staff_max", "T": "t", "v": "",
		"tw": "", "maxperday": "max_per_day", "max_per_dat": "max_per_day", "": "", "minutes": "", "max-per-act": "max_per_act"} {
		if got := nearest(word, keys); got != want {
			t.Errorf("%q is near %q, not %q", word, got, want)
		}
	}
}
