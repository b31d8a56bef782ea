package knowledge

import (
	"crypto/sha256"
	"encoding/hex"
)

// Version names the embedded snapshot by its content, for stamps of what was
// made with it.
func Version() string {
	h := sha256.New()
	h.Write(snapshot)
	h.Write([]byte(ordinaryWords))
	return "knowledge+" + hex.EncodeToString(h.Sum(nil)[:4])
}
