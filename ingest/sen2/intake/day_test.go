package intake

import (
	"bytes"
	"strings"
	"testing"

	"inclusion/ingest/sen2"
	"inclusion/internal/returns"
)

// TestADayThatAReturnCannotSpeakOfIsNotTaken: a wrong year in the header's date is one finding and not a thousand, and nobody sees a return
// as at a day that it says nothing of.
func TestADayThatAReturnCannotSpeakOfIsNotTaken(t *testing.T) {
	taker, xml, _ := inventedTaker(t)
	take := func(made string, asAt sen2.Date) (returns.Taken, error) {
		before, rest, _ := bytes.Cut(xml, []byte("<DateTime>"))
		_, after, _ := bytes.Cut(rest, []byte("</DateTime>"))
		file := string(before) + "<DateTime>" + made + "T09:00:00</DateTime>" + string(after)
		one := taker
		one.AsAt = asAt
		return one.Take(t.Context(), returns.Upload{Body: strings.NewReader(file), Size: int64(len(file))}, "101")
	}
	found := func(taken returns.Taken) int {
		n := 0
		for _, f := range taken.Return.Findings {
			n += f.Count
		}
		return n
	}
	whole, err := take("2026-01-20", 0)
	if err != nil {
		t.Fatal(err)
	}
	for made, want := range map[string]string{"2016-01-20": "2026-01-15", "2024-12-31": "2026-01-15", "2025-01-01": "2025-01-01", "2025-09-01": "2025-09-01", "2026-02-01": "2026-01-15"} {
		taken, err := take(made, 0)
		if err != nil || taken.Return.AsAt != want || taken.Return.Pace.AsAt != want {
			t.Errorf("made on %s it is seen as at %s, pace at %v: %v", made, taken.Return.AsAt, taken.Return.Pace, err)
		}
		if more := found(taken) - found(whole); made == "2016-01-20" && more != 1 {
			t.Errorf("a wrong year in the header's date is found %d times", more)
		}
	}
	for asAt, fits := range map[sen2.Date]bool{sen2.Day(2024, 12, 31): false, sen2.Day(2025, 1, 1): true, sen2.Day(2026, 1, 15): true, sen2.Day(2026, 1, 16): false, sen2.BadDate: false} {
		taken, err := take("2026-01-20", asAt)
		if _, refused := Refused(err); refused == fits || fits && taken.Return.AsAt != asAt.String() {
			t.Errorf("as at %s: %v", asAt, err)
		}
	}
}
