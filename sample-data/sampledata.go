// Package sampledata carries the invented England inside the program, so that one binary
// can be shown and tried without fetching anything.
//
// The files are made by ingest/invent and never edited by hand; README.md says what is
// in them and what is wrong with them on purpose.
package sampledata

import "embed"

// Files are the publications, each under its file name.
//
//go:embed *.csv *.gz *.ods *.xlsx *.zip
var Files embed.FS

// Areas is the register of the invented areas.
//
//go:embed areas.yaml
var Areas []byte
