package directory

import (
	"context"
	"slices"
	"sort"

	"ourdays/internal/platform/db"
)

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
