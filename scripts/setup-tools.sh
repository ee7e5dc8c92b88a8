#!/usr/bin/env bash
# Installs the test runner and the window driver when they are missing.
set -euo pipefail

export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
install() { # command, crate, version
  command -v "$1" >/dev/null && return
  echo "Installing $2."
  # its own target folder: CARGO_TARGET_DIR may be a cache that is locked by a build
  CARGO_TARGET_DIR=$(mktemp -d) cargo install --quiet --locked "$2" --version "$3"
}
install cargo-nextest cargo-nextest '^0.9'
if [ "$(uname -s)" != Darwin ]; then
  install tauri-driver tauri-driver '^2'
fi
