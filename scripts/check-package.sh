#!/usr/bin/env bash
# Installs the Debian package that `make package` built and carries the main job through in what it installed.
# Usage: check-package.sh FILE.deb
set -euo pipefail
package=$(realpath "$1")
cd "$(dirname "$0")/.."

sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
echo "Installing $(basename "$package")."
$sudo apt-get install -y --reinstall --no-install-recommends "$package" >/dev/null
echo "Building the tour."
target="${CARGO_TARGET_DIR:-target}"
cargo build --quiet --workspace --bins --features copydesk/custom-protocol
mkdir -p out
# away from the repository, so that only what the package brought is found
tour=$(realpath "$target/debug/copydesk-tour") out=$(realpath out) desktop=$(realpath scripts/with-desktop.sh)
cd / && "$desktop" "$tour" "$out" /usr/bin/copydesk
