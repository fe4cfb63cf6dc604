// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// What a lock says about an attempt to unlock it: method, outcome, event name and card belong together and are set
/// here for all wire families (P45, TLV 0B, WLNET).
/// Source: jointech.md 6.1.2 "Names and results", 8.5.1; record.md 8.

#include <trackwire/record/message.hpp>

namespace trackwire::inline v0::jointech {

/// An attempt whose outcome is known: `unlock_<method>`, `fail_<method>`, `refused_<method>...`.
/// A wrong card also raises the alarm `illegal_card`.
constexpr void set_attempt(message& m, unlock_method method, unlock_result outcome) noexcept {
    constexpr event_code codes[] = {event_code::unlock, event_code::fail, event_code::refused_outside_fence,
                                    event_code::refused_no_fix, event_code::refused};
    m.set(attribute::unlock_method, method);
    m.set(attribute::unlock_result, outcome);
    m.events.add({codes[static_cast<unsigned>(outcome)], method});
    if (method == unlock_method::rfid && outcome == unlock_result::wrong_credential) {
        m.alarms.add(alarm::illegal_card);
    }
}

/// An attempt whose outcome is unknown or contradictory: `unlock_unknown`, no result.
constexpr void set_unclear_attempt(message& m, unlock_method method) noexcept {
    m.set(attribute::unlock_method, method);
    m.events.add(event_code::unlock_unknown);
}

/// An event that is an alarm too, under the same word: rope_cut, long_unlock, motor_fault ...
constexpr void raise(message& m, alarm a) noexcept {
    m.events.add(a);
    m.alarms.add(a);
}

/// A card number; sentinel: 0 = none (jointech.md 2.5).
constexpr void set_card(message& m, std::int64_t card) noexcept {
    m.set_number_unless(attribute::unlock_card, card, 0);
}

/// A password: kept exactly, masked by the writers wherever its bytes show (record.md 4).
constexpr void set_password(message& m, wire_view password) noexcept {
    m.set_text(attribute::unlock_password, password);
    m.mark_secret(password.wire());
}

}  // namespace trackwire::inline v0::jointech
