// SPDX-License-Identifier: MIT

/// @file
/// Every sample of bofan-samples.jsonl (Bofan, PT60, PT3000): what it expects, in the words of the record.

#include <algorithm>
#include <cstdint>

#include "corpus/row.hpp"
#include "corpus/sha256.hpp"

namespace {

using namespace corpus;

set& bofan() {
    static set samples("bofan-samples.jsonl");
    return samples;
}

/// With the photo bytes and the secrets shown.
std::vector<std::string> const arguments{"--show-secrets", "--hex"};

std::vector<std::uint8_t> bytes_of(std::string const& hex) {
    std::vector<std::uint8_t> bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        bytes.push_back(static_cast<std::uint8_t>(std::stoi(hex.substr(i, 2), nullptr, 16)));
    }
    return bytes;
}

std::string text_of(std::string const& hex) {
    std::vector<std::uint8_t> const bytes = bytes_of(hex);
    return {bytes.begin(), bytes.end()};
}

std::string hex_of(std::string const& text) {
    std::string hex;
    for (unsigned char const c : text) {
        hex += "0123456789abcdef"[c >> 4];
        hex += "0123456789abcdef"[c & 15];
    }
    return hex;
}

// ---- one frame -------------------------------------------------------------------------------------------------

bool is_pt60(row const& r) { return r.family() == "pt60"; }

/// The tag as sent: kind of message, event and alarm (bofan.md 4, record.md 8).
void check_tag(row& r, json const& want) {
    static std::map<std::string, std::string> const both{
        {"IN1", "sos"},           {"SPD", "overspeed"},          {"GOF", "geofence"},      {"GEO", "geofence"},
        {"LPA", "low_battery"},   {"CPA", "power_cut"},          {"TOW", "tow"},           {"HDA", "harsh_acceleration"},
        {"HDB", "harsh_braking"}, {"FDA", "fatigue_driving"},    {"SKA", "vibration"},     {"PMA", "movement"}};
    static std::map<std::string, std::string> const events{{"IN2", "input_2"}, {"IN3", "input_3"}, {"IN4", "input_4"},
                                                           {"IN5", "input_5"}, {"MLA", "mileage"}, {"SLP", "sleep"}};
    std::string const tag = want;
    if (tag == "POS" || tag == "PHO") {
        r.is("message", tag == "POS" ? "position" : "photo");
        r.list("events", {});
        r.list("alarms", {});
        return;
    }
    r.is("message", "event");
    if (auto const found = both.find(tag); found != both.end()) {
        r.list("events", {found->second});
        r.list("alarms", {found->second});
        return;
    }
    r.list("alarms", {});
    if (auto const found = events.find(tag); found != events.end()) {
        r.list("events", {found->second});
    } else if (tag.starts_with("IU")) {
        r.list("events", {"input_" + tag.substr(2) + "_release"});
    } else if (tag.starts_with("AD")) {
        r.list("events", {"analog_" + tag.substr(2)});
    } else {
        r.list("events", {"code_" + tag});
    }
}

void check_kind(row& r, json const& want) {
    if (want == "report") {
        r.require(r.expect.contains("event"), "a report without a tag");  // the tag decides
    } else if (want == "photo_announce") {
        r.is("message", "photo");
    } else if (want == "photo_data") {
        r.is("message", "photo_data");
        r.absent("device.id");
    } else if (want == "version") {
        r.is("message", "version");
        r.absent("device.id");
    } else if (want == "delta") {
        if (r.expect.at("resolved") == true) {
            r.is("bofan.difference", true);
        } else {
            r.is("message", "unknown");
        }
    } else {
        r.problem("no mapping for the kind " + want.dump());
    }
    r.is("protocol", "bofan");
}

/// The header says only whether the body was checked: FF is "not computed by the device".
void check_prefix(row& r, json const& want) {
    r.require(want.at("verify_ok") != false, "a frame with a wrong verify byte is no good frame");
    r.is("bofan.unchecked", want.at("verify_ok").is_null() ? json(true) : json());
}

/// Of an unresolved difference frame the entries stand in raw.difference; a resolved one is its rebuilt sentence.
void check_edits(row& r, json const& want) {
    if (r.expect.at("resolved") == true) return;
    std::string entries;
    for (json const& edit : want) {
        std::string const added = edit[2];
        entries += static_cast<char>(edit[0].get<int>());
        entries += static_cast<char>(edit[1].get<int>());
        entries += static_cast<char>(added.size());
        entries += added;
    }
    r.is("raw.difference", hex_of(entries));
}

std::string photo_data(row& r) { return r.message.value("photo.data", ""); }

void check_cells(row& r, json const& want) {
    for (std::size_t i = 0; i < want.size(); ++i) {
        std::string const key = i == 0 ? "cell." : "cell." + std::to_string(i + 1) + ".";
        r.is(key + "mcc", want[i].at("mcc"));
        r.is(key + "mnc", want[i].at("mnc"));
        r.is(key + "lac", want[i].at("lac"));
        r.is(key + "id", want[i].at("cid"));
    }
    r.absent("cell." + std::to_string(want.size() + 1) + ".id");
}

void check_wifi(row& r, json const& want) {
    json const networks = r.message.value("pt60.wifi", json::array());
    r.require(networks.size() == want.size(), "pt60.wifi is " + networks.dump());
    for (std::size_t i = 0; i < std::min(networks.size(), want.size()); ++i) {
        std::string const shown = networks[i].get<std::string>();
        for (char const* part : {"mac", "ssid", "rssi"}) {
            json const& value = want[i].at(part);
            std::string const text = value.is_string() ? value.get<std::string>() : value.dump();
            r.require(shown.find(text) != std::string::npos, "pt60.wifi: " + shown + " does not say " + text);
        }
    }
}

/// The digit 9 and the 15 digits of an IMSI (inferred, bofan.md 15.2); anything else is not one.
void check_imsi(row& r, json const& want) {
    std::string const field = want;
    if (field.starts_with('9')) {
        r.is("imsi", field.substr(1));
    } else {
        r.require(!r.has("imsi") || r.message.at("imsi") == field, "imsi was cut although the field does not begin with 9");
    }
}

table make_frame_checks() {
    auto const same = [](std::string const& key) { return [key](row& r, json const& v) { r.is(key, v); }; };
    auto const when = [](std::string const& key) { return [key](row& r, json const& v) { r.time(key, v); }; };
    auto const degrees = [](std::string const& key) { return [key](row& r, json const& v) { r.near(key, v, 6e-8); }; };
    auto const exact = [](std::string const& key) { return [key](row& r, json const& v) { r.near(key, v, 1e-9); }; };

    return {
        {"kind", check_kind},
        {"prefix", check_prefix},
        {"prefix_shared", check_prefix},
        {"event", check_tag},
        {"device_id", same("device.id")},
        {"time", when("time")},
        {"time_valid", [](row& r, json const& v) { r.require(v == false && !r.has("time"), "the clock is not set"); }},
        {"time_raw",
         [](row& r, json const& v) { r.is("raw.time", v[0].get<std::string>() + "," + v[1].get<std::string>()); }},
        {"fix_valid",
         [](row& r, json const& v) {
             r.is("position.valid", v);
             r.is("position.source", v.get<bool>() ? "gnss" : "none");
         }},
        {"lat", degrees("position.latitude")},
        {"lon", degrees("position.longitude")},
        {"speed_knots",
         [](row& r, json const& v) { r.near("position.speed", v.is_null() ? v : json(kmh(v.get<double>())), 1e-9); }},
        {"speed_kmh", [](row& r, json const& v) { r.near("position.speed", v, 6e-4); }},
        {"course", exact("position.course")},
        {"mode", same("bofan.mode")},

        {"inputs", same("inputs")},
        {"outputs", same("outputs")},
        {"inputs_active_left_to_right", not_compared("the positions of the ones in `inputs`, which is compared")},
        {"outputs_active_left_to_right", not_compared("likewise of `outputs`")},
        {"adc", [](row& r, json const& v) { r.is("adc", v.empty() ? json() : v); }},
        {"odometer_m", [](row& r, json const& v) { r.near("odometer", v.get<double>() / 1000, 1e-9); }},
        {"rfid", same("driver.id")},
        {"state", [](row& r, json const& v) { r.is(is_pt60(r) ? "pt60.state" : "raw.state", v); }},
        {"battery_level_0_15", same("bofan.battery")},
        {"gsm_level_0_15", same("bofan.gsm")},
        {"satellites", same("position.satellites")},
        {"spec", same("bofan.spec")},
        {"hash_marker", [](row& r, json const& v) { r.is("stored", v); }},

        {"photo_size",
         [](row& r, json const& v) {
             bool const none = v == 0;
             r.is("bofan.no_photo", none ? json(true) : json());
             if (!none) r.is("photo.size", v);
         }},
        {"photo_index", same("bofan.photo_index")},
        {"offset", same("photo.offset")},
        {"size",
         [](row& r, json const& v) {
             r.is("photo.length", v);
             r.require(photo_data(r).size() == 2 * v.get<std::size_t>(), "photo.data has another length");
         }},
        {"data_first16", [](row& r, json const& v) { r.require(photo_data(r).starts_with(v.get<std::string>()), "photo.data begins otherwise"); }},
        {"data_last8", [](row& r, json const& v) { r.require(photo_data(r).ends_with(v.get<std::string>()), "photo.data ends otherwise"); }},
        {"data_xor",
         [](row& r, json const& v) {
             int sum = 0;
             for (std::uint8_t const byte : bytes_of(photo_data(r))) sum ^= byte;
             r.require(!photo_data(r).empty() && sum == v, "photo.data has another XOR");
         }},

        {"base_xor", not_compared("the link to the base: it shows as resolved or not")},
        {"edits", check_edits},
        {"resolved",
         [](row& r, json const& v) { r.require(v.get<bool>() == (r.message.value("message", "") != "unknown"), "resolved or not"); }},
        {"reconstructed", not_compared("every field of the rebuilt sentence is compared")},
        {"traccar_alarm",
         [](row& r, json const& v) { r.require(v == "powerCut", "no mapping"); r.list("alarms", {"power_cut"}); }},
        {"traccar_position",
         [](row& r, json const& v) {
             r.time("time", v.at("time"));
             r.is("position.valid", v.at("valid"));
             r.near("position.latitude", v.at("lat"), 5.5e-6);
             r.near("position.longitude", v.at("lon"), 5.5e-6);
         }},

        {"imei", [](row& r, json const& v) { r.is(r.family() == "bofan" ? "imei" : "device.id", v); }},
        {"fields",
         [](row& r, json const& v) {
             r.is("firmware", v.at(0));
             r.is("bofan.module", v.at(1));
         }},

        {"format", [](row& r, json const& v) { r.require(v == "B" || v == "G", "no mapping"); r.is("protocol", "pt60"); }},
        {"version", not_compared("a constant of each variant, part of its marker: 01 in B, V01 in G")},
        {"type",
         [](row& r, json const& v) {
             r.is("pt60.type", v);
             json const tail = r.expect.value("tail", json::array());
             bool const cells = r.expect.contains("cells") || tail.size() == 3;  // type 006 with cells in front
             bool const login = r.expect.at("format") == "G" && v == 1;
             r.is("message", r.expect.contains("lat") || cells ? "position" : login ? "login" : "heartbeat");
         }},
        {"imsi_field", check_imsi},
        {"time_local", when("time.local")},
        {"battery", same("battery.level")},
        {"firmware", same("firmware")},
        {"location_type",
         [](row& r, json const& v) {
             r.require(v == 1 || v == 2, "no mapping");
             r.require(r.has(v == 1 ? "position.latitude" : "cell.id"), "the location of type " + v.dump() + " is missing");
         }},
        {"cells", check_cells},
        {"wifi", check_wifi},
        {"extra_numbers", [](row& r, json const& v) { for (json const& number : v) r.visible(number); }},
        {"heart_rate", same("pt60.heart_rate")},
        {"steps", same("pt60.steps")},
        // PT60: what stands behind the time of a type 006, of unproven meaning. PT3000: the last field.
        {"tail",
         [](row& r, json const& v) {
             if (v.is_string()) return r.is("pt3000.tail", v);
             if (v.size() == 3) {
                 check_cells(r, json::array({{{"cid", 40412}, {"lac", 10461}, {"mnc", 1}, {"mcc", 425}}}));
                 r.require(v[0] == "40412,10461,1,425,4", "another cell");
             }
             r.visible(v.back());
         }},
        {"ack_shape", [](row& r, json const& v) { r.reply(v); }},

        {"header", not_compared("8 unexplained bytes of a wrapper in front of the text")},
        {"text_length", not_compared("likewise")},
        {"phone", same("pt3000.phone")},
    };
}

// ---- the sample ------------------------------------------------------------------------------------------------

/// The good messages are exactly the expected frames, in order.
void check_frames(row& r, json const& want) {
    static table const checks = make_frame_checks();
    std::vector<json> good;
    std::ranges::copy_if(r.messages, std::back_inserter(good), is_good);
    r.require(good.size() == want.size(), std::to_string(good.size()) + " good messages instead of " + std::to_string(want.size()));
    for (std::size_t i = 0; i < std::min(good.size(), want.size()); ++i) {
        row frame = r;
        frame.expect = want[i];
        frame.message = good[i];
        frame.problems.clear();
        compare(frame, checks);
        if (frame.family() == "bofan" && !want[i].contains("hash_marker")) frame.absent("stored");
        if (frame.family() == "bofan" && !r.expect.contains("photo")) {
            // Reports have no answer. An announcement asks for the first 960 bytes; data is asked for only when the size is known.
            std::size_t const size = want[i].value("photo_size", std::size_t{0});
            frame.reply(size > 0 ? json("#PHD0," + std::to_string(std::min<std::size_t>(size, 960)) + "\r\n") : json());
        }
        if (frame.family() == "pt3000") {
            frame.is("protocol", "pt3000");
            frame.is("message", "position");
        }
        for (std::string const& problem : frame.problems) r.problem("frame " + std::to_string(i + 1) + ": " + problem);
    }
}

/// The bytes in front of the first frame: one run, without the blanks at its ends (record.md 12.19).
void check_skipped(row& r, json const& want) {
    std::string hex = r.sample.at("hex").get<std::string>().substr(0, 2 * want.get<std::size_t>());
    std::size_t offset = 0;
    auto const blank = [](std::string const& byte) { return byte == "00" || byte == "0d" || byte == "0a" || byte == "20"; };
    while (!hex.empty() && blank(hex.substr(0, 2))) {
        hex.erase(0, 2);
        ++offset;
    }
    while (!hex.empty() && blank(hex.substr(hex.size() - 2))) hex.erase(hex.size() - 2);
    r.is("message", "unrecognised");
    r.is("hex", hex);
    r.is("offset", offset);
}

/// Of a photo transfer: the requests, in order, and the picture they bring.
void check_photo(row& r, json const& want) {
    std::string assembled;
    for (json const& message : r.messages) assembled += message.value("photo.data", "");
    r.require(assembled.size() == 2 * want.at("size").get<std::size_t>(), "the picture has another size");
    r.require(sha256_hex(bytes_of(assembled)) == want.at("sha256"), "the picture has another digest");
    if (want.contains("starts")) r.require(assembled.starts_with(want.at("starts").get<std::string>()), "start of the picture");
    if (want.contains("ends")) r.require(assembled.ends_with(want.at("ends").get<std::string>()), "end of the picture");
    if (want.contains("chunks")) {
        auto const chunks = std::ranges::count_if(r.messages, [](json const& m) { return m.value("message", "") == "photo_data"; });
        r.require(chunks == want.at("chunks").get<long>(), "number of chunks");
    }
}

void check_requests(row& r, json const& want) {
    json requests = json::array();
    for (json const& message : r.messages) {
        if (message.contains("reply.text")) requests.push_back(message.at("reply.text"));
    }
    r.require(requests == want, "the requests are " + requests.dump());
}

/// What the platform sent: the mnemonic, and all that stands behind it in `fields`.
void check_command(row& r, json const& want) {
    std::string text = text_of(r.sample.at("hex"));
    if (text.starts_with("\xBF\xFB")) text.erase(0, 5);
    std::size_t const front = r.sample.at("transport") == "sms" ? 6 : 1;  // the password, or '#'
    text.erase(0, front);
    while (text.ends_with('\r') || text.ends_with('\n')) text.pop_back();
    std::string const mnemonic = want;
    r.require(text.starts_with(mnemonic), "the sample is no " + mnemonic);
    text.erase(0, mnemonic.size());

    r.is("protocol", "bofan");
    r.is("message", "command");
    r.is("command", want);
    std::string joined;
    for (json const& field : r.message.value("fields", json::array())) joined += "," + field.get<std::string>();
    r.require(joined == (text.empty() ? "" : "," + text), "fields joined are " + joined + ", expected " + text);
}

/// The parts that a command's text is made of stand in its fields.
void check_part(row& r, json const& want) {
    std::string joined;
    for (json const& field : r.message.value("fields", json::array())) joined += "," + field.get<std::string>();
    std::string const text = want.is_string() ? want.get<std::string>() : want.dump();
    r.require(joined.find(text) != std::string::npos, "the fields do not hold " + text);
}

table make_checks() {
    return {
        {"frames", check_frames},
        {"family",
         [](row& r, json const& v) {
             r.require(v.is_null(), "only null is mapped");
             for (json const& message : r.messages) {
                 r.require(!message.contains("protocol"), "claimed as " + message.value("protocol", ""));
             }
         }},
        {"malformed", [](row& r, json const& v) { r.require(v == "checksum", "no mapping"); r.is("message", "malformed"); }},
        {"verify_error", [](row& r, json const&) { r.is("message", "malformed"); }},
        {"consumed_bytes",
         [](row& r, json const& v) {
             r.require(r.messages.size() == 1, "one message for one bad frame");
             r.require(r.message.value("hex", "").size() == 2 * v.get<std::size_t>(), "another number of bytes was consumed");
         }},
        {"would_be", [](row& r, json const&) { r.require(std::ranges::none_of(r.messages, is_good), "a bad frame was decoded"); }},
        {"needs_more", [](row& r, json const&) { r.is("message", "incomplete"); }},
        {"incomplete",
         [](row& r, json const& v) {
             r.require(v == true && r.messages.size() == 1, "one message");
             r.is("message", "incomplete");
         }},
        {"needs_flush", not_compared("the end of the line is the flush; as a TCP stream it is a test of its own below")},
        {"end_of_stream", not_compared("likewise")},
        {"unterminated", [](row& r, json const& v) { r.is("bofan.unterminated", v); }},
        {"skipped_bytes", check_skipped},

        {"command", check_command},
        {"args", [](row& r, json const& v) { r.is("fields", v.empty() ? json() : v); }},
        {"password",
         [](row& r, json const& v) {
             r.require(text_of(r.sample.at("hex")).starts_with(v.get<std::string>()), "the sample begins with its password");
         }},
        {"prefix", check_prefix},
        {"alarm", check_part},
        {"flags", check_part},
        {"action", check_part},
        {"first", check_part},
        {"delay_s", check_part},
        {"second", check_part},
        {"channel", check_part},
        {"op", check_part},
        {"percent", check_part},
        {"name", check_part},
        {"input", check_part},

        {"photo", check_photo},
        {"platform_requests", check_requests},
        {"repeat_offset", not_compared("the platform's timer repeats a request; the library has no clock")},

        {"frame_count", [](row& r, json const& v) { r.require(r.messages.size() == v.get<std::size_t>(), "number of frames"); }},
        {"types",
         [](row& r, json const& v) {
             for (std::size_t i = 0; i < std::min(v.size(), r.messages.size()); ++i) {
                 row frame = r;
                 frame.message = r.messages[i];
                 frame.problems.clear();
                 frame.is("protocol", "pt60");
                 frame.is("pt60.type", v[i][1]);
                 bool const b = frame.message.value("reply.text", "").starts_with("@B#@|");
                 frame.require(b == (v[i][0] == "B"), "answered in the other variant");
                 for (std::string const& problem : frame.problems) r.problem("frame " + std::to_string(i + 1) + ": " + problem);
             }
         }},
        {"traccar_input_integer", not_compared("what Traccar makes of the input string; not ours")},
    };
}

}  // namespace

TEST_CASE("bofan: every sample decodes to what it expects", "[corpus]") {
    static table const checks = make_checks();
    REQUIRE(bofan().samples().size() == 106);
    for (std::size_t i = 0; i < bofan().samples().size(); ++i) {
        json const& sample = bofan().samples()[i];
        DYNAMIC_SECTION(sample.at("id").get<std::string>()) {
            test::decoded const& output = bofan().decoded(i, arguments);
            row r(sample, output.messages);
            r.require(!r.messages.empty(), "nothing came out");
            compare(r, checks);
            bool const wrapped = sample.at("id") == "pt3000-i3981";  // unexplained bytes around the text
            bool const clean = r.family() != "not-bofan" && !r.expect.contains("skipped_bytes") &&
                               !r.expect.contains("malformed") && !r.expect.contains("incomplete") && !wrapped;
            if (clean) {
                for (json const& message : r.messages) r.require(is_good(message), "a good frame gave " + message.dump());
            }
            if (r.expect.contains("command")) r.require(r.messages.size() == 1, "one command gave several messages");
            report(r, output);
        }
    }
}

TEST_CASE("bofan: a sentence without a line end is incomplete at the end of a stream", "[corpus]") {
    std::size_t count = 0;
    for (json const& sample : bofan().samples()) {
        if (!sample.at("expect").contains("end_of_stream")) continue;
        ++count;
        REQUIRE(sample.at("expect").at("end_of_stream") == "incomplete");
        std::vector<json> const messages = test::decode_stream(sample.at("hex"));
        REQUIRE(messages.size() == 1);
        CHECK(messages[0].value("message", "") == "incomplete");
        CHECK(messages[0].value("hex", "") == sample.at("hex").get<std::string>());
    }
    REQUIRE(count == 1);
}

TEST_CASE("bofan: the dialogue of a photo transfer asks for what the steps say", "[corpus]") {
    std::size_t count = 0;
    for (std::size_t i = 0; i < bofan().samples().size(); ++i) {
        json const& sample = bofan().samples()[i];
        if (!sample.contains("steps")) continue;
        ++count;
        std::string up;
        std::vector<std::string> asked;
        for (json const& step : sample.at("steps")) {
            if (step.at("dir") == "up") {
                up += step.at("hex");
            } else if (std::string const request = text_of(step.at("hex")); asked.empty() || asked.back() != request) {
                asked.push_back(request);  // a request repeated by the platform's timer is the same request
            }
        }
        REQUIRE(up == sample.at("hex").get<std::string>());
        std::vector<std::string> replies;
        for (json const& message : bofan().decoded(i, arguments).messages) {
            if (message.contains("reply.text")) replies.push_back(message.at("reply.text"));
        }
        CHECK(replies == asked);
    }
    REQUIRE(count == 2);
}

TEST_CASE("bofan: a PT60 answer is a function of now", "[corpus]") {
    std::size_t count = 0;
    for (std::size_t i = 0; i < bofan().samples().size(); ++i) {
        json const& sample = bofan().samples()[i];
        json const frames = sample.at("expect").value("frames", json::array());
        if (frames.size() != 1 || !frames[0].contains("ack_shape")) continue;
        ++count;
        std::string answer = frames[0].at("ack_shape");
        std::string const placeholder = "<yyyymmddhhmmss>";
        answer.replace(answer.find(placeholder), placeholder.size(), "20260221040506");
        std::vector<json> const& messages = bofan().decoded(i, {"--now", "2026-02-21T04:05:06Z"}).messages;
        REQUIRE(messages.size() == 1);
        CHECK(messages[0].value("reply.text", "") == answer);
    }
    REQUIRE(count == 13);
}
