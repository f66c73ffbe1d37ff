// Package outcomes measures how far people came with what they wanted to
// change: Goal Attainment Scaling.
//
// Its words: a goal has five levels, from -2 (much less than expected) over 0
// (as expected) to +2 (much more); the baseline is the level at the start, the
// score the level at a review; a weight says how much a goal counts beside the
// others.
//
// The T-score puts the goals of one person on a scale with mean 50 and
// standard deviation 10. It is the published formula of T. J. Kiresuk and
// R. E. Sherman, "Goal attainment scaling: a general method for evaluating
// comprehensive community mental health programs", Community Mental Health
// Journal 4(6), 1968:
//
//	T = 50 + 10·Σ(w·x) / √((1−ρ)·Σw² + ρ·(Σw)²), with ρ = 0.3
//
// A practical guide of 2009 printed it wrongly; its erratum has this form too
// (Clinical Rehabilitation 23(4)).
//
// It touches no database, page or clock.
package outcomes
