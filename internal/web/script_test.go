package web

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestBundleIsOfTheseScripts: what is served was made of the sources beside it.
func TestBundleIsOfTheseScripts(t *testing.T) {
	sources, err := filepath.Glob("script/*.js")
	if err != nil || len(sources) < 5 {
		t.Fatalf("sources are %v, %v", sources, err)
	}
	slices.Sort(sources)
	var now strings.Builder
	for _, name := range append(sources, "script/package-lock.json") {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&now, "%x  %s\n", sha256.Sum256(raw), filepath.Base(name))
	}
	bundled, err := os.ReadFile("script/bundled.sha256")
	if err != nil || string(bundled) != now.String() {
		t.Errorf("the scripts changed after they were bundled: run `make web` (%v)\nbundled:\n%snow:\n%s", err, bundled, now.String())
	}
}
