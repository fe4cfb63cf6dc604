// SPDX-License-Identifier: MIT
#include <trackwire/jointech/jt705.hpp>

#include <trackwire/jt808/codec.hpp>

#include "support/catch.hpp"
#include "support/frame_7e.hpp"

namespace {

using namespace trackwire;
using only = registry<jt808::codec<jointech::jt705_dialect>>;

constexpr std::string_view calm = "0000 0000";  // status, alarm

/// A 0x5501 of device 740190311185, serial 2, product 3.
std::string content(std::string_view words, std::string_view tlvs, std::string_view product = "03",
                    std::string_view id = "5501", unsigned flags = 0x84) {
    constexpr std::string_view digits = "0123456789abcdef";
    const std::string body = "050825101112 06133574 075359513b 0a 5a 14 09 00000005 50 00005ded 05e2" +
                             std::string(product) + std::string(words) + std::string(tlvs);
    const test::hex_bytes<> bytes(body);
    std::string out(id);
    out += digits[flags >> 4U];
    out += digits[flags & 15U];
    out += digits[bytes.size >> 4U];
    out += digits[bytes.size & 15U];
    return out + "740190311185 02" + body;
}

nlohmann::json decode_one(std::string_view content_hex) {
    test::connection<only> c;
    c.options.show_secrets = true;
    c.datagram(test::frame_7e<>(content_hex).text());
    REQUIRE(c.messages.size() == 1);
    return c.messages[0];
}

constexpr test::frame_row frames[] = {
    {"history, locked", "jointech.md 9.6, k-co-history-lock",
     "7e55028436740190311185091607200239270613212607536108630000170a000000014600005ded05e203000000000b010d0c06005b003e0"
     "0"
     "ab0a0302dc65100100a37e",
     R"({"protocol":"jointech-jt705","message":"event","device.id":"740190311185","time":"2020-07-16T02:39:27.000Z",
         "stored":true,"serial":9,"reply.hex":"7e4401000374019031118501550200507e","position.valid":true,
         "position.source":"gnss","position.latitude":6.22021,"position.longitude":-75.60181,"position.speed":0,
         "position.course":0,"position.satellites":10,"odometer":1,"battery.level":70,"cell.mcc":732,"cell.mnc":101,
         "cell.lac":1506,"cell.id":24045,"cell.csq":23,"wake.source":"restart","lock.cover":"closed",
         "lock.state":null,"lock.motor":null,"events":["locked"],"alarms":null,"jointech.product":3,
         "jointech.tilt":[91,62,171],"jointech.lock_event":13,"jointech.bluetooth_connected":false,
         "jointech.button":false,"raw.status":"0000","raw.alarm":"0000","jt808.header":null,"error":null})"},
    {"escaped 7E in the tilt", "public listener, k-cn-listener",
     "7e55018c378500110002004108052103103722348643113550130700001f080000000a530000000000000308000000100101020200170a030"
     "0"
     "00000c06fff1ffa8ff7d021a7e",
     R"({"message":"position","stored":false,"serial":65,"position.altitude":23,"jointech.tilt":[-15,-88,-130],
         "cell.mcc":null,"cell.id":null,"cell.lac":null,"jointech.bluetooth_connected":true,"wake.source":"timer"})"},
    {"no fix, MNC of two bytes, 4G", "jmcastilla/ListenerJT705A, k-co-listener",
     "7e55019c3b8580120308366d21022503423000000000000000000600001a0000000003630033a702753b0308000000100102020200000a040"
     "2"
     "dc0065f401040c0600210057fab10c7e",
     R"({"position.valid":false,"position.source":"none","position.latitude":null,"cell.mcc":732,"cell.mnc":101,
         "cell.generation":4,"battery.level":99,"reply.hex":"7e4401000385801203083601550100397e"})"},
};

TEST_CASE("jointech 0x55xx: frames") { test::check_frames<only>(frames); }

static_assert(test::gives<only>(frames[0].hex, {message_kind::event}));
static_assert(test::frame_gives<only>("4001 0000 740190311185 01", message_kind::heartbeat, "jointech-jt705"));
static_assert(test::frame_gives<only>("4401 0003 740190311185 01 5501 00", message_kind::acknowledgement,
                                      "jointech-jt705"));

struct row {
    std::string_view name, words, tlvs, json, product = "03";
};

constexpr row rows[] = {
    {"10 kn, heading 2 x 90", calm, "", R"({"position.speed":18.52,"position.course":180,"position.latitude":6.2226233,
        "position.longitude":-75.5991883,"odometer":5,"battery.level":80,"cell.csq":20})"},
    {"every alarm of a lock", "0006 00ef", "fc0104",
     R"({"alarms":["low_battery","overspeed","vibration","deep_sleep","geofence_enter","geofence_exit","wrong_unlock"],
         "lock.cover":"open","fence.id":4})"},
    {"motor unlocked: bit 4", "0010 0000", "", R"({"lock.state":"unlocked","lock.motor":"unlocked"})"},
    {"button and Bluetooth", "0820 0000", "", R"({"jointech.button":true,"jointech.bluetooth_connected":true})"},
    {"product 1: alarm bit 0 is low battery, nothing else is known", "0016 00ef", "",
     R"({"alarms":["low_battery"],"lock.cover":null,"lock.state":null,"jointech.button":null,"jointech.product":1})",
     "01"},
    {"altitude below the sea", calm, "0202fff6", R"({"position.altitude":-10})"},
    {"altitude of three bytes is unknown", calm, "0203fff600", R"({"position.altitude":null,"unknown.02":"fff600"})"},
    {"wake: button", calm, "100107", R"({"wake.source":"button"})"},
    {"wake: VIP SMS", calm, "10010a", R"({"wake.source":"sms_vip"})"},
    {"wake: 4 has no name", calm, "100104", R"({"wake.source":null,"jointech.wake":4})"},
    {"OBD of AT100 stays raw", calm, "070101 0802aabb", R"({"unknown.07":"01","unknown.08":"aabb"})"},
    {"remote unlock", calm, "0b08013838383838 3865",
     R"({"message":"event","events":["unlock_remote_static"],"unlock.password":"888888","unlock.result":"granted"})"},
    {"a TLV that overruns", calm, "0c0600", R"({"error.field":"tlv.0c","unknown.trailing":"0c0600"})"},
};

TEST_CASE("jointech 0x55xx: status, alarms, TLVs") {
    for (const row& r : rows) {
        DYNAMIC_SECTION(r.name) {
            const nlohmann::json out = decode_one(content(r.words, r.tlvs, r.product));
            CAPTURE(out.dump());
            CHECK(out.at("protocol") == "jointech-jt705");
            CHECK(test::differences(out, r.json) == "");
        }
    }
}

TEST_CASE("jointech 0x55xx: battery AA and AB are charging, other values above 100 an error") {
    const auto battery = [](std::string_view percent) {
        std::string hex = content(calm, "");
        hex.replace(hex.find("00000005 50") + 9, 2, percent);
        return decode_one(hex);
    };
    CHECK(test::differences(battery("aa"), R"({"battery.level":null,"battery.charging":true,"error":null})") == "");
    CHECK(test::differences(battery("ab"), R"({"battery.level":null,"battery.charging":true})") == "");
    CHECK(test::differences(battery("65"), R"({"battery.level":null,"error.field":"battery.level"})") == "");
}

TEST_CASE("jointech 0x55xx: the flag nibble without bit 3, an impossible coordinate, a clock that was never set") {
    const auto located = [](std::string_view from, std::string_view to) {
        std::string hex = content(calm, "");
        hex.replace(hex.find(from), to.size(), to);
        return decode_one(hex);
    };
    CHECK(test::differences(located("075359513b", "0753595133"), R"({"position.longitude":-75.5991883})") == "");
    CHECK(test::differences(located("075359513b", "0753595135"),
                            R"({"position.latitude":-6.2226233,"position.longitude":75.5991883})") == "");
    CHECK(test::differences(located("06133574", "91133574"),
                            R"({"position.latitude":null,"error.field":"position","error.offset":18})") == "");
    CHECK(test::differences(located("050825101112", "010100000301"),
                            R"({"time":null,"raw.time":"010100000301","error":null})") == "");
}

TEST_CASE("jointech 0x55xx: an acknowledgement only where bit 15 wants it") {
    CHECK(decode_one(content(calm, "")).at("reply.hex") == "7e4401000374019031118501550100537e");
    CHECK_FALSE(decode_one(content(calm, "", "03", "5501", 0x04)).contains("reply.hex"));
    CHECK_FALSE(decode_one(content(calm, "", "03", "5502", 0x1C)).contains("reply.hex"));
    const nlohmann::json beat = decode_one("4001 8002 740190311185 07 aabb");
    CHECK(test::differences(beat, R"({"message":"heartbeat","serial":7,"unknown.body":"aabb"})") == "");
    CHECK(beat.at("reply.hex").get<std::string>().substr(0, 30) == "7e4401000374019031118501400100");
}

TEST_CASE("jointech 0x55xx: 34 bytes are no report, and one byte too many no frame") {
    const nlohmann::json shortened = decode_one("5501 8402 740190311185 02 0102");
    CHECK(test::differences(shortened, R"({"message":"position","error":"too short","error.field":"position",
        "unknown.body":"0102"})") == "");
    CHECK(shortened.contains("reply.hex"));
    const nlohmann::json wrong = decode_one("5501 8402 740190311185 0002 0102");
    CHECK(test::differences(wrong, R"({"message":"malformed","protocol":"jointech-jt705","error":"bad length"})") ==
          "");
}

TEST_CASE("jointech 0x55xx: 0x4001 with a serial of two bytes is no JT705") {
    const nlohmann::json out = decode_one("4001 0000 740190311185 0001");
    CHECK(test::differences(out, R"({"protocol":"jt808","serial":1,"jt808.header":"2013"})") == "");
}

TEST_CASE("jointech 0x55xx: the session remembers the family for a heartbeat") {
    test::connection<only> c;
    c.datagram(test::frame_7e<>(content(calm, "")).text());
    c.datagram(test::frame_7e<>("0002 0000 740190311185 0002").text());
    REQUIRE(c.messages.size() == 2);
    CHECK(c.messages[1].at("protocol") == "jointech-jt705");
    const std::string reply = c.messages[1].at("reply.hex");
    CHECK(reply.substr(0, 36) == "7e8001000574019031118500010002000200");
}

}  // namespace

TEST_CASE("jointech 0x55xx: a lock event in 0x0200 of a session that is known for the family is not lost") {
    const auto location = [](std::string_view items) {
        return test::frame_7e<>("0200 00" + std::string(items)).text();
    };
    const std::string fixed = "740190311185 0003 00000000 0204000a 00488c44 046be97d 0a1c 0000 0000 250805101112 ";
    test::connection<only> c;
    c.datagram(test::frame_7e<>(content(calm, "")).text());
    c.datagram(location("24 " + fixed + "0b06220047dcd665"));
    c.datagram(location("2a " + fixed + "0104000003e8 0b06220047dcd665"));
    REQUIRE(c.messages.size() == 3);
    CHECK(test::differences(c.messages[1], R"({"protocol":"jointech-jt705","message":"event","events":["unlock_rfid"],
                                               "time":"2025-08-05T10:11:12.000Z"})") == "");
    // item 01 speaks against the family
    CHECK(test::differences(c.messages[2], R"({"protocol":"jt808","events":null,"unknown.0b":"220047dcd665"})") == "");
}
