// Pictures takes the README's pictures from a demo that is being served:
//
//	go run ./test/pictures http://127.0.0.1:8080 docs/images
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
)

// picture is one page as somebody sees it: persona is a word of what the sign-in page says
// of them, as whoever chooses a week has another name on another day.
type picture struct {
	name, persona, path string
	easy                bool
	width               int64
}

var pictures = []picture{
	{"home", "", "/", false, 1280},
	{"week", "with a full week", "/me/week", true, 390},
	{"choose", "chooses a week", "/me/choose", true, 1280},
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: pictures ADDRESS FOLDER")
		os.Exit(2)
	}
	if err := takeAll(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(1)
	}
}

func takeAll(address, folder string) (err error) {
	home, err := os.MkdirTemp("", "ourdays-pictures-")
	if err != nil {
		return fmt.Errorf("make a folder for the browser: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(home)) }()
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("make the folder of the pictures: %w", err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.UserDataDir(home), chromedp.DisableGPU)
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox) // Chromium's sandbox refuses root
	}
	if shell, err := exec.LookPath("chromium-headless-shell"); err == nil { // what make test installs
		options = append(options, chromedp.ExecPath(shell))
	}
	allocator, end := chromedp.NewExecAllocator(context.Background(), options...)
	defer end()
	browser, stop := chromedp.NewContext(allocator)
	defer stop()
	if err := chromedp.Do(browser); err != nil {
		return fmt.Errorf("start the browser: %w", err)
	}
	for _, p := range pictures {
		if err := take(browser, address, folder, p); err != nil {
			return fmt.Errorf("%s at %d: %w", p.name, p.width, err)
		}
	}
	return nil
}

func take(browser context.Context, address, folder string, p picture) error {
	ctx, done := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	defer done()
	ctx, late := context.WithTimeout(ctx, time.Minute)
	defer late()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(p.width, 900)); err != nil {
		return err
	}
	if p.persona != "" {
		if err := press(ctx, address+"/sign-in", ".persona", p.persona); err != nil {
			return err
		}
	}
	at, sep, voice := address+p.path, "?", "en"
	if strings.Contains(p.path, "?") {
		sep = "&"
	}
	if p.easy {
		voice = "en-easy"
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(at+sep+"voice="+voice)); err != nil {
		return err
	}
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, p.name+"-"+strconv.FormatInt(p.width, 10)+".png"), png, 0o644)
}

// press opens a page, presses the first button of a class that holds the words,
// and waits for the page that follows.
func press(ctx context.Context, address, class, words string) error {
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		return err
	}
	found, err := chromedp.Run(ctx, chromedp.Evaluate[bool](fmt.Sprintf(`(() => {
		const all = [...document.querySelectorAll(%q)].filter(b => b.textContent.includes(%q));
		if (!all.length) return false;
		for (const d of document.querySelectorAll("details")) d.open = true;
		setTimeout(() => all[0].click(), 0);
		return true;
	})()`, class, words)))
	if err != nil {
		return err
	}
	if !found {
		return fmt.Errorf("%s has no button %s %q", address, class, words)
	}
	return chromedp.Do(ctx, chromedp.Sleep(time.Second))
}
