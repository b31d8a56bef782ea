package access

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"strings"
	"time"
)

// sessionLasts is how long it holds.
const sessionLasts = 12 * time.Hour

// keptSession is a browser that has signed in.
type keptSession struct {
	Account string    `json:"account"`
	Epoch   string    `json:"epoch"` // of the account's password when it began
	Hash    string    `json:"hash"`  // of the secret, SHA-256, hex
	Expires time.Time `json:"expires"`
}

// beginSession makes a session of an account and gives what its cookie holds.
// Sessions that have ended are cleared away on the occasion.
func (s *Store) beginSession(a keptAccount) (cookie string, err error) {
	now := s.now()
	if err := s.endSessions(func(k keptSession) bool { return !now.Before(k.Expires) }); err != nil {
		return "", err
	}
	id, secret := randomID(), newSecret()
	kept := keptSession{Account: a.Name, Epoch: a.epoch(), Hash: hashOf(secret), Expires: now.Add(sessionLasts).UTC()}
	return id + "." + secret, s.create(sessionsFolder, id, kept)
}

// bySession is who a cookie stands for. Every failure is ErrDenied.
func (s *Store) bySession(cookie string) (Identity, error) {
	id, secret, ok := strings.Cut(cookie, ".")
	if !ok || !isID(id) {
		return Identity{}, ErrDenied
	}
	var k keptSession
	if err := s.read(sessionsFolder, id, &k); err != nil {
		return Identity{}, errors.Join(ErrDenied, err)
	}
	if !s.now().Before(k.Expires) || subtle.ConstantTimeCompare([]byte(k.Hash), []byte(hashOf(secret))) != 1 {
		return Identity{}, ErrDenied
	}
	a, err := s.account(k.Account)
	if err != nil || a.epoch() != k.Epoch {
		return Identity{}, errors.Join(ErrDenied, err)
	}
	return Identity{Account: a.Name, Role: a.Role, CSRF: csrfOf([]byte(secret))}, nil
}

// endSession ends the session of a cookie, if there is one.
func (s *Store) endSession(cookie string) error {
	id, _, _ := strings.Cut(cookie, ".")
	if _, err := s.bySession(cookie); err != nil {
		return nil //nolint:nilerr // there is nothing to end
	}
	return s.remove(sessionsFolder, id)
}

// endSessions ends those that are chosen.
func (s *Store) endSessions(chosen func(keptSession) bool) error {
	ids, err := s.names(sessionsFolder)
	for _, id := range ids {
		var k keptSession
		if s.read(sessionsFolder, id, &k) == nil && !chosen(k) {
			continue
		}
		if e := s.remove(sessionsFolder, id); !errors.Is(e, ErrUnknown) { // else somebody else cleared it away
			err = errors.Join(err, e)
		}
	}
	return err
}

// csrfOf is what the forms of a session send back: made of its secret, which no
// other site's page can read.
func csrfOf(secret []byte) string {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte("csrf"))
	return hex.EncodeToString(mac.Sum(nil))
}
