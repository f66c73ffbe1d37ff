package openreferral

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"time"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/db"
)

// Feed is a live feed that is read page by page.
type Feed struct {
	Client *http.Client
	// Pause waits between tries; tests hand in one that does not.
	Pause func(ctx context.Context, d time.Duration) error
	// Largest bounds one page, in bytes; 0 is the usual limit.
	Largest int64
}

func wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// ImportFile loads a file: an array, a page or a single record.
func (im *Importer) ImportFile(ctx context.Context, path string) (Report, error) {
	f, err := os.Open(path)
	if err != nil {
		return Report{}, fmt.Errorf("source: %w", err)
	}
	doc, err := readLimited(f, largestDocument)
	if err := errors.Join(err, f.Close()); err != nil {
		return Report{}, fmt.Errorf("%s: %w", path, err)
	}
	list, _, err := unwrap(doc)
	if err != nil {
		return Report{}, fmt.Errorf("%s: %w", path, err)
	}
	return im.Import(ctx, list)
}

// ImportFeed reads a live feed to its end, a transaction a page. A run that
// broke off goes on at the page that it had not stored.
func (im *Importer) ImportFeed(ctx context.Context, f *Feed, source string) (Report, error) {
	u, err := url.Parse(source)
	if err != nil {
		return Report{}, fmt.Errorf("read address: %w", err)
	}
	n, err := im.resume(ctx, source)
	if err != nil {
		return Report{}, err
	}
	for ; n <= mostPages; n++ {
		list, p, err := f.page(ctx, u, n)
		if err != nil {
			return im.report, fmt.Errorf("page %d: %w", n, err)
		}
		if p.OpenAPI != "" && len(list) == 0 { // the front door: the services are one step in
			u = u.JoinPath("services")
			if list, p, err = f.page(ctx, u, n); err != nil {
				return im.report, fmt.Errorf("page %d: %w", n, err)
			}
		}
		last := len(list) == 0 || p.last() || n >= p.pages()
		next := n + 1
		if last {
			next = 0
		}
		err = im.batch(ctx, list, func(ctx context.Context, b *oneBatch) error {
			return b.keepPage(ctx, source, n, next)
		})
		if err != nil {
			return im.report, fmt.Errorf("page %d: %w", n, err)
		}
		im.Tell("page %d of %d: %d records so far", n, max(n, p.pages()), im.report.Read)
		if last {
			return im.report, nil
		}
	}
	return im.report, fmt.Errorf("the feed has more than %d pages", mostPages)
}

// resume finds the page to begin with, and takes up what an earlier run did with
// the pages before.
func (im *Importer) resume(ctx context.Context, source string) (int, error) {
	im.begin()
	var off directory.FeedBreak
	err := im.DB.Read(ctx, func(ctx context.Context, tx *db.Tx) (err error) {
		off, err = im.Directory.FeedPages(ctx, tx, source)
		return err
	})
	if off.Stale {
		im.Tell("an earlier run broke off more than %d minutes ago, and the feed may have changed since: beginning again",
			int(directory.FeedStands.Minutes()))
	}
	if err != nil || off.Next == 0 {
		return 1, err
	}
	for _, p := range off.Before {
		if err := im.recall(p); err != nil {
			return 0, err
		}
	}
	im.Tell("an earlier run broke off: going on at page %d; what is told at the end is of the whole feed",
		off.Next)
	return off.Next, nil
}

// keepPage remembers, in the transaction of a page, what was done with it.
func (b *oneBatch) keepPage(ctx context.Context, source string, n, next int) error {
	p, err := b.page(source, n)
	if err != nil {
		return err
	}
	return b.im.Directory.KeepFeedPage(ctx, b.tx, p, next)
}

// page fetches one page, patiently.
func (f *Feed) page(ctx context.Context, u *url.URL, n int) ([]json.RawMessage, page, error) {
	at := *u
	q := at.Query()
	q.Set("page", strconv.Itoa(n))
	at.RawQuery = q.Encode()
	pause := firstPause
	for try := 1; ; try++ {
		doc, after, err := f.get(ctx, at.String())
		if err == nil {
			return unwrap(doc)
		}
		if after < 0 || try == mostTries {
			return nil, page{}, err
		}
		if after == 0 {
			after, pause = pause, 2*pause
		}
		if err := f.Pause(ctx, min(after, longestPause)); err != nil {
			return nil, page{}, err
		}
	}
}

// get fetches a document. When it fails, after says how long to wait before
// another try: 0 leaves that to us, never says not to.
func (f *Feed) get(ctx context.Context, address string) (doc []byte, after time.Duration, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, never, fmt.Errorf("ask for page: %w", err)
	}
	req.Header.Set("Accept", "application/json")
	res, err := f.Client.Do(req)
	if err != nil {
		return nil, 0, fmt.Errorf("ask for page: %w", err)
	}
	defer func() { err = errors.Join(err, res.Body.Close()) }()
	switch {
	case res.StatusCode == http.StatusTooManyRequests || res.StatusCode >= 500:
		return nil, retryAfter(res.Header), fmt.Errorf("the feed answered %s", res.Status)
	case res.StatusCode != http.StatusOK:
		return nil, never, fmt.Errorf("the feed answered %s", res.Status)
	}
	most := f.Largest
	if most == 0 {
		most = largestDocument
	}
	doc, err = readLimited(res.Body, most)
	if errors.Is(err, errTooLarge) {
		return nil, never, err
	}
	return doc, 0, err
}
