// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// TLV 0B, the lock event of 0x0200 and 0x55xx: code, then card or password, then a result, by length.
/// Source: jointech.md 8.5.1; names and results: record.md 8.

#include <trackwire/core/cursor.hpp>
#include <trackwire/jointech/lock.hpp>

namespace trackwire::inline v0::jointech {

/// What a code says.
struct lock_event_row {
    enum class meaning : std::uint8_t {
        attempt,  ///< allowed or refused: the result byte tells
        outcome,  ///< the code itself tells
        alarm,    ///< an event that is an alarm too
        plain,
    };
    std::uint8_t code;
    meaning what;
    unlock_method method;
    unlock_result result;
    alarm word;
    event_code happened;
};

namespace detail {
using method = unlock_method;
using row = lock_event_row;
[[nodiscard]] constexpr row attempt(std::uint8_t code, method by) noexcept {
    return {code, row::meaning::attempt, by, unlock_result::granted, alarm::tamper, event_code::unlock};
}
[[nodiscard]] constexpr row outcome(std::uint8_t code, method by, unlock_result result) noexcept {
    return {code, row::meaning::outcome, by, result, alarm::tamper, event_code::fail};
}
[[nodiscard]] constexpr row alarming(std::uint8_t code, alarm word) noexcept {
    return {code, row::meaning::alarm, method::rfid, unlock_result::refused, word, event_code::alarm_word};
}
[[nodiscard]] constexpr row plain(std::uint8_t code, event_code what) noexcept {
    return {code, row::meaning::plain, method::rfid, unlock_result::refused, alarm::tamper, what};
}
}  // namespace detail

inline constexpr lock_event_row lock_events[] = {
    detail::attempt(0x01, unlock_method::remote_static_password),
    detail::attempt(0x02, unlock_method::remote_dynamic_password),
    detail::attempt(0x03, unlock_method::bluetooth_dynamic_password),
    detail::attempt(0x05, unlock_method::bluetooth_static_password),
    detail::outcome(0x06, unlock_method::remote_static_password, unlock_result::wrong_credential),
    detail::outcome(0x07, unlock_method::remote_dynamic_password, unlock_result::wrong_credential),
    detail::outcome(0x08, unlock_method::bluetooth_dynamic_password, unlock_result::wrong_credential),
    detail::alarming(0x0B, alarm::long_unlock),
    detail::alarming(0x0C, alarm::rope_cut),
    detail::plain(0x0D, event_code::locked),
    detail::outcome(0x10, unlock_method::remote, unlock_result::refused_no_position),
    detail::outcome(0x11, unlock_method::remote, unlock_result::refused_outside_fence),
    detail::alarming(0x12, alarm::motor_fault),
    detail::outcome(0x18, unlock_method::bluetooth, unlock_result::refused_no_position),
    detail::outcome(0x19, unlock_method::bluetooth, unlock_result::refused_outside_fence),
    detail::plain(0x1C, event_code::unlocked_rope_pulled),
    detail::attempt(0x1E, unlock_method::sms_static_password),
    detail::attempt(0x1F, unlock_method::sms_dynamic_password),
    detail::outcome(0x20, unlock_method::sms_dynamic_password, unlock_result::wrong_credential),
    detail::attempt(0x22, unlock_method::rfid),
    detail::outcome(0x23, unlock_method::rfid, unlock_result::wrong_credential),
    detail::outcome(0x28, unlock_method::bluetooth_static_password, unlock_result::wrong_credential),
    detail::outcome(0x29, unlock_method::sms_static_password, unlock_result::wrong_credential),
    detail::outcome(0x2A, unlock_method::rfid, unlock_result::refused_no_position),
    detail::outcome(0x2B, unlock_method::rfid, unlock_result::refused_outside_fence),
};

/// Of each code the number of its row, or that of none.
struct lock_event_index {
    static constexpr std::size_t none = sizeof lock_events / sizeof *lock_events;
    static constexpr std::size_t codes = lock_events[none - 1].code + 1U;
    std::uint8_t row_of[codes] = {};

    constexpr lock_event_index() noexcept {
        for (std::uint8_t& row : row_of) { row = none; }
        for (std::size_t i = 0; i < none; ++i) { row_of[lock_events[i].code] = static_cast<std::uint8_t>(i); }
    }
};
inline constexpr lock_event_index lock_event_rows{};

[[nodiscard]] constexpr const lock_event_row* find_lock_event(std::uint8_t code) noexcept {
    if (code >= lock_event_index::codes) { return nullptr; }
    const std::size_t row = lock_event_rows.row_of[code];
    return row == lock_event_index::none ? nullptr : &lock_events[row];
}

/// An attempt by its result: FF refused; 1..99 allowed inside that fence; others allowed. A card without a result is
/// allowed; a password without one is unclear.
constexpr void set_result(message& m, const lock_event_row& row, maybe<unsigned> result) noexcept {
    if (!result && row.method != unlock_method::rfid) { return set_unclear_attempt(m, row.method); }
    if (result.value_or(0) == 0xFF) { return set_attempt(m, row.method, unlock_result::refused); }
    set_attempt(m, row.method, unlock_result::granted);
    const unsigned fence = result.value_or(0);
    if (fence >= 1 && fence <= 99) { m.set(attribute::unlock_fence, std::int64_t{fence}); }
}

/// Marks what is or may be a password in the value of a TLV 0B that is kept raw: six printable characters behind the
/// code (jointech.md 8.5.1).
constexpr void hide_password(message& m, wire_view value) noexcept {
    if (value.size() < 7) { return; }
    auto it = value.begin();
    const auto begin = ++it;
    for (unsigned i = 0; i < 6; ++i, ++it) {
        if (!is_printable(*it)) { return; }
    }
    m.mark_secret({begin.wire(), static_cast<std::size_t>(it.wire() - begin.wire())});
}

/// Reads the value of a TLV 0B into a message, which becomes an event. False, and nothing is read: no length of a lock
/// event.
template <class Trace>
constexpr bool read_lock_event(cursor<Trace>& in, message& m) noexcept {
    const std::size_t size = in.remaining();
    if (size != 1 && (size < 5 || size > 8)) { return false; }
    m.kind = message_kind::event;
    const std::uint8_t code = in.u8("lock event");
    m.set(attribute::jointech_lock_event, std::int64_t{code});
    if (size == 5 || size == 6) { set_card(m, in.u32_be("card")); }
    if (size == 7 || size == 8) { set_password(m, in.take("password", 6)); }
    const bool has_result = size == 6 || size == 8;
    const maybe<unsigned> result = has_result ? maybe<unsigned>(in.u8("result")) : maybe<unsigned>();
    const lock_event_row* const row = find_lock_event(code);
    if (row == nullptr) {
        m.events.add({event_code::lock_event, code});
        return true;
    }
    switch (row->what) {
        case lock_event_row::meaning::attempt: set_result(m, *row, result); break;
        case lock_event_row::meaning::outcome: set_attempt(m, row->method, row->result); break;
        case lock_event_row::meaning::alarm: raise(m, row->word); break;
        case lock_event_row::meaning::plain: m.events.add(row->happened); break;
    }
    return true;
}

}  // namespace trackwire::inline v0::jointech
