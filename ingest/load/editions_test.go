package load

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// release is a file with the day its publisher gives it.
func release(t *testing.T, name, text, day string) Item {
	t.Helper()
	item := offered(t, name, text)
	if day != "" {
		published, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		item.Published = published
	}
	return item
}

func TestTheNewerReleaseWinsWhateverTheOrderOfLoading(t *testing.T) {
	l := tinyLoader(t)
	older := release(t, "release-2024.csv", timeliness(t, l.Register, "2022", "2023").String(), "2024-06-27")
	newer := release(t, "release-2025.csv", revised2023(t, l).String(), "2025-06-26")
	for name, order := range map[string][][]Item{
		"oldest first": {{older}, {newer}}, "newest first": {{newer}, {older}}, "together": {{older, newer}}, "together, newest first": {{newer, older}},
	} {
		t.Run(name, func(t *testing.T) {
			l := tinyLoader(t)
			ids := map[string]string{}
			for _, items := range order {
				for _, e := range load(t, l, items...).Editions {
					ids[e.ID] = e.Name
				}
			}
			db := readingOf(t, l)
			for period, want := range map[string]string{"2022": "46.4 release-2024.csv", "2023": "56.4 release-2025.csv", "2024": "46.4 release-2025.csv"} {
				value := one(t, db, "select value.value || ' ' || edition.name from value join edition on edition.id = value.edition where indicator = 'S01' and area_code = '101' and period = ?", period)
				if value != want {
					t.Errorf("Alderbrook in %s is %q, want %q", period, value, want)
				}
			}
			const changed = "select string_agg(concat_ws(' ', area_code, period, was, is_now, a.name, b.name), '; ' order by area_code) from revision join edition a on a.id = was_edition join edition b on b.id = revision.edition where indicator = 'S01'"
			want := "101 2023 46.4 56.4 release-2024.csv release-2025.csv; X12000001 2023 46.4 49.7 release-2024.csv release-2025.csv; " +
				"X92000001 2023 46.4 48.4 release-2024.csv release-2025.csv"
			if got := one(t, db, changed); got != want {
				t.Errorf("revisions:\n got %s\nwant %s", got, want)
			}
		})
	}
}

// revised2023 is a later release, in which Alderbrook issued a hundred more plans in time in 2023.
func revised2023(t *testing.T, l *Loader) *table {
	f := timeliness(t, l.Register, "2023", "2024")
	for code, figures := range map[string][2]string{"101": {"564", "56.4"}, "X12000001": {"1492", "49.7"}, "": {"2420", "48.4"}} {
		f.set(code, "2023", "plans_issued_20_weeks_ex", figures[0]).set(code, "2023", "pc_plans_issued_20_weeks_ex", figures[1])
	}
	return f
}

func TestAnEditionWithoutADateIsAsOldAsWhatItSpeaksOf(t *testing.T) {
	dated := func(id, published, last string) shelf {
		s := shelf{edition: Edition{ID: id}, manifest: manifest{Tables: []Table{{Name: "t", Last: last}}}}
		if published != "" {
			s.edition.Published, _ = time.Parse(time.DateOnly, published)
		}
		return s
	}
	all := []shelf{dated("a", "2025-01-15", "2022"), dated("b", "", "2024"), dated("c", "2024-06-01", "2023"), dated("d", "2025-06-26", "2024"), dated("e", "", "2023")}
	for turn := range len(all) {
		ids := ""
		for _, s := range ordered(append(all[turn:len(all):len(all)], all[:turn]...), About{Table: "t", Basis: "calendar"}) {
			ids += s.edition.ID
		}
		if ids != "dabce" {
			t.Errorf("begun at %d, the order is %s, want dabce", turn, ids)
		}
	}
}

// TestWhatCameInLastIsTheNewestWhateverTheClockSaid loads a revision while the clock is years behind.
func TestWhatCameInLastIsTheNewestWhateverTheClockSaid(t *testing.T) {
	about := manifest{Tables: []Table{{Name: "t", Last: "2024"}}}
	first := shelf{edition: Edition{ID: "a", Fetched: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)}, manifest: about}
	revised := shelf{edition: Edition{ID: "b", Fetched: time.Date(2019, 6, 1, 0, 0, 0, 0, time.UTC)}, manifest: about}
	if got := ordered([]shelf{first, revised}, About{Table: "t", Basis: "calendar"}); got[0].edition.ID != "b" {
		t.Error("the file that came in first counts as the newest, because the clock was wrong when the other came")
	}
}

func TestWrongEnglandFiguresKeepOutOnlyTheEditionTheyComeFrom(t *testing.T) {
	l := newLoader(t, "england")
	good := offered(t, "timeliness.csv", timeliness(t, l.Register, "2024").String())
	wrong := requests(t, l.Register, "2024")
	refused, withdrawn, share := slices.Index(wrong.header, "requests_decided_not_to_assess"), slices.Index(wrong.header, "requests_withdrawn"), slices.Index(wrong.header, "request_not_assess_pc")
	for _, row := range wrong.rows { // right in itself: 300 in a thousand were refused, and as many fewer withdrawn
		received, err := strconv.Atoi(row[firstOwn])
		if err != nil {
			t.Fatal(err)
		}
		row[refused], row[withdrawn], row[share] = strconv.Itoa(received*30/100), strconv.Itoa(received*5/100), "30.0"
	}
	report := load(t, l, good, offered(t, "requests.csv", wrong.String()))
	if !report.Published || len(report.Editions) != 1 || report.Files[0].Outcome != loaded || report.Files[1].Outcome != rejected {
		t.Fatalf("want the timeliness in and the requests out: %v", report.Files)
	}
	for _, want := range []string{"requests.csv", "S06", "England's value is not the published one", "found 30", "expected 25.2"} {
		if !strings.Contains(report.Files[1].Reason, want) {
			t.Errorf("the reason should say %q: %s", want, report.Files[1].Reason)
		}
	}
	if got := one(t, readingOf(t, l), "select count(*) from value where indicator = 'S06' and value is not null"); got != "0" {
		t.Errorf("%s values of the refused edition are published", got)
	}
	if held, err := l.archive().editions(); err != nil || len(held) != 1 {
		t.Errorf("the archive holds %d editions (%v), want 1", len(held), err)
	}
}
