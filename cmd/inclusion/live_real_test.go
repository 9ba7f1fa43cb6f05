package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"inclusion/ingest/fetch/standin"
)

// publishReal publishes real files as their publishers do.
func publishReal(t *testing.T) *publisher {
	t.Helper()
	real, err := filepath.Abs("../../../shared/real")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(real); err != nil {
		t.Skip("needs ../shared/real, the published files")
	}
	const winter = "/government/statistics/tribunal-statistics-quarterly-january-to-march-2023"
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 8, 30, 0, 0, time.UTC) }
	return publish(t, real, standin.Catalogue{
		Publications: []standin.Publication{{Slug: "education-health-and-care-plans", Title: "Education, health and care plans", Releases: []standin.Release{
			{ID: "version-2025", Slug: "2025", Title: "Reporting year 2025", Published: day(2025, 6, 26), Zip: "ehc-plans/education-health-and-care-plans_2025.zip",
				Files: []standin.File{{ID: "other", Title: "Other", File: "ehc-plans/sen2_mi_2014-2022.csv"}}},
			{ID: "version-2026", Slug: "2026", Title: "Reporting year 2026", Published: day(2026, 6, 25), Latest: true,
				Files: []standin.File{{ID: "appeals", Title: "SEND appealable decisions", File: "tribunal/SEND appealable decisions rate 2024-2025.csv", Supporting: true}}},
		}}},
		Collections: []standin.Collection{{Path: "/government/collections/tribunals-statistics", Title: "Tribunals statistics", Documents: []string{winter}}},
		Documents: []standin.Document{
			{Path: winter, Title: "Tribunal Statistics Quarterly: January to March 2023", Updated: day(2023, 6, 8),
				Attachments: []standin.Attachment{{Title: "SEND tables", File: "tribunal/send_appeal_rate_table_2022.ods"}}},
			{Path: "/government/publications/local-authority-interactive-tool-lait", Title: "Local authority interactive tool (LAIT)", Updated: day(2025, 5, 1),
				Attachments: []standin.Attachment{{Title: "Statistical neighbours", File: "areas/sn_may_2025.xlsx"}}},
		},
	})
}

// TestIngestLiveOnRealFiles fetches published files from the stand-in, as releases and as attachments of GOV.UK, and reads
// published figures back.
func TestIngestLiveOnRealFiles(t *testing.T) {
	p := publishReal(t)
	c := p.asks(filepath.Join(t.TempDir(), "data"))
	code, printed := command(t, c, "ingest", "--live", "ehc-plans", "neighbours", "tribunal")
	if code != exitDone {
		t.Errorf("ends with %d", code)
	}
	for _, said := range []string{
		"education-health-and-care-plans_2025.zip/data/timeliness_20_week.csv: loaded",
		"education-health-and-care-plans_2026.zip/supporting-files/SEND appealable decisions rate 2024-2025.csv: loaded",
		"sn_may_2025.xlsx: loaded", "send_appeal_rate_table_2022.ods: loaded",
	} {
		if !contains(printed, said) {
			t.Errorf("does not say %q:\n%s", said, printed)
		}
	}
	for _, figure := range []struct {
		args []string
		says string
	}{
		{[]string{"--indicator", "S01", "--area", "202", "--period", "2024"}, "S01,202,Camden,2024,172,178,96.6,ok,"},
		{[]string{"--indicator", "R01", "--area", "E92000001", "--period", "2025"}, "R01,E92000001,England,2025,26977,405735,6.6,ok,"},
	} {
		if _, printed := command(t, c, append([]string{"values"}, figure.args...)...); !contains(printed, figure.says) {
			t.Errorf("want %s, got:\n%s", figure.says, printed)
		}
	}
	if code, printed = command(t, c, "ingest", "--live", "ehc-plans", "neighbours", "tribunal"); code != exitDone || contains(printed, "loaded") {
		t.Errorf("the same again ends with %d:\n%s", code, printed)
	}
}
