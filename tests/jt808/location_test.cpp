// SPDX-License-Identifier: MIT
#include <trackwire/jt808/codec.hpp>

#include "support/catch.hpp"
#include "support/frame_7e.hpp"

namespace {

using namespace trackwire;
using only = registry<jt808::codec<>>;

std::string hex_u16(std::size_t n) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (int shift = 12; shift >= 0; shift -= 4) { out += digits[n >> shift & 15]; }
    return out;
}

/// A location of device 000000123456 in a 2013 header: alarm, status, then the rest of the body.
std::string location(std::string_view words, std::string_view rest, bool edition_2019 = false) {
    const std::string body = std::string(words) + std::string(rest);
    const test::hex_bytes<> bytes(body);
    return "0200" + hex_u16(bytes.size | (edition_2019 ? 0x4000U : 0U)) +
           (edition_2019 ? "0100000000000000123456" : "000000123456") + "000c" + body;
}

constexpr std::string_view somewhere = "01588d25 06ca3e84 002d 014d 005a 261121103015";  // jt808.md 7.4, the example

// ---- the fixed part ----------------------------------------------------------------------------------------------

struct row {
    std::string_view name, words, rest, json;
};

constexpr row base[] = {
    {"worked example c-0200-2013, jt808.md 7.4", "00000000 000c0003",
     "01588d25 06ca3e84 002d 014d 005a 261121103015 0104000003e8 0202012c 03020150 25040000000c 2a020000 2b0400640032"
     "30011b 31010a",
     R"({"protocol":"jt808","message":"position","device.id":"000000123456","time.local":"2026-11-21T10:30:15.000",
         "time":null,"serial":12,"reply.hex":"7e800100050000001234560001000c020000fb7e","position.valid":true,
         "position.source":"gnss","position.latitude":22.580517,"position.longitude":113.917572,
         "position.altitude":45,"position.speed":33.3,"position.course":90,"position.satellites":10,"odometer":100,
         "cell.csq":27,"ignition":true,"adc":[50,100],"fuel":300,"alarms":null,"jt808.header":"2013",
         "jt808.msg":"0200","jt808.load":0,"jt808.doors":"00000","jt808.door_lock":false,"jt808.fuel_cut":false,
         "jt808.circuit_cut":false,"jt808.operating":true,"jt808.obfuscated":false,"jt808.gnss":["gps","beidou"],
         "jt808.signals":12,"jt808.io":0,"jt808.recorder_speed":33.6,"raw.status":"000c0003",
         "raw.alarm":"00000000","unknown.trailing":null,"error":null})"},
    {"south, west, below sea level, course 360, sample c-0200-southwest", "00000100 0000000e",
     "021002ca 037ad518 fff6 0000 0168 261121103016",
     R"({"position.latitude":-34.603722,"position.longitude":-58.381592,"position.altitude":-10,"position.course":0,
         "alarms":["power_cut"],"jt808.gnss":null,"ignition":false})"},
    {"zero without a fix is nowhere", "00000000 000c0000", "00000000 00000000 0000 0000 0000 261121103015",
     R"({"position.valid":false,"position.source":"none","position.latitude":null,"position.longitude":null,
         "jt808.gnss":["gps","beidou"],"error":null})"},
    {"zero with a fix is a place", "00000000 00000002", "00000000 00000000 0000 0000 0000 261121103015",
     R"({"position.valid":true,"position.latitude":0,"position.longitude":0})"},
    {"the last place without a fix: bits 18 to 21 are no fix", "00000000 00040000",
     "01588d25 06ca3e84 0000 0000 0000 261121103015",
     R"({"position.valid":false,"position.source":"none","position.latitude":22.580517})"},
    {"latitude 90 and longitude 180 are in range", "00000000 00000002", "055d4a80 0aba9500 0000 0000 0000 261121103015",
     R"({"position.latitude":90,"position.longitude":180,"error":null})"},
    {"latitude above 90: the pair is gone, the rest and the answer stay", "00000000 00000003",
     "055d4a81 06ca3e84 002d 014d 005a 261121103015",
     R"({"position.latitude":null,"position.longitude":null,"position.speed":33.3,"error":"out of range",
         "error.field":"position","error.offset":21,"error.count":null,
         "reply.hex":"7e800100050000001234560001000c020000fb7e"})"},
    {"longitude above 180", "00000000 00000003", "01588d25 0aba9501 002d 014d 005a 261121103015",
     R"({"position.longitude":null,"error.field":"position"})"},
    {"a negative coordinate as two's complement is not repaired", "00000000 00000002",
     "fdeffd36 06ca3e84 0000 0000 0000 261121103015", R"({"position.latitude":null,"error.field":"position"})"},
    {"course 361", "00000000 00000002", "01588d25 06ca3e84 0000 0000 0169 261121103015",
     R"({"position.course":null,"position.latitude":22.580517,"error.field":"position.course"})"},
    {"month 13", "00000000 00000002", "01588d25 06ca3e84 0000 0000 0000 261321103015",
     R"({"time.local":null,"raw.time":"261321103015","error":"not a calendar time","error.field":"time"})"},
    {"no BCD in the time, and a wrong course: two errors", "00000000 00000002",
     "01588d25 06ca3e84 0000 0000 0169 2611211030a5", R"({"error.field":"position.course","error.count":2})"},
    {"all zero: no time", "00000000 00000002", "01588d25 06ca3e84 0000 0000 0000 000000000000",
     R"({"time.local":null,"raw.time":"000000000000","error":null})"},
    {"2000-01-01: the clock was never set", "00000000 00000002", "01588d25 06ca3e84 0000 0000 0000 000101000512",
     R"({"time.local":null,"raw.time":"000101000512","error":null})"},
    {"1980-01-06: the start of GPS time", "00000000 00000002", "01588d25 06ca3e84 0000 0000 0000 800106000012",
     R"({"time.local":null,"raw.time":"800106000012","error":null})"},
    {"doors, locks, cuts, load", "00000000 0002bf12", "01588d25 06ca3e84 0000 0000 0000 261121103015",
     R"({"jt808.load":3,"jt808.doors":"10101","jt808.door_lock":true,"jt808.fuel_cut":true,"jt808.circuit_cut":true,
         "jt808.operating":false,"jt808.moving":null})"},
    {"a load of 2 is reserved", "00000000 00000202", "01588d25 06ca3e84 0000 0000 0000 261121103015",
     R"({"jt808.load":null,"raw.status":"00000202"})"},
    {"coordinates obfuscated", "00000000 00000022", "01588d25 06ca3e84 0000 0000 0000 261121103015",
     R"({"jt808.obfuscated":true})"},
    {"27 bytes are no location", "00000000 00000002", "01588d25 06ca3e84 0000 0000 0000 2611211030",
     R"({"message":"position","position.latitude":null,"error":"too short","error.field":"position",
         "unknown.body":"000000000000000201588d2506ca3e840000000000002611211030",
         "reply.hex":"7e800100050000001234560001000c020000fb7e"})"},
};

TEST_CASE("jt808 location: the fixed part") {
    for (const row& r : base) {
        DYNAMIC_SECTION(r.name) {
            const auto out = test::decode<only>(test::frame_7e<>(location(r.words, r.rest)).text());
            REQUIRE(out.size() == 1);
            CAPTURE(out[0].dump());
            CHECK(test::differences(out[0], r.json) == "");
        }
    }
}

static_assert(
    test::frame_gives<only>("0200 0040 000000123456 000c 00000000 000c0003 01588d25 06ca3e84 002d 014d 005a"
                            "261121103015 0104000003e8 0202012c 03020150 25040000000c 2a020000 2b0400640032"
                            "30011b 31010a",
                            message_kind::position, "jt808"));

TEST_CASE("jt808 location: a zone of the caller makes the time UTC") {
    settings conf;
    conf.has_zone = true;
    conf.zone_minutes = 8 * 60;
    const std::string wire = test::frame_7e<>(location("00000000 00000002", somewhere)).text();
    CHECK(test::differences(test::decode<only>(wire, conf).at(0),
                            R"({"time":"2026-11-21T02:30:15.000Z","time.local":null})") == "");
    conf.zone_minutes = -90;
    CHECK(test::decode<only>(wire, conf).at(0).at("time") == "2026-11-21T12:00:15.000Z");
}

// ---- alarms ------------------------------------------------------------------------------------------------------

TEST_CASE("jt808 location: each alarm bit, in both editions") {
    // jt808.md 7.2; bits 15 to 17 have a name in the 2019 edition only, bit 31 is reserved in it
    constexpr std::string_view names[] = {"sos",
                                          "overspeed",
                                          "fatigue_driving",
                                          "danger",
                                          "gnss_fault",
                                          "gnss_antenna_cut",
                                          "gnss_antenna_short",
                                          "low_power",
                                          "power_cut",
                                          "display_fault",
                                          "tts_fault",
                                          "camera_fault",
                                          "card_reader_fault",
                                          "overspeed_warning",
                                          "fatigue_warning",
                                          "illegal_driving",
                                          "tyre_pressure",
                                          "blind_zone",
                                          "driving_time_exceeded",
                                          "parking_too_long",
                                          "geofence",
                                          "route",
                                          "segment_time",
                                          "route_deviation",
                                          "vss_fault",
                                          "fuel_abnormal",
                                          "stolen",
                                          "illegal_ignition",
                                          "movement",
                                          "collision",
                                          "rollover",
                                          "illegal_door"};
    for (unsigned bit = 0; bit < 32; ++bit) {
        const std::uint32_t word = std::uint32_t{1} << bit;
        const std::string words = hex_u16(word >> 16U) + hex_u16(word & 0xFFFFU) + "00000002";
        for (const bool edition_2019 : {false, true}) {
            CAPTURE(bit, edition_2019);
            const auto out = test::decode<only>(test::frame_7e<>(location(words, somewhere, edition_2019)).text());
            REQUIRE(out.size() == 1);
            const bool disputed = edition_2019 ? bit == 31 : bit >= 15 && bit <= 17;
            CHECK(out[0].value("alarms", nlohmann::json::array()) ==
                  (disputed ? nlohmann::json::array() : nlohmann::json{std::string(names[bit])}));
            CHECK(out[0].at("jt808.header") == (edition_2019 ? "2019" : "2013"));
            CHECK(out[0].contains("jt808.moving") == edition_2019);
        }
    }
}

// ---- items -------------------------------------------------------------------------------------------------------

struct item_row {
    std::string_view name, items, json;
};

constexpr item_row items[] = {
    {"01 mileage", "0104 00002582", R"({"odometer":960.2})"},
    {"02 fuel, bit 15 stays", "0202 812c", R"({"fuel":33068})"},
    {"03 recorder speed", "0302 0150", R"({"jt808.recorder_speed":33.6})"},
    {"04 alarm to confirm", "0402 002c", R"({"jt808.alarm_id":44})"},
    {"05 tyres, raw", "051e 20212223ffffffffffffffffffffffffffffffffffffffffffffffffffff",
     R"({"jt808.tyres":"20212223ffffffffffffffffffffffffffffffffffffffffffffffffffff"})"},
    {"06 sign and magnitude: -18", "0602 8012", R"({"temperature":-18})"},
    {"06 two's complement: -18", "0602 ffee", R"({"temperature":-18})"},
    {"06 plus 25", "0602 0019", R"({"temperature":25})"},
    {"06 of one byte: percent", "0601 3e", R"({"battery.level":62})"},
    {"06 of one byte: 101 percent", "0601 65", R"({"battery.level":null,"error.field":"battery.level"})"},
    {"06 of three bytes: unknown", "0603 010203", R"({"unknown.06":"010203","error":null})"},
    {"11 place only", "1101 00", R"({"jt808.overspeed.type":0,"jt808.overspeed.id":null})"},
    {"11 place and id", "1105 0200000042",
     R"({"jt808.overspeed.type":2,"jt808.overspeed.id":66,"jt808.area.id":null})"},
    {"12 area, direction out", "1206 010000004d01",
     R"({"jt808.area.type":1,"jt808.area.id":77,"jt808.area.direction":1})"},
    {"13 segment", "1307 000000580058 01",
     R"({"jt808.segment.id":88,"jt808.segment.time":88,"jt808.segment.result":1})"},
    {"14 to 18 video", "1404 00000003 1504 00000001 1604 00000002 1702 1001 1802 0004",
     R"({"jt808.video.alarms":3,"jt808.video.lost":1,"jt808.video.covered":2,"jt808.video.storage_fault":4097,
         "jt808.video.abnormal":4})"},
    {"2B: the last two bytes are channel 0", "2b04 00640032", R"({"adc":[50,100]})"},
    {"30: 31 is the highest CSQ", "3001 1f", R"({"cell.csq":31})"},
    {"30: 99 is none", "3001 63", R"({"cell.csq":null,"unknown.30":null,"error":null})"},
    {"30: percent of some vendor stays raw", "3001 50", R"({"cell.csq":null,"unknown.30":"50","error":null})"},
    {"67 of eight bytes is a password: masked", "6708 3132333435363738", R"({"unknown.67":"2a2a2a2a2a2a2a2a"})"},
    {"EB text is a zone", "eb09 5554432d30343a3030",
     R"({"jt808.zone":"UTC-04:00","time.local":"2026-11-21T10:30:15.000"})"},
    {"EB list is unknown", "eb06 000600c5ffff", R"({"unknown.eb":"000600c5ffff"})"},
    {"items of vendors stay raw", "d401 57 d502 0194 fe01 40",
     R"({"unknown.d4":"57","unknown.d5":"0194","unknown.fe":"40"})"},
    {"an unknown item twice", "d802 0102 d802 0304", R"({"unknown.d8":"0102","unknown.d8_2":"0304"})"},
    {"a known item twice: the first counts, the second is kept", "3001 0a 3001 0b",
     R"({"cell.csq":10,"unknown.30":"0b"})"},
    {"an item of length 0 is nothing", "d800 3001 0a", R"({"unknown.d8":null,"cell.csq":10,"error":null})"},
    {"an item that overruns, sample c-0200-badtlv", "0104 000003e8 3001",
     R"({"odometer":100,"unknown.trailing":"3001","error":"overruns its container","error.field":"tlv.30",
         "error.offset":47,"reply.hex":"7e800100050000001234560001000c020000fb7e"})"},
    {"one byte behind the items", "0104 000003e8 c8",
     R"({"odometer":100,"unknown.trailing":"c8","error.field":"tlv.c8"})"},
    {"the 18 bytes of old devices, jt808.md 7.1", "00000000 00000078 0078 00000000 18 000000",
     R"({"odometer":120,"battery.voltage":12,"cell.csq":24,"error":null,"unknown.trailing":null})"},
    {"18 bytes that are items", "0104 000003e8 0104 00000001 0104 00000002",
     R"({"odometer":100,"battery.voltage":null,"unknown.01":"00000001","unknown.01_2":"00000002"})"},
};

TEST_CASE("jt808 location: items") {
    for (const item_row& r : items) {
        DYNAMIC_SECTION(r.name) {
            const std::string rest = std::string(somewhere) + std::string(r.items);
            const auto out = test::decode<only>(test::frame_7e<>(location("00000000 00000002", rest)).text());
            REQUIRE(out.size() == 1);
            CAPTURE(out[0].dump());
            CHECK(out[0].at("position.latitude") == 22.580517);
            CHECK(test::differences(out[0], r.json) == "");
        }
    }
}

TEST_CASE("jt808 location: item 12 says whether an area was entered or left") {
    const auto alarms = [](std::string_view item) {
        const std::string rest = std::string(somewhere) + std::string(item);
        return test::decode<only>(test::frame_7e<>(location("00300000 00000002", rest)).text())
            .at(0)
            .at("alarms")
            .dump();
    };
    CHECK(alarms("1206 010000004d00") == R"(["geofence_enter","route"])");
    CHECK(alarms("1206 010000004d01") == R"(["geofence_exit","route"])");
    CHECK(alarms("1206 010000004d02") == R"(["geofence","route"])");
    CHECK(alarms("") == R"(["geofence","route"])");
}

TEST_CASE("jt808 location: an id of zeros is replaced by the IMEI item, sample g-f6-imei") {
    const auto imei = [](std::string_view id, std::string_view item) {
        const std::string content =
            "02000026" + std::string(id) + "0001" + "0000000000000002" + std::string(somewhere) + std::string(item);
        return test::decode<only>(test::frame_7e<>(content).text()).at(0);
    };
    CHECK(test::differences(imei("000000000000", "f6080867567041100769"),
                            R"({"device.id":"867567041100769","imei":"867567041100769"})") == "");
    CHECK(test::differences(imei("000000123456", "f6080867567041100769"),
                            R"({"device.id":"000000123456","imei":null,"unknown.f6":"0867567041100769"})") == "");
    CHECK(test::differences(imei("000000000000", "f608086756704110076a"),
                            R"({"device.id":null,"unknown.f6":"086756704110076a"})") == "");
}

TEST_CASE("jt808 location: escapes anywhere, sample d-escape-readme") {
    const auto out =
        test::decode<only>(test::wire_of("7e02000026123456789012007d02000000010000000200ba7f0e07e4f11c0028003c000018101"
                                         "51010100104000000640202007d01137e"));
    REQUIRE(out.size() == 1);
    CHECK(test::differences(out[0], R"({"serial":126,"position.latitude":12.222222,"position.longitude":132.444444,
        "position.altitude":40,"position.speed":6,"odometer":10,"fuel":125,"alarms":["sos"],
        "reply.hex":"7e800100051234567890120001007d02020000737e"})") == "");
}

}  // namespace
