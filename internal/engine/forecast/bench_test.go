package forecast_test

import (
	"fmt"
	"strings"
	"testing"

	"ourdays/internal/engine/forecast"
)

func BenchmarkCentralRun(b *testing.B) {
	m := read(b, example(b, "low: 35, high: 70, ", "", "low: 3, high: 5, ", "", "low: 1, high: 4, ", ""))
	for b.Loop() {
		if _, err := m.Run(nil); err != nil {
			b.Fatal(err)
		}
	}
}

// Ten thousand draws with four options.
func BenchmarkTenThousandDraws(b *testing.B) {
	m := read(b, example(b, "  no_sharing:", "  a_third: {set: {cohorts.shared.sharing: 3}}\n  no_sharing:"))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := m.Run(nil); err != nil {
			b.Fatal(err)
		}
	}
}

// A million draws: memory must not grow with their number.
func BenchmarkAMillionDraws(b *testing.B) {
	m := read(b, example(b, "count: 10000", "count: 1000000"))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := m.Run(nil); err != nil {
			b.Fatal(err)
		}
	}
}

// 150 councils, the example with varied numbers, 1,000 draws each.
func BenchmarkHundredAndFiftyCouncils(b *testing.B) {
	var models []*forecast.Model
	text := example(b, "count: 10000", "count: 1000")
	for i := range 150 {
		models = append(models, read(b, strings.Replace(text, "start: 556", fmt.Sprintf("start: %d", 300+i*7), 1)))
	}
	b.ResetTimer()
	for b.Loop() {
		for _, m := range models {
			if _, err := m.Run(nil); err != nil {
				b.Fatal(err)
			}
		}
	}
}
