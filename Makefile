# `make` lists the targets. The two that matter: `make demo` and `make test`.
.DEFAULT_GOAL := help
.PHONY: help build test lint

help: ## lists the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

build: ## builds bin/ourdays
	go build -o bin/ourdays ./cmd/ourdays

test: ## runs every test
	go test ./...

lint: ## checks form and style
	gofmt -l . && go vet ./...
