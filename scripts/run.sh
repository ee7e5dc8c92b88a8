#!/usr/bin/env bash
# Opens Copydesk. Without a display it carries the main job through on a virtual one and says what came of it.
set -euo pipefail
cd "$(dirname "$0")/.."

export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
echo "Building the interface."
(cd ui && npm run --silent build)
target="${CARGO_TARGET_DIR:-target}"
case "$(uname -s)" in Linux) headless=${DISPLAY:-${WAYLAND_DISPLAY:-no}} ;; *) headless=here ;; esac
if [ "$headless" != no ]; then
  echo "Building Copydesk. The first time this takes some minutes."
  cargo build --release --features custom-protocol
  echo "Opening Copydesk."
  exec "$target/release/copydesk"
fi
scripts/setup-tools.sh
echo "There is no display: building Copydesk and its tour for a virtual one. The first time this takes some minutes."
cargo build --workspace --bins --features copydesk/custom-protocol
mkdir -p out
echo "Carrying the main job through: draft, edit, approve, export."
scripts/with-desktop.sh "$target/debug/copydesk-tour" out
