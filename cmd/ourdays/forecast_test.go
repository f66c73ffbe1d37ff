package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const reportFile = "../../examples/cheshire-east-2021.yaml"

// wrongForecast writes a file with two faults and gives its path.
func wrongForecast(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(reportFile)
	if err != nil {
		t.Fatal(err)
	}
	wrong := strings.Replace(strings.Replace(string(text), "start: 556", "start: -556", 1), "phase_in:", "phase_on:", 1)
	path := filepath.Join(t.TempDir(), "wrong.yaml")
	if err := os.WriteFile(path, []byte(wrong), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestForecastAnswers(t *testing.T) {
	text, err := os.ReadFile(reportFile)
	if err != nil {
		t.Fatal(err)
	}
	wrong := wrongForecast(t)
	for _, c := range []struct {
		says  string
		stdin string
		args  []string
		code  int
		out   string // stands in standard output; empty: nothing may
		errs  string // stands in standard error; empty: nothing may
	}{
		{"a table", "", []string{reportFile}, 0, "three tiers  5,749,040 5,749,040 5,749,040", ""},
		{"JSON", "", []string{reportFile, "--json"}, 0, `"format": "ourdays-forecast-result/1"`, ""},
		{"standard input", string(text), []string{"-"}, 0, "Break-even values", ""},
		{"a fault with its place", "", []string{wrong}, 1, "", "wrong.yaml:24:10: people.start: is negative (-556)"},
		{"a second fault beside it", "", []string{wrong}, 1, "", `phase_on: unknown key; did you mean "phase_in"?`},
		{"faults as JSON", "", []string{wrong, "--json"}, 1, `"path":"people.start"`, "is negative"},
		{"no such file", "", []string{"nowhere.yaml"}, 1, "", "no such file"},
		{"no such file, as JSON", "", []string{"nowhere.yaml", "--json"}, 1, "no such file", "no such file"},
		{"no file", "", nil, 2, "", "names one FILE"},
		{"another ending", "", []string{reportFile, "-o", "x.pdf"}, 2, "", "ends in none of"},
	} {
		t.Run(c.says, func(t *testing.T) {
			code, out, errs := runs(t, c.stdin, append([]string{"forecast"}, c.args...)...)
			if code != c.code {
				t.Errorf("exit %d, want %d\n%s", code, c.code, errs)
			}
			if !strings.Contains(out, c.out) || c.out == "" && out != "" {
				t.Errorf("standard output %q, want %q", out, c.out)
			}
			if !strings.Contains(errs, c.errs) || c.errs == "" && errs != "" {
				t.Errorf("standard error %q, want %q", errs, c.errs)
			}
		})
	}
}

func TestForecastWritesEveryFormWholeOrNotAtAll(t *testing.T) {
	dir, wrong := t.TempDir(), wrongForecast(t)
	for ending, start := range map[string]string{".xlsx": "PK", ".csv": "option,", ".json": "{", ".svg": "<svg"} {
		path := filepath.Join(dir, "out"+ending)
		if code, _, errs := runs(t, "", "forecast", wrong, "-o", path); code != 1 {
			t.Errorf("a wrong file exits %d\n%s", code, errs)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Fatalf("a wrong file leaves %v, %v", left, err)
		}
		if code, _, errs := runs(t, "", "forecast", reportFile, "-o", path); code != 0 {
			t.Errorf("%s exits %d\n%s", ending, code, errs)
		}
		b, err := os.ReadFile(path)
		if err != nil || !strings.HasPrefix(string(b), start) {
			t.Errorf("%s begins %.20q, %v", ending, b, err)
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}

func TestForecastFaultsAsJSONHaveLineColumnPathAndMessage(t *testing.T) {
	_, out, _ := runs(t, "", "forecast", wrongForecast(t), "--json")
	var got struct {
		Errors []struct {
			Line, Column  int
			Path, Message string
		}
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Errors) != 2 || got.Errors[0].Line != 24 || got.Errors[0].Column != 10 || got.Errors[0].Path != "people.start" {
		t.Errorf("got %+v", got.Errors)
	}
}

// The guide's first own file runs as it stands, its parts on options and targets
// fit it, and the mistakes that the guide shows are told as it shows them.
func TestTheGuideToAnOwnFileIsTrue(t *testing.T) {
	guide, err := os.ReadFile("../../docs/forecast.md")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("../../examples/your-council.yaml")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "ours.yaml")
	write := func(content string) {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(string(text))
	if code, out, errs := runs(t, "", "forecast", path); code != 0 || !strings.Contains(out, "placeholder") {
		t.Errorf("exit %d: %s", code, errs)
	}
	_, after, _ := strings.Cut(string(guide), "    options:\n")
	snippet, _, _ := strings.Cut(after, "\n\n")
	own, _, _ := strings.Cut(string(text), "options:\n")
	write(own + "options:\n" + strings.TrimPrefix(strings.ReplaceAll("\n"+snippet, "\n    ", "\n"), "\n"))
	if code, out, errs := runs(t, "", "forecast", path); code != 0 || !strings.Contains(out, "days we can afford: times a week in centre at") {
		t.Errorf("with the guide's options, exit %d: %s", code, errs)
	}
	write(strings.NewReplacer("  leave:", "  leav:", "enablement: {value: 0.2,", "enablement: {value: 0.25,").Replace(string(text)))
	_, _, errs := runs(t, "", "forecast", path)
	for _, line := range strings.Split(strings.TrimSpace(errs), "\n") {
		if told := "ours.yaml" + strings.TrimPrefix(line, path); !strings.Contains(string(guide), told) {
			t.Errorf("the guide does not tell %q", told)
		}
	}
}
