package access

import (
	"crypto/hmac"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Options are what NewGuard may be told.
type Options struct {
	Store       *Store       // nil: no login, everybody who gets through is Local
	Hosts       []string     // host names that requests may name; any when empty
	BehindProxy bool         // believe X-Forwarded-For and X-Forwarded-Proto
	Rate        float64      // requests a second for each address; 0 is no limit
	Programs    []string     // beginnings of paths that programs use: no forms there, no pages for answers
	Asking      []string     // beginnings of paths whose POSTs only ask, so that readers may
	Open        []string     // beginnings of paths that everybody may see
	LargestForm int64        // bytes of a form with its files; 0 is DefaultForm
	Log         *slog.Logger // where failures go; slog's default when nil
}

// DefaultForm is the most bytes that a form may have.
const DefaultForm = 33 << 20

// Guard stands before all handlers of a server.
type Guard struct {
	Options
	secret  []byte // makes the forms' token where there are no sessions
	origins *http.CrossOriginProtection
	rate    *limits
	logins  *limits       // by address and by account
	hashing chan struct{} // bounds the memory that passwords being checked take
}

const (
	burstSeconds    = 4 // a client may spend the allowance of so many seconds at once
	loginsASecond   = 1. / 6
	loginsAtOnce    = 8
	passwordsAtOnce = 2
	formTimeout     = 2 * time.Minute
)

// NewGuard makes a guard.
func NewGuard(o Options) *Guard {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.LargestForm == 0 {
		o.LargestForm = DefaultForm
	}
	g := &Guard{Options: o, secret: make([]byte, secretBytes), origins: http.NewCrossOriginProtection(),
		rate: newLimits(o.Rate, int(o.Rate*burstSeconds)+1), logins: newLimits(loginsASecond, loginsAtOnce),
		hashing: make(chan struct{}, passwordsAtOnce)}
	rand.Read(g.secret) //nolint:errcheck // it never fails (crypto/rand)
	return g
}

// Handler lets through to next what may pass, with its Identity in the context.
// It answers /sign-in and /sign-out itself.
func (g *Guard) Handler(next http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /sign-in", g.showSignIn)
	mux.HandleFunc("POST /sign-in", g.signIn)
	mux.Handle("GET /sign-out", g.identified(http.HandlerFunc(g.showSignOut)))
	mux.Handle("POST /sign-out", g.identified(http.HandlerFunc(g.signOut)))
	mux.Handle("/", g.identified(next))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		setHeaders(w.Header(), g.secure(r))
		switch {
		case len(g.Hosts) > 0 && !slices.Contains(g.Hosts, hostOf(r.Host)):
			g.refuse(w, r, http.StatusMisdirectedRequest, "This server does not answer for that host name.")
		case g.origins.Check(r) != nil:
			g.refuse(w, r, http.StatusForbidden, "Another site's page may not change anything here.")
		case !g.rate.allow(g.address(r), time.Now()):
			w.Header().Set("Retry-After", "1")
			g.refuse(w, r, http.StatusTooManyRequests, "Too many requests from your address; wait a moment.")
		default:
			mux.ServeHTTP(w, r)
		}
	})
}

// setHeaders sets what every answer carries. A handler may set its own policy.
func setHeaders(h http.Header, secure bool) {
	if secure {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
}

// identified lets through those who may pass.
func (g *Guard) identified(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id, byCookie, err := g.identify(r)
		open := beginsWith(r.URL.Path, g.Open)
		switch {
		case err != nil && open:
			next.ServeHTTP(w, r)
		case err != nil:
			g.unknown(w, r)
		case safe(r.Method):
			next.ServeHTTP(w, r.WithContext(With(r.Context(), id)))
		default:
			g.write(w, r, id, byCookie, next)
		}
	})
}

// write lets a request through that may change something, and notes it.
func (g *Guard) write(w http.ResponseWriter, r *http.Request, id Identity, byCookie bool, next http.Handler) {
	program := beginsWith(r.URL.Path, g.Programs)
	if !program {
		r.Body = http.MaxBytesReader(w, r.Body, g.LargestForm)
		http.NewResponseController(w).SetReadDeadline(time.Now().Add(formTimeout)) //nolint:errcheck // a connection without deadlines has its own
	}
	if byCookie || (g.Store == nil && !program) {
		if tooLarge(r) {
			g.refuse(w, r, http.StatusRequestEntityTooLarge, fmt.Sprintf("That is larger than %d MB, the most that a form may have.", g.LargestForm/1e6))
			return
		}
		if !sentBack(r, id.CSRF) {
			g.refuse(w, r, http.StatusForbidden, "The form has expired; go back, load the page again and send it once more.")
			return
		}
	}
	if !program && !id.Role.Allows(Analyst) && r.URL.Path != "/sign-out" && !beginsWith(r.URL.Path, g.Asking) {
		g.note(r, id, r.Method+" "+r.URL.Path, "forbidden")
		g.refuse(w, r, http.StatusForbidden, "Your account may read, and nothing else.")
		return
	}
	seen := &StatusWriter{ResponseWriter: w}
	next.ServeHTTP(seen, r.WithContext(With(r.Context(), id)))
	if !beginsWith(r.URL.Path, g.Asking) {
		g.note(r, id, r.Method+" "+r.URL.Path, seen.result())
	}
}

// sentBack reports whether a request carries its session's token, in a header or
// in a form's field.
func sentBack(r *http.Request, token string) bool {
	sent := r.Header.Get("X-CSRF-Token")
	if sent == "" {
		sent = r.PostFormValue("csrf")
	}
	return token != "" && hmac.Equal([]byte(sent), []byte(token))
}

// formMemory is how many bytes of a form are held in memory; files beyond that
// lie in temporary ones.
const formMemory = 1 << 20

// tooLarge reads a form and reports whether it is larger than it may be.
func tooLarge(r *http.Request) bool {
	if r.Header.Get("X-CSRF-Token") != "" {
		return false // the handler reads it, within the same limit
	}
	var limit *http.MaxBytesError
	return errors.As(r.ParseMultipartForm(formMemory), &limit)
}

// identify says who makes a request, and whether a cookie says so.
func (g *Guard) identify(r *http.Request) (id Identity, byCookie bool, err error) {
	if g.Store == nil {
		return Identity{Account: Local, Role: Admin, CSRF: csrfOf(g.secret)}, false, nil
	}
	if header := r.Header.Get("Authorization"); header != "" {
		id, err := g.byHeader(r, header)
		return id, false, err
	}
	cookie, err := r.Cookie(g.cookieName(r))
	if err != nil {
		return Identity{}, false, ErrDenied
	}
	id, err = g.Store.bySession(cookie.Value)
	return id, true, err
}

// byHeader reads a token: as "Bearer TOKEN", or as the password of an account
// for programs that know HTTP's basic authentication only.
func (g *Guard) byHeader(r *http.Request, header string) (Identity, error) {
	if account, password, ok := r.BasicAuth(); ok {
		id, err := g.Store.byToken(password)
		if err == nil && id.Account != account {
			err = ErrDenied
		}
		if err != nil {
			return Identity{}, err
		}
		return id, nil
	}
	kind, token, _ := strings.Cut(header, " ")
	if !strings.EqualFold(kind, "Bearer") {
		return Identity{}, ErrDenied
	}
	return g.Store.byToken(strings.TrimSpace(token))
}

// address is where a request comes from. A proxy appends the address that it
// saw, so the last one is its own word and the others are anybody's.
func (g *Guard) address(r *http.Request) string {
	if forwarded := r.Header.Values("X-Forwarded-For"); g.BehindProxy && len(forwarded) > 0 {
		all := strings.Split(forwarded[len(forwarded)-1], ",")
		if ip := net.ParseIP(strings.TrimSpace(all[len(all)-1])); ip != nil {
			return ip.String()
		}
	}
	return hostOf(r.RemoteAddr)
}

// secure reports whether the client's connection is encrypted.
func (g *Guard) secure(r *http.Request) bool {
	return r.TLS != nil || (g.BehindProxy && r.Header.Get("X-Forwarded-Proto") == "https")
}

// note writes to the audit log. A log that can't be written is reported, and
// stops nothing: who fills the disk must not lock everybody out.
func (g *Guard) note(r *http.Request, id Identity, action, result string) {
	if g.Store == nil {
		return
	}
	err := g.Store.Note(Deed{Account: id.Account, Role: id.Role, Address: g.address(r), Action: action, Result: result})
	if err != nil {
		g.Log.Error("audit", "err", err)
	}
}

// hostOf is a host without port and brackets, in lower case.
func hostOf(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.ToLower(strings.Trim(host, "[]"))
}

func safe(method string) bool {
	return method == http.MethodGet || method == http.MethodHead || method == http.MethodOptions
}

func beginsWith(path string, beginnings []string) bool {
	return slices.ContainsFunc(beginnings, func(b string) bool { return strings.HasPrefix(path, b) })
}
