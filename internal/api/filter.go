package api

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"ascribe/internal/ledger"
)

// Filter is what a parameter "filter" asks for, understood: terms that must all
// hold, and words to look for.
type Filter struct {
	Terms []Term
	Words string // as ledger.ParseQuery reads them; "" is none
}

// Term is a condition on one field.
type Term struct {
	Field  string
	Op     string   // one of Ops
	Values []string // one of them; more than one with ":" only
}

// Ops are the operators of a term: is, at least, at most.
func Ops() []string { return []string{":", ">=", "<="} }

// ErrBadFilter is wrapped by errors about a filter.
var ErrBadFilter = errors.New("invalid filter")

// longestFilter bounds what is read, in bytes.
const longestFilter = 4096

// ParseFilter reads terms and words parted by spaces:
//
//	term  = field ":" value { "," value } | field ">=" value | field "<=" value
//	value = characters without spaces, commas and quotation marks | '"' any '"'
//
// Everything else is a word to look for, as ledger.ParseQuery reads it: words
// that must all occur, "words together", beginnings*, and -words to leave out.
// Errors wrap ErrBadFilter.
func ParseFilter(s string) (Filter, error) {
	var f Filter
	if len(s) > longestFilter {
		return f, fmt.Errorf("%w: it has %d bytes, more than %d", ErrBadFilter, len(s), longestFilter)
	}
	var words []string
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		field, op, rest, ok := cutField(s)
		if !ok {
			var word string
			word, s = cutWord(s)
			words = append(words, word)
			continue
		}
		t := Term{Field: field, Op: op}
		var err error
		if t.Values, s, err = cutValues(rest); err != nil {
			return f, fmt.Errorf("%w: %s%s: %w", ErrBadFilter, field, op, err)
		}
		if op != ":" && len(t.Values) > 1 {
			return f, fmt.Errorf("%w: %s%s takes one value", ErrBadFilter, field, op)
		}
		f.Terms = append(f.Terms, t)
	}
	f.Words = strings.Join(words, " ")
	return f, nil
}

// cutField takes a field and its operator off the front, if they are there.
func cutField(s string) (field, op, rest string, ok bool) {
	end := strings.IndexFunc(s, func(r rune) bool { return r != '-' && (r < 'a' || r > 'z') })
	if end <= 0 || s[0] == '-' {
		return "", "", s, false
	}
	for _, op := range Ops() {
		if rest, found := strings.CutPrefix(s[end:], op); found {
			return s[:end], op, rest, true
		}
	}
	return "", "", s, false
}

// cutValues takes values parted by commas off the front.
func cutValues(s string) (values []string, rest string, err error) {
	for {
		var value string
		if inner, ok := strings.CutPrefix(s, `"`); ok {
			var closed bool
			if value, s, closed = strings.Cut(inner, `"`); !closed {
				return nil, "", errors.New("a quotation mark is open")
			}
		} else {
			end := strings.IndexFunc(s, func(r rune) bool { return r == ',' || r == '"' || unicode.IsSpace(r) })
			if end < 0 {
				end = len(s)
			}
			value, s = s[:end], s[end:]
		}
		if value == "" {
			return nil, "", errors.New("a value is missing")
		}
		values = append(values, value)
		if s == "" || unicode.IsSpace([]rune(s)[0]) {
			return values, s, nil
		}
		var more bool
		if s, more = strings.CutPrefix(s, ","); !more {
			return nil, "", errors.New("put a space behind a value")
		}
	}
}

// cutWord takes a word, or words in quotation marks, off the front.
func cutWord(s string) (word, rest string) {
	open := strings.IndexByte(s, '"')
	space := strings.IndexFunc(s, unicode.IsSpace)
	if open >= 0 && (space < 0 || open < space) {
		if end := strings.IndexByte(s[open+1:], '"'); end >= 0 {
			return s[:open+1+end+1], s[open+1+end+1:]
		}
		return s, ""
	}
	if space < 0 {
		return s, ""
	}
	return s[:space], s[space:]
}

// field is what a filter may say of one field of F.
type field[F any] struct {
	name  string
	op    string
	about string   // for the description of the parameter
	one   []string // the values it may have; nil is any
	set   func(f *F, values []string) error
}

// fields are those of one kind of list.
type fields[F any] []field[F]

// apply writes a filter into a ledger's. Errors wrap ErrBadFilter and name the
// fields there are.
func (all fields[F]) apply(s string, f *F, words func(*F, string)) error {
	parsed, err := ParseFilter(s)
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, t := range parsed.Terms {
		i := slices.IndexFunc(all, func(known field[F]) bool { return known.name == t.Field && known.op == t.Op })
		if i < 0 {
			return fmt.Errorf("%w: %s%s is not a field here; there are %s. Put words that hold a colon in quotation marks", ErrBadFilter, t.Field, t.Op, all.names())
		}
		if seen[t.Field+t.Op] {
			return fmt.Errorf("%w: %s%s stands twice; part several values by commas", ErrBadFilter, t.Field, t.Op)
		}
		seen[t.Field+t.Op] = true
		for _, value := range t.Values {
			if all[i].one != nil && !slices.Contains(all[i].one, value) {
				return fmt.Errorf("%w: %s:%s is none of %s", ErrBadFilter, t.Field, value, strings.Join(all[i].one, ", "))
			}
		}
		if err := all[i].set(f, t.Values); err != nil {
			return fmt.Errorf("%w: %s%s%s: %w", ErrBadFilter, t.Field, t.Op, strings.Join(t.Values, ","), err)
		}
	}
	if parsed.Words == "" {
		return nil
	}
	if words == nil {
		return fmt.Errorf("%w: %q: words can't be looked for here; the fields are %s", ErrBadFilter, parsed.Words, all.names())
	}
	if _, err := ledger.ParseQuery(parsed.Words); err != nil {
		return err
	}
	words(f, parsed.Words)
	return nil
}

func (all fields[F]) names() string {
	var names []string
	for _, f := range all {
		names = append(names, f.name+f.op)
	}
	return strings.Join(names, ", ")
}

// about describes the parameter for the API's description.
func (all fields[F]) about(words string) string {
	var b strings.Builder
	b.WriteString("Terms parted by spaces that must all hold.")
	for _, f := range all {
		fmt.Fprintf(&b, " `%s%s` %s", f.name, f.op, f.about)
		if f.one != nil {
			fmt.Fprintf(&b, " (%s)", strings.Join(f.one, ", "))
		}
		b.WriteString(";")
	}
	b.WriteString(" a value with spaces stands in quotation marks.")
	if words != "" {
		b.WriteString(" Anything else is words to look for in " + words + ": all must occur, \"together\", beginnings*, -not.")
	}
	return b.String()
}
