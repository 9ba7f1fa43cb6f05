package load

import (
	"encoding/json"
	"fmt"
	"os"
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
