package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"inclusion/internal/area"
	"inclusion/internal/indicator"
)

// BenchmarkLoad puts a running server under load from outside: a process of its own, asked over loopback. Requests leave at
// their times whether or not earlier ones are answered, and each is timed from when it was due, so that a stall counts.
func BenchmarkLoad(b *testing.B) {
	site := serveApart(b, realFolder(b))
	defer site.stop()
	b.Run("50 a second, mixed pages, from a cold start", func(b *testing.B) {
		for b.Loop() {
			site.arrive(b, 50, 30*time.Second, mixedPages(b, 4))
		}
	})
	<-site.ahead
	b.Run("50 a second, mixed pages", func(b *testing.B) {
		for b.Loop() {
			site.arrive(b, 50, 30*time.Second, mixedPages(b, 1))
		}
	})
	b.Run("500 a second, cached pages", func(b *testing.B) {
		kept := someOf(mixedPages(b, 2), 40)
		for _, path := range kept {
			site.get(b, path)
		}
		for b.Loop() {
			site.arrive(b, 500, 20*time.Second, cycle(kept))
		}
	})
	stylesheet := site.stylesheet(b)
	like := site.nearestInSize(b, stylesheet, someOf(mixedPages(b, 3), 60))
	for name, path := range map[string]string{"as fast as it can, a plain file": stylesheet, "as fast as it can, a cached page of its size": like} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				site.saturate(b, path, 5*time.Second)
			}
		})
	}
}

// served is a server in a process of its own.
type served struct {
	url    string
	client *http.Client
	ahead  chan struct{} // closed when the server has made its pages ahead
	stop   func()
}

// serveApart starts this very program as `inclusion serve`, by the name that TestMain knows it under.
func serveApart(b *testing.B, c *Config) served {
	b.Helper()
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	name := filepath.Join(b.TempDir(), "inclusion")
	if err := os.Symlink(self, name); err != nil {
		b.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	cmd := exec.Command(name, "serve", "--data", c.Data, "--addr", address)
	log, err := cmd.StderrPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	s := served{url: "http://" + address, ahead: make(chan struct{}), client: &http.Client{Timeout: 20 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 512, DisableCompression: true}}}
	go func() {
		for lines := bufio.NewScanner(log); lines.Scan(); {
			if strings.Contains(lines.Text(), `"pages made ahead"`) {
				close(s.ahead)
			}
		}
	}()
	s.stop = func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
	}
	for range 200 {
		if answer, err := s.client.Get(s.url + "/readyz"); err == nil {
			answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return s
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	s.stop()
	b.Fatal("the server does not get ready")
	return s
}

// answer is one answer: how long it took, how many bytes came, and what was wrong with it.
type answer struct {
	took  time.Duration
	bytes int64
	err   error
}

// ask fetches an address as a browser does, compressed, and reads it to its end.
func (s served) ask(ctx context.Context, path string) (bytes int64, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+path, nil)
	if err != nil {
		return 0, err
	}
	r.Header.Set("Accept-Encoding", "gzip")
	got, err := s.client.Do(r)
	if err != nil {
		return 0, err
	}
	defer got.Body.Close()
	bytes, err = io.Copy(io.Discard, got.Body)
	if err == nil && got.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s answers %d", path, got.StatusCode)
	}
	return bytes, err
}

func (s served) get(b *testing.B, path string) int64 {
	b.Helper()
	n, err := s.ask(b.Context(), path)
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// arrive sends requests at a steady rate and reports the 50th, 95th and 99th percentile of the waits, and the errors.
func (s served) arrive(b *testing.B, perSecond int, during time.Duration, next func() string) {
	b.Helper()
	n := perSecond * int(during/time.Second)
	answers := make([]answer, n)
	var wg sync.WaitGroup
	started := time.Now()
	for i := range n {
		due := started.Add(time.Duration(i) * time.Second / time.Duration(perSecond))
		path := next()
		time.Sleep(time.Until(due))
		wg.Go(func() {
			bytes, err := s.ask(b.Context(), path)
			answers[i] = answer{time.Since(due), bytes, err}
		})
	}
	wg.Wait()
	report(b, answers)
}

// saturate asks for one address over and over on eight connections and reports how many are answered a second.
func (s served) saturate(b *testing.B, path string, during time.Duration) {
	b.Helper()
	counts := make([]int, 8)
	var bytes int64
	until := time.Now().Add(during)
	var wg sync.WaitGroup
	for i := range counts {
		wg.Go(func() {
			for time.Now().Before(until) {
				n, err := s.ask(b.Context(), path)
				if err != nil {
					b.Error(err)
					return
				}
				if counts[i]++; i == 0 {
					bytes = n
				}
			}
		})
	}
	wg.Wait()
	total := 0
	for _, n := range counts {
		total += n
	}
	b.ReportMetric(float64(total)/during.Seconds(), "requests/s")
	b.ReportMetric(float64(bytes), "bytes-sent")
	b.ReportMetric(0, "ns/op")
}

func report(b *testing.B, answers []answer) {
	errors := 0
	var waits []time.Duration
	for _, a := range answers {
		if a.err != nil {
			if errors++; errors <= 3 {
				b.Log(a.err)
			}
		}
		waits = append(waits, a.took)
	}
	slices.Sort(waits)
	for _, percent := range []int{50, 95, 99} {
		b.ReportMetric(float64(waits[len(waits)*percent/100].Microseconds())/1000, fmt.Sprintf("ms-p%d", percent))
	}
	b.ReportMetric(float64(errors), "errors")
	b.ReportMetric(float64(len(answers)), "requests")
	b.ReportMetric(0, "ns/op")
}

// mixedPages draws pages as readers of all kinds open them: every area and every indicator is as likely as any other, so that
// most pages have to be made. The draw is the same every time.
func mixedPages(b *testing.B, seed uint64) func() string {
	b.Helper()
	england := area.England()
	catalogue, err := indicator.Catalogue()
	if err != nil {
		b.Fatal(err)
	}
	var codes []string
	for _, a := range england.Authorities() {
		if a.To.IsZero() {
			codes = append(codes, a.Code)
		}
	}
	r := rand.New(rand.NewPCG(seed, 0))
	code := func() string { return codes[r.IntN(len(codes))] }
	id := func() string { return catalogue[r.IntN(len(catalogue))].ID }
	kinds := []func() string{
		func() string { return "/areas/" + code() }, func() string { return "/areas/" + code() }, func() string { return "/areas/" + code() + "/indicators/S01" },
		func() string { return "/areas/" + code() + "/indicators/" + id() }, func() string { return "/areas/" + code() + "/themes" },
		func() string { return "/areas/" + code() + "/similar" }, func() string { return "/areas/" + code() + "/inclusion" },
		func() string { return "/areas/" + code() + "/needs" }, func() string { return "/areas/" + code() + "/money" },
		func() string { return "/areas/" + code() + "/redress" }, func() string { return "/areas/" + code() + "/inspection" },
		func() string { return "/areas/" + code() + "/changes" }, func() string { return "/areas/" + code() + "/families" },
		func() string { return "/indicators/" + id() }, func() string { return "/map?indicator=" + id() }, func() string { return "/expert-partnerships/all" },
		func() string { return "/compare?areas=" + code() + "," + code() + ",E92000001&indicators=S01,S10" },
		func() string { return "/api/v1/areas/" + code() + "/indicators" }, func() string { return "/api/v1/indicators/S01.csv" },
		func() string { return "/" },
	}
	return func() string { return kinds[r.IntN(len(kinds))]() }
}

func someOf(next func() string, n int) (some []string) {
	for range n {
		some = append(some, next())
	}
	return some
}

func cycle(paths []string) func() string {
	i := -1
	return func() string {
		i++
		return paths[i%len(paths)]
	}
}

// stylesheet is the address of the site's stylesheet, as its pages name it: a plain file of this server.
func (s served) stylesheet(b *testing.B) string {
	b.Helper()
	r, err := http.NewRequestWithContext(b.Context(), http.MethodGet, s.url+"/", nil)
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("Accept-Encoding", "gzip")
	got, err := s.client.Do(r)
	if err != nil {
		b.Fatal(err)
	}
	defer got.Body.Close()
	z, err := gzip.NewReader(got.Body)
	if err != nil {
		b.Fatal(err)
	}
	page, err := io.ReadAll(z)
	if err != nil {
		b.Fatal(err)
	}
	_, rest, found := strings.Cut(string(page), `rel="stylesheet" href="`)
	path, _, closed := strings.Cut(rest, `"`)
	if !found || !closed {
		b.Fatal("the front page names no stylesheet")
	}
	return path
}

// nearestInSize is the page whose answer is nearest in bytes to a file's.
func (s served) nearestInSize(b *testing.B, file string, pages []string) (nearest string) {
	b.Helper()
	want, best := s.get(b, file), int64(1<<40)
	for _, path := range pages {
		if apart := max(s.get(b, path)-want, want-s.get(b, path)); apart < best {
			nearest, best = path, apart
		}
	}
	return nearest
}
