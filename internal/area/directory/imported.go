package directory

// ImportRecord remembers what an import last read of one record, so that a
// second run can tell that nothing changed.
type ImportRecord struct {
	Source     string
	SourceID   string
	Hash       string
	ActivityID string
}
