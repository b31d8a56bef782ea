package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"ascribe"
	"ascribe/internal/ledger"
	"ascribe/internal/review"
)

// Review is where people judge what was derived.
type Review interface {
	// Judge keeps a judgement; errors about the draft wrap review.ErrRefused.
	Judge(ctx context.Context, d review.Draft) (ascribe.Judgement, error)
	// Queue lists what is worth a look, the most first; of one incident, or of all.
	Queue(ctx context.Context, incident string) ([]review.Doubt, error)
}

// judging is whether a page offers to judge, for templates.
type judging struct {
	Offered bool // judgements can be made here
	Allowed bool // and this visitor may
}

// On reports whether the forms are shown.
func (j judging) On() bool { return j.Offered && j.Allowed }

func (s *site) judging(r *http.Request) judging {
	return judging{s.Review != nil, s.Visitor(r).MayWrite}
}

// reviewView is the queue and the newest judgements.
type reviewView struct {
	Incident   string              `json:"incident,omitempty"`
	Queue      []review.Doubt      `json:"queue"` // the first of Total
	Total      int                 `json:"total"`
	Large      bool                `json:"large"`      // the queue is made for one incident at a time
	Judgements []ascribe.Judgement `json:"judgements"` // newest first
}

// reviewExtra is what the page needs besides.
type reviewExtra struct {
	judging
	InForce   map[string]bool // judgements, by id
	Back      string
	Incidents []ledger.IncidentEntry // to choose one of, where the ledger is large
}

// The lengths of the review's lists.
const (
	queueLength      = 30
	judgementsLength = 40
	queueClaims      = 50_000 // of a ledger: to go through more takes longer than a reader waits
	queueIncidents   = 40
)

func (s *site) review(r *http.Request) (answer, error) {
	v := reviewView{Incident: r.URL.Query().Get("incident"), Queue: []review.Doubt{}}
	x := reviewExtra{judging: s.judging(r), InForce: map[string]bool{}, Back: address(r, r.URL.Query())}
	size, err := s.Size(r.Context())
	if err != nil {
		return answer{}, err
	}
	if v.Large = v.Incident == "" && size.Claims > queueClaims; v.Large {
		page, err := s.Incidents(r.Context(), ledger.IncidentFilter{Newest: true, Paging: ledger.Paging{Limit: queueIncidents}})
		if err != nil {
			return answer{}, err
		}
		x.Incidents = page.Items
	}
	if s.Review != nil && !v.Large {
		queue, err := s.Review.Queue(r.Context(), v.Incident)
		if err != nil {
			return answer{}, err
		}
		v.Total = len(queue)
		v.Queue = append(v.Queue, queue[:min(len(queue), queueLength)]...)
	}
	newest, err := s.Judgements(r.Context(), ledger.JudgementFilter{Newest: true, Paging: ledger.Paging{Limit: judgementsLength}})
	if err != nil {
		return answer{}, err
	}
	v.Judgements = newest.Items
	for _, j := range ascribe.InForce(newest.Items) {
		x.InForce[j.ID] = true
	}
	return answer{Template: "review", Title: "Review", Value: v, Extra: x}, nil
}

// judge keeps one judgement from a form and leads back to where it stood.
func (s *site) judge(w http.ResponseWriter, r *http.Request) {
	s.judged(w, r, review.Draft{Kind: ascribe.JudgementKind(r.PostFormValue("kind")), ID: r.PostFormValue("id"), Field: r.PostFormValue("field"),
		Value: r.PostFormValue("value"), With: strings.Fields(r.PostFormValue("with")), Note: r.PostFormValue("note")})
}

// correct keeps a judgement for each field of a claim that a form changed.
func (s *site) correct(w http.ResponseWriter, r *http.Request) {
	c, err := s.Claim(r.Context(), r.PathValue("id"))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	var drafts []review.Draft
	for _, f := range correctable(c.Claim) {
		if value := strings.TrimSpace(r.PostFormValue(f.Field)); r.PostForm.Has(f.Field) && value != f.Value {
			drafts = append(drafts, review.Draft{Kind: ascribe.Correct, ID: c.ID, Field: f.Field, Value: value, Note: r.PostFormValue("note")})
		}
	}
	if len(drafts) == 0 {
		s.fail(w, r, fmt.Errorf("%w: nothing in the form differs from the claim", review.ErrRefused))
		return
	}
	s.judged(w, r, drafts...)
}

func (s *site) judged(w http.ResponseWriter, r *http.Request, drafts ...review.Draft) {
	if !s.judging(r).On() {
		s.fail(w, r, errReadOnly)
		return
	}
	for _, d := range drafts {
		d.Reviewer = cmp.Or(s.Visitor(r).Name, "reader")
		if _, err := s.Review.Judge(r.Context(), d); err != nil {
			s.fail(w, r, err)
			return
		}
	}
	http.Redirect(w, r, backTo(r), http.StatusSeeOther)
}

// fail answers with an error's page.
func (s *site) fail(w http.ResponseWriter, r *http.Request, err error) {
	s.page(func(*http.Request) (answer, error) { return answer{}, err }).ServeHTTP(w, r)
}

// backTo is the page of ours that a form came from; never another site's.
func backTo(r *http.Request) string {
	u, err := url.Parse(r.PostFormValue("back"))
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(u.Path, "//") || strings.Contains(u.Path, `\`) {
		return "/review"
	}
	return u.String()
}

// correction is a field of a claim as a form shows it. Value is written as
// review.Value reads it.
type correction struct {
	Field, Label, Value, Hint string
	Choices                   []string // nil for free text
}

// correctable are the fields of a claim that its form offers.
func correctable(c ascribe.Claim) []correction {
	out := []correction{
		{Field: "source", Label: "Source", Value: c.Source.Name},
		{Field: "stance", Label: "Stance", Value: string(c.Stance)},
		{Field: "predicate", Label: "What", Value: string(c.Predicate)},
		{Field: "value", Label: "Kind of it", Value: c.Value},
		{Field: "subject", Label: "Who does", Value: partyName(c.Subject)},
		{Field: "object", Label: "To whom or what", Value: partyName(c.Object)},
		{Field: "when", Label: "When it happened", Value: days(c.When), Hint: "2022-07-15, or 2022-07-15/2022-07-17"},
		{Field: "said", Label: "When it was said", Value: days(c.Said), Hint: "2022-07-15"},
		{Field: "confidence", Label: "Stated confidence", Choices: []string{"", "high", "moderate", "low"}},
		{Field: "hedge", Label: "Words that keep a distance", Value: c.Hedge},
	}
	for _, stance := range stances() {
		out[1].Choices = append(out[1].Choices, string(stance))
	}
	for _, p := range ascribe.Predicates() {
		out[2].Choices = append(out[2].Choices, string(p))
	}
	if values := c.Predicate.Values(); values != nil {
		out[3].Choices = append([]string{""}, values...)
	}
	if c.Confidence != nil {
		out[8].Value = c.Confidence.Level
	}
	return out
}

func partyName(p *ascribe.Party) string {
	if p == nil {
		return ""
	}
	return p.Name
}

// days writes an interval as a form takes it.
func days(i *ascribe.Interval) string {
	switch {
	case i == nil:
		return ""
	case i.From == i.To:
		return string(i.From)
	default:
		return string(i.From) + "/" + string(i.To)
	}
}

// refusal says what is wrong with a draft, without the wrapping; "" for other errors.
func refusal(err error) string {
	if !errors.Is(err, review.ErrRefused) && !errors.Is(err, ascribe.ErrInvalidJudgement) {
		return ""
	}
	return strings.TrimPrefix(err.Error(), review.ErrRefused.Error()+": ")
}
