package web

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// held is a page that is finished when it is let go, and says how often it was made and how many were under way at once.
type held struct {
	mu               sync.Mutex
	made, now, most  int
	letGo            chan struct{}
	status           int
	panics, honoured bool
}

func newHeld() *held {
	return &held{letGo: make(chan struct{}), status: http.StatusOK}
}

func (h *held) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	h.made++
	h.now++
	h.most = max(h.most, h.now)
	h.mu.Unlock()
	<-h.letGo
	h.mu.Lock()
	h.now--
	h.honoured = r.Context().Err() == nil
	h.mu.Unlock()
	if h.panics {
		panic("a fault of the page")
	}
	w.WriteHeader(h.status)
	_, _ = io.WriteString(w, "the page "+r.URL.Path)
}

func version1() string { return "1" }

// ask asks in the background; the answer is there when the channel gives it.
func ask(h http.Handler, ctx context.Context, path string) <-chan *httptest.ResponseRecorder {
	answer := make(chan *httptest.ResponseRecorder, 1)
	go func() {
		defer func() {
			if recover() != nil {
				close(answer)
			}
		}()
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequestWithContext(ctx, http.MethodGet, path, nil))
		answer <- w
	}()
	return answer
}

func TestManyWhoAskForAPageAtOnceGetOneThatIsMadeOnce(t *testing.T) {
	for status, wantMade := range map[int]int{http.StatusOK: 1, http.StatusNotFound: 20} {
		synctest.Test(t, func(t *testing.T) {
			page := newHeld()
			page.status = status
			c := NewCache(1 << 20)
			h := c.Serve(version1, nil, nil, page)
			var answers []<-chan *httptest.ResponseRecorder
			for range 20 {
				answers = append(answers, ask(h, t.Context(), "/areas/101"))
			}
			synctest.Wait()
			if page.made != 1 {
				t.Errorf("%d are being made at once", page.made)
			}
			close(page.letGo)
			for _, answer := range answers {
				if w := <-answer; w.Code != status || w.Body.String() != "the page /areas/101" {
					t.Errorf("%d %q", w.Code, w.Body)
				}
			}
			if page.made != wantMade { // an error names the request, and each gets their own
				t.Errorf("with status %d the page was made %d times, want %d", status, page.made, wantMade)
			}
		})
	}
}

func TestAPageThatPanicsLeavesNobodyWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		page := newHeld()
		page.panics = true
		h := NewCache(1<<20).Serve(version1, nil, nil, page)
		first, second := ask(h, t.Context(), "/"), ask(h, t.Context(), "/")
		synctest.Wait()
		close(page.letGo)
		for _, answer := range []<-chan *httptest.ResponseRecorder{first, second} {
			if _, ok := <-answer; ok {
				t.Error("a page that panics was answered")
			}
		}
		page.panics = false
		if w := <-ask(h, t.Context(), "/"); w.Code != http.StatusOK {
			t.Errorf("afterwards it is answered with %d", w.Code)
		}
	})
}

func TestAPageIsFinishedThoughTheReaderHasGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		page := newHeld()
		h := NewCache(1<<20).Serve(version1, nil, nil, page)
		ctx, leave := context.WithCancel(t.Context())
		first := ask(h, ctx, "/")
		synctest.Wait()
		leave()
		second := ask(h, t.Context(), "/")
		synctest.Wait()
		close(page.letGo)
		<-first
		if w := <-second; w.Code != http.StatusOK || page.made != 1 || !page.honoured {
			t.Errorf("%d after the page was made %d times, not broken off: %t", w.Code, page.made, page.honoured)
		}
	})
}

// TestSoManyAreMadeAtOnceAndSoManyWait fills the turns and the queue of pages and of costly files.
func TestSoManyAreMadeAtOnceAndSoManyWait(t *testing.T) {
	for _, c := range []struct {
		ending          string
		atOnce, waiting int
		patience        time.Duration
	}{{"", 4, 512, 20 * time.Second}, {".xlsx", 1, 64, 40 * time.Second}, {".png", 1, 64, 40 * time.Second}} {
		synctest.Test(t, func(t *testing.T) {
			page := newHeld()
			cache := NewCache(1 << 20)
			cache.making = newMaking(2)
			h := cache.Serve(version1, nil, nil, page)
			var answers []<-chan *httptest.ResponseRecorder
			for i := range c.atOnce + c.waiting {
				answers = append(answers, ask(h, t.Context(), fmt.Sprintf("/%d%s", i, c.ending)))
			}
			synctest.Wait()
			if page.most != c.atOnce || cache.Work().Waiting != int64(c.waiting) {
				t.Errorf("%s: %d are made at once and %d wait", c.ending, page.most, cache.Work().Waiting)
			}
			over := <-ask(h, t.Context(), "/over"+c.ending)
			if over.Code != http.StatusServiceUnavailable || over.Header().Get("Retry-After") == "" || over.Header().Get("Cache-Control") != "no-store" {
				t.Errorf("%s: one more is answered with %d, %v", c.ending, over.Code, over.Header())
			}
			time.Sleep(c.patience + time.Second) // of the test's own clock
			synctest.Wait()
			if w := cache.Work(); w.Waiting != 0 || w.Refused != int64(c.waiting)+1 {
				t.Errorf("%s: after %s %d wait and %d were refused", c.ending, c.patience, w.Waiting, w.Refused)
			}
			close(page.letGo)
			answered := map[int]int{}
			for _, answer := range answers {
				answered[(<-answer).Code]++
			}
			if answered[http.StatusOK] != c.atOnce || answered[http.StatusServiceUnavailable] != c.waiting {
				t.Errorf("%s: answers by status are %v", c.ending, answered)
			}
			if w := <-ask(h, t.Context(), "/later"+c.ending); w.Code != http.StatusOK {
				t.Errorf("%s: afterwards it is answered with %d", c.ending, w.Code)
			}
		})
	}
}

func TestMadeUpQuestionsPushOutNoPages(t *testing.T) {
	made := 0
	c := NewCache(100_000)
	h := Only([]string{"period"}, c.Serve(version1, nil, nil, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		made++
		_, _ = io.WriteString(w, strings.Repeat("x", 1000)+r.URL.RawQuery)
	})))
	do(h, http.MethodGet, "/map", "")
	for i := range 1000 {
		do(h, http.MethodGet, fmt.Sprintf("/map?fbclid=%d", i), "")
	}
	if made != 1 {
		t.Errorf("parameters that no page knows made %d pages", made)
	}
	for i := range 1000 {
		do(h, http.MethodGet, fmt.Sprintf("/map?period=%d&x=1", i), "")
	}
	if _, ok := c.plain.get("1\x00/map\x00"); !ok || made != 1001 {
		t.Errorf("the page without a question is kept: %t; made in all: %d", ok, made)
	}
	if w := do(h, http.MethodGet, "/map?period=7&x=2", ""); !strings.HasSuffix(w.Body.String(), "xperiod=7") {
		t.Errorf("a page is told %q", w.Body.String()[990:])
	}
}

func TestOnlyKnownParametersReachAPage(t *testing.T) {
	var told string
	h := Only([]string{"areas", "by"}, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { told = r.URL.RawQuery }))
	for sent, want := range map[string]string{
		"": "", "by=years&areas=102,101": "by=years&areas=102,101", "areas=1%2C2&areas=3": "areas=1%2C2&areas=3", "utm_source=x&by=years&y=": "by=years",
		"%61reas=1": "%61reas=1", "%zz=1&by=a": "by=a", "x": "",
	} {
		if do(h, http.MethodGet, "/compare?"+sent, ""); told != want {
			t.Errorf("?%s reaches the page as %q, want %q", sent, told, want)
		}
	}
}
