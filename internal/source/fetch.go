package source

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"

	"ascribe"
)

const (
	mostRedirects  = 5
	agent          = "ascribe/1 (+reader of public documents)"
	dialTimeout    = 10 * time.Second
	largestHeaders = 1 << 20 // bytes
)

var (
	errRedirects = errors.New("too many redirects")
	errScheme    = errors.New("redirect to another scheme")
)

// newClient makes a client that dials public addresses only (unless allowed),
// follows few redirects, and uses no proxy then, which would dial in its stead.
// Addresses are checked when they are dialled, after the name was resolved, so
// that a name can't resolve to one address for the check and to another after.
func newClient(o Options) *http.Client {
	dialer := &net.Dialer{Timeout: dialTimeout}
	proxy := http.ProxyFromEnvironment // as a rule at a private address
	if !o.AllowPrivate {
		proxy = nil
		dialer.Control = func(_, address string, _ syscall.RawConn) error { return checkDial(address) }
	}
	return &http.Client{
		Timeout: o.timeout(),
		Transport: &http.Transport{Proxy: proxy, DialContext: dialer.DialContext, TLSHandshakeTimeout: dialTimeout, ForceAttemptHTTP2: true,
			MaxResponseHeaderBytes: largestHeaders, IdleConnTimeout: o.timeout()},
		CheckRedirect: func(r *http.Request, via []*http.Request) error {
			switch {
			case len(via) > mostRedirects:
				return errRedirects
			case !IsAddress(r.URL.String()):
				return errScheme
			default:
				return nil
			}
		},
	}
}

// checkDial refuses an address that is about to be dialled unless it is public.
func checkDial(address string) error {
	dialled, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	if !IsPublic(dialled.Addr()) {
		return privateAddressError{dialled.Addr()}
	}
	return nil
}

// privateAddressError says which address was not dialled.
type privateAddressError struct{ address netip.Addr }

func (e privateAddressError) Error() string { return "private address " + e.address.String() }

// Fetched is what a server answered.
type Fetched struct {
	Status int
	Header http.Header
	Body   []byte
}

// Fetcher gets addresses with the guards of Open. It is safe for concurrent use.
type Fetcher struct {
	client *http.Client
	o      Options
}

// NewFetcher makes a fetcher.
func NewFetcher(o Options) *Fetcher { return &Fetcher{newClient(o), o} }

// Get asks for an address with further header lines, and gives whatever is
// answered. Its error is an *ascribe.Problem.
func (f *Fetcher) Get(ctx context.Context, address string, header map[string]string) (Fetched, error) {
	return get(ctx, f.client, address, f.o, header)
}

// Document reads an address as Open does.
func (f *Fetcher) Document(ctx context.Context, address string) (ascribe.Raw, error) {
	return read(ctx, f.client, Input{Address, address}, f.o)
}

// fetch reads an address.
func fetch(ctx context.Context, client *http.Client, address string, o Options) (ascribe.Raw, error) {
	got, err := get(ctx, client, address, o, map[string]string{"Accept": "text/html, text/plain, text/markdown, application/pdf;q=0.9, */*;q=0.5"})
	if err != nil {
		return ascribe.Raw{}, err
	}
	if got.Status != http.StatusOK {
		return ascribe.Raw{}, problem(ErrStatus, address, fmt.Sprintf("the server answered %d %s", got.Status, http.StatusText(got.Status)), nil)
	}
	return ascribe.Raw{Origin: address, Bytes: got.Body, ContentType: got.Header.Get("Content-Type")}, nil
}

// get asks for an address.
func get(ctx context.Context, client *http.Client, address string, o Options, header map[string]string) (Fetched, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil || request.URL.Host == "" {
		return Fetched{}, problem(ErrNetwork, address, "the address is malformed", err)
	}
	request.Header.Set("User-Agent", agent)
	if o.UserAgent != "" {
		request.Header.Set("User-Agent", o.UserAgent)
	}
	for name, value := range header {
		request.Header.Set(name, value)
	}
	response, err := client.Do(request)
	if err != nil {
		return Fetched{}, fetchProblem(address, err)
	}
	defer response.Body.Close()
	got := Fetched{Status: response.StatusCode, Header: response.Header}
	if response.ContentLength > o.limit() {
		return got, tooLarge(address, o.limit())
	}
	if got.Body, err = readLimited(response.Body, address, o.limit()); err != nil {
		if named := (*ascribe.Problem)(nil); errors.As(err, &named) && named.Name == ErrTooLarge.Name {
			return got, err
		}
		return got, fetchProblem(address, err)
	}
	return got, nil
}

// fetchProblem names what went wrong on the way to an address.
func fetchProblem(address string, err error) error {
	var timeout interface{ Timeout() bool }
	var private privateAddressError
	switch {
	case errors.As(err, &private):
		return problem(ErrPrivate, address, "it leads to an address of a private network or of this machine ("+private.address.String()+")", err)
	case errors.Is(err, errRedirects):
		return problem(ErrRedirects, address, fmt.Sprintf("it redirects more than %d times", mostRedirects), err)
	case errors.Is(err, errScheme):
		return problem(ErrScheme, address, "it redirects to something that is not http or https", err)
	case errors.As(err, &timeout) && timeout.Timeout():
		return problem(ErrTimeout, address, "", err)
	default:
		return problem(ErrNetwork, address, "the server can't be reached ("+innermost(err).Error()+")", err)
	}
}

// innermost drops the wrappings that repeat the address.
func innermost(err error) error {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		return wrapped.Err
	}
	return err
}
