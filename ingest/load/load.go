// Package load is the way in: a file is recognised, staged, checked, archived and published, and what happened is recorded.
// A rejected file changes nothing, and readers see the last good warehouse until a new one is whole.
package load

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
	"sync"
	"time"

	statements "inclusion/sql"

	"inclusion/ingest/format"
	"inclusion/ingest/source"
	"inclusion/internal/area"
	"inclusion/internal/store"
)

// Loader loads editions into one data folder.
type Loader struct {
	Folder   store.Folder
	Register *area.Register
	Sources  []source.Source
	Engine   store.Engine
	Limits   format.Limits
	Log      *slog.Logger
	Now      func() time.Time
	Progress func(done, all int, what string) // may be nil
	// Step is called by name between the steps that change the disk; tests stop a load there. It may be nil.
	Step func(name string) error
}

// Item is a file offered to the loader, with what is known of where it came from.
type Item struct {
	Path      string // where its bytes are
	Name      string // as people know it
	Title     string
	URL       string
	Page      string
	Published time.Time
}

// File is what became of one file.
type File struct {
	Name    string  `json:"name"`
	Outcome outcome `json:"outcome"`
	Reason  string  `json:"reason,omitempty"`
	Table   string  `json:"table,omitempty"`
}

// String is the line that the command prints.
func (f File) String() string {
	if f.Reason == "" {
		return fmt.Sprintf("%s: %s", f.Name, f.Outcome)
	}
	return fmt.Sprintf("%s: %s: %s", f.Name, f.Outcome, f.Reason)
}

// Report is what a load came to.
type Report struct {
	Files     []File
	Editions  []Edition // accepted now
	Warehouse int       // the version published, or the one that serves on
	Published bool
	Findings  []Finding
}

// Rejected says whether any file was refused.
func (r Report) Rejected() bool {
	for _, f := range r.Files {
		if f.Outcome == rejected {
			return true
		}
	}
	return false
}

// staged is an edition that has been read and checked, before it is kept.
type staged struct {
	item     Item
	path     string
	edition  Edition
	dir      string // its Parquet files, under a temporary name until it is kept
	manifest manifest
	refusal  string
}

// Load takes files in: each is recognised, staged and checked; those that pass are archived together and a new warehouse is
// published. Loading bytes that the archive holds already changes nothing.
func (l *Loader) Load(ctx context.Context, items []Item) (Report, error) {
	unlock, err := l.begin()
	if err != nil {
		return Report{}, err
	}
	defer unlock()
	held, err := l.archive().editions()
	if err != nil {
		return Report{}, err
	}
	known := map[string]bool{}
	for _, e := range held {
		known[e.SHA256] = true
	}
	var report Report
	var accepted []staged
	for i, item := range items {
		l.progress(i, len(items), item.Name)
		s, files, err := l.take(ctx, item, known)
		if err != nil {
			return report, err
		}
		report.Files = append(report.Files, files...)
		if s == nil {
			continue
		}
		report.Findings = append(report.Findings, s.manifest.Findings...)
		if s.refusal == "" && len(s.manifest.Tables) > 0 {
			known[s.edition.SHA256] = true
			accepted = append(accepted, *s)
			report.Editions = append(report.Editions, s.edition)
		}
	}
	if len(accepted) == 0 {
		report.Warehouse, err = l.Folder.Current()
		return report, err
	}
	l.progress(len(items), len(items), "publishing")
	return l.publish(ctx, held, accepted, report)
}

// begin makes the folder ready and takes its lock.
func (l *Loader) begin() (unlock func(), err error) {
	if err := l.Folder.Make(); err != nil {
		return nil, err
	}
	unlock, err = l.Folder.Lock()
	if err != nil {
		return nil, err
	}
	if err := l.Folder.Claim(l.Register.ID); err != nil {
		unlock()
		return nil, err
	}
	if err := l.tidy(); err != nil {
		unlock()
		return nil, err
	}
	return unlock, nil
}

// tidy removes what a load that died left behind; nothing refers to it.
func (l *Loader) tidy() error {
	for _, pattern := range []string{
		filepath.Join(l.Folder.Scratch(), "*"), filepath.Join(l.Folder.Staged(), ".*-*"),
		filepath.Join(l.Folder.Dir, ".building-*"), filepath.Join(l.Folder.Archive(), ".incoming-*"), filepath.Join(l.Folder.Dir, ".writing-*"),
	} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			return fmt.Errorf("tidying the data folder: %w", err)
		}
		for _, name := range names {
			if err := os.RemoveAll(name); err != nil {
				return fmt.Errorf("tidying the data folder: %w", err)
			}
		}
	}
	return nil
}

func (l *Loader) archive() archive { return archive{l.Folder.Archive()} }

func (l *Loader) progress(done, all int, what string) {
	if l.Progress != nil {
		l.Progress(done, all, what)
	}
}

func (l *Loader) step(name string) error {
	if l.Step == nil {
		return nil
	}
	return l.Step(name)
}

// take reads one file. It yields no edition when the file is unchanged; one that is refused has nothing left on disk.
func (l *Loader) take(ctx context.Context, item Item, known map[string]bool) (*staged, []File, error) {
	sum, size, err := hashFile(item.Path)
	if err != nil {
		return nil, nil, err
	}
	if known[sum] {
		return nil, []File{{Name: item.Name, Outcome: unchanged}}, nil
	}
	e := Edition{ID: sum[:12], SHA256: sum, Name: filepath.Base(item.Name), Bytes: size, Title: item.Title, URL: item.URL, Page: item.Page,
		Published: item.Published, Fetched: l.Now().UTC().Truncate(time.Second)}
	s := staged{item: item, path: item.Path, edition: e}
	files, err := l.read(ctx, &s)
	if err != nil {
		return nil, nil, err
	}
	if s.refusal != "" || len(s.manifest.Tables) == 0 {
		return &s, files, os.RemoveAll(s.dir)
	}
	return &s, files, nil
}

// read recognises and stages every piece of an edition. One refused piece refuses the whole edition.
func (l *Loader) read(ctx context.Context, s *staged) ([]File, error) {
	scratch, err := os.MkdirTemp(l.Folder.Scratch(), "reading-*")
	if err != nil {
		return nil, fmt.Errorf("making room to read %s: %w", s.item.Name, err)
	}
	defer os.RemoveAll(scratch)
	s.dir, err = os.MkdirTemp(l.Folder.Staged(), "."+s.edition.ID+"-")
	if err != nil {
		return nil, fmt.Errorf("making room to stage %s: %w", s.item.Name, err)
	}
	pieces, fault := l.unpack(piece{s.item.Name, s.path}, scratch, 0)
	if fault != nil {
		s.refusal = fault.Error()
		return []File{{Name: s.item.Name, Outcome: rejected, Reason: s.refusal}}, nil
	}
	results, err := l.readPieces(ctx, pieces, s, scratch)
	if err != nil {
		return nil, err
	}
	return s.gather(results), nil
}

// deepest is how far ZIPs inside ZIPs are followed.
const deepest = 2

// unpack lists the files of an edition, ZIPs included, whatever the ZIP's name ends in.
func (l *Loader) unpack(p piece, scratch string, depth int) ([]piece, error) {
	kind, err := format.KindOf(p.path)
	if err != nil {
		return nil, err
	}
	if kind != format.Zip {
		return []piece{p}, nil
	}
	if depth == deepest {
		return nil, fmt.Errorf("%s: ZIPs are nested more than %d deep", p.name, deepest)
	}
	dir, err := os.MkdirTemp(scratch, "zip-*")
	if err != nil {
		return nil, err
	}
	members, err := format.Unzip(p.path, dir, l.Limits)
	if err != nil {
		return nil, err
	}
	var all []piece
	for i, m := range members {
		inner, err := l.unpack(piece{p.name + "/" + m.Name, filepath.Join(dir, fmt.Sprintf("%04d", i))}, scratch, depth+1)
		if err != nil {
			return nil, err
		}
		all = append(all, inner...)
	}
	return all, nil
}

// result is what reading one piece came to.
type result struct {
	file      File
	sources   []string
	tables    []Table
	findings  []Finding
	published time.Time
}

// readPieces reads an edition's files side by side, one bench a core. The order of the results is the order of the pieces.
func (l *Loader) readPieces(ctx context.Context, pieces []piece, s *staged, scratch string) ([]result, error) {
	results := make([]result, len(pieces))
	errs := make([]error, len(pieces))
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(len(pieces), runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			b, err := l.bench(ctx, scratch)
			if err != nil {
				for i := range next {
					errs[i] = err
				}
				return
			}
			defer b.db.Close()
			for i := range next {
				results[i], errs[i] = l.readPiece(ctx, b, pieces[i], s, i)
			}
		})
	}
	for _, i := range largestFirst(pieces) {
		next <- i
	}
	close(next)
	wg.Wait()
	return results, errors.Join(errs...)
}

func largestFirst(pieces []piece) []int {
	order := make([]int, len(pieces))
	sizes := make([]int64, len(pieces))
	for i, p := range pieces {
		order[i] = i
		if info, err := os.Stat(p.path); err == nil {
			sizes[i] = info.Size()
		}
	}
	sort.SliceStable(order, func(i, j int) bool { return sizes[order[i]] > sizes[order[j]] })
	return order
}

func (l *Loader) bench(ctx context.Context, scratch string) (bench, error) {
	engine := l.Engine
	engine.Threads = 1
	db, err := engine.Scratch(ctx)
	if err != nil {
		return bench{}, err
	}
	db.SetMaxOpenConns(1)
	if err := areaTable(ctx, db, l.Register); err != nil {
		return bench{}, errors.Join(err, db.Close())
	}
	dir, err := os.MkdirTemp(scratch, "bench-*")
	if err != nil {
		return bench{}, errors.Join(err, db.Close())
	}
	return bench{db, dir}, nil
}

func (l *Loader) readPiece(ctx context.Context, b bench, p piece, s *staged, n int) (result, error) {
	rec, err := recognise(p, l.Sources, l.Limits)
	if err != nil {
		return result{}, err
	}
	out := result{file: File{Name: p.name, Outcome: rec.outcome, Reason: rec.reason}}
	if rec.outcome != loaded {
		return out, nil
	}
	for i, r := range rec.readings {
		t, findings, published, err := l.stage(ctx, b, r, s.edition, s.dir, n*10+i)
		if err != nil {
			return out, err
		}
		out.sources = append(out.sources, r.source.ID)
		out.tables = append(out.tables, t)
		out.findings = append(out.findings, findings...)
		if published.After(out.published) {
			out.published = published
		}
		out.file.Table = strings.TrimSpace(out.file.Table + " " + t.Name)
	}
	if why := refusal(out.findings); why != "" {
		out.file.Outcome, out.file.Reason = rejected, why
	}
	return out, nil
}

// gather joins the results of an edition's files. A file that would have loaded is turned away with the edition it is in.
func (s *staged) gather(results []result) []File {
	for _, r := range results {
		if r.file.Outcome == rejected && s.refusal == "" {
			s.refusal = r.file.Reason
		}
	}
	var files []File
	for _, r := range results {
		if s.refusal != "" && r.file.Outcome == loaded {
			r.file.Outcome, r.file.Reason = rejected, "another file of the same ZIP was refused"
		}
		files = append(files, r.file)
		s.manifest.Tables = append(s.manifest.Tables, r.tables...)
		s.manifest.Findings = append(s.manifest.Findings, r.findings...)
		if s.edition.Source == "" && len(r.sources) > 0 {
			s.edition.Source = r.sources[0]
		}
		if r.published.After(s.manifest.Published) {
			s.manifest.Published = r.published
		}
	}
	s.manifest.Files = files
	return files
}

// fingerprint changes whenever a statement or a layout does, so that what was staged with other rules is staged again.
func (l *Loader) fingerprint() (string, error) {
	h := sha256.New()
	err := fs.WalkDir(statements.Files(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(path, "indicators/") || strings.HasPrefix(path, "benchmarks/") || strings.HasPrefix(path, "reading/") {
			return err
		}
		b, err := fs.ReadFile(statements.Files(), path)
		fmt.Fprintf(h, "%s\n%s\n", path, b)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("reading the statements: %w", err)
	}
	for _, s := range l.Sources {
		fmt.Fprintf(h, "%+v\n", s)
	}
	for _, a := range l.Register.Authorities() {
		fmt.Fprintf(h, "%+v\n", a)
	}
	return hex.EncodeToString(h.Sum(nil))[:16], nil
}
