package load

import (
	"context"
	"fmt"
)

// Verified is what re-checking a data folder came to.
type Verified struct {
	Editions int
	Damaged  []Damage
}

// Verify re-reads every byte of the archive.
func (l *Loader) Verify(ctx context.Context) (Verified, error) {
	all, err := l.archive().editions()
	if err != nil {
		return Verified{}, err
	}
	damaged, err := l.archive().verify()
	if err != nil {
		return Verified{}, fmt.Errorf("verifying the archive: %w", err)
	}
	return Verified{len(all), damaged}, ctx.Err()
}

// Editions is how many editions the archive holds.
func (l *Loader) Editions() (int, error) {
	all, err := l.archive().editions()
	return len(all), err
}
