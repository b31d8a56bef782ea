package ascribe

import "slices"

// Predicate is the relation of a statement. Directions are fixed: see the table
// in docs/terms.md.
type Predicate string

// The fourteen predicates.
const (
	Attacked        Predicate = "attacked"         // perpetrator → victim
	Affected        Predicate = "affected"         // perpetrator → asset, service or data
	Sponsors        Predicate = "sponsors"         // state or organisation → proxy
	AffiliatedWith  Predicate = "affiliated-with"  // group or person → organisation or state
	SameAs          Predicate = "same-as"          // name → the name it equals
	Used            Predicate = "used"             // actor → tool, malware, infrastructure, technique
	Resembles       Predicate = "resembles"        // incident, actor, tool → the one it resembles
	MotivatedBy     Predicate = "motivated-by"     // actor → whom or what it answers
	Sanctioned      Predicate = "sanctioned"       // authority → designated party
	Responded       Predicate = "responded"        // state or organisation → whom it answers
	Condemned       Predicate = "condemned"        // source → party or act
	Charged         Predicate = "charged"          // authority → person or group
	Threatened      Predicate = "threatened"       // actor → party
	OtherAccusation Predicate = "other-accusation" // accused → the one said to be wronged
)

// Predicates lists every predicate in the codebook's order.
func Predicates() []Predicate {
	return []Predicate{Attacked, Affected, Sponsors, AffiliatedWith, SameAs, Used, Resembles, MotivatedBy,
		Sanctioned, Responded, Condemned, Charged, Threatened, OtherAccusation}
}

// Valid reports whether p is one of the codebook's predicates.
func (p Predicate) Valid() bool { return slices.Contains(Predicates(), p) }

// Values lists the values a predicate may carry; nil means free text or none.
func (p Predicate) Values() []string {
	switch p {
	case Attacked:
		return []string{"wiper", "ransomware", "ddos", "espionage", "phishing", "defacement", "hack-and-leak", "sabotage", "intrusion", "influence"}
	case Affected:
		return []string{"disrupted", "suspended", "destroyed", "encrypted", "exfiltrated", "leaked", "defaced", "infected", "falsified", "unaffected", "restored", "damage-assessed"}
	case Sponsors:
		return []string{"directed", "trained", "equipped", "funded", "hosted", "tasked"}
	case AffiliatedWith:
		return []string{"part-of", "linked", "leads", "works-for"}
	case Resembles:
		return []string{"code", "infrastructure", "tactics", "messaging", "targeting"}
	case MotivatedBy:
		return []string{"retaliation", "espionage", "financial", "influence", "coercion", "sabotage"}
	case Responded:
		return []string{"severed-relations", "expelled-diplomats", "summoned-ambassador", "recalled-ambassador", "demarche",
			"called-for-accountability", "notified-allies", "offered-assistance", "launched-investigation", "takedown", "cyber-operation"}
	case Charged:
		return []string{"indicted", "arrested", "convicted", "reward-offered"}
	default:
		return nil
	}
}

// Allows reports whether a statement of this predicate may carry the value.
// No value is always allowed.
func (p Predicate) Allows(value string) bool {
	return value == "" || p.Values() == nil || slices.Contains(p.Values(), value)
}
