// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// What the commands of all vendors share. A command is a small struct with named parameters: `encode` writes its wire
/// bytes into the caller's buffer, `decode` reads them back. A wrong value is refused with the parameter's name, its
/// range is asked for with `about` (parameter_info); nothing is clamped. The library never sends a command and never
/// repeats one.

#include <trackwire/core/output.hpp>

namespace trackwire::inline v0 {

/// What a command does to the world. A `physical` one opens or moves something: its answer can be lost although it
/// was carried out, so a program must not send it a second time by itself.
enum class effect : std::uint8_t { none, physical };

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
    constexpr text_view(bytes_view bytes) noexcept : bytes_(bytes.data()), size_(bytes.size()) {}
    /// Any string of characters (std::string, std::string_view), without its header being included here.
    template <class String>
    requires requires(const String& s, const char*& p, std::size_t& n) { p = s.data(), n = s.size(); }
    // NOLINTNEXTLINE(google-explicit-constructor): a string is a text
    constexpr text_view(const String& s TRACKWIRE_LIFETIMEBOUND) noexcept : chars_(s.data()), size_(s.size()) {}

    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
    [[nodiscard]] constexpr bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] constexpr std::uint8_t operator[](std::size_t i) const noexcept {
        return chars_ != nullptr ? static_cast<std::uint8_t>(chars_[i]) : bytes_[i];
    }
    /// At most `count` characters from `offset`; an offset behind the end gives an empty text.
    [[nodiscard]] constexpr text_view sub(std::size_t offset, std::size_t count = bytes_view::npos) const noexcept {
        if (chars_ == nullptr) { return bytes_view(bytes_, size_).sub(offset, count); }
        const std::size_t at = offset < size_ ? offset : size_;
        return {chars_ + at, count < size_ - at ? count : size_ - at};
    }
    template <class Char>
    constexpr void write(basic_output<Char>& out) const noexcept {
        for (std::size_t i = 0; i < size_; ++i) { out.put(static_cast<Char>((*this)[i])); }
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
    const char* chars_ = nullptr;
    const std::uint8_t* bytes_ = nullptr;
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

/// Spells why a command was refused: "upload_s: out of range, 5 to 3600". Never shows the value: it may be a password.
constexpr void write_refusal(const error_info& why, const maybe<parameter_info>& about, char_output& out) noexcept {
    out.put(why.field);
    out.put(name(": "));
    out.put(to_text(why.code));
    if (!about) { return; }
    if (!about->form.empty()) {
        out.put(name(", "));
        out.put(about->form);
    } else if (why.code == error_code::out_of_range) {
        out.put(name(", "));
        out.number(about->limits.min);
        if (about->limits.max != about->limits.min) {
            out.put(name(" to "));
            out.number(about->limits.max);
        }
        if (about->is_text) { out.put(name(" characters")); }
    }
}

/// A command: writes its wire bytes, and says what it does.
template <class C>
concept command = requires(const C& c, std::uint8_t* out, std::size_t capacity) {
    { c.encode(out, capacity) }
    noexcept->detail::same_as<result<std::size_t>>;
    { C::effect } -> detail::same_as<const effect&>;
};

}  // namespace trackwire::inline v0
