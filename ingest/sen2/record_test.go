package sen2

import (
	"reflect"
	"strings"
	"testing"
)

// A record has no room for a name: nothing in it can hold text.
func TestARecordHasNoRoomForAName(t *testing.T) {
	var look func(path string, of reflect.Type)
	fields := 0
	look = func(path string, of reflect.Type) {
		switch of.Kind() {
		case reflect.Struct:
			for i := range of.NumField() {
				look(path+"."+of.Field(i).Name, of.Field(i).Type)
			}
		case reflect.Slice:
			if of.Elem().Kind() != reflect.Struct {
				t.Errorf("%s is a list of %s, which could hold text", path, of.Elem())
			}
			look(path+"[]", of.Elem())
		case reflect.Bool, reflect.Int, reflect.Int32, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
			fields++
		default:
			t.Errorf("%s is a %s, which could hold text", path, of)
		}
	}
	look("Person", reflect.TypeFor[Person]())
	if fields < 60 {
		t.Errorf("only %d fields were looked at", fields)
	}
}

// full is a person with every field of every group, two requests, and as many items as may stand there.
func full() *Person {
	var p Person
	fill(&p)
	return &p
}

func fill(p *Person) {
	set := func(g Group) {
		for _, f := range FieldsOf(g) {
			p.Set(f, []byte(example(f)))
		}
	}
	set(People)
	for range 2 {
		for _, g := range []Group{Requests, Assessments, NamedPlans, PlanDetails, PlanDetails, ActivePlans, Placements, Placements, Placements, Needs, Needs} {
			p.Begin(g)
			set(g)
		}
	}
}

// example is a text that a field can hold.
func example(f Field) string {
	about := f.About()
	switch about.Kind {
	case Dates:
		return "2025-03-04"
	case YesNo:
		return "1"
	case Authority:
		return "852"
	case Letters:
		if f == EthnicityCode {
			return "WBRI"
		}
		return strings.Fields(about.Codes)[0]
	}
	switch f {
	case UPNField:
		return "A123456789012"
	case ULNField:
		return "1234567899"
	case PostCode:
		return "ZZ99 9ZZ"
	case PlanURN, PlacementURN:
		return "116100"
	case PlanUKPRN, PlacementUKPRN:
		return "10000001"
	}
	return "Sample"
}

func TestEveryFieldIsKeptInItsPlace(t *testing.T) {
	p := full()
	if len(p.Faults) > 0 || len(p.Requests) != 2 {
		t.Fatalf("%d requests, faults %v", len(p.Requests), p.Faults)
	}
	d := Day(2025, 3, 4)
	setting := Setting{URN: 116100, UKPRN: 10000001, Kind: OLA, OtherText: Present, Rank: '1', Unit: Yes, Resourced: Yes}
	placement := Placement{Setting: setting, Entry: d, Leaving: d, Attendance: 'F', Res: 'A', WorkBased: 'A'}
	need := Need{Type: SPLD, Rank: '1'}
	request := Request{Received: d, Source: '1', RYA: Yes, OutcomeDate: d, Outcome: 'Y', Mediation: Yes, Tribunal: Yes, Exported: 852, HasAssessment: true,
		Assessment: Assessment{Outcome: 'Y', OutcomeDate: d, Mediation: Yes, Tribunal: Yes, OtherMediation: Yes, OtherTribunal: Yes, Week20: Yes, HasPlan: true,
			Plan: NamedPlan{Start: d, Settings: []Setting{setting, setting}, Res: 'A', WorkBased: 'A', Budget: Yes, Arranged: Yes, Payment: 'E', Cease: d, CeaseReason: '1'}},
		HasActive: true,
		Active: Active{TransferLA: 852, Placements: []Placement{placement, placement, placement}, Res: 'A', WorkBased: 'A', Needs: []Need{need, need},
			ReviewMeeting: d, ReviewDecision: d, ReviewOutcome: 'M', ReviewDraft: d, PhaseDue: d, PhaseFinal: d}}
	want := Person{Surname: Present, Forename: Present, PostCode: Present, BirthDate: d, Sex: 'M', Gender: '0', Ethnicity: 1, UPN: parseUPN([]byte("A123456789012")), ULN: 1234567899,
		UPNUnknown: '1', Requests: []Request{request, request}}
	if !reflect.DeepEqual(*p, want) {
		t.Errorf("the record is %+v", *p)
	}
}

func TestEveryCodeOfAFieldIsReadAndNoOther(t *testing.T) {
	for f := PersonBirthDate; f < fieldCount; f++ {
		about := f.About()
		if about.Kind != Letters && about.Kind != YesNo && about.Kind != Authority {
			continue
		}
		codes := strings.Fields(about.Codes)
		switch about.Kind {
		case YesNo:
			codes = []string{"0", "1", "true", "false", "0.0", "1.0"}
		case Authority:
			codes = []string{"201", "999", "XXX", "852.0"}
		}
		if f == EthnicityCode {
			for _, e := range Ethnicities[1:] {
				codes = append(codes, e.Code)
			}
		}
		for _, code := range codes {
			if p := withOne(f, code); len(p.Faults) > 0 {
				t.Errorf("%s does not take %s", f.Path(), code)
			}
		}
		for _, code := range []string{"canary", "?", "-1", "00", "2025-03-04", "é"} {
			p := withOne(f, code)
			if len(p.Faults) != 1 || p.Faults[0].Kind != NotACode || p.Faults[0].Field != f {
				t.Errorf("%s takes %q: %v", f.Path(), code, p.Faults)
			}
		}
	}
}

// withOne is a person with one field set in the first item of every group.
func withOne(f Field, text string) *Person {
	var p Person
	for g := Requests; g < groups; g++ {
		p.Begin(g)
	}
	p.Set(f, []byte(text))
	return &p
}

func TestWhatIsNotADateOrANumberIsAFault(t *testing.T) {
	for f := PersonBirthDate; f < fieldCount; f++ {
		about := f.About()
		bad := []string{"canary", "12345678901234567890"}
		switch {
		case f == UPNField || f == PostCode || about.Kind == Dates:
		case about.Kind == Digits:
			bad = append(bad, "-1", "1.5")
		default:
			continue
		}
		for _, text := range bad {
			p := withOne(f, text)
			if len(p.Faults) != 1 || p.Faults[0].Kind != Unreadable || p.Faults[0].Field != f {
				t.Errorf("%s takes %q: %v", f.Path(), text, p.Faults)
			}
		}
	}
	for text, ok := range map[string]bool{"1": true, "123456": true, "1234567": false, "123456.0": true} {
		if p := withOne(PlanURN, text); (len(p.Faults) == 0) != ok {
			t.Errorf("the URN %s: %v", text, p.Faults)
		}
	}
	for text, ok := range map[string]bool{"10000001": true, "1000001": false, "100000001": false} {
		if p := withOne(PlacementUKPRN, text); (len(p.Faults) == 0) != ok {
			t.Errorf("the UKPRN %s: %v", text, p.Faults)
		}
	}
	for text, ok := range map[string]bool{"ZZ99 9ZZ": true, "zz999zz": true, "Z9 9ZZ": true, "9Z9 9ZZ": false, "ZZ99": false, "ZZ99 ZZ9": false, "ZZ999 99ZZ": false, "Z-9 9ZZ": false} {
		if p := withOne(PostCode, text); (p.PostCode == Present) != ok {
			t.Errorf("the postcode %s: %v", text, p.Faults)
		}
	}
}

func TestAFaultSaysWhichItemItIsOf(t *testing.T) {
	p := full()
	for f, want := range map[Field]Fault{
		Sex:              {Request: 0, Item: 0},
		ReceivedDate:     {Request: 2, Item: 0},
		Week20:           {Request: 2, Item: 0},
		PlanURN:          {Request: 2, Item: 2},
		ReviewMeeting:    {Request: 2, Item: 0},
		PlacementSetting: {Request: 2, Item: 3},
		SENtype:          {Request: 2, Item: 2},
	} {
		p.Faults = p.Faults[:0]
		p.Fault(Repeated, f)
		if want.Kind, want.Field = Repeated, f; p.Faults[0] != want {
			t.Errorf("%s: %+v", f.Path(), p.Faults[0])
		}
	}
}

func TestAGroupThatMayStandOnceBeginsOnce(t *testing.T) {
	var p Person
	for _, c := range []struct {
		group Group
		first bool
	}{{Assessments, false}, {Requests, true}, {NamedPlans, false}, {Assessments, true}, {Assessments, false}, {NamedPlans, true}, {NamedPlans, false}, {PlanDetails, true}, {PlanDetails, true},
		{ActivePlans, true}, {ActivePlans, false}, {Placements, true}, {Needs, true}, {Requests, true}, {Assessments, true}, {People, false}, {Source, false}} {
		if first := p.Begin(c.group); first != c.first {
			t.Errorf("%s begins: %t", c.group.About().Element, first)
		}
	}
}

func TestAnEmptiedRecordKeepsNothingAndItsRoom(t *testing.T) {
	p := full()
	p.Row, p.Line = 7, 70
	p.Fault(Repeated, Sex)
	p.Reset()
	if !reflect.DeepEqual(*p, Person{Requests: []Request{}, Faults: []Fault{}}) {
		t.Errorf("the record is %+v", *p)
	}
	p.Begin(Requests)
	r := p.Requests[0]
	if !reflect.DeepEqual(r, Request{Assessment: Assessment{Plan: NamedPlan{Settings: []Setting{}}}, Active: Active{Placements: []Placement{}, Needs: []Need{}}}) {
		t.Errorf("the next person's request is %+v", r)
	}
	p.Begin(Assessments)
	p.Begin(NamedPlans)
	p.Begin(PlanDetails)
	p.Begin(ActivePlans)
	p.Begin(Placements)
	p.Begin(Needs)
	if r = p.Requests[0]; r.Assessment.Plan.Settings[0] != (Setting{}) || r.Active.Placements[0] != (Placement{}) || r.Active.Needs[0] != (Need{}) {
		t.Errorf("the next person's items are %+v", r)
	}
	own := FieldsOf(People)
	var texts [fieldCount][]byte
	for _, f := range own {
		texts[f] = []byte(example(f))
	}
	again := func() {
		p.Reset()
		for _, f := range own {
			p.Set(f, texts[f])
		}
		for range 2 {
			for g := Requests; g < groups; g++ {
				p.Begin(g)
			}
		}
	}
	if n := testing.AllocsPerRun(100, again); n > 0 {
		t.Errorf("a record that is used again allocates %.0f times", n)
	}
}
