// SPDX-License-Identifier: MIT

/// docs/attributes.md is what trackwire-attributes writes. After a change of the attribute table:
///     trackwire-attributes >docs/attributes.md

#include "support/catch.hpp"
#include "support/program.hpp"

namespace {

TEST_CASE("docs/attributes.md is generated from the attribute table") {
    const test::outcome page = test::run("attributes", {});
    REQUIRE(page.status == 0);
    REQUIRE(page.out.find("position.latitude") != std::string::npos);
    const bool same = page.out == test::read_file(test::fs::path(TRACKWIRE_TEST_SOURCE_DIR) / "docs/attributes.md");
    INFO("run trackwire-attributes >docs/attributes.md");
    CHECK(same);
}

}  // namespace
