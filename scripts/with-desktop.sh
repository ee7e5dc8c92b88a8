#!/usr/bin/env bash
# Runs a command on a private virtual display and session bus with an unlocked keyring of its own, all of which are gone
# afterwards. The person's own keyring and settings are never touched.
set -euo pipefail

private=$(mktemp -d)
trap 'rm -rf "$private"' EXIT
mkdir -m 700 "$private/run" "$private/home"
export COPYDESK_PRIVATE_HOME="$private/home" XDG_RUNTIME_DIR="$private/run"
# compositing needs a graphics card that a virtual display has not
export WEBKIT_DISABLE_COMPOSITING_MODE=1 LIBGL_ALWAYS_SOFTWARE=1 GDK_BACKEND=x11 NO_AT_BRIDGE=1
# the sandbox of WebKit's processes needs user namespaces, which containers often lack
export WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS=1

exec_with_keyring='
  export HOME_BEFORE="$HOME"
  eval "$(printf pw | HOME="$COPYDESK_PRIVATE_HOME" XDG_DATA_HOME="$COPYDESK_PRIVATE_HOME" gnome-keyring-daemon --unlock --components=secrets 2>/dev/null | sed "s/^/export /")"
  exec "$@"
'
xvfb-run --auto-servernum --server-args='-screen 0 1440x900x24' \
  dbus-run-session -- bash -c "$exec_with_keyring" bash "$@"
