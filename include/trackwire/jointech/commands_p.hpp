// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// P commands of the JT701 family that set up or ask the device, and its answers: P01 to P32, P37 to P40, P50, P54,
/// P61 to P99. Cards, passwords, fences and unlocking are in commands_access.hpp, acknowledgements in
/// commands_ack.hpp. P09 and P19 exist in custom firmware and are documented nowhere: `raw_command`.
/// Ranges are those of the newest manual; where a firmware date is given, older firmware allows less.
/// Source: jointech.md 11.1, 11.3, 14.6.

#include <trackwire/jointech/p_forms.hpp>

namespace trackwire::inline v0::jointech {

// ---- P01, P02, P13 to P15, P32, P68: orders and questions -----------------------------------------------------------

/// Firmware string and battery.
struct p01_answer {
    text_view device_id{};
    text_view firmware{};  ///< model_date_country_vendor_module_LoRa_PCB_hardware
    std::uint8_t battery_percent = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_answer(c, v, "P01");
        v.field("firmware", c.firmware, any_text);
        v.field("battery_percent", c.battery_percent, percent_sign{});
    }
    TRACKWIRE_ANSWER(p01_answer)
};

/// Asks for firmware and battery.
using p01_query = order<"P01", p01_answer>;
/// Asks for the position text; by SMS only, the answer is the text of jointech.md 10.1.
using p02_query = order<"P02", unknown_answer>;
/// Back to factory settings; server, APN and VIP numbers are kept.
using p13_factory_reset = order<"P13", p_done<"P13">>;
/// Asks for the IMEI.
using p14_query = order<"P14", p_text<"P14">>;
/// Restarts the device after about 30 s.
using p15_restart = order<"P15", p_done<"P15">>;
/// Sends the device to sleep after about 30 s.
using p32_sleep = order<"P32", p_done<"P32">>;

/// Number of the SIM: IMSI (1) or CCID (2).
struct p68_answer {
    text_view device_id{};
    std::uint8_t which = 0;
    text_view digits{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_answer(c, v, "P68");
        v.field("which", c.which, whole(1, 2, "1 IMSI, 2 CCID"));
        v.field("digits", c.digits, any_text);
    }
    TRACKWIRE_ANSWER(p68_answer)
};

/// Asks for the IMSI of the SIM.
using p68_query_imsi = order<"P68,1,0", p68_answer>;

/// Asks for the CCID of the SIM.
using p68_query_ccid = order<"P68,2,0", p68_answer>;

// ---- P03, P04, P37 to P39, P61, P83, P97: sleep, intervals, sensor, battery -----------------------------------------

/// Deep sleep below a battery level.
struct p03_answer {
    text_view device_id{};
    bool on = false;
    std::uint8_t battery_percent = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_answer(c, v, "P03");
        v.field("on", c.on, flag{});
        v.field("battery_percent", c.battery_percent, any_u8);
    }
    TRACKWIRE_ANSWER(p03_answer)
};

/// Deep sleep below a battery level: no radio, woken by card, cover or charger. Default 5 %, older models 31 %.
struct p03_set {
    bool on = false;
    std::uint8_t battery_percent = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("P03,1");
        v.field("on", c.on, flag{});
        v.field("battery_percent", c.battery_percent, whole(5, 90));
    }
    TRACKWIRE_COMMAND(p03_set, none, p03_answer)
};

/// Asks how it stands.
using p03_query = p_query<"P03", p03_answer>;

/// Upload and wake intervals.
struct p04_answer {
    text_view device_id{};
    std::uint16_t upload_s = 0;
    std::uint16_t wake_min = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_answer(c, v, "P04");
        v.field("upload_s", c.upload_s, any_u16);
        v.field("wake_min", c.wake_min, any_u16);
    }
    TRACKWIRE_ANSWER(p04_answer)
};

/// Upload interval while awake, wake interval while asleep. Firmware of the manual V1.4: 5 to 600 s; before 2021-03-11:
/// 30 to 1440 min. Default 30 min.
struct p04_set {
    std::uint16_t upload_s = 0;
    std::uint16_t wake_min = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("P04,1");
        v.field("upload_s", c.upload_s, whole(5, 3600));
        v.field("wake_min", c.wake_min, whole(5, 1440));
    }
    TRACKWIRE_COMMAND(p04_set, none, p04_answer)
};

/// Asks how it stands.
using p04_query = p_query<"P04", p04_answer>;

/// Motion sensor.
struct p37_answer {
    text_view device_id{};
    std::uint16_t threshold_mg = 0;
    text_view custom{};  ///< meaning by firmware

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_answer(c, v, "P37");
        v.field("threshold_mg", c.threshold_mg, any_u16);
        v.field("custom", c.custom, any_text);
    }
    TRACKWIRE_ANSWER(p37_answer)
};

/// Threshold of the motion sensor. Default 126 mg.
struct p37_set {
    std::uint16_t threshold_mg = 0;  ///< 0: off

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("P37,1");
        v.field("threshold_mg", c.threshold_mg, one_of({{0}}, "0 or 63 to 500", {63, 500}));
    }
    TRACKWIRE_COMMAND(p37_set, none, p37_answer)
};

/// Asks how it stands.
using p37_query = p_query<"P37", p37_answer>;

/// Alarm when the lock stays open. Default 120 min.
struct p38_set {
    std::uint16_t minutes = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("P38,1");
        v.field("minutes", c.minutes, whole(3, 180));
    }
    TRACKWIRE_COMMAND(p38_set, none, p_value<"P38">)
};

/// Asks how it stands.
using p38_query = p_query<"P38", p_value<"P38">>;

/// Time awake after a wake.
struct p39_answer {
    text_view device_id{};
    std::uint16_t minutes = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_answer(c, v, "P39,1");
        v.field("minutes", c.minutes, any_u16);
    }
    TRACKWIRE_ANSWER(p39_answer)
};

/// Time awake after a wake, since firmware 2021-07-20. Default 10 min.
struct p39_set {
    std::uint16_t minutes = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("P39,1");
        v.field("minutes", c.minutes, whole(3, 10));
    }
    TRACKWIRE_COMMAND(p39_set, none, p39_answer)
};

/// Asks how it stands.
using p39_query = p_query<"P39", p39_answer>;

/// Threshold of the low battery alarm. Default 30 %.
struct p61_set {
    std::uint8_t battery_percent = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("P61,1");
        v.field("battery_percent", c.battery_percent, whole(0, 90));
    }
    TRACKWIRE_COMMAND(p61_set, none, p_value<"P61">)
};

/// Asks how it stands.
using p61_query = p_query<"P61", p_value<"P61">>;

/// Locks by itself so long after an unlocking (manual V1.9.5). Range and answer UNKNOWN.
struct p83_set {
    std::uint16_t minutes = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("P83,1");
        v.field("minutes", c.minutes, any_u16);
    }
    TRACKWIRE_COMMAND(p83_set, none, unknown_answer)
};

/// Asks how it stands.
using p83_query = p_query<"P83", unknown_answer>;

/// Power saving of the GNSS receiver (manual V1.9.5). Values and answer UNKNOWN.
struct p97_set {
    text_view value{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("P97,1");
        v.field("value", c.value, any_text);
    }
    TRACKWIRE_COMMAND(p97_set, none, unknown_answer)
};

/// Asks how it stands.
using p97_query = p_query<"P97", unknown_answer>;

/// Power key. Default on.
using p50_set = p_switch<"P50">;
/// Asks how it stands.
using p50_query = p_query<"P50", p_state<"P50">>;

/// Tracking mode.
struct p54_answer {
    text_view device_id{};
    std::uint8_t mode = 0;  ///< to be ignored
    bool on = false;

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_answer(c, v, "P54");
        v.field("mode", c.mode, any_u8);
        v.field("on", c.on, flag{});
    }
    TRACKWIRE_ANSWER(p54_answer)
};

/// Tracking mode: no sleep until the battery is below 5 %.
using p54_set = p_switch<"P54", p54_answer>;
/// Asks how it stands.
using p54_query = p_query<"P54", p54_answer>;

// ---- P06, P10 to P12, P23, P65, P70: server, telephone numbers, alias -----------------------------------------------

/// APN, user and password of P06.
inline constexpr text_of apn_text{{0, 50}, is_parameter_character, "at most 50 characters"};
inline constexpr text_of apn_secret{{0, 50}, is_parameter_character, "at most 50 characters", true};

/// Server and APN.
struct p06_answer {
    text_view device_id{};
    text_view host{};
    std::uint16_t port = 0;
    text_view apn{};
    text_view user{};
    text_view password{};
    bool second = false;  ///< second server, SIM 2

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_answer(c, v, "P06");
        v.field("host", c.host, any_text);
        v.field("port", c.port, any_u16);
        v.field("apn", c.apn, any_text);
        v.field("user", c.user, any_text);
        v.field("password", c.password, any_secret);
        v.field("second", c.second, flag{});
    }
    TRACKWIRE_ANSWER(p06_answer)
};

/// Sets a server and the APN to reach it.
template <words Words>
struct p06_set {
    text_view host{};
    std::uint16_t port = 0;
    text_view apn{};  ///< may be empty, as user and password
    text_view user{};
    text_view password{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed(Words);
        v.field("host", c.host, any_text);
        v.field("port", c.port, whole(0, 65530));
        v.field("apn", c.apn, apn_text);
        v.field("user", c.user, apn_text);
        v.field("password", c.password, apn_secret);
    }
    TRACKWIRE_COMMAND(p06_set, none, p06_answer)
};

/// Main server and APN of SIM 1.
using p06_set_main = p06_set<"P06,1">;
/// Second server and APN of SIM 2.
using p06_set_second = p06_set<"P06,3">;

/// Asks for the main server.
using p06_query_main = p_query<"P06", p06_answer>;

/// Asks for the second server.
using p06_query_second = order<"P06,2", p06_answer>;

/// Offset of the times in SMS texts from UTC. Default 0.
struct p10_set {
    std::int16_t minutes = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("P10,1");
        v.field("minutes", c.minutes, whole(-720, 780));
    }
    TRACKWIRE_COMMAND(p10_set, none, p_value<"P10", std::int16_t>)
};

/// Asks how it stands.
using p10_query = p_query<"P10", p_value<"P10", std::int16_t>>;

/// A VIP number.
struct p11_answer {
    text_view device_id{};
    std::uint8_t index = 0;
    text_view number{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_answer(c, v, "P11");
        v.field("index", c.index, any_u8);
        v.field("number", c.number, any_text);
    }
    TRACKWIRE_ANSWER(p11_answer)
};

/// A telephone number; the documents name no length.
inline constexpr text_of telephone_text{{0, longest_text}, is_telephone_character, "digits, + in front", false, false};

/// A VIP number: a telephone from which SMS commands are accepted.
struct p11_set {
    std::uint8_t index = 0;
    text_view number{};  ///< +86...

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("P11,1");
        v.field("index", c.index, whole(1, 5));
        v.field("number", c.number, telephone_text);
    }
    TRACKWIRE_COMMAND(p11_set, none, p11_answer)
};

/// Asks for a VIP number.
struct p11_query {
    std::uint8_t index = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("P11,0");
        v.field("index", c.index, whole(1, 5));
    }
    TRACKWIRE_COMMAND(p11_query, none, p11_answer)
};

/// A switch for each VIP number.
constexpr void describe_vips(auto& c, auto& v) noexcept {
    v.field("vip_1", c.vip_1, flag{});
    v.field("vip_2", c.vip_2, flag{});
    v.field("vip_3", c.vip_3, flag{});
    v.field("vip_4", c.vip_4, flag{});
    v.field("vip_5", c.vip_5, flag{});
}

/// Which VIP numbers get alarms by SMS.
struct p12_answer {
    text_view device_id{};
    bool vip_1 = false;
    bool vip_2 = false;
    bool vip_3 = false;
    bool vip_4 = false;
    bool vip_5 = false;

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_answer(c, v, "P12");
        describe_vips(c, v);
    }
    TRACKWIRE_ANSWER(p12_answer)
};

/// Which VIP numbers get alarms by SMS.
struct p12_set {
    bool vip_1 = false;
    bool vip_2 = false;
    bool vip_3 = false;
    bool vip_4 = false;
    bool vip_5 = false;

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("P12,1");
        describe_vips(c, v);
    }
    TRACKWIRE_COMMAND(p12_set, none, p12_answer)
};

/// Asks how it stands.
using p12_query = p_query<"P12", p12_answer>;

/// Wake by SMS or call. Default off.
using p23_set = p_switch<"P23">;
/// Asks how it stands.
using p23_query = p_query<"P23", p_state<"P23">>;
/// Wake by numbers that are not VIP. Default off.
using p70_set = p_switch<"P70">;
/// Asks how it stands.
using p70_query = p_query<"P70", p_state<"P70">>;

/// Name of the device.
struct p65_set {
    text_view alias{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("P65,1");
        v.field("alias", c.alias, any_text);
    }
    TRACKWIRE_COMMAND(p65_set, none, p_text<"P65">)
};

/// Asks how it stands.
using p65_query = p_query<"P65", p_text<"P65">>;

}  // namespace trackwire::inline v0::jointech
