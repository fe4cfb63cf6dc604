// SPDX-License-Identifier: MIT
#include <trackwire/jointech/commands.hpp>

#include <string>
#include <type_traits>

#include "jointech/command_list.hpp"
#include "jointech/random_parameters.hpp"
#include "support/catch.hpp"
#include "support/program.hpp"

using namespace trackwire;
using namespace trackwire::jointech;

namespace {

template <class Text>
std::string wire_text_of() {
    test::wire_text w;
    const Text any{};
    Text::describe(any, w);
    return "`(" + w.text + ")`";
}

template <class Command>
std::string answer_of() {
    using answer = typename Command::answer;
    if constexpr (std::is_same_v<answer, no_answer>) {
        return "none";
    } else if constexpr (std::is_same_v<answer, unknown_answer>) {
        return "UNKNOWN";
    } else if constexpr (std::is_same_v<answer, Command>) {
        return "the command again";
    } else {
        return wire_text_of<answer>();
    }
}

/// The rows of docs/commands.md as the headers have them.
std::string table() {
    std::string out;
    test::for_each_command([&]<class Command>(const char* which, const char* section, const char* text) {
        test::parameter_list parameters;
        const Command any{};
        Command::describe(any, parameters);
        out += "| `" + std::string(which) + "` | " + wire_text_of<Command>() + " | " + parameters.text + " | " +
               answer_of<Command>() + " | " + (Command::effect == effect::physical ? "**physical**" : "") + " | " +
               text + " | " + section + " |\n";
    });
    return out;
}

}  // namespace

TEST_CASE("jointech commands: the table of docs/commands.md is that of the headers", "[jointech][commands][docs]") {
    const std::string page = test::read_file(test::fs::path(TRACKWIRE_TEST_SOURCE_DIR) / "docs" / "commands.md");
    const std::string expected = table();
    const std::size_t head = page.find("|---|---|---|---|---|---|---|\n");
    REQUIRE(head != std::string::npos);
    const std::size_t from = page.find('\n', head) + 1;
    const std::size_t to = page.find("\n\n", from);
    const std::string found = page.substr(from, to == std::string::npos ? to : to + 1 - from);
    if (found != expected) { WARN("the table should read:\n" << expected); }
    CHECK(found == expected);
}
