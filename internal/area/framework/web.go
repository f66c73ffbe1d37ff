package framework

import (
	"context"
	"strconv"
	"strings"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/web"
)

// Routes is the area's part of the access register.
func (s *Service) Routes() []access.Route {
	return []access.Route{
		{Pattern: "GET /steer/rates", Need: access.Steer, Do: s.getOrganisations, Audience: "staff"},
		{Pattern: "GET /steer/rates/of/{organisation}", Need: access.Steer, Do: s.getOrganisation,
			Audience: "staff"},
		{Pattern: "GET /steer/rates/{activity}", Need: access.Steer, Do: s.getContract, Audience: "staff"},
		{Pattern: "POST /steer/rates/{activity}", Need: access.Steer, Do: s.postRate, Audience: "staff"},
		{Pattern: "POST /steer/rates/{activity}/uplift", Need: access.Steer, Do: s.postUplift, Audience: "staff"},
	}
}

// organisationsAtOnce is how many organisations one page lists.
const organisationsAtOnce = 50

// organisationList is a page of the organisations that rates are agreed with.
type organisationList struct {
	list        []directory.Organisation
	words       string
	page, pages int
}

func (s *Service) getOrganisations(c *web.Ctx, _ access.Actor) error {
	var all []directory.Organisation
	err := s.DB.Read(c.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		all, err = s.Directory.Organisations(ctx, tx)
		return err
	})
	if err != nil {
		return err
	}
	return c.Render(organisationsPage(c, pageOf(all, c.Query("q"), c.Page())))
}

// pageOf gives a page of the organisations whose names hold some words.
func pageOf(all []directory.Organisation, words string, page int) organisationList {
	v := organisationList{words: words}
	var found []directory.Organisation
	for _, o := range all {
		if strings.Contains(strings.ToLower(o.Name), strings.ToLower(words)) {
			found = append(found, o)
		}
	}
	v.pages = max(1, (len(found)+organisationsAtOnce-1)/organisationsAtOnce)
	v.page = min(max(page, 1), v.pages)
	from := (v.page - 1) * organisationsAtOnce
	v.list = found[from:min(from+organisationsAtOnce, len(found))]
	return v
}

// agreements is what is agreed with one organisation.
type agreements struct {
	organisation directory.Organisation
	activities   []directory.Activity
	rates        map[string][]Rate
}

func (s *Service) getOrganisation(c *web.Ctx, _ access.Actor) error {
	var v agreements
	err := s.DB.Read(c.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		if v.organisation, err = s.Directory.OrganisationByID(ctx, tx, c.Path("organisation")); err != nil {
			return err
		}
		if v.activities, err = s.Directory.ActivitiesOf(ctx, tx, v.organisation.ID); err != nil {
			return err
		}
		var ids []string
		for _, act := range v.activities {
			ids = append(ids, act.ID)
		}
		v.rates, err = s.RatesFor(ctx, tx, ids, tx.Today())
		return err
	})
	if err != nil {
		return err
	}
	return c.Render(organisationPage(c, v))
}

// contractView is a contract and the rate that is being set.
type contractView struct {
	Contract
	today  clock.Date
	typed  typedRate
	impact Impact
	weighs bool // the impact is shown, and the rate can be set
	lifts  []Uplift
}

// typedRate is a rate as its form shows it.
type typedRate struct{ ratio, price, benchmark, reason, starts string }

func (s *Service) loadContract(c *web.Ctx, a access.Actor) (v contractView, err error) {
	err = s.DB.Read(c.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		v.today = tx.Today()
		if v.Contract, err = s.ContractOf(ctx, tx, a, c.Path("activity")); err != nil {
			return err
		}
		v.lifts, err = s.UpliftsOf(ctx, tx, v.Contract)
		return err
	})
	return v, err
}

func (s *Service) getContract(c *web.Ctx, a access.Actor) error {
	v, err := s.loadContract(c, a)
	if err != nil {
		return err
	}
	if c.Carried() {
		c.Drop()
		if err := s.weighed(c, a, &v, readRate(c, &v)); err != nil {
			return c.Invalid(contractPage(c, v), err) // the contract is another since
		}
	}
	return c.Render(contractPage(c, v))
}

// readRate reads the form. What is missing or cannot be read becomes what the
// rules refuse; a benchmark that is left empty stays what it was.
func readRate(c *web.Ctx, v *contractView) Rate {
	v.typed = typedRate{c.Field("ratio"), c.Field("price"), c.Field("benchmark"), c.Field("reason"),
		c.Field("starts")}
	r := Rate{ActivityID: v.Activity.ID, Reason: c.Field("reason")}
	r.Starts, _ = c.Date("starts")
	var err error
	if r.Ratio, err = strconv.Atoi(c.Field("ratio")); err != nil {
		r.Ratio = -1
	}
	var given bool
	if r.Price, given = c.Pounds("price"); !given {
		r.Price = -1
	}
	if r.Benchmark, given = c.Pounds("benchmark"); !given {
		old, _ := v.On(r.Ratio, r.Starts)
		r.Benchmark = old.Benchmark
	}
	return r
}

// postRate first says what a rate would change, and sets it when that has been
// seen.
func (s *Service) postRate(c *web.Ctx, a access.Actor) error {
	v, err := s.loadContract(c, a)
	if err != nil {
		return err
	}
	r := readRate(c, &v)
	if c.Field("do") != "set" {
		if err := s.weighed(c, a, &v, r); err != nil {
			return c.Invalid(contractPage(c, v), err)
		}
		return c.Carry("ratio", "price", "benchmark", "reason", "starts")
	}
	opened, err := strconv.Atoi(c.Field("opened"))
	if err != nil {
		opened = -1 // the form names no turn: no contract has this one
	}
	err = s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		return c.WithUnread(s.ChangeRate(ctx, tx, a, r, opened))
	})
	if fail.KindOf(err) == fail.Conflict {
		if err := s.again(c, a, &v); err != nil {
			return err
		}
		return c.Invalid(contractPage(c, v), fail.New(fail.Conflict, "framework.refused.stale"))
	}
	if err != nil {
		return c.Invalid(contractPage(c, v), err)
	}
	c.Flash("framework.rate.kept")
	return c.See("/steer/rates/" + r.ActivityID)
}

// again reads the contract as it stands after somebody else's change.
func (s *Service) again(c *web.Ctx, a access.Actor, v *contractView) error {
	now, err := s.loadContract(c, a)
	v.Contract, v.lifts = now.Contract, now.lifts
	return err
}

// postUplift moves the places that are agreed at another price to a rate.
func (s *Service) postUplift(c *web.Ctx, a access.Actor) error {
	opened, err := strconv.Atoi(c.Field("opened"))
	if err != nil {
		opened = -1 // the form names no turn: no contract has this one
	}
	var done Uplift
	err = s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		done, err = s.MovePlaces(ctx, tx, a, c.Path("activity"), c.Field("rate"), opened)
		return err
	})
	if fail.KindOf(err) == fail.Conflict || fail.KindOf(err) == fail.Full {
		v, loadErr := s.loadContract(c, a)
		if loadErr != nil {
			return loadErr
		}
		return c.Invalid(contractPage(c, v), err)
	}
	if err != nil {
		return err
	}
	tellUplift(c, done)
	return c.See("/steer/rates/" + c.Path("activity"))
}

// tellUplift says what was moved, and what was not.
func tellUplift(c *web.Ctx, u Uplift) {
	moved := c.N("framework.uplift.moved", u.Places-u.Short)
	switch {
	case u.Left > 0:
		c.Flash("framework.uplift.left", "moved", moved, "left", u.Left)
	case u.Unreferred > 0:
		c.Flash("framework.uplift.unready", "moved", moved, "weeks", c.N("framework.uplift.weeks", u.Unreferred))
	case u.Short+u.Above > 0:
		c.Flash("framework.uplift.some", "moved", moved, "above", c.N("framework.uplift.above", u.Above),
			"short", c.N("framework.uplift.short", u.Short))
	default:
		c.Flash("framework.uplift.done", "moved", moved)
	}
}

// weighed finds what a rate would change.
func (s *Service) weighed(c *web.Ctx, a access.Actor, v *contractView, r Rate) error {
	err := s.DB.Read(c.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		v.impact, err = s.Weigh(ctx, tx, a, r)
		return c.WithUnread(err)
	})
	v.weighs = err == nil
	return err
}
