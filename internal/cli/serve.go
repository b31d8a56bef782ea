package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"time"

	"ascribe"
	"ascribe/internal/access"
	"ascribe/internal/api"
	"ascribe/internal/casefile"
	"ascribe/internal/dossier"
	"ascribe/internal/intake"
	"ascribe/internal/knowledge"
	"ascribe/internal/ledger"
	"ascribe/internal/mcp"
	"ascribe/internal/pipeline"
	"ascribe/internal/server"
	"ascribe/internal/taxii"
	"ascribe/internal/web"
)

// ServeCommand serves the ledger to people and programs.
type ServeCommand struct {
	Listen string `help:"Address to listen on." default:"127.0.0.1:8080" placeholder:"HOST:PORT"`
	Open   bool   `help:"Open the page in a browser."`
	Marks
	MCPWrite bool `name:"mcp-write" help:"Offer agents that may write the tools that change the ledger."`
	AccessFolder
	ListFolder
	Reading
	Auth        bool     `group:"Who may use it" help:"Ask for an account or an API token. Needed on every address but this machine's own."`
	TLSCert     string   `group:"Who may use it" name:"tls-cert" help:"File of the certificate and its chain, PEM." placeholder:"FILE" type:"existingfile"`
	TLSKey      string   `group:"Who may use it" name:"tls-key" help:"File of the certificate's key, PEM." placeholder:"FILE" type:"existingfile"`
	BehindProxy bool     `group:"Who may use it" help:"A proxy that encrypts stands before it: believe what it says of the client's address and connection."`
	Host        []string `group:"Who may use it" help:"Answer only requests that name this host; several parted by commas." placeholder:"NAME"`
	Rate        float64  `group:"Who may use it" help:"Most requests a second from an address, 0 for any number (default: 50 with --auth)." default:"-1" placeholder:"N"`
}

// Help is the long help.
func (ServeCommand) Help() string {
	return `Pages for people, a JSON API under /api/v1 (described by /api/v1/openapi.json), TAXII 2.1 under
/taxii2/ (its objects marked with --tlp and --terms), health under
/healthz and /readyz, measurements for Prometheus under /metrics.

By default only this machine can reach it, and there is no login. On any other address it wants
--auth, and either --tls-cert with --tls-key or --behind-proxy, so that passwords are not sent in
the clear. Accounts and tokens are made with ascribe account.

Examples:
  ascribe serve --open
  ascribe serve --ledger case.db --listen 127.0.0.1:9000
  ascribe serve --listen :8443 --auth --tls-cert cert.pem --tls-key key.pem
  ascribe serve --auth --behind-proxy --host ledger.example.org`
}

// Run serves until it is interrupted.
func (c ServeCommand) Run(ctx context.Context, g *Globals) error {
	if err := c.check(); err != nil {
		return err
	}
	return g.withLedger(ctx, func(store ledger.Ledger, path string) error {
		listener, err := net.Listen("tcp", c.Listen)
		if err != nil {
			return fmt.Errorf("%w; choose another with --listen HOST:PORT", err)
		}
		err = c.safe(listener)
		if err == nil {
			err = c.serve(ctx, g, store, listener)
		}
		return errors.Join(err, closed(listener))
	})
}

// check reports what is wrong with the flags together.
func (c ServeCommand) check() error {
	switch {
	case (c.TLSCert == "") != (c.TLSKey == ""):
		return usage("--tls-cert and --tls-key go together")
	case c.BehindProxy && !c.Auth:
		return usage("--behind-proxy lets others in: add --auth, and make an account with `ascribe account add NAME`")
	case c.BehindProxy && c.TLSCert != "":
		return usage("--behind-proxy says that the proxy encrypts: leave out --tls-cert and --tls-key")
	default:
		return nil
	}
}

// safe refuses to show the ledger to everybody, or passwords to whoever listens.
func (c ServeCommand) safe(l net.Listener) error {
	switch {
	case isLoopback(l):
		return nil
	case !c.Auth:
		return usage("others can reach %s: add --auth, and make an account with `ascribe account add NAME`; or listen on 127.0.0.1", l.Addr())
	case c.TLSCert == "" && !c.BehindProxy:
		return usage("passwords would be sent in the clear to %s: add --tls-cert and --tls-key, or --behind-proxy where a proxy encrypts", l.Addr())
	default:
		return nil
	}
}

func isLoopback(l net.Listener) bool {
	address, ok := l.Addr().(*net.TCPAddr)
	return ok && address.IP.IsLoopback()
}

// closed closes a listener that nothing may have closed yet.
func closed(l net.Listener) error {
	if err := l.Close(); !errors.Is(err, net.ErrClosed) {
		return err
	}
	return nil
}

// serve answers on a listener until the context ends.
func (c ServeCommand) serve(ctx context.Context, g *Globals, store ledger.Ledger, listener net.Listener) error {
	guard := access.Options{Hosts: c.Host, BehindProxy: c.BehindProxy, Rate: max(c.Rate, 0)}
	if isLoopback(listener) && !c.Auth {
		guard.Hosts = append([]string{"localhost", "127.0.0.1", "::1"}, c.Host...)
	}
	if c.Auth {
		accounts, err := c.withAccounts(g)
		if err != nil {
			return err
		}
		defer accounts.Close() //nolint:errcheck // what was written is kept already
		guard.Store = accounts
		if c.Rate < 0 {
			guard.Rate = usualRate
		}
	}
	flow := sync.OnceValues(func() (*pipeline.Pipeline, error) { return pipeline.Standard(c.mode()) }) // models take time to load
	desk := newDesk(ctx, store, flow)
	defer desk.Close()
	faces, err := c.faces(ctx, store, guard, desk, flow)
	if err != nil {
		return err
	}
	var certificate *server.Certificate
	page := "http://" + listener.Addr().String() + "/"
	if c.TLSCert != "" {
		certificate = &server.Certificate{Chain: c.TLSCert, Key: c.TLSKey}
		page = "https://" + listener.Addr().String() + "/"
	}
	g.Note("serving %s; stop it with Ctrl-C", page)
	if c.Open {
		openBrowser(page)
	}
	return server.Serve(ctx, listener, faces, certificate)
}

// usualRate is the most requests a second from an address where there are accounts.
const usualRate = 50

// withAccounts opens the accounts, and says so where nobody could sign in.
func (c ServeCommand) withAccounts(g *Globals) (*access.Store, error) {
	accounts, err := c.AccessFolder.open()
	if err != nil {
		return nil, err
	}
	list, err := accounts.Accounts()
	if err != nil {
		return nil, errors.Join(err, accounts.Close())
	}
	if len(list) == 0 {
		g.Note("warning: there is no account yet; make one with `ascribe account add NAME`, it can be used at once")
	}
	return accounts, nil
}

// faces joins what is served.
func (c ServeCommand) faces(ctx context.Context, store ledger.Ledger, guard access.Options, desk *intake.Desk, flow func() (*pipeline.Pipeline, error)) (http.Handler, error) {
	base, err := knowledge.Embedded()
	if err != nil {
		return nil, err
	}
	held, err := c.ListFolder.open()
	if err != nil {
		return nil, err
	}
	lists, r := &currentLists{held: held}, reader{store}
	markings, err := c.markings()
	if err != nil {
		return nil, err
	}
	human, err := web.New(r, pages(lists, desk, store, base, markings))
	if err != nil {
		return nil, err
	}
	programs := api.New(r, api.Options{Knowledge: base, Screen: lists.screening, Lists: lists.designations, Versions: lists.versions,
		Known: asKnown(store), Review: reviewer{store, base}, Watches: store, Intake: desk, Accounts: guard.Store, Done: ctx.Done()})
	agents := agentOptions(lists, base, flow)
	agents.Write, agents.Intake, agents.Review = c.MCPWrite, desk, reviewer{store, base}
	return server.New(server.Options{Pages: human, API: programs, MCP: mcp.Handler(r, agents), TAXII: taxii.New(r, taxii.Options{Markings: markings}), Access: guard, Ledger: store}), nil
}

// asKnown gives the ledger as it was known at a time.
func asKnown(store ledger.Reader) func(context.Context, time.Time) (api.Reader, error) {
	return func(ctx context.Context, at time.Time) (api.Reader, error) {
		then, err := pipeline.AsKnown(ctx, store, at)
		return reader{then}, err
	}
}

// reader is a ledger that makes dossiers, for the faces.
type reader struct{ ledger.Reader }

// Dossier builds an incident's dossier as of a day.
func (r reader) Dossier(ctx context.Context, incident string, asOf ascribe.Day) (dossier.Dossier, error) {
	return dossierOf(ctx, r.Reader, incident, casefile.Options{AsOf: asOf})
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
