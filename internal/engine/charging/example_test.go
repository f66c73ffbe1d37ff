package charging_test

import (
	"fmt"
	"os"
	"strings"

	"ourdays/internal/engine/charging"
	"ourdays/internal/platform/pence"
)

// A finance officer's file is read, assessed, and priced for another week.
func Example() {
	c, err := charging.Read(strings.NewReader(`{
		"date": "2025-06-02",
		"person": {"age": 30, "household": "single", "children": 0, "pension_age": false},
		"capital": {"own": "14600.00", "joint": "0.00"},
		"income": [{"kind": "universal_credit", "amount": "600.00", "every": "month"},
			{"kind": "earnings", "amount": "90.00", "every": "week"}],
		"services": [{"kind": "day activities", "weekly_cost": "96.00"}]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := charging.Assess(c)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, l := range r.Lines {
		fmt.Println(l.Amount, l.Label)
	}
	fmt.Println("this week", r.WeeklyCharge, "a quiet week", r.ForWeek(pence.Pence(1200)))
	// Output:
	// 138.46 Universal Credit (£600 a month)
	// 90.00 Earnings from work
	// -90.00 Earnings from work: never counts
	// 2.00 Savings of £14,600: £1 a week for each £250, or part of it, above £14,250
	// -112.50 Minimum Income Guarantee 2025-26: a single person from 25 to pension age
	// this week 27.96 a quiet week 12.00
}

// Everything wrong with a file comes at once, each at its place.
func ExampleRead() {
	_, err := charging.Read(strings.NewReader(`{"date": "2025-06-31", "person": {"age": 17, "household": "single"}, "pets": 2}`))
	fmt.Println(err)
	// Output:
	// $.pets: is not a field of an assessment
	// $.date: "2025-06-31" is not a day such as 2025-04-07
	// $.person.age: must be from 18 to 130: these rules are for adults
}

// What a job would change, for the person.
func ExampleWhatIf() {
	f, err := os.Open("../../../examples/charging/peter-2025.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer f.Close()
	c, err := charging.Read(f)
	if err != nil {
		fmt.Println(err)
		return
	}
	b, err := charging.WhatIf(c, charging.Idea{Does: charging.Job, Kind: "earnings", Amount: 12000, Every: charging.Week})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(b.Write(charging.Easy))
	// Output:
	// What changes for you
	// ====================
	//
	// Your idea
	// ---------
	//   You get a job                                              £120 a week
	//
	// What you pay
	// ------------
	// You have £120 more each week.
	//   You pay each week now                                           £48.00
	//   Then you pay each week                                          £48.00
	//
	// Good to know
	// ------------
	// You can work and earn money.
	// You do not pay more for your care.
	// A job can change your benefits.
	// Ask for a benefits check first.
	// A benefits check looks at all your money.
}
