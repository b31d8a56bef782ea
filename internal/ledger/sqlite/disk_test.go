//go:build linux

package sqlite

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"ascribe/internal/ledger"
	"ascribe/internal/ledger/synthetic"
)

// disk mounts a disk of some bytes and returns its folder. Only root may.
func disk(t *testing.T, bytes int) string {
	t.Helper()
	folder := t.TempDir()
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, fmt.Sprintf("size=%d", bytes)); err != nil {
		t.Skipf("skipped: a small disk can't be mounted (%v): run the tests as root", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return folder
}

func remount(t *testing.T, folder string, flags uintptr, options string) {
	t.Helper()
	if err := syscall.Mount("tmpfs", folder, "tmpfs", syscall.MS_REMOUNT|flags, options); err != nil {
		t.Fatal(err)
	}
}

// TestDiskFull fills a disk: what was put before stays, and what did not fit goes in
// when there is space again.
func TestDiskFull(t *testing.T) {
	folder := disk(t, 3<<20)
	path := filepath.Join(folder, "ledger")
	s := openedAt(t, path)
	g := synthetic.New(1)
	kept := 0
	var err error
	for ; kept < 1000; kept++ {
		if err = s.Put(t.Context(), g.Record(kept)); err != nil {
			break
		}
	}
	if err == nil || !strings.Contains(err.Error(), "full") || !strings.Contains(err.Error(), g.Record(kept).Document.ID) {
		t.Fatalf("after %d documents: error is %v, want one that names the document and the full disk", kept, err)
	}
	holds := func(want int) {
		t.Helper()
		report, err := s.Check(t.Context())
		if err != nil || len(report.Problems) > 0 || report.Documents != want {
			t.Errorf("the ledger has %d documents and problems %+v, want %d: %v", report.Documents, report.Problems, want, err)
		}
	}
	if size, err := s.Size(t.Context()); err != nil || size.Documents != kept {
		t.Errorf("on the full disk the ledger holds %+v: %v; want %d documents", size, err, kept)
	}
	remount(t, folder, 0, "size=64m")
	holds(kept)
	if err := s.Put(t.Context(), g.Record(kept)); err != nil {
		t.Fatal(err)
	}
	holds(kept + 1)
	if v, err := s.Verify(t.Context(), ""); err != nil || len(v.Problems) > 0 {
		t.Errorf("%+v, %v", v, err)
	}
}

// TestBackupOnFullDisk: a backup that does not fit leaves nothing behind.
func TestBackupOnFullDisk(t *testing.T) {
	folder := disk(t, 100<<10)
	s := opened(t)
	put(t, s, 20)
	if err := s.Backup(t.Context(), filepath.Join(folder, "backup")); err == nil || !strings.Contains(err.Error(), "full") {
		t.Errorf("error is %v", err)
	}
	left, err := os.ReadDir(folder)
	if err != nil || len(left) > 0 {
		t.Errorf("left on the disk: %v, %v", left, err)
	}
}

// TestReadOnlyDisk: a ledger on a disk that became read-only can be read, and says why
// it can't be written.
func TestReadOnlyDisk(t *testing.T) {
	folder := disk(t, 16<<20)
	path := filepath.Join(folder, "ledger")
	s, err := Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	put(t, s, 3)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	remount(t, folder, syscall.MS_RDONLY, "")
	if _, err := Open(t.Context(), filepath.Join(folder, "new")); err == nil || !strings.Contains(err.Error(), folder) {
		t.Errorf("a new ledger: error is %v", err)
	}
	read, err := OpenExisting(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close()
	if size, err := read.Size(t.Context()); err != nil || size.Documents != 3 {
		t.Errorf("the ledger holds %+v: %v", size, err)
	}
	if err := read.Put(t.Context(), synthetic.New(1).Record(5)); err == nil || !strings.Contains(err.Error(), "readonly") {
		t.Errorf("error is %v", err)
	}
	remount(t, folder, 0, "")
	var l ledger.Ledger = openedAt(t, path)
	put(t, l, 5)
}
