package main

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"
)

// malformed gives inputs that are wrong in some way. Those of refused can't be
// read and must be named; those of odd are read as well as they can be.
func malformed() (refused, odd map[string][]byte) {
	prose := strings.Repeat("The council met on Monday to talk about the bridge and the price of bread. ", 40)
	page := "<!doctype html><html><head><title>Bread</title></head><body><article><p>" + prose + "</p></article></body></html>"
	pdf := "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	_, _ = w.Write([]byte("zipped: " + prose)) // to memory
	_ = w.Close()

	refused = map[string][]byte{
		"empty.txt": nil, "spaces.txt": []byte(" \t\n  \n"), "newlines.md": bytes.Repeat([]byte("\n"), 999), "bom-only.txt": []byte("\xef\xbb\xbf"),
		"nul.txt": make([]byte, 4096), "counter.bin": counter(4096), "noise.txt": noise(8192),
		"zip.txt": []byte("PK\x03\x04" + string(noise(500))), "zip-empty.zip": []byte("PK\x05\x06" + strings.Repeat("\x00", 18)),
		"7z.pdf": []byte("7z\xbc\xaf\x27\x1c" + string(noise(200))), "rar.html": []byte("Rar!\x1a\x07\x00" + string(noise(200))),
		"docx.docx": []byte("PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00[Content_Types].xml" + string(noise(300))),
		"doc.doc":   []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + string(noise(600))),
		"png.txt":   []byte("\x89PNG\r\n\x1a\n" + string(noise(400))), "jpeg.html": []byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00" + string(noise(400))),
		"gif.md": []byte("GIF89a" + string(noise(400))), "webp.pdf": []byte("RIFF\x10\x00\x00\x00WEBPVP8 " + string(noise(400))), "tiff.txt": []byte("II*\x00" + string(noise(400))),
		"mp3.txt": []byte("ID3\x04\x00" + string(noise(400))), "mp4.txt": []byte("\x00\x00\x00\x18ftypmp42" + string(noise(400))), "ogg.txt": []byte("OggS\x00\x02" + string(noise(400))),
		"elf.txt": []byte("\x7fELF\x02\x01\x01" + string(noise(400))), "exe.txt": []byte("MZ\x90\x00\x03\x00" + string(noise(400))), "sqlite.txt": []byte("SQLite format 3\x00" + string(noise(400))),
		"class.txt":    []byte("\xca\xfe\xba\xbe\x00\x00" + string(noise(400))),
		"pdf-head.pdf": []byte("%PDF-1.7\n"), "pdf-cut.pdf": []byte(pdf), "pdf-noise.pdf": []byte("%PDF-1.4\n" + string(noise(2000))),
		"pdf-no-pages.pdf": []byte(pdf + "2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"),
		"pdf-loop.pdf":     []byte(pdf + "2 0 obj\n<< /Type /Pages /Kids [2 0 R] /Count 1 >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"),
		"page-empty.html":  []byte("<html><head></head><body></body></html>"), "page-scripts.html": []byte("<html><body><script>" + strings.Repeat("var a = 1;\n", 200) + "</script></body></html>"),
		"page-images.html": []byte("<html><body>" + strings.Repeat(`<img src="a.png">`, 90) + "</body></html>"),
		"nul-inside.txt":   []byte(prose + "\x00" + prose), "controls.txt": []byte(strings.ReplaceAll(prose, " the ", " the\x07\x1b[31m ")),
		"deep.html": []byte("<html><body>" + strings.Repeat("<div>", 20000) + "<p>" + prose),
		"json.json": []byte(`{"type": "bundle", "id": "bundle--1", "objects": []}`),
	}
	odd = map[string][]byte{
		"ff.txt":     bytes.Repeat([]byte{0xff}, 4096), // ÿ in every encoding of one byte a letter
		"latin1.txt": []byte(strings.ReplaceAll(prose, "bread", "caf\xe9")), "cp1252.txt": []byte("\x93Bread\x94 \x96 " + prose),
		"utf16le.txt": utf16Text(prose, binary.LittleEndian), "utf16be.txt": utf16Text(prose, binary.BigEndian), "utf16-odd.txt": utf16Text(prose, binary.LittleEndian)[:1001],
		"broken-utf8.txt": []byte(prose[:100] + "\xc3\x28\xa0\xa1" + prose), "cut-rune.txt": []byte(prose + "\xe2\x82"), "bom.txt": []byte("\xef\xbb\xbf" + prose),
		"one-line.txt": []byte(strings.Repeat(strings.ReplaceAll(prose, ".", ","), 100)), "no-spaces.txt": []byte(prose + strings.Repeat("a", 1<<20)),
		"brackets.md": []byte(prose + "\n\n" + strings.Repeat("[", 20000)), "quotes.md": []byte(strings.Repeat("> ", 3000) + prose),
		"page-cut.html": []byte(page[:len(page)-40]), "page-unclosed.html": []byte("<html><body><article><p>" + prose), "page-charset.html": []byte(strings.Replace(page, "<head>", `<head><meta charset="no-such">`, 1)),
		"page-as-text.txt": []byte(page), "text-as-page.html": []byte(prose), "gzip.txt": zipped.Bytes(), "rtl.txt": []byte("\u202e" + prose + "\u2066\u200b\u00ad"),
	}
	return refused, odd
}

func counter(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(i)
	}
	return b
}

// noise is n bytes of a linear congruential generator.
func noise(n int) []byte {
	b, x := make([]byte, n), uint32(7)
	for i := range b {
		x = x*1664525 + 1013904223
		b[i] = byte(x >> 24)
	}
	return b
}

func utf16Text(s string, order binary.AppendByteOrder) []byte {
	b := order.AppendUint16(nil, 0xfeff)
	for _, unit := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, unit)
	}
	return b
}

// TestMalformedInputs ingests them all at once, with sound documents between:
// each that can't be read is named with what is wrong, the others are stored.
func TestMalformedInputs(t *testing.T) {
	t.Parallel()
	refused, odd := malformed()
	if len(refused)+len(odd) < 50 {
		t.Fatalf("%d inputs, want 50 or more", len(refused)+len(odd))
	}
	folder, ledger := t.TempDir(), filepath.Join(t.TempDir(), "ledger.db")
	for _, inputs := range []map[string][]byte{refused, odd, {
		"a-sound.txt": []byte("Acme Research said that Ruritania attacked Elbonia in July 2022."), "z-sound.md": []byte("# Bread\n\nThe price of bread fell on Monday, the council said.\n")}} {
		for name, content := range inputs {
			if err := os.WriteFile(filepath.Join(folder, name), content, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	program := build(t)
	ingest := exec.Command(program, "ingest", "--json", "--ledger", ledger, folder)
	var stdout, stderr bytes.Buffer
	ingest.Stdout, ingest.Stderr = &stdout, &stderr
	if err := ingest.Run(); ingest.ProcessState == nil || ingest.ProcessState.ExitCode() != 1 {
		t.Fatalf("exit code %v, want 1 (some inputs failed): %v\n%s", ingest.ProcessState, err, stderr.String())
	}
	stored := 0
	for line := range strings.Lines(stdout.String()) {
		var o struct{ Input, Status, Error, Problem string }
		if err := json.Unmarshal([]byte(line), &o); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		name := filepath.Base(o.Input)
		_, mustFail := refused[name]
		switch {
		case mustFail && (o.Status != "failed" || o.Problem == "" || !strings.Contains(o.Error, name)):
			t.Errorf("%s: %s, problem %q, error %q; want a failure that names it and the problem", name, o.Status, o.Problem, o.Error)
		case !mustFail && o.Status != "stored":
			t.Errorf("%s: %s (%s), want stored", name, o.Status, o.Error)
		case !mustFail:
			stored++
		}
		if mustFail && !strings.Contains(stderr.String(), name) {
			t.Errorf("%s is not named on the error stream", name)
		}
	}
	if check := run(t, program, "ledger", "check", "--ledger", ledger); !strings.Contains(string(check), fmt.Sprintf("%d documents", stored)) {
		t.Errorf("%d inputs were stored, but the ledger says: %s", stored, check)
	}
}
