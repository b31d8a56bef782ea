package knowledge

import (
	"bytes"
	"compress/gzip"
	"errors"
	"reflect"
	"testing"

	"ascribe"
)

func TestSnapshotRoundTrip(t *testing.T) {
	want := []Entry{
		{ID: "state:rr", Name: "Ruritania", Type: ascribe.State, Country: "RR", Names: []Name{{Name: "Ruritania", Kind: PrimaryName, Source: "test"}},
			External: []External{{"wikidata", "Q1"}}},
		{ID: "person:rudolf", Name: "Rudolf", Type: ascribe.Person, Names: []Name{{Name: "Rudolf", Namer: "Strelsau Post", Kind: StrongName, Source: "test", From: "1894-01-01", To: "1894-12-31"}},
			Statements: []Statement{{Relation: HoldsOffice, Object: "state:rr", Value: "king", Source: "test", To: "1894-12-31"}}},
	}
	var b bytes.Buffer
	if err := Write(&b, want); err != nil {
		t.Fatal(err)
	}
	got, err := Read(b.Bytes())
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func zipped(s string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(s))
	z.Close()
	return b.Bytes()
}

func TestReadFaults(t *testing.T) {
	for name, raw := range map[string][]byte{
		"empty": nil, "not gzip": []byte("E\tstate:rr"), "other version": zipped("ascribe-knowledge 0\n"),
		"name before entity": zipped(snapshotHeader + "\nN\tx\n"), "unknown line": zipped(snapshotHeader + "\nE\tstate:rr\tRuritania\nQ\tx\n"), "cut": zipped(snapshotHeader)[:12],
	} {
		if _, err := Read(raw); !errors.Is(err, ErrSnapshot) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(snapshotHeader + "\nE\tstate:rr\tRuritania\nN\tRuritania\tprimary\nS\tpart-of\tx\nX\tiso\tRR\n")
	f.Fuzz(func(t *testing.T, s string) {
		entries, err := Read(zipped(s))
		if err != nil {
			return
		}
		New(entries).Resolve("Ruritania", Query{})
	})
}

// FuzzKey holds that a key has neither spaces nor capitals and that folding
// again changes nothing.
func FuzzKey(f *testing.F) {
	for _, s := range []string{"The U.S. Treasury", "Côte d’Ivoire", "APT-C-36", "Łódź", "İstanbul", "a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if k := WordKey(s); WordKey(k) != k && isPlain(k) {
			t.Errorf("WordKey(%q) = %q, again %q", s, k, WordKey(k))
		}
	})
}

func TestKey(t *testing.T) {
	for _, tc := range []struct{ a, b string }{
		{"Muddy Water", "MuddyWater"}, {"U.S.", "US"}, {"the Record", "The Record"}, {"Evil Corp's", "EvilCorp"}, {"Säpo", "Sapo"}, {"APT-28", "APT 28"}, {"Łódź", "Lodz"},
	} {
		if Key(tc.a) != Key(tc.b) {
			t.Errorf("Key(%q) = %q, Key(%q) = %q", tc.a, Key(tc.a), tc.b, Key(tc.b))
		}
	}
	for _, tc := range []struct{ a, b string }{{"Iran", "Iraq"}, {"Niger", "Nigeria"}, {"A", "The"}} {
		if Key(tc.a) == Key(tc.b) {
			t.Errorf("Key(%q) equals Key(%q)", tc.a, tc.b)
		}
	}
}
