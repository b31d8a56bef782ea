package model

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// rawParty is a party as a model gives it.
type rawParty struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// rawClaim is a claim as a model gives it: nothing in it is trusted.
type rawClaim struct {
	Quote      string     `json:"quote"`
	Predicate  string     `json:"predicate"`
	Subject    *rawParty  `json:"subject"`
	Object     *rawParty  `json:"object"`
	Value      *string    `json:"value"`
	Source     *rawParty  `json:"source"`
	Via        []rawParty `json:"via"`
	Stance     string     `json:"stance"`
	Confidence *struct {
		Level string `json:"level"`
		Words string `json:"words"`
	} `json:"confidence"`
	Likelihood *struct {
		Band  string `json:"band"`
		Words string `json:"words"`
	} `json:"likelihood"`
	Hedge *string `json:"hedge"`
	When  *string `json:"when"`
	Said  *string `json:"said"`
}

var errMalformed = errors.New("the answer is not the JSON that was asked for")

// mostClaims bounds what one answer may hold: some 3,000 bytes of text have
// seldom more than thirty claims.
const mostClaims = 400

// decode reads an answer: a JSON object with a list "claims", alone or in a code
// fence or behind words. Items that don't have a claim's shape are given apart.
// Of an answer that breaks off the whole items are given, with errMalformed.
func decode(content string) (claims []rawClaim, misshapen []string, err error) {
	start := strings.IndexByte(content, '{')
	if start < 0 {
		return nil, nil, fmt.Errorf("%w: it holds no object", errMalformed)
	}
	decoder := json.NewDecoder(strings.NewReader(content[start:]))
	if list, err := enter(decoder); err != nil || !list {
		return nil, nil, err
	}
	for decoder.More() {
		var item json.RawMessage
		if err := decoder.Decode(&item); err != nil {
			return claims, misshapen, fmt.Errorf("%w: it breaks off in item %d", errMalformed, len(claims)+len(misshapen)+1)
		}
		var c rawClaim
		if err := json.Unmarshal(item, &c); err != nil || item[0] != '{' {
			misshapen = append(misshapen, string(item))
		} else {
			claims = append(claims, c)
		}
		if len(claims)+len(misshapen) >= mostClaims {
			return claims, misshapen, nil
		}
	}
	for range 2 { // the list's end and the object's
		if _, err := decoder.Token(); err != nil {
			return claims, misshapen, fmt.Errorf("%w: it breaks off behind item %d", errMalformed, len(claims)+len(misshapen))
		}
	}
	return claims, misshapen, nil
}

// enter reads up to the first item of the list "claims"; false when null stands
// in its place.
func enter(decoder *json.Decoder) (list bool, err error) {
	if _, err := decoder.Token(); err != nil {
		return false, fmt.Errorf("%w: %w", errMalformed, err)
	}
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return false, fmt.Errorf("%w: %w", errMalformed, err)
		}
		if key == "claims" {
			open, err := decoder.Token()
			if err != nil || open != json.Delim('[') && open != nil {
				return false, fmt.Errorf("%w: claims is no list", errMalformed)
			}
			return open != nil, nil
		}
		var skipped json.RawMessage
		if err := decoder.Decode(&skipped); err != nil {
			return false, fmt.Errorf("%w: %w", errMalformed, err)
		}
	}
	return false, fmt.Errorf("%w: it has no list of claims", errMalformed)
}
