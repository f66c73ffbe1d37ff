package browser

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
)

// heard keeps what a browser told of its pages: the status of the last one, and
// everything that no page may do.
type heard struct {
	sync.Mutex
	last   int
	faults []string
}

func (h *heard) hear(event any) {
	h.Lock()
	defer h.Unlock()
	switch e := event.(type) {
	case *network.EventResponseReceived:
		h.response(e)
	case *network.EventLoadingFailed:
		if !e.Canceled {
			h.fault("a request failed: %s %s", e.Type, e.ErrorText)
		}
	case *runtime.EventExceptionThrown:
		text := e.ExceptionDetails.Text
		if x := e.ExceptionDetails.Exception; x != nil {
			text += " " + x.Description
		}
		h.fault("a script failed: %s", text)
	case *log.EventEntryAdded:
		// What the network had to say is heard above, with its status.
		if e.Entry.Source != log.EntrySourceNetwork && (e.Entry.Level == log.EntryLevelError || e.Entry.Source == log.EntrySourceSecurity) {
			h.fault("the browser complained: %s", e.Entry.Text)
		}
	}
}

func (h *heard) response(e *network.EventResponseReceived) {
	code := int(e.Response.Status)
	if e.Type == network.ResourceTypeDocument {
		h.last = code
		if code >= 500 {
			h.fault("%s answered %d", e.Response.URL, code)
		}
		return
	}
	// A form that works itself out while one types is answered 422 while it is not complete.
	if code >= 400 && !(e.Type == network.ResourceTypeFetch && code == 422) {
		h.fault("%s answered %d", e.Response.URL, code)
	}
}

func (h *heard) fault(format string, args ...any) {
	h.faults = append(h.faults, fmt.Sprintf(format, args...))
}

func (h *heard) status() int {
	h.Lock()
	defer h.Unlock()
	return h.last
}

// judge fails the test for what was heard since it was last asked.
func (h *heard) judge(t *testing.T, name string) {
	t.Helper()
	h.Lock()
	defer h.Unlock()
	if len(h.faults) > 0 {
		t.Errorf("the browser of %s: %s", name, strings.Join(h.faults, "; "))
	}
	h.faults = nil
}
