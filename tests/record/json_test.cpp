// SPDX-License-Identifier: MIT
#include <trackwire/record/json.hpp>

#include <initializer_list>
#include <string>
#include <string_view>

#include "support/catch.hpp"

namespace {

using namespace trackwire;

bytes_view view(std::string_view s) { return {reinterpret_cast<const std::uint8_t*>(s.data()), s.size()}; }

std::string to_json(const message& m, const json_options& options = {}) {
    char buffer[4096];
    const auto n = write_json(m, options, buffer, sizeof buffer);
    REQUIRE(n);
    return {buffer, *n};
}

constexpr protocol_info acme{"acme-a1", "Acme"};

constexpr bool order_and_absence() {
    message m(message_kind::position, &acme, {});
    m.set(attribute::raw_status, std::int64_t{0});  // then taken back
    m.clear(attribute::raw_status);
    m.set(attribute::odometer, std::int64_t{1500});
    m.set(attribute::time, std::int64_t{0});
    m.set(attribute::ignition, false);
    char buffer[400] = {};
    const auto n = write_json(m, {}, buffer, sizeof buffer);
    return n && name(buffer, *n) ==
                    name(R"({"offset":0,"protocol":"acme-a1","message":"position","time":"1970-01-01T00:00:00.000Z",)"
                         R"("odometer":1.5,"ignition":false})");
}
static_assert(order_and_absence());

TEST_CASE("keys come in the order of the table, however they were set") { CHECK(order_and_absence()); }

TEST_CASE("a text is UTF-8 or Latin-1, control characters are escapes") {
    struct row {
        std::string_view wire, json;
    };
    using namespace std::string_view_literals;
    const row rows[] = {
        {"plain", "plain"},
        {"say \"hi\" \\", "say \\\"hi\\\" \\\\"},
        {"a\r\n\tb", "a\\r\\n\\tb"},
        {"\x01\x1f\x7f"sv, "\\u0001\\u001f\\u007f"},
        {"\xC3\xA9", "\xC3\xA9"},                                  // é as UTF-8 stays
        {"\xE9", "\xC3\xA9"},                                      // é as Latin-1 becomes UTF-8
        {"\xE4\xBA\xAC", "\xE4\xBA\xAC"},                          // three bytes
        {"\xE4\xBA", "\xC3\xA4\xC2\xBA"},                          // cut off
        {"\xC0\x80", "\xC3\x80\xC2\x80"},                          // overlong
        {"\xED\xA0\x80", "\xC3\xAD\xC2\xA0\xC2\x80"},              // a surrogate
        {"\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80"},                  // four bytes
        {"\xB2\xE2\xD4\xB1", "\xC2\xB2\xC3\xA2\xC3\x94\xC2\xB1"},  // GBK, its last two bytes look like UTF-8
        {"\xC3"
         "A",
         "\xC3\x83"
         "A"},
    };
    for (const row& r : rows) {
        message m(message_kind::text, &acme, {});
        m.set_text(attribute::text, view(r.wire));
        CAPTURE(r.wire);
        CHECK(to_json(m) ==
              R"({"offset":0,"protocol":"acme-a1","message":"text","text":")" + std::string(r.json) + "\"}");
    }
}

TEST_CASE("more secrets than a message can count are masked with what lies between") {
    const std::string_view wire = "a1b2c3d4e5f6g7";
    message m(message_kind::text, &acme, view(wire));
    m.set_text(attribute::text, view(wire));
    for (std::size_t i = 1; i < wire.size(); i += 2) { m.mark_secret(view(wire).sub(i, 1)); }
    CHECK(to_json(m) == R"({"offset":0,"protocol":"acme-a1","message":"text","text":"a******b******c******d******"})");
}

TEST_CASE("a secret that lies inside the last one, or in front of it, uncovers nothing of it") {
    const std::string_view wire = "a1b2c3d4444e5";
    message m(message_kind::text, &acme, view(wire));
    m.set_text(attribute::text, view(wire));
    for (const std::size_t i : {1U, 3U, 5U}) { m.mark_secret(view(wire).sub(i, 1)); }
    m.mark_secret(view(wire).sub(7, 4));
    m.mark_secret(view(wire).sub(8, 1));  // a fifth one, inside the fourth
    CHECK(to_json(m) ==
          R"({"offset":0,"protocol":"acme-a1","message":"text","text":"a******b******c******d******e5"})");
    m.mark_secret(view(wire).sub(6, 1));  // a sixth one, in front of the fourth
    CHECK(to_json(m) == R"({"offset":0,"protocol":"acme-a1","message":"text","text":"a******b******c******e5"})");
}

TEST_CASE("what finds no room in a message is a fault, never lost in silence") {
    const std::string_view wire = "abcdefgh";
    message m(message_kind::unknown, &acme, view(wire));
    constexpr name keys[] = {"unknown.a", "unknown.b", "unknown.c", "unknown.d", "unknown.e", "unknown.f", "unknown.g"};
    static_assert(sizeof keys / sizeof *keys == message::max_named + 1);
    for (const name& key : keys) { m.add_named(key, view(wire).sub(0, 1)); }
    CHECK(m.error.code == error_code::no_space);
    CHECK(m.error.field == name("unknown.g"));
    for (unsigned i = 0; i <= message::max_lists; ++i) { m.add_list({walk_unknown_fields, view(wire), i}); }
    m.mark_unknown_tlv(message::max_tlvs - 1);
    CHECK(m.error_count == 2);
    m.mark_unknown_tlv(message::max_tlvs);
    CHECK(m.error_count == 3);
    for (std::size_t i = 0; i < alarm_count; ++i) { CHECK(m.alarms.add(static_cast<trackwire::alarm>(i))); }
    CHECK(m.alarms.size() == alarm_count);
}

TEST_CASE("secrets are masked wherever their bytes show") {
    const std::string_view wire = "P43,123456,x";
    message m(message_kind::command, &acme, view(wire));
    m.set_text(attribute::fields, view(wire).sub(4), text_form::comma_list);
    m.set_text(attribute::unlock_password, view(wire).sub(4, 6));
    m.set_text(attribute::raw_state, view(wire).sub(4, 6), text_form::hex);
    m.mark_secret(view(wire).sub(4, 6));
    const std::string masked = to_json(m, {.hex = true});
    CHECK(masked.find("123456") == std::string::npos);
    CHECK(masked.find("313233") == std::string::npos);
    CHECK(masked.find(R"("fields":["******","x"])") != std::string::npos);
    CHECK(masked.find(R"("unlock.password":"******")") != std::string::npos);
    CHECK(masked.find(R"("raw.state":"2a2a2a2a2a2a")") != std::string::npos);
    CHECK(masked.find(R"("hex":"5034332c2a2a2a2a2a2a2c78")") != std::string::npos);
    const std::string shown = to_json(m, {.hex = true, .show_secrets = true});
    CHECK(shown.find(R"("fields":["123456","x"])") != std::string::npos);
    CHECK(shown.find(R"("hex":"5034332c3132333435362c78")") != std::string::npos);
}

TEST_CASE("a buffer that is too small is an error with the length that is needed") {
    message m(message_kind::heartbeat, &acme, {});
    char small[10];
    const auto n = write_json(m, {}, small, sizeof small);
    REQUIRE_FALSE(n);
    CHECK(n.error().code == error_code::no_space);
    CHECK(n.error().offset == to_json(m).size());
}

TEST_CASE("unknown TLVs keep their id, a second one is told apart") {
    using namespace std::string_view_literals;
    const std::string_view area = "\xD8\x01\x05\xC8\x02\x01\x02\xD8\x00\xD8\x01\x06"sv;
    message m(message_kind::position, &acme, view(area));
    for (const unsigned ordinal : {0U, 2U, 3U}) { m.mark_unknown_tlv(ordinal); }
    m.add_list({walk_unknown_tlvs, view(area), 0});
    const std::string out = to_json(m);
    CHECK(out.find(R"("unknown.d8":"05")") != std::string::npos);
    CHECK(out.find(R"("unknown.d8_3":"06")") != std::string::npos);
    CHECK(out.find("unknown.c8") == std::string::npos);
}

TEST_CASE("alarms and events are sets in the order of arrival") {
    message m(message_kind::event, &acme, {});
    m.events.add({event_code::refused_outside_fence, unlock_method::rfid});
    m.events.add({event_code::lock_event, 0x2C});
    m.events.add(alarm::sos);
    m.events.add(alarm::sos);
    m.events.add({event_code::input_release, 4});
    m.alarms.add(alarm::rope_cut);
    m.alarms.add(alarm::low_battery);
    m.alarms.add(alarm::rope_cut);
    const std::string out = to_json(m);
    CHECK(out.find(R"("events":["refused_rfid_outside_fence","lock_event_2c","sos","input_4_release"])") !=
          std::string::npos);
    CHECK(out.find(R"("alarms":["rope_cut","low_battery"])") != std::string::npos);
}

TEST_CASE("profiles rename keys and convert units") {
    message m(message_kind::position, &acme, {});
    m.set(attribute::position_speed, std::int64_t{18520});
    m.set(attribute::odometer, std::int64_t{1500});
    m.set(attribute::lock_rope, lock_rope::inserted);
    const std::string traccar = to_json(m, {.profile = profile::traccar});
    CHECK(traccar.find(R"("speed":10,)") != std::string::npos);
    CHECK(traccar.find(R"("odometer":1500,)") != std::string::npos);
    CHECK(traccar.find(R"("lock.rope":"inserted")") != std::string::npos);
    const std::string flespi = to_json(m, {.profile = profile::flespi});
    CHECK(flespi.find(R"("vehicle.mileage":1.5)") != std::string::npos);
}

TEST_CASE("each attribute has a key, a meaning or a plain name, and a key of its own") {
    for (std::size_t i = 0; i < attribute_count; ++i) {
        CHECK_FALSE(attributes[i].key.empty());
        for (std::size_t k = 0; k < i; ++k) { CHECK_FALSE(attributes[i].key == attributes[k].key); }
    }
}

TEST_CASE("UTF-16 becomes UTF-8, half a pair U+FFFD, secrets stars") {
    struct row {
        std::string_view wire, json;
    };
    using namespace std::string_view_literals;
    const row rows[] = {
        {"\0A\0\""sv, "A\\\""},
        {"\x04\x1F"sv, "\xD0\x9F"},
        {"\x4E\xAC"sv, "\xE4\xBA\xAC"},
        {"\xD8\x3D\xDE\x00"sv, "\xF0\x9F\x98\x80"},
        {"\xD8\x3D\0A"sv,
         "\xEF\xBF\xBD"
         "A"},
        {"\xDE\x00\0A"sv,
         "\xEF\xBF\xBD"
         "A"},
        {"\xD8\x3D"sv, "\xEF\xBF\xBD"},
    };
    for (const row& r : rows) {
        message m(message_kind::text, &acme, {});
        m.set_text(attribute::text, view(r.wire), text_form::utf16_be);
        CHECK(to_json(m) ==
              R"({"offset":0,"protocol":"acme-a1","message":"text","text":")" + std::string(r.json) + R"("})");
    }
    const auto wire = view("\0a\0b\0c\0d"sv);
    message m(message_kind::text, &acme, wire);
    m.set_text(attribute::text, wire, text_form::utf16_be);
    m.mark_secret(wire.sub(2, 4));
    CHECK(to_json(m) == R"({"offset":0,"protocol":"acme-a1","message":"text","text":"a******d"})");
}

}  // namespace
