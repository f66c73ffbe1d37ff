package access

import (
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

// Permission is one thing that may be done.
type Permission string

// The permissions.
const (
	Public             Permission = "public"
	SeeOwn             Permission = "see_own"
	SeePerson          Permission = "see_person"
	WritePerson        Permission = "write_person"
	SayLikes           Permission = "say_likes"
	AgreeOutcomes      Permission = "agree_outcomes"
	Refer              Permission = "refer"
	Broker             Permission = "broker"
	Choose             Permission = "choose"
	Approve            Permission = "approve"
	ProvideActivities  Permission = "provide_activities"
	AnswerOffer        Permission = "answer_offer"
	TakeRegister       Permission = "take_register"
	CorrectRegister    Permission = "correct_register"
	BookPlace          Permission = "book_place"
	SayHow             Permission = "say_how"
	RecordContribution Permission = "record_contribution"
	SeeMoney           Permission = "see_money"
	Steer              Permission = "steer"
	Administer         Permission = "administer"
	ReadAudit          Permission = "read_audit"
)

// grants says which roles hold each permission. Public needs none.
var grants = map[Permission][]Role{
	SeeOwn: {RolePerson, RoleSupporter},
	SeePerson: {RolePerson, RoleSupporter, RoleSocialWorker, RoleCoordinator, RoleBroker, RoleApprover,
		RoleProvider, RoleFinance},
	WritePerson:        {RolePerson, RoleSocialWorker, RoleCoordinator},
	SayLikes:           {RolePerson, RoleSupporter},
	AgreeOutcomes:      {RoleSocialWorker, RoleCoordinator},
	Refer:              {RoleSocialWorker, RoleCoordinator},
	Broker:             {RoleBroker},
	Choose:             {RolePerson, RoleSupporter},
	Approve:            {RoleApprover},
	ProvideActivities:  {RoleProvider},
	AnswerOffer:        {RoleProvider},
	TakeRegister:       {RoleProvider},
	CorrectRegister:    {RoleProvider, RoleFinance},
	BookPlace:          {RolePerson, RoleSupporter, RoleSocialWorker, RoleCoordinator, RoleBroker},
	SayHow:             {RolePerson, RoleSupporter},
	RecordContribution: {RoleFinance},
	SeeMoney:           {RolePerson, RoleSupporter, RoleFinance, RoleSocialWorker, RoleBroker, RoleApprover},
	Steer:              {RoleCommissioner},
	Administer:         {RoleAdmin},
	ReadAudit:          {RolePerson, RoleSupporter, RoleAdmin},
}

// Permissions lists every permission in the order of the constants above.
func Permissions() []Permission {
	return []Permission{Public, SeeOwn, SeePerson, WritePerson, SayLikes, AgreeOutcomes, Refer, Broker, Choose,
		Approve, ProvideActivities, AnswerOffer, TakeRegister, CorrectRegister, BookPlace, SayHow,
		RecordContribution, SeeMoney, Steer, Administer, ReadAudit}
}

// Relation says why a tie exists.
type Relation string

// The relations.
const (
	Mandate   Relation = "mandate"   // a supporter; Scope says what they may do
	Allocated Relation = "allocated" // the worker in charge
	Referred  Relation = "referred"  // brokers and approvers, while a referral is open
	Asked     Relation = "asked"     // an organisation that is asked for a place
	Placed    Relation = "placed"    // an organisation that the person goes to
	Listed    Relation = "listed"    // an organisation whose register of a day names who cancelled
	Opened    Relation = "opened"    // opened with a reason, until the end of the day
)

// What a mandate may allow.
const (
	MaySee    = "see"
	MayChoose = "choose"
	MayBook   = "book"
	MayMoney  = "money"
)

// Tie reaches from one actor, all staff of one organisation or all holders of
// one role to a person's record.
type Tie struct {
	ID             string
	ActorID        string
	OrganisationID string
	Role           Role
	PersonID       string
	Relation       Relation
	Scope          db.List // of a mandate
	Starts         clock.Date
	Until          clock.NullDate // the last day
	Source         string         // what made the tie, unique with the person
}

// mandateFor says what a mandate must allow for a supporter to do a thing. What a
// person likes decides which weeks they are shown first, so that saying it goes
// with choosing.
var mandateFor = map[Permission]string{
	SeeOwn: MaySee, SeePerson: MaySee, ReadAudit: MaySee,
	SayLikes: MayChoose, Choose: MayChoose, BookPlace: MayBook, SayHow: MayBook, SeeMoney: MayMoney,
}

// councilWide holds what a role may do for every person by its duty, without a
// tie to each: finance officers keep everybody's contribution, and answer for
// what providers are paid.
var councilWide = map[Permission]Role{RecordContribution: RoleFinance, SeeMoney: RoleFinance,
	CorrectRegister: RoleFinance}

// ofADay holds what is asked of the day that it is about and not of today: a
// provider answers for the registers of the sessions that it ran, also when
// somebody on them has left since.
var ofADay = map[Permission]bool{TakeRegister: true, CorrectRegister: true}

// askedMay, placedMay, listedMay and openedMay bound what those relations reach. A name on
// a register opens no record, and neither does an offer.
var (
	askedMay  = map[Permission]bool{AnswerOffer: true}
	listedMay = map[Permission]bool{TakeRegister: true, CorrectRegister: true}
	placedMay = map[Permission]bool{SeePerson: true, AnswerOffer: true, TakeRegister: true,
		CorrectRegister: true}
	openedMay = map[Permission]bool{SeePerson: true, BookPlace: true}
)

// Reaches reports whether the tie lets the actor use the permission on that
// day. The actor's role is checked elsewhere.
func (t Tie) Reaches(a Actor, p Permission, on clock.Date) bool {
	if on.Before(t.Starts) || t.Until.Valid && on.After(t.Until.V) {
		return false
	}
	switch t.Relation {
	case Mandate:
		return t.ActorID == a.ID && t.Scope.Has(mandateFor[p])
	case Allocated:
		return t.ActorID == a.ID
	case Referred:
		return t.Role != "" && a.Is(t.Role) || t.ActorID != "" && t.ActorID == a.ID
	case Asked:
		return a.OrganisationID != "" && t.OrganisationID == a.OrganisationID && askedMay[p]
	case Placed:
		return a.OrganisationID != "" && t.OrganisationID == a.OrganisationID && placedMay[p]
	case Listed:
		return a.OrganisationID != "" && t.OrganisationID == a.OrganisationID && listedMay[p]
	case Opened:
		return t.ActorID == a.ID && openedMay[p]
	}
	return false
}

// reaches reports whether the actor reaches the person at all.
func reaches(a Actor, p Permission, personID string, ties []Tie, on clock.Date) bool {
	if a.Kind == Machine || a.Kind == Person && a.PersonID == personID {
		return true
	}
	if r, ok := councilWide[p]; ok && a.Is(r) {
		return true
	}
	for _, t := range ties {
		if t.Reaches(a, p, on) {
			return true
		}
	}
	return false
}
