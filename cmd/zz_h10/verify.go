package main

import (
	"context"
	"fmt"
)

type verifyCommand struct{}

// Run re-reads the archive and says which editions are damaged.
func (verifyCommand) Run(ctx context.Context, c *Config) error {
	l, err := c.loader(c.folder(), "")
	if err != nil {
		return err
	}
	v, err := l.Verify(ctx)
	if err != nil {
		return err
	}
	for _, d := range v.Damaged {
		fmt.Printf("damaged: edition %s, %s: %s\n", d.Edition.ID, d.Edition.Name, d.Problem)
	}
	if len(v.Damaged) > 0 {
		return fmt.Errorf("%d of %d archived editions are damaged: restore them from a backup or fetch them again", len(v.Damaged), v.Editions)
	}
	fmt.Printf("whole: %d archived editions\n", v.Editions)
	return nil
}
