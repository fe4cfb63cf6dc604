// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Tables of frames: hex in, messages out, at run time and in constant expressions.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <trackwire/core/stream.hpp>
#include <trackwire/record/json.hpp>

namespace test {

/// Up to `Capacity` bytes from hex, in a constant expression too. Blanks are skipped.
template <std::size_t Capacity = 512>
struct hex_bytes {
    std::uint8_t data[Capacity] = {};
    std::size_t size = 0;

    constexpr explicit hex_bytes(std::string_view hex) {
        int high = -1;
        for (const char c : hex) {
            const int d = trackwire::hex_digit(static_cast<std::uint8_t>(c));
            if (d < 0) { continue; }
            if (high < 0) {
                high = d;
            } else {
                data[size++] = static_cast<std::uint8_t>(high * 16 + d);
                high = -1;
            }
        }
    }
    [[nodiscard]] constexpr trackwire::bytes_view view() const { return {data, size}; }
};

/// Whether the bytes give exactly the messages of these kinds; for static_assert.
template <class Registry, std::size_t N>
constexpr bool gives(std::string_view hex, const trackwire::message_kind (&kinds)[N]) {
    const hex_bytes<> wire(hex);
    trackwire::session state;
    std::size_t n = 0;
    bool same = true;
    trackwire::decode_datagram<Registry>(wire.view(), state, trackwire::settings{}, [&](const trackwire::message& m) {
        same = same && n < N && m.kind == kinds[n];
        ++n;
    });
    return same && n == N;
}

/// All messages of a datagram as JSON texts.
template <class Registry>
std::vector<std::string> to_json(trackwire::bytes_view wire, const trackwire::json_options& options = {},
                                 const trackwire::settings& conf = {}) {
    std::vector<std::string> out;
    trackwire::session state;
    trackwire::decode_datagram<Registry>(wire, state, conf, [&](const trackwire::message& m) {
        std::vector<char> buffer(1U << 16U);
        const auto n = trackwire::write_json(m, options, buffer.data(), buffer.size());
        out.push_back(n ? std::string(buffer.data(), *n) : "no space");
    });
    return out;
}

inline trackwire::bytes_view view(std::string_view s) {
    return {reinterpret_cast<const std::uint8_t*>(s.data()), s.size()};
}

}  // namespace test
