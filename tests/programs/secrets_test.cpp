// SPDX-License-Identifier: MIT

/// Passwords in bytes that are no message: cut and damaged frames are shown in hex, and still keep their secrets.

#include <string>

#include "support/catch.hpp"
#include "support/decode.hpp"

TEST_CASE("passwords of cut and damaged frames are masked unless asked for") {
    struct row {
        std::string name, hex, password_hex;
    };
    const row rows[] = {
        {"P52,2 without its end: JT701D Protocol Manual V1.4", "28383030303632303031312c5035322c322c313133323731",
         "313133323731"},
        {"0x0200 with a wrong checksum: static password unlock, 888888",
         "7e0200004b79001100050200f000000000022000000000000000000000000000000000210409065550d4012dd502017a300119310100f"
         "902"
         "0006fe0400000004fd0901cc00000010922866ef014a0b080138383838383864a27e",
         "383838383838"},
        {"0x5501 with a wrong checksum: dynamic password unlock, 689607",
         "7e55018c418560090010174701022106242122348476113550490700001c06000000074e0000000000000308100000100101020200000"
         "a03"
         "0000000b0803363839363037650c0600000001000afa7e",
         "363839363037"},
    };
    for (const row& r : rows) {
        CAPTURE(r.name);
        const auto masked = test::decode_lines({r.hex}).at(0);
        const auto shown = test::decode_lines({r.hex}, {"--show-secrets"}).at(0);
        REQUIRE(masked.messages.size() == 1);
        CHECK(masked.texts[0].find(r.password_hex) == std::string::npos);
        CHECK(masked.texts[0].find("2a2a2a2a2a2a") != std::string::npos);
        CHECK(shown.texts[0].find(r.password_hex) != std::string::npos);
    }
}

TEST_CASE("a damaged or cut authentication shows everything but its token") {
    struct row {
        std::string name, hex, shown;
    };
    const row rows[] = {
        {"2013, wrong check", "7e0102000600000012345600014b3751324d391e7e",
         "7e0102000600000012345600012a2a2a2a2a2a1e7e"},
        {"2013, cut", "7e0102000600000012345600014b375132", "7e0102000600000012345600012a2a2a2a"},
        {"2019, wrong check",
         "7e0102402a01000000000000001234560001064b3751324d3931323334353637383930313233343746573100000000000000000000000"
         "000"
         "00000000677e",
         "7e0102402a01000000000000001234560001062a2a2a2a2a2a31323334353637383930313233343746573100000000000000000000000"
         "000"
         "00000000677e"},
        {"2019, cut inside the token", "7e0102402a01000000000000001234560001064b375132",
         "7e0102402a01000000000000001234560001062a2a2a2a"},
        {"2019, cut inside the header", "7e0102402a010000000000000012", "7e0102402a010000000000000012"},
        {"an escape inside the token", "7e0102000300000012345600014b7d024d007e",
         "7e0102000300000012345600012a2a2a2a007e"},
    };
    for (const row& r : rows) {
        CAPTURE(r.name);
        const auto out = test::decode_lines({r.hex}).at(0);
        REQUIRE(out.messages.size() == 1);
        CHECK(out.messages[0].at("hex") == r.shown);
    }
}
