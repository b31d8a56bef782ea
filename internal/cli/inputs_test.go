package cli

import "testing"

func TestSize(t *testing.T) {
	for written, want := range map[string]Size{"1": 1, "500kB": 500_000, "32MB": 32_000_000, "1.5g": 1_500_000_000, " 7 m ": 7_000_000} {
		var got Size
		if err := got.UnmarshalText([]byte(written)); err != nil || got != want {
			t.Errorf("%q: %d, %v; want %d", written, got, err, want)
		}
	}
	for _, written := range []string{"", "MB", "-1", "0", "ten", "1e99", "5xB", "NaN", "inf"} {
		var got Size
		if err := got.UnmarshalText([]byte(written)); err == nil {
			t.Errorf("%q is taken for %d", written, got)
		}
	}
}

func TestInputsCheck(t *testing.T) {
	for _, c := range []struct {
		in Inputs
		ok bool
	}{
		{Inputs{}, false},
		{Inputs{Sources: []string{"a"}}, true},
		{Inputs{Sources: []string{"a", "b"}, Publisher: "P", Published: "2022-09-10"}, true},
		{Inputs{Sources: []string{"a", "b"}, Title: "T"}, false},
		{Inputs{Sources: []string{"a"}, Published: "2022-09-31"}, false},
		{Inputs{Sources: []string{"a"}, Published: "2022-09-10T10:00"}, false},
		{Inputs{Sources: []string{"a"}, Workers: -1}, false},
	} {
		if err := c.in.check(); (err == nil) != c.ok {
			t.Errorf("%+v: %v", c.in, err)
		}
	}
}
