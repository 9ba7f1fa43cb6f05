package load

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"inclusion/internal/store"
)

// publish keeps accepted editions in the archive, builds the next warehouse and makes it the current one. The order is
// chosen so that a crash at any point leaves the last warehouse serving and loses nothing: the bytes are kept first, and a
// later load or rebuild finds them.
func (l *Loader) publish(ctx context.Context, held []Edition, accepted []staged, report Report) (Report, error) {
	print, err := l.fingerprint()
	if err != nil {
		return report, err
	}
	for {
		build, err := l.build(ctx, held, accepted, print)
		if store.EngineFault(err) {
			l.Log.WarnContext(ctx, "the engine failed by a fault of its own; building once more", "error", err.Error())
			build, err = l.build(ctx, held, accepted, print)
		}
		if err != nil {
			return report, err
		}
		if guilty := build.guilty(accepted); len(guilty) > 0 {
			accepted, report = l.turnAway(ctx, accepted, guilty, report)
			if len(accepted) == 0 {
				report.Warehouse, err = l.Folder.Current()
				return report, err
			}
			continue
		}
		if why := refusal(build.findings); why != "" {
			return report, fmt.Errorf("the new warehouse failed its checks, so the last one serves on: %s", why)
		}
		report.Findings = append(report.Findings, build.findings...)
		return l.commit(ctx, accepted, build, report)
	}
}

// commit makes a checked build the truth: archive, staged files, warehouse, in this order.
func (l *Loader) commit(ctx context.Context, accepted []staged, build build, report Report) (Report, error) {
	if err := l.step("before keeping"); err != nil {
		return report, err
	}
	if err := l.Folder.Claim(l.Register.ID); err != nil {
		return report, err
	}
	if len(accepted) > 0 {
		if err := l.archive().keep(accepted); err != nil {
			return report, err
		}
	}
	if err := l.step("before naming what was staged"); err != nil {
		return report, err
	}
	for _, s := range accepted {
		s.manifest.Fingerprint = build.fingerprint
		if err := l.name(s); err != nil {
			return report, err
		}
	}
	if err := l.step("before promoting"); err != nil {
		return report, err
	}
	next, err := l.Folder.Next()
	if err != nil {
		return report, err
	}
	if err := l.Folder.Promote(build.path, next); err != nil {
		return report, err
	}
	report.Warehouse, report.Published = next, true
	l.Log.InfoContext(ctx, "warehouse published", "version", report.Warehouse, "editions", len(report.Editions))
	return report, l.step("after promoting")
}

// stagedDir is where an edition's Parquet files stand once it is kept.
func (l *Loader) stagedDir(e Edition) string { return filepath.Join(l.Folder.Staged(), e.ID) }

// name gives a staged edition's folder its lasting name.
func (l *Loader) name(s staged) error {
	if err := s.manifest.save(s.dir); err != nil {
		return err
	}
	if err := s.manifest.seal(s.dir); err != nil {
		return err
	}
	to := l.stagedDir(s.edition)
	if err := os.RemoveAll(to); err != nil {
		return fmt.Errorf("replacing what was staged of %s: %w", s.edition.Name, err)
	}
	if err := os.Rename(s.dir, to); err != nil {
		return fmt.Errorf("keeping what was staged of %s: %w", s.edition.Name, err)
	}
	return nil
}

// turnAway moves editions that failed the checks on the whole warehouse from accepted to rejected.
func (l *Loader) turnAway(ctx context.Context, accepted []staged, guilty map[string]string, report Report) ([]staged, Report) {
	var kept []staged
	report.Editions = nil
	for _, s := range accepted {
		why, bad := guilty[s.edition.ID]
		if !bad {
			kept = append(kept, s)
			report.Editions = append(report.Editions, s.edition)
			continue
		}
		for i, f := range report.Files {
			if (f.Name == s.item.Name || strings.HasPrefix(f.Name, s.item.Name+"/")) && f.Outcome == loaded {
				report.Files[i].Outcome, report.Files[i].Reason = rejected, why
				l.tellFiles(ctx, report.Files[i:i+1], 0)
			}
		}
	}
	return kept, report
}

// Rebuild makes the warehouse again from the archive alone and publishes it. With the same archive and statements it holds
// the same values to the last bit.
func (l *Loader) Rebuild(ctx context.Context) (report Report, err error) {
	end, err := l.begin(ctx)
	if err != nil {
		return Report{}, err
	}
	defer end()
	defer func() { err = l.advise(err) }()
	damaged, err := l.archive().verify()
	if err != nil {
		return Report{}, err
	}
	for _, d := range damaged {
		err = errors.Join(err, fmt.Errorf("edition %s (%s): %s; restore it from a backup or fetch it again", d.Edition.ID, d.Edition.Name, d.Problem))
	}
	if err != nil {
		return Report{}, fmt.Errorf("the archive is damaged, so the last warehouse serves on: %w", err)
	}
	if err := l.forgetStaged(); err != nil {
		return Report{}, err
	}
	held, err := l.archive().editions()
	if err != nil {
		return Report{}, err
	}
	if len(held) == 0 {
		return Report{}, fmt.Errorf("the archive in %s holds nothing to make a warehouse of: load some data first", l.Folder.Dir)
	}
	print, err := l.fingerprint()
	if err != nil {
		return Report{}, err
	}
	b, err := l.build(ctx, held, nil, print)
	if err != nil {
		return Report{}, err
	}
	if why := refusal(b.findings); why != "" {
		return Report{}, fmt.Errorf("the new warehouse failed its checks, so the last one serves on: %s", why)
	}
	return l.commit(ctx, nil, b, Report{Findings: b.findings})
}

// forgetStaged removes everything staged: it can be made again from the archive.
func (l *Loader) forgetStaged() error {
	entries, err := os.ReadDir(l.Folder.Staged())
	if err != nil {
		return fmt.Errorf("listing what was staged: %w", err)
	}
	for _, e := range entries {
		if err := os.RemoveAll(filepath.Join(l.Folder.Staged(), e.Name())); err != nil {
			return fmt.Errorf("removing what was staged: %w", err)
		}
	}
	return nil
}
