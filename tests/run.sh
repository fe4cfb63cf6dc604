#!/bin/sh
# Builds everything with warnings as errors and runs every test. Works on a fresh Debian 12, as root or with sudo:
#     sh tests/run.sh
# Three builds: GCC, optimised (all tests, benchmarks, fuzz findings, foreign projects); GCC under the address and
# undefined-behaviour sanitizers (unit tests and programs); Clang (fuzz targets, which explore for a few seconds).
# The builds go to build/; TRACKWIRE_BUILD_DIR names another place.
set -u
cd "$(dirname "$0")/.." || exit 1
. cmake/packages.sh

need_packages g++ cmake make clang libclang-rt-14-dev catch2 nlohmann-json3-dev libfmt-dev libcli11-dev libasio-dev \
    libbenchmark-dev || exit 1

root=${TRACKWIRE_BUILD_DIR:-build}
jobs=${TRACKWIRE_JOBS:-$(nproc)}
failed=""
summary=""

# run NAME CMAKE_ARGUMENT...: configures, builds and tests in $root/NAME. A failure is remembered and the rest still runs.
run() {
    name=$1
    shift
    log=$root/$name-ctest.log
    printf '\n==== %s\n' "$name"
    rm -f "$log"
    if cmake -S . -B "$root/$name" "$@" && cmake --build "$root/$name" --parallel "$jobs"; then
        ctest --test-dir "$root/$name" --output-on-failure --no-tests=error --parallel "$jobs" --output-log "$log" ||
            failed="$failed $name"
        summary="$summary
$name: $(sed -n 's/^\([0-9]*% tests passed.*\)/\1/p' "$log" | tail -n 1)"
    else
        failed="$failed $name"
        summary="$summary
$name: does not build"
    fi
}

mkdir -p "$root"
run gcc -D CMAKE_BUILD_TYPE=Release
run sanitizers -D CMAKE_BUILD_TYPE=RelWithDebInfo -D "TRACKWIRE_SANITIZE=address,undefined" -D TRACKWIRE_BUILD_BENCHMARKS=OFF
run fuzz -D CMAKE_BUILD_TYPE=RelWithDebInfo -D CMAKE_CXX_COMPILER=clang++ -D TRACKWIRE_BUILD_TESTS=OFF \
    -D TRACKWIRE_BUILD_EXAMPLES=OFF -D TRACKWIRE_BUILD_BENCHMARKS=OFF

printf '\n==== in all%s\n' "$summary"
if [ -n "$failed" ]; then
    printf 'FAILED:%s\n' "$failed"
    exit 1
fi
echo "all passed"
