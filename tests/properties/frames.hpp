// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Frames of the sample files as bytes, and what the library makes of them.

#include <string>
#include <utility>
#include <vector>

#include <trackwire/trackwire.hpp>

#include "support/samples.hpp"

namespace properties {

using bytes = std::vector<std::uint8_t>;

inline bytes from_hex(const std::string& hex) {
    bytes out;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        out.push_back(static_cast<std::uint8_t>(trackwire::hex_digit(static_cast<std::uint8_t>(hex[i])) * 16 +
                                                trackwire::hex_digit(static_cast<std::uint8_t>(hex[i + 1]))));
    }
    return out;
}

struct sample {
    std::string id;
    std::string family;
    bytes wire;
};

/// All samples that a device or a platform sends over a data link (SMS texts are not a stream).
inline const std::vector<sample>& samples() {
    static const std::vector<sample> all = [] {
        std::vector<sample> out;
        for (const char* file : {"jointech-samples.jsonl", "bofan-samples.jsonl", "jt808-samples.jsonl"}) {
            for (const auto& s : test::load_samples(file)) {
                if (s.value("transport", "") == "sms" || !s.contains("hex")) { continue; }
                out.push_back({s.at("id"), s.at("family"), from_hex(s.at("hex"))});
            }
        }
        return out;
    }();
    return all;
}

/// One JSON text a message, wire bytes and secrets included.
inline std::string to_json(const trackwire::message& m) {
    static char buffer[1U << 18U];
    trackwire::json_options options;
    options.hex = true;
    options.show_secrets = true;
    const auto n = trackwire::write_json(m, options, buffer, sizeof buffer);
    return n ? std::string(buffer, *n) : "a message that does not fit into the buffer";
}

using messages = std::vector<std::string>;

inline messages as_datagram(const bytes& wire) {
    messages out;
    trackwire::session state;
    trackwire::history<> memory;
    trackwire::decode_datagram<trackwire::default_registry>(
        wire, state, trackwire::settings{}, [&](const trackwire::message& m) { out.push_back(to_json(m)); },
        memory.ref());
    return out;
}

/// Fed in pieces whose lengths `next` gives.
template <class Next>
messages as_stream(const bytes& wire, Next next) {
    messages out;
    static trackwire::stream<trackwire::default_registry> connection;
    connection = trackwire::stream<trackwire::default_registry>();
    trackwire::history<> memory;
    connection.remember_in(memory.ref());
    const auto sink = [&](const trackwire::message& m) { out.push_back(to_json(m)); };
    for (std::size_t at = 0; at < wire.size();) {
        const std::size_t n = std::min<std::size_t>(next(), wire.size() - at);
        const bytes piece(wire.begin() + static_cast<std::ptrdiff_t>(at),
                          wire.begin() + static_cast<std::ptrdiff_t>(at + n));
        connection.feed(piece, sink);
        at += n;
    }
    connection.finish(sink);
    return out;
}

/// The first verdict of the registry, with more bytes to come.
inline trackwire::verdict examine(trackwire::bytes_view in) {
    const trackwire::protocol_info* candidates[4] = {};
    const trackwire::settings conf;
    const trackwire::session state;
    const trackwire::scan_input how{trackwire::ending::more, 0, &state, &conf};
    return trackwire::default_registry::examine(in, how, candidates);
}

}  // namespace properties
