package misp

import (
	"encoding/json"
	"strings"
	"time"

	"ascribe"
)

// text is a value that servers write as a string, a number or a truth.
type text string

// UnmarshalJSON reads all of them.
func (t *text) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] == '"' {
		var s string
		err := json.Unmarshal(raw, &s)
		*t = text(s)
		return err
	}
	*t = text(strings.TrimSpace(string(raw)))
	if *t == "null" {
		*t = ""
	}
	return nil
}

// foundEvent is an event as it was found. Its parts are read one by one, so that a
// broken one spoils no other.
type foundEvent struct {
	UUID       string            `json:"uuid"`
	Info       text              `json:"info"`
	Date       text              `json:"date"`
	Timestamp  text              `json:"timestamp"`
	Orgc       Org               `json:"Orgc"`
	Tags       []Tag             `json:"Tag"`
	Galaxies   []foundGalaxy     `json:"Galaxy"`
	Attributes []json.RawMessage `json:"Attribute"`
	Objects    []json.RawMessage `json:"Object"`
	Reports    []json.RawMessage `json:"EventReport"`
	foundAnalystData
}

type foundAttribute struct {
	UUID      string        `json:"uuid"`
	Type      string        `json:"type"`
	Category  string        `json:"category"`
	Value     text          `json:"value"`
	Relation  string        `json:"object_relation"`
	Comment   text          `json:"comment"`
	Timestamp text          `json:"timestamp"`
	FirstSeen text          `json:"first_seen"`
	LastSeen  text          `json:"last_seen"`
	Deleted   text          `json:"deleted"`
	Tags      []Tag         `json:"Tag"`
	Galaxies  []foundGalaxy `json:"Galaxy"`
	foundAnalystData
}

type foundObject struct {
	UUID       string           `json:"uuid"`
	Name       string           `json:"name"`
	Deleted    text             `json:"deleted"`
	Comment    text             `json:"comment"`
	Attributes []foundAttribute `json:"Attribute"`
	foundAnalystData
}

type foundGalaxy struct {
	Type     string         `json:"type"`
	Clusters []foundCluster `json:"GalaxyCluster"`
}

type foundCluster struct {
	UUID  string `json:"uuid"`
	Type  string `json:"type"`
	Value string `json:"value"`
	Tag   string `json:"tag_name"`
}

type foundReport struct {
	Name    text `json:"name"`
	Content text `json:"content"`
}

type foundAnalystData struct {
	Notes    []foundNote    `json:"Note"`
	Opinions []foundOpinion `json:"Opinion"`
}

type foundNote struct {
	Note text `json:"note"`
}

type foundOpinion struct {
	UUID       string `json:"uuid"`
	ObjectUUID string `json:"object_uuid"`
	Authors    text   `json:"authors"`
	Created    text   `json:"created"`
	Opinion    number `json:"opinion"`
	Comment    text   `json:"comment"`
	Orgc       Org    `json:"Orgc"`
}

// gone reports whether a part was deleted.
func gone(deleted text) bool { return deleted == "true" || deleted == "1" }

// dayOf is the day of a date, a timestamp, or seconds since 1970; "" of anything else.
func dayOf(when text) ascribe.Day {
	if d, err := ascribe.ParseDay(string(when)); err == nil {
		return d
	}
	var seconds int64
	if json.Unmarshal([]byte(when), &seconds) != nil || seconds <= 0 || seconds > 1<<40 {
		return ""
	}
	return ascribe.DayOf(time.Unix(seconds, 0))
}
