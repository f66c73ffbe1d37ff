package people

import (
	"context"
	"strconv"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/web"
)

// Routes is the area's part of the access register.
func (s *Service) Routes() []access.Route {
	return append([]access.Route{
		{Pattern: "GET /people", Need: access.AgreeOutcomes, Do: s.getList, Audience: "staff"},
		{Pattern: "GET /people/add", Need: access.AgreeOutcomes, Do: s.getAdd, Audience: "staff"},
		{Pattern: "POST /people/add", Need: access.AgreeOutcomes, Do: s.postAdd, Audience: "staff"},
		{Pattern: "GET /people/{person}", Need: access.SeePerson, Do: s.getRecord, Audience: "staff"},
		{Pattern: "GET /people/{person}/profile", Need: access.AgreeOutcomes, Do: s.getProfile, Audience: "staff"},
		{Pattern: "POST /people/{person}/profile", Need: access.AgreeOutcomes, Do: s.postProfile,
			Audience: "staff"},
		{Pattern: "GET /me/profile", Need: access.SeeOwn, Do: s.getOwn, Audience: "citizen"},
		{Pattern: "GET /me/profile/likes", Need: access.SayLikes, Do: s.getLikes, Audience: "citizen"},
		{Pattern: "POST /me/profile/likes", Need: access.SayLikes, Do: s.postLikes, Audience: "citizen"},
	}, append(s.mandateRoutes(), s.wayInRoutes()...)...)
}

func (s *Service) getList(c *web.Ctx, a access.Actor) error {
	var list []Listed
	err := s.DB.Read(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		var err error
		list, err = s.Mine(ctx, tx, a, c.Query("q"))
		return err
	})
	if err != nil {
		return err
	}
	return c.Render(listPage(c, list))
}

// record is what the page of one person shows.
type record struct {
	person   Person
	name     string // as it is kept, whatever was typed; empty is nobody's yet
	age      int
	mandates []Mandate
	way      access.WayIn
	towns    Towns
	works    bool // a worker reads
	mayEdit  bool // who may also change it
	mayLike  bool // the person, or who helps them to choose
	today    clock.Date
	opened   string   // the marks of the record that the form was opened on
	changed  []string // fields that somebody else has changed since
	now      Person   // the record with those changes
}

func (s *Service) load(c *web.Ctx, a access.Actor, id string) (record, error) {
	r := record{works: a.May(access.AgreeOutcomes)}
	err := s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		var err error
		if r.person, err = s.Get(ctx, tx, a, id); err != nil {
			return err
		}
		may, err := s.Access.Reached(ctx, tx, a, access.WritePerson, []string{id})
		if err != nil {
			return err
		}
		likes, err := s.Access.Reached(ctx, tx, a, access.SayLikes, []string{id})
		if err != nil {
			return err
		}
		r.mayEdit, r.mayLike = r.works && may[id], likes[id]
		r.today = tx.Today()
		r.name, r.age, r.opened = r.person.FullName(), r.person.Age(tx.Today()), r.person.Marks()
		if r.mandates, err = s.MandatesOf(ctx, tx, id); err != nil {
			return err
		}
		if r.way, err = s.Access.WayInOf(ctx, tx, id); err != nil {
			return err
		}
		r.towns, err = s.mapped(ctx, tx)
		return err
	})
	return r, err
}

func (s *Service) getRecord(c *web.Ctx, a access.Actor) error {
	r, err := s.load(c, a, c.Path("person"))
	if err != nil {
		return err
	}
	return c.Render(recordPage(c, r))
}

func (s *Service) getOwn(c *web.Ctx, a access.Actor) error {
	r, err := s.load(c, a, a.PersonID)
	if err != nil {
		return err
	}
	return c.Render(ownPage(c, r))
}

func (s *Service) getLikes(c *web.Ctx, a access.Actor) error {
	if err := s.mayOf(c, a, access.SayLikes, a.PersonID); err != nil {
		return err
	}
	r, err := s.load(c, a, a.PersonID)
	if err != nil {
		return err
	}
	return c.Render(likesPage(c, r.person.Kinds))
}

func (s *Service) postLikes(c *web.Ctx, a access.Actor) error {
	kinds := c.Fields("kinds")
	err := s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		return s.SayLikes(ctx, tx, a, a.PersonID, kinds)
	})
	if err != nil {
		return c.Invalid(likesPage(c, kinds), err)
	}
	web.WhoseFlash(c, "people.likes.kept", "people.likes_of.kept")
	return c.See("/me/profile")
}

// nobody is a record that is not there yet.
func (s *Service) nobody(c *web.Ctx) (record, error) {
	var r record
	err := s.DB.Read(c.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		r.towns, err = s.mapped(ctx, tx)
		return err
	})
	return r, err
}

func (s *Service) getAdd(c *web.Ctx, _ access.Actor) error {
	r, err := s.nobody(c)
	if err != nil {
		return err
	}
	return c.Render(profilePage(c, r, ""))
}

func (s *Service) postAdd(c *web.Ctx, a access.Actor) error {
	r, err := s.nobody(c)
	if err != nil {
		return err
	}
	p := readProfile(c, r)
	err = s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		added, err := s.Add(ctx, tx, a, p)
		p.ID = added.ID
		return c.WithUnread(err)
	})
	if err != nil {
		r.person, r.person.ID = p, ""
		return c.Invalid(profilePage(c, r, c.Field("born")), err)
	}
	c.Flash("people.profile.added")
	return c.See("/people/" + p.ID)
}

// mayChange is asked before a form is shown: what may only be read, as by somebody
// who opened the record with a reason, has none.
func (s *Service) mayChange(c *web.Ctx, a access.Actor) error {
	return s.mayOf(c, a, access.WritePerson, c.Path("person"))
}

func (s *Service) mayOf(c *web.Ctx, a access.Actor, p access.Permission, personID string) error {
	return s.DB.Read(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		return s.Access.Allow(ctx, tx, a, p, personID)
	})
}

func (s *Service) getProfile(c *web.Ctx, a access.Actor) error {
	if err := s.mayChange(c, a); err != nil {
		return err
	}
	r, err := s.load(c, a, c.Path("person"))
	if err != nil {
		return err
	}
	return c.Render(profilePage(c, r, r.person.Born.String()))
}

func (s *Service) postProfile(c *web.Ctx, a access.Actor) error {
	r, err := s.load(c, a, c.Path("person"))
	if err != nil {
		return err
	}
	r.person = readProfile(c, r)
	err = s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		return c.WithUnread(s.UpdateProfile(ctx, tx, a, r.person))
	})
	if fail.KindOf(err) == fail.Conflict {
		return s.again(c, a, r.person, err)
	}
	if err != nil {
		r.opened = c.Field("opened")
		return c.Invalid(profilePage(c, r, c.Field("born")), err)
	}
	c.Flash("people.profile.kept")
	return c.See("/people/" + r.person.ID)
}

// again shows the form to somebody whom another was before: with what was typed
// and, where they left a field as it was, what stands there now.
func (s *Service) again(c *web.Ctx, a access.Actor, typed Person, stale error) error {
	r, err := s.load(c, a, typed.ID)
	if err != nil {
		return err
	}
	r.now = r.person
	r.changed, r.person = r.now.Since(c.Field("opened"), typed)
	born := c.Field("born")
	if r.person.Born == r.now.Born {
		born = r.now.Born.String()
	}
	return c.Invalid(profilePage(c, r, born), stale)
}

// readProfile puts what was typed over a record. A date or number that is
// missing or cannot be read becomes one that Check refuses.
func readProfile(c *web.Ctx, r record) Person {
	p := r.person
	born, _ := c.Date("born")
	ratio, err := strconv.Atoi(c.Field("ratio"))
	if err != nil {
		ratio = -1
	}
	p.GivenName, p.FamilyName, p.KnownAs, p.Born = c.Field("given_name"), c.Field("family_name"), c.Field(
		"known_as"), born
	p.Town, p.Ward, p.Postcode = r.towns.Name(c.Field("town")), c.Field("ward"), c.Field("postcode")
	p.SupportReason, p.EasyRead, p.Ratio = c.Field("support_reason"), c.Field("easy_read") == "yes", ratio
	p.GoodAt, p.Likes, p.Wants, p.HowToTalk = c.Field("good_at"), c.Field("likes"), c.Field("wants"), c.Field(
		"how_to_talk")
	if p.Version, err = strconv.Atoi(c.Field("version")); err != nil {
		p.Version = -1 // the form names no state: no record has this one
	}
	p.Kinds = c.Fields("kinds")
	p.WantsDay, p.WantsPart = number(c.Field("wants_day")), number(c.Field("wants_part"))
	p.Needs = NeedsOf(c.Fields("needs"))
	var ok bool
	if p.Free, ok = FreeOf(c.Fields("free")); !ok {
		p.Free = ^Free(0)
	}
	if p.TravelMinutes, err = strconv.Atoi(c.Field("travel_minutes")); err != nil {
		p.TravelMinutes = -1
	}
	return p
}

// number reads one of a list of choices; a form without the field chose nothing, and
// what is no number is a choice that there is not.
func number(typed string) int {
	if typed == "" {
		return 0
	}
	n, err := strconv.Atoi(typed)
	if err != nil {
		return -1
	}
	return n
}
