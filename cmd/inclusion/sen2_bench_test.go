package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// BenchmarkReturn reads, checks and counts invented XML returns with the program as it is built for use, in a process of its own, beside
// libxml2, which only reads the same file: `xmllint --stream --noout`. Of three runs each the fastest counts. The metrics are seconds,
// peak memory in MB, and how many times libxml2's time it took.
func BenchmarkReturn(b *testing.B) {
	bin := filepath.Join(b.TempDir(), "inclusion")
	if out, err := exec.Command("go", "build", "-o", bin, ".").CombinedOutput(); err != nil {
		b.Fatalf("building the program: %v\n%s", err, out)
	}
	for _, people := range []int{20_000, 200_000, 1_200_000} {
		b.Run("people="+strconv.Itoa(people), func(b *testing.B) {
			dir := b.TempDir()
			if out, err := exec.Command(bin, "sample", "returns", "--to", dir, "--people", strconv.Itoa(people)).CombinedOutput(); err != nil {
				b.Fatalf("making the return: %v\n%s", err, out)
			}
			found, err := filepath.Glob(filepath.Join(dir, "*.xml"))
			if err != nil || len(found) != 1 {
				b.Fatalf("the return is not there: %v %v", found, err)
			}
			about, err := os.Stat(found[0])
			if err != nil {
				b.Fatal(err)
			}
			b.ResetTimer()
			for b.Loop() {
				own, peak := fastest(b, bin, "--data", dir, "sen2", "check", found[0], "--establishments", filepath.Join(dir, "establishments.csv"))
				b.ReportMetric(float64(about.Size())/1e6, "MB")
				b.ReportMetric(own.Seconds(), "s")
				b.ReportMetric(peak, "MB-peak")
				if lint, err := exec.LookPath("xmllint"); err == nil {
					theirs, _ := fastest(b, lint, "--stream", "--noout", found[0])
					b.ReportMetric(theirs.Seconds(), "s-xmllint")
					b.ReportMetric(own.Seconds()/theirs.Seconds(), "times-xmllint")
				}
			}
		})
	}
}

// fastest runs a command three times and gives the shortest time and the largest memory, in MB. Exit code 2 says that the return has
// errors, which an invented one may.
func fastest(b *testing.B, name string, args ...string) (time.Duration, float64) {
	b.Helper()
	var took []time.Duration
	peak := 0.0
	for range 3 {
		cmd := exec.Command(name, args...)
		started := time.Now()
		out, err := cmd.CombinedOutput()
		took = append(took, time.Since(started))
		if cmd.ProcessState == nil || cmd.ProcessState.ExitCode() != exitDone && cmd.ProcessState.ExitCode() != exitRejected {
			b.Fatalf("%s: %v\n%s", name, err, out)
		}
		if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
			peak = max(peak, float64(usage.Maxrss)/1000)
		}
	}
	return slices.Min(took), peak
}
