# Sourced by the other scripts: find a Python, make virtual environments with it.
# Works where the system's Python comes without ensurepip and refuses to install packages (Debian 12).

find_python() {
    for python in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
        if [ -n "$python" ] && "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s\n' "$python"
            return
        fi
    done
    found=$(python3 --version 2>/dev/null || echo "no python3")
    echo "Sverka needs Python 3.11 or newer; this system has $found. Install one, or name it: PYTHON=/path/to/python3.12" >&2
    return 1
}

# A pip outside the environment that can install into it, as Debian's can.
outer_pip() {
    for python in $(find_python) python3; do
        if "$python" -m pip --python "$1/bin/python" --version >/dev/null 2>&1; then
            printf '%s\n' "$python"
            return
        fi
    done
    return 1
}

# make_venv FOLDER: a virtual environment that can be installed into, kept where it is there already.
make_venv() {
    if "$1/bin/python" -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        return
    fi
    python=$(find_python) || return 1
    rm -rf "$1"
    if ! "$python" -c 'import ensurepip' 2>/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "This Python cannot make environments with pip; installing Debian's python3-venv ..." >&2
        { apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv; } >/dev/null || true
    fi
    if "$python" -c 'import ensurepip' 2>/dev/null; then
        "$python" -m venv "$1"
        return
    fi
    "$python" -m venv --without-pip "$1"
    if ! outer_pip "$1" >/dev/null; then
        rm -rf "$1"
        echo "There is no pip to install with. On Debian: apt-get install python3-venv, then run this again." >&2
        return 1
    fi
}

# install_into FOLDER PACKAGE...: by the environment's own pip, or else from outside.
install_into() {
    target=$1
    shift
    if "$target/bin/python" -c 'import pip' 2>/dev/null; then
        "$target/bin/python" -m pip install --quiet --disable-pip-version-check "$@"
    else
        "$(outer_pip "$target")" -m pip --python "$target/bin/python" install --quiet \
            --disable-pip-version-check "$@"
    fi
}
