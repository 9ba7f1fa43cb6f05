package fetch_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"inclusion/ingest/fetch"
	"inclusion/ingest/fetch/standin"
)

// transport answers without a network, so that synctest's clock can run: it moves only when everybody waits.
type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// drip is a body that sends one line after each pause.
type drip struct {
	ctx   context.Context
	pause time.Duration
	lines int
}

func (d *drip) Read(p []byte) (int, error) {
	if d.lines == 0 {
		return 0, io.EOF
	}
	select {
	case <-d.ctx.Done():
		return 0, d.ctx.Err()
	case <-time.After(d.pause):
	}
	d.lines--
	return copy(p, "202324,National,1\n"), nil
}

func (d *drip) Close() error { return nil }

func dripping(t *testing.T, pause time.Duration, lines int) *fetch.Client {
	t.Helper()
	client, err := fetch.New(fetch.Options{Timeout: time.Minute, Deadline: time.Hour, HTTP: &http.Client{
		Transport: transport(func(r *http.Request) (*http.Response, error) {
			return &http.Response{
				StatusCode: http.StatusOK, Request: r, ContentLength: -1, Header: http.Header{"Content-Type": {"text/csv"}},
				Body: &drip{ctx: r.Context(), pause: pause, lines: lines},
			}, nil
		}),
	}})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func TestASlowLineIsNotSilence(t *testing.T) {
	file := fetch.Found{Title: "a table", URL: "https://www.gov.uk/a.csv"}
	tests := []struct {
		name  string
		pause time.Duration
		lines int
		says  string
	}{
		{"half an hour, a line every 50 seconds", 50 * time.Second, 36, ""},
		{"a pause of 70 seconds", 70 * time.Second, 3, "tried 5 times (nothing was heard for 1m0s)"},
		{"two hours, a line every 50 seconds", 50 * time.Second, 144, "tried once (it took longer than the 1h0m0s allowed)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				taken, err := dripping(t, tt.pause, tt.lines).Take(t.Context(), file, t.TempDir(), fetch.Known{})
				switch {
				case tt.says == "" && (err != nil || taken.Size != int64(tt.lines*len("202324,National,1\n"))):
					t.Errorf("got %d bytes, %v", taken.Size, err)
				case tt.says != "" && (err == nil || !strings.Contains(err.Error(), tt.says)):
					t.Errorf("got %v, want ... %s", err, tt.says)
				}
			})
		})
	}
}

func TestWithoutOrdersEachWaitIsLongerAndNoneIsTheSameForAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked []time.Time
		client, err := fetch.New(fetch.Options{Retries: 7, HTTP: &http.Client{
			Transport: transport(func(r *http.Request) (*http.Response, error) {
				asked = append(asked, time.Now())
				return nil, io.ErrUnexpectedEOF
			}),
		}})
		if err != nil {
			t.Fatal(err)
		}
		_, err = client.Look(t.Context(), fetch.Place{EES: &fetch.EES{Publication: plans}})
		var unreachable *fetch.Unreachable
		if !errors.As(err, &unreachable) || unreachable.Tries != 8 || !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Fatalf("got %v", err)
		}
		for i, full := range []time.Duration{1, 2, 4, 8, 16, 32, 60} {
			full *= time.Second
			if wait := asked[i+1].Sub(asked[i]); wait < full/2 || wait > full {
				t.Errorf("wait %d was %s, want between %s and %s", i+1, wait, full/2, full)
			}
		}
	})
}

func TestCompressionNobodySpokeOfIsUndone(t *testing.T) {
	var packed bytes.Buffer
	zipper := gzip.NewWriter(&packed)
	if _, err := io.WriteString(zipper, "a,b\n1,2\n"); err != nil {
		t.Fatal(err)
	}
	if err := zipper.Close(); err != nil {
		t.Fatal(err)
	}
	path := standin.FilePath(timely)
	w := newWorld(t)
	w.Fail(path, standin.Body("text/csv", packed.String()))
	if taken := w.take(t, w.file(path)); taken.SHA256 != sha([]byte("a,b\n1,2\n")) {
		t.Errorf("kept %q", read(t, taken.Path))
	}
	w.Fail(path, standin.Body("text/csv", packed.String()[:packed.Len()-6]))
	_, err := w.client.Take(t.Context(), w.file(path), w.into, fetch.Known{})
	var part *fetch.Truncated
	if !errors.As(err, &part) || !strings.Contains(err.Error(), "compressed form stops") {
		t.Errorf("cut: got %v", err)
	}
	w.Fail(path, standin.Body("text/csv", "\x1f\x8bnot really"))
	if _, err = w.client.Take(t.Context(), w.file(path), w.into, fetch.Known{}); !errors.As(err, &part) || !strings.Contains(err.Error(), "damaged") {
		t.Errorf("damaged: got %v", err)
	}
}

func TestAnEditionThatUnpacksToTooMuchIsTooLarge(t *testing.T) {
	w := newWorld(t, func(o *fetch.Options) { o.MaxBytes = 10_000 })
	w.write(t, timely, strings.Repeat("0", 1_000_000))
	_, err := w.client.Take(t.Context(), w.file(csv2026), w.into, fetch.Known{})
	var large *fetch.TooLarge
	if !errors.As(err, &large) || w.leftovers(t) != 0 {
		t.Errorf("got %v", err)
	}
}
