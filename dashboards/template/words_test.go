package view

import (
	"testing"
	"time"
)

func TestNumbersReadTheSameEverywhere(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Percent(46.4), "46.4%"}, {Percent(100), "100.0%"}, {Percent(-3.25), "−3.2%"}, {Percent(-0.04), "0.0%"},
		{Count(482640), "482,640"}, {Count(999), "999"}, {Count(-1234567), "−1,234,567"},
		{Money(9_953_000_000), "£9,953m"}, {Money(5_230_000), "£5.2m"}, {Money(12_345), "£12,345"}, {Money(-5_230_000), "−£5.2m"}, {Money(0), "£0"},
		{Digits(1234.25, 1), "1,234.2"}, {Digits(-0.04, 1), "0.0"}, {Digits(-0.05, 2), "−0.05"},
		{Of(168, 412, "plans"), "168 of 412 plans"}, {Of(1204, 2780, ""), "1,204 of 2,780"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestDatesAndPeriodsAreWrittenAsPeopleSayThem(t *testing.T) {
	if got := Date(time.Date(2026, 1, 15, 0, 0, 0, 0, time.UTC)); got != "15 January 2026" {
		t.Errorf("date: %q", got)
	}
	if got := Date(time.Time{}); got != "date not known" {
		t.Errorf("no date: %q", got)
	}
	for in, want := range map[string]string{
		"2024": "2024", "2023-24": "2023/24", "2025-01": "January 2025", "2024-25 autumn": "autumn 2024/25",
		"1999-00": "1999/00", "2000-01": "2000/01", "2006-07": "2006/07", "2025-13": "2025-13", "before 2014": "before 2014", "": "",
	} {
		if got := Period(in); got != want {
			t.Errorf("Period(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestMissingNumbersAreWords(t *testing.T) {
	for _, c := range []struct{ status, because, want string }{
		{"suppressed", "fewer than 6", "suppressed: fewer than 6"},
		{"suppressed", "", "suppressed"},
		{"not available", "", "not published"},
		{"not_applicable", "", "not applicable"},
		{"not collected", "before 2023", "not collected before 2023"},
		{"ok", "anything", ""},
		{"withdrawn", "", "withdrawn"},
	} {
		if got := StatusWords(c.status, c.because); got != c.want {
			t.Errorf("StatusWords(%q, %q) = %q, want %q", c.status, c.because, got, c.want)
		}
	}
}

func TestMarksSayTheirComparisonInWords(t *testing.T) {
	if got := Better.Than("similar areas").Full; got != "better than similar areas" {
		t.Errorf("got %q", got)
	}
	if Better.Full != "better than England" {
		t.Error("comparing with something else changed the mark itself")
	}
}

func TestWordsAreJoinedAndCountedAlikeEverywhere(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{UpperFirst("integrated care board"), "Integrated care board"}, {UpperFirst("école"), "École"}, {UpperFirst(""), ""},
		{Counted(1, "child", "children"), "1 child"}, {Counted(0, "child", "children"), "0 children"}, {Counted(1204, "child", "children"), "1,204 children"},
		{Listed(nil, "and"), ""}, {Listed([]string{"a"}, "and"), "a"}, {Listed([]string{"a", "b"}, "or"), "a or b"}, {Listed([]string{"a", "b", "c"}, "and"), "a, b and c"},
		{Quarter(1), "worse quarter"}, {Quarter(4), "better quarter"}, {Quarter(0), ""}, {Quarter(5), ""},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
