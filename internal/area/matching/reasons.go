package matching

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"ourdays/internal/area/people"
	"ourdays/internal/platform/pence"
)

// The rules that speak for a week, or say what it gives up. Each has a text
// brokerage.reason.X.
const (
	ForOutcome   Rule = "outcome"
	ForFriend    Rule = "friend"
	ForWords     Rule = "words"     // it is about what an outcome's words ask for: kept with weeks from before
	ForOtherWay  Rule = "other_way" // tied to an outcome by the Care Act alone, and about something else
	ForWished    Rule = "wished"
	ForWhen      Rule = "when" // it is when they wished for it
	ForLiked     Rule = "liked"
	ForNear      Rule = "near"
	ForCommunity Rule = "community"
	NotOutcome   Rule = "no_outcome"
	NotEnough    Rule = "few"
)

// Reason is one thing that speaks for a week (Good) or that it gives up.
type Reason struct {
	Rule  Rule   `json:"rule"`
	Good  bool   `json:"good"`
	Own   string `json:"own,omitempty"`   // words that people wrote: an outcome, a name
	Word  string `json:"word,omitempty"`  // a kind, ByWords, or what links an outcome
	Aim   string `json:"aim,omitempty"`   // the id of the outcome that it is about; weeks from before have none
	Acts  string `json:"acts,omitempty"`  // which activities, by their titles
	Easy  string `json:"easy,omitempty"`  // the same titles as they are in Easy Read, or the title that is Own
	Value int64  `json:"value,omitempty"` // minutes, pence or half days
}

// Reasons is kept with the option as it was shown.
type Reasons []Reason

// Value stores the reasons as text.
func (r Reasons) Value() (driver.Value, error) {
	b, err := json.Marshal([]Reason(r))
	return string(b), err
}

// Scan reads them back.
func (r *Reasons) Scan(src any) error {
	switch v := src.(type) {
	case string:
		return json.Unmarshal([]byte(v), (*[]Reason)(r))
	case []byte:
		return json.Unmarshal(v, (*[]Reason)(r))
	}
	return fmt.Errorf("read reasons: unexpected %T", src)
}

// Week is one possible week while it is put together.
type Week []Candidate

func (k Week) cost() (sum pence.Pence) {
	for _, c := range k {
		sum += c.WeekCost()
	}
	return sum
}

func (k Week) own() (sum pence.Pence) {
	for _, c := range k {
		sum += c.OwnWeek()
	}
	return sum
}

func (k Week) Units() (sum int) {
	for _, c := range k {
		sum += c.Units()
	}
	return sum
}

// Travel counts minutes a week there and back.
func (k Week) Travel() (sum int) {
	for _, c := range k {
		sum += 2 * c.Minutes * len(c.Slots)
	}
	return sum
}

// near is from how few minutes on a page calls a place near.
const near = 15

// ReasonsOf tells what speaks for a week by itself and what it gives up; what it does
// beside others is told by Beside.
func ReasonsOf(w Wish, k Week) Reasons {
	var all Reasons
	all = append(all, outcomeReasons(w, k)...)
	all = append(all, FriendsOf(w, k)...)
	all = append(all, wishedReasons(w, k)...)
	all = append(all, whenReasons(w, k)...)
	all = append(all, likedReasons(w, k)...)
	all = append(all, laterReasons(w, k)...)
	all = append(all, ownReasons(w, k)...)
	return goodFirst(all)
}

// goodFirst puts what speaks for a week before what it gives up.
func goodFirst(all Reasons) Reasons {
	slices.SortStableFunc(all, func(a, b Reason) int {
		switch {
		case a.Good && !b.Good:
			return -1
		case b.Good && !a.Good:
			return 1
		}
		return 0
	})
	return all
}

// ByWords is the word of an outcome's reason where its activities are about what its
// words ask for. Where those ask for nothing that is known, it is the codes of the Care
// Act outcomes that link the two, so that a page names them; weeks from before have none.
const ByWords = "words"

// outcomeReasons has one line for each outcome: the sessions that help and which
// activities they are of, or that none does. Where the words ask for something to do,
// only activities that are about it are said to help; a week without one is tied to the
// outcome by the Care Act alone, and gives up what was asked for.
func outcomeReasons(w Wish, k Week) Reasons {
	var all Reasons
	for _, a := range w.Aims {
		help := k.HelpWith(w, a)
		r := Reason{Rule: ForOutcome, Good: true, Own: a.Words, Aim: a.ID, Word: ByWords,
			Value: int64(help.Sessions), Acts: strings.Join(help.Acts, ", "), Easy: strings.Join(help.Easy, ", ")}
		if len(help.By) > 0 {
			r.Word = strings.Join(help.By, " ")
		}
		switch {
		case help.Sessions == 0:
			r.Rule, r.Good, r.Word = NotOutcome, false, ""
		case help.OtherWay():
			r.Rule, r.Good = ForOtherWay, false
		}
		all = append(all, r)
	}
	return all
}

// Help is what of a week helps with an outcome: what its words ask for, or where
// nothing is, what is tied to it by a Care Act outcome.
type Help struct {
	Sessions int      // a week
	Acts     []string // the activities that they are of, each once
	Easy     []string // their titles in Easy Read
	By       []string // the Care Act outcomes that alone tie them to it; none where the words do
	asks     bool     // the words ask for something to do
}

// OtherWay reports whether the words ask for something to do, and nothing of the
// week is about it.
func (h Help) OtherWay() bool { return h.asks && (len(h.By) > 0 || h.Sessions == 0) }

// HelpWith finds what of the week helps with an outcome.
func (k Week) HelpWith(w Wish, a Aim) Help {
	asked := Help{asks: a.Said != 0}
	tied := asked
	for _, c := range k {
		links := c.linksTo(a)
		switch {
		case w.befriends(c, a):
			asked.add(c, nil) // wherever it is: the Care Act ties activities, not friends
		case len(links) == 0:
		case c.answers(a):
			asked.add(c, nil)
		default:
			tied.add(c, links)
		}
	}
	if asked.Sessions > 0 {
		return asked
	}
	return tied
}

func (h *Help) add(c Candidate, links []string) {
	h.Sessions += len(c.Slots)
	if !slices.Contains(h.Acts, c.Activity.Title) {
		h.Acts, h.Easy = append(h.Acts, c.Activity.Title), append(h.Easy, c.Activity.EasyTitle)
	}
	for _, code := range links {
		if !slices.Contains(h.By, code) {
			h.By = append(h.By, code)
		}
	}
}

// befriends reports whether a friend goes there whom the words of an outcome ask for, that
// are about friends and about nothing else.
func (w Wish) befriends(c Candidate, a Aim) bool {
	return a.asks() == ofFriends && len(w.Friends[c.Schedule.ID]) > 0
}

// Outcome finds what the reasons of a week say of an outcome: that something of it
// helps, that what is tied to it is about something else, or that nothing helps. All
// pages tell it from here, so that who chooses and who brokers read the same.
func (r Reasons) Outcome(a Aim) Reason {
	for _, one := range r {
		about := one.Aim == a.ID && a.ID != "" || one.Aim == "" && one.Own == a.Words
		if about && (one.Rule == ForOutcome || one.Rule == ForOtherWay) {
			return one
		}
	}
	return Reason{Rule: NotOutcome, Own: a.Words, Aim: a.ID}
}

// HelpsWith reports whether the reasons of a week say that something of it helps with
// an outcome, and is not about something else.
func (r Reasons) HelpsWith(a Aim) bool { return r.Outcome(a).Rule == ForOutcome }

// wishedReasons names what is about something that the person likes, wants or
// is good at, and was not named for an outcome.
func wishedReasons(w Wish, k Week) Reasons {
	var all Reasons
	for _, c := range k {
		if !slices.ContainsFunc(w.Aims, c.answers) && saidOf(c.Activity).Speaks(w.Wishes) {
			all = append(all, Reason{Rule: ForWished, Good: true, Own: c.Activity.Title,
				Easy: c.Activity.EasyTitle})
		}
	}
	return all
}

// whenReasons names what is at the time that the person wished for.
func whenReasons(w Wish, k Week) Reasons {
	var all Reasons
	for _, c := range k {
		if w.atWished(c) {
			all = append(all, Reason{Rule: ForWhen, Good: true, Own: c.Activity.Title, Easy: c.Activity.EasyTitle,
				Value: int64(w.When.Day*10 + w.When.Part)})
		}
	}
	return all
}

// Wished gives the time that a reason is about.
func (r Reason) Wished() people.When {
	return people.When{Day: int(r.Value / 10), Part: int(r.Value % 10)}
}

// FriendsOf lists the friends of a week, each once, with how many sessions.
func FriendsOf(w Wish, k Week) Reasons {
	var all Reasons
	for _, c := range k {
		for _, name := range w.Friends[c.Schedule.ID] {
			i := slices.IndexFunc(all, func(r Reason) bool { return r.Own == name })
			if i < 0 {
				all = append(all, Reason{Rule: ForFriend, Good: true, Own: name})
				i = len(all) - 1
			}
			all[i].Value += int64(len(c.Slots))
		}
	}
	return all
}

// likedReasons names each liked kind once, and community places once.
func likedReasons(w Wish, k Week) Reasons {
	var all Reasons
	community := int64(0)
	for _, c := range k {
		kind := c.Activity.Kind
		known := slices.ContainsFunc(all, func(r Reason) bool { return r.Word == kind })
		if slices.Contains(w.Kinds, kind) && !known {
			all = append(all, Reason{Rule: ForLiked, Good: true, Word: kind})
		}
		if c.Community() {
			community += int64(len(c.Slots))
		}
	}
	if community > 0 {
		all = append(all, Reason{Rule: ForCommunity, Good: true, Value: community})
	}
	return all
}

// ownReasons tells how near all of it is, and how far it is below the assessed half days.
func ownReasons(w Wish, k Week) Reasons {
	var all Reasons
	farthest := 0
	for _, c := range k {
		farthest = max(farthest, c.Minutes)
	}
	if farthest > 0 && farthest <= near {
		all = append(all, Reason{Rule: ForNear, Good: true, Value: int64(farthest)})
	}
	if n := w.MinUnits - w.Had - k.Units(); n > 0 {
		all = append(all, Reason{Rule: NotEnough, Value: int64(n)})
	}
	return all
}
