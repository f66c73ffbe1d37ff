package funds

import (
	"context"
	"fmt"
	"maps"
	"net/url"

	"ourdays/internal/area/access"
	"ourdays/internal/area/people"
	"ourdays/internal/engine/charging"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/web"
)

// Routes is the area's part of the access register. A person's own money is among
// the site's pages, which knows what funds do not: what their week costs.
func (s *Service) Routes() []access.Route {
	return []access.Route{
		{Pattern: "GET /finance", Need: access.RecordContribution, Do: s.getFinance, Audience: "staff"},
		{Pattern: "GET /people/{person}/assessment", Need: access.RecordContribution, Do: s.getAssessment,
			Audience: "staff"},
		{Pattern: "POST /people/{person}/assessment", Need: access.RecordContribution, Do: s.postAssessment,
			Audience: "staff"},
		{Pattern: "GET /people/{person}/assessment/{id}", Need: access.RecordContribution, Do: s.getLetter,
			Audience: "staff"},
		{Pattern: "POST /people/{person}/assessment/{id}/check", Need: access.RecordContribution, Do: s.postCheck,
			Audience: "staff"},
		{Pattern: "GET /people/{person}/assessment/{id}/print", Need: access.RecordContribution, Do: s.getPrint,
			Audience: "staff"},
		{Pattern: "GET /people/{person}/assessment/{id}/what-if", Need: access.RecordContribution, Do: s.getWhatIf,
			Audience: "staff"},
		{Pattern: "POST /people/{person}/assessment/{id}/what-if", Need: access.RecordContribution,
			Do: s.postWhatIf, Audience: "staff"},
		{Pattern: "GET /finance/again", Need: access.RecordContribution, Do: s.getAgain, Audience: "staff"},
		{Pattern: "POST /finance/again", Need: access.RecordContribution, Do: s.postAgain, Audience: "staff"},
		{Pattern: "POST /finance/again/check", Need: access.RecordContribution, Do: s.postCheckAll,
			Audience: "staff"},
		{Pattern: "GET /finance/policy", Need: access.RecordContribution, Do: s.getPolicy, Audience: "staff"},
		{Pattern: "POST /finance/policy", Need: access.RecordContribution, Do: s.postPolicy, Audience: "staff"},
		{Pattern: "GET /me/money/print", Need: access.SeeOwn, Do: s.getMoneyPrint, Audience: "citizen"},
		{Pattern: "GET /me/money/what-if", Need: access.SeeOwn, Do: s.getMoneyWhatIf, Audience: "citizen"},
		{Pattern: "POST /me/money/what-if", Need: access.SeeOwn, Do: s.postMoneyWhatIf, Audience: "citizen"},
	}
}

// everybody is a page of all people with what was last assessed of each.
type everybody struct {
	words  string
	page   int
	more   bool // there is a page after it
	list   []people.Listed
	newest map[string]Assessment
}

func (s *Service) getFinance(c *web.Ctx, a access.Actor) error {
	v := everybody{words: c.Query("q"), page: c.Page()}
	err := s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		if v.list, v.more, err = s.People.Everybody(ctx, tx, a, v.words, v.page); err != nil {
			return err
		}
		v.newest, err = newestOf(ctx, tx, idsOf(v.list))
		return err
	})
	if err != nil {
		return err
	}
	return c.Render(financePage(c, v))
}

func idsOf(list []people.Listed) []string {
	var ids []string
	for _, p := range list {
		ids = append(ids, p.ID)
	}
	return ids
}

// view is what the assessment page shows.
type view struct {
	person people.Person
	today  clock.Date
	all    []Assessment
	form   form
	policy Policy           // of the form's date
	result *charging.Result // of what stands in the form, when it can be computed
	wrong  []fail.Field     // in what stands in the form
	worked clock.Instant    // when the form was worked out; zero when what is kept stands in it
}

// getAssessment shows the form with what is kept, or as the officer worked it out
// since.
func (s *Service) getAssessment(c *web.Ctx, a access.Actor) error {
	t, typed, err := s.typedBefore(c.Context(), a, c.Path("person"))
	if err != nil {
		return err
	}
	if typed {
		if err := c.Retype(t.Typed); err != nil {
			return err
		}
	}
	v, err := s.load(c, a, c.Field("date"), s.Assessments)
	if err != nil {
		return err
	}
	if typed {
		v.worked = t.Worked
		if _, err := v.compute(c); err != nil { // the record or the policy is another since
			e, refused := fail.As(err)
			if !refused {
				return err
			}
			v.wrong = e.Fields
		}
	}
	return c.Render(assessmentPage(c, v))
}

// lister lists a person's assessments for an actor.
type lister func(context.Context, *db.Tx, access.Actor, string) ([]Assessment, error)

// assessmentsAgain is for the form at work: opening it was audited, and each
// pause in typing is not another look at the record. Whoever sends it without
// having opened it today is in the trail all the same.
func (s *Service) assessmentsAgain(ctx context.Context, tx *db.Tx, a access.Actor,
	personID string) ([]Assessment, error) {
	if err := s.Access.SeeAgain(ctx, tx, a, access.SeeMoney, personID); err != nil {
		return nil, err
	}
	return assessmentsOf(ctx, tx, personID)
}

// load reads the person, what was recorded and the policy of the typed date,
// and fills the form with the newest circumstances. The press of a form belongs to
// what keeps it.
func (s *Service) load(c *web.Ctx, a access.Actor, typed string, list lister) (view, error) {
	var v view
	err := s.DB.InTx(db.WithFormKey(c.Context(), nil), func(ctx context.Context, tx *db.Tx) error {
		v.today = tx.Today()
		var err error
		if v.all, err = list(ctx, tx, a, c.Path("person")); err != nil {
			return err
		}
		if v.person, err = s.People.Load(ctx, tx, c.Path("person")); err != nil {
			return err
		}
		on := v.today
		if d, ok := c.DateIn("date", typed); ok {
			on = d
		}
		v.policy, err = s.PolicyOn(ctx, tx, on)
		return err
	})
	if err != nil {
		return v, err
	}
	v.form = newForm(v.today, v.person.Age(v.today))
	if len(v.all) > 0 {
		cs, r, err := Compute(v.all[0].Case)
		if err == nil {
			v.form, v.result = formOf(cs), &r
		}
	}
	return v, nil
}

// postAssessment works the form out, or keeps it, as the pressed button says.
// What could be worked out waits for the officer on the form's page, where a press
// leads back to; a form at work, which has no key, is answered with what it comes
// to. All that is wrong is told at once.
func (s *Service) postAssessment(c *web.Ctx, a access.Actor) error {
	if c.Field("do") == "begin" {
		if err := s.beginAgain(c.Context(), a, c.Path("person")); err != nil {
			return err
		}
		return c.See("/people/" + c.Path("person") + "/assessment")
	}
	v, err := s.load(c, a, c.Field("date"), s.assessmentsAgain)
	if err != nil {
		return err
	}
	text, err := v.compute(c)
	switch {
	case err != nil:
		return invalid(c, v, err)
	case c.Field("do") == "keep" && v.form.untouched():
		return invalid(c, v, fail.Fields(fail.Field{Name: "capital_own", Key: "funds.refused.untouched"}))
	case c.Field("do") == "keep":
	case c.Field("form") == "":
		return c.Render(assessmentPage(c, v))
	default:
		if err := s.keepTyped(db.WithFormKey(c.Context(), nil), a, v.person.ID, typedOnly(c.Form())); err != nil {
			return err
		}
		return c.See("/people/" + v.person.ID + "/assessment")
	}
	as, err := s.Record(c.Context(), a, v.person.ID, text)
	if err != nil {
		return invalid(c, v, err)
	}
	c.Flash("funds.assessment.kept")
	return c.See("/people/" + v.person.ID + "/assessment/" + as.ID)
}

// typedOnly leaves out of a form which press sent it.
func typedOnly(form url.Values) url.Values {
	kept := maps.Clone(form)
	delete(kept, "form")
	delete(kept, "do")
	return kept
}

// compute works out what stands in the form, and gives it as it would be kept. A
// day that cannot be read leaves today in its place for the rest.
func (v *view) compute(c *web.Ctx) (string, error) {
	v.form, v.result = readForm(c), nil
	on, read := c.Date("date")
	if !read {
		on = v.today
	}
	text, err := v.form.check(on, read, v.person.Age(on), v.policy)
	if err := c.WithUnread(err); err != nil {
		return "", err
	}
	_, r, err := Compute(text)
	if err != nil {
		return "", asFields(err)
	}
	v.result = &r
	return text, nil
}

// invalid answers with the form and what keeps it from being worked out.
func invalid(c *web.Ctx, v view, err error) error {
	if e, ok := fail.As(err); ok {
		v.wrong = e.Fields
	}
	return c.Invalid(assessmentPage(c, v), err)
}

func readForm(c *web.Ctx) form {
	return form{Date: c.Field("date"), Household: c.Field("household"), Own: c.Field("capital_own"),
		Joint:    c.Field("capital_joint"),
		Children: c.Field("how_many_children"), NightCare: c.Field("night_care"),
		Ground:     c.Field("light_touch_ground"),
		PensionAge: c.Field("pension_age") == "yes", PartnerPensionAge: c.Field("partner_pension_age") == "yes",
		MIG: c.Field("mig_weekly"), Disclosed: c.Field("disclosed") != "no",
		Consent: c.Field("light_touch_consent") == "yes", Premiums: c.Fields("premiums"),
		Income: readRows(c, "income"), Housing: readRows(c, "housing"), DRE: readRows(c, "dre")}
}

// mostRows bounds the rows that a form may send.
const mostRows = 40

func readRows(c *web.Ctx, name string) []row {
	var rows []row
	for i := range mostRows {
		at := fmt.Sprintf("%s_%d_", name, i)
		if _, sent := c.Form()[at+"amount"]; !sent {
			break
		}
		rows = append(rows, row{c.Field(at + "kind"), c.Field(at + "amount"), c.Field(at + "every"),
			c.Field(at + "disregard")})
	}
	return rows
}

func (s *Service) postCheck(c *web.Ctx, a access.Actor) error {
	person, id := c.Path("person"), c.Path("id")
	if err := s.Check(c.Context(), a, person, id); err != nil {
		return c.OpenAnew(err, "/people/"+person+"/assessment/"+id)
	}
	c.Flash("funds.assessment.checked")
	return c.See("/people/" + person + "/assessment/" + id)
}
