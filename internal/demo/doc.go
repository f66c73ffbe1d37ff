// Package demo fills an empty database with a made-up borough, only through the
// areas' verbs. The towns are real towns of Cheshire East; the council, the
// organisations, their addresses and the people are invented. The same seed
// gives the same borough on the same day.
//
// It works in two steps. First a borough is thought up (borough.go, dweller.go,
// week.go, hall.go, money.go): pure, in memory, from the words in data. Then it is
// written (write.go, course.go, live.go, arrive.go): the clock is put back a year,
// what is offered and who is served is entered, and the days pass one by one with
// what is agreed, assessed, referred, begun and reviewed on them (course.go). The last
// eight weeks have registers, as of a council that began to take them in Ourdays then.
//
// Nobody contradicts themselves: words are found when the whole week is known, and
// rests.go holds them to it; registers say what fits the outcome (notes.go). No
// building holds more than it has room for, and no activity is twice at one place at
// one time (hall.go, spread.go), in a borough up to the size of the report's.
//
// A review that changes the week ends a place or more of it, so that whoever plays a broker
// has something to find (room.go).
//
// What agrees with the report (6.2, 5.5): who is served in-house and by others,
// what that costs a year, and the tiers; at other sizes in proportion. More people
// than the report's 556 have a record: 25 are on the way to a week (arrive.go), 22 of
// them with a plan, and 15 left in the last weeks (turns.go), which makes 596 people and
// 593 plans; 19 of those on the way have a decided tier, so that 575 people may be
// planned for. Fill builds a quick borough without history for tests.
package demo
