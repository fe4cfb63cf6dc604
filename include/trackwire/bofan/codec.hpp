// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Bofan PT trackers: full frames, plain sentences, platform commands, text lines.
///
///   full frame   BF FB | verify: XOR of the body, FF = not computed | length u16 little-endian, of all | body
///   plain        the body alone; text ends with CR LF (CR or LF will do), photo data by the size in its text
///   body         $ sentences, # commands, other text lines | $PHD and bytes | @ and differences
///
/// Source: bofan.md 2, 5, 13, 17; record.md 12.1 to 12.3.

#include <trackwire/bofan/command_line.hpp>
#include <trackwire/bofan/difference.hpp>
#include <trackwire/bofan/photo.hpp>
#include <trackwire/bofan/report.hpp>
#include <trackwire/core/codec.hpp>

namespace trackwire::inline v0::bofan {

/// Codec of everything that a Bofan device or its platform sends.
struct frames {
    static constexpr name id = "bofan";
    static constexpr std::size_t longest_frame = 4096;  ///< cap of the length field; the longest seen has 977

    static constexpr bool may_start(std::uint8_t b) noexcept { return b == 0xBF || b == '$' || b == '#'; }

    static constexpr verdict scan(bytes_view in, const scan_input& how) noexcept {
        switch (in[0]) {
            case 0xBF: return scan_full(in, how);
            case '$': return scan_sentence(in, how);
            default: return scan_command(in, how);
        }
    }

    /// Text lines of a connection that is known to be Bofan's, and commands by SMS.
    static constexpr verdict scan_line(bytes_view in, const scan_input& how) noexcept {
        if (how.conf != nullptr && how.conf->transport == transport::sms) { return scan_sms(in, how); }
        if (!is_known(how) || in[0] == '$') { return {}; }
        return scan_text(in, how);
    }

    template <class Trace>
    static constexpr void decode(bytes_view frame, const verdict& v, decode_context& context, Trace& trace,
                                 message_sink& sink) {
        if (frame[0] == 0xBF) { return decode_full(frame, v, context, trace, sink); }
        const std::size_t end = text_end(frame, 0, frame.size());
        part p{frame, 0, end};
        if (frame.starts_with("$PHD")) {  // as `scan` found it
            p.end = frame.size();
            return decode_photo_data(p, context, trace, sink);
        }
        p.unterminated = frame[0] == '$' && end == frame.size();
        const sentence kind = frame[0] != '$'             ? sentence::none
                              : frame.starts_with("$FUS") ? sentence::version
                                                          : sentence::report;
        decode_line(p, kind, context, trace, sink);
        mark_line_end(frame, end, frame.size(), trace);
    }

    /// The password of a command, or of one that another nests in quotes, in a frame that is cut or damaged.
    template <class Message>
    static constexpr void conceal(bytes_view in, Message& m) noexcept {
        if (in[0] != '#' || !split_command(in.sub(1, 3))) { return; }
        const std::size_t end = find_text_end(in.first(longest_sentence), 1, '\'');
        m.mark_secret(secret_of(split_command(in.sub(1, end == bytes_view::npos ? end : end - 1))));
    }

private:
    static constexpr std::size_t header_size = 5;

    // ---- full frames: structure ----------------------------------------------------------------------------------

    static constexpr verdict scan_full(bytes_view in, const scan_input& how) noexcept {
        if (in.size() > 1 && in[1] != 0xFB) {
            return verdict::reject(error_code::wrong_lead, "frame header", 1, &protocol);
        }
        if (in.size() < header_size) { return shielded(verdict::need(header_size, "length", &protocol)); }
        const std::size_t length = load_le16(in.data() + 3);
        if (length <= header_size || length > longest_frame) {
            return verdict::reject(error_code::bad_length, "length", 3, &protocol);
        }
        if (in.size() < length) { return shielded(verdict::need(length, "body", &protocol)); }
        const bytes_view body = in.sub(header_size, length - header_size);
        const bool computed = in[2] == xor_of(body);
        if (!computed && in[2] != 0xFF) {
            const bool known_body = body[0] == '$' || body[0] == '@' || body[0] == '#';
            return known_body ? scan_broken(in, length, error_code::bad_checksum, "verify", 2, how)
                              : verdict::reject(error_code::bad_checksum, "verify", 2, &protocol);
        }
        unsigned lines = 0;
        const std::size_t fault = incoherence(body, computed, lines);
        if (fault != bytes_view::npos) {
            return scan_broken(in, length, error_code::nested_frame, "body", header_size + fault, how);
        }
        if (!computed && !is_known_body(body) && !is_known(how)) {
            if (const verdict v = scan_behind(in, length, how); v.kind != verdict::outcome::frame) { return v; }
        }
        verdict v = verdict::whole(length, computed ? strength::checked : strength::structure, &protocol, "verify", 2);
        v.detail = lines == 1 ? one_line : std::uint8_t{0};
        return v;
    }
    /// `verdict::detail`: the body is one line from its first byte on.
    static constexpr std::uint8_t one_line = 1;

    /// Bodies that say themselves whose they are: sentences, differences, commands, text lines.
    static constexpr bool is_known_body(bytes_view body) noexcept {
        unsigned lines = 0;
        return body[0] == '$' || body[0] == '@' || body[0] == '#' || text_incoherence(body, lines) == bytes_view::npos;
    }
    /// A header without a check in front of binary data proves little: the status of a binary h02 frame can hold
    /// BF FB FF too. What is behind has to agree: nothing, or the next frame.
    static constexpr verdict scan_behind(bytes_view in, std::size_t length, const scan_input& how) noexcept {
        const verdict whole = verdict::whole(length, strength::structure, &protocol, "verify", 2);
        const verdict nobody = verdict::reject(error_code::bad_checksum, "verify", 2, &protocol);
        const bytes_view next = in.sub(length, 2);
        if (next.size() == 2) {
            const bool frame = (next[0] == 0xBF && next[1] == 0xFB) || (next[0] == '$' && is_upper(next[1]));
            return frame ? whole : nobody;
        }
        if (how.end != ending::more) { return next.empty() ? whole : nobody; }
        return length + 2 <= longest_frame ? shielded(verdict::need(length + 2, "verify", &protocol)) : nobody;
    }

    static constexpr verdict shielded(verdict v) noexcept {
        v.shields = true;
        return v;
    }

    /// A broken frame reaches up to the next place inside at which a full frame with a right XOR, or a sentence,
    /// begins (record.md 12.2). A full frame inside counts only if it ends within `longest_frame`, so that the wait for
    /// its end is bounded.
    static constexpr verdict scan_broken(bytes_view in, std::size_t length, error_code code, name field, std::size_t at,
                                         const scan_input& how) noexcept {
        const bool more = how.end == ending::more;
        std::size_t i = how.scanned > header_size ? how.scanned : header_size + 1;
        for (; i < length; ++i) {
            if (in[i] != 0xBF && in[i] != '$') { continue; }
            const verdict inner = in[i] == '$' ? scan_start(in.sub(i)) : scan_inner(in.sub(i), longest_frame - i);
            if (inner.kind == verdict::outcome::frame) { break; }
            if (inner.kind == verdict::outcome::incomplete && more) {
                verdict wait = verdict::need(i + inner.length, "body", &protocol);
                wait.scanned = static_cast<std::uint32_t>(i);
                return shielded(wait);
            }
        }
        return verdict::malformed(i, &protocol, code, field, at);
    }
    /// Whether a full frame with a right XOR, of at most `room` bytes, begins here.
    static constexpr verdict scan_inner(bytes_view in, std::size_t room) noexcept {
        if (in.size() > 1 && in[1] != 0xFB) { return {}; }
        if (in.size() < header_size) { return verdict::need(header_size, "length"); }
        const std::size_t length = load_le16(in.data() + 3);
        if (length <= header_size || length > room) { return {}; }
        if (in.size() < length) { return verdict::need(length, "body"); }
        if (in[2] != xor_of(in.sub(header_size, length - header_size))) { return {}; }
        return verdict::whole(length, strength::checked, &protocol, "verify", 2);
    }
    /// Whether a sentence begins here.
    static constexpr verdict scan_start(bytes_view in) noexcept {
        const sentence_lead lead = match_sentence(in);
        switch (lead.kind) {
            case sentence::none: return {};
            case sentence::unfinished: return verdict::need(in.size() + 1, lead.field);
            default: return verdict::whole(lead.at, strength::structure, &protocol, lead.field, lead.at);
        }
    }

    /// Where a body contradicts itself, which tells a frame that was cut; npos if it does not.
    /// `lines`: is set to the number of lines of a text that begins with `$` or `#`.
    static constexpr std::size_t incoherence(bytes_view body, bool computed, unsigned& lines) noexcept {
        if (body[0] == '@') { return bytes_view::npos; }
        const sentence_lead lead = body.starts_with("$PHD") ? match_sentence(body) : sentence_lead{};
        if (lead.kind == sentence::photo_data) {
            const std::size_t tail = body.size() - lead.at;  // data and line end
            const bool sized = tail >= lead.size && tail - lead.size <= 2;
            const bool ended = sized && text_end(body, lead.at + lead.size, body.size()) == lead.at + lead.size;
            return ended || (computed && !sized) ? bytes_view::npos : lead.at;
        }
        if (body[0] != '$' && body[0] != '#') { return bytes_view::npos; }
        const std::size_t stop = text_incoherence(body, lines);
        // Binary data may begin with any byte; a right check tells it from a command that was cut.
        const bool binary = computed && body[0] == '#' && stop != bytes_view::npos && !is_printable(body[stop]);
        return binary ? bytes_view::npos : stop;
    }
    /// Lines of printable characters; `$` stands only at the start of one (a command may hold it).
    static constexpr std::size_t text_incoherence(bytes_view body, unsigned& lines) noexcept {
        for (std::size_t at = 0; at < body.size();) {
            const std::size_t start = at + (body[at] == '$' ? 1U : 0U);
            const std::size_t stop = find_text_end(body, start, body[at] == '#' ? std::uint8_t{0} : std::uint8_t{'$'});
            lines += stop > at ? 1U : 0U;
            if (stop == bytes_view::npos) { return stop; }
            if (!ends_line(body[stop])) { return stop; }
            at = stop + 1;
        }
        return bytes_view::npos;
    }

    // ---- plain texts: structure ----------------------------------------------------------------------------------

    static constexpr verdict scan_sentence(bytes_view in, const scan_input& how) noexcept {
        if (in.size() > 1 && !is_upper(in[1])) {  // most frames of others: no need to look closer
            return verdict::reject(error_code::unexpected, "tag", 1, &protocol);
        }
        const sentence_lead lead = match_sentence(in);
        switch (lead.kind) {
            case sentence::none: return verdict::reject(error_code::unexpected, lead.field, lead.at, &protocol);
            case sentence::unfinished: return verdict::need(in.size() + 1, lead.field, &protocol);
            case sentence::photo_data: return scan_photo_data(in, lead, how);
            default: break;
        }
        verdict v = scan_to_line_end(in, lead.at, '$', how);
        const bool cut = v.kind == verdict::outcome::incomplete && how.end == ending::datagram;
        if (cut && lead.kind == sentence::report && has_odometer(in)) {
            v = verdict::whole(in.size(), strength::structure, &protocol, lead.field, lead.at);
            v.loose = true;
        }
        return v;
    }
    /// Photo data without the header: the size in the text frames it.
    static constexpr verdict scan_photo_data(bytes_view in, const sentence_lead& lead, const scan_input& how) noexcept {
        if (lead.size > longest_frame - lead.at - 2) {
            return verdict::reject(error_code::too_long, "photo size", lead.at - 1, &protocol);
        }
        const std::size_t data_end = lead.at + lead.size;
        if (in.size() < data_end) { return verdict::need(data_end, "photo data", &protocol); }
        const std::size_t end = line_end(in, data_end, how);
        if (end == bytes_view::npos) { return verdict::need(in.size() + 1, "line end", &protocol); }
        verdict v = verdict::whole(end, strength::structure, &protocol, "photo size", lead.at - 1);
        v.loose = true;
        return v;
    }
    /// Behind the end of a text: CR LF, CR CR, CR or LF, or nothing. npos: a byte more would tell.
    static constexpr std::size_t line_end(bytes_view in, std::size_t at, const scan_input& how) noexcept {
        const bool more = how.end == ending::more;
        if (at == in.size()) { return more ? bytes_view::npos : at; }
        if (in[at] == '\n') { return at + 1; }
        if (in[at] != '\r') { return at; }
        if (at + 1 == in.size()) { return more ? bytes_view::npos : at + 1; }
        return at + (in[at + 1] == '\n' || in[at + 1] == '\r' ? 2U : 1U);
    }
    /// A text from `begin` on to its line end; a control character, `stop`, or too many characters refuse it.
    static constexpr verdict scan_to_line_end(bytes_view in, std::size_t begin, std::uint8_t stop,
                                              const scan_input& how) noexcept {
        const std::size_t from = how.scanned > begin ? how.scanned : begin;
        const std::size_t i = find_text_end(in.first(longest_sentence), from, stop);
        if (i != bytes_view::npos && (in[i] == '\r' || in[i] == '\n')) {
            const std::size_t end = line_end(in, i, how);
            if (end == bytes_view::npos) { return unfinished_line(in.size(), i); }
            verdict v = verdict::whole(end, strength::structure, &protocol, "line end", i);
            v.loose = true;
            return v;
        }
        if (i != bytes_view::npos) { return verdict::reject(error_code::unexpected, "line end", i, &protocol); }
        if (in.size() > longest_sentence) {
            return verdict::reject(error_code::too_long, "line end", longest_sentence, &protocol);
        }
        return unfinished_line(in.size(), in.size());
    }
    static constexpr verdict unfinished_line(std::size_t size, std::size_t scanned) noexcept {
        verdict v = verdict::need(size + 1, "line end", &protocol);
        v.scanned = static_cast<std::uint32_t>(scanned);
        return v;
    }
    /// Whether the odometer group of a sentence without a line end is closed by a slash or a stored marker.
    static constexpr bool has_odometer(bytes_view in) noexcept {
        unsigned slashes = 0;
        for (const std::uint8_t c : in) { slashes += c == '/' ? 1U : 0U; }
        return slashes >= 4 || (slashes == 3 && in[in.size() - 1] == '#');
    }

    static constexpr bool platform_may_speak(const scan_input& how) noexcept {
        return how.conf == nullptr || how.conf->direction != direction::up;
    }
    static constexpr bool is_known(const scan_input& how) noexcept {
        return how.known != nullptr && how.known->protocol == &protocol;
    }
    static constexpr bool is_expected(const scan_input& how) noexcept {
        return (how.conf != nullptr && how.conf->direction == direction::down) || is_known(how);
    }
    static constexpr verdict scan_command(bytes_view in, const scan_input& how) noexcept {
        if (!platform_may_speak(how) || !may_be_command(in.sub(1))) {
            return verdict::reject(error_code::unexpected, "mnemonic", 1);
        }
        // The first bytes are judged alone, so that nobody waits for the end of a text of others.
        std::size_t n = 1;
        while (n < in.size() && n < first_look && is_printable(in[n])) { ++n; }
        if (n >= 4 && !is_expected(how) && !is_likely(in.sub(1, n - 1), false)) { return unlikely; }
        const verdict v = scan_to_line_end(in, 1, 0, how);
        if (v.kind != verdict::outcome::frame || is_expected(how)) { return v; }
        return is_likely(in.sub(1, v.why.offset - 1), true) ? v : unlikely;
    }
    static constexpr std::size_t first_look = 32;  ///< so few that looking again with every byte stays linear
    static constexpr verdict unlikely = verdict::reject(error_code::unexpected, "parameters", 4, &protocol);
    static constexpr bool is_likely(bytes_view text, bool whole) noexcept {
        const command_line line = split_command(text);
        return line && has_likely_parameters(line, whole);
    }
    /// `<six digits><mnemonic>...`, up to the end of the message.
    static constexpr verdict scan_sms(bytes_view in, const scan_input& how) noexcept {
        if (in.size() < 8 || !all_digits(in.first(6)) || !platform_may_speak(how)) { return {}; }
        if (!split_command(in.sub(6))) { return {}; }
        verdict v = scan_to_line_end(in, 6, 0, how);
        if (v.kind == verdict::outcome::incomplete && how.end != ending::more) {
            v = verdict::whole(in.size(), strength::structure, &protocol, "mnemonic", 6);
        }
        return v;
    }
    /// A printable line, ended by CR, LF or a `$` that begins a sentence (record.md 12.3).
    static constexpr verdict scan_text(bytes_view in, const scan_input& how) noexcept {
        if (is_separator(in[0])) { return {}; }  // an empty line is no text
        const verdict v = scan_to_line_end(in, 0, '$', how);
        if (v.kind != verdict::outcome::reject || v.why.offset == 0 || in[v.why.offset] != '$') { return v; }
        verdict text = verdict::whole(v.why.offset, strength::structure, &protocol, "line end", v.why.offset);
        text.loose = true;
        return text;
    }

    // ---- messages ------------------------------------------------------------------------------------------------

    /// What becomes one message: `frame[begin, end)` without its line end.
    struct part {
        bytes_view frame;
        std::size_t begin = 0;
        std::size_t end = 0;
        std::uint16_t number = 0;  ///< 1-based, if there are several
        bool unchecked = false;
        bool unterminated = false;
        bool last = true;

        [[nodiscard]] constexpr bytes_view text() const noexcept { return frame.sub(begin, end - begin); }
        constexpr void label(message& m) const noexcept {
            m.part = number;
            if (unchecked) { m.set(attribute::bofan_unchecked, true); }
            if (unterminated) { m.set(attribute::bofan_unterminated, true); }
        }
    };

    /// The end of a text without the CR, LF and NUL behind it.
    static constexpr std::size_t text_end(bytes_view frame, std::size_t begin, std::size_t end) noexcept {
        while (end > begin && is_separator(frame[end - 1]) && frame[end - 1] != ' ') { --end; }
        return end;
    }
    template <class Trace>
    static constexpr void mark_line_end(bytes_view frame, std::size_t from, std::size_t to, Trace& trace) noexcept {
        text_cursor<Trace>(frame, from, to, 0, trace).mark(from, to - from, "line end");
    }

    template <class Trace>
    static constexpr void decode_full(bytes_view frame, const verdict& v, decode_context& context, Trace& trace,
                                      message_sink& sink) {
        cursor<Trace> in(frame, 0, frame.size(), escape::none, trace);
        in.delimiter(2);
        const std::uint8_t verify = in.take("verify", 1, field_kind::check).at(0);
        (void)in.u16_le({"length", "bytes"});
        part p{frame, header_size, frame.size()};
        const bytes_view body = p.text();
        p.unchecked = verify == 0xFF && xor_of(body) != 0xFF;
        if (body[0] == '@') { return decode_difference(p, context, trace, sink); }
        if (body.starts_with("$PHD") && match_sentence(body).kind == sentence::photo_data) {
            return decode_photo_data(p, context, trace, sink);
        }
        const bool text = body[0] == '$';  // `scan` has looked through it
        unsigned lines = 0;
        if (!text && text_incoherence(body, lines) != bytes_view::npos) {
            return decode_unknown(p, context, trace, sink);
        }
        decode_lines(p, v.detail == one_line, context, trace, sink);
    }

    /// The lines of a text body, each a message.
    template <class Trace>
    static constexpr void decode_lines(const part& body, bool only_one, decode_context& context, Trace& trace,
                                       message_sink& sink) {
        const bytes_view frame = body.frame;
        std::uint16_t lines = 0;
        std::uint16_t number = 0;
        std::size_t at = body.begin;
        while (at < body.end) {
            const std::size_t stop = only_one ? text_end(frame, at, body.end) : line_stop(frame, at, body.end);
            std::size_t next = stop;
            while (next < body.end && ends_line(frame[next])) { ++next; }
            if (stop > at) {
                if (number == 0) { lines = next == body.end ? std::uint16_t{1} : count_lines(body.text()); }
                part line{frame, at, stop};
                ++number;
                line.number = lines > 1 ? number : std::uint16_t{0};
                line.last = number == lines;
                line.unchecked = body.unchecked;
                decode_line(line, match_sentence(line.text()).kind, context, trace, sink);
            }
            mark_line_end(frame, stop, next, trace);
            at = next;
        }
        if (lines == 0) { decode_unknown({frame, body.end, body.end}, context, trace, sink); }
    }
    static constexpr bool ends_line(std::uint8_t c) noexcept { return is_separator(c) && c != ' '; }
    /// The end of the line that begins at `at`.
    static constexpr std::size_t line_stop(bytes_view frame, std::size_t at, std::size_t end) noexcept {
        while (true) {
            at = find_text_end(frame.first(end), at, 0);
            if (at == bytes_view::npos) { return end; }
            if (ends_line(frame[at])) { return at; }
            ++at;
        }
    }
    static constexpr std::uint16_t count_lines(bytes_view body) noexcept {
        std::uint16_t n = 0;
        for (std::size_t at = 0; at < body.size();) {
            const std::size_t stop = line_stop(body, at, body.size());
            n = static_cast<std::uint16_t>(n + (stop > at ? 1U : 0U));
            at = stop + 1;
        }
        return n;
    }

    template <class Trace>
    static constexpr void decode_line(const part& p, sentence kind, decode_context& context, Trace& trace,
                                      message_sink& sink) {
        const bytes_view text = p.text();
        switch (kind) {
            case sentence::report: return decode_report(p, context, trace, sink);
            case sentence::version: return decode_version(p, context, trace, sink);
            default: break;
        }
        const bool sms = context.conf.transport == transport::sms && text.size() > 8 && all_digits(text.first(6));
        const std::size_t front = sms ? 6 : 1;
        const bool addressed = sms || text[0] == '#';
        if (addressed && context.conf.direction != direction::up && split_command(text.sub(front))) {
            return decode_command(p, front, trace, sink);
        }
        decode_text(p, context, trace, sink);
    }

    template <class Trace>
    static constexpr void decode_report(const part& p, decode_context& context, Trace& trace, message_sink& sink) {
        message m(message_kind::position, &protocol, p.frame);
        p.label(m);
        read_report(p.frame, p.begin, p.end, m, context.conf, trace);
        note_device(m, context.state);
        begin_transfer(m, context.state);
        if (p.last) { (void)context.history.remember(p.text()); }
        sink.on(m);
    }
    static constexpr void note_device(const message& m, session& state) noexcept {
        state.protocol = &protocol;
        state.device = m.fixed<24>(attribute::device_id);
    }

    /// `$FUS<imei>,<version>,<version>`: no time, no position, no device id (bofan.md 13).
    template <class Trace>
    static constexpr void decode_version(const part& p, decode_context& context, Trace& trace, message_sink& sink) {
        message m(message_kind::version, &protocol, p.frame);
        p.label(m);
        text_cursor<Trace> in(p.frame, p.begin + 4, p.end, ',', trace);
        in.mark(p.begin, 4, "tag");
        m.set_text(attribute::imei, in.field("IMEI"));
        m.set_text(attribute::firmware, in.field("firmware"));
        m.set_text(attribute::bofan_module, in.field("module"));
        const bytes_view surplus = in.rest("surplus fields", field_kind::unknown);
        if (!surplus.empty()) { m.add_list({walk_unknown_fields, surplus, 3}); }
        context.state.protocol = &protocol;
        sink.on(m);
    }

    template <class Trace>
    static constexpr void decode_photo_data(const part& p, decode_context& context, Trace& trace, message_sink& sink) {
        message m(message_kind::photo_data, &protocol, p.frame);
        p.label(m);
        m.clear(attribute::bofan_unterminated);
        read_photo_data(p.frame, p.begin, p.end, m, context.state, trace);
        context.state.protocol = &protocol;
        sink.on(m);
    }

    template <class Trace>
    static constexpr void decode_difference(const part& p, decode_context& context, Trace& trace, message_sink& sink) {
        trace_difference(p.frame, p.begin, p.end, trace);
        context.state.protocol = &protocol;
        message m(message_kind::unknown, &protocol, p.frame);
        p.label(m);
        rebuilt_sentence text;
        if (rebuild(p.text(), context.history, text)) {
            if constexpr (Trace::enabled) {
                rebuilt_trace<Trace> fields{trace, text, p.text(), p.begin};
                read_report(text.view(), 0, text.size, m, context.conf, fields);
            } else {
                read_report(text.view(), 0, text.size, m, context.conf, trace);
            }
            m.error.offset = m.error ? p.begin + origin_of(text, m.error.offset, p.text()) : 0;
            m.set(attribute::bofan_difference, true);
            note_device(m, context.state);
            begin_transfer(m, context.state);
            (void)context.history.remember(text.view());
            return sink.on(m);
        }
        m.set_text(attribute::raw_difference, p.text().sub(2), text_form::hex);
        m.add_named("unknown.base_xor", p.text().sub(1, 1));
        sink.on(m);
    }

    /// The platform's words. The password of an SMS and those inside parameters are secrets.
    template <class Trace>
    static constexpr void decode_command(const part& p, std::size_t front, Trace& trace, message_sink& sink) {
        message m(message_kind::command, &protocol, p.frame);
        p.label(m);
        m.clear(attribute::bofan_unterminated);
        const command_line line = split_command(p.text().sub(front));
        text_cursor<Trace> in(p.frame, p.begin, p.end, 0, trace);
        in.mark(p.begin, front, front == 1 ? field_info("start") : field_info("password"),
                front == 1 ? field_kind::delimiter : field_kind::value);
        if (front > 1) {
            m.set_text(attribute::bofan_password, p.text().first(front));
            m.mark_secret(p.text().first(front));
        }
        in.mark(p.begin + front, line.mnemonic.size(), "mnemonic", field_kind::value);
        in.mark(p.begin + front + line.mnemonic.size(), line.parameters.size(), "parameters", field_kind::value);
        m.set_text(attribute::command, line.mnemonic);
        const bool leading_comma = !line.parameters.empty() && line.parameters[0] == ',';
        m.set_text(attribute::fields, line.parameters.sub(leading_comma ? 1 : 0), text_form::comma_list);
        mark_secrets(line, m);
        sink.on(m);
    }

    /// A line that is no report: command replies and whatever else a device says (bofan.md 13).
    template <class Trace>
    static constexpr void decode_text(const part& p, decode_context& context, Trace& trace, message_sink& sink) {
        message m(message_kind::text, &protocol, p.frame);
        p.label(m);
        m.clear(attribute::bofan_unterminated);
        text_cursor<Trace> in(p.frame, p.begin, p.end, 0, trace);
        m.set_text(attribute::text, in.rest("text"));
        if (p.text()[0] == '#') { mark_secrets(split_command(p.text().sub(1)), m); }
        context.state.protocol = &protocol;
        sink.on(m);
    }
    /// A full frame of another kind, firmware updates for one (bofan.md 20): delivered raw.
    template <class Trace>
    static constexpr void decode_unknown(const part& p, decode_context& context, Trace& trace, message_sink& sink) {
        message m(message_kind::unknown, &protocol, p.frame);
        p.label(m);
        cursor<Trace> in(p.frame, p.begin, p.end, escape::none, trace);
        m.add_named("unknown.body", in.rest("unknown", field_kind::unknown));
        context.state.protocol = &protocol;
        sink.on(m);
    }
};

}  // namespace trackwire::inline v0::bofan
