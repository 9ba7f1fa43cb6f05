package account_test

import (
	"encoding/base32"
	"testing"
	"time"

	"inclusion/internal/account"
)

// Times and codes are those of RFC 6238, appendix B (SHA-1), of which an app shows the last six digits.
func TestCodesAreThoseOfTheStandard(t *testing.T) {
	secret := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString([]byte("12345678901234567890"))
	for seconds, code := range map[int64]string{59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037", 20000000000: "353130"} {
		at := time.Unix(seconds, 0)
		step, ok := account.MatchCode(secret, code, at, 0)
		if !ok || step != seconds/30 {
			t.Errorf("at %d: step %d, %t", seconds, step, ok)
		}
		if _, ok := account.MatchCode(secret, code[:3]+" "+code[3:], at, 0); !ok {
			t.Errorf("at %d: a code with a blank in it is not taken", seconds)
		}
		for _, late := range []struct {
			by    time.Duration
			taken bool
		}{{30 * time.Second, true}, {-30 * time.Second, true}, {90 * time.Second, false}, {-90 * time.Second, false}} {
			if _, ok := account.MatchCode(secret, code, at.Add(late.by), 0); ok != late.taken {
				t.Errorf("at %d, by a clock that differs by %s: taken is %t", seconds, late.by, ok)
			}
		}
		if _, ok := account.MatchCode(secret, code, at, step); ok {
			t.Errorf("at %d: a code is taken twice", seconds)
		}
		for _, wrong := range []string{"", "000000", code[:5], code + "0", "abcdef"} {
			if _, ok := account.MatchCode(secret, wrong, at, 0); ok {
				t.Errorf("at %d: %q is taken", seconds, wrong)
			}
		}
	}
}
