# Copydesk. `make run` and `make test` are all that a newcomer needs; each does its own set-up.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

TARGET := $(or $(CARGO_TARGET_DIR),target)

.PHONY: help run dev test bench gen package package-check lint format setup system ui model tools test-server

help: ## say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | column -t -s $$'\t'

run: system model ui ## set up, build and open Copydesk; without a display carry the main job through on a virtual one
	@scripts/run.sh

dev: system model ui ## open Copydesk on the development server, which reloads as you type
	@echo "Starting the development window."
	@ui/node_modules/.bin/tauri dev

test: setup ui-built ## run everything: formatting, lints, Rust, interface, window
	@scripts/test.sh

bench: setup ui-built ## measure against the named references and print the rows of BENCHMARKS.md
	@scripts/bench.sh

gen: ## write the interface's TypeScript types from Rust
	@echo "Writing ui/src/backend/bindings."
	@cargo run --quiet -p copydesk-app --example bindings -- ui/src/backend/bindings

package: system model ui ## build the Debian package
	@echo "Building the Debian package."
	@ui/node_modules/.bin/tauri build --bundles deb
	@ls $(TARGET)/release/bundle/deb/*.deb

package-check: package tools ## install the Debian package and carry the main job through in it
	@scripts/check-package.sh $(TARGET)/release/bundle/deb/*.deb

lint: ui ## formatting and lints only
	@scripts/lint.sh

format: ## format Rust and the interface
	@cargo fmt --all && cd ui && npm run --silent format

setup: system model ui tools test-server

system: ## install the system packages that are missing
	@scripts/setup-system.sh

model: ## fetch the built-in model and check it
	@scripts/setup-model.sh

ui: ## install the interface's packages
	@scripts/setup-ui.sh

ui-built: ui
	@echo "Building the interface."
	@cd ui && npm run --silent build

tools: ## install the test runner and the window driver
	@scripts/setup-tools.sh

test-server: ## install the real llama.cpp server that tests speak to
	@scripts/setup-test-server.sh
.PHONY: ui-built
