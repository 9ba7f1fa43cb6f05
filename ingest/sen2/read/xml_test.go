package read

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"inclusion/ingest/sen2"
)

// minimalPerson is the record of the minimal return's one person.
func minimalPerson() sen2.Person {
	var upn sen2.Person
	upn.Set(sen2.UPNField, []byte("A123456789012"))
	var ethnicity sen2.Person
	ethnicity.Set(sen2.EthnicityCode, []byte("WBRI"))
	setting := sen2.Setting{URN: 116100, Rank: '1', Unit: sen2.No, Resourced: sen2.Yes}
	return sen2.Person{Row: 1, Line: 9, Surname: sen2.Present, Forename: sen2.Present, PostCode: sen2.Present, BirthDate: sen2.Day(2017, 5, 4), Sex: 'F',
		Ethnicity: ethnicity.Ethnicity, UPN: upn.UPN,
		Requests: []sen2.Request{{
			Received: sen2.Day(2025, 2, 3), Source: '1', RYA: sen2.No, OutcomeDate: sen2.Day(2025, 3, 14), Outcome: 'Y', Mediation: sen2.No, Tribunal: sen2.No,
			HasAssessment: true,
			Assessment: sen2.Assessment{Outcome: 'Y', OutcomeDate: sen2.Day(2025, 6, 20), Mediation: sen2.No, Tribunal: sen2.No, OtherMediation: sen2.No, OtherTribunal: sen2.No, Week20: sen2.No,
				HasPlan: true, Plan: sen2.NamedPlan{Start: sen2.Day(2025, 6, 20), Settings: []sen2.Setting{setting}, Budget: sen2.No, Arranged: sen2.No}},
			HasActive: true,
			Active: sen2.Active{Placements: []sen2.Placement{{Setting: setting, Entry: sen2.Day(2025, 9, 1)}},
				Needs: []sen2.Need{{Type: sen2.SLCN, Rank: '1'}, {Type: sen2.ASD, Rank: '2'}}},
		}}}
}

func TestTheMinimalReturnGivesItsRecord(t *testing.T) {
	header, people, notes, err := readText(t, minimal, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if want := (&sen2.Header{Collection: "SEN2", Year: 2026, ReferenceDate: sen2.Day(2026, 1, 15), SourceLevel: 'L', Authority: 852, Software: "LIP", Release: "1.0", Serial: "001",
		MadeAt: "2026-01-20T09:00:00", DMO: 'Y', DCO: 'Y', DSCO: 'R'}); !reflect.DeepEqual(header, want) {
		t.Errorf("the header is %+v", header)
	}
	if want := minimalPerson(); len(people) != 1 || !same(people[0], want) {
		t.Errorf("the people are %+v", people)
	}
	sum := sha256.Sum256([]byte(minimal))
	if notes.Form != sen2.XML || notes.Bytes != int64(len(minimal)) || notes.SHA256 != hex.EncodeToString(sum[:]) || len(notes.Unknown) > 0 || len(notes.Orphaned) > 0 {
		t.Errorf("the notes are %+v", notes)
	}
}

// same compares records, for which an empty list is none.
func same(a, b sen2.Person) bool { return fmt.Sprintf("%+v", a) == fmt.Sprintf("%+v", b) }

// node is an element of the minimal return, so that its order can be changed.
type node struct {
	name string
	text string
	in   []*node
}

func (n *node) write(b *strings.Builder, empty string) {
	b.WriteString("<" + n.name + ">" + n.text)
	for _, c := range n.in {
		b.WriteString(empty)
		c.write(b, empty)
	}
	b.WriteString("</" + n.name + ">")
}

func (n *node) shuffle(r *rand.Rand) {
	r.Shuffle(len(n.in), func(i, j int) {
		if n.in[i].name != n.in[j].name {
			n.in[i], n.in[j] = n.in[j], n.in[i]
		}
	})
	for _, c := range n.in {
		c.shuffle(r)
	}
}

// nodes parses what the reader parses, by cutting at the tags.
func nodes(text string) *node {
	root := &node{}
	stack := []*node{root}
	for _, part := range strings.Split(text[strings.Index(text, "<Message>"):], "<")[1:] {
		tag, rest, _ := strings.Cut(part, ">")
		top := stack[len(stack)-1]
		if strings.HasPrefix(tag, "/") {
			stack = stack[:len(stack)-1]
			continue
		}
		n := &node{name: tag, text: strings.TrimSpace(rest)}
		top.in = append(top.in, n)
		stack = append(stack, n)
	}
	return root.in[0]
}

func TestTheOrderOfElementsDoesNotMatter(t *testing.T) {
	want := minimalPerson()
	want.Line = 1
	for seed := range uint64(50) {
		root := nodes(minimal)
		root.shuffle(rand.New(rand.NewPCG(seed, 1)))
		var b strings.Builder
		root.write(&b, "")
		header, people, notes, err := readText(t, b.String(), Limits{})
		if err != nil || len(people) != 1 || header == nil || header.Authority != 852 || len(notes.Unknown) > 0 {
			t.Fatalf("seed %d: %d people, %+v, %+v, %v", seed, len(people), header, notes, err)
		}
		got := people[0]
		needs := got.Requests[0].Active.Needs
		if needs[0].Rank == '2' {
			needs[0], needs[1] = needs[1], needs[0]
		}
		if !same(got, want) {
			t.Errorf("seed %d: %+v", seed, got)
		}
	}
}

func TestHowAReturnIsWrittenDoesNotMatter(t *testing.T) {
	body := minimal[strings.Index(minimal, "<Message>"):]
	for name, text := range map[string]string{
		"without a declaration":       body,
		"with a byte order mark":      "\ufeff" + minimal,
		"with Windows line ends":      strings.ReplaceAll(minimal, "\n", "\r\n"),
		"indented with tabs":          strings.ReplaceAll(minimal, "  ", "\t"),
		"on one line":                 strings.ReplaceAll(body, "\n", ""),
		"in capitals":                 tagsIn(minimal, strings.ToUpper),
		"in small letters":            tagsIn(minimal, strings.ToLower),
		"with comments":               strings.ReplaceAll(minimal, "><", "><!-- a <comment> & more --><"),
		"with instructions":           strings.ReplaceAll(minimal, "><", "><?note to <nobody> ?><"),
		"with CDATA":                  strings.ReplaceAll(minimal, ">Y<", "><![CDATA[Y]]><"),
		"with CDATA in parts":         strings.ReplaceAll(minimal, ">2025-06-20<", ">20<![CDATA[25-06]]><!-- - -->-2<![CDATA[]]>0<"),
		"with references":             strings.ReplaceAll(minimal, ">2025-06-20<", ">&#50;025&#x2D;06&#x2d;20<"),
		"with blanks in tags":         strings.ReplaceAll(strings.ReplaceAll(minimal, "</Sex>", "</Sex\n >"), "<Sex>", "<Sex >"),
		"with blanks around a value":  strings.ReplaceAll(minimal, ">F<", "> \n F\t<"),
		"with a name that has more":   strings.ReplaceAll(minimal, ">Test<", ">&lt;O&apos;&quot;T&amp;st&gt; é ]] ><"),
		"with empty elements":         strings.ReplaceAll(minimal, "<Requests>", "<UniqueLearnerNumber/><UPNunknown></UPNunknown><UPN/><Requests ><Exported />"),
		"with a declaration in ASCII": strings.Replace(minimal, "UTF-8", "us-ascii", 1),
	} {
		_, people, notes, err := readText(t, text, Limits{})
		if err != nil || len(people) != 1 || len(notes.Unknown) > 0 {
			t.Errorf("%s: %d people, %+v, %v", name, len(people), notes, err)
			continue
		}
		want := minimalPerson()
		if want.Line = people[0].Line; !same(people[0], want) {
			t.Errorf("%s: %+v", name, people[0])
		}
	}
}

// tagsIn writes the names of the elements anew.
func tagsIn(text string, as func(string) string) string {
	var b strings.Builder
	inside := false
	for _, part := range strings.SplitAfter(text, "<") {
		if name, rest, found := strings.Cut(part, ">"); found && inside && !strings.HasPrefix(name, "?") {
			part = as(name) + ">" + rest
		}
		b.WriteString(part)
		inside = true
	}
	return b.String()
}

func TestALineIsWhereTheRecordStarts(t *testing.T) {
	person := "<Person\n>\n<Surname>a\nb</Surname\n><!-- \n --><?x \n?>\n<![CDATA[\n]]><Odd\n x='\n'/>\n\n</Person>\n"
	text := strings.Replace(minimal, "</Person>", "</Person>\n\n"+strings.Repeat(person, 3), 1)
	_, people, _, err := readText(t, text, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	starts := regexp.MustCompile(`<Person\s*>`).FindAllStringIndex(text, -1)
	for i, p := range people {
		if want := 1 + strings.Count(text[:starts[i][0]], "\n"); p.Line != want || p.Row != i+1 {
			t.Errorf("person %d is said to be person %d on line %d, not %d", i+1, p.Row, p.Line, want)
		}
	}
	if len(people) != 4 {
		t.Errorf("%d people", len(people))
	}
}

func TestTheHeaderMayComeAfterThePeople(t *testing.T) {
	start, end := strings.Index(minimal, "<Header>"), strings.Index(minimal, "</Header>")+len("</Header>")
	late := strings.Replace(minimal[:start]+minimal[end:], "</Message>", minimal[start:end]+"</Message>", 1)
	for _, n := range []int{1, peopleAtOnce - 1, peopleAtOnce, peopleAtOnce + 1, 5 * peopleAtOnce} {
		person := late[strings.Index(late, "<Person>"):strings.Index(late, "</Persons>")]
		text := strings.Replace(late, person, strings.Repeat(person, n), 1)
		header, people, _, err := readText(t, text, Limits{})
		if err != nil || header == nil || header.Authority != 852 || len(people) != n {
			t.Fatalf("%d people: %d, %+v, %v", n, len(people), header, err)
		}
		for i, p := range people {
			if p.Row != i+1 || len(p.Requests) != 1 || p.BirthDate != sen2.Day(2017, 5, 4) {
				t.Errorf("person %d is %+v", i+1, p)
			}
		}
	}
	person := late[strings.Index(late, "<Person>"):strings.Index(late, "</Persons>")]
	_, _, _, err := readText(t, strings.Replace(late, person, strings.Repeat(person, 11), 1), Limits{Joined: 10})
	refused(t, "eleven people before the header", err, "more than 10 people stand before it")
}

func TestPeopleMayStandInSeveralParts(t *testing.T) {
	_, people, _, err := readText(t, top+"<Person/></Persons><Persons/><Persons><Person></Person>"+tail, Limits{})
	if err != nil || len(people) != 2 || people[1].Row != 2 {
		t.Errorf("%d people, %v", len(people), err)
	}
}

func TestWhatIsGivenTwiceIsAFaultAndTheFirstIsKept(t *testing.T) {
	text := top + `<Person><Sex>M</Sex><Sex>F</Sex><sex/>
		<Requests><RYA/><RYA>1</RYA><RYA>0</RYA>
			<Assessment><Week20>1</Week20><NamedPlan><PB>1</PB><PlanDetail><URN>1</URN><URN>2</URN></PlanDetail><PlanDetail><URN>3</URN></PlanDetail></NamedPlan></Assessment>
			<Assessment><Week20>0</Week20><NamedPlan><PB>0</PB><PlanDetail><URN>4</URN></PlanDetail></NamedPlan></Assessment>
		</Requests>
		<Requests><RYA>0</RYA><ActivePlans/><ActivePlans><SENneed><SENtype>ASD</SENtype></SENneed></ActivePlans></Requests>
	</Person><Person><Sex>F</Sex></Person>` + tail
	_, people, notes, err := readText(t, text, Limits{})
	if err != nil || len(people) != 2 || len(notes.Unknown) > 0 {
		t.Fatalf("%d people, %+v, %v", len(people), notes, err)
	}
	p := people[0]
	want := []sen2.Fault{
		{Kind: sen2.Repeated, Field: sen2.Sex}, {Kind: sen2.Repeated, Field: sen2.RYA, Request: 1}, {Kind: sen2.Repeated, Field: sen2.PlanURN, Request: 1, Item: 1},
		{Kind: sen2.Repeated, Field: sen2.Week20, Request: 1}, {Kind: sen2.Repeated, Field: sen2.PB, Request: 1}, {Kind: sen2.Repeated, Field: sen2.PlanURN, Request: 1, Item: 2},
		{Kind: sen2.Repeated, Field: sen2.SENtype, Request: 2},
	}
	if !reflect.DeepEqual(p.Faults, want) {
		t.Errorf("the faults are %+v", p.Faults)
	}
	plan := p.Requests[0].Assessment.Plan
	if p.Sex != 'M' || p.Requests[0].RYA != sen2.Yes || p.Requests[0].Assessment.Week20 != sen2.Yes || plan.Budget != sen2.Yes || len(plan.Settings) != 2 || plan.Settings[0].URN != 1 || plan.Settings[1].URN != 3 ||
		p.Requests[1].RYA != sen2.No || len(p.Requests[1].Active.Needs) > 0 || len(people[1].Faults) > 0 || people[1].Sex != 'F' {
		t.Errorf("the people are %+v", people)
	}
	header, _, _, err := readText(t, strings.Replace(minimal, "</Source>", "<LEA>201</LEA></Source><Source><DMO>N</DMO></Source>", 1), Limits{})
	if err != nil || header.Authority != 852 || header.DMO != 'Y' || !reflect.DeepEqual(header.Faults, []sen2.Fault{{Kind: sen2.Repeated, Field: sen2.LEA}, {Kind: sen2.Repeated, Field: sen2.DMO}}) {
		t.Errorf("the header is %+v, %v", header, err)
	}
}

func TestWhatIsInTheWrongPlaceIsAFault(t *testing.T) {
	text := top + `<Person><Week20>1</Week20><URN>1</URN><LEA>852</LEA>
		<Requests><Sex>M</Sex><NamedPlan><PB>1</PB><PlanDetail><URN>2</URN></PlanDetail></NamedPlan><SENtype/>
			<Assessment><NamedPlan><URN>3</URN></NamedPlan></Assessment>
			<ActivePlans><URN>4</URN><SENtype>ASD</SENtype></ActivePlans>
			<Requests><RYA>1</RYA></Requests>
		</Requests></Person>` + tail
	_, people, notes, err := readText(t, text, Limits{})
	if err != nil || len(people) != 1 || len(notes.Unknown) > 0 {
		t.Fatalf("%d people, %+v, %v", len(people), notes, err)
	}
	var fields []sen2.Field
	for _, f := range people[0].Faults {
		if f.Kind != sen2.Misplaced {
			t.Errorf("the fault is %+v", f)
		}
		fields = append(fields, f.Field)
	}
	if want := []sen2.Field{sen2.Week20, sen2.PlanURN, sen2.LEA, sen2.Sex, sen2.PB, sen2.PlanURN, sen2.PlanURN, sen2.PlacementURN, sen2.SENtype, sen2.RYA}; !reflect.DeepEqual(fields, want) {
		t.Errorf("misplaced are %v, not %v", fields, want)
	}
	r := people[0].Requests
	if len(r) != 1 || people[0].Sex != 0 || r[0].RYA != 0 || r[0].Assessment.Plan.Budget != 0 || len(r[0].Active.Needs) > 0 {
		t.Errorf("it was kept: %+v", people[0])
	}
}

func TestWhatNoReturnHasIsCounted(t *testing.T) {
	long := strings.Repeat("Long", 11)
	text := strings.NewReplacer(
		"<Message>", `<s:Message xmlns:s="urn:a" xmlns='b' version = "1">`, "</Message>", "</s:Message>",
		"<Person>", `<Extra><Sex>M</Sex><Person><Extra/></Person></Extra><Person id="7" kind='a&amp;b'>stray`,
		"<Sex>", `<Shoes>8</Shoes><Shoes/><Under_score/><é/><N1234567890/><`+long+`/><Sex>`,
		"<Header>", "<Header><Sex>M</Sex><Further>", "<CollectionDetails>", "</Further><CollectionDetails><DMO>Y</DMO>",
		"<RYA>0</RYA>", "<RYA>0<b>1</b></RYA>").Replace(minimal)
	header, people, notes, err := readText(t, text, Limits{})
	if err != nil || len(people) != 1 || header.DMO != 'Y' {
		t.Fatalf("%d people, %+v, %v", len(people), header, err)
	}
	if want := (map[string]int{"xmlns": 2, "version": 1, "s": 1, "Extra": 1, "id": 1, "kind": 1, "text": 1, "Shoes": 2, "other": 4, "Sex": 1, "Further": 1, "DMO": 1, "b": 1}); !reflect.DeepEqual(notes.Unknown, want) {
		t.Errorf("unknown are %v", notes.Unknown)
	}
	want := minimalPerson()
	if want.Line = people[0].Line; !same(people[0], want) {
		t.Errorf("the person is %+v", people[0])
	}
}

func TestNoMoreThanFiftyNamesAreShown(t *testing.T) {
	var b strings.Builder
	for i := range 200 {
		fmt.Fprintf(&b, "<New%d/><New%d/>", i, i)
	}
	_, _, notes, err := readText(t, top+"<Person>"+b.String()+"</Person>"+tail, Limits{})
	if err != nil || len(notes.Unknown) != 50 || notes.Unknown["New0"] != 2 || notes.Unknown["other"] != 2*(200-49) {
		t.Errorf("unknown are %v, %v", notes.Unknown, err)
	}
}

func TestTheLayoutsOfEachYearAreRead(t *testing.T) {
	for year, text := range map[int]string{
		2023: `<GenderCurrent>2</GenderCurrent><Requests><RYA>1</RYA><ActivePlans><TransferLA>201</TransferLA><PlacementDetail><URN>1</URN><AttendancePattern>PT</AttendancePattern></PlacementDetail>
			<Res>A</Res><WBP>T</WBP><SENneed><SENtype>MLD</SENtype></SENneed><LastReview>2022-05-06</LastReview></ActivePlans></Requests>`,
		2024: `<Sex>F</Sex><Requests><RYA>1</RYA><ActivePlans><TransferLA>201</TransferLA><PlacementDetail><URN>1</URN><Res>A</Res><WBP>T</WBP></PlacementDetail>
			<SENneed><SENtype>MLD</SENtype></SENneed><ReviewMeeting>2022-05-06</ReviewMeeting><ReviewOutcome>C</ReviewOutcome><LastReview>2022-05-06</LastReview></ActivePlans></Requests>`,
		2025: `<Sex>F</Sex><Requests><RequestSource>2</RequestSource><RYA>1</RYA><ActivePlans><TransferLA>201</TransferLA><PlacementDetail><SENsetting>NIEC</SENsetting><URN>1</URN><Res>A</Res><WBP>T</WBP></PlacementDetail>
			<SENneed><SENtype>MLD</SENtype></SENneed><ReviewMeeting>2022-05-06</ReviewMeeting><LastReview>2022-05-06</LastReview><ReviewOutcome>C</ReviewOutcome>
			<ReviewDraft>2022-05-06</ReviewDraft><PhaseTransferDueDate>2022-05-06</PhaseTransferDueDate><PhaseTransferFinalDate>2022-05-06</PhaseTransferFinalDate></ActivePlans></Requests>`,
	} {
		header, people, notes, err := readText(t, strings.Replace(top, "2026</Year>", fmt.Sprint(year)+"</Year>", 1)+"<Person>"+text+"</Person>"+tail, Limits{})
		if err != nil || header.Year != year || len(people) != 1 || len(people[0].Faults) > 0 || len(notes.Unknown) > 0 {
			t.Fatalf("%d: %+v, %+v, %+v, %v", year, header, people, notes, err)
		}
		p, r := people[0], people[0].Requests[0]
		placement := r.Active.Placements[0]
		if r.RYA != sen2.Yes || r.Active.TransferLA != 201 || placement.URN != 1 || r.Active.Needs[0].Type != sen2.MLD || r.Active.ReviewDecision != sen2.Day(2022, 5, 6) {
			t.Errorf("%d: %+v", year, p)
		}
		if year == 2023 && (p.Gender != '2' || r.Active.Res != 'A' || r.Active.WorkBased != 'T' || placement.Attendance != 'P') {
			t.Errorf("%d: %+v", year, p)
		}
		if year >= 2024 && (p.Sex != 'F' || placement.Res != 'A' || placement.WorkBased != 'T' || r.Active.ReviewMeeting != sen2.Day(2022, 5, 6) || r.Active.ReviewOutcome != 'C') {
			t.Errorf("%d: %+v", year, p)
		}
		if year >= 2025 && (r.Source != '2' || placement.Kind != sen2.NoticeToCease || r.Active.ReviewDraft != sen2.Day(2022, 5, 6) || !r.Active.PhaseDue.Given() || !r.Active.PhaseFinal.Given()) {
			t.Errorf("%d: %+v", year, p)
		}
	}
}
