// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Points in time: milliseconds since 1970-01-01 UTC, and the calendar fields that trackers send.

#include <trackwire/core/bcd.hpp>

namespace trackwire::inline v0 {

/// Milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
using time_ms = std::int64_t;

/// Calendar fields; `year` is the full year.
struct civil_time {
    int year = 1970;
    unsigned month = 1, day = 1, hour = 0, minute = 0, second = 0, millisecond = 0;
};

/// 28 to 31, leap years included. `month` is 1..12.
[[nodiscard]] constexpr unsigned days_in_month(int year, unsigned month) noexcept {
    constexpr unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

/// Month 1..12, a day that the month has, hour to 23, minute and second to 59.
[[nodiscard]] constexpr bool is_calendar_valid(const civil_time& t) noexcept {
    return t.month >= 1 && t.month <= 12 && t.day >= 1 && t.day <= days_in_month(t.year, t.month) && t.hour <= 23 &&
           t.minute <= 59 && t.second <= 59 && t.millisecond <= 999;
}

/// Days since 1970-01-01 of a date of the Gregorian calendar.
[[nodiscard]] constexpr std::int64_t days_from_civil(int year, unsigned month, unsigned day) noexcept {
    const int y = month <= 2 ? year - 1 : year;
    const int era = (y >= 0 ? y : y - 399) / 400;
    const auto yoe = static_cast<unsigned>(y - era * 400);
    const unsigned doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    const unsigned doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return static_cast<std::int64_t>(era) * 146097 + static_cast<std::int64_t>(doe) - 719468;
}

/// The point in time of calendar fields in UTC for which `is_calendar_valid` holds.
[[nodiscard]] constexpr time_ms to_time(const civil_time& t) noexcept {
    const std::int64_t days = days_from_civil(t.year, t.month, t.day);
    return ((days * 24 + t.hour) * 60 + t.minute) * 60000 + static_cast<std::int64_t>(t.second) * 1000 + t.millisecond;
}

/// A time of the years 2000 to 2099, as devices send it.
struct short_time {
    unsigned year = 0;  ///< 0..99
    unsigned month = 1, day = 1, hour = 0, minute = 0, second = 0;
};

namespace detail {
struct month_days {
    std::uint8_t length;   ///< in a year that is no leap year
    std::uint16_t before;  ///< days of the months before, likewise
};
inline constexpr month_days months[] = {{31, 0},   {28, 31},  {31, 59},  {30, 90},  {31, 120}, {30, 151},
                                        {31, 181}, {31, 212}, {30, 243}, {31, 273}, {30, 304}, {31, 334}};
}  // namespace detail

TRACKWIRE_HOT [[nodiscard]] constexpr bool is_calendar_valid(const short_time& t) noexcept {
    if (t.month - 1U > 11 || t.hour > 23 || t.minute > 59 || t.second > 59) { return false; }
    return t.day - 1U < detail::months[t.month - 1].length + (t.month == 2 && t.year % 4 == 0 ? 1U : 0U);
}

/// Of a valid time; every fourth year of 2000 to 2099 is a leap year.
TRACKWIRE_HOT [[nodiscard]] constexpr time_ms to_time(const short_time& t) noexcept {
    const std::uint32_t leap_days = (t.year + 3) / 4 + (t.month > 2 && t.year % 4 == 0 ? 1U : 0U);
    const std::uint32_t days = 10957 + t.year * 365 + leap_days + detail::months[t.month - 1].before + t.day - 1;
    return static_cast<time_ms>(((days * 24 + t.hour) * 60 + t.minute) * 60 + t.second) * 1000;
}

/// The calendar fields in UTC; the reverse of `to_time`.
[[nodiscard]] constexpr civil_time to_civil(time_ms time) noexcept {
    std::int64_t days = time / 86400000;
    std::int64_t rest = time % 86400000;
    if (rest < 0) {
        rest += 86400000;
        --days;
    }
    const std::int64_t z = days + 719468;
    const std::int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    const auto doe = static_cast<unsigned>(z - era * 146097);
    const unsigned yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    const unsigned doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    const unsigned mp = (5 * doy + 2) / 153;
    civil_time t;
    t.day = doy - (153 * mp + 2) / 5 + 1;
    t.month = mp < 10 ? mp + 3 : mp - 9;
    t.year = static_cast<int>(static_cast<std::int64_t>(yoe) + era * 400 + (t.month <= 2 ? 1 : 0));
    t.hour = static_cast<unsigned>(rest / 3600000);
    t.minute = static_cast<unsigned>(rest / 60000 % 60);
    t.second = static_cast<unsigned>(rest / 1000 % 60);
    t.millisecond = static_cast<unsigned>(rest % 1000);
    return t;
}

/// What a clock field of the wire says.
enum class clock_state : std::uint8_t {
    set,      ///< a calendar-valid time
    not_set,  ///< all zero, or the day on which an unset clock starts: no time, no error
    invalid,  ///< no BCD, month 13, ...
};

/// A clock field and what it says; `time` counts only with `set`.
struct clock_reading {
    time_ms time = 0;
    clock_state state = clock_state::invalid;
};

/// Order of the three date bytes of a BCD clock; hour, minute and second follow.
enum class date_order : std::uint8_t { day_month_year, year_month_day };

/// The calendar fields of six BCD bytes, valid or not. `decimal` is false if a nibble is above 9.
struct bcd_clock_fields {
    short_time at;
    bool decimal = false;
    bool zero = false;

    TRACKWIRE_HOT [[nodiscard]] constexpr bool is_valid() const noexcept { return decimal && is_calendar_valid(at); }
};
TRACKWIRE_HOT [[nodiscard]] constexpr bcd_clock_fields read_bcd_fields(const std::uint8_t* bytes,
                                                                       date_order order) noexcept {
    const std::uint64_t wire = load_be48(bytes);
    const std::uint64_t v = from_bcd_word(wire);
    const auto at = [v](unsigned i) { return static_cast<unsigned>(v >> (40 - 8 * i) & 0xFFU); };
    const bool ymd = order == date_order::year_month_day;
    return {{at(ymd ? 0 : 2), at(1), at(ymd ? 2 : 0), at(3), at(4), at(5)}, is_bcd_word(wire), wire == 0};
}

/// Six BCD bytes. All zero is `not_set`; so is 1 January 2000 (jointech.md 2.2, jt808.md 5).
TRACKWIRE_HOT [[nodiscard]] constexpr clock_reading read_bcd_clock(const std::uint8_t* bytes,
                                                                   date_order order) noexcept {
    const bcd_clock_fields f = read_bcd_fields(bytes, order);
    if (f.zero) { return {0, clock_state::not_set}; }
    if (!f.is_valid()) { return {}; }
    const bool never_set = f.at.year == 0 && f.at.month == 1 && f.at.day == 1;
    return {to_time(f.at), never_set ? clock_state::not_set : clock_state::set};
}

/// Whether six BCD bytes are a calendar-valid time or all zero: evidence for detection.
TRACKWIRE_HOT [[nodiscard]] constexpr bool is_plausible_bcd_clock(const std::uint8_t* bytes,
                                                                  date_order order) noexcept {
    const bcd_clock_fields f = read_bcd_fields(bytes, order);
    return f.zero || f.is_valid();
}

}  // namespace trackwire::inline v0
