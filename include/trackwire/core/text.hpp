// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Text fields of wire protocols: character classes, decimal and hexadecimal numbers, separated fields.
/// ASCII only, no locale. Text is read through byte views, because a constant expression cannot cast bytes to char.

#include <trackwire/core/bytes.hpp>

#include <cstring>
#include <type_traits>

namespace trackwire::inline v0 {

/// ASCII classes, whatever the locale.
[[nodiscard]] constexpr bool is_digit(std::uint8_t c) noexcept { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_upper(std::uint8_t c) noexcept { return c >= 'A' && c <= 'Z'; }
[[nodiscard]] constexpr bool is_printable(std::uint8_t c) noexcept { return c >= 0x20 && c <= 0x7E; }
/// CR, LF, NUL and blank: what may stand between frames without being worth a word.
[[nodiscard]] constexpr bool is_separator(std::uint8_t c) noexcept {
    return c == '\r' || c == '\n' || c == '\0' || c == ' ';
}
/// 0..15, or -1.
[[nodiscard]] constexpr int hex_digit(std::uint8_t c) noexcept {
    if (is_digit(c)) { return c - '0'; }
    if (c >= 'a' && c <= 'f') { return c - 'a' + 10; }
    if (c >= 'A' && c <= 'F') { return c - 'A' + 10; }
    return -1;
}
/// The digit that spells 0..15, lower case.
[[nodiscard]] constexpr char to_hex_digit(unsigned v) noexcept {
    return static_cast<char>(v < 10 ? '0' + v : 'a' + (v - 10));
}
/// The digit that spells 0..15, upper case.
[[nodiscard]] constexpr char to_upper_hex_digit(unsigned v) noexcept {
    return static_cast<char>(v < 10 ? '0' + v : 'A' + (v - 10));
}

/// The eight hex digits of four bytes as characters, the first of them lowest. `bytes`: the first byte lowest too.
TRACKWIRE_HOT [[nodiscard]] constexpr std::uint64_t spell_hex(std::uint32_t bytes) noexcept {
    std::uint64_t v = bytes;
    v = (v | v << 16U) & 0x0000FFFF0000FFFFU;
    v = (v | v << 8U) & 0x00FF00FF00FF00FFU;
    v = (v >> 4U & 0x000F000F000F000FU) | (v & 0x000F000F000F000FU) << 8U;
    const std::uint64_t letters = (v + 6 * word::ones) >> 4U & word::ones;
    return v + '0' * word::ones + letters * ('a' - '0' - 10);
}
/// Spells bytes as twice as many hex digits.
TRACKWIRE_HOT constexpr void spell_hex(bytes_view bytes, char* out) noexcept {
    const std::uint8_t* p = bytes.begin();
    for (; !TRACKWIRE_SMALL && bytes.end() - p >= 4; p += 4, out += 8) {
        const std::uint64_t digits = spell_hex(load_le32(p));
        const auto digit = [digits](unsigned i) { return static_cast<char>(digits >> 8 * i & 0xFFU); };
        out[0] = digit(0);
        out[1] = digit(1);
        out[2] = digit(2);
        out[3] = digit(3);
        out[4] = digit(4);
        out[5] = digit(5);
        out[6] = digit(6);
        out[7] = digit(7);
    }
    for (; p != bytes.end(); ++p, out += 2) {
        out[0] = to_hex_digit(*p >> 4U);
        out[1] = to_hex_digit(*p & 0x0FU);
    }
}

namespace word {
/// Top bits of the bytes that are no digits.
[[nodiscard]] constexpr std::uint64_t no_digits(std::uint64_t w) noexcept {
    const std::uint64_t v = w ^ '0' * ones;  // a digit becomes 0..9
    return (((v & ~tops) + 0x76 * ones) | v) & tops;
}
}  // namespace word

/// How many digits stand from `from` on.
[[nodiscard]] constexpr std::size_t count_digits(bytes_view text, std::size_t from = 0) noexcept {
    std::size_t i = from;
    for (; !TRACKWIRE_SMALL && i + 8 <= text.size(); i += 8) {
        const std::uint64_t marks = word::no_digits(load_le64(text.data() + i));
        if (marks != 0) { return i + word::first(marks) - from; }
    }
    while (i < text.size() && is_digit(text[i])) { ++i; }
    return i - from;
}
/// At least one byte, and digits only.
[[nodiscard]] constexpr bool all_digits(bytes_view text) noexcept {
    return !text.empty() && count_digits(text) == text.size();
}
/// Printable ASCII only; true of nothing at all.
[[nodiscard]] constexpr bool all_printable(bytes_view text) noexcept {
    for (const std::uint8_t c : text) {
        if (!is_printable(c)) { return false; }
    }
    return true;
}

/// The first place at or behind `from` of a byte that is not printable, or is `stop`; npos if there is none.
[[nodiscard]] constexpr std::size_t find_text_end(bytes_view text, std::size_t from, std::uint8_t stop) noexcept {
    const auto look = [stop](std::uint64_t w) {
        const std::uint64_t low = (w - word::ones * 0x20) & ~w;  // below 0x20, or wrong behind such a one
        const std::uint64_t high = w | (w + word::ones);         // 0x7F and above, likewise
        const std::uint64_t stops = word::zeros(w ^ word::ones * stop);
        return ((low | high) & word::tops) | stops;
    };
    std::size_t i = from;
    for (; i + 8 <= text.size(); i += 8) {
        const std::uint64_t marks = look(load_le64(text.data() + i));
        if (marks != 0) { return i + word::first(marks); }
    }
    if (!TRACKWIRE_SMALL && text.size() >= 8 && i < text.size()) {
        // The rest, moved down from the last eight bytes; the zeros behind it end the search.
        const std::size_t rest = text.size() - i;
        const std::size_t at = word::first(look(load_le64(text.data() + (text.size() - 8)) >> (64 - 8 * rest)));
        return at < rest ? i + at : bytes_view::npos;
    }
    for (; i < text.size(); ++i) {
        if (!is_printable(text[i]) || text[i] == stop) { return i; }
    }
    return bytes_view::npos;
}

/// A number read from text. `sound` is false when the text is empty, holds another character or does not fit.
struct parsed_number {
    std::int64_t value = 0;
    bool sound = false;
    explicit constexpr operator bool() const noexcept { return sound; }
};

/// Decimal digits only, at most 18 of them.
[[nodiscard]] constexpr parsed_number parse_unsigned(bytes_view text) noexcept {
    if (text.empty() || text.size() > 18) { return {}; }
    std::int64_t v = 0;
    for (const std::uint8_t c : text) {
        if (!is_digit(c)) { return {}; }
        v = v * 10 + (c - '0');
    }
    return {v, true};
}

/// Decimal digits with an optional sign.
[[nodiscard]] constexpr parsed_number parse_integer(bytes_view text) noexcept {
    const bool negative = !text.empty() && text[0] == '-';
    const bool sign = negative || (!text.empty() && text[0] == '+');
    parsed_number n = parse_unsigned(text.sub(sign ? 1 : 0));
    if (negative) { n.value = -n.value; }
    return n;
}

/// Hexadecimal digits only, at most 15 of them.
[[nodiscard]] constexpr parsed_number parse_hex(bytes_view text) noexcept {
    if (text.empty() || text.size() > 15) { return {}; }
    std::int64_t v = 0;
    for (const std::uint8_t c : text) {
        const int d = hex_digit(c);
        if (d < 0) { return {}; }
        v = v * 16 + d;
    }
    return {v, true};
}

/// A decimal number as it stood on the wire: `value` / 10^`decimals`, without loss.
struct parsed_decimal {
    std::int64_t value = 0;
    std::uint8_t decimals = 0;
    bool sound = false;
    bool negative = false;  ///< also of "-0"
    explicit constexpr operator bool() const noexcept { return sound; }
};

/// "12", "12.50", "-0.5", "+3."; at least one digit, no exponent. Digits beyond 17 in all are refused.
[[nodiscard]] constexpr parsed_decimal parse_decimal(bytes_view text) noexcept {
    parsed_decimal r;
    std::size_t i = 0;
    if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
        r.negative = text[0] == '-';
        i = 1;
    }
    std::size_t digits = 0;
    bool point = false;
    for (; i < text.size(); ++i) {
        const std::uint8_t c = text[i];
        if (c == '.' && !point) {
            point = true;
        } else if (is_digit(c) && digits < 17) {
            r.value = r.value * 10 + (c - '0');
            ++digits;
            if (point) { ++r.decimals; }
        } else {
            return {};
        }
    }
    if (digits == 0) { return {}; }
    if (r.negative) { r.value = -r.value; }
    r.sound = true;
    return r;
}

/// Walks the fields of a text between separators: "a,,b" has three, "" has one (empty) field.
class field_walker {
public:
    constexpr field_walker(bytes_view text, std::uint8_t separator) noexcept : rest_(text), separator_(separator) {}

    [[nodiscard]] constexpr bool done() const noexcept { return done_; }
    /// The next field; an empty view when there is none left (ask `done` first to tell it from an empty field).
    constexpr bytes_view next() noexcept {
        if (done_) { return {}; }
        const std::size_t at = rest_.find(separator_);
        if (at == bytes_view::npos) {
            done_ = true;
            return rest_;
        }
        const bytes_view field = rest_.first(at);
        rest_ = rest_.sub(at + 1);
        return field;
    }
    /// What has not been walked over yet.
    [[nodiscard]] constexpr bytes_view rest() const noexcept { return done_ ? bytes_view{} : rest_; }

private:
    bytes_view rest_;
    std::uint8_t separator_;
    bool done_ = false;
};

/// A short text of its own: an identity, a formatted number. Longer input is cut off by the caller, never silently:
/// `append` says whether it fitted.
template <std::size_t Capacity>
class fixed_text {
public:
    constexpr bool append(char c) noexcept {
        if (size_ == Capacity) { return false; }
        data_[size_++] = c;
        return true;
    }
    constexpr bool append(name text) noexcept {
        for (const char c : text) {
            if (!append(c)) { return false; }
        }
        return true;
    }
    /// Two digits a byte. Cut off where the text is full.
    constexpr void assign_bcd(bytes_view bytes) noexcept {
        const bytes_view kept = bytes.first(Capacity / 2);
        spell_hex(kept, data_);
        size_ = static_cast<std::uint8_t>(2 * kept.size());
    }
    /// Characters as they stand. Cut off where the text is full.
    constexpr void assign(bytes_view bytes) noexcept {
        const bytes_view kept = bytes.first(Capacity);
        for (std::size_t i = 0; i < kept.size(); ++i) { data_[i] = static_cast<char>(kept[i]); }
        size_ = static_cast<std::uint8_t>(kept.size());
    }
    constexpr void clear() noexcept { size_ = 0; }
    [[nodiscard]] constexpr const char* data() const noexcept { return data_; }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
    [[nodiscard]] constexpr bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] constexpr char operator[](std::size_t i) const noexcept { return data_[i]; }
    [[nodiscard]] constexpr const char* begin() const noexcept { return data_; }
    [[nodiscard]] constexpr const char* end() const noexcept { return data_ + size_; }
    [[nodiscard]] constexpr name view() const noexcept TRACKWIRE_LIFETIMEBOUND { return {data_, size_}; }

    /// Any standard string type (std::string_view, std::string), without its header being included here.
    template <class String, class = typename String::traits_type>
    // NOLINTNEXTLINE(google-explicit-constructor): a text is a string
    constexpr operator String() const {
        return String(data_, size_);
    }
    friend constexpr bool operator==(const fixed_text& a, const fixed_text& b) noexcept {
        if (a.size_ != b.size_) { return false; }
        // Nearly always the same bytes as a whole, which a compiler compares in a few steps.
        if (!std::is_constant_evaluated() && std::memcmp(a.data_, b.data_, Capacity) == 0) { return true; }
        return a.view() == b.view();
    }
    friend constexpr bool operator==(const fixed_text& a, const name& b) noexcept { return a.view() == b; }

private:
    char data_[Capacity] = {};
    std::uint8_t size_ = 0;
    static_assert(Capacity < 256);
};

}  // namespace trackwire::inline v0
