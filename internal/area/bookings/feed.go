package bookings

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"

	"ourdays/internal/area/access"
)

// How far a calendar reaches back and ahead, in days.
const (
	feedBack  = 31
	feedAhead = 366
)

// secretBytes make an address that nobody guesses: 160 bits.
const secretBytes = 20

// FreshSecret is a new secret part of a calendar's address. It is made with the
// form that asks for it, so that pressing twice asks for one address.
func FreshSecret() string {
	b := make([]byte, secretBytes)
	if _, err := rand.Read(b); err != nil {
		panic(err) // the system has no randomness left: nothing is safe to make
	}
	return hex.EncodeToString(b)
}

// Feed is what a page may know of a person's calendar: never its secret.
type Feed struct {
	On   bool   // it has an address
	Mark string // of this very state; NewFeed changes no other
	May  bool   // the actor may make, renew and stop the address
	Help bool   // the actor is a supporter: their address ends with their mandate
}

// opens reports whether a secret opens the calendar as it is now: one that was
// made before, or is another person's, does not.
func (f Feed) opens(secret string) bool { return secret != "" && f.Mark == hashOf(secret) }

// makerOf is whose powers an address stands on: nobody's when the person makes it.
func makerOf(a access.Actor) string {
	if a.Kind == access.Person {
		return ""
	}
	return a.ID
}

func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
