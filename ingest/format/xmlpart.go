package format

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// readXML hands the named member to read as a stream of XML, and then reads it to its end, so that a cut or damaged
// member is an error even when everything asked for came before the damage.
func (c *container) readXML(name string, read func(*xml.Decoder) error) error {
	f := c.members[name]
	if f == nil {
		return fmt.Errorf("%s: member %s is missing: download it again", c.name, name)
	}
	return c.explain(name, c.streamXML(f, read))
}

func (c *container) streamXML(f *zip.File, read func(*xml.Decoder) error) error {
	r, err := c.open(f)
	if err != nil {
		return err
	}
	defer r.Close()
	dec := xml.NewTokenDecoder(&depthWatch{dec: xml.NewDecoder(&tagWatch{r: r})})
	if err := read(dec); err != nil {
		return err
	}
	return drain(dec)
}

func drain(dec *xml.Decoder) error {
	for {
		if _, err := dec.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// maxUntagged is the longest text or tag that a part may hold: the decoder keeps one whole in memory.
const maxUntagged = 16 << 20

// tagWatch stops a part that goes on and on without a tag.
type tagWatch struct {
	r   io.Reader
	run int
}

func (w *tagWatch) Read(p []byte) (int, error) {
	n, err := w.r.Read(p)
	if last := bytes.LastIndexAny(p[:n], "<>"); last >= 0 {
		w.run = n - last
	} else if w.run += n; w.run > maxUntagged {
		return 0, overLimit("it holds a text or tag of more than %d bytes", maxUntagged)
	}
	return n, err
}

// maxDepth is deeper than any part is nested; the decoder keeps every element that is open.
const maxDepth = 256

// depthWatch stops a part that opens element after element.
type depthWatch struct {
	dec   *xml.Decoder
	depth int
}

// Token gives the next token as it is written; the decoder around it pairs the tags and resolves the namespaces.
func (w *depthWatch) Token() (xml.Token, error) {
	token, err := w.dec.RawToken()
	switch token.(type) {
	case xml.StartElement:
		w.depth++
	case xml.EndElement:
		w.depth--
	}
	if w.depth > maxDepth {
		return nil, overLimit("it nests elements more than %d deep", maxDepth)
	}
	return token, err
}

// attr gives an attribute's value by its namespace and name.
func attr(el xml.StartElement, space, local string) (string, bool) {
	for _, a := range el.Attr {
		if a.Name.Local == local && a.Name.Space == space {
			return a.Value, true
		}
	}
	return "", false
}

// manyRepeats is more than any sheet has of anything: a larger count is as good as this one.
const manyRepeats = 1 << 30

// repeats gives a count that an attribute holds, 1 when it is not there.
func repeats(el xml.StartElement, space, local string) (int, error) {
	text, ok := attr(el, space, local)
	if !ok {
		return 1, nil
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return 0, fmt.Errorf("%s is %q, which is not a count: download the file again, or save it again as ODS", local, text)
	}
	return int(max(1, min(n, manyRepeats))), nil
}
