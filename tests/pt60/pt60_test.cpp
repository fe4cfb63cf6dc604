// SPDX-License-Identifier: MIT
#include <trackwire/pt60/pt60.hpp>

#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/random_streams.hpp"
#include "support/text.hpp"

namespace {

using namespace trackwire;
using only = registry<pt60::frames>;
using test::differences;

struct row {
    std::string_view name, text, json;
};

// Sentences of traccar's test suite with the end mark (Wi-Fi names and addresses are invented ones); bofan.md 15.
constexpr row good[] = {
    {"G 1: login", "@G#@,V01,1,353882080015633,9460025014649193,@R#@",
     R"j({"protocol":"pt60","message":"login","device.id":"353882080015633","imsi":"460025014649193","pt60.type":1,)j"
     R"j("time.local":null,"reply.text":"@G#@,V01,38,<yyyymmddhhmmss>,@R#@","error":null})j"},
    {"G 6: position", "@G#@,V01,6,111112222233333,8888888888888888,20150312010203,23.2014050;104.235212,@R#@",
     R"j({"message":"position","time.local":"2015-03-12T01:02:03.000","position.latitude":23.201405,"time":null,)j"
     R"j("position.longitude":104.235212,"position.valid":null,"imsi":null,"unknown.imsi":"8888888888888888",)j"
     R"j("reply.text":"@G#@,V01,38,<yyyymmddhhmmss>,@R#@"})j"},
    {"G 13: steps", "@G#@,V01,13,357653051059785,9404223001501310,20180419112656,1180,@R#@",
     R"j({"message":"heartbeat","pt60.steps":1180,"time.local":"2018-04-19T11:26:56.000"})j"},
    {"G 14: heart rate", "@G#@,V01,14,357653051059785,9404223001501310,20180419165604,101,26,@R#@",
     R"j({"message":"heartbeat","pt60.heart_rate":101,"battery.level":26})j"},
    {"G 43: cells and networks",
     "@G#@,V01,43,105681639001701,9460000412618231,20180410092923,2,460;0;9763;3852;-63|460;0;9763;3851;-26,2,"
     "00:00:5e:00:53:01;0048006f006d0065004e00650074;-76|00:00:5e:00:53:04;003100320033516c51710057006900460069;-81,@R#"
     "@",
     R"j({"message":"position","cell.mcc":460,"cell.mnc":0,"cell.lac":9763,"cell.id":3852,"cell.rssi":-63,)j"
     R"j("cell.2.mcc":460,"cell.2.mnc":0,"cell.2.lac":9763,"cell.2.id":3851,"cell.2.rssi":-26,"cell.3.id":null,)j"
     R"j("pt60.wifi":["00:00:5e:00:53:01;HomeNet;-76","00:00:5e:00:53:04;123\u516c\u5171WiFi;-81"],"error":null})j"},
    {"B 001: GPS", "@B#@|01|001|864891030184852|9425010450971470|1|45|20181127122717|32.701093|35.570938|1|@E#@",
     R"j({"message":"position","position.valid":true,"position.source":"gnss","position.latitude":32.701093,)j"
     R"j("position.longitude":35.570938,"battery.level":45,"pt60.state":1,"pt60.location":1,"imsi":"425010450971470",)j"
     R"j("reply.text":"@B#@|01|002|864891030184852|0|<yyyymmddhhmmss>|@E#@"})j"},
    {"B 001: GPS with two more numbers",
     "@B#@|01|001|111112222233333|8888888888888888|1|55|20160715150323|37.615124|125.48276|111.059279|49.346383|1|@E#@",
     R"j({"position.latitude":37.615124,"position.longitude":125.48276,"unknown.x":"111.059279","unknown.y":"49.346383",)j"
     R"j("pt60.location":1})j"},
    {"B 001: GPS with more numbers than have a key",
     "@B#@|01|001|111112222233333|8888888888888888|1|55|20160715150323|37.615124|125.48276|1.5|2.5|3.5||5.5|6|7|1|@E#@",
     R"j({"unknown.x":"1.5","unknown.y":"2.5","unknown.numbers":"3.5||5.5|6|7","pt60.location":1,"error":null})j"},
    {"B 001: cell", "@B#@|01|001|864891030184852|9425010450971470|1|84|20181205161005|40412,10461,1,425,10|2|@E#@",
     R"j({"message":"position","position.valid":false,"cell.mcc":425,"cell.mnc":1,"cell.lac":10461,"cell.id":40412,)j"
     R"j("cell.rssi":null,"pt60.cells":["40412,10461,1,425,10"],"pt60.location":2})j"},
    {"B 003: firmware, three cells",
     "@B#@|01|003|864891030184954|9425010450971470|S6_EN_A_V1.3.7|0|66|20181122113251|40412,10461,1,425,18|"
     "49382,10461,1,425,9|40411,10461,1,425,7|2|@E#@",
     R"j({"message":"position","firmware":"S6_EN_A_V1.3.7","pt60.state":0,"battery.level":66,"cell.id":40412,)j"
     R"j("cell.2.id":49382,"cell.3.id":40411,"cell.3.mcc":425,)j"
     R"j("reply.text":"@B#@|01|004|864891030184954|0|<yyyymmddhhmmss>|@E#@"})j"},
    {"B 006: without cells", "@B#@|01|006|864891030184954|9425010450971470|20181213093127|2|1|@E#@",
     R"j({"message":"heartbeat","pt60.location":2,"unknown.code":"1","battery.level":null,"cell.id":null,)j"
     R"j("reply.text":"@B#@|01|007|864891030184954|0|<yyyymmddhhmmss>|@E#@"})j"},
    {"B 006: with a cell", "@B#@|01|006|864891030184954|9425010450971470|20181213093235|40412,10461,1,425,4|2|1|@E#@",
     R"j({"message":"position","cell.id":40412,"pt60.location":2,"unknown.code":"1"})j"},
    {"B 033: state and battery", "@B#@|01|033|864891030184954|9425010450971470|0|4|20181120151744|@E#@",
     R"j({"message":"heartbeat","battery.level":4,"pt60.state":0,"time.local":"2018-11-20T15:17:44.000",)j"
     R"j("reply.text":"@B#@|01|034|864891030184954|0|<yyyymmddhhmmss>|@E#@"})j"},
    {"absent network and cell numbers",
     "@B#@|01|001|864891030184852|9425010450971470|1|84|20181205161005|0,0,1,0,10|2|@E#@",
     R"j({"message":"position","cell.mcc":null,"cell.mnc":null,"cell.lac":null,"cell.id":null,"error":null})j"},
    {"a type that nobody documents", "@B#@|01|099|864891030184852|9425010450971470|20181205161005|a|b|@E#@",
     R"j({"message":"heartbeat","pt60.type":99,"time.local":"2018-12-05T16:10:05.000","fields":["a","b"],)j"
     R"j("reply.text":"@B#@|01|100|864891030184852|0|<yyyymmddhhmmss>|@E#@"})j"},
    {"clock not set", "@G#@,V01,13,357653051059785,9404223001501310,00000000000000,1180,@R#@",
     R"j({"time.local":null,"raw.time":"00000000000000","error":null})j"},
    {"answer of the platform, G", "@G#@,V01,38,20180419165604,@R#@",
     R"j({"message":"acknowledgement","time.local":"2018-04-19T16:56:04.000","reply.text":null,"device.id":null})j"},
    {"answer of the platform, B", "@B#@|01|002|864891030184852|0|20181205161005|@E#@",
     R"j({"message":"acknowledgement","device.id":"864891030184852","reply.text":null})j"},
};

TEST_CASE("pt60: good frames") {
    for (const row& r : good) {
        DYNAMIC_SECTION(r.name) {
            const auto out = test::decode<only>(r.text);
            REQUIRE(out.size() == 1);
            CHECK(differences(out[0], r.json) == "");
        }
    }
}

struct fault_row {
    std::string_view name, text, field, error;
};

constexpr fault_row faults[] = {
    {"latitude 91", "@G#@,V01,6,111112222233333,9888888888888888,20150312010203,91.0;104.2,@R#@", "position",
     "out of range"},
    {"no pair", "@G#@,V01,6,111112222233333,9888888888888888,20150312010203,23.2,@R#@", "position", "out of range"},
    {"month 13", "@G#@,V01,13,111112222233333,9888888888888888,20151312010203,5,@R#@", "time.local",
     "not a calendar time"},
    {"battery 101", "@B#@|01|033|864891030184954|9425010450971470|0|101|20181120151744|@E#@", "battery.level",
     "out of range"},
    {"steps", "@G#@,V01,13,111112222233333,9888888888888888,20150312010203,x,@R#@", "pt60.steps",
     "not a number of this form"},
    {"more cells stated than there are",
     "@G#@,V01,43,105681639001701,9460000412618231,20180410092923,2,460;0;9763;3852;-63,0,,@R#@", "pt60.cells",
     "count does not match"},
    {"a cell of four values",
     "@B#@|01|001|864891030184852|9425010450971470|1|84|20181205161005|40412,10461,1,425|2|@E#@", "cell.id",
     "not a number of this form"},
};

TEST_CASE("pt60: one impossible field is left out and named, and the frame is answered") {
    for (const fault_row& r : faults) {
        DYNAMIC_SECTION(r.name) {
            const auto out = test::decode<only>(r.text);
            REQUIRE(out.size() == 1);
            CHECK(out[0].value("error.field", "") == r.field);
            CHECK(out[0].value("error", "") == r.error);
            CHECK(out[0].contains("reply.text"));
            CHECK((r.field == "pt60.cells" || !out[0].contains(std::string(r.field))));
        }
    }
}

TEST_CASE("pt60: impossible coordinates leave a position without them, an impossible cell its neighbours") {
    const auto g = test::decode<only>("@G#@,V01,6,111112222233333,9888888888888888,20150312010203,91.0;104.2,@R#@");
    CHECK(g.at(0).at("message") == "position");
    const auto b = test::decode<only>(
        "@B#@|01|001|864891030184852|9425010450971470|1|84|20181205161005|40412,-1,1,425,3|7,9,1,425,3|2|@E#@");
    CHECK(differences(b.at(0), R"j({"message":"position","error.field":"cell.id","cell.lac":null,"cell.mcc":null,)j"
                               R"j("cell.2.mcc":425,"cell.2.lac":9,"cell.2.id":7})j") == "");
}

TEST_CASE("pt60: the answer carries the time of the server") {
    test::connection<only> c;
    c.options.now = to_time({2026, 2, 21, 4, 5, 6, 0});
    c.datagram(good[0].text).datagram(good[5].text);
    CHECK(c.messages[0].at("reply.text") == "@G#@,V01,38,20260221040506,@R#@");
    CHECK(c.messages[1].at("reply.text") == "@B#@|01|002|864891030184852|0|20260221040506|@E#@");
}

TEST_CASE("pt60: with a zone the time is proven") {
    settings conf;
    conf.has_zone = true;
    conf.zone_minutes = 120;
    const auto out = test::decode<only>(good[5].text, conf);
    CHECK(differences(out.at(0), R"j({"time":"2018-11-27T10:27:17.000Z","time.local":null})j") == "");
}

std::string kinds(const std::vector<nlohmann::json>& messages) {
    std::string out;
    for (const auto& m : messages) { out += (out.empty() ? "" : " ") + m.at("message").get<std::string>(); }
    return out;
}

TEST_CASE("pt60: frames follow each other without a gap: one that was cut ends where the next begins") {
    const std::string a(good[0].text);
    const std::string b(good[5].text);
    CHECK(kinds(test::decode<only>(a + b + a)) == "login position login");
    for (const std::size_t piece : {std::size_t{1}, std::size_t{9}, std::size_t{1000}}) {
        test::connection<only> c;
        c.stream(b.substr(0, 70) + a + b, piece);
        REQUIRE(kinds(c.messages) == "malformed login position");
        CHECK(c.messages[0].at("hex").get<std::string>().size() == 140);
    }
    CHECK(kinds(test::decode<only>(b.substr(0, 70) + "\x01" + a)) == "malformed unrecognised login");
    CHECK(kinds(test::decode<only>(b.substr(0, 70))) == "incomplete");
    CHECK(kinds(test::decode<only>(b.substr(0, 40) + std::string(5000, 'x') + "|@E#@" + a)) == "unrecognised login");
}

TEST_CASE("pt60: what is not ours") {
    for (const std::string_view text :
         {"@G#@,V01,1,35388208001563,9460025014649193,@R#@", "@G#@|V01|1|353882080015633|9460025014649193|@R#@",
          "@B#@,01,001,864891030184852,1,@E#@", "@JT", "@@abc", "@B#@|1|001|864891030184852|1|@E#@"}) {
        CAPTURE(text);
        CHECK(kinds(test::decode<only>(std::string(text) + ".")) == "unrecognised");
    }
}

TEST_CASE("pt60: random streams give the same messages however they are cut") {
    std::vector<std::string> pieces;
    for (const auto& r : good) { pieces.emplace_back(r.text); }
    test::same_however_cut<only>(60, 2000, pieces);
}

constexpr bool gives(std::string_view text, message_kind kind) {
    const test::text_bytes<> wire(text);
    session state;
    std::size_t n = 0;
    bool same = true;
    decode_datagram<only>(wire.view(), state, settings{}, [&](const message& m) {
        same = same && m.kind == kind && !m.error;
        ++n;
    });
    return same && n == 1;
}
static_assert(gives(good[0].text, message_kind::login));
static_assert(gives(good[1].text, message_kind::position));
static_assert(gives(good[2].text, message_kind::heartbeat));
static_assert(gives(good[3].text, message_kind::heartbeat));
static_assert(gives(good[4].text, message_kind::position));
static_assert(gives(good[5].text, message_kind::position));
static_assert(gives(good[9].text, message_kind::position));
static_assert(gives(good[10].text, message_kind::heartbeat));
static_assert(gives(good[12].text, message_kind::heartbeat));

}  // namespace
