package web

import (
	"net/http"
	"slices"

	"ascribe"
	"ascribe/internal/knowledge"
	"ascribe/internal/knowledge/catalogue"
	"ascribe/internal/ledger"
)

// knowledgeView is what is known besides the documents.
type knowledgeView struct {
	Size     ledger.Size         `json:"size"`
	Lists    []catalogue.Version `json:"lists"`
	Missing  []missingList       `json:"missing"` // could be loaded
	Names    int                 `json:"names"`   // entries of the embedded snapshot
	Snapshot string              `json:"snapshot"`
	Types    []typeCount         `json:"types"`
}

type missingList struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

type typeCount struct {
	Type  ascribe.EntityType `json:"type"`
	Count int                `json:"count"`
}

func (s *site) knowledge(r *http.Request) (answer, error) {
	v := knowledgeView{Lists: []catalogue.Version{}, Missing: []missingList{}, Snapshot: knowledge.Version()}
	var err error
	if v.Size, err = s.Size(r.Context()); err != nil {
		return answer{}, err
	}
	if s.Lists != nil {
		if v.Lists, err = s.Lists(); err != nil {
			return answer{}, err
		}
	}
	for _, source := range catalogue.Sources() {
		if !slices.ContainsFunc(v.Lists, func(l catalogue.Version) bool { return l.List == source.ID }) {
			v.Missing = append(v.Missing, missingList{source.ID, source.Title})
		}
	}
	base, err := knowledge.Embedded()
	if err != nil {
		return answer{}, err
	}
	v.Names, v.Types = base.Len(), countTypes(base)
	return answer{Template: "knowledge", Title: "What it knows", Value: v}, nil
}

// countTypes counts the snapshot's entries by type, in the order of the terms.
func countTypes(base *knowledge.Base) []typeCount {
	counts := map[ascribe.EntityType]int{}
	for _, e := range base.Entries() {
		counts[e.Type]++
	}
	var out []typeCount
	for _, t := range ascribe.EntityTypes() {
		if counts[t] > 0 {
			out = append(out, typeCount{t, counts[t]})
		}
	}
	return out
}
