// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// The bodies of JT/T 808 messages, one small function a layout; table.hpp says which message has which.
/// Source: jt808.md 4, 6, 8, 9, 10.

#include <trackwire/core/codec.hpp>
#include <trackwire/jt808/location.hpp>
#include <trackwire/jt808/parameters.hpp>
#include <trackwire/jt808/reply.hpp>

namespace trackwire::inline v0::jt808 {

/// A frame that is being decoded: its header has been read, `body` stands at the body and ends with it.
template <class Trace>
struct reading {
    bytes_view frame;
    const header& head;
    cursor<Trace> body;
    decode_context& context;
    message_sink& sink;
    const protocol_info* protocol;
};

/// A literal as the bytes of a text attribute.
template <std::size_t N>
struct static_text {
    std::uint8_t bytes[N - 1] = {};
    // NOLINTNEXTLINE(google-explicit-constructor): a literal is a text
    constexpr static_text(const char (&literal)[N]) noexcept {
        for (std::size_t i = 0; i + 1 < N; ++i) { bytes[i] = static_cast<std::uint8_t>(literal[i]); }
    }
};
inline constexpr static_text text_2011{"2011"};
inline constexpr static_text text_2013{"2013"};
inline constexpr static_text text_2019{"2019"};
inline constexpr static_text text_2019_11{"2019, maker 11"};
inline constexpr static_text text_g10{"G10"};
inline constexpr static_text text_e7{"e7"};

constexpr void set_layout(message& m, bytes_view text) noexcept { m.set_text(attribute::jt808_layout, text); }

/// All zero is no identity (jt808.md 3.2).
constexpr void set_device(message& m, const header& head) noexcept {
    if (!head.no_identity) { m.set_text(attribute::device_id, head.device, head.id_form()); }
}

/// What every message tells: identity, serial, header.
template <class Trace>
constexpr void begin(message& m, const reading<Trace>& r) noexcept {
    const header& h = r.head;
    set_device(m, h);
    m.set(attribute::serial, std::int64_t{h.serial});
    m.set(attribute::jt808_msg, std::int64_t{h.id});
    switch (h.form) {
        case header_form::edition_2013: m.set_text(attribute::jt808_header, bytes_view(text_2013.bytes)); break;
        case header_form::edition_2019:
            m.set_text(attribute::jt808_header, bytes_view(text_2019.bytes));
            m.set(attribute::jt808_version, std::int64_t{h.version});
            break;
        case header_form::e7: m.set_text(attribute::jt808_header, bytes_view(text_e7.bytes)); break;
        case header_form::short_serial: break;
    }
    if (h.packets > 0) {
        m.set(attribute::jt808_packets, std::int64_t{h.packets});
        m.set(attribute::jt808_packet, std::int64_t{h.packet});
    }
}

/// Remembers who spoke, and hands the message out.
template <class Trace>
constexpr void finish(message& m, reading<Trace>& r) {
    session& state = r.context.state;
    state.protocol = r.protocol;
    if (m.has(attribute::device_id)) { state.device = m.fixed<24>(attribute::device_id); }
    r.sink.on(m);
}

/// The body as it is.
template <class Trace>
constexpr void keep_raw(message& m, cursor<Trace>& in) noexcept {
    m.add_named("unknown.body", in.rest("body", field_kind::unknown));
}

/// A text as the wire has it (GBK is not UTF-8: the writers show its bytes).
[[nodiscard]] constexpr bool is_text(wire_view v) noexcept {
    for (const std::uint8_t c : v) {
        if (!is_printable(c) && !is_separator(c) && c != '\t') { return false; }
    }
    return !v.empty();
}

/// Without the NUL and blank padding at both ends.
[[nodiscard]] constexpr wire_view trim(wire_view v) noexcept {
    bytes_view b = v.wire();
    while (!b.empty() && (b[0] == 0 || b[0] == ' ')) { b = b.sub(1); }
    while (!b.empty() && (b[b.size() - 1] == 0 || b[b.size() - 1] == ' ')) { b = b.first(b.size() - 1); }
    return {b, v.scheme()};
}

/// Without the NULs that the 2011 edition puts behind a text (jt808.md 0).
[[nodiscard]] constexpr wire_view drop_terminators(wire_view v) noexcept {
    bytes_view b = v.wire();
    while (!b.empty() && b[b.size() - 1] == 0) { b = b.first(b.size() - 1); }
    return {b, v.scheme()};
}

/// Functions that read a body into a message. `in` ends with the body; what they leave becomes `unknown.trailing`.
template <class Trace>
struct bodies {
    using in_t = cursor<Trace>;
    using call = reading<Trace>;

    template <attribute A, unsigned Width>
    static constexpr std::uint32_t number(in_t& in, message& m) noexcept {
        const field_info f(info(A).key, info(A).unit);
        const std::uint32_t v = Width == 1 ? in.u8(f) : Width == 2 ? in.u16_be(f) : in.u32_be(f);
        m.set(A, std::int64_t{v});
        return v;
    }
    static constexpr void text(in_t& in, message& m, attribute a, std::size_t size) noexcept {
        m.set_text(a, trim(in.take(info(a).key, size)));
    }
    /// Length u8, text. False: it overruns.
    static constexpr bool short_text(in_t& in, message& m, attribute a) noexcept {
        if (!in.has(1) || !in.has(1U + in.peek())) {
            m.fault(error_code::overrun, info(a).key, in.offset());
            return false;
        }
        const std::size_t size = in.u8("length");
        text(in, m, a, size);
        return true;
    }

    static constexpr std::uint32_t peek_u32(const in_t& in, std::size_t at) noexcept {
        const std::uint8_t b[4] = {in.peek(at), in.peek(at + 1), in.peek(at + 2), in.peek(at + 3)};
        return load_be32(b);
    }

    static constexpr void raw(call& r, message& m) noexcept { keep_raw(m, r.body); }

    // ---- answers and sessions ------------------------------------------------------------------------------------

    static constexpr void general_answer(call& r, message& m) noexcept {
        number<attribute::jt808_answers_serial, 2>(r.body, m);
        number<attribute::jt808_answers_msg, 2>(r.body, m);
        number<attribute::jt808_result, 1>(r.body, m);
    }

    /// Count u8 in 2013, u16 in 2019; the length decides if the header is wrong about it (jt808.md 9.4).
    static constexpr void resend(call& r, message& m) noexcept {
        number<attribute::jt808_answers_serial, 2>(r.body, m);
        const std::size_t left = r.body.remaining();
        const std::size_t narrow = 1 + 2U * r.body.peek();
        const std::size_t wide = 2 + 2U * (static_cast<std::size_t>(r.body.peek()) << 8U | r.body.peek(1));
        const bool is_wide = left == wide || (left != narrow && r.head.form == header_form::edition_2019);
        const std::size_t count = is_wide ? r.body.u16_be("count") : r.body.u8("count");
        wanted_packets(r.body, m, count);
    }
    static constexpr void wanted_packets(in_t& in, message& m, std::size_t count) noexcept {
        if (!in.has(2 * count)) {
            return m.fault(error_code::count_mismatch, info(attribute::jt808_resend).key, in.offset());
        }
        m.set_text(attribute::jt808_resend, in.take("packet numbers", 2 * count), text_form::u16_list);
    }

    static constexpr void registration(call& r, message& m) noexcept {
        in_t& in = r.body;
        const bool wide = r.head.form == header_form::edition_2019 && in.has(76);
        const bool old = !wide && is_registration_2011(in);
        set_layout(m, wide  ? bytes_view(text_2019.bytes)
                      : old ? bytes_view(text_2011.bytes)
                            : bytes_view(text_2013.bytes));
        number<attribute::jt808_province, 2>(in, m);
        number<attribute::jt808_city, 2>(in, m);
        text(in, m, attribute::jt808_maker, wide ? 11 : 5);
        text(in, m, attribute::jt808_model, wide ? 30 : old ? 8 : 20);
        text(in, m, attribute::jt808_terminal_id, wide ? 30 : 7);
        const unsigned color = number<attribute::jt808_plate_color, 1>(in, m);
        const attribute a = color == 0 ? attribute::jt808_vin : attribute::jt808_plate;
        m.set_text(a, trim(in.rest(info(a).key)));
    }
    /// Content score of jt808.md 6.1: both or neither layout means 2013.
    static constexpr bool is_registration_2011(const in_t& in) noexcept {
        if (!in.has(37)) { return true; }
        const auto color = [](std::uint8_t c) { return c <= 5 || c == 9; };
        const auto all = [&in](std::size_t from, std::size_t to, auto&& good) {
            for (std::size_t i = from; i <= to; ++i) {
                if (!good(in.peek(i))) { return false; }
            }
            return true;
        };
        const auto printable_or_nul = [](std::uint8_t c) { return is_printable(c) || c == 0; };
        const bool fits_2013 = (color(in.peek(36)) && all(29, 35, printable_or_nul)) || in.peek(28) == 0;
        const bool fits_2011 = color(in.peek(24)) && all(17, 23, printable_or_nul) && all(9, 16, is_printable);
        return fits_2011 && !fits_2013;
    }

    /// The token is a credential. 2019: length u8, token, IMEI 15, version 20, if that is the length (jt808.md 6.2).
    static constexpr void authentication(call& r, message& m) noexcept {
        in_t& in = r.body;
        const bool wide = r.head.form == header_form::edition_2019 && in.remaining() == 36U + in.peek();
        const std::size_t size = wide ? in.u8("token length") : in.remaining();
        const wire_view token = drop_terminators(in.take("token", size));
        m.set_text(attribute::jt808_token, token);
        m.mark_secret(token.wire());
        if (wide) {
            text(in, m, attribute::imei, 15);
            text(in, m, attribute::firmware, 20);
        }
    }

    static constexpr void registration_answer(call& r, message& m) noexcept {
        number<attribute::jt808_answers_serial, 2>(r.body, m);
        number<attribute::jt808_result, 1>(r.body, m);
        const wire_view token = drop_terminators(r.body.rest("token"));
        m.set_text(attribute::jt808_token, token);
        m.mark_secret(token.wire());
    }

    // ---- terminal ------------------------------------------------------------------------------------------------

    static constexpr void parameters(call& r, message& m) noexcept {
        number<attribute::jt808_answers_serial, 2>(r.body, m);
        read_parameters(r.body, m);
    }
    static constexpr void set_parameters(call& r, message& m) noexcept { read_parameters(r.body, m); }

    /// The layout whose two text lengths fit the body: 2013, or 2019 with a maker of 5 or 11 bytes (jt808.md 6.4).
    static constexpr void attributes(call& r, message& m) noexcept {
        in_t& in = r.body;
        const bool wide = r.head.form == header_form::edition_2019;
        const std::size_t size = in.remaining();
        const auto fits = [&](std::size_t p) {
            const std::size_t hardware = in.peek(p);
            return p + 1 + hardware < size && p + 1 + hardware + 1 + in.peek(p + 1 + hardware) + 2 == size;
        };
        const bool wide_maker = wide && !fits(77) && fits(83);
        if (!wide_maker && !fits(wide ? 77 : 44)) { return keep_raw(m, in); }
        set_layout(m, wide_maker ? bytes_view(text_2019_11.bytes)
                      : wide     ? bytes_view(text_2019.bytes)
                                 : bytes_view(text_2013.bytes));
        number<attribute::jt808_terminal_type, 2>(in, m);
        text(in, m, attribute::jt808_maker, wide_maker ? 11 : 5);
        text(in, m, attribute::jt808_model, wide ? 30 : 20);
        text(in, m, attribute::jt808_terminal_id, wide ? 30 : 7);
        m.set_text(attribute::iccid, in.take("ICCID", 10), text_form::bcd);
        (void)short_text(in, m, attribute::jt808_hardware);
        (void)short_text(in, m, attribute::firmware);
        const unsigned systems = in.u8("GNSS systems") & 0x0FU;
        if (systems != 0) { m.set(attribute::jt808_gnss, std::int64_t{systems}); }
        number<attribute::jt808_radio, 1>(in, m);
    }

    static constexpr void upgrade_result(call& r, message& m) noexcept {
        number<attribute::jt808_upgrade, 1>(r.body, m);
        number<attribute::jt808_result, 1>(r.body, m);
    }

    // ---- locations -----------------------------------------------------------------------------------------------

    static constexpr void location(call& r, message& m) noexcept {
        read_generic_location(r.body, m, r.head, r.context.conf);
    }
    /// 2011 has no serial in front: the place of the time decides (jt808.md 6.5). Two bytes of speed and course and the
    /// items can make both places look like a time: then range and items decide.
    static constexpr void query_answer(call& r, message& m) noexcept {
        in_t moved = r.body;
        (void)moved.sub(2);
        const bool at_22 = time_ahead(r.body, 22);
        const bool at_24 = time_ahead(r.body, 24);
        const bool old = !r.body.has(30) || (at_22 && (!at_24 || (location_fits(r.body) && !location_fits(moved))));
        set_layout(m, old ? bytes_view(text_2011.bytes) : bytes_view(text_2013.bytes));
        if (!old) { number<attribute::jt808_answers_serial, 2>(r.body, m); }
        location(r, m);
    }
    static constexpr bool location_fits(in_t in) noexcept {
        (void)in.sub(8);
        const std::uint32_t lat = peek_u32(in, 0);
        const std::uint32_t lon = peek_u32(in, 4);
        (void)in.sub(location_size - 8);
        return lat <= 90'000'000 && lon <= 180'000'000 && items_fit(in);
    }
    static constexpr void control_answer(call& r, message& m) noexcept {
        number<attribute::jt808_answers_serial, 2>(r.body, m);
        location(r, m);
    }

    // ---- texts and drivers ---------------------------------------------------------------------------------------

    static constexpr void text_answer(call& r, message& m) noexcept {
        in_t& in = r.body;
        const wire_view all = in.ahead();
        const std::size_t said = static_cast<std::size_t>(all.at(2)) << 8U | all.at(3);
        if (all.at(0) != 0 || all.at(1) != 0 || said + 4 != in.remaining()) { return keep_raw(m, in); }
        (void)in.u32_be("length");
        if (is_text(in.ahead())) {
            m.set_text(attribute::text, in.rest("text"));
        } else {
            keep_raw(m, in);
        }
    }
    static constexpr void utf16_answer(call& r, message& m) noexcept {
        number<attribute::jt808_answers_serial, 2>(r.body, m);
        const std::size_t size = r.body.remaining() & ~std::size_t{1};
        if (size != 0) { m.set_text(attribute::text, r.body.take("text", size), text_form::utf16_be); }
    }
    static constexpr void encoded_text(call& r, message& m) noexcept {
        number<attribute::jt808_text_type, 1>(r.body, m);
        m.set_text(attribute::text, r.body.rest("text"));
    }
    static constexpr void platform_text(call& r, message& m) noexcept {
        number<attribute::jt808_text_flags, 1>(r.body, m);
        if (r.head.form == header_form::edition_2019 && r.body.has(1)) {
            number<attribute::jt808_text_type, 1>(r.body, m);
        }
        m.set_text(attribute::text, r.body.rest("text"));
    }
    /// Type, then data: text where it is (jt808.md 6.8).
    static constexpr void passthrough(call& r, message& m) noexcept {
        const cursor<Trace> whole = r.body;
        number<attribute::jt808_passthrough, 1>(r.body, m);
        if (is_text(r.body.ahead())) {
            m.set_text(attribute::text, r.body.rest("text"));
            if (m.kind == message_kind::unknown) { m.kind = message_kind::text; }
        } else {
            (void)r.body.rest("data", field_kind::unknown);
            m.add_named("unknown.body", whole.ahead());
        }
    }
    /// Word u8, then fields between semicolons; words 1 and 2 hold an APN password (jt808.md 10.2).
    static constexpr void control(call& r, message& m) noexcept {
        const unsigned word = number<attribute::jt808_control, 1>(r.body, m);
        const wire_view all = r.body.rest("parameters");
        m.set_text(attribute::text, all);
        field_walker fields(all.wire(), ';');
        for (unsigned i = 0; !fields.done(); ++i) {
            const bytes_view field = fields.next();
            if ((word == 1 && i == 3) || (word == 2 && (i == 1 || i == 4))) { m.mark_secret(field); }
        }
    }

    static constexpr void driver(call& r, message& m) noexcept {
        in_t& in = r.body;
        const unsigned status = in.peek();
        const bool current = (status == 1 || status == 2) && time_ahead(in, 1);
        if (!current && r.head.form != header_form::edition_2019) { return driver_2011(r, m); }
        set_layout(
            m, r.head.form == header_form::edition_2019 ? bytes_view(text_2019.bytes) : bytes_view(text_2013.bytes));
        (void)in.u8("card status");
        if (status == 1) { m.events.add(event_code::driver_in); }
        if (status == 2) { m.events.add(event_code::driver_out); }
        if (status != 1 && status != 2) { m.fault(error_code::out_of_range, "events", in.offset() - 1); }
        if (!in.has(6)) { return m.fault(error_code::too_short, info(attribute::time).key, in.offset()); }
        read_time(in, m, false, r.context.conf);
        if (in.at_end()) { return; }
        number<attribute::jt808_result, 1>(in, m);
        if (in.at_end()) { return; }
        if (!short_text(in, m, attribute::driver_name) || !fixed(in, m, attribute::driver_certificate, 20)) { return; }
        if (!short_text(in, m, attribute::driver_authority)) { return; }
        if (in.has(4)) {
            m.set_text(attribute::driver_valid_until, in.take({"valid until", "YYYYMMDD"}, 4), text_form::bcd);
        }
        if (in.has(20)) { text(in, m, attribute::driver_identity, 20); }
    }
    /// Name, identity number 20, certificate 40, authority; no status, no time (jt808.md 6.6).
    static constexpr void driver_2011(call& r, message& m) noexcept {
        in_t& in = r.body;
        set_layout(m, bytes_view(text_2011.bytes));
        if (short_text(in, m, attribute::driver_name) && fixed(in, m, attribute::driver_identity, 20) &&
            fixed(in, m, attribute::driver_certificate, 40)) {
            (void)short_text(in, m, attribute::driver_authority);
        }
    }
    static constexpr bool fixed(in_t& in, message& m, attribute a, std::size_t size) noexcept {
        if (!in.has(size)) {
            m.fault(error_code::overrun, info(a).key, in.offset());
            return false;
        }
        text(in, m, a, size);
        return true;
    }

    // ---- media ---------------------------------------------------------------------------------------------------

    static constexpr void media_event(call& r, message& m) noexcept {
        number<attribute::jt808_media_id, 4>(r.body, m);
        number<attribute::jt808_media_type, 1>(r.body, m);
        number<attribute::jt808_media_format, 1>(r.body, m);
        number<attribute::jt808_media_event, 1>(r.body, m);
        number<attribute::jt808_media_channel, 1>(r.body, m);
    }

    /// Three layouts, told apart by the time at 30, the packet numbers at 8, and the magic number of the data
    /// (jt808.md 8.2). `in` stands behind the first 8 bytes.
    enum class media_layout : std::uint8_t { unknown, edition_2011, edition_2013, g10 };
    static constexpr media_layout media_layout_of(const in_t& in) noexcept {
        const bool timed = in.has(location_size) && time_ahead(in, 22);
        const bool numbered =
            in.has(8) && peek_u32(in, 4) >= 1 && peek_u32(in, 4) <= peek_u32(in, 0) && peek_u32(in, 0) <= 0xFFFF;
        if (timed && (has_magic(in, location_size) || (!has_magic(in, 0) && !(numbered && has_magic(in, 8))))) {
            return media_layout::edition_2013;
        }
        if (has_magic(in, 0)) { return media_layout::g10; }
        if (numbered) { return media_layout::edition_2011; }
        return media_layout::unknown;
    }
    static constexpr bool has_magic(const in_t& in, std::size_t at) noexcept {
        const auto begins = [&](name magic) {
            for (std::size_t i = 0; i < magic.size; ++i) {
                if (in.peek(at + i) != static_cast<std::uint8_t>(magic[i])) { return false; }
            }
            return true;
        };
        return (in.peek(at) == 0xFF && in.peek(at + 1) == 0xD8) || begins("#!AMR") || begins("RIFF");
    }
    static constexpr void media_data(call& r, message& m) noexcept {
        in_t& in = r.body;
        media_event(r, m);
        bool complete = true;
        switch (media_layout_of(in)) {
            case media_layout::edition_2013: {
                set_layout(m, bytes_view(text_2013.bytes));
                const location_words w = read_location(in, m, generic_rules, r.context.conf);
                const bool edition_2019 = r.head.form == header_form::edition_2019;
                set_states(m, w.status, edition_2019);
                set_alarms(m, w.alarm, edition_2019, 0xFF);
                break;
            }
            case media_layout::edition_2011: {
                set_layout(m, bytes_view(text_2011.bytes));
                const std::uint32_t packets = number<attribute::jt808_packets, 4>(in, m);
                number<attribute::jt808_packet, 4>(in, m);
                complete = packets == 1;
                break;
            }
            case media_layout::g10: set_layout(m, bytes_view(text_g10.bytes)); break;
            case media_layout::unknown: return keep_raw(m, in);
        }
        const wire_view data = in.rest("media data");
        const auto size = static_cast<std::int64_t>(data.size());
        m.set(attribute::photo_length, size);
        m.set_text(attribute::photo_data, data, text_form::hex);
        if (complete) {
            m.set(attribute::photo_size, size);
            m.set(attribute::photo_offset, std::int64_t{0});
        }
    }
    /// Only a complete medium is confirmed with 0x8800; a piece of a 2011 one with 0x8001, as every packet is.
    static constexpr void answer_media(call& r, message& m) noexcept {
        if (m.has(attribute::jt808_packets) && m[attribute::jt808_packets].number() > 1) {
            return set_answer(m, r.head, r.context, answer::general);
        }
        set_answer(m, r.head, r.context, answer::media);
        m.reply.numbers[1] = m.has(attribute::jt808_packets) && r.head.packets == 0 ? 1 : 0;  // the 2011 form
        m.reply.numbers[2] = static_cast<std::uint32_t>(m[attribute::jt808_media_id].number());
    }

    /// Serial, count, items: id u32, type, channel, event u8 each, location 28.
    static constexpr void media_list(call& r, message& m) noexcept {
        number<attribute::jt808_answers_serial, 2>(r.body, m);
        read_media_ids(r.body, m, 7 + location_size);
    }
    static constexpr void camera_answer(call& r, message& m) noexcept {
        number<attribute::jt808_answers_serial, 2>(r.body, m);
        const unsigned result = number<attribute::jt808_result, 1>(r.body, m);
        if (result == 0 && r.body.has(2)) { read_media_ids(r.body, m, 4); }
    }
    static constexpr void read_media_ids(in_t& in, message& m, std::size_t item) noexcept {
        const std::size_t at = in.offset();
        const std::size_t count = in.u16_be("count");
        if (in.remaining() != count * item) { m.fault(error_code::count_mismatch, "jt808.media", at); }
        const wire_view items = in.take("media", in.remaining() / item * item);
        if (!items.empty()) { m.add_list({walk_media, items, static_cast<std::uint32_t>(item)}); }
    }

    /// Media id; then nothing, or count and numbers; in 2011 the serial stands in front (jt808.md 9.5).
    static constexpr void media_answer(call& r, message& m) noexcept {
        in_t& in = r.body;
        const std::size_t size = in.remaining();
        const bool old = size >= 7 && size == 7 + 2U * in.peek(6) && (size == 4 || size != 5 + 2U * in.peek(4));
        if (old) { number<attribute::jt808_answers_serial, 2>(in, m); }
        number<attribute::jt808_media_id, 4>(in, m);
        if (in.has(1)) { wanted_packets(in, m, in.u8("count")); }
    }

    // ---- times ---------------------------------------------------------------------------------------------------

    static constexpr void utc(call& r, message& m) noexcept { read_time(r.body, m, true, r.context.conf); }
    static constexpr void binary_utc(call& r, message& m) noexcept {
        in_t& in = r.body;
        const std::size_t at = in.offset();
        civil_time t;
        t.year = in.u16_be("year");
        t.month = in.u8("month");
        t.day = in.u8("day");
        t.hour = in.u8("hour");
        t.minute = in.u8("minute");
        t.second = in.u8("second");
        if (is_calendar_valid(t)) {
            m.set(attribute::time, to_time(t));
        } else {
            m.fault(error_code::bad_time, info(attribute::time).key, at);
        }
        number<attribute::jt808_result, 1>(in, m);
    }

    using function = void (*)(call&, message&) noexcept;
    /// By `layout`; the batches are read elsewhere, because they are several messages.
    static constexpr function table[layout_count] = {
        raw,
        general_answer,
        resend,
        registration,
        authentication,
        parameters,
        attributes,
        upgrade_result,
        location,
        query_answer,
        control_answer,
        text_answer,
        driver,
        raw,
        raw,
        media_event,
        media_data,
        media_list,
        camera_answer,
        passthrough,
        utf16_answer,
        encoded_text,
        utc,
        binary_utc,
        registration_answer,
        set_parameters,
        control,
        platform_text,
        media_answer,
    };
};

}  // namespace trackwire::inline v0::jt808
