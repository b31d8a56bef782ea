package misp

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// number is a whole number, which MISP writes with and without quotes.
type number int

// UnmarshalJSON reads both.
func (n *number) UnmarshalJSON(raw []byte) error {
	i, err := strconv.Atoi(strings.Trim(string(raw), `"`))
	if err != nil {
		return fmt.Errorf("%s is no whole number", raw)
	}
	*n = number(i)
	return nil
}

// errNotEvents is wrapped where the input is no export of events.
var errNotEvents = errors.New("it is no MISP event")

// Part is one event of an export.
type Part struct {
	Name  string // its UUID
	Bytes []byte // the same event gives the same bytes
}

// Split divides an export into events: one event, a list, or the answer to a
// search. A feed's manifest has none. Events that can't be told are named among
// the errors, the rest is done; an error alone means that the input is no export.
func Split(raw []byte) ([]Part, []error, error) {
	list, err := eventsOf(raw)
	if err != nil {
		return nil, nil, err
	}
	var parts []Part
	var wrong []error
	for i, raw := range list {
		var wrapped struct {
			Event json.RawMessage `json:"Event"`
		}
		if err := json.Unmarshal(raw, &wrapped); err == nil && wrapped.Event != nil {
			raw = wrapped.Event
		}
		var e struct {
			UUID string `json:"uuid"`
			Info string `json:"info"`
		}
		if err := json.Unmarshal(raw, &e); err != nil || e.UUID == "" {
			wrong = append(wrong, fmt.Errorf("event %d has no uuid", i+1))
			continue
		}
		var out bytes.Buffer
		out.WriteString(`{"Event":`)
		if err := json.Compact(&out, raw); err != nil {
			wrong = append(wrong, fmt.Errorf("event %s: %w", e.UUID, err))
			continue
		}
		out.WriteString("}")
		parts = append(parts, Part{Name: e.UUID, Bytes: out.Bytes()})
	}
	return parts, wrong, nil
}

func eventsOf(raw []byte) ([]json.RawMessage, error) {
	raw = bytes.TrimPrefix(bytes.TrimSpace(raw), []byte("\ufeff"))
	var list []json.RawMessage
	if len(raw) > 0 && raw[0] == '[' {
		if err := json.Unmarshal(raw, &list); err != nil {
			return nil, fmt.Errorf("%w: the JSON is broken: %w", errNotEvents, err)
		}
		return list, nil
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return nil, fmt.Errorf("%w: the JSON is broken: %w", errNotEvents, err)
	}
	switch {
	case fields["response"] != nil:
		if err := json.Unmarshal(fields["response"], &list); err != nil {
			return nil, fmt.Errorf("%w: response is no list", errNotEvents)
		}
		return list, nil
	case fields["Event"] != nil, fields["uuid"] != nil && fields["info"] != nil:
		return []json.RawMessage{raw}, nil
	case len(Manifest(raw)) > 0:
		return nil, nil
	}
	return nil, fmt.Errorf("%w: it has neither Event nor response", errNotEvents)
}

// Manifest lists the events that a feed's manifest announces, by UUID; nil where
// the input is no manifest.
func Manifest(raw []byte) []string {
	var entries map[string]struct {
		Info *string `json:"info"`
		Orgc *Org    `json:"Orgc"`
	}
	if json.Unmarshal(raw, &entries) != nil {
		return nil
	}
	var out []string
	for id, e := range entries {
		if e.Info == nil {
			return nil
		}
		out = append(out, id)
	}
	return out
}
