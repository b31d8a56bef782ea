package sqlite

import (
	"path/filepath"
	"testing"

	"ascribe/internal/ledger"
	"ascribe/internal/ledger/ledgertest"
)

func opened(t testing.TB) ledger.Ledger {
	return openedAt(t, filepath.Join(t.TempDir(), "ledger"))
}

func openedAt(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestLedger(t *testing.T) { ledgertest.Run(t, opened) }
