// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Every documented command of Bofan devices. Over GPRS only OPC, SPD, TMZ, PTI, PHO and PHD are attested; the others
/// are SMS commands, which presumably work there too. What has no documented syntax goes through `raw_command`.
/// Ranges that nobody documents are those of the number's width (parameter_info::documented is false).
/// Source: bofan.md 14.2 to 14.6.

#include <trackwire/bofan/command_text.hpp>

namespace trackwire::inline v0::bofan {

/// A name, an address: the documents name no limit.
inline constexpr text_of short_text{{1, 64}, is_parameter_character, {}, false, false};

/// A command that is only its mnemonic.
template <words Mnemonic>
struct bare_command {
    static constexpr void describe(auto&, auto& v) noexcept { v.fixed(Mnemonic); }
    TRACKWIRE_COMMAND(bare_command, none, unknown_answer)
};

/// A command that switches one thing on or off.
template <words Mnemonic>
struct on_off_command {
    bool on = true;

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed(Mnemonic);
        v.field("on", c.on, flag{});
    }
    TRACKWIRE_COMMAND(on_off_command, none, unknown_answer)
};

/// A command with a time in seconds; the documents name no range.
template <words Mnemonic, std::uint16_t Default>
struct seconds_command {
    std::uint16_t seconds = Default;

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed(Mnemonic);
        v.field("seconds", c.seconds, any_u16);
    }
    TRACKWIRE_COMMAND(seconds_command, none, unknown_answer)
};

/// A command with a new password.
template <words Mnemonic>
struct password_command {
    text_view password{};  ///< six digits

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed(Mnemonic);
        v.field("password", c.password, password_digits);
    }
    TRACKWIRE_COMMAND(password_command, none, unknown_answer)
};

// ---- outputs, photos, reports --------------------------------------------------------------------------------------

/// OPC: output on or off. Output 1 is commonly the engine cut; the device documents no speed interlock (bofan.md 14.6).
struct switch_output {
    std::uint8_t output = 1;
    bool on = false;

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("OPC");
        v.field("output", c.output, whole::assumed(1, 5));
        v.fixed(",");
        v.field("on", c.on, flag{});
    }
    TRACKWIRE_COMMAND(switch_output, physical, unknown_answer)
};

/// PHO: take a photo now.
using take_photo = bare_command<"PHO">;

/// PHD: send a piece of the photo. `photo_assembler` says which one is next.
struct fetch_photo {
    std::uint32_t offset = 0;
    std::uint16_t size = 960;

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("PHD");
        v.field("offset", c.offset, any_u32);
        v.fixed(",");
        v.field("size", c.size, whole::assumed(1, 0xFFFF));
    }
    TRACKWIRE_COMMAND(fetch_photo, none, unknown_answer)
};

/// SPD: threshold of the speed alarm, km/h assumed; 0 presumably off.
struct set_speed_limit {
    std::uint16_t speed_kmh = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("SPD");
        v.field("speed_kmh", c.speed_kmh, any_u16);
    }
    TRACKWIRE_COMMAND(set_speed_limit, none, unknown_answer)
};

/// TMZ: time zone of reply texts, whole hours east of UTC.
struct set_time_zone {
    std::int8_t hours = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("TMZ");
        v.field("hours", c.hours, whole::assumed(-12, 14));
    }
    TRACKWIRE_COMMAND(set_time_zone, none, unknown_answer)
};

/// PTI: position report interval. For configuration GTI is the better attested one.
using set_report_interval = seconds_command<"PTI", 300>;

/// GTI: GPRS upload interval.
struct set_upload_interval {
    std::uint16_t seconds = 60;

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("GTI");
        v.field("seconds", c.seconds, whole(10, 1200));
    }
    TRACKWIRE_COMMAND(set_upload_interval, none, unknown_answer)
};

// ---- set-up --------------------------------------------------------------------------------------------------------

/// GID: the id that every sentence carries. Guides use the last 14 digits of the IMEI.
struct set_device_id {
    text_view id{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("GID");
        v.field("id", c.id, text_of{{1, 20}, is_digit, "1 to 20 digits", false, false});
    }
    TRACKWIRE_COMMAND(set_device_id, none, unknown_answer)
};

/// User and password of a mobile network; both or neither.
struct apn_login {
    text_view user{};
    text_view password{};

    [[nodiscard]] constexpr bool empty() const noexcept { return user.empty() && password.empty(); }
    friend constexpr bool operator==(const apn_login&, const apn_login&) noexcept = default;
};

namespace detail {
/// `,<user>,<password>`, or nothing.
struct apn_login_kind {
    static constexpr text_of part{{0, 64}, is_parameter_character, {}, false, false};
    [[nodiscard]] constexpr parameter_info about(name key) const noexcept {
        return {key, {0, 64}, "user and password, without commas", true};
    }
    [[nodiscard]] constexpr error_info check(name key, const apn_login& v) const noexcept {
        const error_info bad = part.check(key, v.user);
        return bad ? bad : part.check(key, v.password);
    }
    constexpr void write(const apn_login& v, byte_output& out) const noexcept {
        if (v.empty()) { return; }
        put_user(v, out);
        v.password.write(out);
    }
    constexpr void write_masked(const apn_login& v, byte_output& out) const noexcept {
        if (v.empty()) { return; }
        put_user(v, out);
        out.put(name("******"));
    }
    constexpr error_code read(apn_login& v, auto& in) const noexcept {
        if (in.done()) { return error_code::none; }
        if (!in.take(",")) { return error_code::unexpected; }
        const error_code code = part.read(v.user, in);
        if (code != error_code::none) { return code; }
        return in.take(",") ? part.read(v.password, in) : error_code::too_short;
    }

private:
    static constexpr void put_user(const apn_login& v, byte_output& out) noexcept {
        out.put(name(","));
        v.user.write(out);
        out.put(name(","));
    }
};
}  // namespace detail

/// APN: mobile data access.
struct set_access_point {
    text_view apn{};
    apn_login login{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("APN");
        v.field("apn", c.apn, short_text);
        v.field("login", c.login, detail::apn_login_kind{});
    }
    TRACKWIRE_COMMAND(set_access_point, none, unknown_answer)
};

/// SVR: where the device reports to. Host names depend on the firmware.
struct set_server {
    text_view host{};
    std::uint16_t port = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("SVR");
        v.field("host", c.host, short_text);
        v.fixed(",");
        v.field("port", c.port, whole(1, 65535));
    }
    TRACKWIRE_COMMAND(set_server, none, unknown_answer)
};

/// DFT: factory defaults.
using factory_reset = bare_command<"DFT">;

/// What RST restarts. `unnamed` writes no parameter and means the device.
enum class restart_target : std::uint8_t { device, gps, gsm, unnamed };

namespace detail {
struct restart_target_kind {
    [[nodiscard]] constexpr parameter_info about(name key) const noexcept {
        return {key, {0, 2}, "none, 0 device, 1 GPS, 2 GSM", false, false, true};
    }
    [[nodiscard]] constexpr error_info check(name key, restart_target v) const noexcept {
        return check_range(key, static_cast<std::int64_t>(v), {0, 3});
    }
    constexpr void write(restart_target v, byte_output& out) const noexcept {
        if (v != restart_target::unnamed) { out.number(static_cast<std::int64_t>(v)); }
    }
    constexpr error_code read(restart_target& v, auto& in) const noexcept {
        v = restart_target::unnamed;
        return in.done() ? error_code::none : whole::assumed(0, 2).read(v, in);
    }
};
}  // namespace detail

/// RST: restart.
struct restart {
    restart_target target = restart_target::unnamed;

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("RST");
        v.field("target", c.target, detail::restart_target_kind{});
    }
    TRACKWIRE_COMMAND(restart, none, unknown_answer)
};

/// PWD: change the password that stands in front of SMS commands.
using set_password = password_command<"PWD">;

/// RPW: reset a forgotten password, while the SOS key is held. By SMS with the factory password in front.
using reset_password = password_command<"RPW">;

/// SLP: sleep after so long without motion (PT80).
using sleep_after = seconds_command<"SLP", 300>;

// ---- questions -----------------------------------------------------------------------------------------------------

/// VER: firmware version.
using ask_version = bare_command<"VER">;
/// IME: IMEI.
using ask_imei = bare_command<"IME">;
/// RCP: latitude and longitude as text.
using ask_position = bare_command<"RCP">;
/// RCM: position as a map link.
using ask_map_link = bare_command<"RCM">;
/// RPO: supply voltage.
using ask_voltage = bare_command<"RPO">;

// ---- alarms --------------------------------------------------------------------------------------------------------

/// CPA: alarm when the power is cut. Default on.
using set_power_cut_alarm = on_off_command<"CPA">;
/// SKA: SMS when the device is shaken.
using set_shake_alarm = on_off_command<"SKA">;

/// Up to three telephone numbers.
using telephone_numbers = fixed_list<text_view, 3>;

namespace detail {
/// `,<number>` each: a comma stands in front of the first one too.
struct telephone_numbers_kind {
    static constexpr text_of number{{1, 16}, is_telephone_character, "1 to 16 digits", false, true};
    [[nodiscard]] constexpr parameter_info about(name key) const noexcept {
        return {key, {1, 3}, "1 to 3 numbers of 1 to 16 digits", false, false, true};
    }
    [[nodiscard]] constexpr error_info check(name key, const telephone_numbers& v) const noexcept {
        error_info bad = check_range(key, static_cast<std::int64_t>(v.size()), {1, 3});
        for (std::size_t i = 0; i < v.size() && !bad; ++i) { bad = number.check(key, v[i]); }
        return bad;
    }
    constexpr void write(const telephone_numbers& v, byte_output& out) const noexcept {
        for (const text_view& one : v) {
            out.put(name(","));
            one.write(out);
        }
    }
    constexpr error_code read(telephone_numbers& v, auto& in) const noexcept {
        v = {};
        while (v.size() < 3 && in.take(",")) {
            text_view one;
            const error_code code = number.read(one, in);
            if (code != error_code::none) { return code; }
            (void)v.add(one);
        }
        return v.empty() ? error_code::too_short : error_code::none;
    }
};
}  // namespace detail

/// SOS: numbers that alarms are sent to.
struct set_sos_numbers {
    telephone_numbers numbers{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("SOS");
        v.field("numbers", c.numbers, detail::telephone_numbers_kind{});
    }
    TRACKWIRE_COMMAND(set_sos_numbers, none, unknown_answer)
};

/// What one alarm does. Flags, left to right, 0 or 1: report to the platform, SMS, call, photo; the fifth digit is the
/// action to run, 0 for none. Older firmware knows fewer digits (bofan.md 14.3).
struct alarm_rule {
    text_view alarm{};  ///< IN1, SPD ...: three capital letters and digits
    text_view flags{};  ///< 1 to 5 digits

    friend constexpr bool operator==(const alarm_rule&, const alarm_rule&) noexcept = default;
};

/// Up to eight of them.
using alarm_rules = fixed_list<alarm_rule, 8>;

namespace detail {
struct alarm_rules_kind {
    [[nodiscard]] constexpr parameter_info about(name key) const noexcept {
        return {key,   {1, 8}, "1 to 8 alarms, each three characters and 1 to 5 digits: 0 or 1, the fifth 0 to 5",
                false, false,  true};
    }
    [[nodiscard]] static constexpr error_info check_rule(name key, const alarm_rule& r) noexcept {
        error_info bad = check_text(key, r.alarm, {3, 3}, is_code_character);
        if (!bad && !is_upper(r.alarm[0])) { bad = {error_code::bad_character, key, 0}; }
        if (!bad) { bad = check_text(key, r.flags, {1, 5}, is_digit); }
        for (std::size_t i = 0; !bad && i < r.flags.size(); ++i) {
            bad = check_range(key, r.flags[i] - '0', {0, i == 4 ? 5 : 1});
        }
        return bad;
    }
    [[nodiscard]] constexpr error_info check(name key, const alarm_rules& v) const noexcept {
        error_info bad = check_range(key, static_cast<std::int64_t>(v.size()), {1, 8});
        for (std::size_t i = 0; i < v.size() && !bad; ++i) { bad = check_rule(key, v[i]); }
        return bad;
    }
    constexpr void write(const alarm_rules& v, byte_output& out) const noexcept {
        for (std::size_t i = 0; i < v.size(); ++i) {
            if (i > 0) { out.put(name(",")); }
            v[i].alarm.write(out);
            v[i].flags.write(out);
        }
    }
    constexpr error_code read(alarm_rules& v, auto& in) const noexcept {
        v = {};
        do {
            alarm_rule r;
            r.alarm = in.take_while(is_code_character, 3);
            r.flags = in.take_while(is_digit);
            const error_info bad = check_rule({}, r);
            if (bad) { return bad.code; }
            (void)v.add(r);
        } while (v.size() < 8 && in.take(","));
        return error_code::none;
    }
};
}  // namespace detail

/// SAL: what alarms do.
struct set_alarms {
    alarm_rules alarms{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("SAL");
        v.field("alarms", c.alarms, detail::alarm_rules_kind{});
    }
    TRACKWIRE_COMMAND(set_alarms, none, unknown_answer)
};

/// AN: a command, a pause, a second command, to be run by an alarm. The commands stand as they are between the quotes,
/// with `#`; the manual prints a comma behind the first one (`#OPC1,1,`), whether it is needed is unknown.
/// Physical, because an action may switch an output.
struct set_action {
    std::uint8_t action = 1;
    text_view first{};
    std::uint16_t seconds = 0;
    text_view second{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        constexpr text_of quoted{{2, 64}, is_quotable_character, "a command with #, without quotes"};
        v.fixed("AN");
        v.field("action", c.action, whole::digit(1, 5));
        v.fixed("'");
        v.field("first", c.first, quoted);
        v.fixed("',");
        v.field("seconds", c.seconds, any_u16);
        v.fixed(",'");
        v.field("second", c.second, quoted);
        v.fixed("'");
    }
    TRACKWIRE_COMMAND(set_action, physical, unknown_answer)
};

/// Which side of the threshold alarms.
enum class threshold : std::uint8_t { below, above };

/// The text of an analog alarm, and the input that must be on. Empty and 0: the device's own text, always.
struct analog_text {
    text_view text{};
    std::uint8_t input = 0;

    friend constexpr bool operator==(const analog_text&, const analog_text&) noexcept = default;
};

namespace detail {
/// `<` or `>`.
struct threshold_kind {
    [[nodiscard]] constexpr parameter_info about(name key) const noexcept {
        return {key, {0, 1}, "< or >", false, false, true};
    }
    [[nodiscard]] constexpr error_info check(name key, threshold v) const noexcept {
        return check_range(key, static_cast<std::int64_t>(v), {0, 1});
    }
    constexpr void write(threshold v, byte_output& out) const noexcept {
        out.put(v == threshold::below ? name("<") : name(">"));
    }
    constexpr error_code read(threshold& v, auto& in) const noexcept {
        v = in.take(">") ? threshold::above : threshold::below;
        return v == threshold::above || in.take("<") ? error_code::none : error_code::unexpected;
    }
};
/// Nothing, `,<text>`, or `,<text>,<input>`.
struct analog_text_kind {
    static constexpr text_of part{{0, 64}, is_parameter_character, {}, false, false};
    static constexpr range inputs{0, 5};
    [[nodiscard]] constexpr parameter_info about(name key) const noexcept {
        return {key, {0, 64}, "text without commas, input 1 to 5 or 0 for always", true};
    }
    [[nodiscard]] constexpr error_info check(name key, const analog_text& v) const noexcept {
        const error_info bad = part.check(key, v.text);
        return bad ? bad : check_range(key, v.input, inputs);
    }
    constexpr void write(const analog_text& v, byte_output& out) const noexcept {
        if (v.text.empty() && v.input == 0) { return; }
        out.put(name(","));
        v.text.write(out);
        if (v.input == 0) { return; }
        out.put(name(","));
        out.number(v.input);
    }
    constexpr error_code read(analog_text& v, auto& in) const noexcept {
        if (in.done()) { return error_code::none; }
        if (!in.take(",")) { return error_code::unexpected; }
        const error_code code = part.read(v.text, in);
        if (code != error_code::none || !in.take(",")) { return code; }
        return whole::assumed(1, 5).read(v.input, in);
    }
};
}  // namespace detail

/// AD: alarm of an analog input, in percent of full scale.
struct set_analog_alarm {
    std::uint8_t channel = 1;
    threshold side = threshold::below;
    std::uint8_t percent = 0;
    analog_text label{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("AD");
        v.field("channel", c.channel, whole::digit(1, 4));
        v.field("side", c.side, detail::threshold_kind{});
        v.field("percent", c.percent, whole(0, 100));
        v.field("label", c.label, detail::analog_text_kind{});
    }
    TRACKWIRE_COMMAND(set_analog_alarm, none, unknown_answer)
};

/// AV: voltage range of a sensor. The manual prints no separator between channel and minimum, and a last number 24 of
/// unknown meaning, which is written as it stands.
struct set_sensor_range {
    std::uint8_t channel = 1;
    std::uint32_t min_mv = 0;
    std::uint32_t max_mv = 6000;

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("AV");
        v.field("channel", c.channel, whole::digit(1, 4));
        v.field("min_mv", c.min_mv, millivolts{});
        v.fixed(",");
        v.field("max_mv", c.max_mv, millivolts{});
        v.fixed(",24");
    }
    TRACKWIRE_COMMAND(set_sensor_range, none, unknown_answer)
};

// ---- anything else -------------------------------------------------------------------------------------------------

namespace detail {
/// Two capital letters at least, then anything that a command can carry.
struct raw_kind {
    static constexpr text_of text{{2, longest_command}, is_command_character};
    [[nodiscard]] constexpr parameter_info about(name key) const noexcept {
        return {key, text.length, "mnemonic in capital letters and parameters, printable ASCII", true};
    }
    [[nodiscard]] constexpr error_info check(name key, const text_view& v) const noexcept {
        const error_info bad = text.check(key, v);
        if (bad) { return bad; }
        for (std::size_t i = 0; i < 2; ++i) {
            if (!is_upper(v[i])) { return {error_code::bad_character, key, i}; }
        }
        return {};
    }
    constexpr void write(const text_view& v, byte_output& out) const noexcept { v.write(out); }
    constexpr error_code read(text_view& v, auto& in) const noexcept {
        v = in.take_while(is_command_character);
        return check({}, v).code;
    }
};
}  // namespace detail

/// A command as text, mnemonic first, without `#`, password and line end. Physical, because nobody knows what it does.
struct raw_command {
    text_view text{};

    static constexpr void describe(auto& c, auto& v) noexcept { v.field("text", c.text, detail::raw_kind{}); }
    TRACKWIRE_COMMAND(raw_command, physical, unknown_answer)
};

}  // namespace trackwire::inline v0::bofan
