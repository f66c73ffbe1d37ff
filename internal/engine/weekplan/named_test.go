package weekplan

import (
	"slices"
	"testing"
)

// four is somebody with one half day a week and four things to do with it.
func four() (Asker, Offer) {
	o := Offer{MaxPerDay: 1, MaxPerAct: 1, Gap: 30}
	for day := range 4 {
		o.Sessions = append(o.Sessions, OfferSession{Day: day, Start: 600, End: 700, Units: 1, Act: day, FreePlaces: 1, FreeLoad: 60,
			Community: day == 3})
	}
	return Asker{Max: 1, Budget: 1000, Choices: []Choice{
		{Session: 0, Utility: 100, Price: 500, Row: -1},
		{Session: 1, Utility: 95, Price: 100, Row: -1},
		{Session: 2, Utility: 84, Together: 10, Price: 400, Row: -1, Friends: 2},
		{Session: 3, Utility: 93, Price: 450, Row: -1},
	}}, o
}

func TestAWeekIsNamedForWhatItIsBestAt(t *testing.T) {
	a, o := four()
	got, err := Options(a, o, 5)
	if err != nil || !got.Complete {
		t.Fatalf("%+v, %v", got, err)
	}
	for i, want := range []struct {
		kind    Kind
		session int
		gives   []Fact
	}{
		{KindBest, 0, []Fact{{GivesFriends, 2, 0}, {GivesMoney, 400, 0}}},
		{KindCheapest, 1, []Fact{{GivesUtility, 5, 0}, {GivesFriends, 2, 0}}},
		{KindFriends, 2, []Fact{{GivesUtility, 16, 0}, {GivesMoney, 300, 0}}},
		{KindCommunity, 3, []Fact{{GivesUtility, 7, 0}, {GivesFriends, 2, 0}, {GivesMoney, 350, 0}}},
	} {
		if i >= len(got.Weeks) {
			t.Fatalf("only %d weeks", len(got.Weeks))
		}
		w := got.Weeks[i]
		if w.Kind != want.kind || !slices.Equal(w.Sessions, []int{want.session}) || !slices.Equal(w.GivesUp, want.gives) {
			t.Errorf("week %d is %d with %v, giving up %v; want %+v", i, w.Kind, w.Sessions, w.GivesUp, want)
		}
	}
}

func TestNoWeekIsNamedForWhatTheBestOneIsBestAt(t *testing.T) {
	for _, c := range []struct {
		name  string
		turn  func(a *Asker, o *Offer)
		kinds []Kind
	}{
		{"the best costs least", func(a *Asker, _ *Offer) {
			a.Choices[0].Price = 50
		}, []Kind{KindBest, KindDifferent, KindFriends, KindCommunity}},
		{"the best costs as little as another", func(a *Asker, _ *Offer) {
			a.Choices[0].Price = 100
		}, []Kind{KindBest, KindDifferent, KindFriends, KindCommunity}},
		{"the best has as many friends", func(a *Asker, _ *Offer) {
			a.Choices[0].Friends = 2
		}, []Kind{KindBest, KindCheapest, KindDifferent, KindCommunity}},
		{"the best is the community's", func(_ *Asker, o *Offer) {
			o.Sessions[0].Community = true
		}, []Kind{KindBest, KindCheapest, KindFriends, KindDifferent}},
		{"the cheapest has most friends too", func(a *Asker, _ *Offer) {
			a.Choices[1].Friends = 3
		}, []Kind{KindBest, KindCheapest, KindDifferent, KindCommunity}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, o := four()
			c.turn(&a, &o)
			got, err := Options(a, o, 5)
			if err != nil {
				t.Fatal(err)
			}
			var kinds []Kind
			for _, w := range got.Weeks {
				kinds = append(kinds, w.Kind)
			}
			if !slices.Equal(kinds, c.kinds) {
				t.Errorf("kinds %v, not %v", kinds, c.kinds)
			}
		})
	}
	a, o := four()
	got, err := Options(a, o, 2)
	if err != nil || len(got.Weeks) != 2 || got.Weeks[1].Kind != KindCheapest {
		t.Errorf("of two weeks the other is %+v: %v", got.Weeks, err)
	}
}
