package main

import (
	"bytes"
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"inclusion/internal/licences"
)

type sbomCommand struct {
	Binary   string `help:"The built program." required:"" type:"existingfile"`
	Licences string `help:"The licences that were collected before it was built." required:"" type:"existingfile"`
	NPM      string `help:"The folder with package-lock.json." default:"." type:"existingdir"`
	To       string `help:"The file to write." required:""`
}

// Run writes the bill of materials of a binary as CycloneDX 1.6 in JSON. The same binary gives the same bytes.
func (c sbomCommand) Run() error {
	info, err := buildinfo.ReadFile(c.Binary)
	if err != nil {
		return fmt.Errorf("reading what %s was built from: %w", c.Binary, err)
	}
	binary, err := os.ReadFile(c.Binary)
	if err != nil {
		return err
	}
	body, err := os.ReadFile(c.Licences)
	if err != nil {
		return err
	}
	var collected []licences.Licence
	if err := json.Unmarshal(body, &collected); err != nil {
		return fmt.Errorf("reading %s: %w", c.Licences, err)
	}
	lock, err := readLock(c.NPM)
	if err != nil {
		return err
	}
	bom, err := bill(info, sha256.Sum256(binary), collected, lock)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := cdx.NewBOMEncoder(&out, cdx.BOMFileFormatJSON).SetPretty(true).EncodeVersion(bom, cdx.SpecVersion1_6); err != nil {
		return fmt.Errorf("writing the bill of materials: %w", err)
	}
	return os.WriteFile(c.To, out.Bytes(), 0o644)
}

// bill says what a binary is made of. Everything that its build information names must be among the collected licences, in that version.
func bill(info *debug.BuildInfo, sum [sha256.Size]byte, collected []licences.Licence, lock lockfile) (*cdx.BOM, error) {
	root, when, err := program(info, sum)
	if err != nil {
		return nil, err
	}
	if err := uncollected(info, collected); err != nil {
		return nil, err
	}
	sums := map[string]string{}
	for _, m := range info.Deps {
		sums[m.Path] = m.Sum
	}
	var parts []cdx.Component
	inside := map[string][]string{}
	for _, l := range collected {
		c, err := component(l, sums, lock)
		if err != nil {
			return nil, err
		}
		parts = append(parts, c)
		inside[l.Within] = append(inside[l.Within], c.BOMRef)
	}
	dependencies := []cdx.Dependency{{Ref: root.BOMRef, Dependencies: refs(inside[""])}}
	for i, l := range collected {
		dependencies = append(dependencies, cdx.Dependency{Ref: parts[i].BOMRef, Dependencies: refs(inside[l.Module])})
	}
	bom := cdx.NewBOM()
	bom.SerialNumber = serial(sum)
	bom.Metadata = &cdx.Metadata{Timestamp: when, Component: root}
	bom.Components, bom.Dependencies = &parts, &dependencies
	return bom, nil
}

func refs(names []string) *[]string {
	if len(names) == 0 {
		return nil
	}
	slices.Sort(names)
	return &names
}

// program is the binary itself, by the commit it was built from, and the time of that commit.
func program(info *debug.BuildInfo, sum [sha256.Size]byte) (root *cdx.Component, when string, err error) {
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	commit := settings["vcs.revision"]
	if len(commit) < 12 || settings["vcs.modified"] != "false" {
		return nil, "", errors.New("the binary was not built from a commit as it stands (-buildvcs=true, nothing changed since)")
	}
	return &cdx.Component{
		BOMRef: "inclusion", Type: cdx.ComponentTypeApplication, Name: "inclusion", Version: commit[:12],
		Hashes:     &[]cdx.Hash{{Algorithm: cdx.HashAlgoSHA256, Value: hex.EncodeToString(sum[:])}},
		Properties: &[]cdx.Property{{Name: "inclusion:platform", Value: settings["GOOS"] + "/" + settings["GOARCH"]}, {Name: "inclusion:commit", Value: commit}},
	}, settings["vcs.time"], nil
}

// uncollected is an error when the binary links something whose licence was not collected, or the other way round.
func uncollected(info *debug.BuildInfo, collected []licences.Licence) error {
	linked := map[string]bool{licences.Go + " " + info.GoVersion: true}
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		linked[m.Path+" "+m.Version] = true
	}
	var wrong []error
	for _, l := range collected {
		name := l.Module + " " + l.Version
		if isModule(l) && !linked[name] {
			wrong = append(wrong, fmt.Errorf("the licence of %s was collected, and the binary does not link it", name))
		}
		delete(linked, name)
	}
	for name := range linked {
		wrong = append(wrong, fmt.Errorf("the binary links %s, and its licence was not collected", name))
	}
	slices.SortFunc(wrong, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return errors.Join(wrong...)
}

// isModule says whether the build information must name this: modules are known by the dot in their first element.
func isModule(l licences.Licence) bool {
	first, _, path := strings.Cut(l.Module, "/")
	return l.Within == "" && (l.Module == licences.Go || path && strings.Contains(first, "."))
}

// component is one entry: what it is, where it comes from, its terms and, where the build checked one, its checksum.
func component(l licences.Licence, sums map[string]string, lock lockfile) (cdx.Component, error) {
	c := cdx.Component{Type: cdx.ComponentTypeLibrary, Name: l.Module, Version: l.Version, Licenses: &cdx.Licenses{{Expression: l.SPDX}}}
	if !strings.Contains(l.SPDX, " ") {
		c.Licenses = &cdx.Licenses{{License: &cdx.License{ID: l.SPDX}}}
	}
	switch p, npm := lock.Packages[modulesFolder+l.Module]; {
	case l.Module == licences.Go:
		c.Name, c.Version = "stdlib", strings.TrimPrefix(l.Version, "go")
		c.PackageURL = "pkg:golang/stdlib@" + c.Version
	case isModule(l):
		c.PackageURL = "pkg:golang/" + strings.ToLower(l.Module) + "@" + strings.ReplaceAll(l.Version, "+", "%2B")
		sum, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(sums[l.Module], "h1:"))
		if err != nil || len(sum) != sha256.Size {
			return c, fmt.Errorf("%s: %q is no checksum of go.sum", l.Module, sums[l.Module])
		}
		c.Hashes = &[]cdx.Hash{{Algorithm: cdx.HashAlgoSHA256, Value: hex.EncodeToString(sum)}}
	case npm:
		c.PackageURL = "pkg:npm/" + l.Module + "@" + l.Version
		sum, err := p.sha512()
		if err != nil {
			return c, fmt.Errorf("npm %s: %w", l.Module, err)
		}
		c.Hashes = &[]cdx.Hash{{Algorithm: cdx.HashAlgoSHA512, Value: sum}}
	default:
		p, ok := partNamed(l.Module)
		if !ok {
			return c, fmt.Errorf("it is not known what %q is", l.Module)
		}
		c.PackageURL = p.purl
	}
	c.BOMRef = c.PackageURL
	if l.Within != "" {
		c.BOMRef += "#within-" + l.Within
	}
	return c, nil
}

func partNamed(name string) (part, bool) {
	for _, h := range holders {
		for _, p := range h.parts {
			if p.name == name {
				return p, true
			}
		}
	}
	return part{}, false
}

// serial is the number of the bill, made of the binary's checksum and nothing else, in the form of a UUID of version 8 (RFC 9562).
func serial(sum [sha256.Size]byte) string {
	id := sum[:16]
	id[6], id[8] = id[6]&0x0f|0x80, id[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}
