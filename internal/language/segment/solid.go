package segment

import (
	"strings"
	"unicode"
)

// solid says whether s, without the punctuation around it, is one thing that
// must not be cut: an address (defanged or not), a file name, a hash, an
// identifier, a number, a time.
func (s *Segmenter) solid(text string) bool {
	marks := scan(text)
	if marks.special == 0 && !marks.digit {
		return false
	}
	switch {
	case strings.Contains(text, "://"), hasFold(text, "www."), hasFold(text, "www["), hasFold(text, "hxxp"), hasFold(text, "mailto:"):
		return true
	case (marks.at || strings.Contains(text, "[at]") || strings.Contains(text, "(at)")) && s.isAddress(text):
		return true
	case marks.digit && (isNumber(text) || isIdentifier(text) || isNetwork(text)):
		return true
	case marks.dot && s.isHost(text):
		return true
	case marks.slash && s.isPath(text):
		return true
	}
	return false
}

type marks struct {
	special               int
	digit, at, dot, slash bool
}

func scan(text string) (m marks) {
	for i := range len(text) {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			m.digit = true
		case c == '@':
			m.at = true
			m.special++
		case c == '.':
			m.dot = true
			m.special++
		case c == '/' || c == '\\':
			m.slash = true
			m.special++
		case c == ':' || c == '[':
			m.special++
		}
	}
	return m
}

func hasFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

var refang = strings.NewReplacer("[.]", ".", "(.)", ".", "{.}", ".", "[dot]", ".", "(dot)", ".", "[:]", ":", "[@]", "@", "[at]", "@", "(at)", "@", "[://]", "://")

// isAddress: something@host, or a user's @handle.
func (s *Segmenter) isAddress(text string) bool {
	plain := refang.Replace(text)
	user, host, _ := strings.Cut(plain, "@")
	if user == "" {
		return len(host) > 1 && !strings.ContainsAny(host, "@/()[]")
	}
	return host != "" && !strings.ContainsAny(plain, "()<>\",;")
}

// isHost: labels and a known last one, or any labels where dots are defanged;
// a path may follow.
func (s *Segmenter) isHost(text string) bool {
	plain := refang.Replace(text)
	host, _, _ := strings.Cut(plain, "/")
	host, _, _ = strings.Cut(host, ":")
	labels := strings.Split(host, ".")
	if len(labels) < 2 {
		return false
	}
	for _, label := range labels {
		if label == "" && len(plain) == len(text) || !isLabel(label) {
			return false
		}
	}
	last := labels[len(labels)-1]
	return len(plain) != len(text) || s.suffixes[strings.ToLower(last)] && !(unicode.IsUpper(rune(last[0])) && strings.ToUpper(last) != last)
}

func isLabel(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) && !isDigit(r) && r != '-' && r != '_' {
			return false
		}
	}
	return true
}

// isNetwork: an IPv4 address, defanged or not, with a port or a prefix length.
func isNetwork(text string) bool {
	plain := refang.Replace(text)
	host, _, _ := strings.Cut(plain, "/")
	host, _, _ = strings.Cut(host, ":")
	parts := strings.Split(host, ".")
	if len(parts) != 4 {
		return false
	}
	for _, p := range parts {
		if p == "" || len(p) > 3 || strings.Trim(p, "0123456789xX*") != "" {
			return false
		}
	}
	return true
}

// isNumber: digits with separators: 1,200.5, 12:30, 9/11, 2022-07-15,
// 713-853-3989, 1990s, 3rd, -5. Two numbers joined by a hyphen are a range,
// which is cut.
func isNumber(text string) bool {
	body := strings.TrimLeft(text, "+-~#")
	if body == "" || !isDigit(rune(body[0])) && body[0] != '.' {
		return false
	}
	digits := strings.TrimRight(body, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
	if strings.Trim(digits, "0123456789.,:/-") != "" || len(body)-len(digits) > 3 {
		return false
	}
	return strings.Count(digits, "-") != 1
}

// isIdentifier: CVE-2022-30190, T1059.001, MS17-010, hashes and the like:
// letters and digits without a small letter between hyphens, or long hex.
func isIdentifier(text string) bool {
	switch {
	case len(text) >= 32 && strings.Trim(text, "0123456789abcdefABCDEF") == "":
		return true
	case hasFold(text, "CVE-"), hasFold(text, "CWE-"), hasFold(text, "GHSA-"):
		return true
	case text[0] == 'T' || text[0] == 'S' || text[0] == 'G':
		return len(text) >= 5 && len(strings.Trim(text[1:], "0123456789.")) == 0
	case hasFold(text, "MS") && len(text) == 8 && text[4] == '-':
		return true
	}
	return len(text) == 36 && strings.Count(text, "-") == 4
}

// isPath: a file path; "and/or" is none.
func (s *Segmenter) isPath(text string) bool {
	switch {
	case text[0] == '/' || text[0] == '\\' || text[0] == '%' || text[0] == '~':
		return strings.Count(text, "/")+strings.Count(text, `\`) > 1
	case len(text) > 3 && text[1] == ':' && text[2] == '\\':
		return true
	}
	return strings.Count(text, `\`) > 1 || strings.HasPrefix(text, "s/he")
}
