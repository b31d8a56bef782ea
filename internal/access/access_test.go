package access

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// cheap keeps tests from waiting for passwords to be hashed.
func cheap() cost { return cost{memory: 64, passes: 1, lanes: 1} }

const goodPassword = "correct horse battery"

// newStore opens a store with a reader, an analyst and an admin who share a password.
func newStore(t testing.TB) *Store {
	t.Helper()
	s, err := Open(filepath.Join(t.TempDir(), "access"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	s.cost = cheap()
	for _, role := range Roles() {
		if _, err := s.AddAccount("one-"+string(role), role, goodPassword); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func newToken(t testing.TB, s *Store, account string) (Token, string) {
	t.Helper()
	kept, token, err := s.AddToken(account, "a test's", "", 0)
	if err != nil {
		t.Fatal(err)
	}
	return kept, token
}

func TestRoles(t *testing.T) {
	for _, c := range []struct {
		have, need Role
		want       bool
	}{
		{Reader, Reader, true}, {Reader, Analyst, false}, {Analyst, Reader, true}, {Admin, Analyst, true},
		{"", Reader, false}, {Admin, "", false}, {"root", Reader, false},
	} {
		if got := c.have.Allows(c.need); got != c.want {
			t.Errorf("%q allows %q: %t, want %t", c.have, c.need, got, c.want)
		}
	}
}

func TestAccountNames(t *testing.T) {
	s := newStore(t)
	for _, name := range []string{"", "a", "..", "../../etc/passwd", "A", "a/b", `a\b`, "a b", "local", ".ab", "ab.", "ab\n", strings.Repeat("a", 65), "a\x00b"} {
		if _, err := s.AddAccount(name, Reader, goodPassword); !errors.Is(err, ErrInvalid) {
			t.Errorf("%q: %v, want ErrInvalid", name, err)
		}
	}
	if _, err := s.AddAccount("one-reader", Admin, goodPassword); !errors.Is(err, ErrExists) {
		t.Errorf("a second account of one name: %v", err)
	}
	if _, err := s.AddAccount("two", "owner", goodPassword); !errors.Is(err, ErrInvalid) {
		t.Errorf("a role that isn't: %v", err)
	}
	if _, err := s.AddAccount("two", Reader, "short"); !errors.Is(err, ErrInvalid) {
		t.Errorf("a short password: %v", err)
	}
	accounts, err := s.Accounts()
	if err != nil || len(accounts) != 3 || accounts[0].Name != "one-admin" {
		t.Errorf("accounts: %v, %v", accounts, err)
	}
}

func TestPasswords(t *testing.T) {
	s := newStore(t)
	if _, err := s.signIn("one-reader", goodPassword); err != nil {
		t.Error(err)
	}
	for _, c := range [][2]string{{"one-reader", "wrong horse battery"}, {"one-reader", ""}, {"nobody", goodPassword}, {"../one-reader", goodPassword}, {"one-reader", strings.Repeat("x", 1<<20)}} {
		if _, err := s.signIn(c[0], c[1]); !errors.Is(err, ErrDenied) {
			t.Errorf("%q with %.20q: %v", c[0], c[1], err)
		}
	}
	for _, phc := range []string{"", "$", "$argon2id$v=19$m=64,t=1,p=1$!$!", "$argon2id$v=19$m=4294967295,t=1,p=1$AAAA$AAAA", "$argon2i$v=19$m=64,t=1,p=1$AAAA$AAAA"} {
		if matches(goodPassword, phc) {
			t.Errorf("a password fits %q", phc)
		}
	}
}

func TestStandardCost(t *testing.T) {
	if phc := standardCost().hash(goodPassword); !strings.HasPrefix(phc, "$argon2id$v=19$m=65536,t=3,p=4$") || !matches(goodPassword, phc) {
		t.Errorf("hash %q", phc)
	}
}

func TestTokens(t *testing.T) {
	s := newStore(t)
	kept, token := newToken(t, s, "one-analyst")
	if id, err := s.byToken(token); err != nil || id.Account != "one-analyst" || id.Role != Analyst {
		t.Errorf("%+v, %v", id, err)
	}
	for _, wrong := range []string{"", "ascribe_", token[:len(token)-1], token + "x", strings.Replace(token, kept.ID, "../../accounts/x", 1), strings.Replace(token, kept.ID, strings.Repeat("0", 16), 1)} {
		if _, err := s.byToken(wrong); !errors.Is(err, ErrDenied) {
			t.Errorf("%q: %v", wrong, err)
		}
	}
	if err := s.RevokeToken("../accounts/one-reader"); !errors.Is(err, ErrInvalid) {
		t.Errorf("revoking a path: %v", err)
	}
	if err := s.RevokeToken(kept.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := s.byToken(token); !errors.Is(err, ErrDenied) {
		t.Errorf("revoked: %v", err)
	}
	if err := s.RevokeToken(kept.ID); !errors.Is(err, ErrUnknown) {
		t.Errorf("revoked twice: %v", err)
	}
}

func TestTokensNeverExceedTheirAccount(t *testing.T) {
	s := newStore(t)
	for _, c := range []struct {
		account    string
		role, want Role
	}{{"one-reader", Admin, Reader}, {"one-admin", Reader, Reader}, {"one-admin", "", Admin}} {
		_, token, err := s.AddToken(c.account, "", c.role, 0)
		if err != nil {
			t.Fatal(err)
		}
		if id, err := s.byToken(token); err != nil || id.Role != c.want {
			t.Errorf("%s, limited to %q: %q (%v), want %q", c.account, c.role, id.Role, err, c.want)
		}
	}
	_, token := newToken(t, s, "one-admin")
	if _, err := s.ChangeAccount("one-admin", Reader, ""); err != nil {
		t.Fatal(err)
	}
	if id, _ := s.byToken(token); id.Role != Reader {
		t.Errorf("a token keeps the role %q that its account has lost", id.Role)
	}
}

func TestExpiry(t *testing.T) {
	s := newStore(t)
	_, token, err := s.AddToken("one-reader", "", "", time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	account, err := s.signIn("one-reader", goodPassword)
	if err != nil {
		t.Fatal(err)
	}
	cookie, err := s.beginSession(account)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.bySession(cookie); err != nil {
		t.Error(err)
	}
	s.now = func() time.Time { return time.Now().Add(sessionLasts) }
	if _, err := s.byToken(token); !errors.Is(err, ErrDenied) {
		t.Errorf("an expired token: %v", err)
	}
	if _, err := s.bySession(cookie); !errors.Is(err, ErrDenied) {
		t.Errorf("an expired session: %v", err)
	}
	if _, err := s.beginSession(account); err != nil { // clears away the expired one
		t.Fatal(err)
	}
	if ids, _ := s.names(sessionsFolder); len(ids) != 1 {
		t.Errorf("%d sessions are kept, want the new one", len(ids))
	}
}

func TestRemovingAnAccountEndsAllItHad(t *testing.T) {
	s := newStore(t)
	_, token := newToken(t, s, "one-reader")
	account, _ := s.signIn("one-reader", goodPassword)
	cookie, err := s.beginSession(account)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.RemoveAccount("one-reader"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.AddAccount("one-reader", Admin, goodPassword); err != nil { // a namesake
		t.Fatal(err)
	}
	if _, err := s.byToken(token); !errors.Is(err, ErrDenied) {
		t.Errorf("its token: %v", err)
	}
	if _, err := s.bySession(cookie); !errors.Is(err, ErrDenied) {
		t.Errorf("its session: %v", err)
	}
}

func TestAnotherPasswordEndsSessions(t *testing.T) {
	s := newStore(t)
	account, _ := s.signIn("one-reader", goodPassword)
	cookie, err := s.beginSession(account)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.ChangeAccount("one-reader", "", "another good password"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.bySession(cookie); !errors.Is(err, ErrDenied) {
		t.Errorf("%v", err)
	}
}

// TestNothingSecretIsKept: neither password nor token nor cookie can be read from the files.
func TestNothingSecretIsKept(t *testing.T) {
	s := newStore(t)
	_, token := newToken(t, s, "one-reader")
	account, _ := s.signIn("one-reader", goodPassword)
	cookie, err := s.beginSession(account)
	if err != nil {
		t.Fatal(err)
	}
	_, secret, _ := strings.Cut(cookie, ".")
	folder := s.root.Name()
	err = filepath.Walk(folder, func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		if mode := info.Mode().Perm(); mode&0o077 != 0 {
			t.Errorf("%s may be read by others: %v", path, mode)
		}
		b, err := os.ReadFile(path)
		for _, leak := range []string{goodPassword, token[len(token)-32:], secret} {
			if strings.Contains(string(b), leak) {
				t.Errorf("%s holds %q", path, leak)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAudit(t *testing.T) {
	s := newStore(t)
	for _, action := range []string{"first", "second", "third\nforged line"} {
		if err := s.Note(Deed{Account: "one-admin", Role: Admin, Action: action, Result: "done"}); err != nil {
			t.Fatal(err)
		}
	}
	deeds, err := s.Deeds(2)
	if err != nil || len(deeds) != 2 || deeds[0].Action != "third\nforged line" || deeds[1].Action != "second" {
		t.Errorf("%+v, %v", deeds, err)
	}
}

func FuzzToken(f *testing.F) {
	s := newStore(f)
	_, token := newToken(f, s, "one-reader")
	for _, seed := range []string{"", "ascribe_0123456789abcdef_" + strings.Repeat("A", 32), "ascribe_../x", "."} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, sent string) {
		if sent == token {
			return
		}
		if id, err := s.byToken(sent); err == nil {
			t.Errorf("token %q stands for %+v", sent, id)
		}
		if id, err := s.bySession(sent); err == nil {
			t.Errorf("cookie %q stands for %+v", sent, id)
		}
	})
}
