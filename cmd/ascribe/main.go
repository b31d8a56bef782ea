// Command ascribe reads the open record of cyber conflict and keeps a ledger of
// who says that whom did what to whom. Run `ascribe --help`.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"ascribe/internal/cli"
)

func main() {
	signal.Ignore(syscall.SIGPIPE) // a reader that goes away (| head) is a failed write, so that the program still tidies up
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // the second interrupt ends the program at once
	code := cli.Run(ctx, os.Args[1:], cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr})
	stop()
	os.Exit(code)
}
