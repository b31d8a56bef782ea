package temporal

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"ascribe"
)

// word is a run of letters or of digits, or one other character.
type word struct {
	start, end int
	text       string // lower case
	capital    bool
	number     int // -1 if not a number; ordinal suffixes are dropped
}

func split(text string) []word {
	var out []word
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if unicode.IsSpace(r) {
			i += size
			continue
		}
		end := i + size
		class := kind(r)
		for class != other && end < len(text) {
			next, n := utf8.DecodeRuneInString(text[end:])
			if k := kind(next); k != class && !(class == digit && k == letter && ordinal(text[end:])) {
				break
			} else if k != class {
				end += 2
				break
			}
			end += n
		}
		out = append(out, newWord(text, i, end, unicode.IsUpper(r)))
		i = end
	}
	return out
}

func newWord(text string, start, end int, capital bool) word {
	w := word{start: start, end: end, text: strings.ToLower(text[start:end]), capital: capital, number: -1}
	if n, err := strconv.Atoi(strings.TrimRight(w.text, "stndrh")); err == nil && len(w.text) < 7 {
		w.number = n
	}
	return w
}

const (
	other = iota
	letter
	digit
)

func kind(r rune) int {
	switch {
	case unicode.IsLetter(r):
		return letter
	case r >= '0' && r <= '9':
		return digit
	default:
		return other
	}
}

// ordinal reports whether a number goes on as "st", "nd", "rd" or "th".
func ordinal(rest string) bool {
	if len(rest) < 2 {
		return false
	}
	switch strings.ToLower(rest[:2]) {
	case "st", "nd", "rd", "th":
		if len(rest) == 2 {
			return true
		}
		r, _ := utf8.DecodeRuneInString(rest[2:])
		return kind(r) == other
	}
	return false
}

var months, weekdays = monthNames(), weekdayNames()

// monthNames are the full names and their abbreviations of three letters, and "sept".
func monthNames() map[string]time.Month {
	out := map[string]time.Month{"sept": time.September}
	for m := time.January; m <= time.December; m++ {
		name := strings.ToLower(m.String())
		out[name], out[name[:3]] = m, m
	}
	return out
}

func weekdayNames() map[string]time.Weekday {
	out := map[string]time.Weekday{}
	for d := time.Sunday; d <= time.Saturday; d++ {
		out[strings.ToLower(d.String())] = d
	}
	return out
}

func day(t time.Time) ascribe.Day { return ascribe.DayOf(t) }

func date(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

func monthEnd(y int, m time.Month) time.Time { return date(y, m+1, 0) }
