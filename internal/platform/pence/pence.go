// Package pence is money: whole pence in an int64, never a float.
//
// Parsing is strict, formatting is exact, and every rounding is named by the
// caller. Splitting an amount never loses or makes a penny.
package pence

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

// Pence is an amount of money in pence. It may be negative.
type Pence int64

// Rounding says what happens to the part of a penny that a division leaves.
type Rounding int

// The three ways to round a fraction of a penny.
const (
	Down    Rounding = iota // towards minus infinity
	Up                      // towards plus infinity
	Nearest                 // halves away from zero
)

// Parse reads pounds as digits with at most two decimals ("12", "12.5",
// "12.34"), without sign, currency symbol, separators or spaces. Anything
// else, and anything that does not fit, is an error.
func Parse(s string) (Pence, error) {
	whole, frac, dotted := strings.Cut(s, ".")
	if !digits(whole) || dotted && (len(frac) > 2 || !digits(frac)) {
		return 0, fmt.Errorf("%q is not an amount of money such as 12 or 12.34", s)
	}
	for len(frac) < 2 {
		frac += "0"
	}
	n, err := strconv.ParseInt(whole+frac, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%q is too large an amount of money", s)
	}
	return Pence(n), nil
}

// ParsePounds reads an amount as people write it in a form: "90", "£90",
// "1,000", "£1,000.50", with spaces around, after the sign or between
// thousands. Groups that are not of three, signs, other currencies and more
// than two decimals are refused, because they may mean another amount.
func ParsePounds(s string) (Pence, error) {
	plain := strings.TrimSpace(strings.ReplaceAll(s, "\u00a0", " "))
	plain = strings.TrimSpace(strings.TrimPrefix(plain, "£"))
	whole, frac, dotted := strings.Cut(plain, ".")
	groups := strings.FieldsFunc(whole, func(r rune) bool { return r == ',' || r == ' ' })
	if len(groups) > 1 {
		if !grouped(whole, groups) {
			return 0, fmt.Errorf("%q is not an amount of money such as 1,000 or £1,000.50", s)
		}
		plain = strings.Join(groups, "")
		if dotted {
			plain += "." + frac
		}
	}
	p, err := Parse(plain)
	if err != nil {
		return 0, fmt.Errorf("%q is not an amount of money such as 90 or £1,000.50", s)
	}
	return p, nil
}

// grouped reports whether thousands stand in groups of three, one and the same
// mark between any two.
func grouped(whole string, groups []string) bool {
	for i, g := range groups {
		if i > 0 && len(g) != 3 || i == 0 && len(g) > 3 {
			return false
		}
	}
	return whole == strings.Join(groups, ",") || whole == strings.Join(groups, " ")
}

func digits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}

// String gives pounds with two decimals and no symbol: "-0.05", "1234.50".
// It is the form of files and interfaces.
func (p Pence) String() string {
	sign, n := "", uint64(p)
	if p < 0 {
		sign, n = "-", -n
	}
	return fmt.Sprintf("%s%d.%02d", sign, n/100, n%100)
}

// Format gives the form people read: "£1,234.50", "£6", "-£0.05". Whole
// pounds are shown without pence.
func (p Pence) Format() string { return strings.TrimSuffix(p.FormatExact(), ".00") }

// FormatExact is Format with pence for whole pounds too: "£6.00".
func (p Pence) FormatExact() string {
	s := p.String()
	sign := ""
	if p < 0 {
		sign, s = "-", s[1:]
	}
	whole, frac, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return sign + "£" + whole + "." + frac
}

// MulDiv gives p × num ÷ den, rounded as asked. The product cannot overflow;
// a result that does not fit an int64, or a den of zero, panics, because both
// are programming mistakes.
func (p Pence) MulDiv(num, den int64, r Rounding) Pence {
	if den < 0 {
		num, den = -num, -den
	}
	n := new(big.Int).Mul(big.NewInt(int64(p)), big.NewInt(num))
	d := big.NewInt(den)
	if r == Nearest {
		// Halves away from zero: work on the absolute value.
		negative := n.Sign() < 0
		n.Abs(n).Mul(n, big.NewInt(2)).Add(n, d)
		n.Quo(n, d.Mul(d, big.NewInt(2)))
		if negative {
			n.Neg(n)
		}
		return fit(n)
	}
	quo, rem := new(big.Int).DivMod(n, d, new(big.Int))
	if r == Up && rem.Sign() != 0 {
		quo.Add(quo, big.NewInt(1))
	}
	return fit(quo)
}

func fit(n *big.Int) Pence {
	if !n.IsInt64() {
		panic("pence: result does not fit")
	}
	return Pence(n.Int64())
}

// Allocate splits p into parts in proportion to the weights. The parts always
// add up to p: what rounding leaves over goes, a penny at a time, to the first
// parts. Weights must not be negative, and not all zero unless p is zero.
func (p Pence) Allocate(weights ...int64) []Pence {
	parts := make([]Pence, len(weights))
	var total int64
	for _, w := range weights {
		total += w
	}
	if total == 0 {
		return parts
	}
	left := p
	for i, w := range weights {
		parts[i] = p.MulDiv(w, total, Down)
		left -= parts[i]
	}
	for i := 0; left > 0; i = (i + 1) % len(parts) {
		if weights[i] > 0 {
			parts[i]++
			left--
		}
	}
	return parts
}
