package weekplan

import (
	"bufio"
	"fmt"
	"html"
	"io"
	"math"
)

// Picture draws objective and bound over time as SVG: the plan's objective
// rises, the proven bound falls, and what lies between them is unknown.
func Picture(w io.Writer, name string, run []Progress) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 380" role="img" aria-labelledby="t d" font-family="sans-serif" font-size="14">
<title id="t">Objective and bound over time: %s</title>
`, html.EscapeString(name))
	if len(run) == 0 {
		fmt.Fprint(out, "<desc id=\"d\">No rounds were made.</desc>\n</svg>\n")
		return out.Flush()
	}
	last := run[len(run)-1]
	low, high := scaleOf(run)
	fmt.Fprintf(out, `<desc id="d">After %.1f seconds the objective is %d and the bound %d, a gap of %.2f per cent.</desc>
<rect width="720" height="380" fill="#fff"/>
`, last.Elapsed.Seconds(), last.Objective, last.Bound, 100*last.Gap())
	x := func(p Progress) float64 {
		return 90 + 600*p.Elapsed.Seconds()/math.Max(last.Elapsed.Seconds(), 0.001)
	}
	y := func(v int64) float64 { return 330 - 290*clampShare(float64(v)-low, high-low) }
	for k := range 5 {
		v := low + (high-low)*float64(k)/4
		fmt.Fprintf(out, `<path d="M90 %.1fH690" stroke="#bbb"/><text x="82" y="%.1f" text-anchor="end">%.0f</text>
`, y(int64(v)), y(int64(v))+5, v)
	}
	fmt.Fprintf(out, `<text x="90" y="352">0 s</text><text x="690" y="352" text-anchor="end">%.0f s</text><text x="390" y="372" text-anchor="middle">time</text>
`, last.Elapsed.Seconds())
	curve(out, run, x, func(p Progress) float64 { return y(p.Bound) }, `stroke="#000" stroke-dasharray="7 4"`)
	curve(out, run, x, func(p Progress) float64 { return y(p.Objective) }, `stroke="#1d5b3f"`)
	fmt.Fprintf(out, `<text x="690" y="%.1f" text-anchor="end">bound %d (dashed)</text><text x="690" y="%.1f" text-anchor="end">objective %d</text>
</svg>
`, y(last.Bound)-10, last.Bound, y(last.Objective)+24, last.Objective)
	if err := out.Flush(); err != nil {
		return fmt.Errorf("draw run: %w", err)
	}
	return nil
}

// scaleOf leaves out the first, wild values: three times the last gap to
// either side shows what matters.
func scaleOf(run []Progress) (low, high float64) {
	last := run[len(run)-1]
	gap := math.Max(float64(last.Bound-last.Objective), math.Abs(float64(last.Bound))/20+1)
	return float64(last.Objective) - 3*gap, float64(last.Bound) + 2*gap
}

func clampShare(part, whole float64) float64 {
	return math.Max(0, math.Min(1, part/math.Max(whole, 1)))
}

func curve(out io.Writer, run []Progress, x, y func(Progress) float64, style string) {
	fmt.Fprintf(out, `<polyline fill="none" stroke-width="2.5" %s points="`, style)
	for i, p := range run {
		if i > 0 {
			fmt.Fprintf(out, "%.1f,%.1f ", x(p), y(run[i-1]))
		}
		fmt.Fprintf(out, "%.1f,%.1f ", x(p), y(p))
	}
	fmt.Fprint(out, "\"/>\n")
}
