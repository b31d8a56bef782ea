package access

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"time"
)

// Deed is a line of the audit log: who did what, or tried to.
type Deed struct {
	Time    time.Time `json:"time"`
	Account string    `json:"account,omitempty"` // "" where it is not known
	Role    Role      `json:"role,omitempty"`
	Address string    `json:"address,omitempty"` // where it came from; "" is the command line
	Action  string    `json:"action"`            // such as "POST /api/v1/intake", "sign-in", "account add"
	Target  string    `json:"target,omitempty"`
	Result  string    `json:"result"` // "done", or why not
}

const auditFile = "audit.jsonl"

// Note appends a deed to the audit log. The log is a file of JSON lines that is
// only ever appended to.
func (s *Store) Note(d Deed) error {
	d.Time = s.now().UTC()
	b, err := json.Marshal(d)
	if err != nil {
		return err
	}
	f, err := s.root.OpenFile(auditFile, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("access: the audit log: %w", err)
	}
	_, err = f.Write(append(b, '\n')) // one call, so that lines of several programs don't mix
	return errors.Join(err, f.Close())
}

// longestTail bounds how much of the log's end Deeds reads, in bytes.
const longestTail = 4 << 20

// Deeds lists the last n deeds, newest first. Lines that can't be read are left out.
func (s *Store) Deeds(n int) ([]Deed, error) {
	f, err := s.root.Open(auditFile)
	if errors.Is(err, fs.ErrNotExist) {
		return []Deed{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("access: the audit log: %w", err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.Size() > longestTail {
		if _, err := f.Seek(-longestTail, io.SeekEnd); err != nil {
			return nil, fmt.Errorf("access: the audit log: %w", err)
		}
	}
	deeds := []Deed{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, longestTail)
	for lines.Scan() {
		var d Deed
		if json.Unmarshal(bytes.TrimSpace(lines.Bytes()), &d) == nil {
			deeds = append(deeds, d)
		}
	}
	slices.Reverse(deeds)
	return deeds[:min(n, len(deeds))], lines.Err()
}
