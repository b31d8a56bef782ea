package prompt

import (
	"encoding/json"
	"maps"
	"slices"

	"ascribe"
)

// Bands are the grades of likelihood, as ascribe.NewLikelihood has them.
func Bands() []string {
	return []string{"remote", "very unlikely", "unlikely", "roughly even", "possible", "likely", "very likely", "almost certain"}
}

type object = map[string]any

// answerSchema is the JSON Schema of an answer, in the subset that services take
// for strict output: every property required, none further, null by type. It is
// made of the root package's lists, so that a new predicate is in it.
func answerSchema() json.RawMessage {
	text, maybe := object{"type": "string"}, object{"type": []string{"string", "null"}}
	party := record(object{"name": text, "text": text})
	claim := record(object{
		"quote": text, "predicate": oneOf(ascribe.Predicates()), "subject": orNull(party), "object": orNull(party), "value": maybe,
		"source": orNull(party), "via": object{"type": "array", "items": party},
		"stance":     oneOf([]ascribe.Stance{ascribe.Asserts, ascribe.Denies, ascribe.Doubts, ascribe.Withholds}),
		"confidence": orNull(record(object{"level": oneOf([]string{"high", "moderate", "low"}), "words": text})),
		"likelihood": orNull(record(object{"band": oneOf(Bands()), "words": text})),
		"hedge":      maybe, "when": maybe, "said": maybe,
	})
	raw, err := json.Marshal(record(object{"claims": object{"type": "array", "items": claim}}))
	if err != nil {
		panic(err) // maps of strings
	}
	return raw
}

// record is an object that has these properties and no others.
func record(properties object) object {
	return object{"type": "object", "properties": properties, "required": slices.Sorted(maps.Keys(properties)), "additionalProperties": false}
}

func orNull(of object) object { return object{"anyOf": []any{of, object{"type": "null"}}} }

func oneOf[T ~string](values []T) object { return object{"type": "string", "enum": values} }
