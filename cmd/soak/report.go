package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// What is promised of a run at full size.
const (
	promisedP95 = 500 * time.Millisecond
	flatAfter   = 2 * time.Minute // by then all have come
	flatWithin  = 0.15            // of the mean may memory have grown from then to the end, by its trend
)

// outcome is all there is to judge.
type outcome struct {
	settings settings
	record   *record
	samples  []sample
	saves    int
	lost     []string // saves that were acknowledged and are not there
	load     error
	work     []string
}

// report prints the tables and says which promises are broken.
func report(w io.Writer, o outcome) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "\trequests\terrors\ta second\tp50 ms\tp95 ms\tp99 ms\tmax ms\tMB\tof that Go\tpages\tengine\tCPU %\t")
	whole := o.lines(table)
	table.Flush()

	grew, mean := trend(o.samples, flatAfter)
	peak := 0.0
	for _, s := range o.samples {
		peak = max(peak, s.resident)
	}
	fmt.Fprintf(w, "\nmemory of the server: peak %.0f MB; from minute 2 to the end %.0f MB on average, growing by %.1f MB a minute\n", peak, mean, grew)
	fmt.Fprintf(w, "loading: from second %.0f to second %.0f; versions of the data first seen:", o.record.from.Seconds(), o.record.to.Seconds())
	for _, n := range sortedVersions(o.record.versions) {
		fmt.Fprintf(w, " %d at second %.0f", n, o.record.versions[n].Seconds())
	}
	fmt.Fprintf(w, "\nsaves acknowledged: %d texts; not there at the end: %d\n", o.saves, len(o.lost))
	for _, line := range o.work {
		fmt.Fprintln(w, line)
	}
	broken := o.broken(whole, grew, mean)
	for _, why := range broken {
		fmt.Fprintln(w, "BROKEN:", why)
	}
	if len(broken) > 0 {
		return errBroken
	}
	fmt.Fprintln(w, "every promise was kept")
	return nil
}

// lines prints a line for each kind of request, each minute, each phase, and all; it returns the last.
func (o outcome) lines(w io.Writer) line {
	r, length := o.record, time.Duration(o.settings.Minutes)*time.Minute
	for _, kind := range r.kinds() {
		o.print(w, r.sum(kind, length, func(m measured) bool { return m.kind == kind }), 0, 0)
	}
	for minute := range o.settings.Minutes {
		from := time.Duration(minute) * time.Minute
		o.print(w, r.sum(fmt.Sprintf("minute %d", minute+1), time.Minute, func(m measured) bool { return m.at >= from && m.at < from+time.Minute }), from, from+time.Minute)
	}
	for phase, span := range []struct {
		name     string
		from, to time.Duration
	}{{"before the loading", 0, r.from}, {"during the loading", r.from, r.to}, {"after the loading", r.to, length}} {
		o.print(w, r.sum(span.name, span.to-span.from, func(m measured) bool { return m.phase == phase }), span.from, span.to)
	}
	whole := r.sum("ALL", length, func(measured) bool { return true })
	o.print(w, whole, 0, length)
	return whole
}

// print writes a line; from and to say when, for what the server took meanwhile.
func (o outcome) print(w io.Writer, l line, from, to time.Duration) {
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	took := strings.Repeat("\t", 5)
	if meanwhile := within(o.samples, from, to); len(meanwhile) > 1 {
		first, last := meanwhile[0], meanwhile[len(meanwhile)-1]
		took = fmt.Sprintf("%.0f\t%.0f\t%.0f\t%.0f\t%.0f\t", last.resident, last.held.runtime, last.held.pages, last.held.engine, 100*(last.cpu-first.cpu)/(last.at-first.at).Seconds())
	}
	fmt.Fprintf(w, "%s\t%d\t%d\t%.1f\t%.1f\t%.1f\t%.1f\t%.0f\t%s\n", l.name, l.requests, l.errors, l.perSecond, ms(l.p50), ms(l.p95), ms(l.p99), ms(l.most), took)
}

func within(all []sample, from, to time.Duration) (some []sample) {
	for _, s := range all {
		if s.at >= from && s.at < to {
			some = append(some, s)
		}
	}
	return some
}

// broken lists the promises that were not kept.
func (o outcome) broken(whole line, grew, mean float64) (all []string) {
	say := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }
	for what, times := range o.record.errors {
		say("%s (%d times)", what, times)
	}
	slices.Sort(all)
	if whole.p95 >= promisedP95 {
		say("one answer in twenty takes longer than %s, and %s is promised", whole.p95.Round(time.Millisecond), promisedP95)
	}
	if length := time.Duration(o.settings.Minutes)*time.Minute - flatAfter; length >= 3*time.Minute && grew*length.Minutes() > flatWithin*mean {
		say("memory grows by %.1f MB a minute", grew)
	}
	if before, after := level(o.samples, o.record.from), level(o.samples, time.Duration(o.settings.Minutes)*time.Minute); after > before {
		say("memory is %.0f MB in the last minute, and was %.0f before the loading, when all pages that may be were kept", after, before)
	}
	if o.load != nil {
		say("loading: %v", o.load)
	}
	if len(o.record.versions) < 2 {
		say("no reader saw a new version of the data")
	}
	for _, what := range o.lost {
		say("a save was acknowledged and is lost: %s", what)
	}
	if o.saves == 0 {
		say("nobody saved anything")
	}
	return all
}

func sortedVersions(versions map[int]time.Duration) (all []int) {
	for n := range versions {
		all = append(all, n)
	}
	slices.Sort(all)
	return all
}
