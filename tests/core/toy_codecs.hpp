// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Small made-up codecs with which the engine is tested by itself.

#include <trackwire/core/checksum.hpp>
#include <trackwire/core/stream.hpp>
#include <trackwire/record/message.hpp>

namespace toy {

using namespace trackwire;  // NOLINT(google-build-using-namespace): tests

/// Sends one message with the frame's bytes as `text`.
inline constexpr auto report = [](bytes_view frame, const protocol_info* p, decode_context& context,
                                  message_sink& sink) {
    message m(message_kind::text, p, frame);
    m.set_text(attribute::text, frame);
    context.state.protocol = p;
    sink.on(m);
};

/// A | length u8 (3 to 200, of the whole frame) | payload | XOR of all before.
inline constexpr protocol_info counted_protocol{"toy-counted", "toy"};
struct counted {
    static constexpr name id = "toy-counted";
    static constexpr std::size_t longest_frame = 200;
    static constexpr bool may_start(std::uint8_t b) noexcept { return b == 'A'; }
    static constexpr verdict scan(bytes_view in, const scan_input&) noexcept {
        if (in.size() < 2) { return verdict::need(2, "length", &counted_protocol); }
        if (in[1] < 3 || in[1] > 200) {
            return verdict::reject(error_code::bad_length, "length", 1, &counted_protocol);
        }
        if (in.size() < in[1]) { return verdict::need(in[1], "payload", &counted_protocol); }
        const std::size_t n = in[1];
        if (xor_of(in.first(n)) != 0) {
            verdict v = verdict::malformed(n, &counted_protocol, error_code::bad_checksum, "checksum", n - 1);
            v.search_inside = true;
            return v;
        }
        return verdict::whole(n, strength::checked, &counted_protocol, "checksum", n - 1);
    }
    template <class Trace>
    static constexpr void decode(bytes_view frame, const verdict&, decode_context& context, Trace&,
                                 message_sink& sink) {
        report(frame, &counted_protocol, context, sink);
    }
};

/// < printable text >, at most 64 bytes; a second < ends the candidate.
inline constexpr protocol_info bracket_protocol{"toy-bracket", "toy"};
struct bracket {
    static constexpr name id = "toy-bracket";
    static constexpr std::size_t longest_frame = 64;
    static constexpr bool may_start(std::uint8_t b) noexcept { return b == '<'; }
    static constexpr verdict scan(bytes_view in, const scan_input& how) noexcept {
        std::size_t i = how.scanned > 1 ? how.scanned : 1;
        for (; i < in.size() && i < longest_frame; ++i) {
            if (in[i] == '>') { return verdict::whole(i + 1, strength::structure, &bracket_protocol, "end", i); }
            if (!is_printable(in[i]) || in[i] == '<') {
                return verdict::reject(error_code::unexpected, "text", i, &bracket_protocol);
            }
        }
        if (i == longest_frame) { return verdict::reject(error_code::too_long, "text", i - 1, &bracket_protocol); }
        verdict v = verdict::need(i + 1, "text", &bracket_protocol);
        v.scanned = static_cast<std::uint32_t>(i);
        return v;
    }
    template <class Trace>
    static constexpr void decode(bytes_view frame, const verdict&, decode_context& context, Trace&,
                                 message_sink& sink) {
        report(frame, &bracket_protocol, context, sink);
    }
};

/// ~ payload XOR ~, at most 64 bytes; one flag may end a frame and begin the next.
inline constexpr protocol_info flagged_protocol{"toy-flagged", "toy"};
struct flagged {
    static constexpr name id = "toy-flagged";
    static constexpr std::size_t longest_frame = 64;
    static constexpr bool may_start(std::uint8_t b) noexcept { return b == '~'; }
    static constexpr verdict scan(bytes_view in, const scan_input& how) noexcept {
        std::size_t i = how.scanned > 1 ? how.scanned : 1;
        while (i < in.size() && i < longest_frame && in[i] != '~') { ++i; }
        if (i == longest_frame) { return verdict::reject(error_code::too_long, "text", i - 1, &flagged_protocol); }
        if (i == in.size()) {
            verdict v = verdict::need(i + 1, "end flag", &flagged_protocol);
            v.scanned = static_cast<std::uint32_t>(i);
            return v;
        }
        if (i < 3) { return verdict::reject(error_code::too_short, "payload", i, &flagged_protocol); }
        verdict v = xor_of(in.sub(1, i - 1)) == 0
                        ? verdict::whole(i + 1, strength::checked, &flagged_protocol, "checksum", i - 1)
                        : verdict::malformed(i + 1, &flagged_protocol, error_code::bad_checksum, "checksum", i - 1);
        v.shared_end = true;
        return v;
    }
    template <class Trace>
    static constexpr void decode(bytes_view frame, const verdict&, decode_context& context, Trace&,
                                 message_sink& sink) {
        report(frame, &flagged_protocol, context, sink);
    }
};

/// The same frames as `bracket`, under another name: who is it?
inline constexpr protocol_info twin_protocol{"toy-twin", "toy"};
struct twin : bracket {
    static constexpr name id = "toy-twin";
    static constexpr verdict scan(bytes_view in, const scan_input& how) noexcept {
        verdict v = bracket::scan(in, how);
        v.protocol = &twin_protocol;
        return v;
    }
    template <class Trace>
    static constexpr void decode(bytes_view frame, const verdict&, decode_context& context, Trace&,
                                 message_sink& sink) {
        report(frame, &twin_protocol, context, sink);
    }
};

/// Any printable line of at least three characters, at the start of a line that nobody else recognises.
inline constexpr protocol_info line_protocol{"toy-line", "toy"};
struct lines {
    static constexpr name id = "toy-line";
    static constexpr std::size_t longest_frame = 100;
    static constexpr bool may_start(std::uint8_t) noexcept { return false; }
    static constexpr verdict scan(bytes_view, const scan_input&) noexcept { return {}; }
    static constexpr verdict scan_line(bytes_view in, const scan_input& how) noexcept {
        std::size_t i = how.scanned;
        for (; i < in.size() && i < longest_frame && is_printable(in[i]); ++i) {}
        if (i == in.size() && i < longest_frame) {
            verdict v = verdict::need(i + 1, "line end", &line_protocol);
            v.scanned = static_cast<std::uint32_t>(i);
            return v;
        }
        if (i < 3 || i == longest_frame || in[i] != '\n') {
            return verdict::reject(error_code::unexpected, "line", i, &line_protocol);
        }
        return verdict::whole(i + 1, strength::structure, &line_protocol, "line end", i);
    }
    template <class Trace>
    static constexpr void decode(bytes_view frame, const verdict&, decode_context& context, Trace&,
                                 message_sink& sink) {
        report(frame, &line_protocol, context, sink);
    }
};

using all = registry<counted, bracket, flagged>;
using with_lines = registry<counted, bracket, flagged, lines>;
using twins = registry<bracket, twin>;

}  // namespace toy
