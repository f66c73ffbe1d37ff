package pence_test

import (
	"testing"

	"ourdays/internal/platform/pence"
)

func TestFormatReadsLikeAPrice(t *testing.T) {
	for _, c := range []struct {
		in   pence.Pence
		file string
		read string
	}{
		{-5, "-0.05", "-£0.05"},
		{-123456, "-1234.56", "-£1,234.56"},
		{0, "0.00", "£0"},
		{600, "6.00", "£6"},
		{370000000, "3700000.00", "£3,700,000"},
		{-1 << 63, "-92233720368547758.08", "-£92,233,720,368,547,758.08"},
	} {
		if got := c.in.String(); got != c.file {
			t.Errorf("String(%d) = %q, want %q", c.in, got, c.file)
		}
		if got := c.in.Format(); got != c.read {
			t.Errorf("Format(%d) = %q, want %q", c.in, got, c.read)
		}
	}
}

func TestParseIsStrict(t *testing.T) {
	for in, want := range map[string]pence.Pence{"0": 0, "12": 1200, "12.5": 1250, "12.34": 1234, "007.00": 700} {
		got, err := pence.Parse(in)
		if err != nil || got != want {
			t.Errorf("Parse(%q) = %d, %v; want %d", in, got, err, want)
		}
	}
	for _, in := range []string{"", ".", "1.", ".5", "1.234", "-1", "+1", "£1", "1,000", " 1", "1e3", "99999999999999999999"} {
		if got, err := pence.Parse(in); err == nil {
			t.Errorf("Parse(%q) = %d, want an error", in, got)
		}
	}
}

func TestPoundsAreReadAsPeopleWriteThem(t *testing.T) {
	for in, want := range map[string]pence.Pence{"90": 9000, "£90": 9000, "£ 90": 9000, " £90 ": 9000, "\u00a090": 9000, "0": 0, "12.5": 1250,
		"1,000": 100000, "1 000": 100000, "£1,000.50": 100050, "12,345,678.09": 1234567809, "1000": 100000} {
		if got, err := pence.ParsePounds(in); err != nil || got != want {
			t.Errorf("ParsePounds(%q) = %d, %v; want %d", in, got, err, want)
		}
	}
	for _, in := range []string{"", " ", "£", "££90", "90£", "-90", "+90", "£-90", "ten", "12O", "1e3", "1.234", "1.", ".5", "1,00",
		"10,00", "1,0000",
		"1000,000", "1,000 000", "1, 000", ",100", "100,", "1.000,50", "€90", "$90", "90p", "99999999999999999999"} {
		if got, err := pence.ParsePounds(in); err == nil {
			t.Errorf("ParsePounds(%q) = %d, want an error", in, got)
		}
	}
}

func TestMulDivRoundsAsNamed(t *testing.T) {
	for _, c := range []struct {
		p                 pence.Pence
		num, den          int64
		down, up, nearest pence.Pence
	}{
		{100, 12, 52, 23, 24, 23},
		{-100, 12, 52, -24, -23, -23},
		{5, 1, 2, 2, 3, 3},
		{-5, 1, 2, -3, -2, -3},
		{1 << 62, 3, 3, 1 << 62, 1 << 62, 1 << 62},
	} {
		for r, want := range map[pence.Rounding]pence.Pence{pence.Down: c.down, pence.Up: c.up, pence.Nearest: c.nearest} {
			if got := c.p.MulDiv(c.num, c.den, r); got != want {
				t.Errorf("%d × %d ÷ %d (%d) = %d, want %d", c.p, c.num, c.den, r, got, want)
			}
		}
	}
}

func TestAllocateNeverLosesAPenny(t *testing.T) {
	for p := pence.Pence(-50); p < 500; p += 7 {
		var sum pence.Pence
		for _, part := range p.Allocate(1, 0, 3, 3) {
			sum += part
		}
		if sum != p {
			t.Errorf("parts of %d sum to %d", p, sum)
		}
	}
}
