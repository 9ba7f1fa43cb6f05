package sen2

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// registerText is a register in the form of its publisher: columns that are not used among those that are, in an order of its own, and a
// letter of windows-1252 in a name.
const registerText = "\"URN\",\"EstablishmentName\",\"TypeOfEstablishment (code)\",\"TypeOfEstablishment (name)\",\"EstablishmentStatus (name)\",\"OpenDate\",\"CloseDate\",\"TypeOfResourcedProvision (name)\",\"SenUnitOnRoll\",\"ResourcedProvisionOnRoll\"\r\n" +
	"\"900001\",\"Sample Caf\xe9 School\",\"01\",\"Community school\",\"Open\",\"\",\"\",\"Resourced provision\",\"\",\"7\"\r\n" +
	"\"900002\",\"Sample, School\",\"34\",\"Academy converter\",\"Open, but proposed to close\",\"01-09-2015\",\"31-08-2026\",\"SEN unit\",\"12\",\"\"\r\n" +
	"\"900003\",\"Sample School\",\"07\",\"Community special school\",\"Closed\",\"\",\"31-08-2024\",\"Not applicable\",\"\",\"\"\r\n" +
	"\"900004\",\"Sample College\",\"18\",\"Further education\",\"Closed\",\"\",\"\",\"\",\"\",\"\"\r\n" +
	"\"900005\",\"Sample Place\",\"99\",\"A type of next year\",\"Open\",\"\",\"\",\"Resourced provision and SEN unit\",\"\",\"\"\r\n"

func TestRegisterOfEstablishmentsIsRead(t *testing.T) {
	want := Establishments{
		900001: {Type: "Community school", Kind: MainstreamMaintained, Resourced: true},
		900002: {Type: "Academy converter", Kind: MainstreamAcademy, Unit: true},
		900003: {Type: "Community special school", Kind: SpecialMaintained, Closed: Day(2024, 8, 31)},
		900004: {Type: "Further education", Kind: GeneralFE, Closed: BadDate, ProvidesFE: true},
		900005: {Type: "A type of next year", Kind: OtherSchool, Unit: true, Resourced: true},
	}
	for _, from := range []string{registerText, "\xef\xbb\xbf" + registerText} {
		got, err := ReadEstablishments(strings.NewReader(from))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestRegisterMayDoWithoutColumnsOfProvision(t *testing.T) {
	got, err := ReadEstablishments(strings.NewReader("CloseDate,establishmentstatus (name), TypeOfEstablishment (name) ,URN\n01/02/2020,Closed,Pupil referral unit,900009\n"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Establishments{900009: {Type: "Pupil referral unit", Kind: AlternativeMaintained, Closed: Day(2020, 2, 1)}}, got); diff != "" {
		t.Error(diff)
	}
}

func TestFileThatIsNoRegisterIsRefused(t *testing.T) {
	const header = "URN,TypeOfEstablishment (name),EstablishmentStatus (name),CloseDate\n"
	for name, c := range map[string]struct{ file, says string }{
		"empty":             {"", "the register of establishments is empty"},
		"another file":      {"URN,School\n1,Secret\n", `it has no column "TypeOfEstablishment (name)", "EstablishmentStatus (name)", "CloseDate"`},
		"nobody in it":      {header, "has a header and no establishment"},
		"no number":         {header + "Secret,Community school,Open,\n", "line 2: the URN is not a number of at most six digits"},
		"too long a number": {header + "1234567,Community school,Open,\n", "line 2: the URN is not a number"},
		"number 0":          {header + "0,Community school,Open,\n", "line 2: the URN is not a number"},
		"a number twice":    {header + "900001,Community school,Open,\n900001,Free schools,Open,\n", "line 3: URN 900001 is there twice"},
		"a row too short":   {header + "900001,Community school\n", "wrong number of fields"},
		"broken quotes":     {header + "900001,\"Community school,Open,\n", "line 2"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ReadEstablishments(strings.NewReader(c.file))
			if err == nil || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "Secret") {
				t.Errorf("it says %v, want %q", err, c.says)
			}
			if got != nil {
				t.Errorf("there are %d establishments beside the error", len(got))
			}
		})
	}
}

func TestEveryKindOfSchoolHasTypes(t *testing.T) {
	has := map[SchoolKind]bool{}
	for _, kind := range kindByType {
		has[kind] = true
	}
	for kind := range SchoolKinds {
		if kind.String() == "" || !has[kind] {
			t.Errorf("kind %d, %q, has no type of establishment", kind, kind)
		}
	}
}

func TestTypesOfEstablishmentHaveTheirKinds(t *testing.T) {
	for name, want := range map[string]SchoolKind{
		"Community school": MainstreamMaintained, "Local authority nursery school": MainstreamMaintained, "VOLUNTARY AIDED SCHOOL": MainstreamMaintained,
		"Academy sponsor led": MainstreamAcademy, "Free schools": MainstreamFree, "Studio schools": MainstreamFree, "Other independent school": MainstreamIndependent,
		"Foundation special school": SpecialMaintained, "Academy special converter": SpecialAcademy, "Free schools special": SpecialFree,
		"Other independent special school": SpecialIndependent, "Non-maintained special school": SpecialNonMaintained, " Pupil referral unit ": AlternativeMaintained,
		"Academy alternative provision sponsor led": AlternativeAcademy, "Free schools alternative provision": AlternativeFree, "Further education": GeneralFE,
		"Academy 16-19 converter": GeneralFE, "Special post 16 institution": SpecialistPost16, "Online provider": OnlineProvider,
		"Welsh establishment": WelshEstablishment, "Secure units": OtherSchool, "A type of next year": OtherSchool, "": OtherSchool,
	} {
		if got := KindOf(name); got != want {
			t.Errorf("%q counts as %s, want %s", name, got, want)
		}
	}
}

func TestMistakeInTheKindsOfSchoolIsSaid(t *testing.T) {
	for list, says := range map[string]string{
		"no such kind: [a]": `there is no kind "no such kind"`, "general FE: [a, A]": `type "A" is there twice`, "general FE: a": "cannot unmarshal",
	} {
		if _, err := readKinds([]byte(list)); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: it says %v, want %q", list, err, says)
		}
	}
}

// BenchmarkRegister reads a register of its true size: 50,000 rows of 135 columns.
func BenchmarkRegister(b *testing.B) {
	var file strings.Builder
	file.WriteString("URN,TypeOfEstablishment (name),EstablishmentStatus (name),CloseDate" + strings.Repeat(",Column", 131) + "\n")
	for i := range 50_000 {
		fmt.Fprintf(&file, "%d,Community school,Open,%s\n", 900001+i, strings.Repeat(`,"Sample text"`, 131))
	}
	b.SetBytes(int64(file.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ReadEstablishments(strings.NewReader(file.String())); err != nil {
			b.Fatal(err)
		}
	}
}
