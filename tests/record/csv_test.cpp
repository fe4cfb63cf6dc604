// SPDX-License-Identifier: MIT
#include <trackwire/record/csv.hpp>

#include <string>
#include <string_view>

#include "support/catch.hpp"

namespace {

using namespace trackwire;

bytes_view view(std::string_view s) { return {reinterpret_cast<const std::uint8_t*>(s.data()), s.size()}; }

constexpr protocol_info acme{"acme-a1", "Acme"};

std::string cells(const message& m, std::size_t capacity = 4096, const json_options& options = {}) {
    std::string buffer(capacity, '\0');
    std::string text;
    const auto n = for_each_cell(m, options, buffer.data(), buffer.size(), [&](name key, name value) {
        text += std::string(key) + "=" + std::string(value) + "|";
    });
    return n ? text : text + "no space, " + std::to_string(n.error().offset) + " needed";
}

std::string field(std::string_view text) {
    char buffer[64];
    char_output out(buffer, sizeof buffer);
    write_csv_field({text.data(), text.size()}, out);
    return {buffer, out.size()};
}

TEST_CASE("cells are the values of the JSON object as plain text, arrays joined with a semicolon") {
    message m(message_kind::command_reply, &acme, {});
    m.set(attribute::position_latitude, std::int64_t{-333288233});
    m.set(attribute::ignition, true);
    m.set_text(attribute::fields, view("a,b\"c,\xE9"), text_form::comma_list);
    m.alarms.add(alarm::low_battery);
    m.alarms.add(alarm::overspeed);
    CHECK(cells(m) ==
          "offset=0|protocol=acme-a1|message=command_reply|position.latitude=-33.3288233|ignition=true|"
          "fields=a;b\"c;\xC3\xA9|alarms=low_battery;overspeed|");
}

TEST_CASE("cells mask secrets") {
    const auto wire = view("P52,113271");
    message m(message_kind::password_report, &acme, wire);
    m.set_text(attribute::unlock_password, wire.sub(4));
    m.mark_secret(wire.sub(4));
    json_options options;
    CHECK(cells(m) == "offset=0|protocol=acme-a1|message=password_report|unlock.password=******|");
    options.show_secrets = true;
    CHECK(cells(m, 4096, options) == "offset=0|protocol=acme-a1|message=password_report|unlock.password=113271|");
}

TEST_CASE("a buffer that is too small is an error with the needed size, never half a cell") {
    message m(message_kind::text, &acme, {});
    m.set_text(attribute::text, view("0123456789"));
    const std::string all = "offset=0|protocol=acme-a1|message=text|text=0123456789|";
    const std::size_t needed = 1 + 7 + 4 + 10;
    CHECK(cells(m, needed) == all);
    CHECK(cells(m, needed - 1) == "offset=0|protocol=acme-a1|message=text|no space, 22 needed");
}

TEST_CASE("CSV fields are quoted where they must be") {
    CHECK(field("plain; text") == "plain; text");
    CHECK(field("") == "");
    CHECK(field("a,b") == "\"a,b\"");
    CHECK(field("say \"hi\"") == "\"say \"\"hi\"\"\"");
    CHECK(field("line\r\n") == "\"line\r\n\"");
}

constexpr bool at_compile_time() {
    message m(message_kind::heartbeat, &acme, {});
    char buffer[64] = {};
    unsigned count = 0;
    const auto n = for_each_cell(m, {}, buffer, sizeof buffer, [&](name, name) { ++count; });
    return n && count == 3;
}
static_assert(at_compile_time());

}  // namespace
