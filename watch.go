package ascribe

import "time"

// Watch is a saved question: what is new on an incident, an actor, a victim or a
// source since it was last asked.
type Watch struct {
	ID    string    `json:"id"` // kind and target, such as "incident:al-2022-07"
	Kind  WatchKind `json:"kind"`
	On    string    `json:"on"`   // Incident.ID or Party.Key
	Name  string    `json:"name"` // for people
	Added time.Time `json:"added"`
	Asked time.Time `json:"asked,omitzero"` // when it last answered
	Told  []string  `json:"told,omitempty"` // keys of the news that it has told
}

// WatchKind is what a watch is on.
type WatchKind string

// What can be watched.
const (
	WatchIncident WatchKind = "incident"
	WatchActor    WatchKind = "actor"
	WatchVictim   WatchKind = "victim"
	WatchSource   WatchKind = "source"
)

// WatchKinds lists what can be watched.
func WatchKinds() []WatchKind {
	return []WatchKind{WatchIncident, WatchActor, WatchVictim, WatchSource}
}
