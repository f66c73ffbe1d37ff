package funds

import (
	"ourdays/internal/engine/charging"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// Policy is what the council decided about charging for everybody, from a
// date on. A guarantee above the legal one depends on the person and stands in
// their assessment.
type Policy struct {
	ID       string
	Starts   clock.Date
	Minimum  pence.Pence // a week's charge below this is not made
	Standard pence.Pence // a week, for disability expenses without evidence
	Share    string      // of disposable income that is taken, from 0 to 1
	MadeBy   string
	Made     clock.Instant
}

// mostOfPolicy is far above what any council sets a week.
const mostOfPolicy = pence.Pence(100_000)

// Check holds a policy to its rules.
func (p Policy) Check() error {
	var wrong []fail.Field
	if p.Minimum < 0 || p.Minimum > mostOfPolicy {
		wrong = append(wrong, fail.Field{Name: "minimum", Key: "funds.refused.policy_amount"})
	}
	if p.Standard < 0 || p.Standard > mostOfPolicy {
		wrong = append(wrong, fail.Field{Name: "standard", Key: "funds.refused.policy_amount"})
	}
	if _, err := charging.ParseShare(p.Share); err != nil {
		wrong = append(wrong, fail.Field{Name: "share", Key: "funds.refused.share"})
	}
	return fail.Fields(wrong...)
}

// apply puts the council's decisions into a case. A council that has decided
// nothing changes nothing. The share was checked when it was recorded.
func (p Policy) apply(to *charging.Policy) error {
	if p.ID == "" {
		return nil
	}
	share, err := charging.ParseShare(p.Share)
	if err != nil {
		return err
	}
	to.MinimumCharge, to.StandardDRE, to.Share = p.Minimum, p.Standard, &share
	return nil
}

// fields is the policy as `ourdays charge` reads it, with the guarantee that
// the council sets for this person, if any.
func (p Policy) fields(mig string) map[string]any {
	all := map[string]any{}
	if mig != "" {
		all["mig_weekly"] = mig
	}
	if p.ID != "" {
		all["minimum_charge"], all["standard_dre"] = p.Minimum.String(), p.Standard.String()
		all["share_of_disposable"] = p.Share
	}
	return all
}
