// SPDX-License-Identifier: MIT

#include <string>

#include "support/catch.hpp"
#include "support/program.hpp"

namespace {

const test::fs::path root = TRACKWIRE_TEST_SOURCE_DIR;

}  // namespace

TEST_CASE("timeline: the page shows what the program prints", "[programs][docs]") {
    const test::outcome end =
        test::run("timeline", {(root / "examples" / "captures" / "jointech_offline_opening.hex").string()});
    CHECK(end.status == 0);
    CHECK(end.err.empty());
    const std::string page = test::read_file(root / "docs" / "lock-timeline.md");
    CHECK(page.find("```\n" + end.out + "```\n") != std::string::npos);
    CHECK(end.out.find("OPENED by bluetooth") != std::string::npos);
}

TEST_CASE("timeline: what cannot be read ends with status 2", "[programs]") {
    const test::outcome missing = test::run("timeline", {"/does/not/exist.hex"});
    CHECK(missing.status == 2);
    CHECK(missing.out.empty());
    CHECK_FALSE(missing.err.empty());
    const test::outcome no_hex = test::run("timeline", {}, "28zz\n");
    CHECK(no_hex.status == 2);
}
