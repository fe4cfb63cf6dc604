#!/bin/sh
# Builds every fuzz target with its dictionary and seeds into $OUT, as OSS-Fuzz calls for: CXX, CXXFLAGS,
# LIB_FUZZING_ENGINE and OUT come from there. To try it at home:
#     CXX=clang++ CXXFLAGS=-fsanitize=fuzzer-no-link LIB_FUZZING_ENGINE=-fsanitize=fuzzer OUT=/tmp/out sh fuzz/ossfuzz.sh
set -eu
cd "$(dirname "$0")/.."
: "${CXX:?}" "${LIB_FUZZING_ENGINE:?}" "${OUT:?}"
mkdir -p "$OUT"
seeds=$(mktemp -d)
trap 'rm -rf "$seeds"' EXIT

# Word splitting of the flags is meant.
# shellcheck disable=SC2086
for source in fuzz/fuzz_*.cpp; do
    stem=$(basename "$source" .cpp)
    $CXX ${CXXFLAGS:-} -std=c++20 -Iinclude -Itests "$source" $LIB_FUZZING_ENGINE -o "$OUT/$stem"
    cp fuzz/trackwire.dict "$OUT/$stem.dict"
    if [ ! -d "$seeds/all" ]; then
        $CXX -std=c++20 -Iinclude -Itests "$source" fuzz/replay_main.cpp -o "$seeds/replay"
        "$seeds/replay" --export "$seeds/all" fuzz/seeds fuzz/crashes examples/captures tests/data
    fi
    if command -v zip >/dev/null 2>&1; then
        zip -q -j -r "$OUT/${stem}_seed_corpus.zip" "$seeds/all"
    else
        echo "no zip: $stem goes without seeds" >&2
    fi
done
