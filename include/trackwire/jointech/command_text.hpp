// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// How the text commands of Jointech devices are described, written and read. A command (or an answer) says once which
/// words and parameters it has, in wire order; encoder, decoder, ranges and documentation all follow that description:
///
///     struct p04_set {
///         std::uint16_t upload_s = 0;
///         std::uint16_t wake_min = 0;
///         template <class Self, class Visitor>
///         static constexpr void describe(Self& c, Visitor& v) noexcept {
///             v.fixed("P04,1");
///             v.field("upload_s", c.upload_s, whole(5, 3600));
///             v.field("wake_min", c.wake_min, whole(5, 1440));
///         }
///         TRACKWIRE_TEXT_COMMAND(p04_set, none, p04_answer)
///     };
///
/// An answer is described in the same way; of it only the shape is checked, not the ranges.
/// Source: jointech.md 3.3, 11.1.

#include <trackwire/jointech/command_fields.hpp>

namespace trackwire::inline v0::jointech {

// ---- visitors of a description --------------------------------------------------------------------------------------

namespace detail {

template <class Kind>
concept may_be_absent = requires {
    &Kind::absent;
};

/// Checks the parameters; the first that is wrong stays in `bad`.
struct parameter_checker {
    error_info bad{};

    constexpr void fixed(name) const noexcept {}
    template <class T, class Kind>
    constexpr void field(name key, const T& v, const Kind& kind) noexcept {
        if (!bad) { bad = kind.check(key, v); }
    }
};

/// Writes words and parameters with commas between them. With `mask` secrets become `******`.
struct parameter_writer {
    byte_output& out;
    bool mask = false;
    bool first = true;

    constexpr void fixed(name words) noexcept {
        separate();
        out.put(words);
    }
    template <class T, class Kind>
    constexpr void field(name key, const T& v, const Kind& kind) noexcept {
        if constexpr (may_be_absent<Kind>) {
            if (Kind::absent(v)) { return; }
        }
        separate();
        if (mask && kind.about(key).is_secret) {
            out.put(name("******"));
        } else {
            kind.write(v, out);
        }
    }

private:
    constexpr void separate() noexcept {
        if (!first) { out.put(name(",")); }
        first = false;
    }
};

/// Reads words and parameters; what does not fit stays in `bad`, with its offset in the frame.
struct parameter_reader {
    field_source in;
    error_info bad{};

    constexpr void fixed(name words) noexcept {
        for (std::size_t at = 0; at <= words.size && !bad;) {
            std::size_t stop = at;
            while (stop < words.size && words[stop] != ',') { ++stop; }
            const bytes_view got = in.next();
            if (in.missing()) {
                bad = {error_code::too_short, "command word", in.offset()};
            } else if (!(got == name(words.data + at, stop - at))) {
                bad = {error_code::unexpected, "command word", in.offset()};
            }
            at = stop + 1;
        }
    }
    template <class T, class Kind>
    constexpr void field(name key, T& v, const Kind& kind) noexcept {
        if (bad) { return; }
        const error_code code = kind.read(v, in);
        if (in.missing()) {
            bad = {error_code::too_short, key, in.offset()};
        } else if (code != error_code::none) {
            bad = {code, key, in.offset()};
        }
    }
};

/// Finds a parameter by its name.
struct parameter_finder {
    name wanted;
    maybe<parameter_info> found{};

    constexpr void fixed(name) const noexcept {}
    template <class T, class Kind>
    constexpr void field(name key, const T&, const Kind& kind) noexcept {
        if (!found && key == wanted) { found = kind.about(key); }
    }
};

}  // namespace detail

// ---- commands and answers -------------------------------------------------------------------------------------------

namespace detail {

template <class Text>
[[nodiscard]] constexpr error_info check_parameters(const Text& text) noexcept {
    parameter_checker checker;
    Text::describe(text, checker);
    return checker.bad;
}

template <class Text>
[[nodiscard]] constexpr result<std::size_t> write_text(const Text& text, std::uint8_t* data, std::size_t capacity,
                                                       bool mask) noexcept {
    const error_info bad = check_parameters(text);
    if (bad) { return bad; }
    byte_output out(data, capacity);
    parameter_writer writer{out, mask};
    out.put(name("("));
    Text::describe(text, writer);
    out.put(name(")"));
    return out.finish();
}

template <class Text>
[[nodiscard]] constexpr result<Text> read_text(bytes_view frame) noexcept {
    if (frame.empty() || frame[0] != '(') { return error_info{error_code::wrong_lead, "start", 0}; }
    const std::size_t last = frame.size() - 1;
    if (last == 0 || frame[last] != ')') { return error_info{error_code::no_terminator, "end", last}; }
    Text made{};
    parameter_reader reader{field_source(frame)};
    Text::describe(made, reader);
    if (reader.bad) { return reader.bad; }
    if (!reader.in.done()) {
        (void)reader.in.next();
        return error_info{error_code::unexpected, "further parameter", reader.in.offset()};
    }
    return made;
}

template <class Text>
[[nodiscard]] constexpr maybe<parameter_info> find_parameter(name parameter) noexcept {
    parameter_finder finder{parameter};
    const Text any{};
    Text::describe(any, finder);
    return finder.found;
}

}  // namespace detail

/// `answer` of a command that the device does not answer.
struct no_answer {};
/// `answer` of a command whose answer nobody documents: read it as text.
struct unknown_answer {};

// A macro, because a base class would take the designated initialisers away from the commands.
//
// operator==     the same parameters
// check          the first wrong parameter: out_of_range or bad_character, with its name
// encode         writes the wire bytes; nothing is written when a parameter is wrong. Errors: as check; no_space, with
//                the needed length as offset
// encode_masked  the same with ****** in place of passwords: for logs and screens, not for the device
// decode         reads one whole frame, brackets included. Texts are views into it. Errors: wrong_lead, no_terminator,
//                unexpected (another command, or more than it has), too_short, and those of the parameters, with name
//                and offset. The frame stays the caller's: nothing that does not fit is lost
// about          what a parameter may be
#define TRACKWIRE_TEXT_ANSWER(type)                                                                              \
    friend constexpr bool operator==(const type&, const type&) noexcept = default;                               \
    [[nodiscard]] constexpr error_info check() const noexcept { return detail::check_parameters(*this); }        \
    [[nodiscard]] constexpr result<std::size_t> encode(std::uint8_t* out, std::size_t capacity) const noexcept { \
        return detail::write_text(*this, out, capacity, false);                                                  \
    }                                                                                                            \
    [[nodiscard]] constexpr result<std::size_t> encode_masked(std::uint8_t* out, std::size_t capacity)           \
        const noexcept {                                                                                         \
        return detail::write_text(*this, out, capacity, true);                                                   \
    }                                                                                                            \
    [[nodiscard]] static constexpr result<type> decode(bytes_view frame TRACKWIRE_LIFETIMEBOUND) noexcept {      \
        return detail::read_text<type>(frame);                                                                   \
    }                                                                                                            \
    [[nodiscard]] static constexpr maybe<parameter_info> about(name parameter) noexcept {                        \
        return detail::find_parameter<type>(parameter);                                                          \
    }

// The same for a command: `what` is its effect, and behind it stands the type of its answer.
#define TRACKWIRE_TEXT_COMMAND(type, what, ...)                          \
    using answer = __VA_ARGS__;                                          \
    static constexpr trackwire::effect effect = trackwire::effect::what; \
    TRACKWIRE_TEXT_ANSWER(type)

}  // namespace trackwire::inline v0::jointech
