package openreferral

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// record is what we read of a service, in the words of 3.0 with those of 1.0
// beside them. Fields that hold who assured the record are not here, so that
// they cannot be stored.
type record struct {
	ID           string         `json:"id"`
	Name         string         `json:"name"`
	Description  string         `json:"description"`
	URL          string         `json:"url"`
	Email        string         `json:"email"`
	Status       string         `json:"status"`
	Fees         string         `json:"fees"`
	AssuredDate  string         `json:"assured_date"`
	Alert        string         `json:"alert"`
	Attending    string         `json:"attending_type"`
	Arrange      string         `json:"attending_access"`
	MinimumAge   *json.Number   `json:"minimum_age"`
	MaximumAge   *json.Number   `json:"maximum_age"`
	Organization *organization  `json:"organization"`
	Schedules    []schedule     `json:"schedules"`
	Regular      []schedule     `json:"regular_schedules"` // 1.0
	Locations    []atLocation   `json:"service_at_locations"`
	Costs        []cost         `json:"cost_options"`
	Contacts     []contact      `json:"contacts"`
	Audience     []audience     `json:"pc_targetAudience"` // of the supplier Placecube
	Eligible     []eligibility  `json:"eligibilitys"`      // 1.0
	Attributes   []attribute    `json:"attributes"`
	Metadata     map[string]any `json:"pc_metadata"` // read for dates only
}

type organization struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Description string `json:"description"`
	Email       string `json:"email"`
	Website     string `json:"website"`
	URL         string `json:"url"` // 1.0
	URI         string `json:"uri"`
}

type schedule struct {
	Freq        string       `json:"freq"`
	Interval    *json.Number `json:"interval"`
	ByDay       string       `json:"byday"`
	OpensAt     string       `json:"opens_at"`
	ClosesAt    string       `json:"closes_at"`
	Description string       `json:"description"`
	Notes       string       `json:"notes"`
}

type atLocation struct {
	Location struct {
		Name          string    `json:"name"`
		Addresses     []address `json:"addresses"`
		Physical      []address `json:"physical_addresses"` // 1.0
		Accessibility []struct {
			Description   string `json:"description"`
			Accessibility string `json:"accessibility"`
		} `json:"accessibility"`
	} `json:"location"`
}

type address struct {
	Address1   string `json:"address_1"`
	City       string `json:"city"`
	PostalCode string `json:"postal_code"`
}

type cost struct {
	Option      string       `json:"option"`
	Amount      *json.Number `json:"amount"`
	Description string       `json:"amount_description"`
}

type contact struct {
	Phones []struct {
		Number string `json:"number"`
	} `json:"phones"`
}

type audience struct {
	Type string `json:"audienceType"`
}

type eligibility struct {
	MinimumAge *json.Number `json:"minimum_age"`
	MaximumAge *json.Number `json:"maximum_age"`
}

type attribute struct {
	LinkType string `json:"link_type"`
	Term     struct {
		Name string `json:"name"`
	} `json:"taxonomy_term"`
}

// page is the envelope of a list, in the names of 3.0 and of 1.0.
type page struct {
	Contents   []json.RawMessage `json:"contents"`
	Content    []json.RawMessage `json:"content"`
	TotalPages int               `json:"total_pages"`
	TotalV1    int               `json:"totalPages"`
	LastPage   bool              `json:"last_page"`
	LastV1     bool              `json:"last"`
	OpenAPI    string            `json:"openapi_url"` // only the feed's front door has it
	ID         string            `json:"id"`
	Name       string            `json:"name"`
}

func (p page) pages() int { return max(p.TotalPages, p.TotalV1) }
func (p page) last() bool { return p.LastPage || p.LastV1 }

// unwrap finds the services in a document: an array, a page, or one record.
func unwrap(doc []byte) ([]json.RawMessage, page, error) {
	doc = bytes.TrimSpace(bytes.TrimPrefix(doc, []byte("\xef\xbb\xbf")))
	if len(doc) > 0 && doc[0] == '[' {
		var list []json.RawMessage
		err := decode(doc, &list)
		return list, page{}, err
	}
	var p page
	if err := decode(doc, &p); err != nil {
		return nil, p, err
	}
	switch {
	case p.Contents != nil:
		return p.Contents, p, nil
	case p.Content != nil:
		return p.Content, p, nil
	case p.OpenAPI != "" && p.ID == "":
		return nil, p, nil
	case p.ID != "" || p.Name != "":
		return []json.RawMessage{doc}, p, nil
	}
	return nil, p, fmt.Errorf("$: neither an array of services, nor a page with contents, nor a service")
}

// decode reads JSON and says where it broke.
func decode(doc []byte, into any) error {
	err := json.Unmarshal(doc, into)
	var broken *json.SyntaxError
	var other *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &broken):
		line := 1 + bytes.Count(doc[:min(int(broken.Offset), len(doc))], []byte("\n"))
		return fmt.Errorf("line %d: not JSON: %w", line, err)
	case errors.As(err, &other):
		return fmt.Errorf("$.%s: a %s stands where a %s should", other.Field, other.Value, other.Type)
	}
	return fmt.Errorf("read JSON: %w", err)
}

// readRecord reads a record one field at a time, so that one field of a wrong
// type costs that field and not the record.
func readRecord(raw json.RawMessage) (record, []string, error) {
	var r record
	if err := json.Unmarshal(raw, &r); err == nil {
		return r, nil, nil
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return r, nil, fmt.Errorf("not an object: %w", err)
	}
	r = record{}
	var lost []string
	for name, value := range fields {
		one, err := json.Marshal(map[string]json.RawMessage{name: value})
		if err != nil {
			return r, nil, fmt.Errorf("read %s: %w", name, err)
		}
		kept := r
		if err := json.Unmarshal(one, &r); err != nil {
			r, lost = kept, append(lost, name)
		}
	}
	return r, lost, nil
}

// audienceLabels gathers the labels that say whom a service is for.
func (r record) audienceLabels() []string {
	var labels []string
	for _, a := range r.Audience {
		labels = append(labels, a.Type)
	}
	for _, a := range r.Attributes {
		if strings.Contains(a.LinkType, "audience") || strings.Contains(a.LinkType, "eligib") {
			labels = append(labels, a.Term.Name)
		}
	}
	return labels
}
