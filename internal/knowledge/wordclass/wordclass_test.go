package wordclass

import "testing"

func TestRead(t *testing.T) {
	c := Read("class\twords\tsays\nact\tsaid|denied\tverbs of speech\nempty\t\tnothing\n")
	if !c.Has("act", "denied") || c.Has("act", "Said") || c.Has("other", "said") || c.Has("act", "") {
		t.Errorf("classes = %v", c)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("class\twords\tsays\nact\tsaid|denied\tverbs\n")
	f.Fuzz(func(_ *testing.T, table string) { Read(table).Has("act", "said") })
}
