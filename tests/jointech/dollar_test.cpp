// SPDX-License-Identifier: MIT
#include <trackwire/jointech/dollar.hpp>
#include <trackwire/jointech/text.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"

namespace {

using namespace trackwire;
using only = registry<jointech::dollar>;

// ---- good frames: every value from the source named --------------------------------------------------------------

struct good_row {
    std::string_view name, source, hex, json;
};

constexpr good_row good[] = {
    {"position, protocol 19, moving", "JT701D Protocol Manual V1.4, position data example",
     "2480006200111911003418042116225922348310113550543f12980000002d060000000020e028109228661f000100000f0f0f0f0f0f0f0f"
     "000001cc0156",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"position","device.id":"8000620011",)j"
     R"j("time":"2021-04-18T16:22:59.000Z","stored":false,"serial":86,"reply.text":"(P69,0,86)","position.valid":true,)j"
     R"j("position.source":"gnss","position.latitude":22.5805167,"position.longitude":113.9175717,)j"
     R"j("position.speed":33.336,"position.course":304,"position.satellites":6,"odometer":45,"battery.level":40,)j"
     R"j("battery.charging":false,"cell.mcc":460,"cell.mnc":1,"cell.lac":10342,"cell.id":4242,"cell.csq":31,)j"
     R"j("wake.source":"timer","lock.motor":"locked","lock.rope":"inserted","lock.cover":"closed",)j"
     R"j("lock.state":"locked","jointech.data_type":1,"jointech.protocol":25,"jointech.extended_status":"00",)j"
     R"j("raw.status":"20e0"})j"},
    {"west and south, rope pulled out, motor unlocked, two alarms at once",
     "jointech.md 5.2, 5.4: status 0908 = bits 3 (rope cut), 8 (open too long), 11 (low battery); flags 9 = fix only",
     "2481306300011912003405082510111222348310113550543 9 00 00 000004d2 08 00000000 2908 1e 5678 2866 19 00 04 00 00"
     "0f0f0f0f0f0f0f0f 1234 01cc 01 66",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"position","device.id":"8130630001",)j"
     R"j("time":"2025-08-05T10:11:12.000Z","serial":102,"reply.text":"(P69,0,102)","position.valid":true,)j"
     R"j("position.source":"gnss","position.latitude":-22.5805167,"position.longitude":-113.9175717,)j"
     R"j("position.speed":0,"position.course":0,"position.satellites":8,"odometer":1234,"battery.level":30,)j"
     R"j("battery.charging":false,"cell.mcc":460,"cell.mnc":1,"cell.lac":10342,"cell.id":305419896,"cell.csq":25,)j"
     R"j("wake.source":"rope","lock.motor":"unlocked","lock.rope":"removed","lock.cover":"closed",)j"
     R"j("lock.state":"unlocked","alarms":["rope_cut","long_unlock","low_battery"],"jointech.data_type":2,)j"
     R"j("jointech.protocol":25,"jointech.extended_status":"00","raw.status":"2908"})j"},
    {"no fix, no coordinates, charging, no signal, no network",
     "jointech.md 2.2 (clock not set), 2.5: FF charging, 99 no signal, LAC and cell 0, MCC 0",
     "248130630001191300340101000003010000000000000000 08 00 00 00000000 00 00000000 20e0 ff 0000 0000 63 00 00 00 00"
     "0f0f0f0f0f0f0f0f 0000 0000 01 07",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"position","device.id":"8130630001","stored":true,)j"
     R"j("serial":7,"reply.text":"(P69,0,7)","position.valid":false,"position.source":"none","position.speed":0,)j"
     R"j("position.course":0,"position.satellites":0,"odometer":0,"battery.charging":true,"wake.source":"restart",)j"
     R"j("lock.motor":"locked","lock.rope":"inserted","lock.cover":"closed","lock.state":"locked",)j"
     R"j("jointech.data_type":3,"jointech.protocol":25,"jointech.extended_status":"00","raw.status":"20e0",)j"
     R"j("raw.time":"010100000301"})j"},
    {"old protocol 16: cover unknown, P35 on demand, vehicle bound",
     "jointech.md 5.2, 5.3 (length 35), 5.4 (protocol below 17), 5.7",
     "247560405553 16 11 0023 180421 162259 22348310 113550543f 00 00 00000000 00 00cb2068 00e0 28 1092 2866 1f 05",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"position","device.id":"7560405553",)j"
     R"j("time":"2021-04-18T16:22:59.000Z","stored":false,"serial":5,"reply.text":"(P35)","position.valid":true,)j"
     R"j("position.source":"gnss","position.latitude":22.5805167,"position.longitude":113.9175717,)j"
     R"j("position.speed":0,"position.course":0,"position.satellites":0,"odometer":0,"battery.level":40,)j"
     R"j("cell.lac":10342,"cell.id":4242,"cell.csq":31,"lock.motor":"locked","lock.rope":"inserted",)j"
     R"j("lock.state":"locked","jointech.data_type":1,"jointech.protocol":22,"jointech.vehicle_id":"00cb2068",)j"
     R"j("raw.status":"00e0"})j"},
    {"one impossible field: the rest is a record and is answered", "record contract, section 2: latitude 91 degrees",
     "248000620011191100341804211622599100000011355054 3f 1298 0000002d 06 00000000 20e0 28 1092 2866 1f 00 01 00 00"
     "0f0f0f0f0f0f0f0f 0000 01cc 01 56",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"position","device.id":"8000620011",)j"
     R"j("time":"2021-04-18T16:22:59.000Z","stored":false,"serial":86,"reply.text":"(P69,0,86)",)j"
     R"j("error":"out of range","error.field":"position","error.offset":16,"position.valid":true,)j"
     R"j("position.source":"gnss","position.speed":33.336,"position.course":304,"position.satellites":6,)j"
     R"j("odometer":45,"battery.level":40,"battery.charging":false,"cell.mcc":460,"cell.mnc":1,"cell.lac":10342,)j"
     R"j("cell.id":4242,"cell.csq":31,"wake.source":"timer","lock.motor":"locked","lock.rope":"inserted",)j"
     R"j("lock.cover":"closed","lock.state":"locked","jointech.data_type":1,"jointech.protocol":25,)j"
     R"j("jointech.extended_status":"00","raw.status":"20e0"})j"},
    {"an impossible base-station estimate is one all the same",
     "record contract, sections 2 and 7: the base-station flag is set and the coordinates are not zero",
     "248000620011191100341804211622599100000011355054 3e 1298 0000002d 06 00000000 20e1 28 1092 2866 1f 00 01 00 00"
     "0f0f0f0f0f0f0f0f 0000 01cc 01 56",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"position","device.id":"8000620011",)j"
     R"j("time":"2021-04-18T16:22:59.000Z","stored":false,"serial":86,"reply.text":"(P69,0,86)",)j"
     R"j("error":"out of range","error.field":"position","error.offset":16,"position.valid":false,)j"
     R"j("position.source":"cell","position.speed":33.336,"position.course":304,"position.satellites":6,)j"
     R"j("odometer":45,"battery.level":40,"battery.charging":false,"cell.mcc":460,"cell.mnc":1,"cell.lac":10342,)j"
     R"j("cell.id":4242,"cell.csq":31,"wake.source":"timer","lock.motor":"locked","lock.rope":"inserted",)j"
     R"j("lock.cover":"closed","lock.state":"locked","jointech.data_type":1,"jointech.protocol":25,)j"
     R"j("jointech.extended_status":"00","raw.status":"20e1"})j"},
};

static_assert(test::gives<only>(good[0].hex, {message_kind::position}));
static_assert(test::gives<only>(good[3].hex, {message_kind::position}));
// three records in one short frame
static_assert(
    test::gives<only>("247560405553 21 0051"
                      "180421162259 22348310 113550543f 1298 00 01000000 0000002d 28"
                      "180421162300 22348310 113550543f 1298 00 01000000 0000002d 28"
                      "180421162301 22348310 113550543f 1298 00 01000000 0000002d 28 07",
                      {message_kind::position, message_kind::position, message_kind::position}));

TEST_CASE("jointech $: good frames") {
    for (const good_row& r : good) {
        DYNAMIC_SECTION(r.name) {
            const test::hex_bytes<> wire(r.hex);
            const auto out = test::to_json<only>(wire.view());
            REQUIRE(out.size() == 1);
            CHECK(out[0] == r.json);
        }
    }
}

// ---- bad frames: one defect a row --------------------------------------------------------------------------------

struct bad_row {
    std::string_view name, hex, kind, reason;
};

constexpr bad_row bad[] = {
    {"a letter in the id", "24 8a 00620011 19 11 0034 180421162259", "unrecognised",
     "device id: nibble above 9 at byte 1"},
    {"device type 2", "24 8000620011 19 21 0034 180421162259", "unrecognised", "data type: unexpected byte at byte 7"},
    {"data type 5", "24 8000620011 19 15 0034 180421162259", "unrecognised", "data type: unexpected byte at byte 7"},
    {"length 34", "24 8000620011 19 11 0022 180421162259", "unrecognised", "length: bad length at byte 9"},
    {"length 201", "24 8000620011 19 11 00c9 180421162259", "unrecognised", "length: bad length at byte 9"},
    {"month 13", "24 8000620011 19 11 0034 181321162259", "unrecognised",
     "date and time: not a calendar time at byte 10"},
    {"30 February", "24 8000620011 19 11 0034 300221162259", "unrecognised",
     "date and time: not a calendar time at byte 10"},
    {"hour 25", "24 8000620011 19 11 0034 180421252259", "unrecognised",
     "date and time: not a calendar time at byte 10"},
    {"no BCD in the time", "24 8000620011 19 11 0034 18042116225a", "unrecognised",
     "date and time: not a calendar time at byte 10"},
    {"short: length no multiple of 27", "24 7560405553 11 001c 180421162259", "unrecognised",
     "length: bad length at byte 8"},
    {"short: 101 records", "24 7560405553 11 0aa7 180421162259", "unrecognised", "length: bad length at byte 8"},
    {"short: layout 4", "24 7560405553 41 001b 180421162259", "unrecognised", "record type: unexpected byte at byte 6"},
};

TEST_CASE("jointech $: bad frames say which field and where") {
    for (const bad_row& r : bad) {
        DYNAMIC_SECTION(r.name) {
            const test::hex_bytes<> wire(r.hex);
            const auto out = test::to_json<only>(wire.view());
            REQUIRE(out.size() == 1);
            CAPTURE(out[0]);
            CHECK(out[0].find("\"message\":\"" + std::string(r.kind) + "\"") != std::string::npos);
            CHECK(out[0].find(r.reason) != std::string::npos);
        }
    }
}

TEST_CASE("jointech $: cut after 40 of 62 bytes is incomplete, and the next frame behind it is found") {
    const test::hex_bytes<> wire(good[0].hex);
    const auto cut = test::to_json<only>(wire.view().first(40));
    REQUIRE(cut.size() == 1);
    CHECK(cut[0].find(R"("message":"incomplete")") != std::string::npos);

    test::hex_bytes<> both("");
    for (std::size_t i = 0; i < 40; ++i) { both.data[both.size++] = wire.data[i]; }
    for (std::size_t i = 0; i < wire.size; ++i) { both.data[both.size++] = wire.data[i]; }
    const auto out = test::to_json<only>(both.view());
    REQUIRE(out.size() == 2);
    CHECK(out[0].find(R"("message":"malformed","error":"cut: another frame begins inside")") != std::string::npos);
    CHECK(out[1].find(R"({"offset":40,)") == 0);
    CHECK(out[1].substr(out[1].find("\"protocol\"")) ==
          std::string(good[0].json.substr(good[0].json.find("\"protocol\""))));
}

TEST_CASE("jointech $: a cut frame does not swallow a text of its device") {
    const test::hex_bytes<> wire(good[0].hex);
    const auto both = [&](std::size_t cut, std::string_view text) {
        std::string stream;
        for (const std::uint8_t b : wire.view().first(cut)) { stream.push_back(static_cast<char>(b)); }
        return test::to_json<registry<jointech::dollar, jointech::text>>(test::view(stream + std::string(text)));
    };
    constexpr std::string_view unlocked =
        "(8000620011,P45,050825,101120,22.58071,N,113.91734,E,A,0,0,1,98,0004709590,0,0,39,12)";
    for (const std::size_t cut : {17U, 30U, 50U}) {
        const auto out = both(cut, unlocked);
        REQUIRE(out.size() == 2);
        CHECK(out[0].find(R"("message":"malformed","error":"cut: another frame begins inside")") != std::string::npos);
        CHECK(out[0].find("reply") == std::string::npos);
        CHECK(out[1].find("{\"offset\":" + std::to_string(cut) + ",") == 0);
        CHECK(out[1].find(R"("events":["unlock_rfid"])") != std::string::npos);
    }
    // Brackets, and a text of somebody else, are content: the payload is not escaped.
    for (const std::string_view text : {"((((((((((((((((((((((((((((((((", "(8000620012,@JT)(8000620011;@JT)"}) {
        const auto out = both(30, text);
        REQUIRE(out.size() == 1);
        CHECK(out[0].find(R"("message":"position")") != std::string::npos);
    }
}

TEST_CASE("jointech $: reserved bits of bytes 35 and 37 are kept, and mean nothing") {
    const auto with = [](std::string_view three) {
        const test::hex_bytes<> wire(
            "2480006200111911003418042116225922348310113550543f12980000002d060000000020e028109228"
            "661f00" +
            std::string(three) + "0f0f0f0f0f0f0f0f000001cc0156");
        return test::to_json<only>(wire.view()).at(0);
    };
    const auto has = [](const std::string& json, std::string_view part) {
        return json.find(part) != std::string::npos;
    };
    CHECK(has(with("02 00 00"), R"("wake.source":"vibration")"));
    CHECK_FALSE(has(with("02 00 00"), "jointech.wake"));
    CHECK(has(with("f2 00 00"), R"("wake.source":"vibration")"));
    CHECK(has(with("f2 00 00"), R"("jointech.wake":242)"));
    CHECK_FALSE(has(with("0b 00 00"), "wake.source"));
    CHECK(has(with("0b 00 00"), R"("jointech.wake":11)"));
    CHECK_FALSE(has(with("02 0f 0f"), "extended_status"));
    CHECK_FALSE(has(with("02 0f 00"), "extended_status"));
    CHECK(has(with("02 0f fd"), R"("jointech.extended_status":"fd")"));
    CHECK_FALSE(has(with("02 0f fd"), "battery.charging"));
    CHECK(has(with("02 00 fd"), R"("battery.charging":true)"));
}

TEST_CASE("jointech $: an IMEI is 15 digits and F, or 0 and 15 digits") {
    const auto imei = [](std::string_view eight) {
        const test::hex_bytes<> wire(
            "2480006200111911003418042116225922348310113550543f12980000002d060000000020e02810922866"
            "1f00010000" +
            std::string(eight) + "000001cc0156");
        const std::string out = test::to_json<only>(wire.view()).at(0);
        const std::size_t at = out.find("\"imei\":\"");
        if (at != std::string::npos) { return out.substr(at + 8, out.find('"', at + 8) - at - 8); }
        return std::string(out.find(R"("error.field":"imei")") != std::string::npos ? "error" : "none");
    };
    CHECK(imei("868822040248195f") == "868822040248195");
    CHECK(imei("0868822040248195") == "868822040248195");
    CHECK(imei("015667093107505f") == "015667093107505");
    CHECK(imei("0f0f0f0f0f0f0f0f") == "none");
    CHECK(imei("8688220402481951") == "error");
    CHECK(imei("86882204024819a f") == "error");
}

// ---- short records: every field of the table in jointech.md 5.9 ---------------------------------------------------

constexpr good_row short_records[] = {
    {"layout 1: FF is charging", "jointech.md 2.5, 5.9",
     "247560405553 11 001b 180421162259 22348310 113550543f 1298 06 ff 80 0123 2795 1435 16 07",
     R"j({"offset":0,"protocol":"jointech-jt600","message":"position","device.id":"7560405553",)j"
     R"j("time":"2021-04-18T16:22:59.000Z","stored":false,"serial":7,"position.valid":true,)j"
     R"j("position.source":"gnss","position.latitude":22.5805167,"position.longitude":113.9175717,)j"
     R"j("position.altitude":291,"position.speed":33.336,"position.course":304,"position.satellites":6,)j"
     R"j("battery.charging":true,"cell.lac":5173,"cell.id":10133,"cell.csq":22,"jointech.data_type":1,)j"
     R"j("raw.status":"80"})j"},
    {"layout 2: fuel in two places", "jointech.md 5.9: fuel 0x0208 = 520, status byte 1 bit 0 = ignition",
     "247560405553 23 001b 180421162259 22348310 113550543f 1298 02 01000000 0000002d 08 07",
     R"j({"offset":0,"protocol":"jointech-jt600","message":"position","device.id":"7560405553",)j"
     R"j("time":"2021-04-18T16:22:59.000Z","stored":true,"serial":7,"position.valid":true,)j"
     R"j("position.source":"gnss","position.latitude":22.5805167,"position.longitude":113.9175717,)j"
     R"j("position.speed":33.336,"position.course":304,"odometer":45,"ignition":true,"fuel":520,)j"
     R"j("jointech.data_type":3,"raw.status":"01000000"})j"},
    {"layout 3: three fuel sensors",
     "jointech.md 5.9: 0x123 = 291, 0x456 = 1110, 0x789 = 1929, mileage 0xabcde = 703710, status 0xf00ffe",
     "247560405553 32 001b 180421162259 22348310 113550543f 1298 123 456 789 abcde f00ffe 07",
     R"j({"offset":0,"protocol":"jointech-jt600","message":"position","device.id":"7560405553",)j"
     R"j("time":"2021-04-18T16:22:59.000Z","serial":7,"position.valid":true,)j"
     R"j("position.source":"gnss","position.latitude":22.5805167,"position.longitude":113.9175717,)j"
     R"j("position.speed":33.336,"position.course":304,"odometer":703710,"ignition":false,"fuel":291,)j"
     R"j("jointech.data_type":2,"jointech.fuel_2":1110,"jointech.fuel_3":1929,"raw.status":"f00ffe"})j"},
};

TEST_CASE("jointech $: short records, every field") {
    for (const good_row& r : short_records) {
        DYNAMIC_SECTION(r.name) {
            const test::hex_bytes<> wire(r.hex);
            const auto out = test::to_json<only>(wire.view());
            REQUIRE(out.size() == 1);
            CHECK(out[0] == r.json);
        }
    }
}

}  // namespace
