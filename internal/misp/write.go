package misp

import (
	"bufio"
	"crypto/md5" //nolint:gosec // the format of a feed wants it; nothing depends on its strength
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"iter"

	"ascribe/internal/selection"
)

// Events makes an event of each chosen document.
func Events(s *selection.Selection, o Options) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		o.Disputed = s.Disputed
		o.Incidents = map[string][]string{}
		for _, in := range s.Incidents {
			for _, claim := range in.Claims {
				o.Incidents[claim] = append(o.Incidents[claim], in.ID)
			}
		}
		e, err := NewExporter(o)
		if err != nil {
			yield(Event{}, err)
			return
		}
		for d, err := range s.Documents() {
			var event Event
			if err == nil {
				event, err = e.Event(d)
			}
			if !yield(event, err) || err != nil {
				return
			}
		}
		if err := s.Err(); err != nil {
			yield(Event{}, err)
		}
	}
}

// Write writes what was chosen of a ledger as a server answers a search: one
// event a document.
func Write(w io.Writer, s *selection.Selection, o Options) error {
	out := bufio.NewWriterSize(w, 1<<16)
	out.WriteString("{\"response\": [")
	separator := "\n"
	for event, err := range Events(s, o) {
		if err != nil {
			return err
		}
		line, err := Encode(event)
		if err != nil {
			return err
		}
		out.WriteString(separator)
		if _, err := out.Write(line); err != nil {
			return err
		}
		separator = ",\n"
	}
	out.WriteString("\n]}\n")
	return out.Flush()
}

// Encode writes one event as a file of a feed holds it.
func Encode(e Event) ([]byte, error) {
	b, err := json.Marshal(map[string]Event{"Event": e})
	if err != nil {
		return nil, fmt.Errorf("misp: event %s: %w", e.UUID, err)
	}
	return b, nil
}

// Entry is what a feed's manifest says of an event.
type Entry struct {
	Orgc        Org    `json:"Orgc"`
	Tags        []Tag  `json:"Tag"`
	Info        string `json:"info"`
	Date        string `json:"date"`
	Analysis    string `json:"analysis"`
	ThreatLevel string `json:"threat_level_id"`
	Timestamp   string `json:"timestamp"`
}

// Entry is the event's line of the manifest.
func (e Event) Entry() Entry {
	return Entry{e.Orgc, append([]Tag{}, e.Tags...), e.Info, e.Date, e.Analysis, e.ThreatLevel, e.Timestamp}
}

// Hashes are the lines of a feed's hashes.csv: by which values servers look for events.
func (e Event) Hashes() []string {
	var out []string
	for _, o := range e.Objects {
		for _, a := range o.Attributes {
			if a.DisableCorrelation {
				continue
			}
			sum := md5.Sum([]byte(a.Value)) //nolint:gosec // see above
			out = append(out, hex.EncodeToString(sum[:])+","+e.UUID)
		}
	}
	return out
}
