package main

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"inclusion/ingest/load"
	"inclusion/ingest/look"
	"inclusion/internal/account"
	"inclusion/internal/release"
	"inclusion/internal/store"
	"inclusion/internal/warehouse"
)

// newGauges are the figures that are read when somebody asks, by name.
func newGauges() map[string]*prometheus.Desc {
	all := map[string]*prometheus.Desc{}
	add := func(name, help string, labels ...string) { all[name] = prometheus.NewDesc(name, help, labels, nil) }
	add("inclusion_build_info", "Always 1: its labels say which program is running.", "version", "go")
	add("inclusion_ready", "1 when the part works, 0 when it does not, as /readyz says it.", "part")
	add("inclusion_page_cache_bytes", "Memory taken by finished pages.")
	add("inclusion_warehouse_version", "The number of the warehouse being served; absent while there is none.", "register")
	add("inclusion_warehouse_published_timestamp_seconds", "When a warehouse was last published.")
	add("inclusion_warehouse_newest_file_timestamp_seconds", "When the newest file in the warehouse being served was fetched.")

	add("inclusion_source_last_success_timestamp_seconds", "When a look at the source last ended with nothing to complain of.", "source")
	add("inclusion_source_last_failure_timestamp_seconds", "When a look at the source last failed, or brought a file that was refused.", "source")
	add("inclusion_source_last_look_timestamp_seconds", "When the source was last looked at to the end.", "source")
	add("inclusion_source_last_look_duration_seconds", "How long the last look at the source took.", "source")
	add("inclusion_source_failures_in_a_row", "Looks at the source that failed since the last that did not.", "source")
	add("inclusion_source_newest_fetched_timestamp_seconds", "When the newest edition of the source was fetched.", "source")
	add("inclusion_source_newest_published_timestamp_seconds", "When the newest edition of the source was published, where its publisher says so.", "source")
	add("inclusion_source_releases_late", "Releases of the source that should be out and are not loaded.", "source")
	add("inclusion_source_next_release_due_timestamp_seconds", "The last day on which the source's next release is on time.", "source")
	add("inclusion_job_next_run_timestamp_seconds", "When the source is looked at next; absent while its job waits.", "source")
	add("inclusion_jobs_under_way", "Looks at sources that are under way.")
	add("inclusion_loads_waiting", "Looks that wait for another's load to end.")

	add("inclusion_engine_memory_bytes", "Memory the database engine takes.", "database")
	add("inclusion_engine_spilled_bytes", "Temporary files of the database engine.", "database")
	add("inclusion_plans_bytes", "Size of the plans: their file, and the journal that is not written into it yet.", "file")
	add("inclusion_folder_bytes", "What the data folder takes, part by part.", "part")
	add("inclusion_disk_bytes", "Size of the disk that the data folder is on.")
	add("inclusion_disk_free_bytes", "What the server may still use of that disk.")
	add("inclusion_sessions", "Sessions that are alive, by what they are of.", "kind")
	add("inclusion_certificate_expiry_timestamp_seconds", "When the certificate that the server shows runs out; absent where a proxy encrypts.")
	return all
}

// now are the figures that cost nothing to read.
func (d *servedData) now() (all []metered) {
	add := func(name string, value float64, labels ...string) { all = append(all, metered{name, value, labels}) }
	add("inclusion_page_cache_bytes", float64(d.cache.Bytes()))
	if v, release, err := d.warehouse.Use(); err == nil {
		add("inclusion_warehouse_version", float64(v.N), v.Register)
		add("inclusion_warehouse_newest_file_timestamp_seconds", float64(v.Built.Unix()))
		release()
	}
	// Publishing a warehouse ends with the writing of this file.
	if current, err := os.Stat(filepath.Join(d.folder().Dir, "current")); err == nil {
		add("inclusion_warehouse_published_timestamp_seconds", float64(current.ModTime().Unix()))
	}
	if d.ready != nil {
		for _, p := range d.ready.parts() {
			add("inclusion_ready", one(p.trouble == ""), p.name)
		}
	}
	if d.jobs == nil {
		return all
	}
	underWay := 0
	for _, e := range d.jobs.scheduler.Entries() {
		if e.Running {
			underWay++
		}
	}
	add("inclusion_jobs_under_way", float64(underWay))
	add("inclusion_loads_waiting", float64(look.Waiting()))
	return all
}

// one is 1 for yes and 0 for no.
func one(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// ofSources are the looks at each source, and how old its data are.
func (d *servedData) ofSources(context.Context) (all []metered) {
	if d.jobs == nil {
		return nil
	}
	add := func(name string, value float64, source string) {
		all = append(all, metered{name, value, []string{source}})
	}
	if runs, err := d.jobs.read(runsKept); err != nil {
		slog.Warn("the looks at the sources cannot be measured", "error", err.Error())
	} else {
		looksAt(d.jobs, runs, add)
	}
	for _, j := range d.jobs.Jobs() {
		if !j.Next.IsZero() {
			add("inclusion_job_next_run_timestamp_seconds", float64(j.Next.Unix()), j.ID)
		}
	}
	return append(all, d.aged.now(d.warehouse)...)
}

// agesWait is how long the ages of the data may take to read: they are read once for every warehouse and day.
const agesWait = 5 * time.Second

// aged are the ages of the data of one warehouse on one day.
type aged struct {
	of      string
	figures []metered
}

// now reads the ages again when there is another warehouse or another day. Where that fails the last ones stand, so that no alert ends
// because the server was busy.
func (a *aged) now(data *store.Warehouse) []metered {
	v, done, err := data.Use()
	if err != nil {
		return nil
	}
	defer done()
	today := time.Now()
	of := v.Made() + today.Format(" 2006-01-02")
	if a.of == of {
		return a.figures
	}
	ctx, cancel := context.WithTimeout(context.Background(), agesWait)
	defer cancel()
	var read []metered
	err = ages(ctx, v, today, func(name string, value float64, source string) {
		read = append(read, metered{name, value, []string{source}})
	})
	if err != nil {
		slog.Warn("the ages of the data cannot be measured", "error", err.Error())
		return a.figures
	}
	a.of, a.figures = of, read
	return read
}

// looksAt adds what the record of the looks, newest first, says of each source that is looked at.
func looksAt(j *jobs, runs []load.Run, add func(name string, value float64, source string)) {
	last, good, bad, row := map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]int{}
	for _, s := range j.sources {
		if len(s.Places) > 0 {
			row[s.ID] = 0
		}
	}
	for _, r := range runs {
		if _, known := row[r.Job]; !known || !look.Counts(r) {
			continue
		}
		if !last[r.Job] {
			last[r.Job] = true
			add("inclusion_source_last_look_timestamp_seconds", float64(r.Ended.Unix()), r.Job)
			add("inclusion_source_last_look_duration_seconds", r.Ended.Sub(r.Started).Seconds(), r.Job)
		}
		switch {
		case r.Failed() && !good[r.Job]:
			row[r.Job]++
			fallthrough
		case r.Failed():
			if !bad[r.Job] {
				add("inclusion_source_last_failure_timestamp_seconds", float64(r.Ended.Unix()), r.Job)
			}
			bad[r.Job] = true
		case !good[r.Job]:
			good[r.Job] = true
			add("inclusion_source_last_success_timestamp_seconds", float64(r.Ended.Unix()), r.Job)
		}
	}
	for id, n := range row {
		add("inclusion_source_failures_in_a_row", float64(n), id)
	}
}

// ages adds how new each source's data are, and what of it should be here and is not.
func ages(ctx context.Context, v *store.Version, today time.Time, add func(name string, value float64, source string)) error {
	editions, err := warehouse.Editions(ctx, v)
	if err != nil {
		return err
	}
	tables, err := warehouse.LoadedTables(ctx, v)
	if err != nil {
		return err
	}
	calendars, err := warehouse.ReleaseCalendars(ctx, v)
	if err != nil {
		return err
	}
	byID := map[string]warehouse.Edition{}
	for _, e := range editions {
		byID[e.ID] = e
	}
	fetched, published := map[string]time.Time{}, map[string]time.Time{}
	for _, t := range tables {
		e := byID[t.Edition]
		if e.Fetched.After(fetched[t.Source]) {
			fetched[t.Source] = e.Fetched
		}
		if e.Published != nil && e.Published.After(published[t.Source]) {
			published[t.Source] = *e.Published
		}
	}
	for source, at := range fetched {
		add("inclusion_source_newest_fetched_timestamp_seconds", float64(at.Unix()), source)
	}
	for source, at := range published {
		add("inclusion_source_newest_published_timestamp_seconds", float64(at.Unix()), source)
	}
	for _, c := range calendars {
		expected := release.Expect(c.Rules, c.Held, today)
		late := 0
		for _, e := range expected {
			if e.Late {
				late++
			}
		}
		add("inclusion_source_releases_late", float64(late), c.ID)
		if coming := slices.IndexFunc(expected, func(e release.Expected) bool { return !e.Late }); coming >= 0 {
			add("inclusion_source_next_release_due_timestamp_seconds", float64(expected[coming].Due.Unix()), c.ID)
		}
	}
	return nil
}

// ofMachine are the engine's memory, and the room that the files take. A database that is busy for too long is left out.
func (d *servedData) ofMachine(ctx context.Context) (all []metered) {
	add := func(name string, value int64, labels ...string) {
		all = append(all, metered{name, float64(value), labels})
	}
	if v, release, err := d.warehouse.Use(); err == nil {
		if held, err := v.Held(ctx); err == nil {
			add("inclusion_engine_memory_bytes", held.Memory, "warehouse")
			add("inclusion_engine_spilled_bytes", held.Spilled, "warehouse")
		}
		release()
	}
	if d.plans != nil {
		if held, err := d.plans.Held(ctx); err == nil {
			add("inclusion_engine_memory_bytes", held.Memory, "plans")
			add("inclusion_engine_spilled_bytes", held.Spilled, "plans")
		}
	}
	if until, err := validUntil(d.certificate); err == nil {
		add("inclusion_certificate_expiry_timestamp_seconds", until.Unix())
	}
	if d.jobs == nil {
		return all
	}
	folder := store.Folder{Dir: d.jobs.config.Data}
	for file, path := range map[string]string{"database": folder.Plans(), "journal": folder.Plans() + ".wal"} {
		size := int64(0) // there is no journal when all of it is in the file
		if about, err := os.Stat(path); err == nil {
			size = about.Size()
		}
		add("inclusion_plans_bytes", size, file)
	}
	if sizes, err := folder.Sizes(); err != nil {
		slog.Warn("the data folder cannot be measured", "error", err.Error())
	} else {
		for _, part := range slices.Sorted(maps.Keys(sizes)) {
			add("inclusion_folder_bytes", sizes[part], part)
		}
	}
	if size, free, err := folder.Disk(); err != nil {
		slog.Warn("the data folder cannot be measured", "error", err.Error())
	} else {
		add("inclusion_disk_bytes", size)
		add("inclusion_disk_free_bytes", free)
	}
	return all
}

// ofSessions counts who is signed in, and says of nobody who it is.
func (d *servedData) ofSessions(ctx context.Context) (all []metered) {
	if d.plans == nil {
		return nil
	}
	counts := map[string]int{}
	if err := d.plans.LiveSessions(ctx, func(data []byte) { counts[account.KindOfSession(data)]++ }); err != nil {
		return nil
	}
	for _, kind := range account.SessionKinds {
		all = append(all, metered{"inclusion_sessions", float64(counts[kind]), []string{kind}})
	}
	return all
}

// validUntil is when the first certificate of a PEM file runs out.
func validUntil(file string) (time.Time, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return time.Time{}, err
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return time.Time{}, fmt.Errorf("%s holds no certificate", file)
	}
	c, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return time.Time{}, err
	}
	return c.NotAfter, nil
}
