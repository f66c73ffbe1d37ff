package demo

import "ourdays/internal/area/directory"

// Access facts as the tables below write them.
const (
	stepFree = directory.StepFree
	toilet   = directory.AccessibleToilet
	changing = directory.ChangingPlace
	hoist    = directory.Hoist
	loop     = directory.HearingLoop
	quiet    = directory.Quiet
	parking  = directory.Parking
)

// organisations of the borough, by a short name that the tables use.
var organisations = map[string]directory.Organisation{
	"wheel":   {Name: "Weaverdale Day Opportunities", Kind: "in_house", Email: "dayops@weaverdale.example", Phone: "01632 960 110", About: "The council's own service, with bases in four towns."},
	"acorn":   {Name: "Acorn and Elder", Kind: "independent", Email: "hello@acornandelder.example", Phone: "01632 960 121", About: "Small groups that cook, garden and get about."},
	"bright":  {Name: "Brightside Workshops", Kind: "independent", Email: "office@brightside.example", Phone: "01632 960 122", About: "Benches, kilns and sewing machines for people who like to make things."},
	"tuesday": {Name: "The Tuesday Crew", Kind: "community", Email: "crew@tuesday.example", Phone: "01632 960 123", About: "Friends who began with bowling and never stopped."},
	"canal":   {Name: "Canalside Players", Kind: "community", Email: "stage@canalside.example", Phone: "01632 960 124", About: "A theatre group in which everyone has a part."},
	"farm":    {Name: "Long Lane Farm", Kind: "independent", Email: "gate@longlane.example", Phone: "01632 960 125", About: "A care farm with animals, a market garden and a farm shop."},
	"beans":   {Name: "Two Beans Café", Kind: "independent", Email: "work@twobeans.example", Phone: "01632 960 126", About: "A café that trains the people who run it."},
	"splash":  {Name: "Weaver Leisure", Kind: "leisure", Email: "desk@weaverleisure.example", Phone: "01632 960 127", About: "Pools, halls and gyms across the borough."},
	"signal":  {Name: "Signal Learning", Kind: "independent", Email: "learn@signal.example", Phone: "01632 960 128", About: "Courses for adults, in person and on-line."},
	"lantern": {Name: "Lantern Memory Groups", Kind: "community", Email: "tea@lantern.example", Phone: "01632 960 129", About: "Company and music for people with dementia and those who care for them."},
	"reel":    {Name: "Reel Together", Kind: "community", Email: "seats@reel.example", Phone: "01632 960 130", About: "Relaxed films and concerts, with the lights left a little on."},
	"wild":    {Name: "Wildways", Kind: "independent", Email: "boots@wildways.example", Phone: "01632 960 131", About: "Walking, conservation and camps out of doors."},
}

// locations of the borough, by a short name.
var locations = map[string]directory.Location{
	"crewe_hub":  {Name: "Wheelhouse, Crewe", Address: "12 Turntable Way", Town: "Crewe", Ward: "Crewe Central", Postcode: "CW1 9ZZ", Lat: 53.099, Lng: -2.440, Access: stepFree | toilet | changing | hoist | parking, HowToGetThere: "Buses stop outside. The door is the green one beside the clock.", EasyHowTo: "The bus stops outside.\nLook for the green door.", Capacity: 60},
	"macc_hub":   {Name: "The Silk Rooms, Macclesfield", Address: "3 Bobbin Yard", Town: "Macclesfield", Ward: "Macclesfield Central", Postcode: "SK11 9ZZ", Lat: 53.260, Lng: -2.125, Access: stepFree | toilet | changing | hoist | quiet, HowToGetThere: "Ten minutes on foot from the station, all of it level.", EasyHowTo: "Walk from the station.\nIt takes 10 minutes.", Capacity: 50},
	"cong_hall":  {Name: "Dane Hall, Congleton", Address: "Riverside", Town: "Congleton", Ward: "Congleton East", Postcode: "CW12 9ZZ", Lat: 53.163, Lng: -2.212, Access: stepFree | toilet | loop | parking, HowToGetThere: "Behind the library, over the footbridge.", EasyHowTo: "Go to the library.\nThe hall is behind it.", Capacity: 80},
	"nant_barn":  {Name: "The Long Barn, Nantwich", Address: "Long Lane", Town: "Nantwich", Ward: "Nantwich South", Postcode: "CW5 9ZZ", Lat: 53.060, Lng: -2.515, Access: stepFree | toilet | parking, HowToGetThere: "A minibus meets the 10 o'clock train at Nantwich station.", EasyHowTo: "A minibus comes to the station.\nIt comes at 10 o'clock.", Capacity: 40},
	"sand_town":  {Name: "Cross Street Rooms, Sandbach", Address: "7 Cross Street", Town: "Sandbach", Ward: "Sandbach Town", Postcode: "CW11 9ZZ", Lat: 53.144, Lng: -2.366, Access: stepFree | toilet | loop | quiet, HowToGetThere: "On the market square; the ramp is at the side.", EasyHowTo: "It is on the market square.\nThe ramp is at the side.", Capacity: 45},
	"crewe_bowl": {Name: "Junction Lanes, Crewe", Address: "Junction Retail Park", Town: "Crewe", Ward: "Crewe East", Postcode: "CW1 8ZZ", Lat: 53.104, Lng: -2.425, Access: stepFree | toilet | parking, HowToGetThere: "The retail park bus stops at the door every quarter of an hour.", EasyHowTo: "Take the retail park bus.\nIt stops at the door.", Capacity: 60},
	"macc_pool":  {Name: "Bollin Pool, Macclesfield", Address: "Bollin Road", Town: "Macclesfield", Ward: "Tytherington", Postcode: "SK10 9ZZ", Lat: 53.275, Lng: -2.130, Access: stepFree | toilet | changing | hoist | parking, HowToGetThere: "Free parking by the entrance, and a bus stop across the road.", EasyHowTo: "There is a car park.\nThe bus stops across the road.", Capacity: 90},
	"wilm_cafe":  {Name: "Two Beans, Wilmslow", Address: "44 Grove Walk", Town: "Wilmslow", Ward: "Wilmslow West", Postcode: "SK9 9ZZ", Lat: 53.326, Lng: -2.232, Access: stepFree | toilet, HowToGetThere: "Opposite the library.", EasyHowTo: "It is across from the library.", Capacity: 25},
	"knut_lib":   {Name: "Knutsford Story House", Address: "Toft Corner", Town: "Knutsford", Ward: "Knutsford", Postcode: "WA16 9ZZ", Lat: 53.302, Lng: -2.373, Access: stepFree | toilet | loop | quiet, HowToGetThere: "Two minutes from the bus station.", EasyHowTo: "It is near the bus station.", Capacity: 40},
	"poyn_hall":  {Name: "Anson Hall, Poynton", Address: "Park Lane", Town: "Poynton", Ward: "Poynton East", Postcode: "SK12 9ZZ", Lat: 53.349, Lng: -2.115, Access: stepFree | toilet | parking, HowToGetThere: "Park at the back. The front has a step.", EasyHowTo: "Go in at the back.\nThere is no step there.", Capacity: 50},
	"alsager":    {Name: "Mere Studio, Alsager", Address: "Mere Lane", Town: "Alsager", Ward: "Alsager", Postcode: "ST7 9ZZ", Lat: 53.096, Lng: -2.305, Access: stepFree | toilet | quiet, HowToGetThere: "Five minutes from the station, past the mere.", EasyHowTo: "Walk from the station.\nIt takes 5 minutes.", Capacity: 24},
	"midd_park":  {Name: "Fountain Pavilion, Middlewich", Address: "Fountain Fields", Town: "Middlewich", Ward: "Middlewich", Postcode: "CW10 9ZZ", Lat: 53.192, Lng: -2.443, Access: stepFree | toilet | parking, HowToGetThere: "In the park, beside the bandstand.", EasyHowTo: "It is in the park.\nLook for the bandstand.", Capacity: 35},
}

// keepers say which organisation keeps a location.
var keepers = map[string]string{"crewe_hub": "wheel", "macc_hub": "wheel", "cong_hall": "splash", "nant_barn": "farm",
	"sand_town": "wheel", "crewe_bowl": "splash", "macc_pool": "splash", "wilm_cafe": "beans", "knut_lib": "signal",
	"poyn_hall": "acorn", "alsager": "bright", "midd_park": "wild"}
