// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// The location body of JT/T 808: 28 fixed bytes, then items (id u8, length u8, value). Message 0x0200, and inside of
/// 0x0201, 0x0500, 0x0704, 0x0801. Dialects read the fixed part with their own meaning of status and clock, and the
/// items by their own table.
/// Source: jt808.md 5 and 7.

#include <trackwire/core/geo.hpp>
#include <trackwire/core/session.hpp>
#include <trackwire/core/time.hpp>
#include <trackwire/jt808/frame.hpp>
#include <trackwire/record/clock.hpp>

namespace trackwire::inline v0::jt808 {

inline constexpr std::size_t location_size = 28;

// ---- names -------------------------------------------------------------------------------------------------------

/// "tlv.00" to "tlv.ff": the names of items in `error.field`.
struct item_names {
    char text[256][6] = {};
    constexpr item_names() noexcept {
        for (unsigned id = 0; id < 256; ++id) {
            const char spelled[6] = {'t', 'l', 'v', '.', to_hex_digit(id >> 4U), to_hex_digit(id & 0x0FU)};
            for (unsigned i = 0; i < 6; ++i) { text[id][i] = spelled[i]; }
        }
    }
};
inline constexpr item_names all_item_names{};
[[nodiscard]] constexpr name item_name(std::uint8_t id) noexcept { return {all_item_names.text[id], 6}; }

inline constexpr bit_name alarm_bits[] = {
    {0, "emergency"},
    {1, "overspeed"},
    {2, "fatigue driving"},
    {3, "danger"},
    {4, "GNSS module fault"},
    {5, "GNSS antenna open or cut"},
    {6, "GNSS antenna short"},
    {7, "main power low"},
    {8, "main power lost"},
    {9, "display fault"},
    {10, "TTS fault"},
    {11, "camera fault"},
    {12, "card module fault"},
    {13, "overspeed warning"},
    {14, "fatigue warning"},
    {15, "illegal driving (2019)"},
    {16, "tyre pressure (2019)"},
    {17, "right blind zone (2019)"},
    {18, "daily driving time exceeded"},
    {19, "parked too long"},
    {20, "area entered or left"},
    {21, "route entered or left"},
    {22, "segment time"},
    {23, "off route"},
    {24, "VSS fault"},
    {25, "fuel abnormal"},
    {26, "stolen"},
    {27, "illegal ignition"},
    {28, "illegal displacement"},
    {29, "collision"},
    {30, "rollover"},
    {31, "illegal door opening"},
};
inline constexpr bit_name status_bits[] = {
    {0, "ACC on"},
    {1, "positioned"},
    {2, "south"},
    {3, "west"},
    {4, "out of service"},
    {5, "coordinates obfuscated"},
    {6, "forward collision warning (2019)"},
    {7, "lane departure warning (2019)"},
    {8, "load, low bit"},
    {9, "load, high bit"},
    {10, "fuel line cut"},
    {11, "vehicle circuit cut"},
    {12, "doors locked"},
    {13, "door 1 open"},
    {14, "door 2 open"},
    {15, "door 3 open"},
    {16, "door 4 open"},
    {17, "door 5 open"},
    {18, "GPS used"},
    {19, "BeiDou used"},
    {20, "GLONASS used"},
    {21, "Galileo used"},
    {22, "driving (2019)"},
};

// ---- clocks ------------------------------------------------------------------------------------------------------

/// Six BCD bytes YYMMDDhhmmss. All zero, 2000-01-01 and 1980-01-06 (the start of GPS time, here as 2080) are clocks
/// that were never set (jt808.md 5).
TRACKWIRE_HOT [[nodiscard]] constexpr clock_reading read_clock(const std::uint8_t* bytes) noexcept {
    clock_reading c = read_bcd_clock(bytes, date_order::year_month_day);
    if (c.state == clock_state::set && bytes[0] == 0x80 && bytes[1] == 0x01 && bytes[2] == 0x06) {
        c.state = clock_state::not_set;
    }
    return c;
}

/// Sets the time of a message. `utc`: the zone is proven; else `time.local`, or `time` with the caller's zone.
TRACKWIRE_HOT constexpr void set_time(message& m, const clock_reading& clock, wire_view raw, std::size_t at, bool utc,
                                      const settings& conf) noexcept {
    if (clock.state != clock_state::set) {
        m.set_text(attribute::raw_time, raw, text_form::hex);
        if (clock.state == clock_state::invalid) { m.fault(error_code::bad_time, info(attribute::time).key, at); }
    } else if (utc) {
        m.set(attribute::time, clock.time);
    } else {
        set_unproven_time(m, clock.time, conf);
    }
}

template <class Trace>
TRACKWIRE_HOT constexpr void read_time(cursor<Trace>& in, message& m, bool utc, const settings& conf) noexcept {
    const std::size_t at = in.offset();
    std::uint8_t buffer[6];
    const clock_reading clock = read_clock(in.block(buffer));
    set_time(m, clock, in.take({"date and time", "YYMMDDhhmmss"}, 6), at, utc, conf);
}

/// Whether six bytes, `ahead` true bytes from here, are a calendar-valid time: how layouts are told apart.
template <class Trace>
[[nodiscard]] constexpr bool time_ahead(const cursor<Trace>& in, std::size_t ahead) noexcept {
    if (!in.has(ahead + 6)) { return false; }
    std::uint8_t bytes[6] = {};
    for (std::size_t i = 0; i < 6; ++i) { bytes[i] = in.peek(ahead + i); }
    return read_bcd_fields(bytes, date_order::year_month_day).is_valid();
}

// ---- the fixed part ----------------------------------------------------------------------------------------------

/// What a device means by its status word.
struct location_rules {
    std::uint32_t fix = 1U << 1U;  ///< any of these bits: positioned
    std::uint32_t base_station = 0;
    bool utc = false;
    field_info alarm{"alarm flags", alarm_bits};
    field_info status{"status", status_bits};
};

inline constexpr location_rules generic_rules{};

struct location_words {
    std::uint32_t alarm = 0;
    std::uint32_t status = 0;
    bool has_fix = false;
};

/// The four raw bytes of a word, as they stand on the wire, for `raw.*`.
template <class Trace>
TRACKWIRE_HOT [[nodiscard]] constexpr std::uint32_t read_word(cursor<Trace>& in, message& m, attribute raw,
                                                              const field_info& f) noexcept {
    wire_view bytes;
    const std::uint32_t word = in.u32_be(f, bytes);
    m.set_text(raw, bytes, text_form::hex);
    return word;
}

/// Sign from status bits 2 (south) and 3 (west); both zero without a fix is no position; an impossible coordinate drops
/// the pair (jt808.md 7.1, record.md 12.13).
TRACKWIRE_HOT constexpr void set_coordinates(message& m, std::uint32_t lat, std::uint32_t lon, const location_words& w,
                                             const location_rules& rules, std::size_t at) noexcept {
    const bool sound = lat <= 90'000'000 && lon <= 180'000'000;
    const bool somewhere = (lat | lon) != 0;
    m.set(attribute::position_valid, w.has_fix);
    m.set(attribute::position_source, w.has_fix                                           ? position_source::gnss
                                      : (w.status & rules.base_station) != 0 && somewhere ? position_source::cell
                                                                                          : position_source::none);
    if (!sound) { return m.fault(error_code::out_of_range, "position", at); }
    if (!w.has_fix && !somewhere) { return; }
    const std::int64_t steps = 10;  // 1e-6 to 1e-7 degrees
    m.set(attribute::position_latitude, (w.status >> 2U & 1U) != 0 ? -(lat * steps) : lat * steps);
    m.set(attribute::position_longitude, (w.status >> 3U & 1U) != 0 ? -(lon * steps) : lon * steps);
}

/// Reads the 28 bytes.
template <class Trace>
[[nodiscard]] constexpr location_words read_location(cursor<Trace>& from, message& m, const location_rules& rules,
                                                     const settings& conf) noexcept {
    cursor<Trace> in = from;  // a copy of its own stays in registers
    location_words w;
    w.alarm = read_word(in, m, attribute::raw_alarm, rules.alarm);
    w.status = read_word(in, m, attribute::raw_status, rules.status);
    w.has_fix = (w.status & rules.fix) != 0;
    const std::size_t at = in.offset();
    const std::uint32_t lat = in.u32_be({"latitude", "1e-6 degrees"});
    const std::uint32_t lon = in.u32_be({"longitude", "1e-6 degrees"});
    set_coordinates(m, lat, lon, w, rules, at);
    m.set(attribute::position_altitude, std::int64_t{in.i16_be({"altitude", "m"})});
    m.set(attribute::position_speed, std::int64_t{in.u16_be({"speed", "0.1 km/h"})} * 100);
    const std::size_t course_at = in.offset();
    const unsigned course = in.u16_be({"course", "degrees"});
    if (course > 360) {
        m.fault(error_code::out_of_range, info(attribute::position_course).key, course_at);
    } else {
        m.set(attribute::position_course, static_cast<std::int64_t>(course % 360) * 1000);
    }
    read_time(in, m, rules.utc, conf);
    from = in;
    return w;
}

// ---- items -------------------------------------------------------------------------------------------------------

/// What became of an item.
enum class item : std::uint8_t {
    unknown,  ///< nothing was read: it stays raw
    partly,   ///< it was read, and stays raw too because of bytes without a meaning
    done,
};

/// One line of an item table: how an item of this id and length is read. Any length: 0xFF.
template <class Trace, class State>
struct item_row {
    std::uint8_t id;
    std::uint8_t length;
    item (*read)(cursor<Trace>&, State&) noexcept;
};

/// Finds lines by id: the first line of each id, lines of one id standing together.
template <class Row, std::size_t N>
struct item_table {
    Row rows[N];
    std::uint8_t first[256] = {};

    constexpr explicit item_table(const Row (&lines)[N]) noexcept : item_table(lines, indices<N>()) {}

    [[nodiscard]] constexpr const Row* find(std::uint8_t id, std::uint8_t length) const noexcept {
        for (std::size_t i = first[id]; i < N && rows[i].id == id; ++i) {
            if (rows[i].length == length || rows[i].length == 0xFF) { return &rows[i]; }
        }
        return nullptr;
    }

private:
    template <std::size_t... I>
    struct sequence {};
    template <std::size_t Count, std::size_t... I>
    static constexpr auto indices(sequence<I...> = {}) noexcept {
        if constexpr (sizeof...(I) == Count) {
            return sequence<I...>();
        } else {
            return indices<Count>(sequence<I..., sizeof...(I)>());
        }
    }
    template <std::size_t... I>
    constexpr item_table(const Row (&lines)[N], sequence<I...>) noexcept : rows{lines[I]...} {
        static_assert(N < 64, "one bit a line says which ids were there");
        for (unsigned id = 0; id < 256; ++id) { first[id] = N; }
        for (std::size_t i = N; i-- > 0;) { first[rows[i].id] = static_cast<std::uint8_t>(i); }
    }
};

/// What may end a list of items.
enum class list_end : std::uint8_t {
    exact,       ///< anything behind the last item is an error
    stray_byte,  ///< a single byte is not: fewer than two bytes are no item (jointech.md 8.2)
};

/// Reads the items up to the end of `in`. Unknown ones become `unknown.<id>`; an item that overruns ends the list, its
/// bytes are `unknown.trailing`. An id that comes a second time is kept as unknown: no key appears twice.
template <class Trace, class Table, class State>
constexpr void read_items(cursor<Trace>& from, State& state, const Table& table, list_end end) noexcept {
    message& m = state.m;
    cursor<Trace> in = from;  // a copy of its own stays in registers
    cursor<Trace> value = in;
    std::uint64_t seen = 0;  // by the first line of each id
    bool unknown = false;
    for (unsigned ordinal = 0; in.has(2); ++ordinal) {
        const std::size_t at = in.offset();
        const std::uint8_t id = in.peek();
        const std::uint8_t length = in.peek(1);
        if (!in.has(2U + length)) {
            m.fault(error_code::overrun, item_name(id), at);
            break;
        }
        (void)in.u8("item id");
        (void)in.u8("item length");
        in.sub(value, length);
        const auto* const row = table.find(id, length);
        const std::uint64_t bit = std::uint64_t{1} << table.first[id];
        const bool again = row != nullptr && (seen & bit) != 0;
        const item outcome = row == nullptr || again ? item::unknown : row->read(value, state);
        if (outcome != item::unknown) {
            seen |= bit;
        } else if (again) {
            state.repeated(id, value.ahead());
        }
        if (outcome != item::done) {
            m.mark_unknown_tlv(ordinal);
            unknown = true;
        }
        (void)value.rest("unknown item", field_kind::unknown);
    }
    if (unknown) { m.add_list({walk_unknown_tlvs, from.ahead(), 0}); }
    from = in;
    if (in.at_end()) { return; }
    if (end == list_end::exact && !in.has(2)) { m.fault(error_code::overrun, item_name(in.peek()), in.offset()); }
    m.add_named("unknown.trailing", from.rest("unknown", field_kind::unknown));
}

/// Whether the rest of `in` is a list of items to the last byte.
template <class Trace>
[[nodiscard]] constexpr bool items_fit(cursor<Trace> in) noexcept {
    while (in.has(2)) {
        const std::size_t size = 2U + in.peek(1);
        if (!in.has(size)) { return false; }
        (void)in.sub(size);
    }
    return in.at_end();
}

// ---- generic devices ---------------------------------------------------------------------------------------------

/// What the items of a generic location fill.
struct location_state {
    message& m;
    bool no_identity = false;       ///< the header's id is all zero
    std::uint8_t direction = 0xFF;  ///< of item 12: 0 in, 1 out

    /// An id that was there before.
    constexpr void repeated(std::uint8_t, wire_view) const noexcept {}
};

/// Alarm names by bit (jt808.md 7.2); 15 to 17 count in the 2019 edition only, 31 in those before it.
inline constexpr alarm alarm_of_bit[] = {
    alarm::sos,
    alarm::overspeed,
    alarm::fatigue_driving,
    alarm::danger,
    alarm::gnss_fault,
    alarm::gnss_antenna_cut,
    alarm::gnss_antenna_short,
    alarm::low_power,
    alarm::power_cut,
    alarm::display_fault,
    alarm::tts_fault,
    alarm::camera_fault,
    alarm::card_reader_fault,
    alarm::overspeed_warning,
    alarm::fatigue_warning,
    alarm::illegal_driving,
    alarm::tyre_pressure,
    alarm::blind_zone,
    alarm::driving_time_exceeded,
    alarm::parking_too_long,
    alarm::geofence,
    alarm::route,
    alarm::segment_time,
    alarm::route_deviation,
    alarm::vss_fault,
    alarm::fuel_abnormal,
    alarm::stolen,
    alarm::illegal_ignition,
    alarm::movement,
    alarm::collision,
    alarm::rollover,
    alarm::illegal_door,
};

constexpr void set_alarms(message& m, std::uint32_t word, bool edition_2019, std::uint8_t direction) noexcept {
    constexpr std::uint32_t disputed = 7U << 15U;
    constexpr std::uint32_t withdrawn = 1U << 31U;
    word &= ~(edition_2019 ? withdrawn : disputed);
    for (unsigned bit = 0; word != 0; ++bit, word >>= 1U) {
        if ((word & 1U) == 0) { continue; }
        const bool area = bit == 20;
        m.alarms.add(area && direction == 0   ? alarm::geofence_enter
                     : area && direction == 1 ? alarm::geofence_exit
                                              : alarm_of_bit[bit]);
    }
}

/// The states of the status word (jt808.md 7.3).
constexpr void set_states(message& m, std::uint32_t status, bool edition_2019) noexcept {
    const auto bit = [&](unsigned n) { return (status >> n & 1U) != 0; };
    m.set(attribute::ignition, bit(0));
    m.set_number_unless(attribute::jt808_load, std::int64_t{status >> 8U & 3U}, 2);  // 2 is reserved
    m.set(attribute::jt808_doors, std::int64_t{status >> 13U & 0x1FU});
    m.set(attribute::jt808_door_lock, bit(12));
    m.set(attribute::jt808_fuel_cut, bit(10));
    m.set(attribute::jt808_circuit_cut, bit(11));
    m.set(attribute::jt808_operating, !bit(4));
    m.set(attribute::jt808_obfuscated, bit(5));
    if (edition_2019) { m.set(attribute::jt808_moving, bit(22)); }
    if ((status >> 18U & 0x0FU) != 0) { m.set(attribute::jt808_gnss, std::int64_t{status >> 18U & 0x0FU}); }
}

/// Readers of the standard's items (jt808.md 7.4), and of those of vendors that need no profile.
template <class Trace>
struct standard_items {
    using state = location_state;
    using in_t = cursor<Trace>;

    /// A number of `Width` bytes; `Scale` brings it to the steps of the attribute.
    template <attribute A, unsigned Width, std::int64_t Scale>
    static constexpr item put(in_t& in, message& m) noexcept {
        const field_info f(info(A).key, info(A).unit);
        const std::uint32_t v = Width == 1 ? in.u8(f) : Width == 2 ? in.u16_be(f) : in.u32_be(f);
        m.set(A, std::int64_t{v} * Scale);
        return item::done;
    }
    template <attribute A, unsigned Width, std::int64_t Scale = 1>
    static constexpr item number(in_t& in, state& s) noexcept {
        return put<A, Width, Scale>(in, s.m);
    }
    static constexpr item tyres(in_t& in, state& s) noexcept {
        s.m.set_text(attribute::jt808_tyres, in.take("tyre pressures", 30), text_form::hex);
        return item::done;
    }
    /// degrees Celsius, sign and magnitude; a magnitude above 1000 is the two's complement of others.
    static constexpr item carriage_temperature(in_t& in, state& s) noexcept {
        const unsigned v = in.u16_be({"carriage temperature", "degrees Celsius"});
        const unsigned magnitude = v & 0x7FFFU;
        const std::int64_t degrees = magnitude > 1000 ? static_cast<std::int16_t>(v)
                                     : v != magnitude ? -static_cast<std::int64_t>(magnitude)
                                                      : static_cast<std::int64_t>(magnitude);
        s.m.set(attribute::temperature, degrees * 10);
        return item::done;
    }
    static constexpr item percent(in_t& in, state& s) noexcept {
        const std::size_t at = in.offset();
        const unsigned v = in.u8({"battery", "%"});
        if (v > 100) {
            s.m.fault(error_code::out_of_range, info(attribute::battery_level).key, at);
        } else {
            s.m.set(attribute::battery_level, std::int64_t{v});
        }
        return item::done;
    }
    static constexpr item overspeed_place(in_t& in, state& s) noexcept {
        s.m.set(attribute::jt808_overspeed_type, std::int64_t{in.u8("place of overspeed")});
        if (in.has(4)) { s.m.set(attribute::jt808_overspeed_id, std::int64_t{in.u32_be("area or segment id")}); }
        return item::done;
    }
    static constexpr item area(in_t& in, state& s) noexcept {
        s.m.set(attribute::jt808_area_type, std::int64_t{in.u8("area type")});
        s.m.set(attribute::jt808_area_id, std::int64_t{in.u32_be("area id")});
        s.direction = in.u8("direction");
        s.m.set(attribute::jt808_area_direction, std::int64_t{s.direction});
        return item::done;
    }
    static constexpr item segment(in_t& in, state& s) noexcept {
        s.m.set(attribute::jt808_segment_id, std::int64_t{in.u32_be("segment id")});
        s.m.set(attribute::jt808_segment_time, std::int64_t{in.u16_be({"segment time", "s"})});
        s.m.set(attribute::jt808_segment_result, std::int64_t{in.u8("segment result")});
        return item::done;
    }
    static constexpr item analog(in_t& in, state& s) noexcept {
        s.m.set_text(attribute::adc, in.take("analog inputs", 4), text_form::u16_pair_swapped);
        return item::done;
    }
    /// CSQ; above 31 it is percent or dBm of some vendor and stays raw.
    static constexpr item csq(in_t& in, state& s) noexcept {
        const unsigned v = in.peek();
        if (v > 31 && v != 99) { return item::unknown; }
        (void)in.u8("CSQ");
        if (v != 99) { s.m.set(attribute::cell_csq, std::int64_t{v}); }
        return item::done;
    }
    /// Called a password by one source: raw, masked.
    static constexpr item password(in_t& in, state& s) noexcept {
        s.m.mark_secret(in.ahead().wire());
        return item::unknown;
    }
    /// The name of a zone; whether the time is in it is not known (jt808.md 5).
    static constexpr item zone(in_t& in, state& s) noexcept {
        const wire_view text = in.ahead();
        if (text.at(0) != 'U' || text.at(1) != 'T' || text.at(2) != 'C' || !is_text(text)) { return item::unknown; }
        s.m.set_text(attribute::jt808_zone, in.rest("zone"));
        return item::done;
    }
    /// The identity of a device whose header has none: 0 and 15 digits (jt808.md 3.2).
    static constexpr item imei(in_t& in, state& s) noexcept {
        std::uint8_t b[8] = {};
        in.ahead().copy_to(b);
        if (!s.no_identity || !is_bcd(bytes_view(b)) || b[0] >> 4U != 0) { return item::unknown; }
        const wire_view digits = in.take("IMEI", 8);
        s.m.set_text(attribute::device_id, digits, text_form::imei_bcd);
        s.m.set_text(attribute::imei, digits, text_form::imei_bcd);
        return item::done;
    }

    static constexpr bool is_text(wire_view v) noexcept {
        for (const std::uint8_t c : v) {
            if (!is_printable(c)) { return false; }
        }
        return !v.empty();
    }

    using row = item_row<Trace, state>;
    static constexpr row rows[] = {
        {0x01, 4, number<attribute::odometer, 4, 100>},
        {0x02, 2, number<attribute::fuel, 2>},
        {0x03, 2, number<attribute::jt808_recorder_speed, 2, 100>},
        {0x04, 2, number<attribute::jt808_alarm_id, 2>},
        {0x05, 30, tyres},
        {0x06, 2, carriage_temperature},
        {0x06, 1, percent},
        {0x11, 1, overspeed_place},
        {0x11, 5, overspeed_place},
        {0x12, 6, area},
        {0x13, 7, segment},
        {0x14, 4, number<attribute::jt808_video_alarms, 4>},
        {0x15, 4, number<attribute::jt808_video_lost, 4>},
        {0x16, 4, number<attribute::jt808_video_covered, 4>},
        {0x17, 2, number<attribute::jt808_video_storage_fault, 2>},
        {0x18, 2, number<attribute::jt808_video_abnormal, 2>},
        {0x25, 4, number<attribute::jt808_signals, 4>},
        {0x2A, 2, number<attribute::jt808_io, 2>},
        {0x2B, 4, analog},
        {0x30, 1, csq},
        {0x31, 1, number<attribute::position_satellites, 1>},
        {0x67, 8, password},
        {0xEB, 0xFF, zone},
        {0xF6, 8, imei},
    };
    static constexpr item_table<row, sizeof rows / sizeof *rows> table{rows};
};

/// The 18 bytes of old devices that are no items (jt808.md 7.1): battery and reserved 4, mileage u32 km, battery u16
/// 0.1 V, area id u32, signal u8, reserved 3.
template <class Trace>
constexpr void read_legacy_tail(cursor<Trace>& in, message& m) noexcept {
    const wire_view battery = in.unknown("battery and reserved", 4);
    for (const std::uint8_t b : battery) {
        if (b != 0) {
            m.add_named("unknown.tail", battery);
            break;
        }
    }
    m.set(attribute::odometer, std::int64_t{in.u32_be({"mileage", "km"})} * 1000);
    m.set(attribute::battery_voltage, std::int64_t{in.u16_be({"battery", "0.1 V"})} * 100);
    m.set_number_unless(attribute::jt808_area_id, in.u32_be("area id"), 0);
    const unsigned signal = in.u8("signal");
    if (signal <= 31) { m.set(attribute::cell_csq, std::int64_t{signal}); }
    in.reserved(3);
}

/// A location of a generic device: fixed part, states, items, alarms.
template <class Trace>
constexpr void read_generic_location(cursor<Trace>& in, message& m, const header& head, const settings& conf) noexcept {
    const bool edition_2019 = head.form == header_form::edition_2019;
    const location_words w = read_location(in, m, generic_rules, conf);
    set_states(m, w.status, edition_2019);
    location_state state{m, head.no_identity};
    if (in.has(18) && !in.has(19) && !items_fit(in)) {
        read_legacy_tail(in, m);
    } else {
        read_items(in, state, standard_items<Trace>::table, list_end::exact);
    }
    set_alarms(m, w.alarm, edition_2019, state.direction);
}

}  // namespace trackwire::inline v0::jt808
