package cli

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"

	"golang.org/x/term"
)

// Globals are the flags that every command takes, and the streams it writes to.
// A command has a method Run(ctx context.Context, globals *Globals) error.
type Globals struct {
	Ledger string `help:"File that holds the ledger, or postgres://USER@HOST/DATABASE (default: ledger.db in the user's data folder)." env:"ASCRIBE_LEDGER" placeholder:"PATH"`
	JSON   bool   `name:"json" help:"Write JSON, for programs."`
	Quiet  bool   `short:"q" help:"No progress and no notes; errors only."`

	Streams `kong:"-"`
}

// Streams are the program's standard streams.
type Streams struct {
	In  io.Reader
	Out io.Writer
	Err io.Writer
}

// Note tells the user something on the error stream, unless --quiet.
func (g *Globals) Note(format string, args ...any) {
	if !g.Quiet {
		fmt.Fprintf(g.Err, format+"\n", args...)
	}
}

// WriteJSON writes one value as indented JSON.
func (g *Globals) WriteJSON(value any) error {
	encoder := json.NewEncoder(g.Out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}

// Lines returns an encoder that writes one JSON value a line, and the function
// that flushes what it holds.
func (g *Globals) Lines() (*json.Encoder, func() error) {
	buffered := bufio.NewWriterSize(g.Out, 1<<16)
	encoder := json.NewEncoder(buffered)
	encoder.SetEscapeHTML(false)
	return encoder, buffered.Flush
}

// Width is the terminal's width in columns, 100 where the output is no terminal.
func (g *Globals) Width() int {
	if file, ok := g.Out.(*os.File); ok {
		if width, _, err := term.GetSize(int(file.Fd())); err == nil && width >= 40 {
			return width
		}
	}
	return 100
}

// isTerminal reports whether somebody may be looking at the stream.
func isTerminal(stream any) bool {
	file, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// LedgerPath is the file of the ledger: --ledger, ASCRIBE_LEDGER or the default.
func (g *Globals) LedgerPath() (string, error) {
	if g.Ledger != "" {
		return g.Ledger, nil
	}
	folder, err := DataFolder()
	if err != nil {
		return "", fmt.Errorf("no place for the ledger: %w; name one with --ledger PATH", err)
	}
	return filepath.Join(folder, "ledger.db"), nil
}

// DataFolder is where the user's ledger and lists lie, by the habit of the
// operating system (on Linux the XDG base directory specification). It need not exist.
func DataFolder() (string, error) {
	if folder := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(folder) {
		return filepath.Join(folder, "ascribe"), nil
	}
	switch runtime.GOOS {
	case "windows", "darwin":
		folder, err := os.UserConfigDir() // %AppData%, ~/Library/Application Support
		return filepath.Join(folder, "ascribe"), err
	}
	home, err := os.UserHomeDir()
	return filepath.Join(home, ".local", "share", "ascribe"), err
}
