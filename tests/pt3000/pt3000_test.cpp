// SPDX-License-Identifier: MIT
#include <trackwire/pt3000/pt3000.hpp>

#include "support/catch.hpp"
#include "support/text.hpp"

namespace {

using namespace trackwire;
using namespace std::string_literals;
using only = registry<pt3000::frames>;
using test::differences;

// traccar's test suite, and issue 3981; the telephone numbers are invented ones of the same length.
const std::string plain =
    "%356939010012099,$GPRMC,124945.752,A,4436.6245,N,01054.4634,E,0.11,358.52,060408,,,A,+390000000001,N028d";
const std::string no_course =
    "%356939010014433,$GPRMC,172821.000,A,4019.5147,N,00919.1160,E,0.00,,010613,,,A,+390000000002,N098d";
const std::string inside =
    "%356939010014255,$GPRMC,000404.000,A,4018.9537,N,00919.3900,E,0.00,,200718,,,A,+390000000003,N038d";
std::string wrapped(const std::string& text) {
    return "\x06\x04\x83\x19\x88\0\0\0"s + static_cast<char>(text.size()) + "\0\0\0"s + text + std::string(22, '\0') +
           "\xFF\xFF\xFF\xFF";
}

std::string kinds(const std::vector<nlohmann::json>& messages) {
    std::string out;
    for (const auto& m : messages) { out += (out.empty() ? "" : " ") + m.at("message").get<std::string>(); }
    return out;
}
std::string kinds(const std::string& wire) { return kinds(test::decode<only>(wire)); }

TEST_CASE("pt3000: the text") {
    const auto out = test::decode<only>(plain);
    REQUIRE(out.size() == 1);
    CHECK(differences(
              out[0],
              R"j({"protocol":"pt3000","message":"position","device.id":"356939010012099",)j"
              R"j("time":"2008-04-06T12:49:45.752Z","position.valid":true,"position.latitude":44.6104083,)j"
              R"j("position.longitude":10.9077233,"position.speed":0.204,"position.course":358.52,)j"
              R"j("pt3000.phone":"+390000000001","pt3000.tail":"N028d","pt3000.mode":"A","reply.text":null})j") == "");
    CHECK(differences(test::decode<only>(no_course).at(0),
                      R"j({"position.course":null,"position.speed":0,"error":null})j") == "");
}

TEST_CASE("pt3000: the last field, a line end or a NUL ends the text") {
    CHECK(kinds(plain + no_course) == "position position");
    CHECK(kinds(plain + "\r\n" + no_course + "\n") == "position position");
    const std::string other_tail = plain.substr(0, plain.size() - 5) + "battery";
    CHECK(kinds(other_tail + "\r\n") == "position");
    CHECK(kinds(other_tail + "\0\0\0"s + plain) == "position position");
    CHECK(kinds(other_tail) == "incomplete");
    CHECK(kinds(plain.substr(0, 60)) == "incomplete");
    CHECK(kinds(plain.substr(0, 60) + plain) == "unrecognised position");
    for (const std::size_t piece : {std::size_t{1}, std::size_t{1000}}) {
        test::connection<only> c;
        c.stream(plain + "\r\n" + other_tail + "\r" + wrapped(inside) + no_course, piece);
        CHECK(kinds(c.messages) == "position position position position");
    }
}

TEST_CASE("pt3000: the binary wrapper of traccar issue 3981") {
    const std::string wire = wrapped(inside);
    REQUIRE(wire.size() == 136);
    const auto out = test::decode<only>(wire);
    REQUIRE(kinds(out) == "position");
    CHECK(differences(out[0], R"j({"device.id":"356939010014255","time":"2018-07-20T00:04:04.000Z",)j"
                              R"j("position.latitude":40.315895,"position.longitude":9.3231667,)j"
                              R"j("pt3000.tail":"N038d","unknown.wrapper":"0604831988000000"})j") == "");
    std::string other = wire;
    other[130] = 'x';  // the padding does not fit: the text stands alone
    CHECK(kinds(other) == "unrecognised position unrecognised");
    CHECK(kinds(wire.substr(0, 100)) == "incomplete");
    CHECK(kinds("\x06\x05"s + wire.substr(2)) == "unrecognised position unrecognised");
}

TEST_CASE("pt3000: one impossible field is left out and named") {
    const auto with = [](std::string_view from, std::string_view to) {
        std::string text = plain;
        text.replace(text.find(from), from.size(), to);
        return test::decode<only>(text).at(0).value("error.field", "");
    };
    CHECK(with("4436.6245", "9136.6245") == "position");
    CHECK(with("060408", "061308") == "time");
    CHECK(with("0.11", "x") == "position.speed");
    CHECK(with("358.52", "400") == "position.course");
    CHECK(with("124945.752", "994945.752") == "time");
}

TEST_CASE("pt3000: what is not ours") {
    for (const std::string& text : {"%35693901001209,$GPRMC,1"s, "%356939010012099,$GPGGA,1"s, "%%356939010012099"s,
                                    "$GPRMC,124945.752,A,4436.6245,N\r\n"s, "\x06\x01"s}) {
        CAPTURE(text);
        CHECK(kinds(text + ".") == "unrecognised");
    }
}

constexpr bool decodes_at_compile_time() {
    const test::text_bytes<> wire(
        "%356939010014433,$GPRMC,172821.000,A,4019.5147,N,00919.1160,E,0.00,,010613,,,A,+390000000002,N098d");
    session state;
    bool fits = false;
    decode_datagram<only>(wire.view(), state, settings{}, [&](const message& m) {
        fits = m.kind == message_kind::position && m.number(attribute::position_latitude).value_or(0) == 403'252'450 &&
               !m.error;
    });
    return fits;
}
static_assert(decodes_at_compile_time());

}  // namespace
