// SPDX-License-Identifier: MIT

/// Frames of others that are built like ours, in every form that can be counted through.

#include <trackwire/trackwire.hpp>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "support/rows.hpp"

namespace {

using namespace trackwire;
using answer = detection::outcome;
using bytes = std::vector<std::uint8_t>;

bytes from_hex(std::string_view hex) {
    const test::hex_bytes<> wire(hex);
    return {wire.data, wire.data + wire.size};
}

/// Binary h02, 32 and 45 bytes:
///   24 | id 5 BCD | hhmmss | DDMMYY | latitude 4 | battery | longitude 4.5, flags | speed, course 3 BCD | status 4 ...
/// Source: foreign-frames.jsonl, label h02. The last rows are the same frames in the western hemisphere, with other
/// coordinates, courses and batteries: all digits where ours have digits.
constexpr std::string_view h02_frames[] = {
    "2491802711800800230512192350143206090249758e000001ffffbbff00bdf0900000000001d60161cc4b9a35",
    "24410600082621532131081504419390060740418306000000fffffbfdff0015060000002c02dc0c000000001f",
    "2442061191301024031101175540227006012321670c000095fffffbffff001f00000001f800ee010000000032",
    "24702802061601234020031910125482600612695044000000ffffbbff000000000000000001760d04e2c9934d",
    "2441060116601245431311165035313006004318210e000000fffffbffff0024",
    "2427051711092134091406135002584900014337822e000000ffffffffff0000",
    "2410307310010503162209022212874500113466574c014028fffffbffff0000",
    "24971305007205201916101533335008000073206976000000effffbff000252776566060000000000000000000049",
    "2491802711800800230512192350143206090249756600000"
    "1ffffbbff00bdf0900000000001d60161cc4b9a35",
    "2491802711800800230512192315143206090249756200018"
    "0ffffbbff00bdf0900000000001d60161cc4b9a35",
    "2491802711800800230512190101010100001000000600035"
    "8ffffbbff00bdf0900000000001d60161cc4b9a35",
    "2491802711800800230512192305143209011249754e00035"
    "9fffffbff00bdf0900000000001d60161cc4b9a35",
    "2441060116601245431311162203313006004318210600024"
    "8fffffbffff0024",
    "2441060116601245431311160003000006004300000200000"
    "9fffffbffff0024",
};

std::uint8_t bcd(unsigned v) { return to_bcd(v); }

void set_date(bytes& frame, unsigned day, unsigned month, unsigned year) {
    frame[9] = bcd(day);
    frame[10] = bcd(month);
    frame[11] = bcd(year % 100);
}

/// Counts the answers that are not `reject` for every date from 2005 to 2030.
std::size_t claims_of_all_dates(bytes& frame) {
    std::size_t claims = 0;
    for (unsigned year = 2005; year <= 2030; ++year) {
        for (unsigned month = 1; month <= 12; ++month) {
            for (unsigned day = 1; day <= days_in_month(static_cast<int>(year), month); ++day) {
                set_date(frame, day, month, year);
                claims += detect(frame).kind != answer::reject ? 1 : 0;  // whatever follows
            }
        }
    }
    return claims;
}

TEST_CASE("h02 frames are not ours at any second of any day") {
    std::size_t tempting = 0;
    for (const std::string_view hex : h02_frames) {
        CAPTURE(hex);
        bytes frame = from_hex(hex);
        for (unsigned second = 0; second < 86'400; ++second) {
            frame[6] = bcd(second / 3600);
            frame[7] = bcd(second / 60 % 60);
            frame[8] = bcd(second % 60);
            // What is refused before the date has come is refused with any date.
            if (detect(bytes_view(frame).first(9)).kind == answer::reject) {
                if (detect(frame).kind != answer::reject) { FAIL("more bytes made a frame of second " << second); }
                continue;
            }
            ++tempting;
            if (claims_of_all_dates(frame) != 0) { FAIL_CHECK("claimed at second " << second); }
        }
    }
    CHECK(tempting > 200);  // the test meets the times that it is about
}

TEST_CASE("h02 frames one after the other on a connection are one foreign run") {
    for (const std::string_view hex : h02_frames) {
        bytes wire;
        bytes frame = from_hex(hex);
        for (unsigned second = 0; second < 3600; ++second) {
            frame[6] = 0x13;
            frame[7] = bcd(second / 60);
            frame[8] = bcd(second % 60);
            wire.insert(wire.end(), frame.begin(), frame.end());
        }
        const auto connection = std::make_unique<stream<default_registry>>();
        std::size_t foreign = 0;
        const auto sink = [&](const message& m) {
            // A `$` among the last bytes of the last frame could have been the first of one of ours.
            CHECK((m.kind == message_kind::unrecognised || m.frame.size() < 9));
            CHECK(is_bad(m.kind));
            foreign += m.frame.size();
        };
        connection->feed(wire, sink);
        CHECK(connection->pending() < default_registry::longest_frame);
        connection->finish(sink);
        CHECK(foreign + 3600 > wire.size());  // but for blanks at the ends of the runs
    }
}

/// `$` texts of others, from foreign-frames.jsonl and bofan.md 17.
constexpr std::string_view texts[] = {
    "$GPRMC,123519.000,A,4807.038,N,01131.000,E,022.4,084.4,230394,003.1,W*6A\r\n",
    "$GPGGA,170834,4124.8963,N,08151.6838,W,1,05,1.5,280.2,M,-34.0,M,,*75\r\n",
    "$POS,2032,302412.000,1,35.1,139.2,10.0,1.0,2.0,3.0\r\n",
    "$POS,863835028611502,2016-05-11T10:11:12,35.1,139.2*11\r\n",
    "$PHD,06,42,01,4F,11*2A\r\n",
    "$MGV002,354550056642733,,S,200816,170303,A,3116.0123,N,12130.0123,E,0,1,0.8,0,0,0*2F\r\n",
    "$$A134,1234567890123,AAA,35,10.0,20.0*11\r\n",
    "$AVRMC,80006405,212645,r,3013.9938,N,12133.3998,E,0.00,0.00,010112,A,,161,1,0,0*07\r\n",
    "$FRLIN,IMEI,1234123412341234,*7B\r\n",
    "$PGID,359853000144328*0F\r\n",
    "$12345678,1,2,3\r\n",
    "$1234567\n90\r\n",
    "$PPPPPAA\x01\x01\r\n",
    "$80IVM,1,2,3,4,5,6,7,8,9*11\r\n",
};

/// A whole `$` frame of ours that follows.
const bytes ours = from_hex(
    "2480006200111911003418042116225922348310113550543f12980000002d060000000020e028109228661f000100000f0f0f0f0f0f0f0f"
    "000001cc0156");

TEST_CASE("$ texts of others neither stall a connection nor cost the frame behind them") {
    for (const std::string_view text : texts) {
        CAPTURE(text);
        const bytes_view wire = test::view(text);
        CHECK(detect(wire).kind == answer::reject);
        CHECK(detect(wire, {}, ending::datagram).kind == answer::reject);
        const auto connection = std::make_unique<stream<default_registry>>();
        std::vector<message_kind> kinds;
        const auto sink = [&](const message& m) { kinds.push_back(m.kind); };
        connection->feed(wire, sink);
        CHECK(connection->pending() <= text.size());
        connection->feed(ours, sink);  // decoded at once: nobody waits for more
        CHECK(kinds == std::vector{message_kind::unrecognised, message_kind::position});
        CHECK(connection->pending() == 0);
    }
}

TEST_CASE("one wrong field in the location does not make a $ frame foreign") {
    const auto with = [](std::size_t at, std::uint8_t value) {
        bytes frame = ours;
        frame[at] = value;
        return frame;
    };
    for (std::size_t at = 16; at < 28; ++at) {
        for (unsigned value = 0; value < 256; ++value) {
            const detection d = detect(with(at, static_cast<std::uint8_t>(value)));
            if (!d) { FAIL_CHECK("byte " << at << " = " << value); }
        }
    }
}

TEST_CASE("a long $ frame of the usual length is ours whatever its coordinates hold") {
    for (unsigned value = 0; value < 256; ++value) {
        bytes frame = ours;
        std::fill(frame.begin() + 16, frame.begin() + 25, static_cast<std::uint8_t>(value));
        if (!detect(frame)) { FAIL_CHECK("coordinates of bytes " << value); }
    }
}

TEST_CASE("a short or old $ frame is ours even with a clear flag bit and a bad digit") {
    // jointech.md 3.2, 5.3, 5.9: constructed frames; byte 19 is the second of the longitude or of the latitude.
    constexpr std::string_view frames[] = {
        // long, 35 and 39 bytes, flags 5
        "24813063001717110023310524101210223483101135505435009800000045060000000020e028109228661f07",
        "24813063001717110027310524101210223483101135505435009800000045060000000020e028109228661f000f0f0f07",
        // short, one record of layout 1 and two of layout 2, flags 0
        "24410601166011001b131116130036223483101135505430ffff0a64000100000000000001",
        "24410601166021003613111613003622348310113550543012240a640001000000000000"
        "13111613003622348310113550543012240a64000100000000000001",
    };
    for (const std::string_view hex : frames) {
        CAPTURE(hex);
        bytes frame = from_hex(hex);
        CHECK(detect(frame).length == frame.size());
        frame[19] = 0xAA;
        CHECK(detect(frame));
        frame[19] = 0x55;
        frame[frame[8] == 0 ? 26 : 25] = 0xFF;  // heading
        CHECK(detect(frame));
    }
}

TEST_CASE("an id of zeros and an unset clock inside a $ frame are no second frame") {
    // Short, two records: the first ends in 0x24, the clock of the second is not set.
    const bytes frame = from_hex(
        "24000000000021003613111613003622348310113550543d12240a640001000000000024"
        "0000000000002234831011355054350012240a640001000000000001");
    REQUIRE(frame.size() == 64);
    CHECK(detect(frame).length == 64);
}

struct damaged_row {
    std::string_view name, hex;
    answer expected;
    std::string_view field;
};

/// 0x7E frames with a wrong length or check: reported if something else proves them ours, and never a record.
constexpr damaged_row damaged[] = {
    {"heartbeat", "7e0002000001234567890100018b7e", answer::accept, "checksum"},
    {"one bit of the length", "7e0002000101234567890100018b7e", answer::malformed, "body length"},
    {"the sub-packet bit", "7e0002200001234567890100018b7e", answer::malformed, "body length"},
    {"a byte lost", "7e00020000012345678901018b7e", answer::malformed, "body length"},
    {"a byte lost, a body", "7e00020003012345678901000111228b7e", answer::malformed, "body length"},
    {"a wrong check", "7e00020000012345678901000f8b7e", answer::malformed, "checksum"},
    {"a bad escape", "7e00020002012345678901000111 7d058b7e", answer::malformed, "escape"},
    {"a wrong length, a right check, a packed id", "7e000200014f07788ef87d010001397e", answer::malformed,
     "body length"},
    {"two things wrong, no digits in the id", "7e00020001ffabcdefabcd00018b7e", answer::reject, "body length"},
    {"two things wrong, an id of zeros", "7e00020004000000000000000100000000008b7e", answer::reject, "body length"},
    {"far too long", "7e0002000001234567890100010102030405060708090a0b0c0d0e108b7e", answer::reject, "body length"},
    // Look-alikes, constructed: SolarPowered with an IMEI in the range of message ids and a right XOR; two EGTS frames,
    // the first of which ends in 7E.
    {"SolarPowered", "7e8601123456789011110006810102030405997e", answer::reject, "body length"},
    {"EGTS", "7e0100000b000300704300db0500006c270100000b0003007143009d0600003c7e", answer::reject, "body length"},
};

TEST_CASE("damaged 0x7E frames are reported only if something proves them ours") {
    for (const damaged_row& r : damaged) {
        DYNAMIC_SECTION(r.name) {
            const test::hex_bytes<> wire(r.hex);
            const detection d = detect(wire.view());
            CHECK(to_text(d.kind) == to_text(r.expected));
            CHECK(d.evidence.field == name{r.field.data(), r.field.size()});
            if (r.expected != answer::reject) { CHECK(d.length == wire.size); }
        }
    }
}

}  // namespace
