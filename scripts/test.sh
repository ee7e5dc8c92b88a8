#!/usr/bin/env bash
# Everything, from formatting to the real window on a virtual display with a real keyring.
set -euo pipefail
cd "$(dirname "$0")/.."

export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
scripts/lint.sh
echo "Testing the interface."
(cd ui && npm run --silent test)
echo "Building what the tests start: the window and the command line."
cargo build --quiet --workspace --bins --features copydesk/custom-protocol
echo "Testing Rust and the window."
scripts/with-desktop.sh cargo nextest run --workspace --features copydesk/custom-protocol "$@"
