// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Jointech's dialect of 0x0200: JT709A, JT709C, JT800, JT707A, JT704. UTC, lock bits in the status word, private TLVs.
/// A frame is ours by its TLVs (the fingerprint), or because the connection has shown the family before.
/// Source: jointech.md 4.3 and 8.

#include <trackwire/jointech/common.hpp>
#include <trackwire/jointech/lock_event.hpp>
#include <trackwire/jointech/secrets.hpp>
#include <trackwire/jt808/delivery.hpp>

namespace trackwire::inline v0::jointech {

inline constexpr bit_name jt709_alarm_bits[] = {
    {1, "overspeed"}, {7, "low battery"}, {16, "back cover opened"}, {17, "entered fence"}, {18, "left fence"},
};
inline constexpr bit_name jt709_status_bits[] = {
    {0, "solar charging (JT709X)"},
    {1, "GNSS fix"},
    {2, "south"},
    {3, "west"},
    {4, "USB connected (JT709X)"},
    {6, "base station"},
    {7, "back cover open"},
    {12, "moving"},
    {13, "back cover open"},
    {14, "camera file waits"},
    {15, "top cover open"},
    {16, "SIM cover open"},
    {17, "battery life"},
    {18, "GPS"},
    {19, "BeiDou"},
    {20, "rope out"},
    {21, "motor unlocked"},
    {24, "wake code 0"},
    {25, "wake code 1"},
    {26, "wake code 2"},
    {27, "wake code 3"},
    {31, "asleep"},
};

/// Fix: bit 1 or 18; base station: bit 6; UTC (jointech.md 2.2, 8.4).
inline constexpr jt808::location_rules jt709_rules{
    1U << 1U | 1U << 18U, 1U << 6U, true, {"alarm flags", jt709_alarm_bits}, {"status", jt709_status_bits}};

/// Whose TLVs these are (jointech.md 4.3, record.md 12.6).
struct fingerprint {
    bool fd = false, fe = false, da = false, db = false, d4 = false, d5 = false, mileage = false;
    unsigned small = 0;  ///< of F9, EF, E7, FA: any two are strong

    constexpr void note(std::uint8_t id, std::size_t length, std::uint8_t first) noexcept {
        switch (id) {
            case 0x01: mileage = true; return;
            case 0xFD: fd = fd || length == 9 || length == 10; return;
            case 0xFE: fe = fe || length == 4; return;
            case 0xDA: da = da || length == 3; return;
            case 0xDB: db = db || length == 2; return;
            case 0xD4: d4 = d4 || length == 1; return;
            case 0xD5: d5 = d5 || length == 2; return;
            case 0xF9: small |= length == 2 ? 1U : 0U; return;
            case 0xEF: small |= length == 1 && first == 'J' ? 2U : 0U; return;
            case 0xE7: small |= length == 4 ? 4U : 0U; return;
            case 0xFA: small |= length == 6 ? 8U : 0U; return;
            default: return;
        }
    }
    /// Whether the frame proves the family; without a proof item 01 speaks against it, and nothing else does.
    [[nodiscard]] constexpr bool fits() const noexcept {
        const bool certain = fd && (fe || (da && db));
        const bool two = (small & (small - 1)) != 0;
        return certain || (((d4 && d5) || two) && !mileage);
    }
};

/// The fingerprint of a TLV area; it ends at a TLV that overruns.
[[nodiscard]] constexpr fingerprint fingerprint_of(const wire_view& area) noexcept {
    fingerprint print;
    if (area.scheme() == escape::none) {
        const bytes_view b = area.wire();
        for (std::size_t i = 0; i + 2 <= b.size() && i + 2U + b[i + 1] <= b.size(); i += 2U + b[i + 1]) {
            print.note(b[i], b[i + 1], b[i + 1] > 0 ? b[i + 2] : std::uint8_t{0});
        }
        return print;
    }
    for (auto it = area.begin(); it != area.end();) {
        const std::uint8_t id = *it;
        if (++it == area.end()) { break; }
        const std::size_t length = *it;
        ++it;
        const std::uint8_t first = it == area.end() ? std::uint8_t{0} : *it;
        std::size_t left = length;
        for (; left > 0 && it != area.end(); --left) { ++it; }
        if (left > 0) { break; }
        print.note(id, length, first);
    }
    return print;
}

/// The fingerprint of a whole, checked frame. None: no 0x0200 with a body that can be read; a part of one proves
/// nothing (record.md 12.4).
[[nodiscard]] constexpr maybe<fingerprint> fingerprint_of(bytes_view in, const jt808::frame_shape& shape) noexcept {
    const bool readable = shape.id == 0x0200 && (shape.attributes & jt808::encryption_mask) == 0;
    if (!readable || jt808::packets_of(in, shape) > 1) { return {}; }
    const wire_view body(in.sub(shape.body, shape.end - shape.body), shape.scheme);
    if (shape.scheme == escape::none) { return fingerprint_of(wire_view(body.wire().sub(jt808::location_size))); }
    auto it = body.begin();
    for (std::size_t i = 0; i < jt808::location_size && it != body.end(); ++i) { ++it; }
    return fingerprint_of(
        wire_view(bytes_view(it.wire(), static_cast<std::size_t>(body.end().wire() - it.wire())), shape.scheme));
}

/// What the TLVs of a 0x0200 leave for the end: a JT707A reads some of them differently.
struct jt709_state {
    message& m;
    bool is_707 = false;      ///< DA or DB was there
    wire_view d5{};           ///< D5 as on the wire
    unsigned d5_volts = 0;    ///< 0.01 V
    bool charging = false;    ///< D4 = FF
    bool has_pack = false;    ///< TLV 33
    unsigned pack_volts = 0;  ///< 0.01 V
    unsigned pack_level = 0;  ///< %

    /// A second lock event stays raw; its password is a secret all the same.
    constexpr void repeated(std::uint8_t id, wire_view value) const noexcept {
        if (id == 0x0B) { hide_password(m, value); }
    }
};

/// Temperatures: top nibble not 0 is negative, 12 bits of tenths; FFFF none (jointech.md 7.3).
[[nodiscard]] constexpr std::int64_t signed_tenths(unsigned v) noexcept {
    const auto tenths = static_cast<std::int64_t>(v & 0x0FFFU);
    return v >> 12U != 0 ? -tenths : tenths;
}

/// TLVs of the family (jointech.md 8.5).
template <class Trace>
struct jt709_items {
    using in_t = cursor<Trace>;
    using state = jt709_state;
    using item = jt808::item;

    template <attribute A, unsigned Width, std::int64_t Scale = 1>
    static constexpr item number(in_t& in, state& s) noexcept {
        return jt808::standard_items<Trace>::template put<A, Width, Scale>(in, s.m);
    }
    static constexpr item lock_event(in_t& in, state& s) noexcept {
        if (read_lock_event(in, s.m)) { return item::done; }
        hide_password(s.m, in.ahead());
        return item::unknown;
    }
    static constexpr item temperature_0f(in_t& in, state& s) noexcept {
        const unsigned v = in.u16_be({"temperature", "0.1 degrees Celsius"});
        if (v != 0xFFFF) { s.m.set(attribute::temperature, signed_tenths(v)); }
        return item::done;
    }
    static constexpr item temperature_f8(in_t& in, state& s) noexcept {
        const unsigned v = in.u16_be({"temperature", "0.1 degrees Celsius above -50"});
        if (v != 0xFFFF) { s.m.set(attribute::temperature, std::int64_t{v} - 500); }
        return item::done;
    }
    static constexpr item csq(in_t& in, state& s) noexcept {
        const std::size_t at = in.offset();
        set_csq(s.m, in.u8("CSQ"), at);
        return item::done;
    }
    /// Bytes 0..2 and 15..18 are not known: the whole stays visible as unknown.33 too.
    static constexpr item battery_pack(in_t& in, state& s) noexcept {
        (void)in.unknown("unknown", 3);
        s.has_pack = true;
        s.pack_volts = in.u16_be({"battery pack", "0.01 V"});
        s.m.set(attribute::jointech_battery_current,
                std::int64_t{static_cast<std::int32_t>(in.u32_be("battery pack current"))});
        s.m.set(attribute::jointech_battery_pack_temperature,
                std::int64_t{in.u16_be({"battery pack temperature", "0.1 degrees Celsius above -50"})} - 500);
        s.pack_level = in.u8({"battery pack", "%"});
        s.m.set(attribute::jointech_battery_health, std::int64_t{in.u8({"battery health", "%"})});
        s.m.set(attribute::jointech_battery_cycles, std::int64_t{in.u16_be("battery cycles")});
        (void)in.unknown("unknown", 4);
        s.m.set(attribute::jointech_battery_capacity, std::int64_t{in.u32_be({"battery capacity", "mAh"})});
        return item::partly;
    }
    static constexpr item battery(in_t& in, state& s) noexcept {
        const std::size_t at = in.offset();
        const unsigned percent = in.u8({"battery", "%"});
        s.charging = percent == 0xFF;
        if (s.charging) {
            s.m.set(attribute::battery_charging, true);
        } else {
            set_battery_level(s.m, percent, at);
        }
        return item::done;
    }
    static constexpr item voltage(in_t& in, state& s) noexcept {
        s.d5 = in.ahead();
        s.d5_volts = in.u16_be({"battery", "0.01 V"});
        return item::done;
    }
    /// Count, then bit 0 locked, bit 1 moving, bit 2 slot SIM, bits 3..5 why it woke up.
    static constexpr item seal(in_t& in, state& s) noexcept {
        constexpr wake_source sources[] = {wake_source::timer, wake_source::rope,  wake_source::rope,
                                           wake_source::cover, wake_source::cover, wake_source::charging};
        s.is_707 = true;
        s.m.set(attribute::lock_cycles, std::int64_t{in.u16_be("lock count")});
        const unsigned flags = in.u8("seal state");
        const bool locked = (flags & 1U) != 0;
        s.m.set(attribute::lock_state, locked ? lock_state::locked : lock_state::unlocked);
        s.m.set(attribute::lock_rope, locked ? lock_rope::inserted : lock_rope::removed);
        s.m.set(attribute::jointech_moving, (flags & 2U) != 0);
        s.m.set(attribute::jointech_sim, std::int64_t{flags >> 2U & 1U});
        const unsigned wake = flags >> 3U & 7U;
        if (wake < sizeof sources / sizeof *sources) {
            s.m.set(attribute::wake_source, sources[wake]);
        } else {
            s.m.set(attribute::jointech_wake, std::int64_t{wake});
        }
        if (wake == 1) { s.m.alarms.add(alarm::rope_cut); }
        if (wake == 3) { s.m.alarms.add(alarm::cover_open); }
        return flags >> 6U == 0 ? item::done : item::partly;
    }
    static constexpr item sent_count(in_t& in, state& s) noexcept {
        s.is_707 = true;
        return number<attribute::jointech_sent_count, 2>(in, s);
    }
    /// Seconds since 1970 UTC; 0 is no time.
    static constexpr item event_time(in_t& in, state& s) noexcept {
        const std::int64_t seconds = in.u32_be({"event time", "s"});
        if (seconds != 0) { s.m.set(attribute::event_time, seconds * 1000); }
        return item::done;
    }
    static constexpr item hardware(in_t& in, state& s) noexcept {
        if (!is_printable(in.peek())) { return item::unknown; }
        s.m.set_text(attribute::jointech_hardware, in.take("hardware version", 1));
        return item::done;
    }
    static constexpr item imei(in_t& in, state& s) noexcept {
        const wire_view text = in.ahead();
        for (const std::uint8_t c : text) {
            if (!is_digit(c)) { return item::unknown; }
        }
        if (text.size() != 15) { return item::unknown; }
        s.m.set_text(attribute::imei, in.rest("IMEI"));
        return item::done;
    }
    static constexpr item network(in_t& in, state& s) noexcept {
        const unsigned generation = in.peek();
        if (generation == 1 || generation > 4) { return item::unknown; }
        (void)in.u8("network generation");
        if (generation != 0) { s.m.set(attribute::cell_generation, std::int64_t{generation}); }
        return item::done;
    }
    static constexpr item acceleration(in_t& in, state& s) noexcept {
        s.m.set_text(attribute::jointech_acceleration, in.take("acceleration", 6), text_form::i16_list);
        return item::done;
    }
    static constexpr item fence(in_t& in, state& s) noexcept {
        s.m.set_number_unless(attribute::fence_id, in.u8("fence id"), 0);
        return item::done;
    }
    /// 9 bytes: MNC u8; 10 bytes: MNC u16.
    static constexpr item cell(in_t& in, state& s) noexcept {
        const bool wide = in.has(10);
        const unsigned mcc = in.u16_be("MCC");
        set_network(s.m, mcc, wide ? in.u16_be("MNC") : in.u8("MNC"));
        s.m.set_number_unless(attribute::cell_id, in.u32_be("cell id"), 0);
        s.m.set_number_unless(attribute::cell_lac, in.u16_be("LAC"), 0);
        return item::done;
    }

    using row = jt808::item_row<Trace, state>;
    static constexpr row rows[] = {
        {0x0B, 0xFF, lock_event},
        {0x0F, 2, temperature_0f},
        {0x30, 1, csq},
        {0x31, 1, number<attribute::position_satellites, 1>},
        {0x33, 23, battery_pack},
        {0xD4, 1, battery},
        {0xD5, 2, voltage},
        {0xDA, 3, seal},
        {0xDB, 2, sent_count},
        {0xE7, 4, event_time},
        {0xEF, 1, hardware},
        {0xF2, 0xFF, imei},
        {0xF4, 1, network},
        {0xF5, 2, number<attribute::jointech_light, 2>},
        {0xF8, 2, temperature_f8},
        {0xF9, 2, number<attribute::jointech_protocol_version, 2>},
        {0xFA, 6, acceleration},
        {0xFC, 1, fence},
        {0xFD, 9, cell},
        {0xFD, 10, cell},
        {0xFE, 4, number<attribute::odometer, 4, 1000>},
    };
    static constexpr jt808::item_table<row, sizeof rows / sizeof *rows> table{rows};
};

/// The dialect.
struct jt709_dialect {
    static constexpr const protocol_info& protocol = jt709;

    /// Lock events have the same shape in 0x0200 and 0x55xx.
    template <class Message>
    static constexpr void conceal(bytes_view frame, Message& m) noexcept {
        conceal_lock_passwords(frame, m);
    }

    static constexpr bool owns(bytes_view in, const jt808::frame_shape& shape, const session* known) noexcept {
        if (shape.form == jt808::header_form::short_serial) { return false; }
        const bool remembered = known != nullptr && known->dialect == &jt709;
        const maybe<fingerprint> print = fingerprint_of(in, shape);
        return print ? print->fits() || (remembered && !print->mileage) : remembered;
    }
    static constexpr bool resembles(bytes_view) noexcept { return false; }

    template <class Trace>
    static constexpr bool decode(jt808::reading<Trace>& r) {
        const jt808::header& head = r.head;
        if (head.encrypted()) { return false; }
        if (head.partial()) {
            jt808::deliver_raw(r, jt808::answer::none);  // no real one is known (jointech.md 8.1, record.md 12.4)
            return true;
        }
        if (jt808::row_of(head.id).body == jt808::layout::location) { r.context.state.dialect = &jt709; }
        return deliver_locations(r);
    }

    /// A location or a batch of them as the family means it; false: something else.
    template <class Trace>
    static constexpr bool deliver_locations(jt808::reading<Trace>& r) {
        const jt808::message_row& row = jt808::row_of(r.head.id);
        const auto location = [&r](cursor<Trace>& in, message& m) { read_location(in, m, r.context.conf); };
        if (row.body == jt808::layout::batch && r.body.has(row.shortest)) {
            jt808::deliver_batch(r, location);
            return true;
        }
        if (row.body != jt808::layout::location) { return false; }
        jt808::deliver(r, row, [&](jt808::reading<Trace>& inner, message& m) { location(inner.body, m); });
        return true;
    }

private:
    static constexpr unsigned bit(unsigned n) noexcept { return 1U << n; }

    template <class Trace>
    static constexpr void read_location(cursor<Trace>& in, message& m, const settings& conf) noexcept {
        const jt808::location_words w = jt808::read_location(in, m, jt709_rules, conf);
        set_alarms(m, w.alarm);
        jt709_state s{m};
        jt808::read_items(in, s, jt709_items<Trace>::table, jt808::list_end::stray_byte);
        set_states(s, w.status);
        set_power(s);
    }

    /// jointech.md 8.3.
    static constexpr void set_alarms(message& m, std::uint32_t word) noexcept {
        struct row {
            std::uint8_t bit;
            alarm word;
        };
        constexpr row rows[] = {{1, alarm::overspeed},
                                {7, alarm::low_battery},
                                {16, alarm::cover_open},
                                {17, alarm::geofence_enter},
                                {18, alarm::geofence_exit}};
        if (word == 0) { return; }
        for (const row& r : rows) {
            if ((word & bit(r.bit)) != 0) { m.alarms.add(r.word); }
        }
    }

    /// 1 = open (jointech.md 8.4). A JT707A says rope, lock and movement in DA; its bits 20, 21, 24..27 mean nothing.
    static constexpr void set_states(const jt709_state& s, std::uint32_t status) noexcept {
        message& m = s.m;
        const bool cover_open = (status & (bit(7) | bit(13) | bit(15))) != 0;
        m.set(attribute::lock_cover, cover_open ? lock_cover::open : lock_cover::closed);
        m.set(attribute::jointech_sim_cover, (status & bit(16)) != 0);
        if (s.is_707) { return; }
        const bool removed = (status & bit(20)) != 0;
        const bool unlocked = (status & bit(21)) != 0;
        m.set(attribute::lock_rope, removed ? lock_rope::removed : lock_rope::inserted);
        m.set(attribute::lock_motor, unlocked ? lock_motor::unlocked : lock_motor::locked);
        m.set(attribute::lock_state, removed || unlocked ? lock_state::unlocked : lock_state::locked);
        m.set(attribute::jointech_moving, (status & bit(12)) != 0);
        m.set(attribute::jointech_wake, std::int64_t{status >> 24U & 0x0FU});
    }

    /// D5 is a voltage except on a JT707A; the battery pack fills in where D4 or D5 is missing.
    static constexpr void set_power(const jt709_state& s) noexcept {
        message& m = s.m;
        if (!s.d5.empty() && s.is_707) {
            m.set_text(attribute::jointech_d5, s.d5, text_form::hex);
        } else if (!s.d5.empty()) {
            m.set(attribute::battery_voltage, std::int64_t{s.d5_volts} * 10);
        } else if (s.has_pack) {
            m.set(attribute::battery_voltage, std::int64_t{s.pack_volts} * 10);
        }
        if (s.has_pack && !s.charging && !m.has(attribute::battery_level) && s.pack_level <= 100) {
            m.set(attribute::battery_level, std::int64_t{s.pack_level});
        }
    }
};

}  // namespace trackwire::inline v0::jointech
