package weights

import (
	"bytes"
	"testing"
)

func TestRoundTrip(t *testing.T) {
	f := &File{}
	f.Put("a", []byte("one"))
	f.Put("empty", nil)
	if err := f.PutJSON("list", []int{1, 2}); err != nil {
		t.Fatal(err)
	}
	f.Put("a", []byte("two"))
	data, err := f.Encode()
	if err != nil {
		t.Fatal(err)
	}
	got, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if a, err := got.Get("a"); err != nil || string(a) != "two" {
		t.Errorf("a is %q, %v", a, err)
	}
	var list []int
	if err := got.GetJSON("list", &list); err != nil || len(list) != 2 {
		t.Errorf("list is %v, %v", list, err)
	}
	if _, err := got.Get("none"); err == nil {
		t.Error("a section that is not there gives no error")
	}
	again, err := got.Encode()
	if err != nil || !bytes.Equal(again, data) {
		t.Errorf("encoding again gives other bytes: %v", err)
	}
}

func FuzzDecode(f *testing.F) {
	file := &File{}
	file.Put("a", []byte("one"))
	data, _ := file.Encode()
	f.Add(data)
	f.Add(data[:len(data)-2])
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, data []byte) {
		if file, err := Decode(data); err == nil {
			if _, err := file.Encode(); err != nil {
				t.Error(err)
			}
		}
	})
}
