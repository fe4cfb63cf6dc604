// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// How the commands of Bofan devices are described, carried, written and read. A command says once which parameters
/// it has, in wire order; encoder, decoder and ranges follow that description:
///
///     struct switch_output : device_command<switch_output, effect::physical> {
///         std::uint8_t output = 1;
///         bool on = false;
///         template <class Self, class Visitor>
///         static constexpr void describe(Self& c, Visitor& v) noexcept {
///             v.literal("OPC");
///             v.field("output", c.output, whole{{1, 5}});
///             v.literal(",");
///             v.field("on", c.on, flag{});
///         }
///     };
///
/// Source: bofan.md 14.1.

#include <trackwire/core/checksum.hpp>
#include <trackwire/core/command.hpp>

namespace trackwire::inline v0::bofan {

// ---- carriers
// --------------------------------------------------------------------------------------------------------

/// How a command travels.
enum class carriage : std::uint8_t {
    line,   ///< GPRS: `#OPC1,1` CR LF
    frame,  ///< GPRS: the same inside a full frame
    sms,    ///< SMS: `000000OPC1,1`, the device password in front
};

/// A carriage and what it needs.
struct carrier {
    carriage by = carriage::line;
    text_view password = "000000";  ///< SMS only: six digits; this is the factory setting

    [[nodiscard]] static constexpr carrier gprs() noexcept { return {}; }
    [[nodiscard]] static constexpr carrier framed() noexcept { return {carriage::frame}; }
    [[nodiscard]] static constexpr carrier text_message(text_view password = "000000") noexcept {
        return {carriage::sms, password};
    }
};

/// Longest command that our own decoder waits for.
inline constexpr std::int64_t longest_command = 1000;

/// A command taken out of its carrier.
struct carried_command {
    bytes_view text;  ///< mnemonic and parameters
    carriage by = carriage::line;
    bytes_view password;     ///< of an SMS
    std::size_t offset = 0;  ///< of the text in the wire bytes
};

/// Takes the wire bytes of one command apart. A line end may be missing. Lifetime: views into `wire`.
/// Errors: wrong_lead, bad_length, bad_checksum.
[[nodiscard]] constexpr result<carried_command> unwrap_command(bytes_view wire TRACKWIRE_LIFETIMEBOUND) noexcept {
    carried_command c;
    if (wire.size() > 5 && wire[0] == 0xBF && wire[1] == 0xFB) {
        if (load_le16(wire.data() + 3) != wire.size()) { return error_info{error_code::bad_length, "length", 3}; }
        if (wire[2] != 0xFF && wire[2] != xor_of(wire.sub(5))) {
            return error_info{error_code::bad_checksum, "verify", 2};
        }
        c.by = carriage::frame;
        c.offset = 5;
    }
    if (wire.size() > c.offset && wire[c.offset] == '#') {
        ++c.offset;
    } else if (c.offset == 0 && wire.size() > 6 && all_digits(wire.first(6))) {
        c.by = carriage::sms;
        c.password = wire.first(6);
        c.offset = 6;
    } else {
        return error_info{error_code::wrong_lead, "start", c.offset};
    }
    std::size_t end = wire.size();
    while (end > c.offset && (wire[end - 1] == '\r' || wire[end - 1] == '\n')) { --end; }
    c.text = wire.sub(c.offset, end - c.offset);
    return c;
}

// ---- characters
// ------------------------------------------------------------------------------------------------------

/// What a command can carry at all: nothing is escaped, and a control character ends it.
[[nodiscard]] constexpr bool is_command_character(std::uint8_t c) noexcept { return is_printable(c); }
/// A parameter between commas.
[[nodiscard]] constexpr bool is_parameter_character(std::uint8_t c) noexcept { return is_printable(c) && c != ','; }
/// A command between quotes.
[[nodiscard]] constexpr bool is_quotable_character(std::uint8_t c) noexcept { return is_printable(c) && c != '\''; }
[[nodiscard]] constexpr bool is_telephone_character(std::uint8_t c) noexcept { return is_digit(c) || c == '+'; }

// ---- kinds of parameters
// --------------------------------------------------------------------------------------------- Each kind checks,
// writes and reads one parameter, and says what it may be.

/// What is left of a command while it is read.
class parameter_source {
public:
    constexpr explicit parameter_source(bytes_view text) noexcept : text_(text) {}

    [[nodiscard]] constexpr bool done() const noexcept { return at_ == text_.size(); }
    [[nodiscard]] constexpr std::size_t offset() const noexcept { return at_; }
    /// The next character, or 0 at the end.
    [[nodiscard]] constexpr std::uint8_t peek() const noexcept { return done() ? std::uint8_t{0} : text_[at_]; }
    /// Consumes `expected` if it is next.
    constexpr bool take(name expected) noexcept {
        if (!text_.sub(at_).starts_with(expected)) { return false; }
        at_ += expected.size;
        return true;
    }
    /// Up to `most` characters that follow the rule.
    constexpr bytes_view take_while(character_rule rule, std::size_t most = bytes_view::npos) noexcept {
        const std::size_t from = at_;
        while (!done() && at_ - from < most && rule(text_[at_])) { ++at_; }
        return text_.sub(from, at_ - from);
    }

private:
    bytes_view text_;
    std::size_t at_ = 0;
};

namespace detail {
[[nodiscard]] constexpr bool is_number_character(std::uint8_t c) noexcept {
    return is_digit(c) || c == '-' || c == '+' || c == '.';
}
[[nodiscard]] constexpr bool is_code_character(std::uint8_t c) noexcept { return is_upper(c) || is_digit(c); }
[[nodiscard]] constexpr bool is_decimal_digit(std::uint8_t c) noexcept { return is_digit(c); }
}  // namespace detail

/// A whole number.
struct whole {
    range allowed;
    bool documented = false;  ///< the range comes from a manual or a configuration guide
    name form{};
    bool one_digit = false;  ///< another parameter follows without a separator

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
    constexpr error_code read(Int& v, parameter_source& in) const noexcept {
        const parsed_number n =
            parse_integer(in.take_while(detail::is_number_character, one_digit ? 1 : bytes_view::npos));
        if (!n) { return error_code::bad_number; }
        if (!allowed.contains(n.value)) { return error_code::out_of_range; }
        v = static_cast<Int>(n.value);
        return error_code::none;
    }
};

/// 1 or 0.
struct flag {
    [[nodiscard]] constexpr parameter_info about(name key) const noexcept {
        return {key, {0, 1}, {}, false, false, true};
    }
    [[nodiscard]] constexpr error_info check(name, bool) const noexcept { return {}; }
    constexpr void write(bool v, byte_output& out) const noexcept { out.number(v ? 1 : 0); }
    constexpr error_code read(bool& v, parameter_source& in) const noexcept {
        v = in.take("1");
        return v || in.take("0") ? error_code::none : error_code::bad_number;
    }
};

/// A text of characters that follow a rule.
struct text_of {
    range length;
    character_rule rule = is_parameter_character;
    name form{};
    bool is_secret = false;
    bool documented = false;

    [[nodiscard]] constexpr parameter_info about(name key) const noexcept {
        return {key, length, form, true, is_secret, documented};
    }
    [[nodiscard]] constexpr error_info check(name key, const text_view& v) const noexcept {
        return check_text(key, v, length, rule);
    }
    constexpr void write(const text_view& v, byte_output& out) const noexcept { v.write(out); }
    constexpr error_code read(text_view& v, parameter_source& in) const noexcept {
        v = in.take_while(rule);
        return check({}, v).code;
    }
};

/// Six digits.
inline constexpr text_of password_digits{{6, 6}, detail::is_decimal_digit, "six digits", true, true};

/// Volts in steps of 0.001, as a decimal number.
struct millivolts {
    static constexpr range allowed{0, 99'999};
    [[nodiscard]] constexpr parameter_info about(name key) const noexcept { return {key, allowed, {}}; }
    [[nodiscard]] constexpr error_info check(name key, std::uint32_t v) const noexcept {
        return check_range(key, v, allowed);
    }
    constexpr void write(std::uint32_t v, byte_output& out) const noexcept { out.decimal(v, 3); }
    constexpr error_code read(std::uint32_t& v, parameter_source& in) const noexcept {
        const parsed_decimal d = parse_decimal(in.take_while(detail::is_number_character));
        if (!d || d.decimals > 3) { return error_code::bad_number; }
        const std::int64_t steps = d.value > allowed.max ? d.value : rescale(d.value, d.decimals, 3);
        if (!allowed.contains(steps)) { return error_code::out_of_range; }
        v = static_cast<std::uint32_t>(steps);
        return error_code::none;
    }
};

// ---- visitors of a description
// ---------------------------------------------------------------------------------------

namespace detail {

/// Checks the parameters; the first that is wrong stays in `bad`.
struct parameter_checker {
    error_info bad{};

    constexpr void literal(name) const noexcept {}
    template <class T, class Kind>
    constexpr void field(name key, const T& v, const Kind& kind) noexcept {
        if (!bad) { bad = kind.check(key, v); }
    }
};

/// Writes words and parameters. With `mask` secrets become `******`.
struct parameter_writer {
    byte_output& out;
    bool mask = false;

    constexpr void literal(name text) noexcept { out.put(text); }
    template <class T, class Kind>
    constexpr void field(name key, const T& v, const Kind& kind) noexcept {
        if constexpr (requires { kind.write_masked(v, out); }) {  // a part of it is a secret
            if (mask) { return kind.write_masked(v, out); }
        }
        if (mask && kind.about(key).is_secret) {
            out.put(name("******"));
        } else {
            kind.write(v, out);
        }
    }
};

/// Reads words and parameters; what does not fit stays in `bad`, with its offset in the text.
struct parameter_reader {
    parameter_source in;
    error_info bad{};

    constexpr void literal(name text) noexcept {
        if (!bad && !in.take(text)) {
            bad = {in.done() ? error_code::too_short : error_code::unexpected, "command word", in.offset()};
        }
    }
    template <class T, class Kind>
    constexpr void field(name key, T& v, const Kind& kind) noexcept {
        if (bad) { return; }
        const std::size_t at = in.offset();
        const error_code code = kind.read(v, in);
        if (code != error_code::none) { bad = {code, key, at}; }
    }
};

/// Finds a parameter by its name.
struct parameter_finder {
    name wanted;
    maybe<parameter_info> found{};

    constexpr void literal(name) const noexcept {}
    template <class T, class Kind>
    constexpr void field(name key, const T&, const Kind& kind) noexcept {
        if (!found && key == wanted) { found = kind.about(key); }
    }
};

}  // namespace detail

// ---- commands
// --------------------------------------------------------------------------------------------------------

/// What the answers of devices look like is documented nowhere: they arrive as messages of kind `text`.
struct unknown_answer {};

/// A command that describes itself (see above).
template <class Self, trackwire::effect Effect = trackwire::effect::none>
struct device_command {
    using answer = unknown_answer;
    static constexpr trackwire::effect effect = Effect;

    /// Errors: out_of_range, bad_character, with the name of the first wrong parameter.
    [[nodiscard]] constexpr error_info check() const noexcept {
        detail::parameter_checker checker;
        Self::describe(self(), checker);
        return checker.bad;
    }
    /// Writes the wire bytes. Nothing is written when a parameter is wrong.
    /// Errors: as `check`, `password` for that of an SMS; no_space, with the needed length as offset.
    [[nodiscard]] constexpr result<std::size_t> encode(std::uint8_t* out, std::size_t capacity,
                                                       const carrier& by = {}) const noexcept {
        return write(out, capacity, by, false);
    }
    /// The same with `******` in place of passwords: for logs and screens, not for the device.
    [[nodiscard]] constexpr result<std::size_t> encode_masked(std::uint8_t* out, std::size_t capacity,
                                                              const carrier& by = {}) const noexcept {
        return write(out, capacity, by, true);
    }
    /// Reads one whole command of any carrier. Lifetime: texts are views into `wire`.
    /// Errors: those of `unwrap_command`; unexpected (another command, or more than it has), too_short, and those of
    /// the parameters, with name and offset.
    [[nodiscard]] static constexpr result<Self> decode(bytes_view wire TRACKWIRE_LIFETIMEBOUND) noexcept {
        const result<carried_command> c = unwrap_command(wire);
        if (!c) { return c.error(); }
        Self made{};
        detail::parameter_reader reader{parameter_source(c->text)};
        Self::describe(made, reader);
        if (!reader.bad && !reader.in.done()) {
            reader.bad = {error_code::unexpected, "further parameter", reader.in.offset()};
        }
        if (reader.bad) { return error_info{reader.bad.code, reader.bad.field, reader.bad.offset + c->offset}; }
        return made;
    }
    /// What a parameter may be.
    [[nodiscard]] static constexpr maybe<parameter_info> about(name parameter) noexcept {
        detail::parameter_finder finder{parameter};
        const Self any{};
        Self::describe(any, finder);
        return finder.found;
    }
    friend constexpr bool operator==(const device_command&, const device_command&) noexcept = default;

private:
    [[nodiscard]] constexpr const Self& self() const noexcept { return static_cast<const Self&>(*this); }

    constexpr result<std::size_t> write(std::uint8_t* data, std::size_t capacity, const carrier& by,
                                        bool mask) const noexcept {
        error_info bad = check();
        if (!bad && by.by == carriage::sms) { bad = password_digits.check("password", by.password); }
        if (bad) { return bad; }
        byte_output out(data, capacity);
        detail::parameter_writer writer{out, mask};
        if (by.by == carriage::frame) { put_header(out, 0, 0); }
        if (by.by == carriage::sms) {
            writer.field("password", by.password, password_digits);
        } else {
            out.put(name("#"));
        }
        Self::describe(self(), writer);
        if (by.by != carriage::sms) { out.put(name("\r\n")); }
        const result<std::size_t> size = out.finish();
        if (by.by == carriage::frame && size) {
            byte_output header(data, capacity);
            put_header(header, xor_of(bytes_view(data, *size).sub(5)), *size);
        }
        return size;
    }
    static constexpr void put_header(byte_output& out, std::uint8_t verify, std::size_t size) noexcept {
        out.put(std::uint8_t{0xBF});
        out.put(std::uint8_t{0xFB});
        out.put(verify);
        out.put(static_cast<std::uint8_t>(size & 0xFFU));
        out.put(static_cast<std::uint8_t>(size >> 8U & 0xFFU));
    }
};

}  // namespace trackwire::inline v0::bofan
