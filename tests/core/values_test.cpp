// SPDX-License-Identifier: MIT
#include <trackwire/core/checksum.hpp>
#include <trackwire/core/cursor.hpp>
#include <trackwire/core/geo.hpp>
#include <trackwire/core/history.hpp>
#include <trackwire/core/output.hpp>
#include <trackwire/core/session.hpp>
#include <trackwire/core/time.hpp>

#include <algorithm>
#include <chrono>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "support/catch.hpp"

namespace {

using namespace trackwire;

bytes_view view(std::string_view s) { return {reinterpret_cast<const std::uint8_t*>(s.data()), s.size()}; }

// ---- numbers in text ---------------------------------------------------------------------------------------------

TEST_CASE("decimal text keeps the wire's digits") {
    struct row {
        std::string_view text;
        bool sound;
        std::int64_t value;
        unsigned decimals;
    };
    constexpr row rows[] = {
        {"0", true, 0, 0},    {"12.50", true, 1250, 2}, {"-0.5", true, -5, 1}, {"+3.", true, 3, 0},
        {".25", true, 25, 2}, {"", false, 0, 0},        {".", false, 0, 0},    {"-", false, 0, 0},
        {"1e3", false, 0, 0}, {"1.2.3", false, 0, 0},   {" 1", false, 0, 0},   {"123456789012345678", false, 0, 0},
    };
    for (const row& r : rows) {
        CAPTURE(r.text);
        const parsed_decimal d = parse_decimal(view(r.text));
        CHECK(d.sound == r.sound);
        if (r.sound) {
            CHECK(d.value == r.value);
            CHECK(d.decimals == r.decimals);
        }
    }
}

TEST_CASE("every byte value is a hex digit or is not") {
    for (int c = 0; c < 256; ++c) {
        const std::string_view digits = "0123456789abcdef";
        const auto lower = static_cast<char>(c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c);
        const std::size_t at = digits.find(lower);
        CHECK(hex_digit(static_cast<std::uint8_t>(c)) == (at == std::string_view::npos ? -1 : static_cast<int>(at)));
    }
}

TEST_CASE("fields between separators, empty ones too") {
    field_walker w(view("a,,b,"), ',');
    CHECK(w.next() == name("a"));
    CHECK(w.next() == name(""));
    CHECK(w.next() == name("b"));
    CHECK_FALSE(w.done());
    CHECK(w.next() == name(""));
    CHECK(w.done());
}

TEST_CASE("division rounds half away from zero") {
    CHECK(divide_rounded(5, 2) == 3);
    CHECK(divide_rounded(-5, 2) == -3);
    CHECK(divide_rounded(4, 3) == 1);
    CHECK(divide_rounded(-4, 3) == -1);
    CHECK(divide_rounded(0, 7) == 0);
    CHECK(rescale(12345, 4, 2) == 123);
    CHECK(rescale(12350, 4, 2) == 124);
    CHECK(rescale(5, 0, 3) == 5000);
    CHECK(knots_to_mkmh(18) == 33336);
    CHECK(knots_to_mkmh(5852, 2) == 108379);  // 58.52 kn = 108.37904 km/h
}

TEST_CASE("numbers are written with their trailing zeros cut") {
    const auto text = [](std::int64_t steps, unsigned decimals) {
        char buffer[40];
        char_output out(buffer, sizeof buffer);
        out.decimal(steps, decimals);
        return std::string(buffer, *out.finish());
    };
    CHECK(text(225805170, 7) == "22.580517");
    CHECK(text(33336, 3) == "33.336");
    CHECK(text(4000, 3) == "4");
    CHECK(text(-5, 1) == "-0.5");
    CHECK(text(-50, 3) == "-0.05");
    CHECK(text(0, 7) == "0");
    CHECK(text(INT64_MIN + 1, 0) == "-9223372036854775807");
}

TEST_CASE("a full buffer is an error that says how much is needed") {
    char buffer[4];
    char_output out(buffer, sizeof buffer);
    out.put(name("hello"));
    const auto n = out.finish();
    CHECK_FALSE(n);
    CHECK(n.error().code == error_code::no_space);
    CHECK(n.error().offset == 5);
    CHECK(std::string(buffer, 4) == "hell");
}

// ---- time --------------------------------------------------------------------------------------------------------

TEST_CASE("calendar and milliseconds agree with the standard library for every day from 1990 to 2110") {
    using namespace std::chrono;
    for (sys_days day = 1990y / 1 / 1; day < sys_days(2110y / 1 / 1); day += days{1}) {
        const year_month_day ymd(day);
        const civil_time t{static_cast<int>(ymd.year()),
                           static_cast<unsigned>(ymd.month()),
                           static_cast<unsigned>(ymd.day()),
                           23,
                           59,
                           58,
                           7};
        const time_ms expected = duration_cast<milliseconds>(day.time_since_epoch()).count() + 86398007;
        REQUIRE(to_time(t) == expected);
        const civil_time back = to_civil(expected);
        REQUIRE(back.year == t.year);
        REQUIRE(back.month == t.month);
        REQUIRE(back.day == t.day);
        REQUIRE(back.hour == 23);
        REQUIRE(back.second == 58);
        REQUIRE(back.millisecond == 7);
        REQUIRE(days_in_month(t.year, t.month) == static_cast<unsigned>((ymd.year() / ymd.month() / last).day()));
    }
}

TEST_CASE("times with two digits of the year agree with full ones") {
    for (unsigned year = 0; year < 100; ++year) {
        for (unsigned month = 0; month < 14; ++month) {
            for (unsigned day = 0; day < 33; ++day) {
                const short_time t{year, month, day, 23, 59, 58};
                const civil_time full{2000 + static_cast<int>(year), month, day, 23, 59, 58, 0};
                REQUIRE(is_calendar_valid(t) == is_calendar_valid(full));
                if (is_calendar_valid(t)) { REQUIRE(to_time(t) == to_time(full)); }
            }
        }
    }
    CHECK_FALSE(is_calendar_valid(short_time{20, 1, 1, 24, 0, 0}));
    CHECK_FALSE(is_calendar_valid(short_time{20, 1, 1, 0, 60, 0}));
    CHECK_FALSE(is_calendar_valid(short_time{20, 1, 1, 0, 0, 60}));
}

TEST_CASE("a BCD clock is set, not set or invalid") {
    struct row {
        std::uint8_t bytes[6];
        clock_state state;
    };
    constexpr row rows[] = {
        {{0x18, 0x04, 0x21, 0x16, 0x22, 0x59}, clock_state::set},
        {{0x29, 0x02, 0x24, 0x00, 0x00, 0x00}, clock_state::set},
        {{0x29, 0x02, 0x23, 0x00, 0x00, 0x00}, clock_state::invalid},
        {{0x31, 0x04, 0x23, 0x00, 0x00, 0x00}, clock_state::invalid},
        {{0x01, 0x13, 0x23, 0x00, 0x00, 0x00}, clock_state::invalid},
        {{0x01, 0x00, 0x23, 0x00, 0x00, 0x00}, clock_state::invalid},
        {{0x00, 0x01, 0x23, 0x00, 0x00, 0x00}, clock_state::invalid},
        {{0x01, 0x01, 0x23, 0x24, 0x00, 0x00}, clock_state::invalid},
        {{0x01, 0x01, 0x23, 0x00, 0x60, 0x00}, clock_state::invalid},
        {{0x01, 0x01, 0x23, 0x00, 0x00, 0x60}, clock_state::invalid},
        {{0x1A, 0x01, 0x23, 0x00, 0x00, 0x00}, clock_state::invalid},
        {{0x01, 0x01, 0x00, 0x00, 0x03, 0x01}, clock_state::not_set},
        {{0, 0, 0, 0, 0, 0}, clock_state::not_set},
    };
    for (const row& r : rows) {
        CAPTURE(int{r.bytes[0]}, int{r.bytes[1]}, int{r.bytes[2]});
        CHECK(read_bcd_clock(r.bytes, date_order::day_month_year).state == r.state);
        const std::uint8_t turned[6] = {r.bytes[2], r.bytes[1], r.bytes[0], r.bytes[3], r.bytes[4], r.bytes[5]};
        CHECK(read_bcd_clock(turned, date_order::year_month_day).state == r.state);
    }
}

// ---- coordinates -------------------------------------------------------------------------------------------------

TEST_CASE("packed coordinates in BCD") {
    const std::uint8_t good[9] = {0x22, 0x34, 0x83, 0x10, 0x11, 0x35, 0x50, 0x54, 0x3F};
    const coordinates c = read_bcd_coordinates(good);  // 22 deg 34.8310 min, 113 deg 55.0543 min
    CHECK(c.sound);
    CHECK(c.latitude == 225805167);
    CHECK(c.longitude == 1139175717);
    const auto with = [&](std::initializer_list<std::pair<std::size_t, std::uint8_t>> changes) {
        std::uint8_t bytes[9] = {};
        std::copy_n(good, 9, bytes);
        for (const auto& [at, to] : changes) { bytes[at] = to; }
        return read_bcd_coordinates(bytes);
    };
    CHECK(with({{0, 0x90}, {1, 0}, {2, 0}, {3, 0}}).sound);
    CHECK_FALSE(with({{0, 0x90}, {1, 0}, {2, 0}, {3, 1}}).sound);
    CHECK_FALSE(with({{1, 0x60}}).sound);
    CHECK_FALSE(with({{0, 0x2A}}).sound);
    CHECK_FALSE(with({{5, 0x36}, {6, 0x00}}).sound);
    CHECK_FALSE(with({{8, 0xAF}}).sound);
    CHECK(with({{4, 0x18}, {5, 0x00}, {6, 0x00}, {7, 0x00}, {8, 0x0F}}).longitude == 1800000000);
    CHECK_FALSE(with({{4, 0x18}, {5, 0x00}, {6, 0x00}, {7, 0x00}, {8, 0x1F}}).sound);
    CHECK(with({{8, 0x30}}).sound);  // the last nibble holds flags
}

TEST_CASE("many BCD digits at once agree with one at a time") {
    for (unsigned i = 0; i < 0x10000; ++i) {
        const bool sound = is_bcd(static_cast<std::uint8_t>(i >> 8U)) && is_bcd(static_cast<std::uint8_t>(i));
        REQUIRE(is_bcd_word(i) == sound);
        REQUIRE(is_bcd_word(static_cast<std::uint64_t>(i) << 48U) == sound);
        if (sound) {
            REQUIRE(from_bcd_word(i) ==
                    (from_bcd(static_cast<std::uint8_t>(i >> 8U)) << 8U | from_bcd(static_cast<std::uint8_t>(i))));
        }
    }
}

TEST_CASE("the Luhn digit of BCD: 7992739871 has 3, an IMEI with a wrong digit is found out") {
    for (std::uint64_t digit = 0; digit < 10; ++digit) { CHECK(is_luhn_bcd(0x79927398710U + digit) == (digit == 3)); }
    constexpr std::uint64_t imei = 0x868822040248195U;
    static_assert(is_luhn_bcd(imei));
    for (unsigned shift = 0; shift < 60; shift += 4) {
        const std::uint64_t digit = imei >> shift & 0x0FU;
        const std::uint64_t other = (digit + 1) % 10;
        CHECK_FALSE(is_luhn_bcd((imei & ~(std::uint64_t{0x0F} << shift)) | other << shift));
    }
    CHECK(luhn_digit(86882204024819U, 14) == 5);
}

TEST_CASE("a list of devices keeps the last four, each once") {
    const auto bcd = [](char last) { return "\x75\x60\x40\x55" + std::string(1, last); };
    device_list list;
    CHECK_FALSE(list.contains(view("7560405501")));
    CHECK_FALSE(list.contains(view("")));
    for (const char last : {'\1', '\2', '\3', '\4', '\4', '\1', '\5'}) { list.add_bcd(view(bcd(last))); }
    CHECK_FALSE(list.contains(view("7560405501")));
    for (const std::string_view id : {"7560405502", "7560405503", "7560405504", "7560405505"}) {
        CHECK(list.contains(view(id)));
    }
    CHECK_FALSE(list.contains(view("756040550")));
    CHECK_FALSE(list.contains(view("")));
}

TEST_CASE("a byte is found wherever it stands") {
    std::uint8_t bytes[40] = {};
    const bytes_view all(bytes);
    for (std::size_t at = 0; at < 40; ++at) {
        bytes[at] = 0x24;
        for (std::size_t from = 0; from <= 41; ++from) {
            REQUIRE(all.find(0x24, from) == (from <= at ? at : bytes_view::npos));
        }
        if (at > 0) {
            bytes[at - 1] = 0x25;  // a neighbour that differs in the lowest bit
            REQUIRE(all.find(0x24) == at);
            bytes[at - 1] = 0;
        }
        bytes[at] = 0;
    }
}

TEST_CASE("the first of two bytes is found wherever they stand") {
    for (std::size_t one = 0; one < 40; ++one) {
        for (std::size_t other = 0; other < 40; ++other) {
            std::uint8_t bytes[40] = {};
            for (std::uint8_t& b : bytes) { b = 0x29; }  // differs from 0x28 in the lowest bit
            bytes[one] = 0x24;
            bytes[other] = 0x28;
            const std::size_t first = one < other ? one : other;
            const std::size_t last = one < other ? other : one;
            const bytes_view all(bytes);
            REQUIRE(all.find_either(0x24, 0x28) == first);
            REQUIRE(all.find_either(0x24, 0x28, first + 1) == (last > first ? last : bytes_view::npos));
            REQUIRE(all.find_either(0x24, 0x28, last + 1) == bytes_view::npos);
        }
    }
}

TEST_CASE("the end of a text is found wherever it stands") {
    std::uint8_t text[40] = {};
    for (std::size_t from = 0; from < 9; ++from) {
        for (std::size_t at = from; at < sizeof text; ++at) {
            for (unsigned byte = 0; byte < 256; ++byte) {
                for (std::uint8_t& c : text) { c = 0x7E; }  // next to the end of what is printable
                if (at > 0) { text[at - 1] = 0x20; }        // and at its beginning
                text[at] = static_cast<std::uint8_t>(byte);
                const bool ends = byte < 0x20 || byte > 0x7E || byte == '$';
                REQUIRE(find_text_end(text, from, '$') == (ends ? at : bytes_view::npos));
            }
        }
    }
}

TEST_CASE("sums, digits and hex of many bytes at once agree with one at a time") {
    std::uint8_t bytes[40] = {};
    for (unsigned round = 0; round < 20000; ++round) {
        const std::size_t size = round % 40;
        std::uint8_t sum = 0;
        std::string hex;
        for (std::size_t i = 0; i < size; ++i) {
            const unsigned v = (round + 1) * 2654435761U >> (i % 24);
            // Mostly digits and their neighbours, so that runs of every length come up.
            bytes[i] = static_cast<std::uint8_t>(v % 7 == 0 ? v : '0' + v % 10 + (v % 53 == 0 ? 10 : 0));
            sum = static_cast<std::uint8_t>(sum ^ bytes[i]);
            hex += {to_hex_digit(bytes[i] >> 4U), to_hex_digit(bytes[i] & 0x0FU)};
        }
        const bytes_view all(bytes, size);
        REQUIRE(xor_of(all) == sum);
        std::size_t digits = 0;
        while (digits < size && is_digit(bytes[digits])) { ++digits; }
        REQUIRE(count_digits(all) == digits);
        REQUIRE(all_digits(all) == (size > 0 && digits == size));
        char spelled[80] = {};
        spell_hex(all, spelled);
        REQUIRE(std::string_view(spelled, 2 * size) == hex);
    }
}

TEST_CASE("packed minutes in text") {
    CHECK(parse_packed_minutes(view("0115.4966")).value == 12582767);
    CHECK(parse_packed_minutes(view("204.6787")).value == 20779783);
    CHECK(parse_packed_minutes(view("04.5")).value == 750000);
    CHECK(parse_packed_minutes(view("11355")).value == 1139166667);
    for (const std::string_view bad : {"", "4.5", "0160.0000", "01x5.0", "0115.", "123456.0", "-0115.4", "01-5.4"}) {
        CAPTURE(bad);
        CHECK(parse_packed_minutes(view(bad)).sound == (bad == "0115."));
    }
}

// ---- escapes and cursors -----------------------------------------------------------------------------------------

std::string unescape(std::string_view wire, escape scheme) {
    std::string s;
    for (const std::uint8_t b : wire_view(view(wire), scheme)) { s += static_cast<char>(b); }
    return s;
}

TEST_CASE("escapes are undone in one pass") {
    using namespace std::string_literals;
    CHECK(unescape("\x30\x7D\x02\x08\x7D\x01\x55"s, escape::flag_7e) == "\x30\x7E\x08\x7D\x55"s);
    CHECK(unescape("\x7D\x02\x7D\x01\x01\x02"s, escape::flag_7e) == "\x7E\x7D\x01\x02"s);
    CHECK(unescape("\xE0\x3D\x00\x15\x3D\x00\x14"s, escape::equals_3d) == "\xE0\x3D\x15\x3D\x14"s);
    CHECK(unescape("\x3D\x15\x3D\x14\x3D\x11"s, escape::equals_3d) == "(),"s);
    CHECK(unescape("\x3D\x41"s, escape::equals_3d) == "\x3D\x41"s);  // both bytes stand
    CHECK(unescape("\xE6\x01\xE6\x02\x3E\x01\x3E\x02"s, escape::flag_e7) == "\xE6\xE7\x3E\x3D"s);
    const std::string_view dangling("\x7D", 1);
    CHECK_FALSE(unescape_at(view(dangling).begin(), view(dangling).end(), escape::flag_7e).sound);
}

TEST_CASE("a cursor names what it reads, at its place on the wire") {
    using namespace std::string_literals;
    const std::string wire = "\x01\x7D\x02\x03\x04\x05"s;
    recording_trace<8> trace;
    cursor<recording_trace<8>> in(view(wire), 0, wire.size(), escape::flag_7e, trace);
    CHECK(in.u16_be("first") == 0x017E);
    CHECK(in.u8("second") == 3);
    CHECK(in.has(2));
    CHECK_FALSE(in.has(3));
    CHECK(in.take("third", 2).size() == 2);
    CHECK_FALSE(in.failed());
    CHECK(in.u16_be("behind") == 0);
    CHECK(in.failed());
    REQUIRE(trace.size() == 4);
    CHECK(trace[0].offset == 0);
    CHECK(trace[0].size == 3);
    CHECK(trace[0].value == 0x017E);
    CHECK(trace[1].offset == 3);
    CHECK(trace[1].info.field == name("second"));
    CHECK(trace[2].size == 2);
}

TEST_CASE("a cursor explains a little-endian number with its value") {
    const std::uint8_t bytes[] = {0x73, 0x01};
    recording_trace<4> trace;
    cursor<recording_trace<4>> in(bytes, 0, 2, escape::none, trace);
    CHECK(in.u16_le("length") == 0x173);
    REQUIRE(trace.size() == 1);
    CHECK(trace[0].value == 0x173);
}

TEST_CASE("a history keeps the newest bodies in full") {
    history<2, 8> memory;
    history_ref h = memory.ref();
    CHECK(h.size() == 0);
    CHECK(h.remember(view("one")));
    CHECK(h.remember(view("two")));
    CHECK(h.remember(view("three")));
    CHECK_FALSE(h.remember(view("much too long")));
    REQUIRE(h.size() == 2);
    CHECK(h[0] == name("three"));
    CHECK(h[1] == name("two"));
    history<2, 8> copy = memory;
    CHECK(copy.ref()[0] == name("three"));
    CHECK_FALSE(history_ref().remember(view("x")));
}

}  // namespace
