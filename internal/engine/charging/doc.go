// Package charging is the financial assessment for care outside a care home:
// a person's money, home and services in; what they pay a week out, with
// every line that leads there.
//
// The rules are the Care and Support (Charging and Assessment of Resources)
// Regulations 2014 (SI 2014/2672, "reg" in comments) and local policy, which
// is part of the Case. Figures that change with the year come from one dated
// file, parameters.json, each with its source and whether anybody has
// confirmed it.
//
// Read reads a file and names everything wrong with it. Assess computes; it
// is pure, so the same Case gives the same Result. Write, Compare and
// WhatIf explain a Result to the person, to a finance officer and to somebody
// who thinks of taking a job. The command is `ourdays charge`; the file's
// meaning stands in docs/charging.md.
//
// A Result's lines are signed and add up, to the penny, to the weekly charge.
package charging
