package access

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
	"time"
)

// Store is a folder with a file for each account, token and session. Every
// change is the creation, replacement or removal of one file, so that several
// programs may use it at once. It holds hashes only: no password and no token
// can be read from it.
type Store struct {
	root *os.Root
	cost cost
	now  func() time.Time
}

// The folders within a store.
const (
	accountsFolder = "accounts"
	tokensFolder   = "tokens"
	sessionsFolder = "sessions"
)

// Open opens the store in a folder and makes it where it is missing, readable by
// its owner only. Close it after use.
func Open(folder string) (*Store, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("access: %w", err)
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, fmt.Errorf("access: %w", err)
	}
	for _, name := range []string{accountsFolder, tokensFolder, sessionsFolder} {
		if err := root.Mkdir(name, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, errors.Join(fmt.Errorf("access: %w", err), root.Close())
		}
	}
	return &Store{root: root, cost: standardCost(), now: time.Now}, nil
}

// Close lets go of the folder.
func (s *Store) Close() error { return s.root.Close() }

// read reads one file; ErrUnknown where there is none.
func (s *Store) read(folder, name string, value any) error {
	b, err := s.root.ReadFile(path.Join(folder, name+".json"))
	if errors.Is(err, fs.ErrNotExist) {
		return ErrUnknown
	}
	if err != nil {
		return fmt.Errorf("access: %w", err)
	}
	if err := json.Unmarshal(b, value); err != nil {
		return fmt.Errorf("access: %s/%s.json is damaged: %w", folder, name, err)
	}
	return nil
}

// create writes a file that must not be there yet, else ErrExists. It is written
// beside and then linked, so that nobody reads half of it.
func (s *Store) create(folder, name string, value any) error {
	beside, err := s.beside(folder, value)
	if err != nil {
		return err
	}
	defer s.root.Remove(beside) //nolint:errcheck // it is in the way of nobody
	err = s.root.Link(beside, path.Join(folder, name+".json"))
	if errors.Is(err, fs.ErrExist) {
		return ErrExists
	}
	return err
}

// replace writes a file over the one that is there.
func (s *Store) replace(folder, name string, value any) error {
	beside, err := s.beside(folder, value)
	if err != nil {
		return err
	}
	return s.root.Rename(beside, path.Join(folder, name+".json"))
}

func (s *Store) beside(folder string, value any) (string, error) {
	b, err := json.Marshal(value)
	if err != nil {
		return "", err
	}
	name := path.Join(folder, ".new-"+randomID())
	if err := s.root.WriteFile(name, append(b, '\n'), 0o600); err != nil {
		return "", fmt.Errorf("access: %w", err)
	}
	return name, nil
}

// remove removes a file; ErrUnknown where there is none.
func (s *Store) remove(folder, name string) error {
	err := s.root.Remove(path.Join(folder, name+".json"))
	if errors.Is(err, fs.ErrNotExist) {
		return ErrUnknown
	}
	return err
}

// names lists the files of a folder in order, without their ending.
func (s *Store) names(folder string) ([]string, error) {
	entries, err := fs.ReadDir(s.root.FS(), folder)
	if err != nil {
		return nil, fmt.Errorf("access: %w", err)
	}
	var names []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".json"); ok {
			names = append(names, name)
		}
	}
	return names, nil
}

// randomID is 8 random bytes in hex.
func randomID() string {
	var b [8]byte
	rand.Read(b[:]) //nolint:errcheck // it never fails (crypto/rand)
	return hex.EncodeToString(b[:])
}
