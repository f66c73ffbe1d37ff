package brokerage

import (
	"slices"

	"ourdays/internal/platform/fail"
)

// decisions are the steps that answer a press before it is made, and the step
// that asked for an answer: what was answered before that is an older question.
var decisions = map[Act]struct {
	by    []Act
	asked Act
}{
	Take:    {[]Act{Take}, Submit},
	Agree:   {[]Act{Agree, Refuse}, ChooseIt},
	Refuse:  {[]Act{Agree, Refuse}, ChooseIt},
	Finish:  {[]Act{Finish}, Submit},
	Accept:  {[]Act{Accept, Decline, Recall}, OfferIt},
	Decline: {[]Act{Accept, Decline, Recall}, OfferIt},
}

// decided finds the step by which somebody was first; steps are in their order.
func decided(steps []Step, act Act) (Step, bool) {
	d := decisions[act]
	for _, s := range slices.Backward(steps) {
		switch {
		case slices.Contains(d.by, s.Act):
			return s, true
		case s.Act == d.asked:
			return Step{}, false
		}
	}
	return Step{}, false
}

// alreadyError is the refusal of a press on what somebody decided before, with
// their step, for those who may read its history.
type alreadyError struct {
	refusal *fail.Error
	step    Step
}

func (e *alreadyError) Error() string { return e.refusal.Error() }

func (e *alreadyError) Unwrap() error { return e.refusal }
