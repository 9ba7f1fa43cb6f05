package main

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"
)

// patience is how long a process may take for anything before that counts as a fault.
const patience = 2 * time.Minute

// said collects what a process prints.
type said struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *said) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(b)
}

func (s *said) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// child is a process of the program.
type child struct {
	process *exec.Cmd
	what    string
	out     said
	url     string // of a server
	ended   chan struct{}
}

// start starts the program on a data folder. Each of env is NAME=VALUE.
func (h *harness) start(data string, env []string, args ...string) (*child, error) {
	binary := h.binary
	for _, e := range env {
		if strings.HasPrefix(e, clockFile+"=") {
			binary = h.skewed
		}
	}
	all := append([]string{"--data", data, "--memory", "600MB", "--ees", h.publishers.url, "--govuk", h.publishers.url}, args...)
	c := &child{process: exec.CommandContext(h.ctx, binary, all...), what: strings.Join(args, " "), ended: make(chan struct{})}
	c.process.Env = append(os.Environ(), env...)
	c.process.Stdout, c.process.Stderr = &c.out, &c.out
	if err := c.process.Start(); err != nil {
		return nil, err
	}
	go func() {
		_ = c.process.Wait()
		close(c.ended)
	}()
	return c, nil
}

// kill ends it as a crash does, and waits until it is gone.
func (c *child) kill() {
	_ = c.process.Process.Kill()
	<-c.ended
}

// wait answers the exit code; -1 for one that was killed.
func (c *child) wait() (int, error) {
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case <-c.ended:
		return c.process.ProcessState.ExitCode(), nil
	case <-timer.C:
		c.kill()
		return -1, fmt.Errorf("%q did not end within %s", c.what, patience)
	}
}

// stop asks a server to stop, and says when it does not do so in good order.
func (c *child) stop() error {
	_ = c.process.Process.Signal(syscall.SIGTERM)
	code, err := c.wait()
	if err == nil && code != 0 {
		err = fmt.Errorf("asked to stop, %q ended with %d: %s", c.what, code, tail(c.out.String()))
	}
	return err
}

// run runs the program to its end.
func (h *harness) run(data string, env []string, args ...string) (code int, text string, err error) {
	c, err := h.start(data, env, args...)
	if err != nil {
		return -1, "", err
	}
	code, err = c.wait()
	return code, c.out.String(), err
}

// must runs the program and wants exit code 0.
func (h *harness) must(data string, env []string, args ...string) (string, error) {
	code, text, err := h.run(data, env, args...)
	if err == nil && code != 0 {
		err = fmt.Errorf("%q ended with %d: %s", strings.Join(args, " "), code, tail(text))
	}
	return text, err
}

// serve starts a server and waits until it is ready.
func (h *harness) serve(data string, env ...string) (*child, error) {
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	c, err := h.start(data, env, "serve", "--addr", address, "--no-jobs", "--no-ahead", "--no-sample")
	if err != nil {
		return nil, err
	}
	c.url = "http://" + address
	for end := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		if answer, err := http.Get(c.url + "/readyz"); err == nil {
			answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return c, nil
			}
		}
		select {
		case <-c.ended:
			return nil, fmt.Errorf("the server does not start: %s", tail(c.out.String()))
		default:
		}
		if time.Now().After(end) {
			c.kill()
			return nil, errors.New("the server is not ready: " + tail(c.out.String()))
		}
	}
}

// freeAddress is a loopback address that nobody listens on.
func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}

// tail is the end of what a process said, on one line.
func tail(text string) string {
	text = strings.Join(strings.Split(strings.TrimSpace(text), "\n"), " | ")
	return text[max(0, len(text)-700):]
}
