package directory

// ImportRecord remembers what an import last read of one record, so that a
// second run can tell that nothing changed.
type ImportRecord struct {
	Source     string
	SourceID   string
	Hash       string
	ActivityID string
}

// FeedPage is what an import did with one page of a live feed, in the words of
// whoever imports.
type FeedPage struct {
	Source string
	Page   int
	Told   string
	Seen   string
}
