package incident_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"ascribe"
	"ascribe/internal/incident"
	"ascribe/internal/incident/incidenttest"
)

const shared = "../../../shared/gold/"

// clusters are the labelled documents, by a part of their file names, that are
// mainly about one incident; every other document stands alone. Set by a reader of the documents.
var clusters = [][]string{
	{"000_", "004_", "03-", "04-", "05-", "06-"},                               // Albania, July 2022
	{"casie-10049", "casie-10050"},                                             // athletics federation, 2017
	{"casie-34", "casie-35"},                                                   // artillery application, Ukraine
	{"press-us-charges-iranian-hackers-for-spoofed", "press-iranians-charged"}, // election e-mails, 2020
	{"press-google-says-it-tracks", "press-google-sent-50000"},                 // one announcement
	{"09-solarwinds", "press-doj-solarwinds"},
}

func clusterOf(file string) string {
	for _, c := range clusters {
		for _, part := range c {
			if strings.HasPrefix(file, part) {
				return c[0]
			}
		}
	}
	return file
}

func TestGoldClusters(t *testing.T) {
	items := incidenttest.Gold(t, shared+"dev", shared+"texts")
	f := measure(t, items, true)
	if f < .9 {
		t.Errorf("B³ F1 %.3f, want at least .90", f)
	}
	sum := 0.0
	const rounds = 10
	for seed := range uint64(rounds) {
		sum += measure(t, thinned(items, seed), false)
	}
	t.Logf("with two claims in three lost: mean B³ F1 %.3f", sum/rounds)
	if sum/rounds < .85 {
		t.Errorf("with two claims in three lost: mean B³ F1 %.3f, want at least .85", sum/rounds)
	}
}

// TestGoldOrders: fifty orders of the labelled documents give the same incidents.
func TestGoldOrders(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: -short")
	}
	t.Parallel()
	items := incidenttest.Gold(t, shared+"dev", shared+"texts")
	want := incident.Group(items)
	for seed := range uint64(50) {
		shuffled := slices.Clone(items)
		rand.New(rand.NewPCG(seed, 3)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if !reflect.DeepEqual(incident.Group(shuffled), want) {
			t.Fatalf("order %d gives other incidents", seed)
		}
	}
}

// thinned drops two claims in three, as an extractor with low recall does.
func thinned(items []incident.Item, seed uint64) []incident.Item {
	r := rand.New(rand.NewPCG(seed, 1))
	out := slices.Clone(items)
	for i := range out {
		out[i].Claims = slices.DeleteFunc(slices.Clone(out[i].Claims), func(ascribe.Claim) bool { return r.IntN(3) > 0 })
	}
	return out
}

// measure groups the items and compares with the clusters of a reader.
func measure(t *testing.T, items []incident.Item, verbose bool) float64 {
	incidents := incident.Group(items)
	owner := owners(incidents)
	want, got := map[string]string{}, map[string]string{}
	for _, it := range items {
		want[it.Document.ID] = clusterOf(it.Document.File)
		got[it.Document.ID] = mainIncident(it, owner)
	}
	p, r, f := bCubed(want, got)
	t.Logf("%d documents, %d incidents: B³ P %.3f R %.3f F1 %.3f", len(items), len(incidents), p, r, f)
	for a := range want {
		for b := range want {
			if a < b && (want[a] == want[b]) != (got[a] == got[b]) && verbose {
				t.Logf("wrong: %s (%s) and %s (%s)", fileOf(items, a), got[a], fileOf(items, b), got[b])
			}
		}
	}
	if !verbose {
		return f
	}
	for _, in := range incidents {
		docs := map[string]int{}
		for _, it := range items {
			for _, c := range it.Claims {
				if owner[c.ID] == in.ID {
					docs[it.Document.File]++
				}
			}
		}
		t.Log(in.ID, "|", in.Title, "|", in.When, "|", docs)
		for _, why := range in.Reasons {
			t.Log("      ", why)
		}
	}
	return f
}

func fileOf(items []incident.Item, document string) string {
	i := slices.IndexFunc(items, func(it incident.Item) bool { return it.Document.ID == document })
	return items[i].Document.File
}

// owners maps each claim to its incident.
func owners(incidents []ascribe.Incident) map[string]string {
	out := map[string]string{}
	for _, in := range incidents {
		for _, c := range in.Claims {
			out[c] = in.ID
		}
	}
	return out
}

// mainIncident is the incident that holds most of a document's claims.
func mainIncident(it incident.Item, owner map[string]string) string {
	count, best := map[string]int{}, "none:"+it.Document.ID
	for _, c := range it.Claims {
		if id := owner[c.ID]; id != "" {
			count[id]++
		}
	}
	for id, n := range count {
		if n > count[best] || n == count[best] && id < best {
			best = id
		}
	}
	return best
}

// bCubed is the mean over documents of the share of its cluster that is right, and of its true cluster that is found
// (Bagga and Baldwin 1998).
func bCubed(want, got map[string]string) (precision, recall, f1 float64) {
	for a := range want {
		both, mine, theirs := 0, 0, 0
		for b := range want {
			w, g := want[a] == want[b], got[a] == got[b]
			if w && g {
				both++
			}
			if g {
				mine++
			}
			if w {
				theirs++
			}
		}
		precision += float64(both) / float64(mine)
		recall += float64(both) / float64(theirs)
	}
	n := float64(len(want))
	precision, recall = precision/n, recall/n
	return precision, recall, 2 * precision * recall / (precision + recall)
}
