// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Writing into the caller's buffer. Nothing is truncated silently: behind the end only the length is counted, so the
/// caller learns how much room would have been needed.

#include <trackwire/core/fixed.hpp>
#include <trackwire/core/result.hpp>
#include <trackwire/core/text.hpp>

#include <cstring>
#include <type_traits>

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
    constexpr void put(name text) noexcept { append(text.data, text.size); }
    constexpr void put(bytes_view bytes) noexcept { append(bytes.data(), bytes.size()); }
    /// `n` characters or bytes.
    template <class Byte>
    TRACKWIRE_HOT constexpr void append(const Byte* from, std::size_t n) noexcept {
        static_assert(sizeof(Byte) == 1 && sizeof(Char) == 1);
        if (size_ <= capacity_ && n <= capacity_ - size_ && n != 0 && !std::is_constant_evaluated()) {
            std::memcpy(data_ + size_, from, n);
            size_ += n;
            return;
        }
        for (std::size_t i = 0; i < n; ++i) { put(static_cast<Char>(from[i])); }
    }
    /// Room for `n` characters that the caller will write, or nullptr.
    TRACKWIRE_HOT constexpr Char* reserve(std::size_t n) noexcept {
        if (size_ > capacity_ || n > capacity_ - size_) { return nullptr; }
        size_ += n;
        return data_ + (size_ - n);
    }
    /// A decimal number, with leading zeros up to `width` digits (at most 20).
    constexpr void number(std::int64_t v, unsigned width = 1) noexcept {
        Char text[longest_number];
        Char* const end = text + longest_number;
        Char* p = put_digits(end, magnitude(v));
        while (static_cast<unsigned>(end - p) < width && p != text + 1) { *--p = static_cast<Char>('0'); }
        if (v < 0) { *--p = static_cast<Char>('-'); }
        append(p, static_cast<std::size_t>(end - p));
    }
    /// A fixed-point number, trailing zeros cut: 22.580517, 33.3, 4.
    constexpr void decimal(std::int64_t steps, unsigned decimals) noexcept {
        Char text[longest_number];
        Char* const end = text + longest_number;
        Char* p = end;
        std::uint64_t rest = magnitude(steps);
        for (; decimals > 0; --decimals, rest /= 10) {
            if (p != end || rest % 10 != 0) { *--p = static_cast<Char>('0' + rest % 10); }
        }
        if (p != end) { *--p = static_cast<Char>('.'); }
        p = put_digits(p, rest);
        if (steps < 0) { *--p = static_cast<Char>('-'); }
        append(p, static_cast<std::size_t>(end - p));
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
    static constexpr std::size_t longest_number = 25;

    static constexpr std::uint64_t magnitude(std::int64_t v) noexcept {
        return v < 0 ? ~static_cast<std::uint64_t>(v) + 1 : static_cast<std::uint64_t>(v);
    }
    /// The digits of `v` in front of `end`; returns the first.
    static constexpr Char* put_digits(Char* end, std::uint64_t v) noexcept {
        do {
            *--end = static_cast<Char>('0' + v % 10);
            v /= 10;
        } while (v > 0);
        return end;
    }

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
