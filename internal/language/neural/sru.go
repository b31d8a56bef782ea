package neural

import "math"

// sru is one direction of a simple recurrent unit (Lei et al. 2018): from u,
// which holds for each token the candidate, forget gate, reset gate and highway
// parts side by side, each of width h, it computes states that depend on the
// former token only element by element. Output goes to columns at… of out.
func (t *tape) sru(u *matrix, ends []int, peep *Param, out *matrix, at int, reverse bool) {
	h := u.cols / 4
	state := make([]float32, u.rows*h)
	forget := make([]float32, u.rows*h)
	reset := make([]float32, u.rows*h)
	vf, vr, bf, br := peep.V[:h], peep.V[h:2*h], peep.V[2*h:3*h], peep.V[3*h:]
	zero := make([]float32, h)
	eachStep(ends, reverse, func(i, before, _ int) {
		prev := zero
		if before >= 0 {
			prev = state[before*h:][:h]
		}
		x := u.v[i*4*h:][:4*h]
		for k := range h {
			f := sigmoid(x[h+k] + vf[k]*prev[k] + bf[k])
			r := sigmoid(x[2*h+k] + vr[k]*prev[k] + br[k])
			c := f*prev[k] + (1-f)*x[k]
			state[i*h+k], forget[i*h+k], reset[i*h+k] = c, f, r
			out.v[i*out.cols+at+k] = r*c + (1-r)*x[3*h+k]
		}
	})
	t.record(func() {
		t.sruBack(u, ends, peep, out, at, reverse, state, forget, reset)
	})
}

func (t *tape) sruBack(u *matrix, ends []int, peep *Param, out *matrix, at int, reverse bool, state, forget, reset []float32) {
	h := u.cols / 4
	vf, vr := peep.V[:h], peep.V[h:2*h]
	g := t.grad(peep)
	gf, gr, gbf, gbr := g[:h], g[h:2*h], g[2*h:3*h], g[3*h:]
	carry, zero := make([]float32, h), make([]float32, h)
	// Steps run the other way round: what was first comes last.
	eachStep(ends, !reverse, func(i, after, before int) {
		if after < 0 {
			clear(carry)
		}
		prev := zero
		if before >= 0 {
			prev = state[before*h:][:h]
		}
		x, dx := u.v[i*4*h:][:4*h], u.g[i*4*h:][:4*h]
		for k := range h {
			d := out.g[i*out.cols+at+k]
			f, r, c := forget[i*h+k], reset[i*h+k], state[i*h+k]
			dc := carry[k] + d*r
			dx[3*h+k] += d * (1 - r)
			dr := d * (c - x[3*h+k]) * r * (1 - r)
			df := dc * (prev[k] - x[k]) * f * (1 - f)
			dx[k] += dc * (1 - f)
			dx[h+k] += df
			dx[2*h+k] += dr
			gf[k] += df * prev[k]
			gr[k] += dr * prev[k]
			gbf[k] += df
			gbr[k] += dr
			carry[k] = dc*f + df*vf[k] + dr*vr[k]
		}
	})
}

// eachStep calls f for all tokens of all sentences in reading order or in
// reverse, with the tokens of the sentence visited before and after, or -1.
func eachStep(ends []int, reverse bool, f func(i, before, after int)) {
	first := 0
	for _, end := range ends {
		for k := first; k < end; k++ {
			i, before, after := k, k-1, k+1
			if reverse {
				i = first + end - 1 - k
				before, after = i+1, i-1
			}
			if k == first {
				before = -1
			}
			if k == end-1 {
				after = -1
			}
			f(i, before, after)
		}
		first = end
	}
}

func sigmoid(x float32) float32 { return float32(1 / (1 + math.Exp(-float64(x)))) }
