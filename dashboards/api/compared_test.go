package api

import (
	"math"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/mux"

	"inclusion/internal/web"
)

// Camden issued 120 of 200 plans within 20 weeks in 2024. Wilson's interval of 120 in 200, worked out by hand from the formula, is
// 53.08% to 66.54% at z = 1.959964 and 49.08% to 70.01% at z = 3.090232; England's 46.4% is outside both.
func TestAValueSaysHowSureItIsAndHowItCompares(t *testing.T) {
	r := site(t, loaded(t, "england"))
	camden := read(t, r, "/areas/202/indicators/S01").of(t, "period", "2024")
	for field, want := range map[string]float64{"value": 60, "lower": 53.08, "upper": 66.54, "lower998": 49.08, "upper998": 70.01} {
		if got, _ := camden[field].(float64); math.Abs(got-want) > 0.011 {
			t.Errorf("%s is %v, want %v", field, camden[field], want)
		}
	}
	for _, c := range []struct {
		area, period    string
		verdict, judged any
	}{
		{"202", "2024", "higher", "better"},
		{"203", "2024", "lower", "worse"},          // 60 of 196
		{"391", "2024", "higher", "better"},        // 110 of 200
		{"390", "2020", "lower", "worse"},          // 46 of 100
		{"940", "2023", "similar", nil},            // 85 of 150
		{"201", "2024", "too few to compare", nil}, // 4 of 4
		{"390", "2024", nil, nil},                  // suppressed
		{"E92000001", "2024", nil, nil},            // the country itself
		{"E12000004", "2023", "similar", nil},      // a region: 145 of 300
	} {
		row := read(t, r, "/areas/"+c.area+"/indicators/S01").of(t, "period", c.period)
		if row["verdict"] != c.verdict || row["better_or_worse"] != c.judged {
			t.Errorf("%s in %s, %v beside %v, is %v, %v; want %v, %v", c.area, c.period, row["value"], row["england"], row["verdict"], row["better_or_worse"], c.verdict, c.judged)
		}
	}
}

// Beside Camden stand Newcastle (55.0%), Greenwich (30.6%) and Gateshead, which is suppressed: a mean of two, (55.0 + 30.6) ÷ 2.
func TestAnAreaAmongAGroup(t *testing.T) {
	r := site(t, loaded(t, "england"))
	for _, c := range []struct {
		beside, key, areas string
		mean, together     any
		n, place, of       float64
		nearest            string
	}{
		{"", "neighbours", "391 203 390", 42.8, 42.9, 2, 1, 3, "391"}, // (110 + 60) ÷ (200 + 196)
		{"?beside=neighbours", "neighbours", "391 203 390", 42.8, 42.9, 2, 1, 3, "391"},
		{"?beside=region", "region", "203", 30.6, 30.6, 1, 1, 2, "203"}, // the City is left out
		{"?beside=partnership", "partnership", "203", 30.6, 30.6, 1, 1, 2, "203"},
		{"?beside=trial", "trial", "203", 30.6, 30.6, 1, 1, 2, "203"},
		{"?beside=940,391", "custom", "391 940", 54.15, 54.3, 2, 1, 3, "391"}, // (110 + 80) ÷ 350
	} {
		row := read(t, r, "/areas/202/comparisons"+c.beside).of(t, "indicator", "S01")
		if row["beside"] != c.key || plain(row["beside_areas"]) != c.areas || row["mean"] != c.mean || row["mean_n"] != c.n || row["together"] != c.together ||
			row["place"] != c.place || row["place_of"] != c.of || row["nearest_code"] != c.nearest {
			t.Errorf("%s: %v", c.beside, row)
		}
		one := read(t, r, "/areas/202/indicators/S01"+strings.Replace(c.beside, "?", "?offset=0&", 1)).of(t, "period", "2024")
		if c.beside != "" && (one["beside_mean"] != c.mean || one["beside_mean_n"] != c.n) || one["neighbours"] != 42.8 {
			t.Errorf("one indicator %s: %v, %v, neighbours %v", c.beside, one["beside_mean"], one["beside_mean_n"], one["neighbours"])
		}
	}
	for _, alone := range []string{"/areas/E12000007/comparisons", "/areas/england/comparisons", "/areas/928/comparisons?beside=region"} {
		if got := read(t, r, alone); len(got.Data) != 0 {
			t.Errorf("%s has %d rows", alone, len(got.Data))
		}
	}
}

func TestAnyAreasByAnyIndicators(t *testing.T) {
	r := site(t, loaded(t, "england"))
	for query, want := range map[string]string{
		"areas=202&indicators=S01&periods=newest":              "S01 202 2024",
		"areas=202,england&indicators=S01&periods=2020":        "S01 E92000001 2020; S01 202 2020",
		"areas=202&indicators=S03,S01&from=2021&to=2023":       "S01 202 2023; S03 202 2023",
		"areas=202&indicators=S01&from=2024":                   "S01 202 2024",
		"areas=202&indicators=S01&to=2020":                     "S01 202 2020",
		"areas=202&indicators=S01&periods=2020,2024":           "S01 202 2020; S01 202 2024",
		"areas=202&indicators=S01&periods=2020,2024&from=2021": "S01 202 2024",
		"areas=%20202%20,202&indicators=S01,&periods=newest":   "S01 202 2024",
		"areas=928&indicators=S01&periods=newest":              "",
	} {
		var got []string
		for _, row := range read(t, r, "/values?"+query).Data {
			got = append(got, plain(row["indicator"])+" "+plain(row["area_code"])+" "+plain(row["period"]))
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%s gives %s, want %s", query, strings.Join(got, "; "), want)
		}
	}
	one := read(t, r, "/values?areas=202&indicators=S01&periods=2024&pool=all").Data[0]
	if same := read(t, r, "/areas/202/indicators/S01?pool=all").of(t, "period", "2024"); plain(one["rank"]) != plain(same["rank"]) || one["verdict"] != same["verdict"] {
		t.Errorf("one value in two lists is %v and %v", one, same)
	}
}

func TestListsAreNarrowed(t *testing.T) {
	r := site(t, loaded(t, "england"))
	for address, want := range map[string]struct{ field, values string }{
		"/areas?level=country":                     {"code", "E92000001"},
		"/areas?level=authority&region=E12000001":  {"code", "390 391"},
		"/areas?partnership=london":                {"code", "202 203"},
		"/indicators?theme=T5&type=legal":          {"id", "S01"},
		"/indicators?theme=T3":                     {"id", ""},
		"/editions?source=neighbours":              {"source", "neighbours"},
		"/editions?source=absence":                 {"source", ""},
		"/revisions?indicator=S01":                 {"area_code", ""},
		"/indicators/S01/funnel":                   {"area_code", ""}, // six areas are too few for a funnel
		"/indicators/S01/distribution":             {"period", "2020 2023 2024"},
		"/indicators/S01/movers?to=2023&from=2024": {"area_code", "202 391 940 941 203"},
		"/indicators/A01/movers":                   {"area_code", ""},
		"/areas/202/gaps":                          {"measure", ""},
	} {
		var got []string
		for _, row := range read(t, r, address).Data {
			got = append(got, plain(row[want.field]))
		}
		if want.field == "id" && strings.HasPrefix(want.values, "S01") && len(got) > 0 {
			got = got[:1]
		}
		if want.field == "area_code" && strings.Contains(address, "movers") {
			slices.Sort(got)
			sorted := strings.Fields(want.values)
			slices.Sort(sorted)
			want.values = strings.Join(sorted, " ")
		}
		if strings.Join(got, " ") != want.values {
			t.Errorf("%s gives %v, want %s", address, got, want.values)
		}
	}
}

// Camden's 60.0% of 2024 is 5.0 points under its 65.0% of 2023; the two intervals, of 120 and of 130 in 200, overlap.
func TestMoversSayWhatChanceCanExplain(t *testing.T) {
	r := site(t, loaded(t, "england"))
	camden := read(t, r, "/indicators/S01/movers").of(t, "area_code", "202")
	if camden["from"] != "2023" || camden["to"] != "2024" || camden["value_from"] != 65. || camden["change"] != -5. || camden["chance"] != "within chance" || camden["better_or_worse"] != nil {
		t.Errorf("Camden moved %v", camden)
	}
}

func TestWhatCannotBeComparedIsRefused(t *testing.T) {
	r := site(t, loaded(t, "england"))
	many := strings.TrimSuffix(strings.Repeat("202,", 3), ",")
	for address, want := range map[string]struct {
		status int
		says   string
	}{
		"/values?areas=cambden&indicators=S01":          {400, `areas: no area has the code "cambden". The nearest are Camden (202)`},
		"/values?areas=202&indicators=s01":              {400, `indicators: no indicator has the id "s01". The nearest are Plans issued in 20 weeks (S01)`},
		"/values?areas=202&periods=2019-99":             {400, `periods: no indicator has the period "2019-99".`},
		"/values?from=2024&to=2020":                     {400, "from is 2024, which is later than to, 2020. Swap them."},
		"/values?from=latest":                           {400, "from must be a whole number from 1990 to 2100"},
		"/values?areas=" + codes(60):                    {400, "areas can name up to 50, and names 60. Take 10 out, or ask several times."},
		"/areas/202/comparisons?beside=202":             {400, "Camden (202) cannot be compared with itself."},
		"/areas/202/comparisons?beside=" + many:         {400, "cannot be compared with itself"},
		"/areas/202/comparisons?beside=203,203":         {400, "named twice"},
		"/areas/202/comparisons?beside=somebody":        {400, `No area has the code "somebody". A group is neighbours, region, partnership, trial or up to 19 codes`},
		"/areas/202/comparisons?beside=928":             {400, "Northamptonshire (928) ended on 31 March 2021."},
		"/areas/202/comparisons?beside=" + codes(20):    {400, "A group can have up to 19 areas, and this address names 20. Take 1 out"},
		"/areas/390/comparisons?beside=partnership":     {400, "Gateshead is in no expert partnership"},
		"/areas/E12000007/indicators/S01?beside=region": {400, "London is not a local authority."},
		"/areas/cambden/gaps":                           {404, "Camden (202)"},
		"/areas/cambden/comparisons?beside=region":      {404, "Camden (202)"},
		"/areas/cambden/inspections.csv":                {404, "Camden (202)"},
		"/areas?level=town":                             {400, `The level "town" is none of country, region, subregion and authority.`},
		"/areas?region=202":                             {400, `No region has the code "202".`},
		"/areas?partnership=paris":                      {400, `No expert partnership has the id "paris".`},
		"/indicators?theme=T11":                         {400, `The theme "T11" is none of T1,`},
		"/indicators?type=good":                         {400, `The type "good" is none of legal, scored and context.`},
		"/editions?source=press":                        {400, `The source "press" is none of `},
		"/revisions?indicator=S0":                       {400, `indicator: no indicator has the id "S0".`},
		"/partnerships/paris":                           {404, `No expert partnership has the id "paris". There are london, and all for all of them.`},
		"/indicators/S1/movers":                         {404, "No indicator has the id"},
		"/indicators/S01/movers?from=2019":              {400, `S01 has no period "2019".`},
		"/indicators/S01/movers?from=2020&to=2020":      {400, "both are 2020"},
		"/indicators/S01/movers?from=2020&to=2024":      {400, "2020 and 2024 are not comparable: from 20"},
		"/indicators/S01/funnel?limits=narrow":          {400, `The limits "narrow" is none of chance and wide.`},
		"/indicators/S01/funnel?period=2019":            {400, `S01 has no period "2019".`},
		"/releases?source=ehc-plans":                    {400, `There is no parameter "source" here.`},
	} {
		a := get(r, address)
		var body map[string]any
		parse(t, a.Body.Bytes(), &body)
		if detail, _ := body["detail"].(string); a.Code != want.status || !strings.Contains(detail, want.says) {
			t.Errorf("%.70s: %d %s", address, a.Code, detail)
		}
	}
}

// codes are so many codes of which none is an area's.
func codes(n int) string {
	var all []string
	for i := range n {
		all = append(all, plain(float64(1000+i)))
	}
	return strings.Join(all, ",")
}

// A list of what is expected says what is late, so its tag changes with the day; that of other lists does not.
func TestWhatIsLateDependsOnTheDay(t *testing.T) {
	w := opened(t, loaded(t, "england"))
	day := time.Date(2025, 2, 1, 12, 0, 0, 0, time.UTC)
	router := mux.NewRouter()
	Routes(router, w, &web.Site{Log: quiet}, web.NewCache(1<<20), func() time.Time { return day }, nil)
	tags := func() (releases, areas string) {
		return get(router, "/releases").Header().Get("Etag"), get(router, "/areas").Header().Get("Etag")
	}
	late := func() (n int) {
		for _, row := range read(t, router, "/releases").Data {
			if row["late"] == true {
				n++
			}
		}
		return n
	}
	firstReleases, firstAreas := tags()
	before := late()
	day = day.AddDate(3, 0, 0)
	nextReleases, nextAreas := tags()
	if firstReleases == nextReleases || firstAreas != nextAreas {
		t.Errorf("three years on, the tags are %s, then %s; %s, then %s", firstReleases, nextReleases, firstAreas, nextAreas)
	}
	if after := late(); after <= before {
		t.Errorf("%d are late, and three years on %d", before, after)
	}
	old := httptest.NewRequest(http.MethodGet, Prefix+"/releases", nil)
	old.Header.Set("If-None-Match", firstReleases)
	answer := httptest.NewRecorder()
	if router.ServeHTTP(answer, old); answer.Code != http.StatusOK {
		t.Errorf("a client that has the list of another day is answered %d", answer.Code)
	}
}
