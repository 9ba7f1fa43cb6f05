package read

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"testing"

	"inclusion/ingest/sen2"
	"inclusion/internal/bombtest"
	"inclusion/internal/returns"
)

// TestBombSet reads every bomb as a return, as it arrives in an upload or stands on a disk.
func TestBombSet(t *testing.T) {
	for _, b := range slices.Concat(bombtest.Everywhere("Person"), bombtest.Texts()) {
		t.Run(b.Name, func(t *testing.T) {
			bombtest.Contained(t, b, func(t *testing.T, name string, file []byte) string {
				_, err := File(context.Background(), returns.Upload{Name: name, Body: bytes.NewReader(file), Size: -1}, Options{Years: years(t)},
					func(*sen2.Header) error { return nil }, func(*sen2.Person) error { return nil })
				var refusal *returns.Refusal
				if err != nil && !errors.As(err, &refusal) {
					t.Errorf("neither read nor refused: %v", err)
				}
				if err == nil {
					return ""
				}
				return refusal.What
			})
		})
	}
}
