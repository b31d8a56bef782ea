package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"ascribe"
	"ascribe/internal/knowledge"
	"ascribe/internal/language"
	"ascribe/internal/pipeline"
	"ascribe/internal/wording"
)

// DoctorCommand checks an installation.
type DoctorCommand struct{}

// Help is the long help.
func (DoctorCommand) Help() string {
	return `Checks that the embedded knowledge and model load, that a sentence is read rightly, that the
folders of the ledger and of temporary files can be written, and that the ledger, if there is one,
can be read. To check every byte of a ledger: ascribe ledger check.

Example:
  ascribe doctor`
}

// finding is the outcome of one check.
type finding struct {
	Check   string  `json:"check"`
	Sound   bool    `json:"sound"`
	What    string  `json:"what"`
	Seconds float64 `json:"seconds"`
}

// Run makes the checks and fails when one does.
func (DoctorCommand) Run(ctx context.Context, g *Globals) error {
	findings, wrong := []finding{}, 0
	for _, check := range []struct {
		name string
		run  func(context.Context, *Globals) (string, error)
	}{
		{"knowledge", checkKnowledge}, {"reading", checkReading}, {"ledger folder", checkLedgerFolder},
		{"ledger", checkLedger}, {"temporary files", checkTemporary},
	} {
		began := time.Now()
		what, err := check.run(ctx, g)
		f := finding{Check: check.name, Sound: err == nil, What: what, Seconds: time.Since(began).Seconds()}
		if err != nil {
			f.What = err.Error()
			wrong++
		}
		findings = append(findings, f)
		if !g.JSON {
			fmt.Fprintf(g.Out, "%-6s %-15s  %s\n", map[bool]string{true: "ok", false: "WRONG"}[f.Sound], f.Check, f.What)
		}
	}
	if g.JSON {
		if err := g.WriteJSON(findings); err != nil {
			return err
		}
	}
	if wrong > 0 {
		return fmt.Errorf("%s failed", wording.Count(wrong, "check"))
	}
	return nil
}

func checkKnowledge(context.Context, *Globals) (string, error) {
	base, err := knowledge.Embedded()
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s, %d entities", knowledge.Version(), base.Len()), nil
}

// checkReading takes a sentence through all stages.
func checkReading(context.Context, *Globals) (string, error) {
	flow, err := pipeline.Standard(language.Accurate)
	if err != nil {
		return "", err
	}
	work, err := flow.Read(ascribe.Raw{Origin: "a test sentence", Bytes: []byte("Microsoft said that the group attacked two banks in July 2022.\n"),
		Given: ascribe.Metadata{Published: "2022-09-10"}})
	if err != nil {
		return "", err
	}
	if len(work.Claims) == 0 {
		return "", errors.New("a plain sentence yields no claim; the program is not as it was built: get it again")
	}
	return wording.Count(len(work.Claims), "claim") + " from a test sentence", nil
}

func checkLedgerFolder(_ context.Context, g *Globals) (string, error) {
	at, err := g.ledgerPlace()
	if err != nil || at.remote() {
		return "none is needed: the ledger is a database", err
	}
	folder := filepath.Dir(string(at))
	for { // the nearest folder that exists: the rest is made when it is needed
		if info, err := os.Stat(folder); err == nil && info.IsDir() {
			break
		}
		if folder == filepath.Dir(folder) {
			break
		}
		folder = filepath.Dir(folder)
	}
	return folder + " can be written", writable(folder)
}

func checkTemporary(context.Context, *Globals) (string, error) {
	return os.TempDir() + " can be written", writable(os.TempDir())
}

func writable(folder string) error {
	file, err := os.CreateTemp(folder, ".ascribe-")
	if err != nil {
		return fmt.Errorf("%w; name another place with --ledger PATH, or mend the permissions", err)
	}
	return errors.Join(file.Close(), os.Remove(file.Name()))
}

func checkLedger(ctx context.Context, g *Globals) (string, error) {
	at, err := g.ledgerPlace()
	if err != nil {
		return "", err
	}
	opened, err := at.openExisting(ctx)
	if errors.Is(err, fs.ErrNotExist) {
		return "none yet at " + at.String(), nil
	}
	if err != nil {
		return "", err
	}
	size, err := opened.Size(ctx)
	what := fmt.Sprintf("%s: %s, %s, %s", at, wording.Count(size.Documents, "document"), wording.Count(size.Claims, "claim"), wording.Count(size.Incidents, "incident"))
	return what, errors.Join(err, opened.Close())
}
