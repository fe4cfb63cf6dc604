// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Every documented command of Bofan devices. Over GPRS only OPC, SPD, TMZ, PTI, PHO and PHD are attested; the others
/// are SMS commands, which presumably work there too. What has no documented syntax goes through `raw_command`.
/// Ranges that nobody documents are those of the number's width (parameter_info::documented is false).
/// Source: bofan.md 14.2 to 14.6.

#include <trackwire/bofan/command_text.hpp>

namespace trackwire::inline v0::bofan {

namespace detail {

inline constexpr range any_u16{0, 0xFFFF};
inline constexpr range any_u32{0, 0xFFFFFFFF};

/// A command that is only its mnemonic.
template <class Self>
struct bare_command : device_command<Self> {
    friend constexpr bool operator==(const bare_command&, const bare_command&) noexcept = default;
    template <class Any, class Visitor>
    static constexpr void describe(Any&, Visitor& v) noexcept {
        v.literal(Self::mnemonic);
    }
};

/// A command that switches one thing on or off.
template <class Self>
struct on_off_command : device_command<Self> {
    bool on = true;
    friend constexpr bool operator==(const on_off_command&, const on_off_command&) noexcept = default;
    template <class Any, class Visitor>
    static constexpr void describe(Any& c, Visitor& v) noexcept {
        v.literal(Self::mnemonic);
        v.field("on", c.on, flag{});
    }
};

}  // namespace detail

// ---- outputs, photos, reports
// ----------------------------------------------------------------------------------------

/// OPC: output on or off. Output 1 is commonly the engine cut; the device documents no speed interlock (bofan.md 14.6).
struct switch_output : device_command<switch_output, trackwire::effect::physical> {
    std::uint8_t output = 1;
    bool on = false;

    friend constexpr bool operator==(const switch_output&, const switch_output&) noexcept = default;
    template <class Self, class Visitor>
    static constexpr void describe(Self& c, Visitor& v) noexcept {
        v.literal("OPC");
        v.field("output", c.output, whole{{1, 5}});
        v.literal(",");
        v.field("on", c.on, flag{});
    }
};

/// PHO: take a photo now.
struct take_photo : detail::bare_command<take_photo> {
    static constexpr name mnemonic = "PHO";
    friend constexpr bool operator==(const take_photo&, const take_photo&) noexcept = default;
};

/// PHD: send a piece of the photo. `photo_assembler` says which one is next.
struct fetch_photo : device_command<fetch_photo> {
    std::uint32_t offset = 0;
    std::uint16_t size = 960;

    friend constexpr bool operator==(const fetch_photo&, const fetch_photo&) noexcept = default;
    template <class Self, class Visitor>
    static constexpr void describe(Self& c, Visitor& v) noexcept {
        v.literal("PHD");
        v.field("offset", c.offset, whole{detail::any_u32});
        v.literal(",");
        v.field("size", c.size, whole{{1, 0xFFFF}});
    }
};

/// SPD: threshold of the speed alarm, km/h assumed; 0 presumably off.
struct set_speed_limit : device_command<set_speed_limit> {
    std::uint16_t speed_kmh = 0;

    friend constexpr bool operator==(const set_speed_limit&, const set_speed_limit&) noexcept = default;
    template <class Self, class Visitor>
    static constexpr void describe(Self& c, Visitor& v) noexcept {
        v.literal("SPD");
        v.field("speed_kmh", c.speed_kmh, whole{detail::any_u16});
    }
};

/// TMZ: time zone of reply texts, whole hours east of UTC.
struct set_time_zone : device_command<set_time_zone> {
    std::int8_t hours = 0;

    friend constexpr bool operator==(const set_time_zone&, const set_time_zone&) noexcept = default;
    template <class Self, class Visitor>
    static constexpr void describe(Self& c, Visitor& v) noexcept {
        v.literal("TMZ");
        v.field("hours", c.hours, whole{{-12, 14}});
    }
};

/// PTI: position report interval. For configuration GTI is the better attested one.
struct set_report_interval : device_command<set_report_interval> {
    std::uint16_t seconds = 300;

    friend constexpr bool operator==(const set_report_interval&, const set_report_interval&) noexcept = default;
    template <class Self, class Visitor>
    static constexpr void describe(Self& c, Visitor& v) noexcept {
        v.literal("PTI");
        v.field("seconds", c.seconds, whole{detail::any_u16});
    }
};

/// GTI: GPRS upload interval.
struct set_upload_interval : device_command<set_upload_interval> {
    std::uint16_t seconds = 60;

    friend constexpr bool operator==(const set_upload_interval&, const set_upload_interval&) noexcept = default;
    template <class Self, class Visitor>
    static constexpr void describe(Self& c, Visitor& v) noexcept {
        v.literal("GTI");
        v.field("seconds", c.seconds, whole{{10, 1200}, true});
    }
};

// ---- set-up
// ----------------------------------------------------------------------------------------------------------

/// GID: the id that every sentence carries. Guides use the last 14 digits of the IMEI.
struct set_device_id : device_command<set_device_id> {
    text_view id;

    friend constexpr bool operator==(const set_device_id&, const set_device_id&) noexcept = default;
    template <class Self, class Visitor>
    static constexpr void describe(Self& c, Visitor& v) noexcept {
        v.literal("GID");
        v.field("id", c.id, text_of{{1, 20}, detail::is_decimal_digit, "1 to 20 digits"});
    }
};

/// User and password of a mobile network; both or neither.
struct apn_login {
    text_view user;
    text_view password;

    [[nodiscard]] constexpr bool empty() const noexcept { return user.empty() && password.empty(); }
    friend constexpr bool operator==(const apn_login&, const apn_login&) noexcept = default;
};

namespace detail {
/// `,<user>,<password>`, or nothing.
struct apn_login_kind {
    static constexpr text_of part{{0, 64}, is_parameter_character};
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
    constexpr error_code read(apn_login& v, parameter_source& in) const noexcept {
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
struct set_access_point : device_command<set_access_point> {
    text_view apn;
    apn_login login;

    friend constexpr bool operator==(const set_access_point&, const set_access_point&) noexcept = default;
    template <class Self, class Visitor>
    static constexpr void describe(Self& c, Visitor& v) noexcept {
        v.literal("APN");
        v.field("apn", c.apn, text_of{{1, 64}});
        v.field("login", c.login, detail::apn_login_kind{});
    }
};

/// SVR: where the device reports to. Host names depend on the firmware.
struct set_server : device_command<set_server> {
    text_view host;
    std::uint16_t port = 0;

    friend constexpr bool operator==(const set_server&, const set_server&) noexcept = default;
    template <class Self, class Visitor>
    static constexpr void describe(Self& c, Visitor& v) noexcept {
        v.literal("SVR");
        v.field("host", c.host, text_of{{1, 64}});
        v.literal(",");
        v.field("port", c.port, whole{{1, 65535}, true});
    }
};

/// DFT: factory defaults.
struct factory_reset : detail::bare_command<factory_reset> {
    static constexpr name mnemonic = "DFT";
    friend constexpr bool operator==(const factory_reset&, const factory_reset&) noexcept = default;
};

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
    constexpr error_code read(restart_target& v, parameter_source& in) const noexcept {
        v = restart_target::unnamed;
        return in.done() ? error_code::none : whole{{0, 2}}.read(v, in);
    }
};
}  // namespace detail

/// RST: restart.
struct restart : device_command<restart> {
    restart_target target = restart_target::unnamed;

    friend constexpr bool operator==(const restart&, const restart&) noexcept = default;
    template <class Self, class Visitor>
    static constexpr void describe(Self& c, Visitor& v) noexcept {
        v.literal("RST");
        v.field("target", c.target, detail::restart_target_kind{});
    }
};

/// PWD: change the password that stands in front of SMS commands.
struct set_password : device_command<set_password> {
    text_view password;

    friend constexpr bool operator==(const set_password&, const set_password&) noexcept = default;
    template <class Self, class Visitor>
    static constexpr void describe(Self& c, Visitor& v) noexcept {
        v.literal("PWD");
        v.field("password", c.password, password_digits);
    }
};

/// RPW: reset a forgotten password, while the SOS key is held. By SMS with the factory password in front.
struct reset_password : device_command<reset_password> {
    text_view password;

    friend constexpr bool operator==(const reset_password&, const reset_password&) noexcept = default;
    template <class Self, class Visitor>
    static constexpr void describe(Self& c, Visitor& v) noexcept {
        v.literal("RPW");
        v.field("password", c.password, password_digits);
    }
};

/// SLP: sleep after so long without motion (PT80).
struct sleep_after : device_command<sleep_after> {
    std::uint16_t seconds = 300;

    friend constexpr bool operator==(const sleep_after&, const sleep_after&) noexcept = default;
    template <class Self, class Visitor>
    static constexpr void describe(Self& c, Visitor& v) noexcept {
        v.literal("SLP");
        v.field("seconds", c.seconds, whole{detail::any_u16});
    }
};

// ---- questions
// -------------------------------------------------------------------------------------------------------

/// VER: firmware version.
struct ask_version : detail::bare_command<ask_version> {
    static constexpr name mnemonic = "VER";
    friend constexpr bool operator==(const ask_version&, const ask_version&) noexcept = default;
};
/// IME: IMEI.
struct ask_imei : detail::bare_command<ask_imei> {
    static constexpr name mnemonic = "IME";
    friend constexpr bool operator==(const ask_imei&, const ask_imei&) noexcept = default;
};
/// RCP: latitude and longitude as text.
struct ask_position : detail::bare_command<ask_position> {
    static constexpr name mnemonic = "RCP";
    friend constexpr bool operator==(const ask_position&, const ask_position&) noexcept = default;
};
/// RCM: position as a map link.
struct ask_map_link : detail::bare_command<ask_map_link> {
    static constexpr name mnemonic = "RCM";
    friend constexpr bool operator==(const ask_map_link&, const ask_map_link&) noexcept = default;
};
/// RPO: supply voltage.
struct ask_voltage : detail::bare_command<ask_voltage> {
    static constexpr name mnemonic = "RPO";
    friend constexpr bool operator==(const ask_voltage&, const ask_voltage&) noexcept = default;
};

// ---- alarms
// ----------------------------------------------------------------------------------------------------------

/// CPA: alarm when the power is cut. Default on.
struct set_power_cut_alarm : detail::on_off_command<set_power_cut_alarm> {
    static constexpr name mnemonic = "CPA";
    friend constexpr bool operator==(const set_power_cut_alarm&, const set_power_cut_alarm&) noexcept = default;
};
/// SKA: SMS when the device is shaken.
struct set_shake_alarm : detail::on_off_command<set_shake_alarm> {
    static constexpr name mnemonic = "SKA";
    friend constexpr bool operator==(const set_shake_alarm&, const set_shake_alarm&) noexcept = default;
};

/// Up to three telephone numbers.
struct telephone_numbers {
    text_view numbers[3];
    std::uint8_t count = 0;

    friend constexpr bool operator==(const telephone_numbers& a, const telephone_numbers& b) noexcept {
        for (std::size_t i = 0; i < 3; ++i) {
            if (i < a.count && i < b.count && !(a.numbers[i] == b.numbers[i])) { return false; }
        }
        return a.count == b.count;
    }
};

namespace detail {
/// `,<number>` each: a comma stands in front of the first one too.
struct telephone_numbers_kind {
    static constexpr text_of number{{1, 16}, is_telephone_character, "1 to 16 digits", false, true};
    [[nodiscard]] constexpr parameter_info about(name key) const noexcept {
        return {key, {1, 3}, "1 to 3 numbers of 1 to 16 digits", false, false, true};
    }
    [[nodiscard]] constexpr error_info check(name key, const telephone_numbers& v) const noexcept {
        error_info bad = check_range(key, v.count, {1, 3});
        for (std::size_t i = 0; i < v.count && !bad; ++i) { bad = number.check(key, v.numbers[i]); }
        return bad;
    }
    constexpr void write(const telephone_numbers& v, byte_output& out) const noexcept {
        for (std::size_t i = 0; i < v.count; ++i) {
            out.put(name(","));
            v.numbers[i].write(out);
        }
    }
    constexpr error_code read(telephone_numbers& v, parameter_source& in) const noexcept {
        v = {};
        while (v.count < 3 && in.take(",")) {
            const error_code code = number.read(v.numbers[v.count], in);
            if (code != error_code::none) { return code; }
            ++v.count;
        }
        return v.count == 0 ? error_code::too_short : error_code::none;
    }
};
}  // namespace detail

/// SOS: numbers that alarms are sent to.
struct set_sos_numbers : device_command<set_sos_numbers> {
    telephone_numbers numbers;

    friend constexpr bool operator==(const set_sos_numbers&, const set_sos_numbers&) noexcept = default;
    template <class Self, class Visitor>
    static constexpr void describe(Self& c, Visitor& v) noexcept {
        v.literal("SOS");
        v.field("numbers", c.numbers, detail::telephone_numbers_kind{});
    }
};

/// What one alarm does. Flags, left to right, 0 or 1: report to the platform, SMS, call, photo; the fifth digit is the
/// action to run, 0 for none. Older firmware knows fewer digits (bofan.md 14.3).
struct alarm_rule {
    text_view alarm;  ///< IN1, SPD ...: three capital letters and digits
    text_view flags;  ///< 1 to 5 digits

    friend constexpr bool operator==(const alarm_rule&, const alarm_rule&) noexcept = default;
};

/// Up to eight of them.
struct alarm_rules {
    alarm_rule rules[8];
    std::uint8_t count = 0;

    friend constexpr bool operator==(const alarm_rules& a, const alarm_rules& b) noexcept {
        for (std::size_t i = 0; i < 8; ++i) {
            if (i < a.count && i < b.count && !(a.rules[i] == b.rules[i])) { return false; }
        }
        return a.count == b.count;
    }
};

namespace detail {
struct alarm_rules_kind {
    [[nodiscard]] constexpr parameter_info about(name key) const noexcept {
        return {key,   {1, 8}, "1 to 8 alarms, each three characters and 1 to 5 digits: 0 or 1, the fifth 0 to 5",
                false, false,  true};
    }
    [[nodiscard]] static constexpr error_info check_rule(name key, const alarm_rule& r) noexcept {
        error_info bad = check_text(key, r.alarm, {3, 3}, is_code_character);
        if (!bad && !is_upper(r.alarm[0])) { bad = {error_code::bad_character, key, 0}; }
        if (!bad) { bad = check_text(key, r.flags, {1, 5}, is_decimal_digit); }
        for (std::size_t i = 0; !bad && i < r.flags.size(); ++i) {
            bad = check_range(key, r.flags[i] - '0', {0, i == 4 ? 5 : 1});
        }
        return bad;
    }
    [[nodiscard]] constexpr error_info check(name key, const alarm_rules& v) const noexcept {
        error_info bad = check_range(key, v.count, {1, 8});
        for (std::size_t i = 0; i < v.count && !bad; ++i) { bad = check_rule(key, v.rules[i]); }
        return bad;
    }
    constexpr void write(const alarm_rules& v, byte_output& out) const noexcept {
        for (std::size_t i = 0; i < v.count; ++i) {
            if (i > 0) { out.put(name(",")); }
            v.rules[i].alarm.write(out);
            v.rules[i].flags.write(out);
        }
    }
    constexpr error_code read(alarm_rules& v, parameter_source& in) const noexcept {
        v = {};
        do {
            alarm_rule& r = v.rules[v.count++];
            r.alarm = in.take_while(is_code_character, 3);
            r.flags = in.take_while(is_decimal_digit);
            const error_info bad = check_rule({}, r);
            if (bad) { return bad.code; }
        } while (v.count < 8 && in.take(","));
        return error_code::none;
    }
};
}  // namespace detail

/// SAL: what alarms do.
struct set_alarms : device_command<set_alarms> {
    alarm_rules alarms;

    friend constexpr bool operator==(const set_alarms&, const set_alarms&) noexcept = default;
    template <class Self, class Visitor>
    static constexpr void describe(Self& c, Visitor& v) noexcept {
        v.literal("SAL");
        v.field("alarms", c.alarms, detail::alarm_rules_kind{});
    }
};

/// AN: a command, a pause, a second command, to be run by an alarm. The commands stand as they are between the quotes,
/// with `#`; the manual prints a comma behind the first one (`#OPC1,1,`), whether it is needed is unknown.
/// Physical, because an action may switch an output.
struct set_action : device_command<set_action, trackwire::effect::physical> {
    std::uint8_t action = 1;
    text_view first;
    std::uint16_t seconds = 0;
    text_view second;

    friend constexpr bool operator==(const set_action&, const set_action&) noexcept = default;
    template <class Self, class Visitor>
    static constexpr void describe(Self& c, Visitor& v) noexcept {
        constexpr text_of quoted{{2, 64}, is_quotable_character, "a command with #, without quotes"};
        v.literal("AN");
        v.field("action", c.action, whole{{1, 5}, true, {}, true});
        v.literal("'");
        v.field("first", c.first, quoted);
        v.literal("',");
        v.field("seconds", c.seconds, whole{detail::any_u16});
        v.literal(",'");
        v.field("second", c.second, quoted);
        v.literal("'");
    }
};

/// Which side of the threshold alarms.
enum class threshold : std::uint8_t { below, above };

/// The text of an analog alarm, and the input that must be on. Empty and 0: the device's own text, always.
struct analog_text {
    text_view text;
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
    constexpr error_code read(threshold& v, parameter_source& in) const noexcept {
        v = in.take(">") ? threshold::above : threshold::below;
        return v == threshold::above || in.take("<") ? error_code::none : error_code::unexpected;
    }
};
/// Nothing, `,<text>`, or `,<text>,<input>`.
struct analog_text_kind {
    static constexpr text_of part{{0, 64}};
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
    constexpr error_code read(analog_text& v, parameter_source& in) const noexcept {
        if (in.done()) { return error_code::none; }
        if (!in.take(",")) { return error_code::unexpected; }
        const error_code code = part.read(v.text, in);
        if (code != error_code::none || !in.take(",")) { return code; }
        return whole{{1, 5}}.read(v.input, in);
    }
};
}  // namespace detail

/// AD: alarm of an analog input, in percent of full scale.
struct set_analog_alarm : device_command<set_analog_alarm> {
    std::uint8_t channel = 1;
    threshold side = threshold::below;
    std::uint8_t percent = 0;
    analog_text label;

    friend constexpr bool operator==(const set_analog_alarm&, const set_analog_alarm&) noexcept = default;
    template <class Self, class Visitor>
    static constexpr void describe(Self& c, Visitor& v) noexcept {
        v.literal("AD");
        v.field("channel", c.channel, whole{{1, 4}, true, {}, true});
        v.field("side", c.side, detail::threshold_kind{});
        v.field("percent", c.percent, whole{{0, 100}, true});
        v.field("label", c.label, detail::analog_text_kind{});
    }
};

/// AV: voltage range of a sensor. The manual prints no separator between channel and minimum, and a last number 24 of
/// unknown meaning, which is written as it stands.
struct set_sensor_range : device_command<set_sensor_range> {
    std::uint8_t channel = 1;
    std::uint32_t min_mv = 0;
    std::uint32_t max_mv = 6000;

    friend constexpr bool operator==(const set_sensor_range&, const set_sensor_range&) noexcept = default;
    template <class Self, class Visitor>
    static constexpr void describe(Self& c, Visitor& v) noexcept {
        v.literal("AV");
        v.field("channel", c.channel, whole{{1, 4}, true, {}, true});
        v.field("min_mv", c.min_mv, millivolts{});
        v.literal(",");
        v.field("max_mv", c.max_mv, millivolts{});
        v.literal(",24");
    }
};

// ---- anything else
// ---------------------------------------------------------------------------------------------------

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
    constexpr error_code read(text_view& v, parameter_source& in) const noexcept {
        v = in.take_while(is_command_character);
        return check({}, v).code;
    }
};
}  // namespace detail

/// A command as text, mnemonic first, without `#`, password and line end. Physical, because nobody knows what it does.
struct raw_command : device_command<raw_command, trackwire::effect::physical> {
    text_view text;

    friend constexpr bool operator==(const raw_command&, const raw_command&) noexcept = default;
    template <class Self, class Visitor>
    static constexpr void describe(Self& c, Visitor& v) noexcept {
        v.field("text", c.text, detail::raw_kind{});
    }
};

}  // namespace trackwire::inline v0::bofan
