package read

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"inclusion/ingest/sen2"
	"inclusion/internal/returns"
)

// wantedPeople is what an export says, as the XML of the same return does.
func wantedPeople(t *testing.T, people []piece) []sen2.Person {
	t.Helper()
	wanted, _, err := readTables(t, asXML(people), Limits{})
	mustDo(t, err)
	return wanted
}

func TestRowsInAnyOrderGiveTheSamePeople(t *testing.T) {
	people := inventedReturn(40)
	wanted := wantedPeople(t, people)
	draw := rand.New(rand.NewPCG(1, 2))
	for _, g := range tablesOfPeople {
		tables := tablesOf(people)
		rows := tables[g][1:]
		draw.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		got, _, err := readTables(t, zipped(t, exportFiles(tables)), Limits{})
		if err != nil {
			t.Fatalf("%s: %v", g.About().File, err)
		}
		if len(got) != len(wanted) || rowsOf(got) != rowsOf(wanted) {
			t.Errorf("with %s shuffled there are %d people with %d rows, should be %d with %d", g.About().File, len(got), rowsOf(got), len(wanted), rowsOf(wanted))
		}
	}
	tables := tablesOf(people)
	backwards(tables[sen2.People])
	got, _, err := readTables(t, zipped(t, exportFiles(tables)), Limits{})
	mustDo(t, err)
	for i := range got {
		if got[i].Line != i+2 || got[i].Row != i+1 {
			t.Fatalf("person %d stands in row %d", got[i].Row, got[i].Line)
		}
		got[i].Row = wanted[len(wanted)-1-i].Row
		sameRecords(t, got[i:i+1], wanted[len(wanted)-1-i:len(wanted)-i])
	}
}

// rowsOf counts everything that stands beneath people.
func rowsOf(people []sen2.Person) (n int) {
	for _, p := range people {
		for _, r := range p.Requests {
			n += 1 + len(r.Assessment.Plan.Settings) + len(r.Active.Placements) + len(r.Active.Needs)
			for _, there := range []bool{r.HasAssessment, r.Assessment.HasPlan, r.HasActive} {
				if there {
					n++
				}
			}
		}
	}
	return n
}

func TestTablesOutOfOrderAreHeldOnlyUpToALimit(t *testing.T) {
	tables := tablesOf(inventedReturn(20))
	backwards(tables[sen2.People])
	_, _, err := readTables(t, zipped(t, exportFiles(tables)), Limits{Joined: 19})
	refused(t, "out of order", err, "more than 19 people would have to be held")
	people, _, err := readTables(t, asExport(t, inventedReturn(20)), Limits{Joined: 1})
	if err != nil || len(people) != 20 {
		t.Errorf("tables in order are read whatever may be held: %d people, %v", len(people), err)
	}
}

func TestRowsWithoutAParentAreCounted(t *testing.T) {
	people := inventedReturn(10)
	wanted := wantedPeople(t, people)
	for name, turned := range map[string]bool{"in order": false, "out of order": true} {
		tables := tablesOf(people)
		for _, g := range tablesOfPeople[1:] {
			lost := append([]string(nil), tables[g][1]...)
			lost[0], lost[4] = "lost", "nobody"
			blank := append([]string(nil), lost...)
			blank[0], blank[4] = "lost-2", " "
			tables[g] = append([][]string{tables[g][0], lost, blank}, append(tables[g][1:], blank)...)
			tables[g][len(tables[g])-1] = append([]string(nil), blank...)
			tables[g][len(tables[g])-1][0] = "lost-3"
		}
		if turned {
			backwards(tables[sen2.People])
		}
		got, notes, err := readTables(t, zipped(t, exportFiles(tables)), Limits{})
		mustDo(t, err)
		if len(got) != len(wanted) || rowsOf(got) != rowsOf(wanted) {
			t.Errorf("%s: %d people with %d rows", name, len(got), rowsOf(got))
		}
		for _, g := range tablesOfPeople[1:] {
			if notes.Orphaned[g.About().File] != 3 {
				t.Errorf("%s: %d rows of %s have no parent, should be 3", name, notes.Orphaned[g.About().File], g.About().File)
			}
		}
	}
}

func TestASecondAssessmentOfARequestIsAFault(t *testing.T) {
	for name, turned := range map[string]bool{"in order": false, "out of order": true} {
		tables := tablesOf(inventedReturn(3))
		again := append([]string(nil), tables[sen2.Assessments][1]...)
		again[0] = "again"
		tables[sen2.Assessments] = append(tables[sen2.Assessments][:2:2], append([][]string{again}, tables[sen2.Assessments][2:]...)...)
		if turned {
			backwards(tables[sen2.People])
		}
		people, _, err := readTables(t, zipped(t, exportFiles(tables)), Limits{})
		mustDo(t, err)
		at := map[bool]int{false: 0, true: 2}[turned]
		faults := people[at].Faults
		if len(faults) != 1 || faults[0] != (sen2.Fault{Kind: sen2.Repeated, Field: sen2.AssessmentOutcome, Request: 1}) {
			t.Errorf("%s: faults are %+v", name, faults)
		}
	}
}

func TestColumnsMayStandInAnyOrderAndTablesMayBeMissing(t *testing.T) {
	people := inventedReturn(10)
	wanted := wantedPeople(t, people)
	tables := tablesOf(people)
	for _, rows := range tables {
		for i, row := range rows {
			turned := make([]string, len(row))
			for k, v := range row {
				turned[len(row)-1-k] = v
			}
			rows[i] = append(turned, map[bool]string{true: "Strange_Column", false: "x"}[i == 0])
		}
	}
	files := map[string][]byte{}
	for g, rows := range tables {
		text := csvOf(rows, "\n")
		files["export/x_"+strings.ToUpper(g.About().File)+".CSV"] = append([]byte("\ufeff"), bytes.TrimSuffix(text, []byte("\n"))...)
	}
	maps.Copy(files, map[string][]byte{"__MACOSX/export/._x_PERSON.CSV": []byte("x"), "Readme Sample.txt": []byte("x")})
	got, notes, err := readTables(t, zipped(t, files), Limits{})
	mustDo(t, err)
	sameRecords(t, got, wanted)
	if notes.Unknown[otherNames] != len(tables)+1 || len(notes.Unknown) != 1 {
		t.Errorf("unknown names are %v", notes.Unknown)
	}
	for _, name := range []string{"NAMEDPLAN", "PLANDETAIL", "ACTIVEPLANS", "PLACEMENTDETAIL", "SENNEED", "ASSESSMENT"} {
		delete(files, "export/x_"+name+".CSV")
	}
	got, notes, err = readTables(t, zipped(t, files), Limits{})
	if err != nil || len(got) != 10 || got[0].Requests[0].HasAssessment || len(notes.Orphaned) > 0 {
		t.Errorf("without the other tables: %d people, %v, %v", len(got), notes, err)
	}
}

func TestNamesAreReadInEitherEncoding(t *testing.T) {
	people := inventedReturn(3)
	people[0].values[sen2.Surname] = "Sampl\xe9, \"x\"\r\nline"
	people[1].values[sen2.Forename] = "Samplé"
	got, _, err := readTables(t, asExport(t, people), Limits{})
	mustDo(t, err)
	for i, p := range got {
		if p.Surname != sen2.Present || p.Forename != sen2.Present || p.Line != i+2 || len(p.Faults) > 0 {
			t.Errorf("person %d is %+v", i+1, p)
		}
	}
}

func TestWhatIsNoExportIsRefused(t *testing.T) {
	type edit = func(files map[string][]byte)
	in := func(table string, old, new string) edit {
		return func(files map[string][]byte) {
			name := "Blade-Export_28-01-2026_" + table + ".csv"
			if !bytes.Contains(files[name], []byte(old)) {
				t.Fatalf("%s does not hold %q", table, old)
			}
			files[name] = bytes.Replace(files[name], []byte(old), []byte(new), 1)
		}
	}
	without := func(table string) edit {
		return func(files map[string][]byte) { delete(files, "Blade-Export_28-01-2026_"+table+".csv") }
	}
	put := func(name, text string) edit {
		return func(files map[string][]byte) { files[name] = []byte(text) }
	}
	for name, c := range map[string]struct {
		edit  edit
		named string
		file  string
		line  int
	}{
		"no person table":        {without("person"), "no file of the table person", "", 0},
		"no requests table":      {without("requests"), "no file of the table requests", "", 0},
		"no header table":        {without("sen2"), "no file of the table sen2", "", 0},
		"a table twice":          {put("second_person.csv", canary), "two files of the table person", "person.csv", 0},
		"an XML beside":          {put("x.xml", canary), "both an XML return and tables", "", 0},
		"an empty table":         {put("Blade-Export_28-01-2026_senneed.csv", ""), "The file is empty", "senneed.csv", 0},
		"no identifier":          {in("requests", "requeststableid", canary), "no column requeststableid", "requests.csv", 1},
		"no parent's identifier": {in("senneed", "activeplanstableid", canary), "no column activeplanstableid", "senneed.csv", 1},
		"two identifiers":        {in("person", "NativeId", "PersonTableId"), "Two columns hold the same identifier", "person.csv", 1},
		"a column twice":         {in("person", "sourceid", "UPN"), "Two columns are both UPN", "person.csv", 1},
		"no column of dates":     {in("requests", "receiveddate", canary), "no column ReceivedDate", "requests.csv", 1},
		"a row too long":         {in("person", "person-2,", "person-2,"+canary+","), "values and the first row has", "person.csv", 3},
		"a row too short":        {in("person", "person-2,n,", "person-2,"), "values and the first row has", "person.csv", 3},
		"a mark not doubled":     {in("person", `"Sample ""S"", 2"`, `"Sample "`+canary+`S"", 2"`), "quotation mark within a value is not doubled", "person.csv", 3},
		"a mark never closed":    {in("person", "person-10,", `"`+canary+"person-10,"), "quotation mark within a value is not doubled", "person.csv", 11},
		"the same person twice":  {in("person", "person-3,", "person-2,"), "Two rows have the same identifier", "person.csv", 4},
		"the same request twice": {in("requests", "requests-3,", "requests-2,"), "Two rows have the same identifier", "requests.csv", 4},
		"no header row":          {in("sen2", "\r\n1,", "\r\n\r\n"), "values and the first row has", "sen2.csv", 3},
		"two header rows":        {in("sen2", "\r\n1,", "\r\n2"+strings.Repeat(",", 15)+"\r\n1,"), "more than one row", "sen2.csv", 3},
		"another year":           {in("sen2", ",2026,", ",1999,"), "Year is none of those that can be read", "sen2.csv", 2},
		"UTF-16":                 {put("Blade-Export_28-01-2026_person.csv", "\xff\xfep\x00e\x00"), "no plain CSV", "person.csv", 1},
		"binary":                 {put("Blade-Export_28-01-2026_person.csv", "p\x00"+canary), "no plain CSV", "person.csv", 1},
		"a value without end":    {put("Blade-Export_28-01-2026_person.csv", "persontableid,personbirthdate\n1,"+strings.Repeat(canary, 50_000)), "longer", "person.csv", 2},
	} {
		files := exportFiles(tablesOf(inventedReturn(10)))
		c.edit(files)
		_, _, err := readTables(t, zipped(t, files), Limits{})
		refused(t, name, err, c.named)
		var r *returns.Refusal
		if errors.As(err, &r) && (r.File != c.file || r.Line != c.line) {
			t.Errorf("%s: it is said to be in %q at line %d", name, r.File, r.Line)
		}
	}
}

func TestOnePersonMayHaveSoManyRows(t *testing.T) {
	people := inventedReturn(1)
	for n := range 30 {
		people[0].pieces = append(people[0].pieces, inventedPiece(sen2.Requests, n))
	}
	_, _, err := readTables(t, asExport(t, people), Limits{Items: 20})
	refused(t, "many rows", err, "more than 20 rows")
	_, _, err = readTables(t, asExport(t, inventedReturn(11)), Limits{People: 10})
	refused(t, "many people", err, "authority")
}

func TestAFolderIsHeldToItsLimitsAndItsHash(t *testing.T) {
	write := func(files map[string][]byte) string {
		dir := t.TempDir()
		for name, content := range files {
			mustDo(t, os.WriteFile(filepath.Join(dir, name), content, 0o600))
		}
		return dir
	}
	take := func(dir string, limits Limits) (Notes, error) {
		return Folder(context.Background(), dir, Options{Years: years(t), Limits: limits},
			func(*sen2.Header) error { return nil }, func(*sen2.Person) error { return nil })
	}
	files := exportFiles(tablesOf(inventedReturn(5)))
	first, err := take(write(files), Limits{})
	mustDo(t, err)
	files["Notes Of "+canary+".txt"] = []byte(canary)
	second, err := take(write(files), Limits{})
	mustDo(t, err)
	if first.SHA256 != second.SHA256 || second.Unknown[otherNames] != 1 {
		t.Errorf("a file beside the tables changes the hash, or is not counted: %v", second)
	}
	_, err = take(write(files), Limits{Bytes: 100})
	refused(t, "a large folder", err, "larger than")
	delete(files, "Blade-Export_28-01-2026_person.csv")
	_, err = take(write(files), Limits{})
	refused(t, "a folder without people", err, "no file of the table person")
	if _, err = take(filepath.Join(t.TempDir(), canary), Limits{}); err == nil || strings.Contains(err.Error(), canary) {
		t.Errorf("a folder that is not there: %v", err)
	}
}

func TestReadingEndsWithTheContextAndWithWhoTakesThePeople(t *testing.T) {
	for form, file := range map[string][]byte{"export": asExport(t, inventedReturn(140)), "template": asTemplate(t, inventedReturn(140))} {
		stop := errors.New("enough")
		ctx, cancel := context.WithCancel(context.Background())
		people := 0
		_, err := File(ctx, returns.Upload{Body: bytes.NewReader(file), Size: -1}, Options{Years: years(t)},
			func(*sen2.Header) error { return nil }, func(*sen2.Person) error { people++; return stop })
		if !errors.Is(err, stop) || people != 1 {
			t.Errorf("%s: %v after %d people", form, err, people)
		}
		cancel()
		_, err = File(ctx, returns.Upload{Body: bytes.NewReader(file), Size: -1}, Options{Years: years(t)},
			func(*sen2.Header) error { return nil }, func(*sen2.Person) error { return nil })
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v when the context has ended", form, err)
		}
	}
}
