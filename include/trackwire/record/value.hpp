// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Values of attributes: numbers, and views with the form in which their bytes are to be read.

#include <trackwire/core/checksum.hpp>
#include <trackwire/core/escape.hpp>
#include <trackwire/core/output.hpp>

namespace trackwire::inline v0 {

/// How the bytes of a view become text (or the items of a list).
enum class text_form : std::uint8_t {
    plain,             ///< characters
    hex,               ///< lower-case hex
    upper_hex,         ///< upper-case hex
    bcd,               ///< two digits a byte
    imei_bcd,          ///< 8 BCD bytes: 15 digits and F, or 0 and 15 digits (jointech.md 2.5)
    packed_imei,       ///< u48 = 14 digits of an IMEI, the Luhn digit is appended (jt808.md 3.2)
    first_and_last,    ///< the first and the last of several comma-separated fields, joined by a comma
    utf16_be,          ///< UTF-16, big-endian
    comma_list,        ///< list: texts between commas
    bar_list,          ///< list: texts between vertical bars
    wifi_list,         ///< list: `mac;ssid;rssi` between vertical bars, the ssid hex of UTF-16 (bofan.md 15.3)
    hex_list,          ///< list: hexadecimal numbers between commas
    volts_list,        ///< list: the same, as raw x 6 / 1024 volts (bofan.md 7)
    i16_list,          ///< list: big-endian signed 16-bit numbers
    u16_list,          ///< list: big-endian unsigned 16-bit numbers
    u16_pair_swapped,  ///< list: two big-endian 16-bit numbers, the last first (jt808.md 7.4, item 2B)
};

/// A view and its form. Lifetime: that of the frame.
struct text_value {
    wire_view bytes;
    text_form form = text_form::plain;
};

/// What the record keeps of an attribute: its type decides which member is in use. 8 bytes on 32-bit hosts.
/// Range: a text has at most 65,535 wire bytes, more than any frame (trackwire.hpp asserts it).
class value {
public:
    value() noexcept = default;  // uninitialised: the record never reads an absent value
    constexpr explicit value(std::int64_t number) noexcept : number_(number) {}
    constexpr explicit value(const text_value& t) noexcept
        : text_{t.bytes.wire().data(), static_cast<std::uint16_t>(t.bytes.wire().size()), t.form, t.bytes.scheme()} {}

    // GCC does not see that a record reads a value only if its bit of presence is set.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
    [[nodiscard]] constexpr std::int64_t number() const noexcept { return number_; }
    [[nodiscard]] constexpr text_value text() const noexcept {
        return {wire_view(bytes_view(text_.data, text_.size), text_.scheme), text_.form};
    }
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

private:
    struct packed_text {
        const std::uint8_t* data;
        std::uint16_t size;
        text_form form;
        escape scheme;
    };
    union {
        std::int64_t number_;
        packed_text text_;
    };
};
static_assert(sizeof(value) <= 16);

/// Calls `put(std::uint8_t byte, const std::uint8_t* wire)` for each character that a text value stands for.
/// `wire` is the place on the wire that the character comes from. Lists are not for this function.
template <class Put>
constexpr void spell(const text_value& t, Put&& put) noexcept {
    if (t.bytes.scheme() == escape::none && (t.form == text_form::plain || t.form == text_form::bcd)) {
        for (const std::uint8_t& b : t.bytes.wire()) {
            if (t.form == text_form::plain) {
                put(b, &b);
            } else {
                put(static_cast<std::uint8_t>(to_hex_digit(b >> 4U)), &b);
                put(static_cast<std::uint8_t>(to_hex_digit(b & 0x0FU)), &b);
            }
        }
        return;
    }
    const auto two_digits = [&](const auto& it, auto&& digit) {
        const std::uint8_t b = *it;
        put(static_cast<std::uint8_t>(digit(b >> 4U)), it.wire());
        put(static_cast<std::uint8_t>(digit(b & 0x0FU)), it.wire());
    };
    switch (t.form) {
        case text_form::hex:
        case text_form::bcd:
            for (auto it = t.bytes.begin(); it != t.bytes.end(); ++it) { two_digits(it, to_hex_digit); }
            return;
        case text_form::upper_hex:
            for (auto it = t.bytes.begin(); it != t.bytes.end(); ++it) { two_digits(it, to_upper_hex_digit); }
            return;
        case text_form::imei_bcd: {
            const bool leading = (t.bytes.at(7) & 0x0FU) != 0x0F;  // 0 and 15 digits; else 15 digits and F
            unsigned position = 0;
            for (auto it = t.bytes.begin(); it != t.bytes.end(); ++it) {
                const std::uint8_t b = *it;
                if (position++ > 0 || !leading) { put(static_cast<std::uint8_t>(to_hex_digit(b >> 4U)), it.wire()); }
                if (position < 8 || leading) { put(static_cast<std::uint8_t>(to_hex_digit(b & 0x0FU)), it.wire()); }
            }
            return;
        }
        case text_form::packed_imei: {
            std::uint64_t number = 0;
            for (const std::uint8_t b : t.bytes) { number = number << 8U | b; }
            std::uint8_t digits[24] = {};
            basic_output<std::uint8_t> out(digits, sizeof digits);
            out.number(static_cast<std::int64_t>(number), 14);
            out.number(static_cast<std::int64_t>(luhn_digit(number, 14)));
            for (std::size_t i = 0; i < out.size(); ++i) { put(digits[i], t.bytes.wire().data()); }
            return;
        }
        case text_form::first_and_last: {
            const bytes_view all = t.bytes.wire();
            const std::size_t first = all.find(',');
            std::size_t last = all.size();
            while (last > 0 && all[last - 1] != ',') { --last; }
            if (first == bytes_view::npos) { last = all.size(); }
            for (std::size_t i = 0; i < all.size(); ++i) {
                if (i <= first || i >= last) { put(all[i], all.data() + i); }
            }
            return;
        }
        default: break;
    }
    for (auto it = t.bytes.begin(); it != t.bytes.end(); ++it) { put(*it, it.wire()); }
}

/// The text of a value in a buffer of its own, cut at `Capacity` characters at most 255. For identities and the like.
template <std::size_t Capacity = 64>
[[nodiscard]] constexpr fixed_text<Capacity> to_fixed_text(const text_value& t) noexcept {
    fixed_text<Capacity> text;
    if (t.form == text_form::bcd && t.bytes.scheme() == escape::none && 2 * t.bytes.wire().size() <= Capacity) {
        text.assign_bcd(t.bytes.wire());
        return text;
    }
    if (t.form == text_form::plain && t.bytes.scheme() == escape::none) {
        text.assign(t.bytes.wire());
        return text;
    }
    spell(t, [&](std::uint8_t c, const std::uint8_t*) { text.append(static_cast<char>(c)); });
    return text;
}

}  // namespace trackwire::inline v0
