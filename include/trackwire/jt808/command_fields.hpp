// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Kinds of parameters in the messages of the platform, beside those of core/parameter.hpp (which are text on the wire,
/// also here). Source: jt808.md 9, 10.

#include <trackwire/core/list.hpp>
#include <trackwire/core/wire_output.hpp>
#include <trackwire/jt808/command_frame.hpp>
#include <trackwire/jt808/parameters.hpp>

namespace trackwire::inline v0::jt808 {

// ---- numbers --------------------------------------------------------------------------------------------------------

namespace detail {

constexpr void put_big_endian(std::uint32_t v, std::size_t size, byte_output& out) noexcept {
    for (; size > 0; --size) { out.put(static_cast<std::uint8_t>(v >> 8 * (size - 1) & 0xFFU)); }
}

/// What all binary numbers have in common: as many bytes as the parameter has in the struct. `Kind` says which it
/// holds.
template <class Kind>
struct binary_kind {
    template <class Int>
    [[nodiscard]] constexpr error_info check(name key, Int v) const noexcept {
        if (!kind().holds(static_cast<std::int64_t>(v))) { return {error_code::out_of_range, key}; }
        return {};
    }
    template <class Int>
    constexpr void write(Int v, byte_output& out) const noexcept {
        put_big_endian(static_cast<std::uint32_t>(v), sizeof(Int), out);
    }
    template <class Int>
    constexpr error_code read(Int& v, auto& in) const noexcept {
        const std::uint32_t n = in.big_endian(sizeof(Int));
        v = static_cast<Int>(n);
        return kind().holds(n) ? error_code::none : error_code::out_of_range;
    }

private:
    [[nodiscard]] constexpr const Kind& kind() const noexcept { return static_cast<const Kind&>(*this); }
};

}  // namespace detail

/// A binary number of a range, or an enumeration.
struct binary : detail::binary_kind<binary> {
    range allowed;
    name form;

    constexpr binary(std::int64_t min, std::int64_t max, name in_words = {}) noexcept
        : allowed{min, max}, form(in_words) {}
    [[nodiscard]] constexpr parameter_info about(name key) const noexcept {
        return {key, allowed, form, false, false, true};
    }
    [[nodiscard]] constexpr bool holds(std::int64_t v) const noexcept { return allowed.contains(v); }
};

/// A binary number whose range nobody documents.
struct any_binary : detail::binary_kind<any_binary> {
    [[nodiscard]] constexpr parameter_info about(name key) const noexcept { return {key, {0, 0xFFFFFFFF}, {}}; }
    [[nodiscard]] static constexpr bool holds(std::int64_t) noexcept { return true; }
};

/// A set of bits.
struct bits_of : detail::binary_kind<bits_of> {
    std::uint32_t allowed;
    name form;

    constexpr bits_of(std::uint32_t mask, name in_words) noexcept : allowed(mask), form(in_words) {}
    [[nodiscard]] constexpr parameter_info about(name key) const noexcept {
        return {key, {0, allowed}, form, false, false, true};
    }
    [[nodiscard]] constexpr bool holds(std::int64_t v) const noexcept {
        return (static_cast<std::uint32_t>(v) & ~allowed) == 0;
    }
};

/// Resolution of a picture: 0 (2019: lowest), 1 to 8, 255 (2019: highest).
struct resolution_kind : detail::binary_kind<resolution_kind> {
    [[nodiscard]] constexpr parameter_info about(name key) const noexcept {
        return {key, {0, 255}, "1 320x240 to 8 704x576; 2019: 0 lowest, 255 highest", false, false, true};
    }
    [[nodiscard]] static constexpr bool holds(std::int64_t v) noexcept { return v <= 8 || v == 0xFF; }
};

// ---- texts ----------------------------------------------------------------------------------------------------------

/// Escapes carry every byte.
[[nodiscard]] constexpr bool is_any_byte(std::uint8_t) noexcept { return true; }
/// A text in the character set of the terminal, GBK by the standard: no control characters but line ends.
[[nodiscard]] constexpr bool is_text_byte(std::uint8_t c) noexcept {
    return (c >= 0x20 && c != 0x7F) || c == '\r' || c == '\n';
}
/// Between semicolons.
[[nodiscard]] constexpr bool is_field_byte(std::uint8_t c) noexcept { return is_text_byte(c) && c != ';'; }
[[nodiscard]] constexpr bool is_telephone_character(std::uint8_t c) noexcept { return is_digit(c) || c == '+'; }

/// Up to the end of the body.
inline constexpr text_of any_bytes{{0, command_wire::longest_body}, is_any_byte, "bytes", false, false};
inline constexpr text_of any_text{{0, command_wire::longest_body}, is_text_byte, {}, false, false};
/// Up to the next semicolon.
inline constexpr text_of field_text{{0, command_wire::longest_body}, is_field_byte, "no semicolons", false, false};
inline constexpr text_of field_secret{{0, command_wire::longest_body}, is_field_byte, "no semicolons", true, false};

/// A text behind its length, of one byte or of four.
struct sized_text {
    std::size_t width;
    text_of text;

    [[nodiscard]] constexpr parameter_info about(name key) const noexcept { return text.about(key); }
    [[nodiscard]] constexpr error_info check(name key, const text_view& v) const noexcept { return text.check(key, v); }
    constexpr void write(const text_view& v, byte_output& out) const noexcept {
        detail::put_big_endian(static_cast<std::uint32_t>(v.size()), width, out);
        v.write(out);
    }
    constexpr error_code read(text_view& v, auto& in) const noexcept {
        v = in.take(in.big_endian(width));
        return check({}, v).code;
    }
};

/// A text of a fixed room, filled up with zeros.
struct padded_text {
    std::size_t room;

    [[nodiscard]] constexpr text_of text() const noexcept {
        return {{0, static_cast<std::int64_t>(room)}, is_printable_byte, {}, false, true};
    }
    [[nodiscard]] constexpr parameter_info about(name key) const noexcept { return text().about(key); }
    [[nodiscard]] constexpr error_info check(name key, const text_view& v) const noexcept {
        return text().check(key, v);
    }
    constexpr void write(const text_view& v, byte_output& out) const noexcept {
        v.write(out);
        for (std::size_t i = v.size(); i < room; ++i) { out.put(std::uint8_t{0}); }
    }
    constexpr error_code read(text_view& v, auto& in) const noexcept {
        v = in.take(room);
        std::size_t size = v.size();
        while (size > 0 && v[size - 1] == 0) { --size; }
        v = v.sub(0, size);
        return check({}, v).code;
    }

private:
    static constexpr bool is_printable_byte(std::uint8_t c) noexcept { return is_printable(c); }
};

// ---- times ----------------------------------------------------------------------------------------------------------

/// What both forms of a time have in common: UTC, whole seconds, years 2000 to 2099.
struct time_kind {
    static constexpr range allowed{946684800000, 4102444799999};
    [[nodiscard]] constexpr parameter_info about(name key) const noexcept {
        return {key, allowed, "2000-01-01 to 2099-12-31", false, false, true};
    }
    [[nodiscard]] constexpr error_info check(name key, time_ms v) const noexcept {
        return check_range(key, v, allowed);
    }

protected:
    static constexpr error_code keep(const civil_time& t, time_ms& v) noexcept {
        if (!is_calendar_valid(t)) { return error_code::bad_time; }
        v = to_time(t);
        return error_code::none;
    }
};

/// YY MM DD hh mm ss, two digits a byte.
struct bcd_time : time_kind {
    constexpr void write(time_ms v, byte_output& out) const noexcept {
        put_bcd_clock(v, date_order::year_month_day, out);
    }
    constexpr error_code read(time_ms& v, auto& in) const noexcept {
        unsigned f[6] = {};
        for (unsigned& one : f) {
            const auto b = static_cast<std::uint8_t>(in.big_endian(1));
            if (!is_bcd(b)) { return error_code::bad_bcd; }
            one = from_bcd(b);
        }
        return keep({2000 + static_cast<int>(f[0]), f[1], f[2], f[3], f[4], f[5], 0}, v);
    }
};

/// Year u16, then a byte each.
struct binary_time : time_kind {
    constexpr void write(time_ms v, byte_output& out) const noexcept {
        const civil_time t = to_civil(v);
        put_u16_be(static_cast<unsigned>(t.year), out);
        const unsigned fields[] = {t.month, t.day, t.hour, t.minute, t.second};
        for (const unsigned f : fields) { out.put(static_cast<std::uint8_t>(f)); }
    }
    constexpr error_code read(time_ms& v, auto& in) const noexcept {
        const auto year = static_cast<int>(in.big_endian(2));
        unsigned f[5] = {};
        for (unsigned& one : f) { one = in.big_endian(1); }
        return keep({year, f[0], f[1], f[2], f[3], f[4], 0}, v);
    }
};

// ---- lists ----------------------------------------------------------------------------------------------------------

/// Packets of a message, from 1 on.
using packet_list = fixed_list<std::uint16_t, 255>;
/// Ids of parameters.
using id_list = fixed_list<std::uint32_t, 255>;

/// A count of one byte or of two, then the numbers.
struct numbers_of {
    std::size_t count_width;
    range count;
    name form;
    std::int64_t smallest = 0;  ///< of the numbers

    [[nodiscard]] constexpr parameter_info about(name key) const noexcept {
        return {key, count, form, false, false, true};
    }
    template <class Int, std::size_t Capacity>
    [[nodiscard]] constexpr error_info check(name key, const fixed_list<Int, Capacity>& v) const noexcept {
        error_info bad = check_range(key, static_cast<std::int64_t>(v.size()), count);
        for (const Int n : v) {
            if (!bad && n < smallest) { bad = {error_code::out_of_range, key}; }
        }
        return bad;
    }
    template <class Int, std::size_t Capacity>
    constexpr void write(const fixed_list<Int, Capacity>& v, byte_output& out) const noexcept {
        detail::put_big_endian(static_cast<std::uint32_t>(v.size()), count_width, out);
        for (const Int n : v) { detail::put_big_endian(n, sizeof(Int), out); }
    }
    template <class Int, std::size_t Capacity>
    constexpr error_code read(fixed_list<Int, Capacity>& v, auto& in) const noexcept {
        v = {};
        const std::uint32_t n = in.big_endian(count_width);
        for (std::uint32_t i = 0; i < n && !in.missing(); ++i) {
            if (!v.add(static_cast<Int>(in.big_endian(sizeof(Int))))) { return error_code::out_of_range; }
        }
        return error_code::none;
    }
};

/// One parameter of a terminal: a number of one, two or four bytes, or a text (jt808.md 10.1). Texts are views.
class parameter_setting {
public:
    constexpr parameter_setting() noexcept = default;
    constexpr parameter_setting(std::uint32_t id, const text_view& text) noexcept : id_(id), text_(text) {}
    [[nodiscard]] static constexpr parameter_setting u8(std::uint32_t id, std::uint8_t v) noexcept {
        return {id, v, 1};
    }
    [[nodiscard]] static constexpr parameter_setting u16(std::uint32_t id, std::uint16_t v) noexcept {
        return {id, v, 2};
    }
    [[nodiscard]] static constexpr parameter_setting u32(std::uint32_t id, std::uint32_t v) noexcept {
        return {id, v, 4};
    }

    [[nodiscard]] constexpr std::uint32_t id() const noexcept { return id_; }
    /// Bytes of the value.
    [[nodiscard]] constexpr std::size_t size() const noexcept { return width_ > 0 ? width_ : text_.size(); }
    /// A byte of the value as it stands on the wire.
    [[nodiscard]] constexpr std::uint8_t operator[](std::size_t i) const noexcept {
        return width_ > 0 ? static_cast<std::uint8_t>(number_ >> 8 * (width_ - 1 - i) & 0xFFU) : text_[i];
    }
    /// The value as a number, if it has one, two or four bytes.
    [[nodiscard]] constexpr maybe<std::uint32_t> number() const noexcept {
        if (size() != 1 && size() != 2 && size() != 4) { return {}; }
        std::uint32_t v = 0;
        for (std::size_t i = 0; i < size(); ++i) { v = v << 8U | (*this)[i]; }
        return v;
    }
    /// The same id and bytes.
    friend constexpr bool operator==(const parameter_setting& a, const parameter_setting& b) noexcept {
        if (a.id_ != b.id_ || a.size() != b.size()) { return false; }
        for (std::size_t i = 0; i < a.size(); ++i) {
            if (a[i] != b[i]) { return false; }
        }
        return true;
    }

private:
    constexpr parameter_setting(std::uint32_t id, std::uint32_t v, std::size_t width) noexcept
        : id_(id), number_(v), width_(width) {}

    std::uint32_t id_ = 0;
    std::uint32_t number_ = 0;
    std::size_t width_ = 0;  ///< of a number
    text_view text_;
};
using setting_list = fixed_list<parameter_setting, 32>;

/// What a documented parameter may be: bytes of a number, and its range.
struct parameter_rule {
    std::uint32_t first;
    std::uint32_t last;
    std::size_t width;  ///< 0: text
    std::size_t other;  ///< another width that is known, or the same
    range limits;
};
inline constexpr range any_setting{0, 0xFFFFFFFF};
/// jt808.md 10.1; what is not here is not checked.
inline constexpr parameter_rule parameter_rules[] = {
    {0x0001, 0x0007, 4, 4, any_setting}, {0x0010, 0x0017, 0, 0, {}},          {0x0018, 0x0019, 4, 4, {0, 65535}},
    {0x001A, 0x001A, 0, 0, {}},          {0x001B, 0x001C, 4, 4, {0, 65535}},  {0x001D, 0x001D, 0, 0, {}},
    {0x0020, 0x0020, 4, 4, {0, 2}},      {0x0021, 0x0021, 4, 4, {0, 1}},      {0x0022, 0x0022, 4, 4, any_setting},
    {0x0023, 0x0026, 0, 0, {}},          {0x0027, 0x0029, 4, 4, any_setting}, {0x002C, 0x002F, 4, 4, any_setting},
    {0x0030, 0x0030, 4, 4, {0, 179}},    {0x0031, 0x0031, 2, 2, any_setting}, {0x0032, 0x0032, 4, 4, any_setting},
    {0x0040, 0x0044, 0, 0, {}},          {0x0045, 0x0047, 4, 4, any_setting}, {0x0048, 0x0049, 0, 0, {}},
    {0x0050, 0x005A, 4, 4, any_setting}, {0x005B, 0x005E, 2, 2, any_setting}, {0x0064, 0x0065, 4, 4, any_setting},
    {0x0070, 0x0074, 4, 4, any_setting}, {0x0080, 0x0080, 4, 4, any_setting}, {0x0081, 0x0082, 2, 4, any_setting},
    {0x0083, 0x0083, 0, 0, {}},          {0x0084, 0x0084, 1, 1, any_setting}, {0x0090, 0x0090, 1, 1, {0, 15}},
    {0x0091, 0x0092, 1, 1, any_setting}, {0x0093, 0x0093, 4, 4, any_setting}, {0x0094, 0x0094, 1, 1, any_setting},
    {0x0095, 0x0095, 4, 4, any_setting}, {0x0100, 0x0100, 4, 4, any_setting}, {0x0101, 0x0101, 2, 2, any_setting},
    {0x0102, 0x0102, 4, 4, any_setting}, {0x0103, 0x0103, 2, 2, any_setting}, {0x0110, 0x01FF, 8, 8, {}},
};

/// A count, then id u32, length u8 and value of each parameter.
struct settings_of {
    [[nodiscard]] constexpr parameter_info about(name key) const noexcept {
        return {key, {1, 32}, "1 to 32 parameters, each of the documented length", false, false, true};
    }
    [[nodiscard]] static constexpr bool fits(const parameter_setting& p) noexcept {
        for (const parameter_rule& r : parameter_rules) {
            if (p.id() < r.first || p.id() > r.last) { continue; }
            if (r.width == 0) { return p.size() <= 0xFF; }
            if (p.size() != r.width && p.size() != r.other) { return false; }
            const maybe<std::uint32_t> n = p.number();
            return !n || r.limits.contains(*n);
        }
        return p.size() <= 0xFF;
    }
    [[nodiscard]] constexpr error_info check(name key, const setting_list& v) const noexcept {
        error_info bad = check_range(key, static_cast<std::int64_t>(v.size()), {1, 32});
        for (std::size_t i = 0; i < v.size() && !bad; ++i) {
            if (!fits(v[i])) { bad = {error_code::out_of_range, key, i}; }
        }
        return bad;
    }
    constexpr void write(const setting_list& v, byte_output& out) const noexcept { put(v, false, out); }
    constexpr void write_masked(const setting_list& v, byte_output& out) const noexcept { put(v, true, out); }
    constexpr error_code read(setting_list& v, auto& in) const noexcept {
        v = {};
        const std::uint32_t n = in.big_endian(1);
        for (std::uint32_t i = 0; i < n && !in.missing(); ++i) {
            const std::uint32_t id = in.big_endian(4);
            if (!v.add({id, in.take(in.big_endian(1))})) { return error_code::out_of_range; }
        }
        return error_code::none;
    }

private:
    static constexpr void put(const setting_list& v, bool mask, byte_output& out) noexcept {
        out.put(static_cast<std::uint8_t>(v.size()));
        for (const parameter_setting& p : v) {
            const bool hidden = mask && is_password_parameter(p.id());
            put_u32_be(p.id(), out);
            out.put(static_cast<std::uint8_t>(p.size()));
            for (std::size_t i = 0; i < p.size(); ++i) { out.put(hidden ? std::uint8_t{'*'} : p[i]); }
        }
    }
};

}  // namespace trackwire::inline v0::jt808
