#!/usr/bin/env bash
# Installs the Debian packages that building and testing the window need. Does nothing when they are there.
set -euo pipefail

packages=(
  build-essential cmake clang libclang-dev pkg-config curl file
  libwebkit2gtk-4.1-dev librsvg2-dev libayatana-appindicator3-dev
  python3 python3-pip python3-venv unzip
  xvfb xauth dbus dbus-x11 gnome-keyring libsecret-tools webkit2gtk-driver fonts-noto-cjk
)

for tool in cargo node npm; do
  if ! command -v "$tool" >/dev/null; then
    echo "Copydesk needs $tool, and it is not here. Install Rust 1.91 or newer (rustup) and Node.js 20 or newer, then run make again." >&2
    exit 1
  fi
done

case "$(uname -s)" in
  Darwin | MINGW* | MSYS*) exit 0 ;; # the README names what these systems need
esac

if ! command -v dpkg-query >/dev/null; then
  echo "This is not a Debian-like system: install what these packages hold with your own package manager: ${packages[*]}" >&2
  exit 0
fi

missing=()
for package in "${packages[@]}"; do
  dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

echo "Installing system packages: ${missing[*]}"
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "These packages are missing and you are not root: ${missing[*]}. Ask somebody who is to run: apt-get install ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
