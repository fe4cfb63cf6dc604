// SPDX-License-Identifier: MIT
#include <trackwire/jointech/text.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"

namespace {

using namespace trackwire;
using only = registry<jointech::text>;

std::vector<std::string> decode(std::string_view text, const settings& conf = {}, const json_options& options = {}) {
    return test::to_json<only>(test::view(text), options, conf);
}

constexpr settings downwards() {
    settings conf;
    conf.direction = direction::down;
    return conf;
}

// ---- good frames: every value from the source named --------------------------------------------------------------

struct good_row {
    std::string_view name, source, text, json;
};

constexpr good_row reports[] = {
    {"heartbeat", "JT701D Protocol Manual V1.4, heartbeat", "(8000620011,@JT)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"heartbeat","device.id":"8000620011"})j"},
    {"dynamic password", "JT701D Protocol Manual V1.4, P52,2", "(8000620011,P52,2,113271)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"password_report","device.id":"8000620011",)j"
     R"j("reply.text":"(P52,2,******)","reply.masked":true,"unlock.password":"******"})j"},
    {"time request", "JT701D Protocol Manual V1.4, P22", "(8000620011,P22,2)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"time_request","device.id":"8000620011",)j"
     R"j("reply.text":"(P22,<DDMMYYhhmmss>)"})j"},
    {"time request of a 12-digit device", "corpus: base2-time", "(775210408000,1,001,BASE,2,TIME)",
     R"j({"offset":0,"protocol":"jointech-jt709","message":"time_request","device.id":"775210408000",)j"
     R"j("reply.text":"(775210408000,1,001,BASE,2,<YYYYMMDDhhmmss>)","jointech.frame_serial":1,"jointech.version":1})j"},
    {"dynamic password of a 12-digit device", "corpus: elock3", "(740190311185,1,001,ELOCK,3,529439)",
     R"j({"offset":0,"protocol":"jointech-jt709","message":"password_report","device.id":"740190311185",)j"
     R"j("unlock.password":"******","jointech.frame_serial":1,"jointech.version":1})j"},
    {"driving record, not published", "corpus: leg-u09", "(6221107674,2,U09,129,2,A,280513113036)",
     R"j({"offset":0,"protocol":"jointech-jt600","message":"text","device.id":"6221107674","command":"U09",)j"
     R"j("fields":["129","2","A","280513113036"],"text":"(6221107674,2,U09,129,2,A,280513113036)"})j"},
    {"a P word that nobody documents", "record.md 6, text", "(8130630001,P77,1,,x)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"text","device.id":"8130630001","command":"P77",)j"
     R"j("fields":["1","","x"],"text":"(8130630001,P77,1,,x)"})j"},
};

constexpr good_row replies[] = {
    {"firmware and battery", "jointech.md 11.3, P01",
     "(8130630001,P01,JT701D_20210311_China_Jointech_SIM7600X_LoRa_PCBV2.3_R1.2.7,41%)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"command_reply","device.id":"8130630001",)j"
     R"j("battery.level":41,"firmware":"JT701D_20210311_China_Jointech_SIM7600X_LoRa_PCBV2.3_R1.2.7","command":"P01",)j"
     R"j("fields":["JT701D_20210311_China_Jointech_SIM7600X_LoRa_PCBV2.3_R1.2.7","41%"]})j"},
    {"IMEI", "jointech.md 11.3, P14", "(8130630001,P14,869999040159249)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"command_reply","device.id":"8130630001",)j"
     R"j("imei":"869999040159249","command":"P14","fields":["869999040159249"]})j"},
    {"IMSI", "jointech.md 11.3, P68", "(8130630001,P68,1,460046236100038)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"command_reply","device.id":"8130630001",)j"
     R"j("imsi":"460046236100038","command":"P68","fields":["1","460046236100038"]})j"},
    {"CCID", "jointech.md 11.3, P68", "(8130630001,P68,2,89860442191970250038)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"command_reply","device.id":"8130630001",)j"
     R"j("iccid":"89860442191970250038","command":"P68","fields":["2","89860442191970250038"]})j"},
    {"APN password", "jointech.md 11.3, P06", "(8130630001,P06,198.51.100.222,10001,internet,user,pass,0)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"command_reply","device.id":"8130630001","command":"P06",)j"
     R"j("fields":["198.51.100.222","10001","internet","user","******","0"]})j"},
    {"static password unlocks", "jointech.md 11.3, P43", "(8130630001,P43,1,0)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"command_reply","device.id":"8130630001","command":"P43",)j"
     R"j("fields":["1","0"],"unlock.method":"remote_static_password","unlock.result":"granted",)j"
     R"j("unlock.wrong_attempts":0})j"},
    {"static password is wrong: no answer, no reset", "jointech.md 6.6, 11.3, 14.1 #7", "(8130630001,P43,0,3)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"command_reply","device.id":"8130630001","command":"P43",)j"
     R"j("fields":["0","3"],"unlock.method":"remote_static_password","unlock.result":"wrong_credential",)j"
     R"j("unlock.wrong_attempts":3})j"},
    {"dynamic password unlocks", "jointech.md 11.3, P52,3", "(8130630001,P52,3,1,0)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"command_reply","device.id":"8130630001",)j"
     R"j("command":"P52,3","fields":["1","0"],"unlock.method":"remote_dynamic_password","unlock.result":"granted",)j"
     R"j("unlock.wrong_attempts":0})j"},
    {"static password changed: 1 is no password", "jointech.md 11.3, P44", "(8130630001,P44,1)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"command_reply","device.id":"8130630001","command":"P44",)j"
     R"j("fields":["1"]})j"},
    {"static password queried", "jointech.md 11.3, P44", "(8130630001,P44,12#aAM)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"command_reply","device.id":"8130630001","command":"P44",)j"
     R"j("fields":["******"],"unlock.password":"******"})j"},
    {"dynamic password queried; 000000 is constant", "jointech.md 11.3, P52,0; record.md 12.15",
     "(8130630001,P52,0,000000,386531)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"command_reply","device.id":"8130630001",)j"
     R"j("command":"P52,0","fields":["000000","******"],"unlock.password":"******"})j"},
    {"dynamic password switched off: empty fields", "jointech.md 3.3, 11.3", "(8130630001,P52,0,,)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"command_reply","device.id":"8130630001",)j"
     R"j("command":"P52,0","fields":["",""]})j"},
    {"cards", "jointech.md 6.5", "(8130630001,P42,2,0008932328,0008933493)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"command_reply","device.id":"8130630001","command":"P42",)j"
     R"j("fields":["2","0008932328","0008933493"]})j"},
    {"time was set", "jointech.md 6.3", "(8130630001,P22,1)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"command_reply","device.id":"8130630001","command":"P22",)j"
     R"j("fields":["1"]})j"},
    {"no parameters", "jointech.md 11.3, P13", "(8130630001,P13)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"command_reply","device.id":"8130630001","command":"P13"})j"},
    {"the cache, an index of two digits", "jointech.md 11.3, P98,10", "(8130630001,P98,10,0,37,0)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"command_reply","device.id":"8130630001",)j"
     R"j("command":"P98,10","fields":["0","37","0"]})j"},
    {"P62 is listed without an index", "jointech.md 11.3; record.md 12.10", "(8130630001,P62,2,999999)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"command_reply","device.id":"8130630001","command":"P62",)j"
     R"j("fields":["2","999999"]})j"},
    {"FTP password", "jointech.md 11.5",
     "(8130630001,1,001,OTA,9,198.51.100.214,10021,user1,Secret00,JT701_19.bin,101764,9585478,0)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"command_reply","device.id":"8130630001",)j"
     R"j("command":"OTA,9","fields":["198.51.100.214","10021","user1","******","JT701_19.bin","101764","9585478","0"],)j"
     R"j("jointech.frame_serial":1,"jointech.version":1})j"},
    {"relay order accepted", "jointech.md 11.4", "(8055430364,23,017,WLNET,8,0,E03B60000A)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"command_reply","device.id":"8055430364",)j"
     R"j("command":"WLNET,8","fields":["0","E03B60000A"],"jointech.frame_serial":17,"jointech.version":23})j"},
    {"12 digits", "jointech.md 6.8", "(770191203906,1,001,BASE,6,5,30,5)",
     R"j({"offset":0,"protocol":"jointech-jt709","message":"command_reply","device.id":"770191203906",)j"
     R"j("command":"BASE,6","fields":["5","30","5"],"jointech.frame_serial":1,"jointech.version":1})j"},
    {"11 digits", "corpus: base1", "(79100500005,1,001,BASE,1)",
     R"j({"offset":0,"protocol":"jointech-jt709","message":"command_reply","device.id":"79100500005",)j"
     R"j("command":"BASE,1","jointech.frame_serial":1,"jointech.version":1})j"},
};

constexpr good_row legacy[] = {
    {"U01", "corpus: leg-u01-a",
     "(3301210003,U01,040812,185302,T,22.564025,N,113.242329,E,5.21,152,9,32%,00000000000011,10133,5173,22,100,1)",
     R"j({"offset":0,"protocol":"jointech-jt600","message":"position","device.id":"3301210003",)j"
     R"j("time":"2012-08-04T18:53:02.000Z","serial":1,"reply.text":"(S39)","position.valid":true,)j"
     R"j("position.source":"gnss","position.latitude":22.564025,"position.longitude":113.242329,)j"
     R"j("position.course":152,"position.satellites":9,"odometer":100,"battery.level":32,"cell.lac":5173,)j"
     R"j("cell.id":10133,"cell.csq":22,"jointech.speed":5.21,"raw.status":"00000000000011"})j"},
    {"U01, clock not set, no fix, with a checksum", "corpus: leg-u01-gl-nofix",
     "(3460311327,U01,010100,000024,F,0.000000,N,0.000000,E,0.00,0,0,100%,00000001000000,263,1,18,0,0,33)",
     R"j({"offset":0,"protocol":"jointech-jt600","message":"position","device.id":"3460311327","serial":0,)j"
     R"j("reply.text":"(S39)","position.valid":false,"position.source":"none","position.course":0,)j"
     R"j("position.satellites":0,"odometer":0,"battery.level":100,"cell.lac":1,"cell.id":263,"cell.csq":18,)j"
     R"j("jointech.speed":0,"raw.status":"00000001000000","raw.time":"010100,000024","unknown.field_19":"33"})j"},
    {"U04", "corpus: leg-u04; record.md 12.18", "(3301210003,U04)",
     R"j({"offset":0,"protocol":"jointech-jt600","message":"heartbeat","device.id":"3301210003"})j"},
    {"U06", "corpus: leg-u06-a",
     "(3301210003,U06,1,040812,185302,T,22.564025,N,113.242329,E,5,152,9,32%,0000000000011,10133,5173,22,100,1,300,100,"
     "10)",
     R"j({"offset":0,"protocol":"jointech-jt600","message":"position","device.id":"3301210003",)j"
     R"j("time":"2012-08-04T18:53:02.000Z","serial":1,"reply.text":"(S20)","position.valid":true,)j"
     R"j("position.source":"gnss","position.latitude":22.564025,"position.longitude":113.242329,)j"
     R"j("position.course":152,"position.satellites":9,"odometer":100,"battery.level":32,"cell.lac":5173,)j"
     R"j("cell.id":10133,"cell.csq":22,"jointech.alarm":1,"jointech.speed":5,"raw.status":"0000000000011",)j"
     R"j("unknown.field_20":"300","unknown.field_21":"100","unknown.field_22":"10"})j"},
    {"W01: longitude first, packed; km/h", "jointech.md 2.3, 6.7",
     "(3301210003,W01,11324.8230,W,2233.8415,S,A,040812,185302,5.5,152,32,9,22,3,rest)",
     R"j({"offset":0,"protocol":"jointech-jt600","message":"position","device.id":"3301210003",)j"
     R"j("time":"2012-08-04T18:53:02.000Z","position.valid":true,"position.source":"gnss",)j"
     R"j("position.latitude":-22.564025,"position.longitude":-113.4137167,"position.speed":5.5,)j"
     R"j("position.course":152,"position.satellites":9,"battery.level":32,"cell.csq":22,"jointech.alarm":3,)j"
     R"j("unknown.field_15":"rest"})j"},
};

constexpr good_row platform[] = {
    {"P69", "jointech.md 11.2; record.md 12.11", "(P69,0,86)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"acknowledgement","serial":86,"command":"P69",)j"
     R"j("fields":["0","86"]})j"},
    {"P35", "jointech.md 11.2", "(P35)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"acknowledgement","command":"P35"})j"},
    {"P52,2 with a password", "jointech.md 11.2", "(P52,2,113271)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"acknowledgement","command":"P52,2","fields":["******"]})j"},
    {"P22 with a time", "jointech.md 11.2", "(P22,150720164328)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"acknowledgement","command":"P22",)j"
     R"j("fields":["150720164328"]})j"},
    {"S39", "jointech.md 6.7; record.md 12.11", "(S39)",
     R"j({"offset":0,"protocol":"jointech-jt600","message":"acknowledgement","command":"S39"})j"},
    {"S17", "jointech.md 11.7", "(S17)",
     R"j({"offset":0,"protocol":"jointech-jt600","message":"command","command":"S17"})j"},
    {"unlock, static", "jointech.md 11.3", "(P43,888888)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"command","command":"P43","fields":["******"]})j"},
    {"unlock, dynamic", "jointech.md 11.3", "(P52,3,223457)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"command","command":"P52,3","fields":["******"]})j"},
    {"change the static password", "jointech.md 11.3", "(P44,12#aAM,888888)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"command","command":"P44","fields":["******","******"]})j"},
    {"query the static password", "jointech.md 11.3", "(P44,1)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"command","command":"P44","fields":["1"]})j"},
    {"APN", "jointech.md 11.3", "(P06,1,198.51.100.222,10001,internet,user,p)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"command","command":"P06",)j"
     R"j("fields":["1","198.51.100.222","10001","internet","user","******"]})j"},
    {"P98,11", "jointech.md 11.3; record.md 12.10", "(P98,11,1,0,0)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"command","command":"P98,11","fields":["1","0","0"]})j"},
};

constexpr good_row orders[] = {
    {"unlock a slave", "jointech.md 11.4", "(7500313609,1,001,WLNET,8,1,1,5,E017668836)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"command","device.id":"7500313609","command":"WLNET,8",)j"
     R"j("fields":["1","1","5","E017668836"],"jointech.frame_serial":1,"jointech.version":1})j"},
    {"upgrade", "jointech.md 11.5",
     "(8130630001,1,001,OTA,9,1,198.51.100.214,10021,user1,Secret00,JT701_19.bin,101764,9585478)",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"command","device.id":"8130630001","command":"OTA,9",)j"
     R"j("fields":["1","198.51.100.214","10021","user1","******","JT701_19.bin","101764","9585478"],)j"
     R"j("jointech.frame_serial":1,"jointech.version":1})j"},
    {"time", "jointech.md 11.2", "(775210408000,1,001,BASE,2,20200715164328)",
     R"j({"offset":0,"protocol":"jointech-jt709","message":"command","device.id":"775210408000","command":"BASE,2",)j"
     R"j("fields":["20200715164328"],"jointech.frame_serial":1,"jointech.version":1})j"},
    {"APN of a legacy device", "jointech.md 11.7", "(6221107674,2,S24,129,1,user,pass)",
     R"j({"offset":0,"protocol":"jointech-jt600","message":"command","device.id":"6221107674","command":"S24",)j"
     R"j("fields":["129","1","user","******"]})j"},
};

template <std::size_t N>
void check(const good_row (&rows)[N], const settings& conf = {}) {
    for (const good_row& r : rows) {
        DYNAMIC_SECTION(r.name) {
            const auto out = decode(r.text, conf);
            REQUIRE(out.size() == 1);
            CHECK(out[0] == r.json);
        }
    }
}

TEST_CASE("jointech text: reports") { check(reports); }
TEST_CASE("jointech text: answers to commands") { check(replies); }
TEST_CASE("jointech text: JT600 positions") { check(legacy); }
TEST_CASE("jointech text: platform texts are told by shape") { check(platform); }
TEST_CASE("jointech text: numbered texts are commands if they went down") { check(orders, downwards()); }
TEST_CASE("jointech text: an order that nobody says went down does not show its password") {
    const auto out = decode(orders[1].text);
    REQUIRE(out.size() == 1);
    CHECK(out[0].find(R"("message":"command_reply")") != std::string::npos);
    CHECK(out[0].find("Secret00") == std::string::npos);
    CHECK(out[0].find("JT701_19.bin") != std::string::npos);
}

constexpr bool is_kind(std::string_view text, message_kind kind, const protocol_info& protocol) {
    session state;
    std::uint8_t bytes[256] = {};
    for (std::size_t i = 0; i < text.size(); ++i) { bytes[i] = static_cast<std::uint8_t>(text[i]); }
    bool same = false;
    decode_datagram<only>(bytes_view(bytes, text.size()), state, settings{},
                          [&](const message& m) { same = m.kind == kind && m.protocol == &protocol; });
    return same;
}
static_assert(is_kind(reports[0].text, message_kind::heartbeat, jointech::jt701));
static_assert(is_kind(reports[1].text, message_kind::password_report, jointech::jt701));
static_assert(is_kind(reports[3].text, message_kind::time_request, jointech::jt709));
static_assert(is_kind(replies[0].text, message_kind::command_reply, jointech::jt701));
static_assert(is_kind(legacy[0].text, message_kind::position, jointech::jt600));
static_assert(is_kind(legacy[4].text, message_kind::position, jointech::jt600));
static_assert(is_kind(platform[0].text, message_kind::acknowledgement, jointech::jt701));
static_assert(is_kind(platform[6].text, message_kind::command, jointech::jt701));
static_assert(is_kind(reports[5].text, message_kind::text, jointech::jt600));

TEST_CASE("jointech text: the time of day in answers") {
    json_options options;
    options.now = time_ms{1594831408000};  // 2020-07-15T16:43:28Z
    CHECK(decode("(8000620011,P22,2)", {}, options)[0].find(R"j("reply.text":"(P22,150720164328)")j") !=
          std::string::npos);
    CHECK(decode("(775210408000,2,7,BASE,2,TIME)", {}, options)[0].find(
              R"j("reply.text":"(775210408000,2,7,BASE,2,20200715164328)")j") != std::string::npos);
}

TEST_CASE("jointech text: passwords show only when asked for, in hex too") {
    json_options options;
    options.hex = true;
    const auto masked = decode("(8000620011,P52,2,113271)", {}, options)[0];
    CHECK(masked.find("113271") == std::string::npos);
    CHECK(masked.find(R"("hex":"28383030303632303031312c5035322c322c2a2a2a2a2a2a29")") != std::string::npos);
    options.show_secrets = true;
    const auto open = decode("(8000620011,P52,2,113271)", {}, options)[0];
    CHECK(open.find(R"j("reply.text":"(P52,2,113271)")j") != std::string::npos);
    CHECK(open.find(R"("unlock.password":"113271")") != std::string::npos);
}

TEST_CASE("jointech text: a cut frame in a run of foreign bytes does not show its password either") {
    struct row {
        std::string_view text, masked;  ///< the run and its `hex`
    };
    constexpr row rows[] = {
        {"(8130630001,P44,654321(8000620011,@JT)", "28383133303633303030312c5034342c2a2a2a2a2a2a"},
        {"(P43,888888(8000620011,@JT)", "285034332c2a2a2a2a2a2a"},
        {"xy(6221107674,2,S24,129,1,user,pw\x01(8000620011,@JT)",
         "787928363232313130373637342c322c5332342c2a2a2a2a2a2a2a2a2a2a2a2a2a01"},
        {"(8130630001,P77,654321(8000620011,@JT)", "28383133303633303030312c5037372c363534333231"},
    };
    for (const row& r : rows) {
        DYNAMIC_SECTION(r.text) {
            const auto out = decode(r.text);
            REQUIRE(out.size() == 2);
            CAPTURE(out[0]);
            CHECK(out[0].find(R"("message":"unrecognised")") != std::string::npos);
            CHECK(out[0].find("\"hex\":\"" + std::string(r.masked) + "\"") != std::string::npos);
        }
    }
    json_options open;
    open.show_secrets = true;
    CHECK(decode(rows[0].text, {}, open).at(0).find("363534333231") != std::string::npos);
}

// ---- the family of a connection (jointech.md 4.3) ----------------------------------------------------------------

session after(std::string_view text, session state = {}) {
    decode_datagram<only>(test::view(text), state, settings{}, [](const message&) {});
    return state;
}

TEST_CASE("jointech text: BASE,2,TIME and ELOCK set the family of the session") {
    CHECK(after("(775210408000,1,001,BASE,2,TIME)").dialect == &jointech::jt709);
    CHECK(after("(740190311185,1,001,ELOCK,3,529439)").dialect == &jointech::jt709);
    CHECK(after("(770191203906,1,001,BASE,6,5,30,5)").dialect == nullptr);
    CHECK(after("(8130630001,1,001,BASE,2,TIME)").dialect == nullptr);
    session state;
    state.dialect = &jointech::jt705;
    CHECK(after("(775210408000,1,001,BASE,2,TIME)", state).dialect == &jointech::jt705);
    CHECK(after("(775210408000,1,001,BASE,2,TIME)", state).protocol == &jointech::jt705);
    CHECK(after("(79100500005,1,001,BASE,1)", state).protocol == &jointech::jt709);
    CHECK(after("(8000620011,@JT)", state).protocol == &jointech::jt701);
    CHECK(after("(8000620011,@JT)").device == name("8000620011"));
    CHECK(after("(P69,0,86)").protocol == nullptr);
}

// ---- bad frames: one defect a row --------------------------------------------------------------------------------

struct bad_row {
    std::string_view name, text, reason;
};

constexpr bad_row bad[] = {
    {"9 digits", "(800062001,@JT)", "device id: unexpected byte at byte 10"},
    {"13 digits", "(8000620011123,1,001,BASE,1)", "device id: unexpected byte at byte 13"},
    {"15 digits", "(865733028143493,00I76,00,000)", "device id: unexpected byte at byte 13"},
    {"letters behind the id", "(083657305493BR00210119A)", "device id: unexpected byte at byte 13"},
    {"a foreign word", "(013632651491,ZC20,040613)", "word: unexpected byte at byte 14"},
    {"P words need 10 digits", "(800062001112,P45,1)", "word: unexpected byte at byte 14"},
    {"P with one digit", "(8000620011,P4,1)", "word: unexpected byte at byte 14"},
    {"P with three digits", "(8000620011,P456,1)", "word: unexpected byte at byte 15"},
    {"@JK", "(8000620011,@JK)", "word: unexpected byte at byte 14"},
    {"three digits of version", "(8000620011,123,1,WLNET,1)", "version: unexpected byte at byte 14"},
    {"five digits of serial", "(8000620011,1,12345,WLNET,1)", "serial: unexpected byte at byte 18"},
    {"a word in lower case", "(8000620011,1,001,wlnet,1)", "word: unexpected byte at byte 18"},
    {"U09 behind a 1", "(6221107674,1,U09,129)", "serial: unexpected byte at byte 14"},
    {"a control character", "(8000620011,P65,a\x01 b)", "parameters: unexpected byte at byte 17"},
    {"text first", "(TLA,356917051007891)", "device id: unexpected byte at byte 1"},
};

TEST_CASE("jointech text: what is none of ours says why") {
    for (const bad_row& r : bad) {
        DYNAMIC_SECTION(r.name) {
            const auto out = decode(r.text);
            REQUIRE(out.size() == 1);
            CAPTURE(out[0]);
            CHECK(out[0].find(R"("message":"unrecognised")") != std::string::npos);
            CHECK(out[0].find(r.reason) != std::string::npos);
        }
    }
}

TEST_CASE("jointech text: a cut frame does not swallow the one behind it") {
    const auto out = decode("(8130630001,P65,HZ(8000620011,@JT)");
    REQUIRE(out.size() == 2);
    CHECK(out[0].find(R"("message":"unrecognised")") != std::string::npos);
    CHECK(out[1].find(R"("offset":18,"protocol":"jointech-jt701","message":"heartbeat")") != std::string::npos);
}

TEST_CASE("jointech text: impossible fields of an answer") {
    const auto fault = [](std::string_view text) { return decode(text).at(0); };
    CHECK(fault("(8130630001,P01,x,141%)").find(R"("error.field":"battery.level","error.offset":18)") !=
          std::string::npos);
    CHECK(fault("(8130630001,P14,86999904015924)").find(R"("error.field":"imei","error.offset":16)") !=
          std::string::npos);
    const auto cut = fault("(3301210003,U01,040812,185302,T,22.564025,N)");  // no longitude, no serial
    CHECK(cut.find(R"("error.field":"position")") != std::string::npos);
    CHECK(cut.find(R"("error.count":2)") != std::string::npos);
}

TEST_CASE("jointech text: 4096 bytes are the longest frame") {
    const auto frame = [](std::size_t size) {
        std::string text = "(8130630001,P65,";
        text.append(size - text.size() - 1, 'x');
        return text + ")";
    };
    CHECK(decode(frame(4096)).at(0).find(R"("message":"command_reply")") != std::string::npos);
    CHECK(decode(frame(4097)).at(0).find("too long") != std::string::npos);
}

TEST_CASE("jointech text: no prefix is refused, and byte by byte costs linear work") {
    std::string text = "(8130630001,P41,1,20";
    for (int i = 0; i < 20; ++i) { text += ",0002124750"; }
    text += ")";
    stream<only> connection;
    std::size_t messages = 0;
    for (const char c : text) {
        messages += 1000 * messages;  // nothing before the last byte
        connection.feed(test::view({&c, 1}),
                        [&](const message& m) { messages += m.kind == message_kind::command_reply; });
    }
    CHECK(messages == 1);
    CHECK(connection.steps() < 8 * text.size());
}

TEST_CASE("jointech text: every byte of a frame is named") {
    const auto check_row = [](const good_row& r) {
        DYNAMIC_SECTION(r.name) {
            session state;
            const settings conf;
            decode_context context{state, conf, {}};
            recording_trace<64> trace;
            scanner<only> scan;
            const auto nothing = [](const message&) {};
            (void)scan.scan(test::view(r.text), ending::datagram, context, trace, nothing);
            std::vector<int> named(r.text.size());
            for (const field_entry& e : trace) {
                for (std::size_t i = 0; i < e.size; ++i) { ++named.at(e.offset + i); }
            }
            CHECK_FALSE(trace.overflowed());
            CHECK(named == std::vector<int>(r.text.size(), 1));
        }
    };
    for (const good_row& r : reports) { check_row(r); }
    for (const good_row& r : replies) { check_row(r); }
    for (const good_row& r : legacy) { check_row(r); }
    for (const good_row& r : platform) { check_row(r); }
}

}  // namespace
