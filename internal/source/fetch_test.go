package source

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"ascribe"
)

func newServer(t *testing.T) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, "<p>", r.UserAgent())
	})
	mux.HandleFunc("/hop/{n}", func(w http.ResponseWriter, r *http.Request) {
		var n int
		_, _ = fmt.Sscan(r.PathValue("n"), &n)
		to := fmt.Sprintf("/hop/%d", n-1)
		if n <= 1 {
			to = "/page"
		}
		http.Redirect(w, r, to, http.StatusFound)
	})
	mux.HandleFunc("/elsewhere", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "ftp://example.org/", http.StatusFound)
	})
	mux.HandleFunc("/large", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, strings.Repeat("x", 5000)) })
	mux.HandleFunc("/endless", func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			if _, err := fmt.Fprint(w, strings.Repeat("x", 1000)); err != nil {
				return
			}
		}
	})
	mux.HandleFunc("/slow", func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-time.After(5 * time.Second):
		}
	})
	mux.HandleFunc("/cut", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		fmt.Fprint(w, "only this")
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server
}

func TestFetch(t *testing.T) {
	server := newServer(t)
	cases := []struct {
		path string
		want *ascribe.Problem
	}{
		{"/page", nil}, {"/hop/5", nil}, {"/hop/6", ErrRedirects}, {"/elsewhere", ErrScheme}, {"/missing", ErrStatus},
		{"/large", ErrTooLarge}, {"/endless", ErrTooLarge}, {"/slow", ErrTimeout}, {"/cut", ErrNetwork},
	}
	for _, c := range cases {
		t.Run(c.path, func(t *testing.T) {
			o := Options{AllowPrivate: true, Limit: 4096, Timeout: 500 * time.Millisecond, UserAgent: "tester"}
			for raw, err := range Open(context.Background(), []string{server.URL + c.path}, o) {
				if c.want == nil {
					if err != nil || string(raw.Bytes) != "<p>tester" || raw.ContentType != "text/html; charset=utf-8" || raw.Origin != server.URL+c.path {
						t.Errorf("got %q (%s) of %s, error %v", raw.Bytes, raw.ContentType, raw.Origin, err)
					}
					continue
				}
				if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.path) {
					t.Errorf("got %v; want the problem %q that names %s", err, c.want.Name, c.path)
				}
			}
		})
	}
}

// TestPrivateAddressesAreNotDialled asks for this machine by several names,
// directly and by a redirect.
func TestPrivateAddressesAreNotDialled(t *testing.T) {
	server := newServer(t)
	port := server.URL[strings.LastIndex(server.URL, ":"):]
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "0.0.0.0", "[::ffff:127.0.0.1]"} {
		for _, err := range Open(context.Background(), []string{"http://" + host + port + "/page"}, Options{Timeout: 2 * time.Second}) {
			if !errors.Is(err, ErrPrivate) && !errors.Is(err, ErrNetwork) { // no IPv6, no such address
				t.Errorf("%s: got %v; want a refusal", host, err)
			}
			if err != nil && host == "127.0.0.1" && !errors.Is(err, ErrPrivate) {
				t.Errorf("%s: got %v; want the problem %q", host, err, ErrPrivate.Name)
			}
		}
	}
}

func TestIsPublic(t *testing.T) {
	cases := map[string]bool{
		"93.184.215.14": true, "8.8.8.8": true, "2606:2800:21f:cb07:6820:80da:af6b:8b2c": true,
		"127.0.0.1": false, "10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false, "169.254.169.254": false, "100.64.0.1": false,
		"100.127.255.255": false, "100.128.0.1": true, "0.0.0.0": false, "255.255.255.255": false, "224.0.0.1": false, "198.18.0.1": false,
		"192.0.2.1": false, "240.0.0.1": false, "::1": false, "::": false, "fe80::1": false, "fc00::1": false, "fd00:ec2::254": false, "ff02::1": false,
		"::ffff:10.0.0.1": false, "::ffff:8.8.8.8": true, "64:ff9b::7f00:1": false, "64:ff9b::808:808": true, "2002:7f00:1::": false, "2001:db8::1": false,
		"::127.0.0.1": false, "fec0::1": false, "2001::1": false,
	}
	for address, want := range cases {
		if got := IsPublic(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: public %v; want %v", address, got, want)
		}
	}
}
