package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"inclusion/ingest/schedule"
	"inclusion/internal/web"
)

// TestLinesBearTheRequestOrJobTheyAreWrittenFor writes from deep inside a request and a job, with only the context in hand.
func TestLinesBearTheRequestOrJobTheyAreWrittenFor(t *testing.T) {
	var b bytes.Buffer
	log := newLog(&b, slog.LevelInfo)
	site := &web.Site{Log: log}
	h, err := site.Wrap(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		log.With("part", "x").WarnContext(r.Context(), "deep inside")
		panic("a fault")
	}))
	if err != nil {
		t.Fatal(err)
	}
	answer := httptest.NewRecorder()
	h.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/secret-path?q=secret-query", nil))
	s := schedule.New(log, nil)
	run := func(ctx context.Context) error { log.InfoContext(ctx, "deep in a job"); return errors.New("no luck") }
	if err := s.Add(schedule.Job{ID: "ehc-plans", Title: "Plans", Spec: "0 9 * * *", Run: run}); err != nil {
		t.Fatal(err)
	}
	_ = s.RunNow(t.Context())
	log.Info("of neither")

	lines := map[string]map[string]any{}
	for line := range strings.Lines(b.String()) {
		var l map[string]any
		if err := json.Unmarshal([]byte(line), &l); err != nil || strings.Count(line, `"request_id"`) > 1 || strings.Count(line, `"job"`) > 1 {
			t.Errorf("%s: %v", line, err)
		}
		lines[fmt.Sprint(l["msg"])] = l
	}
	id := answer.Header().Get("X-Request-Id")
	for _, msg := range []string{"deep inside", "panic", "request failed", "request"} {
		if lines[msg]["request_id"] != id || id == "" {
			t.Errorf("%q has the id %v, the answer %q", msg, lines[msg]["request_id"], id)
		}
	}
	for _, msg := range []string{"deep in a job", "job started", "job failed"} {
		if lines[msg]["job"] != "ehc-plans" {
			t.Errorf("%q is of the job %v", msg, lines[msg]["job"])
		}
	}
	if l := lines["of neither"]; l == nil || l["request_id"] != nil || l["job"] != nil {
		t.Errorf("a line of neither is %v", l)
	}
	if strings.Contains(b.String(), "secret-") {
		t.Errorf("an address is in the log: %s", b.String())
	}
}

// messageOf reads one call that writes to a log; ok is false for other calls. A level that depends is "INFO or more".
func messageOf(call *ast.CallExpr) (level, message string, ok bool) {
	f, isMethod := call.Fun.(*ast.SelectorExpr)
	if !isMethod {
		return "", "", false
	}
	where := map[string]int{"Debug": 0, "Info": 0, "Warn": 0, "Error": 0, "DebugContext": 1, "InfoContext": 1, "WarnContext": 1, "ErrorContext": 1, "LogAttrs": 2, "Log": 2}
	at, known := where[f.Sel.Name]
	if !known || len(call.Args) <= at || !isLog(f.X) {
		return "", "", false
	}
	level = strings.ToUpper(strings.TrimSuffix(f.Sel.Name, "Context"))
	if at == 2 {
		level = "INFO or more"
		if named, ok := call.Args[1].(*ast.SelectorExpr); ok {
			level = strings.ToUpper(strings.TrimPrefix(named.Sel.Name, "Level"))
		}
	}
	text := call.Args[at]
	after := ""
	if sum, ok := text.(*ast.BinaryExpr); ok { // the words of another program follow
		text, after = sum.X, "..."
	}
	words, isText := text.(*ast.BasicLit)
	if !isText {
		return level, "", true
	}
	message, err := strconv.Unquote(words.Value)
	return level, message + after, err == nil
}

// isLog says that an expression is a log: slog itself, something called log, or what a method called logger gives.
func isLog(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.Ident:
		return x.Name == "slog" || x.Name == "log"
	case *ast.SelectorExpr:
		return strings.EqualFold(x.Sel.Name, "log")
	case *ast.CallExpr:
		f, ok := x.Fun.(*ast.SelectorExpr)
		return ok && f.Sel.Name == "logger"
	}
	return false
}

// TestEveryMessageOfTheLogIsInTheListAndBack compares what the program can write with the table of docs/operation/watching.md.
func TestEveryMessageOfTheLogIsInTheListAndBack(t *testing.T) {
	written := map[string]bool{}
	for _, root := range []string{".", "../../dashboards", "../../ingest", "../../internal"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok {
					if level, message, ok := messageOf(call); ok && message == "" {
						t.Errorf("%s writes a line whose message is not a plain text", path)
					} else if ok {
						written[level+" | "+message] = true
					}
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	listed := map[string]bool{}
	for _, row := range regexp.MustCompile("(?m)^\\| (DEBUG|INFO|WARN|ERROR|INFO or more) \\| `([^`]*)` \\|").FindAllStringSubmatch(operation(t, "watching.md"), -1) {
		listed[row[1]+" | "+row[2]] = true
	}
	for _, line := range slices.Sorted(maps.Keys(written)) {
		if !listed[line] {
			t.Errorf("not in the list: %s", line)
		}
	}
	for _, line := range slices.Sorted(maps.Keys(listed)) {
		if !written[line] {
			t.Errorf("in the list, and never written: %s", line)
		}
	}
	if len(written) < 30 {
		t.Errorf("only %d messages were found", len(written))
	}
}
