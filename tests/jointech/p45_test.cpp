// SPDX-License-Identifier: MIT
#include <trackwire/jointech/text.hpp>

#include <trackwire/jointech/dollar.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"

namespace {

using namespace trackwire;
using only = registry<jointech::dollar, jointech::text>;

std::vector<std::string> decode(std::string_view text) { return test::to_json<only>(test::view(text)); }

// ---- good frames: every value from the source named --------------------------------------------------------------

struct good_row {
    std::string_view name, source, text, json;
};

constexpr good_row good[] = {
    {"authorised card", "JT701D Protocol Manual V1.4, P45 example",
     "(8000620011,P45,170720,020614,22.56035,N,114.01640,E,A,36,270,1,1,0008627839,0,0,24,5)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"event","device.id":"8000620011",)j"
     R"j("time":"2020-07-17T02:06:14.000Z","serial":24,"reply.text":"(P69,0,24)","position.valid":true,)j"
     R"j("position.source":"gnss","position.latitude":22.56035,"position.longitude":114.0164,"position.speed":36,)j"
     R"j("position.course":270,"odometer":5,"unlock.method":"rfid","unlock.result":"granted",)j"
     R"j("unlock.card":"0008627839","unlock.wrong_attempts":0,"events":["unlock_rfid"],"jointech.p45_source":"1",)j"
     R"j("jointech.p45_verification":"1","jointech.p45_password_ok":"0"})j"},
    {"packed coordinates and the fields of P94", "JT701D/E Protocol Manual V1.9.5, P94 example",
     "(8130630001,P45,260915,102329,2233.3218,N,11325.3659,E,A,0,15,1,1,0026589876,0,0,1,234,863977039060871,7,"
     "460:0:19526:584115)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"event","device.id":"8130630001",)j"
     R"j("time":"2015-09-26T10:23:29.000Z","serial":1,"reply.text":"(P69,0,1)","position.valid":true,)j"
     R"j("position.source":"gnss","position.latitude":22.5553633,"position.longitude":113.422765,"position.speed":0,)j"
     R"j("position.course":15,"odometer":234,"cell.mcc":460,"cell.mnc":0,"cell.lac":19526,"cell.id":584115,)j"
     R"j("imei":"863977039060871","unlock.method":"rfid","unlock.result":"granted","unlock.card":"0026589876",)j"
     R"j("unlock.fence":7,"unlock.wrong_attempts":0,"events":["unlock_rfid"],"jointech.p45_source":"1",)j"
     R"j("jointech.p45_verification":"1","jointech.p45_password_ok":"0"})j"},
    {"17 fields, no fix, fractional speed", "corpus: p45-za-csharp",
     "(7896029284,P45,260321,185342,26.818296,N,50.329788,E,V,0.00,0,5,0,0000000000,0,0,0)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"event","device.id":"7896029284",)j"
     R"j("time":"2021-03-26T18:53:42.000Z","serial":0,"reply.text":"(P69,0,0)","position.valid":false,)j"
     R"j("position.source":"none","position.latitude":26.818296,"position.longitude":50.329788,"position.speed":0,)j"
     R"j("position.course":0,"unlock.wrong_attempts":0,"events":["auto_locked"],"jointech.p45_source":"5",)j"
     R"j("jointech.p45_verification":"0","jointech.p45_password_ok":"0"})j"},
    {"illegal card, south and east", "corpus: p45-za-illegal; the sign of the longitude is in field 7",
     "(8002403242,P45,021024,083517,29.269373,S,26.172225,E,A,11,44,2,0,0000127898,0,0,6,45000)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"event","device.id":"8002403242",)j"
     R"j("time":"2024-10-02T08:35:17.000Z","serial":6,"reply.text":"(P69,0,6)","position.valid":true,)j"
     R"j("position.source":"gnss","position.latitude":-29.269373,"position.longitude":26.172225,)j"
     R"j("position.speed":11,"position.course":44,"odometer":45000,"unlock.method":"rfid",)j"
     R"j("unlock.result":"wrong_credential","unlock.card":"0000127898","unlock.wrong_attempts":0,)j"
     R"j("events":["fail_rfid"],"alarms":["illegal_card"],"jointech.p45_source":"2",)j"
     R"j("jointech.p45_verification":"0","jointech.p45_password_ok":"0"})j"},
    {"clock not set, coordinates zero, customised fields", "jointech.md 2.2, 2.3; 6.1: fields from 21 on stay text",
     "(8130630001,P45,010100,000301,0.00000,N,0.00000,E,V,0,0,8,0,0000000000,0,0,38,12,,,,1754388679,+8600000000001)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"event","device.id":"8130630001","serial":38,)j"
     R"j("reply.text":"(P69,0,38)","position.valid":false,"position.source":"none","position.speed":0,)j"
     R"j("position.course":0,"odometer":12,"unlock.wrong_attempts":0,"events":["rope_pulled_out"],)j"
     R"j("jointech.p45_source":"8","jointech.p45_verification":"0","jointech.p45_password_ok":"0",)j"
     R"j("raw.time":"010100,000301","unknown.field_21":"1754388679","unknown.field_22":"+8600000000001"})j"},
};

constexpr bool event_of(std::string_view text, const event& expected) {
    session state;
    bool found = false;
    std::uint8_t bytes[256] = {};
    for (std::size_t i = 0; i < text.size(); ++i) { bytes[i] = static_cast<std::uint8_t>(text[i]); }
    decode_datagram<only>(bytes_view(bytes, text.size()), state, settings{}, [&](const message& m) {
        found = m.kind == message_kind::event && m.events.size() == 1 && m.events[0] == expected && bool(m.reply);
    });
    return found;
}
static_assert(event_of(good[0].text, {event_code::unlock, unlock_method::rfid}));
static_assert(event_of(good[2].text, event_code::auto_locked));

TEST_CASE("jointech P45: good frames") {
    for (const good_row& r : good) {
        DYNAMIC_SECTION(r.name) {
            const auto out = decode(r.text);
            REQUIRE(out.size() == 1);
            CHECK(out[0] == r.json);
        }
    }
}

// ---- source, verification, password: record.md 8 -----------------------------------------------------------------

struct outcome_row {
    std::string_view fields;  ///< 11 to 14: source, verification, card, password correct
    std::string_view json;    ///< from unlock.method to the alarms
};

constexpr outcome_row outcomes[] = {
    {"1,1,0004709590,0",
     R"("unlock.method":"rfid","unlock.result":"granted","unlock.card":"0004709590","unlock.wrong_attempts":0,"events":["unlock_rfid"])"},
    {"1,2,0004709590,0",
     R"("unlock.method":"rfid","unlock.result":"granted","unlock.card":"0004709590","unlock.fence":2,"unlock.wrong_attempts":0,"events":["unlock_rfid"])"},
    {"1,10,0004709590,0",
     R"("unlock.method":"rfid","unlock.result":"granted","unlock.card":"0004709590","unlock.fence":10,"unlock.wrong_attempts":0,"events":["unlock_rfid"])"},
    {"1,98,0004709590,0",
     R"("unlock.method":"rfid","unlock.result":"granted","unlock.card":"0004709590","unlock.wrong_attempts":0,"events":["unlock_rfid"])"},
    {"1,0,0004709590,0",
     R"("unlock.method":"rfid","unlock.result":"refused","unlock.card":"0004709590","unlock.wrong_attempts":0,"events":["refused_rfid"])"},
    {"1,99,0004709590,0",
     R"("unlock.method":"rfid","unlock.result":"refused_outside_fence","unlock.card":"0004709590","unlock.wrong_attempts":0,"events":["refused_rfid_outside_fence"])"},
    {"1,11,0004709590,0",
     R"("unlock.method":"rfid","unlock.card":"0004709590","unlock.wrong_attempts":0,"events":["unlock_unknown"])"},
    {"2,0,0004709590,0",
     R"("unlock.method":"rfid","unlock.result":"wrong_credential","unlock.card":"0004709590","unlock.wrong_attempts":0,"events":["fail_rfid"],"alarms":["illegal_card"])"},
    {"3,0,0004709590,0", R"("unlock.card":"0004709590","unlock.wrong_attempts":0,"events":["vehicle_card_bind"])"},
    {"4,1,0000000000,1",
     R"("unlock.method":"remote_static_password","unlock.result":"granted","unlock.wrong_attempts":0,"events":["unlock_remote_static"])"},
    {"4,0,0000000000,0",
     R"("unlock.method":"remote_static_password","unlock.result":"wrong_credential","unlock.wrong_attempts":0,"events":["fail_remote_static"])"},
    {"4,1,0000000000,0",
     R"("unlock.method":"remote_static_password","unlock.wrong_attempts":0,"events":["unlock_unknown"])"},
    {"4,0,0000000000,1",
     R"("unlock.method":"remote_static_password","unlock.wrong_attempts":0,"events":["unlock_unknown"])"},
    {"4,2,0000000000,1",
     R"("unlock.method":"remote_static_password","unlock.wrong_attempts":0,"events":["unlock_unknown"])"},
    {"5,0,0000000000,0", R"("unlock.wrong_attempts":0,"events":["auto_locked"])"},
    {"6,1,0000000000,1",
     R"("unlock.method":"remote_dynamic_password","unlock.result":"granted","unlock.fence":1,"unlock.wrong_attempts":0,"events":["unlock_remote_dynamic"])"},
    {"6,10,0000000000,1",
     R"("unlock.method":"remote_dynamic_password","unlock.result":"granted","unlock.fence":10,"unlock.wrong_attempts":0,"events":["unlock_remote_dynamic"])"},
    {"6,98,0000000000,1",
     R"("unlock.method":"remote_dynamic_password","unlock.result":"granted","unlock.wrong_attempts":0,"events":["unlock_remote_dynamic"])"},
    {"6,0,0000000000,0",
     R"("unlock.method":"remote_dynamic_password","unlock.result":"wrong_credential","unlock.wrong_attempts":0,"events":["fail_remote_dynamic"])"},
    {"6,99,0000000000,1",
     R"("unlock.method":"remote_dynamic_password","unlock.result":"refused_outside_fence","unlock.wrong_attempts":0,"events":["refused_remote_dynamic_outside_fence"])"},
    {"6,99,0000000000,0",
     R"("unlock.method":"remote_dynamic_password","unlock.result":"refused_outside_fence","unlock.wrong_attempts":0,"events":["refused_remote_dynamic_outside_fence"])"},
    {"6,5,0000000000,0",
     R"("unlock.method":"remote_dynamic_password","unlock.wrong_attempts":0,"events":["unlock_unknown"])"},
    {"6,50,0000000000,1",
     R"("unlock.method":"remote_dynamic_password","unlock.wrong_attempts":0,"events":["unlock_unknown"])"},
    {"7,1,0000000000,1",
     R"("unlock.method":"bluetooth","unlock.result":"granted","unlock.wrong_attempts":0,"events":["unlock_bluetooth"])"},
    {"7,0,0000000000,0",
     R"("unlock.method":"bluetooth","unlock.result":"wrong_credential","unlock.wrong_attempts":0,"events":["fail_bluetooth"])"},
    {"7,1,0000000000,0", R"("unlock.method":"bluetooth","unlock.wrong_attempts":0,"events":["unlock_unknown"])"},
    {"8,0,0000000000,0", R"("unlock.wrong_attempts":0,"events":["rope_pulled_out"])"},
    {"9,0,0000000000,0", R"("unlock.wrong_attempts":0,"events":["p45_source_9"])"},
    {"300,0,0000000000,0", R"("unlock.wrong_attempts":0,"events":["p45_source_300"])"},
};

TEST_CASE("jointech P45: source, verification and password give event, method and result") {
    for (const outcome_row& r : outcomes) {
        DYNAMIC_SECTION(r.fields) {
            const std::string frame =
                "(8130630001,P45,050825,101112,22.58071,N,113.91734,E,A,0,0," + std::string(r.fields) + ",0,31,12)";
            const auto out = decode(frame);
            REQUIRE(out.size() == 1);
            CAPTURE(out[0]);
            CHECK(out[0].find("\"odometer\":12," + std::string(r.json) + ",\"jointech.") != std::string::npos);
        }
    }
}

TEST_CASE("jointech P45: field 19 is the fence of a granted or refused attempt") {
    const auto fence = [](std::string_view source, std::string_view field_19) {
        return decode("(8130630001,P45,050825,101112,22.58071,N,113.91734,E,A,0,0," + std::string(source) +
                      ",0,31,12,," + std::string(field_19) + ")")
            .at(0);
    };
    CHECK(fence("1,1,0004709590,0", "7").find(R"("unlock.fence":7,)") != std::string::npos);
    CHECK(fence("1,99,0004709590,0", "7").find(R"("unlock.fence":7,)") != std::string::npos);
    CHECK(fence("1,5,0004709590,0", "0").find(R"("unlock.fence":5,)") != std::string::npos);
    CHECK(fence("2,0,0004709590,0", "7").find("unlock.fence") == std::string::npos);
    CHECK(fence("2,0,0004709590,0", "7").find(R"("unknown.field_19":"7")") != std::string::npos);
    CHECK(fence("5,0,0000000000,0", "0").find("unknown") == std::string::npos);
}

// ---- one impossible field: the rest is delivered and answered ----------------------------------------------------

struct bad_field_row {
    std::string_view name, text, field, offset, absent;
};

constexpr bad_field_row bad_fields[] = {
    {"30 February", "(8130630001,P45,300225,101112,22.58071,N,113.91734,E,A,0,0,5,0,0000000000,0,0,31,12)", "time",
     "16", "\"time\":"},
    {"letters in the time", "(8130630001,P45,050825,1011x2,22.58071,N,113.91734,E,A,0,0,5,0,0000000000,0,0,31,12)",
     "time", "16", "\"time\":"},
    {"latitude 90.5", "(8130630001,P45,050825,101112,90.5,N,113.91734,E,A,0,0,5,0,0000000000,0,0,31,12)", "position",
     "30", "position.l"},
    {"packed minutes 60", "(8130630001,P45,050825,101112,2260.0000,N,11325.3659,E,A,0,0,5,0,0000000000,0,0,31,12)",
     "position", "30", "position.l"},
    {"hemisphere X", "(8130630001,P45,050825,101112,22.58071,X,113.91734,E,A,0,0,5,0,0000000000,0,0,31,12)", "position",
     "30", "position.l"},
    {"fix flag Q", "(8130630001,P45,050825,101112,22.58071,N,113.91734,E,Q,0,0,5,0,0000000000,0,0,31,12)",
     "position.valid", "53", "position.valid\":t"},
    {"speed -5", "(8130630001,P45,050825,101112,22.58071,N,113.91734,E,A,-5,0,5,0,0000000000,0,0,31,12)",
     "position.speed", "55", "position.speed\":-"},
    {"course 361", "(8130630001,P45,050825,101112,22.58071,N,113.91734,E,A,0,361,5,0,0000000000,0,0,31,12)",
     "position.course", "57", "position.course\":3"},
    {"source abc", "(8130630001,P45,050825,101112,22.58071,N,113.91734,E,A,0,0,abc,0,0000000000,0,0,31,12)", "events",
     "59", "\"events\":"},
    {"card of 11 digits", "(8130630001,P45,050825,101112,22.58071,N,113.91734,E,A,0,0,1,1,99999999999,0,0,31,12)",
     "unlock.card", "63", "unlock.card\":\""},
    {"IMEI of 14 digits",
     "(8130630001,P45,050825,101112,22.58071,N,113.91734,E,A,0,0,5,0,0000000000,0,0,31,12,86397703906087)", "imei",
     "84", "\"imei\":\""},
};

TEST_CASE("jointech P45: an impossible field is left out, and the answer stays") {
    for (const bad_field_row& r : bad_fields) {
        DYNAMIC_SECTION(r.name) {
            const auto out = decode(r.text);
            REQUIRE(out.size() == 1);
            CAPTURE(out[0]);
            CHECK(out[0].find(R"("message":"event")") != std::string::npos);
            CHECK(out[0].find(R"j("reply.text":"(P69,0,31)")j") != std::string::npos);
            CHECK(out[0].find("\"error.field\":\"" + std::string(r.field) +
                              "\",\"error.offset\":" + std::string(r.offset)) != std::string::npos);
            CHECK(out[0].find(r.absent) == std::string::npos);
        }
    }
}

TEST_CASE("jointech P45: without an event serial there is nothing to answer") {
    const auto out = decode("(8130630001,P45,050825,101112,22.58071,N,113.91734,E,A,0,0,5,0,0000000000,0,0,x,12)");
    REQUIRE(out.size() == 1);
    CHECK(out[0].find(R"("error.field":"serial")") != std::string::npos);
    CHECK(out[0].find("reply") == std::string::npos);
}

TEST_CASE("jointech P45: 16 fields are malformed, and the frame behind them is found") {
    const auto out =
        decode("(8130630001,P45,050825,101112,22.58071,N,113.91734,E,A,0,0,5,0,0000000000,0,0)(8130630001,@JT)");
    REQUIRE(out.size() == 2);
    CHECK(out[0].find(R"("message":"malformed")") != std::string::npos);
    CHECK(out[0].find("reply") == std::string::npos);
    CHECK(out[1].find(R"("offset":78,"protocol":"jointech-jt701","message":"heartbeat")") != std::string::npos);
}

TEST_CASE("jointech P45: P46 stands in front for a device that was seen with an old protocol") {
    const test::hex_bytes<> old(
        "247560405553 16 11 0023 180421 162259 22348310 113550543f 00 00 00000000 00 00000000"
        "00c0 28 1092 2866 1f 05");
    const auto reply_to = [&](std::string_view id) {
        std::string stream;
        for (const std::uint8_t b : old.view()) { stream.push_back(static_cast<char>(b)); }
        stream += "(" + std::string(id) + ",P45,050825,101112,22.58071,N,113.91734,E,A,0,0,5,0,0000000000,0,0,31,12)";
        const auto out = decode(stream);
        return out.at(1);
    };
    CHECK(reply_to("7560405553").find(R"j("reply.text":"(P46)(P69,0,31)")j") != std::string::npos);
    CHECK(reply_to("8130630001").find(R"j("reply.text":"(P69,0,31)")j") != std::string::npos);
}

TEST_CASE("jointech P45: several old devices on one connection keep their P46") {
    std::string stream;
    const auto add_old = [&](std::string_view id) {
        const test::hex_bytes<> old("24" + std::string(id) +
                                    "16 11 0023 180421 162259 22348310 113550543f 00 00 00000000 00 00000000"
                                    "00c0 28 1092 2866 1f 05");
        for (const std::uint8_t b : old.view()) { stream.push_back(static_cast<char>(b)); }
    };
    for (const std::string_view id : {"7560405551", "7560405552", "7560405553", "7560405554"}) { add_old(id); }
    add_old("7560405554");  // a second frame takes nobody's place
    for (const std::string_view id : {"7560405551", "7560405554", "7560405555"}) {
        stream += "(" + std::string(id) + ",P45,050825,101112,22.58071,N,113.91734,E,A,0,0,5,0,0000000000,0,0,31,12)";
    }
    const auto out = decode(stream);
    REQUIRE(out.size() == 8);
    CHECK(out[5].find(R"j("reply.text":"(P46)(P69,0,31)")j") != std::string::npos);
    CHECK(out[6].find(R"j("reply.text":"(P46)(P69,0,31)")j") != std::string::npos);
    CHECK(out[7].find(R"j("reply.text":"(P69,0,31)")j") != std::string::npos);
}

}  // namespace
