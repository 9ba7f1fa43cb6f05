// Package statements holds every SQL statement of the product that has a name, as files: what turns a publication into
// statistics (sources), statistics into indicators (indicators), indicators into comparisons (benchmarks), what keeps bad
// data out (checks), what pages read (reading), and the tables of the whole warehouse that are handed out (downloads).
package statements

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"

	"gopkg.in/yaml.v3"
)

//go:embed *.sql sources/*.sql indicators/*.sql benchmarks/*.sql checks/*.sql reading/*.sql downloads/*.sql migrations/*.sql
var files embed.FS

// Files is the tree of statements, for callers that fingerprint it.
func Files() fs.FS { return files }

// Names lists the statements of a folder in alphabetical order, without the .sql ending.
func Names(folder string) []string {
	entries, err := fs.ReadDir(files, folder)
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".sql"); ok {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return names
}

// Text returns the statement at name, such as "benchmarks/positions", whole. It panics when there is none: names are
// constants of the program, and a test reads every one.
func Text(name string) string {
	b, err := fs.ReadFile(files, name+".sql")
	if err != nil {
		panic(fmt.Sprintf("no statement is called %q", name))
	}
	return string(b)
}

// Read splits the statement at name into its front matter, decoded into about, and its SQL. The front matter is YAML in
// the comment that opens the file, between "/* ---" and "--- */".
func Read(name string, about any) (sql string, err error) {
	b, err := fs.ReadFile(files, name+".sql")
	if err != nil {
		return "", fmt.Errorf("reading statement %s: %w", name, err)
	}
	return Split(path.Base(name), string(b), about)
}

// Split is Read on text that is already at hand; name is used in errors only.
func Split(name, text string, about any) (sql string, err error) {
	head, rest, ok := strings.Cut(text, "--- */")
	front, opens := strings.CutPrefix(strings.TrimSpace(head), "/* ---")
	if !ok || !opens {
		return "", fmt.Errorf("statement %s: it must open with its description between \"/* ---\" and \"--- */\"", name)
	}
	d := yaml.NewDecoder(bytes.NewReader([]byte(front)))
	d.KnownFields(true)
	if err := d.Decode(about); err != nil {
		return "", fmt.Errorf("statement %s: its description: %w", name, err)
	}
	return strings.TrimSpace(rest), nil
}
