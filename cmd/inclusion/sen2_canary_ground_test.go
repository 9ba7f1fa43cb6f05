//go:build linux

package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"inclusion/internal/store"
)

// seen is everything that the program wrote or answered, by where it stood.
type seen struct {
	t     *testing.T
	all   map[string][]byte
	shown map[string]bool // places where the names of elements that no return has may stand
}

// add takes in what was written, and what a ZIP or workbook of it holds.
func (s *seen) add(where string, what []byte) {
	for s.all[where] != nil {
		where += "'"
	}
	s.all[where] = what
	if bytes.HasPrefix(what, []byte("PK")) {
		for name, text := range unpacked(s.t, what) {
			s.add(where+"/"+name, append([]byte(name+"\n"), text...))
		}
	}
}

// found says where canaries stand that may not.
func (s *seen) found() (all []string) {
	for _, canary := range append(slices.Clone(canaries), canaryName) {
		for _, form := range writtenAs(canary) {
			for where, what := range s.all {
				if bytes.Contains(what, form) && !(canary == canaryName && s.mayShow(where)) {
					all = append(all, fmt.Sprintf("%q, written as %q, stands in %s", canary, form, where))
				}
			}
		}
	}
	return all
}

// mayShow says that a place is the list of what to put right, for who sent the file alone.
func (s *seen) mayShow(where string) bool {
	for begin := range s.shown {
		if strings.HasPrefix(where, begin) {
			return true
		}
	}
	return false
}

// canaryGround is a data folder, a folder for temporary files and one to work in, and a server on them that runs as a process of its own.
type canaryGround struct {
	t               *testing.T
	data, tmp, work string
	before          map[string]fs.FileInfo
	seen            *seen
	server          *exec.Cmd
	said, told      bytes.Buffer // of the server, on its outputs
	url             string
}

func newCanaryGround(t *testing.T) *canaryGround {
	g := &canaryGround{t: t, data: t.TempDir(), tmp: t.TempDir(), work: t.TempDir(), before: map[string]fs.FileInfo{}, seen: &seen{t, map[string][]byte{}, map[string]bool{}}}
	from := openShared(t).data.Data
	err := filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		to := filepath.Join(g.data, strings.TrimPrefix(path, from))
		if err != nil || strings.Contains(entry.Name(), ".lock") || strings.HasPrefix(entry.Name(), "plans.") {
			return err
		}
		if entry.IsDir() {
			return os.MkdirAll(to, 0o755)
		}
		if filepath.Dir(path) != from { // what stands deeper is never changed
			return os.Link(path, to)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(to, b, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(store.Folder{Dir: g.data}.Plans(), shared.told, 0o600); err != nil {
		t.Fatal(err)
	}
	g.files(func(path string, about fs.FileInfo) { g.before[path] = about })
	return g
}

// files shows every file of the data folder.
func (g *canaryGround) files(each func(path string, about fs.FileInfo)) {
	err := filepath.WalkDir(g.data, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		about, err := entry.Info()
		if err == nil {
			each(path, about)
		}
		return err
	})
	if err != nil {
		g.t.Fatal(err)
	}
}

// command is the program as a process of its own, with folders of its own.
func (g *canaryGround) command(args ...string) *exec.Cmd {
	cmd := exec.CommandContext(g.t.Context(), "inclusion", append([]string{"--data", g.data, "--log-level", "DEBUG", "--threads", "1"}, args...)...)
	cmd.Dir = g.work
	cmd.Env = append(os.Environ(), "TMPDIR="+g.tmp)
	return cmd
}

// serve starts the server and waits until it says where it is.
func (g *canaryGround) serve() {
	g.server = g.command("serve", "--addr", "127.0.0.1:0", "--no-jobs", "--no-ahead")
	g.server.Stdout = &g.said
	lines, err := g.server.StderrPipe()
	if err != nil {
		g.t.Fatal(err)
	}
	if err := g.server.Start(); err != nil {
		g.t.Fatal(err)
	}
	at, ended := make(chan string, 1), make(chan struct{})
	go func() {
		defer close(ended)
		for all := bufio.NewScanner(lines); all.Scan(); {
			g.told.Write(append(all.Bytes(), '\n'))
			if found := regexp.MustCompile(`http://127\.0\.0\.1:\d+`).Find(all.Bytes()); found != nil && len(at) == 0 {
				at <- string(found)
			}
		}
	}()
	g.t.Cleanup(func() {
		_ = g.server.Process.Kill() // it has ended, unless the test failed before
		<-ended
	})
	select {
	case g.url = <-at:
	case <-ended:
		g.t.Fatalf("the server does not start: %s", g.told.Bytes())
	}
}

// stop stops the server as an administrator does and takes in what it said.
func (g *canaryGround) stop() {
	if err := g.server.Process.Signal(syscall.SIGTERM); err != nil {
		g.t.Fatal(err)
	}
	if err := g.server.Wait(); err != nil {
		g.t.Fatalf("stopping the server: %v: %s", err, g.told.Bytes())
	}
	g.seen.add("the server's log", g.told.Bytes())
	g.seen.add("the server's output", g.said.Bytes())
}

// listener answers as a visitor and takes in every answer, with its head.
type listener struct {
	*canaryGround
	who    string
	client *http.Client
}

func (g *canaryGround) as(email string) listener {
	v := asVisitor(g.t, &running{url: g.url}, email)
	return listener{g, email, v.client}
}

// ask sends a request. What comes back is taken in.
func (l listener) ask(method, path string, what request) (*http.Response, string) {
	l.t.Helper()
	r, err := http.NewRequestWithContext(l.t.Context(), method, l.url+path, what.body)
	if err != nil {
		l.t.Fatal(err)
	}
	r.Header.Set("Content-Type", what.kind)
	for name, value := range what.header {
		r.Header.Set(name, value)
	}
	answer, err := l.client.Do(r)
	if err != nil {
		l.t.Fatal(err)
	}
	defer answer.Body.Close()
	head, err := httputil.DumpResponse(answer, false)
	if err != nil {
		l.t.Fatal(err)
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		l.t.Fatal(err)
	}
	where := fmt.Sprintf("the answer to %s: %s %s", l.who, method, strings.ReplaceAll(path, "/", "|"))
	if strings.HasSuffix(path, "/places") {
		l.seen.shown[where] = true
	}
	l.seen.add(where, body)
	l.seen.add(where+" (head)", head)
	return answer, string(body)
}

func (l listener) get(path string) string {
	_, body := l.ask(http.MethodGet, path, request{})
	return body
}

var ofReturns = regexp.MustCompile(`^/board/101/return/[a-z0-9]+`)

// send uploads a file and gives the address of the return; empty where it was refused.
func (l listener) send(file canaryReturn) string {
	l.t.Helper()
	answer, body := l.ask(http.MethodPost, "/board/101/return", upload(canaryFile+file.name, bytes.NewReader(file.bytes)))
	taken := ofReturns.FindString(answer.Header.Get("Location"))
	if file.good != (taken != "") || !file.good && answer.StatusCode < 400 {
		l.t.Errorf("%s: %s, and it is good: %t. %s", file.name, answer.Status, file.good, firstProblem(body))
	}
	return taken
}

// firstProblem is what a page says of a form that was not taken.
func firstProblem(body string) string {
	return regexp.MustCompile(`<a href="#[^"]*file">([^<]*)`).FindString(body)
}

// look opens all pages of a return.
func (l listener) look(taken string) {
	l.get("/board/101/return")
	for _, page := range []string{"", "/findings?taken=new", "/counts", "/counts?table=caseload", "/counts.zip", "/now", "/withdraw"} {
		l.get(taken + page)
	}
}

// breakOff begins to send a file and goes away in the middle of it.
func (l listener) breakOff(file canaryReturn) {
	var form bytes.Buffer
	parts := multipart.NewWriter(&form)
	part, err := parts.CreateFormFile("file", canaryFile+file.name)
	if err != nil {
		l.t.Fatal(err)
	}
	_, _ = part.Write(file.bytes) // to memory
	at, err := url.Parse(l.url)
	if err != nil {
		l.t.Fatal(err)
	}
	line, err := net.Dial("tcp", at.Host)
	if err != nil {
		l.t.Fatal(err)
	}
	defer line.Close()
	fmt.Fprintf(line, "POST /board/101/return HTTP/1.1\r\nHost: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nCookie: %s\r\n\r\n", at.Host, parts.FormDataContentType(), form.Len()+99,
		l.client.Jar.Cookies(at)[0])
	_, _ = line.Write(form.Bytes()[:form.Len()*2/3])
	_ = line.(*net.TCPConn).CloseWrite()
	_ = line.SetReadDeadline(time.Now().Add(time.Minute))
	answer, err := io.ReadAll(line)
	if err != nil {
		l.t.Fatal(err)
	}
	if !bytes.Contains(answer, []byte("400 Bad Request")) {
		l.t.Errorf("an upload that broke off is answered %.60q", answer)
	}
	l.seen.add("the answer to an upload that broke off", answer)
}

// fromElsewhere sends what another site could make the officer's browser send.
func (l listener) fromElsewhere(file canaryReturn) {
	for path, what := range map[string]request{"/board/101/return": upload(canaryFile+file.name, bytes.NewReader(file.bytes)), "/board/101/return/x/withdraw": form(), "/board/101/return/x/places": form("format", "csv")} {
		if answer, _ := l.ask(http.MethodPost, path, what.from("cross-site", "https://elsewhere.invalid")); answer.StatusCode != http.StatusForbidden {
			l.t.Errorf("%s from another site is answered %s", path, answer.Status)
		}
	}
}

// run runs a command of the program on a file and takes in what it printed and wrote.
func (g *canaryGround) run(wanted int, args ...string) {
	g.t.Helper()
	var out bytes.Buffer
	cmd := g.command(append([]string{"sen2"}, args...)...)
	cmd.Stdout, cmd.Stderr = &out, &out
	_ = cmd.Run() // its code says how it went
	if got := cmd.ProcessState.ExitCode(); got != wanted {
		g.t.Errorf("%s ends with code %d, not %d: %s", strings.Join(args, " "), got, wanted, out.Bytes())
	}
	where := "the output of " + args[0]
	if args[0] == "check" {
		g.seen.shown[where] = true
	}
	g.seen.add(where, out.Bytes())
}
