package backup

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"inclusion/internal/account"
	"inclusion/internal/plan"
	"inclusion/internal/store"
)

var at = time.Date(2026, time.March, 1, 2, 30, 0, 0, time.UTC)

// dataFolder is a small data folder with everything that a backup holds and something that it does not.
func dataFolder(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	for _, room := range rooms {
		if err := (store.Folder{Dir: filepath.Join(dir, room)}).Make(); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, room, "folder.json"), `{"register": "sample"}`)
		write(t, filepath.Join(dir, room, "runs.jsonl"), "{}\n")
		list(t, dir, room, "an edition", "an edition of "+room)
	}
	write(t, filepath.Join(dir, "sen2", "establishments.csv"), "code\n1\n")
	write(t, filepath.Join(dir, "frameworks", "own", "themes.yaml"), "id: own\n")
	write(t, filepath.Join(dir, "warehouse-000001.duckdb"), "made again")
	write(t, filepath.Join(dir, "administrator.key"), "secret")
	plansOnce.Do(func() { plansWritten = plansOf(t) })
	if plansWritten == nil {
		t.Fatal("the plans of the data folder could not be written")
	}
	write(t, store.Folder{Dir: dir}.Plans(), string(plansWritten))
	return dir
}

var (
	plansOnce    sync.Once
	plansWritten []byte // the file of the plans that every data folder begins with
)

func plansOf(t *testing.T) []byte {
	t.Helper()
	dir := t.TempDir()
	p := openPlans(t, dir)
	save(t, p, "A1")
	if err := p.CommitCtx(t.Context(), "signed in", nil, time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	for secret, kind := range map[string]string{"a": account.ResetTicket, "b": account.LinkTicket, "c": account.InvitationTicket} {
		err := p.SaveTicket(t.Context(), account.Ticket{Hash: account.TokenHash(secret), Kind: kind, Created: at, Expires: time.Now().Add(time.Hour)}, account.Note{At: at})
		if err != nil {
			t.Fatal(err)
		}
	}
	closed(t, p)
	b, err := os.ReadFile(store.Folder{Dir: dir}.Plans())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o750), os.WriteFile(path, []byte(text), 0o640)); err != nil {
		t.Fatal(err)
	}
}

// list archives texts as editions.
func list(t *testing.T, dir, room string, texts ...string) {
	t.Helper()
	var lines []string
	for _, text := range texts {
		write(t, filepath.Join(dir, room, "archive", sumOf([]byte(text))), text)
		lines = append(lines, fmt.Sprintf(`{"sha256": %q, "name": %q}`, sumOf([]byte(text)), text))
	}
	write(t, filepath.Join(dir, room, "archive", "editions.json"), "["+strings.Join(lines, ", ")+"]")
}

func openPlans(t *testing.T, dir string) *store.Plans {
	t.Helper()
	p, err := store.OpenPlans(t.Context(), store.Folder{Dir: dir}.Plans())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func closed(t *testing.T, p *store.Plans) {
	t.Helper()
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
}

func save(t *testing.T, p *store.Plans, key string) {
	t.Helper()
	w := plan.Write{Account: "a1", Organisation: plan.BoardOrg, Partnership: "202", Kind: plan.KindAction, Key: key, Body: "{}"}
	if _, err := p.Append(t.Context(), at, []plan.Write{w}); err != nil {
		t.Fatal(err)
	}
}

// made is a backup of a data folder.
func made(t *testing.T, s Shelf, data string, when time.Time) (name string, m Manifest) {
	t.Helper()
	p := openPlans(t, data)
	defer closed(t, p)
	name, m, err := s.Make(t.Context(), Source{Data: data, Plans: p, Program: "test", Now: func() time.Time { return when }})
	if err != nil {
		t.Fatal(err)
	}
	return name, m
}

func restored(t *testing.T, s Shelf, name, to string, replace bool) (Restored, error) {
	t.Helper()
	return Restore{Shelf: s, Name: name, Data: to, Replace: replace, Now: func() time.Time { return at }}.Run(t.Context())
}

func contents(t *testing.T, dir string) (names []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			inside, _ := filepath.Rel(dir, path)
			names = append(names, inside)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestABackupIsRestoredAsItWasButForWhoIsSignedIn(t *testing.T) {
	data, s := dataFolder(t), Shelf{t.TempDir()}
	name, m := made(t, s, data, at)
	if name != "backup-20260301T023000Z" || m.Register != "sample" || m.Plans.Entries != 4 || len(m.Files) != 9 || len(m.Editions) != 3 {
		t.Errorf("%s: %+v", name, m)
	}
	if has := contents(t, s.Dir); slices.ContainsFunc(has, func(n string) bool {
		return strings.Contains(n, "warehouse") || strings.HasSuffix(n, ".key") || strings.HasPrefix(filepath.Base(n), ".")
	}) {
		t.Errorf("the backup holds what it should not: %v", has)
	}
	to := filepath.Join(t.TempDir(), "new", "data")
	done, err := restored(t, s, name, to, false)
	if err != nil || done.Open != (store.StillOpen{Invitations: 1, Links: 1}) {
		t.Fatalf("%+v, %v", done, err)
	}
	for _, file := range contents(t, data) {
		want, _ := os.ReadFile(filepath.Join(data, file))
		got, err := os.ReadFile(filepath.Join(to, file))
		switch base := filepath.Base(file); {
		case strings.HasPrefix(base, "warehouse-"), base == "administrator.key":
			if err == nil {
				t.Errorf("%s is there", file)
			}
		case strings.HasPrefix(base, "plans.duckdb"), base == "loading.lock":
		case err != nil || string(got) != string(want):
			t.Errorf("%s is %q (%v), want %q", file, got, err, want)
		}
	}
	p := openPlans(t, to)
	defer closed(t, p)
	if _, found, err := p.FindCtx(t.Context(), "signed in"); found || err != nil {
		t.Errorf("somebody is signed in (%v)", err)
	}
	for secret, open := range map[string]bool{"a": false, "b": true, "c": true} {
		if ticket, err := p.Ticket(t.Context(), account.TokenHash(secret)); err != nil || ticket.Open(time.Now()) != open {
			t.Errorf("ticket %s is open %t (%v), want %t", secret, ticket.Open(time.Now()), err, open)
		}
	}
	if n, err := p.Verify(t.Context()); n != 4 || err != nil {
		t.Errorf("%d entries, %v", n, err)
	}
}

func TestADamagedBackupIsRefusedAndNamedAndNothingChanges(t *testing.T) {
	data := dataFolder(t)
	whole := Shelf{t.TempDir()}
	name, m := made(t, whole, data, at)
	var files []string
	for _, f := range m.Files {
		files = append(files, filepath.Join(name, f.Path))
	}
	files = append(files, filepath.Join(name, "manifest.json"), filepath.Join(name, "manifest.sha256"), filepath.Join("archive", m.Editions[0].SHA256))
	to := dataFolder(t)
	before := contents(t, to)
	for _, file := range files {
		for kind, harm := range map[string]func(path string, b []byte) error{
			"a changed byte": func(path string, b []byte) error { b[len(b)/2] ^= 1; return os.WriteFile(path, b, 0o600) },
			"cut short":      func(path string, b []byte) error { return os.WriteFile(path, b[:len(b)-1], 0o600) },
			"missing":        func(path string, _ []byte) error { return os.Remove(path) },
		} {
			if kind == "cut short" && filepath.Base(file) == "manifest.sha256" {
				continue // the end of its line says nothing
			}
			path := filepath.Join(whole.Dir, file)
			was, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := harm(path, slices.Clone(was)); err != nil {
				t.Fatal(err)
			}
			_, err = restored(t, whole, name, to, true)
			if err == nil || !strings.Contains(err.Error(), filepath.Base(filepath.Dir(path))) || !strings.Contains(err.Error(), "nothing has changed") {
				t.Errorf("%s %s: %v", file, kind, err)
			}
			if err := os.WriteFile(path, was, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	if after := contents(t, to); !slices.Equal(before, after) {
		t.Errorf("the data folder held %v and holds %v", before, after)
	}
	if _, err := whole.Check(t.Context(), name); err != nil {
		t.Errorf("put back as it was: %v", err)
	}
}

func TestANewerBackupIsRefused(t *testing.T) {
	data, s := dataFolder(t), Shelf{t.TempDir()}
	name, m := made(t, s, data, at)
	for says, change := range map[string]func(*Manifest){
		"written by a newer program (test) in form 2": func(m *Manifest) { m.Format = 2 },
		"written by a newer version of this program": func(m *Manifest) {
			m.Plans = &store.Inspected{Migrations: append(slices.Clone(m.Plans.Migrations), store.Applied{Name: "9999_later"})}
		},
	} {
		newer := m
		change(&newer)
		dir := s.path(name)
		if err := errors.Join(os.Remove(manifestOf(dir)), os.Remove(sealOf(dir)), newer.save(dir)); err != nil {
			t.Fatal(err)
		}
		read, err := readManifest(dir)
		if err == nil {
			err = read.Fits()
		}
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v; want that it was %s", err, says)
		}
	}
}

func TestAHalfBackupIsNeverTakenForOne(t *testing.T) {
	data, s := dataFolder(t), Shelf{t.TempDir()}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if name, _, err := s.Make(stopped, Source{Data: data, Now: time.Now}); err == nil {
		t.Errorf("%s was made though it was broken off", name)
	}
	write(t, filepath.Join(s.Dir, ".making-1", "plans.duckdb"), "half")
	write(t, filepath.Join(s.archive(), ".incoming-1"), "half")
	if names, err := s.Names(); err != nil || len(names) > 0 {
		t.Errorf("%v, %v", names, err)
	}
	if _, _, err := Open(s.Dir); err == nil {
		t.Error("a backup was found")
	}
	made(t, s, data, at)
	for _, file := range contents(t, s.Dir) {
		if strings.Contains(file, ".making") || strings.Contains(file, ".incoming") {
			t.Errorf("%s was left", file)
		}
	}
	if _, _, err := (Shelf{filepath.Join(s.Dir, "not mounted")}).Make(t.Context(), Source{Data: data, Now: time.Now}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%v; want a folder that is not there refused", err)
	}
	if _, _, err := (Shelf{filepath.Join(data, "backups")}).Make(t.Context(), Source{Data: data, Now: time.Now}); err == nil || !strings.Contains(err.Error(), "in the data folder") {
		t.Errorf("%v; want a folder in the data folder refused", err)
	}
}

func TestWhatIsDamagedAlreadyIsNamedAndTheRestIsKept(t *testing.T) {
	data, s := dataFolder(t), Shelf{t.TempDir()}
	first, _ := made(t, s, data, at)
	sum := sumOf([]byte("an edition of live"))
	write(t, filepath.Join(data, "live", "archive", sum), "changed")
	if _, m := made(t, s, data, at); len(m.Lacking) > 0 {
		t.Errorf("the backups hold it already, and it is lacking: %+v", m.Lacking)
	}
	write(t, s.edition(sum), "changed")
	name, m := made(t, s, data, at)
	if len(m.Lacking) != 1 || m.Lacking[0].SHA256 != sum || !strings.Contains(m.Lacking[0].Problem, "its bytes have changed") || m.Plans.Entries != 4 {
		t.Errorf("%+v; want the damaged edition named and the plans kept", m)
	}
	if _, err := s.Check(t.Context(), first); err == nil {
		t.Error("the first backup is whole without the edition")
	}
	if _, err := restored(t, s, name, filepath.Join(t.TempDir(), "data"), false); err != nil {
		t.Error(err)
	}
	write(t, filepath.Join(data, "live", "archive", sum), "an edition of live")
	made(t, s, data, at)
	if _, err := s.Check(t.Context(), first); err != nil {
		t.Errorf("the damaged edition among the backups was not mended: %v", err)
	}
}

func TestSavingGoesOnWhileABackupIsMade(t *testing.T) {
	data, s := dataFolder(t), Shelf{t.TempDir()}
	p := openPlans(t, data)
	defer closed(t, p)
	saved := make(chan struct{})
	go func() {
		defer close(saved)
		for i := range 40 {
			save(t, p, fmt.Sprint("B", i))
		}
	}()
	var last int64
	for range 5 {
		name, m, err := s.Make(t.Context(), Source{Data: data, Plans: p, Now: time.Now})
		if err != nil || m.Plans.Entries < last {
			t.Fatalf("%d entries after %d, %v", m.Plans.Entries, last, err)
		}
		last = m.Plans.Entries
		if _, err := s.Check(t.Context(), name); err != nil {
			t.Error(err)
		}
	}
	<-saved
	if n, err := p.Verify(t.Context()); n != 44 || err != nil {
		t.Errorf("%d entries, %v; want 44", n, err)
	}
	if _, err := store.OpenPlans(t.Context(), store.Folder{Dir: data}.Plans()); !errors.Is(err, store.ErrPlansOpen) {
		t.Errorf("after the backups the plans open a second time: %v", err)
	}
}
