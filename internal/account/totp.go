package account

import (
	"crypto/subtle"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
	"github.com/pquerna/otp/totp"
)

// Codes of the second factor, as every authenticator app makes them (RFC 6238): six digits, a new one every thirty seconds.
const (
	codePeriod = 30 // seconds
	codeDigits = otp.DigitsSix
	codeDrift  = 1 // codes before and after the present one that are taken too, because clocks differ
	issuer     = "inclusion"

	leastSecret = 16 // bytes (RFC 4226, section 4)
)

var errNoSecret = errors.New("it is no secret that was made here")

// Enrolment is a second factor that has been offered and not confirmed yet.
type Enrolment struct {
	Secret string // in base32, to type into an app
	URL    string // otpauth://…, to scan
}

// newEnrolment makes a secret for an account.
func newEnrolment(email string) (Enrolment, error) {
	key, err := totp.Generate(totp.GenerateOpts{Issuer: issuer, AccountName: email, Period: codePeriod, Digits: codeDigits, Algorithm: otp.AlgorithmSHA1, SecretSize: 20})
	if err != nil {
		return Enrolment{}, fmt.Errorf("making a secret for the second factor: %w", err)
	}
	return Enrolment{Secret: key.Secret(), URL: key.URL()}, nil
}

// enrolmentOf is the enrolment of a secret made before.
func enrolmentOf(email, secret string) (Enrolment, error) {
	raw, err := encoding.DecodeString(strings.ToUpper(secret))
	if err == nil && (len(raw) < leastSecret || encoding.EncodeToString(raw) != strings.ToUpper(secret)) {
		err = errNoSecret // of a secret that is empty, the library would make up another
	}
	if err != nil {
		return Enrolment{}, fmt.Errorf("reading the secret of the second factor: %w", err)
	}
	key, err := totp.Generate(totp.GenerateOpts{Issuer: issuer, AccountName: email, Period: codePeriod, Digits: codeDigits, Algorithm: otp.AlgorithmSHA1, Secret: raw})
	if err != nil {
		return Enrolment{}, fmt.Errorf("reading the secret of the second factor: %w", err)
	}
	return Enrolment{Secret: key.Secret(), URL: key.URL()}, nil
}

// matchCode says that a code is one of the secret's about now, and which step of time it belongs to. A step up to used has been used
// before and is not taken again, so that a code seen over a shoulder is worth nothing.
func matchCode(secret, code string, now time.Time, used int64) (step int64, ok bool) {
	code = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, code)
	present := now.Unix() / codePeriod
	for s := present - codeDrift; s <= present+codeDrift; s++ {
		if s <= used || s < 0 {
			continue
		}
		want, err := hotp.GenerateCodeCustom(secret, uint64(s), hotp.ValidateOpts{Digits: codeDigits, Algorithm: otp.AlgorithmSHA1})
		if err == nil && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			return s, true
		}
	}
	return 0, false
}
