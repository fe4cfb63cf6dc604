// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Acknowledgements and answers of the platform as commands of their own, for programs that build them apart from a
/// decoded message (whose `reply` has them ready). Send them when the record is kept: the device erases its copy.
/// Source: jointech.md 5.7, 6.1 to 6.3, 6.7, 7.7, 11.2.

#include <trackwire/jointech/commands_access.hpp>

namespace trackwire::inline v0::jointech {

/// Acknowledges a `$` frame with a protocol byte below 0x19.
using p35_acknowledge = p_order<35, no_answer>;
/// Acknowledges a P45 report of an old JT701; `p69_acknowledge` goes behind it.
using p46_acknowledge = p_order<46, no_answer>;

/// Acknowledges a `$` frame with a protocol byte from 0x19 on, a P45 report, a WLNET,5 report.
struct p69_acknowledge {
    std::uint32_t serial = 0;  ///< of the report

    template <class Self, class Visitor>
    static constexpr void describe(Self& c, Visitor& v) noexcept {
        v.fixed("P69,0");
        v.field("serial", c.serial, plain_number<std::uint32_t>{});
    }

    TRACKWIRE_TEXT_COMMAND(p69_acknowledge, none, no_answer)
};

/// Asks for a report again whose content is wrong. Only a program that has looked at the content can want that: nothing
/// in the library makes this by itself.
struct p69_send_again {
    std::uint32_t serial = 0;  ///< of the report

    template <class Self, class Visitor>
    static constexpr void describe(Self& c, Visitor& v) noexcept {
        v.fixed("P69,1");
        v.field("serial", c.serial, plain_number<std::uint32_t>{});
    }

    TRACKWIRE_TEXT_COMMAND(p69_send_again, none, no_answer)
};

/// Acknowledges a dynamic password: the device stops repeating it.
struct p52_acknowledge {
    text_view password{};

    template <class Self, class Visitor>
    static constexpr void describe(Self& c, Visitor& v) noexcept {
        v.fixed("P52,2");
        v.field("password", c.password, dynamic_password_text);
    }

    TRACKWIRE_TEXT_COMMAND(p52_acknowledge, none, no_answer)
};

/// Acknowledges U01, U02 and U03 of a JT600.
struct s39_acknowledge {
    template <class Self, class Visitor>
    static constexpr void describe(Self&, Visitor& v) noexcept {
        v.fixed("S39");
    }

    TRACKWIRE_TEXT_COMMAND(s39_acknowledge, none, no_answer)
};

/// Acknowledges U06 of a JT600.
struct s20_acknowledge {
    template <class Self, class Visitor>
    static constexpr void describe(Self&, Visitor& v) noexcept {
        v.fixed("S20");
    }

    TRACKWIRE_TEXT_COMMAND(s20_acknowledge, none, no_answer)
};

}  // namespace trackwire::inline v0::jointech
