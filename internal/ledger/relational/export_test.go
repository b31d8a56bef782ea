package relational

// MatchSort is matchSort, for tests.
const MatchSort = matchSort

// RankAtMost makes searches rank fewer rows than they do.
func (s *Store) RankAtMost(n int) { s.rankLimit = n }
