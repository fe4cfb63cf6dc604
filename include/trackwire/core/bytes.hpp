// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Views over wire bytes: plain ones (`bytes_view`) and ones with escapes inside (`wire_view`).
/// A view owns nothing: it is valid as long as the caller's bytes are.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

/// Marks a parameter whose bytes the result refers to (diagnosed by Clang).
#if defined(__clang__)
#define TRACKWIRE_LIFETIMEBOUND [[clang::lifetimebound]]
#else
#define TRACKWIRE_LIFETIMEBOUND
#endif

/// Small functions that have to vanish into their callers: the names of fields then cost nothing without a trace.
/// The rare ways are functions of their own, so that the frequent ones stay small.
#if defined(__GNUC__)
#define TRACKWIRE_INLINE [[gnu::always_inline]]
#define TRACKWIRE_NOINLINE [[gnu::noinline]]
/// Whether the compiler knows a value, so that what depends on it costs nothing.
#define TRACKWIRE_KNOWN(value) (__builtin_constant_p(value) != 0)
#elif defined(_MSC_VER)
#define TRACKWIRE_INLINE [[msvc::forceinline]]
#define TRACKWIRE_NOINLINE [[msvc::noinline]]
#else
#define TRACKWIRE_INLINE
#define TRACKWIRE_NOINLINE
#endif
#ifndef TRACKWIRE_KNOWN
#define TRACKWIRE_KNOWN(value) false
#endif
/// Functions that every frame goes through: worth a copy in each caller, and a second way for long runs, unless the
/// program is to be small.
#if defined(__OPTIMIZE_SIZE__)
#define TRACKWIRE_HOT
#define TRACKWIRE_SMALL true
#else
#define TRACKWIRE_HOT TRACKWIRE_INLINE
#define TRACKWIRE_SMALL false
#endif

namespace trackwire::inline v0 {

namespace detail {
template <class A, class B>
inline constexpr bool same = false;
template <class A>
inline constexpr bool same<A, A> = true;
/// std::same_as without <concepts>.
template <class A, class B>
concept same_as = same<A, B>;
}  // namespace detail

/// A string of static storage duration: a field name, a key, a reason.
struct name {
    const char* data = "";
    std::size_t size = 0;

    constexpr name() noexcept = default;
    template <std::size_t N>
    // NOLINTNEXTLINE(google-explicit-constructor): a literal is a name
    constexpr name(const char (&literal)[N]) noexcept : data(literal), size(N - 1) {}
    constexpr name(const char* text, std::size_t length) noexcept : data(text), size(length) {}

    [[nodiscard]] constexpr bool empty() const noexcept { return size == 0; }
    [[nodiscard]] constexpr char operator[](std::size_t i) const noexcept { return data[i]; }
    [[nodiscard]] constexpr const char* begin() const noexcept { return data; }
    [[nodiscard]] constexpr const char* end() const noexcept { return data + size; }

    /// Any standard string type (std::string_view, std::string), without its header being included here.
    template <class String, class = typename String::traits_type>
    // NOLINTNEXTLINE(google-explicit-constructor): a name is a string
    constexpr operator String() const {
        return String(data, size);
    }

    friend constexpr bool operator==(const name& a, const name& b) noexcept {
        if (a.size != b.size) { return false; }
        for (std::size_t i = 0; i < a.size; ++i) {
            if (a.data[i] != b.data[i]) { return false; }
        }
        return true;
    }
};

/// A contiguous run of bytes.
class bytes_view {
public:
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);

    constexpr bytes_view() noexcept = default;
    constexpr bytes_view(const std::uint8_t* data, std::size_t size) noexcept : data_(data), size_(size) {}
    template <std::size_t N>
    // NOLINTNEXTLINE(google-explicit-constructor): an array is a run of bytes
    constexpr bytes_view(const std::uint8_t (&array TRACKWIRE_LIFETIMEBOUND)[N]) noexcept : data_(array), size_(N) {}
    /// Any container of bytes (std::vector, std::span, std::array), without its header being included here.
    template <class Container>
    requires requires(const Container& c, const std::uint8_t*& p, std::size_t& n) { p = c.data(), n = c.size(); }
    // NOLINTNEXTLINE(google-explicit-constructor): a container of bytes is a run of bytes
    constexpr bytes_view(const Container& c TRACKWIRE_LIFETIMEBOUND) noexcept : data_(c.data()), size_(c.size()) {}

    [[nodiscard]] constexpr const std::uint8_t* data() const noexcept { return data_; }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
    [[nodiscard]] constexpr bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] constexpr std::uint8_t operator[](std::size_t i) const noexcept { return data_[i]; }
    [[nodiscard]] constexpr const std::uint8_t* begin() const noexcept { return data_; }
    [[nodiscard]] constexpr const std::uint8_t* end() const noexcept { return data_ + size_; }

    /// At most `count` bytes from `offset`; an offset behind the end gives an empty view.
    TRACKWIRE_HOT [[nodiscard]] constexpr bytes_view sub(std::size_t offset, std::size_t count = npos) const noexcept {
        if (offset >= size_) { return {data_ + size_, 0}; }
        const std::size_t rest = size_ - offset;
        return {data_ + offset, count < rest ? count : rest};
    }
    /// The first `count` bytes, or all if there are fewer.
    TRACKWIRE_HOT [[nodiscard]] constexpr bytes_view first(std::size_t count) const noexcept { return sub(0, count); }

    /// The first place of `byte` at or behind `from`, or npos.
    [[nodiscard]] constexpr std::size_t find(std::uint8_t byte, std::size_t from = 0) const noexcept;
    /// The first place of one byte or the other at or behind `from`, or npos.
    [[nodiscard]] constexpr std::size_t find_either(std::uint8_t one, std::uint8_t other,
                                                    std::size_t from = 0) const noexcept;
    TRACKWIRE_HOT [[nodiscard]] constexpr bool starts_with(name prefix) const noexcept {
        return size_ >= prefix.size && begins_with(prefix);
    }

    friend constexpr bool operator==(const bytes_view& a, const bytes_view& b) noexcept {
        if (a.size_ != b.size_) { return false; }
        for (std::size_t i = 0; i < a.size_; ++i) {
            if (a.data_[i] != b.data_[i]) { return false; }
        }
        return true;
    }
    TRACKWIRE_HOT friend constexpr bool operator==(const bytes_view& a, const name& b) noexcept {
        return a.size_ == b.size && a.begins_with(b);
    }

private:
    /// `prefix` is not longer.
    TRACKWIRE_HOT [[nodiscard]] constexpr bool begins_with(name prefix) const noexcept {
        // A literal becomes one or two comparisons of words.
        if (!std::is_constant_evaluated() && TRACKWIRE_KNOWN(prefix.size)) {
            return std::memcmp(data_, prefix.data, prefix.size) == 0;
        }
        return same_characters(data_, prefix);
    }
    static constexpr bool same_characters(const std::uint8_t* p, name text) noexcept {
        for (const char c : text) {
            if (*p++ != static_cast<std::uint8_t>(c)) { return false; }
        }
        return true;
    }

    const std::uint8_t* data_ = nullptr;
    std::size_t size_ = 0;
};

/// Numbers from bytes, big-endian (`be`) or little-endian (`le`) on any host. The caller knows that the bytes are
/// there.
TRACKWIRE_HOT [[nodiscard]] constexpr std::uint16_t load_be16(const std::uint8_t* p) noexcept {
    return static_cast<std::uint16_t>(p[0] << 8U | p[1]);
}
TRACKWIRE_HOT [[nodiscard]] constexpr std::uint16_t load_le16(const std::uint8_t* p) noexcept {
    return static_cast<std::uint16_t>(p[1] << 8U | p[0]);
}
TRACKWIRE_HOT [[nodiscard]] constexpr std::uint32_t load_be32(const std::uint8_t* p) noexcept {
    return static_cast<std::uint32_t>(p[0]) << 24U | static_cast<std::uint32_t>(p[1]) << 16U |
           static_cast<std::uint32_t>(p[2]) << 8U | p[3];
}
/// 48 bits; the upper 16 of the result are 0.
TRACKWIRE_HOT [[nodiscard]] constexpr std::uint64_t load_be48(const std::uint8_t* p) noexcept {
    return static_cast<std::uint64_t>(load_be16(p)) << 32U | load_be32(p + 2);
}
TRACKWIRE_HOT [[nodiscard]] constexpr std::uint64_t load_be64(const std::uint8_t* p) noexcept {
    return static_cast<std::uint64_t>(load_be32(p)) << 32U | load_be32(p + 4);
}
TRACKWIRE_HOT [[nodiscard]] constexpr std::uint32_t load_le32(const std::uint8_t* p) noexcept {
    return static_cast<std::uint32_t>(p[3]) << 24U | static_cast<std::uint32_t>(p[2]) << 16U |
           static_cast<std::uint32_t>(p[1]) << 8U | p[0];
}
TRACKWIRE_HOT [[nodiscard]] constexpr std::uint64_t load_le64(const std::uint8_t* p) noexcept {
    return static_cast<std::uint64_t>(load_le32(p + 4)) << 32U | load_le32(p);
}

/// Number of the lowest bit that is set; `v` is not 0.
[[nodiscard]] constexpr unsigned lowest_bit(std::uint64_t v) noexcept {
    return static_cast<unsigned>(std::countr_zero(v));
}

/// Eight bytes at a time: bytes are told apart by their top bits, the first byte in memory being the lowest.
namespace word {
inline constexpr std::uint64_t ones = 0x0101010101010101U;
inline constexpr std::uint64_t tops = ones << 7U;

/// Top bits of the bytes that are 0. Behind the first of them (in memory) there may be wrong ones.
[[nodiscard]] constexpr std::uint64_t zeros(std::uint64_t w) noexcept { return (w - ones) & ~w & tops; }
/// Top bits of the bytes that are 0, and no others.
[[nodiscard]] constexpr std::uint64_t all_zeros(std::uint64_t w) noexcept {
    return ~(((w & ~tops) + ~tops) | w | ~tops);
}
/// Index of the first byte whose top bit is set; `marks` is not 0 and holds top bits only.
[[nodiscard]] constexpr std::size_t first(std::uint64_t marks) noexcept { return lowest_bit(marks) / 8; }
}  // namespace word

constexpr std::size_t bytes_view::find(std::uint8_t byte, std::size_t from) const noexcept {
    std::size_t i = from;
    for (; i + 8 <= size_; i += 8) {
        const std::uint64_t hits = word::zeros(load_le64(data_ + i) ^ word::ones * byte);
        if (hits != 0) { return i + word::first(hits); }
    }
    if (!TRACKWIRE_SMALL && size_ >= 8 && i < size_) {
        // The rest as the upper part of the last eight bytes, moved down; the zeros that follow it end the search.
        const std::size_t rest = size_ - i;
        const std::uint64_t last = (load_le64(data_ + (size_ - 8)) ^ word::ones * byte) >> (64 - 8 * rest);
        const std::size_t at = word::first(word::zeros(last));
        return at < rest ? i + at : npos;
    }
    for (; i < size_; ++i) {
        if (data_[i] == byte) { return i; }
    }
    return npos;
}

constexpr std::size_t bytes_view::find_either(std::uint8_t one, std::uint8_t other, std::size_t from) const noexcept {
    std::size_t i = from;
    for (; i + 8 <= size_; i += 8) {
        const std::uint64_t w = load_le64(data_ + i);
        const std::uint64_t hits = word::zeros(w ^ word::ones * one) | word::zeros(w ^ word::ones * other);
        if (hits != 0) { return i + word::first(hits); }  // the first of either is right, so the first of both is
    }
    for (; i < size_; ++i) {
        if (data_[i] == one || data_[i] == other) { return i; }
    }
    return npos;
}

}  // namespace trackwire::inline v0
