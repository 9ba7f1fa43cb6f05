package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// site is a server in a process of its own.
type site struct {
	url, metrics string
	command      *exec.Cmd
	log          *os.File
}

// serve starts the program on loopback and waits until it is ready.
func (p prepared) serve(ctx context.Context, log string) (*site, error) {
	addresses, err := freeAddresses(2)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(log), 0o755); err != nil {
		return nil, err
	}
	s := &site{url: "http://" + addresses[0], metrics: "http://" + addresses[1] + "/metrics"}
	if s.log, err = os.Create(log); err != nil {
		return nil, err
	}
	s.command = exec.Command(p.binary, "--data", p.data, "serve", "--addr", addresses[0], "--metrics", addresses[1], "--no-jobs", "--no-sample")
	s.command.Stderr = s.log
	if err := s.command.Start(); err != nil {
		return nil, err
	}
	for range 600 {
		if answer, err := http.Get(s.url + "/readyz"); err == nil {
			answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return s, nil
			}
		}
		select {
		case <-ctx.Done():
			s.stop()
			return nil, ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
	s.stop()
	return nil, errors.New("the server does not get ready within a minute; its log is " + log)
}

func (s *site) pid() int { return s.command.Process.Pid }

func (s *site) stop() {
	_ = s.command.Process.Signal(os.Interrupt)
	_ = s.command.Wait()
	_ = s.log.Close()
}

// work is what the server says of the pages that were made, kept and refused.
func (s *site) work(ctx context.Context) (lines []string) {
	says, err := s.says(ctx)
	if err != nil {
		return []string{err.Error()}
	}
	for _, line := range says {
		if strings.HasPrefix(line, "inclusion_page") {
			lines = append(lines, line)
		}
	}
	return lines
}

// says is what the server says of itself at /metrics, line by line.
func (s *site) says(ctx context.Context) ([]string, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.metrics, nil)
	if err != nil {
		return nil, err
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	return strings.Split(string(text), "\n"), err
}

func freeAddresses(n int) (all []string, err error) {
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, fmt.Errorf("looking for a free port: %w", err)
		}
		defer l.Close()
		all = append(all, l.Addr().String())
	}
	return all, nil
}
