// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Errors as values: what is wrong, in which field, at which offset. No exceptions, no strings made at run time.

#include <trackwire/core/bytes.hpp>

namespace trackwire::inline v0 {

/// What is wrong with a field, a frame, or a parameter of a command.
enum class error_code : std::uint8_t {
    none,
    wrong_lead,      ///< the bytes do not begin like a frame of this codec
    unexpected,      ///< a byte that cannot stand here
    bad_bcd,         ///< a nibble above 9
    bad_time,        ///< no calendar-valid date and time
    bad_number,      ///< no number, or not of the documented form
    out_of_range,    ///< a value outside its documented range
    bad_checksum,    ///< the check does not fit the bytes
    bad_length,      ///< a length that contradicts the bytes or the layout
    bad_escape,      ///< a dangling escape, or a pair that the scheme does not know
    overrun,         ///< an element reaches behind the end of its container
    too_short,       ///< fewer bytes or fields than the layout has
    too_long,        ///< longer than any frame of this codec
    nested_frame,    ///< another frame begins inside: this one was cut
    count_mismatch,  ///< a count that contradicts the elements
    cut,             ///< the input ends inside a frame
    no_terminator,   ///< the input ends before the end mark
    no_space,        ///< the caller's buffer is too small
    bad_character,   ///< a character that the frame cannot carry
};

/// One line of meaning for each code.
[[nodiscard]] constexpr name to_text(error_code code) noexcept {
    switch (code) {
        case error_code::none: return "no error";
        case error_code::wrong_lead: return "wrong lead byte";
        case error_code::unexpected: return "unexpected byte";
        case error_code::bad_bcd: return "nibble above 9";
        case error_code::bad_time: return "not a calendar time";
        case error_code::bad_number: return "not a number of this form";
        case error_code::out_of_range: return "out of range";
        case error_code::bad_checksum: return "bad checksum";
        case error_code::bad_length: return "bad length";
        case error_code::bad_escape: return "bad escape";
        case error_code::overrun: return "overruns its container";
        case error_code::too_short: return "too short";
        case error_code::too_long: return "too long";
        case error_code::nested_frame: return "cut: another frame begins inside";
        case error_code::count_mismatch: return "count does not match";
        case error_code::cut: return "input ends inside the frame";
        case error_code::no_terminator: return "no end mark";
        case error_code::no_space: return "buffer too small";
        case error_code::bad_character: return "character not allowed";
    }
    return "error";
}

/// Where and what. `field` is a static name; `offset` counts from the first byte of the frame (wire bytes).
struct error_info {
    error_code code = error_code::none;
    name field;
    std::size_t offset = 0;
    explicit constexpr operator bool() const noexcept { return code != error_code::none; }
};

/// A value or an error.
template <class T>
class [[nodiscard]] result {
public:
    // NOLINTNEXTLINE(google-explicit-constructor): a value is a result
    constexpr result(T value) noexcept : value_(value) {}
    // NOLINTNEXTLINE(google-explicit-constructor): an error is a result
    constexpr result(error_info error) noexcept : error_(error) {}

    [[nodiscard]] explicit constexpr operator bool() const noexcept { return error_.code == error_code::none; }
    [[nodiscard]] constexpr const T& operator*() const noexcept TRACKWIRE_LIFETIMEBOUND { return value_; }
    [[nodiscard]] constexpr const T* operator->() const noexcept TRACKWIRE_LIFETIMEBOUND { return &value_; }
    [[nodiscard]] constexpr const error_info& error() const noexcept TRACKWIRE_LIFETIMEBOUND { return error_; }

private:
    T value_{};
    error_info error_{};
};

/// A value that may be absent: absent means not on the wire, or the wire says "no value".
template <class T>
class maybe {
public:
    constexpr maybe() noexcept = default;
    // NOLINTNEXTLINE(google-explicit-constructor): a value is present
    constexpr maybe(T value) noexcept : value_(value), present_(true) {}

    [[nodiscard]] explicit constexpr operator bool() const noexcept { return present_; }
    [[nodiscard]] constexpr bool has_value() const noexcept { return present_; }
    [[nodiscard]] constexpr const T& operator*() const noexcept TRACKWIRE_LIFETIMEBOUND { return value_; }
    [[nodiscard]] constexpr const T* operator->() const noexcept TRACKWIRE_LIFETIMEBOUND { return &value_; }
    [[nodiscard]] constexpr T value_or(T other) const noexcept { return present_ ? value_ : other; }

private:
    T value_{};
    bool present_ = false;
};

}  // namespace trackwire::inline v0
