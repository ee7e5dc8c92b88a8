#!/usr/bin/env bash
# Measures against the named references and prints rows for BENCHMARKS.md.
set -euo pipefail
cd "$(dirname "$0")/.."

target="${CARGO_TARGET_DIR:-target}"
venv="${XDG_CACHE_HOME:-$HOME/.cache}/copydesk/bench"
if ! "$venv/bin/python" -c 'import pandas, xlsxwriter, openai' 2>/dev/null; then
  echo "Installing the references: pandas, XlsxWriter and openai."
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check pandas==2.3.3 XlsxWriter==3.2.9 openai==3.57.0
fi
echo "Building the release."
cargo build --quiet --release --workspace --bins --examples --features copydesk/custom-protocol
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "| what | Copydesk | reference | ratio | reference and target |"
echo "|---|---|---|---|---|"
release=$(realpath "$target/release")
"$release/examples/engine_bench" assets/models/SmolLM2-135M-Instruct.Q4_1.gguf "$release/copydesk-engine"
"$venv/bin/python" tests/bench/bench.py "$release/copydesk-cli" "$work"
"$release/examples/findings_bench"
"$venv/bin/python" tests/bench/accountability.py "$release/copydesk-cli" "$work" assets/rules
"$venv/bin/python" tests/bench/start.py "$release/copydesk" "$release/examples/empty-window" \
  "$PWD/assets/models/SmolLM2-135M-Instruct.Q4_1.gguf"
"$venv/bin/python" tests/bench/campaign.py "$release/copydesk-cli" "$release/copydesk-bench-provider" "$work/campaign"
