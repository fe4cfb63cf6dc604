// SPDX-License-Identifier: MIT
#include <trackwire/bofan/commands.hpp>

#include "bofan/command_list.hpp"
#include "support/command_page.hpp"

using namespace trackwire;

namespace {

/// `OPC<output>,<on>`.
struct wire_text {
    std::string text{};

    void fixed(name words) { text += std::string(words); }
    template <class T, class Kind>
    void field(name key, const T&, const Kind&) {
        text += "<" + std::string(key) + ">";
    }
};

}  // namespace

TEST_CASE("bofan commands: the table of docs/commands.md is that of the headers", "[bofan][commands][docs]") {
    std::string table;
    test::for_each_bofan_command([&]<class Command>(const char* which, const char* section, const char* text) {
        table += "| `" + std::string(which) + "` | `#" + test::described<Command>(wire_text{}) + "` | " +
                 test::described<Command>(test::parameter_list{}) + " | " + test::effect_of<Command>() + " | " + text +
                 " | " + section + " |\n";
    });
    test::check_command_table("Bofan", table);
}
