// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Commands of the platform as they stand on the wire, taken apart but not yet understood:
///
///   GPRS  #<mnemonic><parameters> CR LF, optionally inside a full frame
///   SMS   <six digits><mnemonic><parameters>
///
/// The structures of the single commands are in commands.hpp. Source: bofan.md 14.

#include <trackwire/core/text.hpp>

namespace trackwire::inline v0::bofan {

/// A documented mnemonic, and whether its parameters are text rather than numbers.
struct mnemonic_info {
    name word;
    bool takes_text;
};

/// Every documented mnemonic (bofan.md 14.2).
inline constexpr mnemonic_info mnemonics[] = {
    {"OPC", false}, {"PHO", false}, {"PHD", false}, {"SPD", false}, {"TMZ", false}, {"PTI", false}, {"GTI", false},
    {"GID", false}, {"APN", true},  {"SVR", true},  {"DFT", false}, {"RST", false}, {"VER", false}, {"IME", false},
    {"RCP", false}, {"RCM", false}, {"RPO", false}, {"PWD", false}, {"RPW", false}, {"SOS", true},  {"SAL", true},
    {"CPA", false}, {"SKA", false}, {"SLP", false}, {"AN", true},   {"AD", true},   {"AV", true}};

/// A command in its parts. Lifetime: views into the text.
struct command_line {
    bytes_view mnemonic;
    bytes_view parameters;    ///< what stands behind it, as on the wire
    bool takes_text = false;  ///< of a documented mnemonic
    bool documented = false;  ///< the mnemonic

    [[nodiscard]] explicit constexpr operator bool() const noexcept { return !mnemonic.empty(); }
};

namespace detail {

/// AN, AD and AV have their number behind two letters.
[[nodiscard]] constexpr bool fits_mnemonic(name m, bytes_view text) noexcept {
    return text.starts_with(m) && (m.size == 3 || (text.size() > 2 && is_digit(text[2])));
}

}  // namespace detail

/// Takes `<mnemonic><parameters>` apart: a documented mnemonic, else three capital letters. Empty if it is neither.
[[nodiscard]] constexpr command_line split_command(bytes_view text) noexcept {
    for (const mnemonic_info& m : mnemonics) {
        if (detail::fits_mnemonic(m.word, text)) {
            return {text.first(m.word.size), text.sub(m.word.size), m.takes_text, true};
        }
    }
    if (text.size() >= 3 && is_upper(text[0]) && is_upper(text[1]) && is_upper(text[2])) {
        return {text.first(3), text.sub(3)};
    }
    return {};
}

/// Whether the bytes can begin a command: as far as they go, capital letters (or two and a digit).
[[nodiscard]] constexpr bool may_be_command(bytes_view text) noexcept {
    for (std::size_t i = 0; i < 3 && i < text.size(); ++i) {
        if (!is_upper(text[i]) && !(i == 2 && is_digit(text[2]))) { return false; }
    }
    return text.size() < 3 || split_command(text);
}

namespace detail {

/// Whether parameters begin as the document has them (bofan.md 14.2 to 14.5). `whole`: nothing follows them.
[[nodiscard]] constexpr bool begins_as_documented(const command_line& line, bool whole) noexcept {
    const bytes_view p = line.parameters;
    const auto has = [&](std::size_t i, std::uint8_t a, std::uint8_t b) {
        return i < p.size() ? p[i] == a || p[i] == b : !whole;
    };
    if (!line.takes_text) {
        const bool bare = p.empty() && (line.documented || !whole);  // three capitals alone could be anybody's
        return bare || (!p.empty() && (is_digit(p[0]) || p[0] == '-'));
    }
    if (line.mnemonic == name("SOS")) { return has(0, ',', ','); }
    if (line.mnemonic == name("AN")) { return has(1, '\'', '\''); }
    if (line.mnemonic == name("AD")) { return has(1, '<', '>'); }
    if (line.mnemonic == name("SAL")) { return p.empty() ? !whole : is_upper(p[0]); }
    const bool listed = line.mnemonic == name("AV") || line.mnemonic == name("SVR");
    return !whole || (listed ? p.find(',') != bytes_view::npos : !p.empty());
}

}  // namespace detail

/// Whether the parameters alone tell a command of ours from other texts that begin like one: numbers, or the text
/// that a documented mnemonic takes. Nested commands are quoted. `whole`: false if more characters may follow; what is
/// likely then stays so or not, what is unlikely stays unlikely.
[[nodiscard]] constexpr bool has_likely_parameters(const command_line& line, bool whole) noexcept {
    bool quoted = false;
    for (const std::uint8_t c : line.parameters) {
        quoted = quoted != (c == '\'');
        const bool number = is_digit(c) || c == ',' || c == '.' || c == '-';
        if (line.takes_text ? c == '#' && !quoted : !number) { return false; }
    }
    return detail::begins_as_documented(line, whole);
}

/// The password in the parameters of a command: all of `PWD` and `RPW`, the third of `APN`.
[[nodiscard]] constexpr bytes_view secret_of(const command_line& line) noexcept {
    if (line.mnemonic == name("PWD") || line.mnemonic == name("RPW")) { return line.parameters; }
    if (line.mnemonic != name("APN")) { return {}; }
    field_walker fields(line.parameters, ',');
    (void)fields.next();
    (void)fields.next();
    return fields.rest();
}

/// Marks the passwords of a command in wire order, those of the commands that `AN` nests in quotes too.
template <class Message>
constexpr void mark_secrets(const command_line& line, Message& m) noexcept {
    m.mark_secret(secret_of(line));
    if (line.mnemonic != name("AN")) { return; }
    field_walker quoted(line.parameters, '\'');
    while (!quoted.done()) {
        const bytes_view text = quoted.next();
        if (!text.empty() && text[0] == '#') { m.mark_secret(secret_of(split_command(text.sub(1)))); }
    }
}

}  // namespace trackwire::inline v0::bofan
