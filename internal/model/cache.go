package model

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"

	"ascribe/internal/model/chat"
)

// Cache keeps answers by the hash of everything that they depend on: endpoint,
// model, parameters, prompt and text. So reading again costs nothing and gives
// the same.
type Cache interface {
	Get(key string) (chat.Answer, bool)
	Put(key string, a chat.Answer) error
}

// NoCache keeps nothing.
type NoCache struct{}

// Get finds nothing.
func (NoCache) Get(string) (chat.Answer, bool) { return chat.Answer{}, false }

// Put keeps nothing.
func (NoCache) Put(string, chat.Answer) error { return nil }

// Folder is a cache of one file an answer. Answers quote documents: only the
// user may read them.
type Folder string

// Get reads an answer; one that can't be read is as good as none.
func (f Folder) Get(key string) (chat.Answer, bool) {
	var a chat.Answer
	raw, err := os.ReadFile(f.path(key))
	return a, err == nil && json.Unmarshal(raw, &a) == nil
}

// Put writes an answer, whole or not at all.
func (f Folder) Put(key string, a chat.Answer) error {
	raw, err := json.Marshal(a)
	if err != nil {
		return err
	}
	path := f.path(key)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(path), "new-*") // made for the user alone
	if err != nil {
		return err
	}
	_, err = file.Write(raw)
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		_ = os.Remove(file.Name())
	}
	return err
}

func (f Folder) path(key string) string { return filepath.Join(string(f), key[:2], key+".json") }

// keyOf hashes parts; their lengths keep them apart.
func keyOf(parts ...string) string {
	h := sha256.New()
	for _, part := range parts {
		sum := sha256.Sum256([]byte(part))
		h.Write(sum[:])
	}
	return hex.EncodeToString(h.Sum(nil))
}
