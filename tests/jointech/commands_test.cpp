// SPDX-License-Identifier: MIT
#include <trackwire/jointech/commands.hpp>

#include <map>
#include <set>
#include <string>

#include "jointech/command_list.hpp"
#include "jointech/random_parameters.hpp"
#include "support/catch.hpp"
#include "support/rows.hpp"
#include "support/samples.hpp"

using namespace trackwire;
using namespace trackwire::jointech;

namespace {

template <class Command>
std::string encoded(const Command& c, error_info* why = nullptr) {
    std::vector<std::uint8_t> out(8192);
    const result<std::size_t> n = c.encode(out.data(), out.size());
    if (why != nullptr) { *why = n.error(); }
    return n ? std::string(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(*n)) : std::string();
}

template <class Command>
error_info refusal(const Command& c) {
    error_info why;
    (void)encoded(c, &why);
    return why;
}

template <class Command>
std::string spelled_refusal(const Command& c) {
    const error_info why = refusal(c);
    char text[200];
    char_output out(text, sizeof text);
    write_refusal(why, Command::about(why.field), out);
    return {text, out.size()};
}

/// For constant expressions.
template <class Command, std::size_t N>
constexpr bool writes(const Command& c, const char (&expected)[N]) {
    std::uint8_t out[256] = {};
    const result<std::size_t> n = c.encode(out, sizeof out);
    if (!n || !(bytes_view(out, *n) == name(expected))) { return false; }
    const result<Command> back = Command::decode(bytes_view(out, *n));
    return back && *back == c;
}

constexpr std::uint32_t bound_cards[] = {2124750, 2153582, 15451297};
constexpr text_view bound_slaves[] = {"E0171A00DC", "E0171A00F1", "E0171A00A0"};
/// cmd-p29, in 1e-4 minutes: -75 degrees 31.1858 minutes, 8 degrees 32.923 minutes, ...
constexpr fence_node node(int lon_degrees, int lon_e4, int lat_degrees, int lat_e4) {
    return {-(lon_degrees * 600000 + lon_e4), lat_degrees * 600000 + lat_e4};
}
constexpr fence_node corners[] = {node(75, 311858, 8, 329230), node(75, 295627, 8, 323909), node(75, 293562, 8, 316025),
                                  node(75, 299445, 8, 301557), node(75, 305315, 8, 284319), node(75, 322582, 8, 290359),
                                  node(75, 330169, 8, 296902), node(75, 313584, 8, 326810)};

// One of each form in a constant expression.
static_assert(writes(p01_query{}, "(P01)"));
static_assert(writes(p03_query{}, "(P03,0)"));
static_assert(writes(p50_set{.on = true}, "(P50,1,1)"));
static_assert(writes(p04_set{.upload_s = 60, .wake_min = 30}, "(P04,1,60,30)"));
static_assert(writes(p10_set{.minutes = -240}, "(P10,1,-240)"));
static_assert(writes(p22_set_time{.time = 1594831408000}, "(P22,150720164328)"));
static_assert(writes(p41_delete_cards{.cards = bound_cards}, "(P41,1,2,3,0002124750,0002153582,0015451297)"));
static_assert(writes(wlnet_unlock{.master_id = "7500313609", .serial = 1, .minutes = 5, .slave_id = "E017668836"},
                     "(7500313609,1,001,WLNET,8,1,1,5,E017668836)"));
static_assert(writes(base2_set_time{.device_id = "775210408000", .time = 1594831408000},
                     "(775210408000,1,001,BASE,2,20200715164328)"));
static_assert(command<p04_set> && command<wlnet_unlock> && command<raw_command> && command<p69_acknowledge>);
static_assert(p04_set::about("upload_s")->limits == range{5, 3600});
static_assert(!p04_set::about("no such parameter"));

/// Every command sample of the corpus, by id.
std::map<std::string, std::string> documented_commands() {
    std::map<std::string, std::string> m;
    m["cmd-ack-p69"] = encoded(p69_acknowledge{.serial = 86});
    m["cmd-ack-p69-resend"] = encoded(p69_send_again{.serial = 86});
    m["cmd-ack-p35"] = encoded(p35_acknowledge{});
    m["cmd-ack-p46"] = encoded(p46_acknowledge{});
    m["cmd-ack-p52"] = encoded(p52_acknowledge{.password = "113271"});
    m["cmd-time-p22"] = encoded(p22_set_time{.time = 1594831408000});  // 2020-07-15 16:43:28 UTC
    m["cmd-p01"] = encoded(p01_query{});
    m["cmd-p02"] = encoded(p02_query{});
    m["cmd-p14"] = encoded(p14_query{});
    m["cmd-p68-1"] = encoded(p68_query_imsi{});
    m["cmd-p68-2"] = encoded(p68_query_ccid{});
    m["cmd-p06-1"] = encoded(
        p06_set_main{.host = "198.51.100.222", .port = 10001, .apn = "internet", .user = "user", .password = "pass"});
    m["cmd-p06-1-noauth"] = encoded(
        p06_set_main{.host = "jt701.locks.example.com", .port = 10001, .apn = "CMNET", .user = "", .password = ""});
    m["cmd-p06-0"] = encoded(p06_query_main{});
    m["cmd-p06-3"] = encoded(
        p06_set_second{.host = "198.51.100.222", .port = 10001, .apn = "internet", .user = "user", .password = "pass"});
    m["cmd-p06-2"] = encoded(p06_query_second{});
    m["cmd-p04"] = encoded(p04_set{.upload_s = 60, .wake_min = 30});
    m["cmd-p04-0"] = encoded(p04_query{});
    m["cmd-p39"] = encoded(p39_set{.minutes = 5});
    m["cmd-p54"] = encoded(p54_set{.on = true});
    m["cmd-p03"] = encoded(p03_set{.on = true, .battery_percent = 5});
    m["cmd-p37"] = encoded(p37_set{.threshold_mg = 126});
    m["cmd-p62-2-1"] = encoded(p62_set_mileage{.km = 999999});
    m["cmd-p62-1-1"] = encoded(p62_set_speed_threshold{.kmh = 10});
    m["cmd-p13"] = encoded(p13_factory_reset{});
    m["cmd-p50"] = encoded(p50_set{.on = true});
    m["cmd-p63"] = encoded(p63_set{.on = true});
    m["cmd-p11"] = encoded(p11_set{.index = 1, .number = "+8600000000001"});
    m["cmd-p12"] = encoded(p12_set{.vip_1 = true, .vip_2 = true, .vip_3 = false, .vip_4 = false, .vip_5 = false});
    m["cmd-p23"] = encoded(p23_set{.on = true});
    m["cmd-p70"] = encoded(p70_set{.on = true});
    m["cmd-p10"] = encoded(p10_set{.minutes = -240});
    m["cmd-p65"] = encoded(p65_set{.alias = "HZBC12345"});
    m["cmd-p41-del"] = encoded(p41_delete_cards{.cards = bound_cards});
    m["cmd-p41-query"] = encoded(p41_query{.group = 1});
    m["cmd-p41-clear"] = encoded(p41_delete_all_cards{});
    m["cmd-p42"] = encoded(p42_learn_cards{.on = true});
    m["cmd-p43"] = encoded(p43_unlock{.password = "888888"});
    m["cmd-p44"] = encoded(p44_change_password{.new_password = "12#aAM", .current_password = "888888"});
    m["cmd-p44-q"] = encoded(p44_query{});
    m["cmd-p52-3"] = encoded(p52_unlock{.password = "223457"});
    m["cmd-p52-1"] = encoded(p52_set_mode{.on = true, .inside_fence_only = true});
    m["cmd-p52-1-q"] = encoded(p52_query_mode{});
    m["cmd-p52-0"] = encoded(p52_query_password{});
    m["cmd-p59"] = encoded(p59_set{.sms = true, .gprs = true, .rfid = true, .serial_port = true, .bluetooth = true});
    m["cmd-p15"] = encoded(p15_restart{});
    m["cmd-p32"] = encoded(p32_sleep{});
    m["cmd-p40"] = encoded(p40_set{.rope_cut = alarm_channel::both,
                                   .illegal_card = alarm_channel::off,
                                   .long_unlock = alarm_channel::gprs,
                                   .wrong_passwords = alarm_channel::gprs,
                                   .vibration = alarm_channel::gprs,
                                   .enter_fence = alarm_channel::gprs,
                                   .exit_fence = alarm_channel::gprs,
                                   .low_battery = alarm_channel::gprs,
                                   .back_cover = alarm_channel::gprs,
                                   .motor_stuck = alarm_channel::gprs});
    m["cmd-p61"] = encoded(p61_set{.battery_percent = 30});
    m["cmd-p38"] = encoded(p38_set{.minutes = 120});
    m["cmd-p24"] = encoded(p24_set{.fence_id = 10, .on = true, .fence_name = "area10"});
    m["cmd-p29"] = encoded(p29_set{.fence_id = 3, .page = 1, .nodes = corners});
    m["cmd-p29-q"] = encoded(p29_query{.fence_id = 1});
    m["cmd-p30"] = encoded(p30_delete_fence{.fence_id = 3});
    m["cmd-p31"] = encoded(p31_finish_fences{});
    m["cmd-p58"] = encoded(p58_set{.on = true});
    m["cmd-p98-10"] = encoded(p98_query_cache{});
    m["cmd-p98-10-del"] = encoded(p98_delete_cache{});
    m["cmd-p98-6"] = encoded(p98_set_debug{.output = p98_output::at_log});
    m["cmd-ota9"] = encoded(ota9_upgrade{.device_id = "8130630001",
                                         .serial = 1,
                                         .host = "198.51.100.214",
                                         .port = 10021,
                                         .user = "user1",
                                         .password = "Secret00",
                                         .file = "JT701_19.bin",
                                         .size = 101764,
                                         .sum = 9585478});
    m["cmd-wl1-q"] = encoded(wlnet_query_slaves{.master_id = "7500313609", .serial = 1});
    m["cmd-wl1-bind"] = encoded(wlnet_bind_slaves{.master_id = "7500313609", .serial = 1, .slaves = bound_slaves});
    m["cmd-wl1-clear"] = encoded(wlnet_unbind_all{.master_id = "7500313609", .serial = 1});
    m["cmd-wl4"] = encoded(wlnet_query_firmware{.master_id = "7500313609", .serial = 1});
    m["cmd-wl8"] =
        encoded(wlnet_unlock{.master_id = "7500313609", .serial = 1, .minutes = 5, .slave_id = "E017668836"});
    m["cmd-wl18"] =
        encoded(wlnet_set_heartbeat{.master_id = "7001608180", .serial = 1, .heartbeat_s = 15, .loss_alarm_s = 180});
    m["cmd-base1"] = encoded(base1_query{.device_id = "700160818000"});
    m["cmd-gsens2"] = encoded(gsens2_set{.device_id = "700160818000", .first = "0", .alarm_mg = 500, .wake_mg = 80});
    return m;
}

}  // namespace

TEST_CASE("jointech commands: every command sample of the corpus is written byte by byte", "[jointech][commands]") {
    const std::map<std::string, std::string> ours = documented_commands();
    std::set<std::string> seen;
    for (const auto& sample : test::load_samples("jointech-samples.jsonl")) {
        if (sample.at("family") != "command") { continue; }
        const std::string id = sample.at("id");
        const test::hex_bytes<2048> wire(sample.at("hex").get<std::string>());
        INFO(id << ", " << sample.at("source"));
        REQUIRE(ours.count(id) == 1);
        CHECK(test::view(ours.at(id)) == wire.view());
        seen.insert(id);
    }
    CHECK(seen.size() == ours.size());
    CHECK(seen.size() >= 68);
}

TEST_CASE("jointech commands: what is written is read back, for thousands of random values", "[jointech][commands]") {
    std::size_t commands = 0;
    const auto round_trips = [&]<class Text>(int count) {
        for (int i = 0; i < count; ++i) {
            test::random_jointech random(static_cast<std::uint32_t>(i) * 7919U + 1U);
            Text sent{};
            Text::describe(sent, random);
            const std::string wire = encoded(sent);
            INFO(wire);
            REQUIRE_FALSE(wire.empty());
            const result<Text> got = Text::decode(test::view(wire));
            INFO(std::string(got.error().field) << ": " << std::string(to_text(got.error().code)));
            REQUIRE(got);
            REQUIRE(*got == sent);
            REQUIRE(encoded(*got) == wire);
        }
        ++commands;
    };
    test::for_each_command([&]<class Command>(const char* which, const char*, const char*) {
        INFO(which);
        round_trips.template operator()<Command>(2000);
    });
    test::for_each_answer([&]<class Answer>(const char* which) {
        INFO(which);
        round_trips.template operator()<Answer>(2000);
    });
    CHECK(commands > 150);
}

TEST_CASE("jointech commands: a wrong parameter is named with its range, and nothing is written",
          "[jointech][commands]") {
    std::size_t refused = 0;
    test::for_each_command([&]<class Command>(const char* which, const char*, const char*) {
        for (int parameter = 0; parameter < 16; ++parameter) {
            for (int way = 0; way < 12; ++way) {
                test::random_jointech random(static_cast<std::uint32_t>(parameter * 16 + way));
                Command c{};
                Command::describe(c, random);
                test::wrong_parameter wrong{parameter, way};
                Command::describe(c, wrong);
                if (wrong.spoilt.empty()) { continue; }
                INFO(which << ", " << wrong.spoilt << ", way " << way);
                std::vector<std::uint8_t> out(8192, 0xA5);
                const result<std::size_t> n = c.encode(out.data(), out.size());
                REQUIRE_FALSE(n);
                CHECK(std::string(n.error().field) == wrong.spoilt);
                CHECK(n.error().code == wrong.code);
                CHECK(out == std::vector<std::uint8_t>(out.size(), 0xA5));
                CHECK(Command::about(n.error().field));
                ++refused;
            }
        }
    });
    CHECK(refused > 500);
}

TEST_CASE("jointech commands: ranges are those of the newest manual", "[jointech][commands]") {
    struct row {
        std::string refusal, expected;
    };
    const row rows[] = {
        {spelled_refusal(p04_set{.upload_s = 4, .wake_min = 30}), "upload_s: out of range, 5 to 3600"},
        {spelled_refusal(p04_set{.upload_s = 3601, .wake_min = 30}), "upload_s: out of range, 5 to 3600"},
        {spelled_refusal(p04_set{.upload_s = 60, .wake_min = 1441}), "wake_min: out of range, 5 to 1440"},
        {spelled_refusal(p03_set{.on = true, .battery_percent = 91}), "battery_percent: out of range, 5 to 90"},
        {spelled_refusal(p37_set{.threshold_mg = 62}), "threshold_mg: out of range, 0 or 63 to 500"},
        {spelled_refusal(p10_set{.minutes = 781}), "minutes: out of range, -720 to 780"},
        {spelled_refusal(p98_set_debug{.output = static_cast<p98_output>(2)}),
         "output: out of range, 0 stop, 1 NMEA, 6 AT log"},
        {spelled_refusal(wlnet_unlock{.master_id = "7500313609", .minutes = 6, .slave_id = "E017668836"}),
         "minutes: out of range, 1 to 5"},
        {spelled_refusal(wlnet_set_heartbeat{.master_id = "7500313609", .heartbeat_s = 4}),
         "heartbeat_s: out of range, 0 or 5 to 86400"},
        {spelled_refusal(p24_set{.fence_id = 1, .on = true, .fence_name = "seventeen letters"}),
         "fence_name: out of range, at most 16 letters and digits"},
        {spelled_refusal(p11_set{.index = 1, .number = "+49a"}), "number: character not allowed, digits, + in front"},
        {spelled_refusal(p24_set{.fence_id = 11}), "fence_id: out of range, 1 to 10"},
        {spelled_refusal(p06_set_main{.host = "a", .port = 65531}), "port: out of range, 0 to 65530"},
    };
    for (const row& r : rows) { CHECK(r.refusal == r.expected); }
    CHECK(encoded(p37_set{.threshold_mg = 0}) == "(P37,1,0)");
    CHECK(encoded(p37_set{.threshold_mg = 63}) == "(P37,1,63)");
    CHECK(encoded(p83_set{.minutes = 65535}) == "(P83,1,65535)");  // range UNKNOWN: not invented
    CHECK(encoded(p10_set{.minutes = 780}) == "(P10,1,780)");
    CHECK(encoded(base11_echo{.device_id = "770191203906", .text = "123"}) == "(770191203906,1,001,BASE,11,123)");
}

TEST_CASE("jointech commands: raw text carries what a frame can carry", "[jointech][commands]") {
    for (unsigned byte = 0; byte < 256; ++byte) {
        const std::string text = "P19,1" + std::string(1, static_cast<char>(byte));
        error_info why;
        const std::string wire = encoded(raw_command{.text = text}, &why);
        INFO(byte);
        const bool carried = byte >= 0x20 && byte < 0x7F && byte != '(' && byte != ')';
        CHECK(wire == (carried ? "(" + text + ")" : ""));
        CHECK(why.code == (carried ? error_code::none : error_code::bad_character));
        CHECK(why.offset == (carried ? 0U : 5U));
    }
    CHECK(refusal(raw_command{}).code == error_code::out_of_range);
    CHECK(encoded(numbered_command{.device_id = "770191203906", .word = "BASE", .index = 6}) ==
          "(770191203906,1,001,BASE,6)");
    CHECK(encoded(numbered_command{
              .device_id = "770191203906", .serial = 12, .word = "BASE", .index = 6, .parameters = "1,5,,30"}) ==
          "(770191203906,1,012,BASE,6,1,5,,30)");
}

TEST_CASE("jointech commands: what unlocks or stops is physical, and nothing else", "[jointech][commands]") {
    const std::set<std::string> expected{"p43_unlock",        "p52_unlock",       "wlnet_unlock", "s07_stop_engine",
                                         "s07_resume_engine", "numbered_command", "raw_command"};
    std::set<std::string> physical;
    test::for_each_command([&]<class Command>(const char* which, const char*, const char*) {
        static_assert(trackwire::command<Command>);
        if (Command::effect == effect::physical) { physical.insert(which); }
    });
    CHECK(physical == expected);
}

TEST_CASE("jointech commands: passwords stand in the command only", "[jointech][commands]") {
    const auto masked = [](const auto& c) {
        std::vector<std::uint8_t> out(512);
        const result<std::size_t> n = c.encode_masked(out.data(), out.size());
        return n ? std::string(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(*n)) : std::string();
    };
    CHECK(masked(p43_unlock{.password = "12#aAM"}) == "(P43,******)");
    CHECK(masked(p44_change_password{.new_password = "12#aAM", .current_password = "888888"}) == "(P44,******,******)");
    CHECK(masked(p52_unlock{.password = "223457"}) == "(P52,3,******)");
    CHECK(masked(p52_acknowledge{.password = "223457"}) == "(P52,2,******)");
    CHECK(masked(p06_set_main{.host = "h", .port = 1, .apn = "a", .user = "u", .password = "pass"}) ==
          "(P06,1,h,1,a,u,******)");
    CHECK(masked(raw_command{.text = "P43,888888"}) == "(******)");
    CHECK(masked(numbered_command{.device_id = "770191203906", .word = "ELOCK", .index = 9, .parameters = "123456"}) ==
          "(770191203906,1,001,ELOCK,9,******)");

    CHECK(spelled_refusal(p43_unlock{.password = "12345"}) ==
          "password: out of range, 6 characters, no brackets or commas");
    CHECK(spelled_refusal(p44_change_password{.new_password = "12345(", .current_password = "888888"}) ==
          "new_password: character not allowed, 6 characters, no brackets or commas");
}

TEST_CASE("jointech commands: a buffer that is too small says how much is needed", "[jointech][commands]") {
    std::uint8_t out[13] = {};
    const p04_set c{.upload_s = 60, .wake_min = 30};  // 13 bytes
    for (std::size_t capacity = 0; capacity < 13; ++capacity) {
        const result<std::size_t> n = c.encode(out, capacity);
        CHECK(n.error().code == error_code::no_space);
        CHECK(n.error().offset == 13);
    }
    CHECK(*c.encode(out, 13) == 13);
}

TEST_CASE("jointech commands: a frame that is not the command is refused where it differs", "[jointech][commands]") {
    struct row {
        const char* frame;
        error_code code;
        const char* field;
        std::size_t offset;
    };
    const row rows[] = {
        {"", error_code::wrong_lead, "start", 0},
        {"P04,1,60,30)", error_code::wrong_lead, "start", 0},
        {"(", error_code::no_terminator, "end", 0},
        {"(P04,1,60,30", error_code::no_terminator, "end", 11},
        {"(P05,1,60,30)", error_code::unexpected, "command word", 1},
        {"(P04,0,60,30)", error_code::unexpected, "command word", 5},
        {"(P04)", error_code::too_short, "command word", 4},
        {"(P04,1,60)", error_code::too_short, "wake_min", 9},
        {"(P04,1,60,30,1)", error_code::unexpected, "further parameter", 13},
        {"(P04,1,60,30,)", error_code::unexpected, "further parameter", 13},
        {"(P04,1,sixty,30)", error_code::bad_number, "upload_s", 7},
        {"(P04,1,,30)", error_code::bad_number, "upload_s", 7},
        {"(P04,1,+60,30)", error_code::bad_number, "upload_s", 7},
        {"(P04,1,60,4)", error_code::out_of_range, "wake_min", 10},
        {"(P04,1,60,99999999999999999999)", error_code::bad_number, "wake_min", 10},
    };
    for (const row& r : rows) {
        INFO(r.frame);
        const result<p04_set> got = p04_set::decode(test::view(r.frame));
        REQUIRE_FALSE(got);
        CHECK(got.error().code == r.code);
        CHECK(std::string(got.error().field) == r.field);
        CHECK(got.error().offset == r.offset);
    }
    CHECK(p41_add_cards::decode(test::view("(P41,1,1,2,0000000001)")).error().code == error_code::too_short);
    CHECK(p41_add_cards::decode(test::view("(P41,1,1,1,0000000001,0000000002)")).error().code ==
          error_code::unexpected);
    CHECK(p41_add_cards::decode(test::view("(P41,1,1,21)")).error().code == error_code::out_of_range);
    CHECK(p29_set::decode(test::view("(P29,1,3,1,1,-7560.0,832.9)")).error().code == error_code::out_of_range);
    CHECK(p22_set_time::decode(test::view("(P22,300220164328)")).error().code == error_code::bad_time);
}

TEST_CASE("jointech commands: whatever the bytes, reading ends, and what is read can be written again",
          "[jointech][commands]") {
    test::for_each_command([&]<class Command>(const char* which, const char*, const char*) {
        INFO(which);
        for (std::uint32_t seed = 0; seed < 200; ++seed) {
            test::random_jointech random(seed);
            Command c{};
            Command::describe(c, random);
            std::string wire = encoded(c);
            for (std::size_t cut = 0; cut < wire.size(); ++cut) {
                CHECK_FALSE(Command::decode(test::view(wire.substr(0, cut))));
            }
            std::mt19937 dice(seed);
            wire[dice() % wire.size()] = static_cast<char>(dice());
            const result<Command> got = Command::decode(test::view(wire));
            if (got) { REQUIRE(*Command::decode(test::view(encoded(*got))) == *got); }
        }
    });
}

TEST_CASE("jointech commands: degrees become minutes to the nearest step", "[jointech][commands]") {
    CHECK(fence_node::from_degrees(-755197633, 85487167) == node(75, 311858, 8, 329230));
    CHECK(fence_node::from_degrees(1800000000, -900000000) ==
          fence_node{fence_node::max_longitude, -fence_node::max_latitude});
    CHECK(encoded(p29_set{.fence_id = 1, .page = 1, .nodes = {{{0, -5}, {600000, 3600000 / 2}}}}) ==
          "(P29,1,1,1,2,0,-0.0005,100,300)");
}

TEST_CASE("jointech commands: consecutive serials differ", "[jointech][commands]") {
    CHECK(next_serial(1) == 2);
    CHECK(next_serial(999) == 0);
}
