package weekplan

// Instance is a borough to be planned. Sessions, people and transport rows
// are known by their place in their list. Points are the objective's unit.
type Instance struct {
	Name     string
	Seed     int64
	Scenario string
	Weights  Weights
	// MaxPerDay is the number of sessions one person may have on a day.
	MaxPerDay int
	// MaxPerAct is the number of one-unit sessions of one activity in a week.
	MaxPerAct int
	// Gap is the number of minutes needed between two sessions of a day.
	Gap       int
	Sessions  []Session
	Transport []Row
	People    []Person
	Friends   []Tie

	venues  int    // how many there are
	notes   Faults // see Notes
	missing Faults // see Missing
	unsaid  []unsaid
}

// Weights are the points lost for what a week lacks.
type Weights struct {
	Must  int64 // for each must-have outcome not covered
	Short int64 // for each unit below the assessed minimum
	Fair  int64 // for each point of utility below the person's floor
}

// Session is something a person may attend once a week.
type Session struct {
	Venue, Act, Day int32
	Start, End      int32 // minutes of the day
	Units           int32 // assessed units used: half day 1, full day 2
	Places          int32 // people the room takes
	StaffMax        int32 // workers that can be rostered
	Load            int32 // support load one worker carries
	StaffCost       int32 // points per worker used; 0 when already paid
	Outcomes        uint64
}

// Row is a transport row: the seats from one town on one day.
type Row struct {
	Town, Day, Cap int32
}

// Person is somebody whose week is planned. No names: only numbers.
type Person struct {
	Tier, Town int32
	X, Y       float64 // km
	Min, Max   int32   // assessed units
	Budget     int32   // pence a week
	Must       []int32 // outcome numbers that the week must cover
	Theta      int64   // fairness floor in points of utility
	Cur        []int32 // sessions attended now and still offered
	Opts       []Opt
}

// Opt is one session open to one person.
type Opt struct {
	S     int32 // session
	U     int32 // points of utility; may be negative
	Price int32 // pence off the person's budget
	W     int32 // support load, in 1/Load of a worker
	T     int32 // transport row, -1 when none is used
	Km    int32 // tenths of a km, one way
}

// Tie is a friendship: W points for each session that P and Q both attend, at
// most T of them counting.
type Tie struct {
	P, Q, W, T int32
}

// clash tells whether two sessions of a day leave less than gap minutes
// between them.
func clash(aStart, aEnd, bStart, bEnd, gap int32) bool {
	return aStart < bEnd+gap && bStart < aEnd+gap
}
