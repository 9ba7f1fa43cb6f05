package oidc_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"inclusion/internal/account"
	"inclusion/internal/account/oidc"
	"inclusion/internal/account/peopletest"
	"inclusion/internal/web"
)

// issuer is an organisation's sign-in, with one person who is always signed in there.
type issuer struct {
	t      *testing.T
	server *httptest.Server
	key    *rsa.PrivateKey
	signs  *rsa.PrivateKey // what it signs with; key unless a test says otherwise
	claims map[string]any  // what it says besides, or instead
	asked  map[string]url.Values
}

const clientID = "inclusion"

func newIssuer(t *testing.T) *issuer {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	i := &issuer{t: t, key: key, signs: key, claims: map[string]any{}, asked: map[string]url.Values{}}
	mux := http.NewServeMux()
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		at := i.server.URL
		i.answer(w, map[string]any{"issuer": at, "authorization_endpoint": at + "/authorise", "token_endpoint": at + "/token", "jwks_uri": at + "/keys",
			"id_token_signing_alg_values_supported": []string{"RS256"}})
	})
	mux.HandleFunc("/keys", func(w http.ResponseWriter, _ *http.Request) {
		encode := base64.RawURLEncoding.EncodeToString
		i.answer(w, map[string]any{"keys": []map[string]string{{"kty": "RSA", "alg": "RS256", "use": "sig", "kid": "1",
			"n": encode(key.N.Bytes()), "e": encode(big.NewInt(int64(key.E)).Bytes())}}})
	})
	mux.HandleFunc("/token", i.token)
	i.server = httptest.NewServer(mux)
	t.Cleanup(i.server.Close)
	return i
}

func (i *issuer) answer(w http.ResponseWriter, what any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(what); err != nil {
		i.t.Error(err)
	}
}

// signedIn is where the browser is sent back to, by the code of a request for authorisation.
func (i *issuer) signedIn(address string) url.Values {
	u, err := url.Parse(address)
	if err != nil {
		i.t.Fatal(err)
	}
	q := u.Query()
	if q.Get("response_type") != "code" || q.Get("client_id") != clientID || q.Get("code_challenge_method") != "S256" || q.Get("nonce") == "" {
		i.t.Errorf("the browser is sent to %s", address)
	}
	code := rand.Text()
	i.asked[code] = q
	return url.Values{"state": {q.Get("state")}, "code": {code}}
}

// token gives a token for a code, once, to whoever knows the verifier of its challenge.
func (i *issuer) token(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		i.t.Error(err)
	}
	asked, ok := i.asked[r.PostForm.Get("code")]
	delete(i.asked, r.PostForm.Get("code"))
	sum := sha256.Sum256([]byte(r.PostForm.Get("code_verifier")))
	if !ok || base64.RawURLEncoding.EncodeToString(sum[:]) != asked.Get("code_challenge") {
		w.WriteHeader(http.StatusBadRequest)
		i.answer(w, map[string]any{"error": "invalid_grant"})
		return
	}
	claims := map[string]any{"iss": i.server.URL, "sub": "person-1", "aud": clientID, "iat": time.Now().Unix(), "exp": time.Now().Add(time.Hour).Unix(),
		"nonce": asked.Get("nonce"), "email": "cleo@example.org", "email_verified": true, "name": "Cleo"}
	for name, value := range i.claims {
		claims[name] = value
	}
	i.answer(w, map[string]any{"access_token": "x", "token_type": "Bearer", "expires_in": 60, "id_token": i.sign(claims)})
}

// sign makes a JSON Web Token (RS256).
func (i *issuer) sign(claims map[string]any) string {
	body, err := json.Marshal(claims)
	if err != nil {
		i.t.Fatal(err)
	}
	encode := base64.RawURLEncoding.EncodeToString
	text := encode([]byte(`{"alg":"RS256","kid":"1","typ":"JWT"}`)) + "." + encode(body)
	sum := sha256.Sum256([]byte(text))
	signature, err := rsa.SignPKCS1v15(rand.Reader, i.signs, crypto.SHA256, sum[:])
	if err != nil {
		i.t.Fatal(err)
	}
	return text + "." + encode(signature)
}

// here is this server, with somebody invited, and the browser of somebody.
type here struct {
	t      *testing.T
	issuer *issuer
	signIn *oidc.SignIn
	all    *account.Accounts
	now    time.Time
	jar    map[string]*http.Cookie
}

func newHere(t *testing.T) *here {
	t.Helper()
	h := &here{t: t, issuer: newIssuer(t), now: time.Now(), jar: map[string]*http.Cookie{}}
	kept := peopletest.NewMemory()
	admin, err := account.NewAdmin(t.TempDir(), kept)
	if err != nil {
		t.Fatal(err)
	}
	now := func() time.Time { return h.now }
	h.all = account.NewAccounts(account.Settings{People: kept, Admin: admin, Cost: account.HashCost{Memory: 8, Passes: 1, Threads: 1}, Sample: func() bool { return false }, Now: now})
	h.signIn = oidc.New(oidc.Settings{Issuer: h.issuer.server.URL, ClientID: clientID, ClientSecret: "secret", Redirect: "https://here.example.org/sign-in/return"}, h.all, now)
	if _, err := h.all.Invite(t.Context(), account.KeyHolder(), "cleo@example.org", account.Grant{Role: account.System}); err != nil {
		t.Fatal(err)
	}
	return h
}

func (h *here) do(address string, page web.Handler) (who *account.Person, location string, err error) {
	r := httptest.NewRequest(http.MethodGet, address, nil)
	for _, c := range h.jar {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	h.all.Sessions(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who = account.Asking(r.Context())
		if page != nil {
			err = page(w, r)
		}
	})).ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if h.jar[c.Name] = c; c.MaxAge < 0 {
			delete(h.jar, c.Name)
		}
	}
	return who, w.Header().Get("Location"), err
}

// away sends the browser away, and answers with what it comes back with.
func (h *here) away() url.Values {
	h.t.Helper()
	_, location, err := h.do("/sign-in/organisation", h.signIn.Begin)
	if err != nil {
		h.t.Fatal(err)
	}
	return h.issuer.signedIn(location)
}

func (h *here) back(query url.Values) (*account.Person, error) {
	_, _, err := h.do("/sign-in/return?"+query.Encode(), h.signIn.Return)
	who, _, _ := h.do("/", nil)
	return who, err
}

func TestWhoeverWasInvitedSignsInWithTheirOrganisation(t *testing.T) {
	h := newHere(t)
	for range 2 { // the first time by e-mail address, then by subject
		who, err := h.back(h.away())
		if err != nil || who == nil || who.Email != "cleo@example.org" || who.Name != "Cleo" {
			t.Fatalf("signed in as %+v, %v", who, err)
		}
		h.issuer.claims["email"] = "another@example.org"
		clear(h.jar)
	}
}

func TestWhatCannotBeTrustedSignsNobodyIn(t *testing.T) {
	stranger, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		status int
		before func(h *here)
		change func(h *here, query url.Values)
	}{
		"another state":              {http.StatusBadRequest, nil, func(_ *here, q url.Values) { q.Set("state", "another") }},
		"no state":                   {http.StatusBadRequest, nil, func(_ *here, q url.Values) { q.Del("state") }},
		"another browser":            {http.StatusBadRequest, nil, func(h *here, _ url.Values) { clear(h.jar) }},
		"after a quarter of an hour": {http.StatusBadRequest, nil, func(h *here, _ url.Values) { h.now = h.now.Add(15 * time.Minute) }},
		"a refusal":                  {http.StatusUnauthorized, nil, func(_ *here, q url.Values) { q.Set("error", "access_denied") }},
		"a made-up code":             {http.StatusUnauthorized, nil, func(_ *here, q url.Values) { q.Set("code", "made up") }},
		"another's key":              {http.StatusUnauthorized, func(h *here) { h.issuer.signs = stranger }, nil},
		"another nonce":              {http.StatusUnauthorized, func(h *here) { h.issuer.claims["nonce"] = "another" }, nil},
		"another program's token":    {http.StatusUnauthorized, func(h *here) { h.issuer.claims["aud"] = "another" }, nil},
		"another issuer's token":     {http.StatusUnauthorized, func(h *here) { h.issuer.claims["iss"] = "https://another.example.org" }, nil},
		"a token that has expired":   {http.StatusUnauthorized, func(h *here) { h.issuer.claims["exp"] = time.Now().Add(-time.Hour).Unix() }, nil},
		"an unverified address":      {http.StatusForbidden, func(h *here) { h.issuer.claims["email_verified"] = false }, nil},
		"somebody uninvited":         {http.StatusForbidden, func(h *here) { h.issuer.claims["email"] = "nobody@example.org" }, nil},
	} {
		h := newHere(t)
		if c.before != nil {
			c.before(h)
		}
		query := h.away()
		if c.change != nil {
			c.change(h, query)
		}
		who, err := h.back(query)
		var p web.Problem
		if !errors.As(err, &p) || p.Status != c.status || who != nil {
			t.Errorf("%s: signed in as %v, %v; want the status %d", name, who, err, c.status)
		}
	}
}

func TestAnAnswerCountsOnce(t *testing.T) {
	h := newHere(t)
	query := h.away()
	if _, err := h.back(query); err != nil {
		t.Fatal(err)
	}
	if _, err := h.back(query); err == nil {
		t.Error("the same answer signs in twice")
	}
}

func TestAnOrganisationThatDoesNotAnswerIsSaid(t *testing.T) {
	h := newHere(t)
	h.issuer.server.Close()
	_, _, err := h.do("/sign-in/organisation", h.signIn.Begin)
	var p web.Problem
	if !errors.As(err, &p) || p.Status != http.StatusServiceUnavailable {
		t.Errorf("got %v", err)
	}
}

// TestALinkToTheOrganisationSignsNobodyOut opens the page that sends people away while somebody is signed in, as a link in a letter does.
func TestALinkToTheOrganisationSignsNobodyOut(t *testing.T) {
	h := newHere(t)
	was, err := h.back(h.away())
	if err != nil || was == nil {
		t.Fatalf("signed in as %v, %v", was, err)
	}
	h.away()
	if who, _, _ := h.do("/", nil); who == nil || who.ID != was.ID {
		t.Errorf("after following a link to the organisation it is %v who is signed in, want %v", who, was)
	}
}

// TestOnlyTheConfiguredIssuerIsAsked: an issuer that leads elsewhere is not followed.
func TestOnlyTheConfiguredIssuerIsAsked(t *testing.T) {
	elsewhere := newIssuer(t)
	leads := httptest.NewServer(http.RedirectHandler(elsewhere.server.URL+"/.well-known/openid-configuration", http.StatusFound))
	t.Cleanup(leads.Close)
	h := newHere(t)
	h.signIn = oidc.New(oidc.Settings{Issuer: leads.URL, ClientID: clientID}, h.all, time.Now)
	_, _, err := h.do("/sign-in/organisation", h.signIn.Begin)
	var p web.Problem
	if !errors.As(err, &p) || p.Status != http.StatusServiceUnavailable {
		t.Errorf("got %v, want the issuer to be no issuer", err)
	}
}
