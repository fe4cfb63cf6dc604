// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// WLNET,5: what a slave (JT126 sensor, JT709 lock, JT802 valve lock) reports by radio through its master.
///
///   (<master id>,<version>,<frame serial>,WLNET,5,<data type>,<binary>)
///   binary  17 bytes: the master's clock and location | slave clock 6 | slave id 5 | slave serial | voltage u16 |
///           battery | RSSI | sensor type | tail by type
///
/// The binary part is escaped with 0x3D, so that the first 0x29 ends the frame. WLNET,7 has the same envelope; its
/// content is unknown. Source: jointech.md 3.3, 7; record.md 8, 12.5.

#include <trackwire/jointech/lock.hpp>
#include <trackwire/jointech/text_frame.hpp>

namespace trackwire::inline v0::jointech {

inline constexpr bit_name gateway_bits[] = {
    {0, "replayed by the master"}, {1, "contact with the slave lost"}, {2, "slave low voltage"}};
inline constexpr bit_name slave_lock_event_bits[] = {
    {0, "locked"},      {1, "unlocked by Bluetooth"}, {2, "back cover opened"},  {3, "unlocked by LoRa"},
    {4, "rope cut"},    {5, "woken by button"},       {6, "timed report"},       {7, "charging"},
    {8, "rope pulled"}, {9, "unlocked by card"},      {14, "slave signal lost"}, {15, "replayed"},
};
inline constexpr bit_name slave_lock_status_bits[] = {
    {0, "rope pulled out"}, {1, "motor unlocked"}, {2, "back cover open"}, {3, "charging"}};
inline constexpr bit_name slave_valve_event_bits[] = {
    {0, "valve closed"},     {1, "valve opened"},   {2, "low battery"},
    {3, "timed report"},     {4, "tamper"},         {5, "back cover removed"},
    {6, "unlocked by LoRa"}, {7, "locked"},         {8, "unlocked by Bluetooth"},
    {9, "rope pulled out"},  {10, "rope inserted"}, {11, "Bluetooth wake"},
    {12, "button wake"},     {15, "replayed"},
};

namespace detail {

/// Bytes in front of the tail, the sensor type being the last of them.
inline constexpr std::size_t wlnet_common = 34;

/// Sensor types (jointech.md 7.2).
enum wlnet_sensor : std::uint8_t { jt126 = 1, jt709_slave = 4, valve_5 = 5, valve_6 = 6, jt802 = 9 };

[[nodiscard]] constexpr bool is_valve(unsigned sensor) noexcept {
    return sensor == valve_5 || sensor == valve_6 || sensor == jt802;
}

/// Whether `tail` bytes behind the sensor type fit the type; any number fits an unknown one.
[[nodiscard]] constexpr bool wlnet_tail_fits(unsigned sensor, std::size_t tail) noexcept {
    if (sensor == jt126) { return tail == 6; }
    if (sensor == jt709_slave || is_valve(sensor)) { return tail == 7 || tail == 11; }
    return true;
}

}  // namespace detail

/// What is wrong with the escaped binary of a WLNET,5, if anything: `at` is its offset in the frame.
/// Checked: the escapes, the length that the sensor type asks for, both clocks (calendar-valid or all zero).
[[nodiscard]] constexpr error_info check_wlnet5(bytes_view binary, std::size_t at) noexcept {
    constexpr std::size_t slave_clock = 17;
    constexpr std::size_t sensor_type = detail::wlnet_common - 1;
    const std::size_t first_escape = binary.find(0x3D);
    std::size_t size = binary.size();
    for (std::size_t i = first_escape; i != bytes_view::npos;) {
        const unescaped u = unescape_at(binary.data() + i, binary.end(), escape::equals_3d);
        if (!u.sound) { return {error_code::bad_escape, "binary", at + i}; }
        size -= u.width - 1U;
        i = binary.find(0x3D, i + u.width);
    }
    std::uint8_t buffer[detail::wlnet_common] = {};
    const bool in_place = first_escape >= detail::wlnet_common;  // npos too
    if (!in_place) { wire_view(binary, escape::equals_3d).copy_to(buffer); }
    const std::uint8_t* const bytes = in_place ? binary.data() : buffer;
    if (size < detail::wlnet_common) { return {error_code::too_short, "binary", at + binary.size()}; }
    if (!detail::wlnet_tail_fits(bytes[sensor_type], size - detail::wlnet_common)) {
        return {error_code::bad_length, "tail", at + binary.size()};
    }
    if (!is_plausible_bcd_clock(bytes, date_order::day_month_year)) {
        return {error_code::bad_time, "master time", at};
    }
    if (!is_plausible_bcd_clock(bytes + slave_clock, date_order::day_month_year)) {
        return {error_code::bad_time, "slave time", at};
    }
    return {};
}

/// Decodes the parameters of WLNET,5.
template <class Trace>
class wlnet5_decoder {
public:
    /// `binary_at`: offset of the binary part in the frame.
    constexpr wlnet5_decoder(text_input<Trace>& input, std::size_t binary_at, message& m) noexcept
        : in_(input.frame, binary_at, input.frame.size() - 1, escape::equals_3d, input.in.trace()),
          conf_(input.context.conf),
          m_(m) {}

    constexpr void decode(std::uint32_t frame_serial) noexcept {
        m_.kind = message_kind::slave_report;
        read_master();
        read_clock(in_, m_, attribute::time, date_order::day_month_year, {"slave time", "UTC"});
        m_.set_text(attribute::device_id, in_.take("slave id", 5), text_form::upper_hex);
        const unsigned serial = in_.u8("slave serial");
        m_.set(attribute::serial, std::int64_t{serial});
        m_.set(attribute::battery_voltage, std::int64_t{in_.u16_be({"slave voltage", "0.01 V"})} * 10);
        const std::size_t battery_at = in_.offset();
        set_battery_level(m_, in_.u8({"slave battery", "%"}), battery_at);
        m_.set(attribute::link_rssi, -std::int64_t{in_.u8({"RSSI", "-dBm"})});
        const unsigned sensor = in_.u8("sensor type");
        m_.set(attribute::jointech_sensor_type, std::int64_t{sensor});
        read_tail(sensor);
        acknowledge(serial, frame_serial);
    }

private:
    /// An event bit: what it is called, and what else it says.
    struct event_row {
        std::uint8_t bit;
        event_code code;
        std::uint8_t argument = 0;  ///< alarm word or unlock method, by code
        bool cover = false;         ///< raises the alarm cover_open
    };
    static constexpr event_row row(std::uint8_t bit, alarm a) noexcept {
        return {bit, event_code::alarm_word, static_cast<std::uint8_t>(a), false};
    }
    static constexpr event_row row(std::uint8_t bit, unlock_method method) noexcept {
        return {bit, event_code::unlock, static_cast<std::uint8_t>(method), false};
    }
    static constexpr event_row row(std::uint8_t bit, event_code code) noexcept {
        return {bit, code, 0, code == event_code::back_cover_open};
    }
    static constexpr event_row jt709_events[] = {
        row(0, event_code::locked),       row(1, unlock_method::bluetooth), row(2, event_code::back_cover_open),
        row(3, unlock_method::lora),      row(4, alarm::rope_cut),          row(5, event_code::button_wake),
        row(6, event_code::timed_report), row(7, event_code::charging),     row(8, event_code::rope_pulled_out),
        row(9, unlock_method::rfid),      row(14, alarm::signal_lost)};
    static constexpr event_row jt802_events[] = {row(0, event_code::valve_closed),
                                                 row(1, event_code::valve_opened),
                                                 row(2, alarm::low_battery),
                                                 row(3, event_code::timed_report),
                                                 row(4, alarm::tamper),
                                                 row(5, event_code::back_cover_open),
                                                 row(6, unlock_method::lora),
                                                 row(7, event_code::locked),
                                                 row(8, unlock_method::bluetooth),
                                                 row(9, event_code::rope_pulled_out),
                                                 row(10, event_code::rope_inserted),
                                                 row(11, event_code::bluetooth_wake),
                                                 row(12, event_code::button_wake)};

    static constexpr bool bit(unsigned word, unsigned n) noexcept { return (word >> n & 1U) != 0; }

    /// The master's clock and position; the position is the slave's best one (jointech.md 13.2).
    TRACKWIRE_HOT constexpr void read_master() noexcept {
        location_target to;
        to.time = attribute::relay_time;
        read_packed_location(in_, m_, to);
        if (m_.has(attribute::position_latitude)) { m_.set(attribute::position_of, position_owner::relay); }
    }

    TRACKWIRE_HOT constexpr void read_tail(unsigned sensor) noexcept {
        if (sensor == detail::jt126) { return read_climate(); }
        if (sensor == detail::jt709_slave) { return read_lock(jt709_events, {"event", slave_lock_event_bits}, true); }
        if (detail::is_valve(sensor)) { return read_lock(jt802_events, {"event", slave_valve_event_bits}, false); }
        m_.add_named("unknown.tail", in_.rest("tail", field_kind::unknown));
    }

    /// JT126. Temperature: top nibble not 0 is a minus, low 12 bits tenths of a degree, FFFF no reading
    /// (jointech.md 7.3, 14.2 #16).
    TRACKWIRE_HOT constexpr void read_climate() noexcept {
        const unsigned word = in_.u16_be({"temperature", "0.1 degrees Celsius"});
        if (word != 0xFFFF) {
            const std::int64_t tenths = word & 0x0FFFU;
            m_.set(attribute::temperature, word >> 12U != 0 ? -tenths : tenths);
        }
        const std::size_t at = in_.offset();
        const unsigned humidity = in_.u8({"humidity", "%"});
        if (humidity > 100) {
            m_.fault(error_code::out_of_range, info(attribute::humidity).key, at);
        } else {
            m_.set(attribute::humidity, std::int64_t{humidity});
        }
        m_.set(attribute::jointech_cached, std::int64_t{in_.u16_be("records cached in the master")});
        read_gateway(false);
    }

    /// A 16-bit word, kept raw under `a` too.
    TRACKWIRE_HOT constexpr unsigned read_word(attribute a, const field_info& f) noexcept {
        wire_view raw;
        const unsigned word = in_.u16_be(f, raw);
        m_.set_text(a, raw, text_form::hex);
        return word;
    }

    /// Locks. The status word of a valve lock is documented nowhere: raw only (jointech.md 7.5).
    template <std::size_t N>
    TRACKWIRE_HOT constexpr void read_lock(const event_row (&rows)[N], const field_info& f,
                                           bool known_status) noexcept {
        const unsigned happened = read_word(attribute::raw_event, f);
        set_events(rows, N, happened);
        read_lock_states(happened, known_status);
    }
    TRACKWIRE_HOT constexpr void read_lock_states(unsigned happened, bool known_status) noexcept {
        if (known_status) {
            const unsigned status = read_word(attribute::raw_status, {"status", slave_lock_status_bits});
            set_states(status, in_.has(7));  // 3 bytes and the 4 of the newer firmware
        } else {
            (void)read_word(attribute::raw_status, "status");
            const bool closed = bit(happened, 0);
            if (closed != bit(happened, 1)) {
                m_.set(attribute::valve_state, closed ? valve_state::closed : valve_state::open);
            }
        }
        m_.set(attribute::lock_cycles, std::int64_t{in_.u16_be("lock and unlock count")});
        read_gateway(bit(happened, 15));
        if (!in_.at_end()) { set_card(m_, in_.u32_be("card")); }
    }

    constexpr void set_events(const event_row* rows, std::size_t count, unsigned happened) noexcept {
        for (std::size_t i = 0; i < count; ++i) {
            const event_row& r = rows[i];
            if (!bit(happened, r.bit)) { continue; }
            if (r.code == event_code::unlock) {
                set_attempt(m_, static_cast<unlock_method>(r.argument), unlock_result::granted);
            } else if (r.code == event_code::alarm_word) {
                raise(m_, static_cast<alarm>(r.argument));
            } else {
                m_.events.add(r.code);
                if (r.cover) { m_.alarms.add(alarm::cover_open); }
            }
        }
    }

    /// JT709: cover and charging exist only in the newer firmware, which sends the card (jointech.md 7.4.2).
    TRACKWIRE_HOT constexpr void set_states(unsigned status, bool newer) noexcept {
        const bool removed = bit(status, 0);
        const bool unlocked = bit(status, 1);
        m_.set(attribute::lock_rope, removed ? lock_rope::removed : lock_rope::inserted);
        m_.set(attribute::lock_motor, unlocked ? lock_motor::unlocked : lock_motor::locked);
        m_.set(attribute::lock_state, removed || unlocked ? lock_state::unlocked : lock_state::locked);
        if (!newer) { return; }
        m_.set(attribute::lock_cover, bit(status, 2) ? lock_cover::open : lock_cover::closed);
        m_.set(attribute::battery_charging, bit(status, 3));
    }

    /// Gateway status (jointech.md 7.6); bits 3 to 7 are unknown and stay in the raw byte.
    TRACKWIRE_HOT constexpr void read_gateway(bool replayed) noexcept {
        const std::size_t from = in_.offset();
        const unsigned gateway = in_.u8({"gateway status", gateway_bits});
        m_.set_text(attribute::raw_gateway, {m_.frame.sub(from, in_.offset() - from), escape::equals_3d},
                    text_form::hex);
        if (replayed || bit(gateway, 0)) { m_.set(attribute::stored, true); }
        if (bit(gateway, 1)) { m_.alarms.add(alarm::signal_lost); }
        if (bit(gateway, 2)) { m_.alarms.add(alarm::low_battery); }
    }

    /// Which serial is disputed: the caller chooses (jointech.md 7.7).
    TRACKWIRE_HOT constexpr void acknowledge(std::uint32_t slave_serial, std::uint32_t frame_serial) noexcept {
        m_.reply.encoder = encode_p69;
        m_.reply.numbers[0] = conf_.ack == relay_ack::frame_serial ? frame_serial : slave_serial;
        m_.reply.numbers[2] = conf_.ack == relay_ack::both ? frame_serial + 1 : 0;
    }

    cursor<Trace> in_;
    const settings& conf_;
    message& m_;
};

/// Decodes the parameters of WLNET,7: envelope known, content unknown, no answer (jointech.md 7.1).
template <class Trace>
constexpr void decode_wlnet7(text_input<Trace>& input, std::size_t binary_at, message& m) noexcept {
    m.kind = message_kind::unknown;
    m.set_text(attribute::device_id, input.head.id);
    cursor<Trace> in(input.frame, binary_at, input.frame.size() - 1, escape::equals_3d, input.in.trace());
    m.add_named("unknown.wlnet_7", in.rest("content", field_kind::unknown));
}

}  // namespace trackwire::inline v0::jointech
