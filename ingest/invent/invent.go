// Package invent makes an invented England and publishes its figures the way the real
// publishers do: the same file layouts, the same symbols, the same mistakes. Everything
// that loads real statistics can therefore be shown, tried and tested without them.
//
// Nobody is described. Places, codes and counts are drawn from one seed, and the same
// seed always gives the same bytes.
package invent

import (
	"fmt"
	"os"
	"path/filepath"
)

// DefaultSeed is the seed of the committed sample.
const DefaultSeed uint64 = 20260625

// File is one file as a publisher would offer it.
type File struct {
	Name string
	Data []byte
}

// Write publishes the invented England into dir, replacing files of the same names.
func Write(dir string, seed uint64) error {
	files, err := Files(seed)
	if err != nil {
		return err
	}
	for _, f := range files {
		path := filepath.Join(dir, f.Name)
		if err := os.WriteFile(path, f.Data, 0o644); err != nil {
			return fmt.Errorf("writing sample file %s: %w; check that the folder %s exists and can be written", f.Name, err, dir)
		}
	}
	return nil
}

// Files makes every file of the sample, in a fixed order.
func Files(seed uint64) ([]File, error) {
	w := newWorld(seed)
	var files []File
	for _, publish := range publications {
		made, err := publish(w)
		if err != nil {
			return nil, fmt.Errorf("inventing the sample: %w", err)
		}
		files = append(files, made...)
	}
	return files, nil
}

// publications are the publishers' releases, in the order they are written.
var publications = []func(*world) ([]File, error){
	register,
	plans2025,
	plans2026,
	managementInformation,
	appealRateTable,
	dedicatedSchoolsGrant,
	section251,
	benchmarkingTool,
	suspensions,
	absence,
	alternativeProvision,
	pupilsWithSEN,
	neighbours,
	inspections,
	population,
}
