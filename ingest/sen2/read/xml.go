package read

import (
	"context"
	"io"

	"inclusion/ingest/sen2"
	"inclusion/internal/returns"
)

// peopleAtOnce is how many people are handed over at once.
const peopleAtOnce = 128

// batch is some people on their way from the goroutine that parses to the one that reckons. It is used again.
type batch struct {
	header *sen2.Header // before the first people, nil otherwise
	people []sen2.Person
	n      int   // how many of them there are
	read   int64 // bytes of the file read by then
}

// batches go around between two goroutines. What is on its way is bounded by the room of the channels.
type batches struct {
	full  chan *batch
	empty chan *batch
}

func newBatches() *batches { return &batches{full: make(chan *batch, 2), empty: make(chan *batch, 4)} }

// take gives an empty batch.
func (b *batches) take() *batch {
	select {
	case one := <-b.empty:
		one.header, one.n = nil, 0
		return one
	default:
		return &batch{people: make([]sen2.Person, peopleAtOnce)}
	}
}

// give gives a batch back.
func (b *batches) give(one *batch) {
	select {
	case b.empty <- one:
	default:
	}
}

// send hands a batch over, or ends with the context.
func (b *batches) send(ctx context.Context, one *batch) error {
	select {
	case b.full <- one:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// readXML reads the message as a stream. One goroutine reads and parses, the caller's own is the one that begin and each are called on.
// Both have ended when it returns.
func readXML(ctx context.Context, head []byte, from *source, o Options, begin func(*sen2.Header) error, each func(*sen2.Person) error, notes *Notes) error {
	ctx, cancel := context.WithCancel(ctx)
	from.ctx = ctx
	p := newParser(ctx, head, from, o)
	parsed := make(chan error, 1)
	go func() {
		defer close(p.out.full)
		parsed <- p.safely()
	}()
	defer func() {
		cancel()
		for range p.out.full {
		}
	}()
	for one := range p.out.full {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := one.lend(begin, each); err != nil {
			return err
		}
		if o.Progress != nil {
			o.Progress(one.read)
		}
		p.out.give(one)
	}
	notes.Unknown = p.unknown.counts()
	return <-parsed
}

// lend shows what is in a batch, one after the other.
func (b *batch) lend(begin func(*sen2.Header) error, each func(*sen2.Person) error) error {
	if b.header != nil {
		if err := begin(b.header); err != nil {
			return err
		}
	}
	for i := range b.people[:b.n] {
		if err := each(&b.people[i]); err != nil {
			return err
		}
	}
	return nil
}

// confusing is what is said of a file that the parser itself fails at. What it failed at may hold what stood in the file and is not said.
const confusing = "Make the file again and send it: it cannot be read as XML"

// safely parses, and makes a refusal of a panic, without its text.
func (p *parser) safely() (err error) {
	defer func() {
		if recover() != nil {
			err = p.refuse(confusing)
		}
	}()
	return p.parse()
}

// feed is the file as the tokenizer asks for it: what was looked at first, and then the rest. It lets no token grow without bound.
type feed struct {
	head   []byte
	rest   *source
	given  int64 // bytes handed to the tokenizer
	used   int64 // bytes of the tokens that it has given back
	most   int64 // bytes of one token
	failed error // why there is no more, nil while there is and at the end
}

// Read gives the tokenizer what it asks for. It asks only when it has no whole token.
func (f *feed) Read(p []byte) (int, error) {
	if f.given-f.used > f.most {
		f.failed = returns.Refuse("Make the file again and send it: a text, a tag or a comment in it is longer than %s", size(f.most))
		return 0, f.failed
	}
	n, err := 0, error(nil)
	if len(f.head) > 0 {
		n = copy(p, f.head)
		f.head = f.head[n:]
	} else if n, err = f.rest.Read(p); err != nil && err != io.EOF {
		f.failed = err
	}
	f.given += int64(n)
	return n, err
}
