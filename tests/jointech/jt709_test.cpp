// SPDX-License-Identifier: MIT
#include <trackwire/jointech/jt709.hpp>

#include <trackwire/jt808/codec.hpp>

#include "support/catch.hpp"
#include "support/frame_7e.hpp"

namespace {

using namespace trackwire;
using only = registry<jt808::codec<jointech::jt709_dialect>>;

/// A 0x0200 of device 794308010679, serial 1.
std::string content(std::string_view words, std::string_view tlvs) {
    constexpr std::string_view digits = "0123456789abcdef";
    const std::string body = std::string(words) + "00488c44 046be97d 0a1c 0000 0000 250805101112" + std::string(tlvs);
    const test::hex_bytes<> bytes(body);
    std::string out = "0200";
    for (int shift = 12; shift >= 0; shift -= 4) { out += digits[bytes.size >> shift & 15]; }
    return out + "794308010679 0001" + body;
}

constexpr std::string_view calm = "00000000 0204000a";  // fix, north, west, GPS, wake 2
constexpr std::string_view ours = "d40157 d5020194";    // strong evidence

nlohmann::json decode_one(std::string_view words, std::string_view tlvs, bool show_secrets = true) {
    test::connection<only> c;
    c.options.show_secrets = show_secrets;
    c.datagram(test::frame_7e<>(content(words, tlvs)).text());
    REQUIRE(c.messages.size() == 1);
    return c.messages[0];
}

struct row {
    std::string_view name, words, tlvs, json;
};

// ---- whole frames ------------------------------------------------------------------------------------------------

constexpr test::frame_row frames[] = {
    {"RFID unlock", "jointech.md 8.8, j-co-rfid",
     "7e0200004979401100086700b9000000000224000a00488898046bef5a09f100000000220125222505d40157d502019430011f310106f902"
     "0006fe0400000008fd0902dc0a001477c8552bef014a0b06220047dcd665667e",
     R"({"protocol":"jointech-jt709","message":"event","device.id":"794011000867","time":"2022-01-25T22:25:05.000Z",
         "time.local":null,"serial":185,"reply.hex":"7e80010005794011000867000100b9020000797e","position.valid":true,
         "position.source":"gnss","position.latitude":4.75356,"position.longitude":-74.18249,"position.altitude":2545,
         "position.speed":0,"position.course":0,"position.satellites":6,"odometer":8,"battery.level":87,
         "battery.voltage":4.04,"battery.charging":null,"cell.mcc":732,"cell.mnc":10,"cell.lac":21803,
         "cell.id":1341384,"cell.csq":31,"lock.motor":"unlocked","lock.rope":"inserted","lock.cover":"closed",
         "lock.state":"unlocked","unlock.method":"rfid","unlock.result":"granted","unlock.card":"0004709590",
         "unlock.fence":null,"events":["unlock_rfid"],"alarms":null,"jointech.lock_event":34,"jointech.wake":2,
         "jointech.protocol_version":6,"jointech.hardware":"J","jointech.moving":false,"jointech.sim_cover":false,
         "ignition":null,"jt808.load":null,"raw.status":"0224000a","raw.alarm":"00000000","error":null})"},
    {"battery pack, event time, SIM cover", "jmcastilla/JT800 field log, j800-open-rfid",
     "7e02000073804250900215001300000000423d114a00a7d28a0475582900210000000026021821314130011f31010833170000020179fffff"
     "7"
     "0402da236400000001ff8300003a98d40123d5020179e70469962fbbef014a0b011cf40104f5020004f9020006fa0600260024ff83fd0a02d"
     "c"
     "00650c012066753cfe0400000007b67e",
     R"({"message":"event","time":"2026-02-18T21:31:41.000Z","event.time":"2026-02-18T21:31:39.000Z",
         "position.latitude":10.99841,"position.longitude":-74.799145,"battery.level":35,"battery.voltage":3.77,
         "cell.mcc":732,"cell.mnc":101,"cell.lac":30012,"cell.id":201400422,"cell.generation":4,
         "lock.motor":"unlocked","lock.rope":"removed","lock.state":"unlocked","events":["unlocked_rope_pulled"],
         "alarms":null,"jointech.light":4,"jointech.acceleration":[38,36,-125],"jointech.sim_cover":true,
         "jointech.moving":true,"jointech.battery_pack_temperature":23,"jointech.battery_current":-2300,
         "jointech.battery_health":100,"jointech.battery_cycles":0,"jointech.battery_capacity":15000,
         "unknown.33":"0000020179fffff70402da236400000001ff8300003a98"})"},
    {"JT707A, latitude with an escaped 7E", "Jointech JT707 SDK web page, j707-vendor",
     "7e02000047770191203915000d000000000104100201588f7d0206ca3f580000001c000121072201060230011f310106d40164d5020050da0"
     "3"
     "000105db02000cdc0400000000fd0901cc00000010922866f80203421b7e",
     R"({"message":"position","time":"2021-07-22T01:06:02.000Z","position.latitude":22.581118,
         "position.longitude":113.917784,"position.speed":2.8,"position.course":1,"battery.level":100,
         "battery.voltage":null,"jointech.d5":"0050","temperature":33.4,"lock.state":"locked","lock.rope":"inserted",
         "lock.motor":null,"lock.cycles":1,"wake.source":"timer","jointech.wake":null,"jointech.moving":false,
         "jointech.sim":"slot","jointech.sent_count":12,"alarms":null,"unknown.dc":"00000000",
         "reply.hex":"7e800100057701912039150001000d020000617e"})"},
    {"JT707A, rope cut, base station", "public Traccar fork, j707-de-b",
     "7e02000043770191202229000900000000020000400317eedc006db06200000000000021012814333330011f310100d40164d50200a0da030"
     "0"
     "010cdb02002edc0400000000fd0901060200007f780212867e",
     R"({"message":"position","position.valid":false,"position.source":"cell","lock.state":"unlocked",
         "lock.rope":"removed","wake.source":"rope","alarms":["rope_cut"]})"},
};

TEST_CASE("jointech 0x0200: frames") { test::check_frames<only>(frames); }

static_assert(test::gives<only>(frames[0].hex, {message_kind::event}));
static_assert(test::gives<only>(frames[2].hex, {message_kind::position}));

// ---- whose frame it is -------------------------------------------------------------------------------------------

TEST_CASE("jointech 0x0200: the fingerprint, jointech.md 4.3 and record.md 12.6") {
    struct print_row {
        std::string_view tlvs;
        bool is_ours;
    };
    constexpr print_row rows[] = {
        {"d40157 d5020194", true},
        {"d40157", false},
        {"d5020194", false},
        {"d40157 d503019400", false},
        {"fd0902dc0a001477c8552b fe0400000008", true},
        {"fd0a02dc000a001477c8552b fe0400000008", true},
        {"fd0902dc0a001477c8552b", false},
        {"fd0802dc0a001477c855 fe0400000008", false},
        {"fd0902dc0a001477c8552b da03000105 db020001", true},
        {"fd0902dc0a001477c8552b da03000105", false},
        {"f9020006 ef014a", true},
        {"f9020006 ef014b", false},
        {"f9020006 f9020007", false},
        {"e70469962fbb fa060026002400ff", true},
        {"e70469962fbb", false},
        {"e70800000000000000 00 fa060026002400ff", false},
        {"", false},
        {"0104000003e8 d40157 d5020194", false},  // mileage of the standard: strong evidence does not count
        {"0104000003e8 fd0902dc0a001477c8552b fe0400000008", true},  // certain evidence does
        {"d40157 d5ff0194", false},                                  // overruns
    };
    for (const print_row& r : rows) {
        CAPTURE(r.tlvs);
        const nlohmann::json out = decode_one(calm, r.tlvs);
        CHECK(out.at("protocol") == (r.is_ours ? "jointech-jt709" : "jt808"));
        CHECK(out.contains("time") == r.is_ours);
        CHECK(out.contains("time.local") == !r.is_ours);
    }
}

TEST_CASE("jointech 0x0200: the session remembers the family for frames without evidence") {
    const std::string plain = test::frame_7e<>(content(calm, "")).text();
    const std::string beat = test::frame_7e<>("0002 0000 794308010679 0002").text();
    const std::string packet = test::frame_7e<>("0200 2002 794308010679 0003 0002 0001 aabb").text();
    const std::string batch = test::frame_7e<>(
                                  "0704 0021 794308010679 0004 0001 01 001c 00000000 0204000a 00488c44"
                                  " 046be97d 0a1c 0000 0000 250805101112")
                                  .text();
    test::connection<only> c;
    c.datagram(beat).datagram(plain).datagram(packet);
    c.datagram(test::frame_7e<>(content(calm, ours)).text());
    c.datagram(beat).datagram(plain).datagram(packet).datagram(batch);
    REQUIRE(c.messages.size() == 8);
    CHECK(c.messages[0].at("protocol") == "jt808");
    CHECK(c.messages[1].at("protocol") == "jt808");
    CHECK(c.messages[2].contains("reply.hex"));  // one of several packets is answered by a generic platform only
    for (std::size_t i = 3; i < 8; ++i) { CHECK(c.messages[i].at("protocol") == "jointech-jt709"); }
    CHECK(test::differences(c.messages[4], R"({"message":"heartbeat","serial":2})") == "");
    CHECK(c.messages[4].contains("reply.hex"));
    CHECK(test::differences(c.messages[5], R"({"time":"2025-08-05T10:11:12.000Z","lock.state":"locked"})") == "");
    CHECK(test::differences(c.messages[6], R"({"message":"unknown","unknown.body":"aabb","reply.hex":null})") == "");
    CHECK(test::differences(c.messages[7],
                            R"({"stored":true,"time":"2025-08-05T10:11:12.000Z","lock.state":"locked"})") == "");
}

TEST_CASE("jointech 0x0200: item 01 speaks against the family that the session remembers, jointech.md 4.3") {
    constexpr std::string_view card = "0b06220047dcd665";
    const auto said = [&](std::string_view tlvs) {
        test::connection<only> c;
        c.datagram(test::frame_7e<>(content(calm, ours)).text());
        c.datagram(test::frame_7e<>(content(calm, tlvs)).text());
        c.datagram(test::frame_7e<>(content(calm, card)).text());
        REQUIRE(c.messages.size() == 3);
        // what the frame between says does not make the session forget
        CHECK(test::differences(c.messages[2], R"({"protocol":"jointech-jt709","events":["unlock_rfid"]})") == "");
        return c.messages[1];
    };
    CHECK(test::differences(said(std::string("0104000003e8") + std::string(card)),
                            R"({"protocol":"jt808","message":"position","events":null,"unknown.0b":"220047dcd665",
                                "odometer":100,"time":null,"time.local":"2025-08-05T10:11:12.000"})") == "");
    CHECK(test::differences(said(std::string("0104000003e8 fd0902dc0a001477c8552b fe0400000008") + std::string(card)),
                            R"({"protocol":"jointech-jt709","events":["unlock_rfid"],"odometer":8})") == "");
    CHECK(said("30011b").at("protocol") == "jointech-jt709");
}

TEST_CASE("jointech 0x0200: one packet of several proves nothing, record.md 12.4") {
    // packet 1 of 2: the fixed part, D4 and D5
    const std::string part = test::frame_7e<>(
                                 "0200 2023 794308010679 0003 0002 0001 00000000 0204000a 00488c44 046be97d 0a1c 0000"
                                 " 0000 250805101112 d40157 d5020194")
                                 .text();
    test::connection<only> c;
    c.datagram(part).datagram(test::frame_7e<>(content(calm, ours)).text()).datagram(part);
    REQUIRE(c.messages.size() == 3);
    CHECK(test::differences(c.messages[0], R"({"protocol":"jt808","message":"unknown",
                                               "reply.hex":"7e8001000579430801067900010003020000c87e"})") == "");
    CHECK(test::differences(c.messages[2], R"({"protocol":"jointech-jt709","message":"unknown","reply.hex":null})") ==
          "");
}

// ---- status, alarms, sources -------------------------------------------------------------------------------------

constexpr row words[] = {
    {"fix by bit 18 alone", "00000000 00040008", ours, R"({"position.valid":true,"position.source":"gnss"})"},
    {"fix by bit 1 alone", "00000000 0000000a", ours, R"({"position.valid":true,"position.source":"gnss"})"},
    {"bit 6 beside a fix means nothing", "00000000 0004004a", ours, R"({"position.source":"gnss"})"},
    {"bit 6 without a fix: base station", "00000000 00000048", ours,
     R"({"position.valid":false,"position.source":"cell","position.latitude":4.7545,"position.longitude":-74.180989})"},
    {"neither: the last place", "00000000 00000008", ours, R"({"position.valid":false,"position.source":"none"})"},
    {"rope out", "00000000 0014000a", ours, R"({"lock.rope":"removed","lock.motor":"locked","lock.state":"unlocked"})"},
    {"motor unlocked", "00000000 0024000a", ours,
     R"({"lock.rope":"inserted","lock.motor":"unlocked","lock.state":"unlocked"})"},
    {"both closed", "00000000 0004000a", ours, R"({"lock.state":"locked","lock.cover":"closed"})"},
    {"cover by bit 7", "00000000 0004008a", ours, R"({"lock.cover":"open"})"},
    {"cover by bit 13", "00000000 0004200a", ours, R"({"lock.cover":"open"})"},
    {"cover by bit 15", "00000000 0004800a", ours, R"({"lock.cover":"open"})"},
    {"cover of a JT707A by bit 7, not by its wake", "00000000 0204008a", "d40157 d5020194 da03000105",
     R"({"wake.source":"timer","alarms":null,"lock.cover":"open"})"},
    {"SIM cover by bit 16", "00000000 0005000a", ours, R"({"lock.cover":"closed","jointech.sim_cover":true})"},
    {"moving by bit 12, wake code 11", "00000000 0b04100a", ours,
     R"({"jointech.moving":true,"jointech.wake":11,"wake.source":null})"},
    {"alarms", "00070082 0204000a", ours,
     R"({"alarms":["overspeed","low_battery","cover_open","geofence_enter","geofence_exit"]})"},
    {"alarm bits without a name, the generic ones too", "fff8ff7d 0204000a", ours,
     R"({"alarms":null,"raw.alarm":"fff8ff7d"})"},
};

TEST_CASE("jointech 0x0200: status and alarm words") {
    for (const row& r : words) {
        DYNAMIC_SECTION(r.name) { CHECK(test::differences(decode_one(r.words, r.tlvs), r.json) == ""); }
    }
}

// ---- TLVs --------------------------------------------------------------------------------------------------------

constexpr row tlvs[] = {
    {"D4 FF: charging", "", "d401ff", R"({"battery.level":null,"battery.charging":true})"},
    {"D4 100", "", "d40164", R"({"battery.level":100,"battery.charging":null})"},
    {"D4 101", "", "d40165", R"({"battery.level":null,"error.field":"battery.level"})"},
    {"D5 of another length is a list of others", "", "d50d00", R"({"error.field":"tlv.d5"})"},
    {"0F minus 40.0", "", "0f021190", R"({"temperature":-40})"},
    {"0F 27.5", "", "0f020113", R"({"temperature":27.5})"},
    {"0F none", "", "0f02ffff", R"({"temperature":null,"unknown.0f":null})"},
    {"F8 33.4", "", "f8020342", R"({"temperature":33.4})"},
    {"F8 minus 50", "", "f8020000", R"({"temperature":-50})"},
    {"F8 none", "", "f802ffff", R"({"temperature":null})"},
    {"30: 99 is none", "", "300163", R"({"cell.csq":null,"error":null})"},
    {"30: 32 is out of range", "", "300120", R"({"cell.csq":null,"error.field":"cell.csq"})"},
    {"31", "", "310109", R"({"position.satellites":9})"},
    {"32 stays raw", "", "32020d00", R"({"unknown.32":"0d00"})"},
    {"E7 of length 4", "", "e70469962fbb", R"({"event.time":"2026-02-18T21:31:39.000Z"})"},
    {"E7 of another length", "", "e7020001", R"({"event.time":null,"unknown.e7":"0001","error":null})"},
    {"EF", "", "ef014b", R"({"jointech.hardware":"K"})"},
    {"F2: an IMEI", "", "f20f313233343536373839303132333437", R"({"imei":"123456789012347"})"},
    {"F2: something else", "", "f2023132", R"({"imei":null,"unknown.f2":"3132"})"},
    {"F4: 4G", "", "f40104", R"({"cell.generation":4})"},
    {"F4: 0 is unknown", "", "f40100", R"({"cell.generation":null,"unknown.f4":null})"},
    {"F4: 1 is not documented", "", "f40101", R"({"cell.generation":null,"unknown.f4":"01"})"},
    {"F5", "", "f5027d7e", R"({"jointech.light":32126})"},
    {"F9", "", "f9020007", R"({"jointech.protocol_version":7})"},
    {"FA", "", "fa06ffc301bf022f", R"({"jointech.acceleration":[-61,447,559]})"},
    {"FC", "", "fc0103", R"({"fence.id":3})"},
    {"FC 0: no fence", "", "fc0100", R"({"fence.id":null,"unknown.fc":null})"},
    {"FD of 9: MNC of one byte", "", "fd0902dc0a001477c8552b",
     R"({"cell.mcc":732,"cell.mnc":10,"cell.id":1341384,"cell.lac":21803})"},
    {"FD of 10: MNC of two bytes", "", "fd0a02dc00650c0120ca753c",
     R"({"cell.mcc":732,"cell.mnc":101,"cell.id":201400522,"cell.lac":30012})"},
    {"FD of zeros", "", "fd09000000000000000000",
     R"({"cell.mcc":null,"cell.mnc":null,"cell.id":null,"cell.lac":null,"unknown.fd":null})"},
    {"FD of 8", "", "fd0801cc000000109228", R"({"cell.mcc":null,"unknown.fd":"01cc000000109228"})"},
    {"FE whole kilometres", "", "fe04000004bd", R"({"odometer":1213})"},
    {"01 of the standard is unknown here", "", "fd0902dc0a001477c8552b fe0400000008 0104000003e8",
     R"({"odometer":8,"unknown.01":"000003e8"})"},
    {"33 alone stands for D4 and D5", "", "", R"({})"},
    {"C7, and a stray byte: no error, j-c-unknown-tlv", "", "c703010203 0b",
     R"({"unknown.c7":"010203","unknown.trailing":"0b","error":null})"},
    {"C8 overruns; the longitude holds an escape", "", "c8050102",
     R"({"unknown.trailing":"c8050102","error":"overruns its container","error.field":"tlv.c8","error.offset":49})"},
    {"JT707A: wake 3, cover opened", "", "da0300011c",
     R"({"wake.source":"cover","alarms":["cover_open"],"lock.cover":"closed"})"},
    {"JT707A: wake 5, moving, eSIM", "", "da0300052a",
     R"({"wake.source":"charging","alarms":null,"jointech.moving":true,
        "jointech.sim":"esim","lock.state":"unlocked","lock.cycles":5})"},
    {"JT707A: wake 7 has no name", "", "da03000039", R"({"wake.source":null,"jointech.wake":7,"lock.state":"locked"})"},
    {"JT707A: bits 6 and 7 have none either", "", "da03000081", R"({"unknown.da":"000081","lock.state":"locked"})"},
    {"JT707A by DB alone", "", "db02000c", R"({"jointech.sent_count":12,"jointech.d5":"0194","battery.voltage":null})"},
};

TEST_CASE("jointech 0x0200: TLVs") {
    for (const row& r : tlvs) {
        DYNAMIC_SECTION(r.name) {
            const bool has_d4 = r.tlvs.starts_with("d4");
            const std::string all =
                (has_d4 ? std::string(r.tlvs) + "d5020194" : std::string(ours) + std::string(r.tlvs));
            const nlohmann::json out = decode_one(calm, all);
            CAPTURE(out.dump());
            CHECK(out.at("protocol") == "jointech-jt709");
            CHECK(out.contains("reply.hex"));
            CHECK(test::differences(out, r.json) == "");
        }
    }
}

TEST_CASE("jointech 0x0200: the battery pack stands in for D4 and D5") {
    constexpr std::string_view pack = "f9020006 ef014a 3317 000002 0179 fffff704 02da 23 64 0000 0001ff83 00003a98";
    CHECK(test::differences(decode_one(calm, pack), R"({"battery.level":35,"battery.voltage":3.77})") == "");
    CHECK(test::differences(decode_one(calm, std::string(pack) + std::string(ours)),
                            R"({"battery.level":87,"battery.voltage":4.04})") == "");
    CHECK(test::differences(decode_one(calm, std::string(pack) + "d401ff"),
                            R"({"battery.level":null,"battery.charging":true})") == "");
}

// ---- lock events -------------------------------------------------------------------------------------------------

struct event_row {
    std::string_view tlv, event, method, result, alarm;
};

constexpr event_row events[] = {
    // granted or refused by the result byte
    {"0b08 01 353239343339 65", "unlock_remote_static", "remote_static_password", "granted", ""},
    {"0b08 02 353239343339 65", "unlock_remote_dynamic", "remote_dynamic_password", "granted", ""},
    {"0b08 03 353239343339 65", "unlock_ble_dynamic", "bluetooth_dynamic_password", "granted", ""},
    {"0b08 05 353239343339 65", "unlock_ble_static", "bluetooth_static_password", "granted", ""},
    {"0b08 1e 353239343339 65", "unlock_sms_static", "sms_static_password", "granted", ""},
    {"0b08 1f 353239343339 65", "unlock_sms_dynamic", "sms_dynamic_password", "granted", ""},
    {"0b08 01 353239343339 00", "unlock_remote_static", "remote_static_password", "granted", ""},
    {"0b08 01 353239343339 64", "unlock_remote_static", "remote_static_password", "granted", ""},
    {"0b08 01 353239343339 ff", "refused_remote_static", "remote_static_password", "refused", ""},
    {"0b08 1f 353239343339 ff", "refused_sms_dynamic", "sms_dynamic_password", "refused", ""},
    {"0b07 01 353239343339", "unlock_unknown", "remote_static_password", "", ""},
    {"0b01 02", "unlock_unknown", "remote_dynamic_password", "", ""},
    {"0b06 22 0047dcd6 65", "unlock_rfid", "rfid", "granted", ""},
    {"0b05 22 0047dcd6", "unlock_rfid", "rfid", "granted", ""},
    {"0b06 22 0047dcd6 ff", "refused_rfid", "rfid", "refused", ""},
    // the code says it
    {"0b07 06 303030303030", "fail_remote_static", "remote_static_password", "wrong_credential", ""},
    {"0b07 07 303030303030", "fail_remote_dynamic", "remote_dynamic_password", "wrong_credential", ""},
    {"0b07 08 303030303030", "fail_ble_dynamic", "bluetooth_dynamic_password", "wrong_credential", ""},
    {"0b07 28 303030303030", "fail_ble_static", "bluetooth_static_password", "wrong_credential", ""},
    {"0b07 29 303030303030", "fail_sms_static", "sms_static_password", "wrong_credential", ""},
    {"0b07 20 303030303030", "fail_sms_dynamic", "sms_dynamic_password", "wrong_credential", ""},
    {"0b05 23 003dc33d", "fail_rfid", "rfid", "wrong_credential", "illegal_card"},
    {"0b07 10 303030303030", "refused_remote_no_fix", "remote", "refused_no_position", ""},
    {"0b07 11 303030303030", "refused_remote_outside_fence", "remote", "refused_outside_fence", ""},
    {"0b07 18 303030303030", "refused_bluetooth_no_fix", "bluetooth", "refused_no_position", ""},
    {"0b07 19 303030303030", "refused_bluetooth_outside_fence", "bluetooth", "refused_outside_fence", ""},
    {"0b05 2a 003dc33d", "refused_rfid_no_fix", "rfid", "refused_no_position", ""},
    {"0b05 2b 003dc33d", "refused_rfid_outside_fence", "rfid", "refused_outside_fence", ""},
    // events that are no attempt
    {"0b01 0b", "long_unlock", "", "", "long_unlock"},
    {"0b01 0c", "rope_cut", "", "", "rope_cut"},
    {"0b01 0d", "locked", "", "", ""},
    {"0b01 12", "motor_fault", "", "", "motor_fault"},
    {"0b01 1c", "unlocked_rope_pulled", "", "", ""},
    {"0b01 99", "lock_event_99", "", "", ""},
};

TEST_CASE("jointech 0x0200: every lock event, record.md 8") {
    for (const event_row& r : events) {
        CAPTURE(r.tlv);
        const nlohmann::json out = decode_one(calm, std::string(ours) + std::string(r.tlv));
        CAPTURE(out.dump());
        CHECK(out.at("message") == "event");
        CHECK(out.at("events") == nlohmann::json{std::string(r.event)});
        CHECK(out.value("unlock.method", "") == r.method);
        CHECK(out.value("unlock.result", "") == r.result);
        CHECK(out.value("alarms", nlohmann::json::array()) ==
              (r.alarm.empty() ? nlohmann::json::array() : nlohmann::json{std::string(r.alarm)}));
        const test::hex_bytes<> tlv(r.tlv);
        CHECK(out.at("jointech.lock_event") == tlv.data[2]);
        CHECK(out.contains("unlock.card") == (tlv.size == 7 || tlv.size == 8));
        CHECK(out.contains("unlock.password") == (tlv.size == 9 || tlv.size == 10));
    }
}

constexpr row event_fields[] = {
    {"fence 3 and FC", "", "0b06220047dcd603 fc0103", R"({"unlock.fence":3,"fence.id":3,"unlock.card":"0004709590"})"},
    {"fence 99", "", "0b06220047dcd663", R"({"unlock.fence":99})"},
    {"100 is no fence", "", "0b06220047dcd664", R"({"unlock.fence":null,"unlock.result":"granted"})"},
    {"a refusal has no fence", "", "0b06220047dcd6ff", R"({"unlock.fence":null})"},
    {"card 0 is none", "", "0b062200000000 65", R"({"unlock.card":null})"},
    {"a card above 2^31", "", "0b0622a13a209e65", R"({"unlock.card":"2704941214"})"},
    {"an unknown code keeps card and result by its length", "", "0b0699 0047dcd6 01",
     R"({"events":["lock_event_99"],"unlock.card":"0004709590","unlock.method":null,"unlock.fence":null})"},
    {"two bytes are no lock event", "", "0b020c00",
     R"({"message":"position","events":null,"unknown.0b":"0c00","error":null})"},
    {"nine bytes neither", "", "0b090135323934333965 00",
     R"({"message":"position","unknown.0b":"013532393433396500"})"},
};

TEST_CASE("jointech 0x0200: fields of lock events") {
    for (const row& r : event_fields) {
        DYNAMIC_SECTION(r.name) {
            const nlohmann::json out = decode_one(calm, std::string(ours) + std::string(r.tlvs));
            CAPTURE(out.dump());
            CHECK(test::differences(out, r.json) == "");
        }
    }
}

TEST_CASE("jointech 0x0200: passwords are masked wherever they show, that of a second event too") {
    const std::string two = std::string(ours) + "0b0801353239343339650b0706373737373737";
    test::connection<only> c;
    c.options.hex = true;
    c.datagram(test::frame_7e<>(content(calm, two)).text());
    REQUIRE(c.messages.size() == 1);
    CHECK(test::differences(c.messages[0], R"({"unlock.password":"******","unknown.0b":"062a2a2a2a2a2a"})") == "");
    const std::string text = c.messages[0].dump();
    CHECK(text.find("353239343339") == std::string::npos);
    CHECK(text.find("373737373737") == std::string::npos);
    CHECK(test::differences(decode_one(calm, two, true), R"({"unlock.password":"529439"})") == "");
    // a lock event of undocumented length may hold one
    CHECK(decode_one(calm, std::string(ours) + "0b09013532393433396500", false).at("unknown.0b") ==
          "012a2a2a2a2a2a6500");
    // what is not printable is none
    CHECK(decode_one(calm, std::string(ours) + "0b09013532393433006500", false).at("unknown.0b") ==
          "013532393433006500");
}

// ---- one impossible field ----------------------------------------------------------------------------------------

TEST_CASE("jointech 0x0200: an impossible field is left out, and the answer stays") {
    const auto frame = [](std::string_view fixed) {
        const std::string wire =
            test::frame_7e<>("0200 0023 794308010679 0001" + std::string(fixed) + std::string(ours)).text();
        return test::decode<only>(wire).at(0);
    };
    CHECK(test::differences(frame("00000000 0204000a 055d4a81 046be97d 0a1c 0000 0000 250805101112"),
                            R"({"position.latitude":null,"position.longitude":null,"error.field":"position",
                                "error.offset":21,"time":"2025-08-05T10:11:12.000Z"})") == "");
    // a base-station estimate that is impossible, but not zero
    CHECK(test::differences(frame("00000000 02000048 055d4a81 046be97d 0a1c 0000 0000 250805101112"),
                            R"({"position.valid":false,"position.source":"cell","position.latitude":null,
                                "error.field":"position","error.offset":21})") == "");
    CHECK(test::differences(frame("00000000 0204000a 00488c44 046be97d 0a1c 0000 0000 250230101112"),
                            R"({"time":null,"raw.time":"250230101112","error.field":"time",
                                "reply.hex":"7e8001000579430801067900010001020000ca7e"})") == "");
    CHECK(test::differences(frame("00000000 0204000a 00488c44 046be97d 0a1c 0000 0000 000101235959"),
                            R"({"time":null,"raw.time":"000101235959","error":null})") == "");
}

}  // namespace
