// SPDX-License-Identifier: MIT
#include <trackwire/bofan/difference.hpp>

#include <random>

#include <trackwire/bofan/codec.hpp>
#include <trackwire/bofan/encode.hpp>

#include "support/catch.hpp"
#include "support/text.hpp"

namespace {

using namespace trackwire;
using namespace std::string_literals;
using only = registry<bofan::frames>;
using test::differences;

// traccar issue 825 and bofan.md 5; the third step is constructed with the same rules.
constexpr std::string_view first =
    "$POS,1151000,205326.000,A,0901.3037,N,07928.2751,W,48.79,30.55,170814,,,A/00010,10000/0,0,0,0/15986500//fb8/";
constexpr std::string_view second =
    "$POS,1151000,205825.000,A,0902.3263,N,07924.7491,W,58.52,79.14,170814,,,A/00010,10000/0,0,0,0/15989800//fb7/";
constexpr std::string_view captured =
    "\x40\x7A"
    "\x02\x03\x07"
    "825.000"
    "\x04\x03\x06"
    "2.3263"
    "\x06\x04\x06"
    "4.7491"
    "\x08\x00\x05"
    "58.52"
    "\x09\x00\x05"
    "79.14"
    "\x14\x04\x04"
    "9800"
    "\x16\x02\x01"
    "7";
// The literals hold a NUL (keep 0): their length is counted, not measured up to it.
constexpr std::string_view body{captured.data(), 57};

constexpr bool chain_of_issue_825() {
    const test::text_bytes<> base(first);
    const test::text_bytes<> difference(body);
    history<> memory;
    (void)memory.ref().remember(base.view());
    bofan::rebuilt_sentence out;
    const test::text_bytes<> expected(second);
    return bofan::rebuild(difference.view(), memory.ref(), out) && out.view() == expected.view();
}
static_assert(chain_of_issue_825());

constexpr bool encoder_gives_the_captured_packet() {
    const test::text_bytes<> base(first);
    const test::text_bytes<> next(second);
    const test::text_bytes<> expected(body);
    std::uint8_t bytes[128] = {};
    byte_output out(bytes, sizeof bytes);
    return bofan::put_difference(base.view(), next.view(), 0x7A, out) &&
           bytes_view(bytes, out.size()) == expected.view();
}
static_assert(encoder_gives_the_captured_packet());

std::string framed(const std::string& content, bool unchecked = true) {
    std::vector<std::uint8_t> bytes(content.size() + 5);
    byte_output out(bytes.data(), bytes.size());
    bofan::put_full_frame(test::bytes_of(content), out, unchecked);
    return {bytes.begin(), bytes.end()};
}
std::uint8_t xor_of_text(const std::string& text) { return xor_of(test::bytes_of(text)); }

TEST_CASE("bofan difference: the captured pair, in frames") {
    test::connection<only> c;
    c.stream(framed(std::string(first) + "\r\n") + framed(std::string(body)), 1);
    REQUIRE(c.messages.size() == 2);
    CHECK(differences(c.messages[1],
                      R"j({"message":"position","device.id":"1151000","time":"2014-08-17T20:58:25.000Z",)j"
                      R"j("position.latitude":9.0387717,"position.longitude":-79.412485,"position.speed":108.379,)j"
                      R"j("odometer":15989.8,"raw.state":"fb7","bofan.difference":true,"bofan.unchecked":true,)j"
                      R"j("raw.difference":null})j") == "");
}

TEST_CASE("bofan difference: without its base, or without a memory, it is delivered raw") {
    const auto alone = test::decode<only>(framed(std::string(body)));
    REQUIRE(alone.size() == 1);
    CHECK(differences(alone[0],
                      R"j({"protocol":"bofan","message":"unknown","device.id":null,"time":null,"error":null,)j"
                      R"j("unknown.base_xor":"7a","bofan.difference":null})j") == "");
    CHECK(alone[0].at("raw.difference").get<std::string>().starts_with("0203073832352e303030"));

    session state;
    std::vector<message_kind> kinds;
    const std::string wire = framed(std::string(first) + "\r\n") + framed(std::string(body));
    decode_datagram<only>(test::bytes_of(wire), state, settings{}, [&](const message& m) { kinds.push_back(m.kind); });
    CHECK(kinds == std::vector{message_kind::position, message_kind::unknown});
}

TEST_CASE("bofan difference: the base is a plain sentence, or one with any line end") {
    for (const std::string& line_end : {"\r\n"s, "\n"s, "\r"s}) {
        std::string d(body);
        d[1] = static_cast<char>(xor_of_text(std::string(first) + line_end));
        CAPTURE(line_end.size());
        test::connection<only> c;
        c.stream(std::string(first) + line_end + framed(d, false));
        REQUIRE(c.messages.size() == 2);
        CHECK(c.messages[1].value("bofan.difference", false));
        CHECK_FALSE(c.messages[1].contains("bofan.unchecked"));
    }
}

TEST_CASE("bofan difference: a base further back is found, the newest match wins") {
    const std::string base(first);
    std::string between = base;
    between.replace(between.find("205326"), 6, "205327");
    test::connection<only> c;
    c.stream(base + "\r\n" + between + "\r\n" + framed(std::string(body)));
    REQUIRE(c.messages.size() == 3);
    CHECK(c.messages[2].value("time", "") == "2014-08-17T20:58:25.000Z");

    std::string same_xor = base;  // two changed digits that cancel out
    same_xor.replace(same_xor.find("30.55"), 5, "30.44");
    REQUIRE(xor_of_text(same_xor) == xor_of_text(base));
    std::string only_time = "\x40\x7A\x02\x03\x07"s + "825.000";
    test::connection<only> newest;
    newest.stream(base + "\r\n" + same_xor + "\r\n" + framed(only_time));
    REQUIRE(newest.messages.size() == 3);
    CHECK(newest.messages[2].value("position.course", 0.0) == 30.44);
}

struct bad_row {
    const char* name;
    std::string entries;
};

TEST_CASE("bofan difference: entries that do not fit are never applied") {
    const bad_row rows[] = {
        {"field index behind the last field", "\x18\x00\x01x"s},
        {"more characters kept than there are", "\x08\x06\x01x"s},
        {"an entry that overruns the body", "\x08\x00\x05xx"s},
        {"half an entry", "\x08\x00"s},
        {"a field named twice", "\x08\x00\x01"s + "1" + "\x08\x00\x01"s + "2"},
        {"a control character", "\x08\x00\x01\x01"s},
        {"a result that is no report", "\x02\x00\x01x"s},
        {"a second sentence in it", "\x08\x00\x01$"s},
    };
    for (const bad_row& r : rows) {
        CAPTURE(r.name);
        test::connection<only> c;
        c.stream(std::string(first) + "\r\n" + framed("\x40\x7A"s + r.entries, false) + std::string(first) + "\r\n");
        REQUIRE(c.messages.size() == 3);
        CHECK(c.messages[1].at("message") == "unknown");
        CHECK(c.messages[2].at("message") == "position");
    }
}

TEST_CASE("bofan difference: without entries nothing changed, and only a base that fits says so") {
    test::connection<only> c;
    c.stream(std::string(first) + "\r\n" + framed("\x40\x7A"s, false) + framed("\x40\x7B"s, false));
    REQUIRE(c.messages.size() == 3);
    CHECK(c.messages[1].at("time") == c.messages[0].at("time"));
    CHECK(c.messages[1].at("bofan.difference") == true);
    CHECK(c.messages[2].at("message") == "unknown");
}

TEST_CASE("bofan difference: the line end is the tail of the last field") {
    const std::string base =
        "$POS,1,205326.000,A,0901.3037,N,07928.2751,W,48.79,30.55,170814,,,A/00010,10000/0/15986500//fb8";
    const auto index = static_cast<char>(19);  // the state: the last field of a one-ADC sentence
    for (const std::string& tail : {"f00"s, "f00\r\n"s}) {
        std::string d = "\x40"s + static_cast<char>(xor_of_text(base + "\r\n"));
        d += index + "\0"s + static_cast<char>(tail.size()) + tail;
        test::connection<only> c;
        c.stream(base + "\r\n" + framed(d));
        CHECK(c.messages.at(1).value("raw.state", "") == "f00");
    }
    std::string kept = "\x40"s + static_cast<char>(xor_of_text(base + "\r\n"));
    kept += index + "\x05\0"s + "\x08\0\x02"s + "10";  // all three characters and the line end are kept
    test::connection<only> c;
    c.stream(base + "\r\n" + framed(kept));
    CHECK(c.messages.at(1).value("position.speed", 0.0) == 18.52);
}

TEST_CASE("bofan difference: a bad field is named, its offset is the entry's") {
    std::string d = "\x40\x7A"s + "\x04\x00\x09"s + "9100.0000";
    test::connection<only> c;
    c.stream(std::string(first) + "\r\n" + framed(d));
    CHECK(differences(c.messages.at(1), R"j({"error.field":"position","error.offset":7,"position.latitude":null,)j"
                                        R"j("bofan.difference":true,"odometer":15986.5})j") == "");
}

TEST_CASE("bofan difference: 2,000 random chains resolve to what the device had") {
    std::mt19937 rng(5);
    const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(rng() % n); };
    for (int round = 0; round < 2000; ++round) {
        test::connection<only> c;
        std::string wire;
        std::string base;
        std::vector<std::uint32_t> odometers;
        for (int step = 0; step < 6; ++step) {
            bofan::report r;
            r.id = "1151000";
            r.time = time_ms{1'408'309'000'000} + below(2'000'000) * std::int64_t{1000};
            r.latitude_e4 = static_cast<std::int32_t>(below(50'000'000)) - 25'000'000;
            r.longitude_e4 = static_cast<std::int32_t>(below(100'000'000)) - 50'000'000;
            r.speed_ckn = below(9999);
            r.odometer_m = below(20'000'000);
            r.state = static_cast<std::uint16_t>(below(0x1000));
            odometers.push_back(static_cast<std::uint32_t>(r.odometer_m));
            std::uint8_t bytes[512] = {};
            byte_output out(bytes, sizeof bytes);
            bofan::put_report(r, out);
            const std::string text(bytes, bytes + out.size());
            if (step == 0) {
                wire += framed(text + "\r\n");
            } else {
                std::uint8_t packet[512] = {};
                byte_output difference(packet, sizeof packet);
                REQUIRE(bofan::put_difference(test::bytes_of(base), test::bytes_of(text), xor_of_text(base + "\r\n"),
                                              difference));
                wire += framed(std::string(packet, packet + difference.size()));
            }
            base = text;
        }
        c.stream(wire, 1 + below(200));
        REQUIRE(c.messages.size() == odometers.size());
        for (std::size_t i = 0; i < odometers.size(); ++i) {
            CAPTURE(round, i);
            REQUIRE(c.messages[i].value("odometer", -1.0) == odometers[i] / 1000.0);
            REQUIRE(c.messages[i].contains("bofan.difference") == (i > 0));
        }
    }
}

}  // namespace
