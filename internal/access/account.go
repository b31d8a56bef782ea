package access

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"time"
)

// Account is somebody who may sign in.
type Account struct {
	Name    string    `json:"name"`
	Role    Role      `json:"role"`
	Created time.Time `json:"created"`
}

// keptAccount is an account with its password's hash, as the store keeps it.
type keptAccount struct {
	Account
	Password string `json:"password,omitempty"` // PHC string; "" where only tokens may be used
}

// epoch changes whenever the password does, and ends sessions of the former one.
func (a keptAccount) epoch() string {
	sum := sha256.Sum256([]byte(a.Password))
	return hex.EncodeToString(sum[:8])
}

// checkName allows what is safe as a file's name everywhere and easy to type.
func checkName(name string) error {
	if !regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,62}[a-z0-9]$`).MatchString(name) || name == Local {
		return fmt.Errorf("%w: an account's name is 2 to 64 small letters, digits, dots, hyphens and underscores, and not %q; this one is %.80q", ErrInvalid, Local, name)
	}
	return nil
}

// AddAccount makes an account. Without a password ("") it can only use tokens.
func (s *Store) AddAccount(name string, role Role, password string) (Account, error) {
	if err := checkName(name); err != nil {
		return Account{}, err
	}
	if _, err := ParseRole(string(role)); err != nil {
		return Account{}, err
	}
	a := keptAccount{Account: Account{Name: name, Role: role, Created: s.now().UTC().Truncate(time.Second)}}
	if password != "" {
		if err := checkPassword(password); err != nil {
			return Account{}, err
		}
		a.Password = s.cost.hash(password)
	}
	if err := s.create(accountsFolder, name, a); err != nil {
		return Account{}, fmt.Errorf("account %s: %w", name, err)
	}
	return a.Account, nil
}

// ChangeAccount gives an account another role or password; what is "" stays.
// Another password ends all sessions of the account.
func (s *Store) ChangeAccount(name string, role Role, password string) (Account, error) {
	a, err := s.account(name)
	if err != nil {
		return Account{}, err
	}
	if role != "" {
		if a.Role, err = ParseRole(string(role)); err != nil {
			return Account{}, err
		}
	}
	if password != "" {
		if err := checkPassword(password); err != nil {
			return Account{}, err
		}
		a.Password = s.cost.hash(password)
	}
	return a.Account, s.replace(accountsFolder, name, a)
}

// RemoveAccount removes an account with its tokens and sessions.
func (s *Store) RemoveAccount(name string) error {
	if err := checkName(name); err != nil {
		return err
	}
	if err := s.remove(accountsFolder, name); err != nil {
		return fmt.Errorf("account %s: %w", name, err)
	}
	tokens, err := s.Tokens(name)
	for _, t := range tokens {
		err = errors.Join(err, s.remove(tokensFolder, t.ID))
	}
	return errors.Join(err, s.endSessions(func(k keptSession) bool { return k.Account == name }))
}

// Accounts lists the accounts by name.
func (s *Store) Accounts() ([]Account, error) {
	names, err := s.names(accountsFolder)
	if err != nil {
		return nil, err
	}
	accounts := []Account{}
	for _, name := range names {
		a, err := s.account(name)
		if err != nil {
			return nil, err
		}
		accounts = append(accounts, a.Account)
	}
	return accounts, nil
}

func (s *Store) account(name string) (a keptAccount, err error) {
	if err := checkName(name); err != nil {
		return a, err
	}
	if err := s.read(accountsFolder, name, &a); err != nil {
		return a, fmt.Errorf("account %s: %w", name, err)
	}
	return a, nil
}

// signIn checks a password. It takes as long for an account that isn't there, so
// that names can't be found out by the clock.
func (s *Store) signIn(name, password string) (keptAccount, error) {
	a, err := s.account(name)
	if err != nil || a.Password == "" {
		s.cost.hash(password[:min(len(password), mostPassword)]) // takes as long as the comparison below
		return keptAccount{}, ErrDenied
	}
	if len(password) > 4*mostPassword || !matches(password, a.Password) {
		return keptAccount{}, ErrDenied
	}
	return a, nil
}
