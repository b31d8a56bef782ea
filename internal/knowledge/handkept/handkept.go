// Package handkept reads the tables that this project keeps by hand, because
// nobody publishes them: states' adjectives, metonyms, public bodies with their
// parents, vendors, publishers, holders of offices and further names.
// Every row says where its facts come from.
package handkept

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/knowledge"
)

// Source names these tables in statements; the row's own source follows it.
const Source = "ascribe tables"

// bodyTables share one set of columns.
var bodyTables = []string{"bodies.tsv", "vendors.tsv", "companies.tsv", "international.tsv", "publications.tsv"}

// Import reads the tables of a folder. All faults are reported together, each
// with its file and line.
func Import(folder fs.FS) ([]knowledge.Entry, error) {
	var out []knowledge.Entry
	var faults []error
	add := func(entries []knowledge.Entry, err error) { out, faults = append(out, entries...), append(faults, err) }
	add(states(folder))
	for _, t := range bodyTables {
		add(bodies(folder, t))
	}
	add(metonyms(folder))
	add(offices(folder))
	add(names(folder))
	add(attributions(folder))
	return out, errors.Join(faults...)
}

func states(folder fs.FS) ([]knowledge.Entry, error) {
	rows, err := readTable(folder, "states.tsv", "code", "adjectives", "people", "names", "source")
	var out []knowledge.Entry
	for _, r := range rows {
		code := r.field("code")
		e := knowledge.Entry{ID: "state:" + strings.ToLower(code), Type: ascribe.State, Country: code}
		for _, n := range r.list("names") {
			e.Names = append(e.Names, r.name(n, knowledge.StrongName))
		}
		for _, f := range []string{"adjectives", "people"} {
			for _, n := range r.list(f) {
				demonym := r.name(n, knowledge.DemonymName)
				if !slices.Contains(e.Names, demonym) {
					e.Names = append(e.Names, demonym)
				}
			}
		}
		out = append(out, e)
	}
	return out, err
}

// bracket is what tells bodies of one name apart: "Electoral Commission (Kenya)".
var bracket = regexp.MustCompile(`\s*\([^)]*\)$`)

func bodies(folder fs.FS, table string) ([]knowledge.Entry, error) {
	rows, err := readTable(folder, table, "id", "name", "country", "kind", "parent", "strong", "weak", "former", "hosts", "source")
	var out []knowledge.Entry
	for _, r := range rows {
		id := r.field("id")
		prefix, _, _ := strings.Cut(id, ":")
		e := knowledge.Entry{ID: id, Name: r.field("name"), Type: ascribe.EntityType(prefix), Country: r.field("country"), Kind: r.field("kind")}
		e.Names = append(e.Names, r.name(e.Name, knowledge.PrimaryName))
		if short := bracket.ReplaceAllString(e.Name, ""); short != e.Name {
			e.Names = append(e.Names, r.name(short, knowledge.WeakName))
		}
		for _, f := range []struct {
			field string
			kind  knowledge.NameKind
		}{{"strong", knowledge.StrongName}, {"weak", knowledge.WeakName}, {"former", knowledge.FormerName}} {
			for _, n := range r.list(f.field) {
				e.Names = append(e.Names, r.name(bracket.ReplaceAllString(n, ""), f.kind))
			}
		}
		if p := r.field("parent"); p != "" {
			e.Statements = append(e.Statements, knowledge.Statement{Relation: knowledge.PartOf, Object: p, Source: r.source()})
		}
		for _, h := range r.list("hosts") {
			e.Statements = append(e.Statements, knowledge.Statement{Relation: knowledge.Host, Value: h, Source: r.source()})
		}
		out = append(out, e)
	}
	return out, err
}

// metonyms makes places that stand for a government, and gives buildings as
// names to the body they house.
func metonyms(folder fs.FS) ([]knowledge.Entry, error) {
	rows, err := readTable(folder, "metonyms.tsv", "name", "stands_for", "kind", "source")
	var out []knowledge.Entry
	for _, r := range rows {
		name := r.field("name")
		if target := r.field("stands_for"); r.field("kind") == "building" {
			prefix, _, _ := strings.Cut(target, ":")
			out = append(out, knowledge.Entry{ID: target, Type: ascribe.EntityType(prefix), Names: []knowledge.Name{r.name(name, knowledge.MetonymName)}})
			continue
		}
		e := knowledge.Entry{ID: "place:" + knowledge.Slug(name), Name: name, Type: ascribe.Place, Kind: r.field("kind"),
			Names: []knowledge.Name{r.name(name, knowledge.PrimaryName)}}
		if state, ok := strings.CutPrefix(r.field("stands_for"), "state:"); ok {
			e.Country = strings.ToUpper(state)
		}
		e.Statements = []knowledge.Statement{{Relation: knowledge.StandsFor, Object: r.field("stands_for"), Source: r.source()}}
		out = append(out, e)
	}
	return out, err
}

func offices(folder fs.FS) ([]knowledge.Entry, error) {
	rows, err := readTable(folder, "offices.tsv", "name", "aliases", "body", "title", "from", "to", "source")
	var out []knowledge.Entry
	for _, r := range rows {
		name := r.field("name")
		e := knowledge.Entry{ID: "person:" + knowledge.Slug(name), Name: name, Type: ascribe.Person, Names: []knowledge.Name{r.name(name, knowledge.PrimaryName)}}
		for _, n := range r.list("aliases") {
			e.Names = append(e.Names, r.name(n, knowledge.StrongName))
		}
		e.Statements = []knowledge.Statement{{Relation: knowledge.HoldsOffice, Object: r.field("body"), Value: r.field("title"),
			From: r.day("from"), To: r.day("to"), Source: r.source()}}
		out = append(out, e)
		if e.Statements[0].From > e.Statements[0].To && e.Statements[0].To != "" {
			err = errors.Join(err, fmt.Errorf("%s: ends before it begins", r.where()))
		}
	}
	return out, err
}

// names adds names, kinds and relations to entities of other sources, or makes
// entities that no other source has.
func names(folder fs.FS) ([]knowledge.Entry, error) {
	rows, err := readTable(folder, "names.tsv", "id", "name", "kind", "namer", "from", "to", "source")
	var out []knowledge.Entry
	for _, r := range rows {
		prefix, _, _ := strings.Cut(r.field("id"), ":")
		n := r.name(r.field("name"), knowledge.NameKind(r.field("kind")))
		n.Namer, n.From, n.To = r.field("namer"), r.day("from"), r.day("to")
		e := knowledge.Entry{ID: r.field("id"), Type: ascribe.EntityType(prefix), Names: []knowledge.Name{n}}
		if n.Kind == knowledge.PrimaryName {
			e.Name = n.Name
		}
		out = append(out, e)
	}
	return out, err
}

// attributions are what governments and firms have said in public about who
// stands behind an actor: statements of theirs, each with its day.
func attributions(folder fs.FS) ([]knowledge.Entry, error) {
	rows, err := readTable(folder, "attributions.tsv", "id", "relation", "object", "namer", "from", "source")
	var out []knowledge.Entry
	for _, r := range rows {
		prefix, _, _ := strings.Cut(r.field("id"), ":")
		out = append(out, knowledge.Entry{ID: r.field("id"), Type: ascribe.EntityType(prefix), Statements: []knowledge.Statement{{
			Relation: r.field("relation"), Object: r.field("object"), Namer: r.field("namer"), From: r.day("from"), Source: r.source()}}})
	}
	return out, err
}
