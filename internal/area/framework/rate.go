package framework

import (
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// Rate is what one person's place at one session costs the council.
type Rate struct {
	ID         string
	ActivityID string
	Ratio      int // people to one worker; 0 without support
	Price      pence.Pence
	Benchmark  pence.Pence
	Reason     string // why it is above the benchmark
	Starts     clock.Date
	SetBy      string         // the name of who agreed it; empty where nobody kept it
	SetOn      clock.NullDate // and when
}

// Check holds a rate to its rules.
func (r Rate) Check() error {
	var wrong []fail.Field
	if r.Price < 0 || r.Benchmark < 0 {
		wrong = append(wrong, fail.Field{Name: "price", Key: "framework.refused.price"})
	}
	if r.Benchmark > 0 && r.Price > r.Benchmark && len([]rune(r.Reason)) < 10 {
		wrong = append(wrong, fail.Field{Name: "reason", Key: "framework.refused.reason"})
	}
	return fail.Fields(wrong...)
}

// Service holds the verbs of framework.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service { return &Service{d} }
