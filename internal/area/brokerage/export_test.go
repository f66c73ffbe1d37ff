package brokerage

// ReferralByID lets tests look at what is stored.
var ReferralByID = referralByID
