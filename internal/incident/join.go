package incident

import (
	"cmp"
	"container/heap"
	"slices"

	"ascribe"
)

// group is the events that tell of one incident, in the order of their documents.
type group struct {
	events  []event
	members []int // the indexes of those of them that were compared
	reasons []string
	passing []ascribe.Claim // of the same documents, that make no incident of their own
}

// join puts together the two most alike groups, by the mean over the pairs of
// their events, until no two reach the threshold (agglomerative clustering with
// average linkage). Groups that hold two events which can't be one are never
// joined. Ties fall to the groups that come first, and events are sorted by document, so
// that the result does not depend on the order of arrival. Seeds are events that are one from the start.
func join(events []event, like map[pair]likeness, seeds [][]int, explain func(i, j int) string) []group {
	c := newClusters(len(events), like)
	for _, seed := range seeds {
		c.plant(seed)
	}
	for c.queue.Len() > 0 {
		m := heap.Pop(&c.queue).(merger)
		if c.current(m) {
			c.merge(m.a, m.b)
		}
	}
	var out []group
	for _, members := range c.members {
		if len(members) > 0 {
			out = append(out, groupOf(members, events, like, explain))
		}
	}
	return out
}

// clusters holds groups under the index of their first event, with the sums of
// likeness between those that have any.
type clusters struct {
	members [][]int
	sums    []map[int]likeness
	queue   queue
}

// merger is a possible join of clusters a < b as it stood when it was put in the queue.
type merger struct {
	mean   float64
	a, b   int
	na, nb int
}

func newClusters(n int, like map[pair]likeness) *clusters {
	c := &clusters{members: make([][]int, n), sums: make([]map[int]likeness, n)}
	for i := range n {
		c.members[i], c.sums[i] = []int{i}, map[int]likeness{}
	}
	for p, l := range like {
		c.sums[p[0]][p[1]], c.sums[p[1]][p[0]] = l, l
		c.offer(p[1], p[0])
	}
	return c
}

// plant puts the clusters of some events together.
func (c *clusters) plant(seed []int) {
	first := slices.IndexFunc(c.members, func(m []int) bool { return slices.Contains(m, seed[0]) })
	for _, i := range seed[1:] {
		other := slices.IndexFunc(c.members, func(m []int) bool { return slices.Contains(m, i) })
		if other != first {
			c.merge(min(first, other), max(first, other))
			first = min(first, other)
		}
	}
}

// offer queues a join if it reaches the threshold.
func (c *clusters) offer(a, b int) {
	l := c.sums[a][b]
	na, nb := len(c.members[a]), len(c.members[b])
	if mean := l.score / float64(na*nb); !l.never && mean > threshold {
		heap.Push(&c.queue, merger{mean, min(a, b), max(a, b), len(c.members[min(a, b)]), len(c.members[max(a, b)])})
	}
}

// current reports whether neither cluster has changed since the join was queued.
func (c *clusters) current(m merger) bool {
	return len(c.members[m.a]) == m.na && len(c.members[m.b]) == m.nb
}

// merge puts cluster b into a.
func (c *clusters) merge(a, b int) {
	c.members[a] = append(c.members[a], c.members[b]...)
	c.members[b] = nil
	delete(c.sums[a], b)
	delete(c.sums[b], a)
	for k, l := range c.sums[b] {
		sum := c.sums[a][k]
		sum.score, sum.never = sum.score+l.score, sum.never || l.never
		c.sums[a][k], c.sums[k][a] = sum, sum
		delete(c.sums[k], b)
	}
	c.sums[b] = nil
	for k := range c.sums[a] {
		c.offer(a, k)
	}
}

// queue is a heap of joins, the best first.
type queue []merger

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(q[j].mean, q[i].mean), cmp.Compare(q[i].a, q[j].a), cmp.Compare(q[i].b, q[j].b)) < 0
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)   { *q = append(*q, x.(merger)) }
func (q *queue) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}

func groupOf(members []int, events []event, like map[pair]likeness, explain func(i, j int) string) group {
	slices.Sort(members)
	g := group{members: members}
	for n, i := range members {
		g.events = append(g.events, events[i])
		if n > 0 {
			g.reasons = append(g.reasons, explain(i, nearest(members[:n], i, like)))
		}
	}
	return g
}

// nearest is the event before i to which it is tied most.
func nearest(before []int, i int, like map[pair]likeness) int {
	best := before[0]
	for _, j := range before {
		if like[pair{i, j}].score > like[pair{i, best}].score {
			best = j
		}
	}
	return best
}
