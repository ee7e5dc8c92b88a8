#!/usr/bin/env bash
# Formatting and lints of Rust and the interface.
set -euo pipefail
cd "$(dirname "$0")/.."

echo "Checking the formatting of Rust."
cargo fmt --all --check
echo "Linting Rust."
cargo clippy --quiet --workspace --all-targets --features copydesk/custom-protocol -- --deny warnings
echo "Linting the interface."
(cd ui && npm run --silent lint && npm run --silent typecheck)
