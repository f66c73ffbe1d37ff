package demo

import (
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/pence"
)

// offer is one activity of the borough with when and where it happens.
type offer struct {
	org, at          string
	kind, symbol     string
	title, easyTitle string
	text, easy       string
	days             string // of the week, as a rule writes them: "MO,WE"
	start, end       int    // minutes of the day
	places, workers  int
	price            pence.Pence
	tiers            int // 0 is open to everybody
	outcomes         []string
	groups           []string
	online           string
	dropIn           bool
}

const hour = 60

// tiers of those whom the council supports.
const (
	tier1 = 1 << 1
	tier2 = 1 << 2
	tier3 = 1 << 3
)

// offers is what goes on in the borough in a week.
var offers = []offer{
	{org: "tuesday", at: "crewe_bowl", kind: "sport", symbol: "bowling", title: "Ten-pin bowling with the Tuesday crew", easyTitle: "Bowling",
		text: "Two games on lanes with bumpers and ramps for anyone who wants them. Scores go on the board, and the loudest cheer is for the slowest ball.",
		easy: "We play 2 games.\nYou can use a ramp.\nWe all cheer.", days: "TU", start: 14 * hour, end: 16 * hour, places: 12, workers: 2, price: 600, outcomes: []string{"O7", "O9"}},
	{org: "tuesday", at: "crewe_hub", kind: "friends", symbol: "cards", title: "Cards and chatter", easyTitle: "Cards",
		text: "Snap, rummy and plenty of talk around three big tables. New faces are paired with somebody who knows the room.",
		easy: "We play cards.\nWe talk a lot.\nSomebody sits with you the first time.", days: "TH", start: 18 * hour, end: 20 * hour, places: 16, workers: 2, price: 200, outcomes: []string{"O7"}, dropIn: true},
	{org: "wheel", at: "crewe_hub", kind: "learning", symbol: "cooking", title: "Cooking for one", easyTitle: "Cook a meal",
		text: "Plan a meal, shop for it with a list, cook it and take the recipe home in pictures. Four cooks share one trainer.",
		easy: "You choose a meal.\nYou cook it here.\nYou take the recipe home.", days: "MO,TH", start: 10 * hour, end: 13 * hour, places: 8, workers: 2, price: 0, tiers: tier1 | tier2 | tier3, outcomes: []string{"O1", "O5"}},
	{org: "wheel", at: "macc_hub", kind: "learning", symbol: "bus", title: "Getting about by bus", easyTitle: "Go by bus",
		text: "Practise one journey that matters to you until it feels ordinary. A trainer rides along, then follows behind, then waves from the stop.",
		easy: "You learn one bus trip.\nSomebody comes with you.\nThen you go alone.", days: "MO,TU,WE,TH,FR", start: 9*hour + 30, end: 12 * hour, places: 4, workers: 2, price: 0, tiers: tier2 | tier3, outcomes: []string{"O9"}},
	{org: "wheel", at: "crewe_hub", kind: "friends", symbol: "people", title: "Wheelhouse days", easyTitle: "A day at the Wheelhouse",
		text: "A base for the day with trained support close by, a quiet room, lunch, and trips out decided each morning by the people who are there.",
		easy: "You stay for the day.\nStaff help you.\nYou choose what we do.", days: "MO,TU,WE,TH,FR", start: 9*hour + 30, end: 15*hour + 30, places: 30, workers: 12, price: 0, tiers: tier1, outcomes: []string{"O2", "O3", "O7", "O9"}},
	{org: "wheel", at: "macc_hub", kind: "friends", symbol: "hand", title: "Silk Rooms sensory days", easyTitle: "A day at the Silk Rooms",
		text: "Light, sound and touch in rooms that can be calm or lively, with hoists and nurses' advice on hand. Families see a picture diary at the end of each week.",
		easy: "There are lights and sounds.\nIt can be quiet.\nStaff know how to help you.", days: "MO,TU,WE,TH,FR", start: 9*hour + 30, end: 15*hour + 30, places: 20, workers: 12, price: 0, tiers: tier1, outcomes: []string{"O2", "O3", "O7"}},
	{org: "canal", at: "sand_town", kind: "music", symbol: "choir", title: "Makaton choir", easyTitle: "Signing choir",
		text: "Songs that are sung and signed together, from show tunes to carols. The choir performs in the square each December.",
		easy: "We sing.\nWe sign with our hands.\nWe do a show in December.", days: "WE", start: 18*hour + 30, end: 20 * hour, places: 24, workers: 2, price: 0, outcomes: []string{"O7", "O9"}, groups: []string{"learning_disability"}},
	{org: "canal", at: "knut_lib", kind: "music", symbol: "drama", title: "Stage door drama", easyTitle: "Drama",
		text: "Games, masks and short scenes that grow into a play by spring. Nobody has to learn lines who does not want to.",
		easy: "We play drama games.\nWe make a play.\nYou do not need to learn words.", days: "SA", start: 10*hour + 30, end: 12*hour + 30, places: 18, workers: 3, price: 500, outcomes: []string{"O7"}},
	{org: "canal", at: "alsager", kind: "music", symbol: "drum", title: "Drums by the mere", easyTitle: "Drums",
		text: "A circle of hand drums, a leader who copies you first, and ear defenders on a hook by the door.",
		easy: "We play drums.\nIt can be loud.\nWe have things for your ears.", days: "FR", start: 13*hour + 30, end: 15 * hour, places: 12, workers: 2, price: 400, outcomes: []string{"O7"}},
	{org: "splash", at: "macc_pool", kind: "sport", symbol: "swimming", title: "Warm water swim", easyTitle: "Swimming",
		text: "The small pool is heated to 32 degrees and kept for swimmers who like space. There is a hoist, a changing place and a lifeguard who signs.",
		easy: "The water is warm.\nThere is a lot of room.\nA hoist can help you in.", days: "TU,FR", start: 11 * hour, end: 12 * hour, places: 14, workers: 3, price: 450, outcomes: []string{"O9"}},
	{org: "splash", at: "macc_pool", kind: "sport", symbol: "gym", title: "Steady gym", easyTitle: "Gym",
		text: "An hour when the music is off and an instructor helps you set each machine. Your card remembers the weights.",
		easy: "There is no music.\nSomebody shows you what to do.", days: "WE", start: 17 * hour, end: 18 * hour, places: 10, workers: 1, price: 350, outcomes: []string{"O9"}, dropIn: true},
	{org: "splash", at: "cong_hall", kind: "sport", symbol: "boccia", title: "Boccia league", easyTitle: "Boccia",
		text: "Teams of three roll leather balls towards a white one, from a chair or standing. Fixtures run all winter and the cup lives in Congleton.",
		easy: "We roll balls.\nYou can sit or stand.\nWe play in teams.", days: "TH", start: 14 * hour, end: 16 * hour, places: 18, workers: 2, price: 300, outcomes: []string{"O7", "O9"}},
	{org: "farm", at: "nant_barn", kind: "work", symbol: "farm", title: "Morning round at Long Lane", easyTitle: "Work on the farm",
		text: "Feed the hens, muck out the donkeys and weigh the eggs for the shop. Wellingtons come in every size.",
		easy: "You feed the animals.\nYou clean their homes.\nWe lend you boots.", days: "MO,WE,FR", start: 10 * hour, end: 13 * hour, places: 10, workers: 3, price: 0, tiers: tier2 | tier3, outcomes: []string{"O8"}},
	{org: "farm", at: "nant_barn", kind: "work", symbol: "gardening", title: "Market garden team", easyTitle: "Grow food",
		text: "Sow, water, pick and sell vegetables with a crew that keeps its own accounts. Take a bag home every time.",
		easy: "You grow food.\nYou sell it in the shop.\nYou take some home.", days: "TU,TH", start: 10 * hour, end: 15 * hour, places: 12, workers: 3, price: 0, tiers: tier2 | tier3, outcomes: []string{"O8", "O1"}},
	{org: "farm", at: "nant_barn", kind: "friends", symbol: "rabbit", title: "Small animals on Saturday", easyTitle: "Small animals",
		text: "Rabbits, guinea pigs and one proud cockerel to brush, hold and draw. Bring a friend who likes mud.",
		easy: "You brush the rabbits.\nYou can hold them.\nBring a friend.", days: "SA", start: 10 * hour, end: 12 * hour, places: 15, workers: 3, price: 500, outcomes: []string{"O7"}},
	{org: "beans", at: "wilm_cafe", kind: "work", symbol: "cafe", title: "Behind the counter at Two Beans", easyTitle: "Work in a café",
		text: "Learn the till, the milk jug and the art of remembering an order. After twelve weeks there is a reference, and often a job next door.",
		easy: "You make drinks.\nYou use the till.\nIt can lead to a job.", days: "MO,TU,TH", start: 9 * hour, end: 12 * hour, places: 4, workers: 2, price: 0, tiers: tier2 | tier3, outcomes: []string{"O8"}},
	{org: "beans", at: "wilm_cafe", kind: "discos", symbol: "pizza", title: "Pizza night", easyTitle: "Pizza night",
		text: "The café closes to the public, the oven stays hot, and everyone builds their own. Gluten-free bases are in the freezer.",
		easy: "You make a pizza.\nYou eat it with friends.", days: "FR", start: 18 * hour, end: 20 * hour, places: 20, workers: 2, price: 800, outcomes: []string{"O7"}},
	{org: "bright", at: "macc_hub", kind: "arts", symbol: "pottery", title: "Clay on Wednesdays", easyTitle: "Clay",
		text: "Pinch pots, coil pots and a wheel for the brave. The kiln is fired on Friday and your mug is yours the week after.",
		easy: "You make a pot.\nWe bake it for you.\nYou take it home.", days: "WE", start: 10 * hour, end: 12 * hour, places: 10, workers: 2, price: 700, outcomes: []string{"O7"}},
	{org: "bright", at: "crewe_hub", kind: "arts", symbol: "woodwork", title: "Bench and chisel", easyTitle: "Woodwork",
		text: "Bird boxes, planters and repairs for neighbours, made with hand tools at benches that rise and fall.",
		easy: "You make things from wood.\nThe tables go up and down.", days: "TU,TH", start: 13 * hour, end: 16 * hour, places: 8, workers: 2, price: 0, tiers: tier2 | tier3, outcomes: []string{"O8"}},
	{org: "bright", at: "sand_town", kind: "arts", symbol: "sewing", title: "Stitch and mend", easyTitle: "Sewing",
		text: "Machines, buttons and a mountain of cloth. The group mends uniforms for two schools and is paid in cake.",
		easy: "We sew.\nWe mend clothes.\nThere is cake.", days: "MO", start: 13 * hour, end: 15*hour + 30, places: 12, workers: 2, price: 300, outcomes: []string{"O7", "O8"}},
	{org: "bright", at: "alsager", kind: "arts", symbol: "painting", title: "Painting in good light", easyTitle: "Painting",
		text: "A north-facing studio, easels at any height and a tutor who asks what you see before telling you anything.",
		easy: "You paint a picture.\nThe room is calm.", days: "TU", start: 10 * hour, end: 12*hour + 30, places: 10, workers: 1, price: 600, outcomes: []string{"O7"}},
	{org: "signal", at: "knut_lib", kind: "learning", symbol: "tablet", title: "Tablets and video calls", easyTitle: "Use a tablet",
		text: "Bring a tablet or borrow one, and leave able to ring somebody you miss. Passwords are never written on the board.",
		easy: "You learn to use a tablet.\nYou can call a friend.\nWe lend you one.", days: "TH", start: 10 * hour, end: 12 * hour, places: 8, workers: 1, price: 0, outcomes: []string{"O7", "O8"}},
	{org: "signal", kind: "learning", symbol: "online", title: "Quiz from the sofa", easyTitle: "Quiz at home",
		text: "Forty minutes of pictures, tunes and easy questions over video, with time to talk afterwards. The link comes by text.",
		easy: "We do a quiz on video.\nYou stay at home.\nThen we talk.", days: "SU", start: 16 * hour, end: 17 * hour, places: 30, price: 0, outcomes: []string{"O7"}, online: directory.Online},
	{org: "signal", at: "crewe_hub", kind: "learning", symbol: "money", title: "Money in your pocket", easyTitle: "Learn about money",
		text: "Coins, cards and what things cost, practised in real shops with a real fiver. A carer may sit in for the first hour.",
		easy: "You learn about money.\nWe go to a shop.\nYou pay with 5 pounds.", days: "WE", start: 10 * hour, end: 12 * hour, places: 8, workers: 2, price: 0, tiers: tier2 | tier3, outcomes: []string{"O8", "O9"}},
	{org: "lantern", at: "poyn_hall", kind: "music", symbol: "piano", title: "Songs we know", easyTitle: "Songs we know",
		text: "An upright piano, large-print words and tunes from every decade that anyone asks for. Carers have a corner with coffee.",
		easy: "We sing old songs.\nThe words are big.\nThere is coffee.", days: "WE", start: 14 * hour, end: 15*hour + 30, places: 25, workers: 2, price: 200, groups: []string{"dementia", "older", "carers"}, outcomes: []string{"O7"}},
	{org: "lantern", at: "knut_lib", kind: "friends", symbol: "tea", title: "Memory café", easyTitle: "Memory café",
		text: "Tea at small tables, a box of old things to hold, and people who do not mind hearing a story twice.",
		easy: "We drink tea.\nWe look at old things.\nYou can tell stories.", days: "MO", start: 10*hour + 30, end: 12 * hour, places: 20, workers: 2, price: 0, groups: []string{"dementia", "carers"}, outcomes: []string{"O7"}, dropIn: true},
	{org: "lantern", at: "cong_hall", kind: "discos", symbol: "dancing", title: "Tea dance", easyTitle: "Dance with tea",
		text: "Waltzes and a little rock and roll to a trio that plays as slowly as the floor likes. Chairs are for dancing too.",
		easy: "There is music.\nYou can dance or sit.\nThere is tea.", days: "TU", start: 14 * hour, end: 16 * hour, places: 40, workers: 3, price: 300, groups: []string{"dementia", "older"}, outcomes: []string{"O7", "O9"}},
	{org: "reel", at: "sand_town", kind: "films", symbol: "cinema", title: "Relaxed film night", easyTitle: "Film night",
		text: "This month's film is chosen by last month's audience. Lights stay low instead of off, and walking about is fine.",
		easy: "We watch a film.\nIt is not too dark.\nYou can walk about.", days: "FR", start: 18*hour + 30, end: 21 * hour, places: 40, workers: 2, price: 400, outcomes: []string{"O7", "O9"}},
	{org: "reel", at: "cong_hall", kind: "films", symbol: "microphone", title: "Sunday concert", easyTitle: "Concert",
		text: "Brass, folk or a school orchestra, an hour long with no interval to queue in. Seats by the door are held for wheelchairs.",
		easy: "We hear music.\nIt takes 1 hour.", days: "SU", start: 15 * hour, end: 16 * hour, places: 60, workers: 2, price: 500, outcomes: []string{"O9"}},
	{org: "reel", at: "macc_hub", kind: "films", symbol: "theatre", title: "Show trips", easyTitle: "Go to a show",
		text: "Choose a musical from three, book as a group and travel together by minibus to Manchester and back.",
		easy: "You choose a show.\nWe go by minibus.", days: "SA", start: 12*hour + 30, end: 18 * hour, places: 14, workers: 4, price: 2200, outcomes: []string{"O7", "O9"}},
	{org: "tuesday", at: "cong_hall", kind: "discos", symbol: "disco", title: "Blue Moon disco", easyTitle: "Disco",
		text: "A proper dance floor, a DJ who takes requests and a chill-out room with beanbags. Doors open half an hour early for a quiet look round.",
		easy: "We dance.\nYou can ask for a song.\nThere is a quiet room.", days: "SA", start: 19 * hour, end: 22 * hour, places: 70, workers: 6, price: 600, outcomes: []string{"O7"}},
	{org: "tuesday", at: "midd_park", kind: "friends", symbol: "picnic", title: "Bring and share lunch", easyTitle: "Lunch together",
		text: "Everyone brings one dish and nobody goes home hungry. In summer the tables move out beside the bandstand.",
		easy: "Bring some food.\nWe eat together.", days: "SU", start: 12 * hour, end: 14 * hour, places: 25, workers: 1, price: 0, outcomes: []string{"O1", "O7"}, dropIn: true},
	{org: "acorn", at: "midd_park", kind: "work", symbol: "tree", title: "Park rangers' helpers", easyTitle: "Look after the park",
		text: "Plant bulbs, count birds and paint benches alongside the borough's rangers, in jackets with your name on.",
		easy: "You plant flowers.\nYou count birds.\nYou get a jacket.", days: "WE", start: 10 * hour, end: 13 * hour, places: 8, workers: 2, price: 0, tiers: tier2 | tier3, outcomes: []string{"O8", "O9"}},
	{org: "acorn", at: "alsager", kind: "friends", symbol: "walking", title: "Slow walk round the mere", easyTitle: "A slow walk",
		text: "A mile and a half on a level path, with three benches and a flask. Dogs are welcome and usually outvote us on the route.",
		easy: "We walk slowly.\nThere are benches.\nYou can bring a dog.", days: "TH", start: 11 * hour, end: 12*hour + 30, places: 15, workers: 2, price: 0, outcomes: []string{"O7", "O9"}, dropIn: true},
	{org: "acorn", at: "poyn_hall", kind: "learning", symbol: "house", title: "Ready for my own front door", easyTitle: "Live in my own home",
		text: "Washing, bills, fire alarms and who to ring: one thing a week, practised in a flat above the hall.",
		easy: "You learn to wash clothes.\nYou learn about bills.\nYou learn to be safe.", days: "TU", start: 10 * hour, end: 13 * hour, places: 6, workers: 2, price: 0, tiers: tier2 | tier3, outcomes: []string{"O4", "O5", "O6"}},
	{org: "wild", at: "midd_park", kind: "sport", symbol: "cycling", title: "All-ability cycling", easyTitle: "Cycling",
		text: "Trikes, tandems and hand bikes on a closed loop of park road. Helmets are fitted before anything moves.",
		easy: "There are many bikes.\nSome have 3 wheels.\nYou wear a helmet.", days: "SA", start: 10 * hour, end: 12 * hour, places: 12, workers: 3, price: 300, outcomes: []string{"O9"}},
	{org: "wild", at: "nant_barn", kind: "arts", symbol: "photography", title: "Cameras outdoors", easyTitle: "Take photos",
		text: "Borrow a camera, follow a theme such as 'round' or 'red', and hang one picture in the barn at the end of the month.",
		easy: "We lend you a camera.\nYou take photos.\nWe hang one up.", days: "FR", start: 10 * hour, end: 12*hour + 30, places: 8, workers: 2, price: 500, outcomes: []string{"O7", "O9"}},
	{org: "wild", at: "poyn_hall", kind: "work", symbol: "repair", title: "Repair stall", easyTitle: "Mend things",
		text: "Kettles, lamps and toys come in broken and go out working, with a tester's label signed by whoever fixed them.",
		easy: "You mend lamps and toys.\nSomebody shows you how.", days: "SA", start: 13 * hour, end: 16 * hour, places: 8, workers: 2, price: 0, outcomes: []string{"O8"}, dropIn: true},
	{org: "splash", at: "poyn_hall", kind: "sport", symbol: "yoga", title: "Chair yoga", easyTitle: "Yoga on a chair",
		text: "Stretch and breathe from a steady chair, with a teacher who names each move before making it. Also shown live on-line.",
		easy: "You sit on a chair.\nYou move slowly.\nYou can do it at home on video.", days: "MO,TH", start: 9*hour + 30, end: 10*hour + 30, places: 16, workers: 1, price: 400, online: directory.Both, outcomes: []string{"O9"}, groups: []string{"physical", "older"}},
	{org: "wheel", at: "sand_town", kind: "work", symbol: "office", title: "Office skills on the square", easyTitle: "Work in an office",
		text: "Scan, file and answer the bell at a front desk that three charities share. Job coaches call in on Fridays.",
		easy: "You scan papers.\nYou welcome people.\nA job coach helps you.", days: "MO,WE,FR", start: 9*hour + 30, end: 12*hour + 30, places: 6, workers: 2, price: 0, tiers: tier2 | tier3, outcomes: []string{"O8"}},
}
