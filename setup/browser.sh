#!/bin/sh
# Installs what the browser tests need where that is possible: Debian's Chromium, as root.
# Elsewhere it says what is missing; those tests are then skipped with the same reason.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }

command -v chromium >/dev/null && ldconfig -p 2>/dev/null | grep -q 'libatomic\.so\.1' && exit 0

if ! command -v apt-get >/dev/null; then
    command -v chromium >/dev/null || say "No Chromium here: the browser tests will be skipped."
    exit 0
fi
if [ "$(id -u)" != 0 ]; then
    say "The browser tests will be skipped; for them: sudo apt-get install chromium libatomic1"
    exit 0
fi
say "Installing Debian's chromium and libatomic1 for the browser tests."
export DEBIAN_FRONTEND=noninteractive
{ apt-get -qq update && apt-get -qq install -y --no-install-recommends chromium libatomic1; } >.tools/apt.log 2>&1 ||
    say "Chromium could not be installed, .tools/apt.log says why: the browser tests will be skipped."
