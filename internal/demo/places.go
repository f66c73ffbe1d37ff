package demo

import (
	"fmt"
	"strconv"
	"strings"

	"ourdays/internal/area/directory"
)

// accessLetters are the facts of a place as places.txt writes them.
var accessLetters = map[string]directory.Access{"s": directory.StepFree, "t": directory.AccessibleToilet,
	"c": directory.ChangingPlace,
	"h": directory.Hoist, "l": directory.HearingLoop, "q": directory.Quiet, "p": directory.Parking}

// site is a location with the short names of itself and of who keeps it.
type site struct {
	key, keeper string
	directory.Location
}

// readLines gives the filled lines of a data file, split into columns.
func readLines(name string, least int) ([][]string, error) {
	text, err := data.ReadFile("data/" + name)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	var all [][]string
	for _, line := range strings.Split(string(text), "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		c := columns(line)
		if len(c) < least {
			return nil, fmt.Errorf("%s: %q has %d columns of %d", name, line, len(c), least)
		}
		all = append(all, c)
	}
	return all, nil
}

// sites reads the borough's locations.
func sites() ([]site, error) {
	lines, err := readLines("places.txt", 12)
	if err != nil {
		return nil, err
	}
	var all []site
	for _, c := range lines {
		s := site{key: c[0], keeper: c[1], Location: directory.Location{Name: c[2], Address: c[3], Town: c[4],
			Ward: c[5], Postcode: c[6],
			HowToGetThere: c[10], EasyHowTo: strings.ReplaceAll(c[11], " / ", "\n")}}
		for _, letter := range strings.Fields(c[8]) {
			s.Access |= accessLetters[letter]
		}
		if _, err := fmt.Sscanf(c[7], "%f %f", &s.Lat, &s.Lng); err != nil {
			return nil, fmt.Errorf("places.txt: %s: %w", c[0], err)
		}
		if s.Capacity, err = strconv.Atoi(c[9]); err != nil {
			return nil, fmt.Errorf("places.txt: %s: %w", c[0], err)
		}
		all = append(all, s)
	}
	return all, nil
}

// firm is an organisation with its short name and who works there.
type firm struct {
	key, staff string
	directory.Organisation
}

// firms reads the borough's organisations; the council's own is the first.
func firms() ([]firm, error) {
	lines, err := readLines("organisations.txt", 7)
	var all []firm
	for _, c := range lines {
		all = append(all, firm{key: c[0], staff: c[6], Organisation: directory.Organisation{Kind: c[1], Name: c[2],
			Email: c[3], Phone: c[4], About: c[5]}})
	}
	return all, err
}

// Providers names the persona of each organisation.
func Providers() []string {
	var names []string
	for _, f := range must(firms()) {
		names = append(names, f.staff)
	}
	return names
}
