// Command build makes the knowledge snapshot that the program embeds, from the
// hand-kept tables and a folder of downloaded sources (docs/add-a-list.md says
// where they come from). It is run by hand: make kb KB=FOLDER.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"ascribe/internal/knowledge"
	"ascribe/internal/knowledge/assemble"
)

func main() {
	from := flag.String("from", "kb", "folder of downloaded sources")
	tables := flag.String("tables", filepath.Join("internal", "knowledge", "tables"), "folder of hand-kept tables")
	to := flag.String("to", filepath.Join("internal", "knowledge", "snapshot.gz"), "file to write")
	flag.Parse()
	if err := build(*tables, *from, *to); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

func build(tables, from, to string) error {
	entries, err := assemble.Import(os.DirFS(tables), os.DirFS(from))
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := knowledge.Write(&out, entries); err != nil {
		return err
	}
	fmt.Printf("%s: %d entities, %d bytes\n", to, len(entries), out.Len())
	return os.WriteFile(to, out.Bytes(), 0o644)
}
