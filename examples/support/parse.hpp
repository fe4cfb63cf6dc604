// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Arguments of the command line that are more than words and numbers.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

#include <trackwire/core/time.hpp>

namespace support {

namespace detail {
/// Takes a number of `low` to `high` digits from the front of `text`.
inline std::optional<int> take_number(std::string_view& text, std::size_t low, std::size_t high) {
    int value = 0;
    std::size_t n = 0;
    while (n < text.size() && n < high && text[n] >= '0' && text[n] <= '9') { value = value * 10 + (text[n++] - '0'); }
    text.remove_prefix(n);
    if (n < low) return std::nullopt;
    return value;
}
inline bool take(std::string_view& text, std::string_view any_of) {
    if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
    text.remove_prefix(1);
    return true;
}
}  // namespace detail

/// "+08:00", "-03:30", "+8", "+0800" or "Z": minutes east of UTC.
[[nodiscard]] inline std::optional<std::int16_t> parse_zone(std::string_view text) {
    if (text == "Z" || text == "UTC") return std::int16_t{0};
    const bool west = !text.empty() && text.front() == '-';
    if (!detail::take(text, "+-")) return std::nullopt;
    const auto hours = detail::take_number(text, 1, 2);
    int minutes = 0;
    if (!text.empty()) {
        (void)detail::take(text, ":");
        const auto given = detail::take_number(text, 2, 2);
        if (!given || *given > 59) return std::nullopt;
        minutes = *given;
    }
    if (!hours || *hours > 14 || !text.empty()) return std::nullopt;
    const int east = *hours * 60 + minutes;
    return static_cast<std::int16_t>(west ? -east : east);
}

/// "now", seconds since 1970, or "YYYY-MM-DDThh:mm:ss" (also with a blank, milliseconds, or Z): always UTC.
[[nodiscard]] inline std::optional<trackwire::time_ms> parse_time(std::string_view text) {
    using detail::take;
    using detail::take_number;
    if (text == "now") {
        const auto since = std::chrono::system_clock::now().time_since_epoch();
        return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
    }
    if (!text.empty() && text.size() <= 11 && text.find_first_not_of("0123456789") == std::string_view::npos) {
        trackwire::time_ms seconds = 0;
        for (const char c : text) seconds = seconds * 10 + (c - '0');
        return seconds * 1000;
    }
    const auto year = take_number(text, 4, 4);
    if (!year || !take(text, "-")) return std::nullopt;
    const auto month = take_number(text, 2, 2);
    if (!month || !take(text, "-")) return std::nullopt;
    const auto day = take_number(text, 2, 2);
    if (!day || !take(text, "T ")) return std::nullopt;
    const auto hour = take_number(text, 2, 2);
    if (!hour || !take(text, ":")) return std::nullopt;
    const auto minute = take_number(text, 2, 2);
    if (!minute) return std::nullopt;
    std::optional<int> second = 0;
    std::optional<int> millisecond = 0;
    if (take(text, ":")) second = take_number(text, 2, 2);
    if (take(text, ".")) millisecond = take_number(text, 3, 3);
    (void)take(text, "Z");
    if (!second || !millisecond || !text.empty()) return std::nullopt;
    const auto positive = [](int v) { return static_cast<unsigned>(v); };
    const trackwire::civil_time t{*year,
                                  positive(*month),
                                  positive(*day),
                                  positive(*hour),
                                  positive(*minute),
                                  positive(*second),
                                  positive(*millisecond)};
    if (!trackwire::is_calendar_valid(t)) return std::nullopt;
    return trackwire::to_time(t);
}

}  // namespace support
