// Package charging says what a person pays for care outside a care home, to
// the penny, and explains every line.
//
// The rules are those of the Care and Support (Charging and Assessment of
// Resources) Regulations 2014 (SI 2014/2672), in the order of capital, income,
// disregards, housing costs, disability-related expenses and the Minimum
// Income Guarantee; local policy may only be kinder. The charge of a week is
// the lower of the most that the person can contribute and the week's actual
// cost. Free services are never charged.
//
// Read reads a case and says everything wrong with it at once. Assess is pure.
// What changes every year stands in parameters.json with its source and a mark
// for values that nobody has confirmed. Money is whole pence; every line is
// rounded to the penny in the person's favour. The case's file and the order
// of the calculation are explained in docs/charging.md.
package charging
