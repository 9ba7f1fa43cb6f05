package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// sample is what the server's process takes at a moment.
type sample struct {
	at       time.Duration // since the crowd came
	resident float64       // MB of memory
	cpu      float64       // seconds of processor time since it began
	held     held
}

// held is what the server itself says of its memory, in MB. There is more: what is read of files, and what has been let go and not been given
// back.
type held struct {
	runtime float64 // the Go runtime: heap and stacks in use, with what waits to be collected
	engine  float64 // the database engine: warehouse and plans
	pages   float64 // of the runtime's, the pages that are kept
}

// askEvery is how often, in seconds, the server is asked what it holds: seldom, because the answer is work.
const askEvery = 10

// ticksPerSecond is in what /proc counts processor time on Linux.
const ticksPerSecond = 100

// watch reads what a site's process takes, every second, until the context ends.
func watch(ctx context.Context, s *site) (all []sample) {
	began := time.Now()
	var last held
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return all
		case <-ticker.C:
			if len(all)%askEvery == 0 {
				if says, err := s.says(ctx); err == nil {
					last = heldOf(says)
				}
			}
			if now, err := read(s.pid()); err == nil {
				now.at, now.held = time.Since(began), last
				all = append(all, now)
			}
		}
	}
}

// heldOf reads what a server holds out of what it says of itself.
func heldOf(says []string) (h held) {
	for _, line := range says {
		name, value, _ := strings.Cut(line, " ")
		n, err := strconv.ParseFloat(value, 64)
		if err != nil {
			continue
		}
		name, _, _ = strings.Cut(name, "{")
		switch mb := n / (1 << 20); name {
		case "go_memstats_heap_inuse_bytes", "go_memstats_stack_inuse_bytes":
			h.runtime += mb
		case "inclusion_engine_memory_bytes":
			h.engine += mb
		case "inclusion_page_cache_bytes":
			h.pages += mb
		}
	}
	return h
}

func read(pid int) (s sample, err error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return s, err
	}
	for line := range strings.SplitSeq(string(status), "\n") {
		if kilobytes, found := strings.CutPrefix(line, "VmRSS:"); found {
			n, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(kilobytes, "kB")), 64)
			if err != nil {
				return s, err
			}
			s.resident = n / 1024
		}
	}
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return s, err
	}
	// The name of the program comes second, in brackets, and may hold blanks; user and system time are the 12th and 13th after it.
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	for _, field := range fields[11:13] {
		ticks, err := strconv.ParseFloat(field, 64)
		if err != nil {
			return s, err
		}
		s.cpu += ticks / ticksPerSecond
	}
	return s, nil
}

// trend is by how many MB a minute memory grew from a moment on, by least squares, and its mean.
func trend(all []sample, from time.Duration) (perMinute, mean float64) {
	var n, sx, sy, sxx, sxy float64
	for _, s := range all {
		if s.at < from {
			continue
		}
		x, y := s.at.Minutes(), s.resident
		n, sx, sy, sxx, sxy = n+1, sx+x, sy+y, sxx+x*x, sxy+x*y
	}
	if n < 2 {
		return 0, 0
	}
	return (n*sxy - sx*sy) / (n*sxx - sx*sx), sy / n
}

// level is the mean of the memory in the minute before a moment, in MB; 0 where nothing was read.
func level(all []sample, until time.Duration) float64 {
	minute := within(all, until-time.Minute, until)
	sum := 0.0
	for _, s := range minute {
		sum += s.resident
	}
	return sum / float64(max(1, len(minute)))
}
