package sen2

// NeedType is a type of special educational need.
type NeedType uint8

// Types of need. BadNeed stands for a code that is none of them.
const (
	NoNeed NeedType = iota
	SPLD
	MLD
	SLD
	PMLD
	SEMH
	SLCN
	HI
	VI
	MSI
	PD
	ASD
	DS // from 2025
	OTH
	BadNeed
)

var needCodes = [...]string{SPLD: "SPLD", MLD: "MLD", SLD: "SLD", PMLD: "PMLD", SEMH: "SEMH", SLCN: "SLCN", HI: "HI", VI: "VI", MSI: "MSI", PD: "PD", ASD: "ASD", DS: "DS", OTH: "OTH"}

// String is the need's code, and "" when there is none.
func (n NeedType) String() string {
	if int(n) < len(needCodes) {
		return needCodes[n]
	}
	return ""
}

// SettingKind is a place that has no number of its own.
type SettingKind uint8

// Kinds of setting. BadSetting stands for a code that is none of them.
const (
	NoSetting     SettingKind = iota
	OLA                       // arrangements of the authority otherwise than at school
	OPA                       // arrangements of parents, other than home education
	EHE                       // elective home education
	EYP                       // early years provider without a URN
	OtherSetting              // OTH
	NEET                      // placements only, as the two that follow
	NoticeToCease             // NIEC
	NoPlaceOther              // NIEO
	BadSetting
)

var settingCodes = [...]string{OLA: "OLA", OPA: "OPA", EHE: "EHE", EYP: "EYP", OtherSetting: "OTH", NEET: "NEET", NoticeToCease: "NIEC", NoPlaceOther: "NIEO"}

// String is the setting's code, and "" when there is none.
func (k SettingKind) String() string {
	if int(k) < len(settingCodes) {
		return settingCodes[k]
	}
	return ""
}

// Ethnicity is the place of a code in Ethnicities, from 1. 0 is none, BadEthnicity a code that is none of them.
type Ethnicity uint8

// BadEthnicity stands for a code that is none of the set.
const BadEthnicity Ethnicity = 0xff

// codeOf finds a code in a list that starts with an empty one, and is `bad` when it is not there.
func codeOf[T ~uint8](list []string, text []byte, bad T) T {
	for i := 1; i < len(list); i++ {
		if list[i] == string(text) {
			return T(i)
		}
	}
	return bad
}
