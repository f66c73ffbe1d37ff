package charging

import (
	"encoding/json"

	"ourdays/internal/platform/pence"
)

// The form of a file, for writing. Its order is that of docs/charging.md.
type (
	fileCase struct {
		Date       string          `json:"date"`
		Policy     *filePolicy     `json:"policy,omitempty"`
		Person     filePerson      `json:"person"`
		Capital    *fileCapital    `json:"capital,omitempty"`
		Income     []fileMoney     `json:"income,omitempty"`
		Housing    []fileMoney     `json:"housing,omitempty"`
		DRE        []fileMoney     `json:"dre,omitempty"`
		NightCare  *bool           `json:"night_care,omitempty"`
		Disclosed  *bool           `json:"disclosed,omitempty"`
		LightTouch *fileLightTouch `json:"light_touch,omitempty"`
		Services   []fileService   `json:"services,omitempty"`
	}
	filePolicy struct {
		MIG     *string `json:"mig_weekly,omitempty"`
		Minimum *string `json:"minimum_charge,omitempty"`
		DRE     *string `json:"standard_dre,omitempty"`
		Share   *string `json:"share_of_disposable,omitempty"`
	}
	filePerson struct {
		Age               int       `json:"age"`
		Household         Household `json:"household"`
		Premiums          []Premium `json:"premiums,omitempty"`
		Children          int       `json:"children"`
		PensionAge        *bool     `json:"pension_age,omitempty"`
		PartnerPensionAge bool      `json:"partner_pension_age,omitempty"`
	}
	fileCapital struct {
		Own   string `json:"own"`
		Joint string `json:"joint"`
	}
	fileMoney struct {
		Kind      string  `json:"kind"`
		Amount    string  `json:"amount"`
		Every     Period  `json:"every"`
		Disregard *string `json:"disregard,omitempty"`
	}
	fileLightTouch struct {
		Ground  Ground `json:"ground"`
		Consent bool   `json:"consent"`
	}
	fileService struct {
		Kind string `json:"kind"`
		Cost string `json:"weekly_cost"`
		Free bool   `json:"free,omitempty"`
	}
)

// MarshalJSON writes a case as the file that Read reads back to the same case,
// so that an assessment can be kept with what it was made from. The share must
// be one that a file can hold, which is so for every case that Read gave.
func (c Case) MarshalJSON() ([]byte, error) {
	f := fileCase{Date: c.Date.String(), Policy: c.Policy.file(), Person: c.Person.file(),
		Housing: fileExpenses(c.Housing), DRE: fileExpenses(c.DRE), NightCare: c.NightCare}
	if !c.Capital.unsaid {
		f.Capital = &fileCapital{c.Capital.Own.String(), c.Capital.Joint.String()}
	}
	for _, in := range c.Income {
		f.Income = append(f.Income, fileMoney{in.Kind, in.Amount.String(), in.Every, textOrNone(in.Disregard)})
	}
	if c.Refused {
		f.Disclosed = new(bool)
	}
	if l := c.LightTouch; l != nil {
		f.LightTouch = &fileLightTouch{l.Ground, l.Consent}
	}
	for _, s := range c.Services {
		f.Services = append(f.Services, fileService{s.Kind, s.WeeklyCost.String(), s.Free})
	}
	return json.Marshal(f)
}

func (p Policy) file() *filePolicy {
	if p == (Policy{}) {
		return nil
	}
	f := &filePolicy{MIG: textOrNone(p.MIG)}
	if p.MinimumCharge > 0 {
		f.Minimum = text(p.MinimumCharge)
	}
	if p.StandardDRE > 0 {
		f.DRE = text(p.StandardDRE)
	}
	if p.Share != nil {
		s := p.Share.String()
		f.Share = &s
	}
	return f
}

func (p Person) file() filePerson {
	f := filePerson{Age: p.Age, Household: p.Household, Premiums: p.Premiums, Children: p.Children,
		PartnerPensionAge: p.PartnerPensionAge}
	if !p.pensionAgeUnsaid {
		f.PensionAge = &p.PensionAge
	}
	return f
}

func fileExpenses(list []Expense) []fileMoney {
	var all []fileMoney
	for _, e := range list {
		all = append(all, fileMoney{Kind: e.Kind, Amount: e.Amount.String(), Every: e.Every})
	}
	return all
}

func textOrNone(p *pence.Pence) *string {
	if p == nil {
		return nil
	}
	return text(*p)
}
