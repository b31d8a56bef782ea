package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/term"

	"ascribe/internal/access"
	"ascribe/internal/cli/render"
)

// AccountCommand looks after who may use a server.
type AccountCommand struct {
	Add    AccountAddCommand    `cmd:"" help:"Make an account."`
	Change AccountChangeCommand `cmd:"" help:"Give an account another role or password."`
	Remove AccountRemoveCommand `cmd:"" help:"Remove accounts with their tokens and sessions."`
	List   AccountListCommand   `cmd:"" help:"List the accounts."`
	Token  TokenCommand         `cmd:"" help:"Make, list and revoke API tokens."`
	Log    AccountLogCommand    `cmd:"" help:"Show who did what."`
}

// rolesHelp is what accounts may do.
const rolesHelp = `A reader reads, an analyst also adds documents and judges, an admin also sees accounts and the log.
What is changed counts from the server's next request on.`

// Help shows examples.
func (AccountCommand) Help() string {
	return rolesHelp + `

Examples:
  ascribe account add ana --role analyst
  ascribe account token add ana --note "nightly import" --days 90`
}

// AccessFolder is the flag of every command that reads accounts.
type AccessFolder struct {
	Access string `placeholder:"DIR" env:"ASCRIBE_ACCESS" help:"Folder of accounts, tokens and the log (default: access in the user's data folder)."`
}

func (f AccessFolder) open() (*access.Store, error) {
	folder := f.Access
	if folder == "" {
		base, err := DataFolder()
		if err != nil {
			return nil, fmt.Errorf("no place for the accounts: %w; name one with --access DIR", err)
		}
		folder = filepath.Join(base, "access")
	}
	return access.Open(folder)
}

// with opens the accounts for a change, and notes in the log what came of it.
func (f AccessFolder) with(action, target string, do func(*access.Store) error) error {
	store, err := f.open()
	if err != nil {
		return err
	}
	defer store.Close() //nolint:errcheck // what was written is kept already
	err = do(store)
	deed := access.Deed{Account: operator(), Action: action, Target: target, Result: "done"}
	if err != nil {
		deed.Result = err.Error()
	}
	return errors.Join(wrong(err), store.Note(deed))
}

// wrong makes a usage error of what the user gave wrong.
func wrong(err error) error {
	if errors.Is(err, access.ErrInvalid) {
		return usageError{err}
	}
	return err
}

// operator names who runs the command, for the log.
func operator() string {
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return ""
}

// AccountAddCommand makes an account.
type AccountAddCommand struct {
	AccessFolder
	Name          string      `arg:"" help:"Its name: small letters, digits, dots, hyphens and underscores."`
	Role          access.Role `help:"What it may do: reader, analyst or admin." default:"reader" placeholder:"ROLE"`
	PasswordStdin bool        `help:"Read the password from standard input, one line, instead of asking for it."`
	TokensOnly    bool        `help:"No password: the account can be used with tokens only."`
}

// Help shows examples.
func (AccountAddCommand) Help() string {
	return rolesHelp + `
The password is asked for and has 12 characters or more.

Examples:
  ascribe account add ana --role analyst
  ascribe account add importer --role analyst --tokens-only
  pass ascribe/ana | ascribe account add ana --password-stdin`
}

// Run makes the account.
func (c AccountAddCommand) Run(g *Globals) error {
	password := ""
	if !c.TokensOnly {
		var err error
		if password, err = askPassword(g, c.PasswordStdin); err != nil {
			return err
		}
	}
	return c.with("account add", c.Name, func(s *access.Store) error {
		a, err := s.AddAccount(c.Name, c.Role, password)
		if errors.Is(err, access.ErrExists) {
			return fmt.Errorf("there is an account %s already; `ascribe account change %s` changes it", c.Name, c.Name)
		}
		if err != nil {
			return err
		}
		return g.show(a, "account %s: %s", a.Name, a.Role)
	})
}

// AccountChangeCommand changes an account.
type AccountChangeCommand struct {
	AccessFolder
	Name          string      `arg:"" help:"The account."`
	Role          access.Role `help:"Its new role: reader, analyst or admin." placeholder:"ROLE"`
	Password      bool        `help:"Ask for a new password; its sessions end."`
	PasswordStdin bool        `help:"Read the new password from standard input."`
}

// Help shows examples.
func (AccountChangeCommand) Help() string {
	return rolesHelp + "\n\nExamples:\n  ascribe account change ana --role reader\n  ascribe account change ana --password"
}

// Run changes the account.
func (c AccountChangeCommand) Run(g *Globals) error {
	if c.Role == "" && !c.Password && !c.PasswordStdin {
		return usage("say what to change: --role ROLE, --password")
	}
	password := ""
	if c.Password || c.PasswordStdin {
		var err error
		if password, err = askPassword(g, c.PasswordStdin); err != nil {
			return err
		}
	}
	return c.with("account change", c.Name, func(s *access.Store) error {
		a, err := s.ChangeAccount(c.Name, c.Role, password)
		if err != nil {
			return err
		}
		return g.show(a, "account %s: %s", a.Name, a.Role)
	})
}

// AccountRemoveCommand removes accounts.
type AccountRemoveCommand struct {
	AccessFolder
	Names []string `arg:"" name:"name" help:"The accounts."`
}

// Help shows examples.
func (AccountRemoveCommand) Help() string {
	return "Whoever uses such an account is turned away at the next request.\n\nExamples:\n  ascribe account remove ana"
}

// Run removes the accounts; one that is not there does not keep the others.
func (c AccountRemoveCommand) Run(g *Globals) error {
	var err error
	for _, name := range c.Names {
		err = errors.Join(err, c.with("account remove", name, func(s *access.Store) error { return s.RemoveAccount(name) }))
	}
	return err
}

// AccountListCommand lists accounts.
type AccountListCommand struct{ AccessFolder }

// Help shows examples.
func (AccountListCommand) Help() string {
	return rolesHelp + "\n\nExamples:\n  ascribe account list\n  ascribe account list --json"
}

// Run lists the accounts.
func (c AccountListCommand) Run(g *Globals) error {
	store, err := c.open()
	if err != nil {
		return err
	}
	defer store.Close() //nolint:errcheck // what was written is kept already
	accounts, err := store.Accounts()
	if err != nil {
		return err
	}
	if g.JSON {
		return g.WriteJSON(accounts)
	}
	rows := [][]string{{"account", "role", "since"}}
	for _, a := range accounts {
		rows = append(rows, []string{a.Name, string(a.Role), a.Created.Format(time.DateOnly)})
	}
	return render.Rows(g.Out, rows, g.Width(), 0)
}

// AccountLogCommand shows the audit log.
type AccountLogCommand struct {
	AccessFolder
	Last int `help:"How many of the last entries." default:"50" placeholder:"N"`
}

// Help shows examples.
func (AccountLogCommand) Help() string {
	return `Who signed in, who changed what and was refused what, newest first. The log is the file
audit.jsonl in the folder of accounts, and is only ever appended to.

Examples:
  ascribe account log
  ascribe account log --last 500 --json`
}

// Run shows the log.
func (c AccountLogCommand) Run(g *Globals) error {
	store, err := c.open()
	if err != nil {
		return err
	}
	defer store.Close() //nolint:errcheck // what was written is kept already
	deeds, err := store.Deeds(c.Last)
	if err != nil {
		return err
	}
	if g.JSON {
		return g.WriteJSON(deeds)
	}
	rows := [][]string{{"time", "account", "from", "action", "target", "result"}}
	for _, d := range deeds {
		from := d.Address
		if from == "" {
			from = "command line"
		}
		rows = append(rows, []string{d.Time.Format(time.DateTime), d.Account, from, d.Action, d.Target, d.Result})
	}
	return render.Rows(g.Out, rows, g.Width(), 5, 0, 2, 3)
}

// show writes a value as JSON where that was asked for, else a sentence about it.
func (g *Globals) show(value any, format string, args ...any) error {
	if g.JSON {
		return g.WriteJSON(value)
	}
	if !g.Quiet {
		fmt.Fprintf(g.Out, format+"\n", args...)
	}
	return nil
}

// longestLine is the most that is read of a password's line, in bytes.
const longestLine = 4096

// askPassword reads a password from standard input, or asks for it twice on a terminal.
func askPassword(g *Globals, stdin bool) (string, error) {
	if stdin {
		line, err := bufio.NewReader(io.LimitReader(g.In, longestLine)).ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return "", err
		}
		if line = strings.TrimRight(line, "\r\n"); line == "" {
			return "", usage("standard input holds no password")
		}
		return line, nil
	}
	terminal, ok := g.In.(*os.File)
	if !ok || !term.IsTerminal(int(terminal.Fd())) {
		return "", usage("there is no terminal to ask for a password; give it with --password-stdin")
	}
	var given [2]string
	for i, question := range []string{"Password: ", "Once more: "} {
		fmt.Fprint(g.Err, question)
		b, err := term.ReadPassword(int(terminal.Fd()))
		fmt.Fprintln(g.Err)
		if err != nil {
			return "", err
		}
		given[i] = string(b)
	}
	if given[0] != given[1] {
		return "", usage("the two passwords differ")
	}
	return given[0], nil
}
