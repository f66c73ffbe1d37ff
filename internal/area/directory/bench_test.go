package directory_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// benchActivities is the size at which search must stay under 20 ms at p95.
const benchActivities = 10_000

var benchTowns = []string{"Crewe", "Nantwich", "Macclesfield", "Congleton", "Sandbach", "Wilmslow", "Knutsford", "Alsager", "Poynton",
	"Middlewich"}

var benchWords = strings.Fields(`bowling choir football garden pottery painting drumming swimming walking cooking sewing film quiz bingo
	disco yoga tennis drama guitar computer photography knitting baking woodwork allotment animals horses museum theatre karaoke
	volunteering reading writing maths travel money jobs interview shop cafe lunch breakfast picnic boccia curling darts snooker`)

// speech makes the n-th commonest word of a text: as in a language, the n-th is
// about n times rarer than the first. The words of what is done begin at the
// hundredth, so that each stands in about one description of ten.
func speech(n uint64) string {
	const firstDoing, every = 100, 5
	if n >= firstDoing && n%every == 0 && (n-firstDoing)/every < uint64(len(benchWords)) {
		return benchWords[(n-firstDoing)/every]
	}
	return fmt.Sprintf("w%x", n*2654435761%1000003)
}

// manyActivities fills a database as a large borough would.
func manyActivities(b *testing.B, d *db.DB, n int) *directory.Service {
	b.Helper()
	s := newService(d)
	r := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(r, 1.1, 8, 6000)
	var locs []directory.Location
	act := func(ctx context.Context, tx *db.Tx, i int) error {
		words := make([]string, 60)
		for j := range words {
			words[j] = speech(zipf.Uint64())
		}
		l := locs[r.IntN(len(locs))]
		a, err := s.Publish(ctx, tx, access.System, directory.Activity{OrganisationID: l.OrganisationID, Kind: directory.Kinds()[i%8],
			Title: fmt.Sprintf("%s and %s %d", benchWords[r.IntN(len(benchWords))], benchWords[r.IntN(len(benchWords))], i),
			Text:  strings.Join(words, " "), OwnPrice: 100 * 1})
		if err != nil {
			return err
		}
		_, err = s.AddSchedule(ctx, tx, access.System, directory.Schedule{ActivityID: a.ID, LocationID: l.ID,
			RRule: "FREQ=WEEKLY;BYDAY=" + []string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}[r.IntN(7)],
			Start: 60 * (9 + r.IntN(11)), End: 60 * 22, From: tx.Today(), Places: 8})
		return err
	}
	err := d.InTx(b.Context(), func(ctx context.Context, tx *db.Tx) error {
		for i := range 200 {
			o, err := s.AddOrganisation(ctx, tx, access.System, directory.Organisation{Name: fmt.Sprintf("Provider %d", i), Kind: "independent"})
			if err != nil {
				return err
			}
			l, err := s.AddLocation(ctx, tx, access.System, directory.Location{OrganisationID: o.ID, Name: fmt.Sprintf("Hall %d", i),
				Town: benchTowns[i%10], Access: directory.Access(r.IntN(128))})
			if err != nil {
				return err
			}
			locs = append(locs, l)
		}
		return nil
	})
	for from := 0; from < n && err == nil; from += 1000 {
		err = d.InTx(b.Context(), func(ctx context.Context, tx *db.Tx) error {
			for i := from; i < min(n, from+1000); i++ {
				if err := act(ctx, tx, i); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err != nil {
		b.Fatal(err)
	}
	return s
}

// benchQueries are what people ask: common and rare words, several, slips,
// beginnings, filters, and the deep end of a list.
func benchQueries() map[string]directory.Query {
	return map[string]directory.Query{
		"all": {}, "a word of most texts": {Words: speech(1)}, "a word": {Words: "bowling"}, "two words": {Words: "garden choir"},
		"three words and filters": {Words: "pottery painting film", Kind: "sport", Part: directory.Evening},
		"a day and a time":        {Words: "tuesday evening"}, "a day, a time and a word": {Words: "choir tuesday evening"},
		"a slip": {Words: "swiming tenis"}, "a beginning": {Words: "pho"}, "nothing": {Words: "xylophonists"},
		"the evening": {Part: directory.Evening},
		"filters":     {Town: "Crewe", Part: directory.Weekend, Access: directory.StepFree, MaxPrice: 500}, "page 200": {Page: 200},
	}
}

func benchSearch(b *testing.B, d *db.DB) {
	s := manyActivities(b, d, benchActivities)
	search := func(b *testing.B, q directory.Query) time.Duration {
		start := time.Now()
		err := d.Read(b.Context(), func(ctx context.Context, tx *db.Tx) error {
			_, err := s.Search(ctx, tx, q)
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
		return time.Since(start)
	}
	var mixed []directory.Query
	for name, q := range benchQueries() {
		mixed = append(mixed, q)
		b.Run(name, func(b *testing.B) {
			var took []time.Duration
			before := computed(b)
			for b.Loop() {
				took = append(took, search(b, q))
			}
			b.ReportMetric(float64((computed(b)-before).Microseconds())/1000/float64(len(took)), "cpu-ms/op")
			reportPercentiles(b, took)
		})
	}
	b.Run("mixed", func(b *testing.B) {
		var took []time.Duration
		for i := 0; b.Loop(); i++ {
			took = append(took, search(b, mixed[i%len(mixed)]))
		}
		reportPercentiles(b, took)
	})
}

// computed is the processor time of this process so far: of SQLite's work all, of
// PostgreSQL's only what is done here.
func computed(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func reportPercentiles(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	for _, p := range []int{50, 95, 99} {
		b.ReportMetric(float64(took[len(took)*p/100].Microseconds())/1000, fmt.Sprintf("p%d-ms", p))
	}
}

func BenchmarkSearchSQLite(b *testing.B)   { benchSearch(b, dbtest.SQLite(b)) }
func BenchmarkSearchPostgres(b *testing.B) { benchSearch(b, dbtest.Postgres(b)) }
