package main

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// healthCommand asks a running server whether it is ready, for those who cannot: containers without a shell, scripts without curl.
type healthCommand struct {
	URL string `arg:"" optional:"" help:"What to ask." env:"INCLUSION_HEALTH" default:"http://127.0.0.1:8080/readyz"`
}

// Run fails when the server is not ready, or has not said so within five seconds.
func (c healthCommand) Run(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, c.URL, nil)
	if err != nil {
		return fmt.Errorf("asking whether the server is ready: %w", err)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return fmt.Errorf("asking whether the server is ready: %w", err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the server is not ready: it answered %s", response.Status)
	}
	return nil
}
