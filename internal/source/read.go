package source

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"

	"ascribe"
)

// read reads one input.
func read(ctx context.Context, client *http.Client, input Input, o Options) (ascribe.Raw, error) {
	if err := checkMetadata(o.Given); err != nil {
		return ascribe.Raw{}, problem(ErrGiven, input.Origin, "the given metadata are wrong: "+err.Error(), err)
	}
	raw, err := bytesOf(ctx, client, input, o)
	if err != nil {
		return ascribe.Raw{}, err
	}
	raw.Read = o.now()
	raw.Given = o.Given
	if input.Kind != File {
		return raw, nil
	}
	sidecar, err := readSidecar(input.Origin)
	if err != nil {
		return ascribe.Raw{}, err
	}
	raw.Given = o.Given.Or(sidecar)
	return raw, nil
}

// Bytes is an input whose bytes are at hand, such as an upload; origin is what
// it is called.
func Bytes(origin string, raw []byte, o Options) (ascribe.Raw, error) {
	if err := checkMetadata(o.Given); err != nil {
		return ascribe.Raw{Origin: origin}, problem(ErrGiven, origin, "the given metadata are wrong: "+err.Error(), err)
	}
	if int64(len(raw)) > o.limit() {
		return ascribe.Raw{Origin: origin}, tooLarge(origin, o.limit())
	}
	return ascribe.Raw{Origin: origin, Bytes: raw, Read: o.now(), Given: o.Given}, nil
}

func bytesOf(ctx context.Context, client *http.Client, input Input, o Options) (ascribe.Raw, error) {
	switch input.Kind {
	case Address:
		return fetch(ctx, client, input.Origin, o)
	case Stdin:
		in := o.Stdin
		if in == nil {
			in = strings.NewReader("")
		}
		body, err := readLimited(in, input.Origin, o.limit())
		return ascribe.Raw{Origin: input.Origin, Bytes: body}, err
	default:
		body, err := readFile(input.Origin, o.limit())
		return ascribe.Raw{Origin: input.Origin, Bytes: body}, err
	}
}

// readFile reads a regular file; pipes and devices are refused, since they may
// never end.
func readFile(path string, limit int64) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fileProblem(path, err)
	}
	if !info.Mode().IsRegular() {
		return nil, problem(ErrUnreadable, path, "it is not an ordinary file", nil)
	}
	if info.Size() > limit {
		return nil, tooLarge(path, limit)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fileProblem(path, err)
	}
	defer f.Close()
	return readLimited(f, path, limit)
}

// readLimited reads to the end, and no further than a byte behind the limit.
func readLimited(r io.Reader, origin string, limit int64) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, fileProblem(origin, err)
	}
	if int64(len(body)) > limit {
		return nil, tooLarge(origin, limit)
	}
	return body, nil
}

const largestSidecar = 1 << 20 // bytes

// readSidecar reads FILE.meta.json; no sidecar is no metadata.
func readSidecar(path string) (ascribe.Metadata, error) {
	path += sidecarSuffix
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return ascribe.Metadata{}, nil
	}
	raw, err := readFile(path, largestSidecar)
	if err != nil {
		return ascribe.Metadata{}, err
	}
	m, err := ParseSidecar(raw)
	if err != nil {
		return ascribe.Metadata{}, problem(ErrSidecar, path, "the sidecar is wrong: "+err.Error(), err)
	}
	return m, nil
}

// ParseSidecar reads and checks a sidecar's JSON: an object with the keys title,
// publisher, published, url, extractor (strings) and private (true or false);
// null is as good as absent.
func ParseSidecar(raw []byte) (ascribe.Metadata, error) {
	decoder := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))))
	decoder.DisallowUnknownFields()
	var m ascribe.Metadata
	if err := decoder.Decode(&m); err != nil {
		return ascribe.Metadata{}, err
	}
	if decoder.More() {
		return ascribe.Metadata{}, errors.New("there is more behind the object")
	}
	return m, checkMetadata(m)
}

func checkMetadata(m ascribe.Metadata) error {
	if m.Published != "" {
		if _, err := ascribe.ParseDay(m.Published); err != nil {
			return fmt.Errorf("published is %q, not a date such as 2006-01-02", m.Published)
		}
	}
	if m.URL != "" {
		if u, err := url.Parse(m.URL); err != nil || !IsAddress(m.URL) || u.Host == "" {
			return fmt.Errorf("url is %q, not an http(s) address", m.URL)
		}
	}
	if !slices.Contains([]string{"", "rules", "model", "both"}, m.Extractor) {
		return fmt.Errorf("extractor is %q, not rules, model or both", m.Extractor)
	}
	return nil
}
