package browser

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"ourdays/internal/app/apptest"
	"ourdays/internal/platform/assets"
	"ourdays/internal/platform/db/dbtest"
)

// chrome is the one browser of the test process; each visitor has a context of
// its own in it. It is nil where there is none, and why says why.
var (
	chrome context.Context
	why    string
	axe    string
)

// patience is how long a state is waited for. It is never waited out when all
// is well, so it is generous: the machine may be busy.
const patience = 90 * time.Second

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	stop, err := start()
	if err != nil {
		why = err.Error()
		dbtest.NotRun("browser journeys: " + why)
		if os.Getenv("CI") == "true" {
			return 1
		}
	}
	defer stop()
	defer apptest.Forget()
	return m.Run()
}

// start finds axe and starts the browser.
func start() (stop func(), err error) {
	none := func() {}
	b, err := os.ReadFile("../../node_modules/axe-core/axe.min.js")
	if err != nil {
		return none, fmt.Errorf("axe is not there (npm ci fetches it): %w", err)
	}
	axe = string(b)
	if !assets.Complete() {
		return none, errors.New("the style and the pictures are not built (make assets)")
	}
	path, err := program()
	if err != nil {
		return none, err
	}
	home, err := os.MkdirTemp("", "ourdays-chromium-")
	if err != nil {
		return none, fmt.Errorf("make a folder for the browser: %w", err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.UserDataDir(home), chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("lang", "en-GB"))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox) // Chromium's sandbox refuses root
	}
	allocator, end := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(allocator)
	stop = func() { cancel(); end(); _ = os.RemoveAll(home) }
	if err := chromedp.Do(ctx); err != nil {
		stop()
		return none, fmt.Errorf("start %s: %w", path, err)
	}
	chrome = ctx
	return stop, nil
}

// program finds Chromium: without its windows if it can be had, because each
// visitor has a browser's window and hiding it takes longer than their pages.
func program() (string, error) {
	if p := os.Getenv("CHROMIUM"); p != "" {
		return p, nil
	}
	for _, name := range []string{"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			return p, nil
		}
	}
	return "", fmt.Errorf("Chromium is not installed (apt-get install chromium-headless-shell, or chromium)")
}

// needBrowser skips a test where there is no browser.
func needBrowser(t *testing.T) {
	t.Helper()
	if chrome == nil {
		t.Skip("no browser here: " + why)
	}
}
