package actor

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"ascribe"
	"ascribe/internal/knowledge"
	"ascribe/internal/ledger/sqlite"
	"ascribe/internal/ledger/synthetic"
)

// TestGather: from knowledge, from the ledger, from both, from neither.
func TestGather(t *testing.T) {
	ctx := context.Background()
	base, err := knowledge.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	store, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	record := synthetic.New(1).Record(0)
	if err := store.Put(ctx, record); err != nil {
		t.Fatal(err)
	}
	local := record.Claims[0].Source // an invented name
	if a, err := Gather(ctx, Input{Name: local.ID, Knowledge: base, Ledger: store}); err != nil || a.Entity.Name != local.Name || len(a.Said) == 0 {
		t.Errorf("by its id in the ledger: %+v, %v", a, err)
	}
	if a, err := Gather(ctx, Input{Name: local.Name, Knowledge: base, Ledger: store, AsOf: ascribe.Day("1990-01-01")}); err != nil || a.Entity.ID != local.ID || len(a.Said) != 0 {
		t.Errorf("by its name, before it said anything: %+v, %v", a, err)
	}
	a, err := Gather(ctx, Input{Name: "MuddyWater", Knowledge: base, Ledger: store})
	if err != nil || a.Entity.Type != ascribe.ThreatActor || len(a.Names) == 0 {
		t.Errorf("from the knowledge: %+v, %v", a, err)
	}
	for _, name := range []string{"Nobody At All", "", "-", "../.."} {
		if _, err := Gather(ctx, Input{Name: name, Knowledge: base, Ledger: store}); !errors.Is(err, ErrNobody) {
			t.Errorf("%q: %v, want ErrNobody", name, err)
		}
	}
}
