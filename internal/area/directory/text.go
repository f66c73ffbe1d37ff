package directory

// KindKey is the text of a kind's name.
func KindKey(kind string) string { return "directory.kind." + kind }

// GroupKey is the text of a group's name.
func GroupKey(group string) string { return "directory.group." + group }

// FactKey is the text of an access fact.
func FactKey(word string) string { return "directory.access." + word }
