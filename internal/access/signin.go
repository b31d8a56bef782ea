package access

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"time"
)

//go:embed data/signin.html
var signInPage string

//go:embed data/signout.html
var signOutPage string

// signInView is what the sign-in page shows.
type signInView struct {
	Problem string
	Account string
	Next    string // where to go afterwards
}

func (g *Guard) showSignIn(w http.ResponseWriter, r *http.Request) {
	g.writeSignIn(w, http.StatusOK, signInView{Next: localPath(r.URL.Query().Get("next"))})
}

func (g *Guard) writeSignIn(w http.ResponseWriter, status int, v signInView) {
	g.writePage(w, status, signInPage, v)
}

func (g *Guard) writePage(w http.ResponseWriter, status int, page string, v any) {
	t, err := template.New("page").Parse(page)
	var b bytes.Buffer
	if err == nil {
		err = t.Execute(&b, v)
	}
	if err != nil {
		g.Log.Error("sign-in page", "err", err)
		http.Error(w, "The page could not be made.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	w.Write(b.Bytes()) //nolint:errcheck // the reader went away
}

// largestSignIn is the most bytes of a sign-in form.
const largestSignIn = 16 << 10

func (g *Guard) signIn(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, largestSignIn)
	v := signInView{Account: r.PostFormValue("name"), Next: localPath(r.PostFormValue("next"))}
	if g.Store == nil {
		http.Redirect(w, r, v.Next, http.StatusSeeOther)
		return
	}
	now := time.Now()
	if !g.logins.allow("address "+g.address(r), now) || !g.logins.allow("account "+v.Account, now) {
		w.Header().Set("Retry-After", "6")
		v.Problem = "Too many attempts; wait a little and try again."
		g.writeSignIn(w, http.StatusTooManyRequests, v)
		return
	}
	account, err := g.checked(r, v.Account)
	if err != nil {
		g.note(r, Identity{Account: shortened(v.Account)}, "sign-in", "wrong account or password")
		v.Problem = "That account and password don't go together."
		g.writeSignIn(w, http.StatusUnauthorized, v)
		return
	}
	cookie, err := g.Store.beginSession(account)
	if err != nil {
		g.Log.Error("sign-in", "err", err)
		v.Problem = "The session could not be kept; the server's log says why."
		g.writeSignIn(w, http.StatusInternalServerError, v)
		return
	}
	g.note(r, Identity{Account: account.Name, Role: account.Role}, "sign-in", "done")
	http.SetCookie(w, g.cookie(r, cookie, int(sessionLasts/time.Second)))
	http.Redirect(w, r, v.Next, http.StatusSeeOther)
}

// checked checks a password, few at a time.
func (g *Guard) checked(r *http.Request, account string) (keptAccount, error) {
	select {
	case g.hashing <- struct{}{}:
		defer func() { <-g.hashing }()
	case <-r.Context().Done():
		return keptAccount{}, r.Context().Err()
	}
	return g.Store.signIn(account, r.PostFormValue("password"))
}

// showSignOut asks, since a link that ends a session could stand on any page.
func (g *Guard) showSignOut(w http.ResponseWriter, r *http.Request) {
	g.writePage(w, http.StatusOK, signOutPage, Of(r.Context()))
}

func (g *Guard) signOut(w http.ResponseWriter, r *http.Request) {
	if cookie, err := r.Cookie(g.cookieName(r)); err == nil && g.Store != nil {
		if err := g.Store.endSession(cookie.Value); err != nil {
			g.Log.Error("sign-out", "err", err)
		}
		http.SetCookie(w, g.cookie(r, "", -1))
	}
	http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
}

// cookieName has the prefix that binds a cookie to this very host over an
// encrypted connection (RFC 6265bis) wherever there is one.
func (g *Guard) cookieName(r *http.Request) string {
	if g.secure(r) {
		return "__Host-ascribe"
	}
	return "ascribe"
}

func (g *Guard) cookie(r *http.Request, value string, seconds int) *http.Cookie {
	return &http.Cookie{Name: g.cookieName(r), Value: value, Path: "/", MaxAge: seconds, HttpOnly: true, Secure: g.secure(r), SameSite: http.SameSiteLaxMode}
}

// localPath keeps where to go after signing in on this server.
func localPath(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.Scheme != "" || u.Host != "" || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n\t") {
		return "/"
	}
	return next
}

// shortened keeps what somebody typed from filling the log.
func shortened(s string) string { return s[:min(len(s), 64)] }
