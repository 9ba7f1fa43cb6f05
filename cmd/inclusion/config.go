package main

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	sampledata "inclusion/sample-data"

	"inclusion/ingest/fetch"
	"inclusion/ingest/format"
	"inclusion/ingest/load"
	"inclusion/ingest/look"
	"inclusion/ingest/source"
	"inclusion/internal/area"
	"inclusion/internal/store"
)

// Config is everything that can be set, by flag or by environment.
type Config struct {
	Data      string     `help:"The data folder." env:"INCLUSION_DATA" default:"data" type:"path" json:"data"`
	Memory    string     `help:"How much memory the database may take." env:"INCLUSION_MEMORY" default:"900MB" json:"memory"`
	Threads   int        `help:"How many threads the database may take; 0 for as many as there are cores." env:"INCLUSION_THREADS" default:"0" json:"threads"`
	LogLevel  slog.Level `help:"The least important log line that is written: DEBUG, INFO, WARN or ERROR." env:"INCLUSION_LOG_LEVEL" default:"INFO" json:"log_level"`
	EESBase   string     `help:"Where Explore Education Statistics is, for a stand-in." env:"INCLUSION_EES" name:"ees" json:"ees,omitempty"`
	GovUKBase string     `help:"Where GOV.UK is, for a stand-in." env:"INCLUSION_GOVUK" name:"govuk" json:"govuk,omitempty"`
}

// folder is where the data are. The sample and real data never share a folder: real data that were asked for while the
// folder held the sample stand in a folder of their own inside it, and are served from there once there are any.
func (c Config) folder() store.Folder {
	own := store.Folder{Dir: c.Data}
	live := c.live()
	if n, err := live.Current(); err != nil || n > 0 { // a damaged one is not an absent one: the sample must not stand in for it
		return live
	}
	return own
}

func (c Config) live() store.Folder { return store.Folder{Dir: filepath.Join(c.Data, "live")} }

// real is the folder that real data go into.
func (c Config) real() (store.Folder, error) {
	own := store.Folder{Dir: c.Data}
	held, err := own.Register()
	if err != nil || held != "sample" {
		return own, err
	}
	return c.live(), nil
}

// loaded is the data folder and the number of its current warehouse; it is an error that there is none yet.
func (c Config) loaded() (store.Folder, int, error) {
	folder := c.folder()
	n, err := folder.Current()
	if err == nil && n == 0 {
		err = fmt.Errorf("there is no data in %s yet: load some with \"inclusion ingest\"", c.Data)
	}
	return folder, n, err
}

// engine is the database engine as this configuration sets it, with its scratch files in a folder.
func (c Config) engine(folder store.Folder) store.Engine {
	return store.Engine{Memory: c.Memory, Threads: c.Threads, TempDir: folder.Scratch()}
}

// register is the area register of a name: england or sample.
func register(name string) (*area.Register, error) {
	switch name {
	case "sample":
		return area.Load(sampledata.Areas)
	case "england", "":
		return area.England(), nil
	default:
		return nil, fmt.Errorf("the data folder speaks of the register %q, which this program does not have", name)
	}
}

// loader loads into a folder, with the register that the folder holds, or the wanted one when it holds nothing.
func (c Config) loader(folder store.Folder, wanted string) (*load.Loader, error) {
	held, err := folder.Register()
	if err != nil {
		return nil, err
	}
	if wanted == "" {
		wanted = held
	}
	areas, err := register(wanted)
	if err != nil {
		return nil, err
	}
	notHere := "sample"
	if areas.ID == "sample" {
		notHere = "england"
	}
	other, err := register(notHere)
	if err != nil {
		return nil, err
	}
	sources, err := source.All()
	if err != nil {
		return nil, err
	}
	return &load.Loader{Folder: folder, Register: areas, Other: other, Sources: sources, Engine: c.engine(folder), Limits: format.DefaultLimits,
		Log: slog.Default(), Now: time.Now}, nil
}

// looker looks at publishers and loads into the folder for real data.
func (c Config) looker() (*look.Looker, error) {
	folder, err := c.real()
	if err != nil {
		return nil, err
	}
	l, err := c.loader(folder, "england")
	if err != nil {
		return nil, err
	}
	client, err := fetch.New(fetch.Options{EESBase: c.EESBase, GovUKBase: c.GovUKBase, Hosts: c.hosts(), UserAgent: "inclusion/" + version(), Log: slog.Default()})
	if err != nil {
		return nil, err
	}
	return &look.Looker{Loader: l, Publishers: client}, nil
}

// hosts narrows the hosts that may be asked to those of the stand-ins, when there are any.
func (c Config) hosts() []string {
	if c.EESBase != "" || c.GovUKBase != "" {
		return []string{}
	}
	return nil
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
