package brokerage

import "testing"

func TestOnlyTheTablesMovesAreLegal(t *testing.T) {
	legal := map[Status]map[Act]Status{
		Draft:      {Submit: Submitted, Finish: Ended},
		Submitted:  {Take: WithBroker, Finish: Ended},
		WithBroker: {ShowIt: Shown, Finish: Ended},
		Shown:      {ShowIt: Shown, ChooseIt: Chosen, LikeNone: WithBroker, HandBack: WithBroker, Finish: Ended},
		Chosen:     {Agree: Approved, Refuse: WithBroker, HandBack: WithBroker, Finish: Ended},
		Approved:   {PlaceIt: Placed, AskAgain: Chosen, HandBack: WithBroker, Finish: Ended},
		Placed:     {HandBack: WithBroker, Finish: Ended},
		Ended:      {},
	}
	checkMoves(t, referralMoves, ReferralStates(), legal)
	checkMoves(t, placementMoves, PlacementStates(), map[Status]map[Act]Status{
		Proposed:  {OfferIt: Offered, Recall: Withdrawn},
		Offered:   {Accept: Accepted, Decline: Declined, Recall: Withdrawn},
		Accepted:  {Begin: Active, Finish: Ended},
		Active:    {Pause: Suspended, Finish: Ended},
		Suspended: {Resume: Active, Finish: Ended},
		Declined:  {Propose: Proposed},
		Withdrawn: {Propose: Proposed},
		Ended:     {},
	})
}

func checkMoves(t *testing.T, table []move, states []Status, legal map[Status]map[Act]Status) {
	t.Helper()
	acts := []Act{Submit, Take, ShowIt, ChooseIt, LikeNone, Agree, Refuse, PlaceIt, HandBack, AskAgain, Finish,
		Propose, OfferIt, Accept, Decline, Begin, Pause, Resume, Recall, Reopen, EndOn}
	for _, from := range states {
		for _, act := range acts {
			to, err := next(table, from, act)
			want, ok := legal[from][act]
			if ok != (err == nil) || ok && to != want {
				t.Errorf("%s %s: %s, %v; want %s", from, act, to, err, want)
			}
		}
	}
}
