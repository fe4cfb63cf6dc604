// SPDX-License-Identifier: MIT

/// @file
/// Decodes frame number argv[1] of frames.hpp argv[2] times; benchmarks/decode.sh counts the instructions.

#include <cstdio>
#include <cstdlib>

#include "frames.hpp"

int main(int count, char** words) {
    using namespace trackwire;
    constexpr std::size_t frame_count = sizeof bench::frames / sizeof *bench::frames;
    if (count == 1) {
        for (const bench::frame& f : bench::frames) { std::printf("%s\n", f.label.data()); }
        return 0;
    }
    const std::size_t which = std::strtoul(words[1], nullptr, 10);
    if (count != 3 || which >= frame_count) { return 2; }
    const auto wire = bench::bytes_of(bench::frames[which].hex);
    session state;
    const settings conf;
    bool right = true;
    for (unsigned long n = std::strtoul(words[2], nullptr, 10); n > 0; --n) {
        decode_datagram<default_registry>(wire, state, conf, [&](const message& m) {
            right = right && m.number(attribute::position_latitude).value_or(0) == bench::frames[which].latitude_e7;
        });
    }
    return right ? 0 : 1;
}
