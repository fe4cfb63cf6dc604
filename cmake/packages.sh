# Sourced by examples/run.sh and tests/run.sh: makes sure that Debian packages are there, and installs only what is missing.
# Usage: need_packages NAME...

need_packages() {
    if ! command -v dpkg-query >/dev/null 2>&1; then
        echo "not a Debian system: taking for granted what these packages contain: $*"
        return 0
    fi
    missing=""
    for package in "$@"; do
        case "$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null)" in
            *"ok installed") ;;
            *) missing="$missing $package" ;;
        esac
    done
    [ -n "$missing" ] || return 0

    if [ "$(id -u)" -eq 0 ]; then
        as_root="env"
    elif command -v sudo >/dev/null 2>&1; then
        as_root="sudo env"
    else
        echo "missing packages, and no right to install them:$missing" >&2
        return 1
    fi
    echo "installing:$missing"
    # The package lists of a fresh machine are empty or old. Word splitting is meant in both lines.
    # shellcheck disable=SC2086
    $as_root DEBIAN_FRONTEND=noninteractive apt-get -qq update </dev/null &&
        $as_root DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install $missing </dev/null >/dev/null
}
