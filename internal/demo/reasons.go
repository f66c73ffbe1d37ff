package demo

import (
	"math/rand/v2"
	"slices"
	"strings"

	"ourdays/internal/area/people"
	"ourdays/internal/area/plans"
)

// because is the rule that recommends the person's tier when it is first
// decided, as plans.Recommend has it.
func (d *dweller) because() plans.Because {
	_, rules := plans.Recommend(plans.Facts{Ratio: d.Ratio,
		Hoist: d.Needs&(people.Hoist|people.ChangingPlace) != 0, AtEntry: true,
		WantsWork: slices.ContainsFunc(d.goals, func(g goal) bool { return slices.Contains(g.aim.codes, "O8") })})
	return rules[0]
}

// explain thinks of why each person has their tier. It draws from a stream of
// its own, so that the rest of the borough stays.
func (b *borough) explain() {
	r := rand.New(rand.NewPCG(b.seed, 0x2ea50))
	for _, list := range [][]*dweller{b.people, b.leavers, b.newcomers} {
		for _, d := range list {
			d.reason = b.reasonOf(r, d)
		}
	}
}

// tooShort is a reason that does not stand alone, in letters.
const tooShort = 50

// reasonOf says why somebody has their tier: what they need, by the rule that
// recommends it, what they wish, and who was asked.
func (b *borough) reasonOf(r *rand.Rand, d *dweller) string {
	section := d.because().Rule
	if section != "hoist" {
		section += " " + d.SupportReason
	}
	said := []string{pick(r, d.told(b.reasons[section]))}
	if len(d.goals) > 0 && (chance(r, 70) || len(said[0]) < tooShort) {
		said = append(said, pick(r, d.told(b.reasons["wish "+d.goals[0].aim.sphere()])))
	}
	who := "alone"
	if len(d.helpers) > 0 {
		who = "with"
	}
	if chance(r, 45) {
		said = append(said, pick(r, d.told(b.reasons[who])))
	}
	return d.named(strings.Join(said, " "))
}

// named fills the names of the person and of who helps them into a sentence.
func (d *dweller) named(text string) string {
	helper := ""
	if len(d.helpers) > 0 {
		helper = d.helpers[0].name
	}
	return strings.NewReplacer("{name}", d.KnownAs, "{helper}", helper).Replace(text)
}

// sphere is the part of life that an aim is about: work, home, out, company or
// what somebody does for its own sake.
func (a aim) sphere() string {
	has := func(code string) bool { return slices.Contains(a.codes, code) }
	switch {
	case strings.HasSuffix(a.name, "job"), a.name == "useful":
		return "work"
	case a.name == "cook", has("O5"), has("O6"):
		return "home"
	case slices.Contains([]string{"friends", "company", "eating out", "dance"}, a.name):
		return "company"
	case slices.Contains([]string{"bus", "out and about", "out again", "films and shows"}, a.name):
		return "out"
	}
	return "self"
}
