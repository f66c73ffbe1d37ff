package brokerage

// ReferralByID lets tests look at what is stored.
var ReferralByID = referralByID

// ItemsOf lets tests look at what a week holds.
var ItemsOf = itemsOf
