package sen2

// EthnicGroup is a code of ethnicity and the group that the published files count it in.
type EthnicGroup struct{ Code, Group string }

// Ethnicities lists the 108 codes in the order of the school census, after an empty one. The groups are those of the published
// files. ABRI, AWEL, BBRI and BWEL are extended codes without a group of their own; they are counted as any other background.
var Ethnicities = [...]EthnicGroup{
	{},
	{"WBRI", "White - White British"},
	{"WCOR", "White - White British"},
	{"WENG", "White - White British"},
	{"WNIR", "White - White British"},
	{"WSCO", "White - White British"},
	{"WWEL", "White - White British"},
	{"WOWB", "White - White British"},
	{"WIRI", "White - Irish"},
	{"WIRT", "White - Traveller of Irish heritage"},
	{"WOTH", "White - Any other White background"},
	{"WALB", "White - Any other White background"},
	{"WBOS", "White - Any other White background"},
	{"WCRO", "White - Any other White background"},
	{"WGRE", "White - Any other White background"},
	{"WGRK", "White - Any other White background"},
	{"WGRC", "White - Any other White background"},
	{"WITA", "White - Any other White background"},
	{"WKOS", "White - Any other White background"},
	{"WPOR", "White - Any other White background"},
	{"WSER", "White - Any other White background"},
	{"WTUR", "White - Any other White background"},
	{"WTUK", "White - Any other White background"},
	{"WTUC", "White - Any other White background"},
	{"WEUR", "White - Any other White background"},
	{"WEEU", "White - Any other White background"},
	{"WWEU", "White - Any other White background"},
	{"WOTW", "White - Any other White background"},
	{"WROM", "White - Gypsy/Roma"},
	{"WROG", "White - Gypsy/Roma"},
	{"WROR", "White - Gypsy/Roma"},
	{"WROO", "White - Gypsy/Roma"},
	{"MWBC", "Mixed - White and Black Caribbean"},
	{"MWBA", "Mixed - White and Black African"},
	{"MWAS", "Mixed - White and Asian"},
	{"MWAP", "Mixed - White and Asian"},
	{"MWAI", "Mixed - White and Asian"},
	{"MWAO", "Mixed - White and Asian"},
	{"ABRI", "Asian - Any other Asian background"},
	{"AWEL", "Asian - Any other Asian background"},
	{"MOTH", "Mixed - Any other Mixed background"},
	{"MAOE", "Mixed - Any other Mixed background"},
	{"MABL", "Mixed - Any other Mixed background"},
	{"MACH", "Mixed - Any other Mixed background"},
	{"MBOE", "Mixed - Any other Mixed background"},
	{"MBCH", "Mixed - Any other Mixed background"},
	{"MCOE", "Mixed - Any other Mixed background"},
	{"MWOE", "Mixed - Any other Mixed background"},
	{"MWCH", "Mixed - Any other Mixed background"},
	{"MOTM", "Mixed - Any other Mixed background"},
	{"AIND", "Asian - Indian"},
	{"APKN", "Asian - Pakistani"},
	{"AMPK", "Asian - Pakistani"},
	{"AKPA", "Asian - Pakistani"},
	{"AOPK", "Asian - Pakistani"},
	{"ABAN", "Asian - Bangladeshi"},
	{"AOTH", "Asian - Any other Asian background"},
	{"AAFR", "Asian - Any other Asian background"},
	{"AKAO", "Asian - Any other Asian background"},
	{"ANEP", "Asian - Any other Asian background"},
	{"ASNL", "Asian - Any other Asian background"},
	{"ASLT", "Asian - Any other Asian background"},
	{"ASRO", "Asian - Any other Asian background"},
	{"AOTA", "Asian - Any other Asian background"},
	{"BBRI", "Black - Any other Black background"},
	{"BWEL", "Black - Any other Black background"},
	{"BCRB", "Black - Black Caribbean"},
	{"BAFR", "Black - Black African"},
	{"BANN", "Black - Black African"},
	{"BCON", "Black - Black African"},
	{"BGHA", "Black - Black African"},
	{"BNGN", "Black - Black African"},
	{"BSLN", "Black - Black African"},
	{"BSOM", "Black - Black African"},
	{"BSUD", "Black - Black African"},
	{"BAOF", "Black - Black African"},
	{"BOTH", "Black - Any other Black background"},
	{"BEUR", "Black - Any other Black background"},
	{"BNAM", "Black - Any other Black background"},
	{"BOTB", "Black - Any other Black background"},
	{"CHNE", "Asian - Chinese"},
	{"CHKC", "Asian - Chinese"},
	{"CMAL", "Asian - Chinese"},
	{"CSNG", "Asian - Chinese"},
	{"CTWN", "Asian - Chinese"},
	{"COCH", "Asian - Chinese"},
	{"OOTH", "Any other ethnic group"},
	{"OAFG", "Any other ethnic group"},
	{"ORAB", "Any other ethnic group"},
	{"OARA", "Any other ethnic group"},
	{"OEGY", "Any other ethnic group"},
	{"OFIL", "Any other ethnic group"},
	{"OIRN", "Any other ethnic group"},
	{"OIRQ", "Any other ethnic group"},
	{"OJPN", "Any other ethnic group"},
	{"OKOR", "Any other ethnic group"},
	{"OKRD", "Any other ethnic group"},
	{"OLAM", "Any other ethnic group"},
	{"OLEB", "Any other ethnic group"},
	{"OLIB", "Any other ethnic group"},
	{"OMAL", "Any other ethnic group"},
	{"OMRC", "Any other ethnic group"},
	{"OPOL", "Any other ethnic group"},
	{"OTHA", "Any other ethnic group"},
	{"OVIE", "Any other ethnic group"},
	{"OYEM", "Any other ethnic group"},
	{"OOEG", "Any other ethnic group"},
	{"REFU", "Unclassified"},
	{"NOBT", "Unclassified"},
}

// String is the code, and "" when there is none.
func (e Ethnicity) String() string {
	if int(e) < len(Ethnicities) {
		return Ethnicities[e].Code
	}
	return ""
}

// Group is the group that the published files count the code in: "Unclassified" when there is no code.
func (e Ethnicity) Group() string {
	if e == 0 || int(e) >= len(Ethnicities) {
		return "Unclassified"
	}
	return Ethnicities[e].Group
}

var ethnicityCodes = func() map[string]Ethnicity {
	all := make(map[string]Ethnicity, len(Ethnicities))
	for i, e := range Ethnicities[1:] {
		all[e.Code] = Ethnicity(i + 1)
	}
	return all
}()
