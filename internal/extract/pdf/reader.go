// Package pdf reads the text of PDF files with its layout: columns in reading
// order, lines joined into paragraphs, hyphens at line ends taken away, running
// heads and page numbers told apart.
//
// Reader is the entry point. Text and its places come from PDFium, compiled to
// WebAssembly and run without access to files or network; what is made of them
// is this package's.
package pdf

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdfium_errors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"ascribe"
)

// What can be wrong with a PDF.
var (
	ErrEncrypted = errors.New("the PDF needs a password")
	ErrBroken    = errors.New("the PDF is damaged or cut off")
	ErrNoText    = errors.New("the PDF holds no text; it may be a scan")
)

// Document is a PDF's text and what it says of itself.
type Document struct {
	Text     ascribe.Text
	Metadata ascribe.Metadata
	Byline   string
	Made     ascribe.Day // when the file was made, which may be later than the publication
}

// Reader reads PDFs. It starts PDFium on first use and is safe for concurrent
// use. The zero value is not; see NewReader.
type Reader struct{ pool func() (pdfium.Pool, error) }

const (
	pageBytes   = 64 << 10            // of WebAssembly memory
	mostMemory  = 1 << 30 / pageBytes // pages an instance may grow to: 1 GiB
	instanceMax = 10 * time.Minute    // to wait for a free instance
	longestRead = 2 * time.Minute     // for one file; a page takes some milliseconds
)

// NewReader makes a Reader. PDFium's compiled code is kept in cacheFolder, which
// shortens the start from seconds to a tenth; "" keeps nothing.
func NewReader(cacheFolder string) *Reader {
	return &Reader{pool: sync.OnceValues(func() (pdfium.Pool, error) { return start(cacheFolder) })}
}

// CacheFolder is where the user's compiled code is kept, "" when there is no
// such place.
func CacheFolder() string {
	base, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(base, "ascribe", "pdfium")
}

func start(cacheFolder string) (pdfium.Pool, error) {
	config := wazero.NewRuntimeConfig().WithMemoryLimitPages(mostMemory).
		WithCloseOnContextDone(true). // so that Kill interrupts
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling)
	if cacheFolder != "" {
		if cache, err := wazero.NewCompilationCacheWithDir(cacheFolder); err == nil { // else slower, not worse
			config = config.WithCompilationCache(cache)
		}
	}
	pool, err := webassembly.Init(webassembly.Config{MaxTotal: runtime.GOMAXPROCS(0), MaxIdle: runtime.GOMAXPROCS(0),
		FSConfig: wazero.NewFSConfig(), RuntimeConfig: config, Stdout: io.Discard, Stderr: io.Discard})
	if err != nil {
		return nil, fmt.Errorf("starting PDFium: %w", err)
	}
	return pool, nil
}

// Read reads a PDF. Errors wrap ErrEncrypted, ErrBroken or ErrNoText.
func (r *Reader) Read(raw []byte) (d Document, err error) {
	defer func() { // PDFium's wrapper trusts what PDFium returns
		if p := recover(); p != nil {
			err = fmt.Errorf("%w (%v)", ErrBroken, p)
		}
	}()
	pool, err := r.pool()
	if err != nil {
		return Document{}, err
	}
	instance, err := pool.GetInstance(instanceMax)
	if err != nil {
		return Document{}, fmt.Errorf("waiting for PDFium: %w", err)
	}
	defer func() { _ = instance.Close() }()
	watch := time.AfterFunc(longestRead, func() { _ = instance.Kill() })
	defer watch.Stop()
	opened, err := instance.OpenDocument(&requests.OpenDocument{File: &raw})
	if err != nil {
		return Document{}, openProblem(err)
	}
	f := file{instance, opened.Document}
	pages, err := f.pages()
	if err != nil {
		return Document{}, err
	}
	d = compose(pages)
	if len(d.Text.Blocks) == 0 {
		return Document{}, ErrNoText
	}
	f.describe(&d)
	return d, nil
}

func openProblem(err error) error {
	if errors.Is(err, pdfium_errors.ErrPassword) || errors.Is(err, pdfium_errors.ErrSecurity) {
		return fmt.Errorf("%w (%w)", ErrEncrypted, err)
	}
	return fmt.Errorf("%w (%w)", ErrBroken, err)
}
