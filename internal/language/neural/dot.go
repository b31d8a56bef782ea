package neural

func dotPlain(out []int32, w []int8, x []int16, n, rows int) {
	x0, x1, x2, x3 := x[:n], x[n:][:n], x[2*n:][:n], x[3*n:][:n]
	for r := range rows {
		var s0, s1, s2, s3 int32
		for i, v := range w[r*n:][:n] {
			v := int32(v)
			s0 += v * int32(x0[i])
			s1 += v * int32(x1[i])
			s2 += v * int32(x2[i])
			s3 += v * int32(x3[i])
		}
		o := out[4*r:][:4]
		o[0], o[1], o[2], o[3] = s0, s1, s2, s3
	}
}
