// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Acknowledgements and answers of the platform as commands of their own, for programs that build them apart from a
/// decoded message (whose `reply` has them ready). Send them when the record is kept: the device erases its copy.
/// Source: jointech.md 5.7, 6.1 to 6.3, 6.7, 7.7, 11.2.

#include <trackwire/jointech/commands_access.hpp>

namespace trackwire::inline v0::jointech {

/// Acknowledges a `$` frame with a protocol byte below 0x19.
using p35_acknowledge = order<"P35", no_answer>;
/// Acknowledges a P45 report of an old JT701; `p69_acknowledge` goes behind it.
using p46_acknowledge = order<"P46", no_answer>;

/// What becomes of a report, by its serial.
template <words Words>
struct report_answer {
    std::uint32_t serial = 0;  ///< of the report

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed(Words);
        v.field("serial", c.serial, any_u32);
    }
    TRACKWIRE_COMMAND(report_answer, none, no_answer)
};

/// Acknowledges a `$` frame with a protocol byte from 0x19 on, a P45 report, a WLNET,5 report: for the last the serial
/// of the slave, of the frame, or one command each (jointech.md 7.7).
using p69_acknowledge = report_answer<"P69,0">;

/// Asks for a report again whose content is wrong. Only a program that has looked at the content can want that: nothing
/// in the library makes this by itself.
using p69_send_again = report_answer<"P69,1">;

/// Acknowledges a dynamic password: the device stops repeating it.
struct p52_acknowledge {
    text_view password{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("P52,2");
        v.field("password", c.password, dynamic_password_text);
    }
    TRACKWIRE_COMMAND(p52_acknowledge, none, no_answer)
};

/// Acknowledges U01, U02 and U03 of a JT600.
using s39_acknowledge = order<"S39", no_answer>;

/// Acknowledges U06 of a JT600.
using s20_acknowledge = order<"S20", no_answer>;

}  // namespace trackwire::inline v0::jointech
