package look

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"inclusion/ingest/fetch"
	"inclusion/ingest/load"
	"inclusion/internal/store"
)

// scripted are publishers that do as a test says before they answer.
type scripted struct {
	Publishers
	look func()
	take func(dir string)
}

func (s scripted) Look(ctx context.Context, p fetch.Place) ([]fetch.Found, error) {
	if s.look != nil {
		s.look()
	}
	return s.Publishers.Look(ctx, p)
}

func (s scripted) Take(ctx context.Context, f fetch.Found, dir string, known fetch.Known) (fetch.Taken, error) {
	if s.take != nil {
		s.take(dir)
	}
	return s.Publishers.Take(ctx, f, dir, known)
}

func TestAPanicIsRecordedAndLeavesNothing(t *testing.T) {
	w := loadedWorld(t)
	w.Reissue(firstFile)
	w.looker.Publishers = scripted{Publishers: w.client(), take: func(dir string) {
		if err := os.WriteFile(filepath.Join(dir, "taking-1"), nil, 0o600); err != nil {
			t.Error(err)
		}
		panic("out of its mind")
	}}
	run := w.look()
	if !strings.Contains(run.Error, "a fault in this program ended the look: out of its mind") || run.Ended.IsZero() || !Counts(run) {
		t.Errorf("recorded %+v", run)
	}
	w.looker.Publishers = w.client()
	if run := w.look(); run.Failed() || len(run.Files) != 1 {
		t.Errorf("the next look recorded %+v", run)
	}
}

func TestALookThatIsToldToStopLoadsNothingAndDoesNotCount(t *testing.T) {
	for name, script := range map[string]func(stop func()) scripted{
		"while the place is looked at": func(stop func()) scripted { return scripted{look: stop} },
		"while a file is taken":        func(stop func()) scripted { return scripted{take: func(string) { stop() }} },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, onGovUK)
			w.source.Places = []fetch.Place{onGovUK, asZip}
			ctx, stop := context.WithCancel(t.Context())
			s := script(stop)
			s.Publishers = w.client()
			w.looker.Publishers = s
			run, err := w.looker.Look(ctx, w.source)
			if !errors.Is(err, context.Canceled) || Counts(run) || !run.Failed() || len(run.Files) != 0 || w.Requests(listAPI) != 0 {
				t.Errorf("answered %v and recorded %+v", err, run)
			}
			if version, _ := w.serves(); version != 0 {
				t.Errorf("warehouse %d was published", version)
			}
			w.isClear()
		})
	}
}

func TestALookWaitsForAnotherProcessThatLoads(t *testing.T) {
	w := loadedWorld(t)
	w.Reissue(firstFile)
	unlock, err := w.looker.Loader.Folder.Lock()
	if err != nil {
		t.Fatal(err)
	}
	waited := 0
	w.looker.Sleep = func(context.Context, time.Duration) error {
		if waited++; waited == 3 {
			unlock()
		}
		return nil
	}
	if run := w.look(); run.Failed() || len(run.Files) != 1 || waited != 3 {
		t.Errorf("waited %d times and recorded %+v", waited, run)
	}
}

func TestALookWaitsForAnotherProcessOnlySoLong(t *testing.T) {
	w := loadedWorld(t)
	w.Reissue(firstFile)
	unlock, err := w.looker.Loader.Folder.Lock()
	if err != nil {
		t.Fatal(err)
	}
	var waited time.Duration
	w.looker.Sleep = func(_ context.Context, d time.Duration) error { waited += d; return nil }
	run := w.look()
	if run.Error != store.ErrBusy.Error() || waited != patience {
		t.Errorf("waited %s and recorded %+v", waited, run)
	}
	unlock()
	if run = w.look(); run.Failed() || len(run.Files) != 1 {
		t.Errorf("the next look recorded %+v", run)
	}
}

func TestAWaitEndsWhenTheServerStops(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := (&Looker{}).sleep(ctx, time.Hour); !errors.Is(err, context.Canceled) {
		t.Errorf("the wait ended with %v", err)
	}
}

// TestTwoLooksAtOneSourceNeverOverlap has two lookers, as two processes have, look at once.
func TestTwoLooksAtOneSourceNeverOverlap(t *testing.T) {
	w := loadedWorld(t)
	w.Reissue(firstFile)
	other := &Looker{Loader: w.looker.Loader}
	var inside sync.Mutex
	overlapped := make(chan struct{}, 100)
	guarded := scripted{Publishers: w.client(), look: func() {
		if !inside.TryLock() {
			overlapped <- struct{}{}
		}
	}, take: func(string) { inside.Unlock() }}
	w.looker.Publishers, other.Publishers = guarded, guarded
	ended := make(chan struct{}, 2)
	until := func(context.Context, time.Duration) error { <-ended; return nil }
	w.looker.Sleep, other.Sleep = until, until
	var both sync.WaitGroup
	for _, l := range []*Looker{w.looker, other} {
		both.Go(func() {
			if err := l.Source(t.Context(), w.source); err != nil {
				t.Error(err)
			}
			ended <- struct{}{}
		})
	}
	both.Wait()
	if len(overlapped) > 0 {
		t.Errorf("%d looks overlapped", len(overlapped))
	}
	runs, err := load.Runs(w.looker.Loader.Folder, 2)
	if err != nil || len(runs) != 2 || runs[0].Failed() || runs[1].Failed() || len(runs[0].Files)+len(runs[1].Files) != 1 {
		t.Errorf("recorded %+v (%v)", runs, err)
	}
}

func TestWhatACrashLeftBehindIsCleared(t *testing.T) {
	w := loadedWorld(t)
	room := filepath.Join(w.looker.Loader.Folder.Dir, "taking", w.source.ID)
	for _, name := range []string{"taking-7", ".writing-7"} {
		if err := os.WriteFile(filepath.Join(room, name), []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if run := w.look(); run.Failed() || !strings.HasSuffix(run.Found[0], ": as before") {
		t.Errorf("recorded %+v", run)
	}
}

func TestWhatIsRememberedCanBeLost(t *testing.T) {
	for name, text := range map[string]string{"cut short": `{"/media/`, "gone": ""} {
		t.Run(name, func(t *testing.T) {
			w := loadedWorld(t)
			memory := filepath.Join(w.looker.Loader.Folder.Dir, "taking", w.source.ID, "taken.json")
			if err := os.WriteFile(memory, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			if run := w.look(); run.Failed() || len(run.Files) != 1 || run.Files[0].String() != "first.csv: unchanged" {
				t.Errorf("recorded %+v", run)
			}
			if run := w.look(); run.Failed() || len(run.Files) != 0 {
				t.Errorf("the next look recorded %+v", run)
			}
		})
	}
}

func TestAnEditionThatTheArchiveLostIsTakenAgain(t *testing.T) {
	w := loadedWorld(t)
	folder := w.looker.Loader.Folder
	kept, err := filepath.Glob(filepath.Join(folder.Archive(), strings.Repeat("[0-9a-f]", 64)))
	if err != nil || len(kept) != 1 {
		t.Fatalf("the archive holds %v (%v)", kept, err)
	}
	if err := os.Remove(kept[0]); err != nil {
		t.Fatal(err)
	}
	run := w.look()
	if len(run.Files) != 1 || !strings.Contains(run.Files[0].String(), "damaged and has been replaced") {
		t.Errorf("recorded %+v", run)
	}
	if _, err := os.Stat(kept[0]); err != nil {
		t.Error("the archive has it no more")
	}
}

func TestFilesOfOneNameAreToldApart(t *testing.T) {
	b := &basket{named: map[string]bool{}}
	for _, tt := range []struct{ release, want string }{{"2025", "rates.csv"}, {"2024/25", "2024-25/rates.csv"}, {"2024/25", "2/2024-25/rates.csv"}, {"", "2/rates.csv"}} {
		if got := b.name(fetch.Taken{Found: fetch.Found{Filename: "rates.csv", Release: tt.release}}); got != tt.want {
			t.Errorf("a file of the release %q is called %q, want %q", tt.release, got, tt.want)
		}
	}
}
