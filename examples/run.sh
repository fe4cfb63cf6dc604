#!/bin/sh
# Builds the programs and decodes the bundled captures. Works on a fresh Debian 12, as root or with sudo:
#     sh examples/run.sh
# The build goes to build/examples; TRACKWIRE_BUILD_DIR names another place.
set -eu
cd "$(dirname "$0")/.."
. cmake/packages.sh

need_packages g++ cmake make libfmt-dev libcli11-dev libasio-dev

build=${TRACKWIRE_BUILD_DIR:-build}/examples
cmake -S . -B "$build" -D CMAKE_BUILD_TYPE=Release -D TRACKWIRE_BUILD_EXAMPLES=ON -D TRACKWIRE_BUILD_TESTS=OFF \
    -D TRACKWIRE_BUILD_FUZZERS=OFF -D TRACKWIRE_BUILD_BENCHMARKS=OFF
cmake --build "$build" --parallel "$(nproc)"

decode=$build/examples/trackwire-decode
[ -x "$decode" ] || { echo "$decode is missing" >&2; exit 1; }

count=0
for capture in examples/captures/*.hex; do
    [ -f "$capture" ] || { echo "no captures in examples/captures" >&2; exit 1; }
    printf '\n%s\n' "$capture"
    "$decode" --format table "$capture"
    count=$((count + 1))
done
printf '\n%s captures decoded with %s\n' "$count" "$decode"
