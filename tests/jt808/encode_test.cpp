// SPDX-License-Identifier: MIT
#include <trackwire/jt808/encode.hpp>

#include <random>

#include <trackwire/trackwire.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"

namespace {

using namespace trackwire;

template <class Write>
std::vector<std::uint8_t> written(const Write& write) {
    std::vector<std::uint8_t> bytes(2200);
    byte_output out(bytes.data(), bytes.size());
    write(out);
    bytes.resize(out.overflowed() ? 0 : out.size());
    return bytes;
}

TEST_CASE("encode: the lock of jointech.md 8.8", "[jt808][encode]") {
    const auto items =
        test::hex_bytes<>("d40157d502019430011f310106f9020006fe0400000008fd0902dc0a001477c8552bef014a0b06220047dcd665");
    jt808::location_report r;
    r.status = 0x02240002;  // west comes from the sign
    r.latitude_e6 = 4753560;
    r.longitude_e6 = -74182490;
    r.altitude_m = 2545;
    r.clock = to_time({2022, 1, 25, 22, 25, 5, 0});
    r.items = items.view();
    const auto body = written([&](byte_output& out) { jt808::put_location(r, out); });
    const auto frame =
        written([&](byte_output& out) { CHECK_FALSE(jt808::put_message({"794011000867"}, 0x0200, 185, body, out)); });
    const auto expected = test::hex_bytes<>(
        "7e0200004979401100086700b9000000000224000a00488898046bef5a09f100000000220125222505d40157d502019430011f310106f9"
        "02"
        "0006fe0400000008fd0902dc0a001477c8552bef014a0b06220047dcd665667e");
    CHECK(bytes_view(frame) == expected.view());
}

TEST_CASE("encode: any location is read as it was meant, in both editions", "[jt808][encode]") {
    std::mt19937 engine(808);
    const auto any = [&](std::int64_t least, std::int64_t most) {
        return std::uniform_int_distribution<std::int64_t>(least, most)(engine);
    };
    for (int round = 0; round < 2000; ++round) {
        const bool edition_2019 = round % 2 == 1;
        jt808::location_report r;
        r.alarm = static_cast<std::uint32_t>(any(0, 0xFFFFFFFF));
        r.status = static_cast<std::uint32_t>(any(0, 0xFFFFFFFF)) | 2U;
        r.latitude_e6 = static_cast<std::int32_t>(any(-90000000, 90000000));
        r.longitude_e6 = static_cast<std::int32_t>(any(-180000000, 180000000));
        r.altitude_m = static_cast<std::int16_t>(any(-500, 9000));
        r.speed_dkmh = static_cast<std::uint16_t>(any(0, 2500));
        r.course = static_cast<std::uint16_t>(any(0, 359));
        r.clock = any(946771200, 4102444799) * 1000;  // 2000-01-02 to 2099-12-31
        const auto serial = static_cast<std::uint16_t>(any(0, 0xFFFF));
        const name id = edition_2019 ? name("00000000013812345678") : name("013812345678");
        const auto body = written([&](byte_output& out) { jt808::put_location(r, out); });
        const auto frame = written([&](byte_output& out) {
            CHECK_FALSE(jt808::put_message({id, edition_2019}, 0x0200, serial, body, out));
        });
        session state;
        std::size_t n = 0;
        decode_datagram<default_registry>(frame, state, settings{}, [&](const message& m) {
            ++n;
            CHECK(m.kind == message_kind::position);
            CHECK(m.error_count == 0);
            CHECK(m.protocol->id == name("jt808"));
            CHECK(m.fixed(attribute::device_id) == id);
            CHECK(m.number(attribute::serial).value_or(-1) == serial);
            CHECK(m.number(attribute::time_local).value_or(-1) == r.clock);
            CHECK(m.number(attribute::position_latitude).value_or(-1) == std::int64_t{r.latitude_e6} * 10);
            CHECK(m.number(attribute::position_longitude).value_or(-1) == std::int64_t{r.longitude_e6} * 10);
            CHECK(m.number(attribute::position_altitude).value_or(-9999) == r.altitude_m);
            CHECK(m.number(attribute::position_speed).value_or(-1) == std::int64_t{r.speed_dkmh} * 100);
            CHECK(m.number(attribute::position_course).value_or(-1) == std::int64_t{r.course} * 1000);
            CHECK(m.get<attribute::ignition>().value_or(false) == ((r.status & 1U) != 0));
        });
        CHECK(n == 1);
    }
}

TEST_CASE("encode: what does not fit a frame is refused by name", "[jt808][encode]") {
    const std::vector<std::uint8_t> large(1024, 0x55);
    std::vector<std::uint8_t> bytes(2200);
    byte_output out(bytes.data(), bytes.size());
    CHECK(jt808::put_item(0xF7, bytes_view(large).first(256), out).field == name("value"));
    CHECK(jt808::put_message({"1234567890123"}, 0x0200, 1, {}, out).field == name("id"));
    CHECK(jt808::put_message({"12a"}, 0x0200, 1, {}, out).field == name("id"));
    CHECK(jt808::put_message({"1"}, 0x0200, 1, large, out).field == name("body"));
    CHECK(out.size() == 0);
    CHECK_FALSE(jt808::put_item(0xF7, bytes_view(large).first(255), out));
    CHECK(out.size() == 257);
}

TEST_CASE("encode: too small a buffer is told", "[jt808][encode]") {
    std::uint8_t small[8] = {};
    byte_output out(small, sizeof small);
    CHECK_FALSE(jt808::put_message({"1"}, 0x0002, 1, {}, out));
    CHECK_FALSE(out.finish());
    CHECK(out.finish().error().code == error_code::no_space);
}

}  // namespace
