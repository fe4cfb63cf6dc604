// SPDX-License-Identifier: MIT
#include <trackwire/jt808/codec.hpp>

#include "support/catch.hpp"
#include "support/frame_7e.hpp"

namespace {

using namespace trackwire;
using generic = jt808::codec<>;
using only = registry<generic>;

constexpr std::string_view heartbeat = "7e000200000000001234560001737e";  // jt808.md 9.1
constexpr std::string_view location =
    "7e0200001c000000123456002900000000000c000301588d2506ca3e84002d014d005a261121103015d77e";

verdict look(std::string_view wire, ending end = ending::more, const session* known = nullptr) {
    scan_input how;
    how.end = end;
    how.known = known;
    return generic::scan(test::bytes_of(wire), how);
}

// ---- headers -----------------------------------------------------------------------------------------------------

struct header_row {
    std::string_view name, content, json;
};

constexpr header_row headers[] = {
    {"2013, jt808.md 9.1", "0002 0000 000000123456 0001",
     R"({"device.id":"000000123456","serial":1,"jt808.header":"2013","jt808.version":null,"jt808.msg":"0002",
         "reply.hex":"7e8001000500000012345600010001000200f67e"})"},
    {"2019, sample c-0004", "0004 4000 01 00000000000000123456 0008",
     R"({"device.id":"00000000000000123456","serial":8,"jt808.header":"2019","jt808.version":1,"jt808.msg":"0004"})"},
    {"2019 with version 0: the flag decides, jt808.md 3.1", "0002 4000 00 00000000000000123456 0008",
     R"({"device.id":"00000000000000123456","jt808.header":"2019","jt808.version":0})"},
    {"packed IMEI with an escape inside, jt808.md 3.2", "0002 0000 4f07788ef87d 000c",
     R"({"device.id":"868935060010210","serial":12})"},
    {"packed IMEI, jt808.md 3.2", "0002 0000 4eb6fb4ad628 0001", R"({"device.id":"865478070001047"})"},
    {"an id that is no IMEI is hex, jt808.md 3.2", "0002 0000 ffffffffffff 0001", R"({"device.id":"ffffffffffff"})"},
    {"an id of zeros is none, jt808.md 3.2", "0002 0000 000000000000 0001", R"({"device.id":null,"serial":1})"},
    {"total 1: a whole message, jt808.md 4", "0002 2000 000000123456 0001 0001 0001",
     R"({"message":"heartbeat","jt808.packets":1,"jt808.packet":1,"unknown.body":null})"},
    {"packet 2 of 3: raw, and answered, jt808.md 4", "0200 2002 000000123456 001f 0003 0002 aabb",
     R"({"message":"unknown","serial":31,"jt808.packets":3,"jt808.packet":2,"unknown.body":"aabb",
         "reply.hex":"7e800100050000001234560001001f020000e87e"})"},
    {"encrypted: raw, no answer, jt808.md 3", "0200 0402 000000123456 0001 aabb",
     R"({"message":"unknown","serial":1,"jt808.encryption":1,"unknown.body":"aabb","reply.hex":null})"},
};

static_assert(test::frame_gives<only>(headers[0].content, message_kind::heartbeat, "jt808"));
static_assert(test::frame_gives<only>(headers[1].content, message_kind::time_request, "jt808"));
static_assert(test::frame_gives<only>(headers[3].content, message_kind::heartbeat, "jt808"));
static_assert(test::gives<only>("e7000200000000000012345600017 3e7", {message_kind::heartbeat}));

TEST_CASE("jt808: headers") {
    for (const header_row& r : headers) {
        DYNAMIC_SECTION(r.name) {
            const auto out = test::decode<only>(test::frame_7e<>(r.content).text());
            REQUIRE(out.size() == 1);
            CAPTURE(out[0].dump());
            CHECK(test::differences(out[0], r.json) == "");
        }
    }
}

TEST_CASE("jt808: E7 flags have escapes of their own, and their answer too") {
    // sample c-e7-0200: the body holds E6, E7, 3E and 3D; the answer is from the sample
    const auto out = test::decode<only>(test::wire_of(
        "e70200001c0000000012345600180000000000000002003e02e6013e0100e6023e027e002d014d005a2611211030152de7"));
    REQUIRE(out.size() == 1);
    CHECK(test::differences(out[0], R"({"message":"position","device.id":"00000000123456","serial":24,
        "jt808.header":"e7","position.latitude":4.056638,"position.longitude":15.154558,
        "reply.hex":"e7800100050000000012345600010018020000efe7"})") == "");
}

// ---- frames that fail a check: one defect a row --------------------------------------------------------------------

struct bad_row {
    std::string_view name, hex, error, field;
    std::size_t offset;
};

constexpr bad_row bad[] = {
    {"checksum off by one bit, sample n-badxor",
     "7e0200001c000000123456001900000000000c000301588d2506ca3e84002d014d005a261121103015e67e", "bad checksum",
     "checksum", 41},
    {"one body byte fewer than declared, sample n-badlen",
     "7e0200001d000000123456001a00000000000c000301588d2506ca3e84002d014d005a261121103015e57e", "bad length",
     "body length", 3},
    {"7D and 05, sample n-badesc", "7e0002000000000012345600277d057e", "bad escape", "escape", 13},
    {"7D in front of the flag", "7e00020000000000123456002711447d7e", "bad escape", "escape", 15},
    {"one byte too many", "7e00020000000000123456000100737e", "bad length", "body length", 3},
    {"packet 0 of 2", "7e00022000000000123456000100020000517e", "out of range", "jt808.packet", 15},
    {"packet 3 of 2", "7e00022000000000123456000100020003527e", "out of range", "jt808.packet", 15},
    {"no packets in all", "7e00022000000000123456000100000000537e", "out of range", "jt808.packet", 15},
};

TEST_CASE("jt808: a frame that fails a check is malformed up to its flag, and never answered") {
    for (const bad_row& r : bad) {
        DYNAMIC_SECTION(r.name) {
            const std::string wire = test::wire_of(r.hex);
            const auto out = test::decode<only>(wire);
            REQUIRE(out.size() == 1);
            CAPTURE(out[0].dump());
            CHECK(out[0].at("message") == "malformed");
            CHECK(out[0].at("error") == r.error);
            CHECK(out[0].at("error.field") == r.field);
            CHECK(out[0].at("error.offset") == r.offset);
            CHECK_FALSE(out[0].contains("reply.hex"));
            CHECK(out[0].at("hex").get<std::string>().size() == 2 * wire.size());
        }
    }
}

// ---- what is no frame of ours ------------------------------------------------------------------------------------

struct foreign_row {
    std::string_view name, hex, field;
    std::size_t offset;
};

constexpr foreign_row foreign[] = {
    {"Navis", "7e4101080000000917c057405c", "message id", 1},
    {"Jmak", "7e303030303030303431464533", "message id", 1},
    {"Oigo: the id is a length, and no flag comes",
     "7e002e000000146310002523830400001bfb000369150f310c0591594d062ac0c0141508011303cd63101604fd00000000",
     "body length", 14},
    {"SolarPowered: the second half of an IMEI as attributes",
     "7e850256553304728011003e811319130b0b11211f01a2e6be091fa0e10114cc1582020f00831000004e7400000044000000223819020c841"
     "1"
     "4161726f6e344756",
     "device id", 11},
    {"NDTP behind its first 7E", "7e740000000200", "message id", 1},
    {"id 0", "7e0000000000001234560001737e", "message id", 2},
    {"a line end and a text behind a flag", "7e0d0a2837", "message id", 2},
    {"a flag before the header is full", "7e020000007e", "header", 5},
    {"2019 flag and an id that is no BCD", "7e0200401c01000000000000001234a6", "device id", 15},
    {"unknown id, length and check wrong", "7e0a770000000000123456 0001aabb7e", "body length", 14},
    {"E7: unknown id", "e70777000000000000123456", "message id", 2},
    {"E7: wrong check", "e7000200000000000012345600017277e7", "body length", 15},
};

TEST_CASE("jt808: other protocols with the same flag are refused as early as it can be known") {
    for (const foreign_row& r : foreign) {
        DYNAMIC_SECTION(r.name) {
            const std::string wire = test::wire_of(r.hex);
            const verdict v = look(wire);
            CHECK(v.kind == verdict::outcome::reject);
            CHECK(v.why.field == name(r.field.data(), r.field.size()));
            CHECK(v.why.offset == r.offset);
            for (const auto& m : test::decode<only>(wire)) {
                CHECK((m.at("message") == "unrecognised" || m.at("message") == "incomplete"));
            }
        }
    }
}

TEST_CASE("jt808: an unknown message id with the right length and check is a frame") {
    const auto out = test::decode<only>(test::frame_7e<>("0777 0002 000000123456 0003 abcd").text());
    REQUIRE(out.size() == 1);
    CHECK(test::differences(out[0], R"({"protocol":"jt808","message":"unknown","jt808.msg":"0777","unknown.body":"abcd",
                                       "reply.hex":"7e8001000500000012345600010003077700867e"})") == "");
}

// ---- prefixes and limits -------------------------------------------------------------------------------------------

TEST_CASE("jt808: every proper prefix of a good frame is incomplete") {
    const std::string escaped = test::frame_7e<>(
                                    "0200 001d 7e7d00123456 0029 00000000000c0003 7e8d7d25 06ca3e84 002d"
                                    "014d005a 261121103015 7e")
                                    .text();
    for (const std::string& wire : {test::wire_of(heartbeat), test::wire_of(location), escaped,
                                    test::wire_of("e7000200000000000012345600017 3e7")}) {
        for (std::size_t n = 1; n < wire.size(); ++n) {
            CAPTURE(n);
            CHECK(look(std::string_view(wire).substr(0, n)).kind == verdict::outcome::incomplete);
        }
        CHECK(look(wire).kind == verdict::outcome::frame);
    }
}

TEST_CASE("jt808: the longest frame has every byte escaped, and nothing longer is waited for") {
    std::string content = "0200 03ff 7d7d7d7d7d7d 7e7e";
    for (int i = 0; i < 1023; ++i) { content += "7e"; }
    const std::string wire = test::frame_7e<4096>(content).text();
    CHECK(wire.size() == 2 + 4 + 2 * 8 + 2 * 1023 + 1);
    CHECK(look(wire).kind == verdict::outcome::frame);

    std::string endless = "\x7E\x02" + std::string(1, '\0');
    endless.resize(generic::longest_frame - 1, '\x11');
    CHECK(look(endless).kind == verdict::outcome::incomplete);
    endless += '\x11';
    CHECK(look(endless).kind == verdict::outcome::reject);
}

// ---- flags -------------------------------------------------------------------------------------------------------

struct stream_row {
    std::string_view name, hex, kinds;  ///< offset and first letter of each message
};

constexpr stream_row streams[] = {
    {"one flag for two frames, sample s-shared-flag",
     "7e0002000000000012345600285a"
     "7e0200001c000000123456002900000000000c000301588d2506ca3e84002d014d005a261121103015d77e",
     "0:heartbeat 14:position "},
    {"a frame cut by the next, sample s-lost-end",
     "7e0200001c000000123456002a00000000000c000301588d2506ca3e8400"
     "7e0200001c000000123456002900000000000c000301588d2506ca3e84002d014d005a261121103015d77e",
     "0:malformed 30:position "},
    {"a flag each, and an empty frame between", "7e000200000000001234560001737e7e7e000200000000001234560001737e",
     "0:heartbeat 16:heartbeat "},
    {"line ends between", "7e000200000000001234560001737e0d0a7e000200000000001234560001737e",
     "0:heartbeat 17:heartbeat "},
    {"the middle of a frame, then a whole one", "112233447e7e000200000000001234560001737e",
     "0:unrecognised 5:heartbeat "},
    {"flags in the middle of foreign bytes are part of them", "417e7e42 0d0a 7e000200000000001234560001737e",
     "0:unrecognised 6:heartbeat "},
    {"flags in front of foreign bytes are part of them", "7e7e7e4142", "0:unrecognised "},
    {"flags behind foreign bytes are not", "41427e7e7e000200000000001234560001737e", "0:unrecognised 4:heartbeat "},
    {"a closing flag is not part of the foreign bytes behind it", "7e000200000000001234560001737e7e7e4142",
     "0:heartbeat 15:unrecognised "},
    {"bytes in front", "00ff007e000200000000001234560001737e", "1:unrecognised 3:heartbeat "},
    {"a bad check between good ones",
     "7e000200000000001234560001737e7e000200000000001234560001727e7e000200000000001234560001737e",
     "0:heartbeat 15:malformed 30:heartbeat "},
    {"a lone opening flag at the end", "7e000200000000001234560001737e7e", "0:heartbeat 15:incomplete "},
};

TEST_CASE("jt808: flags between frames, in one piece and byte by byte") {
    for (const stream_row& r : streams) {
        DYNAMIC_SECTION(r.name) {
            for (const std::size_t piece : {std::size_t{4096}, std::size_t{1}}) {
                test::connection<only> c;
                c.stream(test::wire_of(r.hex), piece);
                std::string kinds;
                for (const auto& m : c.messages) {
                    kinds += m.at("offset").dump() + ":" + m.at("message").get<std::string>() + " ";
                }
                CHECK(kinds == r.kinds);
            }
        }
    }
}

/// Another codec on the same connection.
struct letters {
    static constexpr name id = "letters";
    static constexpr std::size_t longest_frame = 6;
    static constexpr protocol_info protocol{"letters", "nobody"};
    static constexpr bool may_start(std::uint8_t b) noexcept { return b == '('; }
    static constexpr verdict scan(bytes_view in, const scan_input&) noexcept {
        if (in.size() < 6) { return verdict::need(6, "end", &protocol); }
        if (in[5] == '!') {
            verdict v = verdict::malformed(6, &protocol, error_code::unexpected, "end", 5);
            v.search_inside = true;
            return v;
        }
        return in[5] == ')' ? verdict::whole(6, strength::structure, &protocol, "end", 5)
                            : verdict::reject(error_code::unexpected, "end", 5, &protocol);
    }
    template <class Trace>
    static constexpr void decode(bytes_view frame, const verdict&, decode_context&, Trace&, message_sink& sink) {
        const message m(message_kind::text, &protocol, frame);
        sink.on(m);
    }
};

TEST_CASE("jt808: a frame cut in front of a text costs neither the text nor the next frame") {
    test::connection<registry<letters, generic>> c;
    c.stream(test::wire_of("7e0200001c000000123456002a00000000 2861626364 29") + test::wire_of(heartbeat));
    REQUIRE(c.messages.size() == 3);
    CHECK(c.messages[0].at("message") == "malformed");
    CHECK(c.messages[1].at("message") == "text");
    CHECK(c.messages[2].at("message") == "heartbeat");
}

TEST_CASE("jt808: nor does one that was cut inside an escape") {
    test::connection<registry<letters, generic>> c;
    c.stream(test::wire_of("7e0200001c000000123456002a0000007d 2861626364 29") + test::wire_of(heartbeat));
    REQUIRE(c.messages.size() == 3);
    CHECK(c.messages[0].at("error") == "bad escape");
    CHECK(c.messages[1].at("message") == "text");
    CHECK(c.messages[2].at("message") == "heartbeat");
}

TEST_CASE("jt808: two flags inside a broken frame of another codec do not end it") {
    const auto out = test::decode<registry<letters, generic>>(test::wire_of("28617e7e6221") + test::wire_of(heartbeat));
    REQUIRE(out.size() == 2);
    CHECK(out[0].at("message") == "malformed");
    CHECK(out[0].at("hex") == "28617e7e6221");
    CHECK(out[1].at("message") == "heartbeat");
}

}  // namespace
