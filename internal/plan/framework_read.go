package plan

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

//go:embed framework/*.yaml
var frameworkFiles embed.FS

// Frameworks are the versions of the framework there are, oldest first. A version is never changed once assessments are made against
// it: the next one is a file of its own.
type Frameworks struct{ all []*Framework }

// LoadFrameworks reads the versions that the program carries and those of a folder, which may be nil or lack any: its files whose
// names end in .yaml. Every fault of every file is named with its line; a version that is there twice is a fault.
func LoadFrameworks(extra fs.FS) (Frameworks, error) {
	own, err := fs.Sub(frameworkFiles, "framework")
	if err != nil {
		return Frameworks{}, fmt.Errorf("opening the framework that the program carries: %w", err)
	}
	folders := []fs.FS{own}
	if extra != nil {
		folders = append(folders, extra)
	}
	var faults []error
	f := Frameworks{}
	from := map[string]string{}
	for _, folder := range folders {
		names, err := fs.Glob(folder, "*.yaml")
		if err != nil {
			return Frameworks{}, fmt.Errorf("listing frameworks: %w", err)
		}
		for _, name := range names {
			text, err := fs.ReadFile(folder, name)
			if err != nil {
				return Frameworks{}, fmt.Errorf("reading the framework %s: %w", name, err)
			}
			one, err := ParseFramework(name, text)
			switch {
			case err != nil:
				faults = append(faults, err)
			case from[one.Version] != "":
				faults = append(faults, fmt.Errorf("%s: version %s is there already, in %s", name, one.Version, from[one.Version]))
			default:
				from[one.Version] = name
				f.all = append(f.all, one)
			}
		}
	}
	slices.SortFunc(f.all, func(a, b *Framework) int { return compareVersions(a.Version, b.Version) })
	return f, errors.Join(faults...)
}

// Newest is the version that new assessments are made against. There is always one where LoadFrameworks gave no error.
func (f Frameworks) Newest() *Framework { return f.all[len(f.all)-1] }

// Version finds a version.
func (f Frameworks) Version(version string) (*Framework, bool) {
	i := slices.IndexFunc(f.all, func(one *Framework) bool { return one.Version == version })
	if i < 0 {
		return nil, false
	}
	return f.all[i], true
}

// All lists the versions, oldest first.
func (f Frameworks) All() []*Framework { return slices.Clone(f.all) }

// compareVersions orders versions as people count: 2026.2 before 2026.10.
func compareVersions(a, b string) int {
	yearA, numberA, _ := strings.Cut(a, ".")
	yearB, numberB, _ := strings.Cut(b, ".")
	number := func(s string) int { n, _ := strconv.Atoi(s); return n } // their shape was checked when they were read
	return cmp.Or(cmp.Compare(number(yearA), number(yearB)), cmp.Compare(number(numberA), number(numberB)))
}

// largestFramework is how many bytes a framework file may have: the first has 33 thousand.
const largestFramework = 1 << 20

// ParseFramework reads a version of the framework. The error lists every fault, each with the file's name and the line:
// "2027.1.yaml:214: statement 5.3 has no trace".
func ParseFramework(name string, text []byte) (*Framework, error) {
	if len(text) > largestFramework {
		return nil, fmt.Errorf("%s: a framework has at most %d bytes; this has %d", name, largestFramework, len(text))
	}
	var top yaml.Node
	if err := yaml.Unmarshal(text, &top); err != nil {
		return nil, inFile(name, err.Error())
	}
	if len(top.Content) != 1 || top.Content[0].Kind != yaml.MappingNode {
		return nil, fmt.Errorf("%s:1: a framework is a mapping that begins with “framework:”", name)
	}
	r := &reading{name: name, top: top.Content[0]}
	r.known(r.top, reflect.TypeFor[Framework]())
	f := &Framework{}
	if len(r.faults) == 0 {
		r.decode(f)
	}
	if len(r.faults) == 0 {
		for i := range f.Themes {
			for j := range f.Themes[i].Statements {
				f.Themes[i].Statements[j].Theme = f.Themes[i].ID
			}
		}
		r.check(f)
	}
	if len(r.faults) > 0 {
		return nil, errors.Join(r.faults...)
	}
	return f, nil
}

// reading is a framework file being read: what is wrong with it is gathered with its line.
type reading struct {
	name   string
	top    *yaml.Node
	faults []error
}

// fault notes something wrong at the place that a path of keys and numbers leads to.
func (r *reading) fault(path []any, format string, args ...any) {
	r.faultAt(lineOf(r.top, path), format, args...)
}

func (r *reading) faultAt(line int, format string, args ...any) {
	r.faults = append(r.faults, fmt.Errorf("%s:%d: %s", r.name, line, fmt.Sprintf(format, args...)))
}

// decode fills the framework; what does not fit its field is a fault.
func (r *reading) decode(f *Framework) {
	err := r.top.Decode(f)
	var wrong *yaml.TypeError
	switch {
	case err == nil:
	case errors.As(err, &wrong):
		for _, one := range wrong.Errors {
			r.faults = append(r.faults, inFile(r.name, one))
		}
	default:
		r.faults = append(r.faults, inFile(r.name, err.Error()))
	}
}

var (
	atLine    = regexp.MustCompile(`^(yaml: )?line ([0-9]+): `)
	unfit     = regexp.MustCompile("^cannot unmarshal !!([a-z]+)(?: (`.*`))? into (.*)$")
	yamlWords = map[string]string{"seq": "a list", "map": "a mapping", "string": "text", "plan.Day": "a date", "plan.Level": "a whole number", "int": "a whole number",
		"float64": "a number", "bool": "true or false"}
)

// inFile writes what the decoder says, "yaml: line 12: did not find …", as file, line and words without the program's names of types.
func inFile(name, text string) error {
	place := name + ": "
	if m := atLine.FindStringSubmatch(text); m != nil {
		place, text = name+":"+m[2]+": ", text[len(m[0]):]
	}
	if m := unfit.FindStringSubmatch(text); m != nil {
		found, wanted := cmp.Or(m[2], yamlWords[m[1]], "this"), yamlWords[m[3]]
		switch {
		case wanted != "":
		case strings.HasPrefix(m[3], "[]"):
			wanted = "a list"
		default:
			wanted = "a mapping"
		}
		text = fmt.Sprintf("%s stands where %s is expected", found, wanted)
	}
	return errors.New(place + strings.TrimPrefix(text, "yaml: "))
}

// known looks for fields that no framework has, for parts of whole numbers, and for anchors, which would hide what a line says.
func (r *reading) known(node *yaml.Node, shape reflect.Type) {
	for shape.Kind() == reflect.Pointer {
		shape = shape.Elem()
	}
	if node.Kind == yaml.AliasNode || node.Anchor != "" {
		r.faultAt(node.Line, "anchors and aliases are not used here: write it out")
		return
	}
	switch {
	case shape.Kind() == reflect.Int && node.Kind == yaml.ScalarNode && node.ShortTag() != "!!int":
		r.faultAt(node.Line, "%q stands where a whole number is expected", node.Value) // the decoder would cut 2.5 to 2
	case shape.Kind() == reflect.Slice && node.Kind == yaml.SequenceNode:
		for _, item := range node.Content {
			r.known(item, shape.Elem())
		}
	case shape.Kind() == reflect.Struct && node.Kind == yaml.MappingNode:
		fields := fieldsOf(shape)
		seen := map[string]int{}
		for i := 0; i+1 < len(node.Content); i += 2 {
			key, value := node.Content[i], node.Content[i+1]
			field, ok := fields[key.Value]
			switch {
			case !ok:
				r.faultAt(key.Line, "there is no field “%s” here", key.Value)
			case seen[key.Value] > 0:
				r.faultAt(key.Line, "“%s” is there already, in line %d", key.Value, seen[key.Value])
			default:
				seen[key.Value] = key.Line
				r.known(value, field)
			}
		}
	}
}

// fieldsOf lists the fields of a type by the names that files give them.
func fieldsOf(shape reflect.Type) map[string]reflect.Type {
	fields := map[string]reflect.Type{}
	for i := range shape.NumField() {
		if name, _, _ := strings.Cut(shape.Field(i).Tag.Get("yaml"), ","); name != "" && name != "-" {
			fields[name] = shape.Field(i).Type
		}
	}
	return fields
}

// lineOf is the line of the place that a path leads to; of the last place on the way that there is, where the path goes on.
func lineOf(node *yaml.Node, path []any) int {
	line := node.Line
	for _, step := range path {
		next := (*yaml.Node)(nil)
		switch step := step.(type) {
		case string:
			for i := 0; i+1 < len(node.Content) && node.Kind == yaml.MappingNode; i += 2 {
				if node.Content[i].Value == step {
					next, line = node.Content[i+1], node.Content[i].Line
				}
			}
		case int:
			if node.Kind == yaml.SequenceNode && step < len(node.Content) {
				next, line = node.Content[step], node.Content[step].Line
			}
		}
		if next == nil {
			return line
		}
		node = next
	}
	return line
}
