// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Tables of text frames: a text in, messages out, compared key by key.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>
#include <trackwire/core/stream.hpp>
#include <trackwire/record/json.hpp>

namespace test {

/// The characters of a text as bytes, in a constant expression too. `\n` alone stands for itself.
template <std::size_t Capacity = 1024>
struct text_bytes {
    std::uint8_t data[Capacity] = {};
    std::size_t size = 0;

    constexpr text_bytes() = default;
    // NOLINTNEXTLINE(google-explicit-constructor): a text is its bytes
    constexpr text_bytes(std::string_view text) { append(text); }
    constexpr void append(std::string_view text) {
        for (const char c : text) { data[size++] = static_cast<std::uint8_t>(c); }
    }
    constexpr void append(trackwire::bytes_view bytes) {
        for (const std::uint8_t b : bytes) { data[size++] = b; }
    }
    [[nodiscard]] constexpr trackwire::bytes_view view() const { return {data, size}; }
};

inline trackwire::bytes_view bytes_of(std::string_view s) {
    return {reinterpret_cast<const std::uint8_t*>(s.data()), s.size()};
}

/// All messages as objects. Keys as in the output of the decoder; secrets masked unless asked for.
template <class Registry>
struct connection {
    trackwire::settings conf;
    trackwire::json_options options;
    trackwire::session state;
    trackwire::history<> memory;
    std::vector<nlohmann::json> messages;

    auto sink() {
        return [this](const trackwire::message& m) {
            static char buffer[1U << 17U];
            const auto n = trackwire::write_json(m, options, buffer, sizeof buffer);
            messages.push_back(n ? nlohmann::json::parse(std::string(buffer, *n)) : nlohmann::json("no space"));
        };
    }
    connection& datagram(std::string_view wire) {
        trackwire::decode_datagram<Registry>(bytes_of(wire), state, conf, sink(), memory.ref());
        return *this;
    }
    /// One TCP connection, in pieces of `piece` bytes.
    connection& stream(std::string_view wire, std::size_t piece = 1U << 20U) {
        auto line = std::make_unique<trackwire::stream<Registry>>(conf);
        line->remember_in(memory.ref());
        auto to = sink();
        for (std::size_t at = 0; at < wire.size(); at += piece) { line->feed(bytes_of(wire.substr(at, piece)), to); }
        line->finish(to);
        return *this;
    }
};

template <class Registry>
std::vector<nlohmann::json> decode(std::string_view wire, const trackwire::settings& conf = {}) {
    connection<Registry> c;
    c.conf = conf;
    return c.datagram(wire).messages;
}

/// What `got` says otherwise than `want`, a JSON object; null there means absent here. Empty: nothing.
inline std::string differences(const nlohmann::json& got, std::string_view want) {
    std::string out;
    const nlohmann::json expected = nlohmann::json::parse(want);
    for (const auto& [key, value] : expected.items()) {
        const bool there = got.contains(key);
        if (value.is_null() ? there : !there || got.at(key) != value) {
            out += key + " is " + (there ? got.at(key).dump() : "absent") + ", not " + value.dump() + "; ";
        }
    }
    return out;
}

}  // namespace test
