// SPDX-License-Identifier: MIT
#include <trackwire/bofan/report.hpp>

#include <trackwire/bofan/codec.hpp>

#include "support/catch.hpp"
#include "support/text.hpp"

namespace {

using namespace trackwire;
using only = registry<bofan::frames>;

std::string line(std::string_view text) { return std::string(text) + "\r\n"; }

// ---- good sentences: values from the source named ------------------------------------------------------------------

struct row {
    std::string_view name, source, text, json;
};

constexpr row good[] = {
    {"full form, worked example", "bofan.md 18",
     "$POS,0721976179,184917.000,A,0115.4966,S,03655.2459,E,0.00,0.00,260115,,,A/0000,0/0/0//853/",
     R"j({"protocol":"bofan","message":"position","device.id":"0721976179","time":"2015-01-26T18:49:17.000Z",)j"
     R"j("position.valid":true,"position.source":"gnss","position.latitude":-1.2582767,"position.longitude":36.920765,)j"
     R"j("position.speed":0,"position.course":0,"position.satellites":3,"odometer":0,"ignition":false,"inputs":"0000",)j"
     R"j("outputs":"0","adc":[0],"bofan.battery":8,"bofan.gsm":5,"bofan.mode":"A","raw.state":"853","driver.id":null,)j"
     R"j("bofan.spec":null,"stored":null,"events":null,"alarms":null,"error":null,"raw.time":null})j"},
    {"four ADCs, ignition on, output 1 on", "traccar issue 825",
     "$POS,1151000,205326.000,A,0901.3037,N,07928.2751,W,48.79,30.55,170814,,,A/00010,10000/0,0,0,0/15986500//fb8/",
     R"j({"position.latitude":9.0217283,"position.longitude":-79.4712517,"position.speed":90.359,"odometer":15986.5,)j"
     R"j("ignition":true,"inputs":"00010","outputs":"10000","adc":[0,0,0,0],"bofan.gsm":11,"position.satellites":8})j"},
    {"five inputs, two outputs, upper-case state, longitude without leading zeros", "bofan.md 3.3, PT510",
     "$POS,865328026243864,151105.000,A,1332.7096,N,204.6787,E,0.0,10.00,050517,,,A/00000,10/1,0/234//FD9/",
     R"j({"position.longitude":2.0779783,"adc":[1,0],"odometer":0.234,"raw.state":"FD9","bofan.battery":15,)j"
     R"j("bofan.gsm":13,"position.satellites":9})j"},
    {"empty spec group", "traccar issue 1263",
     "$POS,11023456,033731.000,A,0335.2617,N,09841.1587,E,0.00,88.12,210615,,,A/0000,0/1f8/388900//f33//",
     R"j({"adc":[504],"bofan.adc_volts":[2.95],"bofan.spec":null,"unknown.trailing":null})j"},
    {"ADC group empty", "bofan.md 3.3",
     "$POS,216769295715,163237.000,A,3258.1738,S,02755.4350,E,0.00,215.88,100915,,,A/0000,0//232300//5b3/",
     R"j({"adc":null,"bofan.adc_volts":null,"odometer":232.3,"error":null})j"},
    {"no RFID and no state group", "bofan.md 3.3",
     "$POS,6095,233344.000,V,0933.0451,N,06912.3360,W,,,151112,,,N/00000,00000/0/1677600/",
     R"j({"position.valid":false,"position.source":"none","position.latitude":9.5507517,"position.speed":null,)j"
     R"j("position.course":null,"odometer":1677.6,"raw.state":null,"bofan.battery":null,"bofan.mode":"N"})j"},
    {"ends behind the odometer", "bofan.md 3.3",
     "$POS,6002,233257.000,A,0931.0430,N,06912.8707,W,0.05,146.98,141112,,,A/00010,00000/0/5360872",
     R"j({"odometer":5360.872,"position.speed":0.093})j"},
    {"no state, stored", "bofan.md 3.3, 3.6",
     "$CPA,40456789,083125.000,A,2232.0971,N,11400.9504,E,7.62,265.24,291117,,,A/00000,00000/0/1200//#",
     R"j({"message":"event","events":["power_cut"],"alarms":["power_cut"],"stored":true,"odometer":1.2,)j"
     R"j("raw.state":null})j"},
    {"mode and its comma missing", "bofan.md 3.3",
     "$POS,718005258,121930.000,V,0514.0960,S,14547.3245,E,0.0,0.0,151020,,/00000,00000/0,0,0,0/106945600//f00//",
     R"j({"bofan.mode":null,"position.latitude":-5.2349333,"odometer":106945.6,"position.satellites":0,"error":null})j"},
    {"never had a fix, clock not set", "traccar issue 199",
     "$POS,7210285832,184655.000,V,,,,,,,140209,,,N/00000,00000/6/0/",
     R"j({"time":null,"raw.time":"184655.000,140209","position.latitude":null,"position.speed":null,"error":null,)j"
     R"j("adc":[6]})j"},
    {"cut behind the date", "OpenGTS, documentation sample",
     "$POS,10000,102215.000,V,2233.8171,N,14205.6367,W,0.0,0.0,250411",
     R"j({"time":"2011-04-25T10:22:15.000Z","position.longitude":-142.093945,"inputs":null,"odometer":null,)j"
     R"j("error":null})j"},
    {"driver and spec group", "bofan.md 9, 12",
     "$POS,40456789,083125.000,A,2232.0971,N,11400.9504,E,0.0,5.00,090714,,,A/00010,10000/1f8,0,0,3ff/200076/"
     "0007654321/"
     "fe7/1,0112/",
     R"j({"driver.id":"0007654321","bofan.spec":"1,0112","adc":[504,0,0,1023],"bofan.adc_volts":[2.95,0,0,5.99]})j"},
    {"further groups are kept", "bofan.md 3.2: unknown extra groups",
     "$POS,1,083125.000,A,2232.0971,N,11400.9504,E,0.0,5.00,090714,,,A/0000,0/0/0//f33/1,2/x,y/z/",
     R"j({"bofan.spec":"1,2","unknown.trailing":"x,y/z/"})j"},
    {"state of another length stays raw", "bofan.md 10",
     "$POS,1,083125.000,A,2232.0971,N,11400.9504,E,0.0,5.00,090714,,,A/0000,0/0/0//f3/",
     R"j({"raw.state":"f3","bofan.battery":null,"position.satellites":null,"error":null})j"},
    {"a course of 360 is 0", "record.md 3",
     "$POS,1,083125.123,A,2232.0971,N,11400.9504,E,1,360.00,090714,,,A/0000,0/0/0//f33/",
     R"j({"position.course":0,"position.speed":1.852,"time":"2014-07-09T08:31:25.123Z"})j"},
    {"without a fix, both zero is no position", "record.md 7",
     "$POS,1,083125.000,V,0000.0000,N,00000.0000,E,,,090714,,,N/0000,0/0/0//f00/",
     R"j({"position.latitude":null,"position.longitude":null,"error":null})j"},
};

TEST_CASE("bofan report: good sentences") {
    for (const row& r : good) {
        DYNAMIC_SECTION(r.name) {
            const auto out = test::decode<only>(line(r.text));
            REQUIRE(out.size() == 1);
            CHECK(test::differences(out[0], r.json) == "");
            CHECK_FALSE(out[0].contains("error"));
        }
    }
}

// ---- tags ---------------------------------------------------------------------------------------------------------

struct tag_row {
    std::string_view tag, event;
    bool alarm;
};

// bofan.md 4, record.md 8
constexpr tag_row tags[] = {
    {"IN1", "sos", true},
    {"IN2", "input_2", false},
    {"IN3", "input_3", false},
    {"IN4", "input_4", false},
    {"IN5", "input_5", false},
    {"IU1", "input_1_release", false},
    {"IU2", "input_2_release", false},
    {"IU3", "input_3_release", false},
    {"IU4", "input_4_release", false},
    {"IU5", "input_5_release", false},
    {"SPD", "overspeed", true},
    {"GOF", "geofence", true},
    {"GEO", "geofence", true},
    {"LPA", "low_battery", true},
    {"CPA", "power_cut", true},
    {"TOW", "tow", true},
    {"HDA", "harsh_acceleration", true},
    {"HDB", "harsh_braking", true},
    {"FDA", "fatigue_driving", true},
    {"DFR", "code_DFR", false},
    {"SKA", "vibration", true},
    {"PMA", "movement", true},
    {"MLA", "mileage", false},
    {"SLP", "sleep", false},
    {"AD1", "analog_1", false},
    {"AD2", "analog_2", false},
    {"AD3", "analog_3", false},
    {"AD4", "analog_4", false},
    {"XYZ", "code_XYZ", false},
    {"Q7Z", "code_Q7Z", false},
};

TEST_CASE("bofan report: every tag is an event, and an alarm where it is one") {
    for (const tag_row& r : tags) {
        const auto out = test::decode<only>(line(
            "$" + std::string(r.tag) + ",1,083125.000,A,2232.0971,N,11400.9504,E,0,5,090714,,,A/0000,0/0/0//f33/"));
        CAPTURE(r.tag);
        REQUIRE(out.size() == 1);
        CHECK(out[0].at("message") == "event");
        CHECK(out[0].at("events") == nlohmann::json::array({r.event}));
        CHECK(out[0].contains("alarms") == r.alarm);
        if (r.alarm) { CHECK(out[0].at("alarms") == nlohmann::json::array({r.event})); }
    }
}

// ---- a sound sentence with one impossible field -------------------------------------------------------------------

struct fault_row {
    std::string_view name, text, field, missing, offset_of;
};

constexpr fault_row faults[] = {
    {"latitude 91", "$POS,1,083125.000,A,9100.0000,N,11400.9504,E,1,5,090714,,,A/0000,0/1/2//f33/", "position",
     "position.latitude", "9100"},
    {"minutes 60", "$POS,1,083125.000,A,2260.0000,N,11400.9504,E,1,5,090714,,,A/0000,0/1/2//f33/", "position",
     "position.latitude", "2260"},
    {"longitude 181", "$POS,1,083125.000,A,2232.0971,N,18100.0000,E,1,5,090714,,,A/0000,0/1/2//f33/", "position",
     "position.longitude", "2232"},
    {"hemisphere X", "$POS,1,083125.000,A,2232.0971,X,11400.9504,E,1,5,090714,,,A/0000,0/1/2//f33/", "position",
     "position.latitude", "2232"},
    {"fix without coordinates", "$POS,1,083125.000,A,,,,,1,5,090714,,,A/0000,0/1/2//f33/", "position",
     "position.latitude", ",,,,1"},
    {"month 13", "$POS,1,083125.000,A,2232.0971,N,11400.9504,E,1,5,091314,,,A/0000,0/1/2//f33/", "time", "time",
     "091314"},
    {"30 February", "$POS,1,083125.000,A,2232.0971,N,11400.9504,E,1,5,300214,,,A/0000,0/1/2//f33/", "time", "time",
     "300214"},
    {"hour 24", "$POS,1,243125.000,A,2232.0971,N,11400.9504,E,1,5,090714,,,A/0000,0/1/2//f33/", "time", "time",
     "243125"},
    {"no date", "$POS,1,083125.000,A,2232.0971,N,11400.9504,E,1,5,,,,A/0000,0/1/2//f33/", "time", "time", ",,,A"},
    {"speed", "$POS,1,083125.000,A,2232.0971,N,11400.9504,E,1x,5,090714,,,A/0000,0/1/2//f33/", "position.speed",
     "position.speed", "1x"},
    {"negative speed", "$POS,1,083125.000,A,2232.0971,N,11400.9504,E,-1,5,090714,,,A/0000,0/1/2//f33/",
     "position.speed", "position.speed", "-1"},
    {"course 360.01", "$POS,1,083125.000,A,2232.0971,N,11400.9504,E,1,360.01,090714,,,A/0000,0/1/2//f33/",
     "position.course", "position.course", "360"},
    {"input 2", "$POS,1,083125.000,A,2232.0971,N,11400.9504,E,1,5,090714,,,A/0020,0/1/2//f33/", "inputs", "inputs",
     "0020"},
    {"output x", "$POS,1,083125.000,A,2232.0971,N,11400.9504,E,1,5,090714,,,A/0000,x/1/2//f33/", "outputs", "outputs",
     "x/"},
    {"ADC above 10 bits", "$POS,1,083125.000,A,2232.0971,N,11400.9504,E,1,5,090714,,,A/0000,0/0,400/2//f33/", "adc",
     "adc", "0,400"},
    {"ADC no number", "$POS,1,083125.000,A,2232.0971,N,11400.9504,E,1,5,090714,,,A/0000,0/0,,1/2//f33/", "adc",
     "bofan.adc_volts", "0,,1"},
    {"odometer", "$POS,1,083125.000,A,2232.0971,N,11400.9504,E,1,5,090714,,,A/0000,0/1/2a//f33/", "odometer",
     "odometer", "2a"},
    {"state", "$POS,1,083125.000,A,2232.0971,N,11400.9504,E,1,5,090714,,,A/0000,0/1/2//g33/", "bofan.battery",
     "bofan.battery", "g33"},
};

TEST_CASE("bofan report: one impossible field is left out and named, the rest stays") {
    for (const fault_row& r : faults) {
        DYNAMIC_SECTION(r.name) {
            const auto out = test::decode<only>(line(r.text));
            REQUIRE(out.size() == 1);
            CAPTURE(out[0].dump());
            CHECK(out[0].at("message") == "position");
            CHECK(out[0].at("device.id") == "1");
            CHECK(out[0].value("error.field", "") == r.field);
            CHECK(out[0].value("error.offset", std::size_t{0}) == r.text.find(r.offset_of));
            CHECK_FALSE(out[0].contains("error.count"));
            CHECK_FALSE(out[0].contains(std::string(r.missing)));
        }
    }
}

TEST_CASE("bofan report: two bad fields are counted") {
    const auto out =
        test::decode<only>(line("$POS,1,083125.000,A,9100.0000,N,11400.9504,E,1,5,091314,,,A/0000,0/1/2//f33/"));
    CHECK(out.at(0).at("error.count") == 2);
    CHECK(out.at(0).at("error.field") == "position");  // first on the wire, the date stands behind it
    CHECK(out.at(0).at("error.offset") == 20);
}

TEST_CASE("bofan report: what is cut off behind the coordinates is missing at the end") {
    const auto out = test::decode<only>(line("$POS,1,083125.000,A,2232.0971,N,11400.9504,E"));
    REQUIRE(out.size() == 1);
    CHECK(out[0].at("error.field") == "time");
    CHECK(out[0].at("error.offset") == 44);
}

TEST_CASE("bofan report: surplus fields stand in wire order") {
    const std::string wire = line("$POS,1,083125.000,A,2232.0971,N,11400.9504,E,1,5,090714,x,y,A,z");
    std::string text;
    session state;
    decode_datagram<only>(test::bytes_of(wire), state, {}, [&](const message& m) {
        char buffer[1024];
        const auto size = write_json(m, {}, buffer, sizeof buffer);
        if (size) { text.append(buffer, *size); }
    });
    CHECK(text.find(R"("unknown.field_11":"x","unknown.field_12":"y","unknown.field_14":"z")") != std::string::npos);
}

TEST_CASE("bofan report: the ignition line can be chosen") {
    settings conf;
    const std::string text = line("$POS,1,083125.000,A,2232.0971,N,11400.9504,E,1,5,090714,,,A/01010,0/1/2//f33/");
    const auto with = [&](std::uint8_t input) {
        conf.ignition_input = input;
        return test::decode<only>(text, conf).at(0);
    };
    CHECK(with(4).at("ignition") == true);
    CHECK(with(1).at("ignition") == false);
    CHECK(with(2).at("ignition") == true);
    CHECK_FALSE(with(0).contains("ignition"));
    CHECK_FALSE(with(6).contains("ignition"));
}

// ---- in constant expressions --------------------------------------------------------------------------------------

constexpr bool decodes_at_compile_time() {
    const test::text_bytes<> wire(
        "$HDA,20007,134657.000,A,0626.1607,N,00330.2245,E,33.38,81.79,041016,,,A/00010,00000/270,0,0,0/19948900//fa4//"
        "\r\n");
    session state;
    bool fits = false;
    decode_datagram<only>(wire.view(), state, settings{}, [&](const message& m) {
        fits = m.kind == message_kind::event && m.fixed(attribute::device_id) == name("20007") &&
               m.get<attribute::odometer>()->steps == 19948900 &&
               m.get<attribute::position_latitude>()->steps == 64360117 &&
               m.get<attribute::position_speed>()->steps == 61820 && m.alarms.contains(alarm::harsh_acceleration) &&
               m.events.contains(event(alarm::harsh_acceleration)) && !m.error;
    });
    return fits && state.device == name("20007") && state.protocol == &bofan::protocol;
}
static_assert(decodes_at_compile_time());

}  // namespace
