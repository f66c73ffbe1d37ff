package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// runs calls the program as a shell would.
func runs(t *testing.T, stdin string, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(context.Background(), streams{strings.NewReader(stdin), &o, &e}, args)
	return code, o.String(), e.String()
}

const charges = "../../examples/charging/"

func TestChargeAnswers(t *testing.T) {
	peter, err := os.ReadFile(charges + "peter.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		says  string
		stdin string
		args  []string
		code  int
		out   string // stands in standard output; empty: nothing may
		errs  string // stands in standard error; empty: nothing may
	}{
		{"a letter, and warnings beside it", "", []string{charges + "peter.json"}, 0, "You pay £110.10 a week.",
			"warning: The amount for a single person"},
		{"Easy Read", "", []string{charges + "peter-2025.json", "--easy"}, 0, "You pay £48 each week.", ""},
		{"JSON, with the flag before the file", "", []string{"--json", charges + "peter.json"}, 0, `"weekly_charge": "110.10"`, ""},
		{"standard input", string(peter), []string{"-", "--json"}, 0, `"maximum_contribution": "110.10"`, ""},
		{"two files compared", "", []string{charges + "peter-2025.json", "--against", charges + "peter.json"}, 0,
			"Before, on 2 October 2023: £110.10", ""},
		{"two files compared as JSON", "", []string{charges + "peter-2025.json", "--against", charges + "peter.json", "--json"}, 0,
			`"difference": "-62.10"`, ""},
		{"a job", "", []string{charges + "peter-2025.json", "--what-if", "job=120"}, 0, "You would be £120 a week better off.", ""},
		{"a benefit as JSON", "", []string{charges + "peter.json", "--what-if", "benefit:state_pension=20/week", "--json"}, 0,
			`"better_off": "0.00"`, ""},
		{"faults, one line each", "", []string{charges + "bad.json"}, 1, "", "bad.json: $.income[0].amount: must be"},
		{"faults as JSON", "", []string{charges + "bad.json", "--json"}, 1, `"path": "$.income[0].amount"`, ""},
		{"faults of the other file", "", []string{charges + "peter.json", "--against", charges + "bad.json"}, 1, "", "bad.json: $.date"},
		{"a benefit that no rule is about", "", []string{charges + "peter-2025.json", "--what-if", "benefit:lottery=10/week"}, 0,
			"What would change", `warning: "lottery" is no benefit that the rules know; it counts in full`},
		{"a benefit with a slip", "", []string{charges + "peter-2025.json", "--what-if", "benefit:pip_daly_living=10/week"}, 0,
			"What would change", `"pip_daily_living" would be treated`},
		{"no such file", "", []string{"nowhere.json"}, 1, "", "ourdays charge: assessment: open nowhere.json: no such file"},
		{"no such file, as JSON", "", []string{"nowhere.json", "--json"}, 1, `"path": "$"`, ""},
		{"no file", "", nil, 2, "", "name one FILE"},
		{"two files", "", []string{"a.json", "b.json"}, 2, "", "name one FILE"},
		{"an unknown flag", "", []string{"a.json", "--pdf"}, 2, "", "not defined: -pdf"},
		{"an idea that is none", "", []string{"a.json", "--what-if", "lottery"}, 2, "", "write job=150.00/week"},
		{"both views at once", "", []string{"a.json", "--against", "b.json", "--what-if", "job=5"}, 2, "", "do not go together"},
		{"standard input twice", "", []string{"-", "--against", "-"}, 2, "", "standard input"},
	} {
		t.Run(c.says, func(t *testing.T) {
			code, out, errs := runs(t, c.stdin, append([]string{"charge"}, c.args...)...)
			if code != c.code {
				t.Errorf("exit %d, want %d", code, c.code)
			}
			for _, s := range []struct{ name, got, want string }{{"standard output", out, c.out}, {"standard error", errs, c.errs}} {
				if !strings.Contains(s.got, s.want) || s.want == "" && s.got != "" {
					t.Errorf("%s is %q, want %q", s.name, s.got, s.want)
				}
			}
		})
	}
}

func TestEveryChargeExampleIsReadOrRefusedWhole(t *testing.T) {
	files, err := filepath.Glob(charges + "*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	for _, f := range files {
		_, out, _ := runs(t, "", "charge", f, "--json")
		if !json.Valid([]byte(out)) {
			t.Errorf("%s gives no JSON: %s", f, out)
		}
	}
}
