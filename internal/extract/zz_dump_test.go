package extract

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"ascribe"
	"ascribe/internal/extract/layout"
)

func TestDump(t *testing.T) {
	for _, f := range strings.Fields(os.Getenv("DUMP")) {
		b, _ := os.ReadFile(f)
		d, x, err := Extract(ascribe.Raw{Origin: f, Bytes: b, Read: time.Now()})
		fmt.Println("=====", f, err)
		fmt.Printf("%q %q %s %s %s %s %v\n", d.Title, d.Byline, d.Published, d.PublishedFrom, d.Language, d.MediaType, d.Flags)
		for _, bl := range x.Blocks {
			if os.Getenv("ONLY") != "" && !strings.Contains(os.Getenv("ONLY"), string(bl.Kind)) {
				continue
			}
			s := layout.Visible(x, bl)
			if len(s) > 150 && os.Getenv("FULL") == "" {
				s = s[:90] + " …… " + s[len(s)-50:]
			}
			fmt.Printf("  %-12s %s\n", bl.Kind, s)
		}
	}
}
