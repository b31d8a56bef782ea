//go:build goexperiment.simd && amd64

package neural

import "simd/archsimd"

// tile adds four rows of a times a packed panel to c.
func tile(c []float32, n int, a []float32, k int, packed []float32) {
	switch {
	case archsimd.X86.AVX512():
		tile512(c, n, a, k, packed)
	case archsimd.X86.AVX2():
		tile256(c, n, a, k, packed)
		tile256(c[panel/2:], n, a, k, packed[panel/2:])
	default:
		for i := range height {
			row(c[i*n:][:panel], a[i*k:][:k], packed)
		}
	}
}

func tile512(c []float32, n int, a []float32, k int, packed []float32) {
	var s00, s01, s10, s11, s20, s21, s30, s31 archsimd.Float32x16
	a0, a1, a2, a3 := a[:k], a[k:][:k], a[2*k:][:k], a[3*k:][:k]
	for p := range k {
		b := packed[p*panel:][:panel]
		b0, b1 := archsimd.LoadFloat32x16Slice(b), archsimd.LoadFloat32x16Slice(b[16:])
		x := archsimd.BroadcastFloat32x16(a0[p])
		s00, s01 = x.MulAdd(b0, s00), x.MulAdd(b1, s01)
		x = archsimd.BroadcastFloat32x16(a1[p])
		s10, s11 = x.MulAdd(b0, s10), x.MulAdd(b1, s11)
		x = archsimd.BroadcastFloat32x16(a2[p])
		s20, s21 = x.MulAdd(b0, s20), x.MulAdd(b1, s21)
		x = archsimd.BroadcastFloat32x16(a3[p])
		s30, s31 = x.MulAdd(b0, s30), x.MulAdd(b1, s31)
	}
	add512(c, s00, s01)
	add512(c[n:], s10, s11)
	add512(c[2*n:], s20, s21)
	add512(c[3*n:], s30, s31)
}

func add512(c []float32, x, y archsimd.Float32x16) {
	archsimd.LoadFloat32x16Slice(c).Add(x).StoreSlice(c)
	archsimd.LoadFloat32x16Slice(c[16:]).Add(y).StoreSlice(c[16:])
}

// tile256 is half a panel.
func tile256(c []float32, n int, a []float32, k int, packed []float32) {
	var s00, s01, s10, s11, s20, s21, s30, s31 archsimd.Float32x8
	a0, a1, a2, a3 := a[:k], a[k:][:k], a[2*k:][:k], a[3*k:][:k]
	for p := range k {
		b := packed[p*panel:][:panel/2]
		b0, b1 := archsimd.LoadFloat32x8Slice(b), archsimd.LoadFloat32x8Slice(b[8:])
		x := archsimd.BroadcastFloat32x8(a0[p])
		s00, s01 = x.MulAdd(b0, s00), x.MulAdd(b1, s01)
		x = archsimd.BroadcastFloat32x8(a1[p])
		s10, s11 = x.MulAdd(b0, s10), x.MulAdd(b1, s11)
		x = archsimd.BroadcastFloat32x8(a2[p])
		s20, s21 = x.MulAdd(b0, s20), x.MulAdd(b1, s21)
		x = archsimd.BroadcastFloat32x8(a3[p])
		s30, s31 = x.MulAdd(b0, s30), x.MulAdd(b1, s31)
	}
	add256(c, s00, s01)
	add256(c[n:], s10, s11)
	add256(c[2*n:], s20, s21)
	add256(c[3*n:], s30, s31)
}

func add256(c []float32, x, y archsimd.Float32x8) {
	archsimd.LoadFloat32x8Slice(c).Add(x).StoreSlice(c)
	archsimd.LoadFloat32x8Slice(c[8:]).Add(y).StoreSlice(c[8:])
}
