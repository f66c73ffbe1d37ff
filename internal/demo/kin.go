package demo

import (
	"slices"
	"strings"

	"ourdays/internal/area/plans"
)

// helpers gives some people a supporter: for the young mostly a parent, for the
// old a son or a daughter with a power of attorney.
func (b *borough) helpers(d *dweller) {
	if len(d.helpers) > 0 || !chance(b.rnd, 55) {
		return
	}
	h := helper{basis: "asked", may: []string{"see", "choose", "book"}}
	switch {
	case d.age < 45:
		h.basis = "parent"
	case d.SupportReason == "dementia":
		h.basis, h.may = "attorney", []string{"see", "choose", "book", "money"}
	case d.tier == plans.Specialist && chance(b.rnd, 30):
		h.basis, h.may = "deputy", []string{"see", "choose", "book", "money"}
	case chance(b.rnd, 15):
		h.basis, h.may = "advocate", []string{"see", "choose"}
	}
	family := d.FamilyName
	if h.basis == "advocate" || chance(b.rnd, 20) {
		family = pick(b.rnd, b.names["family"])
	}
	given := pick(b.rnd, b.names[b.givenOfKin(d, family)])
	h.name, h.related = given+" "+family, h.kin(d, given, family)
	d.helpers = append(d.helpers, h)
}

// givenOfKin names the list from which somebody of the person's family is called.
func (b *borough) givenOfKin(d *dweller, family string) string {
	for _, heritage := range []string{"asia", "east", "africa"} {
		if family == d.FamilyName && slices.Contains(b.names["family "+heritage], family) {
			return "given " + heritage
		}
	}
	return "given middle"
}

// kin is who the helper is, as the person says it; empty where the ground says it.
func (h helper) kin(d *dweller, given, family string) string {
	as := func(man, woman string) string {
		if slices.Contains(men, given) {
			return "my " + man
		}
		return "my " + woman
	}
	switch {
	case h.basis == "parent":
		return as("dad", "mum")
	case h.basis == "attorney", h.basis == "asked" && family == d.FamilyName && d.is("old") && !d.lifelong():
		return as("son", "daughter")
	case h.basis == "asked" && family == d.FamilyName:
		return as("brother", "sister")
	}
	return ""
}

// men are those of the names of helpers that men have.
var men = strings.Fields("Adrian Alan Barry Brian Clive Colin Craig Dean Derek Duncan Gary Geoff Glen Graham " +
	"Howard Ian Jeff Keith Kevin Malcolm Mark Martin Neil Nigel Patrick Philip Ray Robert Roger Russell Simon Stephen " +
	"Steve Stuart Terry Tony Trevor Vincent " +
	"Anil Arjun Asif Bilal Gurpreet Hamza Imtiaz Kamal Khalid Manoj Mohan Nadeem Rahul Rajesh Sandeep Tariq " +
	"Vikram Zubair Aleksander Andrzej Dariusz Filip Grzegorz Jan Kacper Lech Mikolaj Pawel Piotr Stefan Wojtek " +
	"Ade Chidi Emeka Femi Kofi Kwame Samuel Tendai Tunde Yaw")
