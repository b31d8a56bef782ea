package api

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"ascribe"
	"ascribe/internal/knowledge/catalogue"
	"ascribe/internal/knowledge/designation"
	"ascribe/internal/knowledge/screening"
	"ascribe/internal/ledger"
)

// Question is what can be asked of one name.
type Question struct {
	Name    string   `json:"name" minLength:"1" maxLength:"500" doc:"A name in any script."`
	Types   []string `json:"types,omitempty" enum:"person,organisation,vessel,aircraft" doc:"What it may be; any where none is named."`
	Lists   []string `json:"lists,omitempty" maxItems:"20" doc:"Ids of lists to look in; all where none is named."`
	AsOf    string   `json:"as_of,omitempty" format:"date" doc:"How it stood on that day."`
	Min     float64  `json:"min,omitempty" minimum:"0" maximum:"1" doc:"Least score; 0.8 where none is given."`
	Limit   int      `json:"limit,omitempty" minimum:"0" maximum:"100" doc:"Most matches; 10 where none is given."`
	Against string   `json:"against,omitempty" maxLength:"500" doc:"Compare with this one name instead of the lists."`
}

func (s *server) screening(a huma.API) {
	type asked struct {
		Name    string   `query:"name" required:"true" minLength:"1" maxLength:"500" doc:"A name in any script."`
		Types   []string `query:"type" enum:"person,organisation,vessel,aircraft" doc:"What it may be; several parted by commas."`
		Lists   []string `query:"list" maxItems:"20" doc:"Ids of lists to look in; several parted by commas."`
		AsOf    string   `query:"as-of" format:"date" doc:"How it stood on that day."`
		Min     float64  `query:"min" minimum:"0" maximum:"1" doc:"Least score; 0.8 where none is given."`
		Limit   int      `query:"limit" minimum:"1" maximum:"100" default:"10" doc:"Most matches."`
		Against string   `query:"against" maxLength:"500" doc:"Compare with this one name instead of the lists."`
	}
	const about = "Whether a name is on a sanctions list, in any script, with reasons: which name matched, how strong an alias it is, why the score, since when it is listed and how that is known, date and hash of the list. "
	huma.Register(a, get("/screen", "screen-name", "Screen a name", about+"The same value as a line of `ascribe screen --json`."),
		func(_ context.Context, in *asked) (*body[screening.Answer], error) {
			answers, err := s.screen([]Question{{Name: in.Name, Types: in.Types, Lists: in.Lists, AsOf: in.AsOf, Min: in.Min, Limit: in.Limit, Against: in.Against}})
			if err != nil {
				return nil, s.failure(err)
			}
			return &body[screening.Answer]{answers[0]}, nil
		})
	o := operation(http.MethodPost, "/screen", "screen-names", "Screen names", about+"One answer for each question, in order.",
		http.StatusBadRequest, http.StatusNotFound, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
	o.DefaultStatus = http.StatusOK
	huma.Register(a, o, func(_ context.Context, in *struct {
		Body struct {
			Questions []Question `json:"questions" minItems:"1" maxItems:"1000"`
		}
	}) (*body[ledger.Page[screening.Answer]], error) {
		answers, err := s.screen(in.Body.Questions)
		return paged(ledger.Page[screening.Answer]{Items: answers}), s.failure(err)
	})
}

func (s *server) screen(questions []Question) ([]screening.Answer, error) {
	if s.Screen == nil {
		return nil, absent("sanctions lists")
	}
	index, err := s.Screen()
	if err != nil {
		return nil, err
	}
	screener := index.Screener()
	var answers []screening.Answer
	for _, q := range questions {
		if strings.TrimSpace(q.Name) == "" {
			return nil, errMissing("a name")
		}
		asked := screening.Query{Name: q.Name, Types: named[designation.Type](q.Types), Lists: q.Lists, AsOf: ascribe.Day(q.AsOf), Min: q.Min, Limit: q.Limit}
		if q.Against != "" {
			answers = append(answers, screener.Compare(asked, q.Against))
		} else {
			answers = append(answers, screener.Screen(asked))
		}
	}
	return answers, nil
}

func (s *server) lists(a huma.API) {
	huma.Register(a, get("/kb", "list-lists", "Sanctions lists", "The lists that are held: version, entries, hash, origin, which one is in use. The same value as `ascribe kb list --json`. All of them; there is no next page."),
		func(context.Context, *struct{}) (*pageOf[catalogue.Version], error) {
			if s.Versions == nil {
				return nil, absent("sanctions lists")
			}
			versions, err := s.Versions()
			return paged(ledger.Page[catalogue.Version]{Items: versions}), s.failure(err)
		})
}
