// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Streams put together at random from good frames, cut and damaged ones.

#include <random>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/text.hpp"

namespace test {

/// Whether any cutting of such streams gives the same messages as one piece.
template <class Registry>
void same_however_cut(std::uint32_t seed, int rounds, const std::vector<std::string>& pieces) {
    std::mt19937 rng(seed);
    const auto below = [&](std::size_t n) { return static_cast<std::size_t>(rng() % n); };
    for (int round = 0; round < rounds; ++round) {
        std::string wire;
        for (std::size_t n = below(6) + 1; n > 0; --n) {
            std::string p = pieces[below(pieces.size())];
            switch (below(6)) {
                case 0: p.resize(below(p.size() + 1)); break;
                case 1: p[below(p.size())] = static_cast<char>(rng()); break;
                case 2: p.erase(0, below(p.size())); break;
                default: break;
            }
            wire += p;
        }
        connection<Registry> whole;
        connection<Registry> cut;
        whole.options.hex = cut.options.hex = true;
        whole.stream(wire);
        cut.stream(wire, 1 + below(40));
        CAPTURE(round);
        REQUIRE(cut.messages == whole.messages);
    }
}

}  // namespace test
