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

// fetch reads an address.
func fetch(ctx context.Context, client *http.Client, address string, o Options) (ascribe.Raw, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil || request.URL.Host == "" {
		return ascribe.Raw{}, problem(ErrNetwork, address, "the address is malformed", err)
	}
	request.Header.Set("User-Agent", agent)
	if o.UserAgent != "" {
		request.Header.Set("User-Agent", o.UserAgent)
	}
	request.Header.Set("Accept", "text/html, text/plain, text/markdown, application/pdf;q=0.9, */*;q=0.5")
	response, err := client.Do(request)
	if err != nil {
		return ascribe.Raw{}, fetchProblem(address, err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return ascribe.Raw{}, problem(ErrStatus, address, "the server answered "+response.Status, nil)
	}
	if response.ContentLength > o.limit() {
		return ascribe.Raw{}, tooLarge(address, o.limit())
	}
	body, err := readLimited(response.Body, address, o.limit())
	if err != nil {
		if named := (*ascribe.Problem)(nil); errors.As(err, &named) && named.Name == ErrTooLarge.Name {
			return ascribe.Raw{}, err
		}
		return ascribe.Raw{}, fetchProblem(address, err)
	}
	return ascribe.Raw{Origin: address, Bytes: body, ContentType: response.Header.Get("Content-Type")}, nil
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
