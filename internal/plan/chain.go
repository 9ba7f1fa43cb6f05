package plan

import (
	"fmt"
	"strconv"
)

// Broken says what is wrong first in a ledger: an entry, or a version.
type Broken struct {
	Seq         int64  // of the entry; 0 where a version is wrong
	Partnership string // of the version
	Number      int
	Why         string
}

func (b *Broken) Error() string {
	if b.Seq > 0 {
		return fmt.Sprintf("entry %d %s", b.Seq, b.Why)
	}
	return fmt.Sprintf("version %d of %s %s", b.Number, b.Partnership, b.Why)
}

// Chain checks a ledger that is shown to it entry by entry from the first, then version by version. It remembers no text.
type Chain struct {
	last  Entry // without its body
	notes map[place]string
}

// place is where a version stands.
type place struct {
	partnership string
	number      string
}

// Entry checks the next entry. The error is a *Broken.
func (c *Chain) Entry(e Entry) error {
	broken := &Broken{Seq: c.last.Seq + 1}
	switch {
	case e.Seq != c.last.Seq+1:
		broken.Why = fmt.Sprintf("is missing: after %d comes %d", c.last.Seq, e.Seq)
	case e.Hash != e.Sum():
		broken.Why = "has been changed: its hash is not that of what it says"
	case e.Prior != c.last.Hash:
		broken.Why = fmt.Sprintf("does not follow entry %d: one of the two has been changed", c.last.Seq)
	default:
		if e.Kind == KindVersion {
			c.expect(e)
		}
		e.Body = ""
		c.last = e
		return nil
	}
	return broken
}

// expect remembers that there must be a version.
func (c *Chain) expect(e Entry) {
	if c.notes == nil {
		c.notes = map[place]string{}
	}
	c.notes[place{e.Partnership, e.Key}] = e.Body
}

// Entries is how many entries were whole.
func (c *Chain) Entries() int64 { return c.last.Seq }

// Version checks a version against its hash, and against the chain. Every entry must have been shown before. The error is a *Broken.
func (c *Chain) Version(s Sealed) error {
	at := place{s.Partnership, strconv.Itoa(s.Number)}
	noted, ok := c.notes[at]
	broken := &Broken{Partnership: s.Partnership, Number: s.Number}
	switch {
	case !ok:
		broken.Why = "is in no entry, or is there twice"
	case !s.Whole():
		broken.Why = "has been changed: its SHA-256 is not that of its text"
	case noted != s.SHA256:
		broken.Why = "has been changed: its SHA-256 is not the one its entry says"
	case !s.frozenThen():
		broken.Why = "has been changed: it is kept under another time than its text says"
	default:
		delete(c.notes, at)
		return nil
	}
	return broken
}

// End finds versions that were frozen and not shown. The error is a *Broken.
func (c *Chain) End() error {
	var first *Broken
	for at := range c.notes {
		n, _ := strconv.Atoi(at.number)
		if first == nil || at.partnership < first.Partnership || at.partnership == first.Partnership && n < first.Number {
			first = &Broken{Partnership: at.partnership, Number: n, Why: "is missing"}
		}
	}
	if first == nil {
		return nil
	}
	return first
}
