package weekplan

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// sharedInstance reads one of the shared instances, or skips.
func sharedInstance(t testing.TB, name string) *Instance {
	t.Helper()
	root := os.Getenv("OURDAYS_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "..", "shared")
	}
	f, err := os.Open(filepath.Join(root, "data", "planner", name))
	if err != nil {
		t.Skipf("the shared instances are not here: %v", err)
	}
	defer f.Close()
	in, err := Read(f)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// askers turns an instance into one asker for each person, with everything
// free.
func askers(in *Instance) ([]Asker, Offer) {
	o := Offer{MaxPerDay: in.MaxPerDay, MaxPerAct: in.MaxPerAct, Gap: in.Gap, Weights: in.Weights}
	for _, s := range in.Sessions {
		o.Sessions = append(o.Sessions, OfferSession{Day: int(s.Day), Start: int(s.Start), End: int(s.End),
			Units: int(s.Units), Act: int(s.Act), Outcomes: s.Outcomes, Community: s.Units == 1,
			FreePlaces: int(s.Places), FreeLoad: int(s.StaffMax * s.Load)})
	}
	for _, t := range in.Transport {
		o.FreeSeats = append(o.FreeSeats, int(t.Cap))
	}
	list := make([]Asker, len(in.People))
	for i, p := range in.People {
		a := Asker{Min: int(p.Min), Max: int(p.Max), Budget: int(p.Budget), Theta: int(p.Theta)}
		for _, m := range p.Must {
			a.Must = append(a.Must, int(m))
		}
		for _, x := range p.Opts {
			a.Choices = append(a.Choices, Choice{Session: int(x.S), Utility: int(x.U), Price: int(x.Price),
				Load: int(x.W), Row: int(x.T), Now: slices.Contains(p.Cur, x.S)})
		}
		list[i] = a
	}
	return list, o
}

// BenchmarkOptionsForABorough reports the 99th percentile over all people of
// the borough, for one week and for five.
func BenchmarkOptionsForABorough(b *testing.B) {
	list, offer := askers(sharedInstance(b, "b556-closure-s1.json"))
	for _, k := range []int{1, 5} {
		b.Run(map[int]string{1: "one week", 5: "five weeks"}[k], func(b *testing.B) {
			var times []float64
			complete := 0
			for b.Loop() {
				times, complete = times[:0], 0
				for _, a := range list {
					start := b.Elapsed()
					w, err := Options(a, offer, k)
					if err != nil {
						b.Fatal(err)
					}
					times = append(times, float64((b.Elapsed()-start).Microseconds())/1000)
					if w.Complete {
						complete++
					}
				}
			}
			slices.Sort(times)
			b.ReportMetric(times[len(times)/2], "p50-ms")
			b.ReportMetric(times[len(times)*99/100], "p99-ms")
			b.ReportMetric(float64(complete), "complete")
		})
	}
}
