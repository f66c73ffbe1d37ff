// Package govuk holds the components of the GOV.UK Design System that our
// pages are made of, as typed functions: Button, Input, ErrorSummary and so on,
// named after GOV.UK's own, with the options that GOV.UK's macros take.
//
// A component knows no language and no request: who calls it hands it words.
// Where GOV.UK falls back to English words, so does the component, and
// platform/web always hands it the words of the visitor's voice instead.
//
// The markup is proved against the fixtures that the npm package govuk-frontend
// publishes (option sets and the HTML they give): all fixtures of every
// component here, see fixtures_test.go and docs/adr/0015-components.md. Not
// built are components that no page needs.
//
// A field's id, its label's for, its description and the link of the error
// summary all come from the one ID (or Name) of its options, so that they
// cannot disagree.
package govuk
