// Package bookings keeps people's places at sessions.
//
// Its words: a booking is one person's place at one session; a series is the
// bookings of one placement.
//
// Its invariants: a person has at most one live booking at a session, and never two
// confirmed places at one time, past midnight too; a booking
// takes a place and support through directory in its own transaction, and a
// cancelled one gives both back; a series is booked whole or not at all; a
// booking carries its ratio, price, placement and outcomes, so that a register
// needs nothing above.
//
// A register closes a session once: each place gets one of twelve codes, the
// provider's pay is spent from the person's budget and the rest goes back, in
// one transaction. Somebody who cancels a place gives it back at once; what it
// costs is settled with the register. What a code means is the framework's.
// A session that is called off (directory.CalledOff) has no register: its places
// are cancelled with ProviderCancelled, and their money goes back at once. Until it
// begins it can be put on again (directory.PutOn): places and money are as before,
// where the hour and the budget still allow it (ADR 75).
//
// A line of a closed register is corrected (correct.go): by the provider for
// DaysToCorrect, by the council's finance officers at any time; the old posting is
// taken back, the right one is posted, and what was said before is kept.
//
// A calendar's address is a secret that is kept as a hash. It must never know
// what a referral is.
package bookings
