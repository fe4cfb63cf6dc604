// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Short reports of devices as text: heartbeat, time requests, dynamic passwords; and which word means what.
/// Source: jointech.md 6.2 to 6.8, 11.2.

#include <trackwire/jointech/p45.hpp>
#include <trackwire/jointech/text_legacy.hpp>
#include <trackwire/jointech/text_replies.hpp>

namespace trackwire::inline v0::jointech {

namespace detail {

/// Two digits each: year (the full one if `century`), month, day in the order of `date`, then hour, minute, second.
constexpr void put_clock(byte_output& out, time_ms now, bool year_first) noexcept {
    const civil_time t = to_civil(now);
    if (year_first) {
        out.number(t.year, 4);
        out.number(t.month, 2);
        out.number(t.day, 2);
    } else {
        out.number(t.day, 2);
        out.number(t.month, 2);
        out.number(t.year % 100, 2);
    }
    out.number(t.hour, 2);
    out.number(t.minute, 2);
    out.number(t.second, 2);
}

}  // namespace detail

/// `(P22,<DDMMYYhhmmss>)`, the answer to a time request: UTC now.
constexpr void encode_p22(const reply&, const reply_options& options, byte_output& out) noexcept {
    out.put(name("(P22,"));
    if (options.now) {
        detail::put_clock(out, *options.now, false);
    } else {
        out.put(name("<DDMMYYhhmmss>"));
    }
    out.put(name(")"));
}

/// The answer to a time request of a 12-digit device: its own fields, and UTC now in the place of TIME.
constexpr void encode_base_time(const reply& r, const reply_options& options, byte_output& out) noexcept {
    out.put(r.subject.wire());
    if (options.now) {
        detail::put_clock(out, *options.now, true);
    } else {
        out.put(name("<YYYYMMDDhhmmss>"));
    }
    out.put(name(")"));
}

/// `(P52,2,<password>)`: the password that was reported, once more.
constexpr void encode_p52(const reply& r, const reply_options& options, byte_output& out) noexcept {
    out.put(name("(P52,2,"));
    if (options.mask) {
        out.put(name("******"));
    } else {
        out.put(r.subject.wire());
    }
    out.put(name(")"));
}

/// A sound text without a documented meaning: the whole of it, and its word and parameters.
template <class Trace>
constexpr void decode_plain_text(text_input<Trace>& input, message& m) noexcept {
    m.kind = message_kind::text;
    m.set_text(attribute::text, input.frame);
    set_command(m, input.head);
    mark_passwords(m, input.head, input.parameters(), false);
    (void)input.in.rest("parameters", field_kind::unknown);
}

namespace detail {

template <class Trace>
constexpr void decode_p45(text_input<Trace>& input, message& m) noexcept {
    p45_decoder<Trace>(input, m).decode();
}

/// @JT and U04 (jointech.md 6.4, record.md 12.18): no answer.
template <class Trace>
constexpr void decode_heartbeat(text_input<Trace>& input, message& m) noexcept {
    m.kind = message_kind::heartbeat;
    keep_surplus(input.in, m, 2);
}

/// `2` asks for the time; anything else is the result of setting it.
template <class Trace>
constexpr void decode_p22(text_input<Trace>& input, message& m) noexcept {
    if (!(input.parameters() == name("2"))) { return decode_answer(input, m); }
    m.kind = message_kind::time_request;
    m.reply.encoder = encode_p22;
    m.reply.needs_time = true;
    (void)input.in.field("index");
}

/// The only thing that unlocks by P52,3 is this password: it is repeated in the answer.
[[nodiscard]] constexpr bool is_dynamic_password(bytes_view text) noexcept {
    return text.size() == 6 && all_digits(text);
}

template <class Trace>
constexpr void decode_p52(text_input<Trace>& input, message& m) noexcept {
    const bytes_view parameters = input.parameters();
    const bytes_view password = parameters.sub(2);
    if (!parameters.starts_with("2,") || !is_dynamic_password(password)) { return decode_answer(input, m); }
    m.kind = message_kind::password_report;
    set_password(m, password);
    m.reply.encoder = encode_p52;
    m.reply.subject = password;
    m.reply.secret = true;
    (void)input.in.field("index");
    (void)input.in.field("dynamic password");
}

}  // namespace detail

/// Decodes a text whose second field is its word.
template <class Trace>
constexpr void decode_report(text_input<Trace>& input, message& m) noexcept {
    struct row {
        name word;
        void (*decode)(text_input<Trace>&, message&) noexcept;
    };
    constexpr row rows[] = {
        {"P45", detail::decode_p45<Trace>}, {"@JT", detail::decode_heartbeat<Trace>},
        {"P22", detail::decode_p22<Trace>}, {"P52", detail::decode_p52<Trace>},
        {"U01", decode_u01<Trace>},         {"U02", decode_u01<Trace>},
        {"U03", decode_u01<Trace>},         {"U04", detail::decode_heartbeat<Trace>},
        {"U06", decode_u06<Trace>},         {"W01", decode_w01<Trace>},
    };
    for (const row& r : rows) {
        if (input.head.word == r.word) { return r.decode(input, m); }
    }
    return is_answered(input.head.word) ? decode_answer(input, m) : decode_plain_text(input, m);
}

/// Decodes a numbered text of a device, other than WLNET,5 and WLNET,7.
template <class Trace>
constexpr void decode_numbered(text_input<Trace>& input, message& m) noexcept {
    const bytes_view parameters = input.parameters();
    const bytes_view word = input.head.word;
    if (word == name("BASE") && parameters == name("2,TIME")) {
        m.kind = message_kind::time_request;
        m.reply.encoder = encode_base_time;
        m.reply.subject = input.frame.first(input.head.end + 3);
        m.reply.needs_time = true;
    } else if (word == name("ELOCK") && parameters.starts_with("3,") &&
               detail::is_dynamic_password(parameters.sub(2))) {
        m.kind = message_kind::password_report;
        set_password(m, parameters.sub(2));
    } else {
        return decode_answer(input, m);
    }
    (void)input.in.field("index");
    (void)input.in.field("parameter");
}

}  // namespace trackwire::inline v0::jointech
