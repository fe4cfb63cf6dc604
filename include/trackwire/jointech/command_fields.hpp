// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Kinds of parameters in the text commands of Jointech devices: each checks, writes and reads one parameter and says
/// what it may be.
/// Source: jointech.md 2 (identities, times, coordinates), 3.3 (what a frame can carry), 11.

#include <trackwire/core/command.hpp>
#include <trackwire/core/fixed.hpp>
#include <trackwire/core/time.hpp>

namespace trackwire::inline v0::jointech {

// ---- characters -----------------------------------------------------------------------------------------------------

/// What a parameter can carry: printable ASCII without brackets and commas, because nothing is escaped
/// (jointech.md 3.3).
[[nodiscard]] constexpr bool is_parameter_character(std::uint8_t c) noexcept {
    return is_printable(c) && c != '(' && c != ')' && c != ',';
}
/// The same, with the commas between parameters.
[[nodiscard]] constexpr bool is_frame_character(std::uint8_t c) noexcept {
    return c == ',' || is_parameter_character(c);
}
[[nodiscard]] constexpr bool is_letter_or_digit(std::uint8_t c) noexcept {
    return is_digit(c) || is_upper(c) || (c >= 'a' && c <= 'z');
}
[[nodiscard]] constexpr bool is_upper_hex(std::uint8_t c) noexcept { return is_digit(c) || (c >= 'A' && c <= 'F'); }
[[nodiscard]] constexpr bool is_telephone_character(std::uint8_t c) noexcept { return is_digit(c) || c == '+'; }

// ---- values ---------------------------------------------------------------------------------------------------------

/// Texts of any number: an array of the caller, or the fields of a frame between commas. A view.
class text_list {
public:
    constexpr text_list() noexcept = default;
    constexpr text_list(const text_view* items, std::size_t count) noexcept : items_(items), count_(count) {}
    template <std::size_t N>
    // NOLINTNEXTLINE(google-explicit-constructor): an array is a list
    constexpr text_list(const text_view (&items)[N]) noexcept : items_(items), count_(N) {}
    /// `count` fields of `wire`.
    constexpr text_list(bytes_view wire, std::size_t count) noexcept : wire_(wire), count_(count) {}

    [[nodiscard]] constexpr std::size_t size() const noexcept { return count_; }
    /// Linear for the fields of a frame.
    [[nodiscard]] constexpr text_view operator[](std::size_t i) const noexcept {
        if (items_ != nullptr) { return items_[i]; }
        field_walker fields(wire_, ',');
        for (; i > 0; --i) { (void)fields.next(); }
        return fields.next();
    }
    friend constexpr bool operator==(const text_list& a, const text_list& b) noexcept {
        if (a.count_ != b.count_) { return false; }
        for (std::size_t i = 0; i < a.count_; ++i) {
            if (!(a[i] == b[i])) { return false; }
        }
        return true;
    }

private:
    const text_view* items_ = nullptr;
    bytes_view wire_;
    std::size_t count_ = 0;
};

/// A corner of a fence, in the wire's precision: 1e-4 minutes of arc, east and north positive.
struct fence_node {
    std::int32_t longitude = 0;
    std::int32_t latitude = 0;

    static constexpr std::int32_t max_longitude = 180 * 60 * 10000;
    static constexpr std::int32_t max_latitude = 90 * 60 * 10000;

    /// From steps of 1e-7 degrees, rounded half away from zero. Nothing is clamped: what is out of range is refused
    /// when the command is written.
    [[nodiscard]] static constexpr fence_node from_degrees(std::int32_t longitude_e7,
                                                           std::int32_t latitude_e7) noexcept {
        const auto steps = [](std::int64_t e7) { return static_cast<std::int32_t>(divide_rounded(e7 * 6, 100)); };
        return {steps(longitude_e7), steps(latitude_e7)};
    }
    friend constexpr bool operator==(const fence_node&, const fence_node&) noexcept = default;
};

// ---- reading --------------------------------------------------------------------------------------------------------

/// The fields of a command between its brackets, each with its place.
class field_source {
public:
    constexpr explicit field_source(bytes_view frame) noexcept
        : frame_(frame), at_(1), end_(frame.size() - 1), done_(false) {}

    /// The next field; `missing` if there is none.
    constexpr bytes_view next() noexcept {
        last_ = at_;
        if (done_) {
            missing_ = true;
            return {};
        }
        const std::size_t comma = frame_.first(end_).find(',', at_);
        const std::size_t stop = comma == bytes_view::npos ? end_ : comma;
        const bytes_view field = frame_.sub(at_, stop - at_);
        done_ = stop == end_;
        at_ = done_ ? end_ : stop + 1;
        return field;
    }
    /// Everything that is left, commas included; empty behind the last field.
    constexpr bytes_view rest() noexcept {
        last_ = at_;
        const bytes_view text = done_ ? bytes_view{} : frame_.sub(at_, end_ - at_);
        at_ = end_;
        done_ = true;
        return text;
    }
    /// The next `count` fields with the commas between them.
    constexpr bytes_view several(std::size_t count) noexcept {
        const std::size_t from = at_;
        std::size_t stop = at_;
        for (; count > 0 && !missing_; --count) { stop = next_end(); }
        last_ = from;
        return frame_.sub(from, stop - from);
    }
    /// The next field as a number; a plus sign is none of ours.
    constexpr parsed_number number(std::size_t = bytes_view::npos) noexcept {
        const bytes_view field = next();
        return !field.empty() && field[0] == '+' ? parsed_number{} : parse_integer(field);
    }
    /// The next field, whatever it holds: the kind of the parameter checks it.
    constexpr bytes_view text(character_rule) noexcept { return next(); }
    /// Consumes words, each of which is a field. Errors: too_short, unexpected.
    constexpr error_info expect(name words) noexcept {
        for (std::size_t at = 0; at <= words.size;) {
            std::size_t stop = at;
            while (stop < words.size && words[stop] != ',') { ++stop; }
            const bytes_view got = next();
            if (missing_) { return {error_code::too_short, "command word", last_}; }
            if (!(got == name(words.data + at, stop - at))) { return {error_code::unexpected, "command word", last_}; }
            at = stop + 1;
        }
        return {};
    }
    constexpr void begin_parameter() noexcept {
        if (!done_) { last_ = at_; }
    }
    [[nodiscard]] constexpr bool done() const noexcept { return done_; }
    [[nodiscard]] constexpr bool missing() const noexcept { return missing_; }
    /// Offset of the field that was read last.
    [[nodiscard]] constexpr std::size_t offset() const noexcept { return last_; }

private:
    constexpr std::size_t next_end() noexcept {
        const bytes_view field = next();
        return last_ + field.size();
    }

    bytes_view frame_;
    std::size_t at_;
    std::size_t end_;
    std::size_t last_ = 1;
    bool done_;
    bool missing_ = false;
};

// ---- kinds of parameters -------------------------------------------------------------------------------------------

/// A serial that the caller hands in: 0 to 999, three digits (jointech.md 11.1, 11.4).
struct frame_serial {
    static constexpr range allowed{0, 999};
    [[nodiscard]] constexpr parameter_info about(name key) const noexcept {
        return {key, allowed, {}, false, false, true};
    }
    [[nodiscard]] constexpr error_info check(name key, std::uint16_t v) const noexcept {
        return check_range(key, v, allowed);
    }
    constexpr void write(std::uint16_t v, byte_output& out) const noexcept { out.number(v, 3); }
    constexpr error_code read(std::uint16_t& v, auto& in) const noexcept {
        return trackwire::detail::store_number(in.number(), allowed, v);
    }
};

/// No text is longer than this; Jointech documents no limit of its own, the frame limit of jointech.md 3.1 is above.
inline constexpr std::int64_t longest_text = 4000;

/// A text of undocumented length.
inline constexpr text_of any_text{{0, longest_text}, is_parameter_character, {}, false, false};
/// A secret of undocumented length.
inline constexpr text_of any_secret{{0, longest_text}, is_parameter_character, {}, true, false};
/// Identity of a JT701 and its relatives (jointech.md 2.1).
inline constexpr text_of ten_digits{{10, 10}, is_digit, "10 digits"};
/// Identity of a 12-digit device; one vendor example has 11 (jointech.md 2.1).
inline constexpr text_of twelve_digits{{11, 12}, is_digit, "12 digits"};
/// Identity of a slave: 5 bytes as hex (jointech.md 2.1).
inline constexpr text_of ten_hex_digits{{10, 10}, is_upper_hex, "10 hexadecimal digits, capital letters"};
/// Identity in front of an answer.
inline constexpr text_of some_digits{{10, 12}, is_digit, "10 to 12 digits"};

/// Everything up to the closing bracket, commas included. If empty, not even the comma in front is written.
struct rest_of {
    bool is_secret = false;  ///< of a command that nobody knows: it may be a password

    [[nodiscard]] constexpr parameter_info about(name key) const noexcept {
        return {key, {0, longest_text}, "parameters between commas", true, is_secret};
    }
    [[nodiscard]] constexpr error_info check(name key, const text_view& v) const noexcept {
        return check_text(key, v, {0, longest_text}, is_frame_character);
    }
    constexpr void write(const text_view& v, byte_output& out) const noexcept { v.write(out); }
    constexpr error_code read(text_view& v, auto& in) const noexcept {
        const bool present = !in.done();
        v = in.rest();
        if (present && v.empty()) { return error_code::too_short; }  // a comma with nothing behind it
        return check({}, v).code;
    }
    [[nodiscard]] static constexpr bool absent(const text_view& v) noexcept { return v.empty(); }
};

/// A number of percent with its sign: 41%.
struct percent_sign {
    [[nodiscard]] constexpr parameter_info about(name key) const noexcept { return {key, {0, 255}, {}}; }
    [[nodiscard]] constexpr error_info check(name, std::uint8_t) const noexcept { return {}; }
    constexpr void write(std::uint8_t v, byte_output& out) const noexcept {
        out.number(v);
        out.put(name("%"));
    }
    constexpr error_code read(std::uint8_t& v, auto& in) const noexcept {
        const bytes_view field = in.next();
        if (field.empty() || field[field.size() - 1] != '%') { return error_code::bad_number; }
        return trackwire::detail::store_number(parse_unsigned(field.first(field.size() - 1)), {0, 255}, v);
    }
};

/// Calendar fields of a UTC time, year 2000 to 2099, whole seconds: milliseconds are not on the wire and are cut.
struct clock_digits {
    bool year_first = false;  ///< YYYYMMDDhhmmss, else DDMMYYhhmmss

    static constexpr range allowed{946684800000, 4102444799999};  ///< 2000-01-01 to 2099-12-31
    [[nodiscard]] constexpr parameter_info about(name key) const noexcept {
        return {key, allowed, "2000-01-01 to 2099-12-31", false, false, true};
    }
    [[nodiscard]] constexpr error_info check(name key, time_ms v) const noexcept {
        return check_range(key, v, allowed);
    }
    constexpr void write(time_ms v, byte_output& out) const noexcept {
        const civil_time t = to_civil(v);
        if (year_first) {
            out.number(t.year, 4);
        } else {
            out.number(t.day, 2);
        }
        out.number(t.month, 2);
        out.number(year_first ? std::int64_t{t.day} : std::int64_t{t.year % 100}, 2);
        out.number(t.hour, 2);
        out.number(t.minute, 2);
        out.number(t.second, 2);
    }
    constexpr error_code read(time_ms& v, auto& in) const noexcept {
        const bytes_view field = in.next();
        if (field.size() != (year_first ? 14U : 12U) || !all_digits(field)) { return error_code::bad_time; }
        const auto two = [&](std::size_t at) { return static_cast<unsigned>(parse_unsigned(field.sub(at, 2)).value); };
        const std::size_t clock = year_first ? 8 : 6;
        const int century = year_first ? static_cast<int>(two(0)) * 100 : 2000;
        const civil_time t{century + static_cast<int>(two(year_first ? 2 : 4)),
                           two(year_first ? 4 : 2),
                           two(year_first ? 6 : 0),
                           two(clock),
                           two(clock + 2),
                           two(clock + 4),
                           0};
        if (!is_calendar_valid(t)) { return error_code::bad_time; }
        v = to_time(t);
        return allowed.contains(v) ? error_code::none : error_code::out_of_range;
    }
};

/// Most cards of one command (jointech.md 11.3, P41).
inline constexpr std::size_t max_cards = 20;
using card_list = fixed_list<std::uint32_t, max_cards>;

/// A number of cards, then the cards, 10 digits each (jointech.md 2.5).
struct cards_of {
    range count;

    static constexpr range card{1, 4294967295};
    [[nodiscard]] constexpr parameter_info about(name key) const noexcept {
        return {key, count, "1 to 20 cards, each 0000000001 to 4294967295", false, false, true};
    }
    [[nodiscard]] constexpr error_info check(name key, const card_list& v) const noexcept {
        error_info bad = check_range(key, static_cast<std::int64_t>(v.size()), count);
        for (const std::uint32_t c : v) {
            if (!bad) { bad = check_range(key, c, card); }
        }
        return bad;
    }
    constexpr void write(const card_list& v, byte_output& out) const noexcept {
        out.number(static_cast<std::int64_t>(v.size()));
        for (const std::uint32_t c : v) {
            out.put(name(","));
            out.number(c, 10);
        }
    }
    constexpr error_code read(card_list& v, auto& in) const noexcept {
        std::uint8_t n = 0;
        error_code code = trackwire::detail::store_number(in.number(), count, n);
        v = {};
        for (; n > 0 && code == error_code::none; --n) {
            std::uint32_t c = 0;
            code = trackwire::detail::store_number(in.number(), card, c);
            if (in.missing()) { return error_code::count_mismatch; }
            (void)v.add(c);
        }
        return code;
    }
};

/// A number of slaves, then their identities. The library sets no limit of its own (jointech.md 14.6, 52).
struct slaves_of {
    static constexpr range count{1, 999};
    [[nodiscard]] constexpr parameter_info about(name key) const noexcept {
        return {key, count, "at least one slave, each 10 hexadecimal digits, capital letters"};
    }
    [[nodiscard]] constexpr error_info check(name key, const text_list& v) const noexcept {
        error_info bad = check_range(key, static_cast<std::int64_t>(v.size()), count);
        for (std::size_t i = 0; i < v.size() && !bad; ++i) { bad = ten_hex_digits.check(key, v[i]); }
        return bad;
    }
    constexpr void write(const text_list& v, byte_output& out) const noexcept {
        out.number(static_cast<std::int64_t>(v.size()));
        for (std::size_t i = 0; i < v.size(); ++i) {
            out.put(name(","));
            v[i].write(out);
        }
    }
    constexpr error_code read(text_list& v, auto& in) const noexcept {
        std::uint16_t n = 0;
        const error_code code = trackwire::detail::store_number(in.number(), count, n);
        if (code != error_code::none) { return code; }
        v = text_list(in.several(n), n);
        return in.missing() ? error_code::count_mismatch : check({}, v).code;
    }
};

/// Most nodes of one page of a fence (jointech.md 11.3, P29).
inline constexpr std::size_t max_nodes = 10;
using node_list = fixed_list<fence_node, max_nodes>;

/// A number of nodes, then longitude and latitude of each as signed DDDMM.MMMM, trailing zeros cut (jointech.md 2.3).
struct nodes_of {
    range count;

    [[nodiscard]] constexpr parameter_info about(name key) const noexcept {
        return {key, count, "1 to 10 nodes, longitude to 180 and latitude to 90 degrees", false, false, true};
    }
    [[nodiscard]] constexpr error_info check(name key, const node_list& v) const noexcept {
        error_info bad = check_range(key, static_cast<std::int64_t>(v.size()), count);
        for (const fence_node& n : v) {
            if (!bad) { bad = check_range(key, n.longitude, {-fence_node::max_longitude, fence_node::max_longitude}); }
            if (!bad) { bad = check_range(key, n.latitude, {-fence_node::max_latitude, fence_node::max_latitude}); }
        }
        return bad;
    }
    constexpr void write(const node_list& v, byte_output& out) const noexcept {
        out.number(static_cast<std::int64_t>(v.size()));
        for (const fence_node& n : v) {
            write_packed(n.longitude, out);
            write_packed(n.latitude, out);
        }
    }
    constexpr error_code read(node_list& v, auto& in) const noexcept {
        std::uint8_t n = 0;
        error_code code = trackwire::detail::store_number(in.number(), count, n);
        v = {};
        for (; n > 0 && code == error_code::none; --n) {
            fence_node node;
            code = read_packed(in, fence_node::max_longitude, node.longitude);
            if (code == error_code::none) { code = read_packed(in, fence_node::max_latitude, node.latitude); }
            (void)v.add(node);
        }
        return in.missing() ? error_code::count_mismatch : code;
    }

private:
    static constexpr std::int64_t degree = std::int64_t{60} * 10000;
    static constexpr std::int64_t packed_degree = std::int64_t{100} * 10000;

    static constexpr void write_packed(std::int32_t minutes_e4, byte_output& out) noexcept {
        const std::int64_t magnitude = minutes_e4 < 0 ? -std::int64_t{minutes_e4} : std::int64_t{minutes_e4};
        const std::int64_t packed = magnitude / degree * packed_degree + magnitude % degree;
        out.put(name(","));
        out.decimal(minutes_e4 < 0 ? -packed : packed, 4);
    }
    static constexpr error_code read_packed(auto& in, std::int32_t most, std::int32_t& out) noexcept {
        const parsed_decimal d = parse_decimal(in.next());
        if (!d || d.decimals > 4) { return error_code::bad_number; }
        const std::int64_t packed = rescale(d.negative ? -d.value : d.value, d.decimals, 4);
        const std::int64_t minutes = packed / packed_degree * degree + packed % packed_degree;
        if (packed % packed_degree >= degree || minutes > most) { return error_code::out_of_range; }
        out = static_cast<std::int32_t>(d.negative ? -minutes : minutes);
        return error_code::none;
    }
};

}  // namespace trackwire::inline v0::jointech
