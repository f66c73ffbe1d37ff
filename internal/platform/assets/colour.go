package assets

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// Colour is a colour of a screen, eight bits a part.
type Colour struct{ R, G, B uint8 }

var white = Colour{255, 255, 255}

// Enough is how much words for citizens stand out from their ground: WCAG 2.2,
// success criterion 1.4.6 (level AAA).
const Enough = 7

var sixHex = regexp.MustCompile(`^#?([0-9a-fA-F]{6})$`)

// ParseColour reads "#0f4c45", with or without its sign.
func ParseColour(s string) (Colour, error) {
	m := sixHex.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return Colour{}, fmt.Errorf("%q is not a colour: write six hexadecimal digits, as in #0f4c45", s)
	}
	n, err := strconv.ParseUint(m[1], 16, 32)
	if err != nil {
		return Colour{}, err
	}
	return Colour{uint8(n >> 16), uint8(n >> 8), uint8(n)}, nil
}

// String writes a colour as style sheets do: "#0f4c45".
func (c Colour) String() string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// luminance is the relative luminance of WCAG 2.2.
func (c Colour) luminance() float64 {
	part := func(n uint8) float64 {
		v := float64(n) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
}

// Contrast is the contrast ratio of WCAG 2.2: 1 for two equal colours, 21 for
// black and white.
func Contrast(a, b Colour) float64 {
	la, lb := a.luminance(), b.luminance()
	return (math.Max(la, lb) + 0.05) / (math.Min(la, lb) + 0.05)
}

// mixed is a colour thinned with white: one part in a hundred for each percent.
func (c Colour) mixed(percent int) Colour {
	thin := func(n uint8) uint8 { return uint8(255 - (255-int(n))*percent/100) }
	return Colour{thin(c.R), thin(c.G), thin(c.B)}
}

// mostTint is how strong a tint may be at most, in percent.
const mostTint = 12

// tint is the strongest pale ground of a brand's colour on which words in that
// colour still stand out enough.
func (c Colour) tint() Colour {
	for percent := mostTint; percent > 0; percent-- {
		if t := c.mixed(percent); Contrast(c, t) >= Enough {
			return t
		}
	}
	return white
}

// brandColour refuses a colour in which words would be hard to read.
func brandColour(s string) (Colour, error) {
	c, err := ParseColour(s)
	if err != nil {
		return Colour{}, err
	}
	if got := Contrast(c, white); got < Enough {
		return Colour{}, fmt.Errorf(
			"%s stands out %.1f to 1 from white, words need %d to 1: take a darker shade of it", c, got, Enough)
	}
	return c, nil
}

var errLogo = errors.New("a logo is an SVG or PNG file of at most 10 kB")
