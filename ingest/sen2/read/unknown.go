package read

// otherNames is what names are counted under that are not shown: they are too long, hold something else than letters and digits, or are
// one too many.
const otherNames = "other"

// Bounds of what is shown of names that no return has, so that nothing that is not a name can be smuggled into what is kept.
const (
	mostNames   = 50
	longestName = 40
	mostDigits  = 4
)

// tally counts names that no return has.
type tally map[string]*int

// add counts one. It does not allocate for a name that was counted before.
func (t tally) add(name []byte) {
	if !shown(name) {
		name = []byte(otherNames)
	}
	n := t[string(name)]
	if n == nil && len(t) >= mostNames-1 {
		name = []byte(otherNames)
		n = t[otherNames]
	}
	if n == nil {
		n = new(int)
		t[string(name)] = n
	}
	*n++
}

// shown says whether a name can be shown: letters and digits, few enough of them, and not the digits of a number that means somebody.
func shown(name []byte) bool {
	digits := 0
	for _, c := range name {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
		default:
			return false
		}
	}
	return len(name) > 0 && len(name) <= longestName && digits <= mostDigits
}

// counts gives how often each name stood in the file.
func (t tally) counts() map[string]int {
	all := make(map[string]int, len(t))
	for name, n := range t {
		all[name] = *n
	}
	return all
}
