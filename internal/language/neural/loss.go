package neural

import "math"

// crossEntropy adds the loss of a softmax over each row against gold; rows with
// gold below zero do not count.
func (t *tape) crossEntropy(scores *matrix, gold []int32) {
	n := 0
	for _, g := range gold {
		if g >= 0 {
			n++
		}
	}
	for i, g := range gold {
		if g < 0 {
			continue
		}
		t.loss += float64(softmaxLoss(scores.v[i*scores.cols:][:scores.cols], int(g), scores.g[i*scores.cols:]))
	}
}

// softmaxLoss returns the loss of one row and adds its gradient to grad.
func softmaxLoss(row []float32, gold int, grad []float32) float32 {
	peak := row[0]
	for _, x := range row {
		peak = max(peak, x)
	}
	var sum float64
	p := make([]float32, len(row))
	for i, x := range row {
		e := math.Exp(float64(x - peak))
		p[i] = float32(e)
		sum += e
	}
	for i := range p {
		p[i] /= float32(sum)
		grad[i] += p[i]
	}
	grad[gold]--
	return -float32(math.Log(max(float64(p[gold]), 1e-12)))
}

// arcs scores every head for every token of each sentence, biaffinely (Dozat
// and Manning 2017), and adds the loss against gold heads. Row 0 of a sentence
// is its root. gold may be nil; then the scores are returned, one n×n matrix a
// sentence.
func (t *tape) arcs(dependents, heads *matrix, ends []int, gold []int32) [][]float32 {
	var out [][]float32
	first, w := 0, heads.cols
	for _, end := range ends {
		n := end - first
		d, h := dependents.v[first*w:end*w], heads.v[first*w:end*w]
		scores := make([]float32, n*n)
		multiply(scores, d, transpose(h, n, w), n, w, n)
		out = append(out, scores)
		if gold != nil {
			grad := make([]float32, n*n)
			for i := 1; i < n; i++ {
				t.loss += float64(softmaxLoss(scores[i*n:][:n], int(gold[first+i])-first, grad[i*n:]))
			}
			from := first
			t.record(func() {
				multiply(dependents.g[from*w:end*w], grad, h, n, n, w)
				multiply(heads.g[from*w:end*w], transpose(grad, n, n), d, n, n, w)
			})
		}
		first = end
	}
	return out
}

// pairs joins for each token its own row of x, the row of y of its head, and
// their product.
func (t *tape) pairs(x, y *matrix, heads []int32) *matrix {
	w := x.cols
	out := t.matrix(x.rows, 3*w)
	for i, h := range heads {
		a, b, o := x.v[i*w:][:w], y.v[int(h)*w:][:w], out.v[i*3*w:][:3*w]
		copy(o, a)
		copy(o[w:], b)
		for k := range w {
			o[2*w+k] = a[k] * b[k]
		}
	}
	t.record(func() {
		for i, h := range heads {
			a, b, o := x.v[i*w:][:w], y.v[int(h)*w:][:w], out.g[i*3*w:][:3*w]
			da, db := x.g[i*w:][:w], y.g[int(h)*w:][:w]
			for k := range w {
				da[k] += o[k] + o[2*w+k]*b[k]
				db[k] += o[w+k] + o[2*w+k]*a[k]
			}
		}
	})
	return out
}
