package knowledge

import (
	"cmp"
	"slices"

	"ascribe"
)

// Entry is one entity with everything that sources state of it.
type Entry struct {
	ID      string
	Name    string             // the name shown; also the first of Names
	Type    ascribe.EntityType // the prefix of ID
	Country string             // ISO 3166-1 alpha-2, "" where none applies
	Kind    string             // finer than Type: "intelligence", "vendor", "foreign-ministry" …; tables/kinds.tsv

	Names      []Name
	Statements []Statement
	External   []External
}

// Name is a statement: somebody (Namer) calls an entity so, as a source records.
type Name struct {
	Name     string      `json:"name"`
	Namer    string      `json:"namer,omitempty"` // who uses or coined it, "" where the source does not say
	Kind     NameKind    `json:"kind"`
	Relation string      `json:"relation,omitempty"` // "" for a plain name; "part-of", "overlaps" where the source says less than equal
	Source   string      `json:"source"`
	From     ascribe.Day `json:"from,omitempty"`
	To       ascribe.Day `json:"to,omitempty"`
}

// NameKind says what sort of name a name is.
type NameKind string

// The kinds of names.
const (
	PrimaryName NameKind = "primary" // the source's own heading for the entity
	StrongName  NameKind = "strong"  // a name that stands for the entity on its own
	WeakName    NameKind = "weak"    // short or broad: needs a context that fits
	PersonaName NameKind = "persona" // a front or mask that the entity used
	UnitName    NameKind = "unit"    // a part that is often named for the whole
	FormerName  NameKind = "former"
	DemonymName NameKind = "demonym" // "Albanian", "Albanians" for Albania
	MetonymName NameKind = "metonym" // a building or street for the body in it
)

// NameKinds lists every kind, strongest first.
func NameKinds() []NameKind {
	return []NameKind{PrimaryName, StrongName, FormerName, PersonaName, UnitName, MetonymName, WeakName, DemonymName}
}

// Statement is a relation of the entity to another, or to a plain value, that a
// namer states and a source records. It is no fact of ours.
type Statement struct {
	Relation string      `json:"relation"` // one of Relations
	Object   string      `json:"object,omitempty"`
	Value    string      `json:"value,omitempty"`
	Namer    string      `json:"namer,omitempty"`
	Source   string      `json:"source"`
	From     ascribe.Day `json:"from,omitempty"`
	To       ascribe.Day `json:"to,omitempty"`
}

// The relations of statements.
const (
	PartOf       = "part-of"       // agency → parent body; its voice
	HoldsOffice  = "holds-office"  // person → body, Value the title, dated
	SponsoredBy  = "sponsored-by"  // threat actor → state or body said to sponsor it
	Uses         = "uses"          // actor → malware or tool
	AttributedTo = "attributed-to" // campaign → actor
	Overlaps     = "overlaps"      // actor ↔ actor that a source calls similar, never merged
	Originates   = "originates-in" // actor → state it is said to operate from
	Host         = "host"          // publisher or body → its Internet host (Value)
	StandsFor    = "stands-for"    // place or building → government or body
)

// Relations lists every relation.
func Relations() []string {
	return []string{PartOf, HoldsOffice, SponsoredBy, Uses, AttributedTo, Overlaps, Originates, Host, StandsFor}
}

// External is an id that the entity has elsewhere, such as attack G0007.
type External struct{ Scheme, ID string }

// In reports whether an interval of days holds the day; open ends and an
// unknown day hold.
func In(from, to, day ascribe.Day) bool {
	return day == "" || (from == "" || from <= day) && (to == "" || day <= to)
}

// Entity is the entry in the ledger's own shape: every spelling of a plain name
// is an alias.
func (e *Entry) Entity() ascribe.Entity {
	out := ascribe.Entity{ID: e.ID, Name: e.Name, Type: e.Type, Country: e.Country}
	for _, n := range e.Names {
		if n.Name != e.Name && n.Relation == "" && n.Kind != DemonymName && !slices.Contains(out.Aliases, n.Name) {
			out.Aliases = append(out.Aliases, n.Name)
		}
	}
	for _, x := range e.External {
		if out.External == nil {
			out.External = map[string][]string{}
		}
		out.External[x.Scheme] = append(out.External[x.Scheme], x.ID)
	}
	return out
}

// Compare orders names by kind, then by spelling and namer.
func (n Name) Compare(o Name) int {
	return cmp.Or(cmp.Compare(n.Kind.rank(), o.Kind.rank()), cmp.Compare(n.Name, o.Name), cmp.Compare(n.Namer, o.Namer), cmp.Compare(n.Source, o.Source))
}

func (k NameKind) rank() int { return slices.Index(NameKinds(), k) }
