// SPDX-License-Identifier: MIT

/// A registry of many codecs asks only those whose frames may begin with the first byte.

#include <trackwire/core/detect.hpp>

#include <vector>

#include <trackwire/jointech/dollar.hpp>

#include "support/catch.hpp"
#include "support/many_codecs.hpp"
#include "support/rows.hpp"

namespace {

using namespace trackwire;

unsigned calls = 0;

template <int Count>
using registry_of = many::registry_with<jointech::dollar, Count, &calls>;

constexpr test::hex_bytes<> dollar_frame(
    "2480006200111911003418042116225922348310113550543f12980000002d060000000020e028109228661f000100000f0f0f0f0f0f0f0f"
    "000001cc0156");

std::vector<std::uint8_t> made_up_frame(int n) {
    std::vector<std::uint8_t> f(20, 0x55);
    f[0] = many::lead_of(n);
    f[1] = 20;
    f[2] = static_cast<std::uint8_t>(n);
    f.back() = 0;
    f.back() = xor_of(f);
    return f;
}

/// How many made-up codecs were asked.
template <class Registry>
unsigned asked(bytes_view bytes, detection::outcome expected) {
    calls = 0;
    CHECK(detect<Registry>(bytes).kind == expected);
    return calls;
}

using answer = detection::outcome;

TEMPLATE_TEST_CASE_SIG("scaling: codecs that cannot apply are not asked", "", ((int Count), Count), 1, 4, 16, 64, 200) {
    using registry = registry_of<Count>;
    CHECK(registry::size == Count + 1);
    const auto first = made_up_frame(0);
    const std::uint8_t nobody[] = {0x01, 0x02, 0x03, 0x04};
    CHECK(asked<registry>(dollar_frame.view(), answer::accept) == 0);
    CHECK(asked<registry>(nobody, answer::reject) == 0);
    CHECK(asked<registry>(first, answer::accept) == (Count > 160 ? 2 : 1));
}

TEST_CASE("scaling: codecs that share a first byte are all asked, and one answers") {
    CHECK(asked<registry_of<16>>(made_up_frame(7), answer::accept) == 2);
    CHECK(asked<registry_of<64>>(made_up_frame(63), answer::accept) == 8);
    CHECK(asked<registry_of<64>>(made_up_frame(7), answer::accept) == 8);
    CHECK(asked<registry_of<64>>(made_up_frame(71), answer::reject) == 8);
}

TEST_CASE("scaling: the table of first bytes holds each codec once") {
    CHECK(lead_table<many::codec<0>, many::codec<1>, many::codec<7>, many::codec<15>>::entries == 4);
}

}  // namespace
