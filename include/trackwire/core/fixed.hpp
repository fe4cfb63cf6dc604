// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Decimal fixed point: the exact digits of the wire, no floating point.

#include <cstdint>

namespace trackwire::inline v0 {

namespace detail {
struct powers_of_ten {
    std::int64_t of[19] = {};
    constexpr powers_of_ten() noexcept {
        std::int64_t v = 1;
        for (unsigned i = 0; i < 19; ++i) {
            of[i] = v;
            if (i < 18) { v *= 10; }
        }
    }
};
inline constexpr powers_of_ten powers{};
}  // namespace detail

/// 10^exponent, for exponents up to 18.
[[nodiscard]] constexpr std::int64_t pow10(unsigned exponent) noexcept { return detail::powers.of[exponent]; }

/// `numerator / denominator`, rounded half away from zero (record.md 3). `denominator` > 0.
[[nodiscard]] constexpr std::int64_t divide_rounded(std::int64_t numerator, std::int64_t denominator) noexcept {
    const std::int64_t q = numerator / denominator;
    const std::int64_t r = numerator % denominator;
    const std::int64_t twice = r < 0 ? -r : r;
    if (twice < denominator - twice) { return q; }
    return numerator < 0 ? q - 1 : q + 1;
}

/// A number of `value` / 10^From steps, as steps of 10^-To, rounded half away from zero.
[[nodiscard]] constexpr std::int64_t rescale(std::int64_t value, unsigned from, unsigned to) noexcept {
    return from <= to ? value * pow10(to - from) : divide_rounded(value, pow10(from - to));
}

/// Knots with `decimals` decimals to thousandths of km/h: 1 kn = 1.852 km/h exactly.
[[nodiscard]] constexpr std::int64_t knots_to_mkmh(std::int64_t knots, unsigned decimals = 0) noexcept {
    return divide_rounded(knots * 1852, pow10(decimals));
}

/// A value in steps of 10^-Decimals.
template <unsigned Decimals>
struct fixed {
    std::int64_t steps = 0;

    static constexpr unsigned decimals = Decimals;
    [[nodiscard]] constexpr double to_double() const noexcept {
        return static_cast<double>(steps) / static_cast<double>(pow10(Decimals));
    }
    friend constexpr bool operator==(const fixed& a, const fixed& b) noexcept { return a.steps == b.steps; }
};

}  // namespace trackwire::inline v0
