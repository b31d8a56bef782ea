package access

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
)

// Token lets a program act for an account, with the role that the account has at the time.
type Token struct {
	ID      string    `json:"id"`
	Account string    `json:"account"`
	Note    string    `json:"note,omitempty"` // what it is for
	Role    Role      `json:"role,omitempty"` // the most it may do; "" is what the account may
	Created time.Time `json:"created"`
	Expires time.Time `json:"expires,omitzero"`
}

// keptToken is a token with the hash of its secret, which has so many bits that
// a plain hash is enough.
type keptToken struct {
	Token
	Hash string `json:"hash"` // SHA-256, hex
}

// tokenPrefix lets people and scanners of source code see what a leaked string is.
const tokenPrefix = "ascribe_"

const (
	secretBytes  = 24
	longestNote  = 200
	tokenPattern = `^` + tokenPrefix + `([0-9a-f]{16})_([A-Za-z0-9_-]{32})$`
)

// AddToken makes a token for an account that lasts for a time (0: until revoked)
// and is limited to a role ("" is the account's own). The second value is the
// token itself, which can't be had again.
func (s *Store) AddToken(account, note string, role Role, lasts time.Duration) (Token, string, error) {
	if _, err := s.account(account); err != nil {
		return Token{}, "", err
	}
	if role != "" {
		if _, err := ParseRole(string(role)); err != nil {
			return Token{}, "", err
		}
	}
	if len(note) > longestNote || lasts < 0 {
		return Token{}, "", fmt.Errorf("%w: a note has at most %d bytes, and a token lasts for a time above 0", ErrInvalid, longestNote)
	}
	secret := newSecret()
	t := Token{ID: randomID(), Account: account, Note: note, Role: role, Created: s.now().UTC().Truncate(time.Second)}
	if lasts > 0 {
		t.Expires = t.Created.Add(lasts)
	}
	if err := s.create(tokensFolder, t.ID, keptToken{t, hashOf(secret)}); err != nil {
		return Token{}, "", err
	}
	return t, tokenPrefix + t.ID + "_" + secret, nil
}

// RevokeToken makes a token worthless from the next request on.
func (s *Store) RevokeToken(id string) error {
	if !isID(id) {
		return fmt.Errorf("%w: token id %.40q", ErrInvalid, id)
	}
	if err := s.remove(tokensFolder, id); err != nil {
		return fmt.Errorf("token %s: %w", id, err)
	}
	return nil
}

// Tokens lists the tokens of an account, of all where it is "", by id.
func (s *Store) Tokens(account string) ([]Token, error) {
	ids, err := s.names(tokensFolder)
	if err != nil {
		return nil, err
	}
	tokens := []Token{}
	for _, id := range ids {
		var t keptToken
		if err := s.read(tokensFolder, id, &t); errors.Is(err, ErrUnknown) { // revoked just now
			continue
		} else if err != nil {
			return nil, err
		}
		if account == "" || t.Account == account {
			tokens = append(tokens, t.Token)
		}
	}
	return tokens, nil
}

// byToken is who a token stands for. Every failure is ErrDenied.
func (s *Store) byToken(token string) (Identity, error) {
	parts := regexp.MustCompile(tokenPattern).FindStringSubmatch(token)
	if parts == nil {
		return Identity{}, ErrDenied
	}
	var t keptToken
	if err := s.read(tokensFolder, parts[1], &t); err != nil {
		return Identity{}, errors.Join(ErrDenied, err)
	}
	expired := !t.Expires.IsZero() && !s.now().Before(t.Expires)
	if expired || subtle.ConstantTimeCompare([]byte(t.Hash), []byte(hashOf(parts[2]))) != 1 {
		return Identity{}, ErrDenied
	}
	a, err := s.account(t.Account)
	if err != nil {
		return Identity{}, errors.Join(ErrDenied, err)
	}
	role := a.Role
	if t.Role != "" && role.Allows(t.Role) {
		role = t.Role
	}
	return Identity{Account: a.Name, Role: role}, nil
}

func newSecret() string {
	b := make([]byte, secretBytes)
	rand.Read(b) //nolint:errcheck // it never fails (crypto/rand)
	return base64.RawURLEncoding.EncodeToString(b)
}

func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// isID reports whether a string is one of randomID's.
func isID(s string) bool {
	return len(s) == 16 && strings.Trim(s, "0123456789abcdef") == ""
}
