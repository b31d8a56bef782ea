package linear

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// teach learns that a feature's class is its number modulo classes.
func teach(classes, features int) *Model {
	l := NewLearner(classes, 1)
	random := rand.New(rand.NewPCG(1, 1))
	for range 50 * features {
		n := random.IntN(features)
		f := []uint64{key(n), key(features)}
		scores := make([]float32, classes)
		l.Scores(f, scores)
		best := 0
		for c, s := range scores {
			if s > scores[best] {
				best = c
			}
		}
		if right := n % classes; best != right {
			l.Update(f, right, 1)
			l.Update(f, best, -1)
		}
		l.Tick()
	}
	return l.Model(1 << 20)
}

func key(n int) uint64 { return uint64(n+1) * 0x9e3779b97f4a7c15 }

func guess(m *Model, n, features int) int {
	f := []uint64{key(n), key(features)}
	scores := make([]int32, m.Classes)
	if m.Classes <= narrow {
		four := m.Scores4(f)
		copy(scores, four[:])
	} else {
		m.Scores(f, scores)
	}
	best := 0
	for c, s := range scores {
		if s > scores[best] {
			best = c
		}
	}
	return best
}

func TestLearnEncodeDecode(t *testing.T) {
	for _, classes := range []int{2, 3, 9} {
		const features = 200
		m := teach(classes, features)
		var b bytes.Buffer
		if err := m.Encode(&b); err != nil {
			t.Fatal(err)
		}
		read, err := Decode(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if read.Size() != m.Size() || read.Step != m.Step {
			t.Errorf("%d features of step %v, want %d of %v", read.Size(), read.Step, m.Size(), m.Step)
		}
		wrong := 0
		for n := range features {
			if guess(m, n, features) != guess(read, n, features) {
				t.Fatalf("feature %d: decoded weights say something else", n)
			}
			if guess(m, n, features) != n%classes {
				wrong++
			}
		}
		if wrong > features/20 {
			t.Errorf("%d classes: %d of %d wrong", classes, wrong, features)
		}
	}
}

func TestModelKeepsTheStrongest(t *testing.T) {
	l := NewLearner(2, 1)
	for n := range 10 {
		for range n + 1 {
			l.Update([]uint64{key(n)}, 1, 1)
		}
	}
	l.Tick()
	m := l.Model(3)
	if m.Size() != 3 {
		t.Fatalf("%d features kept, want 3", m.Size())
	}
	if guess(m, 9, 99) != 1 || guess(m, 0, 99) != 0 {
		t.Error("not the strongest were kept")
	}
}

func FuzzDecode(f *testing.F) {
	var b bytes.Buffer
	if err := teach(5, 20).Encode(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add(b.Bytes()[:9])
	f.Fuzz(func(t *testing.T, data []byte) {
		if m, err := Decode(data); err == nil {
			m.Scores([]uint64{1 << 40, 2 << 40}, make([]int32, m.Classes))
		}
	})
}
