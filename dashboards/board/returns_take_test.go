package board

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"inclusion/internal/account"
	"inclusion/internal/returns"
	"inclusion/internal/web"
)

func TestAReturnIsReadAndOnlyItsCountsAreKept(t *testing.T) {
	o := openReturns(t)
	got := o.sendParts(ofData, part{"file", "Sample Child.xml", "<Message/>"})
	kept := o.kept()
	if len(kept) != 1 || got.status != http.StatusSeeOther || got.header.Get("Location") != "/board/101/return/"+kept[0].ID+"/findings?taken=new" {
		t.Fatalf("status %d to %q, kept %+v", got.status, got.header.Get("Location"), kept)
	}
	if one := kept[0]; one.TakenBy != ofData.ID || !one.TakenAt.Equal(o.desk.Now()) || one.SHA256 != "hash-of-10-bytes" {
		t.Errorf("it is kept as %+v", one)
	}
	said := wordsOf(o.get(ofData, got.header.Get("Location")).page)
	for _, want := range []string{"The return is read and its counts are kept. The file is not.", "1 kind of error in 340 places. Put the errors right before the return is sent.",
		"not the Department for Education's", "Own return, not published, census of 15 January 2026.", errorRule(), "340", "300"} {
		if !strings.Contains(said, want) {
			t.Errorf("the page does not say %q: %s", want, said)
		}
	}
	if strings.Contains(o.log.String()+said, "Sample Child") {
		t.Error("the name of the file is kept")
	}
}

func TestTheSameFileTakesItsOwnPlace(t *testing.T) {
	o := openReturns(t)
	first := o.take()
	got := o.sendParts(ofData, part{"file", "return.xml", "<Message/>"})
	if len(o.kept()) != 1 || !strings.HasSuffix(got.header.Get("Location"), "?taken=again") || o.waiting() != 1 {
		t.Fatalf("%d kept, %d lists, then %q", len(o.kept()), o.waiting(), got.header.Get("Location"))
	}
	if said := wordsOf(o.get(ofData, got.header.Get("Location")).page); !strings.Contains(said, "the same file as before") {
		t.Errorf("the page says %s", said)
	}
	if old := o.get(ofData, "/board/101/return/"+first); old.status != http.StatusNotFound || !strings.Contains(old.text, "stands in its place") {
		t.Errorf("the first is answered %d: %s", old.status, old.text)
	}
}

// refuses is a taker that reads some of a file and gives it up.
func refuses(err error) taker {
	return func(_ context.Context, file returns.Upload, _ string) (returns.Taken, error) {
		_, _ = io.ReadFull(file.Body, make([]byte, 4))
		return returns.Taken{}, err
	}
}

func TestOfARefusedReturnNothingIsKept(t *testing.T) {
	file := part{"file", "return.xml", "<Message/>"}
	for name, c := range map[string]struct {
		taker  taker
		parts  []part
		status int
		want   string
	}{
		"refused": {refuses(&returns.Refusal{What: "The file is not XML", Line: 3}), []part{file}, 422, "The file is not XML (line 3). Nothing of the file is kept."},
		"of another authority": {func(context.Context, returns.Upload, string) (returns.Taken, error) {
			return takenReturn("102", "x"), nil
		}, []part{file}, 422, "of another authority"},
		"no file":                   {reads, []part{{"word", "", "yes"}}, 422, "Choose the file of the return."},
		"a file field left empty":   {reads, []part{{"file", "", ""}}, 422, "Choose the file of the return."},
		"nothing at all":            {reads, nil, 422, "Choose the file of the return."},
		"two files":                 {reads, []part{file, file}, 422, "Two files were sent. Send one at a time"},
		"too many fields":           {reads, []part{{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}}, 400, "more fields"},
		"an error of the program":   {refuses(errors.New(canary)), []part{file}, 500, "went wrong"},
		"a program that fails":      {func(context.Context, returns.Upload, string) (returns.Taken, error) { panic(canary) }, []part{file}, 500, "went wrong"},
		"it took too long":          {refuses(context.DeadlineExceeded), []part{file}, 503, "took too long"},
		"a taker that was shut off": {nil, []part{file}, 503, "not set up"},
	} {
		o := openReturns(t)
		if o.pages.Returns.Taker = c.taker; c.taker == nil {
			o.pages.Returns.Taker = nil
		}
		got := o.sendParts(ofData, c.parts...)
		said := wordsOf(got.page)
		if got.status != c.status || !strings.Contains(said, c.want) {
			t.Errorf("%s: status %d: %s", name, got.status, said)
		}
		if len(o.kept()) > 0 || o.waiting() > 0 {
			t.Errorf("%s: %d kept, %d lists", name, len(o.kept()), o.waiting())
		}
		if strings.Contains(got.text+o.log.String(), canary) {
			t.Errorf("%s: what stood in the file is told: %s", name, o.log.String())
		}
		if wrong := got.byID("return-file-error"); c.status == 422 && (wrong == nil || attrOf(got.byID("return-file"), "aria-describedby") == "") {
			t.Errorf("%s: the reason does not stand at the field", name)
		}
	}
}

func TestWordsOfTheFormMayStandAroundTheFile(t *testing.T) {
	o := openReturns(t)
	for i, parts := range [][]part{{{"a", "", "1"}, {"file", "a.xml", "<a/>"}}, {{"file", "b.xml", "<b>b</b>"}, {"b", "", "1"}}} {
		if got := o.sendParts(ofData, parts...); got.status != http.StatusSeeOther || len(o.kept()) != i+1 {
			t.Errorf("form %d: status %d: %s", i+1, got.status, wordsOf(got.page))
		}
	}
}

func TestAReturnThatBreaksOffIsNotKept(t *testing.T) {
	whole := func(r *http.Request) string { b, _ := io.ReadAll(r.Body); return string(b) }
	gone := errors.New("connection reset by " + canary)
	for name, body := range map[string]func(form string) io.Reader{
		"in the middle": func(form string) io.Reader {
			return io.MultiReader(strings.NewReader(form[:len(form)/2]), iotest.ErrReader(gone))
		},
		"before its last line":   func(form string) io.Reader { return strings.NewReader(form[:len(form)-6]) },
		"and seems to be at end": func(form string) io.Reader { return strings.NewReader(form[:len(form)/2+20]) },
		"and the length is wrong": func(form string) io.Reader {
			return io.MultiReader(strings.NewReader(form[:len(form)-9]), iotest.ErrReader(io.ErrUnexpectedEOF))
		},
	} {
		o := openReturns(t)
		r := filledForm(t, part{"file", "return.xml", strings.Repeat("x", 9000)})
		r.Body = io.NopCloser(body(whole(r)))
		got := o.ask(ofData, r)
		if got.status != http.StatusBadRequest || !strings.Contains(got.text, "did not arrive whole") || len(o.kept()) > 0 || strings.Contains(o.log.String(), canary) {
			t.Errorf("%s: status %d, %d kept: %s", name, got.status, len(o.kept()), o.log.String())
		}
	}
}

func TestACancelledRequestKeepsNothing(t *testing.T) {
	o := openReturns(t)
	ctx, cancel := context.WithCancel(t.Context())
	o.pages.Returns.Taker = taker(func(ctx context.Context, file returns.Upload, area string) (returns.Taken, error) {
		cancel()
		return reads(ctx, file, area)
	})
	got := o.ask(ofData, filledForm(t, part{"file", "return.xml", "<Message/>"}).WithContext(ctx))
	if got.status != http.StatusServiceUnavailable || len(o.kept()) > 0 || o.waiting() > 0 {
		t.Errorf("status %d, %d kept", got.status, len(o.kept()))
	}
}

func TestAReturnThatIsTooLargeIsTurnedAway(t *testing.T) {
	o := openReturns(t)
	for _, told := range []bool{true, false} {
		r := filledForm(t, part{"file", "return.xml", strings.Repeat("x", 9000)})
		if told {
			r.ContentLength = maxSEN2 + 1
			r.Body = io.NopCloser(iotest.ErrReader(errors.New("it is read")))
		} else {
			r.Body = http.MaxBytesReader(nil, r.Body, 5000)
		}
		got := o.ask(ofData, r)
		if got.status != http.StatusRequestEntityTooLarge || !strings.Contains(got.text, "larger than 1024 MB") || len(o.kept()) > 0 {
			t.Errorf("with its length told: %t; status %d: %s", told, got.status, got.text)
		}
	}
}

func TestAThirdReturnAtOnceIsToldToWait(t *testing.T) {
	o := openReturns(t)
	for range cap(returnsAtOnce) {
		returnsAtOnce <- struct{}{}
	}
	got := o.sendParts(ofData, part{"file", "return.xml", "<Message/>"})
	for range cap(returnsAtOnce) {
		<-returnsAtOnce
	}
	if got.status != http.StatusServiceUnavailable || got.header.Get("Retry-After") == "" || len(o.kept()) > 0 {
		t.Errorf("status %d: %s", got.status, got.text)
	}
	if o.take(); len(returnsAtOnce) > 0 {
		t.Error("a place is not given back")
	}
}

// A server that gives every request a billionth of a second still takes a return, as it is installed.
func TestAReturnHasMoreTimeThanOtherRequests(t *testing.T) {
	o := openReturns(t)
	site := &web.Site{Log: o.pages.Log}
	router := newRouter(o.pages, site)
	handler, err := site.Wrap(router)
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{ReadHeaderTimeout: time.Minute, ReadTimeout: time.Nanosecond, WriteTimeout: time.Nanosecond,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			handler.ServeHTTP(w, r.WithContext(account.WithPerson(r.Context(), ofData)))
		})}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for path, want := range map[string]int{"/board/101/return": http.StatusSeeOther, "/board/101/workbook": 0} {
		form := filledForm(t, part{"file", "return.xml", strings.Repeat("x", 3<<20)})
		answer, err := client.Post("http://"+listener.Addr().String()+path, form.Header.Get("Content-Type"), form.Body)
		status := 0
		if err == nil {
			status = answer.StatusCode
			answer.Body.Close()
		}
		if status != want {
			t.Errorf("%s: status %d (%v), want %d", path, status, err, want)
		}
	}
}

// deadlines is an answer that notes how long it may take.
type deadlines struct {
	*httptest.ResponseRecorder
	read, write time.Time
}

func (d *deadlines) SetReadDeadline(at time.Time) error  { d.read = at; return nil }
func (d *deadlines) SetWriteDeadline(at time.Time) error { d.write = at; return nil }

func TestASenderIsGivenUpAfterSilenceAndInTheEnd(t *testing.T) {
	answer := &deadlines{ResponseRecorder: httptest.NewRecorder()}
	body, err := unhurriedly(answer, filledForm(t))
	if err != nil {
		t.Fatal(err)
	}
	began := body.until.Add(-returnLasts)
	if wait := answer.read.Sub(began); wait < silence || wait > silence+time.Minute || answer.write.Before(body.until) {
		t.Errorf("it waits %s for the first bytes, and %s to answer", wait, answer.write.Sub(began))
	}
	for _, c := range []struct{ after, want time.Duration }{{10 * time.Minute, 11 * time.Minute}, {10*time.Minute + time.Second, 11 * time.Minute}, {returnLasts - time.Second, returnLasts}} {
		if err := body.renew(began.Add(c.after)); err != nil || !answer.read.Equal(began.Add(c.want)) {
			t.Errorf("after %s it waits until %s (%v), want %s", c.after, answer.read.Sub(began), err, c.want)
		}
	}
}
