package read

import (
	"strings"

	"inclusion/ingest/sen2"
)

// moreLabels are labels of the template, and of the pre-submission workbook, that are neither the name of the field nor what the product
// calls it. They were read in public code that reads templates of 2023 to 2026.
var moreLabels = map[sen2.Group]map[string]sen2.Field{
	sen2.Details: {"collectionname": sen2.Collection},
	sen2.Source:  {"lanumber": sen2.LEA, "serialnumber": sen2.SerialNo},
	sen2.People: {"upnuniquepupilnumber": sen2.UPNField, "ulnyoungpersonsuniquelearnernumber": sen2.ULNField,
		"ulnyoungpersonuniquelearnernumber": sen2.ULNField, "uniquelearnernumber": sen2.ULNField, "uln": sen2.ULNField,
		"uniquepupilnumber": sen2.UPNField, "upnandulnunavailablereason": sen2.UPNunknown},
	sen2.Requests:    {"rquestsource": sen2.RequestSource, "sourceofrequest": sen2.RequestSource},
	sen2.Assessments: {"20weektimelimitexceptionsapply": sen2.Week20},
	sen2.PlanDetails: {"urnuniquereferencenumber": sen2.PlanURN, "ukprnukproviderreferencenumber": sen2.PlanUKPRN},
	sen2.Placements: {"urnuniquereferencenumber": sen2.PlacementURN, "ukprnukproviderreferencenumber": sen2.PlacementUKPRN,
		"placementstartdate": sen2.EntryDate, "placementleavingdate": sen2.LeavingDate, "notineducationother": sen2.PlacementSettingOther},
	sen2.Needs: {"sentypeofneed": sen2.SENtype, "sentypeofneedrank": sen2.SENtypeRank},
}

// labels are the fields of every table by their labels, without anything but letters and digits.
var labels = func() map[sen2.Group]map[string]sen2.Field {
	all := map[sen2.Group]map[string]sen2.Field{}
	for _, g := range sen2.Groups() {
		table := g
		if g == sen2.Source {
			table = sen2.Details
		}
		if all[table] == nil {
			all[table] = map[string]sen2.Field{}
		}
		for _, f := range sen2.FieldsOf(g) {
			all[table][strings.ToLower(f.About().Name)] = f
			all[table][plainLabel(f.About().Label)] = f
		}
		for label, f := range moreLabels[g] {
			all[table][label] = f
		}
	}
	return all
}()

// meaning is what a column holds by its label.
type meaning uint8

const (
	strangeLabel meaning = iota
	fieldLabel
	personLabel
	requestLabel
	passedLabel // known, and of no use here
)

// labelMeans finds out what a column is for. Only its label decides, never where it stands.
func labelMeans(g sen2.Group, label string) (meaning, sen2.Field) {
	if f := labels[g][label]; f != sen2.NoField {
		return fieldLabel, f
	}
	switch label {
	case "personid", "persontableid", "personrecordid":
		return personLabel, sen2.NoField
	case "requestsrecordid", "requestrecordid", "requestsid", "requestid", "requeststableid":
		return requestLabel, sen2.NoField
	case "recordtype", "la":
		return passedLabel, sen2.NoField
	}
	if isOrdering([]byte(label)) {
		return passedLabel, sen2.NoField
	}
	if g == sen2.ActivePlans {
		if f := reviewField(label); f != sen2.NoField {
			return fieldLabel, f
		}
	}
	return strangeLabel, sen2.NoField
}

// reviewField tells the labels of reviews apart by their words, because public readers of the template have exchanged two of them: the
// date of the meeting is ReviewMeeting, that of the decision is LastReview.
func reviewField(label string) sen2.Field {
	has := func(word string) bool { return strings.Contains(label, word) }
	switch {
	case has("phase") && has("due"):
		return sen2.PhaseTransferDueDate
	case has("phase") && has("final"):
		return sen2.PhaseTransferFinalDate
	case !has("review"):
		return sen2.NoField
	case has("draft"):
		return sen2.ReviewDraft
	case has("meeting") && has("date"):
		return sen2.ReviewMeeting
	case has("decision") && has("date"):
		return sen2.LastReview
	case has("decision"), has("outcome"):
		return sen2.ReviewOutcome
	}
	return sen2.NoField
}

// plainLabel is a label without its hints in brackets, its number in the guide, and everything but letters and digits, in lower case.
func plainLabel(label string) string {
	var all strings.Builder
	inside := 0
	for _, c := range strings.ToLower(withoutItem(label)) {
		switch {
		case c == '(' || c == '[':
			inside++
		case c == ')' || c == ']':
			inside = max(inside-1, 0)
		case inside == 0 && isWordRune(c):
			all.WriteRune(c)
		}
	}
	return all.String()
}

// withoutItem takes a number of the guide, as 1.7a, off the start of a label.
func withoutItem(label string) string {
	first, rest, more := strings.Cut(strings.TrimSpace(label), " ")
	whole, part, point := strings.Cut(first, ".")
	if more && point && whole != "" && part != "" && strings.Trim(whole, "0123456789") == "" && isDigitByte(part[0]) {
		return rest
	}
	return label
}

// longestLabel is more than any label has.
const longestLabel = 400

// labelled finds out which column is which by a row of labels. It is not one when the identifiers are not among them.
func (c *columns) labelled(cells [][]byte, line int) (strange []string, found bool, err error) {
	person, request := -1, -1
	for i, cell := range cells {
		label := plainLabel(string(cell[:min(len(cell), longestLabel)]))
		if label == "" {
			continue
		}
		switch m, f := labelMeans(c.group, label); m {
		case fieldLabel:
			if err := c.take(f, i, line); err != nil {
				return nil, false, err
			}
		case personLabel:
			if person >= 0 {
				return nil, false, refusal(c.shown, line, "Two columns are both Person ID: leave one")
			}
			person = i
		case requestLabel:
			if request >= 0 {
				return nil, false, refusal(c.shown, line, "Two columns are both Requests record ID: leave one")
			}
			request = i
		case strangeLabel:
			strange = append(strange, label)
		}
	}
	return strange, c.keyed(person, request), nil
}

// keyed says which columns identify a row and what it belongs to: a person by its number, everything else by that of the person and of the
// request, which all tables of a workbook repeat.
func (c *columns) keyed(person, request int) bool {
	switch c.group {
	case sen2.Details:
		for _, col := range c.fields {
			if col.field == sen2.Year {
				return true
			}
		}
		return false
	case sen2.People:
		c.own = []int{person}
		return person >= 0
	case sen2.Requests:
		c.own, c.of = []int{person, request}, []int{person}
	default:
		c.own, c.of = []int{person, request}, []int{person, request}
	}
	return person >= 0 && request >= 0
}
