package review

import (
	"encoding/json"
	"fmt"
	"strings"

	"ascribe"
)

// Value makes the JSON of a claim's field of what a person typed: a name for a
// party (several for lists, divided by semicolons), a day or two divided by a
// slash for a time, "high" for a confidence, "55-80" for a likelihood. Text that
// begins like JSON is taken as it is; nothing, or "none", clears the field.
func Value(field, text string, party func(name string) ascribe.Party) (json.RawMessage, error) {
	text = strings.TrimSpace(text)
	var value any
	var err error
	switch {
	case strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[") || strings.HasPrefix(text, `"`):
		if !json.Valid([]byte(text)) {
			return nil, fmt.Errorf("%w: %s is no JSON", ErrRefused, text)
		}
		return json.RawMessage(text), nil
	case field == "speaks_for" || field == "via":
		value = parties(text, party)
	case none(text) && (field == "value" || field == "hedge"):
		value = ""
	case none(text):
		value = nil
	case field == "source" || field == "subject" || field == "object":
		value = party(text)
	case field == "when" || field == "said":
		value, err = interval(text)
	case field == "confidence":
		value, err = confidence(text)
	case field == "likelihood":
		value, err = likelihood(text)
	default:
		value = text
	}
	if err != nil {
		return nil, err
	}
	return json.Marshal(value)
}

func none(text string) bool { return text == "" || strings.EqualFold(text, "none") }

func parties(text string, party func(string) ascribe.Party) []ascribe.Party {
	out := []ascribe.Party{}
	for _, name := range strings.Split(text, ";") {
		if name = strings.TrimSpace(name); !none(name) {
			out = append(out, party(name))
		}
	}
	return out
}

// interval reads 2022-07-15 or 2022-07-15/2022-07-17, either end left out where open.
func interval(text string) (*ascribe.Interval, error) {
	from, to, two := strings.Cut(text, "/")
	if !two {
		to = from
	}
	out := &ascribe.Interval{}
	for _, end := range []struct {
		text string
		day  *ascribe.Day
	}{{from, &out.From}, {to, &out.To}} {
		if end.text = strings.TrimSpace(end.text); end.text == "" {
			continue
		}
		d, err := ascribe.ParseDay(end.text)
		if err != nil || string(d) != end.text {
			return nil, fmt.Errorf("%w: %q is no day; write 2022-07-15, or 2022-07-15/2022-07-17", ErrRefused, end.text)
		}
		*end.day = d
	}
	return out, nil
}

func confidence(text string) (*ascribe.Confidence, error) {
	c := ascribe.NewConfidence(strings.ToLower(text), "")
	if c == nil {
		return nil, fmt.Errorf("%w: confidence is high, moderate or low", ErrRefused)
	}
	return c, nil
}

func likelihood(text string) (*ascribe.Likelihood, error) {
	var l ascribe.Likelihood
	if n, err := fmt.Sscanf(strings.ReplaceAll(text, "–", "-"), "%d-%d", &l.Low, &l.High); n != 2 || err != nil {
		return nil, fmt.Errorf("%w: likelihood is a range of per cent, such as 55-80", ErrRefused)
	}
	return &l, nil
}
