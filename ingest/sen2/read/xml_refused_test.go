package read

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"unicode/utf16"

	"inclusion/ingest/sen2"
	"inclusion/internal/returns"
)

// canary stands in every bad file and must stand in no message.
const canary = "Qqzcanary"

// refused says that an error is a refusal that names what is wrong and repeats nothing of the file.
func refused(t *testing.T, name string, err error, named string) {
	t.Helper()
	var refusal *returns.Refusal
	if !errors.As(err, &refusal) {
		t.Errorf("%s: not refused but %v", name, err)
		return
	}
	if !strings.Contains(refusal.What, named) || strings.Contains(strings.ToLower(err.Error()), strings.ToLower(canary)) || strings.HasSuffix(refusal.What, ".") || strings.Contains(err.Error(), "\n") {
		t.Errorf("%s: %v", name, err)
	}
}

// watched says whether somebody is reading.
type watched struct {
	r     io.Reader
	users atomic.Int32
}

func (w *watched) Read(p []byte) (int, error) {
	w.users.Add(1)
	defer w.users.Add(-1)
	return w.r.Read(p)
}

func (w *watched) reading() bool { return w.users.Load() != 0 }

// named begins a person that bears the canary wherever a text may stand.
const named = "<Person><Surname>" + canary + "</Surname><!-- " + canary + " -->"

func TestWhatIsNotWellFormedIsRefused(t *testing.T) {
	good := top + named + "</Person>\n" + tail
	for name, c := range map[string]struct {
		text, named string
		line        int
	}{
		"cut in a text":             {good[:len(good)-len(tail)-14], "breaks off", 15},
		"cut in a tag":              {top + named + "<For", "breaks off", 15},
		"cut in an end tag":         {top + named + "</Per", "breaks off", 15},
		"cut in an attribute":       {top + named + "<Sex a='" + canary, "breaks off", 15},
		"cut in a comment":          {top + named + "\n<!-- " + canary, "breaks off", 16},
		"cut in a CDATA section":    {top + named + "<Forename><![CDATA[" + canary, "breaks off", 15},
		"cut in an instruction":     {top + named + "<?" + canary, "breaks off", 15},
		"cut at <":                  {top + named + "\n\n<", "breaks off", 17},
		"cut at <!":                 {top + named + "<!", "breaks off", 15},
		"cut between elements":      {top + named + "</Person>\n", "breaks off", 16},
		"cut before the root ends":  {strings.TrimSuffix(good, "</Message>\n"), "breaks off", 17},
		"the declaration alone":     {`<?xml version="1.0"?>`, "no Message", 1},
		"cut in the declaration":    {`<?xml version="1.0" ` + canary, "breaks off", 1},
		"a comment alone":           {"<!-- " + canary + " -->", "no Message", 1},
		"ends crossed":              {top + named + "<Requests><Assessment></Requests></Assessment></Person>" + tail, "does not end where it should", 15},
		"an end too many":           {good + "</Message>", "does not end where it should", 18},
		"an end of another name":    {top + named + "<Forename>x</" + canary + "></Person>" + tail, "does not end where it should", 15},
		"ends in another case":      {top + named + "<Sex>F</sex></Person>" + tail, "does not end where it should", 15},
		"a second root":             {good + "<Message/>", "follows the end of the root", 18},
		"another root after it":     {good + "<" + canary + ">", "follows the end of the root", 18},
		"a text after the root":     {good + canary, "outside the root", 18},
		"a text before the root":    {"<!-- x -->" + canary + good[strings.Index(good, "<Message"):], "outside the root", 1},
		"CDATA after the root":      {good + "<![CDATA[" + canary + "]]>", "outside the root", 18},
		"a second declaration":      {good + good, "two files may have been joined", 18},
		"a declaration within":      {top + named + "<?XML " + canary + "?></Person>" + tail, "two files may have been joined", 15},
		"a bad declaration":         {"<?xml version=1 " + canary + "?>" + good[strings.Index(good, "<Message"):], "declaration is not written as one", 1},
		"an instruction of nothing": {top + named + "<? " + canary + "?></Person>" + tail, "instruction has no name", 15},
		"an unknown reference":      {top + named + "<Forename>&" + canary + ";</Forename></Person>" + tail, "none of XML's references", 15},
		"a reference cut short":     {top + named + "<Forename>a & " + canary + "</Forename></Person>" + tail, "none of XML's references", 15},
		"a reference to nothing":    {top + named + "<Forename>&;" + canary + "</Forename></Person>" + tail, "none of XML's references", 15},
		"a reference to NUL":        {top + named + "<Forename>&#0;" + canary + "</Forename></Person>" + tail, "none of XML's references", 15},
		"a reference to half":       {top + named + "<Forename>&#xD800;" + canary + "</Forename></Person>" + tail, "none of XML's references", 15},
		"a reference far beyond":    {top + named + "<Forename>&#x110000;" + canary + "</Forename></Person>" + tail, "none of XML's references", 15},
		"a reference without end":   {top + named + "<Forename>&#99999999999999999999;" + canary + "</Forename></Person>" + tail, "none of XML's references", 15},
		"a reference of no number":  {top + named + "<Forename>&#x;" + canary + "</Forename></Person>" + tail, "none of XML's references", 15},
		"a bad reference elsewhere": {top + named + "<Odd>&" + canary + ";</Odd></Person>" + tail, "none of XML's references", 15},
		"one in an attribute":       {top + named + "<Odd a='&" + canary + ";'/></Person>" + tail, "an attribute is not written as one", 15},
		"not UTF-8":                 {top + named + "\n<Forename>" + canary + "\xe9</Forename></Person>" + tail, "not UTF-8", 16},
		"not UTF-8 in a name":       {top + named + "<Fo\xe9" + canary + "/></Person>" + tail, "not UTF-8", 15},
		"not UTF-8 in a comment":    {top + named + "<!-- \xe9" + canary + " --></Person>" + tail, "not UTF-8", 15},
		"half a character":          {top + named + "<Forename>" + canary + "\xed\xa0\x80</Forename></Person>" + tail, "not UTF-8", 15},
		"a character that is none":  {top + named + "<Forename>" + canary + "\uffff</Forename></Person>" + tail, "not UTF-8", 15},
		"NUL":                       {top + named + "<Forename>" + canary + "\x00</Forename></Person>" + tail, "may not stand in XML", 15},
		"a control character":       {top + named + "\x08" + canary + "</Person>" + tail, "may not stand in XML", 15},
		"one in a tag":              {top + named + "<Sex a='\x0c" + canary + "'/></Person>" + tail, "may not stand in XML", 15},
		"one in CDATA":              {top + named + "<Forename><![CDATA[\x01" + canary + "]]></Forename></Person>" + tail, "may not stand in XML", 15},
		"the end of CDATA":          {top + named + "<Forename>]]>" + canary + "</Forename></Person>" + tail, "ends a CDATA section", 15},
		"a CDATA of another name":   {top + named + "<![" + canary + "[x]]></Person>" + tail, "not written as one", 15},
		"a comment of another form": {top + named + "<!-" + canary + "--></Person>" + tail, "not written as one", 15},
		"a comment too short":       {top + named + "<!--></Person>" + tail, "breaks off", 15},
		"dashes in a comment":       {top + named + "<!-- " + canary + " -- --></Person>" + tail, "not written as one", 15},
		"a dash at its end":         {top + named + "<!-- " + canary + "---></Person>" + tail, "not written as one", 15},
		"a tag of nothing":          {top + named + "<>" + canary + "</Person>" + tail, "no proper name", 15},
		"a tag with a blank first":  {top + named + "< Sex>" + canary + "</Person>" + tail, "no proper name", 15},
		"a tag that is a number":    {top + named + "<1" + canary + "></Person>" + tail, "no proper name", 15},
		"a tag in a tag":            {top + named + "<Sex<" + canary + "></Person>" + tail, "no proper name", 15},
		"a bang":                    {top + named + "<!ELEMENT " + canary + "></Person>" + tail, "no tag does", 15},
		"an attribute without":      {top + named + "<Sex " + canary + "></Sex></Person>" + tail, "an attribute is not written as one", 15},
		"an attribute unquoted":     {top + named + "<Sex a=" + canary + "></Sex></Person>" + tail, "an attribute is not written as one", 15},
		"attributes run together":   {top + named + "<Sex a='1'b='" + canary + "'></Sex></Person>" + tail, "an attribute is not written as one", 15},
		"a tag in an attribute":     {top + named + "<Sex a='<" + canary + "'></Sex></Person>" + tail, "an attribute is not written as one", 15},
		"a slash too early":         {top + named + "<Sex / a='" + canary + "'></Sex></Person>" + tail, "an attribute is not written as one", 15},
	} {
		_, _, _, err := readText(t, c.text, Limits{})
		refused(t, name, err, c.named)
		var refusal *returns.Refusal
		if errors.As(err, &refusal) && refusal.Line != c.line {
			t.Errorf("%s: line %d, not %d", name, refusal.Line, c.line)
		}
	}
}

func TestADocumentTypeIsRefusedWhateverItBrings(t *testing.T) {
	root := minimal[strings.Index(minimal, "<Message>"):]
	for name, before := range map[string]string{
		"a bare one":            "<!DOCTYPE Message>",
		"in small letters":      "<!doctype " + canary + ">",
		"an external entity":    `<!DOCTYPE Message [<!ENTITY ` + canary + ` SYSTEM "file:///etc/passwd">]>`,
		"an external subset":    `<!DOCTYPE Message SYSTEM "http://127.0.0.1:1/` + canary + `.dtd">`,
		"a parameter entity":    `<!DOCTYPE Message [<!ENTITY % ` + canary + ` SYSTEM "http://127.0.0.1:1/x"> %` + canary + `;]>`,
		"a billion laughs":      `<!DOCTYPE Message [<!ENTITY a "` + canary + `"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>`,
		"an entity blown up":    `<!DOCTYPE Message [<!ENTITY a "` + strings.Repeat(canary, 1000) + `">]>`,
		"one after a comment":   "<!-- " + canary + " --><!DOCTYPE Message>",
		"one after declaration": "<?xml version='1.0'?>\n<!DOCTYPE Message>",
	} {
		_, people, _, err := readText(t, before+root, Limits{})
		refused(t, name, err, "Take the DOCTYPE out")
		if len(people) > 0 {
			t.Errorf("%s: people were read", name)
		}
	}
	_, _, _, err := readText(t, top+named+"<!DOCTYPE "+canary+"></Person>"+tail, Limits{})
	refused(t, "one within", err, "Take the DOCTYPE out")
}

func TestWhatGoesBeyondALimitIsRefused(t *testing.T) {
	people := func(n int) string { return top + strings.Repeat(named+"</Person>", n) + tail }
	for name, c := range map[string]struct {
		text, named string
		limits      Limits
	}{
		"deep":               {top + strings.Repeat("<"+canary+">", 100), "nested more than 32 deep", Limits{}},
		"deep in what it is": {top + "<Person>" + strings.Repeat("<Requests>", 100), "nested more than 32 deep", Limits{}},
		"a long text":        {top + "<Person><Surname>" + strings.Repeat(canary, 10_000) + "</Surname></Person>" + tail, "longer than", Limits{}},
		"a text just longer": {top + "<Person><Surname>" + strings.Repeat(canary, 20) + "</Surname></Person>" + tail, "longer than 100 bytes", Limits{Text: 100}},
		"a text in parts":    {top + "<Person><Surname>" + strings.Repeat("<![CDATA["+canary+"]]>", 20) + "</Surname></Person>" + tail, "longer than 100 bytes", Limits{Text: 100}},
		"a long comment":     {top + "<!--" + strings.Repeat(canary, 100_000) + "-->" + tail, "longer than", Limits{}},
		"a long tag":         {top + "<Person a='" + strings.Repeat(canary, 100_000) + "'/>" + tail, "longer than", Limits{}},
		"a long name":        {top + "<" + strings.Repeat(canary, 100_000) + "/>" + tail, "longer than", Limits{}},
		"a long end":         {top + "</" + strings.Repeat(canary, 100_000) + ">" + tail, "longer than", Limits{}},
		"a long instruction": {top + "<?x " + strings.Repeat(canary, 100_000) + "?>" + tail, "longer than", Limits{}},
		"much white space":   {top + strings.Repeat(" ", 500_000) + tail, "longer than", Limits{}},
		"many people":        {people(11), "more than 10 people", Limits{People: 10}},
		"many requests":      {top + named + strings.Repeat("<Requests/>", 1001) + "</Person>" + tail, "more than 1000 requests", Limits{}},
		"many needs":         {top + named + "<Requests><ActivePlans>" + strings.Repeat("<SENneed/>", 1001) + "</ActivePlans></Requests></Person>" + tail, "more than 1000 requests", Limits{}},
		"many faults":        {top + named + strings.Repeat("<RYA>1</RYA>", 1001) + "</Person>" + tail, "more than 1000 requests", Limits{}},
		"many in the header": {strings.Replace(minimal, "<LEA>", strings.Repeat("<DMO>Y</DMO>", 1003)+"<LEA>", 1), "more than 1000", Limits{}},
		"many bytes":         {people(100), "larger than 2000 bytes", Limits{Bytes: 2000}},
	} {
		_, _, _, err := readText(t, c.text, c.limits)
		refused(t, name, err, c.named)
	}
	if _, got, _, err := readText(t, people(10), Limits{People: 10}); err != nil || len(got) != 10 {
		t.Errorf("as many as may be: %d people, %v", len(got), err)
	}
	_, err := File(context.Background(), returns.Upload{Body: strings.NewReader(minimal), Size: 9 << 30}, Options{Years: years(t)}, nil, nil)
	refused(t, "a size that was said", err, "larger than 8 GB")
}

func TestAReturnThatIsNoneIsRefused(t *testing.T) {
	header := minimal[strings.Index(minimal, "<Header>") : strings.Index(minimal, "</Header>")+len("</Header>")]
	for name, c := range map[string]struct{ text, named string }{
		"another root":         {"<" + canary + "/>", "root element is not Message"},
		"a root of a word":     {"<Census><" + canary + "/></Census>", "root element is not Message"},
		"no header":            {strings.Replace(minimal, header, "", 1), "no Header"},
		"no header, no people": {"<Message>" + canary + "</Message>", "no Header"},
		"two headers":          {strings.Replace(minimal, "<Persons>", header+"<Persons>", 1), "a second Header"},
		"a header at each end": {strings.Replace(minimal, "</Message>", header+"</Message>", 1), "a second Header"},
		"no year":              {strings.Replace(minimal, "<Year>2026</Year>", "", 1), "says no year"},
		"a year that is none":  {strings.Replace(minimal, "2026</Year>", canary+"</Year>", 1), "says no year"},
		"a year not known":     {strings.Replace(minimal, "2026</Year>", "2031</Year>", 1), "none of those that can be read: 2023, 2024, 2025, 2026, 2027"},
		"another collection":   {strings.Replace(minimal, ">SEN2<", ">"+canary+"<", 1), "Collection is not SEN2"},
		"nobody":               {top + "<!-- " + canary + " -->" + tail, "There is no person"},
		"people elsewhere":     {strings.NewReplacer("<Persons>", "<People>", "</Persons>", "</People>").Replace(minimal), "There is no person"},
	} {
		_, people, _, err := readText(t, c.text, Limits{})
		refused(t, name, err, c.named)
		if len(people) > 1 {
			t.Errorf("%s: %d people", name, len(people))
		}
	}
}

func TestWhatIsNotXMLIsRefusedWithWhatToDo(t *testing.T) {
	utf := func(text string, order binary.AppendByteOrder) string {
		var b []byte
		for _, c := range utf16.Encode([]rune(text)) {
			b = order.AppendUint16(b, c)
		}
		return string(b)
	}
	for name, c := range map[string]struct{ text, named string }{
		"nothing":                 {"", "is empty"},
		"a byte order mark":       {"\ufeff", "is empty"},
		"blanks":                  {" \r\n\t\n", "is empty"},
		"many blanks":             {strings.Repeat(" ", 5000) + canary, "none of the forms"},
		"UTF-16":                  {utf("\ufeff"+minimal, binary.LittleEndian), "UTF-16"},
		"UTF-16 the other way":    {utf("\ufeff"+minimal, binary.BigEndian), "UTF-16"},
		"UTF-16 without its mark": {utf(minimal, binary.LittleEndian), "UTF-16"},
		"the other way":           {utf(minimal, binary.BigEndian), "UTF-16"},
		"Latin-1":                 {strings.Replace(minimal, "UTF-8", "ISO-8859-1", 1), "another encoding"},
		"Windows":                 {strings.Replace(minimal, `"UTF-8"`, "'windows-1252'", 1), "another encoding"},
		"an encoding of its own":  {strings.Replace(minimal, "UTF-8", canary, 1), "another encoding"},
		"a web page":              {"<!DOCTYPE html><p>" + canary, "web page"},
		"an old web page":         {"\n <HTML><p>" + canary, "web page"},
		"a CSV table":             {"surname,upn\n" + canary + ",1\n", "all nine files"},
		"a text":                  {canary, "none of the forms"},
		"old Excel":               {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + canary, "save it as .xlsx"},
		"gzip":                    {"\x1f\x8b\x08" + canary, "unpack it"},
		"7z":                      {"7z\xbc\xaf\x27\x1c" + canary, "unpack it"},
		"a PDF":                   {"%PDF-1.7 " + canary, "is a PDF"},
		"bytes":                   {"\x01\x02\x03," + canary + "\x00", "none of the forms"},
	} {
		_, people, notes, err := readText(t, c.text, Limits{})
		refused(t, name, err, c.named)
		if len(people) > 0 || notes.Bytes > int64(len(c.text)) {
			t.Errorf("%s: %d people, %+v", name, len(people), notes)
		}
	}
}

// broken fails after what it has.
type broken struct{ r io.Reader }

var errBroken = errors.New("the line is down")

func (b broken) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if err == io.EOF {
		err = errBroken
	}
	return n, err
}

func TestABodyThatFailsIsNotARefusal(t *testing.T) {
	for _, text := range []string{"", "<", minimal[:700], minimal[:1500]} {
		_, _, _, err := readFrom(t, broken{strings.NewReader(text)}, Limits{})
		var refusal *returns.Refusal
		if !errors.Is(err, errBroken) || errors.As(err, &refusal) {
			t.Errorf("after %d bytes: %v", len(text), err)
		}
	}
	_, _, _, err := readFrom(t, &mute{}, Limits{})
	if !errors.Is(err, io.ErrNoProgress) {
		t.Errorf("a body that gives nothing: %v", err)
	}
}

// mute never gives anything.
type mute struct{}

func (*mute) Read([]byte) (int, error) { return 0, nil }

func TestAPanicOfTheParserIsARefusalWithoutItsText(t *testing.T) {
	p := newParser(context.Background(), []byte(minimal), newSource(context.Background(), strings.NewReader(""), 1<<20), Options{Years: years(t), Limits: DefaultLimits})
	p.stack = nil
	refused(t, "a parser without a stack", p.safely(), confusing)
}

// A ZIP is read from anywhere: from the body itself when that can be done, otherwise from memory, in no case from a disk.
func TestAPackedFileIsReadFromAnywhere(t *testing.T) {
	file := bytes.Repeat([]byte("PK\x03\x04 and what follows "), 150_000)
	opened, err := os.CreateTemp(t.TempDir(), "packed")
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close()
	if _, err := opened.Write(file); err != nil {
		t.Fatal(err)
	}
	if _, err := opened.Seek(0, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		body   io.Reader
		itself bool
	}{
		"a file": {opened, true}, "bytes": {bytes.NewReader(file), true}, "a stream": {newStream(file), false}, "a reader that only seems to": {seeming{newStream(file)}, false},
	} {
		from := newSource(context.Background(), c.body, 1<<30)
		head := make([]byte, headBytes)
		if _, err := io.ReadFull(from, head); err != nil {
			t.Fatal(err)
		}
		at, err := anywhere(c.body, head, from, 1<<30)
		if err != nil {
			t.Fatal(err)
		}
		if _, kept := at.(*held); kept == c.itself || from.bytes != int64(len(file)) {
			t.Errorf("%s: held %t, %d bytes", name, kept, from.bytes)
		}
		again, err := io.ReadAll(io.NewSectionReader(at, 0, from.bytes))
		if err != nil || !bytes.Equal(again, file) {
			t.Errorf("%s: %d bytes, %v", name, len(again), err)
		}
		if n, err := at.ReadAt(make([]byte, 10), from.bytes-3); n != 3 || err != io.EOF {
			t.Errorf("%s: at its end %d, %v", name, n, err)
		}
	}
	_, _, _, err = readFrom(t, newStream(file), Limits{Packed: 1 << 20})
	refused(t, "a ZIP too large to hold", err, "larger than 1 MB")
}

// newStream is bytes that can only be read on.
func newStream(file []byte) io.Reader { return io.MultiReader(bytes.NewReader(file)) }

// seeming says that it can be read from anywhere, as a pipe does.
type seeming struct{ io.Reader }

func (seeming) ReadAt([]byte, int64) (int, error) { return 0, errBroken }

func TestTheYearsThatAreKnownAreNamedInOrder(t *testing.T) {
	if got := known(sen2.Years{2026: nil, 2023: nil, 2031: nil}); got != "2023, 2026, 2031" {
		t.Error(got)
	}
}
