package main

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"syscall"
	"time"

	"inclusion/ingest/fetch/standin"
)

// trouble is a way in which a publisher's address goes wrong.
type trouble struct {
	name    string
	failure func(elsewhere string) standin.Failure
	hangs   bool // nothing comes any more, so somebody stops the load
}

var troubles = []trouble{
	{"answers 500", func(string) standin.Failure { return standin.Status(500) }, false},
	{"is too busy", func(string) standin.Failure { return standin.Busy("1") }, false},
	{"breaks off in the middle", func(string) standin.Failure { return standin.HalfPromisedWhole() }, false},
	{"sends half a file as if it were whole", func(string) standin.Failure { return standin.CleanlyCut() }, false},
	{"sends a web page", func(string) standin.Failure { return standin.WebPage("We are sorry") }, false},
	{"sends words that are no file", func(string) standin.Failure { return standin.Body("application/zip", "not a ZIP") }, false},
	{"announces bytes and sends none", func(string) standin.Failure { return standin.Announced(1 << 20) }, false},
	{"redirects to itself", func(string) standin.Failure { return standin.Loop() }, false},
	{"redirects elsewhere", standin.RedirectTo, false},
	{"never answers", func(string) standin.Failure { return standin.Silent() }, true},
	{"stalls in the middle", func(string) standin.Failure { return standin.Stalled() }, true},
}

// breakNetwork lets a load from the publishers meet trouble while people read, and then asks again when all is well.
func (r *round) breakNetwork() error {
	l := r.england
	data, err := r.begin(l, "published")
	if err != nil {
		return err
	}
	var asked atomic.Int64
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer elsewhere.Close()
	r.publishers.release(2)
	defer r.publishers.release(2)
	t, times, path := troubles[r.chance.IntN(len(troubles))], 1+r.chance.IntN(2), []string{releaseList, newestZip}[r.chance.IntN(2)]
	f := t.failure(elsewhere.URL + "/stolen")
	if !t.hangs {
		f = f.For(times)
	}
	r.publishers.standing().Fail(path, f)
	r.say("%s %s, %d times", path, t.name, times)
	server, err := r.serve(data)
	if err != nil {
		return err
	}
	people := gather(server.url, l.right, l.addresses, l.states)
	loader, err := r.start(data, nil, r.load(l, "revised")...)
	if err == nil {
		if t.hangs {
			time.Sleep(500*time.Millisecond + r.moment(time.Second))
			_ = loader.process.Process.Signal(syscall.SIGTERM)
		}
		err = r.honest(loader, data, t)
	}
	if asked.Load() > 0 {
		err = errors.Join(err, errors.New("a host that is no publisher was asked"))
	}
	err = errors.Join(err, people.home(), server.stop())
	r.read += people.read
	if err != nil {
		return err
	}
	r.publishers.release(2)
	return r.afterwards(l, data, l.states, "revised", nil)
}

// honest wants a load that says it is done to be done, and one that was stopped to say so.
func (r *round) honest(loader *child, data string, t trouble) error {
	code, err := loader.wait()
	if err != nil {
		return err
	}
	r.say("ended with %d", code)
	if t.hangs && code == 0 {
		return fmt.Errorf("a load that was stopped ended as if it were done: %s", tail(loader.out.String()))
	}
	if code == 0 {
		return r.listed(data, r.england.folders["revised"])
	}
	return nil
}
