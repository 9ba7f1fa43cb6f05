package account_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"inclusion/internal/account"
)

// cheap makes hashing quick where a test is about something else.
var cheap = account.HashCost{Memory: 8, Passes: 1, Threads: 1}

func TestAPasswordIsKeptAsAHashThatSaysHowItWasMade(t *testing.T) {
	p := account.NewPasswords(account.DefaultHashCost)
	hash, err := p.Hash(t.Context(), "correct horse battery staple")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") || strings.Contains(hash, "horse") {
		t.Errorf("the hash is %q", hash)
	}
	again, err := p.Hash(t.Context(), "correct horse battery staple")
	if err != nil || again == hash {
		t.Errorf("two hashes of one password are equal, or %v", err)
	}
	for password, want := range map[string]bool{"correct horse battery staple": true, "correct horse battery stapl": false, "": false, "Correct horse battery staple": false} {
		if got, _, err := p.Matches(t.Context(), hash, password); got != want || err != nil {
			t.Errorf("%q: got %t, %v; want %t", password, got, err, want)
		}
	}
}

// The vector is of argon2-cffi's documentation of the PHC format: made by the reference implementation, not by this program.
func TestHashesOfOtherProgramsAreRead(t *testing.T) {
	hash := "$argon2id$v=19$m=65536,t=3,p=4$MIIRqgvgQbgj220jfp0MPA$YfwJSVjtjSU0zzV/P3S9nnQ/USre2wvJMjfCIjrTQbg"
	matches, outdated, err := account.NewPasswords(account.DefaultHashCost).Matches(t.Context(), hash, "correct horse battery staple")
	if err != nil || !matches || !outdated {
		t.Errorf("got %t, outdated %t, %v; want a match of an older cost", matches, outdated, err)
	}
}

func TestAHashOfAnotherCostIsToBeMadeAgain(t *testing.T) {
	old, dearer := account.NewPasswords(cheap), account.NewPasswords(account.HashCost{Memory: 16, Passes: 2, Threads: 1})
	hash, err := old.Hash(t.Context(), "a password of today")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name     string
		by       *account.Passwords
		outdated bool
	}{{"the same cost", old, false}, {"another cost", dearer, true}} {
		if matches, outdated, err := c.by.Matches(t.Context(), hash, "a password of today"); !matches || outdated != c.outdated || err != nil {
			t.Errorf("%s: matches %t, outdated %t, %v", c.name, matches, outdated, err)
		}
	}
}

func TestNobodysPasswordNeverMatches(t *testing.T) {
	p := account.NewPasswords(cheap)
	for _, password := range []string{"", "anything at all", "dummy"} {
		if matches, _, err := p.Matches(t.Context(), "", password); matches || err != nil {
			t.Errorf("%q matches an account without a password (%v)", password, err)
		}
	}
}

func TestWhatIsNoHashIsSaid(t *testing.T) {
	p := account.NewPasswords(cheap)
	for _, hash := range []string{"x", "$2a$10$abcdefghijklmnopqrstuv", "$argon2i$v=19$m=8,t=1,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA", "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$",
		"$argon2id$v=19$m=4294967295,t=1,p=1$c29tZXNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAAAA", "$argon2id$v=19$m=8,t=0,p=1$c29tZXNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAAAA"} {
		if matches, _, err := p.Matches(t.Context(), hash, "password"); matches || err == nil {
			t.Errorf("%q is taken for a hash", hash)
		}
	}
}

func TestASignInThatIsBrokenOffDoesNotWait(t *testing.T) {
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	p := account.NewPasswords(cheap)
	done := account.FillTurns(p)
	defer done()
	if _, err := p.Hash(gone, "a password of today"); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, _, err := p.Matches(gone, "", "a password of today"); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestPasswordsThatAreGuessedFirstAreRefused(t *testing.T) {
	for password, want := range map[string]string{
		"":                           "Choose a password",
		"short":                      "at least 12 characters",
		"elevenchars":                "at least 12 characters",
		strings.Repeat("naïve ", 40): "at most 200 characters",
		"aaaaaaaaaaaaaaaa":           "over and over",
		"ababababababab":             "over and over",
		"monkeymonkey":               "over and over",
		"tulip!tulip!":               "over and over",
		"123456789012":               "a row",
		"qwertyuiop123":              "a row",
		"abcdefghijkl":               "a row",
		"987654321qwerty":            "a row",
		"Password1234":               "very common word",
		"P@ssw0rd2026!":              "very common word",
		"Summer2026!!!":              "very common word",
		"1234Liverpool":              "very common word",
		"welcomepassword1":           "very common word",
		"amara.okafor1":              "e-mail",
		"amara.okafor@example.org":   "e-mail",
		"\xff\xfe\xfd\xfc\xfb\xfa\xf9\xf8\xf7\xf6\xf5\xf4": "cannot read",
	} {
		err := account.CheckPassword(password, "Amara.Okafor@example.org")
		var refused account.Refused
		if !errors.As(err, &refused) || !strings.Contains(refused.Reason, want) {
			t.Errorf("%q: got %v, want %q", password, err, want)
		}
	}
}

func TestLongPasswordsNeedNoSigns(t *testing.T) {
	for _, password := range []string{"teapot lighthouse gravel", "correcthorsebatterystaple", "kettle-orchard-9", "Пароль для входа", strings.Repeat("đa ", 65) + "konec", "summerhouse by the lake"} {
		if err := account.CheckPassword(password, "amara.okafor@example.org"); err != nil {
			t.Errorf("%q is refused: %v", password, err)
		}
	}
}
