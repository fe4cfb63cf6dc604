// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Commands of the 12-digit devices (JT705A, JT707A, JT709x, JT800), legacy commands of the JT600, and commands as
/// text. For the 12-digit devices only names and ranges are public; a struct exists where a full example is known, the
/// rest is `numbered_command`, with the hints of `numbered_command_hints`. How these devices are unlocked is UNKNOWN.
/// S02 and S24 are doubtful for the locks and are not offered.
/// Source: jointech.md 11.6, 11.7, 14.6.

#include <trackwire/jointech/command_text.hpp>

namespace trackwire::inline v0::jointech {

/// Asks for the basic information. Answer UNKNOWN.
struct base1_query {
    text_view device_id{};
    std::uint16_t serial = 1;

    static constexpr void describe(auto& c, auto& v) noexcept { describe_numbered(c, v, twelve_digits, "BASE,1"); }
    TRACKWIRE_COMMAND(base1_query, none, unknown_answer)
};

/// Sets the clock, UTC: the answer to the request `BASE,2,TIME` (jointech.md 6.8).
struct base2_set_time {
    text_view device_id{};
    std::uint16_t serial = 1;
    time_ms time = 0;  ///< whole seconds; milliseconds are cut

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_numbered(c, v, twelve_digits, "BASE,2");
        v.field("time", c.time, clock_digits{true});
    }
    TRACKWIRE_COMMAND(base2_set_time, none, no_answer)
};

/// Debug: the one known example is `BASE,11,123`, said to be an echo. Answer UNKNOWN.
struct base11_echo {
    text_view device_id{};
    std::uint16_t serial = 1;
    text_view text{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_numbered(c, v, twelve_digits, "BASE,11");
        v.field("text", c.text, any_text);
    }
    TRACKWIRE_COMMAND(base11_echo, none, unknown_answer)
};

/// Vibration thresholds, from the one known example `GSENS,2,0,500,80`. The meaning of the first parameter is UNKNOWN,
/// that of the others is told by their ranges. Answer UNKNOWN.
struct gsens2_set {
    text_view device_id{};
    std::uint16_t serial = 1;
    text_view first{};  ///< 0 in the example
    std::uint16_t alarm_mg = 0;
    std::uint16_t wake_mg = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_numbered(c, v, twelve_digits, "GSENS,2");
        v.field("first", c.first, any_text);
        v.field("alarm_mg", c.alarm_mg, whole(500, 8000));
        v.field("wake_mg", c.wake_mg, whole(63, 504));
    }
    TRACKWIRE_COMMAND(gsens2_set, none, unknown_answer)
};

/// What is public of a numbered command whose parameters have no documented order.
struct numbered_command_hint {
    name word;
    std::uint8_t index;
    name meaning;  ///< with the documented ranges
};
inline constexpr numbered_command_hint numbered_command_hints[] = {
    {"BASE", 6, "upload interval 5 to 600 s, wake interval 30 to 1440 min"},
    {"BASE", 7, "sleep mode"},
    {"BASE", 8, "time difference -720 to 780 min"},
    {"BASE", 9, "VIP numbers 1 to 5"},
    {"BASE", 10, "main and second server, port, APN"},
    {"BASE", 21,
     "working mode: interval moving 5 to 43200 s, still 15 to 43200 s, shock, low power 5 to 50 %, awake 2 to 20 min, "
     "wake sources, sleep"},
    {"ELOCK", 2, "reminder of the dynamic password 60 to 600 s"},
    {"ELOCK", 3, "report or query of the dynamic password"},
    {"WLNET", 9, "platform response command to peripheral"},
    {"WLNET", 15, "unknown"},
};

inline constexpr text_of numbered_word{{1, 16}, is_upper, "1 to 16 capital letters"};
inline constexpr text_of raw_text{{1, longest_text}, is_frame_character, "printable ASCII without brackets"};

/// Any answer of the form `(<id>,<version>,<serial>,<WORD>,<index>,...)`.
struct numbered_answer {
    text_view device_id{};
    std::uint8_t version = 0;
    std::uint16_t serial = 0;
    text_view word{};
    std::uint8_t index = 0;
    text_view parameters{};  ///< as on the wire, commas included

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.field("device_id", c.device_id, some_digits);
        v.field("version", c.version, any_u8);
        v.field("serial", c.serial, frame_serial{});
        v.field("word", c.word, numbered_word);
        v.field("index", c.index, any_u8);
        v.field("parameters", c.parameters, rest_of{true});
    }
    TRACKWIRE_ANSWER(numbered_answer)
};

/// A numbered command with parameters as text. What it does is not known here: it counts as physical.
struct numbered_command {
    text_view device_id{};
    std::uint8_t version = 1;
    std::uint16_t serial = 1;
    text_view word{};
    std::uint8_t index = 0;
    text_view parameters{};  ///< commas between them; may be empty

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.field("device_id", c.device_id, some_digits);
        v.field("version", c.version, whole(0, 99));
        v.field("serial", c.serial, frame_serial{});
        v.field("word", c.word, numbered_word);
        v.field("index", c.index, any_u8);
        v.field("parameters", c.parameters, rest_of{true});
    }
    TRACKWIRE_COMMAND(numbered_command, physical, numbered_answer)
};

/// The text of a raw command: everything between the brackets.
struct raw_of {
    [[nodiscard]] constexpr parameter_info about(name key) const noexcept {
        return {key, raw_text.length, raw_text.form, true, true};
    }
    [[nodiscard]] constexpr error_info check(name key, const text_view& v) const noexcept {
        return raw_text.check(key, v);
    }
    constexpr void write(const text_view& v, byte_output& out) const noexcept { v.write(out); }
    constexpr error_code read(text_view& v, field_source& in) const noexcept {
        v = in.rest();
        return check({}, v).code;
    }
};

/// Any command as text, without the brackets: `P19,1`. Characters that the frame cannot carry are refused. What it does
/// is not known here: it counts as physical, and it is masked as a whole, because it may hold a password.
struct raw_command {
    text_view text{};

    static constexpr void describe(auto& c, auto& v) noexcept { v.field("text", c.text, raw_of{}); }
    TRACKWIRE_COMMAND(raw_command, physical, unknown_answer)
};

// ---- JT600 ----------------------------------------------------------------------------------------------------------

/// Stops the engine.
using s07_stop_engine = order<"S07,0", unknown_answer, trackwire::effect::physical>;

/// Lets the engine run again.
using s07_resume_engine = order<"S07,1", unknown_answer, trackwire::effect::physical>;

/// Time zone. Range UNKNOWN.
struct s09_set_time_zone {
    std::int16_t minutes = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("S09,1");
        v.field("minutes", c.minutes, any_i16);
    }
    TRACKWIRE_COMMAND(s09_set_time_zone, none, unknown_answer)
};

/// Restarts the device.
using s17_restart = order<"S17", unknown_answer>;

}  // namespace trackwire::inline v0::jointech
