// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Jointech `$` frames: long ones of the JT701 padlocks, short records of the JT600 and GP trackers.
///
///   long   24 | id 5 BCD | protocol | type | length u16 | payload, its last byte the serial
///   short  24 | id 5 BCD | type | length u16 | records of 27 bytes | serial
///
/// No checksum, no escape, no end mark: structure is checked before the length is trusted.
/// Source: jointech.md 3.2, 4.1, 5.

#include <trackwire/jointech/common.hpp>

namespace trackwire::inline v0::jointech {

inline constexpr bit_name dollar_status_bits[] = {
    {0, "position from base station"},
    {1, "alarm: entered fence"},
    {2, "alarm: left fence"},
    {3, "alarm: rope cut"},
    {4, "alarm: vibration"},
    {5, "acknowledgement wanted"},
    {6, "rope inserted"},
    {7, "motor locked"},
    {8, "alarm: unlocked too long"},
    {9, "alarm: wrong password"},
    {10, "alarm: illegal card"},
    {11, "alarm: low battery"},
    {12, "alarm: back cover opened"},
    {13, "back cover closed"},
    {14, "alarm: motor stuck"},
    {15, "reserved"},
};

/// Codec of `$` frames.
struct dollar {
    static constexpr name id = "jointech-dollar";
    static constexpr std::size_t longest_frame = 10 + 100 * 27;  ///< a short frame of 100 records

    static constexpr bool may_start(std::uint8_t b) noexcept { return b == '$'; }

    /// Rules 1 to 3 of jointech.md 4.1, checked as far as the bytes have come.
    static constexpr verdict scan(bytes_view in, const scan_input&) noexcept {
        if (in.size() < 9 || !is_bcd_word(load_be48(in.data()) & 0xFF'FFFF'FFFFU)) { return scan_start(in); }
        return in[8] == 0 ? scan_long(in) : scan_short(in);
    }

    template <class Trace>
    static constexpr void decode(bytes_view frame, const verdict& v, decode_context& context, Trace& trace,
                                 message_sink& sink) {
        if (v.protocol == &jt701) {
            decode_long(frame, context, trace, sink);
        } else {
            decode_short(frame, context, trace, sink);
        }
    }

private:
    static constexpr std::size_t long_header = 10;
    static constexpr std::size_t short_header = 9;
    static constexpr std::size_t record_size = 27;

    // ---- structure -----------------------------------------------------------------------------------------------

    TRACKWIRE_HOT static constexpr verdict scan_long(bytes_view in) noexcept {
        if (in[7] < 0x11 || in[7] > 0x14) { return verdict::reject(error_code::unexpected, "data type", 7, &jt701); }
        if (in.size() < 10) { return verdict::need(10, "length", &jt701); }
        if (in[9] < 35 || in[9] > 200) { return verdict::reject(error_code::bad_length, "length", 9, &jt701); }
        const std::size_t total = long_header + in[9];
        return scan_clock(in, long_header, total, &jt701);
    }

    /// A header that is cut or has no device id.
    static constexpr verdict scan_start(bytes_view in) noexcept {
        for (std::size_t i = 1; i < 6 && i < in.size(); ++i) {
            if (!is_bcd(in[i])) { return verdict::reject(error_code::bad_bcd, "device id", i, &jt701); }
        }
        return verdict::need(9, "header", &jt701);
    }

    static constexpr verdict scan_short(bytes_view in) noexcept {
        const unsigned layout = in[6] >> 4U;
        const unsigned type = in[6] & 0x0FU;
        if (layout < 1 || layout > 3 || type < 1 || type > 4) {
            // Which of the two headers the bytes are nearest to: a long one has its type in byte 7.
            const bool nearly_long = in[7] >= 0x11 && in[7] <= 0x14;
            return nearly_long ? verdict::reject(error_code::unexpected, "length", 8, &jt701)
                               : verdict::reject(error_code::unexpected, "record type", 6, &jt600);
        }
        const std::size_t length = load_be16(in.data() + 7);
        if (length % record_size != 0 || length < record_size || length > 100 * record_size) {
            return verdict::reject(error_code::bad_length, "length", 8, &jt600);
        }
        const std::size_t total = short_header + length + 1;
        // The clock of the first record is evidence (4.1, rule 3); a bad one in a later record is a field of that
        // record.
        return scan_clock(in, short_header, total, &jt600);
    }

    /// Rule 3: the clock of the first location block is calendar-valid or all zero.
    TRACKWIRE_HOT static constexpr verdict scan_clock(bytes_view in, std::size_t at, std::size_t total,
                                                      const protocol_info* p) noexcept {
        if (in.size() < at + 6) { return verdict::need(total, "date and time", p); }
        if (!is_plausible_bcd_clock(in.data() + at, date_order::day_month_year)) {
            return verdict::reject(error_code::bad_time, "date and time", at, p);
        }
        return scan_location(in, at, total, p);
    }

    /// h02, another family of binary `$` frames, has its clock where ours have type and length, and then its
    /// coordinates:
    ///   24 | id 5 BCD | hhmmss | DDMMYY | latitude 4 | battery | longitude 4.5, flags | speed, course 3 BCD | status 4
    /// At some times of day both look like a header of ours with a date; where an h02 frame ends in 24, so does that
    /// byte with the next frame. What follows tells them apart, because several things would have to be wrong at once,
    /// and one wrong field is no reason to refuse a frame (record.md 2).
    TRACKWIRE_HOT static constexpr verdict scan_location(bytes_view in, std::size_t at, std::size_t total,
                                                         const protocol_info* p) noexcept {
        const bool here = is_h02_clock(in);
        if (!here && in[1] != '$') { return finish(in, total, p); }
        if (in.size() < h02_size + 1) { return verdict::need(total, "location", p); }
        if (here ? is_h02(in, in, at, p == &jt701) : is_h02_clock(in.sub(1)) && is_h02(in.sub(1), in, at, false)) {
            return verdict::reject(error_code::out_of_range, "heading", at + 16, p);
        }
        return finish(in, total, p);
    }

    static constexpr std::size_t h02_size = 29;  ///< up to its status

    /// Whether bytes 6 to 11 are a time and a date in the order of h02. Never so in a short frame of one record.
    static constexpr bool is_h02_clock(bytes_view in) noexcept {
        if (in[9] > 0x31 || in[6] > 0x23) { return false; }  // their day and hour: most frames are done here
        const std::uint8_t clock[] = {in[9], in[10], in[11], in[6], in[7], in[8]};
        return read_bcd_fields(clock, date_order::day_month_year).is_valid();
    }

    /// Whether `h` is an h02 frame and `in`, read as ours with the clock at `at`, is not one. Digits where h02 has
    /// them, and three things more, one of them impossible in ours: the status of h02 (its bits are 1 when nothing is
    /// the matter) in place of the heading, or its flags, a nibble above 9 inside our longitude. The others are its
    /// course in place of the flag that is always 1 in ours (jointech.md 2.3; a few old short frames have 0), and its
    /// status in place of speed and mileage; where that begins with the heading, in place of the two bytes behind.
    static constexpr bool is_h02(bytes_view h, bytes_view in, std::size_t at, bool status_at_speed) noexcept {
        constexpr unsigned flags = 21;
        constexpr std::uint8_t highest_heading = 179;
        constexpr std::uint8_t improbable = 0xB0;  // 176 kn, 176 satellites, a mileage of 2.9e9 km
        if (!is_bcd(h.sub(17, 4)) || h[flags] >> 4U > 9 || !is_bcd(h.sub(22, 3))) { return false; }
        const bool heading = in[at + 16] > highest_heading;
        const bool nibble = !is_bcd(h[flags]);
        const bool flag = (in[at + 14] & 0x08U) != 0;
        const bool before = in[status_at_speed ? at + 15 : at + 18] >= improbable;
        const bool behind = in[at + 17] >= improbable;
        const auto one = [](bool b) { return b ? 1U : 0U; };
        return (heading || nibble) && one(heading) + one(nibble) + one(!flag) + one(before) + one(behind) >= 3;
    }

    /// The frame is there as a whole. One that was cut shows where the next frame of the same device begins.
    TRACKWIRE_HOT static constexpr verdict finish(bytes_view in, std::size_t total, const protocol_info* p) noexcept {
        if (in.size() < total) { return verdict::need(total, "payload", p); }
        const std::size_t nested = find_next_frame(in.first(total));
        if (nested != bytes_view::npos) {
            return verdict::malformed(nested, p, error_code::nested_frame, "payload", nested);
        }
        return verdict::whole(total, strength::exact, p, "date and time", p == &jt701 ? long_header : short_header);
    }

    /// Where, inside a `$` frame, a frame of the same device begins: the lead of a `$` frame, or a text with its id
    /// (`(<id>,`, which no payload holds by chance). Single delimiters prove nothing: the payload is not escaped.
    static constexpr std::size_t find_next_frame(bytes_view frame) noexcept {
        constexpr std::size_t shortest = 16;  // header and clock
        const bytes_view device = frame.sub(1, 5);
        std::size_t at = frame.find_either('$', '(', shortest);
        while (at != bytes_view::npos && !begins_frame_of(frame.sub(at), device)) {
            at = frame.find_either('$', '(', at + 1);
        }
        return at;
    }
    static constexpr bool begins_frame_of(bytes_view in, bytes_view device) noexcept {
        if (in[0] == '(') { return begins_text_of(in.sub(1), device); }
        return in.sub(1, 5) == device && is_header(in);
    }
    static constexpr bool begins_text_of(bytes_view text, bytes_view device) noexcept {
        if (text.size() < 11 || text[10] != ',') { return false; }
        for (std::size_t i = 0; i < device.size(); ++i) {
            if (text[2 * i] != to_hex_digit(device[i] >> 4U) || text[2 * i + 1] != to_hex_digit(device[i] & 0x0FU)) {
                return false;
            }
        }
        return true;
    }
    /// Whether a header with its clock can begin here, as far as the bytes go. An id of zeros and an unset clock alone
    /// are no sign of another frame.
    TRACKWIRE_NOINLINE static constexpr bool is_header(bytes_view in) noexcept {
        return scan(in.first(long_header + 6), {}).kind != verdict::outcome::reject;
    }

    // ---- long frames ---------------------------------------------------------------------------------------------

    template <class Trace>
    static constexpr void decode_long(bytes_view frame, decode_context& context, Trace& trace, message_sink& sink) {
        message m(message_kind::position, &jt701, frame);
        plain_cursor<Trace> in(frame, 0, frame.size(), trace);
        in.delimiter();
        m.set_text(attribute::device_id, in.take("device id", 5), text_form::bcd);
        const unsigned protocol = in.u8("protocol");
        m.set(attribute::jointech_protocol, std::int64_t{protocol});
        read_data_type(in, m);
        const std::size_t length = in.u16_be("length");

        location_target to;
        to.base_station = (frame[long_header + 27] & 1U) != 0;  // status bit 0, which stands behind the coordinates
        read_packed_location(in, m, to);
        m.set(attribute::odometer, std::int64_t{in.u32_be({"mileage", "km"})} * 1000);
        m.set(attribute::position_satellites, std::int64_t{in.u8("satellites")});
        read_vehicle(in, m);
        const unsigned status = read_status(in, m, protocol);
        read_battery(in, m);
        const unsigned cell_low = in.u16_be("cell id, low");
        m.set_number_unless(attribute::cell_lac, in.u16_be("LAC"), 0);
        const std::size_t csq_at = in.offset();
        set_csq(m, in.u8("CSQ"), csq_at);
        const unsigned cell_high = read_extension(in, m, protocol, length);
        m.set_number_unless(attribute::cell_id, std::int64_t{cell_high} << 16U | cell_low, 0);

        const std::size_t surplus = in.remaining() - 1;
        if (surplus > 0) { m.add_named("unknown.trailing", in.unknown("unknown", surplus)); }
        const unsigned serial = in.u8("serial");
        m.set(attribute::serial, std::int64_t{serial});

        acknowledge(m, context.state, protocol, status, serial);
        sink.on(m);
    }

    /// High nibble: device type (1 only); low nibble: 1 real-time, 2 alarm, 3 blind area, 4 sub-new (jointech.md 5.1).
    template <class Trace>
    TRACKWIRE_HOT static constexpr void read_data_type(plain_cursor<Trace>& in, message& m) noexcept {
        const unsigned type = in.u8("device and data type") & 0x0FU;
        m.set(attribute::jointech_data_type, std::int64_t{type});
        if (type != 2) { m.set(attribute::stored, type == 3); }
    }

    template <class Trace>
    TRACKWIRE_HOT static constexpr void read_vehicle(plain_cursor<Trace>& in, message& m) noexcept {
        const wire_view vehicle = in.take("vehicle id", 4);
        if (load_be32(vehicle.wire().data()) != 0) {
            m.set_text(attribute::jointech_vehicle_id, vehicle, text_form::hex);
        }
    }

    /// Alarms of the status word, in the order of its bits.
    struct alarm_row {
        std::uint8_t bit;
        alarm word;
    };
    static constexpr alarm_row alarm_rows[] = {
        {1, alarm::geofence_enter}, {2, alarm::geofence_exit},  {3, alarm::rope_cut},      {4, alarm::vibration},
        {8, alarm::long_unlock},    {9, alarm::wrong_password}, {10, alarm::illegal_card}, {11, alarm::low_battery},
        {12, alarm::cover_open},    {14, alarm::motor_fault}};
    static constexpr unsigned alarm_bits = 0x5F1E;

    /// Alarms and states of the status word (jointech.md 5.4); 1 = locked, inserted, closed.
    template <class Trace>
    TRACKWIRE_HOT static constexpr unsigned read_status(plain_cursor<Trace>& in, message& m,
                                                        unsigned protocol) noexcept {
        wire_view raw;
        const unsigned status = in.u16_be({"device status", dollar_status_bits}, raw);
        m.set_text(attribute::raw_status, raw, text_form::hex);
        const auto bit = [&](unsigned n) { return (status >> n & 1U) != 0; };
        if ((status & alarm_bits) != 0) {  // most frames carry no alarm
            for (const alarm_row& r : alarm_rows) {
                if (bit(r.bit)) { m.alarms.add(r.word); }
            }
        }
        const bool inserted = bit(6);
        const bool locked = bit(7);
        m.set(attribute::lock_motor, locked ? lock_motor::locked : lock_motor::unlocked);
        m.set(attribute::lock_rope, inserted ? lock_rope::inserted : lock_rope::removed);
        m.set(attribute::lock_state, locked && inserted ? lock_state::locked : lock_state::unlocked);
        if (bit(12)) {
            m.set(attribute::lock_cover, lock_cover::open);
        } else if (protocol >= 0x17) {
            m.set(attribute::lock_cover, bit(13) ? lock_cover::closed : lock_cover::open);
        }
        return status;
    }

    /// Sentinel: FF = charging, level unknown (jointech.md 2.5).
    template <class Trace>
    TRACKWIRE_HOT static constexpr void read_battery(plain_cursor<Trace>& in, message& m) noexcept {
        const std::size_t at = in.offset();
        const unsigned percent = in.u8({"battery", "%"});
        if (percent == 0xFF) {
            m.set(attribute::battery_charging, true);
        } else {
            set_battery_level(m, percent, at);
        }
    }

    /// Payload offsets 34 to 50, as far as the length has them (jointech.md 5.3). Returns the high half of the cell id.
    template <class Trace>
    TRACKWIRE_HOT static constexpr unsigned read_extension(plain_cursor<Trace>& in, message& m, unsigned protocol,
                                                           std::size_t length) noexcept {
        if (length < 39) { return 0; }
        m.set_number_unless(attribute::fence_id, in.u8("fence alarm id"), 0);
        const unsigned mnc_high = read_extended_status(in, m, protocol, length);
        if (length < 52) { return 0; }
        read_imei(in, m);
        const unsigned cell_high = in.u16_be("cell id, high");
        const unsigned mcc = in.u16_be("MCC");
        const unsigned mnc_low = in.u8("MNC, low");
        set_network(m, mcc, mnc_high == 0x0F ? mnc_low : mnc_high << 8U | mnc_low);
        return cell_high;
    }

    /// Offsets 35 to 37: wake source, MNC high byte, extended status 2. They mean something only from protocol 0x19 on
    /// (jointech.md 5.2, 5.5, 5.6). Returns the MNC high byte, 0x0F for none.
    template <class Trace>
    TRACKWIRE_HOT static constexpr unsigned read_extended_status(plain_cursor<Trace>& in, message& m, unsigned protocol,
                                                                 std::size_t length) noexcept {
        if (protocol < 0x19 || length < 52) {
            m.set_text(attribute::jointech_extended_status, in.unknown("extended status", 3), text_form::hex);
            return 0x0F;
        }
        const unsigned wake = in.u8("wake source");  // low nibble; a high one is reserved, 0 on a JT701D
        if ((wake & 0x0FU) <= 10) { m.set(attribute::wake_source, static_cast<wake_source>(wake & 0x0FU)); }
        if (wake > 10) { m.set(attribute::jointech_wake, std::int64_t{wake}); }
        const unsigned mnc_high = in.u8("MNC, high");
        const wire_view raw = in.take("extended status 2", 1);
        const unsigned extended = raw.at(0);
        const bool meant = mnc_high != 0x0F;  // old firmware sends 0F or 0 in both bytes
        if (meant || (extended != 0 && extended != 0x0F)) {
            m.set_text(attribute::jointech_extended_status, raw, text_form::hex);
        }
        if (meant) {
            if (!m.has(attribute::battery_charging)) { m.set(attribute::battery_charging, (extended & 1U) != 0); }
        }
        return mnc_high;
    }

    /// 8 bytes; all 0F = not reported (jointech.md 2.5). Digits whose check digit does not fit are shown and marked
    /// (14.4 #26).
    template <class Trace>
    TRACKWIRE_HOT static constexpr void read_imei(plain_cursor<Trace>& in, message& m) noexcept {
        const std::size_t at = in.offset();
        const wire_view raw = in.take("IMEI", 8);
        const std::uint64_t bytes = load_be64(raw.wire().data());
        if (bytes == 0x0F0F0F0F0F0F0F0FU) { return; }
        const bool closed = (bytes & 0x0FU) == 0x0F;
        const bool sound = closed ? is_bcd_word(bytes >> 4U) : is_bcd_word(bytes) && bytes >> 60U == 0;
        if (!sound) { return m.fault(error_code::bad_bcd, info(attribute::imei).key, at); }
        m.set_text(attribute::imei, raw, text_form::imei_bcd);
        if (!is_luhn_bcd(closed ? bytes >> 4U : bytes)) { m.set(attribute::jointech_imei_unverified, true); }
    }

    /// From protocol 0x19 on every frame is acknowledged; below, if status bit 5 wants it (jointech.md 5.7).
    TRACKWIRE_HOT static constexpr void acknowledge(message& m, session& state, unsigned protocol, unsigned status,
                                                    unsigned serial) noexcept {
        state.protocol = &jt701;
        state.device.assign_bcd(m.frame.sub(1, 5));
        if (protocol >= 0x19) {
            m.reply.encoder = encode_p69;
            m.reply.numbers[0] = serial;
            return;
        }
        state.legacy_devices.add_bcd(m.frame.sub(1, 5));
        if ((status & 1U << 5U) != 0) { m.reply.encoder = encode_p35; }
    }

    // ---- short records -------------------------------------------------------------------------------------------

    template <class Trace>
    static constexpr void decode_short(bytes_view frame, decode_context& context, Trace& trace, message_sink& sink) {
        plain_cursor<Trace> in(frame, 0, frame.size(), trace);
        in.delimiter();
        const wire_view device = in.take("device id", 5);
        const unsigned type = in.u8("record layout and data type");
        const std::size_t count = in.u16_be("length") / record_size;
        context.state.protocol = &jt600;
        for (std::size_t i = 0; i < count; ++i) {
            message m(message_kind::position, &jt600, frame);
            m.part = static_cast<std::uint16_t>(count > 1 ? i + 1 : 0);
            m.set_text(attribute::device_id, device, text_form::bcd);
            m.set(attribute::jointech_data_type, std::int64_t{type & 0x0FU});
            if ((type & 0x0FU) != 2) { m.set(attribute::stored, (type & 0x0FU) == 3); }
            m.set(attribute::serial, std::int64_t{frame[frame.size() - 1]});
            read_packed_location(in, m, {});
            switch (type >> 4U) {
                case 1: read_layout_1(in, m); break;
                case 2: read_layout_2(in, m); break;
                default: read_layout_3(in, m); break;
            }
            context.state.device.assign_bcd(m.frame.sub(1, 5));
            sink.on(m);
        }
        (void)in.u8("serial");
    }

    // The ten bytes behind the location, by layout (jointech.md 5.9, record.md 12.7).

    template <class Trace>
    static constexpr void read_layout_1(plain_cursor<Trace>& in, message& m) noexcept {
        m.set(attribute::position_satellites, std::int64_t{in.u8("satellites")});
        read_battery(in, m);
        m.set_text(attribute::raw_status, in.take("flags", 1), text_form::hex);
        m.set(attribute::position_altitude, std::int64_t{in.u16_be({"altitude", "m"})});
        m.set_number_unless(attribute::cell_id, in.u16_be("cell id"), 0);
        m.set_number_unless(attribute::cell_lac, in.u16_be("LAC"), 0);
        const std::size_t csq_at = in.offset();
        set_csq(m, in.u8("CSQ"), csq_at);
    }
    template <class Trace>
    static constexpr void read_layout_2(plain_cursor<Trace>& in, message& m) noexcept {
        const unsigned fuel_high = in.u8("fuel, high");
        const wire_view status = in.take("status", 4);
        m.set_text(attribute::raw_status, status, text_form::hex);
        m.set(attribute::ignition, (status.at(0) & 1U) != 0);
        m.set(attribute::odometer, std::int64_t{in.u32_be({"mileage", "km"})} * 1000);
        m.set(attribute::fuel, std::int64_t{fuel_high << 8U | in.u8("fuel, low")});
    }
    template <class Trace>
    static constexpr void read_layout_3(plain_cursor<Trace>& in, message& m) noexcept {
        const wire_view levels = in.take("fuel 1 to 3 (12 bits each) and mileage (20 bits, km)", 7);
        const auto b = [&](std::size_t i) { return static_cast<std::uint32_t>(levels.at(i)); };
        m.set(attribute::fuel, std::int64_t{b(0) << 4U | b(1) >> 4U});
        m.set(attribute::jointech_fuel_2, std::int64_t{(b(1) & 0x0FU) << 8U | b(2)});
        m.set(attribute::jointech_fuel_3, std::int64_t{b(3) << 4U | b(4) >> 4U});
        m.set(attribute::odometer, std::int64_t{(b(4) & 0x0FU) << 16U | b(5) << 8U | b(6)} * 1000);
        const wire_view status = in.take("status", 3);
        m.set_text(attribute::raw_status, status, text_form::hex);
        m.set(attribute::ignition, (status.at(2) & 1U) != 0);
    }
};

}  // namespace trackwire::inline v0::jointech
