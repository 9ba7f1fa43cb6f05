package board

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/mux"

	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
	"inclusion/internal/store"
	"inclusion/internal/web"
)

// TestMain serves the working pages instead of running tests, where a test has started this program to do so.
func TestMain(m *testing.M) {
	if path := os.Getenv("BOARD_TEST_PLANS"); path != "" {
		if err := serveUntilKilled(path); err != nil {
			fmt.Println("failed:", err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// serveUntilKilled serves the working pages over the plans at path, to the council's editor.
func serveUntilKilled(path string) error {
	ctx := context.Background()
	plans, err := store.OpenPlans(ctx, path)
	if err != nil {
		return err
	}
	frameworks, err := plan.LoadFrameworks(nil)
	if err != nil {
		return err
	}
	views, err := view.New()
	if err != nil {
		return err
	}
	d := &desk.Desk{Ledger: plans, Frameworks: frameworks, Data: published{}, Now: time.Now}
	book, err := d.Book(ctx, officeCode)
	if err != nil {
		return err
	}
	if book.Cycle() == "" {
		if err := d.Begin(ctx, administrator, officeCode, "2026", false); err != nil {
			return err
		}
	}
	quietly := slog.New(slog.NewTextHandler(io.Discard, nil))
	router := mux.NewRouter()
	pages := &Pages{Views: views, Desk: d, Log: quietly, Now: time.Now, Sample: func() bool { return false }}
	for _, route := range pages.Routes() {
		router.Handle(route.Path, (&web.Site{Log: quietly}).Page(pages.guarded(route))).Methods(route.Method)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println("http://" + listener.Addr().String())
	return http.Serve(listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		router.ServeHTTP(w, r.WithContext(account.WithPerson(r.Context(), ofCouncil)))
	}))
}

// kills is how often a server is killed while people save.
const kills = 100

// TestEverySaveThatAServerAcknowledgedIsThereAfterItWasKilled has four people save four statements, kills the server at some moment, and
// starts it again, a hundred times over.
func TestEverySaveThatAServerAcknowledgedIsThereAfterItWasKilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plans.duckdb")
	moments := rand.New(rand.NewPCG(3, 26))
	statements := []string{"1.1", "3.1", "5.3", "7.2"}
	acknowledged := map[string][]string{}
	revisions := map[string]string{}
	for round := range kills {
		url, kill := startOffice(t, path)
		var writers sync.WaitGroup
		var mu sync.Mutex
		left := 2 + moments.IntN(12)
		for _, statement := range statements {
			writers.Go(func() {
				for i := 0; ; i++ {
					why := fmt.Sprintf("Round %d, save %d of %s.", round, i, statement)
					mu.Lock()
					base := revisions[statement]
					mu.Unlock()
					revision, ok := saveScore(url, statement, why, base)
					if !ok {
						return
					}
					mu.Lock()
					acknowledged[statement], revisions[statement] = append(acknowledged[statement], why), revision
					if left--; left == 0 {
						kill()
					}
					mu.Unlock()
				}
			})
		}
		writers.Wait()
		for _, statement := range statements { // a save may have been kept whose answer did not come
			revisions[statement] = ""
		}
	}
	verifyAcknowledged(t, path, acknowledged)
}

// verifyAcknowledged finds every text that was acknowledged in the history of its statement, and the chain whole.
func verifyAcknowledged(t *testing.T, path string, acknowledged map[string][]string) {
	t.Helper()
	plans, err := store.OpenPlans(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer plans.Close()
	all := 0
	for statement, texts := range acknowledged {
		history, err := plans.History(t.Context(), officeCode, plan.KindScore, plan.ScoreKey("2026", statement, plan.Leaders, plan.Council))
		if err != nil {
			t.Fatal(err)
		}
		var kept strings.Builder
		for _, e := range history {
			kept.WriteString(e.Body)
		}
		for _, text := range texts {
			if all++; !strings.Contains(kept.String(), text) {
				t.Errorf("%q was acknowledged and is not there", text)
			}
		}
	}
	if all < 2*kills {
		t.Errorf("only %d saves were acknowledged in %d rounds: the test kills too early to show anything", all, kills)
	}
	if _, err := plans.Verify(t.Context()); err != nil {
		t.Errorf("the chain is not whole: %v", err)
	}
}

// startOffice starts the server and says where it is.
func startOffice(t *testing.T, path string) (url string, kill func()) {
	t.Helper()
	process := exec.Command(os.Args[0], "-test.run=^$")
	process.Env = append(os.Environ(), "BOARD_TEST_PLANS="+path)
	process.Stderr = os.Stderr
	out, err := process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	stop := sync.OnceFunc(func() {
		_ = process.Process.Kill()
		_ = process.Wait()
	})
	t.Cleanup(stop)
	says := bufio.NewScanner(out)
	if !says.Scan() || !strings.HasPrefix(says.Text(), "http://") {
		t.Fatalf("the server said %q", says.Text())
	}
	return says.Text(), stop
}

// saveScore saves a reason as the page's script does; ok says that the server acknowledged it. Where the base is not known any more, the
// page is read again first, as a person would.
func saveScore(site, statement, why, base string) (revision string, ok bool) {
	address := site + "/board/" + officeCode + "/assessment/" + statement
	if base == "" {
		answer, err := http.Get(address)
		if err != nil {
			return "", false
		}
		text, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil {
			return "", false
		}
		if base = standingRevision(string(text)); base == "" {
			return "", false
		}
	}
	form := url.Values{"base": {base}, "level": {"0"}, "rationale": {why}, "organisation": {plan.Council}}
	r, err := http.NewRequest(http.MethodPost, address+"/scores/"+url.PathEscape(plan.Council), strings.NewReader(form.Encode()))
	if err != nil {
		return "", false
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("X-Saves", "1")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return "", false
	}
	defer answer.Body.Close()
	_, err = strconv.Atoi(answer.Header.Get("X-Revision"))
	return answer.Header.Get("X-Revision"), err == nil && answer.StatusCode == http.StatusNoContent
}

// standingRevision is the base that the page's own form carries.
func standingRevision(page string) string {
	_, form, _ := strings.Cut(page, `id="score-council"`)
	_, rest, ok := strings.Cut(form, `name="base" value="`)
	if !ok {
		return ""
	}
	base, _, _ := strings.Cut(rest, `"`)
	return base
}
