package claim

import (
	"strings"

	"ascribe/internal/knowledge"
)

// roleClasses says which classes of party may fill a role. A name that nothing
// is known of ("name") may fill any that lists it.
var roleClasses = map[string][]string{
	"doer":      {"threat-actor", "actor", "state", "organisation", "person", "campaign", "event", "malware", "body", "people", "name", "state-noun", "firm"},
	"harmer":    {"threat-actor", "actor", "state", "organisation", "person", "campaign", "event", "malware", "tool", "body", "people", "name"},
	"user":      {"threat-actor", "actor", "state", "campaign", "event", "malware", "person", "name"},
	"victim":    {"state", "organisation", "person", "place", "publication", "body", "firm", "people", "asset", "service", "name", "state-noun", "sector"},
	"maker":     {"threat-actor", "actor", "state", "campaign", "organisation", "firm", "person", "name"},
	"holder":    {"threat-actor", "actor", "person", "people", "name"},
	"carrier":   {"bait", "malware"},
	"malcode":   {"malware"},
	"happening": {"event", "campaign"},
	"post":      {"state", "organisation", "body", "threat-actor", "actor", "state-noun"},
	"alike":     {"malware", "tool", "threat-actor", "actor", "campaign", "event", "technique", "weaponry", "name", "aspect"},
	"conduit":   {"bait", "infra"},
	"intruder":  {"threat-actor", "actor", "campaign", "event", "malware", "person", "name"},
	"means":     {"malware", "tool", "technique", "means", "event", "campaign", "name", "asset", "thing", "data"},
	"gear":      {"malware", "tool", "technique", "means", "campaign", "infra", "weaponry", "name"},
	"power":     {"state", "organisation", "person", "body", "people", "threat-actor", "actor", "name", "firm", "state-noun"},
	"member":    {"threat-actor", "actor", "campaign", "event", "malware", "person", "people", "name", "organisation", "firm", "body"},
	"band":      {"threat-actor", "actor", "organisation", "body", "name", "campaign", "event", "malware"},
	"linkable":  {"threat-actor", "actor", "event", "campaign", "malware", "tool", "means", "person", "people", "name", "organisation", "asset"},
	"person":    {"person", "people", "threat-actor", "actor", "name", "organisation"},
	"name":      {"threat-actor", "malware", "organisation", "person", "campaign", "tool", "name"},
	"data":      {"data"},
	"service":   {"service", "asset"},
	"actor":     {"threat-actor", "actor"},
	"actorish":  {"threat-actor", "actor", "campaign", "event", "malware"},
	"malware":   {"malware", "tool"},
	"authority": {"state", "organisation", "body", "firm", "person", "people", "name", "state-noun"},
	"proxy":     {"threat-actor", "actor", "organisation", "person", "campaign", "people", "name", "firm", "body"},
	"chief":     {"person", "people"},
	"enemy":     {"malware", "threat-actor", "actor", "infra"},
	"weapon":    {"malware", "tool", "technique", "weaponry"},
	"asset":     {"asset", "data"},
	"state":     {"state", "body", "organisation"},
	"people":    {"person", "people", "actor"},
	"event":     {"event", "campaign"},
	"firmlike":  {"organisation", "firm", "body", "name"},
	"public":    {"state", "body"}, // and public organisations
	"envoy":     {"envoy"},
	"ally":      {"ally", "state", "body"},
	"defender":  {"organisation", "firm", "body", "state", "people"},
}

// services are the kinds of public body that run operations of their own.
var services = map[string]bool{"intelligence": true, "military": true, "security": true, "signals-intelligence": true, "cyber-command": true, "armed-forces": true, "paramilitary": true}

// accepts reports whether a party may fill a role.
func (r *reader) accepts(role string, c candidate) bool {
	if role == "any" {
		return true
	}
	if role == "user" || role == "doer" || role == "harmer" || role == "actorish" || role == "maker" || role == "proxy" {
		if r.reports(c) {
			return false
		}
	}
	if (role == "means" || role == "gear" || role == "weapon") && (!c.named || c.coined) && c.ID == "" && r.tainted(&c) {
		return true // whatever is fake, stolen or booby-trapped
	}
	if role == "public" {
		return c.is(roleClasses[role]...) || c.ID != "" && (knowledge.PublicKind(r.Base.Kind(c.ID)) || r.Base.Kind(c.ID) == "international")
	}
	if role == "user" && c.is("organisation") && services[r.Base.Kind(c.ID)] {
		return true
	}
	if role == "victim" && c.is("thing") && r.t.Tokens[max(0, c.head)].XPOS == "NNS" {
		return true // a plural that no class knows: a kind of people, bodies or systems
	}
	return c.is(roleClasses[role]...) && strings.TrimSpace(c.Name) != ""
}

// reports reports whether a party is one that watches and tells rather than
// does: a publisher, a security vendor, the document's own publisher.
func (r *reader) reports(c candidate) bool {
	return c.is("publication", "speaker") || c.ID != "" && (c.ID == r.publisher.ID || r.Base.Kind(c.ID) == "vendor")
}
