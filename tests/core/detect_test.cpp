// SPDX-License-Identifier: MIT

/// Detection with made-up codecs: the five answers, their evidence, and the sentence about them.

#include <trackwire/core/detect.hpp>

#include <string>
#include <string_view>

#include <trackwire/core/stream.hpp>

#include "core/toy_codecs.hpp"
#include "support/catch.hpp"
#include "support/rows.hpp"

namespace {

using namespace trackwire;
using answer = detection::outcome;
using test::view;

std::string counted(const std::string& payload) {
    std::string s = "A" + std::string(1, static_cast<char>(payload.size() + 3)) + payload;
    char x = 0;
    for (const char c : s) { x = static_cast<char>(x ^ c); }
    return s + x;
}

template <class Registry = toy::all>
std::string explained(std::string_view bytes, ending end = ending::more) {
    char text[200];
    const auto n = explain(detect<Registry>(view(bytes), {}, end), view(bytes), text, sizeof text);
    REQUIRE(n);
    return {text, *n};
}

constexpr std::uint8_t bracketed[] = {'<', 'h', 'i', '>', '<'};
static_assert(detect<toy::all>(bytes_view(bracketed)).kind == answer::accept);
static_assert(detect<toy::all>(bytes_view(bracketed)).length == 4);
static_assert(detect<toy::all>(bytes_view(bracketed)).protocol == &toy::bracket_protocol);
static_assert(detect<toy::all>(bytes_view(bracketed).first(3)).kind == answer::incomplete);

TEST_CASE("detect: each of the five answers, with the field and offset that decided") {
    const std::string good = counted("abc");
    detection d = detect<toy::all>(view(good));
    CHECK(d);
    CHECK(d.kind == answer::accept);
    CHECK(d.strength == strength::checked);
    CHECK(d.protocol == &toy::counted_protocol);
    CHECK(d.length == good.size());
    CHECK(d.evidence.field == name("checksum"));
    CHECK(d.evidence.offset == 5);
    CHECK_FALSE(d.evidence);

    std::string bad = good;
    bad.back() = static_cast<char>(bad.back() ^ 1);
    d = detect<toy::all>(view(bad));
    CHECK_FALSE(d);
    CHECK(d.kind == answer::malformed);
    CHECK(d.protocol == &toy::counted_protocol);
    CHECK(d.length == good.size());
    CHECK(d.evidence.code == error_code::bad_checksum);
    CHECK(d.evidence.offset == 5);

    d = detect<toy::all>(view(good).first(4));
    CHECK(d.kind == answer::incomplete);
    CHECK(d.length == good.size());
    CHECK(d.protocol == &toy::counted_protocol);

    d = detect<toy::all>(view("A\x02"));
    CHECK(d.kind == answer::reject);
    CHECK(d.protocol == &toy::counted_protocol);
    CHECK(d.evidence.code == error_code::bad_length);
    CHECK(d.evidence.offset == 1);

    d = detect<toy::twins>(view("<a>"));
    CHECK(d.kind == answer::ambiguous);
    CHECK(d.protocol == nullptr);
    CHECK(d.length == 3);
    CHECK(d.candidates[0] == &toy::bracket_protocol);
    CHECK(d.candidates[1] == &toy::twin_protocol);
    CHECK(d.candidates[2] == nullptr);
}

TEST_CASE("detect: nothing, and bytes that begin no frame") {
    detection d = detect<toy::all>({});
    CHECK(d.kind == answer::incomplete);
    CHECK(d.length == 1);
    d = detect<toy::all>(view("hello"));
    CHECK(d.kind == answer::reject);
    CHECK(d.protocol == nullptr);
    CHECK(d.evidence.code == error_code::wrong_lead);
}

/// A flag in front of a flag is a mark that is worth no message, as in JT/T 808.
struct marked : toy::flagged {
    static constexpr verdict scan(bytes_view in, const scan_input& how) noexcept {
        if (in.size() > 1 && in[1] == '~') {
            return verdict::whole(1, strength::lead, &toy::flagged_protocol, "flag", 1);
        }
        return flagged::scan(in, how);
    }
};

TEST_CASE("detect: marks between frames are no frames: what follows them decides") {
    using marks = registry<marked>;
    CHECK(detect<marks>(view("~~")).kind == answer::incomplete);
    CHECK(detect<marks>(view("~~")).length > 2);
    const detection d = detect<marks>(view("~~~aa\x01\x01~"));
    CHECK(d.kind == answer::accept);
    CHECK(d.length == 8);
    CHECK(d.evidence.offset == 6);
    CHECK(detect<marks>(view("~~~a~")).kind == answer::reject);
    CHECK(detect<marks>(view(std::string(100'000, '~'))).kind == answer::incomplete);
}

TEST_CASE("detect: the session breaks a tie and nothing else") {
    session known;
    known.protocol = &toy::twin_protocol;
    const detection d = detect<toy::twins>(view("<a>"), {}, ending::more, &known);
    CHECK(d.kind == answer::accept);
    CHECK(d.protocol == &toy::twin_protocol);
    CHECK(d.candidates[0] == nullptr);
    CHECK(detect<toy::all>(view("<a>"), {}, ending::more, &known).protocol == &toy::bracket_protocol);
    CHECK(detect<toy::all>(view("hello"), {}, ending::more, &known).kind == answer::reject);
}

TEST_CASE("detect: a cut frame is incomplete, also when the input has ended") {
    CHECK(detect<toy::all>(view("<ab")).kind == answer::incomplete);
    CHECK(detect<toy::all>(view("<ab"), {}, ending::datagram).kind == answer::incomplete);
    CHECK(detect<toy::all>(view("<ab"), {}, ending::stream_end).kind == answer::incomplete);
}

TEST_CASE("explain: one sentence for each answer") {
    CHECK(explained(counted("abc")) ==
          "toy-counted frame of 6 bytes, decided by checksum at byte 5; evidence: checksum or unique marker");
    std::string bad = counted("abc");
    bad[2] = 'x';
    CHECK(explained(bad) ==
          "toy-counted frame of 6 bytes that fails its check; checksum: bad checksum at byte 5 (0x27)");
    CHECK(explained("<ab") == "begins like toy-bracket; text is not complete: needs at least 4 bytes, has 3");
    CHECK(explained("A\x02") == "begins like toy-counted, but not its length: bad length at byte 1 (0x02)");
    CHECK(explained("<a\n>") == "begins like toy-bracket, but not its text: unexpected byte at byte 2 (0x0a)");
    CHECK(explained("hello") == "begins like no frame known here; first byte: wrong lead byte at byte 0 (0x68)");
    CHECK(explained("") == "first byte is not complete: needs at least 1 byte, has 0");
    CHECK(explained<toy::twins>("<a>") == "frame of 3 bytes, either of toy-bracket or toy-twin");
}

TEST_CASE("explain: a buffer that is too small is an error that says how much is needed") {
    char text[8];
    const auto n = explain(detect<toy::all>(view("hello")), view("hello"), text, sizeof text);
    REQUIRE_FALSE(n);
    CHECK(n.error().code == error_code::no_space);
    CHECK(n.error().offset == explained("hello").size());
}

TEST_CASE("an unrecognised run says what it is nearest to, with an offset that counts from its start") {
    const auto reason = [](std::string_view bytes) {
        const auto out = test::to_json<toy::all>(view(bytes));
        REQUIRE(out.size() == 1);
        const std::size_t at = out[0].find("\"reason\":\"");
        REQUIRE(at != std::string::npos);
        const bool near = out[0].find("\"nearest\"") != std::string::npos;
        return (near ? "near " : "") + out[0].substr(at + 10, out[0].find('"', at + 10) - at - 10);
    };
    CHECK(reason("hello") == "first byte: wrong lead byte at byte 0 (0x68)");
    CHECK(reason("<ab\x01") == "near text: unexpected byte at byte 3 (0x01)");
    CHECK(reason("xy<ab\x01!") == "near text: unexpected byte at byte 5 (0x01)");
    CHECK(reason("<a\x01..<bcd\x01!") == "near text: unexpected byte at byte 9 (0x01)");
}

}  // namespace
