// Package catalogue keeps versions of sanctions lists: the embedded one and
// those that the user adds or fetches, which lie in a folder as they were
// received, named by their SHA-256, beside a manifest. A version that cannot be
// read never replaces one that can.
//
// Sources lists what can be read, Open gives the user's Store, Store.Current
// the versions to screen against.
package catalogue

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/knowledge/designation"
	"ascribe/internal/knowledge/eu"
	"ascribe/internal/knowledge/ofac"
	"ascribe/internal/knowledge/uk"
	"ascribe/internal/knowledge/un"
)

// Source is a list that can be read: where it is published and how.
type Source struct {
	ID        string
	Title     string
	Addresses []string // that together make up one version
	Version   string   // of the reader; what an older one made is made again
	Parse     func([]designation.File) (designation.List, error)
	Is        func(head []byte) bool // whether a file that begins so belongs to the list
}

// Sources lists every list that can be read. A new one is a folder with Parse
// and a line here; see docs/add-a-list.md.
func Sources() []Source {
	return []Source{
		{ofac.ID, "US: OFAC Specially Designated Nationals", []string{
			"https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/SDN.XML"}, ofac.Version, ofac.Parse, ofac.Is},
		{un.ID, "United Nations Security Council consolidated list", []string{
			"https://scsanctions.un.org/resources/xml/en/consolidated.xml"}, un.Version, un.Parse, un.Is},
		{eu.ID, "European Union consolidated financial sanctions", []string{
			"https://webgate.ec.europa.eu/fsd/fsf/public/files/csvFullSanctionsList_1_1/content?token=dG9rZW4tMjAxNw"}, eu.Version, eu.Parse, eu.Is},
		{uk.ID, "UK: OFSI consolidated list of asset freeze targets", []string{
			"https://ofsistorage.blob.core.windows.net/publishlive/2022format/ConList.csv"}, uk.Version, uk.Parse, uk.Is},
	}
}

// SourceOf finds a source by its id.
func SourceOf(id string) (Source, error) {
	var ids []string
	for _, s := range Sources() {
		if s.ID == id {
			return s, nil
		}
		ids = append(ids, s.ID)
	}
	return Source{}, fmt.Errorf("no list %q; the lists are %s", id, strings.Join(ids, ", "))
}

// Recognise finds the source that files belong to by their content.
func Recognise(files []designation.File) (Source, error) {
	for _, s := range Sources() {
		if !slices.ContainsFunc(files, func(f designation.File) bool { return !s.Is(head(f.Bytes)) }) {
			return s, nil
		}
	}
	return Source{}, fmt.Errorf("%w: %s: not recognised as any known list; if it is one, say which with --list and read what is wrong with it",
		designation.ErrMalformed, files[0].Name)
}

// head is the beginning of a file, by which it is recognised.
func head(raw []byte) []byte {
	return bytes.TrimPrefix(raw[:min(len(raw), 4096)], []byte("\ufeff"))
}

// Read reads files as one version of a list; id "" recognises it. Day "" takes
// the date from the list itself or, failing that, from the name of a file.
func Read(files []designation.File, id string, day ascribe.Day) (designation.List, Source, error) {
	var source Source
	var err error
	if len(files) == 0 {
		return designation.List{}, source, fmt.Errorf("no files given")
	}
	if id == "" {
		source, err = Recognise(files)
	} else {
		source, err = SourceOf(id)
	}
	if err != nil {
		return designation.List{}, source, err
	}
	list, err := source.Parse(files)
	if err != nil {
		return designation.List{}, source, err
	}
	list.SHA256 = hashOf(files)
	if err := dated(&list, files, day); err != nil {
		return designation.List{}, source, err
	}
	return list, source, nil
}

var dayInName = regexp.MustCompile(`(?:^|\D)(20\d\d)-?([01]\d)-?([0-3]\d)(?:\D|$)`)

// dated settles which day a version stands for.
func dated(list *designation.List, files []designation.File, day ascribe.Day) error {
	if day != "" {
		list.Date, list.DateFrom = day, "given when it was added"
		return nil
	}
	for _, f := range files {
		if m := dayInName.FindStringSubmatch(f.Name); list.Date == "" && m != nil {
			if d, err := ascribe.ParseDay(m[1] + "-" + m[2] + "-" + m[3]); err == nil {
				list.Date, list.DateFrom = d, "the name of the file "+f.Name
			}
		}
	}
	if list.Date == "" {
		return fmt.Errorf("%s: the list bears no date; give the day that it stands for with --date YYYY-MM-DD", files[0].Name)
	}
	return nil
}

// hashOf is the SHA-256 of one file, or of the hashes of several in order of name.
func hashOf(files []designation.File) string {
	if len(files) == 1 {
		return ascribe.HashOf(files[0].Bytes)
	}
	files = slices.SortedFunc(slices.Values(files), func(a, b designation.File) int { return strings.Compare(a.Name, b.Name) })
	var all []byte
	for _, f := range files {
		all = append(all, ascribe.HashOf(f.Bytes)...)
	}
	return ascribe.HashOf(all)
}
