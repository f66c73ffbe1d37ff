package brokerage

// mostWeighed is how many schedules a week is put together from: those that
// promise most for the person. A borough with more than a few hundred that fit
// offers them nothing that these do not.
const mostWeighed = 300

// mostExplained is how many other schedules the builder says why they are not
// among them.
const mostExplained = 300
