// SPDX-License-Identifier: MIT
#include <trackwire/bofan/codec.hpp>

#include <trackwire/bofan/encode.hpp>

#include "support/catch.hpp"
#include "support/random_streams.hpp"
#include "support/text.hpp"

namespace {

using namespace trackwire;
using namespace std::string_literals;
using only = registry<bofan::frames>;
using test::differences;

const std::string report =
    "$POS,40456789,083125.000,A,2232.0971,N,11400.9504,E,0.0,5.00,090714,,,A/00010,10000/1f8,0,0,3ff/200076//fe7/\r\n";
const std::string other =
    "$IN1,40456789,083126.000,A,2232.0971,N,11400.9504,E,0.0,5.00,090714,,,A/00010,10000/1f8,0,0,3ff/200076//fe7/\r\n";

/// A full frame; `verify` replaces the right XOR.
std::string framed(const std::string& body, int verify = -1) {
    std::vector<std::uint8_t> bytes(body.size() + 5);
    byte_output out(bytes.data(), bytes.size());
    bofan::put_full_frame(test::bytes_of(body), out);
    std::string wire(bytes.begin(), bytes.end());
    if (verify >= 0) { wire[2] = static_cast<char>(verify); }
    return wire;
}
/// A verify byte that is wrong and is not FF.
int wrong(const std::string& body) {
    const int right = static_cast<std::uint8_t>(framed(body)[2]);
    return right == 0x13 ? 0x14 : 0x13;
}
std::string kinds(const std::vector<nlohmann::json>& messages) {
    std::string out;
    for (const auto& m : messages) { out += (out.empty() ? "" : " ") + m.at("message").get<std::string>(); }
    return out;
}
std::string kinds(const std::string& wire) { return kinds(test::decode<only>(wire)); }

// ---- full frames ---------------------------------------------------------------------------------------------------

struct prefix_row {
    std::string_view name;
    std::uint8_t verify, low, high;
    std::size_t size;
    std::string_view body;
};

// bofan.md 2.1: captured prefixes
constexpr prefix_row prefixes[] = {
    {"bofan-pt502-i1050", 0x5E, 0x62, 0x00, 98,
     "$POS,0721976179,184917.000,A,0115.4966,S,03655.2459,E,0.00,0.00,260115,,,A/0000,0/0/0//853/\r\n"},
    {"bofan-pt201-i786", 0x59, 0x6C, 0x00, 108,
     "$POS,012896008586486,154215.000,A,0118.0143,S,03646.9144,E,0.00,83.29,180714,,,A/0000,0/0/29200//644/\r\n"},
    {"bofan-pt510-fus", 0x19, 0x2D, 0x00, 45, "$FUS865328026243864,510-V1.12,A11-V3.0\r\r"},
};

TEST_CASE("bofan frame: captured headers") {
    for (const prefix_row& r : prefixes) {
        const std::string wire = framed(std::string(r.body));
        CAPTURE(r.name);
        REQUIRE(wire.size() == r.size);
        CHECK(static_cast<std::uint8_t>(wire[2]) == r.verify);
        CHECK(static_cast<std::uint8_t>(wire[3]) == r.low);
        CHECK(static_cast<std::uint8_t>(wire[4]) == r.high);
        const auto out = test::decode<only>(wire);
        REQUIRE(out.size() == 1);
        CHECK(out[0].at("protocol") == "bofan");
        CHECK_FALSE(out[0].contains("bofan.unchecked"));
    }
}

TEST_CASE("bofan frame: verify byte FF is not computed, and said so") {
    const auto out = test::decode<only>(framed(report, 0xFF));
    REQUIRE(out.size() == 1);
    CHECK(differences(out[0], R"j({"message":"position","bofan.unchecked":true,"error":null})j") == "");
}

TEST_CASE("bofan frame: a wrong verify byte gives no record, and all is consumed") {
    const auto out = test::decode<only>(framed(report, wrong(report)) + other);
    REQUIRE(kinds(out) == "malformed event");
    CHECK(differences(out[0], R"j({"protocol":"bofan","error":"bad checksum","error.field":"verify","offset":0})j") ==
          "");
    CHECK(out[0].at("hex").get<std::string>().size() == 2 * (report.size() + 5));
    CHECK(out[1].at("offset") == report.size() + 5);
}

TEST_CASE("bofan frame: one that was cut ends where the next begins") {
    const std::string whole = framed(report + other);
    for (const std::size_t cut : {std::size_t{6}, std::size_t{20}, std::size_t{60}, report.size()}) {
        CAPTURE(cut);
        // behind it enough bytes for its length: a checked frame, or a sentence
        for (const std::string& next : {framed(other), other}) {
            const std::string wire = whole.substr(0, cut) + next + other + other;
            for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, wire.size()}) {
                test::connection<only> c;
                c.stream(wire, piece);
                CAPTURE(piece);
                REQUIRE(kinds(c.messages) == "malformed event event event");
                CHECK(c.messages[0].at("hex").get<std::string>().size() == 2 * cut);
                CHECK(c.messages[1].at("offset") == cut);
            }
        }
    }
}

TEST_CASE("bofan frame: a checked frame inside a broken one may reach beyond it") {
    const std::string wire = framed(report).substr(0, 40) + framed(report + report);
    for (const std::size_t piece : {std::size_t{1}, wire.size()}) {
        test::connection<only> c;
        c.stream(wire, piece);
        CHECK(kinds(c.messages) == "malformed position position");
    }
}

TEST_CASE("bofan frame: cut at the end of the input it covers the rest") {
    const std::string wire = framed(report).substr(0, 40);
    CHECK(kinds(wire) == "incomplete");
    CHECK(kinds(framed(report + report).substr(0, 40) + other) == "incomplete");  // never searched for sentences
    CHECK(kinds(framed(report + report + report).substr(0, 40) + framed(other)) ==
          "incomplete event");                                                           // but for frames
    CHECK(kinds(report + "$PHD0,900,a\nb\nc\n" + other) == "position incomplete event");  // data is no text
    CHECK(kinds("\xBF\xFB\x01\x05"s) == "incomplete");
    CHECK(kinds("\xBF\xFB\x01\x05\x00"s) == "unrecognised");  // five bytes hold the length
    CHECK(kinds("\xBF\xFB\x01\xC3\xC3"s) == "unrecognised");
}

TEST_CASE("bofan frame: a text that runs into another one is no text, even if the XOR happens to fit") {
    const std::string body = report.substr(0, 30) + other;
    const auto out = test::decode<only>(framed(body));
    REQUIRE(kinds(out) == "malformed event");
    CHECK(out[0].at("error") == "cut: another frame begins inside");
}

TEST_CASE("bofan frame: several sentences under one header, LF behind the stored marker") {
    const std::string body =
        "$POS,1360000277,182241.000,A,0846.0896,N,07552.1738,W,13.58,26.88,291017,,,A/00000,00000/142,0,0,0/62792900//"
        "f65//#\n"
        "$POS,1360000277,182251.000,A,0846.1248,N,07552.1545,W,15.52,36.93,291017,,,A/00000,00000/141,0,0,0/62793000//"
        "f68//#\n";
    const auto out = test::decode<only>(framed(body));
    REQUIRE(kinds(out) == "position position");
    CHECK(differences(out[0], R"j({"offset":0,"part":1,"stored":true,"odometer":62792.9,"raw.state":"f65"})j") == "");
    CHECK(differences(out[1], R"j({"offset":0,"part":2,"stored":true,"odometer":62793,"raw.state":"f68"})j") == "");
}

TEST_CASE("bofan frame: other bodies") {
    const auto unknown = test::decode<only>(framed("\x01\x02update"s));
    REQUIRE(kinds(unknown) == "unknown");
    CHECK(unknown[0].at("unknown.body") == "0102757064617465");
    const auto answer = test::decode<only>(framed("OPC1,1 OK\r\n"));
    REQUIRE(kinds(answer) == "text");
    CHECK(answer[0].at("text") == "OPC1,1 OK");
    CHECK(kinds(framed("\x01\x02update"s, wrong("\x01\x02update"s))) == "unrecognised");  // skip one byte
}

// ---- plain sentences -----------------------------------------------------------------------------------------------

struct start_row {
    std::string_view name, text, kinds;
};

constexpr start_row starts[] = {
    {"NMEA", "$GPRMC,225446,A,4916.45,N,12311.12,W,000.5,054.7,191194,020.3,E*68\r\n", "unrecognised"},
    {"Blue Idea", "$GPRMC,862106020628733,050859.000,A,1404.8573,N,08710.9967,W,0.00,0,080117,0,,00C8,\r\n",
     "unrecognised"},
    {"RTKLIB", "$POS,1890,435600.000,1,-3976219.5082,3382372.5671,3652512.9849\n", "unrecognised"},
    {"ISO time", "$POS,861234567890123,2026-10-07T10:00:00Z,40.4,-3.7,55.5,90,,,1*\r\n", "unrecognised"},
    {"Allystar", "$PHD,06,42,UUUUTTTT,BB,0,100,55,0,100,0,0,0\r\n", "unrecognised"},
    {"traccar client", "$PGID,123456789012345*0F\r\n", "unrecognised"},
    {"no milliseconds", "$POS,1,083125,A,2232.0971,N,11400.9504,E,0,5,090714,,,A/0000,0/0/0//f33/\r\n", "unrecognised"},
    {"lower-case tag", "$pos,1,083125.000,A,2232.0971,N,11400.9504,E,0,5,090714\r\n", "unrecognised"},
    {"21 digits", "$POS,123456789012345678901,083125.000,A,2232.0971,N,11400.9504,E,0,5,090714\r\n", "unrecognised"},
    {"20 digits", "$POS,12345678901234567890,083125.000,A,2232.0971,N,11400.9504,E,0,5,090714\r\n", "position"},
    {"LF alone", "$POS,1,083125.000,A,2232.0971,N,11400.9504,E,0,5,090714\n", "position"},
    {"CR alone", "$POS,1,083125.000,A,2232.0971,N,11400.9504,E,0,5,090714\r", "position"},
    {"version, 14 digits", "$FUS86532802624386,510-V1.12,A11-V3.0\r\n", "unrecognised"},
    {"version", "$FUS865328026243864,510-V1.12,A11-V3.0\r\n", "version"},
};

TEST_CASE("bofan sentence: what is ours and what is not") {
    for (const start_row& r : starts) {
        CAPTURE(r.name);
        CHECK(kinds(std::string(r.text)) == r.kinds);
    }
}

TEST_CASE("bofan sentence: a candidate ends at the next one, at a control character, or after 1024 bytes") {
    CHECK(kinds(report.substr(0, 60) + report) == "unrecognised position");
    CHECK(kinds(report.substr(0, 60) + "\x01" + report) == "unrecognised position");
    CHECK(kinds(report.substr(0, 60) + std::string(2000, 'x') + "\r\n") == "unrecognised");
    test::connection<only> c;
    c.stream(report.substr(0, 60) + std::string(2000, 'x') + report, 1);
    CHECK(kinds(c.messages) == "unrecognised position");
}

TEST_CASE("bofan sentence: without a line end it is decoded from a datagram only, if the odometer group is closed") {
    const std::string open = report.substr(0, report.size() - 2);
    const auto out = test::decode<only>(open);
    REQUIRE(kinds(out) == "position");
    CHECK(out[0].at("bofan.unterminated") == true);
    CHECK(kinds("$POS,1,083125.000,A,2232.0971,N,11400.9504,E,0,5,090714,,,A/0000,0/0/5360872") == "incomplete");
    CHECK(kinds("$POS,1,083125.000,A,2232.0971,N,11400.9504,E,0,5,090714,,,A/0000,0/0/5360872/") == "position");
    CHECK(kinds("$POS,1,083125.000,A,2232.0971,N,11400.9504,E,0,5,090714,,,A/0000,0/0/5360872#") == "position");
    CHECK(kinds("$FUS865328026243864,510-V1.12,A11-V3.0") == "incomplete");
    test::connection<only> c;
    c.stream(open);
    CHECK(kinds(c.messages) == "incomplete");
}

TEST_CASE("bofan version report: IMEI, firmware, module, no device id") {
    const auto out = test::decode<only>("$FUS865328026243864,510-V1.12,A11-V3.0,x\r\n");
    REQUIRE(out.size() == 1);
    CHECK(differences(out[0],
                      R"j({"message":"version","imei":"865328026243864","firmware":"510-V1.12",)j"
                      R"j("bofan.module":"A11-V3.0","unknown.field_3":"x","device.id":null,"time":null})j") == "");
}

// ---- text lines, commands ------------------------------------------------------------------------------------------

TEST_CASE("bofan text: a line is text once the connection is known, ended by CR, LF or a sentence") {
    CHECK(kinds("OPC OK\r\n" + report) == "unrecognised position");
    const auto out = test::decode<only>(report + "OPC OK\r\nVER 1.2" + report + "\r\n\n" + report);
    REQUIRE(kinds(out) == "position text text position position");
    CHECK(out[1].at("text") == "OPC OK");
    CHECK(out[2].at("text") == "VER 1.2");
    CHECK(kinds(report + "\x80half\r\n" + report) == "position unrecognised position");
    CHECK(kinds(report + "\x80half\r\n\0\0OPC OK\r\n"s) == "position unrecognised text");
}

struct command_row {
    std::string_view text, word, fields;
};

constexpr command_row commands[] = {
    {"#OPC2,1\r\n", "OPC", R"(["2","1"])"},
    {"#TMZ-5\r\n", "TMZ", R"(["-5"])"},
    {"#PHO\r\n", "PHO", "[]"},
    {"#PHD0,960\r\n", "PHD", R"(["0","960"])"},
    {"#AN1'#OPC1,1,',10,'#OPC1,0'\r\n", "AN", R"(["1'#OPC1","1","'","10","'#OPC1","0'"])"},
    {"#AD1<10,Fuel Low,4\r\n", "AD", R"(["1<10","Fuel Low","4"])"},
    {"#SOS,123,456\r\n", "SOS", R"(["123","456"])"},
    {"#XYZ12\r\n", "XYZ", R"(["12"])"},
    {"#RST\r\n", "RST", "[]"},
    {"#SVR192.0.2.10,8888\r\n", "SVR", R"(["192.0.2.10","8888"])"},
    {"#SALIN1111\r\n", "SAL", R"(["IN1111"])"},
    {"#AV15,6,24\r\n", "AV", R"(["15","6","24"])"},
};

TEST_CASE("bofan command: told by its shape") {
    for (const command_row& r : commands) {
        CAPTURE(r.text);
        const auto out = test::decode<only>(r.text);
        REQUIRE(kinds(out) == "command");
        CHECK(out[0].at("protocol") == "bofan");
        CHECK(out[0].at("command") == r.word);
        CHECK(out[0].value("fields", nlohmann::json::array()) == nlohmann::json::parse(r.fields));
        CHECK_FALSE(out[0].contains("reply.text"));
    }
}

TEST_CASE("bofan command: look-alikes of others are not claimed") {
    for (const std::string_view text :
         {"#BCE#\r\n", "#GTXRP=359366080000385,8,180514200051\r\n", "#P#\r\n", "#SD#270413;205601\r\n",
          "#861075026000000#\r\n", "##S,eSeal,1000821\r\n",
          // constructed look-alikes
          "#MTX,353815011138124,20101226,195550,41.6296,2.3611,0,35,0,0,1,1111,000,0,0\r\n", "#ABC\r\n", "#VER,1,2\r\n",
          "#AD0D12\r\n", "#AN1,2\r\n", "#SOS12\r\n", "#SVR\r\n", "#SAL1\r\n", "#AV12\r\n"}) {
        CAPTURE(text);
        CHECK(kinds(std::string(text)).find("command") == std::string::npos);
    }
}

TEST_CASE("bofan full frame: binary data without a check is ours only if nothing speaks against it") {
    const std::string data("\x01\x02\xB0\x7F\x24", 5);
    const std::string unchecked = framed(data, 0xFF);
    CHECK(kinds(unchecked) == "unknown");
    CHECK(kinds(unchecked + report) == "unknown position");
    CHECK(kinds(unchecked + framed(report)) == "unknown position");
    CHECK(kinds(report + unchecked + "\x01\x02") == "position unknown unrecognised");
    // h02 frames, constructed: BF FB FF in the status, and a length that fits what follows
    CHECK(kinds(unchecked + "\x01\x02") == "unrecognised");
    CHECK(kinds(unchecked + "\x01") == "unrecognised");
    CHECK(kinds(framed(data) + "\x01\x02") == "unknown unrecognised");  // the check is right
    CHECK(kinds(framed("#\x01\x02\x03")) == "unknown");                 // no command, whatever its first byte
}

TEST_CASE("bofan command: in a full frame, and by SMS on request, passwords masked") {
    CHECK(kinds(framed("#OPC1,1\r\n")) == "command");
    CHECK(kinds("000000OPC1,1") == "unrecognised");
    test::connection<only> sms;
    sms.conf.transport = transport::sms;
    sms.datagram("123456APNinternet,user,word");
    REQUIRE(kinds(sms.messages) == "command");
    CHECK(differences(sms.messages[0], R"j({"command":"APN","fields":["internet","user","******"],)j"
                                       R"j("bofan.password":"******"})j") == "");
    sms.options.show_secrets = true;
    sms.options.hex = true;
    sms.datagram("123456PWD654321");
    CHECK(differences(sms.messages[1], R"j({"command":"PWD","fields":["654321"],"bofan.password":"123456",)j"
                                       R"j("hex":"313233343536505744363534333231"})j") == "");
    settings up;
    up.direction = direction::up;
    CHECK(kinds(test::decode<only>("#OPC1,1\r\n", up)) == "unrecognised");
    CHECK(kinds(test::decode<only>(report + "#OPC1,1\r\n", up)) == "position text");
}

TEST_CASE("bofan command: passwords are masked in nested commands, texts, cut and damaged frames") {
    settings up;
    up.direction = direction::up;
    CHECK(test::decode<only>("#AN1'#PWD123456,',10,'#APNnet,user,word'\r\n").at(0).at("fields") ==
          nlohmann::json::parse(R"(["1'#PWD******","'","10","'#APNnet","user","******'"])"));
    CHECK(test::decode<only>(report + "#PWD123456\r\n", up).at(1).at("text") == "#PWD******");
    CHECK(test::decode<only>("#PWD12").at(0).at("hex") == "235057442a2a");
    CHECK(test::decode<only>(framed("#PWD12\r\n", wrong("#PWD12\r\n"))).at(0).at("hex").get<std::string>().substr(10) ==
          "235057442a2a0d0a");
    CHECK(test::decode<only>(framed("#AN1'#APNa,b,cd'\r\n").substr(0, 20))
              .at(0)
              .at("hex")
              .get<std::string>()
              .substr(10) == "23414e31272341504e612c622c2a2a");
}

// ---- any chunking, no read outside ---------------------------------------------------------------------------------

TEST_CASE("bofan: random streams give the same messages however they are cut") {
    test::same_however_cut<only>(41, 3000,
                                 {report, other, framed(report), framed(report + other), framed(report, 0xFF),
                                  framed("$PHD0,20,01234567890123456789\r\n"), "$PHD20,5,\r\n$$\xBF\r\n",
                                  framed("#OPC1,1\r\n"), "#OPC1,1\r\n", "an answer\r\n", "\xBF", "$",
                                  framed("@z\x02\x03\x03"
                                         "825\x05"s)});
}

// ---- in constant expressions ---------------------------------------------------------------------------------------

template <std::size_t N>
constexpr bool gives(std::string_view text, bool frame, const message_kind (&expected)[N]) {
    const test::text_bytes<> body(text);
    std::uint8_t wire[1100] = {};
    byte_output out(wire, sizeof wire);
    if (frame) {
        bofan::put_full_frame(body.view(), out);
    } else {
        out.put(body.view());
    }
    session state;
    std::size_t n = 0;
    bool same = true;
    decode_datagram<only>(bytes_view(wire, out.size()), state, settings{}, [&](const message& m) {
        same = same && n < N && m.kind == expected[n];
        ++n;
    });
    return same && n == N;
}
static_assert(
    gives("$POS,0000001,112742.000,A,0900.9050,N,03845.0609,E,13.12,212.34,290421,,,A/00010,00000/0,0,0,0/"
          "250161300//fd7//",
          false, {message_kind::position}));
static_assert(
    gives("$PHO0-1,1360000260,123012.000,A,0913.9644,N,07548.8345,W,0.0,309.8,111017,,,A/00000,10000/0/64551600//"
          "f98//\r\n",
          false, {message_kind::photo}));
static_assert(gives("$FUS865328026243864,510-V1.12,A11-V3.0\r\r", true, {message_kind::version}));
static_assert(gives("$PHD0,4,abcd\r\n", true, {message_kind::photo_data}));
static_assert(gives("#OPC1,1\r\n", true, {message_kind::command}));
static_assert(gives("@z\x02\x03\x01x", true, {message_kind::unknown}));

}  // namespace
