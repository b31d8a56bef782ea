# What the project does by hand. `make help` lists it. Nothing but Go and make is needed; what a target needs
# beyond that it gets from the module proxy.

export CGO_ENABLED := 0

GO        ?= go
LINTER    := github.com/golangci/golangci-lint/v2/cmd/golangci-lint
LINTER_AT := v2.15.0

# Longer or narrower runs, for example: make test PKG=./internal/claim/... TESTFLAGS=-run=Denial
PKG       ?= ./...
TESTFLAGS ?=
BENCH     ?= .
FUZZTIME  ?= 3s
DEMOFLAGS ?=

# Where what is trained and built from lies. docs/language.md and NOTICE say where to get it.
CORPORA   ?= $(if $(wildcard ../shared/corpora),../shared/corpora,corpora)
KB        ?= $(if $(wildcard ../shared/kb),../shared/kb,kb)
CONLLU    ?= $(CORPORA)/ud_ewt/en_ewt-ud-dev.conllu
BIO       ?= $(CORPORA)/annoctr/all/ner_bio/*.bio
# Of those, ner-eval takes the fifth that training leaves out; of others that are named, all.
HELD      ?= $(if $(filter file,$(origin BIO)),-held)

.DEFAULT_GOAL := help
.PHONY: help build demo test lint security interop bench fuzz golden examples screenshot web model model-eval ner-eval kb clean

help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## the program, as bin/ascribe
	$(GO) build -buildvcs=auto -trimpath -ldflags '-s -w' -o bin/ascribe ./cmd/ascribe

demo: build ## load the examples into a temporary ledger, print a dossier, serve the pages (DEMOFLAGS=--once to stop there)
	bin/ascribe demo $(DEMOFLAGS)

test: ## all tests (PKG=./internal/claim/... TESTFLAGS=-v)
	$(GO) test $(TESTFLAGS) $(PKG)

lint: bin/golangci-lint-$(LINTER_AT) ## gofmt, go vet and the linters of .golangci.yml
	$< run $(PKG)

bin/golangci-lint-$(LINTER_AT):
	GOBIN='$(CURDIR)/bin' $(GO) install $(LINTER)@$(LINTER_AT)
	mv bin/golangci-lint $@

security: ## known holes in what is linked, and suspicious patterns in our own code (govulncheck, gosec)
	GO='$(GO)' .ci/security

interop: build ## programs of others read what we write: STIX, TAXII, MISP … (needs python3; SCRIPT=.ci/interop/NAME.py)
	.ci/interop/run $(SCRIPT)

bench: ## all benchmarks (BENCH=Parse PKG=./internal/language/...)
	$(GO) test -run='^$$' -bench='$(BENCH)' -benchmem $(PKG)

fuzz: ## each fuzz target for FUZZTIME (3s)
	@GO='$(GO)' .ci/fuzz '$(FUZZTIME)' $(PKG)

golden: ## rewrite the golden files from what the code does now; read the difference before you commit it
	@for p in $$(grep -rlE 'flag\.Bool\("update"' --include='*_test.go' . | xargs -n1 dirname | sort -u); do $(GO) test $$p -update || exit 1; done

examples: ## lay out the examples' PDF anew
	$(GO) run ./examples/pdf

web: ## bundle the pages' scripts anew; needs npm
	npm --prefix internal/web/script ci
	$(GO) tool esbuild internal/web/script/site.js --bundle --minify --legal-comments=eof --target=es2022 --format=iife --outfile=internal/web/static/site.js
	$(GO) tool esbuild internal/web/script/chart.js internal/web/script/graph.js --bundle --minify --legal-comments=eof --target=es2022 --format=esm --outdir=internal/web/static
	cd internal/web/script && sha256sum *.js package-lock.json > bundled.sha256

screenshot: ## take the pictures of the pages anew; needs chromium
	$(GO) test ./internal/cli -run TestScreenshots -count=1 -timeout 20m -screenshots '$(CURDIR)/docs/screenshots'

model: ## train the language model anew (CORPORA=FOLDER KB=FOLDER); takes a while
	@test -d '$(CORPORA)' || { echo 'make model: no folder $(CORPORA): say CORPORA=FOLDER (docs/language.md lists the corpora)' >&2; exit 1; }
	GOEXPERIMENT=simd $(GO) run ./internal/language/train model -corpora '$(CORPORA)' -kb '$(KB)'

model-eval: ## tags and trees against a treebank (CONLLU=FILE)
	$(GO) run ./internal/language/train eval $(CONLLU)

ner-eval: ## names against the AnnoCTR documents that training leaves out, or against BIO=FILES
	$(GO) run ./internal/language/train ner-eval $(HELD) -kb '$(KB)' $(foreach f,$(BIO),'$(f)')

kb: ## build the snapshot of names and bodies anew (KB=FOLDER)
	@test -d '$(KB)' || { echo 'make kb: no folder $(KB): say KB=FOLDER (NOTICE lists the sources)' >&2; exit 1; }
	$(GO) run ./internal/knowledge/build -from '$(KB)'

clean: ## remove what was built
	rm -rf bin
