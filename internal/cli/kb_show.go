package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"ascribe/internal/knowledge/catalogue"
	"ascribe/internal/knowledge/designation"
)

// KBShowCommand shows a version or an entry.
type KBShowCommand struct {
	ListFolder
	Version string `arg:"" help:"LIST, LIST@DATE or LIST@HASH."`
	UID     string `arg:"" optional:"" help:"Number of an entry."`
}

// Run shows it.
func (c KBShowCommand) Run(globals *Globals) error {
	store, err := c.open()
	if err != nil {
		return err
	}
	v, err := store.Find(c.Version)
	if err != nil {
		return err
	}
	if c.UID == "" {
		return showVersion(globals, v)
	}
	list, err := store.Load(v)
	if err != nil {
		return err
	}
	for _, d := range slices.Concat(list.Designations, list.Gone) {
		if d.UID == c.UID {
			return showEntry(globals, d)
		}
	}
	return fmt.Errorf("%s@%s has no entry %s, nor ever had as far as is known", v.List, v.Date, c.UID)
}

func showVersion(globals *Globals, v catalogue.Version) error {
	if globals.JSON {
		return globals.WriteJSON(v)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s of %s: %d entries\n  date: %s\n  SHA-256: %s\n  origin: %s\n", v.List, v.Date, v.Entries, v.DateFrom, v.SHA256, v.Origin)
	if !v.Added.IsZero() {
		fmt.Fprintf(&b, "  added: %s\n", v.Added.Format("2006-01-02 15:04 MST"))
	}
	for _, f := range v.Files {
		fmt.Fprintf(&b, "  file: %s, %d bytes, SHA-256 %s\n", f.Name, f.Size, f.SHA256)
	}
	_, err := io.WriteString(globals.Out, b.String())
	return err
}

func showEntry(globals *Globals, d designation.Designation) error {
	if globals.JSON {
		return globals.WriteJSON(d)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s), entry %s: %s\n", d.Name(), d.Type, d.UID, strings.Join(d.Programmes, ", "))
	for _, n := range d.Names {
		former := ""
		if n.Former {
			former = ", former"
		}
		fmt.Fprintf(&b, "  name: %s (%s%s)\n", n.Text, n.Strength, former)
	}
	for _, line := range []struct {
		what   string
		values []string
	}{{"linked to", d.Links}, {"countries", d.Countries}, {"born", d.Born}, {"numbers", d.Identified}} {
		if len(line.values) > 0 {
			fmt.Fprintf(&b, "  %s: %s\n", line.what, strings.Join(line.values, "; "))
		}
	}
	s := d.On("")
	fmt.Fprintf(&b, "  %s since %s: %s\n", s.State, orUnknown(string(s.Since)), s.How)
	for _, p := range d.Presences {
		for i, t := range p.Terms {
			if i > 0 {
				fmt.Fprintf(&b, "  on %s: %s\n", t.Since, strings.Join(t.Programmes, ", "))
			}
		}
		if p.Before != "" {
			fmt.Fprintf(&b, "  gone from the list of %s; last on that of %s\n", p.Before, p.To)
		}
	}
	_, err := io.WriteString(globals.Out, b.String())
	return err
}

// KBDiffCommand compares versions.
type KBDiffCommand struct {
	ListFolder
	Older string `arg:"" help:"A version (LIST@DATE, LIST@HASH) or a file."`
	Newer string `arg:"" help:"A version or a file."`
}

// Run compares.
func (c KBDiffCommand) Run(globals *Globals) error {
	store, err := c.open()
	if err != nil {
		return err
	}
	older, err := listOf(store, c.Older)
	if err != nil {
		return err
	}
	newer, err := listOf(store, c.Newer)
	if err != nil {
		return err
	}
	if older.ID != newer.ID {
		return usage("%s is a version of %s, %s one of %s; compare versions of one list", c.Older, older.ID, c.Newer, newer.ID)
	}
	changes := designation.Diff(older, newer)
	if globals.JSON {
		if changes == nil {
			changes = []designation.Change{}
		}
		return globals.WriteJSON(changes)
	}
	return writeChanges(globals.Out, older, newer, changes)
}

// listOf loads a version held, or reads a file.
func listOf(store *catalogue.Store, ref string) (designation.List, error) {
	if info, err := os.Stat(ref); err == nil && !info.IsDir() {
		files, err := readFiles([]string{ref})
		if err != nil {
			return designation.List{}, err
		}
		list, _, err := catalogue.Read(files, "", "")
		return list, err
	}
	v, err := store.Find(ref)
	if errors.Is(err, catalogue.ErrNotHeld) && strings.ContainsAny(ref, "./\\") {
		return designation.List{}, fmt.Errorf("%s: no such file, and no such version: %w", ref, err)
	}
	if err != nil {
		return designation.List{}, err
	}
	return store.Load(v)
}

func writeChanges(out io.Writer, older, newer designation.List, changes []designation.Change) error {
	var b strings.Builder
	counts := make(map[designation.What]int)
	for _, c := range changes {
		counts[c.What]++
	}
	fmt.Fprintf(&b, "%s: %s (%d entries) → %s (%d entries): %d came, %d went, %d changed programme, %d changed name, %d changed aliases\n",
		newer.ID, older.Date, len(older.Designations), newer.Date, len(newer.Designations), counts[designation.Came], counts[designation.Went],
		counts[designation.NewProgrammes], counts[designation.NewPrimaryName], counts[designation.NewAliases])
	for _, c := range changes {
		switch c.What {
		case designation.Came, designation.Went:
			fmt.Fprintf(&b, "%s  %-10s %s (%s, entry %s): %s\n", c.Day, c.What, c.Name, c.Type, c.UID, strings.Join(c.Present, ", "))
		default:
			fmt.Fprintf(&b, "%s  %-10s %s (%s, entry %s):%s%s\n", c.Day, c.What, c.Name, c.Type, c.UID, signed(" +", c.Came), signed(" −", c.Went))
		}
	}
	_, err := io.WriteString(out, b.String())
	return err
}

func signed(sign string, words []string) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(sign)
		b.WriteString(w)
	}
	return b.String()
}
