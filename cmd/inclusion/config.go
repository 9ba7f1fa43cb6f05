package main

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"runtime/debug"
	"time"

	sampledata "inclusion/sample-data"

	"inclusion/ingest/format"
	"inclusion/ingest/load"
	"inclusion/ingest/source"
	"inclusion/internal/area"
	"inclusion/internal/store"
)

// Config is everything that can be set, by flag or by environment.
type Config struct {
	Data     string     `help:"The data folder." env:"INCLUSION_DATA" default:"data" type:"path" json:"data"`
	Memory   string     `help:"How much memory the database may take." env:"INCLUSION_MEMORY" default:"900MB" json:"memory"`
	Threads  int        `help:"How many threads the database may take; 0 for as many as there are cores." env:"INCLUSION_THREADS" default:"0" json:"threads"`
	LogLevel slog.Level `help:"The least important log line that is written: DEBUG, INFO, WARN or ERROR." env:"INCLUSION_LOG_LEVEL" default:"INFO" json:"log_level"`
}

func (c Config) folder() store.Folder { return store.Folder{Dir: c.Data} }

func (c Config) engine() store.Engine {
	return store.Engine{Memory: c.Memory, Threads: c.Threads, TempDir: c.folder().Scratch()}
}

// register is the area register that the data folder speaks of, or the wanted one when nothing has been loaded.
func (c Config) register(wanted string) (*area.Register, error) {
	held, err := c.folder().Register()
	if err != nil {
		return nil, err
	}
	if held != "" && wanted == "" {
		wanted = held
	}
	if wanted == "sample" {
		return area.Load(sampledata.Areas)
	}
	return area.England(), nil
}

func (c Config) loader(register *area.Register) (*load.Loader, error) {
	sources, err := source.All()
	if err != nil {
		return nil, err
	}
	return &load.Loader{Folder: c.folder(), Register: register, Sources: sources, Engine: c.engine(), Limits: format.DefaultLimits,
		Log: slog.Default(), Now: time.Now}, nil
}

type configCommand struct{}

// Run prints the configuration as JSON.
func (configCommand) Run(c *Config) error {
	e := json.NewEncoder(os.Stdout)
	e.SetIndent("", "  ")
	return e.Encode(c)
}

type versionCommand struct{}

// Run prints the version the binary was built from.
func (versionCommand) Run() error {
	_, err := fmt.Println("inclusion", version())
	return err
}

// version is the commit the binary was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			v = s.Value[:12]
		}
	}
	return v
}
