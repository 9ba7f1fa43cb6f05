package backup

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

func TestRotationKeepsTheNewestOfEachDayWeekAndMonth(t *testing.T) {
	day := func(y, m, d, h int) string { return nameOf(time.Date(y, time.Month(m), d, h, 0, 0, 0, time.UTC)) }
	names := []string{
		day(2199, 1, 1, 0), // a clock that was wrong
		day(2026, 3, 10, 12), day(2026, 3, 10, 2), day(2026, 3, 9, 2), day(2026, 3, 8, 2), day(2026, 3, 3, 2), day(2026, 2, 20, 2), day(2026, 2, 1, 2), day(2025, 12, 31, 2),
	}
	for _, c := range []struct {
		keep Keep
		gone []int
	}{
		{Keep{Days: 3}, []int{2, 4, 5, 6, 7, 8}},
		{Keep{Days: 1, Weeks: 3}, []int{2, 3, 5, 6, 7, 8}},
		{Keep{Months: 4}, []int{2, 3, 4, 5, 7}},
		{Keep{Days: 99}, []int{2}},
	} {
		var want []string
		for _, i := range c.gone {
			want = append(want, names[i])
		}
		if got := c.keep.spare(names); !slices.Equal(got, want) {
			t.Errorf("%+v removes %v, want %v", c.keep, got, want)
		}
	}
}

func TestWhatToKeepIsReadAndWritten(t *testing.T) {
	for text, good := range map[string]bool{"days=7,weeks=5,months=12": true, "days=1": true, "weeks=0, months=2": true, "": false, "days=0": false, "years=1": false, "days=-1": false, "days": false} {
		var k Keep
		err := k.UnmarshalText([]byte(text))
		if (err == nil) != good {
			t.Errorf("%q: %+v, %v", text, k, err)
		}
		if good {
			var again Keep
			if b, err := k.MarshalText(); err != nil || again.UnmarshalText(b) != nil || again != k {
				t.Errorf("%q is written %s", text, b)
			}
		}
	}
}

func TestRotationRemovesEditionsThatNoBackupNames(t *testing.T) {
	data, s := dataFolder(t), Shelf{t.TempDir()}
	old, _ := made(t, s, data, at)
	list(t, data, "", "another edition")
	newest, m := made(t, s, data, at.AddDate(0, 0, 1))
	wrong, _ := made(t, s, data, at.AddDate(100, 0, 0)) // the clock was wrong for once
	removed, err := s.Rotate(Keep{Days: 1}, newest)
	if err != nil || !slices.Equal(removed, []string{old}) {
		t.Fatalf("%v, %v; want the oldest removed, and neither %s nor the one just made", removed, err, wrong)
	}
	if _, err := os.Stat(s.edition(sumOf([]byte("an edition of ")))); !os.IsNotExist(err) {
		t.Errorf("an edition that only the removed backup named is there (%v)", err)
	}
	if len(m.Editions) != 3 {
		t.Errorf("%+v", m.Editions)
	}
	if _, err := s.Check(t.Context(), newest); err != nil {
		t.Error(err)
	}
	if err := os.Remove(filepath.Join(s.path(wrong), "manifest.json")); err != nil {
		t.Fatal(err)
	}
	write(t, s.edition(sumOf([]byte("nobody's"))), "nobody's")
	if _, err := s.Rotate(Keep{Days: 2}, newest); err == nil {
		t.Error("a backup that cannot be read was passed over")
	}
	if _, err := os.Stat(s.edition(sumOf([]byte("nobody's")))); err != nil {
		t.Errorf("an edition was removed though a backup cannot be read: %v", err)
	}
}
