package load

import (
	"context"
	"errors"
	"maps"
	"os"
	"strings"
	"testing"

	"inclusion/internal/store"
)

func TestOneBadFileKeepsItsWholeZipOut(t *testing.T) {
	l := tinyLoader(t)
	load(t, l, offered(t, "first.csv", requests(t, l.Register, "2023").String()))
	before := contents(t, l.Folder.Dir)
	report := load(t, l, offered(t, "release.zip", packed(t, map[string]string{
		"data/good.csv": timeliness(t, l.Register, "2024").String(),
		"data/bad.csv":  requests(t, l.Register, "2024").set("101", "2024", "requests_received_in_year", "4000").String(),
	})))
	if report.Published || len(report.Editions) > 0 || !report.Rejected() {
		t.Errorf("the ZIP was not refused: %+v", report)
	}
	for _, f := range report.Files {
		if f.Outcome != rejected || f.Reason == "" {
			t.Errorf("%s: want it rejected with a reason", f)
		}
	}
	if after := contents(t, l.Folder.Dir); !maps.Equal(before, after) {
		t.Errorf("a refused ZIP changed the folder:\nbefore %v\nafter  %v", before, after)
	}
}

func TestTheSameBytesAgainChangeNothing(t *testing.T) {
	l := tinyLoader(t)
	item := offered(t, "timeliness.csv", timeliness(t, l.Register, "2024").String())
	first := load(t, l, item, Item{Path: item.Path, Name: "under-another-name.csv"})
	if !first.Published || len(first.Editions) != 1 || first.Files[1].Outcome != unchanged {
		t.Fatalf("want one edition of two names, got %v", first.Files)
	}
	before := contents(t, l.Folder.Dir)
	again := load(t, tinyLoaderOf(t, l.Folder), item)
	if again.Published || again.Warehouse != first.Warehouse || again.Files[0].Outcome != unchanged {
		t.Errorf("loading the same bytes again: %+v", again)
	}
	if after := contents(t, l.Folder.Dir); !maps.Equal(before, after) {
		t.Errorf("loading the same bytes again changed the folder:\nbefore %v\nafter  %v", before, after)
	}
}

func TestTheSampleAndRealDataNeverShareAFolder(t *testing.T) {
	l := tinyLoader(t)
	item := offered(t, "timeliness.csv", timeliness(t, l.Register, "2024").String())
	load(t, l, item)
	before := contents(t, l.Folder.Dir)
	_, err := loaderOf(t, l.Folder, "england").Load(context.Background(), []Item{item})
	if !errors.Is(err, store.ErrMixed) || !strings.Contains(err.Error(), "--data") {
		t.Errorf("real data into a folder with the sample: want ErrMixed with advice, got %v", err)
	}
	if after := contents(t, l.Folder.Dir); !maps.Equal(before, after) {
		t.Error("the refused load changed the folder")
	}
}

func TestAFolderBelongsToNobodyUntilSomethingIsKept(t *testing.T) {
	l := tinyLoader(t)
	load(t, l, offered(t, "page.csv", "<!doctype html><title>Sorry</title>"))
	if held, err := l.Folder.Register(); err != nil || held != "" {
		t.Errorf("a folder that has refused all it was offered is marked %q (%v)", held, err)
	}
	england := loaderOf(t, l.Folder, "england")
	if report := load(t, england, offered(t, "timeliness.csv", timeliness(t, england.Register, "2024").String())); !report.Published {
		t.Errorf("real data were refused: %v", report.Files)
	}
}

func TestADamagedCopyIsRestoredByLoadingTheFileAgain(t *testing.T) {
	l := tinyLoader(t)
	item := offered(t, "timeliness.csv", timeliness(t, l.Register, "2024").String())
	kept := load(t, l, item).Editions[0]
	if err := os.WriteFile(l.archive().path(kept.SHA256), []byte("damaged"), 0o600); err != nil {
		t.Fatal(err)
	}
	if f := load(t, l, item).Files[0]; f.Outcome != unchanged || f.Reason == "" {
		t.Errorf("want it unchanged, and the restored copy spoken of: %v", f)
	}
	if damaged, err := l.archive().verify(); err != nil || len(damaged) > 0 {
		t.Errorf("the copy is still damaged: %v %v", damaged, err)
	}
}

func TestOneLoadAtATime(t *testing.T) {
	l := tinyLoader(t)
	if err := l.Folder.Make(); err != nil {
		t.Fatal(err)
	}
	unlock, err := l.Folder.Lock()
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	if _, err := tinyLoaderOf(t, l.Folder).Load(context.Background(), nil); !errors.Is(err, store.ErrBusy) {
		t.Errorf("a second load at the same time: want ErrBusy, got %v", err)
	}
}

func TestWhatAServerSpillsIsNotTheLoadersToRemove(t *testing.T) {
	l := tinyLoader(t)
	if err := l.Folder.Make(); err != nil {
		t.Fatal(err)
	}
	spilt := l.Folder.Scratch() + "/spill-1-1"
	if err := os.WriteFile(spilt, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	load(t, l)
	if _, err := os.Stat(spilt); err != nil {
		t.Errorf("a load removed a server's file: %v", err)
	}
}
