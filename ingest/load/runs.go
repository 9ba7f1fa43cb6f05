package load

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"inclusion/internal/store"
)

// Run is the record of one look at a source, or one load by hand: when, what was found, what was loaded, and why not.
type Run struct {
	Job       string    `json:"job"` // a source's id, or "folder"
	Started   time.Time `json:"started"`
	Ended     time.Time `json:"ended"`
	Found     []string  `json:"found,omitempty"` // editions the publisher offers
	Files     []File    `json:"files,omitempty"`
	Error     string    `json:"error,omitempty"`
	Warehouse int       `json:"warehouse,omitempty"`
	Published bool      `json:"published,omitempty"`
}

// Record adds a run to the folder's log. A line is written whole or not at all as far as readers see: they pass over a last
// line that a crash cut short.
func Record(folder store.Folder, run Run) error {
	b, err := json.Marshal(run)
	if err != nil {
		return fmt.Errorf("recording the run: %w", err)
	}
	f, err := os.OpenFile(folder.Runs(), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o640)
	if err != nil {
		return fmt.Errorf("recording the run: %w", err)
	}
	_, err = f.Write(append([]byte("\n"), append(b, '\n')...))
	if err == nil {
		err = f.Sync()
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return fmt.Errorf("recording the run: %w", err)
	}
	return nil
}

// Runs reads the folder's log, newest first, at most limit of them. Lines that a crash cut short are passed over.
func Runs(folder store.Folder, limit int) ([]Run, error) {
	b, err := os.ReadFile(folder.Runs())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the log of runs: %w", err)
	}
	lines := bytes.Split(b, []byte("\n"))
	var all []Run
	for i := len(lines) - 1; i >= 0 && len(all) < limit; i-- {
		var run Run
		if len(lines[i]) > 0 && json.Unmarshal(lines[i], &run) == nil {
			all = append(all, run)
		}
	}
	return all, nil
}

// Words says what a run came to: what was published, what was refused, and what went wrong.
func (r Run) Words() string {
	var parts []string
	if r.Published {
		parts = append(parts, fmt.Sprintf("warehouse %d published", r.Warehouse))
	}
	switch n := r.refused(); {
	case n == 1:
		parts = append(parts, "1 file refused")
	case n > 1:
		parts = append(parts, fmt.Sprintf("%d files refused", n))
	}
	if r.Error != "" {
		parts = append(parts, "not everything could be looked at: "+r.Error)
	}
	if len(parts) == 0 {
		return "nothing new"
	}
	return strings.Join(parts, "; ")
}

func (r Run) refused() int {
	n := 0
	for _, f := range r.Files {
		if f.Outcome == rejected {
			n++
		}
	}
	return n
}

// Failed says that somebody should look at the run.
func (r Run) Failed() bool { return r.refused() > 0 || r.Error != "" }
