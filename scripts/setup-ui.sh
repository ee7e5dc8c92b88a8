#!/usr/bin/env bash
# Installs the interface's packages exactly as locked. Does nothing when they are there.
set -euo pipefail
cd "$(dirname "$0")/../ui"

stamp=node_modules/.copydesk-lock
if [ -f "$stamp" ] && cmp --quiet package-lock.json "$stamp"; then
  exit 0
fi
echo "Installing the interface's packages."
npm ci --no-audit --no-fund --loglevel=error
cp package-lock.json "$stamp"
