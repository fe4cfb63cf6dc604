// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Texts of the platform: commands, and the acknowledgements among them.
/// Source: jointech.md 11; record.md 1, 6, 12.10, 12.11.

#include <trackwire/jointech/text_replies.hpp>

namespace trackwire::inline v0::jointech {

namespace detail {

/// P35, P46, P69, S20, S39; P22 with a time; P52,2 with a password (record.md 12.11).
[[nodiscard]] constexpr bool is_acknowledgement(const text_head& head, bytes_view parameters) noexcept {
    constexpr name words[] = {"P35", "P46", "P69", "S20", "S39"};
    for (const name& word : words) {
        if (head.word == word) { return true; }
    }
    if (head.word == name("P22")) { return parameters.size() == 12 && all_digits(parameters); }
    return head.word == name("P52") && parameters.starts_with("2,") && parameters.size() == 8 &&
           all_digits(parameters.sub(2));
}

}  // namespace detail

/// Decodes a text that went down to a device.
template <class Trace>
constexpr void decode_platform(text_input<Trace>& input, message& m) noexcept {
    const bytes_view parameters = input.parameters();
    const bool acknowledges =
        input.head.shape == text_shape::platform && detail::is_acknowledgement(input.head, parameters);
    m.kind = acknowledges ? message_kind::acknowledgement : message_kind::command;
    set_command(m, input.head);
    mark_passwords(m, input.head, parameters, true);
    if (acknowledges && input.head.word == name("P69")) {
        const parsed_number serial = parse_unsigned(field_at(parameters, 1));
        if (serial) { m.set(attribute::serial, serial.value); }
    }
    (void)input.in.rest("parameters");
}

}  // namespace trackwire::inline v0::jointech
