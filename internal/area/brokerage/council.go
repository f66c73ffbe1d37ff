package brokerage

import (
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/pence"
)

// Council is the council's budget of a financial year, beside what that year comes to.
type Council struct {
	Set               bool // somebody has set a budget
	From, Until       clock.Date
	InHouse, External CouncilPart
}

// CouncilPart is one kind of provider's part of it.
type CouncilPart struct {
	Budget pence.Pence
	Agreed pence.Pence // spent, and still to come of what is agreed
	// Waiting is what places come to in that year that are approved, and whose providers
	// have not answered.
	Waiting pence.Pence
	Added   pence.Pence // what the new places of a week add in that year
}

// Sum is what the year comes to with the week.
func (p CouncilPart) Sum() pence.Pence { return p.Agreed + p.Waiting + p.Added }

// Over is by how much the part is exceeded with the week; 0 where it is not.
func (p CouncilPart) Over() pence.Pence { return max(0, p.Sum()-p.Budget) }

// Left is what the part has left with the week; 0 where it is exceeded.
func (p CouncilPart) Left() pence.Pence { return max(0, p.Budget-p.Sum()) }

// ownService is the kind of an organisation that is the council's own service.
const ownService = "in_house"

// part is that of a kind of provider.
func (c *Council) part(kind string) *CouncilPart {
	if kind == ownService {
		return &c.InHouse
	}
	return &c.External
}
