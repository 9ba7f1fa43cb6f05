package main

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"inclusion/internal/licences"
)

// A lockfile is what package-lock.json says; the package named "" is this project.
type lockfile struct {
	Packages map[string]locked `json:"packages"`
}

type locked struct {
	Version      string            `json:"version"`
	Resolved     string            `json:"resolved"`
	Integrity    string            `json:"integrity"`
	License      string            `json:"license"`
	Dev          bool              `json:"dev"`
	Dependencies map[string]string `json:"dependencies"`
}

const modulesFolder = "node_modules/"

func readLock(dir string) (lockfile, error) {
	var lock lockfile
	body, err := os.ReadFile(filepath.Join(dir, "package-lock.json"))
	if err != nil {
		return lock, err
	}
	if err := json.Unmarshal(body, &lock); err != nil {
		return lock, fmt.Errorf("reading package-lock.json: %w", err)
	}
	return lock, nil
}

// embedded are the names of the packages that are not for development only: ECharts and what its one file was made of.
func (lock lockfile) embedded() []string {
	var names []string
	for path, p := range lock.Packages {
		if name, ok := strings.CutPrefix(path, modulesFolder); ok && !p.Dev {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// check is an error unless everything has an exact version and a checksum, and nothing an address to be fetched from.
func (lock lockfile) check() error {
	var wrong []error
	for path, p := range lock.Packages {
		switch {
		case path == "":
		case p.Version == "" || strings.ContainsAny(p.Version, "^~*<> "):
			wrong = append(wrong, fmt.Errorf("%s has no exact version", path))
		case p.Resolved != "":
			wrong = append(wrong, fmt.Errorf("%s names an address: %s", path, p.Resolved))
		default:
			if _, err := p.sha512(); err != nil {
				wrong = append(wrong, fmt.Errorf("%s: %w", path, err))
			}
		}
	}
	for name, wanted := range lock.Packages[""].Dependencies {
		if lock.Packages[modulesFolder+name].Version != wanted {
			wrong = append(wrong, fmt.Errorf("%s is asked for as %q, and that is not the version that is locked", name, wanted))
		}
	}
	if len(lock.Packages) == 0 {
		wrong = append(wrong, errors.New("it names no package"))
	}
	return errors.Join(wrong...)
}

// sha512 is the checksum of the package's archive in hexadecimal digits.
func (p locked) sha512() (string, error) {
	digits, ok := strings.CutPrefix(p.Integrity, "sha512-")
	sum, err := base64.StdEncoding.DecodeString(digits)
	if !ok || err != nil || len(sum) != 64 {
		return "", fmt.Errorf("%q is no SHA-512 checksum", p.Integrity)
	}
	return hex.EncodeToString(sum), nil
}

func ofNPM(dir string) ([]licences.Licence, error) {
	lock, err := readLock(dir)
	if err != nil {
		return nil, err
	}
	var list []licences.Licence
	for _, name := range lock.embedded() {
		folder := filepath.Join(dir, modulesFolder, name)
		var more []string
		if _, err := os.Stat(filepath.Join(folder, "licenses")); err == nil {
			more = []string{filepath.Join(folder, "licenses")}
		}
		l, err := terms(folder, more)
		if err != nil {
			return nil, fmt.Errorf("npm %s: %w", name, err)
		}
		l.Module, l.Version = name, lock.Packages[modulesFolder+name].Version
		if name != "echarts" {
			l.Within = "echarts"
		}
		list = append(list, l)
	}
	return list, nil
}

type lockCommand struct {
	NPM string `help:"The folder with package-lock.json." default:"." type:"existingdir"`
}

// Run says what is wrong with the lockfile.
func (c lockCommand) Run() error {
	lock, err := readLock(c.NPM)
	if err != nil {
		return err
	}
	if err := lock.check(); err != nil {
		return fmt.Errorf("package-lock.json: %w", err)
	}
	return nil
}
