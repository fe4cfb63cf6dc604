// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Passwords in 0x7E frames that are cut or damaged: found by the shape of a lock event, because nothing else of such a
/// frame can be relied on. Source: jointech.md 8.5.1; record.md 4.

#include <trackwire/core/text.hpp>

namespace trackwire::inline v0::jointech {

/// Marks the six characters behind `0B 07 <code>` and `0B 08 <code>`.
template <class Message>
constexpr void conceal_lock_passwords(bytes_view frame, Message& m) noexcept {
    constexpr std::size_t password_size = 6;
    for (std::size_t i = frame.find(0x0B); i != bytes_view::npos; i = frame.find(0x0B, i + 1)) {
        const bytes_view length = frame.sub(i + 1, 1);
        if (length.empty() || (length[0] != 7 && length[0] != 8)) { continue; }
        const bytes_view password = frame.sub(i + 3, password_size);
        if (all_printable(password)) { m.mark_secret(password); }
    }
}

}  // namespace trackwire::inline v0::jointech
