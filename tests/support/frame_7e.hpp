// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// 0x7E frames from the content of a document: hex without flags, escapes and check, as jt808.md and jointech.md print
/// it. Written apart from the library, so that a mistake there is not repeated here.

#include "support/catch.hpp"
#include "support/rows.hpp"
#include "support/text.hpp"

namespace test {

/// The wire bytes of a content: flag, escapes, XOR, flag. Blanks in the hex are skipped; in a constant expression too.
template <std::size_t Capacity = 1024>
struct frame_7e {
    std::uint8_t data[Capacity] = {};
    std::size_t size = 0;

    constexpr explicit frame_7e(std::string_view content, std::uint8_t spoil = 0) {
        const hex_bytes<Capacity> bytes(content);
        std::uint8_t sum = spoil;
        data[size++] = 0x7E;
        for (std::size_t i = 0; i < bytes.size; ++i) {
            sum = static_cast<std::uint8_t>(sum ^ bytes.data[i]);
            put(bytes.data[i]);
        }
        put(sum);
        data[size++] = 0x7E;
    }
    [[nodiscard]] constexpr trackwire::bytes_view view() const { return {data, size}; }
    [[nodiscard]] std::string text() const { return {reinterpret_cast<const char*>(data), size}; }

private:
    constexpr void put(std::uint8_t b) {
        if (b == 0x7E || b == 0x7D) {
            data[size++] = 0x7D;
            data[size++] = b == 0x7E ? 2 : 1;
        } else {
            data[size++] = b;
        }
    }
};

/// Whether the content gives exactly one message of this kind and protocol; for static_assert.
template <class Registry>
constexpr bool frame_gives(std::string_view content, trackwire::message_kind kind, trackwire::name protocol) {
    const frame_7e<> wire(content);
    trackwire::session state;
    std::size_t n = 0;
    bool same = true;
    trackwire::decode_datagram<Registry>(wire.view(), state, trackwire::settings{}, [&](const trackwire::message& m) {
        same = same && m.kind == kind && m.protocol->id == protocol && m.error_count == 0;
        ++n;
    });
    return same && n == 1;
}

/// The hex of wire bytes as a text of bytes.
inline std::string wire_of(std::string_view hex) {
    const hex_bytes<4096> bytes(hex);
    return {reinterpret_cast<const char*>(bytes.data), bytes.size};
}

/// A frame as it stands in a document, and what its one message says (`differences`).
struct frame_row {
    std::string_view name, source, hex, json;
};

/// Each row gives exactly one message that says what it should.
template <class Registry, std::size_t N>
void check_frames(const frame_row (&rows)[N]) {
    for (const frame_row& r : rows) {
        DYNAMIC_SECTION(r.name) {
            const auto out = decode<Registry>(wire_of(r.hex));
            REQUIRE(out.size() == 1);
            CAPTURE(out[0].dump());
            CHECK(differences(out[0], r.json) == "");
        }
    }
}

}  // namespace test
