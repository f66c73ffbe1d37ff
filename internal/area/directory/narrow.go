package directory

// Narrowed is how many of what a search finds each answer to one more question would
// leave: by kind, by part of the week, or by town and from home. What an answer would leave
// nothing of is not in it.
type Narrowed struct {
	Kinds  map[string]int
	Parts  map[Part]int
	Towns  map[string]int
	Online int
}

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

// inParts is how many there are in each part of the week, and from home.
type inParts struct{ Day, Evening, Weekend, Online int }

func (p inParts) parts() map[Part]int {
	by := map[Part]int{}
	for part, n := range map[Part]int{Day: p.Day, Evening: p.Evening, Weekend: p.Weekend} {
		if n > 0 {
			by[part] = n
		}
	}
	return by
}
