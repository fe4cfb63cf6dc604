// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// What a Bofan device sends, for tests and simulation: report sentences, photo data, full frames, difference frames.
/// Source: bofan.md 2.1, 3, 5, 11.2.

#include <trackwire/bofan/difference.hpp>
#include <trackwire/core/time.hpp>

namespace trackwire::inline v0::bofan {

/// A report in the precision of the wire. Lifetime: texts are views.
struct report {
    name tag = "POS";              ///< three characters; "PHO" takes `photo_size`
    std::uint32_t photo_size = 0;  ///< of "PHO"
    name id = "0";                 ///< 1 to 20 digits
    time_ms time = 0;              ///< UTC, from 2000 to 2099
    bool valid = true;
    bool has_position = true;
    std::int32_t latitude_e4 = 0;   ///< 1e-4 minutes of arc, north positive
    std::int32_t longitude_e4 = 0;  ///< 1e-4 minutes of arc, east positive
    std::uint32_t speed_ckn = 0;    ///< 0.01 knots
    std::uint32_t course_cdeg = 0;  ///< 0.01 degrees
    name inputs = "00000";
    name outputs = "00000";
    std::uint16_t adc[4] = {};
    std::uint8_t adc_count = 4;
    std::uint64_t odometer_m = 0;
    name driver{};
    std::uint16_t state = 0xF00;  ///< battery, GSM, satellites: four bits each
    name spec{};
    bool stored = false;
};

namespace detail {

constexpr void put_fixed(std::uint64_t steps, unsigned width, byte_output& out) noexcept {
    out.number(static_cast<std::int64_t>(steps / 100), width);
    out.put(name("."));
    out.number(static_cast<std::int64_t>(steps % 100), 2);
}
/// `ddmm.mmmm,N,` with `width` digits of degrees.
constexpr void put_angle(std::int32_t minutes_e4, unsigned width, name letters, byte_output& out) noexcept {
    constexpr std::int64_t degree = std::int64_t{60} * 10000;
    const std::int64_t magnitude = minutes_e4 < 0 ? -std::int64_t{minutes_e4} : std::int64_t{minutes_e4};
    out.number(magnitude / degree, width);
    out.number(magnitude % degree / 10000, 2);
    out.put(name("."));
    out.number(magnitude % 10000, 4);
    out.put(name(","));
    out.put(name(letters.data + (minutes_e4 < 0 ? 1 : 0), 1));
    out.put(name(","));
}
constexpr void put_hex(unsigned v, unsigned width, byte_output& out) noexcept {
    unsigned digits = width;
    while (digits < 4 && v >> (4 * digits) != 0) { ++digits; }
    while (digits > 0) { out.put(static_cast<std::uint8_t>(to_hex_digit(v >> (4 * --digits) & 0x0FU))); }
}
constexpr void put_two(unsigned a, unsigned b, unsigned c, byte_output& out) noexcept {
    out.number(a, 2);
    out.number(b, 2);
    out.number(c, 2);
}

}  // namespace detail

/// Writes the sentence without a line end.
constexpr void put_report(const report& r, byte_output& out) noexcept {
    const civil_time t = to_civil(r.time);
    out.put(name("$"));
    out.put(r.tag);
    if (r.tag == name("PHO")) { out.number(r.photo_size); }
    out.put(name(","));
    out.put(r.id);
    out.put(name(","));
    detail::put_two(t.hour, t.minute, t.second, out);
    out.put(name("."));
    out.number(t.millisecond, 3);
    out.put(r.valid ? name(",A,") : name(",V,"));
    if (r.has_position) {
        detail::put_angle(r.latitude_e4, 2, "NS", out);
        detail::put_angle(r.longitude_e4, 3, "EW", out);
        detail::put_fixed(r.speed_ckn, 1, out);
        out.put(name(","));
        detail::put_fixed(r.course_cdeg, 1, out);
    } else {
        out.put(name(",,,,,"));
    }
    out.put(name(","));
    detail::put_two(t.day, t.month, static_cast<unsigned>(t.year % 100), out);
    out.put(r.valid ? name(",,,A/") : name(",,,N/"));
    out.put(r.inputs);
    out.put(name(","));
    out.put(r.outputs);
    out.put(name("/"));
    for (unsigned i = 0; i < r.adc_count && i < 4; ++i) {
        if (i > 0) { out.put(name(",")); }
        detail::put_hex(r.adc[i], 1, out);
    }
    out.put(name("/"));
    out.number(static_cast<std::int64_t>(r.odometer_m));
    out.put(name("/"));
    out.put(r.driver);
    out.put(name("/"));
    detail::put_hex(r.state & 0xFFFU, 3, out);
    out.put(name("/"));
    out.put(r.spec);
    if (!r.spec.empty()) { out.put(name("/")); }
    if (r.stored) { out.put(name("#")); }
}

/// Writes `$PHD<offset>,<size>,<data>` CR LF.
constexpr void put_photo_data(std::uint32_t offset, bytes_view data, byte_output& out) noexcept {
    out.put(name("$PHD"));
    out.number(offset);
    out.put(name(","));
    out.number(static_cast<std::int64_t>(data.size()));
    out.put(name(","));
    out.put(data);
    out.put(name("\r\n"));
}

/// Writes a full frame around `body`, which is at most 65530 bytes. `unchecked`: FF for the verify byte, as some
/// firmware does.
constexpr void put_full_frame(bytes_view body, byte_output& out, bool unchecked = false) noexcept {
    const std::size_t size = body.size() + 5;
    out.put(std::uint8_t{0xBF});
    out.put(std::uint8_t{0xFB});
    out.put(unchecked ? std::uint8_t{0xFF} : xor_of(body));
    out.put(static_cast<std::uint8_t>(size & 0xFFU));
    out.put(static_cast<std::uint8_t>(size >> 8U));
    out.put(body);
}

/// Writes the body of a difference frame that turns `base` into `next`; both without their line end. `base_xor` is that
/// of the base with its line end. False if they have different separators, or a field is too long to be described.
constexpr bool put_difference(bytes_view base, bytes_view next, std::uint8_t base_xor, byte_output& out) noexcept {
    out.put(name("@"));
    out.put(base_xor);
    std::size_t b = 0;
    std::size_t n = 0;
    for (unsigned index = 0; index < 256; ++index) {
        std::size_t b_end = b;
        std::size_t n_end = n;
        while (b_end < base.size() && !detail::is_field_separator(base[b_end])) { ++b_end; }
        while (n_end < next.size() && !detail::is_field_separator(next[n_end])) { ++n_end; }
        std::size_t keep = 0;
        while (b + keep < b_end && n + keep < n_end && base[b + keep] == next[n + keep]) { ++keep; }
        const std::size_t added = n_end - n - keep;
        if (keep > 255 || added > 255) { return false; }
        if (b + keep != b_end || n + keep != n_end) {
            out.put(static_cast<std::uint8_t>(index));
            out.put(static_cast<std::uint8_t>(keep));
            out.put(static_cast<std::uint8_t>(added));
            out.put(next.sub(n + keep, added));
        }
        if (b_end == base.size() || n_end == next.size()) { return b_end == base.size() && n_end == next.size(); }
        if (base[b_end] != next[n_end]) { return false; }
        b = b_end + 1;
        n = n_end + 1;
    }
    return false;
}

}  // namespace trackwire::inline v0::bofan
