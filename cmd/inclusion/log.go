package main

import (
	"context"
	"io"
	"log/slog"
	"strings"

	"inclusion/ingest/schedule"
	"inclusion/internal/web"
)

// newLog writes JSON lines. Each line that is written on behalf of a request bears its id, and each of a job the job's, however deep
// inside it is written; so all lines of one request can be found by the id that its answer had.
func newLog(w io.Writer, least slog.Level) *slog.Logger {
	return slog.New(taggedLog{slog.NewJSONHandler(w, &slog.HandlerOptions{Level: least})})
}

// taggedLog adds what the context knows of a line, and counts the line.
type taggedLog struct{ slog.Handler }

// Handle implements slog.Handler.
func (h taggedLog) Handle(ctx context.Context, line slog.Record) error {
	named := map[string]bool{}
	line.Attrs(func(a slog.Attr) bool {
		named[a.Key] = true
		return true
	})
	for key, value := range map[string]string{"request_id": web.RequestID(ctx), "job": schedule.JobID(ctx)} {
		if value != "" && !named[key] {
			line = line.Clone()
			line.AddAttrs(slog.String(key, value))
		}
	}
	meters.lines.WithLabelValues(strings.ToLower(line.Level.String())).Inc()
	if where, ok := panics[line.Message]; ok {
		meters.panics.WithLabelValues(where).Inc()
	}
	return h.Handler.Handle(ctx, line)
}

// panics are the messages of a fault in this program that was caught, and where it was.
var panics = map[string]string{"panic": "request", "a look panicked": "job", "job panicked": "job"}

// WithAttrs implements slog.Handler.
func (h taggedLog) WithAttrs(attrs []slog.Attr) slog.Handler {
	return taggedLog{h.Handler.WithAttrs(attrs)}
}

// WithGroup implements slog.Handler.
func (h taggedLog) WithGroup(name string) slog.Handler { return taggedLog{h.Handler.WithGroup(name)} }
