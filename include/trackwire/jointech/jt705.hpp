// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Jointech's 0x55xx messages: JT705, JT705A, JT702, and the AT100G tracker. 0x7E frames with a one-byte serial and the
/// packed location of the `$` frames.
/// Source: jointech.md 9.

#include <trackwire/jointech/common.hpp>
#include <trackwire/jointech/jt709.hpp>

namespace trackwire::inline v0::jointech {

inline constexpr bit_name jt705_status_bits[] = {
    {1, "low battery"},           {2, "cover open"},           {4, "motor unlocked"},
    {5, "unlock button pressed"}, {11, "Bluetooth connected"},
};
inline constexpr bit_name jt705_alarm_bits[] = {
    {0, "overspeed"},   {1, "low battery"}, {2, "vibration"},    {3, "deep sleep"},
    {5, "enter fence"}, {6, "exit fence"},  {7, "wrong unlock"},
};

struct jt705_state {
    message& m;

    /// A second lock event stays raw; its password is a secret all the same.
    constexpr void repeated(std::uint8_t id, wire_view value) const noexcept {
        if (id == 0x0B) { hide_password(m, value); }
    }
};

/// TLVs of 0x55xx (jointech.md 9.4).
template <class Trace>
struct jt705_items {
    using in_t = cursor<Trace>;
    using state = jt705_state;
    using item = jt808::item;

    static constexpr item altitude(in_t& in, state& s) noexcept {
        s.m.set(attribute::position_altitude, std::int64_t{in.i16_be({"altitude", "m"})});
        return item::done;
    }
    /// 3 bytes: MNC u8; 4 bytes: MNC u16.
    static constexpr item network(in_t& in, state& s) noexcept {
        const bool wide = in.has(4);
        const unsigned mcc = in.u16_be("MCC");
        set_network(s.m, mcc, wide ? in.u16_be("MNC") : in.u8("MNC"));
        return item::done;
    }
    static constexpr item lock_event(in_t& in, state& s) noexcept {
        if (read_lock_event(in, s.m)) { return item::done; }
        hide_password(s.m, in.ahead());
        return item::unknown;
    }
    static constexpr item tilt(in_t& in, state& s) noexcept {
        s.m.set_text(attribute::jointech_tilt, in.take("tilt", 6), text_form::i16_list);
        return item::done;
    }
    static constexpr item wake(in_t& in, state& s) noexcept {
        struct row {
            std::uint8_t code;
            wake_source source;
        };
        constexpr row codes[] = {{0, wake_source::restart}, {1, wake_source::timer},     {2, wake_source::vibration},
                                 {3, wake_source::cover},   {5, wake_source::charging},  {6, wake_source::bluetooth},
                                 {7, wake_source::button},  {8, wake_source::sms_other}, {10, wake_source::sms_vip},
                                 {11, wake_source::rfid}};
        const unsigned code = in.u8("wake source");
        for (const row& r : codes) {
            if (r.code == code) {
                s.m.set(attribute::wake_source, r.source);
                return item::done;
            }
        }
        s.m.set(attribute::jointech_wake, std::int64_t{code});
        return item::done;
    }
    static constexpr item generation(in_t& in, state& s) noexcept {
        const unsigned v = in.peek();
        if (v == 1 || v > 4) { return item::unknown; }
        (void)in.u8("network generation");
        if (v != 0) { s.m.set(attribute::cell_generation, std::int64_t{v}); }
        return item::done;
    }
    static constexpr item fence(in_t& in, state& s) noexcept {
        s.m.set_number_unless(attribute::fence_id, in.u8("fence id"), 0);
        return item::done;
    }

    using row = jt808::item_row<Trace, state>;
    static constexpr row rows[] = {
        {0x02, 2, altitude}, {0x0A, 3, network}, {0x0A, 4, network},    {0x0B, 0xFF, lock_event},
        {0x0C, 6, tilt},     {0x10, 1, wake},    {0xF4, 1, generation}, {0xFC, 1, fence},
    };
    static constexpr jt808::item_table<row, sizeof rows / sizeof *rows> table{rows};
};

/// The dialect.
struct jt705_dialect {
    static constexpr const protocol_info& protocol = jt705;

    static constexpr bool owns(bytes_view in, const jt808::frame_shape& shape, const session* known) noexcept {
        if (shape.form == jt808::header_form::short_serial) { return true; }
        if (known == nullptr || known->dialect != &jt705) { return false; }
        const maybe<fingerprint> print = fingerprint_of(in, shape);
        return !print || !print->mileage;  // item 01 speaks against the family (jointech.md 4.3)
    }
    static constexpr bool resembles(bytes_view in) noexcept { return in.size() > 2 && in[0] == 0x7E && in[1] == 0x55; }

    template <class Trace>
    static constexpr bool decode(jt808::reading<Trace>& r) {
        const jt808::header& head = r.head;
        if (head.form != jt808::header_form::short_serial) {
            return !head.encrypted() && !head.partial() && jt709_dialect::deliver_locations(r);
        }
        if (head.id != 0x4401) { r.context.state.dialect = &jt705; }
        switch (head.id) {
            case 0x4001: heartbeat(r); return true;
            case 0x4401: acknowledgement(r); return true;
            default: report(r); return true;
        }
    }

private:
    static constexpr std::size_t fixed_size = 35;

    template <class Trace>
    static constexpr void report(jt808::reading<Trace>& r) {
        message m(message_kind::position, &jt705, r.frame);
        jt808::begin(m, r);
        m.set(attribute::stored, r.head.id == 0x5502);
        if (r.body.has(fixed_size)) {
            read_body(r.body, m);
        } else {
            m.fault(error_code::too_short, "position", r.body.offset());
            jt808::keep_raw(m, r.body);
        }
        acknowledge(m, r);
        jt808::finish(m, r);
    }

    /// The body is not documented.
    template <class Trace>
    static constexpr void heartbeat(jt808::reading<Trace>& r) {
        message m(message_kind::heartbeat, &jt705, r.frame);
        jt808::begin(m, r);
        jt808::keep_raw(m, r.body);
        acknowledge(m, r);
        jt808::finish(m, r);
    }

    /// 0x4401 of the platform: received message id, result.
    template <class Trace>
    static constexpr void acknowledgement(jt808::reading<Trace>& r) {
        message m(message_kind::acknowledgement, &jt705, r.frame);
        jt808::begin(m, r);
        if (r.body.has(3)) {
            m.set(attribute::jt808_answers_msg, std::int64_t{r.body.u16_be("message id that is answered")});
            m.set(attribute::jt808_result, std::int64_t{r.body.u8("result")});
        } else {
            m.fault(error_code::too_short, info(attribute::jt808_result).key, r.body.offset());
        }
        if (!r.body.at_end()) { m.add_named("unknown.trailing", r.body.rest("unknown", field_kind::unknown)); }
        jt808::finish(m, r);
    }

    /// Only if attribute bit 15 wants it (jointech.md 9.5).
    template <class Trace>
    static constexpr void acknowledge(message& m, jt808::reading<Trace>& r) noexcept {
        if ((r.head.attributes & jt808::reserved_bit) == 0) { return; }
        m.reply.encoder = jt808::encode_short;
        m.reply.subject = r.head.subject;
        m.reply.binary = true;
        m.reply.numbers[1] = static_cast<std::uint32_t>(r.head.id) << 16U;
    }

    /// jointech.md 9.2.
    template <class Trace>
    static constexpr void read_body(cursor<Trace>& in, message& m) noexcept {
        read_packed_location(in, m, {});
        const std::size_t csq_at = in.offset();
        set_csq(m, in.u8("CSQ"), csq_at);
        m.set(attribute::position_satellites, std::int64_t{in.u8("satellites")});
        m.set(attribute::odometer, std::int64_t{in.u32_be({"mileage", "km"})} * 1000);
        read_battery(in, m);
        m.set_number_unless(attribute::cell_id, in.u32_be("cell id"), 0);
        m.set_number_unless(attribute::cell_lac, in.u16_be("LAC"), 0);
        const unsigned product = in.u8("product type");
        m.set(attribute::jointech_product, std::int64_t{product});
        read_states(in, m, product);
        jt705_state s{m};
        jt808::read_items(in, s, jt705_items<Trace>::table, jt808::list_end::stray_byte);
    }

    /// Sentinels: AA and AB = charging, level unknown.
    template <class Trace>
    static constexpr void read_battery(cursor<Trace>& in, message& m) noexcept {
        const std::size_t at = in.offset();
        const unsigned percent = in.u8({"battery", "%"});
        if (percent == 0xAA || percent == 0xAB) {
            m.set(attribute::battery_charging, true);
        } else {
            set_battery_level(m, percent, at);
        }
    }

    /// Status and alarm of locks (product 3); of the others only low battery is known (jointech.md 9.3,
    /// record.md 12.17).
    template <class Trace>
    static constexpr void read_states(cursor<Trace>& in, message& m, unsigned product) noexcept {
        struct row {
            std::uint8_t bit;
            alarm word;
        };
        constexpr row rows[] = {{0, alarm::overspeed},   {1, alarm::low_battery},    {2, alarm::vibration},
                                {3, alarm::deep_sleep},  {5, alarm::geofence_enter}, {6, alarm::geofence_exit},
                                {7, alarm::wrong_unlock}};
        const unsigned status = read_word(in, m, attribute::raw_status, {"status", jt705_status_bits});
        const unsigned alarms = read_word(in, m, attribute::raw_alarm, {"alarm flags", jt705_alarm_bits});
        const auto bit = [](unsigned word, unsigned n) { return (word >> n & 1U) != 0; };
        if (bit(status, 1)) { m.alarms.add(alarm::low_battery); }
        if ((product == 1 || product == 2) && bit(alarms, 0)) { m.alarms.add(alarm::low_battery); }
        if (product != 3) { return; }
        m.set(attribute::lock_cover, bit(status, 2) ? lock_cover::open : lock_cover::closed);
        if (bit(status, 4)) {  // clear proves nothing
            m.set(attribute::lock_motor, lock_motor::unlocked);
            m.set(attribute::lock_state, lock_state::unlocked);
        }
        m.set(attribute::jointech_button, bit(status, 5));
        m.set(attribute::jointech_bluetooth_connected, bit(status, 11));
        for (const row& r : rows) {
            if (bit(alarms, r.bit)) { m.alarms.add(r.word); }
        }
    }
    template <class Trace>
    static constexpr unsigned read_word(cursor<Trace>& in, message& m, attribute raw, const field_info& f) noexcept {
        const std::size_t at = in.offset();
        const unsigned word = in.u16_be(f);
        m.set_text(raw, wire_view(m.frame.sub(at, in.offset() - at), in.scheme()), text_form::hex);
        return word;
    }
};

}  // namespace trackwire::inline v0::jointech
