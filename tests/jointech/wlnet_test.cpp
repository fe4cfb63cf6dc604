// SPDX-License-Identifier: MIT
#include <trackwire/jointech/text.hpp>

#include <trackwire/jointech/dollar.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"

namespace {

using namespace trackwire;
using only = registry<jointech::dollar, jointech::text>;

/// Text in front of and behind hex: `(8130630001,1,007,WLNET,5,2,` + bytes + `)`.
std::vector<std::uint8_t> frame(std::string_view head, std::string_view hex, std::string_view tail = ")") {
    std::vector<std::uint8_t> out(head.begin(), head.end());
    const test::hex_bytes<> bytes(hex);
    out.insert(out.end(), bytes.view().begin(), bytes.view().end());
    out.insert(out.end(), tail.begin(), tail.end());
    return out;
}

std::vector<std::string> decode(const std::vector<std::uint8_t>& wire, const settings& conf = {}) {
    return test::to_json<only>(wire, {}, conf);
}

constexpr std::string_view head = "(8130630001,1,007,WLNET,5,2,";
/// 2025-08-05 10:11:12, 22.5805167 N 113.9175717 E, fix, standing; slave clock 10:11:10.
constexpr std::string_view master = "050825101112 22348310 113550543f 00 00 050825101110";
/// Slave E017260004, serial 48, 3.60 V, 90 %, -70 dBm.
constexpr std::string_view slave = "e017260004 30 0168 5a 46";

std::string tail_of(std::string_view tail, const settings& conf = {}) {
    const auto out = decode(frame(head, std::string(master) + std::string(slave) + std::string(tail)), conf);
    return out.size() == 1 ? out[0] : "not one message";
}
bool has(const std::string& json, std::string_view part) { return json.find(part) != std::string::npos; }

// ---- good frames: every value from the source named --------------------------------------------------------------

struct good_row {
    std::string_view name, source, head, hex, json;
};

constexpr good_row good[] = {
    {"JT709, timed report", "JT701D Protocol Manual V1.4, WLNET,5 example; answer (P69,0,18)",
     "(8130630001,1,110,WLNET,5,2,",
     "190421113534 22348344 113550520f 00 00 190421113533 e017260004 12 0168 10 57 04 0040 0000 0031 00",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"slave_report","device.id":"E017260004",)j"
     R"j("relay.id":"8130630001","relay.time":"2021-04-19T11:35:34.000Z","time":"2021-04-19T11:35:33.000Z",)j"
     R"j("serial":18,"reply.text":"(P69,0,18)","position.valid":true,"position.source":"gnss",)j"
     R"j("position.latitude":22.5805733,"position.longitude":113.9175333,"position.speed":0,"position.course":0,)j"
     R"j("position.of":"relay","battery.level":16,"battery.voltage":3.6,"link.rssi":-87,"lock.motor":"locked",)j"
     R"j("lock.rope":"inserted","lock.state":"locked","lock.cycles":49,"events":["timed_report"],)j"
     R"j("jointech.data_type":2,"jointech.frame_serial":110,"jointech.sensor_type":4,"jointech.version":1,)j"
     R"j("raw.status":"0000","raw.event":"0040","raw.gateway":"00"})j"},
    {"JT709Ex, back cover off, no position, newer firmware", "corpus: wl-jt709ex-field (real payload)",
     "(8055430364,1,000,WLNET,5,2,",
     "060826115507 00000000 0000000008 00 00 060826115507 e03b60000a 83 0138 63 16 04 0004 0004 0013 00 00000000",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"slave_report","device.id":"E03B60000A",)j"
     R"j("relay.id":"8055430364","relay.time":"2026-08-06T11:55:07.000Z","time":"2026-08-06T11:55:07.000Z",)j"
     R"j("serial":131,"reply.text":"(P69,0,131)","position.valid":false,"position.source":"none",)j"
     R"j("position.speed":0,"position.course":0,"battery.level":99,"battery.voltage":3.12,)j"
     R"j("battery.charging":false,"link.rssi":-22,"lock.motor":"locked","lock.rope":"inserted",)j"
     R"j("lock.cover":"open","lock.state":"locked","lock.cycles":19,"events":["back_cover_open"],)j"
     R"j("alarms":["cover_open"],"jointech.data_type":2,"jointech.frame_serial":0,"jointech.sensor_type":4,)j"
     R"j("jointech.version":1,"raw.status":"0004","raw.event":"0004","raw.gateway":"00"})j"},
    {"JT126 behind a JT701T; day 28 is escaped twice", "corpus: wl-jt126-py with the version of wl-jt126-cn",
     "(8054201973,23,168,WLNET,5,2,",
     "3d15 0225085953 25169288 0573279409 00 00 3d15 0225085955 1021220618 73 0140 64 47 01 011d 43 0000 00",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"slave_report","device.id":"1021220618",)j"
     R"j("relay.id":"8054201973","relay.time":"2025-02-28T08:59:53.000Z","time":"2025-02-28T08:59:55.000Z",)j"
     R"j("serial":115,"reply.text":"(P69,0,115)","position.valid":true,"position.source":"gnss",)j"
     R"j("position.latitude":-25.2821467,"position.longitude":-57.5465667,"position.speed":0,"position.course":0,)j"
     R"j("position.of":"relay","battery.level":100,"battery.voltage":3.2,"link.rssi":-71,"temperature":28.5,)j"
     R"j("humidity":67,"jointech.data_type":2,"jointech.cached":0,"jointech.frame_serial":168,)j"
     R"j("jointech.sensor_type":1,"jointech.version":23,"raw.gateway":"00"})j"},
    {"JT709, every escape", "corpus: wl-c-escapes", head,
     "050825101112 22348310 113550543f 00 00 3d15 01 3d14 120000 e0 3d15 3d11 3d00 3d14 3d11 01 3d11 3d15 3d00 04"
     "0040 0000 3d15 3d14 00 3d11 3d00 3d15 3d14",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"slave_report","device.id":"E0282C3D29",)j"
     R"j("relay.id":"8130630001","relay.time":"2025-08-05T10:11:12.000Z","time":"2029-01-28T12:00:00.000Z",)j"
     R"j("serial":44,"reply.text":"(P69,0,44)","position.valid":true,"position.source":"gnss",)j"
     R"j("position.latitude":22.5805167,"position.longitude":113.9175717,"position.speed":0,"position.course":0,)j"
     R"j("position.of":"relay","battery.level":40,"battery.voltage":3,"battery.charging":false,"link.rssi":-61,)j"
     R"j("lock.motor":"locked","lock.rope":"inserted","lock.cover":"closed","lock.state":"locked",)j"
     R"j("lock.cycles":10281,"unlock.card":"0742205481","events":["timed_report"],"jointech.data_type":2,)j"
     R"j("jointech.frame_serial":7,"jointech.sensor_type":4,"jointech.version":1,"raw.status":"0000",)j"
     R"j("raw.event":"0040","raw.gateway":"00"})j"},
    {"JT802: bit 6 is an unlock by LoRa, no lock state, replayed", "jointech.md 7.5, 7.6; record.md 8", head,
     "050825101112 22348310 113550543f 00 00 050825101110 e080200005 73 0168 5a 46 09 8c41 0002 0009 05 00000000",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"slave_report","device.id":"E080200005",)j"
     R"j("relay.id":"8130630001","relay.time":"2025-08-05T10:11:12.000Z","time":"2025-08-05T10:11:10.000Z",)j"
     R"j("stored":true,"serial":115,"reply.text":"(P69,0,115)","position.valid":true,"position.source":"gnss",)j"
     R"j("position.latitude":22.5805167,"position.longitude":113.9175717,"position.speed":0,"position.course":0,)j"
     R"j("position.of":"relay","battery.level":90,"battery.voltage":3.6,"link.rssi":-70,"lock.cycles":9,)j"
     R"j("valve.state":"closed","unlock.method":"lora","unlock.result":"granted",)j"
     R"j("events":["valve_closed","unlock_lora","rope_inserted","bluetooth_wake"],"alarms":["low_battery"],)j"
     R"j("jointech.data_type":2,"jointech.frame_serial":7,"jointech.sensor_type":9,"jointech.version":1,)j"
     R"j("raw.status":"0002","raw.event":"8c41","raw.gateway":"05"})j"},
    {"a sensor type that nobody documents", "jointech.md 3.3; record.md 13: unknown.tail", head,
     "050825101112 22348310 113550543f 00 00 050825101110 e080200005 73 0168 5a 46 07 3d14 aabb",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"slave_report","device.id":"E080200005",)j"
     R"j("relay.id":"8130630001","relay.time":"2025-08-05T10:11:12.000Z","time":"2025-08-05T10:11:10.000Z",)j"
     R"j("serial":115,"reply.text":"(P69,0,115)","position.valid":true,"position.source":"gnss",)j"
     R"j("position.latitude":22.5805167,"position.longitude":113.9175717,"position.speed":0,"position.course":0,)j"
     R"j("position.of":"relay","battery.level":90,"battery.voltage":3.6,"link.rssi":-70,"jointech.data_type":2,)j"
     R"j("jointech.frame_serial":7,"jointech.sensor_type":7,"jointech.version":1,"unknown.tail":"29aabb"})j"},
    {"both clocks not set", "record.md 12.5; jointech.md 2.2", head,
     "000000000000 22348310 113550543f 00 00 010100000301 e017260004 30 0168 5a 46 04 0000 0000 0001 00",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"slave_report","device.id":"E017260004",)j"
     R"j("relay.id":"8130630001","serial":48,"reply.text":"(P69,0,48)","position.valid":true,)j"
     R"j("position.source":"gnss","position.latitude":22.5805167,"position.longitude":113.9175717,)j"
     R"j("position.speed":0,"position.course":0,"position.of":"relay","battery.level":90,"battery.voltage":3.6,)j"
     R"j("link.rssi":-70,"lock.motor":"locked","lock.rope":"inserted","lock.state":"locked","lock.cycles":1,)j"
     R"j("jointech.data_type":2,"jointech.frame_serial":7,"jointech.sensor_type":4,"jointech.version":1,)j"
     R"j("raw.status":"0000","raw.event":"0000","raw.time":"010100000301","raw.relay_time":"000000000000",)j"
     R"j("raw.gateway":"00"})j"},
    {"WLNET,7: content unknown, no answer", "jointech.md 7.1", "(8130630001,1,007,WLNET,7,2,", "3d15 00 ff 0a",
     R"j({"offset":0,"protocol":"jointech-jt701","message":"unknown","device.id":"8130630001",)j"
     R"j("jointech.data_type":2,"jointech.frame_serial":7,"jointech.version":1,"unknown.wlnet_7":"2800ff0a"})j"},
};

// the manual's example, in a constant expression
static_assert(test::gives<registry<jointech::text>>(
    "28383133303633303030312c312c3131302c574c4e45542c352c322c190421113534223483441135505"
    "20f0000190421113533e0172600041201681057040040000000310029",
    {message_kind::slave_report}));

TEST_CASE("jointech WLNET: good frames") {
    for (const good_row& r : good) {
        DYNAMIC_SECTION(r.name) {
            const auto out = decode(frame(r.head, r.hex));
            REQUIRE(out.size() == 1);
            CHECK(out[0] == r.json);
        }
    }
}

TEST_CASE("jointech WLNET: every byte is named") {
    for (const good_row& r : good) {
        DYNAMIC_SECTION(r.name) {
            const auto wire = frame(r.head, r.hex);
            session state;
            const settings conf;
            decode_context context{state, conf, {}};
            recording_trace<64> trace;
            scanner<only> scan;
            const auto nothing = [](const message&) {};
            (void)scan.scan(wire, ending::datagram, context, trace, nothing);
            std::vector<int> named(wire.size());
            for (const field_entry& e : trace) {
                for (std::size_t i = 0; i < e.size; ++i) { ++named.at(e.offset + i); }
            }
            CHECK(named == std::vector<int>(wire.size(), 1));
        }
    }
}

// ---- event bits: record.md 8 -------------------------------------------------------------------------------------

struct bit_row {
    unsigned bit;
    std::string_view event, alarm, method;
};

constexpr bit_row jt709_bits[] = {
    {0, "locked", "", ""},
    {1, "unlock_bluetooth", "", "bluetooth"},
    {2, "back_cover_open", "cover_open", ""},
    {3, "unlock_lora", "", "lora"},
    {4, "rope_cut", "rope_cut", ""},
    {5, "button_wake", "", ""},
    {6, "timed_report", "", ""},
    {7, "charging", "", ""},
    {8, "rope_pulled_out", "", ""},
    {9, "unlock_rfid", "", "rfid"},
    {10, "", "", ""},
    {13, "", "", ""},
    {14, "signal_lost", "signal_lost", ""},
};
constexpr bit_row jt802_bits[] = {
    {0, "valve_closed", "", ""},
    {1, "valve_opened", "", ""},
    {2, "low_battery", "low_battery", ""},
    {3, "timed_report", "", ""},
    {4, "tamper", "tamper", ""},
    {5, "back_cover_open", "cover_open", ""},
    {6, "unlock_lora", "", "lora"},
    {7, "locked", "", ""},
    {8, "unlock_bluetooth", "", "bluetooth"},
    {9, "rope_pulled_out", "", ""},
    {10, "rope_inserted", "", ""},
    {11, "bluetooth_wake", "", ""},
    {12, "button_wake", "", ""},
    {13, "", "", ""},
    {14, "", "", ""},
};

void check_bit(const bit_row& r, std::string_view sensor) {
    char word[5] = {};
    for (int i = 0; i < 4; ++i) { word[i] = to_hex_digit((1U << r.bit) >> (12 - 4 * i) & 0x0FU); }
    const std::string json = tail_of(std::string(sensor) + word + "0000 0001 00");
    CAPTURE(json);
    const auto list = [](std::string_view key, std::string_view value) {
        return value.empty() ? std::string() : "\"" + std::string(key) + "\":[\"" + std::string(value) + "\"]";
    };
    CHECK(has(json, list("events", r.event)));
    CHECK(has(json, "\"events\"") == !r.event.empty());
    CHECK(has(json, list("alarms", r.alarm)));
    CHECK(has(json, "\"alarms\"") == !r.alarm.empty());
    CHECK(has(json, "\"unlock.method\"") == !r.method.empty());
    CHECK(has(json, "\"unlock.result\":\"granted\"") == !r.method.empty());
    CHECK(has(json, r.method));
    CHECK(has(json, "\"raw.event\":\"" + std::string(word) + "\""));
}

TEST_CASE("jointech WLNET: event bits of a JT709") {
    for (const bit_row& r : jt709_bits) {
        DYNAMIC_SECTION(r.bit) { check_bit(r, "04"); }
    }
}
TEST_CASE("jointech WLNET: event bits of valve locks") {
    for (const char* sensor : {"05", "06", "09"}) {
        for (const bit_row& r : jt802_bits) {
            DYNAMIC_SECTION(sensor << ' ' << r.bit) { check_bit(r, sensor); }
        }
    }
}

TEST_CASE("jointech WLNET: states") {
    CHECK(
        has(tail_of("04 0000 0001 0001 00"), R"("lock.motor":"locked","lock.rope":"removed","lock.state":"unlocked")"));
    CHECK(has(tail_of("04 0000 0002 0001 00"),
              R"("lock.motor":"unlocked","lock.rope":"inserted","lock.state":"unlocked")"));
    // bits 2 and 3 mean something only where the card is there
    CHECK_FALSE(has(tail_of("04 0000 000c 0001 00"), "lock.cover"));
    CHECK_FALSE(has(tail_of("04 0000 000c 0001 00"), "battery.charging"));
    CHECK(has(tail_of("04 0000 000c 0001 00 00000000"), R"("lock.cover":"open")"));
    CHECK(has(tail_of("04 0000 000c 0001 00 00000000"), R"("battery.charging":true)"));
    CHECK(has(tail_of("04 0200 0002 0001 00 0047dcd6"), R"("unlock.card":"0004709590")"));
    CHECK(has(tail_of("05 0001 0000 0001 00"), R"("valve.state":"closed")"));
    CHECK(has(tail_of("05 0002 0000 0001 00"), R"("valve.state":"open")"));
    CHECK_FALSE(has(tail_of("05 0003 0000 0001 00"), "valve.state"));
    CHECK_FALSE(has(tail_of("05 0080 0003 0001 00"), R"("lock.)"
                                                     "state"));
    CHECK(has(tail_of("04 0010 0000 0001 02"), R"("alarms":["rope_cut","signal_lost"])"));
    CHECK(has(tail_of("04 0000 0000 0001 f9"), R"("raw.gateway":"f9")"));
    CHECK(has(tail_of("04 0000 0000 0001 01"), R"("stored":true)"));
    CHECK(has(tail_of("04 8000 0000 0001 00"), R"("stored":true)"));
    CHECK_FALSE(has(tail_of("04 0000 0000 0001 00"), "stored"));
}

TEST_CASE("jointech WLNET: temperature is a sign nibble and twelve bits") {
    CHECK(has(tail_of("01 1190 37 000c 00"), R"("temperature":-40,"humidity":55,)"));
    CHECK(has(tail_of("01 8005 37 000c 00"), R"("temperature":-0.5,)"));
    CHECK(has(tail_of("01 0352 37 000c 00"), R"("temperature":85,)"));
    CHECK(has(tail_of("01 0352 37 000c 00"), R"("jointech.cached":12,)"));
    CHECK_FALSE(has(tail_of("01 ffff 37 000c 00"), "temperature"));
    CHECK(has(tail_of("01 0000 65 000c 00"), R"("error.field":"humidity")"));
}

TEST_CASE("jointech WLNET: the caller chooses which serial is acknowledged") {
    settings conf;
    CHECK(has(tail_of("04 0000 0000 0001 00", conf), R"j("reply.text":"(P69,0,48)")j"));
    conf.ack = relay_ack::frame_serial;
    CHECK(has(tail_of("04 0000 0000 0001 00", conf), R"j("reply.text":"(P69,0,7)")j"));
    conf.ack = relay_ack::both;
    CHECK(has(tail_of("04 0000 0000 0001 00", conf), R"j("reply.text":"(P69,0,48)(P69,0,7)")j"));
}

// ---- bad frames: one defect a row --------------------------------------------------------------------------------

struct bad_row {
    std::string_view name, head, hex, what;
};

constexpr bad_row bad[] = {
    {"month 13 in the master's time", head,
     "051325101112 22348310 113550543f 00 00 050825101110 e017260004 30 0168 5a 46 04 0000 0000 0001 00",
     R"("error":"not a calendar time","error.field":"master time","error.offset":28)"},
    {"a letter in the slave's time", head,
     "050825101112 22348310 113550543f 00 00 0508251011a0 e017260004 30 0168 5a 46 04 0000 0000 0001 00",
     R"("error":"not a calendar time","error.field":"slave time")"},
    {"type 4 with 8 bytes", head,
     "050825101112 22348310 113550543f 00 00 050825101110 e017260004 30 0168 5a 46 04 0000 0000 0001 00 00",
     R"("error":"bad length","error.field":"tail")"},
    {"type 1 with 7 bytes", head,
     "050825101112 22348310 113550543f 00 00 050825101110 e017260004 30 0168 5a 46 01 0000 0000 0001 00",
     R"("error":"bad length","error.field":"tail")"},
    {"33 bytes", head, "050825101112 22348310 113550543f 00 00 050825101110 e017260004 30 0168 5a 46",
     R"("error":"too short","error.field":"binary")"},
    {"an escape without its second byte", head,
     "050825101112 22348310 113550543f 00 00 050825101110 e017260004 30 0168 5a 46 07 3d",
     R"("error":"bad escape","error.field":"binary")"},
    {"no data type", "(8130630001,1,007,WLNET,5,", "0508251011",
     R"("error":"not a number of this form","error.field":"data type")"},
    {"nothing", "(8130630001,1,007,WLNET,5", "", R"("error.field":"data type")"},
};

TEST_CASE("jointech WLNET: malformed frames are not answered") {
    for (const bad_row& r : bad) {
        DYNAMIC_SECTION(r.name) {
            const auto out = decode(frame(r.head, r.hex));
            REQUIRE(out.size() == 1);
            CAPTURE(out[0]);
            CHECK(has(out[0], R"("message":"malformed")"));
            CHECK(has(out[0], r.what));
            CHECK_FALSE(has(out[0], "reply"));
        }
    }
}

TEST_CASE("jointech WLNET: a cut report that a $ frame closes does not swallow it") {
    // the 29th: the date of the $ frame holds 0x29
    const auto wire = frame(
        "(8130630001,1,007,WLNET,5,2,",
        "050825101112 2234"
        "248000620011191100342904211622592234831011355054 3f1298 0000002d 06 00000000 20e0 28 1092 2866 1f 00 01 00 00"
        "0f0f0f0f0f0f0f0f 0000 01cc 01 56",
        "");
    const auto out = decode(wire);
    REQUIRE(out.size() == 2);
    CHECK(has(out[0], R"("message":"malformed")"));
    CHECK(has(out[1], R"("offset":36,"protocol":"jointech-jt701","message":"position")"));
}

TEST_CASE("jointech WLNET: a raw 0x28 ends the candidate") {
    const auto out = decode(frame("(8130630001,1,007,WLNET,5,2,", "0508251011", "(8000620011,@JT)"));
    REQUIRE(out.size() == 2);
    CHECK(has(out[0], R"("message":"unrecognised")"));
    CHECK(has(out[1], R"("message":"heartbeat")"));
}

}  // namespace
