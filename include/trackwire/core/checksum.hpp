// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Checksums over wire bytes.

#include <trackwire/core/bytes.hpp>

namespace trackwire::inline v0 {

/// XOR of all bytes.
[[nodiscard]] constexpr std::uint8_t xor_of(bytes_view bytes) noexcept {
    std::uint64_t x = 0;
    std::size_t i = 0;
    for (; !TRACKWIRE_SMALL && i + 8 <= bytes.size(); i += 8) { x ^= load_le64(bytes.data() + i); }
    for (; i < bytes.size(); ++i) { x ^= bytes[i]; }
    for (unsigned shift = 32; shift >= 8; shift /= 2) { x ^= x >> shift; }
    return static_cast<std::uint8_t>(x & 0xFFU);
}

/// Whether the last of the BCD digits in a word is the Luhn check digit of those in front of it.
[[nodiscard]] constexpr bool is_luhn_bcd(std::uint64_t digits) noexcept {
    unsigned sum = 0;
    for (bool doubled = false; digits != 0; digits >>= 4U) {
        const unsigned digit = static_cast<unsigned>(digits & 0x0FU);
        sum += doubled ? 2 * digit - (digit > 4 ? 9 : 0) : digit;
        doubled = !doubled;
    }
    return sum % 10 == 0;
}

/// The Luhn check digit (0..9) behind a number of `digits` decimal digits, as it closes an IMEI of 14 + 1 digits.
/// Source: jt808.md 3.2.
[[nodiscard]] constexpr unsigned luhn_digit(std::uint64_t number, unsigned digits) noexcept {
    unsigned sum = 0;
    for (unsigned i = 0; i < digits; ++i, number /= 10) {
        auto d = static_cast<unsigned>(number % 10);
        if (i % 2 == 0) { d = d * 2 > 9 ? d * 2 - 9 : d * 2; }  // the last digit of the number is doubled
        sum += d;
    }
    return (10 - sum % 10) % 10;
}

}  // namespace trackwire::inline v0
