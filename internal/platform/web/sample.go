package web

import "net/http"

// Sample is a state of a page, made of sample data: the gallery shows it, and a
// test holds it to what must be true of every page, in every voice. Errors of
// the page show as they do when a form is refused.
type Sample struct {
	Area string
	Name string // of the state: "empty", "refused"; one word or several with hyphens
	Make func(c *Ctx) Page
}

// Path is where the gallery shows a sample.
func (s Sample) Path() string { return "/design/" + s.Area + "/" + s.Name }

// ShowSample sends a sample.
func (c *Ctx) ShowSample(s Sample) error {
	p := s.Make(c)
	p.NoIndex = true
	c.errors = p.Errors
	return c.send(http.StatusOK, p)
}
