package linear

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"sort"
)

// narrow is the number of classes whose weights fit into a slot.
const narrow = 4

// Model is a pruned, quantised, read-only set of weights. Features are known
// by the upper 32 bits of their key: among a million features an unseen one
// meets a stranger's weights once in four thousand look-ups.
type Model struct {
	Classes int
	Step    float32 // value of one unit of weight
	entries []entry // sorted by key; only where the model was learnt
	size    int
	slots   []slot
	pool    []byte // for wide models: count, then count × (class, weight)
}

type entry struct {
	key     uint32
	weights []int8
}

// slot holds the key and, for a narrow model, four weights; for a wide one the
// place in the pool.
type slot struct{ key, value uint32 }

func newModel(classes, size int) *Model {
	return &Model{Classes: classes, entries: make([]entry, 0, size)}
}

func (m *Model) add(key uint64, weights []int8) {
	for _, w := range weights {
		if w != 0 && uint32(key>>32) != 0 {
			m.entries = append(m.entries, entry{uint32(key >> 32), weights})
			return
		}
	}
}

// Size is the number of features kept.
func (m *Model) Size() int { return m.size }

// index makes the slots from the entries.
func (m *Model) index() {
	sort.SliceStable(m.entries, func(i, j int) bool { return m.entries[i].key < m.entries[j].key })
	m.reserve(len(m.entries))
	for _, e := range m.entries {
		var classes, weights []byte
		for c, w := range e.weights {
			if w != 0 {
				classes, weights = append(classes, byte(c)), append(weights, byte(w))
			}
		}
		m.insert(e.key, classes, weights)
	}
}

func (m *Model) reserve(n int) {
	size := 16
	for size*2 < n*3 {
		size *= 2
	}
	m.slots, m.pool, m.size = make([]slot, size), []byte{0}, n
}

// insert puts a feature's weights, given by class, where find will look. The
// first of two features with one key stays.
func (m *Model) insert(key uint32, classes, weights []byte) {
	mask := uint32(len(m.slots) - 1)
	i := key & mask
	for m.slots[i].key != 0 {
		if m.slots[i].key == key {
			return
		}
		i = (i + 1) & mask
	}
	var value uint32
	if m.Classes <= narrow {
		for k, c := range classes {
			value |= uint32(weights[k]) << (8 * c)
		}
	} else {
		value = uint32(len(m.pool))
		m.pool = append(m.pool, byte(len(classes)))
		for k, c := range classes {
			m.pool = append(m.pool, c, weights[k])
		}
	}
	m.slots[i] = slot{key, value}
}

// Scores adds the weights of features, in steps, to scores, which has one
// element per class.
func (m *Model) Scores(features []uint64, scores []int32) {
	for _, key := range features {
		at := m.find(uint32(key >> 32))
		if at == 0 {
			continue
		}
		n := int(m.pool[at])
		for p := m.pool[at+1 : int(at)+1+2*n]; len(p) > 1; p = p[2:] {
			scores[p[0]] += int32(int8(p[1]))
		}
	}
}

// Scores4 is Scores for a model of at most four classes.
func (m *Model) Scores4(features []uint64) (scores [narrow]int32) {
	for _, key := range features {
		v := m.find(uint32(key >> 32))
		scores[0] += int32(int8(v))
		scores[1] += int32(int8(v >> 8))
		scores[2] += int32(int8(v >> 16))
		scores[3] += int32(int8(v >> 24))
	}
	return scores
}

func (m *Model) find(key uint32) uint32 {
	slots := m.slots
	mask := uint32(len(slots) - 1)
	for i := key & mask; ; i = (i + 1) & mask {
		s := slots[i&uint32(len(slots)-1)]
		if s.key == key {
			return s.value
		}
		if s.key == 0 {
			return 0
		}
	}
}

// Encode writes the model so that a general compressor does well on it: keys
// as differences, then counts, classes and weights each together.
func (m *Model) Encode(w io.Writer) error {
	var keys, counts, classes, weights []byte
	last := uint32(0)
	for _, e := range m.entries {
		keys = binary.AppendUvarint(keys, uint64(e.key-last))
		last = e.key
		n := byte(0)
		for c, x := range e.weights {
			if x != 0 {
				classes, weights = append(classes, byte(c)), append(weights, byte(x))
				n++
			}
		}
		counts = append(counts, n)
	}
	head := binary.AppendUvarint(nil, uint64(m.Classes))
	head = binary.LittleEndian.AppendUint32(head, math.Float32bits(m.Step))
	head = binary.AppendUvarint(head, uint64(len(m.entries)))
	for _, part := range [][]byte{keys, classes} {
		head = binary.AppendUvarint(head, uint64(len(part)))
	}
	_, err := w.Write(bytes.Join([][]byte{head, keys, counts, classes, weights}, nil))
	return err
}

// Decode reads what Encode wrote. Damaged bytes give an error.
func Decode(data []byte) (*Model, error) {
	r := &decoder{data: data}
	m := newModel(int(r.uvarint()), 0)
	m.Step = math.Float32frombits(binary.LittleEndian.Uint32(r.take(4, 4)))
	n := int(r.uvarint())
	keys, entries := int(r.uvarint()), int(r.uvarint())
	kr := &decoder{data: r.take(keys, 0)}
	counts, classes, weights := r.take(n, 0), r.take(entries, 0), r.take(entries, 0)
	if r.failed || m.Classes < 1 || m.Classes > 255 || len(r.data) != 0 {
		return nil, fmt.Errorf("weights are damaged")
	}
	m.reserve(n)
	var key uint32
	for _, k := range counts {
		key += uint32(kr.uvarint())
		if int(k) > len(classes) || kr.failed || key == 0 {
			return nil, fmt.Errorf("weights are damaged")
		}
		for _, c := range classes[:k] {
			if int(c) >= m.Classes {
				return nil, fmt.Errorf("weights are damaged: class %d of %d", c, m.Classes)
			}
		}
		m.insert(key, classes[:k], weights[:k])
		classes, weights = classes[k:], weights[k:]
	}
	return m, nil
}

type decoder struct {
	data   []byte
	failed bool
}

func (d *decoder) uvarint() uint64 {
	v, n := binary.Uvarint(d.data)
	if n <= 0 || v > math.MaxInt32<<1 {
		d.failed = true
		return 0
	}
	d.data = d.data[n:]
	return v
}

// take returns the next n bytes, or least zero bytes if there are not so many.
func (d *decoder) take(n, least int) []byte {
	if n < 0 || n > len(d.data) {
		d.failed = true
		return make([]byte, least)
	}
	out := d.data[:n]
	d.data = d.data[n:]
	return out
}
