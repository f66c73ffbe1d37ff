package directory

// InParts is how many there are of something in each part of the week, and from home.
type InParts struct{ Day, Evening, Weekend, Online int }

// named is how many there are of something with a name.
type named struct {
	Name string
	N    int
}

func counted(rows []named) map[string]int {
	by := make(map[string]int, len(rows))
	for _, r := range rows {
		by[r.Name] = r.N
	}
	return by
}
