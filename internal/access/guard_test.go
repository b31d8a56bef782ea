package access

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// guarded is a server whose pages say who asks.
func guarded(t testing.TB, o Options) http.Handler {
	t.Helper()
	o.Programs, o.Asking, o.Open = []string{"/api/"}, []string{"/screen"}, []string{"/static/", "/healthz"}
	o.Log = slog.New(slog.DiscardHandler)
	return NewGuard(o).Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := Of(r.Context())
		fmt.Fprintf(w, "%s %s %s", id.Account, id.Role, id.CSRF)
	}))
}

type asked struct {
	method, path string
	header       map[string]string
	cookie       *http.Cookie
	form         url.Values
}

func (a asked) of(h http.Handler) *httptest.ResponseRecorder {
	var body io.Reader = http.NoBody
	if a.form != nil {
		body = strings.NewReader(a.form.Encode())
	}
	r := httptest.NewRequest(a.method, "http://127.0.0.1"+a.path, body)
	if a.form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for k, v := range a.header {
		if k == "Host" {
			r.Host = v
		}
		r.Header.Set(k, v)
	}
	if a.cookie != nil {
		r.AddCookie(a.cookie)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// signedIn gives a session's cookie and the token of its forms.
func signedIn(t *testing.T, h http.Handler, name string) (*http.Cookie, string) {
	t.Helper()
	w := asked{method: "POST", path: "/sign-in", form: url.Values{"name": {name}, "password": {goodPassword}, "next": {"/claims?q=x"}}}.of(h)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/claims?q=x" {
		t.Fatalf("signing in: %d %s\n%s", w.Code, w.Header().Get("Location"), w.Body)
	}
	cookie := w.Result().Cookies()[0]
	if !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode {
		t.Errorf("cookie %+v", cookie)
	}
	csrf := strings.Fields(asked{method: "GET", path: "/", cookie: cookie}.of(h).Body.String())[2]
	return cookie, csrf
}

func TestWithoutLogin(t *testing.T) {
	h := guarded(t, Options{Hosts: []string{"127.0.0.1"}})
	w := asked{method: "GET", path: "/"}.of(h)
	fields := strings.Fields(w.Body.String())
	if len(fields) != 3 || fields[0] != Local || fields[1] != string(Admin) {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	csrf := fields[2]
	for name, c := range map[string]struct {
		asked
		want int
	}{
		"another host":              {asked{method: "GET", path: "/", header: map[string]string{"Host": "rebound.example"}}, http.StatusMisdirectedRequest},
		"a form":                    {asked{method: "POST", path: "/add", form: url.Values{"csrf": {csrf}}}, http.StatusOK},
		"a form without token":      {asked{method: "POST", path: "/add", form: url.Values{}}, http.StatusForbidden},
		"a form with a wrong token": {asked{method: "POST", path: "/add", form: url.Values{"csrf": {csrf[1:] + "0"}}}, http.StatusForbidden},
		"a script of ours":          {asked{method: "POST", path: "/add", header: map[string]string{"X-CSRF-Token": csrf}}, http.StatusOK},
		"another site's page":       {asked{method: "POST", path: "/api/v1/intake", header: map[string]string{"Sec-Fetch-Site": "cross-site"}}, http.StatusForbidden},
		"an old browser's":          {asked{method: "POST", path: "/api/v1/intake", header: map[string]string{"Origin": "https://elsewhere.example"}}, http.StatusForbidden},
		"a sandboxed page":          {asked{method: "DELETE", path: "/api/v1/documents/x", header: map[string]string{"Origin": "null"}}, http.StatusForbidden},
		"a program":                 {asked{method: "POST", path: "/api/v1/intake"}, http.StatusOK},
	} {
		if w := c.of(h); w.Code != c.want {
			t.Errorf("%s: %d, want %d: %s", name, w.Code, c.want, w.Body)
		}
	}
}

func TestWithoutIdentityNothingIsShown(t *testing.T) {
	s := newStore(t)
	kept, token := newToken(t, s, "one-reader")
	h := guarded(t, Options{Store: s})
	for name, c := range map[string]struct {
		asked
		want int
	}{
		"a page":                  {asked{method: "GET", path: "/incidents?q=a"}, http.StatusSeeOther},
		"a program's path":        {asked{method: "GET", path: "/api/v1/claims"}, http.StatusUnauthorized},
		"a made-up token":         {asked{method: "GET", path: "/", header: map[string]string{"Authorization": "Bearer ascribe_0_0"}}, http.StatusUnauthorized},
		"a made-up cookie":        {asked{method: "GET", path: "/api/v1/claims", cookie: &http.Cookie{Name: "ascribe", Value: "0123456789abcdef.x"}}, http.StatusUnauthorized},
		"writing":                 {asked{method: "POST", path: "/add"}, http.StatusUnauthorized},
		"a dotted path":           {asked{method: "GET", path: "/static/../incidents"}, http.StatusTemporaryRedirect},
		"styles":                  {asked{method: "GET", path: "/static/style.css"}, http.StatusOK},
		"health":                  {asked{method: "GET", path: "/healthz"}, http.StatusOK},
		"a token":                 {asked{method: "GET", path: "/api/v1/claims", header: map[string]string{"Authorization": "bearer " + token}}, http.StatusOK},
		"a token as password":     {asked{method: "GET", path: "/api/v1/claims", header: basic("one-reader", token)}, http.StatusOK},
		"of another account":      {asked{method: "GET", path: "/api/v1/claims", header: basic("one-admin", token)}, http.StatusUnauthorized},
		"a password by basic":     {asked{method: "GET", path: "/api/v1/claims", header: basic("one-admin", goodPassword)}, http.StatusUnauthorized},
		"a forged proxy's header": {asked{method: "GET", path: "/api/v1/claims", header: map[string]string{"X-Forwarded-For": "127.0.0.1"}}, http.StatusUnauthorized},
	} {
		if w := c.of(h); w.Code != c.want {
			t.Errorf("%s: %d, want %d: %s", name, w.Code, c.want, w.Body)
		}
	}
	if w := (asked{method: "GET", path: "/incidents?q=a"}).of(h); w.Header().Get("Location") != "/sign-in?next=%2Fincidents%3Fq%3Da" {
		t.Errorf("sent to %s", w.Header().Get("Location"))
	}
	replay := asked{method: "GET", path: "/api/v1/claims", header: map[string]string{"Authorization": "Bearer " + token}}
	if err := s.RevokeToken(kept.ID); err != nil {
		t.Fatal(err)
	}
	if w := replay.of(h); w.Code != http.StatusUnauthorized {
		t.Errorf("a revoked token sent again: %d", w.Code)
	}
}

func basic(name, password string) map[string]string {
	r := httptest.NewRequest("GET", "/", http.NoBody)
	r.SetBasicAuth(name, password)
	return map[string]string{"Authorization": r.Header.Get("Authorization")}
}

func TestSessions(t *testing.T) {
	s := newStore(t)
	h := guarded(t, Options{Store: s})
	cookie, csrf := signedIn(t, h, "one-analyst")
	_, foreign := signedIn(t, h, "one-analyst")
	for name, c := range map[string]struct {
		asked
		want int
	}{
		"reading":                        {asked{method: "GET", path: "/", cookie: cookie}, http.StatusOK},
		"a form":                         {asked{method: "POST", path: "/add", cookie: cookie, form: url.Values{"csrf": {csrf}}}, http.StatusOK},
		"a form without token":           {asked{method: "POST", path: "/add", cookie: cookie, form: url.Values{}}, http.StatusForbidden},
		"another session's token":        {asked{method: "POST", path: "/add", cookie: cookie, form: url.Values{"csrf": {foreign}}}, http.StatusForbidden},
		"the API by cookie only":         {asked{method: "POST", path: "/api/v1/intake", cookie: cookie}, http.StatusForbidden},
		"the API by cookie and a header": {asked{method: "POST", path: "/api/v1/intake", cookie: cookie, header: map[string]string{"X-CSRF-Token": csrf}}, http.StatusOK},
	} {
		if w := c.of(h); w.Code != c.want {
			t.Errorf("%s: %d, want %d: %s", name, w.Code, c.want, w.Body)
		}
	}
	if w := (asked{method: "POST", path: "/sign-out", cookie: cookie, form: url.Values{"csrf": {csrf}}}).of(h); w.Code != http.StatusSeeOther {
		t.Errorf("signing out: %d %s", w.Code, w.Body)
	}
	if w := (asked{method: "GET", path: "/api/v1/claims", cookie: cookie}).of(h); w.Code != http.StatusUnauthorized {
		t.Errorf("the cookie of a session that has ended: %d", w.Code)
	}
}

// TestMultipartFormsAreChecked: a file's form carries the token in a part.
func TestMultipartFormsAreChecked(t *testing.T) {
	s := newStore(t)
	h := guarded(t, Options{Store: s, LargestForm: 4096})
	cookie, csrf := signedIn(t, h, "one-analyst")
	for name, c := range map[string]struct {
		token string
		size  int
		want  int
	}{"with token": {csrf, 10, http.StatusOK}, "without": {"", 10, http.StatusForbidden}, "oversized": {csrf, 8192, http.StatusRequestEntityTooLarge}} {
		var b bytes.Buffer
		parts := multipart.NewWriter(&b)
		file, err := parts.CreateFormFile("file", "a.txt")
		if err != nil {
			t.Fatal(err)
		}
		file.Write(bytes.Repeat([]byte("x"), c.size))
		parts.WriteField("csrf", c.token)
		parts.Close()
		r := httptest.NewRequest("POST", "/add", &b)
		r.Header.Set("Content-Type", parts.FormDataContentType())
		r.AddCookie(cookie)
		w := httptest.NewRecorder()
		if h.ServeHTTP(w, r); w.Code != c.want {
			t.Errorf("%s: %d, want %d", name, w.Code, c.want)
		}
	}
}

func TestReadersCannotWrite(t *testing.T) {
	s := newStore(t)
	h := guarded(t, Options{Store: s})
	cookie, csrf := signedIn(t, h, "one-reader")
	form := url.Values{"csrf": {csrf}, "role": {"admin"}}
	for path, want := range map[string]int{"/add": http.StatusForbidden, "/review": http.StatusForbidden, "/screen": http.StatusOK, "/": http.StatusForbidden} {
		if w := (asked{method: "POST", path: path, cookie: cookie, form: form}).of(h); w.Code != want {
			t.Errorf("%s: %d, want %d", path, w.Code, want)
		}
	}
	deeds, err := s.Deeds(10)
	if err != nil || len(deeds) != 4 || deeds[0].Result != "forbidden" || deeds[3].Action != "sign-in" {
		t.Errorf("the log: %+v, %v", deeds, err)
	}
}

func TestSigningInIsLimited(t *testing.T) {
	s := newStore(t)
	h := guarded(t, Options{Store: s})
	codes := map[int]int{}
	for range 2 * loginsAtOnce {
		w := asked{method: "POST", path: "/sign-in", form: url.Values{"name": {"one-admin"}, "password": {"guess after guess"}}}.of(h)
		codes[w.Code]++
	}
	if codes[http.StatusUnauthorized] < loginsAtOnce || codes[http.StatusTooManyRequests] == 0 {
		t.Errorf("answers by status: %v", codes)
	}
}

func TestRate(t *testing.T) {
	h := guarded(t, Options{Rate: 1})
	codes := map[int]int{}
	for range 50 {
		codes[asked{method: "GET", path: "/"}.of(h).Code]++
	}
	if codes[http.StatusOK] < burstSeconds || codes[http.StatusTooManyRequests] == 0 {
		t.Errorf("answers by status: %v", codes)
	}
}

func TestSignInGoesNowhereElse(t *testing.T) {
	for next, want := range map[string]string{
		"/claims?q=a": "/claims?q=a", "": "/", "https://elsewhere.example/": "/", "//elsewhere.example": "/", `/\elsewhere.example`: "/",
		"javascript:alert(1)": "/", "/a\r\nSet-Cookie: x": "/",
	} {
		if got := localPath(next); got != want {
			t.Errorf("%q leads to %q, want %q", next, got, want)
		}
	}
}

func TestSignInPageEscapes(t *testing.T) {
	h := guarded(t, Options{Store: newStore(t)})
	hostile := `"><script>alert(1)</script>`
	w := asked{method: "POST", path: "/sign-in", form: url.Values{"name": {hostile}, "password": {"x"}, "next": {"/" + hostile}}}.of(h)
	if strings.Contains(w.Body.String(), "<script") {
		t.Error(w.Body)
	}
}

func TestBehindAProxy(t *testing.T) {
	s := newStore(t)
	h := guarded(t, Options{Store: s, BehindProxy: true})
	w := asked{method: "POST", path: "/sign-in", form: url.Values{"name": {"one-admin"}, "password": {goodPassword}},
		header: map[string]string{"X-Forwarded-Proto": "https", "X-Forwarded-For": "6.6.6.6, 198.51.100.7"}}.of(h)
	cookie := w.Result().Cookies()[0]
	if !cookie.Secure || cookie.Name != "__Host-ascribe" || cookie.Path != "/" {
		t.Errorf("cookie %+v", cookie)
	}
	if deeds, _ := s.Deeds(1); len(deeds) != 1 || deeds[0].Address != "198.51.100.7" {
		t.Errorf("the log: %+v", deeds)
	}
}
