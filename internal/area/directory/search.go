package directory

import (
	"context"
	"slices"
	"sort"
	"strings"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

// PerPage is how many activities one page of a search holds.
const PerPage = 10

// Query is what somebody looks for. Zero values ask for nothing.
type Query struct {
	Words    string
	Kind     string
	Town     string
	Part     Part
	Access   Access
	Free     bool
	MaxPrice pence.Pence // 0 is no limit
	Online   bool        // can be joined from home
	Group    string
	Page     int // from 1
}

// Filtered reports whether anything but words is asked for.
func (q Query) Filtered() bool {
	q.Words, q.Page = "", 0
	return q != Query{}
}

// Hit is an activity that was found, with its next open session when it has
// one.
type Hit struct {
	Activity     Activity
	Organisation Organisation
	Location     Location // of the next session
	Next         Session
	HasNext      bool
}

// Found is one page of what was found.
type Found struct {
	Hits  []Hit
	Total int
	Page  int
	Pages int
	// Instead are the words that were looked for in place of ones that nobody
	// uses; empty when every word was understood as it stood.
	Instead []string
	// Loosened says that nothing had all the words, so that these have some.
	Loosened bool
	// Wordless says that nothing was looked for, because what was typed holds
	// no word, as "🎨" and "?!" do.
	Wordless bool
}

// far is the next time of an activity that has no session to come: it sorts
// behind all others, without NULLs, whose order the engines differ on.
var far = clock.At(clock.D(9999, 12, 31), 0)

// Weights of a word by where it stands.
const (
	inTitle = 8
	inKind  = 4
	inName  = 3 // of organisation, town or location
	inText  = 1
)

// facets are what search asks of an activity besides words.
type facets struct {
	ActivityID string
	Kind       string
	Price      pence.Pence // unknown is -1
	Access     Access
	Reached    int64 // 1 in person, 2 on-line
	Parts      Part
	Audience   int64
	NextStarts clock.Instant
}

const (
	reachedInPerson = 1
	reachedOnline   = 2
)

// everyone has the bit of every group, and one for none.
const everyone = 1<<20 - 1

func audienceOf(groups db.List) int64 {
	if len(groups) == 0 {
		return everyone
	}
	var bits int64
	for i, g := range Groups() {
		if groups.Has(g) {
			bits |= 1 << i
		}
	}
	return bits
}

func groupBit(group string) int64 {
	if i := slices.Index(Groups(), group); i >= 0 {
		return 1 << i
	}
	return 0
}

func reachedBy(online string) int64 {
	switch online {
	case Online:
		return reachedOnline
	case Both:
		return reachedInPerson | reachedOnline
	}
	return reachedInPerson
}

// facetsOf gathers an activity's facets from its schedules. An access fact
// holds when the activity has it or every location has it.
func facetsOf(a Activity, schedules []Schedule, locs map[string]Location, today clock.Date) facets {
	f := facets{ActivityID: a.ID, Kind: a.Kind, Price: a.OwnPrice, Reached: reachedBy(a.Online),
		Audience: audienceOf(a.For), NextStarts: far}
	if !a.PriceKnown {
		f.Price = -1
	}
	common, some := ^Access(0), false
	for _, s := range schedules {
		if l, ok := locs[s.LocationID]; ok {
			common, some = common&l.Access, true
		}
		f.Parts |= partsOf(s, today)
	}
	if !some {
		common = 0
	}
	f.Access = a.Access | common
	return f
}

// partsOf gives the parts of the week on which a schedule falls in the weeks
// for which sessions are made.
func partsOf(s Schedule, today clock.Date) Part {
	days, err := s.Dates(later(s.From, today), later(s.From, today).AddDays(DaysAhead))
	if err != nil {
		return 0 // AddSchedule refused every rule that cannot be read
	}
	var p Part
	for _, d := range days {
		p |= PartsOn(d, s.Start)
	}
	return p
}

func later(a, b clock.Date) clock.Date {
	if a.Before(b) {
		return b
	}
	return a
}

// wordsOf weighs the words by which an activity is found.
func wordsOf(a Activity, o Organisation, locs map[string]Location) map[string]int {
	weight := map[string]int{}
	add := func(text string, w, most int) {
		for _, s := range stems(text, most) {
			weight[s] = max(weight[s], w)
		}
	}
	add(a.Title+" "+a.EasyTitle, inTitle, mostFromText)
	add(kindWords[a.Kind], inKind, mostFromText)
	add(o.Name, inName, mostFromText)
	for _, l := range locs {
		add(l.Name+" "+l.Town+" "+l.Ward, inName, mostFromText)
	}
	if a.Online != InPerson {
		add("online zoom home", inKind, mostFromText)
	}
	add(strings.ReplaceAll(strings.Join(a.For, " "), "_", " "), inKind, mostFromText)
	add(a.Text+" "+a.EasyText, inText, mostFromText)
	return weight
}

// kindWords are what people call each kind.
var kindWords = map[string]string{
	"friends": "friends social", "films": "films shows cinema", "music": "music drama",
	"sport":  "sport exercise",
	"discos": "disco eating out", "arts": "arts crafts", "work": "work volunteering job",
	"learning": "learning course class",
}

// makeFindable writes what search knows of an activity, and forgets one that
// is not published.
func (s *Service) makeFindable(ctx context.Context, tx *db.Tx, activityID string) error {
	a, err := activityByID(ctx, tx, activityID)
	if err != nil {
		return err
	}
	if err := forgetFindable(ctx, tx, activityID); err != nil || a.Status != Published {
		return err
	}
	o, err := organisationByID(ctx, tx, a.OrganisationID)
	if err != nil {
		return err
	}
	schedules, err := schedulesOfActivity(ctx, tx, activityID)
	if err != nil {
		return err
	}
	locs, err := locationsOf(ctx, tx, schedules)
	if err != nil {
		return err
	}
	f := facetsOf(a, schedules, locs, tx.Today())
	coming, err := comingSessions(ctx, tx, activityID, 1)
	if err != nil {
		return err
	}
	if len(coming) > 0 {
		f.NextStarts = coming[0].Starts
	}
	if err := insertFacets(ctx, tx, f, townsOf(locs)); err != nil {
		return err
	}
	return insertWords(ctx, tx, activityID, wordsOf(a, o, locs))
}

func locationsOf(ctx context.Context, tx *db.Tx, schedules []Schedule) (map[string]Location, error) {
	var ids []string
	for _, sch := range schedules {
		if sch.LocationID != "" {
			ids = append(ids, sch.LocationID)
		}
	}
	if len(ids) == 0 {
		return map[string]Location{}, nil
	}
	list, err := locationsByID(ctx, tx, distinct(ids))
	return indexLocations(list), err
}

func townsOf(locs map[string]Location) []string {
	var towns []string
	for _, l := range locs {
		if l.Town != "" {
			towns = append(towns, l.Town)
		}
	}
	sort.Strings(towns)
	return slices.Compact(towns)
}

// Refresh brings the next times of activities whose last known next time has
// passed up to now. Serve runs it every few minutes; what a page shows of a
// hit is read anew in any case, so only the order waits for it.
func (s *Service) Refresh(ctx context.Context, tx *db.Tx) error {
	return refreshNext(ctx, tx)
}

// Towns lists the towns in which something can be found, by name.
func (s *Service) Towns(ctx context.Context, tx *db.Tx) ([]string, error) {
	towns, err := townNames(ctx, tx)
	sort.Strings(towns)
	return towns, err
}

// Search finds published activities: those that have every word, best words
// first and then soonest; when none has, those that have some. A word that
// nobody uses is taken for the nearest one that somebody does; what holds no
// word at all finds nothing. A page behind the last one is the last one.
func (s *Service) Search(ctx context.Context, tx *db.Tx, q Query) (Found, error) {
	found := Found{Page: min(max(q.Page, 1), mostPages)}
	if wordless(q.Words) {
		return Found{Page: 1, Wordless: true}, nil
	}
	terms, instead, err := s.understand(ctx, tx, q.Words)
	if err != nil {
		return found, err
	}
	found.Instead = instead
	rows, total, err := findActivities(ctx, tx, q, terms, true, found.Page)
	if err == nil && total == 0 && len(terms) > 1 {
		found.Loosened = true
		rows, total, err = findActivities(ctx, tx, q, terms, false, found.Page)
	}
	if err != nil {
		return found, err
	}
	found.Total, found.Pages = total, (total+PerPage-1)/PerPage
	if last := max(found.Pages, 1); found.Page > last {
		found.Page = last
		if rows, _, err = findActivities(ctx, tx, q, terms, !found.Loosened, last); err != nil {
			return found, err
		}
	}
	found.Hits, err = s.hits(ctx, tx, rows)
	return found, err
}

// mostPages is more than any directory fills; it keeps a made-up page number
// from counting over.
const mostPages = 1_000_000

// term is one word asked for: as it stands, and the words that count less.
type term struct {
	word string
	also []string
}

// understand turns what was typed into terms, and says which words it took
// for others.
func (s *Service) understand(ctx context.Context, tx *db.Tx, typed string) ([]term, []string, error) {
	var terms []term
	var instead []string
	words := distinct(split(typed))
	for _, w := range words[:min(mostAsked, len(words))] {
		t, near, err := termOf(ctx, tx, w)
		if err != nil {
			return nil, nil, err
		}
		terms, instead = append(terms, t), append(instead, near...)
	}
	return terms, instead, nil
}

// termOf finds what one word may stand for; near are the words it was taken
// for when nobody uses it.
func termOf(ctx context.Context, tx *db.Tx, typed string) (t term, near []string, err error) {
	w := stem(typed)
	t = term{word: w, also: slices.Clone(alikeOf[w])}
	longer, err := wordsFrom(ctx, tx, w)
	if err != nil {
		return t, nil, err
	}
	t.also = append(t.also, longer...)
	used, err := wordUsed(ctx, tx, append([]string{w}, t.also...))
	if err != nil || used {
		t.also = distinct(t.also)
		return t, nil, err
	}
	near, err = nearest(ctx, tx, w, slips(typed))
	for _, n := range near {
		t.also = append(append(t.also, n), alikeOf[n]...)
	}
	t.also = distinct(t.also)
	return t, near, err
}

// mostNear bounds the words that a misspelt one may stand for.
const mostNear = 5

// nearest gives the known words with the fewest slips from w, those with its
// first letter before others.
func nearest(ctx context.Context, tx *db.Tx, w string, bound int) ([]string, error) {
	if bound == 0 {
		return nil, nil
	}
	known, err := wordsOfLength(ctx, tx, w, bound)
	if err != nil {
		return nil, err
	}
	var near []string
	for _, k := range known {
		d := distance(w, k, bound)
		if d < bound {
			near, bound = nil, d
		}
		if d <= bound {
			near = append(near, k)
		}
	}
	sort.SliceStable(near, func(i, j int) bool { return near[i][0] == w[0] && near[j][0] != w[0] })
	return near[:min(mostNear, len(near))], nil
}

// hits reads what a list shows of the activities, in their order.
func (s *Service) hits(ctx context.Context, tx *db.Tx, ids []string) ([]Hit, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	acts, err := activitiesByID(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	next, err := nextSessions(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	var orgIDs, locIDs []string
	for _, a := range acts {
		orgIDs = append(orgIDs, a.OrganisationID)
	}
	for _, n := range next {
		locIDs = append(locIDs, n.LocationID)
	}
	orgs, err := organisationsByID(ctx, tx, distinct(orgIDs))
	if err != nil {
		return nil, err
	}
	locs := []Location{}
	if len(locIDs) > 0 {
		if locs, err = locationsByID(ctx, tx, distinct(locIDs)); err != nil {
			return nil, err
		}
	}
	actBy, orgBy, locBy := indexActivities(acts), indexOrganisations(orgs), indexLocations(locs)
	nextBy := index(next, func(n Session) string { return n.ActivityID })
	list := make([]Hit, 0, len(ids))
	for _, id := range ids {
		n, has := nextBy[id]
		a := actBy[id]
		list = append(list, Hit{a, orgBy[a.OrganisationID], locBy[n.LocationID], n, has})
	}
	return list, nil
}
