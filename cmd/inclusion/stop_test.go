package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"inclusion/internal/store"
)

// process is a server as a process of its own, on a copy of the sample.
type process struct {
	*exec.Cmd
	data, address string
	lines         *bufio.Scanner // of its log
	ended         chan error
}

func startProcess(t *testing.T, data string, flags ...string) *process {
	t.Helper()
	p := &process{Cmd: exec.Command("inclusion", append([]string{"--data", data, "serve", "--addr", "127.0.0.1:0", "--no-jobs", "--no-ahead"}, flags...)...), data: data, ended: make(chan error, 1)}
	p.Env = append(os.Environ(), "GORACE="+exitsSoon)
	log, err := p.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.lines = bufio.NewScanner(log)
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Process.Kill() })
	p.address = strings.TrimPrefix(p.until(t, "serving")["address"], "http://")
	return p
}

// until reads the log up to a message and gives the line's texts.
func (p *process) until(t *testing.T, message string) map[string]string {
	t.Helper()
	for p.lines.Scan() {
		var line map[string]any
		if err := json.Unmarshal(p.lines.Bytes(), &line); err != nil {
			t.Fatalf("a line of the log is not JSON: %s", p.lines.Text())
		}
		if text, _ := line["msg"].(string); strings.HasPrefix(text, message) {
			texts := map[string]string{}
			for key, value := range line {
				texts[key] = fmt.Sprint(value)
			}
			return texts
		}
	}
	t.Fatalf("the log ends without %q", message)
	return nil
}

// sampleCopy is a data folder of its own with the sample and what the invented partnerships wrote.
func sampleCopy(t *testing.T) string {
	t.Helper()
	site, dir := openShared(t), t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(site.data.Data)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(store.Folder{Dir: dir}.Plans(), shared.told, 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestAServerThatIsToldToStopEndsWhatItBegan stops a real server while a form is half sent, and then one that still drains.
func TestAServerThatIsToldToStopEndsWhatItBegan(t *testing.T) {
	dir := sampleCopy(t)
	p := startProcess(t, dir)
	conn, err := net.Dial("tcp", p.address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	const body = "email=nobody%40example.org&password=wrong"
	fmt.Fprintf(conn, "POST /sign-in HTTP/1.1\r\nHost: %s\r\nSec-Fetch-Site: same-origin\r\nExpect: 100-continue\r\n"+
		"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n", p.address, len(body))
	answers := bufio.NewReader(conn)
	if line, err := answers.ReadString('\n'); err != nil || !strings.Contains(line, "100") {
		t.Fatalf("the form is not asked for: %q (%v)", line, err)
	}
	if err := p.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	p.until(t, "stopping")
	_, _ = io.WriteString(conn, body)
	_, _ = answers.ReadString('\n') // the empty line after 100 Continue
	answer, err := http.ReadResponse(answers, nil)
	if err != nil || answer.StatusCode != http.StatusUnauthorized {
		t.Fatalf("the form that was half sent is answered %+v (%v)", answer, err)
	}
	answer.Body.Close()
	p.until(t, "stopped")
	if err := p.Wait(); err != nil {
		t.Errorf("the server ends with %v", err)
	}
	if _, err := os.Stat(store.Folder{Dir: dir}.Plans() + ".wal"); err == nil {
		t.Error("the journal of the plans was not written into their file")
	}

	p = startProcess(t, dir, "--drain", "1h")
	if err := p.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	p.until(t, "stopping")
	if body := get(t, "http://"+p.address+"/readyz"); !strings.Contains(body, "told to stop") || !strings.Contains(body, "503") {
		t.Errorf("a server that drains says it is ready: %s", body)
	}
	if body := get(t, "http://"+p.address+"/healthz"); body != "ok\n" {
		t.Errorf("a server that drains answers no more: %s", body)
	}
	go func() { p.ended <- p.Wait() }()
	for over := false; !over; {
		_ = p.Process.Signal(syscall.SIGTERM)
		select {
		case err := <-p.ended:
			if over = true; err == nil {
				t.Error("a server that was told twice goes the long way")
			}
		case <-time.After(20 * time.Millisecond): // it may not have got round to the first one
		}
	}
}
