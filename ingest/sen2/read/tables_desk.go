package read

import (
	"context"
	"sync/atomic"

	"inclusion/ingest/sen2"
	"inclusion/internal/returns"
)

// desk is where tables are put together: what they are read with, and what of them is handed over to the goroutine that reckons.
type desk struct {
	ctx     context.Context
	o       Options
	notes   *Notes
	unknown tally
	out     *batches
	now     *batch
	meter   *meter
	people  int
}

// unreadable is what is said of a file that a reader itself fails at. What it failed at may hold what stood in the file and is not said.
const unreadable = "The file cannot be read: make it again and send it, or send the return as XML"

// handing reads on one goroutine and lets begin and each be called on the caller's. Both have ended when it returns.
func handing(ctx context.Context, o Options, begin func(*sen2.Header) error, each func(*sen2.Person) error, notes *Notes, m *meter, produce func(*desk) error) error {
	ctx, cancel := context.WithCancel(ctx)
	d := &desk{ctx: ctx, o: o, notes: notes, unknown: tally{}, out: newBatches(), meter: m}
	ended := make(chan error, 1)
	go func() {
		defer close(d.out.full)
		ended <- d.safely(produce)
	}()
	defer func() {
		cancel()
		for range d.out.full {
		}
	}()
	for one := range d.out.full {
		if err := one.lend(begin, each); err != nil {
			return err
		}
		if o.Progress != nil {
			o.Progress(one.read)
		}
		d.out.give(one)
	}
	notes.Unknown = d.unknown.counts()
	return <-ended
}

// safely produces, and makes a refusal of a panic, without its text.
func (d *desk) safely(produce func(*desk) error) (err error) {
	defer func() {
		if recover() != nil {
			err = returns.Refuse(unreadable)
		}
	}()
	if err := produce(d); err != nil {
		return err
	}
	return d.flush()
}

// begin hands the header over.
func (d *desk) begin(h *sen2.Header) error {
	d.now = d.out.take()
	d.now.header = h
	return d.flush()
}

// person gives room for the next person. What was written to it is handed over with the one after it.
func (d *desk) person() (*sen2.Person, error) {
	if err := d.ctx.Err(); err != nil {
		return nil, err
	}
	if d.now != nil && d.now.n == len(d.now.people) {
		if err := d.flush(); err != nil {
			return nil, err
		}
	}
	if d.now == nil {
		d.now = d.out.take()
	}
	if d.people++; d.people > d.o.Limits.People {
		return nil, returns.Refuse("There are more than %d people in the file: send one authority's return", d.o.Limits.People)
	}
	p := &d.now.people[d.now.n]
	d.now.n++
	p.Reset()
	p.Row = d.people
	return p, nil
}

func (d *desk) flush() error {
	if d.now == nil {
		return nil
	}
	one := d.now
	one.read = d.meter.at()
	d.now = nil
	return d.out.send(d.ctx, one)
}

// meter tells how far the readers of a file have come, some of which read it more than once.
type meter struct {
	done  atomic.Int64 // bytes read, unpacked
	whole int64        // bytes that will be read, unpacked, as far as the file says
	size  int64        // of the file as it was sent
}

// at is how many bytes of the file have been read, as if it were read once.
func (m *meter) at() int64 {
	if m.whole <= 0 {
		return m.size
	}
	return int64(float64(m.size) * min(1, float64(m.done.Load())/float64(m.whole)))
}
