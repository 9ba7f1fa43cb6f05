package main

import (
	"context"
	"errors"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// editor is somebody who scores statements for one organisation of a partnership.
type editor struct {
	email, code, organisation string
	taken                     atomic.Bool
	saved                     map[string]string // by the address of a form, the words that the server said it has
	unsure                    map[string]bool   // forms whose last answer did not come, so that either words may stand
}

const (
	password  = "otter-lantern-meadow"
	longWords = 20 // saves until somebody goes to another statement
)

// organisations that score, as an address writes them and as an invitation does.
var organisations = []struct{ slug, name string }{{"council", "council"}, {"icb", "icb"}, {"schools", "schools"}, {"ap", "ap"}, {"social-care", "social care"}}

var invitation = regexp.MustCompile(`/invitation/([A-Za-z0-9_-]+)`)

// hire gives accounts to so many people, five in each partnership and a board administrator who begins its self-assessment. All of
// that happens before the crowd comes.
func hire(ctx context.Context, at, data string, t town, n int) (all []*editor, err error) {
	r := newRecord(time.Now())
	key, err := os.ReadFile(filepath.Join(data, "administrator.key"))
	if err != nil {
		return nil, err
	}
	owner := newVisitor(ctx, at, r, 0, 0)
	if _, ok := owner.post("sign in", "/sign-in", url.Values{"key": {strings.TrimSpace(string(key))}}, http.StatusSeeOther); !ok {
		return nil, fmt.Errorf("the administrator's key does not open the door: %v", r.errors)
	}
	// The last areas of the list: the first ones of the sample have partnerships that are in the middle of their work.
	for i := len(t.areas) - 1; i >= 0 && len(all) < n; i-- {
		code := t.areas[i]
		if err := begin(owner, code); err != nil {
			return nil, fmt.Errorf("%w: %v", err, r.errors)
		}
		for _, o := range organisations {
			if len(all) == n {
				break
			}
			e := &editor{email: fmt.Sprintf("%s.%s@soak.invalid", o.slug, code), code: code, organisation: o.slug, saved: map[string]string{}, unsure: map[string]bool{}}
			if err := invite(owner, e.email, code, "partner editor", o.name); err != nil {
				return nil, fmt.Errorf("%w: %v", err, r.errors)
			}
			all = append(all, e)
		}
	}
	return all, nil
}

// begin gives a partnership its board administrator, who begins this year's self-assessment.
func begin(owner *visitor, code string) error {
	email := "board." + code + "@soak.invalid"
	if err := invite(owner, email, code, "board administrator", ""); err != nil {
		return err
	}
	board := newVisitor(owner.ctx, owner.url, owner.record, 0, 0)
	if err := board.signIn(email); err != nil {
		return err
	}
	if _, ok := board.post("begin", "/board/"+code+"/cycles", url.Values{"cycle": {strconv.Itoa(time.Now().Year())}, "set": {"all"}}, http.StatusSeeOther); !ok {
		return fmt.Errorf("the self-assessment of %s cannot be begun", code)
	}
	return nil
}

func invite(owner *visitor, email, code, role, organisation string) error {
	got, ok := owner.post("invite", "/people", url.Values{"email": {email}, "role": {role}, "partnership": {code}, "organisation": {organisation}}, http.StatusOK)
	token := invitation.FindStringSubmatch(got.body)
	if !ok || token == nil {
		return fmt.Errorf("%s cannot be invited", email)
	}
	guest := newVisitor(owner.ctx, owner.url, owner.record, 0, 0)
	if _, ok := guest.post("invite", "/invitation/"+token[1], url.Values{"name": {"Somebody Invented"}, "password": {password}}, http.StatusSeeOther); !ok {
		return fmt.Errorf("%s cannot take up the invitation", email)
	}
	return nil
}

func (v *visitor) signIn(email string) error {
	if _, ok := v.post("sign in", "/sign-in", url.Values{"email": {email}, "password": {password}}, http.StatusSeeOther); !ok {
		return errors.New("signing in failed")
	}
	return nil
}

var baseField = regexp.MustCompile(`name="base" value="(\d+)"`)

// work is an editor's day: sign in, look at the list, open a statement, and write; what is written is saved a second after the last key,
// and the page is left after some saves.
func (e *editor) work(v *visitor) {
	for v.signIn(e.email) != nil {
		if v.think(readingMedian); v.gone() {
			return
		}
	}
	for round := 1; !v.gone(); round++ {
		list := v.page("working page", "/board/"+e.code+"/assessment")
		statement := oneOf(v.draw, links(list, func(at string) bool { return strings.HasPrefix(at, "/board/"+e.code+"/assessment/") }))
		if v.think(readingMedian); v.gone() {
			return
		}
		if statement == "" {
			continue
		}
		page := v.page("working page", statement)
		form := statement + "/scores/" + e.organisation
		base := baseOf(page, form)
		for n := 0; n < 2+v.draw.IntN(longWords); n++ {
			if v.think(readingMedian / 2); v.gone() {
				return
			}
			base = e.save(v, form, base, fmt.Sprintf("Written in round %d, save %d, by %s.", round, n, e.organisation))
			if base == "" {
				break
			}
		}
	}
}

// baseOf is the revision that a form of a page was made from; forms of a page come one after the other.
func baseOf(page, form string) string {
	_, rest, _ := strings.Cut(page, `action="`+form+`"`)
	if found := baseField.FindStringSubmatch(rest); found != nil {
		return found[1]
	}
	return ""
}

// save sends what has been written so far. An acknowledged save is remembered, and its words are looked for at the end.
func (e *editor) save(v *visitor, form, base, words string) (next string) {
	e.unsure[form] = true
	got, ok := v.post("save", form, url.Values{"base": {base}, "level": {"1"}, "rationale": {words}}, http.StatusNoContent)
	if !ok {
		return ""
	}
	e.saved[form], e.unsure[form] = words, false
	return got.header.Get("X-Revision")
}

// checkSaves opens every statement that somebody wrote about and lists the words that are not there.
func checkSaves(ctx context.Context, at string, editors []*editor) (lost []string) {
	r := newRecord(time.Now())
	for _, e := range editors {
		v := newVisitor(ctx, at, r, 0, 0)
		if len(e.saved) == 0 {
			continue
		}
		if err := v.signIn(e.email); err != nil {
			lost = append(lost, e.email+": "+err.Error())
			continue
		}
		for form, words := range e.saved {
			statement, _, _ := strings.Cut(form, "/scores/")
			if page := html.UnescapeString(v.page("check", statement)); !e.unsure[form] && !strings.Contains(page, words) {
				lost = append(lost, form)
			}
		}
	}
	return lost
}

// savesOf counts the texts that were acknowledged and are looked for at the end.
func savesOf(editors []*editor) (n int) {
	for _, e := range editors {
		n += len(e.saved)
	}
	return n
}
