package brokerage

import (
	"context"
	"slices"

	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/framework"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

const referralColumns = `id, number, person_id, plan_id, status, referred_by, broker_id, approved_by,
	option_id, why,
	helped_by, ending, start_by, made`

// referralRow is a referral as it is stored: its day may be open.
type referralRow struct {
	Referral
	StartOn clock.NullDate `db:"start_by"`
}

func (r referralRow) referral() Referral {
	r.Referral.StartBy = r.StartOn.V
	return r.Referral
}

func referralsOf(rows []referralRow, err error) ([]Referral, error) {
	list := make([]Referral, len(rows))
	for i, r := range rows {
		list[i] = r.referral()
	}
	return list, err
}

// nextNumber counts referrals; the counter's row lets one transaction at a time.
func nextNumber(ctx context.Context, tx *db.Tx) (int64, error) {
	if _, err := tx.Exec(ctx, `UPDATE referral_counter SET last = last + 1 WHERE id = 1`); err != nil {
		return 0, err
	}
	return db.One[int64](ctx, tx, `SELECT last FROM referral_counter WHERE id = 1`)
}

func insertReferral(ctx context.Context, tx *db.Tx, r Referral) error {
	_, err := tx.Exec(ctx, `INSERT INTO referral (`+referralColumns+`) VALUES (`+db.In(1, 14)+`)`,
		r.ID, r.Number, r.PersonID, r.PlanID, r.Status, r.ReferredBy, r.BrokerID, r.ApprovedBy, r.OptionID, r.Why,
		r.HelpedBy, r.Ending, clock.SomeDate(r.StartBy), r.Made)
	return err
}

func referralByID(ctx context.Context, tx *db.Tx, id string) (Referral, error) {
	row, err := db.One[referralRow](ctx, tx, `SELECT `+referralColumns+` FROM referral WHERE id = $1`, id)
	return row.referral(), err
}

func openReferral(ctx context.Context, tx *db.Tx, personID string) (Referral, bool, error) {
	row, found, err := db.Maybe[referralRow](ctx, tx, `SELECT `+referralColumns+` FROM referral
		WHERE person_id = $1 AND status <> 'ended'`, personID)
	return row.referral(), found, err
}

// The orders of a work list.
const (
	soonest = `CASE WHEN start_by IS NULL THEN 1 ELSE 0 END, start_by, number`
	newest  = `number DESC`
)

// referralsByStatus lists a page, and one more, of referrals of people whom the
// actor reaches.
func referralsByStatus(ctx context.Context, tx *db.Tx, a access.Actor, states []Status,
	page int) ([]Referral, error) {
	n, order := len(states), newest
	if slices.Contains(Open(), states[0]) {
		order = soonest
	}
	condition, args := access.Reaches("referral.person_id", a, tx.Today(), n+3)
	return referralsOf(db.All[referralRow](ctx, tx, `SELECT `+referralColumns+` FROM referral
		WHERE status IN (`+db.In(3, n)+`) AND `+condition+` ORDER BY `+order+` LIMIT $1 OFFSET $2`,
		append(append([]any{workAPage + 1, workAPage * (page - 1)}, db.Anys(states)...), args...)...))
}

// weekCosts gives what the weeks of options cost, by id.
func weekCosts(ctx context.Context, tx *db.Tx, ids []string) (map[string]pence.Pence, error) {
	rows, err := db.All[struct {
		ID       string
		WeekCost pence.Pence
	}](ctx, tx, `SELECT id, week_cost FROM referral_option
		WHERE id IN (`+db.In(1, len(ids))+`)`, db.Anys(ids)...)
	costs := map[string]pence.Pence{}
	for _, r := range rows {
		costs[r.ID] = r.WeekCost
	}
	return costs, err
}

// moveReferral writes a referral's new state if it still stands where it was
// read; of two presses one finds it moved.
func moveReferral(ctx context.Context, tx *db.Tx, r Referral, from Status) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE referral SET status = $1, broker_id = $2, approved_by = $3, option_id = $4,
		why = $5,
		helped_by = $6, ending = $7 WHERE id = $8 AND status = $9`,
		r.Status, r.BrokerID, r.ApprovedBy, r.OptionID, r.Why, r.HelpedBy, r.Ending, r.ID, from)
	return n == 1, err
}

func setStartBy(ctx context.Context, tx *db.Tx, referralID string, on clock.NullDate) error {
	_, err := tx.Exec(ctx, `UPDATE referral SET start_by = $1 WHERE id = $2`, on, referralID)
	return err
}

func insertStep(ctx context.Context, tx *db.Tx, s Step) error {
	_, err := tx.Exec(ctx, `INSERT INTO referral_step (id, thing_id, at, actor_id, actor_name, act, status,
		reason, told)
		VALUES (`+db.In(1, 9)+`)`, s.ID, s.ThingID, s.At, s.ActorID, s.ActorName, s.Act, s.Status, s.Reason, s.Told)
	return err
}

func stepsOf(ctx context.Context, tx *db.Tx, thingID string) ([]Step, error) {
	return db.All[Step](ctx, tx, `SELECT id, thing_id, at, actor_id, actor_name, act, status, reason
		FROM referral_step
		WHERE thing_id = $1 ORDER BY id`, thingID)
}

// lastStep says when an act was last done to a thing.
func lastStep(ctx context.Context, tx *db.Tx, thingID string, act Act) (clock.Instant, bool, error) {
	return db.Maybe[clock.Instant](ctx, tx, `SELECT at FROM referral_step WHERE thing_id = $1 AND act = $2
		ORDER BY id DESC LIMIT 1`, thingID, act)
}

const optionColumns = `id, referral_id, n, status, week_cost, own_week, price, price_known, travel, units,
	reasons`

func insertOption(ctx context.Context, tx *db.Tx, o Option) error {
	_, err := tx.Exec(ctx, `INSERT INTO referral_option (`+optionColumns+`) VALUES (`+db.In(1, 11)+`)`,
		o.ID, o.ReferralID, o.N, o.Status, o.WeekCost, o.OwnWeek, o.Price, o.PriceKnown, o.Travel,
		o.Units, o.Reasons)
	return err
}

// saveOption writes what follows from an option's items; a shown one stays.
func saveOption(ctx context.Context, tx *db.Tx, o Option) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE referral_option SET week_cost = $1, own_week = $2, price = $3,
		price_known = $4,
		travel = $5, units = $6, reasons = $7 WHERE id = $8 AND status NOT IN ('shown', 'past')`,
		o.WeekCost, o.OwnWeek, o.Price, o.PriceKnown, o.Travel, o.Units, o.Reasons, o.ID)
	return n == 1, err
}

func setOptionStatus(ctx context.Context, tx *db.Tx, id, status string) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE referral_option SET status = $1 WHERE id = $2
		AND status NOT IN ('shown', 'past')`, status, id)
	return n == 1, err
}

// waitForReferralOf lets one transaction at a time show weeks of a referral: its row is
// locked until the transaction ends.
func waitForReferralOf(ctx context.Context, tx *db.Tx, optionID string) error {
	_, err := tx.Exec(ctx, `UPDATE referral SET status = status
		WHERE id = (SELECT referral_id FROM referral_option WHERE id = $1)`, optionID)
	return err
}

// showOption shows a week, as the last of those that are shown.
func showOption(ctx context.Context, tx *db.Tx, o Option) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE referral_option SET status = $1, n =
		(SELECT MAX(n) + 1 FROM referral_option WHERE referral_id = $2)
		WHERE id = $3 AND status NOT IN ('shown', 'past')`, OptionShown, o.ReferralID, o.ID)
	return n == 1, err
}

// pastWeeks makes the weeks that were shown ones of before, where some of what was chosen
// from them is had or still asked for. Where nothing is, they can be chosen from again.
func pastWeeks(ctx context.Context, tx *db.Tx, referralID string) error {
	_, err := tx.Exec(ctx, `UPDATE referral_option SET status = $1 WHERE referral_id = $2 AND status = $3
		AND EXISTS (SELECT 1 FROM placement WHERE placement.referral_id = referral_option.referral_id
			AND placement.status NOT IN ($4, $5))`, OptionPast, referralID, OptionShown, Declined, Withdrawn)
	return err
}

func optionByID(ctx context.Context, tx *db.Tx, id string) (Option, error) {
	o, err := db.One[Option](ctx, tx, `SELECT `+optionColumns+` FROM referral_option WHERE id = $1`, id)
	if err != nil {
		return o, err
	}
	o.Items, err = itemsOf(ctx, tx, id)
	return o, err
}

func optionsOf(ctx context.Context, tx *db.Tx, referralID string) ([]Option, error) {
	list, err := db.All[Option](ctx, tx, `SELECT `+optionColumns+` FROM referral_option WHERE referral_id = $1
		ORDER BY n`, referralID)
	if err != nil {
		return nil, err
	}
	return withItems(ctx, tx, numbered(list))
}

// withItems gives options what is in them.
func withItems(ctx context.Context, tx *db.Tx, list []Option) ([]Option, error) {
	if len(list) == 0 {
		return nil, nil
	}
	ids := make([]string, len(list))
	for i, o := range list {
		ids[i] = o.ID
	}
	items, err := itemsOfEach(ctx, tx, ids)
	of := map[string][]Item{}
	for _, i := range items {
		of[i.OptionID] = append(of[i.OptionID], i)
	}
	for i, o := range list {
		list[i].Items = of[o.ID]
	}
	return list, err
}

// lastOption gives the highest number of a referral's options, 0 without any.
func lastOption(ctx context.Context, tx *db.Tx, referralID string) (int, error) {
	return db.One[int](ctx, tx, `SELECT COALESCE(MAX(n), 0) FROM referral_option
		WHERE referral_id = $1`, referralID)
}

// dropUnshown removes the weeks that nobody has been shown.
func dropUnshown(ctx context.Context, tx *db.Tx, referralID string) error {
	_, err := tx.Exec(ctx, `DELETE FROM referral_item WHERE option_id IN
		(SELECT id FROM referral_option WHERE referral_id = $1 AND status NOT IN ('shown', 'past'))`, referralID)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `DELETE FROM referral_option WHERE referral_id = $1 AND status NOT IN ('shown', 'past')`, referralID)
	return err
}

// deleteOption removes a week that nobody has been shown.
func deleteOption(ctx context.Context, tx *db.Tx, id string) error {
	if _, err := tx.Exec(ctx, `DELETE FROM referral_item WHERE option_id = $1`, id); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `DELETE FROM referral_option WHERE id = $1 AND status NOT IN ('shown', 'past')`, id)
	return err
}

const itemColumns = `id, option_id, schedule_id, activity_id, organisation_id, ratio, sessions_a_week,
	unit_price, own_price, funding`

func insertItem(ctx context.Context, tx *db.Tx, i Item) error {
	_, err := tx.Exec(ctx, `INSERT INTO referral_item (`+itemColumns+`) VALUES (`+db.In(1, 10)+`)`,
		i.ID, i.OptionID, i.ScheduleID, i.ActivityID, i.OrganisationID, i.Ratio, i.SessionsAWeek, i.UnitPrice,
		i.OwnPrice, i.Funding)
	return err
}

func deleteItem(ctx context.Context, tx *db.Tx, optionID, scheduleID string) error {
	_, err := tx.Exec(ctx, `DELETE FROM referral_item WHERE option_id = $1
		AND schedule_id = $2`, optionID, scheduleID)
	return err
}

func itemsOf(ctx context.Context, tx *db.Tx, optionID string) ([]Item, error) {
	return db.All[Item](ctx, tx, `SELECT `+itemColumns+` FROM referral_item WHERE option_id = $1
		ORDER BY id`, optionID)
}

// itemsOfEach gives what is in several weeks.
func itemsOfEach(ctx context.Context, tx *db.Tx, optionIDs []string) ([]Item, error) {
	return db.All[Item](ctx, tx, `SELECT `+itemColumns+` FROM referral_item
		WHERE option_id IN (`+db.In(1, len(optionIDs))+`) ORDER BY id`, db.Anys(optionIDs)...)
}

const placementColumns = `id, person_id, referral_id, option_id, activity_id, schedule_id, organisation_id,
	ratio, unit_price,
	own_price, week_cost, total, budget_id, funding, starts_on, ends_on, outcomes, status, turn, on_clock, ending,
	open_from`

func insertPlacement(ctx context.Context, tx *db.Tx, p Placement) error {
	_, err := tx.Exec(ctx, `INSERT INTO placement (`+placementColumns+`) VALUES (`+db.In(1, 22)+`)`,
		p.ID, p.PersonID, p.ReferralID, p.OptionID, p.ActivityID, p.ScheduleID, p.OrganisationID, p.Ratio,
		p.UnitPrice,
		p.OwnPrice, p.WeekCost, p.Total, p.BudgetID, p.Funding, p.From, p.To, p.Outcomes, p.Status, p.Turn,
		p.OnClock, p.Ending, p.OpenFrom)
	return err
}

// withdrawnOf finds a place of an option that was offered and taken back, or declined.
func withdrawnOf(ctx context.Context, tx *db.Tx, optionID, scheduleID string) (Placement, bool, error) {
	return db.Maybe[Placement](ctx, tx, `SELECT `+placementColumns+` FROM placement
		WHERE option_id = $1 AND schedule_id = $2 AND status IN ('withdrawn', 'declined')`, optionID, scheduleID)
}

// proposeAnew writes a place as it is proposed now if it still stands where it was read.
func proposeAnew(ctx context.Context, tx *db.Tx, p, old Placement) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE placement SET unit_price = $1, own_price = $2, week_cost = $3, total = $4,
		budget_id = $5, starts_on = $6,
		ends_on = $7, outcomes = $8, status = $9, turn = $10, on_clock = $11, open_from = $12
		WHERE id = $13 AND status = $14 AND turn = $15`,
		p.UnitPrice, p.OwnPrice, p.WeekCost, p.Total, p.BudgetID, p.From, p.To, p.Outcomes, p.Status, p.Turn,
		p.OnClock, p.OpenFrom, p.ID, old.Status, old.Turn)
	if err != nil || n == 0 {
		return false, err
	}
	_, err = tx.Exec(ctx, `DELETE FROM placement_price WHERE placement_id = $1`, p.ID)
	return true, err
}

// movePlacement writes a placement's new state if it still stands where it was
// read; was is its turn then, which tells of an end that was moved meanwhile.
func movePlacement(ctx context.Context, tx *db.Tx, p Placement, from Status, was int64) (bool, error) {
	n, err := tx.Exec(ctx,
		`UPDATE placement SET status = $1, total = $2, starts_on = $3, ends_on = $4, turn = $5,
		ending = $6, open_from = $7
		WHERE id = $8 AND status = $9 AND turn = $10`, p.Status, p.Total, p.From, p.To, p.Turn, p.Ending,
		p.OpenFrom,
		p.ID, from, was)
	return n == 1, err
}

// waitForPlacement lets one transaction at a time change what a placement has
// booked: the row is locked until the transaction ends.
func waitForPlacement(ctx context.Context, tx *db.Tx, id string) error {
	_, err := tx.Exec(ctx, `UPDATE placement SET turn = turn WHERE id = $1`, id)
	return err
}

func placementByID(ctx context.Context, tx *db.Tx, id string) (Placement, error) {
	return db.One[Placement](ctx, tx, `SELECT `+placementColumns+` FROM placement WHERE id = $1`, id)
}

func placementsOfReferral(ctx context.Context, tx *db.Tx, referralID string) ([]Placement, error) {
	return db.All[Placement](ctx, tx, `SELECT `+placementColumns+` FROM placement WHERE referral_id = $1
		ORDER BY id`, referralID)
}

func placementsOfPerson(ctx context.Context, tx *db.Tx, personID string) ([]Placement, error) {
	return db.All[Placement](ctx, tx, `SELECT `+placementColumns+` FROM placement WHERE person_id = $1
		ORDER BY id DESC`, personID)
}

// leavingIn lists a person's places in a schedule that are ended and go on to a
// day or further.
func leavingIn(ctx context.Context, tx *db.Tx, personID, scheduleID string,
	day clock.Date) ([]Placement, error) {
	return db.All[Placement](ctx, tx, `SELECT `+placementColumns+` FROM placement
		WHERE person_id = $1 AND schedule_id = $2 AND status IN ('accepted', 'active') AND ending <> ''
		AND ends_on >= $3 ORDER BY id`, personID, scheduleID, day)
}

// insertPrices keeps what a place costs from later days on.
func insertPrices(ctx context.Context, tx *db.Tx, p Placement) error {
	for _, l := range p.later {
		_, err := tx.Exec(ctx, `INSERT INTO placement_price (placement_id, starts, price)
			VALUES ($1, $2, $3)`, p.ID, l.Starts, l.Price)
		if err != nil {
			return err
		}
	}
	return nil
}

// savePrices puts a place that is offered at other prices.
func savePrices(ctx context.Context, tx *db.Tx, p Placement) error {
	if _, err := tx.Exec(ctx, `DELETE FROM placement_price WHERE placement_id = $1`, p.ID); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `UPDATE placement SET unit_price = $1, week_cost = $2
		WHERE id = $3`, p.UnitPrice, p.WeekCost, p.ID); err != nil {
		return err
	}
	return insertPrices(ctx, tx, p)
}

func laterPrices(ctx context.Context, tx *db.Tx, placementID string) ([]bookings.PriceFrom, error) {
	return db.All[bookings.PriceFrom](ctx, tx, `SELECT starts, price FROM placement_price
		WHERE placement_id = $1 ORDER BY starts`, placementID)
}

// priceStep is what a place costs from a day on.
type priceStep struct {
	PlacementID string
	Starts      clock.Date
	Price       pence.Pence
}

func byPlacement(list []priceStep) map[string]bookings.Prices {
	by := map[string]bookings.Prices{}
	for _, s := range list {
		by[s.PlacementID] = append(by[s.PlacementID], bookings.PriceFrom{Starts: s.Starts, Price: s.Price})
	}
	return by
}

// laterPricesOf gives what the places of some people cost from later days on.
func laterPricesOf(ctx context.Context, tx *db.Tx, people []string) (map[string]bookings.Prices, error) {
	list, err := db.All[priceStep](ctx, tx, `SELECT l.placement_id, l.starts, l.price FROM placement
		JOIN placement_price l ON l.placement_id = placement.id
		WHERE placement.person_id IN (`+db.In(1, len(people))+`) AND placement.status IN ('accepted', 'active')
		ORDER BY l.placement_id, l.starts`, db.Anys(people)...)
	return byPlacement(list), err
}

// agreed is the condition for places at an activity for a ratio that are agreed and
// that the council pays.
const agreed = ` placement.organisation_id = $1 AND placement.activity_id = $2 AND placement.ratio = $3
	AND placement.status IN ('accepted', 'active', 'suspended') AND placement.funding = 'budget'
	AND placement.unit_price > 0`

// agreedAt lists those that go on until a day or longer.
func agreedAt(ctx context.Context, tx *db.Tx, organisationID, activityID string, ratio int,
	day clock.Date) ([]Placement, error) {
	return db.All[Placement](ctx, tx, `SELECT `+placementColumns+` FROM placement WHERE`+agreed+`
		AND placement.ends_on >= $4 ORDER BY placement.id`, organisationID, activityID, ratio, day)
}

// waitForAgreed is waitForPlacement for all of them.
func waitForAgreed(ctx context.Context, tx *db.Tx, organisationID, activityID string, ratio int) error {
	_, err := tx.Exec(ctx, `UPDATE placement SET turn = turn WHERE`+agreed, organisationID, activityID, ratio)
	return err
}

// laterPricesAt gives what they cost from later days on.
func laterPricesAt(ctx context.Context, tx *db.Tx, organisationID, activityID string,
	ratio int) (map[string]bookings.Prices, error) {
	list, err := db.All[priceStep](ctx, tx, `SELECT l.placement_id, l.starts, l.price FROM placement
		JOIN placement_price l ON l.placement_id = placement.id
		WHERE`+agreed+` ORDER BY l.placement_id, l.starts`, organisationID, activityID, ratio)
	return byPlacement(list), err
}

// placementsOnClock lists what a person has that ends with the time of enablement.
func placementsOnClock(ctx context.Context, tx *db.Tx, personID string) ([]Placement, error) {
	return db.All[Placement](ctx, tx, `SELECT `+placementColumns+` FROM placement
		WHERE person_id = $1 AND on_clock = 1 AND ending = '' AND status IN ('proposed', 'offered', 'accepted',
		'active', 'suspended') ORDER BY id`, personID)
}

// goingOf lists what some people come from.
func goingOf(ctx context.Context, tx *db.Tx, people []string) ([]Placement, error) {
	return db.All[Placement](ctx, tx, `SELECT `+placementColumns+` FROM placement
		WHERE person_id IN (`+db.In(1, len(people))+`) AND status IN ('accepted', 'active')
		ORDER BY id`, db.Anys(people)...)
}

func placementsOfOrganisation(ctx context.Context, tx *db.Tx, organisationID string,
	states []Status) ([]Placement, error) {
	return db.All[Placement](ctx, tx, `SELECT `+placementColumns+` FROM placement
		WHERE organisation_id = $1 AND status IN (`+db.In(2, len(states))+`) ORDER BY id`,
		append([]any{organisationID}, db.Anys(states)...)...)
}

// placementsOffered lists what waits for a provider's answer, costs the council something
// and begins by the day.
func placementsOffered(ctx context.Context, tx *db.Tx, day clock.Date) ([]Placement, error) {
	return db.All[Placement](ctx, tx, `SELECT `+placementColumns+` FROM placement
		WHERE status = 'offered' AND unit_price > 0 AND starts_on <= $1 ORDER BY starts_on, id`, day)
}

// pricesOfOffered gives what those cost from later days on.
func pricesOfOffered(ctx context.Context, tx *db.Tx) (map[string]bookings.Prices, error) {
	list, err := db.All[priceStep](ctx, tx, `SELECT l.placement_id, l.starts, l.price FROM placement
		JOIN placement_price l ON l.placement_id = placement.id
		WHERE placement.status = 'offered' ORDER BY l.placement_id, l.starts`)
	return byPlacement(list), err
}

// placementsToBegin lists what was accepted and starts by the day.
func placementsToBegin(ctx context.Context, tx *db.Tx, day clock.Date) ([]Placement, error) {
	return db.All[Placement](ctx, tx, `SELECT `+placementColumns+` FROM placement
		WHERE status = 'accepted' AND starts_on <= $1 ORDER BY starts_on, id`, day)
}

// placementsOver lists what was to end before the day and still goes on.
func placementsOver(ctx context.Context, tx *db.Tx, day clock.Date) ([]Placement, error) {
	return db.All[Placement](ctx, tx, `SELECT `+placementColumns+` FROM placement
		WHERE status IN ('accepted', 'active', 'suspended') AND ends_on < $1 ORDER BY ends_on, id`, day)
}

// overIn lists a person's places in a schedule of which this is true and that
// nobody has ended.
func overIn(ctx context.Context, tx *db.Tx, personID, scheduleID string,
	day clock.Date) ([]Placement, error) {
	return db.All[Placement](ctx, tx, `SELECT `+placementColumns+` FROM placement
		WHERE person_id = $1 AND schedule_id = $2 AND status IN ('accepted', 'active', 'suspended')
		AND ending = '' AND ends_on < $3 ORDER BY id`, personID, scheduleID, day)
}

// goingPlacements lists every placement that people come from.
func goingPlacements(ctx context.Context, tx *db.Tx) ([]Placement, error) {
	return db.All[Placement](ctx, tx, `SELECT `+placementColumns+` FROM placement
		WHERE status IN ('accepted', 'active') ORDER BY person_id, id`)
}

// plannedPeople lists everybody whose tier is decided, but who left: whose plan ended and
// who goes nowhere any more.
func plannedPeople(ctx context.Context, tx *db.Tx) ([]string, error) {
	return db.All[string](ctx, tx, `SELECT DISTINCT person_id FROM plan WHERE tier > 0 AND (ended_on IS NULL
		OR EXISTS (SELECT 1 FROM placement WHERE placement.person_id = plan.person_id
			AND status IN ('accepted', 'active'))) ORDER BY person_id`)
}

// wrongRow is a placement and how many live bookings it must not have.
type wrongRow struct {
	ID     string
	Status string
	Live   int64
}

// bookedWrongly lists placements with bookings that their state rules out.
func bookedWrongly(ctx context.Context, tx *db.Tx) ([]wrongRow, error) {
	return db.All[wrongRow](ctx, tx, `SELECT p.id, p.status, COUNT(*) AS live FROM placement p
		JOIN booking b ON b.placement_id = p.id
		WHERE b.status = 'confirmed' AND (p.status IN ('proposed', 'offered', 'declined', 'withdrawn')
		OR b.day > p.ends_on)
		GROUP BY p.id, p.status ORDER BY p.id`)
}

// endedAhead lists placements that are ended though their last day is still to come.
func endedAhead(ctx context.Context, tx *db.Tx, today clock.Date) ([]string, error) {
	return db.All[string](ctx, tx, `SELECT id FROM placement WHERE status = 'ended' AND ends_on > $1
		ORDER BY id`, today)
}

type moneyRow struct {
	BudgetID string
	Held     int64
	Promised int64
}

// heldTooLittle lists budgets that hold less than is offered from them.
func heldTooLittle(ctx context.Context, tx *db.Tx) ([]moneyRow, error) {
	return db.All[moneyRow](ctx, tx, `SELECT b.id AS budget_id, b.held, SUM(p.total) AS promised
		FROM placement p JOIN budget b ON b.id = p.budget_id
		WHERE p.status IN ('proposed', 'offered') GROUP BY b.id, b.held HAVING SUM(p.total) > b.held ORDER BY b.id`)
}

func statusCounts(ctx context.Context, tx *db.Tx) ([]wrongRow, error) {
	return db.All[wrongRow](ctx, tx, `SELECT 'placement' AS id, status, COUNT(*) AS live FROM placement
		GROUP BY status
		UNION ALL SELECT 'referral' AS id, status, COUNT(*) AS live FROM referral GROUP BY status`)
}

// committedAt adds up what is booked, and not settled, at an activity for a ratio.
func committedAt(ctx context.Context, tx *db.Tx, organisationID, activityID string, ratio int,
	from, to clock.Date) (framework.Committed, error) {
	return db.One[framework.Committed](ctx, tx, `SELECT COUNT(*) AS sessions,
		COUNT(DISTINCT booking.person_id) AS people,
		CAST(COALESCE(SUM(booking.price), 0) AS bigint) AS cost
		FROM placement JOIN booking ON booking.placement_id = placement.id
		WHERE placement.organisation_id = $1 AND placement.activity_id = $2 AND placement.ratio = $3
			AND booking.status = 'confirmed' AND booking.price > 0 AND booking.day >= $4 AND booking.day <= $5`,
		organisationID, activityID, ratio, from, to)
}
