// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// What the commands of all vendors share. A command is a small struct with named parameters: `encode` writes its wire
/// bytes into the caller's buffer, `decode` reads them back. A wrong value is refused with the parameter's name, its
/// range is asked for with `about` (parameter_info); nothing is clamped. The library never sends a command and never
/// repeats one.
///
/// A command (or an answer) says once which words and parameters it has, in wire order. Encoder, decoder, ranges and
/// documentation all follow that description, so they cannot disagree:
///
///     struct p04_set {
///         std::uint16_t upload_s = 0;
///         std::uint16_t wake_min = 0;
///
///         static constexpr void describe(auto& c, auto& v) noexcept {
///             v.fixed("P04,1");
///             v.field("upload_s", c.upload_s, whole(5, 3600));
///             v.field("wake_min", c.wake_min, whole(5, 1440));
///         }
///         TRACKWIRE_COMMAND(p04_set, none, p04_answer)
///     };
///
/// `v` is one of the visitors below, the third argument of `field` a kind of parameter (parameter.hpp, and those that
/// only one vendor has). How a wire family carries its commands is the `command_wire` of its namespace.

#include <trackwire/core/parameter.hpp>

namespace trackwire::inline v0 {

/// What a command does to the world. A `physical` one opens or moves something: its answer can be lost although it
/// was carried out, so a program must not send it a second time by itself.
enum class effect : std::uint8_t { none, physical };

/// Spells why a command was refused: "upload_s: out of range, 5 to 3600". Never shows the value: it may be a password.
constexpr void write_refusal(const error_info& why, const maybe<parameter_info>& about, char_output& out) noexcept {
    out.put(why.field);
    out.put(name(": "));
    out.put(to_text(why.code));
    if (!about) { return; }
    if (!about->form.empty()) {
        out.put(name(", "));
        out.put(about->form);
    } else if (why.code == error_code::out_of_range) {
        out.put(name(", "));
        out.number(about->limits.min);
        if (about->limits.max != about->limits.min) {
            out.put(name(" to "));
            out.number(about->limits.max);
        }
        if (about->is_text) { out.put(name(" characters")); }
    }
}

// ---- visitors of a description -------------------------------------------------------------------------------------

namespace detail {

/// Checks the parameters; the first that is wrong stays in `bad`.
struct parameter_checker {
    error_info bad{};

    constexpr void fixed(name) const noexcept {}
    template <class T, class Kind>
    constexpr void field(name key, const T& v, const Kind& kind) noexcept {
        if (!bad) { bad = kind.check(key, v); }
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

/// Writes words and parameters, with `separator` between them. With `mask` secrets become `******`.
template <class Output>
struct parameter_writer {
    Output& out;
    bool mask = false;
    name separator{};
    bool first = true;

    constexpr void fixed(name words) noexcept {
        separate();
        out.put(words);
    }
    template <class T, class Kind>
    constexpr void field(name key, const T& v, const Kind& kind) noexcept {
        if constexpr (requires { Kind::absent(v); }) {
            if (Kind::absent(v)) { return; }
        }
        separate();
        if constexpr (requires { kind.write_masked(v, out); }) {  // a part of it is a secret
            if (mask) { return kind.write_masked(v, out); }
        }
        if (mask && kind.about(key).is_secret) {
            out.put(name("******"));
        } else {
            kind.write(v, out);
        }
    }

private:
    constexpr void separate() noexcept {
        if (!first) { out.put(separator); }
        first = false;
    }
};

/// Reads words and parameters; what does not fit stays in `bad`, with its offset in what `in` reads.
template <class Source>
struct parameter_reader {
    Source in;
    error_info bad{};

    constexpr void fixed(name words) noexcept {
        if (!bad) { bad = in.expect(words); }
    }
    template <class T, class Kind>
    constexpr void field(name key, T& v, const Kind& kind) noexcept {
        if (bad) { return; }
        in.begin_parameter();
        const error_code code = kind.read(v, in);
        bad = {in.missing() ? error_code::too_short : code, key, in.offset()};
    }
    /// Nothing may be left.
    constexpr void finish() noexcept {
        if (bad || in.done()) { return; }
        in.begin_parameter();
        bad = {error_code::unexpected, "further parameter", in.offset()};
    }
};

/// Reads the parameters of `Text` from `in`.
template <class Text, class Source>
[[nodiscard]] constexpr result<Text> read_parameters(const Source& in) noexcept {
    Text made{};
    parameter_reader<Source> reader{in};
    Text::describe(made, reader);
    reader.finish();
    if (reader.bad) { return reader.bad; }
    return made;
}

}  // namespace detail

// ---- commands and answers -------------------------------------------------------------------------------------------

/// Words as a template argument.
template <std::size_t N>
struct words {
    char text[N]{};

    // NOLINTNEXTLINE(google-explicit-constructor): a literal is words
    constexpr words(const char (&literal)[N]) noexcept {
        for (std::size_t i = 0; i < N; ++i) { text[i] = literal[i]; }
    }
    // NOLINTNEXTLINE(google-explicit-constructor): words are a name
    constexpr operator name() const noexcept { return {text, N - 1}; }
};

/// Nothing to choose in how a command is carried.
struct no_options {};
/// `answer` of a command that the device does not answer.
struct no_answer {};
/// `answer` of a command whose answer nobody documents: read it as text.
struct unknown_answer {};

// A macro, because a base class would take the designated initialisers away from the commands (GCC warns). The members
// are templates so that only those that a program uses are compiled.
//
// operator==     the same parameters
// check          the first wrong parameter: out_of_range or bad_character, with its name
// encode         writes the wire bytes; nothing is written when a parameter is wrong. `how` is what the wire leaves
//                open. Errors: as check; no_space, with the needed length as offset
// encode_masked  the same with ****** in place of passwords: for logs and screens, not for the device
// decode         reads one whole frame. Texts are views into it. Errors: those of the frame; unexpected (another
//                command, or more than it has), too_short, and those of the parameters, with name and offset. The frame
//                stays the caller's: nothing that does not fit is lost
// about          what a parameter may be
#define TRACKWIRE_ANSWER(type)                                                                            \
    friend constexpr bool operator==(const type&, const type&) noexcept = default;                        \
    template <class Visitor = trackwire::detail::parameter_checker>                                       \
    [[nodiscard]] constexpr trackwire::error_info check() const noexcept {                                \
        Visitor checker;                                                                                  \
        describe(*this, checker);                                                                         \
        return checker.bad;                                                                               \
    }                                                                                                     \
    template <class Wire = command_wire>                                                                  \
    [[nodiscard]] constexpr trackwire::result<std::size_t> encode(                                        \
        std::uint8_t* out, std::size_t capacity, const typename Wire::options& how = {}) const noexcept { \
        return Wire::write(*this, out, capacity, how, false);                                             \
    }                                                                                                     \
    template <class Wire = command_wire>                                                                  \
    [[nodiscard]] constexpr trackwire::result<std::size_t> encode_masked(                                 \
        std::uint8_t* out, std::size_t capacity, const typename Wire::options& how = {}) const noexcept { \
        return Wire::write(*this, out, capacity, how, true);                                              \
    }                                                                                                     \
    template <class Wire = command_wire>                                                                  \
    [[nodiscard]] static constexpr trackwire::result<type> decode(                                        \
        trackwire::bytes_view frame TRACKWIRE_LIFETIMEBOUND) noexcept {                                   \
        return Wire::template read<type>(frame);                                                          \
    }                                                                                                     \
    template <class Visitor = trackwire::detail::parameter_finder>                                        \
    [[nodiscard]] static constexpr trackwire::maybe<trackwire::parameter_info> about(                     \
        trackwire::name parameter) noexcept {                                                             \
        Visitor finder{parameter};                                                                        \
        const type any{};                                                                                 \
        describe(any, finder);                                                                            \
        return finder.found;                                                                              \
    }

// The same for a command: `what` is its effect, and behind it stands the type of its answer.
#define TRACKWIRE_COMMAND(type, what, ...)                               \
    using answer = __VA_ARGS__;                                          \
    static constexpr trackwire::effect effect = trackwire::effect::what; \
    TRACKWIRE_ANSWER(type)

/// A command: writes its wire bytes, and says what it does.
template <class C>
concept command = requires(const C& c, std::uint8_t* out, std::size_t capacity) {
    { c.encode(out, capacity) }
    noexcept->detail::same_as<result<std::size_t>>;
    { C::effect } -> detail::same_as<const effect&>;
};

}  // namespace trackwire::inline v0
