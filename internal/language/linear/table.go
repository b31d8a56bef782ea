package linear

// table numbers features in order of appearance, by open addressing.
type table struct {
	keys []uint64 // 0 is free
	rows []int32
	used int
}

func newTable() table { return table{keys: make([]uint64, 1<<16), rows: make([]int32, 1<<16)} }

// find gives the row of key, or -1.
func (t *table) find(key uint64) int32 {
	mask := uint64(len(t.keys) - 1)
	for i := key & mask; ; i = (i + 1) & mask {
		switch t.keys[i] {
		case key:
			return t.rows[i]
		case 0:
			return -1
		}
	}
}

// add gives the row of key and says whether it is new.
func (t *table) add(key uint64) (row int32, fresh bool) {
	if t.used*3 > len(t.keys)*2 {
		t.grow()
	}
	mask := uint64(len(t.keys) - 1)
	i := key & mask
	for t.keys[i] != key {
		if t.keys[i] == 0 {
			t.keys[i], t.rows[i] = key, int32(t.used)
			t.used++
			return t.rows[i], true
		}
		i = (i + 1) & mask
	}
	return t.rows[i], false
}

func (t *table) grow() {
	keys, rows := t.keys, t.rows
	t.keys, t.rows = make([]uint64, 2*len(keys)), make([]int32, 2*len(keys))
	mask := uint64(len(t.keys) - 1)
	for j, key := range keys {
		if key == 0 {
			continue
		}
		i := key & mask
		for t.keys[i] != 0 {
			i = (i + 1) & mask
		}
		t.keys[i], t.rows[i] = key, rows[j]
	}
}
