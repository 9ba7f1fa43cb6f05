// Package account is who people are and what they may do: accounts with passwords and second factors, invitations, inspectors' links,
// roles, and the sessions that begin with any of them. Beside accounts there is the administrator's key: who can read its file in the
// data folder may do what an administrator does, also before there is any account.
package account

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"log/slog"
	"net/http"
	"path/filepath"
	"time"

	"github.com/alexedwards/scs/v2"

	"inclusion/internal/web"
)

const (
	sessionCookie = "inclusion_session"
	tokenChars    = 43 // of a session token: 32 bytes in unpadded base64

	// SessionLasts and SessionIdle are how long a session lasts: in all, and without anything being asked for. Words that are being
	// written are saved as they are written, and what did not reach the server is kept in the browser, so that the end of a session
	// loses none.
	SessionLasts = 12 * time.Hour
	SessionIdle  = time.Hour

	// administrator is the name in a session's data of the fingerprint of the key it began with.
	administrator = "administrator"
)

// ErrWrongKey is the cause of the problem that SignIn returns for a wrong key.
var ErrWrongKey = errors.New("wrong administrator's key")

// Admin signs the administrator in and out, and knows whether a request is the administrator's.
type Admin struct {
	file     string
	digest   [sha256.Size]byte // of the key
	session  string            // what a session that began with this key says, so that a new key ends the sessions of the old one
	manager  *scs.SessionManager
	sessions Sessions
	lastUsed *lastUsed
	wrong    *bucket
}

// NewAdmin reads the key in the data folder, which is made when it is not there, and keeps sessions in sessions.
func NewAdmin(dataDir string, sessions Sessions) (*Admin, error) {
	file := filepath.Join(dataDir, "administrator.key")
	key, err := readOrMakeKey(file)
	if err != nil {
		return nil, err
	}
	manager := scs.New()
	manager.Lifetime = SessionLasts
	manager.Store = sessionStore{sessions}
	fingerprint := sha256.Sum256(append([]byte("the session's key: "), key...))
	return &Admin{file: file, digest: sha256.Sum256(key), session: hex.EncodeToString(fingerprint[:]), manager: manager, sessions: sessions,
		lastUsed: newLastUsed(SessionIdle, time.Now), wrong: &bucket{size: 10, every: time.Minute / 10, now: time.Now}}, nil
}

// KeyFile is where the key is. The key itself is never logged.
func (a *Admin) KeyFile() string { return a.file }

// loaded marks a context that Sessions has been through.
type loaded struct{}

// Sessions loads the session of each request, if it has one. A request without one gets no cookie and nothing that keeps
// its answer out of caches; a change of the session is saved where it is made, by SignIn and SignOut.
func (a *Admin) Sessions(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r = r.WithContext(a.load(r))
		if a.Is(r) {
			private(w)
		}
		next.ServeHTTP(w, r)
	})
}

// load puts the request's session in its context. When sessions cannot be read the pages stay readable, for nobody in
// particular.
func (a *Admin) load(r *http.Request) context.Context {
	ctx, err := a.manager.Load(r.Context(), token(r))
	if err == nil && a.manager.Token(ctx) != "" && !a.lastUsed.use(token(r)) {
		err = a.sessions.DeleteCtx(r.Context(), token(r))
		ctx, _ = a.manager.Load(r.Context(), "")
	}
	if err != nil {
		slog.ErrorContext(r.Context(), "reading a session; the request is answered as nobody's", "request_id", web.RequestID(r.Context()), "error", err.Error())
		ctx, _ = a.manager.Load(r.Context(), "") // without a token nothing is read
	}
	return context.WithValue(ctx, loaded{}, true)
}

// token is the request's session token. What cannot be one is not looked up.
func token(r *http.Request) string {
	cookie, err := r.Cookie(cookieName(r, sessionCookie))
	if err != nil || len(cookie.Value) != tokenChars {
		return ""
	}
	return cookie.Value
}

// Is says that the request belongs to a live session of the administrator.
func (a *Admin) Is(r *http.Request) bool {
	if r.Context().Value(loaded{}) == nil {
		return false
	}
	return subtle.ConstantTimeCompare([]byte(a.manager.GetString(r.Context(), administrator)), []byte(a.session)) == 1
}

// SignIn begins a session when the key is right. The right key always gets in, also while wrong ones are being turned away,
// so that nobody can lock the administrator out by guessing; the key's length is what makes guessing hopeless.
func (a *Admin) SignIn(w http.ResponseWriter, r *http.Request, key string) error {
	typed, _ := parseKey(key)
	digest := sha256.Sum256(typed)
	if subtle.ConstantTimeCompare(digest[:], a.digest[:]) != 1 {
		if !a.wrong.take() {
			return web.TooMany("Too many wrong keys were tried. Wait a minute, then try again.").BecauseOf(ErrWrongKey)
		}
		return web.SignInNeeded("That is not the administrator's key. It is in the file %s in the data folder of this server.", filepath.Base(a.file)).BecauseOf(ErrWrongKey)
	}
	ctx := a.contextOf(r)
	if err := a.manager.RenewToken(ctx); err != nil {
		return unsaved(err)
	}
	if err := a.manager.Clear(ctx); err != nil { // whoever was signed in before is not any more
		return unsaved(err)
	}
	a.manager.Put(ctx, administrator, a.session)
	token, expires, err := a.manager.Commit(ctx)
	if err != nil {
		a.manager.Remove(ctx, administrator)
		return unsaved(err)
	}
	a.lastUsed.begin(token)
	setCookie(w, r, token, expires)
	return nil
}

// SignOut ends the session, here and in the browser.
func (a *Admin) SignOut(w http.ResponseWriter, r *http.Request) error {
	ctx := a.contextOf(r)
	var err error
	if a.manager.Token(ctx) != "" {
		err = a.manager.Destroy(ctx)
	} else if t := token(r); t != "" {
		err = a.sessions.DeleteCtx(ctx, t) // it may be there though it could not be read
	}
	if err != nil {
		return unsaved(err)
	}
	setCookie(w, r, "", time.Time{})
	return nil
}

// contextOf is the request's context with a session in it; an empty one when the request did not come through Sessions.
func (a *Admin) contextOf(r *http.Request) context.Context {
	if r.Context().Value(loaded{}) != nil {
		return r.Context()
	}
	return a.load(r)
}

func unsaved(err error) error {
	return web.Unavailable("Signing in and out does not work at the moment, because the server cannot write its plans. Is its disk full or read-only?").BecauseOf(err)
}

// cookieName is a cookie's name. Over TLS it says that this host alone may have set it, which browsers then hold every cookie to.
func cookieName(r *http.Request, name string) string {
	if web.OverTLS(r) {
		return "__Host-" + name
	}
	return name
}

// CookieNames are those of the session's cookie: over plain HTTP and over TLS.
func CookieNames() []string { return []string{sessionCookie, "__Host-" + sessionCookie} }

// newCookie is a cookie for this server's pages alone, which no script reads.
func newCookie(r *http.Request, name, value string) *http.Cookie {
	return &http.Cookie{Name: cookieName(r, name), Value: value, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: web.OverTLS(r), MaxAge: -1}
}

// setCookie gives the browser its token; an empty one takes it away.
func setCookie(w http.ResponseWriter, r *http.Request, token string, expires time.Time) {
	cookie := newCookie(r, sessionCookie, token)
	if token != "" {
		cookie.Expires = expires.UTC()
		cookie.MaxAge = int(SessionLasts / time.Second)
	}
	http.SetCookie(w, cookie)
	private(w)
}

// private keeps an answer that is for one person out of caches.
func private(w http.ResponseWriter) {
	w.Header().Add("Vary", "Cookie")
	w.Header().Set("Cache-Control", "private, no-store")
}
