package web

import "testing"

func TestAPageBelongsToThePlaceThatNamesMostOfIt(t *testing.T) {
	links := []Link{{Path: "/activities"}, {Path: "/steer/spend", Holds: "/steer"}, {Path: "/steer/rates"}, {Path: "/"}}
	for here, want := range map[string]int{
		"/activities": 0, "/activities/7": 0, "/activitiesx": -1, "/steer/spend": 1, "/steer/people": 1, "/steer/sessions/4": 1,
		"/steer/rates": 2, "/steer/rates/9": 2, "/people": -1, "/": 3,
	} {
		if got := current(links, here); got != want {
			t.Errorf("%s belongs to %d, want %d", here, got, want)
		}
	}
}
