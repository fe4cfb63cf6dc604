// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Jointech text frames: `(` fields between commas `)`. Only the binary part of WLNET,5 and WLNET,7 may hold control
/// characters, and it is escaped, so that the first 0x29 ends every frame.
/// Source: jointech.md 3.3, 4.2, 6, 7, 11.

#include <trackwire/jointech/text_platform.hpp>
#include <trackwire/jointech/text_reports.hpp>
#include <trackwire/jointech/wlnet.hpp>

namespace trackwire::inline v0::jointech {

/// Codec of `(` frames.
struct text {
    static constexpr name id = "jointech-text";
    static constexpr std::size_t longest_frame = 4096;

    static constexpr bool may_start(std::uint8_t b) noexcept { return b == '('; }

    static constexpr verdict scan(bytes_view in, const scan_input& how) noexcept {
        const text_head head = read_text_head(in);
        const protocol_info* const p = protocol_of(head, how.known);
        switch (head.state) {
            case text_head::outcome::foreign: return verdict::reject(head.why.code, head.why.field, head.why.offset, p);
            case text_head::outcome::cut: return verdict::need(in.size() + 1, head.why.field, p);
            case text_head::outcome::whole: break;
        }
        const envelope e = read_envelope(in, head);
        const std::size_t from = how.scanned > head.end ? how.scanned : head.end;
        const std::size_t stop = find_stop(in.first(longest_frame), from, !e.binary);
        if (stop == bytes_view::npos) {
            if (in.size() >= longest_frame) { return verdict::reject(error_code::too_long, "end", longest_frame, p); }
            verdict v = verdict::need(in.size() + 1, "end", p);
            v.scanned = static_cast<std::uint32_t>(in.size());
            return v;
        }
        if (in[stop] != ')') { return verdict::reject(error_code::unexpected, "parameters", stop, p); }
        return judge(in.first(stop + 1), head, e, p);
    }

    template <class Trace>
    static constexpr void decode(bytes_view frame, const verdict& v, decode_context& context, Trace& trace,
                                 message_sink& sink) {
        const text_head head = read_text_head(frame);
        text_input<Trace> input(frame, head, context, trace);
        message m(message_kind::text, v.protocol, frame);
        m.set_text(attribute::device_id, head.id);
        set_numbers(m, head);
        const envelope e = read_envelope(frame, head);
        const bool down = head.shape == text_shape::platform ||
                          (context.conf.direction == direction::down && head.shape != text_shape::report && !e.binary);
        if (down) {
            decode_platform(input, m);
        } else {
            remember(context.state, input, v.protocol);
            decode_up(input, e, m);
        }
        sink.on(m);
    }

    /// The parameters of texts that carry passwords, in a frame that is cut or damaged (record.md 4).
    template <class Message>
    static constexpr void conceal(bytes_view in, Message& m) noexcept {
        in = in.first(longest_frame);
        const text_head head = read_text_head(in);
        if (head.state != text_head::outcome::whole) { return; }
        constexpr name words[] = {"P43", "P44", "P52", "P06", "OTA", "ELOCK", "S24"};
        for (const name& word : words) {
            if (!(head.word == word)) { continue; }
            const std::size_t end =
                find_stop(in, head.end, true);  // a bracket or a control character ends every such text
            m.mark_secret(in.sub(head.end + 1, end == bytes_view::npos ? end : end - head.end - 1));
        }
    }

private:
    /// Where the binary part of a WLNET text begins, if it has one.
    struct envelope {
        bool binary = false;      ///< WLNET,5 or WLNET,7
        bool sound = false;       ///< the data type in front of the binary part is a number
        unsigned index = 0;       ///< 5 or 7
        std::size_t data_at = 0;  ///< offset of the data type
        std::size_t binary_at = 0;
    };

    static constexpr envelope read_envelope(bytes_view in, const text_head& head) noexcept {
        envelope e;
        const bytes_view index = in.sub(head.end, 3);  // the separator, a digit, and what is behind it
        if (!(head.word == name("WLNET")) || index.size() < 3 || index[0] != ',') { return e; }
        if ((index[1] != '5' && index[1] != '7') || (index[2] != ',' && index[2] != ')')) { return e; }
        e.binary = true;
        e.index = static_cast<unsigned>(index[1] - '0');
        e.data_at = head.end + 2 + (index[2] == ',' ? 1U : 0U);
        const std::size_t comma = in.sub(e.data_at, 4).find(',');
        e.sound = comma != bytes_view::npos && all_digits(in.sub(e.data_at, comma));
        e.binary_at = e.sound ? e.data_at + comma + 1 : e.data_at;
        return e;
    }

    /// The first place at or behind `from` of a bracket or, if `printable`, a control character; or npos.
    static constexpr std::size_t find_stop(bytes_view in, std::size_t from, bool printable) noexcept {
        constexpr std::uint64_t ones = 0x0101010101010101U;
        constexpr std::uint64_t high = ones << 7U;
        std::size_t i = from;
        for (; i + 8 <= in.size(); i += 8) {
            const std::uint64_t word = load_be64(in.data() + i);
            const std::uint64_t bracket = (word | ones) ^ ones * ')';  // 0x28 and 0x29 differ in the last bit
            std::uint64_t hit = (bracket - ones) & ~bracket & high;
            if (printable) { hit |= (word - ones * 0x20) & ~word & high; }
            if (hit != 0) { break; }  // a borrow can only add hits behind a real one; the loop below settles it
        }
        for (; i < in.size(); ++i) {
            if (in[i] == '(' || in[i] == ')' || (printable && in[i] < 0x20)) { return i; }
        }
        return bytes_view::npos;
    }

    /// A whole frame: does it keep the rules of its word?
    static constexpr verdict judge(bytes_view frame, const text_head& head, const envelope& e,
                                   const protocol_info* p) noexcept {
        error_info wrong;
        if (e.binary && e.index == 5) {
            wrong = e.sound ? check_wlnet5(frame.sub(e.binary_at, frame.size() - 1 - e.binary_at), e.binary_at)
                            : error_info{error_code::bad_number, "data type", e.data_at};
        } else if (head.shape == text_shape::report && head.word == name("P45") && count_fields(frame) < p45_fields) {
            wrong = {error_code::too_short, "event serial", frame.size() - 1};
        }
        if (wrong) {
            verdict v = verdict::malformed(frame.size(), p, wrong.code, wrong.field, wrong.offset);
            v.search_inside = true;  // a cut text may have run into the frame behind it
            return v;
        }
        return verdict::whole(frame.size(), e.binary ? strength::exact : strength::structure, p, "word",
                              head.end - head.word.size());
    }

    /// Fields between commas, eight bytes at a time: a byte of `difference` that is 0 leaves its highest bit in `hits`.
    static constexpr std::size_t count_fields(bytes_view frame) noexcept {
        constexpr std::uint64_t ones = 0x0101010101010101U;
        constexpr std::uint64_t low = 0x7F * ones;
        std::size_t n = 1;
        std::size_t i = 0;
        for (; i + 8 <= frame.size(); i += 8) {
            const std::uint64_t difference = load_be64(frame.data() + i) ^ ones * ',';
            const std::uint64_t hits = ~(((difference & low) + low) | difference | low);
            n += (hits >> 7U) * ones >> 56U;
        }
        for (; i < frame.size(); ++i) { n += frame[i] == ',' ? 1U : 0U; }
        return n;
    }

    /// Version and serial of a numbered text.
    static constexpr void set_numbers(message& m, const text_head& head) noexcept {
        if (head.shape != text_shape::numbered) { return; }
        m.set(attribute::jointech_version, parse_unsigned(head.version).value);
        m.set(attribute::jointech_frame_serial, parse_unsigned(head.serial).value);
    }

    /// The device that holds the connection, and what its texts prove about its 0x7E frames (jointech.md 4.3).
    template <class Trace>
    static constexpr void remember(session& state, const text_input<Trace>& input, const protocol_info* p) noexcept {
        const text_head& head = input.head;
        state.protocol = p;
        state.device.clear();
        for (const std::uint8_t c : head.id) { state.device.append(static_cast<char>(c)); }
        if (head.id.size() != 12 || head.shape != text_shape::numbered || state.dialect == &jt705) { return; }
        const bool asks_time = head.word == name("BASE") && input.parameters() == name("2,TIME");
        if (asks_time || head.word == name("ELOCK")) { state.dialect = &jt709; }
    }

    template <class Trace>
    static constexpr void decode_up(text_input<Trace>& input, const envelope& e, message& m) noexcept {
        switch (input.head.shape) {
            case text_shape::report: return decode_report(input, m);
            case text_shape::numbered: return e.binary ? decode_wlnet(input, e, m) : decode_numbered(input, m);
            default: return decode_plain_text(input, m);
        }
    }

    template <class Trace>
    static constexpr void decode_wlnet(text_input<Trace>& input, const envelope& e, message& m) noexcept {
        (void)input.in.field("index");
        if (e.sound) {
            const parsed_number type = parse_unsigned(input.in.field("data type"));
            m.set(attribute::jointech_data_type, type.value);
        }
        if (e.index == 7) { return decode_wlnet7(input, e.binary_at, m); }
        m.set_text(attribute::relay_id, input.head.id);
        const parsed_number frame_serial = parse_unsigned(input.head.serial);
        wlnet5_decoder<Trace>(input, e.binary_at, m).decode(static_cast<std::uint32_t>(frame_serial.value));
    }
};

}  // namespace trackwire::inline v0::jointech
