// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Text bytes of the wire as UTF-8: a text that is UTF-8 stays, in any other the bytes at or above 0x80 become
/// U+0080..U+00FF (record.md 3), UTF-16 is converted. Shared by the writers.

#include <trackwire/core/output.hpp>

namespace trackwire::inline v0 {

/// Says whether a text is UTF-8, byte by byte: a GBK text may hold a pair of bytes that looks like it.
class utf8_check {
public:
    constexpr void take(std::uint8_t c) noexcept {
        if (left_ > 0) {
            sound_ = sound_ && c >= least_ && c <= most_;
            least_ = 0x80;
            most_ = 0xBF;
            --left_;
            return;
        }
        left_ = c < 0x80 ? 0U : c <= 0xDF ? 1U : c <= 0xEF ? 2U : 3U;
        sound_ = sound_ && (c < 0x80 || (c >= 0xC2 && c <= 0xF4));
        least_ = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;  // no overlong form
        most_ = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;   // no surrogate, nothing beyond U+10FFFF
    }
    [[nodiscard]] constexpr bool sound() const noexcept { return sound_ && left_ == 0; }

private:
    unsigned left_ = 0;
    unsigned least_ = 0x80;
    unsigned most_ = 0xBF;
    bool sound_ = true;
};

/// Eight characters, the first lowest.
template <class Byte>
[[nodiscard]] constexpr std::uint64_t load_characters(const Byte* p) noexcept {
    const auto at = [p](unsigned i) { return std::uint64_t{static_cast<std::uint8_t>(p[i])} << 8 * i; };
    return at(0) | at(1) | at(2) | at(3) | at(4) | at(5) | at(6) | at(7);
}

/// `Derived` provides `ascii(std::uint8_t)` for characters below 0x80, and `plain_run(p, n)`: how many of `n`
/// characters from `p` on stand for themselves.
template <class Derived>
class utf8_writer {
public:
    constexpr explicit utf8_writer(char_output& out) noexcept : out_(out) {}

    /// `is_utf8`: bytes at or above 0x80 pass as they are.
    constexpr void begin_characters(bool is_utf8) noexcept { is_utf8_ = is_utf8; }
    constexpr void end_characters() noexcept {
        flush();
        is_utf8_ = false;
    }
    /// One byte of a text.
    constexpr void character(std::uint8_t c) noexcept {
        flush();
        if (c < 0x80) { return static_cast<Derived&>(*this).ascii(c); }
        if (is_utf8_) { return out_.put(static_cast<char>(c)); }
        code_point(c);
    }
    /// Several bytes of a text.
    template <class Byte>
    constexpr void characters(const Byte* p, std::size_t n) noexcept {
        flush();
        while (n > 0) {
            const std::size_t run = Derived::plain_run(p, n);
            out_.append(p, run);
            p += run;
            n -= run;
            if (n > 0) {
                character(static_cast<std::uint8_t>(*p++));
                --n;
            }
        }
    }
    /// One unit of UTF-16. Half a pair becomes U+FFFD.
    constexpr void code_unit(unsigned unit) noexcept {
        const bool low = unit >= 0xDC00 && unit <= 0xDFFF;
        if (high_ != 0 && low) {
            const unsigned high = high_;
            high_ = 0;
            return code_point(0x10000U + ((high - 0xD800U) << 10U) + (unit - 0xDC00U));
        }
        flush();
        if (unit >= 0xD800 && unit <= 0xDBFF) {
            high_ = unit;
        } else if (unit < 0x80) {
            static_cast<Derived&>(*this).ascii(static_cast<std::uint8_t>(unit));
        } else {
            code_point(low ? replacement : unit);
        }
    }

protected:
    /// Ends a text: half a pair of UTF-16 that is left.
    constexpr void flush() noexcept {
        if (high_ != 0) {
            high_ = 0;
            code_point(replacement);
        }
    }

    char_output& out_;

private:
    static constexpr unsigned replacement = 0xFFFD;

    constexpr void code_point(unsigned c) noexcept {
        const auto tail = [&](unsigned shift) { out_.put(static_cast<char>(0x80U | (c >> shift & 0x3FU))); };
        if (c < 0x800) {
            out_.put(static_cast<char>(0xC0U | c >> 6U));
        } else if (c < 0x10000) {
            out_.put(static_cast<char>(0xE0U | c >> 12U));
            tail(6);
        } else {
            out_.put(static_cast<char>(0xF0U | c >> 18U));
            tail(12);
            tail(6);
        }
        tail(0);
    }

    unsigned high_ = 0;  ///< first half of a pair of UTF-16
    bool is_utf8_ = false;
};

}  // namespace trackwire::inline v0
