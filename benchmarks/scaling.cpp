// SPDX-License-Identifier: MIT

/// Detection and framing of one frame with a registry of the `$` codec and TRACKWIRE_CODECS made-up ones.
/// Run by scaling.sh under callgrind, which counts instructions.
///
/// Usage: scaling dollar|alone|shared|nobody ROUNDS

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include <trackwire/core/detect.hpp>
#include <trackwire/jointech/dollar.hpp>

#include "support/many_codecs.hpp"

namespace {

using many_codecs = many::registry_with<trackwire::jointech::dollar, TRACKWIRE_CODECS>;

/// JT701D Protocol Manual V1.4, position data example.
constexpr std::uint8_t dollar_frame[] = {0x24, 0x80, 0x00, 0x62, 0x00, 0x11, 0x19, 0x11, 0x00, 0x34, 0x18, 0x04, 0x21,
                                         0x16, 0x22, 0x59, 0x22, 0x34, 0x83, 0x10, 0x11, 0x35, 0x50, 0x54, 0x3f, 0x12,
                                         0x98, 0x00, 0x00, 0x00, 0x2d, 0x06, 0x00, 0x00, 0x00, 0x00, 0x20, 0xe0, 0x28,
                                         0x10, 0x92, 0x28, 0x66, 0x1f, 0x00, 0x01, 0x00, 0x00, 0x0f, 0x0f, 0x0f, 0x0f,
                                         0x0f, 0x0f, 0x0f, 0x0f, 0x00, 0x00, 0x01, 0xcc, 0x01, 0x56};

/// A frame of the made-up codec `n`.
std::vector<std::uint8_t> made_up_frame(int n) {
    std::vector<std::uint8_t> f{many::lead_of(n), 62, static_cast<std::uint8_t>(n)};
    f.resize(62, 0x55);
    f.back() = 0;
    f.back() = trackwire::xor_of(f);
    return f;
}

std::vector<std::uint8_t> input(const char* what) {
    if (std::strcmp(what, "dollar") == 0) { return {dollar_frame, dollar_frame + sizeof dollar_frame}; }
    if (std::strcmp(what, "alone") == 0) { return made_up_frame(TRACKWIRE_CODECS > 100 ? 100 : 0); }
    if (std::strcmp(what, "shared") == 0) { return made_up_frame(TRACKWIRE_CODECS - 1 - TRACKWIRE_CODECS % 8); }
    if (std::strcmp(what, "nobody") == 0) { return {0x01, 0x02, 0x03, 0x04}; }
    return {};
}

}  // namespace

int main(int count, char** values) {
    if (count != 3) { return 2; }
    const auto wire = input(values[1]);
    const long rounds = std::atol(values[2]);
    if (wire.empty() || rounds <= 0) { return 2; }
    const trackwire::session connection;
    const trackwire::settings conf;
    const trackwire::scan_input how{trackwire::ending::more, 0, &connection, &conf};
    std::size_t found = 0;
    for (long i = 0; i < rounds; ++i) {
        const trackwire::bytes_view in(wire);
        asm volatile("" : : "r"(in.data()) : "memory");  // the bytes may have changed: look again
        const trackwire::protocol_info* candidates[4] = {};
        if (many_codecs::may_start(in[0])) { found += many_codecs::examine(in, how, candidates).length; }
    }
    const bool owned = std::strcmp(values[1], "nobody") != 0;
    return (found == static_cast<std::size_t>(rounds) * wire.size()) == owned ? 0 : 1;
}
