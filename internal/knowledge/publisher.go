package knowledge

import (
	"net/url"
	"strings"

	"ascribe"
)

// Publisher is somebody who publishes documents.
type Publisher struct {
	Entity  ascribe.Entity
	Kind    string // "state-media", "wire", "trade-press", "newspaper", "broadcaster", "vendor", or a public body's kind
	Country string // ISO 3166-1 alpha-2
}

// Publisher finds a publisher by its name, its host or any address on its host
// (subdomains included), and false when it isn't known.
func (b *Base) Publisher(nameOrHost string) (Publisher, bool) {
	if e, ok := b.byHost(nameOrHost); ok {
		return e.publisher(), true
	}
	for _, name := range imprints(nameOrHost) {
		for _, c := range b.Resolve(name, Query{Types: []ascribe.EntityType{ascribe.Publication, ascribe.Organisation}}) {
			e, _ := b.entry(c.Entity)
			if c.Score > scoreWeak {
				return e.publisher(), true
			}
		}
	}
	return Publisher{}, false
}

func (e *Entry) publisher() Publisher {
	p := Publisher{Entity: e.Entity(), Kind: e.Kind, Country: e.Country}
	if e.Type == ascribe.State {
		p.Kind = "government" // a portal that many bodies share
	}
	return p
}

// imprints gives a publisher's name as it stands, then without what is in
// brackets behind it, then that alone: "Department of X (DOX)".
func imprints(name string) []string {
	out := []string{name}
	if plain, rest, ok := strings.Cut(name, "("); ok {
		inner, _, _ := strings.Cut(rest, ")")
		out = append(out, strings.TrimSpace(plain), inner)
	}
	return out
}

// byHost looks up a host name and, label by label, the domains above it.
func (b *Base) byHost(address string) (*Entry, bool) {
	host := address
	if u, err := url.Parse(address); err == nil && u.Hostname() != "" {
		host = u.Hostname()
	}
	host, _, _ = strings.Cut(strings.ToLower(host), "/")
	for strings.Contains(host, ".") {
		if i, ok := b.hosts[host]; ok {
			return &b.entries[i], true
		}
		_, host, _ = strings.Cut(host, ".")
	}
	return nil, false
}
