package access

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// cost is what a guess at a password costs (RFC 9106: memory in KiB, passes,
// lanes).
type cost struct {
	memory uint32
	passes uint32
	lanes  uint8
}

// standardCost is the second choice of RFC 9106 section 4, for machines that
// have other things to do with their memory.
func standardCost() cost { return cost{memory: 64 << 10, passes: 3, lanes: 4} }

// The bounds of a password, in characters. The upper one keeps a guess from
// being made dear by its length.
const (
	leastPassword = 12
	mostPassword  = 256
	saltBytes     = 16
	hashBytes     = 32
)

func checkPassword(password string) error {
	if n := utf8.RuneCountInString(password); n < leastPassword || n > mostPassword {
		return fmt.Errorf("%w: a password has %d to %d characters, this one %d", ErrInvalid, leastPassword, mostPassword, n)
	}
	return nil
}

// hash gives a password's argon2id hash in the PHC string format, with its salt
// and cost, so that a later cost does not lock out whoever was hashed before.
func (c cost) hash(password string) string {
	salt := make([]byte, saltBytes)
	rand.Read(salt) //nolint:errcheck // it never fails (crypto/rand)
	sum := argon2.IDKey([]byte(password), salt, c.passes, c.memory, c.lanes, hashBytes)
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.memory, c.passes, c.lanes,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(sum))
}

// matches compares a password with a PHC string, in a time that tells nothing
// of how far they agree. A string that can't be read matches nothing.
func matches(password, phc string) bool {
	parts := strings.Split(phc, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return false
	}
	var c cost
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &c.memory, &c.passes, &c.lanes); err != nil || !c.sane() {
		return false
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil {
		return false
	}
	want, err := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil || len(want) != hashBytes {
		return false
	}
	return subtle.ConstantTimeCompare(argon2.IDKey([]byte(password), salt, c.passes, c.memory, c.lanes, hashBytes), want) == 1
}

// sane keeps a damaged file from asking for all the memory of the machine.
func (c cost) sane() bool {
	return c.memory >= 8 && c.memory <= 1<<20 && c.passes >= 1 && c.passes <= 64 && c.lanes >= 1
}
