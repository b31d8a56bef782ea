package ledger

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"time"

	"ascribe"
)

// Times says whether a hash covers when things were read and first known.
type Times bool

// The choices.
const (
	WithTimes    Times = true  // for a copy, which keeps them
	WithoutTimes Times = false // for what was read at another time: the same documents and stages give the same hash
)

// Hash is the SHA-256, in hexadecimal, of everything that a ledger says of its
// documents, whatever store holds it and in whatever order they came. Without
// times it also passes over which of several places a document was found at first.
func Hash(ctx context.Context, r Reader, times Times) (string, error) {
	sum := sha256.New()
	h := hasher{r, times, json.NewEncoder(sum)}
	for _, part := range []func(context.Context) error{h.documents, h.entities, h.links, h.incidents, h.judgements} {
		if err := part(ctx); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

type hasher struct {
	r     Reader
	times Times
	out   *json.Encoder
}

func (h hasher) documents(ctx context.Context) error {
	for d, err := range AllDocuments(ctx, h.r, DocumentFilter{}) {
		if err != nil {
			return err
		}
		if err := h.document(ctx, d.Document); err != nil {
			return err
		}
	}
	return nil
}

func (h hasher) document(ctx context.Context, d ascribe.Document) error {
	raw, err := h.r.Original(ctx, d.ID)
	if err != nil {
		return err
	}
	text, err := h.r.Text(ctx, d.ID)
	if err != nil {
		return err
	}
	mentions, err := h.r.Mentions(ctx, d.ID)
	if err != nil {
		return err
	}
	stamp, err := h.r.Stamp(ctx, d.ID)
	if err != nil {
		return err
	}
	origins, err := h.origins(ctx, d.ID)
	if err != nil {
		return err
	}
	claims, err := h.claims(ctx, d)
	if err != nil {
		return err
	}
	if !h.times {
		d.Read, d.File = time.Time{}, ""
	}
	return h.out.Encode([]any{d, ascribe.HashOf(raw), text, mentions, stamp, origins, claims})
}

func (h hasher) origins(ctx context.Context, document string) ([]Origin, error) {
	origins, err := h.r.Origins(ctx, document)
	if h.times || err != nil {
		return origins, err
	}
	for i := range origins {
		origins[i].Read = time.Time{}
	}
	slices.SortFunc(origins, func(a, b Origin) int { return cmp.Compare(a.File, b.File) })
	return slices.Compact(origins), nil
}

func (h hasher) claims(ctx context.Context, d ascribe.Document) ([]Entry, error) {
	var claims []Entry
	for c, err := range AllClaims(ctx, h.r, ClaimFilter{Document: d.ID, Rejected: true}) {
		if err != nil {
			return nil, err
		}
		if !h.times {
			c.Known = time.Time{}
			d.Read = time.Time{}
			c.Day = SaidDay(d, c.Claim)
		}
		claims = append(claims, c)
	}
	slices.SortFunc(claims, func(a, b Entry) int { return cmp.Compare(a.ID, b.ID) })
	return claims, nil
}

func (h hasher) entities(ctx context.Context) error {
	f := EntityFilter{}
	for e, err := range all(&f.Paging, func() (Page[ascribe.Entity], error) { return h.r.Entities(ctx, f) }) {
		if err != nil {
			return err
		}
		if err := h.out.Encode(e); err != nil {
			return err
		}
	}
	return nil
}

func (h hasher) links(ctx context.Context) error {
	links, err := h.r.Copies(ctx, "")
	if err != nil {
		return err
	}
	return h.out.Encode(links)
}

func (h hasher) incidents(ctx context.Context) error {
	for i, err := range AllIncidents(ctx, h.r, IncidentFilter{}) {
		if err != nil {
			return err
		}
		if err := h.out.Encode(i.Incident); err != nil {
			return err
		}
	}
	return nil
}

func (h hasher) judgements(ctx context.Context) error {
	for j, err := range AllJudgements(ctx, h.r, JudgementFilter{}) {
		if err != nil {
			return err
		}
		if err := h.out.Encode(j); err != nil {
			return err
		}
	}
	watches, err := h.r.Watches(ctx)
	if err != nil {
		return err
	}
	return h.out.Encode(watches)
}
