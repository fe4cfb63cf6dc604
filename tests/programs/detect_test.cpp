// SPDX-License-Identifier: MIT

/// trackwire-detect: one line of answer for each frame, and the exit status.

#include "support/catch.hpp"
#include "support/program.hpp"

namespace {

using test::outcome;

std::string const frame =
    "2480006200111911003418042116225922348310113550543f12980000002d060000000020e028109228661f000100000f0f0f0f0f0f0f0f"
    "000001cc0156";

TEST_CASE("trackwire-detect names the protocol and what decided") {
    outcome const end = test::run("detect", {}, frame + "0d0a" + frame + "  # twice, with a line end between\n");
    CHECK(end.status == 0);
    CHECK(
        end.out ==
        "1\t0\taccept\tjointech-jt701 frame of 62 bytes, decided by date and time at byte 10; evidence: exact length "
        "and time\n"
        "1\t64\taccept\tjointech-jt701 frame of 62 bytes, decided by date and time at byte 10; evidence: exact length "
        "and time\n");
}

TEST_CASE("trackwire-detect says why not") {
    outcome const end =
        test::run("detect", {"-"}, "# nothing here\n" + frame.substr(0, 16) + "2c\n" + frame.substr(0, 20));
    CHECK(end.status == 1);
    CHECK(end.out.find("2\t0\treject\t") == 0);
    CHECK(end.out.find("at byte 8 (0x2c)") != std::string::npos);
    CHECK(end.out.find("3\t0\tincomplete\tbegins like jointech-jt701; ") != std::string::npos);
    CHECK(end.out.find("needs at least 62 bytes, has 10") != std::string::npos);
}

TEST_CASE("trackwire-detect refuses what is not hex, and files that are not there") {
    CHECK(test::run("detect", {}, "24zz\n").status == 2);
    CHECK(test::run("detect", {"/no/such/file"}).status == 2);
    CHECK(test::run("detect", {"--no-such-option"}).status == 2);
    CHECK(test::run("detect", {"--version"}).status == 0);
}

}  // namespace
