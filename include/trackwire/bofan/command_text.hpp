// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// How the commands of Bofan devices are carried: `#`, the mnemonic, parameters without a separator of their own, CR
/// LF; or in a full frame; or by SMS behind the password. The commands describe themselves (core/command.hpp). Source:
/// bofan.md 14.1.

#include <trackwire/core/checksum.hpp>
#include <trackwire/core/command.hpp>
#include <trackwire/core/fixed.hpp>

namespace trackwire::inline v0::bofan {

// ---- carriers ------------------------------------------------------------------------------------------------------

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

// ---- characters ----------------------------------------------------------------------------------------------------

/// What a command can carry at all: nothing is escaped, and a control character ends it.
[[nodiscard]] constexpr bool is_command_character(std::uint8_t c) noexcept { return is_printable(c); }
/// A parameter between commas.
[[nodiscard]] constexpr bool is_parameter_character(std::uint8_t c) noexcept { return is_printable(c) && c != ','; }
/// A command between quotes.
[[nodiscard]] constexpr bool is_quotable_character(std::uint8_t c) noexcept { return is_printable(c) && c != '\''; }
[[nodiscard]] constexpr bool is_telephone_character(std::uint8_t c) noexcept { return is_digit(c) || c == '+'; }

// ---- kinds of parameters -------------------------------------------------------------------------------------------

/// What is left of a command while it is read.
class parameter_source {
public:
    /// `from`: offset of the text in the wire bytes.
    constexpr parameter_source(bytes_view text, std::size_t from) noexcept : text_(text), from_(from) {}

    [[nodiscard]] constexpr bool done() const noexcept { return at_ == text_.size(); }
    /// Each parameter says itself when it is cut.
    [[nodiscard]] static constexpr bool missing() noexcept { return false; }
    /// Offset in the wire bytes of the parameter that was read last.
    [[nodiscard]] constexpr std::size_t offset() const noexcept { return from_ + begin_; }
    constexpr void begin_parameter() noexcept { begin_ = at_; }
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
    /// Up to `most` characters that a number may have.
    constexpr parsed_number number(std::size_t most = bytes_view::npos) noexcept {
        return parse_integer(number_text(most));
    }
    constexpr bytes_view number_text(std::size_t most = bytes_view::npos) noexcept {
        return take_while([](std::uint8_t c) noexcept { return is_digit(c) || c == '-' || c == '+' || c == '.'; },
                          most);
    }
    constexpr bytes_view text(character_rule rule) noexcept { return take_while(rule); }
    /// Errors: too_short, unexpected.
    constexpr error_info expect(name words) noexcept {
        begin_parameter();
        if (take(words)) { return {}; }
        return {done() ? error_code::too_short : error_code::unexpected, "command word", offset()};
    }

private:
    bytes_view text_;
    std::size_t from_;
    std::size_t at_ = 0;
    std::size_t begin_ = 0;
};

[[nodiscard]] constexpr bool is_code_character(std::uint8_t c) noexcept { return is_upper(c) || is_digit(c); }

/// Six digits.
inline constexpr text_of password_digits{{6, 6}, is_digit, "six digits", true, true};

/// Volts in steps of 0.001, as a decimal number.
struct millivolts {
    static constexpr range allowed{0, 99'999};
    [[nodiscard]] constexpr parameter_info about(name key) const noexcept { return {key, allowed, {}}; }
    [[nodiscard]] constexpr error_info check(name key, std::uint32_t v) const noexcept {
        return check_range(key, v, allowed);
    }
    constexpr void write(std::uint32_t v, byte_output& out) const noexcept { out.decimal(v, 3); }
    constexpr error_code read(std::uint32_t& v, parameter_source& in) const noexcept {
        const parsed_decimal d = parse_decimal(in.number_text());
        if (!d || d.decimals > 3) { return error_code::bad_number; }
        const std::int64_t steps = d.value > allowed.max ? d.value : rescale(d.value, d.decimals, 3);
        if (!allowed.contains(steps)) { return error_code::out_of_range; }
        v = static_cast<std::uint32_t>(steps);
        return error_code::none;
    }
};

// ---- commands ------------------------------------------------------------------------------------------------------

// Public names of this room, whatever they are made of. What the answers of devices look like is documented nowhere:
// they arrive as messages of kind `text`.
using trackwire::unknown_answer;

/// Carriers of commands. `encode` takes one as its last argument, GPRS without a frame if there is none; its errors
/// then include `password`, that of an SMS.
struct command_wire {
    using options = carrier;

    template <class Command>
    [[nodiscard]] static constexpr result<std::size_t> write(const Command& c, std::uint8_t* data, std::size_t capacity,
                                                             const carrier& by, bool mask) noexcept {
        error_info bad = c.check();
        if (!bad && by.by == carriage::sms) { bad = password_digits.check("password", by.password); }
        if (bad) { return bad; }
        byte_output out(data, capacity);
        trackwire::detail::parameter_writer<byte_output> writer{out, mask};
        if (by.by == carriage::frame) { put_header(out, 0, 0); }
        if (by.by == carriage::sms) {
            writer.field("password", by.password, password_digits);
        } else {
            out.put(name("#"));
        }
        Command::describe(c, writer);
        if (by.by != carriage::sms) { out.put(name("\r\n")); }
        const result<std::size_t> size = out.finish();
        if (by.by == carriage::frame && size) {
            byte_output header(data, capacity);
            put_header(header, xor_of(bytes_view(data, *size).sub(5)), *size);
        }
        return size;
    }
    /// Reads one whole command of any carrier. Errors: those of `unwrap_command`, and those of the parameters, with
    /// their offset in the wire bytes.
    template <class Command>
    [[nodiscard]] static constexpr result<Command> read(bytes_view wire) noexcept {
        const result<carried_command> c = unwrap_command(wire);
        if (!c) { return c.error(); }
        return trackwire::detail::read_parameters<Command>(parameter_source(c->text, c->offset));
    }

private:
    static constexpr void put_header(byte_output& out, std::uint8_t verify, std::size_t size) noexcept {
        out.put(std::uint8_t{0xBF});
        out.put(std::uint8_t{0xFB});
        out.put(verify);
        out.put(static_cast<std::uint8_t>(size & 0xFFU));
        out.put(static_cast<std::uint8_t>(size >> 8U & 0xFFU));
    }
};

}  // namespace trackwire::inline v0::bofan
