#!/bin/sh
# Instructions for detecting, framing and decoding one frame of each family, counted by valgrind's callgrind:
#     sh benchmarks/decode.sh
# The difference between 2,000 and 1,000 repetitions, so that starting the program does not count.
set -eu
cd "$(dirname "$0")/.."
command -v valgrind >/dev/null || { echo "valgrind is missing (Debian package valgrind)" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
${CXX:-g++} -std=c++20 -O2 -DNDEBUG -Iinclude -Ibenchmarks benchmarks/decode_count.cpp -o "$work/count"

instructions() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$work/count" "$1" "$2" 2>"$work/log" || {
        echo "the decoder gave a wrong record for frame $1" >&2
        exit 1
    }
    sed -n 's/.*Collected : \([0-9]*\).*/\1/p' "$work/log"
}

"$work/count" >"$work/labels"
n=0
while read -r label; do
    few=$(instructions $n 1000)
    many=$(instructions $n 2000)
    printf '%6d  %s\n' $(((many - few) / 1000)) "$label"
    n=$((n + 1))
done <"$work/labels"
