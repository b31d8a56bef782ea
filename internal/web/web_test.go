package web

import (
	"encoding/json"
	"errors"
	"flag"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

var update = flag.Bool("update", false, "write the goldens anew")

func TestPagesAreAsTheyWere(t *testing.T) {
	f := newFixture(t, plainWords())
	h := handler(t, f, offered(t, f, plainWords()))
	pages := addresses(t, f)
	delete(pages, "knowledge") // its figures are those of the embedded names
	for name, address := range pages {
		t.Run(name, func(t *testing.T) {
			address, _, _ := strings.Cut(address, "#")
			for ext, accept := range map[string]string{".html": "text/html", ".json": "application/json"} {
				got := body(t, get(t, h, address, "Accept", accept))
				golden := filepath.Join("testdata", name+ext)
				if *update {
					if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(golden)
				if err != nil {
					t.Fatal(err)
				}
				if got != string(want) {
					t.Errorf("%s differs from %s (go test -update writes it anew):\n%s", address, golden, got)
				}
			}
		})
	}
}

// hostileWords try to get out of text, attributes, addresses and headers.
func hostileWords() words {
	const evil = `"><script>alert(1)</script><img src=x onerror=alert(2)>'--><style>*{}</style>`
	return words{title: evil + " title", publisher: evil, byline: evil, url: "javascript:alert(3)", file: evil + ".html",
		first: evil + " first sentence.", second: "second " + evil, advert: evil, group: evil + "group", state: "state" + evil, why: evil + "\x00\u2028"}
}

func TestNothingFromOutsideIsMarkup(t *testing.T) {
	f := newFixture(t, hostileWords())
	h := handler(t, f, offered(t, f, hostileWords()))
	for name, address := range addresses(t, f) {
		t.Run(name, func(t *testing.T) {
			harmless(t, body(t, get(t, h, address+"&q="+url.QueryEscape(`"><script>alert(1)</script>`))))
		})
		t.Run(name+" plain", func(t *testing.T) { harmless(t, body(t, get(t, h, address))) })
	}
	w := get(t, h, "/search?q="+url.QueryEscape(`<script>alert(1)</script> harbour`))
	harmless(t, body(t, w))
}

// harmless fails on elements and attributes that only hostile words can bring,
// and on elements that are not closed.
func harmless(t *testing.T, page string) {
	t.Helper()
	var open []string
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				t.Errorf("not closed: %v", open)
			}
			return
		case html.StartTagToken:
			token := z.Token()
			check(t, token)
			if !void(token.Data) {
				open = append(open, token.Data)
			}
		case html.SelfClosingTagToken:
			check(t, z.Token())
		case html.EndTagToken:
			name := z.Token().Data
			if len(open) == 0 || open[len(open)-1] != name {
				t.Fatalf("</%s> closes %v", name, open)
			}
			open = open[:len(open)-1]
		}
	}
}

func void(element string) bool {
	return strings.Contains(" meta link input img br hr wbr ", " "+element+" ")
}

func check(t *testing.T, token html.Token) {
	t.Helper()
	if src := attribute(token, "src"); token.Data == "script" && strings.HasPrefix(src, "/static/") && !strings.Contains(src, "..") {
		return
	}
	if strings.Contains(" script style img iframe object embed base ", " "+token.Data+" ") {
		t.Errorf("element %s", token)
	}
	for _, a := range token.Attr {
		if strings.HasPrefix(a.Key, "on") || a.Key == "style" {
			t.Errorf("attribute %s in %s", a.Key, token)
		}
		if a.Key != "href" && a.Key != "src" && a.Key != "action" {
			continue
		}
		u, err := url.Parse(a.Val)
		if err != nil || u.Scheme != "" && u.Scheme != "https" && u.Scheme != "http" {
			t.Errorf("address %q: %v", a.Val, err)
		}
	}
}

func attribute(token html.Token, name string) string {
	for _, a := range token.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// TestEveryLinkLeadsSomewhere follows all links from the first page.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	t.Run("plain", func(t *testing.T) {
		follow(t, everything(t, plainWords()))
	})
	t.Run("hostile", func(t *testing.T) {
		follow(t, everything(t, hostileWords()))
	})
}

func follow(t *testing.T, h http.Handler) {
	pages := map[string]string{} // address without fragment → contents
	queue := [][2]string{{"/", "the start"}}
	var fragments [][3]string
	for len(queue) > 0 {
		address, from := queue[0][0], queue[0][1]
		queue = queue[1:]
		path, fragment, _ := strings.Cut(address, "#")
		if fragment != "" {
			fragments = append(fragments, [3]string{path, fragment, from})
		}
		if _, seen := pages[path]; seen {
			continue
		}
		w := get(t, h, path)
		pages[path] = body(t, w)
		if w.Code != http.StatusOK {
			t.Errorf("%s (linked from %s) answers %d", path, from, w.Code)
		}
		if !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			continue
		}
		for _, link := range links(pages[path]) {
			if strings.HasPrefix(link, "#") {
				link = path + link
			}
			if strings.HasPrefix(link, "/") {
				queue = append(queue, [2]string{link, path})
			}
		}
	}
	for _, f := range fragments {
		if id := f[1]; id != "closed" && !strings.Contains(pages[f[0]], `id="`+id+`"`) {
			t.Errorf("%s has no #%s (linked from %s)", f[0], id, f[2])
		}
	}
	if len(pages) < 20 {
		t.Errorf("only %d pages were found", len(pages))
	}
}

func links(page string) []string {
	var out []string
	z := html.NewTokenizer(strings.NewReader(page))
	for z.Next() != html.ErrorToken {
		for _, a := range z.Token().Attr {
			if a.Key == "href" {
				out = append(out, a.Val)
			}
		}
	}
	return out
}

func TestAnswers(t *testing.T) {
	f := newFixture(t, plainWords())
	h := handler(t, f, offered(t, f, plainWords()))
	for _, test := range []struct {
		address string
		status  int
		says    string
	}{
		{"/incidents/zz-2000-01", 404, "Not in this ledger"},
		{"/documents/doc-0", 404, "Not in this ledger"},
		{"/documents/doc-0/original", 404, "Not in this ledger"},
		{"/claims/claim-0", 404, "Not in this ledger"},
		{"/parties/state:zz", 404, "Not in this ledger"},
		{"/statement", 404, "Not in this ledger"},
		{"/statement?key=x", 404, "Not in this ledger"},
		{"/incidents/xa-2024-05?as-of=yesterday", 400, "is not a day"},
		{"/claims?as-of=2024-05-04T00:00:00Z", 400, "is not a day"},
		{"/claims?certainty=much", 400, "not a number"},
		{"/claims?cursor=x", 400, "invalid page cursor"},
		{"/claims?q=-nothing", 400, "no word to look for"},
		{"/search?q=%22", 200, "Nothing in this ledger fits"},
		{"/search", 200, "Type some words"},
		{"/claims?predicate=loved", 200, "No claim fits"},
		{"/incidents?q=zzz", 200, "No incident fits"},
		{"/documents?q=zzz", 200, "No document fits"},
		{"/incidents/xa-2024-05/dossier.md", 200, "# "},
		{"/incidents/xa-2024-05/dossier.txt?as-of=2024-05-03", 200, "IN SHORT"},
		{"/incidents/xa-2024-05/dossier.md?as-of=x", 400, "is not a day"},
		{"/incidents/zz/dossier.txt", 404, "Not in this ledger"},
		{"/healthz", 200, "ok"},
		{"/static/style.css", 200, "prefers-color-scheme"},
		{"/static/nothing.js", 404, ""},
		{"/static/../web.go", 404, ""},
	} {
		w := get(t, h, test.address)
		if got := body(t, w); w.Code != test.status && w.Code != http.StatusTemporaryRedirect && w.Code != http.StatusMovedPermanently || !strings.Contains(got, test.says) {
			t.Errorf("%s answers %d, want %d with %q:\n%s", test.address, w.Code, test.status, test.says, got)
		}
	}
}

func TestJSON(t *testing.T) {
	f := newFixture(t, plainWords())
	h := handler(t, f, offered(t, f, plainWords()))
	const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.5,*/*;q=0.8"
	for _, test := range []struct{ address, accept, media string }{
		{"/claims", "application/json", "application/json"},
		{"/claims?format=json", browser, "application/json"},
		{"/claims", browser, "text/html; charset=utf-8"},
		{"/claims?format=html", "application/json", "text/html; charset=utf-8"},
		{"/claims", "", "text/html; charset=utf-8"},
		{"/nowhere", "application/json", "application/problem+json"},
	} {
		w := get(t, h, test.address, "Accept", test.accept)
		media := w.Header().Get("Content-Type")
		if media != test.media || w.Header().Get("Vary") != "Accept" {
			t.Errorf("%s for %q is %s, want %s", test.address, test.accept, media, test.media)
		}
		if strings.HasSuffix(media, "json") && !json.Valid(w.Body.Bytes()) {
			t.Errorf("%s is not JSON: %s", test.address, w.Body)
		}
	}
}

func TestHeaders(t *testing.T) {
	f := newFixture(t, plainWords())
	h := handler(t, f, offered(t, f, plainWords()))
	for _, address := range append([]string{"/static/style.css", "/healthz"}, addresses(t, f)["document"]+"/original", addresses(t, f)["document"]) {
		head := get(t, h, address).Header()
		if csp := head.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: policy is %q", address, csp)
		}
		if head.Get("X-Content-Type-Options") != "nosniff" || head.Get("Referrer-Policy") != "no-referrer" {
			t.Errorf("%s: headers are %v", address, head)
		}
	}
}

func TestOriginalIsNeverAPage(t *testing.T) {
	f := newFixture(t, hostileWords())
	h := handler(t, f, offered(t, f, plainWords()))
	w := get(t, h, addresses(t, f)["document"]+"/original", "Accept", "text/html")
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/octet-stream" ||
		!strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment") || !strings.Contains(w.Header().Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("answers %d with %v", w.Code, w.Header())
	}
	if !strings.HasPrefix(body(t, w), "<html>") {
		t.Error("the bytes are not the original's")
	}
}

func TestOnlyReading(t *testing.T) {
	h := everything(t, plainWords())
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), method, "/claims", strings.NewReader("x")))
		if w.Code != http.StatusMethodNotAllowed {
			t.Errorf("%s answers %d", method, w.Code)
		}
	}
}

func TestHosts(t *testing.T) {
	h := handler(t, newFixture(t, plainWords()), Options{Hosts: []string{"localhost", "127.0.0.1", "::1"}})
	for host, want := range map[string]int{
		"localhost": 200, "LOCALHOST:8000": 200, "127.0.0.1:1": 200, "[::1]:80": 200, "evil.example": 421, "localhost.evil.example:80": 421, "": 421,
	} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
		r.Host = host
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("host %q: %d, want %d", host, w.Code, want)
		}
	}
}

func TestFailureIsNotShown(t *testing.T) {
	f := newFixture(t, plainWords())
	f.broken = errors.New("disk of the secret server is gone")
	w := get(t, handler(t, f, offered(t, f, plainWords())), "/incidents/xa-2024-05")
	if got := body(t, w); w.Code != http.StatusInternalServerError || strings.Contains(got, "secret") {
		t.Errorf("answers %d: %s", w.Code, got)
	}
}
