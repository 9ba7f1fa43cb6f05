package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"inclusion/internal/desk/invented"
	"inclusion/internal/plan"
	"inclusion/internal/store"
)

// Who writes in the rounds: the parent carer forum of an invented partnership, about statements that it has not scored.
const (
	writerEmail = "forum.103@sample.invalid"
	partnership = "103"
	byForum     = "forum"
)

var statements = []string{"1.1", "3.1", "5.3", "7.2"}

// saves remembers what was sent to be saved and what of it was acknowledged.
type saves struct {
	cookie *http.Cookie

	mu           sync.Mutex
	sent         map[string]bool
	acknowledged map[string][]string // by statement, in order
	refused      int
}

func newSaves(cookie *http.Cookie) *saves {
	return &saves{cookie: cookie, sent: map[string]bool{}, acknowledged: map[string][]string{}}
}

// signIn signs the writer in.
func signIn(site string) (*http.Cookie, error) {
	form := url.Values{"email": {writerEmail}, "password": {invented.Password}}
	once := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, Timeout: patience}
	answer, err := post(once, site+"/sign-in", form, nil)
	if err != nil {
		return nil, err
	}
	answer.Body.Close()
	for _, c := range answer.Cookies() {
		if strings.HasSuffix(c.Name, "inclusion_session") {
			return c, nil
		}
	}
	return nil, fmt.Errorf("signing in was answered %d without a session", answer.StatusCode)
}

func post(by *http.Client, address string, form url.Values, cookie *http.Cookie) (*http.Response, error) {
	r, err := http.NewRequest(http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("X-Saves", "1")
	if cookie != nil {
		r.AddCookie(cookie)
	}
	return by.Do(r)
}

// write lets one person write about each statement until stop is closed or, without lasting, a save fails.
func (s *saves) write(site, round string, lasting bool, stop <-chan struct{}) (done *sync.WaitGroup) {
	done = &sync.WaitGroup{}
	for _, statement := range statements {
		done.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-stop:
					return
				default:
				}
				if !s.save(site, statement, fmt.Sprintf("Round %s, save %d of %s. %s", round, i, statement, strings.Repeat("More words. ", i%50))) {
					if !lasting {
						return
					}
					time.Sleep(20 * time.Millisecond)
				}
			}
		})
	}
	return done
}

// save reads the page for what stands, as a person does, and saves words over it.
func (s *saves) save(site, statement, words string) bool {
	base, err := s.base(site, statement)
	if err != nil {
		return s.refuse()
	}
	s.mu.Lock()
	s.sent[words] = true
	s.mu.Unlock()
	form := url.Values{"base": {base}, "level": {"0"}, "rationale": {words}, "organisation": {byForum}}
	answer, err := post(client, site+"/board/"+partnership+"/assessment/"+statement+"/scores/"+byForum, form, s.cookie)
	if err != nil {
		return s.refuse()
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusNoContent {
		return s.refuse()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.acknowledged[statement] = append(s.acknowledged[statement], words)
	return true
}

func (s *saves) refuse() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refused++
	return false
}

// base is the revision that the page's form carries.
func (s *saves) base(site, statement string) (string, error) {
	page, err := s.page(site, statement)
	if err != nil {
		return "", err
	}
	_, form, _ := strings.Cut(page, `id="score-forum"`)
	_, rest, ok := strings.Cut(form, `name="base" value="`)
	if !ok {
		return "", errors.New("the page has no form to write in")
	}
	base, _, _ := strings.Cut(rest, `"`)
	return base, nil
}

func (s *saves) page(site, statement string) (string, error) {
	r, err := http.NewRequest(http.MethodGet, site+"/board/"+partnership+"/assessment/"+statement, nil)
	if err != nil {
		return "", err
	}
	r.AddCookie(s.cookie)
	answer, err := client.Do(r)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	b, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("the page to write on was answered %d", answer.StatusCode)
	}
	return string(b), err
}

// count is how many saves were acknowledged.
func (s *saves) count() (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, all := range s.acknowledged {
		n += len(all)
	}
	return n
}

// shown wants the newest acknowledged words of each statement on its page, or later words that were sent.
func (s *saves) shown(site string) error {
	for statement, all := range s.acknowledged {
		page, err := s.page(site, statement)
		if err != nil {
			return err
		}
		_, form, _ := strings.Cut(page, `id="score-forum"`)
		_, area, _ := strings.Cut(form, "<textarea")
		_, area, _ = strings.Cut(area, ">")
		area, _, _ = strings.Cut(area, "</textarea>")
		words := strings.TrimSpace(area)
		if words != strings.TrimSpace(all[len(all)-1]) && !s.wasSent(words) {
			return fmt.Errorf("the page of %s shows %.60q, and %.60q was acknowledged last", statement, words, all[len(all)-1])
		}
	}
	return nil
}

func (s *saves) wasSent(words string) bool {
	for sent := range s.sent {
		if strings.TrimSpace(sent) == words {
			return true
		}
	}
	return false
}

// kept opens the plans of a data folder that no server has open, and wants everything acknowledged in the ledger, in its order, and the
// chain whole.
func (s *saves) kept(ctx context.Context, data string) (err error) {
	plans, err := store.OpenPlans(ctx, filepath.Join(data, "plans.duckdb"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, plans.Close()) }()
	if _, err := plans.Verify(ctx); err != nil {
		return fmt.Errorf("the chain of the plans is broken: %w", err)
	}
	entries, err := plans.Audit(ctx, partnership, 0, 1<<30)
	if err != nil {
		return err
	}
	for statement, all := range s.acknowledged {
		var history []plan.Entry
		for _, e := range slices.Backward(entries) { // the audit begins with the newest
			if e.Kind == plan.KindScore && strings.Contains(e.Key, "/"+statement+"/"+byForum) {
				history = append(history, e)
			}
		}
		next := 0
		for _, e := range history {
			if next < len(all) && strings.Contains(e.Body, strings.TrimSpace(all[next])) {
				next++
			}
		}
		if next < len(all) {
			return fmt.Errorf("lost: of %d saves of %s that were acknowledged, number %d (%.50q) is not in the ledger, which has %d",
				len(all), statement, next+1, all[next], len(history))
		}
	}
	return nil
}
