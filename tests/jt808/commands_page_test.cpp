// SPDX-License-Identifier: MIT
#include <trackwire/jt808/commands.hpp>

#include "jt808/command_list.hpp"
#include "support/command_page.hpp"

using namespace trackwire;

namespace {

/// `<interval_s> <duration_s>`, what is fixed as hex; the header is left out.
struct body_text {
    std::string text{};

    void fixed(name bytes) {
        if (bytes == name(";")) { return put(";"); }
        for (const char c : bytes) {
            const auto b = static_cast<std::uint8_t>(c);
            const char digits[] = {to_hex_digit(b >> 4U), to_hex_digit(b & 0x0FU)};
            put(std::string(digits, 2));
        }
    }
    template <class T, class Kind>
    void field(name key, const T&, const Kind& kind) {
        if constexpr (!requires { Kind::in_header; }) { put("<" + std::string(key) + ">"); }
        (void)kind;
    }

private:
    void put(const std::string& part) { text += (text.empty() ? "" : " ") + part; }
};

/// The parameters of the body.
struct body_parameters : test::parameter_list {
    template <class T, class Kind>
    void field(name key, const T& v, const Kind& kind) {
        if constexpr (!requires { Kind::in_header; }) { parameter_list::field(key, v, kind); }
    }
};

std::string hex_id(unsigned id) {
    std::string s;
    for (unsigned shift = 16; shift > 0; shift -= 4) { s += to_hex_digit(id >> (shift - 4) & 0x0FU); }
    return s;
}

template <std::uint16_t Id>
std::string answer_text(jt808::message_answer<Id>*) {
    return hex_id(Id);
}
std::string answer_text(jt808::terminal_answer*) { return "0001"; }
std::string answer_text(no_answer*) { return "none"; }

template <class Message>
std::string id_text() {
    if constexpr (requires { Message::any_id; }) {
        return "any";
    } else {
        return hex_id(Message::id);
    }
}

}  // namespace

TEST_CASE("jt808 commands: the table of docs/commands.md is that of the headers", "[jt808][commands][docs]") {
    std::string table;
    test::for_each_jt808_command([&]<class Message>(const char* which, const char* section, const char* text) {
        const std::string body = test::described<Message>(body_text{});
        table += "| `" + std::string(which) + "` | " + id_text<Message>() + " | " +
                 (body.empty() ? "" : "`" + body + "`") + " | " + test::described<Message>(body_parameters{}) + " | " +
                 answer_text(static_cast<typename Message::answer*>(nullptr)) + " | " + test::effect_of<Message>() +
                 " | " + text + " | " + section + " |\n";
    });
    test::check_command_table("JT/T 808", table);
}
