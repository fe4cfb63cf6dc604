// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// PT3000: an NMEA sentence with the IMEI in front, plain or inside a binary wrapper.
///
///   text      %<IMEI>,$GPRMC,<time>,A,<lat>,N,<lon>,E,<speed>,<course>,<date>,,,<mode>,<phone>,N<3 digits>d
///   wrapper   06 04 83 19 | 4 bytes | text length u32 little-endian | text | 22 times 00 | FF FF FF FF
///
/// Source: bofan.md 16. The first 8 bytes of the wrapper are known from one capture (06 04 83 19 88 00 00 00); the last
/// 4 of them may be its whole length, 0x88 = 136.

#include <trackwire/core/codec.hpp>
#include <trackwire/record/rmc.hpp>

namespace trackwire::inline v0::pt3000 {

inline constexpr protocol_info protocol{"pt3000", "PT3000"};

/// Codec of both forms.
struct frames {
    static constexpr name id = "pt3000";
    static constexpr std::size_t longest_text = 512;
    static constexpr std::size_t longest_frame = 1024;

    static constexpr bool may_start(std::uint8_t b) noexcept { return b == '%' || b == 0x06; }

    static constexpr verdict scan(bytes_view in, const scan_input& how) noexcept {
        return in[0] == '%' ? scan_text(in, how) : scan_wrapper(in);
    }

    template <class Trace>
    static constexpr void decode(bytes_view frame, const verdict&, decode_context& context, Trace& trace,
                                 message_sink& sink) {
        message m(message_kind::position, &protocol, frame);
        if (frame[0] == '%') {
            std::size_t end = frame.size();
            while (is_separator(frame[end - 1])) { --end; }
            read_text(frame, 0, end, m, trace);
            text_cursor<Trace>(frame, end, frame.size(), 0, trace).mark(end, frame.size() - end, "line end");
        } else {
            read_wrapper(frame, m, trace);
        }
        context.state.protocol = &protocol;
        context.state.device = m.fixed<24>(attribute::device_id);
        sink.on(m);
    }

private:
    static constexpr name sentence = ",$GPRMC,";
    static constexpr std::size_t lead_size = 1 + 15 + sentence.size;
    static constexpr name wrapper_mark{"\x06\x04\x83\x19"};
    static constexpr std::size_t wrapper_size = 12;
    static constexpr std::size_t padding_size = 26;  ///< 22 times 00, 4 times FF

    /// `%`, 15 digits, `,$GPRMC,`: offset of the first byte that does not fit, or how far the bytes go.
    static constexpr std::size_t match_lead(bytes_view in) noexcept {
        std::size_t i = 0;
        for (; i < in.size() && i < lead_size; ++i) {
            const bool fits = i == 0    ? in[i] == '%'
                              : i <= 15 ? is_digit(in[i])
                                        : in[i] == static_cast<std::uint8_t>(sentence[i - 16]);
            if (!fits) { break; }
        }
        return i;
    }

    static constexpr verdict scan_text(bytes_view in, const scan_input& how) noexcept {
        const std::size_t lead = match_lead(in);
        if (lead < lead_size) {
            return lead == in.size() ? verdict::need(lead + 1, "IMEI", nearest(lead))
                                     : verdict::reject(error_code::unexpected, "IMEI", lead, nearest(lead));
        }
        for (std::size_t i = how.scanned > lead ? how.scanned : lead; i < in.size(); ++i) {
            if (is_separator(in[i]) && in[i] != ' ') { return whole(line_end(in, i, how), i); }
            if (!is_printable(in[i]) || in[i] == '%' || in[i] == '$' || i >= longest_text) {
                return verdict::reject(error_code::unexpected, "text", i, &protocol);
            }
            if (in[i] == 'd' && is_tail(in.sub(i - 5, 6))) { return whole(i + 1, i); }
        }
        return cut(in.size());
    }
    static constexpr const protocol_info* nearest(std::size_t lead) noexcept { return lead > 15 ? &protocol : nullptr; }
    static constexpr verdict cut(std::size_t scanned) noexcept {
        verdict v = verdict::need(scanned + 1, "text", &protocol);
        v.scanned = static_cast<std::uint32_t>(scanned);
        return v;
    }
    static constexpr verdict whole(std::size_t end, std::size_t at) noexcept {
        if (end == bytes_view::npos) { return cut(at); }
        verdict v = verdict::whole(end, strength::structure, &protocol, "text", at);
        v.loose = true;
        return v;
    }
    /// `,N<3 digits>d`: the last field, which ends a text that has no line end.
    static constexpr bool is_tail(bytes_view text) noexcept {
        return text.size() == 6 && text[0] == ',' && text[1] == 'N' && all_digits(text.sub(2, 3));
    }
    /// Behind CR LF, CR, LF or NUL; npos if a byte more would tell.
    static constexpr std::size_t line_end(bytes_view in, std::size_t at, const scan_input& how) noexcept {
        if (in[at] != '\r') { return at + 1; }
        if (at + 1 == in.size()) { return how.end == ending::more ? bytes_view::npos : at + 1; }
        return at + (in[at + 1] == '\n' ? 2U : 1U);
    }

    static constexpr verdict scan_wrapper(bytes_view in) noexcept {
        for (std::size_t i = 0; i < wrapper_mark.size && i < in.size(); ++i) {
            if (in[i] != static_cast<std::uint8_t>(wrapper_mark[i])) {
                return verdict::reject(error_code::wrong_lead, "wrapper", i);
            }
        }
        if (in.size() < wrapper_size + lead_size) { return verdict::need(wrapper_size + lead_size, "wrapper"); }
        const std::size_t text = load_le32(in.data() + 8);
        if (text < lead_size || text > longest_text) {
            return verdict::reject(error_code::bad_length, "text length", 8, &protocol);
        }
        const std::size_t lead = match_lead(in.sub(wrapper_size));
        if (lead < lead_size) {
            return verdict::reject(error_code::unexpected, "IMEI", wrapper_size + lead, &protocol);
        }
        const std::size_t total = wrapper_size + text + padding_size;
        for (std::size_t i = wrapper_size + text; i < total && i < in.size(); ++i) {
            if (in[i] != (i < total - 4 ? 0x00 : 0xFF)) {
                return verdict::reject(error_code::unexpected, "padding", i, &protocol);
            }
        }
        if (in.size() < total) { return verdict::need(total, "text", &protocol); }
        return verdict::whole(total, strength::exact, &protocol, "text", wrapper_size);
    }

    template <class Trace>
    static constexpr void read_wrapper(bytes_view frame, message& m, Trace& trace) noexcept {
        text_cursor<Trace> in(frame, 0, frame.size(), 0, trace);
        const std::size_t text = load_le32(frame.data() + 8);
        in.mark(0, 8, "unknown", field_kind::unknown);
        in.mark(8, 4, {"text length", "bytes"}, field_kind::value);
        read_text(frame, wrapper_size, wrapper_size + text, m, trace);
        const std::size_t end = wrapper_size + text;
        in.mark(end, frame.size() - end, "padding", field_kind::reserved);
        m.add_named("unknown.wrapper", frame.first(8));
    }

    /// Time is UTC, the speed is in knots; the course may be empty.
    template <class Trace>
    static constexpr void read_text(bytes_view frame, std::size_t begin, std::size_t end, message& m,
                                    Trace& trace) noexcept {
        text_cursor<Trace> in(frame, begin + 1, end, ',', trace);
        in.mark(begin, 1, "start");
        const bytes_view imei = in.field("IMEI");
        m.set_text(attribute::device_id, imei);
        m.set_text(attribute::imei, imei);
        (void)in.field("sentence", field_kind::reserved);
        set_rmc(m, read_rmc(in), 0);
        m.add_named("unknown.field_12", in.field("unused"), text_form::plain);
        m.add_named("unknown.field_13", in.field("unused"), text_form::plain);
        m.set_text(attribute::pt3000_mode, in.field("mode"));
        m.set_text(attribute::pt3000_phone, in.field("phone number"));
        m.set_text(attribute::pt3000_tail, in.field("tail", field_kind::unknown));
        const bytes_view surplus = in.rest("surplus fields", field_kind::unknown);
        if (!surplus.empty()) { m.add_list({walk_unknown_fields, surplus, 17}); }
    }
};

}  // namespace trackwire::inline v0::pt3000
