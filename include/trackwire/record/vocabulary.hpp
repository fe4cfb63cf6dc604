// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// The words of the record: message kinds, alarms, lock states, unlock methods and results, events.
/// Source of the words: record contract, sections 6 to 9.

#include <trackwire/core/output.hpp>

namespace trackwire::inline v0 {

/// What a message is (record.md 6).
enum class message_kind : std::uint8_t {
    position,
    event,
    slave_report,
    photo,
    photo_data,
    heartbeat,
    login,
    time_request,
    password_report,
    version,
    command_reply,
    sms,
    command,
    acknowledgement,
    text,
    unknown,
    malformed,
    incomplete,
    unrecognised,
    ambiguous,
};

/// The words of `message`, in the order of `message_kind`. Likewise every `..._names` below.
inline constexpr name message_kind_names[] = {
    "position",     "event",           "slave_report", "photo",         "photo_data",   "heartbeat", "login",
    "time_request", "password_report", "version",      "command_reply", "sms",          "command",   "acknowledgement",
    "text",         "unknown",         "malformed",    "incomplete",    "unrecognised", "ambiguous"};

/// Whether the bytes could not be delivered as a message of a device or a platform.
[[nodiscard]] constexpr bool is_bad(message_kind k) noexcept { return k >= message_kind::malformed; }

/// Where coordinates come from (record.md 7).
enum class position_source : std::uint8_t { gnss, cell, none };
inline constexpr name position_source_names[] = {"gnss", "cell", "none"};

/// Whose position a report carries, if not the device's own.
enum class position_owner : std::uint8_t { relay };
inline constexpr name position_owner_names[] = {"relay"};

/// The parts of a lock (record.md 8).
enum class lock_motor : std::uint8_t { locked, unlocked };
enum class lock_rope : std::uint8_t { inserted, removed };
enum class lock_cover : std::uint8_t { closed, open };
enum class lock_state : std::uint8_t { locked, unlocked };
enum class valve_state : std::uint8_t { closed, open };
inline constexpr name locked_names[] = {"locked", "unlocked"};
inline constexpr name rope_names[] = {"inserted", "removed"};
inline constexpr name cover_names[] = {"closed", "open"};

/// How somebody unlocked, or tried to (record.md 8).
enum class unlock_method : std::uint8_t {
    rfid,
    remote,
    remote_static_password,
    remote_dynamic_password,
    bluetooth,
    bluetooth_static_password,
    bluetooth_dynamic_password,
    sms_static_password,
    sms_dynamic_password,
    lora,
};
inline constexpr name unlock_method_names[] = {
    "rfid",
    "remote",
    "remote_static_password",
    "remote_dynamic_password",
    "bluetooth",
    "bluetooth_static_password",
    "bluetooth_dynamic_password",
    "sms_static_password",
    "sms_dynamic_password",
    "lora",
};
/// The short forms in event names (record.md 13).
inline constexpr name unlock_method_words[] = {"rfid",        "remote",     "remote_static", "remote_dynamic",
                                               "bluetooth",   "ble_static", "ble_dynamic",   "sms_static",
                                               "sms_dynamic", "lora"};

/// What came of it.
enum class unlock_result : std::uint8_t {
    granted,
    wrong_credential,
    refused_outside_fence,
    refused_no_position,
    refused,
};
inline constexpr name unlock_result_names[] = {"granted", "wrong_credential", "refused_outside_fence",
                                               "refused_no_position", "refused"};

/// What woke a device up (record.md 9).
enum class wake_source : std::uint8_t {
    restart,
    timer,
    vibration,
    cover,
    rope,
    charging,
    rfid,
    lora,
    sms_vip,
    sms_other,
    bluetooth,
    button,
};
inline constexpr name wake_source_names[] = {"restart", "timer", "vibration", "cover",     "rope",      "charging",
                                             "rfid",    "lora",  "sms_vip",   "sms_other", "bluetooth", "button"};

/// Alarm words (record.md 8, jt808.md 7.2).
enum class alarm : std::uint8_t {
    geofence_enter,
    geofence_exit,
    geofence,
    rope_cut,
    vibration,
    long_unlock,
    wrong_password,
    illegal_card,
    low_battery,
    cover_open,
    motor_fault,
    overspeed,
    deep_sleep,
    wrong_unlock,
    signal_lost,
    tamper,
    sos,
    power_cut,
    tow,
    harsh_acceleration,
    harsh_braking,
    fatigue_driving,
    movement,
    danger,
    gnss_fault,
    gnss_antenna_cut,
    gnss_antenna_short,
    low_power,
    display_fault,
    tts_fault,
    camera_fault,
    card_reader_fault,
    overspeed_warning,
    fatigue_warning,
    illegal_driving,
    tyre_pressure,
    blind_zone,
    driving_time_exceeded,
    parking_too_long,
    route,
    segment_time,
    route_deviation,
    vss_fault,
    fuel_abnormal,
    stolen,
    illegal_ignition,
    collision,
    rollover,
    illegal_door,
};
inline constexpr name alarm_names[] = {
    "geofence_enter",
    "geofence_exit",
    "geofence",
    "rope_cut",
    "vibration",
    "long_unlock",
    "wrong_password",
    "illegal_card",
    "low_battery",
    "cover_open",
    "motor_fault",
    "overspeed",
    "deep_sleep",
    "wrong_unlock",
    "signal_lost",
    "tamper",
    "sos",
    "power_cut",
    "tow",
    "harsh_acceleration",
    "harsh_braking",
    "fatigue_driving",
    "movement",
    "danger",
    "gnss_fault",
    "gnss_antenna_cut",
    "gnss_antenna_short",
    "low_power",
    "display_fault",
    "tts_fault",
    "camera_fault",
    "card_reader_fault",
    "overspeed_warning",
    "fatigue_warning",
    "illegal_driving",
    "tyre_pressure",
    "blind_zone",
    "driving_time_exceeded",
    "parking_too_long",
    "route",
    "segment_time",
    "route_deviation",
    "vss_fault",
    "fuel_abnormal",
    "stolen",
    "illegal_ignition",
    "collision",
    "rollover",
    "illegal_door",
};
/// Number of alarm words.
inline constexpr std::size_t alarm_count = sizeof alarm_names / sizeof *alarm_names;
static_assert(alarm_count == static_cast<std::size_t>(alarm::illegal_door) + 1);

/// What happened. The first five take an `unlock_method`, the numbered ones their number, `code` a tag of three
/// letters.
enum class event_code : std::uint8_t {
    unlock,                 ///< `unlock_<method>`: granted
    fail,                   ///< `fail_<method>`: wrong credential
    refused,                ///< `refused_<method>`
    refused_no_fix,         ///< `refused_<method>_no_fix`
    refused_outside_fence,  ///< `refused_<method>_outside_fence`
    alarm_word,             ///< the word of an `alarm` (Bofan tags, rope_cut, long_unlock, motor_fault ...)
    input,                  ///< `input_<n>`
    input_release,          ///< `input_<n>_release`
    analog,                 ///< `analog_<n>`
    lock_event,             ///< `lock_event_<two hex digits>`
    p45_source,             ///< `p45_source_<n>`
    code,                   ///< `code_<XYZ>`
    unlock_unknown,
    locked,
    auto_locked,
    vehicle_card_bind,
    rope_pulled_out,
    rope_inserted,
    unlocked_rope_pulled,
    back_cover_open,
    charging,
    timed_report,
    button_wake,
    bluetooth_wake,
    valve_closed,
    valve_opened,
    mileage,
    sleep,
    driver_in,
    driver_out,
};
inline constexpr name plain_event_names[] = {"unlock_unknown",
                                             "locked",
                                             "auto_locked",
                                             "vehicle_card_bind",
                                             "rope_pulled_out",
                                             "rope_inserted",
                                             "unlocked_rope_pulled",
                                             "back_cover_open",
                                             "charging",
                                             "timed_report",
                                             "button_wake",
                                             "bluetooth_wake",
                                             "valve_closed",
                                             "valve_opened",
                                             "mileage",
                                             "sleep",
                                             "driver_in",
                                             "driver_out"};
static_assert(sizeof plain_event_names / sizeof *plain_event_names ==
              static_cast<std::size_t>(event_code::driver_out) - static_cast<std::size_t>(event_code::unlock_unknown) +
                  1);

/// One event: a code and what it is about.
struct event {
    event_code code;
    std::uint8_t argument;  ///< method, alarm, line or code number
    char tag[3];            ///< of `code`

    event() noexcept = default;  // uninitialised, for the lists of a message
    // NOLINTNEXTLINE(google-explicit-constructor): a code without an argument is an event
    constexpr event(event_code c, std::uint8_t number = 0) noexcept : code(c), argument(number), tag{} {}
    constexpr event(event_code c, unlock_method method) noexcept : event(c, static_cast<std::uint8_t>(method)) {}
    // NOLINTNEXTLINE(google-explicit-constructor): an alarm word can be an event
    constexpr event(alarm a) noexcept : event(event_code::alarm_word, static_cast<std::uint8_t>(a)) {}

    /// A code with a number of up to 32 bits; what does not fit into `argument` stands in `tag`.
    [[nodiscard]] static constexpr event numbered(event_code c, std::uint32_t number) noexcept {
        event e(c, static_cast<std::uint8_t>(number & 0xFFU));
        for (unsigned i = 0; i < 3; ++i) { e.tag[i] = static_cast<char>(number >> 8 * (i + 1) & 0xFFU); }
        return e;
    }
    [[nodiscard]] constexpr std::uint32_t number() const noexcept {
        std::uint32_t n = argument;
        for (unsigned i = 0; i < 3; ++i) { n |= std::uint32_t{static_cast<std::uint8_t>(tag[i])} << 8 * (i + 1); }
        return n;
    }

    friend constexpr bool operator==(const event& a, const event& b) noexcept {
        return a.code == b.code && a.argument == b.argument && a.tag[0] == b.tag[0] && a.tag[1] == b.tag[1] &&
               a.tag[2] == b.tag[2];
    }
};

/// Writes the name of an event, as it stands in `events`.
constexpr void write_name(const event& e, char_output& out) noexcept {
    const auto numbered = [&](name stem, name tail) {
        out.put(stem);
        out.number(e.number());
        out.put(tail);
    };
    const auto with_method = [&](name stem, name tail) {
        out.put(stem);
        out.put(unlock_method_words[e.argument]);
        out.put(tail);
    };
    switch (e.code) {
        case event_code::unlock: return with_method("unlock_", "");
        case event_code::fail: return with_method("fail_", "");
        case event_code::refused: return with_method("refused_", "");
        case event_code::refused_no_fix: return with_method("refused_", "_no_fix");
        case event_code::refused_outside_fence: return with_method("refused_", "_outside_fence");
        case event_code::alarm_word: return out.put(alarm_names[e.argument]);
        case event_code::input: return numbered("input_", "");
        case event_code::input_release: return numbered("input_", "_release");
        case event_code::analog: return numbered("analog_", "");
        case event_code::p45_source: return numbered("p45_source_", "");
        case event_code::lock_event: out.put("lock_event_"); return out.hex(e.argument);
        case event_code::code: out.put("code_"); return out.put(name(e.tag, 3));
        default: break;
    }
    out.put(plain_event_names[static_cast<unsigned>(e.code) - static_cast<unsigned>(event_code::unlock_unknown)]);
}

/// A short list without repetition, in the order of arrival (the wire's bit order).
template <class T, std::size_t Capacity>
class ordered_set {
public:
    /// False if the set is full and `v` is not in it; the sets of a message are large enough for any frame.
    constexpr bool add(T v) noexcept {
        for (std::size_t i = 0; i < size_; ++i) {
            if (items_[i] == v) { return true; }
        }
        if (size_ == Capacity) { return false; }
        items_[size_++] = v;
        return true;
    }
    [[nodiscard]] constexpr bool contains(T v) const noexcept {
        for (std::size_t i = 0; i < size_; ++i) {
            if (items_[i] == v) { return true; }
        }
        return false;
    }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
    [[nodiscard]] constexpr bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] constexpr const T& operator[](std::size_t i) const noexcept { return items_[i]; }
    [[nodiscard]] constexpr const T* begin() const noexcept { return items_; }
    [[nodiscard]] constexpr const T* end() const noexcept { return items_ + size_; }

private:
    T items_[Capacity];  // only the first size_ are ever written or read
    std::uint8_t size_ = 0;
};

}  // namespace trackwire::inline v0
