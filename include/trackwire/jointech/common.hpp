// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// What the Jointech wire families share: protocol names, the packed location block, the P69 acknowledgement.
/// Source: "Jointech GPS locks: wire-protocol reference" (jointech.md), sections 2 and 5.

#include <trackwire/core/codec.hpp>
#include <trackwire/core/cursor.hpp>
#include <trackwire/core/geo.hpp>
#include <trackwire/core/time.hpp>
#include <trackwire/record/message.hpp>

namespace trackwire::inline v0::jointech {

/// `$` long frames, 10-digit P/@/WLNET texts.
inline constexpr protocol_info jt701{"jointech-jt701", "Jointech"};
/// Short `$` records; U, W, S texts.
inline constexpr protocol_info jt600{"jointech-jt600", "Jointech"};
/// 0x7E frames with the fingerprint of jointech.md 4.3; texts with 11 or 12 digits.
inline constexpr protocol_info jt709{"jointech-jt709", "Jointech"};
/// 0x55xx frames; 12-digit texts once the session saw one.
inline constexpr protocol_info jt705{"jointech-jt705", "Jointech"};

/// Which attributes a packed location fills: those of the device, or of the master that carried a report.
struct location_target {
    attribute time = attribute::time;
    bool base_station = false;  ///< the frame says that the coordinates are a base-station estimate
};

/// Sets a time read from six BCD bytes: the time, or its raw bytes when the clock is not set, or a fault.
TRACKWIRE_HOT constexpr void set_clock(message& m, attribute a, const clock_reading& clock, wire_view raw,
                                       std::size_t at) noexcept {
    if (clock.state == clock_state::set) {
        m.set(a, clock.time);
        return;
    }
    const bool relay = a == attribute::relay_time;
    m.set_text(relay ? attribute::raw_relay_time : attribute::raw_time, raw, text_form::hex);
    if (clock.state == clock_state::invalid) {
        m.fault(error_code::bad_time, relay ? name("relay.time") : name("time"), at);
    }
}

/// Sets position.valid, .source and the coordinates. Both zero without a fix is no position (jointech.md 2.3).
TRACKWIRE_HOT constexpr void set_position(message& m, const coordinates& c, bool fix, bool base_station,
                                          std::size_t at) noexcept {
    const bool zero = c.sound && c.latitude == 0 && c.longitude == 0;
    m.set(attribute::position_valid, fix);
    m.set(attribute::position_source, fix                     ? position_source::gnss
                                      : base_station && !zero ? position_source::cell
                                                              : position_source::none);
    if (!c.sound) {
        m.fault(error_code::out_of_range, "position", at);
    } else if (fix || !zero) {
        m.set(attribute::position_latitude, c.latitude);
        m.set(attribute::position_longitude, c.longitude);
    }
}

/// Sets the course from a byte of two-degree steps.
/// Wire: u8, 0..179; 180 is 360 = 0. Above: absent, and reported (record.md 3). Source: jointech.md 2.4.
TRACKWIRE_HOT constexpr void set_course_halved(message& m, unsigned steps, std::size_t at) noexcept {
    if (steps > 180) { return m.fault(error_code::out_of_range, info(attribute::position_course).key, at); }
    m.set(attribute::position_course, static_cast<std::int64_t>(steps % 180) * 2000);
}

/// A percentage 0..100; above is reported and absent.
TRACKWIRE_HOT constexpr void set_battery_level(message& m, unsigned percent, std::size_t at) noexcept {
    if (percent > 100) { return m.fault(error_code::out_of_range, info(attribute::battery_level).key, at); }
    m.set(attribute::battery_level, std::int64_t{percent});
}

/// Signal quality: 0..31, 99 = no signal; anything else is reported (jointech.md 2.5).
TRACKWIRE_HOT constexpr void set_csq(message& m, unsigned csq, std::size_t at) noexcept {
    if (csq == 99) { return; }
    if (csq > 31) { return m.fault(error_code::out_of_range, info(attribute::cell_csq).key, at); }
    m.set(attribute::cell_csq, std::int64_t{csq});
}

/// MCC and MNC are absent when MCC is 0 (record.md 7).
TRACKWIRE_HOT constexpr void set_network(message& m, unsigned mcc, unsigned mnc) noexcept {
    if (mcc == 0) { return; }
    m.set(attribute::cell_mcc, std::int64_t{mcc});
    m.set(attribute::cell_mnc, std::int64_t{mnc});
}

/// Reads the six BCD bytes of a clock as one field.
template <class Trace>
TRACKWIRE_HOT constexpr void read_clock(cursor<Trace>& in, message& m, attribute a, date_order order,
                                        const field_info& f) noexcept {
    const std::size_t at = in.offset();
    std::uint8_t buffer[6];
    const clock_reading clock = read_bcd_clock(in.block(buffer), order);
    set_clock(m, a, clock, in.take(f, 6), at);
}

/// The 17 bytes that `$`, WLNET and 0x55xx frames share: clock, coordinates with flag nibble, speed, heading.
/// Source: jointech.md 5.2, offsets 0..16; 2.3; 2.4.
template <class Cursor>
TRACKWIRE_HOT constexpr void read_packed_location(Cursor& in, message& m, const location_target& to) noexcept {
    std::uint8_t buffer[15];
    const std::uint8_t* const block = in.block(buffer);
    const clock_reading clock = read_bcd_clock(block, date_order::day_month_year);
    const std::uint8_t* const bytes = block + 6;
    const std::size_t clock_at = in.offset();
    set_clock(m, to.time, clock, in.take("date and time", 6), clock_at);
    const std::size_t at = in.offset();
    (void)in.take({"latitude", "DDMMmmmm"}, 4);
    (void)in.take({"longitude and flags", "DDDMMmmmm"}, 5);
    const unsigned flags = bytes[8] & 0x0FU;
    coordinates c = read_bcd_coordinates(bytes);
    if ((flags & 2U) == 0) { c.latitude = -c.latitude; }
    if ((flags & 4U) == 0) { c.longitude = -c.longitude; }
    set_position(m, c, (flags & 1U) != 0, to.base_station, at);
    m.set(attribute::position_speed, knots_to_mkmh(in.u8({"speed", "kn"})));
    const std::size_t course_at = in.offset();
    set_course_halved(m, in.u8({"heading", "2 degrees"}), course_at);
}

/// `(P69,0,<serial>)`, after `(P46)` if numbers[1] is set; with numbers[2] a second `(P69,0,...)` of numbers[2] - 1.
/// Source: jointech.md 5.7, 6.1, 7.7.
constexpr void encode_p69(const reply& r, const reply_options&, byte_output& out) noexcept {
    if (r.numbers[1] != 0) { out.put(name("(P46)")); }
    out.put(name("(P69,0,"));
    out.number(r.numbers[0]);
    out.put(name(")"));
    if (r.numbers[2] != 0) {
        out.put(name("(P69,0,"));
        out.number(r.numbers[2] - 1);
        out.put(name(")"));
    }
}

/// `(P35)`, the acknowledgement of protocols below 0x19 (jointech.md 5.7).
constexpr void encode_p35(const reply&, const reply_options&, byte_output& out) noexcept { out.put(name("(P35)")); }

}  // namespace trackwire::inline v0::jointech
