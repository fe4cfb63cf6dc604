// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// How a message of the platform is carried by JT/T 808: header in the form that the terminal speaks, body, check,
/// escapes. The messages describe themselves (core/command.hpp): their parameters stand in the body in that order,
/// numbers big-endian. One frame only: a body of more than 1023 bytes is refused.
/// Source: jt808.md 2, 3, 9, 10; jointech.md 9.1, 9.5.

#include <trackwire/core/checksum.hpp>
#include <trackwire/core/command.hpp>
#include <trackwire/jt808/reply.hpp>

namespace trackwire::inline v0::jt808 {

// ---- whom a message is for ------------------------------------------------------------------------------------------

/// The id of a terminal as its records spell it: 12 digits; 15 of an IMEI that is packed into six bytes; 12 hexadecimal
/// digits; 20 digits in a 2019 header; 14 between E7 flags (jt808.md 3.2). A value; what is longer than 20 is refused.
class terminal_id {
public:
    constexpr terminal_id() noexcept = default;
    template <std::size_t N>
    // NOLINTNEXTLINE(google-explicit-constructor): a literal is an id
    constexpr terminal_id(const char (&digits)[N]) noexcept : terminal_id(text_view(digits)) {}
    // NOLINTNEXTLINE(google-explicit-constructor): a text is an id
    constexpr terminal_id(const text_view& digits) noexcept {
        for (; size_ < digits.size() && size_ < capacity; ++size_) { digits_[size_] = digits[size_]; }
    }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
    [[nodiscard]] constexpr bytes_view digits() const noexcept { return {digits_, size_}; }
    friend constexpr bool operator==(const terminal_id&, const terminal_id&) noexcept = default;

private:
    static constexpr std::size_t capacity = 21;
    std::uint8_t digits_[capacity] = {};
    std::size_t size_ = 0;
};

/// The header of a message to a terminal. Use the form of the frames that it sends.
struct receiver {
    terminal_id device_id{};
    std::uint16_t serial = 0;  ///< of this message: counts per connection
    header_form form = header_form::edition_2013;
    std::uint8_t version = 1;  ///< protocol version of a 2019 header

    friend constexpr bool operator==(const receiver&, const receiver&) noexcept = default;
};

/// The header forms that have a message: a set of them.
struct header_forms {
    unsigned bits = 0;

    [[nodiscard]] constexpr bool has(header_form form) const noexcept {
        return (bits >> static_cast<unsigned>(form) & 1U) != 0;
    }
};
inline constexpr header_forms any_edition{0b0111};
inline constexpr header_forms only_2013{0b0001};  ///< 2011 too: the header does not tell them apart
inline constexpr header_forms only_2019{0b0010};
inline constexpr header_forms only_short{0b1000};

namespace detail {

/// The bytes of an id in a header, up to ten.
struct packed_id {
    std::uint8_t bytes[10] = {};
    std::size_t size = 0;  ///< 0: no such id in this form
};

[[nodiscard]] constexpr packed_id pack_imei(bytes_view digits) noexcept {
    const std::uint64_t number = static_cast<std::uint64_t>(parse_unsigned(digits.first(14)).value);
    packed_id id;
    if (!all_digits(digits) || number < 10'000'000'000'000U) { return id; }
    if (luhn_digit(number, 14) != digits[14] - unsigned{'0'}) { return id; }
    for (unsigned shift = 48; shift > 0; shift -= 8) {
        id.bytes[id.size++] = static_cast<std::uint8_t>(number >> (shift - 8) & 0xFFU);
    }
    return id;
}

[[nodiscard]] constexpr packed_id pack_id(bytes_view digits, header_form form) noexcept {
    constexpr std::size_t lengths[] = {12, 20, 14, 12};
    const std::size_t length = lengths[static_cast<std::size_t>(form)];
    if (length == 12 && digits.size() == 15) { return pack_imei(digits); }
    if (digits.size() != length || (length != 12 && !all_digits(digits))) { return {}; }
    packed_id id;
    for (std::size_t i = 0; i < length; i += 2) {
        const int high = hex_digit(digits[i]);
        const int low = hex_digit(digits[i + 1]);
        if (high < 0 || low < 0) { return {}; }
        id.bytes[id.size++] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return id;
}

/// A field of the header: checked with the parameters, written and read by `command_wire`.
template <class Kind>
struct header_kind {
    static constexpr bool in_header = true;
    constexpr void write(const auto&, byte_output&) const noexcept {}
    constexpr error_code read(auto& v, auto&) const noexcept {
        return static_cast<const Kind&>(*this).check({}, v).code;
    }
};
struct form_kind : header_kind<form_kind> {
    header_forms allowed;
    constexpr explicit form_kind(header_forms forms) noexcept : allowed(forms) {}
    [[nodiscard]] constexpr parameter_info about(name key) const noexcept {
        return {key, {0, 3}, "a header form that has this message", false, false, true};
    }
    [[nodiscard]] constexpr error_info check(name key, header_form v) const noexcept {
        if (static_cast<unsigned>(v) > 3 || !allowed.has(v)) { return {error_code::out_of_range, key}; }
        return {};
    }
};
struct id_kind : header_kind<id_kind> {
    [[nodiscard]] constexpr parameter_info about(name key) const noexcept {
        return {key,  {12, 20}, "12 digits, or 15 of an IMEI; 20 in a 2019 header, 14 between E7 flags",
                true, false,    true};
    }
    [[nodiscard]] constexpr error_info check(name key, const receiver& v) const noexcept {
        if (pack_id(v.device_id.digits(), v.form).size == 0) { return {error_code::out_of_range, key}; }
        return {};
    }
};
struct serial_kind : header_kind<serial_kind> {
    [[nodiscard]] constexpr parameter_info about(name key) const noexcept {
        return {key, {0, 0xFFFF}, "0 to 65535, or to 255 where it has one byte", false, false, true};
    }
    [[nodiscard]] constexpr error_info check(name key, const receiver& v) const noexcept {
        return check_range(key, v.serial, {0, v.form == header_form::short_serial ? 0xFF : 0xFFFF});
    }
};

}  // namespace detail

/// The header of every message: in front of its parameters.
constexpr void describe_header(auto& c, auto& v, header_forms forms = any_edition) noexcept {
    v.field("form", c.to.form, detail::form_kind(forms));
    v.field("device_id", c.to, detail::id_kind{});
    v.field("serial", c.to, detail::serial_kind{});
}

// ---- reading --------------------------------------------------------------------------------------------------------

/// What is left of a body while it is read: escapes are undone, offsets are those of the wire.
class body_source {
public:
    constexpr body_source(const wire_view& body, std::size_t from) noexcept
        : body_(body), at_(body.begin()), from_(from) {}

    [[nodiscard]] constexpr bool done() const noexcept { return at_ == body_.end(); }
    [[nodiscard]] constexpr bool missing() const noexcept { return missing_; }
    [[nodiscard]] constexpr std::size_t offset() const noexcept { return begin_; }
    constexpr void begin_parameter() noexcept {
        begin_ = from_ + static_cast<std::size_t>(at_.wire() - body_.wire().data());
    }

    /// `size` bytes as a number, the first the highest; `missing` if there are fewer.
    constexpr std::uint32_t big_endian(std::size_t size) noexcept {
        std::uint32_t v = 0;
        for (; size > 0; --size) {
            if (done()) {
                missing_ = true;
                return 0;
            }
            v = v << 8U | *at_;
            ++at_;
        }
        return v;
    }
    /// The next `size` bytes; `missing` if there are fewer.
    constexpr text_view take(std::size_t size) noexcept {
        const auto begin = at_;
        for (; size > 0 && !done(); --size) { ++at_; }
        missing_ = missing_ || size > 0;
        return since(begin);
    }
    constexpr text_view text(character_rule rule) noexcept {
        const auto begin = at_;
        while (!done() && rule(*at_)) { ++at_; }
        return since(begin);
    }
    /// A number in decimal digits.
    constexpr parsed_number number(std::size_t = bytes_view::npos) noexcept {
        const std::uint8_t* const begin = at_.wire();
        while (!done() && is_digit(*at_)) { ++at_; }
        return parse_unsigned(bytes_view(begin, static_cast<std::size_t>(at_.wire() - begin)));
    }
    /// Errors: too_short, unexpected.
    constexpr error_info expect(name bytes) noexcept {
        begin_parameter();
        for (const char c : bytes) {
            if (done()) { return {error_code::too_short, "command word", begin_}; }
            if (*at_ != static_cast<std::uint8_t>(c)) { return {error_code::unexpected, "command word", begin_}; }
            ++at_;
        }
        return {};
    }

private:
    constexpr text_view since(const wire_view::iterator& begin) const noexcept {
        const bytes_view wire(begin.wire(), static_cast<std::size_t>(at_.wire() - begin.wire()));
        return text_view(wire_view(wire, body_.scheme()));
    }

    wire_view body_;
    wire_view::iterator at_;
    std::size_t from_;
    std::size_t begin_ = 0;
    bool missing_ = false;
};

// ---- the wire -------------------------------------------------------------------------------------------------------

/// Header, body, check. A message has its `id`, the header in `to`.
struct command_wire {
    using options = no_options;
    static constexpr std::size_t longest_body = 1023;

    /// Errors: those of the parameters; too_long, with the length of the body as offset; no_space.
    template <class Message>
    [[nodiscard]] static constexpr result<std::size_t> write(const Message& m, std::uint8_t* data, std::size_t capacity,
                                                             const options&, bool mask) noexcept {
        const error_info bad = m.check();
        if (bad) { return bad; }
        std::uint8_t body[longest_body] = {};
        byte_output content(body, sizeof body);
        trackwire::detail::parameter_writer<byte_output> writer{content, mask};
        Message::describe(m, writer);
        if (content.overflowed()) { return error_info{error_code::too_long, "body", content.size()}; }
        byte_output out(data, capacity);
        const detail::packed_id device = detail::pack_id(m.to.device_id.digits(), m.to.form);
        write_frame({m.id, m.to.serial, m.to.form, m.to.version, bytes_view(device.bytes, device.size)},
                    bytes_view(body, content.size()), out);
        return out.finish();
    }
    /// Reads one whole frame. Errors: those of the frame; unexpected (another message); those of the parameters.
    template <class Message>
    [[nodiscard]] static constexpr result<Message> read(bytes_view frame) noexcept {
        if (frame.empty() || (frame[0] != 0x7E && frame[0] != 0xE7)) {
            return error_info{error_code::wrong_lead, "start", 0};
        }
        frame_shape shape;
        const verdict v = framer::scan(frame, scan_input{}, shape);
        if (v.kind == verdict::outcome::incomplete) { return error_info{error_code::cut, v.why.field, frame.size()}; }
        if (v.kind != verdict::outcome::frame) { return v.why; }
        if (v.length != frame.size() || v.length == 1) { return error_info{error_code::unexpected, "end", v.length}; }
        return read_body<Message>(frame, shape);
    }

private:
    template <class Message>
    static constexpr result<Message> read_body(bytes_view frame, const frame_shape& shape) noexcept {
        null_trace quiet;
        cursor<null_trace> in(frame, 0, shape.end, shape.scheme, quiet);
        const header head = read_header(in, frame, shape.form);
        if (head.encrypted() || head.partial()) { return error_info{error_code::unexpected, "body attributes", 3}; }
        Message made{};
        if constexpr (requires { Message::any_id; }) {
            made.id = head.id;
        } else if (head.id != Message::id) {
            return error_info{error_code::unexpected, "message id", 1};
        }
        made.to.form = shape.form;
        made.to.serial = head.serial;
        if (shape.form == header_form::edition_2019) { made.to.version = head.version; }
        fixed_text<24> digits;
        spell({head.device, head.id_form()},
              [&](std::uint8_t c, const std::uint8_t*) { digits.append(static_cast<char>(c)); });
        made.to.device_id = text_view(digits.data(), digits.size());
        const wire_view body(frame.sub(shape.body, shape.end - shape.body), shape.scheme);
        trackwire::detail::parameter_reader<body_source> reader{body_source(body, shape.body)};
        Message::describe(made, reader);
        reader.finish();
        if (reader.bad) { return reader.bad; }
        const error_info wrong = made.check();  // what a count or a length alone does not show
        if (wrong) { return wrong; }
        return made;
    }
};

}  // namespace trackwire::inline v0::jt808
