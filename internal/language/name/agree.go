package name

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentence is what Agree needs of a sentence: its forms and the names found.
type Sentence struct {
	Forms []string
	Spans []Span
}

// A string of capitalised words that was taken for a name in at least this
// share of its places in a document, this surely in all, is one everywhere.
const (
	agreeShare  = 0.2
	agreeWeight = 1.5
)

// Agree makes a document's sentences call the same string by the same type: a
// name that one sentence explains ("the X ransomware") is known in the others.
func Agree(sentences []Sentence) {
	votes := map[string]map[string]float32{}
	longest := map[string]int{} // words of the longest string by its first word
	for _, s := range sentences {
		for _, span := range s.Spans {
			if key := key(s.Forms[span.First:span.Last]); key != "" && span.Type != "date" {
				if votes[key] == nil {
					votes[key] = map[string]float32{}
				}
				votes[key][span.Type] += span.Confidence
				first := s.Forms[span.First]
				longest[first] = max(longest[first], span.Last-span.First)
			}
		}
	}
	settled := settle(votes, occurrences(sentences, votes, longest))
	for i := range sentences {
		sentences[i].Spans = spread(&sentences[i], settled, longest)
	}
}

// key joins forms; it is empty where they are not written as a name.
func key(forms []string) string {
	for _, f := range forms {
		r, _ := utf8.DecodeRuneInString(f)
		if unicode.IsUpper(r) {
			return strings.Join(forms, " ")
		}
	}
	return ""
}

func occurrences(sentences []Sentence, votes map[string]map[string]float32, longest map[string]int) map[string]int {
	count := map[string]int{}
	for _, s := range sentences {
		for i := range s.Forms {
			for n := 1; n <= longest[s.Forms[i]] && i+n <= len(s.Forms); n++ {
				if k := strings.Join(s.Forms[i:i+n], " "); votes[k] != nil {
					count[k]++
				}
			}
		}
	}
	return count
}

// settle picks the type of each string that is sure enough, with its mean
// confidence.
func settle(votes map[string]map[string]float32, count map[string]int) map[string]Span {
	out := map[string]Span{}
	for key, types := range votes {
		best, most, total := "", float32(0), float32(0)
		for kind, weight := range types {
			total += weight
			if weight > most || weight == most && kind < best {
				best, most = kind, weight
			}
		}
		if most >= agreeWeight && most >= agreeShare*float32(count[key]) && most > total/2 {
			out[key] = Span{Type: best, Confidence: min(1, most/float32(count[key]))}
		}
	}
	return out
}

// spread retypes the spans of s whose string is settled and adds those that
// were missed.
func spread(s *Sentence, settled map[string]Span, longest map[string]int) []Span {
	var out []Span
	spans := s.Spans
	for i := 0; i < len(s.Forms); {
		for len(spans) > 0 && spans[0].First < i {
			spans = spans[1:]
		}
		if len(spans) > 0 && spans[0].First == i {
			span := spans[0]
			if known, ok := settled[strings.Join(s.Forms[i:span.Last], " ")]; ok && span.Type != "date" && span.Type != known.Type {
				span.Type, span.Confidence = known.Type, known.Confidence
			}
			out = append(out, span)
			i = span.Last
			continue
		}
		i += missed(s.Forms, i, room(spans, len(s.Forms)), longest, settled, &out)
	}
	return out
}

// room is where the next span found begins, or the end of the sentence.
func room(spans []Span, end int) int {
	if len(spans) > 0 {
		return spans[0].First
	}
	return end
}

// missed adds the longest settled string at i that ends before limit and
// returns how many words to go on by.
func missed(forms []string, i, limit int, longest map[string]int, settled map[string]Span, out *[]Span) int {
	for n := min(longest[forms[i]], limit-i); n > 0; n-- {
		if known, ok := settled[strings.Join(forms[i:i+n], " ")]; ok {
			*out = append(*out, Span{First: i, Last: i + n, Type: known.Type, Confidence: known.Confidence})
			return n
		}
	}
	return 1
}
