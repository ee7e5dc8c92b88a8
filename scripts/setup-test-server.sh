#!/usr/bin/env bash
# Installs llama.cpp's own HTTP server as a Python wheel: the real counterpart of the protocol tests.
set -euo pipefail

folder="${XDG_CACHE_HOME:-$HOME/.cache}/copydesk/xllamacpp"
"$folder/bin/python" -c 'import xllamacpp' 2>/dev/null && exit 0
echo "Installing the llama.cpp server for tests."
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: xllamacpp==0.2.14 2>/dev/null ||
  "$folder/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: xllamacpp
