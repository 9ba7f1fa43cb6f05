package sen2

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// Establishment is what the register of establishments says of one URN.
type Establishment struct {
	Type       string // of establishment, as the register names it: "Community special school"
	Kind       SchoolKind
	Closed     Date // 0 when it is open, BadDate when the register does not say since when it is closed
	Unit       bool // it has a SEN unit
	Resourced  bool // it has resourced provision
	ProvidesFE bool // it is a college, a sixth form or a specialist post-16 institution
}

// Establishments is the register of establishments, by URN. nil when none was given: what needs it is then not checked and not counted.
type Establishments map[uint32]Establishment

// SchoolKind is the placement that an establishment counts as in the published files.
type SchoolKind uint8

// Kinds of school. OtherSchool is also what a type counts as that is not known.
const (
	OtherSchool SchoolKind = iota
	MainstreamMaintained
	MainstreamAcademy
	MainstreamFree
	MainstreamIndependent
	SpecialMaintained
	SpecialAcademy
	SpecialFree
	SpecialIndependent
	SpecialNonMaintained
	AlternativeMaintained
	AlternativeAcademy
	AlternativeFree
	GeneralFE
	SpecialistPost16
	OnlineProvider
	WelshEstablishment
	SchoolKinds // how many there are
)

// kindNames are the kinds as establishments.yaml names them.
var kindNames = [SchoolKinds]string{
	OtherSchool: "other schools", MainstreamMaintained: "mainstream maintained", MainstreamAcademy: "mainstream academy",
	MainstreamFree: "mainstream free school", MainstreamIndependent: "mainstream independent", SpecialMaintained: "special maintained",
	SpecialAcademy: "special academy", SpecialFree: "special free school", SpecialIndependent: "special independent",
	SpecialNonMaintained: "special non-maintained", AlternativeMaintained: "alternative maintained", AlternativeAcademy: "alternative academy",
	AlternativeFree: "alternative free school", GeneralFE: "general FE", SpecialistPost16: "specialist post-16", OnlineProvider: "online provider",
	WelshEstablishment: "Welsh establishment",
}

// String is the kind as establishments.yaml names it.
func (k SchoolKind) String() string { return kindNames[k] }

//go:embed establishments.yaml
var knownTypes []byte

// kindByType finds a kind by the name of a type in small letters.
var kindByType = func() map[string]SchoolKind {
	kinds, err := readKinds(knownTypes)
	if err != nil {
		panic(err) // the list is part of the program, and a test reads it
	}
	return kinds
}()

// readKinds reads a list of types by kind.
func readKinds(list []byte) (map[string]SchoolKind, error) {
	var types map[string][]string
	if err := yaml.Unmarshal(list, &types); err != nil {
		return nil, fmt.Errorf("the kinds of school: %w", err)
	}
	kinds := map[string]SchoolKind{}
	for name, of := range types {
		kind := slices.Index(kindNames[:], name)
		if kind < 0 {
			return nil, fmt.Errorf("the kinds of school: there is no kind %q", name)
		}
		for _, t := range of {
			key := strings.ToLower(t)
			if _, twice := kinds[key]; twice {
				return nil, fmt.Errorf("the kinds of school: type %q is there twice", t)
			}
			kinds[key] = SchoolKind(kind)
		}
	}
	return kinds, nil
}

// KindOf is the kind of a type of establishment, by its name in the register.
func KindOf(typeName string) SchoolKind {
	return kindByType[strings.ToLower(strings.TrimSpace(typeName))]
}
