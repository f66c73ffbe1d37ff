package people

import (
	"strconv"
	"strings"
	"time"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

func listPage(c *web.Ctx, list []Listed) web.Page {
	t := web.Table{Caption: "people.list.yours", Head: []govuk.Cell{web.Head(c, "people.head.person"),
		web.Head(c, "people.head.town")}, FirstIsHead: true}
	for _, p := range list {
		t.Rows = append(t.Rows, []govuk.Cell{
			web.Cell(h.A(h.Class("govuk-link"), h.Href("/people/"+p.ID), web.Own(p.FamilyName+", "+p.GivenName))),
			web.Cell(web.Own(p.Town))})
	}
	return web.Page{Title: c.T("people.list.title"), Register: web.Staff, Body: g.Group{
		web.H1(c.T("people.list.title")),
		web.SearchBox(c, "/people", web.Field{Name: "q", Label: "people.list.find", Value: c.Query("q")},
			"people.list.press"),
		h.P(h.A(h.Class("govuk-link"), h.Href("/people/add"), g.Text(c.T("people.list.add")))),
		g.If(len(t.Rows) == 0 && c.Query("q") != "", web.Block(c, "people.list.none")),
		g.If(len(t.Rows) == 0 && c.Query("q") == "", web.Block(c, "people.list.nobody")),
		g.If(len(t.Rows) > 0, t.Show(c)),
	}}
}

// recordPage shows a person to those who work with them: their own words
// first, then the facts that decide what fits.
func recordPage(c *web.Ctx, r record) web.Page {
	p := r.person
	var crumbs []web.Link
	if r.works { // the list is of those who work with them
		crumbs = []web.Link{{Path: "/people", Text: c.T("people.list.title")}}
	}
	return web.Page{Title: c.T("people.record.title"), Register: web.Staff,
		Crumbs: crumbs,
		Body: g.Group{
			h.H1(h.Class("govuk-heading-xl"), web.Own(p.FullName())),
			h.Div(h.Class("facts"),
				h.Div(h.Class("facts__main"), inTheirWords(c, p),
					g.If(r.mayEdit, web.ButtonLink(c, "/people/"+p.ID+"/profile", "people.record.change", govuk.Secondary)),
					web.ButtonLink(c, "/people/"+p.ID+"/week", "people.record.week", govuk.Secondary),
					g.If(r.works, web.ButtonLink(c, "/people/"+p.ID+"/plan", "people.record.plan")),
					helpers(c, r), ownWay(c, r)),
				h.Aside(h.Class("facts__side"), facts(c, r)))}}
}

func inTheirWords(c *web.Ctx, p Person) g.Node {
	said := func(key, text string) g.Node {
		if text == "" {
			return nil
		}
		return h.Section(web.H2(c.T(key)), h.P(h.Class("own-text"), web.Own(text)))
	}
	if p.GoodAt+p.Likes+p.Wants+p.HowToTalk == "" && len(p.Kinds) == 0 {
		return web.Block(c, "people.record.no_words")
	}
	return h.Div(h.Class("card"), said("people.field.good_at", p.GoodAt), said("people.field.likes", p.Likes),
		g.If(len(p.Kinds) > 0, h.Section(web.H2(c.T("people.field.kinds")), kindList(c, p.Kinds))),
		said("people.field.wants", p.Wants),
		g.If(p.WantsWhen().Said(), h.P(g.Text(c.T("people.when.wished", "when", p.WantsWhen().Text(c.Voice))))),
		said("people.field.how_to_talk", p.HowToTalk))
}

func facts(c *web.Ctx, r record) g.Node {
	p := r.person
	return h.Section(h.Class("card"), web.H2(c.T("people.record.facts")), offMap(c, r), web.Facts(c,
		web.Fact{Key: "people.field.known_as", Value: web.Own(p.Name())},
		web.Fact{Key: "people.field.age", Value: g.Text(c.T("people.record.age", "n", r.age))},
		web.Fact{Key: "people.field.town", Value: web.Own(p.Town)},
		web.Fact{Key: "people.field.ratio", Value: g.Text(c.T("people.ratio." + strconv.Itoa(p.Ratio)))},
		web.Fact{Key: "people.field.format", Value: g.Text(c.T(formatOf(p)))},
		web.Fact{Key: "people.field.needs", Value: needsFact(c, p)},
		web.Fact{Key: "people.field.free", Value: freeFact(c, p.Free)},
		web.Fact{Key: "people.field.travel_minutes",
			Value: g.Text(c.T("people.travel." + strconv.Itoa(p.TravelMinutes)))}))
}

func needsFact(c *web.Ctx, p Person) g.Node {
	var needs []g.Node
	for _, w := range p.Needs.Words() {
		needs = append(needs, h.Li(g.Text(c.T("people.need."+w))))
	}
	if len(needs) == 0 {
		needs = []g.Node{h.Li(g.Text(c.T("people.need.none")))}
	}
	return h.Ul(h.Class("govuk-list"), g.Group(needs))
}

// formatOf is the key of how somebody reads.
func formatOf(p Person) string {
	if p.EasyRead {
		return "people.format.easy"
	}
	return "people.format.standard"
}

// profilePage is the form of a record. Born is what was typed, to be kept.
func profilePage(c *web.Ctx, r record, born string) web.Page {
	p := r.person
	action, title := "/people/add", c.T("people.profile.add")
	crumbs := []web.Link{{Path: "/people", Text: c.T("people.list.title")}}
	if p.ID != "" {
		action, title = "/people/"+p.ID+"/profile", c.T("people.profile.title", "name", r.name)
		crumbs = append(crumbs, web.Link{Path: "/people/" + p.ID, Text: c.T("people.record.title")})
	}
	return web.Page{Title: title, Register: web.Staff, Crumbs: crumbs,
		Body: g.Group{
			web.H1(title),
			meanwhile(c, r),
			web.Post(c, action,
				g.If(p.ID != "", g.Group{web.Hidden("version", strconv.Itoa(p.Version)), web.Hidden("opened", r.opened)}),
				field(c, "given_name", p.GivenName), field(c, "family_name", p.FamilyName),
				web.Input(c, web.Field{Name: "known_as", Label: "people.field.known_as", Hint: "people.known_as.how",
					Value: p.KnownAs}),
				web.BirthDay(c, "born", "people.field.born", born), townField(c, r), field(c, "ward", p.Ward),
				field(c, "postcode", p.Postcode),
				choice(c, "support_reason", "people.reason.", append([]string{""}, Reasons...), p.SupportReason),
				choice(c, "ratio", "people.ratio.", numbers(Ratios), strconv.Itoa(p.Ratio)),
				needTicks(c, p),
				freeTicks(c, p),
				choice(c, "travel_minutes", "people.travel.", numbers(Travels), strconv.Itoa(p.TravelMinutes)),
				web.Tick(c, web.Field{Name: "easy_read", Value: "yes", Label: "people.field.easy_read"}, p.EasyRead),
				area(c, "good_at", p.GoodAt), area(c, "likes", p.Likes),
				kindTicks(c, p.Kinds), area(c, "wants", p.Wants), whenFields(c, p),
				area(c, "how_to_talk", p.HowToTalk),
				web.Button(c, "people.profile.keep")),
		}}
}

// whenFields ask when somebody wishes for what they want; both may stay open.
func whenFields(c *web.Ctx, p Person) g.Node {
	list := []web.Option{{Value: "0", Text: c.T("people.when.any_day")}}
	for n := 1; n <= days; n++ {
		list = append(list, web.Option{Value: strconv.Itoa(n), Text: dayName(c, n-1)})
	}
	halves := []web.Option{{Value: "0", Text: c.T("people.when.any_part")}}
	for n, word := range Parts {
		halves = append(halves, web.Option{Value: strconv.Itoa(n + 1), Text: c.T("people.part." + word)})
	}
	return g.Group{
		web.Select(c, web.Field{Name: "wants_day", Label: "people.field.wants_day", Hint: "people.when.how",
			Value: strconv.Itoa(p.WantsDay)}, list...),
		web.Select(c, web.Field{Name: "wants_part", Label: "people.field.wants_part",
			Value: strconv.Itoa(p.WantsPart)}, halves...)}
}

// meanwhile says what others changed since the form was opened.
func meanwhile(c *web.Ctx, r record) g.Node {
	if len(r.changed) == 0 {
		return nil
	}
	var facts []web.Fact
	for _, name := range r.changed {
		facts = append(facts, web.Fact{Key: "people.field." + name, Value: standsNow(c, r.now, name)})
	}
	return web.Inset(web.H2(c.T("people.profile.meanwhile")), web.Block(c, "people.profile.merged"),
		web.Facts(c, facts...))
}

// standsNow gives what a field of a record holds, in words.
func standsNow(c *web.Ctx, p Person, name string) g.Node {
	switch name {
	case "free":
		return freeFact(c, p.Free)
	case "wants_day":
		if p.WantsDay == 0 {
			return g.Text(c.T("people.when.any_day"))
		}
		return g.Text(dayName(c, p.WantsDay-1))
	case "wants_part":
		if p.WantsPart == 0 {
			return g.Text(c.T("people.when.any_part"))
		}
		return g.Text(c.T("people.part." + Parts[p.WantsPart-1]))
	case "kinds":
		if len(p.Kinds) > 0 {
			return kindList(c, p.Kinds)
		}
	case "ratio":
		return g.Text(c.T("people.ratio." + strconv.Itoa(p.Ratio)))
	case "travel_minutes":
		return g.Text(c.T("people.travel." + strconv.Itoa(p.TravelMinutes)))
	case "born":
		return g.Text(i18n.DateYear(c.Voice, p.Born))
	case "needs":
		return needsFact(c, p)
	case "easy_read":
		return g.Text(c.T(formatOf(p)))
	case "support_reason":
		if p.SupportReason == "" {
			return g.Text(c.T("people.reason.unsaid"))
		}
		return g.Text(c.T("people.reason." + p.SupportReason))
	}
	for _, f := range parts {
		if f.name == name && f.word(p) != "" {
			return web.Own(f.word(p))
		}
	}
	return g.Text(c.T("people.profile.emptied"))
}

// townField asks for the town with those of the map to choose from, and says
// when the map has not the one that is kept.
func townField(c *web.Ctx, r record) g.Node {
	var options []g.Node
	for _, t := range r.towns {
		options = append(options, h.Option(h.Value(t)))
	}
	return g.Group{
		web.Input(c, web.Field{Name: "town", Label: "people.field.town", Hint: "people.town.how",
			Value: r.person.Town,
			More:  govuk.Attrs{{Name: "list", Value: "towns"}}}),
		h.DataList(h.ID("towns"), g.Group(options)), offMap(c, r)}
}

// offMap warns that journeys cannot be reckoned from where somebody lives.
func offMap(c *web.Ctx, r record) g.Node {
	if r.person.ID == "" && r.person.Town == "" || r.towns.Has(r.person.Town) {
		return nil
	}
	key := "people.town.off_map"
	if r.person.Town == "" {
		key = "people.town.none"
	}
	return web.Inset(web.Block(c, key, "town", r.person.Town))
}

func numbers(list []int) []string {
	var words []string
	for _, n := range list {
		words = append(words, strconv.Itoa(n))
	}
	return words
}

func field(c *web.Ctx, name, value string) g.Node {
	return web.Input(c, web.Field{Name: name, Label: "people.field." + name, Value: value})
}

func area(c *web.Ctx, name, value string) g.Node {
	return web.Textarea(c, web.Field{Name: name, Label: "people.field." + name, Value: value})
}

func choice(c *web.Ctx, name, family string, words []string, chosen string) g.Node {
	var options []web.Option
	for _, w := range words {
		key := family + w
		if w == "" {
			key = family + "unsaid"
		}
		options = append(options, web.Option{Value: w, Text: c.T(key)})
	}
	return web.Select(c, web.Field{Name: name, Label: "people.field." + name, Value: chosen}, options...)
}

func needTicks(c *web.Ctx, p Person) g.Node {
	var options []web.Option
	for _, n := range AllNeeds() {
		options = append(options, web.Option{Value: n.Word, Text: c.T("people.need." + n.Word)})
	}
	return web.Checkboxes(c, web.Field{Name: "needs", Label: "people.field.needs"}, p.Needs.Words(), options...)
}

// freeTicks asks for the parts of the week in which somebody is free: a row of
// three for each day.
func freeTicks(c *web.Ctx, p Person) g.Node {
	var week []web.Ticks
	for day := range days {
		t := web.Ticks{Name: dayName(c, day)}
		for part, word := range Parts {
			t.Options = append(t.Options, web.Option{Value: strconv.Itoa(day*len(Parts) + part),
				Text: c.T("people.part." + word)})
		}
		week = append(week, t)
	}
	return h.Div(h.Class("week-ticks"),
		web.CheckGroups(c, web.Field{Name: "free", Label: "people.field.free", Hint: "people.free.how"},
			p.Free.Words(), week...))
}

// dayName names a day that is counted from Monday.
func dayName(c *web.Ctx, day int) string { return i18n.DayName(c.Voice, time.Weekday((day+1)%7)) }

// freeFact says when somebody is free, a line for each day that has a part.
func freeFact(c *web.Ctx, f Free) g.Node {
	if f == 0 {
		return g.Text(c.T("people.free.unasked"))
	}
	var lines []g.Node
	for _, l := range freeLines(c, f) {
		lines = append(lines, h.Li(g.Text(l)))
	}
	return h.Ul(h.Class("govuk-list"), g.Group(lines))
}

// freeLines has a line for each day with a free part.
func freeLines(c *web.Ctx, f Free) []string {
	var lines []string
	for day := range days {
		var parts []string
		for part, word := range Parts {
			if f.Has(day, part) {
				parts = append(parts, c.T("people.part."+word))
			}
		}
		if len(parts) > 0 {
			lines = append(lines, c.T("people.free.line", "day", dayName(c, day), "parts", strings.Join(parts, ", ")))
		}
	}
	return lines
}

// ownPage shows people what is kept about them: their own words, then when they
// are free, how far they travel, and what a place must have for them.
func ownPage(c *web.Ctx, r record) web.Page {
	p := r.person
	says := func(word string) string { return web.Whose(c, "people.own."+word, "people.own."+word+"_of") }
	block := func(word, picture, text string) g.Node {
		if text == "" {
			return nil
		}
		return h.Section(web.H2(says(word)), web.EasyBlock(c, picture, web.Own(text)))
	}
	link := func(path, own, theirs string) g.Node {
		return h.P(h.A(h.Class("govuk-link press-link"), h.Href(path), g.Text(web.Whose(c, own, theirs))))
	}
	title := web.Whose(c, "people.own.title", "people.own.title_of")
	return web.Page{Title: title, Body: g.Group{
		web.H1(title),
		web.WhoseBlock(c, "people.own.how", "people.own.how_of"),
		block("good_at", "star", p.GoodAt),
		block("likes", "heart", p.Likes),
		g.If(len(p.Kinds) > 0, h.Section(g.If(p.Likes == "", web.H2(says("likes"))), kindList(c, p.Kinds))),
		g.If(r.mayLike, link("/me/profile/likes", "people.likes.title", "people.likes_of.title")),
		block("wants", "thumbs-up", p.Wants),
		g.If(p.WantsWhen().Said(), web.WhoseBlock(c, "people.when.mine", "people.when.mine_of",
			"when", p.WantsWhen().Text(c.Voice))),
		block("how_to_talk", "speech", p.HowToTalk),
		ownFacts(c, p),
		link("/me/outcomes", "people.own.outcomes", "people.own.outcomes_of"),
		link("/me/helpers", "people.helpers.title", "people.own.helpers_of"),
		link("/me/who-looked", "people.own.looked", "people.own.looked_of"),
	}}
}

// ownFacts are what decides which weeks a person is shown.
func ownFacts(c *web.Ctx, p Person) g.Node {
	says := func(word string) string { return web.Whose(c, "people.own."+word, "people.own."+word+"_of") }
	block := func(word, picture string, lines ...string) g.Node {
		var words []g.Node
		for i, l := range lines {
			words = append(words, g.If(i > 0, h.Br()), g.Text(l))
		}
		return h.Section(web.H2(says(word)), web.EasyBlock(c, picture, words...))
	}
	free, way, needs := freeLines(c, p.Free), web.Whose(c, "people.own.unasked",
		"people.own.unasked_of"), []string{}
	if len(free) == 0 {
		free = []string{way}
	}
	if p.TravelMinutes > 0 {
		way = c.T("people.own.way", "time", c.T("people.travel."+strconv.Itoa(p.TravelMinutes)))
	}
	for _, w := range p.Needs.Words() {
		needs = append(needs, c.T("people.own_need."+w))
	}
	if len(needs) == 0 {
		needs = []string{web.Whose(c, "people.own_need.none", "people.own_need.none_of")}
	}
	return g.Group{block("free", "calendar", free...),
		block("travel", "bus", way),
		block("needs", "building", needs...)}
}
