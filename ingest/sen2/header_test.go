package sen2

import (
	"reflect"
	"strings"
	"testing"
)

func TestAHeaderIsReadFieldByField(t *testing.T) {
	var h Header
	for f, text := range map[Field]string{
		Collection: "SEN2", Year: "2026", ReferenceDate: "2026-01-15", SourceLevel: "L", LEA: "852", SoftwareCode: "Case System 4.2", Release: "1.0_b-2", SerialNo: "001",
		DateTime: "2026-01-20T09:00:00", DMO: "Y", DCO: " N ", DSCO: "R",
	} {
		h.Set(f, []byte(text))
	}
	want := Header{Collection: "SEN2", Year: 2026, ReferenceDate: Day(2026, 1, 15), SourceLevel: 'L', Authority: 852, Software: "Case System 4.2", Release: "1.0_b-2", Serial: "001",
		MadeAt: "2026-01-20T09:00:00", DMO: 'Y', DCO: 'N', DSCO: 'R'}
	if !reflect.DeepEqual(h, want) {
		t.Errorf("the header is %+v", h)
	}
	if h.MadeOn() != Day(2026, 1, 20) || (&Header{}).MadeOn() != 0 {
		t.Errorf("it was made on %s", h.MadeOn())
	}
}

func TestWhatCannotBeReadInAHeaderIsAFaultAndForgotten(t *testing.T) {
	for _, c := range []struct {
		field Field
		text  string
		kind  FaultKind
	}{
		{Year, "canary", Unreadable}, {Year, "26", Unreadable}, {Year, "002026", Unreadable}, {Year, "18446744073709553642", Unreadable}, {Year, "-026", Unreadable},
		{ReferenceDate, "canary", Unreadable}, {SourceLevel, "S", NotACode}, {SourceLevel, "LL", NotACode}, {LEA, "85", NotACode}, {LEA, "8520", NotACode}, {LEA, "canary", NotACode},
		{SerialNo, "canary", Unreadable}, {SerialNo, "1234567890", Unreadable}, {DateTime, "canary", Unreadable}, {DMO, "X", NotACode}, {DCO, "YES", NotACode}, {DSCO, "1", NotACode},
	} {
		var h Header
		h.Set(c.field, []byte(c.text))
		if len(h.Faults) != 1 || h.Faults[0] != (Fault{Kind: c.kind, Field: c.field}) {
			t.Errorf("%s of %q has faults %v", c.field.Path(), c.text, h.Faults)
		}
		if h.Year != 0 || strings.Contains(h.Serial+h.MadeAt, "canary") || h.ReferenceDate.Given() || h.Authority.Given() || h.DMO.Given() {
			t.Errorf("%s of %q was kept: %+v", c.field.Path(), c.text, h)
		}
	}
}

func TestBlankFieldsOfAHeaderSetNothing(t *testing.T) {
	var h Header
	for f := Collection; f <= DSCO; f++ {
		h.Set(f, []byte(" \t\r\n"))
	}
	if !reflect.DeepEqual(h, Header{}) {
		t.Errorf("the header is %+v", h)
	}
}

func TestTextOfAHeaderIsKeptOnlyAsFarAsItCanBeAName(t *testing.T) {
	var h Header
	h.Set(SoftwareCode, []byte("<script>alert('x')</script> "+strings.Repeat("long", 40)))
	h.Set(Collection, []byte("SEN2 and much more"))
	h.Set(DateTime, []byte("2026-01-20T09:00:00.123Z"))
	if strings.ContainsAny(h.Software, "<>'()/") || len(h.Software) != 60 || h.Collection != "SEN2 and m" || h.MadeAt != "2026-01-20T09:00:00" {
		t.Errorf("the header is %+v", h)
	}
	h.Set(DateTime, []byte("2026-01-20"))
	if h.MadeAt != "2026-01-20T00:00:00" {
		t.Errorf("it was made at %s", h.MadeAt)
	}
}

func TestANumberOfSomebodyIsNoNameOfSoftware(t *testing.T) {
	for text, want := range map[string]string{"Case System 4.2": "Case System 4.2", "2026.01.15-r2": "2026.01.15-r2", "20260115": "20260115", "H987650123456": "", "No. 9988776655": ""} {
		var h Header
		h.Set(SoftwareCode, []byte(text))
		h.Set(Release, []byte(text))
		if h.Software != want || h.Release != want {
			t.Errorf("%q is kept as %q and %q, want %q", text, h.Software, h.Release, want)
		}
	}
}
