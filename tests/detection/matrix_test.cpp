// SPDX-License-Identifier: MIT

/// The exclusivity matrix: every frame of foreign-frames.jsonl against the whole registry, as a datagram, as a
/// connection, and as first bytes only. Writes the table of docs/detection.md when TRACKWIRE_WRITE_PAGES is set, and
/// fails if the page is not what was measured.

#include <trackwire/trackwire.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/foreign.hpp"

namespace {

using namespace trackwire;
using bytes = std::vector<std::uint8_t>;
using answer = detection::outcome;

bytes from_hex(const std::string& hex) {
    bytes out;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        const auto digit = [&](std::size_t at) {
            return static_cast<unsigned>(hex_digit(static_cast<std::uint8_t>(hex[at])));
        };
        out.push_back(static_cast<std::uint8_t>(digit(i) << 4U | digit(i + 1)));
    }
    return out;
}

struct frame {
    std::string label;
    bool ours = false;
    bool broken = false;  ///< one of ours that fails its check, by the rules of the documents
    bytes cut;            ///< as the record has it: without what the framing removed
    bytes wire;
};

const std::vector<frame>& frames() {
    static const std::vector<frame> all = [] {
        std::vector<frame> out;
        for (const auto& record : test::load_samples("foreign-frames.jsonl")) {
            const std::string hex = test::wire_hex(record);
            const bool ours = test::is_ours(record);
            out.push_back(
                {record.at("protocol"), ours, ours && test::is_broken(hex), from_hex(record.at("hex")), from_hex(hex)});
        }
        return out;
    }();
    return all;
}

/// What the engine made of some bytes.
struct outcome {
    std::size_t good = 0, malformed = 0, ambiguous = 0, incomplete = 0, foreign = 0, replies = 0;

    void count(const message& m) {
        switch (m.kind) {
            case message_kind::malformed: ++malformed; break;
            case message_kind::incomplete: ++incomplete; break;
            case message_kind::unrecognised: ++foreign; break;
            case message_kind::ambiguous: ++ambiguous; break;
            default: ++good; break;
        }
        replies += m.reply ? 1 : 0;
    }
    [[nodiscard]] bool claimed() const { return good + malformed + ambiguous > 0; }
    friend bool operator==(const outcome&, const outcome&) = default;
};

template <class Visitor>
void as_datagram(const bytes& wire, Visitor visit) {
    session state;
    decode_datagram<default_registry>(wire, state, settings{}, visit);
}
outcome as_datagram(const bytes& wire) {
    outcome o;
    as_datagram(wire, [&](const message& m) { o.count(m); });
    return o;
}
/// One byte after the other, then the end of the connection.
outcome as_stream(const bytes& wire) {
    outcome o;
    static stream<default_registry> connection;
    connection = stream<default_registry>();
    const auto sink = [&](const message& m) { o.count(m); };
    for (const std::uint8_t& b : wire) { connection.feed({&b, 1}, sink); }
    connection.finish(sink);
    return o;
}

std::string begin_of(const bytes& wire) {
    std::string hex;
    for (std::size_t i = 0; i < wire.size() && i < 40; ++i) {
        hex += to_hex_digit(wire[i] >> 4U);
        hex += to_hex_digit(wire[i] & 15U);
    }
    return hex;
}

// ---- the matrix --------------------------------------------------------------------------------------------------

TEST_CASE("matrix: no foreign frame is claimed, as datagram, as connection, or by its first bytes") {
    std::size_t foreign = 0;
    for (const frame& f : frames()) {
        if (f.ours) { continue; }
        ++foreign;
        INFO(f.label << ", " << f.wire.size() << " bytes, begins " << begin_of(f.wire));
        for (const bytes& wire : {f.cut, f.wire}) {
            const outcome datagram = as_datagram(wire);
            const outcome connection = as_stream(wire);
            CHECK_FALSE(datagram.claimed());
            CHECK_FALSE(connection.claimed());
            CHECK(datagram.replies + connection.replies == 0);
            CHECK(datagram.foreign + datagram.incomplete > 0);
            for (std::size_t n = 1; n <= wire.size(); ++n) {
                const detection d = detect(bytes_view(wire).first(n));
                if (d.kind != answer::reject && d.kind != answer::incomplete) {
                    FAIL_CHECK("claimed at " << n << " bytes");
                }
            }
        }
    }
    CHECK(foreign == 1750);
}

TEST_CASE("matrix: every frame of ours among them is recognised, and is incomplete until it is whole") {
    std::size_t ours = 0;
    std::size_t broken = 0;
    for (const frame& f : frames()) {
        if (!f.ours) { continue; }
        ++ours;
        INFO(f.label << ", " << f.wire.size() << " bytes");
        const outcome datagram = as_datagram(f.wire);
        CHECK(datagram == as_stream(f.wire));
        CHECK(datagram.foreign + datagram.incomplete + datagram.ambiguous == 0);
        const detection d = detect(f.wire);
        if (f.broken) {
            ++broken;
            CHECK(d.kind == answer::malformed);
            CHECK(datagram.good + datagram.replies == 0);
            CHECK(datagram.malformed == 1);
            continue;
        }
        CHECK(d.kind == answer::accept);
        CHECK(datagram.good > 0);
        CHECK(datagram.malformed == 0);
        for (std::size_t n = 1; n < d.length; ++n) {
            const detection prefix = detect(bytes_view(f.wire).first(n));
            if (prefix.kind != answer::incomplete) { FAIL_CHECK("no longer incomplete at " << n << " bytes"); }
        }
    }
    CHECK(ours == 129);
    CHECK(broken == 5);
}

// ---- hostile neighbours --------------------------------------------------------------------------------------------

/// Whether bytes that became a record deserve it: rules of the documents, written anew and loosely.
bool deserves(const message& m) {
    const bytes_view f = m.frame;
    const auto has = [&](std::size_t at, auto&& rule) { return at < f.size() && rule(f[at]); };
    const auto digit = [](std::uint8_t c) { return is_digit(c); };
    switch (f.empty() ? 0 : f[0]) {
        case 0x7E:
        case 0xE7: {
            std::uint8_t sum = 0;
            for (std::size_t i = 1; i + 1 < f.size(); ++i) {
                std::uint8_t b = f[i];
                if (f[0] == 0x7E && b == 0x7D) {
                    b = f[++i] == 1 ? 0x7D : 0x7E;
                } else if (f[0] == 0xE7 && (b == 0x3E || b == 0x3D)) {
                    b = f[++i] == 1 ? b : b == 0x3E ? 0xE7 : 0x3E;
                }
                sum = static_cast<std::uint8_t>(sum ^ b);
            }
            return f[f.size() - 1] == f[0] && (sum == 0 || f[0] == 0xE7);
        }
        case '(': return f[f.size() - 1] == ')' && (has(1, digit) || has(1, is_upper));
        case 0xBF: {
            const std::size_t length = f.size() > 5 ? static_cast<std::size_t>(f[3] | f[4] << 8U) : 0;
            return has(1, [](std::uint8_t b) { return b == 0xFB; }) && length >= 6 &&
                   (f[2] == 0xFF || xor_of(f.sub(5)) == f[2]);
        }
        case '$':
            if (has(1, is_upper)) {
                return has(2, [](std::uint8_t c) { return is_upper(c) || is_digit(c); }) &&
                       f.find(',') != bytes_view::npos;
            }
            return is_bcd(f.sub(1, 5)) && f.size() > 36;
        case '@': return f.size() > 8 && f[2] == '#' && f[3] == '@';
        case '%': return all_digits(f.sub(1, 15)) && f.sub(16).starts_with(",$GPRMC,");
        case '#': return f.find('#', 1) == f.size() - 1 || f.size() > 3;
        default: return false;
    }
}

struct hostile_count {
    std::size_t inputs = 0, records = 0, malformed = 0;
};
/// Whatever becomes a record must deserve it; what is called malformed must be a 0x7E frame: two flags and a header
/// that fits.
void try_out(const bytes& wire, hostile_count& c) {
    ++c.inputs;
    as_datagram(wire, [&](const message& m) {
        if (m.reply && is_bad(m.kind)) { FAIL_CHECK("an answer to bytes that are no message"); }
        if (m.kind == message_kind::malformed) {
            ++c.malformed;
            if (m.frame[0] != 0x7E || m.frame[m.frame.size() - 1] != 0x7E) {
                FAIL_CHECK("malformed: " << begin_of({m.frame.begin(), m.frame.end()}));
            }
        }
        if (is_bad(m.kind)) { return; }
        ++c.records;
        if (!deserves(m)) { FAIL_CHECK("a record from " << begin_of({m.frame.begin(), m.frame.end()})); }
    });
}

std::vector<const frame*> foreigners() {
    std::vector<const frame*> out;
    for (const frame& f : frames()) {
        if (!f.ours) { out.push_back(&f); }
    }
    return out;
}

/// Every foreign frame twice, before its neighbour, and before eight others.
hostile_count glued() {
    const auto all = foreigners();
    hostile_count c;
    std::mt19937 rng(808);
    const auto glue = [&](const frame& a, const frame& b) {
        bytes wire = a.wire;
        wire.insert(wire.end(), b.wire.begin(), b.wire.end());
        try_out(wire, c);
    };
    for (std::size_t i = 0; i < all.size(); ++i) {
        glue(*all[i], *all[i]);
        glue(*all[i], *all[(i + 1) % all.size()]);
        for (int k = 0; k < 8; ++k) { glue(*all[i], *all[rng() % all.size()]); }
    }
    return c;
}

/// Every foreign frame thirty times, with one to three bytes changed, lost or doubled.
hostile_count mutated() {
    hostile_count c;
    std::mt19937 rng(709);
    for (const frame* f : foreigners()) {
        for (int k = 0; k < 30; ++k) {
            bytes wire = f->wire;
            for (std::size_t n = 1 + rng() % 3; n > 0; --n) {
                const std::size_t at = rng() % wire.size();
                const auto place = wire.begin() + static_cast<std::ptrdiff_t>(at);
                switch (rng() % 4) {
                    case 0: *place = static_cast<std::uint8_t>(rng()); break;
                    case 1: *place = static_cast<std::uint8_t>(*place ^ 1U << rng() % 8); break;
                    case 2: wire.erase(place); break;
                    default: wire.insert(place, wire[rng() % wire.size()]); break;
                }
                if (wire.empty()) { wire.push_back(0); }
            }
            try_out(wire, c);
        }
    }
    return c;
}

TEST_CASE("hostile: two foreign frames glued together are still nobody's") {
    const hostile_count c = glued();
    CHECK(c.inputs == 17'500);
    CHECK(c.records == 0);
    CHECK(c.malformed < 20);  // between the flags of two frames of others, see docs/detection.md
}

TEST_CASE("hostile: a mutated foreign frame is no record unless it has our structure") {
    const hostile_count c = mutated();
    CHECK(c.inputs == 52'500);
    CHECK(c.records == 0);
    CHECK(c.malformed < 20);
}

TEST_CASE("hostile: a foreign frame in front costs no frame of ours behind it") {
    // One frame of each family, twice: the first may be needed to end what the foreign frame has begun.
    const std::array<bytes, 4> own{
        from_hex("2480006200111911003418042116225922348310113550543f12980000002d060000000020e028109228661f000100000f0f0"
                 "f0f0f0f0f0f000001cc0156"),
        from_hex("28383133303633303030312c404a5429"),
        from_hex("7e0002000001234567890100018b7e"),
        from_hex("bffb5e620024504f532c303732313937363137392c3138343931372e3030302c412c303131352e343936362c532c303336353"
                 "52e323435392c452c302e30302c302e30302c3236303131352c2c2c412f303030302c302f302f302f2f3835332f0d0a"),
    };
    for (const bytes& mine : own) {
        REQUIRE(as_datagram(mine).good == 1);
        for (const frame* f : foreigners()) {
            bytes wire = f->wire;
            wire.insert(wire.end(), mine.begin(), mine.end());
            wire.insert(wire.end(), mine.begin(), mine.end());
            const outcome o = as_stream(wire);
            if (o.good < 2) {
                FAIL_CHECK(f->label << " costs a frame that begins with " << unsigned{mine[0]} << ": " << o.good
                                    << " good, " << o.incomplete << " incomplete, " << o.malformed << " malformed");
            }
        }
    }
}

// ---- the page ------------------------------------------------------------------------------------------------------

/// One label of the matrix.
struct row {
    std::string first_bytes;
    std::size_t frames = 0;
    std::array<std::size_t, 5> answers{};
    std::map<std::string, std::size_t> decided;  ///< who is nearest, and the field that decided
    bool ours = false;
    bool shares = false;  ///< a first byte with a codec of the library
};

std::string spell_first_byte(std::uint8_t b) {
    const std::string hex{'0', 'x', to_hex_digit(b >> 4U), to_hex_digit(b & 15U)};
    return b > 0x20 && b < 0x7F && b != '|' && b != '`' ? "`" + std::string(1, static_cast<char>(b)) + "`" : hex;
}

std::map<std::string, row> measure(std::size_t& prefixes) {
    std::map<std::string, row> rows;
    for (const frame& f : frames()) {
        row& r = rows[f.label];
        const detection d = detect(f.wire, {}, ending::datagram);
        ++r.frames;
        ++r.answers[static_cast<std::size_t>(d.kind)];
        r.ours = f.ours;
        r.shares = r.shares || default_registry::may_start(f.wire[0]);
        const std::string first = spell_first_byte(f.wire[0]);
        if (r.first_bytes.find(first) == std::string::npos) {
            r.first_bytes += (r.first_bytes.empty() ? "" : " ") + first;
        }
        if (d.protocol != nullptr) { ++r.decided[std::string(d.protocol->id) + ": " + std::string(d.evidence.field)]; }
        if (!f.ours) { prefixes += f.wire.size(); }
    }
    return rows;
}

std::string most_often(const row& r) {
    const auto best = std::max_element(r.decided.begin(), r.decided.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return best == r.decided.end() ? "" : best->first;
}

std::string spell(const std::string& label, const row& r) {
    std::string line = "| " + label + " | " + r.first_bytes + " | " + std::to_string(r.frames) + " |";
    for (const std::size_t n : r.answers) { line += n == 0 ? " |" : " " + std::to_string(n) + " |"; }
    return line + " " + most_often(r) + " |\n";
}

std::string table() {
    constexpr const char* head =
        "| label | first bytes | frames | accept | malformed | ambiguous | incomplete | reject | nearest and what "
        "decided, "
        "most often |\n| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |\n";
    std::size_t prefixes = 0;
    const auto rows = measure(prefixes);
    std::string ours = head;
    std::string near = head;
    row others;
    row foreign;
    std::size_t other_labels = 0;
    for (const auto& [label, r] : rows) {
        if (r.ours) {
            ours += spell(label, r);
            continue;
        }
        foreign.frames += r.frames;
        for (std::size_t i = 0; i < 5; ++i) { foreign.answers[i] += r.answers[i]; }
        if (r.shares) {
            near += spell(label, r);
            continue;
        }
        ++other_labels;
        others.frames += r.frames;
        for (std::size_t i = 0; i < 5; ++i) { others.answers[i] += r.answers[i]; }
    }
    near += spell(std::to_string(other_labels) + " other labels", others);
    near += spell("**all foreign labels**", foreign);
    const hostile_count pairs = glued();
    const hostile_count mutants = mutated();
    const auto count = [](std::size_t n) { return std::to_string(n); };
    return "### Ours\n\n" + ours + "\n### Foreign, with a first byte of ours\n\n" + near +
           "\n### Hostile\n\n| input | inputs | records | malformed |\n| --- | ---: | ---: | ---: |\n" +
           "| the first 1, 2, ... bytes of each foreign frame | " + count(prefixes) + " | 0 | 0 |\n" +
           "| two foreign frames, one behind the other | " + count(pairs.inputs) + " | " + count(pairs.records) +
           " | " + count(pairs.malformed) + " |\n| foreign frames with one to three bytes changed, lost or doubled | " +
           count(mutants.inputs) + " | " + count(mutants.records) + " | " + count(mutants.malformed) + " |\n";
}

TEST_CASE("the table of docs/detection.md is what was measured") {
    const test::fs::path path = test::fs::path(TRACKWIRE_TEST_SOURCE_DIR) / "docs" / "detection.md";
    const std::string begin = "<!-- measured: begin -->\n";
    const std::string end = "<!-- measured: end -->\n";
    const std::string page = test::read_file(path);
    const std::size_t from = page.find(begin);
    const std::size_t to = page.find(end);
    REQUIRE(from != std::string::npos);
    REQUIRE(to != std::string::npos);
    const std::string current = page.substr(0, from) + begin + "\n" + table() + "\n" + page.substr(to);
    if (std::getenv("TRACKWIRE_WRITE_PAGES") != nullptr) {
        std::ofstream(path, std::ios::binary) << current;
        return;
    }
    INFO("TRACKWIRE_WRITE_PAGES=1 test_detection writes the page anew");
    CHECK(page == current);
}

}  // namespace
