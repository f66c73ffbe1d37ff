package directory

import (
	"context"
	"slices"
	"sort"
	"unicode/utf8"

	"ourdays/internal/platform/db"
)

// makeFindable writes what search knows of an activity, and forgets one that
// is not published.
func (s *Service) makeFindable(ctx context.Context, tx *db.Tx, activityID string) error {
	if err := lockActivity(ctx, tx, activityID); err != nil {
		return err
	}
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
	return insertWords(ctx, tx, activityID, wordsOf(a, o, locs, f.Days))
}

// findableAtOnce bounds the activities that one transaction makes findable.
const findableAtOnce = 50

// findAgain makes findable, by the rules of words of this program, what an older
// one did by its own. Until then it is found by those.
func (s *Service) findAgain(ctx context.Context) error {
	for {
		var some []string
		err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) (err error) {
			some, err = foundByOlderRules(ctx, tx, findableAtOnce)
			for i := 0; err == nil && i < len(some); i++ {
				err = s.makeFindable(ctx, tx, some[i])
			}
			return err
		})
		if err != nil || len(some) == 0 {
			return err
		}
	}
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
	found.Hits, err = s.hits(ctx, tx, rows, soughtBy(q, terms, tx.Today()))
	return found, err
}

// understand turns what was typed into terms, and says which words it took
// for others.
func (s *Service) understand(ctx context.Context, tx *db.Tx, typed string) ([]term, []string, error) {
	var terms []term
	var instead []string
	words := telling(distinct(split(typed)))
	for _, w := range words[:min(mostAsked, len(words))] {
		t, near, err := termOf(ctx, tx, w)
		if err != nil {
			return nil, nil, err
		}
		terms, instead = append(terms, t), append(instead, near...)
	}
	return terms, instead, nil
}

// shortestLonger is from how many letters on longer words with the same
// beginning are alike: "garden" and "gardeners", but "car" is neither a card
// nor a carrot.
const shortestLonger = 6

// termOf finds what one word may stand for. One that nobody uses is taken for
// the beginning of those that somebody does, or for the nearest, which near tells.
func termOf(ctx context.Context, tx *db.Tx, typed string) (t term, near []string, err error) {
	t, used, err := usedTerm(ctx, tx, spellings(typed))
	w := t.forms[0]
	if err != nil || used && utf8.RuneCountInString(w) < shortestLonger {
		return t, nil, err
	}
	longer, err := wordsFrom(ctx, tx, w)
	switch {
	case err != nil:
		return t, nil, err
	case used:
		t.same = distinct(slices.Concat(t.same, longer))
		return t, nil, nil
	case len(longer) > 0:
		t.forms = append(t.forms, longer...)
		return t, nil, nil
	}
	near, err = nearest(ctx, tx, spellings(typed), slips(typed))
	for _, n := range near {
		t.forms = append(t.forms, n)
		t.same = distinct(slices.Concat(t.same, alikeOf[n].same))
		t.kinds = distinct(slices.Concat(t.kinds, alikeOf[n].kinds))
	}
	return t, near, err
}

// usedTerm is the term of the first spelling that somebody uses, or of the first.
func usedTerm(ctx context.Context, tx *db.Tx, spelt []string) (t term, used bool, err error) {
	for _, w := range spelt {
		t = term{forms: []string{w}, alike: alikeOf[w]}
		if used, err = wordUsed(ctx, tx, t); used || err != nil {
			return t, used, err
		}
	}
	return term{forms: spelt[:1], alike: alikeOf[spelt[0]]}, false, nil
}

// nearest gives the known words with the fewest slips from a word, however it
// is spelt; those with its first letter before others.
func nearest(ctx context.Context, tx *db.Tx, spelt []string, bound int) ([]string, error) {
	if bound == 0 {
		return nil, nil
	}
	known, err := wordsOfLength(ctx, tx, spelt[0], bound)
	if err != nil {
		return nil, err
	}
	var near []string
	for _, k := range known {
		d := bound + 1
		for _, w := range spelt {
			d = min(d, distance(w, k, bound))
		}
		if d < bound {
			near, bound = nil, d
		}
		if d <= bound {
			near = append(near, k)
		}
	}
	first := spelt[0][0]
	sort.SliceStable(near, func(i, j int) bool { return near[i][0] == first && near[j][0] != first })
	return near[:min(mostNear, len(near))], nil
}

// shownSessions gives of each activity the next session that is at the time sought;
// one without any, at the next time that is sought instead.
func shownSessions(ctx context.Context, tx *db.Tx, ids []string, times []sought) (map[string]Session, error) {
	shown := map[string]Session{}
	for _, w := range times {
		without := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return shown[id].ID != "" })
		if len(without) == 0 {
			break
		}
		next, err := nextSessions(ctx, tx, without, w)
		if err != nil {
			return nil, err
		}
		for _, n := range next {
			shown[n.ActivityID] = n
		}
	}
	return shown, nil
}

// hits reads what a list shows of the activities, in their order.
func (s *Service) hits(ctx context.Context, tx *db.Tx, ids []string, times []sought) ([]Hit, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	acts, err := activitiesByID(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	next, err := shownSessions(ctx, tx, ids, times)
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
	list := make([]Hit, 0, len(ids))
	for _, id := range ids {
		n, has := next[id]
		a := actBy[id]
		list = append(list, Hit{a, orgBy[a.OrganisationID], locBy[n.LocationID], n, has})
	}
	return list, nil
}
