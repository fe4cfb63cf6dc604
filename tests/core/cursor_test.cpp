// SPDX-License-Identifier: MIT

/// @file
/// A cursor reads the same through escapes as from plain bytes, whatever the pieces.

#include <trackwire/core/cursor.hpp>

#include <vector>

#include "support/catch.hpp"

namespace {

using namespace trackwire;

using bytes = std::vector<std::uint8_t>;

/// A true byte as it is sent.
void send(bytes& wire, std::uint8_t b, escape scheme) {
    const auto pair = [&](std::uint8_t lead, std::uint8_t second) { wire.insert(wire.end(), {lead, second}); };
    switch (scheme) {
        case escape::none: wire.push_back(b); return;
        case escape::flag_7e:
            if (b == 0x7E || b == 0x7D) { return pair(0x7D, b == 0x7E ? 2 : 1); }
            break;
        case escape::equals_3d:
            if (b == 0x28 || b == 0x29 || b == 0x2C || b == 0x3D) {
                return pair(0x3D, static_cast<std::uint8_t>(b ^ 0x3D));
            }
            break;
        case escape::flag_e7:
            if (b == 0xE6 || b == 0xE7) { return pair(0xE6, b == 0xE7 ? 2 : 1); }
            if (b == 0x3E || b == 0x3D) { return pair(0x3E, b == 0x3D ? 2 : 1); }
            break;
    }
    wire.push_back(b);
}

/// A small generator: the same numbers on every machine.
struct numbers {
    std::uint32_t state = 1;
    std::uint32_t operator()(std::uint32_t below) {
        state = state * 1664525U + 1013904223U;
        return (state >> 16U) % below;
    }
};

/// Reads both cursors with the same random steps; they must agree on every value.
void compare(cursor<null_trace> plain, cursor<null_trace> escaped, numbers& random, unsigned depth) {
    while (!plain.at_end()) {
        REQUIRE(escaped.remaining() == plain.remaining());
        const std::size_t ahead = random(6);
        REQUIRE(escaped.peek(ahead) == plain.peek(ahead));
        REQUIRE(escaped.has(ahead) == plain.has(ahead));
        std::uint8_t buffers[2][9];
        REQUIRE(bytes_view(escaped.block(buffers[0]), 9) == bytes_view(plain.block(buffers[1]), 9));
        switch (random(6)) {
            case 0: REQUIRE(escaped.u8("a") == plain.u8("a")); break;
            case 1: REQUIRE(escaped.u16_be("b") == plain.u16_be("b")); break;
            case 2: REQUIRE(escaped.u32_be("c") == plain.u32_be("c")); break;
            case 3: {
                std::uint8_t a[7] = {};
                std::uint8_t b[7] = {};
                escaped.array("d", a);
                plain.array("d", b);
                REQUIRE(bytes_view(a) == bytes_view(b));
                break;
            }
            case 4: {
                const std::size_t n = random(9);
                const wire_view a = escaped.take("e", n);
                const wire_view b = plain.take("e", n);
                REQUIRE(a.size() == b.size());
                for (std::size_t i = 0; i < n; ++i) { REQUIRE(a.at(i) == b.at(i)); }
                break;
            }
            case 5: {
                const std::size_t n = random(12);
                const bool into = random(2) == 0;  // both ways to make a part
                cursor<null_trace> a = into ? escaped : escaped.sub(n);
                cursor<null_trace> b = into ? plain : plain.sub(n);
                if (into) {
                    escaped.sub(a, n);
                    plain.sub(b, n);
                }
                if (depth > 0) { compare(b, a, random, depth - 1); }
                break;
            }
        }
        REQUIRE(escaped.failed() == plain.failed());
        REQUIRE(escaped.at_end() == plain.at_end());
    }
}

TEST_CASE("a cursor reads the same through escapes as without") {
    constexpr std::uint8_t special[] = {0x7D, 0x7E, 0x28, 0x3D, 0xE6, 0xE7, 0x3E, 0x01, 0x02, 0x55};
    numbers random;
    for (const escape scheme : {escape::none, escape::flag_7e, escape::equals_3d, escape::flag_e7}) {
        for (unsigned round = 0; round < 2000; ++round) {
            bytes truth;
            bytes wire;
            const std::size_t size = random(40);
            for (std::size_t i = 0; i < size; ++i) {
                truth.push_back(special[random(round % 2 == 0 ? 10 : 2)]);
                send(wire, truth.back(), scheme);
            }
            null_trace trace;
            compare(cursor<null_trace>(truth, 0, truth.size(), escape::none, trace),
                    cursor<null_trace>(wire, 0, wire.size(), scheme, trace), random, 2);
        }
    }
}

TEST_CASE("text fields are cut at every separator, wherever it stands") {
    numbers random;
    for (unsigned round = 0; round < 5000; ++round) {
        bytes text;
        const std::size_t size = random(40);
        const unsigned alphabet = 2 + random(4);
        for (std::size_t i = 0; i < size; ++i) { text.push_back(",-+\x2d\xac"[random(alphabet)]); }
        const std::size_t begin = random(static_cast<std::uint32_t>(size) + 1);
        const std::size_t end = begin + random(static_cast<std::uint32_t>(size - begin) + 1);
        null_trace trace;
        text_cursor<null_trace> in(text, begin, end, ',', trace);
        std::size_t from = begin;
        for (bool more = true; more; ++from) {
            std::size_t stop = from;
            while (stop < end && text[stop] != ',') { ++stop; }
            const bool sized = random(3) == 0;  // now and then the size is known
            const bytes_view field = sized ? in.field("field", stop - from) : in.field("field");
            REQUIRE(field.data() == text.data() + from);
            REQUIRE(field.size() == stop - from);
            more = stop < end;
            REQUIRE(in.done() == !more);
            from = stop;
        }
    }
}

constexpr bool nothing_is_left() {
    const std::uint8_t wire[] = {0x11};
    null_trace trace;
    cursor<null_trace> in(wire, 1, 1, escape::none, trace);
    return in.u32_be("number") == 0 && in.failed();
}
static_assert(nothing_is_left());  // a shift too far is no constant

TEST_CASE("a read behind the end gives zero and says so") {
    struct row {
        bytes wire;
        escape scheme;
    };
    const row rows[] = {{{0x11}, escape::none}, {{0x7D, 0x02}, escape::flag_7e}, {{0x11}, escape::flag_7e}};
    for (const row& r : rows) {
        null_trace trace;
        cursor<null_trace> in(r.wire, 0, r.wire.size(), r.scheme, trace);
        CHECK((in.u16_be("number") & 0xFFU) == 0);
        CHECK(in.failed());
        CHECK(in.at_end());
        CHECK(in.u32_be("more") == 0);
        CHECK(in.take("rest", 3).empty());
    }
}

}  // namespace
