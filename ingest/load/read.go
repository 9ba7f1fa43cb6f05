package load

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
	"sync"
	"time"

	"inclusion/ingest/format"
	"inclusion/internal/store"
)

// take reads one file. It yields no edition when the file is unchanged; one that is refused has nothing left on disk. What
// is known is true for what the archive holds and false for what came in before it now.
func (l *Loader) take(ctx context.Context, item Item, known map[string]bool) (*staged, []File, error) {
	sum, size, err := hashFile(item.Path)
	if err != nil {
		return nil, nil, err
	}
	if inArchive, ok := known[sum]; ok && !inArchive {
		return nil, []File{{Name: item.Name, Outcome: unchanged, Reason: "the same file came in under another name"}}, nil
	} else if ok {
		mended, err := l.archive().restore(item.Path, sum)
		f := File{Name: item.Name, Outcome: unchanged}
		if mended {
			f.Reason = "the archive's own copy was damaged and has been replaced by this one"
		}
		return nil, []File{f}, err
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
	pieces, fault := l.unpack(piece{s.edition.Name, s.path}, scratch, 0)
	if store.NoRoom(fault) {
		return nil, fmt.Errorf("unpacking %s: %w", s.item.Name, fault)
	}
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
	engine.Threads, engine.TempDir = 1, scratch
	db, err := engine.Scratch(ctx)
	if err != nil {
		return bench{}, err
	}
	db.SetMaxOpenConns(1)
	if err := errors.Join(areaTable(ctx, db, l.Register), defineMacros(ctx, db)); err != nil {
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
		t, findings, published, err := l.stage(ctx, b, r, s.dir, n*10+i)
		if store.BadData(err) {
			findings, err = append(findings, unreadable(r, err)), nil
		}
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

// unreadable is the finding of a file that its statement or a check stumbles over.
func unreadable(r reading, err error) Finding {
	return Finding{Check: "readable", Severity: Error, File: r.piece.name, Sheet: r.sheet.Name,
		Message: "something in it is not what its layout promises: " + err.Error()}
}

// gather joins the results of an edition's files. A file that would have loaded is turned away with the edition it is in.
func (s *staged) gather(results []result) []File {
	for _, r := range results {
		if r.file.Outcome == rejected && s.refusal == "" {
			s.refusal = r.file.Reason
		}
	}
	var files []File
	folder := strings.TrimSuffix(s.item.Name, s.edition.Name) // pieces are named from the edition on, so that a rebuild names them alike
	for _, r := range results {
		r.file.Name = folder + r.file.Name
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
