package source

import (
	"cmp"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ascribe"
)

// Kind says where an input is read from.
type Kind int

// The kinds of inputs.
const (
	File Kind = iota
	Address
	Stdin
)

// Input is one thing to read.
type Input struct {
	Kind   Kind
	Origin string // path, URL or "-"
}

const sidecarSuffix = ".meta.json"

// List expands arguments into inputs: a folder into the files below it, in
// byte order of their paths; a pattern into what it matches. Sidecars are left
// out, since they are read with their files (a shell names them too); one without
// its file is listed if named outright, and so is a hidden file. What is named twice is listed once. Problems stand in the place of the argument.
func List(args []string) iter.Seq2[Input, error] {
	return func(yield func(Input, error) bool) {
		seen := map[string]bool{}
		for _, arg := range args {
			for input, err := range expand(arg) {
				if err == nil && seen[input.Origin] {
					continue
				}
				seen[input.Origin] = true
				if !yield(input, err) {
					return
				}
			}
		}
	}
}

// expand lists the inputs of one argument.
func expand(arg string) iter.Seq2[Input, error] {
	switch {
	case arg == "-":
		return one(Input{Stdin, arg})
	case IsAddress(arg):
		return one(Input{Address, arg})
	case strings.Contains(arg, "://"):
		return none(&ascribe.Problem{Name: ErrScheme.Name, Input: arg, Why: ErrScheme.Why, Do: ErrScheme.Do})
	}
	info, err := os.Stat(arg)
	switch {
	case err == nil && info.IsDir():
		return folder(arg)
	case err == nil && besideItsFile(arg):
		return func(func(Input, error) bool) {}
	case err == nil:
		return one(Input{File, arg})
	case strings.ContainsAny(arg, "*?["):
		return pattern(arg)
	default:
		return none(fileProblem(arg, err))
	}
}

// besideItsFile reports whether path is a sidecar whose file is there.
func besideItsFile(path string) bool {
	file, sidecar := strings.CutSuffix(path, sidecarSuffix)
	if !sidecar {
		return false
	}
	_, err := os.Stat(file)
	return err == nil
}

func one(input Input) iter.Seq2[Input, error] {
	return func(yield func(Input, error) bool) { yield(input, nil) }
}

func none(err error) iter.Seq2[Input, error] {
	return func(yield func(Input, error) bool) { yield(Input{}, err) }
}

// folder lists the files below a folder. A folder that can't be entered is a
// problem; its neighbours are listed.
func folder(root string) iter.Seq2[Input, error] {
	return func(yield func(Input, error) bool) {
		files := 0
		stopped := false
		send := func(input Input, err error) error {
			files++
			if !yield(input, err) {
				stopped = true
				return fs.SkipAll
			}
			return nil
		}
		_ = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				if sent := send(Input{}, fileProblem(path, err)); sent != nil {
					return sent
				}
				if entry != nil && entry.IsDir() {
					return fs.SkipDir
				}
				return nil
			case path != root && strings.HasPrefix(entry.Name(), "."):
				if entry.IsDir() {
					return fs.SkipDir
				}
				return nil
			case entry.IsDir() || strings.HasSuffix(path, sidecarSuffix) || !isFile(path, entry):
				return nil
			default:
				return send(Input{File, path}, nil)
			}
		})
		if files == 0 && !stopped {
			yield(Input{}, &ascribe.Problem{Name: ErrNothing.Name, Input: root, Why: "the folder holds no files to read", Do: ErrNothing.Do})
		}
	}
}

// isFile follows a link: one to a file is read, one to a folder is not walked
// into, since links can go in circles.
func isFile(path string, entry fs.DirEntry) bool {
	if entry.Type()&fs.ModeSymlink == 0 {
		return entry.Type().IsRegular()
	}
	info, err := os.Stat(path)
	return err != nil || info.Mode().IsRegular() // a dangling link becomes a problem when it is read
}

// pattern lists what a glob matches: files, and the files below folders.
func pattern(glob string) iter.Seq2[Input, error] {
	matches, err := filepath.Glob(glob)
	if err != nil {
		return none(&ascribe.Problem{Name: ErrNothing.Name, Input: glob, Why: "the pattern is malformed", Do: "quote or close its brackets", Cause: err})
	}
	matches = slices.DeleteFunc(matches, func(path string) bool {
		return strings.HasSuffix(path, sidecarSuffix) || strings.HasPrefix(filepath.Base(path), ".")
	})
	if len(matches) == 0 {
		return none(&ascribe.Problem{Name: ErrNothing.Name, Input: glob, Why: "the pattern matches no file", Do: ErrNothing.Do})
	}
	slices.SortFunc(matches, cmp.Compare)
	return func(yield func(Input, error) bool) {
		for _, match := range matches {
			for input, err := range expand(match) {
				if !yield(input, err) {
					return
				}
			}
		}
	}
}

// IsAddress reports whether an argument is an http(s) URL.
func IsAddress(arg string) bool {
	scheme, _, ok := strings.Cut(arg, "://")
	return ok && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}
