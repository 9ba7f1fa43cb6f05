package intake

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	invented "inclusion/ingest/invent/returns"
	"inclusion/ingest/sen2"
	"inclusion/internal/returns"
)

// canary is in whatever fails, and may be in nothing that is said of it.
const canary = "Canary, whose number is A123"

// failing gives some of a file and then fails as a program does.
type failing struct {
	io.Reader
}

func (f failing) Read(b []byte) (int, error) {
	n, err := f.Reader.Read(b)
	if err == io.EOF {
		panic(canary)
	}
	return n, err
}

func inventedTaker(t *testing.T) (taker Taker, xml, export []byte) {
	t.Helper()
	years, err := sen2.LoadYears(nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := invented.Sized(7, "101", 2026, 300)
	if err != nil {
		t.Fatal(err)
	}
	var text, packed bytes.Buffer
	if err := errors.Join(r.WriteXML(&text), r.WriteExport(&packed)); err != nil {
		t.Fatal(err)
	}
	return Taker{Years: years, Now: time.Now, Guard: func(tables []returns.Table) []returns.Table { return tables }}, text.Bytes(), packed.Bytes()
}

// TestAFailureOfTheProgramRepeatsNothing fails on every goroutine that has a record in its hands.
func TestAFailureOfTheProgramRepeatsNothing(t *testing.T) {
	taker, xml, export := inventedTaker(t)
	fails := func() { panic(canary) }
	for name, c := range map[string]struct {
		change func(*Taker)
		body   io.Reader
		fault  bool // and not a refusal of the file
	}{
		"while a message is parsed":     {nil, failing{bytes.NewReader(xml[:len(xml)-100])}, false},
		"while a ZIP arrives":           {nil, failing{bytes.NewReader(export)}, true},
		"while people are looked at":    {func(t *Taker) { t.Progress = func(int64) { fails() } }, bytes.NewReader(xml), true},
		"while tables are put together": {func(t *Taker) { t.Progress = func(int64) { fails() } }, bytes.NewReader(export), true},
		"while the authority is sought": {func(t *Taker) { t.Known = func(string) bool { fails(); return true } }, bytes.NewReader(xml), true},
		"while a register is read":      {func(t *Taker) { t.Register = func() (sen2.Establishments, error) { fails(); return nil, nil } }, bytes.NewReader(xml), true},
		"while indicators are worked out": {func(t *Taker) {
			t.Values = func(context.Context, string, int, []returns.Table) ([]returns.Value, error) { fails(); return nil, nil }
		}, bytes.NewReader(xml), true},
	} {
		one := taker
		if c.change != nil {
			c.change(&one)
		}
		taken, err := one.Take(t.Context(), returns.Upload{Body: c.body, Size: -1}, "101")
		var fault returns.Fault
		if err == nil || strings.Contains(err.Error(), "Canary") || errors.As(err, &fault) != c.fault || len(taken.Places) > 0 || taken.Return.People > 0 {
			t.Errorf("%s: %v, and %d people stay", name, err, taken.Return.People)
		}
		if c.fault && (!strings.Contains(fault.In, "inclusion/") || strings.Contains(fault.In, "Canary")) {
			t.Errorf("%s: it failed in %q", name, fault.In)
		}
	}
}

// TestReadingThatIsBrokenOffLeavesNothing: who goes away in the middle has sent nothing.
func TestReadingThatIsBrokenOffLeavesNothing(t *testing.T) {
	taker, xml, export := inventedTaker(t)
	for name, file := range map[string][]byte{"XML": xml, "the export": export} {
		ctx, cancel := context.WithCancel(t.Context())
		one := taker
		one.Progress = func(int64) { cancel() }
		taken, err := one.Take(ctx, returns.Upload{Body: bytes.NewReader(file), Size: int64(len(file))}, "101")
		if !errors.Is(err, context.Canceled) || taken.Return.People > 0 || len(taken.Places) > 0 {
			t.Errorf("%s: %v, and %d people stay", name, err, taken.Return.People)
		}
	}
}
