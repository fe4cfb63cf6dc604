#!/bin/sh
# What 1, 4, 16, 64 and 250 made-up codecs beside the one of `$` frames cost: instructions for one frame (callgrind, so
# the same on every run) and seconds to compile. Prints a Markdown table.
#     sh benchmarks/scaling.sh
# CXX names the compiler. Without valgrind it says so and ends with 77.
set -eu
cd "$(dirname "$0")/.."

if ! command -v valgrind >/dev/null 2>&1; then
    echo "skipped: valgrind is not installed, and without it nobody counts the instructions" >&2
    exit 77
fi
cxx=${CXX:-g++}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# instructions PROGRAM INPUT ROUNDS
instructions() {
    valgrind --tool=callgrind --callgrind-out-file="$scratch/out" "$1" "$2" "$3" >"$scratch/log" 2>&1 ||
        { cat "$scratch/log" >&2; exit 1; }
    sed -n 's/^.*Collected : *//p' "$scratch/log"
}

# per_frame PROGRAM INPUT: the difference between many rounds and few, so that starting the program does not count
per_frame() {
    few=$(instructions "$1" "$2" 1000)
    many=$(instructions "$1" "$2" 11000)
    echo $(((many - few) / 10000))
}

echo "| further codecs | \`\$\` frame, 62 bytes | frame of one that is alone with its first byte | frame of one among codecs/8 that share theirs | nobody's byte | compiling |"
echo "| ---: | ---: | ---: | ---: | ---: | ---: |"
for codecs in 1 4 16 64 250; do
    program=$scratch/scaling-$codecs
    start=$(date +%s%N)
    "$cxx" -std=c++20 -O2 -D TRACKWIRE_CODECS=$codecs -I include -I tests benchmarks/scaling.cpp -o "$program"
    stop=$(date +%s%N)
    shared=-
    [ "$codecs" -ge 8 ] && shared=$(per_frame "$program" shared)
    printf '| %s | %s | %s | %s | %s | %s.%02d s |\n' "$codecs" "$(per_frame "$program" dollar)" \
        "$(per_frame "$program" alone)" "$shared" "$(per_frame "$program" nobody)" \
        $(((stop - start) / 1000000000)) $(((stop - start) / 10000000 % 100))
done
