package brokerage

import (
	"context"
	"errors"
	"strings"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/web"
)

// Routes is the area's part of the access register.
func (s *Service) Routes() []access.Route {
	return []access.Route{
		{Pattern: "GET /referrals", Need: access.SeePerson, Do: s.getReferrals, Audience: "staff"},
		{Pattern: "GET /people/{id}/refer", Need: access.Refer, Do: s.getRefer, Audience: "staff"},
		{Pattern: "POST /people/{id}/refer", Need: access.Refer, Do: s.postRefer, Audience: "staff"},
		{Pattern: "GET /referrals/{id}", Need: access.SeePerson, Do: s.getReferral, Audience: "staff"},
		{Pattern: "POST /referrals/{id}/take", Need: access.Broker, Do: s.postTake, Audience: "staff"},
		{Pattern: "POST /referrals/{id}/end", Need: access.SeePerson, Do: s.postEndReferral, Audience: "staff"},
		{Pattern: "GET /referrals/{id}/options", Need: access.Broker, Do: s.getOptions, Audience: "staff"},
		{Pattern: "POST /referrals/{id}/options", Need: access.Broker, Do: s.postOptions, Audience: "staff"},
		{Pattern: "POST /referrals/{id}/new-week", Need: access.Broker, Do: s.postNewWeek, Audience: "staff"},
		{Pattern: "POST /referrals/{id}/options/{option}/add", Need: access.Broker, Do: s.postAdd,
			Audience: "staff"},
		{Pattern: "POST /referrals/{id}/options/{option}/remove", Need: access.Broker, Do: s.postRemove,
			Audience: "staff"},
		{Pattern: "POST /referrals/{id}/options/{option}/save", Need: access.Broker, Do: s.postSave,
			Audience: "staff"},
		{Pattern: "POST /referrals/{id}/options/{option}/drop", Need: access.Broker, Do: s.postDrop,
			Audience: "staff"},
		{Pattern: "POST /referrals/{id}/options/{option}/show", Need: access.Broker, Do: s.postShow,
			Audience: "staff"},
		{Pattern: "GET /me/choose", Need: access.Choose, Do: s.getChoose, Audience: "citizen"},
		{Pattern: "GET /me/choose/{referral}", Need: access.Choose, Do: s.getChoice, Audience: "citizen"},
		{Pattern: "GET /me/choose/{referral}/none", Need: access.Choose, Do: s.getNone, Audience: "citizen"},
		{Pattern: "POST /me/choose/{referral}/none", Need: access.Choose, Do: s.postNone, Audience: "citizen"},
		{Pattern: "GET /me/choose/{referral}/{option}", Need: access.Choose, Do: s.getWhy, Audience: "citizen"},
		{Pattern: "POST /me/choose/{referral}/{option}", Need: access.Choose, Do: s.postWhy, Audience: "citizen"},
		{Pattern: "GET /approvals", Need: access.Approve, Do: s.getApprovals, Audience: "staff"},
		{Pattern: "GET /approvals/{id}", Need: access.Approve, Do: s.getApproval, Audience: "staff"},
		{Pattern: "POST /approvals/{id}", Need: access.Approve, Do: s.postApproval, Audience: "staff"},
		{Pattern: "POST /approvals/{id}/refuse", Need: access.Approve, Do: s.postRefusal, Audience: "staff"},
		{Pattern: "GET /provider/offers", Need: access.ProvideActivities, Do: s.getOffers, Audience: "staff"},
		{Pattern: "POST /provider/offers/{id}/accept", Need: access.ProvideActivities, Do: s.postAccept,
			Audience: "staff"},
		{Pattern: "POST /provider/offers/{id}/decline", Need: access.ProvideActivities, Do: s.postDecline,
			Audience: "staff"},
		{Pattern: "GET /placements/{id}", Need: access.SeePerson, Do: s.getPlacement, Audience: "staff"},
		{Pattern: "POST /placements/{id}/end", Need: access.SeePerson, Do: s.postEnd, Audience: "staff"},
		{Pattern: "POST /placements/{id}/suspend", Need: access.SeePerson, Do: s.postSuspend, Audience: "staff"},
		{Pattern: "POST /placements/{id}/reopen", Need: access.Broker, Do: s.postReopen, Audience: "staff"},
		{Pattern: "POST /placements/{id}/resume", Need: access.SeePerson, Do: s.postResume, Audience: "staff"},
	}
}

// done answers a form: on to a page with a note, or the form's page again with
// what was wrong, as things stand now. Where nobody was first and nothing is full
// it is the visitor's to mend; and a page that cannot be seen any more is told
// on a page of its own.
func done(c *web.Ctx, err error, note, to string, again func() (web.Page, error)) error {
	if err == nil {
		c.Flash(note)
		return c.See(to)
	}
	err = sayWho(c, err)
	kind := fail.KindOf(err)
	if kind != fail.Invalid && kind != fail.Conflict && kind != fail.Full {
		return err
	}
	p, pageErr := again()
	switch {
	case pageErr == nil:
		return c.Invalid(p, err)
	case kind == fail.Invalid:
		return pageErr
	}
	return err
}

// sayWho tells who was first, in the words of the voice.
func sayWho(c *web.Ctx, err error) error {
	var already *alreadyError
	if !errors.As(err, &already) {
		return err
	}
	return fail.New(fail.Conflict, "brokerage.refused.already", "what", decidedText(c, already.step))
}

// doneWith is done for a week: what refuses it for not fitting becomes a line
// for each of its sessions, with all reasons, as the page that is shown has them.
func doneWith(c *web.Ctx, err error, note, to string, tell telling,
	again func() (web.Page, []misfit, error)) error {
	var list []misfit
	page := func() (p web.Page, err error) {
		p, list, err = again()
		return p, err
	}
	if err == nil || !tellsMisfits(err) {
		return done(c, err, note, to, page)
	}
	p, pageErr := page()
	if pageErr != nil {
		return err
	}
	return c.Invalid(p, eachMisfit(c, err, list, tell))
}

func (s *Service) getReferrals(c *web.Ctx, a access.Actor) error {
	if !a.May(access.Broker) && !a.May(access.Refer) {
		return fail.New(fail.Forbidden, "access.refused.role")
	}
	w := workView{placed: c.Query("show") == "placed", page: c.Page()}
	states := Open()
	if w.placed {
		states = []Status{Placed}
	}
	if err := s.loadWork(c, a, &w, states); err != nil {
		return err
	}
	return c.Render(referralsPage(c, w))
}

// workView is one page of a work list.
type workView struct {
	placed bool
	page   int
	more   bool
	list   []ReferralLine
}

func (s *Service) loadWork(c *web.Ctx, a access.Actor, w *workView, states []Status) error {
	return s.DB.Read(c.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		w.list, w.more, err = s.Work(ctx, tx, a, states, w.page)
		return err
	})
}

func (s *Service) getRefer(c *web.Ctx, a access.Actor) error {
	p, err := s.referForm(c, a)
	if err != nil {
		return err
	}
	return c.Render(p)
}

func (s *Service) referForm(c *web.Ctx, a access.Actor) (web.Page, error) {
	v := referView{}
	err := s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		id := c.Path("id")
		if err = s.Access.See(ctx, tx, a, access.Refer, id); err != nil {
			return err
		}
		if v.person, err = s.People.Load(ctx, tx, id); err != nil {
			return err
		}
		if v.open, v.referred, err = openReferral(ctx, tx, id); err != nil {
			return err
		}
		if v.plan, v.planned, err = s.Plans.Current(ctx, tx, id); err != nil || !v.planned {
			return err
		}
		v.outcomes, err = s.Plans.OutcomesOf(ctx, tx, v.plan.ID)
		return err
	})
	return referPage(c, v), err
}

func (s *Service) postRefer(c *web.Ctx, a access.Actor) error {
	r, err := s.Refer(c.Context(), a, c.Path("id"))
	return done(c, err, "brokerage.flash.referred", "/referrals/"+r.ID, func() (web.Page, error) {
		return s.referForm(c, a)
	})
}

func (s *Service) getReferral(c *web.Ctx, a access.Actor) error {
	p, err := s.referralForm(c, a)
	if err != nil {
		return err
	}
	return c.Render(p)
}

func (s *Service) referralForm(c *web.Ctx, a access.Actor) (web.Page, error) {
	v, err := s.viewReferral(c.Context(), a, c.Path("id"))
	if err != nil {
		return web.Page{}, err
	}
	return referralPage(c, v), nil
}

func (s *Service) postTake(c *web.Ctx, a access.Actor) error {
	err := s.TakeOn(c.Context(), a, c.Path("id"))
	return done(c, err, "brokerage.flash.taken", optionsPath(c.Path("id"), ""), func() (web.Page, error) {
		return s.referralForm(c, a)
	})
}

func (s *Service) postEndReferral(c *web.Ctx, a access.Actor) error {
	err := s.Finish(c.Context(), a, c.Path("id"), c.Field("ending"))
	return done(c, err, "brokerage.flash.ended", "/referrals", func() (web.Page, error) {
		return s.referralForm(c, a)
	})
}

// optionsPath is the week builder with a week on the table.
func optionsPath(referralID, optionID string) string {
	path := "/referrals/" + referralID + "/options"
	if optionID != "" {
		path += "?option=" + optionID
	}
	return path
}

func (s *Service) getOptions(c *web.Ctx, a access.Actor) error {
	p, err := s.builder(c, a, c.Query("option"))
	if err != nil {
		return err
	}
	return c.Render(p)
}

func (s *Service) builder(c *web.Ctx, a access.Actor, optionID string) (web.Page, error) {
	v, err := s.viewBuilder(c.Context(), a, c.Path("id"), optionID, strings.TrimSpace(c.Query("q")))
	if err != nil {
		return web.Page{}, err
	}
	return builderPage(c, v), nil
}

func (s *Service) postOptions(c *web.Ctx, a access.Actor) error {
	made, err := s.MakeOptions(c.Context(), a, c.Path("id"))
	note := "brokerage.flash.made"
	if len(made) == 0 {
		note = "brokerage.flash.made_none"
	}
	return done(c, err, note, optionsPath(c.Path("id"), ""), func() (web.Page, error) {
		return s.builder(c, a, "")
	})
}

func (s *Service) postNewWeek(c *web.Ctx, a access.Actor) error {
	o, err := s.NewWeek(c.Context(), a, c.Path("id"))
	return done(c, err, "brokerage.flash.new_week", optionsPath(c.Path("id"), o.ID), func() (web.Page, error) {
		return s.builder(c, a, "")
	})
}

// onOption answers a form of the week on the table. What refuses it stands on
// the builder's page, where the broker goes on.
func (s *Service) onOption(c *web.Ctx, a access.Actor, err error, note string) error {
	return s.onWeek(c, a, err, note, optionsPath(c.Path("id"), c.Path("option")))
}

// onWeek leads to a page where a week is done with, or shows what stood against it.
func (s *Service) onWeek(c *web.Ctx, a access.Actor, err error, note, to string) error {
	option := c.Path("option")
	return doneWith(c, err, note, to, whyText,
		func() (web.Page, []misfit, error) {
			v, err := s.viewBuilder(c.Context(), a, c.Path("id"), option, "")
			if err != nil {
				return web.Page{}, nil, err
			}
			return builderPage(c, v), v.misfits[option], nil
		})
}

func (s *Service) postAdd(c *web.Ctx, a access.Actor) error {
	return s.onOption(c, a, s.AddItem(c.Context(), a, c.Path("option"), c.Field("schedule")),
		"brokerage.flash.added")
}

func (s *Service) postRemove(c *web.Ctx, a access.Actor) error {
	return s.onOption(c, a, s.RemoveItem(c.Context(), a, c.Path("option"), c.Field("schedule")),
		"brokerage.flash.removed")
}

func (s *Service) postSave(c *web.Ctx, a access.Actor) error {
	return s.onOption(c, a, s.SaveOption(c.Context(), a, c.Path("option")), "brokerage.flash.saved")
}

func (s *Service) postDrop(c *web.Ctx, a access.Actor) error {
	err := s.DropOption(c.Context(), a, c.Path("option"))
	return s.onWeek(c, a, err, "brokerage.flash.dropped", optionsPath(c.Path("id"), ""))
}

func (s *Service) postShow(c *web.Ctx, a access.Actor) error {
	return s.onOption(c, a, s.Show(c.Context(), a, c.Path("option")), "brokerage.flash.shown")
}

func (s *Service) getApprovals(c *web.Ctx, a access.Actor) error {
	w := workView{page: c.Page()}
	err := s.DB.Read(c.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		if w.list, w.more, err = s.Work(ctx, tx, a, []Status{Chosen}, w.page); err != nil {
			return err
		}
		return s.costsNow(ctx, tx, w.list)
	})
	if err != nil {
		return err
	}
	return c.Render(approvalsPage(c, w, a.ApprovalLimit))
}

func (s *Service) getApproval(c *web.Ctx, a access.Actor) error {
	p, _, err := s.approvalForm(c, a)
	if err != nil {
		return err
	}
	return c.Render(p)
}

func (s *Service) approvalForm(c *web.Ctx, a access.Actor) (web.Page, []misfit, error) {
	v, err := s.viewReferral(c.Context(), a, c.Path("id"))
	if err != nil {
		return web.Page{}, nil, err
	}
	return approvalPage(c, v, a), v.misfits[v.r.OptionID], nil
}

func (s *Service) onApproval(c *web.Ctx, a access.Actor, err error, note string) error {
	return doneWith(c, err, note, "/approvals", whyText, func() (web.Page, []misfit, error) {
		return s.approvalForm(c, a)
	})
}

func (s *Service) postApproval(c *web.Ctx, a access.Actor) error {
	err := s.ApproveAt(c.Context(), a, c.Path("id"), c.Field("option"), costsIn(c.Field("costs")),
		c.Field("beyond"))
	if ownBefore(err, a, Agree) {
		return c.See("/approvals/" + c.Path("id")) // which says that they did, and when
	}
	return s.onApproval(c, a, err, "brokerage.flash.approved")
}

// ownBefore reports whether a press was refused because the same user made it before, in
// another window: nothing is wrong.
func ownBefore(err error, a access.Actor, act Act) bool {
	var already *alreadyError
	return errors.As(err, &already) && already.step.Act == act && already.step.ActorID == a.ID
}

func (s *Service) postRefusal(c *web.Ctx, a access.Actor) error {
	return s.onApproval(c, a, s.Refuse(c.Context(), a, c.Path("id"), c.Field("reason")),
		"brokerage.flash.refused")
}

func (s *Service) getOffers(c *web.Ctx, a access.Actor) error {
	p, err := s.offersForm(c, a)
	if err != nil {
		return err
	}
	return c.Render(p)
}

func (s *Service) offersForm(c *web.Ctx, a access.Actor) (web.Page, error) {
	list, err := s.offersFor(c.Context(), a)
	return offersPage(c, list), err
}

func (s *Service) postAccept(c *web.Ctx, a access.Actor) error {
	const offers = "/provider/offers"
	form := func() (web.Page, error) { return s.offersForm(c, a) }
	if c.Field("ask") == "yes" {
		err := s.AskAnew(c.Context(), a, c.Path("id"))
		return done(c, err, "brokerage.flash.asked_again", offers, form)
	}
	err := s.Accept(c.Context(), a, c.Path("id"))
	if ownBefore(err, a, Accept) {
		return done(c, nil, "brokerage.flash.accepted_before", offers, form)
	}
	if err != nil {
		return done(c, err, "", offers, form)
	}
	p, err := s.answered(c.Context(), a, c.Path("id"))
	if err != nil {
		return err
	}
	c.Flash("brokerage.flash.accepted", "activity", titleOf(c, p.Activity), "day", wholeDay(c, p.FirstDay()))
	return c.See(offers)
}

func (s *Service) postDecline(c *web.Ctx, a access.Actor) error {
	err := s.Decline(c.Context(), a, c.Path("id"), c.Field("reason"))
	if e, ok := fail.As(err); ok {
		for i := range e.Fields {
			e.Fields[i].Name += "-" + c.Path("id") // each offer on the page has a field of its own
		}
	}
	return done(c, err, "brokerage.flash.declined", "/provider/offers", func() (web.Page, error) {
		return s.offersForm(c, a)
	})
}

func (s *Service) getPlacement(c *web.Ctx, a access.Actor) error {
	p, err := s.placementForm(c, a)
	if err != nil {
		return err
	}
	return c.Render(p)
}

func (s *Service) placementForm(c *web.Ctx, a access.Actor) (web.Page, error) {
	var v placementView
	err := s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		p, err := placementByID(ctx, tx, c.Path("id"))
		if err != nil {
			return err
		}
		if err := s.Access.See(ctx, tx, a, access.SeePerson, p.PersonID); err != nil {
			return err
		}
		if a.Kind != access.Worker {
			return fail.New(fail.Forbidden, "access.refused.role")
		}
		lines, err := s.linesOf(ctx, tx, []Placement{p})
		if err != nil {
			return err
		}
		v.line, v.today = lines[0], tx.Today()
		if v.person, err = s.People.Load(ctx, tx, p.PersonID); err != nil {
			return err
		}
		if v.steps, err = stepsOf(ctx, tx, p.ID); err != nil {
			return err
		}
		r, err := referralByID(ctx, tx, p.ReferralID)
		v.mayReopen = a.May(access.Broker) && r.mayCompose()
		return err
	})
	if err != nil {
		return web.Page{}, err
	}
	v.mayChange = a.May(access.Broker) || a.May(access.Refer)
	return placementPage(c, v), nil
}

func (s *Service) onPlacement(c *web.Ctx, a access.Actor, err error, note string) error {
	return done(c, err, note, "/placements/"+c.Path("id"), func() (web.Page, error) {
		return s.placementForm(c, a)
	})
}

func (s *Service) postEnd(c *web.Ctx, a access.Actor) error {
	last, _ := c.Date("last") // none: EndPlacement refuses it with whatever else is wrong
	err := s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		return c.WithUnread(s.EndPlacement(ctx, tx, a, c.Path("id"), last, c.Field("ending")))
	})
	return s.onPlacement(c, a, err, "brokerage.flash.place_ended")
}

func (s *Service) postSuspend(c *web.Ctx, a access.Actor) error {
	return s.onPlacement(c, a, s.Suspend(c.Context(), a, c.Path("id"), c.Field("reason")),
		"brokerage.flash.suspended")
}

func (s *Service) postResume(c *web.Ctx, a access.Actor) error {
	return s.onPlacement(c, a, s.Resume(c.Context(), a, c.Path("id")), "brokerage.flash.resumed")
}

func (s *Service) postReopen(c *web.Ctx, a access.Actor) error {
	referral, err := s.Reopen(c.Context(), a, c.Path("id"))
	return done(c, err, "brokerage.flash.reopened", optionsPath(referral, ""), func() (web.Page, error) {
		return s.placementForm(c, a)
	})
}
