// Command build makes the embedded snapshot of the OFAC list from the files the
// Treasury publishes (a work of the US government, in the public domain) and a
// record of when its entries were seen. It is run by hand:
//
//	go run ./internal/knowledge/catalogue/build -from DIR -date 2025-12-18 -date-from "why" -to FILE
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"ascribe"
	"ascribe/internal/knowledge/designation"
	"ascribe/internal/knowledge/ofac"
)

func main() {
	from := flag.String("from", "", "folder with sdn.csv, alt.csv, add.csv, sdn_comments.csv, sdn-firstseen.csv, sdn-history.csv")
	date := flag.String("date", "", "day that the list stands for")
	dateFrom := flag.String("date-from", "", "how that day is known")
	to := flag.String("to", "internal/knowledge/catalogue/snapshot/ofac.gob.gz", "file to write")
	flag.Parse()
	if err := build(*from, *date, *dateFrom, *to); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

func build(from, date, dateFrom, to string) error {
	day, err := ascribe.ParseDay(date)
	if err != nil || dateFrom == "" {
		return errors.New("give -date YYYY-MM-DD and -date-from; the CSV files bear no date")
	}
	current, hash, err := read(from, "sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv")
	if err != nil {
		return err
	}
	record, _, err := read(from, "sdn-firstseen.csv", "sdn-history.csv")
	if err != nil {
		return err
	}
	list, err := ofac.Parse(current)
	if err != nil {
		return err
	}
	history, err := ofac.History(record[0], record[1])
	if err != nil {
		return err
	}
	list.Date, list.DateFrom, list.SHA256 = day, dateFrom, hash
	if err := list.Observe(history); err != nil {
		return err
	}
	var out bytes.Buffer
	if err := designation.Encode(&out, list); err != nil {
		return err
	}
	fmt.Printf("%s: %d entries, %d gone, %d bytes, %s\n", to, len(list.Designations), len(list.Gone), out.Len(), hash)
	return os.WriteFile(to, out.Bytes(), 0o644)
}

// read reads files and gives the hash of the first.
func read(folder string, names ...string) ([]designation.File, string, error) {
	var files []designation.File
	for _, name := range names {
		content, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			return nil, "", err
		}
		files = append(files, designation.File{Name: name, Bytes: content})
	}
	sum := sha256.Sum256(files[0].Bytes)
	return files, hex.EncodeToString(sum[:]), nil
}
