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
}

// ticksPerSecond is in what /proc counts processor time on Linux.
const ticksPerSecond = 100

// watch reads what a process takes, every second, until the context ends.
func watch(ctx context.Context, pid int) (all []sample) {
	began := time.Now()
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return all
		case <-ticker.C:
			if s, err := read(pid); err == nil {
				s.at = time.Since(began)
				all = append(all, s)
			}
		}
	}
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
