package main

import (
	"errors"
	"flag"
	"os/exec"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"ascribe/internal/ledger/postgres/pgtest"
)

var update = flag.Bool("update", false, "rewrite the goldens of the scripts")

// TestMain lets the test binary stand in for the program.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"ascribe": main})
}

// TestScripts runs the command line as users do, on a ledger in a file. A script's
// commands beyond the usual ones: `code N ascribe …` runs the program and wants that
// exit code.
func TestScripts(t *testing.T) {
	runScripts(t, func(work string) string { return work + "/ledger.db" })
}

// TestScriptsOnPostgreSQL runs the same on databases.
func TestScriptsOnPostgreSQL(t *testing.T) {
	server := pgtest.Start(t)
	runScripts(t, func(string) string { return server.Database(t) })
}

func runScripts(t *testing.T, ledger func(work string) string) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Cmds:          map[string]func(*testscript.TestScript, bool, []string){"code": wantCode},
		Setup: func(env *testscript.Env) error {
			env.Setenv("ASCRIBE_LEDGER", ledger(env.WorkDir))
			env.Setenv("XDG_DATA_HOME", env.WorkDir+"/data")
			return nil
		},
	})
}

func wantCode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N ascribe ARGS…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}
