package account

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// FuzzSecondFactor reads secrets and codes of the second factor. A secret that is taken is given back as the same; a code is taken once;
// what is no secret takes no code; and no error repeats the secret.
func FuzzSecondFactor(f *testing.F) {
	for _, s := range []string{"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "gezd", "", "1", "=======", "GEZDGNBV GY3T", "ÄÖ"} {
		f.Add(s, "287 082", int64(59))
	}
	f.Fuzz(func(t *testing.T, secret, code string, unix int64) {
		e, err := enrolmentOf("a@sample.invalid", secret)
		if err == nil && !strings.EqualFold(e.Secret, secret) {
			t.Errorf("the secret %q became %q", secret, e.Secret)
		}
		if err != nil && len(secret) > 8 && strings.Contains(err.Error(), secret) {
			t.Error("the refusal repeats the secret")
		}
		now := time.Unix(unix, 0)
		step, ok := matchCode(secret, code, now, -1)
		if !ok {
			return
		}
		if digits := strings.Join(strings.Fields(code), ""); len(digits) != 6 || step < 0 {
			t.Errorf("the code %q was taken in step %d", code, step)
		}
		if again, ok := matchCode(secret, code, now, step); ok && again <= step {
			t.Errorf("the code %q was taken twice", code)
		}
	})
}

// FuzzKey reads the administrator's key as people type it. What is taken is as long as a key is, and written out and read again it is the
// same; the same goes for codes of inspectors' links, which lose nothing by being read twice.
func FuzzKey(f *testing.F) {
	for _, s := range []string{formatKey(make([]byte, keyBytes)), strings.ToLower(formatKey([]byte(strings.Repeat("k", keyBytes)))), "", "----", "abcd-2345", "ſ-ı", "\u2003A"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if key, ok := parseKey(text); ok {
			again, ok := parseKey(formatKey(key))
			if !ok || len(key) != keyBytes || string(again) != string(key) {
				t.Errorf("a key of %d bytes is read again as %d", len(key), len(again))
			}
		}
		plain := PlainCode(text)
		if again := PlainCode(plain); again != plain {
			t.Errorf("the code %q becomes %q and then %q", text, plain, again)
		}
	})
}

// FuzzHash reads password hashes. What is taken costs no more than hashing here may, and what is refused says nothing of it.
func FuzzHash(f *testing.F) {
	for _, s := range []string{"$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$aGFzaGhhc2hoYXNoaGFzaA", "$argon2id$v=19$m=4294967295,t=4294967295,p=255$AAAAAAAAAAA$AAAA", "$argon2i$", "", "$argon2id$v=19$m=1,t=1,p=1$$"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		cost, salt, sum, err := parseHash(text)
		switch {
		case err != nil && (err != errNotAHash || salt != nil || sum != nil):
			t.Errorf("%d bytes of a hash with %v", len(sum), err)
		case err == nil && (cost.Memory > mostMemory || cost.Passes > mostPasses || cost.Threads == 0 || len(salt) < 8 || len(sum) < 16):
			t.Errorf("a hash of the cost %+v was taken", cost)
		}
	})
}

// FuzzCookie reads the session's token from any cookie header. What is given on is as long as a token is and holds nothing that a cookie
// may not hold; everything else is nobody's.
func FuzzCookie(f *testing.F) {
	token43 := strings.Repeat("a", tokenChars)
	for _, s := range []string{sessionCookie + "=" + token43, sessionCookie + "=x; " + sessionCookie + "=" + token43, "__Host-" + sessionCookie + "=" + token43, ";;=;", sessionCookie + "=\"" + token43 + "\"", "a=\x00\r\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, header string) {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header["Cookie"] = []string{header}
		got := token(r)
		if got == "" {
			return
		}
		if len(got) != tokenChars || strings.ContainsAny(got, "\x00\r\n;\\\"") || !strings.Contains(header, got) {
			t.Errorf("the header %q gives the token %q", header, got)
		}
	})
}
