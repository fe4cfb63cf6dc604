// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// The tables of docs/commands.md as the headers have them.

#include <string>
#include <type_traits>

#include <trackwire/core/command.hpp>

#include "support/catch.hpp"
#include "support/program.hpp"

namespace test {

/// `upload_s 5 to 3600; wake_min 5 to 1440`.
struct parameter_list {
    std::string text{};

    void fixed(trackwire::name) const {}
    template <class T, class Kind>
    void field(trackwire::name key, const T&, const Kind& kind) {
        const std::string what = words(kind.about(key));
        if (what.empty()) { return; }
        text += (text.empty() ? "`" : "; `") + std::string(key) + "` " + what;
    }

private:
    static std::string words(const trackwire::parameter_info& about) {
        if (!about.form.empty()) { return about.form; }
        if (!about.documented) { return {}; }
        std::string s = std::to_string(about.limits.min);
        if (about.limits.max != about.limits.min) { s += " to " + std::to_string(about.limits.max); }
        return about.is_text ? s + " characters" : s;
    }
};

/// What a visitor has to say about a command or an answer.
template <class Text, class Visitor>
std::string described(Visitor visitor) {
    const Text any{};
    Text::describe(any, visitor);
    return visitor.text;
}

template <class Command>
std::string effect_of() {
    return Command::effect == trackwire::effect::physical ? "**physical**" : "";
}

/// Compares the rows of the table under a heading with those of the headers.
inline void check_command_table(const std::string& heading, const std::string& expected) {
    const std::string page = read_file(fs::path(TRACKWIRE_TEST_SOURCE_DIR) / "docs" / "commands.md");
    const std::size_t section = page.find("\n## " + heading + "\n");
    REQUIRE(section != std::string::npos);
    const std::size_t head = page.find("\n| struct | ", section);
    REQUIRE(head != std::string::npos);
    const std::size_t from = page.find('\n', page.find('\n', head + 1) + 1) + 1;
    const std::size_t to = page.find("\n\n", from);
    const std::string found = page.substr(from, to == std::string::npos ? to : to + 1 - from);
    if (found != expected) { WARN("the table should read:\n" << expected); }
    CHECK(found == expected);
}

}  // namespace test
