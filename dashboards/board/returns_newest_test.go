package board

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"inclusion/internal/account"
	"inclusion/internal/returns"
)

// TestOthersSeeTheNewestReturnOfAYear: what differs between two files of one year can be one child.
func TestOthersSeeTheNewestReturnOfAYear(t *testing.T) {
	o := openReturns(t)
	first := o.take()
	before := o.pages.Now
	o.pages.Now = func() time.Time { return before().Add(time.Hour) }
	if got := o.sendParts(ofData, part{"file", "return.xml", "<Message>one more</Message>"}); got.status != http.StatusSeeOther {
		t.Fatalf("status %d", got.status)
	}
	second := o.kept()[0].ID
	if first == second || len(o.kept()) != 2 {
		t.Fatalf("two files are %d returns", len(o.kept()))
	}
	for who, sees := range map[*account.Person]bool{ofData: true, administrator: false, ofForum: false} {
		home := o.get(who, "/board/101/return").text
		if strings.Contains(home, first) != sees || !strings.Contains(home, second) {
			t.Errorf("%s: the older return is listed: %t", who.Name, !sees)
		}
		for _, page := range []string{"", "/counts", "/counts.zip", "/now"} {
			if got := o.get(who, "/board/101/return/"+first+page).status; (got == http.StatusOK) != sees {
				t.Errorf("%s: %s of the older return is answered %d", who.Name, page, got)
			}
			if got := o.get(who, "/board/101/return/"+second+page).status; got != http.StatusOK {
				t.Errorf("%s: %s of the newest return is answered %d", who.Name, page, got)
			}
		}
	}
	o.post(ofData, "/board/101/return/"+second+"/withdraw", nil, false)
	if got := o.get(ofForum, "/board/101/return/"+first).status; got != http.StatusOK {
		t.Errorf("when the newest is withdrawn the one before it is answered %d", got)
	}
}

// TestWhetherAReturnIsThereIsNotTold: who has no right to a page hears the same of a return that is there and of one that is not.
func TestWhetherAReturnIsThereIsNotTold(t *testing.T) {
	o := openReturns(t)
	id := o.take()
	for _, page := range []string{"", "/findings", "/counts", "/counts.zip", "/now", "/withdraw"} {
		for _, who := range []*account.Person{nil, ofRegion, ofForum} {
			there, not := o.get(who, "/board/101/return/"+id+page), o.get(who, "/board/101/return/nosuchreturn"+page)
			if there.status != http.StatusOK && there.status != not.status {
				t.Errorf("%s: of a return that is there %d, of one that is not %d", page, there.status, not.status)
			}
		}
		if got := o.ask(ofData, httptest.NewRequest(http.MethodGet, "/board/103/return/"+id+page, nil)); got.status != http.StatusForbidden {
			t.Errorf("%s: under another partnership's address it is answered %d", page, got.status)
		}
	}
}

// TestOnePartnershipHoldsOnePlace: a second return of a partnership waits for the first, however slowly that is sent.
func TestOnePartnershipHoldsOnePlace(t *testing.T) {
	o := openReturns(t)
	var second answer
	o.pages.Returns.Taker = taker(func(ctx context.Context, file returns.Upload, area string) (returns.Taken, error) {
		if second.status == 0 {
			second = o.sendParts(ofData, part{"file", "return.xml", "<Message/>"})
		}
		return reads(ctx, file, area)
	})
	o.take()
	if second.status != http.StatusServiceUnavailable || second.header.Get("Retry-After") == "" || len(o.kept()) != 1 {
		t.Errorf("the second is answered %d, and %d are kept", second.status, len(o.kept()))
	}
	o.take()
}
