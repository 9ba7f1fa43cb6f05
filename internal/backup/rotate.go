package backup

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Keep says which backups stay: the newest of each of so many days, weeks and months that have one. It counts those that there are and
// not back from today, so that a clock that jumps removes nothing.
type Keep struct{ Days, Weeks, Months int }

// UnmarshalText reads "days=7,weeks=5,months=12".
func (k *Keep) UnmarshalText(text []byte) error {
	*k = Keep{}
	for part := range strings.SplitSeq(string(text), ",") {
		of, number, _ := strings.Cut(strings.TrimSpace(part), "=")
		n, err := strconv.Atoi(number)
		where := map[string]*int{"days": &k.Days, "weeks": &k.Weeks, "months": &k.Months}[of]
		if err != nil || n < 0 || where == nil {
			return fmt.Errorf("%q says not how many days, weeks or months of backups to keep: write it like days=7,weeks=5,months=12", part)
		}
		*where = n
	}
	if k.Days+k.Weeks+k.Months == 0 {
		return fmt.Errorf("at least one backup must be kept: write it like days=7,weeks=5,months=12")
	}
	return nil
}

// MarshalText writes what UnmarshalText reads.
func (k Keep) MarshalText() ([]byte, error) {
	return fmt.Appendf(nil, "days=%d,weeks=%d,months=%d", k.Days, k.Weeks, k.Months), nil
}

// spare picks the backups that need not stay, of names with the newest first.
func (k Keep) spare(names []string) (spare []string) {
	stays := map[string]bool{}
	for _, by := range []struct {
		most int
		of   func(time.Time) string
	}{
		{k.Days, func(t time.Time) string { return t.Format(time.DateOnly) }},
		{k.Weeks, func(t time.Time) string { year, week := t.ISOWeek(); return fmt.Sprint(year, week) }},
		{k.Months, func(t time.Time) string { return t.Format("2006-01") }},
	} {
		seen := map[string]bool{}
		for _, name := range names {
			at, _ := TimeOf(name)
			if of := by.of(at); !seen[of] && len(seen) < by.most {
				seen[of], stays[name] = true, true
			}
		}
	}
	for _, name := range names {
		if !stays[name] {
			spare = append(spare, name)
		}
	}
	return spare
}

// Rotate removes the backups that need not stay, and then the editions that no other names. It is called only after a backup has been
// made and read back, whose name is given and which stays.
func (s Shelf) Rotate(k Keep, made string) (removed []string, err error) {
	unlock, err := s.lock()
	if err != nil {
		return nil, err
	}
	defer unlock()
	names, err := s.Names()
	if err != nil {
		return nil, err
	}
	var stay []string
	gone := map[string]bool{}
	for _, name := range k.spare(names) {
		gone[name] = name != made
	}
	for _, name := range names {
		if !gone[name] {
			stay = append(stay, name)
			continue
		}
		if err := s.remove(name); err != nil {
			return removed, err
		}
		removed = append(removed, name)
	}
	return removed, s.prune(stay)
}

// remove takes the name away first, so that nothing half removed is taken for a backup.
func (s Shelf) remove(name string) error {
	going := filepath.Join(s.Dir, ".removing-"+name)
	if err := os.Rename(s.path(name), going); err != nil {
		return fmt.Errorf("removing an old backup: %w", err)
	}
	if err := os.RemoveAll(going); err != nil {
		return fmt.Errorf("removing an old backup: %w", err)
	}
	return nil
}
