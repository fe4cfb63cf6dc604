// SPDX-License-Identifier: MIT
#include <trackwire/jointech/encode.hpp>

#include <random>

#include <trackwire/trackwire.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"

namespace {

using namespace trackwire;

/// What a writer appends, as hex or as text.
class wire {
public:
    template <class Write>
    constexpr explicit wire(const Write& write) {
        byte_output out(data_, sizeof data_);
        write(out);
        size_ = out.overflowed() ? 0 : out.size();
    }
    [[nodiscard]] constexpr bytes_view view() const { return {data_, size_}; }
    [[nodiscard]] std::string hex() const {
        std::string text;
        for (const std::uint8_t b : view()) {
            text += to_hex_digit(b >> 4U);
            text += to_hex_digit(b & 0x0FU);
        }
        return text;
    }
    [[nodiscard]] std::string text() const { return {reinterpret_cast<const char*>(data_), size_}; }

private:
    std::uint8_t data_[2200] = {};
    std::size_t size_ = 0;
};

template <class Report>
wire written(const Report& r) {
    return wire([&](byte_output& out) { CHECK_FALSE(jointech::put_report(r, out)); });
}

/// Decodes one frame and hands its only message to `check`.
template <class Check>
void decode_one(const wire& w, const Check& check) {
    session state;
    std::size_t n = 0;
    decode_datagram<default_registry>(w.view(), state, settings{}, [&](const message& m) {
        ++n;
        if (n == 1) { check(m); }
    });
    CHECK(n == 1);
}

constexpr time_ms at(int year, unsigned month, unsigned day, unsigned hour, unsigned minute, unsigned second) {
    return to_time({year, month, day, hour, minute, second, 0});
}
constexpr std::int32_t minutes_e4(int degrees, int minutes) { return degrees * 600000 + minutes; }

// ---- the frames of the documents ---------------------------------------------------------------------------------

TEST_CASE("encode: the position example of the JT701D manual", "[jointech][encode]") {
    jointech::dollar_report r;
    r.id = "8000620011";
    r.location = {at(2021, 4, 18, 16, 22, 59), minutes_e4(22, 348310), minutes_e4(113, 550543), true, true, 0x12, 0x98};
    r.mileage_km = 45;
    r.satellites = 6;
    r.battery = 40;
    r.cell = 0x1092;
    r.lac = 0x2866;
    r.csq = 31;
    r.mcc = 460;
    r.mnc = 1;
    r.serial = 0x56;
    CHECK(
        written(r).hex() ==
        "2480006200111911003418042116225922348310113550543f12980000002d060000000020e028109228661f000100000f0f0f0f0f0f0f"
        "0f000001cc0156");
}

TEST_CASE("encode: the WLNET example of the JT701D manual", "[jointech][encode]") {
    jointech::slave_lock_tail lock;
    lock.event = 0x0040;
    lock.cycles = 0x31;
    const wire tail([&](byte_output& out) { jointech::put_tail(lock, out); });
    jointech::slave_report r;
    r.master = "8130630001";
    r.frame_serial = 110;
    r.tail = tail.view();
    r.location = {at(2021, 4, 19, 11, 35, 34), minutes_e4(22, 348344), minutes_e4(113, 550520), true, true, 0, 0};
    r.time = at(2021, 4, 19, 11, 35, 33);
    const std::uint8_t slave[5] = {0xE0, 0x17, 0x26, 0x00, 0x04};
    std::copy(slave, slave + 5, r.slave);
    r.serial = 0x12;
    r.voltage_cv = 0x0168;
    r.battery = 0x10;
    r.rssi = 0x57;
    CHECK(
        written(r).hex() ==
        "28383133303633303030312c312c3131302c574c4e45542c352c322c19042111353422348344113550520f0000190421113533e0172600"
        "041201681057040040000000310029");
}

TEST_CASE("encode: the P45 example of the JT701D manual", "[jointech][encode]") {
    jointech::p45_report r;
    r.id = "8000400055";
    r.time = at(2021, 1, 4, 10, 47, 28);
    r.latitude_e5 = 2255801;
    r.longitude_e5 = 11400846;
    r.heading = 244;
    r.verification = 99;
    r.card = 8627839;
    r.serial = 2;
    r.mileage_km = 29;
    CHECK(written(r).text() ==
          "(8000400055,P45,040121,104728,22.55801,N,114.00846,E,A,0,244,1,99,0008627839,0,0,2,29)");
}

TEST_CASE("encode: the 0x5502 example of jointech.md 9.6", "[jointech][encode]") {
    const wire items([](byte_output& out) {
        CHECK_FALSE(jointech::put_lock_event({.code = 0x0D}, out));
        CHECK_FALSE(jt808::put_item(0x0C, test::hex_bytes<>("005b003e00ab").view(), out));
        CHECK_FALSE(jt808::put_item(0x0A, test::hex_bytes<>("02dc65").view(), out));
        CHECK_FALSE(jt808::put_item(0x10, test::hex_bytes<>("00").view(), out));
    });
    jointech::jt705_report r;
    r.id = "740190311185";
    r.message = 0x5502;
    r.attributes = 0x8400;
    r.serial = 9;
    r.items = items.view();
    r.location = {at(2020, 7, 16, 2, 39, 27), minutes_e4(6, 132126), -minutes_e4(75, 361086), true, false, 0, 0};
    r.csq = 23;
    r.satellites = 10;
    r.mileage_km = 1;
    r.battery = 70;
    r.cell = 24045;
    r.lac = 1506;
    CHECK(
        written(r).hex() ==
        "7e55028436740190311185091607200239270613212607536108630000170a000000014600005ded05e203000000000b010d0c06005b00"
        "3e00ab0a0302dc65100100a37e");
}

// ---- what is written is read again -------------------------------------------------------------------------------

std::mt19937 engine(20260106);
template <class Int>
Int any(std::int64_t least, std::int64_t most) {
    return static_cast<Int>(std::uniform_int_distribution<std::int64_t>(least, most)(engine));
}

jointech::packed_location any_location() {
    jointech::packed_location l;
    l.time = any<time_ms>(at(2000, 1, 2, 0, 0, 0) / 1000, at(2099, 12, 31, 23, 59, 59) / 1000) * 1000;
    l.latitude_e4 = any<std::int32_t>(-minutes_e4(90, 0), minutes_e4(90, 0));
    l.longitude_e4 = any<std::int32_t>(-minutes_e4(180, 0), minutes_e4(180, 0));
    l.speed_kn = any<std::uint8_t>(0, 255);
    l.heading = any<std::uint8_t>(0, 179);
    return l;
}

/// Degrees to seven places, halves away from zero (record contract, section 3), from 1e-4 minutes.
std::int64_t e7(std::int32_t minutes) {
    const std::int64_t sixth = std::int64_t{minutes < 0 ? -minutes : minutes} * 100;
    const std::int64_t steps = (2 * sixth + 6) / 12;  // a degree has 600,000 steps of the wire: times 100 / 6
    return minutes < 0 ? -steps : steps;
}

void check_location(const message& m, const jointech::packed_location& l, attribute time) {
    CHECK(m.number(time).value_or(-1) == l.time);
    CHECK(m.number(attribute::position_latitude).value_or(-1) == e7(l.latitude_e4));
    CHECK(m.number(attribute::position_longitude).value_or(-1) == e7(l.longitude_e4));
    CHECK(m.number(attribute::position_speed).value_or(-1) == std::int64_t{l.speed_kn} * 1852);  // 0.001 km/h
    CHECK(m.number(attribute::position_course).value_or(-1) == std::int64_t{l.heading} * 2000);
    CHECK(m.get<attribute::position_valid>().value_or(false));
}

TEST_CASE("encode: any long frame is read as it was meant", "[jointech][encode]") {
    for (int round = 0; round < 2000; ++round) {
        jointech::dollar_report r;
        r.id = "8130630001";
        r.data_type = any<std::uint8_t>(1, 4);
        r.location = any_location();
        r.mileage_km = any<std::uint32_t>(0, 0xFFFFFFFF);
        r.satellites = any<std::uint8_t>(0, 255);
        r.status = any<std::uint16_t>(0, 0xFFFF);
        r.battery = any<std::uint8_t>(0, 100);
        r.cell = any<std::uint32_t>(1, 0xFFFFFFFF);
        r.lac = any<std::uint16_t>(1, 0xFFFF);
        r.csq = any<std::uint8_t>(0, 31);
        r.fence = any<std::uint8_t>(1, 10);
        r.wake = any<std::uint8_t>(0, 10);
        r.mcc = any<std::uint16_t>(1, 999);
        r.mnc = any<std::uint16_t>(0, 999);
        r.extended = any<std::uint8_t>(0, 255);
        r.imei = "868822041460054";
        r.serial = any<std::uint8_t>(0, 255);
        decode_one(written(r), [&](const message& m) {
            CHECK(m.error_count == 0);
            CHECK(m.kind == message_kind::position);
            check_location(m, r.location, attribute::time);
            CHECK(m.fixed(attribute::device_id) == name("8130630001"));
            CHECK(m.fixed(attribute::imei) == name("868822041460054"));
            CHECK(m.number(attribute::odometer).value_or(-1) == std::int64_t{r.mileage_km} * 1000);
            CHECK(m.number(attribute::battery_level).value_or(-1) == r.battery);
            CHECK(m.number(attribute::cell_id).value_or(-1) == r.cell);
            CHECK(m.number(attribute::cell_lac).value_or(-1) == r.lac);
            CHECK(m.number(attribute::cell_mcc).value_or(-1) == r.mcc);
            CHECK(m.number(attribute::cell_mnc).value_or(-1) == r.mnc);
            CHECK(m.number(attribute::cell_csq).value_or(-1) == r.csq);
            CHECK(m.number(attribute::fence_id).value_or(-1) == r.fence);
            CHECK(m.number(attribute::serial).value_or(-1) == r.serial);
            CHECK(m.number(attribute::wake_source).value_or(-1) == r.wake);
            CHECK((m.get<attribute::lock_motor>().value_or(-1) == static_cast<int>(lock_motor::locked)) ==
                  ((r.status & 0x80U) != 0));
            CHECK(m.get<attribute::battery_charging>().value_or(false) == ((r.extended & 1U) != 0));
        });
    }
}

TEST_CASE("encode: the shorter payloads of old protocols", "[jointech][encode]") {
    for (const std::uint8_t length : {std::uint8_t{35}, std::uint8_t{39}, std::uint8_t{52}}) {
        jointech::dollar_report r;
        r.id = "7560405553";
        r.protocol = 0x16;
        r.length = length;
        r.location = any_location();
        r.fence = 3;
        r.mcc = 460;
        r.mnc = 11;
        r.serial = 200;
        decode_one(written(r), [&](const message& m) {
            CHECK(m.error_count == 0);
            check_location(m, r.location, attribute::time);
            CHECK(m.number(attribute::serial).value_or(-1) == 200);
            CHECK(m.number(attribute::fence_id).value_or(-1) == (length >= 39 ? 3 : -1));
            CHECK(m.number(attribute::cell_mnc).value_or(-1) == (length >= 52 ? 11 : -1));
            CHECK_FALSE(m.has(attribute::wake_source));
        });
    }
}

TEST_CASE("encode: any report of a slave lock is read as it was meant", "[jointech][encode]") {
    for (int round = 0; round < 2000; ++round) {
        jointech::slave_lock_tail lock;
        lock.event = any<std::uint16_t>(0, 0xFFFF);
        lock.status = any<std::uint16_t>(0, 0xFFFF);
        lock.cycles = any<std::uint16_t>(0, 0xFFFF);
        lock.gateway = any<std::uint8_t>(0, 255);
        lock.has_card = round % 2 == 0;
        lock.card = any<std::uint32_t>(1, 0xFFFFFFFF);
        const wire tail([&](byte_output& out) { jointech::put_tail(lock, out); });
        jointech::slave_report r;
        r.master = "8130630001";
        r.tail = tail.view();
        r.frame_serial = any<std::uint16_t>(0, 255);
        r.location = any_location();
        r.time = any_location().time;
        for (std::uint8_t& b : r.slave) { b = any<std::uint8_t>(0, 255); }
        r.slave[1] = '(';  // each byte that is escaped, in every frame
        r.slave[2] = '=';
        r.serial = any<std::uint8_t>(0, 255);
        r.voltage_cv = any<std::uint16_t>(0, 999);
        r.battery = any<std::uint8_t>(0, 100);
        r.rssi = any<std::uint8_t>(0, 255);
        decode_one(written(r), [&](const message& m) {
            CHECK(m.kind == message_kind::slave_report);
            CHECK(m.error_count == 0);
            check_location(m, r.location, attribute::relay_time);
            CHECK(m.number(attribute::time).value_or(-1) == r.time);
            CHECK(m.fixed(attribute::relay_id) == name("8130630001"));
            CHECK(m.number(attribute::serial).value_or(-1) == r.serial);
            CHECK(m.number(attribute::jointech_frame_serial).value_or(-1) == r.frame_serial);
            CHECK(m.number(attribute::battery_voltage).value_or(-1) == std::int64_t{r.voltage_cv} * 10);
            CHECK(m.number(attribute::link_rssi).value_or(1) == -std::int64_t{r.rssi});
            CHECK(m.number(attribute::lock_cycles).value_or(-1) == lock.cycles);
            CHECK(m.has(attribute::unlock_card) == lock.has_card);
            std::string id;
            for (const std::uint8_t b : r.slave) {
                id += "0123456789ABCDEF"[b >> 4U];
                id += "0123456789ABCDEF"[b & 0x0FU];
            }
            CHECK(m.fixed(attribute::device_id) == name(id.data(), id.size()));
        });
    }
}

TEST_CASE("encode: a slave's climate, below zero too", "[jointech][encode]") {
    for (const std::int16_t tenths : {std::int16_t{-400}, std::int16_t{-1}, std::int16_t{0}, std::int16_t{275}}) {
        const wire tail([&](byte_output& out) {
            jointech::put_tail(jointech::slave_climate_tail{tenths, 60, 258, 0}, out);
        });
        jointech::slave_report r;
        r.master = "7500313609";
        r.version = 23;
        r.tail = tail.view();
        r.location = any_location();
        r.time = r.location.time;
        r.sensor_type = 1;
        decode_one(written(r), [&](const message& m) {
            CHECK(m.error_count == 0);
            CHECK(m.number(attribute::temperature).value_or(9999) == tenths);
            CHECK(m.number(attribute::humidity).value_or(-1) == 60);
            CHECK(m.number(attribute::jointech_cached).value_or(-1) == 258);
        });
    }
}

TEST_CASE("encode: any P45 is read as it was meant", "[jointech][encode]") {
    for (int round = 0; round < 2000; ++round) {
        jointech::p45_report r;
        r.id = "8000400055";
        r.time = any_location().time;
        r.latitude_e5 = any<std::int32_t>(-9000000, 9000000);
        r.longitude_e5 = any<std::int32_t>(-18000000, 18000000);
        r.speed_kmh = any<std::uint16_t>(0, 300);
        r.heading = any<std::uint16_t>(0, 359);
        r.card = any<std::uint32_t>(1, 0xFFFFFFFF);
        r.wrong_passwords = any<std::uint8_t>(0, 9);
        r.serial = any<std::uint16_t>(0, 0xFFFF);
        r.mileage_km = any<std::uint32_t>(0, 999999);
        decode_one(written(r), [&](const message& m) {
            CHECK(m.error_count == 0);
            CHECK(m.number(attribute::time).value_or(-1) == r.time);
            CHECK(m.number(attribute::position_latitude).value_or(-1) == std::int64_t{r.latitude_e5} * 100);
            CHECK(m.number(attribute::position_longitude).value_or(-1) == std::int64_t{r.longitude_e5} * 100);
            CHECK(m.number(attribute::position_speed).value_or(-1) == r.speed_kmh * 1000);
            CHECK(m.number(attribute::unlock_card).value_or(-1) == r.card);
            CHECK(m.number(attribute::serial).value_or(-1) == r.serial);
            CHECK(m.number(attribute::odometer).value_or(-1) == std::int64_t{r.mileage_km} * 1000);
            CHECK(m.number(attribute::unlock_result).value_or(-1) == static_cast<int>(unlock_result::granted));
        });
    }
}

TEST_CASE("encode: every content of a lock event", "[jointech][encode]") {
    using content = jointech::lock_event_item::content;
    struct row {
        jointech::lock_event_item item;
        const char* hex;  // jointech.md 8.5.1, lengths 1, 5, 6, 7, 8
    };
    const row rows[] = {
        {{.code = 0x0D}, "0b010d"},
        {{.code = 0x23, .what = content::card, .card = 4709590}, "0b05230047dcd6"},
        {{.code = 0x22, .what = content::card, .card = 4709590, .has_result = true, .result = 0x65},
         "0b06220047dcd665"},
        {{.code = 0x06, .what = content::password, .password = "123456"}, "0b0706313233343536"},
        {{.code = 0x01, .what = content::password, .password = "123456", .has_result = true, .result = 0xFF},
         "0b0801313233343536ff"},
    };
    for (const row& r : rows) {
        CHECK(wire([&](byte_output& out) { CHECK_FALSE(jointech::put_lock_event(r.item, out)); }).hex() == r.hex);
    }
}

TEST_CASE("encode: any 0x5501 frame is read as it was meant", "[jointech][encode]") {
    for (int round = 0; round < 1000; ++round) {
        jointech::jt705_report r;
        r.id = "740190311185";
        r.location = any_location();
        r.location.flag_8 = false;
        r.csq = any<std::uint8_t>(0, 31);
        r.mileage_km = any<std::uint32_t>(0, 0xFFFFFFFF);
        r.battery = any<std::uint8_t>(0, 100);
        r.cell = any<std::uint32_t>(1, 0xFFFFFFFF);
        r.lac = any<std::uint16_t>(1, 0xFFFF);
        r.status = any<std::uint16_t>(0, 0xFFFF);
        r.alarm = any<std::uint16_t>(0, 0xFFFF);
        r.serial = any<std::uint8_t>(0, 255);
        decode_one(written(r), [&](const message& m) {
            CHECK(m.error_count == 0);
            check_location(m, r.location, attribute::time);
            CHECK(m.fixed(attribute::device_id) == name("740190311185"));
            CHECK(m.number(attribute::cell_id).value_or(-1) == r.cell);
            CHECK(m.number(attribute::cell_lac).value_or(-1) == r.lac);
            CHECK(m.number(attribute::serial).value_or(-1) == r.serial);
            CHECK(m.number(attribute::odometer).value_or(-1) == std::int64_t{r.mileage_km} * 1000);
        });
    }
}

TEST_CASE("encode: what the wire cannot carry is refused by name, and nothing is written", "[jointech][encode]") {
    std::uint8_t bytes[2200] = {};
    byte_output out(bytes, sizeof bytes);
    const auto refused = [&](const error_info& e, name member) {
        CHECK(e);
        CHECK(e.field == member);
        CHECK(out.size() == 0);
    };
    const std::uint8_t large[1024] = {};
    jointech::dollar_report dollar;
    dollar.id = "12345678901";
    refused(jointech::put_report(dollar, out), "id");
    dollar.id = "E017260004";
    refused(jointech::put_report(dollar, out), "id");
    dollar.id = "8130630001";
    dollar.imei = "12345";
    refused(jointech::put_report(dollar, out), "imei");
    dollar.imei = {};
    dollar.length = 38;
    refused(jointech::put_report(dollar, out), "length");
    jointech::slave_report slave;
    slave.master = "813063000)";
    refused(jointech::put_report(slave, out), "master");
    slave.master = "8130630001";
    slave.tail = {large, 95};
    refused(jointech::put_report(slave, out), "tail");
    jointech::p45_report p45;
    p45.id = "813063";
    refused(jointech::put_report(p45, out), "id");
    jointech::lock_event_item event;
    event.what = jointech::lock_event_item::content::password;
    event.password = "12345";
    refused(jointech::put_lock_event(event, out), "password");
    jointech::jt705_report jt705;
    jt705.items = {large, 989};
    refused(jointech::put_report(jt705, out), "items");
    jt705.items = {large, 988};
    CHECK_FALSE(jointech::put_report(jt705, out));
    CHECK(out.finish());
}

}  // namespace
