package cli

import (
	"errors"
	"fmt"
	"time"

	"ascribe/internal/access"
	"ascribe/internal/cli/render"
)

// TokenCommand looks after API tokens.
type TokenCommand struct {
	Add    TokenAddCommand    `cmd:"" help:"Make a token; it is shown this once."`
	List   TokenListCommand   `cmd:"" help:"List the tokens; what they are is not kept."`
	Revoke TokenRevokeCommand `cmd:"" help:"Make tokens worthless."`
}

// tokenUse says how a token is sent.
const tokenUse = "A program sends it as `Authorization: Bearer TOKEN`, or as the password of the account where it\nknows basic authentication only."

// Help shows examples.
func (TokenCommand) Help() string {
	return tokenUse + "\n\nExamples:\n  ascribe account token add ana --days 90\n  ascribe account token list\n  ascribe account token revoke 0123456789abcdef"
}

// TokenAddCommand makes a token.
type TokenAddCommand struct {
	AccessFolder
	Account string      `arg:"" help:"The account that it acts for."`
	Note    string      `help:"What it is for." placeholder:"TEXT"`
	Role    access.Role `help:"The most it may do: reader, analyst or admin (default: what the account may)." placeholder:"ROLE"`
	Days    int         `help:"How many days it lasts (default: until it is revoked)." placeholder:"N"`
}

// Help shows examples.
func (TokenAddCommand) Help() string {
	return tokenUse + "\n\nExamples:\n  ascribe account token add ana\n  ascribe account token add ana --role reader --days 90 --note dashboard"
}

// tokenMade is a new token with the string that stands for it.
type tokenMade struct {
	access.Token
	Value string `json:"token"`
}

// Run makes the token.
func (c TokenAddCommand) Run(g *Globals) error {
	return c.with("token add", c.Account, func(s *access.Store) error {
		kept, value, err := s.AddToken(c.Account, c.Note, c.Role, time.Duration(c.Days)*24*time.Hour)
		if err != nil {
			return err
		}
		if g.JSON {
			return g.WriteJSON(tokenMade{kept, value})
		}
		g.Note("token %s of %s, shown this once:", kept.ID, kept.Account)
		_, err = fmt.Fprintln(g.Out, value)
		return err
	})
}

// TokenListCommand lists tokens.
type TokenListCommand struct {
	AccessFolder
	Account string `arg:"" optional:"" help:"Of this account only."`
}

// Help shows examples.
func (TokenListCommand) Help() string {
	return "Examples:\n  ascribe account token list\n  ascribe account token list ana --json"
}

// Run lists the tokens.
func (c TokenListCommand) Run(g *Globals) error {
	store, err := c.open()
	if err != nil {
		return err
	}
	defer store.Close() //nolint:errcheck // nothing was written
	tokens, err := store.Tokens(c.Account)
	if err != nil {
		return err
	}
	if g.JSON {
		return g.WriteJSON(tokens)
	}
	rows := [][]string{{"token", "account", "at most", "since", "until", "note"}}
	for _, t := range tokens {
		until := "revoked"
		if !t.Expires.IsZero() {
			until = t.Expires.Format(time.DateOnly)
		}
		rows = append(rows, []string{t.ID, t.Account, string(t.Role), t.Created.Format(time.DateOnly), until, t.Note})
	}
	return render.Rows(g.Out, rows, g.Width(), 5, 0)
}

// TokenRevokeCommand revokes tokens.
type TokenRevokeCommand struct {
	AccessFolder
	IDs []string `arg:"" name:"token" help:"Ids, as the list shows them."`
}

// Help shows examples.
func (TokenRevokeCommand) Help() string {
	return "It counts from the server's next request on.\n\nExamples:\n  ascribe account token revoke 0123456789abcdef"
}

// Run revokes the tokens; one that is not there does not keep the others.
func (c TokenRevokeCommand) Run(g *Globals) error {
	var err error
	for _, id := range c.IDs {
		err = errors.Join(err, c.with("token revoke", id, func(s *access.Store) error { return s.RevokeToken(id) }))
	}
	return err
}
