#!/bin/sh
# Bring .venv to the state of one lock file: tools/venv.sh requirements.txt
# PYTHON names the interpreter to start from. Does nothing when that very lock is installed already.
set -eu
cd "$(dirname "$0")/.."
lock=$1
python=${PYTHON:-python3}
installed=.venv/installed-$lock # a copy of the lock that was installed last: compared by content, not by date

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

command -v "$python" >/dev/null || fail \
    "错误：找不到 $python。请安装 Python 3.11 或更新版本，或指明：make PYTHON=/path/to/python3" \
    "Error: there is no $python. Install Python 3.11 or newer, or name it: make PYTHON=/path/to/python3"

version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || fail \
    "错误：需要 Python 3.11 或更新版本，$python 是 $version。可指明：make PYTHON=/path/to/python3" \
    "Error: Python 3.11 or newer is needed, $python is $version. Name another: make PYTHON=/path/to/python3"

# An interrupted set-up, or a system Python that moved on, leaves a folder without a working pip: start over.
if ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        # Debian keeps ensurepip in a package of its own.
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
            export DEBIAN_FRONTEND=noninteractive
            apt-get update -qq
            apt-get install -qq -y --no-install-recommends "python$version-venv" >/dev/null
        else
            fail "错误：Python 缺少 venv 组件。请先运行：sudo apt-get install python$version-venv" \
                "Error: this Python lacks its venv part. Run first: sudo apt-get install python$version-venv"
        fi
    fi
    echo "建立 .venv · creating .venv (Python $version)"
    "$python" -m venv --clear .venv
fi

if ! cmp -s "$lock" "$installed"; then
    echo "安装依赖 · installing $lock"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
    cp "$lock" "$installed"
fi
