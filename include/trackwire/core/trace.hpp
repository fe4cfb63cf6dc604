// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Field traces: what a decoder says about each byte while it reads. `null_trace` vanishes at compile time;
/// `recording_trace` keeps the annotated dissection, so that the explanation is made by the decoder itself.

#include <trackwire/core/bytes.hpp>

namespace trackwire::inline v0 {

/// What a run of bytes is to the reader of an explanation.
enum class field_kind : std::uint8_t {
    value,      ///< a field with a documented meaning
    reserved,   ///< documented as reserved or fixed
    unknown,    ///< meaning unknown: surfaced raw
    delimiter,  ///< start, separator, end mark
    check,      ///< checksum
    rebuilt,    ///< taken over from an earlier frame
};

/// The name of one bit of a word.
struct bit_name {
    std::uint8_t bit = 0;
    name meaning;
};

/// What a codec knows about a field before it reads it.
struct field_info {
    name field;
    name unit;
    const bit_name* bits = nullptr;
    std::uint8_t bit_count = 0;

    template <std::size_t N>
    // NOLINTNEXTLINE(google-explicit-constructor): a literal names a field
    constexpr field_info(const char (&literal)[N]) noexcept : field(literal) {}
    // NOLINTNEXTLINE(google-explicit-constructor): a name names a field
    constexpr field_info(name text) noexcept : field(text) {}
    constexpr field_info(name text, name unit_of) noexcept : field(text), unit(unit_of) {}
    template <std::size_t N>
    constexpr field_info(name text, const bit_name (&table)[N]) noexcept
        : field(text), bits(table), bit_count(static_cast<std::uint8_t>(N)) {}
};

/// One named run of wire bytes. Offsets count from the first byte of the frame, escapes included.
struct field_entry {
    std::size_t offset = 0;
    std::size_t size = 0;
    field_info info{""};
    field_kind kind = field_kind::value;
    std::uint64_t value = 0;  ///< of numeric fields
    bool numeric = false;
};

/// Says nothing, costs nothing.
struct null_trace {
    static constexpr bool enabled = false;
    constexpr void field(const field_entry&) const noexcept {}
};

/// Keeps the first `Capacity` entries; `overflowed` tells whether there were more.
template <std::size_t Capacity>
class recording_trace {
public:
    static constexpr bool enabled = true;

    constexpr void field(const field_entry& entry) noexcept {
        if (size_ == Capacity) {
            overflowed_ = true;
            return;
        }
        entries_[size_++] = entry;
    }
    constexpr void clear() noexcept {
        size_ = 0;
        overflowed_ = false;
    }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
    [[nodiscard]] constexpr bool overflowed() const noexcept { return overflowed_; }
    [[nodiscard]] constexpr const field_entry& operator[](std::size_t i) const noexcept { return entries_[i]; }
    [[nodiscard]] constexpr const field_entry* begin() const noexcept { return entries_; }
    [[nodiscard]] constexpr const field_entry* end() const noexcept { return entries_ + size_; }

private:
    field_entry entries_[Capacity] = {};
    std::size_t size_ = 0;
    bool overflowed_ = false;
};

}  // namespace trackwire::inline v0
