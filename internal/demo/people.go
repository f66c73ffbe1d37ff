package demo

import (
	"context"
	"fmt"

	"ourdays/internal/area/access"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

// someone is one person of the borough, with circumstances for an assessment
// where there is one (what `ourdays charge` reads, without the date).
type someone struct {
	people.Person
	money string
}

const single40 = `"person":{"age":%d,"household":"single","premiums":["disability"],"children":0,"pension_age":false},`

// everybody are the people of the borough. The first is Jo, of whom the guide
// tells.
var everybody = []someone{
	{people.Person{GivenName: "Joanna", FamilyName: "Bright", KnownAs: "Jo", Born: clock.D(1988, 4, 2), Town: "Crewe", Ward: "Crewe Central", Postcode: "CW1 9ZZ",
		SupportReason: "learning_disability", EasyRead: true, Ratio: 3, GoodAt: "I am good at remembering birthdays. I can lay a table.",
		Likes: "I like cooking and my friend Sam. I like the bus when it is not full.", Wants: "I want to cook my own tea. I want more friends.",
		HowToTalk: "Use signs and pictures. Give me time. Ask me, not my mum.", Kinds: db.List{"learning", "friends", "music"}},
		single40 + `"capital":{"own":"1200.00","joint":"0.00"},"income":[{"kind":"uc","amount":"190.40","every":"week"},{"kind":"pip_daily_living","amount":"73.90","every":"week"},{"kind":"pip_mobility","amount":"29.20","every":"week"}],"housing":[{"kind":"contents_insurance","amount":"9.60","every":"month"}],"dre":[{"kind":"laundry","amount":"4.50","every":"week"}]`},
	{people.Person{GivenName: "Samuel", FamilyName: "Achebe", KnownAs: "Sam", Born: clock.D(1991, 9, 17), Town: "Crewe", Ward: "Crewe East", Postcode: "CW2 9ZZ",
		SupportReason: "autism", EasyRead: false, Ratio: 4, GoodAt: "I know every bus in Crewe and when it comes.", Likes: "Quiet rooms, trains, chess and Jo.",
		Wants: "A job where nobody shouts.", HowToTalk: "Say what you mean. Tell me before things change.", Needs: people.Quiet, Kinds: db.List{"work", "learning"}},
		single40 + `"capital":{"own":"15100.00","joint":"0.00"},"income":[{"kind":"esa","amount":"138.20","every":"week"},{"kind":"pip_daily_living","amount":"73.90","every":"week"},{"kind":"earnings","amount":"96.00","every":"week"}],"housing":[],"dre":[]`},
	{people.Person{GivenName: "Margaret", FamilyName: "Dunne", KnownAs: "Peggy", Born: clock.D(1944, 1, 30), Town: "Poynton", Ward: "Poynton East", Postcode: "SK12 9ZZ",
		SupportReason: "dementia", EasyRead: true, Ratio: 4, GoodAt: "I taught the piano for forty years and my hands still know it.", Likes: "Songs, tea, and sitting where I can see the door.",
		Wants: "To keep playing. To know who is coming tomorrow.", HowToTalk: "Come close and say your name. One question at a time.", Needs: people.StepFree, Kinds: db.List{"music", "friends"}},
		`"person":{"age":%d,"household":"single","premiums":[],"children":0,"pension_age":true},"capital":{"own":"26400.00","joint":"0.00"},"income":[{"kind":"state_pension","amount":"230.25","every":"week"},{"kind":"private_pension","amount":"410.00","every":"month"},{"kind":"attendance_allowance","amount":"73.90","every":"week"}]`},
	{people.Person{GivenName: "Imran", FamilyName: "Yousaf", KnownAs: "Imran", Born: clock.D(1979, 6, 8), Town: "Macclesfield", Ward: "Macclesfield Central", Postcode: "SK11 9ZZ",
		SupportReason: "physical", EasyRead: false, Ratio: 2, GoodAt: "Cricket scores, computers and arguing politely.", Likes: "Warm water, films and Friday prayers.",
		Wants: "To swim each week without asking my brother for a lift.", HowToTalk: "Face me and do not talk to my chair.", Needs: people.StepFree | people.Hoist | people.ChangingPlace, Kinds: db.List{"sport", "films"}},
		single40 + `"capital":{"own":"4000.00","joint":"6000.00"},"income":[{"kind":"esa","amount":"138.20","every":"week"},{"kind":"pip_daily_living","amount":"110.40","every":"week"},{"kind":"pip_mobility","amount":"77.05","every":"week"}],"night_care":false,"housing":[{"kind":"rent_shortfall","amount":"12.00","every":"week"}],"dre":[{"kind":"equipment","amount":"260.00","every":"year"},{"kind":"heating","amount":"6.10","every":"week"}]`},
	{people.Person{GivenName: "Carys", FamilyName: "Llŷr", KnownAs: "Carys", Born: clock.D(2005, 12, 12), Town: "Congleton", Ward: "Congleton East", Postcode: "CW12 9ZZ",
		SupportReason: "learning_disability", EasyRead: true, Ratio: 6, GoodAt: "Dancing and making people laugh.", Likes: "Discos, pizza and my nan's dog.",
		Wants: "To work in a café and have my own key.", HowToTalk: "Just chat. I will tell you if it is too fast.", Kinds: db.List{"discos", "work"}}, ""},
	{people.Person{GivenName: "Walter", FamilyName: "Finch", KnownAs: "Walt", Born: clock.D(1951, 3, 5), Town: "Nantwich", Ward: "Nantwich South", Postcode: "CW5 9ZZ",
		SupportReason: "sensory", EasyRead: false, Ratio: 8, GoodAt: "Growing leeks that win prizes.", Likes: "Soil, radio and being told where the chair is.",
		Wants: "To teach somebody my way with leeks.", HowToTalk: "I hear well and see little. Say when you leave the room.", Needs: people.HearingLoop, Kinds: db.List{"work", "friends"}}, ""},
}

// helpers are supporters, and whom they help with what.
var helpers = []struct {
	name  string
	helps int // place in everybody
	basis string
	may   db.List
}{
	{"Grace Bright", 0, "parent", db.List{"see", "choose", "book"}},
	{"Patrick Dunne", 2, "attorney", db.List{"see", "choose", "book", "money"}},
}

// fillPeople adds the people, gives each an account, allocates them to the
// social worker, and gives their helpers a mandate.
// It gives the people's ids in the order of everybody.
func fillPeople(ctx context.Context, tx *db.Tx, a House) ([]string, error) {
	worker, err := a.worker(ctx, tx, access.RoleSocialWorker)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(everybody))
	for i := range everybody {
		p, err := a.People.Add(ctx, tx, worker, everybody[i].Person)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", everybody[i].Name(), err)
		}
		ids[i] = p.ID
		_, err = a.Access.AddActor(ctx, tx, access.Actor{Name: p.Name(), Kind: access.Person, Roles: []access.Role{access.RolePerson}, PersonID: p.ID},
			fmt.Sprintf("person%d@weaverdale.example", i+1))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p.Name(), err)
		}
	}
	for i, x := range helpers {
		helper, err := a.Access.AddActor(ctx, tx, access.Actor{Name: x.name, Kind: access.Supporter, Roles: []access.Role{access.RoleSupporter}},
			fmt.Sprintf("helper%d@weaverdale.example", i+1))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", x.name, err)
		}
		_, err = a.People.GiveMandate(ctx, tx, worker, people.Mandate{PersonID: ids[x.helps], SupporterID: helper.ID, Basis: x.basis, May: x.may})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", x.name, err)
		}
	}
	return ids, nil
}

// worker finds the borough's first worker with a role.
func (a House) worker(ctx context.Context, tx *db.Tx, r access.Role) (access.Actor, error) {
	all, err := a.Access.ActorsWith(ctx, tx, r)
	if err != nil {
		return access.Actor{}, err
	}
	if len(all) == 0 {
		return access.Actor{}, fmt.Errorf("the borough has no %s", r)
	}
	return all[0], nil
}

// fillAssessments records and checks the financial assessments, from the first
// of June of a year whose figures are known.
func fillAssessments(ctx context.Context, a House, ids []string) error {
	const from = "2025-06-02"
	start, err := clock.ParseDate(from)
	if err != nil {
		return err
	}
	var officer access.Actor
	err = a.DB.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		officer, err = a.worker(ctx, tx, access.RoleFinance)
		return err
	})
	if err != nil {
		return err
	}
	for i, p := range everybody {
		if p.money == "" {
			continue
		}
		text := `{"date":"` + from + `",` + fmt.Sprintf(p.money, p.Age(start)) + `}`
		as, err := a.Funds.Record(ctx, officer, ids[i], text)
		if err != nil {
			return fmt.Errorf("assess %s: %w", p.Name(), err)
		}
		if err := a.Funds.Check(ctx, officer, ids[i], as.ID); err != nil {
			return fmt.Errorf("check %s: %w", p.Name(), err)
		}
	}
	return nil
}
