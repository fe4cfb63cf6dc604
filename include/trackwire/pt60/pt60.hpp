// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// The text format of watches that is known under the name PT60, in two variants:
///
///   G   @G#@,V01,<type>,<IMEI>,<IMSI>[,<time>,<data>...],@R#@
///   B   @B#@|01|<type>|<IMEI>|<IMSI>|[<firmware>|<state>|<battery>|]<time>|<data>...|@E#@
///
/// Every frame is answered with the time of the server. Source: bofan.md 15, record.md 12.18.

#include <trackwire/core/codec.hpp>
#include <trackwire/core/cursor.hpp>
#include <trackwire/core/geo.hpp>
#include <trackwire/core/time.hpp>
#include <trackwire/record/clock.hpp>
#include <trackwire/record/message.hpp>

namespace trackwire::inline v0::pt60 {

inline constexpr protocol_info protocol{"pt60", "PT60"};

/// The two variants: marks and separators.
struct variant {
    name start;
    name end;
    std::uint8_t separator;
    std::uint8_t inner;  ///< between the values of a tuple
    name version;
};
inline constexpr variant variant_g{"@G#@", "@R#@", ',', ';', "V01"};
inline constexpr variant variant_b{"@B#@", "@E#@", '|', ',', "01"};

// ---- answers --------------------------------------------------------------------------------------------------------

/// `yyyymmddhhmmss` of now, in UTC; the zone that devices expect is unknown.
constexpr void put_time(const reply_options& options, byte_output& out) noexcept {
    if (!options.now) { return out.put(name("<yyyymmddhhmmss>")); }
    const civil_time t = to_civil(*options.now);
    out.number(t.year, 4);
    const unsigned parts[] = {t.month, t.day, t.hour, t.minute, t.second};
    for (const unsigned part : parts) { out.number(part, 2); }
}

/// `@G#@,V01,38,<time>,@R#@`
constexpr void encode_answer_g(const reply&, const reply_options& options, byte_output& out) noexcept {
    out.put(name("@G#@,V01,38,"));
    put_time(options, out);
    out.put(name(",@R#@"));
}

/// `@B#@|01|<type + 1, three digits>|<IMEI>|0|<time>|@E#@`
constexpr void encode_answer_b(const reply& r, const reply_options& options, byte_output& out) noexcept {
    out.put(name("@B#@|01|"));
    out.number(r.numbers[0], 3);
    out.put(name("|"));
    out.put(r.subject.wire());
    out.put(name("|0|"));
    put_time(options, out);
    out.put(name("|@E#@"));
}

// ---- cells ----------------------------------------------------------------------------------------------------------

/// A cell as on the wire. G: `mcc;mnc;lac;cid;rssi`; B: `cid,lac,mnc,mcc,level`.
struct cell {
    parsed_number mcc, mnc, lac, id, signal;
    bool sound = false;  ///< five numbers, none but the signal negative
};

[[nodiscard]] constexpr cell read_cell(bytes_view text, const variant& v) noexcept {
    field_walker fields(text, v.inner);
    parsed_number n[5];
    bool sound = true;
    for (unsigned i = 0; i < 5; ++i) {
        n[i] = i < 4 ? parse_unsigned(fields.next()) : parse_integer(fields.next());
        sound = sound && n[i];
    }
    sound = sound && fields.done();
    const bool g = v.inner == variant_g.inner;
    return g ? cell{n[0], n[1], n[2], n[3], n[4], sound} : cell{n[3], n[2], n[1], n[0], n[4], sound};
}

/// Visits the values of a sound cell: mcc and mnc are absent when MCC is 0, lac and id each when 0. Only the signal of
/// variant G is in dBm.
template <class Visit>
constexpr void visit_cell(const cell& c, const variant& v, Visit&& visit) noexcept {
    if (!c.sound) { return; }
    if (c.mcc.value != 0) {
        visit(attribute::cell_mcc, name(".mcc"), c.mcc);
        visit(attribute::cell_mnc, name(".mnc"), c.mnc);
    }
    if (c.lac.value != 0) { visit(attribute::cell_lac, name(".lac"), c.lac); }
    if (c.id.value != 0) { visit(attribute::cell_id, name(".id"), c.id); }
    if (v.inner == variant_g.inner && c.signal.value < 0) { visit(attribute::cell_rssi, name(".rssi"), c.signal); }
}

/// Visits the cells behind the first one as `cell.<n>.*`. `argument`: 1 for variant G.
constexpr void walk_cells(const message&, const extra_list& list, extra_visitor& visitor) noexcept {
    const variant& v = list.argument == 1 ? variant_g : variant_b;
    field_walker cells(list.bytes.wire(), '|');
    (void)cells.next();
    for (std::uint32_t n = 2; !cells.done(); ++n) {
        visit_cell(read_cell(cells.next(), v), v, [&](attribute, name tail, parsed_number value) {
            visitor.number({"cell.", n, extra_key::style::decimal, 1, tail}, value.value);
        });
    }
}

[[nodiscard]] constexpr std::size_t count_fields(bytes_view text, std::uint8_t separator) noexcept {
    std::size_t n = text.empty() ? 0 : 1;
    for (const std::uint8_t c : text) { n += c == separator ? 1U : 0U; }
    return n;
}

// ---- one frame ----------------------------------------------------------------------------------------------------

/// Reads the fields of one frame into a message.
template <class Trace>
class reader {
public:
    constexpr reader(bytes_view frame, const variant& v, message& m, const settings& conf, Trace& trace) noexcept
        : frame_(frame),
          end_(frame.size() - 5),
          variant_(v),
          m_(m),
          conf_(conf),
          in_(frame, 5, frame.size() - 5, v.separator, trace) {
        in_.mark(0, 4, "start");
        in_.mark(4, 1, "separator");
        in_.mark(end_, 1, "separator");
        in_.mark(end_ + 1, 4, "end");
    }

    constexpr void read(session& state) noexcept {
        const bytes_view version = in_.field("version");
        if (version != variant_.version) { m_.add_named("unknown.version", version, text_form::plain); }
        type_ = static_cast<std::uint32_t>(parse_unsigned(in_.field("type")).value);
        m_.set(attribute::pt60_type, std::int64_t{type_});
        state.protocol = &protocol;
        if (is_answer_g()) { return read_answer(); }
        const bytes_view imei = in_.field("IMEI");
        m_.set_text(attribute::device_id, imei);
        m_.set_text(attribute::imei, imei);
        state.device = m_.fixed<24>(attribute::device_id);
        if (is_answer_b()) {
            (void)in_.field("reserved", field_kind::reserved);
            return read_answer();
        }
        read_imsi();
        read_data();
        m_.add_named("unknown.trailing", in_.rest("surplus fields", field_kind::unknown), text_form::plain);
        const bool login = is_g() && type_ == 1;
        const bool somewhere = m_.has(attribute::position_latitude) || m_.has(attribute::pt60_cells) || misplaced_;
        m_.kind = login ? message_kind::login : somewhere ? message_kind::position : message_kind::heartbeat;
        answer(imei);
    }

private:
    [[nodiscard]] constexpr bool is_g() const noexcept { return variant_.separator == variant_g.separator; }
    [[nodiscard]] constexpr bytes_view ahead() const noexcept {
        return in_.done() ? bytes_view() : frame_.sub(in_.offset(), end_ - in_.offset());
    }
    [[nodiscard]] static constexpr bool is_time(bytes_view text) noexcept {
        return text.size() == 14 && all_digits(text);
    }
    // The platform's answers have the time where a device has IMEI or data.
    [[nodiscard]] constexpr bool is_answer_g() const noexcept { return is_g() && type_ == 38 && is_time(ahead()); }
    [[nodiscard]] constexpr bool is_answer_b() const noexcept {
        return !is_g() && ahead().starts_with("0|") && is_time(ahead().sub(2));
    }
    constexpr void read_answer() noexcept {
        m_.kind = message_kind::acknowledgement;
        read_time();
    }
    constexpr void answer(bytes_view imei) noexcept {
        m_.reply.encoder = is_g() ? encode_answer_g : encode_answer_b;
        m_.reply.needs_time = true;
        m_.reply.subject = imei;
        m_.reply.numbers[0] = type_ + 1;
    }

    /// The digit 9 and the 15 digits of the IMSI (inferred, bofan.md 15.2); anything else is not understood.
    constexpr void read_imsi() noexcept {
        const bytes_view text = in_.field("IMSI");
        if (text.size() == 16 && text[0] == '9' && all_digits(text)) {
            m_.set_text(attribute::imsi, text.sub(1));
        } else {
            m_.add_named("unknown.imsi", text, text_form::plain);
        }
    }

    /// Wire: `yyyymmddhhmmss`, zone unknown. Sentinel: all zeros, no time.
    constexpr void read_time() noexcept {
        const bytes_view text = in_.field({"time", "yyyymmddhhmmss"});
        civil_time t;
        bool zero = !text.empty();
        for (const std::uint8_t c : text) { zero = zero && c == '0'; }
        if (is_time(text)) {
            const auto part = [&](std::size_t at) {
                return static_cast<unsigned>(parse_unsigned(text.sub(at, 2)).value);
            };
            t = {static_cast<int>(parse_unsigned(text.first(4)).value),
                 part(4),
                 part(6),
                 part(8),
                 part(10),
                 part(12),
                 0};
        }
        if (is_time(text) && is_calendar_valid(t)) { return set_unproven_time(m_, to_time(t), conf_); }
        m_.set_text(attribute::raw_time, text);
        if (!zero) { m_.fault(error_code::bad_time, info(unproven_time(conf_)).key, in_.last_offset()); }
    }

    template <attribute A>
    constexpr void read_number(const field_info& f, std::int64_t highest) noexcept {
        const parsed_number n = parse_unsigned(in_.field(f));
        if (n && n.value <= highest) { return m_.set(A, n.value); }
        m_.fault(n ? error_code::out_of_range : error_code::bad_number, info(A).key, in_.last_offset());
    }

    // ---- data by type --------------------------------------------------------------------------------------------

    using function = void (reader::*)() noexcept;
    struct layout {
        bool g;
        std::uint32_t type;
        function read;
    };
    constexpr void read_data() noexcept {
        constexpr layout layouts[] = {
            {true, 1, &reader::read_nothing}, {true, 6, &reader::read_position_g}, {true, 13, &reader::read_steps},
            {true, 14, &reader::read_heart},  {true, 43, &reader::read_networks},  {false, 1, &reader::read_report},
            {false, 3, &reader::read_boot},   {false, 6, &reader::read_alarm},     {false, 33, &reader::read_status},
        };
        for (const layout& l : layouts) {
            if (l.g == is_g() && l.type == type_) { return (this->*l.read)(); }
        }
        read_unknown();
    }

    constexpr void read_nothing() noexcept {}
    /// `lat;lon`, signed degrees. Nothing says whether it is a GNSS position.
    constexpr void read_position_g() noexcept {
        read_time();
        const placed pair{in_.field({"position", "degrees"}), in_.last_offset()};
        const std::size_t semicolon = pair.text.find(';');
        const std::size_t second = semicolon == bytes_view::npos ? pair.text.size() : semicolon + 1;
        set_position(pair.text.first(semicolon), pair.text.sub(second), pair.at, false);
    }
    constexpr void read_steps() noexcept {
        read_time();
        read_number<attribute::pt60_steps>("steps", 0xFFFFFFFF);
    }
    constexpr void read_heart() noexcept {
        read_time();
        read_number<attribute::pt60_heart_rate>({"heart rate", "1/min"}, 999);
        read_number<attribute::battery_level>({"battery", "%"}, 100);
    }
    /// `n,cell|cell..,m,wifi|wifi..`
    constexpr void read_networks() noexcept {
        read_time();
        const parsed_number cells = parse_unsigned(in_.field("number of cells"));
        const std::size_t cells_at = in_.last_offset();
        const bytes_view cell_list = in_.field("cells: mcc;mnc;lac;cid;rssi");
        set_cells(cell_list, in_.last_offset());
        check_count<attribute::pt60_cells>(cells, cell_list, cells_at);
        const parsed_number networks = parse_unsigned(in_.field("number of networks"));
        const std::size_t networks_at = in_.last_offset();
        const bytes_view network_list = in_.field("networks: mac;ssid;rssi");
        m_.set_text(attribute::pt60_wifi, network_list, text_form::wifi_list);
        check_count<attribute::pt60_wifi>(networks, network_list, networks_at);
    }
    template <attribute A>
    constexpr void check_count(parsed_number stated, bytes_view list, std::size_t at) noexcept {
        if (!stated || static_cast<std::size_t>(stated.value) != count_fields(list, '|')) {
            m_.fault(error_code::count_mismatch, info(A).key, at);
        }
    }

    constexpr void read_state() noexcept {
        read_number<attribute::pt60_state>("state", 0xFFFF);
        read_number<attribute::battery_level>({"battery", "%"}, 100);
        read_time();
    }
    constexpr void read_report() noexcept {
        read_state();
        read_location(1);
    }
    constexpr void read_boot() noexcept {
        m_.set_text(attribute::firmware, in_.field("firmware"));
        read_report();
    }
    constexpr void read_status() noexcept { read_state(); }
    /// Type 006 has neither state nor battery; behind the location type stands a code of unknown meaning.
    constexpr void read_alarm() noexcept {
        read_time();
        read_location(2);
        m_.add_named("unknown.code", in_.field("code", field_kind::unknown), text_form::plain);
    }

    /// Coordinates or cells up to the location type, which is the `from_last`-th field from the end.
    /// Location type: 1 GPS, 2 cells.
    constexpr void read_location(std::size_t from_last) noexcept {
        const std::size_t count = count_fields(ahead(), '|');
        if (count < from_last) { return; }
        std::size_t location_at = 0;  // of the location type, within what is ahead
        bytes_view type;
        field_walker fields(ahead(), '|');
        for (std::size_t i = 0; i + from_last <= count; ++i) {
            type = fields.next();
            location_at = static_cast<std::size_t>(type.data() - ahead().data());
        }
        const bytes_view data = ahead().first(location_at == 0 ? 0 : location_at - 1);
        if (type == name("1")) {
            read_coordinates(count - from_last);
        } else if (type == name("2")) {
            set_cells(data, in_.offset());
            for (std::size_t i = from_last; i < count; ++i) { (void)in_.field("cell: cid,lac,mnc,mcc,level"); }
            if (!data.empty()) {
                m_.set(attribute::position_valid, false);
                m_.set(attribute::position_source, position_source::none);
            }
        } else {
            m_.add_named("unknown.location", data, text_form::plain);
            for (std::size_t i = from_last; i < count; ++i) { (void)in_.field("location", field_kind::unknown); }
        }
        read_number<attribute::pt60_location>("location type", 0xFFFF);
    }
    /// `lat|lon`, and numbers of unknown meaning: the first two have a key each, all others share one.
    constexpr void read_coordinates(std::size_t count) noexcept {
        constexpr name surplus[] = {"unknown.x", "unknown.y"};
        const placed lat{count > 0 ? in_.field({"latitude", "degrees"}) : bytes_view(), in_.last_offset()};
        const bytes_view lon = count > 1 ? in_.field({"longitude", "degrees"}) : bytes_view();
        m_.set(attribute::position_valid, true);
        m_.set(attribute::position_source, position_source::gnss);
        set_position(lat.text, lon, lat.at, true);
        for (std::size_t i = 2; i < count && i < 4; ++i) {
            m_.add_named(surplus[i - 2], in_.field("number", field_kind::unknown), text_form::plain);
        }
        const std::size_t from = in_.offset();
        std::size_t end = from;
        for (std::size_t i = 4; i < count; ++i) {
            const bytes_view number = in_.field("number", field_kind::unknown);
            end = in_.last_offset() + number.size();
        }
        m_.add_named("unknown.numbers", m_.frame.sub(from, end - from), text_form::plain);
    }
    /// A type without a documented layout: a time where one can be seen, the rest as it is.
    constexpr void read_unknown() noexcept {
        if (is_time(ahead().first(14)) && (ahead().size() == 14 || ahead()[14] == variant_.separator)) { read_time(); }
        m_.set_text(attribute::fields, in_.rest("fields", field_kind::unknown),
                    is_g() ? text_form::comma_list : text_form::bar_list);
    }

    // ---- values --------------------------------------------------------------------------------------------------

    struct placed {
        bytes_view text;
        std::size_t at;
    };

    /// Decimal degrees in steps of 1e-7, rounded; false if there is no such latitude or longitude.
    [[nodiscard]] static constexpr parsed_number degrees(bytes_view text, std::int64_t limit) noexcept {
        const parsed_decimal d = parse_decimal(text);
        const std::int64_t magnitude = d.negative ? -d.value : d.value;
        if (!d || d.decimals > 15 || magnitude > limit * pow10(d.decimals)) { return {}; }
        return {rescale(d.value, d.decimals, 7), true};
    }
    constexpr void set_position(bytes_view latitude, bytes_view longitude, std::size_t at, bool fix) noexcept {
        const parsed_number lat = degrees(latitude, 90);
        const parsed_number lon = degrees(longitude, 180);
        if (!lat || !lon) {
            misplaced_ = !latitude.empty() || !longitude.empty();
            return m_.fault(error_code::out_of_range, "position", at);
        }
        if (!fix && lat.value == 0 && lon.value == 0) { return; }
        m_.set(attribute::position_latitude, lat.value);
        m_.set(attribute::position_longitude, lon.value);
    }

    /// Cells between vertical bars, as they are and taken apart.
    constexpr void set_cells(bytes_view cells, std::size_t at) noexcept {
        if (cells.empty()) { return; }
        m_.set_text(attribute::pt60_cells, cells, text_form::bar_list);
        field_walker walker(cells, '|');
        visit_cell(read_cell(walker.next(), variant_), variant_,
                   [&](attribute a, name, parsed_number value) { m_.set(a, value.value); });
        while (!walker.done()) { (void)walker.next(); }
        check_cells(cells, at);
        if (count_fields(cells, '|') > 1) { m_.add_list({walk_cells, cells, is_g() ? 1U : 0U, list_place::cells}); }
    }
    constexpr void check_cells(bytes_view cells, std::size_t at) noexcept {
        field_walker walker(cells, '|');
        while (!walker.done()) {
            const bytes_view text = walker.next();
            if (!read_cell(text, variant_).sound) {
                const auto offset = static_cast<std::size_t>(text.data() - cells.data());
                m_.fault(error_code::bad_number, info(attribute::cell_id).key, at + offset);
            }
        }
    }

    bytes_view frame_;
    std::size_t end_;
    const variant& variant_;
    message& m_;
    const settings& conf_;
    text_cursor<Trace> in_;
    std::uint32_t type_ = 0;
    bool misplaced_ = false;  ///< coordinates are there, and impossible
};

/// Codec of both variants.
struct frames {
    static constexpr name id = "pt60";
    static constexpr std::size_t longest_frame = 4096;

    static constexpr bool may_start(std::uint8_t b) noexcept { return b == '@'; }

    static constexpr verdict scan(bytes_view in, const scan_input& how) noexcept {
        const variant& v = in.size() > 1 && in[1] == 'B' ? variant_b : variant_g;
        head h{in};
        if (!h.text(v.start, "start") || !h.byte(v.separator, "start") ||
            (&v == &variant_g && !h.byte('V', "version")) || !h.digits(2, 2, "version") ||
            !h.byte(v.separator, "version") || !h.digits(1, 3, "type") || !h.byte(v.separator, "type")) {
            return h.verdict_of();
        }
        const bool answer = &v == &variant_g && in.sub(h.at - 4).starts_with(",38,");
        if (!h.digits(answer ? 14 : 15, 15, "IMEI") || !h.byte(v.separator, "IMEI")) { return h.verdict_of(); }
        return scan_end(in, h.at, v, how);
    }

    template <class Trace>
    static constexpr void decode(bytes_view frame, const verdict&, decode_context& context, Trace& trace,
                                 message_sink& sink) {
        message m(message_kind::heartbeat, &protocol, frame);
        reader<Trace> r(frame, frame[1] == 'B' ? variant_b : variant_g, m, context.conf, trace);
        r.read(context.state);
        sink.on(m);
    }

private:
    /// The evidence at the front, as far as the bytes have come.
    struct head {
        bytes_view in;
        std::size_t at = 0;
        name field{};
        bool cut = false;

        constexpr bool text(name expected, name what) noexcept {
            for (const char c : expected) {
                if (!byte(static_cast<std::uint8_t>(c), what)) { return false; }
            }
            return true;
        }
        constexpr bool byte(std::uint8_t expected, name what) noexcept {
            field = what;
            if (at == in.size()) {
                cut = true;
                return false;
            }
            if (in[at] != expected) { return false; }
            ++at;
            return true;
        }
        constexpr bool digits(std::size_t least, std::size_t most, name what) noexcept {
            field = what;
            std::size_t n = 0;
            while (n < most && at < in.size() && is_digit(in[at])) {
                ++at;
                ++n;
            }
            cut = at == in.size() && n < most;
            return !cut && n >= least;
        }
        [[nodiscard]] constexpr verdict verdict_of() const noexcept {
            const protocol_info* nearest = at > 1 ? &protocol : nullptr;
            return cut ? verdict::need(in.size() + 1, field, nearest)
                       : verdict::reject(error_code::unexpected, field, at, nearest);
        }
    };

    /// Looks for the end mark. Another start mark, or a character that is none, ends a frame that was cut.
    static constexpr verdict scan_end(bytes_view in, std::size_t begin, const variant& v,
                                      const scan_input& how) noexcept {
        for (std::size_t i = how.scanned > begin ? how.scanned : begin; i < in.size(); ++i) {
            if (i >= longest_frame - 4) { return verdict::reject(error_code::too_long, "end", i, &protocol); }
            if (!is_printable(in[i])) { return verdict::malformed(i, &protocol, error_code::no_terminator, "end", i); }
            if (in[i] != '@') { continue; }
            if (in.size() - i < 4) {
                if (how.end == ending::more) { return wait(i + 4, i); }
                break;
            }
            const bytes_view mark = in.sub(i, 4);
            if (mark == variant_g.start || mark == variant_b.start) {
                return verdict::malformed(i, &protocol, error_code::nested_frame, "end", i);
            }
            if (mark == v.end && in[i - 1] == v.separator) {
                return verdict::whole(i + 4, strength::checked, &protocol, "end", i);
            }
        }
        return wait(in.size() + 1, in.size());
    }
    static constexpr verdict wait(std::size_t total, std::size_t scanned) noexcept {
        verdict w = verdict::need(total, "end", &protocol);
        w.scanned = static_cast<std::uint32_t>(scanned);
        return w;
    }
};

}  // namespace trackwire::inline v0::pt60
