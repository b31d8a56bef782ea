//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// TestMCP: an agent starts the program and asks; without --write nothing can be changed.
func TestMCP(t *testing.T) {
	t.Parallel()
	program, folder := build(t), t.TempDir()
	ledger, document := filepath.Join(folder, "ledger.db"), filepath.Join(folder, "a.txt")
	const said = "Microsoft said that Turla attacked Ukraine in July 2022."
	if err := os.WriteFile(document, []byte(said), 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, program, "ingest", "--quiet", "--ledger", ledger, document)
	for _, write := range []bool{false, true} {
		command := exec.Command(program, "mcp", "--ledger", ledger)
		if write {
			command.Args = append(command.Args, "--write")
		}
		s, err := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), &mcp.CommandTransport{Command: command}, nil)
		if err != nil {
			t.Fatal(err)
		}
		list, err := s.ListTools(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(list.Tools); n != map[bool]int{false: 8, true: 10}[write] {
			t.Errorf("write %t: %d tools", write, n)
		}
		r, err := s.CallTool(t.Context(), &mcp.CallToolParams{Name: "get_claims", Arguments: map[string]any{"predicate": "attacked"}})
		if err != nil || r.IsError || !strings.Contains(r.Content[0].(*mcp.TextContent).Text, said) {
			t.Errorf("%+v, %v", r, err)
		}
		if err := s.Close(); err != nil {
			t.Errorf("the program ends: %v", err)
		}
	}
}
