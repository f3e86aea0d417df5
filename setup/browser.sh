#!/bin/sh
# Installs what the browser tests need where that is possible: Debian's Chromium, as root.
# Elsewhere it says what is missing; those tests are then skipped with the same reason.
# Chromium without windows is asked for, in which pages open at a quarter of the processor's time; the whole one will do.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }

has_driver() { ldconfig -p 2>/dev/null | grep -q 'libatomic\.so\.1'; }
has_browser() { command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null; }
can_run() { has_driver && has_browser; }

command -v chromium-headless-shell >/dev/null && has_driver && exit 0

if ! command -v apt-get >/dev/null; then
    can_run || say "No Chromium here: the browser tests will be skipped."
    exit 0
fi
if [ "$(id -u)" != 0 ]; then
    can_run || say "The browser tests will be skipped; for them: sudo apt-get install chromium-headless-shell libatomic1"
    exit 0
fi
say "Installing Debian's chromium-headless-shell and libatomic1 for the browser tests."
export DEBIAN_FRONTEND=noninteractive
{ apt-get -qq update && apt-get -qq install -y --no-install-recommends chromium-headless-shell libatomic1; } >.tools/apt.log 2>&1 ||
    can_run || say "Chromium could not be installed, .tools/apt.log says why: the browser tests will be skipped."
