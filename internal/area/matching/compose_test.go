package matching

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

// weekly makes two hours on a day, at 2pm.
func weekly(id string, day int, kind string, outcomes ...string) directory.Offered {
	o, _ := fitting()
	o.Schedule.ID, o.Activity.ID, o.Activity.Kind, o.Activity.Outcomes = id, "act-"+id, kind, db.List(outcomes)
	for i := range o.Sessions {
		o.Sessions[i].Date = clock.D(2026, 11, 30).AddDays(day + 7*i)
	}
	return o
}

func candidates(w Wish, list ...directory.Offered) []Candidate {
	var all []Candidate
	for _, o := range list {
		all = append(all, NewCandidate(w, o, []Rate{{Ratio: 3, Price: 4000}}, monday))
	}
	return all
}

func TestComposedWeeksFitAndReallyDiffer(t *testing.T) {
	w := somebody()
	w.Free, w.MinUnits, w.MaxUnits, w.Weekly = 0, 2, 2, 8000
	all := candidates(w, weekly("mon", 0, "sport", "O7"), weekly("tue", 1, "arts", "O7"), weekly("wed", 2, "music", "O7"),
		weekly("thu", 3, "learning"), weekly("thu2", 3, "work", "O7"), weekly("fri", 4, "friends"), weekly("fri2", 4, "films", "O7"))
	weeks, err := Compose(w, all)
	if err != nil || len(weeks) < 3 || len(weeks) > mostOptions {
		t.Fatalf("%d weeks, %v", len(weeks), err)
	}
	for i, k := range weeks {
		if k.Units() > w.MaxUnits || k.cost() > w.Weekly {
			t.Errorf("week %d has %d half days for %s", i, k.Units(), k.cost().Format())
		}
		for j, c := range k {
			if e, clashes := ClashIn(k[:j], c); clashes {
				t.Errorf("week %d: %v", i, e)
			}
		}
	}
	again, err := Compose(w, all)
	if err != nil || len(again) != len(weeks) {
		t.Fatalf("a second time: %d weeks, %v", len(again), err)
	}
	for i := range weeks {
		for j := range weeks[i] {
			if weeks[i][j].Schedule.ID != again[i][j].Schedule.ID {
				t.Errorf("week %d differs the second time", i)
			}
		}
	}
}

// onDays is one activity on each of some days.
func onDays(act, kind string, days ...int) (list []directory.Offered) {
	for _, day := range days {
		o := weekly(fmt.Sprint(act, day), day, kind, "O7")
		o.Activity.ID = act
		list = append(list, o)
	}
	return list
}

// Bowling on Monday or on Tuesday is one choice. Where there is something else to do,
// the list has it; where there is not, it is short.
func TestTheSameThingsOnOtherDaysAreNoOtherWeek(t *testing.T) {
	every := []int{0, 1, 2, 3, 4}
	for _, k := range []struct {
		name  string
		units int
		offer [][]directory.Offered
		want  int
	}{
		{"two things on each day", 2, [][]directory.Offered{onDays("a", "sport", every...), onDays("b", "sport", every...)}, 1},
		{"a third", 2, [][]directory.Offered{onDays("a", "sport", every...), onDays("b", "sport", every...), onDays("c", "", 4)}, 3},
		{"four, three a week", 3, [][]directory.Offered{onDays("a", "sport", every...), onDays("b", "sport", every...),
			onDays("c", "sport", every...), onDays("d", "", every...)}, 3},
		{"one on each day, and another", 1, [][]directory.Offered{onDays("a", "sport", every...), onDays("b", "", 3)}, 2},
		{"many", 3, [][]directory.Offered{onDays("a", "sport", every...), onDays("b", "sport", every...), onDays("c", "sport", every...),
			onDays("d", "", 0, 2), onDays("e", "", 1, 3), onDays("f", "", 2, 4)}, 3},
	} {
		t.Run(k.name, func(t *testing.T) {
			w := somebody()
			w.Free, w.Kinds, w.MinUnits, w.MaxUnits, w.Weekly = 0, []string{"sport"}, k.units, k.units, 4000*5
			weeks, err := Compose(w, candidates(w, slices.Concat(k.offer...)...))
			if err != nil || len(weeks) < k.want || k.want < FewOptions && len(weeks) > k.want {
				t.Errorf("%d weeks, want %d: %v", len(weeks), k.want, err)
			}
			for i, a := range weeks {
				for _, b := range weeks[:i] {
					if !b.news(a) {
						t.Errorf("week %d does what one before it does: %v", i, actsIn(weeks))
					}
				}
			}
		})
	}
}

func actsIn(weeks []Week) (all [][]string) {
	for _, k := range weeks {
		var ids []string
		for _, c := range k {
			ids = append(ids, c.Schedule.ID)
		}
		all = append(all, ids)
	}
	return all
}

// Of offers at random: where fewer than three weeks are made, no other stands beside
// them. Of those with many things a week four may lack one, since the searches are bounded.
func TestAListIsShortOnlyWhereNoOtherWeekDiffers(t *testing.T) {
	for _, k := range []struct {
		name                        string
		offers, acts, units, budget int
		leastShort, mostMissed      int
	}{
		{"small offers", 300, 5, 3, 4000 * 5, 150, 0},
		{"up to seven things a week", 150, 8, 7, 4000 * 8, 50, 4},
	} {
		t.Run(k.name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(11, 12))
			short, missed := 0, 0
			for range k.offers {
				w := somebody()
				w.Free, w.Kinds, w.Weekly = 0, []string{"sport"}, pence.Pence(k.budget)
				w.MinUnits, w.MaxUnits = 1+r.IntN(k.units), k.units
				all := candidates(w, anyOffer(r, 1+r.IntN(k.acts))...)
				weeks, err := Compose(w, all)
				if err != nil {
					t.Fatal(err)
				}
				if len(weeks) == 0 || len(weeks) >= FewOptions {
					continue
				}
				short++
				if other := another(w, all, weeks); other != nil {
					missed++
					t.Logf("beside %v it lacks %v", actsIn(weeks), actsIn([]Week{other}))
				}
			}
			if short < k.leastShort || missed > k.mostMissed {
				t.Errorf("%d short, at least %d must be; %d lack a week, %d may", short, k.leastShort, missed, k.mostMissed)
			}
		})
	}
}

// anyOffer is some activities, each on one to three days, and not above 15 in all.
func anyOffer(r *rand.Rand, acts int) (offer []directory.Offered) {
	for i := range acts {
		if len(offer) > 12 {
			break
		}
		days := r.Perm(5)[:1+r.IntN(3)]
		offer = append(offer, onDays(fmt.Sprint("a", i), []string{"sport", ""}[r.IntN(2)], days...)...)
	}
	return offer
}

// another is a week of the candidates that is another choice beside those kept.
func another(w Wish, all []Candidate, kept []Week) Week {
	for set := range 1 << len(all) {
		if k, whole := subset(w, all, set); whole && w.stands(kept[0], k) && w.differs(kept, k) {
			return k
		}
	}
	return nil
}

// However many things are in a week, what is searched beside it is bounded, and
// nothing is searched twice.
func TestTheSearchForFurtherWeeksIsBounded(t *testing.T) {
	for units, most := range map[int]int{1: 1, 2: 5, 10: mostSearches} {
		w, all := fewApart(units, 2, 6, units, 3)
		offer := w.scored(all)
		weeks, _, err := w.search(offer, 1)
		if err != nil || len(weeks) == 0 {
			t.Fatalf("%d weeks, %v", len(weeks), err)
		}
		b := beside{Wish: w, offer: offer, kept: weeksOf(weeks)}
		if err := b.look(); err != nil || len(b.tried) == 0 || len(b.tried) > most {
			t.Errorf("a week of %d: %d searches, at most %d: %v", units, len(b.tried), most, err)
		}
		for i, of := range b.tried {
			if len(of) == len(offer) || slices.ContainsFunc(b.tried[:i], func(o []int) bool { return slices.Equal(o, of) }) {
				t.Errorf("a week of %d: %d is searched again", units, i)
			}
		}
	}
}

// subset gives some of the candidates, and whether they are a week.
func subset(w Wish, all []Candidate, set int) (k Week, whole bool) {
	for i, c := range all {
		if set>>i&1 == 0 {
			continue
		}
		if _, clashes := ClashIn(k, c); clashes {
			return nil, false
		}
		k = append(k, c)
	}
	return k, len(k) > 0 && k.Units() <= w.MaxUnits && k.cost() <= w.Weekly
}

func TestTheBestWeekIsWithTheFriend(t *testing.T) {
	w := somebody()
	w.Free, w.MinUnits, w.MaxUnits, w.Kinds = 0, 1, 1, nil
	all := candidates(w, weekly("mon", 0, "sport", "O7"), weekly("tue", 1, "sport", "O7"))
	for _, with := range []string{"mon", "tue"} {
		w.Friends = map[string][]string{with: {"Sam"}}
		weeks, err := Compose(w, all)
		if err != nil || len(weeks) == 0 || weeks[0][0].Schedule.ID != with {
			t.Errorf("with Sam on %s the best is %v, %v", with, weeks, err)
		}
	}
}

func TestNothingFittingIsNoWeek(t *testing.T) {
	if weeks, err := Compose(somebody(), nil); err != nil || len(weeks) != 0 {
		t.Errorf("%v, %v", weeks, err)
	}
}

// Weeks are named by their schedules, a letter each; a capital is another hour
// of the same activity on the same day.
func TestWeeksThatShareMoreThanHalfGiveWayToOthers(t *testing.T) {
	weeks := func(names ...string) []Week {
		var all []Week
		for _, n := range names {
			var k Week
			for _, r := range n {
				k = append(k, Candidate{Slots: []Slot{{}}, Offered: directory.Offered{Schedule: directory.Schedule{ID: string(r)},
					Activity: directory.Activity{ID: strings.ToLower(string(r))}}})
			}
			all = append(all, k)
		}
		return all
	}
	say := func(all []Week) (s string) {
		for _, k := range all {
			for _, c := range k {
				s += c.Schedule.ID
			}
			s += " "
		}
		return s
	}
	for _, k := range []struct {
		name string
		in   []string
		want string
	}{
		{"half is allowed", []string{"abcd", "abef", "cdef"}, "abcd abef cdef "},
		{"more than half gives way", []string{"abcd", "abce", "efgh", "ijkl"}, "abcd efgh ijkl "},
		{"also where there are few", []string{"abcd", "abce", "abcf"}, "abcd "},
		{"another hour of the same day is no other week", []string{"abcd", "abcD", "efgh", "Abcd"}, "abcd efgh "},
		{"fewer things are no other week", []string{"abcd", "abc", "efgh"}, "abcd efgh "},
		{"never more than five", []string{"a", "b", "c", "d", "e", "f"}, "a b c d e "},
		{"a part of a week is no other week", []string{"ab", "a", "cd", "ef"}, "ab cd ef "},
	} {
		t.Run(k.name, func(t *testing.T) {
			if got := say(Wish{}.differing(weeks(k.in...))); got != k.want {
				t.Errorf("kept %q, want %q", got, k.want)
			}
		})
	}
}

func TestALongWayWeighsMoreThanWhatIsLiked(t *testing.T) {
	w := Wish{Kinds: []string{"music"}}
	c := Candidate{}
	c.Activity.Kind = "music"
	for minutes, want := range map[int]int{0: 180, 45: 135, 46: 130, 90: -90} {
		if c.Minutes = minutes; w.Points(c) != want {
			t.Errorf("%d minutes away it is worth %d points, want %d", minutes, w.Points(c), want)
		}
	}
}

// fewApart is a large offer whose near-best weeks are all one week: some activities
// at many times are worth much more than what else there is.
func fewApart(good, poor, times, units, days int) (Wish, []Candidate) {
	w := somebody()
	w.Free, w.Kinds, w.MinUnits, w.MaxUnits, w.Weekly = 0, []string{"sport"}, units, units, 4000*20
	w.Aims = nil
	for i := range good {
		w.Aims = append(w.Aims, Aim{ID: fmt.Sprint(i), Words: "x", CareAct: []string{fmt.Sprint("O", i)}})
	}
	var list []directory.Offered
	for i := range good + poor {
		for n := range times {
			o := weekly(fmt.Sprint("a", i, "-", n), (i+n%days)%7, "", fmt.Sprint("P", i))
			if o.Activity.ID = fmt.Sprint("a", i); i < good {
				o.Activity.Kind, o.Activity.Outcomes = "sport", []string{fmt.Sprint("O", i)}
			}
			o.Location.Lng -= float64((i*7+n*5)%11) / 400
			from := 9*60 + 420/(times/days)*(n/days)
			for s := range o.Sessions {
				o.Sessions[s].Start, o.Sessions[s].End = from, from+90
			}
			list = append(list, o)
		}
	}
	return w, candidates(w, list...)
}

// About 250 sessions, of which the engine's own list makes one week or two.
func BenchmarkComposeWhereFewWeeksDiffer(b *testing.B) {
	for _, k := range []struct {
		name                           string
		good, poor, times, units, days int
	}{
		{"a week of 1", 1, 11, 21, 1, 7},
		{"a week of 5, each on its day", 5, 3, 31, 5, 1},
		{"a week of 5, few others", 5, 2, 36, 5, 7},
		{"a week of 14", 12, 2, 18, 14, 6},
	} {
		w, all := fewApart(k.good, k.poor, k.times, k.units, k.days)
		b.Run(k.name, func(b *testing.B) {
			weeks := 0
			for b.Loop() {
				list, err := Compose(w, all)
				if err != nil {
					b.Fatal(err)
				}
				weeks = len(list)
			}
			b.ReportMetric(float64(len(all)), "candidates")
			b.ReportMetric(float64(weeks), "weeks")
		})
	}
}
