# `make` lists the targets. The two that matter: `make demo` and `make test`.
.DEFAULT_GOAL := help
.PHONY: help build dev demo test test-browser walk-urls quick bench lint fmt check assets clean bench-planner

GO ?= go

help: ## lists the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

assets: internal/platform/assets/built/script.js ## fetches and builds the pictures, style and script that are embedded

node_modules/.package-lock.json: package.json package-lock.json
	@echo "fetching what pictures, style and script are built from; a slow line takes minutes …"
	npm ci --ignore-scripts --no-fund --no-audit
	@touch $@

BUILDER := $(wildcard internal/platform/assets/build/*.go) $(addprefix internal/platform/assets/,symbols.txt classes.txt script.js live.js)
internal/platform/assets/built/script.js: node_modules/.package-lock.json $(BUILDER)
	$(GO) run ./internal/platform/assets/build

build: assets ## builds bin/ourdays
	@echo "building the program …"
	$(GO) build -o bin/ourdays ./cmd/ourdays

ADDR ?= :8080
demo: build ## builds, fills a made-up borough and serves it on ADDR, which is :8080
	bin/ourdays demo --addr $(ADDR)

dev: build ## serves the demo from bin/dev.db and starts it again after every change
	@bash test/dev.sh

test: assets ## runs every test, and says how long each suite took
	@bash test/run.sh

COUNT ?= 1
test-browser: assets ## runs the journeys in a real browser, COUNT times
	$(GO) test ./test/browser -count=$(COUNT) -timeout 60m

OUT ?= bin/walk
walk-urls: assets ## serves the pages of the accessibility walk and writes their lists into OUT
	OURDAYS_WALK=$(abspath $(OUT)) $(GO) test ./test/walk -run TestServeForTheWalk -count=1 -timeout 0 -v

quick: ## runs the tests that need neither PostgreSQL nor a browser
	$(GO) test -short ./internal/platform/pence ./internal/platform/clock ./internal/platform/i18n ./internal/engine/... ./internal

bench: build ## measures speed; prints figures and judges nothing
	$(GO) test -run '^$$' -bench . -benchtime 1s -timeout 90m ./...
	@for f in $(INSTANCES)/*.json; do test ! -f $$f || bash test/highs/one.sh $$f 2; done

fmt: ## formats
	gofmt -w cmd internal test

# What a tool that is missing is installed with; each is pinned here and nowhere else.
STATICCHECK ?= honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOLANGCI ?= github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
BIN = $(or $(shell $(GO) env GOBIN),$(shell $(GO) env GOPATH)/bin)
lint: ## checks form and style with gofmt, go vet, staticcheck and golangci-lint
	@test -z "$$(gofmt -l cmd internal test)" || { gofmt -l cmd internal test; exit 1; }
	$(GO) vet ./...
	@PATH="$$PATH:$(BIN)"; for tool in "staticcheck $(STATICCHECK)" "golangci-lint $(GOLANGCI)"; do \
		command -v $${tool%% *} >/dev/null || { echo "$${tool%% *} is missing; get it by: $(GO) install $${tool#* }"; exit 1; }; done
	PATH="$$PATH:$(BIN)" staticcheck ./...
	PATH="$$PATH:$(BIN)" golangci-lint run ./...

check: lint test ## lint, then test

clean: ## removes what was built
	rm -rf bin node_modules internal/platform/assets/built/symbols/*.svg internal/platform/assets/built/govuk.css internal/platform/assets/built/script.js

INSTANCES ?= ../shared/data/planner
SECONDS_EACH ?= 10
# Where the generator of instances lies; without it growth is left out.
PLANNER_GEN ?= ../shared/tools/planner-gen
bench-planner: build test/highs/node_modules/.package-lock.json ## plans every instance in INSTANCES, checks, and runs HiGHS on the same model for ten times as long
	@bash test/highs/bench.sh "$(INSTANCES)" "$(SECONDS_EACH)" "$(PLANNER_GEN)"

test/highs/node_modules/.package-lock.json: test/highs/package.json test/highs/package-lock.json
	cd test/highs && npm ci --ignore-scripts --no-fund --no-audit
	@touch $@
