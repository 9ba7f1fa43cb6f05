// Command bill says what of others is in the program: it collects the licences of everything linked or embedded, and writes the
// software bill of materials of a built binary.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/alecthomas/kong"

	"inclusion/internal/licences"
)

type commands struct {
	Licences licencesCommand `cmd:"" help:"Collect the licences of what the program links and embeds. Fails when one is not known or not allowed."`
	SBOM     sbomCommand     `cmd:"" name:"sbom" help:"Write the CycloneDX bill of materials of a binary, and check that every licence of it was collected."`
	Lock     lockCommand     `cmd:"" help:"Check that the npm lockfile holds a checksum for everything and no address."`
}

func main() {
	var c commands
	command := kong.Parse(&c, kong.Name("bill"), kong.Description("What of others is in the program."))
	if err := command.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "bill:", err)
		os.Exit(1)
	}
}

type licencesCommand struct {
	Program string `help:"The package of the program." default:"./cmd/inclusion"`
	NPM     string `help:"The folder with package-lock.json and node_modules." default:"." type:"existingdir"`
	To      string `help:"The file to write." required:""`
}

// Run writes the list, which is complete or not written.
func (c licencesCommand) Run() error {
	list, err := collect(c.Program, c.NPM)
	if err != nil {
		return err
	}
	return writeJSON(c.To, list)
}

// collect is everything that the program carries, by name.
func collect(program, npm string) ([]licences.Licence, error) {
	standard, err := standardTexts(npm)
	if err != nil {
		return nil, err
	}
	linked, err := linkedModules(program)
	if err != nil {
		return nil, err
	}
	var list []licences.Licence
	for _, gather := range []func() ([]licences.Licence, error){
		func() ([]licences.Licence, error) { return ofModules(linked) },
		func() ([]licences.Licence, error) { return ofLibraries(linked, standard) },
		ofGo,
		func() ([]licences.Licence, error) { return ofNPM(npm) },
	} {
		found, err := gather()
		if err != nil {
			return nil, err
		}
		list = append(list, found...)
	}
	licences.Sort(list)
	return list, nil
}

func writeJSON(name string, v any) error {
	body, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	return os.WriteFile(name, append(body, '\n'), 0o644)
}
