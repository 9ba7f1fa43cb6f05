package check

import (
	"inclusion/ingest/sen2"
	"inclusion/ingest/sen2/read"
)

// rule is one rule at work. It looks at the header, at each person, at each request, at the return when everybody was read, or at several
// of these.
type rule struct {
	id      string
	header  func(*Checker)
	person  func(*Checker, *sen2.Person)
	request func(*Checker, *sen2.Request)
	end     func(*Checker, read.Notes)
}

// table has every rule that is checked, in the order in which a record is looked at. The totals are no rules and are not in it.
var table = []rule{
	{id: "C122", header: noYear},
	{id: "C124", header: noReferenceDate},
	{id: "H01", header: otherReferenceDate},
	{id: "H02", header: unknownSender},
	{id: "H03", header: noOfficers},
	{id: "H04", header: madeBeforeCensus},
	{id: "H05", header: madeLongAfter},
	{id: "H06", header: otherCollection},

	{id: "F01", header: headerUnreadable, person: unreadable},
	{id: "F02", header: headerNoCode, person: noCode},
	{id: "F03", header: headerRepeated, person: repeated},
	{id: "F04", header: headerMisplaced, person: misplaced},
	{id: "F05", person: orphaned, end: orphanedRows},
	{id: "F06", end: unknownNames},
	{id: "F07", person: wrongUPN},
	{id: "F08", person: wrongULN},
	{id: "F09", person: wrongPostCode},
	{id: "F10", person: missingOfPerson, request: missingOfRequest},
	{id: "F11", request: decisionWithoutDate},
	{id: "F12", request: unknownAuthority},
	{id: "F13", request: exceptionsOpen},

	{id: "G01", request: noReceivedDate},
	{id: "G02", request: noYouthAccommodation},
	{id: "G03", request: disputeWithoutDecision},
	{id: "G04", request: noDecisionDate},
	{id: "G05", request: planBeforeDecision},
	{id: "G06", request: planAfterMove},
	{id: "G07", request: settingIdentity},
	{id: "G08", request: otherNotDescribed},
	{id: "G09", request: planNamesNoPlace},
	{id: "G10", request: settingsAndNeeds},
	{id: "G11", person: noNumber},
	{id: "G12", header: headerNotThisYear, person: personNotThisYear, request: requestNotThisYear},
	{id: "G13", header: noSocialCareOfficer, request: newlyExpected},

	{id: "L01", person: birthDate},
	{id: "L02", request: orderOfDates},
	{id: "L03", request: lateRequestDecision},
	{id: "L04", request: latePlan},
	{id: "L05", request: lateRefusal},
	{id: "L06", request: issuedWithoutPlan},
	{id: "L07", request: assessedWithoutAgreement},
	{id: "L08", request: ceasing},
	{id: "L10", request: placementDates},
	{id: "L11", request: twoFirstPlacements},
	{id: "L12", request: unknownSchool},
	{id: "L13", request: budgetParts},
	{id: "L14", request: reviewOverdue},
	{id: "L15", request: lateReviewDecision},
	{id: "L16", request: reviewOrder},
	{id: "L17", request: latePhaseTransfer},
	{id: "L18", person: sameNumber, end: sameNumbers},
	{id: "L19", request: gatherExceptions, end: exceptionsForAll},
	{id: "L20", request: requestOverdue},
	{id: "L21", request: startsOtherDay},

	{id: "C134", person: sameRequest},
	{id: "C143", person: numberUnknown},
	{id: "C212", person: planAndPlacementApart},
	{id: "C224", person: noBirthDate},
	{id: "C312", request: noPlanInForce},
	{id: "C414", request: transferredWithoutPlacement},
	{id: "C514", request: indicatorsOpen},
	{id: "C522", request: higherEducation},
	{id: "C524", request: unlikelyType},
	{id: "C532", request: unitNotRegistered},
	{id: "C534", request: resourcedNotRegistered},
	{id: "C612", request: noNeedType},

	{id: "O01", request: gatherSources, end: sourcesOther},
	{id: "O02", request: gatherReasons, end: reasonsOther},
	{id: "O03", request: gatherSettings, end: settingsOther},
	{id: "O04", request: gatherPlacements, end: placementsOther},
}

// personRules and requestRules are the places in the table of rules that look at these.
var (
	personRules  = placesOf(func(r rule) bool { return r.person != nil })
	requestRules = placesOf(func(r rule) bool { return r.request != nil })
)

func placesOf(looks func(rule) bool) []int {
	var places []int
	for i, r := range table {
		if looks(r) {
			places = append(places, i)
		}
	}
	return places
}
