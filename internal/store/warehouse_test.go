package store

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// promoted publishes a small warehouse as version n.
func promoted(t *testing.T, f Folder, n int) {
	t.Helper()
	finished := filepath.Join(f.Dir, "finished.duckdb")
	warehouseFile(t, finished, n)
	if err := f.Promote(finished, n); err != nil {
		t.Fatal(err)
	}
}

func watched(t *testing.T, f Folder) *Warehouse {
	t.Helper()
	w, err := OpenWarehouse(context.Background(), func() Folder { return f }, Engine{Threads: 1}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Close)
	return w
}

// asks reads the version's own figure, and how many times it stands there.
func asks(v *Version) (least, most, rows int, err error) {
	err = v.DB.QueryRow("select min(version), max(version), count(*) from value").Scan(&least, &most, &rows)
	return least, most, rows, err
}

func TestNoReaderEverSeesAClosedOrMixedWarehouse(t *testing.T) {
	f := made(t)
	promoted(t, f, 1)
	w := watched(t, f)
	var read atomic.Int64
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 8 {
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				v, release, err := w.Use()
				if err != nil {
					t.Error(err)
					return
				}
				for range 3 {
					if least, most, rows, err := asks(v); err != nil || least != v.N || most != v.N || rows != 5000 {
						t.Errorf("a reader of version %d saw %d to %d in %d rows (%v)", v.N, least, most, rows, err)
					}
				}
				release()
				release() // giving it back twice does no harm
				read.Add(1)
			}
		})
	}
	for n := 2; n <= 12; n++ {
		promoted(t, f, n)
		var refreshers sync.WaitGroup
		for range 3 {
			refreshers.Go(func() {
				if _, err := w.Refresh(context.Background()); err != nil {
					t.Error(err)
				}
			})
		}
		refreshers.Wait()
		if v, release, err := w.Use(); err != nil || v.N != n {
			t.Errorf("version %d was published and readers do not get it (%v)", n, err)
		} else {
			release()
		}
	}
	close(done)
	readers.Wait()
	if read.Load() == 0 {
		t.Error("nobody read anything")
	}
}

func TestAWarehouseCanBeReadAfterItsFileIsGone(t *testing.T) {
	f := made(t)
	promoted(t, f, 1)
	w := watched(t, f)
	v, release, err := w.Use()
	if err != nil {
		t.Fatal(err)
	}
	for n := 2; n <= 3; n++ {
		promoted(t, f, n)
		if changed, err := w.Refresh(context.Background()); !changed || err != nil {
			t.Fatalf("refreshing to %d: %v %v", n, changed, err)
		}
	}
	if _, err := os.Stat(f.Warehouse(1)); err == nil {
		t.Error("the file of version 1 is still there")
	}
	if least, _, rows, err := asks(v); err != nil || least != 1 || rows != 5000 {
		t.Errorf("a reader who began with version 1 saw %d in %d rows (%v)", least, rows, err)
	}
	release()
	if _, _, _, err := asks(v); err == nil {
		t.Error("version 1 is open although its last reader has left")
	}
}

func TestAFolderWithoutDataBecomesReadable(t *testing.T) {
	f := made(t)
	w := watched(t, f)
	if _, _, err := w.Use(); !errors.Is(err, ErrNoWarehouse) {
		t.Errorf("want ErrNoWarehouse, got %v", err)
	}
	promoted(t, f, 1)
	if changed, err := w.Refresh(context.Background()); !changed || err != nil {
		t.Errorf("the first warehouse is not seen: %v %v", changed, err)
	}
	if changed, err := w.Refresh(context.Background()); changed || err != nil {
		t.Errorf("nothing is new: %v %v", changed, err)
	}
	v, release, err := w.Use()
	if err != nil || v.Tag() != "sample-1" || v.Built.Year() != 2026 {
		t.Errorf("%+v (%v)", v, err)
	}
	release()
}

func TestTheLastGoodWarehouseServesOnWhenTheNewOneIsBroken(t *testing.T) {
	f := made(t)
	promoted(t, f, 1)
	w := watched(t, f)
	broken := filepath.Join(f.Dir, "broken")
	if err := os.WriteFile(broken, []byte("no database"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := f.Promote(broken, 2); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Refresh(context.Background()); err == nil || !strings.Contains(err.Error(), "inclusion rebuild") {
		t.Errorf("want advice, got %v", err)
	}
	v, release, err := w.Use()
	if err != nil || v.N != 1 {
		t.Fatalf("readers should stay with version 1 (%v)", err)
	}
	release()
}

func TestNothingIsOpenedAfterClosing(t *testing.T) {
	f := made(t)
	promoted(t, f, 1)
	w := watched(t, f)
	v, release, err := w.Use()
	if err != nil {
		t.Fatal(err)
	}
	w.Close()
	if _, _, _, err := asks(v); err != nil {
		t.Errorf("a reader who was there is cut off: %v", err)
	}
	promoted(t, f, 2)
	if changed, err := w.Refresh(context.Background()); changed || err != nil {
		t.Errorf("a closed warehouse opened another: %v %v", changed, err)
	}
	if _, _, err := w.Use(); !errors.Is(err, ErrNoWarehouse) {
		t.Errorf("want ErrNoWarehouse, got %v", err)
	}
	release()
	if _, _, _, err := asks(v); err == nil {
		t.Error("it is open although its last reader has left")
	}
	w.Close()
}
