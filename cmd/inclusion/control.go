package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"inclusion/internal/backup"
	"inclusion/internal/store"
)

// A server has the plans to itself. Commands of the same user ask it through a socket in the data folder for what needs them; it answers
// with the lines that the command prints, and in the end says how it went.

// longestSocket is the longest path of a socket that every system takes, in bytes.
const longestSocket = 100

// outcome is the trailer that says how it went: "done", or why not.
const outcome = "Inclusion-Outcome"

func socketOf(data string) string { return filepath.Join(data, "control.sock") }

// errNoServer says that no server can be asked.
var errNoServer = errors.New("the server that has the plans open cannot be asked")

// askServer has a server do something and prints what it says.
func askServer(ctx context.Context, data, what string, wanted url.Values, out io.Writer) error {
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "unix", socketOf(data))
	}
	client := http.Client{Transport: &http.Transport{DialContext: dial, DisableKeepAlives: true}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://server/"+what+"?"+wanted.Encode(), nil)
	if err != nil {
		return err
	}
	resp, err := client.Do(req)
	switch {
	case errors.Is(err, syscall.EACCES):
		return fmt.Errorf("%w: only the user whom the server runs as may ask it: %w", errNoServer, err)
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, syscall.EINVAL):
		return fmt.Errorf("%w through %s: stop it and try again: %w", errNoServer, socketOf(data), err)
	case err != nil:
		return fmt.Errorf("asking the server: %w", err)
	}
	defer resp.Body.Close()
	if _, err := io.Copy(out, resp.Body); err != nil {
		return fmt.Errorf("the server's answer broke off: %w", err)
	}
	return how(resp)
}

// how reads the outcome at the end of an answer.
func how(resp *http.Response) error {
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("the server does not know what it was asked (%s): is it of another version than this command?", resp.Status)
	}
	switch said, err := url.PathUnescape(resp.Trailer.Get(outcome)); {
	case err != nil || said == "":
		return errors.New("the server's answer broke off: was it stopped?")
	case said != "done":
		return errors.New(said)
	}
	return nil
}

// order is something that a server can be asked to do.
type order func(ctx context.Context, out io.Writer, wanted url.Values) error

// control answers on the socket.
type control struct {
	server *http.Server
	path   string
	end    context.CancelFunc
	busy   sync.WaitGroup
}

// listenControl answers on the socket until stop is called, which waits for what is under way to be broken off. Where there can be no
// socket, that is said and the server does without.
func listenControl(ctx context.Context, c *Config, plans *store.Plans) (stop func()) {
	ctx, end := context.WithCancel(ctx)
	k := &control{path: socketOf(c.Data), end: end}
	listener, err := k.listen(c.Data)
	if err != nil {
		end()
		slog.Warn("\"inclusion backup\" and \"inclusion verify\" cannot ask this server; a backup on its schedule is made all the same", "error", err.Error())
		return func() {}
	}
	routes := http.NewServeMux()
	routes.HandleFunc("POST /backup", k.answer(ctx, func(ctx context.Context, out io.Writer, wanted url.Values) error {
		keep, err := keepOf(wanted)
		if err != nil {
			return err
		}
		return c.backUp(ctx, out, plans, wanted.Get("to"), keep)
	}))
	routes.HandleFunc("POST /plans", k.answer(ctx, func(ctx context.Context, out io.Writer, _ url.Values) error {
		entries, versions, err := plans.CheckChain(ctx)
		return sayChain(out, store.Folder{Dir: c.Data}.Plans(), entries, versions, err)
	}))
	k.server = &http.Server{Handler: routes, ReadHeaderTimeout: grace}
	go func() {
		if err := k.server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			slog.Error("answering commands", "error", err.Error())
		}
	}()
	return k.stop
}

// keepOf reads what is to be kept, nil when everything is.
func keepOf(wanted url.Values) (*backup.Keep, error) {
	if wanted.Get("keep") == "" {
		return nil, nil
	}
	var keep backup.Keep
	return &keep, keep.UnmarshalText([]byte(wanted.Get("keep")))
}

// listen makes the socket in a folder that is this user's alone, and then gives it its name: so nobody else can reach it at any time,
// and one that a killed server left is replaced.
func (k *control) listen(data string) (net.Listener, error) {
	left, _ := filepath.Glob(filepath.Join(data, ".control-*")) // of a killed server; the pattern is right
	for _, dir := range left {
		if err := os.RemoveAll(dir); err != nil {
			return nil, err
		}
	}
	dir, err := os.MkdirTemp(data, ".control-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	making := filepath.Join(dir, "s")
	if n := max(len(making), len(k.path)); n > longestSocket {
		return nil, fmt.Errorf("the path of the data folder is too long for a socket: %s has %d bytes and may have %d. Give the folder a shorter path, or reach it through a symbolic link", making, n, longestSocket)
	}
	listener, err := net.Listen("unix", making)
	if err != nil {
		return nil, err
	}
	listener.(*net.UnixListener).SetUnlinkOnClose(false)
	if err := errors.Join(os.Chmod(making, 0o600), os.Rename(making, k.path)); err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	return listener, nil
}

// answer runs an order and writes what it says as it says it. It ends with the server, and when whoever asked has gone.
func (k *control) answer(ctx context.Context, do order) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		k.busy.Add(1)
		defer k.busy.Done()
		asked, cancel := context.WithCancel(r.Context())
		defer cancel()
		defer context.AfterFunc(ctx, cancel)()
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("Trailer", outcome)
		out := bufio.NewWriter(w)
		err := do(asked, out, r.URL.Query())
		said := "done"
		if err != nil {
			said = url.PathEscape(err.Error())
		}
		if flushErr := out.Flush(); flushErr != nil {
			slog.Warn("answering a command", "error", flushErr.Error())
		}
		w.Header().Set(outcome, said)
	}
}

// stop breaks off what is under way, waits for it, and removes the socket.
func (k *control) stop() {
	k.end()
	waiting, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	if err := errors.Join(k.server.Shutdown(waiting), os.Remove(k.path)); err != nil {
		slog.Warn("ending the answering of commands", "error", err.Error())
	}
	k.busy.Wait()
}

// took says how long something took, for a log line.
func took(began time.Time) slog.Attr {
	return slog.Int64("milliseconds", time.Since(began).Milliseconds())
}
