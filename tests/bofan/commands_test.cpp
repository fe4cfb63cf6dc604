// SPDX-License-Identifier: MIT
#include <trackwire/bofan/commands.hpp>

#include <string>

#include <trackwire/bofan/codec.hpp>

#include "bofan/command_list.hpp"
#include "support/catch.hpp"
#include "support/random_parameters.hpp"
#include "support/text.hpp"

namespace {

using namespace trackwire;
using namespace bofan;

template <class Command>
std::string wire_of(const Command& c, const carrier& by = {}) {
    std::uint8_t bytes[1100] = {};
    const auto n = c.encode(bytes, sizeof bytes, by);
    return n ? std::string(bytes, bytes + *n) : "error in " + std::string(n.error().field);
}
template <class Command>
std::string sms(const Command& c) {
    return wire_of(c, carrier::text_message());
}

TEST_CASE("bofan commands: as the manuals and traccar print them") {
    // traccar's tests, bofan.md 14.2
    CHECK(wire_of(switch_output{2, true}) == "#OPC2,1\r\n");
    CHECK(wire_of(set_time_zone{8}) == "#TMZ8\r\n");
    CHECK(wire_of(set_time_zone{-5}) == "#TMZ-5\r\n");
    CHECK(wire_of(set_speed_limit{120}) == "#SPD120\r\n");
    CHECK(wire_of(set_report_interval{300}) == "#PTI300\r\n");
    CHECK(wire_of(take_photo{}) == "#PHO\r\n");
    CHECK(wire_of(fetch_photo{0, 960}) == "#PHD0,960\r\n");
    CHECK(wire_of(switch_output{1, true}, carrier::framed()) == std::string("\xBF\xFBT\x0E\0#OPC1,1\r\n", 14));
    // SMS of the manuals, bofan.md 14.2 to 14.5
    CHECK(sms(factory_reset{}) == "000000DFT");
    CHECK(sms(set_device_id{"23456789012345"}) == "000000GID23456789012345");
    CHECK(sms(set_access_point{"internet", {"user", "pass"}}) == "000000APNinternet,user,pass");
    CHECK(sms(set_access_point{"internet", {}}) == "000000APNinternet");
    CHECK(sms(set_server{"192.0.2.10", 8888}) == "000000SVR192.0.2.10,8888");
    CHECK(sms(set_upload_interval{60}) == "000000GTI60");
    CHECK(sms(switch_output{1, true}) == "000000OPC1,1");
    CHECK(sms(set_alarms{{{{"IN1", "111"}}}}) == "000000SALIN1111");
    CHECK(sms(set_alarms{{{{"SPD", "10001"}, {"IN4", "000"}}}}) == "000000SALSPD10001,IN4000");
    CHECK(sms(set_action{1, "#OPC1,1,", 10, "#OPC1,0"}) == "000000AN1'#OPC1,1,',10,'#OPC1,0'");
    CHECK(sms(set_analog_alarm{1, threshold::below, 10, {"Fuel Low", 4}}) == "000000AD1<10,Fuel Low,4");
    CHECK(sms(set_analog_alarm{4, threshold::above, 90, {}}) == "000000AD4>90");
    CHECK(sms(set_analog_alarm{1, threshold::below, 10, {"", 4}}) == "000000AD1<10,,4");
    CHECK(sms(set_sensor_range{1, 500, 6000}) == "000000AV10.5,6,24");
    CHECK(sms(set_sos_numbers{{{"+491700000001", "110"}}}) == "000000SOS,+491700000001,110");
    CHECK(sms(reset_password{"123456"}) == "000000RPW123456");
    CHECK(sms(set_password{"123456"}) == "000000PWD123456");
    CHECK(sms(restart{}) == "000000RST");
    CHECK(sms(restart{restart_target::gsm}) == "000000RST2");
    CHECK(sms(sleep_after{300}) == "000000SLP300");
    CHECK(sms(set_power_cut_alarm{false}) == "000000CPA0");
    CHECK(sms(set_shake_alarm{}) == "000000SKA1");
    CHECK(sms(ask_version{}) == "000000VER");
    CHECK(sms(ask_imei{}) == "000000IME");
    CHECK(sms(ask_position{}) == "000000RCP");
    CHECK(sms(ask_map_link{}) == "000000RCM");
    CHECK(sms(ask_voltage{}) == "000000RPO");
    CHECK(wire_of(raw_command{"GEO1,2,3"}) == "#GEO1,2,3\r\n");
    CHECK(wire_of(ask_version{}, carrier::text_message("123456")) == "123456VER");
}

// ---- refusals ------------------------------------------------------------------------------------------------------

template <class Command>
std::string refusal(const Command& c, const carrier& by = {}) {
    std::uint8_t bytes[1100] = {};
    const auto n = c.encode(bytes, sizeof bytes, by);
    if (n) { return "accepted"; }
    char text[200] = {};
    char_output out(text, sizeof text);
    write_refusal(n.error(), Command::about(n.error().field), out);
    return {text, out.size()};
}

TEST_CASE("bofan commands: a wrong parameter is named with its range, nothing is clamped") {
    CHECK(refusal(switch_output{0, true}) == "output: out of range, 1 to 5");
    CHECK(refusal(switch_output{6, true}) == "output: out of range, 1 to 5");
    CHECK(refusal(set_upload_interval{9}) == "seconds: out of range, 10 to 1200");
    CHECK(refusal(set_upload_interval{1201}) == "seconds: out of range, 10 to 1200");
    CHECK(refusal(set_time_zone{15}) == "hours: out of range, -12 to 14");
    CHECK(refusal(set_server{"host", 0}) == "port: out of range, 1 to 65535");
    CHECK(refusal(set_server{"a,b", 1}) == "host: character not allowed");
    CHECK(refusal(set_access_point{"in\rternet", {}}) == "apn: character not allowed");
    CHECK(refusal(set_access_point{"internet", {"a,b", ""}}) ==
          "login: character not allowed, user and password, without commas");
    CHECK(refusal(set_device_id{""}) == "id: out of range, 1 to 20 digits");
    CHECK(refusal(set_device_id{"12A"}) == "id: character not allowed, 1 to 20 digits");
    CHECK(refusal(set_password{"12345"}) == "password: out of range, six digits");
    CHECK(refusal(ask_version{}, carrier::text_message("12345x")) == "password: character not allowed");
    CHECK(refusal(set_action{1, "#OPC1,1'", 10, "#OPC1,0"}).starts_with("first: character not allowed"));
    CHECK(refusal(set_action{6, "#OPC1,1", 10, "#OPC1,0"}) == "action: out of range, 1 to 5");
    CHECK(refusal(set_alarms{}).starts_with("alarms: out of range"));
    CHECK(refusal(set_alarms{{{{"IN1", "121"}}}}).starts_with("alarms: out of range"));
    CHECK(refusal(set_alarms{{{{"in1", "111"}}}}).starts_with("alarms: character not allowed"));
    CHECK(refusal(set_analog_alarm{1, threshold::below, 101, {}}) == "percent: out of range, 0 to 100");
    CHECK(refusal(set_analog_alarm{1, threshold::below, 1, {"a,b", 0}}).starts_with("label: character not allowed"));
    CHECK(refusal(set_sos_numbers{{{"12345678901234567"}}}).starts_with("numbers: out of range"));
    CHECK(refusal(set_sos_numbers{}).starts_with("numbers: out of range"));
    CHECK(refusal(set_sensor_range{1, 0, 100'000}) == "max_mv: out of range, 0 to 99999");
    CHECK(refusal(raw_command{"GEO1\r\n#OPC1,1"}).starts_with("text: character not allowed"));
    CHECK(refusal(raw_command{"geo"}).starts_with("text: character not allowed"));
    std::uint8_t small[8] = {};
    const auto n = switch_output{1, true}.encode(small, sizeof small);
    CHECK(n.error().code == error_code::no_space);
    CHECK(n.error().offset == 9);
}

TEST_CASE("bofan commands: only what acts physically says so") {
    STATIC_REQUIRE(switch_output::effect == effect::physical);
    STATIC_REQUIRE(set_action::effect == effect::physical);
    STATIC_REQUIRE(raw_command::effect == effect::physical);
    STATIC_REQUIRE(take_photo::effect == effect::none);
    STATIC_REQUIRE(factory_reset::effect == effect::none);
    STATIC_REQUIRE(command<switch_output> && command<set_alarms> && command<take_photo> && command<raw_command>);
}

TEST_CASE("bofan commands: passwords are masked for logs") {
    const auto masked = [](const auto& c, const carrier& by) {
        std::uint8_t bytes[200] = {};
        const auto n = c.encode_masked(bytes, sizeof bytes, by);
        return n ? std::string(bytes, bytes + *n) : "error";
    };
    CHECK(masked(set_password{"123456"}, {}) == "#PWD******\r\n");
    CHECK(masked(set_access_point{"internet", {"user", "pass"}}, carrier::text_message()) ==
          "******APNinternet,user,******");
}

// ---- reading back --------------------------------------------------------------------------------------------------

template <class Command>
std::string problem(std::string_view wire) {
    const auto c = Command::decode(test::bytes_of(wire));
    if (c) { return "accepted"; }
    return std::string(c.error().field) + " " + std::string(to_text(c.error().code)) + " " +
           std::to_string(c.error().offset);
}

TEST_CASE("bofan commands: what is no such command is refused with field and offset") {
    CHECK(problem<switch_output>("#OPC1,2\r\n") == "on out of range 6");
    CHECK(problem<switch_output>("#OPC9,1\r\n") == "output out of range 4");
    CHECK(problem<switch_output>("#OPC1\r\n") == "command word too short 5");
    CHECK(problem<switch_output>("#OPC1,1,1\r\n") == "further parameter unexpected byte 7");
    CHECK(problem<switch_output>("#PHO\r\n") == "command word unexpected byte 1");
    CHECK(problem<switch_output>("OPC1,1") == "start wrong lead byte 0");
    CHECK(problem<switch_output>("00000OPC1,1") == "start wrong lead byte 0");
    CHECK(problem<switch_output>(std::string("\xBF\xFBU\x0E\0#OPC1,1\r\n", 14)) == "verify bad checksum 2");
    CHECK(problem<switch_output>(std::string("\xBF\xFBT\x0F\0#OPC1,1\r\n", 14)) == "length bad length 3");
    CHECK(problem<set_sos_numbers>("#SOS\r\n") == "numbers too short 4");
    CHECK(problem<set_sensor_range>("#AV10.5,6,25\r\n") == "command word unexpected byte 9");
}

/// Fills every parameter with a random value that it may have.
class random_bofan : public test::random_parameters {
public:
    using random_parameters::field;
    using random_parameters::random_parameters;

    void field(name, std::uint32_t& v, const millivolts& kind) { v = static_cast<std::uint32_t>(number(kind.allowed)); }
    void field(name, apn_login& v, const bofan::detail::apn_login_kind& kind) {
        v = flip() ? apn_login{}
                   : apn_login{text(kind.part.length, kind.part.rule), text(kind.part.length, kind.part.rule)};
    }
    void field(name, restart_target& v, const bofan::detail::restart_target_kind&) {
        v = static_cast<restart_target>(number({0, 3}));
    }
    void field(name, threshold& v, const bofan::detail::threshold_kind&) { v = static_cast<threshold>(number({0, 1})); }
    void field(name, analog_text& v, const bofan::detail::analog_text_kind& kind) {
        v = {text(kind.part.length, kind.part.rule), static_cast<std::uint8_t>(number(kind.inputs))};
    }
    void field(name, telephone_numbers& v, const bofan::detail::telephone_numbers_kind& kind) {
        v = {};
        for (std::int64_t count = number({1, 3}); count > 0; --count) { v.add(text(kind.number.length, is_digit)); }
    }
    void field(name, alarm_rules& v, const bofan::detail::alarm_rules_kind&) {
        constexpr const char* types[] = {"IN1", "IN5", "IU4", "SPD", "GEO", "MLA", "SKA", "LPA", "SLP", "XYZ"};
        v = {};
        for (std::int64_t count = number({1, 8}); count > 0; --count) {
            std::string flags;
            for (std::int64_t n = number({1, 5}); n > 0; --n) { flags += flip() ? '1' : '0'; }
            if (flags.size() == 5) { flags[4] = static_cast<char>('0' + number({0, 5})); }
            v.add({keep(types[number({0, 9})]), keep(flags)});
        }
    }
    void field(name, text_view& v, const bofan::detail::raw_kind&) {
        v = keep("GEO" + std::to_string(number({0, 1'000'000})));
    }
};

template <class Command>
void goes_there_and_back() {
    for (std::uint32_t seed = 0; seed < 300; ++seed) {
        random_bofan random(seed);
        Command c{};
        Command::describe(c, random);
        const carrier carriers[] = {carrier::gprs(), carrier::framed(),
                                    carrier::text_message(random.text({6, 6}, is_digit))};
        for (const carrier& by : carriers) {
            const std::string wire = wire_of(c, by);
            CAPTURE(wire);
            const auto back = Command::decode(test::bytes_of(wire));
            REQUIRE(back);
            REQUIRE(*back == c);
            // The codec of the connection recognises it too.
            test::connection<registry<frames>> line;
            line.conf.transport = by.by == carriage::sms ? transport::sms : transport::tcp;
            line.conf.direction = direction::down;
            line.datagram(wire);
            REQUIRE(line.messages.size() == 1);
            REQUIRE(line.messages[0].at("message") == "command");
        }
    }
}

TEST_CASE("bofan commands: decode(encode(x)) == x, whatever the parameters and the carrier") {
    test::for_each_bofan_command([]<class Command>(const char* which, const char*, const char*) {
        INFO(which);
        goes_there_and_back<Command>();
    });
}

// ---- in constant expressions ---------------------------------------------------------------------------------------

constexpr bool round_trip_at_compile_time() {
    std::uint8_t bytes[64] = {};
    const set_action a{1, "#OPC1,1,", 10, "#OPC1,0"};
    const auto n = a.encode(bytes, sizeof bytes, carrier::framed());
    if (!n) { return false; }
    const auto back = set_action::decode(bytes_view(bytes, *n));
    return back && *back == a;
}
static_assert(round_trip_at_compile_time());
static_assert(!switch_output{9, true}.encode(nullptr, 0));
static_assert(set_upload_interval::about("seconds")->limits == range{10, 1200});

}  // namespace
