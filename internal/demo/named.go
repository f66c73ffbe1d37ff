package demo

import (
	"ourdays/internal/area/people"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

// quickPlan is what the quick borough knows of a named person's plan: the
// budget, and the decision where there is one.
type quickPlan struct {
	budget, weekly pence.Pence
	least, most    int
}

const single40 = `"person":{"age":%d,"household":"single","premiums":["disability"],"children":0,"pension_age":false},`

// named are the people whom the guide and the tests know. The first is Jo, of
// whom the guide tells: her outcomes are agreed in its walk through the main
// job. What "quick" holds is how the quick borough knows them; the whole one
// gives them weeks of their own.
var named = []dweller{
	{Person: people.Person{GivenName: "Joanna", FamilyName: "Bright", KnownAs: "Jo", Born: clock.D(1988, 4, 2),
		Town: "Crewe", Ward: "Crewe Central", Postcode: "CW1 9ZZ",
		SupportReason: "learning_disability", EasyRead: true, Ratio: 3,
		GoodAt:    "I am good at remembering birthdays. I can lay a table.",
		Likes:     "I like cooking and my friend Sam. I like the bus when it is not full.",
		Wants:     "I want to cook my own tea. I want more friends.",
		HowToTalk: "Use signs and pictures. Give me time. Ask me, not my mum.",
		Kinds:     db.List{"learning", "friends", "music"}},
		money: single40 + `"capital":{"own":"1200.00","joint":"0.00"},"income":[{"kind":"uc","amount":"823.41","every":"month"},{"kind":"pip_daily_living","amount":"73.90","every":"week"},{"kind":"pip_mobility","amount":"29.20","every":"week"}],"housing":[{"kind":"contents_insurance","amount":"9.60","every":"month"}],"dre":[{"kind":"laundry","amount":"4.50","every":"week"}]`,
		quick: quickPlan{budget: 16400},
		helpers: []helper{{name: "Grace Bright", related: "my mum", basis: "parent",
			may: db.List{"see", "choose", "book"}}}},
	{Person: people.Person{GivenName: "Samuel", FamilyName: "Achebe", KnownAs: "Sam", Born: clock.D(1991, 9, 17),
		Town: "Crewe", Ward: "Crewe East", Postcode: "CW2 9ZZ",
		SupportReason: "autism", EasyRead: false, Ratio: 4, GoodAt: "I know every bus in Crewe and when it comes.",
		Likes:     "Quiet rooms, trains, chess and Jo.",
		Wants:     "A job where nobody shouts. Where I wash cars they do.",
		HowToTalk: "Say what you mean. Tell me before things change.",
		Needs:     people.Quiet, Kinds: db.List{"work", "learning"}},
		money: single40 + `"capital":{"own":"15100.00","joint":"0.00"},"income":[{"kind":"esa","amount":"140.55","every":"week"},{"kind":"pip_daily_living","amount":"73.90","every":"week"},{"kind":"earnings","amount":"96.00","every":"week"}],"housing":[],"dre":[]`,
		side:  external, tier: plans.Personalised, quick: quickPlan{budget: 18000, weekly: 18000,
			least: 2, most: 4},
		pinned: []string{"First desk", "Bench and chisel", "Job club"}, shuns: []string{"bus", "eating-out"},
		goals: []goal{{words: "I want a job where nobody shouts.", baseline: -1, reached: 1,
			aim: aim{codes: db.List{"O8"},
				scale: db.List{"I stop looking", "I look alone", "I try one place", "I work one morning a week",
					"I have a job I keep"}}}}},
	{Person: people.Person{GivenName: "Margaret", FamilyName: "Dunne", KnownAs: "Peggy",
		Born: clock.D(1944, 1, 30), Town: "Poynton", Ward: "Poynton East and Pott Shrigley", Postcode: "SK12 9ZZ",
		SupportReason: "dementia", EasyRead: true, Ratio: 4,
		GoodAt:    "I taught the piano for forty years and my hands still know it.",
		Likes:     "Songs, tea, and sitting where I can see the door.",
		Wants:     "To keep playing. To know who is coming tomorrow.",
		HowToTalk: "Come close and say your name. One question at a time.", Needs: people.StepFree,
		Kinds: db.List{"music", "friends"}},
		money: `"person":{"age":%d,"household":"single","premiums":[],"children":0,"pension_age":true},"capital":{"own":"26400.00","joint":"0.00"},"income":[{"kind":"state_pension","amount":"230.25","every":"week"},{"kind":"private_pension","amount":"410.00","every":"month"},{"kind":"attendance_allowance","amount":"73.90","every":"week"}]`,
		side:  external, tier: plans.Personalised, quick: quickPlan{budget: 21000},
		pinned: []string{"Songs we know"}, shuns: []string{"museum", "train", "swimming", "Baby grand slam"},
		goals: []goal{{words: "I want to keep playing.", baseline: -1, aim: aim{codes: db.List{"O7"}}}},
		helpers: []helper{{name: "Patrick Dunne", related: "my son", basis: "attorney",
			may: db.List{"see", "choose", "book", "money"}}}},
	{Person: people.Person{GivenName: "Imran", FamilyName: "Yousaf", KnownAs: "Imran", Born: clock.D(1979, 6, 8),
		Town: "Macclesfield", Ward: "Macclesfield Central", Postcode: "SK11 9ZZ",
		SupportReason: "physical", EasyRead: false, Ratio: 2,
		GoodAt: "Cricket scores, computers and arguing politely.", Likes: "Warm water, films and Friday prayers.",
		Wants: "To swim each week without asking my brother for a lift.", WantsDay: 2, WantsPart: 1,
		HowToTalk: "Face me and do not talk to my chair.",
		Needs:     people.StepFree | people.Hoist | people.ChangingPlace, Kinds: db.List{"sport", "films"}},
		money: single40 + `"capital":{"own":"4000.00","joint":"6000.00"},"income":[{"kind":"esa","amount":"140.55","every":"week"},{"kind":"pip_daily_living","amount":"110.40","every":"week"},{"kind":"pip_mobility","amount":"77.05","every":"week"}],"night_care":false,"housing":[{"kind":"rent_shortfall","amount":"12.00","every":"week"}],"dre":[{"kind":"equipment","amount":"260.00","every":"year"},{"kind":"heating","amount":"6.10","every":"week"}]`,
		side:  both, tier: plans.Specialist, quick: quickPlan{budget: 26000, weekly: 26000, least: 2, most: 5},
		pinned: []string{"Warm water swim"}, kept: []slot{{days: []int{4}, start: 12*60 + 30, end: 14*60 + 30}},
		goals: []goal{{words: "I want to swim each week without asking my brother.", baseline: -1,
			aim: aim{codes: db.List{"O9"},
				scale: db.List{"I do not go out", "I go with my brother", "I go with a worker", "I go with a friend",
					"I go by myself"}}}}},
	{Person: people.Person{GivenName: "Carys", FamilyName: "Llŷr", KnownAs: "Carys", Born: clock.D(2005, 12, 12),
		Town: "Congleton", Ward: "Congleton East", Postcode: "CW12 9ZZ",
		SupportReason: "learning_disability", EasyRead: true, Ratio: 6, GoodAt: "Dancing and making people laugh.",
		Likes: "Discos, pizza and my nan's dog.",
		Wants: "To work in a café and have my own key.", HowToTalk: "Just chat. I will tell you if it is too fast.",
		Kinds: db.List{"discos", "work"}},
		money: "",
		side:  external, tier: plans.Enablement, quick: quickPlan{budget: 12000, weekly: 12000, least: 1, most: 3},
		pinned: []string{"Clearing and carrying at Two Beans by the River"},
		goals: []goal{{words: "I want to work in a café.", baseline: -1, aim: aim{codes: db.List{"O8"},
			scale: db.List{"I give up", "I watch", "I help one morning", "I run the till", "I am paid"}}}}},
	{Person: people.Person{GivenName: "Walter", FamilyName: "Finch", KnownAs: "Walt", Born: clock.D(1951, 3, 5),
		Town: "Nantwich", Ward: "Nantwich South and Stapeley", Postcode: "CW5 9ZZ",
		SupportReason: "sensory", EasyRead: false, Ratio: 8, GoodAt: "Growing leeks that win prizes.",
		Likes:     "Soil, radio and being told where the chair is.",
		Wants:     "To teach somebody my way with leeks.",
		HowToTalk: "I see little, and hear best on my left. Say when you leave the room.",
		Needs:     people.HearingLoop, Kinds: db.List{"work", "friends"}},
		money: "",
		side:  external, tier: plans.Enablement, quick: quickPlan{budget: 9000},
		pinned: []string{"Market garden team"}, little: "sight",
		goals: []goal{{words: "I want to teach somebody my way with leeks.", baseline: -1,
			aim: aim{codes: db.List{"O8", "O9"}}}}},
}
