package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"inclusion/internal/licences"
)

// A holder is a module that comes with compiled libraries. Their parts are not modules, so they are listed by hand, for one version:
// with another one the list has to be looked at again.
type holder struct {
	module, version string // the module's path, or how it begins
	parts           []part
}

// A part of a compiled library.
type part struct {
	name, version string // the version as far as it is known
	spdx          string // what its authors offer it under
	copyright     string
	source        string // where its source is
	purl          string
}

var holders = []holder{duckDB, resvg}

// holderOf finds the list of a module's compiled parts; there is none for a module without any.
func holderOf(m module) (*holder, error) {
	for _, h := range holders {
		if !strings.HasPrefix(m.Path, h.module) {
			continue
		}
		if m.Version != h.version {
			return nil, fmt.Errorf("what is compiled into %s is listed for %s and not for %s: look at it again", m.Path, h.version, m.Version)
		}
		return &h, nil
	}
	name, err := compiled(m.Dir)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", m.Path, err)
	}
	if name != "" {
		return nil, fmt.Errorf("%s comes with the compiled library %s, and nobody has listed what is in it", m.Path, name)
	}
	return nil, nil
}

// compiled is the name of a compiled library in a folder, if there is one.
func compiled(dir string) (found string, err error) {
	err = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if slices.Contains([]string{".a", ".so", ".syso", ".lib", ".dll", ".dylib"}, filepath.Ext(name)) && !d.IsDir() {
			found = d.Name()
			return fs.SkipAll
		}
		return nil
	})
	return found, err
}

// ofLibraries lists the parts of the libraries that come compiled. Their own licence files do not come with them, so each has its
// copyright notice and the standard text of its licence.
func ofLibraries(linked []module, standard map[string]string) ([]licences.Licence, error) {
	var list []licences.Licence
	for _, m := range linked {
		h, err := holderOf(m)
		if err != nil {
			return nil, err
		}
		if h == nil {
			continue
		}
		for _, p := range h.parts {
			text, err := p.text(standard)
			if err != nil {
				return nil, fmt.Errorf("%s in %s: %w", p.name, m.Path, err)
			}
			list = append(list, licences.Licence{Module: p.name, Within: m.Path, Version: p.version, SPDX: p.spdx, Text: text})
		}
	}
	return list, nil
}

func (p part) text(standard map[string]string) (string, error) {
	ids, err := chosen(p.spdx)
	if err != nil {
		return "", err
	}
	text := p.copyright + "\nSource: " + p.source + "\n"
	for _, id := range ids {
		body := standard[id]
		if body == "" {
			return "", fmt.Errorf("the list of standard texts has none of %s", id)
		}
		text += "\n" + heading("Standard text of "+id) + strings.TrimSpace(body) + "\n"
	}
	return text, nil
}

// standardTexts are the texts of the SPDX list, by id, from the npm package spdx-license-list.
func standardTexts(npm string) (map[string]string, error) {
	body, err := os.ReadFile(filepath.Join(npm, modulesFolder, "spdx-license-list", "spdx-full.json"))
	if err != nil {
		return nil, fmt.Errorf("reading the standard texts of licences: %w", err)
	}
	var list map[string]struct {
		Text string `json:"licenseText"`
	}
	if err := json.Unmarshal(body, &list); err != nil {
		return nil, fmt.Errorf("reading the standard texts of licences: %w", err)
	}
	texts := map[string]string{}
	for id, l := range list {
		texts[id] = l.Text
	}
	return texts, nil
}
