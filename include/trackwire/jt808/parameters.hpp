// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// The parameter list of 0x0104 and 0x8103: id u32, length u8, value. The length on the wire decides how a number is
/// read; the id says what is text. APN passwords are secrets.
/// Source: jt808.md 6.3 and 10.1.

#include <trackwire/core/cursor.hpp>
#include <trackwire/record/message.hpp>

namespace trackwire::inline v0::jt808 {

/// Main, backup and secondary APN password.
[[nodiscard]] constexpr bool is_password_parameter(std::uint32_t id) noexcept {
    return id == 0x0012 || id == 0x0016 || id == 0x0025;
}

/// Parameters that are text: APN, users, passwords, servers, telephone numbers, plate, AT commands.
[[nodiscard]] constexpr bool is_text_parameter(std::uint32_t id) noexcept {
    return (id >= 0x0010 && id <= 0x0017) || id == 0x001A || id == 0x001D || (id >= 0x0023 && id <= 0x0026) ||
           (id >= 0x0040 && id <= 0x0044) || id == 0x0048 || id == 0x0049 || id == 0x0083 || id == 0xF030;
}

/// Parameters that are a number where they are 1, 2 or 4 bytes long.
[[nodiscard]] constexpr bool is_number_parameter(std::uint32_t id) noexcept {
    return !is_text_parameter(id) && id != 0x0032 && id < 0x0110;
}

/// One element of a list, found while walking it.
struct parameter {
    std::uint32_t id = 0;
    wire_view value;
};

/// Walks a parameter list from `it`; false at its end.
[[nodiscard]] constexpr bool next_parameter(wire_view::iterator& it, const wire_view::iterator& end, escape scheme,
                                            parameter& p) noexcept {
    if (it == end) { return false; }
    p.id = 0;
    for (unsigned i = 0; i < 4 && it != end; ++i, ++it) { p.id = p.id << 8U | *it; }
    if (it == end) { return false; }
    std::size_t length = *it;
    const auto begin = ++it;
    for (; length > 0 && it != end; --length) { ++it; }
    p.value = wire_view(bytes_view(begin.wire(), static_cast<std::size_t>(it.wire() - begin.wire())), scheme);
    return length == 0;
}

/// Visits the parameters as `jt808.parameter.<id>[_<n>]`.
constexpr void walk_parameters(const message&, const extra_list& list, extra_visitor& visitor) noexcept {
    const escape scheme = list.bytes.scheme();
    auto it = list.bytes.begin();
    parameter p;
    while (next_parameter(it, list.bytes.end(), scheme, p)) {
        unsigned occurrence = 0;
        parameter other;
        for (auto before = list.bytes.begin();
             before != it && next_parameter(before, list.bytes.end(), scheme, other);) {
            occurrence += other.id == p.id && !other.value.empty() ? 1U : 0U;
        }
        const auto style = p.id > 0xFFFF ? extra_key::style::hex8 : extra_key::style::hex4;
        const extra_key key{"jt808.parameter.", p.id, style, occurrence, {}};
        const std::size_t size = p.value.size();
        if (is_number_parameter(p.id) && (size == 1 || size == 2 || size == 4)) {
            std::int64_t number = 0;
            for (const std::uint8_t b : p.value) { number = number * 256 + b; }
            visitor.number(key, number);
        } else {
            visitor.text(key, {p.value, is_text_parameter(p.id) ? text_form::plain : text_form::hex});
        }
    }
}

/// Visits media items as `jt808.media.<n>.id` and, in a search answer (35 bytes), type, channel, event and the location
/// as it is. `argument`: bytes of an item.
constexpr void walk_media(const message&, const extra_list& list, extra_visitor& visitor) noexcept {
    constexpr extra_key::style style = extra_key::style::decimal;
    constexpr name parts[] = {".type", ".channel", ".event"};
    auto it = list.bytes.begin();
    for (std::uint32_t n = 1; it != list.bytes.end(); ++n) {
        std::int64_t id = 0;
        for (unsigned i = 0; i < 4; ++i, ++it) { id = id * 256 + *it; }
        visitor.number({"jt808.media.", n, style, 1, ".id"}, id);
        if (list.argument < 8) { continue; }
        for (const name& part : parts) {
            visitor.number({"jt808.media.", n, style, 1, part}, *it);
            ++it;
        }
        const auto begin = it;
        for (std::uint32_t i = 7; i < list.argument; ++i) { ++it; }
        const bytes_view wire(begin.wire(), static_cast<std::size_t>(it.wire() - begin.wire()));
        visitor.text({"jt808.media.", n, style, 1, ".location"},
                     {wire_view(wire, list.bytes.scheme()), text_form::hex});
    }
}

/// Reads count and list; a parameter that overruns ends the list (jt808.md 6.3).
template <class Trace>
constexpr void read_parameters(cursor<Trace>& in, message& m) noexcept {
    const std::size_t count_at = in.offset();
    const unsigned said = in.u8("count");
    const cursor<Trace> area = in;
    unsigned count = 0;
    while (in.has(5)) {
        const std::size_t length = in.peek(4);
        if (!in.has(5 + length)) { break; }
        const std::uint32_t id = in.u32_be("parameter id");
        (void)in.u8("parameter length");
        const wire_view value = in.take("parameter", length);
        if (is_password_parameter(id)) { m.mark_secret(value.wire()); }
        ++count;
    }
    const std::size_t size = area.ahead().wire().size() - in.ahead().wire().size();
    if (size > 0) { m.add_list({walk_parameters, wire_view(area.ahead().wire().first(size), in.scheme()), 0}); }
    if (!in.at_end()) {
        m.fault(error_code::overrun, "jt808.parameter", in.offset());
    } else if (count != said) {
        m.fault(error_code::count_mismatch, "jt808.parameter", count_at);
    }
}

}  // namespace trackwire::inline v0::jt808
