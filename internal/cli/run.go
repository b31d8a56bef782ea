// Package cli is the command line: a file per command. Run parses arguments,
// runs one command and turns its error into an exit code; what a command shows
// it writes to the streams it is given, so that every command can be tested.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"syscall"

	"github.com/alecthomas/kong"
)

// The exit codes.
const (
	exitDone   = 0
	exitFailed = 1 // some inputs failed, each named; or the command could not do its work
	exitUsage  = 2 // the command line itself is wrong
)

// commands is the whole command line.
type commands struct {
	Globals

	Demo      DemoCommand      `cmd:"" help:"Load the examples into a temporary ledger and show them."`
	Ingest    IngestCommand    `cmd:"" help:"Read documents into the ledger."`
	Worker    WorkerCommand    `cmd:"" help:"Read what stands in the ledger's queue, beside other workers."`
	Jobs      JobsCommand      `cmd:"" help:"List, show, retry and cancel what stands in the ledger's queue."`
	Feed      FeedCommand      `cmd:"" help:"Follow feeds and news sitemaps."`
	Extract   ExtractCommand   `cmd:"" help:"Show what documents say; nothing is stored."`
	Incidents IncidentsCommand `cmd:"" help:"List the incidents of the ledger."`
	Incident  IncidentCommand  `cmd:"" help:"Write the dossier of an incident."`
	Actor     ActorCommand     `cmd:"" help:"Show an actor's names by who uses them, and what is claimed of it."`
	Source    SourceCommand    `cmd:"" help:"Show what a source has said and what became of it."`
	Review    ReviewCommand    `cmd:"" help:"Judge what was read: accept, reject, correct, merge, split, undo."`
	Watch     WatchCommand     `cmd:"" help:"Keep questions, and tell what is new."`
	Export    ExportCommand    `cmd:"" help:"Write the ledger for other programs."`
	Import    ImportCommand    `cmd:"" help:"Take claims from other programs into the ledger."`
	Screen    ScreenCommand    `cmd:"" help:"Screen names against sanctions lists."`
	KB        KBCommand        `cmd:"" name:"kb" help:"List, add, fetch, pin and compare sanctions lists."`
	Serve     ServeCommand     `cmd:"" help:"Serve the ledger to people and programs."`
	MCP       MCPCommand       `cmd:"" name:"mcp" help:"Give agents the ledger as tools (Model Context Protocol)."`
	Account   AccountCommand   `cmd:"" help:"Say who may use a server: accounts, API tokens, the log."`
	Ledger    LedgerCommand    `cmd:"" name:"ledger" help:"Check, back up, or remove from the ledger."`
	Eval      EvalCommand      `cmd:"" help:"Score extraction against labelled documents."`
	Bench     BenchCommand     `cmd:"" help:"Measure the program on this machine."`
	Doctor    DoctorCommand    `cmd:"" help:"Check that the program and its ledger are in order."`
	Version   VersionCommand   `cmd:"" help:"Print the version of the program and of every stage."`
}

const description = "Keeps a ledger of claims about cyber attacks: who says that whom did what to whom, " +
	"how sure they say they are, in which sentence, and who denies it."

// Run runs the command line args (without the program's name) and returns the
// exit code: 0 done, 1 some inputs failed or the work could not be done, 2 usage.
func Run(ctx context.Context, args []string, streams Streams) int {
	root := commands{Globals: Globals{Streams: streams}}
	exited := -1
	parser, err := kong.New(&root,
		kong.Name("ascribe"), kong.Description(description),
		kong.Writers(streams.Out, streams.Err),
		kong.Exit(func(code int) { exited = code }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true, WrapUpperBound: 100}),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(&root.Globals))
	if err != nil {
		return fail(streams.Err, err)
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	chosen, err := parser.Parse(args)
	if exited >= 0 { // help was asked for and printed
		return exited
	}
	if err != nil {
		return misused(streams.Err, err)
	}
	return fail(streams.Err, chosen.Run())
}

// misused reports a wrong command line and where to read on.
func misused(out io.Writer, err error) int {
	command := "ascribe"
	var wrong *kong.ParseError
	if errors.As(err, &wrong) && wrong.Context != nil && wrong.Context.Selected() != nil {
		command += " " + wrong.Context.Selected().Path()
	}
	fmt.Fprintf(out, "ascribe: %v\nRun `%s --help` to see what it takes.\n", err, command)
	return exitUsage
}

// fail reports a command's error and gives its exit code.
func fail(out io.Writer, err error) int {
	if err == nil || errors.Is(err, syscall.EPIPE) { // whoever read the output has seen enough
		return exitDone
	}
	var usage usageError
	if errors.As(err, &usage) {
		fmt.Fprintf(out, "ascribe: %v\n", err)
		return exitUsage
	}
	fmt.Fprintf(out, "ascribe: %v\n", err)
	return exitFailed
}

// usageError is an error of the command line that only the command can see.
type usageError struct{ error }

func usage(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }
