// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Parameters of commands: what they may be, and how the kinds that all vendors share are checked, written and read.

#include <trackwire/core/escape.hpp>
#include <trackwire/core/list.hpp>
#include <trackwire/core/output.hpp>

namespace trackwire::inline v0 {

// ---- values ---------------------------------------------------------------------------------------------------------

/// The values that a parameter may have, both ends included.
struct range {
    std::int64_t min = 0;
    std::int64_t max = 0;
    [[nodiscard]] constexpr bool contains(std::int64_t v) const noexcept { return v >= min && v <= max; }
    friend constexpr bool operator==(const range&, const range&) noexcept = default;
};

/// A text parameter: a literal or string of the caller, or the bytes of a frame. A view: it owns nothing and is valid
/// as long as they are.
class text_view {
public:
    constexpr text_view() noexcept = default;
    template <std::size_t N>
    // NOLINTNEXTLINE(google-explicit-constructor): a literal is a text
    constexpr text_view(const char (&literal)[N]) noexcept : chars_(literal), size_(N - 1) {}
    constexpr text_view(const char* text, std::size_t size) noexcept : chars_(text), size_(size) {}
    // NOLINTNEXTLINE(google-explicit-constructor): a name is a text
    constexpr text_view(const name& text) noexcept : chars_(text.data), size_(text.size) {}
    // NOLINTNEXTLINE(google-explicit-constructor): wire bytes are a text
    constexpr text_view(bytes_view bytes) noexcept : wire_(bytes), size_(bytes.size()) {}
    /// Bytes that may hold escapes: the text is what they mean.
    constexpr explicit text_view(const wire_view& wire) noexcept : wire_(wire), size_(wire.size()) {}
    /// Any string of characters (std::string, std::string_view), without its header being included here.
    template <class String>
    requires requires(const String& s, const char*& p, std::size_t& n) { p = s.data(), n = s.size(); }
    // NOLINTNEXTLINE(google-explicit-constructor): a string is a text
    constexpr text_view(const String& s TRACKWIRE_LIFETIMEBOUND) noexcept : chars_(s.data()), size_(s.size()) {}

    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
    [[nodiscard]] constexpr bool empty() const noexcept { return size_ == 0; }
    /// Linear where there may be escapes.
    [[nodiscard]] constexpr std::uint8_t operator[](std::size_t i) const noexcept {
        return chars_ != nullptr ? static_cast<std::uint8_t>(chars_[i]) : wire_.at(i);
    }
    /// At most `count` characters from `offset`; an offset behind the end gives an empty text.
    [[nodiscard]] constexpr text_view sub(std::size_t offset, std::size_t count = bytes_view::npos) const noexcept {
        const std::size_t at = offset < size_ ? offset : size_;
        const std::size_t n = count < size_ - at ? count : size_ - at;
        if (chars_ != nullptr) { return {chars_ + at, n}; }
        auto it = wire_.begin();
        for (std::size_t i = 0; i < at; ++i) { ++it; }
        const std::uint8_t* const from = it.wire();
        for (std::size_t i = 0; i < n; ++i) { ++it; }
        return text_view(wire_view(bytes_view(from, static_cast<std::size_t>(it.wire() - from)), wire_.scheme()));
    }
    constexpr void write(auto& out) const noexcept {
        for (std::size_t i = 0; chars_ != nullptr && i < size_; ++i) { put(chars_[i], out); }
        for (const std::uint8_t b : wire_) { put(b, out); }
    }
    /// The same characters, wherever they are.
    friend constexpr bool operator==(const text_view& a, const text_view& b) noexcept {
        if (a.size_ != b.size_) { return false; }
        for (std::size_t i = 0; i < a.size_; ++i) {
            if (a[i] != b[i]) { return false; }
        }
        return true;
    }

private:
    template <class Char>
    static constexpr void put(auto c, basic_output<Char>& out) noexcept {
        out.put(static_cast<Char>(c));
    }

    const char* chars_ = nullptr;
    wire_view wire_;  ///< where there are no characters
    std::size_t size_ = 0;
};

/// Which characters a text parameter may hold.
using character_rule = bool (*)(std::uint8_t) noexcept;

/// Errors: out_of_range.
[[nodiscard]] constexpr error_info check_range(name parameter, std::int64_t v, range allowed) noexcept {
    if (!allowed.contains(v)) { return {error_code::out_of_range, parameter}; }
    return {};
}

/// Errors: out_of_range when the length is not in `length`; bad_character, with its place in the text as offset.
[[nodiscard]] constexpr error_info check_text(name parameter, const text_view& text, range length,
                                              character_rule rule) noexcept {
    if (!length.contains(static_cast<std::int64_t>(text.size()))) { return {error_code::out_of_range, parameter}; }
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!rule(text[i])) { return {error_code::bad_character, parameter, i}; }
    }
    return {};
}

/// What a parameter may be.
struct parameter_info {
    name key;
    range limits;             ///< of a number; of a text: its length
    name form;                ///< in words, where `limits` do not say it all: "0 or 63 to 500"
    bool is_text = false;     ///< `limits` count characters
    bool is_secret = false;   ///< a password: never shown
    bool documented = false;  ///< `limits` come from the vendor's manual, not from the width of the number
};

// ---- kinds of parameters --------------------------------------------------------------------------------------------
//
// A kind checks, writes and reads one parameter and says what it may be:
//
//   about(key)     -> parameter_info
//   check(key, v)  -> error_info
//   write(v, out)  out.put(...)
//   read(v, in)    -> error_code; `in.number(most)` is the next number of at most so many characters, `in.text(rule)`
//                  the next text

namespace detail {

/// The values that fit into an integer type.
template <class Int>
[[nodiscard]] constexpr range width_of() noexcept {
    constexpr bool is_signed = static_cast<Int>(-1) < static_cast<Int>(0);
    constexpr unsigned bits = sizeof(Int) * 8;
    static_assert(bits <= 32);
    if (is_signed) { return {-(std::int64_t{1} << (bits - 1)), (std::int64_t{1} << (bits - 1)) - 1}; }
    return {0, (std::int64_t{1} << bits) - 1};
}

/// Keeps a number of the range in `out`.
template <class Int>
[[nodiscard]] constexpr error_code store_number(const parsed_number& n, range allowed, Int& out) noexcept {
    if (!n) { return error_code::bad_number; }
    if (!allowed.contains(n.value)) { return error_code::out_of_range; }
    if constexpr (requires { out < 0; }) {  // the range of an enumeration is that of its values
        if (!width_of<Int>().contains(n.value)) { return error_code::out_of_range; }
    }
    out = static_cast<Int>(n.value);
    return error_code::none;
}

}  // namespace detail

/// A whole number of a range, or an enumeration.
struct whole {
    range allowed;
    name form{};
    bool documented = true;               ///< the range comes from a manual
    std::size_t most = bytes_view::npos;  ///< characters, where another parameter follows without a separator

    constexpr whole(std::int64_t min, std::int64_t max, name in_words = {}) noexcept
        : allowed{min, max}, form(in_words) {}
    /// A range that follows from the meaning, not from a manual.
    [[nodiscard]] static constexpr whole assumed(std::int64_t min, std::int64_t max) noexcept {
        whole w(min, max);
        w.documented = false;
        return w;
    }
    /// One digit; the next parameter follows without a separator.
    [[nodiscard]] static constexpr whole digit(std::int64_t min, std::int64_t max) noexcept {
        whole w(min, max);
        w.most = 1;
        return w;
    }
    [[nodiscard]] constexpr parameter_info about(name key) const noexcept {
        return {key, allowed, form, false, false, documented};
    }
    template <class Int>
    [[nodiscard]] constexpr error_info check(name key, Int v) const noexcept {
        return check_range(key, static_cast<std::int64_t>(v), allowed);
    }
    template <class Int>
    constexpr void write(Int v, byte_output& out) const noexcept {
        out.number(static_cast<std::int64_t>(v));
    }
    template <class Int>
    constexpr error_code read(Int& v, auto& in) const noexcept {
        return detail::store_number(in.number(most), allowed, v);
    }
};

/// A whole number whose range nobody documents: all that the parameter can hold.
template <class Int>
struct plain_number {
    static constexpr range allowed = detail::width_of<Int>();
    [[nodiscard]] constexpr parameter_info about(name key) const noexcept { return {key, allowed, {}}; }
    [[nodiscard]] constexpr error_info check(name, Int) const noexcept { return {}; }
    constexpr void write(Int v, byte_output& out) const noexcept { out.number(std::int64_t{v}); }
    constexpr error_code read(Int& v, auto& in) const noexcept { return detail::store_number(in.number(), allowed, v); }
};
inline constexpr plain_number<std::uint8_t> any_u8;
inline constexpr plain_number<std::uint16_t> any_u16;
inline constexpr plain_number<std::uint32_t> any_u32;
inline constexpr plain_number<std::int16_t> any_i16;

/// Single numbers, ascending, and a range behind them: off (0) or 63 to 500.
struct one_of {
    fixed_list<std::int64_t, 4> only;
    range allowed;
    name form;

    constexpr one_of(const fixed_list<std::int64_t, 4>& singles, name in_words, range more = {1, 0}) noexcept
        : only(singles), allowed(more), form(in_words) {}
    [[nodiscard]] constexpr bool holds(std::int64_t v) const noexcept {
        for (const std::int64_t single : only) {
            if (single == v) { return true; }
        }
        return allowed.contains(v);
    }
    /// The smallest and the largest; `form` says which are between.
    [[nodiscard]] constexpr range span() const noexcept {
        const std::int64_t last = only[only.size() - 1];
        return {only[0], allowed.max > last ? allowed.max : last};
    }
    [[nodiscard]] constexpr parameter_info about(name key) const noexcept {
        return {key, span(), form, false, false, true};
    }
    template <class Int>
    [[nodiscard]] constexpr error_info check(name key, Int v) const noexcept {
        if (!holds(static_cast<std::int64_t>(v))) { return {error_code::out_of_range, key}; }
        return {};
    }
    template <class Int>
    constexpr void write(Int v, byte_output& out) const noexcept {
        out.number(static_cast<std::int64_t>(v));
    }
    template <class Int>
    constexpr error_code read(Int& v, auto& in) const noexcept {
        const parsed_number n = in.number();
        if (n && !holds(n.value)) { return error_code::out_of_range; }
        return detail::store_number(n, span(), v);
    }
};

/// 1 or 0.
struct flag {
    [[nodiscard]] constexpr parameter_info about(name key) const noexcept {
        return {key, {0, 1}, "0 or 1", false, false, true};
    }
    [[nodiscard]] constexpr error_info check(name, bool) const noexcept { return {}; }
    constexpr void write(bool v, byte_output& out) const noexcept { out.number(v ? 1 : 0); }
    constexpr error_code read(bool& v, auto& in) const noexcept {
        std::uint8_t n = 0;
        const error_code code = detail::store_number(in.number(1), {0, 1}, n);
        v = n != 0;
        return code;
    }
};

/// A text of characters that follow a rule.
struct text_of {
    range length;
    character_rule rule;
    name form{};
    bool is_secret = false;
    bool documented = true;

    [[nodiscard]] constexpr parameter_info about(name key) const noexcept {
        return {key, length, form, true, is_secret, documented};
    }
    [[nodiscard]] constexpr error_info check(name key, const text_view& v) const noexcept {
        return check_text(key, v, length, rule);
    }
    constexpr void write(const text_view& v, byte_output& out) const noexcept { v.write(out); }
    constexpr error_code read(text_view& v, auto& in) const noexcept {
        v = in.text(rule);
        return check({}, v).code;
    }
};

}  // namespace trackwire::inline v0
