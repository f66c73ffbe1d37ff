package funds

import (
	"testing"

	"ourdays/internal/platform/clock"
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
