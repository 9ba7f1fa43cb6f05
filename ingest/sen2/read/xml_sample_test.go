package read

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"

	"inclusion/ingest/sen2"
	"inclusion/internal/returns"
)

// minimal is the smallest return of 2026 that holds something of everything. All of it is invented.
const minimal = `<?xml version="1.0" encoding="UTF-8"?>
<Message>
  <Header>
    <CollectionDetails><Collection>SEN2</Collection><Year>2026</Year><ReferenceDate>2026-01-15</ReferenceDate></CollectionDetails>
    <Source><SourceLevel>L</SourceLevel><LEA>852</LEA><SoftwareCode>LIP</SoftwareCode><Release>1.0</Release><SerialNo>001</SerialNo>
      <DateTime>2026-01-20T09:00:00</DateTime><DMO>Y</DMO><DCO>Y</DCO><DSCO>R</DSCO></Source>
  </Header>
  <Persons>
    <Person>
      <Surname>Test</Surname><Forename>One</Forename><PersonBirthDate>2017-05-04</PersonBirthDate><Sex>F</Sex><Ethnicity>WBRI</Ethnicity>
      <PostCode>ZZ99 9ZZ</PostCode><UPN>A123456789012</UPN>
      <Requests>
        <ReceivedDate>2025-02-03</ReceivedDate><RequestSource>1</RequestSource><RYA>0</RYA>
        <RequestOutcomeDate>2025-03-14</RequestOutcomeDate><RequestOutcome>Y</RequestOutcome><RequestMediation>0</RequestMediation><RequestTribunal>0</RequestTribunal>
        <Assessment>
          <AssessmentOutcome>Y</AssessmentOutcome><AssessmentOutcomeDate>2025-06-20</AssessmentOutcomeDate>
          <AssessmentMediation>0</AssessmentMediation><AssessmentTribunal>0</AssessmentTribunal><OtherMediation>0</OtherMediation><OtherTribunal>0</OtherTribunal><Week20>0</Week20>
          <NamedPlan>
            <StartDate>2025-06-20</StartDate>
            <PlanDetail><URN>116100</URN><PlacementRank>1</PlacementRank><SENunitIndicator>0</SENunitIndicator><ResourcedProvisionIndicator>1</ResourcedProvisionIndicator></PlanDetail>
            <PB>0</PB><OA>0</OA>
          </NamedPlan>
        </Assessment>
        <ActivePlans>
          <PlacementDetail><URN>116100</URN><PlacementRank>1</PlacementRank><EntryDate>2025-09-01</EntryDate><SENunitIndicator>0</SENunitIndicator><ResourcedProvisionIndicator>1</ResourcedProvisionIndicator></PlacementDetail>
          <SENneed><SENtype>SLCN</SENtype><SENtypeRank>1</SENtypeRank></SENneed>
          <SENneed><SENtype>ASD</SENtype><SENtypeRank>2</SENtypeRank></SENneed>
        </ActivePlans>
      </Requests>
    </Person>
  </Persons>
</Message>
`

// top is a message up to its first person, tail what follows the last.
const (
	top = `<?xml version="1.0" encoding="UTF-8"?>
<Message>
  <Header>
    <CollectionDetails>
      <Collection>SEN2</Collection>
      <Year>2026</Year>
      <ReferenceDate>2026-01-15</ReferenceDate>
    </CollectionDetails>
    <Source>
      <SourceLevel>L</SourceLevel>
      <LEA>852</LEA>
    </Source>
  </Header>
  <Persons>
`
	tail = "  </Persons>\n</Message>\n"
)

// invented is a return of so many people as a stream, written as case systems write it: a field a line, indented, about 2 kB a person.
type invented struct {
	left int // people
	next []byte
	done bool
	at   int
	made [][]byte
}

func newInvented(people int) *invented {
	s := &invented{left: people, next: []byte(top)}
	for i := range 31 {
		s.made = append(s.made, inventedPerson(i))
	}
	return s
}

func (s *invented) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) {
		if len(s.next) == 0 && !s.more() {
			return n, io.EOF
		}
		copied := copy(p[n:], s.next)
		s.next = s.next[copied:]
		n += copied
	}
	return n, nil
}

func (s *invented) more() bool {
	switch {
	case s.left > 0:
		s.left--
		s.at++
		s.next = s.made[s.at%len(s.made)]
	case !s.done:
		s.done = true
		s.next = []byte(tail)
	default:
		return false
	}
	return true
}

// inventedPerson is one person with a plan that is in force.
func inventedPerson(i int) []byte {
	var b bytes.Buffer
	depth := 2
	line := func(text string) { b.WriteString(strings.Repeat("  ", depth) + text + "\n") }
	open := func(name string) { line("<" + name + ">"); depth++ }
	shut := func(name string) { depth--; line("</" + name + ">") }
	put := func(pairs ...string) {
		for j := 0; j < len(pairs); j += 2 {
			line("<" + pairs[j] + ">" + pairs[j+1] + "</" + pairs[j] + ">")
		}
	}
	open("Person")
	put("Surname", fmt.Sprintf("Sample Child %d", i), "Forename", "Invented", "PersonBirthDate", fmt.Sprintf("20%02d-05-04", 1+i%20), "Sex", "FM"[i%2:i%2+1],
		"Ethnicity", sen2.Ethnicities[1+i%108].Code, "PostCode", "ZZ99 9ZZ", "UPN", fmt.Sprintf("A%012d", i))
	open("Requests")
	put("ReceivedDate", "2025-02-03", "RequestSource", "1", "RYA", "0", "RequestOutcomeDate", "2025-03-14", "RequestOutcome", "Y", "RequestMediation", "0", "RequestTribunal", "0")
	open("Assessment")
	put("AssessmentOutcome", "Y", "AssessmentOutcomeDate", "2025-06-20", "AssessmentMediation", "0", "AssessmentTribunal", "0", "OtherMediation", "0", "OtherTribunal", "0", "Week20", "0")
	open("NamedPlan")
	put("StartDate", "2025-06-20")
	open("PlanDetail")
	put("URN", "116100", "PlacementRank", "1", "SENunitIndicator", "0", "ResourcedProvisionIndicator", "1")
	shut("PlanDetail")
	put("PB", "0", "OA", "0")
	shut("NamedPlan")
	shut("Assessment")
	open("ActivePlans")
	open("PlacementDetail")
	put("URN", "116100", "PlacementRank", "1", "EntryDate", "2025-09-01", "SENunitIndicator", "0", "ResourcedProvisionIndicator", "1")
	shut("PlacementDetail")
	for rank, need := range []string{"SLCN", "ASD"} {
		open("SENneed")
		put("SENtype", need, "SENtypeRank", fmt.Sprint(rank+1))
		shut("SENneed")
	}
	put("ReviewMeeting", "2025-11-03", "ReviewOutcome", "M", "LastReview", "2025-11-20")
	shut("ActivePlans")
	shut("Requests")
	shut("Person")
	return b.Bytes()
}

// readText reads a text with the years that are known and gives what came of it. The records are copies.
func readText(t testing.TB, text string, limits Limits) (*sen2.Header, []sen2.Person, Notes, error) {
	t.Helper()
	return readFrom(t, strings.NewReader(text), limits)
}

func readFrom(t testing.TB, body io.Reader, limits Limits) (*sen2.Header, []sen2.Person, Notes, error) {
	t.Helper()
	var header *sen2.Header
	var people []sen2.Person
	notes, err := File(context.Background(), returns.Upload{Body: body, Size: -1}, Options{Years: years(t), Limits: limits},
		func(h *sen2.Header) error {
			if header != nil || len(people) > 0 {
				t.Error("the header was given twice, or after a person")
			}
			header = h
			return nil
		},
		func(p *sen2.Person) error {
			if header == nil {
				t.Error("a person was given before the header")
			}
			people = append(people, copied(p))
			return nil
		})
	return header, people, notes, err
}

// copied is a record that may be held on to.
func copied(p *sen2.Person) sen2.Person {
	c := *p
	c.Faults = append([]sen2.Fault(nil), p.Faults...)
	c.Requests = append([]sen2.Request(nil), p.Requests...)
	for i := range c.Requests {
		r := &c.Requests[i]
		r.Assessment.Plan.Settings = append([]sen2.Setting(nil), r.Assessment.Plan.Settings...)
		r.Active.Placements = append([]sen2.Placement(nil), r.Active.Placements...)
		r.Active.Needs = append([]sen2.Need(nil), r.Active.Needs...)
	}
	return c
}

var loadYears = sync.OnceValues(func() (sen2.Years, error) { return sen2.LoadYears(nil) })

func years(t testing.TB) sen2.Years {
	t.Helper()
	all, err := loadYears()
	if err != nil {
		t.Fatal(err)
	}
	return all
}
