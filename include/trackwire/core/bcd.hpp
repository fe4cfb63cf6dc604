// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Binary coded decimal: two digits a byte, high nibble first.

#include <trackwire/core/bytes.hpp>

namespace trackwire::inline v0 {

/// Whether all nibbles are decimal digits; true of no bytes at all.
[[nodiscard]] constexpr bool is_bcd(std::uint8_t b) noexcept { return (b >> 4U) <= 9 && (b & 0x0FU) <= 9; }
[[nodiscard]] constexpr bool is_bcd(bytes_view bytes) noexcept {
    for (const std::uint8_t b : bytes) {
        if (!is_bcd(b)) { return false; }
    }
    return true;
}
/// 0..99 of a byte for which `is_bcd` holds.
[[nodiscard]] constexpr unsigned from_bcd(std::uint8_t b) noexcept { return (b >> 4U) * 10U + (b & 0x0FU); }
/// Whether all nibbles of up to eight bytes are decimal digits: none has bit 3 together with bit 2 or bit 1.
[[nodiscard]] constexpr bool is_bcd_word(std::uint64_t bytes) noexcept {
    return (bytes & (bytes << 1U | bytes << 2U) & 0x8888888888888888U) == 0;
}
/// Up to eight BCD bytes at once: each becomes its value 0..99.
[[nodiscard]] constexpr std::uint64_t from_bcd_word(std::uint64_t bytes) noexcept {
    return bytes - 6 * (bytes >> 4U & 0x0F0F0F0F0F0F0F0FU);
}
/// The byte that spells 0..99.
[[nodiscard]] constexpr std::uint8_t to_bcd(unsigned v) noexcept {
    return static_cast<std::uint8_t>((v / 10 % 10) << 4U | v % 10);
}

}  // namespace trackwire::inline v0
