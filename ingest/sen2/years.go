package sen2

import (
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"slices"
	"time"

	"gopkg.in/yaml.v3"
)

//go:embed years.yaml
var knownYears []byte

// Edition is what the return of one year must hold.
type Edition struct {
	Year          int
	ReferenceDate Date // the census
	states        [fieldCount]Expectation
	absentCodes   map[Field][]string
}

// Expectation says whether a field belongs to a year's return.
type Expectation uint8

// A field is expected where it applies, may be given, or may not.
const (
	Expected Expectation = iota
	Voluntary
	NotThisYear
)

// Expects says whether a field belongs to the year's return.
func (e *Edition) Expects(f Field) Expectation { return e.states[f] }

// Has says whether a code of a field belongs to the year's return.
func (e *Edition) Has(f Field, code string) bool { return !slices.Contains(e.absentCodes[f], code) }

// CollectionYear is the calendar year whose requests, decisions and plans the return holds.
func (e *Edition) CollectionYear() int { return e.Year - 1 }

// Years are the returns that can be read, by year.
type Years map[int]*Edition

// SeenOn is the day that a return speaks of: the census, or the day its file was made when that lies in the collection year or between it and
// the census. A file that claims to be older than the year it reports says nothing of it.
func (e *Edition) SeenOn(made Date) Date {
	if made >= Day(e.CollectionYear(), 1, 1) && made < e.ReferenceDate {
		return made
	}
	return e.ReferenceDate
}

// yearEntry is an entry of years.yaml.
type yearEntry struct {
	Year          int                 `yaml:"year"`
	ReferenceDate string              `yaml:"reference_date"`
	Like          int                 `yaml:"like"`
	Absent        []string            `yaml:"absent"`
	Voluntary     []string            `yaml:"voluntary"`
	AbsentCodes   map[string][]string `yaml:"absent_codes"`
}

// LoadYears reads the years that the program knows and, when more is not nil, those of a file of the same form, which may add years
// and say others anew. A mistake in it is an error that names the year.
func LoadYears(more io.Reader) (Years, error) {
	all := Years{}
	if err := all.add(bytes.NewReader(knownYears)); err != nil {
		return nil, fmt.Errorf("the years of the return: %w", err)
	}
	if more != nil {
		if err := all.add(more); err != nil {
			return nil, fmt.Errorf("the additional years of the return: %w", err)
		}
	}
	return all, nil
}

func (y Years) add(from io.Reader) error {
	var entries []yearEntry
	d := yaml.NewDecoder(from)
	d.KnownFields(true)
	if err := d.Decode(&entries); err != nil {
		return err
	}
	for _, entry := range entries {
		e, err := y.edition(entry)
		if err != nil {
			return fmt.Errorf("year %d: %w", entry.Year, err)
		}
		y[e.Year] = e
	}
	return nil
}

func (y Years) edition(entry yearEntry) (*Edition, error) {
	at, err := time.Parse(time.DateOnly, entry.ReferenceDate)
	if err != nil || at.Year() != entry.Year {
		return nil, fmt.Errorf("reference_date %q is not a date of that year", entry.ReferenceDate)
	}
	e := &Edition{Year: entry.Year, ReferenceDate: DateOf(at), absentCodes: map[Field][]string{}}
	if entry.Like != 0 {
		like := y[entry.Like]
		if like == nil {
			return nil, fmt.Errorf("it is like %d, which is not known before it", entry.Like)
		}
		e.states, e.absentCodes = like.states, like.absentCodes
	}
	if err := e.mark(entry.Absent, NotThisYear); err != nil {
		return nil, err
	}
	if err := e.mark(entry.Voluntary, Voluntary); err != nil {
		return nil, err
	}
	if len(entry.AbsentCodes) > 0 {
		e.absentCodes = map[Field][]string{}
	}
	for path, codes := range entry.AbsentCodes {
		f := fieldAt(path)
		if f == NoField {
			return nil, fmt.Errorf("there is no field %s", path)
		}
		e.absentCodes[f] = codes
	}
	return e, nil
}

func (e *Edition) mark(paths []string, as Expectation) error {
	for _, path := range paths {
		f := fieldAt(path)
		if f == NoField {
			return fmt.Errorf("there is no field %s", path)
		}
		e.states[f] = as
	}
	return nil
}

// fieldAt finds a field by its path.
func fieldAt(path string) Field {
	for f := NoField + 1; f < fieldCount; f++ {
		if f.Path() == path {
			return f
		}
	}
	return NoField
}
