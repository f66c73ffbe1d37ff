package brokerage

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/framework"
	"ourdays/internal/area/funds"
	"ourdays/internal/area/people"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/event"
	"ourdays/internal/platform/fail"
)

// Deps is what the area stands on.
type Deps struct {
	DB        *db.DB
	Access    *access.Service
	People    *people.Service
	Plans     *plans.Service
	Funds     *funds.Service
	Directory *directory.Service
	Framework *framework.Service
	Bookings  *bookings.Service
	Bus       *event.Bus // where PlacementMoved is published; nil when nobody listens
}

// Service holds the verbs of brokerage.
type Service struct {
	Deps
	// Council says how the council's budget of the year of a day stands. steer, which
	// stands above, answers; where nobody does, no budget is shown.
	Council func(ctx context.Context, tx *db.Tx, on clock.Date) (Council, error)
}

// New makes the service.
func New(d Deps) *Service {
	if d.Bus == nil {
		d.Bus = event.New()
	}
	return &Service{Deps: d, Council: func(context.Context, *db.Tx, clock.Date) (Council, error) {
		return Council{}, nil
	}}
}

// movedOnKey is the text of movedOn.
const movedOnKey = "brokerage.refused.moved_on"

// movedOn is the refusal of a press on a page that is out of date.
func movedOn() error { return fail.New(fail.Conflict, movedOnKey) }

// whoDecided adds to such a refusal who was first, and when: for workers who may
// act on the thing, and for the staff of the provider that is asked.
func (s *Service) whoDecided(ctx context.Context, tx *db.Tx, a access.Actor, act Act, thing string,
	refusal error) error {
	e, refused := fail.As(refusal)
	if !refused || e.Key != movedOnKey || a.Kind != access.Worker && a.Kind != access.Staff {
		return refusal
	}
	steps, err := stepsOf(ctx, tx, thing)
	if err != nil {
		return fmt.Errorf("who decided: %w", err)
	}
	if step, found := decided(steps, act); found {
		return &alreadyError{e, step}
	}
	return refusal
}

// move takes a referral one legal step on and writes its history, with the reason
// that the step has or none.
func (s *Service) move(ctx context.Context, tx *db.Tx, a access.Actor, r *Referral, act Act,
	reason string) error {
	from := r.Status
	to, err := next(referralMoves, from, act)
	if err != nil {
		return err
	}
	r.Status = to
	moved, err := moveReferral(ctx, tx, *r, from)
	if err != nil {
		return fmt.Errorf("move referral: %w", err)
	}
	if !moved {
		return movedOn()
	}
	return s.note(ctx, tx, a, r.ID, act, to, reason)
}

func (s *Service) note(ctx context.Context, tx *db.Tx, a access.Actor, thing string, act Act, to Status,
	reason string) error {
	return insertStep(ctx, tx, Step{ID: tx.NewID(), ThingID: thing, At: tx.Now, ActorID: a.ID, ActorName: a.Name,
		Act: act, Status: to, Reason: reason, Told: act == Decline})
}

// Refer asks a broker for a week for the person, from their current plan. It
// is refused, with every reason, without an outcome or a decided tier, and
// while another referral of the person is open.
func (s *Service) Refer(ctx context.Context, a access.Actor, personID string) (Referral, error) {
	var r Referral
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) (err error) {
		r, err = s.refer(ctx, tx, a, personID)
		return err
	})
	return r, err
}

func (s *Service) refer(ctx context.Context, tx *db.Tx, a access.Actor, personID string) (Referral, error) {
	r := Referral{ID: tx.NewID(), PersonID: personID, Status: Draft, ReferredBy: a.ID, Made: tx.Now}
	if err := s.Access.Act(ctx, tx, a, access.Refer, personID, "refer", r.ID); err != nil {
		return r, err
	}
	plan, _, err := s.Plans.Current(ctx, tx, personID)
	if err != nil {
		return r, err
	}
	if err := s.Plans.CheckReady(ctx, tx, plan.ID); err != nil {
		return r, err
	}
	r.PlanID, r.StartBy = plan.ID, plan.StartBy.V
	if r.Number, err = nextNumber(ctx, tx); err != nil {
		return r, err
	}
	err = insertReferral(ctx, tx, r)
	if db.IsUnique(err) {
		return r, fail.New(fail.Conflict, "brokerage.refused.referred_already")
	}
	if err != nil {
		return r, fmt.Errorf("refer: %w", err)
	}
	if err := s.move(ctx, tx, a, &r, Submit, ""); err != nil {
		return r, err
	}
	return r, s.tieWorkers(ctx, tx, r)
}

// tieWorkers lets brokers and approvers reach the person while the referral is open.
func (s *Service) tieWorkers(ctx context.Context, tx *db.Tx, r Referral) error {
	for _, role := range []access.Role{access.RoleBroker, access.RoleApprover} {
		err := s.Access.Tie(ctx, tx, access.Tie{Role: role, PersonID: r.PersonID, Relation: access.Referred,
			Source: tieOf(r.ID, role)})
		if err != nil {
			return fmt.Errorf("tie %s: %w", role, err)
		}
	}
	return nil
}

func tieOf(referralID string, role access.Role) string {
	return "referral:" + referralID + ":" + string(role)
}

func placementTie(placementID string) string { return "placement:" + placementID }

// on runs a step of a referral: it reads it, asks for the permission, writes
// the audit line, and hands it on in the same transaction.
func (s *Service) on(ctx context.Context, a access.Actor, need access.Permission, act Act, referralID string,
	f func(ctx context.Context, tx *db.Tx, r *Referral) error) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		r, err := referralByID(ctx, tx, referralID)
		if err != nil {
			return err
		}
		if err := s.Access.Act(ctx, tx, a, need, r.PersonID, string(act), r.ID); err != nil {
			return err
		}
		return s.whoDecided(ctx, tx, a, act, r.ID, f(ctx, tx, &r))
	})
}

// TakeOn makes the actor the broker of a submitted referral.
func (s *Service) TakeOn(ctx context.Context, a access.Actor, referralID string) error {
	return s.on(ctx, a, access.Broker, Take, referralID,
		func(ctx context.Context, tx *db.Tx, r *Referral) error {
			r.BrokerID = a.ID
			return s.move(ctx, tx, a, r, Take, "")
		})
}

// Finish ends a referral, with one of Endings. What was proposed or offered is
// withdrawn and its money freed; placements that people come to go on.
func (s *Service) Finish(ctx context.Context, a access.Actor, referralID, ending string) error {
	need := access.Refer
	if a.May(access.Broker) {
		need = access.Broker
	}
	return s.on(ctx, a, need, Finish, referralID, func(ctx context.Context, tx *db.Tx, r *Referral) error {
		if _, err := next(referralMoves, r.Status, Finish); err != nil {
			return err
		}
		if !has(Endings(), ending) {
			return fail.Fields(fail.Field{Name: "ending", Key: "brokerage.refused.ending"})
		}
		return s.finish(ctx, tx, a, r, ending)
	})
}

func (s *Service) finish(ctx context.Context, tx *db.Tx, a access.Actor, r *Referral, ending string) error {
	r.Ending = ending
	if err := s.move(ctx, tx, a, r, Finish, ending); err != nil {
		return err
	}
	list, err := placementsOfReferral(ctx, tx, r.ID)
	if err != nil {
		return err
	}
	for _, p := range list {
		if p.Status != Proposed && p.Status != Offered {
			continue
		}
		if err := s.letGo(ctx, tx, a, p, Recall, ending); err != nil {
			return err
		}
	}
	for _, role := range []access.Role{access.RoleBroker, access.RoleApprover} {
		if err := s.Access.EndTie(ctx, tx, tieOf(r.ID, role)); err != nil {
			return err
		}
	}
	return nil
}

// Choose keeps which week the person chose, why, and who helped when a
// supporter chose under a mandate. A week that does not fit any more is refused.
// The week that is theirs already stays as it is, with the first reason:
// somebody who goes back and presses again is told that it is theirs.
func (s *Service) Choose(ctx context.Context, a access.Actor, optionID, why, helpedBy string) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		o, err := optionByID(ctx, tx, optionID)
		if err != nil {
			return err
		}
		r, err := referralByID(ctx, tx, o.ReferralID)
		if err != nil {
			return err
		}
		if err := s.Access.Act(ctx, tx, a, access.Choose, r.PersonID, string(ChooseIt), o.ID); err != nil {
			return err
		}
		if !o.Shown() {
			return fail.New(fail.NotFound, "fail.not_found")
		}
		if r.Status == Chosen || r.Status == Approved || r.Status == Placed {
			steps, err := stepsOf(ctx, tx, r.ID)
			return cmp.Or(err, r.chosenAgain(o.ID, a, steps))
		}
		if _, err := next(referralMoves, r.Status, ChooseIt); err != nil {
			return err
		}
		if !has(Whys(), why) {
			return fail.Fields(fail.Field{Name: "why", Key: "brokerage.refused.why"})
		}
		if err := s.fits(ctx, tx, r, o); err != nil {
			return err
		}
		r.OptionID, r.Why, r.HelpedBy = o.ID, why, strings.TrimSpace(helpedBy)
		if a.Kind == access.Supporter {
			r.HelpedBy = a.Name
		}
		return s.move(ctx, tx, a, &r, ChooseIt, why)
	})
}

// LikeNone gives the referral back to the broker with why the weeks did not
// please.
func (s *Service) LikeNone(ctx context.Context, a access.Actor, referralID, why string) error {
	return s.on(ctx, a, access.Choose, LikeNone, referralID,
		func(ctx context.Context, tx *db.Tx, r *Referral) error {
			if _, err := next(referralMoves, r.Status, LikeNone); err != nil {
				return err
			}
			if !has(WhysNot(), why) {
				return fail.Fields(fail.Field{Name: "why", Key: "brokerage.refused.why"})
			}
			return s.move(ctx, tx, a, r, LikeNone, why)
		})
}

// shortestReason is how many letters a written reason has at least.
const shortestReason = 5

// Approve agrees to the chosen week at what it cost when it was put together; where
// the rates of its places are other ones by now it is refused. See ApproveAt.
func (s *Service) Approve(ctx context.Context, a access.Actor, referralID, optionID string) error {
	return s.approve(ctx, a, referralID, optionID, func(w ratedWeek) Costs { return Costs{w.then, w.then} }, "")
}

// ApproveAt agrees to the chosen week at what it costs now, which is what the
// approver saw: within their limit, not their own referral or brokerage, and with
// money in the budget, which it holds. What of the week fits no longer is for the
// approver to weigh, but nobody approves a place that lacks what the person needs, is
// for another tier, or is gone. The places are offered to their providers at once.
// The option and the costs must be those that the approver saw.
func (s *Service) ApproveAt(ctx context.Context, a access.Actor, referralID, optionID string,
	seen Costs, why string) error {
	return s.approve(ctx, a, referralID, optionID, func(ratedWeek) Costs { return seen }, why)
}

func (s *Service) approve(ctx context.Context, a access.Actor, referralID, optionID string,
	seen func(ratedWeek) Costs, why string) error {
	return s.on(ctx, a, access.Approve, Agree, referralID,
		func(ctx context.Context, tx *db.Tx, r *Referral) error {
			if r.Status != Chosen || r.OptionID != optionID {
				return movedOn()
			}
			o, err := optionByID(ctx, tx, optionID)
			if err != nil {
				return err
			}
			w, err := s.ratedToday(ctx, tx, r.PersonID, o)
			if err != nil {
				return err
			}
			if err := r.mayApprove(a, w.Most); err != nil {
				return err
			}
			if err := s.approvable(ctx, tx, *r, o); err != nil {
				return err
			}
			if seen(w) != w.Costs {
				return fail.New(fail.Conflict, "brokerage.refused.price_changed", "now", w.Now.Format(),
					"then", w.then.Format())
			}
			if why, err = s.beyondWhy(ctx, tx, *r, o, why); err != nil {
				return err
			}
			r.ApprovedBy = a.ID
			if err := s.move(ctx, tx, a, r, Agree, why); err != nil {
				return err
			}
			if err := s.offerPlaces(ctx, tx, a, *r, o); err != nil {
				return err
			}
			return s.Access.WriteOf(ctx, tx, r.PersonID, access.WeekAgreed)
		})
}

// beyondWhy refuses a week of more half days than the plan says without a reason; of any
// other none is kept.
func (s *Service) beyondWhy(ctx context.Context, tx *db.Tx, r Referral, o Option,
	why string) (string, error) {
	k, err := s.caseOf(ctx, tx, r, only(o.schedules()...))
	if err != nil || !beyond(k.Plan, k.wholeOf(o).Units()) {
		return "", err
	}
	if why = strings.TrimSpace(why); len([]rune(why)) < shortestReason {
		return "", fail.Fields(fail.Field{Name: "beyond", Key: "brokerage.refused.beyond"})
	}
	return why, nil
}

// Refuse gives a chosen week back to the broker, with a reason.
func (s *Service) Refuse(ctx context.Context, a access.Actor, referralID, reason string) error {
	return s.on(ctx, a, access.Approve, Refuse, referralID,
		func(ctx context.Context, tx *db.Tx, r *Referral) error {
			if _, err := next(referralMoves, r.Status, Refuse); err != nil {
				return err
			}
			if len([]rune(reason)) < shortestReason {
				return fail.Fields(fail.Field{Name: "reason", Key: "brokerage.refused.reason"})
			}
			if err := r.mayApprove(a, 0); err != nil {
				return err
			}
			r.OptionID, r.Why = "", ""
			if err := s.move(ctx, tx, a, r, Refuse, reason); err != nil {
				return err
			}
			return s.Access.WriteOf(ctx, tx, r.PersonID, access.WeekRefused)
		})
}

func has(list []string, word string) bool { return db.List(list).Has(word) }
