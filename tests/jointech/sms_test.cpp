// SPDX-License-Identifier: MIT
#include <trackwire/jointech/sms.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"

namespace {

using namespace trackwire;
using only = registry<jointech::sms>;

std::vector<std::string> decode(std::string_view text, transport by = transport::sms) {
    settings conf;
    conf.transport = by;
    return test::to_json<only>(test::view(text), {}, conf);
}

struct good_row {
    std::string_view name, source, text, json;
};

constexpr good_row good[] = {
    {"position", "JT701D Protocol Manual V1.4, answer to P02",
     "8010101998,09-28 12:11:02,Speed:0km/h,Battery:85%,GPS:3,Lock "
     "Close,\r\nhttp://maps.google.com/?q=22.549737,114.076685",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"sms","device.id":"8010101998","position.valid":true,)j"
     R"j("position.source":"gnss","position.latitude":22.549737,"position.longitude":114.076685,)j"
     R"j("position.speed":0,"position.satellites":3,"battery.level":85,)j"
     R"j("text":"8010101998,09-28 12:11:02,Speed:0km/h,Battery:85%,GPS:3,Lock )j"
     R"j(Close,\r\nhttp://maps.google.com/?q=22.549737,114.076685","lock.state":"locked",)j"
     R"j("jointech.month_day_time":"09-28 12:11:02"})j"},
    {"fence with a name", "JT701D Protocol Manual V1.4, SMS alarms",
     "ALM,Enter fence,InArealID:area6,8010101998,09-28 00:02:39,Battery:60%,GPS:3, Lock "
     "closed,http://maps.google.com/?q=22.549737,114.076685",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"sms","device.id":"8010101998","position.valid":true,)j"
     R"j("position.source":"gnss","position.latitude":22.549737,"position.longitude":114.076685,)j"
     R"j("position.satellites":3,"battery.level":60,)j"
     R"j("text":"ALM,Enter fence,InArealID:area6,8010101998,09-28 00:02:39,Battery:60%,GPS:3, Lock )j"
     R"j(closed,http://maps.google.com/?q=22.549737,114.076685","lock.state":"locked",)j"
     R"j("alarms":["geofence_enter"],"jointech.month_day_time":"09-28 00:02:39","jointech.fence_name":"area6"})j"},
    {"fence with a number, alias, charging, not located, south and west", "jointech.md 10",
     "alm, exit fence ,OutAreaID:6, Truck 5 ,12-31 23:59:59,Battery:Charging(255%),GPS:0,Lock "
     "Open,http://maps.google.com/?q=-22.5,-114.25",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"sms","device.id":"Truck 5","position.valid":false,)j"
     R"j("position.source":"none","position.latitude":-22.5,"position.longitude":-114.25,)j"
     R"j("position.satellites":0,"battery.charging":true,"fence.id":6,)j"
     R"j("text":"alm, exit fence ,OutAreaID:6, Truck 5 ,12-31 23:59:59,Battery:Charging(255%),GPS:0,Lock )j"
     R"j(Open,http://maps.google.com/?q=-22.5,-114.25","lock.state":"unlocked","alarms":["geofence_exit"],)j"
     R"j("jointech.month_day_time":"12-31 23:59:59"})j"},
};

constexpr bool claimed(std::string_view text) {
    settings conf;
    conf.transport = transport::sms;
    session state;
    std::uint8_t bytes[256] = {};
    for (std::size_t i = 0; i < text.size(); ++i) { bytes[i] = static_cast<std::uint8_t>(text[i]); }
    bool sms = false;
    decode_datagram<only>(bytes_view(bytes, text.size()), state, conf,
                          [&](const message& m) { sms = m.kind == message_kind::sms; });
    return sms;
}
static_assert(claimed(good[0].text));
static_assert(claimed(good[2].text));

TEST_CASE("jointech SMS: good texts") {
    for (const good_row& r : good) {
        DYNAMIC_SECTION(r.name) {
            const auto out = decode(r.text);
            REQUIRE(out.size() == 1);
            CHECK(out[0] == r.json);
        }
    }
}

TEST_CASE("jointech SMS: names of alarms") {
    struct row {
        std::string_view text, alarm;
    };
    constexpr row rows[] = {
        {"ALM, Rope Cut, 8010101998", "rope_cut"},
        {"ALM, RFID Check, 8010101998", "illegal_card"},
        {"ALM,Lock Open Timeout, 8010101998", "long_unlock"},
        {"ALM, Password Err Quintic, 8010101998", "wrong_password"},
        {"ALM,Vibrate, 8010101998", "vibration"},
        {"ALM,Enter fence,InAreaID:2,8010101998", "geofence_enter"},
        {"ALM,Low Battery: 8010101998", "low_battery"},
        {"ALM,Open Back Cover: 8010101998", "cover_open"},
        {"ALM,Motor Breakdown: 8010101998", "motor_fault"},
    };
    for (const row& r : rows) {
        DYNAMIC_SECTION(r.text) {
            const auto out = decode(std::string(r.text) +
                                    ",09-28 12:03:43,Battery:95%,GPS:3, Lock Closed,http://maps.google.com/?q=1.5,2.5");
            REQUIRE(out.size() == 1);
            CAPTURE(out[0]);
            CHECK(out[0].find("\"alarms\":[\"" + std::string(r.alarm) + "\"]") != std::string::npos);
            CHECK(out[0].find(R"("device.id":"8010101998")") != std::string::npos);
        }
    }
}

TEST_CASE("jointech SMS: an impossible field is left out") {
    const auto out = decode("8010101998,09-28 12:11:02,Speed:0km/h,Battery:150%,GPS:3,Lock Close,http://x/?q=91.5,114");
    REQUIRE(out.size() == 1);
    CAPTURE(out[0]);
    CHECK(out[0].find(R"("error.field":"battery.level")") != std::string::npos);
    CHECK(out[0].find(R"("error.count":2)") != std::string::npos);
    CHECK(out[0].find("position.latitude") == std::string::npos);
    for (const std::string_view time : {"13-28 12:11:02", "09-31 12:11:02", "09-28 24:00:00"}) {
        const auto timeless = decode("ALM, Rope Cut, 8010101998," + std::string(time) + ",Battery:95%,GPS:3");
        REQUIRE(timeless.size() == 1);
        CAPTURE(timeless[0]);
        CHECK(timeless[0].find(R"("error.field":"jointech.month_day_time","error.offset":26)") != std::string::npos);
        CHECK(timeless[0].find(R"("jointech.month_day_time":)") == std::string::npos);
        CHECK(timeless[0].find(R"("alarms":["rope_cut"])") != std::string::npos);
    }
}

TEST_CASE("jointech SMS: only on request, and only what is one") {
    for (const transport by : {transport::tcp, transport::udp}) {
        CHECK(decode(good[0].text, by).at(0).find(R"("message":"unrecognised")") != std::string::npos);
    }
    for (const std::string_view text :
         {"8010101998,9-28 12:11:02,Speed:0km/h,Battery:85%,GPS:3", "8010101998,09/28 12:11:02,Battery:85%,GPS:3",
          "8010101998,09-28 12:11:02,Battery:85%", "8010101998,09-28 12:11:02,GPS:3", "Hello, world", "ALM", ","}) {
        CHECK(decode(text).at(0).find(R"("message":"unrecognised")") != std::string::npos);
    }
}

TEST_CASE("jointech SMS: the function for whole texts") {
    struct counter final : message_sink {
        int count = 0;
        void on(const message& m) override { count += m.kind == message_kind::sms; }
    } sink;
    null_trace trace;
    CHECK(jointech::decode_sms(test::view(good[0].text), trace, sink));
    CHECK_FALSE(jointech::decode_sms(test::view("Hello, world"), trace, sink));
    CHECK(sink.count == 1);
}

}  // namespace
