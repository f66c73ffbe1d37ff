package demo

import "math"

// town is where people of the borough live. The points and wards are those of
// the real towns; the last part of each postcode is one that is not given out.
type town struct {
	name     string
	weight   int // of all people, in percent
	lat, lng float64
	postcode string
	wards    []string
}

var towns = []town{
	{"Crewe", 22, 53.099, -2.440, "CW1", []string{"Crewe Central", "Crewe East", "Crewe North", "Crewe South",
		"Crewe St Barnabas", "Crewe West"}},
	{"Macclesfield", 18, 53.259, -2.127, "SK11", []string{"Macclesfield Central", "Macclesfield East",
		"Macclesfield South",
		"Macclesfield Hurdsfield", "Macclesfield Tytherington", "Macclesfield West and Ivy",
		"Broken Cross and Upton"}},
	{"Congleton", 9, 53.163, -2.213, "CW12", []string{"Congleton East", "Congleton West"}},
	{"Nantwich", 8, 53.067, -2.521, "CW5", []string{"Nantwich North and West", "Nantwich South and Stapeley"}},
	{"Sandbach", 8, 53.145, -2.365, "CW11", []string{"Sandbach Town", "Sandbach Elworth",
		"Sandbach Heath and East",
		"Sandbach Ettiley Heath and Wheelock"}},
	{"Wilmslow", 8, 53.327, -2.231, "SK9", []string{"Wilmslow East", "Wilmslow West and Chorley",
		"Wilmslow Dean Row", "Wilmslow Lacey Green"}},
	{"Knutsford", 5, 53.302, -2.374, "WA16", []string{"Knutsford"}},
	{"Poynton", 5, 53.349, -2.121, "SK12", []string{"Poynton East and Pott Shrigley",
		"Poynton West and Adlington"}},
	{"Alsager", 5, 53.095, -2.302, "ST7", []string{"Alsager"}},
	{"Middlewich", 5, 53.191, -2.443, "CW10", []string{"Middlewich"}},
	{"Handforth", 3, 53.347, -2.214, "SK9", []string{"Handforth"}},
	{"Bollington", 2, 53.296, -2.106, "SK10", []string{"Bollington"}},
	{"Holmes Chapel", 2, 53.202, -2.358, "CW4", []string{"Dane Valley"}},
}

// km is the straight line between two points of the borough, which is small
// enough to count as flat.
func km(lat1, lng1, lat2, lng2 float64) float64 {
	const kmPerDegree = 111.2
	return kmPerDegree * math.Hypot(lat1-lat2, (lng1-lng2)*math.Cos(lat1*math.Pi/180))
}
