package brokerage

import (
	"slices"
	"strconv"
	"strings"

	"ourdays/internal/platform/pence"
)

// NoMoney is the step of a referral in which a provider's yes was refused, as the budget
// had too little. It moves nothing.
const NoMoney Act = "no_money"

// shortReason keeps what could not be had and how much was missing, in no language.
func shortReason(what string, missing pence.Pence) string {
	return strconv.FormatInt(int64(missing), 10) + " " + what
}

// shortOf reads it again.
func shortOf(reason string) (what string, missing pence.Pence) {
	amount, what, _ := strings.Cut(reason, " ")
	n, _ := strconv.ParseInt(amount, 10, 64) // shortReason wrote it
	return what, pence.Pence(n)
}

// toldShort reports whether the newest step says so already: pressing again is no news.
func toldShort(steps []Step, reason string) bool {
	for _, s := range slices.Backward(steps) {
		if s.Act != NoMoney {
			return false
		}
		if s.Reason == reason {
			return true
		}
	}
	return false
}
