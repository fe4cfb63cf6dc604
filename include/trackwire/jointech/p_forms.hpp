// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Forms that many P commands of the JT701 family and their answers share: answers with one value, questions, switches.
/// Source: jointech.md 11.1, 11.3.

#include <trackwire/jointech/command_text.hpp>

namespace trackwire::inline v0::jointech {

/// `<id>,<words>`: the head of every answer to a P command.
constexpr void describe_answer(auto& c, auto& v, name words) noexcept {
    v.field("device_id", c.device_id, some_digits);
    v.fixed(words);
}

/// `(<id>,Pnn)`: done.
template <words Words>
struct p_done {
    text_view device_id{};

    static constexpr void describe(auto& c, auto& v) noexcept { describe_answer(c, v, Words); }
    TRACKWIRE_ANSWER(p_done)
};

/// `(<id>,Pnn,<v>)`: one number.
template <words Words, class Int = std::uint16_t>
struct p_value {
    text_view device_id{};
    Int value = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_answer(c, v, Words);
        v.field("value", c.value, plain_number<Int>{});
    }
    TRACKWIRE_ANSWER(p_value)
};

/// `(<id>,Pnn,<0|1>)`: how a switch stands, or whether an order was carried out.
template <words Words>
struct p_state {
    text_view device_id{};
    bool on = false;

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_answer(c, v, Words);
        v.field("on", c.on, flag{});
    }
    TRACKWIRE_ANSWER(p_state)
};

/// `(<id>,Pnn,<text>)`: one text.
template <words Words>
struct p_text {
    text_view device_id{};
    text_view text{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_answer(c, v, Words);
        v.field("text", c.text, any_text);
    }
    TRACKWIRE_ANSWER(p_text)
};

/// `(Pnn,0)`: the question how a setting stands.
template <words Words, class Answer>
struct p_query {
    static constexpr void describe(auto&, auto& v) noexcept {
        v.fixed(Words);
        v.fixed("0");
    }
    TRACKWIRE_COMMAND(p_query, none, Answer)
};

/// `(Pnn,1,<0|1>)`: a switch.
template <words Words, class Answer = p_state<Words>>
struct p_switch {
    bool on = false;

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed(Words);
        v.fixed("1");
        v.field("on", c.on, flag{});
    }
    TRACKWIRE_COMMAND(p_switch, none, Answer)
};

}  // namespace trackwire::inline v0::jointech
