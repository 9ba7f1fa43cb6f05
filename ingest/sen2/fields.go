package sen2

import "strings"

// Group is a part of the message that holds fields: an element of the XML, a file of the export, a table of the template.
type Group uint8

// Groups, from the outside in.
const (
	NoGroup Group = iota
	Details       // Message/Header/CollectionDetails
	Source        // Message/Header/Source
	People        // Message/Persons/Person
	Requests
	Assessments
	NamedPlans
	PlanDetails
	ActivePlans
	Placements
	Needs
	groups
)

// GroupAbout is what the three forms call a group.
type GroupAbout struct {
	Element string // of the XML
	Path    string // below Message
	File    string // end of the file's name in the export, and its column "<File>tableid"
	Title   string // of the table in the Excel template
	Sheet   string // of the workbook of tables
	Parent  Group
}

var groupsAbout = [groups]GroupAbout{
	Details:     {"CollectionDetails", "Header/CollectionDetails", "sen2", "Header Record", "", NoGroup},
	Source:      {"Source", "Header/Source", "sen2", "Header Record", "", NoGroup},
	People:      {"Person", "Persons/Person", "person", "Person Record", "Person", NoGroup},
	Requests:    {"Requests", "Persons/Person/Requests", "requests", "Requests Records", "Requests", People},
	Assessments: {"Assessment", "Persons/Person/Requests/Assessment", "assessment", "Assessments Records", "Assessments", Requests},
	NamedPlans:  {"NamedPlan", "Persons/Person/Requests/Assessment/NamedPlan", "namedplan", "Named Plan Records", "Named Plan", Assessments},
	PlanDetails: {"PlanDetail", "Persons/Person/Requests/Assessment/NamedPlan/PlanDetail", "plandetail", "Plan Detail Records", "Plan Detail", NamedPlans},
	ActivePlans: {"ActivePlans", "Persons/Person/Requests/ActivePlans", "activeplans", "Active Plan Records", "Active Plan", Requests},
	Placements:  {"PlacementDetail", "Persons/Person/Requests/ActivePlans/PlacementDetail", "placementdetail", "Placement Detail Records", "Placement Detail", ActivePlans},
	Needs:       {"SENneed", "Persons/Person/Requests/ActivePlans/SENneed", "senneed", "SEN Need Records", "SEN Need", ActivePlans},
}

// About is what the forms call the group.
func (g Group) About() GroupAbout { return groupsAbout[g] }

// Groups lists the groups from the outside in.
func Groups() []Group {
	all := make([]Group, 0, groups-1)
	for g := Details; g < groups; g++ {
		all = append(all, g)
	}
	return all
}

// Field is one value of the return.
type Field uint8

// Fields, in the order of the message of 2026. A group's own name stands for the whole group.
const (
	NoField Field = iota
	Collection
	Year
	ReferenceDate
	SourceLevel
	LEA
	SoftwareCode
	Release
	SerialNo
	DateTime
	DMO
	DCO
	DSCO
	Surname
	Forename
	PersonBirthDate
	Sex
	GenderCurrent
	EthnicityCode
	PostCode
	UPNField
	ULNField
	UPNunknown
	ReceivedDate
	RequestSource
	RYA
	RequestOutcomeDate
	RequestOutcome
	RequestMediation
	RequestTribunal
	Exported
	AssessmentOutcome
	AssessmentOutcomeDate
	AssessmentMediation
	AssessmentTribunal
	OtherMediation
	OtherTribunal
	Week20
	StartDate
	PlanRes
	PlanWBP
	PB
	OA
	DP
	CeaseDate
	CeaseReason
	PlanURN
	PlanUKPRN
	PlanSetting
	PlanSettingOther
	PlanRank
	PlanUnit
	PlanResourced
	TransferLA
	ActiveRes // 2023 only
	ActiveWBP // 2023 only
	ReviewMeeting
	ReviewOutcome
	ReviewDraft
	PhaseTransferDueDate
	PhaseTransferFinalDate
	LastReview
	PlacementURN
	PlacementUKPRN
	PlacementSetting
	PlacementSettingOther
	PlacementRank
	EntryDate
	LeavingDate
	AttendancePattern // 2023 only
	PlacementUnit
	PlacementResourced
	Res
	WBP
	SENtype
	SENtypeRank
	fieldCount
)

// Kind is what a field holds.
type Kind uint8

// Kinds of field.
const (
	Text   Kind = iota + 1 // not kept, but for what the header says of software
	Dates                  // a date
	Moment                 // date and time
	YearOf
	Letters // one of the codes
	YesNo
	Digits // a number of so many digits
	Authority
)

// FieldAbout is what is known of a field, whatever the year.
type FieldAbout struct {
	Group Group
	Name  string // of the XML element, as the message writes it; in lower case it is the column of the export
	Item  string // number in the guide of 2025 and 2026
	Kind  Kind
	Codes string // the codes of a field of Letters, separated by spaces
	Label string // what the Excel template and the product's pages call it
}

// fieldsAbout: names, items and codes are those of the XSDs of 2023 to 2026.
var fieldsAbout = [fieldCount]FieldAbout{
	Collection:             {Details, "Collection", "", Text, "", "Collection"},
	Year:                   {Details, "Year", "", YearOf, "", "Year"},
	ReferenceDate:          {Details, "ReferenceDate", "", Dates, "", "Reference date"},
	SourceLevel:            {Source, "SourceLevel", "", Letters, "L", "Source level"},
	LEA:                    {Source, "LEA", "", Authority, "", "LA"},
	SoftwareCode:           {Source, "SoftwareCode", "", Text, "", "Software code"},
	Release:                {Source, "Release", "", Text, "", "Release"},
	SerialNo:               {Source, "SerialNo", "", Digits, "", "Serial number"},
	DateTime:               {Source, "DateTime", "", Moment, "", "Date and time"},
	DMO:                    {Source, "DMO", "", Letters, "Y N R", "Designated medical officer"},
	DCO:                    {Source, "DCO", "", Letters, "Y N R", "Designated clinical officer"},
	DSCO:                   {Source, "DSCO", "", Letters, "Y N R", "Designated social care officer"},
	Surname:                {People, "Surname", "1.1", Text, "", "Surname"},
	Forename:               {People, "Forename", "1.2", Text, "", "Forename"},
	PersonBirthDate:        {People, "PersonBirthDate", "1.3", Dates, "", "Date of birth"},
	Sex:                    {People, "Sex", "1.4", Letters, "M F", "Sex"},
	GenderCurrent:          {People, "GenderCurrent", "1.4", Letters, "0 1 2 9", "Gender"},
	EthnicityCode:          {People, "Ethnicity", "1.5", Letters, "", "Ethnicity"},
	PostCode:               {People, "PostCode", "1.6", Text, "", "Postcode"},
	UPNField:               {People, "UPN", "1.7a", Text, "", "Unique pupil number (UPN)"},
	ULNField:               {People, "UniqueLearnerNumber", "1.7b", Digits, "", "Unique learner number (ULN)"},
	UPNunknown:             {People, "UPNunknown", "1.7c", Letters, "UN1 UN2 UN3 UN5 UN8 UN9 UN10", "UPN and ULN unavailable"},
	ReceivedDate:           {Requests, "ReceivedDate", "2.1", Dates, "", "Date request was received"},
	RequestSource:          {Requests, "RequestSource", "2.2", Letters, "1 2 3 4 5", "Source of request for an EHC needs assessment"},
	RYA:                    {Requests, "RYA", "2.3", YesNo, "", "Initial request whilst in RYA"},
	RequestOutcomeDate:     {Requests, "RequestOutcomeDate", "2.4", Dates, "", "Request outcome date"},
	RequestOutcome:         {Requests, "RequestOutcome", "2.5", Letters, "Y N A W H", "Request outcome"},
	RequestMediation:       {Requests, "RequestMediation", "2.6", YesNo, "", "Request mediation"},
	RequestTribunal:        {Requests, "RequestTribunal", "2.7", YesNo, "", "Request tribunal"},
	Exported:               {Requests, "Exported", "2.8", Authority, "", "Exported – child or young person moves out of LA before assessment is completed"},
	AssessmentOutcome:      {Assessments, "AssessmentOutcome", "3.1", Letters, "Y N A W H", "Assessment outcome - decision to issue EHC plan"},
	AssessmentOutcomeDate:  {Assessments, "AssessmentOutcomeDate", "3.2", Dates, "", "Assessment outcome date"},
	AssessmentMediation:    {Assessments, "AssessmentMediation", "3.3", YesNo, "", "Assessment mediation"},
	AssessmentTribunal:     {Assessments, "AssessmentTribunal", "3.4", YesNo, "", "Assessment tribunal"},
	OtherMediation:         {Assessments, "OtherMediation", "3.5", YesNo, "", "Other mediation"},
	OtherTribunal:          {Assessments, "OtherTribunal", "3.6", YesNo, "", "Other tribunal"},
	Week20:                 {Assessments, "Week20", "3.7", YesNo, "", "Twenty week time limit exceptions apply"},
	StartDate:              {NamedPlans, "StartDate", "4.1", Dates, "", "EHC plan start date"},
	PlanRes:                {NamedPlans, "PlanRes", "4.2", Letters, "A B", "Residential settings"},
	PlanWBP:                {NamedPlans, "PlanWBP", "4.3", Letters, "A T S", "Work-based learning activity"},
	PB:                     {NamedPlans, "PB", "4.4a", YesNo, "", "Personal budget taken up"},
	OA:                     {NamedPlans, "OA", "4.4b", YesNo, "", "Personal budget - organised arrangements"},
	DP:                     {NamedPlans, "DP", "4.4c", Letters, "E S H I", "Personal budget - direct payments"},
	CeaseDate:              {NamedPlans, "CeaseDate", "4.5", Dates, "", "Date EHC plan ceased"},
	CeaseReason:            {NamedPlans, "CeaseReason", "4.6", Letters, "1 2 3 4 5 6 7 8 9", "Reason EHC plan ceased"},
	PlanURN:                {PlanDetails, "URN", "4.7a", Digits, "", "URN"},
	PlanUKPRN:              {PlanDetails, "UKPRN", "4.7b", Digits, "", "UKPRN"},
	PlanSetting:            {PlanDetails, "SENSetting", "4.7c", Letters, "OLA OPA EHE EYP OTH NEET NIEC NIEO", "SEN setting - establishment type"},
	PlanSettingOther:       {PlanDetails, "SENSettingOther", "4.7c(i)", Text, "", "SEN setting - other"},
	PlanRank:               {PlanDetails, "PlacementRank", "4.7d", Letters, "1 2", "Placement rank"},
	PlanUnit:               {PlanDetails, "SENunitIndicator", "4.7e", YesNo, "", "SEN unit indicator"},
	PlanResourced:          {PlanDetails, "ResourcedProvisionIndicator", "4.7f", YesNo, "", "Resourced provision indicator"},
	TransferLA:             {ActivePlans, "TransferLA", "5.1", Authority, "", "EHC plan transferred in from another LA during calendar year"},
	ActiveRes:              {ActivePlans, "Res", "5.2", Letters, "A B", "Residential settings"},
	ActiveWBP:              {ActivePlans, "WBP", "5.3", Letters, "A T S", "Work-based learning activity"},
	ReviewMeeting:          {ActivePlans, "ReviewMeeting", "5.4a", Dates, "", "Annual review meeting date"},
	ReviewOutcome:          {ActivePlans, "ReviewOutcome", "5.4c", Letters, "M C A", "Annual review decision"},
	ReviewDraft:            {ActivePlans, "ReviewDraft", "5.4d", Dates, "", "Annual review – date draft amended EHC plan issued"},
	PhaseTransferDueDate:   {ActivePlans, "PhaseTransferDueDate", "5.6a", Dates, "", "Phase transfer review - due date for any amended plan"},
	PhaseTransferFinalDate: {ActivePlans, "PhaseTransferFinalDate", "5.6b", Dates, "", "Phase transfer review - final plan date"},
	LastReview:             {ActivePlans, "LastReview", "5.4b", Dates, "", "EHC plan review decisions date"},
	PlacementURN:           {Placements, "URN", "5.7a", Digits, "", "URN"},
	PlacementUKPRN:         {Placements, "UKPRN", "5.7b", Digits, "", "UKPRN"},
	PlacementSetting:       {Placements, "SENSetting", "5.7c", Letters, "OLA OPA EHE EYP OTH NEET NIEC NIEO", "SEN setting - establishment type"},
	PlacementSettingOther:  {Placements, "SENSettingOther", "5.7c(i)", Text, "", "SEN setting - other"},
	PlacementRank:          {Placements, "PlacementRank", "5.7d", Letters, "1 2", "Placement rank"},
	EntryDate:              {Placements, "EntryDate", "5.7e", Dates, "", "Entry date"},
	LeavingDate:            {Placements, "LeavingDate", "5.7f", Dates, "", "Leaving date"},
	AttendancePattern:      {Placements, "AttendancePattern", "", Letters, "FT PT", "Attendance pattern"},
	PlacementUnit:          {Placements, "SENunitIndicator", "5.7g", YesNo, "", "SEN unit indicator"},
	PlacementResourced:     {Placements, "ResourcedProvisionIndicator", "5.7h", YesNo, "", "Resourced provision indicator"},
	Res:                    {Placements, "Res", "5.2", Letters, "A B", "Residential settings"},
	WBP:                    {Placements, "WBP", "5.3", Letters, "A T S", "Work-based learning activity"},
	SENtype:                {Needs, "SENtype", "5.8a", Letters, "SPLD MLD SLD PMLD SEMH SLCN HI VI MSI PD ASD DS OTH", "SEN type"},
	SENtypeRank:            {Needs, "SENtypeRank", "5.8b", Letters, "1 2", "SEN type rank"},
}

// About is what is known of the field.
func (f Field) About() FieldAbout { return fieldsAbout[f] }

// Path is the field as the officer finds it in the file: "Requests/RequestOutcome".
func (f Field) Path() string {
	if f == NoField || f >= fieldCount {
		return ""
	}
	return fieldsAbout[f].Group.About().Element + "/" + fieldsAbout[f].Name
}

// FieldsOf lists the fields of a group in the order of the message.
func FieldsOf(g Group) []Field {
	var all []Field
	for f := NoField + 1; f < fieldCount; f++ {
		if fieldsAbout[f].Group == g {
			all = append(all, f)
		}
	}
	return all
}

var fieldsNamed = func() [groups]map[string]Field {
	var all [groups]map[string]Field
	for g := range all {
		all[g] = map[string]Field{}
	}
	for f := NoField + 1; f < fieldCount; f++ {
		all[fieldsAbout[f].Group][strings.ToLower(fieldsAbout[f].Name)] = f
	}
	return all
}()

// FieldNamed finds a field of a group by its name in lower case, and is NoField when there is none. It does not allocate.
func FieldNamed(g Group, lower []byte) Field { return fieldsNamed[g][string(lower)] }

// Known says whether a name in lower case is that of a field anywhere in the message.
func Known(lower []byte) bool {
	for g := Details; g < groups; g++ {
		if fieldsNamed[g][string(lower)] != NoField {
			return true
		}
	}
	return false
}
