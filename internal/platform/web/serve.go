package web

import (
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/klauspost/compress/gzhttp"
	"github.com/prometheus/client_golang/prometheus"
)

// requests counts answers by route, never by address: an address may hold an id.
var requests = prometheus.NewHistogramVec(prometheus.HistogramOpts{
	Name: "ourdays_request_seconds", Help: "Time to answer, by route, method and status class.",
	Buckets: []float64{.002, .005, .01, .02, .05, .1, .25, .5, 1, 2.5},
}, []string{"route", "method", "class"})

// Metrics gathers what this package counts.
func Metrics() prometheus.Collector { return requests }

// Protect wraps the whole site: safe headers, no posts from other sites, a
// log line without personal data, compression, and a page for a panic.
func (s *Site) Protect(next http.Handler) http.Handler {
	crossOrigin := http.NewCrossOriginProtection()
	crossOrigin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "This form was sent from another site.", http.StatusForbidden)
	}))
	zipped := gzhttp.GzipHandler(crossOrigin.Handler(next))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		s.headers(w, r)
		out := &observed{ResponseWriter: w, code: http.StatusOK}
		defer func() {
			if p := recover(); p != nil {
				s.Log.Error("panic", slog.Any("panic", p), slog.String("stack", string(debug.Stack())))
				http.Error(w, "Something went wrong. Please try again.", http.StatusInternalServerError)
				out.code = http.StatusInternalServerError
			}
			s.observe(r, out.code, time.Since(start))
		}()
		zipped.ServeHTTP(out, r)
	})
}

// observed remembers the status of an answer.
type observed struct {
	http.ResponseWriter
	code int
}

func (o *observed) WriteHeader(code int) {
	o.code = code
	o.ResponseWriter.WriteHeader(code)
}

func (o *observed) Unwrap() http.ResponseWriter { return o.ResponseWriter }

func (s *Site) observe(r *http.Request, code int, took time.Duration) {
	route := r.Pattern
	if route == "" {
		route = "none"
	}
	class := string(rune('0'+code/100)) + "xx"
	requests.WithLabelValues(route, methodOf(r), class).Observe(took.Seconds())
	if strings.HasPrefix(r.URL.Path, "/assets/") {
		return
	}
	s.Log.Info("request", slog.String("route", route), slog.Int("status", code), slog.Duration("took", took))
}

// methodOf is a request's method as the figures tell it: whoever asks may invent one,
// and each would be kept for as long as the process lives.
func methodOf(r *http.Request) string {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost:
		return r.Method
	}
	return "other"
}

// headers set the content policy: nothing but our own style, script, pictures.
func (s *Site) headers(w http.ResponseWriter, r *http.Request) {
	head := w.Header()
	head.Set("Content-Security-Policy",
		"default-src 'none'; img-src 'self'; script-src 'self'; connect-src 'self'; "+
			"style-src "+strings.Join(s.Look.CSSHashes, " ")+
			"; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	head.Set("X-Content-Type-Options", "nosniff")
	head.Set("Referrer-Policy", "same-origin")
	head.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	head.Set("Cross-Origin-Opener-Policy", "same-origin")
	head.Set("Cross-Origin-Resource-Policy", "same-origin")
	if s.secure(r) {
		head.Set("Strict-Transport-Security", "max-age=31536000")
	}
}
