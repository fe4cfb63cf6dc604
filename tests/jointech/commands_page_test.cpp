// SPDX-License-Identifier: MIT
#include <trackwire/jointech/commands.hpp>

#include "jointech/command_list.hpp"
#include "support/command_page.hpp"

using namespace trackwire;
using namespace trackwire::jointech;

namespace {

/// `P04,1,<upload_s>,<wake_min>`.
struct wire_text {
    std::string text{};

    void fixed(name words) { text += (text.empty() ? "" : ",") + std::string(words); }
    template <class T, class Kind>
    void field(name key, const T&, const Kind&) {
        text += (text.empty() ? "<" : ",<") + std::string(key) + ">";
    }
    void field(name, const card_list&, const cards_of&) { text += ",<n>,<card>..."; }
    void field(name, const node_list&, const nodes_of&) { text += ",<n>,<lon>,<lat>..."; }
    void field(name, const text_list&, const slaves_of&) { text += ",<n>,<slave>..."; }
};

template <class Text>
std::string wire_text_of() {
    return "`(" + test::described<Text>(wire_text{}) + ")`";
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

}  // namespace

TEST_CASE("jointech commands: the table of docs/commands.md is that of the headers", "[jointech][commands][docs]") {
    std::string table;
    test::for_each_command([&]<class Command>(const char* which, const char* section, const char* text) {
        table += "| `" + std::string(which) + "` | " + wire_text_of<Command>() + " | " +
                 test::described<Command>(test::parameter_list{}) + " | " + answer_of<Command>() + " | " +
                 test::effect_of<Command>() + " | " + text + " | " + section + " |\n";
    });
    test::check_command_table("Jointech", table);
}
