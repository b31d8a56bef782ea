package knowledge

import (
	"slices"
	"testing"
)

// The three alias sources of the snapshot, by the names their statements carry.
func aliasSources() []string {
	return []string{"MITRE ATT&CK", "MISP galaxy", "Microsoft threat actor mapping"}
}

func TestActorFigures(t *testing.T) {
	f := base(t).ActorFigures(aliasSources()...)
	t.Logf("%d groups, %d names, %d ambiguous, %d in conflict; %+v", f.Groups, f.Names, len(f.Ambiguous), len(f.Conflicts), f.Sources)
	if f.Groups < 1000 || f.Names < 2500 || len(f.Sources) != 3 {
		t.Errorf("too few groups or names: %d, %d", f.Groups, f.Names)
	}
	if len(f.Conflicts) == 0 || len(f.Conflicts) > len(f.Ambiguous) {
		t.Errorf("%d conflicts of %d ambiguous names", len(f.Conflicts), len(f.Ambiguous))
	}
}

// TestNoClosure holds apart what chains of shared aliases would fuse.
func TestNoClosure(t *testing.T) {
	b := base(t)
	for _, pair := range [][2]string{{"APT28", "APT29"}, {"Sandworm", "APT28"}, {"APT41", "APT10"}, {"Lazarus Group", "Kimsuky"}, {"MuddyWater", "OilRig"}, {"Turla", "APT29"}} {
		x, y := b.Resolve(pair[0], Query{}), b.Resolve(pair[1], Query{})
		if len(x) == 0 || len(y) == 0 || x[0].Entity == y[0].Entity {
			t.Errorf("%s and %s: %v, %v", pair[0], pair[1], x, y)
		}
	}
	var namers []string
	for _, n := range b.Names("threat-actor:muddywater") {
		if n.Name == "Mango Sandstorm" {
			namers = append(namers, n.Namer)
		}
	}
	if !slices.Contains(namers, "Microsoft") {
		t.Errorf("Mango Sandstorm is Microsoft's name for MuddyWater; namers are %q", namers)
	}
}
