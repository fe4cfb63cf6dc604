// SPDX-License-Identifier: MIT

/// @file
/// Frames of other protocols are not claimed, and our own labels among them are recognised (foreign-frames.jsonl).
/// Every record is one line of hex, so every one meets the whole registry.

#include <algorithm>
#include <cstdint>

#include "corpus/row.hpp"
#include "support/foreign.hpp"

namespace {

using namespace corpus;

std::vector<json> const& records() {
    static std::vector<json> const all = test::load_samples("foreign-frames.jsonl");
    return all;
}

}  // namespace

TEST_CASE("foreign frames: none is claimed", "[corpus]") {
    std::vector<std::string> lines;
    std::vector<json> owners;
    for (json const& record : records()) {
        if (test::is_ours(record)) continue;
        lines.push_back(record.at("hex"));
        owners.push_back(record);
    }
    REQUIRE(lines.size() == 1750);
    std::vector<test::decoded> const outputs = test::decode_lines(lines);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        INFO(owners[i].at("protocol").get<std::string>() << " " << lines[i].substr(0, 200));
        CHECK_FALSE(outputs[i].messages.empty());
        for (std::string const& violation : outputs[i].violations) FAIL_CHECK(violation);
        for (json const& message : outputs[i].messages) {
            std::string const kind = message.value("message", "");
            INFO(message.dump().substr(0, 600));
            CHECK((kind == "unrecognised" || kind == "incomplete" || kind == "ambiguous"));
            CHECK_FALSE(message.contains("reply.text"));
            CHECK_FALSE(message.contains("reply.hex"));
        }
    }
}

TEST_CASE("foreign frames: those of our own protocols are recognised", "[corpus]") {
    static std::map<std::string, std::vector<std::string>> const protocols{
        {"jt600", {"jointech-jt600", "jointech-jt701"}},
        {"jt808", {"jt808", "jointech-jt705", "jointech-jt709"}},
        {"pt502", {"bofan"}},
        {"pt60", {"pt60"}},
        {"pt3000", {"pt3000"}}};
    std::vector<std::string> lines;
    std::vector<json> owners;
    for (json const& record : records()) {
        if (!test::is_ours(record)) continue;
        lines.push_back(test::wire_hex(record));
        owners.push_back(record);
    }
    REQUIRE(lines.size() == 129);
    std::size_t broken = 0;
    std::vector<test::decoded> const outputs = test::decode_lines(lines);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        std::string const label = owners[i].at("protocol");
        INFO(label << " " << lines[i]);
        for (std::string const& violation : outputs[i].violations) FAIL_CHECK(violation);
        bool const good = !test::is_broken(lines[i]);
        broken += !good;
        REQUIRE_FALSE(outputs[i].messages.empty());
        for (json const& message : outputs[i].messages) {
            INFO(message.dump().substr(0, 1000));
            CHECK(is_good(message) == good);
            if (!good) {
                CHECK(message.value("message", "") == "malformed");
                CHECK_FALSE(message.contains("reply.hex"));
                continue;
            }
            std::vector<std::string> const& allowed = protocols.at(label);
            CHECK(std::find(allowed.begin(), allowed.end(), message.value("protocol", "")) != allowed.end());
            if (owners[i].at("verify") == "verifyPosition" && outputs[i].messages.size() == 1 && owners[i].contains("expect")) {
                json const& expect = owners[i].at("expect");
                if (expect.contains("lat")) {  // Traccar's own reading, which it rounds to five decimals
                    CHECK(std::abs(message.value("position.latitude", 999.0) - expect.at("lat").get<double>()) < 1.1e-5);
                    CHECK(std::abs(message.value("position.longitude", 999.0) - expect.at("lon").get<double>()) < 1.1e-5);
                }
            }
        }
    }
    CHECK(broken == 5);  // two with a wrong checksum, one with a wrong length, two with both
}
