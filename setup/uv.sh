#!/bin/sh
# Puts uv into .tools: by pip from the package registry, pinned by version and hash (setup/uv.txt).
# $1 is the Python to use. pip's --target leaves the system as it is, which Debian insists on (PEP 668).
set -eu

python=$1
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }

command -v git >/dev/null || { say "git is missing; install it (Debian: apt-get install git)."; exit 1; }
command -v "$python" >/dev/null || {
    say "$python is missing; install Python 3.11 or newer, or name yours: make PYTHON=/path/to/python3.11"
    exit 1
}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    say "$("$python" --version) is too old; Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11"
    exit 1
}

pip=$python
if ! "$python" -m pip --version >/dev/null 2>&1; then
    # Python may bring pip for virtual environments only, and Debian brings neither.
    if "$python" -c 'import ensurepip' 2>/dev/null && "$python" -m venv .tools/pip >/dev/null; then
        pip=.tools/pip/bin/python
    elif [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "Python has no pip: installing Debian's python3-pip."
        export DEBIAN_FRONTEND=noninteractive
        mkdir -p .tools
        { apt-get -qq update && apt-get -qq install -y --no-install-recommends python3-pip; } >.tools/apt.log 2>&1 ||
            { cat .tools/apt.log >&2; say "python3-pip could not be installed."; exit 1; }
    else
        say "Python has no pip; install it (Debian: apt-get install python3-pip) and try again."
        exit 1
    fi
fi

# Nothing of the system is touched, so there is no reason to warn of root.
export PIP_ROOT_USER_ACTION=ignore
rm -rf .tools/bin .tools/uv .tools/uv-*
"$pip" -m pip install --quiet --disable-pip-version-check --no-input --no-warn-script-location \
    --only-binary :all: --require-hashes --target .tools -r setup/uv.txt
touch .tools/bin/uv
