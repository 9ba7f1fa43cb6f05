package store

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTablesAreCopiedOutWithWhatTheySayOfThemselves(t *testing.T) {
	ctx, f, dir := context.Background(), made(t), t.TempDir()
	promoted(t, f, 1)
	w := watched(t, f) // a reader holds the same file open
	v, release, err := w.Use()
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	err = w.Copies(ctx, v, dir, []Copy{
		{File: "value.csv", Statement: "select version as \"the version\", 'it''s' as words from value limit 2"},
		{File: "value.parquet", Statement: "select * from value", Said: map[string]string{"licence": "somebody's own"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(filepath.Join(dir, "value.csv")); err != nil || string(text) != "the version,words\n1,it's\n1,it's\n" {
		t.Errorf("the CSV file is %q (%v)", text, err)
	}
	db, err := Engine{Threads: 1}.Scratch(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	file := text(filepath.Join(dir, "value.parquet"))
	var rows int
	var licence string
	if err := db.QueryRow("select count(*) from read_parquet(" + file + ")").Scan(&rows); err != nil || rows != 5000 {
		t.Errorf("the Parquet file holds %d rows (%v)", rows, err)
	}
	if err := db.QueryRow("select decode(value) from parquet_kv_metadata(" + file + ") where decode(key) = 'licence'").Scan(&licence); err != nil || licence != "somebody's own" {
		t.Errorf("the Parquet file says of its licence %q (%v)", licence, err)
	}
}

func TestACopyReachesNothingElse(t *testing.T) {
	f := made(t)
	promoted(t, f, 1)
	secret := filepath.Join(f.Dir, "secret.csv")
	if err := os.WriteFile(secret, []byte("a\n1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	outside := filepath.Join(t.TempDir(), "outside.csv")
	for name, c := range map[string]Copy{
		"reading another file":       {File: "a.csv", Statement: "select * from read_csv(" + text(secret) + ")"},
		"writing elsewhere":          {File: "../" + filepath.Base(outside), Statement: "select 1"},
		"changing what is published": {File: "a.csv", Statement: "delete from value returning *"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := (Engine{}).Copies(context.Background(), f.Warehouse(1), dir, []Copy{c}); err == nil || !strings.Contains(err.Error(), "making "+c.File) {
				t.Errorf("got %v, want a refusal that names the file", err)
			}
			if _, err := os.Stat(filepath.Join(dir, c.File)); err == nil {
				t.Error("the file is there")
			}
		})
	}
}

func TestFilesMadeOfAVersionGoWithIt(t *testing.T) {
	f := made(t)
	for n := 1; n <= 3; n++ {
		promoted(t, f, n)
		if err := os.MkdirAll(f.Downloads(n), 0o750); err != nil {
			t.Fatal(err)
		}
	}
	promoted(t, f, 4)
	for n, want := range map[int]bool{1: false, 2: false, 3: true} {
		if _, err := os.Stat(f.Downloads(n)); (err == nil) != want {
			t.Errorf("the files of version %d are there: %v, want %v", n, err == nil, want)
		}
	}
}
