// SPDX-License-Identifier: MIT
#include <trackwire/jt808/commands.hpp>

#include <set>
#include <string>

#include <trackwire/jt808/codec.hpp>

#include "jt808/command_list.hpp"
#include "support/catch.hpp"
#include "support/frame_7e.hpp"
#include "support/random_parameters.hpp"
#include "support/samples.hpp"

namespace {

using namespace trackwire;
using namespace trackwire::jt808;

constexpr char id_2013[] = "000000123456";
constexpr char id_2019[] = "00000000000000123456";

constexpr receiver to_2013(std::uint16_t serial) { return {.device_id = id_2013, .serial = serial}; }
constexpr receiver to_2019(std::uint16_t serial) {
    return {.device_id = id_2019, .serial = serial, .form = header_form::edition_2019};
}

template <class Message>
std::string wire_of(const Message& m, error_info* why = nullptr) {
    std::uint8_t out[2100] = {};
    const result<std::size_t> n = m.encode(out, sizeof out);
    if (why != nullptr) { *why = n.error(); }
    return n ? std::string(out, out + *n) : std::string();
}

constexpr time_ms noon = 1795228215000;  // 2026-11-21 02:30:15 UTC
constexpr parameter_setting two_settings[] = {parameter_setting::u32(0x0001, 60), parameter_setting::u32(0x0029, 30)};
constexpr std::uint16_t packets_2_3[] = {2, 3};
constexpr std::uint16_t packet_2[] = {2};

/// As documented, byte by byte.
struct row {
    std::string name, wire, ours;
};
template <class Message>
row documented(const std::string& name, const std::string& hex, const Message& m) {
    const std::string wire = test::wire_of(hex);
    const auto back = Message::decode(test::view(wire));
    INFO(name);
    CHECK((back && *back == m));
    return {name, wire, wire_of(m)};
}

}  // namespace

TEST_CASE("jt808 commands: the documented bytes", "[jt808][commands]") {
    const row rows[] = {
        documented("9.1", "7E 8001 0005 000000123456 0001 000C 0200 00 FB 7E",
                   general_answer{to_2013(1), 12, 0x0200, 0}),
        documented("9.1, alarm handled", "7E 8001 0005 000000123456 0001 000C 0200 04 FF 7E",
                   general_answer{to_2013(1), 12, 0x0200, 4}),
        documented("9.1, 2019", "7E 8001 4005 01 00000000000000123456 0001 000C 0200 00 BA 7E",
                   general_answer{to_2019(1), 12, 0x0200, 0}),
        documented("9.1, heartbeat", "7E 8001 0005 000000123456 0001 0001 0002 00 F6 7E",
                   general_answer{to_2013(1), 1, 0x0002, 0}),
        documented("9.1, authentication", "7E 8001 0005 000000123456 0001 0006 0102 00 F0 7E",
                   general_answer{to_2013(1), 6, 0x0102, 0}),
        documented("9.1, authentication refused", "7E 8001 0005 000000123456 0001 0006 0102 01 F1 7E",
                   general_answer{to_2013(1), 6, 0x0102, 1}),
        documented("9.2", "7E 8100 0009 000000123456 0004 0002 00 4B3751324D39 95 7E",
                   registration_accepted{to_2013(4), 2, "K7Q2M9"}),
        documented("9.2, refused", "7E 8100 0003 000000123456 0005 0002 04 F1 7E",
                   registration_refused{to_2013(5), 2, 4}),
        documented("9.3", "7E 8004 4006 01 00000000000000123456 0003 261121023015 81 7E",
                   time_answer{to_2019(3), noon}),
        documented("9.3, vendor", "7E 8109 0008 000000123456 0003 07EA 0B 15 02 1E 0F 00 13 7E",
                   vendor_time_answer{to_2013(3), noon, 0}),
        documented("9.4", "7E 8003 0007 000000123456 0002 001E 02 0002 0003 EB 7E",
                   request_packets_2013{to_2013(2), 30, packets_2_3}),
        documented("9.4, 2019", "7E 8003 4008 01 00000000000000123456 0002 001E 0002 0002 0003 A5 7E",
                   request_packets_2019{to_2019(2), 30, packets_2_3}),
        documented("9.5", "7E 8800 0004 000000123456 0006 0000004D B7 7E", media_received{to_2013(6), 77}),
        documented("9.5, packet 2 missing", "7E 8800 0007 000000123456 0007 0000004D 01 0002 B6 7E",
                   request_media_packets{to_2013(7), 77, packet_2}),
        documented("9.5, 2011", "7E 8800 0007 000000123456 0007 0015 0000004D 00 A0 7E",
                   media_answer_2011{to_2013(7), 21, 77, {}}),
        documented("10, 8104", "7E 8104 0000 000000123456 0102 F6 7E", query_all_parameters{to_2013(258)}),
        documented("10, 8105 reset", "7E 8105 0001 000000123456 0009 04 F8 7E", restart{to_2013(9)}),
        documented("10, 8105 reset as any word", "7E 8105 0001 000000123456 0009 04 F8 7E", control{to_2013(9), 4, {}}),
        documented("10, 8201", "7E 8201 0000 000000123456 0104 F6 7E", query_position{to_2013(260)}),
        documented("10, 8202", "7E 8202 0006 000000123456 000A 0005 00000258 A3 7E", track{to_2013(10), 5, 600}),
        documented("10, 8202 stop", "7E 8202 0002 000000123456 000A 0000 F8 7E", stop_tracking{to_2013(10)}),
        documented("10, 8203", "7E 8203 0006 000000123456 0003 000C 00000001 F9 7E", confirm_alarm{to_2013(3), 12, 1}),
        documented("10, 8300", "7E 8300 0005 000000123456 000B 04 54455354 EF 7E",
                   send_text_2013{to_2013(11), 4, "TEST"}),
        documented("10, 8103", "7E 8103 0013 000000123456 0008 02 00000001 04 0000003C 00000029 04 0000001E E1 7E",
                   set_parameters{to_2013(8), two_settings}),
        documented("10.4, c-8500-lock-2013", "7e 8500 0001 000000123456 000c 01 f9 7e",
                   control_doors_2013{to_2013(12), doors_2013::lock}),
        documented("10.4, c-8500-lock-2019", "7e 8500 4005 01 00000000000000123456 000c 0001 0001 00 bd 7e",
                   control_doors_2019{to_2019(12), doors_2019::lock}),
        documented("10.3, c-8300-2019", "7e 8300 4006 01 00000000000000123456 000b 05 01 54455354 ad 7e",
                   send_text_2019{to_2019(11), 5, 1, "TEST"}),
        documented("jointech.md 8.7, j-co-rfid", "7e 8001 0005 794011000867 0001 00b9 0200 00 79 7e",
                   general_answer{{.device_id = "794011000867", .serial = 1}, 0xB9, 0x0200, 0}),
        documented("jointech.md 8.7, j707-vendor", "7e 8001 0005 770191203915 ee25 000d 0200 00 ab 7e",
                   general_answer{{.device_id = "770191203915", .serial = 0xEE25}, 13, 0x0200, 0}),
        documented("jointech.md 9.5, k-co-listener", "7e 4401 0003 858012030836 01 5501 00 39 7e",
                   short_answer{{.device_id = "858012030836", .serial = 1, .form = header_form::short_serial}, 0x5501}),
    };
    for (const row& r : rows) {
        INFO(r.name);
        CHECK(test::view(r.ours) == test::view(r.wire));
    }
}

TEST_CASE("jt808 commands: every downlink sample of the corpus is written byte by byte", "[jt808][commands]") {
    std::size_t seen = 0;
    for (const auto& sample : test::load_samples("jt808-samples.jsonl")) {
        if (sample.at("family") != "jt808_down") { continue; }
        const std::string wire = test::wire_of(sample.at("hex").get<std::string>());
        INFO(sample.at("id"));
        std::size_t readers = 0;
        test::for_each_jt808_command([&]<class Message>(const char* which, const char*, const char*) {
            const auto got = Message::decode(test::view(wire));
            if (!got) { return; }
            INFO(which);
            CHECK(wire_of(*got) == wire);
            ++readers;
        });
        CHECK(readers >= 2);  // its own struct and raw_command
        ++seen;
    }
    CHECK(seen >= 10);
}

TEST_CASE("jt808 commands: bodies that the documents do not show in full", "[jt808][commands]") {
    const receiver to = to_2013(13);
    const auto same = [](const std::string& content, const std::string& ours) {
        INFO(content);
        CHECK(test::view(ours) == test::frame_7e<>(content).view());
    };
    const char digits[] = "000000123456 000d";
    const auto frame = [&](const char* head, const char* body) { return std::string(head) + digits + body; };
    same(frame("8105 0001", "64"), wire_of(cut_power_64{to}));
    same(frame("8105 0001", "65"), wire_of(restore_power_65{to}));
    same(frame("8105 0001", "f0"), wire_of(cut_power_f0{to}));
    same(frame("8105 0001", "f1"), wire_of(restore_power_f1{to}));
    same(frame("8105 0004", "23303b31"), wire_of(cut_power_text{to}));
    same(frame("8105 0004", "23303b30"), wire_of(restore_power_text{to}));
    // 1;tok;apn;u;pw;host;80;0;5
    same(frame("8105 001b", "02 313b746f6b3b61706e3b753b70773b686f73743b38303b303b35"),
         wire_of(connect_server{to, true, "tok", "apn", "u", "pw", "host", 80, 0, 5}));
    // u;a;;;h;1;2;m;w;f;3
    same(frame("8105 0014", "01 753b613b3b3b683b313b323b6d3b773b663b33"),
         wire_of(fetch_firmware{to, "u", "a", "", "", "h", 1, 2, "m", "w", "f", 3}));
    same(frame("8106 0009", "02 00000001 00000029"), wire_of(query_parameters{to, {{0x0001, 0x0029}}}));
    same(frame("8108 0011", "00 4142430000 02 7631 00000004 7e7d0001"),
         wire_of(upgrade{to, 0, "ABC", "v1", text_view("\x7E\x7D\0\1", 4)}));
    same(frame("8400 0004", "01 313130"), wire_of(call_back{to, 1, "110"}));
    same(frame("8801 000c", "01 0003 000a 00 08 05 01 02 03 04"),
         wire_of(use_camera{to, 1, 3, 10, false, 8, 5, 1, 2, 3, 4}));
    same(frame("8900 0005", "f0 54455354"), wire_of(pass_through{to, 0xF0, "TEST"}));
    same(frame("8500 0001", "00"), wire_of(control_doors_2013{to, doors_2013::unlock}));
    same("8500 4005 01 00000000000000123456 000d 0001 0001 01",
         wire_of(control_doors_2019{to_2019(13), doors_2019::open}));
    same(frame("8103 000d", "01 00000013 07 7e 7d 20 68 6f 73 74"),
         wire_of(set_parameters{to, {{{0x0013, "~} host"}}}}));
    same(frame("8600 0002", "0102"), wire_of(raw_command{0x8600, to, "\1\2"}));
    // A packed IMEI (jt808.md 3.2), and an id that is neither digits nor an IMEI.
    same("8201 0000 4f07788ef87d 0001", wire_of(query_position{{.device_id = "868935060010210", .serial = 1}}));
    same("8201 0000 0f0000000001 0001", wire_of(query_position{{.device_id = "0f0000000001", .serial = 1}}));
    // Between E7 flags (jt808.md 2.1), with its escapes.
    CHECK(test::view(wire_of(general_answer{
              {.device_id = "00000000123456", .serial = 0xE7E6, .form = header_form::e7}, 1, 0x0002, 0})) ==
          test::hex_bytes<>("e7 8001 0005 00000000123456 e602 e601 0001 0002 00 f6 e7").view());
}

// ---- refusals -----------------------------------------------------------------------------------------------------

namespace {

template <class Message>
std::string refusal(const Message& m) {
    error_info why;
    if (!wire_of(m, &why).empty()) { return "accepted"; }
    char text[200] = {};
    char_output out(text, sizeof text);
    write_refusal(why, Message::about(why.field), out);
    return {text, out.size()};
}

}  // namespace

TEST_CASE("jt808 commands: a wrong parameter is named with its range, nothing is clamped", "[jt808][commands]") {
    const receiver to = to_2013(1);
    const std::string ids =
        "device_id: out of range, 12 digits, or 15 of an IMEI; 20 in a 2019 header, 14 between E7 flags";
    const std::string forms = "form: out of range, a header form that has this message";
    const std::string settings = "parameters: out of range, 1 to 32 parameters, each of the documented length";
    const row rows[] = {
        {"no id", ids, refusal(query_position{})},
        {"11 digits", ids, refusal(query_position{{.device_id = "13900000000"}})},
        {"20 digits in a 2013 header", ids, refusal(query_position{{.device_id = id_2019}})},
        {"12 digits in a 2019 header", ids,
         refusal(query_position{{.device_id = id_2013, .form = header_form::edition_2019}})},
        {"21 digits", ids,
         refusal(query_position{{.device_id = "000000000000001234567", .form = header_form::edition_2019}})},
        {"IMEI with a wrong check digit", ids, refusal(query_position{{.device_id = "868935060010211"}})},
        {"no digits", ids, refusal(query_position{{.device_id = "00000012345g"}})},
        {"2019 message, 2013 header", forms, refusal(control_doors_2019{to, doors_2019::lock})},
        {"2013 message, 2019 header", forms, refusal(control_doors_2013{to_2019(1), doors_2013::lock})},
        {"no such form", forms, refusal(query_position{{.device_id = id_2013, .form = static_cast<header_form>(9)}})},
        {"serial of two bytes", "serial: out of range, 0 to 65535, or to 255 where it has one byte",
         refusal(short_answer{{.device_id = id_2013, .serial = 256, .form = header_form::short_serial}, 0x5501})},
        {"doors not named", "doors: out of range, 0 unlock, 1 lock", refusal(control_doors_2013{.to = to})},
        {"doors not named, 2019", "doors: out of range, 0 lock, 1 open", refusal(control_doors_2019{.to = to_2019(1)})},
        {"interval 0", "interval_s: out of range, 1 to 65535", refusal(track{to, 0, 600})},
        {"result 5", "result: out of range, 0 ok, 1 failed, 2 malformed, 3 unsupported, 4 alarm handled",
         refusal(general_answer{to, 1, 0x0200, 5})},
        {"accepting refusal",
         "result: out of range, 1 vehicle registered, 2 vehicle unknown, 3 terminal registered, 4 terminal unknown",
         refusal(registration_refused{to, 1, 0})},
        {"no token", "token: out of range, 1 to 255 printable characters", refusal(registration_accepted{to, 1, ""})},
        {"token with a line end", "token: character not allowed, 1 to 255 printable characters",
         refusal(registration_accepted{to, 1, "a\r"})},
        {"alarm bit 1", "alarms: out of range, bits 0, 3, 20, 21, 22, 27, 28", refusal(confirm_alarm{to, 1, 2})},
        {"packet 0", "packets: out of range, 1 to 255 packets, from 1 on", refusal(request_packets_2013{to, 1, {{0}}})},
        {"no packets", "packets: out of range, 1 to 125 packets, from 1 on", refusal(request_media_packets{to, 1, {}})},
        {"no ids", "ids: out of range, 1 to 255 ids", refusal(query_parameters{to, {}})},
        {"no parameters", settings, refusal(set_parameters{to, {}})},
        {"corner angle", settings, refusal(set_parameters{to, {{parameter_setting::u32(0x0030, 180)}}})},
        {"fence radius of four bytes", settings, refusal(set_parameters{to, {{parameter_setting::u32(0x0031, 1)}}})},
        {"server as a number of a text is a text", "accepted", refusal(set_parameters{to, {{{0x0013, "host"}}}})},
        {"text type", "type: out of range, 1 notice, 2 service", refusal(send_text_2019{to_2019(1), 1, 0, "x"})},
        {"text flags", "flags: out of range, bits 0 to 5", refusal(send_text_2013{to, 0x40, "x"})},
        {"control character", "text: character not allowed", refusal(send_text_2013{to, 4, "a\x01"})},
        {"telephone", "number: character not allowed, 1 to 20 digits", refusal(call_back{to, 0, "12a"})},
        {"semicolon", "token: character not allowed, no semicolons", refusal(connect_server{.to = to, .token = "a;b"})},
        {"quality", "quality: out of range, 1 to 10", refusal(use_camera{.to = to, .quality = 11})},
        {"resolution", "resolution: out of range, 1 320x240 to 8 704x576; 2019: 0 lowest, 255 highest",
         refusal(use_camera{.to = to, .resolution = 9})},
        {"maker of 6 bytes", "maker: out of range, 0 to 5 characters", refusal(upgrade{.to = to, .maker = "ABCDEF"})},
        {"a message of the terminal", "id: out of range, 0x8000 to 0x8FFF", refusal(raw_command{0x0200, to, ""})},
        {"key", "n: out of range, 128 bytes", refusal(rsa_key{to, 1, "short"})},
        {"year 1999", "time: out of range, 2000-01-01 to 2099-12-31", refusal(time_answer{to, 946684799999})},
    };
    for (const row& r : rows) {
        INFO(r.name);
        CHECK(r.ours == r.wire);
    }
}

TEST_CASE("jt808 commands: a body has at most 1023 bytes, a buffer that is too small says how much is needed",
          "[jt808][commands]") {
    const std::string long_text(1022, 'x');
    CHECK(wire_of(send_text_2013{to_2013(1), 4, long_text}).size() == 1 + 12 + 1023 + 1 + 1);
    error_info why;
    CHECK(wire_of(send_text_2013{to_2013(1), 4, long_text + "x"}, &why).empty());
    CHECK(why.code == error_code::too_long);
    CHECK(why.offset == 1024);
    std::uint8_t small[14] = {};
    const auto n = query_position{to_2013(1)}.encode(small, sizeof small);
    CHECK(n.error().code == error_code::no_space);
    CHECK(n.error().offset == 15);
}

TEST_CASE("jt808 commands: what may cut power, open or move something is physical, and nothing else",
          "[jt808][commands]") {
    const std::set<std::string> expected{
        "control",        "cut_power_64",       "restore_power_65",   "arm_66",         "disarm_67",
        "cut_power_f0",   "restore_power_f1",   "cut_power_text",     "send_text_2013", "restore_power_text",
        "send_text_2019", "control_doors_2013", "control_doors_2019", "pass_through",   "raw_command"};
    std::set<std::string> physical;
    test::for_each_jt808_command([&]<class Message>(const char* which, const char*, const char*) {
        static_assert(command<Message>);
        if (Message::effect == effect::physical) { physical.insert(which); }
    });
    CHECK(physical == expected);
}

TEST_CASE("jt808 commands: passwords stand in the message only", "[jt808][commands]") {
    const auto masked = [](const auto& m) {
        std::uint8_t out[300] = {};
        const auto n = m.encode_masked(out, sizeof out);
        return n ? std::string(out, out + *n) : std::string("error");
    };
    const auto hides = [](const std::string& wire, const char* secret) {
        return wire.find(secret) == std::string::npos && wire.find("***") != std::string::npos;
    };
    const receiver to = to_2013(1);
    CHECK(hides(masked(registration_accepted{to, 1, "K7Q2M9"}), "K7Q2M9"));
    CHECK(hides(masked(set_parameters{to, {{{0x0012, "hidden"}, {0x0013, "host"}}}}), "hidden"));
    CHECK(masked(set_parameters{to, {{{0x0012, "hidden"}, {0x0013, "host"}}}}).find("host") != std::string::npos);
    CHECK(hides(masked(connect_server{.to = to, .token = "hidden", .address = "host"}), "hidden"));
    CHECK(hides(masked(connect_server{.to = to, .password = "hidden", .address = "host"}), "hidden"));
    CHECK(hides(masked(fetch_firmware{.to = to, .password = "hidden"}), "hidden"));
    CHECK(hides(masked(control{to, 2, "hidden"}), "hidden"));
    CHECK(hides(masked(raw_command{0x8103, to, "hidden"}), "hidden"));
}

// ---- reading back -------------------------------------------------------------------------------------------------

namespace {

class random_jt808 : public test::random_parameters {
public:
    using random_parameters::field;
    using random_parameters::random_parameters;

    void field(name, header_form& v, const jt808::detail::form_kind& kind) {
        do { v = static_cast<header_form>(number({0, 3})); } while (!kind.allowed.has(v));
    }
    void field(name, receiver& v, const jt808::detail::id_kind&) {
        constexpr std::int64_t lengths[] = {12, 20, 14, 12};
        const std::int64_t length = lengths[static_cast<std::size_t>(v.form)];
        v.device_id =
            number({0, 7}) == 0 && length == 12 ? text_view("865478070001047") : text({length, length}, is_digit);
        v.version = v.form == header_form::edition_2019 ? static_cast<std::uint8_t>(number({0, 255})) : std::uint8_t{1};
    }
    void field(name, receiver& v, const jt808::detail::serial_kind&) {
        v.serial = static_cast<std::uint16_t>(number({0, v.form == header_form::short_serial ? 0xFF : 0xFFFF}));
    }
    void field(name, std::uint16_t& v, const raw_command::id_kind&) {
        constexpr std::uint16_t ids[] = {0x8001, 0x8103, 0x8300, 0x8600, 0x8805};
        v = ids[number({0, 4})];
    }
    template <class Int>
    void field(name, Int& v, const binary& kind) {
        v = static_cast<Int>(number(kind.allowed));
    }
    template <class Int>
    void field(name, Int& v, const any_binary&) {
        v = static_cast<Int>(number(trackwire::detail::width_of<Int>()));
    }
    template <class Int>
    void field(name, Int& v, const bits_of& kind) {
        v = static_cast<Int>(number({0, 0xFFFFFFFF}) & kind.allowed);
    }
    void field(name, std::uint8_t& v, const resolution_kind&) { v = static_cast<std::uint8_t>(number({-1, 8})); }
    void field(name, text_view& v, const sized_text& kind) { v = text(kind.text.length, kind.text.rule); }
    void field(name, text_view& v, const padded_text& kind) { v = text(kind.text().length, kind.text().rule); }
    void field(name, time_ms& v, const time_kind&) {
        v = number({time_kind::allowed.min / 1000, time_kind::allowed.max / 1000}) * 1000;
    }
    template <class Int, std::size_t Capacity>
    void field(name, fixed_list<Int, Capacity>& v, const numbers_of& kind) {
        v = {};
        for (std::int64_t n = number(kind.count); n > 0; --n) {
            v.add(static_cast<Int>(number({kind.smallest, trackwire::detail::width_of<Int>().max})));
        }
    }
    void field(name, setting_list& v, const settings_of&) {
        v = {};
        for (std::int64_t n = number({1, 12}); n > 0; --n) {
            switch (number({0, 4})) {
                case 0: v.add(parameter_setting::u32(0x0030, static_cast<std::uint32_t>(number({0, 179})))); break;
                case 1: v.add(parameter_setting::u16(0x0031, static_cast<std::uint16_t>(number({0, 0xFFFF})))); break;
                case 2: v.add(parameter_setting::u8(0x0084, static_cast<std::uint8_t>(number({0, 0xFF})))); break;
                case 3: v.add({0x0110, text({8, 8}, is_any_byte)}); break;
                default: v.add({0x0013, text({0, 60}, is_text_byte)}); break;
            }
        }
    }
};

}  // namespace

TEST_CASE("jt808 commands: decode(encode(x)) == x, whatever the parameters", "[jt808][commands]") {
    std::size_t escaped = 0;
    const auto goes_there_and_back = [&]<class Message>(std::uint32_t seed) {
        random_jt808 random(seed);
        Message m{};
        Message::describe(m, random);
        const std::string wire = wire_of(m);
        CAPTURE(seed);
        REQUIRE_FALSE(wire.empty());
        const auto back = Message::decode(test::view(wire));
        INFO(std::string(back.error().field) << ": " << std::string(to_text(back.error().code)));
        REQUIRE(back);
        REQUIRE(*back == m);
        REQUIRE(wire_of(*back) == wire);
        escaped += wire.find('\x7D') != std::string::npos ? 1 : 0;
        return wire;
    };
    test::for_each_jt808_command([&]<class Message>(const char* which, const char*, const char*) {
        INFO(which);
        for (std::uint32_t seed = 0; seed < 400; ++seed) {
            const std::string wire = goes_there_and_back.template operator()<Message>(seed);
            // The codec of the connection recognises it too.
            session state;
            std::size_t sound = 0;
            settings conf;
            conf.direction = direction::down;
            decode_datagram<registry<jt808::codec<>>>(test::view(wire), state, conf, [&](const message& got) {
                const bool kind = got.kind == message_kind::command || got.kind == message_kind::acknowledgement;
                sound += kind ? 1 : 0;
            });
            REQUIRE(sound == 1);
        }
    });
    for (std::uint32_t seed = 0; seed < 400; ++seed) {
        (void)goes_there_and_back.template operator()<terminal_answer>(seed);
    }
    CHECK(escaped > 1000);
}

TEST_CASE("jt808 commands: a frame that is not the message is refused where it differs", "[jt808][commands]") {
    struct refused {
        const char* content;
        error_code code;
        const char* field;
        std::size_t offset;
    };
    const refused rows[] = {
        {"8201 0000 000000123456 0001", error_code::unexpected, "message id", 1},
        {"8202 0005 000000123456 0001 0005 000000", error_code::too_short, "duration_s", 15},
        {"8202 0007 000000123456 0001 0005 00000258 00", error_code::unexpected, "further parameter", 19},
        {"8202 0006 000000123456 0001 0000 00000258", error_code::out_of_range, "interval_s", 13},
        {"8202 2006 000000123456 0001 0002 0001 0005 00000258", error_code::unexpected, "body attributes", 3},
        {"8202 0406 000000123456 0001 0005 00000258", error_code::unexpected, "body attributes", 3},
    };
    for (const refused& r : rows) {
        INFO(r.content);
        const auto got = track::decode(test::frame_7e<>(r.content).view());
        REQUIRE_FALSE(got);
        CHECK(got.error().code == r.code);
        CHECK(std::string(got.error().field) == r.field);
        CHECK(got.error().offset == r.offset);
    }
    const auto code = [](std::string_view content, std::uint8_t spoil = 0) {
        return track::decode(test::frame_7e<>(content, spoil).view()).error().code;
    };
    CHECK(code("8202 0006 000000123456 0001 0005 00000258", 1) == error_code::bad_checksum);
    CHECK(code("8202 0007 000000123456 0001 0005 00000258") == error_code::bad_length);
    CHECK(track::decode({}).error().code == error_code::wrong_lead);
    // The edition of the header decides which message a 0x8500 or 0x8300 is.
    const test::frame_7e<> lock_2013("8500 0001 000000123456 000c 01");
    CHECK(control_doors_2013::decode(lock_2013.view()));
    CHECK_FALSE(control_doors_2019::decode(lock_2013.view()));
    const test::frame_7e<> text_2019("8300 4006 01 00000000000000123456 000b 05 01 54455354");
    CHECK(send_text_2013::decode(text_2019.view()).error().field == name("form"));
}

TEST_CASE("jt808 commands: whatever the bytes, reading ends, and what is read can be written again",
          "[jt808][commands]") {
    test::for_each_jt808_command([&]<class Message>(const char* which, const char*, const char*) {
        INFO(which);
        for (std::uint32_t seed = 0; seed < 40; ++seed) {
            random_jt808 random(seed);
            Message m{};
            Message::describe(m, random);
            const std::string wire = wire_of(m);
            for (std::size_t cut = 0; cut < wire.size(); ++cut) {
                REQUIRE_FALSE(Message::decode(test::view(wire.substr(0, cut))));
            }
            // A wrong body behind a right check.
            std::string content(wire.begin() + 1, wire.end() - 2);
            if (wire[0] != '\x7E' || wire.find('\x7D') != std::string::npos) { continue; }
            const std::size_t at =
                static_cast<std::size_t>(random.number({4, static_cast<std::int64_t>(content.size()) - 1}));
            content[at] = static_cast<char>(random.number({0, 0x7C}));
            std::string hex;
            for (const char c : content) {
                hex += to_hex_digit(static_cast<std::uint8_t>(c) >> 4U);
                hex += to_hex_digit(static_cast<std::uint8_t>(c) & 0x0FU);
            }
            const test::frame_7e<4200> changed(hex);
            const auto got = Message::decode(changed.view());
            if (got) { REQUIRE(*Message::decode(test::view(wire_of(*got))) == *got); }
        }
    });
}

static_assert([] {
    const control_doors_2019 sent{to_2019(12), doors_2019::open};
    std::uint8_t wire[64] = {};
    const auto n = sent.encode(wire, sizeof wire);
    const auto back = control_doors_2019::decode(bytes_view(wire, *n));
    return n && back && *back == sent && !control_doors_2013{.to = to_2013(1)}.encode(wire, sizeof wire);
}());
