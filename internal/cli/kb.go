package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"ascribe"
	"ascribe/internal/knowledge"
	"ascribe/internal/knowledge/catalogue"
	"ascribe/internal/knowledge/designation"
)

// KBCommand looks after the sanctions lists.
type KBCommand struct {
	List   KBListCommand   `cmd:"" help:"Show what is loaded, from when, with which hash."`
	Add    KBAddCommand    `cmd:"" help:"Add a version of a list from its files."`
	Update KBUpdateCommand `cmd:"" help:"Fetch the current lists from their official addresses."`
	Show   KBShowCommand   `cmd:"" help:"Show a version, or one entry of it."`
	Pin    KBPinCommand    `cmd:"" help:"Screen against one version until told otherwise."`
	Diff   KBDiffCommand   `cmd:"" help:"Compare two versions: what came, went and changed."`
}

// versionRefs is how versions are named on the command line.
const versionRefs = "Versions are named LIST (the one in use), LIST@DATE or LIST@HASH (its first characters)."

// Help shows examples.
func (KBCommand) Help() string {
	return versionRefs + `

Examples:
  ascribe kb list
  ascribe kb diff sdn-2022-09-08.csv sdn-2022-09-09.csv`
}

// Help shows examples.
func (KBListCommand) Help() string {
	return "The version in use is the newest, or the one that is pinned.\n\nExamples:\n  ascribe kb list\n  ascribe kb list --json"
}

// Help shows examples.
func (KBAddCommand) Help() string {
	return `Reads OFAC's CSV files (sdn, alt, add, comments, or sdn alone), SDN.XML and SDN_ADVANCED.XML,
the UN's XML, the EU's CSV 1.1 and the UK's ConList.csv. What cannot be read changes nothing.

Examples:
  ascribe kb add consolidated.xml
  ascribe kb add sdn.csv alt.csv add.csv sdn_comments.csv --date 2025-12-18`
}

// Help shows examples.
func (KBUpdateCommand) Help() string {
	return "A list that cannot be fetched or read keeps the version that it has.\n\nExamples:\n  ascribe kb update\n  ascribe kb update ofac un"
}

// Help shows examples.
func (KBShowCommand) Help() string {
	return versionRefs + "\n\nExamples:\n  ascribe kb show ofac\n  ascribe kb show ofac 39017"
}

// Help shows examples.
func (KBPinCommand) Help() string {
	return versionRefs + "\n\nExamples:\n  ascribe kb pin ofac@2025-12-18\n  ascribe kb pin ofac --clear"
}

// Help shows examples.
func (KBDiffCommand) Help() string {
	return versionRefs + " A file is read as a version of its list.\n\nExamples:\n  ascribe kb diff sdn-2022-09-08.csv sdn-2022-09-09.csv\n  ascribe kb diff ofac@2025-12-18 ofac"
}

// ListFolder is the flag of every command that reads the lists.
type ListFolder struct {
	Lists string `placeholder:"DIR" env:"ASCRIBE_LISTS" help:"Folder of the lists (default: lists in the user's data folder)."`
}

func (f ListFolder) open() (*catalogue.Store, error) { return openLists(f.Lists) }

// KBListCommand shows the versions held.
type KBListCommand struct{ ListFolder }

// Run lists versions.
func (c KBListCommand) Run(globals *Globals) error {
	store, err := c.open()
	if err != nil {
		return err
	}
	versions, err := store.Versions()
	if err != nil {
		return err
	}
	if globals.JSON {
		return globals.WriteJSON(versions)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%-6s %-10s %8s  %-12s  %-7s  %s\n", "LIST", "DATE", "ENTRIES", "SHA-256", "", "ORIGIN")
	for _, v := range versions {
		use := ""
		switch {
		case v.Pinned:
			use = "pinned"
		case v.Current:
			use = "in use"
		}
		fmt.Fprintf(&b, "%-6s %-10s %8d  %.12s  %-7s  %s\n", v.List, v.Date, v.Entries, v.SHA256, use, v.Origin)
	}
	names, err := knowledge.Embedded()
	if err != nil {
		return err
	}
	fmt.Fprintf(&b, "%-6s %-10s %8d  %-12s  %-7s  embedded: names of actors, states, bodies, publishers\n", "names", "", names.Len(), knowledge.Version()[len("knowledge+"):], "in use")
	for _, s := range catalogue.Sources() {
		if !hasList(versions, s.ID) {
			fmt.Fprintf(&b, "%-6s not loaded: %s; ascribe kb update %s\n", s.ID, s.Title, s.ID)
		}
	}
	_, err = io.WriteString(globals.Out, b.String())
	return err
}

func hasList(versions []catalogue.Version, id string) bool {
	for _, v := range versions {
		if v.List == id {
			return true
		}
	}
	return false
}

// KBAddCommand adds a version from files.
type KBAddCommand struct {
	ListFolder
	Files []string    `arg:"" type:"existingfile" help:"Files that make up one version."`
	List  string      `name:"list" placeholder:"ID" help:"Which list it is: ofac, un, eu or uk (default: recognised by its content)."`
	Date  ascribe.Day `placeholder:"DATE" help:"Day that it stands for, YYYY-MM-DD (default: the list's own, or that in a file's name)."`
	Force bool        `help:"Add it although it has far fewer entries than the version before."`
}

// Run adds a version.
func (c KBAddCommand) Run(globals *Globals) error {
	if _, err := ascribe.ParseDay(string(c.Date)); c.Date != "" && err != nil {
		return usage("--date %q is not a day, YYYY-MM-DD", c.Date)
	}
	store, err := c.open()
	if err != nil {
		return err
	}
	files, err := readFiles(c.Files)
	if err != nil {
		return err
	}
	origin, err := filepath.Abs(c.Files[0])
	if err != nil {
		origin = c.Files[0]
	}
	v, err := store.Add(files, catalogue.Addition{List: c.List, Date: c.Date, Origin: origin, Force: c.Force, Now: time.Now()})
	if err != nil {
		return fmt.Errorf("%w\nThe lists are as they were", err)
	}
	return showAdded(globals, []catalogue.Version{v})
}

func showAdded(globals *Globals, versions []catalogue.Version) error {
	if globals.JSON {
		return globals.WriteJSON(versions)
	}
	for _, v := range versions {
		if _, err := fmt.Fprintf(globals.Out, "%s@%s: %d entries, SHA-256 %.12s… (%s)\n", v.List, v.Date, v.Entries, v.SHA256, v.DateFrom); err != nil {
			return err
		}
	}
	return nil
}

func readFiles(paths []string) ([]designation.File, error) {
	var files []designation.File
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		files = append(files, designation.File{Name: filepath.Base(path), Bytes: content})
	}
	return files, nil
}

// KBUpdateCommand fetches lists.
type KBUpdateCommand struct {
	ListFolder
	IDs     []string      `arg:"" optional:"" name:"list" help:"Lists to fetch: ofac, un, eu, uk (default: all)."`
	Timeout time.Duration `default:"5m" help:"Longest wait for one list."`
}

// Run fetches and adds lists; those that fail keep what they have.
func (c KBUpdateCommand) Run(ctx context.Context, globals *Globals) error {
	for _, id := range c.IDs {
		if _, err := catalogue.SourceOf(id); err != nil {
			return usage("%v", err)
		}
	}
	store, err := c.open()
	if err != nil {
		return err
	}
	got, err := store.Update(ctx, fetcher(&http.Client{Timeout: c.Timeout}), time.Now(), c.IDs...)
	if shown := showAdded(globals, got); shown != nil {
		return shown
	}
	if err != nil {
		return fmt.Errorf("%w\nThose lists are as they were", err)
	}
	return nil
}

// longestList bounds a download, in bytes; OFAC's advanced form is the longest.
const longestList = 512 << 20

// fetcher fetches with an HTTP client.
func fetcher(client *http.Client) catalogue.Fetch {
	return func(ctx context.Context, address string) ([]byte, time.Time, error) {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
		if err != nil {
			return nil, time.Time{}, err
		}
		request.Header.Set("User-Agent", "ascribe")
		response, err := client.Do(request)
		if err != nil {
			return nil, time.Time{}, fmt.Errorf("%w; is the network there?", err)
		}
		defer response.Body.Close()
		if response.StatusCode != http.StatusOK {
			return nil, time.Time{}, fmt.Errorf("%s answered %s; the list may have moved: add its files with `ascribe kb add`", address, response.Status)
		}
		content, err := io.ReadAll(io.LimitReader(response.Body, longestList+1))
		if err == nil && len(content) > longestList {
			err = errors.New("longer than any list")
		}
		if err != nil {
			return nil, time.Time{}, fmt.Errorf("%s: %w", address, err)
		}
		changed, err := http.ParseTime(response.Header.Get("Last-Modified"))
		if err != nil {
			changed = time.Time{}
		}
		return content, changed, nil
	}
}

// KBPinCommand pins a version.
type KBPinCommand struct {
	ListFolder
	Version string `arg:"" help:"LIST@DATE or LIST@HASH; with --clear, LIST."`
	Clear   bool   `help:"Go back to the newest version."`
}

// Run pins or clears.
func (c KBPinCommand) Run(globals *Globals) error {
	store, err := c.open()
	if err != nil {
		return err
	}
	if c.Clear {
		list, _, _ := strings.Cut(c.Version, "@")
		if _, err := catalogue.SourceOf(list); err != nil {
			return usage("%v", err)
		}
		globals.Note("%s: the newest version is in use", list)
		return store.Unpin(list)
	}
	v, err := store.Find(c.Version)
	if err != nil {
		return err
	}
	globals.Note("%s@%s is in use until `ascribe kb pin %s --clear`", v.List, v.Date, v.List)
	return store.Pin(v)
}
