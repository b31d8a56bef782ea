package screening_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/goccy/go-yaml"

	"ascribe/internal/knowledge/designation"
	"ascribe/internal/knowledge/screening"
)

// parts is a name as the published checks give it.
type parts struct {
	Name   string `yaml:"name"`
	First  string `yaml:"firstName"`
	Middle string `yaml:"middleName"`
	Father string `yaml:"fatherName"`
	Last   string `yaml:"lastName"`
}

func (p parts) whole() string {
	if p.Name != "" {
		return p.Name
	}
	return p.First + " " + p.Middle + " " + p.Father + " " + p.Last
}

// TestPublishedChecks measures agreement with published checks of name matching,
// where they are at hand.
func TestPublishedChecks(t *testing.T) {
	const least = 0.88
	content, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "shared", "kb", "names-dev", "checks.yml"))
	if err != nil {
		t.Skipf("the published checks are not at hand: %v", err)
	}
	var file struct {
		Checks []struct {
			Match     bool   `yaml:"match"`
			Schema    string `yaml:"schema"`
			Query     parts  `yaml:"query"`
			Candidate parts  `yaml:"candidate"`
		} `yaml:"checks"`
	}
	if err := yaml.Unmarshal(content, &file); err != nil {
		t.Fatal(err)
	}
	s, right := screener(t), 0
	for _, c := range file.Checks {
		types := map[string][]designation.Type{"Person": {designation.Person}, "Vessel": {designation.Vessel},
			"Company": {designation.Organisation}, "Organization": {designation.Organisation}}[c.Schema]
		matched := len(s.Compare(screening.Query{Name: c.Query.whole(), Types: types}, c.Candidate.whole()).Matches) > 0
		if matched == c.Match {
			right++
		} else {
			t.Logf("%s: %q and %q: matched %v", c.Schema, c.Query.whole(), c.Candidate.whole(), matched)
		}
	}
	share := float64(right) / float64(len(file.Checks))
	t.Logf("%d of %d right, %.3f", right, len(file.Checks), share)
	if share < least {
		t.Errorf("%.3f right, want %.2f", share, least)
	}
}
