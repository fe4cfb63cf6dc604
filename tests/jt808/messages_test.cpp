// SPDX-License-Identifier: MIT
#include <trackwire/jt808/codec.hpp>

#include "support/catch.hpp"
#include "support/frame_7e.hpp"

namespace {

using namespace trackwire;
using only = registry<jt808::codec<>>;

constexpr std::string_view place = "00000000 000c0003 01588d25 06ca3e84 002d 014d 005a 261121103015";  // 28 bytes

/// The content of a frame of device 000000123456 (2019: 00000000000000123456), serial 12.
std::string content(std::string_view id, std::string_view body, bool edition_2019 = false) {
    constexpr std::string_view digits = "0123456789abcdef";
    const test::hex_bytes<> bytes(body);
    const std::size_t attributes = bytes.size | (edition_2019 ? 0x4000U : 0U);
    std::string out(id);
    for (int shift = 12; shift >= 0; shift -= 4) { out += digits[attributes >> shift & 15]; }
    return out + (edition_2019 ? "0100000000000000123456" : "000000123456") + "000c" + std::string(body);
}

struct row {
    std::string_view name, id, body, json;
    bool edition_2019 = false;
};

nlohmann::json decode_one(const row& r, const settings& conf = {}, bool show_secrets = true) {
    test::connection<only> c;
    c.conf = conf;
    c.options.show_secrets = show_secrets;
    c.options.now = time_ms{1795228215000};  // 2026-11-21T02:30:15Z
    c.options.hex = r.id == "0801";
    c.datagram(test::frame_7e<>(content(r.id, r.body, r.edition_2019)).text());
    REQUIRE(c.messages.size() == 1);
    return c.messages[0];
}

/// `reply.hex` with "=": the content of a frame, to which the check is added here.
std::string with_frames(std::string_view json) {
    nlohmann::json expected = nlohmann::json::parse(json);
    if (!expected.contains("reply.hex") || !expected["reply.hex"].is_string()) { return std::string(json); }
    const std::string said = expected["reply.hex"];
    if (said[0] == '=') {
        std::string hex;
        const test::frame_7e<> wire(said);
        for (const std::uint8_t b : wire.view()) {
            hex += to_hex_digit(b >> 4U);
            hex += to_hex_digit(b & 0x0FU);
        }
        expected["reply.hex"] = hex;
    }
    return expected.dump();
}

#define ACK(id) R"("reply.hex":"=8001 0005 000000123456 0001 000c )" id " 00\""

constexpr row up[] = {
    {"0001 answer to 0x8104, sample c-0001", "0001", "0102810400",
     R"({"message":"command_reply","jt808.answers.serial":258,"jt808.answers.msg":"8104","jt808.result":0,
         "reply.hex":null})"},
    {"0001 cut short: what is missing is named", "0001", "01028104",
     R"({"message":"command_reply","error":"too short","error.field":"jt808.result","unknown.body":"01028104"})"},
    {"0002 heartbeat", "0002", "", R"({"message":"heartbeat",)" ACK("0002") "}"},
    {"0002 with bytes of a vendor", "0002", "6419",
     R"({"message":"heartbeat","unknown.body":"6419","battery.level":null})"},
    {"0003 logout", "0003", "", R"({"message":"unknown","jt808.msg":"0003",)" ACK("0003") "}"},
    {"0004 time query: 0x8004, UTC, jt808.md 9.3", "0004", "",
     R"({"message":"time_request","reply.hex":"7e8004400601000000000000001234560001261121023015837e"})", true},
    {"0005 resend request", "0005", "001e000200020003",
     R"({"message":"command_reply","jt808.answers.serial":30,"jt808.resend":[2,3],"reply.hex":null})", true},
    {"0100 registration 2011, sample c-0100-2011", "0100",
     "002c012c5453544d4b544d3830384120203030303030303102d4c1423030303030",
     R"({"message":"login","jt808.layout":"2011","jt808.province":44,"jt808.city":300,"jt808.maker":"TSTMK",
         "jt808.model":"TM808A","jt808.terminal_id":"0000001","jt808.plate_color":2,"jt808.plate":"ÔÁB00000",
         "reply.hex":"=8100 000f 000000123456 0001 000c 00 303030303030313233343536"})"},
    {"0100 registration 2011 with a VIN, longer than 36 bytes, sample c-0100-2011-vin", "0100",
     "002c012c5453544d4b544d38303843202030303030303033004c5445535456494e303030303030303032",
     R"({"jt808.layout":"2011","jt808.plate_color":0,"jt808.vin":"LTESTVIN000000002","jt808.plate":null})"},
    {"0100 registration 2013, sample g-0100-2013", "0100",
     "00000000000000000048422d523033474244000000000000000000000031393036373531024142433030303030",
     R"({"jt808.layout":"2013","jt808.model":"HB-R03GBD","jt808.terminal_id":"1906751","jt808.plate_color":2,
         "jt808.plate":"ABC00000","jt808.maker":null})"},
    {"0100 registration 2019: padding in front, sample c-0100-2019", "0100",
     "002c012c544553544d414b45523031000000000000000000000000000000000000000000000000544d32303139000000000000000000"
     "000000000000000000005445524d3030303030303401d4c1423030303031",
     R"({"jt808.layout":"2019","jt808.maker":"TESTMAKER01","jt808.model":"TM2019","jt808.terminal_id":"TERM0000004",
         "jt808.plate_color":1})",
     true},
    {"0100 of 24 bytes: no plate colour", "0100", "002c012c5453544d4b544d383038412020303030303030",
     R"({"message":"login","error.field":"jt808.plate","jt808.province":null})"},
    {"0102 authentication 2013: the whole body, sample c-0102-2013", "0102", "4b3751324d39",
     R"({"message":"login","jt808.token":"K7Q2M9",)" ACK("0102") "}"},
    {"0102 with a terminator, jt808.md 0", "0102", "4b3751324d3900", R"({"jt808.token":"K7Q2M9"})"},
    {"0102 authentication 2019, sample c-0102-2019", "0102",
     "064b3751324d393132333435363738393031323334374657312e302e3300000000000000000000000000",
     R"({"jt808.token":"K7Q2M9","imei":"123456789012347","firmware":"FW1.0.3"})", true},
    {"0102 2019 whose length does not fit: all of it is the token, jt808.md 6.2", "0102", "4b3751324d39",
     R"({"jt808.token":"K7Q2M9","imei":null})", true},
    {"0104 parameters, sample c-0104", "0104",
     "01030300000001040000003c000000130c686f73742e6578616d706c6500000029040000001e",
     R"({"message":"command_reply","jt808.answers.serial":259,"jt808.parameter.0001":60,
         "jt808.parameter.0013":"host.example","jt808.parameter.0029":30,"error":null})"},
    {"0104 with APN passwords", "0104", "010303 00000012 03616263 00000016 03646566 00000025 03676869",
     R"({"jt808.parameter.0012":"abc","jt808.parameter.0016":"def","jt808.parameter.0025":"ghi"})"},
    {"0104: another count than said, a long id, one id twice, and bytes that are no number", "0104",
     "010303 0001f030 020102 00000001 0400000001 00000001 0400000002 00000032 0401020304",
     R"({"jt808.parameter.0001f030":"0102","jt808.parameter.0001":1,"jt808.parameter.0001_2":2,
         "jt808.parameter.0032":"01020304","error":"count does not match","error.field":"jt808.parameter"})"},
    {"0104 whose last parameter overruns, jt808.md 6.3", "0104", "010302 00000001 040000003c 00000013 0c686f",
     R"({"jt808.parameter.0001":60,"jt808.parameter.0013":null,"unknown.trailing":"000000130c686f",
         "error":"overruns its container"})"},
    {"0107 attributes 2013, sample c-0107-2013", "0107",
     "00875453544d4b544d3830384200000000000000000000000000003030303030303289860000000000000001054857312e30074657312e"
     "302e330320",
     R"({"message":"command_reply","jt808.layout":"2013","jt808.terminal_type":"0087","jt808.maker":"TSTMK",
         "jt808.model":"TM808B","jt808.terminal_id":"0000002","iccid":"89860000000000000001","jt808.hardware":"HW1.0",
         "firmware":"FW1.0.3","jt808.gnss":["gps","beidou"],"jt808.radio":32})"},
    {"0107 that fits no layout", "0107", "008754", R"({"message":"command_reply","unknown.body":"008754"})"},
    {"0108 upgrade result", "0108", "3401", R"({"jt808.upgrade":52,"jt808.result":1})"},
    {"0109 time query of a vendor: 0x8109, jt808.md 9.3", "0109", "",
     R"({"message":"time_request","reply.hex":"=8109 0008 000000123456 0001 07ea0b15021e0f00"})"},
    {"0210 of seven bytes: percent and time, sample g-0210-battery", "0210", "4f260618022957",
     R"({"message":"unknown","battery.level":79,"time.local":"2026-06-18T02:29:57.000"})"},
    {"0506 second heartbeat", "0506", "", R"({"message":"heartbeat"})"},
    {"0500 answer to 0x8500", "0500", "0007 00000000 00001003 01588d25 06ca3e84 002d 014d 005a 261121103015",
     R"({"message":"command_reply","jt808.answers.serial":7,"jt808.door_lock":true,"position.latitude":22.580517})"},
    {"0701 text answer of a vendor", "0701", "00000003 4f4b21", R"({"message":"command_reply","text":"OK!"})"},
    {"0701 whose length does not fit", "0701", "00000004 4f4b21", R"({"text":null,"unknown.body":"000000044f4b21"})"},
    {"0800 media event", "0800", "0000004d00000102",
     R"({"message":"photo","jt808.media.id":77,"jt808.media.type":0,"jt808.media.format":0,"jt808.media.event":1,
         "jt808.media.channel":2,)" ACK("0800") "}"},
    {"0802 media search answer", "0802",
     "0007 0001 0000004d 00 02 01 00000000000c000301588d2506ca3e84002d014d005a261121103015",
     R"({"message":"command_reply","jt808.answers.serial":7,"jt808.media.1.id":77,"jt808.media.1.type":0,
         "jt808.media.1.channel":2,"jt808.media.1.event":1,
         "jt808.media.1.location":"00000000000c000301588d2506ca3e84002d014d005a261121103015","error":null})"},
    {"0805 camera answer", "0805", "000700 0002 0000004d 0000004e",
     R"({"message":"command_reply","jt808.result":0,"jt808.media.1.id":77,"jt808.media.2.id":78})"},
    {"0805 camera answer that failed", "0805", "000702", R"({"jt808.result":2,"error":null})"},
    {"0900 passthrough with text", "0900", "4124544553542c31",
     R"({"message":"text","jt808.passthrough":"41","text":"$TEST,1"})"},
    {"0900 passthrough without", "0900", "f0230223",
     R"({"message":"unknown","jt808.passthrough":"f0","unknown.body":"f0230223"})"},
    {"1007 zone of a vendor, layout unknown", "1007", "40000000", R"({"message":"unknown","unknown.body":"40000000"})"},
    {"1300: half a character is no text", "1300", "0009 00", R"({"text":null,"unknown.trailing":"00"})"},
    {"1300 text answer in UTF-16, not answered", "1300", "0009 004f004b",
     R"({"message":"command_reply","jt808.answers.serial":9,"text":"OK","reply.hex":null})"},
    {"2070 acceleration, not answered", "2070", "261121103015000100020003",
     R"({"message":"unknown","unknown.body":"261121103015000100020003","reply.hex":null})"},
    {"6006 text report", "6006", "00564552", R"({"message":"text","text":"VER","jt808.text.type":0})"},
    {"8888 sent up", "8888", "ffd8", R"({"message":"unknown","unknown.body":"ffd8",)" ACK("8888") "}"},
    {"0777, which nobody knows", "0777", "01", R"({"message":"unknown","jt808.msg":"0777","unknown.body":"01"})"},
};

TEST_CASE("jt808 messages of the terminal") {
    for (const row& r : up) {
        DYNAMIC_SECTION(r.name) {
            const nlohmann::json out = decode_one(r);
            CAPTURE(out.dump());
            CHECK(test::differences(out, with_frames(r.json)) == "");
        }
    }
}

static_assert(test::frame_gives<only>("0001 0005 000000123456 0009 0102810400", message_kind::command_reply, "jt808"));
static_assert(test::frame_gives<only>("0102 0006 000000123456 0006 4b3751324d39", message_kind::login, "jt808"));
static_assert(test::frame_gives<only>("0800 0008 000000123456 0006 0000004d00000102", message_kind::photo, "jt808"));
static_assert(test::frame_gives<only>("0104 000c 000000123456 0006 010301 00000001040000003c",
                                      message_kind::command_reply, "jt808"));
static_assert(test::frame_gives<only>("8001 0005 000000123456 0001 000c 0200 00", message_kind::acknowledgement,
                                      "jt808"));

// ---- secrets -----------------------------------------------------------------------------------------------------

TEST_CASE("jt808 messages: tokens and APN passwords are masked") {
    const row rows[] = {
        {"token", "0102", "4b3751324d39", R"({"jt808.token":"******"})"},
        {"token of an answer", "8100", "0002004b3751324d39", R"({"jt808.token":"******"})"},
        {"passwords", "8103", "03 00000012 03616263 00000016 03646566 00000025 03676869",
         R"({"jt808.parameter.0012":"******","jt808.parameter.0016":"******","jt808.parameter.0025":"******"})"},
        {"password and token of a server change", "8105", "02 313b746f6b3b61706e3b757365723b70773b686f7374",
         R"({"text":"1;******;apn;user;******;host"})"},
        {"password of an upgrade", "8105", "01 75726c3b61706e3b757365723b70773b686f7374",
         R"({"text":"url;apn;user;******;host"})"},
    };
    for (const row& r : rows) {
        DYNAMIC_SECTION(r.name) { CHECK(test::differences(decode_one(r, {}, false), r.json) == ""); }
    }
}

TEST_CASE("jt808 messages: the token of a registration is the caller's, and then a secret") {
    settings conf;
    constexpr std::uint8_t token[] = {'K', '7', 'Q', '2', 'M', '9'};
    conf.token = token;
    const row r{"", "0100", "002c012c5453544d4b544d3830384120203030303030303102d4c1423030303030", ""};
    CHECK(decode_one(r, conf).at("reply.hex") == "7e810000090000001234560001000c004b3751324d399e7e");
    CHECK(test::differences(decode_one(r, conf, false), R"({"reply.hex":null,"reply.masked":true})") == "");
}

// ---- 0x0201: with and without a serial ----------------------------------------------------------------------------

TEST_CASE("jt808 messages: the answer to a position query, in both editions") {
    const auto both = [](std::string_view name, std::string_view body, std::string_view json) {
        CAPTURE(name);
        CHECK(test::differences(decode_one({"", "0201", body, ""}), json) == "");
    };
    const std::string at = std::string(place);
    both("sample c-0201-2013", "0104" + at + "30011b",
         R"({"message":"command_reply","jt808.layout":"2013","jt808.answers.serial":260,"position.latitude":22.580517,
             "cell.csq":27,"error":null})");
    both(
        "sample c-0201-2011: two bytes further there is a time too", at + "30011b",
        R"({"jt808.layout":"2011","jt808.answers.serial":null,"position.latitude":22.580517,"cell.csq":27,"error":null})");
    both("no items", at, R"({"jt808.layout":"2011","position.latitude":22.580517})");
}

// ---- 0x0702 ------------------------------------------------------------------------------------------------------

TEST_CASE("jt808 messages: drivers") {
    const row rows[] = {
        {"card in, 2013, sample c-0702-2013", "0702",
         "0126112108000000 06b2e2cad4d4b1 5445535430303030303030303031000000000000 0454455354 20301231",
         R"({"message":"event","events":["driver_in"],"time.local":"2026-11-21T08:00:00.000","jt808.result":0,
             "driver.name":"²âÊÔÔ±","driver.certificate":"TEST0000000001","driver.authority":"TEST",
             "driver.valid_until":"20301231","driver.identity":null,"jt808.layout":"2013"})"},
        {"card out", "0702", "02261121080000",
         R"({"events":["driver_out"],"time.local":"2026-11-21T08:00:00.000","jt808.result":null,"error":null})"},
        {"card in, not read", "0702", "0126112108000001", R"({"events":["driver_in"],"jt808.result":1,"error":null})"},
        {"2019 has an identity number", "0702",
         "0126112108000000 0141 5445535430303030303030303031000000000000 0142 20301231"
         "5445535449443030303030303030303030580000",
         R"({"driver.identity":"TESTID00000000000X","jt808.layout":"2019"})", true},
        {"2011: no status, no time", "0702",
         "0341414100000000000000000000000000000000004944"
         "5445535430303030303030303031000000000000"
         "0000000000000000000000000000000000000000"
         "0142",
         R"({"events":null,"driver.name":"AAA","jt808.layout":"2011"})"},
        {"a name that overruns", "0702", "0126112108000000 6341",
         R"({"events":["driver_in"],"error.field":"driver.name","unknown.trailing":"6341"})"},
    };
    for (const row& r : rows) {
        DYNAMIC_SECTION(r.name) {
            const nlohmann::json out = decode_one(r);
            CAPTURE(out.dump());
            CHECK(test::differences(out, r.json) == "");
        }
    }
}

// ---- 0x0704 ------------------------------------------------------------------------------------------------------

struct batch_row {
    std::string_view name, body;
    std::vector<std::string_view> json;
};

TEST_CASE("jt808 messages: batches are one message an item, and one answer with the last") {
    const std::string one = "001c" + std::string(place);
    const std::string two = "0022" + std::string(place) + "0104000003e7";
    const std::string both = "000201" + two + one;
    const std::string wrong = "000300" + one + one;
    const std::string cut = "000200" + one + "001c0000";
    const std::string little =
        "000200"
        "0004 00000000" +
        one;
    const std::string single = "000100" + one;
    const batch_row rows[] = {
        {"sample c-0704: two, replayed",
         both,
         {R"({"message":"position","part":1,"stored":true,"odometer":99.9,"reply.hex":null,"jt808.batch_type":1})",
          R"({"message":"position","part":2,"stored":true,"odometer":null,"error":null,
              "reply.hex":"7e800100050000001234560001000c070400fa7e"})"}},
        {"one, as it happens",
         single,
         {R"({"part":null,"stored":null,"jt808.batch_type":0,"position.latitude":22.580517})"}},
        {"three were promised",
         wrong,
         {R"({"part":1,"error":null})", R"({"part":2,"error":"count does not match","position.latitude":22.580517})"}},
        {"the second overruns",
         cut,
         {R"({"part":null,"position.latitude":22.580517,"error":"overruns its container","unknown.trailing":"001c0000",
              "reply.hex":"7e800100050000001234560001000c070400fa7e"})"}},
        {"the first is too short",
         little,
         {R"({"message":"unknown","part":1,"error":"too short","error.field":"position","unknown.body":"00000000"})",
          R"({"message":"position","part":2,"error":null})"}},
        {"empty", "000000", {R"({"message":"unknown","reply.hex":"7e800100050000001234560001000c070400fa7e"})"}},
    };
    for (const batch_row& r : rows) {
        DYNAMIC_SECTION(r.name) {
            const auto out = test::decode<only>(test::frame_7e<>(content("0704", r.body)).text());
            REQUIRE(out.size() == r.json.size());
            for (std::size_t i = 0; i < out.size(); ++i) {
                CAPTURE(i, out[i].dump());
                CHECK(out[i].at("offset") == 0);
                CHECK(test::differences(out[i], r.json[i]) == "");
            }
        }
    }
}

TEST_CASE("jt808 messages: 0x0210 has items with a length of one byte") {
    const std::string body = "1c" + std::string(place) + "1f" + std::string(place) + "30011b";
    const auto out = test::decode<only>(test::frame_7e<>(content("0210", body)).text());
    REQUIRE(out.size() == 2);
    CHECK(test::differences(out[0], R"({"message":"position","part":1,"reply.hex":null})") == "");
    CHECK(test::differences(
              out[1],
              with_frames(R"({"part":2,"cell.csq":27,"reply.hex":"=8001 0005 000000123456 0001 000c 0210 00"})")) ==
          "");
}

// ---- 0x0801 ------------------------------------------------------------------------------------------------------

TEST_CASE("jt808 messages: media data in three layouts") {
    const std::string head = "0000004d00000102";
    const std::string edition_2013 = head + std::string(place) + "ffd8ffe0";
    const std::string edition_2011 = head + "00000001 00000001 ffd8ffe0";
    const std::string piece = head + "00000003 00000002 11223344";
    const std::string g10 = head + "ffd8ffe0";
    const std::string nothing = head + "11223344";
    const row rows[] = {
        {"2013: the answer is 0x8800, sample c-0801-single", "0801", edition_2013,
         R"({"message":"photo_data","jt808.media.id":77,"jt808.media.channel":2,"jt808.layout":"2013",
             "photo.data":"ffd8ffe0","photo.length":4,"photo.size":4,"photo.offset":0,"position.latitude":22.580517,
             "time.local":"2026-11-21T10:30:15.000","reply.hex":"7e8800000400000012345600010000004db07e"})"},
        {"2011, one packet: its own form of 0x8800, jt808.md 9.5", "0801", edition_2011,
         R"({"jt808.layout":"2011","photo.data":"ffd8ffe0","photo.size":4,
             "reply.hex":"=8800 0007 000000123456 0001 000c 0000004d 00"})"},
        {"2011, packet 2 of 3: 0x8001", "0801", piece,
         R"({"jt808.layout":"2011","jt808.packets":3,"jt808.packet":2,"photo.length":4,"photo.size":null,
             "reply.hex":"=8001 0005 000000123456 0001 000c 0801 00"})"},
        {"G10", "0801", g10, R"({"jt808.layout":"G10","photo.data":"ffd8ffe0"})"},
        {"none of them", "0801", nothing, R"({"message":"photo_data","photo.data":null,"unknown.body":"11223344"})"},
    };
    for (const row& r : rows) {
        DYNAMIC_SECTION(r.name) {
            const nlohmann::json out = decode_one(r);
            CAPTURE(out.dump());
            CHECK(test::differences(out, with_frames(r.json)) == "");
        }
    }
}

// ---- messages of the platform ------------------------------------------------------------------------------------

constexpr row down[] = {
    {"8001", "8001", "000c020000",
     R"({"message":"acknowledgement","jt808.answers.serial":12,"jt808.answers.msg":"0200","jt808.result":0})"},
    {"8003, count of one byte, sample c-8003-2013", "8003", "001e0200020003",
     R"({"message":"command","jt808.answers.serial":30,"jt808.resend":[2,3]})"},
    {"8003, count of two bytes, sample c-8003-2019", "8003", "001e000200020003", R"({"jt808.resend":[2,3]})", true},
    {"8003 with a wrong count", "8003", "001e0300020003",
     R"({"jt808.resend":null,"error":"count does not match","unknown.trailing":"00020003"})"},
    {"8004, UTC, sample c-8004", "8004", "261121023015",
     R"({"message":"command","time":"2026-11-21T02:30:15.000Z","time.local":null})", true},
    {"8100 refused", "8100", "000204", R"({"message":"acknowledgement","jt808.result":4,"jt808.token":null})"},
    {"8100 accepted, sample c-8100-ok", "8100", "0002004b3751324d39", R"({"jt808.result":0,"jt808.token":"K7Q2M9"})"},
    {"8103, sample c-8103", "8103", "0200000001040000003c00000029040000001e",
     R"({"message":"command","jt808.parameter.0001":60,"jt808.parameter.0029":30})"},
    {"8104", "8104", "", R"({"message":"command","unknown.body":null})"},
    {"8105 reset", "8105", "04", R"({"message":"command","jt808.control":4,"text":null})"},
    {"8109, binary and UTC, jt808.md 9.3", "8109", "07ea0b15021e0f00",
     R"({"time":"2026-11-21T02:30:15.000Z","jt808.result":0})"},
    {"8109 with month 13", "8109", "07ea0d15021e0f00", R"({"time":null,"error.field":"time"})"},
    {"8300, 2013", "8300", "0454455354", R"({"message":"command","jt808.text.flags":4,"text":"TEST"})"},
    {"8300, 2019 has a type, sample c-8300-2019", "8300", "050154455354",
     R"({"jt808.text.flags":5,"jt808.text.type":1,"text":"TEST"})", true},
    {"8500", "8500", "01", R"({"message":"command","unknown.body":"01"})"},
    {"8800 complete, sample c-8800-all", "8800", "0000004d", R"({"message":"command","jt808.media.id":77})"},
    {"8800 packet 2 missing", "8800", "0000004d010002", R"({"jt808.media.id":77,"jt808.resend":[2]})"},
    {"8800 of 2011, complete", "8800", "00150000004d00", R"({"jt808.answers.serial":21,"jt808.media.id":77})"},
    {"8900 with text", "8900", "f054455354", R"({"message":"command","jt808.passthrough":"f0","text":"TEST"})"},
    {"A006", "a006", "01261121103015", R"({"message":"command","unknown.body":"01261121103015"})"},
    {"8F01, which nobody knows", "8f01", "01", R"({"message":"command","unknown.body":"01"})"},
};

TEST_CASE("jt808 messages of the platform are not answered") {
    for (const row& r : down) {
        DYNAMIC_SECTION(r.name) {
            const nlohmann::json out = decode_one(r);
            CAPTURE(out.dump());
            CHECK_FALSE(out.contains("reply.hex"));
            CHECK(test::differences(out, r.json) == "");
        }
    }
}

// ---- answers -----------------------------------------------------------------------------------------------------

TEST_CASE("jt808 answers: the serial of the platform counts, bytes are escaped, the buffer may be too small") {
    test::connection<only> c;
    for (int i = 0; i < 3; ++i) { c.datagram(test::frame_7e<>("0002 0000 000000123456 7e7d").text()); }
    CHECK(c.messages[0].at("reply.hex") == "7e8001000500000012345600017d027d01000200f47e");
    CHECK(c.messages[2].at("reply.hex") == "7e8001000500000012345600037d027d01000200f67e");

    session state;
    bool seen = false;
    const test::frame_7e<> wire("0002 0000 000000123456 0001");
    decode_datagram<only>(wire.view(), state, settings{}, [&](const message& m) {
        std::uint8_t small[19] = {};
        const auto n = m.reply.encode(small, sizeof small);
        CHECK_FALSE(n);
        CHECK(n.error().code == error_code::no_space);
        CHECK(n.error().offset == 20);
        seen = true;
    });
    CHECK(seen);
}

TEST_CASE("jt808 answers: without the time of day a time query shows no reply") {
    const auto out = test::decode<only>(test::frame_7e<>("0004 4000 01 00000000000000123456 0008").text());
    CHECK_FALSE(out.at(0).contains("reply.hex"));
}

}  // namespace
