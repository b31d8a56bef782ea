// Package chat asks a language model over the OpenAI-compatible chat API, which
// hosted services, Ollama, vLLM and llama.cpp speak.
//
// Client.Ask sends one question and gives the answer. It waits for its turn
// (requests at once, requests a minute), tries again where that may help (429,
// 5xx, time-outs, broken connections) and says what is wrong where it won't. The
// key is sent to the one endpoint that was named, and stands in no error and no log.
package chat

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"ascribe"
)

// Defaults of Options.
const (
	DefaultTimeout  = 3 * time.Minute
	DefaultAttempts = 4
	DefaultAtOnce   = 2
)

// What can be wrong with asking.
var (
	ErrEndpoint = &ascribe.Problem{Name: "endpoint", Why: "the address of the model's endpoint is wrong",
		Do: "give the base address of an OpenAI-compatible service, such as http://localhost:11434/v1"}
	ErrRefused = &ascribe.Problem{Name: "refused", Why: "the model's endpoint refuses the request",
		Do: "check the address, the model's name and the key"}
	ErrUnanswered = &ascribe.Problem{Name: "unanswered", Why: "the model's endpoint does not answer as it should",
		Do: "run the same command again later; answers that came are kept"}
)

// Options say whom to ask and how. URL and Model are needed.
type Options struct {
	URL      string        // base address, such as http://localhost:11434/v1
	Model    string        // the endpoint's name of the model
	Key      string        // bearer token, "" for none
	Timeout  time.Duration // for one attempt; 0 is DefaultTimeout
	Attempts int           // at most; 0 is DefaultAttempts
	AtOnce   int           // requests at once; 0 is DefaultAtOnce
	PerMin   int           // requests a minute; 0 is no bound

	Wait func(ctx context.Context, d time.Duration) error // nil waits by the clock
}

// Request is one question.
type Request struct {
	System    string
	User      string
	Schema    json.RawMessage // JSON Schema that the answer must fit
	MaxTokens int             // of the answer
}

// Answer is what a model said.
type Answer struct {
	Content string `json:"content"`
	Cut     bool   `json:"cut,omitempty"`   // it ran into MaxTokens
	Model   string `json:"model,omitempty"` // as the endpoint names it
	Usage   Usage  `json:"usage"`
}

// Usage counts tokens as the endpoint does; zero where it doesn't say.
type Usage struct {
	In  int `json:"in"`
	Out int `json:"out"`
}

// Client asks one endpoint. It is safe for concurrent use.
type Client struct {
	options Options
	address string
	http    *http.Client
	turns   turns
	wanted  wanted
}

// New checks the options. It sends nothing.
func New(o Options) (*Client, error) {
	base, err := url.Parse(strings.TrimSuffix(o.URL, "/"))
	switch {
	case err != nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https":
		return nil, problem(ErrEndpoint, o.URL, "", err)
	case base.User != nil:
		return nil, problem(ErrEndpoint, base.Host, "the address holds a user's name or password; give a key in the environment instead", nil)
	case o.Model == "":
		return nil, problem(ErrEndpoint, o.URL, "no model is named", nil)
	case o.Key != "" && base.Scheme == "http" && !near(base.Hostname()):
		return nil, problem(ErrEndpoint, o.URL, "a key would be sent in the clear; use https", nil)
	}
	c := &Client{options: o, address: base.String() + "/chat/completions"}
	c.http = &http.Client{
		Timeout:       orDefault(o.Timeout, DefaultTimeout),
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, // text goes where it was told, nowhere else
	}
	c.options.Attempts = orDefault(o.Attempts, DefaultAttempts)
	if c.options.Wait == nil {
		c.options.Wait = wait
	}
	c.turns = newTurns(orDefault(o.AtOnce, DefaultAtOnce), o.PerMin, c.options.Wait)
	return c, nil
}

// Host is the endpoint's host, for messages.
func (c *Client) Host() string {
	u, _ := url.Parse(c.address)
	return u.Host
}

// near reports whether a host is this machine or in a private network.
func near(host string) bool {
	if host == "localhost" || !strings.Contains(host, ".") && !strings.Contains(host, ":") {
		return true
	}
	a, err := netip.ParseAddr(host)
	return err == nil && (a.IsLoopback() || a.IsPrivate() || a.IsLinkLocalUnicast())
}

func orDefault[T comparable](value, otherwise T) T {
	var none T
	if value == none {
		return otherwise
	}
	return value
}

func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

func problem(like *ascribe.Problem, input, why string, cause error) error {
	p := *like
	p.Input, p.Cause = input, cause
	if why != "" {
		p.Why = why
	}
	return &p
}

// transient reports whether asking again may help.
func transient(err error) bool {
	var network net.Error
	return errors.As(err, &network) || errors.Is(err, errBroken)
}

var errBroken = errors.New("the answer breaks off")

func statusWords(code int, said string) string {
	words := fmt.Sprintf("the endpoint answered %d %s", code, http.StatusText(code))
	if said != "" {
		words += ": " + said
	}
	return words
}
