// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// The Bofan report sentence: positions, events and photo announcements.
///
///   $TAG,id,time,A|V,lat,N|S,lon,E|W,speed,course,ddmmyy,,,mode / in,out / adc,.. / odometer / rfid / state / spec /
///   [#]
///
/// Every part behind the date may be missing from the right. Source: bofan.md 3 to 10, 12.

#include <trackwire/bofan/sentence.hpp>
#include <trackwire/core/session.hpp>
#include <trackwire/record/rmc.hpp>

namespace trackwire::inline v0::bofan {

/// What a tag means (bofan.md 4, record.md 8).
struct tag_meaning {
    char tag[3];
    event_code code;
    std::uint8_t argument;  ///< alarm, or number of the line
};

namespace detail {
constexpr tag_meaning alarm_tag(const char (&tag)[4], alarm a) noexcept {
    return {{tag[0], tag[1], tag[2]}, event_code::alarm_word, static_cast<std::uint8_t>(a)};
}
constexpr tag_meaning event_tag(const char (&tag)[4], event_code code, std::uint8_t number = 0) noexcept {
    return {{tag[0], tag[1], tag[2]}, code, number};
}
}  // namespace detail

/// Tags with a meaning. `IUn` and `ADn` go by their digit, everything else is `code_XYZ`.
inline constexpr tag_meaning tag_meanings[] = {
    detail::alarm_tag("IN1", alarm::sos),
    detail::event_tag("IN2", event_code::input, 2),
    detail::event_tag("IN3", event_code::input, 3),
    detail::event_tag("IN4", event_code::input, 4),
    detail::event_tag("IN5", event_code::input, 5),
    detail::event_tag("IU1", event_code::input_release, 1),
    detail::event_tag("IU2", event_code::input_release, 2),
    detail::event_tag("IU3", event_code::input_release, 3),
    detail::event_tag("IU4", event_code::input_release, 4),
    detail::event_tag("IU5", event_code::input_release, 5),
    detail::alarm_tag("SPD", alarm::overspeed),
    detail::alarm_tag("GOF", alarm::geofence),
    detail::alarm_tag("GEO", alarm::geofence),
    detail::alarm_tag("LPA", alarm::low_battery),
    detail::alarm_tag("CPA", alarm::power_cut),
    detail::alarm_tag("TOW", alarm::tow),
    detail::alarm_tag("HDA", alarm::harsh_acceleration),
    detail::alarm_tag("HDB", alarm::harsh_braking),
    detail::alarm_tag("FDA", alarm::fatigue_driving),
    detail::alarm_tag("SKA", alarm::vibration),
    detail::alarm_tag("PMA", alarm::movement),
    detail::event_tag("MLA", event_code::mileage),
    detail::event_tag("SLP", event_code::sleep),
    detail::event_tag("AD1", event_code::analog, 1),
    detail::event_tag("AD2", event_code::analog, 2),
    detail::event_tag("AD3", event_code::analog, 3),
    detail::event_tag("AD4", event_code::analog, 4),
};

/// Before this year the device's clock was not set (bofan.md 3.4).
inline constexpr int oldest_year = 2010;

/// Largest value of the 10-bit converter (bofan.md 7).
inline constexpr std::int64_t largest_adc = 0x3FF;

namespace detail {

/// The kind of a report by its tag; its event and alarm.
constexpr void set_tag(message& m, bytes_view tag) noexcept {
    m.kind = message_kind::event;
    if (tag == name("POS")) {
        m.kind = message_kind::position;
        return;
    }
    for (const tag_meaning& t : tag_meanings) {
        if (tag != name(t.tag, 3)) { continue; }
        m.events.add(event(t.code, t.argument));
        if (t.code == event_code::alarm_word) { m.alarms.add(static_cast<alarm>(t.argument)); }
        return;
    }
    event e(event_code::code);
    for (std::size_t i = 0; i < 3; ++i) { e.tag[i] = static_cast<char>(tag[i]); }
    m.events.add(e);
}

/// `PHO<size>[-<n>]`. Size 0: there is no picture.
constexpr void set_photo(message& m, bytes_view tag, std::size_t at) noexcept {
    m.kind = message_kind::photo;
    field_walker parts(tag.sub(3), '-');
    const bytes_view size = parts.next();
    const parsed_number bytes = parse_unsigned(size);
    if (bytes && bytes.value == 0) {
        m.set(attribute::bofan_no_photo, true);
    } else if (bytes && bytes.value <= 0xFFFFFFFF) {
        m.set(attribute::photo_size, bytes.value);
    } else if (!size.empty()) {
        m.fault(error_code::out_of_range, info(attribute::photo_size).key, at + 3);
    }
    const parsed_number index = parse_unsigned(parts.next());
    if (index) { m.set(attribute::bofan_photo_index, index.value); }
}

/// One character a line, the leftmost is line 1 (bofan.md 6).
template <attribute A>
constexpr bool set_lines(message& m, const placed_text& lines) noexcept {
    for (const std::uint8_t c : lines.text) {
        if (c != '0' && c != '1') {
            m.fault(error_code::bad_number, info(A).key, lines.at);
            return false;
        }
    }
    m.set_text(A, lines.text);
    return true;
}

/// Hexadecimal, 0..3ff each; empty: none (bofan.md 7).
constexpr void set_adc(message& m, const placed_text& adc) noexcept {
    if (adc.text.empty()) { return; }
    field_walker values(adc.text, ',');
    while (!values.done()) {
        const parsed_number v = parse_hex(values.next());
        if (!v || v.value > largest_adc) {
            return m.fault(v ? error_code::out_of_range : error_code::bad_number, info(attribute::adc).key, adc.at);
        }
    }
    m.set_text(attribute::adc, adc.text, text_form::hex_list);
    m.set_text(attribute::bofan_adc_volts, adc.text, text_form::volts_list);
}

/// Decimal metres; empty: unknown (bofan.md 8).
constexpr void set_odometer(message& m, const placed_text& odometer) noexcept {
    if (odometer.text.empty()) { return; }
    const parsed_number metres = parse_unsigned(odometer.text);
    if (!metres) { return m.fault(error_code::bad_number, info(attribute::odometer).key, odometer.at); }
    m.set(attribute::odometer, metres.value);
}

/// Three hexadecimal digits: battery, GSM, satellites, 0..15 each. Any other length stays raw (bofan.md 10).
constexpr void set_state(message& m, const placed_text& state) noexcept {
    m.set_text(attribute::raw_state, state.text);
    if (state.text.size() != 3) { return; }
    const parsed_number v = parse_hex(state.text);
    if (!v) { return m.fault(error_code::bad_number, info(attribute::bofan_battery).key, state.at); }
    m.set(attribute::bofan_battery, v.value >> 8U);
    m.set(attribute::bofan_gsm, v.value >> 4U & 0x0F);
    m.set(attribute::position_satellites, v.value & 0x0F);
}

/// The end of the group that begins at `from`.
[[nodiscard]] constexpr std::size_t group_end(bytes_view frame, std::size_t from, std::size_t end) noexcept {
    const std::size_t slash = frame.first(end).find('/', from);
    return slash == bytes_view::npos ? end : slash;
}

/// The comma list up to the mode.
template <class Trace>
constexpr void read_main_group(text_cursor<Trace>& in, message& m) noexcept {
    const placed_text tag = read_placed(in, "tag");
    if (tag.text.starts_with("PHO")) {
        set_photo(m, tag.text, tag.at);
    } else {
        set_tag(m, tag.text);
    }
    m.set_text(attribute::device_id, in.field("device id"));
    set_rmc(m, read_rmc(in), oldest_year);
    if (in.done()) { return; }
    const bytes_view unused = in.field("unused");
    const bytes_view unused_too = in.field("unused");
    if (!unused.empty() || !unused_too.empty()) {
        const auto size = static_cast<std::size_t>(unused_too.end() - unused.begin());
        m.add_list({walk_unknown_fields, bytes_view(unused.data(), size), 11});
    }
    m.set_text(attribute::bofan_mode, in.field("mode"));
    const bytes_view surplus = in.rest("surplus fields", field_kind::unknown);
    if (!surplus.empty()) { m.add_list({walk_unknown_fields, surplus, 14}); }
}

/// Inputs and outputs.
template <class Trace>
constexpr void read_lines(text_cursor<Trace>& in, message& m, const settings& conf) noexcept {
    const placed_text inputs = read_placed(in, "inputs");
    if (set_lines<attribute::inputs>(m, inputs) && conf.ignition_input != 0 &&
        inputs.text.size() >= conf.ignition_input) {
        m.set(attribute::ignition, inputs.text[conf.ignition_input - 1U] == '1');
    }
    (void)set_lines<attribute::outputs>(m, read_placed(in, "outputs"));
    m.add_named("unknown.lines", in.rest("surplus lines", field_kind::unknown), text_form::plain);
}

/// The groups behind the comma list; `next` stands behind a slash.
template <class Trace>
constexpr void read_groups(bytes_view frame, std::size_t next, std::size_t end, message& m, const settings& conf,
                           Trace& trace) noexcept {
    const std::size_t lines_end = group_end(frame, next, end);
    text_cursor<Trace> lines(frame, next, lines_end, ',', trace);
    read_lines(lines, m, conf);
    if (lines_end == end) { return; }
    lines.mark(lines_end, 1, "separator");
    text_cursor<Trace> groups(frame, lines_end + 1, end, '/', trace);
    set_adc(m, read_placed(groups, {"ADC list", "hexadecimal"}));
    set_odometer(m, read_placed(groups, {"odometer", "m"}));
    m.set_text(attribute::driver_id, groups.field("driver card"));
    set_state(m, read_placed(groups, "state: battery, GSM, satellites"));
    m.set_text(attribute::bofan_spec, groups.field("spec group"));
    m.add_named("unknown.trailing", groups.rest("surplus groups", field_kind::unknown), text_form::plain);
}

}  // namespace detail

/// Reads the sentence `frame[begin, end)`, which `match_sentence` found to be a report, without its line end.
/// Sets kind and attributes of `m`; offsets of faults count from the start of `frame`.
template <class Trace>
constexpr void read_report(bytes_view frame, std::size_t begin, std::size_t end, message& m, const settings& conf,
                           Trace& trace) noexcept {
    std::size_t stop = end;
    if (stop > begin && frame[stop - 1] == '#') {  // taken from the log (bofan.md 3.6)
        --stop;
        m.set(attribute::stored, true);
    }
    const std::size_t main_end = detail::group_end(frame, begin, stop);
    text_cursor<Trace> in(frame, begin + 1, main_end, ',', trace);
    in.mark(begin, 1, "start");
    detail::read_main_group(in, m);
    if (main_end < stop) {
        in.mark(main_end, 1, "separator");
        detail::read_groups(frame, main_end + 1, stop, m, conf, trace);
    }
    if (stop < end) { in.mark(stop, 1, "stored marker", field_kind::value); }
}

}  // namespace trackwire::inline v0::bofan
