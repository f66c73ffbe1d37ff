package directory

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

// SessionByID gives a session; fail.NotFound when there is none.
func (s *Service) SessionByID(ctx context.Context, tx *db.Tx, id string) (Session, error) {
	return sessionByID(ctx, tx, id)
}

// ActivityByID gives an activity, whatever its status.
func (s *Service) ActivityByID(ctx context.Context, tx *db.Tx, id string) (Activity, error) {
	return activityByID(ctx, tx, id)
}

// ActivitiesOf lists an organisation's activities by title.
func (s *Service) ActivitiesOf(ctx context.Context, tx *db.Tx, organisationID string) ([]Activity, error) {
	return activitiesOfOrganisation(ctx, tx, organisationID)
}

// OrganisationByID gives an organisation.
func (s *Service) OrganisationByID(ctx context.Context, tx *db.Tx, id string) (Organisation, error) {
	return organisationByID(ctx, tx, id)
}

// Organisations lists every organisation by name.
func (s *Service) Organisations(ctx context.Context, tx *db.Tx) ([]Organisation, error) {
	return allOrganisations(ctx, tx)
}

// LocationByID gives a location.
func (s *Service) LocationByID(ctx context.Context, tx *db.Tx, id string) (Location, error) {
	return locationByID(ctx, tx, id)
}

// MeetsAt counts the places at which a provider's activities meet; on-line is one
// of them.
func (s *Service) MeetsAt(ctx context.Context, tx *db.Tx, organisationID string) (int, error) {
	return placesOfOrganisation(ctx, tx, organisationID)
}

// SitesOf lists the locations at which a provider's activities meet, by name;
// on-line is none of them.
func (s *Service) SitesOf(ctx context.Context, tx *db.Tx, organisationID string) ([]Location, error) {
	list, err := sitesOfOrganisation(ctx, tx, organisationID)
	slices.SortFunc(list, func(a, b Location) int {
		return cmp.Or(cmp.Compare(Fold(a.Name), Fold(b.Name)), cmp.Compare(a.ID, b.ID))
	})
	return list, err
}

// TownCentre gives where a town is: the middle of its places that are on the
// map. It is 0 and 0 when the town is not known.
func (s *Service) TownCentre(ctx context.Context, tx *db.Tx, town string) (lat, lng float64, err error) {
	p, err := townCentre(ctx, tx, town)
	return p.Lat, p.Lng, err
}

// MappedTowns lists the towns that have a place on the map, by name: those from
// which a journey can be reckoned.
func (s *Service) MappedTowns(ctx context.Context, tx *db.Tx) ([]string, error) {
	return mappedTowns(ctx, tx)
}

// ScheduleByID gives a schedule.
func (s *Service) ScheduleByID(ctx context.Context, tx *db.Tx, id string) (Schedule, error) {
	return scheduleByID(ctx, tx, id)
}

// SchedulesOf lists an activity's schedules.
func (s *Service) SchedulesOf(ctx context.Context, tx *db.Tx, activityID string) ([]Schedule, error) {
	return schedulesOfActivity(ctx, tx, activityID)
}

// SessionsOfSchedule lists a schedule's sessions from one day to another, both
// included, cancelled ones too.
func (s *Service) SessionsOfSchedule(ctx context.Context, tx *db.Tx, scheduleID string,
	from, to clock.Date) ([]Session, error) {
	return sessionsOfSchedule(ctx, tx, scheduleID, from, to)
}

// SessionsBetween lists all sessions from one day to another, both included.
func (s *Service) SessionsBetween(ctx context.Context, tx *db.Tx, from, to clock.Date) ([]Session, error) {
	return sessionsBetween(ctx, tx, from, to)
}

// SessionsOfOrganisation lists the first so many of a provider's sessions from one day to
// another; of one place alone where its id is given, or Everywhere.
func (s *Service) SessionsOfOrganisation(ctx context.Context, tx *db.Tx, organisationID, locationID string,
	from, to clock.Date, most int) ([]Session, error) {
	return sessionsOfOrganisation(ctx, tx, organisationID, locationID, from, to, most)
}

// Everywhere stands for every place, and for what is from home, in a list of sessions.
const Everywhere = "*"

// Coming lists an activity's next open sessions, at most so many.
func (s *Service) Coming(ctx context.Context, tx *db.Tx, activityID string, most int) ([]Session, error) {
	return comingSessions(ctx, tx, activityID, most)
}

// Cards gives the cards of sessions, in the order of the ids. An id that is
// no session is left out.
func (s *Service) Cards(ctx context.Context, tx *db.Tx, sessionIDs []string) ([]Card, error) {
	if len(sessionIDs) == 0 {
		return nil, nil
	}
	list, err := sessionsByID(ctx, tx, distinct(sessionIDs))
	if err != nil {
		return nil, err
	}
	byID := index(list, func(s Session) string { return s.ID })
	ordered := make([]Session, 0, len(list))
	for _, id := range sessionIDs {
		if ses, ok := byID[id]; ok {
			ordered = append(ordered, ses)
		}
	}
	return s.cardsOf(ctx, tx, ordered)
}

// cardsOf joins sessions with what they name, in three queries.
func (s *Service) cardsOf(ctx context.Context, tx *db.Tx, list []Session) ([]Card, error) {
	if len(list) == 0 {
		return nil, nil
	}
	var actIDs, locIDs, orgIDs []string
	for _, ses := range list {
		actIDs, locIDs, orgIDs = append(actIDs, ses.ActivityID), append(locIDs, ses.LocationID), append(orgIDs,
			ses.OrganisationID)
	}
	acts, err := activitiesByID(ctx, tx, distinct(actIDs))
	if err != nil {
		return nil, err
	}
	locs, err := locationsByID(ctx, tx, distinct(locIDs))
	if err != nil {
		return nil, err
	}
	orgs, err := organisationsByID(ctx, tx, distinct(orgIDs))
	if err != nil {
		return nil, err
	}
	actBy, locBy, orgBy := indexActivities(acts), indexLocations(locs), indexOrganisations(orgs)
	cards := make([]Card, len(list))
	for i, ses := range list {
		cards[i] = Card{ses, actBy[ses.ActivityID], locBy[ses.LocationID], orgBy[ses.OrganisationID]}
	}
	return cards, nil
}

// Offer gives every published schedule with its open sessions between two
// days, in five queries whatever the size.
func (s *Service) Offer(ctx context.Context, tx *db.Tx, from, to clock.Date) (Offer, error) {
	o := Offer{From: from, To: to}
	schedules, err := publishedSchedules(ctx, tx, from)
	if err != nil {
		return o, err
	}
	acts, err := publishedActivities(ctx, tx)
	if err != nil {
		return o, err
	}
	locs, err := allLocations(ctx, tx)
	if err != nil {
		return o, err
	}
	orgs, err := allOrganisations(ctx, tx)
	if err != nil {
		return o, err
	}
	list, err := sessionsBetween(ctx, tx, from, to)
	if err != nil {
		return o, err
	}
	actBy, locBy, orgBy, open := indexActivities(acts), indexLocations(locs), indexOrganisations(
		orgs), openBySchedule(list)
	for _, sch := range schedules {
		act := actBy[sch.ActivityID]
		o.Items = append(o.Items, Offered{sch, act, locBy[sch.LocationID], orgBy[act.OrganisationID], open[sch.ID]})
	}
	return o, nil
}

// Fitting lists the published schedules that an Ask does not rule out: open to
// the tier and the age, at a place that has what is needed, with sessions in the
// first week, and with a place and support in every open session from one of its
// sessions until the latest day on.
func (s *Service) Fitting(ctx context.Context, tx *db.Tx, a Ask) ([]Sketch, error) {
	rows, err := fitting(ctx, tx, a)
	var list []Sketch
	for _, r := range rows {
		if n := len(list); n == 0 || list[n-1].ScheduleID != r.ScheduleID {
			list = append(list, r.Sketch)
		}
		last := &list[len(list)-1]
		last.Times = append(last.Times, r.Time)
	}
	return list, err
}

// SomePublished lists the first published schedules, by id.
func (s *Service) SomePublished(ctx context.Context, tx *db.Tx, from clock.Date, most int) ([]string, error) {
	return firstPublished(ctx, tx, from, most)
}

// OfferOf is the part of the offer that some schedules are; one that is not
// published, or has ended, is left out. It costs what it gives.
func (s *Service) OfferOf(ctx context.Context, tx *db.Tx, scheduleIDs []string,
	from, to clock.Date) (Offer, error) {
	o := Offer{From: from, To: to}
	schedules, err := db.InParts(scheduleIDs, rowsAtOnce, func(ids []string) ([]Schedule, error) {
		return publishedAmong(ctx, tx, ids, from)
	})
	if err != nil {
		return o, err
	}
	if o.Items, err = around(ctx, tx, schedules); err != nil {
		return o, err
	}
	ids := make([]string, len(schedules))
	for i, sch := range schedules {
		ids[i] = sch.ID
	}
	list, err := db.InParts(ids, rowsAtOnce, func(ids []string) ([]Session, error) {
		return sessionsOfSchedules(ctx, tx, ids, from, to)
	})
	open := openBySchedule(list)
	for i, item := range o.Items {
		o.Items[i].Sessions = open[item.Schedule.ID]
	}
	return o, err
}

// SchedulesByID reads schedules with what they name, by id, whether they are on
// offer or not; their sessions are left out. It takes four queries, not four each.
func (s *Service) SchedulesByID(ctx context.Context, tx *db.Tx, ids []string) (map[string]Offered, error) {
	schedules, err := db.InParts(distinct(ids), rowsAtOnce, func(ids []string) ([]Schedule, error) {
		return schedulesByID(ctx, tx, ids)
	})
	if err != nil {
		return nil, fmt.Errorf("read schedules: %w", err)
	}
	list, err := around(ctx, tx, schedules)
	return index(list, func(o Offered) string { return o.Schedule.ID }), err
}

// around joins schedules with what they name, in the order of their ids.
func around(ctx context.Context, tx *db.Tx, schedules []Schedule) ([]Offered, error) {
	var acts, locs, orgs []string
	for _, sch := range schedules {
		acts, locs = append(acts, sch.ActivityID), append(locs, sch.LocationID)
	}
	known, err := db.InParts(distinct(acts), rowsAtOnce, func(ids []string) ([]Activity, error) {
		return activitiesByID(ctx, tx, ids)
	})
	if err != nil {
		return nil, err
	}
	for _, a := range known {
		orgs = append(orgs, a.OrganisationID)
	}
	places, err := db.InParts(distinct(locs), rowsAtOnce, func(ids []string) ([]Location, error) {
		return locationsByID(ctx, tx, ids)
	})
	if err != nil {
		return nil, err
	}
	who, err := db.InParts(distinct(orgs), rowsAtOnce, func(ids []string) ([]Organisation, error) {
		return organisationsByID(ctx, tx, ids)
	})
	actBy, locBy, orgBy := indexActivities(known), indexLocations(places), indexOrganisations(who)
	var list []Offered
	for _, sch := range schedules {
		act := actBy[sch.ActivityID]
		list = append(list, Offered{Schedule: sch, Activity: act, Location: locBy[sch.LocationID],
			Organisation: orgBy[act.OrganisationID]})
	}
	slices.SortFunc(list, func(a, b Offered) int { return strings.Compare(a.Schedule.ID, b.Schedule.ID) })
	return list, err
}

// OrganisationNames gives the names of some organisations by id.
func (s *Service) OrganisationNames(ctx context.Context, tx *db.Tx, ids []string) (map[string]string, error) {
	names := map[string]string{}
	list, err := db.InParts(distinct(ids), rowsAtOnce, func(ids []string) ([]Organisation, error) {
		return organisationsByID(ctx, tx, ids)
	})
	for _, o := range list {
		names[o.ID] = o.Name
	}
	return names, err
}

// Check lists sessions that were oversold. It is part of the database's check.
func (s *Service) Check(ctx context.Context, tx *db.Tx) ([]Breach, error) {
	list, err := oversold(ctx, tx)
	var found []Breach
	for _, ses := range list {
		found = append(found, Breach{"session " + ses.ID, "more is taken than there is"})
	}
	return found, err
}

// Soon gives cards of the next session of activities that happen within seven
// days, soonest first; a town narrows it.
func (s *Service) Soon(ctx context.Context, tx *db.Tx, town string, most int) ([]Card, error) {
	list, err := sessionsSoon(ctx, tx, town, tx.Now.Add(7*24*time.Hour), most)
	if err != nil {
		return nil, err
	}
	return s.cardsOf(ctx, tx, list)
}
