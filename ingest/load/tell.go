package load

import (
	"context"
	"log/slog"
	"time"
)

// tellFiles writes one line to the log for each file that was offered: what became of it, and how long the file or the archive it
// came in took to read. A refused one is a warning: somebody should look at it. Whoever watches a bar on a terminal is told at the end.
func (l *Loader) tellFiles(ctx context.Context, files []File, took time.Duration) {
	if l.Progress != nil {
		return
	}
	for _, f := range files {
		level := slog.LevelInfo
		if f.Outcome == rejected {
			level = slog.LevelWarn
		}
		l.Log.Log(ctx, level, "file", "file", f.Name, "outcome", string(f.Outcome), "reason", f.Reason, "table", f.Table, "took", took)
	}
}
