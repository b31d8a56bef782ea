package designation

import (
	"bytes"
	"errors"
	"reflect"
	"testing"

	"ascribe"
)

func version(day ascribe.Day, entries ...Designation) List {
	return List{ID: "test", Date: day, Designations: entries}
}

func party(uid, name string, programmes ...string) Designation {
	return Designation{UID: uid, Type: Person, Names: []Name{{Text: name, Strength: Primary}}, Programmes: programmes}
}

// history is three versions observed one after the other.
func history(t *testing.T) List {
	t.Helper()
	first := version("2020-01-01", party("1", "STAYS", "A"), party("2", "GOES", "A"))
	first.Begin()
	second := version("2020-02-01", party("1", "STAYS", "A", "B"), party("3", "COMES", "A"))
	third := version("2020-03-01", party("1", "STAYS", "A", "B"), party("2", "GOES", "A"), party("3", "COMES", "A"))
	if err := errors.Join(second.Observe(first), third.Observe(second)); err != nil {
		t.Fatal(err)
	}
	return third
}

func TestOn(t *testing.T) {
	entries := map[string]Designation{}
	for _, d := range history(t).Designations {
		entries[d.UID] = d
	}
	for _, test := range []struct {
		uid        string
		day        ascribe.Day
		state      State
		since      ascribe.Day
		programmes int
	}{
		{"1", "", Listed, "2020-01-01", 2},
		{"1", "2020-01-15", Listed, "2020-01-01", 1},
		{"1", "2020-02-01", Listed, "2020-01-01", 2},
		{"1", "2019-12-31", Unknown, "2020-01-01", 0},
		{"2", "2020-01-01", Listed, "2020-01-01", 1},
		{"2", "2020-01-20", Unknown, "2020-01-01", 0}, // between the version with it and the one without
		{"2", "2020-02-01", Removed, "2020-01-01", 0},
		{"2", "2020-03-05", Listed, "2020-03-01", 1},
		{"3", "2020-01-01", Later, "2020-02-01", 0},
		{"3", "2020-01-20", Unknown, "2020-02-01", 0},
		{"3", "2020-02-01", Listed, "2020-02-01", 1},
		{"3", "2031-01-01", Listed, "2020-02-01", 1},
	} {
		s := entries[test.uid].On(test.day)
		if s.State != test.state || s.Since != test.since || len(s.Programmes) != test.programmes || s.How == "" {
			t.Errorf("entry %s on %q: %+v, want %s since %s under %d", test.uid, test.day, s, test.state, test.since, test.programmes)
		}
	}
}

func TestStatedDay(t *testing.T) {
	d := party("1", "X", "A")
	d.Listed = "2011-05-05"
	for day, want := range map[ascribe.Day]State{"": Listed, "2011-05-04": Later, "2011-05-05": Listed} {
		if got := d.On(day).State; got != want {
			t.Errorf("on %q: %s, want %s", day, got, want)
		}
	}
}

func TestObserveRefusesOlder(t *testing.T) {
	older, newer := version("2020-01-02"), version("2020-01-01")
	if newer.Observe(older) == nil {
		t.Error("a version older than the record was entered into it")
	}
}

func TestDiff(t *testing.T) {
	changed := party("1", "NEW NAME", "A", "C")
	changed.Names = append(changed.Names, Name{Text: "ALIAS", Strength: Strong})
	changes := Diff(version("2020-01-01", party("1", "OLD NAME", "A", "B"), party("10", "WENT", "A"), party("2", "SAME", "A")),
		version("2020-01-02", changed, party("9", "CAME", "A"), party("2", "SAME", "A")))
	var got []string
	for _, c := range changes {
		got = append(got, c.UID+" "+string(c.What))
	}
	want := []string{"1 programmes", "1 name", "1 aliases", "9 came", "10 went"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("changes %q, want %q", got, want)
	}
	if c := changes[0]; !reflect.DeepEqual(c.Came, []string{"C"}) || !reflect.DeepEqual(c.Went, []string{"B"}) {
		t.Errorf("programmes: %+v", c)
	}
	if same := Diff(history(t), history(t)); same != nil {
		t.Errorf("a version differs from itself: %+v", same)
	}
}

func TestEncode(t *testing.T) {
	list := history(t)
	var first, second bytes.Buffer
	if err := errors.Join(Encode(&first, list), Encode(&second, list)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("the same list gives other bytes")
	}
	back, err := Decode(&first)
	if err != nil || !reflect.DeepEqual(back, list) {
		t.Errorf("%v: %+v, want %+v", err, back, list)
	}
	if _, err := Decode(bytes.NewReader([]byte("no list"))); !errors.Is(err, ErrMalformed) {
		t.Errorf("error %v, want ErrMalformed", err)
	}
}
