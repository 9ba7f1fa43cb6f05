package peopletest

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"inclusion/internal/account"
	"inclusion/internal/plan"
)

func ticketComesBack(t *testing.T, k Keeper) {
	for _, given := range []account.Ticket{invitation("a"), link("b"), {Hash: "c", Kind: account.ResetTicket, Created: noon, Expires: future, Revoked: true}} {
		give(t, k, given)
		got, err := k.Ticket(t.Context(), given.Hash)
		want(t, given.Kind, got, err, given)
	}
}

func ticketsInOrder(t *testing.T, k Keeper) {
	old, elsewhere := invitation("old"), invitation("elsewhere")
	old.Created, elsewhere.Partnership = noon.Add(-time.Hour), ""
	give(t, k, old, invitation("new"), elsewhere)
	all, err := k.Tickets(t.Context(), here)
	want(t, "tickets here", all, err, []account.Ticket{invitation("new"), old})
	all, err = k.Tickets(t.Context(), "")
	want(t, "tickets of the server", all, err, []account.Ticket{elsewhere})
}

func usedOnce(t *testing.T, k Keeper) {
	reset := invitation("reset")
	reset.Kind = account.ResetTicket
	for _, given := range []account.Ticket{invitation("invitation"), reset} {
		give(t, k, given)
		wantErr(t, given.Kind, k.UseTicket(t.Context(), given.Hash, noon.Add(time.Minute)), nil)
		wantErr(t, given.Kind+" again", k.UseTicket(t.Context(), given.Hash, noon.Add(time.Minute)), account.ErrTicketUsed)
		given.Used, given.Opened = noon.Add(time.Minute), 1
		got, err := k.Ticket(t.Context(), given.Hash)
		want(t, given.Kind, got, err, given)
	}
}

func oneGetsIn(t *testing.T, k Keeper) {
	give(t, k, invitation("a"))
	ctx := t.Context()
	var in atomic.Int32
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			err := k.UseTicket(ctx, invitation("a").Hash, noon)
			if err == nil {
				in.Add(1)
			} else if !errors.Is(err, account.ErrTicketUsed) {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	want(t, "how many got in", in.Load(), nil, 1)
}

func closed(t *testing.T, k Keeper) {
	for _, given := range []account.Ticket{invitation("i"), link("l")} {
		give(t, k, given)
		for _, at := range []time.Time{given.Expires, given.Expires.Add(time.Microsecond).In(time.FixedZone("", -12*3600)), future} {
			wantErr(t, given.Kind+" that has expired", k.UseTicket(t.Context(), given.Hash, at), account.ErrTicketUsed)
		}
		given.Revoked = true
		give(t, k, given)
		wantErr(t, given.Kind+" that was withdrawn", k.UseTicket(t.Context(), given.Hash, noon), account.ErrTicketUsed)
		got, err := k.Ticket(t.Context(), given.Hash)
		want(t, given.Kind, got, err, given)
	}
}

func linkCounts(t *testing.T, k Keeper) {
	l := link("l")
	give(t, k, l)
	for n := 1; n <= 3; n++ {
		l.Used, l.Opened = noon.Add(time.Duration(n)*time.Minute), n
		wantErr(t, "opening", k.UseTicket(t.Context(), l.Hash, l.Used), nil)
		got, err := k.Ticket(t.Context(), l.Hash)
		want(t, "link", got, err, l)
	}
}

func notNewAgain(t *testing.T, k Keeper) {
	used := invitation("a")
	give(t, k, used)
	wantErr(t, "using it", k.UseTicket(t.Context(), used.Hash, noon), nil)
	changed := used
	changed.Note, changed.Expires, changed.Created, changed.Opened = "other", future, future, 9
	give(t, k, changed)
	changed.Created, changed.Used, changed.Opened = noon, noon, 1
	got, err := k.Ticket(t.Context(), used.Hash)
	want(t, "ticket", got, err, changed)
	wantErr(t, "using it again", k.UseTicket(t.Context(), used.Hash, noon), account.ErrTicketUsed)
}

func ticketsAreNoted(t *testing.T, k Keeper) {
	i, l := invitation("i"), link("l")
	give(t, k, i, l)
	for _, hash := range []string{i.Hash, l.Hash} {
		wantErr(t, "using it", k.UseTicket(t.Context(), hash, noon.Add(time.Minute)), nil)
	}
	l.Revoked = true
	if err := k.SaveTicket(t.Context(), l, account.Note{At: noon.Add(time.Hour), By: "chair", Partnership: here, Did: "withdrew"}); err != nil {
		t.Fatal(err)
	}
	wantErr(t, "a withdrawn link", k.UseTicket(t.Context(), l.Hash, noon.Add(time.Minute)), account.ErrTicketUsed)
	want(t, "notes of the invited", noted(t, k, plan.KindAccount, "anna"), nil, []string{
		`chair board 12:00:00 {"did":"gave","role":"partner editor","ticket":"invitation"}`, `anna  12:01:00 {"did":"used","ticket":"invitation"}`})
	want(t, "notes of the link", noted(t, k, plan.KindLink, l.ID()), nil, []string{
		`chair board 12:00:00 {"did":"gave","role":"partner editor","ticket":"link"}`, `  12:01:00 {"did":"opened","ticket":"link"}`,
		`chair  13:00:00 {"did":"withdrew","ticket":"link"}`})
}
