// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Positions of the JT600 and GP trackers as text.
///
///   (<id>,U01,<ddmmyy>,<hhmmss>,<T|F>,<lat>,<N|S>,<lon>,<E|W>,<speed>,<degrees>,<satellites>,<battery>%,<status>,
///    <cell>,<LAC>,<CSQ>,<km>,<serial>[,<checksum>])                U02 and U03 alike
///   (<id>,U06,<alarm>,<as U01>...)
///   (<id>,W01,<lon>,<E|W>,<lat>,<N|S>,<A|V>,<ddmmyy>,<hhmmss>,<km/h>,<degrees>,<power
///   %>,<satellites>,<CSQ>,<alarm>...)
///
/// Source: jointech.md 6.7.

#include <trackwire/jointech/text_fields.hpp>
#include <trackwire/jointech/text_frame.hpp>

namespace trackwire::inline v0::jointech {

/// `(S39)`, the answer to U01, U02, U03.
constexpr void encode_s39(const reply&, const reply_options&, byte_output& out) noexcept { out.put(name("(S39)")); }
/// `(S20)`, the answer to U06.
constexpr void encode_s20(const reply&, const reply_options&, byte_output& out) noexcept { out.put(name("(S20)")); }

namespace detail {

/// What U01 and U06 share. `number`: of the first field behind the serial, counted from the device id as 0.
template <class Trace>
constexpr void read_legacy_position(text_cursor<Trace>& in, message& m, std::uint32_t number) noexcept {
    m.kind = message_kind::position;
    read_text_time(in, m);
    const maybe<bool> fix = parse_flag(m, next_field(in, "fix"), 'T', 'F', info(attribute::position_valid).key);
    text_position p;
    p.latitude = next_field(in, {"latitude", "degrees"});
    p.north_south = in.field("N or S");
    p.longitude = next_field(in, {"longitude", "degrees"});
    p.east_west = in.field("E or W");
    set_text_position(m, p, angle_form::degrees, fix);
    set_steps<attribute::jointech_speed>(m, next_field(in, {"speed", "unit unknown"}));
    set_course(m, next_field(in, {"heading", "degrees"}));
    set_integer<attribute::position_satellites>(m, next_field(in, "satellites"));
    set_percent(m, next_field(in, {"battery", "%"}));
    m.set_text(attribute::raw_status, in.field("status characters"));
    set_integer<attribute::cell_id>(m, next_field(in, "cell id"), largest_number, 0);
    set_integer<attribute::cell_lac>(m, next_field(in, "LAC"), largest_number, 0);
    set_csq(m, next_field(in, "CSQ"));
    set_steps<attribute::odometer>(m, next_field(in, {"mileage", "km"}));
    if (in.done()) { return m.fault(error_code::too_short, info(attribute::serial).key, in.offset()); }
    set_integer<attribute::serial>(m, next_field(in, "serial"));
    keep_surplus(in, m, number);
}

}  // namespace detail

/// U01, U02, U03. Their checksum, where there is one, is of unknown making and stays raw.
template <class Trace>
constexpr void decode_u01(text_input<Trace>& input, message& m) noexcept {
    m.reply.encoder = encode_s39;
    detail::read_legacy_position(input.in, m, 19);
}

template <class Trace>
constexpr void decode_u06(text_input<Trace>& input, message& m) noexcept {
    m.reply.encoder = encode_s20;
    set_integer<attribute::jointech_alarm>(m, next_field(input.in, "alarm number"));
    detail::read_legacy_position(input.in, m, 20);
}

/// W01. No answer is documented.
template <class Trace>
constexpr void decode_w01(text_input<Trace>& input, message& m) noexcept {
    text_cursor<Trace>& in = input.in;
    m.kind = message_kind::position;
    text_position p;
    p.longitude = next_field(in, {"longitude", "DDDMM.MMMM"});
    p.east_west = in.field("E or W");
    p.latitude = next_field(in, {"latitude", "DDMM.MMMM"});
    p.north_south = in.field("N or S");
    const maybe<bool> fix = parse_flag(m, next_field(in, "fix"), 'A', 'V', info(attribute::position_valid).key);
    set_text_position(m, p, angle_form::packed, fix);
    read_text_time(in, m);
    set_steps<attribute::position_speed>(m, next_field(in, {"speed", "km/h"}));
    set_course(m, next_field(in, {"heading", "degrees"}));
    set_percent(m, next_field(in, {"power", "%"}));
    set_integer<attribute::position_satellites>(m, next_field(in, "satellites"));
    set_csq(m, next_field(in, "CSQ"));
    set_integer<attribute::jointech_alarm>(m, next_field(in, "alert type"));
    keep_surplus(in, m, 15);
}

}  // namespace trackwire::inline v0::jointech
