// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Coordinates: steps of 1e-7 degrees, north and east positive.

#include <trackwire/core/bcd.hpp>
#include <trackwire/core/fixed.hpp>
#include <trackwire/core/text.hpp>

namespace trackwire::inline v0 {

/// Steps of 1e-7 degrees.
using degrees_e7 = std::int64_t;

/// The poles and the date line: what lies beyond is no coordinate.
inline constexpr degrees_e7 max_latitude = 900'000'000;
inline constexpr degrees_e7 max_longitude = 1'800'000'000;

/// A pair of coordinates; zeros where it is not sound.
struct coordinates {
    degrees_e7 latitude = 0;
    degrees_e7 longitude = 0;
    bool sound = false;  ///< false: a digit above 9, minutes from 60 on, or out of range
};

/// Whole degrees and minutes in steps of 10^-decimals, to 1e-7 degrees, rounded half away from zero.
[[nodiscard]] constexpr degrees_e7 from_minutes(std::int64_t degrees, std::int64_t minutes,
                                                unsigned decimals) noexcept {
    if (decimals == 4 && minutes >= 0 && minutes < 1'000'000) {  // the usual precision, in 32 bits
        return degrees * 10'000'000 + (static_cast<std::uint32_t>(minutes) * 50 + 1) / 3;
    }
    return degrees * 10'000'000 + divide_rounded(minutes * 10'000'000, 60 * pow10(decimals));
}

/// Latitude `DDMMmmmm` in 4 BCD bytes, longitude `DDDMMmmmm` in the first 9 nibbles of the 5 bytes behind; the signs
/// are the caller's (jointech.md 2.3).
[[nodiscard]] constexpr coordinates read_bcd_coordinates(const std::uint8_t* bytes) noexcept {
    const std::uint64_t wire_lat = load_be32(bytes);
    const std::uint64_t wire_lon = static_cast<std::uint64_t>(load_be32(bytes + 4)) << 4U | bytes[8] >> 4U;
    if (!is_bcd_word(wire_lat) || !is_bcd_word(wire_lon)) { return {}; }
    const auto pair = [](std::uint64_t v, unsigned i) { return static_cast<std::uint32_t>(v >> 8 * i & 0xFFU); };
    const std::uint64_t lat = from_bcd_word(wire_lat);
    const std::uint64_t lon = from_bcd_word(wire_lon);  // 0D DD MM mm mm
    const std::uint32_t lat_minutes = (pair(lat, 2) * 100 + pair(lat, 1)) * 100 + pair(lat, 0);
    const std::uint32_t lon_minutes = (pair(lon, 2) * 100 + pair(lon, 1)) * 100 + pair(lon, 0);
    const std::uint32_t lon_degrees = pair(lon, 4) * 100 + pair(lon, 3);
    if (lat_minutes >= 600'000 || lon_minutes >= 600'000) { return {}; }
    // 1e-4 minutes to 1e-7 degrees: 10^7 / (60 * 10^4) = 50 / 3, rounded
    const coordinates c{degrees_e7{pair(lat, 3)} * 10'000'000 + (lat_minutes * 50 + 1) / 3,
                        degrees_e7{lon_degrees} * 10'000'000 + (lon_minutes * 50 + 1) / 3, true};
    return c.latitude > max_latitude || c.longitude > max_longitude ? coordinates{} : c;
}

/// Text `[d..d]mm.mmmm`: the two digits before the point are minutes, all in front of them degrees (possibly none).
/// `sound` is false for anything else; the range is the caller's.
[[nodiscard]] constexpr parsed_number parse_packed_minutes(bytes_view text) noexcept {
    const std::uint8_t* p = text.begin();
    const std::uint8_t* const end = text.end();
    const auto read = [&p, end](std::uint64_t& number, std::ptrdiff_t most) {
        const std::uint8_t* const from = p;
        for (unsigned d = 0; p != end && p - from < most && (d = *p - unsigned{'0'}) <= 9; ++p) {
            number = number * 10 + d;
        }
        return p - from;
    };
    std::uint64_t whole = 0;  // d..dmm
    const std::ptrdiff_t digits = read(whole, 6);
    if (digits < 2 || digits > 5 || (p != end && *p != '.')) { return {}; }
    std::uint64_t minutes = whole % 100;
    if (minutes >= 60) { return {}; }
    p += p != end ? 1 : 0;
    const auto decimals = static_cast<unsigned>(read(minutes, 9));
    if (p != end) { return {}; }
    return {from_minutes(static_cast<std::int64_t>(whole / 100), static_cast<std::int64_t>(minutes), decimals), true};
}

}  // namespace trackwire::inline v0
