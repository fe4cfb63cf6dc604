// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Fields of text frames that several messages share: clock, coordinates, numbers.
/// An empty field is an absent value; an impossible one is reported and absent (record.md 2).

#include <trackwire/jointech/common.hpp>

namespace trackwire::inline v0::jointech {

/// The largest counter, identity or serial that is believed.
inline constexpr std::int64_t largest_number = 0xFFFFFFFF;

/// A field and where it stands in the frame.
struct text_field {
    bytes_view text;
    std::size_t at = 0;
};

/// Reads the next field with its place.
template <class Trace>
TRACKWIRE_INLINE constexpr text_field next_field(text_cursor<Trace>& in, const field_info& f) noexcept {
    const bytes_view text = in.field(f);
    return {text, in.last_offset()};
}

/// A number without a sign, in steps of 10^-decimals.
[[nodiscard]] constexpr parsed_number parse_steps(bytes_view text, unsigned decimals) noexcept {
    if (text.size() > 15 || text.empty() || text[0] == '-' || text[0] == '+') { return {}; }
    const parsed_decimal d = parse_decimal(text);
    return {d ? rescale(d.value, d.decimals, decimals) : 0, d.sound};
}

namespace detail {

/// An attribute with what the setters need of its line in the table, so that the table itself is not needed.
struct attribute_field {
    attribute id;
    name key;
    unsigned decimals = 0;
};
template <attribute A>
inline constexpr attribute_field field_of{A, info(A).key, info(A).parameter};

constexpr void set_steps(message& m, const attribute_field& a, const text_field& f) noexcept {
    if (f.text.empty()) { return; }
    const parsed_number n = parse_steps(f.text, a.decimals);
    if (!n) { return m.fault(error_code::bad_number, a.key, f.at); }
    m.set(a.id, n.value);
}
constexpr void set_integer(message& m, const attribute_field& a, const text_field& f, std::int64_t most,
                           std::int64_t sentinel) noexcept {
    if (f.text.empty()) { return; }
    const parsed_number n = parse_unsigned(f.text);
    if (!n) { return m.fault(error_code::bad_number, a.key, f.at); }
    if (n.value > most) { return m.fault(error_code::out_of_range, a.key, f.at); }
    m.set_number_unless(a.id, n.value, sentinel);
}

}  // namespace detail

/// Sets a decimal attribute from a number without a sign.
template <attribute A>
constexpr void set_steps(message& m, const text_field& f) noexcept {
    detail::set_steps(m, detail::field_of<A>, f);
}

/// Sets an integer attribute of 0 to `most`, unless it is `sentinel`.
template <attribute A>
constexpr void set_integer(message& m, const text_field& f, std::int64_t most = largest_number,
                           std::int64_t sentinel = -1) noexcept {
    detail::set_integer(m, detail::field_of<A>, f, most, sentinel);
}

/// A percentage 0..100, with or without its sign.
constexpr void set_percent(message& m, const text_field& f) noexcept {
    const std::size_t n = f.text.size();
    const bool sign = n > 0 && f.text[n - 1] == '%';
    set_integer<attribute::battery_level>(m, {f.text.first(sign ? n - 1 : n), f.at}, 100);
}

/// Signal quality 0..31; 99 = none.
constexpr void set_csq(message& m, const text_field& f) noexcept {
    if (f.text == name("99")) { return; }
    set_integer<attribute::cell_csq>(m, f, 31);
}

/// Degrees clockwise from north; 360 is 0.
constexpr void set_course(message& m, const text_field& f) noexcept {
    if (f.text.empty()) { return; }
    constexpr std::int64_t full = 360'000;
    const parsed_number n = parse_steps(f.text, info(attribute::position_course).parameter);
    const bool good = n && n.value <= full;
    if (!good) {
        return m.fault(n ? error_code::out_of_range : error_code::bad_number, info(attribute::position_course).key,
                       f.at);
    }
    m.set(attribute::position_course, n.value % full);
}

/// `ddmmyy` and `hhmmss`, UTC. Clock not set: as in jointech.md 2.2.
[[nodiscard]] constexpr clock_reading read_text_clock(bytes_view date, bytes_view time) noexcept {
    if (date.size() != 6 || time.size() != 6 || !all_digits(date) || !all_digits(time)) { return {}; }
    std::uint8_t bcd[6] = {};
    for (std::size_t i = 0; i < 3; ++i) {
        bcd[i] = static_cast<std::uint8_t>((date[2 * i] - '0') << 4 | (date[2 * i + 1] - '0'));
        bcd[i + 3] = static_cast<std::uint8_t>((time[2 * i] - '0') << 4 | (time[2 * i + 1] - '0'));
    }
    return read_bcd_clock(bcd, date_order::day_month_year);
}

/// Reads a date and a time field; both empty is no time.
template <class Trace>
constexpr void read_text_time(text_cursor<Trace>& in, message& m) noexcept {
    const text_field date = next_field(in, {"date", "ddmmyy"});
    const text_field time = next_field(in, {"time", "hhmmss UTC"});
    if (date.text.empty() && time.text.empty()) { return; }
    const clock_reading clock = read_text_clock(date.text, time.text);
    if (clock.state == clock_state::set) { return m.set(attribute::time, clock.time); }
    m.set_text(attribute::raw_time, m.frame.sub(date.at, time.at + time.text.size() - date.at));
    if (clock.state == clock_state::invalid) { m.fault(error_code::bad_time, info(attribute::time).key, date.at); }
}

/// How a pair of coordinates may be written.
enum class angle_form : std::uint8_t {
    degrees,  ///< decimal degrees
    packed,   ///< DDMM.MMMM, DDDMM.MMMM
    either,   ///< told by the size of the numbers (record.md 12.8)
};

/// The four fields of a position: numbers without a sign, and hemisphere letters.
struct text_position {
    text_field latitude;
    bytes_view north_south;
    text_field longitude;
    bytes_view east_west;
};

namespace detail {

struct angle {
    std::int64_t value = 0;
    unsigned decimals = 0;
    std::size_t whole_digits = 0;
    bool sound = false;

    constexpr explicit angle(bytes_view text) noexcept {
        if (text.size() > 15 || text.empty() || text[0] == '-' || text[0] == '+') { return; }
        const parsed_decimal d = parse_decimal(text);
        const bool point = d.decimals > 0 || text[text.size() - 1] == '.';
        value = d.value;
        decimals = d.decimals;
        whole_digits = text.size() - decimals - (point ? 1 : 0);
        sound = d.sound && whole_digits <= 5;
    }
    [[nodiscard]] constexpr std::int64_t whole() const noexcept { return value / pow10(decimals); }
    /// 1e-7 degrees of decimal degrees.
    [[nodiscard]] constexpr degrees_e7 plain() const noexcept { return rescale(value, decimals, 7); }
    /// 1e-7 degrees of [D]DDMM.MMMM; -1 if the minutes are 60 or more.
    [[nodiscard]] constexpr degrees_e7 packed() const noexcept {
        if (decimals > 9) { return -1; }
        const std::int64_t degree = 100 * pow10(decimals);
        const std::int64_t minutes = value % degree;
        if (minutes >= 60 * pow10(decimals)) { return -1; }
        return from_minutes(value / degree, minutes, decimals);
    }
};

/// North or east is 1, south or west -1, anything else 0.
[[nodiscard]] constexpr int hemisphere(bytes_view letter, char positive, char negative) noexcept {
    if (letter.size() != 1) { return 0; }
    return letter[0] == static_cast<std::uint8_t>(positive)   ? 1
           : letter[0] == static_cast<std::uint8_t>(negative) ? -1
                                                              : 0;
}

/// Puts a position together; not sound if anything about it is impossible.
[[nodiscard]] constexpr coordinates assemble(const angle& lat, const angle& lon, int north, int east,
                                             bool packed) noexcept {
    if (!lat.sound || !lon.sound || north == 0 || east == 0) { return {}; }
    if (!packed && (lat.whole() > 90 || lon.whole() > 180)) { return {}; }
    const degrees_e7 latitude = packed ? lat.packed() : lat.plain();
    const degrees_e7 longitude = packed ? lon.packed() : lon.plain();
    if (latitude < 0 || longitude < 0 || latitude > max_latitude || longitude > max_longitude) { return {}; }
    return {latitude * north, longitude * east, true};
}

}  // namespace detail

/// Coordinates out of text; not sound if anything about them is impossible.
[[nodiscard]] constexpr coordinates parse_coordinates(const text_position& p, angle_form form) noexcept {
    const detail::angle lat(p.latitude.text);
    const detail::angle lon(p.longitude.text);
    const bool large = lat.whole_digits == 4 || lat.whole() > 90 || lon.whole_digits == 5 || lon.whole() > 180;
    const bool packed = form == angle_form::packed || (form == angle_form::either && large);
    return detail::assemble(lat, lon, detail::hemisphere(p.north_south, 'N', 'S'),
                            detail::hemisphere(p.east_west, 'E', 'W'), packed);
}

/// Decimal degrees with a minus for south and west.
[[nodiscard]] constexpr coordinates parse_signed_degrees(bytes_view latitude, bytes_view longitude) noexcept {
    const bool south = latitude.starts_with("-");
    const bool west = longitude.starts_with("-");
    return detail::assemble(detail::angle(latitude.sub(south ? 1 : 0)), detail::angle(longitude.sub(west ? 1 : 0)),
                            south ? -1 : 1, west ? -1 : 1, false);
}

/// A flag of two letters, `yes` for true. An empty one is absent; anything else is reported under `key`.
[[nodiscard]] constexpr maybe<bool> parse_flag(message& m, const text_field& f, char yes, char no, name key) noexcept {
    if (f.text.empty()) { return {}; }
    const int v = detail::hemisphere(f.text, yes, no);
    if (v != 0) { return v > 0; }
    m.fault(error_code::unexpected, key, f.at);
    return {};
}

/// Sets position.valid, .source and the coordinates from text; both numbers empty is no position.
constexpr void set_text_position(message& m, const text_position& p, angle_form form, maybe<bool> fix) noexcept {
    if (p.latitude.text.empty() && p.longitude.text.empty()) {
        m.set(attribute::position_valid, fix.value_or(false));
        m.set(attribute::position_source, fix.value_or(false) ? position_source::gnss : position_source::none);
    } else {
        const std::size_t at = p.latitude.at < p.longitude.at ? p.latitude.at : p.longitude.at;
        set_position(m, parse_coordinates(p, form), fix.value_or(false), false, at);
    }
    if (!fix) { m.clear(attribute::position_valid); }
}

/// What is left of the parameters: `unknown.field_<n>`, counted from the device id as 0.
template <class Trace>
constexpr void keep_surplus(text_cursor<Trace>& in, message& m, std::uint32_t number) noexcept {
    if (in.done()) { return; }
    const bytes_view rest = in.rest("surplus fields", field_kind::unknown);
    if (!rest.empty()) { m.add_list({walk_unknown_fields, rest, number}); }
}

}  // namespace trackwire::inline v0::jointech
