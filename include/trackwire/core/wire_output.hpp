// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Binary fields as devices write them, appended to a `byte_output`: the mirror of the cursor, for report encoders.

#include <trackwire/core/command.hpp>
#include <trackwire/core/output.hpp>
#include <trackwire/core/time.hpp>

namespace trackwire::inline v0 {

/// Two bytes, high one first.
constexpr void put_u16_be(unsigned v, byte_output& out) noexcept {
    out.put(static_cast<std::uint8_t>(v >> 8U & 0xFFU));
    out.put(static_cast<std::uint8_t>(v & 0xFFU));
}
/// Four bytes, highest one first.
constexpr void put_u32_be(std::uint32_t v, byte_output& out) noexcept {
    put_u16_be(v >> 16U, out);
    put_u16_be(v & 0xFFFFU, out);
}

/// Whether a text is an identity of at most `width` decimal digits. Errors: out_of_range, bad_character.
[[nodiscard]] constexpr error_info check_digits(name field, const text_view& digits, std::int64_t width) noexcept {
    return check_text(field, digits, {1, width}, is_digit);
}
/// `digits` as BCD in a field of `width` digits (even), with zeros in front. Expects what `check_digits` lets through.
constexpr void put_bcd_digits(name digits, std::size_t width, byte_output& out) noexcept {
    const auto nibble = [&](std::size_t i) {
        const std::size_t from_end = width - i;  // 1: the last digit
        return from_end > digits.size ? 0U : static_cast<unsigned>(digits[digits.size - from_end]) & 0x0FU;
    };
    for (std::size_t i = 0; i < width; i += 2) { out.put(static_cast<std::uint8_t>(nibble(i) << 4U | nibble(i + 1))); }
}

/// Six BCD bytes: the date in `order`, then hhmmss. 0 is "clock not set": six zero bytes. Range: 2000 to 2099.
constexpr void put_bcd_clock(time_ms clock, date_order order, byte_output& out) noexcept {
    if (clock == 0) { return put_bcd_digits({}, 12, out); }
    const civil_time t = to_civil(clock);
    const auto year = static_cast<unsigned>(t.year % 100);
    const bool day_first = order == date_order::day_month_year;
    const unsigned fields[] = {day_first ? t.day : year, t.month, day_first ? year : t.day, t.hour, t.minute, t.second};
    for (const unsigned v : fields) { out.put(to_bcd(v)); }
}

/// The distance from zero, of the lowest number too.
[[nodiscard]] constexpr std::uint32_t magnitude(std::int32_t v) noexcept {
    return v < 0 ? ~static_cast<std::uint32_t>(v) + 1 : static_cast<std::uint32_t>(v);
}

}  // namespace trackwire::inline v0
