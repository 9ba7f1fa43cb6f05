package api

import (
	"bytes"
	"context"
	"encoding/csv"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"inclusion/internal/indicator"
	"inclusion/internal/store"
)

// list is an answer of JSON, as a client sees it.
type list struct {
	Data  []map[string]any
	About map[string]any
}

// read gets a list and stops when there is none.
func read(t testing.TB, r http.Handler, address string) list {
	t.Helper()
	a := get(r, address)
	if a.Code != http.StatusOK {
		t.Fatalf("%s: status %d: %s", address, a.Code, a.Body)
	}
	var body list
	parse(t, a.Body.Bytes(), &body)
	return body
}

// lines gets a table as CSV.
func lines(t testing.TB, r http.Handler, address string) [][]string {
	t.Helper()
	all, err := csv.NewReader(get(r, address).Body).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	return all
}

// texts are the values of one field, in order.
func (l list) texts(field string) []string {
	var all []string
	for _, row := range l.Data {
		text, _ := row[field].(string)
		all = append(all, text)
	}
	return all
}

func (l list) of(t testing.TB, field, value string) map[string]any {
	t.Helper()
	for _, row := range l.Data {
		if row[field] == value {
			return row
		}
	}
	t.Fatalf("no row has the %s %s", field, value)
	return nil
}

// valueColumns are those of the command, and what the API says beyond it.
var valueColumns = append(slices.Clone(indicator.Columns), "lower998", "upper998", "verdict", "better_or_worse")

func TestCSVOfValuesBeginsWithWhatTheCommandPrints(t *testing.T) {
	w := opened(t, loaded(t, "england"))
	r := over(w)
	v, release, err := w.Use()
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	for address, q := range map[string]indicator.Query{
		"/indicators/S01.csv?period=all":             {Indicator: "S01", Pool: "default"},
		"/indicators/S03.csv?period=2023&pool=all":   {Indicator: "S03", Period: "2023", Pool: "all"},
		"/areas/202/indicators/S02.csv":              {Indicator: "S02", Area: "202", Pool: "default"},
		"/areas/E12000007/indicators/S01.csv":        {Indicator: "S01", Area: "E12000007", Pool: "default"},
		"/areas/england/indicators/S01.csv?pool=all": {Indicator: "S01", Area: "E92000001", Pool: "all"},
	} {
		rows, err := indicator.Rows(context.Background(), v, q)
		if err != nil {
			t.Fatal(err)
		}
		var want bytes.Buffer
		if err := indicator.WriteCSV(&want, rows); err != nil {
			t.Fatal(err)
		}
		printed, err := csv.NewReader(&want).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		got := lines(t, r, address)
		for i := range got { // the API says more of each value, after what the command prints
			got[i] = got[i][:len(indicator.Columns)]
		}
		if diff := cmp.Diff(printed, got); diff != "" {
			t.Errorf("%s:\n%s", address, diff)
		}
	}
	if got := lines(t, r, "/areas/202/indicators.csv")[0]; !slices.Equal(got, valueColumns) {
		t.Errorf("the newest values of an area have the columns %v", got)
	}
}

func TestInventedDataSaySoEverywhere(t *testing.T) {
	const want = "Invented sample data: no figure here is about a real place."
	r := site(t, loaded(t, invented))
	for _, e := range endpoints {
		address := e.tried("202")
		a := get(r, address)
		var body struct{ About map[string]any }
		parse(t, a.Body.Bytes(), &body)
		if body.About["sample"] != true || body.About["register"] != "sample" || body.About["notice"] != want || a.Header().Get("X-Data-Notice") != want {
			t.Errorf("%s does not say that it is invented: %v", address, body.About)
		}
		file := get(r, address+".csv")
		if name := file.Header().Get("Content-Disposition"); !strings.HasPrefix(name, `attachment; filename="sample-`) || file.Header().Get("X-Data-Notice") != want {
			t.Errorf("%s.csv does not say that it is invented: %s", address, name)
		}
		for i, line := range lines(t, r, address+".csv") {
			if last := line[len(line)-1]; i == 0 && last != "notice" || i > 0 && last != want {
				t.Errorf("%s.csv, line %d ends with %q", address, i+1, last)
			}
		}
	}
	columns := append(slices.Clone(valueColumns), "notice")
	if got := lines(t, r, "/indicators/S01.csv")[0]; !slices.Equal(got, columns) {
		t.Errorf("values have the columns %v", got)
	}
}

func TestRealDataCarryLicenceAndSource(t *testing.T) {
	r := site(t, loaded(t, "england"))
	a := get(r, "/indicators/S01")
	var body list
	parse(t, a.Body.Bytes(), &body)
	if body.About["sample"] != false || body.About["notice"] != nil || a.Header().Get("X-Data-Notice") != "" {
		t.Errorf("real data are marked as invented: %v", body.About)
	}
	if body.About["licence"] != "Open Government Licence v3.0" || !strings.HasSuffix(body.About["attribution"].(string),
		"Source: Department for Education, Education, health and care plans.") {
		t.Errorf("the credit line is %v", body.About)
	}
	if got := get(r, "/indicators/S01.csv").Header().Get("X-Data-Attribution"); got != body.About["attribution"] {
		t.Errorf("the credit line of the file is %q", got)
	}
	used := body.About["editions"].([]any)
	if len(used) != 1 || used[0].(map[string]any)["id"] != body.Data[0]["edition"] || used[0].(map[string]any)["published"] != "2025-06-26" {
		t.Errorf("the editions used are %v", used)
	}
	if name := get(r, "/indicators/S01.csv").Header().Get("Content-Disposition"); name != `attachment; filename="S01-2024.csv"` {
		t.Errorf("the file is called %s", name)
	}
}

func TestAMissingNumberIsNullBesideItsStatus(t *testing.T) {
	r := site(t, loaded(t, "england"))
	gateshead := read(t, r, "/indicators/S01").of(t, "area_code", "390")
	for _, field := range []string{"numerator", "denominator", "value", "lower", "upper", "rank", "n_ranked", "band"} {
		if x, there := gateshead[field]; !there || x != nil {
			t.Errorf("%s of a suppressed figure is %v", field, x)
		}
	}
	if gateshead["status"] != "suppressed" {
		t.Errorf("the status is %v", gateshead["status"])
	}
	for _, line := range lines(t, r, "/areas/390/indicators/S01.csv") {
		if line[3] == "2024" && (line[4] != "" || line[6] != "" || line[7] != "suppressed") {
			t.Errorf("a suppressed figure in CSV is %v", line)
		}
	}
	city := read(t, r, "/areas/201/indicators/S03").of(t, "period", "2020")
	if city["value"] != nil || city["status"] != "unreliable" {
		t.Errorf("a negative count is %v, %v", city["value"], city["status"])
	}
}

func TestPeriodsAndPools(t *testing.T) {
	r := site(t, loaded(t, "england"))
	periods := func(address string) []string { return slices.Compact(read(t, r, address).texts("period")) }
	for address, want := range map[string][]string{
		"/indicators/S01":                {"2024"},
		"/indicators/S01?period=":        {"2024"},
		"/indicators/S01?period=2020":    {"2020"},
		"/indicators/S01?period=all":     {"2020", "2023", "2024"},
		"/areas/202/indicators/S01":      {"2020", "2023", "2024"},
		"/areas/928/indicators/S01":      {"2020"},
		"/areas/940/indicators/S01":      {"2023", "2024"},
		"/indicators/A01?period=all":     nil, // in the catalogue, and not loaded
		"/indicators/A01":                nil,
		"/areas/202/indicators?pool=all": {"2024"},
		"/areas/928/indicators":          {"2020"}, // an area that has ended keeps its own last
	} {
		if got := periods(address); !slices.Equal(got, want) {
			t.Errorf("%s has the periods %v, want %v", address, got, want)
		}
	}
	if got := read(t, r, "/areas/202/indicators").texts("indicator"); !slices.Equal(got, []string{"S01", "S02", "S03"}) {
		t.Errorf("the indicators of an area are %v", got)
	}
	for pool, ranked := range map[string]bool{"": false, "default": false, "all": true} {
		body := read(t, r, "/areas/201/indicators/S01?pool="+pool)
		if got := body.of(t, "period", "2024")["rank"] != nil; got != ranked {
			t.Errorf("in the pool %q an authority with tiny numbers is ranked: %v", pool, got)
		}
	}
}

func TestAnAreaTellsItsHistoryPartnershipAndNeighbours(t *testing.T) {
	r := site(t, loaded(t, "england"))
	one := func(code string) map[string]any {
		var body struct{ Data map[string]any }
		parse(t, get(r, "/areas/"+code).Body.Bytes(), &body)
		return body.Data
	}
	camden := one("202")
	for field, want := range map[string]any{"name": "Camden", "kind": "authority", "region_name": "London", "expert_partnership": "london",
		"expert_partnership_role": "lead", "to": nil} {
		if camden[field] != want {
			t.Errorf("%s of Camden is %v, want %v", field, camden[field], want)
		}
	}
	want := []any{map[string]any{"place": 1., "code": "391", "name": "Newcastle upon Tyne", "closeness": "very close"},
		map[string]any{"place": 2., "code": "203", "name": "Greenwich", "closeness": "close"},
		map[string]any{"place": 3., "code": "390", "name": "Gateshead", "closeness": "somewhat close"}}
	if diff := cmp.Diff(want, camden["neighbours"]); diff != "" {
		t.Error(diff)
	}
	ended := one("928")
	if diff := cmp.Diff([]any{"940", "941"}, ended["successors"]); diff != "" || ended["to"] != "2021-03-31" {
		t.Errorf("an area that has ended: to %v, %s", ended["to"], diff)
	}
	for _, word := range []string{"england", "England", "E92000001"} {
		if got := one(word)["kind"]; got != "country" {
			t.Errorf("%s is a %v", word, got)
		}
	}
	if line := lines(t, r, "/areas/202.csv")[1]; line[len(line)-1] != "391 203 390" {
		t.Errorf("neighbours in CSV are %q", line[len(line)-1])
	}
}

func TestWhatIsRefusedIsToldInPlainWords(t *testing.T) {
	r := site(t, loaded(t, "england"))
	problem := described(t)
	for address, want := range map[string]struct {
		status int
		says   string
	}{
		"/areas/cambden":                        {404, `No area has the code "cambden". The nearest are Camden (202)`},
		"/areas/cambden.csv":                    {404, "Camden (202)"},
		"/areas/E09000007":                      {404, "No area has the code"},
		"/areas/2O2/indicators/S01":             {404, "Camden (202)"},
		"/areas/202/indicators/s01":             {404, `No indicator has the id "s01". The nearest are Plans issued in 20 weeks (S01)`},
		"/indicators/S1":                        {404, "No indicator has the id"},
		"/indicators/S01?period=2019":           {400, `S01 has no period "2019". It has 2020, 2023 and 2024; all gives every one.`},
		"/indicators/A01?period=2019-20":        {400, "No period of A01 has been loaded yet."},
		"/indicators/S01?pool=some":             {400, `The pool "some" is neither default`},
		"/indicators/S01?perod=2024":            {400, `There is no parameter "perod" here. This address takes period, pool, limit and offset.`},
		"/areas/202?limit=1":                    {400, "This address takes none."},
		"/openapi.json?pretty=1":                {400, "This address takes none."},
		"/areas?limit=0":                        {400, `limit must be a whole number from 1 to 10000, and is "0".`},
		"/areas?limit=10001":                    {400, "limit must be"},
		"/areas?limit=ten":                      {400, "limit must be"},
		"/areas?offset=-1":                      {400, "offset must be a whole number from 0"},
		"/areas?limit=1&limit=2":                {400, "The parameter limit stands 2 times."},
		"/areas?limit=%zz":                      {400, "cannot be read"},
		"/findings?severity=bad":                {400, `The severity "bad" is none of error, warning, erratum and mended.`},
		"/findings?edition=nothing":             {400, `No edition has the id "nothing".`},
		"/areas/202/indicators/S01?period=2024": {400, `There is no parameter "period" here.`},
		"/areas/" + strings.Repeat("x", 5000):   {404, "…"},
		"/areas/202.xml":                        {404, "There is nothing at this address."},
		"/nothing":                              {404, "/api/v1/openapi.json lists every address"},
		"":                                      {404, "There is nothing at this address."},
		"/":                                     {404, "There is nothing at this address."},
	} {
		a := get(r, address)
		var body map[string]any
		parse(t, a.Body.Bytes(), &body)
		detail, _ := body["detail"].(string)
		if a.Code != want.status || !strings.Contains(detail, want.says) || len(detail) > 400 {
			t.Errorf("%.60s: %d %s", address, a.Code, detail)
		}
		if a.Header().Get("Content-Type") != "application/problem+json" || a.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%.60s: %v", address, a.Header())
		}
		for _, fault := range problem.faults("problem", problem.find("#/components/schemas/Problem"), any(body)) {
			t.Errorf("%.60s: %s", address, fault)
		}
	}
}

func TestWithoutDataEveryTableIsUnavailableAndTheDescriptionIsThere(t *testing.T) {
	r := site(t, store.Folder{Dir: t.TempDir()})
	for _, e := range endpoints {
		for _, ending := range []string{"", ".csv"} {
			a := get(r, e.tried("202")+ending)
			if a.Code != http.StatusServiceUnavailable || a.Header().Get("Retry-After") == "" || a.Header().Get("Content-Type") != "application/problem+json" {
				t.Errorf("%s%s: %d %v", e.path, ending, a.Code, a.Header())
			}
		}
	}
	if a := get(r, "/openapi.json"); a.Code != http.StatusOK {
		t.Errorf("the description: %d", a.Code)
	}
}

// everyAddress is each endpoint in both formats, and the description.
func everyAddress() []string {
	all := []string{"/openapi.json"}
	for _, e := range endpoints {
		address := e.tried("202")
		all = append(all, address, address+".csv")
	}
	return all
}

func TestMethods(t *testing.T) {
	r := site(t, loaded(t, "england"))
	for _, address := range everyAddress() {
		got, head := get(r, address), request(r, http.MethodHead, address, nil)
		if head.Code != http.StatusOK || head.Body.Len() != 0 {
			t.Errorf("HEAD %s: %d with %d bytes", address, head.Code, head.Body.Len())
		}
		if diff := cmp.Diff(got.Header(), head.Header()); diff != "" {
			t.Errorf("HEAD %s has other headers than GET: %s", address, diff)
		}
		for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodPatch, http.MethodOptions} {
			a := request(r, method, address, nil)
			if a.Code != http.StatusMethodNotAllowed || a.Header().Get("Allow") != "GET, HEAD" || a.Header().Get("Content-Type") != "application/problem+json" {
				t.Errorf("%s %s: %d %v", method, address, a.Code, a.Header())
			}
		}
	}
}

func TestAClientThatHasAnAnswerIsToldSo(t *testing.T) {
	r := site(t, loaded(t, "england"))
	tags := map[string]string{}
	for _, address := range append(everyAddress(), "/areas?limit=1", "/areas?limit=2", "/indicators/S01?pool=all") {
		first := get(r, address)
		tag := first.Header().Get("Etag")
		if other, taken := tags[tag]; taken || tag == "" {
			t.Errorf("%s has the tag %q of %q", address, tag, other)
		}
		tags[tag] = address
		if got := first.Header().Get("Cache-Control"); !strings.HasPrefix(got, "public, max-age=300, ") {
			t.Errorf("%s: Cache-Control %q", address, got)
		}
		again := request(r, http.MethodGet, address, map[string]string{"If-None-Match": tag})
		if again.Code != http.StatusNotModified || again.Body.Len() != 0 || again.Header().Get("Etag") != tag {
			t.Errorf("%s: %d with %d bytes when the client has it", address, again.Code, again.Body.Len())
		}
		if other := request(r, http.MethodGet, address, map[string]string{"If-None-Match": `"old"`}); other.Code != http.StatusOK {
			t.Errorf("%s: %d when the client has another", address, other.Code)
		}
	}
	sample := get(site(t, loaded(t, invented)), "/areas").Header().Get("Etag")
	if _, taken := tags[sample]; taken {
		t.Error("real and invented data have the same tag")
	}
}
