// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// What Jointech devices send, for tests and simulation: `$` long frames, WLNET,5 with its tails, P45, the lock event
/// of 0x7E frames, 0x55xx frames. Numbers stand as on the wire, so that nothing is rounded here.
///
/// Writers append to a `byte_output`, whose `finish()` tells whether everything had room. A text that the wire cannot
/// carry is refused with the name of the member, and nothing is written; a number may be any that its field holds, also
/// one that no device sends.
///
/// Source: jointech.md 5, 6.1, 7, 8.5.1, 9.

#include <trackwire/core/wire_output.hpp>
#include <trackwire/jointech/common.hpp>
#include <trackwire/jt808/encode.hpp>

namespace trackwire::inline v0::jointech {

/// The 17 bytes that `$`, WLNET and 0x55xx frames share (jointech.md 5.2, offsets 0 to 16).
struct packed_location {
    time_ms time = 0;               ///< UTC, 2000 to 2099; 0: clock not set
    std::int32_t latitude_e4 = 0;   ///< 1e-4 minutes of arc, north positive
    std::int32_t longitude_e4 = 0;  ///< 1e-4 minutes of arc, east positive
    bool fix = true;
    bool flag_8 = true;  ///< bit 3 of the flag nibble: set but in 0x55xx frames (9.6)
    std::uint8_t speed_kn = 0;
    std::uint8_t heading = 0;  ///< steps of 2 degrees, 0 to 179
};

/// A `$` long frame (5.1, 5.2).
struct dollar_report {
    name id = "0";  ///< up to 10 digits
    std::uint8_t protocol = 0x19;
    std::uint8_t data_type = 1;  ///< 1 real-time, 2 alarm, 3 from memory, 4 recent backlog
    std::uint8_t length = 52;    ///< 35, 39 or 52: how much of the table the payload has (5.3)
    packed_location location;
    std::uint32_t mileage_km = 0;
    std::uint8_t satellites = 0;
    std::uint32_t vehicle = 0;
    std::uint16_t status = 0x20E0;  ///< 5.4; 20E0: closed, locked, rope in, acknowledgement wanted
    std::uint8_t battery = 100;     ///< %; FF charging
    std::uint32_t cell = 0;
    std::uint16_t lac = 0;
    std::uint8_t csq = 99;
    std::uint8_t fence = 0;
    std::uint8_t wake = 1;      ///< 5.5; written from protocol 0x19 on, below 0F
    std::uint16_t mnc = 0;      ///< its high byte is written from protocol 0x19 on, below 0F
    std::uint8_t extended = 0;  ///< 5.6; likewise
    name imei{};                ///< 15 digits, or empty
    std::uint16_t mcc = 0;
    std::uint8_t serial = 0;
};

/// WLNET,5: the report of a slave, relayed by its master (7.1, 7.2).
struct slave_report {
    name master = "0";         ///< 10 digits
    std::uint8_t version = 1;  ///< 1 JT701D, 23 JT701T
    std::uint16_t frame_serial = 0;
    packed_location location;  ///< clock and position of the master
    time_ms time = 0;          ///< at the slave
    std::uint8_t slave[5] = {};
    std::uint8_t serial = 0;
    std::uint16_t voltage_cv = 0;  ///< 0.01 V
    std::uint8_t battery = 100;    ///< %
    std::uint8_t rssi = 0;         ///< -dBm
    std::uint8_t sensor_type = 4;
    bytes_view tail;  ///< by sensor type: see `put_tail`. Lifetime: until the report is written
};

/// Tail of a lock or a valve lock: sensor types 4, 5, 6, 9 (7.4, 7.5).
struct slave_lock_tail {
    std::uint16_t event = 0;
    std::uint16_t status = 0;
    std::uint16_t cycles = 0;
    std::uint8_t gateway = 0;
    bool has_card = false;  ///< newer firmware sends the card
    std::uint32_t card = 0;
};

/// Tail of the JT126, sensor type 1 (7.3).
struct slave_climate_tail {
    std::int16_t temperature_dc = 0;  ///< 0.1 degrees Celsius, -4095 to 4095
    std::uint8_t humidity = 0;        ///< %
    std::uint16_t cached = 0;
    std::uint8_t gateway = 0;
};

/// P45 (6.1).
struct p45_report {
    name id = "0";                  ///< 10 digits
    time_ms time = 0;               ///< UTC, 2000 to 2099
    std::int32_t latitude_e5 = 0;   ///< 1e-5 degrees, north positive
    std::int32_t longitude_e5 = 0;  ///< 1e-5 degrees, east positive
    bool fix = true;
    std::uint16_t speed_kmh = 0;
    std::uint16_t heading = 0;      ///< degrees
    std::uint8_t source = 1;        ///< 6.1.1
    std::uint8_t verification = 1;  ///< 6.1.2
    std::uint32_t card = 0;         ///< 0: none
    bool password_ok = false;
    std::uint8_t wrong_passwords = 0;
    std::uint16_t serial = 0;
    std::uint32_t mileage_km = 0;
};

/// TLV 0B of 0x0200 and 0x55xx (8.5.1). Which members are written depends on `what`.
struct lock_event_item {
    enum class content : std::uint8_t { code, card, password };
    std::uint8_t code = 0x0D;
    content what = content::code;
    std::uint32_t card = 0;
    name password{};  ///< six characters
    bool has_result = false;
    std::uint8_t result = 0;  ///< FF refused; 1 to 99 inside that fence; 65 no fence
};

/// A 0x5501, 0x5502 frame (9.1, 9.2).
struct jt705_report {
    name id = "0";  ///< up to 12 digits
    std::uint16_t message = 0x5501;
    std::uint16_t attributes = 0x8000;  ///< bits 10 to 15; the length is added
    std::uint8_t serial = 0;
    packed_location location;
    std::uint8_t csq = 99;
    std::uint8_t satellites = 0;
    std::uint32_t mileage_km = 0;
    std::uint8_t battery = 100;  ///< %; AA, AB charging
    std::uint32_t cell = 0;
    std::uint16_t lac = 0;
    std::uint8_t product = 3;
    std::uint16_t status = 0;
    std::uint16_t alarm = 0;
    bytes_view items;  ///< at most 988 bytes of TLVs, see `jt808::put_item`. Lifetime: until the frame is written
};

constexpr void put_packed_location(const packed_location& l, byte_output& out) noexcept {
    constexpr std::uint32_t degree = 60 * 10000;
    const std::uint32_t lat = magnitude(l.latitude_e4);
    const std::uint32_t lon = magnitude(l.longitude_e4);
    const unsigned flags =
        (l.flag_8 ? 8U : 0U) | (l.longitude_e4 < 0 ? 0U : 4U) | (l.latitude_e4 < 0 ? 0U : 2U) | (l.fix ? 1U : 0U);
    const auto two = [&](std::uint32_t v) { out.put(to_bcd(v)); };
    put_bcd_clock(l.time, date_order::day_month_year, out);
    two(lat / degree);
    two(lat % degree / 10000);
    two(lat % 10000 / 100);
    two(lat % 100);
    two(lon / degree / 10);  // nine digits, DDDMMmmmm, and the flags
    two(lon / degree % 10 * 10 + lon % degree / 100000);
    two(lon % degree / 1000 % 100);
    two(lon / 10 % 100);
    out.put(static_cast<std::uint8_t>(lon % 10 << 4U | flags));
    out.put(l.speed_kn);
    out.put(l.heading);
}

namespace detail {

/// Offsets 35 to 37: nothing that means something below protocol 0x19 (5.2).
constexpr void put_extended_status(const dollar_report& r, byte_output& out) noexcept {
    const bool known = r.protocol >= 0x19;
    out.put(known ? r.wake : std::uint8_t{0x0F});
    out.put(known ? static_cast<std::uint8_t>(r.mnc >> 8U) : std::uint8_t{0x0F});
    out.put(known ? r.extended : std::uint8_t{0x0F});
}
/// 15 digits and an F, or 8 times 0F for none (2.5).
constexpr void put_imei(name imei, byte_output& out) noexcept {
    for (unsigned i = 0; i < 8; ++i) {
        const auto digit = [&](std::size_t k) {
            return k < imei.size ? static_cast<unsigned>(imei[k]) & 0x0FU : 0x0FU;
        };
        out.put(imei.empty() ? std::uint8_t{0x0F} : static_cast<std::uint8_t>(digit(2 * i) << 4U | digit(2 * i + 1)));
    }
}
constexpr void put_escaped(std::uint8_t b, byte_output& out) noexcept {
    if (b == '(' || b == ')' || b == ',' || b == '=') {
        out.put(std::uint8_t{'='});
        b = static_cast<std::uint8_t>(b ^ '=');
    }
    out.put(b);
}
constexpr void put_date_and_time(time_ms time, byte_output& out) noexcept {
    const civil_time t = to_civil(time);
    out.number(t.day, 2);
    out.number(t.month, 2);
    out.number(t.year % 100, 2);
    out.put(name(","));
    out.number(t.hour, 2);
    out.number(t.minute, 2);
    out.number(t.second, 2);
}

}  // namespace detail

/// Appends a `$` long frame. Errors: out_of_range or bad_character for id and IMEI; out_of_range for the length.
[[nodiscard]] constexpr error_info put_report(const dollar_report& r, byte_output& out) noexcept {
    constexpr unsigned device_type = 1;
    if (const error_info e = check_digits("id", r.id, 10)) { return e; }
    if (!r.imei.empty()) {
        if (const error_info e = check_text("imei", r.imei, {15, 15}, is_digit)) { return e; }
    }
    if (r.length != 35 && r.length != 39 && r.length != 52) { return {error_code::out_of_range, "length"}; }
    out.put(name("$"));
    put_bcd_digits(r.id, 10, out);
    out.put(r.protocol);
    out.put(static_cast<std::uint8_t>(device_type << 4U | (r.data_type & 0x0FU)));
    put_u16_be(r.length, out);
    put_packed_location(r.location, out);
    put_u32_be(r.mileage_km, out);
    out.put(r.satellites);
    put_u32_be(r.vehicle, out);
    put_u16_be(r.status, out);
    out.put(r.battery);
    put_u16_be(r.cell & 0xFFFFU, out);
    put_u16_be(r.lac, out);
    out.put(r.csq);
    if (r.length >= 39) {
        out.put(r.fence);
        detail::put_extended_status(r, out);
    }
    if (r.length >= 52) {
        detail::put_imei(r.imei, out);
        put_u16_be(r.cell >> 16U, out);
        put_u16_be(r.mcc, out);
        out.put(static_cast<std::uint8_t>(r.mnc & 0xFFU));
    }
    out.put(r.serial);
    return {};
}

constexpr void put_tail(const slave_lock_tail& t, byte_output& out) noexcept {
    put_u16_be(t.event, out);
    put_u16_be(t.status, out);
    put_u16_be(t.cycles, out);
    out.put(t.gateway);
    if (t.has_card) { put_u32_be(t.card, out); }
}
constexpr void put_tail(const slave_climate_tail& t, byte_output& out) noexcept {
    put_u16_be((t.temperature_dc < 0 ? 0x1000U : 0U) | (magnitude(t.temperature_dc) & 0x0FFFU), out);
    out.put(t.humidity);
    put_u16_be(t.cached, out);
    out.put(t.gateway);
}

/// Appends a WLNET,5. Errors: out_of_range or bad_character for the master; out_of_range for a tail of more than 94
/// bytes.
[[nodiscard]] constexpr error_info put_report(const slave_report& r, byte_output& out) noexcept {
    std::uint8_t bytes[128] = {};
    if (const error_info e = check_text("master", r.master, {10, 10}, is_digit)) { return e; }
    if (r.tail.size() > 94) { return {error_code::out_of_range, "tail"}; }
    byte_output binary(bytes, sizeof bytes);
    put_packed_location(r.location, binary);
    put_bcd_clock(r.time, date_order::day_month_year, binary);
    binary.put(bytes_view(r.slave));
    binary.put(r.serial);
    put_u16_be(r.voltage_cv, binary);
    binary.put(r.battery);
    binary.put(r.rssi);
    binary.put(r.sensor_type);
    binary.put(r.tail);
    out.put(name("("));
    out.put(r.master);
    out.put(name(","));
    out.number(r.version);
    out.put(name(","));
    out.number(r.frame_serial);
    out.put(name(",WLNET,5,2,"));
    for (const std::uint8_t b : bytes_view(bytes, binary.size())) { detail::put_escaped(b, out); }
    out.put(name(")"));
    return {};
}

/// Appends a P45 with the 18 fields that every newer firmware sends. Errors: out_of_range or bad_character for the id.
[[nodiscard]] constexpr error_info put_report(const p45_report& r, byte_output& out) noexcept {
    if (const error_info e = check_text("id", r.id, {10, 10}, is_digit)) { return e; }
    const auto comma = [&] { out.put(name(",")); };
    const auto field = [&](std::int64_t v, unsigned width = 1) {
        comma();
        out.number(v, width);
    };
    out.put(name("("));
    out.put(r.id);
    out.put(name(",P45,"));
    detail::put_date_and_time(r.time, out);
    comma();
    out.decimal(magnitude(r.latitude_e5), 5);
    out.put(r.latitude_e5 < 0 ? name(",S,") : name(",N,"));
    out.decimal(magnitude(r.longitude_e5), 5);
    out.put(r.longitude_e5 < 0 ? name(",W,") : name(",E,"));
    out.put(r.fix ? name("A") : name("V"));
    field(r.speed_kmh);
    field(r.heading);
    field(r.source);
    field(r.verification);
    field(r.card, 10);
    field(r.password_ok ? 1 : 0);
    field(r.wrong_passwords);
    field(r.serial);
    field(r.mileage_km);
    out.put(name(")"));
    return {};
}

/// Appends the item 0B. Errors: out_of_range for a password that has not six characters.
[[nodiscard]] constexpr error_info put_lock_event(const lock_event_item& e, byte_output& out) noexcept {
    using content = lock_event_item::content;
    if (e.what == content::password && e.password.size != 6) { return {error_code::out_of_range, "password"}; }
    std::uint8_t bytes[8] = {};
    byte_output value(bytes, sizeof bytes);
    value.put(e.code);
    if (e.what == content::card) { put_u32_be(e.card, value); }
    if (e.what == content::password) { value.put(e.password); }
    if (e.has_result) { value.put(e.result); }
    return jt808::put_item(0x0B, {bytes, value.size()}, out);
}

/// Appends a 0x55xx frame. Errors: out_of_range or bad_character for the id; out_of_range for items of more than 988
/// bytes.
[[nodiscard]] constexpr error_info put_report(const jt705_report& r, byte_output& out) noexcept {
    constexpr std::size_t fixed_part = 35;
    if (const error_info e = check_digits("id", r.id, 12)) { return e; }
    if (r.items.size() > jt808::length_mask - fixed_part) { return {error_code::out_of_range, "items"}; }
    std::uint8_t bytes[7 + jt808::length_mask] = {};
    byte_output content(bytes, sizeof bytes);
    put_bcd_digits(r.id, 12, content);
    content.put(r.serial);
    const std::size_t header = content.size();
    put_packed_location(r.location, content);
    content.put(r.csq);
    content.put(r.satellites);
    put_u32_be(r.mileage_km, content);
    content.put(r.battery);
    put_u32_be(r.cell, content);
    put_u16_be(r.lac, content);
    content.put(r.product);
    put_u16_be(r.status, content);
    put_u16_be(r.alarm, content);
    content.put(r.items);
    jt808::frame_writer w(out, escape::flag_7e);
    w.u16(r.message);
    w.u16((r.attributes & ~jt808::length_mask) | static_cast<unsigned>(content.size() - header));
    w.bytes(bytes_view(bytes, content.size()));
    w.finish();
    return {};
}

}  // namespace trackwire::inline v0::jointech
