// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// What a JT/T 808 terminal sends, for tests and simulation: any message around a body, and the location body.
///
/// Writers append to a `byte_output`, whose `finish()` tells whether everything had room. What the wire cannot carry is
/// refused with the name of the member, and nothing is written.
///
/// Source: jt808.md 2, 3, 5.

#include <trackwire/core/wire_output.hpp>
#include <trackwire/jt808/reply.hpp>

namespace trackwire::inline v0::jt808 {

/// The sender, as the header of its messages shows it.
struct terminal {
    name id = "0";              ///< decimal digits, written as BCD: up to 12, or 20 in edition 2019; zeros in front
    bool edition_2019 = false;  ///< a header with version bit, version byte and an id of 10 bytes
    std::uint8_t version = 1;   ///< of edition 2019
};

/// The 28 fixed bytes of a location, and its items.
struct location_report {
    std::uint32_t alarm = 0;
    std::uint32_t status = 2;       ///< bits 2 (south) and 3 (west) are taken from the signs below
    std::int32_t latitude_e6 = 0;   ///< 1e-6 degrees, north positive
    std::int32_t longitude_e6 = 0;  ///< 1e-6 degrees, east positive
    std::int16_t altitude_m = 0;
    std::uint16_t speed_dkmh = 0;  ///< 0.1 km/h
    std::uint16_t course = 0;      ///< degrees, 0 to 359
    time_ms clock = 0;             ///< what the terminal's clock shows, 2000 to 2099; 0: not set, six zero bytes
    bytes_view items;              ///< see `put_item`. Lifetime: until the body is written
};

/// Appends an item: id, length, value. Errors: out_of_range for a value of more than 255 bytes.
[[nodiscard]] constexpr error_info put_item(std::uint8_t id, bytes_view value, byte_output& out) noexcept {
    if (value.size() > 255) { return {error_code::out_of_range, "value"}; }
    out.put(id);
    out.put(static_cast<std::uint8_t>(value.size()));
    out.put(value);
    return {};
}

/// Appends the body of message 0x0200.
constexpr void put_location(const location_report& r, byte_output& out) noexcept {
    constexpr std::uint32_t signs = 4U | 8U;
    put_u32_be(r.alarm, out);
    put_u32_be((r.status & ~signs) | (r.latitude_e6 < 0 ? 4U : 0U) | (r.longitude_e6 < 0 ? 8U : 0U), out);
    put_u32_be(magnitude(r.latitude_e6), out);
    put_u32_be(magnitude(r.longitude_e6), out);
    put_u16_be(static_cast<std::uint16_t>(r.altitude_m), out);
    put_u16_be(r.speed_dkmh, out);
    put_u16_be(r.course, out);
    put_bcd_clock(r.clock, date_order::year_month_day, out);
    out.put(r.items);
}

/// Appends a whole frame: flags, header, escaped body, check.
/// Errors: out_of_range or bad_character for the id; out_of_range for a body of more than 1023 bytes.
[[nodiscard]] constexpr error_info put_message(const terminal& from, std::uint16_t id, std::uint16_t serial,
                                               bytes_view body, byte_output& out) noexcept {
    const std::size_t width = from.edition_2019 ? 20 : 12;
    if (const error_info e = check_digits("id", from.id, static_cast<std::int64_t>(width))) { return e; }
    if (body.size() > length_mask) { return {error_code::out_of_range, "body"}; }
    std::uint8_t digits[10] = {};
    byte_output device(digits, sizeof digits);
    put_bcd_digits(from.id, width, device);
    const header_form form = from.edition_2019 ? header_form::edition_2019 : header_form::edition_2013;
    write_frame({id, serial, form, from.version, bytes_view(digits, device.size())}, body, out);
    return {};
}

}  // namespace trackwire::inline v0::jt808
