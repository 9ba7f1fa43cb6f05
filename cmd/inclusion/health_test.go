package main

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestHealthIsWhatTheServerSays(t *testing.T) {
	status := http.StatusOK
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/readyz" {
			t.Errorf("%s is asked, not /readyz", r.URL.Path)
		}
		w.WriteHeader(status)
	}))
	health := func() error { return healthCommand{URL: server.URL + "/readyz"}.Run(t.Context()) }
	if err := health(); err != nil {
		t.Errorf("a ready server: %v", err)
	}
	status = http.StatusServiceUnavailable
	if health() == nil {
		t.Error("a server that is not ready passes for ready")
	}
	server.Close()
	if health() == nil {
		t.Error("a server that has gone passes for ready")
	}
}
