// Package source says what a source is: a publication that is loaded on a schedule, where its editions are found, which
// layouts its files may have, and which statement turns each layout into statistics. The list itself is YAML beside this file.
package source

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"

	"inclusion/ingest/fetch"
	"inclusion/internal/release"
)

//go:embed *.yaml
var files embed.FS

// Source is a publication that is loaded on a schedule.
type Source struct {
	ID        string            `yaml:"id"`
	Title     string            `yaml:"title"`
	Publisher string            `yaml:"publisher"`
	Home      string            `yaml:"home"`     // the publication's page
	Licence   string            `yaml:"licence"`  // in words
	About     string            `yaml:"about"`    // what it holds, in plain words
	Schedule  string            `yaml:"schedule"` // cron, Europe/London
	Expected  string            `yaml:"expected"` // when the next edition is expected, in words
	Releases  []release.Rule    `yaml:"releases"` // the same as rules; none where editions come now and then
	Places    []fetch.Place     `yaml:"places"`
	Symbols   map[string]string `yaml:"symbols"` // what the publisher's symbols mean; each layout may differ
	Layouts   []Layout          `yaml:"layouts"`
	PassOver  []Passed          `yaml:"pass_over"`
	Errata    []Erratum         `yaml:"errata"`
	Miscoded  []Miscoded        `yaml:"miscoded"`
}

// Layout is one shape that a source's files have had, recognised by its header and never by its file name.
type Layout struct {
	ID          string            `yaml:"id"`
	Title       string            `yaml:"title"`
	Container   string            `yaml:"container"` // tidy, csv (presentation), ods, xlsx
	Statement   string            `yaml:"statement"` // in sql/sources
	EES         bool              `yaml:"ees"`       // the ten columns of time and place come first
	Header      []string          `yaml:"header"`    // tidy: names in lower case; "name?" may be absent; "/regexp/ name" carries a year
	Sheet       string            `yaml:"sheet"`     // ods, xlsx: regular expression of the sheet's name
	Cells       map[string]string `yaml:"cells"`     // address to regular expression of what stands there
	Symbols     map[string]string `yaml:"symbols"`
	Provisional bool              `yaml:"provisional"`
	TrustName   bool              `yaml:"trust_name"` // places are known by name; codes, if any, are checked against it
}

// Passed names files that come with a source and are deliberately not loaded.
type Passed struct {
	Name string `yaml:"name"` // regular expression of the member's name
	Why  string `yaml:"why"`
}

// Erratum is an error inside a published file that a check would otherwise refuse; it is shown, not hidden. Some errors no
// check can see, because the figures agree with one another: their check is Stated, and they are told for as long as the
// wrong figure is printed.
type Erratum struct {
	Check    string   `yaml:"check"`
	Table    string   `yaml:"table"`
	Measure  []string `yaml:"measures"` // empty: any
	Period   []string `yaml:"periods"`  // empty: any
	Area     []string `yaml:"areas"`    // empty: any
	Printed  string   `yaml:"printed"`  // Stated: the wrong figure
	ShouldBe string   `yaml:"should_be"`
	Why      string   `yaml:"why"`
}

// Stated is the check of an erratum that only its publisher's word shows.
const Stated = "stated"

// Miscoded is an area whose code is printed wrongly in a file that is read by name.
type Miscoded struct {
	Name    string `yaml:"name"`
	Printed string `yaml:"printed"`
	True    string `yaml:"true"`
}

// eesColumns are the columns of time and place that every Explore Education Statistics file has, in some order.
var eesColumns = []string{"time_period", "time_identifier", "geographic_level", "country_code", "country_name",
	"region_code", "region_name", "old_la_code", "new_la_code", "la_name"}

// All reads the embedded list of sources, in file-name order.
func All() ([]Source, error) {
	names, err := fs.Glob(files, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("listing sources: %w", err)
	}
	var all []Source
	for _, name := range names {
		b, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("reading source %s: %w", name, err)
		}
		s, err := Parse(name, b)
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
}

// Parse reads one source's entry and checks it.
func Parse(name string, b []byte) (Source, error) {
	var s Source
	d := yaml.NewDecoder(bytes.NewReader(b))
	d.KnownFields(true)
	if err := d.Decode(&s); err != nil {
		return s, fmt.Errorf("source %s: %w", name, err)
	}
	return s, s.check(name)
}

func (s Source) check(name string) error {
	if s.ID == "" || s.Title == "" || s.Publisher == "" || s.Schedule == "" || len(s.Layouts) == 0 {
		return fmt.Errorf("source %s: id, title, publisher, schedule and at least one layout are needed", name)
	}
	for i, p := range s.Places {
		if err := p.Check(); err != nil {
			return fmt.Errorf("source %s, place %d: %w", name, i+1, err)
		}
	}
	for _, r := range s.Releases {
		if err := r.Check(); err != nil {
			return fmt.Errorf("source %s: %w", name, err)
		}
	}
	seen := map[string]bool{}
	for _, l := range s.Layouts {
		if seen[l.ID] {
			return fmt.Errorf("source %s: layout %s stands twice", name, l.ID)
		}
		seen[l.ID] = true
		if err := l.check(); err != nil {
			return fmt.Errorf("source %s, layout %s: %w", name, l.ID, err)
		}
	}
	for _, p := range s.PassOver {
		if _, err := regexp.Compile(p.Name); err != nil || p.Why == "" {
			return fmt.Errorf("source %s: pass_over %q needs a regular expression and a reason", name, p.Name)
		}
	}
	for _, e := range s.Errata {
		if e.Check == Stated && (e.Table == "" || len(e.Measure) == 0 || len(e.Period) == 0 || len(e.Area) == 0 || e.Printed == "" || e.ShouldBe == "") {
			return fmt.Errorf("source %s: a stated erratum needs table, measures, periods, areas, printed and should_be", name)
		}
	}
	return nil
}

func (l Layout) check() error {
	switch l.Container {
	case "tidy":
		if len(l.Header) == 0 {
			return fmt.Errorf("a tidy layout needs its header")
		}
		_, err := l.columns()
		return err
	case "csv", "ods", "xlsx":
		if len(l.Cells) == 0 {
			return fmt.Errorf("a %s layout needs the cells it is known by", l.Container)
		}
		for at, want := range l.Cells {
			if _, _, err := Address(at); err != nil {
				return err
			}
			if _, err := regexp.Compile(want); err != nil {
				return fmt.Errorf("cell %s: %w", at, err)
			}
		}
		return nil
	default:
		return fmt.Errorf("container %q is none of tidy, csv, ods, xlsx", l.Container)
	}
}

// Meaning is what each symbol means in this layout: the source's meanings with the layout's own on top.
func (s Source) Meaning(l Layout) map[string]string {
	m := map[string]string{
		"x": "not available", "z": "not applicable", "c": "suppressed", "low": "low", "k": "low", "u": "unreliable",
		":": "not available", "~": "low", "..": "not available", "n/a": "not available", "no data": "not available",
	}
	for _, own := range []map[string]string{s.Symbols, l.Symbols} {
		for symbol, meaning := range own {
			m[strings.ToLower(symbol)] = meaning
		}
	}
	return m
}

// Passed says whether a file of this name is known and deliberately not loaded, and why.
func (s Source) Passed(name string) (why string, ok bool) {
	for _, p := range s.PassOver {
		if regexp.MustCompile(p.Name).MatchString(name) {
			return p.Why, true
		}
	}
	return "", false
}

// Address turns a spreadsheet address such as "C5" into a row and a column counted from 0.
func Address(at string) (row, column int, err error) {
	i := 0
	for i < len(at) && at[i] >= 'A' && at[i] <= 'Z' {
		column = column*26 + int(at[i]-'A') + 1
		i++
	}
	if _, err := fmt.Sscanf(at[i:], "%d", &row); err != nil || i == 0 || row < 1 {
		return 0, 0, fmt.Errorf("%q is not the address of a cell", at)
	}
	return row - 1, column - 1, nil
}
