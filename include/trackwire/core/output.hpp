// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Writing into the caller's buffer. Nothing is truncated silently: behind the end only the length is counted, so the
/// caller learns how much room would have been needed.

#include <trackwire/core/fixed.hpp>
#include <trackwire/core/result.hpp>
#include <trackwire/core/text.hpp>

namespace trackwire::inline v0 {

/// Appends characters or bytes to a buffer of `Char`.
template <class Char>
class basic_output {
public:
    constexpr basic_output(Char* data, std::size_t capacity) noexcept : data_(data), capacity_(capacity) {}

    constexpr void put(Char c) noexcept {
        if (size_ < capacity_) { data_[size_] = c; }
        ++size_;
    }
    constexpr void put(name text) noexcept {
        for (const char c : text) { put(static_cast<Char>(c)); }
    }
    constexpr void put(bytes_view bytes) noexcept {
        for (const std::uint8_t b : bytes) { put(static_cast<Char>(b)); }
    }
    /// A decimal number, with leading zeros up to `width` digits.
    constexpr void number(std::int64_t v, unsigned width = 1) noexcept {
        if (v < 0) { put(static_cast<Char>('-')); }
        auto rest = v < 0 ? ~static_cast<std::uint64_t>(v) + 1 : static_cast<std::uint64_t>(v);
        char digits[24] = {};
        unsigned n = 0;
        do {
            digits[n++] = static_cast<char>('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        while (n < width && n < sizeof digits) { digits[n++] = '0'; }
        while (n > 0) { put(static_cast<Char>(digits[--n])); }
    }
    /// A fixed-point number, trailing zeros cut: 22.580517, 33.3, 4.
    constexpr void decimal(std::int64_t steps, unsigned decimals) noexcept {
        while (decimals > 0 && steps % 10 == 0) {
            steps /= 10;
            --decimals;
        }
        const std::int64_t scale = pow10(decimals);
        if (steps < 0) { put(static_cast<Char>('-')); }
        const std::int64_t magnitude = steps < 0 ? -steps : steps;
        number(magnitude / scale);
        if (decimals > 0) {
            put(static_cast<Char>('.'));
            number(magnitude % scale, decimals);
        }
    }
    constexpr void hex(std::uint8_t b) noexcept {
        put(static_cast<Char>(to_hex_digit(b >> 4U)));
        put(static_cast<Char>(to_hex_digit(b & 0x0FU)));
    }

    /// Characters written so far, or that would have been written.
    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
    [[nodiscard]] constexpr bool overflowed() const noexcept { return size_ > capacity_; }
    /// The length, or `no_space` with the length that is needed as its offset.
    [[nodiscard]] constexpr result<std::size_t> finish() const noexcept {
        if (overflowed()) { return error_info{error_code::no_space, "buffer", size_}; }
        return size_;
    }
    [[nodiscard]] constexpr Char* data() const noexcept { return data_; }

private:
    Char* data_;
    std::size_t capacity_;
    std::size_t size_ = 0;
};

/// For wire bytes, and for text.
using byte_output = basic_output<std::uint8_t>;
using char_output = basic_output<char>;

/// Spells an error: "<field>: <what> at byte <n> (0x2c)". The value is left out where `frame` does not reach so far.
constexpr void write_reason(const error_info& why, bytes_view frame, char_output& out) noexcept {
    out.put(why.field);
    out.put(name(": "));
    out.put(to_text(why.code));
    out.put(name(" at byte "));
    out.number(static_cast<std::int64_t>(why.offset));
    if (why.offset < frame.size()) {
        out.put(name(" (0x"));
        out.hex(frame[why.offset]);
        out.put(name(")"));
    }
}

}  // namespace trackwire::inline v0
