package cli

import (
	"context"
	"time"

	"ascribe/internal/ledger"
	"ascribe/internal/pipeline"
)

// Known is the flag for what the ledger knew at a time.
type Known struct {
	Known string `help:"Only what this ledger knew by the end of that day, or by that time (UTC), with judgements made by then." placeholder:"DAY|TIME"`
}

// instant reads the flag; the zero time without one.
func (k Known) instant() (time.Time, error) {
	if k.Known == "" {
		return time.Time{}, nil
	}
	if at, err := time.Parse(time.RFC3339, k.Known); err == nil {
		return at.UTC(), nil
	}
	if d, err := day("--known", k.Known); err == nil {
		return d.Time().AddDate(0, 0, 1).Add(-time.Microsecond), nil
	}
	return time.Time{}, usage("--known %s: neither a day nor a time; write it as 2022-09-10 or 2022-09-10T14:30:00Z", k.Known)
}

// of is the ledger as it was known then.
func (k Known) of(ctx context.Context, r ledger.Reader) (ledger.Reader, error) {
	at, err := k.instant()
	if err != nil || at.IsZero() {
		return r, err
	}
	return pipeline.AsKnown(ctx, r, at)
}
