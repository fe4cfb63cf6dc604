// SPDX-License-Identifier: MIT

/// What holds for every codec, tried over the sample frames with the default registry. A new codec is covered by its
/// line in the registry and its samples.

#include <trackwire/trackwire.hpp>

#include <algorithm>
#include <new>
#include <random>

#include "properties/frames.hpp"
#include "support/catch.hpp"

extern std::size_t allocations;  // counted by allocations_test.cpp

namespace {

using namespace trackwire;
using namespace properties;

TEST_CASE("there are sample frames of every family") { CHECK(samples().size() > 400); }

TEST_CASE("any chunking of a sample gives the same messages") {
    std::mt19937 rng(1);
    for (const sample& s : samples()) {
        const messages whole = as_stream(s.wire, [] { return std::size_t{1} << 20U; });
        CAPTURE(s.id);
        CHECK(as_stream(s.wire, [] { return std::size_t{1}; }) == whole);
        CHECK(as_stream(s.wire, [&] { return std::size_t{1} + rng() % 50; }) == whole);
    }
}

/// Samples, whole, cut or damaged, with garbage in between.
bytes random_stream(std::mt19937& rng) {
    bytes out;
    const auto below = [&](std::size_t n) { return static_cast<std::size_t>(rng() % n); };
    for (std::size_t i = below(8) + 1; i > 0; --i) {
        bytes frame = samples()[below(samples().size())].wire;
        switch (below(8)) {
            case 0: frame.resize(below(frame.size() + 1)); break;
            case 1: frame[below(frame.size())] = static_cast<std::uint8_t>(rng()); break;
            case 2: frame.erase(frame.begin(), frame.begin() + static_cast<std::ptrdiff_t>(below(frame.size()))); break;
            case 3: frame.insert(frame.end(), {0x0D, 0x0A}); break;
            case 4:
                for (std::size_t k = below(60); k > 0; --k) { frame.push_back(static_cast<std::uint8_t>(rng())); }
                break;
            default: break;
        }
        out.insert(out.end(), frame.begin(), frame.end());
    }
    return out;
}

TEST_CASE("any chunking of 10,000 random streams gives the same messages") {
    std::mt19937 rng(20261121);
    for (int round = 0; round < 10'000; ++round) {
        const bytes wire = random_stream(rng);
        const messages whole = as_stream(wire, [] { return std::size_t{1} << 20U; });
        const std::size_t longest = 1 + rng() % 200;
        const messages cut = as_stream(wire, [&] { return 1 + rng() % longest; });
        CAPTURE(round);
        REQUIRE(cut == whole);
    }
}

TEST_CASE("no proper prefix of a good frame is rejected, and none is a frame") {
    std::size_t frames = 0;
    for (const sample& s : samples()) {
        const verdict v = examine(s.wire);
        if (v.kind != verdict::outcome::frame) { continue; }
        ++frames;
        CAPTURE(s.id);
        for (std::size_t n = 1; n < v.length; ++n) {
            const bytes prefix(s.wire.begin(), s.wire.begin() + static_cast<std::ptrdiff_t>(n));
            const verdict p = examine(prefix);
            CAPTURE(n);
            REQUIRE(p.kind == verdict::outcome::incomplete);
            REQUIRE(p.length > n);
            REQUIRE(p.length <= v.length);
        }
    }
    CHECK(frames > 350);
}

TEST_CASE("two runs on the same bytes give the same output") {
    for (const sample& s : samples()) { CHECK(as_datagram(s.wire) == as_datagram(s.wire)); }
}

TEST_CASE("nothing is allocated") {
    const std::size_t start = allocations;
    operator delete(operator new(1));
    REQUIRE(allocations > start);  // the counter counts
    std::size_t good = 0;
    const auto count = [&](const message& m) { good += is_bad(m.kind) ? 0 : 1; };
    (void)samples();
    static stream<default_registry> connection;
    const std::size_t before = allocations;
    for (const sample& s : samples()) {
        session state;
        decode_datagram<default_registry>(s.wire, state, settings{}, count);
        connection.feed(s.wire, count);
    }
    connection.finish(count);
    CHECK(allocations == before);
    CHECK(good > 700);
}

// ---- explanation -------------------------------------------------------------------------------------------------

TEST_CASE("every byte of an accepted frame is explained, and the trace changes nothing") {
    static recording_trace<4096> trace;
    for (const sample& s : samples()) {
        session state;
        const settings conf;
        history<> memory;
        decode_context context{state, conf, memory.ref()};
        scanner<default_registry> scan;
        messages with_trace;
        trace.clear();
        std::vector<bool> framed(s.wire.size(), false);
        const auto sink = [&](const message& m) {
            with_trace.push_back(to_json(m));
            if (is_bad(m.kind)) { return; }
            const auto begin = static_cast<std::size_t>(m.frame.data() - s.wire.data());
            std::fill_n(framed.begin() + static_cast<std::ptrdiff_t>(begin), m.frame.size(), true);
        };
        // Frame by frame, so that the entries of a frame stand alone in the trace.
        bytes_view rest = s.wire;
        std::size_t unexplained = 0;
        std::size_t at = 0;
        while (at < s.wire.size()) {
            const verdict v = examine(rest.sub(at));
            if (v.kind != verdict::outcome::frame || v.protocol == nullptr) {
                ++at;
                continue;
            }
            trace.clear();
            session fresh;
            decode_context alone{fresh, conf, {}};
            std::size_t seen = 0;
            const auto keep = [&](const message&) { ++seen; };
            sink_of<decltype(keep)> out(keep);
            default_registry::decode(rest.sub(at, v.length), v, alone, trace, out);
            std::vector<bool> named(v.length, false);
            for (const field_entry& e : trace) {
                REQUIRE(e.offset + e.size <= v.length);
                for (std::size_t i = 0; i < e.size; ++i) { named[e.offset + i] = true; }
            }
            CAPTURE(s.id, at);
            CHECK_FALSE(trace.overflowed());
            CHECK(seen > 0);
            for (std::size_t i = 0; i < v.length; ++i) {
                if (!named[i]) {
                    UNSCOPED_INFO("byte " << i << " has no name");
                    ++unexplained;
                }
            }
            at += v.length - (v.shared_end ? 1U : 0U);
        }
        CAPTURE(s.id);
        CHECK(unexplained == 0);
        trace.clear();
        (void)scan.scan(s.wire, ending::datagram, context, trace, sink);
        CHECK(with_trace == as_datagram(s.wire));
    }
}

// ---- damage ------------------------------------------------------------------------------------------------------

bool checked(const sample& s) {
    const verdict v = examine(s.wire);
    return v.kind == verdict::outcome::frame && v.strength == strength::checked && v.length == s.wire.size() &&
           (s.wire[0] == 0x7E || s.wire[0] == 0xBF);
}

TEST_CASE("a single flipped bit of a checksummed frame gives no record and no reply") {
    std::size_t frames = 0;
    for (const sample& s : samples()) {
        if (!checked(s)) { continue; }
        ++frames;
        for (std::size_t bit = 0; bit < s.wire.size() * 8; ++bit) {
            bytes damaged = s.wire;
            damaged[bit / 8] = static_cast<std::uint8_t>(damaged[bit / 8] ^ 1U << bit % 8);
            // The wire itself cannot tell: a Bofan verify byte that becomes FF says "not computed by the device".
            if (damaged[0] == 0xBF && damaged[1] == 0xFB && damaged[2] == 0xFF) { continue; }
            session state;
            decode_datagram<default_registry>(damaged, state, settings{}, [&](const message& m) {
                const bool record = !is_bad(m.kind);
                // A damaged header leaves the lines of a Bofan frame standing as plain ones: those are whole. So do the
                // sentences of a batch behind its first one (record.md 12.2), and lines between them are text.
                const bool plain_line = record && m.frame[0] != 0xBF && s.wire[0] == 0xBF;
                if (record && !plain_line) {
                    CAPTURE(s.id, bit);
                    FAIL("a damaged frame became a record: " << to_json(m));
                }
                if (m.reply && !plain_line) { FAIL("a damaged frame is answered: " << s.id); }
            });
        }
    }
    CHECK(frames > 100);
}

TEST_CASE("garbage around good frames loses none of them") {
    std::mt19937 rng(7);
    // Bytes that begin no frame of ours: what begins one may honestly wait for its end.
    const auto garbage = [&](bytes& out) {
        for (std::size_t n = rng() % 40; n > 0; --n) {
            const auto b = static_cast<std::uint8_t>(rng());
            if (!default_registry::may_start(b)) { out.push_back(b); }
        }
    };
    for (const sample& s : samples()) {
        const messages alone = as_datagram(s.wire);
        const bool good = std::none_of(alone.begin(), alone.end(), [](const std::string& m) {
            return m.find("\"hex\"") == std::string::npos || m.find("\"message\":\"malformed\"") != std::string::npos ||
                   m.find("\"message\":\"unrecognised\"") != std::string::npos ||
                   m.find("\"message\":\"incomplete\"") != std::string::npos;
        });
        if (!good || alone.empty()) { continue; }
        const bytes end = {'\r', '\n'};  // closes a text that ends with its line
        bytes noisy;
        garbage(noisy);
        noisy.push_back(0x01);
        noisy.insert(noisy.end(), s.wire.begin(), s.wire.end());
        noisy.insert(noisy.end(), end.begin(), end.end());
        garbage(noisy);
        std::size_t found = 0;
        session state;
        decode_datagram<default_registry>(noisy, state, settings{},
                                          [&](const message& m) { found += is_bad(m.kind) ? 0 : 1; });
        CAPTURE(s.id);
        CHECK(found >= alone.size());
    }
}

TEST_CASE("hostile streams cost a bounded number of steps for each byte") {
    const auto steps_per_byte = [](const bytes& wire) {
        static stream<default_registry> connection;
        connection = stream<default_registry>();
        for (const std::uint8_t b : wire) {
            connection.feed(bytes_view(&b, 1), [](const message&) {});
        }
        connection.finish([](const message&) {});
        return static_cast<double>(connection.steps()) / static_cast<double>(wire.size());
    };
    const std::vector<bytes> starts = {{'$'},
                                       {'('},
                                       {0x7E},
                                       {0xBF, 0xFB},
                                       {0xBF, 0xFB, 0x00, 0x00, 0x10},
                                       {'@', 'G', '#', '@'},
                                       {'%'},
                                       {'x'},
                                       {0x24, 0x80, 0x00, 0x62, 0x00, 0x11, 0x19, 0x11, 0x00, 0xC8},
                                       {'(', '8', '0', '0', '0', '6', '2', '0', '0', '1', '1', ',', 'P', '4', '5'}};
    for (const bytes& lead : starts) {
        for (const std::size_t filler : {0U, 1U, 64U, 1000U}) {
            bytes wire;
            while (wire.size() < 40'000) {
                wire.insert(wire.end(), lead.begin(), lead.end());
                wire.insert(wire.end(), filler, std::uint8_t{'a'});
            }
            CAPTURE(int{lead[0]}, lead.size(), filler);
            CHECK(steps_per_byte(wire) < 64);
        }
    }
}

}  // namespace
