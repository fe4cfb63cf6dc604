// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Forms that many P commands of the JT701 family and their answers share: orders, questions, switches.
/// Source: jointech.md 11.1, 11.3.

#include <trackwire/jointech/command_text.hpp>

namespace trackwire::inline v0::jointech {

namespace detail {

/// The word of a P command: "P04".
template <unsigned Number>
struct p_word {
    static constexpr char text[] = {'P', static_cast<char>('0' + Number / 10), static_cast<char>('0' + Number % 10)};
    static constexpr name plain{text, 3};
};

}  // namespace detail

/// `(<id>,Pnn)`: done.
template <unsigned Number>
struct p_done {
    text_view device_id{};

    template <class Self, class Visitor>
    static constexpr void describe(Self& c, Visitor& v) noexcept {
        v.field("device_id", c.device_id, some_digits);
        v.fixed(detail::p_word<Number>::plain);
    }

    TRACKWIRE_TEXT_ANSWER(p_done)
};

/// `(<id>,Pnn,<v>)`: one number.
template <unsigned Number, class Int = std::uint16_t>
struct p_value {
    text_view device_id{};
    Int value = 0;

    template <class Self, class Visitor>
    static constexpr void describe(Self& c, Visitor& v) noexcept {
        v.field("device_id", c.device_id, some_digits);
        v.fixed(detail::p_word<Number>::plain);
        v.field("value", c.value, plain_number<Int>{});
    }

    TRACKWIRE_TEXT_ANSWER(p_value)
};

/// `(<id>,Pnn,<0|1>)`: how a switch stands, or whether an order was carried out.
template <unsigned Number>
struct p_state {
    text_view device_id{};
    bool on = false;

    template <class Self, class Visitor>
    static constexpr void describe(Self& c, Visitor& v) noexcept {
        v.field("device_id", c.device_id, some_digits);
        v.fixed(detail::p_word<Number>::plain);
        v.field("on", c.on, flag{});
    }

    TRACKWIRE_TEXT_ANSWER(p_state)
};

/// `(<id>,Pnn,<text>)`: one text.
template <unsigned Number>
struct p_text {
    text_view device_id{};
    text_view text{};

    template <class Self, class Visitor>
    static constexpr void describe(Self& c, Visitor& v) noexcept {
        v.field("device_id", c.device_id, some_digits);
        v.fixed(detail::p_word<Number>::plain);
        v.field("text", c.text, any_text);
    }

    TRACKWIRE_TEXT_ANSWER(p_text)
};

/// `(Pnn)`: an order or a question without parameters.
template <unsigned Number, class Answer>
struct p_order {
    template <class Self, class Visitor>
    static constexpr void describe(Self&, Visitor& v) noexcept {
        v.fixed(detail::p_word<Number>::plain);
    }

    TRACKWIRE_TEXT_COMMAND(p_order, none, Answer)
};

/// `(Pnn,0)`: the question how a setting stands.
template <unsigned Number, class Answer>
struct p_query {
    template <class Self, class Visitor>
    static constexpr void describe(Self&, Visitor& v) noexcept {
        v.fixed(detail::p_word<Number>::plain);
        v.fixed("0");
    }

    TRACKWIRE_TEXT_COMMAND(p_query, none, Answer)
};

/// `(Pnn,1,<0|1>)`: a switch.
template <unsigned Number, class Answer = p_state<Number>>
struct p_switch {
    bool on = false;

    template <class Self, class Visitor>
    static constexpr void describe(Self& c, Visitor& v) noexcept {
        v.fixed(detail::p_word<Number>::plain);
        v.fixed("1");
        v.field("on", c.on, flag{});
    }

    TRACKWIRE_TEXT_COMMAND(p_switch, none, Answer)
};

}  // namespace trackwire::inline v0::jointech
