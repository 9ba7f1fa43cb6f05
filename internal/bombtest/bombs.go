// Package bombtest makes the files that are meant to fell whoever opens them, and measures what opening one takes. Every door through which
// files come in is tried with all of them, in tests that are called TestBombSet.
package bombtest

import (
	"fmt"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// Bomb is one such file. All of them are small: what they would become is large.
type Bomb struct {
	Name string // what it is, in words
	File string // what it is called
	Make func() []byte
}

// plain are the words of which a refusal uses one: what is too large or too long, or what the file is not.
var plain = regexp.MustCompile(`(?i)(more|larger|longer|wider|deeper) (\w+ )?than|over the limit|limit of|too (large|long|many)|points outside|not whole XML|is (not a|no|in none|a PDF|one CSV)|` +
	`holds? (no|more|both)|has (no|neither|more)|not an excel|not read|damaged|cannot be read|\bends?\b|two (members|files|of its)|password|DOCTYPE|not recognised|` +
	`only part of|something else|holds something at|exceeds|greater than|root element|nested|has changed|empty`)

// Most is how many bytes of memory a door may take to refuse a bomb, all allocations added up whether they were given back or not.
const Most = 160 << 20

// Contained opens a bomb at a door: it is refused, in a sentence that says what is wrong and repeats nothing of the file, and the memory
// that it takes is bounded. The answer of open is why the file was refused, "" when it was taken.
func Contained(t *testing.T, b Bomb, open func(t *testing.T, name string, file []byte) (refusal string)) {
	t.Helper()
	file := b.Make()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	refusal := open(t, b.File, file)
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > Most+4*uint64(len(file)) {
		t.Errorf("%d bytes took %d MB of memory, over %d", len(file), used>>20, Most>>20)
	}
	switch {
	case refusal == "":
		t.Error("it was taken")
	case !plain.MatchString(refusal):
		t.Errorf("the refusal %q does not say what is wrong", refusal)
	case len(refusal) > 1500 || strings.Contains(refusal, strings.Repeat("0", 40)) || strings.Contains(refusal, "root:"):
		t.Errorf("the refusal repeats the file: %.300q", refusal)
	}
}

// Everywhere are the bombs that every door is tried with. Their workbooks have one sheet, called as the door wants it.
func Everywhere(sheet string) []Bomb {
	return append(append(zips(), spreadsheets(sheet)...), others()...)
}

// others are files that are not what their names say, and texts.
func others() []Bomb {
	return []Bomb{
		{"an encrypted workbook", "a.xlsx", func() []byte { return append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 4096)...) }},
		{"a PDF that is called a workbook", "a.xlsx", func() []byte { return []byte("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n" + strings.Repeat("x", 4096)) }},
		{"a picture that says it is enormous", "a.xlsx", picture},
		{"zeros in gzip", "a.csv.gz", Gzip},
		{"billion laughs", "a.xml", func() []byte { return []byte(laughs + "<Message>&z;</Message>") }},
		{"quadratic growth", "a.xml", func() []byte {
			return []byte(`<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "` + strings.Repeat("0", 50_000) + `">]><Message>` + strings.Repeat("&a;", 20_000) + "</Message>")
		}},
		{"an entity of another file", "a.xml", func() []byte { return []byte(outside + "<Message>&a;</Message>") }},
		{"elements two hundred thousand deep", "a.xml", func() []byte { return []byte("<Message>" + strings.Repeat("<a>", 200_000)) }},
		{"an attribute without end", "a.xml", func() []byte { return []byte(`<Message a="` + strings.Repeat("0", 20<<20)) }},
		{"a text without end", "a.xml", func() []byte { return []byte("<Message><Header><Year>" + strings.Repeat("0", 20<<20)) }},
		{"a hundred thousand attributes", "a.xml", func() []byte {
			var s strings.Builder
			s.WriteString("<Message")
			for i := range 100_000 {
				fmt.Fprintf(&s, " a%d=''", i)
			}
			return []byte(s.String() + "/>")
		}},
		{"lists a hundred thousand deep", "a.json", func() []byte { return []byte(strings.Repeat("[", 100_000)) }},
		{"a text of aliases", "a.yaml", func() []byte { return []byte(Aliases) }},
	}
}

// Texts are tables of text that are too large, for doors that take CSV.
func Texts() []Bomb {
	return []Bomb{
		{"a line without end", "a.csv", func() []byte { return []byte("a,b\n\"" + strings.Repeat("0", 20<<20)) }},
		{"a header without end", "a.csv", func() []byte { return []byte(strings.Repeat("0", 20<<20)) }},
		{"a million columns", "a.csv", func() []byte { return []byte(strings.Repeat("a,", 1_000_000) + "\n") }},
		{"a quotation mark that is never closed", "a.csv", func() []byte { return []byte("a,\"" + strings.Repeat("b,c\n", 1<<20)) }},
	}
}

const (
	laughs = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "0000000000"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">` +
		`<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">` +
		`<!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;"><!ENTITY h "&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;"><!ENTITY z "&h;&h;&h;&h;&h;&h;&h;&h;&h;&h;">]>`
	outside = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>`

	// Aliases is YAML of two hundred bytes that speaks of ten thousand million things.
	Aliases = "a: &a [0,0,0,0,0,0,0,0,0,0]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n" +
		"e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\ng: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f,*f]\nh: &h [*g,*g,*g,*g,*g,*g,*g,*g,*g,*g]\ni: [*h,*h,*h,*h,*h,*h,*h,*h,*h,*h]\n"
)
