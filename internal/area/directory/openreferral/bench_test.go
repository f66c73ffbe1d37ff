package openreferral

import (
	"testing"

	"ourdays/internal/platform/db/dbtest"
)

// BenchmarkImport loads a real council's feed into an empty database, and again
// into the one that has it.
func BenchmarkImport(b *testing.B) {
	path := shared(b, "bristol-oruk-v1.json")
	b.Run("first", func(b *testing.B) {
		read := 0
		for range b.N {
			b.StopTimer()
			im := newImporter(dbtest.SQLite(b))
			b.StartTimer()
			read += load(b, im, path)
		}
		b.ReportMetric(float64(read)/b.Elapsed().Seconds(), "records/s")
	})
	b.Run("again", func(b *testing.B) {
		im := newImporter(dbtest.SQLite(b))
		load(b, im, path)
		read := 0
		for b.Loop() {
			read += load(b, im, path)
		}
		b.ReportMetric(float64(read)/b.Elapsed().Seconds(), "records/s")
	})
}

func load(b *testing.B, im *Importer, path string) int {
	b.Helper()
	report, err := im.ImportFile(b.Context(), path)
	if err != nil {
		b.Fatal(err)
	}
	return report.Read
}
