// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Byte escapes, undone while reading: no frame is ever copied to be unescaped, so that every value still
/// knows its place in the wire bytes.

#include <trackwire/core/bytes.hpp>

namespace trackwire::inline v0 {

/// How a run of wire bytes is escaped.
enum class escape : std::uint8_t {
    none,
    flag_7e,    ///< 7D 02 = 7E, 7D 01 = 7D (JT/T 808; jt808.md 2, jointech.md 3.4)
    equals_3d,  ///< 3D x = x XOR 3D for x in 15, 14, 11, 00; otherwise both bytes stand (jointech.md 3.3)
    flag_e7,    ///< E6 01 = E6, E6 02 = E7, 3E 01 = 3E, 3E 02 = 3D (jt808.md 2.1)
};

/// One unescaped byte and the number of wire bytes that it took.
struct unescaped {
    std::uint8_t byte = 0;
    std::uint8_t width = 1;
    bool sound = true;  ///< false: a dangling escape or a pair that the scheme does not know
};

namespace detail {
[[nodiscard]] constexpr unescaped unescape_pair(const std::uint8_t* p, const std::uint8_t* end,
                                                escape scheme) noexcept {
    const std::uint8_t b = *p;
    const bool pair = end - p > 1;
    const std::uint8_t next = pair ? p[1] : std::uint8_t{0};
    switch (scheme) {
        case escape::none: break;
        case escape::flag_7e:
            if (b != 0x7D) { break; }
            if (pair && next == 1) { return {0x7D, 2, true}; }
            if (pair && next == 2) { return {0x7E, 2, true}; }
            return {b, 1, false};
        case escape::equals_3d:
            if (b != 0x3D) { break; }
            if (!pair) { return {b, 1, false}; }
            if (next == 0x15 || next == 0x14 || next == 0x11 || next == 0x00) {
                return {static_cast<std::uint8_t>(next ^ 0x3D), 2, true};
            }
            break;
        case escape::flag_e7:
            if (b != 0xE6 && b != 0x3E) { break; }
            if (pair && next == 1) { return {b, 2, true}; }
            if (pair && next == 2) { return {static_cast<std::uint8_t>(b == 0xE6 ? 0xE7 : 0x3D), 2, true}; }
            return {b, 1, false};
    }
    return {b, 1, true};
}
}  // namespace detail

/// Whether a byte begins an escape.
[[nodiscard]] constexpr bool is_escape_lead(std::uint8_t b, escape scheme) noexcept {
    switch (scheme) {
        case escape::none: return false;
        case escape::flag_7e: return b == 0x7D;
        case escape::equals_3d: return b == 0x3D;
        case escape::flag_e7: return b == 0xE6 || b == 0x3E;
    }
    return false;
}

/// The first byte of [p, end) that begins an escape, or `end`.
[[nodiscard]] constexpr const std::uint8_t* next_escape(const std::uint8_t* p, const std::uint8_t* end,
                                                        escape scheme) noexcept {
    if (scheme == escape::none) { return end; }
    const bytes_view run(p, static_cast<std::size_t>(end - p));
    if (scheme != escape::flag_e7) {
        const std::size_t at = run.find(scheme == escape::flag_7e ? 0x7D : 0x3D);
        return at == bytes_view::npos ? end : p + at;
    }
    while (p != end && !is_escape_lead(*p, scheme)) { ++p; }
    return p;
}

/// Reads the byte at `p` (`p != end`).
[[nodiscard]] constexpr unescaped unescape_at(const std::uint8_t* p, const std::uint8_t* end, escape scheme) noexcept {
    if (!is_escape_lead(*p, scheme)) { return {*p, 1, true}; }
    return detail::unescape_pair(p, end, scheme);
}

/// A run of wire bytes that may hold escapes; iterating gives the true bytes.
/// Lifetime: a view into the frame.
class wire_view {
public:
    class iterator {
    public:
        constexpr iterator(const std::uint8_t* p, const std::uint8_t* end, escape scheme) noexcept
            : p_(p), end_(end), scheme_(scheme) {}
        constexpr std::uint8_t operator*() const noexcept { return unescape_at(p_, end_, scheme_).byte; }
        constexpr iterator& operator++() noexcept {
            p_ += unescape_at(p_, end_, scheme_).width;
            return *this;
        }
        friend constexpr bool operator==(const iterator& a, const iterator& b) noexcept { return a.p_ == b.p_; }
        [[nodiscard]] constexpr const std::uint8_t* wire() const noexcept { return p_; }

    private:
        const std::uint8_t* p_;
        const std::uint8_t* end_;
        escape scheme_;
    };

    constexpr wire_view() noexcept = default;
    // NOLINTNEXTLINE(google-explicit-constructor): plain bytes are wire bytes without escapes
    constexpr wire_view(bytes_view wire, escape scheme = escape::none) noexcept : wire_(wire), scheme_(scheme) {}

    [[nodiscard]] constexpr iterator begin() const noexcept { return {wire_.begin(), wire_.end(), scheme_}; }
    [[nodiscard]] constexpr iterator end() const noexcept { return {wire_.end(), wire_.end(), scheme_}; }
    /// The bytes as they stand on the wire.
    [[nodiscard]] constexpr bytes_view wire() const noexcept { return wire_; }
    [[nodiscard]] constexpr escape scheme() const noexcept { return scheme_; }
    [[nodiscard]] constexpr bool empty() const noexcept { return wire_.empty(); }

    /// Number of true bytes. Linear where the scheme is not `none`.
    [[nodiscard]] constexpr std::size_t size() const noexcept {
        if (scheme_ == escape::none) { return wire_.size(); }
        std::size_t n = 0;
        for (auto it = begin(); it != end(); ++it) { ++n; }
        return n;
    }
    /// The true byte at `i`, or 0 behind the end. Linear where the scheme is not `none`.
    [[nodiscard]] constexpr std::uint8_t at(std::size_t i) const noexcept {
        if (scheme_ == escape::none) { return i < wire_.size() ? wire_[i] : std::uint8_t{0}; }
        for (auto it = begin(); it != end(); ++it) {
            if (i-- == 0) { return *it; }
        }
        return 0;
    }

    /// Copies the true bytes to `out` from index `at` on, as many as fit.
    template <std::size_t N>
    constexpr void copy_to(std::uint8_t (&out)[N], std::size_t at = 0) const noexcept {
        if (scheme_ == escape::none) {
            for (std::size_t i = 0; i < wire_.size() && at < N; ++i) { out[at++] = wire_[i]; }
            return;
        }
        for (auto it = begin(); it != end() && at < N; ++it) { out[at++] = *it; }
    }

    /// The true bytes, in place where there are no escapes, else copied to `buffer` (and cut there).
    template <std::size_t N>
    [[nodiscard]] constexpr const std::uint8_t* in_place(
        std::uint8_t (&buffer TRACKWIRE_LIFETIMEBOUND)[N]) const noexcept {
        if (scheme_ == escape::none && wire_.size() >= N) { return wire_.data(); }
        copy_to(buffer);
        return buffer;
    }

private:
    bytes_view wire_;
    escape scheme_ = escape::none;
};

}  // namespace trackwire::inline v0
