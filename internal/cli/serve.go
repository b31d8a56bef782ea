package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"runtime"

	"ascribe"
	"ascribe/internal/dossier"
	"ascribe/internal/ledger"
	"ascribe/internal/web"
)

// ServeCommand serves the pages.
type ServeCommand struct {
	Listen string `help:"Address to listen on." default:"127.0.0.1:8080" placeholder:"HOST:PORT"`
	Open   bool   `help:"Open the page in a browser."`
}

// Help is the long help.
func (ServeCommand) Help() string {
	return `The same pages answer with JSON when asked with ?format=json. By default only this machine can
reach them. There is no login: on another address than loopback everybody who can reach it can read.

Examples:
  ascribe serve --open
  ascribe serve --ledger case.db --listen 127.0.0.1:9000`
}

// Run serves until it is interrupted.
func (c ServeCommand) Run(ctx context.Context, g *Globals) error {
	return g.withLedger(ctx, func(store ledger.Ledger, path string) error {
		listener, err := net.Listen("tcp", c.Listen)
		if err != nil {
			return fmt.Errorf("%w; choose another with --listen HOST:PORT", err)
		}
		return serve(ctx, g, store, listener, c.Open)
	})
}

// serve answers on a listener until the context ends.
func serve(ctx context.Context, g *Globals, store ledger.Ledger, listener net.Listener, open bool) error {
	address := listener.Addr().(*net.TCPAddr) //nolint:forcetypeassert // of a TCP listener
	var options web.Options
	if address.IP.IsLoopback() {
		options.Hosts = []string{"localhost", "127.0.0.1", "::1"}
	} else {
		g.Note("warning: everybody who can reach %s can read this ledger", address)
	}
	handler, err := web.New(reader{store}, options)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	page := "http://" + address.String() + "/"
	g.Note("serving %s; stop it with Ctrl-C", page)
	if open {
		openBrowser(page)
	}
	return web.Serve(ctx, listener, handler)
}

// reader is a ledger that makes dossiers, for the pages.
type reader struct{ ledger.Reader }

// Dossier builds an incident's dossier as of a day.
func (r reader) Dossier(ctx context.Context, incident string, asOf ascribe.Day) (dossier.Dossier, error) {
	return dossierOf(ctx, r.Reader, incident, asOf)
}

// openBrowser asks the desktop to show a page. Where there is none nothing
// happens: the address was printed.
func openBrowser(page string) {
	var command []string
	switch runtime.GOOS {
	case "darwin":
		command = []string{"open", page}
	case "windows":
		command = []string{"rundll32", "url.dll,FileProtocolHandler", page}
	default:
		if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
			return
		}
		command = []string{"xdg-open", page}
	}
	started := exec.Command(command[0], command[1:]...)
	if started.Start() == nil {
		go started.Wait() //nolint:errcheck // only to let go of the process
	}
}
