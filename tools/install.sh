#!/bin/sh
# Installs nutgraf (or nutgraf with extras) editable into a virtual environment: tools/install.sh VENV TARGET
set -eu
venv=$1 target=$2
if command -v uv >/dev/null 2>&1; then
    [ -d "$venv" ] || uv venv --quiet "$venv"
    uv pip install --quiet --python "$venv/bin/python" --constraints constraints.txt --editable "$target"
else
    [ -d "$venv" ] || python3 -m venv "$venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable "$target"
fi
[ -n "$(find nutgraf/core/page/blocks -name '*.so' -o -name '*.pyd')" ] ||
    echo "nutgraf is not compiled here, for want of a C compiler or Python's headers: it does the same, more slowly" >&2
