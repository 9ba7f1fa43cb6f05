//go:build linux

package main

import (
	"bufio"
	"bytes"
	"database/sql"
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

	"inclusion/internal/desk/invented"
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

// search fails where a canary stands in anything.
func (s *seen) search() {
	s.t.Helper()
	for _, canary := range append(slices.Clone(canaries), canaryName) {
		for _, form := range writtenAs(canary) {
			for where, what := range s.all {
				if bytes.Contains(what, form) && !(canary == canaryName && s.mayShow(where)) {
					s.t.Errorf("%q, written as %q, stands in %s", canary, form, where)
				}
			}
		}
	}
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

// TestCanaryOfAReturnIsNowhere sends returns full of canaries, good and broken and in every form, by web and by command line, and then
// searches whatever the program wrote, logged, printed or answered.
func TestCanaryOfAReturnIsNowhere(t *testing.T) {
	g := newCanaryGround(t)
	files := canaryReturns(t)
	mustStand(t, files)
	eye := watch(t, g.data, g.tmp, g.work)
	g.serve()
	g.byWeb(files)
	g.stop()
	g.byCommand(files)
	names, read := eye.stop()
	if others := unlike(names, filepath.Join(g.tmp, "inclusion-counts-"), g.data+"/plans.duckdb", g.data+"/administrator.key", g.data+"/scratch",
		g.data+"/loading.lock", g.work+"/report.", g.work+"/counts"); len(others) > 0 {
		t.Errorf("files were made that need not be: %q", others)
	}
	if unlike(names, g.tmp) == nil || len(unlike(names, g.tmp)) == len(names) {
		t.Error("the folder of counts was not seen: is anything watched?")
	}
	for name, what := range read {
		g.seen.add("the file "+name+" while it was there", what)
	}
	g.kept()
	g.seen.search()
}

// mustStand makes sure that every canary stands in some file: one that does not is never found.
func mustStand(t *testing.T, files []canaryReturn) {
	t.Helper()
	sent := &seen{t, map[string][]byte{}, nil}
	for _, file := range files {
		if file.good {
			sent.add(file.name, file.bytes)
		} else {
			sent.all[file.name] = file.bytes
		}
	}
	sent.all["file names"] = []byte(canaryFile)
	for _, canary := range append(slices.Clone(canaries), canaryName) {
		if !slices.ContainsFunc(writtenAs(canary), func(form []byte) bool {
			for _, what := range sent.all {
				if bytes.Contains(what, form) {
					return true
				}
			}
			return false
		}) {
			t.Errorf("%q stands in no file that is sent", canary)
		}
	}
}

// byWeb sends everything as the data officer, and looks at it as everybody.
func (g *canaryGround) byWeb(files []canaryReturn) {
	var officer listener
	var others []listener
	for _, a := range invented.Accounts() {
		switch {
		case strings.HasPrefix(a.Email, "data.101"):
			officer = g.as(a.Email)
		case strings.HasPrefix(a.Email, "board.101"), strings.HasPrefix(a.Email, "forum.101"), a.Partnership == "":
			others = append(others, g.as(a.Email))
		}
	}
	others = append(others, g.as(""))
	for i, file := range files {
		taken := officer.send(file)
		if taken == "" {
			continue
		}
		officer.look(taken)
		if answer, _ := officer.ask(http.MethodPost, taken+"/places", form("format", []string{"csv", "xlsx"}[i%2])); answer.StatusCode != http.StatusOK {
			g.t.Errorf("%s: the list of places is answered %s", file.name, answer.Status)
		}
		for _, other := range others {
			other.look(taken)
		}
		if i == 1 {
			officer.ask(http.MethodPost, taken+"/withdraw", form())
		}
	}
	officer.breakOff(files[0])
	others[0].send(canaryReturn{name: ".xml", bytes: files[0].bytes})
}

// byCommand does everything that the command line can.
func (g *canaryGround) byCommand(files []canaryReturn) {
	from := g.t.TempDir()
	for i, file := range files {
		path := filepath.Join(from, canaryFile+file.name)
		if err := os.WriteFile(path, file.bytes, 0o600); err != nil {
			g.t.Fatal(err)
		}
		switch {
		case file.good:
			report := filepath.Join(g.work, fmt.Sprintf("report.%d.%s", i, []string{"csv", "xlsx"}[i%2]))
			g.run(exitRejected, "check", path, "--report", report)
			g.seen.shown["the file "+report] = true
		case strings.HasPrefix(file.name, "-cut"), strings.HasPrefix(file.name, "-damaged"), strings.HasPrefix(file.name, "-headless"):
			g.run(exitRejected, "check", path)
		}
	}
	first := filepath.Join(from, canaryFile+files[0].name)
	g.run(exitDone, "count", first, "--to", filepath.Join(g.work, "counts"), "--guard")
	g.run(exitDone, "count", first, "--to", filepath.Join(g.work, "counts.zip"))
	g.run(exitDone, "values", first)
	g.run(exitDone, "now", first, "--as-at", "2025-10-01")
	folder := filepath.Join(from, "folder")
	if err := os.Mkdir(folder, 0o700); err != nil {
		g.t.Fatal(err)
	}
	for name, text := range unpacked(g.t, files[1].bytes) {
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o600); err != nil {
			g.t.Fatal(err)
		}
	}
	g.run(exitRejected, "check", folder)
}

// kept takes in every file that is there in the end: all new and changed ones of the data folder, whatever stands in the tables of the
// plans, which the engine may have packed, and the other folders.
func (g *canaryGround) kept() {
	g.files(func(path string, about fs.FileInfo) {
		if was := g.before[path]; was != nil && os.SameFile(was, about) && was.ModTime().Equal(about.ModTime()) && was.Size() == about.Size() {
			return
		}
		g.whole(path)
	})
	for _, dir := range []string{g.tmp, g.work} {
		err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() {
				g.whole(path)
			}
			if err == nil && dir == g.tmp && path != dir {
				g.t.Errorf("%s is left behind", path)
			}
			return err
		})
		if err != nil {
			g.t.Fatal(err)
		}
	}
	db, err := sql.Open("duckdb", store.Folder{Dir: g.data}.Plans()+"?access_mode=read_only")
	if err != nil {
		g.t.Fatal(err)
	}
	defer db.Close()
	var body string
	if err := db.QueryRowContext(g.t.Context(), "select string_agg(r::varchar, ' ') from sen2_return r").Scan(&body); err != nil {
		g.t.Fatal(err)
	}
	if strings.Count(body, "sha256") < 3 {
		g.t.Errorf("the returns that were kept are not there: %.200s", body)
	}
	g.seen.add("the table of returns", []byte(body))
}

func (g *canaryGround) whole(path string) {
	b, err := os.ReadFile(path)
	if err != nil {
		g.t.Fatal(err)
	}
	g.seen.add("the file "+path, b)
}
