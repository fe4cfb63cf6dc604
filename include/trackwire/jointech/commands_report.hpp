// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// P commands of the JT701 family that say what is reported and counted, and their answers: P22, P40, P62, P63, P94,
/// P98, P99. Source: jointech.md 11.3, 14.6.

#include <trackwire/jointech/p_forms.hpp>

namespace trackwire::inline v0::jointech {

/// Sets the clock, UTC; works only while there is no GNSS fix. Also the answer to P22,2 (jointech.md 6.3).
struct p22_set_time {
    time_ms time = 0;  ///< whole seconds; milliseconds are cut

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("P22");
        v.field("time", c.time, clock_digits{});
    }
    TRACKWIRE_COMMAND(p22_set_time, none, p_state<"P22">)
};

/// How an alarm is sent.
enum class alarm_channel : std::uint8_t { off, gprs, sms, both };
inline constexpr whole alarm_switch(0, 3, "0 off, 1 GPRS, 2 SMS, 3 both");

/// A channel for each alarm.
constexpr void describe_alarms(auto& c, auto& v) noexcept {
    v.field("rope_cut", c.rope_cut, alarm_switch);
    v.field("illegal_card", c.illegal_card, alarm_switch);
    v.field("long_unlock", c.long_unlock, alarm_switch);
    v.field("wrong_passwords", c.wrong_passwords, alarm_switch);
    v.field("vibration", c.vibration, alarm_switch);
    v.field("enter_fence", c.enter_fence, alarm_switch);
    v.field("exit_fence", c.exit_fence, alarm_switch);
    v.field("low_battery", c.low_battery, alarm_switch);
    v.field("back_cover", c.back_cover, alarm_switch);
    v.field("motor_stuck", c.motor_stuck, alarm_switch);
}

/// How each alarm is sent.
struct p40_answer {
    text_view device_id{};
    alarm_channel rope_cut = alarm_channel::off;
    alarm_channel illegal_card = alarm_channel::off;
    alarm_channel long_unlock = alarm_channel::off;
    alarm_channel wrong_passwords = alarm_channel::off;  ///< five in a row
    alarm_channel vibration = alarm_channel::off;
    alarm_channel enter_fence = alarm_channel::off;
    alarm_channel exit_fence = alarm_channel::off;
    alarm_channel low_battery = alarm_channel::off;
    alarm_channel back_cover = alarm_channel::off;
    alarm_channel motor_stuck = alarm_channel::off;
    text_view custom{};  ///< four values of custom firmware

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_answer(c, v, "P40");
        describe_alarms(c, v);
        v.field("custom", c.custom, rest_of{});
    }
    TRACKWIRE_ANSWER(p40_answer)
};

/// How each alarm is sent.
struct p40_set {
    alarm_channel rope_cut = alarm_channel::off;
    alarm_channel illegal_card = alarm_channel::off;
    alarm_channel long_unlock = alarm_channel::off;
    alarm_channel wrong_passwords = alarm_channel::off;  ///< five in a row
    alarm_channel vibration = alarm_channel::off;
    alarm_channel enter_fence = alarm_channel::off;
    alarm_channel exit_fence = alarm_channel::off;
    alarm_channel low_battery = alarm_channel::off;
    alarm_channel back_cover = alarm_channel::off;
    alarm_channel motor_stuck = alarm_channel::off;

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("P40,1");
        describe_alarms(c, v);
    }
    TRACKWIRE_COMMAND(p40_set, none, p40_answer)
};

/// Asks how it stands.
using p40_query = p_query<"P40", p40_answer>;

/// What a P62 answer is about.
enum class p62_subject : std::uint8_t { speed_threshold = 1, mileage = 2 };

/// Mileage, or the speed from which on it counts.
struct p62_answer {
    text_view device_id{};
    p62_subject subject = p62_subject::mileage;
    std::uint32_t value = 0;  ///< km, or km/h

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_answer(c, v, "P62");
        v.field("subject", c.subject, whole(1, 2, "1 speed threshold, 2 mileage"));
        v.field("value", c.value, any_u32);
    }
    TRACKWIRE_ANSWER(p62_answer)
};

/// Sets the mileage.
struct p62_set_mileage {
    std::uint32_t km = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("P62,2,1");
        v.field("km", c.km, whole(0, 4294967295));
    }
    TRACKWIRE_COMMAND(p62_set_mileage, none, p62_answer)
};

/// Asks for the mileage.
using p62_query_mileage = order<"P62,2,0", p62_answer>;

/// Speed from which on the mileage counts. Default 10 km/h.
struct p62_set_speed_threshold {
    std::uint32_t kmh = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("P62,1,1");
        v.field("kmh", c.kmh, any_u32);
    }
    TRACKWIRE_COMMAND(p62_set_speed_threshold, none, p62_answer)
};

/// Asks for that speed.
using p62_query_speed_threshold = order<"P62,1,0", p62_answer>;

/// Filter of the drift while standing still. Default off.
using p63_set = p_switch<"P63">;
/// Asks how it stands.
using p63_query = p_query<"P63", p_state<"P63">>;

/// Further P45 fields (manual V1.9.5): bit 0 IMEI, bit 1 fence id, bit 2 base station (inferred). Answer UNKNOWN.
struct p94_set {
    std::uint32_t bits = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("P94,1");
        v.field("bits", c.bits, any_u32);
    }
    TRACKWIRE_COMMAND(p94_set, none, unknown_answer)
};

/// What the device writes to its debug port.
enum class p98_output : std::uint8_t { stop = 0, nmea = 1, at_log = 6 };
inline constexpr one_of p98_switch({{0, 1, 6}}, "0 stop, 1 NMEA, 6 AT log");

/// What goes to the debug port.
struct p98_debug_answer {
    text_view device_id{};
    p98_output output = p98_output::stop;

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_answer(c, v, "P98,6");
        v.field("output", c.output, p98_switch);
    }
    TRACKWIRE_ANSWER(p98_debug_answer)
};

/// What goes to the debug port.
struct p98_set_debug {
    p98_output output = p98_output::stop;

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("P98,6");
        v.field("output", c.output, p98_switch);
    }
    TRACKWIRE_COMMAND(p98_set_debug, none, p98_debug_answer)
};

/// Records that are still cached.
struct p98_cache_answer {
    text_view device_id{};
    std::uint32_t left = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_answer(c, v, "P98,10,0");
        v.field("left", c.left, any_u32);
        v.fixed("0");
    }
    TRACKWIRE_ANSWER(p98_cache_answer)
};

/// Asks how many records are cached; on a JT701: positions only.
using p98_query_cache = order<"P98,10,0", p98_cache_answer>;

/// Deletes cached records: what the platform has not got is lost. The device works on it for 15 s at a time and wants
/// the command again until nothing is left; that is the caller's choice.
using p98_delete_cache = order<"P98,10,1,0,0", p98_cache_answer>;

/// The same for P45 reports of a JT701. Answer UNKNOWN.
using p98_query_p45_cache = order<"P98,11,0", unknown_answer>;

/// Deletes cached P45 reports of a JT701. Answer UNKNOWN.
using p98_delete_p45_cache = order<"P98,11,1,0,0", unknown_answer>;

/// Extra positions in curves (manual V1.9.5). Ranges and answer UNKNOWN.
struct p99_set {
    std::uint16_t sample_s = 0;
    std::uint16_t angle = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("P99,1,1");
        v.field("sample_s", c.sample_s, any_u16);
        v.field("angle", c.angle, any_u16);
    }
    TRACKWIRE_COMMAND(p99_set, none, unknown_answer)
};

/// No extra positions in curves.
using p99_off = order<"P99,1,0", unknown_answer>;

/// Asks how it stands.
using p99_query = p_query<"P99", unknown_answer>;

}  // namespace trackwire::inline v0::jointech
