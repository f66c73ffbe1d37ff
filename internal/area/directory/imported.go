package directory

import "time"

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

// FeedStands is how long a feed is taken to stand still: an import that broke off longer
// ago begins again, because records may have moved to other pages since, and would be
// missed or read twice.
const FeedStands = time.Hour

// FeedBreak is where an import of a feed broke off.
type FeedBreak struct {
	Next   int        // the page to go on with; 0: from the beginning
	Before []FeedPage // what it did with the pages before
	Stale  bool       // it broke off too long ago to go on there
}
