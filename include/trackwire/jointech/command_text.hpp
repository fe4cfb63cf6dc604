// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// How the text commands of Jointech devices are carried: words and parameters between brackets, commas between them.
/// The commands describe themselves (core/command.hpp); of an answer only the shape is checked, not the ranges.
/// Source: jointech.md 3.3, 11.1.

#include <trackwire/jointech/command_fields.hpp>

namespace trackwire::inline v0::jointech {

// Public names of this room, whatever they are made of.
using trackwire::no_answer;
using trackwire::unknown_answer;

/// `(<word or parameter>,...)`.
struct command_wire {
    using options = no_options;

    template <class Text>
    [[nodiscard]] static constexpr result<std::size_t> write(const Text& text, std::uint8_t* data, std::size_t capacity,
                                                             const options&, bool mask) noexcept {
        const error_info bad = text.check();
        if (bad) { return bad; }
        byte_output out(data, capacity);
        trackwire::detail::parameter_writer<byte_output> writer{out, mask, ","};
        out.put(name("("));
        Text::describe(text, writer);
        out.put(name(")"));
        return out.finish();
    }
    /// Errors: wrong_lead, no_terminator, and those of the parameters, with their offset in the frame.
    template <class Text>
    [[nodiscard]] static constexpr result<Text> read(bytes_view frame) noexcept {
        if (frame.empty() || frame[0] != '(') { return error_info{error_code::wrong_lead, "start", 0}; }
        const std::size_t last = frame.size() - 1;
        if (last == 0 || frame[last] != ')') { return error_info{error_code::no_terminator, "end", last}; }
        return trackwire::detail::read_parameters<Text>(field_source(frame));
    }
};

// ---- forms ----------------------------------------------------------------------------------------------------------

/// `<id>,1,<serial>,<words>`: the head of a command to a device that says whom it is for, and of its answer.
constexpr void describe_numbered(auto& c, auto& v, const text_of& id, name words) noexcept {
    v.field("device_id", c.device_id, id);
    v.fixed("1");
    v.field("serial", c.serial, frame_serial{});
    v.fixed(words);
}

/// A command without parameters, or a question: `(P13)`, `(P68,1,0)`.
template <words Words, class Answer, trackwire::effect Effect = trackwire::effect::none>
struct order {
    static constexpr void describe(auto&, auto& v) noexcept { v.fixed(Words); }
    using answer = Answer;
    static constexpr trackwire::effect effect = Effect;
    TRACKWIRE_ANSWER(order)
};

}  // namespace trackwire::inline v0::jointech
