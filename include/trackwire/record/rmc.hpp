// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// The nine text fields that trackers borrowed from the NMEA sentence RMC, and what they mean in the record:
///
///   hhmmss[.sss] , A|V , ddmm.mmmm , N|S , dddmm.mmmm , E|W , speed in knots , course , ddmmyy
///
/// Source: bofan.md 3.2 to 3.5, 16.

#include <trackwire/core/cursor.hpp>
#include <trackwire/core/geo.hpp>
#include <trackwire/core/time.hpp>
#include <trackwire/record/message.hpp>

namespace trackwire::inline v0 {

/// A text field and where it stands in the frame.
struct placed_text {
    bytes_view text;
    std::size_t at = 0;
};

/// The fields as on the wire.
struct rmc_fields {
    placed_text time, fix, latitude, north_south, longitude, east_west, speed, course, date;
};

template <class Trace>
constexpr placed_text read_placed(text_cursor<Trace>& in, const field_info& f) noexcept {
    const bytes_view text = in.field(f);
    return {text, in.last_offset()};
}

/// Reads the nine fields; those behind the end are empty.
template <class Trace>
constexpr rmc_fields read_rmc(text_cursor<Trace>& in) noexcept {
    rmc_fields r;
    r.time = read_placed(in, {"time", "hhmmss.sss UTC"});
    r.fix = read_placed(in, "fix flag");
    r.latitude = read_placed(in, {"latitude", "ddmm.mmmm"});
    r.north_south = read_placed(in, "N/S");
    r.longitude = read_placed(in, {"longitude", "dddmm.mmmm"});
    r.east_west = read_placed(in, "E/W");
    r.speed = read_placed(in, {"speed", "kn"});
    r.course = read_placed(in, {"course", "degrees"});
    r.date = read_placed(in, {"date", "ddmmyy"});
    return r;
}

/// The number that two digits spell.
[[nodiscard]] constexpr unsigned two_digits(bytes_view text, std::size_t at) noexcept {
    return (text[at] - unsigned{'0'}) * 10U + (text[at + 1] - unsigned{'0'});
}

/// `hhmmss`, a point and at least one digit may follow: milliseconds are taken from the first three.
[[nodiscard]] constexpr bool is_rmc_time(bytes_view time) noexcept {
    return time.size() >= 6 && all_digits(time.first(6)) &&
           (time.size() == 6 || (time[6] == '.' && (time.size() == 7 || all_digits(time.sub(7)))));
}

/// Year = 2000 + yy.
[[nodiscard]] constexpr clock_reading read_rmc_clock(bytes_view time, bytes_view date) noexcept {
    if (!is_rmc_time(time) || date.size() != 6 || !all_digits(date)) { return {}; }
    const short_time t{two_digits(date, 4), two_digits(date, 2), two_digits(date, 0),
                       two_digits(time, 0), two_digits(time, 2), two_digits(time, 4)};
    if (!is_calendar_valid(t)) { return {}; }
    unsigned milliseconds = 0;
    unsigned weight = 100;
    for (std::size_t i = 7; i < time.size() && weight > 0; ++i, weight /= 10) {
        milliseconds += (time[i] - unsigned{'0'}) * weight;
    }
    return {to_time(t) + milliseconds, clock_state::set};
}

/// Whether `time` is `hhmmss.sss` within a day.
[[nodiscard]] constexpr bool is_time_of_day(bytes_view time) noexcept {
    return is_rmc_time(time) && two_digits(time, 0) <= 23 && two_digits(time, 2) <= 59 && two_digits(time, 4) <= 59;
}

/// Sets `time`, or `raw.time` where no time can be given: before `oldest_year` the clock was not set (no error),
/// anything else that is no calendar time is a fault.
constexpr void set_rmc_time(message& m, const rmc_fields& r, int oldest_year) noexcept {
    const clock_reading clock = read_rmc_clock(r.time.text, r.date.text);
    if (clock.state == clock_state::set && 2000 + static_cast<int>(two_digits(r.date.text, 4)) >= oldest_year) {
        return m.set(attribute::time, clock.time);
    }
    const bytes_view last = r.date.text.empty() ? r.time.text : r.date.text;
    const auto size = static_cast<std::size_t>(last.end() - r.time.text.begin());
    m.set_text(attribute::raw_time, bytes_view(r.time.text.data(), size), text_form::first_and_last);
    if (clock.state == clock_state::invalid) {
        m.fault(error_code::bad_time, info(attribute::time).key, is_time_of_day(r.time.text) ? r.date.at : r.time.at);
    }
}

/// The pair of coordinates; `sound` is false where one of them is impossible.
[[nodiscard]] constexpr coordinates read_rmc_coordinates(const rmc_fields& r) noexcept {
    const auto hemisphere = [](bytes_view text, name letters) {
        if (text.size() != 1) { return 0; }
        return text[0] == static_cast<std::uint8_t>(letters[0])   ? 1
               : text[0] == static_cast<std::uint8_t>(letters[1]) ? -1
                                                                  : 0;
    };
    const parsed_number lat = parse_packed_minutes(r.latitude.text);
    const parsed_number lon = parse_packed_minutes(r.longitude.text);
    const int north = hemisphere(r.north_south.text, "NS");
    const int east = hemisphere(r.east_west.text, "EW");
    if (!lat || !lon || north == 0 || east == 0 || lat.value > max_latitude || lon.value > max_longitude) { return {}; }
    return {lat.value * north, lon.value * east, true};
}

/// Sets position.valid, .source and the coordinates. Without a fix they may be empty, or are the last known ones.
constexpr void set_rmc_position(message& m, const rmc_fields& r) noexcept {
    const bool fix = r.fix.text == name("A");
    m.set(attribute::position_valid, fix);
    m.set(attribute::position_source, fix ? position_source::gnss : position_source::none);
    if (r.latitude.text.empty() && r.longitude.text.empty() && !fix) { return; }
    const coordinates c = read_rmc_coordinates(r);
    if (!c.sound) { return m.fault(error_code::out_of_range, "position", r.latitude.at); }
    if (fix || c.latitude != 0 || c.longitude != 0) {
        m.set(attribute::position_latitude, c.latitude);
        m.set(attribute::position_longitude, c.longitude);
    }
}

/// Sets the speed from knots; empty is no speed. No range is documented: only what is no number is refused.
constexpr void set_speed_knots(message& m, const placed_text& speed) noexcept {
    if (speed.text.empty()) { return; }
    const parsed_decimal knots = parse_decimal(speed.text);
    if (!knots || knots.negative || knots.value >= pow10(15)) {
        return m.fault(error_code::bad_number, info(attribute::position_speed).key, speed.at);
    }
    m.set(attribute::position_speed, knots_to_mkmh(knots.value, knots.decimals));
}

/// Sets the course, 0 to 360 degrees; 360 is 0, empty is no course.
constexpr void set_course_text(message& m, const placed_text& course) noexcept {
    if (course.text.empty()) { return; }
    const parsed_decimal degrees = parse_decimal(course.text);
    if (!degrees || degrees.negative || degrees.value > 360 * pow10(degrees.decimals <= 15 ? degrees.decimals : 15)) {
        return m.fault(degrees ? error_code::out_of_range : error_code::bad_number,
                       info(attribute::position_course).key, course.at);
    }
    m.set(attribute::position_course, rescale(degrees.value, degrees.decimals, 3) % 360'000);
}

/// Sets all that the nine fields say. Faults are noted in wire order, the date stands behind the others.
constexpr void set_rmc(message& m, const rmc_fields& r, int oldest_year) noexcept {
    const bool by_date = is_time_of_day(r.time.text);
    if (!by_date) { set_rmc_time(m, r, oldest_year); }
    set_rmc_position(m, r);
    set_speed_knots(m, r.speed);
    set_course_text(m, r.course);
    if (by_date) { set_rmc_time(m, r, oldest_year); }
}

}  // namespace trackwire::inline v0
